"""Headings that links in the same article lead to: their ids are made of their words, which are then not to change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from checker.text.layout import BlockKind, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.text.layout import Block, Encoder

__all__ = ["encoder"]

_LINK = lazy(r"""(?<=\(|<|[ ]|"|')\#(?P<anchor>[^\s()<>"'}#]+)""")
_MARKS = ("](#", "](<#", "]: #", 'href="#', "href='#")
_NO_ID = lazy(r"\]\([^()\n]*\)|[\W_]+")
_NUMBER = lazy(r"\d+\Z")


def encoder(text: str, blocks: Iterable[Block], otherwise: Encoder | None) -> Encoder | None:
    """Refuses what would give a heading another id that a link in ``text`` leads to; ``otherwise`` writes the rest."""
    if not any(mark in text for mark in _MARKS) or not (
        links := {_id(unquote(link["anchor"])) for link in _LINK.finditer(text)}
    ):
        return otherwise
    links |= {_NUMBER.sub("", link) for link in links}  # the second heading of the same words has a number in its id
    headings = [Span(*block[:2]) for block in blocks if block.kind is BlockKind.HEADING]
    linked = [heading for heading in headings if _id(text[slice(*heading)]) in links]
    return partial(_encode, text, linked, otherwise) if linked else otherwise


def _id(words: str) -> str:
    """What all ways to make an id of words have in common: letters and digits."""
    return _NO_ID.sub("", words).lower()


def _encode(text: str, linked: list[Span], otherwise: Encoder | None, span: Span, replacement: str) -> str | None:
    for start, end in linked:
        if start <= span.start <= end:
            new = text[start : span.start] + replacement + text[span.end : max(end, span.end)]
            if _id(new) != _id(text[start:end]):
                return None
    return otherwise(span, replacement) if otherwise else replacement
