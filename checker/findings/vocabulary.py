"""The words that findings are described in: MQM's error types and severities, and how far a repair can be trusted.

The typology is that of MQM 2.0 (themqm.org), cut down to what can be seen without the source text.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from functools import total_ordering

__all__ = ["Applicability", "Category", "Severity"]


class Category(StrEnum):
    """An MQM error type, written dimension/type."""

    INCONSISTENT_TERM = "terminology/inconsistent-use"
    WRONG_TERM = "terminology/wrong-term"
    MISTRANSLATION = "accuracy/mistranslation"
    ADDITION = "accuracy/addition"
    UNTRANSLATED = "accuracy/untranslated"
    GRAMMAR = "linguistic-conventions/grammar"
    PUNCTUATION = "linguistic-conventions/punctuation"
    SPELLING = "linguistic-conventions/spelling"
    UNINTELLIGIBLE = "linguistic-conventions/unintelligible"
    ENCODING = "linguistic-conventions/character-encoding"
    COHESION = "linguistic-conventions/textual-conventions"
    AWKWARD = "style/awkward"
    UNIDIOMATIC = "style/unidiomatic"
    INCONSISTENT_STYLE = "style/inconsistent-style"
    ORGANIZATIONAL_STYLE = "style/organizational-style"
    REGISTER = "style/language-register"
    NUMBER_FORMAT = "locale-conventions/number-format"
    CURRENCY_FORMAT = "locale-conventions/currency-format"
    TIME_FORMAT = "locale-conventions/time-format"
    DATE_FORMAT = "locale-conventions/date-format"
    NAME_FORMAT = "locale-conventions/name-format"
    LOADED_WORDING = "audience-appropriateness/loaded-wording"
    LAYOUT = "design-and-markup/layout"
    MARKUP = "design-and-markup/markup-tag"

    @property
    def dimension(self) -> str:
        """The MQM dimension: terminology, accuracy, linguistic-conventions, style …"""
        return self.value.partition("/")[0]


@total_ordering
class Severity(Enum):
    """How much an error costs its reader; the value is the penalty in points.

    The weights 0, 1, 5 and 25 are those of the MQM scorecard (themqm.org).
    """

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 5
    CRITICAL = 25

    @property
    def word(self) -> str:
        """The severity's name in lower case."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Severity:
        """The severity with this name; raises ``KeyError`` for any other word."""
        return cls[word.upper()]

    def __lt__(self, other: object) -> bool:
        return self.value < other.value if isinstance(other, Severity) else NotImplemented


class Applicability(StrEnum):
    """How far a repair can be trusted, in ruff's terms."""

    SAFE = "safe"
    """A careful editor would make the change without asking."""
    UNSAFE = "unsafe"
    """An editor would make it after rereading the sentence."""
    DISPLAY = "display"
    """One of several repairs, or one that hangs on what was meant: shown, never applied."""
