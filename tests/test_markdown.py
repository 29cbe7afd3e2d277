"""Markdown: what is masked, with what, and where the blocks are."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text.formats import mdx
from checker.text.formats.markdown import layout
from checker.text.layout import CLEAR, OPAQUE, Block, BlockKind, FlawKind, Mask, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def shown(text: str) -> str:
    """Write the text with ``#`` for each thing and ``~`` for each character that stands for nothing."""
    characters = list(text)
    for start, end, filler in layout(text).masks:
        for position in range(start, end):
            if characters[position] != "\n":
                characters[position] = {OPAQUE: "#", CLEAR: "~"}.get(filler, filler)
    return "".join(characters)


def blocks(text: str) -> list[tuple[str, str]]:
    """List kind and text of each block."""
    return [(block.kind.value, text[block.start : block.end]) for block in layout(text).blocks]


def comments(text: str) -> list[str]:
    """List the bodies of the comments."""
    return [text[start:end] for start, end in layout(text).comments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Call `run()` now.", "Call ####### now.", id="code"),
        pytest.param("Type `` a`b `` here.", "Type ######### here.", id="code-with-backtick"),
        pytest.param("A stray ` tick.", "A stray ` tick.", id="stray-backtick"),
        pytest.param(r"A \` tick and `code`.", r"A ~` tick and ######.", id="escaped-backtick"),
        pytest.param("A **bold** and _soft_ word.", "A ~~bold~~ and ~soft~ word.", id="emphasis"),
        pytest.param("A ~~gone~~ word.", "A ~~gone~~ word.", id="strikethrough"),
        pytest.param("Two * three * four_five_six.", "Two * three * four_five_six.", id="no-emphasis"),
        pytest.param("He said “_no_”—*never*.", "He said “~no~”—~never~.", id="unicode-punctuation"),
        pytest.param("**“No.”**she said.", "~~“No.”~~she said.", id="emphasis-that-does-not-close"),
        pytest.param("See [the *page*](u_r_l 't').", "See ~the ~page~~~~~~~~~~~~~.", id="link"),
        pytest.param("See [this](http://a.b/(c)).", "See ~this~~~~~~~~~~~~~~~~~.", id="link-with-parentheses"),
        pytest.param("See [x][y] and [z][].", "See ~x~~~~ and ~z~~~.", id="reference-links"),
        pytest.param("A [sic] remark.", "A [sic] remark.", id="brackets"),
        pytest.param("An ![icon *x*](i.png) here.", "An ################## here.", id="image"),
        pytest.param("[![a](b)](c) text", "~#######~~~~ text", id="image-in-link"),
        pytest.param("Go to https://a.org/b_c_d.", "Go to ###################.", id="url"),
        pytest.param("It (see www.a.org) is.", "It (see #########) is.", id="url-in-parentheses"),
        pytest.param("Go to **https://a.org/**.", "Go to ~~##############~~.", id="url-in-emphasis"),
        pytest.param("Or <https://a.org> now.", "Or ############### now.", id="autolink"),
        pytest.param("Ask me.too@mail.example.org!", "Ask #######################!", id="email"),
        pytest.param("Ask @somebody on it.", "Ask @somebody on it.", id="handle"),
        pytest.param("With $x_1 + y_1$ apples.", "With ########### apples.", id="math"),
        pytest.param("The $n$th one.", "The ###th one.", id="math-before-letters"),
        pytest.param("So $$E = mc^2$$ it is.", "So ############ it is.", id="display-math"),
        pytest.param(r"So \(a + b\) it is.", "So ######### it is.", id="backslash-math"),
        pytest.param(r"So \[sic\] it is.", r"So ~[sic~] it is.", id="escaped-brackets"),
        pytest.param("From $5 million and $6 million.", "From $5 million and $6 million.", id="money"),
        pytest.param("It costs $5 (or US$ 6) now.", "It costs $5 (or US$ 6) now.", id="currencies"),
        pytest.param("**$5** or **$6** each.", "~~$5~~ or ~~$6~~ each.", id="money-in-emphasis"),
        pytest.param("Tom &amp; Ann&nbsp;B.", "Tom ##### Ann######B.", id="entities"),
        pytest.param("R&D and A&T; fine.", "R&D and A&T; fine.", id="ampersands"),
        pytest.param(r"A \*star\* here.", r"A ~*star~* here.", id="escapes"),
        pytest.param("One\\\ntwo.", "One~\ntwo.", id="hard-break"),
        pytest.param("A <b>bold</b> and<br>a break.", "A ~~~bold~~~~ and####a break.", id="tags"),
        pytest.param("If a < b and c > d.", "If a < b and c > d.", id="comparison"),
        pytest.param("A <code>x y</code> there.", "A ################ there.", id="code-element"),
        pytest.param('A <Tip kind={{a: "b"}}>hint</Tip>.', "A #####################hint######.", id="component"),
        pytest.param('See {{< ref "a_b" >}} now.', "See ################# now.", id="hugo"),
        pytest.param("On {{ page.date }} and {% x %}.", "On ############### and #######.", id="liquid"),
        pytest.param("Use {0} and %s here.", "Use {0} and %s here.", id="placeholders"),
        pytest.param("As shown.[^1] Then", "As shown.#### Then", id="footnote-reference"),
        pytest.param("Nice :tada: at 10:30:15.", "Nice ###### at 10:30:15.", id="emoji-code"),
        pytest.param("# A title {#id} #", "~ A title ~~~~~ ~", id="heading"),
        pytest.param("A title\n=======", "A title\n#######", id="setext"),
        pytest.param("- [x] done\n2. two", "~ ### done\n~~ two", id="list-markers"),
        pytest.param("> one\n> two", "~ one\n~ two", id="quote-markers"),
        pytest.param("one\n\n***\n\ntwo", "one\n\n###\n\ntwo", id="thematic-break"),
        pytest.param("```py\na = 1\n```\ntext", "#####\n#####\n###\ntext", id="fence"),
        pytest.param("text\n\n    code here\n", "text\n\n    #########\n", id="indented-code"),
        pytest.param("| a | b |\n|---|:-:|\n| c | `d` |", "~ a ~ b ~\n#########\n~ c ~ ### ~", id="table"),
        pytest.param("> [!NOTE]\n> Text.", "~ #######\n~ Text.", id="alert"),
        pytest.param(":::tip A\nText.\n:::", "###### A\nText.\n###", id="colon-fence"),
        pytest.param("{: .a #b }\nText {.c d=e} on.", "~~~~~~~~~~\nText ~~~~~~~~ on.", id="attribute-lists"),
        pytest.param("A [[Page one]] or [[two|a b]] c.", "A ############ or ~~~~~~a b~~ c.", id="wiki-links"),
        pytest.param("Press <kbd>Enter</kbd> or <tt>a</tt>.", "Press ################ or ##########.", id="keys"),
        pytest.param("Say {{{a}}} or {{#if b}}c{{/if}}.", "Say ####### or #########c#######.", id="handlebars"),
        pytest.param("A <% x > 1 %> b {# c #} d.", "A ########### b ####### d.", id="erb-and-jinja"),
        pytest.param("{% highlight c %}a *b*{% endhighlight %} d.", f"{'#' * 40} d.", id="liquid-code"),
        pytest.param("{{< code-toggle a=b />}} c", "######################## c", id="hugo-alone"),
        pytest.param("{{< code-toggle >}}\na = 1\n\nb\n{{< /code-toggle >}}", None, id="hugo-code"),
        pytest.param("![Mühle](a.png) b ![Мельница](c.png) d", "############### b ~~Мельница~~~~~~~~ d", id="alt"),
        pytest.param("(a-b)=\n# C {ref}`d`\n", "######\n~ C ~~~~~###\n", id="myst"),
        pytest.param("** A:** b *** c*** d **e **", "~~ A:~~ b ~~~ c~~~ d ~~e ~~", id="broken-emphasis"),
        pytest.param("**A : ** b ** C** d", "~~A : ~~ b ~~ C~~ d", id="crossed-emphasis"),
        pytest.param("2 ** 3 ** 4 and 2 * 3 * 4", "2 ** 3 ** 4 and 2 * 3 * 4", id="sums"),
        pytest.param("See [ a b ] (https://c.org) d.", "See ~ a b ~~~~~~~~~~~~~~~~~ d.", id="broken-link"),
        pytest.param("A <kbd>b</ kbd> c< / b> d.", "A ############# c~~~~~~ d.", id="broken-tags"),
        pytest.param("# # A\n\n##Bc\n\n- []d", "~ ~ A\n\n~~Bc\n\n~ #~d", id="broken-marks"),
    ],
)
def test_masks(text: str, expected: str | None) -> None:
    """Each construct is masked exactly, and the prose around it is left."""
    assert shown(text) == (re.sub(r"\S", "#", text) if expected is None else expected)


