"""Names of a translation against those of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.findings import Category, Severity
from checker.lexicon.foreign_words import said_by
from checker.lexicon.wordlist import zipf
from checker.names.romanization import fold, skeleton, with_digraphs
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


_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "і": "i", "ї": "i", "є": "e", "ґ": "g",
}  # fmt: skip
_CYRILLIC_NAME = lazy(r"(?<=[\w,;)»] )[А-ЯІЇЄҐЁ][а-яіїєґё]{5,30}(?!\w)")


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    preview=True,
    bad=["Вчера приехал Григорий Шмаринов. => Yesterday Grigory [Shmalinov] arrived."],
    good=[
        "Вчера приехал Григорий Шмаринов. => Yesterday Grigory Shmarinov arrived.",
        "Вчера видели Шмаринова. => Yesterday Shmarinov was seen.",
        "Вчера открылся Кремль. => Yesterday the Kremlin opened.",
    ],
)
def name_unlike_its_romanisation(pair: Pair) -> Iterator[Hit]:
    """A name that does not fit the Cyrillic name in the source, however that is written in Latin letters."""
    if pair.language not in {"ru", "uk", "be", "bg", "mk"}:
        return
    theirs = {skeleton(_romanised(name[0])) for name in _CYRILLIC_NAME.finditer(pair.bare_source)}
    theirs = {bones for bones in theirs if len(bones) >= _BONES}
    if not theirs:
        return
    for name in _CAPITALISED.finditer(pair.bare_text):
        bones = skeleton(name[0])
        if len(bones) < _BONES or zipf(name[0].lower()) >= _KNOWN:
            continue
        if any(right.startswith(bones) or bones.startswith(right) for right in theirs):
            continue
        if sum(_differ_by_one(right, bones) for right in theirs) == 1:
            yield flag(pair.span(*name.span()), "The name in the source has another sound.")


_BONES = 4


def _romanised(name: str) -> str:
    return "".join(_CYRILLIC.get(letter, letter) for letter in name.lower())


def _differ_by_one(right: str, bones: str) -> bool:
    """Whether one consonant is another one; the ending of the source's name may be longer."""
    return right[0] == bones[0] and sum(map(str.__ne__, right, bones)) == 1 and 0 <= len(right) - len(bones) <= 1
