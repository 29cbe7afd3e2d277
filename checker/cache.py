"""Things worked out once and kept in the user's cache folder: JSON with a key and a checksum, never trusted unread.

A file that is torn, of another key or not to be read counts as not there; one that cannot be written is not missed.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

__all__ = ["digest", "folder", "read", "write"]


@cache
def folder() -> Path:
    """The user's cache folder for this program: ``COPYDESK_CACHE_DIR``, or the system's own place for such things."""
    if chosen := os.environ.get("COPYDESK_CACHE_DIR"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("copydesk", appauthor=False)


def digest(*parts: bytes) -> str:
    """A checksum over ``parts``, for keys."""
    total = blake2b(digest_size=20)
    for part in parts:
        total.update(len(part).to_bytes(8, "little"))
        total.update(part)
    return total.hexdigest()


def read(name: str, key: str) -> Any | None:
    """What was written under ``name`` with the same ``key``; ``None`` when there is nothing, or nothing whole."""
    try:
        data = (folder() / name).read_bytes()
    except OSError:
        return None
    header, _, body = data.partition(b"\n")
    if header.decode("ascii", "replace") != f"{key} {digest(body)}":
        return None
    try:
        return json.loads(body)
    except ValueError:
        return None


def write(name: str, key: str, value: Any) -> None:
    """Keep ``value``, plain data, under ``name`` for those who read with the same ``key``."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    path = folder() / name
    temporary = ""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(f"{key} {digest(body)}\n".encode() + body)
        Path(temporary).replace(path)
        return
    if temporary:
        Path(temporary).unlink(missing_ok=True)
