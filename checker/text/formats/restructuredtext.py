"""What in reStructuredText is prose, with Sphinx's directives and roles.

Blocks are read line by line, by indentation; then the markup inside them. docutils gives no positions inside a
paragraph; tree-sitter-rst knows no tables, and takes half a minute for a hundred thousand characters of blank lines. So
the reader is our own. The language: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from checker.text.formats import addresses, comma_separated, slips, tags, templates
from checker.text.formats.assembly import assemble
from checker.text.formats.closers import Closers
from checker.text.formats.underlines import Underlined, redrawn
from checker.text.layout import CLEAR, OPAQUE, Block, BlockKind, Layout, Mask, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator


def layout(text: str) -> Layout:
    """Say what of a text is prose, and where its blocks are. Never raises."""
    reader = _Reader(text)
    reader.read()
    masks = reader.masks
    names: list[Span] = []
    referenced: set[str] = set()
    targets = [*reader.targets]
    for piece in reader.pieces:
        inline = _Inline(text, piece)
        masks += inline.masks()
        names += inline.names
        targets += inline.targets
        referenced |= inline.referenced
    fixed = [title for title in targets if _name(text[slice(*title)]) in referenced] if referenced else []
    made = assemble(text, masks, reader.pieces, reader.comments)
    titles = [it.title for it in reader.titles]
    encoder = _Encoder(titles, reader.tables, [*fixed, *reader.terms], reader.cells)
    redraw = partial(redrawn, text, reader.titles) if titles else None
    return made._replace(encode=encoder.encode, redraw=redraw, names=tuple(sorted(names)))


class _Encoder(NamedTuple):
    """Writes replacements, or refuses what cannot stand where it should."""

    titles: list[Span]
    tables: list[Span]
    fixed: list[Span]
    """Titles and terms that a reference names."""
    cells: list[comma_separated.Cell]

    def encode(self, span: Span, replacement: str) -> str | None:
        growth = len(replacement) - (span.end - span.start)
        if _SPECIAL.search(replacement) or any(
            name.start <= span.end and span.start <= name.end for name in self.fixed
        ):
            return None
        if not all(cell.takes(span, replacement) for cell in self.cells):
            return None
        if any(title.start <= span.start <= title.end <= title.start - growth for title in self.titles):
            return None  # nothing would be left of it
        if growth and any(table.start <= span.start < table.end for table in self.tables):
            return None
        return replacement


_SPECIAL = lazy(r"[*`|\\\n]|_\b|::")

# --- Blocks -----------------------------------------------------------------------------------------------------------

_ADORNMENT = lazy(r"([!-/:-@\[-`{-~])\1*[ \t]*")
_BULLET = lazy(r"[*+•‣⁃-](?:[ \t]+|$)")
_ORDINAL = r"(?: [0-9]{1,9} | [A-Za-z] | [ivxlcdmIVXLCDM]{1,9} | \# )"
_ENUMERATOR = lazy(rf"(?: \( {_ORDINAL} \) | {_ORDINAL} [.)] ) [ \t]+ (?=\S)", re.VERBOSE)
_FIELD = lazy(r":(?![: ])(?P<name>(?:[^:\\\n]|\\.|:(?![ `\t\n]|$))+)(?<! ):(?:[ \t]+|$)")
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
_OPTION_LINE = lazy(r":[\w-]+:(?:[ \t]|$)")
_CLASSIFIER = lazy(r"[ ]+(?P<colon>:)[ ]+")
_SEPARATOR = lazy(r"(?:\^{3,}|\+{3,}|-{3,})[ \t]*")
"""A line between the head, the body and the foot of a card."""

_PARAGRAPHS = frozenset(
    "note warning tip hint important attention caution danger error seealso todo epigraph highlights pull-quote "
    "compound centered header footer impl-detail".split()
)
"""Directives whose argument is the beginning of their prose."""

_VERSIONS = {
    "versionadded": 1,
    "versionchanged": 1,
    "versionremoved": 1,
    "deprecated": 1,
    "version-added": 1,
    "version-changed": 1,
    "version-deprecated": 1,
    "version-removed": 1,
    "soft-deprecated": 1,
    "deprecated-removed": 2,
}
"""Directives whose argument is so many versions, and then prose."""

_TITLED = frozenset(
    "admonition topic sidebar rubric table list-table tab tab-item group-tab tabbed dropdown collapse card "
    "grid-item-card contents".split()
)
"""Directives whose argument is a title."""

_CONTENT = frozenset(
    "figure container only ifconfig tab-set tabs grid grid-item hlist rst-class cssclass acks panels div "
    "button-ref button-link card-carousel toggle".split()
)
"""Directives whose content is prose, but not their argument."""

_OBJECTS = frozenset(
    "class function method classmethod staticmethod attribute property data describe object confval option cmdoption "
    "envvar program exception module decorator decoratormethod automodule autoclass autofunction automethod autodata "
    "autoattribute autoexception autodecorator autoproperty".split()
)
"""Directives that describe what their argument names, and further lines of it; so do those of Sphinx's domains."""

