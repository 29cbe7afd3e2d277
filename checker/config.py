"""Configuration: ``[tool.copydesk]`` of the nearest pyproject.toml, or copydesk.toml, read and validated."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

__all__ = ["Config", "ConfigError", "find", "read"]


class ConfigError(Exception):
    """A configuration that is not understood; the message names file and key."""


@dataclass(frozen=True)
class Config:
    """What a project wants checked, and how.

    ``select`` and ``ignore`` name rules, families or categories; ``rules`` are the project's own rule files or folders;
    ``exclude`` are globs of files to leave alone; ``per_file_ignores`` maps globs to what to ignore in those files.
    ``languagetool`` is ``auto``, ``off`` or a server's URL. ``root`` is the folder that relative paths and globs start
    from.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    preview: bool = False
    unsafe_fixes: bool = False
    fail_under: float | None = None
    output_format: str = "full"
    languagetool: str = "off"
    root: Path = field(default_factory=Path.cwd)


_LISTS = ("select", "ignore", "rules", "exclude")
_BOOLEANS = ("preview", "unsafe_fixes")


def find(start: Path) -> Path | None:
    """The configuration that holds in ``start``: the nearest one in it or a folder above."""
    for folder in (start, *start.parents):
        own = folder / "copydesk.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and _speaks_of_us(project):
            return project
    return None


def _speaks_of_us(project: Path) -> bool:
    # Most do not, and the parser costs more than looking for the word.
    return b"copydesk" in project.read_bytes() and "copydesk" in _load(project).get("tool", {})


def read(path: Path) -> Config:
    """The configuration in ``path``; raises ``ConfigError``."""
    table = _load(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("copydesk", {})
    known = {option.name for option in fields(Config)} - {"root"}
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            options = ", ".join(sorted(option.replace("_", "-") for option in known))
            raise ConfigError(f"{path}: unknown option “{key}”; there are {options}")
        values[name] = _valid(path, key, name, value)
    return Config(**values, root=path.parent)


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
    if name == "languagetool" and not isinstance(value, str):
        raise ConfigError(f"{path}: “{key}” must be “auto”, “off” or a URL")
    if name == "output_format" and not isinstance(value, str):
        raise ConfigError(f"{path}: “{key}” must be the name of a format")
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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
