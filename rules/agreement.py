"""Number: nouns with their determiners and counts, subjects with their verbs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import NUMBER_WORDS, is_plural, word_set
from checker.findings.mqm import Category, Severity
from checker.text.document import FIGURE, Sentence, Token, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COLLECTIVE = word_set(
    """
    team group party family club crew band couple pair company government committee council staff public police
    army navy class cast audience crowd firm board community majority minority number range variety series lot
    handful host total media population generation parliament court jury press union agency coalition
    association organisation organization bank tribe department embassy institution network village school
    university set city country nation town delegation business store league side half quarter rest tour section
    section sector board faction opposition few great
    """
)
"""Nouns that British English, or their sense, lets go with a plural verb."""

_MEASURES = word_set(
    """
    seconds minutes hours days weeks months years decades centuries quarters seasons semesters nights weekends
    generations metres meters kilometres kilometers km kms kilometer miles mile feet inches yards acres hectares
    grams kilograms kilos kg tonnes tons pounds ounces litres liters gallons barrels degrees percent percentage
    points dollars cents euros pounds pence rupees roubles rubles yuan yen francs shillings naira pesos dinars
    rials lira crowns times knots volts watts megawatts kilowatts gigawatts bytes megabytes gigabytes characters
    words lines pages square cubic millimetres millimeters centimetres centimeters calories bucks quid lakhs
    crores thirds fifths tenths stops steps bars watts hertz pixels bits columns kilobytes ms mb gb mph knots
    kph strokes runs laps goals seats
    """
)
"""Plurals that stand for an amount, of which *less than* is said."""

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
    if is_plural(after[noun]) and after[noun] not in _MEASURES and not after[noun].endswith(_UNITS):
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
    """*Less* before things that are counted.

    *Fewer* goes with what is counted (fewer than 50 guests), *less* with what is measured: money, time, distance.
    """
    for at in sentence.places(_LESS):
        if _counted_less(sentence, at):
            token = sentence.tokens[at]
            message, fewer = "Write “fewer” of what is counted.", token.cased("fewer")
            if grammar.COUNTABLE_PEOPLE.isdisjoint(sentence.lowers[max(0, at - 5) : at + 6]):
                yield flag(token, message, unsafe=fewer)  # of what may be measured after all
            else:
                yield flag(token, message, safe=fewer)


_SINGULAR_OF = {"these": "this", "those": "that"}
_AFTER_THIS = word_set("people women's documents examples")


def _is_sure_plural(word: str) -> bool:
    """Whether ``word`` is a plural noun and no verb (*soldiers*, not *attacks*)."""
    return grammar.is_plural_noun(word) and word not in grammar.THIRDS and grammar.singular_of(word) not in COLLECTIVE


_LESS = frozenset({"less"})
_ONE = frozenset({"one"})


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"this", "these", "those"},
    after={"this": _is_sure_plural, "these": grammar.is_singular_noun, "those": grammar.is_singular_noun},
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
def demonstrative_number(sentence: Sentence) -> Iterator[Hit]:
    """A plural noun after *this*, or a singular one after *these*."""
    tokens = sentence.tokens
    for at, (word, noun) in enumerate(pairwise(tokens)):
        this = word.lower
        name = noun.lower
        if this in ("these", "those") and grammar.is_singular_noun(name) and grammar.ends_phrase(tokens, at + 2):
            if name in ("people", "term") or (at + 2 < len(tokens) and tokens[at + 2].lower in ("and", "or")):
                continue
            options = f"{word.text} {grammar.plural_of(name)}", f"{word.cased(_SINGULAR_OF[this])} {noun.text}"
        elif this == "this" and noun.text.islower() and _is_sure_plural(name) and name not in _AFTER_THIS:
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
    ],
)
def singular_after_count(sentence: Sentence) -> Iterator[Hit]:
    """A singular noun after *two*, *many*, *several* or another word that counts."""
    tokens = sentence.tokens
    for at, (count, noun) in enumerate(pairwise(tokens)):
        counts = count.lower in _COUNTING or (count.lower in _SMALL_NUMBERS and count.text.islower() | (at == 0))
        if not (counts and noun.text.islower() and grammar.is_singular_noun(noun.lower)):
            continue
        if not grammar.ends_phrase(tokens, at + 2) or grammar.is_base(noun.lower) or _is_joined(tokens, at + 2):
            continue
        plural = grammar.plural_of(noun.lower)
        yield flag(noun, f"After “{count.text}” write “{plural}”.", unsafe=noun.cased(plural))


_SMALL_NUMBERS = word_set("two three four five six seven eight nine ten eleven twelve")


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


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_FIGURE_NOUNS,
    needs=[{FIGURE}],
    before=grammar.is_figure,
    bad=[
        "They sank 19 [ship -> ships] in May.",
        "The fire hurt 300 [person -> people].",
    ],
    good=[
        "Chapter 3 student, the No. 1 player, the top 10 player.",
        "It was a 20 year plan and a 2015 film.",
        "On May 10 state media said so.",
        "Chelsea scored 3 goal of the month winners.",
        "It cost $20 person to person.",
        "The men's 100 race and Boeing 737 plane were late.",
        "Write it as a base 8 number within an old 16 limit.",
        "Write your 404 page.",
        "When Step 5 and 6 conflict, stop; when rules 4 and 7 match or case 9 result is off, go on.",
    ],
)
def singular_after_figure(sentence: Sentence) -> Iterator[Hit]:
    """A singular noun after a figure above one."""
    tokens = sentence.tokens
    for place in sentence.places(_FIGURE_NOUNS):
        at = place - 1
        figure, noun = tokens[at], tokens[place]
        if at < 1 or figure.kind != "number":
            continue
        if not _is_count(figure.text) or not tokens[at - 1].text.islower() or tokens[at - 1].lower in _NUMBERED:
            continue
        if at > 1 and tokens[at - 2].lower in _A_OR_AN:
            continue  # a base 10 number
        if _is_numbered(tokens, at - 1):
            continue  # rules 2 and 3 conflict
        if grammar.ends_phrase(tokens, at + 2) and not _is_joined(tokens, at + 2):
            plural = grammar.plural_of(noun.lower)
            yield flag(noun, f"After “{figure.text}” write “{plural}”.", unsafe=noun.cased(plural))


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


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"each", "every", "another"},
    after=_is_sure_plural,
    bad=[
        "Every [soldiers -> soldier] got one.",
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
        if word.lower in ("each", "every", "another") and _is_sure_plural(noun.lower) and noun.lower != "people":
            if at + 2 < len(tokens) and tokens[at + 2].text in "'’":
                continue
            singular = grammar.singular_of(noun.lower)
            yield flag(noun, f"After “{word.text}” write “{singular}”.", unsafe=noun.cased(singular))


_A_OR_AN = frozenset({"a", "an"})


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"a", "an"},
    after=_is_sure_plural,
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
        if word.text not in ("a", "an") or not noun.text.islower() or not _is_sure_plural(noun.lower):
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
                if noun.lower not in COLLECTIVE and not _is_joined(tokens, place + 1) and noun.text.islower():
                    plural = grammar.plural_of(noun.lower)
                    yield flag(noun, f"After “one of {which}” write “{plural}”.", unsafe=plural)
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

    *Information*, *advice*, *equipment* and the like are not counted in English, whatever they do in other languages.
    """
    for word in sentence.words:
        singular = grammar.PLURALS_OF_UNCOUNTABLE.get(word.lower)
        if singular:
            yield flag(word, f"“{singular}” has no plural.", unsafe=word.cased(singular))


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=grammar.UNCOUNTABLE,
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
    """*A* or *an* before a noun that is not counted."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.text not in grammar.UNCOUNTABLE - {"knowledge", "countryside", "artillery"} or not at:
            continue
        if not grammar.ends_phrase(tokens, at + 1) or _is_joined(tokens, at + 1):
            continue
        first = at - 1 if tokens[at - 1].lower in ("a", "an") else at - 2
        article = tokens[max(first, 0)]
        if article.text not in ("a", "an") or (first == at - 2 and tokens[at - 1].lower not in _PLAIN_ADJECTIVES):
            continue
        rest = sentence.doc.masked[tokens[first + 1].start : token.end]
        yield flag(join(article, token), f"“{token.text}” is not counted.", options=(rest, f"a piece of {rest}"))


_PLAIN_ADJECTIVES = word_set(
    """
    new old good great important useful big large small special modern military official secret public private
    detailed heavy national local additional further false valuable different certain similar common
    """
)

# -- Subject and verb --------------------------------------------------------------------------------------------------

_FOR_ONE = {
    "have": "has",
    "are": "is",
    "do": "does",
    "don't": "doesn't",
    "haven't": "hasn't",
    "aren't": "isn't",
    "am": "is",
}
_FOR_MANY = {"has": "have", "is": "are", "was": "were", "does": "do", "hasn't": "haven't", "isn't": "aren't"} | {
    "wasn't": "weren't",
    "doesn't": "don't",
}
_FOR_I = {"is": "am", "are": "am", "has": "have", "does": "do"}


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=grammar.SUBJECT_PRONOUNS - {"you"},
    after={
        **dict.fromkeys(("he", "she", "it"), _FOR_ONE.keys() | grammar.VERBS_ONLY),
        **dict.fromkeys(("they", "we"), _FOR_MANY),
        "i": _FOR_I,
    },
    bad=[
        "He [have -> has] three sons.",
        "They [is -> are] here because she [seem -> seems] glad.",
        "We [was -> were] late.",
        "It failed, but it [remain -> remains] useful.",
        "I [is -> am] sure.",
    ],
    good=[
        "Does he have time? Should it remain so, they will go.",
        "They demanded that he have a lawyer and that it remain so.",
        "If he were rich, it would help him go.",
        "Neither he nor she have come, and you and he have lost.",
        "World War I is over, and Elizabeth I has died.",
        "He, they say, is late. Did she, want it or not, come?",
        "How many of them are here? Only one of those who help it have come.",
        "What they need is help; all they want is peace.",
        "It was he who they are after.",
    ],
)
def pronoun_and_verb_disagree(sentence: Sentence) -> Iterator[Hit]:
    """A pronoun with a verb of the wrong person: *he have*, *they is*, *she want*."""
    tokens = sentence.tokens
    for at in sentence.places(grammar.SUBJECT_PRONOUNS):
        if at == len(tokens) - 1:
            continue
        subject, finite = tokens[at : at + 2]
        right = _right_form(subject, finite.lower)
        if right and _is_subject(tokens, at):
            yield flag(finite, f"After “{subject.text}” write “{right}”.", unsafe=finite.cased(right))


def _right_form(subject: Token, finite: str) -> str | None:
    """The form of the verb that goes with the pronoun, if ``finite`` does not."""
    match subject.text.lower():
        case "he" | "she" | "it":
            return _FOR_ONE.get(finite) or (grammar.verb(finite).third if grammar.is_verb_only(finite) else None)
        case "they" | "we":
            return _FOR_MANY.get(finite)
        case "i" if subject.text == "I":
            return _FOR_I.get(finite)
    return None


_NO_SUBJUNCTIVE = word_set("because although though while when where but whether since so")


def _is_subject(tokens: Sequence[Token], at: int) -> bool:
    """Whether the pronoun at ``at`` surely opens a clause, and no subjunctive or question is near."""
    if at == 0:
        return True
    before = tokens[at - 1]
    if tokens[at].lower in ("they", "we"):
        return before.lower in _NO_SUBJUNCTIVE | {"that", "if"} or (before.text in ',;"“' and not _in_aside(tokens, at))
    if before.lower in _NO_SUBJUNCTIVE:
        return True
    return before.text in ",;" and at > 2 and not _in_aside(tokens, at)


def _in_aside(tokens: Sequence[Token], at: int) -> bool:
    """Whether an auxiliary before the comma may reach over to the verb, or the pronoun is within commas."""
    return any(
        token.lower in grammar.MODALS | grammar.DO | {"let", "that", "and", "nor"}
        for token in tokens[max(0, at - 12) : at]
    ) or (at + 2 < len(tokens) and tokens[at + 2].text == ",")


_FINITES = frozenset({*_FOR_MANY, *_FOR_ONE, "were"})


_PLURAL_ALONE = frozenset({"people", "police"})


_SINGULAR_IN_S = (
    word_set(
        """
    arts lens odds thanks works sports games sciences studies affairs rights relations services systems states
    nations times means data media criteria barracks gallows premises lyrics finals playoffs elections talks
    proceeds surroundings rest lives
    """
    )
    | _MEASURES
)


def _may_be_plural(noun: str) -> bool:
    """Whether ``noun`` before a finite verb is a plural, if it has no capital: those not in a short list are names."""
    return (
        noun in _PLURAL_ALONE
        or _is_sure_plural(noun)
        or (noun not in _SINGULAR_IN_S and is_plural(noun) and noun.isalpha())
    )


def _is_sure_singular(noun: str) -> bool:
    return grammar.is_singular_noun(noun) and noun not in COLLECTIVE


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"is", "was", "has", "does", "isn't", "wasn't", "hasn't", "are", "were", "have", "do", "aren't", "haven't"},
    before=dict.fromkeys(_FOR_MANY.keys() - {"doesn't"}, _may_be_plural)
    | dict.fromkeys(("are", "were", "have", "do", "aren't", "haven't"), _is_sure_singular),
    bad=[
        "The soldiers [is -> are] ready.",
        "The lanterns [was -> were] lit.",
        "People [has -> have] the right to know.",
        "She said that the police [was -> were] late.",
        "The soldier [were -> was] hurt.",
        "These soldiers [has -> have] been heard.",
    ],
    good=[
        "One of the soldiers is ready.",
        "Help for the people is near, and killing people is a crime.",
        "The United States is large, and the team are ready.",
        "The man and the soldier were hurt.",
        "Where the soldiers is the front.",
        "The people's right is clear; three years is long.",
        "The news is bad, the lens is old and the basis is lost.",
        "An alias is a name; the atlas is new, the pancreas was hurt and the bias has grown.",
        "The six months was long.",
        "If the soldier were ready, he would go.",
        "Neither the man nor the soldier have come.",
        "Did the soldier have a gun?",
    ],
)
def noun_and_verb_disagree(sentence: Sentence) -> Iterator[Hit]:
    """A subject at the start of its clause with a verb of the wrong number: *the soldiers is*."""
    texts, lowers = sentence.texts, sentence.lowers
    for at in sentence.places(_FINITES):
        finite = lowers[at]
        right = _FOR_MANY.get(finite) or _FOR_ONE.get(finite) or ("was" if finite == "were" else None)
        if not right or not at or finite in ("am", "don't", "doesn't"):
            continue
        noun = lowers[at - 1]
        start = at - 2 if at > 1 and lowers[at - 2] in _STARTERS else at - 1
        starter = lowers[start]
        if finite in _FOR_MANY:
            plural = _is_sure_plural(noun) or (texts[at - 1].islower() and _may_be_plural(noun))
            wrong = noun in _PLURAL_ALONE or (plural and start < at - 1)
            wrong = wrong and starter not in ("this", "that", "a", "an")
        else:
            wrong = start < at - 1 and starter in ("the", "this", "a", "an") and _is_sure_singular(noun)
        if wrong and _opens_clause(lowers, start, finite):
            token = sentence.tokens[at]
            yield flag(token, f"After “{texts[at - 1]}” write “{right}”.", unsafe=token.cased(right))


_STARTERS = word_set("the these those this a an many some several most")


def _opens_clause(lowers: Sequence[str], start: int, finite: str) -> bool:
    if start == 0:
        return True
    before = lowers[start - 1]
    return before in ("because", "although", "but") or (
        before == "that" and finite not in ("have", "were", "do") and start > 2
    )


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"there"},
    after={"is", "was", "has", "are", "were"},
    bad=[
        "There [is -> are] many reasons for it.",
        "There [was -> were] three soldiers at the gate.",
        "There [are -> is] a problem with it.",
        "There [has -> have] been several attacks.",
    ],
    good=[
        "There is two minutes left and there was 20 percent more.",
        "There are a lot of reasons and a number of ways.",
        "There is many a reason.",
        "There are a man and a woman.",
        "There is one soldier; there is no reason.",
        "There are an estimated 30 attacks.",
        "Those out there is what matters to many.",
        "There is several years' worth of work.",
        "If there were a way, and as though there were an end to it, they would go.",
    ],
)
def there_is_disagrees(sentence: Sentence) -> Iterator[Hit]:
    """*There is* before a plural, or *there are* before a singular."""
    texts, lowers = sentence.texts, sentence.lowers
    for at in sentence.places(_THERE):
        after = at + 3 if lowers[at + 2 : at + 3] == ["been"] else at + 2
        if after + 1 >= len(lowers):
            continue
        finite = lowers[at + 1]
        if (
            finite in ("is", "was", "has")
            and _starts_plural(*lowers[after : after + 2])
            and (finite == "has") == (after == at + 3)
        ):
            right = _FOR_MANY[finite]
        elif (
            finite in ("are", "were")
            and lowers[after] in ("a", "an")
            and not (finite == "were" and at and lowers[at - 1] in _BEFORE_WISH)
            and _starts_singular(sentence.tokens, after)
        ):
            right = "is" if finite == "are" else "was"
        else:
            continue
        message = f"Write “{texts[at]} {right}” before “{texts[after]} {texts[after + 1]}”."
        yield flag(sentence.tokens[at + 1], message, unsafe=right)


_THERE = frozenset({"there"})
_BEFORE_WISH = word_set("if though wish unless that suppose")


def _starts_plural(first: str, second: str) -> bool:
    if first in ("many", "several", "various", "numerous"):
        return second not in ("a", "an") and second not in _MEASURES and is_plural(second)
    if first in _SMALL_NUMBERS or first == "some":
        return _is_sure_plural(second) and second not in _MEASURES
    return _is_sure_plural(first) and first not in _MEASURES


def _starts_singular(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single thing follows the article at ``at``."""
    if not _is_sure_singular(tokens[at + 1].lower) or not grammar.ends_phrase(tokens, at + 2):
        return False
    return not any(token.lower in ("and", "or", ",") for token in tokens[at + 2 :])


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"number"},
    bad=[
        "The number of soldiers [have -> has] grown.",
        "A large number of people [was -> were] hurt.",
    ],
    good=[
        "The number of people who have left has grown.",
        "A number of reasons were given.",
        "The number of soldiers and guns have both grown.",
        "A number of this size is rare.",
        "A growing number of people is fine, and the number of people was small.",
        "Help for quite a number of victims is late.",
    ],
)
def number_of_disagrees(sentence: Sentence) -> Iterator[Hit]:
    """*The number of … have*, or *a number of … is*.

    *The number* is one thing and takes *has*; *a number of people* are many and take *have*.
    """
    tokens = sentence.tokens
    for at in range(1, len(tokens) - 3):
        if tokens[at].lower != "number" or tokens[at + 1].lower != "of":
            continue
        article = tokens[at - 1].lower
        first = at - 1
        if article in ("large", "great", "small", "huge") and at > 1 and tokens[at - 2].lower == "a":
            article, first = "a", at - 2
        if first and tokens[first - 1].lower == "quite":
            first -= 1
        if article == "a" and first and tokens[first - 1].lower in grammar.PREPOSITIONS:
            continue  # memory for a number of objects is kept
        noun = next((place for place in (at + 2, at + 3) if is_plural(tokens[place].lower)), None)
        if (
            noun is None
            or noun + 1 >= len(tokens)
            or any(tokens[place].kind != "word" for place in range(at + 2, noun))
        ):
            continue
        finite = tokens[noun + 1]
        right = (
            _FOR_MANY.get(finite.lower) if article == "a" else _FOR_ONE.get(finite.lower) if article == "the" else None
        )
        if right and finite.lower not in ("do", "don't", "am"):
            yield flag(finite, f"“{article} number of” takes “{right}”.", unsafe=right)


