"""Front matter: the YAML, TOML or JSON at the head of an article, and what in it is prose."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from checker.text.formats import escapes
from checker.text.layout import Block, BlockKind, Mask, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.layout import Encoder


class FrontMatter(NamedTuple):
    """The metadata at the head of a text: where it ends, its prose, and the escapes in its prose."""

    end: int
    values: list[Block]
    escapes: list[Mask]
    language: str = ""
    """The value of ``lang``, ``language`` or ``locale``."""
    plain: tuple[tuple[int, str], ...] = ()
    """The values without quotation marks, and where each begins."""

    @property
    def encode(self) -> Encoder | None:
        """Takes nothing that YAML, TOML or JSON could read as its own."""
        return partial(_encode, self.end, self.plain) if self.values else None


_PROSE_KEYS = r"title|description|summary|subtitle|excerpt|headline"

_YAML = lazy(
    r"""
    ---[ \t]*\n
    (?P<body> (?:\#.*\n | [ \t]*\n)* (?: [\w"'][^:\n]*: (?:[ \t].*)? \n (?s:.*?) )? )
    ^ (?:---|\.\.\.) [ \t]* $
    """,
    re.VERBOSE | re.MULTILINE,
)

_TOML = lazy(
    r"""
    \+\+\+[ \t]*\n
    (?P<body> (?s:.*?) )
    ^ \+\+\+ [ \t]* $
    """,
    re.VERBOSE | re.MULTILINE,
)

_QUOTED = r"""
    (?: "(?P<double> (?: [^"\\\n] | \\. )* )" | '(?P<single> (?: [^'\n] | '' )* )' )
"""

_YAML_VALUE = lazy(
    rf"""
    ^ (?: {_PROSE_KEYS} ) [ \t]* : [ \t]+
    (?:
        (?: "(?P<double> (?: [^"\\\n] | \\. | \n[ \t]+(?=\S) )* )" | '(?P<single> (?: [^'\n] | '' | \n[ \t]+(?=\S) )* )'
          | (?P<plain> [^\s"'|>\[\]{{}}&*!%@`\#,-] .*? (?: \n[ \t]+(?![^\n]*:[ \t])[^\s\#] .*? )* )
        )
        [ \t]* (?: [ \t]\#.* )? $
        (?! \n [ \t]+ \S )   # a value that goes on in the next line is not this one line
      | [|>] [-+1-9]{{0,2}} [ \t]* (?: \#.* )? \n
        (?P<lines> [ \t]+\S.* (?: \n [ \t]+\S.* | \n [ \t]* (?=\n) )* )
    )
    """,
    re.VERBOSE | re.MULTILINE,
)

_PARAGRAPH = lazy(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")

_TOML_VALUE = lazy(
    rf"^ (?: {_PROSE_KEYS} ) [ \t]* = [ \t]* {_QUOTED} [ \t]* (?: \#.* )? $",
    re.VERBOSE | re.MULTILINE,
)

_LANGUAGE = lazy(
    r"""^(?:lang|language|languageCode|locale)[ \t]*[:=][ \t]*(["']?)(?P<tag>[A-Za-z][\w.-]{0,30})\1[ \t]*(?:\#.*)?$""",
    re.MULTILINE,
)

_TOML_TABLE = lazy(r"^[ \t]*\[", re.MULTILINE)
_DOUBLE_QUOTED_ESCAPE = lazy(r"\\(?:x\w\w|u\w{4}|U\w{8}|.)")
_SINGLE_QUOTED_ESCAPE = lazy(r"''")


def read(text: str) -> FrontMatter:
    """Find the YAML, TOML or JSON at the head of the text, and the values in it that are prose."""
    if found := _YAML.match(text):
        start, end = found.span("body")
        values = _YAML_VALUE.finditer(text, start, end)
        escape_in_single_quotes = True
    elif found := _TOML.match(text):
        start, end = found.span("body")
        table = _TOML_TABLE.search(text, start, end)
        values = _TOML_VALUE.finditer(text, start, table.start() if table else end)
        escape_in_single_quotes = False
    else:
        return _read_json(text) if text.startswith("{") else FrontMatter(0, [], [])
    blocks: list[Block] = []
    masks: list[Mask] = []
    plain: list[tuple[int, str]] = []
    for value in values:
        style = value.lastgroup or ""
        first, last = value.span(style)
        if style == "lines":
            blocks += [Block(*found.span(), BlockKind.FRONT_MATTER) for found in _PARAGRAPH.finditer(text, first, last)]
            continue
        blocks.append(Block(first, last, BlockKind.FRONT_MATTER))
        if style == "plain":
            plain.append((first, text[first:last]))
        elif style == "double":
            for escape in _DOUBLE_QUOTED_ESCAPE.finditer(text, first, last):
                masks += _mask_escape(escape)
        elif style == "single" and escape_in_single_quotes:
            for escape in _SINGLE_QUOTED_ESCAPE.finditer(text, first, last):
                masks += escapes.masks(*escape.span(), "'")
    language = _LANGUAGE.search(text, start, end)
    return FrontMatter(found.end(), blocks, masks, language["tag"] if language else "", tuple(plain))


def _read_json(text: str) -> FrontMatter:
    """An object at the head of the text that a line end parts from the rest, as Hugo has it."""
    import json

    from checker.text.formats.json_strings import strings

    try:
        data, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return FrontMatter(0, [], [])
    if text[end : end + 1] not in {"", "\n"}:
        return FrontMatter(0, [], [])
    values = [decoded for _, decoded in strings(text[:end], _PROSE_KEYS.split("|"))]
    blocks = [Block(*decoded.span, BlockKind.FRONT_MATTER) for decoded in values]
    masks = [mask for decoded in values for mask in decoded.masks(())]
    tags = (data[key] for key in ("lang", "language", "languageCode", "locale") if isinstance(data.get(key), str))
    return FrontMatter(end, blocks, masks, next(tags, ""))


def _encode(end: int, plain: tuple[tuple[int, str], ...], span: Span, replacement: str) -> str | None:
    if span.start >= end:
        return replacement
    for start, value in plain:
        if start <= span.start <= start + len(value):
            new = value[: span.start - start] + replacement + value[span.end - start :]
            if not new.strip() or _NO_PLAIN_VALUE.search(new):
                return None
    return None if _SPECIAL.search(replacement) else replacement


_NO_PLAIN_VALUE = lazy(r":(?:\s|\Z)|\s#|\A(?:[-?:](?:\s|\Z)|[^\w(.,;/+<=$^~“‘’”–—-])")
_SPECIAL = lazy(r"[\"'\\:#{}\[\]&*!|>%@`\n]")
_MEANINGS = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", "_": "\xa0"}


def _mask_escape(escape: re.Match[str]) -> Iterator[Mask]:
    r"""Show ``\"`` and ``\u2014`` as what they mean, ``\n`` as a thing."""
    letter, digits = escape[0][1], escape[0][2:]
    if not digits:
        return escapes.masks(*escape.span(), _MEANINGS.get(letter, letter))
    try:
        return escapes.masks(*escape.span(), chr(int(digits, 16)))
    except (ValueError, OverflowError):
        return escapes.masks(*escape.span(), "\N{REPLACEMENT CHARACTER}")
