r"""What in JSON, or JSON lines, is prose: the strings of the fields that are named.

``json_strings`` finds them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from checker.text.formats.json_strings import Reader, decoded_at, strings
from checker.text.formats.sides import Sides
from checker.text.formats.values import Value, layout_of_values, syntaxes
from checker.text.layout import Translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.text.layout import Layout, Span

NO_FIELDS = "read only with --field NAME, or per-file-options of the configuration, which say where its prose is"
"""What is said of a file whose format has fields, when none is named."""


def layout(text: str, fields: tuple[str, ...] = (), source_fields: tuple[str, ...] = (), source: str = "") -> Layout:
    """Say where the prose of ``fields`` is: dotted paths into objects, such as ``meta.title``. Never raises.

    ``source_fields`` are those of the texts that they were translated from, one by one; or else ``source`` is another
    text that has the sources at the same paths.

    Lists are looked through: ``items.text`` is the field of each item. A ``*`` is any keys, so that ``en.*`` is all
    that lies below ``en``. The fault says where the text is no JSON.
    """
    kinds = syntaxes(fields)
    sources = dict(zip(source_fields, kinds, strict=False))
    reader = Reader(text, (*kinds, *sources))
    values: list[Value] = []
    sided = Sides(sources)
    for found in reader.values():
        decoded = decoded_at(text, found.span)
        if found.field in kinds:
            values.append(Value(found.path, decoded, kinds[found.field]))
        sided.add((found.record, found.filled), found.field, decoded)
    made = layout_of_values(text, values, encode=partial(_encode, text.isascii()))
    pairs = _by_path(values, source, tuple(kinds)) if source else sided.pairs()
    return made._replace(fault=reader.fault if fields else NO_FIELDS, pairs=tuple(pairs))


def _by_path(values: Iterable[Value], source: str, fields: tuple[str, ...]) -> Iterator[Translated]:
    """The values with what another text has at the same paths, where it has as many there."""
    theirs, ours = defaultdict(list), defaultdict(list)
    for path, decoded in strings(source, fields):
        theirs[path].append(decoded.text)
    for value in values:
        ours[value.name].append(value.text)
    for path, translations in ours.items():
        if len(theirs[path]) == len(translations):
            for origin, translation in zip(theirs[path], translations, strict=True):
                yield Translated(translation.span, None, origin, translation.text, translation.span_of)


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
