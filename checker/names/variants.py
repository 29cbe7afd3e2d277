"""Decides which spellings are one name, with the reason."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from checker.english.words import word_set
from checker.lexicon.wordlist import is_available, zipf
from checker.names import gazetteer
from checker.names.romanization import fold, heard, skeleton, with_digraphs
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from checker.names.mentions import Mention, Names

__all__ = [
    "Context",
    "Pair",
    "Verdict",
    "compare",
    "edits",
    "group_of",
    "is_pinyin",
    "keys_of",
    "nearly_alike",
    "pairs",
    "roughly_alike",
]


class Context(NamedTuple):
    """What an article tells of two spellings.

    ``shared`` is a word that stands with both (a given name before, a family name after); ``title`` one that both
    follow (*Secretary*); ``clash`` are given names that tell two people apart; ``counts`` is how often
    each stands there.
    """

    shared: str = ""
    title: str = ""
    clash: tuple[str, str] | tuple[()] = ()
    counts: tuple[int, int] = (1, 1)


class Verdict(NamedTuple):
    """Whether two spellings are one name, and why."""

    is_variant: bool
    reason: str


_DERIVED = word_set(
    """
    - s es n an ian ans ians ean eans i is ese ish ic ics y ies er ers ite ites ist ists ism al ia a ova eva ina aya ana
    ka in ov ev sky ski skaya ska skyi enko ot iot ing ed istan land ey ee en on us um os as o or ors ry ary ique que d
    lik like ness stan ism ist ists t ts te
    """
) - {"in", "on", "us", "os", "or", "ee", "t", "te", "d", "en", "ing"}
_GENDERED = (
    ("sky", "skaya"), ("ski", "ska"), ("skiy", "skaya"), ("sky", "ska"), ("skyy", "ska"), ("oy", "aya"), ("y", "aya"),
    ("iy", "aya"), ("yi", "a"), ("o", "a"), ("us", "a"), ("e", "a"), ("y", "a"), ("i", "a"), ("os", "a"), ("os", "ou"),
    ("ev", "eva"), ("is", "i"), ("as", "a"), ("ius", "ia"), ("o", "os"), ("er", "ers"), ("ist", "ism"), ("or", "ora"),
    ("i", "o"),
)  # fmt: skip
_PLACE_ENDINGS = word_set("ia ian ians any an ans ese ish ism ist ists ic istan land ania e es ey y")
_BRITISH = (("our", "or"), ("re", "er"), ("isation", "ization"), ("ise", "ize"), ("ence", "ense"), ("ogue", "og"))


def compare(one: str, other: str, context: Context = Context()) -> Verdict:  # noqa: B008 -- a constant
    """Whether two names, of one word or several, are one name spelled in two ways; the reason can be shown."""
    if one == other:
        return Verdict(False, "the same spelling")
    if fold(one) == fold(other):
        return Verdict(True, "they differ only in accents, capitals, hyphens, apostrophes or spaces")
    if _differ_in_digraphs(one, other):
        return Verdict(True, "one has two letters for the accented letter of the other")
    words, others = one.split(), other.split()
    if len(words) == len(others) > 1:
        return _compare_full(words, others, context)
    if len(words) != len(others):
        return Verdict(False, "one is longer: a short form is no other spelling")
    parts, other_parts = one.split("-"), other.split("-")
    if len(parts) > 1 and len(parts) == len(other_parts):
        return _compare_parts(parts, other_parts, context)
    return _compare_words(one, other, context)


def _differ_in_digraphs(one: str, other: str) -> bool:
    return not (one.isascii() and other.isascii()) and with_digraphs(one) == with_digraphs(other)


def _compare_full(words: list[str], others: list[str], context: Context) -> Verdict:
    """Full names: the words that differ must be variants, and one that is the same speaks for them."""
    differing = [(a, b) for a, b in zip(words, others, strict=True) if fold(a) != fold(b)]
    same = [a for a, b in zip(words, others, strict=True) if fold(a) == fold(b)]
    if len(differing) == len(words):
        verdicts = [compare(a, b, Context(counts=context.counts)) for a, b in differing]
        if all(verdict.is_variant for verdict in verdicts):
            return Verdict(True, "every word of one is a spelling of a word of the other")
        return Verdict(False, "both the given name and the family name differ")
    verdict = Verdict(True, "")
    for a, b in differing:
        verdict = compare(a, b, context._replace(shared=same[0]))
        if not verdict.is_variant:
            return verdict
    return verdict


def _compare_parts(parts: list[str], others: list[str], context: Context) -> Verdict:
    differing = [(a, b) for a, b in zip(parts, others, strict=True) if fold(a) != fold(b)]
    if len(differing) > 1:
        return Verdict(False, "more than one part of the compound differs")
    a, b = differing[0]
    if fold(a) in _ARTICLES and fold(b) in _ARTICLES:
        return Verdict(True, "only the Arabic article is written differently")
    same = next((part for part in parts if part != a and fold(part) not in _ARTICLES), "")
    if not same and {fold(part) for part in parts} & _ARTICLES:
        return compare(a, b, context)
    return compare(a, b, context._replace(shared=same))


_ARTICLES = word_set("al el ul ar as ash at an ad az")


def _compare_words(one: str, other: str, context: Context) -> Verdict:
    pair = frozenset((fold(one), fold(other)))
    if pair in gazetteer.DIFFERENT:
        return Verdict(False, "two well-known names that look alike")
    if pair in _ALTERNATES:
        return Verdict(True, "two accepted spellings of one name")
    if not context.shared and pair in gazetteer.TWINS:
        return Verdict(False, "both spellings are common")
    if context.shared and pair in _EQUIVALENTS:
        return Verdict(True, f"one given name in two languages, both with “{context.shared}”")
    if context.shared and (_is_case_form(one, other) or _is_case_form(other, one)):
        return Verdict(True, f"one has a case ending, both stand with “{context.shared}”")
    if difference := _clear_difference(one, other):
        return Verdict(False, difference)
    return _weigh(one, other, context)


def _is_case_form(form: str, name: str) -> bool:
    """Whether ``form`` is a given name in -a with the ending of a Slavic case: *Anny*, *Annu* for *Anna*."""
    stem = name.removesuffix("a")
    is_known = name in gazetteer.GIVEN and stem != name and form not in gazetteer.GIVEN
    return is_known and form.startswith(stem) and form[len(stem) :] in _CASES_OF_A


_CASES_OF_A = frozenset("y i u ę ou ą o".split())


def _pairs_in(groups: Iterable[frozenset[str]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for group in groups for pair in combinations(group, 2))


_ALTERNATES = _pairs_in(gazetteer.ALTERNATES)
_EQUIVALENTS = _pairs_in(gazetteer.EQUIVALENTS)
_DIGITS = lazy(r"\d")


@lru_cache(maxsize=4096)
def _clear_difference(one: str, other: str) -> str:
    """Why two words are two names whatever the article says of them; empty when it is not clear that they are."""
    if gazetteer.is_known(one) and gazetteer.is_known(other):
        return "both are known names"
    a, b = fold(one), fold(other)
    if _DIGITS.findall(a) != _DIGITS.findall(b):
        return "their numbers differ"
    if _is_derived(a, b):
        return "one is derived or inflected from the other"
    if min(len(a), len(b)) < 3:
        return "too short to tell"
    if heard(a) != heard(b) and not _sound_alike(a, b):
        return "their consonants differ"
    return ""


def _is_derived(a: str, b: str) -> bool:
    """Whether both are one stem with other endings: place and people, man and woman, singular and plural."""
    stem = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if stem < 2:
        return False
    if _is_feminine(a, b) or _is_feminine(b, a):
        return True
    ends = {a[stem:], b[stem:]}
    if "" in ends:
        return (max(ends, key=len) in _DERIVED) or len(max(ends, key=len)) > 3
    for back in range(min(3, stem) + 1):
        pair = (a[stem - back :], b[stem - back :])
        if pair in _GENDERED or pair[::-1] in _GENDERED or pair in _BRITISH or pair[::-1] in _BRITISH:
            return True
        if back < 3 and stem - back >= 3 and all(end in _PLACE_ENDINGS for end in pair):
            return True
    return False


_SAME_START = frozenset(
    map(frozenset, ("ck", "hk", "kq", "gq", "vw", "sz", "jy", "ae", "iy", "eiy", "ou", "ao", "fp", "ei", "ey"))
)
# The syllables of Pinyin: what may follow each initial, as in the table of the Hanyu Pinyin scheme of 1958.
_FINALS = (
    ("b p", "a o ai ei ao an en ang eng i ie iao ian in ing u ou"),
    ("m f", "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u"),
    ("d t", "a e ai ei ao ou an en ang eng ong i ie iao iu ian ing u uo ui uan un"),
    ("n l", "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing u uo uan un ue v ve"),
    ("g k h zh ch sh", "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("j q x", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("zh ch sh r z c s", "i e a ai ao ou an en ang eng ong u uo ui uan un"),
    ("y w", "a o e ai ei ao ou an en ang eng i in ing ong u ue uan un"),
)
_SYLLABLES = {
    initial + final for initials, finals in _FINALS for initial in initials.split() for final in finals.split()
}
_PINYIN = frozenset(_SYLLABLES | word_set("a o e ai ei ao ou an en ang er"))


@lru_cache(maxsize=4096)
def is_pinyin(name: str) -> bool:
    """Whether a name is one or two syllables of Pinyin, where one letter makes another name."""
    letters = fold(name)
    return letters in _PINYIN or any(letters[:end] in _PINYIN and letters[end:] in _PINYIN for end in range(1, 7))


def _is_feminine(one: str, other: str) -> bool:
    """Whether ``other`` is ``one`` in the feminine, perhaps spelled otherwise too: *Alekseev*, *Alekseyeva*."""
    return one.endswith(("ov", "ev", "yov", "in")) and other.endswith(("ova", "eva", "ina"))


def _sound_alike(a: str, b: str) -> bool:
    one, other = skeleton(a), skeleton(b)
    return one == other or (abs(len(one) - len(other)) <= 1 and edits(one, other) <= 1)


def edits(one: str, other: str) -> int:
    """How many letters to put in, take out, change or swap with their neighbour turn one into the other."""
    return _distance()(one, other)


@cache
def _distance() -> Callable[[str, str], int]:
    from rapidfuzz.distance import OSA

    return OSA.distance


class _Likeness(NamedTuple):
    """How alike two folded spellings are: ``same_sound`` when their skeletons are equal."""

    a: str
    b: str
    distance: int
    same_sound: bool
    one_is_known: bool

    @property
    def shorter(self) -> int:
        return min(len(self.a), len(self.b))

    @property
    def start_alike(self) -> bool:
        return self.a[0] == self.b[0] or frozenset(self.a[0] + self.b[0]) in _SAME_START

    @property
    def are_chinese(self) -> bool:
        """Whether both are Chinese by their letters."""
        return is_pinyin(self.a) and is_pinyin(self.b)


@lru_cache(maxsize=4096)
def _likeness(one: str, other: str) -> _Likeness:
    a, b = fold(one), fold(other)
    known = gazetteer.is_known(one) or gazetteer.is_known(other)
    return _Likeness(a, b, edits(a, b), skeleton(one) == skeleton(other), known)


def _are_rare(*spellings: str) -> bool:
    """Whether none is a word or a name that English has often."""
    return is_available() and all(zipf(spelling) < _COMMON_NAME for spelling in spellings)


_COMMON_NAME = 3.3
"""The ``zipf`` of a name met so often in English that it stands beside another by chance."""


def _weigh(one: str, other: str, context: Context) -> Verdict:
    """Letters against what else is known: the less speaks for one person, the closer the spellings must be."""
    like = _likeness(one, other)
    if context.shared:
        return _weigh_with_shared_name(like, context.shared)
    if context.clash:
        return _weigh_two_people(like, context)
    if context.title and like.same_sound and like.distance <= 2 and like.shorter >= 4:
        return Verdict(True, f"both follow “{context.title}”, and {_alike(like.distance)}")
    return _weigh_alone(like, context.counts)


_TWO_SYLLABLES = 5
"""So many letters a Chinese given name of two syllables has nearly always."""


def _weigh_with_shared_name(like: _Likeness, shared: str) -> Verdict:
    distance = min(like.distance, edits(heard(like.a), heard(like.b)))
    if like.are_chinese and is_pinyin(shared):
        if like.distance > 1 or like.shorter < _TWO_SYLLABLES or like.a[0] != like.b[0]:
            return Verdict(False, "two Chinese given names")
        return Verdict(True, f"both stand with “{shared}”, and one letter differs")
    if not like.same_sound:
        if not like.start_alike:
            return Verdict(False, "they start with different consonants")
        if like.shorter < (6 if like.one_is_known else 5):
            return Verdict(False, "a consonant differs in a short name")
        limit = 1 if like.shorter < 8 else 2
    elif like.shorter <= 3:
        limit = 1
    else:
        limit = 3 if like.shorter >= 6 else 2
    if distance > limit:
        return Verdict(False, "too many letters differ")
    return Verdict(True, f"both stand with “{shared}”, and {_alike(distance, sound=like.same_sound)}")


def _weigh_two_people(like: _Likeness, context: Context) -> Verdict:
    many = max(context.counts) >= 3 and min(context.counts) == 1
    one_slip = like.same_sound and like.distance == 1 and like.shorter >= 7 and like.a[-3:] == like.b[-3:]
    if many and one_slip:
        return Verdict(True, "they sound alike, and the rarer stands only once, with another given name")
    return Verdict(False, f"two people: “{context.clash[0]}” and “{context.clash[1]}”" if context.clash else "")


def _weigh_alone(like: _Likeness, counts: tuple[int, int]) -> Verdict:
    """Nothing but the letters speaks for one name."""
    a, b, distance, shorter = like.a, like.b, like.distance, like.shorter
    if like.are_chinese:
        return Verdict(False, "two Chinese syllables, and nothing else links them")
    if a[:shorter] == b[:shorter] and max(a, b, key=len)[shorter:] in tuple("aeiou"):
        return Verdict(False, "one has an ending more, and nothing else links them")
    if heard(a) == heard(b) and shorter >= 4 and like.start_alike:
        return Verdict(True, "they sound the same")
    if not like.start_alike or (a[0] != b[0] and shorter < 6):
        return Verdict(False, "they start with other letters, and nothing else links them")
    long_enough = shorter >= 5 if distance == 1 else distance == 2 and shorter >= 7 and a[-2:] == b[-2:]
    if like.same_sound and long_enough and len(skeleton(a)) >= 3:
        return Verdict(True, _alike(distance))
    if distance == 1 and shorter >= 8 and (like.one_is_known or (a[0] == b[0] and a[-1] == b[-1])):
        return Verdict(True, "one letter differs in a long name")
    if distance == 1 and shorter >= 6 and min(counts) == 1 and max(counts) >= 3 and a[:2] == b[:2] and a[-2:] == b[-2:]:
        return Verdict(True, "one letter differs, and the rarer stands only once")
    if not like.one_is_known and _are_near(like) and _are_rare(a, b):
        return Verdict(True, "they are alike, and neither is common")
    return Verdict(False, "too little speaks for one name")


_LONG_SKELETON = 5
"""So many consonants hardly agree by chance."""


def _are_near(like: _Likeness) -> bool:
    """Whether two rare names are so alike that chance hardly brings them into one article."""
    one, other = heard(like.a), heard(like.b)
    distance = edits(one, other)
    if like.shorter < 4 or not like.a.isascii():
        return False
    if distance > 1 and one[:2] != other[:2] and len(skeleton(like.a)) < _LONG_SKELETON:
        return False
    if like.a.startswith(like.b) or like.b.startswith(like.a):
        return False
    if like.same_sound:
        return distance <= (1 if like.shorter < 6 else like.shorter // 4 + 1)
    return (
        like.shorter >= 6 and like.a[0] == like.b[0] and distance <= like.shorter // 4 and _sound_alike(like.a, like.b)
    )


def _alike(distance: int, *, sound: bool = True) -> str:
    letters = {0: "spelled differently", 1: "one letter differs"}.get(distance, f"{distance} letters differ")
    return f"they sound alike ({letters})" if sound else letters


def nearly_alike(words: Collection[str], unknown: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Pairs of rare words, in lower case, that are so alike that chance hardly brings them into one article.

    Of those that are ``unknown`` to English less likeness will do: each is a mistake or a name anyway.
    """
    found = {pair for pair in _candidates(words) if _are_near(_likeness(*pair))}
    found.update(pair for pair in combinations(sorted(unknown), 2) if _are_roughly_alike(*pair))
    yield from found


