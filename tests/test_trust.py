"""Trust: what an article, or a repository that is not one's own, cannot do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
import yaml

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.findings import Review
from checker.project.source import LARGEST
from checker.reports import BY_NAME, CheckedArticle, Run, open_report
from checker.run import deadline
from checker.store import cache
from checker.text import pattern
from checker.text.document import Document

ROOT = Path(__file__).parent.parent
ENGINE = Engine(catalog.select(catalog.load(), catalog.Selection()))

_WITHOUT_NETWORK = """
import socket, sys
def forbidden(*_, **__):
    raise SystemExit("a socket was opened")
socket.socket = socket.create_connection = socket.getaddrinfo = forbidden
sys.argv = ["copydesk", "check", "--fix", "--output-file", "report.json", "."]
from checker.faces.cli import main
main()
"""

_HOSTILE = (
    "::error file=x::A hour \x1b[31m\x1b]0;title\x07 passed.\n\n##[error]a a hour \x9b2J passed\u202e by.\n\n"
    "Said :: the the man \x08\x08.\n"
)


def checked(text: str, path: str) -> CheckedArticle:
    doc = Document(text, path)
    found = tuple(ENGINE.check(doc))
    return CheckedArticle(path, text, Review(doc.word_count, found), found)


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
    report = open_report(
        name, out, Run(lambda: map(catalog.Description.of, ENGINE.rules), fixes=False, unsafe=False, files=1)
    )
    report.add(checked(_HOSTILE, "a\x1b[31m\u202e.md"))
    report.close()
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f]", out.getvalue()) == []
    if name not in ("json", "json-lines", "sarif", "gitlab", "rdjson"):
        assert "\u202e" not in out.getvalue()


@pytest.mark.parametrize("name", [name for name in BY_NAME if name != "github"])
def test_no_line_of_an_article_is_a_workflow_command(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    out = StringIO()
    report = open_report(
        name, out, Run(lambda: map(catalog.Description.of, ENGINE.rules), fixes=False, unsafe=False, files=1)
    )
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
        "import time\nfrom checker.text.document import Document\nfrom checker.findings import Category, Severity\n"
        "from checker.checking.rule import flag, rule\n"
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


def copydesk(*arguments: object, folder: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder)},
        input=text,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder that a stranger has filled: git's own, and an article with one slip."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "a.md").write_text("A hour passed.\n")
    return tmp_path


_WITHOUT_END = "[" * 20_000 + "]" * 20_000


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("copydesk.toml", f"x = {_WITHOUT_END}", ()),
        ("pyproject.toml", f"[tool.copydesk]\nx = {_WITHOUT_END}", ()),
        ("copydesk.names.toml", f"x = {_WITHOUT_END}", ()),
        ("house.toml", f"x = {_WITHOUT_END}", ("--rules", "house.toml")),
        ("known.json", _WITHOUT_END, ("--baseline", "known.json")),
    ],
)
def test_what_is_nested_without_end_is_no_configuration(
    repository: Path, name: str, content: str, options: tuple[str, ...]
) -> None:
    (repository / name).write_text(content)
    done = copydesk("check", *options, folder=repository)
    assert done.returncode == 2
    assert re.fullmatch(rf"copydesk: \S*{re.escape(name)}: not .*\n", done.stderr)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize(
    "name", ["copydesk.toml", "pyproject.toml", "copydesk.names.toml", ".gitignore", "rules/house.toml", "b.md"]
)
def test_pipes_and_devices_of_a_repository_are_not_read(repository: Path, kind: str, name: str) -> None:
    if name.startswith("rules/"):
        (repository / "rules").mkdir()
        (repository / "copydesk.toml").write_text('rules = ["rules"]\n')
    if kind == "pipe":
        os.mkfifo(repository / name)
    else:
        (repository / name).symlink_to("/dev/zero")
    done = copydesk("check", "--output-format", "concise", folder=repository)
    assert (done.returncode, done.stdout.count(".md:"), done.stderr) == (1, 1, "")


def test_a_baseline_that_is_no_file_is_not_read(repository: Path) -> None:
    (repository / "copydesk.toml").write_text('baseline = "known.json"\n')
    (repository / "known.json").symlink_to("/dev/zero")
    done = copydesk("check", folder=repository)
    assert (done.returncode, "known.json: not a file" in done.stderr) == (2, True)


def test_a_gitignore_that_takes_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pathspec makes an expression of each pattern, and uses a linear engine only where one happens to be installed."""
    from pathspec import GitIgnoreSpec

    from checker.project import gitignore
    from checker.project.config import ConfigError
    from checker.run import deadline

    monkeypatch.setattr(gitignore, "_LONGEST", 0.1)
    monkeypatch.setattr(gitignore, "_read", lambda _file: GitIgnoreSpec.from_lines(["*a" * 12 + "b"], backend="simple"))
    with pytest.raises(ConfigError, match=r"\.gitignore: takes too long; --no-respect-gitignore does without"):
        gitignore.GitIgnore(tmp_path, deadline.limit).match(tmp_path / ("a" * 240))


