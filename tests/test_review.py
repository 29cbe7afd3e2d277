"""``copydesk review``: what each answer does to the article, to the baseline, and to the next review."""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

import pytest

from checker.desk import Desk
from checker.faces import review_command
from checker.faces.review_command import ReviewOptions
from checker.project.options import Options

ROOT = Path(__file__).parent.parent
ARTICLE = "A hour passed in Oslo , and a hour in Bergen.\n\nShe waited a hour.\n"
FLAWED = sorted(path for path in (ROOT / "seeds" / "flawed").glob("*.md") if ".fixed" not in path.name)


@pytest.fixture(autouse=True)
def of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(ARTICLE)
    return path


def reviewed(path: Path, answers: str, *, in_order: bool = True, again: bool = False, **given: object) -> str:
    """What is said when the lines of ``answers`` are given."""
    out = io.StringIO()
    code = review_command.run(
        Options((path,), **given), ReviewOptions(in_order, again), io.StringIO(answers.replace(" ", "\n") + "\n"), out
    )
    assert code == 0
    return out.getvalue()


def test_a_repair_that_is_accepted_is_in_the_file_and_what_is_passed_over_is_not(article: Path) -> None:
    said = reviewed(article, "a s s s")
    assert article.read_text() == ARTICLE.replace("A hour", "An hour")
    assert "⟦A⟧ hour passed in Oslo" in said
    assert "4 findings left here" in said
    assert said.endswith("1 repair in 1 article; 3 skipped, 0 rejected for good.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_in_a_terminal_a_key_is_enough_and_an_arrow_decides_nothing(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    master, slave = os.openpty()
    keys = iter([b"s", b"\x1b[A", b"\r", b"e", b"one\n", b"\x04"])

    class Prompted(io.StringIO):
        answered = 0

        def flush(self) -> None:
            if self.getvalue().endswith((",?) ", "leave it): ")) and self.answered < self.tell():
                self.answered = self.tell()
                os.write(master, next(keys))

    out = Prompted()
    with os.fdopen(slave, encoding="utf-8") as answers:
        assert review_command.run(Options((article,)), ReviewOptions(in_order=True), answers, out) == 0
    os.close(master)
    assert article.read_text() == ARTICLE.replace("Oslo ,", "Oslo,").replace("and a hour", "and one hour")
    assert "accept all of this rule in the article" in out.getvalue()


def test_what_was_passed_over_stays_so_when_the_words_beside_it_are_repaired(article: Path) -> None:
    said = reviewed(article, "s a q")
    assert said.count("⟦A⟧ hour") == 1
    assert "2 findings left here" in reviewed(article, "q")


def test_what_was_passed_over_is_not_asked_about_again_unless_that_is_wanted(article: Path) -> None:
    reviewed(article, "s q")
    assert "3 findings left here" in reviewed(article, "q")
    assert "4 findings left here" in reviewed(article, "q", again=True)


def test_all_like_one_all_of_a_rule_and_none_of_a_rule(article: Path) -> None:
    reviewed(article, "s l q")  # the first comma, of which there is one
    assert article.read_text() == ARTICLE.replace("Oslo ,", "Oslo,")
    reviewed(article, "A q", again=True)
    assert article.read_text() == "An hour passed in Oslo, and an hour in Bergen.\n\nShe waited an hour.\n"
    article.write_text(ARTICLE)
    assert "1 finding left here" in reviewed(article, "S q", again=True)


def test_the_last_decision_is_taken_back_also_from_the_next_article(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.md"
    other.write_text("It took a hour.\n")
    assert "Nothing to undo." in reviewed(article, "u q")
    said = reviewed(tmp_path, "A a u q")  # of the first article nothing is left then
    assert article.read_text() == ARTICLE.replace("A h", "An h").replace(" a h", " an h")
    assert said.endswith("3 repairs in 1 article; 0 skipped, 0 rejected for good.\n")
    said = reviewed(tmp_path, "a u q")
    assert "Undone." in said
    assert "Oslo ," in article.read_text()


def test_the_editor_writes_the_repair(article: Path) -> None:
    said = reviewed(article, "e One q")
    assert article.read_text().startswith("One hour passed in Oslo ,")
    assert "instead of “A”" in said


def test_an_option_is_chosen_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("Mr. Quraishi met them. Later Quraishi spoke. At night Mr. Qureshi left, and Qureshi slept.\n")
    said = reviewed(path, "1 q")
    assert path.read_text().count("Quraishi") != 2
    assert "1  " in said or "→" in said


def test_what_is_rejected_for_ever_is_in_the_baseline(article: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "known.json"
    assert "--baseline FILE" in reviewed(article, "r q")
    baseline.write_text('{"version": 2, "articles": {}}')
    reviewed(article, "r q", baseline=baseline)
    assert "wrong-indefinite-article: A" in baseline.read_text()
    assert "3 findings left here" in reviewed(article, "q", again=True, baseline=baseline)
    reviewed(article, "r u q", again=True, baseline=baseline)
    assert "3 findings left here" in reviewed(article, "q", again=True, baseline=baseline)


def test_line_ends_and_the_byte_order_mark_stay(article: Path) -> None:
    article.write_bytes(b"\xef\xbb\xbfA hour passed.\r\n\r\nIt rained.\r\n")
    reviewed(article, "a")
    assert article.read_bytes() == b"\xef\xbb\xbfAn hour passed.\r\n\r\nIt rained.\r\n"


def test_a_repair_that_would_change_the_markup_is_not_made(article: Path) -> None:
    article.write_text("A hour passed.\n")
    assert "change it in your editor" in " ".join(reviewed(article, "e # q").split())
    assert article.read_text() == "A hour passed.\n"


def test_the_end_of_the_answers_ends_the_review_and_other_letters_are_explained(article: Path) -> None:
    said = reviewed(article, "x")
    assert "undo the last decision" in said
    assert said.endswith("Nothing decided.\n")
    assert article.read_text() == ARTICLE


def test_nothing_in_an_article_moves_the_cursor(article: Path) -> None:
    article.write_text("It took a\x1b[31m a hour \x9b2J of it.\n")
    assert not {"\x1b", "\x9b"} & set(reviewed(article, "s s s q"))


def test_no_line_is_wider_than_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("It is said that " + "he waited there for a hour and " * 40 + "left.\n")
    said = reviewed(path, "? s q").replace("?) ", "?)\n")  # after the question the user's own line ends
    assert max(map(len, said.splitlines())) <= 60


class Eager(io.StringIO):
    """An editor who accepts what can be accepted, and passes over the rest."""

    def __init__(self, asked: io.StringIO) -> None:
        super().__init__()
        self._asked = asked

    def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override]
        return "a\n" if self._asked.getvalue().rpartition("(")[2].startswith("a,") else "s\n"


@pytest.mark.slow
@pytest.mark.parametrize("flawed", FLAWED, ids=lambda path: path.stem)
def test_of_a_flawed_article_nothing_is_left_to_accept(flawed: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    shutil.copy(flawed, path)
    out = io.StringIO()
    assert review_command.run(Options((path,), isolated=True), ReviewOptions(), Eager(out), out) == 0
    desk = Desk()
    left = desk.review(desk.document(path.read_text(), "a.md")).findings
    assert [finding for finding in left if finding.fix] == []
