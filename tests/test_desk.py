"""The desk as others call it: from threads, from other processes, with rules that fail."""

from __future__ import annotations

import json
import pickle
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import checker
from checker.checking.catalog import UnknownRuleError
from checker.checking.glance import Before
from checker.desk import Desk, DeskConfig
from checker.names.names_file import Entry, NamesFile
from checker.project.config import ConfigError
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.findings import Finding, Review
    from checker.text.layout import Span

ROOT = Path(__file__).parent.parent
TEXT = "A hour passed.\n\nThe the man went home in {}.\n\nHe is a organization who we trust.\n"

FAILING = """
from checker.text.document import Sentence
from checker.findings import Category, Severity
from checker.checking.rule import flag, rule

GIVEN = dict(category=Category.GRAMMAR, severity=Severity.MINOR, bad=["[x]"])

@rule(cues={"man"}, **GIVEN)
def fails_after_a_hit(sentence: Sentence):
    \"\"\"Fails.\"\"\"
    yield flag(sentence.words[0], "Here.")
    raise KeyError("x")

@rule(cues={"man", "hour"}, after=lambda word: word[9], **GIVEN)
def fails_beside_a_cue(sentence: Sentence):
    \"\"\"Fails.\"\"\"
    yield flag(sentence, "Here.")

@rule(cues={"man"}, **GIVEN)
def finds_what_is_nowhere(sentence: Sentence):
    \"\"\"Fails.\"\"\"
    yield (1, 2, 3)
"""


def rules_of(review: Review) -> set[str]:
    return {finding.rule for finding in review.findings}


def test_a_glance_marks_what_is_wrong_in_what_changed_and_keeps_what_is_known_of_the_rest() -> None:
    desk = Desk()
    text = "Mark Esper spoke for an hour.\n\n- Mark Esper sat.\n- Then Mark Asper left.\n\nShe waited a hour.\n"
    before = Before(desk.document(text, "a.md"), desk.review(desk.document(text, "a.md")).findings)
    marked = {"name-spelled-two-ways": "Asper", "wrong-indefinite-article": "a"}
    assert {finding.rule: finding.excerpt for finding in before.findings} == marked
    for place, new, more in (
        ("Mark Esper spoke", "I saw a elephant. Mark Esper spoke", ["a", "Asper", "a"]),
        ("for an hour", "for a hour", ["a", "Asper", "a"]),
        ("left.", "left a hour ago.", ["Asper", "a", "a"]),
        ("Asper", "Esper", ["a"]),
        ("She waited", "<!-- copydesk: ignore -->\nShe waited", ["Asper"]),
        ("- Mark", "```\n- Mark", []),
        ("Mark Esper spoke", "> Mark Esper spoke", ["Asper", "a"]),
    ):
        doc = desk.document(text.replace(place, new, 1), "a.md")
        found = desk.glance(doc, before)
        assert found is not None
        assert [finding.excerpt for finding in found] == more
        for finding in found:
            assert doc.text[slice(*finding.span)] == finding.excerpt
            assert doc.position(finding.span.start) == (finding.line, finding.column)
            for place_of in finding.related:
                assert doc.text[slice(*place_of.span)].startswith("Esper")
    assert desk.glance(desk.document(text + "She waited.\n" * 5_000, "a.md"), before) is None


@pytest.mark.parametrize(
    "article", sorted((ROOT / "seeds" / "flawed").glob("*[a-z].md"))[:3], ids=lambda path: path.stem
)
def test_a_glance_is_a_review_in_what_hangs_on_a_sentence_alone(article: Path) -> None:
    desk, chance = Desk(), random.Random(article.name)
    of_sentences = {rule.name for rule in desk.rules if rule.scope == "sentence"}

    def marks(findings: Iterable[Finding]) -> set[tuple[str, Span, str]]:
        return {(each.rule, each.span, each.message) for each in findings if each.rule in of_sentences}

    text = article.read_text("utf-8")
    before = Before(desk.document(text, "a.md"), desk.review(desk.document(text, "a.md")).findings)
    for new in ("x", " a hour ", "", "\n\n", "\n# ", "*", "`", "```\n", "> ", "|"):
        at = chance.randrange(len(text))
        doc = desk.document(text[:at] + new + text[at + chance.choice((0, 0, 1, 40)) :], "a.md")
        found = desk.glance(doc, before)
        assert found is not None
        assert marks(found) == marks(desk.review(doc).findings)


@pytest.mark.slow
def test_local_rules_find_in_a_block_what_they_would_find_if_there_were_no_other() -> None:
    rules = [rule for rule in Desk().rules if rule.local]
    examples = [example.text for rule in rules for example in rule.examples]
    seeds = [path.read_text("utf-8") for path in sorted((ROOT / "seeds" / "flawed").glob("*[a-z].md"))]
    doc = Document("\n\n".join(examples + seeds), "a.txt")
    parts = [(block, doc.part([block])) for block in doc.blocks]
    for rule in rules:
        found = {hit.span for hit in rule.look(doc)}
        assert found, rule.name
        within = {
            hit.span
            for block, part in parts
            if not rule.cues or rule.cues & part.forms
            for hit in rule.look(part)
            if block.start <= hit.span.start <= block.end
        }
        assert within == {span for span in found if doc.block_at(span.start)}, rule.name


