"""The hooks as content repositories have them: which files they take, and the real pre-commit in a real repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from identify import extensions, identify
from jsonschema import Draft7Validator
from typer.testing import CliRunner

from checker.faces.cli import app
from checker.text.formats import BY_SUFFIX, CAN_BE_BROKEN

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

PROSE = ["markdown", "mdx", "plain-text", "html", "nunjucks", "rst", "asciidoc"]
"""What pre-commit calls kinds of files that are prose from end to end, whether or not they can be read yet."""

CLEAN = "# The harbour\n\nThe ship came in at dawn, and nobody was there to meet it.\n"
FLAWED = "# The hour\n\nShe waited a hour for the the ship.\n"


OF_ARTICLES = [hook for hook in HOOKS if "types_or" in hook]
(OF_TRANSLATIONS,) = (hook for hook in HOOKS if "types_or" not in hook)


@pytest.mark.parametrize("hook", OF_ARTICLES, ids=lambda hook: hook["id"])
def test_a_hook_takes_all_prose_that_can_be_read(hook: dict[str, Any]) -> None:
    readable = {tag for suffix in BY_SUFFIX for tag in extensions.EXTENSIONS.get(suffix[1:], ())}
    assert set(hook["types_or"]) == set(PROSE) & readable


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("posts/a.md", True),
        ("posts/a.mdx", True),
        ("_includes/card.njk", True),
        ("notes/naïve draft.txt", True),
        ("LICENSE", False),
        ("requirements-dev.txt", False),
        ("src/CMakeLists.txt", False),
        ("src/main.py", False),
    ],
)
def test_code_is_left_alone(name: str, taken: bool) -> None:
    (hook, *_) = OF_ARTICLES
    tags = identify.tags_from_filename(name)
    fits = not tags.isdisjoint(hook["types_or"]) and re.search(hook["files"], name)
    assert bool(fits and not re.search(hook["exclude"], name)) == taken


def test_the_hook_of_translations_takes_catalogues_and_data() -> None:
    for suffix in CAN_BE_BROKEN:
        assert re.search(OF_TRANSLATIONS["files"], f"locale/a{suffix}")
    assert not re.search(OF_TRANSLATIONS["files"], "src/main.py")


CONFIGURATION = """\
[per-file-options]
"strings.csv" = { field = ["english"], source-field = ["german"] }
"feed/*" = { field = ["en.body:html"], source-field = ["de.body"] }
"both.json" = { field = ["en.*"], source-field = ["de.*"] }
"locale/en.json" = { field = ["*"], source = "locale/de.json" }
"posts/en/*" = { source = "posts/de" }
"""
TRANSLATIONS = {
    "copydesk.toml": CONFIGURATION,
    "strings.csv": "\ufeffgerman;english\nDie Mühle hat 12 Türen.;The mill has 13 doors.\n",
    "feed/a.jsonl": '{"en": {"body": "<p>It has 13 doors.</p>"}, "de": {"body": "<p>Sie hat 12 Türen.</p>"}}\n',
    "both.json": '{"de": {"a": {"b": "12 Türen"}, "c": "2 Tore"}, "en": {"a": {"b": "13 doors"}, "c": "2 gates"}}\n',
    "locale/en.json": '{"a.b": "13 doors", "a": {"b": "2 gates"}, "new": "7 mills"}\n',
    "locale/de.json": '{"a.b": "12 Türen", "a": {"b": "2 Tore"}}\n',
    "a.po": 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Die Mühle hat 12 Türen."\nmsgstr "The mill has 13 doors."\n',
    "a.xlf": (
        '<xliff version="1.2"><file source-language="de" target-language="en"><body><trans-unit id="1">'
        "<source>Sie hat 12 Türen.</source><target>It has 13 doors.</target></trans-unit></body></file></xliff>\n"
    ),
    "posts/en/deep/a.md": "The mill has 13 doors.\n",
    "posts/de/deep/a.md": "Die Mühle hat 12 Türen.\n",
    "package.json": '{"description": "A hour of of doors"}\n',
}
"""Files of which each that is English has one number that its source has not."""
FLAWED_FILES = {"strings.csv", "feed/a.jsonl", "both.json", "locale/en.json", "a.po", "a.xlf", "posts/en/deep/a.md"}


@pytest.mark.parametrize("named", [False, True])
def test_one_entry_takes_catalogues_data_and_articles_by_configuration(
    named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in TRANSLATIONS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    _, *entry = OF_TRANSLATIONS["entry"].split()
    paths = [*FLAWED_FILES, "package.json"] if named else ["."]
    asked = [*entry, "--output-format", "json-lines", "--select", "source-figures", *paths]
    done = CliRunner().invoke(app, asked)
    assert (done.exit_code, done.stderr) == (1, "")
    found = [(finding["path"], finding["excerpt"]) for finding in map(json.loads, done.stdout.splitlines())]
    assert sorted(found) == sorted((name, "13") for name in FLAWED_FILES)
    repaired = CliRunner().invoke(app, [*asked, "--fix", "--unsafe-fixes"])
    assert (repaired.exit_code, repaired.stdout) == (0, "")
    for name in FLAWED_FILES:
        assert (tmp_path / name).read_text("utf-8") == TRANSLATIONS[name].replace("13", "12")


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ("{ source = 'fr' }", "“source” {folder}/fr: No such file or directory"),
        (
            "{ field = ['a'], source-field = ['b', 'c'] }",
            "name with “field” what each “source-field” was translated to",
        ),
        ("{ field = ['en.a'], source-field = ['de.*'] }", "source-field “de.*”: no record has it; a.json has “en.a”"),
        ("{ field = ['fr.*'] }", "field “fr.*”: no record has it; a.json has “en.a”"),
    ],
)
def test_what_is_stated_for_a_glob_and_cannot_be_is_told(
    stated: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "copydesk.toml").write_text(f"[per-file-options]\n'*.json' = {stated}\n", "utf-8")
    (tmp_path / "a.json").write_text('{"en": {"a": "All is well."}}', "utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["check", "a.json"])
    where = f"copydesk: {tmp_path}/copydesk.toml: per-file-options: “*.json”: "
    assert (done.exit_code, done.stderr) == (2, f"{where}{message.format(folder=tmp_path)}\n")


@pytest.mark.parametrize("page", ["hook.md", "own-names.md"])
def test_hooks_that_a_page_writes_out_are_those_that_come_along(page: str) -> None:
    text = (ROOT / "docs" / "how-to" / page).read_text("utf-8")
    shown = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(repos:.*?)```", text, re.DOTALL)]
    assert shown
    for repo in (repo for block in shown for repo in block["repos"]):
        for hook in repo["hooks"]:
            (known,) = (each for each in HOOKS if each["id"] == hook["id"])
            assert hook | {"language": known["language"]} == {key: known[key] for key in hook | {"language": ""}}


def test_no_page_and_no_file_to_copy_has_an_owner_that_is_not_there() -> None:
    files = [ROOT / "README.md", ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml", *(ROOT / "docs").rglob("*.*")]
    assert [
        file.name for file in files if re.search(r"\bOWNER\b|your-org|example/copydesk", file.read_text("utf-8"))
    ] == []


class Repository:
    """A content repository with the hooks of this checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        home = folder.parent / "home"
        home.mkdir()
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))},
            "HOME": str(home),
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "COPYDESK_CACHE_DIR": str(home / "copydesk"),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        folder.mkdir()
        self.git("init", "--quiet")
        self.git("config", "user.name", "An editor")
        self.git("config", "user.email", "editor@example.org")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, encoding="utf-8", env=self._environment, check=False
        )

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def commit(self) -> subprocess.CompletedProcess[str]:
        return self.run("git", "commit", "--quiet", "--message", "a change")


