"""Sentence knowledge without a model: verb forms, closed word classes, countability, and where clauses begin."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from checker.english.words import IRREGULAR_PLURALS, NOT_PLURAL, NUMBER_WORDS, is_plural, word_set
from checker.store import word_lists
from checker.text.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.text.document import Document, Sentence, Token

_LISTS = word_lists.read(__file__, "grammar")


# -- Closed classes ----------------------------------------------------------------------------------------------------

MODALS = word_set(
    """
    can could may might must shall should will would cannot can't couldn't won't wouldn't shouldn't mustn't
    """
)
BE = word_set("am is are was were isn't aren't wasn't weren't")
HAVE = word_set("has have had hasn't haven't hadn't")
DO = word_set("do does did don't doesn't didn't")
CONTRACTED = word_set(
    """
    i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll
    you'll he'll she'll it'll we'll they'll that's there's here's what's who's let's that'll there'll
    """
)
"""A subject and its verb in one word."""
AUXILIARIES = MODALS | BE | HAVE | DO | CONTRACTED
"""Words that make a clause finite whatever follows them."""
SUBJECT_PRONOUNS = word_set("i you he she it we they")
OBJECT_PRONOUNS = word_set("me him her us them")
POSSESSIVES = word_set("my your his her its our their")
ARTICLES = word_set("a an the")
DEMONSTRATIVES = word_set("this that these those")
QUANTIFIERS = word_set(
    """
    some any no every each all both many much several few more most other another enough
    """
)
DETERMINERS = ARTICLES | DEMONSTRATIVES | POSSESSIVES | QUANTIFIERS
PREPOSITIONS = word_set(
    """
    of in to for with on at by from about into over after under between through during before against among
    without within toward towards upon across behind beyond near despite amid amidst via per off onto inside
    outside above below beside besides along around concerning regarding throughout until till since
    """
)
CONJUNCTIONS = word_set("and or but nor so yet")
SUBORDINATORS = word_set(
    """
    that if because although though while whereas when where who which whom whose what how why whether unless as
    than once
    """
)

# -- Verbs -------------------------------------------------------------------------------------------------------------

_IRREGULAR = _LISTS["irregular"]

_ONLY_VERBS = _LISTS["only-verbs"]

_NOUNS_TOO = _LISTS["nouns-too"]

_DOUBLING = word_set(_LISTS["doubling"])


class Verb(NamedTuple):
    """The forms of a verb: *take, takes, took, taken, taking*."""

    base: str
    third: str
    past: str
    participle: str
    ing: str


@cache
def verb(base: str) -> Verb:
    """The forms of the verb ``base``, irregular ones from the list and others by rule."""
    if base == "be":
        return Verb("be", "is", "was", "been", "being")
    if base == "have":
        return Verb("have", "has", "had", "had", "having")
    if base == "do":
        return Verb("do", "does", "did", "done", "doing")
    past, participle = _IRREGULAR_PASTS.get(base) or (_regular(base, "ed"),) * 2
    return Verb(base, _third(base), past, participle, _regular(base, "ing"))


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh")) or base in ("go", "veto", "echo"):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _regular(base: str, suffix: str) -> str:
    if base.endswith("ie") and suffix == "ing":
        return base[:-2] + "ying"
    if base.endswith("e") and not (suffix == "ing" and base.endswith(("ee", "ye", "oe"))):
        return base[:-1] + suffix
    if base.endswith("y") and base[-2] not in "aeiou" and suffix == "ed":
        return base[:-1] + "ied"
    if base in _DOUBLING:
        return base + base[-1] + suffix
    return base + suffix


_IRREGULAR_PASTS: Mapping[str, tuple[str, str]] = {
    **{base: (past, participle) for base, past, participle in map(str.split, _IRREGULAR.split(";"))},
    "get": ("got", "got"),
}
BASES = word_set(_ONLY_VERBS) | word_set(_NOUNS_TOO) | frozenset(_IRREGULAR_PASTS)


def _index(slot: int) -> Mapping[str, str]:
    return {verb(base)[slot]: base for base in sorted(BASES)}


THIRDS = _index(1)
PASTS = _index(2)
PARTICIPLES = _index(3)
INGS = _index(4)
"""Forms of known verbs and the verbs they belong to."""

_ONLY_PASTS = frozenset(
    past
    for base, (past, participle) in _IRREGULAR_PASTS.items()
    if past not in (participle, base) and past not in BASES
) - {"saw", "bore", "bit", "rose", "fell", "showed", "froze"}


def is_base(word: str) -> bool:
    """Whether ``word`` is the base form of a known verb."""
    return word in BASES


VERBS_ONLY = word_set(_ONLY_VERBS) - word_set(
    """
    address ban base collapse defeat finish gain grant help import increase influence lack launch lay live
    manifest praise recruit register struggle visit wait want express extract exploit convert contract elect
    read select live find like appropriate separate deliberate delegate associate complement compound conduct
    cross decorate lower content tender die go get try say feel leave exhaust surround ruin guarantee dismay
    repeat boost retire corporate attain treat urge relate coordinate implement
    """
)
"""Base forms of verbs that are hardly ever a noun or an adjective: *promote*, not *plan*."""


def is_verb_only(word: str) -> bool:
    """Whether ``word`` is in ``VERBS_ONLY``."""
    return word in VERBS_ONLY


def is_verb_only_or_go(word: str) -> bool:
    """Whether ``word`` is the base form of a verb and no noun here (*to go*, *to leave*)."""
    return is_verb_only(word) or word in ("go", "leave", "be", "do", "have", "see", "take", "come", "stay")


def is_only_past(word: str) -> bool:
    """Whether ``word`` is a past tense and neither a participle nor a base form (*went*, *took*; not *made*, *put*)."""
    return word in _ONLY_PASTS


def is_participle(word: str) -> bool:
    """Whether ``word`` can be a past participle: a known one, or any other word in -ed."""
    return (
        word in PARTICIPLES or word.endswith("ed") or word in ("been", "born", "got", "gotten", "proven", "done", "had")
    )


def bases_of(word: str) -> tuple[str, ...]:
    """The known verbs that ``word`` is a form of."""
    found = [word] if word in BASES else []
    found += [index[word] for index in (THIRDS, PASTS, PARTICIPLES, INGS) if word in index]
    return tuple(dict.fromkeys(found))


def may_be_finite(word: str) -> bool:
    """Whether ``word`` could be the verb of a clause: an auxiliary, a known verb in a finite form, or a word in -ed."""
    return word in _FINITE or word.endswith(
        ("ed", "'s", "n't", "'d", "'ll", "'re", "'ve", "izes", "ises", "ates", "ifies")
    )


def none_may_be_finite(words: Sequence[str]) -> bool:
    """Whether no word of ``words`` could be the verb of a clause."""
    return _FINITE.isdisjoint(words) and not any(map(may_be_finite, words))


_FINITE = frozenset().union(AUXILIARIES, ("be", "let"), BASES, THIRDS, PASTS)


def is_finite(word: str) -> bool:
    """Whether ``word`` is surely a finite verb: an auxiliary or a past that is no participle, or *says*, *remains*."""
    if word in AUXILIARIES or word in _ONLY_PASTS or word in ("said", "told", "says", "tells", "thought", "felt"):
        return True
    return word in THIRDS and is_verb_only(THIRDS[word])


# -- Nouns -------------------------------------------------------------------------------------------------------------

UNCOUNTABLE = word_set(
    """
    advice information equipment furniture luggage baggage homework housework knowledge software hardware
    traffic machinery ammunition weaponry clothing jewellery jewelry footage electricity rainfall wildlife
    legislation merchandise countryside bloodshed artillery
    """
)
"""Nouns that take neither *a* nor a plural."""

PLURALS_OF_UNCOUNTABLE = {
    "informations": "information",
    "advices": "advice",
    "equipments": "equipment",
    "furnitures": "furniture",
    "luggages": "luggage",
    "baggages": "baggage",
    "homeworks": "homework",
    "knowledges": "knowledge",
    "softwares": "software",
    "hardwares": "hardware",
    "machineries": "machinery",
    "ammunitions": "ammunition",
    "weaponries": "weaponry",
    "jewelleries": "jewellery",
    "footages": "footage",
    "electricities": "electricity",
    "legislations": "legislation",
    "sceneries": "scenery",
    "sheeps": "sheep",
    "aircrafts": "aircraft",
    "spacecrafts": "spacecraft",
    "offsprings": "offspring",
    "childrens": "children",
    "mens": "men",
    "womens": "women",
    "fishs": "fish",
    "deers": "deer",
}

COUNTABLE_PEOPLE = word_set(_LISTS["countable-people"])

ORGANISATIONS = word_set(
    """
    organization organisation company corporation firm bank ministry agency department committee commission
    government university institute association federation movement militia army navy parliament alliance
    coalition airline newspaper broadcaster senate bureau foundation charity regiment battalion brigade
    manufacturer publisher retailer startup start-up conglomerate consortium syndicate cartel nonprofit
    non-profit regulator think-tank subsidiary carrier network
    """
)

COLLECTIVE = word_set(_LISTS["collective"])
"""Nouns that British English, or their sense, lets go with a plural verb."""

MEASURES = word_set(_LISTS["measures"])
"""Plurals that stand for an amount, of which *less than* is said."""

_PLURALS = {singular: plural for plural, singular in IRREGULAR_PLURALS.items()} | {
    "lawmaker": "lawmakers",
    "person": "people",
}
_VES = word_set("wolf thief half shelf knife wife life leaf loaf calf")

COUNT_NOUNS = word_set(_LISTS["count-nouns"])
"""Singular nouns that are counted; each is neither an adjective nor an uncountable noun."""


def is_plural_noun(word: str) -> bool:
    """Whether ``word`` is a plural of a known count noun."""
    return word in COUNTABLE_PEOPLE or (word not in COUNT_NOUNS and singular_of(word) in COUNT_NOUNS)


def is_singular_noun(word: str) -> bool:
    """Whether ``word`` is a known count noun in the singular."""
    return word in COUNT_NOUNS


def is_sure_plural(word: str) -> bool:
    """Whether ``word`` is a plural noun and no verb (*soldiers*, not *attacks*)."""
    return is_plural_noun(word) and word not in THIRDS and singular_of(word) not in COLLECTIVE


def plural_of(noun: str) -> str:
    """The plural of a singular noun in lower case."""
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun in _VES:
        return noun.removesuffix("fe").removesuffix("f") + "ves"
    if noun.endswith(("man",)) and noun not in ("human", "german", "roman", "woman"):
        return noun[:-2] + "en"
    if noun.endswith("sis"):
        return noun[:-2] + "es"
    return _third(noun)


def singular_of(plural: str) -> str:
    """The singular of a plural noun in lower case; the word itself when it has not the form of a plural."""
    if plural in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[plural]
    if not is_plural(plural) or plural in NOT_PLURAL:
        return plural
    if plural.endswith("ies") and len(plural) > 4 and plural != "movies":
        return plural[:-3] + "y"
    if plural.endswith(("sses", "xes", "ches", "shes", "zes")):
        return plural[:-2]
    return plural[:-1]


def is_figure(word: str) -> bool:
    """Whether ``word`` is a number in figures."""
    return word[:1].isdigit()


def is_number(token: Token) -> bool:
    """Whether ``token`` is a figure or a number word."""
    return token.kind == "number" or token.lower in NUMBER_WORDS


# -- Clauses -----------------------------------------------------------------------------------------------------------


def inside_quotation(sentence: Sentence, offset: int) -> bool:
    """Whether ``offset`` lies in double or single curly quotation marks that are open in its paragraph."""
    text = sentence.doc.masked[sentence.block.start : offset]
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


_CODE_NOUNS = word_set(
    """
    namespace package module branch theme user account repository repo folder directory tag label locale host cluster
    bucket container keyword option class variable field value database schema table column key job queue topic channel
    profile environment endpoint parameter property attribute project username login handle alias identifier codename
    """
)
"""What is given names that are spelled as programs want them."""
_QUOTES = frozenset("\"'“”‘’`")


def is_label(doc: Document, word: Token) -> bool:
    """Whether a word in lower case is what something is called rather than a word of the sentence.

    It is set off by markup, alone in a cell, behind a key (*lang: german*) or between quotation marks, beside what is
    given such names (*the paris branch*), or in a list with a name that no English word is like (*lakto, paris, and
    tim-b*).
    """
    text = doc.masked
    if doc.is_set_off(word) or (
        text[word.start - 1 : word.start] in _QUOTES and text[word.end : word.end + 1] in _QUOTES
    ):
        return True
    sentence = doc.sentence_at(word.start)
    if sentence is None:
        return False
    tokens = sentence.tokens
    if len(tokens) == 1 and sentence.block.kind is BlockKind.CELL:
        return True
    if [token.text for token in tokens[1:]] == [":", word.text] and tokens[0].text.islower():
        return True
    at = next(number for number, token in enumerate(tokens) if token.start == word.start)
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    if (before and before.lower in _CODE_NOUNS) or (after and after.lower in _CODE_NOUNS):
        return True
    listed = (before is not None and before.text == ",") or (after is not None and after.text == ",")
    return listed and any(_is_handle(token.text) for token in tokens[max(0, at - 6) : at + 7])


def _is_handle(text: str) -> bool:
    """Whether a word in lower case is no English word."""
    from checker.lexicon.wordlist import is_word

    return text.islower() and len(text) > 3 and text.isascii() and text.isalpha() and not is_word(text)


FUNCTION_WORDS = PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | BE | HAVE | DO | MODALS
"""Words that end a noun phrase before them."""


def ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun phrase ends before ``at``: at the sentence's end, at a mark, or before a function word."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    return (
        token.lower in FUNCTION_WORDS
        or is_only_past(token.lower)
        or (token.kind == "mark" and token.text in '.,;:!?)"”')
    )


def starts_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause can start at ``at``: first in the sentence, or after a mark, *that*, *because* or *but*."""
    if at == 0:
        return True
    before = tokens[at - 1]
    return before.lower in _BEFORE_CLAUSE or (before.kind == "mark" and before.text in ',;:"“—–')


