"""JSON reports: a finding an object, one a line or all in a list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.reports.article import CheckedArticle
    from checker.rule import Finding

__all__ = ["as_lines", "as_list"]


def as_lines(articles: Iterable[CheckedArticle]) -> Iterator[str]:
    """One JSON object a finding, a line each, as soon as its article is checked."""
    for article in articles:
        for finding in article.findings:
            yield json.dumps(_row(article, finding), ensure_ascii=False)


def as_list(articles: Iterable[CheckedArticle]) -> str:
    """One JSON object with all articles, their scores and their findings."""
    return json.dumps([_article(article) for article in articles], ensure_ascii=False, indent=2)


def _article(article: CheckedArticle) -> dict[str, Any]:
    score = article.score
    return {
        "path": article.doc.path,
        "words": score.words,
        "penalty_per_thousand": round(score.per_thousand, 2),
        "value": score.value,
        "grade": score.grade,
        "penalties": [
            {"dimension": dimension, "severity": severity, "points": round(points, 2)}
            for (dimension, severity), points in sorted(score.penalties.items())
        ],
        "findings": [_row(article, finding) for finding in article.findings],
    }


def _row(article: CheckedArticle, finding: Finding) -> dict[str, Any]:
    end_line, end_column = article.doc.position(finding.span.end)
    return {
        "path": finding.path,
        "rule": finding.rule,
        "category": finding.category.value,
        "severity": finding.severity.word,
        "start": finding.span.start,
        "end": finding.span.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": end_line,
        "end_column": end_column,
        "excerpt": finding.excerpt,
        "message": finding.message,
        "suggestions": list(finding.suggestions),
        "fix": finding.fix
        and {
            "applicability": finding.fix.applicability.value,
            "edits": [{"start": start, "end": end, "text": text} for start, end, text in finding.fix.edits],
        },
        "related": [{"start": span.start, "end": span.end, "message": message} for span, message in finding.related],
    }
