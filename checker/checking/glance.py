"""A glance: what is found in an article right after a change, before the whole of it is reviewed again.

Rules that look at a sentence or a block at a time are asked of the blocks that changed. What else was found stays with
the words it was found in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.findings.finding import Edit, Finding, Fix, Related
from checker.text.layout import Block, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.checking.engine import Engine
    from checker.text.document import Document

__all__ = ["Before", "glance"]

_MOST = 20_000
"""Characters of changed blocks; where more has changed, a review is nearly as quick."""


class Before:
    """An article as it was reviewed, and what the rules found in it."""

    def __init__(self, doc: Document, findings: Iterable[Finding]) -> None:
        self.doc = doc.part(doc.blocks)  # without its sentences, which take room
        self.findings = tuple(finding for finding in findings if finding.reader is None)


class _Change(NamedTuple):
    """The one stretch of a text that was changed, as it was; and by how much what follows has moved."""

    start: int
    end: int
    shift: int

    @classmethod
    def between(cls, old: str, new: str) -> _Change:
        most = min(len(old), len(new))
        start = _shared(old, new, most, is_end=False)
        after = _shared(old, new, most - start, is_end=True)
        return cls(start, len(old) - after, len(new) - len(old))

    def moved(self, span: tuple[int, int], *, is_block: bool = False) -> Span | None:
        """Where a stretch stands now; ``None`` where it changed, or, unless it is a block, what stands against it."""
        start, end = span
        if end < self.start + is_block:
            return Span(start, end)
        return Span(start + self.shift, end + self.shift) if start > self.end - is_block else None


def _shared(one: str, other: str, most: int, *, is_end: bool) -> int:
    """How many characters, up to ``most``, two texts begin with or end in alike."""
    low = 0
    while low < most:
        middle = (low + most + 1) // 2
        if one[-middle:] == other[-middle:] if is_end else one[:middle] == other[:middle]:
            low = middle
        else:
            most = middle - 1
    return low


def glance(engine: Engine, doc: Document, before: Before) -> list[Finding] | None:
    """What is found in ``doc``, which was ``before``; ``None`` where too much has changed for it to be quick."""
    change = _Change.between(before.doc.text, doc.text)
    same: dict[Block, Block] = {}
    """The blocks of the article that are as they were, by what they were."""
    blocks = set(doc.blocks)
    for block in before.doc.blocks:
        if span := change.moved(block[:2], is_block=True):
            there = block._replace(start=span.start, end=span.end)
            if there in blocks and doc.masked[slice(*span)] == before.doc.masked[slice(*block[:2])]:
                same[block] = there
    changed = sorted(blocks.difference(same.values()))
    if sum(block.end - block.start for block in changed) > _MOST:
        return None
    kept: list[Finding] = []
    known: list[Finding] = []
    for finding in before.findings:
        was = before.doc.block_at(finding.span.start)
        now = _moved(finding, change, doc, is_block=was in same)
        if now is None:
            continue
        if was in same:
            kept.append(now)
        elif (was is None) == (doc.block_at(now.span.start) is None):
            known.append(now)
    return engine.glance(doc, changed, kept, known)


def _moved(finding: Finding, change: _Change, doc: Document, *, is_block: bool) -> Finding | None:
    """A finding where its words stand now; without the places that are gone, and the repair that went with them."""
    span = change.moved(finding.span, is_block=is_block)
    if span is None:
        return None
    related = [
        Related(place, each.message).placed(doc) for each in finding.related if (place := change.moved(each.span))
    ]
    fix = finding.fix
    if fix:
        places = [change.moved(edit[:2], is_block=is_block) for edit in fix.edits]
        edits = [Edit(*place, edit.text) for place, edit in zip(places, fix.edits, strict=True) if place]
        fix = Fix(tuple(edits), fix.applicability) if len(edits) == len(places) else None
    line, column = doc.position(span.start)
    end_line, end_column = doc.position(span.end)
    return finding._replace(
        span=span,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        fix=fix,
        related=tuple(related),
    )
