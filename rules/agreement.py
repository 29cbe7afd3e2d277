"""Number: nouns with their determiners, counts and quantities."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import COUNTS_IN_WORDS, NUMBER_WORDS, is_plural, word_set
from checker.findings import Category, Severity
from checker.text.document import FIGURE, Document, Sentence, Token, fact, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UNITS = (
    *(
        "seconds",
        "bytes",
        "bits",
        "metres",
        "meters",
        "grams",
        "grammes",
        "watts",
        "hertz",
        "pixels",
        "litres",
        "liters",
    ),
    *(
        "minutes",
        "hours",
        "volts",
        "amps",
        "joules",
        "newtons",
        "calories",
        "hectares",
        "miles",
        "decibels",
        "sentences",
    ),
)
"""How units end, with or without a prefix: *milliseconds*, *gibibytes*."""
_SCALES = word_set("million billion thousand hundred dozen trillion")
_NOT_COUNTED = word_set("no value values figure score rate size setting index level ratio")
"""What *less than 3* is not said of things that are counted after."""


def _counted_less(sentence: Sentence, at: int) -> bool:
    """Whether *less* at ``at`` is said of things that are counted."""
    lowers = sentence.lowers
    before = lowers[at - 1] if at else ""
    after = lowers[at + 1 : at + 5] + [""] * 4
    if after[0] != "than":
        return after[0] in grammar.COUNTABLE_PEOPLE - {"cases"} and before not in ("or", "no", "much", "far", "and")
    is_number = grammar.is_figure(after[1]) or after[1] in NUMBER_WORDS
    if not is_number or after[1] == "one" or before in _NOT_COUNTED:
        return False
    noun = 3 if after[2] in _SCALES else 2
    if is_plural(after[noun]) and after[noun] not in grammar.MEASURES and not after[noun].endswith(_UNITS):
        return True
    return (
        after[noun] not in ("of", "in")
        and _is_count_before(lowers, at)
        and grammar.ends_phrase(sentence.tokens, at + 1 + noun)
    )


def _is_count_before(lowers: Sequence[str], at: int) -> bool:
    before = list(lowers[max(0, at - 4) : at])
    verbs = 0
    while before and before[-1] in (
        "be",
        "is",
        "are",
        "was",
        "were",
        "been",
        "will",
        "would",
        "could",
        "has",
        "have",
        "not",
    ):
        before.pop()
        verbs += 1
    return bool(verbs and before and before[-1] in grammar.COUNTABLE_PEOPLE)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"less"},
    after=grammar.COUNTABLE_PEOPLE | {"than"},
    bad=[
        "The hall held [less -> fewer] than 30 guests.",
        "There were [less -> fewer] students this spring.",
        "The casualties were [less -> fewer] than 12.",
        "It drew [less -> fewer] than two thousand voters.",
    ],
    good=[
        "It took less than 30 minutes and cost less than 50 dollars.",
        "Less than 40 percent of voters came.",
        "The number was less than 30; he has no less than three wives.",
        "He is less than 60 years old and ran less than 5 kilometres.",
        "Half the voters are more or less people of habit.",
        "They won by less than 100 points.",
        "It is less a plan than a hope.",
        "A value less than 3 shuts the valve; any score less than zero causes doubt.",
        "It answers in less than 80 microseconds and takes less than 12 kilobytes.",
    ],
)
def less_for_fewer(sentence: Sentence) -> Iterator[Hit]:
    """*Less* before things that can be counted.

    *Fewer* goes with what can be counted (fewer than 50 guests), *less* with what is measured: money, time, distance.
    """
    for at in sentence.places(_LESS):
        if _counted_less(sentence, at):
            token = sentence.tokens[at]
            message, fewer = "Use “fewer” for what can be counted.", token.cased("fewer")
            if grammar.COUNTABLE_PEOPLE.isdisjoint(sentence.lowers[max(0, at - 5) : at + 6]):
                yield flag(token, message, unsafe=fewer)  # of what may be measured after all
            else:
                yield flag(token, message, safe=fewer)


_SINGULAR_OF = {"these": "this", "those": "that"}
_AFTER_THIS = word_set("people women's documents examples")


_LESS = frozenset({"less"})
_ONE = frozenset({"one"})


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"this", "these", "those"},
    after={"this": grammar.is_sure_plural, "these": grammar.is_singular_noun, "those": grammar.is_singular_noun},
    bad=[
        "[These attack -> These attacks | This attack] came at dawn.",
        "[This soldiers -> These soldiers] were tired.",
        "Of [these plan -> this plan] is known too little.",
        "He praised [those woman -> those women | that woman].",
    ],
    good=[
        "These attack helicopters came.",
        "This results in delays, and this attacks the problem.",
        "All this people know.",
        "These school buildings and those city streets.",
        "This species is rare; these species are not.",
        "These two year-old plans failed.",
        "This documents the case, and it runs on this Windows.",
        "He sees in this people a nation.",
        "This keys drawer is full, and this parts list has no end.",
        "This models a house, and this matches the plan of it.",
        "This months meeting is the last, after this years elections.",
    ],
)
def demonstrative_and_noun_disagree(sentence: Sentence) -> Iterator[Hit]:
    """A plural noun after *this*, or a singular one after *these*."""
    tokens = sentence.tokens
    for at, (word, noun) in enumerate(pairwise(tokens)):
        this = word.lower
        name = noun.lower
        if this in ("these", "those") and grammar.is_singular_noun(name) and grammar.ends_phrase(tokens, at + 2):
            if name in ("people", "term") or (at + 2 < len(tokens) and tokens[at + 2].lower in ("and", "or")):
                continue
            options = f"{word.text} {grammar.plural_of(name)}", f"{word.cased(_SINGULAR_OF[this])} {noun.text}"
        elif this == "this" and noun.text.islower() and grammar.is_sure_plural(name) and name not in _AFTER_THIS:
            if name in _TIMES and not grammar.ends_phrase(tokens, at + 2):
                continue  # this week’s, without its apostrophe
            if _names_one(sentence.lowers, at + 2):
                continue
            if not grammar.DETERMINERS.isdisjoint(sentence.lowers[at + 2 : at + 3]):
                continue  # a verb with its object: “this models the world”
            options = f"{word.cased('these')} {noun.text}", f"{word.text} {grammar.singular_of(name)}"
        else:
            continue
        verb = "".join(sentence.lowers[at + 2 : at + 3])
        plural, singular = options
        right = plural if verb in ("are", "were", "have") else singular if verb in ("is", "was", "has") else None
        message = f"“{word.text}” and “{noun.text}” differ in number."
        yield flag(join(word, noun), message, unsafe=right, options=() if right else options)


def _names_one(lowers: Sequence[str], at: int) -> bool:
    """Whether a plural is part of the name of one thing, the word at ``at``: *this users table is*."""
    after = lowers[at + 1] if at + 1 < len(lowers) else ""
    if after in ("is", "was", "has"):
        return lowers[at].isalpha() and lowers[at] not in grammar.FUNCTION_WORDS
    return grammar.is_singular_noun(lowers[at]) and after in grammar.THIRDS


_TIMES = word_set("days nights weeks months seasons years decades centuries mornings evenings winters summers springs")

_COUNTING = word_set("many several various numerous few")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={
        *_COUNTING,
        *(
            word
            for word in ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
        ),
    },
    after=grammar.is_singular_noun,
    bad=[
        "Two [soldier -> soldiers] were hurt.",
        "There are many [reason -> reasons] for it.",
        "Several [country -> countries] have signed.",
        "It was seen by a few [person -> people].",
    ],
    good=[
        "Many a soldier fell.",
        "Two soldier friends and three day trips.",
        "Many attack him for it, and several visit him.",
        "World War Two soldier; Formula Two driver.",
        "Of the two, one country signed.",
        "Two minute, three year and four month terms.",
        "There were as few as one.",
        "Few question the plan.",
        "The six package is old.",
    ],
)
def singular_after_count(sentence: Sentence) -> Iterator[Hit]:
    """A singular noun after *two*, *many*, *several* or another word that counts."""
    tokens = sentence.tokens
    for at, (count, noun) in enumerate(pairwise(tokens)):
        counts = count.lower in _COUNTING or (count.lower in COUNTS_IN_WORDS and count.text.islower() | (at == 0))
        if not (counts and noun.text.islower() and grammar.is_singular_noun(noun.lower)):
            continue
        if not grammar.ends_phrase(tokens, at + 2) or _is_joined(tokens, at + 2):
            continue
        if at and tokens[at - 1].lower == "the" and tokens[at + 2 : at + 3] and tokens[at + 2].lower in _OF_ONE:
            continue  # the six package is what is called “six”
        if grammar.is_base(noun.lower) and not (at and tokens[at + 2 : at + 3] and tokens[at + 2].text in ".;"):
            continue
        plural = grammar.plural_of(noun.lower)
        yield flag(noun, f"After “{count.text}”, write “{plural}”.", unsafe=noun.cased(plural))


_OF_ONE = word_set("is was has does")


def _is_joined(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].lower in ("and", "or", ",", "to")


_NUMBERED = word_set(
    """
    top number no the a an page chapter season week day room flight grade level type per under over age
    """
)
_FIGURE_NOUNS = grammar.COUNT_NOUNS - word_set(
    """
    year day week month hour minute kilometer kilometre century decade season race plane film game series game
    model player way class state form grade race place step night goal story bird
    """
)


_NUMBERED_THINGS = word_set(
    """
    way method step stage variant option example case point part phase task question reason tip lesson scenario solution
    """
)


@fact
def _misnumbered(doc: Document) -> frozenset[str]:
    """Nouns of headings such as *1 way* and *2 way*."""
    figures: defaultdict[str, set[str]] = defaultdict(set)
    for sentence in doc.holding(_NUMBERED_THINGS):
        if sentence.is_heading and len(sentence.lowers) == _FIGURE_AND_NOUN and sentence.lowers[0].isdigit():
            figures[sentence.lowers[1]].add(sentence.lowers[0])
    return frozenset(noun for noun, found in figures.items() if len(found) > 1)


_FIGURE_AND_NOUN = 2


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_FIGURE_NOUNS | _NUMBERED_THINGS,
    needs=[{FIGURE}],
    before=grammar.is_figure,
    bad=[
        "They sank 19 [ship -> ships] in May.",
        "The fire hurt 300 [person -> people].",
        "# Ways to mend it\n\n## [1 way -> Way 1]\n\nUse glue.\n\n## [2 way -> Way 2]\n\nUse nails.",
    ],
    good=[
        "Chapter 3 student, the No. 1 player, the top 10 player.",
        "It was a 20 year plan and a 2015 film.",
        "On May 10 state media said so.",
        "Chelsea scored 3 goal of the month winners.",
        "It cost $20 person to person.",
        "The men's 100 race and Boeing 737 plane were late.",
        "Write it as a base 8 number within an old 16 limit.",
        "Write your 404 page, on a 3 x 3 grid.",
        "When Step 5 and 6 conflict, stop; when rules 4 and 7 match or case 9 result is off, go on.",
        "# Ways to mend it\n\n## Way 1\n\nUse glue.\n\n## Way 2\n\nUse nails.\n\n## 1 player\n\n## 2 player",
        "# 1 Aim\n\nIt is old.\n\n# 2 Method\n\nWe ask.\n\n# 3 Solution\n\nWe know.",
    ],
)
def singular_after_figure(sentence: Sentence) -> Iterator[Hit]:
    """A singular noun after a figure above one, or a figure that should follow its noun: *1 way*, *2 way* for *way 1*,
    *way 2*.
    """
    tokens = sentence.tokens
    if sentence.is_heading and len(tokens) == _FIGURE_AND_NOUN:
        number, thing = sentence.texts
        if number.isdigit() and thing.lower() in _misnumbered(sentence.doc):
            right = f"{thing.capitalize()} {number}"
            yield flag(join(*tokens), f"Write “{right}”, or the word for the number.", unsafe=right)
        return
    for place in sentence.places(_FIGURE_NOUNS):
        at = place - 1
        figure, noun = tokens[at], tokens[place]
        if at < 1 or figure.kind != "number":
            continue
        if not _is_count(figure.text) or not tokens[at - 1].text.islower() or tokens[at - 1].lower in _NUMBERED:
            continue
        if at > 1 and tokens[at - 2].lower in _A_OR_AN:
            continue  # a base 10 number
        if tokens[at - 1].lower in ("x", "by"):
            continue  # on a 3 x 3 grid
        if _is_numbered(tokens, at - 1):
            continue  # rules 2 and 3 conflict
        if grammar.ends_phrase(tokens, at + 2) and not _is_joined(tokens, at + 2):
            plural = grammar.plural_of(noun.lower)
            yield flag(noun, f"After “{figure.text}”, write “{plural}”.", unsafe=noun.cased(plural))


_STATUS = lazy(r"[45]\d\d$")


def _is_numbered(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token before a figure shows that it numbers things: *rule 3*, *ports 80 and 443*."""
    if tokens[at].lower in grammar.POSSESSIVES or (
        tokens[at].lower.endswith("'s") and _STATUS.match(tokens[at + 1].text)
    ):
        return True  # your 404 page, the site’s 404 page
    if tokens[at].lower in ("and", "or", "to") and at > 1:
        return tokens[at - 1].kind == "number" and not grammar.is_base(tokens[at - 2].lower)
    return grammar.is_singular_noun(tokens[at].lower) or grammar.is_plural_noun(tokens[at].lower)