@pytest.mark.slow
def test_the_hooks_in_a_content_repository(tmp_path: Path) -> None:
    """Installed, a flawed article is blocked, repaired, committed; other commits are not touched."""
    repository = Repository(tmp_path / "content")
    source = tmp_path / "copydesk"
    repository.run("git", "clone", "--quiet", str(ROOT), str(source))
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=source, capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()
    hooks = "".join(f"      - id: {hook['id']}\n" for hook in reversed(HOOKS))
    repository.write(".pre-commit-config.yaml", f"repos:\n  - repo: {source}\n    rev: {revision}\n    hooks:\n{hooks}")
    repository.write("copydesk.toml", "exclude = ['archive']\n")
    repository.write("posts/old.md", FLAWED)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "before the hook")
    installed = repository.run("pre-commit", "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr

    repository.write("src/main.py", "print('a hour')\n")
    repository.write("archive/a.md", FLAWED)
    repository.git("add", "--all")
    untouched = repository.commit()
    assert untouched.returncode == 0, untouched.stdout + untouched.stderr

    repository.write("posts/clean.md", CLEAN)
    repository.write("posts/new –draft.md", FLAWED)
    repository.git("add", "--all")
    blocked = repository.run("pre-commit", "run", "copydesk")
    assert blocked.returncode == 1
    assert "3:12 minor wrong-indefinite-article" in blocked.stdout
    assert "safe: “a” → “an”" in blocked.stdout
    assert "old.md" not in blocked.stdout
    assert (repository.folder / "posts" / "new –draft.md").read_text("utf-8") == FLAWED

    repaired = repository.commit()
    assert repaired.returncode == 1
    assert "files were modified by this hook" in repaired.stderr
    assert "new –draft.md: 2 findings repaired" in repaired.stderr
    repository.git("add", "--all")
    passed = repository.commit()
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "She waited an hour for the ship." in repository.git("show", "HEAD:posts/new –draft.md")

    for name, text in TRANSLATIONS.items():
        repository.write(name, text)
    repository.git("add", "--all")
    translations = repository.run("pre-commit", "run", OF_TRANSLATIONS["id"])
    assert translations.returncode == 1
    headed = translations.stdout.splitlines()
    assert {name for name in TRANSLATIONS if name in headed} == FLAWED_FILES - {"posts/en/deep/a.md"}
    assert translations.stdout.count("\nFound ") == 1  # one report of all
    repository.git("rm", "--quiet", "-r", "--force", *TRANSLATIONS)
    repository.write("copydesk.toml", "exclude = ['archive']\n")
    repository.git("add", "--all")

    everything = repository.run("pre-commit", "run", "copydesk", "--all-files")
    assert everything.returncode == 1
    assert "posts/old.md" in everything.stdout
    assert "archive" not in everything.stdout
    assert repository.git("status", "--porcelain") == ""


def test_the_action_and_the_workflows_are_what_github_reads(published: Callable[[str], Any]) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    Draft7Validator(published("github-action")).validate(action)
    for file in (ROOT / "docs" / "examples" / "copydesk.yml", ROOT / ".github" / "workflows" / "release.yml"):
        workflow = yaml.safe_load(file.read_text("utf-8"))
        workflow["on"] = workflow.pop(True)  # YAML 1.1 reads the key as true
        Draft7Validator(published("github-workflow")).validate(workflow)
    workflow = yaml.safe_load((ROOT / "docs" / "examples" / "copydesk.yml").read_text("utf-8"))
    (ours,) = (step for step in workflow["jobs"]["check"]["steps"] if step.get("uses") == "./.copydesk")
    assert set(ours["with"]) <= set(action["inputs"])


@pytest.mark.skipif(os.name == "nt", reason="needs bash")
def test_the_action_checks_and_writes_its_report(tmp_path: Path) -> None:
    """The action's last step as a runner would run it, with a stand-in for the environment that it installs into."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    activate = tmp_path / "temp" / "copydesk" / "bin" / "activate"
    activate.parent.mkdir(parents=True)
    activate.write_text(f'copydesk() {{ "{sys.executable}" -m checker "$@"; }}\n', "utf-8")
    (tmp_path / "site" / "posts").mkdir(parents=True)
    (tmp_path / "site" / "posts" / "a.md").write_text(FLAWED, "utf-8")
    variables = {"ARTICLES": "posts", "OPTIONS": "--fail-on major", "SARIF_FILE": "out/copydesk.sarif"}
    places = {"RUNNER_TEMP": str(tmp_path / "temp"), "GITHUB_WORKSPACE": str(tmp_path), "PYTHONPATH": str(ROOT)}
    step = action["runs"]["steps"][-1]
    assert set(step["env"]) == set(variables)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path / "site",
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **variables, **places},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("::warning file=site/posts/a.md,line=3,endLine=3,col=12,endColumn=13,title=wrong-")
    assert "site/posts/a.md" in (tmp_path / "site" / "out" / "copydesk.sarif").read_text("utf-8")
