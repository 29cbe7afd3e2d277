"""The score of an article: what its findings cost by MQM, and what an annotator would make of it.

Penalty points are MQM's: so many for each finding by severity, normed by the words of prose. What is found is not all
that is wrong, though: rules see a quarter of what annotators mark. The value is therefore of what an annotator's marks
would come to, as far as the points found tell it, and it has a band that says how far they do not.

The figures here are fitted by ``scripts/score_against_people.py``; docs/score.md has what they are fitted on, and how
well the value agrees with people.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.findings.vocabulary import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.findings.finding import Finding

__all__ = [
    "GRADES",
    "MINOR_PUNCTUATION",
    "MOST_REPEATS",
    "REPEAT",
    "SHORTEST_BANDED",
    "SHORTEST_GRADED",
    "Band",
    "Score",
    "ceiling",
    "cost",
    "points",
    "points_of",
    "quality_of",
    "score",
    "together",
    "value_of",
]

MINOR_PUNCTUATION = 0.1
"""Points for a minor error of punctuation (Freitag et al. 2021, "Experts, Errors, and Context", table 2)."""

REPEAT = 1 / 3
"""Share of its points that a finding costs when the article has the same one before."""

MOST_REPEATS = 6
"""Repeats that count: a name that is wrong in every line costs three times what it costs once, and no more."""

SHORTEST_GRADED = 150
"""Words of prose under which an article gets points and a band but no value or grade: one finding would decide it."""

SHORTEST_BANDED = 100
"""Words of prose under which it gets points only: no shorter ones were fitted on."""

UNSEEN = 120.0
"""Points for each 1,000 words that annotators give a translation in which the rules find nothing."""

FOUND = 3.25
"""Points that annotators give for each point that the rules find."""

READ = 0.4
"""What a reader's expectation weighs, where it has one, in the geometric mean with that of what was found: anything
from .2 to .6 is as near to annotators."""

LOWEST_QUALITY = 0.001
"""Under this one quality is as bad as the other, and as good where it is so near to 1."""

SCALE = 600.0
"""Points for each 1,000 words at which the value has fallen to 100/e. The 98 points that MQM's annotators gave
professional translations of news (the median of Freitag et al. 2021) are worth 85; 0 is what no reader could use."""

SPREAD = 0.24
SPREAD_READ = 0.15
SPREAD_OF_WORDS = 20.0
"""The variance of an annotator's points about what is expected, in natural logarithms: ``SPREAD``, or less where a
reader thinks something of the whole, and so much more divided by the words of the article."""

_EIGHTY_PERCENT = 1.2816
"""Standard deviations to either side within which four fifths of a normal distribution lie."""

GRADES = ((90.0, "A"), (80.0, "B"), (70.0, "C"), (60.0, "D"), (-math.inf, "E"))
"""Least value for each grade. Nothing that only rules have read has an A."""


class Band(NamedTuple):
    """Between what values an annotator's marks would put four of five such articles, 0 to 100."""

    low: float
    high: float


@dataclass(frozen=True)
class Score:
    """The score of one article, or of several together.

    ``penalties`` are points by (dimension, severity); ``words`` the words of prose they are normed by. ``not_scored``
    says why the article has no value, where that is not for being short. ``lumpiness`` is the sum of the squares of the
    shares that articles have in the words: 1 for one, a tenth for ten of the same length. ``readers`` are those who
    read all of it beside the rules, ``quality`` what one of them thinks of the whole, from 0 to 1.
    """

    words: int
    penalties: Mapping[tuple[str, str], float]
    not_scored: str = ""
    lumpiness: float = 1.0
    readers: tuple[str, ...] = ()
    quality: float | None = None

    @property
    def penalty(self) -> float:
        """All penalty points together."""
        return math.fsum(self.penalties.values())

    @property
    def per_thousand(self) -> float:
        """Penalty points per 1,000 words of prose."""
        return 1000 * self.penalty / self.words if self.words else 0.0

    @property
    def expected(self) -> float:
        """Points per 1,000 words that an annotator can be expected to give, for what was found and for what was not."""
        by_found = UNSEEN + FOUND * self.per_thousand
        return by_found if self.quality is None else by_found ** (1 - READ) * points_of(self.quality) ** READ

    @property
    def is_long_enough(self) -> bool:
        """Whether the article has words enough for a value and a grade to mean something."""
        return self.words >= SHORTEST_GRADED

    @property
    def without_value(self) -> str:
        """Why the article has no value, to an editor; empty where it has one."""
        if self.not_scored:
            return f"not scored: {self.not_scored}"
        if self.words < SHORTEST_BANDED:
            return "too short to score"
        return "" if self.is_long_enough else "too short for a grade"

    @property
    def value(self) -> float | None:
        """0 to 100; ``None`` for an article that has no value."""
        return None if self.without_value else value_of(self.expected)

    @property
    def band(self) -> Band | None:
        """Between what values four of five such articles lie; ``None`` for one that is not scored or very short."""
        if self.not_scored or self.words < SHORTEST_BANDED:
            return None
        return Band(value_of(self.expected * self.spread), value_of(self.expected / self.spread))

    @property
    def spread(self) -> float:
        """By how many times an annotator's points are at most more, or less, than expected, in four of five articles.

        What is more in one article is less in another, so of several together it is smaller.
        """
        of_each = SPREAD if self.quality is None else SPREAD_READ
        return math.exp(_EIGHTY_PERCENT * math.sqrt(self.lumpiness * of_each + SPREAD_OF_WORDS / self.words))

    @property
    def grade(self) -> str | None:
        """A to E; ``None`` for an article that has no value."""
        value = self.value
        if value is None:
            return None
        return next(grade for least, grade in GRADES if value >= least)


