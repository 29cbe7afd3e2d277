"""Learn what tells how good a text is, say how well it agrees with people, and add it to the head that is shipped.

    python training/quality.py --texts FOLDER --states FOLDER [--write]

FOLDERS are those of head.py, which writes the head first. What is learnt is a direction among what the language model
knows after each word: the mean over a text's words tells how good it is. It is learnt from sentences that people
assessed, each against the mean of its language, and from post-edits against what they were made of. By the annotated
articles, of which it has not learnt, it gets a scale: points that annotators give for each 1,000 words.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from head import Text, texts_of
from states import rows

from checker.readers.small_model.head import FILE, Head, standardised
from checker.readers.small_model.reading import prose_of, quality_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PENALTY = 1.0
"""What large weights cost; the numbers they are multiplied with vary by about as much."""

FEWEST_WORDS = 100
MOST_WORDS = 30
"""Words from which on a longer sentence says no more about how well a language is translated."""


class Source(NamedTuple):
    """Contrasts to learn from: what differs between two texts, how much better the first is, how much each counts.

    ``language`` is what can be held out.
    """

    language: str
    differences: Floats
    better: Floats
    weights: Floats


def mean_of(text: Text, head: Head) -> Floats | None:
    """The mean of what is known after the words of a text's prose; ``None`` where it has none."""
    width = len(head.sound)
    known = [states[prose_of(passage)] for passage, states in zip(text.passages, text.states, strict=True)]
    counted = standardised(np.concatenate(known), head.mean[:width], head.spread[:width])
    if not len(counted):
        return None
    return np.asarray(counted.mean(axis=0, dtype=float))


def sources(texts: dict[str, list[Text]], means: dict[str, Floats], given: dict[str, float]) -> list[Source]:
    """What is learnt from: sentences that people assessed, and post-edits, by language."""
    assessed: defaultdict[str, list[Text]] = defaultdict(list)
    for text in texts["assessed"]:
        if text.name in means:
            assessed[text.name[:2]].append(text)
    found = []
    for language, own in sorted(assessed.items()):
        known = np.array([means[text.name] for text in own])
        said = np.array([given[text.name] for text in own])
        weights = np.array([min(MOST_WORDS, text.doc.word_count) ** 0.5 for text in own])
        found.append(Source(language, known - known.mean(axis=0), said - said.mean(), weights))
    machine = {text.name.removesuffix(":machine"): text for text in texts["mlqe"] if text.name.endswith(":machine")}
    edited: defaultdict[str, list[tuple[Floats, float]]] = defaultdict(list)
    for text in texts["mlqe"]:
        name = text.name.removesuffix(":edited")
        before = f"{name}:machine"
        if name != text.name and text.name in means and before in means:
            weight = min(MOST_WORDS, machine[name].doc.word_count) ** 0.5
            edited[name[:2]].append((means[text.name] - means[before], weight))
    for language, pairs in sorted(edited.items()):
        differences, counts = zip(*pairs, strict=True)
        found.append(Source(language, np.array(differences), np.ones(len(pairs)), np.array(counts)))
    return found


def learnt(found: Iterable[Source], penalty: float) -> Floats:
    """The direction in which texts get better: ridge regression, in which each source counts the same."""
    product, target = 0.0, 0.0
    for _, differences, better, weights in found:
        shares = weights / weights.sum()
        product = product + (differences.T * shares) @ differences
        target = target + (differences.T * shares) @ (better / np.sqrt((shares * better**2).sum()))
    size = len(np.atleast_1d(target))
    return np.asarray(np.linalg.solve(product + penalty * np.eye(size), target), float)


def scaled(sound: Floats, points: Floats, languages: Sequence[str]) -> tuple[float, float]:
    """Offset and slope of the logarithm of annotators' points; a language weighs as the square root of its articles."""
    sizes = Counter(languages)
    weights = np.array([sizes[language] ** -0.25 for language in languages])  # squared by the sum of squares
    matrix = np.stack([np.ones_like(sound), -sound], axis=1) * weights[:, None]
    (offset, slope), *_ = np.linalg.lstsq(matrix, np.log(points) * weights, rcond=None)
    return round(float(offset), 4), round(float(slope), 4)


