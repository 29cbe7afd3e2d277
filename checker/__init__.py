"""Copydesk, the copy editor for machine-translated articles.

>>> import checker
>>> [finding.excerpt for finding in checker.check("She waited a hour.")]
['a']
>>> checker.fix("The the end.")
'The end.'
"""

from __future__ import annotations

import functools

from checker import catalog, fixing, mqm
from checker.document import Document
from checker.engine import Engine
from checker.mqm import Score
from checker.rule import Finding

__all__ = ["Document", "Finding", "Score", "check", "fix", "score"]

__version__ = "0.1.0"


def check(article: str | Document) -> list[Finding]:
    """Findings on an article in reading order, by the built-in rules that are not in preview.

    A string is read as plain text; for Markdown pass ``Document(text, "name.md")``.
    """
    return _engine().check(_document(article))


def fix(article: str | Document, *, unsafe: bool = False) -> str:
    """The article's text after all safe repairs, or with ``unsafe`` also those that ask to be reread."""
    return fixing.repair(_document(article), _engine(), unsafe=unsafe).doc.text


def score(article: str | Document) -> Score:
    """The article's MQM score, as far as it can be seen without the source text."""
    doc = _document(article)
    return mqm.score(check(doc), doc.word_count)


def _document(article: str | Document) -> Document:
    return article if isinstance(article, Document) else Document(article)


@functools.cache
def _engine() -> Engine:
    return Engine(catalog.select(catalog.load(), catalog.Selection()))
