"""LanguageTool without LanguageTool: what is sent, what becomes of answers, and what happens when there are none."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from program import copydesk

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.checking.rule import Applicability
from checker.findings import Category, Severity
from checker.readers.languagetool.adviser import LanguageTool
from checker.readers.languagetool.client import Client, Limits, Match, UnavailableError, base_of
from checker.readers.languagetool.mapping import hit_for, is_let_through, policy, rule_for
from checker.readers.languagetool.pieces import pieces_of
from checker.store import cache
from checker.text.document import Document, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent
QUICK = Limits(answer_seconds=0.6, start_seconds=5, answer_bytes=20_000)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path / "cache"))
    cache.folder.cache_clear()
    yield
    cache.folder.cache_clear()


# -- A stand-in for the server -----------------------------------------------------------------------------------------


def found(text: str, word: str, rule: str = "IT_VBZ", **more: Any) -> list[dict[str, Any]]:
    """Matches for each time that ``word`` stands in ``text``, as LanguageTool would put it."""
    matches = []
    at = text.find(word)
    while at >= 0:
        units = len(text[:at].encode("utf-16-le")) // 2
        matches.append(
            {
                "message": "Say it otherwise.",
                "offset": units,
                "length": len(word.encode("utf-16-le")) // 2,
                "replacements": [{"value": "other"}],
                "rule": {"id": rule, "issueType": "grammar", "category": {"id": "GRAMMAR"}} | more,
            }
        )
        at = text.find(word, at + 1)
    return matches


class StandIn(ThreadingHTTPServer):
    """A server that finds every “wrong”, or does as ``answer`` says."""

    daemon_threads = True
    version = "6.8"
    rule = "IT_VBZ"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.texts: list[str] = []
        self.answer: Callable[[_Handler], None] | None = None
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        if os.environ.get("HANG"):
            self.answer = lambda _: time.sleep(30)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.reply({"software": {"version": self.server.version}})

    def do_POST(self) -> None:
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        parts = json.loads(form["data"][0])["annotation"]
        text = "".join(part.get("text", part.get("markup")) for part in parts)
        self.server.texts.append(text)
        if self.server.answer:
            self.server.answer(self)
        else:
            self.reply({"matches": found(text, "wrong", self.server.rule)})

    def reply(self, value: Any) -> None:
        self.send(json.dumps(value).encode())

    def send(self, body: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn() as server:
        yield server
        server.shutdown()


def check(server: StandIn, text: str, **selection: Any) -> list[tuple[str, str]]:
    """Rule and excerpt of all findings, with the stand-in as adviser."""
    chosen = catalog.Selection(**selection)
    with LanguageTool(server.url, say=pytest.fail, limits=QUICK) as languagetool:
        engine = Engine(catalog.select(catalog.load(), chosen, {"languagetool"}), [languagetool], [chosen])
        return [(finding.rule, finding.excerpt) for finding in engine.check(Document(text, "a.md"))]


# -- What is sent ------------------------------------------------------------------------------------------------------


def test_markup_is_sent_as_markup_and_things_as_a_noun() -> None:
    (piece,) = pieces_of(Document("See **the** `code` here.\n", "a.md"))
    assert piece.annotation == [
        {"text": "See "},
        {"markup": "\u2060\u2060"},
        {"text": "the"},
        {"markup": "\u2060\u2060"},
        {"text": " "},
        {"markup": "\ufffc" * 6, "interpretAs": "Thing"},
        {"text": " here."},
    ]


def test_what_is_no_prose_does_not_leave_the_machine() -> None:
    text = "---\nkey: secret\n---\n\nA [link](http://secret.example) and `secret`.\n\n```\nsecret\n```\n"
    assert "secret" not in "".join(piece.text for piece in pieces_of(Document(text, "a.md")))


def test_pieces_are_blocks_and_none_is_longer_than_allowed() -> None:
    text = "One two three.\n\n" * 30 + "A sentence of some length. " * 40 + "\n\n" + "x" * 700
    pieces = list(pieces_of(Document(text, "a.txt"), most=200))
    assert max(len(piece.text) for piece in pieces) <= 200
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(text.split())


def test_offsets_are_utf_16_units_and_lead_back_to_characters() -> None:
    doc = Document("A 😀 **bold** 😀 word.\n\n# Next 😀 wrong\n", "a.md")
    (piece,) = pieces_of(doc)
    for word in ("bold", "word", "wrong"):
        (match,) = found(piece.text, word)
        span = piece.span(match["offset"], match["length"])
        assert span
        assert doc.text[span.start : span.end] == word


@pytest.mark.parametrize(("offset", "length"), [(-1, 2), (0, 99), (10**9, 1), (2, -1), (3, 1), (0, 10)])
def test_offsets_that_cannot_be_are_dropped(offset: int, length: int) -> None:
    """Outside of the text, inside a surrogate pair, or from one paragraph into the next."""
    (piece,) = pieces_of(Document("A 😀.\n\nWord and word.\n", "a.txt"))
    assert piece.span(offset, length) is None


# -- What becomes of answers -------------------------------------------------------------------------------------------


def match(rule: str, category: str = "GRAMMAR", issue: str = "grammar", replacements: tuple[str, ...] = ()) -> Match:
    return Match(rule, category, issue, "Why.", 0, 1, replacements)


@pytest.mark.parametrize(
    ("category", "issue", "expected", "severity"),
    [
        ("GRAMMAR", "grammar", Category.GRAMMAR, Severity.MINOR),
        ("CONFUSED_WORDS", "misspelling", Category.WRONG_TERM, Severity.MAJOR),
        ("MISC", "misspelling", Category.SPELLING, Severity.MINOR),
        ("PUNCTUATION", "uncategorized", Category.PUNCTUATION, Severity.MINOR),
        ("STYLE", "style", Category.AWKWARD, Severity.NEUTRAL),
        ("NEW", "new", Category.AWKWARD, Severity.MINOR),
    ],
)
def test_categories_and_severities(category: str, issue: str, expected: Category, severity: Severity) -> None:
    rule = rule_for(match("X", category, issue))
    assert rule
    assert (rule.name, rule.category, rule.severity) == ("languagetool/X", expected, severity)


def test_a_rule_whose_name_could_not_stand_in_a_report_is_dropped() -> None:
    assert rule_for(match("X\x1b[31m")) is None


def test_everything_dropped_has_a_reason() -> None:
    import tomllib

    table = tomllib.loads((ROOT / "checker" / "readers" / "languagetool" / "policy.toml").read_text("utf-8"))
    for entry in [*table["dropped"], *table["safe"]]:
        assert entry["reason"].endswith(".")
        assert entry.keys() <= {"rules", "categories", "reason"}
    assert policy().drops(match("EN_COMPOUNDS_WELL_KNOWN"))
    assert policy().drops(match("X", "STYLE"))
    assert not policy().drops(match("IT_VBZ"))


@pytest.mark.parametrize(
    ("text", "word", "kept"),
    [
        ("They met for breakast.", "breakast", True),
        ("They met Breakast.", "Breakast", False),
        ("They decriminalised it.", "decriminalised", False),
        ("See /srv/breakast/x.", "breakast", False),
        ("They met x2breakast.", "x2breakast", False),
        ("It is called *breakast* here.", "breakast", False),
    ],
)
def test_an_unknown_word_counts_when_it_is_neither_a_name_nor_in_our_lexicon(text: str, word: str, kept: bool) -> None:
    start = text.index(word)
    unknown = match("MORFOLOGIK_RULE_EN_US", "TYPOS", "misspelling")
    assert is_let_through(Document(text, "a.md"), Span(start, start + len(word)), unknown, policy()) is kept


def test_what_stands_beside_a_thing_is_dropped_since_only_a_stand_in_was_seen() -> None:
    doc = Document("Use an `int` right here.", "a.md")
    assert not is_let_through(doc, Span(4, 6), match("SOME_RULE"), policy())
    assert is_let_through(doc, Span(19, 23), match("SOME_RULE"), policy())


def test_repairs_are_shown_only_but_for_rules_found_safe() -> None:
    doc = Document("It cost $ 5.")
    shown = hit_for(doc, Span(8, 11), match("X", replacements=("$5",)), policy())
    safe = hit_for(doc, Span(8, 11), match("CURRENCY_SPACE", replacements=("$5",)), policy())
    assert (shown.applicability, safe.applicability) == (Applicability.DISPLAY, Applicability.SAFE)
    assert hit_for(doc, Span(8, 11), match("X", replacements=("\x1b[31m", "$ 5")), policy()).replacements == ()


# -- With the engine ---------------------------------------------------------------------------------------------------


def test_findings_of_both_stand_in_one_list(server: StandIn) -> None:
    assert check(server, "A hour is wrong.") == [("wrong-indefinite-article", "A"), ("languagetool/IT_VBZ", "wrong")]


def test_our_own_rule_is_heard_before_languagetool(server: StandIn) -> None:
    server.answer = lambda handler: handler.reply({"matches": found(server.texts[-1], "A ")})
    assert check(server, "A hour.") == [("wrong-indefinite-article", "A")]


@pytest.mark.parametrize("name", ["languagetool/IT_VBZ", "languagetool", "linguistic-conventions/grammar", "all", ""])
def test_directives_speak_for_its_rules(server: StandIn, name: str) -> None:
    text = f"<!-- copydesk: ignore {name} -->\n\nIt is wrong.\n\nThis one is wrong too.\n"
    assert check(server, text) == [("languagetool/IT_VBZ", "wrong")]


def test_a_directive_for_it_is_left_alone_when_it_is_off() -> None:
    text = "<!-- copydesk: ignore-file languagetool/IT_VBZ, languagetool -->\n\nIt is wrong.\n"
    assert Engine(catalog.load()).check(Document(text, "a.md")) == []


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        ({"select": ["languagetool"]}, 1),
        ({"select": ["languagetool/IT_VBZ"]}, 1),
        ({"select": ["languagetool/OTHER"]}, 0),
        ({"select": ["articles"]}, 0),
        ({"ignore": ["languagetool/IT_VBZ"]}, 0),
        ({"ignore": ["languagetool"]}, 0),
        ({"ignore": ["languagetool/OTHER"]}, 1),
    ],
)
def test_its_rules_are_selected_as_ours_are(server: StandIn, selection: dict[str, list[str]], count: int) -> None:
    assert len(check(server, "It is wrong.", **selection)) == count


def test_a_rule_dropped_by_default_is_reported_when_selected_by_name(server: StandIn) -> None:
    server.rule = "EN_A_VS_AN"
    assert check(server, "It is wrong.") == []
    assert check(server, "It is wrong.", select=["languagetool/EN_A_VS_AN"]) == [("languagetool/EN_A_VS_AN", "wrong")]


def test_answers_are_kept_by_content_and_version(server: StandIn) -> None:
    for _ in range(2):
        assert len(check(server, "It is wrong.")) == 1
    assert len(server.texts) == 1
    server.version = "6.9"
    assert len(check(server, "It is wrong.")) == 1
    assert len(server.texts) == 2


# -- When there is no answer -------------------------------------------------------------------------------------------


def late(_: _Handler) -> None:
    time.sleep(1.5)


def dripping(handler: _Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        time.sleep(0.05)


def cut_off(handler: _Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"{")


def redirecting(handler: _Handler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "http://127.0.0.1:9/elsewhere")
    handler.end_headers()


def _match_with(**more: Any) -> bytes:
    return json.dumps({"matches": [found("wrong", "wrong")[0] | more]}).encode()


MISBEHAVIOURS: dict[str, tuple[Callable[[_Handler], None], str]] = {
    "late": (late, "did not answer within 0.6 seconds"),
    "dripping": (dripping, "did not answer within 0.6 seconds"),
    "cut off": (cut_off, "did not answer as LanguageTool does|broke off"),
    "redirecting": (redirecting, "status 302; give the address it redirects to"),
    "404": (lambda handler: handler.send(b"", 404), "status 404; give the address without a path"),
    "413": (lambda handler: handler.send(b"", 413), "maxTextLength"),
    "429": (lambda handler: handler.send(b"", 429), "fewer requests"),
    "500": (lambda handler: handler.send(b"", 500), "status 500; look at the server's log"),
    "huge": (lambda handler: handler.send(b" " * 30_000), "longer than 20,000 bytes"),
    "empty": (lambda handler: handler.send(b""), "did not answer as LanguageTool does"),
    "a page": (lambda handler: handler.send(b"<html>"), "did not answer as LanguageTool does"),
    "deep": (lambda handler: handler.send(b"[" * 19_000), "did not answer as LanguageTool does"),
    "a list": (lambda handler: handler.send(b"[]"), "did not answer as LanguageTool does"),
    "no matches": (lambda handler: handler.send(b'{"matches": 1}'), "did not answer as LanguageTool does"),
    "odd offset": (lambda handler: handler.send(_match_with(offset="1")), "did not answer as LanguageTool does"),
    "odd rule": (lambda handler: handler.send(_match_with(rule=[])), "did not answer as LanguageTool does"),
    "odd message": (lambda handler: handler.send(_match_with(message=None)), "did not answer as LanguageTool does"),
}


@pytest.mark.parametrize("kind", MISBEHAVIOURS)
def test_a_misbehaving_server_costs_one_line_and_nothing_else(server: StandIn, kind: str) -> None:
    import re

    misbehave, expected = MISBEHAVIOURS[kind]
    server.answer = misbehave
    said: list[str] = []
    with LanguageTool(server.url, say=said.append, limits=QUICK) as languagetool:
        engine = Engine(catalog.load(), [languagetool], [catalog.Selection()])
        for number in range(3):
            findings = engine.check(Document(f"A hour is wrong {number}."))
            assert [finding.rule for finding in findings] == ["wrong-indefinite-article"]
    assert len(said) == 1
    assert re.search(expected, said[0]), said


def test_an_offset_out_of_the_text_is_dropped_and_the_rest_kept(server: StandIn) -> None:
    matches = [found("It is wrong.", "wrong")[0], found("wrong", "wrong")[0] | {"offset": 10**12}]
    server.answer = lambda handler: handler.reply({"matches": matches})
    assert check(server, "It is wrong.") == [("languagetool/IT_VBZ", "wrong")]


def test_nothing_at_the_address() -> None:
    with pytest.raises(UnavailableError, match=r"nothing answers at http://127\.0\.0\.1:9 "):
        Client("http://127.0.0.1:9", QUICK).version()


@pytest.mark.parametrize(
    "url", ["http://h", "http://h/", "http://h/v2", "http://h/v2/", "http://h/v2/check", "http://h/v2/check?x=1"]
)
def test_an_address_may_be_written_in_several_ways(url: str) -> None:
    assert base_of(url) == "http://h"


@pytest.mark.parametrize("url", ["", "on", "file:///etc/passwd", "http://", "http://a:b@h", "http://h:port"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"host|password|port|Port"):
        base_of(url)


# -- The command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.md").write_text("It is wrong.\n")
    (folder / "b.md").write_text("An hour.\n")
    return folder


@pytest.mark.slow
def test_the_option_and_the_configuration_name_a_server(server: StandIn, folder: Path) -> None:
    done = copydesk("--languagetool", server.url, folder=folder)
    assert "a.md:1:7: minor languagetool/IT_VBZ: Say it otherwise. [other]" in done.communicate()[0]
    (folder / "copydesk.toml").write_text(
        f'languagetool = "{server.url}"\nper-file-ignores = {{ "a.md" = ["languagetool/IT_VBZ"] }}\n'
    )
    assert copydesk(folder=folder).wait() == 0
    assert len(server.texts) == 2
    assert copydesk("--languagetool", "off", folder=folder).wait() == 0


@pytest.mark.slow
@pytest.mark.parametrize(("require", "code"), [(False, 0), (True, 2)])
def test_a_run_without_it_goes_on_unless_it_is_required(folder: Path, require: bool, code: int) -> None:
    (folder / "a.md").write_text("It is good.\n")
    options = ["--require-languagetool"] if require else []
    done = copydesk("--languagetool", "http://127.0.0.1:9", *options, folder=folder)
    _, said = done.communicate()
    assert said.count("\n") == 1
    assert said.startswith("copydesk: LanguageTool skipped: nothing answers at http://127.0.0.1:9")
    assert done.returncode == code


@pytest.mark.parametrize("options", [["--languagetool", "yes"], ["--require-languagetool"]])
def test_an_option_that_makes_no_sense(folder: Path, options: list[str]) -> None:
    done = copydesk(*options, folder=folder)
    assert "--languagetool" in done.communicate()[1]
    assert done.returncode == 2


def test_it_is_not_imported_when_it_is_off(folder: Path) -> None:
    code = (
        "import sys; from checker.faces import session; session.run(session.Options(isolated=True)); "
        "sys.exit('checker.readers.languagetool.adviser' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)


@pytest.mark.slow
def test_fixing_asks_again_about_what_changed(server: StandIn, folder: Path) -> None:
    server.rule = "CURRENCY_SPACE"
    done = copydesk("--languagetool", server.url, "--fix", folder=folder)
    done.communicate()
    assert (folder / "a.md").read_text() == "It is other.\n"
    assert done.returncode == 0
    assert any("other" in text for text in server.texts)


# -- A server of the run's own -----------------------------------------------------------------------------------------

PACKAGE = """
import os, subprocess, sys, time
from language_tool_python import download_lt
class LanguageTool:
    def __init__(self, language):
        if os.environ.get("FAIL"):
            raise OSError("no such luck")
        command = [sys.executable, os.environ["SERVER"]]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        with open(os.environ["PIDS"], "a") as pids:
            pids.write(f"{self.process.pid} {os.getpid()} ")
        time.sleep(float(os.environ.get("DELAY", "0")))
        self.url = self.process.stdout.readline().strip()
