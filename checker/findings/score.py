"""The MQM score of an article: the penalties of its findings, normed by its words of prose."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.findings.vocabulary import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.findings.finding import Finding

__all__ = [
    "GRADES",
    "MINOR_PUNCTUATION",
    "NOTE",
    "PASSING_PENALTY",
    "PASSING_VALUE",
    "REPEAT",
    "SHORTEST_SCORED",
    "Score",
    "points",
    "score",
]

MINOR_PUNCTUATION = 0.1
"""Points for a minor error of punctuation (Freitag et al. 2021, "Experts, Errors, and Context", table 2)."""

REPEAT = 1 / 3
"""Share of its points that a finding costs when the article has the same one before."""

SHORTEST_SCORED = 150
"""Words of prose under which an article gets findings but no score: one finding would decide it."""

PASSING_VALUE = 80.0
PASSING_PENALTY = 10.0
"""The calibration of MQM's linear model (Lommel et al. 2024, "The Multi-Range Theory of Translation Quality
Measurement"): an article with ``PASSING_PENALTY`` points per 1,000 words is worth ``PASSING_VALUE``. As this program
counts them, nine in ten articles of edited English news have fewer than 2 points, and half of seventeen weak machine
translations that editors annotated have more than 28."""

GRADES = ((95.0, "A"), (85.0, "B"), (70.0, "C"), (50.0, "D"), (-math.inf, "E"))
"""Least value for each grade."""

NOTE = "Seen without the source: omissions and fluent mistranslations are not counted."


@dataclass(frozen=True)
class Score:
    """The MQM score of one article.

    ``penalties`` are points by (dimension, severity); ``words`` the words of prose they are normed by. ``not_scored``
    says why the article has no value, where that is not for being short.
    """

    words: int
    penalties: Mapping[tuple[str, str], float]
    not_scored: str = ""

    @property
    def penalty(self) -> float:
        """All penalty points together."""
        return math.fsum(self.penalties.values())

    @property
    def per_thousand(self) -> float:
        """Penalty points per 1,000 words of prose."""
        return 1000 * self.penalty / self.words if self.words else 0.0

    @property
    def is_long_enough(self) -> bool:
        """Whether the article has words enough for its score to mean something."""
        return self.words >= SHORTEST_SCORED

    @property
    def without_value(self) -> str:
        """Why the article has no score, to an editor; empty where it has one."""
        if self.not_scored:
            return f"not scored: {self.not_scored}"
        return "" if self.is_long_enough else "too short to score"

    @property
    def value(self) -> float | None:
        """0 to 100, by MQM's calibrated linear model; ``None`` for an article that has no score."""
        if self.without_value:
            return None
        points_per_penalty = (100 - PASSING_VALUE) / PASSING_PENALTY
        return round(max(0.0, 100 - self.per_thousand * points_per_penalty), 1)

    @property
    def grade(self) -> str | None:
        """A to E; ``None`` for an article that has no score."""
        value = self.value
        if value is None:
            return None
        return next(grade for least, grade in GRADES if value >= least)


def points(category: Category, severity: Severity) -> float:
    """Penalty points of one finding."""
    if category is Category.PUNCTUATION and severity is Severity.MINOR:
        return MINOR_PUNCTUATION
    return float(severity.value)


def score(findings: Iterable[Finding], words: int, not_scored: str = "") -> Score:
    """The score of an article with these findings and so many words of prose.

    The same finding again (one name wrong twelve times) counts in full once and ``REPEAT`` of that after.
    """
    seen: Counter[tuple[str, str]] = Counter()
    penalties: dict[tuple[str, str], float] = {}
    for finding in findings:
        key = (finding.rule, finding.excerpt.lower())
        share = REPEAT if seen[key] else 1.0
        seen[key] += 1
        at = (finding.category.dimension, finding.severity.word)
        penalties[at] = penalties.get(at, 0.0) + share * points(finding.category, finding.severity)
    return Score(words, penalties, not_scored)
