"""Offsets, masks, sentences and tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text import document
from checker.text.document import CLEAR, FIGURE, OPAQUE, TOKEN, Document, Span, Told, join

PROSE = st.text(st.sampled_from("ab .\n\"'“”’*_`#>-[]()!é\u0301😀م\u202e|$<&;~1,"), max_size=200)


def tokens(text: str) -> list[str]:
    return [token.text for sentence in Document(text).sentences for token in sentence.tokens]


@given(PROSE)
def test_masking_keeps_length_and_lines(text: str) -> None:
    doc = Document(text, "a.md")
    assert len(doc.masked) == len(text)
    assert [at for at, c in enumerate(doc.masked) if c == "\n"] == [at for at, c in enumerate(text) if c == "\n"]


@given(PROSE, st.sampled_from(["a.md", "a.txt"]))
def test_every_character_is_either_itself_or_masked(text: str, path: str) -> None:
    doc = Document(text, path)
    for at, (shown, real) in enumerate(zip(doc.masked, text, strict=True)):
        assert shown == real or (shown in (OPAQUE, CLEAR) and doc.touches_mask(Span(at, at + 1)))


@given(PROSE, st.sampled_from(["a.md", "a.txt"]))
def test_sentences_and_tokens_lie_in_reading_order_inside_their_blocks(text: str, path: str) -> None:
    doc = Document(text, path)
    end = 0
    for sentence in doc.sentences:
        assert end <= sentence.start < sentence.end
        assert sentence.block.start <= sentence.start
        assert sentence.end <= sentence.block.end
        assert not sentence.text[0].isspace()
        assert not sentence.text[-1].isspace()
        end = sentence.end
        at = sentence.start
        for token in sentence.tokens:
            assert at <= token.start < token.end <= sentence.end
            assert doc.masked[token.start : token.end].replace(CLEAR, "") == token.text
            at = token.end


@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\x85", "\u2028", "\N{IDEOGRAPHIC SPACE}", "\N{THIN SPACE}"])
def test_a_wide_space_before_a_full_stop_is_read(space: str) -> None:
    doc = Document(f"She took vitamin C{space}. Then it rained.")
    assert [sentence.text for sentence in doc.sentences] == [f"She took vitamin C{space}.", "Then it rained."]


def test_a_library_that_panics_costs_sentences_and_not_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panics(_language: str, _text: str) -> None:
        raise PanicException

    monkeypatch.setattr(document, "get_sentence_boundaries", panics)
    assert [sentence.text for sentence in Document("It rained. It snowed.").sentences] == ["It rained. It snowed."]


@given(PROSE)
def test_forms_are_the_tokens_in_lower_case(text: str) -> None:
    for sentence in Document(text).sentences:
        has_figure = any(character.isdecimal() for character in sentence.text)
        assert sentence.forms == {token.lower for token in sentence.tokens} | ({FIGURE} if has_figure else set())
        assert all(sentence in sentence.doc.holders(form) for form in sentence.forms)


@given(PROSE, st.sampled_from(["a.md", "a.txt"]))
def test_tokens_are_what_the_pattern_finds_in_each_sentence(text: str, path: str) -> None:
    doc = Document(text, path)
    for sentence in doc.sentences:
        found = list(TOKEN.finditer(sentence.text))
        assert sentence.texts == [match.group().replace(CLEAR, "") for match in found]
        assert [token.start - sentence.start for token in sentence.tokens] == [match.start() for match in found]
        assert [doc.spot(token) for token in range(*doc.first_tokens[sentence.number : sentence.number + 2])] == [
            (sentence, number) for number in range(len(found))
        ]


@given(PROSE)
def test_a_sentence_holds_its_forms_and_no_others(text: str) -> None:
    forms = Document(text).forms
    for sentence in Document(text).sentences:
        assert {form for form in forms if sentence.holds({form})} == sentence.forms
        assert not sentence.holds({"cat"})


def test_what_is_kept_of_short_strings_has_a_bound() -> None:
    kept = document.Kept(str.upper, most=10)
    assert [kept[text] for text in ("a", "b", "a")] == ["A", "B", "A"]
    assert list(kept) == ["a", "b"]
    for number in range(1_000):
        assert kept[f"x{number}"] == f"X{number}"
    assert len(kept) <= 10
    assert kept["long" * 100] == "LONG" * 100
    assert "long" * 100 not in kept


def test_what_is_told_of_forms_is_asked_once_for_each_and_has_a_bound() -> None:
    asked: list[str] = []

    def say(form: str) -> str:
        asked.append(form)
        return form.upper() if form.startswith("a") else ""

    told = Told(say, most=10)
    assert told.among({"a", "b"}) == {"a": "A"}
    assert told.among({"a", "b", "ab"}) == {"a": "A", "ab": "AB"}
    assert sorted(asked) == ["a", "ab", "b"]
    assert told.among({"a" * 100}) == told.among({"a" * 100}) == {"a" * 100: "A" * 100}
    for number in range(1_000):
        assert told.among({f"a{number}", "b"}) == {f"a{number}": f"A{number}"}
    assert asked.count("b") > 1


def test_sentences_that_hold_a_word_come_once_and_in_reading_order() -> None:
    doc = Document("A cat and a cat. A dog. No fish. The dog saw the cat.")
    assert [sentence.number for sentence in doc.holding({"dog", "cat", "mouse"})] == [0, 1, 3]


@given(PROSE)
def test_a_position_leads_back_to_its_offset(text: str) -> None:
    doc = Document(text)
    for offset in range(len(text) + 1):
        line, column = doc.position(offset)
        assert doc.line(line).start + column - 1 == offset
        assert "\n" not in text[doc.line(line).start : offset]


def test_tokens_are_words_numbers_and_marks() -> None:
    assert tokens("Don’t pay $1,500.25 at 1:30 p.m. to al-Kheir, U.S. ally!") == [
        "Don’t", "pay", "$", "1,500.25", "at", "1:30", "p.m.", "to", "al-Kheir", ",", "U.S.", "ally", "!",
    ]  # fmt: skip


def test_markup_inside_a_word_does_not_split_it() -> None:
    doc = Document("An un**like**ly word.", "a.md")
    assert [token.text for token in doc.sentences[0].tokens] == ["An", "unlikely", "word", "."]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith met Dr. Jones at 5 p.m. on Jan. 3.",
        "The U.S. Army moved in.",
        "It costs 3.5 million, e.g. in Rome.",
        "He said: “Go. Now. Please.”",
    ],
)
def test_a_full_stop_does_not_always_end_a_sentence(text: str) -> None:
    assert [sentence.text for sentence in Document(text).sentences] == [text]


def test_a_closing_quotation_mark_belongs_to_the_sentence_before_it() -> None:
    doc = Document("“We go.” He left. “Really?” she said.")
    assert [sentence.text for sentence in doc.sentences] == ["“We go.”", "He left.", "“Really?” she said."]


def test_an_opening_quotation_mark_belongs_to_the_sentence_after_it() -> None:
    doc = Document('"We knew," she said. "We lost every game." "It was hard." They left.')
    assert [sentence.text for sentence in doc.sentences] == [
        '"We knew," she said.',
        '"We lost every game."',
        '"It was hard."',
        "They left.",
    ]


def test_blank_lines_and_headings_end_sentences_and_wrapped_lines_do_not() -> None:
    wrapped = (
        "This paragraph was wrapped by an editor at about sixty\ncolumns, so that its sentences run over the\nlines."
    )
    doc = Document(f"A headline without a stop\n\n{wrapped}\n\nOne line.\nAnother line.\n")
    assert [sentence.text for sentence in doc.sentences] == [
        "A headline without a stop", wrapped, "One line.", "Another line.",
    ]  # fmt: skip
    assert [sentence.is_heading for sentence in doc.sentences] == [True, False, False, False]


def test_right_to_left_text_emoji_and_combining_marks_keep_offsets() -> None:
    text = "مرحبا 😀 cafe\u0301 said a hour."
    (sentence,) = Document(text).sentences
    last = sentence.tokens[-2]
    assert text[last.start : last.end] == "hour"
    assert Document(text).position(last.start) == (1, text.index("hour") + 1)


def test_words_of_code_and_links_are_not_counted() -> None:
    assert Document("Two words `three four` [five](https://six.example/seven).", "a.md").word_count == 3


def test_case_is_copied() -> None:
    (sentence,) = Document("Big BIG big").sentences
    assert [token.cased("tall") for token in sentence.tokens] == ["Tall", "TALL", "tall"]
    assert join(sentence.tokens[0], sentence.tokens[1]) == Span(0, 7)
