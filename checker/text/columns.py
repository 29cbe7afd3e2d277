"""Lines and columns of a text, in the units that formats want; inside this program a column counts characters."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Literal

from checker.text.layout import Span

__all__ = ["Lines", "Unit"]

Unit = Literal["utf-8", "utf-16", "code-points"]


class Lines:
    """Where the lines of a text stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *accumulate([len(line) + 1 for line in text.split("\n")[:-1]])]

    def position(self, offset: int, unit: Unit = "code-points") -> tuple[int, int]:
        """Line and column of ``offset``, from 1, the column in code points, UTF-8 bytes or UTF-16 code units."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        if unit == "code-points":
            return line, offset - start + 1
        before = self._text[start:offset]
        if unit == "utf-8":
            return line, len(before.encode("utf-8", "surrogatepass")) + 1
        return line, len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1

    def line(self, number: int) -> Span:
        """Where line ``number`` (from 1) stands, without its line end."""
        starts = self._starts
        return Span(starts[number - 1], starts[number] - 1 if number < len(starts) else len(self._text))
