"""Copydesk, the copy editor for machine-translated articles.

>>> import checker
>>> [finding.excerpt for finding in checker.check("She waited a hour.")]
['a']
>>> checker.fix("The the end.")
'The end.'
>>> [finding.rule for finding in checker.check("The the end, in a hour.", ignore=["doubled-word"])]
['wrong-indefinite-article']

Each function sets up a desk; whoever has many articles makes one ``Desk(DeskConfig(...))`` and keeps it.
"""

from __future__ import annotations

import functools
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.desk import Desk, DeskConfig
    from checker.findings import Finding, Repaired, Review, Score
    from checker.text.document import Document

__all__ = [
    "Desk",
    "DeskConfig",
    "Document",
    "Finding",
    "Repaired",
    "Review",
    "Score",
    "check",
    "fix",
    "repair",
    "review",
    "score",
]

__version__ = "0.1.0"

_HOMES = {
    "Desk": "checker.desk",
    "DeskConfig": "checker.desk",
    "Document": "checker.text.document",
    "Finding": "checker.findings",
    "Repaired": "checker.findings",
    "Review": "checker.findings",
    "Score": "checker.findings",
}


def __getattr__(name: str) -> Any:
    # The command line imports this package at every start, and seldom needs all of it.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def check(
    article: str | Document,
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    config: str | Path | None = None,
    names: str | Path | None = None,
) -> list[Finding]:
    """Findings on an article in reading order, by the built-in rules that are not in preview.

    A string is read as plain text; for Markdown pass ``Document(text, "name.md")``. ``select`` and ``ignore`` are names
    of rules, families or categories; ``config`` is a configuration file, ``names`` a names file. Without ``config``
    none is looked for.

    Raises ``TypeError`` for what is no text, ``ConfigError``, ``UnknownRuleError`` or ``CatalogError`` for what is
    asked of it.
    """
    return list(review(article, select=select, ignore=ignore, config=config, names=names).findings)


def review(
    article: str | Document,
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    config: str | Path | None = None,
    names: str | Path | None = None,
) -> Review:
    """As ``check``, with the words of prose, the score, and the rules that failed."""
    return _desk(_texts("select", select), _texts("ignore", ignore), config, names).review(_document(article))


def repair(
    article: str | Document,
    *,
    unsafe: bool = False,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    config: str | Path | None = None,
    names: str | Path | None = None,
) -> Repaired:
    """What all safe repairs make of an article, or with ``unsafe`` also those that ask to be reread; as ``check``."""
    desk = _desk(_texts("select", select), _texts("ignore", ignore), config, names)
    return desk.repair(_document(article), unsafe=unsafe)


def fix(article: str | Document, *, unsafe: bool = False, **more: Any) -> str:
    """The article's text after ``repair``."""
    return repair(article, unsafe=unsafe, **more).text


def score(article: str | Document, **more: Any) -> Score:
    """The article's MQM score, as far as it can be seen without the source text; as ``check``."""
    return review(article, **more).score


def _document(article: object) -> Document:
    from checker.text.document import Document

    if isinstance(article, Document):
        return article
    if not isinstance(article, str):
        kind = type(article).__name__
        hint = "; decode it first" if isinstance(article, bytes | bytearray) else ""
        raise TypeError(f"an article is a string or a Document, not {kind}{hint}")
    return Document(article)


def _texts(name: str, given: object) -> tuple[str, ...] | None:
    if given is None:
        return None
    texts = tuple(given) if hasattr(given, "__iter__") and not isinstance(given, str) else None
    if texts is None or not all(isinstance(text, str) for text in texts):
        raise TypeError(f'“{name}” takes a list of names, as in {name}=["articles"]')
    return texts


def _desk(
    select: tuple[str, ...] | None, ignore: tuple[str, ...] | None, config: str | Path | None, names: str | Path | None
) -> Desk:
    if config is None and names is None:
        return _kept_desk(select, ignore)
    from checker.project.settings import asked_for

    # Files may have changed since: whoever has many articles keeps a desk.
    return asked_for(select, ignore, None if config is None else Path(config), None if names is None else Path(names))


@functools.lru_cache(maxsize=16)
def _kept_desk(select: tuple[str, ...] | None, ignore: tuple[str, ...] | None) -> Desk:
    from checker.project.settings import asked_for

    return asked_for(select, ignore, None, None)
