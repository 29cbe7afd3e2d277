"""Repair: chooses which fixes to make, makes them until nothing changes, and shows the difference."""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.edits import Edit, apply_edits
from checker.narrowing import narrowed
from checker.rule import Applicability, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.document import Document
    from checker.engine import Engine
    from checker.narrowing import Narrowing

__all__ = ["Repair", "allowed", "choose", "repair"]

ROUNDS = 10
"""Rounds after which repairing stops even if another would change something; four have always been enough."""


@dataclass(frozen=True)
class Repair:
    """What repairing did: the new document, the findings that were repaired, round by round, and those left.

    ``wanted`` are those of ``left`` that pass the narrowings.
    """

    doc: Document
    rounds: tuple[tuple[Edit, ...], ...]
    fixed: tuple[Finding, ...]
    left: tuple[Finding, ...]
    wanted: tuple[Finding, ...]


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
    chosen: list[Finding] = []
    taken: list[Edit] = []
    for finding in findings:
        if finding.fix and finding.fix.edits and allowed(finding, unsafe=unsafe):
            if any(_touches(edit, taken) for edit in finding.fix.edits):
                continue
            chosen.append(finding)
            for edit in finding.fix.edits:
                insort(taken, edit)
    return chosen


def _touches(edit: Edit, taken: list[Edit]) -> bool:
    """Whether an edit shares a place with one of ``taken``, which are sorted and disjoint."""
    at = bisect_right(taken, edit)
    return any(other.start <= edit.end and edit.start <= other.end for other in taken[max(at - 1, 0) : at + 1])


def repair(doc: Document, engine: Engine, *, unsafe: bool = False, narrowings: Sequence[Narrowing] = ()) -> Repair:
    """Make all allowed fixes of findings that pass the narrowings, check again, and so on until nothing changes."""
    rounds: list[tuple[Edit, ...]] = []
    fixed: list[Finding] = []
    seen = {doc.text}
    findings = engine.check(doc)
    wanted = narrowed(doc, findings, narrowings)
    while len(rounds) < ROUNDS and (chosen := choose(wanted, unsafe=unsafe)):
        edits = sorted(edit for finding in chosen if finding.fix for edit in finding.fix.edits)
        text = apply_edits(doc.text, edits)
        if text in seen:
            break
        seen.add(text)
        rounds.append(tuple(edits))
        fixed += chosen
        narrowings = [narrowing.after(doc, findings, edits) for narrowing in narrowings]
        doc = doc.rewritten(text)
        findings = engine.check(doc)
        wanted = narrowed(doc, findings, narrowings)
    return Repair(doc, tuple(rounds), tuple(fixed), tuple(findings), tuple(wanted))
