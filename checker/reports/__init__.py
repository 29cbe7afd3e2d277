"""Reports: each module writes findings in one output format.

A report is made once a run, is given each article as soon as it is checked, and is told when there are no more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from checker.checking.catalog import Description
    from checker.findings import Edit, Finding, Review, Score
    from checker.names.names_file import NamesFile
    from checker.names.repository import NamesOfOne
    from checker.text.layout import Block, Mask

__all__ = ["BY_NAME", "DRAWN", "MOST_SHOWN", "CheckedArticle", "Drawing", "Report", "Run", "open_report"]

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
    "html": "html",
}
"""Output formats and the modules that write them; a module is imported when its format is asked for."""

DRAWN = frozenset({"html"})
"""Those that show the article itself, and are given a ``Drawing`` of it."""

MOST_SHOWN = 500
"""Findings of an article that a report to be read through shows unless told otherwise; nobody reads so many."""


class Drawing(NamedTuple):
    """What a report that shows an article itself needs beside its text; plain data.

    ``edits`` has, by a finding's fingerprint, those that each of its suggestions takes, ``None`` for one that cannot be
    put there. ``following`` are the findings that come up, and are repaired, once all repairs on offer are made.
    ``names`` are those in it. ``line_end`` is how the file's lines end, empty where they end in different ways or a
    byte-order mark stands before them. ``is_encoded`` says that new text is not written in the file as it reads, so
    that only a ``Document`` can put it in.
    """

    blocks: tuple[Block, ...] = ()
    masks: tuple[Mask, ...] = ()
    edits: Mapping[str, tuple[tuple[Edit, ...] | None, ...]] = {}
    following: tuple[Finding, ...] = ()
    is_encoded: bool = False
    names: NamesOfOne | None = None
    line_end: str = "\n"


@dataclass(frozen=True)
class CheckedArticle:
    """An article's path and text, its review, the findings of that to report, and how many findings were repaired.

    ``hidden`` findings are left out as known or not on changed lines; the score counts them. ``more`` are those that
    are only counted, since worse ones are shown. ``drawing`` is there for reports that are ``DRAWN``.
    """

    path: str
    text: str
    review: Review
    findings: tuple[Finding, ...]
    fixed: int = 0
    hidden: int = 0
    more: tuple[Finding, ...] = ()
    drawing: Drawing | None = None

    @property
    def score(self) -> Score:
        """The article's MQM score."""
        return self.review.score

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """What is shown and what is only counted."""
        return (*self.findings, *self.more)

    def worst(self, most: int) -> CheckedArticle:
        """The article with only its ``most`` worst findings shown; with 0, all."""
        if not most or len(self.findings) <= most:
            return self
        ranked = sorted(enumerate(self.findings), key=lambda numbered: -numbered[1].severity.value)
        shown, more = (tuple(finding for _, finding in sorted(part)) for part in (ranked[:most], ranked[most:]))
        return replace(self, findings=shown, more=(*self.more, *more))


@dataclass(frozen=True)
class Run:
    """What a report may want to know of the run: whether repairs are being made, unsafe ones too, of how many files.

    ``rules`` describes the rules; they may have to be loaded for it. ``most`` is how many findings of an
    article a report to be read through shows, 0 for all. ``say`` tells the user what the report cannot.
    ``names_file`` is what the project says of names, ``documentation`` the address of a page about the rules, if one is
    known.
    """

    rules: Callable[[], Iterable[Description]]
    fixes: bool = False
    unsafe: bool = False
    files: int = 1
    most: int = MOST_SHOWN
    say: Callable[[str], None] = lambda _message: None
    names_file: Callable[[], NamesFile | None] = lambda: None
    documentation: str = ""


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
