"""JavaScript in MDX: where an expression in braces, or a block of modules, ends."""

from __future__ import annotations

import re

from checker.text.pattern import lazy

__all__ = ["Braces"]

_TOKEN = lazy(
    r"""
      (?P<open> [{(\[] )
    | (?P<close> [})\]] )
    | (?P<blank> \n [ \t]* (?=\n) )
    | " [^"\\\n]*+ (?: \\. [^"\\\n]*+ )*+ "
    | ' [^'\\\n]*+ (?: \\. [^'\\\n]*+ )*+ '
    | ` [^`\\]*+ (?: \\. [^`\\]*+ )*+ (?: ` | \Z )     # one that is not closed is not gone through again
    | // [^\n]*+
    | /\* [^*]*+ (?: \* (?!/) [^*]*+ )*+ (?: \*/ | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)

_LONGEST = 20_000
"""Characters after which an opener is held to be a stray one."""

_PATIENCE = 20
"""So many stray openers are looked into; a hostile text has thousands."""


class Braces:
    """Reads JavaScript as far as brackets, strings and comments go, in bounded time for one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stray = 0

    def end_of_expression(self, start: int, end: int) -> int | None:
        """Where the expression ends whose brace opens at ``start``, if that is before ``end``."""
        return self._read(start, end, until_blank=False)

    def end_of_block(self, start: int) -> int:
        """Where a block of modules ends: at the first blank line outside of brackets."""
        end = self._read(start, len(self._text), until_blank=True)
        if end is None:
            blank = re.compile(r"\n[ \t]*\n").search(self._text, start)
            end = blank.start() if blank else len(self._text)
        return end

    def _read(self, start: int, end: int, *, until_blank: bool) -> int | None:
        if self._stray >= _PATIENCE:
            return None
        depth = 0
        for token in _TOKEN.finditer(self._text, start, min(end, start + _LONGEST)):
            match token.lastgroup:
                case "open":
                    depth += 1
                case "close":
                    depth -= 1
                    if depth <= 0 and not until_blank:
                        return token.end()
                case "blank" if until_blank and depth <= 0:
                    return token.start()
        if until_blank and depth <= 0 and start + _LONGEST >= len(self._text):
            return len(self._text)
        self._stray += 1
        return None
