"""JSON: a list of all articles with their scores and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from checker.reports.plain_text import as_json
from checker.reports.rows import article_row

if TYPE_CHECKING:
    from checker.reports import CheckedArticle, Run

__all__ = ["Report"]


class Report:
    """Writes a JSON list, an article at a time."""

    def __init__(self, out: TextIO, _run: Run) -> None:
        self._out = out
        self._before = "[\n"

    def add(self, article: CheckedArticle) -> None:
        """Write the article."""
        self._out.write(self._before + as_json(article_row(article), indent=1))
        self._before = ",\n"

    def close(self) -> None:
        """End the list."""
        self._out.write("[]\n" if self._before == "[\n" else "\n]\n")
