"""The ``copydesk`` command: options and exit codes; what they mean is done elsewhere.

Exit codes are ruff's: 0 nothing found, 1 findings left, 2 something could not be done.
"""

from __future__ import annotations

import gc
import os
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


class Level(StrEnum):
    """MQM's severities, least first."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class NamesFormat(StrEnum):
    """Names of the output formats of ``copydesk names``."""

    FULL = "full"
    JSON = "json"


_CHECKING = "Checking"
_FILES = "Files"
_OLD = "Adopting"
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
    fix_only: Annotated[
        bool,
        typer.Option(
            "--fix-only", help="Make safe repairs; neither report what is left nor exit 1.", rich_help_panel=_CHECKING
        ),
    ] = False,
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
        typer.Option(help="Globs of files and folders to leave alone.", rich_help_panel=_FILES),
    ] = None,
    force_exclude: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option(
            "--force-exclude/--no-force-exclude",
            help="Leave excluded files alone also when they are named.",
            show_default=False,
            rich_help_panel=_FILES,
        ),
    ] = None,
    respect_gitignore: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option(
            "--respect-gitignore/--no-respect-gitignore",
            help="In folders, leave alone what git ignores.",
            show_default="respect",
            rich_help_panel=_FILES,
        ),
    ] = None,
    language_marks: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option(
            "--language-marks/--no-language-marks",
            help="Pass over what “lang”, the front matter or a path such as docs/fr/ says is not English.",
            show_default="pass over",
            rich_help_panel=_FILES,
        ),
    ] = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    output_format: Annotated[
        Optional[OutputFormat],  # noqa: UP045
        typer.Option(help="How to report.", rich_help_panel=_OUTPUT, show_default="full"),
    ] = None,
    output_file: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            metavar="[FORMAT=]PATH",
            help="Also write a report to a file; its ending tells the format. Can be repeated.",
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by rule instead.", rich_help_panel=_OUTPUT)
    ] = False,
    top: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(
            min=0,
            help="Show only so many findings an article, the worst; 0 shows all.",
            show_default="500 in full and junit, all elsewhere",
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Report errors only.", rich_help_panel=_OUTPUT)] = False,
    stdin_filename: Annotated[
        str, typer.Option(help="What standard input is called; its suffix tells the format.", rich_help_panel=_FILES)
    ] = "stdin.md",
    field: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            help="A field of JSON or CSV files that holds prose, as in “body” or “meta.title”; may be repeated.",
            show_default=False,
            rich_help_panel=_FILES,
        ),
    ] = None,
    baseline: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="File of known findings, which are not reported again.", rich_help_panel=_OLD),
    ] = None,
    write_baseline: Annotated[
        bool,
        typer.Option("--write-baseline", help="Write what is found to the baseline.", rich_help_panel=_OLD),
    ] = False,
    changed_lines: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="REF",
            help="Only findings on lines that differ from HEAD; with --changed-lines=REF from that revision.",
            rich_help_panel=_OLD,
        ),
    ] = None,
    fail_on: Annotated[
        Optional[Level],  # noqa: UP045
        typer.Option(help="Exit 1 only when a finding is at least so severe.", rich_help_panel=_CHECKING),
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
    languagetool: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="auto|URL|off",
            help="Ask LanguageTool too: a server of this run's own, or the one at a URL.",
            rich_help_panel=_RULES,
            show_default="off",
        ),
    ] = None,
    require_languagetool: Annotated[
        bool,
        typer.Option(
            "--require-languagetool", help="Exit 2 when LanguageTool had to be skipped.", rich_help_panel=_RULES
        ),
    ] = False,
    cache: Annotated[
        bool,
        typer.Option(
            "--cache/--no-cache",
            help="Keep what is found in an article until it, or a rule, changes.",
            rich_help_panel=_CHECKING,
        ),
    ] = True,
    timeout_per_file: Annotated[
        float,
        typer.Option(
            min=0,
            metavar="SECONDS",
            help="Give a file up that takes longer, and go on; 0 is no limit.",
            rich_help_panel=_FILES,
        ),
    ] = 300,
    jobs: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(
            min=1,
            help="Processes to check many articles with. Default: one a processor.",
            show_default=False,
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
        fix_only=fix_only,
        unsafe_fixes=unsafe_fixes,
        diff=diff,
        select=_names(select),
        ignore=_names(ignore),
        preview=preview,
        rules=tuple(rules or ()),
        allow_rules=allow_rules,
        exclude=tuple(exclude or ()),
        force_exclude=force_exclude,
        respect_gitignore=respect_gitignore,
        language_marks=language_marks,
        config=config,
        isolated=isolated,
        output_format=output_format.value if output_format else None,
        output_files=tuple(output_file or ()),
        statistics=statistics,
        top=top,
        quiet=quiet,
        stdin_filename=stdin_filename,
        baseline=baseline,
        write_baseline=write_baseline,
        changed_lines=changed_lines,
        fail_on=fail_on.value if fail_on else None,
        fail_under=fail_under,
        exit_zero=exit_zero,
        cache=cache,
        jobs=jobs,
        fields=tuple(field or ()),
        timeout_per_file=timeout_per_file,
        languagetool=languagetool,
        require_languagetool=require_languagetool,
    )
    raise typer.Exit(session.run(options))


@app.command()
def names(
    paths: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(help="Files and folders. Default: this folder.", show_default=False),
    ] = None,
    *,
    write: Annotated[bool, typer.Option("--write", help="Add to the names file what it lacks.")] = False,
    check_file: Annotated[
        bool, typer.Option("--check", help="Exit 1 when the names file lacks something; change nothing.")
    ] = False,
    output_format: Annotated[NamesFormat, typer.Option(help="How to report.")] = NamesFormat.FULL,
    top: Annotated[int, typer.Option(min=0, help="Show only so many names; 0 shows all.")] = 40,
    exclude: Annotated[Optional[list[str]], typer.Option(help="Globs of files and folders to leave alone.")] = None,  # noqa: UP045
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Show who is named where, in which spellings; --write keeps copydesk.names.toml up to date."""
    from checker import names_command
    from checker.settings import Options

    files = Options(paths=tuple(paths or [Path()]), config=config, isolated=isolated, exclude=tuple(exclude or ()))
    options = names_command.NamesOptions(write, check_file, output_format.value, top)
    raise typer.Exit(names_command.run(files, options))


