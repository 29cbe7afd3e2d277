"""Files on disk: read as text, and written back whole or not at all, with nothing changed but the edits."""

from __future__ import annotations

import errno
import os
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from checker.checking.edits import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Source", "SourceError"]

LARGEST = 20_000_000
"""Bytes of the largest file that is read; the largest books have a fifth of that."""

_USUAL = 50_000
"""Bytes that hardly an article has."""

_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"\r\n?")


class SourceError(Exception):
    """A file that cannot be read or written; the message names it and says what to do."""


@dataclass(frozen=True)
class Source:
    """A file's text exactly as it stands on disk (``raw``, without the byte-order mark)."""

    path: Path
    raw: str
    has_bom: bool

    @classmethod
    def read(cls, path: Path) -> Source:
        """Read a file; raises ``SourceError`` when it is missing, unreadable, too large or not UTF-8."""
        try:
            with path.open("rb") as file:
                return cls.of(path, file)
        except OSError as error:
            raise SourceError(f"{path}: {error.strerror}") from None

    @classmethod
    def of(cls, path: Path, file: BinaryIO) -> Source:
        """Read an open file, called ``path``; raises ``SourceError`` when it is too large or not UTF-8."""
        data = file.read(_USUAL)
        if len(data) == _USUAL:  # to be ready for the largest costs as much as to read the usual one
            data += file.read(LARGEST + 1 - _USUAL)
        if len(data) > LARGEST:
            raise SourceError(f"{path}: larger than {LARGEST // 1_000_000} MB and not checked; split it")
        return cls.decode(path, data)

    @classmethod
    def decode(cls, path: Path, data: bytes) -> Source:
        """The source that ``data`` holds; raises ``SourceError`` when it is not UTF-8, or no text at all."""
        if b"\0" in data:
            raise SourceError(
                f"{path}: not text (it has a NUL byte, at {data.index(0)}); exclude it, or save it as UTF-8"
            )
        has_bom = data.startswith(_BOM)
        try:
            return cls(path, data[len(_BOM) :].decode() if has_bom else data.decode(), has_bom)
        except UnicodeDecodeError as error:
            at = error.start + (len(_BOM) if has_bom else 0)
            raise SourceError(f"{path}: not UTF-8 (byte {at}); save it as UTF-8 and try again") from None

    @cached_property
    def text(self) -> str:
        r"""The text with ``\n`` for every line end: what a ``Document`` is made of."""
        return _LINE_END.sub("\n", self.raw) if "\r" in self.raw else self.raw

    @property
    def line_end(self) -> str:
        """How all lines end; empty where they end in different ways."""
        ends = set(re.findall(r"\r\n?|\n", self.raw)) if "\r" in self.raw else {"\n"}
        return ends.pop() if len(ends) == 1 else ""

    def edited(self, edits: Iterable[Edit]) -> Source:
        """The source after sorted, disjoint edits to ``text``; line ends outside of them stay as they are."""
        raw_edits = [Edit(self._raw(edit.start), self._raw(edit.end), self._own_ends(edit.text)) for edit in edits]
        return Source(self.path, apply_edits(self.raw, raw_edits), self.has_bom)

    @property
    def data(self) -> bytes:
        """The bytes to write."""
        return (_BOM if self.has_bom else b"") + self.raw.encode()

    def write(self, instead_of: Source | None = None) -> None:
        """Put the file in place of the old one in one step, with its mode and owner.

        Raises ``SourceError``, and leaves the file as it is, where it cannot be written, or holds no longer what
        ``instead_of`` was read from. Another hard link to the file keeps the old text.
        """
        import tempfile  # slow to import, and only for writing

        target = Path(os.path.realpath(self.path))
        temporary = ""
        try:
            old = target.stat()
            if not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
                raise PermissionError(errno.EACCES, "it is read-only")
            descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
            with os.fdopen(descriptor, "wb") as file:
                file.write(self.data)
                file.flush()
                os.fsync(file.fileno())
            _make_alike(Path(temporary), old)
            if instead_of and target.read_bytes() != instead_of.data:
                raise SourceError(f"{self.path}: changed by another program in the meantime, and left so; run again")
            Path(temporary).replace(target)
            temporary = ""
        except OSError as error:
            raise SourceError(f"{self.path}: cannot be written, left as it was ({error.strerror})") from None
        finally:
            if temporary:
                Path(temporary).unlink(missing_ok=True)

    @cached_property
    def _dropped(self) -> list[int]:
        """Offsets in ``text`` of the line ends that take two characters on disk."""
        return [match.start() - number for number, match in enumerate(re.finditer("\r\n", self.raw))]

    def _raw(self, offset: int) -> int:
        return offset + bisect_left(self._dropped, offset)

    def _own_ends(self, text: str) -> str:
        own = _LINE_END.search(self.raw)
        return text.replace("\n", own[0]) if own and "\n" in text else text


def _make_alike(file: Path, old: os.stat_result) -> None:
    """Give a file the mode and owner of another; raises ``OSError`` where it may not be given to them."""
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (os.geteuid(), file.stat().st_gid):
        os.chown(file, old.st_uid, old.st_gid)
    file.chmod(old.st_mode)
