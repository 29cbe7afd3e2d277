"""JSON, CSV, PO and XLIFF: what is masked, where the blocks are, and what stands beside a translation."""

from __future__ import annotations

import pytest
from layouts import assert_sound, blocks, comments, shown

from checker import catalog, fixing, formats
from checker.document import Document
from checker.engine import Engine

FIELDS = ("body", "meta.title", "items.text", "a.b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{"body": "One.", "x": "Two."}', ["One."], id="field"),
        pytest.param('{"x": {"body": "One."}, "meta": {"title": "Two", "y": {"title": "No"}}}', ["Two"], id="path"),
        pytest.param('[{"body": "One."}, {"body": ["Two.", ["Three."]]}]', ["One.", "Two.", "Three."], id="lists"),
        pytest.param('{"items": [{"text": "One."}, {"text": 2}]}', ["One."], id="path-through-list"),
        pytest.param('{"a.b": "One."}', ["One."], id="key-with-dot"),
        pytest.param('{"b\\u006fdy": "One."}', ["One."], id="escaped-key"),
        pytest.param('{"body": {"x": "No"}, "meta": "No"}', [], id="object"),
        pytest.param('{"body": "One.\\n\\nTwo\\r\\nthree"}', ["One.", "Two", "three"], id="line-ends"),
        pytest.param('{"body": "One."}\n{"x": 1}\n{"body": "Two."}\n', ["One.", "Two."], id="json-lines"),
        pytest.param('{"body": ""}', [], id="empty"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_fields_of_json(text: str, expected: list[str]) -> None:
    found = assert_sound(text, "a.json", FIELDS)
    assert [prose for _, prose in blocks(found, text)] == expected
    assert found.fault == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        *[("{", 1), ('{"a" 1}', 1), ("[1,]", 1), ("{,}", 1), ('{"a":1,}', 1), ("[1\n2]", 2), ("]", 1), ('"a\nb"', 1)],
        *[("'a'", 1), ("01", 1), ('{"a":\n"\\x"}', 2), ("{}\n}", 2), ("[1}", 1), (":", 1)],
    ],
)
def test_what_is_not_json_is_told_by_its_line(text: str, line: int) -> None:
    assert assert_sound(text, "a.json", FIELDS).fault == f"not valid JSON in line {line}"


def test_escapes_of_json() -> None:
    text = '{"body": "It\\u2019s \\"so\\" \\\\ \\ud83d\\ude00 \\t \\u0001 \\ud83d."}'
    assert shown(assert_sound(text, "a.json", FIELDS), text) == (
        '######## ~It~~~~~’s ~"so~" ~\\ ~~~~~~~~~~~😀 ~  ###### ######.~#'
    )


def test_titles_are_headings() -> None:
    text = '{"meta": {"title": "He came."}, "body": "He came.\\n\\nA heading\\n\\n- item\\nHe went."}'
    assert [kind for kind, _ in blocks(assert_sound(text, "a.json", FIELDS), text)] == [
        "heading",
        "paragraph",
        "heading",
        "list-item",
        "paragraph",
    ]


@pytest.mark.parametrize(
    ("text", "masked", "expected"),
    [
        ("id,body\n1,One two.\n2,\n", "#######\n#~One two.\n##\n", ["One two."]),
        ('body,id\n"One, ""two"".\nThree.",1\n', '#######\n~One, ~"two~".\nThree.~##\n', ['One, ""two"".', "Three."]),
        ("id;body;x\n1;One, two.;3\n", "#########\n#~One, two.~#\n", ["One, two."]),
        ("id\tbody\n1\tOne.\n", "##\t####\n#\tOne.\n", ["One."]),
        ('"body"\n\n"One"\nTwo\n', "######\n\n~One~\nTwo\n", ["One", "Two"]),
        ("body\nOne,more\n", "####\nOne~####\n", ["One"]),
        ("id,x\n1,No\n", "####\n####\n", []),
        ('x,body\n"a"b,One\n', "######\n####~One\n", ["One"]),
    ],
)
def test_columns_of_csv(text: str, masked: str, expected: list[str]) -> None:
    found = assert_sound(text, "a.csv", FIELDS)
    assert shown(found, text) == masked
    assert [prose for _, prose in blocks(found, text)] == expected
    assert found.fault == ""


CATALOGUE = """# copydesk: ignore foo
msgid ""
msgstr ""
"Language: en_GB\\n"

#. No directive: copydesk: ignore foo
#: file.c:1
#, fuzzy, python-format
msgctxt "menu"
msgid "Ein %s\\n"
"von \\"zwei\\""
msgid_plural "Viele %d"
msgstr[0] "A %s \\"word\\" <b>x</b>.\\n"
"And "
"more."
msgstr[1] "Many %d of {them}"

msgid "x"
msgstr ""

#~ msgid "y"
#~ msgstr "z"
"""


def test_translations_of_a_catalogue() -> None:
    found = assert_sound(CATALOGUE, "a.po")
    assert found.fault == ""
    assert comments(found, CATALOGUE) == [" copydesk: ignore foo"]
    assert [prose for _, prose in blocks(found, CATALOGUE)] == [
        'A %s \\"word\\" <b>x</b>.',
        'And "\n"more.',
        "Many %d of",
    ]
    lines = shown(found, CATALOGUE).splitlines()
    assert lines[12:16] == [
        '######### ~A ## ~"word~" ~~~x~~~~.~ ~',
        "~And ~",
        "~more.~",
        "######### ~Many ## of #######",
    ]
    assert [(pair.text, CATALOGUE[slice(*pair.target)]) for pair in found.pairs] == [
        ('Ein %s\nvon "zwei"', 'A %s \\"word\\" <b>x</b>.\\n"\n"And "\n"more.'),
        ("Viele %d", "Many %d of {them}"),
    ]


