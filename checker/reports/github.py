"""GitHub's workflow commands: annotations on the lines of a pull request.

GitHub shows ten annotations of each kind a step and drops the rest without a word, so the worst are written, and how
many more there are. Its commands and their escapes: docs.github.com, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from checker.findings import Severity
from checker.reports.places import from_root
from checker.reports.plain_text import one_line, shown

if TYPE_CHECKING:
    from checker.findings import Finding
    from checker.reports import CheckedArticle, Run

__all__ = ["Report"]

MOST = 10
_COMMANDS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NEUTRAL: "notice",
}


class Report:
    """Writes the worst findings of each kind as workflow commands."""

    def __init__(self, out: TextIO, _run: Run) -> None:
        self._out = out
        self._by_command: dict[str, list[tuple[int, str]]] = {"error": [], "warning": [], "notice": []}
        self._more = 0

    def add(self, article: CheckedArticle) -> None:
        """Keep the worst of the article's findings."""
        for finding in article.findings:
            command = _COMMANDS[finding.severity]
            self._by_command[command].append((-finding.severity.value, _annotation(command, article, finding)))
        self._more += len(article.more)
        for found in self._by_command.values():
            found.sort(key=lambda item: item[0])
            self._more += len(found[MOST:])
            del found[MOST:]

    def close(self) -> None:
        """Write them."""
        for found in self._by_command.values():
            self._out.writelines(line for _, line in found)
        if self._more:
            self._out.write(f"{self._more:,} more findings are not annotated; run copydesk for the full report.\n")


def _annotation(command: str, article: CheckedArticle, finding: Finding) -> str:
    places = {"file": shown(from_root(article.path)), "line": finding.line, "endLine": finding.end_line}
    if finding.line == finding.end_line:
        # GitHub takes columns only where a finding starts and ends on one line.
        places |= {"col": finding.column, "endColumn": finding.end_column}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in places.items())
    repair = ""
    if finding.suggestions:
        new = one_line(finding.to_read[0])
        repair = f" Suggestion: “{new}”." if new else " Suggestion: delete it."
    return f"::{command} {properties},title={_property(finding.rule)}::{_data(shown(finding.message) + repair)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
