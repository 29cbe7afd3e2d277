"""``copydesk reader measure``: how much of what people marked is found, and how much of what is found is right."""

from __future__ import annotations

import json
import math
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from checker import readers
from checker.findings.agreement import Agreement, Annotated, AnnotationError
from checker.project.settings import Folders
from checker.run.exit import FAILED, OK, ended, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from checker.findings import Review
    from checker.project.options import Options

__all__ = ["measure"]

_TOGETHER = "all together"


def measure(folder: Path, options: Options, *, as_json: bool = False) -> int:
    """Check the annotated articles of a folder, and print how the findings agree; returns the exit code."""

    def command() -> int:
        folders = Folders(options)
        failed = False
        with ExitStack() as stack:
            heard = [stack.enter_context(reader) for reader in readers.opened(folders.here.values, options, say)]
            folders.read_with(heard)
            who = ["rules", *(reader.name for reader in heard)]
            counted = {name: Agreement() for name in (*who, *([_TOGETHER] if heard else []))}
            try:
                for article, review in _reviewed(folder, folders):
                    failed = _told_of(article, review) or failed
                    for name, agreement in counted.items():
                        wanted = (
                            finding for finding in review.findings if name in (_TOGETHER, finding.reader or "rules")
                        )
                        agreement.add(article, wanted)
            except AnnotationError as error:
                say(str(error))
                return FAILED
        if as_json:
            sys.stdout.write(json.dumps({name: each.to_dict() for name, each in counted.items()}, indent=2) + "\n")
        else:
            _print(counted)
        return FAILED if failed else OK

    return ended(command)


def _reviewed(folder: Path, folders: Folders) -> Iterator[tuple[Annotated, Review]]:
    from rich.console import Console
    from rich.progress import track

    articles = [*Annotated.all_in(folder)]
    console = Console(stderr=True)
    for article in track(articles, "Reading", console=console, transient=True, disable=not console.is_terminal):
        desk = folders.desk_for(folders.named(article.path))
        yield article, desk.review(desk.document(article.text, str(article.path)))


def _told_of(article: Annotated, review: Review) -> bool:
    for trouble in review.troubles:
        say(f"{article.path}: {trouble.message}")
    return bool(review.troubles)


def _print(counted: Mapping[str, Agreement]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    first = next(iter(counted.values()))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for heading in ("findings", "right", "by chance", "found", "per article", "mended"):
        table.add_column(heading, justify="right")
    for name, agreement in counted.items():
        table.add_row(
            name,
            f"{agreement.flagged:,}",
            _percent(agreement.precision),
            _percent(agreement.chance),
            _percent(agreement.recall),
            _percent(agreement.macro_recall),
            f"{agreement.mended.total():,}",
        )
    kinds = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    kinds.add_column("marked as")
    kinds.add_column("marks", justify="right")
    for name in counted:
        kinds.add_column(name, justify="right")
    for kind, marks in sorted(first.marks.items()):
        kinds.add_row(kind, f"{marks:,}", *(_percent(each.found[kind] / marks) for each in counted.values()))
    console = Console(highlight=False)
    console.print(table, kinds, end="")
    console.print(_LEGEND)


_LEGEND = """\
A finding is right where it overlaps a mark; by chance, it would if it stood elsewhere. A mark is found where a finding
leads to it; per article is the mean over articles; mended are marks with a repair that is the annotator's. Readers are
heard after the rules: what the rules say already counts for them alone."""


def _percent(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.0%}"
