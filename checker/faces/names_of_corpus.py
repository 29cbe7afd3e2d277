"""``copydesk names --corpus``: counts who is named in a corpus, and lists what nearly all articles write otherwise."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.faces.corpus_command import CorpusOptions
from checker.faces.corpus_command import run as run_corpus
from checker.reports.plain_text import as_json, counted, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.corpus.naming import Found
    from checker.project.options import Options

__all__ = ["asked", "run"]


def asked(output: Path, text_field: str, id_field: str, format_: str, engine: str) -> CorpusOptions:
    """What is asked of a run that counts names."""
    return CorpusOptions(output, text_field, id_field, "", format_, engine=engine, counts_names=True)


def run(inputs: Sequence[str], options: Options, counting: CorpusOptions, top: int, output_format: str) -> int:
    """Count the names of the inputs, as far as that is not done, and report; returns the exit code."""

    def then(done: dict[str, int]) -> None:
        from checker.corpus.naming import found_in, put_names_file

        found = found_in(counting.output, done["articles"])
        path = put_names_file(counting.output, found)
        if output_format == "json":
            sys.stdout.write(as_json([_as_data(each) for each in found], indent=1) + "\n")
        else:
            _show(found, path, top or len(found))

    return run_corpus(inputs, options, counting, then, told=output_format != "json")


def _as_data(found: Found) -> dict[str, object]:
    wrong, right, reason = found.slip
    return {
        "spelling": wrong.spelling,
        "articles": wrong.articles,
        "uses": wrong.uses,
        "first": found.first,
        "name": right.spelling,
        "kind": right.kind,
        "name_articles": right.articles,
        "reason": reason,
    }


def _show(found: Sequence[Found], path: Path, top: int) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False, emoji=False)
    if found:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for heading, right in (
            ("name", False),
            ("articles", True),
            ("slip", False),
            ("articles", True),
            ("first in", False),
        ):
            table.add_column(heading, justify="right" if right else "left", overflow="fold")
        for slip, first in found[:top]:
            wrong, name, _ = slip
            table.add_row(
                one_line(name.spelling),
                f"{name.articles:,}",
                one_line(wrong.spelling),
                f"{wrong.articles:,}",
                one_line(first),
            )
        console.print(table)
    console.print(f"{counted(len(found), 'spelling')} that nearly all articles write otherwise.", soft_wrap=True)
    if len(found) > top:
        console.print(f"{len(found) - top:,} are not shown; --top 0 shows all.")
    console.print(f"Read {path}, delete what is wrong, then: copydesk corpus ... --names {path}", soft_wrap=True)
