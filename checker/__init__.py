"""Copydesk, the copy editor for machine-translated articles.

>>> import checker
>>> [finding.excerpt for finding in checker.check("She waited a hour.")]
['a']
>>> checker.fix("The the end.")
'The end.'
"""

from __future__ import annotations

import functools
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.document import Document
    from checker.engine import Engine
    from checker.findings import Finding, Score

__all__ = ["Document", "Finding", "Score", "check", "fix", "score"]

__version__ = "0.1.0"

_HOMES = {"Document": "checker.document", "Finding": "checker.findings", "Score": "checker.findings"}


def __getattr__(name: str) -> Any:
    # The command line imports this package at every start, and seldom needs all of it.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def check(article: str | Document) -> list[Finding]:
    """Findings on an article in reading order, by the built-in rules that are not in preview.

    A string is read as plain text; for Markdown pass ``Document(text, "name.md")``.
    """
    return _engine().check(_document(article))


def fix(article: str | Document, *, unsafe: bool = False) -> str:
    """The article's text after all safe repairs, or with ``unsafe`` also those that ask to be reread."""
    from checker import fixing

    return fixing.repair(_document(article), _engine(), unsafe=unsafe).doc.text


def score(article: str | Document) -> Score:
    """The article's MQM score, as far as it can be seen without the source text."""
    from checker import mqm

    doc = _document(article)
    return mqm.score(check(doc), doc.word_count, doc.not_scored)


def _document(article: str | Document) -> Document:
    from checker.document import Document

    return article if isinstance(article, Document) else Document(article)


@functools.cache
def _engine() -> Engine:
    from checker import catalog
    from checker.engine import Engine

    return Engine(catalog.select(catalog.load(), catalog.Selection()))
