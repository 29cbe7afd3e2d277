"""What a summary tells, in sentences and tables: the terminal and the page show the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from checker.reports.plain_text import counted, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["INCOMPLETE", "Table", "cell", "sentences", "tables_of"]

INCOMPLETE = "Not complete: run “copydesk corpus” again to go on."

Cell = str | int | float | None


class Table(NamedTuple):
    """A table: its title, the headings of its columns, its rows; the first column names the row.

    ``bars`` are numbers to be drawn, one a row, which the last column says, too.
    """

    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    bars: Sequence[int] = ()


def sentences(name: str, figures: Mapping[str, Any]) -> Iterator[str]:
    """What is said before the tables of a summary's figures; ``name`` is that of the folder."""
    yield (
        f"{one_line(name)}: {counted(figures['articles'], 'article')}, {counted(figures['words'], 'word')}, "
        f"{counted(figures['findings'], 'finding')}, {cell(figures['penalty'])} points per 1,000 words."
    )
    if figures["median"] is not None:
        scored = sum(figures["grades"].values())
        shares = ", ".join(f"{grade} {count / scored:.0%}" for grade, count in sorted(figures["grades"].items()))
        median, mean = figures["median"], figures["mean"]
        yield (f"Of {counted(scored, 'article')} with a value: median {median}, mean {mean}; {shares}.")
    for why, count in figures["not_scored"].items():
        yield f"{counted(count, 'article')}: {one_line(why)}."
    if figures["troubled"]:
        yield f"{counted(figures['troubled'], 'article')} with trouble."


def tables_of(figures: Mapping[str, Any]) -> Iterator[Table]:
    """The tables of a summary's figures that have rows."""
    for table in _all(figures):
        if table.rows:
            yield table


def _all(figures: Mapping[str, Any]) -> Iterator[Table]:
    if earlier := figures.get("against"):
        yield from _trend(earlier)
    values = [(f"{row['from']} to {row['to']}", row["articles"]) for row in figures["values"]]
    yield Table("Values", ("value", "articles"), values, [count for _, count in values])
    worst = ("id", "value", "grade", "findings", "words")
    yield Table("Worst articles", ("article", *worst[1:]), _rows(figures["worst"], worst))
    rules = ("rule", "points", "findings", "articles")
    yield Table("Dearest rules", rules, _rows(figures["rules"], rules))
    kinds = ("kind", "findings", "articles")
    yield Table("Kinds of errors", kinds, _rows(figures["kinds"], kinds))
    for title, key, what in (("Sources", "sources", "source"), ("Languages", "languages", "language")):
        names = (what, "articles", "words", "penalty", "value")
        headings = (what, "articles", "words", "per 1,000", "mean value")
        yield Table(title, headings, _rows(figures[key], names))


def _trend(earlier: Mapping[str, Any]) -> Iterator[Table]:
    headings = ("before", "now", "change")
    names = ("what", *headings)
    yield Table(f"Since {one_line(earlier['folder'])}", ("", *headings), _rows(earlier["figures"], names))
    yield Table(
        "Rules that changed most, in points per 1,000 words", ("rule", *headings), _rows(earlier["rules"], names)
    )
    yield Table("Sources that changed most, in mean value", ("source", *headings), _rows(earlier["sources"], names))


def _rows(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[tuple[Cell, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def cell(value: Cell) -> str:
    """What a cell shows."""
    if value is None:
        return "–"
    return one_line(value) if isinstance(value, str) else f"{value:,}"
