"""Mentions of names in an article, told from other capitalised words by where and how the article writes them.

No model: a name is a run of capitalised words with the particles that may stand between them (*bin*, *de*, *von*) and
the initials, less the titles before it. A word that is capitalised only where every word would be (at the start of a
sentence, in a headline in title case) is a name if the article or its shape says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from checker.names import gazetteer
from checker.store.kept import cached_property
from checker.text.document import fact
from checker.text.pattern import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

    from checker.text.document import Document, Sentence

__all__ = ["Mention", "Names", "Use", "names_of"]


class Use(NamedTuple):
    """A capitalised word where it stands; ``opens`` where any would be capitalised, as at the start of a sentence."""

    text: str
    start: int
    end: int
    opens: bool


class Mention(NamedTuple):
    """A name as it stands in one place. Plain data, to be kept for many articles.

    ``text`` is the whole name without titles, ``words`` its capitalised words without the particles between them, and
    ``titles`` are the titles or the role before it; ``sentence`` is the number of its sentence.
    """

    text: str
    words: tuple[Use, ...]
    titles: tuple[str, ...] = ()
    sentence: int = 0

    @property
    def start(self) -> int:
        """Where the name starts, without titles."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where the name ends, without a possessive ending."""
        return self.words[-1].end


_start_of = attrgetter("start")

_PARTICLE = r"(?:al|el|bin|ibn|bint|abu|de|da|do|dos|das|del|della|di|du|la|le|van|von|der|den|ter|ten|zu|af|y)"
_ARTICLES = ("al", "el", "ul", "ar", "as", "ash", "at", "an", "ad", "az", "d", "l")
_ARTICLE = rf"(?:(?:{'|'.join(_ARTICLES)})['’-])"
_GAP = r"[ \t\n\N{NO-BREAK SPACE}\N{WORD JOINER}]{1,5}"
_WORD = rf"(?:{_ARTICLE}?[^\W\d_a-z](?:\.(?=\s?[^\W\d_a-z])|\w*(?:['’-]\w+){{0,4}}))"
_RUN = lazy(rf"(?<![\w'’@#/.&-])(?:{_PARTICLE}{_GAP})?{_WORD}(?:{_GAP}(?:{_PARTICLE}{_GAP}){{0,2}}{_WORD})*")
_PARTICLES = frozenset(_PARTICLE[3:-1].split("|"))
_AFTER_ARTICLE = r"(?=[^\W\d_a-z])(?:" + "|".join(rf"(?<=\b{article}.)" for article in _ARTICLES) + ")"
_ARTICLED = [lazy(mark + _AFTER_ARTICLE) for mark in "'’-"]  # three letters are searched for faster than one class
# A run without particles and Arabic articles starts with a capital, which is searched for fast by ranges; by those
# that it is not in, since a class up to the last character takes ten times as long to compile.
_PLAIN_WORD = r"(?:\.(?=\s?[^\W\d_a-z])|\w*(?:['’-]\w+){0,4})"
_PLAIN_RUN = lazy(rf"[^\x00-@[-\xA9](?<=[^\W\d_a-z])(?<![\w'’@#/.&-].){_PLAIN_WORD}(?:{_GAP}[^\W\d_a-z]{_PLAIN_WORD})*")
_ROLES = (
    "president|minister|chancellor|premier|secretary|senator|governor|mayor|ambassador|judge|general|colonel|captain|commander|"
    "chairman|chief|director|professor|doctor|coach|manager|striker|goalkeeper|midfielder|defender|spokesman|spokeswoman|"
    "spokesperson|king|queen|prince|princess|actor|actress|singer|director|writer|journalist|lawyer|analyst"
)
_ROLE = lazy(rf"\b({_ROLES}) $")
_ROLE_ENDINGS = frozenset(role[-3:] for role in _ROLES.split("|"))
_ABOUT_NAMES = lazy(
    r"\b(?:called|known|named|names?|spell\w*|spelt|written|became|deriv\w+|pronounced|could be|also)\b|[/=]"
)
_FIRST_PARTICLE = lazy(rf"{_PARTICLE}{_GAP}")
_PART = lazy(_WORD)
_STARTERS = frozenset("\"“”‘'«»„([{:;.!?…•*–—-|\N{OBJECT REPLACEMENT CHARACTER}>/\n")
_NO_NAME_ENDINGS = (
    "ing",
    "ly",
    "tion",
    "tions",
    "ness",
    "ment",
    "ments",
    "ful",
    "less",
    "ously",
    "ized",
    "ised",
    "able",
)


