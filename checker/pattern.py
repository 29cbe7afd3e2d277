"""Regular expressions that are compiled when they are first used, and whose compiled form is kept from run to run.

The rules hold hundreds of them; an article needs some two hundred, and Python's compiler is slow: compiling those anew
took a third of a short run. What the compiler makes of an expression is a list of numbers, which ``_sre.compile``
checks and takes. That is Python's own affair, so a kept form serves the same build of Python only, and where anything
is not as expected the expression is compiled as usual.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from typing import Any, cast

from checker import cache

__all__ = ["compiled", "keep", "lazy"]

_METHODS = ("finditer", "search", "match", "fullmatch", "findall", "sub", "subn", "split", "pattern", "flags")


class _Lazy:
    """Stands in for a compiled pattern, whose methods become its own on first use."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        made = compiled(self._source, self._flags)
        self.__dict__.update({method: getattr(made, method) for method in _METHODS})
        return self.__dict__[name]


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile(source, flags)`` gives, compiled on first use; a mistake in it is raised then."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile(source, flags)`` gives, from its kept form if there is one."""
    key = f"{int(flags)}:{source}"
    if pattern := _kept.pattern(key, source):
        return pattern
    pattern = re.compile(source, flags)
    _kept.missed[key] = (source, int(flags))
    return pattern


def keep() -> None:
    """Keep the compiled forms of what this run had to compile, for the next."""
    if _kept.missed:
        _kept.write()


_NAME = "patterns"
_KEY = f"1-{sys.implementation.cache_tag}-{sys.hexversion:x}-{sys.byteorder}-{array('I').itemsize}"

_Form = tuple[int, bytes, int, dict[str, int], list[str | None]]
"""Flags, the numbers of the code, number of groups, groups by name, names by group."""


class _Kept:
    """Compiled forms kept by earlier runs, and what this one had to compile.

    The file has an index in JSON on its first line, and after it the numbers of all forms end to end.
    """

    def __init__(self) -> None:
        self.missed: dict[str, tuple[str, int]] = {}
        self._index: dict[str, tuple[int, int, int, int, dict[str, int], list[str | None]]] | None = None
        self._numbers = b""

    def pattern(self, key: str, source: str) -> re.Pattern[str] | None:
        """The pattern kept under ``key``, if there is one and this Python takes it."""
        if self._index is None:
            self._read()
        entry = self._index.get(key) if self._index else None
        if entry is None:
            return None
        try:
            import _sre

            flags, start, end, groups, by_name, names = entry
            code = array("I", self._numbers[start:end]).tolist()
            return cast("re.Pattern[str]", _sre.compile(source, flags, code, groups, by_name, tuple(names)))
        except Exception:  # noqa: BLE001 -- whatever is wrong with a kept form, the expression itself is at hand
            return None

    def _read(self) -> None:
        head, _, self._numbers = (cache.read_bytes(_NAME, _KEY) or b"{}\n").partition(b"\n")
        self._index = json.loads(head)

    def write(self) -> None:
        index = dict(self._index or {})
        numbers = [self._numbers]
        at = len(self._numbers)
        for key, (source, wanted) in self.missed.items():
            if form := _form(source, wanted):
                flags, code, groups, by_name, names = form
                index[key] = (flags, at, at + len(code), groups, by_name, names)
                numbers.append(code)
                at += len(code)
        self.missed.clear()
        cache.write_bytes(_NAME, _KEY, b"\n".join([json.dumps(index).encode(), b"".join(numbers)]))


_kept = _Kept()


def _form(source: str, flags: int) -> _Form | None:
    """The compiled form of an expression; ``None`` where this Python has none that we know."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        tree = _parser.parse(source, flags)
        code = _compiler._code(tree, flags)  # noqa: SLF001
        names: list[str | None] = [None] * tree.state.groups
        for name, number in tree.state.groupdict.items():
            names[number] = name
        return flags | tree.state.flags, array("I", code).tobytes(), tree.state.groups - 1, tree.state.groupdict, names
    except Exception:  # noqa: BLE001 -- then it is compiled anew in each run, as it always was
        return None
