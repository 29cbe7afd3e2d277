"""File formats: each module says what in its kind of file is prose."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.formats.layout import Layout

BY_SUFFIX = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
}
"""The module that reads files with a suffix; it is imported with the first such file."""


def layout_of(text: str, path: str) -> Layout:
    """What in ``text`` is prose, told by the suffix of ``path``; without a known suffix all of it is."""
    name = BY_SUFFIX.get(PurePath(path).suffix.lower(), "plain")
    layout = cast("Callable[[str], Layout]", import_module(f"checker.formats.{name}").layout)
    return layout(text)