"""
DOWNLOAD = """
LTP_DOWNLOAD_VERSION = "6.8"
class LocalLanguageTool:
    @classmethod
    def from_version_name(cls, name): return cls()
    def download(self): print("downloading")
"""
SERVER = """
import sys, time
sys.path[:0] = {paths!r}
from test_languagetool import StandIn
print(StandIn().url, flush=True)
time.sleep(60)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Where language-tool-python is a stand-in, which starts a stand-in of the server as the real one would."""
    package = tmp_path / "packages" / "language_tool_python"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(PACKAGE)
    (package / "download_lt.py").write_text(DOWNLOAD)
    (tmp_path / "server.py").write_text(SERVER.format(paths=[str(ROOT), str(ROOT / "tests")]))
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\n")
    java.chmod(0o755)
    return {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{package.parent}",
        "SERVER": str(tmp_path / "server.py"),
        "PIDS": str(tmp_path / "pids"),
        "PATH": f"{java.parent}{os.pathsep}{os.environ['PATH']}",
    }


def pids(environment: dict[str, str]) -> list[int]:
    """The server and its keeper, once they are there."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        started = Path(environment["PIDS"])
        if started.exists() and (numbers := started.read_text().split()):
            return [int(number) for number in numbers]
        time.sleep(0.02)
    raise AssertionError("the server was not started")


