"""An article in parts that a server is asked about: its blocks, and of one that is too long its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.text.layout import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.document import Document

__all__ = ["parts_of"]


def parts_of(doc: Document, most: int) -> Iterator[Span]:
    """The blocks that hold a letter in reading order; one longer than ``most`` characters is cut at sentences."""
    for block in doc.blocks:
        if not any(map(str.isalpha, doc.masked[block.start : block.end])):
            continue
        if block.end - block.start <= most:
            yield Span(block.start, block.end)
            continue
        start = end = block.start
        for sentence in doc.sentences:
            if not block.start <= sentence.start < block.end:
                continue
            if end > start and sentence.end - start > most:
                yield from _cut(start, end, most)
                start = sentence.start
            end = sentence.end
        yield from _cut(start, end, most)


def _cut(start: int, end: int, most: int) -> Iterator[Span]:
    """The stretch, in parts if a single sentence is longer than a part may be."""
    for at in range(start, end, most):
        yield Span(at, min(at + most, end))