_DOMAIN = lazy(r"(?:py|c|cpp|js|rst|std|http|rb|php|go)(?::[\w-]+)+")
_NO_PROSE_IN_DOMAIN = lazy(r".*:(?:currentmodule|module|namespace.*|alias)")

_PROSE_OPTION = lazy(r":(?:caption|subtitle):[ \t]+(?=\S)")
_HEADER_OPTION = lazy(r":header:(?:[ \t]+|$)")
_UNUSUAL_CSV = lazy(r":(?:escape|quote|keepspace):|:delim:[ \t]*(?P<delimiter>\S*)")

_TYPE_FIELD = lazy(r"(?:type|rtype|vartype|kwtype|paramtype|meta|orphan)\b")
"""Fields whose body names a type or says something to a program."""

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
        self.titles: list[Underlined] = []
        self.tables: list[Span] = []
        self.cells: list[comma_separated.Cell] = []
        self.targets: list[Span] = []
        """Titles, which references can name."""
        self.terms: list[Span] = []
        """What a glossary explains: references in other files can name it."""
        self._text = text
        self._lines = [_line(text, *found.span()) for found in re.finditer(r"[^\n]*(?:\n|$)", text)]
        if "{%" in text or "{#" in text:
            self._leave_out_templates()
        self._at = 0
        # Of each block around: the column of its content, and its kind.
        self._around: list[tuple[int, BlockKind]] = []
        self._glossary = -1
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
            if line.indent < self._glossary:
                self._glossary = -1
            self._read_block(line)

    def _leave_out_templates(self) -> None:
        """Mask lines that hold nothing but commands to Jinja, as if they were blank."""
        lines = self._lines
        at = 0
        for found in templates.LINES.finditer(self._text):
            self.masks.append(Mask(*found.span(), OPAQUE))
            while at < len(lines) and lines[at].start < found.end():
                if lines[at].start >= found.start():
                    lines[at] = _Line(lines[at].start, lines[at].start, -1)
                at += 1

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
            self._hide_lines(self._at, self._end_of_body(self._at, line.indent))
        elif _DOCTEST.match(text, line.start, line.end):
            self._hide_lines(self._at, self._end_of_lines(self._at))
        elif marker := self._list_marker(line):
            self._enter(line, marker.end(), CLEAR, BlockKind.LIST_ITEM)
        elif field := _FIELD.match(text, line.start, line.end):
            name = field["name"].lower()
            if (self._in_head and name not in _DOCUMENT_FIELDS) or _TYPE_FIELD.match(name):
                self._hide_lines(self._at, self._end_of_body(self._at, line.indent))
            else:
                self._enter(line, field.end(), OPAQUE, BlockKind.LIST_ITEM)
        elif options := _OPTIONS.match(text, line.start, line.end):
            self._enter(line, options.end(), OPAQUE, BlockKind.LIST_ITEM)
        elif _LINE_BLOCK.match(text, line.start, line.end):
            self._read_line_block()
        elif line.indent and _SEPARATOR.fullmatch(text, line.start, line.end):
            self._hide_lines(self._at, self._at + 1)
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
                self._add_title(following, line, under)
                self._at += 3
                return True
            return False
        if following is None or not self._is_adornment(self._at + 1):
            return False
        size = following.end - following.start
        if size < line.end - line.start and size < 4:
            return False
        # A title that repairs together make too long shows in the mask, and so is not made.
        filler = OPAQUE if line.end - line.start <= size else CLEAR
        self.masks.append(Mask(following.start, following.end, filler))
        self._add_title(line, following)
        self._at += 2
        return True

    def _add_title(self, line: _Line, *drawn: _Line) -> None:
        self.pieces.append(Block(line.start, line.end, BlockKind.HEADING))
        title = Span(line.start, line.end)
        self.titles.append(Underlined(title, tuple([Span(it.start, it.end) for it in drawn]), line.indent))
        self.targets.append(title)

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
        is_object = name in _OBJECTS or bool(_DOMAIN.fullmatch(name) and not _NO_PROSE_IN_DOMAIN.fullmatch(name))
        if name in _PARAGRAPHS or name in _VERSIONS:
            start = directive.end()
            for _ in range(_VERSIONS.get(name, 0)):
                while start < line.end and not self._text[start].isspace():
                    start += 1
                while start < line.end and self._text[start].isspace():
                    start += 1
            first = self._at
            self._enter(line, start, OPAQUE, BlockKind.PARAGRAPH)
            if self._at > first:
                self._read_options()
        elif name in _TITLED or name == "csv-table":
            self._read_titled(line, directive)
            if name == "csv-table":
                self._read_csv()
            else:
                self._read_options()
        elif name in _CONTENT or name == "glossary" or is_object:
            # Further signatures of an object stand below the first one.
            self._enter(line, line.end, OPAQUE, BlockKind.PARAGRAPH)
            while is_object and (more := self._here()) and not _OPTION_LINE.match(self._text, more.start, more.end):
                self._hide_lines(self._at, self._at + 1)
            self._read_options()
            if name == "glossary":
                following = (line.indent for line in self._lines[self._at :] if line.indent >= 0)
                self._glossary = max(next(following, -1), self._around[-1][0])
        else:
            end = self._end_of_body(self._at, line.indent)
            self._hide_lines(self._at, self._at + 1)
            self._read_options(end)
            if self._at < end:
                self._hide_lines(self._at, end)

    def _read_titled(self, line: _Line, directive: re.Match[str]) -> None:
        """Read a title that may go on in the lines right below."""
        start, stop = directive.end(), line.end
        self._enter(line, line.end, OPAQUE, BlockKind.PARAGRAPH)
        mask = self.masks.pop()
        self.masks.append(mask._replace(end=min(mask.end, max(start - 1, mask.start + 1))))
        if start >= line.end:
            return
        while (more := self._here()) and not _OPTION_LINE.match(self._text, more.start, more.end):
            stop = more.end
            self._at += 1
        self.pieces.append(Block(start, stop, BlockKind.HEADING))

    def _here(self) -> _Line | None:
        """The line that comes next, if it belongs to the directive just entered."""
        line = self._lines[self._at] if self._at < len(self._lines) else None
        return line if line and line.indent >= self._around[-1][0] else None

    def _read_options(self, end: int | None = None) -> None:
        """Mask options, all but what a reader sees of them; up to line ``end``, or of the directive just entered."""
        while line := self._here() if end is None else self._lines[self._at] if self._at < end else None:
            if line.indent < 0 or not _OPTION_LINE.match(self._text, line.start, line.end):
                break
            after = self._end_of_option(line)
            prose = _PROSE_OPTION.match(self._text, line.start, line.end)
            if prose is None:
                self._hide_lines(self._at, after)
                continue
            self.masks.append(Mask(line.start, prose.end(), OPAQUE))
            self.pieces.append(Block(prose.end(), self._lines[after - 1].end, BlockKind.HEADING))
            self._at = after

    def _end_of_option(self, line: _Line) -> int:
        at = self._at + 1
        while at < len(self._lines) and self._lines[at].indent > line.indent:
            at += 1
        return at

    # Tables.

    def _read_csv(self) -> None:
        """Read the options and the rows of a table of comma-separated values."""
        heads: list[Span] = []
        delimiter: str | None = ","
        while (line := self._here()) and _OPTION_LINE.match(self._text, line.start, line.end):
            after = self._end_of_option(line)
            if head := _HEADER_OPTION.match(self._text, line.start, line.end):
                self.masks.append(Mask(line.start, line.start + len(head[0].rstrip()), OPAQUE))
                heads.append(Span(head.end(), self._lines[after - 1].end))
                self._at = after
                continue
            if unusual := _UNUSUAL_CSV.match(self._text, line.start, line.end):
                given = unusual["delimiter"]
                delimiter = (
                    {"tab": "\t", "space": " "}.get(given, given if len(given) == 1 else None) if given else None
                )
            self._hide_lines(self._at, after)
        first = self._at
        while self._at < len(self._lines) and (self._lines[self._at].indent < 0 or self._here()):
            self._at += 1
        rows = [Span(self._lines[first].start, self._lines[self._at - 1].end)] if first < self._at else []
        for start, end in [*heads, *rows] if delimiter else rows:
            if delimiter:
                self._read_cells(start, end, delimiter)
            elif start < end:
                self.masks.append(Mask(start, end, OPAQUE))

    def _read_cells(self, start: int, end: int, delimiter: str) -> None:
        for cell in comma_separated.cells(self._text, start, end, delimiter):
            self.cells.append(cell)
            self.pieces.append(Block(cell.start, cell.end, BlockKind.CELL))
            self.masks += comma_separated.escapes_in(self._text, cell)

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
        hidden: dict[int, int] = {}
        for row in self._lines[self._at : end]:
            if _GRID_BORDER.fullmatch(self._text, row.start, row.end):
                self.masks.append(Mask(row.start, row.end, OPAQUE))
                hidden = {}
                continue
            starts = []
            for at in sorted(corners):
                if row.start + at < row.end and self._text[row.start + at] in "|+":
                    self.masks.append(Mask(row.start + at, row.start + at + 1, OPAQUE))
                    starts.append(row.start + at + 1)
            for mark in re.finditer(r"\+[-=]+(?=\+)", self._text[row.start : row.end]):
                self.masks.append(Mask(row.start + mark.start(), row.start + mark.end(), OPAQUE))
            self._add_cells(row, starts, gap=0)
            self._hide_in_cells(row, starts, hidden)
        self.tables.append(Span(line.start, self._lines[end - 1].end))
        self._at = end

    def _hide_in_cells(self, row: _Line, starts: list[int], hidden: dict[int, int]) -> None:
        """Mask code and directives in one line of cells; ``hidden`` tells of each column how far in one began."""
        for start, stop in zip(starts, [*starts[1:], row.end], strict=True):
            column = start - row.start
            content = self._text[start:stop].rstrip("|+ \t")
            indent = len(content) - len(content.lstrip())
            if not content:
                continue
            if indent <= hidden.get(column, len(content)):
                hidden.pop(column, None)
            if column in hidden or content.startswith(".. ", indent):
                self.masks.append(Mask(start + indent, start + len(content), OPAQUE))
            elif marker := _BULLET.match(self._text, start + indent, stop):
                self.masks.append(Mask(marker.start(), marker.start() + 1, CLEAR))
            if column not in hidden and (content.endswith("::") or content.startswith(".. ", indent)):
                hidden[column] = indent

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
        while self._at < len(self._lines) and (below := self._lines[self._at]).indent == line.indent:
            if line.indent and _SEPARATOR.fullmatch(self._text, below.start, below.end):
                break
            self._at += 1
        last = self._lines[self._at - 1]
        kind = self._kind
        if line.indent > (self._around[-1][0] if self._around else 0) and self._is_quote(first, line):
            kind = BlockKind.QUOTE
        is_term = self._at - first == 1 and self._line_after(first) and self._lines[self._at].indent > line.indent
        if self._glossary == line.indent:
            kind = BlockKind.LIST_ITEM
            self.terms.append(Span(line.start, last.end))
        if is_term:
            kind = BlockKind.LIST_ITEM
            self._around.append((self._lines[self._at].indent, BlockKind.LIST_ITEM))
        end = last.end
        if is_term and not self._text.endswith("::", line.start, end):
            self._read_term(line, kind)
        elif self._text.endswith("::", line.start, end):
            hidden = end - 2 if end - 2 == line.start or self._text[end - 3].isspace() else end - 1
            self.masks.append(Mask(hidden, end, OPAQUE))
            self.pieces.append(Block(line.start, end, kind))
            self._hide_literal(line.indent)
        else:
            self.pieces.append(Block(line.start, end, kind))

    def _read_term(self, line: _Line, kind: BlockKind) -> None:
        """Add a term, and each of its classifiers, as pieces of their own."""
        start = line.start
        for mark in _CLASSIFIER.finditer(self._text, line.start, line.end):
            self.pieces.append(Block(start, mark.start(), kind))
            self.masks.append(Mask(*mark.span("colon"), OPAQUE))
            start = mark.end()
        self.pieces.append(Block(start, line.end, kind))

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

