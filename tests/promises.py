"""What must hold of any article whatever: the promises that hostile and real texts are tried against."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from checker.checking.edits import Edit, apply_edits
from checker.checking.suppression import UNUSED
from checker.findings.vocabulary import Category
from checker.project.source import Source
from checker.repairing import fixing
from checker.text.document import CLEAR, OPAQUE, Document
from checker.text.formats import WITH_ESCAPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.checking.engine import Engine
    from checker.checking.rule import Finding
    from checker.text.layout import Mask

__all__ = ["MOST_ROUNDS", "broken_by_checking", "broken_by_round", "broken_promises"]

MOST_ROUNDS = 4

_SHOWN = {ord(OPAQUE): "O", ord(CLEAR): "C"}


def broken_promises(text: str, path: str, engine: Engine, most_rounds: int = MOST_ROUNDS) -> Iterator[str]:
    """What does not hold of an article: of its findings, and of its repair, safe and unsafe.

    Raises what checking raises.
    """
    doc = Document(text, path)
    yield from broken_by_checking(doc, engine.check(doc))
    safe: fixing.Repair | None = None
    for unsafe in (False, True):
        repair = fixing.repair(Document(text, path), engine, unsafe=unsafe)
        word = "unsafe" if unsafe else "safe"
        if safe is None:
            safe = repair
        elif repair.fixed == safe.fixed:
            return
        if len(repair.rounds) > most_rounds:
            yield f"{word} repair takes {len(repair.rounds)} rounds: {rules_of(repair)}"
        yield from (f"{word}: {broken}" for broken in broken_by_repair(text, path, repair, safe=not unsafe))
        if fixing.repair(Document(repair.doc.text, path), engine, unsafe=unsafe).rounds:
            yield f"{word} repair left what it could have repaired: {rules_of(repair)}"


def rules_of(repair: fixing.Repair) -> str:
    """The rules whose findings were repaired, for a message."""
    return ", ".join(sorted({finding.rule for finding in repair.fixed}))


def broken_by_checking(doc: Document, findings: Sequence[Finding]) -> Iterator[str]:
    """Offsets beyond the text, findings on nothing but what is masked, edits that overlap."""
    for finding in findings:
        start, end = finding.span
        if not 0 <= start <= end <= len(doc.text):
            yield f"{finding.rule} lies outside the text: {finding.span}"
        elif any(mask.start <= start and end <= mask.end for mask in _out_of_bounds(doc, finding)):
            yield f"{finding.rule} lies on what is not prose: {finding.span} {doc.text[start:end]!r}"
        if finding.fix:
            yield from _unsound(finding.fix.edits, len(doc.text), finding.rule)
        for span, *_ in finding.related:
            if not 0 <= span.start <= span.end <= len(doc.text):
                yield f"{finding.rule} points outside the text: {span}"


def _out_of_bounds(doc: Document, finding: Finding) -> tuple[Mask, ...]:
    """What a finding may not lie in: what is not prose, unless it is about that, or about what is foreign."""
    if finding.rule == UNUSED or finding.category is Category.MARKUP:
        return ()
    if doc.beside and any(block.start <= finding.span.start < block.end for block in doc.beside.whole_layout.blocks):
        doc = doc.beside
    return doc.whole_layout.masks if finding.rule == "foreign-passage" else doc.masks


def _unsound(edits: Sequence[Edit], size: int, by: str) -> Iterator[str]:
    if any(not 0 <= edit.start <= edit.end <= size for edit in edits):
        yield f"{by} edits outside the text: {edits}"
    if any(one.end > other.start for one, other in pairwise(edits)):
        yield f"{by} has edits that overlap or are not sorted: {edits}"


def broken_by_repair(text: str, path: str, repair: fixing.Repair, *, safe: bool) -> Iterator[str]:
    """What a repair broke, told by making its edits again, round by round."""
    source = Source(Path(path), text, has_bom=False)
    doc = Document(source.text, path)
    for edits in repair.rounds:
        source = source.edited(edits)
        after = Document(source.text, path)
        yield from broken_by_round(doc, after, edits, safe=safe)
        doc = after
    if source.text != repair.doc.text:
        yield "the edits, made again, do not give the repaired text"


def broken_by_round(old: Document, new: Document, edits: Sequence[Edit], *, safe: bool) -> Iterator[str]:
    """What one round of edits broke: text outside the edits, masks, the order and kind of blocks, figures."""
    yield from _unsound(edits, len(old.text), "a round")
    if apply_edits(old.text, edits) != new.text:
        yield "characters outside the edits are not as they were"
    if old.layout.masks or new.layout.masks:
        expected = _shown_masks(apply_edits(old.masked, edits))
        found = _shown_masks(new.masked)
        if Path(new.path).suffix in WITH_ESCAPES:  # what is put in may be written as an entity, which is masked
            for start, end in _put_in(edits):
                expected, found = (text[:start] + "+" * (end - start) + text[end:] for text in (expected, found))
        for start, end, _ in new.masks:
            if new.text.startswith(("http://", "https://", "www."), start):  # an address that was put together
                expected = expected[:start] + found[start:end] + expected[end:]
        if expected != found:
            at = next((at for at, pair in enumerate(zip(expected, found, strict=False)) if pair[0] != pair[1]), 0)
            yield f"masks are not what they were, near {new.text[max(at - 40, 0) : at + 40]!r}: {_near(new, edits, at)}"
        kept = [block.kind for block in old.blocks if not _is_removed(old, block.start, block.end, edits)]
        kinds = [block.kind for block in new.blocks]
        if kept != kinds:
            at = next((at for at, pair in enumerate(zip(kept, kinds, strict=False)) if pair[0] != pair[1]), -1)
            where = new.blocks[at].start if new.blocks else 0
            yield f"blocks are not what they were, near {new.text[max(where - 40, 0) : where + 40]!r}: {edits[:3]}"
    if safe and _figures(old.text, edits) != _figures(new.text, ()):
        yield f"figures are not what they were: {edits[:3]}"


def _put_in(edits: Sequence[Edit]) -> Iterator[tuple[int, int]]:
    """Where in the new text stands what the edits put in."""
    grown = 0
    for start, end, text in edits:
        yield start + grown, start + grown + len(text)
        grown += len(text) - (end - start)


def _shown_masks(masked: str) -> str:
    return "".join(_SHOWN.get(ord(character), "\n" if character == "\n" else ".") for character in masked)


def _near(new: Document, edits: Sequence[Edit], at: int) -> list[Edit]:
    del new
    return [edit for edit in edits if abs(edit.start - at) < 200][:3]


def _is_removed(doc: Document, start: int, end: int, edits: Sequence[Edit]) -> bool:
    inside = [edit for edit in edits if start <= edit.start and edit.end <= end]
    if any(edit.start <= start and end <= edit.end and not edit.text for edit in edits):
        return True
    left = apply_edits(doc.masked, inside, start, end)
    return bool(inside) and not left.replace(CLEAR, "").replace(OPAQUE, "").strip()


def _figures(text: str, edits: Sequence[Edit]) -> str:
    """The digits, less those of removed lines: their URLs go with them."""
    removals = [edit for edit in edits if not edit.text and "\n" in text[edit.start : edit.end]]
    return "".join(character for character in apply_edits(text, removals) if character.isdecimal())
