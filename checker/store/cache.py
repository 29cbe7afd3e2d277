"""Things worked out once and kept in the user's cache folder: JSON with a key and a checksum, never trusted unread.

A file that is torn, of another key or not to be read counts as not there; one that cannot be written is not missed.
The folder is bounded: once a day, and after each run over very many files, what goes beyond ``MOST_FILES`` or
``MOST_BYTES`` is deleted, that first which was not used for the longest time.
"""

from __future__ import annotations

import json
import os
import re
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "checksum",
    "clear",
    "folder",
    "make_private",
    "put",
    "read",
    "read_bytes",
    "stamp",
    "tidy",
    "write",
    "write_bytes",
]


@cache
def folder() -> Path:
    """The user's cache folder for this program: ``COPYDESK_CACHE_DIR``, or the system's own place for such things."""
    if chosen := os.environ.get("COPYDESK_CACHE_DIR"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("copydesk", appauthor=False)


def checksum(data: bytes) -> str:
    """A checksum against torn files; what must not be forged is kept from others by the folder's mode."""
    return f"{crc32(data):08x}-{len(data):x}"


def stamp(*files: str | Path) -> str:
    """What tells that a file has changed: time and size of each, as Python's own compiled files do."""
    known = (os.stat(file) for file in files)  # noqa: PTH116 -- on the way of every start
    return "-".join(f"{status.st_mtime_ns:x}.{status.st_size:x}" for status in known)


def read(name: str, key: str) -> Any | None:
    """What was written under ``name`` with the same ``key``; ``None`` when there is nothing, or nothing whole."""
    body = read_bytes(name, key)
    try:
        return None if body is None else json.loads(body)
    except ValueError:
        return None


def write(name: str, key: str, value: Any) -> None:
    """Keep ``value``, plain data, under ``name`` for those who read with the same ``key``."""
    write_bytes(name, key, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def read_bytes(name: str, key: str) -> bytes | None:
    """As ``read``, for what is not JSON."""
    try:
        with (folder() / name).open("rb") as file:
            status = os.fstat(file.fileno())
            if not _is_ours(status):
                return None
            data = file.read()
            if time.time() - status.st_mtime > _DAY:
                os.utime(folder() / name)  # what is used stays; to the day is near enough
    except OSError:
        return None
    header, _, body = data.partition(b"\n")
    return body if header.decode("ascii", "replace") == f"{key} {checksum(body)}" else None


MOST_FILES = 20_000
MOST_BYTES = 256_000_000
"""What the folder may hold: the results of some 20,000 articles, beside the word list."""

_DAY = 86_400
_HEAD = re.compile(rb"[^\n]* [0-9a-f]{8}-[0-9a-f]+\n")
"""How a file that was written here begins: with its key and checksum."""


def tidy(*, now: bool = True) -> int:
    """Make the folder half as large as it may be where it has become larger; returns how many files went.

    Unless it is to be done ``now``, it is once a day.
    """
    with suppress(OSError):
        done = folder() / "tidied"
        if not now and done.exists() and time.time() - done.stat().st_mtime < _DAY:
            return 0
        write("tidied", "", None)
        found = [(path, path.stat()) for path in _files()]
        size = sum(status.st_size for _, status in found)
        if len(found) <= MOST_FILES and size <= MOST_BYTES:
            return 0
        left = len(found)
        for path, status in sorted(found, key=lambda each: each[1].st_mtime):
            if left <= MOST_FILES // 2 and size <= MOST_BYTES // 2:
                break
            path.unlink(missing_ok=True)
            left -= 1
            size -= status.st_size
        return len(found) - left
    return 0


def clear() -> int:
    """Delete all that is kept, and nothing else that may lie in the folder; returns how many files that were."""
    gone = 0
    for path in list(_files()):
        path.unlink(missing_ok=True)
        gone += 1
    for path in [*folder().glob("*/"), folder()]:
        with suppress(OSError):
            path.rmdir()  # unless something else is in it
    return gone


def _files() -> Iterator[Path]:
    """The files in the folder that were written here."""
    for path in folder().rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        if path.suffix == ".words":  # the word list has a head of its own
            yield path
            continue
        with path.open("rb") as file:
            head = file.readline(1000)
        if _HEAD.fullmatch(head):
            yield path


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody but the user, or root, can have written the file."""
    return not hasattr(os, "geteuid") or (status.st_uid in (os.geteuid(), 0) and not status.st_mode & 0o022)


def make_private(path: Path) -> None:
    """Make a folder, and those above it that are missing, for the user alone; raises ``OSError``."""
    if not path.is_dir():
        make_private(path.parent)  # the mode that mkdir is given is not that of the parents it makes
        path.mkdir(mode=0o700, exist_ok=True)


def write_bytes(name: str, key: str, body: bytes) -> None:
    """As ``write``, for what is not JSON."""
    with suppress(OSError):
        put(folder() / name, f"{key} {checksum(body)}\n".encode() + body)


def put(path: Path, data: bytes) -> None:
    """Put a file there whole or not at all, for its owner alone; raises ``OSError``."""
    import tempfile  # slow to import, and only for writing

    make_private(path.parent)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
