r"""What in a gettext catalogue (PO) is prose: the translations, ``msgstr``.

polib reads such files, but tells no positions; a test holds both against each other. The format:
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from checker.text.formats import charsets, placeholders
from checker.text.formats.decoded import Decoded
from checker.text.formats.values import Value, layout_of_values
from checker.text.layout import OPAQUE, Layout, Mask, Span, Translated
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    # Sources are masked with their blanks: one mask for each word of them would be most of all masks.
    masks += [
        Mask(part.start, part.end, OPAQUE)
        for message in messages
        if not message.keyword.startswith("msgstr")
        for part in message.parts
        if part.start < part.end
    ]
    pairs: list[Translated] = []
    values: list[Value] = []
    in_format: list[_Format] = []
    sources: dict[str, _Message] = {}
    language = source_language = charset = ""
    alone = set(_alone(messages))
    for message in messages:
        if message.keyword in {"msgid", "msgid_plural"}:
            if message.keyword == "msgid":
                sources.clear()
            sources[message.keyword] = message
        elif message.keyword.startswith("msgstr") and "msgid" in sources:
            first = sources["msgid"]
            is_one = message.keyword == "msgstr[0]"
            is_many = message.keyword.startswith("msgstr[") and not is_one
            source = first if not is_many else sources.get("msgid_plural", first)
            meaning = _decoded(text, source).text
            decoded = _decoded(text, message)
            if not meaning:
                stated = _LANGUAGE.search(decoded.text)
                language = stated["code"] if stated else ""
                stated = _SOURCE_LANGUAGE.search(decoded.text)
                source_language = stated["code"] if stated else ""
                charset = charsets.of_catalogue(decoded.text)
            elif decoded.text:
                marks = _marks(message.flags)
                things = (*_things(decoded.text, meaning, marks), *placeholders.accelerator(decoded.text, meaning))
                said = decoded.text, decoded.span_of
                forms = is_one, is_many, message.span in alone
                pairs.append(Translated(message.span, source.span, meaning, *said, message.flags, *forms))
                values.append(Value("", decoded, things=things))
                if marks:
                    in_format.append(_Format(message.span, marks, meaning))
    made = layout_of_values(text, values, masks, comments, partial(_encode, in_format, charsets.is_unicode(charset)))
    return made._replace(pairs=tuple(pairs), fault=fault, language=language, source_language=source_language)


def _alone(messages: Iterable[_Message]) -> Iterator[Span]:
    """The first translated form of each entry with plural forms of which others are empty."""
    for is_form, some in groupby(messages, lambda message: message.keyword.startswith("msgstr[")):
        if is_form:
            forms = list(some)
            filled = [form for form in forms if any(part.start < part.end for part in form.parts)]
            if filled and len(filled) < len(forms):
                yield filled[0].span


class _Format(NamedTuple):
    """A translation in which some characters mean placeholders, and its source."""

    span: Span
    marks: str
    source: str


def _encode(in_format: list[_Format], takes_all: bool, span: Span, replacement: str) -> str | None:
    if not (takes_all or replacement.isascii()):
        return None
    at = bisect_right(in_format, span.start, key=lambda item: item.span.start) - 1
    if at >= 0 and span.start <= in_format[at].span.end:
        _, marks, source = in_format[at]
        # Of what a program would take for a placeholder, only what the source has too can be meant.
        if any(mark in replacement for mark in marks) and replacement.strip() not in source:
            return None
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


_SOURCE_LANGUAGE = lazy(r"^X-Source-Language:[ \t]*(?P<code>\S*)", re.MULTILINE | re.IGNORECASE)
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


def _decoded(text: str, message: _Message) -> Decoded:
    """The string as a program reads it."""
    decoded = Decoded()
    for part in message.parts:
        start = part.start
        for escape in _ESCAPE.finditer(text, *part):
            decoded.copy(text, start, escape.start())
            decoded.escape(_meaning_of_escape(escape[0]), *escape.span())
            start = escape.end()
        decoded.copy(text, start, part.end)
    return decoded


_BRACE_FORMATS = frozenset(
    "python-brace-format perl-brace-format csharp-format java-format java-printf-format rust-format c++-format".split()
)


def _marks(flags: str) -> str:
    """The characters with which a placeholder begins or ends in an entry, as its flags have it."""
    formats = {flag for flag in map(str.strip, flags.split(",")) if flag.endswith("-format") and flag[:3] != "no-"}
    return ("%" if formats - _BRACE_FORMATS else "") + ("{}" if formats & _BRACE_FORMATS else "")


def _things(text: str, source: str, marks: str) -> Iterator[Mask]:
    """What printf would take for directives, in a string for it.

    One with a blank in it, ``% d``, is as a rule a broken ``%d``, and no thing but where the source has the same.
    """
    for span in placeholders.find_percent(text) if "%" in marks else ():
        directive = text[slice(*span)]
        if " " not in directive or directive in source:
            yield Mask(*span, OPAQUE)