@pytest.mark.parametrize(
    "prefix",
    [
        *["👩‍👩‍👧 wow ", "e\N{COMBINING ACUTE ACCENT}t ", "مرحبا بالعالم ", "中文。"],
        *["\N{MATHEMATICAL FRAKTUR SMALL A} ", "\N{NO-BREAK SPACE}x ", "\N{ZERO WIDTH SPACE}a "],
    ],
)
def test_offsets_are_characters_in_any_script(prefix: str) -> None:
    """Masks behind characters of many bytes, and of many code units, are where they belong."""
    text = f"{prefix}`{prefix}` and *{prefix.strip()}x* in [{prefix}](u)."
    found = [text[start:end] for start, end, _ in layout(text).masks]
    assert found == [f"`{prefix}`", "*", "*", "[", "](u)"]


def test_front_matter_is_masked_but_for_prose() -> None:
    """Titles and descriptions are prose, be they of several lines; other keys and nested ones are not."""
    text = (
        "---\ntitle: A plain title # why\ndate: 2020-01-01\nsummary: 'It''s quoted'\n"
        "description: |\n  In two\n  lines\n"
        'subtitle: "Say \\"hi\\""\nexcerpt: goes\n  on here\nparams:\n  title: nested\n---\n\nBody.\n'
    )
    assert blocks(text) == [
        ("front-matter", "A plain title"),
        ("front-matter", "It''s quoted"),
        ("front-matter", "In two\n  lines"),
        ("front-matter", 'Say \\"hi\\"'),
        ("front-matter", "goes\n  on here"),
        ("paragraph", "Body."),
    ]
    assert shown(text).splitlines()[1] == "###### A plain title # ###"
    assert shown(text).splitlines()[3] == "######## ~It~'s quoted~"
    assert shown(text).splitlines()[7] == '######### ~Say ~"hi~"~'


