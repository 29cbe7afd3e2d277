"""The baseline: findings that an old repository has and is not to be told of again.

A finding is known by its rule and the words around it, in the file that has it, so that lines may move. The file is
JSON, sorted, a line a finding, so that a difference between two can be read.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.checking.suppression import UNUSED
from checker.project.config import ConfigError
from checker.repairing.narrowing import moved
from checker.reports.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.findings import Edit, Finding
    from checker.text.layout import Span

__all__ = ["Baseline", "Known"]

_VERSION = 2
_SHOWN = 60


@dataclass
class Baseline:
    """The file's content, and what a run has seen of it.

    ``articles`` has the fingerprints by path from the file's folder, each with what it stands for; ``stale`` counts by
    path the entries that were not found again.
    """

    file: Path
    articles: dict[str, dict[str, str]] = field(default_factory=dict)
    stale: Counter[str] = field(default_factory=Counter)

    @classmethod
    def read(cls, file: Path) -> Baseline:
        """The baseline in ``file``; raises ``ConfigError``."""
        if file.exists() and not file.is_file():  # a pipe or a device may never end
            raise ConfigError(f"{file}: not a file; make a baseline with --write-baseline")
        try:
            content = json.loads(file.read_text("utf-8"))
        except OSError as error:
            raise ConfigError(f"{file}: {error.strerror}; make a baseline with --write-baseline") from None
        except (ValueError, RecursionError):
            raise ConfigError(f"{file}: not a baseline; make a new one with --write-baseline") from None
        if not _is_baseline(content):
            raise ConfigError(f"{file}: not a baseline of this version; make a new one with --write-baseline")
        return cls(file, content["articles"])

    def known(self, path: Path) -> Known:
        """What is known of the article at ``path``."""
        return Known(frozenset(self.articles.get(self._name(path), ())))

    def compare(self, path: Path, findings: Sequence[Finding], rules: Iterable[str]) -> None:
        """Take note of entries for this article that are not found any more; of ``rules`` only, which were run."""
        name = self._name(path)
        found = {finding.fingerprint for finding in findings}
        ran = {*rules, UNUSED}
        known = self.articles.get(name, {})
        self.stale[name] += sum(mark not in found and _rule(entry) in ran for mark, entry in known.items())

    def replace(self, path: Path, findings: Sequence[Finding], rules: Iterable[str]) -> None:
        """Put what was found in this article in place of what was known of it by ``rules``, which were run."""
        name = self._name(path)
        ran = {*rules, UNUSED}
        kept = {mark: entry for mark, entry in self.articles.get(name, {}).items() if _rule(entry) not in ran}
        self.articles[name] = kept | {finding.fingerprint: _entry(finding) for finding in findings}

    def add(self, path: Path, finding: Finding) -> None:
        """Put a finding in this article among what is known of it."""
        self.articles.setdefault(self._name(path), {})[finding.fingerprint] = _entry(finding)

    def entries(self, path: Path) -> dict[str, str]:
        """What is known of this article, each fingerprint with what it stands for."""
        return dict(self.articles.get(self._name(path), {}))

    def put_back(self, path: Path, entries: dict[str, str]) -> None:
        """Know of this article what ``entries`` gave, and nothing else."""
        self.articles[self._name(path)] = entries

    def write(self) -> None:
        """Write the file, without articles that are gone; raises ``ConfigError``."""
        folder = self.file.absolute().parent
        articles = {
            name: dict(sorted(known.items(), key=lambda item: (item[1], item[0])))
            for name, known in sorted(self.articles.items())
            if known and (folder / name).exists()
        }
        text = json.dumps({"version": _VERSION, "articles": articles}, ensure_ascii=False, indent=1) + "\n"
        try:
            self.file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            raise ConfigError(f"{self.file}: the baseline cannot be written ({error.strerror})") from None
        self.articles = articles

    def _name(self, path: Path) -> str:
        """The path as the file has it, the same from wherever the command is run."""
        return Path(os.path.relpath(path, self.file.absolute().parent)).as_posix()


class Known:
    """Lets pass what a baseline does not have."""

    def __init__(self, marks: frozenset[str], places: frozenset[tuple[str, Span]] = frozenset()) -> None:
        self._marks = marks
        self._places = places
        """Where findings that were known stand since repairs changed the words around them."""

    def kept(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that are not known."""
        return [
            finding
            for finding in findings
            if finding.fingerprint not in self._marks and (finding.rule, finding.span) not in self._places
        ]

    def after(self, findings: Sequence[Finding], edits: Sequence[Edit]) -> Known:
        """The same, with the places of the known findings as they are then."""
        new = set(map(id, self.kept(findings)))
        known = [finding for finding in findings if id(finding) not in new]
        places = frozenset((finding.rule, moved(finding.span, edits)) for finding in known)
        return Known(self._marks, places)


def _is_baseline(content: Any) -> bool:
    if not isinstance(content, dict) or content.get("version") != _VERSION:
        return False
    articles = content.get("articles")
    return isinstance(articles, dict) and all(
        isinstance(known, dict) and all(isinstance(entry, str) for entry in known.values())
        for known in articles.values()
    )


def _entry(finding: Finding) -> str:
    text = one_line(finding.excerpt)
    return f"{finding.rule}: {text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}"


def _rule(entry: str) -> str:
    return entry.partition(":")[0]
