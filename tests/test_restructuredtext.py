"""reStructuredText: what is masked, with what, and where the blocks are."""

from __future__ import annotations

import pytest
from layouts import assert_sound, blocks, comments, shown

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.repairing.fixing import repair
from checker.text.document import Document

CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "A *b* and **c** ``d *e*`` 2*3*4.",
        "A ~b~ and ~~c~~ ######### 2*3*4.",
        [("paragraph", "A *b* and **c** ``d *e*`` 2*3*4.")],
    ),
    (
        "`text <https://u>`_ and `ref`_ and word_ and anonym__.",
        "~text~~~~~~~~~~~~~~ and ~ref~~ and word~ and anonym~~.",
        [("paragraph", "text <https://u>`_ and `ref`_ and word_ and anonym__.")],
    ),
    (
        "A |sub| and [1]_ and [#note]_.",
        "A ##### and #### and ########.",
        [("paragraph", "A |sub| and [1]_ and [#note]_.")],
    ),
    (
        ":ref:`y` and :ref:`Text <z>` and :emphasis:`so` `x`:sub:.",
        "######## and ~~~~~~Text~~~~~ and ~~~~~~~~~~~so~ ~x~~~~~~.",
        [("paragraph", "and :ref:`Text <z>` and :emphasis:`so` `x`:sub:.")],
    ),
    (
        "Back `ticks` and _`target`.",
        "Back ####### and ~~target~.",
        [("paragraph", "Back `ticks` and _`target`.")],
    ),
    (
        r"It\'s \*so\* re\ *st*\ ed.",
        "It~'s ~*so~* re~~~st~~~ed.",
        [("paragraph", r"It\'s \*so\* re\ *st*\ ed.")],
    ),
    (
        "See https://a.org/b_c_ or a@b.org.",
        "See #################_ or #######.",
        [("paragraph", "See https://a.org/b_c_ or a@b.org.")],
    ),
    (
        "* a * b ` c",
        "~ a * b ` c",
        [("list-item", "a * b ` c")],
    ),
    (
        "Code::\n\n  x = *1*\n\nText",
        "Code:#\n\n  #######\n\nText",
        [("paragraph", "Code:"), ("paragraph", "Text")],
    ),
    (
        "Code: ::\n\n  x\n",
        "Code: ##\n\n  #\n",
        [("paragraph", "Code:")],
    ),
    (
        "::\n\n  x\n\nText",
        "##\n\n  #\n\nText",
        [("paragraph", "Text")],
    ),
    (
        ".. image:: a.png\n   :alt: b\n\nText",
        "################\n   #######\n\nText",
        [("paragraph", "Text")],
    ),
    (
        ".. note:: One\n   two.\n\n   Three.",
        "######### One\n   two.\n\n   Three.",
        [("paragraph", "One\n   two."), ("paragraph", "Three.")],
    ),
    (
        ".. note::\n   :class: x\n\n   One.",
        "#########\n   #########\n\n   One.",
        [("paragraph", "One.")],
    ),
    (
        ".. code-block:: py\n\n   a\n\n   b\n\nText",
        "##################\n\n####\n\n####\n\nText",
        [("paragraph", "Text")],
    ),
    (
        ".. unknown:: x\n\n   a\n\nText",
        "##############\n\n####\n\nText",
        [("paragraph", "Text")],
    ),
    (
        ".. topic:: Title\n\n   Text",
        "########## Title\n\n   Text",
        [("heading", "Title"), ("paragraph", "Text")],
    ),
    (
        ".. versionadded:: 2.1 New.",
        "##################### New.",
        [("paragraph", "New.")],
    ),
    (
        ".. py:function:: f(a)\n   g(b)\n   :x: y\n\n   Does it.\n\n   :param a: What.",
        "#####################\n   ####\n   #####\n\n   Does it.\n\n   ######### What.",
        [("paragraph", "Does it."), ("list-item", "What.")],
    ),
    (
        ".. _a: https://b\n.. |s| replace:: Text\n.. [1] Note\n   goes on\n__ https://c",
        "################\n################ Text\n###### Note\n   goes on\n############",
        [("cell", "Text"), ("list-item", "Note\n   goes on")],
    ),
    (
        ">>> 1 + 1\n2\n\nText",
        "#########\n#\n\nText",
        [("paragraph", "Text")],
    ),
    (
        "- a\n- b\n\n1. c\n#. d\n(a) e",
        "~ a\n~ b\n\n~~ c\n~~ d\n~~~ e",
        [("list-item", "a"), ("list-item", "b"), ("list-item", "c"), ("list-item", "d"), ("list-item", "e")],
    ),
    (
        "A. Smith wrote\nthis.",
        "A. Smith wrote\nthis.",
        [("paragraph", "A. Smith wrote\nthis.")],
    ),
    (
        "-a, --all FILE  Show.\n--long  Text",
        "##############  Show.\n######  Text",
        [("list-item", "Show."), ("list-item", "Text")],
    ),
    (
        "| One\n| two",
        "~ One\n~ two",
        [("paragraph", "One\n| two")],
    ),
    (
        "term : kind\n  Text",
        "term # kind\n  Text",
        [("list-item", "term"), ("list-item", "kind"), ("list-item", "Text")],
    ),
    (
        "== ===\na  b c\n== ===\nd  ``e``\n== ===",
        "######\na  b c\n######\nd  #####\n######",
        [("cell", "a"), ("cell", "b c"), ("cell", "d")],
    ),
    (
        "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+",
        "#########\n# a # b #\n#########\n# c # d #\n#########",
        [("cell", "a"), ("cell", "b"), ("cell", "c"), ("cell", "d")],
    ),
    (
        "Head\n====\n\n====\nOver\n====\n\nText\n\n----\n\nText",
        "Head\n####\n\n####\nOver\n####\n\nText\n\n####\n\nText",
        [("heading", "Head"), ("heading", "Over"), ("paragraph", "Text"), ("paragraph", "Text")],
    ),
]


