"""Regular expressions that are compiled when they are first used: an article needs a third of those that rules hold."""

from __future__ import annotations

import re
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
    return re.compile(source, flags)
