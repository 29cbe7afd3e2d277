"""The quotations of an article: which marks open and close them, and which marks are left over.

A quotation never leaves its block, but for one of several paragraphs, each of which opens it anew and only the last of
which closes it. What looks like a mark and is none (an apostrophe, feet and inches) is left out. One pass over the
marks; what a mark does is told by what stands beside it, and where that does not tell, by what is open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from checker.store.kept import cached_property
from checker.text.document import CLEAR, Block, BlockKind, Document, Span, fact
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "CURLY",
    "MARKS",
    "STRAIGHT",
    "Leftover",
    "Mark",
    "Quotation",
    "Quotations",
    "Role",
    "Style",
    "quotations_of",
]


Role = Literal["open", "close", "either", "close or apostrophe"]
"""What a mark can do where it stands."""


class Mark(NamedTuple):
    """A quotation mark; ``text`` is as written, so that two characters can be one mark (``''``)."""

    start: int
    end: int
    text: str
    role: Role

    @property
    def is_single(self) -> bool:
        """Whether it is a single mark."""
        return self.text in _SINGLE


class Quotation(NamedTuple):
    """Two marks that belong together; ``is_nested`` when they stand inside another quotation."""

    opening: Mark
    closing: Mark
    block: Block
    is_nested: bool


class Leftover(NamedTuple):
    """A mark without its fellow, which is missing in ``reach``: up to the next double mark or the block's edge."""

    mark: Mark
    block: Block
    reach: Span


class Style(NamedTuple):
    """A pair of marks."""

    opening: str
    closing: str


STRAIGHT, CURLY = Style('"', '"'), Style("“", "”")


MARKS = frozenset("\"“”„‟«»‹›「」『』〝〞'‘’‚‛`´")
"""All characters that are quotation marks somewhere, or are taken for one."""

_SINGLE = frozenset("'‘’‚‛‹›")
_OPENING = frozenset("“„‟«‹「『〝‘‚‛")
_CLOSING = frozenset("”»›」』〞")
_MARK = lazy(
    r"""
    ["“”„‟«»‹›「」『』〝〞'‘’‚‛`´,]    # a class that comes first is searched for fast
    (?: (?<=')(?<!'')'(?!') | (?<=`)(?<!``)`(?!`) | (?<=´)´      # two single marks for a double one
      | (?<=")(?<![\w"]")"(?=\w) | (?<=[\w.,!?]")"(?![\w"])
      | (?<=,)(?<![\w,],),(?=\w)
      | (?<=["“”„‟«»‹›「」『』〝〞])(?!(?<=[\u05d0-\u05ea].)[\u05d0-\u05ea])     # nor one inside a Hebrew word
      | (?<=['‘’‚‛]) (?: (?<![^\W_].) | (?![^\W_]) )             # but no apostrophe inside a word
    )
    """,
    re.VERBOSE,
)
_ELISION = lazy(
    r"(?:\d\ds?|[tT](?:il|is|was|were|ill|would)|[nN]|[eE]m|[cC]ause|[cC]os|[bB]out|[rR]ound|[kK]ay|[sS]up)(?!\w)",
)
"""What follows an apostrophe at a word's start: the ’90s, ’til, rock ’n’ roll."""

_DROPPED_G = lazy(r"(?:in|\b[oO]|\bth|\b[a-zA-Z])\Z")
_FITTING = frozenset(
    [
        *zip("\"“„„‟”«»»‹「『〝'‘‚‚‛", "\"””“””»«»›」』〞'’‘’’", strict=True),
        *(("''", "''"), ("``", "''"), ("``", "´´"), ("``", "``"), ("``", '"'), ("´´", "´´"), ('""', '""')),
        *((",,", "''"), (",,", '"'), (",,", "”"), (",,", "“")),
    ]
)
"""Marks that make a pair in some language, doubled ones too: which language is for a rule to say."""

