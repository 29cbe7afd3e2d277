"""Pieces of an article as LanguageTool takes them: prose as text, the rest as markup, and the way back to positions."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.readers.parts import parts_of
from checker.text.document import CLEAR, OPAQUE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.document import Document

__all__ = ["MOST_CHARACTERS", "Piece", "pieces_of"]

MOST_CHARACTERS = 3000
"""Characters of a piece: small enough that an article makes several, which are checked side by side, and for any
server's limit (the public one takes 20,000)."""

STAND_IN = "Thing"
"""What LanguageTool reads for code, a URL or another thing that is not prose: a noun, which fits most places."""

_BETWEEN = "\n\n"
_MARKUP = re.compile(f"[{CLEAR}{OPAQUE}]+")


@dataclass(frozen=True)
class Piece:
    """Some blocks of an article, one paragraph each.

    ``text`` is the blocks' masked text; ``starts`` says, for each block, where it starts there and in the document.
    """

    text: str
    starts: tuple[tuple[int, int], ...]

    @property
    def annotation(self) -> list[dict[str, str]]:
        """LanguageTool's annotated text: what is masked is markup, so that it is neither checked nor lost."""
        parts: list[dict[str, str]] = []
        at = 0
        for match in _MARKUP.finditer(self.text):
            if at < match.start():
                parts.append({"text": self.text[at : match.start()]})
            markup = match.group()
            parts.append({"markup": markup, "interpretAs": STAND_IN} if OPAQUE in markup else {"markup": markup})
            at = match.end()
        if at < len(self.text):
            parts.append({"text": self.text[at:]})
        return parts

    def span(self, offset: int, length: int) -> Span | None:
        """The stretch of the document for an offset and a length in UTF-16 units, text and markup counted.

        ``None`` when it lies outside of the piece or reaches from one block into another.
        """
        start, end = self._character(offset), self._character(offset + length)
        if start is None or end is None or start > end:
            return None
        number = bisect_right(self.starts, start, key=lambda pair: pair[0]) - 1
        here, there = self.starts[number]
        following = self.starts[number + 1][0] - len(_BETWEEN) if number + 1 < len(self.starts) else len(self.text)
        if end > following:
            return None
        return Span(start - here + there, end - here + there)

    def _character(self, units: int) -> int | None:
        """The index in ``text`` of the character at so many UTF-16 units; ``None`` outside of it or within one."""
        if units < 0:
            return None
        if not self._has_pairs:
            return units if units <= len(self.text) else None
        encoded = self.text.encode("utf-16-le")
        if 2 * units > len(encoded):
            return None
        try:
            return len(encoded[: 2 * units].decode("utf-16-le"))
        except UnicodeDecodeError:
            return None

    @property
    def _has_pairs(self) -> bool:
        return max(self.text) > "\uffff"


def pieces_of(doc: Document, most: int = MOST_CHARACTERS) -> Iterator[Piece]:
    """The article's blocks in reading order, as many in a piece as fit; one too long for that is cut at sentences."""
    spans: list[Span] = []
    size = 0
    for span in parts_of(doc, most):
        if spans and size + len(_BETWEEN) + span.end - span.start > most:
            yield _piece(doc, spans)
            spans, size = [], 0
        size += span.end - span.start + (len(_BETWEEN) if spans else 0)
        spans.append(span)
    if spans:
        yield _piece(doc, spans)


def _piece(doc: Document, spans: list[Span]) -> Piece:
    starts: list[tuple[int, int]] = []
    texts: list[str] = []
    at = 0
    for span in spans:
        starts.append((at, span.start))
        texts.append(doc.masked[span.start : span.end])
        at += span.end - span.start + len(_BETWEEN)
    return Piece(_BETWEEN.join(texts), tuple(starts))
