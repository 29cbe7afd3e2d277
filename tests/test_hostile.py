"""Hostile articles: nothing raises, nothing hangs, and no promise is broken; the same comes out each time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile import DEEP, KINDS, LARGE
from hypothesis import given, settings
from hypothesis import strategies as st
from promises import broken_promises

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.repairing import fixing
from checker.text.document import Document

ROOT = Path(__file__).parent.parent
ENGINE = Engine(catalog.select(catalog.load(), catalog.Selection(preview=True)))

PATHS = st.sampled_from(["a.md", "a.txt", "a.mdx", "a.html", "a.rst", "a.adoc"])
PIECES = st.one_of(*map(st.sampled_from, KINDS.values()), st.text(max_size=4))
HOSTILE = st.lists(PIECES, max_size=40).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda between: between.join(pieces))
)


@settings(max_examples=60, deadline=None)
@given(HOSTILE.filter(str.isprintable) | HOSTILE, PATHS)
def test_no_article_breaks_a_promise(text: str, path: str) -> None:
    text = Document(text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n"), path).text
    assert list(broken_promises(text, path, ENGINE, most_rounds=fixing.ROUNDS - 1)) == []


BROKEN_ONCE: list[tuple[str, str]] = [
    ("\N{WORD JOINER}", "a.md"),
    ("\\\x7f-", "a.md"),
    ("\x07+++\n+++", "a.md"),
    (" \N{ZERO WIDTH NO-BREAK SPACE}-\n<>\n„$", "a.md"),
    ("to to\n\x1e!!! n\nT", "a.md"),
    ("the the\n- \N{WORD JOINER}", "a.md"),
    ("\N{WORD JOINER}![]()\n\nmore better", "a.md"),
    ("\N{WORD JOINER} \N{WORD JOINER} ", "a.md"),
    ("Le pont de la ville sera fermé dès lundi prochain.", "a.md"),
]
"""Articles that a rule failed on, or that came out of a repair as something else."""


@pytest.mark.parametrize(("text", "path"), BROKEN_ONCE)
def test_what_was_broken_once_is_whole(text: str, path: str) -> None:
    assert list(broken_promises(text, path, ENGINE)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_a_large_article_comes_to_an_end(name: str) -> None:
    for path in ("a.md", "a.txt"):
        doc = Document(LARGE[name](5_000), path)
        ENGINE.check(doc)


def test_a_word_as_long_as_the_article_is_read_in_no_time() -> None:
    start = time.monotonic()
    ENGINE.check(Document(LARGE["one long word"](400_000), "a.md"))
    assert time.monotonic() - start < 8


@pytest.mark.slow
@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_ten_thousand_deep_is_read_and_repaired(name: str) -> None:
    text = DEEP[name](10_000)
    assert fixing.repair(Document(text, name, fields=("a",)), ENGINE).doc.text == text.replace("A hour", "An hour")


_DIGEST = """
import hashlib, sys
from pathlib import Path
from checker.checking import catalog
from checker.repairing import fixing
from checker.text.document import Document
from checker.checking.engine import Engine
engine = Engine(catalog.select(catalog.load(), catalog.Selection(preview=True)))
digest = hashlib.sha256()
for file in sorted(Path("seeds/flawed").glob("*.md"))[::6]:
    text = file.read_text("utf-8")
    for unsafe in (False, True):
        done = fixing.repair(Document(text, file.name), engine, unsafe=unsafe)
        digest.update(repr((done.rounds, done.fixed, done.left, done.doc.text)).encode())
print(digest.hexdigest())
"""


def test_the_same_comes_out_whatever_the_hash_seed() -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", _DIGEST],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    first, second = (run.communicate()[0] for run in runs)
    assert len(first.strip()) == hashlib.sha256().digest_size * 2
    assert first == second
