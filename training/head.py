"""Learn what tells odd wording, say how well it does on articles it has not seen, and write the file that is shipped.

    python training/head.py --texts FOLDER --states FOLDER [--write]

FOLDER of texts is what prepare.py wrote, that of states what states.py did. Each source is judged by a head that
learnt from other articles (five folds, by article). The threshold is the lowest at which edited news gets no more
findings than ``--most`` in 1,000 words from heads that have not seen it; that for technical articles is the lowest at
which Markdown and manuals do not either.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from states import document, rows

from checker.readers.small_model.head import FILE, Head, features, standardised
from checker.readers.small_model.passages import passages_of
from checker.readers.small_model.reading import rounded, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from checker.readers.small_model.passages import Passage
    from checker.text.document import Document

SOURCES = {"gold": 2.0, "mqm20": 1.0, "mlqe": 0.5, "news": 0.7, "ja-human": 0.5}
"""What is learnt from, and how much a word of each weighs. All else is judged only."""


MARKED = ("gold", "mqm20", "mlqe")
"""Sources of machine translation; the others are what people wrote, and had edited."""

TECHNICAL = ("markdown", "manuals")
"""What is never learnt from, and says from which score on stretches are told in technical articles."""

WIDTH = 576
"""Numbers of a state."""

FOLDS = 5
PENALTY = 1.0
"""What large weights cost, for each word: high, since marks are few and states have many numbers."""
STEPS = 200
"""Thresholds that are tried between 0 and 1."""
MARGIN = 0.08
"""By how much a word beside an odd one may be less odd and yet be in the same stretch."""


@dataclass
class Text:
    """A text with what the model knows after each of its words, and what its annotators marked."""

    name: str
    doc: Document
    passages: list[Passage]
    states: list[NDArray[np.float32]]
    marks: list[tuple[int, int, float]]
    fold: int
    scores: list[list[float]] = field(default_factory=list)

    def rows(self) -> NDArray[np.float32]:
        """The features of all words that are judged."""
        found = [
            features(states, passage.words)[passage.known :]
            for passage, states in zip(self.passages, self.states, strict=True)
        ]
        return np.concatenate(found).astype(np.float16)

    def labels(self) -> NDArray[np.float32]:
        """How many of the annotators marked each word, as a share."""
        words = [word for passage in self.passages for word in passage.words[passage.known :]]
        return np.array(
            [
                min(
                    1.0,
                    sum(share for start, end, share in self.marks if start < word.span.end and word.span.start < end),
                )
                for word in words
            ],
            np.float32,
        )

    def found(self, facts: dict[str, Any]) -> list[tuple[int, int, float]]:
        """The stretches that are told: where they begin and end, and how odd they are."""
        told = []
        for passage, scores in zip(self.passages, self.scores, strict=True):
            for first, last, _, score in stretches(self.doc, passage, scores, facts):
                told.append((passage.words[first].span.start, passage.words[last].span.end, score))
        return told


def texts_of(lines: Path, states: Path) -> list[Text]:
    """All texts of a file with their states."""
    known = np.load(states)
    found, at = [], 0
    for row in rows(lines):
        doc = document(row)
        passages = [passage for passage in passages_of(doc) if passage.words]
        own = []
        for passage in passages:
            own.append(known[at : at + len(passage.words)].astype(np.float32))
            at += len(passage.words)
        if not passages:
            continue
        fold = blake2b(row.get("article", row["id"]).encode(), digest_size=2).digest()[0] % FOLDS
        found.append(Text(row["id"], doc, passages, own, row.get("marks", []), fold))
    if at != len(known):
        sys.exit(f"{states} was made of other texts than {lines}; delete it and make it again")
    return found


class Sums:
    """What ridge regression needs to know of each source and fold: all heads are made of one look at the words."""

    def __init__(self, texts: dict[str, list[Text]]) -> None:
        known = np.concatenate([text.rows() for source in SOURCES for text in texts[source]]).astype(np.float32)
        self._mean, self._spread = known.mean(0), known.std(0) + np.float32(1e-3)
        del known
        self._products: dict[tuple[str, int], NDArray[np.float64]] = {}
        self._targets: dict[tuple[str, int], NDArray[np.float64]] = {}
        for source in SOURCES:
            for fold in range(FOLDS):
                own = [text for text in texts[source] if text.fold == fold]
                if own:
                    x = standardised(np.concatenate([text.rows() for text in own]), self._mean, self._spread)
                    x = np.concatenate([x, np.ones((len(x), 1), np.float32)], axis=1)
                    self._products[source, fold] = (x.T @ x).astype(np.float64)
                    self._targets[source, fold] = x.T @ np.concatenate([text.labels() for text in own])

    def learnt(self, without: int | None, penalty: float) -> Head:
        """The head that foresees best how many annotators marked a word, by all folds but one."""
        parts = [(SOURCES[source], source, fold) for source, fold in self._products if fold != without]
        product = np.sum([weight * self._products[source, fold] for weight, source, fold in parts], axis=0)
        target = np.sum([weight * self._targets[source, fold] for weight, source, fold in parts], axis=0)
        # The last feature is 1 in each row: its square's sum is how many words there are, and it bears no penalty.
        ridge = np.full(len(product), penalty * product[-1, -1])
        ridge[-1] = 0
        solved = np.linalg.solve(product + np.diag(ridge), target).astype(np.float32)
        unlearnt = np.zeros(WIDTH, np.float32)  # quality.py learns that
        return Head(self._mean, self._spread, solved[:-1], unlearnt, {"bias": float(solved[-1])})


# -- How well it does --------------------------------------------------------------------------------------------------


def words_in(texts: Iterable[Text]) -> int:
    """How many words of prose some texts have."""
    return sum(text.doc.word_count for text in texts)


def rate(texts: Sequence[Text], facts: dict[str, Any]) -> float:
    """Findings in 1,000 words."""
    return 1000 * sum(len(text.found(facts)) for text in texts) / max(1, words_in(texts))


def threshold(texts: Sequence[Text], most: float) -> float:
    """The lowest score at which the texts get at most so many findings in 1,000 words."""

    def is_enough(step: int) -> bool:
        return rate(texts, {"least": step / STEPS, "least-technical": step / STEPS, "margin": MARGIN}) <= most

    return bisect_left(range(2 * STEPS), x=True, key=is_enough) / STEPS


def luck(text: Text, start: int, end: int) -> float:
    """How likely a stretch as long would overlap a mark, anywhere in the text."""
    length, size = end - start, len(text.doc.text)
    hit = np.zeros(size + 1)
    for first, last, _ in text.marks:
        hit[max(0, first - length + 1) : last] = 1
    return float(hit[: max(1, size - length + 1)].mean())


def report(texts: Sequence[Text], facts: dict[str, Any]) -> str:
    """Precision with what chance would give, recall, and the mean of the articles' recalls."""
    true = flagged = caught = marked = 0
    chance, macro = 0.0, []
    for text in texts:
        found = text.found(facts)
        here = [any(start < last and first < end for first, last, _ in text.marks) for start, end, _ in found]
        true, flagged = true + sum(here), flagged + len(found)
        chance += sum(luck(text, start, end) for start, end, _ in found)
        seen = [
            any(s < last and first < e and e - s <= max(60, 4 * (last - first)) for s, e, _ in found)
            for first, last, _ in text.marks
        ]
        caught, marked = caught + sum(seen), marked + len(seen)
        macro.append(sum(seen) / max(1, len(seen)))
    flagged = max(1, flagged)
    return (
        f"{flagged:4} found, precision {true / flagged:.2f} (chance {chance / flagged:.2f}), "
        f"recall {caught / max(1, marked):.3f}, macro {np.mean(macro):.3f}"
    )


