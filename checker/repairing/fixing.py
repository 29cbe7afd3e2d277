"""Repair: chooses which fixes to make, makes them until nothing changes, and shows the difference."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import PurePath
from typing import TYPE_CHECKING

from checker.checking.edits import Edit, apply_edits, edits_for
from checker.findings import Applicability, Finding, Review
from checker.findings.review import ROUNDS
from checker.repairing.narrowing import narrowed
from checker.text.document import CLEAR, OPAQUE
from checker.text.formats import BY_SUFFIX, CAN_BE_BROKEN, WITH_ESCAPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.checking.engine import Engine
    from checker.repairing.narrowing import Narrowing
    from checker.text.document import Block, Document, Span

__all__ = ["ROUNDS", "Repair", "allowed", "choose", "edits_of", "offered", "put", "repair", "together"]


@dataclass(frozen=True)
class Repair:
    """What repairing did: the new document, the edits by round, the findings repaired, and the review of the rest.

    ``wanted`` are those of ``left`` that pass the narrowings.
    """

    doc: Document
    rounds: tuple[tuple[Edit, ...], ...]
    fixed: tuple[Finding, ...]
    review: Review
    wanted: tuple[Finding, ...]

    @property
    def left(self) -> tuple[Finding, ...]:
        """The findings that were not repaired."""
        return self.review.findings


def allowed(finding: Finding, *, unsafe: bool) -> bool:
    """Whether the finding has a fix that may be made."""
    if finding.fix is None:
        return False
    applicability = finding.fix.applicability
    return applicability is Applicability.SAFE or (unsafe and applicability is Applicability.UNSAFE)


def choose(findings: Iterable[Finding], *, unsafe: bool) -> list[Finding]:
    """The findings whose fixes can be made together: allowed, and of two that touch, the first in reading order.

    Two fixes touch also when nothing lies between them, since each was judged by what stood beside it.
    """
    return _disjoint(finding for finding in findings if allowed(finding, unsafe=unsafe))


def _touches(edit: Edit, taken: list[Edit]) -> bool:
    """Whether an edit shares a place with one of ``taken``, which are sorted and disjoint."""
    at = bisect_right(taken, edit)
    return any(other.start <= edit.end and edit.start <= other.end for other in taken[max(at - 1, 0) : at + 1])


def repair(doc: Document, engine: Engine, *, unsafe: bool = False, narrowings: Sequence[Narrowing] = ()) -> Repair:
    """Make all allowed fixes of findings that pass the narrowings, check again, and so on until nothing changes.

    A fix after which the markup would be read as something else is not made.
    """
    rounds: list[tuple[Edit, ...]] = []
    fixed: list[Finding] = []
    seen = {doc.text}
    review = engine.review(doc)
    wanted = narrowed(review.findings, narrowings)
    while len(rounds) < ROUNDS:
        chosen, after = _made(doc, choose(wanted, unsafe=unsafe))
        if after.text in seen:
            break
        seen.add(after.text)
        edits = _edits(chosen)
        rounds.append(edits)
        fixed += chosen
        narrowings = [narrowing.after(review.findings, edits) for narrowing in narrowings]
        doc = after
        review = engine.review(doc)
        wanted = narrowed(review.findings, narrowings)
    review = replace(review, findings=tuple(offered(doc, review.findings)))
    return Repair(doc, tuple(rounds), tuple(fixed), review, tuple(narrowed(review.findings, narrowings)))


def offered(doc: Document, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, without the fixes after which the markup would be read as something else.

    Only those that may do so are tried, and nearly always all at once.
    """
    left = [
        finding
        for finding in findings
        if finding.fix and finding.fix.edits and _may_change_markup(doc, finding.fix.edits)
    ]
    refused: set[int] = set()
    tries = _tries(doc)
    while left:
        chosen = _disjoint(left)
        made = set(map(id, _made(doc, chosen, tries)[0]))
        tried = set(map(id, chosen))
        refused |= tried - made
        left = [finding for finding in left if id(finding) not in tried]
    return [finding._replace(fix=None) if id(finding) in refused else finding for finding in findings]


