"""Forms of verbs: forms that no verb has, and forms that cannot follow one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import is_plural, word_set
from checker.findings import Category, Severity
from checker.lexicon.wordlist import zipf
from checker.text.document import Sentence, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def _regular_pasts() -> Iterator[tuple[str, str]]:
    """What the pasts of irregular verbs would be if they were regular, and what they are."""
    for base in grammar.BASES | {"be", "have", "do"}:
        past = grammar.verb(base).past
        regular = base + ("d" if base.endswith("e") else "ed")
        if base.endswith("y") and base[-2] not in "aeiou":
            regular = base[:-1] + "ied"
        if past != regular and not past.endswith("ed"):
            for form in {regular, base + base[-1] + "ed"}:
                if zipf(form) < _RARE and form not in grammar.PASTS and form not in ("strived", "casted"):
                    yield form, past


_RARE = 2.6
"""The ``zipf`` below which a form such as *catched* is no word of its own, as *costed* or *grinded* are."""
_REGULAR: Mapping[str, str] = dict(_regular_pasts())


def _regular_past_of_irregular(sentence: Sentence) -> Iterator[Hit]:
    """*Catched*, *writed*, *teached*: these verbs have a past of their own."""
    lowers = sentence.lowers
    for at in sentence.places(_REGULAR.keys()):
        word = sentence.tokens[at]
        if not word.text.islower():
            continue
        past = _REGULAR[word.lower]
        before = lowers[at - 1] if at else ""
        if before in grammar.HAVE | grammar.BE | {"been", "be", "being"}:
            base = next(base for base in grammar.bases_of(past) if grammar.verb(base).past == past)
            past = grammar.verb(base).participle
        base = next(base for base in grammar.bases_of(past) if past in grammar.verb(base)[2:4])
        ways = tuple(dict.fromkeys((past, grammar.verb(base).participle)))
        if before in grammar.SUBJECT_PRONOUNS | grammar.HAVE | grammar.BE:
            ways = (past,)
        message = f"“{word.text}” is not a form of the verb: write “{'” or “'.join(ways)}”."
        if len(ways) == 1:
            yield flag(word, message, unsafe=past)
        else:
            yield flag(word, message, options=ways)


_PARTICIPLES = frozenset(word for word in grammar.PARTICIPLES if grammar.is_only_participle(word)) - word_set(
    "born lain hidden frozen forgotten proven beaten"
)
_PRONOUNS = word_set("he she they we")


def _participle_without_have(sentence: Sentence) -> Iterator[Hit]:
    """*She gone home*, *they taken it*: a participle needs *has*, or the past is meant."""
    lowers = sentence.lowers
    for at in sentence.places(_PARTICIPLES):
        subject = at - 1
        while subject > 0 and lowers[subject] in ("also", "never", "already", "always"):
            subject -= 1
        if subject < 0 or (lowers[subject] not in _PRONOUNS and sentence.texts[subject] != "I"):
            continue
        if not (grammar.AUXILIARIES | {"be", "being"}).isdisjoint(lowers[:subject]):
            continue
        word = sentence.tokens[at]
        past = grammar.verb(grammar.PARTICIPLES[word.lower]).past
        yield flag(word, f"“{word.text}” needs “has” or “have”; the past is “{past}”.", unsafe=past)


# -- Chains that cannot be ---------------------------------------------------------------------------------------------

_PAST_FORMS = frozenset(
    past
    for past, base in grammar.PASTS.items()
    if past not in grammar.BASES and grammar.is_base(base) and past not in ("found", "left", "felt", "saw")
)
_WILLS = word_set("will would can could should must may might cannot can't won't wouldn't couldn't shouldn't")
_NOUNS_OF_WILL = word_set("the a an his her its their my our your good free political ill military economic of this")
_OPEN_OBJECT = (grammar.DETERMINERS - {"all", "both"}) | grammar.OBJECT_PRONOUNS | {"it", "you", "to"}


def _past_in_verb_chain(sentence: Sentence) -> Iterator[Hit]:
    """*Will opened*, *did not wanted*, *tried to helped*: after these words the verb has no ending."""
    lowers = sentence.lowers
    yield from _to_after_modal(sentence)
    for at in sentence.places(_PAST_FORMS):
        if at < 2 or at + 1 >= len(lowers) or not sentence.texts[at].islower():
            continue
        before = at - 1
        while before > 1 and lowers[before] in _BETWEEN:
            before -= 1
        word, then = lowers[before], lowers[before - 1]
        if word in _WILLS:
            wrong = (
                lowers[at + 1] in _OPEN_OBJECT
                and then.isalpha()
                and then not in _NOUNS_OF_WILL
                and _is_subject(lowers, before - 1, is_sure=word in _SURE)
            )
        elif word in ("didn't", "don't", "doesn't"):
            wrong = lowers[at + 1] in _OPEN_OBJECT | grammar.PREPOSITIONS | {".", ","}
        elif word in ("did", "does"):
            wrong = "not" in lowers[before:at] and lowers[at + 1] in _OPEN_OBJECT
        else:
            wrong = word == "to" and then in _BEFORE_TO and lowers[at + 1] in _OPEN_OBJECT
        if wrong:
            base = grammar.PASTS[lowers[at]]
            yield flag(sentence.tokens[at], f"After “{sentence.texts[before]}”, write “{base}”.", unsafe=base)


def _to_after_modal(sentence: Sentence) -> Iterator[Hit]:
    """*Can to speak*: hits on the *to* after a modal verb; *important to protecting*: on the ending after *to*."""
    lowers = sentence.lowers
    for at in sentence.places({"to"}):
        if at < 2 or at + 2 >= len(lowers):
            continue
        word, before = lowers[at + 1], lowers[at - 1]
        is_subject = lowers[at - 2] in grammar.SUBJECT_PRONOUNS or (
            before in ("should", "must") and (grammar.is_singular_noun(lowers[at - 2]) or is_plural(lowers[at - 2]))
        )
        is_open = is_subject and _BEST.isdisjoint(lowers[: at - 1])
        if before in _CANS and grammar.is_base(word) and is_open:
            where = join(*sentence.tokens[at : at + 2])
            yield flag(where, f"Leave out “to” after “{before}”.", unsafe=sentence.texts[at + 1])
        elif (
            before in _EASY
            and word in grammar.INGS
            and lowers[at - 2] in grammar.BE | {"be", "very", "it"}
            and (lowers[at + 2] in _OPEN_OBJECT or before == "forbidden")
        ):
            base = grammar.INGS[word]
            yield flag(sentence.tokens[at + 1], f"After “{before} to”, write “{base}”.", unsafe=base)


_CANS = word_set("can could may might cannot can't couldn't should must")
_BEST = word_set("all what everything best much as than how whatever anything least most more if")
_EASY = word_set("important necessary possible impossible difficult easy hard better forbidden")
_BETWEEN = word_set("also never always still even soon not only") | {"really", "finally"}
_BEFORE_TO = frozenset(
    form
    for base in "want try hope decide agree plan promise refuse begin start continue manage fail need attempt".split()
    for form in grammar.verb(base)
) | word_set("able unable order going ready willing likely him them us")


_SURE = word_set("would could should cannot can't won't wouldn't couldn't shouldn't")


def _is_subject(lowers: Sequence[str], at: int, *, is_sure: bool) -> bool:
    """Whether what stands at ``at``, before a modal verb, is its subject, and no clause is left open before it."""
    if not {"all", "what", "those", "as", "than", "who", "whatever"}.isdisjoint(lowers[max(0, at - 4) : at + 1]):
        return False
    word = lowers[at]
    return is_sure or (
        word in grammar.SUBJECT_PRONOUNS | {"which", "there"}
        or grammar.is_plural_noun(word)
        or grammar.is_singular_noun(word)
        or word.endswith(("tion", "ment"))
    )


_IRREGULAR_BASES = word_set("go eat give see write speak take begin break choose fall forget grow throw steal")


def _base_after_have(sentence: Sentence) -> Iterator[Hit]:
    """*Has write*, *have go*, *had see*: the perfect takes the participle."""
    lowers = sentence.lowers
    for at in sentence.places(_IRREGULAR_BASES):
        have = at - 1
        while have > 0 and lowers[have] in ("already", "never", "just", "also", "not"):
            have -= 1
        if (
            not sentence.texts[at].islower()
            or have < 1
            or lowers[have] not in grammar.HAVE
            or lowers[have - 1] not in grammar.SUBJECT_PRONOUNS | {"and"}
        ):
            continue
        if not {"all", "that", "who", "what", "did", "do", "does", "little", "ever"}.isdisjoint(lowers[:have]):
            continue
        right = grammar.verb(lowers[at]).participle
        yield flag(sentence.tokens[at], f"After “{lowers[have]}”, write “{right}”.", unsafe=right)


_NO_BE = word_set("depend consist belong agree disagree exist happen")


def _be_before_base(sentence: Sentence) -> Iterator[Hit]:
    """*It is depend on*, *I am agree*: hits on *be* before a verb that says the same without it."""
    lowers = sentence.lowers
    for at in sentence.places(_NO_BE):
        if not at or lowers[at - 1] not in ("is", "are", "am", "was", "were"):
            continue
        if not {"what", "all", "do", "does", "did", "thing"}.isdisjoint(lowers[: at - 1]):
            continue
        be, verb = sentence.tokens[at - 1 : at + 1]
        forms = grammar.verb(verb.lower)
        right = {"is": forms.third, "are": forms.base, "am": forms.base}.get(be.lower, forms.past)
        yield flag(join(be, verb), f"Write “{right}”, without “{be.text}”.", unsafe=right)


_HELD = word_set("hold take give write send pay sell teach choose steal break bring buy build")
_DOERS = word_set("what all do does did thing things to")


def _base_for_participle(sentence: Sentence) -> Iterator[Hit]:
    """*Will be hold*, *was build by*: hits on the base form of an irregular verb after *be*."""
    lowers = sentence.lowers
    for at in sentence.places(_HELD):
        after = lowers[at + 1] if at + 1 < len(lowers) else "."
        if at < 2 or lowers[at - 1] not in ("be", "been", "is", "are", "was", "were"):
            continue
        if after in ("in", "by", "on", "at", ".", "from", "next") and _DOERS.isdisjoint(lowers[: at - 1]):
            right = grammar.verb(lowers[at]).participle
            yield flag(sentence.tokens[at], f"After “{lowers[at - 1]}”, write “{right}”.", unsafe=right)


_BORNE = word_set("born married located situated divided dedicated interested called named based composed")


def _born_without_be(sentence: Sentence) -> Iterator[Hit]:
    """*She born in Oslo*: one *is* or *was* born, located, based somewhere."""
    lowers = sentence.lowers
    for at in sentence.places(_BORNE):
        if not at or at + 1 >= len(lowers) or lowers[at - 1] not in ("he", "she", "they", "it"):
            continue
        if lowers[at + 1] not in ("in", "on", "at", "into", "near"):
            continue
        if lowers[at] != "born" and (lowers[at] not in ("located", "situated", "composed", "interested")):
            continue
        if not (grammar.AUXILIARIES | {"be", "being"}).isdisjoint(lowers[:at]):
            continue
        word = sentence.tokens[at]
        be = "were" if lowers[at - 1] == "they" else "was"
        if lowers[at] != "born":
            be = "are" if be == "were" else "is"
        yield flag(word, f"Write “{be} {word.text}”.", unsafe=f"{be} {word.text}")


# -- Comparison --------------------------------------------------------------------------------------------------------

_SHORT_ADJECTIVES = {
    "big": "bigger", "small": "smaller", "cheap": "cheaper", "fast": "faster", "old": "older", "high": "higher",
    "low": "lower", "long": "longer", "short": "shorter", "tall": "taller", "young": "younger", "rich": "richer",
    "poor": "poorer", "strong": "stronger", "weak": "weaker", "large": "larger", "hot": "hotter", "cold": "colder",
    "easy": "easier", "heavy": "heavier", "bad": "worse", "hard": "harder", "deep": "deeper",
    "wide": "wider", "near": "nearer", "late": "later", "early": "earlier", "slow": "slower", "thin": "thinner",
    "thick": "thicker", "warm": "warmer", "safe": "safer", "clean": "cleaner", "happy": "happier",
}  # fmt: skip


def _more_with_short_adjective(sentence: Sentence) -> Iterator[Hit]:
    """*More long*, *the most big*: short adjectives take *-er* and *-est*."""
    lowers = sentence.lowers
    for at in sentence.places(_SHORT_ADJECTIVES.keys()):
        if at < 2 or at + 1 >= len(lowers) or lowers[at - 1] not in ("more", "most"):
            continue
        more, word = sentence.tokens[at - 1], sentence.tokens[at]
        better = _SHORT_ADJECTIVES[word.lower]
        if more.lower == "more":
            if lowers[at + 1] != "than" or lowers[at - 2] not in grammar.BE | {"much", "be", "even", "become", "far"}:
                continue
            if lowers[at + 2 : at + 3] and lowers[at + 2] in _SHORT_ADJECTIVES:
                continue
            right = better
        else:
            if lowers[at - 2] != "the" or is_plural(lowers[at + 1]) or lowers[at + 1] == "people":
                continue
            right = {"better": "best", "worse": "worst"}.get(better) or better[:-1] + "st"
        yield flag(join(more, word), f"Write “{right}”.", unsafe=right)


_BEFORE_FORMS = (
    _WILLS | _PRONOUNS | grammar.HAVE | _BETWEEN | word_set("i it to did does didn't don't doesn't already just never")
)


def _forms_that_cannot_follow(sentence: Sentence) -> Iterator[Hit]:
    """*She gone home*, *will opened*, *has write*, *she born in Oslo*: two forms that do not go together."""
    yield from _participle_without_have(sentence)
    yield from _past_in_verb_chain(sentence)
    yield from _base_after_have(sentence)
    yield from _born_without_be(sentence)
    yield from _be_before_base(sentence)
    yield from _base_for_participle(sentence)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=_NO_BE
    | _HELD
    | {"to"}
    | _REGULAR.keys()
    | _PARTICIPLES
    | _PAST_FORMS
    | _IRREGULAR_BASES
    | _BORNE
    | _SHORT_ADJECTIVES.keys(),
    before={
        "to": _CANS | _EASY,
        **dict.fromkeys(_HELD, frozenset(grammar.BE | _BEFORE_FORMS | {"be", "been"})),
        **dict.fromkeys(_NO_BE, grammar.BE),
        **dict.fromkeys(_PARTICIPLES | _PAST_FORMS | _IRREGULAR_BASES | _BORNE, _BEFORE_FORMS),
        **dict.fromkeys(_SHORT_ADJECTIVES, frozenset({"more", "most"})),
    },
    bad=[
        "He [catched -> caught] the ball.",
        "The man [writed -> wrote | written] to her.",
        "They [teached -> taught] her well.",
        "She [gone -> went] home, and they [taken -> took] the money.",
        "He never [seen -> saw] the sea.",
        "The firm will [opened -> open] a mill, and the price could [reached -> reach] the limit.",
        "They did not [wanted -> want] to go; she didn't [liked -> like] it.",
        "He tried to [helped -> help] them, and hopes to [visited -> visit] her.",
        "He has [write -> written] a letter and they have already [go -> gone].",
        "She had never [see -> seen] it.",
        "She [born -> was born] in Oslo in May.",
        "They [born -> were born] in a small town.",
        "This road is [more long -> longer] than that.",
        "It [is depend -> depends] on the weather, and the minister will [made -> make] a speech.",
        "It will be [hold -> held] in May. The town should [to help -> help] them.",
        "She can [to speak -> speak] well, and it is important to [protecting -> protect] the lake.",
        "It is the [most big -> biggest] dam.",
    ],
    good=[
        "He caught the ball and wrote to her.",
        "The cost rose, and they hanged him.",
        "Has he gone? Never had they seen it, nor was she taken there.",
        "What he had seen and she known was lost. He, gone for years, came back.",
        "Had he never seen it, he would go.",
        "They were seen, he driven by fear. It has never, they say, been seen by him or they seen.",
        "His will divided the town, the will expressed in it and the might needed to win.",
        "Those who can used it; the can opened itself. He did not, used to it as he was, go.",
        "All they could needed time. The town they moved to loved them.",
        "It was not needed to win, and not wanted by him. He is tired, did she not, wanted or not, say so.",
        "As much as they can limited the harm. The house he went to opened its doors.",
        "Have no fear. All that they have give them joy. He has no drive, and those who have take it.",
        "They have drive and know it. The little they had fall short.",
        "She was born in Oslo. He, born in Oslo, left.",
        "Was she born there? Only when he is dead is she born anew.",
        "They need more good roads and more old houses; most young people left.",
        "They said most poor men came. No more, big or small.",
        "It is once more cold, and there are more rich and poor.",
    ],
)
def impossible_form(sentence: Sentence) -> Iterator[Hit]:
    """*Catched*, *she gone home*, *will opened*, *more long*: a form that does not exist, or that cannot stand
    there.
    """
    yield from _regular_past_of_irregular(sentence)
    yield from _forms_that_cannot_follow(sentence)
    yield from _more_with_short_adjective(sentence)
