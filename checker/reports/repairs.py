"""What ``--fix-only`` says: how many findings were repaired in which file, and nothing of those left."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from checker.reports.plain_text import one_line

if TYPE_CHECKING:
    from checker.reports import CheckedArticle, Run

__all__ = ["Report"]


class Report:
    """Writes a line for each file repaired."""

    def __init__(self, out: TextIO, _run: Run) -> None:
        self._out = out

    def add(self, article: CheckedArticle) -> None:
        """Write how much was repaired, if anything was."""
        if article.fixed:
            findings = "finding" if article.fixed == 1 else "findings"
            self._out.write(f"{one_line(article.path)}: {article.fixed} {findings} repaired\n")

    def close(self) -> None:
        """Nothing is left to write."""
