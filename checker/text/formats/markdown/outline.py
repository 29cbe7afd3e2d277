"""The blocks of a Markdown text: stretches of prose, and the markup between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.text.formats.html_elements import BLOCK_LEVEL
from checker.text.formats.markdown import flaws
from checker.text.formats.markdown.skeleton import Rewriting
from checker.text.formats.markdown.stretches import BLANK_LINE, Stretch
from checker.text.layout import CLEAR, OPAQUE, BlockKind, Flaw, FlawKind, Mask, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.formats.markdown.dialects import Dialects
    from checker.text.formats.markdown.skeleton import Skeleton

__all__ = ["Outline", "read"]


class Outline(NamedTuple):
    """What the parser says of the blocks of a text.

    ``continuations`` are the markers of block quotes on later lines, which may lie inside stretches; ``labels`` are
    those of links that are defined somewhere.
    """

    stretches: list[Stretch]
    masks: list[Mask]
    continuations: list[Span]
    comments: list[Span]
    labels: list[str]
    indentation: list[Rewriting]
    """What makes code of lines by their indentation alone, to be left out where that is no code."""
    flaws: list[Flaw]


_MARKER = lazy(r"[ \t]*(?P<marker>#{1,6}|[-+*>:]|\d{1,9}[.)])")
_CLOSING_HASHES = lazy(r"(?<![^ \t])#+(?=[ \t]*(?:\n|\Z))")
_CONTINUATION = lazy(r"(?<=\n)[ \t]*(?P<marker>>[ \t>]*)")
_SIMPLE_TAG = lazy(r"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)[^<>]*>")

_TASK = lazy(r"\[(?P<box>[ ]{0,2}|[ ]?[xX][ ]?)\](?P<blank>[ \t]*)(?=[^\s(\[:])")
_MARKS_AGAIN = lazy(r"(?P<marks>\#{1,6})(?P<blank>[ \t]+)(?=\S)")

_COMMENT_DEFINITION = lazy(
    r"""
    ^ [ \t>]* \[//\]: [ \t]* (?:\#|<>|<\#>) (?:[ \t]+|[ \t]*\n[ \t>]*)
    [("'] (?P<body> .* ) [)"'] [ \t]* $
    """,
    re.VERBOSE | re.MULTILINE,
)

_CONTAINER_KINDS = {
    "Heading": BlockKind.HEADING,
    "Item": BlockKind.LIST_ITEM,
    "DefinitionListDefinition": BlockKind.LIST_ITEM,
    "BlockQuote": BlockKind.QUOTE,
}
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})


class _Reader:
    """Goes through what the parser says, which knows of no paragraphs in tight lists, cells and headings.

    So a stretch is what of inline text lies between the beginnings and ends of blocks.
    """

    def __init__(self, text: str, skeleton: Skeleton, heads: dict[int, int]) -> None:
        self._text = text
        self._place = skeleton.place
        self._heads = heads
        self._kinds = [BlockKind.PARAGRAPH]
        self._first = self._last = -1
        self._row_end = 0
        self._quotes = 0
        self.code: list[Span] = []
        self.outline = Outline([], [], [], [], [], [], [])

    def read(self, events: Iterator[tuple[Any, Any]]) -> None:
        code: Any = None  # of which kind the block of code is that is open
        for event, span in events:
            if type(event) is str:  # a line end, or a thematic break
                continue
            ((name, value),) = event.items()
            if name == "Text" and not code:  # as most are
                if self._first < 0:
                    self._first = span["start"]
                self._last = max(self._last, span["end"])
            elif name == "Start":
                block = value if type(value) is str else next(iter(value))
                if block in _INLINE:
                    self._extend(span)
                else:
                    self._flush()
                    code = value["CodeBlock"] if block == "CodeBlock" else None
                    self._enter(block, value, self._place(span["start"]), self._place(span["end"]))
            elif name == "End":
                block = value if type(value) is str else next(iter(value))
                if block not in _INLINE:
                    self._flush()
                    code = None
                    self._leave(block, self._place(span["end"]))
            elif code:
                if code == "Indented":
                    self._read_indentation(self._place(span["start"]))
            elif name not in {"Html", "TaskListMarker"}:
                self._extend(span)
        self._flush()

    def _read_indentation(self, start: int) -> None:
        """Note what stands before a line of code that begins at ``start``."""
        for indentation in ("    ", "\t"):
            if self._text.endswith(indentation, 0, start):
                self.outline.indentation.append(Rewriting(start - len(indentation), start, ""))
                return

    def _extend(self, span: dict[str, int]) -> None:
        if self._first < 0:
            self._first = span["start"]
        self._last = max(self._last, span["end"])

    def _flush(self) -> None:
        """Enter the inline text that went before."""
        if self._first < 0:
            return
        start, end = self._place(self._first), self._place(self._last)
        self._first = self._last = -1
        start = self._heads.get(start - len("- "), start)
        if start and self._text[start - 1] == "\\":  # the parser leaves it out at the start of a block
            start -= 1
        if self._text.startswith("[]", end):  # of ``[label][]``, which pyromark (0.10.3) has no event for
            end += 2
        kind = self._kinds[-1]
        if kind is BlockKind.LIST_ITEM and (task := _TASK.match(self._text, start, end)):
            self.outline.flaws.append(_broken_task(task))
            start = task.end()
        elif kind is BlockKind.HEADING and (marks := _MARKS_AGAIN.match(self._text, start, end)):
            self.outline.flaws.append(_broken_heading(self._text, marks))
            self.outline.masks.append(Mask(*marks.span("marks"), CLEAR))
            start = marks.end()
        if start < end:
            self.outline.stretches.append(Stretch(start, end, kind))

    def _enter(self, block: str, value: Any, start: int, end: int) -> None:
        outline = self.outline
        kind = self._kinds[-1]
        if block in _CONTAINER_KINDS and start not in self._heads:
            kind = _CONTAINER_KINDS[block]
            if marker := _MARKER.match(self._text, start, end):
                outline.masks.append(Mask(*marker.span("marker"), CLEAR))
            if block == "BlockQuote" and not self._quotes:
                markers = _CONTINUATION.finditer(self._text, start, end)
                outline.continuations.extend(Span(*marker.span("marker")) for marker in markers)
        self._quotes += block == "BlockQuote"
        if block == "TableCell":
            kind = BlockKind.CELL
            self._clear_pipe(start)
            self._row_end = end
        elif block in {"TableHead", "TableRow"}:
            self._row_end = start
        elif block == "FootnoteDefinition":
            kind = BlockKind.PARAGRAPH
        elif block == "HtmlBlock":
            outline.stretches.append(Stretch(start, _strip_end(self._text, start, end), kind, is_html=True))
        elif block == "CodeBlock":
            last = outline.stretches[-1] if outline.stretches else None
            if value == {"CodeBlock": "Indented"} and last and last.is_html and _closes_html(self._text[start:end]):
                outline.stretches.extend(_split_at_blank_lines(self._text, start, end))
            else:
                self.code.append(Span(start, end))
                outline.masks.append(Mask(start, _strip_end(self._text, start, end), OPAQUE))
                if type(value["CodeBlock"]) is dict:
                    language = value["CodeBlock"]["Fenced"]
                    outline.flaws.extend(flaws.damaged_code(self._text, start, end, language))
        self._kinds.append(kind)

    def _leave(self, block: str, end: int) -> None:
        kind = self._kinds.pop()
        self._quotes -= block == "BlockQuote"
        if block == "Heading" and self.outline.stretches:
            stretch = self.outline.stretches[-1]
            if kind is BlockKind.HEADING and (hashes := _CLOSING_HASHES.search(self._text, stretch.end, end)):
                self.outline.masks.append(Mask(*hashes.span(), CLEAR))
        elif block in {"TableHead", "TableRow"}:
            self._clear_pipe(end)

    def _clear_pipe(self, end: int) -> None:
        """Mask what lies between two cells, or beyond the last."""
        end = _strip_end(self._text, self._row_end, end)
        if self._row_end < end:
            self.outline.masks.append(Mask(self._row_end, end, CLEAR))


def read(text: str, skeleton: Skeleton, dialects: Dialects) -> Outline:
    """Parse the blocks of the skeleton and sort them into prose and markup."""
    import pyromark

    options = pyromark.Options
    asked = options.ENABLE_TABLES | options.ENABLE_FOOTNOTES | options.ENABLE_TASKLISTS | options.ENABLE_STRIKETHROUGH
    if dialects.has_definitions:
        asked |= options.ENABLE_DEFINITION_LIST
    reader = _Reader(text, skeleton, dialects.heads)
    reader.read(pyromark.events_with_range(skeleton.text, options=asked))
    outline = reader.outline
    for marker in outline.continuations:
        outline.masks.append(Mask(marker.start, _strip_end(text, *marker), CLEAR))
    for label, definition in pyromark.reference_definitions(skeleton.text, options=asked).items():
        outline.labels.append(label)
        span = skeleton.place(definition["span"]["start"]), skeleton.place(definition["span"]["end"])
        outline.masks.append(Mask(span[0], _strip_end(text, *span), OPAQUE))
    if "[//]" in text:
        outline.comments.extend(_comments(text, [*outline.stretches, *reader.code]))
    return outline


def _broken_heading(text: str, marks: re.Match[str]) -> Flaw:
    """What is wrong with a heading whose marks stand twice, or apart: ``## ## Title``, ``# # Title``."""
    line = text.rfind("\n", 0, marks.start()) + 1
    before = text[line : marks.start()]
    if before.strip(" \t>") == marks["marks"] != "#":
        return Flaw(*marks.span(), FlawKind.HEADING, ((*marks.span(), ""),), is_certain=False)
    blank = line + len(before.rstrip(" \t"))
    return Flaw(
        line + before.find("#"), marks.end("marks"), FlawKind.HEADING, ((blank, marks.start(), ""),), is_certain=False
    )


def _broken_task(task: re.Match[str]) -> Flaw:
    """What is wrong with the box of a task: ``[]``, ``[ x ]``, or no blank behind it."""
    start, end = task.span("box")
    wanted = task["box"].strip() or " "
    edits = [(start, end, wanted)] if task["box"] != wanted else []
    if not task["blank"]:
        edits.append((end + 1, end + 1, " "))
    return Flaw(task.start(), end + 1, FlawKind.TASK, tuple(edits), is_certain=bool(task["box"]))


def _comments(text: str, taken: list[Any]) -> Iterator[Span]:
    """Definitions of links that are comments: ``[//]: # (…)``."""
    for found in _COMMENT_DEFINITION.finditer(text):
        at = found.start("body")
        if not any(start <= at < end for start, end, *_ in taken):
            yield Span(*found.span("body"))


def _closes_html(code: str) -> bool:
    """Tell whether indented code is the rest of the HTML before it: CommonMark ends HTML at the first blank line."""
    depth = 0
    for tag in _SIMPLE_TAG.finditer(code):
        if tag["name"].lower() in BLOCK_LEVEL:
            depth += -1 if tag["slash"] else 1
    return depth < 0


def _split_at_blank_lines(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Make a stretch of HTML of each run of lines."""
    end = _strip_end(text, start, end)
    for blank in BLANK_LINE.finditer(text, start, end):
        yield Stretch(start, blank.start(), BlockKind.PARAGRAPH, is_html=True)
        start = blank.end()
    yield Stretch(start, end, BlockKind.PARAGRAPH, is_html=True)


def _strip_end(text: str, start: int, end: int) -> int:
    """Leave white space out of the end of a span: the parser has line ends in its blocks."""
    while end > start and text[end - 1] in " \t\n":
        end -= 1
    return end
