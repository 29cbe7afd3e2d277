"""The table of options: what is made of it has each of them, and refuses what it should."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from checker.faces.cli import app
from checker.option import Kind, Merge, Option
from checker.project.config import ConfigError, read
from checker.project.options import Options, reference, table

ROOT = Path(__file__).parent.parent
SOURCES = "".join(
    path.read_text("utf-8")
    for path in sorted((ROOT / "checker").rglob("*.py"))
    if path.name != "options.py" or path.parent.name == "languagetool"
)


@pytest.mark.parametrize("option", table(), ids=lambda option: option.name)
def test_an_option_is_in_the_help_the_reference_and_used(
    option: Option[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert f"### {option.name}\n\n{option.help}\n" in reference()
    text = CliRunner().invoke(app, ["check", "--help"]).output
    assert (f"--{option.name} " in text) == option.on_command
    assert f"{option.key.upper()}]" in SOURCES or f"({option.key.upper()})" in SOURCES


def test_a_name_that_no_option_has_is_refused() -> None:
    with pytest.raises(TypeError, match="there are no options fixx"):
        Options(fixx=True)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("select = 'a'", "“select” must be a list of strings"),
        ("preview = 1", "“preview” must be true or false"),
        ("fail-under = true", "“fail-under” must be a number from 0 to 100"),
        ("fail-on = 'grave'", "“fail-on” must be neutral, minor, major or critical"),
        ("baseline = 5", "“baseline” must be a path|“baseline” must be the path of a file"),
        ("languagetool = 5", "“languagetool” must be “auto”, “off” or a URL"),
        ("per-file-ignores = 5", "“per-file-ignores” must be a table of globs and lists of rules"),
        ("per-file-ignores.a = 5", r"“per-file-ignores\.a” must be a list of strings"),
        ("per-file-options = 5", "“per-file-options” must be a table of globs and tables of options"),
        ("per-file-options.a = 5", r"“per-file-options\.a” must be a table of field, source-field, source"),
        ("per-file-options.a.fields = ['b']", r"“per-file-options\.a” must be a table of field, source-field, source"),
        ("per-file-options.a.field = 'b'", r"“per-file-options\.a\.field” must be a list of strings"),
        ("documentation = 'site'", "“documentation” must be an address that begins with https:// or http://"),
        ("jobs = 2", "unknown option “jobs”; there are "),
    ],
)
def test_a_configuration_that_an_option_does_not_take_is_told_with_file_and_name(
    tmp_path: Path, line: str, message: str
) -> None:
    (tmp_path / "copydesk.toml").write_text(f"{line}\n", "utf-8")
    with pytest.raises(ConfigError, match=rf"copydesk\.toml: ({message})"):
        read(tmp_path / "copydesk.toml")


def test_what_adds_up_is_a_list_or_a_table() -> None:
    for option in table():
        if option.merge is Merge.ADD:
            assert option.kind in (Kind.TEXTS, Kind.PATHS, Kind.TABLE, Kind.TABLES)
