"""The tutorial: its commands, typed one after the other, print what it says they do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Golden

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r'```(?P<kind>console|\w+ title="(?P<file>[^"]+)")\n(?P<text>.*?)```', re.DOTALL)
END = "-- end of what the command prints --"


class Terminal:
    """A shell in which what a page shows is done."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self._environment = environment

    def done(self, block: re.Match[str]) -> str:
        """A block of the page as it should stand there: files are written, commands run."""
        if block["file"]:
            (self._folder / block["file"]).write_text(block["text"], "utf-8")
            return block[0]
        lines: list[str] = []
        for command in re.findall(r"(?m)^\$ (.*)", block["text"]):
            lines += [f"$ {command}", *self._run(command)]
        return "\n".join(["```console", *lines, "```"])

    def _run(self, command: str) -> list[str]:
        ran = subprocess.run(
            ["bash", "-c", f"{command}\necho '{END}'\npwd"],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=True,
        )
        printed, _, folder = ran.stdout.rpartition(END)
        self._folder = Path(folder.strip())
        return printed.rstrip("\n").splitlines()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the page is written for a POSIX shell")
def test_the_commands_of_the_tutorial_print_what_it_shows(tmp_path: Path, golden: Golden) -> None:
    """``pytest -m slow tests/test_tutorial.py --update`` writes what they print to the page."""
    checkout = tmp_path / "copydesk"
    shutil.copytree(ROOT / "seeds" / "flawed", checkout / "seeds" / "flawed")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTEST"))},
        **{f"GIT_{who}_{what}": "editor@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "COLUMNS": "80",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "HOME": str(tmp_path),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PRE_COMMIT_HOME": str(tmp_path / "hooks"),
        "PYTHONIOENCODING": "utf-8",
    }
    page = PAGE.read_text("utf-8")
    golden.check(PAGE, BLOCK.sub(Terminal(checkout, environment).done, page))
    assert "command not found" not in page
