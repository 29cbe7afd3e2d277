"""JSON, CSV, PO and XLIFF: what is masked, where the blocks are, and what stands beside a translation."""

from __future__ import annotations

import json
import re

import pytest
from layouts import assert_sound, blocks, comments, shown

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.checking.rule import Hit, Rule, flag
from checker.findings import Category, Severity
from checker.repairing import fixing
from checker.text import formats
from checker.text.document import Document
from checker.text.formats import front_matter

FIELDS = ("body", "meta.title", "items.text", "a.b", "en.*")


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
        pytest.param('{"en": {"a": "One.", "b.c": ["Two."]}, "de": {"a": "Eins."}}', ["One.", "Two."], id="wildcard"),
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


RULES = Engine(catalog.select(catalog.load(), catalog.Selection()))


def repaired(text: str, path: str, fields: tuple[str, ...] = ("body",)) -> str:
    return fixing.repair(Document(text, path, fields=fields), RULES, unsafe=True).doc.text


@pytest.mark.parametrize(
    ("flags", "source", "target", "expected"),
    [
        ("c-format", "Es fehlen %d von %s", "% d of% s are missing", "%d of %s are missing"),
        ("c-format", "%1$s von %2$d", "% 1 $ s of %2$D", "%1$s of %2$d"),
        ("python-format", "Liebe %(who)s,", "Dear% ( who ) s,", "Dear %(who)s,"),
        ("python-brace-format", "Seite {page}", "Page { page }", "Page {page}"),
        ("qt-format", "%1 von %2", "1% of % 2", "%1 of %2"),
        ("php-format", "%1$s %2$d", "%1 $s and% 2$d", "%1$s and %2$d"),
        ("", "{{name}} ist da", "{ { name } } is here", "{{name}} is here"),
        ("", "${sum} pro Tag", "$ { sum } a day", "${sum} a day"),
        ("c-format", "% d Grad", "% d degrees", "% d degrees"),
        ("c-format", "Nur %d%%", "Only %d%% of a hour", "Only %d%% of an hour"),
    ],
)
def test_torn_placeholders_are_repaired_from_the_source(flags: str, source: str, target: str, expected: str) -> None:
    head = f"#, {flags}\n" if flags else ""
    text = f'{head}msgid "{source}"\nmsgstr "{target}"\n'
    assert repaired(text, "a.po") == text.replace(f'msgstr "{target}"', f'msgstr "{expected}"')


def test_a_repair_puts_no_placeholder_into_a_string_for_printf() -> None:
    text = '#, c-format\nmsgid "x"\nmsgstr "Up 5 percents."\n'
    engine = Engine([rule for rule in catalog.load() if rule.name == "doubled-word"])
    assert repaired(text, "a.po").count("%") == 0
    assert engine.check(Document(text, "a.po")) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.po", 'msgid "x"\nmsgstr "Press < b>Go</ b> now.<br / >"\n', "Press < b>Go</b> now.<br/>"),
        ("a.po", 'msgid "x"\nmsgstr "Press < em>Go</em> now."\n', "Press <em>Go</em> now."),
        ("a.html", "<p>Use <code>a apple</ code> or a apple.</p>", "<p>Use <code>a apple</code> or an apple.</p>"),
        ("a.json", '{"body": "Press <b>Go<\\/ b> now."}', '{"body": "Press <b>Go</b> now."}'),
        (
            "a.xlf",
            "<x><target>Press &lt;b&gt;Go&lt;/ b&gt; now.</target></x>",
            "<x><target>Press &lt;b&gt;Go&lt;/b&gt; now.</target></x>",
        ),
        ("a.json", '{"body": "I can\\\\\'t, she\\\\\u2019ll."}', '{"body": "I can\'t, she’ll."}'),
    ],
)
def test_what_a_translation_service_broke_is_made_whole(path: str, text: str, expected: str) -> None:
    assert expected in repaired(text, path)


@pytest.mark.parametrize(
    ("state", "is_read"),
    [("new", False), ("needs-translation", False), ("needs-l10n", False), ("translated", True), ("final", True)],
)
def test_what_no_one_has_translated_yet_is_not_read(state: str, is_read: bool) -> None:
    text = f'<xliff><trans-unit><source>x</source><target state="{state}">A word.</target></trans-unit></xliff>'
    assert bool(assert_sound(text, "a.xlf").blocks) is is_read


