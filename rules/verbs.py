"""Verb forms: what may follow an auxiliary, *to* or a preposition, and which tense goes with which time."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import is_plural, word_set
from checker.findings import Category, Severity
from checker.text.document import FIGURE, Document, Sentence, Token, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NOUN_MODALS = word_set("will can might may must")
_SURE_MODALS = word_set("could should would shall cannot can't couldn't won't wouldn't shouldn't")


def _is_modal(sentence: Sentence, at: int) -> bool:
    """Whether the word at ``at`` is surely a modal verb and not the noun *will* or *can*."""
    if sentence.lowers[at] in _SURE_MODALS:
        return True
    if sentence.texts[at] not in _NOUN_MODALS or not at:
        return False
    before = sentence.lowers[at - 1]
    return before in grammar.SUBJECT_PRONOUNS or before in ("who", "which", "there") or grammar.is_plural_noun(before)


_NOUNS_OF_PROGRAMS = word_set("assert await build commit compile fetch fork merge pull push read write")
"""Verbs that stand before nouns in talk of programs: *build errors*, *merge conflicts*."""


def _may_be_inflected(word: str) -> bool:
    """Whether ``word`` has the ending of a verb, or stands before one that may have it."""
    return (
        grammar.is_inside_verb(word)
        or word in _INFLECTED_AUXILIARIES
        or word in grammar.THIRDS
        or ((word in grammar.PASTS or word in grammar.PARTICIPLES) and word not in grammar.BASES)
    )


_INFLECTED_AUXILIARIES = word_set("being been is was were are has had")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=grammar.MODALS,
    after=lambda word: word == "to" or _may_be_inflected(word),
    bad=[
        "They must [to leave -> leave] now.",
        "She could [went -> go] home.",
        "He should not [remains -> remain] there.",
        "The talks would [being -> be] held.",
        "They will [arrived -> arrive] soon.",
        "It could [been -> have been] worse, and it can [leads -> lead] to more.",
        "It will [assumed -> be assumed | assume] to be old.",
        "The tool can [to be -> be] used at home, and you could [to send -> send] it.",
        "It may also [to contain -> contain] a list.",
    ],
    good=[
        "We do everything we can to help, as fast as we can to be in time, and what they could to be kind.",
        "The best they can to win; a can to open, the trash can to be emptied, and cans to open.",
        "The will to live, all his might to be free; in May to be exact.",
        "They did all they could to help and as much as they should.",
        "The will to live, military might to spare.",
        "In May to June he could have gone.",
        "Theresa May went home; his will went to court.",
        "Those who can should go. Would any seen?",
        "They could be taken, or could they, being ill, stay?",
        "The plan he should, says Kim, drop.",
        "They will, united, win.",
        "Couldn’t merged tables have hidden the fault?",
    ],
)
def inflected_after_modal(sentence: Sentence) -> Iterator[Hit]:
    """*Must to go*, *could went*, *should takes*: a modal verb is followed by the base form.

    After *can, could, may, might, must, shall, should, will* and *would* the verb has no ending and no *to*.
    """
    lowers = sentence.lowers
    for at in sentence.places(grammar.MODALS):
        place = grammar.skip_adverbs(lowers, at + 1)
        if place >= len(lowers):
            continue
        takes_no_to = lowers[place] == "to" and _has_subject_before(lowers, at)
        if not takes_no_to and not _is_modal(sentence, at):
            continue
        if at == 0 and lowers[-1] == "?":
            continue  # the subject follows: *Couldn’t merged tables hide it?*
        if lowers[place] == "to":
            takes_no_to = takes_no_to or lowers[at] in ("must", "should", "would", "shall", "shouldn't")
            if takes_no_to and place + 1 < len(lowers) and grammar.is_verb_only_or_go(lowers[place + 1]):
                modal, to, base = (sentence.tokens[number] for number in (at, place, place + 1))
                yield flag(join(to, base), f"Leave out “to” after “{modal.text}”.", unsafe=base.text)
        elif lowers[place] != "given" and (base_form := _base_of_inflected(sentence, place, at)):
            modal, inflected = sentence.tokens[at], sentence.tokens[place]
            if lowers[place] in grammar.PARTICIPLES and "".join(lowers[place + 1 : place + 2]) in ("to", "by", "as"):
                options = [f"be {inflected.text}", base_form]  # which of the two is missing, the sentence does not tell
                yield flag(inflected, f"After “{modal.text}”, write “{options[0]}” or “{base_form}”.", options=options)
                continue
            yield flag(inflected, f"After “{modal.text}”, write “{base_form}”.", unsafe=base_form)


def _has_subject_before(lowers: Sequence[str], modal: int) -> bool:
    """Whether the word before *can* or *could* is its subject, and it says nobody's best: *all they can to help*."""
    if lowers[modal] not in ("can", "could", "may", "cannot") or modal < 1:
        return False
    before = lowers[modal - 1]
    is_noun = lowers[modal] != "may" and (grammar.is_singular_noun(before) or grammar.is_plural_noun(before))
    if before not in grammar.SUBJECT_PRONOUNS | {"who", "which", "that"} and not (is_noun and before not in _CANS):
        return False
    return _BEST.isdisjoint(lowers[:modal])


