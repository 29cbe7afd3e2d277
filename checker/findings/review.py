"""A review: all that was found in one article, and what could not be looked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from checker.findings.finding import Edit, Finding
from checker.findings.score import Score, score

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ROUNDS", "Quality", "Repaired", "Review", "Trouble"]


class Trouble(NamedTuple):
    """Who failed on an article, by a rule's or a reader's name, and a sentence that says how and what to do."""

    who: str
    message: str


class Quality(NamedTuple):
    """What a reader thinks of an article as a whole, 0 to 1: a hundredth of the value that annotators would give."""

    reader: str
    value: float


@dataclass(frozen=True)
class Review:
    """The words of prose in an article, its findings in reading order, a reader's ``quality`` where one has a say.

    ``troubles`` are rules and readers that failed: their findings are missing, all others are there. ``not_scored``
    says why the article has no score, where that is not for being short: most of it is in another language.
    ``readers`` are the names of those who read all of it beside the rules, ``has_source`` says that it was seen beside
    its source.
    """

    words: int
    findings: tuple[Finding, ...] = ()
    quality: Quality | None = None
    troubles: tuple[Trouble, ...] = ()
    not_scored: str = ""
    readers: tuple[str, ...] = ()
    has_source: bool = False

    @cached_property
    def score(self) -> Score:
        """The MQM score made of the findings, and of what a reader thinks of the whole."""
        quality = self.quality.value if self.quality else None
        return score(self.findings, self.words, self.not_scored, self.readers, quality)

    def to_dict(self) -> dict[str, Any]:
        """The review as plain data that JSON can hold."""
        return {
            "words": self.words,
            "findings": [finding.to_dict() for finding in self.findings],
            "quality": self.quality and self.quality._asdict(),
            "troubles": [trouble._asdict() for trouble in self.troubles],
            "not_scored": self.not_scored,
            "readers": list(self.readers),
            "has_source": self.has_source,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The review that ``to_dict`` made ``data`` of; raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        return cls(
            data["words"],
            tuple([Finding.from_dict(row) for row in data["findings"]]),
            data["quality"] and Quality(**data["quality"]),
            tuple([Trouble(**row) for row in data["troubles"]]),
            data["not_scored"],
            tuple(data["readers"]),
            data["has_source"],
        )


ROUNDS = 10
"""Rounds after which repairing stops even if another would change something; four have always been enough."""


@dataclass(frozen=True)
class Repaired:
    """What repairing an article did.

    ``text`` is the new text; ``rounds`` are the edits that made it, each round's sorted and disjoint, in the text that
    the one before made. ``fixed`` are the findings repaired, ``review`` is of the new text, ``wanted`` are those of its
    findings that were not to be passed over. ``fault`` says why the new text could not be read to its end.
    """

    text: str
    rounds: tuple[tuple[Edit, ...], ...]
    fixed: tuple[Finding, ...]
    review: Review
    wanted: tuple[Finding, ...]
    fault: str = ""

    @property
    def following(self) -> tuple[Finding, ...]:
        """Those of ``fixed`` that were repaired after the first round: what others stood beside or led to."""
        edits = 0
        for number, finding in enumerate(self.fixed):
            if edits == len(self.rounds[0]):
                return self.fixed[number:]
            edits += len(finding.fix.edits) if finding.fix else 0
        return ()

    def to_dict(self) -> dict[str, Any]:
        """The repair as plain data that JSON can hold."""
        numbers = {id(finding): number for number, finding in enumerate(self.review.findings)}
        return {
            "text": self.text,
            "rounds": self.rounds,
            "fixed": [finding.to_dict() for finding in self.fixed],
            "review": self.review.to_dict(),
            "wanted": [numbers[id(finding)] for finding in self.wanted],
            "fault": self.fault,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The repair that ``to_dict`` made ``data`` of; raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        review = Review.from_dict(data["review"])
        return cls(
            data["text"],
            tuple([tuple([Edit(*edit) for edit in edits]) for edits in data["rounds"]]),
            tuple([Finding.from_dict(row) for row in data["fixed"]]),
            review,
            tuple([review.findings[number] for number in data["wanted"]]),
            data["fault"],
        )
