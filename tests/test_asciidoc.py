"""AsciiDoc: what is masked, with what, and where the blocks are."""

from __future__ import annotations

import pytest
from layouts import assert_sound, blocks, comments, shown

CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "A *b* _c_ `d` **e**f __g__h #i# 2*3*4 a_b_c.",
        "A ~b~ ~c~ ### ~~e~~f ~~g~~h ~i~ 2*3*4 a_b_c.",
        [("paragraph", "A *b* _c_ `d` **e**f __g__h #i# 2*3*4 a_b_c.")],
    ),
    (
        "[.red]#word# H~2~O x^2^.",
        "~~~~~~~word~ H~2~O x~2~.",
        [("paragraph", "word# H~2~O x^2^.")],
    ),
    (
        "\"`Yes`\" '`no`' it`'s.",
        "~“Yes~” ~‘no~’ it~’s.",
        [("paragraph", "`Yes`\" '`no`' it`'s.")],
    ),
    (
        "`+a *b*+` and +c+ and ++d++ and +++e+++ and pass:[f].",
        "######### and ### and ##### and ####### and ########.",
        [("paragraph", "and +c+ and ++d++ and +++e+++ and pass:[f].")],
    ),
    (
        "{attr} and {set:a:b} and {not ok}.",
        "###### and ######### and {not ok}.",
        [("paragraph", "and {set:a:b} and {not ok}.")],
    ),
    (
        "https://a.org[the link^,role=x] and https://a.org[] and https://a.org.",
        "~~~~~~~~~~~~~~the link~~~~~~~~~ and ############### and #############.",
        [("paragraph", "the link^,role=x] and https://a.org[] and https://a.org.")],
    ),
    (
        "<<id>> and <<id,text>> and xref:a.adoc#b[text] and xref:a[].",
        "###### and ~~~~~text~~ and ~~~~~~~~~~~~~~text~ and ########.",
        [("paragraph", "and <<id,text>> and xref:a.adoc#b[text] and xref:a[].")],
    ),
    (
        "link:a.html[text,window=_blank] and mailto:a@b.org[me] or a@b.org.",
        "~~~~~~~~~~~~text~~~~~~~~~~~~~~~ and ~~~~~~~~~~~~~~~me~ or #######.",
        [("paragraph", "text,window=_blank] and mailto:a@b.org[me] or a@b.org.")],
    ),
    (
        "image:a.png[alt] kbd:[x] footnote:[note] ((term)) (((a,b)))word.",
        "################ ####### ~~~~~~~~~(note) ~~term~~ ~~~~~~~~~word.",
        [("paragraph", "[note] ((term)) (((a,b)))word.")],
    ),
    (
        r"\*not\* \{a} [[id]]text &amp; &#8217; R&D.",
        "~*not~* ~{a} ~~~~~~text ~~~~& ~~~~~~’ R&D.",
        [("paragraph", r"*not\* \{a} [[id]]text &amp; &#8217; R&D.")],
    ),
    (
        "One +\ntwo.",
        "One ~\ntwo.",
        [("paragraph", "One +\ntwo.")],
    ),
    (
        "// comment\nText\n// more\nstill.",
        "##########\nText\n~~~~~~~\nstill.",
        [("paragraph", "Text\n// more\nstill.")],
    ),
    (
        "////\nhidden\n\nstill\n////\nText",
        "####\n######\n\n#####\n####\nText",
        [("paragraph", "Text")],
    ),
    (
        "----\ncode\n----\nText",
        "####\n####\n####\nText",
        [("paragraph", "Text")],
    ),
    (
        "[source,py]\ncode\n\nText",
        "###########\n####\n\nText",
        [("paragraph", "Text")],
    ),
    (
        "[stem]\n++++\nx\n++++\n\n```js\nx\n```",
        "######\n####\n#\n####\n\n#####\n#\n###",
        [],
    ),
    (
        "NOTE: One.\n\n* a\n** b\n- [x] c\n. d\n+\ne\n\nterm:: f\ng:::\n  h",
        "##### One.\n\n~ a\n~~ b\n~ ### c\n~ d\n#\ne\n\nterm~# f\ng~##\n  h",
        [
            ("paragraph", "One."),
            ("list-item", "a"),
            ("list-item", "b"),
            ("list-item", "c"),
            ("list-item", "d"),
            ("paragraph", "e"),
            ("list-item", "term"),
            ("list-item", "f"),
            ("list-item", "g"),
            ("paragraph", "h"),
        ],
    ),
    (
        " literal\n\nText",
        "########\n\nText",
        [("paragraph", "Text")],
    ),
    (
        "|===\n|a |b\n\n2+|c *d*\n.2+^.>s|e\nf\n|===",
        "####\n~a ~b\n\n##~c ~d~\n#######~e\nf\n####",
        [("cell", "a"), ("cell", "b"), ("cell", "c *d"), ("cell", "e\nf")],
    ),
    (
        ",===\na,b\n,===\n\nText",
        "####\na~b\n####\n\nText",
        [("cell", "a"), ("cell", "b"), ("paragraph", "Text")],
    ),
    (
        "Old\n---\n\n== New\n\n.Title\nText\n\n'''\n\ninclude::a[]\nText",
        "Old\n###\n\n~~ New\n\n~Title\nText\n\n###\n\n############\nText",
        [("heading", "Old"), ("heading", "New"), ("heading", "Title"), ("paragraph", "Text"), ("paragraph", "Text")],
    ),
    (
        '____\nQuote\n____\n\n> also\n> this\n\n"So."\n-- Me',
        '####\nQuote\n####\n\n~ also\n~ this\n\n"So."\n#####',
        [("quote", "Quote"), ("quote", "also\n> this"), ("paragraph", '"So."')],
    ),
    (
        "= Title\nAuthor Name <a@b.org>\nv1\n:toc:\n:description: Prose here\n:long: a \\\n  b\n\nText",
        "~ Title\n#####################\n##\n#####\n############# Prose here\n##########\n###\n\nText",
        [("heading", "Title"), ("front-matter", "Prose here"), ("paragraph", "Text")],
    ),
]


