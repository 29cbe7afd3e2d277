"""MQM penalties and the value made of them."""

from __future__ import annotations

import pytest

import checker
from checker.checking.rule import Finding
from checker.findings import Category, Severity
from checker.findings.score import PASSING_PENALTY, PASSING_VALUE, SHORTEST_SCORED, Score, points
from checker.findings.score import score as scored
from checker.text.document import Document, Span


def finding(excerpt: str, severity: Severity = Severity.MINOR, category: Category = Category.GRAMMAR) -> Finding:
    return Finding("some-rule", category, severity, Span(0, 1), 1, 1, 1, 2, excerpt, "…")


def test_weights_are_those_of_mqm() -> None:
    assert [severity.value for severity in Severity] == [0, 1, 5, 25]
    assert points(Category.PUNCTUATION, Severity.MINOR) == 0.1
    assert points(Category.PUNCTUATION, Severity.MAJOR) == 5


def test_penalty_is_normed_per_thousand_words_and_kept_by_dimension_and_severity() -> None:
    score = scored([finding("a"), finding("b", Severity.MAJOR), finding("c", category=Category.AWKWARD)], 500)
    assert score.penalties == {
        ("linguistic-conventions", "minor"): 1,
        ("linguistic-conventions", "major"): 5,
        ("style", "minor"): 1,
    }
    assert score.per_thousand == 14


def test_a_finding_repeated_counts_a_third() -> None:
    assert scored([finding("Asper")] * 4, 1000).penalty == pytest.approx(2)


def test_a_short_article_is_not_scored() -> None:
    score = scored([finding("a")], SHORTEST_SCORED - 1)
    assert (score.value, score.grade) == (None, None)


def test_the_value_falls_with_the_penalty_from_100_and_stays_above_0() -> None:
    values = [Score(1000, {("style", "minor"): points}).value for points in (0, 5, PASSING_PENALTY, 60, 5000)]
    assert values[0] == 100
    assert values[2] == PASSING_VALUE
    assert values[-1] == 0
    assert values == sorted(values, key=lambda value: -(value or 0))


def test_the_public_interface_scores_an_article() -> None:
    ships = "ferry barge liner schooner trawler yacht".split()
    hours = "dawn noon dusk midnight sunrise".split()
    text = "She waited a hour. " + " ".join(f"The {ship} came in at {hour}." for ship in ships for hour in hours)
    assert checker.score(text).penalty == pytest.approx(1)
    assert checker.score(Document(text, "a.md")).grade in ("A", "B", "C")
