"""Headings that links in the same article lead to: their ids are made of their words, which are then not to change; and
links that lead to none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from checker.text.layout import CLEAR, OPAQUE, BlockKind, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.text.layout import Block, Encoder

__all__ = ["Dangling", "dangling", "encoder"]

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


# --- Links that lead to no heading ------------------------------------------------------------------------------------


class Dangling(NamedTuple):
    """A link to an anchor that nothing in its article makes.

    ``start`` and ``end`` are those of the anchor with its number sign. ``heading`` is the one that the link seems to
    mean, ``slug`` the anchor that GitHub and most generators make of it; both are empty where nothing tells.
    """

    start: int
    end: int
    heading: str = ""
    slug: str = ""


_INSIDE = lazy(
    r"""
    (?: \[ (?P<shown> [^\[\]\n]{0,200} ) \] \( <? | <a\ [^<>\n]{0,200}? \bhref=["'] )
    (?P<anchor> \# [^\s()<>"'{}\#|] [^()<>"'{}\#\n|]* )
    (?: [)] | > \) | ["'] [^<>\n]{0,200} > (?P<inside> [^<>\n]{0,200} ) )
    """,
    re.VERBOSE,
)
_HEADING = lazy(
    r"""
      ^ [ \t>]* (?: (?:[-*+]|\d{1,9}[.)]) [ \t]+ )* (?P<mark> \#{1,6} ) (?P<words> [^\n]* )
    | ^ (?P<over> [^\n]+ ) \n [ \t>]* (?:=+|-{2,}) [ \t]* $
    | <h[1-6] [^<>]* > (?P<inside> .{1,300}? ) </h[1-6]
    | ^ title: (?P<title> [^\n]+ )
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE | re.DOTALL,
)
_FROM_ELSEWHERE = lazy(
    r"""
      \{[{%!]-?[<%]?[ ]* (?:\w{1,20}-)? (?:include|partial|snippet|import|render|readfile|content)
    | @include\b | --8<-- | \[!INCLUDE | <!--[ ]*(?:include|snippet) | ^[ \t]*\{\{[<%] | ^:::[ ] [\w.]+ \. \w
    | \bimport\b [^\n]{1,200} \.mdx?["'] | ^[ \t]* (?:`{3,}|:{3,}) \{ | ^\([\w-]+\)=$
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
"""Signs that headings or ids come from another file, or from a template."""
_OF_A_PROGRAM = lazy(r"\#(?:top$|[/!:?&]|L\d+|fn|_?ftn|user-content|tab/|cite|ref-|.*[=&$~])", re.IGNORECASE)
"""Anchors that a program reads, or makes of notes and lines."""

_LINK_INSIDE = lazy(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_LEFT_OUT = (
    lazy(r"<[^<>]*>"),
    lazy(r"\{[^{}]*\}"),
    lazy(r"&\#?\w+;"),
    lazy(r":[a-z0-9_+-]+:"),
    lazy(r"\([^()]*\)"),
    lazy(r"`[^`]*`"),
)
_EMPHASIS = lazy(r"[*`]+|\{[^{}]*\}|<[^<>]*>")
_ASCII_MARKS = lazy(r"[^\w\s-]")
_NEAR = 80.0
"""Per cent of the letters of a heading, in their order, from which on a link may mean it."""
_LONGEST = 300
_MOST_COMPARED = 300


def dangling(text: str, masked: str) -> Iterator[Dangling]:
    """The links in a text to anchors of its own that nothing in it makes; ``masked`` has ``OPAQUE`` where code is.

    What one generator or another would make of a heading counts. A text that takes parts of others is not judged, nor
    is one without headings.
    """
    if not any(mark in text for mark in _MARKS):
        return
    links = [link for link in _INSIDE.finditer(text) if masked[link.start("anchor")] == CLEAR]
    links = [link for link in links if not _OF_A_PROGRAM.match(link["anchor"])]
    if not links or _FROM_ELSEWHERE.search(text):
        return
    headings = [words for found in _HEADING.finditer(text) if (words := _words(found, masked))]
    plainly = set(map(_id, headings))
    stated: set[str] = set()
    made: set[str] = set()
    for link in links if headings else ():
        anchor = unquote(link["anchor"][1:]).strip()
        bare = _id(unicodedata.normalize("NFKC", anchor))
        if bare in plainly and " " not in anchor:
            continue
        if not made:
            made = set(chain.from_iterable(map(_readings, headings)))
            stated = {found["id"] for found in _STATED.finditer(text)}
        is_made = not bare or bare in made or _NUMBER.sub("", bare) in made
        if not (is_made and " " not in anchor) and anchor not in stated:
            near = _nearest(headings, bare, link["shown"] or link["inside"] or "")
            yield Dangling(*link.span("anchor"), *near)


def _words(found: re.Match[str], masked: str) -> str:
    if found["mark"] and masked[found.start("mark")] == OPAQUE:
        return ""  # a comment in code
    return str(found[found.lastgroup or 0])[:_LONGEST].strip(" \t#")


def _readings(heading: str) -> Iterator[str]:
    """What the generators of sites make of the words of a heading, less all but letters and digits."""
    plain = _LINK_INSIDE.sub(r"\1", heading)
    bare = plain
    versions = [heading, plain, plain.replace("&", " and "), plain.replace("+", " plus ").replace("#", " sharp ")]
    for pattern in _LEFT_OUT:
        versions += [pattern.sub("", plain), bare := pattern.sub("", bare)]
    for version in versions:
        for form in ("NFKC", "NFKD"):
            normal = unicodedata.normalize(form, version)
            for letters in (normal, normal.encode("ascii", "ignore").decode(), _ASCII_MARKS.sub("", normal)):
                made = _id(letters)
                yield made
                yield made.lstrip("0123456789")


_STATED = lazy(r"""(?:\{[ ]{0,2}(?::?[ ]{0,2}\#|/\*[ ]{0,2})|["'={|])(?P<id>[^\s"'={}|()\[\]<>*\#]+)""")
"""What may say what an id is: ``id="…"``, ``{#…}``, ``{/*…*/}``."""


def _nearest(headings: list[str], anchor: str, shown: str) -> tuple[str, str]:
    """The heading that a link means by its words or by its anchor, and what GitHub makes of it; if one does."""
    if len(headings) > _MOST_COMPARED:
        return "", ""
    from rapidfuzz import fuzz

    words = _id(shown)
    plain = {_EMPHASIS.sub("", _LINK_INSIDE.sub(r"\1", heading)).strip(): None for heading in headings}
    ranked = sorted(
        ((max(fuzz.ratio(_id(heading), words), fuzz.ratio(_id(heading), anchor)), heading) for heading in plain),
        reverse=True,
    )
    (best, heading), (second, _) = ranked[0], ranked[1] if len(ranked) > 1 else (0.0, "")
    if best < _NEAR or second == best:
        return "", ""
    return heading, re.sub(r"\s", "-", _ASCII_MARKS.sub("", heading.lower()))