def _is_count(figure: str) -> bool:
    digits = figure.replace(",", "")
    return (
        digits.isdigit()
        and digits != "1"
        and not (len(figure) == 4 and figure[0] in "12")
        and not figure.startswith("0")
    )


def _are_several(noun: str) -> bool:
    """Whether a word after *each* is surely a plural, be it one that means many in the singular, too: *families*."""
    return grammar.is_plural_noun(noun) and noun not in grammar.THIRDS and noun not in ("people", "species", "series")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"each", "every", "another"},
    after=_are_several,
    bad=[
        "Every [soldiers -> soldier] got one, and every [families -> family] two.",
        "She called each [soldiers -> soldier] in turn.",
    ],
    good=[
        "Every two years each side's leaders meet.",
        "Each species has its place.",
        "Every visitors' centre is shut.",
    ],
)
def plural_after_each(sentence: Sentence) -> Iterator[Hit]:
    """A plural noun after *each*, *every* or *another*."""
    tokens = sentence.tokens
    for at, (word, noun) in enumerate(pairwise(tokens)):
        if word.lower in ("each", "every", "another") and _are_several(noun.lower):
            if at + 2 < len(tokens) and tokens[at + 2].text in "'’":
                continue
            singular = grammar.singular_of(noun.lower)
            yield flag(noun, f"After “{word.text}”, write “{singular}”.", unsafe=noun.cased(singular))


