"""Lines in colour for a terminal: wrapped to its width and printed many at once.

rich measures, wraps, crops and copies each of its texts several times; a report of many thousand findings is nearly all
such lines, and the console took longer over them than the checking took. Here a line is a list of pieces of text with a
style each, broken once, and the console gets nothing but rich's own segments, so colours, ``NO_COLOR``, terminals and
files are still its business.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment, Segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.style import Style

__all__ = ["Line", "Piece", "cells", "fitted", "printed", "wrapped"]

_UNMEASURED = re.compile(r"[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2190-\u2193]").search
"""A character that may take up no column or two, unlike letters of Latin, Greek and Cyrillic, marks and arrows."""


class Piece(NamedTuple):
    """Some text in one style of rich's, and where it leads; an empty style is the terminal's own."""

    text: str
    style: str = ""
    link: str = ""


Line = list[Piece]


def cells(text: str) -> int:
    """How many columns of a terminal the text takes up."""
    return cell_len(text) if _UNMEASURED(text) else len(text)


def fitted(text: str, width: int) -> str:
    """The text, or as much of its start as fits into the columns with an ellipsis for the rest."""
    if cells(text) <= width:
        return text
    return text[: _fitting(text, 0, width - 1)].rstrip() + "…"


def wrapped(line: Line, width: int, indent: str = "") -> Iterator[Line]:
    """The line, or several no wider than ``width`` columns with their indent, broken at blanks if they can be."""
    text = "".join(piece.text for piece in line)
    first = [Piece(indent)] if indent else []
    if cells(text) <= width - len(indent) and not text.endswith(" "):  # as most do
        yield first + line
        return
    for start, end in _breaks(text, width - len(indent)):
        yield first + list(_between(line, start, end))


def printed(console: Console, lines: Iterable[Line]) -> None:
    """Print the lines as they are, in one go: each print costs the console as much as many lines."""
    new_line = Segment.line()
    styles: dict[tuple[str, str], Style | None] = {("", ""): None}
    segments: list[Segment] = []
    for line in lines:
        for text, style, link in line:
            if (style, link) not in styles:
                styles[style, link] = console.get_style(style or "none").update_link(link or None)
            if text:
                segments.append(Segment(text, styles[style, link]))
        segments.append(new_line)
    console.print(Segments(segments), end="", crop=False)


def _breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    width = max(width, 1)
    plain = not _UNMEASURED(text)
    start = 0
    while (len(text) - start if plain else cell_len(text[start:])) > width:
        fits = start + width if plain else _fitting(text, start, width)
        blank = text.rfind(" ", start, fits + 1)
        end = blank if blank > start else fits
        yield start, start + len(text[start:end].rstrip(" "))
        start = end
        while text[start : start + 1] == " ":
            start += 1
    yield start, start + len(text[start:].rstrip(" "))


def _fitting(text: str, start: int, width: int) -> int:
    """The end of what fits into the columns, one character at least."""
    end = start
    while end < len(text) and (width := width - get_character_cell_size(text[end])) >= 0:
        end += 1
    return max(end, start + 1)


def _between(line: Line, start: int, end: int) -> Iterator[Piece]:
    for piece in line:
        length = len(piece.text)
        if start < length and end > 0:
            yield piece._replace(text=piece.text[max(start, 0) : end])
        start, end = start - length, end - length
