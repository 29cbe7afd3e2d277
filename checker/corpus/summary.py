"""What tables say together: how values are spread, which articles are worst, what rules, sources and languages cost."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pyarrow import parquet

from checker.corpus import manifest
from checker.corpus.tables import DIMENSIONS, parts_of
from checker.findings import Category, Severity
from checker.findings.score import GRADES, points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Summary"]

_STEP = 10
"""The width of the classes that values are counted in."""


@dataclass
class _Cost:
    """What a rule found: how much, in how many articles, and the points of that."""

    findings: int = 0
    articles: int = 0
    points: float = 0.0


@dataclass
class _Share:
    """The articles of one source or language; ``value`` is the sum of the values of the ``scored`` ones."""

    articles: int = 0
    words: int = 0
    points: float = 0.0
    scored: int = 0
    value: float = 0.0

    @property
    def mean(self) -> float | None:
        """The mean of the values; ``None`` where no article has one."""
        return _mean(self.value, self.scored)


@dataclass
class Summary:
    """Figures over all articles of a folder of tables.

    ``values`` counts articles by their value, ``not_scored`` by why they have none; ``worst`` are rows of articles, the
    least value first. Points count as in the score, but in full where an article has the same again.
    """

    is_complete: bool
    articles: int = 0
    words: int = 0
    points: float = 0.0
    findings: int = 0
    troubled: int = 0
    values: Counter[float] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)
    not_scored: Counter[str] = field(default_factory=Counter)
    worst: list[dict[str, Any]] = field(default_factory=list)
    rules: dict[str, _Cost] = field(default_factory=lambda: defaultdict(_Cost))
    sources: dict[str, _Share] = field(default_factory=lambda: defaultdict(_Share))
    languages: dict[str, _Share] = field(default_factory=lambda: defaultdict(_Share))
    kinds: dict[str, _Cost] = field(default_factory=lambda: defaultdict(_Cost))

    @classmethod
    def of(cls, folder: Path, worst: int) -> Summary:
        """The figures of the tables in a folder, with so many of the worst articles; raises ``CorpusError``.

        A part is read at a time.
        """
        manifest.asked_of(folder)
        made = cls(manifest.finished(folder) is not None)
        scored = made._scored(folder)
        made.worst = heapq.nsmallest(max(worst, 1), scored, key=lambda row: (row["value"], row["article"]))[:worst]
        for part in parts_of(folder, "findings"):
            made._add_findings(part)
        return made

    def _scored(self, folder: Path) -> Iterator[dict[str, Any]]:
        """Count all articles, and give those that have a value."""
        for part in parts_of(folder, "articles"):
            with parquet.ParquetFile(part) as file:
                rows = file.read(columns=[*_SHOWN, *_COUNTED, *DIMENSIONS]).to_pylist()
            for row in rows:
                self._add(row)
                if row["value"] is not None:
                    yield {name: row[name] for name in _SHOWN}

    def _add(self, row: Mapping[str, Any]) -> None:
        shares = self.sources[row["source"]], self.languages[row.get("language") or _UNTOLD]
        self.articles += 1
        for share in shares:
            share.articles += 1
        self.troubled += row["trouble"] is not None
        if row["words"] is None:
            return
        cost = row["penalty"] * row["words"] / 1000
        self.words += row["words"]
        self.points += cost
        self.findings += row["findings"]
        for name in DIMENSIONS:
            self.kinds[name].findings += row[name]
            self.kinds[name].articles += row[name] > 0
        for share in shares:
            share.words += row["words"]
            share.points += cost
        if row["value"] is None:
            self.not_scored[row["not_scored"]] += 1
            return
        self.values[row["value"]] += 1
        self.grades[row["grade"]] += 1
        for share in shares:
            share.scored += 1
            share.value += row["value"]

    def _add_findings(self, part: Path) -> None:
        columns = ["article", "rule", "category", "severity", "precision", "confidence"]
        table = parquet.read_table(part, columns=columns)
        found = table.group_by(["rule", "category", "severity", "precision"]).aggregate(
            [("confidence", "sum"), ("confidence", "count"), ("rule", "count")]
        )
        for row in found.to_pylist():
            cost = self.rules[row["rule"]]
            cost.findings += row["rule_count"]
            sure = row["rule_count"] - row["confidence_count"] + (row["confidence_sum"] or 0.0)
            each = points(Category(row["category"]), Severity.of(row["severity"])) * row["precision"]
            cost.points += each * sure
        for row in table.group_by("rule").aggregate([("article", "count_distinct")]).to_pylist():
            self.rules[row["rule"]].articles += row["article_count_distinct"]

    @property
    def per_thousand(self) -> float | None:
        """Points per 1,000 words; ``None`` without words."""
        return _per_thousand(self.points, self.words)

    @property
    def mean(self) -> float | None:
        """The mean of the values; ``None`` where no article has one."""
        return _mean(math.fsum(value * times for value, times in self.values.items()), self.values.total())

    @property
    def median(self) -> float | None:
        """The value that half of the articles do not come to; ``None`` where no article has one."""
        left = (self.values.total() - 1) // 2
        for value in sorted(self.values):
            left -= self.values[value]
            if left < 0:
                return value
        return None

    @property
    def classes(self) -> list[tuple[int, int, int]]:
        """From which value to which there are how many articles, from the least that one has to the most."""
        counts = Counter(dict.fromkeys(range(0, 100, _STEP), 0))
        for value, times in self.values.items():
            counts[min(int(value) // _STEP * _STEP, 100 - _STEP)] += times
        held = [start for start in sorted(counts) if counts[start]]
        return [(start, start + _STEP, counts[start]) for start in range(held[0], held[-1] + 1, _STEP)] if held else []

    def dearest(self, top: int) -> list[dict[str, Any]]:
        """The rules that cost most, the dearest first."""
        ordered = sorted(self.rules.items(), key=lambda item: (-item[1].points, item[0]))[:top]
        return [
            {"rule": rule, "findings": cost.findings, "articles": cost.articles, "points": round(cost.points, 1)}
            for rule, cost in ordered
        ]

    def since(self, earlier: Summary, folder: str, top: int) -> dict[str, Any]:
        """How the figures differ from those of an earlier run, whose tables are in a folder of this name."""
        figures = [
            _change(what, getattr(earlier, name), getattr(self, name))
            for what, name in {
                "articles": "articles",
                "words": "words",
                "articles with trouble": "troubled",
                "points per 1,000 words": "per_thousand",
                "median value": "median",
                "mean value": "mean",
            }.items()
        ]
        grades = [
            _change(
                f"grade {grade}, %", *(_percent(each.grades[grade], each.values.total()) for each in (earlier, self))
            )
            for _, grade in GRADES
        ]
        rules = [
            _change(rule, *(_per_thousand(each.rules[rule].points, each.words) for each in (earlier, self)))
            for rule in sorted({*earlier.rules, *self.rules})
        ]
        both = earlier.sources.keys() & self.sources.keys()
        sources = [_change(name, earlier.sources[name].mean, self.sources[name].mean) for name in sorted(both)]
        return {
            "folder": folder,
            "figures": figures + grades,
            "rules": _most_changed(rules, top),
            "sources": _most_changed(sources, top),
        }

    def to_dict(self, top: int) -> dict[str, Any]:
        """The figures as plain data that JSON can hold, with so many rules, sources and languages."""
        kinds = sorted(self.kinds.items(), key=lambda item: (-item[1].findings, item[0]))
        return {
            "complete": self.is_complete,
            "articles": self.articles,
            "words": self.words,
            "findings": self.findings,
            "penalty": self.per_thousand,
            "troubled": self.troubled,
            "not_scored": dict(sorted(self.not_scored.items())),
            "mean": self.mean,
            "median": self.median,
            "values": [{"from": start, "to": end, "articles": count} for start, end, count in self.classes],
            "grades": {grade: self.grades[grade] for _, grade in GRADES},
            "worst": self.worst,
            "rules": self.dearest(top),
            "sources": _largest(self.sources, "source", top),
            "languages": _largest(self.languages, "language", top),
            "kinds": [
                {"kind": name.replace("_", " "), "findings": cost.findings, "articles": cost.articles}
                for name, cost in kinds
                if cost.findings
            ],
        }


_SHOWN = ("article", "id", "source", "words", "penalty", "value", "grade", "findings", "not_scored", "trouble")
"""The columns that are shown of an article."""

_COUNTED = ("language",)
"""Others that are counted; tables of earlier versions lack it."""

_UNTOLD = "not told"


def _largest(shares: Mapping[str, _Share], what: str, top: int) -> list[dict[str, Any]]:
    """Those with the most articles."""
    ordered = sorted(shares.items(), key=lambda item: (-item[1].articles, item[0]))[:top]
    return [
        {
            what: name,
            "articles": each.articles,
            "words": each.words,
            "penalty": _per_thousand(each.points, each.words),
            "value": each.mean,
        }
        for name, each in ordered
    ]


def _change(what: str, before: float | None, now: float | None) -> dict[str, Any]:
    change = None if before is None or now is None else round(now - before, 2)
    return {"what": what, "before": before, "now": now, "change": change}


def _most_changed(rows: list[dict[str, Any]], top: int) -> list[dict[str, Any]]:
    return sorted((row for row in rows if row["change"]), key=lambda row: -abs(row["change"]))[:top]


def _percent(count: int, of: int) -> float | None:
    return round(100 * count / of, 1) if of else None


def _per_thousand(cost: float, words: int) -> float | None:
    return round(1000 * cost / words, 2) if words else None


def _mean(total: float, count: int) -> float | None:
    return round(total / count, 1) if count else None
