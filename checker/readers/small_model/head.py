"""What tells odd wording: a linear judgement of what the language model knows after a word and after the two next.

What stands to the right of a word is known to a model that reads from left to right only after it. How good a text is
as a whole is told by the mean of another linear judgement, of what is known after each of its words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import numpy as np

from checker.lexicon import wordlist

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from checker.readers.small_model.passages import Word

    Floats: TypeAlias = "NDArray[np.float32]"

__all__ = ["FILE", "Head", "features", "smoothed", "standardised"]

FILE = Path(__file__).with_name("head.npz")

_FOLLOWING = 2
_MOST = 5.0
"""Standard deviations beyond which a feature says no more."""


def features(states: Floats, words: Sequence[Word]) -> Floats:
    """A row for each word of a passage: its state, those of the words after it, and how common words are."""
    zipf = np.array([wordlist.zipf(word.text) for word in words], np.float32)[:, None]
    later = [_moved(states, by) for by in range(1, _FOLLOWING + 1)]
    return np.concatenate([states, *later, zipf, _moved(zipf, 1), _moved(zipf, -1)], axis=1)


def _moved(rows: Floats, by: int) -> Floats:
    """For each row the one so many places later; where there is none, the row itself."""
    at = np.clip(np.arange(len(rows)) + by, 0, len(rows) - 1)
    moved: Floats = rows[at]
    return moved


def smoothed(scores: Floats, words: Sequence[Word]) -> Floats:
    """The mean of each word's score and its neighbours' in the sentence: what is odd is seldom one word."""
    total, count = scores.copy(), np.ones_like(scores)
    joined = np.array([left.sentence is right.sentence for left, right in pairwise(words)], bool)
    total[1:][joined] += scores[:-1][joined]
    total[:-1][joined] += scores[1:][joined]
    count[1:] += joined
    count[:-1] += joined
    mean: Floats = total / count
    return mean


def standardised(rows: Floats, mean: Floats, spread: Floats) -> Floats:
    """Features as differences from their mean in standard deviations, which count up to a limit."""
    found: Floats = np.clip((rows.astype(np.float32) - mean) / spread, -_MOST, _MOST)
    return found


_ARRAYS = "mean", "spread", "weights", "sound"


@dataclass(frozen=True)
class Head:
    """Two judgements as they were learnt: of how odd a word is, and (``sound``) of how good a text is.

    ``facts`` has their thresholds and scales, and where they come from.
    """

    mean: Floats
    spread: Floats
    weights: Floats
    sound: Floats
    facts: Mapping[str, Any]

    @classmethod
    def read(cls, file: Path = FILE) -> Self:
        """The head in a file that ``write`` wrote."""
        with np.load(file, allow_pickle=False) as learnt:
            mean, spread, weights, sound = (learnt[name] for name in _ARRAYS)
            return cls(mean, spread, weights, sound, json.loads(str(learnt["facts"])))

    def write(self, file: Path) -> None:
        """Write it to a file."""
        arrays: dict[str, Any] = {name: getattr(self, name) for name in _ARRAYS}
        np.savez_compressed(file, facts=json.dumps(self.facts), **arrays)

    def scores(self, states: Floats, words: Sequence[Word]) -> Floats:
        """How odd each word of a passage is: near 0 where all is well, near 1 where annotators would agree."""
        if not words:
            return np.zeros(0, np.float32)
        rows = standardised(features(states, words), self.mean, self.spread)
        found: Floats = (rows @ self.weights + np.float32(self.facts["bias"])).astype(np.float32)
        return smoothed(found, words)

    def soundness(self, states: Floats) -> Floats:
        """What each word adds to how good a text is: the mean over its words tells, higher where it is better."""
        width = states.shape[1]
        found: Floats = standardised(states, self.mean[:width], self.spread[:width]) @ self.sound
        return found
