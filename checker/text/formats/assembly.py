"""Layouts put together: from what a reader of a format found, in any order, to what ``Layout`` promises."""

from __future__ import annotations

from bisect import bisect_left
from itertools import zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING

from checker.text.layout import CLEAR, OPAQUE, Block, Layout, Mask, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["assemble", "blank", "with_masks"]

_RUN = lazy(r"[\S\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")  # white space that rules would repair outside of all prose too


def assemble(text: str, masks: Iterable[Mask], pieces: Iterable[Block], comments: Iterable[Span] = ()) -> Layout:
    """The layout of a text from the masks and stretches of prose that were found in it.

    Of two masks that overlap, the outer or earlier one stays whole. A block reaches from the first to the last
    character of a piece that a reader sees; pieces that show nothing are left out. Whatever is then neither white space
    nor in a block is masked. A tag or a quotation mark right before or after a piece parts it from others and is no
    thing beside its words.
    """
    merged = _merge(masks)
    bare = blank(text, merged)
    pieces = sorted(pieces, key=itemgetter(0))
    blocks = _trim(pieces, bare)
    if leftovers := _mask_outside(blocks, bare):
        merged = _merge([*merged, *leftovers])
    borders = {at for piece in pieces for at in (piece.start - 1, piece.end)}
    starts, ends = {block.start for block in blocks}, {block.end for block in blocks}
    beside = {at for at in borders if at + 1 in starts or at in ends}
    return Layout(
        masks=tuple(_clear(merged, sorted(beside)) if beside else merged),
        blocks=tuple(blocks),
        comments=tuple(_disjoint(comments)),
    )


def with_masks(text: str, layout: Layout, masks: Iterable[Mask]) -> Layout:
    """The layout with more masks; its blocks still reach from the first to the last character that a reader sees."""
    merged = _merge([*layout.masks, *masks])
    return layout._replace(masks=tuple(merged), blocks=tuple(_trim(layout.blocks, blank(text, merged))))


def _merge(masks: Iterable[Mask]) -> list[Mask]:
    """Sort masks and make them disjoint: of two that overlap, the outer or earlier one stays whole."""
    merged: list[Mask] = []
    position = 0
    ordered = sorted(sorted(masks, key=itemgetter(1), reverse=True), key=itemgetter(0))
    for mask, following in zip_longest(ordered, ordered[1:]):
        start, end, filler = mask
        first = max(position, start)
        if first >= end:
            continue
        if merged and merged[-1].end == first and merged[-1].filler == filler and filler in (OPAQUE, CLEAR):
            # The first characters of an escape stay apart from markup before it, so that the escape can be told.
            begins_escape = following and following.start == end and following.filler not in (OPAQUE, CLEAR)
            if filler == OPAQUE or not begins_escape:
                first = merged.pop().start
        merged.append(mask if first == start else Mask(first, end, filler))
        position = end
    return merged


def blank(text: str, masks: Iterable[Mask]) -> str:
    """Copy the text with spaces for masked characters, but for those that a mask shows as another."""
    parts: list[str] = []
    position = 0
    for start, end, filler in masks:
        parts += text[position:start], (" " if filler in (OPAQUE, CLEAR) else filler) * (end - start)
        position = end
    parts.append(text[position:])
    return "".join(parts)


def _trim(pieces: Sequence[Block], bare: str) -> list[Block]:
    """Make blocks of the pieces that hold prose, each from its first to its last visible character."""
    blocks = []
    for piece in pieces:
        shown = bare[piece.start : piece.end]
        stripped = shown.lstrip()
        if stripped:
            start = piece.end - len(stripped)
            blocks.append(Block(start, start + len(stripped.rstrip()), piece.kind))
    return blocks


def _mask_outside(blocks: Sequence[Block], bare: str) -> list[Mask]:
    """Mask what is in no block and has no mask yet, such as quotation marks around a value of the front matter."""
    masks = []
    position = 0
    for start, end, _ in [*blocks, (len(bare), len(bare), None)]:
        masks += [Mask(*run.span(), OPAQUE) for run in _RUN.finditer(bare, position, start)]
        position = end
    return masks


def _clear(masks: Sequence[Mask], positions: Sequence[int]) -> Iterator[Mask]:
    """The masks, with those at sorted positions made to stand for nothing."""
    for mask in masks:
        start, end, filler = mask
        if filler != OPAQUE:
            yield mask
            continue
        for position in positions[bisect_left(positions, start) : bisect_left(positions, end)]:
            if start < position:
                yield Mask(start, position, filler)
            yield Mask(position, position + 1, CLEAR)
            start = position + 1
        if start < end:
            yield Mask(start, end, filler)


def _disjoint(spans: Iterable[Span]) -> Iterator[Span]:
    """Sort spans, and leave out those that lie inside earlier ones."""
    position = 0
    for span in sorted(spans, key=itemgetter(0)):
        if span.start >= position:
            yield span
            position = span.end
