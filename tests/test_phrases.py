"""The phrase language, and what is said of tables that are wrong."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from checker.checking import phrases
from checker.checking.engine import Engine
from checker.store import cache
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path / "cache"))
    cache.folder.cache_clear()
    yield tmp_path / "cache"
    cache.folder.cache_clear()


def engine(tmp_path: Path, **table: object) -> Engine:
    values = {
        "category": "style/unidiomatic",
        "severity": "minor",
        "why": "Say it in English.",
        "bad": ["[x]"],
        **table,
    }
    lines = [
        f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}" for key, value in values.items()
    ]
    path = tmp_path / "house.toml"
    path.write_text("[classes]\nfruit = ['apple', 'pear tree']\n[odd]\n" + "\n".join(lines))
    return Engine(phrases.load(path))


def suggestions(tmp_path: Path, text: str, **table: object) -> list[tuple[str, tuple[str, ...]]]:
    return [(found.excerpt, found.suggestions) for found in engine(tmp_path, **table).check(Document(text, "a.md"))]


def test_words_are_whole_in_any_case_and_spaces_are_any_space(tmp_path: Path) -> None:
    table = {"match": "less people", "suggest": "fewer people"}
    assert suggestions(tmp_path, "Less\npeople came, less **people** went.", **table) == [
        ("Less\npeople", ("Fewer people",)),
        ("less people", ("fewer **people",)),
    ]
    assert suggestions(tmp_path, "Bless people; less peoples; care-less people.", **table) == []


def test_lists_fill_slots(tmp_path: Path) -> None:
    table = {
        "match": "(make|makes|made) a visit to (my|his) (old )?house",
        "suggest": "{1:visit|visits|visited} {2} {3}house",
    }
    assert suggestions(tmp_path, "He made a visit to his old house.", **table) == [
        ("made a visit to his old house", ("visited his old house",))
    ]
    assert suggestions(tmp_path, "They make a visit to my house.", **table) == [
        ("make a visit to my house", ("visit my house",))
    ]


def test_verbs_are_found_in_all_forms_and_others_take_the_form_that_was_found(tmp_path: Path) -> None:
    table = {"match": "(he|they) <give|take> an end to", "suggest": "{1} <put> an end to"}
    text = "He gave an end to it. They take an end to it, and he takes an end to it; they giving an end to it, no."
    assert [texts for _, texts in suggestions(tmp_path, text, **table)] == [
        ("He put an end to",),
        ("They put an end to",),
        ("he puts an end to",),
        ("they putting an end to",),
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"match": "the end", "suggest": "<put> an end"}, "no verbs whose form <put> could take"),
        ({"match": "<give up> an end"}, "“<give up>” is not a verb"),
    ],
)
def test_verbs_that_cannot_be_read_are_told(tmp_path: Path, table: dict[str, object], said: str) -> None:
    with pytest.raises(phrases.PhraseError, match=said):
        engine(tmp_path, **table)


def test_a_table_with_a_rule_is_called_by_its_own_name_too(tmp_path: Path) -> None:
    (rule,) = engine(tmp_path, match="an odd end", rule="calque").rules
    assert rule.name == "calque/odd"
    assert all(map(rule.is_called, ("calque/odd", "calque", "odd", "house", "style")))
    assert not rule.is_called("calq")


def test_an_article_before_a_phrase_changes_with_its_sound(tmp_path: Path) -> None:
    table = {"match": "(unexpected|sudden) surprise", "suggest": ["surprise", "upset"]}
    assert suggestions(tmp_path, "An unexpected surprise, a sudden surprise, the sudden surprise.", **table) == [
        ("An unexpected surprise", ("A surprise", "An upset")),
        ("a sudden surprise", ("a surprise", "an upset")),
        ("sudden surprise", ("surprise", "upset")),
    ]


def test_a_list_within_a_list_is_one_alternative(tmp_path: Path) -> None:
    table = {
        "match": "under (the (new )?epidemic|the epidemic situation|crisis)",
        "suggest": "in {1:plague|it|trouble}",
    }
    assert [new for _, new in suggestions(tmp_path, "Under the  new epidemic, under crisis.", **table)] == [
        ("In plague",),
        ("in trouble",),
    ]


def test_classes_and_any_word_fill_slots(tmp_path: Path) -> None:
    table = {"match": "{fruit} of * kind", "suggest": "{*} {fruit}"}
    assert suggestions(tmp_path, "The pear tree of another kind.", **table) == [
        ("pear tree of another kind", ("another pear tree",))
    ]


def test_a_number_fills_its_slot(tmp_path: Path) -> None:
    table = {"match": "has {number} years old", "suggest": "is {number} years old"}
    assert suggestions(tmp_path, "She has 1,500.5 years old.", **table) == [
        ("has 1,500.5 years old", ("is 1,500.5 years old",))
    ]


def test_a_match_that_unless_overlaps_is_right(tmp_path: Path) -> None:
    table = {"match": "in the night of", "unless": "late in the night", "suggest": "on the night of"}
    assert suggestions(tmp_path, "It fell late in the night of June 2.", **table) == []
    assert suggestions(tmp_path, "Late at last, it fell in the night of June 2.", **table) == [
        ("in the night of", ("on the night of",))
    ]


def test_headings_do_without_articles(tmp_path: Path) -> None:
    table = {"match": "on eve of", "suggest": "on the eve of"}
    text = "# Rain on eve of feast\n\nIt fell on eve of the feast."
    assert len(suggestions(tmp_path, text, **table)) == 2
    assert len(suggestions(tmp_path, text, **table, headings=False)) == 1


def test_what_is_right_in_technical_articles_is_not_looked_for_there(tmp_path: Path) -> None:
    table = {"match": "the aforesaid", "suggest": "this"}
    manual = "Install the parser on the server. The aforesaid module reads a query string, and the cache holds tokens."
    news = "The mayor opened the bridge. The aforesaid bridge has three arches, and boats pass under it."
    assert len(suggestions(tmp_path, manual, **table)) == 1
    assert suggestions(tmp_path, manual, **table, technical=False) == []
    assert len(suggestions(tmp_path, news, **table, technical=False)) == 1


def test_several_suggestions_are_options(tmp_path: Path) -> None:
    (finding,) = engine(tmp_path, match="big rain", suggest=["heavy rain", "a downpour"]).check(
        Document("Big rain fell.")
    )
    assert finding.suggestions == ("Heavy rain", "A downpour")
    assert finding.fix is not None
    assert finding.fix.applicability == "display"


def test_a_phrase_is_only_looked_for_where_its_words_are(tmp_path: Path) -> None:
    phrase = engine(tmp_path, match="in the (light|shadow) of", suggest="given").rules[0]
    assert phrase.cues == {"light", "shadow"}


_WORDS = st.sampled_from(["a", "b", "c", "don't", "e-f", "g,", "h:"])
_PARTS = st.recursive(
    st.one_of(_WORDS, st.sampled_from(["{number}", "*", "{fruit}"])),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda options: f"({'|'.join(options)})"),
        st.lists(inner, min_size=1, max_size=2).map(lambda words: f"({' '.join(words)} )?x"),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
    ),
    max_leaves=6,
)
_TEXTS = st.lists(
    st.sampled_from(["a", "B", "c", "don’t", "e-f", "g,", "h:", "7", "1,500", "pear tree", "x", "**a**", "."])
)


@given(st.lists(_PARTS, min_size=1, max_size=3).map(" ".join), st.lists(_TEXTS.map(" ".join), min_size=3, max_size=3))
def test_where_a_phrase_is_looked_for_costs_no_match(match: str, texts: list[str]) -> None:
    table = {"match": match, "why": "Why.", "bad": ["[x]"], "category": "style/unidiomatic", "severity": "minor"}
    try:
        row = phrases._row("odd", "odd", table, {"fruit": ("apple", "pear tree")})
    except phrases.PhraseError:
        reject()
    rule = phrases._rule("house", "", row)
    everywhere = rule._replace(cues=frozenset(), needs=(), before={}, after={})
    for text in texts:
        found, all_there_is = (Engine([each]).check(Document(text, "a.md")) for each in (rule, everywhere))
        assert found == all_there_is


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"match": "a {veg}"}, r"house\.toml: \[odd\]: no word class {veg}"),
        ({"match": "a (b|c"}, r"\[odd\]: a bracket is not closed"),
        ({"match": "a b) c"}, r"\[odd\]: “\)” without its opening bracket"),
        ({"match": "a }b"}, r"\[odd\]: stray brace"),
        ({"match": "(a)? *"}, r"\[odd\]: the phrase has no word that must be there"),
        ({"match": "(* )?" * 10 + "a"}, r"\[odd\]: “match” can be read in more than 1,000 ways: make it several"),
        ({"match": "(o|oo)" * 10 + "a"}, r"\[odd\]: “match” can be read in more than 1,000 ways"),
        ({"match": "a", "suggest": "{1}"}, r"\[odd\]: “match” has no list 1"),
        ({"match": "(a|b) c", "suggest": "{1:x}"}, r"\[odd\]: {1:x} and list 1 of “match” differ in length"),
        ({"match": "a", "suggest": "{fruit}"}, r"\[odd\]: nothing in “match” fills {fruit}"),
        ({"match": "a", "sugest": "b"}, r"\[odd\]: unknown key “sugest”; known are match, suggest"),
        ({"match": "a", "bad": []}, r"\[odd\]: “bad” is missing"),
        ({"match": 1}, r"\[odd\]: “match” has a value of the wrong type"),
        ({"match": "a", "severity": "huge"}, r"\[odd\]: no such category or severity"),
    ],
)
def test_a_wrong_table_is_named_and_told_what_is_wrong(tmp_path: Path, table: dict[str, object], message: str) -> None:
    with pytest.raises(phrases.PhraseError, match=message):
        engine(tmp_path, **table)


def test_lists_of_different_words_are_read_in_one_way_each(tmp_path: Path) -> None:
    assert suggestions(tmp_path, "Big old rain.", match="(big|tall|wide) (old|new) " * 12 + "(rain|hail)") == []


@pytest.mark.parametrize(
    ("match", "text"),
    [
        ("(* )?" * 9 + "rain yesterday", "a " * 2_400 + "rain and yesterday."),
        ("*" * 9 + " rain", "a" * 4_900 + " rain"),
        ("{number}" * 9 + " rain", "1" * 4_900 + " rain"),
        ("(o|oo)" * 9 + " rain rain", "o" * 4_900 + " rain"),
    ],
)
def test_no_phrase_takes_long(tmp_path: Path, match: str, text: str) -> None:
    start = time.monotonic()
    assert suggestions(tmp_path, text, match=match) == []
    assert time.monotonic() - start < 5


def test_broken_toml_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text("[a]\nmatch = \n")
    with pytest.raises(phrases.PhraseError, match=r"house\.toml: not valid TOML: .*line 2"):
        phrases.load(tmp_path / "house.toml")


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    assert engine(tmp_path, match="big rain").rules[0].cues == {"big"}
    assert engine(tmp_path, match="tall rain").rules[0].cues == {"tall"}


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda _: b"", lambda data: data.replace(b"big", b"BIG")])
def test_a_torn_or_poisoned_cache_is_not_believed(
    tmp_path: Path, own_cache: Path, damage: Callable[[bytes], bytes]
) -> None:
    before = engine(tmp_path, match="big rain").rules[0].cues
    (kept,) = (own_cache / "phrases").iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert engine(tmp_path, match="big rain").rules[0].cues == before


def test_without_a_cache_folder_phrases_work(tmp_path: Path, own_cache: Path) -> None:
    own_cache.write_text("a file where the folder should be")
    assert suggestions(tmp_path, "Big rain.", match="big rain", suggest="heavy rain") == [("Big rain", ("Heavy rain",))]