_CANS = word_set("trash garbage rubbish watering tin beer soda oil spray jerry milk gas paint fuel water coffee")
_BEST = word_set("all everything anything whatever what as best than most much more how so hard only little")


def _base_of_inflected(sentence: Sentence, at: int, modal: int) -> str | None:
    word = sentence.texts[at]
    is_sure = sentence.lowers[modal] in _SURE_MODALS
    if word == "being" or (word in ("is", "was", "were", "are") and modal + 1 == at and is_sure):
        return "be"
    if word == "been":
        return "have been"
    if word in ("has", "had") and is_sure:
        return "have"
    if grammar.is_only_past(word):
        return grammar.PASTS[word]
    if word in grammar.THIRDS and (grammar.is_verb_only(grammar.THIRDS[word]) or _has_pronoun(sentence, modal, at)):
        return grammar.THIRDS[word]
    if word in grammar.PASTS and word not in grammar.INGS and grammar.is_verb_only(grammar.PASTS[word]):
        return grammar.PASTS[word] if modal + 1 == at and word not in grammar.BASES else None
    return grammar.PARTICIPLES[word] if grammar.is_only_participle(word) else None


def _has_pronoun(sentence: Sentence, modal: int, at: int) -> bool:
    """Whether an auxiliary has its subject right before it and the word at ``at`` right after it: *it can leads*."""
    return at == modal + 1 and modal > 0 and sentence.lowers[modal - 1] in grammar.SUBJECT_PRONOUNS


_DO = frozenset({"did", "does", "do", "didn't", "doesn't", "don't"})


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=_DO,
    after={
        **dict.fromkeys(("did", "do", "does"), grammar.SUBJECT_PRONOUNS | {"not"}),
        **dict.fromkeys(
            ("didn't", "don't", "doesn't"),
            lambda word: word == "to" or word in grammar.SUBJECT_PRONOUNS or _may_be_inflected(word),
        ),
    },
    bad=[
        "He did not [went -> go] home.",
        "She doesn't [knows -> know] it, and it doesn't [works -> work].",
        "Did they [took -> take] it?",
        "It does not [remained -> remain] so.",
        "Do not [to leave -> leave] it in the sun. They did not [to become -> become] rich.",
        "It doesn't [to contain -> contain] milk.",
    ],
    good=[
        "What to do and what not to do. They did not to the end, and do not to this day.",
        "She asked what they do not to become but to stay rich.",
        "What he did took years.",
        "It is not what he did that went wrong.",
        "He did not, went the story, know.",
        "As it does not need to.",
        "Those they do not blame went home.",
    ],
)
def inflected_after_do(sentence: Sentence) -> Iterator[Hit]:
    """*Did not went*, *doesn't knows*: after *do, does, did* the verb has no ending."""
    lowers = sentence.lowers
    for at in sentence.places(_DO):
        after = lowers[at + 1 : at + 2]
        asks = not grammar.SUBJECT_PRONOUNS.isdisjoint(after) and (at == 0 or lowers[at - 1] in '"“,')
        negated = lowers[at].endswith("n't") or after == ["not"]
        if not asks and not negated:
            continue
        place = grammar.skip_adverbs(lowers, at + 2 if asks else at + 1)
        if place >= len(lowers) or lowers[place] in _INFLECTED_AUXILIARIES:
            continue
        if lowers[place] == "to" and negated and "what" not in lowers[:at]:
            if place + 1 < len(lowers) and grammar.is_verb_only_or_go(lowers[place + 1]):
                token, to, base = (sentence.tokens[number] for number in (at, place, place + 1))
                yield flag(
                    join(to, base), f"Leave out “to” after “{sentence.tokens[place - 1].text}”.", unsafe=base.text
                )
            continue
        if base_form := _base_of_inflected(sentence, place, place - 1):
            token, inflected = sentence.tokens[at], sentence.tokens[place]
            yield flag(inflected, f"After “{token.text}”, write “{base_form}”.", unsafe=base_form)


