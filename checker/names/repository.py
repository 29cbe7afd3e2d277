"""Names over many articles: who is named where, in which spellings, and which of them to write.

Of each article only plain counts are kept, so that memory grows with the names and not with the text. Spellings are
compared within groups that share the other words of the name, by keys, so that the time grows with the names too.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from checker.english.words import is_identifier, word_set
from checker.lexicon.wordlist import is_word, zipf
from checker.names import gazetteer
from checker.names.mentions import names_of
from checker.names.names_file import Entry, NamesFile
from checker.names.romanization import fold, heard, skeleton
from checker.names.variants import Context, compare, edits, group_of, keys_of, pairs
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.names.mentions import Mention, Names, Use
    from checker.text.document import Document

__all__ = ["Name", "NamesOfOne", "Repository", "Spelling"]

CLEARLY = 5
"""How many times as often as another a spelling must stand to be the one to write; a tie or less is for the editor."""

OFTEN = 5
"""Articles that must name somebody for the names file to list a name that has one spelling only."""

_PLACES = 3
_NOT_NAMES = gazetteer.DEMONYMS | gazetteer.MONTHS


class Spelling(NamedTuple):
    """One spelling of a name: in how many articles, how often, and the first places (path and line).

    ``change`` is ``None`` for the name as it is to be written, else whether the spelling is clearly to be changed;
    ``reason`` says why it is taken for the same name.
    """

    text: str
    articles: int
    uses: int
    places: tuple[tuple[str, int], ...]
    change: bool | None = None
    reason: str = ""


class Name(NamedTuple):
    """Somebody or something named, with all spellings, the one to write first."""

    name: str
    kind: str
    articles: int
    uses: int
    spellings: tuple[Spelling, ...]


class Named(NamedTuple):
    """A name in one place: the spelling that it is counted under, where its words stand, and what it seems to name.

    ``kind`` is 0 for a person, 1 for a place, 2 for an organisation, ``None`` where the place does not tell.
    """

    spelling: str
    start: int
    end: int
    line: int
    kind: int | None


class NamesOfOne(NamedTuple):
    """The names of one article, and the spellings that are one name there (wrong, right, reason); plain data."""

    path: str
    uses: tuple[Named, ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def of(cls, doc: Document, *, linked: bool = True) -> NamesOfOne:
        """The names of an article; which of them are one name there is left out unless ``linked``."""
        names = names_of(doc)
        owners = _owners(names)
        links = dict.fromkeys(_links(names, owners)) if linked else ()
        return cls(doc.path, tuple(_uses(doc, names, owners)), tuple(links))


def _uses(doc: Document, names: Names, owners: Mapping[str, str]) -> Iterator[Named]:
    for mention in names.mentions:
        if text := _spelling(names, mention):
            words = mention.words
            start = words[len(_before_name(words))].start
            line = doc.position(mention.start)[0]
            yield Named(owners.get(text, text), start, mention.end, line, _kind(doc, mention))


def _links(names: Names, owners: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for pair in pairs(names):
        for mention, number in names.spellings[pair.wrong]:
            wrong = _spelling(names, mention)
            words = wrong.split()
            at = number - len(mention.words) + len(words)
            if 0 <= at < len(words) and words[at] == pair.wrong:
                words[at] = pair.right
                right = owners.get(pair.right, pair.right) if len(words) == 1 else " ".join(words)
                yield wrong, right, pair.reason


class _Count:
    """What is kept of a spelling."""

    __slots__ = ("articles", "kinds", "last", "places", "uses")

    def __init__(self) -> None:
        self.articles = self.uses = 0
        self.last = -1
        self.places: list[tuple[str, int]] = []
        self.kinds = [0, 0, 0]

    @property
    def kind(self) -> str:
        """What most mentions speak for."""
        most = max(self.kinds)
        return ("person", "place", "organisation")[self.kinds.index(most)] if most else "term"


class Repository:
    """The names of all articles that were added."""

    def __init__(self, names_file: NamesFile | None = None) -> None:
        self.articles = 0
        self._names_file = names_file or NamesFile(())
        self._counts: dict[str, _Count] = defaultdict(_Count)
        self._links: dict[tuple[str, str], str] = {}

    def add(self, names: NamesOfOne) -> None:
        """Count the names of an article."""
        for use in names.uses:
            count = self._counts[use.spelling]
            count.uses += 1
            if count.last != self.articles:
                count.last = self.articles
                count.articles += 1
                if len(count.places) < _PLACES:
                    count.places.append((names.path, use.line))
            if use.kind is not None:
                count.kinds[use.kind] += 1
        for wrong, right, reason in names.links:
            self._links[wrong, right] = reason
        self.articles += 1

    def names(self) -> list[Name]:
        """All names, those in most articles first."""
        reasons: dict[str, dict[str, str]] = defaultdict(dict)
        for one, other, reason in self._same():
            reasons[one].setdefault(other, reason)
            reasons[other].setdefault(one, reason)
        found: list[Name] = []
        taken: set[str] = set()
        # Those with other spellings first: the best of them takes the others along.
        for text in sorted(reasons, key=self._standing, reverse=True):
            if text not in taken:
                others = {other: why for other, why in reasons[text].items() if other not in taken}
                taken |= {text, *others}
                found.append(self._name(text, others))
        found += [self._name(text, {}) for text in self._counts if text not in taken]
        return sorted(found, key=lambda name: (-name.articles, -name.uses, name.name))

    def _name(self, text: str, others: dict[str, str]) -> Name:
        entry, _ = self._names_file.by_spelling.get(text, (None, False))
        count = self._counts[text]
        wrong = [
            Spelling(other, known.articles, known.uses, tuple(known.places), self._is_clear(text, other), others[other])
            for other, known in sorted(
                ((other, self._counts[other]) for other in others), key=lambda item: -item[1].uses
            )
        ]
        spellings = (Spelling(text, count.articles, count.uses, tuple(count.places)), *wrong)
        kind = entry.kind if entry else count.kind
        # An article with two spellings counts twice: the articles themselves are not kept.
        articles = sum(spelling.articles for spelling in spellings)
        uses = sum(spelling.uses for spelling in spellings)
        return Name(text, kind, articles, uses, spellings)

    def _is_clear(self, right: str, wrong: str) -> bool:
        entry, is_variant = self._names_file.by_spelling.get(wrong, (None, False))
        if entry:
            return is_variant and entry.name == right
        return self._counts[right].uses >= CLEARLY * self._counts[wrong].uses and _is_slip(right, wrong)

    def _standing(self, text: str) -> tuple[bool, bool, int, int, int, str]:
        entry, is_variant = self._names_file.by_spelling.get(text, (None, False))
        known = all(map(gazetteer.is_known, text.replace("-", " ").split()))
        count = self._counts[text]
        return bool(entry and not is_variant), known, count.uses, count.articles, text.count(" "), text

    def _same(self) -> Iterator[tuple[str, str, str]]:
        """Two spellings of one name, and the reason, over all articles."""
        listed = self._names_file.by_spelling
        for text in self._counts:
            entry, is_variant = listed.get(text, (None, False))
            if entry and is_variant and entry.name in self._counts:
                yield text, entry.name, "the names file lists it"
        for (wrong, right), reason in self._links.items():
            if wrong in self._counts and right in self._counts and wrong not in listed and wrong != right:
                yield wrong, right, reason
        for one, other in _candidates(self._counts):
            if not (one in listed and other in listed) and (reason := self._likeness(one, other)):
                yield one, other, reason

    def _likeness(self, one: str, other: str) -> str:
        """Why two spellings from different articles are one name; empty when they are not.

        No article links them, so they must sound alike, and must not both be common.
        """
        differing = [(a, b) for a, b in zip(one.split(), other.split(), strict=False) if a != b]
        if len(one.split()) == len(other.split()):
            for a, b in differing:
                if frozenset((fold(a), fold(b))) in gazetteer.TWINS or (group_of(a) or skeleton(a)) != (
                    group_of(b) or skeleton(b)
                ):
                    return ""
        if not differing or one.casefold() == other.casefold():
            return ""
        counts = self._counts[one].uses, self._counts[other].uses
        verdict = compare(one, other, Context(counts=counts))
        if not verdict.is_variant or (
            " " not in one and fold(one) != fold(other) and not _may_be_rare(one, other, counts)
        ):
            return ""
        return verdict.reason


def _is_slip(right: str, wrong: str) -> bool:
    """Whether ``wrong`` is nothing but a slip: a name of one word must sound the same, and accents are house style."""
    if not (right.isascii() and wrong.isascii()) and _without_accents(right) == _without_accents(wrong):
        return False
    if " " in right or " " in wrong or heard(right) == heard(wrong):
        return True
    return skeleton(right) == skeleton(wrong) and len(wrong) >= 6 and edits(fold(right), fold(wrong)) <= 1


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def _may_be_rare(one: str, other: str, counts: tuple[int, int]) -> bool:
    """Whether a name of one word may be a slip for another: it is no word, and stands far less often."""
    rare = one if counts[0] < counts[1] else other
    return max(counts) >= CLEARLY * min(counts) and len(rare) >= 6 and not is_word(rare.lower())


def _spelling(names: Names, mention: Mention) -> str:
    """The spelling that a mention is counted under; empty for what is hardly a name."""
    words = mention.words
    if not any(word.text in names.spellings for word in words):
        return ""
    if len(words) == 1 and not _is_name(names, words[0].text):
        return ""
    text = mention.text.replace("’", "'")
    if len(words) > 6 or (text.isupper() and len(text) > 6) or "'s " in text:
        return ""
    return text.removeprefix(" ".join(_before_name(words))).strip()


def _is_name(names: Names, word: str) -> bool:
    """Whether one word is a name: an English word is where it has a capital that its place does not give it."""
    if word not in names.spellings or word in _NOT_NAMES or _CONTRACTION.search(word):
        return False
    if gazetteer.is_known(word) or not is_word(word.lower()):
        return True
    return any(names.is_free(mention, number) for mention, number in names.spellings[word])


_CONTRACTION = lazy(r"'(?:m|ll|ve|re|d|t)\Z")


def _before_name(words: Sequence[Use]) -> list[str]:
    """Titles and peoples before a person's name, to be left out: *Ukrainian President*."""
    at = 0
    while at < len(words) - 1 and (words[at].text in _TITLES or words[at].text.lower() in gazetteer.COMMON):
        at += 1
    if at and (words[at].text in gazetteer.GIVEN or any(word.text in gazetteer.TITLES for word in words[:at])):
        return [word.text for word in words[:at]]
    return []


