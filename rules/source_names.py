"""Names of a translation against those of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.findings import Category, Severity
from checker.lexicon.foreign_words import said_by
from checker.lexicon.wordlist import zipf
from checker.names.romanization import fold, with_digraphs
from checker.text.pattern import lazy
from checker.text.translation import Pair

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_CAPITALISED = lazy(r"(?<![\w@/.'’-])(?=[A-ZÀ-ÖØ-ÞĀ-Ž])[^\W\d_]{5,30}(?![\w@/])(?!\.\w)")
_INSIDE = lazy(r"[a-z,;)] (?:[A-Z]\w*\.? ){0,2}\Z")
"""Stands before a name that does not begin the sentence."""
_NEAR = 80
_NAMES_KEEP_THEIR_FORM = frozenset({"de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "no", "ca", "ro", "tr"})
"""Languages in which a name is written alike wherever it stands, but for an *s* at its end."""
_KNOWN = 2.2
"""How common a word is that English has, so that it is a translation and no slip."""


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=[
        "Gestern kam Frau Wollschläger. => Yesterday Mrs. [Wolschlager -> Wollschläger] came.",
        "Le maire Castaldieu a parlé. => The mayor, [Castaldiou -> Castaldieu], spoke.",
    ],
    good=[
        "Gestern kam Frau Wollschläger. => Yesterday Mrs. Wollschlager came.",
        "Gestern kam Frau Wollschläger. => Yesterday Mrs. Wollschlaeger came.",
        "Er reist durch Italien nach Tschernobyl. => He travels through Italy to Chernobyl.",
        "Wollschlägers Mühle ist alt. => Wollschläger’s mill is old.",
        "Der Katholik spricht. => The Catholic speaks.",
    ],
)
def name_of_source_changed(pair: Pair) -> Iterator[Hit]:
    """A name in Latin letters that differs from the source by a letter or two."""
    if pair.language not in _NAMES_KEEP_THEIR_FORM:
        return
    ours = list(_CAPITALISED.finditer(pair.bare_text))
    if not ours:
        return
    theirs = {found[0]: found for found in _CAPITALISED.finditer(pair.bare_source)}
    if not theirs:
        return
    known = {form for name in theirs for form in _forms(name)}
    strangers = [
        name
        for name in ours
        if _INSIDE.search(pair.bare_text, max(0, name.start() - _NEAR), name.start())
        and not name[0].isupper()
        and _is_stranger(name[0], known)
    ]
    if not strangers:
        return
    there = {form for name in ours for form in _forms(name[0])}
    lost = [name for name in theirs if there.isdisjoint(_forms(name)) and not _is_word(name, pair.language)]
    for wrong in strangers:
        near = [name for name in lost if _is_slip(name, wrong[0])]
        if len(near) == 1:
            message = f"The source writes “{near[0]}”."
            yield flag(pair.span(*wrong.span()), message, unsafe=near[0])


def _forms(name: str) -> set[str]:
    """A name without accents, in the ways in which that is done, and without a genitive's *s*."""
    forms = {fold(name), with_digraphs(name), fold(_UMLAUTS.sub(_with_e, name))}
    return forms | {form.removesuffix("s") for form in forms}


_UMLAUTS = lazy("[äöüÄÖÜ]")


def _with_e(umlaut: re.Match[str]) -> str:
    return umlaut[0] + "e"


def _is_stranger(name: str, known: set[str]) -> bool:
    """Whether a name of the translation is none of the source, nor a word of English."""
    return known.isdisjoint(_forms(name)) and zipf(name.lower()) < _KNOWN


def _is_word(name: str, language: str) -> bool:
    """Whether it is a word of the source's language, which German writes with a capital."""
    return any(tag == language for tag, _ in said_by(name.lower()).by_language)


def _is_slip(right: str, wrong: str) -> bool:
    from rapidfuzz.distance import OSA  # only where both texts have names of their own

    one, other = fold(right), fold(wrong)
    most = 1 if len(one) < _LONG else 2
    return one[0] == other[0] and 0 < OSA.distance(one, other, score_cutoff=most) <= most


_LONG = 7