_DELIMITERS = (
    r"\-/:\u00a1\u00b7\u00bf\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u060c\u060d\u061b"
    r"\u061e\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970\u0e4f\u0e5a\u0e5b\u0f04-\u0f12\u104a-\u104f\u10fb\u1361-\u1368"
    r"\u17d4-\u17d6\u17d8-\u17da\u1800-\u180a\u2010-\u2017\u2020-\u2027\u2030-\u2038\u203b-\u203e\u2041-\u2043"
    r"\u2047-\u2051\u2053\u2055-\u205e\u2e0e-\u2e1b\u2e2a-\u2e31\u3001-\u3003\u301c\u3030\u303d\u30a0\u30fb\ufe10-\ufe16"
    r"\ufe30-\ufe32\ufe45\ufe46\ufe49-\ufe4c\ufe50-\ufe52\ufe54-\ufe58\ufe5f-\ufe61\ufe63\ufe68\ufe6a\ufe6b"
    r"\uff01-\uff03\uff05-\uff07\uff0a\uff0c-\uff0f\uff1a\uff1b\uff1f\uff20\uff3c\uff61\uff64\uff65"
)
_QUOTES = r"\u00ab\u00bb\u2018-\u201f\u2039\u203a"
_BEFORE = (
    rf"(?:(?<=[\s'\"(\[{{<\0{_DELIMITERS}{_QUOTES}\u2045\u207d\u208d\u2329\u27e6\u27e8\u27ea\u3008\u300a\u300c\u300e\u3010"
    r"\u3014\u3016\u3018\u301a\u301d\ufe59\ufe5b\ufe5d\uff08\uff3b\uff5b\uff5f\uff62])|(?<![\s\S]))"
)
_AFTER = (
    rf"(?=[\s'\")\]}}>\0\\.,;!?{_DELIMITERS}{_QUOTES}\u2046\u207e\u208e\u232a\u27e7\u27e9\u27eb\u3009\u300b\u300d\u300f\u3011"
    r"\u3015\u3017\u3019\u301b\u301e\u301f\ufe5a\ufe5c\ufe5e\uff09\uff3d\uff5d\uff60\uff63]|$)"
)
"""What stands before and after markup: the characters of docutils, those of living scripts at least."""

