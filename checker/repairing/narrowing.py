"""Narrowing: which of an article's findings are wanted, and how that moves along while repairs are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from checker.text.columns import Lines
from checker.text.layout import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.findings import Edit, Finding

__all__ = ["Agreed", "ChangedLines", "Narrowing", "moved", "narrowed"]


class Narrowing(Protocol):
    """Something that lets only some findings pass."""

    def kept(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that pass."""

    def after(self, findings: Sequence[Finding], edits: Sequence[Edit]) -> Narrowing:
        """The same for the article after sorted, disjoint ``edits`` to that in which ``findings`` were found."""


def narrowed(findings: Sequence[Finding], by: Iterable[Narrowing]) -> list[Finding]:
    """The findings that pass all narrowings, in their order."""
    kept = list(findings)
    for narrowing in by:
        passing = set(map(id, narrowing.kept(findings)))
        kept = [finding for finding in kept if id(finding) in passing]
    return kept


def moved(span: Span, edits: Iterable[Edit]) -> Span:
    """Where ``span`` stands after sorted, disjoint edits.

    Text put in at its ends belongs to it, and so does all that takes the place of a stretch it has a part in.
    """
    start, end = span
    for edit in edits:
        if edit.end <= span.start and edit.start < span.start:
            start += len(edit.text) - (edit.end - edit.start)
            end += len(edit.text) - (edit.end - edit.start)
        elif edit.start < span.end or edit.start == edit.end == span.end:
            start += min(0, edit.start - span.start)
            end += len(edit.text) - (min(edit.end, span.end) - edit.start)
    return Span(start, end)


class ChangedLines:
    """Lets pass what touches a changed line; deleting lines leaves none to touch."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = tuple(spans)

    @classmethod
    def of(cls, text: str, changes: Iterable[range]) -> ChangedLines:
        """From line numbers of an article's text, which may go past its end."""
        lines = Lines(text)
        last = lines.position(len(text))[0]
        return cls(
            Span(lines.line(changed.start).start, lines.line(min(changed.stop - 1, last)).end)
            for changed in changes
            if changed.start <= last
        )

    def kept(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings on changed lines."""
        return [
            finding
            for finding in findings
            if any(finding.span.start <= span.end and span.start <= finding.span.end for span in self._spans)
        ]

    def after(self, _findings: Sequence[Finding], edits: Sequence[Edit]) -> ChangedLines:
        """The same lines where they stand then."""
        return ChangedLines(moved(span, edits) for span in self._spans)


class Agreed:
    """Lets pass what so many say, the rules counting as one."""

    def __init__(self, count: int) -> None:
        self._count = count

    def kept(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that enough agree on."""
        return [finding for finding in findings if 1 + len(finding.agreeing) >= self._count]

    def after(self, _findings: Sequence[Finding], _edits: Sequence[Edit]) -> Agreed:
        """The same."""
        return self
