"""The manual page has each command and option, and is what troff reads without a warning."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from typer.testing import CliRunner

from checker.faces.cli import app
from checker.faces.man_page import _escaped
from checker.project.options import table


@pytest.fixture(scope="module")
def page() -> str:
    return CliRunner().invoke(app, ["generate-man-page"]).output


def test_it_has_each_command_and_each_option(page: str) -> None:
    for command in ("check", "review", "names", "learn", "rules", "config", "reader install", "corpus"):
        assert f'\n.SS "{command}"\n' in page
    for option in table():
        heads = re.search(rf"(?m)^\\fB.*{re.escape(_escaped(f'--{option.name}'))}(?!\\-|\w)", page)
        assert bool(heads) == option.on_command, option.name
        assert not option.on_command or _escaped(" ".join(option.help.split())) in page


def test_it_is_plain_ascii_and_no_line_of_text_looks_like_a_request(page: str) -> None:
    assert page.isascii()
    requests = {line.split(" ")[0] for line in page.splitlines() if line[:1] in (".", "'")}
    assert requests == {".TH", ".SH", ".SS", ".TP", ".B"}
    assert _escaped(".md or 'x' – “y” \\n") == "\\&.md or 'x' \\(en \\(lqy\\(rq \\en"


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_troff_reads_it_without_a_warning(page: str) -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8"], input=page, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""
    assert "Check articles, and repair them if asked to." in done.stdout