_INTRODUCTION = lazy(r"(?:[,:]|\b(?:said|says|added|asked|replied|wrote|that|called|the|a|as))\Z")
_SPEAKER = lazy(
    r"""
    (?: (?:he|she|they|it|the[ ]\w+|[A-Z][\w’'-]+(?:[ ][A-Z][\w’'-]+)?)[ ] )?
    (?:said|says|adds|added|asks|asked|replied|replies|wrote|writes|explains|explained|told|notes|noted|stressed)\b
    """,
    re.VERBOSE,
)
_new = tuple.__new__  # a third of the time that the class's own constructor takes
_BESIDE = 5
"""How many marks in a row are looked past to see what they stand beside."""


@dataclass
class Quotations:
    """What the marks of an article come to, each list in reading order.

    ``style`` are the double marks that the article uses. ``mismatched`` are pairs of marks that were meant for each
    other and do not fit; ``unclosed`` and ``unopened`` are marks without a fellow in their block; ``unresumed`` close a
    quotation that an earlier paragraph opened and theirs did not open anew; ``misplaced`` are quotations one mark of
    which has the space on its wrong side. ``running`` are the stretches between a mark left over and where its
    quotation may end.
    """

    style: Style = STRAIGHT

    pairs: list[Quotation] = field(default_factory=list)
    mismatched: list[Quotation] = field(default_factory=list)
    unclosed: list[Leftover] = field(default_factory=list)
    unopened: list[Leftover] = field(default_factory=list)
    unresumed: list[Leftover] = field(default_factory=list)
    misplaced: list[Quotation] = field(default_factory=list)
    running: list[Span] = field(default_factory=list)

    @cached_property
    def _stretches(self) -> tuple[list[int], list[int]]:
        """Where quotations start, and how far the one that reaches farthest of those started so far does."""
        pairs = [*self.pairs, *self.mismatched, *self.misplaced]
        spans = sorted([*((pair.opening.start, pair.closing.end) for pair in pairs), *self.running])
        return [start for start, _ in spans], list(accumulate((end for _, end in spans), max))

    def holds(self, offset: int) -> bool:
        """Whether ``offset`` stands inside a quotation, though it may lack one of its marks."""
        starts, ends = self._stretches
        at = bisect_right(starts, offset) - 1
        return at >= 0 and offset < ends[at]

    def runs_at(self, offset: int) -> bool:
        """Whether ``offset`` stands in a quotation that its paragraph opens and does not close, or the reverse."""
        at = bisect_right(self.running, (offset, offset)) - 1
        return at >= 0 and offset < self.running[at].end


@fact
def quotations_of(doc: Document) -> Quotations:
    """The quotations of ``doc``; several rules ask for them in turn."""
    found = Quotations()
    parts = [_Part(doc.masked, block) for block in doc.blocks]
    for number, part in enumerate(parts):
        if not part.has_marks:
            continue
        found.pairs += part.pairs
        if part.is_unclear:
            continue
        found.mismatched += part.mismatched
        found.misplaced += part.misplaced
        for mark in part.open_doubles:
            last = _last_part(parts, number) if mark is part.open_doubles[-1] else None
            if last is None:
                found.unclosed.append(Leftover(mark, part.block, part.after(mark)))
            found.running.append(Span(mark.start, (last or part).end_of_first))
        for mark in part.stray_doubles:
            into = found.unresumed if mark is part.stray_doubles[0] and part.resumes else found.unopened
            into.append(Leftover(mark, part.block, part.before(mark)))
            found.running.append(Span(part.block.start, mark.end))
    found.pairs.sort()
    found.running.sort()
    found.style = _style(doc, found.pairs)
    return found


def _style(doc: Document, pairs: Sequence[Quotation]) -> Style:
    """Curly marks where most double marks are curly, or else the apostrophes are; otherwise straight ones."""
    curly = sum(pair.closing.text == "”" for pair in pairs)
    straight = sum(pair.closing.text == '"' for pair in pairs)
    if curly == straight:
        curly, straight = doc.masked.count("’"), doc.masked.count("'")
    return CURLY if curly > straight else STRAIGHT


