"""What in AsciiDoc is prose, as Asciidoctor reads it.

There is no parser of AsciiDoc for Python that tells positions, so the reader is our own: blocks line by line, then the
markup inside them. The language: https://docs.asciidoctor.org/asciidoc/latest/
"""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from checker.text.formats import addresses, comma_separated, escapes, front_matter, slips, tags, templates
from checker.text.formats.assembly import assemble
from checker.text.formats.closers import Closers
from checker.text.formats.underlines import Underlined, redrawn
from checker.text.layout import CLEAR, OPAQUE, Block, BlockKind, Layout, Mask, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.layout import Encoder


def layout(text: str) -> Layout:
    """Say what of a text is prose, and where its blocks are. Never raises."""
    head = front_matter.read(text)
    reader = _Reader(text, head.end)
    reader.read()
    masks = [*head.escapes, *reader.masks]
    names: list[Span] = []
    referenced: set[str] = set()
    for piece in reader.pieces:
        inline = _Inline(text, piece)
        masks += inline.masks()
        names += inline.names
        referenced |= inline.referenced
    titles = [Span(piece.start, piece.end) for piece in reader.pieces if piece.kind is BlockKind.HEADING]
    fixed = [title for title in titles if _name(text[slice(*title)]) in referenced] if referenced else []
    made = assemble(text, masks, [*head.values, *reader.pieces], reader.comments)
    encoder = _Encoder(head.encode, reader.tables, fixed, reader.cells)
    redraw = partial(redrawn, text, reader.underlined) if reader.underlined else None
    stated = _LANGUAGE.search(text)
    language = stated["tag"] if stated else head.language
    return made._replace(encode=encoder.encode, redraw=redraw, names=tuple(sorted(names)), language=language)


_LANGUAGE = lazy(r"^:lang:[ \t]+(?P<tag>\S+)", re.MULTILINE)


class _Encoder(NamedTuple):
    """Writes replacements, or refuses what cannot stand where it should."""

    in_head: Encoder | None
    tables: list[Span]
    fixed: list[Span]
    """Titles that a reference names, by their words or by the id that is made of these."""
    cells: list[comma_separated.Cell]

    def encode(self, span: Span, replacement: str) -> str | None:
        if not replacement and any(table.start <= span.start < table.end for table in self.tables):
            return None  # a cell that is emptied could take its line along
        if _SPECIAL.search(replacement) or any(
            title.start <= span.end and span.start <= title.end for title in self.fixed
        ):
            return None
        if not all(cell.takes(span, replacement) for cell in self.cells):
            return None
        return self.in_head(span, replacement) if self.in_head else replacement


_NO_NAME = lazy(r"\[\[[^\[\]\n]*\]\]|[\W_]+")


def _name(text: str) -> str:
    """What a title and a reference to it have in common: its letters, of which the id of the title is made too."""
    return _NO_NAME.sub("", text).lower()


_SPECIAL = lazy(r"[*_`#^~{}<>+|\\\n]|::|\[\[")

# --- Blocks -----------------------------------------------------------------------------------------------------------

