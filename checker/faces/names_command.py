"""``copydesk names``: who is named where, in which spellings; brings the names file up to date."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.names import names_file
from checker.names.names_file import FILE_NAME, Entry, NamesFile, NamesFileError
from checker.names.repository import Name, NamesOfOne, Repository, proposed
from checker.project.config import ConfigError
from checker.project.settings import Folders
from checker.project.source import Source, SourceError
from checker.reports.plain_text import counted, one_line
from checker.run.articles import read_in_turn
from checker.run.exit import FAILED, FOUND, OK, ended, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from checker.project.options import Options

__all__ = ["NamesOptions", "add_entries", "as_data", "run", "updated"]


@dataclass(frozen=True)
class NamesOptions:
    """What the command line asked for, besides what it shares with ``check``; ``top`` of 0 shows all names."""

    write: bool = False
    check: bool = False
    output_format: str = "full"
    top: int = 40


def run(files: Options, options: NamesOptions) -> int:
    """Read all articles, then report, write or check; returns the exit code."""
    return ended(lambda: _run(files, options))


def _run(shared: Options, options: NamesOptions) -> int:
    folders = Folders(shared)
    path = folders.names_path(Path(FILE_NAME)) or folders.here.config.root / FILE_NAME
    listed = folders.names_file(path) or NamesFile(())
    repository = Repository(listed)
    desk = folders.here.desk_for(path, listed)
    failed = False
    for source in read_in_turn(folders):
        if source is None:
            failed = True
            continue
        repository.add(NamesOfOne.of(desk.document(source.text, str(source.path))))
    if not repository.articles and not failed:
        say("no articles here: name files, or folders that hold .md, .mdx or .txt")
    names = repository.names()
    missing = proposed(names, listed)
    if options.write or options.check:
        code = _write(path, missing) if options.write else _check(path, missing)
    else:
        _report(options, repository.articles, names, missing)
        code = OK
    return FAILED if failed else code


# -- The file ----------------------------------------------------------------------------------------------------------


def _write(path: Path, missing: Sequence[Entry]) -> int:
    if not missing:
        lacks = (
            f"{path.name} lacks nothing." if path.exists() else f"There is nothing to list, so no {path.name} is made."
        )
        sys.stdout.write(f"{lacks}\n")
        return OK
    add_entries(path, missing)
    sys.stdout.write(f"{path.name}: {counted(len(missing), 'entry', 'entries')} added or extended.\n")
    return OK


def add_entries(path: Path, entries: Sequence[Entry]) -> None:
    """Put entries into a names file, which is made where it is not there; raises ``ConfigError``."""
    if path.is_symlink() and not path.exists():  # it would be made wherever the link leads
        raise ConfigError(f"{path}: a link to a file that is not there")
    try:
        source = Source.read(path) if path.exists() else None
        text = updated(source.text if source else "", entries)
        names_file.parse(text.encode(), str(path))  # nothing is put there that could not be read
        if source:
            raw = text.replace("\n", "\r\n") if "\r\n" in source.raw else text
            Source(source.path, raw, source.has_bom).write()
        else:
            path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except (NamesFileError, SourceError) as error:
        raise ConfigError(str(error)) from None


def _check(path: Path, missing: Sequence[Entry]) -> int:
    for entry in missing:
        more = f" with {', '.join(f'“{variant}”' for variant in entry.variants)}" if entry.variants else ""
        sys.stdout.write(one_line(f"{path.name} does not list “{entry.name}”{more}") + "\n")
    if missing:
        sys.stdout.write("Bring it up to date with: copydesk names --write\n")
    return FOUND if missing else OK


def updated(text: str, entries: Iterable[Entry]) -> str:
    """The text of a names file with ``entries`` added, or their variants added to those listed; all else stays."""
    import tomlkit  # only for writing
    from tomlkit.items import AoT

    document = tomlkit.parse(text or _HEAD)
    tables: Any = document.get("name")
    if tables is None:
        tables = tomlkit.aot()
    by_name: dict[str, Any] = {table["name"]: table for table in tables}
    for entry in entries:
        table = by_name.get(entry.name)
        if table is None:
            new: Any = tomlkit.table() if isinstance(tables, AoT) else tomlkit.inline_table()
            new["name"] = entry.name
            if entry.variants:
                new["variants"] = list(entry.variants)
            new["kind"] = entry.kind
            tables.append(new)
        elif "variants" in table:
            for variant in entry.variants:
                table["variants"].append(variant)
        else:
            table["variants"] = list(entry.variants)
    if "name" not in document:
        document["name"] = tables
    return tomlkit.dumps(document)


_HEAD = """\
# Names and terms, and how this project writes them. “copydesk names --write” adds to this file and keeps what is in it.
# A spelling that is a name of its own gets a table of its own; ignore = ["…"] up here keeps names out.

