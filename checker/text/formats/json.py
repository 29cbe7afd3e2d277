r"""What in JSON, or JSON lines, is prose: the strings of the fields that are named.

``json_strings`` finds them.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from checker.text.formats.json_strings import Reader, decoded_at
from checker.text.formats.sides import Sides
from checker.text.formats.values import Value, layout_of_values, syntaxes

if TYPE_CHECKING:
    from checker.text.layout import Layout, Span

NO_FIELDS = "read only with --field NAME, which says where its prose is"
"""What is said of a file whose format has fields, when none is named."""


def layout(text: str, fields: tuple[str, ...] = (), source_fields: tuple[str, ...] = ()) -> Layout:
    """Say where the prose of ``fields`` is: dotted paths into objects, such as ``meta.title``. Never raises.

    ``source_fields`` are those of the texts that they were translated from, one by one.

    Lists are looked through: ``items.text`` is the field of each item. The fault says where the text is no JSON.
    """
    kinds = syntaxes(fields)
    sources = dict(zip(source_fields, kinds, strict=False))
    reader = Reader(text, (*kinds, *sources))
    values: list[Value] = []
    sided = Sides(sources)
    for name, value in reader.values():
        decoded = decoded_at(text, value)
        if name in kinds:
            values.append(Value(name, decoded, kinds[name]))
        sided.add(reader.record, name, decoded)
    made = layout_of_values(text, values, encode=partial(_encode, text.isascii()))
    return made._replace(fault=reader.fault if fields else NO_FIELDS, pairs=tuple(sided.pairs()))


def fields(text: str) -> list[str]:
    """The dotted paths of the strings in the first record of JSON lines, or in all of a document of JSON."""
    found: dict[str, None] = {}
    for part in (text, text.partition("\n")[0]):
        with suppress(ValueError, RecursionError):
            _look_through(json.loads(part), "", found)
            break
    return [*found]


def _look_through(value: object, path: str, found: dict[str, None]) -> None:
    if isinstance(value, str):
        found[path] = None
    elif isinstance(value, dict):
        for key, inner in value.items():
            _look_through(inner, f"{path}.{key}" if path else key, found)
    elif isinstance(value, list):
        for inner in value:
            _look_through(inner, path, found)


def _encode(ascii_only: bool, _: Span, replacement: str) -> str:
    return json.dumps(replacement, ensure_ascii=ascii_only)[1:-1]