def confidence(texts: Sequence[Text], least: float) -> tuple[float, float]:
    """Slope and offset of the odds, given a score, that a finding is what an annotator marked: by Newton's method."""
    facts = {"least": least, "least-technical": least, "margin": MARGIN}
    found = [(text, *each) for text in texts for each in text.found(facts)]
    x = np.array([[score, 1.0] for _, _, _, score in found])
    right = [any(start < last and first < end for first, last, _ in text.marks) for text, start, end, _ in found]
    y, weights = np.array(right, float), np.zeros(2)
    for _ in range(20):
        p = 1 / (1 + np.exp(-x @ weights))
        curve = (x.T * (p * (1 - p))) @ x + np.eye(2) * 0.5
        weights += np.linalg.solve(curve, x.T @ (y - p) - 0.5 * weights)
    return round(float(weights[0]), 3), round(float(weights[1]), 3)


def main() -> None:
    """Learn, judge, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--states", type=Path, required=True)
    parser.add_argument("--most", type=float, default=0.4)
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    texts = {
        lines.stem: texts_of(lines, asked.states / f"{lines.stem}.npy")
        for lines in sorted(asked.texts.glob("*.jsonl"))
        if (asked.states / f"{lines.stem}.npy").exists()
    }
    for source, found in texts.items():
        print(f"{source:12} {len(found):4} texts {words_in(found):8,} words")
    sums = Sums(texts)
    for fold in range(FOLDS):
        head = sums.learnt(fold, asked.penalty)
        for text in (text for found in texts.values() for text in found if text.fold == fold):
            text.scores = [
                rounded(head.scores(states, passage.words))
                for passage, states in zip(text.passages, text.states, strict=True)
            ]
    facts: dict[str, Any] = {"margin": MARGIN}
    for most in (0.7, 0.4, asked.most, 0.1):
        facts["least"] = facts["least-technical"] = threshold(texts["news"], most)
        print(f"\nedited news {most} in 1,000 words: from {facts['least']} on")
        print("  gold", report(texts["gold"], facts))
        for source, found in texts.items():
            if source not in MARKED:
                print(f"  {source} {rate(found, facts):.2f}")
        languages = sorted({text.name.split("-")[0] for text in texts["gold"]})
        for language in languages if most == asked.most else ():
            own = [text for text in texts["gold"] if text.name.split("-")[0] == language]
            print(f"    {language:9}", report(own, facts))
    if asked.write:
        write(texts, sums.learnt(None, asked.penalty), asked.most)


def commit() -> str:
    """The commit that a file is made by."""
    return subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()


def write(texts: dict[str, list[Text]], head: Head, most: float) -> None:
    """Write a head that learnt from all folds, with the thresholds that those of the folds had."""
    least = threshold(texts["news"], most)
    technical = max(least, *(threshold(texts[source], most) for source in TECHNICAL))
    slope = confidence(texts["gold"], threshold(texts["news"], 3 * most))
    facts = {
        **head.facts,
        "least": least,
        "least-technical": technical,
        "margin": MARGIN,
        "confidence": slope,
        "commit": commit(),
        "words": {source: words_in(texts[source]) for source in SOURCES},
    }
    replace(head, facts=facts).write(FILE)
    print(f"\n{FILE.name}: {FILE.stat().st_size:,} bytes, {facts}")


if __name__ == "__main__":
    main()
