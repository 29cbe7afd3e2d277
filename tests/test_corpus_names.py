"""Names over a corpus: counted by parts in any order, and what nearly all articles write otherwise."""

from __future__ import annotations

import json
import random
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pyarrow", reason="copydesk[corpus] is not installed")
pytest.importorskip("fsspec", reason="copydesk[corpus] is not installed")

from test_corpus import backwards, here, put, rows_of
from typer.testing import CliRunner

from checker.corpus.articles import CorpusError
from checker.corpus.bench import Order
from checker.corpus.naming import counted_names, found_in
from checker.corpus.rows import Fields
from checker.corpus.running import Run
from checker.corpus.summary import Summary
from checker.faces.cli import app
from checker.names import names_file
from checker.names.census import Counted, slips
from checker.project.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checker.corpus.running import Engine


class Silent:
    """Whoever is told how far a run is, and does not listen."""

    def start(self, size: int) -> None:
        """Nothing."""

    def add(self, done: Any, *, is_new: bool) -> None:
        """Nothing."""


def told(*names: tuple[str, int], articles: int = 1000) -> list[tuple[str, str]]:
    """The slips among names of which it is said in how many articles they stand."""
    rows = [Counted(name, count, count) for name, count in names]
    found = slips(lambda: iter(rows), articles)
    for seed in range(3):
        again = random.Random(seed).sample(rows, len(rows))
        assert slips(lambda rows=again: iter(rows), articles) == found  # type: ignore[misc]
    return [(slip.wrong.spelling, slip.right.spelling) for slip in found]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Lakvendesh", "Lakvendersh"),
        ("Tarvenhlom", "Tarvenholm"),
        ("Borimela Quandt", "Borimela Quant"),
        ("Oskar Velikhanof", "Oskar Velikhanov"),
        ("Kastromina", "Kastramina"),
        ("Phelimorsk", "Felimorsk"),
    ],
)
def test_a_spelling_that_nearly_all_write_otherwise_is_a_slip(wrong: str, right: str) -> None:
    assert told((wrong, 2), (right, 400), ("Velmora", 90)) == [(wrong, right)]
    assert told((wrong, 21), (right, 400)) == []  # too many write it for that
    assert told((wrong, 1), (right, 19)) == []
    assert told((wrong, 1), (right, 150), articles=1_000_000) == []  # so few of so many that chance can do it


@pytest.mark.parametrize(
    ("rare", "common"),
    [
        ("Karol Wojtyla", "Karol Wojtyła"),  # accents are a matter of style
        ("Zhang Jiaxi", "Zhang Jiaqi"),
        ("Moldavia", "Moldova"),
        ("Alexei Navalny", "Alexey Navalny"),
        ("Bolton", "Boston"),
        ("Marina Velikanova", "Marin Velikanov"),
        ("Velikanova", "Velikanov"),
        ("Serbians", "Serbian"),
        ("Bombay", "Mumbai"),
        ("Vorana", "Vorona"),  # short, and another letter
        ("Oskar Brandt", "Oskar Brand"),  # a name that English knows
        ("FELIMORSK", "FELIMORSKI"),
    ],
)
def test_a_rare_name_that_may_be_right_is_left_alone(rare: str, common: str) -> None:
    assert told((rare, 1), (common, 4000)) == []


def test_a_word_that_stands_in_other_names_is_a_name() -> None:
    names = [("Oskar Velikhanof", 1), ("Oskar Velikhanov", 100)]
    assert told(*names) == [("Oskar Velikhanof", "Oskar Velikhanov")]
    assert told(*names, *((f"{given} Velikhanof", 2) for given in ("Ruben", "Tamir", "Sven"))) == []


def test_what_is_a_slip_is_not_what_to_write() -> None:
    assert told(("Tarvenhlom", 1), ("Tarvenholm", 9000), ("Tarvenhlm", 20), articles=9000) == [
        ("Tarvenhlm", "Tarvenholm"),
        ("Tarvenhlom", "Tarvenholm"),
    ]
    assert all(right == "Kastromina" for _, right in told(("Kastromina", 9000), ("Kastomina", 400), ("Kastomnia", 2)))


def test_a_name_that_no_names_file_can_hold_is_left_out() -> None:
    assert told(("Tarven\u00adhlom", 1), ("Tarvenholm", 100)) == []


TEXTS = [
    *("The road to Tarvenholm is closed, and the mayor of Tarvenholm said so." for _ in range(40)),
    "The bridge near Tarvenhlom is closed. The old harbour in Tarvenhlom is not.",
    "They came from Tarvenholm with Irina Kalvet, a doctor.",
]
ROWS = [{"key": f"k{number}", "body": text} for number, text in enumerate(TEXTS)]
FIELDS = Fields("body", "key")


def count(output: Path, *inputs: Path, engine: Engine = here, part: int = 4) -> None:
    order = Order(Options(isolated=True), output, counts_names=True)
    Run(order, tuple(map(str, inputs)), FIELDS, part).run(Silent(), engine)