@pytest.mark.parametrize(("language", "is_read"), [("en", True), ("en_US", True), ("", True), ("de", False)])
def test_translations_into_other_languages_are_not_read(language: str, is_read: bool) -> None:
    text = f'msgid ""\nmsgstr "Language: {language}\\n"\n\nmsgid "x"\nmsgstr "A word."\n'
    assert bool(Document(text, "a.po").blocks) is is_read
    for name in ("target-language", "trgLang"):
        text = f'<xliff><file {name}="{language}"><target>A word.</target></file></xliff>'
        assert bool(Document(text, "a.xlf").blocks) is is_read


def test_placeholders_are_masked_where_the_entry_has_them() -> None:
    text = '#, python-brace-format\nmsgid "x"\nmsgstr "{a} 5% of"\n\n#, c-format\nmsgid "y"\nmsgstr "%5.2f {b} %1$s"\n'
    text += '\nmsgid "z"\nmsgstr "100% of it"\n'
    found = assert_sound(text, "a.po")
    assert shown(found, text).splitlines()[2] == "###### #### 5% of~"
    assert shown(found, text).splitlines()[6] == "###### ###### ### #####"
    assert shown(found, text).splitlines()[9] == "###### ~100% of it~"


@pytest.mark.parametrize(
    ("inside", "masked"),
    [
        ('A <g id="a>b">bi</g>g one', "A ~~~~~~~~~~~~bi~~~~g one"),
        ('A <x id="1"/> <ph id="2">&lt;br></ph> <bx id="3"/>c', "A ########### ~~~~~~~~~~~~~~~~~~~~~~  ~~~~~~~~~~~~c"),
        ('<bpt id="1">&lt;b></bpt>A<ept id="1">c</ept>', "~" * 24 + "A" + "~" * 19),
        (
            '<pc id="1">A <mrk id="m1">b</mrk></pc> <cp hex="0001"/>c',
            "~~~~~~~~~~~A ~~~~~~~~~~~~~b~~~~~~~~~~~ ################c",
        ),
        ("Don&#x2019;t &amp; won&apos;t", "Don~~~~~~~’t ~~~~& won~~~~~'t"),
        ("A &lt;b class=&quot;x&quot;&gt;c&lt;/b&gt;", "A " + "~" * 29 + "c~~~~~~~~~~"),
        ("<![CDATA[A <b>c</b> & d]]>", "~~~~~~~~~A ~~~c~~~~ & d~~~"),
        ("A<!-- c -->b", "A##########b"),
    ],
)
def test_markup_in_targets(inside: str, masked: str) -> None:
    text = f"<xliff>é<source>{inside}</source><target>{inside}</target></xliff>"
    found = assert_sound(text, "a.xlf")
    assert found.fault == ""
    start = text.index("<target>") + len("<target>")
    assert shown(found, text)[start : start + len(inside)] == masked


def test_sources_stand_beside_their_targets() -> None:
    text = (
        '<xliff xmlns:m="u"><trans-unit><source>Ein <g id="1">größer</g> A &amp; B<![CDATA[ <x>]]></source>'
        "<target>One</target><alt-trans><source>No</source><target>No</target></alt-trans></trans-unit>"
        "<segment><target>Two</target></segment><segment><source>Drei</source><target/></segment>"
        '<unit translate="no"><segment><source>n</source><target>No</target></segment></unit>'
        "<m:matches><m:match><target>No</target></m:match></m:matches></xliff>"
    )
    found = assert_sound(text, "a.xlf")
    assert [prose for _, prose in blocks(found, text)] == ["One", "Two"]
    assert [(pair.text, text[slice(*pair.target)]) for pair in found.pairs] == [("Ein größer A & B <x>", "One")]


def test_paragraphs_of_a_target_are_blocks() -> None:
    text = "<x><target>One\ntwo.\n\nThree.</target></x>"
    assert [prose for _, prose in blocks(assert_sound(text, "a.xlf"), text)] == ["One\ntwo.", "Three."]


def test_entities_do_not_unfold() -> None:
    """A file that declares a document type is refused before its entities mean anything."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x><target>&b;</target></x>'
    assert "document type" in formats.layout_of(bomb, "a.xlf").fault


def test_a_sentence_goes_over_the_lines_of_a_catalogue() -> None:
    doc = Document('msgid "x"\nmsgstr ""\n"It goes "\n"on."\n', "a.po")
    (sentence,) = doc.sentences
    assert [token.text for token in sentence.tokens] == ["It", "goes", "on", "."]


_UNIT = "<trans-unit id='1'><source> \x85 </source><target>A hour passed.</target></trans-unit>"


@pytest.mark.parametrize(
    ("path", "old"),
    [
        ("a.json", '{"id": " \x85 \u2028", "b": "A hour passed."}'),
        ("a.csv", 'id,b\n" \x85 \x1e\x0b",A hour passed.\n'),
        ("a.xlf", f"<xliff version='1.2'><file target-language='en'><body>{_UNIT}</body></file></xliff>"),
        ("a.po", '# \x85\nmsgid " \x1e\x85 "\nmsgstr "A hour passed."\n'),
    ],
)
def test_odd_white_space_outside_of_the_prose_stays(path: str, old: str) -> None:
    """Rules see it where nothing masks it, and repaired it in identifiers and sources."""
    engine = Engine(catalog.select(catalog.load(), catalog.Selection()))
    new = fixing.repair(Document(old, path, fields=("b",)), engine, unsafe=True).doc.text
    assert new == old.replace("A hour", "An hour")
