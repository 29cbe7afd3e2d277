"""The concise report: a finding a line, as editors and terminals link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from checker.repairing.fixing import allowed
from checker.reports.plain_text import one_line

if TYPE_CHECKING:
    from checker.findings import Finding
    from checker.reports import CheckedArticle, Run

__all__ = ["Report"]


class Report:
    """Writes ``path:line:column: severity rule: message``, and the repair where there is one.

    As in ruff's reports, ``[*]`` marks what ``--fix`` repairs, or with it ``--unsafe-fixes`` where that was asked for.
    """

    def __init__(self, out: TextIO, run: Run) -> None:
        self._out = out
        self._run = run
        self._marked = self._unsafe = 0

    def add(self, article: CheckedArticle) -> None:
        """Write the article's findings."""
        path = one_line(article.path)
        for finding in article.findings:
            is_marked = allowed(finding, unsafe=self._run.unsafe)
            self._marked += is_marked
            self._unsafe += not is_marked and allowed(finding, unsafe=True)
            self._out.write(f"{path}:{_line(finding, '[*] ' if is_marked else '')}")

    def close(self) -> None:
        """Write how much could be repaired, unless that was done."""
        if self._run.fixes:
            return
        more = f"{self._unsafe:,} more with --unsafe-fixes"
        if self._marked:
            self._out.write(f"[*] {self._marked:,} to be repaired with --fix{f'; {more}' if self._unsafe else ''}.\n")
        elif self._unsafe:
            self._out.write(f"{self._unsafe:,} to be repaired with --fix --unsafe-fixes.\n")


def _line(finding: Finding, mark: str) -> str:
    place = f"{finding.line}:{finding.column}"
    repair = f" [{one_line(finding.to_read[0]) or 'delete'}]" if finding.suggestions else ""
    return f"{place}: {finding.severity.word} {finding.rule}: {mark}{one_line(finding.message)}{repair}\n"
