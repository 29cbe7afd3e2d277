"""Settings: what applies to a file, put together from the command line and the configuration of its folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checker import cache, catalog
from checker.config import Config, ConfigError
from checker.config import find as find_config
from checker.config import read as read_config
from checker.discovery import Globs
from checker.discovery import find as find_files
from checker.mqm import Severity

if TYPE_CHECKING:
    from checker.engine import Engine
    from checker.languagetool.adviser import Adviser, LanguageTool
    from checker.names.names_file import NamesFile
    from checker.rule import Rule

__all__ = ["Folders", "Options", "Settings"]

NAMES_FILE = "copydesk.names.toml"

_T = TypeVar("_T")


@dataclass(frozen=True)
class Options:
    """What the command line asked for; ``None`` leaves a choice to the configuration."""

    paths: tuple[Path, ...] = ()
    fix: bool = False
    fix_only: bool = False
    unsafe_fixes: bool | None = None
    diff: bool = False
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    preview: bool | None = None
    rules: tuple[Path, ...] = ()
    allow_rules: bool = False
    exclude: tuple[str, ...] = ()
    force_exclude: bool | None = None
    respect_gitignore: bool | None = None
    language_marks: bool | None = None
    config: Path | None = None
    isolated: bool = False
    output_format: str | None = None
    output_files: tuple[str, ...] = ()
    statistics: bool = False
    top: int | None = None
    quiet: bool = False
    stdin_filename: str = "stdin.md"
    baseline: Path | None = None
    write_baseline: bool = False
    changed_lines: str | None = None
    fail_on: str | None = None
    fail_under: float | None = None
    exit_zero: bool = False
    cache: bool = True
    jobs: int | None = None
    fields: tuple[str, ...] = ()
    timeout_per_file: float = 300
    languagetool: str | None = None
    require_languagetool: bool = False


class Settings:
    """What one configuration and the options make of each other; rules are loaded when first asked for."""

    def __init__(self, config: Config, options: Options) -> None:
        self.config = config
        self._options = options
        self._excluded = (Globs(config.exclude, config.root), Globs(options.exclude, Path.cwd()))
        self._per_file = [(Globs([glob], config.root), names) for glob, names in config.per_file_ignores.items()]
        self._engines: dict[frozenset[str], Engine] = {}

    @property
    def preview(self) -> bool:
        """Whether rules not yet proven run too."""
        return _first(self._options.preview, self.config.preview)

    @property
    def unsafe(self) -> bool:
        """Whether repairs that ask to be reread are made too."""
        return _first(self._options.unsafe_fixes, self.config.unsafe_fixes)

    @property
    def force_exclude(self) -> bool:
        """Whether files named on the command line are left alone when they are excluded."""
        return _first(self._options.force_exclude, self.config.force_exclude)

    @property
    def respect_gitignore(self) -> bool:
        """Whether files that git ignores are left alone in folders."""
        return _first(self._options.respect_gitignore, self.config.respect_gitignore)

    @property
    def language_marks(self) -> bool:
        """Whether what is marked as another language is passed over."""
        return _first(self._options.language_marks, self.config.language_marks)

    @property
    def output_format(self) -> str:
        """The format of the report on standard output."""
        return _first(self._options.output_format, self.config.output_format)

    @property
    def languagetool(self) -> str:
        """``auto``, ``off`` or the URL of a LanguageTool server."""
        return _first(self._options.languagetool, self.config.languagetool)

    @property
    def baseline(self) -> Path | None:
        """The file of known findings."""
        return self._options.baseline or (Path(self.config.baseline) if self.config.baseline else None)

    @property
    def fail_under(self) -> float | None:
        """The value that an article must reach."""
        return self.config.fail_under if self._options.fail_under is None else self._options.fail_under

    @property
    def fail_on(self) -> Severity | None:
        """The least severity that fails."""
        word = _first(self._options.fail_on, self.config.fail_on)
        return Severity.of(word) if word else None

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        """The built-in rules and the user's own."""
        theirs = [self.config.root / path for path in self.config.rules]
        return catalog.load(self._options.rules, configured=theirs, run_configured=self._options.allow_rules)

    @cached_property
    def selection(self) -> catalog.Selection:
        """Which rules the configuration and the options want."""
        named = self.config.select if self._options.select is None else self._options.select
        ignored = (*self.config.ignore, *(self._options.ignore or ()))
        return catalog.Selection(named, ignored, preview=self.preview)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, but for what is ignored in single files; raises ``UnknownRuleError``."""
        selection = self.selection
        per_file = {name for _, names in self._per_file for name in names}
        catalog.select(self.all_rules, catalog.Selection(ignore=per_file))  # names no rule has are told at once
        chosen = catalog.select(self.all_rules, selection)
        if self._options.select is not None or not self._options.ignore:
            return chosen
        # What the command line ignores is not brought back by a configuration that selects it by name.
        return tuple(rule for rule in chosen if not any(map(rule.is_called, self._options.ignore)))

    @cached_property
    def fingerprint(self) -> str:
        """What tells that the rules chosen are the same: options, configuration, the user's own rule files."""
        options, config = self._options, self.config
        own = [*options.rules, *(config.root / path for path in config.rules)]
        files = [file for folder in own for file in catalog.files_of(folder)]
        chosen = (
            options.fields,
            options.select,
            options.ignore,
            config.select,
            config.ignore,
            self.preview,
            options.allow_rules,
            self.language_marks,
        )
        return repr((chosen, files, cache.stamp(*files)))

    def ignored_in(self, path: Path) -> frozenset[str]:
        """Rules, families and categories that ``per-file-ignores`` leaves out of this file."""
        return frozenset(name for globs, names in self._per_file if globs.match(path) for name in names)

    def excludes(self, path: Path) -> bool:
        """Whether a glob of ``exclude`` matches ``path`` or a folder above it."""
        return any(globs.match(path) for globs in self._excluded)

    def excluded_by(self, path: Path) -> str | None:
        """The first glob of ``exclude`` that matches ``path``."""
        return next((glob for glob in self.config.exclude if Globs([glob], self.config.root).match(path)), None)

    def is_git_ignored(self, path: Path) -> bool:
        """Whether git ignores ``path`` and that is respected."""
        if not self.respect_gitignore:
            return False
        from checker.gitignore import GitIgnore  # only here

        return GitIgnore(path.parent).match(path)

    def engine_for(self, path: Path, languagetool: LanguageTool | None = None) -> Engine:
        """The rules for this file, made ready, and ``languagetool`` as their adviser unless it is off here."""
        ignored = self.ignored_in(path)
        if ignored not in self._engines:
            from checker.engine import Engine  # not where all results are kept from an earlier run

            kept = (rule for rule in self.rules if not any(map(rule.is_called, ignored)))
            advisers = [self._adviser(languagetool, ignored)] if languagetool and self.languagetool != "off" else []
            self._engines[ignored] = Engine(kept, advisers)
        return self._engines[ignored]

    def _adviser(self, languagetool: LanguageTool, ignored: frozenset[str]) -> Adviser:
        from checker.languagetool.adviser import Adviser  # only where it is on

        strictly = ignored if self._options.select is not None else {*ignored, *(self._options.ignore or ())}
        return Adviser(languagetool, (self.selection, catalog.Selection(ignore=strictly, preview=True)))


