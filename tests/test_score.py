"""MQM penalties and the value made of them."""

from __future__ import annotations

import pytest

import checker
from checker.checking.rule import Finding
from checker.findings import Category, Severity
from checker.findings.score import (
    GRADES,
    MOST_REPEATS,
    SHORTEST_BANDED,
    SHORTEST_GRADED,
    UNSEEN,
    Score,
    ceiling,
    points,
    points_of,
    together,
    value_of,
)
from checker.findings.score import score as scored
from checker.reports.terminal import header
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


def test_one_slip_costs_no_more_than_three_times_what_it_costs_once() -> None:
    once, *_, often = (scored([finding("Asper")] * times, 1000).penalty for times in (1, MOST_REPEATS + 1, 50))
    assert often == pytest.approx(3 * once)


def test_a_finding_counts_by_how_often_its_rule_is_right_and_how_sure_its_reader_is() -> None:
    doubtful = finding("a")._replace(precision=0.2)
    unsure = finding("b")._replace(precision=0.5, confidence=0.5, reader="reader")
    assert scored([finding("c"), doubtful, unsure], 1000).penalty == pytest.approx(1.45)


def test_a_finding_keeps_how_often_its_rule_is_right() -> None:
    kept = finding("a")._replace(precision=0.2)
    assert Finding.from_dict(kept.to_dict()) == kept


def test_a_short_article_has_a_band_but_no_grade_and_a_very_short_one_neither() -> None:
    score = scored([finding("a")], SHORTEST_GRADED - 1)
    assert (score.value, score.grade, score.without_value) == (None, None, "too short for a grade")
    assert score.band
    score = scored([finding("a")], SHORTEST_BANDED - 1)
    assert (score.value, score.band, score.without_value) == (None, None, "too short to score")


def worth(penalty: float, words: int = 1000) -> Score:
    return Score(words, {("style", "minor"): penalty})


def test_the_value_falls_with_every_point_and_tells_a_bad_article_from_a_worse_one() -> None:
    values = [worth(penalty).value or 0.0 for penalty in (0, 5, 50, 100, 250, 500)]
    assert values == sorted(set(values), reverse=True)
    assert worth(10_000).value == 0
    assert value_of(0) == 100
    assert value_of(98) == pytest.approx(85, abs=0.2)


def test_what_only_rules_have_read_is_at_best_a_b() -> None:
    assert worth(0).value == value_of(UNSEEN)
    assert worth(0).grade == "B"
    assert [grade for _, grade in GRADES] == ["A", "B", "C", "D", "E"]


def test_a_readers_quality_moves_the_value_and_only_with_it_there_is_an_a() -> None:
    values = [scored([], 500, quality=quality).value or 0.0 for quality in (0.0, 0.3, 0.6, 0.9, 0.95, 1.0)]
    assert values == sorted(set(values))
    assert scored([], 500, quality=0.97).grade == "A"
    assert scored([finding("a", Severity.MAJOR)], 500, quality=0.9).value < scored([], 500, quality=0.9).value  # type: ignore[operator]


def test_no_quality_is_better_than_the_gravest_finding_allows() -> None:
    minor, major = finding("a"), finding("b", Severity.MAJOR)
    assert ceiling([], 500) == 1
    assert 1 > ceiling([minor], 500) > ceiling([minor, major], 500) == ceiling([major], 500)
    assert ceiling([major], 500) < ceiling([major._replace(precision=0.3)], 500)


def test_the_quality_of_several_articles_is_that_of_their_points_together() -> None:
    good, bad = scored([], 300, quality=0.9), scored([], 100, quality=0.5)
    both = together([good, bad])
    assert both.quality
    assert points_of(both.quality) == pytest.approx((300 * points_of(0.9) + 100 * points_of(0.5)) / 400, rel=0.01)
    assert together([good, scored([], 300)]).quality is None


def test_of_several_articles_only_who_read_them_all_is_named() -> None:
    readers = [("reader",), ("languagetool", "reader"), ("reader",)]
    scores = [scored([], 500, readers=each) for each in readers]
    assert together(scores).readers == ("reader",)
    assert together([*scores, scored([], 500)]).readers == ()
    assert together([*scores, scored([], 500, "most of it is German")]).readers == ("reader",)


@pytest.mark.parametrize(
    ("readers", "who"),
    [
        ((), "rules"),
        (("reader",), "rules and the small model"),
        (("languagetool", "reader"), "rules, LanguageTool and the small model"),
        (("somebody",), "rules and somebody"),
    ],
)
def test_the_score_says_who_read(readers: tuple[str, ...], who: str) -> None:
    said = "".join(piece.text for piece in header("a.md", scored([], 500, readers=readers))[1])
    assert said.endswith(f", as far as {who} see")


@pytest.mark.parametrize("penalty", [0, 20, 200])
def test_the_band_lies_around_the_value_and_is_wider_for_a_shorter_article(penalty: float) -> None:
    long, short = worth(penalty * 3, 3000), worth(penalty * 0.2, 200)
    assert long.band
    assert short.band
    assert short.value == long.value
    assert 0 <= short.band.low < long.band.low < (long.value or 0) < long.band.high < short.band.high <= 100


def test_several_articles_have_one_score_with_a_narrower_band() -> None:
    foreign = Score(500, {}, "most of it is Spanish")
    ten = together([*(worth(20, 500) for _ in range(10)), foreign])
    assert (ten.words, ten.per_thousand, ten.value) == (5000, 40, worth(40).value)
    one = worth(200, 5000)
    assert ten.band
    assert one.band
    assert one.band.low < ten.band.low < ten.band.high < one.band.high
    assert together([]).band is None


def test_the_public_interface_scores_an_article() -> None:
    ships = "ferry barge liner schooner trawler yacht".split()
    hours = "dawn noon dusk midnight sunrise".split()
    text = "She waited a hour. " + " ".join(f"The {ship} came in at {hour}." for ship in ships for hour in hours)
    (found,) = checker.check(text)
    assert checker.score(text).penalty == pytest.approx(found.precision)
    assert checker.score(Document(text, "a.md")).grade == "B"
