"""The review page in a real browser: Chromium, driven by chromedriver; axe comes from npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hostile import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
SEEDS = sorted(path for path in (ROOT / "seeds" / "flawed").glob("*.md") if not path.name.endswith(".fixed.md"))
AXE = "axe-core@4"

ARTICLE = """\
# A hour at sea

The crew waited for a hour, and the the captain informed that `a hour` had passed.

They discussed about the weather. He is agree with the **the mate**.

She said that a hour was long, and he discussed about it with the cook.
"""


def copydesk(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


class Browser:
    """A page in the browser, and what an editor does with it."""

    def __init__(self, driver: Any, saved: Path) -> None:
        self.driver = driver
        self._saved = saved

    def open(self, page: Path) -> None:
        self.driver.get(page.as_uri())
        assert self.driver.get_log("browser") == []

    def press(self, keys: str) -> None:
        """Press keys, one after another, wherever the focus is."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def click(self, selector: str) -> None:
        self.run("arguments[0].click()", self.find(selector))

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def text(self, selector: str) -> str:
        return str(self.run("return arguments[0].textContent", self.find(selector)))

    def texts(self, selector: str) -> list[str]:
        return [element.get_property("textContent") for element in self.driver.find_elements("css selector", selector)]

    def saved(self, button: str, name: str) -> str:
        """What a button saves under a name."""
        file = self._saved / name
        file.unlink(missing_ok=True)
        self.click(button)
        for _ in range(200):
            if file.exists() and not list(self._saved.glob("*.crdownload")):
                return file.read_bytes().decode()
            time.sleep(0.05)
        raise AssertionError(f"{name} was not saved")

    def decisions(self, article: int = 0) -> list[tuple[str, str]]:
        """Choice and excerpt of what is decided about an article, by its number among those with decisions."""
        content = json.loads(self.saved("#save-decisions", "decisions.json"))
        rows = content["articles"][article]["decisions"] if content["articles"] else []
        return [(row["choice"], row["excerpt"]) for row in rows]


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    saved = tmp_path_factory.mktemp("saved")
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900"):
        options.add_argument(argument)
    preferences = {
        "download.default_directory": str(saved),
        "profile.default_content_setting_values.automatic_downloads": 1,  # as often as a test saves
    }
    options.add_experimental_option("prefs", preferences)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield Browser(driver, saved)
    driver.quit()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    yield chromium
    chromium.run("localStorage.clear()")


@pytest.fixture
def page(tmp_path: Path, browser: Browser) -> Browser:
    """The page about one article, open."""
    (tmp_path / "article.md").write_text(ARTICLE)
    show(tmp_path, browser)
    return browser


