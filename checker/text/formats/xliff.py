"""What in an XLIFF file (1.2 or 2) is prose: the translations, ``<target>``; and of a TMX file the English segments.

expat, in the standard library, checks that the file is well-formed and tells where its elements are. A document type
declaration is refused: entities that it defines could unfold without end (https://docs.python.org/3/library/xml.html).
"""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from typing import NamedTuple
from xml.parsers import expat

from checker.text.formats import charsets, languages, placeholders
from checker.text.formats.decoded import Decoded
from checker.text.formats.values import Value, layout_of_values
from checker.text.layout import OPAQUE, Layout, Mask, Span, Translated
from checker.text.pattern import lazy


class _Unit(NamedTuple):
    """A segment: the insides of its source, if it has one, and of its target."""

    source: Span | None
    target: Span


def layout(text: str) -> Layout:
    """Say what of the file is prose, in which languages, and where its blocks are. Never raises."""
    reader = _Reader(text)
    reader.read()
    masks = [Mask(comment.start - 4, comment.end + 3, OPAQUE) for comment in reader.comments]
    values: list[Value] = []
    pairs: list[Translated] = []
    verbatim: list[Span] = []
    for source, target in reader.units:
        decoded = _decoded(text, target, verbatim)
        meaning = _meaning(text[source.start : source.end]) if source else ""
        things = tuple(placeholders.accelerator(decoded.text, meaning))
        values.append(Value("", decoded, things=things, filled=True))
        if source:
            pairs.append(Translated(target, source, meaning, decoded.text, decoded.span_of))
    made = layout_of_values(text, values, masks, reader.comments, partial(_encode, text, verbatim))
    return made._replace(
        pairs=tuple(pairs),
        fault=reader.fault,
        marked=reader.marks.all(len(text)),
        source_language=reader.source_language,
    )


def _encode(text: str, verbatim: list[Span], span: Span, replacement: str) -> str | None:
    takes_all = charsets.is_unicode(charsets.of_xml(text))
    if any(section.start <= span.start <= section.end for section in verbatim):
        return None if re.search(r"[<>&\]]", replacement) or not (takes_all or replacement.isascii()) else replacement
    if _NOT_IN_XML.search(replacement):
        return None
    written = replacement.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return written if takes_all else charsets.as_references(written)


