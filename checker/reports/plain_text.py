"""Text from articles made fit to print: nothing in it can move the cursor, colour the screen or hide."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from checker.pattern import lazy

if TYPE_CHECKING:
    import re

__all__ = ["one_line", "shown"]

_UNPRINTABLE = lazy(
    r"[^\S ]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)


def one_line(text: str) -> str:
    """The text on one line, control and format characters shown by number, white space as single blanks."""
    return shown(" ".join(text.split()))


def shown(text: str) -> str:
    """The text with tabs and odd spaces as blanks, and control and format characters as ``<U+202E>``."""
    return _UNPRINTABLE.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    return f"<U+{ord(character):04X}>"
