"""What verbs go with: who can do or suffer them, and what they take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import word_set
from checker.findings import Category, Severity
from checker.text.document import Sentence, Token, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_INTRANSITIVE = {
    "happened": "happen",
    "occurred": "occur",
    "existed": "exist",
    "belonged": "belong",
    "participated": "participate",
    "appeared": "appear",
    "emerged": "emerge",
    "lasted": "last",
    "elapsed": "elapse",
    "resided": "reside",
    "coincided": "coincide",
    "remained": "remain",
    "seemed": "seem",
    "collaborated": "collaborate",
    "cooperated": "cooperate",
    "functioned": "function",
    "struggled": "struggle",
    "flourished": "flourish",
    "died": "die",
    "consisted": "consist",
    "depended": "depend",
}
_PASSIVE = word_set("is are was were been being be")


def _is_between(word: str) -> bool:
    """Whether ``word`` may stand between *be* and its participle."""
    return word.endswith("ly") or word in ("also", "already", "not", "still")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=_INTRANSITIVE,
    before=lambda word: word in _PASSIVE or _is_between(word),
    bad=[
        "The crash [was happened -> happened] near the mill.",
        "Two men [were died -> died] in the fire.",
        "The rule has [been existed -> existed] for years.",
        "The land [is also belonged -> also belongs] to farmers.",
        "It can [be occurred -> occur] in May.",
    ],
    good=[
        "The crash happened near the mill.",
        "What happened was remained unknown, they say: it is “happened”.",
        "The talks were participated in by all.",
        "How the man who he was died is not known.",
        "The way things were remained a riddle, and what it is happened by chance.",
    ],
)
def passive_of_intransitive(sentence: Sentence) -> Iterator[Hit]:
    """*Was happened*, *were died*: a verb that has no object has no passive."""
    tokens = sentence.tokens
    for place in sentence.places(_INTRANSITIVE.keys()):
        at = place - 1
        while at > 0 and _is_between(tokens[at].lower):
            at -= 1
        if at < 1 or tokens[at].lower not in _PASSIVE or _may_end_clause(tokens, at):
            continue
        if [token.lower for token in tokens[place + 1 : place + 3]] == ["in", "by"]:
            continue
        base = _INTRANSITIVE[tokens[place].lower]
        right = _active(tokens[at].lower, base)
        between = [token.text for token in tokens[at + 1 : place]]
        message = f"“{base.capitalize()}” has no passive."
        yield flag(join(tokens[at], tokens[place]), message, unsafe=tokens[at].cased(" ".join([*between, right])))


def _active(be: str, base: str) -> str:
    """The form of the verb that says what *be* and its participle were meant to."""
    verb = grammar.verb(base)
    return {"is": verb.third, "are": verb.base, "be": verb.base, "being": verb.ing, "been": verb.participle}.get(
        be, verb.past
    )


def _may_end_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether *be* at ``at`` may be the end of a clause that is the subject: *what it was happened by chance*."""
    return any(
        token.lower in ("what", "how", "who", "where", "way", "all", "that", "than", "as")
        for token in tokens[max(0, at - 4) : at]
    )


_PERSONS = grammar.COUNTABLE_PEOPLE | word_set(
    """
    man woman boy girl child person president minister king queen governor mayor police army government public
    suspect suspects attacker attackers driver drivers student soldier rebels gunmen militants youth youths
    rioters crowd citizen journalist teacher doctor patient voter prisoner victim
    """
)
_PREVENTING = {
    form for base in ("prevent", "prohibit", "discourage", "deter", "dissuade", "hinder") for form in grammar.verb(base)
} | {"deterred", "deterring"}
_DEMANDING = word_set("suggest suggests suggested suggesting demand demands demanded demanding")
_ASKING = frozenset(_PREVENTING | _DEMANDING)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_PREVENTING | _DEMANDING,
    needs=[{"to"}],
    after=lambda word: word in grammar.OBJECT_PRONOUNS or (word[:1].isalpha() and word not in grammar.FUNCTION_WORDS),
    bad=[
        "Snow prevented the soldiers [to enter -> from entering] the town.",
        "The law prohibits young people [to vote -> from voting] twice.",
        "The minister suggested the farmers [to plant] rice.",
        "They demanded the president [to resign].",
    ],
    good=[
        "They prevented attempts to enter, and demanded talks to end it.",
        "He suggested a plan to help people, and demanded money to feed them.",
        "Rules that prevent people-to-people ties.",
        "The public demanded to see it; demand for doctors to come grew.",
        "He suggested to the farmers that they plant rice.",
        "Police prevented a man to whom he spoke.",
    ],
)
def person_then_infinitive(sentence: Sentence) -> Iterator[Hit]:
    """*Prevented them to enter*, *suggested the farmers to plant*: the verb is followed by *from …ing*, or by
    *that*.
    """
    tokens = sentence.tokens
    for at in sentence.places(_ASKING):
        to = _after_person(tokens, at + 1)
        if not to or tokens[to].lower != "to" or to + 1 >= len(tokens) or not grammar.is_base(tokens[to + 1].text):
            continue
        verb = tokens[to + 1]
        if verb.text in ("people", "whom") or (
            at and tokens[at - 1].lower in grammar.BE | {"been", "being", "the", "a"}
        ):
            continue
        where = join(tokens[to], verb)
        if tokens[at].lower in _PREVENTING:
            ing = grammar.verb(verb.text).ing
            yield flag(where, f"Write “from {ing}”: one prevents a person from doing a thing.", unsafe=f"from {ing}")
        else:
            yield flag(where, f"“{tokens[at].text}” is followed by “that”, not by a person and “to”.")


def _after_person(tokens: Sequence[Token], at: int) -> int | None:
    """The place after an object that is a person: *them*, *the young people*."""
    if at < len(tokens) and tokens[at].lower in grammar.OBJECT_PRONOUNS - {"her"}:
        return at + 1
    for place in range(at, min(at + 4, len(tokens) - 1)):
        word = tokens[place]
        if word.kind != "word" or word.lower in grammar.FUNCTION_WORDS:
            return None
        if word.lower in _PERSONS:
            return place + 1
    return None
