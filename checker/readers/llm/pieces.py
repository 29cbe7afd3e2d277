"""Paragraphs as a model reads them, each with what it needs to understand it, and the way back to positions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.names import names_of
from checker.readers.parts import parts_of
from checker.text.document import CLEAR, OPAQUE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.document import Document

__all__ = ["MOST_CHARACTERS", "STAND_IN", "Piece", "pieces_of"]

MOST_CHARACTERS = 3000
"""Characters of a paragraph; a longer one is read in parts, so that any model's context takes it with its answer."""

STAND_IN = "[…]"
"""What a model reads for code, a URL or another thing that is not prose."""

_FEWEST_WORDS = 3
"""A shorter block is a label rather than prose, and costs as much to ask about as a paragraph."""

_BESIDE = 400
"""Characters of a neighbouring paragraph, and four times as many of a source text."""

_MOST_NAMES = 30
_WORD = re.compile(r"[^\W\d_]{2,}")
_PIECE = re.compile(f"{CLEAR}+|{OPAQUE}+|[ \\t\\n][ \\t\\n{CLEAR}]*|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A paragraph of an article and what stands around it.

    ``text`` is what the model reads: its white space is single blanks, and ``STAND_IN`` stands for what is no prose.
    ``places`` has for each of its characters the place in the document, or -1 inside a stand-in. ``before`` and
    ``after`` are the ends of its neighbours, ``names`` those the article has more than once, ``source`` what it was
    translated from, where the file says so.
    """

    text: str
    places: tuple[int, ...]
    before: str = ""
    after: str = ""
    names: tuple[str, ...] = ()
    source: str = ""

    def span(self, start: int, end: int) -> Span | None:
        """The stretch of the document for one of ``text``; ``None`` for one that shares a character with a stand-in."""
        places = self.places[start:end]
        return None if not places or -1 in places else Span(places[0], places[-1] + 1)


def pieces_of(doc: Document) -> Iterator[Piece]:
    """The article's paragraphs in reading order, but those of hardly a word."""
    seen = [_seen(doc, span) for span in parts_of(doc, MOST_CHARACTERS)]
    names = _names(doc)
    sources = [(pair.target, pair.text) for pair in doc.layout.pairs]
    for number, (text, places) in enumerate(seen):
        if len(_WORD.findall(text)) < _FEWEST_WORDS:
            continue
        start = next(place for place in places if place >= 0)
        source = next((source for target, source in sources if target.start <= start < target.end), "")
        yield Piece(
            text,
            places,
            before=_ending(seen[number - 1][0]) if number else "",
            after=_beginning(seen[number + 1][0]) if number + 1 < len(seen) else "",
            names=names,
            source=source[: 4 * _BESIDE],
        )


def _seen(doc: Document, span: Span) -> tuple[str, tuple[int, ...]]:
    """What is read of a stretch, and where each character of it stands."""
    texts: list[str] = []
    places: list[int] = []
    for match in _PIECE.finditer(doc.masked, *span):
        found = match.group()
        if found[0] == OPAQUE:
            texts.append(STAND_IN)
            places += [-1] * len(STAND_IN)
        elif found[0] != CLEAR:
            texts.append(" " if found[0] in " \t\n" else found)
            places.append(match.start())
    return "".join(texts), tuple(places)


def _names(doc: Document) -> tuple[str, ...]:
    counts = Counter(" ".join(mention.text.replace(CLEAR, "").split()) for mention in names_of(doc).mentions)
    often = (name for name, count in counts.most_common(_MOST_NAMES) if count > 1)
    return tuple(sorted(often))


def _beginning(text: str) -> str:
    return text if len(text) <= _BESIDE else text[:_BESIDE].rpartition(" ")[0] + " …"


def _ending(text: str) -> str:
    return text if len(text) <= _BESIDE else "… " + text[-_BESIDE:].partition(" ")[2]