_A_OR_AN = frozenset({"a", "an"})


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"a", "an"},
    after=grammar.is_sure_plural,
    bad=[
        "It was [a soldiers -> a soldier | soldiers] of the north.",
        "She met [an officers -> an officer | officers].",
    ],
    good=[
        "A students' union and a women's club.",
        "It is a sports club, a customs officer and a species of bird.",
        "There were a people of the sea.",
        "A games in Rio is costly.",
        "Vitamin A doctors say so.",
    ],
)
def article_with_plural(sentence: Sentence) -> Iterator[Hit]:
    """*A* or *an* before a plural."""
    tokens = sentence.tokens
    for at in sentence.places(_A_OR_AN):
        word, noun = tokens[at], tokens[min(at + 1, len(tokens) - 1)]
        if word.text not in ("a", "an") or not noun.text.islower() or not grammar.is_sure_plural(noun.lower):
            continue
        if noun.lower in ("people", "persons") or not grammar.ends_phrase(tokens, at + 2) or _is_joined(tokens, at + 2):
            continue
        if sentence.doc.masked.startswith(".", noun.end) and sentence.doc.masked[noun.end + 1 : noun.end + 2].isalpha():
            continue  # the name of a file
        options = f"{word.text} {grammar.singular_of(noun.lower)}", noun.text
        yield flag(join(word, noun), f"“{word.text}” does not go with the plural “{noun.text}”.", options=options)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"one"},
    after={"of"},
    bad=[
        "This is one of the [reason -> reasons] for it.",
        "He is one of the most important [author -> authors] of his time.",
        "It was one of their best [film -> films].",
    ],
    good=[
        "One of the team was hurt.",
        "It is one of the best film studios.",
        "One of the city's leaders spoke.",
        "It is one of the most visited places.",
        "One of my family came.",
        "One of the two-year terms ended.",
        "One of those who attack the plan spoke.",
    ],
)
def singular_after_one_of(sentence: Sentence) -> Iterator[Hit]:
    """A singular noun after *one of the*.

    One is picked out of several, so the noun is plural: *one of the reasons*.
    """
    lowers = sentence.lowers
    for at in sentence.places(_ONE):
        of, which = lowers[at + 1 : at + 3] if at + 2 < len(lowers) else ("", "")
        if of != "of" or which not in {"the", "these", "those", *grammar.POSSESSIVES}:
            continue
        tokens = sentence.tokens
        for place in range(at + 3, min(at + 7, len(tokens))):
            noun = tokens[place]
            if noun.kind != "word" or noun.lower in grammar.FUNCTION_WORDS or is_plural(noun.lower):
                break
            if grammar.is_singular_noun(noun.lower) and grammar.ends_phrase(tokens, place + 1):
                if noun.lower not in grammar.COLLECTIVE and not _is_joined(tokens, place + 1) and noun.text.islower():
                    plural = grammar.plural_of(noun.lower)
                    yield flag(noun, f"After “one of {which}”, write “{plural}”.", unsafe=plural)
                break


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=grammar.PLURALS_OF_UNCOUNTABLE,
    bad=["He gave [informations -> information] to the press.", "They bought new [equipments -> equipment]."],
    good=["The information is old.", "The people of the world and its peoples.", "It evidences his care."],
)
def plural_of_uncountable_noun(sentence: Sentence) -> Iterator[Hit]:
    """A plural of a noun that has none.

    *Information*, *advice*, *equipment* and the like have no plural in English, though they do in other languages.
    """
    for at in sentence.places(grammar.PLURALS_OF_UNCOUNTABLE.keys()):
        word = sentence.tokens[at]
        singular = grammar.PLURALS_OF_UNCOUNTABLE[word.lower]
        yield flag(word, f"“{singular}” has no plural.", unsafe=word.cased(singular))


