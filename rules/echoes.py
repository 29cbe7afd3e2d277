"""Echoes: a word that comes back within a few words, since the source said one thing in two ways."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import NUMBER_WORDS, is_plural, word_set
from checker.findings import Category, Severity
from checker.text.document import BlockKind, Document, Sentence, Token, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    category=Category.ADDITION,
    severity=Severity.MINOR,
    local=True,
    cues={"of"},
    bad=[
        "They spoke about the [terms of the terms] with him.",
        "She was fined for a [violation of violation].",
        "He spoke of the [necessity of the need] to act. They had the [chance of the opportunity] to win.",
        "The [purpose of this goal] is not clear.",
    ],
    good=[
        "The need of the hour is clear. It is a matter of cause and effect, and the cost of the aim is high.",
        "The aim of the goal kick, the purpose of the objective lens and the cost of the price rise are clear.",
        "They spoke about the terms of the treaty, and about friends of friends.",
        "He is the best of the best, and she wrote a history of history.",
        "It is the name of the name server, the mouth of mouth No. 2, a list of lists and a copy of copy.",
        "Most of most days, some of some people.",
        "Which of which is which? A million of A shares were sold.",
        "The king of kings is no more.",
    ],
)
def of_between_same_nouns(doc: Document) -> Iterator[Hit]:
    """*The terms of the terms*: *of* joins a noun to itself."""
    if doc.is_technical:
        return  # there a slice of a slice is a thing
    lowers = doc.lowers
    for of in doc.places["of"]:
        if lowers[of - 1] in _MEANING_ONE_THING:
            yield from _meaning_itself(*doc.spot(of))
        if lowers[of - 1] not in lowers[of + 1 : of + 3]:
            continue
        sentence, at = doc.spot(of)
        tokens, forms = sentence.tokens, sentence.lowers
        if not at or forms[at - 1] not in forms[at + 1 : at + 3]:
            continue
        again = at + 1 if forms[at + 1] == forms[at - 1] else at + 2
        noun = tokens[again]
        if forms[max(0, at - 4) : again + 4].count(noun.lower) > 2:
            continue  # a loop
        if not _is_common_noun(noun) or noun.text != tokens[at - 1].text:
            continue
        if is_plural(noun.text) if again == at + 1 else tokens[at + 1].text not in grammar.ARTICLES:
            continue  # friends of friends, a branch of its branch
        if grammar.ends_phrase(tokens, again + 1) or grammar.is_participle(forms[again + 1]):
            yield flag(join(tokens[at - 1], noun), f"“{noun.text}” stands on both sides of “of”.")


def _meaning_itself(sentence: Sentence, at: int) -> Iterator[Hit]:
    """A hit on *of* at ``at`` that joins a noun to one that means the same."""
    tokens, forms = sentence.tokens, sentence.lowers
    again = at + 2 if forms[at + 1 : at + 2] and forms[at + 1] in _BEFORE_MEANING else at + 1
    if not grammar.ends_phrase(tokens, again + 1) and forms[again + 1] != "to":
        return  # the aim of the goal kick
    if again < len(forms) and forms[again] in _MEANING_ONE_THING[forms[at - 1]] and forms[again] != forms[at - 1]:
        message = f"“{tokens[at - 1].text}” and “{tokens[again].text}” say the same: keep one."
        yield flag(join(tokens[at - 1], tokens[again]), message)


_BEFORE_MEANING = grammar.ARTICLES | {"its", "this", "their"}
_MEANING_ONE_THING = {
    word: group
    for group in map(
        word_set,
        (
            "need necessity",
            "chance opportunity possibility",
            "purpose aim goal objective",
            "reason cause",
            "price cost",
            "outcome consequence",
            "start beginning onset",
            "way method manner",
            "fact reality",
            "help assistance",
        ),
    )
    for word in group
}


def _is_common_noun(word: Token) -> bool:
    text = word.text
    return len(text) > 3 and text.islower() and text not in _OF_THEMSELVES and not text.endswith("est")


_OF_THEMSELVES = word_set(
    """
    best worst philosophy history science theory sociology psychology art study criticism politics language list array
    copy string class type each which some many most inside outside instead because none either neither half part one
    fear love song life death dream war joke knowledge image model set function pointer table tree graph sequence
    vector matrix group stack queue tuple iterator first last system parent child alias most more that those this what
    """
)


_BETWEEN_SAME = lazy(
    r"""
    \bbetween\ (?P<one>(?:the|a|an)\ [\w-]+|[A-Z][\w-]+)\ and\ (?P=one)
    (?=[.,;:!?)]|\ (?:is|are|was|were|has|have|had|will|in|on|over|about|at|since)\b)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.ADDITION,
    severity=Severity.MAJOR,
    cues={"between"},
    bad=["The talks [between the union and the union] have failed.", "Trade [between Peru and Peru] has grown."],
    good=[
        "The talks between the union and the firm failed.",
        "A fight between man and man, between the union and the union's lawyer.",
        "The road between Ulm and Ulm Castle is shut.",
    ],
)
def between_one_and_the_same(sentence: Sentence) -> Iterator[Hit]:
    """*Between the union and the union*: the two sides are one."""
    for found in sentence.search(_BETWEEN_SAME):
        yield flag(found, f"Both sides are “{found['one']}”.")


_ACCORDING_TWICE = lazy(
    r"\b[Aa]ccording to (?P<first>[^,.;:()“”\"]{3,70}), (?P<again>according to (?:the|a|an|its|his|her|their|this)\b)"
)