def test_toml_front_matter() -> None:
    """TOML's top-level strings are read; those of tables are not."""
    text = '+++\ntitle = "A title"\ndraft = true\nsummary = \'Short\'\n[params]\ntitle = "no"\n+++\nBody.'
    assert blocks(text) == [("front-matter", "A title"), ("front-matter", "Short"), ("paragraph", "Body.")]


@pytest.mark.parametrize("text", ["---\n\nA line.\n\n---\n\nMore.", "A line.\n\n---\ntitle: x\n---\n"])
def test_thematic_breaks_are_no_front_matter(text: str) -> None:
    """Only a mapping at the very start is front matter."""
    assert "A line." in shown(text)
    assert BlockKind.FRONT_MATTER not in {block.kind for block in layout(text).blocks}


def test_kinds_of_blocks() -> None:
    """The innermost container names a block."""
    text = (
        "# Head\n\nUnder\n---\n\nPara one\ngoes on.\n\n- item\n\n  more\n\n> quote\n>\n> - nested\n\n"
        "1. one\n   > deep\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    assert blocks(text) == [
        ("heading", "Head"),
        ("heading", "Under"),
        ("paragraph", "Para one\ngoes on."),
        ("list-item", "item"),
        ("list-item", "more"),
        ("quote", "quote"),
        ("list-item", "nested"),
        ("list-item", "one"),
        ("quote", "deep"),
        *[("cell", letter) for letter in "abcd"],
    ]


