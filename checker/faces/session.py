"""What commands do besides checking: they show rules and configuration."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker import readers
from checker.checking import catalog
from checker.project.config import style_of
from checker.project.options import Options, reference
from checker.project.settings import Folders
from checker.reports.plain_text import counted, one_line
from checker.run.exit import FOUND, OK, ended
from checker.run.pipeline import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from checker.checking.rule import Rule

__all__ = ["Options", "explain", "list_rules", "run", "show_config", "show_reference", "test_rules"]


def list_rules(
    select: tuple[str, ...] | None, options: Options, files: Sequence[Path] = (), *, markdown: bool = False
) -> int:
    """Print the rules that ``select`` names, as a list or as a page of Markdown; returns the exit code.

    With ``files`` of rules, only theirs.
    """
    from checker.reports import rulebook  # only here

    def command() -> int:
        chosen = _chosen(select, options, files)
        if markdown:
            sys.stdout.write(rulebook.as_markdown(chosen))
        else:
            rulebook.list_rules(_console(), chosen)
            for words in [each for file in files for each in catalog.accepted(file)]:
                said = ", ".join(words.words) + (f" ({words.why})" if words.why else "")
                sys.stdout.write(f"{one_line(f'accepted: {said}')}\n")
            sys.stdout.writelines(_decisions(files))
        return OK

    return ended(command)


def _decisions(files: Sequence[Path]) -> Iterator[str]:
    """What files of rules decide of the house style, a line each."""
    for file in [each for named in files for each in catalog.files_of(named)]:
        yield from (f"{option} = {value}\n" for option, value in style_of(file).items())


def test_rules(select: tuple[str, ...] | None, options: Options, files: Sequence[Path]) -> int:
    """Try the rules that ``select`` names on their own examples, and print what fails; returns the exit code.

    With ``files`` of rules, only theirs, and what they accept.
    """
    from checker.checking import proof  # only here

    def command() -> int:
        chosen = _chosen(select, options, files)
        failed = [(rule.name, failure) for rule in chosen for failure in proof.failures(rule)]
        shown = sum(bool(rule.bad or rule.doubtful or rule.good) for rule in chosen)
        tried = len(chosen)
        for words in [each for file in files for each in catalog.accepted(file)]:
            tried += 1
            shown += bool(words.right)
            rules = Folders(options).here.desk_for(Path("example.md")).rules if words.right else ()
            failed += [(f"accept “{words.words[0]}”", each) for each in proof.failures_of_accepted(words, rules)]
        decided = list(_decisions(files))
        sys.stdout.writelines(f"{name}: {one_line(failure)}\n" for name, failure in failed)
        if decided and not tried:
            sys.stdout.write("There are no entries here, only a style.\n")
            return OK
        sys.stdout.write(f"{_summed_up(tried, shown, len(dict(failed)), 'entry' if files else 'rule')}\n")
        return FOUND if failed else OK

    return ended(command)


def _summed_up(tried: int, shown: int, wrong: int, called: str) -> str:
    several = {"entry": "entries"}.get(called, f"{called}s")
    if not tried:
        return f"There are no {several} here."
    bare = tried - shown
    rest = f" {bare:,} {'has' if bare == 1 else 'have'} no examples." if bare else ""
    if wrong:
        return f"Of {counted(tried, called, several)} tried {wrong:,} fail{'s' if wrong == 1 else ''}.{rest}"
    if not shown:
        return f"{counted(tried, called, several)}; none has an example to try."
    return (
        f"1 {called} does what its examples say." if shown == 1 else f"{shown:,} {several} do what their examples say."
    ) + rest


def _chosen(select: tuple[str, ...] | None, options: Options, files: Sequence[Path] = ()) -> tuple[Rule, ...]:
    """The rules that ``select`` names, all where it names none; with ``files``, of those."""
    selection = catalog.Selection(select or (), preview=True)
    if not files:
        return catalog.select(Folders(options).here.all_rules, selection, readers.names())
    origins = {str(each) for file in files for each in catalog.files_of(file)}
    loaded = catalog.load(files)
    return catalog.select([rule for rule in loaded if rule.origin in origins], selection, readers.names())


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
