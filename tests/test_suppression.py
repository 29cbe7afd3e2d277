"""Directives: what they reach, and which are said to be without effect."""

from __future__ import annotations

import pytest

from checker.checking import catalog
from checker.checking.edits import apply_edits
from checker.checking.engine import Engine
from checker.checking.suppression import UNUSED, written
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


def test_a_name_that_a_rule_had_is_reported_with_its_new_one() -> None:
    text = "<!-- copydesk: ignore weekday-of-another-date, tautology/pin-number -->\n\nShe waited.\n"
    found = [finding.message for finding in Desk().review(Document(text, "a.md")).findings]
    assert [message.partition(" is called ")[2] for message in found] == [
        "“weekday-of-another-date” any more; it is “weekday-does-not-fit-date” now.",
        "“tautology/pin-number” any more; it is “tautology/noun-in-the-abbreviation” now.",
    ]
    rules = {rule.name for rule in catalog.load()}
    assert catalog.renamed()
    assert set(catalog.renamed().values()) <= rules
    assert not {part for name in rules for part in name.split("/")} & catalog.renamed().keys()


# -- Directives that are written -----------------------------------------------------------------------------------

HERE = "copydesk: ignore wrong-indefinite-article"
IN_FILE = "copydesk: ignore-file wrong-indefinite-article"


def silenced(text: str, path: str, *, whole_file: bool = False) -> str:
    """The text with a directive against the last finding in it, which is not made any more then."""
    doc = Document(text, path)
    *others, last = ENGINE.check(doc)
    edits = written(doc, last.span, last.rule, whole_file=whole_file)
    if not edits:
        return ""
    new = apply_edits(text, edits)
    left = ENGINE.check(Document(new, path))
    assert [finding.rule for finding in left] == ([] if whole_file else [finding.rule for finding in others])
    return new


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.md", "A hour.\n\nA hour.\n", f"A hour.\n\n<!-- {HERE} -->\nA hour.\n"),
        ("a.md", "# A hour\n", f"<!-- {HERE} -->\n# A hour\n"),
        ("a.md", "- A ship.\n- A hour.\n- A day.\n", f"- A ship.\n- A hour. <!-- {HERE} -->\n- A day.\n"),
        ("a.md", "> A hour.\n", f"> A hour. <!-- {HERE} -->\n"),
        (
            "a.md",
            "| one | two |\n|---|---|\n| A hour. | b |\n",
            f"| one | two |\n|---|---|\n| A hour. <!-- {HERE} --> | b |\n",
        ),
        ("a.md", "---\ntitle: A hour late\n---\n\nShe came.\n", ""),
        ("a.mdx", "A hour.\n", f"{{/* {HERE} */}}\nA hour.\n"),
        ("a.html", "<ul><li>A hour.</li></ul>\n", f"<ul><li>A hour. <!-- {HERE} --></li></ul>\n"),
        ("a.rst", "Title\n=====\n\nA hour.\n", f"Title\n=====\n\n.. {HERE}\n\nA hour.\n"),
        ("a.adoc", "= Title\n\nA hour.\n", f"= Title\n\n// {HERE}\nA hour.\n"),
        ("a.po", 'msgid "one"\nmsgstr "A hour."\n', f'# {HERE}\nmsgid "one"\nmsgstr "A hour."\n'),
        ("a.txt", "A hour.\n", ""),
    ],
)
def test_a_directive_for_a_block_is_written_where_all_else_stays_as_it_was(path: str, text: str, expected: str) -> None:
    assert silenced(text, path) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.md", "A hour.\n\nA hour.\n", f"<!-- {IN_FILE} -->\n\nA hour.\n\nA hour.\n"),
        (
            "a.md",
            "---\ntitle: A hour late\n---\n\nShe came.\n",
            f"---\ntitle: A hour late\n---\n\n<!-- {IN_FILE} -->\n\nShe came.\n",
        ),
        ("a.rst", "A hour.\n", f".. {IN_FILE}\n\nA hour.\n"),
        ("a.adoc", "A hour.\n\nA hour.\n", f"// {IN_FILE}\n\nA hour.\n\nA hour.\n"),
        ("a.txt", "A hour.\n", ""),
    ],
)
def test_a_directive_for_the_file_is_written_at_its_head(path: str, text: str, expected: str) -> None:
    assert silenced(text, path, whole_file=True) == expected
