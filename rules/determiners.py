"""Determiners by frames: where a noun in its phrase must have an article, and where it has none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import WORD_CLASSES, starts_with_vowel_sound, word_set
from checker.findings import Category, Severity
from checker.text.document import Sentence, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def _a(word: str) -> str:
    return "an" if starts_with_vowel_sound(word) else "a"


# -- An article is missing ---------------------------------------------------------------------------------------------

_OF_PHRASES: Mapping[str, frozenset[str]] = {
    "at": word_set("beginning end start bottom expense edge request age initiative"),
    "by": word_set("beginning end start"),
    "from": word_set("beginning end start edge"),
    "until": word_set("beginning end start"),
    "till": word_set("beginning end start"),
    "since": word_set("beginning end start"),
    "before": word_set("beginning end start"),
    "in": word_set(
        "middle center centre heart hands vicinity aftermath eyes outskirts suburbs midst shadow footsteps "
        "north south east west territory direction"
    ),
    "on": word_set("basis outskirts territory occasion anniversary initiative shores banks edge side roof"),
    "with": word_set("help exception purpose aim assistance"),
    "under": word_set("leadership guidance direction auspices name"),
    "for": word_set("sake purpose rest"),
    "to": word_set("end bottom beginning edge north south east west"),
    "during": word_set("course reign"),
}
"""Nouns that have *the* where they stand between a preposition and *of*."""
_OF_NOUNS = frozenset().union(*_OF_PHRASES.values())


def _missing_before_of(sentence: Sentence) -> Iterator[Hit]:
    lowers = sentence.lowers
    for at in sentence.places(_OF_NOUNS):
        if not at or at + 2 >= len(lowers) or lowers[at + 1] != "of":
            continue
        if lowers[at] not in _OF_PHRASES.get(lowers[at - 1], ()) or not sentence.texts[at].islower():
            continue
        if lowers[at + 2] == "year" or (at > 1 and lowers[at - 2] in ("from", "beginning", "start", "top", "end")):
            continue
        noun = sentence.tokens[at]
        yield flag(noun, f"Write “the {noun.text}”.", unsafe=f"the {noun.text}")


_OCCUPATIONS = word_set(
    """
    doctor teacher engineer lawyer farmer nurse journalist writer singer actor actress student soldier driver artist
    scientist musician designer programmer waiter architect tourist painter poet dancer photographer policeman
    fisherman carpenter merchant citizen victim economist pilot dentist athlete politician businessman researcher
    refugee cook tailor translator guitarist comedian novelist filmmaker surgeon psychologist accountant
    """
)
_BECOMING = word_set("is was became become becomes be been")
_WORKING = word_set("works worked working work job career life started trained")


def _missing_before_occupation(sentence: Sentence) -> Iterator[Hit]:
    lowers = sentence.lowers
    for at in sentence.places(_OCCUPATIONS):
        if at < 2 or not sentence.texts[at].islower():
            continue
        after = lowers[at + 1] if at + 1 < len(lowers) else "."
        if after not in (".", ",", ";", "and", "who", "in", "at", "from", "for", "with"):
            continue
        first = at - 1 if lowers[at - 1] not in _PLAIN else at - 2
        before = lowers[first]
        if before in _BECOMING or (before == "as" and lowers[first - 1] in _WORKING):
            if before in ("is", "was") and lowers[first - 1] in ("there", "what", "which"):
                continue
            word = sentence.tokens[first + 1]
            article = _a(word.text)
            yield flag(word, f"Write “{article} {word.text}”.", unsafe=f"{article} {word.text}")


_PLAIN = word_set(
    """
    big great new small large serious important beautiful strong difficult long short young rich poor famous
    interesting huge popular successful professional dangerous simple special unique heavy bright modern
    """
)
_TAKING = word_set("is was has had have became become becomes bought built made gave found received")
_NO_COUNT = word_set(
    """
    business policy company form part food time faith practice fact place news help work character change
    experience history sound light growth trade value support power interest reform industry art weather concern damage
    society office school force minister president director team question protest music effect
    """
)


def _missing_before_adjective(sentence: Sentence) -> Iterator[Hit]:
    lowers = sentence.lowers
    for at in sentence.places(_PLAIN):
        if not at or at + 2 >= len(lowers) or lowers[at - 1] not in _TAKING:
            continue
        noun = lowers[at + 1]
        if not grammar.is_singular_noun(noun) or noun in _NO_COUNT or grammar.is_base(noun):
            continue
        after = lowers[at + 2]
        if after in (".", ",", ";") or after in ("in", "for", "with", "on", "to", "at", "from", "of", "that", "which"):
            word = sentence.tokens[at]
            article = _a(word.text)
            yield flag(word, f"Write “{article} {word.text} {noun}”.", unsafe=f"{article} {word.text}")


_COUNT = r"(?:few|several|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_SPAN = r"(?:years|months|weeks|days|decades|hours|minutes)"
_WHAT_IS_SAME = "(?:time|way|day|thing|place|year|period|month|level|name|problem|person|reason|age|number|manner|size)"
_FRAMES = lazy(
    rf"""
    (?:
      \b(?:for|after|in|within)\ (?P<a1>long|short)\ (?:time|period)\b(?!\ (?:ago|coming|frame|scale|horizon|lag))
    | \bfor\ (?P<the1>first|last|second|third)\ time\b(?=[.,;]|\ (?:in|since|on|at|by|and|ever|this|that|when)\b)
    | \b(?:in|for|over|during|within)\ (?P<the2>last|past|next)\ {_COUNT}\ {_SPAN}\b
    | \b(?:at|in|on|for|to|from|with|of|have|has|had|is|are|was|were)\ (?P<the3>same)\ {_WHAT_IS_SAME}\b(?!-)
    | \b(?P<a2>lot\ of)\b
    | \b(?P<a3>couple\ of)\ (?:{_SPAN}|people|times)\b
    | (?:\b(?:for|in|within|after|only)|[,;])\ (?P<a4>few)\ {_SPAN}\ (?:ago|later|earlier|before|after)\b
    | \b(?:as|As)\ (?P<a5>result|consequence|rule)\b(?=,|\ of\b)
    | \bon\ (?P<the5>other\ hand|contrary|whole|verge|brink)\b
    | \b(?:in|for)\ (?P<the6>near\ future|long\ run|short\ run|beginning|meantime)\b
    | \bat\ (?P<the7>moment|beginning|end)\b(?=[.,;]|\ (?:the|he|she|it|they|there)\b)
    | \b(?:in|on)\ (?P<the8>internet|morning|afternoon|evening|phone|radio)\b(?=[.,;]|\ (?:of|and|he|she|they)\b)
    | \b(?:is|was)\ (?P<the9>most|best|biggest|largest|oldest|greatest)\ (?:[a-z]+\ ){{1,2}}?(?:of|in)\ the\ world\b
    )
    """,
    re.VERBOSE,
)
_NO_FRAME = lazy(
    r"\b(?:the|a|an|my|his|her|their|our|its|whole|that|this|every|any|no|each|quite|past|last|next|parking|odd|job)\s$",
    re.IGNORECASE,
)
_BEFORE_LOT = lazy(r"\b(?:is|are|was|were|have|has|had|with|there|got|took|take|need|spent)\s$")


def _missing_in_frame(sentence: Sentence) -> Iterator[Hit]:
    text = sentence.doc.masked
    for found in sentence.search(_FRAMES):
        kind = found.lastgroup or ""
        start, end = found.span(kind)
        words = found[kind]
        before = text[max(0, start - 12) : start]
        if _NO_FRAME.search(before) or not words[0].islower():
            continue
        if words == "lot of" and not _BEFORE_LOT.search(before):
            continue
        article = "the" if kind.startswith("the") else _a(words)
        yield flag((start, end), f"Write “{article} {words}”.", unsafe=f"{article} {words}")


_HINTS = word_set(
    """
    time period same lot couple few result consequence hand contrary whole verge brink future run moment internet
    morning afternoon evening phone radio last past next world beginning end
    """
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_OF_NOUNS | _OCCUPATIONS | _PLAIN | _HINTS,
    bad=[
        "It was built at [end -> the end] of May with [help -> the help] of the town.",
        "She is [doctor -> a doctor] and he works as [engineer -> an engineer] in Oslo.",
        "It was [great -> a great] day, they had [serious -> a serious] problem with it.",
        "They met for [first -> the first] time and, at [same -> the same] time, wept.",
        "There are [lot of -> a lot of] people here.",
    ],
    good=[
        "A couple of weeks ago, he left. The past couple of years were dry.",
        "At the end of May they met, with help from the town, and on top of it.",
        "She is a doctor, and he is chief engineer of the firm; as student numbers rise.",
        "It is big business, the news is good news, and there was great fear.",
        "For the first time, at the same time; a lot of people, a parking lot of theirs.",
        "# Seen for first time\n\nThe bride and groom sat side by side.",
        "From beginning to end of the film; from end of year to start of year.",
    ],
)
def missing_article(sentence: Sentence) -> Iterator[Hit]:
    """*At end of May*, *is doctor*, *for first time*: in these phrases the noun needs an article."""
    if sentence.is_heading or sentence.is_title_case or sentence.doc.is_technical or sentence.text[-1] not in '.!?”"':
        return
    yield from _missing_before_of(sentence)
    yield from _missing_before_occupation(sentence)
    yield from _missing_before_adjective(sentence)
    if not _HINTS.isdisjoint(sentence.lowers):
        yield from _missing_in_frame(sentence)


# -- An article too many -----------------------------------------------------------------------------------------------

_GAMES = word_set(
    "football soccer tennis basketball volleyball chess cricket hockey golf baseball rugby handball cards"
)
_MEALS = word_set("breakfast lunch dinner supper")
_LANGUAGES = word_set(
    "english french german spanish chinese russian arabic turkish persian italian japanese korean hindi polish"
)
_TIMES = word_set("night noon midnight dawn dusk")
_PLACED = frozenset(WORD_CLASSES["weekday"] + WORD_CLASSES["month"]) - {"may", "march"}
_PLAYING = frozenset(grammar.verb("play"))
_EATING = frozenset(grammar.verb("have") + grammar.verb("eat") + grammar.verb("cook"))
_SPEAKING = frozenset(form for base in ("speak", "learn", "teach", "study") for form in grammar.verb(base)) | {"in"}
_MOVING = frozenset(form for base in ("go", "come", "travel", "arrive", "return", "get") for form in grammar.verb(base))
_VEHICLES = word_set("bus train plane car taxi bike bicycle ship boat metro subway")


def _superfluous_article(sentence: Sentence) -> Iterator[Hit]:
    """*Play the football*, *at the night*, *speaks the English*: these have no article in English."""
    lowers = sentence.lowers
    for at in sentence.places({"the"}):
        if at + 1 >= len(lowers):
            continue
        before, noun = lowers[at - 1] if at else "", lowers[at + 1]
        after = lowers[at + 2] if at + 2 < len(lowers) else "."
        ends = after in (".", ",", ";", "!", "?", "and", "or", "but", "because", "when", "while")
        ends_by_place = ends or after in ("at", "with", "in", "on", "to", "from", "there", "very", "for", "every")
        wrong = (
            (noun in _GAMES and before in _PLAYING and ends_by_place)
            or (noun in _MEALS and before in _EATING and ends_by_place)
            or (noun in _LANGUAGES and before in _SPEAKING and (ends if before == "in" else ends_by_place))
            or (noun in _TIMES and before == "at" and ends)
            or (noun in _PLACED and before == "in" and ends)
            or (noun in _VEHICLES and before == "by" and ends_by_place and _came_by(lowers[max(0, at - 6) : at]))
            or (noun in ("mankind", "both") and (noun == "mankind" or grammar.is_plural_noun(after) or after == "of"))
            or (noun == "bed" and before == "to" and ends and at > 1 and lowers[at - 2] in _MOVING)
            or (noun == "foot" and before == "on" and ends)
        )
        if not wrong and noun != "most":
            continue
        the, word = sentence.tokens[at], sentence.tokens[at + 1]
        if wrong:
            yield flag(
                join(the, word),
                f"“{word.text}” takes no article here.",
                unsafe=the.cased(word.text) if not at else word.text,
            )
        elif (
            noun == "most"
            and after == "of"
            and before not in _MAKING
            and not {"all", "any", "it", "everything"}.intersection(lowers[at + 3 : at + 4])
        ):
            right = "Most of" if the.text == "The" else "most of"
            yield flag(join(the, sentence.tokens[at + 2]), f"Write “{right}”.", unsafe=right)


def _came_by(words: list[str]) -> bool:
    return not _MOVING.isdisjoint(words)


_MAKING = frozenset(grammar.verb("make") + grammar.verb("get") + grammar.verb("do")) | word_set(
    "got take took and what suffered suffer made whatever"
)

# -- So and such -------------------------------------------------------------------------------------------------------


def _so_for_such(sentence: Sentence) -> Iterator[Hit]:
    """*So big house*, *a such problem*, *very like*: *such* goes with a noun, *so* and *very* with an adjective."""
    lowers = sentence.lowers
    for at in sentence.places({"so", "such", "very", "same"}):
        if at + 2 >= len(lowers):
            continue
        word, before, after = lowers[at], lowers[at - 1] if at else "", lowers[at + 1]
        tokens = sentence.tokens
        if word == "so" and after in _PLAIN and grammar.is_singular_noun(lowers[at + 2]) and before != "a":
            if lowers[at + 2] not in _NO_COUNT and grammar.ends_phrase(tokens, at + 3) and lowers[at + 2] != "people":
                where = join(tokens[at], tokens[at + 2])
                right = f"such {_a(after)} {after} {lowers[at + 2]}"
                yield flag(where, f"Before a noun, write “{right}”.", unsafe=right)
        elif word == "same" and before == "a" and grammar.is_singular_noun(after):
            yield flag(join(tokens[at - 1], tokens[at]), "Write “the same”.", unsafe="the same")
        elif (word == "such" and before in ("a", "an") and grammar.is_singular_noun(after)) or (
            word == "so" and before in ("a", "an") and after in _PLAIN
        ):
            yield flag(join(tokens[at - 1], tokens[at]), "Write “such a”.", unsafe=f"such {_a(after)}")
        elif word == "very" and before in ("a", "an") and after in _STATES and lowers[at + 2] in (".", ",", ";", "and"):
            if at > 1 and lowers[at - 2] in grammar.BE:
                yield flag(join(tokens[at - 1], tokens[at]), "No noun follows: leave out the article.", unsafe="very")
        elif word == "very" and before in ("i", "we", "they", "he", "she") and after in _LIKING:
            verb = tokens[at + 1]
            right = f"{verb.text} … very much"
            yield flag(join(tokens[at], verb), f"Write “{right}”.", options=(right,))


_STATES = word_set(
    "happy sad angry tired hungry famous important beautiful dangerous glad ill busy proud careful expensive"
)
_LIKING = frozenset(
    form for base in ("like", "love", "want", "enjoy", "appreciate", "hope") for form in grammar.verb(base)[:3]
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_GAMES
    | _MEALS
    | _LANGUAGES
    | _TIMES
    | _PLACED
    | _VEHICLES
    | {"mankind", "both", "most", "bed", "foot", "so", "such", "very", "same"},
    bad=[
        "They play [the football -> football] at [the night -> night].",
        "She speaks [the English -> English] and went there by [the bus -> bus].",
        "They had [the lunch -> lunch] at home in [the January -> January].",
        "It is a gift to [the mankind -> mankind].",
        "[The most of -> Most of] the people left.",
        "It is [so big house -> such a big house].",
        "He has [a so -> such a] strong voice.",
        "It is [a such -> such a] problem, and [a same -> the same] house.",
        "She is [a very -> very] happy.",
        "I [very like -> like … very much] it.",
    ],
    good=[
        "They watched the football at the night of the fire. She likes the English.",
        "They waited by the bus; the lunch was good. In the January sale he bought the most of all.",
        "Make the most of it. The English lost. On the Monday he came.",
        "They have the dinner table; they play the tennis star.",
        "They sat at the foot of the hill by the foot of the bed.",
        "It is such a big house, so big a house. So many people, so much water.",
        "A so-called expert, a very old man. A very happy man is here.",
        "So great people say; so old that it fell.",
        "The very love of it. A very special, a very good.",
    ],
)
def article_out_of_place(sentence: Sentence) -> Iterator[Hit]:
    """*Play the football*, *a so big house*, *a same house*: an article stands where English has none."""
    yield from _superfluous_article(sentence)
    yield from _so_for_such(sentence)
