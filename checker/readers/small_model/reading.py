"""The language model as a reader: passages read once and kept, their words judged, odd stretches told."""

from __future__ import annotations

import math
import multiprocessing
import os
import re
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.checking.rule import Hit, Rule, flag
from checker.english.words import is_identifier
from checker.findings import Category, Severity
from checker.findings.review import Quality
from checker.readers import UnreadError
from checker.readers.small_model import options
from checker.readers.small_model.head import FILE, Head
from checker.readers.small_model.passages import passages_of
from checker.readers.small_model.sentences import Sound, garbled, is_prose, quality, sounds_of
from checker.store import cache
from checker.store.kept import cached_property
from checker.text.document import join

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from checker.option import Values
    from checker.readers.small_model.model import Model
    from checker.readers.small_model.passages import Passage, Word
    from checker.text.document import Document

__all__ = [
    "ODD_WORDING",
    "Judged",
    "LanguageModel",
    "Stretch",
    "rounded",
    "stretches",
]

_FORM = 3
"""Raised when passages are cut or judged in another way: what was kept before then counts as not there."""

_DIGITS = 3
"""Decimals that scores are rounded to, so that the last bits of a sum, which differ by processor, decide nothing."""

_IN_ADDRESS = re.compile(r"\w[./@_]\Z")
"""What stands before a word that is a part of an address or a file's name."""

_KEPT = "reader-"
"""How the names of kept scores begin."""

_FEWEST, _LONGEST = 3, 6
"""Words of a stretch that is flagged: fewer are as often beside what is wrong as on it, and of more an editor would not
see what is meant."""

_MOST_CHARACTERS = 200_000
"""Length from which on an article is not read: it would take minutes, and is data rather than prose."""

ODD_WORDING = Rule(
    name="reader/odd-wording",
    family="reader",
    category=Category.AWKWARD,
    severity=Severity.MINOR,
    scope="document",
    look=lambda _: (),
    explanation=(
        "A stretch of three to six words that reads like what editors of translations mark. A language model read it "
        "with what stands before it and the two words after; it cannot say what is meant, so it has no repair."
    ),
)


class Judged(NamedTuple):
    """How odd each word of a passage is, and what each adds to how good the article is."""

    odd: list[float]
    sound: list[float]


class Stretch(NamedTuple):
    """Words of a passage that are odd together: the first and the last, the oddest, and how odd that one is."""

    first: int
    last: int
    oddest: int
    score: float


class LanguageModel:
    """One run's language model, in ``folder``; it is loaded when something is read that was not read before.

    ``chosen`` is ``options.FAST`` or ``options.DEEP``: the same model with and without rounding.
    """

    name = "reader"
    pure = True
    progress = ""
    problem = ""
    required = False

    def __init__(self, folder: Path, chosen: str, say: Callable[[str], None]) -> None:
        """``say`` is told of an article that is not read."""
        self._folder = folder
        self._chosen = chosen
        self._say = say

    @cached_property
    def version(self) -> str:
        """What its scores hang on: the model, the head, and how both are used."""
        return f"{_FORM} {self._folder.name} {self._chosen} {cache.checksum(FILE.read_bytes())}"

    def look_ahead(self, docs: Iterable[Document]) -> None:
        """Nothing: reading keeps this machine busy as it is."""

    def is_wanted(self, values: Values) -> bool:
        """Whether a folder with these options wants it."""
        return values[options.READER] != options.OFF

    def begin(self, doc: Document, asked_for: Collection[str] = ()) -> _Pending:  # noqa: ARG002 -- it drops no rule
        """An article that is read when its findings are asked for."""
        if len(doc.text) > _MOST_CHARACTERS:
            self._say(f"{doc.path} is longer than {_MOST_CHARACTERS:,} characters: the language model did not read it")
            return _Pending(self, doc, None)
        return _Pending(self, doc, passages_of(doc))

    @cached_property
    def head(self) -> Head:
        """What judges the words."""
        return Head.read()

    @cached_property
    def _model(self) -> Model:
        from checker.readers.small_model.model import Model  # only here: onnxruntime

        # Of several processes each reads articles of its own.
        alone = multiprocessing.parent_process() is None
        return Model(self._folder, self._chosen, threads=_processors() if alone else 1)

    def judged(self, passage: Passage) -> Judged:
        """What is thought of each word of a passage, kept from an earlier run or read now."""
        ends = [word.end for word in passage.words]
        # A word's neighbours count within its sentence: where sentences end is part of what is asked.
        sentences = [len(list(words)) for _, words in groupby(word.sentence.number for word in passage.words)]
        asked = repr((self.version, passage.text, ends, sentences))
        key = blake2b(asked.encode(), digest_size=20).hexdigest()
        name = f"{_KEPT}{key}"
        if (kept := cache.read(name, key)) is not None:
            odd, sound = kept
            return Judged(odd, sound)
        states = self._model.read(passage.text, ends)
        found = Judged(rounded(self.head.scores(states, passage.words)), rounded(self.head.soundness(states)))
        cache.write(name, key, found)
        return found


