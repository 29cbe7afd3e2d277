"""The pipeline: files go to the desk, what comes back goes to the reports, and all of it to an exit code."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import ExitStack, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker import readers
from checker.checking.catalog import CatalogError, UnknownRuleError
from checker.project.config import ConfigError
from checker.project.options import (
    AGREE,
    BASELINE,
    CACHE,
    CHANGED_LINES,
    DIFF,
    DOCUMENTATION,
    EXIT_ZERO,
    FAIL_UNDER,
    FAIL_UNDER_LOW,
    FIELD,
    FIX,
    FIX_ONLY,
    FORCE_EXCLUDE,
    JOBS,
    OPEN,
    OUTPUT_FILE,
    OUTPUT_FORMAT,
    QUIET,
    SELECT,
    SOURCE,
    SOURCE_FIELD,
    STATISTICS,
    TOP,
    UNSAFE_FIXES,
    WRITE_BASELINE,
    Options,
)
from checker.project.settings import NAMES_FILE, STDIN, Folders
from checker.project.source import Source, SourceError
from checker.reports import DRAWN, MOST_SHOWN, CheckedArticle, Run
from checker.reports.plain_text import shown
from checker.run import deadline
from checker.run.exit import FAILED, FOUND, OK, ended, say
from checker.run.outputs import OutputFile, Outputs, check_format, show_page
from checker.run.workers import Answer, Checked, Checker, Task, side_by_side
from checker.store import cache
from checker.text import formats

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from rich.progress import Task as Bar

    from checker.checking.catalog import Description
    from checker.desk import Desk
    from checker.project.baseline import Baseline
    from checker.project.per_file import ProseFields
    from checker.project.settings import Settings
    from checker.readers import Reader
    from checker.reports import Report
    from checker.text.document import Document

__all__ = ["checked", "run"]

_MANY_FILES = 5
_FIELDS_SHOWN = 5
_OBJECTS = 200_000
_VERY_MANY_FILES = 1000
_MANY_MORE_FILES = 32
"""Files from which processes are started for them: starting one costs as much as checking a dozen articles."""


def run(options: Options) -> int:
    """Check, repair and report; returns the exit code."""
    return ended(lambda: checked(options))


def checked(options: Options) -> int:
    """As ``run``, but raises what is wrong with options, configuration or rule files, and ``KeyboardInterrupt``."""
    return _Run(options).run()


class _Run:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.folders = Folders(options)
        self.here = self.folders.here
        check_format(self.here[OUTPUT_FORMAT])
        self.output_files = [OutputFile.parse(asked) for asked in options[OUTPUT_FILE]]
        if options[OPEN] and not any(file.format == "html" for file in self.output_files):
            self.output_files.append(OutputFile.temporary("html"))
        self.repairs = options[FIX] or options[FIX_ONLY]
        self.baseline = self._baseline()
        self.failed = False
        self.changes = False
        self._said: set[str] = set()
        self._without_prose: tuple[Path, str] | None = None
        self._has_prose = False
        self._ran: dict[Desk, frozenset[str]] = {}
        self._check_options()

    def _check_options(self) -> None:
        """Raise ``ConfigError`` where options contradict each other."""
        options = self.options
        changed_lines = options[CHANGED_LINES] is not None
        if options[WRITE_BASELINE] and (options[DIFF] or changed_lines):
            raise ConfigError("--write-baseline writes all findings: leave out --diff and --changed-lines")
        if changed_lines and STDIN in options.paths:
            raise ConfigError("--changed-lines cannot be used with standard input: name the file")
        if options[STATISTICS] and self.here[OUTPUT_FORMAT] not in ("full", "concise"):
            raise ConfigError("--statistics are shown instead of the report: write it with --output-file")
        if len(options[SOURCE_FIELD]) > len(options[FIELD]):
            raise ConfigError("--source-field: name with --field what was translated from it, one for each")
        if (source := options[SOURCE]) and not Path(source).exists():
            raise ConfigError(f"--source {source}: No such file or directory")

    def _baseline(self) -> Baseline | None:
        path = self.here[BASELINE]
        if path is None:
            if self.options[WRITE_BASELINE]:
                raise ConfigError("--write-baseline: say where with --baseline FILE")
            return None
        from checker.project.baseline import Baseline  # only where there is one

        path = Path(path)
        if self.options[WRITE_BASELINE] and not path.exists():
            return Baseline(path)
        return Baseline.read(path)

    def run(self) -> int:
        gc.freeze()
        gc.enable()
        # What names each other and is done with goes only when looked for: hardly anything does, so not after each few.
        gc.set_threshold(_OBJECTS)
        with ExitStack() as stack:
            wanted = readers.opened(self.here.values, self.options, say)
            return self._run([stack.enter_context(reader) for reader in wanted])

    def _refuse_unheard(self, heard: Collection[str]) -> None:
        """Raise ``ConfigError`` where rules of a reader are selected that is not asked to read."""
        for name in self.options[SELECT]:
            reader = readers.whose(name)
            if reader and reader.name not in heard:
                raise ConfigError(
                    f"--select {name}: {reader.name} is not asked to read; “copydesk check --help” says how"
                )

    def _refuse_more_than_read(self, heard: Sequence[Reader]) -> None:
        """Raise ``ConfigError`` where more are to agree than read."""
        agree = self.here[AGREE]
        if agree > 1 + len(heard):
            who = readers.who_read(reader.name for reader in heard)
            raise ConfigError(f"--agree {agree}: only {who} read; “copydesk check --help” says who else can")

    def _run(self, heard: Sequence[Reader]) -> int:
        self._refuse_unheard({reader.name for reader in heard})
        self._refuse_more_than_read(heard)
        self.folders.read_with(heard)
        files = self.folders.articles(deadline.limit)
        if not files and not self.here[FORCE_EXCLUDE]:
            say("no articles here: name files, or folders that hold .md, .html, .rst, .txt or the like")
        tasks = self._tasks(files)
        checker = Checker(self.folders, self.options, heard)
        for reader in heard:
            reader.look_ahead(self._documents(files, checker))
        falls_short = self._report(tasks, checker, heard)
        if self._without_prose and not self._has_prose:
            self._tell_of_fields(*self._without_prose)
        self._tell_of_sources(files)
        if self.baseline:
            self._settle(self.baseline)
        if self.failed or any(reader.problem and reader.required for reader in heard):
            return FAILED
        return FOUND if falls_short and not self.options[EXIT_ZERO] else OK

    def _tell_of_fields(self, file: Path, text: str) -> None:
        """Say which field no record has, where no file had text in one that was named; tell of what ``file`` has."""
        there = formats.fields_of(text, str(file))
        fields = self.folders.of(file).fields_of(file)
        for asked in fields.prose:
            name = asked.partition(":")[0]
            if there and not formats.has_field(there, name):
                self.failed = True
                say(f"{_said(fields, 'field', asked)}: no record has it; {file} has {_named(name, there)}")

    def _tell_of_sources(self, files: Sequence[Path]) -> None:
        """Say where no article has a source, and which field of sources no record has: nothing was compared."""
        source = self.options[SOURCE]
        if source and files and not any(map(self.folders.source_of, files)):
            say(f"--source {source}: no file in it has the name of an article here, so nothing was compared")
        missing: dict[str, str] = {}
        for file in files:
            with suppress(SourceError, ConfigError):  # of which it was said why
                self._look_for_sources(file, missing)
        for told in filter(None, missing.values()):
            self.failed = True
            say(told)

    def _look_for_sources(self, file: Path, missing: dict[str, str]) -> None:
        """Note who names a field of sources that a file lacks, and what to say of that; nothing once one has it."""
        fields = self.folders.of(file).fields_of(file)
        names = {_said(fields, "source-field", name): name.partition(":")[0] for name in fields.sources}
        if file == STDIN or not any(missing.get(said, "unknown") for said in names):
            return
        there = formats.fields_of(Source.read(file).text, str(file))
        for said, name in names.items():
            if formats.has_field(there, name):
                missing[said] = ""
            elif there:
                missing.setdefault(said, f"{said}: no record has it; {file} has {_named(name, there)}")

    def _tasks(self, files: Sequence[Path]) -> list[Task]:
        """What is to be done with each file."""
        changed: dict[Path, list[range] | None] = {}
        if (since := self.options[CHANGED_LINES]) is not None:
            from checker.project.git import changed_lines  # only when asked for

            changed = changed_lines(files, since)
        baseline = None if self.options[WRITE_BASELINE] else self.baseline
        is_drawn = not DRAWN.isdisjoint([self._on_screen, *(file.format for file in self.output_files)])
        tasks: list[Task] = []
        for file in files:
            lines = changed.get(file)
            known = baseline.known(self.folders.named(file)) if baseline else None
            tasks.append(Task(file, known, None if lines is None else tuple(lines), is_drawn, self.here[AGREE]))
        return tasks

    def _report(self, tasks: Sequence[Task], checker: Checker, heard: Sequence[Reader]) -> bool:
        """Check and report all files; returns whether one falls short of what was asked for."""
        if not tasks:
            _ = self.folders.desk_for(Path("-")).rules  # what is wrong with the choice of rules is told all the same

        def rules() -> Iterable[Description]:
            # Of files that are reviewed at one desk, one will do.
            paths: dict[Desk, Path] = {}
            for path in (self.folders.named(task.file) for task in tasks):
                with suppress(ConfigError):  # of which it was said why
                    paths[self.folders.desk_for(path)] = path
            return {rule.name: rule for path in paths.values() for rule in self._described(path, checker)}.values()

        top = self.options[TOP]
        run = Run(
            rules,
            fixes=self.repairs,
            unsafe=self.here[UNSAFE_FIXES],
            files=len(tasks),
            most=MOST_SHOWN if top is None else top,
            say=say,
            names_file=lambda: self.folders.names_file(Path(NAMES_FILE)),
            documentation=self.here[DOCUMENTATION] or "",
        )
        outputs = Outputs(self._on_screen, self.output_files, run)
        falls_short = False
        with (
            self._answers(tasks, checker, heard) as answers,
            _progress(outputs.reports, len(tasks), heard) as track,
        ):
            for checked in track(self._checked(answers)):
                article = self._article(checked, checker)
                if article.score.words:
                    self._has_prose = True
                elif self._without_prose is None:
                    self._without_prose = checked.path, checked.text
                falls_short = self._falls_short(article, self.folders.of(checked.path)) or falls_short
                outputs.add(article.worst(top or 0))
        outputs.close()
        if self.options[OPEN]:
            show_page(next(file.path for file in self.output_files if file.format == "html"))
        if self.options[CACHE]:
            cache.tidy(now=len(tasks) > _VERY_MANY_FILES)
        return falls_short

    def _described(self, path: Path, checker: Checker) -> Sequence[Description]:
        with suppress(CatalogError, UnknownRuleError):
            return checker.described(path)
        return ()

    @property
    def _on_screen(self) -> str | None:
        """The format of the report on standard output, unless that is to carry something else, or nothing."""
        options = self.options
        if options[QUIET] or options[DIFF] or options[WRITE_BASELINE] or (self.repairs and STDIN in options.paths):
            return None
        if options[STATISTICS]:
            return "statistics"
        if options[OPEN] and self.here[OUTPUT_FORMAT] in ("full", "html"):
            return None
        return "repairs" if options[FIX_ONLY] else self.here[OUTPUT_FORMAT]

    def _falls_short(self, article: CheckedArticle, settings: Settings) -> bool:
        if self.options[DIFF]:
            return self.changes
        if self.options[FIX_ONLY] or self.options[WRITE_BASELINE]:
            return False
        least, least_low, worst = settings[FAIL_UNDER], settings[FAIL_UNDER_LOW], settings.fail_on
        if least is None and least_low is None and worst is None:
            return bool(article.findings)
        value, band = article.score.value, article.score.band
        if value is not None and band and (value < (least or 0) or band.low < (least_low or 0)):
            return True
        return worst is not None and any(finding.severity >= worst for finding in article.findings)

    def _answers(
        self, tasks: Sequence[Task], checker: Checker, heard: Sequence[Reader]
    ) -> AbstractContextManager[Iterator[Answer]]:
        """A context that gives what checking each file gives, here or in processes of their own."""
        jobs = self._jobs(len(tasks), heard)
        if jobs > 1:
            return side_by_side(tasks, self.options, jobs)
        return nullcontext(map(checker.answer, tasks))

    def _jobs(self, files: int, heard: Sequence[Reader]) -> int:
        """How many processes to check with: one where they would not pay, or have to share what they cannot."""
        if files < _MANY_MORE_FILES or not all(reader.pure for reader in heard) or STDIN in self.options.paths:
            return 1
        return self.options[JOBS] or os.cpu_count() or 1

    def _checked(self, answers: Iterable[Answer]) -> Iterator[Checked]:
        """What was checked; of what could not be it is said why."""
        for answer in answers:
            if not isinstance(answer, Checked):
                self.failed = True
                if str(answer) not in self._said:  # settings are those of many files
                    say(str(answer))
                self._said.add(str(answer))
                continue
            for trouble in answer.review.troubles:
                self.failed = True
                say(f"{answer.path}: {trouble.message}")
            self._write(answer)
            yield answer

    def _write(self, checked: Checked) -> None:
        """Write what a repair of standard input gave, or would change."""
        sys.stdout.write(checked.output)
        as_shown = sys.stdout.isatty() or "GITHUB_ACTIONS" in os.environ
        for line in checked.difference:
            self.changes = True
            # On a screen or in a log an article is only looked at; elsewhere the difference is to be applied.
            body = line.removesuffix("\n")
            sys.stdout.write(f"{shown(body) if as_shown else body}\n")
            if not line.endswith("\n"):
                sys.stdout.write("\\ No newline at end of file\n")

    def _article(self, checked: Checked, checker: Checker) -> CheckedArticle:
        """What reports are given; the score counts all findings, since it is the article's."""
        review, wanted = checked.review, checked.wanted
        self._compare(checked, checker)
        hidden = len(review.findings) - len(wanted)
        return CheckedArticle(
            str(checked.path), checked.text, review, wanted, checked.fixed, hidden, drawing=checked.drawing
        )

    def _documents(self, files: Iterable[Path], checker: Checker) -> Iterator[Document]:
        """The articles that can be read ahead of their turn; of those that cannot, their turn says why."""
        for file in files:
            if file != STDIN:
                with suppress(SourceError, ConfigError, CatalogError, UnknownRuleError):
                    yield checker.document(Source.read(file))

    def _compare(self, checked: Checked, checker: Checker) -> None:
        if not self.baseline:
            return
        desk = self.folders.desk_for(checked.path)
        rules = self._ran.get(desk)
        if rules is None:
            rules = self._ran[desk] = frozenset(rule.name for rule in checker.described(checked.path))
        if self.options[WRITE_BASELINE]:
            self.baseline.replace(checked.path, checked.review.findings, rules)
        else:
            self.baseline.compare(checked.path, checked.review.findings, rules)

    def _settle(self, baseline: Baseline) -> None:
        """Write the baseline if asked to; else say what in it is stale."""
        if self.options[WRITE_BASELINE]:
            baseline.write()
            known = sum(map(len, baseline.articles.values()))
            say(f"{baseline.file} has {known:,} findings in {len(baseline.articles):,} articles")
        elif stale := baseline.stale.total():
            names = [name for name, count in sorted(baseline.stale.items()) if count]
            where = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
            say(f"{baseline.file}: {stale:,} no longer found ({where}); remove them with --write-baseline")


