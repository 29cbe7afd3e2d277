"""Which files to read: those named, and in folders those of a known format that are not excluded."""

from __future__ import annotations

import os
import re
from fnmatch import translate
from pathlib import Path
from typing import TYPE_CHECKING

from checker.formats import suffixes

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

__all__ = ["Globs", "find"]

_NEVER = frozenset({"node_modules", "__pycache__", "venv", "site-packages", "vendor", "_site"})


class Globs:
    """Patterns as in ``exclude``: each matches a path from ``root``, a folder on it, or a bare name."""

    def __init__(self, patterns: Iterable[str], root: Path) -> None:
        self.root = root.resolve()
        patterns = [pattern.rstrip("/") for pattern in patterns]
        self._pattern = re.compile("|".join(map(translate, patterns))) if patterns else None

    def match(self, path: Path) -> bool:
        """Whether a pattern matches ``path``, a folder above it, or their bare names."""
        if self._pattern is None:
            return False
        path = Path(os.path.abspath(path))  # noqa: PTH100 -- a link is judged by its own name, not its target's
        if path.is_relative_to(self.root):
            path = path.relative_to(self.root)
        return any(
            self._pattern.match(part.as_posix()) or self._pattern.match(part.name)
            for part in (path, *path.parents)
            if part.name
        )


def find(paths: Iterable[Path], exclude: Globs, *, with_fields: bool = False) -> Iterator[Path]:
    """Files named in ``paths``, and readable files in folders named there, in a fixed order, each once.

    ``with_fields`` tells whether formats that have fields are read, too.
    """
    known = suffixes(with_fields=with_fields)
    seen: set[Path] = set()
    for path in paths:
        for file in _walk(path, exclude, known) if path.is_dir() else [path]:
            if file not in seen:
                seen.add(file)
                yield file


def _walk(folder: Path, exclude: Globs, known: Container[str]) -> Iterator[Path]:
    for at, folders, files in os.walk(folder):
        here = Path(at)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _NEVER and not exclude.match(here / name)
        )
        for name in sorted(files):
            file = here / name
            if file.suffix.lower() in known and not name.startswith(".") and not exclude.match(file):
                yield file
