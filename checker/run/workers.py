"""Checking files: each from its name to what is found in it and repaired, here or in processes of their own."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker import readers
from checker.checking.catalog import CatalogError, Description, UnknownRuleError
from checker.checking.rule import RuleError
from checker.findings.review import ROUNDS
from checker.project.config import ConfigError
from checker.project.options import CACHE, DIFF, FIX, FIX_ONLY, TIMEOUT_PER_FILE, UNSAFE_FIXES
from checker.project.settings import STDIN, Folders
from checker.project.source import Source, SourceError
from checker.repairing.narrowing import Agreed, ChangedLines, narrowed
from checker.reports import Drawing
from checker.run import deadline
from checker.run.exit import say
from checker.run.results import Results
from checker.text.formats import CAN_BE_BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.desk import Desk
    from checker.findings import Finding, Repaired, Review
    from checker.project.baseline import Known
    from checker.project.options import Options
    from checker.readers import Reader
    from checker.repairing.narrowing import Narrowing
    from checker.text.document import Document

__all__ = ["Answer", "Checked", "Checker", "SettingsError", "Task", "side_by_side"]


@dataclass(frozen=True)
class Task:
    """A file to check, and what of its findings is not wanted: what a baseline knows, what stands on other lines.

    Nor is what fewer than ``agree`` say, the rules counting as one. ``is_drawn`` says that a report shows the article
    itself.
    """

    file: Path
    known: Known | None = None
    lines: tuple[range, ...] | None = None
    is_drawn: bool = False
    agree: int = 1

    def narrowings(self, text: str) -> list[Narrowing]:
        """The same for the file's text."""
        narrowings: list[Narrowing] = [self.known] if self.known else []
        if self.lines is not None:
            narrowings.append(ChangedLines.of(text, self.lines))
        if self.agree > 1:
            narrowings.append(Agreed(self.agree))
        return narrowings


@dataclass(frozen=True)
class Checked:
    """What checking a file gave: its text as it stands then, the review of that, and the findings that are wanted.

    ``fixed`` is how many were repaired, ``difference`` what repairs would change, a line each; ``output`` is the text
    to write where standard input was repaired, ``drawing`` what a report needs that shows the article.
    """

    path: Path
    text: str
    review: Review
    wanted: tuple[Finding, ...]
    fixed: int = 0
    difference: tuple[str, ...] = ()
    output: str = ""
    drawing: Drawing | None = None


class SettingsError(Exception):
    """Settings that hold for a file, and not for the whole run, are not understood; the message says which."""


Answer = Checked | SourceError | RuleError | SettingsError


