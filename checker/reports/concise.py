"""The concise report: a finding a line, as editors and terminals link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from checker.reports.plain_text import one_line

if TYPE_CHECKING:
    from checker.findings import Finding
    from checker.reports import CheckedArticle, Run

__all__ = ["Report"]


class Report:
    """Writes ``path:line:column: severity rule: message``, and the repair where there is one."""

    def __init__(self, out: TextIO, _run: Run) -> None:
        self._out = out

    def add(self, article: CheckedArticle) -> None:
        """Write the article's findings."""
        path = one_line(article.path)
        self._out.writelines(f"{path}:{_line(finding)}" for finding in article.findings)

    def close(self) -> None:
        """Nothing is left to write."""


def _line(finding: Finding) -> str:
    place = f"{finding.line}:{finding.column}"
    repair = f" [{one_line(finding.to_read[0]) or 'delete'}]" if finding.suggestions else ""
    return f"{place}: {finding.severity.word} {finding.rule}: {one_line(finding.message)}{repair}\n"
