"""Translations beside their sources: which go together, and what is said of files on disk."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import polib
import pytest
from typer.testing import CliRunner

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.faces.cli import app
from checker.repairing import fixing
from checker.text import glossary, negation, translation
from checker.text.alignment import aligned
from checker.text.directives import addresses, directives, tags
from checker.text.document import Document
from checker.text.layout import BlockKind
from checker.text.quantities import clocks, days, in_words, numbers

if TYPE_CHECKING:
    from pathlib import Path

RULES = Engine(catalog.select(catalog.load(), catalog.Selection()))

HEAD = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
CATALOGUE = (
    HEAD
    + """\
#, c-format
msgid "Die Mühle von %s hat 1.500 Gäste.\\n"
msgstr "The mill has 1.500 guests."

#, fuzzy, c-format
msgid "%d Seiten"
msgstr "pages"

msgid "Sie ist nicht offen."
msgstr ""

msgid "Nur {count} Seite"
msgid_plural "Nur {count} Seiten"
msgstr[0] "Only one page"
msgstr[1] "Only {anzahl} pages"
"""
)


def checked(*arguments: object) -> list[str]:
    """A line for each finding of the command, without where it stands."""
    done = CliRunner().invoke(
        app, ["check", "--isolated", "--exit-zero", "--output-format", "concise", *map(str, arguments)]
    )
    assert done.exit_code == 0, done.output
    lines = [line.split(": ", 1) for line in done.stdout.splitlines() if ": m" in line]
    return [f"{where.rsplit('/', 1)[-1]} {said}" for where, said in lines]


def test_a_catalogue_is_held_against_its_sources(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_text(CATALOGUE, "utf-8")
    assert [line.partition(":")[0] + line.partition(":")[2].partition(":")[2] for line in checked(file)]
    assert [line.split(":")[2].split()[-1] for line in checked(file)] == [
        "placeholder-of-source-lost",
        "number-in-form-of-source",
        "line-end-of-source-lost",
        "placeholder-of-source-lost",
    ]


def test_repairs_leave_a_catalogue_that_gettext_reads(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_text(CATALOGUE.replace("von %s ", ""), "utf-8")
    checked(file, "--fix")
    entries = polib.pofile(str(file))
    assert entries[0].msgstr == "The mill has 1,500 guests.\n"
    assert entries[3].msgstr_plural == {0: "Only one page", 1: "Only {count} pages"}
    if program := shutil.which("msgfmt"):
        subprocess.run([program, "--check-format", "-o", "/dev/null", str(file)], check=True, capture_output=True)


XLIFF = """\
<xliff version="1.2"><file source-language="de" target-language="en" original="a" datatype="plaintext"><body>
<trans-unit id="1"><source>Siehe &lt;b&gt;12&lt;/b&gt; &amp; <x id="1"/></source>
<target>See &lt;b&gt;13&lt;/i&gt; &amp; <x id="1"/></target></trans-unit></body></file></xliff>
"""
XLIFF_2 = """\
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de" trgLang="en"><file id="f">
<unit id="u"><segment><source>Hat <pc id="1">12 Türen</pc> {a}</source>
<target>Has <pc id="1">13 doors</pc> {b}</target></segment></unit></file></xliff>
"""
TMX = """\
<tmx version="1.4"><header creationtool="a" creationtoolversion="1" segtype="sentence" o-tmf="a" adminlang="en"
srclang="de" datatype="plaintext"/><body><tu><tuv xml:lang="de"><seg>Am 3. Mai &lt; 12</seg></tuv>
<tuv xml:lang="en"><seg>On March 5 &lt; 12</seg></tuv></tu></body></tmx>
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.xlf", XLIFF),
        ("b.xlf", XLIFF_2),
        ("a.tmx", TMX),
        ("a.po", CATALOGUE.replace("von %s ", "")),
    ],
)
def test_other_programs_read_what_was_repaired(name: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    checked(file, "--fix", "--unsafe-fixes")
    assert file.read_text("utf-8") != text
    reader, *options = ["xmllint", "--noout"] if name != "a.po" else ["msgfmt", "--check-format", "-o", "/dev/null"]
    if program := shutil.which(reader):
        subprocess.run([program, *options, str(file)], check=True, capture_output=True)
    counter = shutil.which("pocount")
    if counter and text != XLIFF_2:  # which it does not read
        done = subprocess.run([counter, str(file)], check=True, capture_output=True, encoding="utf-8")
        assert "ERROR" not in done.stderr.upper()


def test_an_article_without_a_source_is_asked_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Any:
        raise AssertionError

    monkeypatch.setattr("checker.checking.engine.pairs", fail)
    monkeypatch.setattr("checker.text.translation.pairs", fail)
    assert RULES.check(Document("The mill stands by the river.\n", "a.md")) == []


@pytest.mark.parametrize(
    ("inside", "rules"),
    [
        ("<source>Ein <x id='1'/> Tag</source><target>A day</target>", ["code-of-source-changed"]),
        ("<source>Ein <x id='1'/> Tag</source><target>A <x id='1'/> day</target>", []),
        ("<source>Der 3. Mai</source><target>March 5 it is</target>", ["date-of-source-changed"]),
        ("<source>Hat {a}</source><target>It has {b}</target>", ["placeholder-of-source-lost"]),
        ("<source>Am 3. Mai</source><target></target>", []),
    ],
)
@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_segments_of_xliff(version: str, inside: str, rules: list[str]) -> None:
    if version == "1.2":
        text = (
            '<xliff version="1.2"><file source-language="de" target-language="en"><body>'
            f'<trans-unit id="1">{inside}</trans-unit></body></file></xliff>'
        )
    else:
        inside = inside.replace("<x id=", "<ph id=")
        text = (
            '<xliff version="2.0" srcLang="de" trgLang="en"><file><unit id="1"><segment>'
            f"{inside}</segment></unit></file></xliff>"
        )
    doc = Document(text, "a.xlf")
    assert [finding.rule for finding in RULES.check(doc)] == rules
    assert not translation.pairs(doc) or translation.language_of_sources(doc) == "de"


def test_the_score_says_that_the_source_was_seen(tmp_path: Path) -> None:
    file, other = tmp_path / "a.po", tmp_path / "a.md"
    file.write_text(f'{HEAD}msgid "Sie hat 250 Gäste."\nmsgstr "It has 520 guests."\n', "utf-8")
    other.write_text("A hour passed.\n")
    run = CliRunner()
    told = " ".join(run.invoke(app, ["check", "--isolated", str(file)]).stdout.split())
    assert "beside the source: nothing that is fluently mistranslated" in told
    told = " ".join(run.invoke(app, ["check", "--isolated", str(file), str(other)]).stdout.split())
    assert "without the source: nothing that is omitted or fluently mistranslated" in told


def test_segments_of_tmx() -> None:
    head = '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="de"/><body>'
    german = '<tuv xml:lang="de"><seg>Am 3. Mai um <ph x="1"/> Uhr</seg></tuv>'
    english = '<tuv xml:lang="en-GB"><seg>On March 5 at <ph x="1"/> o’clock</seg></tuv>'
    for inside in (german + english, english + german):
        doc = Document(f"{head}<tu>{inside}</tu></body></tmx>", "a.tmx")
        assert [finding.rule for finding in RULES.check(doc)] == ["date-of-source-changed"]
        (pair,) = translation.pairs(doc)
        assert (pair.source.split()[0], pair.language) == ("Am", "de")
    assert "document type" in Document('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', "a.tmx").laid_out.fault


def test_a_repair_of_xliff_is_written_as_xml() -> None:
    text = (
        "<xliff><file source-language='de' target-language='en'><trans-unit>"
        "<source>Siehe &lt;b&gt;hier&lt;/b&gt;</source>"
        "<target>See &lt;b&gt;here&lt;/i&gt;</target></trans-unit></file></xliff>"
    )
    assert fixing.repair(Document(text, "a.xlf"), RULES, unsafe=True).doc.text == text.replace(
        "here&lt;/i", "here&lt;/b"
    )


def test_fields_of_data_have_their_sources_beside_them(tmp_path: Path) -> None:
    lines, rows, nested = tmp_path / "a.jsonl", tmp_path / "a.csv", tmp_path / "b.json"
    lines.write_text('{"de": "250 Gäste"}\n{"en": "520 guests", "de": "250 Gäste"}\n', "utf-8")
    rows.write_text('de;id;en\n"250 Gäste";7;"250 guests"\n"300 Gäste";8;"30 guests"\n', "utf-8")
    nested.write_text('{"x": [{"a": {"en": "3 mills"}}, {"s": "4 Mühlen", "a": {"en": "5 mills"}}]}', "utf-8")
    said = "number-of-source-changed"
    assert [said in line for line in checked(lines, "--field", "en", "--source-field", "de")] == [True]
    (line,) = checked(rows, "--field", "en", "--source-field", "de")
    assert (
        line.startswith("a.csv:3:18 major number-of-source-changed: The source says “300” here. [300]") or said in line
    )
    (line,) = checked(nested, "--field", "x.a.en", "--source-field", "x.s")
    assert "“4”" in line


def test_a_folder_of_sources(tmp_path: Path) -> None:
    for folder, text in (
        ("de", "# Die Mühle\n\nSie hat 250 Gäste.\n\n- Eins\n- Zwei\n\nWo ist sie?\n"),
        ("en", "# The mill\n\nIt has 520 guests.\n\n- One\n\nWhere it is.\n"),
    ):
        (tmp_path / folder / "deep").mkdir(parents=True)
        (tmp_path / folder / "deep" / "a.md").write_text(text, "utf-8")
    (tmp_path / "en" / "b.md").write_text("It has no source, and 3 pages.\n")
    lines = checked(tmp_path / "en", "--source", tmp_path / "de")
    assert [line.split()[2] for line in lines] == ["number-of-source-changed:", "question-of-source-lost:"]
    (tmp_path / "de" / "deep" / "a.md").write_text("# Die Mühle\n\nSie hat 520 Gäste.\n", "utf-8")
    assert checked(tmp_path / "en", "--source", tmp_path / "de") == []


def test_where_nothing_is_compared_it_is_told(tmp_path: Path) -> None:
    article, data = tmp_path / "a.md", tmp_path / "a.json"
    article.write_text("The mill has 1.500 guests.\n")
    data.write_text('{"en": "The mill has guests.", "de": "Die Mühle hat Gäste."}\n', "utf-8")
    (tmp_path / "de").mkdir()

    def told(*arguments: object) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["check", "--isolated", "--quiet", *map(str, arguments)])
        return done.exit_code, done.stderr.replace(str(tmp_path), "")

    assert told(article, "--source", tmp_path / "fr") == (2, "copydesk: --source /fr: No such file or directory\n")
    code, said = told(article, "--source", tmp_path / "de")
    assert (code, "nothing was compared" in said) == (0, True)
    (tmp_path / "de" / "a.md").write_text("Die Mühle hat Gäste.\n", "utf-8")
    assert told(article, "--source", tmp_path / "de") == (0, "")
    code, said = told(data, "--field", "en", "--source-field", "dee")
    assert (code, said) == (2, "copydesk: --source-field dee: no record has it; /a.json has “de”, “en”\n")
    assert told(data, "--field", "en", "--source-field", "de") == (0, "")
    code, said = told(data, "--field", "en", "--source-field", "de", "--source-field", "fr")
    assert (code, "one for each" in said) == (2, True)


