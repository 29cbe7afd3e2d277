"""Findings as plain data: whoever has one needs no document to report it, and none is lost on its way through JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.checking import catalog
from checker.checking.engine import Engine
from checker.findings import Applicability, Category, Edit, Finding, Fix, Related, Review, Severity
from checker.findings.quoting import legible, quoted
from checker.findings.review import Quality, Trouble
from checker.text.document import Document
from checker.text.layout import Span

ENGINE = Engine(catalog.select(catalog.load(), catalog.Selection()))
TEXT = "Mark Esper spoke.\n\nA hour later the the man said 😀 to a a child.\n\nMark Asper left. A hour passed.\n"

COUNTS = st.integers(1, 10**6)
SPANS = st.tuples(COUNTS, COUNTS).map(lambda ends: Span(min(ends), max(ends)))
TEXTS = st.text(max_size=20)
FINDINGS = st.builds(
    Finding,
    TEXTS,
    st.sampled_from(Category),
    st.sampled_from(Severity),
    SPANS,
    COUNTS,
    COUNTS,
    COUNTS,
    COUNTS,
    TEXTS,
    TEXTS,
    st.lists(TEXTS, max_size=3).map(tuple),
    st.none()
    | st.builds(
        Fix, st.lists(st.builds(Edit, COUNTS, COUNTS, TEXTS), max_size=2).map(tuple), st.sampled_from(Applicability)
    ),
    st.lists(st.builds(Related, SPANS, TEXTS, COUNTS, COUNTS, COUNTS, COUNTS), max_size=2).map(tuple),
    TEXTS,
    COUNTS,
    TEXTS,
    st.none() | TEXTS,
    st.none() | TEXTS,
    st.none() | st.floats(0, 1),
    precision=st.floats(0, 1),
)


@settings(max_examples=100, deadline=None)
@given(
    st.builds(
        Review,
        COUNTS,
        st.lists(FINDINGS, max_size=3).map(tuple),
        st.none() | st.builds(Quality, TEXTS, st.floats(0, 1)),
        st.lists(st.builds(Trouble, TEXTS, TEXTS), max_size=2).map(tuple),
        TEXTS,
        st.lists(TEXTS, max_size=2).map(tuple),
    )
)
def test_a_review_comes_back_from_json_as_it_was(review: Review) -> None:
    assert Review.from_dict(json.loads(json.dumps(review.to_dict()))) == review


@pytest.mark.parametrize("lost", ["rule", "fix", "related", "fingerprint", "end_line"])
def test_what_is_no_finding_is_refused(lost: str) -> None:
    data = ENGINE.check(Document(TEXT))[0].to_dict()
    del data[lost]
    with pytest.raises(KeyError):
        Finding.from_dict(data)


def test_a_finding_knows_where_it_ends_and_what_stands_around_it() -> None:
    lines = TEXT.split("\n")
    found = ENGINE.check(Document(TEXT, "a.md"))
    assert len(found) >= 4
    for finding in found:
        assert TEXT[finding.span.start :].startswith(finding.excerpt)
        assert lines[finding.line - 1] == finding.context
        assert finding.context_column == finding.column
        before = "\n".join(TEXT[: finding.span.end].split("\n"))
        assert (finding.end_line, finding.end_column) == (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        for place in finding.related:
            assert lines[place.line - 1][place.column - 1 :].startswith(TEXT[place.span.start : place.span.end])
    assert any(finding.related for finding in found)


def test_of_a_long_line_a_finding_keeps_what_stands_near() -> None:
    text = f"{'He went on. ' * 100}A hour passed. {'He went on. ' * 100}"
    found = ENGINE.check(Document(text))
    (finding,) = (finding for finding in found if finding.rule == "wrong-indefinite-article")
    assert (finding.context[0], finding.context[-1]) == ("…", "…")
    assert len(finding.context) < 600
    at = finding.context_column - 1
    assert finding.context[at:].startswith("A hour passed. He")
    assert finding.context[1:at] == text[: finding.span.start][1 - at :]


def test_fingerprints_stay_when_lines_are_put_before_and_tell_equal_findings_apart() -> None:
    twice = "A hour. He slept on. A hour.\n"

    def marks(text: str) -> list[str]:
        found = ENGINE.check(Document(text, "a.md"))
        return [finding.fingerprint for finding in found if finding.rule == "wrong-indefinite-article"]

    assert len(set(marks(twice))) == 2
    assert marks(twice) == marks(f"She came first.\n\n{twice}")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ('Write one mark: “"”.', 'Write one mark: `"`.'),
        ("“““ opens it; close it with “””.", "“““ opens it; close it with `”`."),
        ("““” opens this; write “”” and “'” here.", "`“` opens this; write `”` and `'` here."),
        ("Write “an” before “hour”.", "Write “an” before “hour”."),
        ("Write “`” here.", "Write “`” here."),
    ],
)
def test_a_quotation_mark_that_a_message_quotes_can_be_seen(message: str, expected: str) -> None:
    assert legible(message) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("“", "`“`"), ("a “b”", "`a “b”`"), ("don’t", "“don’t”"), ("’", "`’`"), ("", "nothing"), ("“`”", "““`””")],
)
def test_what_is_quoted_can_be_told_from_the_marks_around_it(text: str, expected: str) -> None:
    assert quoted(text) == expected