_TITLES = gazetteer.TITLES | gazetteer.DEMONYMS


def _owners(names: Names) -> dict[str, str]:
    """For single names the one full name in the article that holds them: *Esper* for *Mark Esper*."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in names.mentions:
        if len(mention.words) > 1 and (text := _spelling(names, mention)):
            if names.is_free(mention, 0) or mention.words[0].text in gazetteer.GIVEN:
                found[mention.words[-1].text].add(text)
            if mention.words[0].text in gazetteer.GIVEN:
                found[mention.words[0].text].add(text)
    return {word: min(full) for word, full in found.items() if len(full) == 1}


def _is_label(word: Use) -> bool:
    """Whether a word is in no person's name: an acronym, or one with a capital inside, as products have."""
    text = word.text
    return (len(text) > 1 and text.isupper()) or (is_identifier(text) and not text.startswith(("Mc", "Mac", "De")))


def _is_ordinary(word: Use) -> bool:
    """Whether a word is hardly in a person's name, unless another tells that it is one."""
    return not gazetteer.is_known(word.text) and zipf(word.text.lower()) >= _COMMON


_COMMON = 3.5
"""The ``zipf`` from which on a word that is no known name is more often a word: *kettle*, *driven*."""
_LOCATIVE = lazy(r"\b(?:in|at|near|from|around|across|outside)[ ](?:the[ ])?$")
_BEFORE_PLACES = word_set("North South East West Northern Southern Eastern Western Central New Saudi Great Upper")
_KNOWN_PLACES = gazetteer.COUNTRIES | gazetteer.CITIES


