"""Placeholders in strings of programs: what printf, Python, ICU, Angular and others put values in the place of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.text.layout import CLEAR, OPAQUE, Mask, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Messages", "accelerator", "find", "find_percent", "messages"]

_CONVERSION = r"""
    [-+\ #0'I]{0,5} (?: \d{1,5} | \*(?:\d\$)? )? (?: \. (?: \d{1,5} | \* )? )? (?: hh? | ll? | [qLjzt] )?
"""

_PLACEHOLDER = lazy(
    rf"""
      \{{\{{ (?! \{{ ) [^{{}}]{{0,300}}+ \}}\}}                # Angular, Vue, i18next, Mustache
    | \{{% [^%\n]{{0,300}}+ %\}}
    | \$t\( [^()\n]{{0,200}}+ \)                               # i18next, of another message
    | [$\#%@]\{{ [^{{}}\s]{{1,100}}+ \}}                       # JavaScript, Ruby
    | % \( [\w.-]{{1,50}} \) {_CONVERSION} [diouxXeEfFgGcrsa] (?! \w )     # Python
    | % <[\w.-]{{1,50}}> {_CONVERSION} [a-z] (?! \w )          # Ruby
    | \{{ \w[\w.]{{0,50}} \s*, \s* (?: number | date | time | spellout | ordinal | duration | list ) \b
      [^{{}}]{{0,100}}+ \}}                                    # ICU
    | \{{ [^{{}}\s"\\]{{0,100}}+ \}}
    | (?<![\w%]) % (?: \d{{1,2}}\$ )? [-+0\#]? \d{{0,3}} (?: \.\d )? (?: ll? | h | z )? [sdiufxXcgeE@] (?! \w )
    | (?<![\w%]) % (?: L?\d{{1,2}} | n ) (?! [\w%.,]*[\w%] | \s?\$ )    # Qt, KDE
    """,
    re.VERBOSE,
)

_PERCENT = lazy(
    rf"% (?: \([\w.\ -]{{1,50}}\) | \d{{1,3}}\$ )? {_CONVERSION} (?: <PRI\w{{1,12}}> | [a-zA-Z@%] )", re.VERBOSE
)


def find(text: str) -> Iterator[Span]:
    """The placeholders that are known by their looks."""
    return (Span(*found.span()) for found in _PLACEHOLDER.finditer(text))


def find_percent(text: str) -> Iterator[Span]:
    """Whatever printf would take for a directive, ``%%`` too; in a string that is known to be for printf."""
    return (Span(*found.span()) for found in _PERCENT.finditer(text))


_ACCELERATOR = lazy(r"(?<![&_])[&_](?=[^\W_])(?!\w{1,10};)")
_WORD = lazy(r"[\w&]+")


def accelerator(text: str, source: str) -> Iterator[Mask]:
    """The mark before the letter that opens a menu, ``E&xit`` or ``_Close``: nobody reads it.

    One that the source has too, and not in a word that both have, as they have the names of fields.
    """
    if not ("&" in text or "_" in text):
        return
    marks = list(_ACCELERATOR.finditer(text))
    if len(marks) != 1 or len(_ACCELERATOR.findall(source)) != 1:
        return
    word = next(word for word in _WORD.finditer(text) if word.start() <= marks[0].start() < word.end())
    if marks[0].start() == word.start() or word.group() not in _WORD.findall(source):
        yield Mask(*marks[0].span(), CLEAR)


# --- ICU messages -----------------------------------------------------------------------------------------------------


class Messages(NamedTuple):
    """What in a text is no prose of ICU's plural and select messages, and where their prose begins and ends."""

    masks: list[Mask]
    cuts: list[Span]


_HEAD = lazy(r"\{\s{0,9}[\w.-]{1,60}\s{0,9},\s{0,9}(?P<sort>plural|select|selectordinal)\s{0,9},(?:\s{0,9}offset:\d+)?")
_SELECTOR = lazy(r"\s{0,200}(?:=\d{1,9}|[\w-]{1,60})\s{0,9}\{")
_CLOSER = lazy(r"\s{0,200}\}")
_MARK = lazy(r"'[{}#][^']{0,300}'|[{}#]")


def messages(text: str) -> Messages:
    """Find ``{n, plural, one {# file} other {# files}}``, one inside another too; none where one is not closed.

    What stands in a branch is prose; a ``#`` in it is a number.
    """
    masks: list[Mask] = []
    cuts: list[Span] = []
    # Of each message and branch around: whether it counts, and for a placeholder None.
    around: list[bool | None] = []
    position = 0
    head = _HEAD.search(text)
    if head is None:
        return Messages(masks, cuts)
    position = head.start()
    while found := _MARK.search(text, position):
        position = found.end()
        mark = found[0]
        if mark == "{" and (head := _HEAD.match(text, found.start())):
            branch = _SELECTOR.match(text, head.end())
            if branch is None:
                around.append(None)
                continue
            around += [head["sort"] != "select", head["sort"] != "select"]
            cuts.append(Span(found.start(), branch.end()))
            position = branch.end()
        elif mark == "{":
            around.append(None)
        elif mark == "#":
            if around and around[-1]:
                masks.append(Mask(*found.span(), OPAQUE))
        elif mark == "}" and around:
            counts = around.pop()
            if counts is None:
                continue
            # A branch ends: another begins, or the message ends too.
            if branch := _SELECTOR.match(text, position):
                around.append(counts)
                position = branch.end()
            elif end := _CLOSER.match(text, position):
                around.pop()
                position = end.end()
            else:
                return Messages([], [])
            cuts.append(Span(found.start(), position))
    if around:
        return Messages([], [])
    return Messages([*masks, *(Mask(*cut, OPAQUE) for cut in cuts)], cuts)
