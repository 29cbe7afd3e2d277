"""Lines and columns of a text, in the units that formats want; inside this program a column counts characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Literal

from checker.text.layout import Span

__all__ = ["Lines", "Unit"]

Unit = Literal["utf-8", "utf-16", "code-points"]

_LINE_END = re.compile(r"\r\n?|\n")
_STEP = 4096
"""Characters of a line after which its units are counted once: a line may be the whole file, and have every finding."""
_CONTINUED = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that begin no character."""


class Lines:
    r"""Where the lines of a text stand, which end in ``\n``, ``\r\n`` or ``\r``."""

    def __init__(self, text: str) -> None:
        self._text = text
        if "\r" in text:
            self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        else:
            self._starts = [0, *accumulate([len(line) + 1 for line in text.split("\n")[:-1]])]
        self._counted: dict[tuple[int, Unit], list[int]] = {}

    def position(self, offset: int, unit: Unit = "code-points") -> tuple[int, int]:
        """Line and column of ``offset``, from 1, the column in code points, UTF-8 bytes or UTF-16 code units."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        if unit == "code-points":
            return line, offset - start + 1
        if offset - start <= _STEP:
            return line, _units(self._text[start:offset], unit) + 1
        steps = self._steps(line, unit)
        number = (offset - start) // _STEP
        return line, steps[number] + _units(self._text[start + number * _STEP : offset], unit) + 1

    def _steps(self, line: int, unit: Unit) -> list[int]:
        """How many units stand before each step of a line."""
        if (line, unit) not in self._counted:
            start = self._starts[line - 1]
            end = self._starts[line] if line < len(self._starts) else len(self._text)
            steps = (_units(self._text[at : at + _STEP], unit) for at in range(start, end, _STEP))
            self._counted[line, unit] = [0, *accumulate(steps)]
        return self._counted[line, unit]

    def offset(self, line: int, column: int, unit: Unit = "code-points") -> int:
        """The offset of a line and a column, both from 1; what lies beyond the end of either is that end."""
        if line > len(self._starts):
            return len(self._text)
        start, end = self.line(line)
        if unit == "code-points":
            return min(start + column - 1, end)
        text = self._text[start : min(end, start + column)]  # no character has less than one unit
        if unit == "utf-8":
            return start + len(text.encode("utf-8", "surrogatepass")[: column - 1].translate(None, _CONTINUED))
        half = text.encode("utf-16-le", "surrogatepass")[: 2 * (column - 1)]
        return start + len(half.decode("utf-16-le", "replace"))

    def line(self, number: int) -> Span:
        """Where line ``number`` (from 1) stands, without its line end."""
        starts = self._starts
        start, end = starts[number - 1], len(self._text)
        if number < len(starts):
            end = starts[number] - 1
            if end > start and self._text.startswith("\r\n", end - 1):
                end -= 1
        return Span(start, end)


def _units(text: str, unit: Unit) -> int:
    if text.isascii():
        return len(text)
    if unit == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