_RUNNING = (BlockKind.PARAGRAPH, BlockKind.QUOTE)
_PARAGRAPHS_WITHOUT_MARKS = 10


def _last_part(parts: Sequence[_Part], number: int) -> _Part | None:
    """The paragraph up to which a quotation runs that paragraph ``number`` leaves open, if another takes it up."""
    if parts[number].block.kind not in _RUNNING:
        return None
    for later in parts[number + 1 : number + 2 + _PARAGRAPHS_WITHOUT_MARKS]:
        if later.block.kind not in (*_RUNNING, BlockKind.HEADING):
            return None
        if later.first_double is None:
            continue
        if later is parts[number + 1] and later.starts_quotation:
            return parts[number]
        if later.stray_doubles and not later.is_unclear and later.stray_doubles[0] is later.first_double:
            later.resumes = True
            return later
        return None
    return None


class _Part:
    """The marks of one block; one that has none has nothing else either."""

    has_marks = False
    first_double: Mark | None = None
    resumes = False
    is_unclear = False
    is_code = False
    _open_single: tuple[Mark, int] | None = None

    def __init__(self, masked: str, block: Block) -> None:
        self.masked = masked
        self.block = block
        marks = list(_MARK.finditer(masked, block.start, block.end))
        if not marks:
            return  # as in about half of the blocks
        self.has_marks = True
        self.pairs: list[Quotation] = []
        self.mismatched: list[Quotation] = []
        self.misplaced: list[Quotation] = []
        self.open_doubles: list[Mark] = []
        self.stray_doubles: list[Mark] = []
        self._perhaps: list[Mark] = []
        self._stray_singles: list[Mark] = []
        self._left_singles: list[Mark] = []
        self._doubles: list[int] = []
        for match in marks:
            self._take(match)
        self._drop_single()
        if self.open_doubles or self.stray_doubles:
            self._match_unlike()
            self._settle_misplaced()

    @property
    def end_of_first(self) -> int:
        """Where a quotation that runs into the block ends, at the latest."""
        return self.stray_doubles[0].end if self.resumes else self.block.end

    @property
    def starts_quotation(self) -> bool:
        """Whether the block begins with a mark that can open a quotation."""
        mark = self.first_double
        lead = self.masked[self.block.start : mark.start] if mark else ""
        return bool(mark and mark.role != "close" and not lead.strip(f"{CLEAR} \t([…-–—'‘"))

    def _settle_misplaced(self) -> None:
        """See two marks left over that do the same as one quotation with a space on the wrong side."""
        if len(self.stray_doubles) == 2 and not self.open_doubles:
            opening, closing = self.stray_doubles
            lead = self.masked[max(self.block.start, opening.start - 20) : opening.start]
            if self.masked[opening.end : opening.end + 1] == " " and _INTRODUCTION.search(lead):
                self.misplaced.append(Quotation(opening, closing, self.block, is_nested=False))
                self.stray_doubles = []
        if len(self.open_doubles) == 2 and not self.stray_doubles:
            opening, closing = self.open_doubles
            before = self.masked[max(self.block.start, closing.start - 2) : closing.start]
            if before[:1] in _END and before[1:] == " " and self.masked[closing.end : closing.end + 1].islower():
                self.misplaced.append(Quotation(opening, closing, self.block, is_nested=False))
                self.open_doubles = []

    # -- one mark after the other

    def _take(self, match: re.Match[str]) -> None:
        text = match.group()
        start, end = match.span()
        before, after = self.masked[start - 1], self.masked[end : end + 1]
        left, right = before, after
        # Mostly a blank or a letter stands beside a mark.
        if start == self.block.start or not (before == " " or before.isalnum()):
            left = self._beside(start - 1, -1)
            if left in ("\\", "="):
                self.is_unclear = self.is_code = True
        if end == self.block.end or not (after == " " or after.isalnum()):
            right = self._beside(end, 1)
        if text in _SINGLE:
            if role := self._single_role(match, left, right):
                self._take_single(_new(Mark, (start, end, text, role)))
            return
        stack = self.open_doubles
        role = _double_role(text, left, right, stack[-1].text if stack else "")
        if text == '"' and role == "open" and before == " " and self._ends_speech(start, end):
            role = "close"
        if role is None or (text == "''" and left + right in "  " and end < self.block.end):
            return  # an empty string of a program
        if not (text in (before, after) and self._is_empty_string(start)):
            self._take_double(_new(Mark, (start, end, text, role)))

    def _ends_speech(self, start: int, end: int) -> bool:
        """Whether a mark that has its blank before it stands between what is said and who says it."""
        is_stopped = start - 2 >= self.block.start and self.masked[start - 2] in _END
        if not self.open_doubles and self.masked[end].isupper():
            return False  # *it shows, "You said so"*
        return is_stopped and bool(_SPEAKER.match(self.masked, end, self.block.end))

    def _is_empty_string(self, start: int) -> bool:
        """Whether two straight marks stand alone: *the default is ""*."""
        start -= self.masked[start - 1 : start] == '"'
        if self.masked[start : start + 2] != '""':
            return False
        around = self.masked[max(start - 1, self.block.start) : start] + self.masked[start + 2 : start + 3]
        return not around.strip(" \t\n.,;:()")

    def _take_double(self, mark: Mark) -> None:
        self._doubles.append(mark.start)
        self.first_double = self.first_double or mark
        stack = self.open_doubles
        opens = mark.role == "open" or (mark.role == "either" and not stack)
        if mark.text == '"' and self.masked[mark.start - 1 : mark.start].isdigit() and mark.start > self.block.start:
            if not stack:
                self._doubles.pop()
                return  # inches
            self.is_unclear = True
        if opens:
            stack.append(mark)
            return
        if self._open_single and self._open_single[1] >= len(stack) > 0:
            self._drop_single()
        if stack:
            nested = len(stack) > 1 or bool(self._open_single)
            self._pair(stack.pop(), mark, nested=nested)
            if not stack:
                self.is_unclear = self.is_code
        else:
            self.stray_doubles.append(mark)

    def _take_single(self, mark: Mark) -> None:
        depth = len(self.open_doubles)
        if mark.role == "open":
            self._drop_single()
            self._open_single = (mark, depth)
        elif mark.role == "close or apostrophe":
            if self._open_single:
                self._perhaps.append(mark)
        elif self._open_single and self._open_single[1] == depth:
            self._pair(self._open_single[0], mark, nested=depth > 0)
            self._open_single = None
            self._perhaps.clear()
        else:
            self._stray_singles.append(mark)

    def _drop_single(self) -> None:
        """End the wait for a single closing mark: one possible mark seen is taken, else the opening is left over."""
        if self._open_single:
            mark, depth = self._open_single
            if len(self._perhaps) == 1:
                self._pair(mark, self._perhaps[0], nested=depth > 0)
            elif not self._perhaps:
                self._left_singles.append(mark)
        self._open_single = None
        self._perhaps.clear()

    def _pair(self, opening: Mark, closing: Mark, *, nested: bool) -> None:
        pair = Quotation(opening, closing, self.block, nested)
        if self.masked[opening.end : closing.start].strip(_BLANKS):
            fits = (opening.text, closing.text) in _FITTING
            (self.pairs if fits else self.mismatched).append(pair)

    def _match_unlike(self) -> None:
        """Pair a double mark left over with the one single mark left over that can belong to it."""
        still_open, still_stray = [], []
        for opening in self.open_doubles:
            closing = _only(self._stray_singles, self.after(opening))
            if closing:
                self.mismatched.append(Quotation(opening, closing, self.block, is_nested=False))
            else:
                still_open.append(opening)
        for closing in self.stray_doubles:
            single = _only(self._left_singles, self.before(closing))
            if single:
                self.mismatched.append(Quotation(single, closing, self.block, is_nested=False))
            else:
                still_stray.append(closing)
        self.open_doubles, self.stray_doubles = still_open, still_stray

    def after(self, mark: Mark) -> Span:
        """From the end of a mark to the next double mark."""
        at = bisect_right(self._doubles, mark.start)
        return Span(mark.end, self._doubles[at] if at < len(self._doubles) else self.block.end)

    def before(self, mark: Mark) -> Span:
        """From the double mark before a mark to its start."""
        at = bisect_right(self._doubles, mark.start - 1) - 1
        return Span(self._doubles[at] + 1 if at >= 0 else self.block.start, mark.start)

    # -- what a mark can do

    def _single_role(self, match: re.Match[str], left: str, right: str) -> Role | None:
        text = match.group()
        if _is_wordy(left) and _is_wordy(right):
            return None
        side = _side(left, right)
        if text in ("'", "’") and side == "open":
            if _ELISION.match(self.masked, match.end()):
                return None
            return "open" if text == "'" else None
        if text in _OPENING:
            return None if _ELISION.match(self.masked, match.end()) else "open"
        if side == "close":
            return self._closing_role(match, left, right)
        # A single mark with space on both sides is too often a clitic cut off (“Iran 's”, “the boys ' team”).
        if left == " " and (not right or self.masked[match.start() - 2 : match.start() - 1] in _END):
            return "close"
        return None

    def _closing_role(self, match: re.Match[str], left: str, right: str) -> Role | None:
        if not _is_wordy(left):
            return "close"
        before = self.masked[max(self.block.start, match.start() - 4) : match.start()]
        if left.isdigit() or left in "sSzZxX" or _DROPPED_G.search(before):
            return "close or apostrophe"
        return "close" if self._open_single or right in ".,;:!?" else "close or apostrophe"

    def _beside(self, at: int, step: int) -> str:
        """The nearest character from ``at`` on that is no mark: “ ” for white space, nothing at an edge."""
        masked = self.masked
        first, end, _ = self.block
        marks = 0
        while first <= at < end and marks < _BESIDE:
            character = masked[at]
            if character.isspace():
                return " "
            if character in MARKS:
                marks += 1
            elif character != CLEAR:
                return "…" if step > 0 and masked.startswith("..", at) else character
            at += step
        return ""