_OF_MARKUP = re.compile(r"[*_`()\[\]<>#&|~\\{}=+^@$:]|\n")
_OF_LINE = re.compile(rf"[^ {CLEAR}]")
_OPENS_BLOCK = re.compile(r"\s*(?:[^\w\s“\"‘'(]|\d{1,9}[.)]|\w[.)]|\Z)")


def _may_change_markup(doc: Document, edits: Sequence[Edit]) -> bool:
    """Whether the edits touch what can be markup, in a text that has any: most put words in place of words."""
    if BY_SUFFIX.get(PurePath(doc.path).suffix.lower()) in (None, "plain") and not doc.masks:
        return False
    for start, end, new in edits:
        if _OF_MARKUP.search(new) or _OF_MARKUP.search(doc.masked, start, end):
            return True
        # White space before it, and what stands at the start of a line, may mean something.
        line = doc.line(doc.position(start)[0])
        if not _OF_LINE.search(doc.masked, line.start, start) and _OPENS_BLOCK.match(new + doc.text[end : end + 12]):
            return True
        beside = doc.masked[start - 1 : start] + doc.masked[end : end + 1]
        if CLEAR in beside and not (new and new[0].isalpha() and new[-1].isalpha()):
            return True
    return False


def together(doc: Document, findings: Iterable[Finding]) -> tuple[list[Finding], tuple[Edit, ...]]:
    """Those of the findings whose repairs can be made at once, whatever their applicability, and the edits."""
    made = _made(doc, _disjoint(findings))[0]
    return made, _edits(made)


def put(doc: Document, span: Span, new: str) -> tuple[Edit, ...]:
    """The edits that put new text in place of a stretch; none where the markup would be read as something else."""
    edits = edits_for(doc, span, new) or ()
    return edits if _keeps_markup(doc, _after(doc, edits), edits) else ()


def edits_of(doc: Document, finding: Finding, number: int) -> tuple[Edit, ...] | None:
    """The edits that put in a suggestion of a finding, counted from 0; ``None`` where it cannot be put there."""
    if number == 0 and finding.fix:
        return finding.fix.edits
    return edits_for(doc, finding.span, finding.to_read[number])


def _disjoint(findings: Iterable[Finding]) -> list[Finding]:
    """Those whose fixes can be made together: of two that touch, the first."""
    chosen: list[Finding] = []
    taken: list[Edit] = []
    for finding in findings:
        if finding.fix and finding.fix.edits and not any(_touches(edit, taken) for edit in finding.fix.edits):
            chosen.append(finding)
            for edit in finding.fix.edits:
                insort(taken, edit)
    return chosen


def _edits(chosen: Iterable[Finding]) -> tuple[Edit, ...]:
    return tuple(sorted(edit for finding in chosen if finding.fix for edit in finding.fix.edits))


_MOST_READ = 5_000_000
"""Characters that are read for tries, all in all."""
_FEWEST_TRIES = 8