def roughly_alike(words: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words that hardly anybody knows, in lower case, that may be two guesses at one of another language."""
    for one, other in combinations(sorted(words), 2):
        if _are_roughly_alike(one, other) and edits(skeleton(one), skeleton(other)) <= 1:
            yield one, other


def _are_roughly_alike(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < 5 or heard(one)[0] != heard(other)[0] or edits(skeleton(one), skeleton(other)) > 2:
        return False
    return edits(heard(one), heard(other)) <= max(2, shorter // 3 + 1)


class Pair(NamedTuple):
    """Two spellings of one name in an article: the one to write, the one to change, and whether that is decided.

    A ``doubtful`` pair may be two names in an article that was edited.
    """

    right: str
    wrong: str
    reason: str
    decided: bool
    doubtful: bool


def pairs(names: Names) -> Iterator[Pair]:
    """Spellings in an article that are one name, each with the spelling to put in its place."""
    spellings = names.spellings
    reasons: dict[str, dict[str, str]] = defaultdict(dict)
    doubtful: set[tuple[str, str]] = set()
    for one, other in sorted(_candidates(spellings)):
        may_be_one = _may_be_one(one, other)
        if (may_be_one or not _are_clearly_two(one, other)) and not _told_apart(names, one, other):
            context = context_of(names, one, other)
            verdict = compare(one, other, context)
            if verdict.is_variant:
                reasons[one][other] = reasons[other][one] = verdict.reason
            elif may_be_one and not context.clash:
                reasons[one][other] = reasons[other][one] = "they are alike"
                doubtful |= {(one, other), (other, one)}
    standing = {spelling: _standing(names, spelling) for spelling in reasons}
    order = sorted(reasons, key=standing.__getitem__, reverse=True)
    changed: set[str] = set()
    for right in order:
        if right in changed:
            continue
        for wrong, reason in sorted(reasons[right].items()):
            if wrong not in changed and wrong not in names.listed and standing[wrong] < standing[right]:
                changed.add(wrong)
                decided = _is_decided(standing[right], standing[wrong])
                yield Pair(right, wrong, reason, decided, (right, wrong) in doubtful)


def _is_decided(right: tuple[bool, bool, int, bool, int], wrong: tuple[bool, bool, int, bool, int]) -> bool:
    """Whether one spelling is listed or well known and the other is not, or stands at least twice as often."""
    return right[:2] > wrong[:2] or right[2] >= 2 * wrong[2]


@lru_cache(maxsize=4096)
def _may_be_one(one: str, other: str) -> bool:
    """Whether two spellings are so alike that they may be one name in an article that nobody edited."""
    a, b = fold(one), fold(other)
    shorter = min(len(a), len(b))
    if shorter < 3 or not (one[1:].islower() and other[1:].islower()) or min(zipf(a), zipf(b)) > _COMMON_NAME:
        return False
    if a.startswith(b) or b.startswith(a) or _is_derived(a, b) or (is_pinyin(a) and is_pinyin(b)):
        return False
    if frozenset((a, b)) in gazetteer.DIFFERENT or (gazetteer.is_known(one) and gazetteer.is_known(other)):
        return False
    distance = edits(heard(one), heard(other))
    if skeleton(one) == skeleton(other):
        return distance <= max(1, shorter // 3)
    return shorter >= 4 and a[0] == b[0] and distance <= (shorter + 1) // 4


@lru_cache(maxsize=4096)
def _are_clearly_two(one: str, other: str) -> bool:
    """Whether two spellings need no look at the article: one folded form, or two names that nothing could link."""
    a, b = fold(one), fold(other)
    if a == b:
        return True
    if "-" in one or "-" in other or " " in one or " " in other or a in _ALIASES or b in _ALIASES:
        return False
    if _differ_in_digraphs(one, other):
        return False
    return bool(_clear_difference(one, other)) or _nothing_could_link(_likeness(one, other))


def _nothing_could_link(like: _Likeness) -> bool:
    """Whether two words are too unlike for ``_weigh``, whatever the article tells of them."""
    if like.same_sound or heard(like.a) == heard(like.b):
        return False
    return not like.start_alike or like.shorter < 5


def _told_apart(names: Names, one: str, other: str) -> bool:
    """Whether a sentence that holds both tells two names apart, or speaks of the spelling itself.

    It does not when both follow one given name, when the rarer stands once against three or more, or when they sound
    the same and nothing in the sentence is about names.
    """
    uses, others = names.spellings[one], names.spellings[other]
    together = {mention.sentence for mention, _ in uses} & {mention.sentence for mention, _ in others}
    if not together:
        return False
    if any(names.lists_many(sentence) for sentence in together):
        return True
    if any(names.speaks_of_names(sentence) for sentence in together):
        return True
    counts = sorted((len(uses), len(others)))
    same_given = _neighbours(uses)[0] & _neighbours(others)[0]
    if same_given or heard(one) == heard(other) or _differ_in_digraphs(one, other):
        return False
    return not (counts[0] == 1 and counts[1] >= 3)


def _standing(names: Names, spelling: str) -> tuple[bool, bool, int, bool, int]:
    """What speaks for a spelling, the strongest first: it is listed by the project, is well known, stands often, in a
    full name, and early.

    Only the first three decide; the others say which spelling is offered.
    """
    uses = names.spellings[spelling]
    in_full = any(number and len(mention.words) > 1 for mention, number in uses)
    return (
        spelling in names.listed,
        # A given name that is common (Megan) makes one that stands oftener (Meghan) no mistake.
        gazetteer.is_known(spelling) and spelling not in gazetteer.GIVEN,
        len(uses),
        in_full,
        -uses[0][0].words[uses[0][1]].start,
    )


_GROUPS = {name: f"={min(group)}" for group in (*gazetteer.EQUIVALENTS, *gazetteer.ALTERNATES) for name in group}


_ALIASES = frozenset().union(*gazetteer.EQUIVALENTS, *gazetteer.ALTERNATES, *gazetteer.TWINS)
"""Names of which the gazetteer knows another form."""


def _candidates(spellings: Collection[str]) -> set[tuple[str, str]]:
    """Pairs whose skeletons are equal or one consonant apart: by their keys, so that the cost is linear."""
    found: set[tuple[str, str]] = set()
    crowd: set[str] = set()
    for bucket in _sharing(spellings, _shortened):
        if len(bucket) <= _MOST_ALIKE:
            found.update(combinations(sorted(bucket), 2))
        else:
            crowd.update(bucket)
    # Two that differ in one consonant are equal without it, too: keys with a blank for it only part a crowd.
    for bucket in _sharing(crowd, _blanked):
        if len(bucket) <= _MOST_ALIKE:
            found.update(combinations(sorted(bucket), 2))
    return found


_MOST_ALIKE = 20
"""Spellings that share a key; what more share tells nothing."""


def _sharing(spellings: Iterable[str], keys_of: Callable[[str], frozenset[str]]) -> set[tuple[str, ...]]:
    """The groups of several spellings that share a key."""
    first: dict[str, str] = {}
    by_key: dict[str, list[str]] = {}
    for spelling in spellings:
        for key in keys_of(spelling):
            other = first.setdefault(key, spelling)
            if other is not spelling:
                by_key.setdefault(key, [other]).append(spelling)
    return set(map(tuple, by_key.values()))


def group_of(name: str) -> str:
    """A mark that the forms of one name in several languages share; empty for a name that stands in no such group."""
    return _GROUPS.get(fold(name), "")


_MOST_CAPITALS = 4
"""In a name of one word, be it double (McBride-O’Neil has four); what has more is a word of programs."""


def keys_of(spelling: str) -> frozenset[str]:
    """Keys of which two spellings must share one to be candidates: their sound, whole and less a consonant each."""
    return _shortened(spelling) | _blanked(spelling)


@lru_cache(maxsize=4096)
def _shortened(spelling: str) -> frozenset[str]:
    """The sound of a spelling, whole and without each of its consonants, and the group of names it belongs to."""
    if not _has_sound(spelling):
        return frozenset()
    sound = skeleton(spelling)
    keys = {sound, heard(spelling)}
    if not spelling.isascii():
        keys.add(skeleton(with_digraphs(spelling)))
    if len(sound) >= 3:
        keys.update(sound[:at] + sound[at + 1 :] for at in range(len(sound)))
    if group := _GROUPS.get(fold(spelling)):
        keys.add(group)
    return frozenset(keys)


@lru_cache(maxsize=4096)
def _blanked(spelling: str) -> frozenset[str]:
    """The sound of a spelling with a blank for each of its consonants."""
    sound = skeleton(spelling) if _has_sound(spelling) else ""
    return frozenset(sound[:at] + "?" + sound[at + 1 :] for at in range(len(sound)) if len(sound) >= 3)


def _has_sound(spelling: str) -> bool:
    return not (spelling.isupper() or len(spelling) < 3 or sum(map(str.isupper, spelling)) > _MOST_CAPITALS)


def context_of(names: Names, one: str, other: str) -> Context:
    """What the article tells of two spellings."""
    uses, others = names.spellings[one], names.spellings[other]
    before, after, titles = _neighbours(uses)
    other_before, other_after, other_titles = _neighbours(others)
    shared = min(before & other_before | after & other_after, default="")
    clash: tuple[str, str] | tuple[()] = ()
    if not shared and before and other_before:
        clash = min(before), min(other_before)
    elif not shared and after and other_after and not before and not other_before:
        clash = min(after), min(other_after)
    title = min(titles & other_titles, default="")
    return Context(shared, title, clash, (len(uses), len(others)))


def _neighbours(uses: Iterable[tuple[Mention, int]]) -> tuple[set[str], set[str], set[str]]:
    """Words right before and right after a spelling in longer names, and the last title before it."""
    before: set[str] = set()
    after: set[str] = set()
    titles: set[str] = set()
    for mention, number in uses:
        if number:
            before.add(mention.words[number - 1].text)
        elif mention.titles:
            titles.add(mention.titles[-1])
        if number + 1 < len(mention.words):
            after.add(mention.words[number + 1].text)
    return _telling(before), _telling(after), titles


def _telling(words: set[str]) -> set[str]:
    """Those that can be part of a person's name: no acronyms, and no common nouns of bodies and places."""
    return words and {
        word for word in words if word.lower() not in gazetteer.COMMON and not (word.isupper() and len(word) > 1)
    }
