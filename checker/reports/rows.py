"""Findings and articles as plain data: the objects of Copydesk's own JSON formats (docs/report.schema.json)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.findings import Finding
    from checker.reports import CheckedArticle

__all__ = ["article_row", "finding_row"]


def article_row(article: CheckedArticle) -> dict[str, Any]:
    """An article with its score and findings."""
    score = article.score
    return {
        "path": article.path,
        "words": score.words,
        "penalty_per_thousand": round(score.per_thousand, 2),
        "value": score.value,
        "band": score.band,
        "grade": score.grade,
        "not_scored": score.not_scored or None,
        "readers": list(score.readers),
        "quality": score.quality,
        "penalties": [
            {"dimension": dimension, "severity": severity, "points": round(points, 2)}
            for (dimension, severity), points in sorted(score.penalties.items())
        ],
        "findings": [finding_row(article, finding) for finding in article.findings],
    }


def finding_row(article: CheckedArticle, finding: Finding) -> dict[str, Any]:
    """A finding; offsets and columns count characters, offsets from 0, lines and columns from 1."""
    return {"path": article.path, **finding.to_dict()}
