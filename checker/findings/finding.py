"""A finding: what a rule or a reader says of a stretch of an article, with all that a report needs; plain data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from checker.findings.vocabulary import Applicability, Category, Severity
from checker.text.layout import Span

try:
    from _blake2 import blake2b  # with hashlib, OpenSSL would be loaded at every start
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.text.document import Document

__all__ = ["WORDS_OF_AN_EDITOR", "Edit", "Finding", "Fix", "Hit", "Related", "fingerprinted"]


class Edit(NamedTuple):
    """New text for a stretch of the document."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """A repair: sorted, disjoint edits and how far they can be trusted."""

    edits: tuple[Edit, ...]
    applicability: Applicability


class Related(NamedTuple):
    """Another place that belongs to a finding, and what it is there; lines and columns are 0 as a rule gives it."""

    span: Span
    message: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def placed(self, doc: Document) -> Related:
        """The same with its lines and columns in ``doc``."""
        return Related(self.span, self.message, *doc.position(self.span.start), *doc.position(self.span.end))


WORDS_OF_AN_EDITOR = 250
"""An editor may leave one slip in so many words. Of edited news articles hardly any has as much and from two rules; of
machine translations without an editor nine of ten have."""


class Hit(NamedTuple):
    """What a rule yields: where, what to say, and what to put there.

    ``replacements`` are texts for the whole of ``span``, best first; with an applicability of safe or unsafe the
    first can be applied, and with it ``also``: edits elsewhere without which it would be half a repair, as at the other
    end of a quotation. ``severity`` is given where a hit weighs otherwise than its rule. ``entry`` is the row of the
    rule's table that spoke, ``confidence`` how sure a reader is, from 0 to 1. ``mends`` are edits of markup, which no
    replacement can make; they stand in place of ``replacements`` and ``also``. What is ``doubtful`` is heard only where
    other rules have found enough to show that nobody edited the article: one thing beyond doubt ``within`` so many
    words.
    """

    span: Span
    message: str
    replacements: tuple[str, ...] = ()
    applicability: Applicability = Applicability.DISPLAY
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    also: tuple[Edit, ...] = ()
    entry: str | None = None
    confidence: float | None = None
    mends: tuple[Edit, ...] = ()
    doubtful: bool = False
    within: int = WORDS_OF_AN_EDITOR


class Finding(NamedTuple):
    """A hit with all that a report needs.

    ``line`` and ``column`` count from 1, the column in characters; the end is exclusive. ``excerpt`` is the text of
    ``span`` without markup that a reader does not see. ``suggestions`` are texts to put in place of ``span``, best
    first, and ``shown`` the same as a reader sees them, where markup or escapes make that another text; ``fix`` says
    whether the first can be applied, and by which edits. ``context`` is the line that the finding starts in, with an
    ellipsis where it is cut, and ``context_column`` the finding's column in that. ``fingerprint`` is what it is known
    by when the lines around it move. ``reader`` names who found it where that was no rule of this program's,
    ``confidence`` says how sure that one is, from 0 to 1, ``entry`` which row of a rule's table spoke. ``precision`` is
    how often people mark what the rule finds, from 0 to 1; ``agreeing`` are readers who marked the same stretch.
    """

    rule: str
    category: Category
    severity: Severity
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    excerpt: str
    message: str
    suggestions: tuple[str, ...] = ()
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    context: str = ""
    context_column: int = 1
    fingerprint: str = ""
    entry: str | None = None
    reader: str | None = None
    confidence: float | None = None
    shown: tuple[str, ...] = ()
    precision: float = 1.0
    agreeing: tuple[str, ...] = ()

    @property
    def to_read(self) -> tuple[str, ...]:
        """The suggestions as a reader sees them, to be set beside ``excerpt``."""
        return self.shown or self.suggestions

    @classmethod
    def at(cls, doc: Document, rule: str, category: Category, severity: Severity, span: Span, **more: Any) -> Self:
        """A finding on ``span`` of ``doc``, which tells its positions and context; ``more`` are its other fields."""
        line, column = doc.position(span.start)
        end_line, end_column = doc.position(span.end)
        context, at = _context(doc, span, line)
        return cls(
            rule,
            category,
            severity,
            span,
            line,
            column,
            end_line,
            end_column,
            context=context,
            context_column=at,
            **more,
        )

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain data that JSON can hold; docs/report.schema.json describes it."""
        fix = self.fix and {
            "applicability": self.fix.applicability.value,
            "edits": [{"start": start, "end": end, "text": text} for start, end, text in self.fix.edits],
        }
        return {
            "rule": self.rule,
            "entry": self.entry,
            "category": self.category.value,
            "severity": self.severity.word,
            "start": self.span.start,
            "end": self.span.end,
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
            "excerpt": self.excerpt,
            "context": self.context,
            "context_column": self.context_column,
            "message": self.message,
            "suggestions": list(self.suggestions),
            "shown": list(self.shown),
            "fix": fix,
            "related": [
                {
                    "start": span.start,
                    "end": span.end,
                    "line": line,
                    "column": column,
                    "end_line": end_line,
                    "end_column": end_column,
                    "message": message,
                }
                for span, message, line, column, end_line, end_column in self.related
            ],
            "fingerprint": self.fingerprint,
            "reader": self.reader,
            "confidence": self.confidence,
            "precision": self.precision,
            "agreeing": list(self.agreeing),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The finding that ``to_dict`` made ``data`` of.

        Raises ``KeyError``, ``TypeError`` or ``ValueError`` for anything else.
        """
        fix = data["fix"]
        return cls(
            data["rule"],
            _CATEGORIES[data["category"]],
            _SEVERITIES[data["severity"]],
            Span(data["start"], data["end"]),
            data["line"],
            data["column"],
            data["end_line"],
            data["end_column"],
            data["excerpt"],
            data["message"],
            tuple(data["suggestions"]),
            fix
            and Fix(
                tuple([Edit(edit["start"], edit["end"], edit["text"]) for edit in fix["edits"]]),
                Applicability(fix["applicability"]),
            ),
            tuple(
                [
                    Related(
                        Span(place["start"], place["end"]),
                        place["message"],
                        place["line"],
                        place["column"],
                        place["end_line"],
                        place["end_column"],
                    )
                    for place in data["related"]
                ]
            ),
            data["context"],
            data["context_column"],
            data["fingerprint"],
            data["entry"],
            data["reader"],
            data["confidence"],
            tuple(data["shown"]),
            data["precision"],
            tuple(data["agreeing"]),
        )


_CATEGORIES = {category.value: category for category in Category}
_SEVERITIES = {severity.word: severity for severity in Severity}

_BEFORE = 100
_AFTER = 400
"""Characters that a finding's context has at most before and from its start on: a line may be the whole file."""


def _context(doc: Document, span: Span, line: int) -> tuple[str, int]:
    """The line that a span starts in, or what of it stands near; and the column of the span's start in that."""
    first, last = doc.line(line)
    start = first if span.start - first <= _BEFORE else span.start - _BEFORE
    end = last if last - span.start <= _AFTER else span.start + _AFTER
    cut = "…" if start > first else ""
    return f"{cut}{doc.text[start:end]}{'…' if end < last else ''}", span.start - start + len(cut) + 1


_WORDS_AROUND = 4
_REACH = 60


def fingerprinted(doc: Document, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of ``doc`` in their order, each with its fingerprint.

    It is made of the rule, the text marked and up to four words on either side in its sentence, never of a position,
    and of a number that tells equal ones apart.
    """
    seen: Counter[str] = Counter()
    marked: list[Finding] = []
    for finding in findings:
        start, end = finding.span
        if sentence := doc.sentence_at(start):
            first, last = sentence.start, max(end, sentence.end)
        else:
            first, last = max(0, start - _REACH), end + _REACH
        before = doc.text[max(first, start - _REACH) : start].split()[-_WORDS_AROUND:]
        after = doc.text[end : min(last, end + _REACH)].split()[:_WORDS_AROUND]
        text = " ".join(doc.text[start:end].split())
        known = "\0".join([finding.rule, " ".join(before), text, " ".join(after)])
        seen[known] += 1
        marked.append(finding._replace(fingerprint=digest(f"{known}\0{seen[known]}")))
    return marked


def digest(text: str) -> str:
    """What tells a text from all others, in 32 characters."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
