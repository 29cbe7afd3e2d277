"""What commands do besides checking: they show rules and configuration."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker import readers
from checker.checking import catalog
from checker.project.options import Options, reference
from checker.project.settings import Folders
from checker.reports.plain_text import counted, one_line
from checker.run.exit import FOUND, OK, ended
from checker.run.pipeline import run

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from checker.checking.rule import Rule

__all__ = ["Options", "explain", "list_rules", "run", "show_config", "show_reference", "test_rules"]


def list_rules(select: tuple[str, ...] | None, options: Options, *, markdown: bool = False) -> int:
    """Print the rules that ``select`` names, as a list or as a page of Markdown; returns the exit code."""
    from checker.reports import rulebook  # only here

    def command() -> int:
        chosen = _chosen(select, options)
        if markdown:
            sys.stdout.write(rulebook.as_markdown(chosen))
        else:
            rulebook.list_rules(_console(), chosen)
        return OK

    return ended(command)


def test_rules(select: tuple[str, ...] | None, options: Options) -> int:
    """Try the rules that ``select`` names on their own examples, and print what fails; returns the exit code."""
    from checker.checking import proof  # only here

    def command() -> int:
        chosen = _chosen(select, options)
        failed = [(rule.name, failure) for rule in chosen for failure in proof.failures(rule)]
        sys.stdout.writelines(f"{name}: {one_line(failure)}\n" for name, failure in failed)
        sys.stdout.write(f"{_summed_up(len(chosen), len(dict(failed)))}\n")
        return FOUND if failed else OK

    return ended(command)


def _summed_up(tried: int, wrong: int) -> str:
    if wrong:
        return f"Of {counted(tried, 'rule')} tried {wrong:,} fail{'s' if wrong == 1 else ''}."
    return "1 rule does what its examples say." if tried == 1 else f"{tried:,} rules do what their examples say."


def _chosen(select: tuple[str, ...] | None, options: Options) -> tuple[Rule, ...]:
    """The rules that ``select`` names; all where it names none."""
    selection = catalog.Selection(select or (), preview=True)
    return catalog.select(Folders(options).here.all_rules, selection, readers.names())


def explain(name: str, options: Options) -> int:
    """Print what a rule is about, or which rules a name calls; returns the exit code."""
    from checker.reports import rulebook  # only here

    def command() -> int:
        if said := readers.explained(name):
            sys.stdout.write(f"{said}\n")
            return OK
        called = catalog.find(name, Folders(options).here.all_rules)
        if len(called) == 1:
            rulebook.explain(_console(), called[0])
        else:
            rulebook.list_rules(_console(), called)
        return OK

    return ended(command)


def show_config(file: Path, options: Options) -> int:
    """Print what applies to ``file`` and where that is said; returns the exit code."""
    from checker.faces import settings_page  # only here

    def command() -> int:
        settings = Folders(options).of_folder(file if file.is_dir() else file.parent)
        sys.stdout.writelines(settings_page.lines(file, settings))
        return OK

    return ended(command)


def show_reference() -> int:
    """Print a page of Markdown about all options; returns the exit code."""
    sys.stdout.write(reference())
    return OK


def _console() -> Console:
    from rich.console import Console  # only for reports that people read

    return Console(highlight=False, markup=False, emoji=False)
