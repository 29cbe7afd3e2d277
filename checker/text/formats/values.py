"""The prose in strings of data files: plain text, HTML or Markdown, with placeholders or without."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from checker.text.formats import placeholders
from checker.text.formats.assembly import assemble, blank
from checker.text.formats.plain import kind_of
from checker.text.layout import OPAQUE, Block, BlockKind, Layout, Marked, Mask, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.text.formats.decoded import Decoded
    from checker.text.layout import Encoder

__all__ = ["Value", "layout_of_values", "syntaxes"]

_SYNTAXES = {"html": "html", "md": "markdown", "markdown": "markdown", "text": "plain"}


def syntaxes(fields: Iterable[str]) -> dict[str, str]:
    """Names of fields without what may follow on them (``body:html``), and the syntax of their strings or ``""``."""
    found = {}
    for field in fields:
        name, _, syntax = field.rpartition(":")
        if name and syntax in _SYNTAXES:
            found[name] = _SYNTAXES[syntax]
        else:
            found[field] = ""
    return found


@dataclass(frozen=True, slots=True)
class Value:
    """A string of a data file, and the name of its field, if it has one.

    ``syntax`` is ``plain``, ``html``, ``markdown``, or ``""`` for what it looks like. ``things`` are stretches that
    the file says are placeholders. In a ``filled`` string only two line ends part paragraphs.
    """

    name: str
    text: Decoded
    syntax: str = ""
    things: tuple[Mask, ...] = ()
    filled: bool = False


def layout_of_values(
    text: str,
    values: Sequence[Value],
    masks: Iterable[Mask] = (),
    comments: Iterable[Span] = (),
    encode: Encoder | None = None,
) -> Layout:
    """The layout of a text whose only prose are values.

    Where one string of a field holds tags, all of its strings are HTML; one without a field is judged alone.
    ``masks`` and ``comments`` are those outside of
    the values; ``encode`` writes what a value means as the file has it.
    """
    with_tags = {value.name for value in values if value.name and not value.syntax and _TAG.search(value.text.text)}
    all_masks, pieces, all_comments, marked = list(masks), [], list(comments), []
    in_html: list[Decoded] = []
    for value in values:
        has_tags = value.name in with_tags if value.name else _TAG.search(value.text.text)
        syntax = value.syntax or ("html" if has_tags else "plain")
        inside, blocks, remarks, elements = _read(value, syntax)
        all_masks += value.text.masks(inside)
        pieces += [Block(*value.text.span_of(block.start, block.end), block.kind) for block in blocks]
        all_comments += [value.text.span_of(*remark) for remark in remarks]
        marked += [Marked(*value.text.span_of(*element[:2]), element.says) for element in elements]
        if syntax == "html":
            in_html.append(value.text)
    made = assemble(text, all_masks, pieces, all_comments)._replace(encode_meaning=encode)
    if in_html and encode:
        encode = partial(_encode, sorted(in_html, key=lambda decoded: decoded.span), encode)
    return made._replace(encode=encode, whole_lines=False, is_article=False, marked=tuple(marked))


def _encode(in_html: list[Decoded], encode: Encoder, span: Span, replacement: str) -> str | None:
    at = bisect_right(in_html, span.start, key=lambda decoded: decoded.span.start) - 1
    if at >= 0 and span.start <= in_html[at].span.end:
        from checker.text.formats import html

        replacement = html.encoded(in_html[at].meaning_of(span), replacement)
    return encode(span, replacement)


# --- One string -------------------------------------------------------------------------------------------------------

_TITLES = lazy(r"(?:.*[._ -])?(?:title|headline|heading|subtitle)", re.IGNORECASE | re.DOTALL)
_TAG = lazy(
    r"""
    </?(?: a | abbr | b | blockquote | br | code | del | div | em | figure | h[1-6] | hr | i | img | ins | kbd
      | li | mark | ol | p | pre | q | s | samp | section | small | span | strong | sub | sup | table | td | th | tr
      | tt | u | ul | var )
    (?=[\s/>])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OF_BLOCKS = lazy(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|table|td|th|tr|blockquote|section|article|pre|figure|hr|dl|dt|dd)(?=[\s/>])",
    re.IGNORECASE,
)


def _read(value: Value, syntax: str) -> tuple[list[Mask], list[Block], Sequence[Span], Sequence[Marked]]:
    """The masks, blocks, comments and languages in the meaning of a string."""
    text = value.text.text
    masks = list(value.things)
    cuts: list[Span] = []
    if "{" in text or "%" in text or "$t(" in text:
        masks += (Mask(*span, OPAQUE) for span in placeholders.find(text))
        found = placeholders.messages(text)
        if found.cuts:
            masks = [mask for mask in masks if not any(cut.start <= mask.start < cut.end for cut in found.cuts)]
        masks += found.masks
        cuts = found.cuts
    blocks: Iterable[Block] | None = None
    comments: Sequence[Span] = ()
    marked: Sequence[Marked] = ()
    if syntax != "plain":
        made = _layout_in(text, syntax)
        masks += made.masks
        comments, marked = made.comments, made.marked
        if syntax == "markdown" or _OF_BLOCKS.search(text):
            blocks = made.blocks
    if blocks is None:
        blocks = _lines(text, masks, _BLANK_LINES if value.filled else _LINE_ENDS)
    if cuts:
        blocks = _split(blocks, cuts)
    if syntax == "html":
        blocks = _split(blocks, [Span(*blank_lines.span()) for blank_lines in _BLANK_LINES.finditer(text)])
    if _TITLES.fullmatch(value.name):
        blocks = [block._replace(kind=BlockKind.HEADING) for block in blocks]
    return masks, [block for block in blocks if block.start < block.end], comments, marked


def _layout_in(text: str, syntax: str) -> Layout:
    if syntax == "html":
        from checker.text.formats import html

        return html.layout(text)
    from checker.text.formats import markdown

    return markdown.layout(text)


_LINE_ENDS = lazy("[\n\r\u2028\u2029\v\f\x85]")
_BLANK_LINES = lazy(r"\n[ \t]*(?:\n[ \t]*)+")


def _lines(text: str, masks: Iterable[Mask], ends: re.Pattern[str]) -> list[Block]:
    """The lines of a text; what each is, its looks tell."""
    bare = blank(text, _disjoint(masks))
    lines: list[Span] = []
    start = 0
    for end in ends.finditer(text):
        lines.append(Span(start, end.start()))
        start = end.end()
    lines.append(Span(start, len(text)))
    shown = ["", *(bare[line.start : line.end].strip() for line in lines), ""]
    return [
        Block(*line, kind_of(shown[at], alone=not shown[at - 1] and not shown[at + 1]))
        for at, line in enumerate(lines, start=1)
    ]


def _disjoint(masks: Iterable[Mask]) -> Iterator[Mask]:
    position = 0
    for start, end, filler in sorted(masks, key=lambda mask: (mask[0], -mask[1])):
        if max(start, position) < end:
            yield Mask(max(start, position), end, filler)
            position = end


def _split(blocks: Iterable[Block], cuts: Sequence[Span]) -> list[Block]:
    """The blocks, without the sorted stretches that part them."""
    split: list[Block] = []
    at = 0
    for block in blocks:
        start = block.start
        while at < len(cuts) and cuts[at].end <= start:
            at += 1
        while at < len(cuts) and cuts[at].start < block.end:
            split.append(Block(start, max(start, cuts[at].start), block.kind))
            start = cuts[at].end
            at += 1
        split.append(Block(start, max(start, block.end), block.kind))
    return split
