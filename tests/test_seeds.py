"""The sample articles: their reports and repairs are golden files, and clean ones stay clean."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.findings import Review, score
from checker.repairing import fixing
from checker.reports import CheckedArticle, Run, open_report
from checker.text.document import Document

if TYPE_CHECKING:
    from conftest import Golden

SEEDS = Path(__file__).parent.parent / "seeds"
FLAWED = sorted(path for path in (SEEDS / "flawed").glob("*.md") if not path.name.endswith(".fixed.md"))
CLEAN = sorted((SEEDS / "clean").glob("*.md"))
ENGINE = Engine(catalog.select(catalog.load(), catalog.Selection()))


def read(path: Path) -> Document:
    return Document(path.read_text("utf-8"), path.relative_to(SEEDS.parent).as_posix())


def printed(doc: Document) -> str:
    """The full report at 80 columns, without colour, as an editor reads it in a pipe."""
    out = StringIO()
    report = open_report("full", out, Run(lambda: map(catalog.Description.of, ENGINE.rules)))
    findings = tuple(ENGINE.check(doc))
    report.add(CheckedArticle(doc.path, doc.text, Review(doc.word_count, findings), findings))
    report.close()
    return out.getvalue()


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("path", FLAWED, ids=lambda path: path.stem)
def test_the_report_on_a_flawed_article_is_as_reviewed(path: Path, golden: Golden) -> None:
    golden.check(path.with_suffix(".expected"), printed(read(path)))


@pytest.mark.parametrize("path", FLAWED, ids=lambda path: path.stem)
def test_the_safe_repair_of_a_flawed_article_is_as_reviewed(path: Path, golden: Golden) -> None:
    golden.check(path.with_suffix(".fixed.md"), fixing.repair(read(path), ENGINE).doc.text)


@pytest.mark.parametrize("path", FLAWED, ids=lambda path: path.stem)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_repairing_again_changes_nothing(path: Path, unsafe: bool) -> None:
    once = fixing.repair(read(path), ENGINE, unsafe=unsafe)
    again = fixing.repair(once.doc, ENGINE, unsafe=unsafe)
    assert len(once.rounds) <= 4
    assert again.rounds == ()
    assert again.doc.text == once.doc.text


@pytest.mark.parametrize("path", FLAWED, ids=lambda path: path.stem)
def test_a_flawed_article_is_graded_below_a_clean_one(path: Path) -> None:
    doc = read(path)
    assert score(ENGINE.check(doc), doc.word_count).grade in ("C", "D", "E")


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_nothing_is_found_in_a_clean_article(path: Path) -> None:
    assert [(finding.rule, finding.line, finding.excerpt) for finding in ENGINE.check(read(path))] == []
