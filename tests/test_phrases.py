"""The phrase language, and what is said of tables that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker import phrases
from checker.document import Document
from checker.engine import Engine


def engine(**table: object) -> Engine:
    values = {
        "category": "style/unidiomatic", "severity": "minor", "why": "Say it in English.", "bad": ["[x]"], **table,
    }  # fmt: skip
    lines = [
        f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}" for key, value in values.items()
    ]
    return Engine(
        phrases.load(Path("house.toml"), "[classes]\nfruit = ['apple', 'pear tree']\n[odd]\n" + "\n".join(lines))
    )


def suggestions(text: str, **table: object) -> list[tuple[str, tuple[str, ...]]]:
    return [(found.excerpt, found.suggestions) for found in engine(**table).check(Document(text, "a.md"))]


def test_words_are_whole_in_any_case_and_spaces_are_any_space() -> None:
    table = {"match": "less people", "suggest": "fewer people"}
    assert suggestions("Less\npeople came, less **people** went.", **table) == [
        ("Less\npeople", ("Fewer people",)),
        ("less people", ("fewer **people",)),
    ]
    assert suggestions("Bless people; less peoples; care-less people.", **table) == []


def test_lists_fill_slots() -> None:
    table = {
        "match": "(make|makes|made) a visit to (my|his) (old )?house",
        "suggest": "{1:visit|visits|visited} {2} {3}house",
    }
    assert suggestions("He made a visit to his old house.", **table) == [
        ("made a visit to his old house", ("visited his old house",))
    ]
    assert suggestions("They make a visit to my house.", **table) == [("make a visit to my house", ("visit my house",))]


def test_classes_and_any_word_fill_slots() -> None:
    table = {"match": "{fruit} of * kind", "suggest": "{*} {fruit}"}
    assert suggestions("A pear tree of another kind.", **table) == [
        ("pear tree of another kind", ("another pear tree",))
    ]


def test_several_suggestions_are_options() -> None:
    (finding,) = engine(match="big rain", suggest=["heavy rain", "a downpour"]).check(Document("Big rain fell."))
    assert finding.suggestions == ("Heavy rain", "A downpour")
    assert finding.fix is not None
    assert finding.fix.applicability == "display"


def test_a_phrase_is_only_looked_for_where_its_words_are() -> None:
    phrase = engine(match="in the (light|shadow) of", suggest="given").rules[0]
    assert phrase.cues == {"light", "shadow"}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"match": "a {veg}"}, r"house\.toml: \[odd\]: no word class {veg}"),
        ({"match": "a (b|c"}, r"\[odd\]: a bracket is not closed"),
        ({"match": "a b) c"}, r"\[odd\]: “\)” without its opening bracket"),
        ({"match": "a }b"}, r"\[odd\]: stray brace"),
        ({"match": "(a)? *"}, r"\[odd\]: the phrase has no word that must be there"),
        ({"match": "a", "suggest": "{1}"}, r"\[odd\]: “match” has no list 1"),
        ({"match": "(a|b) c", "suggest": "{1:x}"}, r"\[odd\]: {1:x} and list 1 of “match” differ in length"),
        ({"match": "a", "suggest": "{fruit}"}, r"\[odd\]: nothing in “match” fills {fruit}"),
        ({"match": "a", "sugest": "b"}, r"\[odd\]: unknown key “sugest”; known are match, suggest"),
        ({"match": "a", "bad": []}, r"\[odd\]: “bad” is missing"),
        ({"match": 1}, r"\[odd\]: “match” has a value of the wrong type"),
        ({"match": "a", "severity": "huge"}, r"\[odd\]: no such category or severity"),
    ],
)
def test_a_wrong_table_is_named_and_told_what_is_wrong(table: dict[str, object], message: str) -> None:
    with pytest.raises(phrases.PhraseError, match=message):
        engine(**table)


def test_broken_toml_is_told_with_its_line() -> None:
    with pytest.raises(phrases.PhraseError, match=r"house\.toml: not valid TOML: .*line 2"):
        phrases.load(Path("house.toml"), "[a]\nmatch = \n")
