"""What bears a built-in rule out: in how many translated articles, and from how many languages, it found something.

The counts are made by ``scripts/evidence.py`` and lie beside the rules. A rule that is not borne out is in preview,
whoever wrote it: a rule with hits in one article is the memory of a sentence, and no statement about English.

How often a rule is right is told by people who had a say on the same texts; ``scripts/score_against_people.py`` counts.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["Evidence", "Judged", "Table", "is_borne_out", "precision_of", "read", "read_judged"]

PROVEN_OTHERWISE = frozenset(
    (
        *("listed-names", "house-style", "markup", "residue"),
        *("source-markup", "source-figures", "source-text", "source-names", "glossary"),
        *("impossible-date", "impossible-time", "weekday-does-not-fit-date", "time-span-does-not-fit"),
        *("time-contradicts-part-of-day", "range-runs-backwards", "total-does-not-add-up"),
        *("line-repeated-through-article", "duplicate-headline", "wrong-apostrophe"),
    )
)
"""Families and rules that state nothing about English. A file format, an encoding, a project's names file or house
style, the calendar, the clock or a sum bears them out; the source that a translation was made from; or the article
itself, where it says the same to the letter or turns a mark the wrong way. Data that others have cleaned cannot."""

FEWEST_ARTICLES = 3
FEWEST_LANGUAGES = 2
"""Of a rule, all its rows together."""

FEWEST_ARTICLES_OF_ROW = 2

SPACING = frozenset({"quotation", "typography"})
"""Families of whose rules post-editing tells nothing, as post-edits are kept in tokens with blanks around all marks."""

ENOUGH = 10
"""Findings in machine-translated sentences from which on their number after post-editing tells something."""


class Evidence(NamedTuple):
    """What a rule or row found. ``articles`` is how many translations it fired in, which came from ``languages``.

    ``machine`` and ``human`` are findings in those and in human translations and edited English; ``raw`` and ``edited``
    those in the same sentences before and after post-editing; ``right`` of ``judged`` lie on an error that an annotator
    marked.
    """

    articles: int = 0
    languages: frozenset[str] = frozenset()
    machine: int = 0
    human: int = 0
    raw: int = 0
    edited: int = 0
    right: int = 0
    judged: int = 0


class Table(dict[str, Evidence]):
    """What each rule found, and each row of one, by name."""

    @cached_property
    def rows(self) -> Mapping[str, Sequence[Evidence]]:
        """What the rows of each rule found, by the rule's name."""
        found: defaultdict[str, list[Evidence]] = defaultdict(list)
        for name, each in self.items():
            rule, is_row, _ = name.partition("/")
            if is_row:
                found[rule].append(each)
        return found


def read(file: Path) -> Table:
    """The table of evidence; empty where there is no such file."""
    table = Table()
    if not file.exists():
        return table
    for line in file.read_text("utf-8").splitlines()[1:]:
        name, articles, languages, *counts = line.split("\t")
        table[name] = Evidence(int(articles), frozenset(languages.split()), *map(int, counts))
    return table


def is_borne_out(name: str, family: str, table: Table) -> bool:
    """Whether what a rule found is enough for it to run unasked.

    That is three articles from two languages, for all rows of a rule together, and two articles for each row; and not,
    where there are ten findings or more in sentences that people corrected, as many after that as before.
    """
    if family in PROVEN_OTHERWISE or name in PROVEN_OTHERWISE:
        return True
    own = table.get(name, Evidence())
    rule, is_row, _ = name.partition("/")
    whole = table.rows.get(rule, ()) if is_row else [own]
    return (
        sum(each.articles for each in whole) >= FEWEST_ARTICLES
        and len(frozenset().union(*(each.languages for each in whole))) >= FEWEST_LANGUAGES
        and (not is_row or own.articles >= FEWEST_ARTICLES_OF_ROW)
        and not (family not in SPACING and own.raw >= ENOUGH and own.edited >= own.raw)
    )


# -- How often it is right ---------------------------------------------------------------------------------------------

UNJUDGED = 0.7
"""Precision of a rule of which nobody judged anything."""

PRIOR = 20.0
"""Findings that this counts as many as: a rule of which two were judged is not known to be always right, or never."""


class Judged(NamedTuple):
    """Of how many findings people had their say, and how many of those they marked too, in shares of who read."""

    right: float = 0.0
    judged: int = 0


def precision_of(name: str, table: Mapping[str, Judged]) -> float:
    """How often people mark what a rule finds, from 0 to 1, in two decimals.

    A rule of few findings is near ``UNJUDGED``, and a row of one near what all rows of its rule have together.
    """
    rule, is_row, _ = name.partition("/")
    known = _smoothed(table.get(rule, Judged()), UNJUDGED)
    return round(_smoothed(table.get(name, Judged()), known) if is_row else known, 2)


def _smoothed(found: Judged, before: float) -> float:
    return (found.right + PRIOR * before) / (found.judged + PRIOR)


def read_judged(file: Path) -> dict[str, Judged]:
    """The table of judgements; empty where there is no such file."""
    if not file.exists():
        return {}
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines()[1:])
    return {name: Judged(float(right), int(judged)) for name, right, judged in rows}
