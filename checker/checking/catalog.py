"""The catalogue: finds rule files, loads them, and looks rules up by name, family or category."""

from __future__ import annotations

import os
import sys
import threading
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import checker
from checker.checking import evidence
from checker.checking.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from checker.checking.house import Accepted

__all__ = [
    "BUILTIN",
    "CatalogError",
    "Description",
    "Selection",
    "UnknownRuleError",
    "accepted",
    "files_of",
    "load",
    "of_files",
    "select",
]

_HERE = Path(checker.__file__).parent
# In a wheel the built-in rules lie inside this package; in a checkout, beside it.
BUILTIN = next(folder for folder in (_HERE / "rules", _HERE.parent / "rules") if folder.is_dir())


class CatalogError(Exception):
    """A rule file that cannot be used; the message names the file and says why."""


class UnknownRuleError(Exception):
    """A name that no rule, family or category has; the message gives the nearest one."""


def load(
    folders: Iterable[Path] = (), *, configured: Iterable[Path] = (), run_configured: bool = False
) -> tuple[Rule, ...]:
    """The built-in rules and those of ``folders`` (or single files), sorted by family and place in the file.

    ``configured`` are folders that a configuration file names: of those only the phrase files are loaded unless
    ``run_configured``, since a Python rule is a program, and one that came with somebody's articles is not run unasked.
    Raises ``CatalogError``.
    """
    with _loading:
        return tuple(_loaded(folders, configured, run_configured=run_configured).values())


def of_files(folders: Iterable[Path]) -> tuple[Rule, ...]:
    """The rules of the phrase files in folders, or of single ones, in their order; raises ``CatalogError``."""
    files = [file for folder in folders for file in files_of(folder) if file.suffix == ".toml"]
    return tuple(rule for file in files for rule in _rules_of(file))


_loading = threading.Lock()
"""A module that one thread is loading would be taken for loaded by another."""


def _loaded(folders: Iterable[Path], configured: Iterable[Path], *, run_configured: bool) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    trusted = [file for folder in (BUILTIN, *folders) for file in files_of(folder)]
    seen: set[str] = set()
    for file in [*trusted, *(file for folder in configured for file in files_of(folder))]:
        if (same := os.path.realpath(file)) in seen:
            continue  # named on the command line and in the configuration
        seen.add(same)
        if file.suffix == ".py" and file not in trusted and not run_configured:
            raise CatalogError(f"{file}: this rule is a program; allow it with --allow-rules if you trust it")
        for rule in _rules_of(file):
            if rule.name in rules:
                raise CatalogError(f"{file}: the rule “{rule.name}” is already defined in {rules[rule.name].origin}")
            rules[rule.name] = rule
    found = evidence.read(BUILTIN / "evidence.tsv")
    judged = evidence.read_judged(BUILTIN / "precision.tsv")
    for rule in rules.values():
        if Path(rule.origin).parent == BUILTIN:
            preview = rule.preview or not evidence.is_borne_out(rule.name, rule.family, found)
            precision = evidence.precision_of(rule.name, judged)
            rules[rule.name] = rule._replace(preview=preview, precision=precision)
    return rules


def files_of(folder: Path) -> list[Path]:
    """The rule files in a folder, or the one file named; raises ``CatalogError``."""
    folder = folder.absolute()
    if folder.is_file():
        if folder.suffix not in _SUFFIXES:
            raise CatalogError(f"{folder}: a file of rules ends in {' or '.join(_SUFFIXES)}")
        return [folder]
    if not folder.is_dir():
        raise CatalogError(f"{folder}: no such rule file or folder")
    return sorted(file for file in folder.iterdir() if file.suffix in _SUFFIXES and file.is_file())


_SUFFIXES = (".toml", ".py")


def _rules_of(file: Path) -> list[Rule]:
    from checker.checking import phrases  # not where all results are kept from an earlier run

    try:
        return phrases.load(file) if file.suffix == ".toml" else list(_python_rules(file))
    except phrases.PhraseError as error:
        raise CatalogError(str(error)) from None
    except Exception as error:
        raise CatalogError(f"{file}{_line_in(file, error)}: {type(error).__name__}: {error}") from error


def accepted(folder: Path) -> list[Accepted]:
    """The words that the phrase files in a folder, or the one named, list as right; raises ``CatalogError``."""
    from checker.checking import phrases  # only where somebody has rules of their own

    try:
        return [each for file in files_of(folder) if file.suffix == ".toml" for each in phrases.accepted(file)]
    except (phrases.PhraseError, OSError) as error:
        raise CatalogError(str(error)) from None