class Folders:
    """The settings of each folder: those of the nearest configuration, unless the options name one for all."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._by_folder: dict[Path, Settings] = {}
        self._by_config: dict[Path | None, Settings] = {}
        self._names_files: dict[Path, NamesFile] = {}
        self._names_paths: dict[Path, Path | None] = {}
        self.here = self.of_folder(Path.cwd())
        """The settings of the folder that the command runs in, which hold for the run as a whole."""

    def of(self, file: Path) -> Settings:
        """What applies to ``file``."""
        return self.of_folder(file.parent)

    def of_folder(self, folder: Path) -> Settings:
        """What applies to files in ``folder``; raises ``ConfigError``."""
        if folder not in self._by_folder:
            self._by_folder[folder] = self._found(folder)
        return self._by_folder[folder]

    def excludes(self, path: Path) -> bool:
        """Whether the configuration that holds for ``path`` excludes it."""
        return self.of(path).excludes(path)

    def articles(self) -> list[Path]:
        """The files to read: those that the options name, and in folders those that nothing leaves out."""
        options, here = self._options, self.here
        found = find_files(
            options.paths,
            self.excludes,
            force_exclude=here.force_exclude,
            gitignore=here.respect_gitignore,
            with_fields=bool(options.fields),
        )
        return list(found)

    def names_file(self, file: Path) -> NamesFile | None:
        """The names file that holds for ``file``: beside a configuration that was named, else in its folder or above.

        Raises ``ConfigError``.
        """
        path = self.names_path(file)
        if path and path not in self._names_files:
            self._names_files[path] = _read_names_file(path)
        return self._names_files[path] if path else None

    def names_path(self, file: Path) -> Path | None:
        """Where the names file lies that holds for ``file``."""
        if self._options.isolated:
            return None
        folder = self._options.config.parent if self._options.config else file.parent
        if folder not in self._names_paths:
            start = Path(os.path.abspath(folder))  # noqa: PTH100 -- as it is named
            above = (here / NAMES_FILE for here in (start, *start.parents))
            self._names_paths[folder] = next((path for path in above if path.is_file()), None)
        return self._names_paths[folder]

    def _found(self, folder: Path) -> Settings:
        options = self._options
        found: Path | None = None
        if not options.isolated:
            found = options.config or find_config(Path(os.path.abspath(folder)))  # noqa: PTH100 -- as it is named
        if found not in self._by_config:
            self._by_config[found] = Settings(read_config(found) if found else Config(), options)
        return self._by_config[found]


def _read_names_file(path: Path) -> NamesFile:
    from checker.names import names_file  # only where there is one

    try:
        return names_file.read(path)
    except names_file.NamesFileError as error:
        raise ConfigError(str(error)) from None


def _first(asked: _T | None, configured: _T) -> _T:
    return configured if asked is None else asked