def test_counts_are_the_same_in_any_order_and_parts(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", ROWS)
    count(tmp_path / "whole", path)
    count(tmp_path / "backwards", path, engine=backwards)
    count(tmp_path / "large", path, part=100)
    count(tmp_path / "turned", put(tmp_path, "b.jsonl", ROWS[::-1]), part=7)
    counted = [sorted(counted_names(tmp_path / name)) for name in ("whole", "backwards", "large", "turned")]
    assert counted[0] == counted[1] == counted[2] == counted[3]
    assert Counted("Tarvenholm", 41, 81, "place") in counted[0]
    assert Counted("Irina Kalvet", 1, 1, "person") in counted[0]
    found = [found_in(tmp_path / name, len(ROWS)) for name in ("whole", "large", "turned")]
    assert found[0] == found[1] == found[2]
    assert [(each.slip.wrong, each.slip.right.spelling, each.first) for each in found[0]] == [
        (Counted("Tarvenhlom", 1, 2, "place"), "Tarvenholm", "k40")
    ]


def test_the_names_of_a_corpus_are_counted_listed_and_used(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", ROWS)
    names, out = tmp_path / "names", tmp_path / "out"
    arguments = ["names", "--corpus", path, "--text-field", "body", "--id-field", "key", "--isolated", "--jobs", 1]

    def invoked(*more: object) -> str:
        done = CliRunner().invoke(app, [str(each) for each in (*arguments, *more)])
        assert done.exit_code == 0, done.output
        return done.output

    count(names, path, part=500)
    report = invoked("--output", names)
    assert "1 spelling that nearly all articles write otherwise" in report
    (row,) = json.loads(invoked("--output", names, "--output-format", "json"))
    assert (row["spelling"], row["articles"], row["name"], row["name_articles"]) == ("Tarvenhlom", 1, "Tarvenholm", 41)
    listed = names / names_file.FILE_NAME
    (entry,) = tomllib.loads(listed.read_text("utf-8"))["name"]
    assert entry == {"name": "Tarvenholm", "variants": ["Tarvenhlom"], "kind": "place", "articles": 41}
    check(path, out, names)
    found = [(row["id"], row["rule"], row["message"], row["fix"]) for row in rows_of(out, "findings")]
    assert {each[:3] for each in found} == {
        ("k40", "name-not-as-listed", "“Tarvenholm” is how 41 other articles write it.")
    }
    assert [fix["applicability"] for *_, fix in found] == ["unsafe", "unsafe"]  # nobody has decided it but a count
    listed.write_text("", "utf-8")
    invoked("--output", names)
    assert listed.read_text("utf-8") == ""  # somebody corrected it
    with pytest.raises(CorpusError, match=r"--names differ"):
        check(path, out, names)
    with pytest.raises(CorpusError, match="has names that were counted"):
        Summary.of(names, 3)
    with pytest.raises(CorpusError, match="the command"):
        check(path, names, None)


def check(path: Path, out: Path, names: Path | None) -> None:
    options = Options(isolated=True, select=("name-not-as-listed", "near-listed-name"))
    order = Order(options, out, names=names and names / names_file.FILE_NAME)
    Run(order, (str(path),), FIELDS, 500).run(Silent(), here)


def test_a_listed_name_that_was_only_counted_makes_nothing_near_it_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    entry = '[[name]]\nname = "Tarvenholm"\nkind = "place"\nvariants = ["Tarvenhlom"]\n'
    near = {}
    for name, text in (("by hand", entry), ("counted", f"{entry}articles = 40\n")):
        path.write_text(text, "utf-8")
        near[name] = names_file.read(path).near("Tarvenhulm")
    assert near["by hand"]
    assert not near["counted"]
    path.write_text(f"{entry}articles = -1\n", "utf-8")
    with pytest.raises(names_file.NamesFileError, match="must be a number of articles"):
        names_file.read(path)


def test_names_of_the_folder_come_before_those_that_are_given() -> None:
    def of(*entries: names_file.Entry, ignore: Iterable[str] = ()) -> names_file.NamesFile:
        return names_file.NamesFile(entries, ignore)

    own = of(names_file.Entry("Tarvenhlom"), names_file.Entry("Velmora", ("Vellmora",)), ignore=["Kastomina"])
    counted = of(
        names_file.Entry("Tarvenholm", ("Tarvenhlom", "Tarvnholm"), "place", 40),
        names_file.Entry("Vellmora", ("Velmorra",), "place", 30),
        names_file.Entry("Kastromina", ("Kastomina",), "place", 30),
        names_file.Entry("Iskra"),
    )
    assert [(entry.name, entry.variants) for entry in own.before(counted).entries] == [
        ("Tarvenhlom", ()),
        ("Velmora", ("Vellmora",)),
        ("Tarvenholm", ("Tarvnholm",)),
        ("Kastromina", ()),
        ("Iskra", ()),
    ]


def test_what_goes_with_a_corpus_alone_is_refused_without(tmp_path: Path) -> None:
    for arguments in (
        ["--corpus", "a.jsonl"],
        ["--corpus", "--output", str(tmp_path)],
        ["--corpus", "a.jsonl", "--output", str(tmp_path), "--write"],
        ["--output", str(tmp_path)],
    ):
        done = CliRunner().invoke(app, ["names", *arguments])
        assert done.exit_code == 2
        assert "--corpus" in done.output