_WORD = r"[^\W_]+ (?: [-._+:] [^\W_]+ ){0,20}"
_ROLE = r"[^\W_]+(?:[-._+:][^\W_]+){0,8}"

_OPENER = lazy(
    rf"""
      \\ (?P<escaped> [\s\S] )
    | (?P<scheme> :// )
    | (?P<url> www\. )
    | (?P<at> @ )
    | (?P<template> \{{[{{%\#] )
    | (?P<tag> </?[A-Za-z] )
    | {_BEFORE} (?:
        (?P<mark> \*\*(?=[^\s*]) | \*(?=[^\s*]) | ``(?=\S) | \|(?=[^\s|]) | _`(?=[^\s`]) )
      | (?: : (?P<role> {_ROLE} ) : )? (?P<tick> `(?=[^\s`]) )
      | \[ (?: [0-9]{{1,9}} | \#(?:{_WORD})? | \* | {_WORD} ) \]_ {_AFTER}
    )
    | (?<=[^\W_]) (?P<reference> __? ) {_AFTER}
    | (?P<stray> `+ )
    """,
    re.VERBOSE,
)

_REFERENCE = lazy(rf"{_BEFORE}{_WORD}\Z", re.VERBOSE)
_LONGEST_REFERENCE = 200

_CLOSERS = {
    "**": lazy(rf"(?<![\s\\])\*\*{_AFTER}"),
    "*": lazy(rf"(?<![\s\\])\*{_AFTER}"),
    "``": lazy(rf"(?<=\S)``{_AFTER}"),
    "|": lazy(rf"(?<![\s\\])\|_{{0,2}}{_AFTER}"),
    "_`": lazy(rf"(?<![\s\\])`{_AFTER}"),
    "`": lazy(rf"(?<![\s\\])`(?:__?|:{_ROLE}:)?{_AFTER}"),
}

