r"""What in a gettext catalogue (PO) is prose: the translations, ``msgstr``.

polib reads such files, but tells no positions; a test holds both against each other. The format:
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from checker.formats import escapes
from checker.formats.assembly import assemble
from checker.formats.html_elements import PHRASING
from checker.formats.layout import CLEAR, OPAQUE, Block, Layout, Mask, Pair, Span
from checker.formats.plain import kind_of
from checker.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = lazy(
    r"""
    [ \t]*+
    (?:
        (?P<comment> \# (?P<sort> [,.:|~]? ) (?P<body> [^\n]* ) )
      | (?: (?P<keyword> msgctxt | msgid | msgid_plural | msgstr (?: \[ \d+ \] )? ) [ \t]*+ (?=") )?
        "(?P<string> (?: [^"\\\n]++ | \\[^\n] )*+ )" [ \t\r]*
    )?
    \s*? $
    """,
    re.VERBOSE | re.MULTILINE,
)


class _Message(NamedTuple):
    """A string of an entry: its keyword, the spans of what its quotation marks enclose, and the entry's flags."""

    keyword: str
    parts: list[Span]
    flags: str

    @property
    def span(self) -> Span:
        return Span(self.parts[0].start, self.parts[-1].end)


class _Catalogue(NamedTuple):
    messages: list[_Message]
    comments: list[Span]
    fault: str


def layout(text: str) -> Layout:
    """Say what of a catalogue is prose, in which language, and where its blocks are. Never raises."""
    messages, comments, fault = _read(text)
    masks = [Mask(comment.start, comment.end, OPAQUE) for comment in comments]
    pairs: list[Pair] = []
    pieces: list[Block] = []
    sources: dict[str, _Message] = {}
    language = ""
    for message in messages:
        if message.keyword in {"msgid", "msgid_plural"}:
            if message.keyword == "msgid":
                sources.clear()
            sources[message.keyword] = message
        elif message.keyword.startswith("msgstr") and "msgid" in sources:
            first = sources["msgid"]
            source = first if message.keyword in {"msgstr", "msgstr[0]"} else sources.get("msgid_plural", first)
            meaning = _meaning(text, source)
            if not meaning:
                found_language = _LANGUAGE.search(_meaning(text, message))
                language = found_language["code"] if found_language else ""
            elif any(part.start < part.end for part in message.parts):
                pairs.append(Pair(message.span, source.span, meaning))
                found, blocks = _read_translation(text, message)
                masks += found
                pieces += blocks
    made = assemble(text, masks, pieces, comments)
    return made._replace(encode=_encode, whole_lines=False, pairs=tuple(pairs), fault=fault, language=language)


def _encode(_: Span, replacement: str) -> str:
    return re.sub(r'["\\]', r"\\\g<0>", replacement).replace("\n", r"\n").replace("\t", r"\t").replace("\r", r"\r")


def _read(text: str) -> _Catalogue:
    """The messages in order, the comments of translators, and the first line that is none of the format's."""
    messages: list[_Message] = []
    comments: list[Span] = []
    flags = flags_above = ""
    position = 0
    while position < len(text):
        line = _LINE.match(text, position)
        keyword, has_string = (line["keyword"], line["string"] is not None) if line else (None, False)
        if line is None or (has_string and not keyword and not messages):
            number = text.count("\n", 0, position) + 1
            return _Catalogue(messages, comments, f"not a valid PO file in line {number}")
        if line["comment"] is not None:
            if line["sort"] == ",":
                flags_above = line["body"]
            elif not line["sort"]:
                comments.append(Span(*line.span("body")))
        elif keyword:
            if not messages or messages[-1].keyword.startswith("msgstr") > keyword.startswith("msgstr"):
                flags, flags_above = flags_above, ""
            messages.append(_Message(keyword, [Span(*line.span("string"))], flags))
        elif has_string:
            messages[-1].parts.append(Span(*line.span("string")))
        end = text.find("\n", line.end())
        position = len(text) if end < 0 else end + 1
    return _Catalogue(messages, comments, "")


_LANGUAGE = lazy(r"^Language:[ \t]*(?P<code>\S*)", re.MULTILINE | re.IGNORECASE)


# --- Strings ----------------------------------------------------------------------------------------------------------

_ESCAPE = lazy(r"\\(?:x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)")
_MEANINGS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def _meaning_of_escape(escape: str) -> str:
    if escape[1] == "x" and len(escape) > 2:
        return chr(int(f"0{escape[1:]}", base=0))
    if escape[1] in "01234567":
        return chr(int(escape[1:], 8))
    return _MEANINGS.get(escape[1], escape[1])


def _meaning(text: str, message: _Message) -> str:
    """The string as a program reads it."""
    return "".join(
        _ESCAPE.sub(lambda escape: _meaning_of_escape(escape[0]), text[part.start : part.end]) for part in message.parts
    )


_PERCENT = lazy(r"%(?:\([\w.]{1,50}\)|\d{1,3}\$)?[-+ #0']{0,5}\d{0,5}(?:\.\d{1,5})?[hlqLjzt]{0,2}[a-zA-Z@%]")
_BRACES = lazy(r"\{[^{}\s\"\\]{0,100}\}")
_NAMED = lazy(r"%\([\w.]{1,50}\)[sdfir]")
_TAG = lazy(r"</?(?P<name>[A-Za-z][\w-]{0,30})(?:\s(?:[^<>\n]|\n){0,1000})?/?>")
_BRACE_FORMATS = frozenset({"python-brace-format", "perl-brace-format", "csharp-format", "java-format", "rust-format"})


def _read_translation(text: str, message: _Message) -> tuple[list[Mask], list[Block]]:
    """The masks in one translation, and its lines."""
    masks = [*_mask_things(text, message), *_mask_joints(message.parts)]
    start = message.span.start
    lines: list[Span] = []
    for part in message.parts:
        for escape in _ESCAPE.finditer(text, *part):
            meaning = _meaning_of_escape(escape[0])
            masks += escapes.masks(*escape.span(), meaning)
            if meaning in "\n\r\v\f":
                lines.append(Span(start, escape.start()))
                start = escape.end()
    lines.append(Span(start, message.span.end))
    return masks, [Block(*line, kind_of(_shown(text, line), alone=True)) for line in lines]


def _mask_joints(parts: Sequence[Span]) -> Iterator[Mask]:
    """Hide what stands between one line of a string and the next."""
    for part, following in pairwise(parts):
        yield Mask(part.end, following.start, CLEAR)


def _mask_things(text: str, message: _Message) -> Iterator[Mask]:
    """Mask tags, and the places where a program puts values: those in braces, and others where the entry says so."""
    flags = {flag.strip() for flag in message.flags.split(",")}
    patterns = [_TAG, _BRACES, _NAMED]
    if any(flag.endswith("-format") and not flag.startswith("no-") for flag in flags - _BRACE_FORMATS):
        patterns.append(_PERCENT)
    for part in message.parts:
        for pattern in patterns:
            for thing in pattern.finditer(text, *part):
                is_clear = pattern is _TAG and thing["name"].lower() in PHRASING
                yield Mask(*thing.span(), CLEAR if is_clear else OPAQUE)


_JOINT = lazy(r'"[ \t\r]*\n(?:[^"]*\n)?[ \t]*"')


def _shown(text: str, line: Span) -> str:
    return _ESCAPE.sub(
        lambda escape: _meaning_of_escape(escape[0]), _JOINT.sub("", text[line.start : line.end])
    ).strip()
