"""What a house decides where English leaves a choice, and which side an article takes there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.english import conventions
from checker.project.config import PROFILES, ConfigError, profiles, read
from checker.project.options import DASHES, IGNORE, NUMERALS, SPELLING, SUBJECT
from checker.project.settings import Folders, Options
from checker.text.document import Document
from checker.text.house_style import HouseStyle

if TYPE_CHECKING:
    from pathlib import Path

    from checker.checking.rule import Rule


def settings_in(folder: Path, **given: Any) -> HouseStyle:
    return Folders(Options(config=folder / "copydesk.toml", **given)).here.desk_config.house


def test_the_nearest_says_what_holds(tmp_path: Path) -> None:
    """A profile gives way to a house file, that to the configuration that names it, and all to the command line."""
    (tmp_path / "copydesk.toml").write_text("extend = 'docs'\nrules = ['house.toml']\nnumerals = 'figures'\n")
    (tmp_path / "house.toml").write_text("[style]\nspelling = 'british'\nnumerals = 'words-to-ten'\n")
    assert settings_in(tmp_path) == HouseStyle("british", "em", "any", "figures", "technical")
    assert settings_in(tmp_path, spelling="oxford").spelling == "oxford"
    (tmp_path / "mine.toml").write_text("[style]\nspelling = 'american'\n")
    assert settings_in(tmp_path, rules=(tmp_path / "mine.toml",)).spelling == "american"
    origins = {origin.option: origin.file.name for origin in read(tmp_path / "copydesk.toml").origins}
    assert (origins["spelling"], origins["numerals"], origins["dashes"]) == (
        "house.toml",
        "copydesk.toml",
        "docs.toml",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[style]\nspeling = 'british'", "[style]: unknown option “speling”; did you mean “spelling”?"),
        ("[style]\nspelling = 'scottish'", "[style]: “spelling” must be american, british, oxford or any"),
        ("[style]\nspelling = 5", "[style]: “spelling” must be american"),
        ("style = 'british'", "“style” must be a table, [style]"),
    ],
)
def test_what_is_wrong_with_a_style_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "copydesk.toml").write_text("rules = ['house.toml']\n")
    (tmp_path / "house.toml").write_text(text)
    with pytest.raises(ConfigError) as raised:
        read(tmp_path / "copydesk.toml")
    assert str(raised.value).startswith(f"{tmp_path / 'house.toml'}: {told}")


@pytest.mark.parametrize("name", profiles())
def test_a_profile_names_rules_that_there_are(name: str) -> None:
    config = read(PROFILES / f"{name}.toml")
    catalog.select(catalog.load(), catalog.Selection(ignore=config[IGNORE]))
    assert "any" not in (config[SPELLING], config[DASHES], config[NUMERALS], config[SUBJECT])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("profile = 'docs'", "a profile is named by “extend”; there are “docs” and “news”"),
        ("[[prefer]]\nwrite = 'a'", "“prefer” belongs in a file of its own: rules = .* names one"),
    ],
)
def test_what_belongs_elsewhere_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "copydesk.toml").write_text(text)
    with pytest.raises(ConfigError, match=told):
        read(tmp_path / "copydesk.toml")


def test_a_profile_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "copydesk.toml").write_text("extend = 'doc'")
    with pytest.raises(ConfigError, match="which is not there; the profiles that come along are “docs” and “news”"):
        read(tmp_path / "copydesk.toml")


def test_a_decision_silences_what_leaves_it_to_the_article() -> None:
    rules = catalog.load()
    text = "The color of the harbour: our neighbours sent two boats, and 2 boats came.\n"
    names = set(_found(text, HouseStyle(spelling="british", numerals="words-to-nine"), rules))
    assert names == {"spelling-not-of-house-style", "number-not-of-house-style"}


def _found(text: str, house: HouseStyle, rules: tuple[Rule, ...]) -> list[str]:
    return [finding.rule for finding in Engine(rules).check(Document(text, "a.md", house=house))]


def test_uses_are_counted_by_the_side_that_they_take() -> None:
    doc = Document("He realized—late—that the colour “is very grey”. It has three doors, 4 walls and 10 miles.", "a.md")
    found = [use.form for finder in (conventions.spellings, conventions.dashes) for use in finder(doc)]
    assert Counter(found) == {"ize": 1, "british": 2, "em": 2}
    assert [use.form for use in conventions.quotation_marks(doc)] == ["curly-double"]
    assert [use.form for use in conventions.numerals(Document("Ten boats came. They had 4 doors.", "a.md"))] == [
        "words",
        "figures",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The World Trade Center and the program.",
        "See chapter 3 for 5 percent, 3 miles, iPhone 7 and Python 3 strings.",
        "The 1950–1960 works; they won 3 – 2.",
        "The boys' house, and the dogs' owners.",
    ],
)
def test_names_measures_ranges_and_apostrophes_take_no_side(text: str) -> None:
    doc = Document(text, "a.md")
    finders = conventions.spellings, conventions.dashes, conventions.quotation_marks, conventions.numerals
    assert [use for finder in finders for use in finder(doc)] == []


def test_a_subject_that_is_decided_is_not_told_from_the_article() -> None:
    assert Document("A short text.", "a.md", house=HouseStyle(subject="technical")).is_technical
    assert not Document("A short text.", "a.rst", house=HouseStyle(subject="general")).is_technical
