"""Titles with lines drawn under and over them, which must be as long: a repair of the title draws them anew."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.text.layout import Edits, Span

__all__ = ["Underlined", "redrawn"]


class Underlined(NamedTuple):
    """A title and its lines."""

    title: Span
    lines: tuple[Span, ...]
    indent: int = 0
    """Columns before the title, which the lines are drawn along too."""
    may_be_longer: bool = True
    """Whether the lines may reach beyond the title; they are then as long as it is wide, else as it has characters."""

    def redrawn(self, text: str, edits: Edits) -> Edits | None:
        """The edits of the lines that go with edits of the title; ``None`` where the lines were wrong before."""
        size = _columns if self.may_be_longer else len
        growth = sum(size(new) - size(text[start:end]) for start, end, new in edits)
        if not growth:
            return ()
        room, *others = {line.end - line.start for line in self.lines}
        if self.may_be_longer:
            width = self.indent + size(text[slice(*self.title)])
            if others or width > room:
                return () if growth < 0 else None
            growth = max(width + growth - room, 0)
        return tuple(
            [(line.end + min(growth, 0), line.end, text[line.start] * growth) for line in self.lines if growth]
        )


def _columns(text: str) -> int:
    """How wide a text is in docutils' eyes."""
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def redrawn(text: str, titles: Iterable[Underlined], edits: Edits) -> Edits | None:
    """The edits of the lines of all titles that go with ``edits``; ``None`` where one title cannot be changed so."""
    drawn: list[tuple[int, int, str]] = []
    for title in titles:
        inside = tuple([edit for edit in edits if title.title.start <= edit[0] and edit[1] <= title.title.end])
        lines = title.redrawn(text, inside) if inside else ()
        if lines is None:
            return None
        drawn += lines
    return tuple(drawn)