"""


# -- The report --------------------------------------------------------------------------------------------------------


def _report(options: NamesOptions, articles: int, names: Sequence[Name], missing: Sequence[Entry]) -> None:
    if options.output_format == "json":
        import json

        json.dump(as_data(articles, names, missing), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False, legacy_windows=False)
    top = options.top or len(names)
    several = [name for name in names if len(name.spellings) > 1]
    single = [name for name in names if len(name.spellings) == 1]
    if several:
        _show_trees(console, several[:top])
    if single:
        _show_table(console, single[:top])
    console.print(
        f"{counted(len(names), 'name')} in {counted(articles, 'article')},"
        f" {len(several):,} of them in several spellings."
    )
    hidden = sum(max(0, len(part) - top) for part in (several, single))
    if hidden:
        console.print(f"{hidden:,} are not shown; --top 0 shows all.")
    if missing:
        console.print(f"{counted(len(missing), 'entry', 'entries')} for {FILE_NAME}: copydesk names --write adds them.")


def _show_trees(console: Console, names: Iterable[Name]) -> None:
    from rich.text import Text
    from rich.tree import Tree

    for name in names:
        right, *others = name.spellings
        head = Text(one_line(name.name), "bold")
        head.append(f"  {name.kind}, {_times(right.uses, right.articles)}", "not bold dim")
        tree = Tree(head, guide_style="dim")
        for other in others:
            line = Text(one_line(other.text), "red" if other.change else "yellow")
            line.append(f"  {_times(other.uses, other.articles)}: ", "dim").append(_places(other.places), "cyan")
            line.append(f"\n{'Change it' if other.change else 'Not decided'}: {one_line(other.reason)}.", "default")
            tree.add(line)
        console.print(tree)
        console.print()


def _show_table(console: Console, names: Iterable[Name]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", width=min(console.width, 100))
    table.add_column("name", ratio=3, overflow="fold")
    table.add_column("kind", no_wrap=True)
    table.add_column("articles", justify="right", no_wrap=True)
    table.add_column("uses", justify="right", no_wrap=True)
    table.add_column("first at", ratio=2, overflow="fold")
    for name in names:
        first = name.spellings[0].places[:1]
        table.add_row(
            Text(one_line(name.name)), name.kind, f"{name.articles:,}", f"{name.uses:,}", Text(_places(first), "cyan")
        )
    console.print(table)
    console.print()


def as_data(articles: int, names: Iterable[Name], missing: Iterable[Entry]) -> dict[str, Any]:
    """The names of so many articles as plain data that JSON can hold."""
    return {
        "articles": articles,
        "names": [
            {
                "name": name.name,
                "kind": name.kind,
                "articles": name.articles,
                "uses": name.uses,
                "spellings": [
                    {
                        "spelling": spelling.text,
                        "articles": spelling.articles,
                        "uses": spelling.uses,
                        "places": [{"path": path, "line": line} for path, line in spelling.places],
                        "verdict": {None: "keep", True: "change", False: "undecided"}[spelling.change],
                        "reason": spelling.reason,
                    }
                    for spelling in name.spellings
                ],
            }
            for name in names
        ],
        "proposed": [{"name": entry.name, "variants": entry.variants, "kind": entry.kind} for entry in missing],
    }


def _places(places: Iterable[tuple[str, int]]) -> str:
    return one_line(", ".join(f"{path}:{line}" for path, line in places))


def _times(uses: int, articles: int) -> str:
    times = {1: "once", 2: "twice"}.get(uses, f"{uses:,} times")
    return f"{times} in {counted(articles, 'article')}"
