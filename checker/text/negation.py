"""Whether a sentence denies: in a dozen languages, and in English, as far as words tell it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.store import word_lists

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["denials", "denies_plainly", "is_known", "may_deny"]

_PARTS_OF_WORDS = frozenset({"zh", "ja", "ko", "th"})


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, str]:
    return word_lists.read(__file__, "negations")


@lru_cache(maxsize=64)
def _pattern(head: str) -> re.Pattern[str] | None:
    words = sorted(_lists().get(head, "").split(), key=len, reverse=True)
    if not words:
        return None
    forms = "|".join(re.escape(word).replace(r"\*", r"\w*").replace("_", r"\s+") for word in words)
    if head.partition(" ")[0] in _PARTS_OF_WORDS:
        return re.compile(forms)
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)|n['’]t\b" if head.startswith("en") else rf"(?<!\w)(?:{forms})(?!\w)")


def is_known(language: str) -> bool:
    """Whether it is known how a language denies."""
    return language in _lists() and language != "en"


def denials(text: str, language: str) -> list[str]:
    """The words of a text that deny and nothing else, less the turns in which they do not."""
    pattern = _pattern(language)
    if pattern is None:
        return []
    lower = text.lower()
    if turns := _pattern(f"{language} but"):
        lower = turns.sub(" ", lower)
    if language == "fr" and not _NE.search(lower):
        return []
    return [] if language == "ja" and "しか" in text else pattern.findall(lower)


_NE = re.compile(r"(?<!\w)(?:ne\s|n['’])")


def may_deny(text: str, language: str) -> bool:
    """Whether anything in a text may deny: any of its words, and any prefix or ending that does in its language."""
    lower = text.lower()
    return any(
        pattern.search(lower) for head in (language, f"{language} too") if (pattern := _pattern(head)) is not None
    )


def denies_plainly(text: str) -> re.Match[str] | None:
    """The first word of an English text that denies."""
    pattern = _pattern("en plain")
    assert pattern
    return pattern.search(text.lower())
