"""Reference: whom or what a pronoun stands for, and in which case."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import word_set
from checker.findings import Category, Severity
from checker.text.document import Document, Sentence, Token, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMED_ORGANISATIONS = word_set(
    """
    Pentagon Kremlin NATO UN EU UNESCO UNICEF OPEC Interpol Hezbollah Hamas NASA FBI CIA Knesset Bundestag
    """
)
_WHO = frozenset({"who"})
_INSIDE_ORGANISATION = word_set("of from at in with for inside within under against near behind outside")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"who"},
    before=grammar.ORGANISATIONS | {name.lower() for name in _NAMED_ORGANISATIONS} | {","},
    bad=[
        "They praised the company [who -> that] built the bridge.",
        "The ministry[, who ->, which] runs the schools, agreed.",
        "He blamed an organization [who -> that] has no office.",
    ],
    good=[
        "They praised the man from the company who built the bridge.",
        "The company's head, who built it, agreed.",
        "The police who came were calm, and the team who won were glad.",
        "He asked the agency who built it.",
        "The head of the bank, who is ill, agreed.",
        "Most men of the 3rd company of the 9th regiment who went there died.",
        "The film shows a clerk under the old government, who hides a girl. Lina Hamas, who sang, left.",
    ],
)
def who_for_organisation(sentence: Sentence) -> Iterator[Hit]:
    """*Who* for an organisation.

    *Who* is for people; a company, a ministry or an army takes *that*, or *which* after a comma.
    """
    texts, lowers = sentence.texts, sentence.lowers
    for at in sentence.places(_WHO):
        if texts[at] != "who" or at < 2:
            continue
        comma = texts[at - 1] == ","
        noun = at - 2 if comma else at - 1
        if not (lowers[noun] in grammar.ORGANISATIONS or texts[noun] in _NAMED_ORGANISATIONS):
            continue
        if texts[noun] in _NAMED_ORGANISATIONS and texts[noun - 1][:1].isupper():
            continue  # a family name
        if not _follows_relative(lowers, at + 1) or _may_mean_member(sentence.tokens, noun):
            continue
        if comma:
            yield flag(join(*sentence.tokens[at - 1 : at + 1]), "Use “which” for an organisation.", unsafe=", which")
        else:
            yield flag(sentence.tokens[at], "Use “that” for an organisation.", unsafe="that")


def _follows_relative(lowers: Sequence[str], at: int) -> bool:
    place = grammar.skip_adverbs(lowers, at)
    return place < len(lowers) and grammar.may_be_finite(lowers[place])


def _may_mean_member(tokens: Sequence[Token], noun: int) -> bool:
    """Whether *who* may reach over the noun (*the head of the bank, who*), or ask (*asked the bank who*)."""
    start = noun
    while start and (
        tokens[start - 1].kind in ("word", "number")
        and tokens[start - 1].lower not in grammar.FUNCTION_WORDS | grammar.DETERMINERS
    ):
        start -= 1
        if tokens[start].lower in ("asked", "ask", "told", "tell", "tells", "asks", "show", "showed"):
            return True
    while start and tokens[start - 1].lower in grammar.DETERMINERS:
        start -= 1
    if not start:
        return False
    return tokens[start - 1].lower in _INSIDE_ORGANISATION | {"asked", "ask", "told", "tell", "is", "was", "and"}


_PERSONS = word_set(
    """
    man men woman women boy girl boys girls child children people person persons soldier soldiers teacher
    teachers doctor doctors student students lawyer lawyers worker workers actor actress journalist journalists
    minister president king queen farmer farmers citizen citizens official officials officer officers player
    players politician politicians author authors artist artists scientist scientists friend friends brother
    sister father mother son daughter prisoner prisoners victim victims voter voters refugee refugees immigrant
    immigrants tourist tourists expert experts
    """
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"which"},
    before=_PERSONS,
    bad=[
        "The man [which -> who] was hurt is well.",
        "They met two soldiers [which -> who] had fled.",
    ],
    good=[
        "It killed two people, which shocked the town.",
        "A group of people which has grown.",
        "They asked the man which road to take, and the children which is best.",
        "The number of students which were new.",
        "The man in which they trust.",
    ],
)
def which_for_person(sentence: Sentence) -> Iterator[Hit]:
    """*Which* for a person: people take *who*."""
    tokens = sentence.tokens
    for at in range(1, len(tokens) - 1):
        person, which = tokens[at - 1], tokens[at]
        if (
            which.text != "which"
            or person.lower not in _PERSONS
            or not (_is_auxiliary(tokens[at + 1]) or tokens[at + 1].lower in _DID)
        ):
            continue
        before = [token.lower for token in tokens[max(0, at - 5) : at - 1]]
        if not {"of", "for", "in", "to", "with", "about", "asked", "ask", "tell", "told", "by", "from", "as"} & set(
            before
        ):
            yield flag(
                which,
                f"Write “who” of a {person.text}." if person.lower in grammar.COUNT_NOUNS else "Write “who” of people.",
                unsafe="who",
            )


_DID = word_set("won lost came went worked lived wrote said took gave lives works wants likes plays")
"""What people do, and what happened to them does not."""


def _is_auxiliary(token: Token) -> bool:
    return (token.lower in (grammar.BE | grammar.HAVE | grammar.MODALS) - {"is"}) or grammar.is_only_past(token.lower)


_IT_FOR_PERSON = lazy(
    r"""
    \b(?P<it>[Ii]t)\ (?:was\ born\ (?:in|on|at)\b|died\ (?:at\ the\ age|of\ a\ heart)|married\ |got\ married
      |was\ married\ to|graduated\ from)
    |\b(?P<its>[Ii]ts)\ (?:wife|husband|widow|fiancée|autobiography|memoirs|childhood|biographer|mother-in-law)\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"wife", "husband", "widow", "autobiography", "memoirs", "childhood", "born", "died", "married", "graduated"},
    bad=[
        "[It -> He | She] was born in a small town.",
        "The poet left [its -> his | her] wife in May.",
        "Later [it -> he | she] graduated from the school of law.",
    ],
    good=[
        "The idea was born in a small town; it was born out of need.",
        "The jazz age and its childhood were short.",
        "Its wives' tales.",
        "The band had its roots in a garage; it was born in a garage.",
    ],
)
def it_for_person(sentence: Sentence) -> Iterator[Hit]:
    """*It* or *its* for a person: *its wife*, *it was born in*."""
    for found in sentence.search(_IT_FOR_PERSON):
        if any(
            word in sentence.forms
            for word in ("idea", "age", "band", "movement", "project", "style", "club", "team", "animal", "calf")
        ):
            continue
        kind = "it" if found["it"] else "its"
        options = ("he", "she") if kind == "it" else ("his", "her")
        capital = found[kind][0].isupper()
        yield flag(
            found.span(kind), "Do not call a person “it”.", options=[o.capitalize() if capital else o for o in options]
        )


