"""How findings agree with what people marked: of annotated articles, how much was found and how much of it is right."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from checker.text.layout import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from checker.findings.finding import Finding

__all__ = ["Agreement", "Annotated", "AnnotationError", "Mark"]


class AnnotationError(Exception):
    """Annotations that cannot be read, and why."""


class Mark(NamedTuple):
    """An error that somebody marked: where, of which kind, and what should stand there, if that was said."""

    span: Span
    kind: str
    fix: str | None = None

    def is_overlapped_by(self, finding: Finding) -> bool:
        """Whether a finding, which may be a mere place, lies on some of the mark."""
        return _overlap(_at_least_one(finding.span), self.span)


class Annotated(NamedTuple):
    """An article and what people marked in it."""

    path: Path
    text: str
    marks: tuple[Mark, ...]

    @classmethod
    def all_in(cls, folder: Path) -> Iterator[Self]:
        """The articles of a folder that have annotations beside them: NAME.gold.json beside NAME.txt, or NAME.md.

        Raises ``AnnotationError`` for what cannot be read, and where there is none.
        """
        files = sorted(folder.glob(f"*{_ENDING}"))
        if not files:
            raise AnnotationError(f"{folder}: no annotations here; they are in NAME{_ENDING} beside NAME.txt")
        for file in files:
            yield cls.read(file)

    @classmethod
    def read(cls, file: Path) -> Self:
        """The article that ``file``, NAME.gold.json, has annotations of; raises ``AnnotationError``."""
        name = file.name.removesuffix(_ENDING)
        article = next((each for each in sorted(file.parent.glob(f"{name}.*")) if each.suffix != ".json"), None)
        if article is None:
            raise AnnotationError(f"{file}: no article beside it that is called {name}.txt or the like")
        try:
            text = article.read_text("utf-8")
            errors = json.loads(file.read_text("utf-8"))["errors"]
            return cls(article, text, tuple(_marks(text, errors)))
        except (OSError, UnicodeError, ValueError, KeyError, TypeError) as error:
            raise AnnotationError(f"{file}: {_told(error)}") from None


_ENDING = ".gold.json"


def _told(error: Exception) -> str:
    return f"“{error.args[0]}” is missing" if isinstance(error, KeyError) else str(error)


def _marks(text: str, errors: Sequence[Mapping[str, Any]]) -> Iterator[Mark]:
    """Marks of errors that are given by their words and which of their occurrences is meant, the first unless said."""
    for error in errors:
        quote, which = error["quote"], error.get("occurrence", 1)
        at = -1
        for _ in range(which):
            at = text.find(quote, at + 1)
            if at < 0:
                raise ValueError(f"“{quote}” is not in the article {_times(which)}")
        yield Mark(Span(at, at + len(quote)), str(error.get("class") or error["category"]), error.get("fix"))


def _times(count: int) -> str:
    return "at all" if count == 1 else f"{count} times"


@dataclass
class Agreement:
    """What findings agree with, over any number of articles.

    ``flagged`` findings were given, of which ``right`` overlap a mark, where as many as ``by_chance`` would if they
    lay elsewhere in their articles. Of the ``marks`` of each kind, ``found`` counts those that a finding leads to, and
    ``mended`` those that one has the annotator's repair for.
    """

    flagged: int = 0
    right: int = 0
    by_chance: float = 0.0
    marks: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    _recalls: list[float] = field(default_factory=list)

    def add(self, article: Annotated, findings: Iterable[Finding]) -> None:
        """Count the findings on an article."""
        given = tuple(findings)
        for finding in given:
            self.flagged += 1
            self.right += any(mark.is_overlapped_by(finding) for mark in article.marks)
            self.by_chance += _luck(len(article.text), _at_least_one(finding.span), article.marks)
        before = self.found.total()
        for mark in article.marks:
            self.marks[mark.kind] += 1
            beside = [
                finding for finding in given if mark.is_overlapped_by(finding) and _leads_to(finding.span, mark.span)
            ]
            self.found[mark.kind] += bool(beside)
            self.mended[mark.kind] += any(_mends(article.text, mark, finding) for finding in beside)
        if article.marks:
            self._recalls.append((self.found.total() - before) / len(article.marks))

    @property
    def precision(self) -> float:
        """The share of findings that are right, from 0 to 1; not a number where there are none."""
        return self.right / self.flagged if self.flagged else math.nan

    @property
    def chance(self) -> float:
        """The precision that the same findings would have elsewhere in their articles."""
        return self.by_chance / self.flagged if self.flagged else math.nan

    @property
    def recall(self) -> float:
        """The share of marks that were found, from 0 to 1."""
        return self.found.total() / self.marks.total() if self.marks.total() else math.nan

    @property
    def macro_recall(self) -> float:
        """The mean of the articles' recalls, which one garbled article cannot carry."""
        return math.fsum(self._recalls) / len(self._recalls) if self._recalls else math.nan

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain data that JSON can hold; ``None`` where there is nothing to make one of."""
        figures = {
            "precision": self.precision,
            "chance": self.chance,
            "recall": self.recall,
            "macro_recall": self.macro_recall,
        }
        return {
            "flagged": self.flagged,
            "right": self.right,
            **{name: None if math.isnan(value) else round(value, 4) for name, value in figures.items()},
            "kinds": {
                kind: {"marks": self.marks[kind], "found": self.found[kind], "mended": self.mended[kind]}
                for kind in sorted(self.marks)
            },
        }


def _at_least_one(span: Span) -> Span:
    return Span(span.start, max(span.end, span.start + 1))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


_FEW = 60
_TIMES = 4


def _leads_to(finding: Span, mark: Span) -> bool:
    """Whether a finding is short enough to lead an editor to the mark: 60 characters, or four times the mark."""
    return finding.end - finding.start <= max(_FEW, _TIMES * (mark.end - mark.start))


_PLACES = 20


def _luck(length: int, span: Span, marks: Sequence[Mark]) -> float:
    """How often a stretch as long as ``span`` would overlap a mark at twenty other places of the article."""
    size = span.end - span.start
    room = max(1, length - size)
    places = [(span.start + number * length // (_PLACES + 1)) % room for number in range(1, _PLACES + 1)]
    return sum(any(_overlap(Span(at, at + size), mark.span) for mark in marks) for at in places) / _PLACES


def _mends(text: str, mark: Mark, finding: Finding) -> bool:
    """Whether one of a finding's replacements gives the annotator's words, case, space and style of marks apart."""
    if mark.fix is None:
        return False
    start, end = min(mark.span.start, finding.span.start), max(mark.span.end, finding.span.end)
    ideal = _folded(text[start : mark.span.start] + mark.fix + text[mark.span.end : end])
    before, after = text[start : finding.span.start], text[finding.span.end : end]
    return any(_folded(before + words + after) == ideal for words in finding.suggestions)


def _folded(words: str) -> str:
    words = re.sub("[“”„«»]", '"', re.sub("[‘’`]", "'", words))
    return " ".join(words.split()).lower()
