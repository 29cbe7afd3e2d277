"""Outputs: which reports a run writes, in which formats, and where to."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from checker.project.config import ConfigError
from checker.reports import BY_NAME, open_report
from checker.run.exit import say

if TYPE_CHECKING:
    from checker.reports import CheckedArticle, Report, Run

__all__ = ["OutputFile", "Outputs", "check_format", "show_page"]

_BY_ENDING = {
    ".sarif": "sarif",
    ".sarif.json": "sarif",
    ".rdjson": "rdjson",
    ".rdjson.json": "rdjson",
    ".jsonl": "json-lines",
    ".ndjson": "json-lines",
    "codequality.json": "gitlab",
    "code-quality.json": "gitlab",
    "code-quality-report.json": "gitlab",
    ".json": "json",
    ".xml": "junit",
    ".txt": "full",
    ".html": "html",
    ".htm": "html",
}
"""Formats by how the file's name ends; the first that fits."""


def check_format(name: str) -> None:
    """Raise ``ConfigError`` unless there is such an output format."""
    if name not in BY_NAME:
        raise ConfigError(f"there is no output format “{name}”; there are {', '.join(BY_NAME)}")


class OutputFile(NamedTuple):
    """A file to write a report to."""

    format: str
    path: Path

    @classmethod
    def parse(cls, asked: str) -> OutputFile:
        """Read ``FORMAT=PATH``, or a path whose ending tells the format; raises ``ConfigError``."""
        name, equals, path = asked.partition("=")
        if equals and name in BY_NAME:
            return cls(name, Path(path))
        lower = asked.lower()
        for ending, form in _BY_ENDING.items():
            if lower.endswith(ending):
                return cls(form, Path(asked))
        raise ConfigError(f"--output-file {asked}: say which format it should have, as in “json={asked}”")

    @classmethod
    def temporary(cls, name: str) -> OutputFile:
        """A new file in this format where such files are kept for a while, for the user alone to read."""
        import tempfile  # only here

        descriptor, path = tempfile.mkstemp(prefix="copydesk-", suffix=f".{name}")
        os.close(descriptor)
        return cls(name, Path(path))


class Outputs:
    """The reports of one run."""

    def __init__(self, on_screen: str | None, files: list[OutputFile], run: Run) -> None:
        self._streams: list[TextIO] = []
        self.reports: list[Report] = [open_report(on_screen, sys.stdout, run)] if on_screen else []
        for file in files:
            stream = _opened(file.path)
            self._streams.append(stream)
            self.reports.append(open_report(file.format, stream, run))

    def add(self, article: CheckedArticle) -> None:
        """Report one article."""
        for report in self.reports:
            report.add(article)

    def close(self) -> None:
        """Write what is left to write."""
        for report in self.reports:
            report.close()
        for stream in self._streams:
            stream.close()


def show_page(path: Path) -> None:
    """Open a page in the user's browser, and say where it lies."""
    import webbrowser  # only here

    where = path.resolve()
    say(f"the page is {where}" if webbrowser.open(where.as_uri()) else f"no browser could be started; open {where}")


def _opened(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise ConfigError(f"--output-file {path}: cannot be written ({error.strerror})") from None