_PAIRS = dict(zip("'\"([{<“‘«‹「（", "'\")]}>”’»›」）", strict=True))

_WITH_ADDRESS = lazy(r"(?:(?<![\s\S])|\s+)<(?P<address>(?:[^<>\\]|\\.){1,2000})>\Z")
_WITH_TARGET = lazy(r"\s*(?<!\\)<(?P<address>(?:[^<>\\]|\\.){1,2000})>\Z")

_TEXT_ROLES = frozenset(
    "emphasis strong subscript sub superscript sup title title-reference t dfn abbr abbreviation acronym".split()
)
"""Roles whose text is read as it stands."""

_NAME_ROLES = frozenset({"term", "guilabel", "menuselection"})
"""Roles whose text is read, and is the name of something elsewhere."""

_PROSE_ROLES = frozenset("ref doc term numref any download keyword pep rfc eq cite".split())
"""Roles whose text before a target is prose, be it one word; that of others can be the name of an object."""

_CODE_ROLES = frozenset(
    "code literal math samp file kbd command program makevar mailheader mimetype newsgroup regexp raw expr "
    "texpr option".split()
)
"""Roles that know no target."""

_BROKEN_ROLE = lazy(rf"(?<!\w):{_ROLE}:?[ ]?\Z")
_MARKUP = lazy(r"[*`|\\]")


