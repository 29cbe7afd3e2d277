"""Columns in the units of others, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text.columns import Lines, Unit

UNITS: tuple[Unit, ...] = ("code-points", "utf-8", "utf-16")
TEXTS = st.text(st.sampled_from("aé“😀\n\r\u2028\x0b\x85 "), max_size=40)


@pytest.mark.parametrize("unit", UNITS)
@given(TEXTS, st.integers(0, 40))
def test_a_position_leads_back_to_its_offset(unit: Unit, text: str, offset: int) -> None:
    offset = min(offset, len(text))
    if text[max(offset - 1, 0) : offset + 1] == "\r\n":
        return  # inside a line end there is no position
    lines = Lines(text)
    assert lines.offset(*lines.position(offset, unit), unit) == offset


@given(TEXTS)
def test_lines_end_where_a_protocol_says_and_nowhere_else(text: str) -> None:
    lines = Lines(text)
    parts = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [text[slice(*lines.line(number))] for number in range(1, len(parts) + 1)] == parts


@pytest.mark.parametrize(("unit", "column"), [("code-points", 10_001), ("utf-8", 40_001), ("utf-16", 20_001)])
def test_a_line_that_is_the_whole_file_is_counted_once(unit: Unit, column: int) -> None:
    lines = Lines("😀" * 1_000_000)
    for _ in range(3_000):  # each by itself would take a second of counting
        assert lines.position(10_000, unit) == (1, column)
    assert lines.position(1_000_000 - 1, unit)[1] == (column - 1) * 100 - (column - 1) // 10_000 + 1


@pytest.mark.parametrize("unit", UNITS)
def test_what_lies_beyond_an_end_is_that_end(unit: Unit) -> None:
    lines = Lines("aé😀\r\nb")
    assert lines.offset(1, 99, unit) == 3
    assert lines.offset(2, 99, unit) == 6
    assert lines.offset(99, 1, unit) == 6