def test_blocks_begin_and_end_with_visible_prose() -> None:
    """Emphasis and things at either end of a paragraph lie outside its block."""
    assert blocks("**Bold** and *soft*\n") == [("paragraph", "Bold** and *soft")]
    assert blocks("![a](b) Text `c`\n") == [("paragraph", "Text")]
    assert blocks("![a](b)\n\n`c`\n\n- \n") == []


def test_html_blocks_hold_prose() -> None:
    """Tags are masked; block-level ones part paragraphs; what is not shown to a reader is masked whole."""
    text = (
        "<div class='a'>\n<p>First <b>one</b>.</p><p>Second.</p>\n<h2>Third</h2>\n</div>\n\n"
        "<script>\nlet a = 1;\n</script>\n\n<pre>\nsome code\n\nmore code\n</pre>\n\n"
        "<details>\n<summary>Fourth</summary>\n\nFifth.\n\n</details>\n"
    )
    assert blocks(text) == [
        ("paragraph", "First <b>one</b>."),
        ("paragraph", "Second."),
        ("heading", "Third"),
        ("paragraph", "Fourth"),
        ("paragraph", "Fifth."),
    ]


def test_indented_rest_of_html_is_prose() -> None:
    """A blank line ends HTML for CommonMark, but what is indented behind it need not be code."""
    text = "<blockquote>\n    First.\n\n    Second.\n\n    Third.\n    </blockquote>\n"
    assert [prose for _, prose in blocks(text)] == ["First.", "Second.", "Third."]


def test_mdx() -> None:
    """Imports, exports and components are masked, their children are not."""
    text = (
        "import A from './a';\n\nexport const b = 1;\n\n<A\n  list={[\n    {c: 'd > e'},\n  ]}\n>\n"
        "Inside the *tag*.\n</A>\n\nimport this as it is.\n"
    )
    assert blocks(text) == [("paragraph", "Inside the *tag*."), ("paragraph", "import this as it is.")]


def test_modules_of_mdx_end_where_their_brackets_do() -> None:
    """A blank line inside brackets or a string does not end them; in code, and after other HTML, there are none."""
    text = (
        "import A from './a'\nexport const b = {\n  c: `one\n\ntwo }`,\n\n  // three {\n}\n\nProse.\n\n"
        "```js\nexport function d() {\n```\n\nMore prose.\n\n"
        "<script setup>\nimport { E } from 'e'\n</script>\n\n- Last.\n"
    )
    assert [prose for _, prose in blocks(text)] == ["Prose.", "More prose.", "Last."]


def test_indented_text_of_mdx_is_no_code() -> None:
    """It is read as if it stood further left, a fence in it too."""
    text = (
        "<Tabs>\n    <Tab>\n\n    First.\n\n    - Second.\n\n"
        "        ```js\n        code()\n\n        more()\n        ```\n\n    </Tab>\n</Tabs>\n"
    )
    found = mdx.layout(text)
    assert [text[block.start : block.end] for block in found.blocks] == ["First.", "Second."]
    assert blocks("Prose.\n\n    code()\n") == [("paragraph", "Prose.")]


def test_templates_on_their_own_lines_part_blocks() -> None:
    """No sentence goes from one branch of a template to the next."""
    text = "{% if a %}\nOne\n{% else %}\nTwo {{ b }} on\n{% endif %}\n"
    assert blocks(text) == [("paragraph", "One"), ("paragraph", "Two {{ b }} on")]


def test_footnotes_are_prose() -> None:
    """A definition's label is masked, its text and its further paragraphs are prose."""
    text = "Text.[^1]\n\n[^1]: A *note*.\n\n    Goes on.\n[^two]: Another.\n\n        code\n"
    assert blocks(text) == [
        ("paragraph", "Text."),
        ("paragraph", "A *note*."),
        ("paragraph", "Goes on."),
        ("paragraph", "Another."),
    ]
    assert "##### A ~note~." in shown(text)


