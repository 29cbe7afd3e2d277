"""What other distributions offer: a format by its suffix, a reader by its name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

FORMAT = '''
from checker.text.formats import plain
from checker.text.layout import CLEAR, Mask

def layout(text):
    """Plain text in which a line that begins with a dot is a stage direction."""
    laid_out = plain.layout(text)
    masks = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.startswith("."):
            masks.append(Mask(at, at + len(line.rstrip()), CLEAR))
        at += len(line)
    return laid_out._replace(masks=tuple(masks))
'''

READER = """
from contextlib import nullcontext
from checker.findings import Category, Severity
from checker.option import Kind, Option
from checker.readers import MissingExtraError, Registration
from checker.findings.review import Quality
from checker.checking.rule import Rule, flag

LENGTH = Option("longest-word", Kind.COUNT, None, "Find words longer than this.", "Rules")

class Pending:
    def __init__(self, doc, longest):
        self.doc, self.longest = doc, longest
    def findings(self):
        rule = Rule("lengths/long-word", "lengths", Category.AWKWARD, Severity.MINOR, "document", lambda _: (), "Long.")
        for sentence in self.doc.sentences:
            for word in sentence.words:
                if len(word.text) > self.longest:
                    yield rule, flag(word, "This word is long.")
    def quality(self):
        return Quality("lengths", 0.5)

class Lengths:
    name, version, pure, progress, problem, required = "lengths", "1", True, "", "", False
    def __init__(self, longest):
        self.longest = longest
    def begin(self, doc, asked_for=()):
        return Pending(doc, self.longest)
    def look_ahead(self, docs):
        pass
    def is_wanted(self, values):
        return True

def opened(values, given, say):
    if values[LENGTH] is None:
        return None
    if values[LENGTH] == 99:
        raise MissingExtraError("lengths", "long")
    return nullcontext(Lengths(values[LENGTH]))

READER = Registration("lengths", (LENGTH,), opened, "Explained: {}".format)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with articles, and beside it one with a distribution that is installed."""
    dist = tmp_path / "site" / "stage-1.0.dist-info"
    dist.mkdir(parents=True)
    (dist / "METADATA").write_text("Metadata-Version: 2.1\nName: stage\nVersion: 1.0\n")
    (dist / "entry_points.txt").write_text(
        "[copydesk.formats]\nplay = stage_format\n\n[copydesk.readers]\nlengths = stage_reader\n"
    )
    (tmp_path / "site" / "stage_format.py").write_text(FORMAT)
    (tmp_path / "site" / "stage_reader.py").write_text(READER)
    work = tmp_path / "work"
    work.mkdir()
    (work / "a.play").write_text(
        "There a hour passes in vain, and on it goes.\n\n.Enter a owl\n\nAn extraordinary day.\n"
    )
    return work


def copydesk(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT), str(folder.parent / "site")])
    environment = {**os.environ, "PYTHONPATH": path, "COPYDESK_CACHE_DIR": str(folder.parent / "cache")}
    command = [sys.executable, "-m", "checker", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_format_and_a_reader_of_another_distribution_are_found(folder: Path) -> None:
    concise = ["check", "--output-format", "concise"]
    found = [line.split(" ")[:3] for line in copydesk(*concise, folder=folder).stdout.splitlines()]
    assert found[:-1] == [["a.play:1:7:", "minor", "wrong-indefinite-article:"]]
    for _ in range(2):  # the second run has it from the cache, since the reader is pure
        done = copydesk(*concise, "--longest-word", "10", folder=folder)
        assert "a.play:5:4: minor lengths/long-word: This word is long." in done.stdout.splitlines()
    assert copydesk(*concise, "--longest-word", "10", "--ignore", "lengths", folder=folder).stdout.count("a.play:") == 1
    article = json.loads(copydesk("check", "--longest-word", "10", "--output-format", "json", folder=folder).stdout)[0]
    assert (article["readers"], article["quality"]) == (["lengths"], 0.5)
    assert "counts what rules and lengths see" in copydesk("check", "--longest-word", "10", folder=folder).stdout
    assert copydesk("explain", "lengths/long-word", folder=folder).stdout == "Explained: long-word\n"


def test_a_reader_without_its_extra_says_which_to_install(folder: Path) -> None:
    done = copydesk("check", "--longest-word", "99", folder=folder)
    assert done.stderr == "copydesk: lengths is not installed; install it with: pip install 'copydesk[long]'\n"
    assert done.returncode == 2


def test_a_reader_that_cannot_be_loaded_is_named_when_it_is_to_read(folder: Path) -> None:
    (folder.parent / "site" / "stage_reader.py").write_text("import nowhere_to_be_found\n")
    assert copydesk("--version", folder=folder).returncode == 0
    done = copydesk("check", folder=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("copydesk: the reader “lengths” (stage_reader) cannot be loaded: ModuleNotFoundError")


def test_rules_of_a_reader_that_is_not_to_read_cannot_be_selected(folder: Path) -> None:
    done = copydesk("check", "--select", "lengths", folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("copydesk: --select lengths: lengths is not asked to read")


@pytest.mark.slow
def test_another_value_of_a_readers_option_is_another_result(folder: Path) -> None:
    for longest, count in ((10, 1), (20, 0), (10, 1)):
        done = copydesk("check", "--output-format", "concise", "--longest-word", str(longest), folder=folder)
        assert done.stdout.count("long-word") == count


def test_what_two_say_is_told_and_can_be_all_that_is_shown(folder: Path) -> None:
    (folder / "a.txt").write_text("An extraordinary extraordinary day, and a hour of notwithstanding.\n")
    concise = ["check", "a.txt", "--output-format", "concise", "--longest-word", "10"]
    every = copydesk(*concise, folder=folder).stdout
    assert [every.count(name) for name in ("doubled-word", "wrong-indefinite-article", "long-word")] == [1, 1, 1]
    agreed = copydesk(*concise, "--agree", "2", folder=folder).stdout
    assert [agreed.count(name) for name in ("doubled-word", "wrong-indefinite-article", "long-word")] == [1, 0, 0]
    full = copydesk("check", "a.txt", "--longest-word", "10", folder=folder).stdout
    assert "doubled-word, marked by lengths, too" in full


def test_no_more_can_agree_than_read(folder: Path) -> None:
    done = copydesk("check", "--longest-word", "10", "--agree", "3", folder=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("copydesk: --agree 3: only rules and lengths read")
