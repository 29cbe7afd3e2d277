"""The order of a clause: a subject said twice, a question inside a statement, an adverb before the object."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import is_plural, word_set
from checker.findings import Category, Severity
from checker.lexicon.wordlist import zipf
from checker.text.document import BlockKind, Sentence, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# -- A subject said twice ----------------------------------------------------------------------------------------------

_PRONOUNS = word_set("he she it they")
_OPENING = word_set("the my his her their our its this that these those your a")
_SURE_FINITE = grammar.BE | grammar.HAVE | grammar.MODALS - {"can't"}


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=_PRONOUNS,
    bad=[
        "My brother[ he ->] is a doctor in Oslo.",
        "The old rivers in the town[ they ->] are dry.",
        "His sister[ she ->] went to the market.",
        "The mayor[ he ->] said that the bridge was closed.",
        "The engineer[ she ->] told us that nothing moves.",
        "This lamp[ it ->] can light a hall of 40 metres and turns itself off.",
        "The clinic is full, but the nurse[ she ->] says that beds are free.",
        "As for the fire, the ministry[ it ->] is investigating.",
        "Because of the storm, the ferries[ they ->] will leave late.",
        "Minister Kole[ he ->] promised that the road would open.",
    ],
    good=[
        "The man he is today is rich. The house it was has gone.",
        "My brother, he is a doctor. The book he has is old, and the things they have are new.",
        "Is the man he? The day he went to town was long.",
        "The way it is. All he has is here. The moment he was seen, they fled.",
        "The next day he was gone. This morning they are here. The first time she had tea.",
        "The only food it has left.",
        "The lamp it can carry is old, and the lamp it is carrying is new.",
        "The mayor he met said that it was late. Although the mayor he told that story left, all was well.",
        "The team is known for its speed and the respect it has won.",
        "In the north it is cold, and in the mountains they are snowed in.",
        "President he was for a year. With the minister she has spoken.",
        "The plan is good, but the nurse she says they need is ill.",
        "Among all the drugs, the effects they have are alike.",
        "The engine it can drive the pump with is new.",
        "The speed it said that it had is high.",
    ],
)
def subject_said_twice(sentence: Sentence) -> Iterator[Hit]:
    """*My brother he is a doctor*: noun and pronoun are the same subject; one of them is enough."""
    lowers, tokens = sentence.lowers, sentence.tokens
    if sentence.is_heading:
        return
    for at in sentence.places(_PRONOUNS):
        if at < 2 or at + 3 >= len(lowers):
            continue
        starts = (place + 1 for place in range(at - 2, -1, -1) if lowers[place] in _BEFORE_SUBJECT)
        start = next(starts, 0)
        head = _head_of_subject(sentence, start, at)
        if head is None:
            continue
        if start == 0 or _is_frame(lowers[:start]):
            doubled = _is_only_verb(lowers, at + 1) or _has_its_object(lowers, at + 1, lowers[head])
        else:
            doubled = lowers[start - 1] != "," and _has_its_object(lowers, at + 1, lowers[head])
        if doubled:
            message = f"“{tokens[head].text}” is the subject: leave out the pronoun."
            yield flag((tokens[at].start - 1, tokens[at].end), message, unsafe="")
            return


_BEFORE_SUBJECT = frozenset({",", "but", "because", "that", "although", "when"})


def _head_of_subject(sentence: Sentence, start: int, pronoun: int) -> int | None:
    """The place of the noun that heads all words from ``start`` to a pronoun that can stand for it."""
    lowers = sentence.lowers
    if start == 0 and lowers[0] in _PERSONS and lowers[pronoun] in ("he", "she"):
        is_name = pronoun <= _LONGEST_TITLED and all(text.istitle() for text in sentence.texts[:pronoun])
        return 0 if is_name else None
    inner = lowers[start + 1 : pronoun]
    if lowers[start] not in _OPENING or not 0 < len(inner) <= _LONGEST_SUBJECT:
        return None
    if not all(word.isalpha() for word in inner) or any(map(grammar.may_be_finite, inner)):
        return None
    head = start + next((place for place, word in enumerate(inner) if word in grammar.PREPOSITIONS), len(inner))
    return head if head > start and _stands_for(lowers[pronoun], lowers[head], lowers[start]) else None


_LONGEST_SUBJECT = 6
_LONGEST_TITLED = 3


def _is_frame(before: Sequence[str]) -> bool:
    """Whether what stands before a statement is *as for* or *because of* something, and a comma."""
    return (
        before[-1] == ","
        and tuple(before[:2]) in (("as", "for"), ("because", "of"), ("due", "to"), ("according", "to"))
        and grammar.AUXILIARIES.isdisjoint(before)
    )


def _is_only_verb(lowers: Sequence[str], verb: int) -> bool:
    """Whether the verb after the pronoun is the only one that may be finite, and so not that of a relative clause."""
    if not (lowers[verb] in _SURE_FINITE or lowers[verb] in grammar.PASTS):
        return False
    rest = lowers[verb + 1 :]
    acts = lowers[verb] in grammar.MODALS and grammar.is_base(rest[0])
    if any(grammar.is_finite(word) or word in grammar.AUXILIARIES or word == "," for word in rest[acts:]):
        return False
    return lowers[verb] not in grammar.HAVE or grammar.is_participle(rest[0]) or rest[0] in ("a", "the", "an", "two")


def _has_its_object(lowers: Sequence[str], verb: int, noun: str) -> bool:
    """Whether what follows the pronoun leaves no gap that the noun could fill: *he said that*, *it can carry the box*.

    In a relative clause (*the box it can carry*) the noun is the object, and none stands after the verb.
    """
    after = lowers[verb + 1 :]
    if noun in _PERSONS and lowers[verb] in _REPORTING:
        is_told = after[0] in grammar.OBJECT_PRONOUNS
        return after[is_told] == "that" and (is_told or not lowers[verb].startswith(("tell", "told")))
    acts = after[0] in grammar.INGS if lowers[verb] in grammar.BE else grammar.is_base(after[0])
    if not acts or (lowers[verb] not in grammar.BE | grammar.MODALS):
        return False
    if after[1] not in grammar.ARTICLES and not (grammar.is_sure_plural(after[1]) and after[1] not in grammar.THIRDS):
        return False
    return not any(word in grammar.PREPOSITIONS and grammar.may_be_finite(next_) for word, next_ in pairwise(after))


_REPORTING = frozenset(
    form
    for base in "say tell promise explain add note stress announce claim warn report insist admit".split()
    for form in grammar.verb(base)
)


_PERSONS = word_set(
    """
    brother sister father mother son daughter wife husband uncle aunt friend teacher doctor man woman boy girl
    king queen president minister mayor farmer student child soldier driver player actor singer writer
    director coach manager leader grandmother grandfather neighbour neighbor boss professor engineer nurse
    """
)


def _stands_for(pronoun: str, noun: str, determiner: str) -> bool:
    """Whether the pronoun can stand for the noun, which is no time or way (*the day he was born*)."""
    if pronoun in ("he", "she"):
        return noun in _PERSONS and (determiner != "the" or noun not in ("man", "woman", "boy", "girl", "friend"))
    if pronoun == "they":
        return grammar.is_plural_noun(noun) and noun not in _NO_SUBJECTS
    return (
        (grammar.is_singular_noun(noun) or noun.endswith(("tion", "ment", "ture", "ity")))
        and noun not in _PERSONS | _NO_SUBJECTS
        and determiner in ("my", "our", "this", "the")
    )


_NO_SUBJECTS = word_set(
    """
    day days time times moment way ways year years week weeks month months night hour things thing place
    places minute reason reasons person people point season case second morning evening century decade form
    state position house
    """
)

# -- Questions ---------------------------------------------------------------------------------------------------------

_QUESTION_WORDS = word_set("why how where when what")
_ASKING = frozenset(
    form for base in ("ask", "wonder", "know", "understand", "explain", "tell", "see") for form in grammar.verb(base)
) | word_set("me him them us her sure idea clear")
_SUBJECT = grammar.SUBJECT_PRONOUNS
_DO_OR_BE = word_set("is are was were do does did has have had can could will would should")


def _question_in_wrong_order(sentence: Sentence) -> Iterator[Hit]:
    """*Why he left?*, *he asked where is the station*: a question turns subject and verb round."""
    lowers = sentence.lowers
    if sentence.is_heading or sentence.is_title_case:
        return
    if sentence.text[-1] == "?":
        if lowers[0] in ("why", "what", "where") and len(lowers) > 4 and lowers[1] in _SUBJECT:
            verb = grammar.skip_adverbs(lowers, 2)
            finites = sum(word in grammar.AUXILIARIES or grammar.is_only_past(word) for word in lowers[2:])
            is_finite = verb < len(lowers) and (grammar.may_be_finite(lowers[verb]))
            if is_finite and "," not in lowers and (finites <= 1) and not _asked_twice(lowers[verb + 1 :]):
                yield flag(
                    join(sentence.tokens[0], sentence.tokens[verb]), "In a question the verb comes before the subject."
                )
        return
    for at in sentence.places(_QUESTION_WORDS):
        if at < 2 or at + 3 >= len(lowers) or lowers[at - 1] not in _ASKING:
            continue
        finite, subject = lowers[at + 1], lowers[at + 2]
        if finite not in _DO_OR_BE:
            continue
        if '"' in sentence.text or "“" in sentence.text or ":" in lowers[:at]:
            continue
        if subject in _SUBJECT and lowers[at] in ("why", "how", "where", "when", "what"):
            right = subject if finite in ("do", "did", "does") else f"{sentence.texts[at + 2]} {finite}"
            yield flag(join(sentence.tokens[at + 1], sentence.tokens[at + 2]), _INSIDE, unsafe=right)
        elif (
            finite in ("is", "are", "was", "were") and lowers[at] in ("where", "why", "how") and subject in _DETERMINED
        ):
            end = at + 3
            while end < len(lowers) and lowers[end].isalpha() and not _ends(lowers[end]):
                end += 1
            if end < len(lowers) and lowers[end] in ".," and end > at + 3 and end - at < 7:
                subject_text = sentence.text[
                    sentence.tokens[at + 2].start - sentence.start : sentence.tokens[end - 1].end - sentence.start
                ]
                yield flag(
                    join(sentence.tokens[at + 1], sentence.tokens[end - 1]), _INSIDE, unsafe=f"{subject_text} {finite}"
                )


_INSIDE = "Inside a sentence the subject comes before the verb."
_DETERMINED = word_set("the his her their its this my our your")


def _asked_twice(rest: Sequence[str]) -> bool:
    return any(word in grammar.BE | {"do", "does", "did"} for word in rest)


def _ends(word: str) -> bool:
    return word in grammar.FUNCTION_WORDS or grammar.is_participle(word) or word in grammar.INGS


# -- Adverb and adjective ----------------------------------------------------------------------------------------------

_DEGREES = word_set("well much often always carefully quickly slowly easily fluently badly loudly")
_OBJECT_VERBS = frozenset(
    form
    for base in (
        """
        speak like love play read open close eat drink write study learn know drive cook enjoy watch
        understand use sing
        """
    ).split()
    for form in grammar.verb(base)
)
_INDEFINITES = word_set("something anything nothing everything someone anyone somebody anybody")
_ADJECTIVES = word_set(
    """
    new important good bad special strange interesting wrong different big small beautiful useful similar
    dangerous serious
    """
)


def _adverb_in_wrong_place(sentence: Sentence) -> Iterator[Hit]:
    """*Speaks very well English*, *important something*, *enough big*: the order of words is another one."""
    lowers, tokens = sentence.lowers, sentence.tokens
    for at in sentence.places(_DEGREES):
        verb = at - 2 if at > 1 and lowers[at - 1] in ("very", "so", "too") else at - 1
        if (
            verb < 1
            or at + 2 >= len(lowers)
            or lowers[verb] not in _OBJECT_VERBS
            or lowers[at] == "much" == lowers[verb + 1]
        ):
            continue
        end = _end_of_short_object(sentence, at + 1)
        if end is None:
            continue
        what = _text(sentence, at + 1, end)
        adverb = _text(sentence, verb + 1, at)
        right = f"{tokens[verb].text} {what} {adverb}"
        yield flag(join(tokens[verb], tokens[end]), "The object comes before the adverb.", unsafe=right)
    for at in sentence.places(_INDEFINITES):
        if not at or lowers[at - 1] not in _ADJECTIVES or (at > 1 and lowers[at - 2] in grammar.DETERMINERS):
            continue
        if grammar.ends_phrase(tokens, at + 1):
            right = f"{tokens[at].text} {tokens[at - 1].text}"
            yield flag(join(tokens[at - 1], tokens[at]), f"Write “{right}”.", unsafe=right)
    for at in sentence.places({"enough"}):
        if not at or at + 2 >= len(lowers) or lowers[at - 1] not in grammar.BE | {"be", "not"}:
            continue
        if lowers[at + 1] in _SIZED and lowers[at + 2] in ("to", "for", "that", "."):
            right = f"{tokens[at + 1].text} {tokens[at].text}"
            yield flag(join(tokens[at], tokens[at + 1]), f"Write “{right}”.", unsafe=right)


_SIZED = word_set(
    """
    interesting beautiful expensive difficult serious big good old strong large small rich tall young fast
    clever brave high long wide clear safe important
    """
)


def _end_of_short_object(sentence: Sentence, at: int) -> int | None:
    """The last word of an object of three words at most that ends its clause; ``None`` where there is no such one."""
    lowers, texts = sentence.lowers, sentence.texts
    if (
        lowers[at] not in ("the", "a", "an", "his", "her", "their", "my", "our", "this", "it")
        and not texts[at][0].isupper()
    ):
        return None
    end = at
    while end + 1 < len(lowers) and end < at + 3 and lowers[end + 1].isalpha() and lowers[end + 1] not in _STOPS:
        end += 1
    after = lowers[end + 1] if end + 1 < len(lowers) else "."
    is_name = texts[at][0].isupper() and end > at
    return end if (after in ".,;!?" or after in ("and", "but", "because")) and end - at < 3 and not is_name else None


_STOPS = grammar.FUNCTION_WORDS


def _text(sentence: Sentence, first: int, last: int) -> str:
    tokens = sentence.tokens
    return sentence.text[tokens[first].start - sentence.start : tokens[last].end - sentence.start]


_BROKEN_PAIRS = {
    "to": frozenset(("of",)),
    "very": word_set("the of and is has"),
    "every": word_set("and is of in was"),
    "this": frozenset(("of",)),
    "they": word_set("a of"),
    "he": frozenset(("a",)),
    "we": frozenset(("a",)),
    "I": frozenset(("a",)),
}
_SENTENCE_PRONOUNS = word_set("He She They It I")
_STARTS_OF_BROKEN_PAIRS = frozenset(first.lower() for first in _BROKEN_PAIRS)


def _broken_word_pair(sentence: Sentence) -> Iterator[Hit]:
    """Two small words that do not stand side by side in English: *to of*, *very the*."""
    texts = sentence.texts
    for at in sentence.places(_STARTS_OF_BROKEN_PAIRS):
        if at == len(texts) - 1:
            continue
        first, second = texts[at : at + 2]
        if second == "of" and texts[at + 2 : at + 3] == ["course"]:
            continue
        if second in _BROKEN_PAIRS.get(first, ()) and not (at == 0 and first in _SENTENCE_PRONOUNS):
            message = f"“{first} {second}”: a word is missing, or the words are out of order."
            yield flag(join(*sentence.tokens[at : at + 2]), message)


# -- A verb is missing -------------------------------------------------------------------------------------------------

_SURE_MODALS = word_set("will would could should must cannot can't won't wouldn't couldn't shouldn't")
_NO_VERB = (
    word_set(
        """
    on from by about into the a an this these those his her their its our my is was were has
    had are
    """
    )
) - {"by"}


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=_SURE_MODALS,
    after=_NO_VERB | {"not", "also"},
    bad=[
        "The minister [will on] the new road.",
        "They [could the] river for a year.",
        "She [would not from] the old town.",
    ],
    good=[
        "The will of the king, his will on the matter, the must of the wine.",
        "They did more than they could in a year, as they should by law.",
        "He went as far as he could in the snow, and did what he could for them.",
        "Those who could, of course, left. If they could the next day, they would in time.",
        "Should the rain stop, would a lamp help? Could this be true? Nor will the king.",
        "Good will is rare, and at will the rest. So will a friend.",
        "They said that they would, with care. When will the rain stop? What would a friend do?",
    ],
)
def modal_without_verb(sentence: Sentence) -> Iterator[Hit]:
    """*Will on the road*, *could the house*: after *will*, *could*, *should* a verb is missing."""
    lowers = sentence.lowers
    if sentence.text[-1] == "?":
        return
    for at in sentence.places(_SURE_MODALS):
        place = at + 1
        while place < len(lowers) and lowers[place] in ("not", "also"):
            place += 1
        if not at or place >= len(lowers) or lowers[place] not in _NO_VERB or not sentence.texts[at].islower():
            continue
        before = lowers[at - 1]
        is_subject = (
            before in grammar.SUBJECT_PRONOUNS | {"which", "who", "there"}
            or (grammar.is_singular_noun(before) or grammar.is_plural_noun(before) or before.endswith(("tion", "ment")))
            or sentence.texts[at - 1][0].isupper()
        )
        if (
            not is_subject
            or not _ELLIPSIS.isdisjoint(lowers[:at])
            or (at - 1 == 0 and before not in grammar.SUBJECT_PRONOUNS)
        ):
            continue
        if lowers[place] in ("the", "a", "an", "this", "these", "those") and any(
            word in grammar.BASES or word in ("be", "have", "do") for word in lowers[place + 1 : place + 6]
        ):
            continue  # nor will the king come
        yield flag(join(sentence.tokens[at], sentence.tokens[place]), f"After “{lowers[at]}” a verb is missing.")


_ELLIPSIS = word_set(
    """
    than as if when what whatever who whom where how like so nor neither only whether all everything anything
    until the whichever wherever unless
    """
) - {"the"}


# -- No verb at all ----------------------------------------------------------------------------------------------------

_NO_SUBJECT_BEFORE = grammar.DETERMINERS - grammar.DEMONSTRATIVES - {
    "all",
    "both",
    "each",
    "some",
    "many",
    "few",
    "most",
    "others",
} | (grammar.PREPOSITIONS - {"since", "before", "after", "until", "till"})
_PAST_AND_BASE = frozenset(base for base in grammar.BASES if grammar.verb(base).past == base) | word_set(
    "come become run found saw fell rose felt left wound"
)
_VERBLESS = word_set(
    """
    no not what so hence thanks yes hello dear good happy how why more less also nothing never and or but well
    oh too if photo photos image source sources author text editor pictured see note contact tel email phone
    copyright welcome congratulations same only enough long all another once just which who whose where when
    because although though while whereas first second third next then later finally that
    """
)


def _may_be_rare_verb(word: str) -> bool:
    """Whether a word in -s may be a verb that is not listed: its past is met."""
    return word.endswith("s") and len(word) > 4 and max(zipf(f"{word[:-1]}d"), zipf(f"{word[:-1]}ed")) >= _MET


_MET = 2.5
"""The ``zipf`` of what is met once in three million words."""


def _is_finite_here(sentence: Sentence, at: int) -> bool:
    """Whether the word at ``at`` may be the verb of its clause, judged by the word before it."""
    lowers, texts = sentence.lowers, sentence.texts
    word, before = lowers[at], lowers[at - 1] if at else ""
    if not grammar.may_be_finite(word):
        return _may_be_rare_verb(word) and before not in _NO_SUBJECT_BEFORE and not texts[at][0].isupper()
    if grammar.is_finite(word) or word in grammar.AUXILIARIES or word == "let":
        return True
    if at and texts[at][0].isupper():
        return False
    if not at:
        return True
    if before in _NO_SUBJECT_BEFORE or before in ("of", "to") or before.endswith(("'s", "’s")):
        return False
    if word in _PAST_AND_BASE:
        return True
    if word in grammar.BASES and not grammar.is_plural_noun(before):
        is_alone = grammar.is_singular_noun(before) or before.endswith(_ADJECTIVAL)
        return not is_alone or any(map(is_plural, lowers[:at]))
    if word in grammar.THIRDS:
        return not before.endswith(_ADJECTIVAL) or texts[at - 1][0].isupper() or before in _NOUNS_LIKE_ADJECTIVES
    return True


_NOUNS_LIKE_ADJECTIVES = word_set(
    """
    material medal hospital music public capital festival metal animal official individual proposal approval journal
    manual signal total goal deal professional traffic topic fabric critic mechanic clinic plastic archive drive
    initiative representative executive detective alternative table cable variable library salary secretary diary
    """
)
_ADJECTIVAL = ("al", "ic", "ous", "ive", "ful", "ary", "able", "ian", "ese", "ish")


_FIRST_OF_NOUNS = grammar.ARTICLES | grammar.POSSESSIVES


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=_FIRST_OF_NOUNS,
    before={""},
    doubtful=[
        "[The visit] of the minister to the town on Monday with the plans of the king.",
        "Rain fell. [A long] line of people in front of the old school in the north.",
        "[The river] in the north of the town with the old dam.",
    ],
    good=[
        "The visit of the minister is over. No rain in the old town for the rest of the year.",
        "The farmers plan a dam in the north of the town with the help of others.",
        "# The visit of the minister to the town with the plans",
        "“The visit of the minister to the town with the plans of the king.”",
        "The town: a place of peace for all in the north of the land.",
        "The king left the town in the north of the land.",
    ],
)
def statement_without_verb(sentence: Sentence) -> Iterator[Hit]:
    """*The visit of the minister to the town.*: a statement that has nouns but no verb."""
    lowers = sentence.lowers
    if (
        sum([lower[0].isalpha() for lower in sentence.lowers]) < _SHORTEST
        or sentence.text[-1] != "."
        or sentence.block.kind is not BlockKind.PARAGRAPH
    ):
        return
    if lowers[0] not in _FIRST_OF_NOUNS or lowers[0] in _VERBLESS or sentence.is_title_case:
        return
    if any(map(_is_finite_here, [sentence] * len(lowers), range(len(lowers)))):
        return
    if sentence.doc.is_technical or any(token.kind == "masked" for token in sentence.tokens):
        return
    if not _STOPPED.isdisjoint(sentence.texts):
        return
    yield flag(join(*sentence.tokens[:2]), "The sentence seems to have no verb.", doubtful=True)


_SHORTEST = 8
_STOPPED = frozenset(':;—–-|/%"“”()…!?')


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_STARTS_OF_BROKEN_PAIRS | _QUESTION_WORDS | _DEGREES | _INDEFINITES | {"enough"},
    after={first.lower(): seconds for first, seconds in _BROKEN_PAIRS.items()},
    bad=[
        "He wanted [to of] leave the house.",
        "It is [very the] good.",
        "The tenth [this of] month is a feast.",
        "[Why he left] the town?",
        "He asked where [is the station -> the station is].",
        "They do not know why [did he -> he] leave.",
        "She explained how [can they -> they can] mend it.",
        "[What you want] from us?",
        "She [speaks very well English -> speaks English very well].",
        "He [opened slowly the door -> opened the door slowly].",
        "They found [important something -> something important].",
        "The box is [enough big -> big enough] to hold it.",
    ],
    good=[
        "The one I spoke to, of course, is here.",
        "It means very, very much, and each and every one is good.",
        "Because of this, of all things, she left. It is late, but they of course stay.",
        "World War I, a long war; she is taller than he, a runner.",
        "Why did he leave the town? Why not he? What he wants is tea, is it?",
        "He asked where the station is. How is she, they asked.",
        "He knows what is best and how is not what matters. They know when is best.",
        "# Why he left the town?\n\nThey asked, “Where is it?” He asked: where is the station?",
        "When he left, did you see? How he did it? When you left the town?",
        "Do you know what is the time there?",
        "She speaks English very well. She speaks well in public; much tea is drunk.",
        "They read often. He opened slowly, the door being stuck.",
        "They use much water, and know well the men who came from the north of the country.",
        "Something important was there; the new everything store. There was enough good food.",
        "She has enough big houses.",
    ],
)
def words_out_of_order(sentence: Sentence) -> Iterator[Hit]:
    """*To of*, *he asked where is the station*, *speaks very well English*: the words are not in the order of
    English.
    """
    yield from _broken_word_pair(sentence)
    yield from _question_in_wrong_order(sentence)
    yield from _adverb_in_wrong_place(sentence)