def test_admonitions_are_prose() -> None:
    """What MkDocs indents is no code."""
    text = '!!! warning "Mind"\n    First.\n\n    Second.\n\nThird.\n'
    assert blocks(text) == [("heading", "Mind"), *[("paragraph", prose) for prose in ("First.", "Second.", "Third.")]]


def test_lists_of_definitions() -> None:
    """A colon on its own begins a definition; one of an emoji does not."""
    text = "Mill\n: A *house*.\n: Another.\n\nDam\n\n: A wall.\n\n:tada: Text.\n"
    assert blocks(text) == [
        ("paragraph", "Mill"),
        *[("list-item", prose) for prose in ("A *house*.", "Another.")],
        *[("paragraph", "Dam"), ("list-item", "A wall."), ("paragraph", "Text.")],
    ]
    assert shown(text).startswith("Mill\n~ A ~house~.\n~ Another.")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (":::note Mind the gap\nText.\n:::\n", "Mind the gap"),
        (":::note[Mind the gap]{.a}\nText.\n:::\n", "Mind the gap"),
        ("::: details Mind the *gap* {open}\nText.\n:::\n", "Mind the *gap"),
        (":::{note} Mind the gap\nText.\n:::\n", "Mind the gap"),
        ('!!! note inline end "Mind the gap"\n\n    Text.\n', "Mind the gap"),
        ('??? tip "Mind the gap"\n    Text.\n', "Mind the gap"),
        ('=== "Mind the gap"\n\n    Text.\n', "Mind the gap"),
        ("> [!NOTE] Mind the gap\n> Text.\n", "Mind the gap"),
        ("> [!tip]- Mind the gap\n> Text.\n", "Mind the gap"),
        ("<details><summary>Mind the gap</summary>\n\nText.\n\n</details>\n", "Mind the gap"),
    ],
)
def test_titles_of_containers_are_read(text: str, title: str) -> None:
    """Readers see them, and no sentence goes from one into the text below it."""
    assert [prose for _, prose in blocks(text)] == [title, "Text."]
    assert blocks(f"```\n{text}```\n") == []


@pytest.mark.parametrize("tag", ["<Tabs>", "<details>", '<div class="a">', "<summary>Words</summary>"])
def test_fences_below_tags_are_code(tag: str) -> None:
    """CommonMark takes such for HTML, and what is behind a blank line in them for text; nobody else does."""
    found = blocks(f"{tag}\n```js\nlet a = 1\n\nlet b = 2\n```\n\nText.\n")
    assert [prose for _, prose in found if prose != "Words"] == ["Text."]


def test_text_in_components_is_read_as_markdown() -> None:
    """A tag on a line of its own parts blocks; what is in it may be a list or a table."""
    text = "<Steps>\n1. First *step*.\n2. Second.\n</Steps>\n<Tip a={() => {\n  b();\n\n  c();\n}}>\nThird.\n</Tip>\n"
    assert blocks(text) == [("list-item", "First *step*."), ("list-item", "Second."), ("paragraph", "Third.")]


def test_expressions_of_mdx() -> None:
    """What stands in braces is JavaScript, blank lines and all."""
    text = "Text {a ? 'b' : c({d: 1})} on.\n\n{\n  e.map(\n\n    f\n  )\n}\n\n{/* g\n\nh */}\n\nMore.\n"
    found = mdx.layout(text)
    assert [text[start:end] for start, end, _ in found.blocks] == ["Text {a ? 'b' : c({d: 1})} on.", "More."]
    assert [text[start:end] for start, end in found.comments] == [" g\n\nh "]
    assert Mask(5, 26, OPAQUE) in found.masks


def test_names_of_link_targets_are_known() -> None:
    """The text of a link that is also its label is no prose to change."""
    text = "See [the mill][], [The Dam] and [the weir][x].\n\n[the mill]: a\n[the dam]: b\n[x]: c\n"
    assert [text[start:end] for start, end in layout(text).names] == ["the mill", "The Dam"]