def ranked(values: Floats) -> Floats:
    """The rank of each value."""
    return np.argsort(np.argsort(values)).astype(float)


def report(name: str, ours: Floats, theirs: Floats) -> None:
    """Print how two lists of numbers agree."""
    linear = np.corrcoef(ours, theirs)[0, 1]
    by_rank = np.corrcoef(ranked(ours), ranked(theirs))[0, 1]
    print(f"{name:34} {len(ours):5} texts, Pearson {linear:5.2f}, Spearman {by_rank:5.2f}")


def main() -> None:
    """Learn, judge, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--states", type=Path, required=True)
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    head = Head.read()
    texts: dict[str, list[Text]] = {}
    given: dict[str, float] = {}
    for source in ("assessed", "mlqe", "gold", "mqm20", "news", "ja-human", "ru-uk-human", "markdown"):
        file = asked.texts / f"{source}.jsonl"
        texts[source] = texts_of(file, asked.states / f"{source}.npy")
        for row in rows(file):
            given[row["id"]] = row.get("assessed", row.get("points", 0.0))
    known = ((text.name, mean_of(text, head)) for own in texts.values() for text in own)
    means = {name: mean for name, mean in known if mean is not None}
    found = sources(texts, means, given)
    for language in sorted({source.language for source in found}):
        without = learnt((source for source in found if source.language != language), asked.penalty)
        own = next(source for source in found if source.language == language)
        report(f"sentences, {language}, held out", own.differences @ without, own.better)
    sound = learnt(found, asked.penalty)
    agree(
        texts, given, {name: float(mean @ sound) for name, mean in means.items()}, asked.write and _writer(head, sound)
    )


def agree(
    texts: dict[str, list[Text]],
    given: dict[str, float],
    sound: dict[str, float],
    write: Callable[[tuple[float, float]], None] | None,
) -> None:
    """Print how the articles that were not learnt from are judged, and the scale; write with that."""
    annotated: list[tuple[str, float, float]] = []
    for source in ("gold", "mqm20"):
        own = [text for text in texts[source] if text.doc.word_count >= FEWEST_WORDS and given[text.name]]
        points = [1000 * given[text.name] / text.doc.word_count for text in own]
        judged = [sound[text.name] for text in own]
        report(f"{source}, points per word", -np.array(judged), np.log(points))
        languages = ["zh" if source == "mqm20" else text.name[:2] for text in own]
        annotated += zip(languages, judged, points, strict=True)
    languages, judged, points = (list(column) for column in zip(*annotated, strict=True))
    for language in sorted(set(languages)):
        rest = [at for at, other in enumerate(languages) if other != language]
        here = [at for at, other in enumerate(languages) if other == language]
        offset, slope = scaled(np.array(judged)[rest], np.array(points)[rest], [languages[at] for at in rest])
        off = [abs(offset - slope * judged[at] - np.log(points[at])) for at in here]
        print(
            f"  {language} held out of the scale: {np.mean(off):.2f} off in the logarithm of points, {len(here)} texts"
        )
    scale = scaled(np.array(judged), np.array(points), languages)
    print(f"logarithm of points: {scale[0]} - {scale[1]} times how sound")
    for source, own in texts.items():
        values = [
            quality_of(sound[text.name], {"points": scale}) for text in own if text.doc.word_count >= FEWEST_WORDS
        ]
        if len(values) > 1:
            low, half, high = np.quantile(values, (0.1, 0.5, 0.9))
            print(f"{source:12} quality {low:.2f} {half:.2f} {high:.2f}")
    if write:
        write(scale)


def _writer(head: Head, sound: Floats) -> Callable[[tuple[float, float]], None]:
    def write(scale: tuple[float, float]) -> None:
        replace(head, sound=sound.astype(np.float32), facts={**head.facts, "points": scale}).write(FILE)
        print(f"{FILE.name}: {FILE.stat().st_size:,} bytes")

    return write


if __name__ == "__main__":
    main()
