"""What bears a rule out, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.checking import catalog, evidence
from checker.checking.evidence import UNJUDGED, Evidence, Judged, Table

if TYPE_CHECKING:
    from pathlib import Path

ZH, RU = frozenset({"zh"}), frozenset({"ru"})


@pytest.mark.parametrize(
    ("found", "borne_out"),
    [
        (Evidence(3, ZH | RU), True),
        (Evidence(2, ZH | RU), False),
        (Evidence(9, ZH), False),
        (Evidence(9, ZH | RU, raw=10, edited=9), True),
        (Evidence(9, ZH | RU, raw=10, edited=10), False),
        (Evidence(9, ZH | RU, raw=9, edited=9), True),
    ],
)
def test_a_rule_needs_three_articles_from_two_languages_and_fewer_findings_after_post_editing(
    found: Evidence, borne_out: bool
) -> None:
    assert evidence.is_borne_out("odd", "verbs", Table(odd=found)) is borne_out


def test_the_rows_of_a_rule_bear_it_out_together_but_none_by_a_single_article() -> None:
    table = Table({"odd/one": Evidence(2, ZH), "odd/two": Evidence(1, RU), "oddity/three": Evidence(9, RU)})
    assert evidence.is_borne_out("odd/one", "calques", table)
    assert not evidence.is_borne_out("odd/two", "calques", table)
    assert not evidence.is_borne_out("oddity/three", "calques", table)
    assert not evidence.is_borne_out("odd/unheard-of", "calques", table)


def test_the_table_is_read_as_written(tmp_path: Path) -> None:
    file = tmp_path / "evidence.tsv"
    assert evidence.read(file) == {}
    file.write_text("rule\tarticles\t…\nodd/one\t2\tru zh\t5\t1\t4\t0\t1\t2\n", "utf-8")
    assert evidence.read(file) == {"odd/one": Evidence(2, ZH | RU, 5, 1, 4, 0, 1, 2)}


def test_of_marks_post_editing_tells_nothing() -> None:
    assert evidence.is_borne_out("odd", "typography", Table(odd=Evidence(9, ZH | RU, raw=10, edited=10)))


def test_what_a_format_says_needs_no_articles() -> None:
    assert evidence.is_borne_out("broken-tag", "markup", Table())


def test_a_built_in_rule_that_is_not_borne_out_is_in_preview_and_the_table_names_no_other() -> None:
    table = evidence.read(catalog.BUILTIN / "evidence.tsv")
    rules = catalog.load()
    assert set(table) <= {rule.name for rule in rules}, "run scripts/evidence.py again"
    by_default = [rule for rule in rules if not rule.preview]
    assert by_default
    assert all(evidence.is_borne_out(rule.name, rule.family, table) for rule in by_default)


def test_a_rule_of_ones_own_runs_without_evidence(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text(
        '[odd-end]\nmatch = "odd end"\nwhy = "No."\nbad = ["An [odd end]."]\n'
        'category = "style/awkward"\nseverity = "minor"\n'
    )
    (rule,) = catalog.find("odd-end", catalog.load([file]))
    assert not rule.preview


def test_how_often_a_rule_is_right_is_drawn_to_what_is_known_of_its_kind() -> None:
    table = {"often": Judged(95, 100), "seldom": Judged(5, 100), "few": Judged(0, 2)}
    precision = {name: evidence.precision_of(name, table) for name in (*table, "unheard-of")}
    assert precision["unheard-of"] == UNJUDGED
    assert precision["often"] > UNJUDGED > precision["few"] > 0.5 > precision["seldom"] > 0


def test_a_row_is_drawn_to_what_all_rows_of_its_rule_have() -> None:
    table = {"odd": Judged(10, 100), "odd/judged": Judged(10, 10)}
    assert evidence.precision_of("odd/unjudged", table) == evidence.precision_of("odd", table) < UNJUDGED
    assert evidence.precision_of("odd/judged", table) > evidence.precision_of("odd", table)


def test_judgements_are_read_as_written_and_name_rules_that_there_are(tmp_path: Path) -> None:
    file = tmp_path / "precision.tsv"
    assert evidence.read_judged(file) == {}
    file.write_text("rule\tright\tjudged\nodd\t1.7\t3\n", "utf-8")
    assert evidence.read_judged(file) == {"odd": Judged(1.7, 3)}
    rules = catalog.load()
    known = {name for rule in rules for name in (rule.name, rule.name.partition("/")[0])}
    assert set(evidence.read_judged(catalog.BUILTIN / "precision.tsv")) <= known, "run scripts/score_against_people.py"


def test_built_in_rules_have_a_precision_and_ones_own_count_in_full(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        '[defaults]\ncategory = "style/awkward"\nseverity = "minor"\n'
        '[odd]\nmatch = "odd thing"\nwhy = "Odd."\nbad = ["An [odd thing]."]\ngood = ["A thing."]\n',
        "utf-8",
    )
    rules = {rule.name: rule for rule in catalog.load([tmp_path])}
    assert rules["odd"].precision == 1
    assert 0 < rules["rare-word"].precision < 0.5 < rules["doubled-quotation-marks"].precision < 1
