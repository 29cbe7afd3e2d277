"""Learn what tells how good a text is, say how well it agrees with people, and add it to the head that is shipped.

    python training/quality.py --texts FOLDER --states FOLDER [--write]

FOLDERS are those of head.py, which writes the head first. What is learnt is a direction among what the language model
knows after each word: the mean over a text's words tells how good it is. It is learnt from sentences that people
assessed, each against the mean of its language, and from post-edits against what they were made of. By the annotated
articles, of which it has not learnt, it gets a scale: points that annotators give for each 1,000 words. The lowest
means of sentences tell what is hardly English.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from head import Text, commit, texts_of
from states import rows

from checker.findings.score import SHORTEST_BANDED
from checker.readers.small_model.head import FILE, Head, standardised
from checker.readers.small_model.reading import rounded
from checker.readers.small_model.sentences import garbled, prose_of, quality, sounds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from checker.readers.small_model.sentences import Sound

    Floats = NDArray[np.float64]

PENALTY = 1.0
"""What large weights cost; the numbers they are multiplied with vary by about as much."""

LEARNT_FROM = "assessed", "mlqe"
ARTICLES = "gold", "mqm20", "news", "ja-human", "ru-uk-human", "markdown", "manuals"
"""What the scale and the thresholds go by, and what is judged only."""

BY_PEOPLE = "news", "ja-human", "ru-uk-human", "markdown", "manuals"

EDITED = 63.0
"""Points for each 1,000 words that edited news is taken to have, which nobody annotated: as few as an A allows."""

MOSTLY = 0.5
"""Share of a sentence that annotators marked from which on it counts as garbled."""

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
    parser.add_argument("--most", type=float, default=0.1, help="garbled sentences in 1,000 words by people")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    head = Head.read()
    texts: dict[str, list[Text]] = {}
    given: dict[str, float] = {}
    for source in (*LEARNT_FROM, *ARTICLES):
        lines = asked.texts / f"{source}.jsonl"
        texts[source] = texts_of(lines, asked.states / f"{source}.npy")
        for row in rows(lines):
            given[row["id"]] = row.get("assessed", row.get("points", 0.0))
    known = ((text.name, mean_of(text, head)) for own in texts.values() for text in own)
    means = {name: mean for name, mean in known if mean is not None}
    found = sources(texts, means, given)
    for language in sorted({source.language for source in found}):
        without = learnt((source for source in found if source.language != language), asked.penalty)
        own = next(source for source in found if source.language == language)
        report(f"sentences, {language}, held out", own.differences @ without, own.better)
    sound = learnt(found, asked.penalty)
    facts: dict[str, Any] = {}
    facts["points"] = scale_of(texts, given, {name: float(mean @ sound) for name, mean in means.items()})
    head = replace(head, sound=sound.astype(np.float32))
    sounds = {text.name: sounds_in(text, head) for source, own in texts.items() if source in ARTICLES for text in own}
    for source in ARTICLES:
        told = (quality(text.doc, sounds[text.name], facts) for text in texts[source])
        if values := [value for value in told if value is not None]:
            low, half, high = np.quantile(values, (0.1, 0.5, 0.9))
            print(f"{source:12} quality {low:.2f} {half:.2f} {high:.2f}")
    facts |= garbled_from(texts, sounds, asked.most)
    if asked.write:
        replace(head, facts={**head.facts, **facts, "commit": commit()}).write(FILE)
        print(f"{FILE.name}: {FILE.stat().st_size:,} bytes, {facts}")


def scale_of(texts: dict[str, list[Text]], given: dict[str, float], sound: dict[str, float]) -> tuple[float, float]:
    """The scale, by articles that were not learnt from, and edited news; prints how the former are judged."""
    annotated: list[tuple[str, float, float]] = []
    for source in ("gold", "mqm20"):
        own = [text for text in texts[source] if text.doc.word_count >= SHORTEST_BANDED and given[text.name]]
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
        off = np.mean([abs(offset - slope * judged[at] - np.log(points[at])) for at in here])
        print(f"  {language} held out of the scale: {off:.2f} off in the logarithm of points, {len(here)} texts")
    edited = [sound[text.name] for text in texts["news"] if text.doc.word_count >= SHORTEST_BANDED]
    count = len(edited)
    scale = scaled(np.array(judged + edited), np.array(points + [EDITED] * count), languages + ["en"] * count)
    print(f"logarithm of points: {scale[0]} - {scale[1]} times how sound")
    return scale


# -- Sentences that are hardly English ---------------------------------------------------------------------------------


def sounds_in(text: Text, head: Head) -> list[Sound]:
    """What is known of the sentences of a text."""
    return [
        sound
        for passage, states in zip(text.passages, text.states, strict=True)
        for sound in sounds_of(passage, rounded(head.soundness(states)))
    ]


def garbled_from(texts: dict[str, list[Text]], sounds: dict[str, list[Sound]], most: float) -> dict[str, float]:
    """From which mean on a sentence is told, and how often one is that annotators marked for more than half.

    It is the highest at which no source by people gets more than ``most`` in 1,000 words; none was learnt from.
    """

    def told(text: Text, least: float) -> list[tuple[int, int]]:
        facts = {"garbled": least, "garbled-confidence": 1.0}
        return [(hit.span.start, hit.span.end) for _, hit in garbled(text.doc, sounds[text.name], facts)]

    def rate(source: str, least: float) -> float:
        found = sum(len(told(text, least)) for text in texts[source])
        return 1000 * found / sum(text.doc.word_count for text in texts[source])

    candidates = [round(-0.05 * step, 2) for step in range(4, 40)]
    least = next(each for each in candidates if max(rate(source, each) for source in BY_PEOPLE) <= most)
    for each in (least - 0.2, least - 0.1, least, least + 0.1, least + 0.2):
        rates = ", ".join(f"{source} {rate(source, each):.2f}" for source in ARTICLES if source != "gold")
        print(f"garbled up to {each:.2f}, in 1,000 words: {rates}")
        by_language: defaultdict[str, list[float]] = defaultdict(list)
        for text in texts["gold"]:
            by_language[text.name[:2]] += [covered(text, *span) for span in told(text, each)]
        for language, shares in sorted(by_language.items()):
            if shares:
                marked, mostly = np.mean(np.array(shares) > 0), np.mean(np.array(shares) > MOSTLY)
                print(f"    {language} {len(shares):3} told, {marked:.2f} marked, {mostly:.2f} for more than half")
    shares = [covered(text, *span) for text in texts["gold"] for span in told(text, least)]
    right = sum(share > MOSTLY for share in shares)
    return {"garbled": least, "garbled-confidence": round((right + 1) / (len(shares) + 2), 2)}


def covered(text: Text, start: int, end: int) -> float:
    """The share of a stretch that annotators marked."""
    marked = np.zeros(end - start, bool)
    for first, last, _ in text.marks:
        marked[max(0, first - start) : max(0, last - start)] = True
    return float(marked.mean())


if __name__ == "__main__":
    main()
