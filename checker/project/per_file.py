"""What a configuration states for the files that a glob matches: which fields hold prose, and what it was made from."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.project.config import Config, ConfigError
from checker.project.discovery import Globs
from checker.project.options import FIELD, PER_FILE_OPTIONS, SOURCE, SOURCE_FIELD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.option import Option

__all__ = ["PerFile", "ProseFields"]


class ProseFields(NamedTuple):
    """The fields of a file that hold prose, those of what that was translated from, and who names them."""

    prose: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    said_by: str = ""


class PerFile:
    """What ``per-file-options`` of a configuration states."""

    def __init__(self, config: Config) -> None:
        """Raises ``ConfigError`` for what cannot be meant."""
        file = config.files[0] if config.files else Path()
        where = f"{file}: {PER_FILE_OPTIONS.name}"
        # Of globs that match the same file the last one decides.
        self._globs = [
            _Glob(glob, config.root, stated, f"{where}: “{glob}”")
            for glob, stated in reversed(config[PER_FILE_OPTIONS].items())
        ]

    def fields_of(self, path: Path) -> ProseFields:
        """The fields of a file; none where nothing is stated."""
        glob = self._of(path, FIELD)
        return glob.fields if glob else ProseFields()

    def source_of(self, path: Path) -> Path | None:
        """The file that a file was translated from, if one is stated and there."""
        glob = self._of(path, SOURCE)
        return glob.source_of(path) if glob else None

    def _of(self, path: Path, option: Option[Any]) -> _Glob | None:
        return next((glob for glob in self._globs if option.name in glob.stated and glob.globs.match(path)), None)


class _Glob:
    """What is stated for one glob."""

    def __init__(self, glob: str, root: Path, stated: Mapping[str, Any], where: str) -> None:
        self.globs = Globs([glob], root)
        self.stated = stated
        self.fields = ProseFields(stated.get(FIELD.name, ()), stated.get(SOURCE_FIELD.name, ()), where)
        self._folder = self.globs.root / _BEFORE_WILDCARDS.sub("", glob)
        self._source = root / stated.get(SOURCE.name, "")
        if len(self.fields.sources) > len(self.fields.prose):
            raise ConfigError(f"{where}: name with “field” what each “source-field” was translated to")
        if not self._source.exists():
            raise ConfigError(f"{where}: “source” {self._source}: No such file or directory")

    def source_of(self, path: Path) -> Path | None:
        """The source of a file: the one that is named, or that of the same path in the folder that is named."""
        source = self._source
        if source.is_dir():
            file = Path(os.path.abspath(path))  # noqa: PTH100 -- a link is judged by its own name, not its target's
            source /= file.relative_to(self._folder) if file.is_relative_to(self._folder) else file.name
        return source if source.is_file() else None


_BEFORE_WILDCARDS = re.compile(r"[^/]*[*?\[].*|(?<=/)[^/]+\Z|\A[^/]+\Z", re.DOTALL)
"""What of a glob is not the folder that all its files lie in."""
