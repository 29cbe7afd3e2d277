"""Articles, which many source languages do without."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from checker.document import Sentence
from checker.english import starts_with_vowel_sound
from checker.mqm import Category, Severity
from checker.rule import Hit, flag, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"a", "an"},
    bad=["She waited [a -> an] hour.", "[An -> A] useful tool.", "**[An -> A]** *new* friend came."],
    good=[
        "A European had an honest answer.",
        "Vitamin A is vital.",
        "Use a `int` here.",
        "Group A and Group B met an MP, a US envoy and an 8-year-old.",
        "He got an A in maths.",
        "An NBA team and a NATO ally; a historic day, an historic day.",
        "Sections a and b apply.",
    ],
)
def wrong_indefinite_article(sentence: Sentence) -> Iterator[Hit]:
    """`a` before a vowel sound, or `an` before a consonant sound.

    Sound decides, not spelling: *an hour*, *a university*.
    """
    for article, word in pairwise(sentence.tokens):
        if article.lower not in ("a", "an") or word.kind not in ("word", "number"):
            continue
        is_letter = article.text == "A" and article is not sentence.tokens[0]
        vowel = starts_with_vowel_sound(word.text)
        if (
            vowel is None
            or is_letter
            or word.lower in ("and", "or", "is", "are", "in")
            or vowel == (len(article.text) == 2)
        ):
            continue
        right = "an" if vowel else "a"
        yield flag(article, f"Write “{right}” before “{word.text}”.", safe=article.cased(right))
