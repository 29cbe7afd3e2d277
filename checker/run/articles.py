"""The articles of a command that reads one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.project.source import Source, SourceError
from checker.run import deadline
from checker.run.exit import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.project.settings import Folders

__all__ = ["read_in_turn"]


def read_in_turn(folders: Folders) -> Iterator[Source | None]:
    """The articles that were asked for; ``None`` for one that cannot be read, when the user was told why."""
    for file in folders.articles(deadline.limit):
        try:
            yield Source.read(file)
        except SourceError as error:
            say(str(error))
            yield None
