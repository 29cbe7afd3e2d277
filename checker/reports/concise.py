"""The concise report: a finding a line, as editors and terminals link to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reports.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.reports.article import CheckedArticle

__all__ = ["lines"]


def lines(articles: Iterable[CheckedArticle]) -> Iterator[str]:
    """``path:line:column: severity rule: message``, and the repair where there is one."""
    for article in articles:
        for finding in article.findings:
            place = f"{one_line(finding.path)}:{finding.line}:{finding.column}"
            repair = f" [{one_line(finding.suggestions[0]) or 'delete'}]" if finding.suggestions else ""
            yield f"{place}: {finding.severity.word} {finding.rule}: {one_line(finding.message)}{repair}"
