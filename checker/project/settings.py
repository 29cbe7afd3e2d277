"""Settings: what applies to a file, put together from the command line and the configuration of its folder."""

from __future__ import annotations

import os
from contextlib import nullcontext, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checker.checking import catalog
from checker.desk import Desk, DeskConfig
from checker.findings.vocabulary import Severity
from checker.option import Values
from checker.project.config import Config, ConfigError, style_of
from checker.project.config import find as find_config
from checker.project.config import read as read_config
from checker.project.discovery import Globs
from checker.project.discovery import find as find_files
from checker.project.options import (
    ALLOW_RULES,
    CONFIG,
    DASHES,
    EXCLUDE,
    FAIL_ON,
    FIELD,
    FORCE_EXCLUDE,
    GLOSSARY,
    IGNORE,
    ISOLATED,
    LANGUAGE_MARKS,
    NUMERALS,
    PER_FILE_IGNORES,
    PREVIEW,
    QUOTATION_MARKS,
    RESPECT_GITIGNORE,
    RULES,
    SELECT,
    SOURCE,
    SOURCE_FIELD,
    SPELLING,
    STDIN_FILENAME,
    SUBJECT,
    Options,
    table,
)
from checker.project.per_file import PerFile, ProseFields
from checker.store import cache
from checker.text.formats import BY_SUFFIX_WITH_FIELDS
from checker.text.house_style import HouseStyle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.checking.rule import Rule
    from checker.names.names_file import NamesFile
    from checker.option import Option
    from checker.project.gitignore import Limit
    from checker.readers import Reader
    from checker.text.glossary import Term

__all__ = ["Folders", "Options", "Settings"]

NAMES_FILE = "copydesk.names.toml"
STDIN = Path("-")
"""How the command line names standard input."""

_T = TypeVar("_T")


