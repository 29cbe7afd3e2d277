"""Watching: a run after each change of an article or of settings, until Ctrl-C.

What has not changed is not checked again: its results are kept from run to run.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checker.project.config import ConfigError
from checker.project.options import OPEN, WRITE_BASELINE
from checker.project.settings import NAMES_FILE, STDIN, Folders
from checker.readers import MissingExtraError
from checker.run import pipeline
from checker.run.exit import MISTAKES, OK, ended, say
from checker.text.formats import BY_SUFFIX_WITH_FIELDS, suffixes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchfiles import Change

    from checker.project.options import Options

__all__ = ["run"]

_SETTINGS = frozenset({"copydesk.toml", "pyproject.toml", NAMES_FILE})
_LOOK_AGAIN = 200
"""Milliseconds between looks at what lies in no folder that is watched: files that were named, settings above."""


def run(options: Options) -> int:
    """Check, and again whenever something changes; returns the exit code, 0 when Ctrl-C ends it."""
    return ended(lambda: _watch(options))


def _watch(options: Options) -> int:
    try:
        from watchfiles import DefaultFilter, watch
    except ModuleNotFoundError:
        raise MissingExtraError("the package for --watch", "watch") from None
    if STDIN in options.paths:
        raise ConfigError("--watch cannot be used with standard input: name files or folders")
    if options[WRITE_BASELINE] or options[OPEN]:
        raise ConfigError("--watch cannot be used with --write-baseline or --open, which are done once")
    folders = [path for path in options.paths if path.is_dir()]
    files = [path for path in options.paths if not path.is_dir()]
    known = suffixes(with_fields=True)
    usual = DefaultFilter()
    named = {path.absolute() for path in files}

    def is_wanted(change: Change, name: str) -> bool:
        path = Path(name)
        if path.name in _SETTINGS or path in named:
            return True
        return (
            bool(folders) and path.suffix.lower() in known and usual(change, name) and not _lacks_fields(path, options)
        )

    # Of a file its folder is watched: many programs put a new file in the place of the old one.
    places = folders or sorted({path.absolute().parent for path in files})
    apart: list[Path] = []
    before: list[tuple[int, int]] = []
    try:
        # What changes while a check is at work is told after it, so the watch begins first.
        for number, changes in enumerate(
            watch(
                *places,
                watch_filter=is_wanted,
                debounce=_LOOK_AGAIN,
                recursive=bool(folders),
                rust_timeout=_LOOK_AGAIN,
                yield_on_timeout=True,
                ignore_permission_denied=True,
            )
        ):
            if not number or changes or before != _states(apart):
                apart = sorted({*files, *_settings(options)})
                before = _states(apart)
                _check(options)
    except KeyboardInterrupt:
        return OK
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ConfigError(f"--watch: {error}") from None
    return OK


def _check(options: Options) -> None:
    """Check once, on a clean screen."""
    if sys.stdout.isatty():
        from rich.console import Console

        Console().clear()
    gc.unfreeze()  # what the last run made is not needed any more
    try:
        pipeline.checked(options)
    except MISTAKES as error:
        say(str(error))  # it may be mended yet
    sys.stdout.flush()
    say(f"{datetime.now().astimezone():%H:%M:%S} watching for changes; Ctrl-C ends")


def _settings(options: Options) -> set[Path]:
    """The files that state what holds here, wherever they lie; where one is not understood, those that could."""
    try:
        folders = Folders(options)
    except ConfigError:
        here = Path.cwd()
        return {above / name for above in (here, *here.parents) for name in _SETTINGS}
    names = folders.names_path(Path("any.md"))
    return {*folders.here.config.files, *([names] if names else [])}


def _lacks_fields(path: Path, options: Options) -> bool:
    """Whether nobody says, as the settings stand now, where in a file of data prose is."""
    with suppress(ConfigError):
        return path.suffix.lower() in BY_SUFFIX_WITH_FIELDS and Folders(options).lacks_fields(path)
    return False


def _states(files: Iterable[Path]) -> list[tuple[int, int]]:
    """What tells that files have changed, come or gone."""
    found: list[tuple[int, int]] = []
    for file in files:
        try:
            status = file.stat()
        except OSError:
            found.append((0, 0))
        else:
            found.append((status.st_mtime_ns, status.st_size))
    return found
