"""What holds for the layout of any text in any format, and how tests write layouts down."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.text import formats
from checker.text.layout import CLEAR, OPAQUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.text.layout import Block, Layout, Mask, Span

SECONDS = 5
"""Processor time that no text of fifty thousand characters takes, even on a slow machine."""


def shown(found: Layout, text: str) -> str:
    """Write the text with ``#`` for each thing and ``~`` for each character that stands for nothing."""
    characters = list(text)
    for start, end, filler in found.masks:
        for position in range(start, end):
            if characters[position] != "\n":
                characters[position] = {OPAQUE: "#", CLEAR: "~"}.get(filler, filler)
    return "".join(characters)


def blocks(found: Layout, text: str) -> list[tuple[str, str]]:
    """List kind and text of each block."""
    return [(block.kind.value, text[block.start : block.end]) for block in found.blocks]


def comments(found: Layout, text: str) -> list[str]:
    """List the bodies of the comments."""
    return [text[start:end] for start, end in found.comments]


def assert_linear(piece: str, path: str, fields: tuple[str, ...] = (), head: str = "", tail: str = "") -> None:
    """Assert that fifty thousand characters of the same are read in seconds: quadratic time would be half a minute."""
    text = head + piece * (50_000 // len(piece)) + tail
    started = time.process_time()
    assert_sound(text, path, fields)
    assert time.process_time() - started < SECONDS


def assert_sound(text: str, path: str, fields: tuple[str, ...] = ()) -> Layout:
    """Assert what holds for the layout of any text; returns the layout."""
    found = formats.layout_of(text, path, fields)
    masked = assert_complete(found, text)
    if found.beside:
        assert_complete(found.beside, text)
        assert all(all(masked[start:end]) for start, end, _ in found.beside.blocks)
        assert not found.beside.is_article
    return found


def assert_complete(found: Layout, text: str) -> list[bool]:
    """Assert that spans are in order, and all is masked or in a block; returns which characters are masked."""
    assert_in_order(found.masks, len(text))
    assert_in_order(found.blocks, len(text))
    assert_in_order(found.comments, len(text))
    masked = [False] * len(text)
    hidden = [False] * len(text)
    for start, end, filler in found.masks:
        assert start < end
        assert filler in {OPAQUE, CLEAR} or end - start == 1
        masked[start:end] = [True] * (end - start)
        if filler in {OPAQUE, CLEAR}:
            hidden[start:end] = [True] * (end - start)
    in_block = [False] * len(text)
    for start, end, _ in found.blocks:
        assert start < end
        assert not hidden[start]
        assert not hidden[end - 1]
        assert masked[start] or not text[start].isspace()
        assert masked[end - 1] or not text[end - 1].isspace()
        in_block[start:end] = [True] * (end - start)
    for start, end in found.comments:
        assert all(masked[start:end])
    assert all(masked[at] or in_block[at] or text[at].isspace() for at in range(len(text)))
    for pair in found.pairs:
        assert pair.source is None or 0 <= pair.source.start <= pair.source.end <= len(text)
        assert 0 <= pair.target.start < pair.target.end <= len(text)
        if pair.meaning:
            place = pair.place(0, len(pair.meaning))
            assert pair.target.start <= place.start < place.end <= pair.target.end
    return masked


def assert_in_order(spans: Sequence[Mask | Block | Span], size: int) -> None:
    """Assert that spans are sorted, disjoint and inside a text of this size."""
    assert all(0 <= span.start <= span.end <= size for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
