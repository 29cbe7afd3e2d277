"""Government: which preposition a verb, an adjective or a noun takes, and which take none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import NUMBER_WORDS, WORD_CLASSES, table_rows, word_set
from checker.findings import Category, Severity
from checker.text.document import Sentence, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Government(NamedTuple):
    """The prepositions that a word takes, best first, and those that are put there by mistake."""

    right: tuple[str, ...]
    wrong: frozenset[str]


def _read(table: str) -> Iterator[tuple[str, Government]]:
    """The rows of a table."""
    for head, right, wrong in table_rows(table):
        yield head, Government(right, frozenset(wrong))


_VERBS = dict(
    _read(
        """
        abide: by < with to
        abstain: from < of to
        adhere: to < with on at
        allude: to < on at
        arrive: at in < to
        belong: to < of for
        beware: of < from
        cling: to < on at
        coincide: with < to
        collaborate: with on < to
        collide: with < to
        comply: with < to of
        concentrate: on < to about
        consist: of < from with by
        cope: with < to against
        depend: on < of from to at
        deviate: from < of
        differ: from < of than
        disagree: with < to
        disapprove: of < to with
        dream: of about < with
        elaborate: on < about
        embark: on < to
        insist: on < to in for about
        intervene: in < to on
        originate: from in < of
        participate: in < to at on of
        pertain: to < with
        refrain: from < of to on
        specialise: in < on at to
        specialize: in < on at to
        succumb: to < from
        sympathise: with < to
        sympathize: with < to
        yearn: for < to
        """
    )
)
"""Verbs none of whose forms is a noun."""

_VERBS_IN_ED = dict(
    _read(
        """
        accuse: of < for with on about
        acquaint: with < to of
        adapt: to for < of
        addict: to < on with of at
        apologise: for to < of on
        apologize: for to < of on
        attribute: to < for at
        base: on < from by
        benefit: from < of
        blame: for < of
        compare: with to < than from
        congratulate: on < with
        contribute: to < on
        convince: of < in for on
        cure: of < from
        dedicate: to < for
        deprive: of < from
        devote: to < for on in
        disappoint: with by < of from
        distinguish: from < of
        entitle: to < for of
        exclude: from < of
        focus: on < to about
        graduate: from < of
        impress: by with < of from
        infect: with by < of from
        interfere: in with < to on
        invest: in < on to
        involve: in < to
        laugh: at < on to
        limit: to < for
        marry: to < with
        object: to < against for
        obsess: with by < of on about
        oppose: to < against of
        recover: from < of
        refer: to < on about at
        relate: to < with
        resign: from < of
        resort: to < on in
        result: in from < to on
        satisfy: with < from of
        search: for < of
        separate: from < of
        stem: from < of
        suffer: from < of
        suspect: of < for
        """
    )
)
"""Verbs that are looked for in -ed and -ing only, since their other forms may be nouns, or the passive is meant."""

_ADJECTIVES = dict(
    _read(
        """
        accustomed: to < with of
        adjacent: to < with of
        afraid: of < from
        allergic: to < from with of on
        amazed: at by < of from
        ashamed: of < from for with
        attached: to < with
        aware: of < for on to
        bored: with by < from
        busy: with < of
        capable: of < for to
        characteristic: of < for to
        compatible: with < to
        confident: of in < on
        conscious: of < about for to
        consistent: with < to
        contrary: to < of from with
        convinced: of by < in on
        covered: with by in < of
        critical: of < against at
        curious: about < of on for
        dependent: on < of from to
        devoid: of < from
        different: from to < of
        dissatisfied: with < of from
        eligible: for < of
        enthusiastic: about < on of
        entitled: to < for of
        envious: of < to at on
        equal: to < with
        equipped: with < of
        excited: about < of on from
        faithful: to < for with
        familiar: with to < of about
        famous: for < with of
        filled: with < of
        fond: of < to with in for on
        full: of < with from
        grateful: to for < of about
        guilty: of < for
        happy: with about for < of from
        harmful: to < for on
        immune: to < of
        independent: of from < on
        indifferent: to < of with for
        inferior: to < than from of
        innocent: of < from
        interested: in < on about for with at
        jealous: of < from to with
        keen: on < in at about
        loyal: to < for with
        opposed: to < against of from
        parallel: to with < of
        pleased: with < of from
        preferable: to < than over from
        prior: to < from than
        prone: to < for of
        proud: of < for with about on from
        responsible: for < of about on
        satisfied: with by < of from
        scared: of < from
        sensitive: to < on at
        shocked: at by < of from
        similar: to < with as than
        skeptical: of about < to on
        suitable: for to < of
        superior: to < than from of
        surprised: at by < of from
        surrounded: by with < from of
        suspicious: of < to for
        thankful: for to < of
        tired: of from < for
        typical: of < to
        vulnerable: to < from of against
        worried: about < of on from
        worthy: of < to for
        """
    )
)

_NOUNS = dict(
    _read(
        """
        addiction: to < on of with
        affection: for towards < to
        allergy: to < of on for
        alternative: to < of from
        appetite: for < to
        arrival: in at of < to
        assault: on < to
        attack: on against < to
        attention: to < on
        attitude: to towards < on at
        ban: on < of over
        belief: in < on to
        commitment: to < for in
        compliance: with < to
        confidence: in < on at
        contact: with < to of
        contempt: for < to
        criticism: of < to
        cure: for < to against
        curiosity: about < to
        damage: to < for
        decrease: in < of
        dedication: to < for
        demand: for < to
        dependence: on < from to
        devotion: to < for
        disregard: for of < to
        emphasis: on < to in at over
        enthusiasm: for < on
        exception: to of < from
        faith: in < on
        hatred: of for < to against
        impact: on < to
        increase: in < of
        influence: on over < to at
        information: about on < of over
        insight: into < about on
        interest: in < for at
        invasion: of < to on
        investigation: into < about on
        investment: in < on to
        invitation: to < for in
        involvement: in < to on
        knowledge: of about < on
        lack: of < in for on
        objection: to < against for
        obsession: with < on
        obstacle: to < for on against
        opposition: to < against
        participation: in < to on
        passion: for < to on
        prejudice: against < to
        preparation: for of < to
        pressure: on < to
        proximity: to < of with
        reaction: to < on at
        reason: for < of
        recipe: for < to
        reliance: on < to
        resemblance: to < with of
        respect: for < to of
        responsibility: for < about
        restriction: on < to
        sanction: on against < to for
        search: for < after
        shortage: of < for
        solidarity: with < to for
        substitute: for < of to
        sympathy: for with < to
        thirst: for < to
        threat: to < for on
        trip: to < at
        trust: in < on
        understanding: of < for
        victim: of < from
        violation: of < to against
        visit: to < at
        """
    )
)


def _heads() -> Iterator[tuple[str, Government]]:
    for base, taken in _VERBS.items():
        yield from ((form, taken) for form in grammar.verb(base))
    for base, taken in _VERBS_IN_ED.items():
        forms = grammar.verb(base)
        yield from ((form, taken) for form in (forms.past, forms.participle, forms.ing))
    for noun, taken in _NOUNS.items():
        yield from ((form, taken) for form in (noun, grammar.plural_of(noun)))
    yield from _ADJECTIVES.items()


_TAKES: Mapping[str, Government] = dict(_heads())
_WRONG = {head: taken.wrong for head, taken in _TAKES.items()}
_NOUN_FORMS = frozenset(form for noun in _NOUNS for form in (noun, grammar.plural_of(noun)))
_OPENS_OBJECT = grammar.DETERMINERS - grammar.QUANTIFIERS | word_set("me him us them it you")
_NO_OBJECTS = (
    word_set(
        """
        time times moment moments morning afternoon evening night day days week weeks month months year years weekend
        end beginning start outset past future same first last next whole least most way ways extent degree level levels
        least event case cases other one ones fact part general case point hour minute second stage season summer winter
        autumn spring century decade age eve anniversary occasion spot scene ground internet web behalf side hand
        """
    )
    | NUMBER_WORDS.keys()
    | frozenset(WORD_CLASSES["weekday"] + WORD_CLASSES["month"])
)
"""What may stand behind any preposition, to say when, where or how: *relied in part on*, *arrived to the minute*."""


def _has_object(sentence: Sentence, at: int) -> bool:
    """Whether what is spoken of begins at ``at``, and not when or how."""
    lowers = sentence.lowers
    if at + 1 >= len(lowers) or not _NO_OBJECTS.isdisjoint(lowers[at : at + 3]):
        return False
    word = lowers[at]
    if word in _OPENS_OBJECT:
        return lowers[at + 1][:1].isalpha() or word in grammar.OBJECT_PRONOUNS | {"it", "you"}
    if sentence.texts[at].islower() and grammar.is_plural_noun(word):
        return grammar.ends_phrase(sentence.tokens, at + 1)
    return sentence.texts[at][0].isupper() and word.isalpha() and not sentence.is_title_case


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_TAKES,
    after=_WRONG,
    bad=[
        "It depends [of -> on] the weather, and she is interested [about -> in] the old mill.",
        "The mayor is responsible [of -> for] the roads.",
        "They are afraid [from -> of] the dog and full [with -> of] their fear.",
        "Two men were accused [for -> of] the theft; both insisted [to -> on] their story.",
        "It had an influence [to -> on | over] the river.",
        "The tax led to an increase [of -> in] the price.",
    ],
    good=[
        "It depends in part on the weather and from year to year on luck.",
        "The most interested of the visitors, a man of influence, was married with two children.",
        "An increase of 5 percent, a decrease of a third, and an increase of about a ton.",
        "He was refused on the spot, and they insisted to the end.",
        "They participated on Monday. The visit at noon was short, with respect to the rules.",
        "It consists, with the rest, of sand. She was made famous by it.",
        "By reason of his age he is capable at times of little; attention focused on the king.",
        "I know for sure. They need to influence at least two.",
    ],
)
def preposition_does_not_fit(sentence: Sentence) -> Iterator[Hit]:
    """*Depends of the weather*, *interested about it*: a verb, adjective or noun has the wrong preposition after it."""
    lowers = sentence.lowers
    for at in sentence.places(_TAKES.keys()):
        if at + 2 >= len(lowers) or lowers[at + 1] not in _WRONG[lowers[at]]:
            continue
        if not _has_object(sentence, at + 2) or not _is_head(lowers, at):
            continue
        head, preposition = sentence.tokens[at], sentence.tokens[at + 1]
        right = _TAKES[head.lower].right
        message = f"After “{head.text}”, write “{'” or “'.join(right)}”."
        if len(right) == 1:
            yield flag(preposition, message, unsafe=right[0])
        else:
            yield flag(preposition, message, options=right)


def _is_head(lowers: Sequence[str], at: int) -> bool:
    """Whether what follows the word at ``at`` belongs to it, and to nothing that stands before."""
    word, after, before = lowers[at], lowers[at + 1], lowers[at - 1] if at else ""
    if before in ("most", "least") or (before, after) in _SET_PHRASES:
        return False
    if word in _NOUN_FORMS:
        if word in ("increase", "decrease") and lowers[at + 2] in _AMOUNTS:
            return False
        if grammar.is_base(word) or word in grammar.THIRDS:
            return before in grammar.DETERMINERS or (at > 1 and lowers[at - 2] in grammar.DETERMINERS)
    return word != "suffering"


_SET_PHRASES = {("by", "of"), ("with", "to"), ("in", "with"), ("made", "with"), ("in", "to"), ("no", "of")}
"""*By reason of*, *with respect to*, *in full with*."""
_AMOUNTS = word_set("a an some several many us")


# -- No preposition ----------------------------------------------------------------------------------------------------

_NONE_AFTER_VERBS = {
    base: frozenset(wrong.split())
    for base, wrong in {
        "accompany": "to",
        "affect": "to on",
        "analyse": "about on over",
        "analyze": "about on over",
        "await": "for",
        "congratulate": "to",
        "consider": "about",
        "deny": "about",
        "discuss": "about on of over",
        "emphasise": "on about over",
        "emphasize": "on about over",
        "exceed": "than over",
        "examine": "about into on",
        "explain": "about",
        "greet": "to",
        "inform": "to",
        "invade": "to into",
        "obey": "to",
        "outnumber": "than",
        "possess": "of",
        "resemble": "to with like",
        "seek": "for",
        "thank": "to",
        "violate": "against",
    }.items()
}
"""Verbs that take their object without a preposition; none of their forms is a noun."""

_NONE_IN_ED = {
    base: frozenset(wrong.split())
    for base, wrong in {
        "access": "to",
        "attack": "to on",
        "answer": "to",
        "approach": "to at",
        "contact": "to with",
        "demand": "for",
        "influence": "on to",
        "lack": "of",
        "marry": "with",
        "oppose": "to against",
        "phone": "to",
        "reach": "to",
        "regret": "about for",
        "stress": "on",
        "support": "to",
        "visit": "to",
    }.items()
}
"""Others, that are looked for in -ed and -ing only; of *oppose* and *marry* only -ing, since *opposed to* is right."""

_PLACES = word_set(
    """
    room rooms building house hall country territory city town village market office area airport school university
    stadium store shop car church mosque palace kitchen garden hospital hotel station zone premises apartment flat
    classroom library museum restaurant bank court courtroom cave tunnel forest gate door
    """
)
"""What one enters; one may enter *into* a treaty."""


def _taking_none() -> Iterator[tuple[str, frozenset[str]]]:
    for base, wrong in _NONE_AFTER_VERBS.items():
        forms = grammar.verb(base)
        yield from ((form, wrong) for form in forms if form not in ("thanks", "greeting", "possessed"))
    for base, wrong in _NONE_IN_ED.items():
        forms = grammar.verb(base)
        yield forms.ing, wrong
        if base not in ("marry", "oppose", "demand", "regret"):
            yield forms.past, wrong
    yield from ((form, frozenset({"into", "to"})) for form in grammar.verb("enter"))


_TAKE_NONE: Mapping[str, frozenset[str]] = dict(_taking_none())


def _preposition_after_transitive(sentence: Sentence) -> Iterator[Hit]:
    """*Discussed about the plan*, *entered into the room*: these verbs take their object without a preposition."""
    lowers = sentence.lowers
    for at in sentence.places(_TAKE_NONE.keys()):
        if at + 2 >= len(lowers) or lowers[at + 1] not in _TAKE_NONE[lowers[at]]:
            continue
        is_amount = lowers[at][:5] == "reach" and grammar.is_figure(lowers[at + 2])
        if lowers[at + 2] not in grammar.POSSESSIVES and not is_amount and not _has_object(sentence, at + 2):
            continue
        before = lowers[at - 1] if at else ""
        if before in _BEING or before in grammar.DETERMINERS or before == "of":
            continue  # it was answered to his delight; the contact with
        base = lowers[at][:5]
        if base == "enter" and _PLACES.isdisjoint(lowers[at + 2 : at + 5]):
            continue
        if base == "answe" and _ASKED.isdisjoint(lowers[at + 2 : at + 5]):
            continue
        if base == "reach" and _PLACES.isdisjoint(lowers[at + 2 : at + 5]) and not grammar.is_figure(lowers[at + 2]):
            continue
        verb, preposition = sentence.tokens[at : at + 2]
        yield flag(join(verb, preposition), f"Leave out “{preposition.text}” after “{verb.text}”.", unsafe=verb.text)


_BEING = grammar.BE | {"be", "been", "being"}
_ASKED = word_set("question questions letter letters call calls request requests phone query queries email emails")


# -- Before adverbs and times ------------------------------------------------------------------------------------------

_NEVER_OF = word_set("despite through across along besides during among within toward towards against between")


_OUTINGS = word_set("shopping swimming fishing camping skiing hiking jogging dancing sightseeing")


def _to_before_outing(sentence: Sentence) -> Iterator[Hit]:
    """*Went to shopping*: hits on a *to* between *go* and what one goes to do."""
    lowers = sentence.lowers
    for at in sentence.places(_OUTINGS):
        after = lowers[at + 1] if at + 1 < len(lowers) else "."
        ends = after in ".,;" or after in ("in", "with", "and", "on", "at", "every")
        if at > 1 and ends and lowers[at - 1] == "to" and lowers[at - 2] in grammar.verb("go"):
            to, word = sentence.tokens[at - 1 : at + 1]
            yield flag(join(to, word), f"Leave out “to” before “{word.text}”.", unsafe=word.text)


def _of_after_preposition(sentence: Sentence) -> Iterator[Hit]:
    """*Despite of the rain*, *through of the city*: hits on an *of* after a preposition that takes none."""
    lowers = sentence.lowers
    for at in sentence.places(_NEVER_OF):
        if lowers[at + 1 : at + 2] == ["of"] and at + 3 < len(lowers) and lowers[at + 2] != "course":
            word, of = sentence.tokens[at : at + 2]
            yield flag(join(word, of), f"Leave out “of” after “{word.text}”.", unsafe=word.text)


_ADVERBS_OF_PLACE = word_set("abroad home there upstairs downstairs overseas somewhere")
_MOVING = {
    form
    for base in "go come return travel move run walk drive fly get arrive leave head".split()
    for form in grammar.verb(base)
} | {"back"}


def _preposition_before_adverb(sentence: Sentence) -> Iterator[Hit]:
    """*Went to abroad*, *came to home*: these words say where by themselves."""
    lowers, texts = sentence.lowers, sentence.texts
    for at in sentence.places(_ADVERBS_OF_PLACE):
        word = lowers[at]
        if not at or lowers[at - 1] not in ("to", "in", "at") or not texts[at].islower():
            continue
        if word == "abroad":
            wrong = lowers[at - 1] in ("to", "at", "in")
        else:
            wrong = (
                lowers[at - 1] == "to"
                and at > 1
                and lowers[at - 2] in _MOVING
                and grammar.ends_phrase(sentence.tokens, at + 1)
            )
            wrong = wrong and lowers[at + 1 : at + 2] != ["and"]
        if wrong:
            where = join(*sentence.tokens[at - 1 : at + 1])
            yield flag(
                where,
                f"Leave out “{sentence.texts[at - 1]}” before “{word}”.",
                unsafe=sentence.tokens[at - 1].cased(word),
            )


_DAYS = frozenset(WORD_CLASSES["weekday"])
_TIME_AFTER = {
    "last": _DAYS | word_set("night week month year weekend summer winter spring autumn"),
    "next": _DAYS | word_set("week month year weekend summer winter spring autumn"),
    "every": _DAYS | word_set("day week month year morning evening night weekend summer winter spring autumn"),
    "this": word_set("morning afternoon evening weekend"),
    "yesterday": frozenset[str](),
    "tomorrow": frozenset[str](),
    "tonight": frozenset[str](),
}


def _preposition_before_time(sentence: Sentence) -> Iterator[Hit]:
    """*In last week*, *on next Monday*: a time with *last*, *next*, *every* or *this* takes no preposition."""
    lowers, texts = sentence.lowers, sentence.texts
    for at in sentence.places(_TIME_AFTER.keys()):
        preposition = lowers[at - 1] if at else ""
        if preposition not in ("in", "on", "at") or not texts[at].islower() or at + 1 >= len(lowers):
            continue
        word = lowers[at]
        end = at + 1 if _TIME_AFTER[word] else at
        if _TIME_AFTER[word] and lowers[end] not in _TIME_AFTER[word]:
            continue
        if not grammar.ends_phrase(sentence.tokens, end + 1) or lowers[end + 1 : end + 2] == ["of"]:
            continue
        if word in ("tomorrow", "tonight", "yesterday") and preposition == "in":
            continue
        if at > 1 and lowers[at - 2] in ("believe", "hope", "trust", "interested"):
            continue
        first, last = sentence.tokens[at - 1], sentence.tokens[end]
        right = sentence.text[sentence.tokens[at].start - sentence.start : last.end - sentence.start]
        yield flag(join(first, last), f"Leave out “{first.text}” before “{right}”.", unsafe=_as(first.text, right))


def _as(first: str, words: str) -> str:
    """``words`` with a capital where ``first``, which is left out, had one."""
    return words[:1].upper() + words[1:] if first[:1].isupper() else words


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_NEVER_OF | _OUTINGS | _TAKE_NONE.keys() | _ADVERBS_OF_PLACE | _TIME_AFTER.keys(),
    before={
        **dict.fromkeys(_OUTINGS, frozenset({"to"})),
        **dict.fromkeys(_ADVERBS_OF_PLACE, frozenset({"to", "in", "at"})),
        **dict.fromkeys(_TIME_AFTER, frozenset({"in", "on", "at"})),
    },
    after={**dict.fromkeys(_NEVER_OF, frozenset({"of"})), **_TAKE_NONE},
    bad=[
        "[Despite of -> Despite] the rain they [attacked to -> attacked] the town.",
        "It [reached to -> reached] 40 degrees.",
        "They went [to shopping -> shopping] and [entered to -> entered] the university.",
        "They [discussed about -> discussed] the plan and [thanked to -> thanked] the mayor.",
        "He [entered into -> entered] the room, and it [resembles to -> resembles] his own.",
        "Nobody [answered to -> answered] the question.",
        "It will [affect to -> affect] the river.",
        "They went [to abroad -> abroad] and came back [to home -> home].",
        "She lives [in abroad -> abroad].",
        "He returned [to there -> there] in May.",
        "They met [in last week -> last week] and will meet again [on next Monday -> next Monday].",
        "It rains [in every day -> every day]; he left [on yesterday -> yesterday].",
        "[At this morning -> This morning], the road was shut.",
    ],
    good=[
        "They entered into an agreement. The matter was discussed on Monday, over a meal.",
        "He answered to the name of Kim; it reached to the sky and the news was informed by fear.",
        "Those thanked to the end, the visited and to the rest; demand for the oil.",
        "The plan, which they discuss of late, is good. What they seek, for the king, is help.",
        "They are opposed to the plan. He visited to see her.",
        "It was analysed over the years.",
        "They went home, and to home games. He was at home, and from abroad to here is a long way.",
        "In here it is warm. He returned to overseas trade, and went to home-made food.",
        "Compare it to there being none.",
        "They went to Home Street.",
        "They met last week, and in the last week of May; it was in last year's report.",
        "In every day there is an hour, at last night fell, and in this morning's paper.",
        "There is hope in tomorrow; the song is about yesterday.",
        "On this morning of all mornings, and at next week’s talks. It was true in every year of the war.",
        "She stars in Last Night. He believes in next-year plans.",
    ],
)
def superfluous_preposition(sentence: Sentence) -> Iterator[Hit]:
    """*Discussed about it*, *went to abroad*, *in last week*: a preposition where none belongs."""
    yield from _preposition_after_transitive(sentence)
    yield from _preposition_before_adverb(sentence)
    yield from _preposition_before_time(sentence)
    yield from _of_after_preposition(sentence)
    yield from _to_before_outing(sentence)
