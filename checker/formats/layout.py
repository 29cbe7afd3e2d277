"""What a file format says about a text: what in it is not prose, and where its blocks are."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

OPAQUE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a thing inside prose: code, a URL, a formula, an image, a shortcode."""

CLEAR = "\N{WORD JOINER}"
"""Stands for nothing: markup that a reader does not see, such as ``**`` or ``](…)``."""


class Span(NamedTuple):
    """A half-open stretch of character offsets into ``Document.text``."""

    start: int
    end: int


class Mask(NamedTuple):
    """A stretch that is not prose, and the character that stands in for each of its own."""

    start: int
    end: int
    filler: str


class BlockKind(StrEnum):
    """What a block is to its reader."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    CELL = "cell"
    QUOTE = "quote"
    FRONT_MATTER = "front-matter"


class Block(NamedTuple):
    """A stretch of prose that no sentence crosses: a paragraph, a heading, a list item, a table cell."""

    start: int
    end: int
    kind: BlockKind


class Layout(NamedTuple):
    """Masks, blocks and comments of one text, each sorted by position and free of overlaps.

    ``comments`` are the bodies of comments that a reader does not see (between ``<!--`` and ``-->``, say); they
    lie inside masks, and only they can hold directives.
    """

    masks: tuple[Mask, ...]
    blocks: tuple[Block, ...]
    comments: tuple[Span, ...]