@rule(
    category=Category.AWKWARD,
    severity=Severity.MINOR,
    cues={"according"},
    needs=[{","}],
    bad=["[According to reports, according to the] draft, trams will be free."],
    good=[
        "According to reports, trams will be free.",
        "They are paid according to age, and, according to the union, badly.",
    ],
)
def according_to_twice(sentence: Sentence) -> Iterator[Hit]:
    """*According to reports, according to the draft*: one source is enough, or the two are joined."""
    for found in sentence.search(_ACCORDING_TWICE):
        yield flag(found, "“According to” stands twice: name one source, or join the two.")


_IN_BRACKETS_AGAIN = lazy(
    r"""
    \((?<=\ \()(?P<opening>["“‘']?)(?P<name>[^()"“”]{3,60})(?P<closing>["”’']?)\)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.ADDITION,
    severity=Severity.MINOR,
    cues={"("},
    bad=[
        "It was said by Anna Seghers[ (Anna Seghers) -> ] in May.",
        "He lost his “Night Train”[ (Night Train) -> ] to her.",
        "A tax on cable ties[ (cable ties) -> ] is due.",
        "He was born in Nantes[ (Nantes) -> ] in May.",
    ],
    good=[
        "It was said by Anna Seghers (Netty Reiling) in May.",
        "They came from Chiba (Chiba) and Tokyo (Tokyo).",
        "We did lots and lots (and lots) of work, and the tool (tool) is free.",
        "- New key for Anna Seghers (Anna Seghers)",
        "See the manual of “printf” (printf(3)).",
    ],
)
def said_again_in_brackets(sentence: Sentence) -> Iterator[Hit]:
    """*Anna Seghers (Anna Seghers)*: what the source gave in English, in brackets, now stands twice."""
    if sentence.block.kind is BlockKind.LIST_ITEM:  # who made a change, and by what name
        return
    text = sentence.doc.masked
    alone = text.count("(", sentence.start, sentence.end) == 1
    for found in sentence.search(_IN_BRACKETS_AGAIN):
        name = found["name"]
        before = text[sentence.start : found.start() - 1].rstrip("\"”’'")
        if not before.endswith(name) or before[: -len(name)][-1:].isalnum() or name.startswith(("and ", "or ")):
            continue
        if " " in name or name.isupper() or (alone and name.istitle() and len(name) > 4):
            yield flag((found.start() - 1, found.end()), f"“{name}” stands twice.", unsafe="")


_HEDGED = lazy(
    r"""
    \b(?:about|around|approximately|roughly|nearly|almost|some)\ (?:\d[\d,.]*|an?|[a-z]+)(?:\ [a-z]+){0,2}
    (?P<again>\ or\ so|\ or\ thereabouts)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_ON_DATE = lazy(
    rf"""
    \b[Oo]n\ (?P<date>(?:{_MONTH})\ \d\d?|\d\d?\ (?:{_MONTH}))\b(?!,?\ \d{{4}}|\s?[-–])
    [^.;:\n“”"()]{{3,150}}(?P<again>\ on\ (?P=date))\b(?!,?\ \d{{4}}|\s?[-–])
    """,
    re.VERBOSE,
)
_MEASURED = lazy(
    r"""
    \b(?:an?|the|its|their|our)\ (?P<figure>\d[\d,.]*)[ -](?P<unit>[a-z]{3,}?)s?\ (?!of\b|out\b|and\b|or\b)
    (?:[a-z]+\ ){1,2}?(?P<again>(?:of|for|lasting)\ (?P=figure)[ -](?P=unit)s?)\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.ADDITION,
    severity=Severity.MINOR,
    cues={"so", "thereabouts"},
    bad=["The van holds about 30 boxes [or so].", "Some forty men [or thereabouts] came, and roughly a week [or so]."],
    good=["The van holds 30 boxes or so.", "It is about to rain or so they say. Some say it is late or so."],
)
def hedged_twice(sentence: Sentence) -> Iterator[Hit]:
    """*About 30 or so*: one word for *about* is enough."""
    for found in sentence.search(_HEDGED):
        number = found.group().split()[1].lower()
        if number[0].isdigit() or number in NUMBER_WORDS or number in ("a", "an"):
            where = (found.start("again") + 1, found.end("again"))
            yield flag(where, f"“{found.group().split()[0]}” says it already: leave out one of the two.")


@rule(
    category=Category.ADDITION,
    severity=Severity.MINOR,
    cues=frozenset(_MONTH.lower().split("|")),
    bad=["The firm said on May 3 that it had hired forty people[ on May 3 ->]."],
    good=[
        "The firm said on May 3 that it had hired people on May 4, and on May 5, 2019 and on May 5, 2020.",
        "It opened on May 3. It shut on May 3.",
    ],
)
def date_said_twice(sentence: Sentence) -> Iterator[Hit]:
    """*Said on May 3 that it had begun on May 3*: one date stands twice in a sentence."""
    for found in sentence.search(_ON_DATE):
        yield flag(found.span("again"), f"“{found['date']}” stands twice: keep the one that is meant.", unsafe="")


@rule(
    category=Category.ADDITION,
    severity=Severity.MINOR,
    bad=[
        "It comes with [a 12-month warranty of 12 months].",
        "We read [a 40-page book of 40 pages] during [an 8-day stay for 8 days].",
    ],
    good=[
        "It comes with a 12-month warranty, and 12 months of care for 10 months.",
        "They won 2 games out of 2 games, and 3 days of rain of 3 days.",
        "He paid 20 euros extra for 20 euros more.",
    ],
)
def measure_said_twice(doc: Document) -> Iterator[Hit]:
    """*A 12-month warranty of 12 months*: how long or how much stands before the noun and after it."""
    for found in doc.search(_MEASURED, _FIGURE_WITH_UNIT, near_figures=True):
        message = f"“{found['figure']} {found['unit']}” stands twice."
        yield flag(found, message)


_FIGURE_WITH_UNIT = lazy(r"\d[ -][a-z]{2}")
