"""Results kept: what was found in an article that has not changed since, by rules that have not changed either.

One file an article in the user's cache folder. It counts only for the same text, read as the same format, with the same
rules chosen, the same names file, and a program whose files are the same.
"""

from __future__ import annotations

import os
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import cache, catalog
from checker.edits import Edit
from checker.formats.layout import Span
from checker.mqm import Category, Severity
from checker.rule import Applicability, Finding, Fix, Related

try:
    from _blake2 import blake2b  # with hashlib, OpenSSL would be loaded at every start
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from checker.settings import Folders
    from checker.source import Source

__all__ = ["Result", "Results", "clean"]

_FOLDER = "results"


class Result(NamedTuple):
    """What checking an article gave: its words of prose, its findings, and why it has no score if that is so."""

    words: int
    findings: tuple[Finding, ...]
    not_scored: str = ""


class Results:
    """The results of earlier runs, for a run with these settings."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def find(self, source: Source) -> Result | None:
        """The result for an article as it stands, if it is known."""
        kept = cache.read(_name(source.path), self._key(source))
        try:
            if kept is not None:
                return Result(kept[0], tuple(_finding(str(source.path), row) for row in kept[1]), kept[2])
        except (TypeError, ValueError, KeyError, IndexError):
            pass  # whatever is wrong with it, the article itself is at hand
        return None

    def keep(self, source: Source, result: Result) -> None:
        """Keep a result for later runs."""
        rows = [_row(found) for found in result.findings]
        cache.write(_name(source.path), self._key(source), [result.words, rows, result.not_scored])

    def _key(self, source: Source) -> str:
        settings = self._folders.of(source.path)
        names = self._folders.names_path(source.path)
        parts = (
            source.path.suffix,
            settings.fingerprint,
            sorted(settings.ignored_in(source.path)),
            cache.stamp(names) if names else "",
            _program(),
        )
        digest = blake2b(repr(parts).encode(), digest_size=16)
        digest.update(source.text.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def clean() -> int:
    """Delete what is kept of articles; returns how many files that were."""
    folder = cache.folder() / _FOLDER
    files = list(folder.iterdir()) if folder.is_dir() else []
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def _name(path: Path) -> str:
    whole = os.path.abspath(path)  # noqa: PTH100 -- a link is kept apart from what it leads to
    return f"{_FOLDER}/{blake2b(whole.encode('utf-8', 'surrogateescape'), digest_size=16).hexdigest()}"


@once
def _program() -> str:
    """What tells that this program has changed: its modules, rules and word lists."""
    here = Path(__file__).parent
    files = [
        Path(folder) / name
        for root in {here, catalog.BUILTIN}
        for folder, _, names in os.walk(root)
        for name in names
        if name.endswith((".py", ".toml"))
    ]
    return cache.stamp(*sorted(files))


def _row(finding: Finding) -> list[Any]:
    fix = finding.fix and [finding.fix.applicability.value, [list(edit) for edit in finding.fix.edits]]
    related = [[*span, message] for span, message in finding.related]
    return [
        finding.rule,
        finding.category.value,
        finding.severity.word,
        *finding.span,
        finding.line,
        finding.column,
        finding.excerpt,
        finding.message,
        list(finding.suggestions),
        fix,
        related,
    ]


def _finding(path: str, row: list[Any]) -> Finding:
    rule, category, severity, start, end, line, column, excerpt, message, suggestions, fix, related = row
    return Finding(
        rule,
        Category(category),
        Severity.of(severity),
        path,
        Span(start, end),
        line,
        column,
        excerpt,
        message,
        tuple(suggestions),
        Fix(tuple(Edit(*edit) for edit in fix[1]), Applicability(fix[0])) if fix else None,
        tuple(Related(Span(first, last), text) for first, last, text in related),
    )
