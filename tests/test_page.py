"""The review page as a file, and ``copydesk apply``; the page at work is tried in test_page_browser.py."""

from __future__ import annotations

import json
import re
import webbrowser
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.faces import apply_command, session
from checker.faces.session import Options

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
HOSTILE = "</script><script>alert(1)</script><!-- <script> ]]> \u2028 \U0001f600"


class Parts(HTMLParser):
    """The scripts and styles of a page, and the attributes of its elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.parts: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.parts:
            tag, attrs, text = self.parts[-1]
            self.parts[-1] = tag, attrs, text + data

    def handle_endtag(self, _tag: str) -> None:
        self.parts.append(("", {}, ""))

    def data(self, name: str) -> list[Any]:
        return [json.loads(text) for tag, attrs, text in self.parts if tag == "script" and attrs.get("class") == name]


def page(folder: Path, **options: Any) -> str:
    """The page about a folder's articles."""
    file = folder / "page.html"
    given = {"isolated": True, "quiet": True, "exit_zero": True, "output_file": (str(file),), **options}
    assert session.run(Options((Path(),), **given)) == 0
    text = file.read_text("utf-8")
    file.unlink()
    return text


def decisions(folder: Path, decide: Callable[[Any], Any], *, following: bool = False, **options: Any) -> Path:
    """A file of decisions: those that ``decide`` makes of each finding of the page, a choice with more, or none."""
    rows = []
    for article in Parts(page(folder, **options)).data("article"):
        made = []
        for finding in article["findings"]:
            choice, more = decide(finding) or (None, {})
            if choice:
                keys = ("rule", "fingerprint", "excerpt", "start", "end")
                made.append({"choice": choice, **{key: finding[key] for key in keys}, **more})
        accepted = [finding["fingerprint"] for finding in article["following"]] if following else []
        rows.append({"path": article["path"], "hash": article["hash"], "decisions": made, "following": accepted})
    file = folder / "decisions.json"
    file.write_text(json.dumps({"version": 1, "program": "copydesk", "articles": rows}))
    return file


def accepted(finding: Any) -> Any:
    return ("accept", {"edits": finding["options"][0]["edits"]}) if finding["applicability"] else None


def rejected(_finding: Any) -> Any:
    return "reject", {}


def apply(file: Path, *paths: Path, **options: Any) -> int:
    return apply_command.run(Options(paths or (Path(),), isolated=True, **options), file)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_needs_nothing_but_itself_and_allows_nothing_else(here: Path) -> None:
    (here / "a.md").write_text("A hour passed.\n")
    text = page(here)
    parts = Parts(text)
    assert text.isascii()
    assert [attrs for _, attrs, _ in parts.parts if attrs.keys() & {"src", "href", "style", "srcset"}] == []
    assert not any(name.startswith("on") for _, attrs, _ in parts.parts for name in attrs)
    policy = next(attrs["content"] or "" for _, attrs, _ in parts.parts if "http-equiv" in attrs)
    own = [body for tag, attrs, body in parts.parts if tag == "style" or (tag == "script" and not attrs)]
    hashes = {f"'sha256-{b64encode(sha256(body.encode()).digest()).decode()}'" for body in own}
    assert set(re.findall(r"'sha256-[^']*'", policy)) == hashes
    assert len(hashes) == len(list((ROOT / "checker" / "reports" / "html").glob("*.js"))) + 1
    assert "default-src 'none'" in policy


def test_no_text_ends_the_element_that_it_stands_in(here: Path) -> None:
    (here / "a<script>.txt").write_text(f"A hour {HOSTILE} passed.\n\n{HOSTILE}\n")
    text = page(here)
    (article,) = Parts(text).data("article")
    assert article["text"] == f"A hour {HOSTILE} passed.\n\n{HOSTILE}\n"
    assert article["path"] == "a<script>.txt"
    assert text.count("</script") == sum(tag == "script" for tag, _, _ in Parts(text).parts)
    assert "<!-- " not in text


