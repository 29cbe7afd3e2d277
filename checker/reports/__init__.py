"""Reports: each module writes findings in one output format.

A report is made once a run, is given each article as soon as it is checked, and is told when there are no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.document import Document
    from checker.mqm import Score
    from checker.rule import Finding, Rule

__all__ = ["BY_NAME", "CheckedArticle", "Report", "Run", "open_report"]

BY_NAME = {
    "full": "terminal",
    "concise": "concise",
    "json": "json",
    "json-lines": "json_lines",
    "github": "github",
    "gitlab": "gitlab",
    "sarif": "sarif",
    "junit": "junit",
    "rdjson": "rdjson",
}
"""Output formats and the modules that write them; a module is imported when its format is asked for."""


@dataclass(frozen=True)
class CheckedArticle:
    """An article, its findings in reading order, its score, and how many findings were repaired.

    ``hidden`` findings are left out as known or not on changed lines; the score counts them.
    """

    doc: Document
    findings: tuple[Finding, ...]
    score: Score
    fixed: int = 0
    hidden: int = 0


@dataclass(frozen=True)
class Run:
    """What a report may want to know of the run: the rules, whether repairs are being made, whether unsafe ones too."""

    rules: Sequence[Rule]
    fixes: bool = False
    unsafe: bool = False
    files: int = 1


class Report(Protocol):
    """What a format's module offers under the name ``Report``; made with the stream to write to, and the run."""

    def add(self, article: CheckedArticle) -> None:
        """Take in one article; the report keeps no more of it than it needs."""

    def close(self) -> None:
        """Write what can only be written when all articles are known."""


def open_report(name: str, out: TextIO, run: Run) -> Report:
    """A report in the format ``name``, a key of ``BY_NAME``, or another of the modules here."""
    module = import_module(f"checker.reports.{BY_NAME.get(name, name)}")
    make = cast("Callable[[TextIO, Run], Report]", module.Report)
    return make(out, run)
