"""Residue that only plain text shows: Markdown masks entities, tags and backticks."""

from __future__ import annotations

import pytest

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.repairing import fixing
from checker.text.document import Document

RESIDUE = Engine(rule for rule in catalog.load() if rule.family == "residue")


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("He said &quot;no&quot; to R&amp;D.", 'He said "no" to R&D.'),
        ("The new&nbsp;car cost &pound;5.", "The new car cost £5."),
        ("`` We won, '' he said.", "“We won,” he said."),
        ("The bell\x07s of the town rang.", "The bells of the town rang."),
        ("It was 1\u200b9 May.", "It was 19 May."),
    ],
)
def test_plain_text_is_repaired(text: str, repaired: str) -> None:
    assert fixing.repair(Document(text, "a.txt"), RESIDUE).doc.text == repaired


@pytest.mark.parametrize(
    ("text", "excerpts"),
    [
        ("He left.<br>She stayed.</p>", ["<br>", "</p>"]),
        ("Dear __NAME__, <unk> came.", ["__NAME__", "<unk>"]),
        ("If a <b and c> d, see <https://example.org> & <Fukushima>.", []),
        ("A 5'11'' man and 'so-called' ''quotes''.", []),
        ("AT&T; Q&A; fish & chips; &c.", []),
    ],
)
def test_markup_left_in_plain_text_is_found(text: str, excerpts: list[str]) -> None:
    assert [finding.excerpt for finding in RESIDUE.check(Document(text, "a.txt"))] == excerpts
