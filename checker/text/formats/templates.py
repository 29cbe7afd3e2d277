"""Commands and expressions of Jinja and its like, in files that a program fills in before another one reads them."""

from __future__ import annotations

import re

from checker.text.layout import Span
from checker.text.pattern import lazy

__all__ = ["LINES", "span_at"]

_COMMAND = r"\{% (?:[^%\n]|%(?!\})|\n(?![ \t]*\n)){0,2000}+ %\} | \{\# (?:[^#\n]|\#(?!\})|\n(?![ \t]*\n)){0,2000}+ \#\}"

LINES = lazy(rf"^ [ \t]* (?: (?:{_COMMAND}) [ \t]* )+ $", re.VERBOSE | re.MULTILINE)
"""Lines that hold nothing but commands and comments."""

_TEMPLATE = lazy(rf"{_COMMAND} | \{{\{{ (?:[^{{}}\n]|\n(?![ \t]*\n)|\{{[^{{}}]*\}}){{0,2000}}+ \}}\}}", re.VERBOSE)


def span_at(text: str, at: int, end: int) -> Span | None:
    """The command, comment or expression that begins at ``at`` and closes before ``end``."""
    found = _TEMPLATE.match(text, at, end)
    return Span(*found.span()) if found else None