def test_headings_that_are_linked_to_keep_their_ids() -> None:
    """What leaves the id as it is can be changed; a heading nobody links to can be anyway."""
    text = "# The olde mill\n\n# The olde dam\n\n# The olde weir {#weir}\n\nSee [it](#the-olde-mill) and [it](#weir).\n"
    encode = layout(text).encode
    assert encode
    mill, dam, weir = (Span(at, at + 4) for at in (text.find("olde"), text.find("olde d"), text.find("olde w")))
    assert encode(mill, "old") is None
    assert encode(mill, "Olde") == "Olde"
    assert encode(dam, "old") == encode(weir, "old") == "old"


def test_an_article_in_one_fence_is_read() -> None:
    """Its own fences are code; a fence that only shows Markdown in an article is one of them."""
    article = "# Title\n\nText.\n\n```js\ncode()\n```\n\nMore.\n"
    for text in (f"```markdown\n{article}```\n", f"Here it is:\n\n````md\n{article}````"):
        assert [prose for _, prose in blocks(text)][-3:] == ["Title", "Text.", "More."]
        assert [flaw.kind for flaw in layout(text).flaws] == [FlawKind.WRAPPER]
    for text in (f"Write:\n\n````markdown\n{article}````\n\nThen go.\n", "```markdown\n# Title\n```\n"):
        assert layout(text).flaws == ()
        assert "Title" not in shown(text)


def test_an_article_in_one_fence_has_its_own_head() -> None:
    """Front matter in the fence is read as such, and what is found is where it stands."""
    text = "```markdown\n---\ntitle: A title\n---\n\n[Link][] *text*.\n\n[link]: a\n```\n"
    found = layout(text)
    assert blocks(text) == [("front-matter", "A title"), ("paragraph", "Link][] *text*.")]
    assert [text[start:end] for start, end in found.names] == ["Link"]
    assert found.encode
    assert found.encode(Span(text.find("A title"), text.find("A title") + 1), "a: b") is None


@pytest.mark.parametrize(
    ("value", "at", "new", "written"),
    [
        ("One:two", 4, " ", None),
        ("One:two", 4, "t", "t"),
        ("One#two", 3, " ", None),
        ("One", 0, "- ", None),
        ("'One:two'", 5, " ", " "),
    ],
)
def test_repairs_of_plain_values_leave_them_values(value: str, at: int, new: str, written: str | None) -> None:
    """YAML takes a colon or a number sign beside a blank for its own."""
    text = f"---\ntitle: {value}\n---\n\nText.\n"
    encode = layout(text).encode
    assert encode
    assert encode(Span(11 + at, 11 + at), new) == written


def test_link_definitions() -> None:
    """A definition is masked whole, and makes a link of its bare label."""
    text = "See [A  page] or [not].\n\n[a page]: https://a.org 'T'\n"
    assert shown(text).startswith("See ~A  page~ or [not].\n\n####")
    assert blocks(text) == [("paragraph", "See [A  page] or [not].")]


def test_math_with_list_markers() -> None:
    """Lines of a formula that look like list items are no list items."""
    assert blocks("Thus\n\n$$\na\n+ b\n- c\n$$\n\nholds.\n") == [("paragraph", "Thus"), ("paragraph", "holds.")]


def test_comments() -> None:
    """Comments of every dialect are found, in order."""
    text = (
        "A <!-- one --> b.\n\n<!--two\n\nlines-->\n\n{/* three */}\n\n{{/* four */}}\n\n"
        "[//]: # (five)\n\n[//]: # (six (6))\n\n> <!-- seven -->\n"
    )
    assert comments(text) == [" one ", "two\n\nlines", " three ", " four ", "five", "six (6)", " seven "]


@pytest.mark.parametrize(
    "text",
    [
        *["`<!-- a -->`", "```\n<!-- a -->\n```", "    <!-- a -->"],
        *["x `{/* a */}`", "<pre><!-- a --></pre>", "~~~\n[//]: # (a)\n~~~"],
    ],
)
def test_comments_in_code_are_none(text: str) -> None:
    """Code that shows a comment makes none."""
    assert comments(text) == []


def test_comment_that_is_never_closed() -> None:
    """It hides the rest of its block, as in a browser; inside a paragraph it is text."""
    assert blocks("Text.\n\n<!-- a\n\nb\n") == [("paragraph", "Text.")]
    assert blocks("Text <!-- a\n\nb\n") == [("paragraph", "Text <!-- a"), ("paragraph", "b")]


