"""What a house may decide where English leaves a choice: the words for it, as the configuration has them."""

from __future__ import annotations

from typing import NamedTuple

__all__ = [
    "ANY",
    "DASHES",
    "NUMERALS",
    "QUOTATION_MARKS",
    "SPELLINGS",
    "SUBJECTS",
    "TECHNICAL",
    "UNDECIDED",
    "HouseStyle",
]

ANY = "any"
"""Nothing is decided."""

SPELLINGS = ("american", "british", "oxford")
"""Oxford spelling is British with *-ize*."""

DASHES = ("en", "em", "spaced-em")
"""Between words: an en dash with spaces, an em dash without, an em dash with spaces."""

QUOTATION_MARKS = ("double", "single", "curly-double", "curly-single")
"""Around what is quoted; the first two are straight."""

NUMERALS = ("words-to-nine", "words-to-ten", "figures")
"""How things are counted: in words up to nine or ten, or in figures throughout."""


TECHNICAL = "technical"
SUBJECTS = (TECHNICAL, "general")
"""What the articles are: manuals and the like, or anything else; else it is told from each of them."""


class HouseStyle(NamedTuple):
    """What is decided, each ``ANY`` or one of the words above."""

    spelling: str = ANY
    dashes: str = ANY
    quotation_marks: str = ANY
    numerals: str = ANY
    subject: str = ANY


UNDECIDED = HouseStyle()
