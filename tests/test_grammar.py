"""Sentence knowledge: verb forms, number, and where phrases and clauses begin and end."""

from __future__ import annotations

import pytest

from checker.english import grammar
from checker.english.grammar import Verb, verb
from checker.text.document import Document, Token


def tokens(text: str) -> tuple[Token, ...]:
    return Document(text).sentences[0].tokens


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("carry", ("carries", "carried", "carried", "carrying")),
        ("stop", ("stops", "stopped", "stopped", "stopping")),
        ("lie", ("lies", "lay", "lain", "lying")),
        ("agree", ("agrees", "agreed", "agreed", "agreeing")),
        ("reach", ("reaches", "reached", "reached", "reaching")),
        ("play", ("plays", "played", "played", "playing")),
        ("write", ("writes", "wrote", "written", "writing")),
        ("be", ("is", "was", "been", "being")),
    ],
)
def test_forms_of_a_verb(base: str, forms: tuple[str, ...]) -> None:
    assert verb(base) == Verb(base, *forms)


def test_a_past_that_is_also_a_participle_or_a_noun_is_not_only_past() -> None:
    assert grammar.is_only_past("went")
    assert not any(map(grammar.is_only_past, ("made", "put", "saw", "rose", "found", "walked")))


def test_a_verb_that_is_also_a_noun_is_not_only_a_verb() -> None:
    assert grammar.is_verb_only("promote")
    assert not any(map(grammar.is_verb_only, ("plan", "report", "increase", "help", "table")))


def test_every_form_leads_back_to_its_verb() -> None:
    for base in ("take", "promote", "begin", "deny"):
        assert all(base in grammar.bases_of(form) for form in verb(base))


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("city", "cities"),
        ("woman", "women"),
        ("church", "churches"),
        ("crisis", "crises"),
        ("wolf", "wolves"),
        ("day", "days"),
    ],
)
def test_plural_and_back(singular: str, plural: str) -> None:
    assert grammar.plural_of(singular) == plural
    assert grammar.singular_of(plural) == singular


def test_a_word_is_singular_or_plural_but_not_both() -> None:
    assert [noun for noun in grammar.COUNT_NOUNS if grammar.is_plural_noun(noun)] == []


@pytest.mark.parametrize(
    ("text", "ends"), [("these attacks, we", True), ("these attack helicopters", False), ("this attack was", True)]
)
def test_where_a_noun_phrase_ends(text: str, *, ends: bool) -> None:
    assert grammar.ends_phrase(tokens(text), 2) is ends


def test_a_clause_starts_after_a_mark_and_after_that() -> None:
    words = tokens("He says that they, if asked, will go.")
    starts = [word.text for at, word in enumerate(words) if grammar.starts_clause(words, at)]
    assert starts == ["He", "they", "if", "asked", "will"]


def test_quotation_marks_open_and_close() -> None:
    sentence = Document("“We go,” he said.").sentences[0]
    assert [grammar.inside_quotation(sentence, word.start) for word in sentence.words] == [True, True, False, False]
