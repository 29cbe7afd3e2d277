"""What CommonMark does not know, written for the parser so that it sees the blocks around it as they are.

Modules and components of MDX, admonitions and tabs of MkDocs, containers of colons, callouts of GitHub and Obsidian.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from checker.formats.layout import Span
from checker.formats.markdown.braces import Braces
from checker.formats.markdown.skeleton import STAND_IN, Rewriting
from checker.formats.markdown.tags import TAG
from checker.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Dialects", "read"]


class Dialects(NamedTuple):
    """What was found in a text.

    ``heads`` has the end of each head of an admonition by its start: to the parser it is the marker of a list item.
    """

    rewritings: list[Rewriting]
    heads: dict[int, int]


# Both hold what is indented by four columns, which a list item does too: so the skeleton has one here.
_CONTAINER = lazy(
    r"""
    ^ [ \t>]*
    (?P<container> (?: !!! | \?\?\?\+? ) [ ] [\w-]+ .* $ | ===[+!]?[ ] ["'] .* $ )
    """,
    re.VERBOSE | re.MULTILINE,
)

_COLON_FENCE = lazy(r"^[ \t>]*(?P<fence>:::.*)$", re.MULTILINE)
_COMPONENT_START = lazy(r"^[ \t]*(?P<tag><[A-Z][\w.]*[^<>\n]*)$", re.MULTILINE)
_LONGEST_TAG = 20_000

# To CommonMark these begin HTML that lasts until a blank line. To most readers, and writers, they do not.
_LONE_TAG = lazy(
    r"""
    (?: \A | (?<=\n) ) [ \t]*\n
    (?P<tag> <br[ ]?/?> | <a[ ][^<>\n]*>[ ]*</a> )
    (?= [ \t]*\n )
    """,
    re.VERBOSE,
)

_MODULE = lazy(
    r"""
    ^
    (?: import \s+ (?: [\w$*{}\s,]+ \s from \s* )? (?P<quote>["']) [^"'\n]+ (?P=quote)
      | export \s+ (?:
            \{ | \*
          | (?: const | let | var ) \s+ [\w${\[]
          | (?: async \s+ )? function\b \*? \s* \w* \(
          | class \s+ \w+ \s* \{
          | default \s+ (?: [({\[] | (?: async \s+ )? function\b | class\b | [\w.]+ \s* (?: [;(] | => ) )
        )
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
_FENCE = lazy(
    r"""
    ^ [ \t>]* (?: (?: [-*+] | \d{1,9}[.)] ) [ \t]+ )*
    (?P<fence> `{3,} (?= [^`\n]* $ ) | ~{3,} ) [ \t]* (?P<info> .* )
    """,
    re.VERBOSE | re.MULTILINE,
)


def read(text: str, start: int) -> Dialects:
    """Find such constructs in ``text`` from ``start`` on."""
    heads: dict[int, int] = {}
    rewritings: list[Rewriting] = []
    if any(mark in text for mark in ("!!!", "???", "===")):
        heads.update(line.span("container") for line in _CONTAINER.finditer(text, start))
        rewritings += (Rewriting(first, last, f"- {STAND_IN}") for first, last in heads.items())
    if ":::" in text:
        rewritings += (Rewriting(*line.span("fence"), "") for line in _COLON_FENCE.finditer(text, start))
    if "<" in text:
        rewritings += (Rewriting(*tag.span("tag"), "") for tag in _LONE_TAG.finditer(text, start))
        rewritings += _components(text, start)
    if "import" in text or "export" in text:
        rewritings += _modules(text, start)
    fenced = _fenced(text, start) if rewritings else []
    return Dialects([rewriting for rewriting in rewritings if not _is_within(rewriting.start, fenced)], heads)


def _fenced(text: str, start: int) -> list[Span]:
    """Where code between fences stands, whatever block it is in."""
    found: list[Span] = []
    opening: re.Match[str] | None = None
    for fence in _FENCE.finditer(text, start):
        if opening is None:
            opening = fence
        elif fence["fence"].startswith(opening["fence"]) and not fence["info"]:
            found.append(Span(opening.start("fence"), fence.end("fence")))
            opening = None
    if opening:
        found.append(Span(opening.start("fence"), len(text)))
    return found


def _is_within(at: int, spans: list[Span]) -> bool:
    number = bisect_right(spans, (at, at)) - 1
    return number >= 0 and at < spans[number].end


def _components(text: str, start: int) -> Iterator[Rewriting]:
    """Tags of MDX that go over several lines: ``>`` on one of its own is no block quote, nor a blank one an end."""
    while line := _COMPONENT_START.search(text, start):
        at = line.start("tag")
        tag = TAG.match(text, at, at + _LONGEST_TAG)
        if tag:
            yield Rewriting(*tag.span(), STAND_IN)
        start = tag.end() if tag else line.end()


def _modules(text: str, start: int) -> Iterator[Rewriting]:
    """Imports and exports, which are blocks of their own."""
    braces = Braces(text)
    first = start
    while module := _MODULE.search(text, start):
        at = module.start()
        line_before = text[max(first, at - 100) : at][:-1].rstrip(" \t")
        if not line_before or line_before.endswith("\n"):
            start = braces.end_of_block(at)
            yield Rewriting(at, start, "")
        else:
            start = module.end()