def rounded(scores: Iterable[float]) -> list[float]:
    """Scores as they are kept and compared."""
    return [round(float(score), _DIGITS) for score in scores]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Pending:
    """What the language model finds odd in one article; without passages it does not read it."""

    def __init__(self, reader: LanguageModel, doc: Document, passages: Iterable[Passage] | None) -> None:
        self._reader = reader
        self._doc = doc
        self._passages = passages
        self._sounds: list[Sound] = []

    def findings(self) -> Iterator[tuple[Rule, Hit]]:
        if self._passages is None:
            raise UnreadError
        head = self._reader.head
        for passage in self._passages:
            judged = self._reader.judged(passage)
            self._sounds += sounds_of(passage, judged.sound)
            for stretch in stretches(self._doc, passage, judged.odd, head.facts):
                first, last, oddest, score = stretch
                span = join(passage.words[first].span, passage.words[last].span)
                word = passage.words[oddest].text
                message = f"English would hardly say this so; reread it, beginning with “{word}”."
                slope, offset = head.facts["confidence"]
                confidence = round(1 / (1 + math.exp(-(slope * score + offset))), 2)
                yield ODD_WORDING, flag(span, message)._replace(confidence=confidence)
        yield from garbled(self._doc, self._sounds, head.facts)

    def quality(self) -> Quality | None:
        """What annotators' marks would make of the article, once its findings were asked for."""
        found = quality(self._doc, self._sounds, self._reader.head.facts)
        return None if found is None else Quality(self._reader.name, found)


def stretches(doc: Document, passage: Passage, scores: Sequence[float], facts: Mapping[str, Any]) -> Iterator[Stretch]:
    """The stretches of a passage that are odd enough to be told, in reading order."""
    least = facts["least-technical" if doc.is_technical else "least"]
    also = least - facts["margin"]
    words = passage.words
    odd = [at for at in range(passage.known, len(words)) if scores[at] >= least and _is_judged(doc, words, at)]
    done = -1
    for oddest in odd:
        if oddest <= done or any(scores[at] > scores[oddest] for at in odd if 0 < at - oddest < _LONGEST // 2):
            continue
        first = last = oddest
        while last - first + 1 < _LONGEST:
            before = first > passage.known and first - 1 > done and _belongs(doc, words, first - 1, first)
            after = last + 1 < len(words) and _belongs(doc, words, last + 1, last)
            left = scores[first - 1] if before else -math.inf
            right = scores[last + 1] if after else -math.inf
            if max(left, right) < also:
                break
            first, last = (first - 1, last) if left >= right else (first, last + 1)
        done = last
        if last - first + 1 >= _FEWEST:
            yield Stretch(first, last, oddest, scores[oddest])


def _belongs(doc: Document, words: Sequence[Word], at: int, beside: int) -> bool:
    """Whether a word may be in one stretch with its neighbour: in its sentence, with nothing but blanks between."""
    left, right = words[min(at, beside)], words[max(at, beside)]
    between = doc.masked[left.span.end : right.span.start]
    return left.sentence is right.sentence and not between.strip() and _is_judged(doc, words, at)


def _is_judged(doc: Document, words: Sequence[Word], at: int) -> bool:
    """Whether a word is one that a model of English can judge.

    Not the words of headings, names, addresses and code, nor words that are spoken of.
    """
    word = words[at]
    if not (is_prose(word.sentence) and word.text.islower()) or is_identifier(word.text):
        return False
    is_in_address = _IN_ADDRESS.match(doc.text, max(0, word.span.start - 2), word.span.start)
    return not (is_in_address or _is_in_name(doc, words, at) or doc.is_set_off(word.span))


def _is_in_name(doc: Document, words: Sequence[Word], at: int) -> bool:
    """Whether a word stands between two with capitals, as in the names of places of many languages."""
    if not 1 < at < len(words) - 1:
        return False
    first, before, word, after = words[at - 2 : at + 2]
    if not before.text[0].isupper() or not after.text[0].isupper():
        return False
    around = doc.masked[before.span.end : word.span.start] + doc.masked[word.span.end : after.span.start]
    return first.sentence is before.sentence is after.sentence and not around.strip()  # any sentence begins so
