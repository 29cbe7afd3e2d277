"""What other distributions offer by entry points; found once, and kept until something is installed or removed."""

from __future__ import annotations

import sys
from functools import cache as once
from pathlib import Path

from checker import cache

__all__ = ["named", "offered"]


def named(group: str) -> list[str]:
    """The modules that are named under an entry point's group, by the names they are given there."""
    return sorted(_all().get(group, {}).values())


def offered(group: str) -> dict[str, str]:
    """For each name in an entry point's group, the module that it stands for."""
    return _all().get(group, {})


_GROUPS = ("copydesk.formats", "copydesk.readers")


@once
def _all() -> dict[str, dict[str, str]]:
    # Looking through all that is installed takes as long as checking an article; folders tell when that changes.
    folders = [folder for folder in sys.path if folder and Path(folder).is_dir()]
    key = cache.checksum(repr((sys.version, folders)).encode()) + "." + cache.stamp(*folders)
    kept: dict[str, dict[str, str]] | None = cache.read("plugins", key)
    if kept is None:
        from importlib.metadata import entry_points

        kept = {group: {point.name: point.value for point in entry_points(group=group)} for group in _GROUPS}
        cache.write("plugins", key, kept)
    return kept
