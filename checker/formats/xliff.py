"""What in an XLIFF file (1.2 or 2) is prose: the translations, ``<target>``.

expat, in the standard library, checks that the file is well-formed and tells where its elements are. A document type
declaration is refused: entities that it defines could unfold without end (https://docs.python.org/3/library/xml.html).
"""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

from checker.formats import escapes, languages
from checker.formats.assembly import assemble
from checker.formats.layout import CLEAR, OPAQUE, Block, BlockKind, Layout, Mask, Pair, Span
from checker.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Unit(NamedTuple):
    """A segment: the insides of its source, if it has one, and of its target."""

    source: Span | None
    target: Span


def layout(text: str) -> Layout:
    """Say what of the file is prose, in which languages, and where its blocks are. Never raises."""
    reader = _Reader(text)
    reader.read()
    masks = [Mask(comment.start - 4, comment.end + 3, OPAQUE) for comment in reader.comments]
    pieces: list[Block] = []
    pairs: list[Pair] = []
    verbatim: list[Span] = []
    for source, target in reader.units:
        masks += _read_inside(text, target, verbatim)
        start = target.start
        for blank_line in _BLANK_LINE.finditer(text, *target):
            pieces.append(Block(start, blank_line.start(), BlockKind.PARAGRAPH))
            start = blank_line.end()
        pieces.append(Block(start, target.end, BlockKind.PARAGRAPH))
        if source:
            pairs.append(Pair(target, source, _meaning(text[source.start : source.end])))
    made = assemble(text, masks, pieces, reader.comments)
    encode = partial(_encode, verbatim)
    return made._replace(
        encode=encode,
        whole_lines=False,
        pairs=tuple(pairs),
        fault=reader.fault,
        marked=reader.marks.all(len(text)),
    )


def _encode(verbatim: list[Span], span: Span, replacement: str) -> str | None:
    if any(section.start <= span.start <= section.end for section in verbatim):
        return None if re.search(r"[<>&\]]", replacement) else replacement
    if _NOT_IN_XML.search(replacement):
        return None
    return replacement.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_NOT_IN_XML = lazy(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# --- Elements ---------------------------------------------------------------------------------------------------------

_ELSEWHERE = frozenset({"alt-trans", "matches", "note", "notes", "glossary"})
"""Elements in which a target is none of the file's own: proposals and remarks."""

_SIDES = frozenset({"source", "target"})

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
        self._text = text
        self._data = text.encode("utf-8", "surrogatepass")
        self._is_ascii = len(self._data) == len(text)
        self._byte = self._character = 0
        self._around: list[tuple[str, bool]] = []
        self._source: Span | None = None
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

    def _refuse(self, *_: Any) -> None:
        raise _DeclarationError

    def _remark(self, _: str) -> None:
        start = self._offset()
        end = self._text.find("-->", start + 4)
        self.comments.append(Span(start + 4, end))

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        is_read = self._around[-1][1] if self._around else True
        language = attributes.get("target-language") or attributes.get("trgLang") or ""
        says = languages.of_attributes({"lang": language} if language else attributes)
        self.marks.open(tag, self._offset(), says if name != "source" else None)
        if (
            name in _ELSEWHERE
            or attributes.get("translate") == "no"
            or (self._around and self._around[-1][0] in _SIDES)
        ):
            is_read = False
        self._around.append((name, is_read))
        if name in {"trans-unit", "segment"}:
            self._source = None
        if is_read and name in _SIDES:
            tag_found = _START_TAG.match(self._text, self._offset())
            self._start = tag_found.end() if tag_found else 0

    def _close(self, tag: str) -> None:
        self.marks.close(tag, self._offset())
        name, is_read = self._around.pop()
        if not is_read or name not in _SIDES:
            return
        end = self._offset()
        if end < self._start:
            return  # <target/>
        if name == "source":
            self._source = Span(self._start, end)
        elif self._start < end:
            self.units.append(_Unit(self._source, Span(self._start, end)))


# --- Text -------------------------------------------------------------------------------------------------------------

_BLANK_LINE = lazy(r"\n[ \t]*(?:\n[ \t]*)+")

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
      (?: [^"'<>/]++ | "[^"]*+" | '[^']*+' | /(?!>) )*+ (?P<empty> /? ) >
    | (?P<escaped> &lt; /? [A-Za-z] [^&<>]{0,300}+
      (?: &(?:quot|apos|amp|\#39|\#34); [^&<>]{0,300}+ ){0,20}+ (?: &gt; | > ) )
    | (?P<entity> &(?:\#[0-9]+|\#x[0-9a-fA-F]+|\w+); )
    """,
    re.VERBOSE | re.DOTALL,
)

_TAG = lazy(r"</?[A-Za-z][^<>]{0,1000}>")


def _read_inside(text: str, target: Span, verbatim: list[Span]) -> Iterator[Mask]:
    """Mask the markup in one target; the spans that take no escapes are put to the others."""
    hidden: list[tuple[str, int]] = []
    for found in _INSIDE.finditer(text, *target):
        name = found["name"]
        if name in _CODE and not found["slash"] and not found["empty"]:
            hidden.append((name, found.start()))
        elif hidden:
            if name == hidden[-1][0] and found["slash"]:
                _, start = hidden.pop()
                if not hidden:
                    yield Mask(start, found.end(), OPAQUE if name in _THINGS else CLEAR)
        elif name:
            yield Mask(*found.span(), OPAQUE if name in _THINGS else CLEAR)
        elif found["entity"]:
            yield from escapes.masks(*found.span(), unescape(found["entity"]))
        elif found["verbatim"] is not None:
            start, end = found.span("verbatim")
            verbatim.append(Span(start, end))
            yield Mask(found.start(), start, CLEAR)
            yield Mask(end, found.end(), CLEAR)
            yield from (Mask(*tag.span(), CLEAR) for tag in _TAG.finditer(text, start, end))
        else:
            yield Mask(*found.span(), CLEAR)


_VERBATIM = lazy(r"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


def _meaning(inside: str) -> str:
    """The text in an element, without its tags."""
    parts = _VERBATIM.split(inside)
    # Every second part is what a section held, or nothing for a comment.
    return "".join(
        (part or "") if at % 2 else unescape(re.sub(r"""<(?:[^"'<>]|"[^"]*"|'[^']*')*>""", "", part))
        for at, part in enumerate(parts)
    )
