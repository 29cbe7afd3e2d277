"""Every rule is proven by its own examples. This file is never edited when a rule is added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.checking.proof import article, failures
from checker.checking.rule import Applicability, Example, Rule, flag, parted
from checker.findings import Category, Hit, Severity
from checker.repairing import fixing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.document import Sentence

RULES = catalog.load()
PROVEN = Engine(rule for rule in RULES if not rule.preview)


def named(rule: Rule) -> str:
    return f"{rule.family}/{rule.name}"


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_does_what_its_examples_say(rule: Rule) -> None:
    assert list(failures(rule)) == []


ON_UNCLES = Rule("on-uncles", "house", Category.WRONG_TERM, Severity.MINOR, "sentence", lambda _: (), "About uncles.")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"bad": ["An [uncle -> aunt] came."]}, "in “An [uncle -> aunt] came.” it finds nothing"),
        ({"bad": ["An [uncle -> aunt] came."], "cues": {"niece"}}, "none of its cues stands in"),
        ({"bad": ["An [oncle -> uncle] came."], "look": "oncle"}, "it offers: aunt"),
        (
            {"good": ["An oncle came."], "look": "oncle"},
            "it finds “oncle” in “An oncle came.”, which is given as right",
        ),
    ],
)
def test_an_example_that_a_rule_does_not_hold_is_told(changes: dict[str, Any], told: str) -> None:
    word = changes.pop("look", None)

    def look(sentence: Sentence) -> Iterator[Hit]:
        yield from (flag(each, "No.", unsafe="aunt") for each in sentence.words if each.text == word)

    (failure,) = failures(ON_UNCLES._replace(look=look, **changes))
    assert told in failure


def test_no_safe_repair_changes_what_another_rule_calls_good() -> None:
    changed = []
    for rule in RULES:
        if rule.preview:
            continue
        for text in rule.good:
            original, made = parted(text)
            for finding in PROVEN.check(article(made, original=original)):
                if finding.fix and finding.fix.applicability is Applicability.SAFE:
                    changed.append((finding.rule, finding.excerpt, finding.suggestions, f"good for {rule.name}", text))
    assert changed == []


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_repairs_of_all_rules_together_settle(rule: Rule) -> None:
    for example in rule.examples:
        once = fixing.repair(article(example.text, rule, example.original), PROVEN, unsafe=True)
        assert len(once.rounds) < fixing.ROUNDS, example.source
        assert not fixing.repair(once.doc, PROVEN, unsafe=True).rounds, example.source


ALL = Engine(RULES)

SEEN_NEXT = {
    ("dash-before-speaker", "speech-without-marks"),
    ("unclosed-quotation", "headline-full-stop"),
    ("foreign-quotation-marks", "stop-outside-quotation"),
    ("mismatched-quotation-marks", "stop-outside-quotation"),
    ("broken-placeholder", "placeholder"),
}
"""What a rule says of another's repair when that has mended one of two errors at the same place."""


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_no_repair_that_is_offered_makes_an_error(rule: Rule) -> None:
    for example in map(Example.parse, rule.bad):
        known = {finding.rule for finding in ALL.check(article(example.text, rule, example.original))}
        for text, changed in repaired_each_way(example):
            new = [
                (finding.rule, text)
                for finding in ALL.check(article(text, rule, example.original))
                if finding.rule not in known and (rule.name, finding.rule) not in SEEN_NEXT
                if any(finding.span.start <= end and start <= finding.span.end for start, end in changed)
            ]
            assert new == [], example.source


def repaired_each_way(example: Example) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The text with the first repair at each place, the second, and so on; and where the repairs stand in it."""
    for way in range(max(map(len, example.suggestions), default=0)):
        text = example.text
        changed: list[tuple[int, int]] = []
        for (start, end), options in sorted(zip(example.spans, example.suggestions, strict=True), reverse=True):
            if options:
                new = options[min(way, len(options) - 1)]
                text = text[:start] + new + text[end:]
                grown = len(new) - (end - start)
                changed = [(start, start + len(new)), *((first + grown, last + grown) for first, last in changed)]
        yield text, changed
