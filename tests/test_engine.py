"""Which rules the engine calls for which sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.checking.rule import Hit, RuleError, rule, span_of
from checker.findings import Category, Severity
from checker.text.document import FIGURE, Document, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.checking.rule import Beside, Rule

ALL_RULES = catalog.load()


def a_rule(cues: Iterable[str], before: Beside = (), after: Beside = ()) -> Rule:
    """A rule that hits every sentence it is called for."""

    @rule(category=Category.GRAMMAR, severity=Severity.MINOR, cues=cues, before=before, after=after, bad=["[x]"])
    def found(sentence: Sentence) -> Iterator[Hit]:
        """Found."""
        yield Hit(span_of(sentence), "Found.")

    return found


def looked_at(rule: Rule, text: str) -> list[str]:
    return [finding.excerpt for finding in Engine([rule]).check(Document(text))]


def test_a_rule_is_called_where_the_token_beside_its_cue_is_one_that_it_asks_for() -> None:
    text = "They sang to us. He went to him. To us! He came to\n\nUs."
    assert looked_at(a_rule({"to"}, after={"us"}), text) == ["They sang to us.", "To us!"]
    assert looked_at(a_rule({"to"}, before={"went"}), text) == ["He went to him."]
    assert looked_at(a_rule({"to"}, before={"sang", "went"}, after={"us"}), text) == ["They sang to us."]


def test_what_stands_beside_a_cue_can_be_told_by_a_function_of_its_lower_case() -> None:
    assert looked_at(a_rule({"to"}, after=str.isdigit), "He went to 5. He went to X.") == ["He went to 5."]
    assert looked_at(a_rule({"to"}, after=lambda word: word == "don't"), "To DON’T.") == ["To DON’T."]


def test_each_cue_can_ask_for_something_of_its_own_or_for_nothing() -> None:
    cued = a_rule({"to", "of", "by"}, after={"to": {"me"}, "of": {"us"}})
    text = "He spoke of me. He spoke to me. He spoke of us. He spoke to us. It is by me."
    assert looked_at(cued, text) == ["He spoke to me.", "He spoke of us.", "It is by me."]


def test_what_stands_beside_something_else_than_a_cue_of_a_sentence_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match=r"found: asks for something beside \['by'\], no cue of a sentence"):
        a_rule({"to"}, after={"by": {"me"}})

    def whole_article(doc: Document) -> Iterator[Hit]:
        """Found."""
        yield Hit(span_of((0, len(doc.text))), "Found.")

    asking = rule(category=Category.GRAMMAR, severity=Severity.MINOR, cues={"to"}, after={"me"}, bad=["[x]"])
    with pytest.raises(ValueError, match="whole_article: asks for something beside"):
        asking(whole_article)


def test_nothing_can_be_asked_for_beside_a_number_in_figures_but_beside_other_cues() -> None:
    with pytest.raises(ValueError, match=r"found: asks for something beside \['\{number\}'\]"):
        a_rule({FIGURE}, after={"men"})
    assert looked_at(a_rule({FIGURE, "few"}, after={"few": {"men"}}), "Few men. Few women. 9 women.") == [
        "Few men.",
        "9 women.",
    ]


def test_a_function_that_fails_on_a_token_is_told_with_its_rule() -> None:
    failing = a_rule({"to"}, after=lambda word: word[0] == "x")
    assert looked_at(failing, "He came to xanthan.") == ["He came to xanthan."]
    with pytest.raises(RuleError, match=r"text: the rule “found” failed \(IndexError: .*--ignore found"):
        looked_at(failing, "Where to")


def test_cues_may_come_one_by_one() -> None:
    assert looked_at(a_rule(iter(["to", "of"]), after={"us"}), "Of us. To us. To me.") == ["Of us.", "To us."]


def test_at_an_end_of_the_sentence_nothing_stands_beside_a_cue() -> None:
    text = "To us. What to\n\nTo whom?"
    assert looked_at(a_rule({"to"}, before=bool), text) == ["What to"]
    assert looked_at(a_rule({"to"}, after=bool), text) == ["To us.", "To whom?"]
    assert looked_at(a_rule({"to"}, before={""}), text) == ["To us.", "To whom?"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "family", sorted({each.family for each in ALL_RULES if each.before or each.after or each.needs})
)
def test_what_rules_ask_for_costs_them_no_hit(family: str) -> None:
    rules = [each for each in ALL_RULES if each.family == family and each.scope == "sentence"]
    asking, unasking = Engine(rules), Engine([each._replace(before={}, after={}, needs=()) for each in rules])
    # What one family calls right is as good a text for another.
    right = "\n\n".join(text for each in ALL_RULES for text in each.good)
    for text in (right, *(example.text for each in rules for example in each.examples)):
        assert asking.check(Document(text)) == unasking.check(Document(text))


def says(word: str, *, doubtful: bool = False, within: int = 250) -> Rule:
    """A rule of the word's name that hits each place where it stands."""

    def look(sentence: Sentence) -> Iterator[Hit]:
        """Found."""
        yield from (
            Hit(span_of(token), "Found.", doubtful=doubtful, within=within)
            for token in sentence.tokens
            if token.lower == word
        )

    look.__name__ = word
    return rule(category=Category.GRAMMAR, severity=Severity.MINOR, cues={word}, bad=[f"[{word}]"])(look)


