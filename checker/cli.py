"""The ``copydesk`` command: options and exit codes; what they mean is done elsewhere.

Exit codes are ruff's: 0 nothing found, 1 findings left, 2 something could not be done.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

app = typer.Typer(
    name="copydesk",
    help="The copy editor for machine-translated articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class OutputFormat(StrEnum):
    """Names of output formats."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    JSON_LINES = "json-lines"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"
    RDJSON = "rdjson"


_CHECKING = "Checking"
_RULES = "Rules"
_OUTPUT = "Output"

Select = Annotated[
    Optional[list[str]],  # noqa: UP045 -- typer reads it at run time
    typer.Option(help="Rules, families or categories to run, by name; commas or repeated.", rich_help_panel=_RULES),
]
Ignore = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(help="Rules, families or categories to leave out.", rich_help_panel=_RULES),
]
OwnRules = Annotated[
    Optional[list[Path]],  # noqa: UP045
    typer.Option("--rules", help="Your own rule file or folder; Python rules in it are run.", rich_help_panel=_RULES),
]
ConfigFile = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--config", help="Configuration to use instead of the nearest one.", rich_help_panel=_CHECKING),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Use no configuration file.", rich_help_panel=_CHECKING)]
AllowRules = Annotated[
    bool,
    typer.Option(
        "--allow-rules",
        help="Run Python rules that the configuration names. They are programs: allow them if you trust them.",
        rich_help_panel=_RULES,
    ),
]


@app.command()
def check(
    paths: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(help="Files and folders; “-” is standard input. Default: this folder.", show_default=False),
    ] = None,
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Make safe repairs.", rich_help_panel=_CHECKING)] = False,
    unsafe_fixes: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option(
            "--unsafe-fixes/--no-unsafe-fixes",
            help="With --fix or --diff, also make repairs that ask to be reread.",
            show_default=False,
            rich_help_panel=_CHECKING,
        ),
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change; change nothing.", rich_help_panel=_CHECKING)
    ] = False,
    select: Select = None,
    ignore: Ignore = None,
    preview: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option(
            "--preview/--no-preview",
            help="Also run rules not yet proven.",
            show_default=False,
            rich_help_panel=_RULES,
        ),
    ] = None,
    rules: OwnRules = None,
    allow_rules: AllowRules = False,
    exclude: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help="Globs of files and folders to leave alone.", rich_help_panel=_CHECKING),
    ] = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    output_format: Annotated[
        Optional[OutputFormat],  # noqa: UP045
        typer.Option(help="How to report.", rich_help_panel=_OUTPUT, show_default="full"),
    ] = None,
    top: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(min=1, help="Show only so many findings an article, the worst.", rich_help_panel=_OUTPUT),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Report errors only.", rich_help_panel=_OUTPUT)] = False,
    stdin_filename: Annotated[
        str, typer.Option(help="What standard input is called; its suffix tells the format.", rich_help_panel=_CHECKING)
    ] = "stdin.md",
    field: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            help="A field of JSON or CSV files that holds prose, as in “body” or “meta.title”; may be repeated.",
            show_default=False,
            rich_help_panel=_CHECKING,
        ),
    ] = None,
    fail_under: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(
            min=0,
            max=100,
            help="Exit 1 only when an article's value is under this; articles too short to score pass.",
            rich_help_panel=_CHECKING,
        ),
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit 0 also when something is found.", rich_help_panel=_CHECKING)
    ] = False,
) -> None:
    """Check articles, and repair them if asked to."""
    from checker import session

    options = session.Options(
        paths=tuple(paths or [Path()]),
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        diff=diff,
        select=_names(select),
        ignore=_names(ignore),
        preview=preview,
        rules=tuple(rules or ()),
        allow_rules=allow_rules,
        exclude=tuple(exclude or ()),
        config=config,
        isolated=isolated,
        output_format=output_format.value if output_format else None,
        top=top,
        quiet=quiet,
        stdin_filename=stdin_filename,
        fail_under=fail_under,
        exit_zero=exit_zero,
        fields=tuple(field or ()),
    )
    raise typer.Exit(session.run(options))


@app.command()
def rules(
    *,
    select: Select = None,
    own: OwnRules = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    allow_rules: AllowRules = False,
) -> None:
    """List all rules, or those that --select names."""
    from checker import session

    raise typer.Exit(
        session.list_rules(
            _names(select), session.rule_options(config, own or (), isolated=isolated, allow=allow_rules)
        )
    )


@app.command()
def explain(
    name: Annotated[str, typer.Argument(help="The rule's name.", show_default=False)],
    *,
    own: OwnRules = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    allow_rules: AllowRules = False,
) -> None:
    """Say what a rule marks and why, with examples."""
    from checker import session

    raise typer.Exit(
        session.explain(name, session.rule_options(config, own or (), isolated=isolated, allow=allow_rules))
    )


def _version(value: bool) -> None:
    if value:
        import checker

        typer.echo(f"copydesk {checker.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def _names(values: list[str] | None) -> tuple[str, ...] | None:
    """Names from options that were repeated or joined by commas."""
    if values is None:
        return None
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe that cannot show a character shows its number; a report is not lost for it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app()
