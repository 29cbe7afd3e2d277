"""GitLab's code quality report: docs.gitlab.com, "Code Quality", "Code Quality report format"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from checker.findings import Severity
from checker.reports.places import from_root, in_file
from checker.reports.plain_text import as_json

if TYPE_CHECKING:
    from checker.reports import CheckedArticle, Run

__all__ = ["Report"]

_SEVERITIES = {
    Severity.CRITICAL: "critical",
    Severity.MAJOR: "major",
    Severity.MINOR: "minor",
    Severity.NEUTRAL: "info",
}


class Report:
    """Writes one JSON list of all findings."""

    def __init__(self, out: TextIO, _run: Run) -> None:
        self._out = out
        self._rows: list[dict[str, Any]] = []

    def add(self, article: CheckedArticle) -> None:
        """Take in the article's findings."""
        path = from_root(article.path)
        for finding in article.findings:
            self._rows.append(
                {
                    "description": finding.message,
                    "check_name": finding.rule,
                    "fingerprint": in_file(path, finding),
                    "severity": _SEVERITIES[finding.severity],
                    "location": {"path": path, "lines": {"begin": finding.line, "end": finding.end_line}},
                }
            )

    def close(self) -> None:
        """Write them."""
        rows = ",\n".join(map(as_json, self._rows))
        self._out.write(f"[\n{rows}\n]\n")
