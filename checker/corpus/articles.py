"""Plain data: an article as it came, a batch of such, and what became of one."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Article", "Batch", "CorpusError", "Made"]


class CorpusError(Exception):
    """What ends a run over a corpus; the message says what to do."""


class Article(NamedTuple):
    """An article as it came: by what it is known, where it is from, its text.

    ``path`` tells its format, by its suffix; ``trouble`` why there is no text to check.
    """

    id: str
    source: str
    text: str | bytes
    path: str
    trouble: str = ""


class Batch(NamedTuple):
    """Some articles that follow each other, of which one part of each table is made.

    ``number`` is that of the parts, ``first`` that of the first article; ``size`` are the bytes of input that were read
    for it.
    """

    number: int
    first: int
    articles: tuple[Article, ...]
    size: int


class Made(NamedTuple):
    """What was made of a batch: the parts of the tables, by the name of the table, as they are to be written.

    ``articles`` and ``characters`` say how many it has, ``size`` is that of the batch.
    """

    number: int
    parts: dict[str, bytes]
    articles: int
    characters: int
    size: int