def test_the_page_says_what_follows_on_repairs(here: Path) -> None:
    (here / "a.md").write_text((ROOT / "seeds" / "flawed" / "orchestra-season.md").read_text("utf-8"))
    (article,) = Parts(page(here)).data("article")
    assert article["following"]
    on_offer = {row["fingerprint"] for row in article["findings"] if row["applicability"]}
    assert on_offer
    assert not on_offer & {row["fingerprint"] for row in article["following"]}
    assert {block[2] for block in article["blocks"]} == {"front-matter", "paragraph"}
    assert all(row["options"][0]["edits"] for row in article["findings"] if row["applicability"])


@pytest.mark.parametrize("seed", ["orchestra-season", "flood-relief-province", "keeper-transfer"])
def test_to_apply_all_repairs_is_to_fix_all(seed: str, here: Path) -> None:
    original = (ROOT / "seeds" / "flawed" / f"{seed}.md").read_bytes()
    (here / "a.md").write_bytes(original)
    file = decisions(here, accepted, following=True)
    assert apply(file) == 0
    applied = (here / "a.md").read_bytes()
    (here / "a.md").write_bytes(original)
    session.run(Options((Path(),), isolated=True, fix_only=True, unsafe_fixes=True, quiet=True))
    assert applied == (here / "a.md").read_bytes() != original


def test_what_was_not_accepted_is_not_made(here: Path) -> None:
    (here / "a.md").write_text("A hour passed.\n\nThey waited for a hour.\n")
    assert apply(decisions(here, lambda row: accepted(row) if row["start"] else None)) == 0
    assert (here / "a.md").read_text() == "A hour passed.\n\nThey waited for an hour.\n"


def test_an_editors_own_text_can_stand_beside_a_repair(here: Path) -> None:
    (here / "a.txt").write_text("They waited for a  hour , and left.\n")

    def decide(row: Any) -> Any:
        return ("write", {"text": " long "}) if row["rule"] == "several-spaces" else accepted(row)

    assert apply(decisions(here, decide)) == 0
    assert (here / "a.txt").read_text() == "They waited for an long hour, and left.\n"


def test_what_was_written_in_place_of_a_repair_is_not_made_beside_it(here: Path) -> None:
    (here / "a.txt").write_text("They waited for a  hour , and left.\n")
    file = decisions(here, accepted)
    content = json.loads(file.read_text())
    (row,) = content["articles"]
    row["decisions"].append({**row["decisions"][0], "choice": "write", "text": "one", "fingerprint": "own"})
    file.write_text(json.dumps(content))
    assert apply(file) == 2
    assert (here / "a.txt").read_text() == "They waited for a  hour , and left.\n"


def test_line_ends_and_a_byte_order_mark_stay(here: Path) -> None:
    (here / "a.md").write_bytes("\ufeffA hour passed.\r\n\r\n😀 They waited for a hour.\r\n".encode())
    assert apply(decisions(here, accepted)) == 0
    assert (here / "a.md").read_bytes() == "\ufeffAn hour passed.\r\n\r\n😀 They waited for an hour.\r\n".encode()