_END = frozenset(".,!?…")
_BLANKS = f"{CLEAR} \t"


def _only(marks: Sequence[Mark], stretch: Span) -> Mark | None:
    """The one of ``marks`` that stands in ``stretch``, if there is just one."""
    first = bisect_left(marks, stretch.start, key=_start)
    last = bisect_left(marks, stretch.end, key=_start)
    return marks[first] if last - first == 1 else None


def _start(mark: Mark) -> int:
    return mark.start


@lru_cache(maxsize=1024)
def _double_role(text: str, left: str, right: str, inside: str) -> Role | None:
    """What a double mark does between two characters, where the last quotation not yet closed was opened ``inside``."""
    side = _side(left, right)
    if text == "“" and inside and (side == "close" or inside in ("„", ",,")):
        return "close"
    if text == "»" and left in ("", " ") and right in ("", " ") and not inside:
        return None  # “Read more »”
    if text in ("«", "»"):
        return "open" if text == "«" else "close"
    if not right:
        return "close"  # nothing follows that it could open
    if text in _OPENING or text in (",,", "``"):
        return "open"
    if text in _CLOSING:
        return "open" if side == "open" and not inside else "close"
    return side


def _is_wordy(character: str) -> bool:
    return character.isalnum()


def _side(left: str, right: str) -> Role:
    """What the characters beside a mark say that it does."""
    gap_before = left in " ([{<"  # as is nothing
    gap_after = right in " )]}>"
    if gap_before and gap_after:
        return "either"
    if gap_before:
        return "either" if right in ".,;:!?" else "open"
    if gap_after or right in ".,;:!?…" or (right in "-–—/" and left not in "-–—/"):
        return "close"
    return "either"
