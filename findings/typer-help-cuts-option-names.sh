#!/usr/bin/env bash
# typer 0.28.0 with rich 14.1.0: at 80 columns the help of a command cuts the name of a long option.
#
# "--require-the-server-to-answer" with the placeholder and the help of any option beside it is shown as
# "--require-the-server-to-…": nobody can type what the help says. With rich_markup_mode=None, where click writes the
# help, the name is whole. The width is given as a terminal gives it, by COLUMNS.
#
# Output seen: the name with an ellipsis in rich's form, whole in click's. Exits 1 when either is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet typer==0.28.0 rich==14.1.0
cat > "$folder/tool.py" <<'END'
import sys

import typer

app = typer.Typer(rich_markup_mode="rich" if sys.argv.pop(1) == "rich" else None, add_completion=False)


@app.command()
def run(
    server: str = typer.Option("off", metavar="auto|ADDRESS|off", help="Where the server is that reads along."),
    answer: bool = typer.Option(False, "--require-the-server-to-answer", help="Exit 2 where it does not answer."),
    limit: float = typer.Option(0.5, metavar="NUMBER", help="Seconds that an answer may take, for each paragraph."),
) -> None:
    """Read."""


app()
END
for form in rich click; do
    shown=$(COLUMNS=80 NO_COLOR=1 "$folder/bin/python" "$folder/tool.py" "$form" --help)
    printf '%s\n%s\n' "$form:" "$shown"
    whole=$(grep -c -e '--require-the-server-to-answer' <<< "$shown" || true)
    [ "$form:$whole" = rich:0 ] || [ "$form:$whole" = click:1 ]
done