def test_a_file_that_has_changed_is_left_and_the_others_are_repaired(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.md", "b.md"):
        (here / name).write_text("A hour passed.\n")
    file = decisions(here, accepted)
    (here / "a.md").write_text("A hour passed. And another.\n")
    assert apply(file) == 2
    assert (here / "a.md").read_text() == "A hour passed. And another.\n"
    assert (here / "b.md").read_text() == "An hour passed.\n"
    out = capsys.readouterr()
    assert "a.md: changed since" in out.err
    assert out.out == "b.md: 1 repair\n"


@pytest.mark.parametrize("path", ["../out.md", ".git/hooks/pre-commit", "absolute", "link.md"])
def test_only_articles_in_the_folders_named_are_changed(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    (folder / ".git" / "hooks").mkdir(parents=True)
    monkeypatch.chdir(folder)
    (folder / "a.md").write_text("A hour passed.\n")
    file = decisions(folder, accepted)
    target = tmp_path / "out.md" if path == "absolute" else folder / path
    if path == "link.md":
        target.symlink_to(tmp_path / "elsewhere.md")
    target.write_text("A hour passed.\n")
    content = json.loads(file.read_text())
    content["articles"][0]["path"] = str(target) if path == "absolute" else path
    file.write_text(json.dumps(content))
    assert apply(file) == 2
    assert target.read_text() == "A hour passed.\n"
    assert apply(file, target) == 0
    assert target.read_text() == "An hour passed.\n"


def test_text_of_the_editors_own_goes_around_markup_or_nowhere(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.md").write_text("They waited for a **a hour** here.\n")
    first = decisions(here, lambda _row: ("write", {"text": "x `y` z"}))
    before = (here / "a.md").read_text()
    apply(first)
    assert (here / "a.md").read_text() == before
    assert "left as it is; the new text for" in capsys.readouterr().err


def test_rejected_findings_go_to_the_baseline_as_they_will_be_found(here: Path) -> None:
    (here / "a.md").write_text("They waited for a hour and discussed about the the weather.\n")
    rejects = {"discussed about"}
    file = decisions(here, lambda row: rejected(row) if row["excerpt"] in rejects else accepted(row))
    baseline = here / "known.json"
    baseline.write_text('{"version": 2, "articles": {}}')
    assert apply(file, baseline=baseline) == 0
    assert (here / "a.md").read_text() == "They waited for an hour and discussed about the weather.\n"
    assert len(json.loads(baseline.read_text())["articles"]["a.md"]) == 1
    assert session.run(Options((Path("a.md"),), isolated=True, baseline=baseline, quiet=True)) == 0


def test_rejected_findings_without_a_baseline_are_spoken_of(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.md").write_text("A hour passed.\n")
    assert apply(decisions(here, rejected)) == 0
    assert (here / "a.md").read_text() == "A hour passed.\n"
    assert "--baseline" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"version": 1}',
        '{"version": 2, "articles": []}',
        '{"version": 1, "articles": [{}]}',
        r'{"version": 1, "articles": [{"path": "a\u0000.md", "hash": "", "decisions": [], "following": []}]}',
        r'{"version": 1, "articles": [{"path": "\ud800.md", "hash": "", "decisions": [], "following": []}]}',
        "[" * 9999,
    ],
)
def test_what_is_no_file_of_decisions_is_refused(content: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "decisions.json").write_text(content)
    assert apply(here / "decisions.json") == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"choice": "delete"},
        {"start": -1},
        {"end": 10**9},
        {"start": 5, "end": 2},
        {"start": True},
        {"edits": [[0, 1]]},
        {"edits": [[0, 10**9, "x"]]},
        {"edits": [[5, 6, "x"], [0, 1, "y"]]},
        {"edits": [[0, 1, 7]]},
        {"edits": None},
        {"edits": [[0, 1, "\ud800"]]},
        {"choice": "write", "text": "An \ud800 hour"},
        {"choice": "write", "text": "An \0 hour"},
        {"rule": 7},
    ],
)
def test_decisions_that_no_page_writes_change_nothing(change: dict[str, Any], here: Path) -> None:
    (here / "a.md").write_text("A hour passed.\n")
    file = decisions(here, accepted)
    content = json.loads(file.read_text())
    content["articles"][0]["decisions"][0].update(change)
    file.write_text(json.dumps(content))
    assert apply(file) == 2
    assert (here / "a.md").read_text() == "A hour passed.\n"


def test_open_shows_the_page_and_prints_nothing(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    (here / "a.md").write_text("A hour passed.\n")
    assert session.run(Options((Path(),), isolated=True, open=True)) == 1
    assert session.run(Options((Path(),), isolated=True, open=True, output_file=("review.html",))) == 1
    assert opened[1] == (here / "review.html").as_uri()
    temporary = Path(opened[0].removeprefix("file://"))
    assert Parts(temporary.read_text()).data("article")
    assert temporary.stat().st_mode & 0o777 == 0o600
    temporary.unlink()
    assert capsys.readouterr().out == ""