@app.command()
def rules(
    *,
    select: Select = None,
    own: OwnRules = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    allow_rules: AllowRules = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print a Markdown page with an example of each.", show_default=False)
    ] = False,
) -> None:
    """List all rules, or those that --select names."""
    from checker import session

    options = session.rule_options(config, own or (), isolated=isolated, allow=allow_rules)
    raise typer.Exit(session.list_rules(_names(select), options, markdown=markdown))


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


@app.command()
def clean() -> None:
    """Delete what is kept of articles that were checked."""
    from checker import results

    count = results.clean()
    typer.echo(f"Deleted the results of {count:,} article{'' if count == 1 else 's'}.")


@app.command("config")
def show_config(
    file: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Argument(help="A file or folder. Default: this folder.", show_default=False),
    ] = None,
    *,
    own: OwnRules = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    allow_rules: AllowRules = False,
) -> None:
    """Say what applies to a file, and which configuration says so."""
    from checker import session

    options = session.rule_options(config, own or (), isolated=isolated, allow=allow_rules)
    raise typer.Exit(session.show_config(file or Path(), options))


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
    # What a start makes (modules, rules) stays: looking through it for what can go costs a tenth of a short run.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe that cannot show a character shows its number; a report is not lost for it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(args=_with_head(sys.argv[1:]))
    except SystemExit as end:
        _leave(end.code)
        raise


def _leave(code: object) -> None:
    """End the process at once: taking every module and rule apart first costs a tenth of a short run, as mypy found."""
    if not isinstance(code, int | None):
        return
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            return  # whoever read it is gone; Python says so in its own way
    os._exit(code or 0)


def _with_head(arguments: list[str]) -> list[str]:
    """The arguments with the revision that a bare ``--changed-lines`` means: what follows it may be a file's name."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return [
        "--changed-lines=HEAD" if at < end and argument == "--changed-lines" else argument
        for at, argument in enumerate(arguments)
    ]
