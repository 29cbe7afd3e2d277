"""Fences in Markdown, wherever they stand, and one around a whole article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.text.layout import Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find", "wrapped"]

_FENCE = lazy(
    r"""
    [ \t>]* (?: (?: [-*+] | \d{1,9}[.)] ) [ \t]+ )*
    (?P<fence> `{3,} (?= [^`\n]* $ ) | ~{3,} ) [ \t]* (?P<info> .* )
    """,
    re.VERBOSE | re.MULTILINE,
)


_MARK = lazy("```|~~~")


def _all(text: str, start: int) -> Iterator[re.Match[str]]:
    """The lines from ``start`` on that may begin or end a fence."""
    while mark := _MARK.search(text, start):
        line = max(text.rfind("\n", 0, mark.start()) + 1, start)
        if fence := _FENCE.match(text, line):
            yield fence
        start = text.find("\n", mark.end())
        if start < 0:
            return


def find(text: str, start: int) -> list[Span]:
    """Where code between fences stands in ``text`` from ``start`` on, whatever block it is in."""
    found: list[Span] = []
    opening: re.Match[str] | None = None
    for fence in _all(text, start):
        if opening is None:
            opening = fence
        elif fence["fence"].startswith(opening["fence"]) and not fence["info"].strip():
            found.append(Span(opening.start("fence"), fence.end("fence")))
            opening = None
    if opening:
        found.append(Span(opening.start("fence"), len(text)))
    return found


_START = lazy(r"(?:[^\n`]{1,300}\n)?\s*(?:`{3,}|~{3,})[ \t]*(?:markdown|md|mdx)[ \t]*\n")
_END = lazy(r"^(?:`{3,}|~{3,})[ \t]*\s*\Z", re.MULTILINE)
_LEAST_LINES = 3
"""What a manual shows of Markdown has fewer than an article."""


def wrapped(text: str) -> Span | None:
    """What stands in a fence around a whole article, as chatbots give one, with a line before it at most."""
    opening = _START.match(text)
    if opening is None:
        return None
    closing = _END.search(text, max(opening.end(), text.rstrip().rfind("\n") + 1))
    if closing is None:
        return None
    inside = text[opening.end() : closing.start()]
    # Fences inside it are in pairs; where they are as long as its own, the first of them ends it to a strict reader.
    if len(list(_all(inside, 0))) % 2 or sum(map(bool, map(str.strip, inside.split("\n")))) < _LEAST_LINES:
        return None
    return Span(opening.end(), closing.start())
