"""``copydesk report``: what the tables of a corpus say, on the terminal or as a page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from checker.readers import MissingExtraError
from checker.reports.plain_text import as_json
from checker.run.exit import FAILED, OK, ended, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["report"]

_BAR = 40
_LONGEST_NAME = 60
_BY_ENDING = {".html": "html", ".htm": "html", ".json": "json"}


def report(folder: Path, against: Path | None, top: int, output: Path | None, output_format: str) -> int:
    """Tell what the tables in a folder say, with so many articles, rules and sources; returns the exit code.

    ``against`` has the tables of an earlier run. Without a format, the ending of ``output`` says it.
    """

    def command() -> int:
        try:
            from checker.corpus.articles import CorpusError
            from checker.corpus.summary import Summary
        except ModuleNotFoundError as error:
            if error.name not in ("fsspec", "pyarrow"):
                raise
            raise MissingExtraError("the package for tables", "corpus") from None
        try:
            summary = Summary.of(folder, top)
            figures = summary.to_dict(top)
            if against:
                figures["against"] = summary.since(Summary.of(against, 0), str(against), top)
        except CorpusError as error:
            say(str(error))
            return FAILED
        except OSError as error:
            say(f"{error.filename or folder}: cannot be read ({error.strerror or error})")
            return FAILED
        form = output_format or (_BY_ENDING.get(output.suffix.lower(), "full") if output else "full")
        return _written(_as(form, str(folder), figures, on_screen=not output), output)

    return ended(command)


def _as(form: str, name: str, figures: Mapping[str, Any], *, on_screen: bool) -> str:
    if form == "json":
        return as_json(figures, indent=2) + "\n"
    if form == "html":
        from checker.corpus.page import page_of

        return page_of(name, figures)
    return _as_text(name, figures, on_screen=on_screen)


def _written(text: str, output: Path | None) -> int:
    if output is None:
        sys.stdout.write(text)
        return OK
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, "utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        say(f"--output {output}: cannot be written ({error.strerror})")
        return FAILED
    return OK


def _as_text(name: str, figures: Mapping[str, Any], *, on_screen: bool) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from checker.corpus.telling import INCOMPLETE, cell, sentences, tables_of

    console = Console(highlight=False, markup=False, emoji=False, width=None if on_screen else 100)
    with console.capture() as told:
        for line in ([] if figures["complete"] else [INCOMPLETE], *([line] for line in sentences(name, figures))):
            for part in line:
                console.print(part, soft_wrap=True)
        for table in tables_of(figures):
            shown = Table(
                box=box.SIMPLE_HEAD, pad_edge=False, title=table.title, title_justify="left", title_style="bold"
            )
            shown.add_column(table.headings[0], overflow="ellipsis", no_wrap=True, max_width=_LONGEST_NAME)
            if table.bars:
                shown.add_column("")
            for heading, value in zip(table.headings[1:], table.rows[0][1:], strict=True):
                shown.add_column(heading, justify="left" if isinstance(value, str) else "right", no_wrap=True)
            for number, (first, *others) in enumerate(table.rows):
                bar = [_drawn(count, table.bars) for count in table.bars[number : number + 1]]
                shown.add_row(cell(first), *bar, *map(cell, others))
            console.print(shown)
    return told.get()


def _drawn(count: int, counts: Sequence[int]) -> str:
    return "█" * max(bool(count), round(_BAR * count / max(counts)))