def _python_rules(file: Path) -> Iterator[Rule]:
    # The name says where the file's rules belong; it cannot be imported by it, since rules/ is not a package.
    package = "checker.rules" if file.parent == BUILTIN else "copydesk_rules." + str(file.parent).replace(".", "_")
    name = f"{package}.{file.stem}"
    module = sys.modules.get(name)
    if module is None:
        spec = spec_from_file_location(name, file)
        assert spec
        assert spec.loader
        module = module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del sys.modules[name]
            raise
    return (value for value in vars(module).values() if isinstance(value, Rule) and value.look.__module__ == name)


def _line_in(file: Path, error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return f":{error.lineno}"
    line = ""
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == str(file):
            line = f":{trace.tb_lineno}"
        trace = trace.tb_next
    return line


class Description(NamedTuple):
    """What reports say of a rule; plain data, so that it can be kept and the rules need not be loaded for it."""

    name: str
    category: str
    severity: str
    summary: str
    explanation: str
    built_in: bool = False

    @classmethod
    def of(cls, rule: Rule) -> Description:
        """The description of a rule."""
        built_in = Path(rule.origin).parent == BUILTIN
        return cls(rule.name, rule.category.value, rule.severity.word, rule.summary, rule.explanation, built_in)


class Selection:
    """Which rules are wanted: ``select`` (all when empty) without ``ignore``; preview rules when asked for.

    A preview rule is also wanted when ``select`` gives its own name.
    """

    def __init__(self, select: Iterable[str] = (), ignore: Iterable[str] = (), *, preview: bool = False) -> None:
        self.select = tuple(select)
        self.ignore = tuple(ignore)
        self.preview = preview

    def wants(self, rule: Rule) -> bool:
        """Whether the rule is to run."""
        if any(map(rule.is_called, self.ignore)) and rule.name not in self.select:
            return False
        if rule.preview and not self.preview and rule.name not in self.select:
            return False
        return not self.select or any(map(rule.is_called, self.select))


def select(rules: Iterable[Rule], selection: Selection, elsewhere: Container[str] = ()) -> tuple[Rule, ...]:
    """The rules that ``selection`` wants. Raises ``UnknownRuleError`` for a selector that no rule answers to, unless
    it is ``elsewhere``, or its family is: what its rules are called is known only when they find something.
    """
    rules = tuple(rules)
    for selector in (*selection.select, *selection.ignore):
        if selector.partition("/")[0] in elsewhere:
            continue
        if not any(rule.is_called(selector) for rule in rules):
            raise UnknownRuleError(unknown(selector, rules))
    return tuple(filter(selection.wants, rules))


def find(name: str, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The one rule of this name, in full or as a row is called within its rule; else all rules that the name calls.

    Raises ``UnknownRuleError``.
    """
    called = tuple(rule for rule in rules if rule.is_called(name))
    if not called:
        raise UnknownRuleError(unknown(name, rules))
    return tuple(rule for rule in called if rule.name == name or rule.name.endswith(f"/{name}")) or called


def unknown(selector: str, rules: Iterable[Rule]) -> str:
    """What to tell a user who asked for a rule that is not there."""
    from rapidfuzz import fuzz, process  # only on a mistake

    if new := renamed().get(selector.rpartition("/")[2]):
        return f"no rule, family or category is called “{selector}” any more; it is “{new}” now"
    names = {
        name
        for rule in rules
        for name in (*rule.name.split("/"), rule.name, rule.family, rule.category.value, rule.category.dimension)
    }
    nearest = process.extractOne(selector, sorted(names), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    within = [name for name in sorted(names, key=len) if selector.lower() in name]
    meant = [nearest[0]] if nearest else within[:_FEW]
    hint = f"; did you mean {' or '.join(f'“{name}”' for name in meant)}?" if meant else "; “copydesk rules” lists them"
    return f"no rule, family or category is called “{selector}”{hint}"


def renamed() -> dict[str, str]:
    """The names that rules had, without the rule of a row, and those that they have."""
    lines = (BUILTIN / "renamed.tsv").read_text("utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)


_FEW = 3


_ALIKE = 70
"""Of a hundred, how like a name must be to one that is asked for, to be what was meant."""
