"""The project's names file: what it says holds, and what it does not say is asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import tomlkit

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.faces import names_command, session
from checker.names import names_file
from checker.names.names_file import Entry, NamesFile, NamesFileError
from checker.names.repository import NamesOfOne, Repository, proposed
from checker.repairing import fixing
from checker.text.document import Document

if TYPE_CHECKING:
    from pathlib import Path

    from checker.checking.rule import Finding

ENGINE = Engine(rule for rule in catalog.load() if not rule.preview)
ESPER = Entry("Mark Esper", ("Asper",), "person")


def found(text: str, *entries: Entry) -> list[Finding]:
    return ENGINE.check(Document(text, "a.md", names_file=NamesFile(entries)))


def told(text: str, *entries: Entry) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(finding.rule, finding.excerpt, finding.suggestions) for finding in found(text, *entries)]


def test_a_listed_variant_has_a_safe_repair_and_repairing_keeps_the_names_file() -> None:
    doc = Document("Mark Asper met Asper’s aides and teh ASPER team.", "a.md", names_file=NamesFile([ESPER]))
    assert fixing.repair(doc, ENGINE).doc.text.startswith("Mark Esper met Esper’s aides")


def test_a_listed_variant_in_the_name_of_somebody_else_is_left_alone() -> None:
    assert told("The singer Jane Asper came. Asper sang.", ESPER) == []


def test_a_listed_variant_inside_a_longer_listed_name_is_left_alone() -> None:
    assert told("They live in the Asper Valley.", ESPER, Entry("Asper Valley", (), "place")) == []


@pytest.mark.parametrize("text", ["See `Asper` and [there](Asper.html).", "At asper.example they said #Asper."])
def test_what_is_not_prose_holds_no_names(text: str) -> None:
    assert told(text, ESPER) == []


def test_a_listed_name_is_right_whatever_other_rules_say_of_it() -> None:
    text = "The Goverment House is old. It stands near Recieved Hall."
    assert {rule for rule, _, _ in told(text)} == {"misspelling"}
    assert told(text, Entry("Goverment House"), Entry("Recieved Hall")) == []


def test_a_listed_spelling_outweighs_one_that_stands_oftener() -> None:
    text = "Pavel Greshnev spoke. Pavel Greshnev left. Then Pavel Greshnov came."
    assert {suggestions for _, _, suggestions in told(text)} == {("Greshnev",)}
    assert {suggestions for _, _, suggestions in told(text, Entry("Pavel Greshnov", (), "person"))} == {("Greshnov",)}


def test_two_listed_names_are_two_names() -> None:
    text = "Pavel Greshnev spoke. Pavel Greshnev left. Then Pavel Greshnov came."
    assert told(text, Entry("Pavel Greshnov", (), "person"), Entry("Pavel Greshnev", (), "person")) == []


def test_a_word_that_looks_like_no_part_of_the_name_stands_for_all_of_it() -> None:
    entry = Entry("Free Harbour Movement", ("FHB", "Harbor"), "organisation")
    assert entry.instead_of("FHB") == ("Free Harbour Movement", False)
    assert entry.instead_of("Harbor") == ("Harbour", True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[name]]\nname = 3", "[[name]] 1: “name” must be a string"),
        ("[[name]]\nvariants = []", "[[name]] 1: “name” is missing"),
        ('[[name]]\nname = "A"\n[[name]]\nname = "B"\nkind = "town"', "[[name]] 2 (“B”): “kind” must be one of"),
        ('[[name]]\nname = "A"\nvariant = ["B"]', "[[name]] 1 (“A”): unknown key “variant”"),
        ('[[name]]\nname = "A"\nvariants = "B"', "[[name]] 1 (“A”): “variants” must be a list of strings"),
        ('[[name]]\nname = "A"\nvariants = ["A"]', "[[name]] 1 (“A”): “A” is listed already under “A”"),
        ('[[name]]\nname = "A\\nB"', "“A B” must be words with single spaces"),
        ('name = ["A"]', "names are written as [[name]] tables"),
        ("names = 3", "unknown key “names”"),
        ("[[name]", "not valid TOML"),
    ],
)
def test_a_mistake_is_one_line_with_file_and_entry(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / names_file.FILE_NAME
    path.write_text(text)
    with pytest.raises(NamesFileError) as caught:
        names_file.read(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / names_file.FILE_NAME
    for name in ("Ada Kole", "Ada Kolde"):
        path.write_text(f'[[name]]\nname = "{name}"\n')
        assert [entry.name for entry in names_file.read(path).entries] == [name]
        assert names_file.read(path).near("Kolte")


# -- Over many articles ------------------------------------------------------------------------------------------------


def repository(*texts: str, listed: NamesFile | None = None) -> Repository:
    made = Repository(listed)
    for number, text in enumerate(texts):
        made.add(NamesOfOne.of(Document(text, f"{number}.md", names_file=listed)))
    return made


OFTEN = "They met Pavel Greshnov in May. Then Greshnov left."
ONCE = "They met Pavel Grishnov in May."


def test_spellings_of_one_name_in_different_articles_are_brought_together() -> None:
    name = repository(OFTEN, OFTEN, OFTEN, ONCE).names()[0]
    assert (name.name, name.kind, name.uses) == ("Pavel Greshnov", "person", 7)
    wrong = name.spellings[1]
    assert (wrong.text, wrong.uses, wrong.places, wrong.change) == ("Pavel Grishnov", 1, (("3.md", 1),), True)
    assert "“Pavel”" in wrong.reason


def test_labels_products_and_words_of_headings_are_no_persons_and_contractions_no_names() -> None:
    made = repository(
        "# Summary\n\nI'm told to buy the Electric Kettle AquaPro at once. Open the Quick Settings.\n\n"
        "- Publish it.\n\nThen Ranveig Halvorsen left, and so did OS Linux."
    )
    kinds = {name.name: name.kind for name in made.names()}
    assert kinds.pop("Ranveig Halvorsen") == "person"
    assert "person" not in kinds.values()
    assert kinds.keys().isdisjoint(("I'm", "Summary", "Publish"))


def test_a_spelling_that_stands_too_often_is_not_decided() -> None:
    assert repository(OFTEN, OFTEN, ONCE).names()[0].spellings[1].change is False


@pytest.mark.parametrize(
    ("right", "other"),
    [("Heraklitos", "Heraklios"), ("Chavenez", "Chavénez"), ("Tholandur", "Tholendir")],
)
def test_a_spelling_that_may_be_more_than_a_slip_is_not_for_the_file(right: str, other: str) -> None:
    made = repository(*[f"They read {right} and liked {right}."] * 4, f"We read {right}, and {other} too.")
    assert not any(entry.variants for entry in proposed(made.names(), NamesFile(())))


@pytest.mark.parametrize(
    "other",
    ["They met Irina Grishnova.", "They met John Thomson.", "They met Pavel Gorshkin in May."],
)
def test_names_that_only_look_alike_stay_apart(other: str) -> None:
    names = repository(OFTEN, OFTEN, OFTEN, "They met John Thompson.", other).names()
    assert all(len(name.spellings) == 1 for name in names)


def test_the_file_is_to_list_clear_variants_and_names_that_stand_often() -> None:
    made = repository(*[OFTEN] * 3, ONCE, *["We saw Tamir Velnikov and Iran."] * 5)
    assert proposed(made.names(), NamesFile(())) == [
        Entry("Pavel Greshnov", ("Pavel Grishnov",), "person"),
        Entry("Tamir Velnikov", (), "person"),
    ]


def test_what_the_file_lists_or_ignores_is_not_proposed() -> None:
    listed = NamesFile(
        [Entry("Pavel Greshnov", (), "person"), Entry("Pavel Grishnov", (), "person")], ["Tamir Velnikov"]
    )
    made = repository(*[OFTEN] * 3, ONCE, *["We saw Tamir Velnikov."] * 5, listed=listed)
    assert proposed(made.names(), listed) == []


def test_writing_keeps_hand_edits_and_comments() -> None:
    text = '# ours\nignore = ["X"]\n\n[[name]]\nname = "A"  # as she writes it\nvariants = [\n  "B", # old\n]\n'
    new = names_command.updated(text, [Entry("A", ("C",), "person"), Entry("D", ("E",), "place")])
    assert new.startswith('# ours\nignore = ["X"]\n\n[[name]]\nname = "A"  # as she writes it\n')
    assert "# old" in new
    assert [(table["name"], table["variants"]) for table in tomlkit.parse(new)["name"]] == [
        ("A", ["B", "C"]),
        ("D", ["E"]),
    ]
    names_file.parse(new.encode())


# -- The command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(3):
        (tmp_path / f"{number}.md").write_text(OFTEN)
    (tmp_path / "new.md").write_text(ONCE)
    return tmp_path


def run(folder: Path, **options: object) -> int:
    return names_command.run(session.Options(paths=(folder,)), names_command.NamesOptions(**options))  # type: ignore[arg-type]


def test_check_fails_until_the_file_was_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, check=True) == 1
    assert "does not list “Pavel Greshnov” with “Pavel Grishnov”" in capsys.readouterr().out
    assert run(project, write=True) == 0
    written = (project / names_file.FILE_NAME).read_bytes()
    assert run(project, check=True) == 0
    assert run(project, write=True) == 0
    assert (project / names_file.FILE_NAME).read_bytes() == written


def test_one_staged_article_is_held_to_how_the_others_write_a_name(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(project, write=True)
    capsys.readouterr()
    options = session.Options(paths=(project / "new.md",), output_format="concise")
    assert session.run(options) == 1
    assert "name-not-as-listed" in capsys.readouterr().out
    assert session.run(session.Options(paths=(project / "new.md",), isolated=True)) == 0


def test_windows_line_ends_stay(project: Path) -> None:
    path = project / names_file.FILE_NAME
    path.write_bytes(b'# ours\r\n[[name]]\r\nname = "A"\r\n')
    run(project, write=True)
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") > 4


def test_the_report_fits_80_columns_and_says_why(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(project) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    assert "Pavel Grishnov  once in 1 article" in out
    assert "Change it: " in out
    run(project, output_format="json")
    data = json.loads(capsys.readouterr().out)
    assert data["names"][0]["spellings"][1]["verdict"] == "change"
    assert data["proposed"][0]["name"] == "Pavel Greshnov"


def test_a_broken_names_file_stops_both_commands(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / names_file.FILE_NAME).write_text("[[name]]\nkind = 3\n")
    assert run(project) == 2
    assert session.run(session.Options(paths=(project,))) == 2
    assert capsys.readouterr().err.count("[[name]] 1: “name” is missing") == 2