@pytest.mark.parametrize(
    "text", ["", "\n", " ", "\0", "---", "+++\n", "```", "<!--", "[^1]:", "> ", "\\", "`", "$", "~*__****_*"]
)
def test_degenerate_texts(text: str) -> None:
    """Next to nothing is no problem."""
    assert_sound(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        *[
            "> ",
            ">",
            "- ",
            "[",
            "![",
            "[a](",
            "*a ",
            "** ",
            "**a ** ",
            "**_a ",
            "<",
            "<a b='",
            "<!--",
            "`",
            "$",
            "{{",
            "{% ",
            "http://)",
            "a@",
        ],
        *["<div><pre>\n\n", "export {/*\n\n", "import 'a'\n{`\n\n", "    - a\n\n", "\t", "```\n\n~~~~\n\n"],
    ],
)
def test_hostile_texts_take_no_more_than_linear_time(piece: str) -> None:
    """A hundred thousand characters of openers are read in seconds; in quadratic time this would not come to an end."""
    assert_sound(piece * (100_000 // len(piece)))
    assert_sound(piece * (100_000 // len(piece)), is_mdx=True)


def assert_sound(text: str, *, is_mdx: bool = False) -> None:
    """Assert what holds for the layout of any text."""
    found = layout(text, is_mdx=is_mdx)
    assert_in_order(found.masks, len(text))
    assert_in_order(found.blocks, len(text))
    assert_in_order(found.comments, len(text))
    masked = [False] * len(text)
    for start, end, filler in found.masks:
        assert start < end
        assert filler in {OPAQUE, CLEAR}
        masked[start:end] = [True] * (end - start)
    in_block = [False] * len(text)
    for start, end, _ in found.blocks:
        assert start < end
        assert not masked[start]
        assert not masked[end - 1]
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        in_block[start:end] = [True] * (end - start)
    for start, end in found.comments:
        assert all(masked[start:end])
    assert all(masked[at] or in_block[at] or text[at].isspace() for at in range(len(text)))


def assert_in_order(spans: Sequence[Mask | Block | Span], size: int) -> None:
    """Assert that spans are sorted, disjoint and inside a text of this size."""
    assert all(0 <= span.start <= span.end <= size for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


SNIPPETS = st.sampled_from(
    [
        *"*_`~[](){}<>!#-+|\"':=$&;@/%^.",
        "\\",
        *[
            "\n",
            "\n\n",
            " ",
            "  ",
            "    ",
            "\t",
            "word",
            "Two words.",
            "é",
            "👩‍👧",
            "مرحبا",
            "“",
            "”",
            "\0",
            "\r",
            "\x1c",
        ],
        *["---\n", "+++\n", "title: a", "```\n", "~~~", "**", "$$", "> ", "- ", "1. ", "- [ ] ", "# ", "===\n"],
        *["|-|\n", "| a |", "<!--", "-->", "{/*", "*/}", "{{/*", "*/}}", "{{<", ">}}", "{%", "%}", "{{", "}}"],
        *["[^1]", "[^1]: ", "[//]: # (", "[a]: b\n", "<div>", "</div>", "<b>", "<br>", "<pre>", "</pre>", "<code>"],
        *["</code>", "<A\n", "/>", "![", "](", "http://", "www.a", "a@b.cd", "import a from 'b'\n"],
        *["export const a = 1\n", ":::", "!!! note\n", "&amp;", r"\(", r"\)", r"\[", r"\]", ":a:"],
    ],
)


@settings(max_examples=400, deadline=None)
@given(st.lists(SNIPPETS, max_size=40).map("".join))
def test_layout_is_sound_on_markup(text: str) -> None:
    """Whatever the markup: spans in order, blocks begin and end with prose, comments hidden, nothing left over."""
    assert_sound(text)
    assert_sound(text, is_mdx=True)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_layout_is_sound_on_any_text(text: str) -> None:
    """The same holds for arbitrary text."""
    assert_sound(text)