def _name(text: str) -> str:
    """What a reference must say to name a title or a target, as docutils compares them."""
    return " ".join(_MARKUP.sub("", text).lower().split())


class _Inline:
    """Reads the markup and the addresses in one block from its first to its last character."""

    def __init__(self, text: str, piece: Block) -> None:
        self.names: list[Span] = []
        """Text of references that names a target."""
        self.referenced: set[str] = set()
        """The names of their targets."""
        self.targets: list[Span] = []
        """Text that references can name."""
        self._text = text
        self._piece = piece
        self._closers = Closers(text, piece.end)
        self._position = piece.start

    def masks(self) -> Iterator[Mask]:
        """All masks, in no order."""
        while opener := _OPENER.search(self._text, self._position, self._piece.end):
            floor = self._position
            start, self._position = opener.span()
            yield from self._masks_at(start, opener, floor)

    def _masks_at(self, start: int, opener: re.Match[str], floor: int) -> Iterator[Mask]:
        text, end = self._text, opener.end()
        if opener["escaped"]:
            yield Mask(start, end if opener["escaped"].isspace() else start + 1, CLEAR)
        elif opener["scheme"]:
            first = addresses.scheme_before(text, start, floor)
            if first is not None:
                # A scheme alone is a thing too.
                url = addresses.url_at(text, first, self._piece.start, self._piece.end)
                yield from self._thing(url or Span(first, end))
        elif opener["url"]:
            yield from self._thing(addresses.url_at(text, start, self._piece.start, self._piece.end))
        elif opener["at"]:
            yield from self._thing(addresses.email_at(text, start, self._piece.start, self._piece.end))
        elif opener["template"]:
            yield from self._thing(templates.span_at(text, start, self._piece.end))
        elif opener["tag"]:
            self._position = start + 1
            yield from self._thing(tags.spoken_of(text, start, self._piece.start, self._piece.end))
        elif opener["reference"]:
            if word := _REFERENCE.search(text, max(floor, start - _LONGEST_REFERENCE), start):
                if opener["reference"] == "_":
                    self._refer(Span(word.start(), start))
                yield Mask(start, end, CLEAR)
        elif opener["mark"] or opener["tick"]:
            if self._is_quoted(opener):
                return
            if closing := self._closers.find(_CLOSERS[opener["mark"] or "`"], end + 1):
                self._position = closing.end()
                yield from self._mask_pair(opener, closing)
            elif opener[0].endswith("`"):
                yield from self._mask_broken(end - (2 if opener["mark"] == "``" else 1))
        elif opener["stray"]:
            yield from self._mask_broken(start)
        else:
            yield Mask(start, end, OPAQUE)

    def _thing(self, span: Span | None) -> Iterator[Mask]:
        if span:
            self._position = span.end
            yield Mask(*span, OPAQUE)

    def _refer(self, span: Span) -> None:
        """Note that the text of a span names a target."""
        self.names.append(span)
        self.referenced.add(_name(self._text[slice(*span)]))

    def _is_quoted(self, opener: re.Match[str]) -> bool:
        """Tell whether a mark stands alone in quotation marks or brackets, and so opens nothing."""
        before, after = self._text[opener.start() - 1 : opener.start()], self._text[opener.end() : opener.end() + 1]
        return bool(before) and opener.start() > self._piece.start and _PAIRS.get(before) == after

    def _mask_broken(self, start: int) -> Iterator[Mask]:
        """Mask what stands between backquotes that docutils does not take for markup, but the writer did."""
        if slip := slips.code_at(self._text, start, self._piece.end):
            floor = max(self._piece.start, start - 60)
            role = _BROKEN_ROLE.search(self._text[floor:start])
            self._position = slip.end
            yield Mask(floor + role.start() if role else start, slip.end, OPAQUE)

    def _mask_pair(self, opener: re.Match[str], closing: re.Match[str]) -> Iterator[Mask]:
        """Mask what an opener and its closer enclose, or the two alone where that is prose."""
        text, start, stop = self._text, opener.end(), closing.start()
        inner = stop
        if opener["tick"]:
            suffix = closing[0][1:]
            role = (opener["role"] or suffix.strip(":_")).rpartition(":")[2].lower()
            pattern = _WITH_TARGET if role else _WITH_ADDRESS
            target = None if role in _CODE_ROLES else pattern.search(text, max(start, stop - 2000), stop)
            inner = target.start() if target else stop
            if not self._is_prose(Span(start, inner), role, suffix, target):
                yield Mask(opener.start(), closing.end(), OPAQUE)
                return
        elif opener["mark"] in {"``", "|"}:
            yield Mask(opener.start(), closing.end(), OPAQUE)
            return
        elif opener["mark"] == "_`":
            self.targets.append(Span(start, stop))
        yield Mask(opener.start(), start, CLEAR)
        yield Mask(inner, closing.end(), CLEAR)
        yield from (Mask(at, at + 1, CLEAR) for at in range(start, inner) if text[at] == "\\")

    def _is_prose(self, span: Span, role: str, suffix: str, target: re.Match[str] | None) -> bool:
        """Tell whether text between backquotes is prose, and note what it names."""
        if not role:
            if not suffix or span.start == span.end:
                return False
            if suffix == "_":
                if target is None:
                    self._refer(span)
                else:
                    self.targets.append(span)
                    if target["address"].endswith("_"):
                        self.referenced.add(_name(target["address"][:-1]))
            return True
        if target:
            return span.start < span.end and (
                role in _PROSE_ROLES or any(character.isspace() for character in self._text[slice(*span)])
            )
        if role == "ref":
            self.referenced.add(_name(self._text[slice(*span)]).rpartition(":")[2])
        if role in _NAME_ROLES:
            self.names.append(span)
        return role in _NAME_ROLES or role in _TEXT_ROLES
