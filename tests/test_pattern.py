"""Patterns that are told their first characters find what Python's own find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from expressions import expressions
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import pattern

SEEDS = Path(__file__).parent.parent / "seeds"
ODD = """kK\u212a sS\u017f iI\u0130\u0131 ÅåÄä Σσς ßẞ 1² \u0661\u0966 \u2060\ufffc “a” ‘b’ ’t
Mr. U.S. don’t 1,500.25 13:30 50% $5"""


def found(made: re.Pattern[str], text: str) -> list[tuple[str, tuple[int, int], dict[str, str | None]]]:
    """All that tells one match from another."""
    return [(match.group(), match.span(), match.groupdict()) for match in made.finditer(text)]


def test_all_expressions_find_what_they_found() -> None:
    texts = [path.read_text("utf-8")[:1500] for path in sorted(SEEDS.rglob("*.md"))]
    text = "\n".join([ODD, *texts])[:12_000]
    number = 0
    for _, source, flags in expressions():
        assert found(pattern.compiled(source, flags), text) == found(re.compile(source, flags), text), source
        number += 1
    assert number > 1000


PIECES = st.sampled_from(
    [*"akKsSiI1", "é", "Å", "[ab]", "[^a]", "[a-k]", "[^\\W\\d_]", "[^\\s]", "[à-ü]", "\\d", "\\w", "\\s", "\\W", "."]
)
EDGES = st.sampled_from(["", "", "", "\\b", "(?<!a)", "(?<=[\\W\\d])", "(?!k)", "(?=[sS])", "^"])
TIMES = st.sampled_from(["", "", "?", "*", "+", "{0,2}", "??", "*+"])


@st.composite
def sources(draw: st.DrawFn, depth: int = 2) -> str:
    """Expressions with what hides their first characters."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        if depth and draw(st.integers(0, 2)) == 0:
            options = draw(st.lists(sources(depth=depth - 1), min_size=1, max_size=3))
            kind = draw(st.sampled_from(["(?:", "(", "(?i:", "(?>"]))
            body = f"{kind}{'|'.join(options)})"
        else:
            body = draw(PIECES)
        parts.append(draw(EDGES) + body + draw(TIMES))
    return "".join(parts)


@settings(max_examples=600)
@given(sources(), st.sampled_from([0, re.IGNORECASE]), st.text("akKsSiI1é Åå\u212a\u017f\u0130\u0131\n-", max_size=12))
def test_any_expression_finds_what_it_found(source: str, flags: int, text: str) -> None:
    assert found(pattern.compiled(source, flags), text) == found(re.compile(source, flags), text)


@pytest.mark.parametrize(
    ("source", "flags", "no_start"),
    [
        ("(?<![\\w.])(?:on|at) noon", 0, "xyz "),
        ("\\b(?:he|she) says", re.IGNORECASE, "xyz "),
        ("(?:very )?old", 0, "xyz "),
        ("\\d?[%‰]", 0, "xyz "),
    ],
)
def test_a_search_skips_what_no_match_begins_with(source: str, flags: int, no_start: str) -> None:
    """The block of the compiled form that tells the search holds a set (4), which Python's own does not."""
    form, plain = pattern._form(source, flags), re._compiler._code(re._parser.parse(source, flags), flags)  # type: ignore[attr-defined]
    assert form
    told = int.from_bytes(form.code[8:12], "little")
    assert (told, plain[2]) == (4, 0)
    assert not found(pattern.compiled(source, flags), no_start * 50)


def test_a_mistake_in_an_expression_is_raised_as_usual() -> None:
    with pytest.raises(re.error, match="unterminated"):
        pattern.compiled("[a", 0)
