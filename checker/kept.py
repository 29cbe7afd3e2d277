"""What is made of a short string alone is kept: nearly all come again from article to article."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Kept"]

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


_LONGEST_KEPT = 40
