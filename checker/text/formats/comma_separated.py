"""Cells of comma-separated values inside a document of another format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.text.formats import escapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.layout import Mask, Span

__all__ = ["Cell", "cells", "escapes_in"]


class Cell(NamedTuple):
    """The content of a cell, without quotation marks around it."""

    start: int
    end: int
    ends: str
    """Characters that would end it."""

    def takes(self, span: Span, replacement: str) -> bool:
        """Whether a replacement for a span leaves the cell one cell; true of spans outside."""
        return not self.start <= span.start <= self.end or set(self.ends).isdisjoint(replacement)


def cells(text: str, start: int, end: int, delimiter: str) -> Iterator[Cell]:
    """The cells in ``text[start:end]`` that hold something; white space around them belongs to none."""
    ends = re.escape(delimiter)
    pattern = re.compile(
        rf"""
          [^\S{ends}]* (?: "(?P<quoted>(?:[^"]++|"")*+)" | (?P<bare>[^{ends}\n"\s][^{ends}\n]*+)? )
          [^{ends}\n]*+ (?: {ends} | \n | \Z )
        """,
        re.VERBOSE,
    )
    while start < end and (cell := pattern.match(text, start, end)) and cell.end() > start:
        is_quoted = cell["quoted"] is not None
        first, last = cell.span("quoted" if is_quoted else "bare")
        if first < last:
            yield Cell(first, last, '"\n' if is_quoted else f'"\n{delimiter}')
        start = cell.end()


def escapes_in(text: str, cell: Cell) -> Iterator[Mask]:
    """Masks for the doubled quotation marks in a cell, each of which stands for one."""
    for double in re.finditer('""', text[cell.start : cell.end]):
        yield from escapes.masks(cell.start + double.start(), cell.start + double.end(), '"')
