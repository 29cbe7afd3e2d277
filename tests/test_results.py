"""Results kept between runs: they save the check of what has not changed, and are never believed of what has."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.checking.engine import Engine
from checker.faces import session
from checker.project.options import Options
from checker.run import results
from checker.store import cache, plugins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.findings import Review
    from checker.text.document import Document

ARTICLE = 'Mark Esper spoke.\n\nA hour later **the the** minister said: "We go.\n\nMark Asper left.\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path / "cache"))
    cache.folder.cache_clear()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("a.md").write_text(ARTICLE, "utf-8")
    yield tmp_path
    cache.folder.cache_clear()


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that rules were run over."""
    seen: list[str] = []
    review = Engine.review

    def noted(engine: Engine, doc: Document) -> Review:
        seen.append(doc.path)
        return review(engine, doc)

    monkeypatch.setattr(Engine, "review", noted)
    return seen


def run(capsys: pytest.CaptureFixture[str], **options: object) -> list[dict[str, object]]:
    values = {"paths": (Path("a.md"),), "output_format": "json-lines", **options}
    session.run(Options(**values))  # type: ignore[arg-type]
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_unchanged_article_is_checked_once_and_reported_alike(
    capsys: pytest.CaptureFixture[str], checked: list[str]
) -> None:
    first, second = run(capsys), run(capsys)
    assert first == second
    assert {"wrong-indefinite-article", "doubled-word", "name-spelled-two-ways"} <= {row["rule"] for row in first}
    assert checked == ["a.md"]


def edit_article() -> None:
    Path("a.md").write_text(ARTICLE + "\nMore.\n", "utf-8")


def list_names() -> None:
    Path("copydesk.names.toml").write_text('[[name]]\nname = "Mark Esper"\nkind = "person"\n', "utf-8")


def configure() -> None:
    Path("copydesk.toml").write_text('ignore = ["articles"]\n', "utf-8")


def ignore_in_file() -> None:
    Path("copydesk.toml").write_text('[per-file-ignores]\n"a.md" = ["articles"]\n', "utf-8")


def damage() -> None:
    (kept,) = (cache.folder() / "results").iterdir()
    kept.write_bytes(kept.read_bytes()[:-5])


def forge() -> None:
    (kept,) = (cache.folder() / "results").iterdir()
    header, _, _ = kept.read_bytes().partition(b"\n")
    body = b'[1, "no findings"]'
    kept.write_bytes(header.split()[0] + b" " + cache.checksum(body).encode() + b"\n" + body)


@pytest.mark.parametrize("change", [edit_article, list_names, configure, ignore_in_file, damage, forge])
def test_a_change_is_seen(capsys: pytest.CaptureFixture[str], checked: list[str], change: Callable[[], None]) -> None:
    run(capsys)
    change()
    assert run(capsys)
    assert checked == ["a.md", "a.md"]


@pytest.mark.parametrize("options", [{"select": ("articles",)}, {"preview": True}, {"cache": False}])
def test_other_options_ask_anew(
    capsys: pytest.CaptureFixture[str], checked: list[str], options: dict[str, object]
) -> None:
    run(capsys)
    run(capsys, **options)
    assert checked == ["a.md", "a.md"]


def test_a_rule_file_of_ones_own_that_changes_is_seen(capsys: pytest.CaptureFixture[str], checked: list[str]) -> None:
    table = '[big-hat]\nmatch = "{}"\nwhy = "Hats."\nbad = ["[x]"]\ncategory = "style/awkward"\nseverity = "minor"\n'
    Path("house.toml").write_text(table.format("later"), "utf-8")
    assert "big-hat" in {row["rule"] for row in run(capsys, rules=(Path("house.toml"),))}
    Path("house.toml").write_text(table.format("ran quickly"), "utf-8")
    assert "big-hat" not in {row["rule"] for row in run(capsys, rules=(Path("house.toml"),))}
    assert len(checked) == 2


