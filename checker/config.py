"""Configuration: ``[tool.copydesk]`` of the nearest pyproject.toml, or copydesk.toml, read and validated."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Config", "ConfigError", "Origin", "find", "read", "repository"]


class ConfigError(Exception):
    """A configuration or a request that is not understood; the message names file and key, or the option."""


class Origin(NamedTuple):
    """A value as one file states it: what it is called there, the value, the file."""

    option: str
    value: Any
    file: Path


@dataclass(frozen=True)
class Config:
    """What a project wants checked, and how.

    ``select`` and ``ignore`` name rules, families or categories; ``rules`` are the project's own rule files or folders;
    ``exclude`` are globs of files to leave alone; ``per_file_ignores`` maps globs to what to ignore in those files.
    ``languagetool`` is ``auto``, ``off`` or a server's URL.
    ``root`` is the folder that globs start from; ``files`` are those read, the nearest first; ``origins`` says what
    each of them states.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    preview: bool = False
    unsafe_fixes: bool = False
    fail_under: float | None = None
    fail_on: str | None = None
    output_format: str = "full"
    languagetool: str = "off"
    baseline: str | None = None
    force_exclude: bool = False
    respect_gitignore: bool = True
    language_marks: bool = True
    root: Path = field(default_factory=Path.cwd)
    files: tuple[Path, ...] = ()
    origins: tuple[Origin, ...] = ()


_LISTS = ("select", "ignore", "rules", "exclude")
_ADDED_UP = ("ignore", "rules", "exclude", "per_file_ignores")
"""Options whose values add to those of the configuration that ``extend`` names; any other takes their place."""
_BOOLEANS = ("preview", "unsafe_fixes", "force_exclude", "respect_gitignore", "language_marks")
_STRINGS = {
    "output_format": "the name of a format",
    "fail_on": "neutral, minor, major or critical",
    "baseline": "the path of a file",
    "languagetool": "“auto”, “off” or a URL",
    "extend": "the path of a configuration",
}
_OPTIONS = {option.name for option in fields(Config)} - {"root", "files", "origins"}


def repository(start: Path) -> Path | None:
    """The root of the git repository, worktree or submodule that ``start`` lies in."""
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)


def find(start: Path) -> Path | None:
    """The configuration that holds in ``start``: the nearest one in it or a folder above, within its repository."""
    for folder in (start, *start.parents):
        own = folder / "copydesk.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and _speaks_of_us(project):
            return project
        if (folder / ".git").exists():
            return None
    return None


def _speaks_of_us(project: Path) -> bool:
    # Most do not, and the parser costs more than looking for the word.
    return b"copydesk" in project.read_bytes() and "copydesk" in _load(project).get("tool", {})


def read(path: Path) -> Config:
    """The configuration in ``path`` and those it extends; raises ``ConfigError``."""
    values: dict[str, Any] = {}
    origins: list[Origin] = []
    chain = _chain(path.absolute())
    for file, table in reversed(chain):
        for key, value in table.items():
            name = key.replace("-", "_")
            origins.append(Origin(key, value, file))
            if name in _ADDED_UP and name in values:
                values[name] = values[name] | value if isinstance(value, dict) else (*values[name], *value)
            else:
                values[name] = value
    return Config(**values, root=chain[0][0].parent, files=tuple(file for file, _ in chain), origins=tuple(origins))


def _chain(path: Path) -> list[tuple[Path, dict[str, Any]]]:
    """The tables of ``path``, of the file it extends, and so on."""
    chain: list[tuple[Path, dict[str, Any]]] = []
    seen: set[Path] = set()
    while True:
        if path.resolve() in seen:
            raise ConfigError(f"{path}: these configurations extend each other in a circle: take one “extend” out")
        seen.add(path.resolve())
        table = _table(path)
        extended = table.pop("extend", None)
        chain.append((path, table))
        if extended is None:
            return chain
        path = path.parent / Path(extended).expanduser()
        if not path.is_file():
            raise ConfigError(f"{chain[-1][0]}: “extend” names {path}, which is not there")


def _table(path: Path) -> dict[str, Any]:
    """What ``path`` says, validated; paths in it are absolute."""
    table = _load(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("copydesk", {})
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in _OPTIONS and name != "extend":
            options = ", ".join(sorted(option.replace("_", "-") for option in (*_OPTIONS, "extend")))
            raise ConfigError(f"{path}: unknown option “{key}”; there are {options}")
        values[key.replace("_", "-")] = _valid(path, key, name, value)
    for key in ("rules", "baseline"):
        if key in values:
            stated = values[key]
            values[key] = str(path.parent / stated) if key == "baseline" else _below(path.parent, stated)
    return values


def _below(folder: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(folder / path) for path in paths)


def _valid(path: Path, key: str, name: str, value: Any) -> Any:
    if name in _LISTS:
        return _strings(path, key, value)
    if name == "per_file_ignores":
        if not isinstance(value, dict):
            raise ConfigError(f"{path}: “{key}” must be a table of globs and lists of rules")
        return {glob: _strings(path, f"{key}.{glob}", names) for glob, names in value.items()}
    if name in _BOOLEANS and not isinstance(value, bool):
        raise ConfigError(f"{path}: “{key}” must be true or false")
    if name == "fail_under" and (isinstance(value, bool) or not isinstance(value, (int, float))):
        raise ConfigError(f"{path}: “{key}” must be a number from 0 to 100")
    if name in _STRINGS and not isinstance(value, str):
        raise ConfigError(f"{path}: “{key}” must be {_STRINGS[name]}")
    if name == "fail_on" and value not in ("neutral", "minor", "major", "critical"):
        raise ConfigError(f"{path}: “{key}” must be {_STRINGS[name]}")
    return value


def _strings(path: Path, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{path}: “{key}” must be a list of strings")
    return tuple(value)


def _load(path: Path) -> dict[str, Any]:
    import tomllib  # where there is no configuration it is not needed

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
