"""The house style: words to accept, to prefer and to avoid, in a file that needs no programmer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from checker.faces.cli import app
from checker.store import cache

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOUSE = """
[[accept]]
words = ["zubbeko", "Brendel Act"]
why = "Our readers know both."
right = ["A zubbeko was sent, and two zubbekos came under the Brendel Act."]

[[prefer]]
write = "email"
instead-of = ["e-mail", "electronic mail"]
why = "it is an ordinary word by now"
wrong = ["Send an e-mail.", "[E-mails -> Emails] are read daily."]
right = ["Send an email."]

[[prefer]]
write = "<use>"
instead-of = "<utilise>"
wrong = ["They [utilised -> used] the bridge."]

[[prefer]]
write = "internet"
instead-of = "Internet"
wrong = ["He read it on the [Internet -> internet]."]
right = ["Internet access is free. The internet is large.", "# Free Internet Access Is Here to Stay"]

[[prefer]]
write = "GitHub"
instead-of = ["Github", "git hub"]
wrong = ["Look at [Github -> GitHub]; it is on [github -> GitHub]."]
right = ["GitHub is down. GITHUB IS DOWN."]

[[prefer]]
write = "Nato"
instead-of = "NATO"
wrong = ["The [NATO -> Nato] summit."]
right = ["Nato met. NATO MEETS IN MAY"]

