"""One run of the command: from options and configuration to reports, repaired files and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING, Any

from checker import catalog, pattern
from checker.checking import STDIN, Answer, Checker, side_by_side
from checker.config import ConfigError
from checker.ending import FAILED, FOUND, OK, ended, say
from checker.findings import Review
from checker.narrowing import ChangedLines, narrowed
from checker.outputs import OutputFile, Outputs, check_format
from checker.reports import MOST_SHOWN, CheckedArticle, Run
from checker.reports.plain_text import shown
from checker.rule import RuleError
from checker.settings import Folders, Options
from checker.source import Source, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from rich.console import Console
    from rich.progress import Task

    from checker.baseline import Baseline
    from checker.document import Document
    from checker.findings import Finding
    from checker.languagetool.adviser import LanguageTool
    from checker.narrowing import Narrowing
    from checker.reports import Report
    from checker.rule import Rule
    from checker.settings import Settings

__all__ = ["Options", "explain", "list_rules", "rule_options", "run", "show_config"]

_MANY_FILES = 5
_OBJECTS = 50_000
_MANY_MORE_FILES = 32
"""Files from which processes are started for them: starting one costs as much as checking a dozen articles."""


def rule_options(config: Path | None, own: Iterable[Path], *, isolated: bool, allow: bool) -> Options:
    """Options for the commands that only read rules."""
    return Options(config=config, rules=tuple(own), isolated=isolated, allow_rules=allow)


def run(options: Options) -> int:
    """Check, repair and report; returns the exit code."""
    return ended(lambda: _Run(options).run())


def list_rules(select: tuple[str, ...] | None, options: Options, *, markdown: bool = False) -> int:
    """Print the rules that ``select`` names, as a list or as a page of Markdown; returns the exit code."""
    from checker.reports import rulebook  # only here

    def command() -> int:
        loaded = Folders(options).here.all_rules
        chosen = catalog.select(loaded, catalog.Selection(select or (), preview=True))
        if markdown:
            sys.stdout.write(rulebook.as_markdown(chosen))
        else:
            rulebook.list_rules(_console(), chosen)
        return OK

    return ended(command)


def explain(name: str, options: Options) -> int:
    """Print what a rule is about; returns the exit code."""
    from checker.reports import rulebook  # only here

    def command() -> int:
        rulebook.explain(_console(), catalog.find(name, Folders(options).here.all_rules))
        return OK

    return ended(command)


def show_config(file: Path, options: Options) -> int:
    """Print what applies to ``file`` and where that is said; returns the exit code."""
    from checker.reports import settings_page  # only here

    def command() -> int:
        settings = Folders(options).of_folder(file if file.is_dir() else file.parent)
        sys.stdout.writelines(settings_page.lines(file, settings))
        return OK

    return ended(command)


class _Run:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.folders = Folders(options)
        self.here = self.folders.here
        check_format(self.here.output_format)
        self.output_files = [OutputFile.parse(asked) for asked in options.output_files]
        self.repairs = options.fix or options.fix_only
        self.baseline = self._baseline()
        self.changed: dict[Path, list[range] | None] = {}
        self.failed = False
        self.changes = False
        self._check_options()
        self.languagetool = self._languagetool()
        self.checker = Checker(self.folders, options, self.languagetool)

    def _check_options(self) -> None:
        """Raise ``ConfigError`` where options contradict each other."""
        options = self.options
        if options.write_baseline and (options.diff or options.changed_lines is not None):
            raise ConfigError("--write-baseline takes all findings: leave --diff and --changed-lines out")
        if options.changed_lines is not None and STDIN in options.paths:
            raise ConfigError("--changed-lines does not go with standard input: name the file")
        if options.statistics and self.here.output_format not in ("full", "concise"):
            raise ConfigError("--statistics are shown in place of the report: write that with --output-file")

    def _baseline(self) -> Baseline | None:
        path = self.here.baseline
        if path is None:
            if self.options.write_baseline:
                raise ConfigError("--write-baseline: say where to with --baseline FILE")
            return None
        from checker.baseline import Baseline  # only where there is one

        if self.options.write_baseline and not path.exists():
            return Baseline(path)
        return Baseline.read(path)

    def _languagetool(self) -> LanguageTool | None:
        """LanguageTool, if the options or the configuration of this folder want it; one for all files."""
        where = self.here.languagetool
        if where == "off":
            if self.options.require_languagetool:
                raise ConfigError("--require-languagetool goes with --languagetool auto or a URL")
            return None
        from checker.languagetool.adviser import LanguageTool  # only here
        from checker.languagetool.client import is_loopback

        try:
            languagetool = LanguageTool(where, say=say)
        except ValueError as error:
            raise ConfigError(f"--languagetool is “auto”, “off” or a URL, not “{where}”: {error}") from None
        if self.options.languagetool is None and where != "auto" and not is_loopback(where):
            # A configuration comes with somebody's articles, and does not say where yours go.
            raise ConfigError(
                f"the configuration would send the articles to {where}: allow it with --languagetool {where}, "
                "or do without by --languagetool off"
            )
        return languagetool

    def run(self) -> int:
        gc.freeze()
        gc.enable()
        # An article's sentences and its document name each other, so they go only when looked for; not after each few.
        gc.set_threshold(_OBJECTS)
        with self.languagetool or nullcontext():
            return self._run()

    def _run(self) -> int:
        files = self.folders.articles()
        if not files and not self.here.force_exclude:
            say("no articles here: name files, or folders that hold .md, .html, .rst, .txt or the like")
        if self.options.changed_lines is not None:
            from checker.git import changed_lines  # only when asked for

            self.changed = changed_lines(files, self.options.changed_lines)
        if self.languagetool:
            self.languagetool.look_ahead(self._documents(files))
        falls_short = self._report(files)
        if self.baseline:
            self._settle(self.baseline)
        if self.languagetool and self.languagetool.problem and self.options.require_languagetool:
            self.failed = True
        if self.failed:
            return FAILED
        return FOUND if falls_short and not self.options.exit_zero else OK

    def _report(self, files: Sequence[Path]) -> bool:
        """Check and report all files; returns whether one falls short of what was asked for."""
        if not files:
            _ = self.here.rules  # what is wrong with the choice of rules is told all the same

        def rules() -> Iterable[Rule]:
            settings = dict.fromkeys(self.checker.settings(file) for file in files)
            return {rule.name: rule for each in settings for rule in each.rules}.values()

        top = self.options.top
        run = Run(
            rules,
            fixes=self.repairs,
            unsafe=self.here.unsafe,
            files=len(files),
            most=MOST_SHOWN if top is None else top,
            say=say,
        )
        outputs = Outputs(self._on_screen, self.output_files, run)
        falls_short = False
        with self._answers(files) as answers, _progress(outputs.reports, len(files)) as track:
            for article, file in track(self._checked(files, answers)):
                falls_short = self._falls_short(article, self.checker.settings(file)) or falls_short
                outputs.add(article.worst(top or 0))
        outputs.close()
        pattern.keep()
        return falls_short

    @property
    def _on_screen(self) -> str | None:
        """The format of the report on standard output, unless that is to carry something else, or nothing."""
        options = self.options
        if options.quiet or options.diff or options.write_baseline or (self.repairs and STDIN in options.paths):
            return None
        if options.statistics:
            return "statistics"
        return "repairs" if options.fix_only else self.here.output_format

    def _falls_short(self, article: CheckedArticle, settings: Settings) -> bool:
        if self.options.diff:
            return self.changes
        if self.options.fix_only or self.options.write_baseline:
            return False
        value, least, worst = article.score.value, settings.fail_under, settings.fail_on
        if least is None and worst is None:
            return bool(article.findings)
        if least is not None and value is not None and value < least:
            return True
        return worst is not None and any(finding.severity >= worst for finding in article.findings)

    def _answers(self, files: Sequence[Path]) -> AbstractContextManager[Iterator[CheckedArticle | Answer]]:
        """A context that gives what checking each file gives, here or in processes of their own."""
        jobs = self._jobs(len(files))
        return side_by_side(files, self.options, jobs) if jobs > 1 else nullcontext(map(self._attempt, files))

    def _checked(
        self, files: Sequence[Path], answers: Iterable[CheckedArticle | Answer]
    ) -> Iterator[tuple[CheckedArticle, Path]]:
        for file, answer in zip(files, answers, strict=True):
            if isinstance(answer, CheckedArticle):
                yield answer, file
            elif isinstance(answer, tuple):
                yield self._found(file, *answer), file
            else:
                self.failed = True
                say(str(answer))

    def _jobs(self, files: int) -> int:
        """How many processes to check with: one where they would not pay, or have to share what they cannot."""
        if files < _MANY_MORE_FILES or self.repairs or self.options.diff or self.languagetool:
            return 1
        if STDIN in self.options.paths:
            return 1
        return self.options.jobs or os.cpu_count() or 1

    def _attempt(self, file: Path) -> CheckedArticle | SourceError | RuleError:
        try:
            return self._check(file)
        except (SourceError, RuleError) as error:
            return error

    def _found(self, file: Path, source: Source, review: Review) -> CheckedArticle:
        """The article with what was found in it, less what is not wanted."""
        self._compare(source.path, review.findings)
        return _article(source, review, narrowed(review.findings, self._narrowings(source, file)))

    def _check(self, file: Path) -> CheckedArticle:
        source = self.checker.read(file)
        if not (self.repairs or self.options.diff):
            return self._found(file, source, self.checker.review(source))
        from checker import fixing  # only for repairs

        doc = self.checker.document(source)
        narrowings = self._narrowings(source, file)
        engine = self.checker.engine(source.path)
        unsafe = self.checker.settings(file).unsafe
        with self.checker.in_time(doc):
            repair = fixing.repair(doc, engine, unsafe=unsafe, narrowings=narrowings)
        if repair.doc.laid_out.fault:
            raise SourceError(f"{source.path}: a repair would break it, so it stays as it was; please report this")
        repaired = source
        for edits in repair.rounds:
            repaired = repaired.edited(edits)
        if self.options.diff:
            self._show_difference(source, repaired)
        elif file == STDIN:
            sys.stdout.write(repaired.raw)
        elif repaired.raw != source.raw:
            repaired.write(instead_of=source)
        self._compare(source.path, repair.left)
        review = Review(repair.doc.word_count, repair.left, not_scored=repair.doc.not_scored)
        return _article(repaired, review, repair.wanted, len(repair.fixed))

    def _documents(self, files: Iterable[Path]) -> Iterator[Document]:
        """The articles that can be read ahead of their turn; of those that cannot, their turn says why."""
        for file in files:
            if file != STDIN:
                with suppress(SourceError):
                    yield self.checker.document(Source.read(file))

    def _narrowings(self, source: Source, file: Path) -> list[Narrowing]:
        """What of the article's findings is not wanted: what the baseline knows, what stands on unchanged lines."""
        narrowings: list[Narrowing] = []
        if self.baseline and not self.options.write_baseline:
            narrowings.append(self.baseline.known(source.path))
        lines = self.changed.get(file)
        if lines is not None:
            narrowings.append(ChangedLines.of(source.text, lines))
        return narrowings

    def _compare(self, path: Path, findings: Sequence[Finding]) -> None:
        if not self.baseline:
            return
        rules = (rule.name for rule in self.checker.engine(path).rules)
        if self.options.write_baseline:
            self.baseline.replace(path, findings, rules)
        else:
            self.baseline.compare(path, findings, rules)

    def _settle(self, baseline: Baseline) -> None:
        """Write the baseline if asked to; else say what in it is stale."""
        if self.options.write_baseline:
            baseline.write()
            known = sum(map(len, baseline.articles.values()))
            say(f"{baseline.file} has {known:,} findings in {len(baseline.articles):,} articles")
        elif stale := baseline.stale.total():
            names = [name for name, count in sorted(baseline.stale.items()) if count]
            where = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
            say(f"{baseline.file}: {stale:,} no longer found ({where}); drop what is stale with --write-baseline")

    def _show_difference(self, old: Source, new: Source) -> None:
        from difflib import unified_diff  # only for --diff

        name = str(old.path)
        as_shown = sys.stdout.isatty() or "GITHUB_ACTIONS" in os.environ
        lines = unified_diff(old.text.splitlines(keepends=True), new.text.splitlines(keepends=True), name, name, n=1)
        for line in lines:
            self.changes = True
            # On a screen or in a log an article is only looked at; elsewhere the difference is to be applied.
            body = line.removesuffix("\n")
            sys.stdout.write(f"{shown(body) if as_shown else body}\n")
            if not line.endswith("\n"):
                sys.stdout.write("\\ No newline at end of file\n")


def _article(source: Source, review: Review, wanted: Sequence[Finding], fixed: int = 0) -> CheckedArticle:
    """The article with the findings that are wanted; its score counts all, since it is the article's."""
    hidden = len(review.findings) - len(wanted)
    return CheckedArticle(str(source.path), source.text, review, tuple(wanted), fixed, hidden)


def _progress(reports: Sequence[Report], files: int) -> AbstractContextManager[Any]:
    """A context that gives a function to wrap an iterator with: a progress bar on a terminal, else nothing."""
    if files < _MANY_FILES or not sys.stderr.isatty():
        return nullcontext(lambda checked: checked)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn
    from rich.text import Text

    # Where a report and the bar share a screen they must share a console.
    shared = next((report.console for report in reports if hasattr(report, "console")), None)
    console = shared if shared and shared.is_terminal else Console(stderr=True)

    class _Speed(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f} articles a second" if task.speed else "", "dim")

    class _Bar(Progress):
        def __enter__(self) -> Any:
            super().__enter__()
            return lambda checked: self.track(checked, total=files, description="checking")

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Speed()
    return _Bar(*columns, console=console, transient=True)


def _console() -> Console:
    from rich.console import Console  # only for reports that people read

    return Console(highlight=False, markup=False, emoji=False)