def _tries(doc: Document) -> Iterator[int]:
    """As many tries as there is time for: each reads the article once, and a long one with much to refuse takes many.

    What is left untried is refused.
    """
    return iter(range(max(_FEWEST_TRIES, _MOST_READ // max(1, len(doc.text)))))


def _made(doc: Document, chosen: list[Finding], tries: Iterator[int] | None = None) -> tuple[list[Finding], Document]:
    """The fixes that keep the markup what it is, and the document with them made.

    Nearly always these are all. Where they are not, halves are tried, and halves of those that do not do.
    """
    tries = _tries(doc) if tries is None else tries
    after = _after(doc, _edits(chosen))
    if next(tries, None) is not None and _keeps_markup(doc, after, _edits(chosen)):
        return chosen, after
    kept: list[Finding] = []
    for part in _halves(chosen):
        _add(doc, part, kept, tries)
    kept.sort(key=lambda finding: finding.span)
    return kept, _after(doc, _edits(kept))


def _add(doc: Document, part: list[Finding], kept: list[Finding], tries: Iterator[int]) -> None:
    """Add to ``kept`` what of ``part`` can be made together with it."""
    if next(tries, None) is None:
        return
    edits = _edits([*kept, *part])
    if _keeps_markup(doc, _after(doc, edits), edits):
        kept += part
    elif len(part) > 1:
        for half in _halves(part):
            _add(doc, half, kept, tries)


def _halves(part: list[Finding]) -> Iterator[list[Finding]]:
    yield part[: len(part) // 2]
    yield part[len(part) // 2 :]


def _after(doc: Document, edits: Iterable[Edit]) -> Document:
    return doc.rewritten(apply_edits(doc.text, edits))


def _keeps_markup(old: Document, new: Document, edits: Sequence[Edit]) -> bool:
    """Whether what is masked is masked still, nothing else is, and the blocks are of the same kinds in the same order.

    Where there is no markup, as in plain text, there is none to be kept.
    """
    if not (old.masks or new.masks):
        return True
    suffix = PurePath(old.path).suffix.lower()
    expected, found = _hidden(apply_edits(old.masked, _masked_as_drawn(old, edits))), _hidden(new.masked)
    if suffix in CAN_BE_BROKEN:
        # Here it only matters what is hidden: strings have no structure that would go with it.
        expected, found = (_without_new(text, edits).replace(CLEAR, OPAQUE) for text in (expected, found))
        return not new.laid_out.fault and expected == found
    if expected != found:
        # Two halves of an address that are put together are one again, and no prose.
        for start, end, _ in new.masks:
            if _ADDRESS.match(new.text, start, end):
                expected = expected[:start] + found[start:end] + expected[end:]
    if suffix in WITH_ESCAPES:
        # What is put in is written so that it is read as meant, and some of that is masked itself.
        expected, found = _without_new(expected, edits), _without_new(found, edits)
    if expected != found:
        return False
    at = 0
    kinds = []
    for block in old.blocks:
        while at < len(edits) and edits[at].end < block.start:
            at += 1
        inside = takewhile(lambda edit, end=block.end: edit.start <= end, edits[at:])  # type: ignore[misc]
        if not _takes_out(old, block, [*inside]):
            kinds.append(block.kind)
    return kinds == [block.kind for block in new.blocks]


def _masked_as_drawn(doc: Document, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits as they are to be made in ``doc.masked``: a line of one mark that goes on is hidden as it was."""
    for start, end, new in edits:
        if doc.layout.redraw and start == end and set(new) == {doc.text[start - 1]}:
            line = doc.line(doc.position(start)[0])
            if line.end == start and set(doc.text[slice(*line)]) == set(new):
                yield Edit(start, end, doc.masked[start - 1] * len(new))
                continue
        yield Edit(start, end, new)


def _without_new(text: str, edits: Sequence[Edit]) -> str:
    """The text that edits have made, without what they put in."""
    pieces: list[str] = []
    at = grown = 0
    for start, end, new in edits:
        pieces.append(text[at : start + grown])
        grown += len(new) - (end - start)
        at = end + grown
    return "".join([*pieces, text[at:]])


_ADDRESS = re.compile(r"(?:https?://|www\.)\S")
_SEEN = re.compile(f"[^{OPAQUE}{CLEAR}\n]")


def _hidden(masked: str) -> str:
    return _SEEN.sub(" ", masked)


def _takes_out(doc: Document, block: Block, edits: Sequence[Edit]) -> bool:
    """Whether the edits leave nothing of a block that a reader sees."""
    if any(edit.start <= block.start and block.end <= edit.end and not edit.text for edit in edits):
        return True
    inside = [edit for edit in edits if block.start <= edit.start and edit.end <= block.end]
    if not inside:
        return False
    left = apply_edits(doc.masked, inside, block.start, block.end)
    return not left.replace(CLEAR, "").replace(OPAQUE, "").strip()
