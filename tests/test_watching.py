"""``check --watch``: again after each change, until Ctrl-C."""

from __future__ import annotations

import os
import pty
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

import pytest
from program import copydesk

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0
WATCHING = "watching for changes; Ctrl-C ends"


class Said:
    """What a program says, as far as it has said it."""

    def __init__(self, stream: IO[str]) -> None:
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line)

    def until(self, *endings: str) -> list[str]:
        """The lines up to the first that ends so."""
        lines: list[str] = []
        end = time.monotonic() + PATIENCE
        while not lines or not lines[-1].rstrip().endswith(endings):
            lines.append(self._lines.get(timeout=max(end - time.monotonic(), 0.1)))
        return lines

    def more(self, seconds: float) -> int:
        """How many lines more it says within a time."""
        time.sleep(seconds)
        return self._lines.qsize()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pytest.importorskip("watchfiles", reason="copydesk[watch] is not installed")
    (tmp_path / "a.md").write_text("She waited a hour.\n")
    (tmp_path / "b.md").write_text("She waited.\n")
    return tmp_path


def rules(lines: list[str]) -> list[str]:
    """The places and rules of a concise report."""
    return [" ".join(line.split(": ")[:2]) for line in lines if ": minor" in line]


@pytest.mark.slow
@pytest.mark.parametrize("path", [".", "a.md"])
def test_an_article_is_checked_again_when_it_changes_and_settings_too(folder: Path, path: str) -> None:
    program = copydesk("--watch", path, folder=folder)
    assert program.stdout
    assert program.stderr
    out, told = Said(program.stdout), Said(program.stderr)
    try:
        told.until(WATCHING)
        assert rules(out.until("with --fix.")) == ["a.md:1:12 minor wrong-indefinite-article"]
        new = folder / "new"
        new.write_text("\nShe waited a hour.\n")
        new.replace(folder / "a.md")  # as many editors do it
        told.until(WATCHING)
        assert rules(out.until("with --fix.")) == ["a.md:2:12 minor wrong-indefinite-article"]
        (folder / "copydesk.toml").write_text('ignore = ["no-such-rule"]\n')
        assert any("no-such-rule" in line for line in told.until(WATCHING))
        (folder / "copydesk.toml").write_text('ignore = ["doubled-word"]\n')
        told.until(WATCHING)
        assert rules(out.until("with --fix.")) == ["a.md:2:12 minor wrong-indefinite-article"]
    finally:
        program.send_signal(signal.SIGINT)
    assert program.wait(PATIENCE) == 0


@pytest.mark.slow
def test_what_is_repaired_by_itself_is_not_taken_for_a_change_for_ever(folder: Path) -> None:
    program = copydesk("--watch", "--fix", ".", folder=folder)
    assert program.stderr
    told = Said(program.stderr)
    try:
        told.until(WATCHING)
        assert (folder / "a.md").read_text() == "She waited an hour.\n"
        assert told.more(4) <= 1  # one more check comes of the repair, and no other
    finally:
        program.send_signal(signal.SIGINT)
    assert program.wait(PATIENCE) == 0


@pytest.mark.slow
def test_a_terminal_is_cleared_before_each_report(folder: Path) -> None:
    leader, follower = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "checker", "check", "--watch", "."],
        cwd=folder,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
    )
    shown = b""
    try:
        while WATCHING.encode() not in shown:
            shown += os.read(leader, 1000)
    finally:
        program.send_signal(signal.SIGINT)
        os.close(follower)
    assert program.wait(PATIENCE) == 0
    os.close(leader)
    cleared, _, report = shown.partition(b"\x1b[2J")
    assert cleared == b""
    assert b"Found 1 finding in 2 articles." in report


@pytest.mark.parametrize("arguments", [("-", "--watch"), ("--watch", "--write-baseline", "--baseline", "b.json")])
def test_what_cannot_be_watched_is_refused(folder: Path, arguments: tuple[str, ...]) -> None:
    program = copydesk(*arguments, folder=folder)
    _, told = program.communicate(timeout=PATIENCE)
    assert program.returncode == 2
    assert told.startswith("copydesk: --watch cannot be used with ")
