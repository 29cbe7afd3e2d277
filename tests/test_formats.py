"""All formats: what their layouts promise, that repairs keep a file readable, and how files are chosen."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import assert_linear, assert_sound

from checker.checking.engine import Engine
from checker.checking.rule import Applicability, Hit, Rule
from checker.findings import Category, Severity
from checker.repairing import fixing
from checker.text import formats
from checker.text.document import Document, Span
from checker.text.formats import values

ROOT = Path(__file__).parent.parent
FIELDS = ("body", "meta.title")

SNIPPETS = {
    "a.html": (
        "< > </ <!-- --> <! ? <?php ?> <% %> {{ }} {% %} {# #} & &amp; &nbsp; &rsquo; &#8217; &x; \" ' = / <p>"
        " </p> <li> <ul> </ul> <td> <table> </table> <h1> </h2> <b> </b> <br> <pre> </pre> <code> </code> "
        "<script> </script> <title> </title> <svg> <a href= class='x' --- title: word http:// a@b.cd É 👩\u200d👧 "
        "<![CDATA[ ]]>"
    ),
    "a.rst": (
        "* ** ` `` | _ __ : :: .. note:: code:: [1] [#a]_ _a: :ref:` <x> \\ === ---- ====  == +--+ | >>> -a "
        "--b 1. - (a) a. A_ `a <b>`_ |s| word Two http:// a@b.cd É :field: versionadded:: list-table:: "
        "table:: py:function:: replace:: +=+ copydesk: ignore"
    ),
    "a.adoc": (
        "* ** _ __ ` `` # ## ^ ~ + ++ +++ |=== | ---- .... ++++ ==== **** ____ -- //// // = == [source] "
        '[quote] [[a]] <<a,b>> << >> :a: NOTE: term:: a::b[] image:a[b] link:a[ ] https://a.b[ "` `" {a} (( '
        ")) ((( ))) &amp; \\ . .Title - 1. > ''' --- word É --- title: footnote:[ a|"
    ),
    "a.json": (
        '{ } [ ] : , "body" "meta" "title" "a\\u2019b" "\\"" "x\\n" \\ " 1 -1.5e3 true null NaN word "meta.title"'
        ' É \\ud83d \\u00e9 "\\ud83d\\ude00"'
    ),
    "a.csv": ('" "" , ; body meta.title word \t é "a" "a,b" , "body"'),
    "a.po": (
        'msgid msgstr msgstr[0] msgid_plural msgctxt " "" "a" "b\\n" \\ \\" # #, #~ #: python-format %s {a} <b> '
        "word copydesk: Language: en de É"
    ),
    "a.xlf": (
        "<xliff> </xliff> <target> </target> <source> </source> <g> </g> <ph> </ph> <x/> <trans-unit> "
        "</trans-unit> &amp; &lt;b&gt; &#x2019; & < > <![CDATA[ ]]> <!-- --> <!DOCTYPE word É"
    ),
}
TEXTS = {
    path: st.lists(st.sampled_from([*pieces.split(" "), " ", "  ", "   ", "\n", "\n", "\n\n"]), max_size=40).map(
        "".join
    )
    for path, pieces in SNIPPETS.items()
}


@pytest.mark.parametrize("path", SNIPPETS)
@settings(max_examples=300, deadline=None)
@given(st.data())
def test_layouts_are_sound_on_markup(path: str, data: st.DataObject) -> None:
    """Whatever the markup: spans in order, blocks begin and end with prose, comments hidden, nothing left over."""
    assert_sound(data.draw(TEXTS[path]), path, FIELDS)


@pytest.mark.parametrize("path", SNIPPETS)
@settings(max_examples=80, deadline=None)
@given(text=st.text())
def test_layouts_are_sound_on_any_text(path: str, text: str) -> None:
    """The same holds for arbitrary text."""
    assert_sound(text, path, FIELDS)


XLIFF_PIECES = (
    "word Two. É &amp; &lt;b&gt; &#x2019; <g></g> <g>a</g> <ph>x</ph> <x/> <![CDATA[a&b]]> <!--c--> <pc><ph/></pc>"
)
XLIFF_TEXTS = st.lists(st.sampled_from([*XLIFF_PIECES.split(), " ", "\n", "\n\n"]), max_size=20).map("".join)


@settings(max_examples=200, deadline=None)
@given(XLIFF_TEXTS, XLIFF_TEXTS)
def test_layouts_of_well_formed_xliff_are_sound(source: str, target: str) -> None:
    text = f"<xliff><trans-unit><source>{source}</source><target>{target}</target></trans-unit></xliff>"
    assert assert_sound(text, "a.xlf").fault == ""


HOSTILE = {
    "a.html": (
        "<div>|<|<a b='|<!--|</p>|&|<b>a</i>|<script>|<a <a |<a/|<a "
        "=|<![CDATA[|<?|</|{{|{%|<%|<title>|<code>|<ul><li>|<h1>|www.|a@|http://(|<br>|{{{}|<pre>"
    ),
    "a.rst": (
        "*|`|*a |`a |``a |- |  - |.. |::\n\n|a_ |[|+-| \n|a\n=\n|= =\n|= =\na\n\n|+-+\n|:a: |1. |.. note:: "
        "|\\|http://|a\n b\n|.. note:: a\n :a:\n|__ |`a <|>>> |a::\n\n b\n\n"
    ),
    "a.adoc": (
        "*|`|*a |`a |_a |- |* a\n|----\n|====\n|----\n====\n--\n|a::b |[|abc\n---\n|[a]\n"
        '|link:a[|<<a,|((|{a|footnote:[|\\|http://a[|^a|~a |+a |++|// a\n|////\n|> |:a: b\\\n|[.a]#|"`'
    ),
    "a.json": ('{"body":|[|"\\u2019",|{"body":"a",|"a" |[[],'),
    "a.csv": ('"|"",|a,|\n|""|",'),
    "a.po": ('msgid "a"\nmsgstr "b"\n|"|"a\\n"\n|\\|# a\n|msgstr "%|msgstr "<a <a'),
    "a.xlf": ("<a>|<target>|<|<!--|<![CDATA["),
}


@pytest.mark.slow
@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_texts_take_no_more_than_linear_time(path: str) -> None:
    for piece in HOSTILE[path].split("|"):
        assert_linear(piece, path, FIELDS)


@pytest.mark.slow
def test_hostile_values_take_no_more_than_linear_time() -> None:
    assert_linear("\\", "a.po", head='msgid "a"\nmsgstr "', tail='"')
    assert_linear('"a"\n', "a.po", head='msgid "a"\nmsgstr ')
    for piece in ("&lt;b", "<target>é</target>", "&amp;", "<g>a</g>"):
        assert_linear(piece, "a.xlf", head="<xliff><target>", tail="</target></xliff>")
    assert_linear("\\u2019", "a.json", FIELDS, head='{"body":"', tail='"}')


# --- Repairs ----------------------------------------------------------------------------------------------------------

NASTY = [
    "a",
    "“b”",
    '"',
    "\\",
    "<",
    ">",
    "&",
    "&amp;",
    ",",
    "'",
    "\n",
    "\t",
    "\x01",
    "%s",
    "{x}",
    "|",
    "`",
    "*",
    "é",
    "]]>",
]


def rewriter(new: str, word: str = "wrong") -> Engine:
    """An engine whose only rule writes something in place of a word."""

    def look(doc: Document) -> list[Hit]:
        return [
            Hit(Span(*match.span()), "…", (new,), Applicability.SAFE)
            for match in re.finditer(rf"\b{word}\b", doc.masked)
        ]

    return Engine([Rule("rewrite", "test", Category.GRAMMAR, Severity.MINOR, "document", look, "Replaces.")])


def repaired(text: str, path: str, new: str, word: str = "wrong") -> str:
    """The text with each such word written anew, where the format takes it."""
    return fixing.repair(Document(text, path, fields=FIELDS), rewriter(new, word)).doc.text


def replaced(value: Any, new: str) -> Any:
    """A decoded value with the word replaced in the fields alone."""
    if isinstance(value, str):
        return value.replace("wrong", new)
    return value


def assert_written(written: str, old: str, new: str) -> None:
    """Each word is written anew, as HTML where the string is; but no tag is made of what was plain text."""
    if "<b>" in old:
        assert written == old.replace("wrong", new.replace("&", "&amp;").replace("<", "&lt;"))
    elif values._TAG.search(old.replace("wrong", new)):
        assert not re.search(r"</?[a-z][^<>]*>", written, re.IGNORECASE)
    else:
        assert written == old.replace("wrong", new)


REPLACEMENTS = st.lists(st.sampled_from(NASTY), max_size=5).map("".join)
VALUES = st.lists(
    st.sampled_from(["wrong", "word", " ", " ", '"', "\\", "\n", ",", "naïve", "😀", "’", "&", "<b>"]), max_size=12
)
PROSE = VALUES.map("".join)


@settings(max_examples=200, deadline=None)
@given(PROSE, PROSE, REPLACEMENTS, st.booleans(), st.sampled_from([None, 2]))
def test_json_stays_json_and_only_its_fields_change(
    body: str, other: str, new: str, ascii_only: bool, indent: int | None
) -> None:
    old = {"body": body, "other": [other, {"body": other}], "meta": {"title": [body], "body": other}, "wrong": 1.50}
    text = json.dumps(old, ensure_ascii=ascii_only, indent=indent)
    doc = repaired(text, "a.json", new)
    result = json.loads(doc)
    assert result["other"] == old["other"]
    assert result["meta"]["body"] == other
    assert result.keys() == old.keys()
    if ascii_only:
        assert doc.isascii()
    if "wrong" not in new and re.findall(r"\bwrong\b", body) == re.findall("wrong", body):
        assert_written(result["body"], body, new)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(PROSE, PROSE), max_size=4), REPLACEMENTS, st.booleans())
def test_a_table_stays_one_and_only_its_columns_change(rows: list[tuple[str, str]], new: str, quoted: bool) -> None:
    out = io.StringIO()
    writer = csv.writer(out, "unix", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerow(["other", "body", "last"])
    writer.writerows((other, body, "wrong") for other, body in rows)
    result = list(csv.reader(io.StringIO(repaired(out.getvalue(), "a.csv", new), newline="")))
    assert len(result) == len(rows) + 1
    for (other, _), row in zip(rows, result[1:], strict=True):
        assert (row[0], row[2]) == (other, "wrong")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PROSE, PROSE), max_size=4, unique_by=lambda entry: entry[0]), REPLACEMENTS, st.booleans())
def test_a_catalogue_stays_one_and_only_translations_change(
    entries: list[tuple[str, str]], new: str, wrapped: bool
) -> None:
    catalogue = polib.POFile(wrapwidth=20 if wrapped else 0)
    catalogue.metadata = {"Language": "en", "Content-Type": "text/plain; charset=UTF-8", "Project": "wrong"}
    for source, target in entries:
        if source:
            catalogue.append(polib.POEntry(msgid=source, msgstr=target, comment="wrong"))
    text = str(catalogue)
    result = polib.pofile(repaired(text, "a.po", new))
    assert result.metadata["Project"] == "wrong"
    assert [entry.msgid for entry in result] == [entry.msgid for entry in catalogue]
    found = formats.layout_of(text, "a.po")
    assert found.fault == ""
    expected = [(entry.msgid, entry.msgstr) for entry in polib.pofile(text) if entry.msgstr]
    assert [pair.text for pair in found.pairs] == [source for source, _ in expected]


@settings(max_examples=150, deadline=None)
@given(PROSE, PROSE, REPLACEMENTS)
def test_xliff_stays_well_formed_and_only_targets_change(source: str, target: str, new: str) -> None:
    root = ET.Element("xliff", {"note": "wrong"})
    unit = ET.SubElement(root, "trans-unit")
    ET.SubElement(unit, "source").text = source
    ET.SubElement(unit, "target").text = target
    ET.SubElement(unit, "note").text = "wrong"
    text = ET.tostring(root, encoding="unicode")
    result = ET.fromstring(repaired(text, "a.xlf", new))
    assert result.attrib == root.attrib
    assert (result.findtext("trans-unit/source") or "") == source
    assert result.findtext("trans-unit/note") == "wrong"
    if (
        "\n" not in target + new
        and re.findall(r"\bwrong\b", target) == re.findall("wrong", target)
        and "wrong" not in new
    ):
        written = result.findtext("trans-unit/target") or ""
        if written != target:
            assert_written(written, target, new)


@pytest.mark.parametrize(
    ("path", "text", "new", "expected"),
    [
        (
            "a.html",
            "<p title='wrong'>wrong <b>wrong</b></p>",
            "a & <b>",
            "<p title='wrong'>a &amp; &lt;b> <b>a &amp; &lt;b></b></p>",
        ),
        ("a.html", "<p>\nwrong\n</p>", "", "<p>\n\n</p>"),
        ("a.html", "---\ntitle: wrong\n---\n<p>wrong", "x: y", "---\ntitle: wrong\n---\n<p>x: y"),
        ("a.json", '{"body": "wrong\\u2019s"}', "\u201cx\u201d", '{"body": "\\u201cx\\u201d\\u2019s"}'),
        ("a.json", '{"body": "’wrong"}', '"x"', '{"body": "’\\"x\\""}'),
        ("a.csv", 'body\nwrong\n"wrong"\n', '"x", y', 'body\nwrong\n"""x"", y"\n'),
        ("a.csv", "id;body\n1;wrong, x\n", "a, b", "id;body\n1;a, b, x\n"),
        ("a.po", 'msgid "wrong"\nmsgstr "wrong"\n', 'a "b"', 'msgid "wrong"\nmsgstr "a \\"b\\""\n'),
        (
            "a.xlf",
            "<x><target>wrong <![CDATA[wrong]]></target></x>",
            "a & b",
            "<x><target>a &amp; b <![CDATA[wrong]]></target></x>",
        ),
        ("a.rst", "wrong\n=====\n\nwrong *x*\n", "longer", "longer\n======\n\nlonger *x*\n"),
        ("a.rst", "wrong\n======\n\nwrong\n", "longer", "longer\n======\n\nlonger\n"),
        ("a.rst", "+-------+\n| wrong |\n+-------+\n", "longer", "+-------+\n| wrong |\n+-------+\n"),
        ("a.rst", "+-------+\n| wrong |\n+-------+\n", "right", "+-------+\n| right |\n+-------+\n"),
        ("a.rst", "The wrong one.\n", "`x`", "The wrong one.\n"),
        ("a.adoc", "wrong\n-----\n\nwrong\n", "longer", "longer\n------\n\nlonger\n"),
        ("a.adoc", "== wrong\n\nThe wrong one.\n", "x|", "== wrong\n\nThe wrong one.\n"),
    ],
)
def test_repairs_are_written_as_the_format_has_it_or_not_at_all(path: str, text: str, new: str, expected: str) -> None:
    assert repaired(text, path, new) == expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", "<p>It&rsquo;s &ldquo;it&rdquo;.</p>"),
        ("a.json", '{"body": "It\\u2019s \\u201cit\\u201d."}'),
        ("a.xlf", "<x><target>It&#x2019;s &#8220;it&#8221;.</target></x>"),
    ],
)
def test_escapes_are_read_as_what_they_mean_and_are_not_changed_in_part(path: str, text: str) -> None:
    doc = Document(text, path, fields=FIELDS)
    (sentence,) = doc.sentences
    assert [token.text for token in sentence.tokens] == ["It’s", "“", "it", "”", "."]
    assert repaired(text, path, '"', "“") == text
    assert "X" in repaired(text, path, "X", r"it(?=\W)(?<!’)")
    for new in ("“yes”", "yes"):
        found = rewriter(new, "“.it.*”").check(doc)
        for finding in found:
            assert finding.excerpt == "“it”"