def all_end(numbers: list[int]) -> bool:
    """Whether the processes end within a moment."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if not any(_runs(number) for number in numbers):
            return True
        time.sleep(0.02)
    return False


def _runs(number: int) -> bool:
    status = Path(f"/proc/{number}/stat")
    if status.parent.parent.exists():
        # A process that ended but was not asked for its exit code (“Z”) does nothing any more.
        try:
            return status.read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False
    try:
        os.kill(number, 0)
    except OSError:
        return False
    return True


posix = pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups are POSIX's")


@pytest.mark.slow
@posix
def test_a_server_of_its_own_serves_the_run_and_is_gone_after(folder: Path, environment: dict[str, str]) -> None:
    done = copydesk("--languagetool", "auto", folder=folder, **environment)
    out, said = done.communicate()
    assert "languagetool/IT_VBZ" in out
    assert said == "downloading\n"
    assert len(pids(environment)) == 2  # one server, and the process that keeps it, for both articles
    assert all_end(pids(environment))


@pytest.mark.slow
@posix
def test_a_second_run_over_the_same_files_starts_no_server(folder: Path, environment: dict[str, str]) -> None:
    first = copydesk("--languagetool", "auto", folder=folder, **environment).communicate()[0]
    second = copydesk("--languagetool", "auto", folder=folder, **environment).communicate()[0]
    assert first == second
    assert len(pids(environment)) == 2


@pytest.mark.slow
@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("stage", ["starting", "answering"])
def test_no_server_is_left_when_the_run_is_ended(
    folder: Path, environment: dict[str, str], number: signal.Signals, stage: str
) -> None:
    environment |= {"DELAY": "30"} if stage == "starting" else {"HANG": "1"}
    done = copydesk("--languagetool", "auto", folder=folder, **environment)
    started = pids(environment)
    time.sleep(0.3)
    done.send_signal(number)
    _, said = done.communicate(timeout=10)
    assert all_end(started)
    if number == signal.SIGINT:
        assert done.returncode == 2
        assert said.endswith("copydesk: stopped\n")


@pytest.mark.slow
@posix
def test_no_server_is_left_when_a_rule_fails(folder: Path, environment: dict[str, str]) -> None:
    (folder / "own.py").write_text(
        "from checker.text.document import Document\nfrom checker.findings import Category, Severity\n"
        "from checker.checking.rule import rule\nimport time\n"
        "@rule(category=Category.GRAMMAR, severity=Severity.MINOR, bad=['[a]'])\n"
        "def failing(doc: Document):\n    'It fails.'\n    time.sleep(1)\n    raise SystemExit(3)\n"
    )
    done = copydesk("--languagetool", "auto", "--rules", "own.py", folder=folder, **environment)
    assert done.wait(10) == 3
    assert all_end(pids(environment))


@pytest.mark.slow
@posix
def test_a_server_that_does_not_start_costs_one_line(folder: Path, environment: dict[str, str]) -> None:
    done = copydesk("--languagetool", "auto", "--require-languagetool", folder=folder, **environment, FAIL="1")
    _, said = done.communicate()
    assert "LanguageTool skipped: LanguageTool did not start (OSError: no such luck)" in said
    assert done.returncode == 2


@pytest.mark.slow
@posix
def test_without_java_or_the_package(folder: Path, environment: dict[str, str]) -> None:
    without = {**environment, "PATH": str(folder)}
    assert "install Java 17" in copydesk("--languagetool", "auto", folder=folder, **without).communicate()[1]
    (Path(environment["PYTHONPATH"].split(os.pathsep)[1]) / "language_tool_python" / "__init__.py").write_text(
        "import no"
    )
    assert "No module named 'no'" in copydesk("--languagetool", "auto", folder=folder, **environment).communicate()[1]


@posix
def test_a_server_that_takes_too_long_to_start_is_given_up(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from checker.readers.languagetool.server import LocalServer

    for name, value in (environment | {"DELAY": "30"}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.syspath_prepend(environment["PYTHONPATH"].split(os.pathsep)[1])
    server = LocalServer(Limits(start_seconds=1))
    with pytest.raises(UnavailableError, match="did not start within 1 seconds"):
        server.start()
    assert all_end(pids(environment))
