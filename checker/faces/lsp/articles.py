"""Articles as an editor has them open, and what was found in them, with the positions that editors count by."""

from __future__ import annotations

import re
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.uris import to_fs_path

from checker.faces.serving.workshop import Text
from checker.text.columns import Lines, Unit
from checker.text.formats import suffixes
from checker.text.layout import Span

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Iterable, Sequence

    from checker.findings import Edit, Finding

__all__ = ["UNITS", "Article", "Checked", "path_of"]

UNITS: dict[str, Unit] = {
    types.PositionEncodingKind.Utf8.value: "utf-8",
    types.PositionEncodingKind.Utf16.value: "utf-16",
    types.PositionEncodingKind.Utf32.value: "code-points",
}
"""Our names for the units that columns may be counted in."""

_SUFFIXES = {
    "markdown": ".md",
    "mdx": ".mdx",
    "html": ".html",
    "restructuredtext": ".rst",
    "rst": ".rst",
    "asciidoc": ".adoc",
    "plaintext": ".txt",
    "text": ".txt",
    "po": ".po",
    "xliff": ".xlf",
}
"""The formats of articles that have no name yet, or one that does not tell, by what editors call them."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")


def path_of(uri: str, language: str | None, folder: Path) -> Path | None:
    """The path that an article is read as, which tells its format; ``None`` for what is no article."""
    named = to_fs_path(uri)
    path = Path(named) if named else folder / re.sub(r"\W+", "-", uri)[-50:].strip("-")
    if path.suffix.lower() in suffixes(with_fields=False):
        return path
    suffix = _SUFFIXES.get(language or "")
    return path.with_name(f"{path.name}{suffix}") if suffix else None


class Article:
    """An article that is open, as it stands in the editor."""

    def __init__(self, uri: str, path: Path, version: int | None, raw: str) -> None:
        self.uri = uri
        self.path = path
        self.version = version
        self.is_settled = True
        """Whether it is as it was opened or saved."""
        self.checking: tuple[object, Task[Checked]] | None = None
        """The state that is being checked, and the task."""
        self.glancing: Task[Checked | None] | None = None
        """The task that tells what can be told of that state at once."""
        self.is_glanced_at = False
        """Whether the editor asked for that."""
        self.seconds = 0.0
        """How long the last check took."""
        self.changed_before = 0.0
        """How many seconds before the last change the one before was made."""
        self._changed_at = 0.0
        self._set(raw)

    def give_up(self) -> None:
        """Leave off what is being checked."""
        if self.checking:
            self.checking[1].cancel()
        if self.glancing:
            self.glancing.cancel()
            self.glancing = None

    def _set(self, raw: str) -> None:
        # Half a character is in no file, and could not be told to anyone.
        self.raw = raw if raw.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", raw)
        self._lines: Lines | None = None

    @property
    def text(self) -> Text:
        """The article for the workshop."""
        return Text(self.path, self.raw, self.is_settled)

    def change(self, changes: Iterable[types.TextDocumentContentChangeEvent], unit: Unit) -> None:
        """Make the changes that the editor made, in their order."""
        self.is_settled = False
        now = time.monotonic()
        self.changed_before, self._changed_at = now - self._changed_at, now
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                lines = self._lines or Lines(self.raw)
                start, end = (_offset(lines, place, unit) for place in (change.range.start, change.range.end))
                self._set(f"{self.raw[:start]}{change.text}{self.raw[max(start, end) :]}")
            else:
                self._set(change.text)


def _offset(lines: Lines, place: types.Position, unit: Unit) -> int:
    return lines.offset(place.line + 1, place.character + 1, unit)


class Checked:
    """What was found in an article as it stood, and its positions in the editor's units."""

    def __init__(
        self,
        uri: str,
        raw: str,
        unit: Unit,
        findings: Sequence[Finding] = (),
        *,
        version: int | None = None,
        trouble: str = "",
    ) -> None:
        self.uri = uri
        self.version = version
        self.findings = findings
        self.trouble = trouble
        """Why it could not be checked."""
        self._raw = raw
        self._unit = unit

    @cached_property
    def _lines(self) -> Lines:
        # Findings count each line end as one character.
        return Lines(_LINE_END.sub("\n", self._raw) if "\r" in self._raw else self._raw)

    def range(self, start: int, end: int) -> types.Range:
        """Where a stretch stands."""
        (line, column), (end_line, end_column) = (self._lines.position(at, self._unit) for at in (start, end))
        return types.Range(types.Position(line - 1, column - 1), types.Position(end_line - 1, end_column - 1))

    def span(self, where: types.Range) -> Span:
        """The stretch that stands there."""
        return Span(*(_offset(self._lines, place, self._unit) for place in (where.start, where.end)))

    def at(self, where: types.Range) -> list[Finding]:
        """The findings there, those that a place without length stands at the edge of among them."""
        start, end = self.span(where)
        return [finding for finding in self.findings if finding.span.start <= end and start <= finding.span.end]

    def text_edits(self, edits: Iterable[Edit]) -> list[types.TextEdit]:
        """The edits as the editor makes them."""
        return [types.TextEdit(self.range(edit.start, edit.end), edit.text) for edit in edits]

    def workspace_edit(self, edits: Iterable[Edit], *, versioned: bool) -> types.WorkspaceEdit:
        """The edits as an editor makes them; where it can be told the version, in no other."""
        if not versioned:
            return types.WorkspaceEdit(changes={self.uri: self.text_edits(edits)})
        where = types.OptionalVersionedTextDocumentIdentifier(self.uri, self.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(where, self.text_edits(edits))])

    def marked(self, fingerprint: str) -> Finding | None:
        """The finding with this fingerprint."""
        return next((finding for finding in self.findings if finding.fingerprint == fingerprint), None)
