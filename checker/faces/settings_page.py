"""What ``copydesk config`` prints: what applies to a file and which file says so, as TOML with comments."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.option import Merge
from checker.project.config import PROFILES
from checker.project.options import FORCE_EXCLUDE, table
from checker.reports.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.option import Option
    from checker.project.config import Config
    from checker.project.settings import Settings

__all__ = ["lines"]


def lines(file: Path, settings: Settings) -> Iterator[str]:
    """The page about ``file``, a line at a time."""
    config = settings.config
    yield f"# {one_line(str(file))}\n"
    if config.files:
        yield f"# configuration: {', which extends '.join(map(_shown, config.files))}\n"
    else:
        yield "# no configuration: the defaults apply\n"
    for option in table():
        if option.in_configuration:
            yield from _option(option, config)
    yield "\n"
    yield from _about_file(file, settings)


def _option(option: Option[Any], config: Config) -> Iterator[str]:
    """The value that holds, and after it who says so; a list from several files is given in its parts."""
    name, value = option.name, config[option]
    origins = [origin for origin in config.origins if origin.option == name]
    if not origins:
        yield f"# {name} is not set\n" if value is None else f"{name} = {_toml(value)}  # default\n"
        return
    adds_up = option.merge is Merge.ADD
    for origin in origins if adds_up else origins[-1:]:
        note = ", added up" if adds_up and len(origins) > 1 else ""
        yield f"{name} = {_toml(origin.value)}  # {_shown(origin.file)}{note}\n"


def _about_file(file: Path, settings: Settings) -> Iterator[str]:
    if not file.is_dir():
        if glob := settings.excluded_by(file):
            forced = "also when named" if settings[FORCE_EXCLUDE] else "unless named on the command line"
            yield f"# not checked, {forced}: “{glob}” in exclude\n"
        if settings.is_git_ignored(file):
            yield "# not checked, unless named on the command line: git ignores it\n"
        if ignored := settings.ignored_in(file):
            yield f"# ignored in this file: {', '.join(sorted(ignored))} (per-file-ignores)\n"
    ran = settings.desk_for(file).rules
    names = {rule.name for rule in ran}
    off = [rule for rule in settings.all_rules if rule.name not in names]
    preview = sum(rule.preview for rule in off)
    yield f"# {len(ran)} rules run\n"
    if left_out := sorted(rule.name for rule in off if not rule.preview):
        yield f"# {len(left_out)} are left out: {', '.join(left_out)}\n"
    if preview:
        yield f"# {preview} are in preview: “preview = true” runs them, “copydesk rules” lists them\n"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(names)}" for key, names in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _shown(path: Path) -> str:
    """The path from here when that is shorter; a profile that comes along by its name."""
    if path.parent == PROFILES:
        return f"the profile “{path.stem}”"
    here = Path.cwd()
    return one_line(os.path.relpath(path) if path.is_relative_to(here) else str(path))
