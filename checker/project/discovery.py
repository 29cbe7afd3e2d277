"""Which files to read: those named, and in folders those of a known format that are not excluded."""

from __future__ import annotations

import os
import re
from contextlib import nullcontext
from fnmatch import translate
from pathlib import Path
from typing import TYPE_CHECKING

from checker.text.formats import suffixes

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from checker.project.gitignore import Limit

__all__ = ["Globs", "find"]

_NEVER = frozenset({"node_modules", "__pycache__", "venv", "site-packages", "vendor", "_site"})


class Globs:
    """Patterns as in ``exclude``: each matches a path from ``root``, a folder on it, or a bare name."""

    def __init__(self, patterns: Iterable[str], root: Path) -> None:
        self.root = root.resolve()
        self.patterns = tuple(pattern.rstrip("/") for pattern in patterns)
        self._pattern = re.compile("|".join(map(translate, self.patterns))) if self.patterns else None

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


def find(
    paths: Iterable[Path],
    excluded: Callable[[Path], bool],
    *,
    force_exclude: bool = False,
    gitignore: bool = True,
    limit: Limit = nullcontext,
    lacks_fields: Callable[[Path], bool],
) -> Iterator[Path]:
    """Files named in ``paths``, and readable files in folders named there, in a fixed order, each once.

    Files named are read even if ``excluded`` unless ``force_exclude``; what git ignores is not looked for in folders.
    What ``lacks_fields`` is data of which nobody said where its prose is; it counts as excluded. ``limit`` is what
    ``GitIgnore`` takes.
    """
    known = suffixes(with_fields=True)

    def is_left_out(path: Path) -> bool:
        return excluded(path) or lacks_fields(path)

    seen: set[Path] = set()
    for path in paths:
        if force_exclude and path != Path("-") and is_left_out(path):
            continue
        for file in _walk(path, is_left_out, known, limit if gitignore else None) if path.is_dir() else [path]:
            if file not in seen:
                seen.add(file)
                yield file


def _walk(
    top: Path, excluded: Callable[[Path], bool], known: Container[str], gitignore: Limit | None
) -> Iterator[Path]:
    ignored: Callable[..., bool] = _nothing
    if gitignore:
        from checker.project.gitignore import GitIgnore  # only for folders

        ignored = GitIgnore(top, gitignore).match
    for at, folders, files in os.walk(top):
        here = Path(at)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _NEVER
            and not excluded(here / name)
            and not ignored(here / name, is_folder=True)
        )
        for name in sorted(files):
            file = here / name
            if file.suffix.lower() not in known or name.startswith(".") or excluded(file) or ignored(file):
                continue
            if _is_of(file, top):
                yield file


def _is_of(file: Path, top: Path) -> bool:
    """Whether it is a file, not a pipe, and not a link to one outside of the folder."""
    if not file.is_symlink():
        return file.is_file()
    return file.is_file() and Path(os.path.realpath(file)).is_relative_to(os.path.realpath(top))


def _nothing(_path: Path, *, is_folder: bool = False) -> bool:  # noqa: ARG001
    return False
