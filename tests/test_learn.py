"""copydesk learn: what it proposes, that it can be read as a house style, and that it overwrites nothing."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from checker.checking import catalog
from checker.checking.habits import Habits
from checker.faces.cli import app
from checker.project.config import style_of
from checker.text.document import Document

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = """# The harbour of {place}

The colour of the harbour in Zubbekovia is grey – so they say – and the “men of the town” like it. They organise two
fairs and own three boats. The neighbours put a brendelium on each boat, and two brendeliums on the tower; see
`kubbelect` and https://example.org/kubbelect. Eight horses and nine cows live in the old town – all of them brown.
"""


@pytest.fixture(autouse=True)
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for place in ("Ulm", "Velm", "Tolm", "Kolm", "Ralm"):
        (tmp_path / f"{place}.md").write_text(ARTICLE.format(place=place), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def learn(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["learn", "--isolated", *arguments])
    return done.exit_code, done.output


def test_what_articles_do_is_proposed_with_its_counts(articles: Path) -> None:
    code, text = learn("--output", "house.toml")
    assert (code, text) == (0, "house.toml: a house style is proposed there. Read it before you use it.\n")
    text = (articles / "house.toml").read_text("utf-8")
    assert text.startswith("# A house style, as 5 articles with ")
    assert style_of(articles / "house.toml") == {
        "spelling": "british",
        "dashes": "en",
        "numerals": "words-to-nine",
    }
    assert '# curly-double 5\n# quotation-marks = "…"  # no habit: decide, or leave it\n' in text
    assert tomllib.loads(text)["accept"] == [{"words": ["brendelium"]}, {"words": ["Zubbekovia"]}]
    assert '"brendelium",  # 10 times in 5 articles' in text
    assert [each.words for each in catalog.accepted(articles / "house.toml")] == [("brendelium",), ("Zubbekovia",)]


def test_what_is_accepted_already_is_not_proposed_again(articles: Path) -> None:
    (articles / "copydesk.toml").write_text("rules = ['house.toml']\n")
    (articles / "house.toml").write_text("accept = ['brendelium', 'Zubbekovia']\n")
    done = CliRunner().invoke(app, ["learn"])
    assert done.exit_code == 0
    assert "[[accept]]" not in done.output


def test_no_file_is_overwritten(articles: Path) -> None:
    (articles / "house.toml").write_text("mine")
    code, text = learn("--output", "house.toml")
    assert (code, text) == (
        2,
        "copydesk: house.toml: is there already, and is left as it is; name another file\n",
    )
    assert (articles / "house.toml").read_text() == "mine"
    assert learn()[1].startswith("# A house style")


def test_where_nothing_is_read_that_is_said(articles: Path) -> None:
    (articles / "empty.md").write_text("")
    assert learn("empty.md") == (2, "copydesk: nothing to learn from: name files or folders with edited articles\n")


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("We organize the colour, realize the honour and favour the harbour. " * 5, "oxford"),
        ("We organise the colour, realise the honour and favour the harbour. " * 5, "british"),
        ("We organise and realise it. " * 9, "british"),
        ("We organize the color and realize the honor. " * 9, "american"),
        ("We organise the color and realise the honor. " * 9, ""),
        ("We organize and realize it. " * 9, ""),
        ("The colour and the color. " * 9, ""),
        ("The colour of honour. ", ""),
    ],
)
def test_a_spelling_is_proposed_where_the_articles_agree(text: str, spelling: str) -> None:
    habits = Habits()
    habits.add(Document(text, "a.md"))
    assert next(iter(habits.of_style())).value == spelling
