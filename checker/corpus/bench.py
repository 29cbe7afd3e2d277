"""Checking a batch: a function of it and of what was asked, in a process that has one desk."""

from __future__ import annotations

import faulthandler
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker import readers
from checker.corpus import tables
from checker.corpus.articles import Made
from checker.corpus.keeping import Keeping
from checker.corpus.tables import Rows
from checker.names.repository import NamesOfOne
from checker.project.options import TIMEOUT_PER_FILE
from checker.project.settings import Folders, read_names_file
from checker.project.source import LARGEST, Source, SourceError
from checker.run import deadline
from checker.run.exit import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.corpus.articles import Article, Batch
    from checker.names.names_file import NamesFile
    from checker.project.options import Options

__all__ = ["Bench", "Order", "put_together"]


@dataclass(frozen=True)
class Order:
    """What is to be done with all articles; plain data that can be pickled.

    ``folder`` is where the tables are, ``keep`` which articles' texts are written (all where it is empty), ``repair``
    that they are written with their safe repairs; with neither no texts are. ``names`` is a names file that holds
    beside the folder's own. With ``counts_names`` articles are not checked, but who is named in them is counted.
    """

    options: Options
    folder: Path
    keep: str = ""
    repair: bool = False
    names: Path | None = None
    counts_names: bool = False

    @property
    def keeps(self) -> bool:
        """Whether texts are written."""
        return bool(self.keep) or self.repair


class Bench:
    """A desk made ready for an order; one a process."""

    def __init__(self, order: Order) -> None:
        """Raises what ends a run: mistakes in options, configuration or rule files."""
        folders = Folders(order.options)
        folders.read_with([context.__enter__() for context in readers.opened(folders.here.values, order.options, say)])
        self._order = order
        self._desk = folders.here.desk_for(Path(), _names_for(order, folders))
        self._keeping = Keeping(order.keep) if order.keep else None
        self._seconds = order.options[TIMEOUT_PER_FILE]
        if not order.counts_names:
            _ = self._desk.rules

    def made(self, batch: Batch) -> Made:
        """Check a batch."""
        rows = [self.checked(batch.first + place, article) for place, article in enumerate(batch.articles)]
        return put_together(self._order, batch, rows)

    def checked(self, number: int, article: Article) -> Rows:
        """What tables have of an article; what goes wrong with it is its trouble, and nobody else's."""
        _, _, text, path, trouble = article
        size = len(text)
        if trouble:
            return Rows.troubled(number, article, size, trouble)
        try:
            decoded = _decoded(path, text)
            size = len(decoded.raw)
            with _in_time(self._seconds):
                return self._reviewed(number, article, decoded)
        except SourceError as error:
            trouble = str(error).removeprefix(f"{path}: ")
        except deadline.Expired as expired:
            where = f" in the rule “{expired.rule}”" if expired.rule else ""
            trouble = f"given up after {self._seconds:g} s{where}"
        except Exception as error:  # noqa: BLE001 -- whatever it is, the other articles are checked
            trouble = f"could not be checked ({type(error).__name__}: {error})"
        return Rows.troubled(number, article, size, trouble)

    def _reviewed(self, number: int, article: Article, decoded: Source) -> Rows:
        doc = self._desk.document(decoded.text, article.path)
        if doc.laid_out.fault:
            raise SourceError(doc.laid_out.fault)
        if self._order.counts_names:
            rows = Rows.named(number, article, len(decoded.raw), NamesOfOne.of(doc, linked=False))
            doc.forget()
            return rows
        review = self._desk.review(doc)
        rows = Rows.of(number, article, len(decoded.raw), review, doc.language)
        doc.forget()
        if not self._order.keeps or not (self._keeping is None or self._keeping.passes(rows.article)):
            return rows
        if self._order.repair:
            done = self._desk.repair(self._desk.document(decoded.text, article.path))
            if not done.fault:
                for edits in done.rounds:
                    decoded = decoded.edited(edits)
        return rows._replace(kept={"article": number, "id": article.id, "text": decoded.raw})


def put_together(order: Order, batch: Batch, rows: Sequence[Rows]) -> Made:
    """The parts of the tables that a batch's rows make."""
    characters = sum(each.article["characters"] for each in rows)
    parts = tables.names_of_all(rows) if order.counts_names else tables.made_of(rows, with_kept=order.keeps)
    return Made(batch.number, parts, len(rows), characters, batch.size)


def _names_for(order: Order, folders: Folders) -> NamesFile | None:
    """The names that hold for all articles: those that the folder lists come before those of the order."""
    own = folders.names_file(Path("article"))
    if not order.names:
        return own
    given = read_names_file(order.names)
    return own.before(given) if own else given


def _decoded(path: str, text: str | bytes) -> Source:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > LARGEST:
        raise SourceError(f"larger than {LARGEST // 1_000_000} MB and not checked; split it")
    return Source.decode(Path(path), data)


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    """A context that raises ``Expired`` after so many seconds; 0 is no limit.

    What does not let itself be interrupted, as code in C, ends the process somewhat later, without a word.
    """
    if not seconds:
        yield
        return
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 -- a thousand times a second
        faulthandler.dump_traceback_later(seconds + max(_GRACE, seconds / 10), exit=True, file=nowhere)
        try:
            with deadline.limit(seconds):
                yield
        finally:
            faulthandler.cancel_dump_traceback_later()


_GRACE = 5.0
"""Seconds that an article may take to let itself be given up."""
