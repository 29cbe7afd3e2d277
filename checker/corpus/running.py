"""A run: inputs become batches, an engine checks those that are not done, and the folder says when all are."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from checker import readers
from checker.corpus import manifest
from checker.corpus.articles import Batch, CorpusError, Made
from checker.corpus.batches import batches
from checker.corpus.inputs import would_read
from checker.corpus.keeping import Keeping
from checker.corpus.tables import counts, numbers_in, tidied, write
from checker.project.options import JOBS
from checker.project.settings import Folders
from checker.run.exit import say

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from checker.corpus.bench import Order
    from checker.corpus.rows import Fields

__all__ = ["Engine", "Progress", "Run"]


class Engine(Protocol):
    """Whoever checks batches: makes of each the parts of its tables, in any order."""

    def __call__(self, order: Order, batches: Iterable[Batch], jobs: int) -> Generator[Made]: ...


class Progress(Protocol):
    """Whoever is told how far a run is."""

    def start(self, size: int) -> None:
        """The inputs have so many bytes."""

    def add(self, done: Made, *, is_new: bool) -> None:
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

    def run(self, progress: Progress, engine: Engine) -> dict[str, int]:
        """Check what is not done yet; returns what the tables have: articles, parts, articles with a trouble.

        Raises ``CorpusError``, what mistakes in options raise, and ``OSError``.
        """
        folder = self.order.folder
        if self.order.keep:
            Keeping(self.order.keep)
        if given := would_read(self.inputs, folder.resolve() / "articles" / "part-000000.parquet"):
            raise CorpusError(f"--output {folder}: lies in the input {given}, of which it would become part")
        heard, jobs = _prepared(self.order)
        asked = manifest.manifest(
            self.order, self.inputs, self.fields, part=self.part, sample=self.sample, readers=heard
        )
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CorpusError(f"--output {folder}: cannot be made a folder ({error.strerror})") from None
        with manifest.held(folder):
            tidied(folder)
            manifest.settle(folder, asked)
            if (counted := manifest.finished(folder)) is not None:
                return counted
            progress.start(sum(each["bytes"] for each in asked["inputs"]))
            left = _Left(self, numbers_in(folder), partial(progress.add, is_new=False))
            with closing(engine(self.order, left, jobs)) as all_made:
                for made in all_made:
                    write(folder, made.number, made.parts)
                    progress.add(made, is_new=True)
            counted = counts(folder)
            manifest.finish(folder, counted)
            return counted


@dataclass(frozen=True)
class _Left:
    """The batches of a run that are not done, to go through in this process or another; those done are told of here."""

    run: Run
    done: frozenset[int]
    told: Callable[[Made], None] | None

    def __iter__(self) -> Iterator[Batch]:
        run = self.run
        for batch in batches(run.inputs, run.fields, run.part, run.sample):
            if batch.number not in self.done:
                yield batch
            elif self.told:
                characters = sum(len(article.text) for article in batch.articles)
                self.told(Made(batch.number, {}, len(batch.articles), characters, batch.size))

    def __getstate__(self) -> dict[str, Any]:
        """All but whom to tell: nobody is there in another process."""
        return {**self.__dict__, "told": None}


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
