"""What a file format says about a text: what in it is not prose, and where its blocks are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
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
    """A stretch that is not prose, and the character that stands in for each of its own.

    That is ``OPAQUE`` or ``CLEAR``; or, for the last character of an escape whose others are clear, the one that it
    means: ``&rsquo;`` is read as ``’``.
    """

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


class Translated(NamedTuple):
    """A translation and what it was made from.

    ``target`` is where the translation stands, ``text`` the source as its reader sees it, and ``source`` where that
    stands, if it is in the same file. ``meaning`` is the translation as a program reads it, ``place`` tells where in
    the file a stretch of that stands. ``flags`` are what a catalogue says of the entry, such as ``c-format``;
    ``is_one`` is a form for one thing, which may do without the number; ``is_many`` one for several, and ``is_alone``
    the first of an entry of which other forms have no translation.
    """

    target: Span
    source: Span | None
    text: str
    meaning: str = ""
    place: Callable[[int, int], Span] = Span
    flags: str = ""
    is_one: bool = False
    is_many: bool = False
    is_alone: bool = False


class LanguageMark(StrEnum):
    """What says of a text that it is not English, or to stay as it is."""

    LANG = "lang"
    """The attribute of an element."""
    TRANSLATE = "translate"
    """An element's ``translate="no"`` or class ``notranslate``."""
    HEADER = "header"
    """What the file says at its head: front matter, ``:lang:``, ``Language:``."""
    PATH = "path"
    """The folder or the name of the file."""


class Says(StrEnum):
    """What markup says of a stretch."""

    ENGLISH = "English"
    FOREIGN = "foreign"
    KEPT = "to stay as it is"


class Marked(NamedTuple):
    """A stretch of which the markup says whether it is English."""

    start: int
    end: int
    says: Says

    def is_hidden(self, marks: Collection[str]) -> bool:
        """Whether it is passed over, where only such ``marks`` are heeded."""
        by = {Says.FOREIGN: LanguageMark.LANG, Says.KEPT: LanguageMark.TRANSLATE}
        return by.get(self.says) in marks


class FlawKind(StrEnum):
    """What is wrong with markup."""

    EMPHASIS = "emphasis"
    LINK = "link"
    TAG = "tag"
    HEADING = "heading"
    TASK = "task"
    PLACEHOLDER = "placeholder"
    WRAPPER = "wrapper"
    CODE = "code"
    BACKQUOTE = "backquote"


class Flaw(NamedTuple):
    """Markup that shows as it stands, since it is not written as its format has it; it is masked as it was meant.

    ``edits`` mend it: sorted and disjoint stretches with their new text; none where nobody can tell what was meant.
    """

    start: int
    end: int
    kind: FlawKind
    edits: tuple[tuple[int, int, str], ...] = ()
    is_certain: bool = True
    """Whether nothing else can have been meant."""


Encoder = Callable[[Span, str], str | None]
"""Writes a replacement for a span as the format has it, escapes and all; ``None`` where it cannot stand there."""


Edits = Sequence[tuple[int, int, str]]
"""Sorted and disjoint stretches with their new text."""

Redrawer = Callable[[Edits], Edits | None]
"""Tells which edits of markup must go with edits of text; ``None`` where the text cannot be changed so."""


class Layout(NamedTuple):
    """Masks, blocks and comments of one text, each sorted by position and free of overlaps.

    ``comments`` are the bodies of comments that a reader does not see (between ``<!--`` and ``-->``, say); they
    lie inside masks, and only they can hold directives.
    """

    masks: tuple[Mask, ...]
    blocks: tuple[Block, ...]
    comments: tuple[Span, ...]
    encode: Encoder | None = None
    """How new text is written; without it as it is."""
    encode_meaning: Encoder | None = None
    """The same for a string of a data file as a program reads it, tags and all, where ``encode`` takes prose."""
    whole_lines: bool = True
    """Whether a paragraph that is taken out takes its lines along; not in a format where lines mean nothing."""
    is_article: bool = True
    """Whether the blocks are one text, with a headline maybe; not where they are strings of a program or records."""
    pairs: tuple[Translated, ...] = ()
    """The translations of a file that holds the source text too, in reading order."""
    names: tuple[Span, ...] = ()
    """Text that a reader sees and that must match a name elsewhere, such as that of a reference: sorted and disjoint.
    Nothing is found in one, and no repair touches one."""
    fault: str = ""
    """Why the text could not be read to its end; of a format that is data and must be well-formed."""
    language: str = ""
    """The language that the file says it is in, as a tag such as ``pt-BR``; empty where it says nothing."""
    source_language: str = ""
    """The same of the source texts in ``pairs``."""
    marked: tuple[Marked, ...] = ()
    """The stretches of which the markup says whether they are English, such as elements with ``lang``."""
    flaws: tuple[Flaw, ...] = ()
    """Markup that shows, in reading order."""
    redraw: Redrawer | None = None
    """What must be drawn anew where the text is changed: the lines under a title."""
    beside: Layout | None = None
    """What readers see or hear besides, each block by itself: alternative texts, titles of links. It lies in masks of
    this layout, and nothing is repaired in it."""
