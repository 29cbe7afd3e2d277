"""Repairs: what may be changed, and that repairing comes to an end."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.checking import catalog
from checker.checking.edits import Edit, apply_edits, composed
from checker.checking.engine import Engine
from checker.checking.rule import Applicability, Hit, Rule, flag
from checker.findings import Category, Severity
from checker.repairing import fixing
from checker.repairing.narrowing import moved
from checker.text.document import Document, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

RULES = catalog.select(catalog.load(), catalog.Selection())
ENGINE = Engine(RULES)

# Words and marks that many rules have a say about, thrown together.
PIECES = st.sampled_from(
    "the The a an hour of who organization said \"We go. ” “ ’ ' , . : ; ( ) [x](y) `the the` **a** *an* 1:30 pm $ 5 "
    "million 50 less than casualties Esper Asper Mark Jarf al-Kheir al-Khair Related Posts # - > \n\n \n | & "
    "&amp; 😀 م don’t US u.s. not 31 April --- --- title: x <b> </b> http://a.example/b {{< a >}} discuss about".split(
        " "
    )
)
ARTICLES = st.lists(PIECES, max_size=60).map(" ".join)


def rewriter(old: str, new: str, applicability: Applicability = Applicability.SAFE) -> Engine:
    """An engine whose only rule replaces one string."""

    def look(doc: Document) -> list[Hit]:
        return [
            Hit(Span(*match.span()), "…", (new,), applicability) for match in re.finditer(re.escape(old), doc.masked)
        ]

    rule = Rule("rewrite", "test", Category.GRAMMAR, Severity.MINOR, "document", look, "Replaces.")
    return Engine([rule])


@settings(max_examples=150, deadline=None)
@given(ARTICLES, st.booleans(), st.sampled_from(["a.md", "a.txt"]))
def test_repairing_twice_equals_repairing_once(text: str, unsafe: bool, path: str) -> None:
    once = fixing.repair(Document(text, path), ENGINE, unsafe=unsafe)
    assert len(once.rounds) < fixing.ROUNDS
    assert fixing.repair(once.doc, ENGINE, unsafe=unsafe).doc.text == once.doc.text


@settings(max_examples=150, deadline=None)
@given(ARTICLES)
def test_findings_lie_on_prose_and_safe_repairs_keep_what_is_masked_and_every_digit(text: str) -> None:
    doc = Document(text, "a.md")
    for finding in ENGINE.check(doc):
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        if finding.fix and finding.fix.applicability is Applicability.SAFE:
            new = apply_edits(doc.text, finding.fix.edits)
            assert re.findall(r"\d", new) == re.findall(r"\d", text)
            assert Document(new, "a.md").masked.count("\ufffc") == doc.masked.count("\ufffc")


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(ARTICLES)
def test_checking_again_finds_the_same(text: str) -> None:
    assert ENGINE.check(Document(text, "a.md")) == Engine(RULES).check(Document(text, "a.md"))


def test_only_what_is_allowed_is_repaired() -> None:
    doc = Document("one two")
    assert fixing.repair(doc, rewriter("one", "1 x", Applicability.UNSAFE)).doc.text == "one two"
    assert fixing.repair(doc, rewriter("one", "uno", Applicability.UNSAFE), unsafe=True).doc.text == "uno two"
    assert fixing.repair(doc, rewriter("one", "uno", Applicability.DISPLAY), unsafe=True).doc.text == "one two"


@pytest.mark.parametrize(("old", "new"), [("5", "6"), ("not", "now"), ("never", "ever"), ("can", "can't")])
def test_a_repair_that_changes_a_figure_or_a_negation_is_not_safe(old: str, new: str) -> None:
    (finding,) = rewriter(old, new).check(Document(f"We {old} go."))
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.UNSAFE


def test_markup_inside_a_repaired_phrase_stays() -> None:
    text = "He [came **to** the](x) house."
    doc = Document(text, "a.md")

    def look(doc: Document) -> list[Hit]:
        return [flag(match, "…", safe="came into a") for match in re.finditer(r"came.*the", doc.masked)]

    engine = Engine([Rule("r", "t", Category.GRAMMAR, Severity.MINOR, "document", look, "…")])
    assert fixing.repair(doc, engine).doc.text == "He [came **into** a](x) house."


def test_code_inside_a_phrase_forbids_its_repair() -> None:
    doc = Document("Use `x` now.", "a.md")

    def look(doc: Document) -> list[Hit]:
        return [flag(Span(0, len(doc.text)), "…", safe="Use it now.")]

    (finding,) = Engine([Rule("r", "t", Category.GRAMMAR, Severity.MINOR, "document", look, "…")]).check(doc)
    assert finding.fix is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nGone\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n\n## Gone\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n\nTwo.\n\nGone\n", "One.\n\nTwo.\n"),
        ("One.\n\nTwo.\n\n\nGone", "One.\n\nTwo."),
        ("Gone\n\nOne.\n", "One.\n"),
        ("One. Gone", "One. "),
        ("- One\n- Gone\n- Two\n", "- One\n- Two\n"),
    ],
)
def test_a_removed_paragraph_leaves_no_hole(text: str, expected: str) -> None:
    assert fixing.repair(Document(text, "a.md"), rewriter("Gone", "")).doc.text == expected


def test_a_title_takes_no_character_that_yaml_reads() -> None:
    text = "---\ntitle: A hour\n---\n\nText.\n"
    assert fixing.repair(Document(text, "a.md"), rewriter("A hour", "An hour")).doc.text.startswith(
        "---\ntitle: An hour\n"
    )
    assert fixing.repair(Document(text, "a.md"), rewriter("A hour", "An: hour")).doc.text == text


def test_a_repair_that_goes_in_circles_stops() -> None:
    def look(doc: Document) -> list[Hit]:
        new = {"tick": "tock", "tock": "tick"}[doc.text]
        return [flag((0, 4), "…", safe=new)]

    engine = Engine([Rule("r", "t", Category.GRAMMAR, Severity.MINOR, "document", look, "…")])
    assert len(fixing.repair(Document("tick"), engine).rounds) == 1


@pytest.mark.parametrize(
    "prose",
    [
        "<\N{ZERO WIDTH SPACE}script>alert(1)<\N{ZERO WIDTH SPACE}/script>",
        "&\N{ZERO WIDTH SPACE}lt;b>",
        "<\N{ZERO WIDTH SPACE}!-- so",
        "{\N{ZERO WIDTH SPACE}{ secret }}",
        "{\N{ZERO WIDTH SPACE}% include x %}",
    ],
)
@pytest.mark.parametrize("path", ["a.html", "a.md"])
def test_prose_does_not_come_to_life_when_an_invisible_character_is_taken_out(prose: str, path: str) -> None:
    """What a browser shows as text, because something invisible stands in it, would run as a script."""
    old = f"<p>A hour passed: {prose} and a hour.</p>\n"
    new = fixing.repair(Document(old, path), ENGINE, unsafe=True).doc.text
    assert new == old.replace("A hour", "An hour").replace("a hour", "an hour")


@pytest.mark.parametrize(
    "prose",
    [
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;b&#62; and &#123;{ secret }}",
        "&amp;lt;b&amp;gt; and &amp;lbrace;{ secret }}",
        "<\N{ZERO WIDTH SPACE}script>",
        "<scr\N{SOFT HYPHEN}ipt src='x'>",
        "<a href='java\N{ZERO WIDTH SPACE}script:alert(1)'>",
        "&l\N{WORD JOINER}t;b&g\N{WORD JOINER}t;",
        "{\N{ZERO WIDTH SPACE}% include x %}",
    ],
)
def test_text_that_another_program_may_take_for_html_does_not_come_to_life(prose: str) -> None:
    """Strings of JSON, CSV and translations go into pages; safe repairs make no element or template of them."""
    path, old = "a.json", json.dumps({"body": f"A hour passed: {prose} it was."}, ensure_ascii=False)
    new = fixing.repair(Document(old, path, fields=("body",)), ENGINE).doc.text
    assert new == old.replace("A hour", "An hour")


def test_a_repair_that_would_make_markup_of_prose_is_left_out_and_others_are_made() -> None:
    text = "A hour passed.\n\n\\-One.\n\nAn hour more.\n"

    def look(doc: Document) -> list[Hit]:
        found = [flag((0, 1), "…", safe="An")] if doc.text.startswith("A ") else []
        at = doc.text.find("One")
        return [*found, flag((at, at + 3), "…", safe="*One*")]

    engine = Engine([Rule("r", "t", Category.GRAMMAR, Severity.MINOR, "document", look, "…")])
    done = fixing.repair(Document(text, "a.md"), engine)
    assert done.doc.text == "An hour passed.\n\n\\-One.\n\nAn hour more.\n"
    assert [finding.excerpt for finding in done.left] == ["One"]


def test_what_there_is_no_time_to_try_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A hour passed.\n\n" + "\\-One.\n\n" * 200

    def look(doc: Document) -> list[Hit]:
        return [flag(found, "…", safe="*One*") for found in re.finditer("One", doc.masked)]

    read: list[Document] = []
    keeps = fixing._keeps_markup

    def counted(old: Document, new: Document, edits: Sequence[Edit]) -> bool:
        read.append(new)
        return keeps(old, new, edits)

    monkeypatch.setattr(fixing, "_keeps_markup", counted)
    monkeypatch.setattr(fixing, "_MOST_READ", 20 * len(text))
    engine = Engine([Rule("r", "t", Category.GRAMMAR, Severity.MINOR, "document", look, "…")])
    doc = Document(text, "a.md")
    found = fixing.offered(doc, engine.check(doc))
    assert len(found) == 200
    assert not any(finding.fix for finding in found)
    assert len(read) == 20


def test_an_address_behind_what_was_put_in_hides_no_markup_that_a_repair_makes() -> None:
    # Without the mark the form feed stands outside of all prose, where it would be masked.
    text = "the the\nhttp://a.example\n\x0c\ufeff"
    repaired = fixing.repair(Document(text, "a.html"), ENGINE).doc.text
    assert repaired == "the\nhttp://a.example\n\x0c\ufeff"


def test_a_suggestion_over_two_lines_of_a_quote_reads_well_and_keeps_its_marks() -> None:
    text = "> We look forward\n> to meet you.\n"

    def look(doc: Document) -> list[Hit]:
        found = re.finditer(r"forward\W+to meet\b", doc.masked)
        return [flag(match, "…", unsafe="forward to meeting") for match in found]

    engine = Engine([Rule("r", "t", Category.GRAMMAR, Severity.MINOR, "document", look, "…")])
    doc = Document(text, "a.md")
    (finding,) = fixing.offered(doc, engine.check(doc))
    assert finding.to_read == ("forward to meeting",)
    assert finding.suggestions == ("forward\n> to meeting",)
    assert fixing.repair(doc, engine, unsafe=True).doc.text == "> We look forward\n> to meeting you.\n"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("One *two* three.", "three", "*three*"),
        ("One two.\n\nThree four.", "Three", "1. Three"),
        ("One two.\n\nThree - four.", "Three", ""),
        ("One [two] three", "three", "[two]: three"),
        ("One *two* three", "three", "`three"),
    ],
)
def test_a_fix_that_would_not_be_made_is_not_offered_either(text: str, old: str, new: str) -> None:
    doc = Document(text, "a.md")
    engine = rewriter(old, new)
    offered = fixing.offered(doc, engine.check(doc))
    is_made = fixing.repair(doc, engine, unsafe=True).doc.text != text
    assert [finding.fix is not None for finding in offered] == [is_made]


ROUNDS = st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6), st.text("xyz", max_size=3)), max_size=4))


@given(st.text("ab\n", max_size=20), ROUNDS)
def test_rounds_of_edits_are_as_good_as_all_at_once(text: str, rounds: list[list[tuple[int, int, str]]]) -> None:
    now, made = text, []
    for wanted in rounds:
        edits: list[Edit] = []
        for start, length, new in sorted(wanted):
            if start <= len(now) and (not edits or edits[-1].end < start):
                edits.append(Edit(start, min(start + length, len(now)), new))
        made.append(edits)
        now = apply_edits(now, edits)
    at_once = composed(text, made)
    assert apply_edits(text, at_once) == now
    assert all(one.end < other.start for one, other in itertools.pairwise(at_once))


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([(0, 2, "")], "span"),
        ([(2, 4, "xyz")], "span"),
        ([(4, 4, "x")], "xspan"),
        ([(8, 8, "x")], "spanx"),
        ([(8, 10, "")], "span"),
        ([(8, 10, "xyz")], "span"),
        ([(5, 7, "")], "sn"),
        ([(3, 5, "x")], "xpan"),
        ([(7, 9, "xy")], "spaxy"),
        ([(2, 10, "x")], "x"),
        ([(0, 4, ""), (4, 8, "new"), (8, 12, "z")], "new"),
    ],
)
def test_a_stretch_is_followed_through_edits(edits: list[tuple[int, int, str]], expected: str) -> None:
    made = [Edit(*edit) for edit in edits]
    after = apply_edits("....span....", made)
    assert after[slice(*moved(Span(4, 8), made))] == expected