_CASES = {
    "him": "he",
    "them": "they",
    "me": "I",
    "us": "we",
    "himself": "he",
    "herself": "she",
    "themselves": "they",
    "itself": "it",
}


_CONJUNCTIONS = frozenset({"that", "because", "although", "whether"})


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=_CASES,
    before=lambda word: not word or word in _CONJUNCTIONS or _is_adverb(word),
    after=grammar.BE | grammar.MODALS | {"has", "had", "have"},
    bad=[
        "They think that [him -> he] will run.",
        "[Them -> They] are late because [us -> we] were slow.",
        "Apparently [itself -> it] was the first.",
    ],
    good=[
        "One of them is late; what is left for us is to go.",
        "The house itself was old, and they themselves are glad.",
        "To him was given a crown.",
        "For those of us that are left, and all that moved him was music.",
        "The plan that saved them has failed.",
        "They praised a choir that itself has no hall.",
    ],
)
def object_pronoun_as_subject(sentence: Sentence) -> Iterator[Hit]:
    """*Him will run*, *them are late*: the subject is *he*, *they*."""
    tokens = sentence.tokens
    for at, (pronoun, finite) in enumerate(pairwise(tokens)):
        right = _CASES.get(pronoun.lower)
        if not right or finite.lower not in grammar.BE | grammar.MODALS | {"has", "had", "have"}:
            continue
        opens = at == 0 or tokens[at - 1].lower in _CONJUNCTIONS or (at == 1 and _is_adverb(tokens[0].lower))
        if opens and at and pronoun.lower.endswith(("self", "selves")) and tokens[at - 1].lower == "that":
            continue  # a band that itself is old
        if opens and not (pronoun.lower == "us" and pronoun.text.isupper()) and not _is_verb_before(tokens, at):
            yield flag(pronoun, f"As a subject write “{right}”.", unsafe=pronoun.cased(right) if right != "I" else "I")


