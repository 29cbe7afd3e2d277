"""Comparisons: what *than* goes with."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english.words import word_set
from checker.findings import Category, Severity
from checker.lexicon.wordlist import zipf
from checker.text.document import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPARED_BY_A_WORD = word_set(
    """
    more less fewer lesser rather other others another otherwise else different differently differ differs differed
    differing difference better worse farther further sooner prefer prefers preferred preferable preference elsewhere
    extra moreso hardly scarcely barely superior inferior twice nothing
    """
)
_MET = 2.0
"""The ``zipf`` of what is met once in ten million words."""


@lru_cache(maxsize=5_000)
def _is_comparative(word: str) -> bool:
    """Whether a word in *-er* is a comparative: only those have a superlative beside them."""
    return word in _COMPARED_BY_A_WORD or (word.endswith("er") and zipf(f"{word[:-2]}est") >= _MET)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"than"},
    bad=[
        "The tax was raised [than] last year.",
        "He is so tall [than] his brother.",
        "It is the biggest lake [than] all the others in the north.",
    ],
    good=[
        "It is bigger than the lake, easier to cross than the river and later than we thought.",
        "He would rather leave than stay. It has no other use than that, and no less than two.",
        "It is different than before, and finer-grained than that. No sooner had he left than it rained.",
        "Than whom is he taller? “Than” is a word.",
        "The more he has, the happier he is than before.",
        "He prefers to leave than to stay, and there is nothing to do than wait.",
    ],
)
def than_without_comparative(sentence: Sentence) -> Iterator[Hit]:
    """*It was raised than last year*: *than* goes with a comparative such as *more* or *higher*."""
    lowers = sentence.lowers
    for at in sentence.places({"than"}):
        if at < _FEWEST_BEFORE or at + 1 == len(lowers) or not lowers[at + 1][0].isalnum():
            continue
        before = "-".join(lowers[:at]).split("-")  # finer-grained
        if any(map(_is_comparative, before)) or _is_cut(sentence, at):
            continue
        yield flag(
            sentence.tokens[at],
            "“Than” needs a comparative, such as “more” or “higher”; otherwise write “compared with” or “as … as”.",
        )


_FEWEST_BEFORE = 2


def _is_cut(sentence: Sentence, at: int) -> bool:
    """Whether what is compared may stand in code before ``at``, or *than* is what is spoken of."""
    return any(token.kind == "masked" for token in sentence.tokens[:at]) or sentence.doc.is_set_off(sentence.tokens[at])
