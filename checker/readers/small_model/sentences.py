"""What is told of sentences and of the article as a whole: how good it is, and what of it is hardly English."""

from __future__ import annotations

import math
from statistics import fmean
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.checking.rule import Hit, Rule, flag
from checker.findings import Category, Severity
from checker.findings.score import SHORTEST_BANDED, quality_of
from checker.text.layout import Span
from checker.text.quotations import quotations_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.readers.small_model.passages import Passage
    from checker.text.document import Document, Sentence

__all__ = ["GARBLED_ARTICLE", "GARBLED_SENTENCE", "Sound", "garbled", "is_prose", "prose_of", "quality", "sounds_of"]

_FEWEST_WORDS = 5
"""Words of a sentence that is judged: shorter ones are captions, results and the like."""

_FEWEST_WORDS_OF_GARBLED = 8
"""Words of a sentence that is told as garbled: the mean of fewer hangs on one."""

_GARBLED_SHARE, _FEWEST_GARBLED = 0.25, 3
"""Share of an article's sentences, and how many, from which on the article is told as garbled."""

_QUOTATION_MARKS = '"“”«»„'
_CLOSING = {*_QUOTATION_MARKS, "’", "'", ")", "]"}
_ENDS = ".", "!", "?", "…", ":"

GARBLED_SENTENCE = Rule(
    name="reader/garbled-sentence",
    family="reader",
    category=Category.UNINTELLIGIBLE,
    severity=Severity.MAJOR,
    scope="document",
    look=lambda _: (),
    explanation=(
        "A sentence that is hardly English. A language model read it, and its words do not go together as they do in "
        "sentences that people thought well translated. What is spoken is not told, for people speak so."
    ),
)
GARBLED_ARTICLE = Rule(
    name="reader/garbled-article",
    family="reader",
    category=Category.UNINTELLIGIBLE,
    severity=Severity.CRITICAL,
    scope="document",
    look=lambda _: (),
    explanation=(
        "An article of which a quarter of the sentences or more are hardly English. It is told once, at the first of "
        "them: to have it translated anew costs less than to edit it."
    ),
)


class Sound(NamedTuple):
    """A sentence of prose, and what each of its words adds to how good it is."""

    sentence: Sentence
    words: Sequence[float]


def is_prose(sentence: Sentence) -> bool:
    """Whether a sentence is one that a model of English can judge: no heading, caption, entry of a list, result."""
    if sentence.is_heading or sentence.is_title_case or sentence.is_long_list or not _is_closed(sentence):
        return False
    return len(sentence.words) >= _FEWEST_WORDS and sentence.is_proven_english


def _is_closed(sentence: Sentence) -> bool:
    """Whether a sentence ends as sentences do, be it within quotation marks or brackets."""
    last = next((text for text in reversed(sentence.texts) if text not in _CLOSING), "")
    return last.endswith(_ENDS)


def prose_of(passage: Passage) -> list[int]:
    """The places of those words of a passage by which an article is judged: those of whole sentences of prose."""
    return [at for at in range(passage.known, len(passage.words)) if is_prose(passage.words[at].sentence)]


def sounds_of(passage: Passage, sound: Sequence[float]) -> Iterator[Sound]:
    """The sentences of prose of a passage, of whose words each adds ``sound``."""
    found: dict[int, tuple[Sentence, list[float]]] = {}
    for at in prose_of(passage):
        sentence = passage.words[at].sentence
        found.setdefault(sentence.start, (sentence, []))[1].append(sound[at])
    for sentence, words in found.values():
        yield Sound(sentence, words)


def quality(doc: Document, sounds: Sequence[Sound], facts: Mapping[str, Any]) -> float | None:
    """What annotators' points for an article would be worth, 0 to 1; ``None`` for a short one and for a manual.

    ``facts`` are those of the head that judged.
    """
    words = [word for sound in sounds for word in sound.words]
    if len(words) < SHORTEST_BANDED or doc.is_technical or "points" not in facts:
        return None
    offset, slope = facts["points"]
    return quality_of(math.exp(offset - slope * fmean(words)))


def garbled(doc: Document, sounds: Sequence[Sound], facts: Mapping[str, Any]) -> Iterator[tuple[Rule, Hit]]:
    """The sentences of an article that are hardly English; the first tells of the article, where it has many."""
    if doc.is_technical or "garbled" not in facts:
        return
    counted = [sound for sound in sounds if len(sound.words) >= _FEWEST_WORDS_OF_GARBLED]
    found = [
        sound.sentence
        for sound in counted
        if fmean(sound.words) <= facts["garbled"] and not _is_spoken(doc, sound.sentence)
    ]
    is_much = len(found) >= max(_FEWEST_GARBLED, _GARBLED_SHARE * len(counted))
    for number, sentence in enumerate(found):
        if is_much and number == 0:
            message = f"{len(found)} of {len(counted)} sentences are hardly English; have the article translated anew."
            rule = GARBLED_ARTICLE
        else:
            message = "This is hardly English; reread the whole sentence."
            rule = GARBLED_SENTENCE
        hit = flag(Span(sentence.start, sentence.end), message)
        yield rule, hit._replace(confidence=facts["garbled-confidence"])


def _is_spoken(doc: Document, sentence: Sentence) -> bool:
    """Whether somebody is quoted in a sentence."""
    quotations = quotations_of(doc)
    text = doc.masked[sentence.start : sentence.end]
    is_marked = any(mark in text for mark in _QUOTATION_MARKS)
    return is_marked or quotations.holds(sentence.start) or quotations.holds(sentence.end - 1)