class Checker:
    """Checks files by the settings of their folders, and repairs them where the options say so."""

    def __init__(self, folders: Folders, options: Options, heard: Sequence[Reader] = ()) -> None:
        self._folders = folders
        self._options = options
        self._is_pure = all(reader.pure for reader in heard)
        self._results = Results(folders, heard) if options[CACHE] and self._is_pure else None
        self._has_rules = False

    def read(self, file: Path) -> Source:
        """The file, or standard input under the name it was given; raises ``SourceError``."""
        if file == STDIN:
            return Source.of(self._folders.named(file), sys.stdin.buffer)
        return Source.read(file)

    def document(self, source: Source) -> Document:
        """The article in a file, with the names file that holds for it; raises ``SourceError`` for broken data."""
        origin = self._folders.source_of(source.path)
        original = Source.read(origin).text if origin else ""
        doc = self._folders.desk_for(source.path).document(source.text, str(source.path), original)
        if source.path.suffix.lower() in CAN_BE_BROKEN and doc.laid_out.fault:
            raise SourceError(f"{source.path}: {doc.laid_out.fault}")
        return doc

    def described(self, path: Path) -> list[Description]:
        """What is to be said of the rules that run over the file at ``path``."""
        if self._results:
            return self._results.described(path)
        return [Description.of(rule) for rule in self._folders.desk_for(path).rules]

    def answer(self, task: Task) -> Answer:
        """What checking a file gives, or why it could not be checked."""
        try:
            return self._checked(task)
        except (SourceError, RuleError) as error:
            return error
        except (ConfigError, CatalogError, UnknownRuleError) as mistake:
            if self._is_of_whole_run(task.file):
                raise
            return SettingsError(str(mistake))

    def _is_of_whole_run(self, file: Path) -> bool:
        """Whether the settings and names of a file are those of the folder that the command was started in."""
        folders = self._folders
        with suppress(ConfigError):
            return folders.of(file) is folders.here and folders.names_path(file) == folders.names_path(Path())
        return False

    def _checked(self, task: Task) -> Checked:
        source = self.read(task.file)
        narrowings = task.narrowings(source.text)
        options = self._options
        if not (options[FIX] or options[FIX_ONLY] or options[DIFF]):
            review = self.review(source)
            wanted = tuple(narrowed(review.findings, narrowings))
            drawing = self._drawing(source, wanted, narrowings) if task.is_drawn else None
            return Checked(source.path, source.text, review, wanted, drawing=drawing)
        done = self._repaired(source, narrowings, unsafe=self._folders.of(source.path)[UNSAFE_FIXES])
        if done.fault:
            raise SourceError(f"{source.path}: a repair would break it, so it stays as it was; please report this")
        new = source
        for edits in done.rounds:
            new = new.edited(edits)
        difference: tuple[str, ...] = ()
        output = ""
        if options[DIFF]:
            difference = tuple(_difference(source, new))
        elif task.file == STDIN:
            output = new.raw
        elif new.raw != source.raw:
            new.write(instead_of=source)
            if self._results:
                self._keep_repaired(new, done, is_all=not narrowings)
        drawing = self._drawing(new, done.wanted, None) if task.is_drawn else None
        return Checked(source.path, new.text, done.review, done.wanted, len(done.fixed), difference, output, drawing)

    def review(self, source: Source, doc: Document | None = None) -> Review:
        """The review of an article, from an earlier run if nothing has changed since.

        ``doc`` is what ``document`` makes of it, for who has a use for what is worked out of it here.

        Raises ``SourceError`` for broken data, ``RuleError`` when it takes too long.
        """
        if self._results and (kept := self._results.review(source)):
            return kept
        article = doc or self.document(source)
        desk = self._desk(source.path)
        with self._in_time(article):
            review = desk.review(article)
        if not doc:
            article.forget()
        if self._results:
            self._results.keep_review(source, review)
        return review

    def _drawing(self, source: Source, wanted: Sequence[Finding], narrowings: Sequence[Narrowing] | None) -> Drawing:
        """What a report needs that shows an article; what follows on repairs, where readers need not be asked again."""
        from checker.names.repository import NamesOfOne
        from checker.repairing.fixing import allowed, edits_of  # not where all is kept and no page is asked for

        following: tuple[Finding, ...] = ()
        if narrowings is not None and self._is_pure and any(allowed(finding, unsafe=True) for finding in wanted):
            # What was on offer at first is accepted as that, though another stood beside it.
            known = {finding.fingerprint for finding in wanted if allowed(finding, unsafe=True)}
            done = self._repaired(source, narrowings, unsafe=True)
            following = tuple(finding for finding in done.following if finding.fingerprint not in known)
        doc = self.document(source)
        edits = {
            finding.fingerprint: tuple(edits_of(doc, finding, number) for number in range(len(finding.suggestions)))
            for finding in wanted
            if finding.suggestions
        }
        layout = doc.laid_out
        with self._in_time(doc):
            names = NamesOfOne.of(doc)
        doc.forget()
        line_end = "" if source.has_bom else source.line_end
        is_encoded = layout.encode is not None
        return Drawing(layout.blocks, layout.masks, edits, following, is_encoded, names, line_end)

    def _repaired(self, source: Source, narrowings: Sequence[Narrowing], *, unsafe: bool) -> Repaired:
        """An article's repair, from an earlier run if nothing has changed since."""
        # What is wanted of an article's findings is not part of what is kept.
        results = None if narrowings else self._results
        if results and (kept := results.repaired(source, unsafe=unsafe)):
            return kept
        doc = self.document(source)
        desk = self._desk(source.path)
        with self._in_time(doc):
            done = desk.repair(doc, unsafe=unsafe, narrowings=narrowings)
        if results:
            results.keep_repaired(source, done, unsafe=unsafe)
        return done

    def _keep_repaired(self, new: Source, done: Repaired, *, is_all: bool) -> None:
        """Keep what is known of a file that was just repaired: its review, and that it needs no other repair."""
        assert self._results
        self._results.keep_review(new, done.review)
        if is_all and len(done.rounds) < ROUNDS:
            settled = replace(done, rounds=(), fixed=(), wanted=done.review.findings)
            self._results.keep_repaired(new, settled, unsafe=self._folders.of(new.path)[UNSAFE_FIXES])

    def _desk(self, path: Path) -> Desk:
        """The desk for a file, with its rules loaded."""
        desk = self._folders.desk_for(path)
        _ = desk.rules
        if not self._has_rules:
            self._has_rules = True
            gc.freeze()  # rules stay to the end of the run; to look through them for what can go takes 15 ms
        return desk

    @contextmanager
    def _in_time(self, doc: Document) -> Iterator[None]:
        """A context that lasts no longer than an article may take; raises ``RuleError`` when that is over."""
        seconds = self._options[TIMEOUT_PER_FILE]
        try:
            with deadline.limit(seconds):
                yield
        except deadline.Expired as expired:
            where = (
                f" in the rule “{expired.rule}”; leave that out with --ignore {expired.rule} or"
                if expired.rule
                else ";"
            )
            raise RuleError(
                f"{doc.path}: given up after {seconds:g} s{where} allow more with --timeout-per-file"
            ) from None


def _difference(old: Source, new: Source) -> Iterator[str]:
    from difflib import unified_diff  # only for --diff

    name = str(old.path)
    return unified_diff(old.text.splitlines(keepends=True), new.text.splitlines(keepends=True), name, name, n=1)


_checker: Checker | None = None
"""The checker of a worker process, made when the process starts."""


@contextmanager
def side_by_side(tasks: Sequence[Task], options: Options, jobs: int) -> Iterator[Iterator[Answer]]:
    """What checking each file gives, in the order of the files, by ``jobs`` processes at a time.

    The processes are started at once, so that this can be done before any thread is.
    """
    import multiprocessing

    # A forked process has the rules at hand; elsewhere than on Linux forking is not safe or not to be had.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with context.Pool(jobs, _start, (options,)) as pool:
        yield pool.imap(_answer, tasks, chunksize=4)


def _start(options: Options) -> None:
    import signal

    global _checker  # noqa: PLW0603 -- a process of a pool has no other place for what it works with
    folders = Folders(options)
    heard = [context.__enter__() for context in readers.opened(folders.here.values, options, say)]
    folders.read_with(heard)
    _checker = Checker(folders, options, heard)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends the pool


def _answer(task: Task) -> Answer:
    assert _checker
    return _checker.answer(task)
