"""The wheel as users get it: beside the package that owns the name ``rules``, and with all that the checkout has."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from checker.project.config import profiles

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "seeds" / "flawed" / "pentagon-airstrike.md"

pytestmark = pytest.mark.slow


def run(*command: object, folder: Path = ROOT) -> str:
    done = subprocess.run([*map(str, command)], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", out, ROOT)
    (built,) = out.glob("copydesk-*.whl")
    return built


def test_the_wheel_holds_the_rules_inside_the_package_and_nothing_else_at_the_top(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"checker"}
    in_checkout = {file.name for file in (ROOT / "rules").iterdir() if file.suffix in (".py", ".toml", ".tsv")}
    assert {name.split("/")[2] for name in names if name.startswith("checker/rules/")} == in_checkout
    lists = {file.relative_to(ROOT).as_posix() for file in (ROOT / "checker").rglob("data/*.txt")}
    assert lists
    assert lists <= set(names)
    assert {f"checker/project/profiles/{name}.toml" for name in profiles()} <= set(names)
    assert "checker/reports/report.schema.json" in names  # servers tell it to those who ask


def test_the_image_is_made_of_all_that_the_wheel_is_made_of(wheel: Path, tmp_path: Path) -> None:
    """What the Dockerfile copies, and .dockerignore lets through, is enough to build the same wheel."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    sent = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    copied = [line.split()[1:] for line in lines if line.startswith("COPY ") and "--from" not in line]
    assert sorted(name for *names, _ in copied for name in names) == sorted(sent)
    for name in sent:
        there = tmp_path / "source" / name
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(ROOT / name, there) if (ROOT / name).is_dir() else shutil.copy(ROOT / name, there)
    out = tmp_path / "dist"
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", out, tmp_path / "source")
    (built,) = out.glob("copydesk-*.whl")
    assert set(zipfile.ZipFile(built).namelist()) == set(zipfile.ZipFile(wheel).namelist())
    last = max(number for number, line in enumerate(lines) if line.startswith("FROM "))
    assert any(line.startswith("USER ") and "root" not in line and " 0" not in line for line in lines[last:])


def test_the_installed_command_works_beside_the_package_rules(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel, "rules")
    article = tmp_path / "article.md"
    article.write_bytes(SAMPLE.read_bytes())
    found = run(
        tmp_path / "env" / "bin" / "copydesk", "check", "--output-format", "concise", "article.md", folder=tmp_path
    )
    assert found == run(
        sys.executable, "-m", "checker", "check", "--isolated", "--output-format", "concise", SAMPLE.relative_to(ROOT)
    ).replace(str(SAMPLE.relative_to(ROOT)), "article.md")
    assert "rules" in run(python, "-c", "import rules; print(rules.__file__)")
    assert "checker" not in run(python, "-c", "import rules; print(rules.__file__)")
