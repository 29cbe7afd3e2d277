"""The table of options. Each stands here once, and is used where it means something; all else is made of the table.

``copydesk check`` takes those that the command line may give, a configuration those that it may. ``copydesk config``
prints them, ``copydesk config --reference`` describes them, and the key of what is kept has those that change findings.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from checker import readers
from checker.findings.vocabulary import Severity
from checker.option import Kind, Merge, Option, Values
from checker.reports import BY_NAME
from checker.text.house_style import ANY, SPELLINGS, SUBJECTS
from checker.text.house_style import DASHES as STYLES_OF_DASHES
from checker.text.house_style import NUMERALS as STYLES_OF_NUMERALS
from checker.text.house_style import QUOTATION_MARKS as STYLES_OF_MARKS
from checker.text.layout import LanguageMark

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Options", "reference", "table"]

_CHECKING = "Checking"
_FILES = "Files"
_OLD = "Adopting"
_RULES = "Rules"
_HOUSE = "House style"
_OUTPUT = "Output"

FIX = Option("fix", Kind.FLAG, False, "Make safe repairs.", _CHECKING, changes_findings=False)
FIX_ONLY = Option(
    "fix-only",
    Kind.FLAG,
    False,
    "Make safe repairs; do not report what is left, nor exit 1 for it.",
    _CHECKING,
    changes_findings=False,
)
UNSAFE_FIXES = Option(
    "unsafe-fixes",
    Kind.FLAG,
    False,
    "With --fix or --diff, also make repairs that you should reread.",
    _CHECKING,
    in_configuration=True,
    tristate=True,
    changes_findings=False,
)
DIFF = Option(
    "diff", Kind.FLAG, False, "Show what --fix would change; change nothing.", _CHECKING, changes_findings=False
)
SELECT: Option[tuple[str, ...]] = Option(
    "select",
    Kind.TEXTS,
    (),
    "Rules, families or categories to run, by name, separated by commas or repeated.",
    _RULES,
    in_configuration=True,
    metavar="NAMES",
)
IGNORE: Option[tuple[str, ...]] = Option(
    "ignore",
    Kind.TEXTS,
    (),
    "Rules, families or categories to leave out.",
    _RULES,
    in_configuration=True,
    merge=Merge.ADD,
    metavar="NAMES",
)
PREVIEW = Option(
    "preview",
    Kind.FLAG,
    False,
    "Also run rules not yet proven.",
    _RULES,
    in_configuration=True,
    tristate=True,
)
RULES: Option[tuple[str | Path, ...]] = Option(
    "rules",
    Kind.PATHS,
    (),
    "Your own rule file or folder; Python rules in it are run.",
    _RULES,
    in_configuration=True,
    merge=Merge.ADD,
)
ALLOW_RULES = Option(
    "allow-rules",
    Kind.FLAG,
    False,
    "Run Python rules that the configuration names. They are programs: allow them if you trust them.",
    _RULES,
)
EXCLUDE: Option[tuple[str, ...]] = Option(
    "exclude",
    Kind.TEXTS,
    (),
    "Globs of files and folders to skip.",
    _FILES,
    in_configuration=True,
    metavar="GLOB",
    merge=Merge.ADD,
    changes_findings=False,
)
PER_FILE_IGNORES: Option[dict[str, tuple[str, ...]]] = Option(
    "per-file-ignores",
    Kind.TABLE,
    {},
    "Rules, families or categories to leave out in the files that a glob matches.",
    _RULES,
    on_command=False,
    in_configuration=True,
    merge=Merge.ADD,
)
FORCE_EXCLUDE = Option(
    "force-exclude",
    Kind.FLAG,
    False,
    "Skip excluded files even when they are named.",
    _FILES,
    in_configuration=True,
    tristate=True,
    changes_findings=False,
)
RESPECT_GITIGNORE = Option(
    "respect-gitignore",
    Kind.FLAG,
    True,
    "In folders, skip what git ignores.",
    _FILES,
    in_configuration=True,
    tristate=True,
    shown_default="respect",
    changes_findings=False,
)
LANGUAGE_MARKS: Option[tuple[str, ...]] = Option(
    "language-marks",
    Kind.TEXTS,
    tuple(LanguageMark),
    "Marks of other languages to trust: attributes (lang, translate), a header, a path; or none.",
    _FILES,
    in_configuration=True,
    choices=(*LanguageMark, "none"),
    metavar="MARKS",
    shown_default="all four",
)
CONFIG: Option[Path | None] = Option(
    "config", Kind.PATH, None, "Configuration to use instead of the nearest one.", _CHECKING, changes_findings=False
)
ISOLATED = Option("isolated", Kind.FLAG, False, "Use no configuration file.", _CHECKING, changes_findings=False)
OUTPUT_FORMAT = Option(
    "output-format",
    Kind.CHOICE,
    "full",
    f"How to report: {', '.join(BY_NAME)}.",
    _OUTPUT,
    in_configuration=True,
    takes="the name of a format",
    metavar="FORMAT",
    shown_default="full",
    changes_findings=False,
)
DOCUMENTATION: Option[str | None] = Option(
    "documentation",
    Kind.TEXT,
    None,
    "The address where you have put Copydesk's documentation site, for SARIF reports to link rules to.",
    _OUTPUT,
    on_command=False,
    in_configuration=True,
    takes="an address that begins with https:// or http://",
    begins=("https://", "http://"),
    changes_findings=False,
)
OUTPUT_FILE: Option[tuple[str, ...]] = Option(
    "output-file",
    Kind.TEXTS,
    (),
    "Also write a report to a file; its ending tells the format. Can be repeated.",
    _OUTPUT,
    metavar="[FORMAT=]PATH",
    changes_findings=False,
)
OPEN = Option(
    "open",
    Kind.FLAG,
    False,
    "Show the findings on a page in your browser, and decide on them there, instead of printing them.",
    _OUTPUT,
    changes_findings=False,
)
STATISTICS = Option("statistics", Kind.FLAG, False, "Count findings by rule instead.", _OUTPUT, changes_findings=False)
TOP: Option[int | None] = Option(
    "top",
    Kind.COUNT,
    None,
    "Show at most this many findings per article, the worst; 0 shows all.",
    _OUTPUT,
    least=0,
    shown_default="500 in full and junit, all elsewhere",
    changes_findings=False,
)
WATCH = Option(
    "watch",
    Kind.FLAG,
    False,
    "Check again whenever an article or its settings change, until Ctrl-C.",
    _CHECKING,
    short="-w",
    changes_findings=False,
)
QUIET = Option("quiet", Kind.FLAG, False, "Report errors only.", _OUTPUT, short="-q", changes_findings=False)
STDIN_FILENAME = Option(
    "stdin-filename",
    Kind.TEXT,
    "stdin.md",
    "The name of standard input; its suffix sets the format.",
    _FILES,
    changes_findings=False,
    metavar="NAME",
)
FIELD: Option[tuple[str, ...]] = Option(
    "field",
    Kind.TEXTS,
    (),
    "A field of JSON or CSV files that holds prose, as in “body” or “meta.title”; may be repeated.",
    _FILES,
    metavar="FIELD",
)
SOURCE_FIELD: Option[tuple[str, ...]] = Option(
    "source-field",
    Kind.TEXTS,
    (),
    "The field that holds what --field was translated from; may be repeated, in the same order.",
    _FILES,
    metavar="FIELD",
)
SOURCE: Option[Path | str | None] = Option(
    "source",
    Kind.PATH,
    None,
    "What the articles were translated from: a file, or a folder with files of the same names.",
    _FILES,
)
PER_FILE_OPTIONS: Option[dict[str, dict[str, Any]]] = Option(
    "per-file-options",
    Kind.TABLES,
    {},
    "The “field”, “source-field” or “source” of the files that a glob matches.",
    _FILES,
    on_command=False,
    in_configuration=True,
    merge=Merge.ADD,
    entries=(FIELD, SOURCE_FIELD, SOURCE),
)
GLOSSARY: Option[Path | str | None] = Option(
    "glossary",
    Kind.PATH,
    None,
    "How to translate terms of the source: a CSV file (source, target, forbidden, note) or TBX.",
    _RULES,
    in_configuration=True,
)


def _decided(name: str, choices: tuple[str, ...], what: str, metavar: str | None = None) -> Option[str]:
    """An option of the house style."""
    return Option(
        name,
        Kind.CHOICE,
        ANY,
        what,
        _HOUSE,
        in_configuration=True,
        choices=(*choices, ANY),
        shown_default=ANY,
        metavar=metavar,
    )


SPELLING = _decided("spelling", SPELLINGS, "The spelling that articles keep to; oxford is British with -ize.")
DASHES = _decided("dashes", STYLES_OF_DASHES, "Dashes between words: en is spaced, em is not.")
QUOTATION_MARKS = _decided(
    "quotation-marks",
    STYLES_OF_MARKS,
    "Quotation marks: double or single, which are straight, curly-double or curly-single; or any.",
    "MARKS",
)
NUMERALS = _decided("numerals", STYLES_OF_NUMERALS, "Numbers that count something.")
SUBJECT = _decided("subject", SUBJECTS, "Whether articles are manuals and the like, which keep to rules of their own.")

BASELINE: Option[Path | str | None] = Option(
    "baseline",
    Kind.PATH,
    None,
    "File of known findings, which are not reported again.",
    _OLD,
    in_configuration=True,
    changes_findings=False,
)
WRITE_BASELINE = Option(
    "write-baseline", Kind.FLAG, False, "Write what is found to the baseline.", _OLD, changes_findings=False
)
CHANGED_LINES: Option[str | None] = Option(
    "changed-lines",
    Kind.TEXT,
    None,
    "Report only findings on lines that differ from HEAD; with --changed-lines=REF from that revision.",
    _OLD,
    metavar="REF",
    changes_findings=False,
)
AGREE: Option[int] = Option(
    "agree",
    Kind.COUNT,
    1,
    "Report only what this many agree on: the rules, which count as one, and each reader that is asked.",
    _RULES,
    least=1,
    in_configuration=True,
    changes_findings=False,
)
FAIL_ON: Option[str | None] = Option(
    "fail-on",
    Kind.CHOICE,
    None,
    "Exit 1 only when a finding is at least this severe.",
    _CHECKING,
    in_configuration=True,
    choices=tuple(severity.word for severity in Severity),
    changes_findings=False,
)
FAIL_UNDER: Option[float | None] = Option(
    "fail-under",
    Kind.NUMBER,
    None,
    "Exit 1 only when an article's value is below this; articles too short for a grade pass.",
    _CHECKING,
    in_configuration=True,
    least=0,
    most=100,
    changes_findings=False,
)
FAIL_UNDER_LOW: Option[float | None] = Option(
    "fail-under-low",
    Kind.NUMBER,
    None,
    "Exit 1 only when the low end of the band around an article's value is below this.",
    _CHECKING,
    in_configuration=True,
    least=0,
    most=100,
    changes_findings=False,
)
CACHE = Option(
    "cache",
    Kind.FLAG,
    True,
    "Keep the findings of an article until it, or a rule, changes.",
    _CHECKING,
    tristate=True,
    changes_findings=False,
)
TIMEOUT_PER_FILE = Option(
    "timeout-per-file",
    Kind.NUMBER,
    300.0,
    "Give up on a file that takes longer, and go on; 0 is no limit.",
    _FILES,
    least=0,
    metavar="SECONDS",
    changes_findings=False,
)
JOBS: Option[int | None] = Option(
    "jobs",
    Kind.COUNT,
    None,
    "Processes to check many articles with. Default: one per processor.",
    _CHECKING,
    least=1,
    changes_findings=False,
)
EXIT_ZERO = Option(
    "exit-zero", Kind.FLAG, False, "Exit 0 also when something is found.", _CHECKING, changes_findings=False
)


@cache
def table() -> tuple[Option[Any], ...]:
    """All options, those of the readers among them."""
    own = tuple(value for value in globals().values() if isinstance(value, Option))
    return (*own, *(option for reader in readers.registered() for option in reader.options))


class Options(Values):
    """What the command line asked for, by option; ``paths`` are the files and folders it named."""

    def __init__(self, paths: tuple[Path, ...] = (), **given: Any) -> None:
        """``given`` has values by the options' names as identifiers; raises ``TypeError`` for a name that none has."""
        if strangers := given.keys() - {option.key for option in table() if option.on_command}:
            raise TypeError(f"there are no options {', '.join(sorted(strangers))}")
        super().__init__(given)
        self.paths = paths


def reference() -> str:
    """A page of Markdown about all options."""
    return "\n".join(_page())


def _page() -> list[str]:
    lines = [
        "# Options",
        "",
        "Of `copydesk check`, on the command line or in `copydesk.toml` (or `[tool.copydesk]` of `pyproject.toml`).",
    ]
    for panel in dict.fromkeys(option.panel for option in table()):
        lines += ["", f"## {panel}"]
        for option in table():
            if option.panel == panel:
                lines += ["", *_entry(option)]
    return [*lines, ""]


def _entry(option: Option[Any]) -> list[str]:
    lines = [f"### {option.name}", "", option.help, ""]
    lines += [f"- takes: {option.expected}", f"- default: {option.shown_default or _shown(option.default)}"]
    if option.on_command:
        lines.append(f"- on the command line: `--{option.name}`{f', `--no-{option.name}`' if option.tristate else ''}")
    if option.in_configuration:
        lines.append(f"- in the configuration: `{option.name}`; {option.merge}")
    return lines


def _shown(default: Any) -> str:
    if default is None or default in ((), {}):
        return "none"
    return str(default).lower() if isinstance(default, bool) else str(default)
