"""Checking one file: from its name to what is found in it, here or in a process of its own."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from checker import deadline, fixing
from checker.document import Document
from checker.findings import Review
from checker.formats import CAN_BE_BROKEN
from checker.results import Results
from checker.rule import RuleError
from checker.source import Source, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.engine import Engine
    from checker.languagetool.adviser import LanguageTool
    from checker.settings import Folders, Options, Settings

__all__ = ["STDIN", "Answer", "Checker", "side_by_side"]

STDIN = Path("-")


class Checker:
    """Checks files by the settings of their folders."""

    def __init__(self, folders: Folders, options: Options, languagetool: LanguageTool | None = None) -> None:
        self._folders = folders
        self._options = options
        self._languagetool = languagetool
        self._has_rules = False
        # What LanguageTool says is kept by its own adviser.
        self._results = Results(folders) if options.cache and not languagetool else None

    def read(self, file: Path) -> Source:
        """The file, or standard input under the name it was given; raises ``SourceError``."""
        if file == STDIN:
            return Source.of(Path(self._options.stdin_filename), sys.stdin.buffer)
        return Source.read(file)

    def document(self, source: Source) -> Document:
        """The article in a file, with the names file that holds for it; raises ``SourceError`` for broken data."""
        names_file = self._folders.names_file(source.path)
        doc = Document(
            source.text,
            str(source.path),
            names_file=names_file,
            fields=self._options.fields,
            language_marks=self._folders.of(source.path).language_marks,
        )
        if source.path.suffix.lower() in CAN_BE_BROKEN and doc.laid_out.fault:
            raise SourceError(f"{source.path}: {doc.laid_out.fault}")
        return doc

    def settings(self, file: Path) -> Settings:
        """What applies to a file."""
        return self._folders.of(Path(self._options.stdin_filename) if file == STDIN else file)

    def engine(self, path: Path) -> Engine:
        """The rules for a file, made ready."""
        engine = self._folders.of(path).engine_for(path, self._languagetool)
        if not self._has_rules:
            self._has_rules = True
            gc.freeze()  # rules stay to the end of the run; to look through them for what can go takes 15 ms
        return engine

    @contextmanager
    def in_time(self, doc: Document) -> Iterator[None]:
        """A context that lasts no longer than an article may take; raises ``RuleError`` when that is over."""
        seconds = self._options.timeout_per_file
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

    def review(self, source: Source) -> Review:
        """What is found in an article, from an earlier run if nothing has changed since.

        Raises ``RuleError`` or ``SourceError``.
        """
        if self._results and (kept := self._results.find(source)):
            return kept
        doc = self.document(source)
        engine = self.engine(source.path)
        with self.in_time(doc):
            findings = tuple(fixing.offered(doc, engine.check(doc)))
            review = Review(doc.word_count, findings, not_scored=doc.not_scored)
        if self._results:
            self._results.keep(source, review)
        return review


Answer = tuple[Source, Review] | SourceError | RuleError

_checker: Checker | None = None
"""The checker of a worker process, made when the process starts."""


@contextmanager
def side_by_side(files: Sequence[Path], options: Options, jobs: int) -> Iterator[Iterator[Answer]]:
    """What checking each file gives, in the order of the files, by ``jobs`` processes at a time.

    The processes are started at once, so that this can be done before any thread is.
    """
    import multiprocessing

    # A forked process has the rules at hand; elsewhere than on Linux forking is not safe or not to be had.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with context.Pool(jobs, _start, (options,)) as pool:
        yield pool.imap(_check, files, chunksize=4)


def _start(options: Options) -> None:
    import signal

    from checker.settings import Folders

    global _checker  # noqa: PLW0603 -- a process of a pool has no other place for what it works with
    _checker = Checker(Folders(options), options)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends the pool


def _check(file: Path) -> Answer:
    from checker import pattern

    assert _checker
    try:
        source = _checker.read(file)
        review = _checker.review(source)
    except (SourceError, RuleError) as error:
        return error
    pattern.keep()
    return source, review
