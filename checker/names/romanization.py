"""Folds spellings that stand for one name in another script: letters, and the skeleton that romanisations share.

The equivalences are facts of published romanisations: ALA-LC and BGN/PCGN for Arabic, Persian, Urdu, Hebrew and
Cyrillic (q/k/g/gh, kh/k, dh/d, w/v, ee/i/y, ou/u, -sky/-skiy/-skii), and what newsrooms write (al-/el-, ph/f, doubled
letters).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from checker.text.pattern import lazy

__all__ = ["fold", "heard", "skeleton", "with_digraphs"]

_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
)
_ARTICLE = lazy(r"(?:al|el|ul|ar|as|ash|at|an|ad|az)[-\s'’]")
_CONSONANTS = lazy(
    r"""
      (?P<affricate> tsch|tch|cz|ch )
    | (?P<voiced>    dzh|zh|dj|j )
    | (?P<hushing>   sch|sh|sz )
    | (?P<sibilant>  ts|tz|s|z|c(?=[eiy]) )
    | (?P<velar>     kh|gh|ck|cq|qu|[kgqc] )
    | (?P<labial>    ff$|ph|f )
    | (?P<dental>    th|tt|t )
    | (?P<voiced_dental> dh|d )
    | (?P<glide>     v|w )
    | (?P<both>      x )
    | (?P<plain>     [bplmnr] )
    | (?P<breath>    h(?=[aeiou]) )
    """,
    re.VERBOSE,
)
_CLASSES = {
    "affricate": "c", "voiced": "j", "hushing": "x", "sibilant": "s", "velar": "k", "labial": "f", "dental": "t",
    "voiced_dental": "d", "glide": "v", "both": "ks", "breath": "h",
}  # fmt: skip


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """The letters and digits of ``name`` in lower case, without accents, apostrophes, hyphens and spaces."""
    lower = name.lower()
    if not lower.isascii():
        lower = unicodedata.normalize("NFKD", lower.translate(_UNDECOMPOSED))
    return "".join(filter(str.isalnum, lower))


_DIGRAPHS = str.maketrans(
    {"š": "sh", "ž": "zh", "č": "ch", "ć": "ch", "ş": "sh", "ș": "sh", "đ": "dj", "ģ": "gj", "ǧ": "gh", "ḥ": "h"}
)


@lru_cache(maxsize=4096)
def with_digraphs(name: str) -> str:
    """``name`` folded, with two letters for an accented one as English writes it: *Štip* is *shtip*."""
    return fold(name.lower().translate(_DIGRAPHS))


@lru_cache(maxsize=4096)
def skeleton(name: str) -> str:
    """The consonants of ``name`` by classes that romanisations of one sound share, after a mark for a first vowel.

    *Qaddafi* and *Gaddafi*, *Khair* and *Kheir*, *Esper* and *Asper* have one skeleton. The definite article of Arabic
    is no part of it.
    """
    lower = name.lower()
    stem = _ARTICLE.sub("", lower, count=1) if _ARTICLE.match(lower) else lower
    letters = fold(stem)
    pieces = ["a"] if letters[:1] in tuple("aeiouy") else []
    last_end = 0
    for found in _CONSONANTS.finditer(letters):
        piece = _CLASSES.get(found.lastgroup or "", found.group())
        if not pieces or pieces[-1][-1] != piece[0] or found.start() != last_end:
            pieces.append(piece)
        last_end = found.end()
    return "".join(pieces)


_HEARD = (
    ("eau", "o"), ("aux", "o"), ("ault", "o"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ie", "i"), ("y", "i"),
    ("w", "v"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("dj", "j"),
)  # fmt: skip
_HARD_C = lazy(r"c(?![eihsz])")
_DOUBLED = lazy(r"(.|[csz]h)(?=\1)")


@lru_cache(maxsize=4096)
def heard(name: str) -> str:
    """``name`` with one spelling for one sound and no doubled letters: *Rousseau* is *Russo*, *Amphi* is *Amfi*."""
    letters = fold(name)
    for written, sound in _HEARD:
        letters = letters.replace(written, sound)
    letters = _DOUBLED.sub("", _HARD_C.sub("k", letters))
    return letters[:-2] + "i" if letters.endswith("ei") else letters