[[avoid]]
words = ["kid", "very unique"]
files = ["news/*"]
wrong = ["The kids came.", "It is very unique."]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of articles with a house style, which the commands run in."""
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path / "cache"))
    cache.folder.cache_clear()
    work = tmp_path / "work"
    (work / "news").mkdir(parents=True)
    (work / "copydesk.toml").write_text("rules = ['house.toml']\n")
    (work / "house.toml").write_text(HOUSE)
    monkeypatch.chdir(work)
    yield work
    cache.folder.cache_clear()


def copydesk(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, arguments)
    return done.exit_code, done.output.replace(f"{os.getcwd()}{os.sep}", "")  # noqa: PTH109


def test_entries_are_proven_by_their_examples() -> None:
    assert copydesk("rules", "--test", "house.toml") == (0, "7 entries do what their examples say.\n")


def test_entries_are_listed_with_what_is_accepted_and_decided(folder: Path) -> None:
    (folder / "house.toml").write_text(f"{HOUSE}\n[style]\nspelling = 'british'\n")
    code, output = copydesk("rules", "house.toml")
    assert code == 0
    assert "preferred-word/email  minor\n    Write “email”. It is an ordinary word by now.\n" in output
    assert output.endswith("\naccepted: zubbeko, Brendel Act (Our readers know both.)\nspelling = british\n")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("[[prefer]]\nwrite='a'\ninstead-of='b'\nwrong=['c']", "preferred-word/a: it finds nothing in “c”"),
        ("[[prefer]]\nwrite='a'\ninstead-of='b'\nright=['b']", "preferred-word/a: it finds “b” in “b”"),
        ("[[avoid]]\nwords='tom'\nwrong=['A tomtom.']", "avoided-word/tom: it finds nothing"),
        ("[[accept]]\nwords='zubbe'\nright=['A zubbeko.']", "accept “zubbe”: it does not stand in “A zubbeko.”"),
        ("[[accept]]\nwords='hour'\nright=['A hour.']", None),
    ],
)
def test_an_example_that_fails_is_told(folder: Path, entry: str, told: str | None) -> None:
    (folder / "house.toml").write_text(entry)
    code, output = copydesk("rules", "--test", "house.toml")
    assert code == (1 if told else 0)
    assert told is None or (output.startswith(told) and output.endswith("\nOf 1 entry tried 1 fails.\n"))


def test_entries_hold_where_their_globs_say(folder: Path) -> None:
    text = "The zubbeko writes that kids e-mail GitHub under the Brendel Act.\n"
    (folder / "a.md").write_text(text)
    (folder / "news" / "b.md").write_text(text)
    for _ in range(2):  # the second time from what is kept
        _, output = copydesk("check", "--output-format", "concise")
        assert [line.split(" ")[:3:2] for line in output.splitlines()[:-1]] == [
            ["a.md:1:30:", "preferred-word/email:"],
            ["news/b.md:1:25:", "avoided-word/kid:"],
            ["news/b.md:1:30:", "preferred-word/email:"],
        ]
    (folder / "house.toml").write_text("")
    assert "unknown-word" in copydesk("check", "--output-format", "concise")[1]


def test_a_directive_calls_an_entry_by_its_word(folder: Path) -> None:
    (folder / "a.md").write_text("<!-- copydesk: ignore email -->\nSend an e-mail.\n")
    assert copydesk("check", "a.md")[0] == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[prefer]]\nwrite = 'a'", "[[prefer]] 1 (“a”): “instead-of” is missing"),
        ("[[prefer]]\nwrite = ''\ninstead-of = 'b'", "[[prefer]] 1 (“”): “write” is empty"),
        ("[[prefer]]\nwrite = 'a'\ninsted-of = 'b'", "unknown key “insted-of”; did you mean “instead-of”?"),
        ("[[prefer]]\nwrite = 5", "“write” must be a text or a list of texts"),
        ("prefer = ['email']", "[[prefer]] 1: an entry must be a table, with write and instead-of"),
        ("[prefer]\nwrite = 'a'", "“prefer” must be a list; an entry is a table under [[prefer]]"),
        ("[[avoid]]\nwords = 'a'\naccept = ['b']", "“accept” must stand above the first table, or under [[accept]]"),
        ("[[avoid]]\nwords = 'a'\n[[avoid]]\nwords = 'a'", "“a” has an entry already"),
        ("[[avoid]]\nwords = ['a', '(b|c)']", "“(b|c)” is more than words: give it an entry of its own"),
        ("[[avoid]]\nwords = 'a'\nseverity = 'grave'", "no such category or severity"),
        ("[[avoid]]\nwords = ' '", "“words” is empty"),
        ("accept = ['a']\n[[accept]]\nwords = 'b'", "write “accept = […]” or [[accept]], not both"),
        ("[[accept]]\nwords = 'a  b'", "must be words with single blanks between them"),
        ("avoids = ['a']", "“avoids” is no table; did you mean “avoid”?"),
        ("classes = 1", "“classes” must be a table"),
        ("[defaults]\nseverity = 1\n[[avoid]]\nwords = 'a'", "“severity” has a value of the wrong type"),
        ("[[avoid]\n", "not valid TOML"),
        ("[style]\nspelling = 'scots'", "[style]: “spelling” must be american, british, oxford or any"),
    ],
)
def test_what_is_wrong_with_an_entry_is_told(folder: Path, text: str, told: str) -> None:
    (folder / "house.toml").write_text(text)
    code, output = copydesk("rules", "--test", "house.toml")
    assert (code, output.startswith("copydesk: house.toml: ")) == (2, True)
    assert told in output


def test_a_file_may_be_empty_begin_with_a_mark_or_be_named_twice(folder: Path) -> None:
    (folder / "empty.toml").write_text("")
    assert copydesk("rules", "--test", "empty.toml") == (0, "There are no entries here.\n")
    (folder / "style.toml").write_text("[style]\nspelling = 'british'\n")
    assert copydesk("rules", "--test", "style.toml") == (0, "There are no entries here, only a style.\n")
    (folder / "house.toml").write_bytes(b"\xef\xbb\xbfavoid = ['kid']\r\n")
    assert copydesk("rules", "--test", "house.toml") == (0, "1 entry; none has an example to try.\n")
    assert copydesk("rules", "--test", "--select", "kid", "--rules", "house.toml")[0] == 0
    assert copydesk("rules", "--test", "notes.md") == (2, "copydesk: notes.md: no such rule file or folder\n")
