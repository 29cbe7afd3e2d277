"""Results kept: what was found in an article that has not changed since, by rules that have not changed either.

One file an article in the user's cache folder. It counts only for the same text, read as the same format, with the same
rules chosen, the same names file, a program whose files are the same, and the same versions of what it builds on.
"""

from __future__ import annotations

import os
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any

import checker
from checker.checking import catalog
from checker.checking.catalog import Description
from checker.findings import Repaired, Review
from checker.store import cache, plugins

try:
    from _blake2 import blake2b  # with hashlib, OpenSSL would be loaded at every start
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.project.settings import Folders
    from checker.project.source import Source
    from checker.readers import Reader

__all__ = ["Results", "clean", "program"]

_FOLDER = "results"
_MISREAD = TypeError, ValueError, KeyError, IndexError, AttributeError
"""What reading another thing than was kept raises; whatever is wrong with it, the article itself is at hand."""


class Results:
    """The results of earlier runs, for a run with these settings."""

    def __init__(self, folders: Folders, readers: Iterable[Reader] = ()) -> None:
        """``readers`` are heard too; all are pure."""
        self._folders = folders
        self._readers = [(reader.name, reader.version) for reader in readers]

    def review(self, source: Source) -> Review | None:
        """The review of an article as it stands, if it is known."""
        kept = cache.read(_name(source.path), self._key(source))
        try:
            return None if kept is None else Review.from_dict(kept)
        except _MISREAD:
            return None

    def keep_review(self, source: Source, review: Review) -> None:
        """Keep a review for later runs, unless a rule failed: it may not fail again."""
        if not review.troubles:
            cache.write(_name(source.path), self._key(source), review.to_dict())

    def repaired(self, source: Source, *, unsafe: bool) -> Repaired | None:
        """What repairing an article as it stands does, if it is known."""
        kept = cache.read(_name(source.path, "repair"), self._key(source, f"{unsafe}"))
        try:
            return None if kept is None else Repaired.from_dict(kept)
        except _MISREAD:
            return None

    def keep_repaired(self, source: Source, done: Repaired, *, unsafe: bool) -> None:
        """Keep what repairing an article did, for later runs, unless a rule failed."""
        if done.review.troubles or done.fault:
            return
        name = _name(source.path, "repair")
        cache.write(name, self._key(source, f"{unsafe}"), done.to_dict())

    def described(self, path: Path) -> list[Description]:
        """What is to be said of the rules that run over the file at ``path``, from an earlier run if they are known."""
        name = f"rules/{blake2b(os.fsencode(self._folders.of(path).config.root), digest_size=16).hexdigest()}"
        key = blake2b(repr(self._parts(path)).encode(), digest_size=16).hexdigest()
        kept = cache.read(name, key)
        try:
            if kept is not None:
                return [Description(*row) for row in kept]
        except _MISREAD:
            pass
        found = [Description.of(rule) for rule in self._folders.desk_for(path).rules]
        cache.write(name, key, found)
        return found

    def _parts(self, path: Path) -> tuple[Any, ...]:
        """What the choice of rules hangs on, and how they find what they find."""
        settings = self._folders.of(path)
        return (
            settings.fingerprint,
            sorted(settings.ignored_in(path) | settings.elsewhere(path)),
            settings.accepted_in(path),
            settings.fields_of(path),
            program(),
            sorted(plugins.versions().items()),
        )

    def _key(self, source: Source, done: str = "") -> str:
        names = self._folders.names_path(source.path)
        stamp = cache.stamp(names) if names else ""
        origin = self._folders.source_of(source.path)
        original = cache.stamp(origin) if origin else ""
        parts = (*self._parts(source.path), source.path.suffix, stamp, original, self._readers, done)
        digest = blake2b(repr(parts).encode(), digest_size=16)
        digest.update(source.text.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def clean() -> int:
    """Delete what is kept of articles; returns how many files that were."""
    folder = cache.folder() / _FOLDER
    files = list(folder.iterdir()) if folder.is_dir() else []
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def _name(path: Path, done: str = "") -> str:
    whole = os.path.abspath(path)  # noqa: PTH100 -- a link is kept apart from what it leads to
    return f"{_FOLDER}/{blake2b(whole.encode('utf-8', 'surrogateescape'), digest_size=16).hexdigest()}{done}"


@once
def program() -> str:
    """What tells that this program has changed: its modules, rules and word lists."""
    here = Path(checker.__file__).parent
    files = [
        f"{folder}{os.sep}{name}"  # no paths: to make and sort those takes longer than all the rest
        for root in {here, catalog.BUILTIN}
        for folder, _, names in os.walk(root)
        for name in names
        if name.endswith((".py", ".toml", ".tsv", ".txt"))
    ]
    return cache.stamp(*sorted(files))
