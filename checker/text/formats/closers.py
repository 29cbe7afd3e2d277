"""Closing marks looked for in one stretch of text, so that a stretch full of opening ones takes linear time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re


class Closers:
    """Finds what closes a mark in ``text`` before ``end``, and remembers what is not there to be found."""

    def __init__(self, text: str, end: int) -> None:
        self._text = text
        self._end = end
        self._missing: set[re.Pattern[str]] = set()

    def find(self, closer: re.Pattern[str], start: int) -> re.Match[str] | None:
        """The next match from ``start`` on; ``start`` must not be smaller than it was before."""
        if closer in self._missing:
            return None
        found = closer.search(self._text, start, self._end)
        if found is None:
            self._missing.add(closer)
        return found
