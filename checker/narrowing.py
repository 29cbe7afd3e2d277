"""Narrowing: which of an article's findings are wanted, and how that moves along while repairs are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from checker.formats.layout import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.document import Document
    from checker.edits import Edit
    from checker.rule import Finding

__all__ = ["ChangedLines", "Narrowing", "moved", "narrowed"]


class Narrowing(Protocol):
    """Something that lets only some findings pass."""

    def kept(self, doc: Document, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that pass."""

    def after(self, doc: Document, findings: Sequence[Finding], edits: Sequence[Edit]) -> Narrowing:
        """The same for the article after sorted, disjoint ``edits`` to ``doc``, in which ``findings`` were found."""


def narrowed(doc: Document, findings: Sequence[Finding], by: Iterable[Narrowing]) -> list[Finding]:
    """The findings that pass all narrowings, in their order."""
    kept = list(findings)
    for narrowing in by:
        passing = set(map(id, narrowing.kept(doc, findings)))
        kept = [finding for finding in kept if id(finding) in passing]
    return kept


def moved(span: Span, edits: Iterable[Edit]) -> Span:
    """Where ``span`` stands after sorted, disjoint edits; text put in at its ends belongs to it."""
    start, end = span
    for edit in edits:
        grown = len(edit.text) - (edit.end - edit.start)
        if edit.end <= span.start and edit.start < span.start:
            start += grown
        if edit.start <= span.end:
            end += grown
    return Span(start, max(start, end))


class ChangedLines:
    """Lets pass what touches a changed line; deleting lines leaves none to touch."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = tuple(spans)

    @classmethod
    def of(cls, doc: Document, lines: Iterable[range]) -> ChangedLines:
        """From line numbers, which may go past the end of the article."""
        last = doc.position(len(doc.text))[0]
        return cls(
            Span(doc.line(changed.start).start, doc.line(min(changed.stop - 1, last)).end)
            for changed in lines
            if changed.start <= last
        )

    def kept(self, _doc: Document, findings: Sequence[Finding]) -> list[Finding]:
        """The findings on changed lines."""
        return [
            finding
            for finding in findings
            if any(finding.span.start <= span.end and span.start <= finding.span.end for span in self._spans)
        ]

    def after(self, _doc: Document, _findings: Sequence[Finding], edits: Sequence[Edit]) -> ChangedLines:
        """The same lines where they stand then."""
        return ChangedLines(moved(span, edits) for span in self._spans)
