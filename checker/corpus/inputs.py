"""The files that inputs name: by path, glob, folder or an address that fsspec knows, in a fixed order."""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem
from fsspec.utils import glob_translate

from checker.corpus.articles import CorpusError
from checker.findings.finding import digest
from checker.text.formats import suffixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import fsspec

__all__ = ["File", "described", "files", "would_read"]

_ROWS = (".parquet", ".jsonl", ".ndjson", ".csv", ".tsv")
"""Suffixes of files in which each row is an article."""

_CODECS = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2"}
"""Suffixes of compressed files, and what pyarrow calls that."""


class File(NamedTuple):
    """A file to read: where it lies, what it is called in the tables, its size in bytes and what tells its state.

    ``suffix`` is that of its format, without that of a compression, for which there is ``codec``.
    """

    system: fsspec.AbstractFileSystem
    path: str
    name: str
    size: int
    state: str
    suffix: str
    codec: str | None

    @property
    def has_rows(self) -> bool:
        """Whether each row of it is an article, and not the file itself."""
        return self.suffix in _ROWS


def files(inputs: Iterable[str]) -> Iterator[File]:
    """The files that the inputs name; raises ``CorpusError`` for one that is not there or of no known kind."""
    for given in inputs:
        yield from _files_of(given)


def described(inputs: Sequence[str]) -> list[dict[str, Any]]:
    """Of each input how many files and bytes it has, and a digest of their names, sizes and states."""
    told = []
    for given in inputs:
        count = size = 0
        state = ""
        for file in _files_of(given):
            count += 1
            size += file.size
            state = digest(f"{state}\0{file.name}\0{file.size}\0{file.state}")
        told.append({"input": given, "files": count, "bytes": size, "state": state})
    return told


def would_read(inputs: Iterable[str], file: Path) -> str:
    """The input that a file on this machine would be part of; empty where none is."""
    for given in inputs:
        try:
            system, path = url_to_fs(given)
        except (ValueError, ImportError):  # of which it is said elsewhere that it cannot be read
            continue
        if isinstance(system, LocalFileSystem):
            folders = (each.as_posix() for each in file.parents)
            if path in folders or re.fullmatch(glob_translate(path), file.as_posix()):
                return given
    return ""


def _files_of(given: str) -> Iterator[File]:
    try:
        system, path = url_to_fs(given)
        if any(mark in path for mark in "*?[") and not system.exists(path):
            found = _globbed(system, path)
        elif not system.exists(path):
            raise CorpusError(f"{given}: there is no such file or folder")
        elif system.isdir(path):
            found = _walked(system, path)
        else:
            found = iter([system.info(path)])
        empty = True
        for info in found:
            if info["type"] != "file":  # a pipe, or a link to nothing
                continue
            file = _file(system, info, given)
            if file.has_rows or (file.suffix in _suffixes() and not file.codec):
                empty = False
                yield file
            elif system.isfile(path):
                raise CorpusError(f"{given}: this kind of file is not read; {_KINDS}")
    except (OSError, ValueError, ImportError) as error:
        raise CorpusError(f"{given}: cannot be read ({error})") from None
    if empty:
        raise CorpusError(f"{given}: nothing there to read; {_KINDS}")


_KINDS = (
    f"tables end in {', '.join(_ROWS[:-1])} or {_ROWS[-1]}, also with {' or '.join(_CODECS)}; articles in .txt, .md …"
)


def _suffixes() -> Iterable[str]:
    return suffixes(with_fields=False)


def _globbed(system: fsspec.AbstractFileSystem, path: str) -> Iterator[Mapping[str, Any]]:
    found = system.glob(path, detail=True)
    for name in sorted(found):
        if PurePosixPath(name).name.startswith("."):
            continue
        if found[name]["type"] == "directory":
            yield from _walked(system, name)
        else:
            yield found[name]


def _walked(system: fsspec.AbstractFileSystem, folder: str) -> Iterator[Mapping[str, Any]]:
    """The files of a folder and those below it, without hidden ones and without following links to folders."""
    for info in sorted(system.ls(folder, detail=True), key=lambda info: str(info["name"])):
        if PurePosixPath(info["name"]).name.startswith((".", "_")):
            continue
        if info["type"] != "directory":
            yield info
        elif not info.get("islink"):
            yield from _walked(system, info["name"])


def _file(system: fsspec.AbstractFileSystem, info: Mapping[str, Any], given: str) -> File:
    path = str(info["name"])
    if not isinstance(system, LocalFileSystem):
        name = system.unstrip_protocol(path)
    elif os.path.isabs(given) or "://" in given:  # noqa: PTH117 -- an address is no path
        name = path
    else:
        name = os.path.relpath(path).replace(os.sep, "/")
    state = next((str(info[key]) for key in ("ETag", "mtime", "LastModified", "updated") if info.get(key)), "")
    bare = PurePosixPath(path)
    codec = _CODECS.get(bare.suffix.lower())
    if codec:
        bare = bare.with_suffix("")
    return File(system, path, name, int(info["size"] or 0), state, bare.suffix.lower(), codec)