class Names:
    """The names of one article."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All names in reading order."""
        return tuple(_mentions(self._doc))

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The names that start in a stretch of the text."""
        first, last = (bisect_left(self.mentions, offset, key=_start_of) for offset in (start, end))
        return self.mentions[first:last]

    @cached_property
    def uses(self) -> Mapping[str, list[tuple[Mention, int]]]:
        """For each word of a mention: the mentions it stands in, and the number of the word in each."""
        found: dict[str, list[tuple[Mention, int]]] = defaultdict(list)
        for mention in self.mentions:
            for number, word in enumerate(mention.words):
                found[word.text].append((mention, number))
        return dict(found)

    @cached_property
    def spellings(self) -> Mapping[str, list[tuple[Mention, int]]]:
        """The uses of each word that is part of a name, rather than of a title or a heading."""
        return {text: uses for text, uses in self.uses.items() if self._is_name(text, uses)}

    def _is_name(self, text: str, uses: list[tuple[Mention, int]]) -> bool:
        ordinary, needs_proof = _doubts(text)
        if ordinary is None or ordinary in self._doc.written:
            return False
        return not needs_proof or any(self.is_free(mention, number) for mention, number in uses)

    def is_free(self, mention: Mention, number: int) -> bool:
        """Whether nothing but being a name makes a word of a mention capitalised: neither its place nor a headline."""
        return not (mention.words[number].opens or self._doc.sentences[mention.sentence].is_title_case)

    @property
    def listed(self) -> frozenset[str]:
        """The words of the names that the project lists, as they should be written."""
        return self._doc.names_file.words if self._doc.names_file else frozenset()

    def lists_many(self, sentence: int) -> bool:
        """Whether a sentence, by its number, is a list of names: of those who took part, who are different people."""
        return self._doc.sentences[sentence].is_long_list

    def speaks_of_names(self, sentence: int) -> bool:
        """Whether a sentence, by its number, says how something is called or spelled."""
        return bool(_ABOUT_NAMES.search(self._doc.sentences[sentence].text))


@lru_cache(maxsize=4096)
def _doubts(text: str) -> tuple[str | None, bool]:
    """The ordinary word that a capitalised one may be (``None`` where it is no name), and whether it needs proof."""
    lower = text.lower()
    if len(text) < 3 or text in gazetteer.TITLES or lower in gazetteer.COMMON:
        return None, False
    needs_proof = lower.endswith(_NO_NAME_ENDINGS) or (text.isupper() and len(text) > 5)
    return "" if gazetteer.is_known(text) else lower, needs_proof


@fact
def names_of(doc: Document) -> Names:
    """The names of ``doc``; several rules ask for them in turn."""
    return Names(doc)


def _mentions(doc: Document) -> Iterator[Mention]:
    masked = doc.masked
    with_particles = _with_particles(doc)
    for number, sentence in enumerate(doc.sentences):
        first = sentence.start
        pattern = _RUN if number in with_particles else _PLAIN_RUN
        for run in pattern.finditer(masked, first, sentence.end):
            text = run.group()
            start = run.start()
            if start == first and text in _OPENERS:
                continue
            if text.isalpha():  # most runs are one word
                if text in gazetteer.TITLES or not (text[0].isupper() or _is_capitalised(text)):
                    continue
                opens, role = _lead(masked, first, start)
                if text.lower() in gazetteer.COMMON and (opens or sentence.is_title_case):
                    continue
                yield _new(Mention, (text, (_new(Use, (text, start, run.end(), opens)),), role, number))
            elif mention := _longer(run, sentence):
                yield mention


def _longer(run: re.Match[str], sentence: Sentence) -> Mention | None:
    """The name in a run of several words, if it holds one."""
    masked, start = run.string, run.start()
    text, words, titles, rest = _reading(run.group())
    if not words:
        return None
    opens = False
    if not titles:
        opens, titles = _lead(masked, sentence.start, start + words[0][1])
    if rest and (opens or sentence.is_title_case):
        text, words, titles, _ = rest
        if not words:
            return None
        opens = False
        titles = titles or _lead(masked, sentence.start, start + words[0][1])[1]
    head = words[0][1]
    uses = [_new(Use, (word, start + at, start + end, opens and at == head)) for word, at, end in words]
    return _new(Mention, (text, tuple(uses), titles, sentence.number))


class _Reading(NamedTuple):
    """What a run of several words says wherever it stands: the name, its words with their offsets, and its titles.

    ``rest`` is how it reads without its first word, if that is a common one: where any word would be capitalised.
    """

    text: str
    words: tuple[tuple[str, int, int], ...]
    titles: tuple[str, ...]
    rest: _Reading | None


_NOTHING = _Reading("", (), (), None)


@lru_cache(maxsize=4096)
def _reading(run: str) -> _Reading:
    words: list[tuple[str, int, int]] = []
    titles: list[str] = []
    for text, start in _parts(run):
        if not words and text in gazetteer.TITLES:
            titles.append(text)
        elif _is_capitalised(text):
            words.append((text, start, start + len(text)))
    if not words:
        return _NOTHING
    is_common = words[0][0].lower() in gazetteer.COMMON
    rest = _Reading(_whole(run, words[1:]), tuple(words[1:]), tuple(titles), None) if is_common else None
    return _Reading(_whole(run, words), tuple(words), tuple(titles), rest)


def _parts(run: str) -> Iterator[tuple[str, int]]:
    """The words of a run with straight apostrophes and without possessive endings, and where each starts."""
    if run.replace(" ", "").isalpha():
        start = 0
        for word in run.split(" "):
            if word:
                yield word, start
            start += len(word) + 1
    else:
        for part in _PART.finditer(run):
            word = part.group().replace("’", "'")
            yield word[:-2] if word.endswith(("'s", "'S")) else word, part.start()


_OPENERS = frozenset(map(str.capitalize, gazetteer.COMMON))
_new = tuple.__new__  # a third of the time that the classes' own constructors take


def _with_particles(doc: Document) -> set[int]:
    """The numbers of the sentences where a name may have a particle or an Arabic article, or markup inside."""
    masked = doc.masked
    found = {sentence.number for particle in _PARTICLES & doc.forms for sentence in doc.holders(particle)}
    if "\N{WORD JOINER}" in masked:
        found.update(sentence.number for sentence in doc.sentences if "\N{WORD JOINER}" in sentence.text)
    articled = (doc.sentence_at(match.start()) for pattern in _ARTICLED for match in pattern.finditer(masked))
    return found.union(sentence.number for sentence in articled if sentence)


def _whole(run: str, words: Sequence[tuple[str, int, int]]) -> str:
    """The name with its particles, on one line and without markup."""
    if not words:
        return ""
    start = words[0][1]
    if start and (particle := _FIRST_PARTICLE.match(run)) and particle.end() == start:
        start = 0
    return " ".join(run[start : words[-1][2]].replace("\N{WORD JOINER}", "").split())


def _is_capitalised(text: str) -> bool:
    if text[0].isupper():
        return True
    head = text.rpartition("-")[2] if text[:1].islower() and "-" in text else text
    return any(letter.isupper() for letter in head[:3])


def _lead(masked: str, first: int, start: int) -> tuple[bool, tuple[str, ...]]:
    """Whether what stands at ``start`` would be capitalised whatever it is, and the role that ends right before it.

    The role is in lower case as written. ``first`` is where the sentence starts.
    """
    if start == first:
        return True, ()
    if masked[start - 1] == " " and masked[start - 2].isalnum():
        if masked[start - 4 : start - 1] not in _ROLE_ENDINGS:
            return False, ()
        role = _ROLE.search(masked, max(first, start - 16), start)
        return False, (role[1],) if role else ()
    before = masked[max(first, start - 8) : start].rstrip(" \t\N{WORD JOINER}\N{NO-BREAK SPACE}")
    return not before or before[-1] in _STARTERS, ()