@pytest.mark.parametrize(("text", "masked", "expected"), CASES)
def test_each_construct_is_masked_exactly_and_the_prose_around_it_is_left(
    text: str, masked: str, expected: list[tuple[str, str]]
) -> None:
    found = assert_sound(text, "a.rst")
    assert shown(found, text) == masked
    assert blocks(found, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. copydesk: ignore a\n\nText", ["copydesk: ignore a"]),
        ("..\n   a comment\n\n   of two\n\nText", ["   a comment\n\n   of two"]),
        ("..\n\n   A quote.", []),
        ("Code::\n\n   .. no comment\n", []),
        ("- a\n\n  .. copydesk: ignore b\n\n  c", ["copydesk: ignore b"]),
    ],
)
def test_comments(text: str, expected: list[str]) -> None:
    """What begins with two dots and is nothing else is a comment, with the indented lines below."""
    found = assert_sound(text, "a.rst")
    assert [body.strip("\n") for body in comments(found, text)] == expected


def test_fields_at_the_head_are_no_prose_but_for_some() -> None:
    text = "Title\n=====\n\n:Author: Some One\n:Abstract: It is short.\n\nText.\n\n:field: Prose here.\n"
    assert [prose for _, prose in blocks(assert_sound(text, "a.rst"), text)] == [
        "Title",
        "It is short.",
        "Text.",
        "Prose here.",
    ]


def test_kinds_of_blocks() -> None:
    text = "Para.\n\n   Quote.\n\n- item\n\n  more\n\n  - deep\n\nEnd.\n\n.. note::\n\n   Noted.\n\n   - item\n"
    assert blocks(assert_sound(text, "a.rst"), text) == [
        ("paragraph", "Para."),
        ("quote", "Quote."),
        ("list-item", "item"),
        ("list-item", "more"),
        ("list-item", "deep"),
        ("paragraph", "End."),
        ("paragraph", "Noted."),
        ("list-item", "item"),
    ]


def test_a_list_table_is_prose() -> None:
    text = ".. list-table:: Title\n   :header-rows: 1\n\n   * - One\n     - Two\n   * - Three\n     - Four\n"
    assert [prose for _, prose in blocks(assert_sound(text, "a.rst"), text)] == ["Title", "One", "Two", "Three", "Four"]


def test_quoted_literal_blocks_are_code() -> None:
    text = "He wrote::\n\n> one\n> two\n\nText.\n"
    assert [prose for _, prose in blocks(assert_sound(text, "a.rst"), text)] == ["He wrote:", "Text."]


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        # lines are drawn along where they are too short
        ("A apple and a egg\n==================\n\nText.\n", "An apple and an egg\n===================\n\nText.\n"),
        ("A apple and a egg\n===================\n\nText.\n", "An apple and an egg\n===================\n\nText.\n"),
        ("A apple and a egg\n=================\n\nText.\n", "An apple and an egg\n===================\n\nText.\n"),
        ("=========\n A apple\n=========\n\nText.\n", "=========\n An apple\n=========\n\nText.\n"),
        ("========\n A apple\n========\n\nText.\n", "=========\n An apple\n=========\n\nText.\n"),
        ("~~~~~~~\nA apple\n~~~~~~~\n\nA\n-\n\nB.\n", "~~~~~~~~\nAn apple\n~~~~~~~~\n\nA\n-\n\nB.\n"),
        ("A apple 木\n==========\n\nText.\n", "An apple 木\n===========\n\nText.\n"),
        # one that is too short already is left to the writer
        ("A apple and a egg\n=========\n\nText.\n", None),
        # what is named elsewhere keeps its name
        ("A apple pie\n============\n\nSee `a apple pie`_ here.\n", None),
        (".. glossary::\n\n   a apple\n      Text is here.\n", None),
    ],
)
def test_a_title_stays_a_title_and_a_name_a_name(text: str, repaired: str | None) -> None:
    rules = [rule for rule in catalog.load() if rule.name == "wrong-indefinite-article"]
    made = repair(Document(text, "a.rst"), Engine(rules), unsafe=True)
    assert made.doc.text == (text if repaired is None else repaired)