@pytest.mark.slow
def test_desks_with_different_rules_work_side_by_side_in_threads() -> None:
    configs = [
        DeskConfig(),
        DeskConfig(select=("articles",)),
        DeskConfig(ignore=("articles",)),
        DeskConfig(preview=True),
    ]
    texts = [TEXT.format(place) for place in ("Rome", "haste", "1990", "a car", "vain", "a hour")] * 3
    expected = [[Desk(config).review(Document(text, "a.md")) for text in texts] for config in configs]
    desks = [Desk(config) for config in configs]
    with ThreadPoolExecutor(8) as pool:
        asked = [[pool.submit(desk.review, Document(text, "a.md")) for text in texts] for desk in desks]
        found = [[answer.result() for answer in answers] for answers in asked]
    assert found == expected
    assert rules_of(found[1][0]) == {"wrong-indefinite-article"}
    assert "wrong-indefinite-article" not in rules_of(found[2][0])
    assert "doubled-word" in rules_of(found[2][0])


def test_a_desk_from_a_pickled_config_works_in_another_process(tmp_path: Path) -> None:
    names = NamesFile([Entry("Mark Esper", ("Mark Asper",), "person")])
    config = DeskConfig(ignore=("doubled-word",), names=names)
    (tmp_path / "config").write_bytes(pickle.dumps(config))
    text = "A hour passed, and the the man Mark Asper came.\n"
    program = (
        "import json, pickle, sys; from checker import Desk, Document; "
        "desk = Desk(pickle.load(open(sys.argv[1], 'rb'))); "
        "print(json.dumps(desk.review(Document(sys.argv[2])).to_dict()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "config", text], cwd=ROOT, capture_output=True, text=True, check=True
    )
    review = Desk(config).review(Document(text))
    assert json.loads(done.stdout) == json.loads(json.dumps(review.to_dict()))
    assert {"wrong-indefinite-article", "listed-name-misspelled"} & rules_of(review)
    assert any(finding.suggestions == ("Mark Esper",) or finding.excerpt == "Asper" for finding in review.findings)
    assert "doubled-word" not in rules_of(review)


def test_a_rule_that_fails_costs_that_rule_and_not_the_article(tmp_path: Path) -> None:
    (tmp_path / "failing.py").write_text(FAILING, "utf-8")
    text = TEXT.format("Rome")
    whole = Desk().review(Document(text))
    review = Desk(DeskConfig(rules=(tmp_path,))).review(Document(text))
    assert review.findings == whole.findings
    assert not whole.troubles
    assert {trouble.who for trouble in review.troubles} == {
        "fails-after-a-hit",
        "fails-beside-a-cue",
        "finds-what-is-nowhere",
    }
    assert all(f"leave it out with --ignore {trouble.who}" in trouble.message for trouble in review.troubles)


def test_a_repair_says_what_it_did_and_what_is_left() -> None:
    done = Desk().repair(Document("A hour passed, and he came."))
    assert done.text == "An hour passed, and he came."
    assert [finding.rule for finding in done.fixed] == ["wrong-indefinite-article"]
    assert done.review == Desk().review(Document(done.text))
    assert type(done).from_dict(json.loads(json.dumps(done.to_dict()))) == done


def test_the_python_interface_takes_rules_a_configuration_and_names(tmp_path: Path) -> None:
    text = "A hour passed, and the the man Mark Asper came."
    assert [finding.rule for finding in checker.check(text, select=["articles"])] == ["wrong-indefinite-article"]
    assert "doubled-word" not in {finding.rule for finding in checker.check(text, ignore=["doubled-word"])}
    (tmp_path / "copydesk.toml").write_text('select = ["doubled-word"]\n', "utf-8")
    assert [finding.rule for finding in checker.check(text, config=tmp_path / "copydesk.toml")] == ["doubled-word"]
    (tmp_path / "names.toml").write_text('[[name]]\nname = "Mark Esper"\nvariants = ["Mark Asper"]\n', "utf-8")
    assert "Mark Esper came" in checker.fix(text, unsafe=True, names=tmp_path / "names.toml")
    assert 0 < checker.score(text, select=["articles"]).penalty <= 1
    assert checker.review(text).words == 10
    with pytest.raises(UnknownRuleError, match="did you mean “doubled-word”"):
        checker.check(text, select=["doubled-wird"])
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        checker.check(text, config=tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("article", "sentence"),
    [(b"A hour", "not bytes; decode it first"), (None, "not NoneType"), (5, "not int"), (Path("a.md"), "Path")],
)
def test_what_is_no_text_is_refused_in_a_sentence(article: Any, sentence: str) -> None:
    for function in (checker.check, checker.fix, checker.score, checker.review, checker.repair):
        with pytest.raises(TypeError, match=f"an article is a string or a Document, .*{sentence}"):
            function(article)


def test_one_name_is_not_taken_for_a_list_of_letters() -> None:
    with pytest.raises(TypeError, match="“select” takes a list of names"):
        checker.check("A hour", select="articles")
