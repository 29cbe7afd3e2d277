"""What bears a rule out, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.checking import catalog, evidence
from checker.checking.evidence import Evidence, Table

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
