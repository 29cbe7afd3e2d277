"""HTML: what is masked, with what, and where the blocks are."""

from __future__ import annotations

import pytest
from layouts import assert_sound, blocks, comments, shown

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.text.document import Document

CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "If a < b and c > d.",
        "If a < b and c > d.",
        [("paragraph", "If a < b and c > d.")],
    ),
    (
        'A <b>bold</b>, un<i>like</i>ly <a href="x>y">link</a>.',
        "A ~~~bold~~~~, un~~~like~~~~ly ~~~~~~~~~~~~~~link~~~~.",
        [("paragraph", 'A <b>bold</b>, un<i>like</i>ly <a href="x>y">link</a>.')],
    ),
    (
        "One<br>two.",
        "One~~~ two.",
        [("paragraph", "One<br>two.")],
    ),
    (
        "One<br/> <br>two.",
        "One~~~~  ###~two.",
        [("paragraph", "One"), ("paragraph", "two.")],
    ),
    (
        "Don&rsquo;t&nbsp;go &amp; A&shy;B &#8212; &unknown; &copy 1.",
        "Don~~~~~~’t~~~~~ go ~~~~& A~~~~~B ~~~~~~— ~~~~~~~~# &copy 1.",
        [("paragraph", "Don&rsquo;t&nbsp;go &amp; A&shy;B &#8212; &unknown; &copy 1.")],
    ),
    (
        "Use <code>a <b>b</b></code> or <kbd>x</kbd>.",
        "Use ####################### or ############.",
        [("paragraph", "Use <code>a <b>b</b></code> or <kbd>x</kbd>.")],
    ),
    (
        "By www.a.org&copy;.",
        "By #########~~~~~©.",
        [("paragraph", "By www.a.org&copy;.")],
    ),
    (
        "See https://a.org/?x=1&amp;y=2.",
        "See ##########################.",
        [("paragraph", "See https://a.org/?x=1&amp;y=2.")],
    ),
    (
        "<p title='a<b'>One<p>Two",
        "##############~One~#~Two",
        [("paragraph", "One"), ("paragraph", "Two")],
    ),
    (
        "Is <!-- c -->it.",
        "Is ~~~~~~~~~~it.",
        [("paragraph", "Is <!-- c -->it.")],
    ),
    (
        '{{ x > 1 }} and {% y %} {# z #} <?php echo "<b>" ?> <%= z %>.',
        "########### and ####### ####### ################### ########.",
        [("paragraph", 'and {% y %} {# z #} <?php echo "<b>" ?> <%= z %>.')],
    ),
    (
        "<a href='{{ u('x') }}'>go</a>",
        "~~~~~~~~~~~~~~~~~~~~~~~go~~~~",
        [("paragraph", "go")],
    ),
    (
        "A <my-tag>word</my-tag> <img alt='a b'> here.",
        "A ########word######### ############### here.",
        [("paragraph", "A <my-tag>word</my-tag> <img alt='a b'> here.")],
    ),
    (
        "<svg><text>no</text></svg>yes <pre>no</pre>",
        "##########################yes #############",
        [("paragraph", "yes")],
    ),
    (
        "<textarea>no <b></textarea>yes",
        "###########################yes",
        [("paragraph", "yes")],
    ),
    (
        "<title>a <b></title>yes",
        "######~a <b>~######~yes",
        [("front-matter", "a <b>"), ("paragraph", "yes")],
    ),
    (
        "<p title=a'b>x</p> <a href=\"x>y</a> more",
        "############~x~### ~~~~~~~~~~~y~~~~ more",
        [("paragraph", "x"), ("paragraph", "y</a> more")],
    ),
    (
        "<script>if (a<b) '<p>'</script>Text",
        "##############################~Text",
        [("paragraph", "Text")],
    ),
    (
        "Use <code>x</ code> and </ b> <var>y</var>.",
        "Use #######</ code> and </ b> ############.",
        [("paragraph", "Use <code>x</ code> and </ b> <var>y</var>.")],
    ),
    (
        "</ x>a<!doctype html>b<![CDATA[c]]>d",
        "#####a~#############~b#############d",
        [("paragraph", "a"), ("paragraph", "b<![CDATA[c]]>d")],
    ),
]


@pytest.mark.parametrize(("text", "masked", "expected"), CASES)
def test_each_construct_is_masked_exactly_and_the_prose_around_it_is_left(
    text: str, masked: str, expected: list[tuple[str, str]]
) -> None:
    found = assert_sound(text, "a.html")
    assert shown(found, text) == masked
    assert blocks(found, text) == expected


