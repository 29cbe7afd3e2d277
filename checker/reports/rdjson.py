"""Reviewdog's diagnostic format, rdjson; its columns count UTF-8 bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from checker.findings import Severity
from checker.reports.plain_text import as_json
from checker.text.columns import Lines

if TYPE_CHECKING:
    from checker.findings import Finding
    from checker.reports import CheckedArticle, Run

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
        lines = Lines(article.text)
        self._rows += (_diagnostic(article.path, lines, finding) for finding in article.findings)

    def close(self) -> None:
        """Write them."""
        self._out.write(as_json({"source": {"name": "copydesk"}, "diagnostics": self._rows}, indent=1))
        self._out.write("\n")


def _diagnostic(path: str, lines: Lines, finding: Finding) -> dict[str, Any]:
    place = _range(lines, *finding.span)
    return {
        "message": finding.message,
        "location": {"path": path, "range": place},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
        "suggestions": [{"range": place, "text": text} for text in finding.suggestions if finding.fix],
    }


def _range(lines: Lines, start: int, end: int) -> dict[str, Any]:
    return {name: _position(lines, offset) for name, offset in (("start", start), ("end", end))}


def _position(lines: Lines, offset: int) -> dict[str, int]:
    line, column = lines.position(offset, "utf-8")
    return {"line": line, "column": column}