_NOT_IN_XML = lazy(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# --- Elements ---------------------------------------------------------------------------------------------------------

_ELSEWHERE = frozenset({"alt-trans", "matches", "note", "notes", "glossary"})
"""Elements in which a target is none of the file's own: proposals and remarks."""

_SIDES = frozenset({"source", "target"})

_UNTRANSLATED = frozenset({"new", "needs-translation", "needs-l10n", "initial"})
"""States in which a target is none yet, but what a program filled in."""

_START_TAG = lazy(r"""<(?:[^"'<>]++|"[^"]*+"|'[^']*+')*+>""")


class _DeclarationError(Exception):
    """The file has a document type declaration."""


class _Reader:
    """Reads one file: its segments, the languages they are in, the comments, and the fault if there is one."""

    def __init__(self, text: str) -> None:
        self.units: list[_Unit] = []
        self.comments: list[Span] = []
        self.marks = languages.Marks()
        self.fault = ""
        self.source_language = ""
        self._text = text
        self._data = text.encode("utf-8", "surrogatepass")
        self._is_ascii = len(self._data) == len(text)
        self._byte = self._character = 0
        self._around: list[tuple[str, bool]] = []
        self._source: Span | None = None
        # A translation in TMX, where the source may come after it, and the language of what is read.
        self._waiting: Span | None = None
        self._tongue = ""
        self._start = 0

    def read(self) -> None:
        """Read the file to its end or its first fault."""
        # The text is UTF-8 by now, whatever its declaration says.
        parser = self._parser = expat.ParserCreate("UTF-8")
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CommentHandler = self._remark
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(self._data, True)
        except expat.ExpatError as error:
            self.fault = f"not well-formed XML in line {error.lineno}: {expat.ErrorString(error.code)}"
        except _DeclarationError:
            self.fault = "has a document type declaration, which is not read; take it out"

    def _offset(self) -> int:
        """Where the parser is, in characters; it never goes back."""
        at = self._parser.CurrentByteIndex
        if self._is_ascii:
            return at
        self._character += len(self._data[self._byte : at].decode("utf-8", "surrogatepass"))
        self._byte = at
        return self._character

    def _refuse(self, name: str, _: str | None, __: str | None, has_internal_subset: int) -> None:
        # That of TMX only names the format, and what it names is not fetched.
        if name != "tmx" or has_internal_subset:
            raise _DeclarationError

    def _remark(self, _: str) -> None:
        start = self._offset()
        end = self._text.find("-->", start + 4)
        self.comments.append(Span(start + 4, end))

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        is_read = self._around[-1][1] if self._around else True
        if name == "header" or not self.source_language:
            stated = (attributes.get(key, "") for key in ("source-language", "srcLang", "srclang"))
            self.source_language = next(filter(None, stated), self.source_language)
        if name == "tuv":
            self._tongue = attributes.get("xml:lang") or attributes.get("lang") or ""
        elif name == "seg":
            name = "target" if languages.is_english(self._tongue) else "source"
        language = attributes.get("target-language") or attributes.get("trgLang") or ""
        says = languages.of_attributes({"lang": language} if language else attributes)
        self.marks.open(tag, self._offset(), None if name == "source" else says)
        if (
            name in _ELSEWHERE
            or attributes.get("translate") == "no"
            or (name in {"target", "segment"} and attributes.get("state") in _UNTRANSLATED)
            or (self._around and self._around[-1][0] in _SIDES)
        ):
            is_read = False
        self._around.append((name, is_read))
        if name in {"trans-unit", "segment", "tu"}:
            self._source = self._waiting = None
        if is_read and name in _SIDES:
            tag_found = _START_TAG.match(self._text, self._offset())
            self._start = tag_found.end() if tag_found else 0

    def _close(self, tag: str) -> None:
        self.marks.close(tag, self._offset())
        name, is_read = self._around.pop()
        if name == "tu" and self._waiting:
            self.units.append(_Unit(self._source, self._waiting))
        if not is_read or name not in _SIDES:
            return
        end = self._offset()
        if end < self._start:
            return  # <target/>
        if name == "source":
            self._source = Span(self._start, end)
        elif self._start < end and tag.endswith("seg"):
            self._waiting = Span(self._start, end)
        elif self._start < end:
            self.units.append(_Unit(self._source, Span(self._start, end)))


# --- Text -------------------------------------------------------------------------------------------------------------

_CODE = frozenset("x ph it bpt ept bx ex sc ec sm em cp".split())
"""Inline elements that hold no text, or code of the original."""

_THINGS = frozenset("x ph cp".split())
"""Those among them that stand for something that is seen; the others begin or end a style."""

_INSIDE = lazy(
    r"""
      <!--.*?-->
    | <\?.*?\?>
    | <!\[CDATA\[ (?P<verbatim> .*? ) \]\]>
    | < (?P<slash> /? ) (?:[\w.-]+:)? (?P<name> [\w.-]+ )
      (?P<attributes> (?: [^"'<>/]++ | "[^"]*+" | '[^']*+' | /(?!>) )*+ ) (?P<empty> /? ) >
    | (?P<entity> &(?:\#[0-9]+|\#x[0-9a-fA-F]+|\w+); )
    """,
    re.VERBOSE | re.DOTALL,
)

_PROTECTED = lazy(r"""\b(?:translate\s*=\s*["']no["']|mtype\s*=\s*["']protected["'])""")
_LINE_BREAK = lazy(
    r"""\bc?type\s*=\s*["'](?:x-)?(?:lb|br)["'] | \bid\s*=\s*["']LINE_BREAK | \bequiv(?:-text)?\s*=\s*["']&lt;br\b""",
    re.VERBOSE,
)
_STYLE = lazy(
    r"""\b(?:id|equiv)\s*=\s*["'](?:START|CLOSE)_ | \b(?:equiv|equiv-text|disp)\s*=\s*["']&lt;/?[a-z]""", re.VERBOSE
)
"""How Angular and others say of a placeholder that it begins or ends an element."""


class _Element(NamedTuple):
    """An inline element whose inside is not read."""

    name: str
    start: int
    meaning: str


def _decoded(text: str, target: Span, verbatim: list[Span]) -> Decoded:
    """What is in one target; the spans that take no escapes are put to the others."""
    decoded = Decoded()
    hidden: list[_Element] = []
    start = target.start
    for found in _INSIDE.finditer(text, *target):
        name = found["name"]
        opens = bool(name) and not found["slash"] and not found["empty"]
        if hidden:
            if opens and name == hidden[-1].name:
                hidden.append(hidden[-1])
            elif name == hidden[-1].name and found["slash"]:
                element = hidden.pop()
                if not hidden:
                    decoded.escape(element.meaning, element.start, found.end())
                    start = found.end()
            continue
        decoded.copy(text, start, found.start())
        start = found.end()
        if opens and name in _CODE:
            hidden.append(_Element(name, found.start(), _meaning_of(text, found, target)))
        elif opens and _PROTECTED.search(found["attributes"]):
            hidden.append(_Element(name, found.start(), OPAQUE))
        elif name:
            decoded.escape(_meaning_of(text, found, target), *found.span())
        elif found["entity"]:
            decoded.escape(unescape(found["entity"]), *found.span())
        elif found["verbatim"] is not None:
            verbatim.append(Span(*found.span("verbatim")))
            decoded.escape("", found.start(), found.start("verbatim"))
            decoded.copy(text, *found.span("verbatim"))
            decoded.escape("", found.end("verbatim"), found.end())
        else:
            decoded.escape("", *found.span())
    decoded.copy(text, start, target.end)
    return decoded


def _meaning_of(text: str, tag: re.Match[str], target: Span) -> str:
    """What an inline element stands for: a thing, a line break, or nothing, where it begins or ends a style.

    Some programs write all of their tags as placeholders, and say no more of them. One that stands against the word
    on one side only is then taken for a tag.
    """
    attributes = tag["attributes"]
    if tag["name"] not in _THINGS or tag["slash"] or _STYLE.search(attributes):
        return "\n" if _LINE_BREAK.search(attributes) else ""
    if _LINE_BREAK.search(attributes) or text.startswith("&lt;br", tag.end()):
        return "\n"
    if tag["name"] == "cp":
        return OPAQUE
    if not tag["empty"]:
        return "" if _NATIVE_TAG.match(text, tag.end()) else OPAQUE
    before = text[tag.start() - 1] if tag.start() > target.start else " "
    after = text[tag.end() : min(tag.end() + 4, target.end)]
    begins = before in " \t\n(" and _WORD.match(after)
    ends = before.isalpha() and (not after or after[0] in " \t\n.,;:!?)")
    return "" if begins or (ends and _opened(text, target.start, tag.start())) else OPAQUE


_NATIVE_TAG = lazy(r"&lt;/?(?!(?:img|input|hr|object|svg)\b)[A-Za-z]", re.IGNORECASE)
_WORD = lazy(r"[^\W\d_]{3}|[Aa]n?\b|I\b")


def _opened(text: str, start: int, end: int) -> bool:
    """Whether an element before this one may be the tag that begins what this ends."""
    return any(name in text[start:end] for name in ("<x ", "<ph "))


_VERBATIM = lazy(r"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


def _meaning(inside: str) -> str:
    """The text in an element, without its tags."""
    parts = _VERBATIM.split(inside)
    # Every second part is what a section held, or nothing for a comment.
    return "".join(
        (part or "") if at % 2 else unescape(re.sub(r"""<(?:[^"'<>]|"[^"]*"|'[^']*')*>""", "", part))
        for at, part in enumerate(parts)
    )
