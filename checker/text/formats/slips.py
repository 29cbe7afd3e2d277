"""Backquotes that a format does not take for markup, though their writer did: the role without its colon, ``code``s."""

from __future__ import annotations

from checker.text.layout import Span
from checker.text.pattern import lazy

__all__ = ["code_at"]

_CODE = lazy(r"(?P<ticks>`+)(?=[^\s`])[^`\n]{1,200}(?<=[^\s`])(?P=ticks)(?!`)")
_RUN = lazy(r"``+(?![^`'\n]{1,300}'')")
"""Two or more without a partner; not where they open a quotation as TeX has it."""


def code_at(text: str, at: int, end: int) -> Span | None:
    """What stands from ``at`` on between backquotes, and before ``end``; or the backquotes alone."""
    found = _CODE.match(text, at, end) or _RUN.match(text, at, end)
    return Span(*found.span()) if found else None