def _may_be_wrong_after_have(word: str) -> bool:
    return grammar.is_inside_verb(word) or grammar.is_only_past(word) or grammar.is_verb_only(word) or word == "being"


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"has", "have", "had", "hasn't", "haven't", "hadn't"},
    after=_may_be_wrong_after_have,
    bad=[
        "He has [went -> gone] home.",
        "They had not [began -> begun] yet.",
        "She has [being -> been] seen.",
        "They have [decide -> decided] to go.",
    ],
    good=[
        "Use `a`, `b`, `c`, `d` and `e`. The copies will have build errors.",
        "All they had went up in smoke, and what he had took years.",
        "They have become rich and have let it go.",
        "They have need of help and have respect for it.",
        "Having a name has being well known as its price.",
        "They have praise for him.",
        "You have write access and merge conflicts.",
        "The few friends he had came.",
    ],
)
def wrong_form_after_have(sentence: Sentence) -> Iterator[Hit]:
    """*Has went*, *had began*, *has being*: the perfect needs the past participle."""
    texts, lowers = sentence.texts, sentence.lowers
    for at in sentence.places(grammar.HAVE):
        place = grammar.skip_adverbs(lowers, at + 1)
        if place >= len(lowers) or not _may_be_wrong_after_have(texts[place]):
            continue
        tokens = sentence.tokens
        if place == at + 1 and _ends_relative(tokens, at):
            continue
        word = texts[place]
        right = None
        if grammar.is_only_past(word):
            right = grammar.verb(grammar.PASTS[word]).participle
        elif word == "being" and place + 1 < len(tokens) and grammar.is_participle(tokens[place + 1].lower):
            right = "been"
        elif sentence.doc.is_technical and word in _NOUNS_OF_PROGRAMS:
            continue  # it will have build errors
        elif grammar.is_verb_only(word) and word not in grammar.PARTICIPLES and not _grants_access(tokens, place):
            right = grammar.verb(word).participle
        if right:
            yield flag(tokens[place], f"After “{texts[at]}”, write “{right}”.", unsafe=right)