_NEVER_COUNTED = frozenset(grammar.UNCOUNTABLE - {"knowledge", "countryside", "artillery"})


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_NEVER_COUNTED,
    bad=[
        "She gave him [an advice -> advice | a piece of advice].",
        "It is [a new information -> new information | a piece of new information].",
        "They built [an equipment -> equipment | a piece of equipment] for it.",
    ],
    good=[
        "It is a furniture store, an information desk, a software firm.",
        "He has a knowledge of French.",
        "A hardware and software maker.",
        "He gave an update, advice and help.",
        "What a traffic jam.",
        "There is a lot of new equipment.",
    ],
)
def article_with_uncountable_noun(sentence: Sentence) -> Iterator[Hit]:
    """*A* or *an* before a noun that cannot be counted."""
    texts = sentence.texts
    for at in sentence.places(_NEVER_COUNTED):
        if not at or texts[at] not in _NEVER_COUNTED:
            continue
        tokens = sentence.tokens
        token = tokens[at]
        if not grammar.ends_phrase(tokens, at + 1) or _is_joined(tokens, at + 1):
            continue
        first = at - 1 if tokens[at - 1].lower in ("a", "an") else at - 2
        article = tokens[max(first, 0)]
        if article.text not in ("a", "an") or (first == at - 2 and tokens[at - 1].lower not in _PLAIN_ADJECTIVES):
            continue
        rest = sentence.doc.masked[tokens[first + 1].start : token.end]
        yield flag(
            join(article, token), f"“{token.text}” cannot be counted: no “a”.", options=(rest, f"a piece of {rest}")
        )


