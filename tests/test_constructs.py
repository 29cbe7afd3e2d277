"""What readers of each format see, construct by construct, held against the layouts; ``constructs/`` has the data."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checker.document import Document
from checker.edits import Edit, encoded

FOLDER = Path(__file__).parent / "constructs"
MARKER = "MARKERWORD"
SUFFIXES = {
    "markdown": ".md",
    "mdx": ".mdx",
    "restructuredtext": ".rst",
    "asciidoc": ".adoc",
    "html": ".html",
    "gettext": ".po",
    "xliff": ".xlf",
    "json": ".json",
    "csv": ".csv",
}


def constructs(name: str) -> list[dict[str, Any]]:
    """The constructs of a format: name, text, whether its marker is seen as prose, whether it may be changed."""
    data: dict[str, list[dict[str, Any]]] = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return data["construct"]


@pytest.mark.parametrize(
    ("suffix", "construct"),
    [
        pytest.param(suffix, construct, id=f"{name}-{construct['name']}")
        for name, suffix in SUFFIXES.items()
        for construct in constructs(name)
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