def _is_verb_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether *that* before the pronoun is no conjunction (*all that moved him*: no; *those that us*: no sense)."""
    return at > 1 and tokens[at - 1].lower == "that" and tokens[at - 2].lower in ("all", "of", "for", "so")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=grammar.SUBJECT_PRONOUNS - {"it", "you"},
    before={"of", "with", "between", "from", "against", "among", "without", "about", "to"},
    bad=[
        "It was a talk between [he -> him] and his son.",
        "She went with [they -> them] to town.",
    ],
    good=[
        "Most of they who came, of he who rules.",
        "The man they spoke of he knew, and with he said so.",
        "The house they live in they love.",
        "World War I, Act I and to I know not where.",
        "The one I spoke to they know.",
    ],
)
def subject_pronoun_after_preposition(sentence: Sentence) -> Iterator[Hit]:
    """*Between he and*, *with they*: after a preposition write *him*, *them*."""
    tokens = sentence.tokens
    objects = {"he": "him", "she": "her", "they": "them", "we": "us"}
    for at in range(1, len(tokens) - 1):
        preposition, pronoun, after = tokens[at - 1].lower, tokens[at], tokens[at + 1]
        right = objects.get(pronoun.text)
        if not right or preposition not in (
            "of",
            "with",
            "between",
            "from",
            "against",
            "among",
            "without",
            "about",
            "to",
        ):
            continue
        if after.lower in ("and", "or", "in", "on", "at", "to", "for") or after.text in ".,;":
            yield flag(pronoun, f"After “{preposition}”, write “{right}”.", unsafe=right)


# -- Organisations that turn into persons ------------------------------------------------------------------------------

_ORGANISATION_SUBJECT = lazy(
    r"""
    The\ (?P<name>(?:[A-Z][\w-]*\ ){0,4}
      (?:Pentagon|Kremlin|White\ House|Ministry|Department|Agency|Commission|Committee|Army|Navy|Bank
      |Parliament|Senate|Organi[sz]ation|Association|Federation|Company|Corporation|Institute|Authority|University|Union|Foundation
      |ministry|department|agency|commission|committee|army|navy|bank|company|organi[sz]ation|airline|parliament|statement)
      (?:\ of\ [A-Z]\w+)?)
    \ (?:also\ )?(?:said|says|announced|reported|stated|confirmed|added|denied|claimed|warned|noted|called|described
      |has|had|will)\b
    """,
    re.VERBOSE,
)
_PERSON_MENTION = lazy(
    r"""
    \b(?:he|she|his|him|her|hers|himself|herself|who|whom|Mr|Mrs|Ms|Dr|man|woman|[a-z]*spokes\w+|minister|president|secretary|general|director
      |chief|head|leader|officer|official|commander|king|queen|prince|premier|mayor|governor|chairman|chairwoman|author|founder|expert
      |analyst|lawyer|judge|boy|girl|suspect|victim|player|coach|actor|singer|writer|President|Minister|Secretary|General|Chief)\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.COHESION,
    severity=Severity.MAJOR,
    cues={"he", "she"},
    bad=[
        "The White House said that talks had failed. [He -> It | The White House] called for calm.",
        "The ministry announced a new tax. [She -> It | The ministry] will raise it next year.",
    ],
    good=[
        "The ministry announced a new tax. It will raise it next year.",
        "The ministry said its head had left. He was ill.",
        "The ministry said Peter Brown had left. He was ill.",
        "The ministry named a new spokesman. He is young.",
        "Peter Brown fell. The ministry said that he was ill. He is well.",
    ],
)
def he_for_organisation(doc: Document) -> Iterator[Hit]:
    """*He* where only an organisation has been named: *The White House … He called*."""
    sentences = doc.sentences
    for number in range(1, len(sentences)):
        if doc.texts[doc.first_tokens[number]] not in ("He", "She"):
            continue
        before = sentences[number - 1]
        subject = _ORGANISATION_SUBJECT.match(before.text)
        if not subject or _names_person(before.text[subject.end() :]):
            continue
        if number > 1 and _names_person(sentences[number - 2].text, whole=True):
            continue
        first = sentences[number].tokens[0]
        yield flag(
            first,
            f"Who is “{first.text}”? The sentence before speaks of “{subject['name']}”.",
            options=("It", f"The {subject['name']}"),
        )


_AFTER_THE = lazy(r"\b[Tt]he (?:[A-Z][\w-]*\s?)+")
_CAPITALISED = lazy(r"(?<![.!?] )(?<!\bthe )(?<!\bThe )(?<![“\"'‘])\b(?P<name>[A-Z][a-z]{2,})\b")
_NOT_PERSONS = word_set(
    """
    Iraq Iran Syria Israel America Russia China India Pakistan Turkey Egypt Europe Africa Asia Britain France
    Germany Japan Baghdad Washington London Moscow Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April May June July August September October November December American Iranian Iraqi
    Russian Chinese British French German Israeli Syrian Turkish
    """
)


def _names_person(text: str, *, whole: bool = False) -> bool:
    """Whether somebody whom *he* could mean may be named in ``text``; any other name counts as a person's."""
    if _PERSON_MENTION.search(text):
        return True
    names = [found["name"] for found in _CAPITALISED.finditer(_AFTER_THE.sub("it", text), 1 if whole else 0)]
    return any(name not in _NOT_PERSONS for name in names)
