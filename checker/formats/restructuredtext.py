"""What in reStructuredText is prose, with Sphinx's directives and roles.

Blocks are read line by line, by indentation; then the markup inside them. docutils gives no positions inside a
paragraph; tree-sitter-rst knows no tables, and takes half a minute for a hundred thousand characters of blank lines. So
the reader is our own. The language: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from checker.formats import addresses
from checker.formats.assembly import assemble
from checker.formats.closers import Closers
from checker.formats.layout import CLEAR, OPAQUE, Block, BlockKind, Layout, Mask, Span
from checker.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator


def layout(text: str) -> Layout:
    """Say what of a text is prose, and where its blocks are. Never raises."""
    reader = _Reader(text)
    reader.read()
    masks = reader.masks
    for piece in reader.pieces:
        masks += _mask_inline(text, piece)
    made = assemble(text, masks, reader.pieces, reader.comments)
    return made._replace(encode=partial(_encode, reader.titles, reader.tables))


class _Title(NamedTuple):
    start: int
    end: int
    room: int
    """How many characters its line has room for."""


def _encode(titles: list[_Title], tables: list[Span], span: Span, replacement: str) -> str | None:
    growth = len(replacement) - (span.end - span.start)
    if _SPECIAL.search(replacement):
        return None
    for title in titles:
        if title.start <= span.start <= title.end:
            return replacement if 0 < title.end - title.start + growth <= title.room else None
    if growth and any(table.start <= span.start < table.end for table in tables):
        return None
    return replacement


_SPECIAL = lazy(r"[*`|\\\n]|_\b|::")

# --- Blocks -----------------------------------------------------------------------------------------------------------

_ADORNMENT = lazy(r"([!-/:-@\[-`{-~])\1*[ \t]*")
_BULLET = lazy(r"[*+•‣⁃-](?:[ \t]+|$)")
_ORDINAL = r"(?: [0-9]{1,9} | [A-Za-z] | [ivxlcdmIVXLCDM]{1,9} | \# )"
_ENUMERATOR = lazy(rf"(?: \( {_ORDINAL} \) | {_ORDINAL} [.)] ) [ \t]+ (?=\S)", re.VERBOSE)
_FIELD = lazy(r":(?![: ])(?P<name>(?:[^:\\\n]|\\.|:(?![ \t\n]|$))+):(?:[ \t]+|$)")
_OPTION = r"(?:-[A-Za-z0-9]|--[\w-]+|/[A-Z]+)(?:[ =]?(?:<[^<>\n]+>|[A-Z_]+\b))?"
_OPTIONS = lazy(rf"{_OPTION}(?:, {_OPTION})*(?:[ ]{{2,}}|$)")
_DOCTEST = lazy(r">>>(?:[ \t]|$)")
_LINE_BLOCK = lazy(r"\|(?:[ \t]+|$)")
_SIMPLE_TABLE = lazy(r"=+(?:[ ]+=+)+[ \t]*")
_SIMPLE_BORDER = lazy(r"=+(?:[ ]+=+)*[ \t]*")
_SPAN_BORDER = lazy(r"-+(?:[ ]+-+)*[ \t]*")
_GRID_BORDER = lazy(r"\+(?:[-=]+\+)+[ \t]*")
_EXPLICIT = lazy(r"\.\.(?:[ \t]+|$)")
_DIRECTIVE = lazy(r"(?:\|(?P<substitution>[^|\n]+)\|[ \t]+)?(?P<name>[A-Za-z][\w.+:-]*?)[ \t]?::(?:[ \t]+|$)")
_TARGET = lazy(r"_(?:`[^`\n]+`|[^:\n]|(?<=\\):)*:(?:[ \t]|$)|__(?:[ \t]|$)")
_NOTE = lazy(r"\[(?:[0-9]+|\#[\w.+:-]*|\*|[A-Za-z][\w.+:-]*)\](?:[ \t]+|$)")
_ANONYMOUS = lazy(r"__[ \t]+\S")
_QUOTED_CODE = lazy(r"(?!\.\.(?:[ \t]|$)|[*+-][ \t])[!-/:-@\[-`{-~]")
_OPTION_LINE = lazy(r":[\w-]+:")

_PARAGRAPHS = frozenset(
    "note warning tip hint important attention caution danger error seealso todo epigraph highlights pull-quote "
    "compound centered".split()
)
"""Directives whose argument is the beginning of their prose."""

_VERSIONS = frozenset("versionadded versionchanged deprecated versionremoved deprecated-removed".split())
"""Directives whose argument is a version, and then prose."""

_TITLED = frozenset("admonition topic sidebar rubric table list-table tab-item dropdown card grid-item-card".split())
"""Directives whose argument is a title."""

_CONTENT = frozenset(
    "figure container only tab-set tabs grid grid-item hlist glossary class function method attribute data describe "
    "object confval option envvar program exception module decorator list-table table".split()
)
"""Directives whose content is prose, but not their argument; so have all of Sphinx's domains, such as ``py:class``."""