def _grants_access(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb at ``at`` says for what: *write access*, *merge conflicts*."""
    if at + 1 == len(tokens):
        return False
    after = tokens[at + 1].lower
    return after in ("access", "permission", "quality") or (is_plural(after) and after not in grammar.COUNTABLE_PEOPLE)


def _ends_relative(tokens: Sequence[Token], at: int) -> bool:
    """Whether *he had* at ``at`` may end a relative clause (*all he had went*)."""
    if at < 2 or tokens[at - 1].lower not in grammar.SUBJECT_PRONOUNS:
        return False
    before = tokens[at - 2]
    return before.kind == "word" and before.lower not in ("and", "but", "because", "that", "when", "if", "although")


_AFTER_PARTICIPLE = {
    "concern": ("about", "that"),
    "interest": ("in",),
    "worry": ("about", "that"),
    "confuse": ("about", "by", "with"),
    "satisfy": ("with",),
    "surprise": ("by", "at", "that"),
    "excite": ("about",),
    "disappoint": ("with", "in", "by", "that"),
    "relate": ("to",),
    "base": ("on", "upon"),
    "locate": ("in", "at", "on", "near"),
    "situate": ("in", "at", "on", "near"),
    "divide": ("into",),
    "compose": ("of",),
    "dedicate": ("to",),
    "equip": ("with",),
    "convince": ("of", "that"),
    "inspire": ("by",),
    "store": ("in", "on", "as"),
    "surround": ("by",),
    "know": ("as", "for"),
    "call": ("by",),
}
"""What stands after the participle of a verb when it says what somebody or something is like."""

_STATES = word_set(
    """
    belong consist depend contain include remain seem exist mean require represent comprise involve
    """
)


_STATES_IN_ING = {
    "belonging": frozenset({"to"}),
    "consisting": frozenset({"of", "in"}),
    "comprising": word_set("a an the two three four five six only"),
    "resembling": word_set("a an the this that"),
    "differing": word_set("from in by . , ; ?"),
}
"""Verbs that say how things are, which have no *is …-ing*, and what stands after them where they are verbs."""


def _may_be_wrong_after_be(word: str) -> bool:
    return (
        word in _AFTER_PARTICIPLE
        or word == "very"
        or word in _STATES_IN_ING
        or grammar.is_inside_verb(word)
        or grammar.is_only_past(word)
        or grammar.is_verb_only(word)
        or word in ("kill", "arrest")
        or grammar.THIRDS.get(word) in _STATES
    )


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"is", "are", "was", "were", "been", "be", "being"},
    after=_may_be_wrong_after_be,
    bad=[
        "The house [is belongs -> belongs] to him.",
        "Two men were [arrest -> arrested] at noon.",
        "He was [took -> taken] to hospital.",
        "The group [is consists -> consists] of ten men.",
        "They are very [concern -> concerned] about the dam. The mill was not [base -> based] on an older one.",
        "The group [is consisting -> consists] of ten men. The two may [be differing -> differ].",
    ],
    good=[
        "They are concerned about the dam. There will not be interest in it, or interest in that.",
        "What he wants is interest in the mill. Is concern about it right? What matters is concern that it will fall.",
        "The aim is to locate in Oslo. These are differing views, and it is a group consisting of ten.",
        "Use `a`, `b`, `c`, `d` and `e`. There are merge conflicts.",
        "All they did was destroy it. What it does is reduce costs.",
        "They were set free and had become rich.",
        "Her aim is to destroy it.",
        "What she is became clear.",
        "The men are read out; the shop is open.",
        "To be is become a saying.",
        "The question is, remains the plan?",
        "That is what it was began the tale.",
    ],
)
def wrong_form_after_be(sentence: Sentence) -> Iterator[Hit]:
    """*Was arrest*, *was took*, *is consists*: *be* is followed by a participle, or does not belong there."""
    texts, lowers = sentence.texts, sentence.lowers
    if not _DOING.isdisjoint(lowers):
        return
    yield from _state_as_action(sentence)
    yield from _base_for_what_one_is(sentence)
    for at in sentence.places(_BEING):
        if at and lowers[at - 1] in ("what", "who", "to", "it", "that", "all", "thing"):
            continue
        place = grammar.skip_adverbs(lowers, at + 1)
        if place >= len(lowers) or not _may_be_wrong_after_be(texts[place]):
            continue
        tokens = sentence.tokens
        token, word = tokens[at], texts[place]
        if sentence.doc.is_technical and word in _NOUNS_OF_PROGRAMS:
            continue  # there are merge conflicts
        if grammar.is_only_past(word) and word not in ("became", "came"):
            right = grammar.verb(grammar.PASTS[word]).participle
            yield flag(tokens[place], f"After “{token.text}”, write “{right}”.", unsafe=right)
        elif (grammar.is_verb_only(word) or word in ("kill", "arrest")) and word not in grammar.PARTICIPLES:
            if word in _NOT_PASSIVE or token.lower == "be":
                continue
            right = grammar.verb(word).participle
            yield flag(tokens[place], f"After “{token.text}”, write “{right}”.", unsafe=right)
        elif place == at + 1 and token.lower in ("is", "was") and grammar.THIRDS.get(word) in _STATES:
            yield flag(join(token, tokens[place]), f"Write “{word}” without “{token.text}”.", unsafe=word)


def _state_as_action(sentence: Sentence) -> Iterator[Hit]:
    """*Is consisting of*, *may be differing*: what things are is no action that goes on."""
    lowers = sentence.lowers
    for at in sentence.places(_STATES_IN_ING.keys()):
        after = lowers[at + 1] if at + 1 < len(lowers) else "."
        if not at or after not in _STATES_IN_ING[lowers[at]]:
            continue
        verb, be = grammar.verb(grammar.INGS[lowers[at]]), lowers[at - 1]
        right = {"is": verb.third, "are": verb.base, "was": verb.past, "were": verb.past, "be": verb.base}.get(be)
        if right and not (be == "be" and (at < 2 or lowers[at - 2] == "to")):
            where = join(sentence.tokens[at - 1], sentence.tokens[at])
            yield flag(
                where,
                f"Write “{right}”: the verb states a fact, not an action.",
                unsafe=sentence.tokens[at - 1].cased(right),
            )


def _base_for_what_one_is(sentence: Sentence) -> Iterator[Hit]:
    """*Is base on*, *are very concern about*: after *be*, what says how a thing is takes the participle."""
    texts, lowers = sentence.texts, sentence.lowers
    for at in sentence.places(_AFTER_PARTICIPLE.keys()):
        if at < 2 or at + 1 == len(lowers) or lowers[at + 1] not in _AFTER_PARTICIPLE[lowers[at]]:
            continue
        be = at - 1
        while be and lowers[be] in _BESIDE_BE:
            be -= 1
        if be and lowers[be] in _BEING and texts[at].islower() and _NOT_BARE.isdisjoint(lowers):
            right = grammar.verb(lowers[at]).participle
            yield flag(sentence.tokens[at], f"After “{texts[be]}”, write “{right}”.", unsafe=right)


_BESIDE_BE = word_set("not very also always")
_NOT_BARE = word_set("there what all only")
"""Words by which *be* may stand before a noun or a bare verb: *all they did was base it on …*."""

_DOING = word_set("do did does done doing")
_BEING = word_set("is are was were been be being isn't aren't wasn't weren't")
_NOT_PASSIVE = word_set(
    """
    thank exist seem happen occur emerge appear disappear remain belong listen live fall die
    """
)


_BEFORE_INFINITIVE = word_set(
    """
    able unable want wants wanted order decided decide decides refused refuse refuses agreed agree agrees tried
    try tries began begins begin started starts continued continues continue managed manages hopes hoped hope
    going need needs needed failed fails plans planned intends intended promised likely unlikely ready willing
    forced allowed ordered asked expected required encouraged invited used had has have him them us her
    """
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"to"},
    before=_BEFORE_INFINITIVE,
    after=lambda word: grammar.is_only_past(word) or word in grammar.THIRDS or word in grammar.INGS,
    bad=[
        "He wanted to [went -> go] home.",
        "They agreed to [provides -> provide] help.",
        "She was able to [leaving -> leave] early.",
    ],
    good=[
        "The man I spoke to went home.",
        "What it came to became clear.",
        "She is used to leaving early and close to being done.",
        "The rule he referred to remains.",
        "In contrast to what he has to say, it is the one we listened to.",
    ],
)
def inflected_after_to(sentence: Sentence) -> Iterator[Hit]:
    """*To went*, *to provides*, *able to going*: the infinitive has no ending."""
    tokens = sentence.tokens
    for at in sentence.places(_TO):
        if not 0 < at < len(tokens) - 1 or tokens[at - 1].lower not in _BEFORE_INFINITIVE:
            continue
        before, word = tokens[at - 1].lower, tokens[at + 1].text
        base_form = None
        if grammar.is_only_past(word):
            base_form = grammar.PASTS[word]
        elif word in grammar.THIRDS and grammar.is_verb_only(grammar.THIRDS[word]):
            base_form = grammar.THIRDS[word]
        elif word in grammar.INGS and before in (
            "able",
            "unable",
            "want",
            "wants",
            "wanted",
            "order",
            "decided",
            "refused",
        ):
            base_form = grammar.INGS[word]
        if base_form:
            yield flag(tokens[at + 1], f"After “to”, write “{base_form}”.", unsafe=base_form)


_TO = frozenset({"to"})


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"for", "by", "of", "without", "from", "about"},
    after=grammar.is_verb_only,
    bad=[
        "They met for [discuss -> discussing] the plan.",
        "It is a way of [improve -> improving] roads.",
        "She left without [inform -> informing] them.",
    ],
    good=[
        "The order of commit messages and the number of compile errors matter.",
        "It is what we came for, let them know.",
        "A lack of respect, for lack of a better word.",
        "It is there for hire by request.",
        "Of get and become, the first is shorter.",
        "The people we ask about seem lost.",
        "He was asked by, say, an agent.",
        "It is unheard of become a saint.",
        "The validation of commit messages; a key for write operations.",
    ],
)
def base_after_preposition(sentence: Sentence) -> Iterator[Hit]:
    """*For promote*, *of improve*: after a preposition the verb ends in *-ing*."""
    tokens = sentence.tokens
    for at in sentence.places(_PREPOSITIONS_BEFORE_ING):
        if at + 2 >= len(tokens) or not grammar.is_verb_only(tokens[at + 1].text):
            continue
        preposition, word, after = tokens[at].lower, tokens[at + 1], tokens[at + 2].lower
        if (
            word.text in ("become", "let", "seem", "know")
            or word.text in _NOUNS_OF_PROGRAMS
            or not (after in _AFTER_VERB or (grammar.is_plural_noun(after) and tokens[at - 1].lower in _NEEDS_ING))
        ):
            continue
        ing = grammar.verb(word.text).ing
        yield flag(word, f"After “{preposition}”, write “{ing}”.", unsafe=ing)


_NEEDS_ING = word_set("way ways instead aim purpose task goal capable means method methods")
_PREPOSITIONS_BEFORE_ING = word_set("for by of without from about")
_AFTER_VERB = (
    grammar.DETERMINERS | grammar.OBJECT_PRONOUNS | {"it", "new", "good", "public", "social", "economic", "peace"}
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"able"},
    bad=["They can[ able to -> ] see it.", "She will not [able -> be able] to come."],
    good=["They can be able men.", "He will, able as he is, lose."],
)
def able_without_be(sentence: Sentence) -> Iterator[Hit]:
    """*Can able*, *will able*: *able* needs *be*."""
    tokens = [token for token in sentence.tokens if token.lower != "not"]
    for modal, able, to in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if modal.lower in grammar.MODALS and able.text == "able":
            if modal.lower in ("can", "could") and to.lower == "to":
                yield flag((able.start - 1, to.end), f"“{modal.text}” already says “able”.", unsafe="")
            else:
                yield flag(able, f"Write “be able” after “{modal.text}”.", unsafe="be able")


# -- Verbs that need a preposition -------------------------------------------------------------------------------------

_PREPOSITION_OF = {
    "arrive": ("at", "in"),
    "participate": ("in",),
    "listen": ("to",),
    "belong": ("to",),
    "depend": ("on",),
    "rely": ("on",),
    "consist": ("of",),
    "collaborate": ("on", "with"),
    "cooperate": ("in", "with"),
    "comply": ("with",),
    "interfere": ("in", "with"),
    "respond": ("to",),
    "apologise": ("for", "to"),
    "apologize": ("for", "to"),
    "wait": ("for",),
    "react": ("to",),
    "refer": ("to",),
    "adhere": ("to",),
    "insist": ("on",),
    "interact": ("with",),
    "compete": ("with", "for"),
    "cope": ("with",),
    "collide": ("with",),
    "differ": ("from",),
    "subscribe": ("to",),
    "laugh": ("at",),
    "stare": ("at",),
    "complain": ("about",),
}
_BEFORE_OBJECTS = word_set("the a an his her their its your our")
_FORMS_OF_THESE = {form: base for base in _PREPOSITION_OF for form in grammar.verb(base)}
_TIMES = word_set(
    """
    deal great day morning night evening afternoon week month year hour moment time minute weekend summer winter spring
    minutes hours days weeks months years same next following previous other few second first little couple bit
    lot long way turn storm rest third half
    """
) | word_set("monday tuesday wednesday thursday friday saturday sunday")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_FORMS_OF_THESE,
    after={"the", "a", "an", "his", "her", "their", "its", "your", "our"},
    bad=[
        "We are waiting [your -> for your] answer.",
        "They arrived [the -> at the | in the] airport at noon.",
        "He participated [the -> in the] talks.",
        "They are collaborating [the -> on the | with the] project.",
    ],
    good=[
        "They arrived the next day and listened a lot.",
        "She arrived a minute late and responded the same way.",
        "To him belong the spoils.",
        "They arrived this week, that morning, each evening.",
        "When he arrived the crowd cheered, and if they comply the case ends.",
        "To listen the whole night is hard.",
        "It depends a great deal on the wind.",
    ],
)
def missing_preposition(sentence: Sentence) -> Iterator[Hit]:
    """*Arrived the airport*, *participated the talks*: these verbs need a preposition before an object."""
    tokens = sentence.tokens
    for at in range(1, len(tokens) - 2):
        base = _FORMS_OF_THESE.get(tokens[at].lower)
        article = tokens[at + 1]
        if not base or article.lower not in _BEFORE_OBJECTS or not tokens[at].text.islower():
            continue
        if any(token.lower in _TIMES or "-" in token.text for token in tokens[at + 2 : at + 5]) or _may_end_clause(
            tokens, at
        ):
            continue
        options = tuple(f"{preposition} {article.text}" for preposition in _PREPOSITION_OF[base])
        yield flag(article, f"“{tokens[at].text}” needs a preposition before its object.", options=options)


def _may_end_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb at ``at`` may end a subordinate or relative clause, or come before its subject."""
    return any(
        token.lower
        in (
            "when",
            "if",
            "as",
            "after",
            "before",
            "until",
            "while",
            "once",
            "where",
            "which",
            "that",
            "who",
            "whom",
            "to",
        )
        for token in tokens[max(0, at - 8) : at]
    )


# -- Tense -------------------------------------------------------------------------------------------------------------

_FINISHED_TIME = lazy(
    r"""
    (?:\ \w+){0,2}?\ (?:
        yesterday
      | last\ (?:week|month|year|night|summer|winter|spring|autumn|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)
      | (?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|several|some|(?:a\ )?few)
        \ (?:second|minute|hour|day|week|month|year|decade)s?\ ago
      | in\ (?:1[4-9]\d\d|200\d|201[0-5])\b(?![-–/])
    )
    """,
    re.VERBOSE,
)
_PERFECT = lazy(
    r"""
    \b(?P<subject>\w+)\ (?P<have>has|have)\ (?P<adverb>(?:also|already|been|recently)\ )?
    (?P<participle>been|[a-z]+(?:ed|en|wn|nt|ne|ld|id|de|un|et|ut|ft|st|pt|ht|me|ot|lt|ng))\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"has", "have"},
    needs=[{"yesterday", "last", "ago", "in"}, {"yesterday", "last", "ago", FIGURE}],
    after=lambda word: word in ("also", "already", "recently") or grammar.is_participle(word),
    bad=[
        "The minister [has arrived -> arrived] yesterday.",
        "They [have left -> left] the city last week.",
        "The school [has been built -> was built] in 1932.",
        "The king [has died -> died] three years ago.",
    ],
    good=[
        "She has lived here since last week.",
        "He has denied a report published in 1999.",
        "They have known of it since 1990.",
        "The man who has been sought since the raid last week fled.",
        "He has to leave; has been known to do so.",
        "The tax has risen from 3 percent last year.",
        "It has doubled on last year and has grown compared with last month.",
        "She has been in office since winning in 2010.",
        "He seems to have left last week and may have died in 1950.",
    ],
)
def perfect_with_finished_time(sentence: Sentence) -> Iterator[Hit]:
    """*Has arrived yesterday*: a time that is over needs the simple past. The present perfect (*has arrived*) ties what
    happened to now; with *yesterday*, *last week* or *in 1990* English says *arrived*.
    """
    for found in sentence.search(_PERFECT):
        if (found["adverb"] or "").strip() in ("already", "recently") or not grammar.is_participle(found["participle"]):
            continue
        rest = _FINISHED_TIME.match(sentence.doc.masked, found.end(), sentence.end)
        if not rest or _stands_apart(rest.group()) or found["subject"].lower() in _NOT_SUBJECTS:
            continue
        right = _simple_past(found)
        message = f"With a time that is over (“{rest.group().split(' ', 1)[1]}”), write the simple past."
        where = (found.start("have"), found.end())
        yield flag(where, message, unsafe=right) if right else flag(where, message)


_NOT_SUBJECTS = grammar.MODALS | {"to", "not", "ll", "d", "never"}
_APART = lazy(
    r"""
    \ (?:since|from|than|on|by|over|of|and|with|compared|after|before|until|who|that|which|\w+ed|for|like|as|held|made
      |won|at)\b
    """,
    re.VERBOSE,
)


def _stands_apart(time: str) -> bool:
    """Whether the time belongs to something else than the verb (*since a raid last week*)."""
    return bool(_APART.search(time))


def _simple_past(found: re.Match[str]) -> str | None:
    subject, participle = found["subject"].lower(), found["participle"]
    adverb = (found["adverb"] or "").strip()
    if adverb == "been":
        return f"{'was' if found['have'] == 'has' else 'were'} {participle}"
    past = grammar.past_of(participle, subject)
    if participle == "been":
        past = "was" if found["have"] == "has" or subject == "i" else "were"
    return f"{adverb} {past}".strip() if past else None


_TIME_FIRST = lazy(
    r"""
    (?P<time>Yesterday|Last\ (?:week|month|year|night)|In\ (?:1[4-9]\d\d|200\d|201[0-5])
      | (?:\d+|Two|Three|Four|Five|Ten|A\ few|Several)\ (?:days|weeks|months|years)\ ago
      | On\ \d{1,2}\ [A-Z][a-z]{2,8}\ (?:1[4-9]\d\d|200\d|201[0-5]))
    ,?\ (?:(?!that\b|which\b|who\b|by\b|those\b)[\w'’-]+\ ){0,6}?
    (?P<subject>[\w'’-]+)\ (?P<have>has|have)\ (?P<adverb>(?:also|been)\ )?
    (?P<participle>been|[a-z]+)\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"has", "have"},
    bad=[
        "In 1912 the king [has opened -> opened] the school.",
        "Yesterday, the two sides [have signed -> signed] a treaty.",
    ],
    good=[
        "In 1912, those who have signed it died; in 1913 they had more.",
        "Since 1912 the king has opened it.",
        "In 1912 and after, it was said that he has opened it.",
        "Last year he may have opened it.",
        "In 2008 he wrote that they have opened it.",
    ],
)
def perfect_after_finished_time(sentence: Sentence) -> Iterator[Hit]:
    """*In 1912 the king has opened it*: a time that is over needs the simple past."""
    text = sentence.doc.masked
    found = _TIME_FIRST.match(text, sentence.start, sentence.end)
    if not found or not grammar.is_participle(found["participle"]) or found["subject"].lower() in _NOT_SUBJECTS:
        return
    between = text[found.end("time") : found.start("have")].lower().split()
    if any(grammar.is_finite(word) or word in grammar.PASTS for word in between):
        return
    right = _simple_past(found)
    where = (found.start("have"), found.end("participle"))
    message = f"With a time that is over (“{found['time']}”), write the simple past."
    yield flag(where, message, unsafe=right) if right else flag(where, message)


_PAST_REPORTS = word_set(
    """
    said told added announced stated explained confirmed claimed stressed warned noted insisted reported
    """
)
_PRESENT_REPORTS = {
    "tells": "told",
    "tell": "told",
    "adds": "added",
    "announces": "announced",
    "states": "stated",
    "explains": "explained",
    "confirms": "confirmed",
    "claims": "claimed",
    "stresses": "stressed",
    "warns": "warned",
    "insists": "insisted",
    "says": "said",
    "say": "said",
}
_REPORTS = _PAST_REPORTS.union(_PRESENT_REPORTS)
_TELLING = frozenset({"tell", "tells", "announces"})


@rule(
    category=Category.GRAMMAR,
    severity=Severity.NEUTRAL,
    cues=_TELLING,
    bad=[
        "He said so. She told him so. They said no. The aide added this. The unions [tell -> told] us that they left.",
        "He said so. She said no. They told him. He added this. The firm [announces -> announced] that it won.",
    ],
    good=[
        "He said it was late. She tells us that it rained. He announces that it snowed. They said no. She said so.",
        "He said so. She said no. They told him. He added this. “Unions tell us that,” she said.",
        "He said so. She said no. They told him. He added this. To tell him that is hard; the law states that it is.",
        "He said so. She said no. They told him. He added this. Experts say that it is bad.",
        "He said so. She said no. They told him. He added this. The report confirms that. It tells us that it is.",
        "He said so. She said no. They told him. He added this. A clear statement tells people that help is near.",
    ],
)
def present_among_past_reports(doc: Document) -> Iterator[Hit]:
    """*Tells* or *announces* in an article that otherwise reports with *said* and *told*."""
    places = chain.from_iterable(doc.places.get(form, ()) for form in _TELLING)
    suspects = [(sentence, at) for sentence, at in map(doc.spot, places) if at and _reports(sentence, at)]
    if not suspects or doc.is_technical:
        return
    past = 0
    present: list[tuple[Sentence, int]] = []
    for sentence in doc.holding(_REPORTS):
        for at in sentence.places(_REPORTS):
            if not at or sentence.is_heading:
                continue
            word = sentence.tokens[at]
            past += word.lower in _PAST_REPORTS
            if word.text in _PRESENT_REPORTS and not grammar.inside_quotation(sentence, word.start):
                present.append((sentence, at))
    if past < 4 or len(present) >= past:
        return
    for sentence, at in present:
        if (sentence, at) in suspects:
            word = sentence.tokens[at]
            past_form = _PRESENT_REPORTS[word.lower]
            yield flag(
                word, f"The rest of the article reports in the past: “{past_form}”.", unsafe=word.cased(past_form)
            )


def _reports(sentence: Sentence, at: int) -> bool:
    """Whether the verb has a subject before it and a clause after it."""
    before, word = sentence.lowers[at - 1 : at + 1]
    plural = word == "tell"
    if not (plural or sentence.texts[at - 1][0].isupper() or before in _TELLERS):
        return False
    if before in _NO_TELLERS or (plural and not before.endswith("s")):
        return False
    if not _ANY.isdisjoint(sentence.lowers[max(0, at - 4) : at - 1]):
        return False  # a good firm tells its clients that: any does, at any time
    return "that" in sentence.lowers[at + 1 : at + 10]


_ANY = word_set("a an any every each no such good")
_TELLERS = word_set("he she firm company minister statement")
_NO_TELLERS = word_set("it this that which law constitution article to can will would and not report")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"told"},
    bad=[
        "She told the court that her son [has given -> had given] him money.",
        "The firm told the union that both plants [have closed -> had closed].",
    ],
    good=[
        "She told the court that her son had given him money.",
        "She told me the earth is round, and told him that they have to leave.",
        "She told him “that the firm will close”.",
    ],
)
def present_after_past_report(sentence: Sentence) -> Iterator[Hit]:
    """*Told them that he has given*: what is reported in the past goes one tense back. Many newspapers keep the present
    where it is still true; the rule is for those that do not.
    """
    for found in sentence.search(_REPORTED):
        if not grammar.inside_quotation(sentence, found.start("have")) and grammar.is_participle(found["verb"]):
            where = (found.start("have"), found.end("verb"))
            yield flag(where, "After “told”, write “had”.", unsafe=f"had {found['verb']}")


_REPORTED = lazy(
    r"""
    \btold\b(?:\ [\w'’-]+){1,4}?\ that\ (?:[\w'’-]+\ ){1,6}?(?P<have>has|have)\ (?P<verb>[a-z]+)\b
    """,
    re.VERBOSE,
)


_PAST_YEAR = r"in\ (?:1[4-9]\d\d|200\d)\b(?![-–/’'])"
_FUTURE_IN_PAST_YEAR = lazy(
    rf"""
    \b(?<!\w)(?<!\w['’])(?P<subject>[\w'’]+)\ (?P<finite>will)\ (?P<verb>be\ [a-z]+ed|[a-z]+)
    (?:\ (?!since|from|of|by|who|that|which)[\w'’-]+){{0,6}}?\ {_PAST_YEAR}
    """,
    re.VERBOSE,
)
_FOUR_DIGITS = lazy(r"\d{4}")
_PRESENT_IN_PAST_YEAR = lazy(
    r"""
    In\ (?:1[4-9]\d\d|200\d),?\ (?:the\ |his\ |her\ |its\ )?
    (?P<subject>[\w'’-]+(?:\ [A-Z][\w'’-]+)?)\ (?P<finite>is|are)\ (?P<verb>[a-z]+)\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"will", "is", "are"},
    needs=[{FIGURE}],
    after={
        "will": grammar.is_verb_only_or_go,
        "is": grammar.is_participle,
        "are": grammar.is_participle,
    },
    bad=[
        "The bridge [will be opened -> was opened] in 1932.",
        "In 1885, the church [is burned -> was burned] to the ground.",
        "He [will receive -> received] the prize in 1925.",
    ],
    good=[
        "They will mark the day on which it was built in 1932.",
        "In 1932, which is long ago, it rained.",
        "He will tell of a fire that was seen in 1932.",
        "The film is set in 1932. In 2050 it will be known.",
        "In 1932 the plan is thought to have failed.",
        "They will honour a man born in 1932.",
    ],
)
def present_with_past_year(sentence: Sentence) -> Iterator[Hit]:
    """A future or present tense with a year that is long past: *will be opened in 1932*."""
    if not any(sentence.search(_FOUR_DIGITS)):
        return
    text = sentence.doc.masked
    opening = _PRESENT_IN_PAST_YEAR.match(text, sentence.start, sentence.end)
    for found in (opening,) if opening else sentence.search(_FUTURE_IN_PAST_YEAR):
        verb = found["verb"].removeprefix("be ")
        passive = found is opening or verb != found["verb"]
        if passive and (not grammar.is_participle(verb) or verb in _BELIEVED):
            continue
        if not passive and not grammar.is_verb_only_or_go(verb):
            continue
        if _names_another_past(text[found.end("verb") : found.end()]):
            continue
        was = "were" if found["finite"] == "are" or grammar.is_plural_noun(found["subject"].lower()) else "was"
        right = was if verb == "be" else f"{was} {verb}" if passive else grammar.verb(verb).past
        where = (found.start("finite"), found.end("verb"))
        yield flag(where, "This year is past: write the past tense.", unsafe=right)


_BELIEVED = word_set(
    """
    thought believed said known remembered considered set reported estimated supposed based located
    """
)


def _names_another_past(text: str) -> bool:
    """Whether the year may belong to another verb (*honour a man born in 1932*)."""
    return any(word in _OTHER_PASTS or word.endswith("ed") for word in text.lower().split())


_OTHER_PASTS = word_set("was were born had built made written held")