_PLAIN_ADJECTIVES = word_set(
    """
    new old good great important useful big large small special modern military official secret public private
    detailed heavy national local additional further false valuable different certain similar common
    """
)

_SAYING = word_set(
    """
    said say says told believe believed think thought know knew found find reported confirmed
    """
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"its"},
    needs=[{"police"}],
    before=lambda word: _acts(word) and word not in _SAYING,
    bad=["The police gave [its -> their] report.", "The police have not changed [its -> their] view."],
    good=[
        "The police gave their report.",
        "The police force gave its report.",
        "The police said its owner had fled.",
        "The police, whose chief left its post, are silent.",
        "The state police and its chief.",
    ],
)
def its_for_police(sentence: Sentence) -> Iterator[Hit]:
    """*Its* for the police, which is a plural noun."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.lower != "police":
            continue
        place = at + 1
        while place < len(tokens) and _acts(tokens[place].lower):
            place += 1
        if at + 1 < place < len(tokens) and tokens[place].lower == "its" and tokens[place - 1].lower not in _SAYING:
            yield flag(tokens[place], "“Police” is a plural: write “their”.", unsafe="their")


def _acts(word: str) -> bool:
    """Whether ``word`` can be part of what the police did."""
    return (
        word in grammar.PASTS
        or word in grammar.PARTICIPLES
        or word.endswith("ed")
        or word in grammar.HAVE
        or word in ("not", "also", "now")
    )


# -- Quantities --------------------------------------------------------------------------------------------------------

_MASS = grammar.UNCOUNTABLE | word_set(
    "money water air food oil gas sand rice bread milk rain snow music luck progress research evidence news pollution "
    "poverty violence traffic weather wealth garbage rubbish trash mud dust blood salt sugar flour butter electricity"
)
_NUMBERS_FROM_TWO = frozenset(word for word, number in NUMBER_WORDS.items() if 1 < number < 100)
_NUMBERS_OF_SEVERAL = _NUMBERS_FROM_TWO | {"both"}
_COUNTERS = word_set("many few several fewer numerous these those")
_COUNTED = _COUNTERS | _NUMBERS_FROM_TWO
_QUANTITIES = _COUNTERS | {"much", "amount"}


_KINDS = {"kind": "kinds", "type": "types", "sort": "sorts"}
_GROUPED = word_set("group number variety couple dozens hundreds thousands millions series")


def _kind_after_many(sentence: Sentence) -> Iterator[Hit]:
    """*Many kind of*, *a group of student*, *500 peoples*: hits on a noun in the wrong number."""
    lowers = sentence.lowers
    for at in sentence.places(_KINDS.keys()):
        if at and at + 1 < len(lowers) and lowers[at + 1] == "of" and lowers[at - 1] in _MANY_KINDS:
            plural = _KINDS[lowers[at]]
            yield flag(sentence.tokens[at], f"After “{lowers[at - 1]}”, write “{plural}”.", unsafe=plural)
    for at in sentence.places(_GROUPED):
        noun = at + 2
        if noun + 1 >= len(lowers) or lowers[at + 1] != "of" or not sentence.texts[noun].islower():
            continue
        if not grammar.is_singular_noun(lowers[noun]) or lowers[noun] in grammar.COLLECTIVE or lowers[noun] == "land":
            continue
        if lowers[noun + 1] in ("and", "or", ","):
            continue
        if grammar.ends_phrase(sentence.tokens, noun + 1) or (
            lowers[noun + 1].endswith("ed") and lowers[noun + 1] in grammar.PASTS
        ):
            plural = grammar.plural_of(lowers[noun])
            yield flag(sentence.tokens[noun], f"After “{lowers[at]} of”, write “{plural}”.", unsafe=plural)
    for at in sentence.places(_COUNTED):
        noun = at + 2
        if (
            noun + 1 >= len(lowers)
            or lowers[at + 1] not in _PLAIN_ADJECTIVES
            or lowers[at] in ("these", "those", "few")
        ):
            continue
        if at and (lowers[at - 1] in grammar.DETERMINERS or grammar.is_singular_noun(lowers[at - 1])):
            continue
        if (
            grammar.is_singular_noun(lowers[noun])
            and lowers[noun] not in grammar.COLLECTIVE
            and "-" not in lowers[noun]
        ):
            after = sentence.texts[noun + 1]
            if (after in ".,;" or after in ("in", "on", "at", "from", "that", "which")) and not _is_joined(
                sentence.tokens, noun + 1
            ):
                plural = grammar.plural_of(lowers[noun])
                yield flag(sentence.tokens[noun], f"After “{lowers[at]}”, write “{plural}”.", unsafe=plural)
    for at in sentence.places({"peoples"}):
        if at and grammar.is_figure(lowers[at - 1]):
            yield flag(sentence.tokens[at], "Write “people”.", unsafe="people")
    for at in sentence.places({"a", "an"}):
        if at + 4 >= len(lowers) or not (lowers[at + 1] in NUMBER_WORDS or grammar.is_figure(lowers[at + 1])):
            continue
        many, thing = lowers[at + 2], lowers[at + 3]
        if many in _MEASURED and grammar.is_singular_noun(thing) and grammar.ends_phrase(sentence.tokens, at + 4):
            right = f"{sentence.texts[at + 1]}-{_MEASURED[many]}"
            yield flag(
                join(sentence.tokens[at + 1], sentence.tokens[at + 2]), f"Before a noun, write “{right}”.", unsafe=right
            )


_MANY_KINDS = word_set("many several various all these those two three four five six ten numerous")
_MEASURED = {
    grammar.plural_of(one): one
    for one in (
        "floor storey story day week month year hour minute kilometre kilometer metre meter mile ton litre room "
        "page bed star person dollar euro"
    ).split()
}


def _quantity_does_not_fit(sentence: Sentence) -> Iterator[Hit]:
    """*Much problems*, *many information*, *an amount of people*: some quantities are counted, others are not."""
    lowers = sentence.lowers
    for at in sentence.places(_QUANTITIES):
        if at + 2 >= len(lowers):
            continue
        noun = lowers[at + 1]
        if lowers[at] in _COUNTERS and noun not in _MASS:
            continue
        word = sentence.tokens[at]
        if word.lower == "much":
            is_counted = noun == "people" or (grammar.is_plural_noun(noun) and noun not in grammar.THIRDS)
            is_degree = lowers[at + 2] in ("have", "are") and lowers[at - 1 : at] == ["how"]
            is_degree = is_degree or (lowers[at - 1 : at] == ["how"] and grammar.may_be_finite(lowers[at + 2]))
            if is_counted and not is_degree and lowers[at + 2] != "'":
                yield flag(word, f"Use “many” for what can be counted: “many {noun}”.", unsafe=word.cased("many"))
        elif word.lower == "amount":
            if noun == "of" and lowers[at + 2] in grammar.COUNTABLE_PEOPLE - {"cases", "deaths", "injuries"}:
                yield flag(word, "People are counted: write “number”.", unsafe="number")
        elif noun in _MASS and grammar.ends_phrase(sentence.tokens, at + 2) and sentence.texts[at + 1].islower():
            if noun in grammar.BASES and word.lower in ("these", "those", "few", "many", "several"):
                continue
            less = {"many": "much", "few": "little", "fewer": "less"}.get(word.lower)
            message = f"“{noun}” cannot be counted"
            if less:
                yield flag(word, f"{message}: write “{less}”.", unsafe=word.cased(less))
            else:
                yield flag(join(word, sentence.tokens[at + 1]), f"{message}.")


_PARTS = word_set("most many some several few each one none both two three four five half")
_SUPERLATIVES = word_set(
    "most biggest largest best oldest greatest highest smallest worst longest strongest youngest richest poorest first "
    "fastest tallest earliest latest finest main few"
)


def _part_without_the(sentence: Sentence) -> Iterator[Hit]:
    """*One of biggest dams*, *most of people*: what a part is taken of has *the*."""
    lowers = sentence.lowers
    for at in sentence.places({"of"}):
        if not at or at + 2 >= len(lowers) or lowers[at - 1] not in _PARTS:
            continue
        part, word, after = lowers[at - 1], lowers[at + 1], lowers[at + 2]
        of = sentence.tokens[at]
        if part == "one" and word in _SUPERLATIVES and not sentence.texts[at + 1][0].isupper():
            if word in ("most", "few", "first") and not any(map(is_plural, lowers[at + 2 : at + 6])):
                continue
            if word == "few" or (word == "first" and not is_plural(after)):
                continue
            yield flag(of, f"Write “of the {word}”.", unsafe="of the")
        elif (
            part in ("most", "many", "some", "several", "few", "each", "none", "both", "one")
            and grammar.is_plural_noun(word)
            and sentence.texts[at + 1].islower()
            and grammar.ends_phrase(sentence.tokens, at + 2)
            and after not in ("'", "’", "-")
        ):
            first, noun = sentence.tokens[at - 1], sentence.tokens[at + 1]
            with_the = f"{first.text} of the {noun.text}"
            bare = () if part in ("each", "none", "one") else (f"{first.text} {noun.text}",)
            yield flag(join(first, noun), f"“{first.text} of” needs “the” after it.", options=(*bare, with_the))


_PLURAL_OF_COUNTED = word_set("house boat book car child ticket game film song shop bus train room tree table dog cat")


def _number_before_singular(sentence: Sentence) -> Iterator[Hit]:
    """*Two house*, *three book*: what is counted above one is a plural, also where the word may be a verb."""
    lowers = sentence.lowers
    for at in sentence.places(_NUMBERS_OF_SEVERAL):
        if at + 1 >= len(lowers) or lowers[at + 1] not in _PLURAL_OF_COUNTED:
            continue
        before = lowers[at - 1] if at else ""
        if before in grammar.DETERMINERS | {"phase", "number", "part", "page"} or not sentence.texts[at + 1].islower():
            continue
        if at and not sentence.texts[at].islower():
            continue  # the Gang of Four book
        after = lowers[at + 2] if at + 2 < len(lowers) else "."
        if after in ".,;!?" or after in grammar.PREPOSITIONS | {"and", "or", "but", "that", "which", "were", "are"}:
            noun = sentence.tokens[at + 1]
            plural = grammar.plural_of(noun.lower)
            yield flag(noun, f"After “{sentence.texts[at]}”, write “{plural}”.", unsafe=plural)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"much", "amount", "of", "both", "a", "an", "peoples"}
    | _COUNTERS
    | _NUMBERS_FROM_TWO
    | _KINDS.keys()
    | _GROUPED,
    before={"of": _PARTS, "peoples": grammar.is_figure},
    after={
        **dict.fromkeys(_NUMBERS_FROM_TWO | {"both"}, _PLURAL_OF_COUNTED | _PLAIN_ADJECTIVES),
        **dict.fromkeys(_KINDS.keys() | _GROUPED, frozenset({"of"})),
        **dict.fromkeys(("a", "an"), lambda word: word in NUMBER_WORDS or grammar.is_figure(word)),
    },
    bad=[
        "There are [much -> many] problems, and [much -> many] people left.",
        "They have not [many -> much] information and [few -> little] money.",
        "A large [amount -> number] of people came.",
        "They sell many [kind -> kinds] of tea to a group of [student -> students] from 500 [peoples -> people].",
        "It is a [five floors -> five-floor] building, with three new [room -> rooms] in the north.",
        "They use [these equipment].",
        "It is one [of -> of the] biggest dams in the north.",
        "[Most of people -> Most people | Most of the people] of the town like tea.",
        "It rained in [some of houses -> some houses | some of the houses].",
        "They sold two [house -> houses], three [book -> books] and five [boat -> boats].",
    ],
    good=[
        "It does much always, and much sports news. How much times have changed!",
        "Many water birds, several food shops, few oil firms, these air forces and those news items.",
        "An amount of goods, of resources and of people-hours. These research the case.",
        "Not much has changed; so much works that it can buy.",
        "In much people's talk there is truth.",
        "It is one of the biggest dams. Most of Europe, some of his friends and many of them.",
        "Each of twelve houses, one of many, most of all.",
        "One of women's rights; three of hearts; some of children's books.",
        "It is one of most importance. A game of four of players’ choice.",
        "A two house deal. The two house the poor, and the five book rooms.",
        "Three book clubs, a three car garage and the four train teams.",
        "Of the two, book one is better. Phase two house.",
    ],
)
def quantity_and_noun_disagree(sentence: Sentence) -> Iterator[Hit]:
    """*Much problems*, *most of people*, *two house*: a word for a quantity does not fit its noun."""
    yield from _quantity_does_not_fit(sentence)
    yield from _part_without_the(sentence)
    yield from _number_before_singular(sentence)
    yield from _kind_after_many(sentence)
