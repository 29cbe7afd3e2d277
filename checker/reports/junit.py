"""JUnit's XML, as continuous integration servers read it: an article a test case, a finding a line of its failure.

GitLab takes files of up to 30 MB, and none in which one text is very long; so an article's worst findings are written,
and how many more there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO
from xml.sax.saxutils import escape, quoteattr

from checker.readers import who_read
from checker.reports.plain_text import one_line, shown

if TYPE_CHECKING:
    from checker.findings import Finding
    from checker.reports import CheckedArticle, Run

__all__ = ["Report"]


class Report:
    """Writes one test suite."""

    def __init__(self, out: TextIO, run: Run) -> None:
        self._out = out
        self._run = run
        self._cases: list[str] = []
        self._failures = 0

    def add(self, article: CheckedArticle) -> None:
        """Take in one article."""
        name = quoteattr(shown(article.path))
        self._failures += bool(article.findings)
        self._cases.append(f'  <testcase classname="copydesk" name={name} file={name} time="0">\n')
        if article.findings:
            article = article.worst(self._run.most)
            lines = "\n".join(map(_line, article.findings))
            if article.more:
                lines += f"\nand {len(article.more):,} more, none of them worse"
            first = quoteattr(f"{len(article.all_findings):,} found: {shown(article.findings[0].message)}")
            self._cases.append(f'    <failure type="findings" message={first}>{escape(lines)}</failure>\n')
        score = article.score
        if score.band:
            value = f"value {score.value:.0f}" if score.value is not None else score.without_value
            grade = f", grade {score.grade}" if score.grade else ""
            band = f"({score.band.low:.0f}–{score.band.high:.0f})"
            read = f", quality {score.quality:.2f}" if score.quality is not None else ""
            said = f"{value} {band}{grade}{read}, as far as {who_read(score.readers)} see"
            self._cases.append(f"    <system-out>{escape(said)}</system-out>\n")
        self._cases.append("  </testcase>\n")

    def close(self) -> None:
        """Write them."""
        tests = sum(case.startswith("  <testcase") for case in self._cases)
        counts = f'tests="{tests}" failures="{self._failures}" errors="0" time="0"'
        self._out.write(f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites {counts}>\n')
        self._out.write(f' <testsuite name="copydesk" {counts}>\n{"".join(self._cases)} </testsuite>\n</testsuites>\n')


def _line(finding: Finding) -> str:
    place = f"{finding.line}:{finding.column}"
    return f"{place} {finding.severity.word} {finding.rule}: {shown(finding.message)} “{one_line(finding.excerpt)}”"