def test_what_repairs_change_is_worked_out_once_and_what_they_made_is_known(
    capsys: pytest.CaptureFixture[str], checked: list[str]
) -> None:
    differences = []
    for _ in range(2):
        session.run(Options(paths=(Path("a.md"),), diff=True))
        differences.append(capsys.readouterr().out)
        rounds = len(checked)
    assert differences[0] == differences[1] != ""
    assert rounds == len(checked) > 1
    assert Path("a.md").read_text("utf-8") == ARTICLE
    run(capsys, fix=True)
    repaired = Path("a.md").read_text("utf-8")
    assert "**the** minister" in repaired
    rounds = len(checked)
    left = run(capsys)
    assert run(capsys, fix=True) == left
    assert "doubled-word" not in {row["rule"] for row in left}
    assert len(checked) == rounds


def test_repairs_are_made_by_processes_side_by_side_as_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(40):
        Path(f"b{number:02}.md").write_text(f"{'A hour passed. ' * (number % 3)}Then {number} went on.\n", "utf-8")
    paths = tuple(sorted(Path().glob("b*.md")))
    outputs = []
    for jobs in (1, 2):
        session.run(Options(paths=paths, jobs=jobs, cache=False, diff=True))
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert outputs[0].count("+++") == 26
    session.run(Options(paths=paths, jobs=2, cache=False, fix_only=True))
    assert capsys.readouterr().out.count("repaired") == 26
    assert not any("A hour" in path.read_text("utf-8") for path in paths)


@pytest.mark.parametrize("dependency", [*plugins.DEPENDENCIES, "python"])
def test_another_version_of_what_findings_depend_on_is_seen(
    capsys: pytest.CaptureFixture[str], checked: list[str], monkeypatch: pytest.MonkeyPatch, dependency: str
) -> None:
    kept = run(capsys)
    assert run(capsys) == kept
    versions = plugins.versions()
    assert versions[dependency]
    monkeypatch.setattr(plugins, "versions", lambda: versions | {dependency: "99.0"})
    assert run(capsys) == kept
    assert checked == ["a.md", "a.md"]


def test_every_dependency_is_among_those_that_findings_hang_on_or_known_not_to_be() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.match(r"[\w-]+", each)[0] for each in project["dependencies"]}  # type: ignore[index]
    assert names - {"pathspec", "platformdirs", "rich", "tomlkit", "typer"} == set(plugins.DEPENDENCIES)


def test_what_was_not_used_for_long_goes_when_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        cache.write(f"results/{number}", "key", number)
        os.utime(cache.folder() / "results" / str(number), (number * 86_400, number * 86_400))
    assert cache.read("results/3", "key") == 3  # used just now
    monkeypatch.setattr(cache, "MOST_FILES", 20)
    assert cache.tidy(now=False) > 0
    left = {int(path.name) for path in (cache.folder() / "results").iterdir()}
    assert left == {3, *range(22, 30)}
    assert cache.tidy() == 0
    monkeypatch.setattr(cache, "MOST_BYTES", 100)
    assert cache.tidy(now=False) == 0  # once a day
    assert cache.tidy() > 0


def test_all_that_is_kept_can_be_deleted_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys)
    (cache.folder() / "notes.txt").write_text("mine\nnot yours", "utf-8")
    assert cache.clear() > 2
    assert [path.name for path in cache.folder().rglob("*")] == ["notes.txt"]
    assert run(capsys)


def test_clean_forgets(capsys: pytest.CaptureFixture[str], checked: list[str]) -> None:
    run(capsys)
    assert results.clean() == 1
    run(capsys)
    assert len(checked) == 2


def test_processes_side_by_side_report_what_one_does_in_the_same_order(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(40):
        Path(f"b{number:02}.md").write_text(ARTICLE.replace("Esper", f"Esper{'abcde'[number % 5]}"), "utf-8")
    Path("b17.md").write_bytes(b"caf\xe9\n")
    paths = tuple(sorted(Path().glob("b*.md")))
    alone = run(capsys, paths=paths, jobs=1, cache=False)
    together = run(capsys, paths=paths, jobs=2, cache=False)
    assert [row["path"] for row in alone] == sorted(str(row["path"]) for row in alone)
    assert together == alone
    session.run(Options(paths=paths, jobs=2, output_format="concise"))
    assert "b17.md: not UTF-8" in capsys.readouterr().err