def test_kinds_of_blocks() -> None:
    """The innermost element that says so names a block; end tags that are left out are implied."""
    text = (
        "<title>Page</title><h1>Head</h2>Para<ul><li>one<li><p>two</p>more</ul>after<blockquote><p>quote</blockquote>"
        "<table><tr><td>cell<th>head<tr><td><ul><li>item</ul>rest</table><dl><dt>term<dd>meaning</dl>end"
    )
    assert blocks(assert_sound(text, "a.html"), text) == [
        ("front-matter", "Page"),
        ("heading", "Head"),
        ("paragraph", "Para"),
        ("list-item", "one"),
        ("list-item", "two"),
        ("list-item", "more"),
        ("paragraph", "after"),
        ("quote", "quote"),
        ("cell", "cell"),
        ("cell", "head"),
        ("list-item", "item"),
        ("cell", "rest"),
        ("list-item", "term"),
        ("list-item", "meaning"),
        ("paragraph", "end"),
    ]


def test_templates_on_their_own_lines_part_blocks() -> None:
    text = "{% if a %}\nOne\n{% else %}\nTwo {{ b }} on\n<?php endif ?>\nThree"
    assert [prose for _, prose in blocks(assert_sound(text, "a.html"), text)] == ["One", "Two {{ b }} on", "Three"]


def test_front_matter_is_read_as_in_markdown() -> None:
    text = "---\ntitle: A title\nlayout: x\n---\n<p>Text\n"
    assert blocks(assert_sound(text, "a.html"), text) == [("front-matter", "A title"), ("paragraph", "Text")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a<!-- one --> b</p><!--two\nlines-->", [" one ", "two\nlines"]),
        ("<!-->a<!--->b<!-- c", [" c"]),
        ("<pre><!-- no --></pre><script><!-- no --></script>", []),
        ("<a title='<!-- no -->'>b</a>", []),
    ],
)
def test_comments(text: str, expected: list[str]) -> None:
    """Those of the page are found; what is code, or an attribute, makes none."""
    assert comments(assert_sound(text, "a.html"), text) == expected


def test_an_element_that_is_never_closed_hides_nothing() -> None:
    text = "<p><code>one</p><p>two</p><svg>three"
    assert [prose for _, prose in blocks(assert_sound(text, "a.html"), text)] == ["one", "two", "three"]


def beside(text: str, path: str) -> list[str]:
    found = assert_sound(text, path).beside
    return [prose for _, prose in blocks(found, text)] if found else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<p>A <a href="x" title="The map">map</a>.', ["The map"]),
        ("<img src=x.png alt='An old mill'> <input placeholder = \"Your name\"\n aria-label='Enter it'>", 3),
        ('<textarea title="Tell us">a <b title="No tag">b</b></textarea>', ["Tell us"]),
        ('<img alt="logo"> <img alt=""> <img alt=a> <p data-title="Not this"> <p :title="not + this">', []),
        ('<link title="Not this"> <script title="Nor this"></script> <!-- <p title="Nor this"> -->', []),
        ('<p title="one > two">a</p> <p data-x="a title=\'not this\'">', ["one > two"]),
        ('<img src="{{ "a" }}" alt="Old {{ "b" }} mill">', ['Old {{ "b" }} mill']),
        ('<p lang="fr" title="Le moulin"> <p title="Le moulin" translate="no">', []),
    ],
)
def test_texts_of_attributes_are_read_each_by_itself(text: str, expected: list[str] | int) -> None:
    found = beside(text, "a.html")
    assert (found if isinstance(expected, list) else len(found)) == expected


def test_an_attribute_is_no_part_of_the_sentence_around_it_and_its_entities_are_read() -> None:
    text = '<p>See <a title="It&rsquo;s a {{ b }} map">the map</a>.'
    layout = assert_sound(text, "a.html")
    assert layout.beside
    assert shown(layout.beside, text) == "###### ## ######~It~~~~~~’s a ####### map~#### ########"
    assert blocks(layout, text) == [("paragraph", 'See <a title="It&rsquo;s a {{ b }} map">the map</a>.')]


def test_a_page_may_have_its_title_as_its_headline_too() -> None:
    text = "<title>How to bake old bread</title><body><h1>How to bake old bread</h1><p>Wait. It is easy.</p>"
    assert [finding.rule for finding in Engine(catalog.load()).check(Document(text, "a.html"))] == []
