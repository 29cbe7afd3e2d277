"""Hits of rules that compare a translation with its source: in strings where what is at fault is hidden from prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.findings.finding import Edit, Hit
from checker.findings.vocabulary import Applicability
from checker.text.layout import Span

if TYPE_CHECKING:
    from checker.findings.vocabulary import Severity
    from checker.text.translation import Pair

__all__ = ["mend", "mend_at_end"]


def mend(
    pair: Pair, start: int, end: int, new: str, message: str, *, safe: bool = True, severity: Severity | None = None
) -> Hit:
    """A hit on a stretch of a translation, placeholders and tags and all, with the text that belongs there.

    Without a repair where the format cannot take that text. An empty ``new`` takes the stretch out.
    """
    span = pair.span(start, end)
    return _hit(pair, span, Edit(*span, new), message, safe=safe, severity=severity)


def mend_at_end(pair: Pair, new: str, message: str, *, safe: bool = True, severity: Severity | None = None) -> Hit:
    """A hit on the last character of a translation, with text that belongs after it."""
    last = pair.span(len(pair.text) - 1, len(pair.text))
    return _hit(pair, last, Edit(last.end, last.end, new), message, safe=safe, severity=severity)


def _hit(pair: Pair, span: Span, edit: Edit, message: str, *, safe: bool, severity: Severity | None) -> Hit:
    write = pair.doc.layout.encode_meaning
    written = write(Span(edit.start, edit.end), edit.text) if write else edit.text
    if written is None:
        return Hit(span, message, severity=severity)
    trusted = Applicability.SAFE if safe else Applicability.UNSAFE
    return Hit(span, message, applicability=trusted, severity=severity, mends=(edit._replace(text=written),))
