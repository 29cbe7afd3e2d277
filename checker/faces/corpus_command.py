"""``copydesk corpus``: articles by the million, from files of many kinds to tables."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from checker.names.names_file import FILE_NAME
from checker.project.config import ConfigError
from checker.readers import MissingExtraError
from checker.reports.plain_text import counted
from checker.run.exit import FAILED, OK, ended, say
from checker.text.formats import suffixes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rich.progress import Progress

    from checker.corpus.articles import Made
    from checker.corpus.running import Engine
    from checker.project.options import Options

__all__ = ["PART", "CorpusOptions", "run"]

PART = 500
"""Articles in one part of the tables."""


class CorpusOptions(NamedTuple):
    """What the command itself was asked for; ``part`` are the articles of one part of the tables.

    With ``counts_names``, who is named is counted, and nothing checked.
    """

    output: Path
    text_field: str
    id_field: str
    source_field: str
    format: str
    sample: int | None = None
    part: int = PART
    keep: str = ""
    repair: bool = False
    engine: str = "processes"
    names: Path | None = None
    counts_names: bool = False


def run(
    inputs: Sequence[str],
    options: Options,
    asked: CorpusOptions,
    then: Callable[[dict[str, int]], None] = lambda _: None,
    *,
    told: bool = True,
) -> int:
    """Check the articles of the inputs, as far as that is not done; returns the exit code.

    What was done is ``told``; then ``then`` is called with what was counted, and may raise what the run may.
    """

    def command() -> int:
        suffix = f".{asked.format.removeprefix('.').lower()}"
        if suffix not in suffixes(with_fields=False):
            known = ", ".join(sorted(name.removeprefix(".") for name in suffixes(with_fields=False)))
            raise ConfigError(f"--as {asked.format}: there is no such format; there are {known}")
        try:
            from checker.corpus.articles import CorpusError
            from checker.corpus.bench import Order
            from checker.corpus.rows import Fields
            from checker.corpus.running import Run
        except ModuleNotFoundError as error:
            if error.name not in ("fsspec", "pyarrow"):
                raise
            raise MissingExtraError("the package for tables", "corpus") from None
        names = asked.names / FILE_NAME if asked.names and asked.names.is_dir() else asked.names
        order = Order(options, asked.output, asked.keep, asked.repair, names, asked.counts_names)
        fields = Fields(asked.text_field, asked.id_field, asked.source_field, suffix)
        shown = _Shown()
        try:
            with shown:
                done = Run(order, tuple(inputs), fields, asked.part, asked.sample).run(shown, _engine(asked.engine))
            if told:
                sys.stdout.write(_summed_up(asked.output, done, shown))
            then(done)
        except CorpusError as error:
            say(str(error))
            return FAILED
        except OSError as error:
            say(f"{asked.output}: {error.strerror or error}; what is done stays: run the command again to go on")
            return FAILED
        return OK

    return ended(command)


_OF_RAY = {
    "RAY_USAGE_STATS_ENABLED": "0",  # it would tell its makers of each use
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # what it tells its makers' programs of, nobody here asks for
}
_BEYOND_THIS_MACHINE = "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"
"""A variable of Ray, heeded on each system as it is imported: with “0” it listens on the loopback address alone."""


def _engine(name: str) -> Engine:
    if name == "processes":
        from checker.corpus.processes import by_processes

        return by_processes
    for variable, value in _OF_RAY.items():
        os.environ.setdefault(variable, value)
    if "RAY_ADDRESS" not in os.environ:
        os.environ.setdefault(_BEYOND_THIS_MACHINE, "0")
    try:
        from checker.corpus.cluster import by_ray
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "ray":
            raise
        raise MissingExtraError("Ray", "ray") from None
    return by_ray


def _summed_up(folder: Path, done: dict[str, int], shown: _Shown) -> str:
    if not done["articles"]:
        return "There are no articles in the inputs.\n"
    lines = [f"{folder} has {counted(done['articles'], 'article')} in {counted(done['parts'], 'part')}."]
    if troubled := done["troubled"]:
        lines.append(f"With {counted(troubled, 'article')} there was trouble: the column of that name says which.")
    if shown.already and shown.checked:
        lines.append(f"{shown.already:,} were checked before, {shown.checked:,} now.")
    elif not shown.checked:
        lines.append("All of it was done before.")
    return "\n".join(lines) + "\n"


class _Shown:
    """The progress of a run: a bar on a terminal, else only counted."""

    def __init__(self) -> None:
        self.checked = 0
        self.already = 0
        self._characters = 0
        self._began = time.monotonic()
        self._bar: Progress | None = None
        self._task: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def start(self, size: int) -> None:
        """The inputs have so many bytes."""
        self._began = time.monotonic()
        if not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("checking"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[articles]:,} articles", style="dim"),
            TextColumn("{task.fields[speed]}", style="dim"),
            TimeRemainingColumn(),
        )
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=300)
        self._task = self._bar.add_task("", total=size, articles=0, speed="")
        self._bar.start()

    def add(self, made: Made, *, is_new: bool) -> None:
        """A batch is done, now or in an earlier run."""
        if is_new:
            self.checked += made.articles
            self._characters += made.characters
        else:
            self.already += made.articles
        if self._bar:
            seconds = max(time.monotonic() - self._began, 0.001)
            speed = f"{self.checked / seconds:,.0f} a second, {self._characters / seconds / 1e6:.1f} MB a second"
            total = self.checked + self.already
            self._bar.update(self._task, advance=made.size, articles=total, speed=speed if self.checked else "")
