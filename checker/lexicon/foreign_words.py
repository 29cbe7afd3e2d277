"""How common a word is in languages other than English, beside how common it is in English.

The frequencies are wordfreq's: of some forty languages its most common words, read once and written to the user's cache
as a hash table, which takes about a millisecond to read; English is ``lexicon``'s. Of other languages
``data/function-words.txt`` has the small words.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections import defaultdict
from functools import cache as once
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from checker.lexicon.wordlist import read_wordfreq, zipf
from checker.store import word_lists

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["STRANGE", "Said", "is_of_small_words_only", "said_by"]

_LEAST_COMMON, _NOT_COMMON = 2.0, 3.0
"""The frequency, as ``lexicon.zipf`` has it, of words that are on no list, and of those not on another language's."""
_MOST = 4.0
"""What a single word can say at most."""
STRANGE = 2.0
"""What a word with an accent speaks for each other language, when it is on no list."""
_SMALL_WORD = 6.8
"""How common the small words of other languages are taken to be."""


class Said(NamedTuple):
    """What a word speaks for other languages and against English, in decimal orders of magnitude.

    ``by_language`` has it for each language that the word is known in, by its tag, ``elsewhere`` is for all others, and
    ``at_most`` is the most for any.
    """

    elsewhere: float
    by_language: tuple[tuple[str, float], ...]
    at_most: float

    @property
    def is_known(self) -> bool:
        """Whether the word is common in any language, English included."""
        return bool(self.elsewhere or self.by_language)


@lru_cache(maxsize=50_000)
def said_by(word: str) -> Said:
    """What a word in lower case says."""
    word = word.lower().replace("’", "'")
    english = max(zipf(word), _LEAST_COMMON)
    elsewhere = -min(max(english - _NOT_COMMON, 0.0), _MOST)
    least = STRANGE if not elsewhere and not word.isascii() else elsewhere
    by_language = _listed(word)
    if small := _with_small_word().get(word):
        by_language += ((language, _SMALL_WORD) for language in small)
    if not by_language:
        return Said(elsewhere, (), least)
    scores = tuple([(language, max(min(frequency - english, _MOST), -_MOST)) for language, frequency in by_language])
    return Said(elsewhere, scores, max([least, *(score for _, score in scores)]))


def is_of_small_words_only(language: str) -> bool:
    """Whether nothing but the small words of a language is known."""
    return language in _small_words()


@once
def _small_words() -> Mapping[str, str]:
    return word_lists.read(__file__, "function-words")


@once
def _with_small_word() -> Mapping[str, list[str]]:
    """The languages of which a word is a small one."""
    found: dict[str, list[str]] = defaultdict(list)
    for language, words in _small_words().items():
        for word in words.split():
            found[word].append(language)
    return found


# -- The table ---------------------------------------------------------------------------------------------------------

_FORMAT = 2
"""Changes whenever anything about the table does, or about how it is made."""

_WORDS_OF_EACH = 3_000
_FAR_LESS = 1.2
"""A word that is so much more common in English says nothing for another language."""
_NEVER = frozenset({"en", "ja", "zh"})
"""English, and languages whose words no blanks part."""

_SIZE = struct.Struct("=I")
_FIRST = 0x80
"""Bytes from here on stand for numbers: none of them is a line end or a tab."""
_LEAST_LEVEL, _STEPS = 60, 20
"""Frequencies are kept as so many steps a unit, from this step on, which fit what is left of a byte."""


class _Table(NamedTuple):
    """A hash table with open addressing: of each slot where its line starts among the lines, 0 for none.

    A line is a word, a tab, and for each language two bytes: its number and the word's level in it.
    """

    languages: list[str]
    slots: memoryview
    lines: bytes


def _listed(word: str) -> list[tuple[str, float]]:
    """The languages in whose lists a word is, and how common it is there."""
    table = _table()
    if not table:
        return []
    languages, slots, lines = table
    key = b"\n%b\t" % word.encode("utf-8", "surrogatepass")
    slot = crc32(key)
    while place := slots[slot % len(slots)]:
        if lines.startswith(key, place - 1):
            pairs = lines[place - 1 + len(key) : lines.index(b"\n", place)]
            return [
                (languages[pairs[at] - _FIRST], (pairs[at + 1] - _FIRST + _LEAST_LEVEL) / _STEPS)
                for at in range(0, len(pairs), 2)
            ]
        slot += 1
    return []


@once
def _table() -> _Table | None:
    """The table from the cache, or made now; ``None`` when there is nothing to make it from."""
    import importlib.util
    from pathlib import Path

    from checker.store import cache

    spec = importlib.util.find_spec("wordfreq")
    if not spec or not spec.origin:
        return None
    files = sorted(Path(spec.origin).parent.joinpath("data").glob("small_*.msgpack.gz"))
    try:
        key = f"{_FORMAT}-{crc32(b''.join(map(_identity, files))):08x}"
    except OSError:
        return None
    name = f"languages-{key}.words"  # another environment may have other lists
    data = cache.read_bytes(name, key)
    if data is None:
        try:
            data = _made(files)
        except (ImportError, OSError, EOFError, ValueError):
            return None
        cache.write_bytes(name, key, data)
    head, _, rest = data.partition(b"\n")
    count = _SIZE.unpack_from(rest)[0]
    end = _SIZE.size + 4 * count
    return _Table(head.decode().split(" "), memoryview(rest)[_SIZE.size : end].cast("I"), rest[end:])


def _identity(file: Path) -> bytes:
    """The checksum and length of what is in a gzip file, with which it ends."""
    with file.open("rb") as opened:
        opened.seek(-8, os.SEEK_END)
        return opened.read(8)


def _made(files: Sequence[Path]) -> bytes:
    languages: list[str] = []
    pairs: dict[str, bytearray] = defaultdict(bytearray)
    for file in files:
        language = file.name.removeprefix("small_").partition(".")[0]
        if language in _NEVER:
            continue
        number = len(languages) + _FIRST
        languages.append(language)
        known = 0
        for frequency, word in read_wordfreq(file):
            if not word.replace("'", "").isalpha() and word.isascii():
                continue
            if frequency >= zipf(word) - _FAR_LESS:
                level = min(max(round(_STEPS * frequency) - _LEAST_LEVEL, 0), 0xFF - _FIRST)
                pairs[word] += bytes((number, level + _FIRST))
            known += 1
            if known == _WORDS_OF_EACH:
                break
    slots = array("I", bytes(4 * (2 * len(pairs) + 1)))
    lines = bytearray(b"\n")
    for word, known_in in pairs.items():
        key = word.encode() + b"\t"
        slot = crc32(b"\n" + key) % len(slots)
        while slots[slot]:
            slot = (slot + 1) % len(slots)
        slots[slot] = len(lines)
        lines += key + known_in + b"\n"
    return b"".join((" ".join(languages).encode(), b"\n", _SIZE.pack(len(slots)), slots.tobytes(), lines))
