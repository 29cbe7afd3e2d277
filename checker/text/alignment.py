"""Which paragraphs of a translation were made from which of the source: by their kinds, lengths and figures.

After Gale and Church (1993): what belongs together is about as long, so of all ways to go through both texts in order
the one with the least difference is taken; that of two paragraphs into one, or the reverse, costs a little more, that
of a paragraph without any other more still.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.text.layout import BlockKind

__all__ = ["aligned", "unlike"]

_STEPS = ((1, 1, 0.0), (1, 0, 4.5), (0, 1, 4.5), (2, 1, 2.3), (1, 2, 2.3))
"""How many of the source go with how many of the translation, and what that costs beside the lengths."""
_BAND = 60
"""So many paragraphs may be missing before what follows is no longer found."""
_ANCHOR = lazy(r"\d+|https?://\S+|`[^`\n]+`|%\w|\{\w+\}")
_OTHER_KIND, _NO_ANCHOR = 3.0, 2.0


def aligned(
    sources: Sequence[str], texts: Sequence[str], kinds: tuple[Sequence[BlockKind], Sequence[BlockKind]]
) -> Iterator[tuple[range, range]]:
    """The numbers of the sources and of the texts that belong together, in reading order; one side may be empty.

    ``kinds`` are what both are to their readers.
    """
    if list(kinds[0]) == list(kinds[1]):
        yield from ((range(at, at + 1), range(at, at + 1)) for at in range(len(sources)))
        return
    sizes = [[_size(text) for text in side] for side in (sources, texts)]
    slope = len(texts) / max(1, len(sources))
    anchors = [[frozenset(_ANCHOR.findall(text)) for text in side] for side in (sources, texts)]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(sources) + 1):
        middle = round(i * slope)
        for j in range(max(0, middle - _BAND), min(len(texts), middle + _BAND) + 1):
            reached = best.get((i, j))
            if reached is None:
                continue
            for theirs, ours, price in _STEPS:
                to = i + theirs, j + ours
                if to[0] > len(sources) or to[1] > len(texts):
                    continue
                cost = reached[0] + price
                if theirs and ours:
                    cost += _unlike(sum(sizes[0][i : to[0]]), sum(sizes[1][j : to[1]]))
                    cost += _OTHER_KIND * (kinds[0][i] is not kinds[1][j])
                    marks = frozenset().union(*anchors[0][i : to[0]]), frozenset().union(*anchors[1][j : to[1]])
                    if marks[0] or marks[1]:
                        cost += _NO_ANCHOR * (1 - len(marks[0] & marks[1]) / len(marks[0] | marks[1]))
                if to not in best or cost < best[to][0]:
                    best[to] = cost, (i, j)
    yield from _way(best, (len(sources), len(texts)))


_SYLLABLE = lazy("[\u3040-\u30ff\uac00-\ud7a3]")
_HAN = lazy("[\u2e80-\u303f\u3400-\u9fff]")


def _size(text: str) -> float:
    """How long a text is, in letters of an alphabet."""
    return len(text) + len(_SYLLABLE.findall(text)) + 2 * len(_HAN.findall(text))


def unlike(source: str, text: str) -> float:
    """How little the lengths of two texts go together: 0 for the same, and 4 for each doubling."""
    return _unlike(_size(source), _size(text))


def _unlike(one: float, other: float) -> float:
    """How little two lengths go together: 0 for the same, and 4 for each doubling."""
    return abs(math.log2((one + 10) / (other + 10))) * 4


def _way(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]], end: tuple[int, int]
) -> Iterator[tuple[range, range]]:
    steps: list[tuple[range, range]] = []
    while end in best and end != (0, 0):
        start = best[end][1]
        steps.append((range(start[0], end[0]), range(start[1], end[1])))
        end = start
    yield from reversed(steps)