def test_a_finding_covers_the_whole_of_the_escape_that_it_begins_with() -> None:
    text = '{"body": "An \\u00c9tude."}'
    (finding,) = rewriter("Etude", "Étude").check(Document(text, "a.json", fields=FIELDS))
    assert text[slice(*finding.span)] == "\\u00c9tude"
    assert finding.suggestions == ("Etude",)
    assert repaired(text, "a.json", "Etude", "Étude") == '{"body": "An Etude."}'


# --- Files ------------------------------------------------------------------------------------------------------------


def copydesk(*arguments: object, folder: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "checker", *map(str, arguments)],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": ""},
        input=stdin,
        capture_output=True,
        check=False,
    )


SAMPLES = {
    "a.html": b"<p>A <b>hour</b> passed.</p>\r\n",
    "a.htm": b"<h1>A hour</h1>\n",
    "a.njk": b"{% block body %}\n<h1>A hour for {{ one }}</h1>\n{% endblock %}\n",
    "a.rst": b"She waited *a* hour.\r\n",
    "a.adoc": b"She waited *a* hour.\n",
    "a.asciidoc": b"== A hour\n",
    "a.po": b'msgid "x"\r\nmsgstr "She waited a hour."\r\n',
    "a.xlf": b"<xliff><target>She waited a hour.</target></xliff>\n",
    "a.xliff": b"<xliff><target>She waited a hour.</target></xliff>\n",
    "a.json": b'\xef\xbb\xbf{"body": "She waited a hour.\\nNext."}\r\n',
    "a.jsonl": b'{"body": "She waited a hour."}\n{"body": "None."}\n',
    "a.csv": b'id,body\r\n1,"She waited a hour, so."\r\n',
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_standard_input_is_read_and_repaired_in_each_format(name: str, tmp_path: Path) -> None:
    data = SAMPLES[name]
    arguments = ["check", "-", "--stdin-filename", name, "--field", "body", "--isolated"]
    found = copydesk(*arguments, "--output-format", "concise", folder=tmp_path, stdin=data)
    assert found.returncode == 1, found.stderr
    assert b"wrong-indefinite-article" in found.stdout
    fixed = copydesk(*arguments, "--fix", folder=tmp_path, stdin=data)
    expected = re.sub(rb"\b(A|a)(?=\W+(?:b>)?hour)", rb"\1n", data.removeprefix(b"\xef\xbb\xbf"))
    assert fixed.stdout == expected


def test_files_are_repaired_in_place_and_nothing_else_changes(tmp_path: Path) -> None:
    for name, data in SAMPLES.items():
        (tmp_path / name).write_bytes(data)
    done = copydesk("check", "--fix", "--field", "body", "--isolated", folder=tmp_path)
    assert done.stderr == b""
    for name, data in SAMPLES.items():
        assert (tmp_path / name).read_bytes() == re.sub(rb"\b(A|a)(?=\W+(?:b>)?hour)", rb"\1n", data), name


def test_data_is_read_only_when_a_field_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(SAMPLES["a.json"])
    (tmp_path / "a.md").write_text("All is well.\n")
    assert copydesk("check", "--isolated", folder=tmp_path).returncode == 0
    named = copydesk("check", "a.json", "--isolated", folder=tmp_path)
    assert named.returncode == 2
    assert named.stderr == (
        b"copydesk: a.json: read only with --field NAME, or per-file-options of the configuration, which say where its"
        b" prose is\n"
    )
    assert copydesk("check", "--isolated", "--field", "body", folder=tmp_path).returncode == 1
    assert copydesk("check", "--isolated", "--field", "title", folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.json", '{"body": "a"\n\n"b"}', "a.json: not valid JSON in line 3"),
        ("a.csv", 'body\n"a', "a.csv: not valid CSV: the quotation mark that opens in line 2 is not closed"),
        ("a.po", 'msgid "a"\nmsgstr b', "a.po: not a valid PO file in line 2"),
        ("a.xlf", "<a>\n<b></a>", "a.xlf: not well-formed XML in line 2: mismatched tag"),
        ("a.xlf", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "a.xlf: has a document type declaration, which is not read"),
    ],
)
def test_a_file_that_is_not_well_formed_is_told_in_one_line(name: str, data: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(data)
    done = copydesk("check", name, "--field", "body", "--isolated", folder=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_a_format_is_imported_with_the_first_file_of_its_kind() -> None:
    code = "import sys; from checker.text.document import Document; Document('a', 'a.txt').blocks; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.split() if name.startswith("checker.text.formats.")}
    assert loaded == {f"checker.text.formats.{name}" for name in ("assembly", "languages", "plain", "things")}
    assert "pyromark" not in done.stdout
    assert "xml.parsers.expat" not in done.stdout.split()
