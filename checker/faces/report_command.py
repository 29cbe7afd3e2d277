"""``copydesk report``: what the tables of a corpus say, on the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.readers import MissingExtraError
from checker.reports.plain_text import as_json, counted, one_line
from checker.run.exit import FAILED, OK, ended, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from rich.table import Table

    from checker.corpus.summary import Summary

__all__ = ["report"]

_BAR = 40
_LONGEST_NAME = 60


def report(folder: Path, top: int, *, in_json: bool) -> int:
    """Print what the tables in a folder say, with so many articles, rules and sources; returns the exit code."""

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
        except CorpusError as error:
            say(str(error))
            return FAILED
        except OSError as error:
            say(f"{folder}: cannot be read ({error.strerror or error})")
            return FAILED
        if in_json:
            sys.stdout.write(as_json(summary.to_dict(top), indent=2) + "\n")
        else:
            _print_all(folder, summary, top)
        return OK

    return ended(command)


def _print_all(folder: Path, summary: Summary, top: int) -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    for line in _heading(folder, summary):
        console.print(line, soft_wrap=True)
    if most := max((count for *_, count in summary.classes), default=0):
        table = _table("value", "", "articles")
        for start, end, count in summary.classes:
            table.add_row(f"{start} to {end}", "█" * max(bool(count), round(_BAR * count / most)), f"{count:,}")
        console.print(table)
    worst = (
        (one_line(row["id"]), f"{row['value']:.1f}", row["grade"], f"{row['findings']:,}", f"{row['words']:,}")
        for row in summary.worst
    )
    rules = (
        (row["rule"], f"{row['points']:,.1f}", f"{row['findings']:,}", f"{row['articles']:,}")
        for row in summary.dearest(top)
    )
    sources = (
        (one_line(row["source"]), *(_or_dash(row[name]) for name in ("articles", "words", "penalty", "value")))
        for row in summary.by_source(top)
    )
    _print_table(console.print, ("worst articles", "value", "grade", "findings", "words"), worst)
    _print_table(console.print, ("dearest rules", "points", "findings", "articles"), rules)
    _print_table(console.print, ("sources", "articles", "words", "per 1,000", "mean value"), sources)


def _heading(folder: Path, summary: Summary) -> Iterable[str]:
    if not summary.is_complete:
        yield "Not complete: run “copydesk corpus” again to go on."
    per_thousand = _or_dash(summary.per_thousand)
    yield (
        f"{folder}: {counted(summary.articles, 'article')}, {counted(summary.words, 'word')}, "
        f"{counted(summary.findings, 'finding')}, {per_thousand} points per 1,000 words."
    )
    if summary.median is not None:
        shares = (f"{grade} {count / summary.values.total():.0%}" for grade, count in sorted(summary.grades.items()))
        scored = counted(summary.values.total(), "article")
        yield f"Of {scored} with a value: median {summary.median}, mean {summary.mean}; {', '.join(shares)}."
    for why, count in sorted(summary.not_scored.items()):
        yield f"{counted(count, 'article')}: {why}."
    if summary.troubled:
        yield f"{counted(summary.troubled, 'article')} with trouble."


def _table(first: str, *headings: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, overflow="ellipsis", no_wrap=True, max_width=_LONGEST_NAME)
    for heading in headings:
        table.add_column(heading, justify="left" if not heading else "right", no_wrap=True)
    return table


def _print_table(print_: Callable[[Table], None], headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    table = _table(*headings)
    for row in rows:
        table.add_row(*row)
    if table.row_count:
        print_(table)


def _or_dash(value: float | None) -> str:
    return "–" if value is None else f"{value:,}"