_DOMAIN = lazy(r"(?:py|c|cpp|js|rst|std|http|rb|php|go):[\w-]+")
_NO_PROSE_IN_DOMAIN = lazy(r".*:(?:currentmodule|module|namespace.*|alias)")

_DOCUMENT_FIELDS = frozenset({"title", "abstract", "dedication", "summary", "description", "subtitle"})
"""Fields at the head of a document that hold prose."""


class _Line(NamedTuple):
    start: int
    """Where its text begins."""
    end: int
    indent: int
    """The column of its text; -1 in a blank line."""


class _Reader:
    """Reads the blocks of one text."""

    def __init__(self, text: str) -> None:
        self.masks: list[Mask] = []
        self.pieces: list[Block] = []
        self.comments: list[Span] = []
        self.titles: list[_Title] = []
        self.tables: list[Span] = []
        self._text = text
        self._lines = [_line(text, *found.span()) for found in re.finditer(r"[^\n]*(?:\n|$)", text)]
        self._at = 0
        # Of each block around: the column of its content, and its kind.
        self._around: list[tuple[int, BlockKind]] = []
        self._no_simple_table = False
        self._in_head = True

    def read(self) -> None:
        """Read all blocks."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.indent < 0:
                self._at += 1
                continue
            while self._around and self._around[-1][0] > line.indent:
                self._around.pop()
            self._read_block(line)

    def _read_block(self, line: _Line) -> None:
        text = self._text
        if explicit := _EXPLICIT.match(text, line.start, line.end):
            self._in_head = False
            self._read_explicit(line, explicit.end())
        elif self._read_title(line):
            pass
        elif _SIMPLE_TABLE.fullmatch(text, line.start, line.end) and self._read_simple_table(line):
            self._in_head = False
        elif _GRID_BORDER.fullmatch(text, line.start, line.end):
            self._in_head = False
            self._read_grid_table(line)
        elif _ANONYMOUS.match(text, line.start, line.end):
            self._hide_lines(self._at, self._at + 1)
        elif _DOCTEST.match(text, line.start, line.end):
            self._hide_lines(self._at, self._end_of_lines(self._at))
        elif marker := self._list_marker(line):
            self._enter(line, marker.end(), CLEAR, BlockKind.LIST_ITEM)
        elif field := _FIELD.match(text, line.start, line.end):
            if self._in_head and field["name"].lower() not in _DOCUMENT_FIELDS:
                self._hide_lines(self._at, self._end_of_body(self._at, line.indent))
            else:
                self._enter(line, field.end(), OPAQUE, BlockKind.LIST_ITEM)
        elif options := _OPTIONS.match(text, line.start, line.end):
            self._enter(line, options.end(), OPAQUE, BlockKind.LIST_ITEM)
        elif _LINE_BLOCK.match(text, line.start, line.end):
            self._read_line_block()
        else:
            self._in_head = False
            self._read_paragraph(line)

    def _list_marker(self, line: _Line) -> re.Match[str] | None:
        if marker := _BULLET.match(self._text, line.start, line.end):
            return marker
        marker = _ENUMERATOR.match(self._text, line.start, line.end)
        following = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else None
        if marker is None or following is None or following.indent < 0 or following.indent > line.indent:
            return marker
        # “A. Smith” at the head of a paragraph is no list.
        return marker if _ENUMERATOR.match(self._text, following.start, following.end) else None

    def _enter(self, line: _Line, start: int, filler: str, kind: BlockKind) -> None:
        """Go on behind a marker as if the line began there, one level deeper."""
        shown = self._text[line.start : start].rstrip()
        self.masks.append(Mask(line.start, line.start + len(shown), filler))
        if start >= line.end:
            # The body begins in the next line, if that is indented.
            self._around.append((line.indent + 1, kind))
            self._at += 1
            return
        following = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else None
        indent = line.indent + start - line.start
        if following and following.indent > line.indent:
            indent = following.indent
        self._around.append((min(indent, line.indent + 1), kind))
        self._lines[self._at] = _Line(start, line.end, indent)

    @property
    def _kind(self) -> BlockKind:
        return self._around[-1][1] if self._around else BlockKind.PARAGRAPH

    def _hide_lines(self, first: int, end: int) -> None:
        """Mask lines, and go on behind them."""
        self._at = end
        start, stop = self._lines[first].start, self._lines[end - 1].end
        if start < stop:
            self.masks.append(Mask(start, stop, OPAQUE))

    def _end_of_lines(self, at: int) -> int:
        """The number of the next blank line."""
        while at < len(self._lines) and self._lines[at].indent >= 0:
            at += 1
        return at

    def _end_of_body(self, at: int, indent: int) -> int:
        """The number of the line after those that belong to line ``at``: blank ones, and those more indented."""
        end = at = at + 1
        while at < len(self._lines) and (self._lines[at].indent < 0 or self._lines[at].indent > indent):
            at += 1
            if self._lines[at - 1].indent >= 0:
                end = at
        return end

    def _read_title(self, line: _Line) -> bool:
        """Read a title with its lines, or a transition; tell whether there is one."""
        if line.indent:
            return False
        following = self._line_after(self._at)
        if self._is_adornment(self._at):
            if following is None:
                if line.end - line.start < 4:
                    return False
                self._hide_lines(self._at, self._at + 1)
                return True
            under = self._line_after(self._at + 1)
            if under and self._same(line, under) and not self._is_adornment(self._at + 1):
                self.masks.append(Mask(line.start, line.end, OPAQUE))
                self.masks.append(Mask(under.start, under.end, OPAQUE))
                self._add_title(following, min(line.end - line.start, under.end - under.start))
                self._at += 3
                return True
            return False
        if following is None or not self._is_adornment(self._at + 1):
            return False
        size = following.end - following.start
        if size < line.end - line.start and size < 4:
            return False
        self.masks.append(Mask(following.start, following.end, OPAQUE))
        self._add_title(line, size)
        self._at += 2
        return True

    def _add_title(self, line: _Line, size: int) -> None:
        self.pieces.append(Block(line.start, line.end, BlockKind.HEADING))
        self.titles.append(_Title(line.start, line.end, max(size, line.end - line.start)))

    def _line_after(self, at: int) -> _Line | None:
        """The next line, unless it is blank."""
        if at + 1 < len(self._lines) and self._lines[at + 1].indent >= 0:
            return self._lines[at + 1]
        return None

    def _is_adornment(self, at: int) -> bool:
        line = self._lines[at]
        return line.indent == 0 and _ADORNMENT.fullmatch(self._text, line.start, line.end) is not None

    def _same(self, one: _Line, other: _Line) -> bool:
        return self._text[one.start : one.end] == self._text[other.start : other.end]

    # Explicit markup: what begins with two dots.

    def _read_explicit(self, line: _Line, start: int) -> None:
        text = self._text
        if note := _NOTE.match(text, start, line.end):
            self._enter(line, note.end(), OPAQUE, BlockKind.LIST_ITEM)
        elif directive := _DIRECTIVE.match(text, start, line.end):
            self._read_directive(line, directive)
        elif _TARGET.match(text, start, line.end):
            self._hide_lines(self._at, self._end_of_body(self._at, line.indent))
        else:
            first = self._at
            is_empty = start >= line.end and self._line_after(first) is None
            end = first + 1 if is_empty else self._end_of_body(first, line.indent)
            self._hide_lines(first, end)
            stop = self._lines[end - 1].end
            if min(start, stop) < stop:
                self.comments.append(Span(start, stop))

    def _read_directive(self, line: _Line, directive: re.Match[str]) -> None:
        name = directive["name"].lower()
        if directive["substitution"]:
            if name == "replace":
                self._enter(line, directive.end(), OPAQUE, BlockKind.CELL)
            else:
                self._hide_lines(self._at, self._end_of_body(self._at, line.indent))
            return
        is_object = bool(_DOMAIN.fullmatch(name) and not _NO_PROSE_IN_DOMAIN.fullmatch(name))
        if name in _PARAGRAPHS or name in _VERSIONS:
            start = directive.end()
            if name in _VERSIONS:
                while start < line.end and not self._text[start].isspace():
                    start += 1
                while start < line.end and self._text[start].isspace():
                    start += 1
            first = self._at
            self._enter(line, start, OPAQUE, BlockKind.PARAGRAPH)
            if self._at > first:
                self._hide_options()
        elif name in _TITLED:
            if directive.end() < line.end:
                self.pieces.append(Block(directive.end(), line.end, BlockKind.HEADING))
            self._enter(line, line.end, OPAQUE, BlockKind.PARAGRAPH)
            mask = self.masks.pop()
            self.masks.append(mask._replace(end=min(mask.end, max(directive.end() - 1, mask.start + 1))))
            self._hide_options()
        elif name in _CONTENT or is_object:
            # Further signatures of an object stand below the first one.
            self._enter(line, line.end, OPAQUE, BlockKind.PARAGRAPH)
            while is_object and (more := self._here()) and not _OPTION_LINE.match(self._text, more.start, more.end):
                self._hide_lines(self._at, self._at + 1)
            self._hide_options()
        else:
            self._hide_lines(self._at, self._end_of_body(self._at, line.indent))

    def _here(self) -> _Line | None:
        """The line that comes next, if it belongs to the directive just entered."""
        line = self._lines[self._at] if self._at < len(self._lines) else None
        return line if line and line.indent >= self._around[-1][0] else None

    def _hide_options(self) -> None:
        while (line := self._here()) and _OPTION_LINE.match(self._text, line.start, line.end):
            self._hide_lines(self._at, self._at + 1)

    # Tables.

    def _read_simple_table(self, line: _Line) -> bool:
        if self._no_simple_table:
            return False
        end = self._at + 1
        while end < len(self._lines):
            below = self._lines[end]
            is_border = below.indent >= 0 and _SIMPLE_BORDER.fullmatch(self._text, below.start, below.end)
            if is_border and self._line_after(end) is None:
                break
            end += 1
        else:
            self._no_simple_table = True
            return False
        columns = [found.start() for found in re.finditer("=+", self._text[line.start : line.end])]
        for row in self._lines[self._at : end + 1]:
            is_border = _SIMPLE_BORDER.fullmatch(self._text, row.start, row.end) or _SPAN_BORDER.fullmatch(
                self._text, row.start, row.end
            )
            if row.indent < 0:
                continue
            if is_border:
                self.masks.append(Mask(row.start, row.end, OPAQUE))
            else:
                margin = row.start - (row.indent - line.indent)
                self._add_cells(row, [margin + column for column in columns], gap=1)
        self.tables.append(Span(line.start, self._lines[end].end))
        self._at = end + 1
        return True

    def _read_grid_table(self, line: _Line) -> None:
        end = self._at
        corners: set[int] = set()
        while end < len(self._lines) and self._lines[end].indent == line.indent:
            row = self._lines[end]
            if self._text[row.start] not in "+|":
                break
            if _GRID_BORDER.fullmatch(self._text, row.start, row.end):
                corners.update(found.start() for found in re.finditer(r"\+", self._text[row.start : row.end]))
            end += 1
        for row in self._lines[self._at : end]:
            if _GRID_BORDER.fullmatch(self._text, row.start, row.end):
                self.masks.append(Mask(row.start, row.end, OPAQUE))
                continue
            starts = []
            for at in sorted(corners):
                if row.start + at < row.end and self._text[row.start + at] in "|+":
                    self.masks.append(Mask(row.start + at, row.start + at + 1, OPAQUE))
                    starts.append(row.start + at + 1)
            for mark in re.finditer(r"\+[-=]+(?=\+)", self._text[row.start : row.end]):
                self.masks.append(Mask(row.start + mark.start(), row.start + mark.end(), OPAQUE))
            self._add_cells(row, starts, gap=0)
        self.tables.append(Span(line.start, self._lines[end - 1].end))
        self._at = end

    def _add_cells(self, row: _Line, starts: list[int], gap: int) -> None:
        """Make a block of what stands in each column of one line."""
        # Text that goes on over the border of a column spans both.
        starts = [
            start
            for at, start in enumerate(starts)
            if start < row.end and (at == 0 or not gap or self._text[start - 1].isspace())
        ]
        for at, start in enumerate(starts):
            first = max(start, row.start) if at else row.start if gap else start
            stop = starts[at + 1] if at + 1 < len(starts) else row.end
            if first < stop:
                self.pieces.append(Block(first, stop, BlockKind.CELL))

    # Paragraphs.

    def _read_line_block(self) -> None:
        first = self._at
        while (line := self._lines[self._at]).indent >= 0:
            if _LINE_BLOCK.match(self._text, line.start, line.end):
                self.masks.append(Mask(line.start, line.start + 1, CLEAR))
            self._at += 1
            if self._at == len(self._lines):
                break
        self.pieces.append(Block(self._lines[first].start, self._lines[self._at - 1].end, self._kind))

    def _read_paragraph(self, line: _Line) -> None:
        first = self._at
        self._at += 1
        while self._at < len(self._lines) and self._lines[self._at].indent == line.indent:
            self._at += 1
        last = self._lines[self._at - 1]
        kind = self._kind
        if line.indent > (self._around[-1][0] if self._around else 0) and self._is_quote(first, line):
            kind = BlockKind.QUOTE
        is_term = self._at - first == 1 and self._line_after(first) and self._lines[self._at].indent > line.indent
        if is_term:
            kind = BlockKind.LIST_ITEM
            self._around.append((self._lines[self._at].indent, BlockKind.LIST_ITEM))
        end = last.end
        if self._text.endswith("::", line.start, end):
            hidden = end - 2 if end - 2 == line.start or self._text[end - 3].isspace() else end - 1
            self.masks.append(Mask(hidden, end, OPAQUE))
            self.pieces.append(Block(line.start, end, kind))
            self._hide_literal(line.indent)
        else:
            self.pieces.append(Block(line.start, end, kind))

    def _is_quote(self, at: int, line: _Line) -> bool:
        """Tell whether an indented paragraph stands on its own behind a blank line."""
        around = self._around[-1][0] if self._around else 0
        return at > 0 and self._lines[at - 1].indent < 0 and line.indent > around and not self._around

    def _hide_literal(self, indent: int) -> None:
        """Mask the code that a paragraph announces."""
        if self._at < len(self._lines) and self._lines[self._at].indent > indent:
            end = self._end_of_body(self._at - 1, indent)
            self._hide_lines(self._at, end)
            return
        first = self._at
        while first < len(self._lines) and self._lines[first].indent < 0:
            first += 1
        if first == len(self._lines):
            return
        code = self._lines[first]
        if code.indent > indent:
            self._hide_lines(first, self._end_of_body(first - 1, indent))
        elif code.indent == indent and _QUOTED_CODE.match(self._text, code.start, code.end):
            self._hide_lines(first, self._end_of_lines(first))


def _line(text: str, start: int, end: int) -> _Line:
    """The line between two offsets, without its line end and white space at either end."""
    content = text[start:end]
    stripped = content.strip()
    if not stripped:
        return _Line(start, start, -1)
    margin = content[: len(content) - len(content.lstrip())]
    first = start + len(margin)
    return _Line(first, first + len(stripped), len(margin.expandtabs(8)))


# --- Inline markup ----------------------------------------------------------------------------------------------------

_BEFORE = r"(?:(?<=[\s'\"(\[{<\-/:“‘«—–\0])|(?<![\s\S]))"
_AFTER = r"(?=[\s'\")\]}>\-/\\:.,;!?”’»—–…]|$)"

_OPENER = lazy(
    rf"""
      \\ (?P<escaped> [\s\S] )
    | (?P<url> https?:// | www\. )
    | (?P<at> @ )
    | {_BEFORE} (?:
        (?P<mark> \*\*(?=[^\s*]) | \*(?=[^\s*]) | ``(?=\S) | \|(?=[^\s|]) | _`(?=[^\s`]) )
      | (?: : (?P<role> [A-Za-z][\w.+:-]{{0,60}} ) : )? (?P<tick> `(?=[^\s`]) )
      | \[ (?: [0-9]{{1,9}} | \#[\w.+:-]{{0,60}} | \* | [A-Za-z][\w.+:-]{{0,60}} ) \]_ {_AFTER}
    )
    | (?<![\w_]) (?P<reference> [^\W_] (?: [\w.+:-]{{0,100}}? [^\W_] )? ) _{{1,2}} {_AFTER}
    """,
    re.VERBOSE,
)

_CLOSERS = {
    "**": lazy(rf"(?<![\s\\])\*\*{_AFTER}"),
    "*": lazy(rf"(?<![\s\\])\*{_AFTER}"),
    "``": lazy(rf"(?<=\S)``{_AFTER}"),
    "|": lazy(rf"(?<![\s\\])\|_{{0,2}}{_AFTER}"),
    "_`": lazy(rf"(?<![\s\\])`{_AFTER}"),
    "`": lazy(rf"(?<![\s\\])`(?:__?|:[A-Za-z][\w.+:-]{{0,60}}:)?{_AFTER}"),
}

_WITH_TARGET = lazy(r"\s*<(?:[^<>\\]|\\.){1,2000}>\Z")

_TEXT_ROLES = frozenset(
    "emphasis strong subscript sub superscript sup title title-reference t term dfn guilabel menuselection abbr "
    "abbreviation acronym".split()
)
"""Roles whose text is read as it stands."""


def _mask_inline(text: str, piece: Block) -> Iterator[Mask]:
    """Mask the markup and the addresses in one block."""
    closers = Closers(text, piece.end)
    position = piece.start
    while opener := _OPENER.search(text, position, piece.end):
        start, end = opener.span()
        if opener["escaped"]:
            yield Mask(start, end if opener["escaped"].isspace() else start + 1, CLEAR)
        elif opener["url"] or opener["at"]:
            span = (
                addresses.url_at(text, start, piece.start, piece.end)
                if opener["url"]
                else addresses.email_at(text, start, position, piece.end)
            )
            if span:
                yield Mask(*span, OPAQUE)
                end = span.end
        elif opener["reference"]:
            yield Mask(start + len(opener["reference"]), end, CLEAR)
        elif opener["mark"] or opener["tick"]:
            mark = opener["mark"] or "`"
            if closing := closers.find(_CLOSERS[mark], end + 1):
                yield from _mask_pair(text, opener, closing)
                end = closing.end()
        else:
            yield Mask(start, end, OPAQUE)
        position = end


def _mask_pair(text: str, opener: re.Match[str], closing: re.Match[str]) -> Iterator[Mask]:
    """Mask what an opener and its closer enclose, or the two alone where that is prose."""
    start, stop = opener.end(), closing.start()
    role = (opener["role"] or closing[0].strip("`:_")).rpartition(":")[2]
    target = _WITH_TARGET.search(text, max(start, stop - 2000), stop) if opener["tick"] else None
    is_reference = bool(opener["tick"]) and closing[0].endswith("_") and not opener["role"]
    is_prose = opener["mark"] in {"**", "*", "_`"} or target or is_reference or role in _TEXT_ROLES
    if not is_prose:
        yield Mask(opener.start(), closing.end(), OPAQUE)
        return
    yield Mask(opener.start(), start, CLEAR)
    if target and target.start() == start:
        # A bare address, as in `<https://a.example>`_.
        yield Mask(start, closing.end(), OPAQUE)
        return
    yield Mask(target.start() if target else stop, closing.end(), CLEAR)
    inner = stop if target is None else target.start()
    yield from (Mask(at, at + 1, CLEAR) for at in range(start, inner) if text[at] == "\\")