_SINGULAR_OF_FINITE = {"are": "is", "have": "has", "were": "was"}
_INDEFINITE = word_set(
    """
    everyone everybody someone somebody anyone anybody nobody everything nothing one
    """
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={
        "everyone",
        "everybody",
        "someone",
        "somebody",
        "anyone",
        "anybody",
        "nobody",
        "everything",
        "nothing",
        "one",
    },
    after={pronoun: {"of"} if pronoun == "one" else _SINGULAR_OF_FINITE for pronoun in _INDEFINITE},
    bad=[
        "Everyone [are -> is] happy.",
        "He thinks that nobody [have -> has] seen it.",
        "One of the soldiers [were -> was] hurt.",
    ],
    good=[
        "Does everyone have one? Let everybody do it.",
        "One of the soldiers who were hurt has died.",
        "She is one of the women.",
        "Not one of the children were hurt, said one of the men who have fled.",
        "Will everything do?",
    ],
)
def indefinite_pronoun_disagrees(sentence: Sentence) -> Iterator[Hit]:
    """*Everyone are*, *nobody have*, *one of them were*: these take the verb of one."""
    tokens = sentence.tokens
    for at, subject in enumerate(tokens[:-1]):
        if subject.lower not in _INDEFINITE or not grammar.starts_clause(tokens, at):
            continue
        verb_at = at + 1
        if subject.lower == "one":
            if at or len(tokens) < 6 or tokens[1].lower != "of" or not is_plural(tokens[3].lower):
                continue
            verb_at = 4
        finite = tokens[verb_at]
        right = _SINGULAR_OF_FINITE.get(finite.lower)
        if right:
            yield flag(finite, f"“{subject.text}” takes “{right}”.", unsafe=right)


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
    """*Its* of the police, which is a plural noun."""
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
