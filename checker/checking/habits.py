"""What edited articles do where English leaves a choice, and which words they have that no dictionary lists.

Everything is counted over all articles. What is done nearly always is proposed; the rest is only told.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from checker.english import conventions
from checker.english.grammar import plural_of
from checker.english.words import is_identifier
from checker.lexicon.wordlist import MISSPELLINGS, is_word, uncommon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.english.conventions import Use
    from checker.text.document import Document

__all__ = ["Habit", "Habits", "Word"]

FEWEST_USES = 10
"""Fewer places tell nothing of a habit."""
NEARLY_ALWAYS = 0.8
"""The share of all places from which on something is a habit."""
FEWEST_ARTICLES = 3
"""A word that fewer articles have is not one of the house."""


class Habit(NamedTuple):
    """What is done about one option of the house style: the value to propose, if any, and the counts in words."""

    option: str
    value: str
    counts: str


class Word(NamedTuple):
    """A word that the dictionary does not know, with the number of its uses and of the articles that have it."""

    text: str
    uses: int
    articles: int


_FINDERS: dict[str, Callable[[Document], Iterable[Use]]] = {
    "spelling": conventions.spellings,
    "dashes": conventions.dashes,
    "quotation-marks": conventions.quotation_marks,
    "numerals": conventions.numerals,
}
_TEN = ("ten", "10")


class Habits:
    """The habits of all articles that were added."""

    def __init__(self) -> None:
        self.articles = self.words = 0
        self._sides: dict[str, Counter[str]] = {option: Counter() for option in _FINDERS}
        self._uses: Counter[str] = Counter()
        self._articles: Counter[str] = Counter()

    def add(self, doc: Document) -> None:
        """Count what an article does."""
        self.articles += 1
        self.words += doc.word_count
        for option, finder in _FINDERS.items():
            for use in finder(doc):
                ten = doc.masked[slice(*use.span)].lower() in _TEN
                self._sides[option][f"ten in {use.form}" if ten else use.form] += 1
        found = Counter(_unlisted(doc))
        self._uses.update(found)
        self._articles.update(found.keys())

    def unlisted(self) -> list[Word]:
        """The words that several articles have and no dictionary, the widest first; plurals go with their nouns."""
        known = self._articles.keys()
        plurals = {plural: word for word in known if (plural := plural_of(word)) in known and plural != word}
        uses, articles = Counter(self._uses), Counter(self._articles)
        for plural, word in plurals.items():
            uses[word] += uses.pop(plural, 0)
            articles[word] = max(articles[word], articles.pop(plural, 0))
        found = [Word(text, uses[text], count) for text, count in articles.items() if count >= FEWEST_ARTICLES]
        return sorted(found, key=lambda word: (-word.articles, -word.uses, word.text))

    def of_style(self) -> Iterator[Habit]:
        """What is done about each option of the house style."""
        yield self._spelling()
        yield self._plain("dashes", {"en": "en", "em": "em", "spaced-em": "spaced-em"})
        yield self._plain("quotation-marks", {form: form for form in conventions.MARKS})
        yield self._numerals()

    def _spelling(self) -> Habit:
        sides = self._sides["spelling"]
        american, british, with_s, with_z = (sides[side] for side in ("american", "british", "ise", "ize"))
        counts = f"{american:,} American words and {british:,} British; {with_z:,} with -ize and {with_s:,} with -ise"
        # -ize is both American and of Oxford, -ise is British.
        side = _usual({"american": american, "british": british if american + british else with_s})
        if side == "british" and with_s + with_z >= FEWEST_USES:
            side = {"ise": "british", "ize": "oxford", "": ""}[_usual({"ise": with_s, "ize": with_z})]
        elif side == "american" and with_s > with_z:
            side = ""
        return Habit("spelling", side, counts)

    def _numerals(self) -> Habit:
        sides = self._sides["numerals"]
        counts = f"{sides['words']:,} numbers from two to nine in words and {sides['figures']:,} in figures"
        if tens := sides["ten in words"] + sides["ten in figures"]:
            counts += f"; of {tens:,} that are ten, {sides['ten in words']:,} in words"
        side = _usual({"words-to-nine": sides["words"], "figures": sides["figures"]})
        if side == "words-to-nine" and sides["ten in words"] > sides["ten in figures"]:
            side = "words-to-ten"
        return Habit("numerals", side, counts)

    def _plain(self, option: str, forms: dict[str, str]) -> Habit:
        sides = Counter({form: self._sides[option][form] for form in forms if self._sides[option][form]})
        counts = ", ".join(f"{form} {count:,}" for form, count in sides.most_common()) or "none"
        return Habit(option, _usual(sides), counts)


def _usual(sides: dict[str, int]) -> str:
    """The side that is taken nearly always, if any is."""
    total = sum(sides.values())
    side, most = max(sides.items(), key=lambda item: item[1], default=("", 0))
    return side if total >= FEWEST_USES and most >= NEARLY_ALWAYS * total else ""


_SHORTEST = 4


def _unlisted(doc: Document) -> Iterator[str]:
    """The uses of words in lower case that no dictionary lists."""
    listed = doc.names_file.words if doc.names_file else frozenset()
    for form in uncommon(doc.forms) & doc.written:
        if (
            len(form) < _SHORTEST
            or form in listed
            or form in MISSPELLINGS
            or not all(_is_plain(part) for part in form.split("-"))
        ):
            continue
        if all(map(is_word, form.split("-"))) or is_identifier(form):
            continue
        for sentence, at in map(doc.spot, doc.places[form]):
            token = sentence.tokens[at]
            if token.text == form and not doc.is_set_off(token) and not _is_of_code(doc, token.start, token.end):
                yield form


def _is_plain(part: str) -> bool:
    return part.isalpha() and part.isascii()


_BESIDE_CODE = frozenset("@#/\\._~$=&+<>{}[]|`*:\N{OBJECT REPLACEMENT CHARACTER}")


def _is_of_code(doc: Document, start: int, end: int) -> bool:
    """Whether a word hangs together with signs that no prose has, as in an address or a path."""
    before, after, beyond = doc.masked[start - 1 : start], doc.masked[end : end + 1], doc.masked[end + 1 : end + 2]
    return before in _BESIDE_CODE - {""} or (after in _BESIDE_CODE - {".", ":"}) or (after in ".:" and beyond.isalnum())