def test_a_configuration_does_not_say_where_articles_are_sent(repository: Path) -> None:
    (repository / "copydesk.toml").write_text('languagetool = "http://languagetool.example"\n')
    done = copydesk("check", folder=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert "allow it with --languagetool http://languagetool.example, or do without" in done.stderr
    assert copydesk("check", "--languagetool", "off", folder=repository).returncode == 1


def test_a_configuration_does_not_say_which_model_reads_articles(repository: Path) -> None:
    (repository / "copydesk.toml").write_text('llm-url = "http://llm.example/v1"\nllm-model = "m"\n')
    done = copydesk("check", folder=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert "allow it with --llm-url http://llm.example/v1, or do without" in done.stderr
    assert copydesk("check", "--llm-url", "off", folder=repository).returncode == 1


def test_git_runs_no_program_that_a_repository_names(repository: Path) -> None:
    trap = repository / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {repository / 'sprung'}\n")
    trap.chmod(0o755)
    for word in ("post-index-change", "fsmonitor-watchman"):
        (repository / ".git" / "hooks").mkdir(exist_ok=True)
        (repository / ".git" / "hooks" / word).symlink_to(trap)
    git = ["git", "-C", str(repository), "-c", "user.name=n", "-c", "user.email=e"]
    subprocess.run([*git, "add", "a.md"], check=True)
    subprocess.run([*git, "commit", "-qm", "x"], check=True)
    for setting in ("core.fsmonitor", "diff.external"):
        subprocess.run([*git, "config", setting, str(trap)], check=True)
    (repository / "sprung").unlink(missing_ok=True)
    os.utime(repository / "a.md", (0, 0))  # git has to look at the file again
    done = copydesk("check", "--changed-lines", "a.md", folder=repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (repository / "sprung").exists()
    subprocess.run([*git, "diff"], check=True, capture_output=True)
    assert (repository / "sprung").exists()  # as it would have been


def test_the_action_runs_no_module_that_lies_among_the_articles(tmp_path: Path) -> None:
    """``python -m venv`` looks for ``venv`` where it runs, which is in the repository that is checked."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    commands = [line.split("#")[0] for script in scripts for line in script.splitlines() if "python" in line]
    assert [line.split()[:4] for line in commands if line.split()[0] == "python"] == [["python", "-I", "-m", "venv"]]
    (tmp_path / "venv.py").write_text("raise SystemExit(3)\n")
    for isolated, code in (([], 3), (["-I"], 0)):
        command = [sys.executable, *isolated, "-m", "venv", "-h"]
        assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == code


def test_names_are_not_written_through_a_link_to_nothing(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "made.toml"
    (repository / "copydesk.names.toml").symlink_to(outside)
    for number in range(3):
        (repository / f"{number}.md").write_text("On Monday, Mark Esper said so. Then Mark Esper left.\n")
    (repository / "3.md").write_text("On Monday, Mark Asper said so.\n")
    done = copydesk("names", "--write", folder=repository)
    assert (done.returncode, outside.exists()) == (2, False)
    assert "a link to a file that is not there" in done.stderr


def test_standard_input_that_is_too_large_is_named(repository: Path) -> None:
    done = copydesk("check", "-", folder=repository, text="a" * (LARGEST + 1))
    assert (done.returncode, done.stdout) == (2, "")
    assert "stdin.md: larger than 20 MB" in done.stderr
