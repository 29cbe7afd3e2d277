"""What an option is: one record, of which its command-line form, its validation and its description are made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Kind", "Merge", "Option", "OptionError", "Values"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Kind(StrEnum):
    """What values an option takes."""

    FLAG = "true or false"
    TEXT = "a text"
    CHOICE = "a choice"
    NUMBER = "a number"
    COUNT = "a whole number"
    PATH = "the path of a file"
    TEXTS = "a list of strings"
    PATHS = "a list of paths"
    TABLE = "a table of globs and lists of rules"
    TABLES = "a table of globs and tables of options"


class Merge(StrEnum):
    """What becomes of a value where a configuration that is extended, or the command line, gives another."""

    REPLACE = "the nearest says it"
    ADD = "they add up"


class OptionError(ValueError):
    """A value that an option does not take; the message is the end of a sentence that names the option."""


@dataclass(frozen=True, eq=False)
class Option(Generic[T_co]):
    """One option: its name, what it takes, what it is without being given, and where it may be given.

    ``choices`` are the words that a choice or a list takes, ``least`` and ``most`` bound a number, ``begins`` says how
    a text may begin. ``takes`` says in a message what a text is, ``entries`` what options a table has for each glob.
    ``on_command`` and ``in_configuration`` say where it may stand; ``tristate`` that the command line may also take it
    back (``--no-…``), ``short`` its letter, ``shown_default`` what its help gives. ``changes_findings``: what is found
    in an article may hang on it, so that it is part of the key of what is kept.
    """

    name: str
    kind: Kind
    default: T_co
    help: str
    panel: str
    on_command: bool = True
    in_configuration: bool = False
    merge: Merge = Merge.REPLACE
    changes_findings: bool = True
    choices: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    takes: str = ""
    entries: tuple[Option[Any], ...] = ()
    metavar: str | None = None
    short: str = ""
    shown_default: str = ""
    tristate: bool = False

    @property
    def key(self) -> str:
        """The name as an identifier."""
        return self.name.replace("-", "_")

    @property
    def expected(self) -> str:
        """What a value must be, for a message."""
        if self.takes:
            return self.takes
        if self.choices:
            return f"{', '.join(self.choices[:-1])} or {self.choices[-1]}"
        if self.least is not None and self.most is not None:
            return f"{self.kind} from {self.least:g} to {self.most:g}"
        return self.kind.value

    def checked(self, value: Any) -> T_co:
        """A value as TOML gives it, validated; raises ``OptionError``."""
        kind = self.kind
        if kind in (Kind.TEXTS, Kind.PATHS):
            texts = _texts(value)
            if self.choices and not set(texts) <= set(self.choices):
                raise OptionError(f"must be a list of {self.expected}")
            return cast("T_co", texts)
        if kind is Kind.TABLE:
            if not isinstance(value, dict):
                raise OptionError(f"must be {self.expected}")
            return cast("T_co", {key: _texts(texts, f".{key}") for key, texts in value.items()})
        if kind is Kind.TABLES:
            if not isinstance(value, dict):
                raise OptionError(f"must be {self.expected}")
            return cast("T_co", {key: self._of_entries(stated, f".{key}") for key, stated in value.items()})
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        fits = {
            Kind.FLAG: isinstance(value, bool),
            Kind.NUMBER: is_number,
            Kind.COUNT: is_number and isinstance(value, int),
        }.get(kind, isinstance(value, str))
        if (
            not fits
            or (self.choices and value not in self.choices)
            or (self.begins and not value.startswith(self.begins))
        ):
            raise OptionError(f"must be {self.expected}")
        return cast("T_co", value)

    def _of_entries(self, stated: Any, where: str) -> dict[str, Any]:
        """What a table states for one glob, validated."""
        known = {option.name: option for option in self.entries}
        if not isinstance(stated, dict) or not stated.keys() <= known.keys():
            raise OptionError(f"must be a table of {', '.join(known)}", where)
        found = {}
        for name, value in stated.items():
            try:
                found[name] = known[name].checked(value)
            except OptionError as error:
                raise OptionError(error.args[0], f"{where}.{name}") from None
        return found


def _texts(value: Any, where: str = "") -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise OptionError(f"must be {Kind.TEXTS}", where)
    return tuple(value)


class Values:
    """Values of options by option: what was given, else ``None``."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = dict(given)

    def given(self, option: Option[T]) -> T | None:
        """What was given for an option; ``None`` where nothing was."""
        return cast("T | None", self._given.get(option.key))

    def __getitem__(self, option: Option[T]) -> T:
        """What was given for an option, or its default."""
        value = self._given.get(option.key)
        return option.default if value is None else cast("T", value)
