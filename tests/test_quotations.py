"""Quotations are followed over the whole article."""

from __future__ import annotations

import pytest

from checker.text.document import Document
from checker.text.quotations import CURLY, STRAIGHT, quotations_of


def read(text: str, path: str = "article.txt") -> Document:
    return Document(text, path)


def quoted(text: str) -> list[str]:
    found = quotations_of(read(text))
    return [text[pair.opening.start : pair.closing.end] for pair in found.pairs]


def left_over(text: str) -> tuple[list[str], list[str]]:
    found = quotations_of(read(text))
    return [text[mark.mark.start :] for mark in found.unclosed], [text[: mark.mark.end] for mark in found.unopened]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ('He said "no" and "never".', ['"no"', '"never"']),
        ("“She said ‘no’ twice,” he said.", ["“She said ‘no’ twice,”", "‘no’"]),
        ("\"She said 'no,'\" he said.", ["\"She said 'no,'\"", "'no,'"]),
        ("«Oui», „ja“, 「はい」", ["«Oui»", "„ja“", "「はい」"]),
        ("He said ''no'' and ``yes''.", ["''no''", "``yes''"]),
        ('The sign said " closed " all day.', ['" closed "']),
        ('("Yes," he said—"no.")', ['"Yes,"', '"no."']),
        ("'We left the Smiths' house,' she said.", ["'We left the Smiths' house,'"]),
    ],
)
def test_pairs_are_found(text: str, pairs: list[str]) -> None:
    assert quoted(text) == pairs
    assert left_over(text) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "Don't wait 'til the '90s: rock 'n' roll isn’t dead, ’tis O'Brien's.",
        "The Joneses' house and the boys' team.",
        'He is 6\'2" tall, the screen 12" wide, the path 5′ 3″ long.',
        "Goin' home, singin' songs.",
        "Read more »",
    ],
)
def test_apostrophes_and_inches_are_no_quotation_marks(text: str) -> None:
    assert quoted(text) == []
    assert left_over(text) == ([], [])


def test_each_paragraph_of_a_long_quotation_opens_it_and_the_last_closes_it() -> None:
    assert left_over('"One.\n\n"Two.\n\n"Three," he said.') == ([], [])


def test_a_long_quotation_may_run_over_paragraphs_without_marks() -> None:
    found = quotations_of(read('"One.\n\nTwo.\n\nThree," he said.'))
    assert not found.unclosed
    assert not found.unopened
    assert len(found.unresumed) == 1


def test_a_quotation_never_leaves_its_list_item() -> None:
    unclosed, unopened = left_over('- He said "one.\n\n- Two," she said.\n')
    assert len(unclosed) == 1
    assert len(unopened) == 1


def test_marks_that_do_not_fit_are_taken_for_a_pair() -> None:
    text = "She said: \"We went. We came back. '\n\nIt rained."
    (pair,) = quotations_of(read(text)).mismatched
    assert text[pair.opening.start : pair.closing.end] == "\"We went. We came back. '"


def test_the_style_is_that_of_most_quotations() -> None:
    assert quotations_of(read('“One,” he said. “Two.” She said "three".')).style == CURLY
    assert quotations_of(read('“One,” he said. "Two." She said "three".')).style == STRAIGHT
    assert quotations_of(read("It isn’t so.")).style == CURLY


def test_an_offset_is_inside_or_outside() -> None:
    text = "He said \"no 'to' it\" twice."
    found = quotations_of(read(text))
    assert [found.holds(text.index(word)) for word in ("said", "no", "to", "it", "twice")] == [
        False,
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "unit", ['He said "no" and left. ', 'He said "no and left. ', 'No" he said. ', "He said 'no and \"left.' ", "\"'“`"]
)
def test_ten_thousand_marks_are_read(unit: str) -> None:
    """Were the time to grow with the square of the text, this would not come to an end."""
    quotations_of(read(unit * 10_000))
