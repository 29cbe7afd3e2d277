"""A run: inputs become batches, an engine checks those that are not done, and the folder says when all are."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from checker import readers
from checker.corpus import manifest
from checker.corpus.articles import Batch, Done
from checker.corpus.batches import batches
from checker.corpus.keeping import Keeping
from checker.corpus.processes import by_processes
from checker.corpus.tables import counts, is_there, tidied
from checker.project.options import JOBS
from checker.project.settings import Folders
from checker.run.exit import say

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from checker.corpus.bench import Order
    from checker.corpus.rows import Fields

__all__ = ["Engine", "Progress", "Run"]


class Engine(Protocol):
    """Whoever checks batches and writes their parts of the tables; says what became of each, in any order."""

    def __call__(self, order: Order, batches: Iterable[Batch], jobs: int) -> Generator[Done]: ...


class Progress(Protocol):
    """Whoever is told how far a run is."""

    def start(self, size: int) -> None:
        """The inputs have so many bytes."""

    def add(self, done: Done, *, is_new: bool) -> None:
        """A batch is done, now or in an earlier run."""


@dataclass(frozen=True)
class Run:
    """One run over a corpus.

    ``part`` are the articles of one part of the tables, ``sample`` how many are taken where not all are.
    """

    order: Order
    inputs: tuple[str, ...]
    fields: Fields
    part: int
    sample: int | None = None

    def run(self, progress: Progress, engine: Engine = by_processes) -> dict[str, int]:
        """Check what is not done yet; returns what the tables have: articles, parts, articles with a trouble.

        Raises ``CorpusError``, what mistakes in options raise, and ``OSError``.
        """
        folder = self.order.folder
        if self.order.keep:
            Keeping(self.order.keep)
        heard, jobs = _prepared(self.order)
        asked = manifest.manifest(
            self.order, self.inputs, self.fields, part=self.part, sample=self.sample, readers=heard
        )
        folder.mkdir(parents=True, exist_ok=True)
        with manifest.held(folder):
            tidied(folder)
            manifest.settle(folder, asked)
            if (counted := manifest.finished(folder)) is not None:
                return counted
            progress.start(sum(each["bytes"] for each in asked["inputs"]))
            with closing(engine(self.order, self._left(progress), jobs)) as all_done:
                for done in all_done:
                    progress.add(done, is_new=True)
            counted = counts(folder)
            manifest.finish(folder, counted)
            return counted

    def _left(self, progress: Progress) -> Iterator[Batch]:
        """The batches whose parts are not there."""
        for batch in batches(self.inputs, self.fields, self.part, self.sample):
            if is_there(self.order.folder, batch.number):
                characters = sum(len(article.text) for article in batch.articles)
                progress.add(Done(batch.number, len(batch.articles), characters, 0, batch.size), is_new=False)
            else:
                yield batch


def _prepared(order: Order) -> tuple[list[str], int]:
    """Who reads beside the rules, with versions, and in how many processes: one where they have what none can share.

    Raises what mistakes in options, configuration and rule files raise.
    """
    folders = Folders(order.options)
    _ = folders.here.desk_for(Path()).rules
    with ExitStack() as stack:
        wanted = readers.opened(folders.here.values, order.options, say)
        heard = [stack.enter_context(reader) for reader in wanted]
        jobs = order.options[JOBS] or os.cpu_count() or 1
        return [f"{reader.name} {reader.version}" for reader in heard], jobs if all(
            reader.pure for reader in heard
        ) else 1
