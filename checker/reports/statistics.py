"""Statistics: how often each rule found something, and how much of that can be repaired."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from checker.repairing.fixing import allowed

if TYPE_CHECKING:
    from checker.reports import CheckedArticle, Run

__all__ = ["Report"]


class Report:
    """Writes a line for each rule that found something, the most frequent first."""

    def __init__(self, out: TextIO, _run: Run) -> None:
        self._out = out
        self._found: Counter[str] = Counter()
        self._safe: Counter[str] = Counter()
        self._unsafe: Counter[str] = Counter()

    def add(self, article: CheckedArticle) -> None:
        """Count the article's findings."""
        for finding in article.all_findings:
            self._found[finding.rule] += 1
            self._safe[finding.rule] += allowed(finding, unsafe=False)
            self._unsafe[finding.rule] += allowed(finding, unsafe=True)

    def close(self) -> None:
        """Write the counts."""
        if not self._found:
            self._out.write("Nothing found.\n")
            return
        width = max(map(len, (*self._found, "all rules")))
        self._out.write(f"{'rule':{width}}   found   safe with unsafe\n")
        for rule, found in sorted(self._found.items(), key=lambda item: (-item[1], item[0])):
            self._line(rule, width, found, self._safe[rule], self._unsafe[rule])
        self._line("all rules", width, self._found.total(), self._safe.total(), self._unsafe.total())

    def _line(self, name: str, width: int, found: int, safe: int, unsafe: int) -> None:
        self._out.write(f"{name:{width}} {found:7,} {safe / found:6.0%} {unsafe / found:11.0%}\n")
