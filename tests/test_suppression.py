"""Directives: what they reach, and which are said to be without effect."""

from __future__ import annotations

import pytest

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.checking.suppression import UNUSED
from checker.desk import Desk
from checker.text.document import Document

ENGINE = Engine(rule for rule in catalog.load() if rule.name == "wrong-indefinite-article")


def found(text: str) -> list[tuple[str, int]]:
    return [(finding.rule, finding.line) for finding in ENGINE.check(Document(text, "a.md"))]


WRONG = ("wrong-indefinite-article", 5)


def test_a_directive_alone_speaks_for_the_next_block() -> None:
    text = "<!-- copydesk: ignore wrong-indefinite-article -->\n\nA hour.\n\nA hour.\n"
    assert found(text) == [WRONG]


def test_a_directive_inside_a_paragraph_speaks_for_it() -> None:
    assert found("A hour. <!-- copydesk: ignore articles -->\n\n\n\nA hour.\n") == [WRONG]


@pytest.mark.parametrize("name", ["wrong-indefinite-article", "articles", "linguistic-conventions", "all", ""])
def test_a_file_directive_speaks_for_the_article_by_rule_family_or_dimension(name: str) -> None:
    assert found(f"A hour.\n\n<!-- copydesk: ignore-file {name} -->\n\nA hour.\n") == []


def test_a_directive_without_effect_is_reported() -> None:
    assert found("<!-- copydesk: ignore articles -->\n\nAn hour.\n") == [("unused-ignore", 1)]


def test_a_rule_that_did_not_run_leaves_its_directive_alone() -> None:
    assert found("<!-- copydesk: ignore doubled-word -->\n\nAn hour.\n") == []


def test_an_unknown_directive_is_reported() -> None:
    assert found("<!-- copydesk: skip -->\n\nAn hour.\n") == [("unused-ignore", 1)]


def test_code_holds_no_directives() -> None:
    assert found("```\n<!-- copydesk: ignore-file -->\n```\n\nA hour.\n") == [WRONG]


def test_a_name_that_nothing_has_is_reported_with_the_nearest() -> None:
    text = "<!-- copydesk: ignore wrong-indefinte-article, languagetool/comma -->\n\nShe waited a hour.\n"
    found = {finding.rule: finding.message for finding in Desk().review(Document(text, "a.md")).findings}
    assert found.keys() == {"wrong-indefinite-article", UNUSED}
    assert "“wrong-indefinte-article”; did you mean “wrong-indefinite-article”?" in found[UNUSED]