@pytest.mark.parametrize(("text", "masked", "expected"), CASES)
def test_each_construct_is_masked_exactly_and_the_prose_around_it_is_left(
    text: str, masked: str, expected: list[tuple[str, str]]
) -> None:
    found = assert_sound(text, "a.adoc")
    assert shown(found, text) == masked
    assert blocks(found, text) == expected


def test_comments() -> None:
    """Lines and blocks of comments are found, but not in code."""
    text = "// one\nText\n// two\nstill.\n\n////\nthree\n////\n----\n// no\n----\nhttps://a.org\n/// no\n"
    assert comments(assert_sound(text, "a.adoc"), text) == ["one", "two", "three\n"]


def test_a_block_that_is_never_closed_goes_on_to_the_end() -> None:
    text = "Text\n\n----\ncode\n\nmore\n"
    assert blocks(assert_sound(text, "a.adoc"), text) == [("paragraph", "Text")]


def test_front_matter_is_read_as_in_markdown() -> None:
    text = "---\ntitle: A title\n---\n\nText.\n"
    assert blocks(assert_sound(text, "a.adoc"), text) == [("front-matter", "A title"), ("paragraph", "Text.")]


def test_nested_blocks() -> None:
    text = "====\n****\nOne\n****\n\n____\nTwo\n____\n\nThree\n====\n\nFour\n"
    assert blocks(assert_sound(text, "a.adoc"), text) == [
        ("paragraph", "One"),
        ("quote", "Two"),
        ("paragraph", "Three"),
        ("paragraph", "Four"),
    ]


def test_tables_in_cells_of_tables_do_not_exhaust_the_stack() -> None:
    text = "".join(f"|{'=' * size}\na|\n" for size in range(3, 400))
    assert_sound(text, "a.adoc")
