"""Columns in the units that formats want; inside this program a column counts characters (code points) from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from checker.document import Document

__all__ = ["Unit", "position"]

Unit = Literal["utf-8", "utf-16", "code-points"]


def position(doc: Document, offset: int, unit: Unit) -> tuple[int, int]:
    """Line and column of ``offset``, from 1, the column in UTF-8 bytes, UTF-16 code units or code points."""
    line, column = doc.position(offset)
    before = doc.text[offset - column + 1 : offset]
    if unit == "utf-8":
        return line, len(before.encode("utf-8", "surrogatepass")) + 1
    if unit == "utf-16":
        return line, len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1
    return line, column
