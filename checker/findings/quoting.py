"""How messages and reports quote an article, so that an editor sees what is quoted: marks of quotation too."""

from __future__ import annotations

import re

__all__ = ["legible", "quoted"]

_MARKS = "\"'`“”„‟‘’‚«»"
_MARKS_IN_MARKS = re.compile(rf"“([{_MARKS}]{{1,3}}[.,]?)”(?=[\s.,;:)?!]|\Z)")


def quoted(text: str) -> str:
    """The text in quotation marks, or in backquotes where it has such marks itself; “nothing” for none."""
    if not text:
        return "nothing"
    is_mark = not any(map(str.isalnum, text)) and any(mark in text for mark in _MARKS)
    return f"`{text}`" if "`" not in text and (is_mark or any(mark in text for mark in '"“”„')) else f"“{text}”"


def legible(message: str) -> str:
    """The message, with quotation marks that it quotes put in backquotes: ``Write `"`.``"""
    return _MARKS_IN_MARKS.sub(lambda found: quoted(found[1]), message)
