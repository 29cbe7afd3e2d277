"""What readers of each format see, construct by construct, held against the layouts; ``constructs/`` has the data."""

from __future__ import annotations

from typing import Any

import pytest
from planted import MARKER, SUFFIXES, rows_of

from checker.checking.edits import Edit, encoded
from checker.text.document import Document


@pytest.mark.parametrize(
    ("suffix", "construct"),
    [
        pytest.param(suffix, construct, id=f"{name}-{construct['name']}")
        for name, suffix in SUFFIXES.items()
        for construct in rows_of(name)
    ],
)
def test_what_a_reader_sees_is_read_and_what_is_a_thing_is_not_changed(suffix: str, construct: dict[str, Any]) -> None:
    name, text, shown, editable = (construct[key] for key in ("name", "text", "shown", "editable"))
    assert text.count(MARKER) == 1, name
    doc = Document(text, f"a{suffix}", fields=tuple(construct.get("fields", ())))
    start = text.index(MARKER)
    end = start + len(MARKER)
    is_read = doc.masked[start:end] == MARKER and any(block.start <= start and end <= block.end for block in doc.blocks)
    assert is_read == shown, name
    assert (is_read and encoded(doc, [Edit(start, end, "MARKERWOOD")]) is not None) == editable, name
