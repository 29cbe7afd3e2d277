"""The strings of JSON, or JSON lines, with their positions.

The standard library's parser tells no positions, so the text is read by tokens here; a test holds both against each
other.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from checker.text.formats.decoded import Decoded
from checker.text.layout import Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Reader", "decoded_at", "strings"]


def strings(text: str, fields: Iterable[str]) -> Iterator[tuple[str, Decoded]]:
    """The strings of ``fields`` that are not empty, each with its path."""
    return ((found.path, decoded_at(text, found.span)) for found in Reader(text, tuple(fields)).values())


_ESCAPE = lazy(
    r"\\(?: u[dD][89abAB][0-9a-fA-F]{2} \\u[dD][c-fC-F][0-9a-fA-F]{2} | u[0-9a-fA-F]{4} | [^u] )", re.VERBOSE
)


def decoded_at(text: str, value: Span) -> Decoded:
    """The text that a string between quotation marks stands for.

    Each of its characters knows where it stands.
    """
    decoded = Decoded()
    start = value.start
    for escape in _ESCAPE.finditer(text, *value):
        decoded.copy(text, start, escape.start())
        decoded.escape(json.loads(f'"{escape[0]}"'), *escape.span())
        start = escape.end()
    decoded.copy(text, start, value.end)
    return decoded


# --- Reading ----------------------------------------------------------------------------------------------------------

_TOKEN = lazy(
    r"""
    [ \t\n\r]*+
    (?:
        (?P<string> " (?: [^"\\\x00-\x1f]++ | \\ (?: ["\\/bfnrt] | u [0-9a-fA-F]{4} ) )*+ " )
      | (?P<open> [{\[] )
      | (?P<close> [}\]] )
      | (?P<mark> [:,] )
      | (?P<atom> -? (?: 0 | [1-9][0-9]*+ ) (?: \.[0-9]++ )? (?: [eE][+-]?[0-9]++ )? | true | false | null
                | NaN | -?Infinity )
    )
    """,
    re.VERBOSE,
)

_MATCHING = {"{": "}", "[": "]"}


class Found(NamedTuple):
    """A string: its path, the field that it is of, what the wildcards of that stand for, and where its content is.

    ``record`` is where the record begins that holds it: an object that lies in a list, or in nothing.
    """

    path: str
    field: str
    filled: tuple[str, ...]
    record: int
    span: Span


class Reader:
    """Reads values one after the other, without recursion."""

    def __init__(self, text: str, fields: tuple[str, ...]) -> None:
        self.fault = ""
        self._text = text
        self._fields = frozenset(fields)
        # Of fields with wildcards those go first that say more.
        self._wild = [
            (field, re.compile(re.escape(field).replace(r"\*", "(.+)"), re.DOTALL))
            for field in sorted(fields, key=len, reverse=True)
            if "*" in field
        ]
        self._below_these = tuple(field.partition("*")[0] for field, _ in self._wild)
        # Where no field can lie deeper, the path is not kept, so that it stays short.
        self._ways = {field[:at] for field in fields for at, character in enumerate(field) if character == "."}

    def _field_of(self, path: str) -> tuple[str, tuple[str, ...]] | None:
        """The field that the strings at a path are of, and what its wildcards stand for."""
        if path in self._fields:
            return path, ()
        found = ((field, pattern.fullmatch(path)) for field, pattern in self._wild)
        return next(((field, match.groups()) for field, match in found if match), None)

    def values(self) -> Iterator[Found]:
        """The strings in the fields that are not empty; stops at the first fault."""
        # Of each object and list around: its closer, and the path that leads there (None where no field is).
        around: list[tuple[str, str | None]] = []
        records = [0]
        path: str | None = ""
        expected = "value"
        position = 0
        while token := _TOKEN.match(self._text, position):
            kind, found = token.lastgroup, token[token.lastgroup or 0]
            start = token.start(kind or 0)
            if not around and start == position > 0:
                break  # values that nothing parts
            position = token.end()
            if expected == "key" and kind == "string":
                path = self._below(around[-1][1], found)
                expected = "colon"
            elif expected == "colon" and found == ":":
                expected = "value"
            elif expected in {"value", "first"} and kind == "open":
                if found == "{":
                    records.append(start if not around or around[-1][0] == "]" else records[-1])
                around.append((_MATCHING[found], path))
                expected = "first-key" if found == "{" else "first"
            elif kind == "close" and around and expected in {"first", "first-key", "next"} and around[-1][0] == found:
                around.pop()
                if found == "}":
                    records.pop()
                expected = "next" if around else "value"
            elif expected == "first-key" and kind == "string":
                path = self._below(around[-1][1], found)
                expected = "colon"
            elif expected in {"value", "first"} and kind in {"string", "atom"}:
                is_filled = kind == "string" and path is not None and start + 2 < position
                if is_filled and path is not None and (field := self._field_of(path)):
                    yield Found(path, *field, records[-1], Span(start + 1, position - 1))
                expected = "next" if around else "value"
            elif expected == "next" and found == ",":
                expected = "key" if around[-1][0] == "}" else "value"
                path = around[-1][1]
            else:
                position = start
                break
            if not around:
                path = ""
        rest = self._text[position:].lstrip(" \t\n\r")
        if rest or around:
            at = len(self._text) - len(rest)
            self.fault = f"not valid JSON in line {self._text.count(chr(10), 0, at) + 1}"

    def _below(self, parent: str | None, key: str) -> str | None:
        """The path of a key below another path, if a field is there or deeper."""
        if parent is None:
            return None
        name = json.loads(key)
        path = f"{parent}.{name}" if parent else name
        is_wanted = path in self._fields or path in self._ways or path.startswith(self._below_these)
        return path if is_wanted else None
