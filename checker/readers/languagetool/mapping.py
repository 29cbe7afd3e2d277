"""What LanguageTool finds, in this program's terms: rule, MQM category and severity; and what of it is let through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.checking.rule import Hit, Rule, flag
from checker.findings import Category, Severity
from checker.lexicon import wordlist
from checker.readers.remote import printable
from checker.text.document import OPAQUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.readers.languagetool.client import Match
    from checker.text.document import Document, Span

__all__ = ["FAMILY", "Policy", "hit_for", "is_let_through", "policy", "rule_for"]

FAMILY = "languagetool"

_BY_CATEGORY = {
    "CASING": Category.SPELLING,
    "COLLOCATIONS": Category.UNIDIOMATIC,
    "COMPOUNDING": Category.SPELLING,
    "CONFUSED_WORDS": Category.WRONG_TERM,
    "FALSE_FRIENDS": Category.WRONG_TERM,
    "GRAMMAR": Category.GRAMMAR,
    "MULTITOKEN_SPELLING": Category.SPELLING,
    "NONSTANDARD_PHRASES": Category.UNIDIOMATIC,
    "PUNCTUATION": Category.PUNCTUATION,
    "REDUNDANCY": Category.AWKWARD,
    "SEMANTICS": Category.MISTRANSLATION,
    "TYPOGRAPHY": Category.PUNCTUATION,
    "TYPOS": Category.SPELLING,
}
"""By LanguageTool's own category, where that says what is wrong."""

_BY_ISSUE = {
    "characters": Category.ENCODING,
    "duplication": Category.GRAMMAR,
    "grammar": Category.GRAMMAR,
    "inconsistency": Category.INCONSISTENT_STYLE,
    "locale-violation": Category.INCONSISTENT_STYLE,
    "misspelling": Category.SPELLING,
    "numbers": Category.NUMBER_FORMAT,
    "register": Category.REGISTER,
    "style": Category.AWKWARD,
    "terminology": Category.WRONG_TERM,
    "typographical": Category.PUNCTUATION,
    "whitespace": Category.PUNCTUATION,
}
"""By the type of the Internationalization Tag Set 2.0 (section 8.10), where the category says too little."""

_MAJOR = {Category.WRONG_TERM, Category.MISTRANSLATION}
_NEUTRAL = {"style", "register", "locale-violation"}

_NAME = re.compile(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")


def rule_for(match: Match) -> Rule | None:
    """The rule that a match is reported under; ``None`` for one whose name could not stand in a report."""
    if not _NAME.fullmatch(match.rule):
        return None
    return _rule(match.rule, match.category, match.issue)


@cache
def _rule(name: str, lt_category: str, issue: str) -> Rule:
    category = _BY_CATEGORY.get(lt_category) or _BY_ISSUE.get(issue) or Category.AWKWARD
    severity = Severity.MAJOR if category in _MAJOR else Severity.MINOR
    return Rule(
        name=f"{FAMILY}/{name}",
        family=FAMILY,
        category=category,
        severity=Severity.NEUTRAL if issue in _NEUTRAL else severity,
        scope="document",
        look=_nothing,
        explanation=f"LanguageTool’s rule {name}.",
    )


def _nothing(_: Document) -> Iterable[Hit]:
    return ()


def hit_for(doc: Document, span: Span, match: Match, policy: Policy) -> Hit:
    """The match as a hit on ``span``; its repairs are options, but for rules whose repairs were found safe."""
    message = printable(match.message)
    replacements = [text for text in match.replacements if text == printable(text)]
    old = doc.masked[span.start : span.end]
    replacements = [text for text in replacements if text != old]
    if len(replacements) == 1 and policy.repairs_safely(match):
        return flag(span, message, safe=replacements[0])
    return flag(span, message, options=replacements)


# -- What is let through -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Policy:
    """Which of LanguageTool's rules and categories are dropped, and whose repairs may be made; read from policy.toml.

    A ``*`` in a name stands for any characters.
    """

    dropped_rules: frozenset[str]
    dropped_categories: frozenset[str]
    safe_rules: frozenset[str]

    def drops(self, match: Match) -> bool:
        """Whether the match is of a rule or category that is dropped by default."""
        return match.category in self.dropped_categories or _is_among(match.rule, self.dropped_rules)

    def repairs_safely(self, match: Match) -> bool:
        """Whether a repair of this rule may be made without asking."""
        return _is_among(match.rule, self.safe_rules)


def _is_among(name: str, names: frozenset[str]) -> bool:
    return name in names or any(fnmatchcase(name, other) for other in names if "*" in other)


@cache
def policy() -> Policy:
    """What is dropped and what is safe, as shipped."""
    import tomllib

    table = tomllib.loads(Path(__file__).with_name("policy.toml").read_text("utf-8"))
    return Policy(
        dropped_rules=frozenset(_names(table["dropped"], "rules")),
        dropped_categories=frozenset(_names(table["dropped"], "categories")),
        safe_rules=frozenset(_names(table["safe"], "rules")),
    )


def _names(entries: list[dict[str, Any]], key: str) -> Iterator[str]:
    for entry in entries:
        yield from entry.get(key, ())


def is_let_through(doc: Document, span: Span, match: Match, policy: Policy) -> bool:
    """Whether the match is worth an editor's time, as far as its kind and the words it stands on can tell."""
    if policy.drops(match) or _is_beside_a_thing(doc, span):
        return False
    return not _is_unknown_word(match) or _is_slip(doc, span)


def _is_unknown_word(match: Match) -> bool:
    return match.rule.startswith(("MORFOLOGIK_RULE_", "HUNSPELL_RULE"))


_APART = re.compile(r"[/\\@#_=\u2060\"“”‘]")
"""What stands beside a word that is part of an address, or set apart as foreign: in quotation marks or emphasis."""


def _is_slip(doc: Document, span: Span) -> bool:
    """Whether an unknown word is a slip rather than a name, an abbreviation or a word that our lexicon knows."""
    word = doc.masked[span.start : span.end]
    beside = doc.masked[max(0, span.start - 1) : span.start] + doc.masked[span.end : span.end + 1]
    if _APART.search(beside):
        return False
    return word.islower() and word.isalpha() and not wordlist.is_word(word)


def _is_beside_a_thing(doc: Document, span: Span) -> bool:
    """Whether the stretch holds or borders on a thing that is not prose, of which LanguageTool saw only a stand-in."""
    before, after = (
        doc.masked[max(0, span.start - 2) : span.start].rstrip()[-1:],
        doc.masked[span.end : span.end + 2].lstrip()[:1],
    )
    return OPAQUE in doc.masked[span.start : span.end] or OPAQUE in (before, after)
