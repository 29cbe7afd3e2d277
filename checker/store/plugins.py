"""What other distributions offer by entry points, and their versions: kept until something is installed."""

from __future__ import annotations

import sys
from functools import cache as once
from pathlib import Path
from typing import Any

from checker.store import cache

__all__ = ["DEPENDENCIES", "offered", "versions"]

DEPENDENCIES = ("ftfy", "pyromark", "rapidfuzz", "sentencex", "wordfreq")
"""The distributions that findings depend on: another version of one may find other things."""

_GROUPS = ("copydesk.formats", "copydesk.readers")


def offered(group: str) -> dict[str, str]:
    """For each name in an entry point's group, the module that it stands for."""
    found: dict[str, str] = _installed()["offered"].get(group, {})
    return found


def versions() -> dict[str, str]:
    """The versions of what findings depend on, of Python and of plug-ins too; empty for what is not installed."""
    found: dict[str, str] = _installed()["versions"]
    return {**found, "python": sys.version}


@once
def _installed() -> dict[str, dict[str, Any]]:
    # Looking through all that is installed takes as long as checking an article; its folders tell when that changes.
    folders = [folder for folder in sys.path if folder and Path(folder).is_dir()]
    key = cache.checksum(repr((sys.version, folders, DEPENDENCIES)).encode()) + "." + cache.stamp(*folders)
    kept: dict[str, dict[str, Any]] | None = cache.read("installed", key)
    if kept is None:
        kept = _found()
        cache.write("installed", key, kept)
    return kept


def _found() -> dict[str, dict[str, Any]]:
    from importlib.metadata import PackageNotFoundError, entry_points, version

    found: dict[str, str] = {}
    for name in DEPENDENCIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    groups: dict[str, dict[str, str]] = {}
    for group in _GROUPS:
        points = entry_points(group=group)
        groups[group] = {point.name: point.value for point in points}
        found |= {f"{group}:{point.name}": point.dist.version for point in points if point.dist}
    return {"versions": found, "offered": groups}
