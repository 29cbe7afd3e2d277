"""LanguageTool itself: a real server, fetched and started by scripts/languagetool-server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.checking.engine import Engine
from checker.readers.languagetool.adviser import LanguageTool
from checker.readers.languagetool.client import Client, Limits
from checker.store import cache
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.languagetool

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "scripts" / "languagetool-server"
SECONDS = 90


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The server that the environment names, or else one of these tests' own."""
    if given := os.environ.get("COPYDESK_LANGUAGETOOL_URL"):
        yield given
        return
    with subprocess.Popen([sys.executable, SCRIPT], stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout
        yield server.stdout.readline().strip()
        server.terminate()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which ``auto`` takes the same server, and which marks all processes that run in it."""
    folder = subprocess.run([sys.executable, SCRIPT, "--folder"], capture_output=True, encoding="utf-8", check=True)
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LTP_PATH": folder.stdout.strip(),
        "COPYDESK_CACHE_DIR": str(tmp_path / "cache"),
        "COPYDESK_TEST": uuid.uuid4().hex,
    }


@pytest.fixture
def adviser(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LanguageTool]:
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path / "cache"))
    cache.folder.cache_clear()
    with LanguageTool(url, say=pytest.fail) as languagetool:
        yield languagetool
    cache.folder.cache_clear()


def test_the_server_is_the_version_that_is_meant(url: str) -> None:
    assert Client(url, Limits()).version().startswith("6.8")


def test_findings_stand_where_the_words_stand(adviser: LanguageTool) -> None:
    """Past characters of two UTF-16 units, past markup of both kinds, and in the second paragraph."""
    text = (
        "# The **😀 day** they *met*\n\n"
        "The `code` 😀😀 and [a link](http://example.org/x) show that **it** could of been worse 😀.\n\n"
        "> 😀 They should of\n> come; the price was $ 378.42 in all.\n"
    )
    found = Engine((), [adviser]).check(Document(text, "a.md"))
    assert [(finding.rule, text[slice(*finding.span)]) for finding in found] == [
        ("languagetool/MODAL_OF", "could of"),
        ("languagetool/MODAL_OF", "should of"),
        ("languagetool/CURRENCY_SPACE", "$ 378"),
    ]
    assert [finding.suggestions[0] for finding in found] == ["could have", "should have", "$378"]


def test_edited_articles_are_left_alone(adviser: LanguageTool) -> None:
    engine = Engine((), [adviser])
    for article in sorted((ROOT / "seeds" / "clean").glob("*.md")):
        found = engine.check(Document(article.read_text("utf-8"), article.name))
        assert [(finding.rule, finding.excerpt) for finding in found] == []


def test_an_article_longer_than_a_piece_is_found_wrong_to_its_end(adviser: LanguageTool) -> None:
    text = "".join(f"He said that day {number} could of been worse than most.\n\n" for number in range(300))
    assert len(Engine((), [adviser]).check(Document(text))) == 300


# -- What is left of a server of the run's own -------------------------------------------------------------------------


def running(environment: dict[str, str]) -> list[str]:
    """The processes that have this environment, by command line."""
    mark = f"COPYDESK_TEST={environment['COPYDESK_TEST']}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def is_soon(wanted: bool, environment: dict[str, str], program: str = "") -> bool:
    """Whether some (or no) process with this environment comes to run."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if any(program in command for command in running(environment)) is wanted:
            return True
        time.sleep(0.1)
    return False


OWN_RULE = """\
import time
from checker.text.document import Document
from checker.findings import Category, Severity
from checker.checking.rule import rule

@rule(category=Category.GRAMMAR, severity=Severity.MINOR, bad=["[a]"])
def waiting(doc: Document):
    "It waits, and may fail."
    time.sleep(SECONDS)
    raise SystemExit(3)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text("It could of been worse.\n")
    return tmp_path


def start(folder: Path, environment: dict[str, str], seconds: float | None = None) -> subprocess.Popen[str]:
    """The command with a server of its own; with ``seconds``, a rule of ours takes so long, then fails."""
    options = ["--languagetool", "auto", "--require-languagetool", "--output-format", "concise"]
    if seconds is not None:
        (folder / "own.py").write_text(OWN_RULE.replace("SECONDS", str(seconds)))
        options += ["--rules", "own.py"]
    return subprocess.Popen(
        [sys.executable, "-m", "checker", "check", *options],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")


@needs_proc
def test_a_run_with_a_server_of_its_own_leaves_none(folder: Path, environment: dict[str, str]) -> None:
    out, said = start(folder, environment).communicate(timeout=SECONDS)
    assert "languagetool/MODAL_OF" in out, said
    assert running(environment) == []


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_no_server(
    folder: Path, environment: dict[str, str], number: signal.Signals
) -> None:
    run = start(folder, environment, seconds=SECONDS)
    assert is_soon(True, environment, "org.languagetool.server.HTTPServer")
    run.send_signal(number)
    run.communicate(timeout=SECONDS)
    assert is_soon(False, environment)


@needs_proc
def test_a_rule_that_fails_leaves_no_server(folder: Path, environment: dict[str, str]) -> None:
    run = start(folder, environment, seconds=4)
    assert is_soon(True, environment, "org.languagetool.server.HTTPServer")
    run.communicate(timeout=SECONDS)
    assert run.returncode == 3
    assert is_soon(False, environment)


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_script_leaves_no_server(environment: dict[str, str], number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, SCRIPT], env=environment, stdout=subprocess.PIPE) as script:
        assert script.stdout
        assert script.stdout.readline().startswith(b"http://127.0.0.1:")
        script.send_signal(number)
    assert is_soon(False, environment)
