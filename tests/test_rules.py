"""Every rule is proven by its own examples. This file is never edited when a rule is added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from checker.checking import catalog
from checker.checking.edits import Edit, apply_edits
from checker.checking.engine import Engine
from checker.checking.rule import Applicability, Example, Finding, Rule
from checker.names.names_file import NamesFile
from checker.repairing import fixing
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = catalog.load()
PROVEN = Engine(rule for rule in RULES if not rule.preview)


def named(rule: Rule) -> str:
    return f"{rule.family}/{rule.name}"


def read(text: str, rule: Rule | None = None) -> Document:
    """The text as an article of a project that lists the names that the rule's examples need."""
    return Document(text, "example.md", names_file=NamesFile(rule.names) if rule and rule.names else None)


def repaired(doc: Document, findings: list[Finding]) -> str:
    edits: list[Edit] = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    return apply_edits(doc.text, sorted(edits))


def settled(text: str) -> str:
    """The text without the blank lines that a removed paragraph would leave in an example."""
    return re.sub(r"\n{2,}", "\n\n", text).strip("\n")


def proofs(rule: Rule) -> Iterator[tuple[Engine, Example]]:
    """The rule's examples, each with an engine that must find it: doubtful ones are heard by one that hears doubts."""
    for doubtful, examples in ((False, rule.bad), (True, rule.doubtful)):
        engine = Engine([rule], doubtful=doubtful)
        yield from ((engine, Example.parse(each)) for each in examples)


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_bad_examples_are_found_where_marked_with_the_repair_shown(rule: Rule) -> None:
    for engine, example in proofs(rule):
        findings = engine.check(read(example.text, rule))
        assert [tuple(finding.span) for finding in findings] == [tuple(span) for span in example.spans], example.source
        assert [finding.suggestions for finding in findings] == list(example.suggestions), example.source


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_what_is_doubtful_is_not_heard_alone(rule: Rule) -> None:
    for source in rule.doubtful:
        assert Engine([rule]).check(read(Example.parse(source).text, rule)) == [], source


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_is_silent_after_its_own_repair(rule: Rule) -> None:
    for engine, example in proofs(rule):
        if example.repaired is None:
            continue
        doc = read(example.text, rule)
        assert settled(repaired(doc, engine.check(doc))) == settled(example.repaired), example.source
        assert not engine.check(read(example.repaired, rule)), example.source


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_good_examples_are_left_alone(rule: Rule) -> None:
    engine = Engine([rule])
    for text in rule.good:
        assert [finding.excerpt for finding in engine.check(read(text, rule))] == [], text


def test_no_safe_repair_changes_what_another_rule_calls_good() -> None:
    changed = []
    for rule in RULES:
        if rule.preview:
            continue
        for text in rule.good:
            for finding in PROVEN.check(read(text)):
                if finding.fix and finding.fix.applicability is Applicability.SAFE:
                    changed.append((finding.rule, finding.excerpt, finding.suggestions, f"good for {rule.name}", text))
    assert changed == []


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_repairs_of_all_rules_together_settle(rule: Rule) -> None:
    for example in rule.examples:
        once = fixing.repair(read(example.text, rule), PROVEN, unsafe=True)
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
        known = {finding.rule for finding in ALL.check(read(example.text, rule))}
        for text, changed in repaired_each_way(example):
            new = [
                (finding.rule, text)
                for finding in ALL.check(read(text, rule))
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
