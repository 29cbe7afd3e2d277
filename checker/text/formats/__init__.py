"""File formats: each module says what in its kind of file is prose.

Another distribution adds one by an entry point of the group ``copydesk.formats``: its name is the suffix without the
full stop, and the module that it names offers ``layout``, a function that makes a ``Layout`` of a text.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from checker.store import plugins

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from checker.text.layout import Layout

_GROUP = "copydesk.formats"

BY_SUFFIX = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "mdx",
    ".html": "html",
    ".htm": "html",
    ".njk": "html",
    ".rst": "restructuredtext",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".po": "gettext",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".tmx": "xliff",
}
"""The module that reads files with a suffix; it is imported with the first such file."""

BY_SUFFIX_WITH_FIELDS = {
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".arb": "json",
    ".csv": "csv",
    ".tsv": "csv",
}
"""The same for data, which holds prose only in the fields that are named."""


CAN_BE_BROKEN = frozenset({".po", ".xlf", ".xliff", ".tmx", *BY_SUFFIX_WITH_FIELDS})
"""Suffixes of files that other programs parse, whose layout may have a fault."""


WITH_ESCAPES = frozenset({".html", ".htm", ".njk"})
"""Suffixes of other files in which what is put in may be written otherwise than it reads, and is then masked itself."""


def suffixes(*, with_fields: bool) -> Collection[str]:
    """The suffixes of files that are read."""
    known = {*BY_SUFFIX, *(f".{name.lower()}" for name in plugins.offered(_GROUP))}
    return known | BY_SUFFIX_WITH_FIELDS.keys() if with_fields else known


def layout_of(
    text: str, path: str, fields: tuple[str, ...] = (), source_fields: tuple[str, ...] = (), source: str = ""
) -> Layout:
    """What in ``text`` is prose, told by the suffix of ``path``; without a known suffix all of it is.

    ``fields`` hold the prose of data that has fields, and ``source_fields``, one by one, what it was translated from;
    or else ``source``, another text of the same format, holds that in the same fields.
    """
    suffix = PurePath(path).suffix.lower()
    if name := BY_SUFFIX_WITH_FIELDS.get(suffix):
        module = import_module(f"checker.text.formats.{name}")
        by_field = cast("Callable[[str, tuple[str, ...], tuple[str, ...], str], Layout]", module.layout)
        return by_field(text, fields, source_fields, source)
    layout = cast("Callable[[str], Layout]", import_module(_module_for(suffix)).layout)
    return layout(text)


def fields_of(text: str, path: str) -> list[str]:
    """The names of the fields that hold text in a file whose format has fields; none in another."""
    name = BY_SUFFIX_WITH_FIELDS.get(PurePath(path).suffix.lower())
    if name is None:
        return []
    return cast("Callable[[str], list[str]]", import_module(f"checker.text.formats.{name}").fields)(text)


def has_field(there: Iterable[str], field: str) -> bool:
    """Whether one of the fields that are there is ``field``, in which ``*`` is any keys."""
    pattern = re.compile(re.escape(field).replace(r"\*", ".+"), re.DOTALL)
    return any(map(pattern.fullmatch, there))


def _module_for(suffix: str) -> str:
    """The module that reads files with a suffix; that for plain text where there is no other."""
    offered = {} if suffix in BY_SUFFIX else plugins.offered(_GROUP)
    name = BY_SUFFIX.get(suffix, "plain")
    return offered.get(suffix.removeprefix("."), f"checker.text.formats.{name}")