def heard(text: str, *rules: Rule, doubtful: bool = False) -> list[str]:
    return [finding.excerpt for finding in Engine(rules, doubtful=doubtful).check(Document(text))]


def test_what_is_doubtful_is_heard_where_two_other_rules_found_something_beyond_doubt() -> None:
    rules = says("flaw"), says("slip"), says("doubt", doubtful=True)
    assert heard("A doubt, a flaw and a slip.", *rules) == ["doubt", "flaw", "slip"]
    assert heard("A doubt, a flaw and a flaw.", *rules) == ["flaw", "flaw"]
    assert heard("A doubt and a doubt.", *rules) == []
    assert heard("A doubt.", rules[2]) == []
    assert heard("A doubt.", rules[2], doubtful=True) == ["doubt"]


def test_a_few_slips_in_a_long_article_cast_no_doubt_on_it() -> None:
    rules = says("flaw"), says("slip"), says("doubt", doubtful=True)
    assert heard("A doubt, a flaw and a slip. " + 490 * "word ", *rules) == ["doubt", "flaw", "slip"]
    assert heard("A doubt, a flaw and a slip. " + 500 * "word ", *rules) == ["flaw", "slip"]


def test_the_more_doubtful_a_thing_is_the_more_must_be_wrong_for_it_to_be_heard() -> None:
    rules = says("flaw"), says("slip"), says("doubt", doubtful=True), says("guess", doubtful=True, within=50)
    assert heard("A doubt, a guess, a flaw and a slip. " + 90 * "word ", *rules) == ["doubt", "guess", "flaw", "slip"]
    assert heard("A doubt, a guess, a flaw and a slip. " + 100 * "word ", *rules) == ["doubt", "flaw", "slip"]


def test_a_rule_that_has_doubts_only_is_not_asked_about_an_edited_article() -> None:
    asked: list[str] = []

    def look(sentence: Sentence) -> Iterator[Hit]:
        """Asks."""
        asked.append(sentence.text)
        yield from ()

    doubting = rule(category=Category.GRAMMAR, severity=Severity.MINOR, doubtful=["[doubt]"])(look)
    rules = says("flaw"), says("slip"), doubting
    heard("A flaw.", *rules)
    assert asked == []
    heard("A flaw and a slip.", *rules)
    assert asked == ["A flaw and a slip."]


def test_doubts_of_one_rule_do_not_let_another_doubt_be_heard() -> None:
    assert heard("A doubt and a fear.", says("doubt", doubtful=True), says("fear", doubtful=True)) == []


def test_of_a_rule_without_any_other_example_than_doubtful_ones_all_is_doubtful() -> None:
    unsure = says("doubt")._replace(bad=(), doubtful=("[doubt]",))
    assert heard("A doubt.", unsure) == []
    assert heard("A doubt, a flaw and a slip.", unsure, says("flaw"), says("slip")) == ["doubt", "flaw", "slip"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('<p>See <a title="A map of teh town">teh map</a>.', "a.html"),
        ('See <a title="A map of teh town">teh map</a>.', "a.md"),
        ("![A map of teh town](a.png)\n\nSee teh map.", "a.md"),
        ('<Card title="A map of teh town" id={a}>\n  See teh map.\n</Card>\n', "a.mdx"),
        ("```markdown\n# Town\n\n![A `b` map of teh town](a.png)\n\nOld.\n\nSee teh map.\n```\n", "a.md"),
    ],
)
def test_what_readers_see_beside_the_article_is_looked_at_and_not_repaired(text: str, path: str) -> None:
    engine = Engine(catalog.select(catalog.load(), catalog.Selection(("misspelling",))))
    found = engine.review(Document(text, path))
    places = [(finding.span.start, bool(finding.fix), finding.suggestions) for finding in found.findings]
    beside, inside = text.index("teh town"), text.index("teh map")
    assert sorted(places) == sorted([(beside, False, ("the",)), (inside, True, ("the",))])
    assert found.words > Document(text, path).word_count


def test_a_directive_holds_for_what_stands_beside_the_article_too() -> None:
    text = '<!-- copydesk: ignore-file misspelling -->\n<p title="A map of teh town">See it.'
    engine = Engine(catalog.select(catalog.load(), catalog.Selection(("misspelling",))))
    assert engine.check(Document(text, "a.html")) == []


def test_attributes_that_were_not_translated_are_told_one_by_one() -> None:
    text = '<p>It is an old mill on a hill.\n<img alt="Eine alte Mühle auf einem Hügel mit Bäumen">'
    (found,) = Engine(catalog.load()).check(Document(text, "a.html"))
    assert (found.rule, found.excerpt) == ("foreign-passage", "Eine alte Mühle auf einem Hügel mit Bäumen")
    assert "paragraph is German" in found.message
