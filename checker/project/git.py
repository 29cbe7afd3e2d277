"""What git says of files: which of their lines differ from those of a revision."""

from __future__ import annotations

import os
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from checker.project.config import ConfigError, repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["changed_lines"]

_AT_ONCE = 200
"""Files named to one git process: their names must fit on a command line."""

_DIFF_OPTIONS = """
    -U0 --inter-hunk-context=0 --text --no-color --no-ext-diff --no-textconv --no-renames --no-relative
    --submodule=short --src-prefix=a/ --dst-prefix=b/
""".split()
"""The output as it is read here, whatever the user's configuration and attributes make of it."""

_QUIET = ["--no-optional-locks", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"]
"""No program is run that a repository's own configuration names, and nothing in it is written."""

_HUNK = re.compile(rb"@@ -\d+(?:,(?P<removed>\d+))? \+(?P<first>\d+)(?:,(?P<added>\d+))? @@")
_ESCAPE = re.compile(rb'\\([0-7]{3}|[abtnvfr"\\])')
_NAMED = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}


def changed_lines(files: Iterable[Path], ref: str) -> dict[Path, list[range] | None]:
    """Line numbers, from 1, that differ from ``ref`` in each file; ``None`` stands for every line of a new file.

    Raises ``ConfigError`` when a file is in no repository or git cannot do it.
    """
    if ref.startswith("-") or not ref:
        raise ConfigError(f"--changed-lines: “{ref}” is not a revision")
    changed: dict[Path, list[range] | None] = {}
    for root, inside in _by_repository(files).items():
        if ref == "HEAD" and not _git(root, "rev-parse", "--verify", "--quiet", "HEAD", may_fail=True):
            changed |= dict.fromkeys(inside.values())  # nothing is committed yet
            continue
        for names in _batches([*inside]):
            untracked = _git(root, "ls-files", "-z", "--others", "--", *names).split(b"\0")
            new = {os.fsdecode(name) for name in untracked if name}
            lines = dict(_parsed(_git(root, "diff", *_DIFF_OPTIONS, ref, "--", *names)))
            changed |= {inside[name]: None if name in new else lines.get(name, []) for name in names}
    return changed


def _by_repository(files: Iterable[Path]) -> dict[Path, dict[str, Path]]:
    """The files by repository, each under its name there."""
    roots: dict[Path, Path | None] = {}
    found: dict[Path, dict[str, Path]] = defaultdict(dict)
    for file in files:
        path = Path(os.path.abspath(file))  # noqa: PTH100 -- git follows no links either
        if path.parent not in roots:
            roots[path.parent] = repository(path.parent)
        root = roots[path.parent]
        if root is None:
            raise ConfigError(f"{file}: not in a git repository; --changed-lines needs one")
        found[root][path.relative_to(root).as_posix()] = file
    return found


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]


def _git(root: Path, *arguments: str, may_fail: bool = False) -> bytes:
    # A hook is run with variables that speak of the repository it is run for; the files may lie in another.
    environment = {
        name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
    }
    command = ["git", *_QUIET, "-c", "core.quotePath=false", "--literal-pathspecs", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, env=environment, check=False)  # noqa: S603 -- no shell
    except OSError:
        raise ConfigError("--changed-lines needs git, which was not found") from None
    if done.returncode and not may_fail:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise ConfigError(f"--changed-lines: git says “{said}”")
    return done.stdout


def _parsed(diff: bytes) -> Iterator[tuple[str, list[range]]]:
    """Names and changed lines of the files in the output of ``git diff -U0``."""
    lines = iter(diff.split(b"\n"))
    ranges: list[range] = []
    for line in lines:
        if line.startswith(b"+++ "):
            ranges = []
            yield _name(line[4:]), ranges
        elif hunk := _HUNK.match(line):
            first, added = int(hunk["first"]), int(hunk["added"] or 1)
            if added:
                ranges.append(range(first, first + added))
            _skip(lines, int(hunk["removed"] or 1) + added)


def _skip(lines: Iterator[bytes], count: int) -> None:
    """Pass over a hunk's own lines, which may look like anything."""
    while count:
        count -= not next(lines).startswith(b"\\")


def _name(field: bytes) -> str:
    """The path in a ``+++`` line: quoted when it holds odd characters, with a tab at the end when it holds blanks."""
    field = _ESCAPE.sub(_unescaped, field[1:-1]) if field.startswith(b'"') else field.removesuffix(b"\t")
    return os.fsdecode(field.removeprefix(b"b/"))


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if code.isdigit() else _NAMED.get(code, code)