@pytest.mark.parametrize("path", ["a.json", "a.csv", "a.po", "a.xlf"])
def test_the_first_string_is_no_headline(path: str) -> None:
    strings = ["Close the door.", "Open It Now.", "Close the door.", "Close the door."]
    text = {
        "a.json": "".join(f'{{"body": "{string}"}}\n' for string in strings),
        "a.csv": "body\n" + "\n".join(strings),
        "a.po": "\n".join(f'msgid "{at}"\nmsgstr "{string}"\n' for at, string in enumerate(strings)),
        "a.xlf": f"<x>{''.join(f'<target>{string}</target>' for string in strings)}</x>",
    }[path]
    doc = Document(text, path, fields=("body",))
    assert doc.headline is None
    assert RULES.check(doc) == []


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ('{"body": "<p>One\\n<b>two</b>.</p><pre>no</pre>Three."}', ("body",), ["One\\n<b>two</b>.", "Three."]),
        ('{"body": "# One\\n\\n`two` *three*"}', ("body:md",), ["One", "three"]),
        ('{"body": "1 < 2\\nThree."}', ("body",), ["1 < 2", "Three."]),
        ('{"body": "A&amp;B"}\n{"body": "<b>x</b>"}', ("body",), ["A&amp;B", "x"]),
        ('{"body": "{n, plural, one {# file} other {{n} files}} left"}', ("body",), ["file", "files", "left"]),
    ],
)
def test_the_syntax_of_fields(text: str, fields: tuple[str, ...], expected: list[str]) -> None:
    assert [prose for _, prose in blocks(assert_sound(text, "a.json", fields), text)] == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.html", "<meta charset=iso-8859-1><p>a wrong b", "<meta charset=iso-8859-1><p>a it&#8217;s b"),
        ("a.html", "<meta charset='utf-8'><p>a wrong b", "<meta charset='utf-8'><p>a it’s b"),
        (
            "a.xlf",
            "<?xml version='1.0' encoding='ISO-8859-1'?><x><target>a wrong <![CDATA[wrong]]></target></x>",
            "<?xml version='1.0' encoding='ISO-8859-1'?><x><target>a it&#8217;s <![CDATA[wrong]]></target></x>",
        ),
        (
            "a.po",
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n\nmsgid "x"\nmsgstr "wrong"\n',
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n\nmsgid "x"\nmsgstr "wrong"\n',
        ),
    ],
)
def test_what_is_put_in_can_be_read_in_the_character_set_that_the_file_declares(
    path: str, text: str, expected: str
) -> None:
    def look(doc: Document) -> list[Hit]:
        return [flag(match, "…", safe="it’s") for match in re.finditer("wrong", doc.masked)]

    engine = Engine([Rule("r", "t", Category.GRAMMAR, Severity.MINOR, "document", look, "…")])
    assert fixing.repair(Document(text, path), engine).doc.text == expected


@pytest.mark.parametrize("path", ["a.md", "a.html"])
def test_front_matter_in_json(path: str) -> None:
    title = 'A hour \\u2019 has \\"passed\\" here'
    text = f'{{\n  "title": "{title}",\n  "n": {{"title": "A hour"}},\n  "lang": "en"\n}}\nA hour passed.\n'
    doc = Document(text, path)
    assert [(block.kind.value, text[block.start : block.end]) for block in doc.blocks] == [
        ("front-matter", title),
        ("paragraph", "A hour passed."),
    ]
    assert doc.laid_out.language == "en"
    new = repaired(text, path)
    assert new == text.replace(title, title.replace("A hour", "An hour")).replace("}\nA hour", "}\nAn hour")
    assert json.loads(new[: new.index("}\nA") + 1])["title"] == 'An hour ’ has "passed" here'


@pytest.mark.parametrize(
    "text", ["{{< note >}}\nA word.\n", "{a}\nA word.\n", '{"a": 1} A word.\n', "{% x %}\nA word.\n"]
)
def test_what_is_no_json_at_the_head_is_no_front_matter(text: str) -> None:
    assert front_matter.read(text).end == 0


@pytest.mark.parametrize(
    ("source", "translation", "word"),
    [
        ("B&eenden", "Press E&xit now", "Exit"),
        ("_Datei", "The _File of it", "File"),
        ("Datei", "The R&D of it", "R"),
        ("Setze file_name", "The file_name is", "\N{OBJECT REPLACEMENT CHARACTER}" * 9),
    ],
)
def test_nobody_reads_the_mark_of_an_accelerator(source: str, translation: str, word: str) -> None:
    doc = Document(f'msgid "{source}"\nmsgstr "{translation}"\n', "a.po")
    assert doc.texts[1] == word
