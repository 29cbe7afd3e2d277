"""Wording that takes more than a phrase to find."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.mqm import Category, Severity
from checker.pattern import lazy
from checker.rule import Hit, flag, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Sentence

_RANGE = lazy(
    r"""
    \b(?P<verb>increased?|raised?|rose|risen|cut|reduced?|lowered|fell|fallen|dropped|grew|grown|changed)\b
    [^.;]{0,60}?\s(?P<by>by)\s(?P<one>\d+(?:\.\d+)?)\s?(?:percent|per\ cent|%)
    \ to\ (?P<two>\d+(?:\.\d+)?)\s?(?:percent|per\ cent|%)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"percent", "%", "cent"},
    bad=[
        "The tax was raised [by -> from] 5 percent to 8 percent.",
        "Fees have increased [by -> from] 10% to 15% since May.",
    ],
    good=[
        "The tax was raised by 5 to 8 percent.",
        "The tax rose by 3 percentage points to 8 percent.",
        "Sales rose by 5 percent to 80 million.",
        "The tax was raised from 5 percent to 8 percent.",
        "Output rose by 40 percent to 5 percent of the total.",
    ],
)
def by_for_from(sentence: Sentence) -> Iterator[Hit]:
    """*Raised by 5 percent to 8 percent*: two rates are joined by *from … to*."""
    for found in sentence.search(_RANGE):
        if float(found["one"]) < float(found["two"]):
            yield flag(found.span("by"), "Two rates are joined by “from … to”.", unsafe="from")


_GRADUALLY = lazy(
    r"""
    \b(?:becoming|become|becomes|became|getting|gets|growing)\ (?P<adjective>[a-z]+)
    \ (?:day\ by\ day|year\ by\ year|by\ the\ day|with\ each\ passing\ day)\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"day", "year"},
    bad=[
        "Travel is becoming [dangerous -> more dangerous] day by day.",
        "It became [famous -> more famous] year by year.",
    ],
    good=[
        "It is getting better day by day.",
        "It is growing more dangerous by the day.",
        "It is becoming worse day by day.",
    ],
)
def positive_with_gradual_change(sentence: Sentence) -> Iterator[Hit]:
    """*Becoming dangerous day by day*: what grows by the day takes the comparative."""
    for found in sentence.search(_GRADUALLY):
        adjective = found["adjective"]
        if not adjective.endswith("er") and adjective not in ("worse", "less", "more"):
            yield flag(found.span("adjective"), "Write the comparative of what grows.", unsafe=f"more {adjective}")


_DEMOCRAT = lazy(
    r"""
    (?<!Liberal\ )(?<!Social\ )(?<!Christian\ )(?<!Free\ )\b(?P<word>Democrat)
    \ (?:[Pp]arty|leaders?|lawmakers?|senators?|politicians?|convention|voters|members|governors?|candidates?)\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"democrat"},
    bad=["The [Democrat -> Democratic] leaders met.", "He spoke to [Democrat -> Democratic] voters."],
    good=[
        "The Liberal Democrat leader met a Democrat in Rome.",
        "The Democratic leaders met.",
        "A Democrat met the voters.",
    ],
)
def democrat_as_adjective(sentence: Sentence) -> Iterator[Hit]:
    """*Democrat leaders*: the adjective is *Democratic*."""
    for found in sentence.search(_DEMOCRAT):
        yield flag(found.span("word"), "The adjective is “Democratic”.", unsafe="Democratic")


_HOPED_HARM = lazy(
    r"""
    \b(?P<hope>hope|hopes|hoped|hoping)\ (?:that\ )?(?:the\ )?(?:number\ of\ )?
    (?:casualties|deaths|victims|losses|damage|death\ toll)\ (?:will|would)\ (?:be|reach|rise)\b
    (?!\ (?:minimal|low|limited|small|avoided|kept))
    """,
    re.VERBOSE,
)


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    cues={"hope", "hopes", "hoped", "hoping"},
    bad=[
        "The mayor [hopes -> expects] the damage will be great.",
        "They [hoped -> expected] that losses would reach a million.",
    ],
    good=[
        "He hopes that the damage will be small.",
        "They hope the losses will be limited.",
        "He hopes the victims will recover.",
    ],
)
def hope_for_harm(sentence: Sentence) -> Iterator[Hit]:
    """*Hopes that losses would reach …*: harm is expected or feared, not hoped for."""
    forms = {"hope": "expect", "hopes": "expects", "hoped": "expected", "hoping": "expecting"}
    for found in sentence.search(_HOPED_HARM):
        right = forms[found["hope"]]
        yield flag(found.span("hope"), "Harm is expected or feared, not hoped for.", unsafe=right)
