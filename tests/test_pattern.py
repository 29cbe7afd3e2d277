"""Expressions that are compiled on first use do what compiled ones do."""

from __future__ import annotations

import re

import pytest
from expressions import expressions

from checker.text import pattern


def test_a_lazy_expression_does_what_a_compiled_one_does() -> None:
    made, plain = pattern.lazy("(?P<word>a+)", re.IGNORECASE), re.compile("(?P<word>a+)", re.IGNORECASE)
    assert made.findall("aAb a") == plain.findall("aAb a") == ["aA", "a"]
    assert made.sub("x", "baa") == plain.sub("x", "baa")
    assert (made.pattern, made.flags) == (plain.pattern, plain.flags)
    match = made.search("baa", 2)
    assert match is not None
    assert match["word"] == "a"


def test_a_mistake_in_an_expression_is_raised_on_its_first_use() -> None:
    made = pattern.lazy("[a")
    with pytest.raises(re.error, match="unterminated"):
        made.search("a")


def test_every_expression_of_the_program_compiles() -> None:
    number = 0
    for _, source, flags in expressions():
        re.compile(source, flags)
        number += 1
    assert number > 500


def test_a_possessive_group_becomes_an_atomic_one_where_python_matches_it_wrongly() -> None:
    source = r"""<(?:[^"'>)]++|"[^"]*+"|\)|[]*+)])*+(x(?:y|z)?+)++>"""
    written = pattern._with_atomic_groups(source)
    assert written == r"""<(?>(?:[^"'>)]++|"[^"]*+"|\)|[]*+)])*)(?>(x(?>(?:y|z)?))+)>"""
    assert re.match(written, '<a ">" )>') is None  # what is in the class is not given back for the x
    assert re.match(pattern._with_atomic_groups(r'<(?:[^">x]++|"[^"]*+")*+>'), '<a ">">')
