"""Readers: whoever finds things in articles beside the rules, by a program or a service of its own.

Each is a package in this folder, or a module that another distribution names under the entry point
``copydesk.readers``. It offers ``READER``, a ``Registration``; nothing else of it is imported before it is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from checker.checking.reader import Pending, Reader, UnreadError
from checker.store import plugins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

    from checker.option import Option, Values

__all__ = [
    "MissingExtraError",
    "Pending",
    "PluginError",
    "Reader",
    "Registration",
    "UnreadError",
    "WrongOptionError",
    "explained",
    "names",
    "opened",
    "registered",
    "who_agrees",
    "who_read",
    "whose",
]


class PluginError(Exception):
    """A reader that is installed and cannot be loaded; the message says which."""


class WrongOptionError(ValueError):
    """Options of a reader that make no sense; the message names them."""


class MissingExtraError(Exception):
    """A reader whose package is not installed; the message says which extra to install."""

    def __init__(self, reader: str, extra: str) -> None:
        super().__init__(f"{reader} is not installed; install it with: pip install 'copydesk[{extra}]'")


@dataclass(frozen=True)
class Registration:
    """How a reader is known before it is wanted.

    ``open`` gives a context with the reader in it, or ``None`` where the options want none. It is called with the
    options as they hold, whether the command line gave them (a configuration may not send articles away unasked), and
    a function that tells the user of a problem. It raises ``WrongOptionError`` and ``MissingExtraError``.
    ``explains`` says where a rule of the reader is explained. ``title`` is what people call it, if not by its name.
    ``rules`` are those of its rules that are known before it reads, without the family: users may leave that out.
    """

    name: str
    options: tuple[Option[Any], ...]
    open: Callable[[Values, Values, Callable[[str], None]], AbstractContextManager[Reader, None] | None]
    explains: Callable[[str], str]
    title: str = ""
    rules: tuple[str, ...] = ()


@cache
def registered() -> tuple[Registration, ...]:
    """All readers that there are. One that cannot be loaded is there too: whoever opens it is told why."""
    own = sorted(path.parent.name for path in Path(__file__).parent.glob("*/__init__.py"))
    modules = {name: f"{__name__}.{name}" for name in own}
    found: dict[str, Registration] = {}
    for name, module in (*modules.items(), *sorted(plugins.offered("copydesk.readers").items())):
        try:
            reader: Registration = import_module(module).READER
        except Exception as error:  # noqa: BLE001 -- a plug-in that fails must not take the program along
            problem = f"the reader “{name}” ({module}) cannot be loaded: {type(error).__name__}: {error}"
        else:
            problem = f"two readers are called “{reader.name}”, one of them in {module}" if reader.name in found else ""
        if problem:
            reader = _broken(name, f"{problem}; mend it, or uninstall what brings it")
        found[reader.name] = reader
    return tuple(found.values())


def names() -> frozenset[str]:
    """What all readers are called, which are the families of their rules, and such rules as they are known to have."""
    return frozenset(name for reader in registered() for name in (reader.name, *reader.rules))


def whose(selector: str) -> Registration | None:
    """The reader that a rule, with or without its family, or a family belongs to; ``None`` if to none."""
    family = selector.partition("/")[0]
    return next((reader for reader in registered() if family == reader.name or selector in reader.rules), None)


def explained(selector: str) -> str:
    """What a reader says of one of its rules, or of all; empty where ``selector`` is of none."""
    reader = whose(selector)
    return reader.explains(selector.removeprefix(reader.name).lstrip("/")) if reader else ""


def who_read(heard: Iterable[str]) -> str:
    """Who read an article: the rules, and by what people call them the readers of these names."""
    return _joined(["rules", *_titles(heard)])


def who_agrees(names: Iterable[str]) -> str:
    """The readers of these names, by what people call them."""
    return _joined(_titles(names))


def _titles(names: Iterable[str]) -> list[str]:
    names = tuple(names)
    titles = {reader.name: reader.title for reader in registered()} if names else {}
    return [titles.get(name) or name for name in names]


def _joined(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _broken(name: str, problem: str) -> Registration:
    def refuse(*_: object) -> NoReturn:
        raise PluginError(problem)

    return Registration(name, (), refuse, lambda _: problem)


def opened(values: Values, given: Values, say: Callable[[str], None]) -> list[AbstractContextManager[Reader, None]]:
    """The readers that the options want, each as a context that holds it; raises as ``Registration.open`` does."""
    found = (registration.open(values, given, say) for registration in registered())
    return [reader for reader in found if reader is not None]
