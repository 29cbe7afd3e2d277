"""Adopting Copydesk where there is much already: baselines, changed lines, configurations by folder, many outputs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker.project.config import ConfigError, read
from checker.project.options import FAIL_UNDER, IGNORE, PER_FILE_IGNORES, RULES, SELECT

ROOT = Path(__file__).parent.parent
FLAWED = "She waited a hour.\n"


def copydesk(*arguments: object, folder: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, in ``folder``, reporting a line a finding."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    for name in ("FORCE_COLOR", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        environment.pop(name, None)
    command, *rest = map(str, arguments)
    concise = ["--output-format", "concise"] if command == "check" and "--output-format" not in rest else []
    return subprocess.run(
        [sys.executable, "-m", "checker", command, *concise, *rest],
        cwd=folder,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def found(*arguments: object, folder: Path) -> list[str]:
    """Path and line of each finding."""
    lines = copydesk("check", *arguments, folder=folder).stdout.splitlines()
    return [":".join(line.split(":")[:2]) for line in lines if ":" in line]


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="")
    return folder


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=An editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    return tmp_path


# Baseline


@pytest.mark.slow
def test_of_an_old_repository_only_what_is_new_is_reported(tmp_path: Path) -> None:
    files = {f"{number % 7}/{number}.md": f"# No. {number}\n\n{FLAWED}\nHe waited a hour.\n" for number in range(200)}
    write(tmp_path, files)
    written = copydesk("check", "--baseline", "known.json", "--write-baseline", folder=tmp_path)
    assert (written.returncode, written.stdout) == (0, "")
    assert written.stderr == "copydesk: known.json has 400 findings in 200 articles\n"
    again = copydesk("check", "--baseline", "known.json", folder=tmp_path)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

    old = tmp_path / "3" / "3.md"
    old.write_text(f"# Before\n\nThey waited a hour.\n\n{old.read_text('utf-8')}", "utf-8")
    assert found("--baseline", "known.json", folder=tmp_path) == ["3/3.md:3"]


@pytest.mark.slow
def test_a_baseline_holds_wherever_the_command_runs(tmp_path: Path) -> None:
    write(tmp_path, {"posts/a.md": FLAWED, "copydesk.toml": "baseline = 'known.json'\n"})
    assert copydesk("check", "--write-baseline", folder=tmp_path).returncode == 0
    assert found("a.md", folder=tmp_path / "posts") == []
    assert found(tmp_path / "posts" / "a.md", folder=tmp_path) == []


def test_stale_entries_are_told_and_can_be_dropped(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": FLAWED, "b.md": FLAWED, "copydesk.toml": "baseline = 'known.json'\n"})
    copydesk("check", "--write-baseline", folder=tmp_path)
    write(tmp_path, {"a.md": "She waited an hour.\n"})
    assert copydesk("check", "b.md", folder=tmp_path).stderr == ""
    assert copydesk("check", "--select", "doubled-word", folder=tmp_path).stderr == ""
    told = copydesk("check", folder=tmp_path)
    assert told.returncode == 0
    assert "known.json: 1 no longer found (a.md); remove them with --write-baseline" in told.stderr
    copydesk("check", "a.md", "--write-baseline", folder=tmp_path)
    assert copydesk("check", folder=tmp_path).stderr == ""
    assert list(json.loads((tmp_path / "known.json").read_text("utf-8"))["articles"]) == ["b.md"]


def test_repairs_leave_known_findings_alone(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": FLAWED})
    copydesk("check", "--baseline", "known.json", "--write-baseline", folder=tmp_path)
    write(tmp_path, {"a.md": FLAWED + "\nIt took a hour for the the ship.\n"})
    done = copydesk("check", "--baseline", "known.json", "--fix", folder=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "a.md").read_text("utf-8") == FLAWED + "\nIt took an hour for the ship.\n"


@pytest.mark.parametrize(
    "content", ["", "[]", '{"version": 1, "articles": {}}', '{"version": 2, "articles": {"a": 1}}']
)
def test_what_is_no_baseline_is_said_to_be_none(tmp_path: Path, content: str) -> None:
    write(tmp_path, {"a.md": FLAWED, "known.json": content})
    done = copydesk("check", "--baseline", "known.json", folder=tmp_path)
    assert done.returncode == 2
    assert "known.json: not a baseline" in done.stderr
    assert "gone.json: No such file" in copydesk("check", "--baseline", "gone.json", folder=tmp_path).stderr


# Changed lines

ODD_NAMES = ["plain.md", "with blank.md", 'tab\tquote".md', "naïve–dash.md", "sub/--option.md", "-x.md", "[a]*.md"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ODD_NAMES)
def test_only_changed_lines_are_reported(repository: Path, name: str) -> None:
    write(repository, {name: f"{FLAWED}\nAll is well.\n"})
    git(repository, "add", "--all")
    git(repository, "commit", "--message", "first")
    assert found("--changed-lines", "--", name, folder=repository) == []
    write(repository, {name: f"{FLAWED}\nAll is well.\n\n++ b/other.md has a hour.\n\n@@ -1 +1,9 @@ a hour\n"})
    assert found("--changed-lines", folder=repository) == [f"{' '.join(name.split())}:{line}" for line in (5, 7)]
    git(repository, "commit", "--all", "--message", "second")
    assert found("--changed-lines", folder=repository) == []
    assert len(found("--changed-lines=HEAD~1", folder=repository)) == 2


def test_a_user_s_own_way_of_showing_differences_does_not_matter(repository: Path) -> None:
    text = "".join(f"Line {number}.\n\n" for number in range(9))
    write(repository, {"x/a.md": text, ".gitattributes": "*.md -diff\n"})
    git(repository, "add", "--all")
    git(repository, "commit", "--message", "first")
    for name, value in (
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.interHunkContext", "9"),
        ("diff.relative", "true"),
        ("color.ui", "always"),
        ("diff.external", "false"),
    ):
        git(repository, "config", name, value)
    write(repository, {"x/a.md": text.replace("Line 2", "Wait a hour").replace("Line 4", "Wait a hour")})
    assert found("--changed-lines", folder=repository / "x") == ["a.md:5", "a.md:9"]


def test_every_line_of_a_new_file_is_changed(repository: Path) -> None:
    write(repository, {"a.md": FLAWED})
    assert found("--changed-lines", folder=repository) == ["a.md:1"]  # before the first commit
    git(repository, "add", "--all")
    git(repository, "commit", "--message", "first")
    write(repository, {"b.md": FLAWED, "c.md": FLAWED})
    git(repository, "add", "b.md")
    assert found("--changed-lines", folder=repository) == ["b.md:1", "c.md:1"]


def test_repairs_stay_on_changed_lines(repository: Path) -> None:
    write(repository, {"a.md": f"{FLAWED}\nOne.\n\n{FLAWED}"})
    git(repository, "add", "--all")
    git(repository, "commit", "--message", "first")
    write(repository, {"a.md": f"{FLAWED}\nA hour with the the ship, a hour.\n\n{FLAWED}"})
    copydesk("check", "--changed-lines", "--fix", folder=repository)
    text = (repository / "a.md").read_text("utf-8")
    assert text.startswith(FLAWED)
    assert text.endswith(FLAWED)
    assert "An hour" in text
    assert "the the" not in text


@pytest.mark.slow
def test_what_git_cannot_do_is_told_in_one_line(tmp_path: Path, repository: Path) -> None:
    write(repository, {"a.md": FLAWED})
    for arguments, message in (
        (["--changed-lines=nothing"], "git says “fatal: "),
        (["--changed-lines=--output=x"], "“--output=x” is not a revision"),
        (["--changed-lines", "-"], "cannot be used with standard input"),
        (["--changed-lines", "--baseline", "b.json", "--write-baseline"], "leave out --diff and --changed-lines"),
    ):
        done = copydesk("check", *arguments, folder=repository, stdin="")
        assert done.returncode == 2
        assert message in done.stderr
        assert done.stderr.count("\n") == 1
    (tmp_path / ".git").rename(tmp_path / "away")
    assert "a.md: not in a git repository" in copydesk("check", "a.md", "--changed-lines", folder=tmp_path).stderr


# Files


def test_excluded_files_are_left_alone_when_named_only_if_asked_to(tmp_path: Path) -> None:
    write(tmp_path, {"old/a.md": FLAWED, "b.md": FLAWED, "copydesk.toml": "exclude = ['old']\n"})
    assert found("old/a.md", "b.md", folder=tmp_path) == ["old/a.md:1", "b.md:1"]
    assert found("old/a.md", "b.md", "--force-exclude", folder=tmp_path) == ["b.md:1"]
    assert found("--exclude", "old/a*", folder=tmp_path) == ["b.md:1"]
    write(tmp_path, {"x/copydesk.toml": "", "x/c.md": FLAWED})
    assert found("--exclude", "x/c*", folder=tmp_path) == ["b.md:1"]
    nothing = copydesk("check", "old/a.md", "--force-exclude", folder=tmp_path)
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (0, "", "")


def test_what_git_ignores_is_not_looked_for(repository: Path) -> None:
    write(
        repository,
        {
            **dict.fromkeys(("a.md", "build/b.md", "x/c.md", "x/kept.md", "x/build/d.md", "own.md"), FLAWED),
            ".gitignore": "# made\nbuild/\n",
            "x/.gitignore": "*.md\n!kept.md\n",
            ".git/info/exclude": "/own.md\n",
        },
    )
    assert found(folder=repository) == ["a.md:1", "x/kept.md:1"]
    assert found("x", folder=repository) == ["x/kept.md:1"]
    assert found("build", folder=repository) == ["build/b.md:1"]
    assert found("own.md", folder=repository) == ["own.md:1"]
    assert len(found("--no-respect-gitignore", folder=repository)) == 6
    write(repository, {"copydesk.toml": "respect-gitignore = false\n"})
    assert len(found(folder=repository)) == 6


# Configuration


def test_each_file_has_the_configuration_of_its_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.md": FLAWED,
            "x/b.md": FLAWED,
            "x/y/c.md": FLAWED,
            "x/copydesk.toml": "ignore = ['wrong-indefinite-article']\n",
            "z/copydesk.toml": "select = ['doubled-word']\n[per-file-ignores]\n'f*' = ['doubled-word']\n",
            "z/d.md": FLAWED + "The the end.\n",
            "z/f.md": "The the end.\n",
        },
    )
    assert found(folder=tmp_path) == ["a.md:1", "z/d.md:2"]
    assert found("--ignore", "doubled-word", folder=tmp_path) == ["a.md:1"]
    assert len(found("--isolated", folder=tmp_path)) == 6
    assert found("-", "--stdin-filename", "x/new.md", folder=tmp_path) == []


def test_no_configuration_is_taken_from_outside_the_repository(tmp_path: Path) -> None:
    write(tmp_path, {"copydesk.toml": "ignore = ['all']\n", "inside/a.md": FLAWED})
    assert found("inside/a.md", folder=tmp_path) == []
    git(tmp_path / "inside", "init", "--quiet")
    assert found("a.md", folder=tmp_path / "inside") == ["a.md:1"]


def test_a_shared_configuration_is_added_to(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "shared/base.toml": "ignore = ['one']\nfail-under = 7\nselect = ['x']\nrules = ['house.toml']\n"
            "[per-file-ignores]\n'a' = ['one']\n",
            "site/pyproject.toml": "[tool.copydesk]\nextend = '../shared/base.toml'\nignore = ['two']\nfail-under = 8\n"
            "[tool.copydesk.per-file-ignores]\n'b' = ['two']\n",
        },
    )
    config = read(tmp_path / "site" / "pyproject.toml")
    assert (config[IGNORE], config[FAIL_UNDER], config[SELECT]) == (("one", "two"), 8, ("x",))
    assert config[PER_FILE_IGNORES] == {"a": ("one",), "b": ("two",)}
    assert [Path(path).resolve() for path in config[RULES]] == [(tmp_path / "shared" / "house.toml").resolve()]
    assert config.root == tmp_path / "site"


def test_configurations_that_cannot_be_extended(tmp_path: Path) -> None:
    write(tmp_path, {"a.toml": "extend = 'b.toml'\n", "b.toml": "extend = 'a.toml'\n", "c.toml": "extend = 'd.toml'\n"})
    with pytest.raises(ConfigError, match="extend each other in a circle"):
        read(tmp_path / "a.toml")
    with pytest.raises(ConfigError, match=r"c\.toml: “extend” names .*d\.toml, which is not there"):
        read(tmp_path / "c.toml")


def test_config_says_what_applies_and_why(repository: Path) -> None:
    write(
        repository,
        {
            "base.toml": "exclude = ['old']\nfail-under = 70\n",
            "copydesk.toml": "extend = 'base.toml'\nexclude = ['new']\n"
            "[per-file-ignores]\n'new/*' = ['doubled-word']\n",
            ".gitignore": "*.md\n",
        },
    )
    done = copydesk("config", "new/a.md", folder=repository)
    assert done.returncode == 0
    for line in (
        "# configuration: copydesk.toml, which extends base.toml\n",
        'exclude = ["old"]  # base.toml, added up\nexclude = ["new"]  # copydesk.toml, added up\n',
        "fail-under = 70  # base.toml\n",
        "preview = false  # default\n",
        "# not checked, unless named on the command line: “new” in exclude\n",
        "# not checked, unless named on the command line: git ignores it\n",
        "# ignored in this file: doubled-word (per-file-ignores)\n",
    ):
        assert line in done.stdout
    assert "no configuration: the defaults apply" in copydesk("config", "--isolated", folder=repository).stdout


# What fails, and where reports go


def test_fail_on_a_severity(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": FLAWED})
    assert copydesk("check", "--fail-on", "minor", folder=tmp_path).returncode == 1
    assert copydesk("check", "--fail-on", "major", folder=tmp_path).returncode == 0
    write(tmp_path, {"copydesk.toml": "fail-on = 'major'\n"})
    assert copydesk("check", folder=tmp_path).returncode == 0
    write(tmp_path, {"copydesk.toml": "fail-on = 'worst'\n"})
    assert "must be neutral, minor, major or critical" in copydesk("check", folder=tmp_path).stderr


def test_fix_only_says_what_it_did_and_passes(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": FLAWED + "\nThe colour is grey, and the color fades.\n", "b.md": "All is well.\n"})
    done = copydesk("check", "--fix-only", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "a.md: 1 finding repaired\n")
    assert (tmp_path / "a.md").read_text("utf-8").startswith("She waited an hour.")
    assert found(folder=tmp_path) == ["a.md:3"]


def test_one_run_writes_several_reports(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": FLAWED})
    files = ("out/a.sarif", "b.xml", "gl-code-quality-report.json", "rdjson=c", "d.jsonl", "e.json", "f.txt", "g.html")
    done = copydesk("check", *(part for file in files for part in ("--output-file", file)), folder=tmp_path)
    assert (done.returncode, done.stdout.count("a.md:")) == (1, 1)
    starts = ("{", "<?xml", "[\n", "{", '{"path"', "[\n", "a.md\n", "<!DOCTYPE html>")
    for file, start in zip(files, starts, strict=True):
        assert (tmp_path / file.removeprefix("rdjson=")).read_text("utf-8").startswith(start), file
    quiet = copydesk("check", "-q", "--output-file", "e.json", folder=tmp_path)
    assert (quiet.returncode, quiet.stdout) == (1, "")


def test_reports_that_cannot_be_written_are_told_in_one_line(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": FLAWED})
    for arguments, message in (
        (["--output-file", "report.docx"], "say which format it should have"),
        (["--output-file", "json=a.md/x.json"], "cannot be written"),
        (["--statistics", "--output-format", "json"], "write it with --output-file"),
        (["--write-baseline"], "say where with --baseline FILE"),
    ):
        done = copydesk("check", *arguments, folder=tmp_path)
        assert done.returncode == 2
        assert message in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_file_name_that_is_not_text_can_be_reported(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    try:
        (tmp_path / name).write_text(FLAWED, "utf-8")
    except OSError:
        pytest.skip("this file system takes only text")
    for form in ("full", "concise", "json", "json-lines", "github", "gitlab", "sarif", "junit", "rdjson"):
        done = copydesk("check", "--output-format", form, folder=tmp_path)
        assert (done.returncode, done.stderr) == (1, ""), form


WATCHED = """
import os, sys
allowed = os.path.realpath(os.environ["COPYDESK_CACHE_DIR"])
def watch(event, arguments):
    if event.startswith("socket."):
        os.write(2, f"{event}\\n".encode())
    if event == "open" and isinstance(arguments[0], (str, bytes)) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not path.startswith((allowed, "/dev/")):
            os.write(2, f"writes {path}\\n".encode())
sys.addaudithook(watch)
sys.dont_write_bytecode = True
sys.argv = ["copydesk", "check", *sys.argv[1:]]
from checker.faces.cli import main
main()
"""


@pytest.mark.slow
def test_the_hook_asks_no_network_and_writes_to_nothing_but_its_cache(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": (ROOT / "seeds" / "flawed" / "pentagon-airstrike.md").read_text("utf-8")})
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COPYDESK_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "--force-exclude", "a.md"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
