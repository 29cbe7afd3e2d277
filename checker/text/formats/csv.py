"""What in a table of comma-separated values is prose: the cells of the columns that are named.

It is read as the standard library's ``csv`` reads it, which tells no positions; a test holds both against each other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial
from typing import NamedTuple

from checker.text.formats.decoded import Decoded
from checker.text.formats.json import NO_FIELDS
from checker.text.formats.sides import Sides
from checker.text.formats.values import Value, layout_of_values, syntaxes
from checker.text.layout import Layout, Span
from checker.text.pattern import lazy


class _Cell(NamedTuple):
    start: int
    end: int
    is_quoted: bool
    ends_row: bool


def layout(text: str, fields: tuple[str, ...] = (), source_fields: tuple[str, ...] = (), _source: str = "") -> Layout:
    """Say where the prose of the columns is whose heads, in the first row, are ``fields``. Never raises.

    ``source_fields`` are the columns of what they were translated from, one by one.

    The delimiter is a comma, or a semicolon or tab when the first row holds more of these.
    """
    delimiter = _delimiter(text)
    cells, fault = _read(text, delimiter)
    kinds = syntaxes(fields)
    heads: list[str] = []
    values: list[Value] = []
    quoted: list[Span] = []
    sided = Sides(dict(zip(source_fields, kinds, strict=False)))
    row = 0
    is_head, column = True, 0
    for cell in cells:
        content = text[cell.start : cell.end]
        if is_head:
            heads.append(content.replace('""', '"') if cell.is_quoted else content)
        elif column < len(heads) and heads[column] in kinds and content:
            values.append(Value(heads[column], _decoded(text, cell), kinds[heads[column]]))
            if cell.is_quoted:
                quoted.append(Span(cell.start, cell.end))
        if not is_head and column < len(heads) and content and sided:
            sided.add(row, heads[column], _decoded(text, cell))
        column += 1
        if cell.ends_row:
            is_head, column = False, 0
            row += 1
    made = layout_of_values(text, values, encode=partial(_encode, quoted, delimiter))
    return made._replace(fault=fault if fields else NO_FIELDS, pairs=tuple(sided.pairs()))


def fields(text: str) -> list[str]:
    """The heads of the columns."""
    cells, _ = _read(text.lstrip("\n").partition("\n")[0], _delimiter(text))
    return [text.lstrip("\n")[cell.start : cell.end] for cell in cells]


def _encode(quoted: list[Span], delimiter: str, span: Span, replacement: str) -> str | None:
    at = bisect_right(quoted, span.start, key=lambda cell: cell.start) - 1
    if at >= 0 and span.start <= quoted[at].end:
        return replacement.replace('"', '""')
    return None if re.search(rf'["\n\r{delimiter}]', replacement) else replacement


def _decoded(text: str, cell: _Cell) -> Decoded:
    decoded = Decoded()
    start = cell.start
    while cell.is_quoted and (double := text.find('""', start, cell.end)) >= 0:
        decoded.copy(text, start, double)
        decoded.escape('"', double, double + 2)
        start = double + 2
    decoded.copy(text, start, cell.end)
    return decoded


_QUOTED = lazy(r'"(?:[^"]++|"")*+"')


def _delimiter(text: str) -> str:
    head = _QUOTED.sub("", text[:10_000])
    head = head.lstrip("\n").partition("\n")[0]
    return max(",;\t", key=head.count)


def _read(text: str, delimiter: str) -> tuple[list[_Cell], str]:
    """The cells of all rows, and what is wrong with the text."""
    cells: list[_Cell] = []
    bare = re.compile(rf"[^{delimiter}\n\r]*+")
    position = 0
    starts_row = True
    while position < len(text) or not starts_row:
        if starts_row and text[position] in "\n\r":
            position += 1
            continue
        if text.startswith('"', position):
            cell = _QUOTED.match(text, position)
            if cell is None:
                line = text.count("\n", 0, position) + 1
                return cells, f"not valid CSV: the quotation mark that opens in line {line} is not closed"
            start, end = cell.start() + 1, cell.end() - 1
        else:
            cell = bare.match(text, position)
            assert cell
            start, end = cell.span()
        # What stands behind a closing quotation mark belongs to no one.
        rest = bare.match(text, cell.end())
        position = rest.end() if rest else cell.end()
        starts_row = not text.startswith(delimiter, position)
        cells.append(_Cell(start, end, start > cell.start(), starts_row))
        position += 1
    return cells, ""
