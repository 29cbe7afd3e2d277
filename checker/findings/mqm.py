"""Multidimensional Quality Metrics (MQM): what rules import of it under one name."""

from checker.findings.score import (
    GRADES,
    MINOR_PUNCTUATION,
    NOTE,
    PASSING_PENALTY,
    PASSING_VALUE,
    REPEAT,
    SHORTEST_SCORED,
    Score,
    points,
    score,
)
from checker.findings.vocabulary import Category, Severity

__all__ = [
    "GRADES",
    "MINOR_PUNCTUATION",
    "NOTE",
    "PASSING_PENALTY",
    "PASSING_VALUE",
    "REPEAT",
    "SHORTEST_SCORED",
    "Category",
    "Score",
    "Severity",
    "points",
    "score",
]
