"""The reader “llm” before llama.cpp's own server, with a small model: its marks are poor, but the frame must hold."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.checking.engine import Engine
from checker.readers.llm import prompt
from checker.readers.llm.client import Chat, Limits, UnavailableError
from checker.readers.llm.marks import marks_in, placed
from checker.readers.llm.pieces import pieces_of
from checker.readers.llm.reading import LargeLanguageModel
from checker.readers.small_model.installing import fetched
from checker.store import cache
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.findings import Finding

pytestmark = pytest.mark.llama

SCRIPT = Path(__file__).parent.parent / "scripts" / "llama-server"

ARTICLE = """\
# The fire at the old hall

The fire brigade have extinguished the fire at the old hall in early morning, said its chief. Nobody was hurted, but \
three stall was lost.

It took an hour to reach the village.
"""

MARKED = """\
The fire brigade have extinguished the fire at the old hall in early morning, said its chief. Nobody was hurted, but \
three stall was lost.
The police have arrested the thief at the railway station in early evening, said its head Ana Morel. Nobody was \
hurted, but two car was lost.
The clinic takes in orphans and their sisters; the nurses wash the orphans in a special road for it.
""".splitlines()
"""All but examples of the prompt, of which even this model has something to say on most processors."""

WITHOUT_MARKS = "It took an hour to reach the village.\n"


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fetched(tmp_path_factory.mktemp("weights"))


running: dict[str, subprocess.Popen[str]] = {}
"""The servers by their URLs."""


@contextmanager
def serving(weights: Path, *options: str) -> Iterator[str]:
    """The URL of a server with these options, for as long as it lasts."""
    command = [sys.executable, str(SCRIPT), str(weights), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as server:
        assert server.stdout
        try:
            url = server.stdout.readline().strip()
            running[url] = server
            yield url
        finally:
            server.kill()


@pytest.fixture(scope="module")
def url(weights: Path) -> Iterator[str]:
    with serving(weights) as url:
        yield url


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COPYDESK_CACHE_DIR", str(tmp_path / "cache"))
    cache.folder.cache_clear()
    yield
    cache.folder.cache_clear()


def read(url: str, text: str, key: str = "", limits: Limits | None = None) -> tuple[list[Finding], list[str]]:
    """What the model finds in a text, and what the user is told."""
    said: list[str] = []
    chat = Chat(url, "smollm2", key, limits)
    with LargeLanguageModel(chat, say=said.append) as llm:
        return Engine([], [llm]).check(Document(text)), said


def test_each_paragraph_is_answered_and_its_tokens_are_those_that_the_server_counted(url: str) -> None:
    _, said = read(url, ARTICLE)
    (told,) = [line for line in said if "foreseen" in line]
    counted = re.match(r"smollm2: ([\d,]+) tokens for 3 paragraphs \(about ([\d,]+) foreseen\)", told)
    assert counted, said
    spent, foreseen = (int(number.replace(",", "")) for number in counted.groups())
    assert 0.8 * spent < foreseen < 1.25 * spent


def test_what_was_answered_is_kept(url: str) -> None:
    first, _ = read(url, ARTICLE)
    assert read("http://127.0.0.1:9", ARTICLE) == (first, [])


@pytest.mark.parametrize("text", MARKED)
def test_an_answer_keeps_to_the_schema_and_its_marks_stand_in_the_article(url: str, text: str) -> None:
    chat = Chat(url, "smollm2", limits=Limits(answer_tokens=400))
    (piece,) = pieces_of(Document(text))
    answer = chat.ask(prompt.messages_for(piece), lambda: None, threading.Event())
    marks = marks_in(answer.text or '{"errors": []}')  # nothing is left of an answer that was cut off
    assert marks is not None
    assert {mark.category for mark in marks} <= set(prompt.CATEGORIES)
    found, dropped = placed(piece, marks)
    assert len(found) + len(dropped) == len(marks)
    assert all(text[each.span.start : each.span.end] == each.excerpt for each in read(url, text)[0])


def test_an_answer_that_is_cut_off_costs_its_paragraph_and_no_more(url: str) -> None:
    findings, said = read(url, f"{ARTICLE}\n{WITHOUT_MARKS}", limits=Limits(answer_tokens=2))
    assert findings == []
    assert any("could not be read" in line or "skipped" in line for line in said), said


def test_a_server_whose_context_is_too_short_says_so(weights: Path) -> None:
    with serving(weights, "--context", "512") as url:
        findings, said = read(url, WITHOUT_MARKS)
    assert findings == []
    (told,) = [line for line in said if "skipped" in line]
    assert re.search(r"refused the question with status 400: .*context", told), told


def test_a_key_is_needed_where_the_server_wants_one(weights: Path) -> None:
    with serving(weights, "--key", "sk-right") as url:
        assert not any("skipped" in line for line in read(url, WITHOUT_MARKS, "sk-right")[1])
        (told,) = [line for line in read(url, ARTICLE, "sk-wrong")[1] if "skipped" in line]
    assert "give the right key in COPYDESK_LLM_KEY" in told
    assert "sk-" not in told


def test_a_server_that_dies_costs_the_rest_and_the_next_run_goes_on(weights: Path, url: str) -> None:
    doc = Document(f"{ARTICLE}\n{WITHOUT_MARKS}")
    said: list[str] = []
    with serving(weights) as dying, LargeLanguageModel(Chat(dying, "smollm2"), say=said.append) as llm:
        llm.look_ahead([doc])
        until = time.monotonic() + 300
        while ": 0 of 4" in llm.progress and time.monotonic() < until:
            time.sleep(0.02)
        running[dying].kill()
        Engine([], [llm]).check(doc)
    assert any("nothing answers at" in line or "skipped" in line for line in said), said
    with LargeLanguageModel(Chat(url, "smollm2"), say=said.append) as llm:
        said.clear()
        llm.look_ahead([doc])
    assert re.match(r"smollm2 will read [123] paragraphs? ", said[0]), said


def test_no_model_at_an_address_is_said(url: str) -> None:
    chat = Chat(f"{url}/nowhere/v1", "smollm2")
    with pytest.raises(UnavailableError, match="status 404; check the address"):
        chat.ask([{"role": "user", "content": "Hello"}], lambda: None, threading.Event())