def test_what_paragraphs_go_together() -> None:
    kind = BlockKind.PARAGRAPH
    theirs = [
        "Kurz.",
        "Ein langer Absatz über die Mühle von 1850 am Fluss.",
        "Noch ein Absatz, der fehlt, ganz ohne Zahl.",
    ]
    ours = ["Short.", "A long paragraph about the mill of 1850 by the river."]
    found = [(list(one), list(other)) for one, other in aligned(theirs, ours, ([kind] * 3, [kind] * 2))]
    assert found == [([0], [0]), ([1], [1]), ([2], [])]


def test_a_glossary_of_a_file(tmp_path: Path) -> None:
    table, tbx, file = tmp_path / "g.csv", tmp_path / "g.tbx", tmp_path / "a.po"
    table.write_text("target,source,forbidden\nmill,Mühle,windmill|grinder\n,Heimat,\n", "utf-8")
    tbx.write_text(
        "<martif><text><body><termEntry><langSet xml:lang='de'><tig><term>Mühle</term></tig></langSet>"
        "<langSet xml:lang='en'><tig><term>mill</term></tig><tig><term>windmill</term>"
        "<termNote type='administrativeStatus'>deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry>"
        "</body></text></martif>",
        "utf-8",
    )
    file.write_text(f'{HEAD}msgid "Die Mühle steht."\nmsgstr "The windmill stands."\n', "utf-8")
    for given in (table, tbx):
        assert ["forbidden-term" in line for line in checked(file, "--glossary", given)] == [True]
    checked(file, "--glossary", table, "--fix", "--unsafe-fixes")
    assert 'msgstr "The mill stands."' in file.read_text("utf-8")
    assert checked(file, "--glossary", table) == []
    (tmp_path / "copydesk.toml").write_text('glossary = "g.csv"\n')
    file.write_text(f'{HEAD}msgid "Die Mühle steht."\nmsgstr "The grinder stands."\n', "utf-8")
    done = CliRunner().invoke(app, ["check", str(file), "--output-format", "concise"])
    assert "forbidden-term" in done.stdout


