"""Character sets that a file declares; its text is UTF-8 here, and what is written must be right in both."""

from __future__ import annotations

import re

from checker.text.pattern import lazy

__all__ = ["as_references", "is_unicode", "of_catalogue", "of_page", "of_xml"]

_HTML = lazy(r"<meta\s[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*(?P<name>[\w.:-]+)", re.IGNORECASE)
_XML = lazy(r"\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*[\"'](?P<name>[\w.:-]+)")
_PO = lazy(r"^Content-Type:[^\n]{0,200}?\bcharset=(?P<name>[\w.:-]+)", re.IGNORECASE | re.MULTILINE)

_HEAD = 4_000
"""Characters in which a page says what it is written in; browsers look at 1,024 bytes."""


def of_page(text: str) -> str:
    """What an HTML page says, or nothing."""
    found = _HTML.search(text, 0, _HEAD) or _XML.match(text)
    return found["name"] if found else ""


def of_xml(text: str) -> str:
    """What an XML declaration says, or nothing."""
    found = _XML.match(text)
    return found["name"] if found else ""


def of_catalogue(header: str) -> str:
    """What the header of a gettext catalogue says, or nothing."""
    found = _PO.search(header)
    return found["name"] if found else ""


def is_unicode(name: str) -> bool:
    """Whether text of a character set may hold any character; of one that is not told, and of a template's, it may."""
    return name.lower().replace("-", "").replace("_", "") in {"", "utf8", "charset"}


def as_references(text: str) -> str:
    """The text with ``&#8217;`` for what is not ASCII, as HTML and XML have it in any character set."""
    return text.encode("ascii", "xmlcharrefreplace").decode()
