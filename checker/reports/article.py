"""What a report is made from: one checked article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.document import Document
    from checker.mqm import Score
    from checker.rule import Finding

__all__ = ["CheckedArticle"]


@dataclass(frozen=True)
class CheckedArticle:
    """An article, its findings in reading order, its score, and how many findings were repaired."""

    doc: Document
    findings: tuple[Finding, ...]
    score: Score
    fixed: int = 0
