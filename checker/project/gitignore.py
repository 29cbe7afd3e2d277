"""What git is told to ignore: ``.gitignore`` files from the repository's root down, and ``.git/info/exclude``."""

from __future__ import annotations

import os
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker.checking.rule import Expired
from checker.project.config import ConfigError, repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from pathspec import GitIgnoreSpec

    Limit = Callable[[float], AbstractContextManager[object]]

__all__ = ["GitIgnore"]


class GitIgnore:
    """The patterns that hold for what lies in ``folder``.

    A folder that is ignored itself and yet asked for is looked into: only patterns from inside it count then.
    """

    def __init__(self, folder: Path, limit: Limit = nullcontext) -> None:
        """``limit`` gives for some seconds a context that raises ``Expired`` in itself when they are over."""
        self._limit = limit
        folder = Path(os.path.abspath(folder))  # noqa: PTH100 -- a link is judged by its own name
        self._top = repository(folder) or folder
        if folder != self._top and self.match(folder, is_folder=True):
            self._top = folder

    def match(self, path: Path, *, is_folder: bool = False) -> bool:
        """Whether ``path`` is ignored; the nearest file that has a pattern for it decides."""
        path = Path(os.path.abspath(path))  # noqa: PTH100
        for folder in path.parents:
            for file in (folder / ".gitignore", folder / ".git" / "info" / "exclude"):
                spec = _read(file)
                if spec is None:
                    continue
                name = path.relative_to(folder).as_posix() + ("/" if is_folder else "")
                try:
                    with self._limit(_LONGEST):
                        verdict = spec.check_file(name).include
                except Expired:
                    raise ConfigError(f"{file}: takes too long; --no-respect-gitignore does without") from None
                if verdict is not None:
                    return verdict
            if folder == self._top:
                break
        return False


_LONGEST = 5.0
"""Seconds for a name and the patterns of a file. A few asterisks in one of them can take for ever."""


@cache
def _read(file: Path) -> GitIgnoreSpec | None:
    if not file.is_file():  # a pipe or a device would never end
        return None
    try:
        lines = [
            line
            for line in file.read_text("utf-8", "surrogateescape").splitlines()
            if line.strip() and not line.startswith("#")
        ]
    except OSError:
        return None
    if not lines:
        return None
    from pathspec import GitIgnoreSpec  # only where something is ignored

    return GitIgnoreSpec.from_lines(lines)
