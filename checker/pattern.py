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
from functools import lru_cache
from typing import Any, NamedTuple, cast

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


@lru_cache(maxsize=4096)
def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile(source, flags)`` gives, from its kept form if there is one."""
    key = f"{int(flags)}:{source}"
    if pattern := _pattern(source, _kept.form(key)):
        return pattern
    form = _form(source, flags)
    if form and (pattern := _pattern(source, form)):
        _kept.missed[key] = form
        return pattern
    return re.compile(source, flags)


def keep() -> None:
    """Keep the compiled forms of what this run had to compile, for the next."""
    if _kept.missed:
        _kept.write()


_NAME = "patterns"
_KEY = f"2-{sys.implementation.cache_tag}-{sys.hexversion:x}-{sys.byteorder}-{array('I').itemsize}"


class _Form(NamedTuple):
    """What the compiler makes of an expression."""

    flags: int
    code: bytes
    groups: int
    by_name: dict[str, int]
    names: list[str | None]


class _Kept:
    """Compiled forms kept by earlier runs, and those that this one made.

    The file has an index in JSON on its first line, and after it the numbers of all forms end to end.
    """

    def __init__(self) -> None:
        self.missed: dict[str, _Form] = {}
        self._index: dict[str, tuple[int, int, int, int, dict[str, int], list[str | None]]] | None = None
        self._numbers = b""

    def form(self, key: str) -> _Form | None:
        """The form kept under ``key``, if there is one."""
        if self._index is None:
            self._read()
        try:
            flags, start, end, groups, by_name, names = self._index[key]  # type: ignore[index]
            return _Form(flags, self._numbers[start:end], groups, by_name, names)
        except (KeyError, TypeError, ValueError):
            return None

    def _read(self) -> None:
        head, _, self._numbers = (cache.read_bytes(_NAME, _KEY) or b"{}\n").partition(b"\n")
        self._index = json.loads(head)

    def write(self) -> None:
        index = dict(self._index or {})
        numbers = [self._numbers]
        at = len(self._numbers)
        for key, (flags, code, groups, by_name, names) in self.missed.items():
            index[key] = (flags, at, at + len(code), groups, by_name, names)
            numbers.append(code)
            at += len(code)
        self.missed.clear()
        cache.write_bytes(_NAME, _KEY, b"\n".join([json.dumps(index).encode(), b"".join(numbers)]))


_kept = _Kept()


def _pattern(source: str, form: _Form | None) -> re.Pattern[str] | None:
    """The pattern of a form, if there is one and this Python takes it."""
    if form is None:
        return None
    try:
        import _sre

        code = array("I", form.code).tolist()
        made = _sre.compile(source, form.flags, code, form.groups, form.by_name, tuple(form.names))
        return cast("re.Pattern[str]", made)
    except Exception:  # noqa: BLE001 -- whatever is wrong with the form, the expression itself is at hand
        return None


def _form(source: str, flags: int) -> _Form | None:
    """The compiled form of an expression; ``None`` where this Python has none that we know, or it has a mistake."""
    try:
        from re import _parser  # type: ignore[attr-defined]

        from checker import first_characters

        tree = _parser.parse(source, flags)
        code = first_characters.code_of(tree, flags)
        state = tree.state
        names: list[str | None] = [None] * state.groups
        for name, number in state.groupdict.items():
            names[number] = name
        return _Form(flags | state.flags, array("I", code).tobytes(), state.groups - 1, state.groupdict, names)
    except Exception:  # noqa: BLE001 -- then it is compiled anew in each run, as it always was
        return None
