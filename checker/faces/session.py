"""What commands do besides checking: they show rules and configuration."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker import readers
from checker.checking import catalog
from checker.checking.catalog import UnknownRuleError
from checker.project.options import Options, reference
from checker.project.settings import Folders
from checker.run.exit import OK, ended
from checker.run.pipeline import run

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

__all__ = ["Options", "explain", "list_rules", "run", "show_config", "show_reference"]


def list_rules(select: tuple[str, ...] | None, options: Options, *, markdown: bool = False) -> int:
    """Print the rules that ``select`` names, as a list or as a page of Markdown; returns the exit code."""
    from checker.reports import rulebook  # only here

    def command() -> int:
        loaded = Folders(options).here.all_rules
        elsewhere = [reader.name for reader in readers.registered()]
        chosen = catalog.select(loaded, catalog.Selection(select or (), preview=True), elsewhere)
        if markdown:
            sys.stdout.write(rulebook.as_markdown(chosen))
        else:
            rulebook.list_rules(_console(), chosen)
        return OK

    return ended(command)


def explain(name: str, options: Options) -> int:
    """Print what a rule is about; returns the exit code."""
    from checker.reports import rulebook  # only here

    def command() -> int:
        family, _, rule = name.partition("/")
        for reader in readers.registered():
            if family == reader.name and rule:
                raise UnknownRuleError(reader.explains(rule))
        rulebook.explain(_console(), catalog.find(name, Folders(options).here.all_rules))
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
