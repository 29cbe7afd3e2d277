#!/usr/bin/env bash
# click-man 0.6.0 with click 8.5.1 and typer 0.28.0: manual pages of a typer application have no options.
#
# typer 0.28 brings a copy of click of its own, so that its options are no click.Option. click-man, which asks for that,
# writes a page for each command, with its name and its text, exits without an error, and leaves out the section of
# options. The same command made with click itself has it.
#
# Output seen: "click: 1 section of options, typer: 0". Exits 1 when that is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet typer==0.28.0 click==8.5.1 click-man==0.6.0
cat > "$folder/pages.py" <<'END'
import sys
import tempfile
from pathlib import Path

import click
import typer
from click_man.core import write_man_pages
from typer.main import get_command

of_typer = typer.Typer(help="Mind the mill.", add_completion=False)


@of_typer.command()
def grind(fine: bool = typer.Option(False, "--fine", help="Grind twice.")) -> None:
    """Grind the corn."""


@of_typer.command()
def stop() -> None:
    """Stop the mill."""


@click.group(help="Mind the mill.")
def of_click() -> None:
    pass


@of_click.command("grind")
@click.option("--fine", is_flag=True, help="Grind twice.")
def grind_of_click(fine: bool) -> None:
    """Grind the corn."""


sections = []
for command in (of_click, get_command(of_typer)):
    with tempfile.TemporaryDirectory() as folder:
        write_man_pages("mill", command, version="1", target_dir=folder)
        page = (Path(folder) / "mill-grind.1").read_text()
    assert "Grind the corn." in page
    sections.append(page.count(".SH OPTIONS"))
print("click: {} section of options, typer: {}".format(*sections))
sys.exit(sections != [1, 0])
END
"$folder/bin/python" "$folder/pages.py"