@pytest.mark.parametrize(
    ("text", "is_tbx", "told"),
    [
        ("source,target\n,mill\n", False, "the entry in row 1 has no source"),
        ("<martif>", True, "not well-formed XML in line 1"),
        ("<!DOCTYPE m [<!ENTITY a 'b'>]><m>&a;</m>", True, "declares entities"),
    ],
)
def test_a_glossary_that_is_not_understood(text: str, is_tbx: bool, told: str) -> None:
    with pytest.raises(glossary.GlossaryError, match=told):
        glossary.read(text, is_tbx=is_tbx)


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("de", "1.234,5 und 1.500 und 2,5 Mio.", [{1234.5}, {1500.0}, {2_500_000.0}]),
        ("en", "1,234.5 and 1.500 and 2,5", [{1234.5}, {1.5}, set()]),
        ("fr", "1 200 et 3,5", [{1200.0}, {3.5}]),
        ("ja", "2億3000万と15", [{230_000_000.0}, {15.0}]),
        ("hi", "१२ लाख", [{1_200_000.0}]),
        ("ar", "٢٥", [{25.0}]),
        ("", "1.500", [{1.5, 1500.0}]),
        ("de", "192.168.100.200", [set()]),
        ("en", "U+0301, 0x1F, v1", []),
        ("de", "von 5,1 auf 4,9 Mio.", [{5.1, 5_100_000.0}, {4_900_000.0}]),
        ("ko", "1억 5천만 원", [{150_000_000.0}]),
    ],
)
def test_what_numbers_come_to(language: str, text: str, values: list[set[float]]) -> None:
    assert [set(number.values) for number in numbers(text, language)] == values


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("de", "vom 3. bis 5. Mai 2024", "3. bis 5. Mai 2024"), ("fr", "du 3 au 5 mai", "3 au 5 mai"),
        ("es", "del 3 al 5 de mayo", "3 al 5 de mayo"), ("en", "May 3–5, 2024", "May 3–5, 2024"),
        ("en", "from May 3 to 5", "May 3 to 5"), ("en", "3 and 5 May", "3 and 5 May"),
    ],
)  # fmt: skip
def test_a_stretch_of_days_is_one_date_with_both_ends(language: str, text: str, said: str) -> None:
    (day,) = days(text, language)
    assert (text[day.start : day.end], set(day.readings)) == (said, {(5, 3), (5, 5)})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "3. Mai 2020"), ("fr", "3 mai 2020"), ("es", "3 de mayo de 2020"), ("it", "3 maggio 2020"),
        ("pt", "3 de maio de 2020"), ("nl", "3 mei 2020"), ("pl", "3 maja 2020"), ("cs", "3. května 2020"),
        ("ru", "3 мая 2020 года"), ("uk", "3 травня 2020"), ("tr", "3 Mayıs 2020"), ("sv", "3 maj 2020"),
        ("zh", "2020年5月3日"), ("ja", "2020年5月3日"), ("ko", "2020년 5월 3일"), ("ar", "٣ مايو ٢٠٢٠"),
        ("hi", "3 मई 2020"), ("en", "May 3, 2020"), ("en", "3rd of May 2020"), ("de", "3.5.2020"), ("de", "2020-05-03"),
    ],
)  # fmt: skip
def test_dates_of_many_languages(language: str, text: str) -> None:
    (day,) = days(text, language)
    assert (set(day.readings), day.year) == ({(5, 3)}, 2020)


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("de", "um 15.30 Uhr", {930}),
        ("fr", "à 15 h 30", {930}),
        ("zh", "下午3点30分", {930}),
        ("en", "at 3:30 p.m.", {930}),
        ("en", "at 3:30", {210, 930}),
        ("en", "12 a.m.", {0}),
    ],
)
def test_times_of_day(language: str, text: str, minutes: set[int]) -> None:
    assert [set(clock.minutes) for clock in clocks(text, language)] == [minutes]


def test_numbers_in_words() -> None:
    assert {25.0, 3.0, 2_000_000.0} <= in_words("twenty-five and three, two million", "en")
    assert {350.0} <= in_words("三百五十", "zh")
    assert {19.0} <= in_words("le XIX siècle", "fr")


def test_placeholders_are_known_by_what_they_stand_for() -> None:
    assert [each.key for each in directives("%s %2$d %%", "c-format")] == ["%1:s", "%2:d"]
    assert [each.key for each in directives("{0:N2} {name!r} {{x}}")] == ["{0}", "{name}", "{{x}}"]
    assert [each.text for each in directives("50 % de %s", "c-format")] == ["%s"]
    assert [tag.name for tag in tags("<b>x</b> <file> <br/>")] == ["b", "/b", "br"]
    assert [address for address, _ in addresses("(see https://a.org/b_(c)), or m@a.org.")] == [
        "https://a.org/b_(c)",
        "m@a.org",
    ]


def test_who_denies() -> None:
    assert negation.denials("Das geht nicht.", "de") == ["nicht"]
    assert negation.denials("Nicht nur das.", "de") == []
    assert not negation.may_deny("The door is open.", "en")
    assert negation.may_deny("The door isn’t open.", "en")
