"""Text from articles made fit to print: nothing in it can move the cursor, colour the screen or hide."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from typing import Any

from checker.text.pattern import lazy

__all__ = ["as_json", "counted", "one_line", "plain", "shown"]

_UNPRINTABLE = lazy(
    r"[^\S ]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)


def counted(number: int, noun: str, plural: str = "") -> str:
    """So many of a thing, as a sentence says it: “1 finding”, “1,200 findings”."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def one_line(text: str) -> str:
    """The text on one line, control and format characters shown by number, white space as single blanks."""
    return shown(" ".join(text.split()))


def shown(text: str) -> str:
    """The text with tabs and odd spaces as blanks, and control and format characters as ``<U+202E>``.

    In a log of GitHub Actions nothing in it is a command.
    """
    if not text.isprintable():  # as nearly all is, and Python knows fast
        text = _UNPRINTABLE.sub(_visible, text)
    may_command = ":" in text or "#" in text or "[" in text
    return _COMMAND.sub("\N{ZERO WIDTH SPACE}", text) if may_command and os.environ.get("GITHUB_ACTIONS") else text


# The runner takes “::name::” at the start of a line, blanks or not, and “##[name]” anywhere, for a command to itself.
# What is shown may stand next to more of the article, so the half of one at either end is broken too.
_COMMAND = lazy(r"(?<=:)(?=:) | (?<=\#)(?=\[) | (?<=[:\#])\Z | \A(?=[:\[])", re.VERBOSE)


def plain(error: UnicodeError) -> tuple[str | bytes, int]:
    """What to write for characters that an encoding lacks: their like in ASCII, as wide as they are, or their number.

    A handler of encoding errors, for ``codecs.register_error``; raises what is no such error again.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_IN_ASCII.get(character) or _number(character) for character in lacking), error.end


_IN_ASCII = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚‹›", "'"),
    **dict.fromkeys("–—‐‑−", "-"),
    **dict.fromkeys("\u00a0\u2009\u202f", " "),
    "…": "~",
    "▔": "^",
    "→": ">",
    "·": ".",
    "×": "x",
}
"""One for one, so that marks stay below what they mark."""


def _number(character: str) -> str:
    return character.encode("ascii", "backslashreplace").decode("ascii")


def as_json(value: Any, indent: int | None = None) -> str:
    """JSON that is safe to look at too: ``json`` itself escapes only the control characters below 32."""
    return _UNSEEN_IN_JSON.sub(
        lambda found: f"\\u{ord(found[0]):04x}",
        _encode(value) if indent is None else json.dumps(value, ensure_ascii=False, indent=indent),
    )


_encode = json.JSONEncoder(ensure_ascii=False).encode
_UNSEEN_IN_JSON = lazy(r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    return f"<U+{ord(character):04X}>"
