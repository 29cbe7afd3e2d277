"""A review: all that was found in one article, and what could not be looked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from checker.findings.finding import Finding
from checker.findings.score import Score, score

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Quality", "Review", "Trouble"]


class Trouble(NamedTuple):
    """Who failed on an article, by a rule's or a reader's name, and a sentence that says how and what to do."""

    who: str
    message: str


class Quality(NamedTuple):
    """What a reader thinks of an article as a whole, from 0 to 100; never mixed with the score."""

    reader: str
    value: float


@dataclass(frozen=True)
class Review:
    """The words of prose in an article, its findings in reading order, a reader's ``quality`` where one has a say.

    ``troubles`` are rules and readers that failed: their findings are missing, all others are there. ``not_scored``
    says why the article has no score, where that is not for being short: most of it is in another language.
    """

    words: int
    findings: tuple[Finding, ...] = ()
    quality: Quality | None = None
    troubles: tuple[Trouble, ...] = ()
    not_scored: str = ""

    @cached_property
    def score(self) -> Score:
        """The MQM score made of the findings."""
        return score(self.findings, self.words, self.not_scored)

    def to_dict(self) -> dict[str, Any]:
        """The review as plain data that JSON can hold."""
        return {
            "words": self.words,
            "findings": [finding.to_dict() for finding in self.findings],
            "quality": self.quality and self.quality._asdict(),
            "troubles": [trouble._asdict() for trouble in self.troubles],
            "not_scored": self.not_scored,
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
        )
