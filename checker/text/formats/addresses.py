"""URLs and email addresses in running text, much as GitHub finds them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.text.layout import OPAQUE, Mask, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_IN_URL = r"""\s<>"`{}|\\^\[\]*()\0“”‘’«»、。，！？；：（）「」"""

SCHEMES = r"https?|ftps?|sftp|ssh|git(?:\+\w+)?|file|ircs?|svn(?:\+\w+)?|wss?|rsync|ldaps?|s3|gs"
"""Schemes of addresses that docutils and Asciidoctor link, or that stand in their documents as often as if they did."""

_URL = lazy(
    rf"""
    (?: (?:{SCHEMES}):// | www\. (?=\w) )
    (?: [^{_NOT_IN_URL}]++ | \( [^{_NOT_IN_URL}]*+ \) )++    # as GitHub does: no parenthesis that is not closed
    """,
    re.VERBOSE,
)

_SCHEME = lazy(rf"(?<![A-Za-z0-9])(?:{SCHEMES})\Z")
_LONGEST_SCHEME = 12

_ESCAPE = lazy(r"&#?\w{1,32}\Z")

_EMAIL_DOMAIN = lazy(r"@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}(?![\w@])")
_EMAIL_NAME = lazy(r"(?<![\w.+@/-])(?:mailto:)?[\w+-](?:[\w.+-]*[\w+-])?$")
_OPENER = lazy(r"https?://|www\.|@")


def url_at(text: str, at: int, start: int, end: int) -> Span | None:
    """The URL that begins at ``at`` in ``text[start:end]``, without the punctuation of the sentence around it."""
    url = _URL.match(text, at, end)
    if url is None or (at > start and text[at - 1].isalnum()):
        return None
    bare = url[0].rstrip(".,:;!?'_~…")
    if url[0].startswith(";", len(bare)) and (escape := _ESCAPE.search(bare)):
        bare = bare[: escape.start()]  # as GitHub does: “&copy;” behind it is none of it
    return Span(at, at + len(bare))


def scheme_before(text: str, at: int, start: int) -> int | None:
    """Where the scheme begins whose ``://`` stands at ``at``, if it does not begin before ``start``."""
    scheme = _SCHEME.search(text, max(start, at - _LONGEST_SCHEME), at)
    return scheme.start() if scheme else None


def email_at(text: str, at: int, start: int, end: int) -> Span | None:
    """The email address whose at sign is at ``at`` in ``text[start:end]``."""
    domain = _EMAIL_DOMAIN.match(text, at, end)
    if domain is None:
        return None
    # RFC 5321 allows 64 characters before the at sign; “mailto:” is seven more.
    floor = max(start, at - 72)
    name = _EMAIL_NAME.search(text[floor:at])
    return Span(floor + name.start(), domain.end()) if name else None


def masks(text: str, start: int = 0, end: int | None = None) -> Iterator[Mask]:
    """Masks for all addresses in ``text[start:end]``."""
    end = len(text) if end is None else end
    while opener := _OPENER.search(text, start, end):
        at = opener.start()
        span = email_at(text, at, start, end) if opener[0] == "@" else url_at(text, at, start, end)
        if span:
            yield Mask(*span, OPAQUE)
        start = span.end if span else opener.end()
