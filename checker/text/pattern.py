"""Regular expressions that are compiled when they are first used: an article needs a third of those that rules hold."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import Any, cast

__all__ = ["compiled", "lazy"]

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
    """What ``re.compile(source, flags)`` gives; Python itself keeps only the last few hundred."""
    return re.compile(_with_atomic_groups(source) if _IS_WRONG_OF_GROUPS else source, flags)


_IS_WRONG_OF_GROUPS = sys.version_info < (3, 11, 5)
"""Until 3.11.5, ``re`` matches a possessive group that holds alternatives wrongly (python/cpython#106052); Debian 12
has 3.11.2. An atomic group around a greedy one says the same, and is matched rightly."""


def _with_atomic_groups(source: str) -> str:
    """The expression with ``(?>(…)*)`` for each ``(…)*+``."""
    opened: list[int] = []
    made: list[str] = []
    at = 0
    in_class = False
    while at < len(source):
        character = source[at]
        step = 2 if character == "\\" else 1
        made.append(source[at : at + step])
        if step == 1 and in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
            if source.startswith(("^]", "]"), at + 1):
                step = 3 if source[at + 1] == "^" else 2
                made[-1] = source[at : at + step]
        elif character == "(":
            opened.append(len(made) - 1)
        elif character == ")" and opened:
            start = opened.pop()
            if source[at + 1 : at + 3] in ("*+", "++", "?+"):
                made[start] = f"(?>{made[start]}"
                made.append(f"{source[at + 1]})")
                step = 3
        at += step
    return "".join(made)