_BEFORE_CLAUSE = word_set("that because although though while when where if but so whether since unless")


def skip_adverbs(lowers: Sequence[str], at: int) -> int:
    """The first place from ``at`` on that holds neither *not* nor an adverb."""
    while at < len(lowers) and is_inside_verb(lowers[at]):
        at += 1
    return at


def is_inside_verb(word: str) -> bool:
    """Whether ``word`` is *not* or an adverb, which can stand between an auxiliary and its verb."""
    return word in _INSIDE_VERBS or (word.endswith("ly") and len(word) > 5)


_INSIDE_VERBS = word_set(
    """
    not never always also already still just only even often now then thus therefore ever soon
    """
) - {"only"}


def is_only_participle(word: str) -> bool:
    """Whether ``word`` is a past participle and neither a past tense nor a base form (*taken*, *seen*)."""
    return word in PARTICIPLES and word not in PASTS and word not in BASES


def past_of(participle: str, subject: str) -> str | None:
    """The past tense for a participle, with *been* by the number of ``subject``; ``None`` for an unknown verb."""
    if participle == "been":
        return "were" if subject in ("they", "we", "you") or is_plural(subject) else "was"
    base = PARTICIPLES.get(participle)
    return verb(base).past if base else participle if participle.endswith("ed") else None
