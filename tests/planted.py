"""The constructs of ``tests/constructs``, each with a marker planted in it; read by the tests and by the bench."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

__all__ = ["MARKER", "SUFFIXES", "rows_of"]

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
"""The formats that there are constructs of, and how files of each end."""

_FOLDER = Path(__file__).parent / "constructs"


def rows_of(form: str) -> list[dict[str, Any]]:
    """The constructs of a format: name, text, whether its marker is seen as prose, whether it may be changed."""
    data: dict[str, list[dict[str, Any]]] = tomllib.loads((_FOLDER / f"{form}.toml").read_text("utf-8"))
    return data["construct"]
