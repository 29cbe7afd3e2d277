"""The stream of articles cut into numbered batches, always at the same places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.corpus.articles import Article, Batch
from checker.corpus.inputs import files
from checker.corpus.rows import Fields, articles_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["batches"]

LARGEST_BATCH = 4_000_000
"""Characters after which a batch ends, however few its articles: several are held at a time."""

_Located = tuple[Article, int]


def batches(inputs: Sequence[str], fields: Fields, most: int, sample: int | None = None) -> Iterator[Batch]:
    """The articles of the inputs in batches of at most so many.

    ``sample`` takes only so many articles, evenly spaced over all of them, for which they are counted first. Raises
    ``CorpusError``.
    """
    number = first = before = characters = 0
    held: list[Article] = []
    at = 0
    for article, at in _stream(inputs, fields) if sample is None else _sampled(inputs, fields, sample):
        held.append(article)
        characters += len(article.text)
        if len(held) == most or characters >= LARGEST_BATCH:
            yield Batch(number, first, tuple(held), at - before)
            number, first, before, characters = number + 1, first + len(held), at, 0
            held = []
    if held:
        yield Batch(number, first, tuple(held), at - before)


def _stream(inputs: Sequence[str], fields: Fields) -> Iterator[_Located]:
    """The articles, each with how many bytes of all files lie before its end."""
    before = 0
    for number, file in enumerate(files(inputs)):
        for article, at in articles_of(file, fields, is_first=not number):
            yield article, before + at
        before += file.size


def _sampled(inputs: Sequence[str], fields: Fields, sample: int) -> Iterator[_Located]:
    total = sum(1 for _ in _stream(inputs, fields))
    taken = 0
    for number, located in enumerate(_stream(inputs, fields)):
        if taken < sample and number == taken * total // min(sample, total):
            taken += 1
            yield located
