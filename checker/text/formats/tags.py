"""Tags of HTML in formats where a reader sees them as they stand."""

from __future__ import annotations

import re

from checker.text.layout import Span
from checker.text.pattern import lazy

__all__ = ["spoken_of"]

_TAG = lazy(r"</?(?P<name>[A-Za-z][\w.:-]{0,60})(?:\s[^<>\n]{0,200})?/?>", re.VERBOSE)
_LEFT_BEHIND = frozenset({"unk", "pad", "bos", "eos", "s", "mask", "br", "hr"})
_MARK = lazy(r"ph\d*")


def spoken_of(text: str, at: int, start: int, end: int) -> Span | None:
    """The tag that begins at ``at`` in ``text[start:end]``, if the sentence is about it.

    One that is left over from a page hugs the words that it was to format, or parts lines; one that is spoken of stands
    among words as one of them.
    """
    tag = _TAG.match(text, at, end)
    if tag is None or tag["name"].lower() in _LEFT_BEHIND or _MARK.fullmatch(tag["name"]):
        return None
    before, after = text[at - 1 : at] if at > start else "", text[tag.end() : tag.end() + 1] if tag.end() < end else ""
    hugs = (before and not (before.isspace() or before in "([{/\"'“‘,>")) or (after.isalnum())
    return None if hugs else Span(*tag.span())