def show(folder: Path, browser: Browser, *options: str) -> None:
    done = copydesk("check", "--isolated", "--exit-zero", "-q", "--output-file", "page.html", *options, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    browser.open(folder / "page.html")


def test_keys_move_accept_reject_and_undo(page: Browser) -> None:
    assert page.text("#finding h2").startswith("Finding 1 of ")
    page.press("j")
    assert page.text("#finding h2").startswith("Finding 2 of ")
    page.press("k")
    assert page.text("mark.current") == "A"
    page.press("a")
    assert page.texts("mark.current") == ["a"]
    assert page.text(".text h3") == "AAn hour at sea"
    assert page.texts(".text h3 del") == ["A"]
    assert page.texts(".text h3 ins") == ["An"]
    assert page.text("#finding h2").startswith("Finding 2 of ")
    page.press("r")
    choices = page.decisions()
    assert [choice for choice, _ in choices] == ["accept", "reject"]
    page.press("u")
    assert page.decisions() == choices[:1]
    page.press("u")
    assert page.decisions() == []
    page.press("u")
    assert page.text("#said") == "Nothing to undo."


def test_code_is_dimmed_and_never_marked(page: Browser) -> None:
    assert page.texts(".text .code") == ["`a hour`"]
    assert page.driver.find_elements("css selector", ".code mark, mark .code") == []


def test_decisions_are_there_when_the_page_is_opened_again(page: Browser, tmp_path: Path) -> None:
    page.press("ar")
    before = page.decisions()
    page.open(tmp_path / "page.html")
    assert page.decisions() == before
    (tmp_path / "article.md").write_text(ARTICLE + "\nAnother line.\n")
    show(tmp_path, page)
    assert page.decisions() == []


def test_what_was_kept_and_makes_no_sense_is_forgotten(page: Browser, tmp_path: Path) -> None:
    page.press("a")
    name = "copydesk/" + page.run("return PAGE.article.hash")
    (mark,) = json.loads(page.run(f"return localStorage.getItem('{name}')"))
    for kept in (
        {"choice": "option", "number": 7},
        {"choice": "x"},
        {},
        {"choice": "write"},
        {"choice": "accept", "start": 1},
    ):
        content = json.dumps({mark: kept, "name 1 2": {**kept, "start": -1}})
        page.run("localStorage.setItem(arguments[0], arguments[1])", name, content)
        page.open(tmp_path / "page.html")
        assert page.decisions() == []
    page.run("localStorage.setItem(arguments[0], '7')", name)
    page.open(tmp_path / "page.html")
    assert page.text("#finding h2").startswith("Finding 1 of ")


def test_a_repair_is_written_by_hand(page: Browser, tmp_path: Path) -> None:
    page.press("e")
    assert page.run("return document.activeElement.id") == "by-hand"
    page.run("document.activeElement.value = 'Half an'")
    page.press("\ue007")  # Enter
    assert page.texts(".text h3 ins") == ["Half an"]
    save(page, tmp_path)
    assert copydesk("apply", "--isolated", "decisions.json", folder=tmp_path).returncode == 0
    assert (tmp_path / "article.md").read_text().startswith("# Half an hour at sea\n\nThe crew waited for a hour")


def test_what_an_editor_writes_takes_the_place_of_what_was_accepted_for_the_same_words(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("It was an your idea, and the the rest is fine.\n")
    show(tmp_path, browser)
    browser.press("a")
    assert browser.text("#finding strong") == "clashing-determiners"
    browser.press("e")
    browser.run("document.activeElement.value = 'our'")
    browser.press("\ue007")
    assert browser.decisions() == [("write", "an your")]
    save(browser, tmp_path)
    assert copydesk("apply", "--isolated", "decisions.json", folder=tmp_path).returncode == 0
    assert (tmp_path / "a.txt").read_text() == "It was our idea, and the the rest is fine.\n"
    browser.press("u")
    assert browser.decisions() == [("accept", "an")]


def test_a_page_about_nothing_is_a_page(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "clean.md").write_text("All is well.\n")
    for paths in ((), ("clean.md",)):
        folder = tmp_path / f"{len(paths)}"
        folder.mkdir()
        done = copydesk(
            "check", "--isolated", "-q", "--output-file", folder / "page.html", *paths or [folder], folder=tmp_path
        )
        assert done.returncode == 0
        browser.open(folder / "page.html")
        browser.press("jkareunpA1u")
        browser.click("#save-patch")
        assert browser.decisions() == []
        assert browser.driver.get_log("browser") == []


def test_the_focus_stays_where_an_editor_works_with_the_keyboard_alone(page: Browser) -> None:
    page.run("document.getElementById('accept').focus()")
    page.press("\ue007")
    assert page.run("return document.activeElement.id") == "accept"
    page.press("\ue007")
    assert len(page.decisions()) == 2
    page.press("e\ue007")
    assert page.run("return document.activeElement.id") == "finding"


def test_leaving_a_repair_changes_nothing(page: Browser) -> None:
    page.press("e")
    page.press("xyz\ue00c")  # Escape
    assert page.decisions() == []
    page.press("j")
    assert page.text("#finding h2").startswith("Finding 2 of ")


def save(page: Browser, folder: Path) -> None:
    (folder / "decisions.json").write_text(page.saved("#save-decisions", "decisions.json"), encoding="utf-8")


OWN_RULE = """
[defaults]
category = "style/awkward"
severity = "minor"

[tall-ship]
match = "tall ship"
suggest = ["high ship", "ship"]
why = "Ships are high."
bad = ["A [tall ship -> high ship | ship]."]
"""


def test_an_option_is_taken_by_its_number(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(OWN_RULE)
    (tmp_path / "a.md").write_text("They saw a tall ship.\n")
    show(tmp_path, browser, "--rules", "rules.toml", "--preview", "a.md")
    assert browser.texts("#finding .option ins") == ["high ship", "ship"]
    browser.press("a3")
    assert browser.text("#said") == "There is no such option."
    assert browser.decisions() == []
    browser.press("2")
    assert browser.decisions() == [("option", "tall ship")]
    save(browser, tmp_path)
    assert copydesk("apply", "--isolated", "decisions.json", folder=tmp_path).returncode == 0
    assert (tmp_path / "a.md").read_text() == "They saw a ship.\n"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_to_accept_everything_is_to_fix_everything(path: Path, browser: Browser, tmp_path: Path) -> None:
    for folder in ("page", "fix"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_bytes(path.read_bytes())
    show(tmp_path / "page", browser)
    browser.press("A")
    save(browser, tmp_path / "page")
    done = copydesk("apply", "--isolated", "decisions.json", folder=tmp_path / "page")
    assert (done.returncode, done.stderr) == (0, "")
    copydesk("check", "--isolated", "--fix-only", "--unsafe-fixes", folder=tmp_path / "fix")
    assert (tmp_path / "page" / "a.md").read_bytes() == (tmp_path / "fix" / "a.md").read_bytes()
    assert (tmp_path / "fix" / "a.md").read_bytes() != path.read_bytes()


def test_each_repair_accepted_by_itself_comes_to_the_same(browser: Browser, tmp_path: Path) -> None:
    path = next(path for path in SEEDS if path.stem == "orchestra-season")
    for folder in ("page", "fix"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_bytes(path.read_bytes())
    show(tmp_path / "page", browser)
    browser.run("document.querySelector('.contents').open = true")
    for _ in range(40):
        has_repair = not browser.find("#accept").get_property("disabled")
        is_decided = browser.text("#finding .state") != ""
        browser.press("a" if has_repair and not is_decided else "j")
    save(browser, tmp_path / "page")
    copydesk("apply", "--isolated", "decisions.json", folder=tmp_path / "page")
    copydesk("check", "--isolated", "--fix-only", "--unsafe-fixes", folder=tmp_path / "fix")
    assert (tmp_path / "page" / "a.md").read_bytes() == (tmp_path / "fix" / "a.md").read_bytes()


def test_the_patch_is_what_git_applies(browser: Browser, tmp_path: Path) -> None:
    text = ARTICLE + "\nHe is agree \U0001f600 for a hour."
    files = {"one.md": text.encode(), "zwei ü.md": text.encode(), "crlf.md": text.replace("\n", "\r\n").encode()}
    left = {"bom.md": b"\xef\xbb\xbfA hour passed.\n", "mixed.md": b"A hour passed.\r\nOr\n\ntwo.\n"}
    for name, data in (files | left).items():
        (tmp_path / name).write_bytes(data)
    show(tmp_path, browser)
    for _ in files | left:
        browser.click("#accept-all")
        browser.press("n")
    patch = browser.saved("#save-patch", "copydesk.patch")
    assert browser.text("#said") == "Saved as copydesk.patch; 2 decisions only copydesk apply can make."
    (tmp_path / "copydesk.patch").write_bytes(patch.encode())
    done = subprocess.run(
        ["git", "apply", "copydesk.patch"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    made = {name: (tmp_path / name).read_bytes() for name in files}
    assert made["one.md"].startswith(b"# An hour at sea\n\nThe crew waited for an hour, and the captain")
    assert made["zwei ü.md"] == made["one.md"]
    assert made["crlf.md"] == made["one.md"].replace(b"\n", b"\r\n")
    assert {name: (tmp_path / name).read_bytes() for name in left} == left


def test_the_score_of_the_page_is_the_checkers(browser: Browser, tmp_path: Path) -> None:
    for path in SEEDS:
        shutil.copy(path, tmp_path)
    show(tmp_path, browser, "--output-file", "scores.json")
    expected = {row["path"]: row for row in json.loads((tmp_path / "scores.json").read_text())}
    found = browser.run(
        "return ARTICLES.map((article) => [article.path, article.before.value, article.before.perThousand,"
        " article.before.band, article.before.grade])"
    )
    assert len(found) == len(SEEDS)
    for path, value, per_thousand, band, grade in found:
        row = expected[path]
        assert (value, band, grade) == (row["value"], row["band"], row["grade"])
        assert per_thousand == pytest.approx(row["penalty_per_thousand"], abs=0.01)
    halves = [47.5, 48.5, 48.4, 0.5, 82]
    assert browser.run(f"return {halves}.map(whole)") == [f"{number:.0f}" for number in halves]


def test_filters_and_search(browser: Browser, tmp_path: Path) -> None:
    for path in SEEDS:
        shutil.copy(path, tmp_path)
    show(tmp_path, browser)
    everything = len(browser.texts("#list li"))
    assert everything == len(SEEDS)
    browser.click("[name=safe]")
    assert 0 < len(browser.texts("#list li")) <= everything
    assert all(
        applicability == "safe"
        for applicability in browser.run("return PAGE.list.visible(PAGE.article).map((each) => each.applicability)")
    )
    browser.click("[name=safe]")
    browser.press("/")
    browser.press("orchestra\ue007")
    assert len(browser.texts("#list li")) == 1
    browser.press("j")
    assert browser.text("#finding h2").startswith("Finding 2 of ")


def test_a_name_is_chosen_once_for_all_articles(browser: Browser, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.md").write_text("They met Tamir Velnikov in Oslo. Mr. Velnikov, they say, was glad.\n")
    (tmp_path / "3.md").write_text("They met Tamir Velnikow in Oslo \U0001f600. Tamir\nVelnikow’s wife was glad.\n")
    show(tmp_path, browser)
    browser.click("#show-names")
    (name,) = browser.texts(".name h3")
    assert name.startswith("Tamir Velnikov")
    assert browser.texts(".name strong") == ["Tamir Velnikov", "Tamir Velnikow"]
    browser.run("document.querySelectorAll('.name button')[0].click()")
    assert browser.text("#said") == "2 places to be written as Tamir Velnikov."
    save(browser, tmp_path)
    assert copydesk("apply", "--isolated", "decisions.json", folder=tmp_path).returncode == 0
    assert "They met Tamir Velnikov in Oslo \U0001f600. Tamir Velnikov’s wife" in (tmp_path / "3.md").read_text()
    browser.press("u")
    assert browser.decisions() == []


SUFFIXES = {"HTML": ".html", "reStructuredText": ".rst", "AsciiDoc": ".adoc"}

_HOSTILE = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'></script><!--<script>"


def test_nothing_in_an_article_a_name_or_a_rule_runs(browser: Browser, tmp_path: Path) -> None:
    text = f"{_HOSTILE}\n\nHe waited a hour \u202eand\u202c {_HOSTILE} for the the tall ship. ]]> \\u003c/script>\n"
    for name in ("a.md", "b.txt", "<img src=x onerror=window.ran=3>.md", "c<script>window.ran=4<.txt"):
        (tmp_path / name).write_text(text)
    rules = tmp_path / "rules.py"
    rules.write_text(
        "from checker.checking.rule import flag, rule\n"
        "from checker.findings import Category, Severity\n"
        "from checker.text.document import Document\n"
        "@rule(category=Category.AWKWARD, severity=Severity.MINOR, bad=['A [tall ship -> x].'])\n"
        "def tall_ship(doc: Document):\n"
        f"    {_HOSTILE!r}\n"
        "    at = doc.masked.find('tall ship')\n"
        f"    yield flag((at, at + 9), {_HOSTILE!r}, options=[{_HOSTILE!r}, 'y'])\n"
    )
    done = copydesk(
        *("check", "--isolated", "--exit-zero", "-q", "--preview", "--rules", rules, "--output-file", "page.html"),
        folder=tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    browser.open(tmp_path / "page.html")
    assert len(browser.texts("#list li")) == 4
    for _ in range(12):
        browser.press("ja")
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    browser.press("/")
    browser.press("<script>")
    assert browser.run("return window.ran") is None
    scripts = browser.run("return [...document.querySelectorAll('script')].map((each) => each.type)")
    assert scripts.count("") == len(list((ROOT / "checker" / "reports" / "html").glob("*.js")))
    assert browser.driver.find_elements("css selector", "img, [onerror], [onclick]") == []
    assert "\u202e" not in browser.text("body main")
    assert browser.driver.get_log("browser") == []


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_articles_are_shown_as_text(kind: str, browser: Browser, tmp_path: Path) -> None:
    pieces = [piece for piece in KINDS[kind] if "\0" not in piece]  # with that it is no text
    for number in range(5):
        chosen = Random(f"{kind} {number}").choices(pieces, k=300)
        (tmp_path / f"{number}{SUFFIXES.get(kind, '.md')}").write_text(" ".join(chosen), encoding="utf-8", newline="")
    copydesk("check", "--isolated", "-q", "--output-file", "page.html", ".", folder=tmp_path)
    browser.open(tmp_path / "page.html")
    shown = browser.run("return ARTICLES.length")
    assert shown > 0
    for _ in range(shown):
        browser.press("ja")
        browser.click("#accept-all")
        browser.press("n")
    assert browser.saved("#save-decisions", "decisions.json")
    assert browser.driver.get_log("browser") == []
    scripts = browser.run("return [...document.querySelectorAll('script')].filter((each) => !each.type).length")
    assert scripts == len(list((ROOT / "checker" / "reports" / "html").glob("*.js")))


def test_the_policy_forbids_what_is_not_the_pages_own(page: Browser) -> None:
    page.run(
        "const made = document.createElement('script'); made.textContent = 'window.ran = 1'; document.body.append(made)"
    )
    page.run(
        "const made = document.createElement('img'); made.src = 'https://example.invalid/x'; document.body.append(made)"
    )
    assert page.run("return window.ran") is None
    log = "\n".join(entry["message"] for entry in page.driver.get_log("browser"))
    assert log.count("Content Security Policy") == 2


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("axe")
    subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", folder, AXE], check=True, timeout=300)
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_no_violation(browser: Browser, tmp_path: Path, axe: str, theme: str, width: int) -> None:
    for path in SEEDS:
        shutil.copy(path, tmp_path)
    browser.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500},
    )
    try:
        show(tmp_path, browser)
        browser.run(f"document.documentElement.dataset.theme = '{theme}'")
        browser.run(axe)

        def violations() -> list[Any]:
            found = browser.driver.execute_async_script("axe.run().then(arguments[0])")["violations"]
            return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]

        assert violations() == []
        browser.press("aajr")
        browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        assert violations() == []
        browser.press("e")
        assert violations() == []
        browser.press("\ue00c?")
        assert violations() == []
        browser.click("#keys button")
        browser.click("#show-names")
        assert violations() == []
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation_in_the_report_of_a_corpus(
    browser: Browser, tmp_path: Path, axe: str, theme: str
) -> None:
    pytest.importorskip("pyarrow", reason="copydesk[corpus] is not installed")
    from checker.corpus.page import page_of
    from checker.corpus.summary import Summary

    summary = Summary(is_complete=False, articles=7, words=900, findings=3)
    summary.values.update({31.0: 1, 88.5: 4})
    summary.grades.update({"E": 1, "B": 4})
    summary.sources["<b>news</b>"].articles = 7
    summary.rules["doubled-word"].points = 3.0
    path = tmp_path / "page.html"
    path.write_text(page_of("out", {**summary.to_dict(5), "against": summary.since(summary, "earlier", 5)}), "utf-8")
    emulated = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", emulated)
    try:
        browser.open(path)
        browser.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
        found = browser.driver.execute_async_script("axe.run().then(arguments[0])")["violations"]
        assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == []
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