def value_of(points: float) -> float:
    """The value, 0 to 100, of an article to which an annotator gives so many MQM points per 1,000 words.

    It falls by the same share for each point, so that it tells a bad article from a worse one. MQM's linear model
    (Lommel et al. 2024, "The Multi-Range Theory of Translation Quality Measurement") falls by the same amount, and has
    nothing left to say of weak translations, all of which it calls 0.
    """
    return round(100 * math.exp(-points / SCALE), 1)


def quality_of(points: float) -> float:
    """The quality, 0 to 1, of an article to which an annotator gives so many MQM points per 1,000 words."""
    return round(value_of(points) / 100, 3)


def points_of(quality: float) -> float:
    """The points per 1,000 words that a quality, 0 to 1, stands for."""
    return -SCALE * math.log(min(max(quality, LOWEST_QUALITY), 1 - LOWEST_QUALITY))


def ceiling(findings: Iterable[Finding], words: int) -> float:
    """The best quality, 0 to 1, that the gravest of some findings allows: it weighs as much as it does in the value."""
    gravest = max((cost(finding) for finding in findings), default=0.0)
    return quality_of(1000 * FOUND * gravest / words) if words else 1.0


def points(category: Category, severity: Severity) -> float:
    """Penalty points of one finding."""
    if category is Category.PUNCTUATION and severity is Severity.MINOR:
        return MINOR_PUNCTUATION
    return float(severity.value)


def cost(finding: Finding) -> float:
    """Penalty points of a finding that the article has not had before.

    It counts by how often people mark what its rule finds, and by how sure its reader is.
    """
    sure = 1.0 if finding.confidence is None else finding.confidence
    return points(finding.category, finding.severity) * finding.precision * sure


def score(
    findings: Iterable[Finding],
    words: int,
    not_scored: str = "",
    readers: tuple[str, ...] = (),
    quality: float | None = None,
) -> Score:
    """The score of an article with these findings and so many words of prose.

    ``readers`` are those who read all of it beside the rules, ``quality`` what one of them thinks of it, 0 to 1.

    The same finding again (one name wrong twelve times) counts in full once, ``REPEAT`` of that ``MOST_REPEATS`` times
    after, and then no more.
    """
    seen: Counter[tuple[str, str]] = Counter()
    penalties: dict[tuple[str, str], float] = {}
    for finding in findings:
        key = (finding.rule, finding.excerpt.lower())
        before = seen[key]
        seen[key] += 1
        if before > MOST_REPEATS:
            continue
        at = (finding.category.dimension, finding.severity.word)
        penalties[at] = penalties.get(at, 0.0) + (REPEAT if before else 1.0) * cost(finding)
    return Score(words, penalties, not_scored, readers=readers, quality=quality)


def together(scores: Iterable[Score]) -> Score:
    """The score of several articles as one text, without those that are not scored."""
    penalties: defaultdict[tuple[str, str], float] = defaultdict(float)
    readers: tuple[str, ...] | None = None
    read: list[float] | None = []
    words = squares = 0
    for each in scores:
        if not each.not_scored:
            words += each.words
            squares += each.words**2
            for at, given in each.penalties.items():
                penalties[at] += given
            if each.quality is None:
                read = None
            elif read is not None:
                read.append(each.words * points_of(each.quality))
            readers = each.readers if readers is None else tuple(name for name in readers if name in each.readers)
    lumpiness = squares / words**2 if words else 1.0
    quality = quality_of(math.fsum(read) / words) if read and words else None
    return Score(words, dict(penalties), lumpiness=lumpiness, readers=readers or (), quality=quality)
