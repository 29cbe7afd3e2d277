"""The how-to pages: what they show works."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from checker.checking import catalog, proof
from checker.checking.engine import Engine
from checker.names import names_file
from checker.option import Values
from checker.project.config import read, style_of
from checker.project.options import IGNORE, PER_FILE_IGNORES, SELECT, table
from checker.text.document import Document

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "docs" / "tutorial.md",
    ROOT / "docs" / "limits.md",
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
]
OPTIONS = {option.name for option in table()} | {f"no-{option.name}" for option in table() if option.tristate}
HELP = (ROOT / "checker" / "faces" / "cli.py").read_text("utf-8")
OTHERS = {
    "--all-files",
    "--quiet",
    "--write",
    "--rm",
    "--folder",
    "--update",
    "--longest-word",
    "--editable",
    "--message",
    *("--tag", "--volume", "--user", "--group", "--from", "--no-deps"),
}
"""Options of other programs, and of examples."""


def blocks(page: Path) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_options_and_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - OTHERS:
        assert option in HELP or option[2:] in OPTIONS, option
    for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", text):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_configurations_that_a_page_shows_are_valid(page: Path, tmp_path: Path) -> None:
    for block in blocks(page):
        if any("match" in table for table in tomllib.loads(block).values() if isinstance(table, dict)):
            continue
        if re.search(r"(?m)^(\[\[)?(accept|avoid)\b", block):
            (tmp_path / "house.toml").write_text(block, "utf-8")
            house = catalog.load([tmp_path / "house.toml"])
            assert [failure for rule in house if rule.family == "house" for failure in proof.failures(rule)] == []
            assert catalog.accepted(tmp_path / "house.toml")
            continue
        if block.startswith("[style]"):
            (tmp_path / "style.toml").write_text(block, "utf-8")
            assert len(style_of(tmp_path / "style.toml")) == 4
            continue
        if "[[name]]" in block:
            names_file.parse(block.encode(), page.name)
            continue
        if "entry-points" in block:
            continue
        file = tmp_path / ("pyproject.toml" if "[tool.copydesk]" in block else "copydesk.toml")
        file.write_text(re.sub(r"(?m)^extend.*\n", "", block), "utf-8")
        config = read(file)
        names = *config[SELECT], *config[IGNORE], *chain(*config[PER_FILE_IGNORES].values())
        catalog.select(catalog.load(), catalog.Selection(ignore=names))


def test_the_page_of_limits_quotes_figures_of_the_pages_that_it_names() -> None:
    page = ROOT / "docs" / "limits.md"
    text = page.read_text("utf-8")
    named = "".join((page.parent / target).read_text("utf-8") for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", text))
    figures = set(re.findall(r"(?<![\d.,])(?:\d*\.\d+|\d+%)", text))
    assert len(figures) > 10
    assert {figure for figure in figures if not re.search(rf"(?<![\d.]){re.escape(figure)}(?!\d)", named)} == set()


def test_the_rule_that_the_page_shows_finds_what_it_says(tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text(blocks(ROOT / "docs" / "how-to" / "own-rules.md")[0], "utf-8")
    (rule,) = (rule for rule in catalog.load([house]) if rule.name == "ministry-of-the-exterior")
    (example,) = rule.examples
    (finding,) = Engine([rule]).check(Document(example.text))
    assert (finding.span, finding.suggestions) == (example.spans[0], example.suggestions[0])
    assert not any(Engine([rule]).check(Document(good)) for good in rule.good)


def test_the_reader_that_the_page_shows_reads() -> None:
    page = (ROOT / "docs" / "how-to" / "own-readers.md").read_text("utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    made: dict[str, Any] = {}
    exec(program, made)
    values = Values({"longest_word": 8})
    with made["READER"].open(values, values, print) as reader:
        assert reader.is_wanted(values)
        (finding,) = Engine([], [reader]).check(Document("An extraordinary day."))
    assert (finding.rule, finding.reader, finding.excerpt) == ("lengths/long-word", "lengths", "extraordinary")
