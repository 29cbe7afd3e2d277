"""One run of the command: from options and configuration to reports, repaired files and an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker import catalog, fixing, mqm
from checker.config import Config, ConfigError
from checker.config import find as find_config
from checker.config import read as read_config
from checker.discovery import Globs
from checker.discovery import find as find_files
from checker.document import Document
from checker.engine import Engine, RuleError
from checker.reports import BY_NAME, CheckedArticle, Run, open_report
from checker.reports.plain_text import one_line
from checker.source import Source, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from rich.console import Console

    from checker.reports import Report
    from checker.rule import Finding, Rule

__all__ = ["Options", "explain", "list_rules", "rule_options", "run"]

OK, FOUND, FAILED = 0, 1, 2
_MANY_FILES = 5


@dataclass(frozen=True)
class Options:
    """What the command line asked for; ``None`` leaves a choice to the configuration."""

    paths: tuple[Path, ...] = ()
    fix: bool = False
    unsafe_fixes: bool | None = None
    diff: bool = False
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    preview: bool | None = None
    rules: tuple[Path, ...] = ()
    allow_rules: bool = False
    exclude: tuple[str, ...] = ()
    config: Path | None = None
    isolated: bool = False
    output_format: str | None = None
    top: int | None = None
    quiet: bool = False
    stdin_filename: str = "stdin.md"
    fail_under: float | None = None
    exit_zero: bool = False
    fields: tuple[str, ...] = ()


def rule_options(config: Path | None, own: Iterable[Path], *, isolated: bool, allow: bool) -> Options:
    """Options for the commands that only read rules."""
    return Options(config=config, rules=tuple(own), isolated=isolated, allow_rules=allow)


def run(options: Options) -> int:
    """Check, repair and report; returns the exit code."""
    try:
        return _Run(options).run()
    except (ConfigError, catalog.CatalogError, catalog.UnknownRuleError) as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        _say("stopped")
        return FAILED
    except BrokenPipeError:
        # Whoever read the report has seen enough of it; nothing is to be flushed to them at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def list_rules(select: tuple[str, ...] | None, options: Options) -> int:
    """Print the rules that ``select`` names; returns the exit code."""
    from checker.reports import rulebook  # only here

    try:
        loaded = _load_rules(options, _configuration(options))
        chosen = catalog.select(loaded, catalog.Selection(select or (), preview=True))
    except (ConfigError, catalog.CatalogError, catalog.UnknownRuleError) as error:
        return _fail(str(error))
    rulebook.list_rules(_console(), chosen)
    return OK


def explain(name: str, options: Options) -> int:
    """Print what a rule is about; returns the exit code."""
    from checker.reports import rulebook  # only here

    try:
        rule = catalog.find(name, _load_rules(options, _configuration(options)))
    except (ConfigError, catalog.CatalogError, catalog.UnknownRuleError) as error:
        return _fail(str(error))
    rulebook.explain(_console(), rule)
    return OK


def _configuration(options: Options) -> Config:
    if options.isolated:
        return Config()
    path = options.config or find_config(Path.cwd())
    return read_config(path) if path else Config()


def _load_rules(options: Options, config: Config) -> tuple[Rule, ...]:
    theirs = [config.root / path for path in config.rules]
    return catalog.load(options.rules, configured=theirs, run_configured=options.allow_rules)


class _Run:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.config = config = _configuration(options)
        self.format = options.output_format or config.output_format
        if self.format not in BY_NAME:
            raise ConfigError(f"there is no output format “{self.format}”; there are {', '.join(BY_NAME)}")
        selection = catalog.Selection(
            options.select if options.select is not None else config.select,
            (*config.ignore, *(options.ignore or ())),
            preview=config.preview if options.preview is None else options.preview,
        )
        self.rules = catalog.select(_load_rules(options, config), selection)
        self.engine = Engine(self.rules)
        self.unsafe = config.unsafe_fixes if options.unsafe_fixes is None else options.unsafe_fixes
        fail_under = options.fail_under
        self.fail_under = config.fail_under if fail_under is None else fail_under
        self.per_file = [(Globs([glob], config.root), names) for glob, names in config.per_file_ignores.items()]
        self.failed = False
        self.changes = False

    def run(self) -> int:
        exclude = Globs((*self.config.exclude, *self.options.exclude), self.config.root)
        files = list(find_files(self.options.paths, exclude, with_fields=bool(self.options.fields)))
        if not files:
            _say("no articles here: name files, or folders that hold .md, .html, .rst, .txt or the like")
        falls_short = self._report(files)
        if self.failed:
            return FAILED
        return FOUND if falls_short and not self.options.exit_zero else OK

    def _report(self, files: Sequence[Path]) -> bool:
        """Check and report all files; returns whether one falls short of what was asked for."""
        run = Run(self.rules, fixes=self.options.fix, unsafe=self.unsafe, files=len(files))
        reports = [] if self._is_silent else [open_report(self.format, sys.stdout, run)]
        falls_short = False
        with _progress(reports, len(files)) as track:
            for article in track(self._checked(files)):
                falls_short = falls_short or self._falls_short(article)
                for report in reports:
                    report.add(self._cut(article))
        for report in reports:
            report.close()
        return falls_short

    @property
    def _is_silent(self) -> bool:
        """Whether standard output is to carry no report: it carries a difference, a repaired text, or nothing."""
        return self.options.quiet or self.options.diff or (self.options.fix and Path("-") in self.options.paths)

    def _falls_short(self, article: CheckedArticle) -> bool:
        if self.options.diff:
            return self.changes
        if self.fail_under is not None:
            return article.score.value is not None and article.score.value < self.fail_under
        return bool(article.findings)

    def _checked(self, files: Iterable[Path]) -> Iterator[CheckedArticle]:
        for file in files:
            try:
                yield self._check(file)
            except (SourceError, RuleError) as error:
                self.failed = True
                _say(str(error))

    def _check(self, file: Path) -> CheckedArticle:
        source = _read(file, self.options.stdin_filename)
        doc = Document(source.text, str(source.path), fields=self.options.fields)
        if doc.layout.fault:
            raise SourceError(f"{source.path}: {doc.layout.fault}")
        engine = self._engine_for(source.path)
        if not (self.options.fix or self.options.diff):
            return _article(doc, engine.check(doc))
        repair = fixing.repair(doc, engine, unsafe=self.unsafe)
        if repair.doc.layout.fault:
            raise SourceError(f"{source.path}: a repair would break it, so it stays as it was; please report this")
        repaired = source
        for edits in repair.rounds:
            repaired = repaired.edited(edits)
        if self.options.diff:
            self._show_difference(source, repaired)
        elif file == Path("-"):
            sys.stdout.write(repaired.raw)
        elif repaired.raw != source.raw:
            repaired.write()
        return _article(repair.doc, repair.left, len(repair.fixed))

    def _engine_for(self, path: Path) -> Engine:
        ignored = {name for globs, names in self.per_file if globs.match(path) for name in names}
        if not ignored:
            return self.engine
        return Engine(catalog.select(self.rules, catalog.Selection(ignore=ignored, preview=True)))

    def _show_difference(self, old: Source, new: Source) -> None:
        from difflib import unified_diff  # only for --diff

        name = str(old.path)
        lines = unified_diff(old.text.splitlines(keepends=True), new.text.splitlines(keepends=True), name, name, n=1)
        for line in lines:
            self.changes = True
            sys.stdout.write(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")

    def _cut(self, article: CheckedArticle) -> CheckedArticle:
        """The article with only its worst findings, when ``--top`` asks for that."""
        if self.options.top is None:
            return article
        worst = sorted(article.findings, key=lambda finding: -finding.severity.value)[: self.options.top]
        return replace(article, findings=tuple(finding for finding in article.findings if finding in worst))


def _article(doc: Document, findings: Iterable[Finding], fixed: int = 0) -> CheckedArticle:
    findings = tuple(findings)
    return CheckedArticle(doc, findings, mqm.score(findings, doc.word_count), fixed)


def _read(file: Path, stdin_filename: str) -> Source:
    if file == Path("-"):
        return Source.decode(Path(stdin_filename), sys.stdin.buffer.read())
    return Source.read(file)


def _progress(reports: Sequence[Report], files: int) -> AbstractContextManager[Any]:
    """A context that gives a function to wrap an iterator with: a progress bar on a terminal, else nothing."""
    if files < _MANY_FILES or not sys.stderr.isatty():
        return nullcontext(lambda checked: checked)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    # Where a report and the bar share a screen they must share a console.
    shared = next((report.console for report in reports if hasattr(report, "console")), None)
    console = shared if shared and shared.is_terminal else Console(stderr=True)

    class _Bar(Progress):
        def __enter__(self) -> Any:
            super().__enter__()
            return lambda checked: self.track(checked, total=files, description="checking")

    return _Bar(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True)


def _console() -> Console:
    from rich.console import Console  # only for reports that people read

    return Console(highlight=False, markup=False, emoji=False)


def _say(message: str) -> None:
    sys.stderr.write(f"copydesk: {one_line(message)}\n")


def _fail(message: str) -> int:
    _say(message)
    return FAILED
