"""What readers of each format see, construct by construct, held against the layouts; ``constructs/`` has the data."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from checker.document import Document
from checker.edits import Edit, encoded

FOLDER = Path(__file__).parent / "constructs"
MARKER = "MARKERWORD"
SUFFIXES = {"restructuredtext": ".rst", "asciidoc": ".adoc"}


def constructs(name: str) -> list[tuple[str, str, bool, bool]]:
    """Name, text, whether its marker is seen as prose, and whether it may be changed, of all constructs of a format."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return [(each["name"], each["text"], each["shown"], each["editable"]) for each in data["construct"]]


@pytest.mark.parametrize(
    ("suffix", "name", "text", "shown", "editable"),
    [(suffix, *construct) for name, suffix in SUFFIXES.items() for construct in constructs(name)],
)
def test_what_a_reader_sees_is_read_and_what_is_a_thing_is_not_changed(
    suffix: str, name: str, text: str, shown: bool, editable: bool
) -> None:
    assert text.count(MARKER) == 1, name
    doc = Document(text, f"a{suffix}")
    start = text.index(MARKER)
    end = start + len(MARKER)
    is_read = doc.masked[start:end] == MARKER and any(block.start <= start and end <= block.end for block in doc.blocks)
    assert is_read == shown, name
    assert (is_read and encoded(doc, [Edit(start, end, "MARKERWOOD")]) is not None) == editable, name
