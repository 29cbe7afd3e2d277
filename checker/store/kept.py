"""What is kept: of a short string alone, since nearly all come again from article to article; of an object for it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property
else:

    class cached_property:  # noqa: N801 -- stands for that of functools, which takes a lock before Python 3.12
        """An attribute that a method works out when it is first asked for."""

        def __init__(self, work_out: Callable[[Any], Any]) -> None:
            self._work_out = work_out
            self.__doc__ = work_out.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            made = instance.__dict__[self._name] = self._work_out(instance)
            return made


__all__ = ["Kept", "Told", "cached_property"]

_T = TypeVar("_T")


class Kept(dict[str, _T]):
    """What has been made of short strings, at ``most`` so many: nearly all come again from article to article."""

    def __init__(self, make: Callable[[str], _T], most: int = 20_000) -> None:
        self._make = make
        self._most = most

    def __missing__(self, text: str) -> _T:
        made = self._make(text)
        if len(text) <= _LONGEST_KEPT:
            if len(self) == self._most:
                self.clear()
            self[text] = made
        return made


class Told(Generic[_T]):
    """What is said of a few of many forms: those of which nothing is to be said are met again without being asked for.

    ``most`` is of how many forms it is kept.
    """

    def __init__(self, say: Callable[[str], _T | None], most: int = 50_000) -> None:
        self._say = say
        self._most = most
        self._kept: tuple[set[str], dict[str, _T], set[str]] = set(), {}, set()

    def among(self, forms: AbstractSet[str]) -> dict[str, _T]:
        """What is said of each of ``forms`` of which something is, be it anything that is true."""
        if len(self._kept[0]) > self._most:
            self._kept = set(), {}, set()
        met, told, of_something = self._kept
        of_long: dict[str, _T] = {}
        for form in forms - met:
            said = self._say(form)
            if len(form) > _LONGEST_KEPT:
                if said:
                    of_long[form] = said
                continue
            if said:
                told[form] = said
                of_something.add(form)  # told has the same, but two sets are compared by the smaller one
            met.add(form)
        return {form: told[form] for form in of_something & forms} | of_long


_LONGEST_KEPT = 40
