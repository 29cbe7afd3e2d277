"""Trust: what an article, or a repository that is not one's own, cannot do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from checker import cache, catalog, deadline, pattern
from checker.document import Document
from checker.engine import Engine
from checker.mqm import score
from checker.reports import BY_NAME, CheckedArticle, Run, open_report

ROOT = Path(__file__).parent.parent
ENGINE = Engine(catalog.select(catalog.load(), catalog.Selection()))

_WITHOUT_NETWORK = """
import socket, sys
def forbidden(*_, **__):
    raise SystemExit("a socket was opened")
socket.socket = socket.create_connection = socket.getaddrinfo = forbidden
sys.argv = ["copydesk", "check", "--fix", "--output-file", "report.json", "."]
from checker.cli import main
main()
"""

_HOSTILE = (
    "::error file=x::A hour \x1b[31m\x1b]0;title\x07 passed.\n\n##[error]a a hour \x9b2J passed\u202e by.\n\n"
    "Said :: the the man \x08\x08.\n"
)


def checked(text: str, path: str) -> CheckedArticle:
    doc = Document(text, path)
    return CheckedArticle(doc, tuple(ENGINE.check(doc)), score([], doc.word_count))


def test_no_socket_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A hour passed at [this place](https://a.example/).\n")
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_NETWORK],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "a.md").read_text().startswith("An hour")


@pytest.mark.parametrize("name", BY_NAME)
def test_no_report_carries_control_characters(name: str) -> None:
    out = StringIO()
    report = open_report(name, out, Run(lambda: ENGINE.rules, fixes=False, unsafe=False, files=1))
    report.add(checked(_HOSTILE, "a\x1b[31m\u202e.md"))
    report.close()
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f]", out.getvalue()) == []
    if name not in ("json", "json-lines", "sarif", "gitlab", "rdjson"):
        assert "\u202e" not in out.getvalue()


@pytest.mark.parametrize("name", [name for name in BY_NAME if name != "github"])
def test_no_line_of_an_article_is_a_workflow_command(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    out = StringIO()
    report = open_report(name, out, Run(lambda: ENGINE.rules, fixes=False, unsafe=False, files=1))
    report.add(checked(_HOSTILE, "::warning::.md"))
    report.add(checked(f":{_HOSTILE}", "##[error].md"))
    report.close()
    assert [line for line in out.getvalue().splitlines() if line.strip().startswith("::")] == []
    if name in ("full", "concise", "repairs", "statistics"):
        assert "##[" not in out.getvalue()


def test_a_difference_in_a_log_is_no_workflow_command(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("::warning::x\nA hour passed.\n")
    done = subprocess.run(
        [sys.executable, "-m", "checker", "check", "--diff", "a.md"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "GITHUB_ACTIONS": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "+An hour passed." in done.stdout or "An hour" in done.stdout
    assert [line for line in done.stdout.splitlines() if line.strip().startswith("::")] == []


def test_the_cache_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path / "cache"))
    cache.folder.cache_clear()
    before = os.umask(0)
    try:
        cache.write("results/x", "key", {"a": 1})
        assert cache.read("results/x", "key") == {"a": 1}
        for path in (tmp_path / "cache", tmp_path / "cache" / "results"):
            assert path.stat().st_mode & 0o777 == 0o700
        kept = tmp_path / "cache" / "results" / "x"
        assert kept.stat().st_mode & 0o777 == 0o600
        kept.write_bytes(kept.read_bytes().replace(b"1", b"2"))
        assert cache.read("results/x", "key") is None
    finally:
        os.umask(before)
        cache.folder.cache_clear()


def test_a_file_that_takes_too_long_is_named_with_the_rule_and_the_next_is_checked(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text(
        "import time\nfrom checker.document import Document\nfrom checker.mqm import Category, Severity\n"
        "from checker.rule import flag, rule\n"
        "@rule(category=Category.GRAMMAR, severity=Severity.MINOR, bad=['[x]'])\n"
        "def sleepy(doc: Document):\n"
        "    '''Sleeps.'''\n"
        "    while 'slow' in doc.text:\n        time.sleep(0.01)\n    return []\n"
    )
    (tmp_path / "a.md").write_text("This is slow.\n")
    (tmp_path / "b.md").write_text("A hour passed.\n")
    done = subprocess.run(
        [sys.executable, "-m", "checker", "check", "--rules", "rules.py", "--timeout-per-file", "1", "a.md", "b.md"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "a.md: given up after 1 s in the rule “sleepy”" in done.stderr
    assert "wrong-indefinite-article" in done.stdout


def test_a_regular_expression_is_interrupted() -> None:
    with pytest.raises(deadline.Expired), deadline.limit(0.05):
        pattern.compiled(r"(a|aa)+$").match("a" * 200 + "b")


def test_a_limit_that_is_kept_leaves_nothing_behind() -> None:
    with deadline.limit(30):
        pass
    import signal

    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
