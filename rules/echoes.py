"""Echoes: a word that comes back within a few words, since the source said one thing in two ways."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import is_plural, word_set
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
    ],
    good=[
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
