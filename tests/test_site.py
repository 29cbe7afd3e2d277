"""The documentation site: it is built without a warning, asks other computers for nothing, and has each rule."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.checking import catalog
from checker.project.options import table

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("mkdocs", reason="copydesk[docs] is not installed")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
LOADED = re.compile(r"""<(?:script|img|iframe|source)[^>]*\ssrc=["']?([^"'\s>]+)|<link[^>]*\shref=["']?([^"'\s>]+)""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built; a link that leads nowhere and a page that is not in the navigation end it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]  # --quiet counts nothing
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    ran = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=600, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return folder


@cache
def anchors(page: Path) -> frozenset[str]:
    return frozenset(re.findall(r'\sid="([^"]+)"', page.read_text("utf-8")))


def pages(site: Path) -> Iterator[tuple[Path, str]]:
    for page in sorted(site.rglob("*.html")):
        yield page, page.read_text("utf-8")


def test_each_rule_has_its_name_as_an_anchor_among_all_and_in_its_family(site: Path) -> None:
    for rule in catalog.load():
        assert rule.name in anchors(site / "rules" / "index.html")
        assert rule.name in anchors(site / "rules" / f"{rule.family}.html")


def test_each_option_has_its_name_as_an_anchor(site: Path) -> None:
    assert {option.name for option in table()} <= anchors(site / "options.html")


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    for page, text in pages(site):
        for loaded in LOADED.finditer(text):
            assert not re.match(r"(?:\w+:)?//", loaded[1] or loaded[2]), (page, loaded[0])


def test_links_lead_to_what_is_there_also_without_a_server(site: Path) -> None:
    """What mkdocs does not check: links in HTML of our own, to files that are no pages, and those of the theme."""
    for page, text in pages(site):
        if page.name == "404.html":
            continue  # its links are those of a server's root
        for target in re.findall(r'<a[^>]*\shref="([^"]*)"', text):
            if re.match(r"\w+:", target):
                continue
            path, _, anchor = target.partition("#")
            there = (page.parent / path).resolve() if path else page
            assert there.is_file(), (page, target)
            assert not anchor or anchor in anchors(there) or there.suffix != ".html", (page, target)


def test_examples_show_as_they_are_written(site: Path) -> None:
    """Whatever marks of Markdown or HTML are in them."""
    shown = {
        page.stem: html.unescape(re.sub(r"<[^<>]+>", "", page.read_text("utf-8")))
        for page in (site / "rules").glob("*.html")
    }
    for rule in catalog.load():
        for text in (*(example.text for example in rule.examples), *rule.good):
            assert text in shown[rule.family], (rule.name, text)
