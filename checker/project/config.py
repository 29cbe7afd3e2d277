"""Configuration: ``[tool.copydesk]`` of the nearest pyproject.toml, or copydesk.toml, read and validated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.option import Kind, Merge, Option, OptionError, Values
from checker.project.options import DASHES, NUMERALS, QUOTATION_MARKS, RULES, SPELLING, SUBJECT, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Config", "ConfigError", "Origin", "find", "profiles", "read", "repository", "style_of"]


class ConfigError(Exception):
    """A configuration or a request that is not understood; the message names file and key, or the option."""


class Origin(NamedTuple):
    """A value as one file states it: what it is called there, the value, the file."""

    option: str
    value: Any
    file: Path


class Config(Values):
    """What a project wants checked, and how: the values of options that its configuration states.

    ``root`` is the folder that globs start from; ``files`` are those read, the nearest first; ``origins`` says what
    each of them states.
    """

    def __init__(
        self,
        given: Mapping[str, Any] | None = None,
        root: Path | None = None,
        files: tuple[Path, ...] = (),
        origins: tuple[Origin, ...] = (),
    ) -> None:
        super().__init__(given or {})
        self.root = root or Path.cwd()
        self.files = files
        self.origins = origins


def _options() -> dict[str, Option[Any]]:
    """The options that may be configured, by their identifiers."""
    return {option.key: option for option in (*table(), _EXTEND) if option.in_configuration}


_EXTEND: Option[str | None] = Option(
    "extend",
    Kind.TEXT,
    None,
    "Configuration to start from.",
    "Files",
    on_command=False,
    in_configuration=True,
    takes="the path of a configuration, or the name of a profile",
)


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
    options = _options()
    chain = _chain(path.absolute())
    for file, stated in reversed(chain):
        for key, value, where in (*_styles(stated.get(RULES.name, ())), *((*each, file) for each in stated.items())):
            name = key.replace("-", "_")
            origins.append(Origin(key, value, where))
            if options[name].merge is Merge.ADD and name in values:
                values[name] = values[name] | value if isinstance(value, dict) else (*values[name], *value)
            else:
                values[name] = value
    return Config(values, chain[0][0].parent, tuple(file for file, _ in chain), tuple(origins))


def _styles(rules: Iterable[str]) -> Iterator[tuple[str, str, Path]]:
    """What files of rules decide of the house style: less than what the configuration that names them says itself."""
    for rule in rules:
        path = Path(rule)
        for file in sorted(path.glob("*.toml")) if path.is_dir() else [path]:
            yield from ((key, value, file) for key, value in style_of(file).items())


def style_of(file: Path) -> dict[str, str]:
    """What ``[style]`` of a file of rules decides, by the names of options; raises ``ConfigError``."""
    if file.suffix != ".toml" or not file.is_file() or b"style" not in file.read_bytes():
        return {}  # what is wrong with a file that is not there is told where its rules are loaded
    stated = _load(file).get("style", {})
    if not isinstance(stated, dict):
        raise ConfigError(f"{file}: “style” must be a table, [style]")
    known = {option.name: option for option in (SPELLING, DASHES, QUOTATION_MARKS, NUMERALS, SUBJECT)}
    for key, value in stated.items():
        if key not in known:
            raise ConfigError(f"{file}: [style]: {_unknown(key, file, list(known))}")
        try:
            known[key].checked(value)
        except OptionError as error:
            raise ConfigError(f"{file}: [style]: “{key}” {error}") from None
    return stated


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
        profile = PROFILES / f"{extended}.toml"
        path = profile if extended in profiles() else path.parent / Path(extended).expanduser()
        if not path.is_file():
            known = " and ".join(f"“{name}”" for name in profiles())
            what = "which is a folder" if path.is_dir() else "which is not there"
            raise ConfigError(
                f"{chain[-1][0]}: “extend” names {path}, {what}; the profiles that come along are {known}"
            )


PROFILES = Path(__file__).parent / "profiles"
"""Configurations that come along, for “extend” to name."""


def profiles() -> list[str]:
    """The names of the configurations that come along."""
    return sorted(file.stem for file in PROFILES.glob("*.toml"))


def _table(path: Path) -> dict[str, Any]:
    """What ``path`` says, validated; paths in it are absolute."""
    found = _load(path)
    if path.name == "pyproject.toml":
        found = found.get("tool", {}).get("copydesk", {})
    values: dict[str, Any] = {}
    options = _options()
    for key, stated in found.items():
        option = options.get(key.replace("-", "_"))
        if option is None:
            raise ConfigError(f"{path}: {_unknown(key, path, [option.name for option in options.values()])}")
        try:
            value = option.checked(stated)
        except OptionError as error:
            message, *where = error.args
            raise ConfigError(f"{path}: “{key}{''.join(where)}” {message}") from None
        if option.kind is Kind.PATH:
            value = str(path.parent / value)
        elif option.kind is Kind.PATHS:
            value = tuple(str(path.parent / each) for each in value)
        values[option.name] = value
    return values


def _unknown(key: str, path: Path, names: list[str]) -> str:
    """What to tell of a key that no option has."""
    from difflib import get_close_matches  # only on a mistake

    if key == "tool" and path.name != "pyproject.toml":
        return "options stand here without [tool.copydesk], which is for pyproject.toml"
    if key == "profile":
        return f"a profile is named by “extend”; there are {' and '.join(map('“{}”'.format, profiles()))}"
    if key in ("accept", "prefer", "avoid", "style"):
        return f'“{key}” belongs in a file of its own: rules = ["house.toml"] names one'
    nearest = get_close_matches(key.replace("_", "-"), names, 1)
    hint = f"did you mean “{nearest[0]}”?" if nearest else f"there are {', '.join(sorted(names))}"
    return f"unknown option “{key}”; {hint}"


def _load(path: Path) -> dict[str, Any]:
    import tomllib  # where there is no configuration it is not needed

    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
