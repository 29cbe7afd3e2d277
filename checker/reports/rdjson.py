"""Reviewdog's diagnostic format, rdjson; its columns count UTF-8 bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from checker.mqm import Severity
from checker.reports.columns import position
from checker.reports.plain_text import as_json

if TYPE_CHECKING:
    from checker.document import Document
    from checker.reports import CheckedArticle, Run
    from checker.rule import Finding

__all__ = ["Report"]

_SEVERITIES = {
    Severity.CRITICAL: "ERROR",
    Severity.MAJOR: "ERROR",
    Severity.MINOR: "WARNING",
    Severity.NEUTRAL: "INFO",
}


class Report:
    """Writes one DiagnosticResult."""

    def __init__(self, out: TextIO, _run: Run) -> None:
        self._out = out
        self._rows: list[dict[str, Any]] = []

    def add(self, article: CheckedArticle) -> None:
        """Take in the article's findings."""
        self._rows += (_diagnostic(article.doc, finding) for finding in article.findings)

    def close(self) -> None:
        """Write them."""
        self._out.write(as_json({"source": {"name": "copydesk"}, "diagnostics": self._rows}, indent=1))
        self._out.write("\n")


def _diagnostic(doc: Document, finding: Finding) -> dict[str, Any]:
    place = _range(doc, *finding.span)
    return {
        "message": finding.message,
        "location": {"path": finding.path, "range": place},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
        "suggestions": [{"range": place, "text": text} for text in finding.suggestions],
    }


def _range(doc: Document, start: int, end: int) -> dict[str, Any]:
    return {name: _position(doc, offset) for name, offset in (("start", start), ("end", end))}


def _position(doc: Document, offset: int) -> dict[str, int]:
    line, column = position(doc, offset, "utf-8")
    return {"line": line, "column": column}
