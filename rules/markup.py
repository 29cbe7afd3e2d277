"""What translation did to the marks of programs: placeholders, tags and escapes that no longer are any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.document import CLEAR, Document, Sentence
from checker.mqm import Category, Severity
from checker.pattern import lazy
from checker.rule import Hit, flag, rule
from checker.translation import torn_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

_BROKEN = lazy(
    r"""
      %[ ]?\([ ]?\w{1,50}[ ]?\)[ ]?[sdif](?!\w) | (?<![\d%][ ])(?<![\d%])%[ ](?:\d[ ]?\$[ ]?)?[sd](?![\w%])
    | \$[ ]\{[ ]?\w{1,50}[ ]?\} | \$[ ]t[ ]?\(\w{1,50}\) | \{[ ]\{[ ]?\w{1,50}[ ]?\}[ ]\}
    """,
    re.VERBOSE,
)
_WHOLE = lazy(r"%\(\w+\)[sdif]")


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    cues={"%", "$", "{", "％", "{{"},
    bad=[
        "Hello [% (name) s -> %(name)s], you have [% d -> %d] new messages.",
        "It costs [$ {price} -> ${price}] a year.",
    ],
    good=[
        "It rose by 5% so far.",
        "Hello %(name)s, you owe {{ sum }} or 3%.",
    ],
)
def broken_placeholder(doc: Document) -> Iterator[Hit]:
    """A placeholder that translation tore apart, so that the program shows it as it stands: `% (name) s`.

    Where a file has the source beside the translation, that shows what the placeholder was; then it may also be any
    other, such as `% 1` or `{ file }`.
    """
    told = []
    for span, right in torn_placeholders(doc):
        told.append(span.start)
        yield flag(span, f"The program knows this as “{right.strip()}”.", safe=right)
    for found in doc.search(_BROKEN):
        right = found[0].replace(" ", "")
        if found.start() not in told and right != found[0] and not _WHOLE.fullmatch(found[0]):
            yield flag(found, f"A program takes “{right}” for a placeholder, but not this.", unsafe=right)


_TAG = lazy(
    rf"""
    < [\s/{CLEAR}]{{0,20}}
    (?: a | abbr | b | big | br | code | del | div | em | font | h[1-6] | hr | i | ins | kbd | li | mark | ol | p | pre
      | q | s | samp | small | span | strike | strong | sub | sup | table | td | tr | tt | u | ul | var )
    [\s/{CLEAR}]{{0,20}} >
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BROKEN_TAG = lazy(r"<(?:/\s+|\s+/\s*)\w+\s*>|<\s*(?:br|hr)\s*/\s+>|<\s+\w\w+\s*/?\s*>", re.IGNORECASE)


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    cues={"<"},
    bad=["Press the <b>key[</ b> -> </b>] twice.", "It is late.[< br / > -> <br/>] Go home."],
    good=["If a < b and b > c, stop.", "3 < p > 2", "A <b>word</b>."],
)
def broken_tag(sentence: Sentence) -> Iterator[Hit]:
    """A tag with blanks in it, as translation leaves them: `</ b>` ends nothing."""
    for found in sentence.search(_TAG):
        tag = found[0].replace(CLEAR, "")
        if _BROKEN_TAG.fullmatch(tag):
            yield flag(found, "No browser takes this for a tag.", unsafe=re.sub(r"\s", "", tag))


_BACKSLASHES = rf"\\(?:{CLEAR}*\\)*{CLEAR}*"
_BACKSLASH = lazy(
    rf"(?:(?<=[^\W\d_])|(?<={CLEAR})){_BACKSLASHES}['’](?=(?:s|t|re|ve|ll|d|m)\b)"
    rf"|(?:(?<=s)|(?<=s{CLEAR})){_BACKSLASHES}['’](?!\w)|(?<![\w\\]){_BACKSLASHES}[\"“](?=\w)"
)
_CLOSING = lazy(rf"(?<=[\w.,!?{CLEAR}]){_BACKSLASHES}[\"”](?!\w)")


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    cues={"\\"},
    bad=[r"The town[\’ -> ’]s mayor can[\’ -> ’]t come."],
    good=[r"The folder is C:\temp, and the mayor’s key is in it."],
)
def leftover_backslash(sentence: Sentence) -> Iterator[Hit]:
    r"""A backslash before an apostrophe or a quotation mark: a program put it there, *can\’t*, and took it for text."""
    opened = False
    for found in sentence.search(_BACKSLASH):
        opened = opened or found[0][-1] in '"“'
        yield _without_backslash(found)
    for found in sentence.search(_CLOSING) if opened else ():
        yield _without_backslash(found)


def _without_backslash(found: re.Match[str]) -> Hit:
    return flag(found, "Drop the backslash: it was to guard the mark from a program.", safe=found[0][-1])