def _said(fields: ProseFields, option: str, value: str) -> str:
    """How a field was asked for, for a message."""
    return f"{fields.said_by}: {option} “{value}”" if fields.said_by else f"--{option} {value}"


def _named(asked: str, there: Sequence[str]) -> str:
    """Some of the fields that are there, those first whose names are nearest to what was asked for."""
    from rapidfuzz import fuzz, process  # only on a mistake

    names = [f"“{name}”" for name, *_ in process.extract(asked, there, scorer=fuzz.WRatio, limit=_FIELDS_SHOWN)]
    more = len(there) - len(names)
    return f"{', '.join(names)}{f' and {more:,} more' if more else ''}"


def _progress(reports: Sequence[Report], files: int, heard: Sequence[Reader]) -> AbstractContextManager[Any]:
    """A context that gives a function to wrap an iterator with: a progress bar on a terminal, else nothing."""
    is_long = files >= _MANY_FILES or any(reader.progress for reader in heard)
    if not is_long or not sys.stderr.isatty():
        return nullcontext(lambda checked: checked)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn
    from rich.text import Text

    # Where a report and the bar share a screen they must share a console.
    shared = next((report.console for report in reports if hasattr(report, "console")), None)
    console = shared if shared and shared.is_terminal else Console(stderr=True)

    class _Speed(ProgressColumn):
        def render(self, task: Bar) -> Text:
            return Text(f"{task.speed:,.0f} articles a second" if (task.speed or 0) >= 1 else "", "dim")

    class _Readers(ProgressColumn):
        def render(self, task: Bar) -> Text:  # noqa: ARG002 -- rich hands it over
            return Text("; ".join(filter(None, (reader.progress for reader in heard))), "dim")

    class _Progress(Progress):
        def __enter__(self) -> Any:
            super().__enter__()
            return lambda checked: self.track(checked, total=files, description="checking")

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Speed(), _Readers()
    return _Progress(*columns, console=console, transient=True)