_SOUNDS = {
    "M": "мμمמםम",
    "N": "нνنںנןनणञङ",
    "L": "лλلלलळ",
    "R": "рρرרर",
    "P": "бпвфβπφبپفבפףपफबभव",
    "T": "тдτδθتدطضذثטתדटठडढतथदध",
    "K": "кгхґκγχكکقغخحهگקכךגחकखगघह",
    "S": "зсжшщцчσςζسشصزجظژچשסצץזचछजझशषस",
    "KS": "ξ",
    "PS": "ψ",
}
"""Letters for consonants, by what all romanisations keep of them; vowels and what may be silent are left out."""
_SOUND_OF = {letter: sound for sound, letters in _SOUNDS.items() for letter in letters}
_EITHER = str.maketrans("", "", "وו")
"""Letters that may be a consonant (*v*, *w*) or a vowel."""
_WITH_W = str.maketrans(dict.fromkeys("وו", "в"))
_OF_LATIN = lazy(
    r"(?P<S>tsch|tch|sch|cz|ch|dzh|zh|dj|sh|sz|ts|tz|[szj]|c(?=[eiy]))|(?P<KS>x)|(?P<K>kh|gh|ck|qu|[kgqch])"
    r"|(?P<P>ph|[pbfvw])|(?P<T>th|[td])|(?P<M>m)|(?P<N>n)|(?P<L>l)|(?P<R>r)"
)
_CASED = lazy(r"(?<![\w’'-])[А-ЯІЇЄҐЁΑ-ΩΆΈΉΊΌΎΏ][а-яіїєґёά-ώ]{4,30}(?![\w’'-])")
_UNCASED = lazy(r"(?<!\w)[\u0590-\u06ff\u0900-\u097f]{3,30}(?!\w)")
_WITH_CAPITALS = frozenset({"ru", "uk", "be", "bg", "mk", "el"})
_WITHOUT_CAPITALS = frozenset({"ar", "fa", "ur", "he", "hi", "ne", "mr"})
_SONORANTS = frozenset("MNLR")
_M_BEFORE_P = lazy("M(?=P)")
_TWICE = lazy(r"(.)(?=\1)")


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=[
        "Вчера приехал Григорий Шмаринов. => Yesterday Grigory [Shmalinov] arrived.",
        "Χθες ήρθε ο Σταμαρίδης. => Yesterday [Stanaridis] came.",
    ],
    good=[
        "Вчера приехал Григорий Шмаринов. => Yesterday Grigory Shmarinov arrived.",
        "Вчера видели Шмаринова. => Yesterday Shmarinov was seen.",
        "Вчера открылся Кремль. => Yesterday the Kremlin opened.",
        "Вчера видели Фабержелина. => Yesterday Fabergelin was seen.",
        "Χθες ήρθε ο Σταμαρίδης. => Yesterday Stamaridis came.",
    ],
)
def name_unlike_its_romanisation(pair: Pair) -> Iterator[Hit]:
    """A name with another *l*, *m*, *n* or *r* than the name in the source, in Cyrillic or Greek. No way to write it in
    Latin letters changes one of these for another.
    """
    if pair.language in _WITH_CAPITALS:
        yield from _unlike_source(pair, _CASED)


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    preview=True,
    bad=[
        "وصل السيد شمريني أمس. => Yesterday Mr. [Shamlini] arrived.",
        "אתמול הגיע אדון שמרינסקי. => Yesterday Mr. [Shmalinsky] arrived.",
        "कल श्री तिमरानी आए। => Yesterday Mr. [Timlani] came.",
    ],
    good=[
        "وصل السيد شمريني أمس. => Yesterday Mr. Shimreeni arrived.",
        "אתמול הגיע אדון שמרינסקי. => Yesterday Mr. Chmarinsky arrived.",
        "कल श्री तिमरानी आए। => Yesterday Mr. Timrani came.",
    ],
)
def name_unlike_its_consonants(pair: Pair) -> Iterator[Hit]:
    """A name with another *l*, *m*, *n* or *r* than the name in the source, in Arabic, Hebrew or Devanagari letters,
    of which none tells where a name begins.
    """
    if pair.language in _WITHOUT_CAPITALS:
        yield from _unlike_source(pair, _UNCASED)


def _unlike_source(pair: Pair, word: re.Pattern[str]) -> Iterator[Hit]:
    """Hits on the names of a translation that differ from one word of the source by one sonorant."""
    strangers = [name for name in _CAPITALISED.finditer(pair.bare_text) if zipf(name[0].lower()) < _KNOWN]
    if not strangers:
        return
    theirs = {sounds for found in word.finditer(pair.bare_source) for sounds in _sounds_of_source(found[0])}
    for name in strangers:
        sounds = _sounds_of_latin(name[0])
        if len(sounds) < _BONES or any(sounds in right for right in theirs):
            continue
        near = {right[: len(sounds)] for right in theirs if _has_other_sonorant(right, sounds)}
        if len(near) == 1:
            yield flag(pair.span(*name.span()), "The name in the source has another consonant.")


_BONES = 4


def _sounds_of_source(name: str) -> set[str]:
    lower = name.lower()
    forms = {lower.translate(_EITHER), lower.translate(_WITH_W)}
    return {_plain("".join(_SOUND_OF.get(letter, "") for letter in form)) for form in forms}


def _sounds_of_latin(name: str) -> str:
    return _plain("".join(str(found.lastgroup) for found in _OF_LATIN.finditer(fold(name))))


def _plain(sounds: str) -> str:
    return _TWICE.sub("", _M_BEFORE_P.sub("N", sounds))


def _has_other_sonorant(right: str, sounds: str) -> bool:
    """Whether one sonorant, and not the first consonant, is another one; the source's name may have an ending."""
    if not 0 <= len(right) - len(sounds) <= 1 or right[0] != sounds[0]:
        return False
    unlike = [{one, other} for one, other in zip(right, sounds, strict=False) if one != other]
    return len(unlike) == 1 and unlike[0] <= _SONORANTS
