"""How findings agree with what people marked, and the command that measures it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from checker.faces.cli import app
from checker.findings import Category, Finding, Severity
from checker.findings.agreement import Agreement, Annotated, AnnotationError
from checker.text.document import Document
from checker.text.layout import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEXT = "The old mil stands by the river. He go there at noon. The old mil is red.\n"


def put(folder: Path, errors: Sequence[dict[str, Any]], text: str = TEXT, name: str = "mill") -> Path:
    (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / f"{name}.gold.json").write_text(json.dumps({"errors": errors}), "utf-8")
    return folder


def found(words: str, *suggestions: str, which: int = 1) -> Finding:
    at = -1
    for _ in range(which):
        at = TEXT.index(words, at + 1)
    span = Span(at, at + len(words))
    return Finding.at(
        Document(TEXT, "mill.txt"),
        "a-rule",
        Category.GRAMMAR,
        Severity.MINOR,
        span,
        excerpt=words,
        message="Wrong.",
        suggestions=suggestions,
    )


def agreement(errors: Sequence[dict[str, Any]], findings: Sequence[Finding], folder: Path) -> Agreement:
    made = Agreement()
    for article in Annotated.all_in(put(folder, errors)):
        made.add(article, findings)
    return made


SPELLING = {"quote": "mil", "occurrence": 2, "category": "spelling", "fix": "mill"}
VERB = {"quote": "go", "category": "grammar", "fix": "goes"}


def test_a_finding_is_right_where_it_overlaps_a_mark(tmp_path: Path) -> None:
    made = agreement([SPELLING, VERB], [found("He go"), found("river"), found("mil", which=2)], tmp_path)
    assert (made.flagged, made.right) == (3, 2)
    assert made.precision == pytest.approx(2 / 3)
    assert made.recall == made.macro_recall == 1.0
    assert dict(made.found) == {"spelling": 1, "grammar": 1}


def test_which_of_equal_words_is_meant_counts(tmp_path: Path) -> None:
    made = agreement([SPELLING], [found("mil", "mill", which=1)], tmp_path)
    assert (made.right, made.found.total()) == (0, 0)


def test_a_finding_of_a_whole_paragraph_leads_to_no_word(tmp_path: Path) -> None:
    made = agreement([VERB], [found(TEXT.strip())], tmp_path)
    assert (made.right, made.found.total()) == (1, 0)


@pytest.mark.parametrize(
    ("finding", "mended"),
    [
        (found("go", "goes"), 1),
        (found("He go", "He  Goes"), 1),  # the annotator's words, whatever stretch was replaced
        (found("go", "went", "goes"), 1),
        (found("go", "went"), 0),
        (found("go"), 0),
    ],
)
def test_a_repair_is_right_where_it_gives_the_annotators_words(finding: Finding, mended: int, tmp_path: Path) -> None:
    assert agreement([VERB], [finding], tmp_path).mended.total() == mended


def test_what_is_marked_all_over_is_found_by_chance(tmp_path: Path) -> None:
    everywhere = agreement([{"quote": TEXT.strip(), "category": "nonsense"}], [found("river")], tmp_path)
    assert everywhere.chance > 0.9
    assert agreement([VERB], [found("go")], tmp_path).chance < 0.2


def test_articles_count_alike_in_the_mean_of_their_recalls(tmp_path: Path) -> None:
    put(tmp_path, [VERB])
    put(tmp_path, [SPELLING, VERB, {**SPELLING, "occurrence": 1}], name="other")
    made = Agreement()
    for article in Annotated.all_in(tmp_path):
        made.add(article, [found("go")])
    assert made.recall == pytest.approx(2 / 4)
    assert made.macro_recall == pytest.approx((1 + 1 / 3) / 2)


def test_nothing_found_has_no_precision(tmp_path: Path) -> None:
    made = agreement([VERB], [], tmp_path).to_dict()
    assert made["precision"] is None
    assert made["recall"] == 0


@pytest.mark.parametrize(
    ("errors", "said"),
    [
        ([{"quote": "windmill", "category": "x"}], "“windmill” is not in the article at all"),
        ([{"quote": "mil", "occurrence": 3, "category": "x"}], "“mil” is not in the article 3 times"),
        ([{"quote": "mil"}], "“category” is missing"),
    ],
)
def test_annotations_that_do_not_fit_are_refused_by_name(errors: list[Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match=r"mill\.gold\.json") as refused:
        list(Annotated.all_in(put(tmp_path, errors)))
    assert said in str(refused.value)


def test_the_command_measures_the_rules(tmp_path: Path) -> None:
    text = "The old mill stands by the the river.\n"
    folder = put(tmp_path, [{"quote": "the the", "category": "grammar", "fix": "the"}], text)
    done = CliRunner().invoke(app, ["reader", "measure", str(folder), "--isolated", "--json"])
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["rules"] == {
        "flagged": 1,
        "right": 1,
        "precision": 1.0,
        "chance": json.loads(done.stdout)["rules"]["chance"],
        "recall": 1.0,
        "macro_recall": 1.0,
        "kinds": {"grammar": {"marks": 1, "found": 1, "mended": 1}},
    }
    shown = CliRunner().invoke(app, ["reader", "measure", str(folder), "--isolated"])
    assert "100%" in shown.stdout
    assert "grammar" in shown.stdout


def test_the_command_says_what_it_looks_for(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["reader", "measure", str(tmp_path), "--isolated"])
    assert done.exit_code == 2
    assert "no annotations here; they are in NAME.gold.json beside NAME.txt" in done.stderr