class Settings:
    """What one configuration and the options make of each other."""

    def __init__(self, config: Config, options: Options) -> None:
        self.config = config
        self._options = options
        self._excluded = (Globs(config[EXCLUDE], config.root), Globs(options[EXCLUDE], Path.cwd()))
        self._ignores = [(Globs([glob], config.root), names) for glob, names in config[PER_FILE_IGNORES].items()]
        self._per_file = PerFile(config)
        self._desks: dict[tuple[frozenset[str], NamesFile | None, ProseFields], Desk] = {}
        self._vocabularies: dict[tuple[NamesFile | None, tuple[str, ...]], NamesFile] = {}
        self._readers: tuple[Reader, ...] = ()

    def __getitem__(self, option: Option[_T]) -> _T:
        """What holds for an option: what the command line gave, else the configuration, else the default."""
        asked = self._options.given(option)
        return self.config[option] if asked is None else asked

    @property
    def values(self) -> Values:
        """What holds for all options."""
        return Values({option.key: self[option] for option in table()})

    @property
    def fail_on(self) -> Severity | None:
        """The least severity that fails."""
        word = self[FAIL_ON]
        return Severity.of(word) if word else None

    @cached_property
    def desk_config(self) -> DeskConfig:
        """What articles are reviewed by, but for what is ignored in single files."""
        select, ignore = self._options.given(SELECT), self._options[IGNORE]
        return DeskConfig(
            select=self[SELECT],
            ignore=(*self.config[IGNORE], *ignore),
            # What the command line ignores is not brought back by a configuration that selects it by name.
            never=ignore if select is None else (),
            preview=self[PREVIEW],
            rules=tuple(map(Path, self._options[RULES])),
            phrases=tuple(self.config.root / path for path in self.config[RULES]),
            allow_rules=self._options[ALLOW_RULES],
            glossary=self._glossary,
            language_marks=self[LANGUAGE_MARKS],
            house=HouseStyle(
                spelling=self._decided(SPELLING),
                dashes=self._decided(DASHES),
                quotation_marks=self._decided(QUOTATION_MARKS),
                numerals=self._decided(NUMERALS),
                subject=self._decided(SUBJECT),
            ),
        )

    def _decided(self, option: Option[str]) -> str:
        """What holds for an option of the house style: house files that the command line names come after it alone."""
        asked = self._options.given(option)
        if asked is None:
            for folder in reversed(self._options[RULES]):
                for file in reversed(catalog.files_of(Path(folder))):
                    asked = asked or style_of(file).get(option.name)
        return asked or self.config[option]

    @property
    def _glossary_file(self) -> Path | None:
        """The glossary that the command line names, from where it runs, or the configuration, from its folder."""
        given = self._options.given(GLOSSARY)
        if given:
            return Path(given)
        configured = self.config[GLOSSARY]
        return self.config.root / configured if configured else None

    @cached_property
    def _glossary(self) -> tuple[Term, ...]:
        file = self._glossary_file
        if file is None:
            return ()
        from checker.text import glossary  # only where there is one

        try:
            return glossary.read(file.read_text("utf-8-sig"), is_tbx=file.suffix.lower() in {".tbx", ".xml"})
        except (OSError, UnicodeDecodeError, glossary.GlossaryError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise ConfigError(f"{file}: {reason}") from None

    @cached_property
    def _desk(self) -> Desk:
        known: dict[str, list[str]] = {}
        for key, value, file in self.config.origins:
            if key == PER_FILE_IGNORES.name:
                known[f"{file}: {key}"] = [name for names in value.values() for name in names]
            elif key in (SELECT.name, IGNORE.name):
                known[f"{file}: {key}"] = list(value)
        return Desk(self.desk_config, self._readers, known=known)

    def read_with(self, readers: Iterable[Reader]) -> None:
        """Hear those of the readers that are wanted here."""
        values = self.values
        self._readers = tuple(reader for reader in readers if reader.is_wanted(values))

    def desk_for(self, path: Path, names: NamesFile | None = None) -> Desk:
        """The desk that the file at ``path`` is reviewed at, with the names that hold for it."""
        words = self.accepted_in(path)
        if words:
            names = self._with_accepted(names, words)
        fields = self.fields_of(path)
        key = self.ignored_in(path) | self.elsewhere(path), names, fields
        if key not in self._desks:
            self._desks[key] = self._desk.like(key[0], names, fields.prose, fields.sources)
        return self._desks[key]

    def _with_accepted(self, names: NamesFile | None, words: tuple[str, ...]) -> NamesFile:
        """The names of the project together with words that its house style accepts."""
        if (names, words) not in self._vocabularies:
            from checker.names.names_file import NamesFile  # only where there is a house style

            self._vocabularies[names, words] = NamesFile.accepting(names, words)
        return self._vocabularies[names, words]

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """The built-in rules and the user's own."""
        return self.desk_config.all_rules()

    @cached_property
    def fingerprint(self) -> str:
        """What tells that what articles are reviewed by is the same: options, configuration, own rule files."""
        config = self.desk_config
        files = [file for folder in (*config.rules, *config.phrases) for file in catalog.files_of(folder)]
        files += [self._glossary_file] if self._glossary_file else []
        given = [
            (option.name, self._options.given(option), self.config.given(option))
            for option in table()
            if option.changes_findings
        ]
        return repr((given, files, cache.stamp(*files)))

    def ignored_in(self, path: Path) -> frozenset[str]:
        """Rules, families and categories that ``per-file-ignores`` leaves out of this file."""
        return frozenset(name for globs, names in self._ignores if globs.match(path) for name in names)

    def fields_of(self, path: Path) -> ProseFields:
        """The fields of this file that hold prose, and those of what that was translated from."""
        asked = self._options[FIELD]
        return ProseFields(asked, self._options[SOURCE_FIELD]) if asked else self._per_file.fields_of(path)

    def source_of(self, path: Path) -> Path | None:
        """The file that this one was translated from, if ``per-file-options`` states it and it is there."""
        return self._per_file.source_of(path)

    @cached_property
    def _own(self) -> tuple[tuple[Path, Path], ...]:
        """The files and folders of own rules, each with the folder that the globs in it start from."""
        config = self.desk_config
        return (*((each, Path.cwd()) for each in config.rules), *((each, self.config.root) for each in config.phrases))

    @cached_property
    def _rules_by_glob(self) -> list[tuple[Globs, str]]:
        return [
            (Globs(rule.files, root), rule.name)
            for folder, root in self._own
            for rule in catalog.of_files([folder])
            if rule.files
        ]

    @cached_property
    def _accepted(self) -> list[tuple[Globs | None, tuple[str, ...]]]:
        return [
            (Globs(each.files, root) if each.files else None, each.words)
            for folder, root in self._own
            for each in catalog.accepted(folder)
        ]

    def elsewhere(self, path: Path) -> frozenset[str]:
        """Your own rules that hold for other files only; raises ``CatalogError``."""
        return frozenset(name for globs, name in self._rules_by_glob if not globs.match(path))

    def accepted_in(self, path: Path) -> tuple[str, ...]:
        """The words that the house style accepts in this file; raises ``CatalogError``."""
        return tuple(word for globs, words in self._accepted if globs is None or globs.match(path) for word in words)

    def excludes(self, path: Path) -> bool:
        """Whether a glob of ``exclude`` matches ``path`` or a folder above it."""
        return any(globs.match(path) for globs in self._excluded)

    def excluded_by(self, path: Path) -> str | None:
        """The first glob of ``exclude`` that matches ``path``."""
        return next((glob for glob in self.config[EXCLUDE] if Globs([glob], self.config.root).match(path)), None)

    def is_git_ignored(self, path: Path, limit: Limit = nullcontext) -> bool:
        """Whether git ignores ``path`` and that is respected."""
        if not self[RESPECT_GITIGNORE]:
            return False
        from checker.project.gitignore import GitIgnore  # only here

        return GitIgnore(path.parent, limit).match(path)


class Folders:
    """The settings of each folder: those of the nearest configuration, unless the options name one for all."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._readers: tuple[Reader, ...] = ()
        self._by_folder: dict[Path, Settings] = {}
        self._by_config: dict[Path | None, Settings] = {}
        self._mistakes: dict[Path, str] = {}
        self._excluding: dict[Path, tuple[Settings, ...]] = {}
        self._names_files: dict[Path, NamesFile] = {}
        self._names_paths: dict[Path, Path | None] = {}
        self.here = self.of_folder(Path.cwd())
        """The settings of the folder that the command runs in, which hold for the run as a whole."""

    def read_with(self, readers: Iterable[Reader]) -> None:
        """Hear the readers, each where it is wanted."""
        self._readers = tuple(readers)
        for settings in self._by_config.values():
            settings.read_with(self._readers)

    def named(self, file: Path) -> Path:
        """The path that a file is reported under: standard input has the name that the options give it."""
        return Path(self._options[STDIN_FILENAME]) if file == STDIN else file

    def desk_for(self, file: Path) -> Desk:
        """The desk that ``file`` is reviewed at; raises ``ConfigError`` for a names file that is not understood."""
        return self.of(file).desk_for(file, self.names_file(file))

    def of(self, file: Path) -> Settings:
        """What applies to ``file``."""
        return self.of_folder(file.parent)

    def of_folder(self, folder: Path) -> Settings:
        """What applies to files in ``folder``; raises ``ConfigError``."""
        if folder in self._mistakes:
            raise ConfigError(self._mistakes[folder])
        if folder not in self._by_folder:
            try:
                self._by_folder[folder] = self._found(folder)
            except ConfigError as error:
                self._mistakes[folder] = str(error)
                raise
        return self._by_folder[folder]

    def excludes(self, path: Path) -> bool:
        """Whether the configuration that holds for ``path``, or for a folder above it, excludes it.

        So a file that is named is left out where its folder would be. A configuration that is not understood excludes
        nothing.
        """
        folder = path.parent
        if folder not in self._excluding:
            self._excluding[folder] = tuple(self._above(folder))
        return any(settings.excludes(path) for settings in self._excluding[folder])

    def _above(self, folder: Path) -> Iterator[Settings]:
        """The settings of a folder and, where those are other ones, of the folders above it in its repository."""
        last: Settings | None = None
        start = Path(os.path.abspath(folder))  # noqa: PTH100 -- as it is named
        for each in (start, *start.parents):
            with suppress(ConfigError):
                settings = self.of_folder(each)
                if settings is not last:
                    yield settings
                last = settings
            if (each / ".git").exists():
                return

    def articles(self, limit: Limit = nullcontext) -> list[Path]:
        """The files to read: those that the options name, and in folders those that nothing leaves out."""
        options, here = self._options, self.here
        found = find_files(
            options.paths,
            self.excludes,
            force_exclude=here[FORCE_EXCLUDE],
            gitignore=here[RESPECT_GITIGNORE],
            limit=limit,
            lacks_fields=self.lacks_fields,
        )
        return list(found)

    def lacks_fields(self, file: Path) -> bool:
        """Whether ``file`` is read by its fields, and none are named.

        A configuration that is not understood is told with the file, so none is said to be lacking.
        """
        if file.suffix.lower() not in BY_SUFFIX_WITH_FIELDS:
            return False
        with suppress(ConfigError):
            return not self.of(file).fields_of(file).prose
        return False

    def source_of(self, file: Path) -> Path | None:
        """The file that ``file`` was translated from, if ``--source`` has one, or else the configuration."""
        source = self._options[SOURCE]
        if source is None:
            return self.of(file).source_of(file)
        source = Path(source)
        if source.is_file():
            return source
        for folder in self._options.paths:
            if file.is_relative_to(folder) and file != folder:
                there = source / file.relative_to(folder)
                return there if there.is_file() else None
        there = source / file.name
        return there if there.is_file() else None

    def names_file(self, file: Path) -> NamesFile | None:
        """The names file that holds for ``file``: beside a configuration that was named, else in its folder or above.

        Raises ``ConfigError``.
        """
        path = self.names_path(file)
        if path and path not in self._names_files:
            self._names_files[path] = read_names_file(path)
        return self._names_files[path] if path else None

    def names_path(self, file: Path) -> Path | None:
        """Where the names file lies that holds for ``file``."""
        if self._options[ISOLATED]:
            return None
        config = self._options[CONFIG]
        folder = config.parent if config else file.parent
        if folder not in self._names_paths:
            start = Path(os.path.abspath(folder))  # noqa: PTH100 -- as it is named
            above = (here / NAMES_FILE for here in (start, *start.parents))
            self._names_paths[folder] = next((path for path in above if path.is_file()), None)
        return self._names_paths[folder]

    def _found(self, folder: Path) -> Settings:
        options = self._options
        found: Path | None = None
        if not options[ISOLATED]:
            found = options[CONFIG] or find_config(Path(os.path.abspath(folder)))  # noqa: PTH100 -- as it is named
        if found not in self._by_config:
            self._by_config[found] = Settings(read_config(found) if found else Config(), options)
            self._by_config[found].read_with(self._readers)
        return self._by_config[found]


def read_names_file(path: Path) -> NamesFile:
    """The names in a file; raises ``ConfigError``."""
    from checker.names import names_file  # only where there is one

    try:
        return names_file.read(path)
    except names_file.NamesFileError as error:
        raise ConfigError(str(error)) from None


def asked_for(
    select: tuple[str, ...] | None, ignore: tuple[str, ...] | None, config: Path | None, names: Path | None
) -> Desk:
    """The desk of the Python interface: as the command line with these options, without looking for configurations."""
    settings = Folders(Options(select=select, ignore=ignore, config=config, isolated=config is None)).here
    desk = settings.desk_for(Path(), read_names_file(names) if names else None)
    _ = desk.rules
    return desk
