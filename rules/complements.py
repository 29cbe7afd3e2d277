"""Complements: whether a verb, an adjective or a noun takes *to do*, *doing* or *that*, and whether it says to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule, span_of
from checker.english import grammar
from checker.english.words import word_set
from checker.findings import Category, Severity
from checker.text.document import Sentence, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TO = frozenset({"to"})
_BEING = grammar.BE | {"be", "been", "being"}
_SUBJECTS = grammar.SUBJECT_PRONOUNS | {"who"}

# -- To do, or doing ---------------------------------------------------------------------------------------------------

_VERBS_WITH_ING = {
    form: base
    for base in (
        "avoid contemplate dislike enjoy finish involve postpone practise quit resist risk suggest recommend deny"
    ).split()
    for form in grammar.verb(base)
    if form not in ("risk", "risks", "finish", "quit", "quits")
}
_PREPOSITION_WITH_ING: Mapping[str, str] = {
    **dict.fromkeys(grammar.verb("succeed"), "in"),
    **dict.fromkeys(grammar.verb("insist"), "on"),
    **dict.fromkeys(("difficulty", "difficulties"), "in"),
    **dict.fromkeys(("capable", "incapable", "guilty", "possibility", "probability"), "of"),
    "responsible": "for",
    "accused": "of",
    "prevented": "from",
}
"""Words after which *to do* should be a preposition with *doing*."""
_ING_ALONE = word_set("worth busy")
_INFINITIVES = grammar.BASES | word_set("be do have go")
_TO_WITH_ING = word_set("accustomed addition forward opposed contribute contributes contributed contributing close")


_SURE_BEFORE = word_set("worth him them us people")


def _is_infinitive(sentence: Sentence, at: int) -> bool:
    """Whether the word at ``at``, after *to*, is surely a verb: no noun, or with an object behind it."""
    lowers = sentence.lowers
    if at >= len(lowers) or not sentence.texts[at].islower() or lowers[at] not in _INFINITIVES:
        return False
    if grammar.is_verb_only_or_go(lowers[at]):
        return True
    if lowers[at - 2] in _SURE_BEFORE or lowers[at - 2][:4] in ("enjo", "avoi", "disl"):
        return lowers[at] not in ("order", "measure", "work", "bed", "date", "school", "him")
    after = lowers[at + 1] if at + 1 < len(lowers) else ""
    return after in grammar.DETERMINERS | grammar.OBJECT_PRONOUNS | {"it", "you"}


def _infinitive_for_gerund(sentence: Sentence) -> Iterator[Hit]:
    """*Enjoys to read*, *succeeded to find*, *in addition to receive*: these words take the form in *-ing*."""
    lowers = sentence.lowers
    for at in sentence.places(_TO):
        if not at or not _is_infinitive(sentence, at + 1):
            continue
        head, base = lowers[at - 1], lowers[at + 1]
        before = lowers[at - 2] if at > 1 else ""
        to, verb = sentence.tokens[at : at + 2]
        ing = grammar.verb(base).ing
        if head in _VERBS_WITH_ING:
            wrong = not head.endswith("ed") or before in _SUBJECTS or _follows_subject(lowers, at - 1)
            where, right = join(to, verb), ing
        elif head in _PREPOSITION_WITH_ING:
            wrong = head not in ("accused", "prevented") or before in _BEING
            where, right = join(to, verb), f"{_PREPOSITION_WITH_ING[head]} {ing}"
        elif head == "worth":
            wrong, where, right = before in _BEING | {"well", "not"}, join(to, verb), ing
        elif head in _TO_WITH_ING:
            wrong, where, right = _is_preposition(head, before, base), span_of(verb), ing
        else:
            continue
        if wrong:
            yield flag(where, f"After “{head}”, write “{right}”.", unsafe=right)


def _follows_subject(lowers: Sequence[str], at: int) -> bool:
    """Whether a form in -ed at ``at`` is a past: *the men finished to build*, not *the works finished to build it*."""
    return at > 0 and lowers[at - 1] in grammar.COUNTABLE_PEOPLE | grammar.HAVE


def _is_preposition(head: str, before: str, base: str) -> bool:
    """Whether *to* after ``head`` is a preposition: *in addition to*, *is opposed to*, *contributes to*."""
    if head == "addition":
        return before == "in"
    if head in ("accustomed", "opposed"):
        return before in _BEING | {"is", "not", "become", "became", "got", "get"}
    if head == "forward":
        return before in grammar.verb("look")
    if head == "close":
        return before in _BEING | {"came", "come", "comes"} and grammar.is_verb_only(base)
    return True


_WILLING = word_set("able unable willing unwilling reluctant eager")
_WANTING = {
    form
    for base in ("want", "decide", "refuse", "agree", "hope", "manage", "afford", "promise", "pretend", "hesitate")
    for form in grammar.verb(base)[:4]
} | _WILLING
_FINITE_AFTER = grammar.MODALS | grammar.BE
_NO_VERB_IN_ING = word_set(
    "following including considering regarding concerning depending according during being meaning pending given "
    "starting beginning parking shopping housing funding nursing banking trading wedding building meeting evening"
)


def _gerund_for_infinitive(sentence: Sentence) -> Iterator[Hit]:
    """*Decided leaving*, *wants buying a house*, *able paying*: these words take *to*."""
    lowers = sentence.lowers
    for at in sentence.places(grammar.INGS.keys()):
        if at < 2 or at + 1 >= len(lowers) or lowers[at - 1] not in _WANTING or lowers[at] in _NO_VERB_IN_ING:
            continue
        head, before = lowers[at - 1], lowers[at - 2]
        if head in _WILLING:
            is_asked = before in _BEING | {"not", "also", "still"}
        else:
            is_asked = before in _SUBJECTS | grammar.HAVE | grammar.MODALS | {"not", "to"}
        if not is_asked:
            continue
        if at > 2 and before in _SUBJECTS and lowers[at - 3] in grammar.COUNT_NOUNS | {"land", "what"}:
            continue
        if not _FINITE_AFTER.isdisjoint(lowers[at + 2 : at + 12]):
            continue  # we hope making it open will help
        if lowers[at + 1] in grammar.DETERMINERS | grammar.OBJECT_PRONOUNS | grammar.PREPOSITIONS | {"it", "you"}:
            word = sentence.tokens[at]
            right = f"to {grammar.INGS[lowers[at]]}"
            yield flag(word, f"After “{head}”, write “{right}”.", unsafe=right)


_CAUSING = {form: base for base in ("let", "make", "help") for form in grammar.verb(base)}
_CAUSED = word_set("him them us me people everyone everybody someone anyone")


def _bare_verb_after_let(sentence: Sentence) -> Iterator[Hit]:
    """*Let him to go*, *made them went*, *helped him building*: after *let* and *make* the verb stands bare."""
    lowers = sentence.lowers
    for at in sentence.places(_CAUSED):
        if not at or at + 2 >= len(lowers) or lowers[at - 1] not in _CAUSING:
            continue
        causing = _CAUSING[lowers[at - 1]]
        word, after = lowers[at + 1], lowers[at + 2]
        if word == "to" and causing != "help" and _is_infinitive(sentence, at + 2):
            where, right = join(*sentence.tokens[at + 1 : at + 3]), after
        elif causing != "help" and (grammar.is_only_past(word) or (word in grammar.THIRDS and _has_no_noun(word))):
            where = span_of(sentence.tokens[at + 1])
            right = grammar.PASTS.get(word) or grammar.THIRDS[word]
        elif (
            causing == "help"
            and word in grammar.INGS
            and grammar.is_verb_only(grammar.INGS[word])
            and after in grammar.DETERMINERS
            and lowers[at] in ("him", "them", "us", "me")
        ):
            where, right = span_of(sentence.tokens[at + 1]), grammar.INGS[word]
        else:
            continue
        yield flag(where, f"After “{lowers[at - 1]} {lowers[at]}”, write “{right}”.", unsafe=right)


def _has_no_noun(third: str) -> bool:
    return grammar.is_verb_only(grammar.THIRDS[third]) or third in ("goes", "does", "has", "takes", "comes", "sees")


_WANTS = frozenset(grammar.verb("want"))


def _want_that(sentence: Sentence) -> Iterator[Hit]:
    """*Want that he leaves*: one wants somebody to do something."""
    lowers = sentence.lowers
    for at in sentence.places({"that"}):
        if at < 2 or at + 2 >= len(lowers) or lowers[at - 1] not in _WANTS:
            continue
        if lowers[at + 1] in _WANTED and _NOT_WANTED.isdisjoint(lowers[max(0, at - 5) : at - 1]):
            yield flag(sentence.tokens[at], "“Want” is followed by a person and “to”: “want them to leave”.")


_WANTED = grammar.SUBJECT_PRONOUNS | word_set("the their his our everybody everyone people all")
_NOT_WANTED = word_set("what all everything anything something nothing thing things whatever")

_TO_HEARERS = {
    form: base
    for base in ("explain", "say", "announce", "confess", "declare", "suggest", "describe", "propose", "mention")
    for form in grammar.verb(base)[:4]
}
_HEARERS = word_set("me him us them")


def _hearer_without_to(sentence: Sentence) -> Iterator[Hit]:
    """*Explained them how*, *said him that*: one explains, says or describes a thing *to* somebody."""
    lowers = sentence.lowers
    for at in sentence.places(_HEARERS):
        if not at or at + 2 >= len(lowers) or lowers[at - 1] not in _TO_HEARERS:
            continue
        base, after = _TO_HEARERS[lowers[at - 1]], lowers[at + 1]
        is_clause = after in ("that", "why", "what", "where") or (after == "how" and base in ("explain", "say"))
        is_thing = after in ("the", "a", "his", "her", "their", "about") and base in ("explain", "say", "describe")
        if base == "say" and after == "to":
            is_thing = grammar.is_base(lowers[at + 2])
        if is_clause or is_thing:
            hearer = sentence.tokens[at]
            yield flag(
                hearer,
                f"Write “to {hearer.text}”: one {grammar.verb(base).third} a thing to somebody.",
                unsafe=f"to {hearer.text}",
            )


_WITH_HEARER = {form: base for base in ("tell", "inform", "remind", "assure") for form in grammar.verb(base)[:4]}
_TELLERS = grammar.SUBJECT_PRONOUNS | word_set(
    "who also spokesman spokeswoman minister president mayor director official officials ministry agency police"
)


def _tell_without_hearer(sentence: Sentence) -> Iterator[Hit]:
    """*He told that the road was shut*: one tells, informs or reminds somebody; without a hearer one *says* it."""
    lowers = sentence.lowers
    for at in sentence.places({"that"}):
        if at < 2 or at + 2 >= len(lowers) or lowers[at - 1] not in _WITH_HEARER or lowers[at - 2] not in _TELLERS:
            continue
        if lowers[at + 1] not in _OPENS_CLAUSE and not sentence.texts[at + 1][0].isupper():
            continue
        verb = sentence.tokens[at - 1]
        base = _WITH_HEARER[verb.lower]
        right = _SAY[base][grammar.verb(base)[:4].index(verb.lower)]
        yield flag(
            join(verb, sentence.tokens[at]),
            f"“{verb.text}” must say who is told; otherwise write “{right}”.",
            unsafe=f"{right} that",
        )


_OPENS_CLAUSE = (grammar.SUBJECT_PRONOUNS | grammar.DETERMINERS | {"there", "in", "if"}) - {"that"}
_SAY = {
    "tell": grammar.verb("say"),
    "inform": grammar.verb("announce"),
    "remind": grammar.verb("note"),
    "assure": grammar.verb("promise"),
}


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"to", "that"} | _CAUSED | _HEARERS | grammar.INGS.keys(),
    before={
        **dict.fromkeys(grammar.INGS, frozenset(_WANTING)),
        **dict.fromkeys(_CAUSED | _HEARERS, _CAUSING.keys() | _TO_HEARERS.keys()),
        "to": frozenset().union(_VERBS_WITH_ING, _PREPOSITION_WITH_ING, _ING_ALONE, _TO_WITH_ING),
        "that": _WANTS | _WITH_HEARER.keys(),
    },
    bad=[
        "She enjoys [to read -> reading] the old letters, and they finished [to build -> building] it.",
        "He succeeded [to find -> in finding] it, and had difficulty [to explain -> in explaining] it.",
        "She is capable [to do -> of doing] it; the place is worth [to visit -> visiting].",
        "In addition to [receive -> receiving] the prize, she spoke.",
        "It contributes to [reduce -> reducing] the noise.",
        "They insisted [to pay -> on paying] the bill.",
        "They decided [leaving -> to leave] the town.",
        "She wants [buying -> to buy] a house.",
        "He is able [paying -> to pay] for it.",
        "He refused [signing -> to sign] it.",
        "Let him [to go -> go] home, and make them [to pay -> pay] for it.",
        "It made him [went -> go] away; she lets us [goes -> go].",
        "They helped him [building -> build] the wall.",
        "They want [that] he leaves the town.",
        "She wanted [that] the children go to school.",
        "She explained [them -> to them] how it works.",
        "He said [him -> to him] that it was late, and suggested [us -> to us] that we wait.",
        "They described [me -> to me] the house.",
        "He [told that -> said that] the road was shut.",
        "The minister [informed that -> announced that] it was over.",
    ],
    good=[
        "The steps suggested to reduce it failed; it is recommended to take two.",
        "He succeeded to the throne, and those responsible to the king fled.",
        "The way to avoid, to say the least, the gate is long. What they enjoy to this day is tea.",
        "She was too busy to read the letter. It is close to home, and opposed to change.",
        "In addition to work, it contributes to growth. It was finished to perfect it.",
        "They moved forward to meet him, and have come close to help.",
        "It is worth to him a lot.",
        "They decided following the talks, and agreed regarding it.",
        "They manage banking the money and want nursing staff.",
        "The aid refused amounting to little, they left. It is able, being new.",
        "What they want writing is a list. He hopes, leaving it.",
        "We hope making it open will help. The house wants painting. The land they agreed buying lay there.",
        "It helps people to learn. He let them, to say the least, go.",
        "They made him angry and made us presents; it made people interested.",
        "It makes him one to watch and makes people feel tired.",
        "Let us to our work. It helped us going forward; we help people living alone.",
        "He made us paintings and let people be.",
        "They want that. The house is what they want that they do not have.",
        "All they want that the town has is water.",
        "She wanted that, she said.",
        "She explained to them how it works. They described him to the police.",
        "He described them how he saw fit. He suggested him to the board.",
        "Explain them, the rest say. He declared them the winners and announced him to the crowd.",
        "He told us that it was over; she was told that, and he told that story.",
        "The mayor, told that it was late, left. The police informed that night were late.",
        "Have they told that to you? She reminded that man.",
    ],
)
def wrong_complement(sentence: Sentence) -> Iterator[Hit]:
    """*Enjoys to read*, *let him to go*, *told that it was*: the wrong construction follows a verb."""
    yield from _infinitive_for_gerund(sentence)
    yield from _gerund_for_infinitive(sentence)
    yield from _bare_verb_after_let(sentence)
    yield from _want_that(sentence)
    yield from _hearer_without_to(sentence)
    yield from _tell_without_hearer(sentence)