_EACH_LINE = lazy(r"[^\n]*(?:\n|$)")
_BLANK_LINE = lazy(r"\n[ \t]*(?:\n[ \t]*)+")
_VERBATIM = lazy(r"(?:-{4,}|\.{4,}|\+{4,})[ \t]*|```(?!`)[^`\n]*")
_COMMENT_BLOCK = lazy(r"/{4,}[ \t]*")
_COMMENT = lazy(r"//(?!/)[ \t]?")
_CONTAINER = lazy(r"(?:={4,}|\*{4,}|_{4,}|--|\"\")[ \t]*")
_TABLE = lazy(r"(?P<mark>[|,:!])={3,}[ \t]*")
_HEADING = lazy(r"(?:={1,6}|\#{1,6})[ \t]+(?=\S)")
_UNDERLINE = lazy(r"=+|-+|~+|\^+|\++")
_BLOCK_TITLE = lazy(r"\.(?=[^\s.])")
_ATTRIBUTE = lazy(r":!?(?P<name>[\w][\w-]*)!?:(?:[ \t]+|$)")
_ATTRIBUTE_LIST = lazy(r"\[(?:|[\w.#%,\"'{].*|\[.*\])\][ \t]*")
_MACRO = lazy(r"[A-Za-z_][\w-]*::(?:[^\s\[](?:[^\[\n]*[^\s\[])?)?\[.*\][ \t]*")
_MARKER = lazy(r"(?:\*{1,6}|-|\.{1,6}|\d{1,9}\.|[a-zA-Z]\.|<(?:\d{1,3}|\.)>|•)[ \t]+(?=\S)")
_CHECKBOX = lazy(r"\[[ xX*]\][ \t]+(?=\S)")
_TERM = lazy(r"(?P<term>\S(?:[^:\n]|:(?!:))*?)(?P<mark>::{1,3}|;;)(?:[ \t]+|$)")
_ADMONITION = lazy(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_BREAK = lazy(r"(?:'{3,}|<{3,}|-[ ]?-[ ]?-|\*[ ]?\*[ ]?\*|\+)[ \t]*")
_QUOTE_MARK = lazy(r">[ \t]*")
_ATTRIBUTION = lazy(r"--[ \t]+\S")

_CODE_STYLES = lazy(
    r"\[(?:source|listing|literal|stem|latexmath|asciimath|pass|comment|plantuml|mermaid|ditaa|graphviz|dot|d2|svgbob|vega|vegalite|wavedrom|bytefield|"
    r"blockdiag|seqdiag|nomnoml|,|[\w.#%-]*,?diagram)\b|\[,"
)
_QUOTE_STYLES = lazy(r"\[(?:quote|verse|\"?,)")
_DATA_TABLE = lazy(r"\bformat\s*=|[%\"']?separator\s*=")
_COMMA_TABLE = lazy(r"\bformat\s*=\s*[\"']?csv")
_CONDITION = lazy(r"(?:ifdef|ifndef|ifeval|endif)::\S*\[.*\][ \t]*")
_COLUMNS = lazy(r"""\bcols\s*=\s*(?:"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^,\]]*))""")
_COLUMN = lazy(r"\s*(?:(?P<times>\d{1,2})\*)?[^A-Za-z]*(?P<style>[a-z])?\s*")
_CODE_CELLS = frozenset("lm")
_CELL_START = lazy(r"(?:[ \t]*\n)+|[ \t]+")
_DEEPEST = 3
"""How deep tables are read that stand in cells of tables."""
_PROSE_ATTRIBUTES = frozenset("description doctitle title subtitle summary".split())

_CELL = lazy(
    r"""
      (?: (?<=[ \t\n]) | (?<![\s\S]) )
      (?: (?P<columns>\d{1,3})? (?: \.(?P<rows>\d{1,3}) )? (?P<sign>[+*]) )?      # how many columns and rows it spans
      [<^>]? (?:\.[<^>])? (?P<style>[adehlmsv])? (?P<bar>[|!]) (?!={3})                # how it is aligned, its style
    | (?<!\\) (?P<bare>[|!]) (?!={3})
    """,
    re.VERBOSE,
)


class _Line(NamedTuple):
    start: int
    end: int
    """Without white space at the end."""


class _Reader:
    """Reads the blocks of one text."""

    def __init__(self, text: str, start: int, end: int | None = None, depth: int = 0) -> None:
        self.masks: list[Mask] = []
        self.pieces: list[Block] = []
        self.comments: list[Span] = []
        self.underlined: list[Underlined] = []
        self.tables: list[Span] = []
        self.cells: list[comma_separated.Cell] = []
        self._text = text
        self._lines = [
            _Line(found.start(), found.start() + len(found[0].rstrip()))
            for found in _EACH_LINE.finditer(text, start, len(text) if end is None else end)
        ]
        self._at = 0
        self._depth = depth
        """In how many cells of tables the text stands."""
        self._containers: list[tuple[str, BlockKind]] = []
        self._style = ""
        self._in_list = False
        self._end_of_text = -1
        """The number of the line after the last paragraph or term."""
        self._seen_title = False

    def read(self) -> None:
        """Read all blocks."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.start == line.end:
                self._at += 1
                continue
            before = self._at
            self._read_line(line)
            assert self._at > before

    def _matches(self, pattern: re.Pattern[str], line: _Line) -> bool:
        return pattern.fullmatch(self._text, line.start, line.end) is not None

    @property
    def _kind(self) -> BlockKind:
        return self._containers[-1][1] if self._containers else BlockKind.PARAGRAPH

    def _hide(self, end: int, filler: str = OPAQUE) -> None:
        """Mask lines from the current one, and go on at line ``end``."""
        start, stop = self._lines[self._at].start, self._lines[end - 1].end
        if start < stop:
            self.masks.append(Mask(start, stop, filler))
        self._at = end

    def _read_line(self, line: _Line) -> None:
        text = self._text
        style, self._style = self._style, ""
        if self._matches(_COMMENT_BLOCK, line):
            end = self._end_of_delimited(text[line.start : line.end])
            if self._at + 1 < end:
                self.comments.append(Span(self._lines[self._at + 1].start, self._lines[end - 1].start))
            self._hide(end)
            self.masks[-1] = self.masks[-1]._replace(end=max(self.masks[-1].end, self._lines[end - 1].start))
        elif comment := _COMMENT.match(text, line.start, line.end):
            self.comments.append(Span(comment.end(), max(line.end, comment.end())))
            self.masks.append(Mask(line.start, max(line.end, comment.end()), OPAQUE))
            self._at += 1
            self._style = style
        elif self._matches(_VERBATIM, line) and not self._is_underlined():
            mark = "```" if text.startswith("```", line.start) else text[line.start : line.end]
            self._hide(self._end_of_delimited(mark))
        elif self._matches(_TABLE, line):
            self._read_table(text[line.start : line.end], style)
        elif self._matches(_CONTAINER, line) and not self._is_underlined():
            self._read_container(text[line.start : line.end], style)
        elif self._matches(_ATTRIBUTE_LIST, line):
            self._style = text[line.start : line.end] if not text.startswith("[[", line.start) else style
            self._hide(self._at + 1)
        elif attribute := _ATTRIBUTE.match(text, line.start, line.end):
            self._read_attribute(line, attribute)
        elif self._matches(_MACRO, line) or self._matches(_BREAK, line):
            self._hide(self._at + 1)
        elif heading := _HEADING.match(text, line.start, line.end):
            self._read_heading(line, heading)
        elif self._is_underlined():
            self.pieces.append(Block(*line, BlockKind.HEADING))
            below = self._lines[self._at + 1]
            self.underlined.append(Underlined(Span(*line), (Span(*below),), may_be_longer=False))
            self._at += 1
            self._hide(self._at + 1)
            self._in_list = False
        elif title := _BLOCK_TITLE.match(text, line.start, line.end):
            self.masks.append(Mask(line.start, title.end(), CLEAR))
            self.pieces.append(Block(title.end(), line.end, BlockKind.HEADING))
            self._at += 1
            self._style = style
        elif _CODE_STYLES.match(style):
            self._hide(self._end_of_lines())
        else:
            self._read_text(line)

    def _end_of_lines(self) -> int:
        """The number of the next blank line."""
        at = self._at
        while at < len(self._lines) and self._lines[at].start < self._lines[at].end:
            at += 1
        return at

    def _end_of_delimited(self, mark: str) -> int:
        """The number of the line after the next ``mark``; without one, of all lines, as in Asciidoctor."""
        for at in range(self._at + 1, len(self._lines)):
            line = self._lines[at]
            if line.end - line.start == len(mark) and self._text.startswith(mark, line.start):
                return at + 1
        return len(self._lines)

    def _is_underlined(self) -> bool:
        """Tell whether the current line is a title with a line of about its length below."""
        if self._at + 1 >= len(self._lines):
            return False
        line, below = self._lines[self._at : self._at + 2]
        if abs((below.end - below.start) - (line.end - line.start)) > 1 or line.end - line.start < 3:
            return False
        if not self._matches(_UNDERLINE, below) or not self._text[line.start].isalnum():
            return False
        # It may be the end of the block around.
        return not (self._containers and self._containers[-1][0] == self._text[below.start : below.end])

    def _read_container(self, mark: str, style: str) -> None:
        if _CODE_STYLES.match(style):
            self._hide(self._end_of_delimited(mark))
            return
        if self._containers and self._containers[-1][0] == mark:
            self._containers.pop()
        else:
            is_quote = mark[0] in '_"' or bool(_QUOTE_STYLES.match(style))
            self._containers.append((mark, BlockKind.QUOTE if is_quote else self._kind))
        self._in_list = False
        self._hide(self._at + 1)

    def _read_attribute(self, line: _Line, attribute: re.Match[str]) -> None:
        goes_on = self._text.endswith("\\", line.start, line.end)
        if attribute["name"] in _PROSE_ATTRIBUTES and not goes_on and attribute.end() < line.end:
            self.masks.append(Mask(line.start, line.start + len(attribute[0].rstrip()), OPAQUE))
            self.pieces.append(Block(attribute.end(), line.end, BlockKind.FRONT_MATTER))
            self._at += 1
            return
        end = self._at + 1
        while goes_on and end < len(self._lines):
            goes_on = self._text.endswith("\\", *self._lines[end])
            end += 1
        self._hide(end)

    def _read_heading(self, line: _Line, heading: re.Match[str]) -> None:
        marks = heading[0].rstrip()
        self.masks.append(Mask(line.start, line.start + len(marks), CLEAR))
        self.pieces.append(Block(heading.end(), line.end, BlockKind.HEADING))
        self._at += 1
        self._in_list = False
        if (
            len(marks) == 1
            and not self._seen_title
            and not any(piece.kind is not BlockKind.FRONT_MATTER for piece in self.pieces[:-1])
        ):
            # The lines right below the title of the document name its author and its revision.
            while self._at < len(self._lines) and (header := self._lines[self._at]).start < header.end:
                if self._text[header.start] in ":/" or self._matches(_MACRO, header):
                    self._read_line(header)
                else:
                    self._hide(self._at + 1)
        self._seen_title = True

    def _read_text(self, line: _Line) -> None:
        text = self._text
        start = line.start + len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip())
        if marker := _MARKER.match(text, start, line.end):
            self.masks.append(Mask(start, start + len(marker[0].rstrip()), CLEAR))
            start = marker.end()
            if box := _CHECKBOX.match(text, start, line.end):
                self.masks.append(Mask(start, start + 3, OPAQUE))
                start = box.end()
            self._in_list = True
            self._read_paragraph(start, BlockKind.LIST_ITEM)
        elif term := _TERM.match(text, start, line.end):
            self.pieces.append(Block(*term.span("term"), BlockKind.LIST_ITEM))
            self.masks.append(Mask(*term.span("mark"), OPAQUE))
            self._in_list = True
            if term.end() < line.end:
                self._read_paragraph(term.end(), BlockKind.LIST_ITEM)
            else:
                self._at += 1
                self._end_of_text = self._at
        elif start > line.start and not (self._in_list and self._is_right_below()):
            self._hide(self._end_of_lines())
        elif admonition := _ADMONITION.match(text, start, line.end):
            self.masks.append(Mask(start, start + len(admonition[0].rstrip()), OPAQUE))
            self._read_paragraph(admonition.end(), self._kind)
        elif _QUOTE_MARK.match(text, start, line.end) and not text.startswith(">>", start):
            self._read_paragraph(start, BlockKind.QUOTE)
        elif _ATTRIBUTION.match(text, start, line.end):
            self._hide(self._at + 1)
        else:
            if start == line.start and not self._is_right_below():
                self._in_list = False
            self._read_paragraph(start, self._kind)

    def _is_right_below(self) -> bool:
        """Whether the line above is text that this one may go on with."""
        return self._at == self._end_of_text

    def _read_paragraph(self, start: int, kind: BlockKind) -> None:
        """Read text up to a blank line, or to a line that begins something else."""
        if kind is BlockKind.QUOTE and self._text.startswith(">", start):
            self.masks.append(Mask(start, start + 1, CLEAR))
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.start == line.end or self._ends_paragraph(line, kind):
                break
            if _COMMENT.match(self._text, line.start, line.end):
                self._add_comment_inside(line)
            elif self._matches(_CONDITION, line):
                self.masks.append(Mask(*line, CLEAR))
            elif kind is BlockKind.QUOTE and self._text.startswith(">", line.start):
                self.masks.append(Mask(line.start, line.start + 1, CLEAR))
            self._at += 1
        self.pieces.append(Block(start, self._lines[self._at - 1].end, kind))
        self._end_of_text = self._at

    def _add_comment_inside(self, line: _Line) -> None:
        comment = _COMMENT.match(self._text, line.start, line.end)
        assert comment
        self.comments.append(Span(comment.end(), max(line.end, comment.end())))
        self.masks.append(Mask(line.start, max(line.end, comment.end()), CLEAR))

    def _ends_paragraph(self, line: _Line, kind: BlockKind) -> bool:
        text = self._text
        if _CONDITION.fullmatch(text, line.start, line.end):
            return False
        for pattern in (_VERBATIM, _COMMENT_BLOCK, _CONTAINER, _TABLE, _ATTRIBUTE_LIST, _MACRO, _BREAK):
            if pattern.fullmatch(text, line.start, line.end):
                return True
        if _ATTRIBUTION.match(text, line.start, line.end):
            return True
        if kind is not BlockKind.LIST_ITEM:
            return False
        start = line.start
        while text[start] in " \t":
            start += 1
        return bool(_MARKER.match(text, start, line.end) or _TERM.match(text, start, line.end))

    # Tables.

    def _read_table(self, mark: str, style: str) -> None:
        end = self._end_of_delimited(mark)
        is_data = mark[0] in ",:" or bool(_DATA_TABLE.search(style))
        is_csv = mark[0] == "," or bool(_COMMA_TABLE.search(style))
        if is_data and (mark[0] == ":" or not is_csv or "separator" in style):
            self._hide(end)
            return
        first, last = self._at, end - 1
        closes = self._text[self._lines[last].start : self._lines[last].end] == mark and last > first
        self._hide(first + 1)
        stop = last if closes else end
        if first + 1 < stop:
            start = self._lines[first + 1].start
            self.tables.append(Span(start, self._lines[stop - 1].end))
            self._hide_commands(first + 1, stop)
            if is_csv:
                self._read_csv(*self.tables[-1])
            else:
                has_head = first + 2 < stop and self._lines[first + 2].start == self._lines[first + 2].end
                self._read_cells(
                    *self.tables[-1], mark[0], _Columns(style, self._lines[first + 1].end if has_head else start)
                )
        self._at = stop
        if closes:
            self._hide(end)

    def _hide_commands(self, first: int, stop: int) -> None:
        """Mask the lines of a table that say what to include and under which condition, and comments."""
        for line in self._lines[first:stop]:
            if self._matches(_MACRO, line):
                self.masks.append(Mask(*line, OPAQUE))
            elif _COMMENT.match(self._text, *line):
                self._add_comment_inside(line)

    def _read_csv(self, start: int, end: int) -> None:
        for cell in comma_separated.cells(self._text, start, end, ","):
            self.cells.append(cell)
            self.pieces.append(Block(cell.start, cell.end, BlockKind.CELL))
            self.masks += comma_separated.escapes_in(self._text, cell)

    def _read_cells(self, start: int, end: int, mark: str, columns: _Columns) -> None:
        position, style = start, ""
        for bar in _CELL.finditer(self._text, start, end):
            if (bar["bar"] or bar["bare"]) != mark:
                continue
            self._add_cell(position, bar.start(), style)
            self.masks.append(Mask(*bar.span(), OPAQUE))
            style = columns.style_of(bar)
            position = bar.end()
        self._add_cell(position, end, style)

    def _add_cell(self, start: int, end: int, style: str) -> None:
        if style in _CODE_CELLS:
            shown = self._text[start:end]
            start, end = start + len(shown) - len(shown.lstrip()), start + len(shown.rstrip())
            if start < end:
                self.masks.append(Mask(start, end, OPAQUE))
        elif style == "a" and self._depth < _DEEPEST:
            if blank := _CELL_START.match(self._text, start, end):
                start = blank.end()
            inner = _Reader(self._text, start, end, self._depth + 1)
            inner.read()
            self.masks += inner.masks
            self.pieces += inner.pieces
            self.comments += inner.comments
            self.underlined += inner.underlined
            self.cells += inner.cells
        else:
            for blank in _BLANK_LINE.finditer(self._text, start, end):
                self.pieces.append(Block(start, blank.start(), BlockKind.CELL))
                start = blank.end()
            if start < end:
                self.pieces.append(Block(start, end, BlockKind.CELL))


class _Columns:
    """The styles of a table's columns, and which column comes next."""

    def __init__(self, attributes: str, head: int) -> None:
        given = _COLUMNS.search(attributes)
        self._head = head if "noheader" not in attributes else 0
        self._styles: list[str] = []
        for column in re.split("[,;]", next(filter(None, given.groups()), "")) if given else []:
            if found := _COLUMN.fullmatch(column):
                self._styles += [found["style"] or ""] * int(found["times"] or 1)
        self._row = 0
        """How many cells the row has so far; by it Asciidoctor tells the column, whatever the cells span."""
        self._filled = 0
        """How many columns of the row are filled."""
        self._spans: list[int] = []
        """How many columns of the rows below are filled already."""

    def style_of(self, cell: re.Match[str]) -> str:
        """The style of a cell, as a letter, from the bar before it."""
        if not self._styles:
            return cell["style"] or ""
        copies = int(cell["columns"] or 1) if cell["sign"] == "*" else 1
        style = "" if cell.start() < self._head else self._styles[self._row % len(self._styles)]
        for _ in range(min(copies, len(self._styles))):
            self._row += 1
            self._filled += int(cell["columns"] or 1) if cell["sign"] == "+" else 1
            for below in range(min(int(cell["rows"] or 1) - 1, 100) if cell["sign"] == "+" else 0):
                self._spans += [0] * (below + 1 - len(self._spans))
                self._spans[below] += int(cell["columns"] or 1)
            if self._filled >= len(self._styles):
                self._row = 0
                self._filled = self._spans.pop(0) if self._spans else 0
        return cell["style"] or style


# --- Inline markup ----------------------------------------------------------------------------------------------------

_MACRO_NAMES = (
    "image|icon|kbd|btn|menu|footnote|footnoteref|indexterm2|indexterm|anchor|pass|stem|latexmath|asciimath|xref|link|"
    "mailto|audio|video|bibliography|cite|counter"
)

_MACROS = frozenset(_MACRO_NAMES.split("|"))

_OPENER = lazy(
    rf"""
      \\ (?= [*_`\#^~+{{<\[&\\] | https?: | (?:{_MACRO_NAMES}): )
    | (?P<quote> (?<![\w&;:}}]) ["'] (?=`[^\s`]) ) `
    | (?P<apostrophe> (?<=\w)`' )
    | (?P<pass> \+\+\+ | \+\+(?=\S) | (?<![\w+])\+(?=[^\s+]) )
    | (?P<mono> ``(?=\S) | (?<![\w`"'])`(?=[^\s`]) )
    | (?P<role> \[ [.\#\w%-][^\[\]\n]{{0,200}} \] (?=[*_\#`]) )
    | (?P<strong> \*\*(?=\S) | (?<![\w*])\*(?=[^\s*]) )
    | (?P<emphasis> __(?=\S) | (?<!\w)_(?=[^\s_]) )
    | (?P<mark> \#\#(?=\S) | (?<![\w\#&])\#(?=[^\s\#]) )
    | (?P<script> \^(?=[^\s^]) | ~(?=[^\s~]) )
    | \[\[ [A-Za-z_:][^\[\]\n]{{0,200}} \]\]
    | \[\[\[ (?P<entry> [A-Za-z_:][^\[\]\n]{{0,200}} ) \]\]\]
    | << (?P<reference> [^<>,\n]{{1,300}} ) (?P<comma> , )?
    | (?P<index> \(\(\( | \(\( )
    | (?P<template> \{{[{{%] )
    | (?P<base> \{{ [A-Za-z0-9_][\w-]{{0,100}} \}} [^\s\[\]{{}}`*<>"']{{0,500}} ) \[ (?=[^\[\]\n])
    | \{{ (?: set: | counter2?: )? [A-Za-z0-9_][\w-]{{0,100}} (?: :[^{{}}\n]{{0,200}} )? \}}
    | (?P<scheme> :// )
    | (?P<macro> (?<=\w) : (?![:\s]) (?P<target>
        (?: (?<=\bimage:) | (?<=\bicon:) | (?<=\bxref:) ) [^\n\[\]]{{1,300}}      # these may hold blanks
        | [^\s\[\]]{{0,2000}} ) \[ )
    | (?P<url> www\. )
    | (?P<tag> </?[A-Za-z] )
    | (?P<stray> `+ )
    | (?P<at> @ )
    | (?P<entity> & (?: [A-Za-z][A-Za-z0-9]{{1,31}} | \#[0-9]{{1,7}} | \#[xX][0-9A-Fa-f]{{1,6}} ) ; )
    | (?P<hard> (?<=[ ]) \+ (?=[ \t]*(?:\n|$)) )
    """,
    re.VERBOSE,
)

_THING_ROLE = lazy(
    r"\[\.(?:path|file|filename|dir|directory|cmd|command|code|var|variable|env|envvar|option|input|output|class|method|"
    r"function|package|app|application|key)\]\Z"
)
"""A role of text that names a thing of a program."""

_MACRO_NAME = lazy(r"(?<![\w-])[A-Za-z][\w-]{0,30}\Z")
_OTHER_TARGET = lazy(r"[^/\"'*`,;()][^`\"',;()]*")
"""The target of a macro that an extension defines; a colon in a sentence has none."""

_CLOSERS = {
    "``": lazy("``"),
    "`": lazy(r"(?<=[^\s`])`(?!\w)"),
    '"': lazy(r"(?<=\S)`\"(?!\w)"),
    "'": lazy(r"(?<=\S)`'(?!\w)"),
    "+++": lazy(r"\+\+\+"),
    "++": lazy(r"\+\+"),
    "+": lazy(r"(?<=\S)\+(?!\w)"),
    "**": lazy(r"\*\*"),
    "*": lazy(r"(?<=[^\s\\])\*(?!\w)"),
    "__": lazy("__"),
    "_": lazy(r"(?<=[^\s\\])_(?!\w)"),
    "##": lazy("##"),
    "#": lazy(r"(?<=[^\s\\])#(?!\w)"),
    "^": lazy(r"(?<=\S)\^"),
    "~": lazy(r"(?<=\S)~"),
    ">>": lazy(">>"),
    "((": lazy(r"\)\)"),
    "(((": lazy(r"\)\)\)"),
    "]": lazy(r"(?<!\\)\]"),
}

_QUOTES = {'"': "“”", "'": "‘’"}
_STYLES = ("strong", "emphasis", "mark", "script")
_LINKS = frozenset({"xref", "link", "mailto", "indexterm2"})
_FOOTNOTES = frozenset({"footnote", "footnoteref"})
_UNSEEN = frozenset({*_FOOTNOTES, "indexterm", "anchor"})
"""Macros that leave nothing in the text, or a number."""

_LINK_ATTRIBUTES = lazy(r"\^?(?:,\s*[\w-]+\s*=.*)?$|\^$", re.DOTALL)


_ATTRIBUTES_ALONE = lazy(r"\s*[\w-]+=(?:\"[^\"]*\"|[^\s,]*)(?:\s*,.*)?", re.DOTALL)
_NATURAL = lazy(r"(?=.*\s)(?!.*[#/:])[^\n]+|[A-Z][^\s#/:._-]*")


class _Inline:
    """Reads the markup in one block from its first to its last character."""

    def __init__(self, text: str, piece: Block) -> None:
        self.names: list[Span] = []
        """Text of references that names a title."""
        self.referenced: set[str] = set()
        """What names titles, by their words or their ids."""
        self._text = text
        self._piece = piece
        self._closers = Closers(text, piece.end)
        self._position = piece.start
        # A style may hold others; its closing mark opens nothing.
        self._closed: set[int] = set()

    def masks(self) -> Iterator[Mask]:
        """All masks, in no order."""
        while opener := _OPENER.search(self._text, self._position, self._piece.end):
            floor = self._position
            start, self._position = opener.span()
            if start not in self._closed:
                yield from self._masks_at(start, opener, floor)

    def _masks_at(self, start: int, opener: re.Match[str], floor: int) -> Iterator[Mask]:
        end = opener.end()
        if quote := opener["quote"]:
            if closing := self._closers.find(_CLOSERS[quote], end + 1):
                self._closed.add(closing.start())
                yield from escapes.masks(start, end, _QUOTES[quote][0])
                yield from escapes.masks(*closing.span(), _QUOTES[quote][1])
            else:
                # What looks like half a quotation can be the beginning of code.
                self._position = start + 1
        elif opener["apostrophe"]:
            yield from escapes.masks(start, end, "’")
        elif opener["entity"]:
            meaning = unescape(opener["entity"])
            yield from escapes.masks(start, end, OPAQUE if meaning == opener["entity"] else meaning)
        elif opener["pass"]:
            yield from self._hide(start, self._closers.find(_CLOSERS[opener[0]], end + 1), OPAQUE)
        elif opener["mono"] or opener["stray"]:
            closing = self._closers.find(_CLOSERS[opener[0]], end + 1) if opener["mono"] else None
            if closing:
                yield from self._hide(start, closing, OPAQUE)
            elif slip := slips.code_at(self._text, start, self._piece.end):
                self._position = slip.end
                yield Mask(*slip, OPAQUE)
        elif style := next((opener[name] for name in _STYLES if opener[name]), None):
            yield from self._mask_style(start, style, self._closers.find(_CLOSERS[style], end + 1))
        elif opener["reference"]:
            yield from self._mask_reference(start, opener)
        elif opener["index"]:
            closing = self._closers.find(_CLOSERS[opener["index"]], end)
            is_shown = opener["index"] == "(("
            yield from self._enclose(start, end, closing) if is_shown else self._hide(start, closing, CLEAR)
        elif opener["macro"]:
            yield from self._mask_macro(start, opener, floor)
        elif opener["base"]:
            yield from self._mask_link_by_attribute(start, opener)
        elif opener["scheme"]:
            first = addresses.scheme_before(self._text, start, floor)
            if first is not None:
                yield from self._mask_url(first)
        elif any(opener[name] for name in ("template", "tag", "url", "at")):
            yield from self._masks_of_thing(start, opener)
        elif opener[0].startswith("\\"):
            yield Mask(start, end, CLEAR)
            # What it escapes is text.
            self._position += 1
        else:
            yield Mask(start, end, OPAQUE if opener["entry"] or opener[0].startswith("{") else CLEAR)

    def _mask_style(self, start: int, style: str, closing: re.Match[str] | None) -> Iterator[Mask]:
        end = start + len(style)
        if closing is None:
            return
        if _THING_ROLE.search(self._text, max(self._piece.start, start - 40), start):
            yield from self._hide(start, closing, OPAQUE)
        elif not (style in "^~" and re.search(r"\s", self._text[end : closing.start()][:200])):
            self._closed.add(closing.start())
            yield from self._enclose(start, end, closing)

    def _masks_of_thing(self, start: int, opener: re.Match[str]) -> Iterator[Mask]:
        text, piece = self._text, self._piece
        if opener["url"]:
            yield from self._mask_url(start)
            return
        if opener["at"]:
            span = addresses.email_at(text, start, piece.start, piece.end)
        else:
            # What is none may hold what is one.
            self._position = start + 1
            span = (
                templates.span_at(text, start, piece.end)
                if opener["template"]
                else tags.spoken_of(text, start, piece.start, piece.end)
            )
        if span:
            self._position = span.end
            yield Mask(*span, OPAQUE)

    def _mask_reference(self, start: int, opener: re.Match[str]) -> Iterator[Mask]:
        closing = self._closers.find(_CLOSERS[">>"], opener.end())
        self.referenced.add(_name(opener["reference"].rpartition("#")[2]))
        if opener["comma"]:
            yield from self._enclose(start, opener.end(), closing)
        elif closing and closing.start() == opener.end() and _NATURAL.fullmatch(opener["reference"]):
            self.names.append(Span(*opener.span("reference")))
            self._position = closing.end()
            yield from self._enclose(start, opener.start("reference"), closing)
        else:
            yield from self._hide(start, closing, OPAQUE)

    def _mask_link_by_attribute(self, start: int, opener: re.Match[str]) -> Iterator[Mask]:
        closing = self._closers.find(_CLOSERS["]"], opener.end())
        if closing and closing.start() > opener.end():
            yield from _mask_link(self._text, start, opener.end(), closing.span())
        else:
            self._position = opener.end("base")
            yield Mask(start, self._position, OPAQUE)

    def _mask_macro(self, start: int, opener: re.Match[str], floor: int) -> Iterator[Mask]:
        end = opener.end()
        # What is no macro may hold what is one.
        self._position = start + 1
        found = _MACRO_NAME.search(self._text, max(floor, start - 40), start)
        if found is None:
            return
        name, first = found[0], found.start()
        if name not in _MACROS and (
            self._text[first - 1 : first] in {":", "/", "."} or not _OTHER_TARGET.fullmatch(opener["target"])
        ):
            return
        if name == "xref":
            self.referenced.add(_name(opener["target"].rpartition("#")[2]))
        closing = self._closers.find(_CLOSERS["]"], end)
        if closing:
            self._position = end
        if closing and closing.start() > end and name in _LINKS:
            yield from _mask_link(self._text, first, end, closing.span())
        elif closing and closing.start() > end and name in _FOOTNOTES:
            yield from self._enclose_note(first, end, closing)
        else:
            yield from self._hide(first, closing, CLEAR if name in _UNSEEN else OPAQUE)

    def _enclose_note(self, start: int, end: int, closing: re.Match[str]) -> Iterator[Mask]:
        """Show a footnote as what it would be in the line: a sentence in parentheses."""
        is_apart = start > self._piece.start and self._text[start - 1].isspace()
        yield Mask(start, end - 2, CLEAR)
        yield Mask(end - 2, end - 1, CLEAR if is_apart else " ")
        yield Mask(end - 1, end, "(")
        yield Mask(*closing.span(), ")")

    def _hide(self, start: int, closing: re.Match[str] | None, filler: str) -> Iterator[Mask]:
        """Mask all up to the end of what closes it, if that is there."""
        if closing:
            self._position = closing.end()
            yield Mask(start, self._position, filler)

    def _enclose(self, start: int, end: int, closing: re.Match[str] | None) -> Iterator[Mask]:
        """Mask what opens and what closes a text, if both are there."""
        if closing:
            yield Mask(start, end, CLEAR)
            yield Mask(*closing.span(), CLEAR)

    def _mask_url(self, start: int) -> Iterator[Mask]:
        span = addresses.url_at(self._text, start, self._piece.start, self._piece.end)
        if span is None:
            yield Mask(start, self._position, OPAQUE)
            return
        self._position = span.end
        closing = self._closers.find(_CLOSERS["]"], span.end) if self._text.startswith("[", span.end) else None
        if closing and closing.start() > span.end + 1:
            self._position += 1
            yield from _mask_link(self._text, start, self._position, closing.span())
        elif closing:
            yield from self._hide(start, closing, OPAQUE)
        else:
            yield Mask(*span, OPAQUE)


def _mask_link(text: str, start: int, inner: int, closing: tuple[int, int]) -> Iterator[Mask]:
    """Mask all of a link but its text."""
    if _ATTRIBUTES_ALONE.fullmatch(text, inner, closing[0]):
        yield Mask(start, closing[1], OPAQUE)
        return
    yield Mask(start, inner, CLEAR)
    tail = _LINK_ATTRIBUTES.search(text[inner : closing[0]][-500:])
    size = len(tail[0]) if tail else 0
    end = closing[0] - size
    yield Mask(end, closing[1], CLEAR)
    if end - inner > 1 and text[inner] == text[end - 1] == '"' and text[inner + 1] != "`":
        # A text that holds a comma stands in quotation marks.
        yield Mask(inner, inner + 1, CLEAR)
        yield Mask(end - 1, end, CLEAR)
