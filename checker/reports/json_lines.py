"""JSON lines: one finding an object, a line each, as soon as its article is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from checker.reports.plain_text import as_json
from checker.reports.rows import finding_row

if TYPE_CHECKING:
    from checker.reports import CheckedArticle, Run

__all__ = ["Report"]


class Report:
    """Writes JSON lines."""

    def __init__(self, out: TextIO, _run: Run) -> None:
        self._out = out

    def add(self, article: CheckedArticle) -> None:
        """Write the article's findings."""
        for finding in article.findings:
            self._out.write(as_json(finding_row(article, finding)) + "\n")

    def close(self) -> None:
        """Nothing is left to write."""