def _kind(doc: Document, mention: Mention) -> int | None:
    """0 for a person, 1 for a place, 2 for an organisation, as far as one mention tells."""
    words = mention.words
    if mention.titles or _before_name(words) or (len(words) > 1 and words[0].text in gazetteer.GIVEN):
        return 0
    if words[-1].text in _KNOWN_PLACES and all(word.text in _BEFORE_PLACES for word in words[:-1]):
        return 1
    if any(word.text.lower() in gazetteer.COMMON for word in words) or (len(words) == 1 and words[0].text.isupper()):
        return 2
    if _LOCATIVE.search(doc.masked, max(0, mention.start - 14), mention.start):
        return 1
    is_like_person = len(words) in (2, 3) and not (any(map(_is_label, words)) or all(map(_is_ordinary, words)))
    return 0 if is_like_person else None


def _candidates(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs that may be one name: written alike, or alike in one word while the others are the same."""
    texts = [text for text in texts if not text.isupper()]
    by_letters: dict[str, list[str]] = defaultdict(list)
    by_others: dict[tuple[int, int, str], list[tuple[str, str]]] = defaultdict(list)
    for text in texts:
        by_letters[fold(text)].append(text)
        words = text.split()
        if len(words) == 1:
            by_others[1, 0, fold(text)[:1]].append((text, text))
        elif len(words) <= 4:
            for at, word in enumerate(words):
                others = " ".join(group_of(other) or fold(other) for other in (*words[:at], *words[at + 1 :]))
                by_others[len(words), at, others].append((word, text))
    found: set[tuple[str, str]] = set()
    for bucket in by_letters.values():
        found.update(combinations(sorted(bucket), 2) if 1 < len(bucket) <= _MOST else ())
    for (length, _, _), group in by_others.items():
        if len(group) > 1:
            found.update(_alike(group, single=length == 1))
    yield from sorted(found)


_MOST = 20


def _alike(group: list[tuple[str, str]], *, single: bool) -> Iterator[tuple[str, str]]:
    """Pairs of a group whose words have a key in common."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for word, text in group:
        for key in {heard(word), f"{skeleton(word)} {word[-1]}"} if single else keys_of(word):
            by_key[key].append(text)
    for bucket in by_key.values():
        if 1 < len(bucket) <= _MOST:
            yield from combinations(sorted(set(bucket)), 2)


def proposed(names: Iterable[Name], names_file: NamesFile) -> list[Entry]:
    """What the names file should list that it does not: clear variants, and names that stand in many articles.

    An entry whose name is listed already holds the variants to add to it.
    """
    listed = names_file.by_spelling
    found: list[Entry] = []
    for name in names:
        if name.name in names_file.ignore or listed.get(name.name, (None, False))[1]:
            continue
        wrong = tuple(
            spelling.text
            for spelling in name.spellings
            if spelling.change and spelling.text not in listed and spelling.text not in names_file.ignore
        )
        is_new = name.name not in listed and name.articles >= OFTEN and _is_worth_listing(name)
        if wrong or is_new:
            found.append(Entry(name.name, wrong, name.kind))
    return sorted(found)


def _is_worth_listing(name: Name) -> bool:
    """Whether near variants of a name are worth looking for: it is not known anyway, and not made of common words."""
    words = name.name.split()
    return (
        name.kind != "term"
        and not all(map(gazetteer.is_known, words))
        and not name.name.isupper()
        and any(word.lower() not in gazetteer.COMMON and not is_word(word.lower()) for word in words)
    )
