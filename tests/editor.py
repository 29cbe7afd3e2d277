"""An editor that talks with ``copydesk lsp``, for tests: pygls's own client, and what it was told."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

__all__ = ["Editor", "editing"]

_ROOT = Path(__file__).parent.parent
_PATIENCE = 60.0


class Editor:
    """One editor with one article, and what the server told it."""

    def __init__(self, client: LanguageClient, uri: str) -> None:
        self.client = client
        self.uri = uri
        self.version = 0
        self.text = ""
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.told: list[str] = []
        self.commands: list[types.Command] = []
        """Actions that are done by the server: lsprotocol takes them for commands."""
        self.progress: list[Any] = []
        self.refreshed = asyncio.Event()
        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self.published.put_nowait))
        client.feature(types.WINDOW_SHOW_MESSAGE)(lambda told: self.told.append(told.message))
        client.feature(types.PROGRESS)(lambda told: self.progress.append(told.value))
        client.feature(types.WINDOW_WORK_DONE_PROGRESS_CREATE)(lambda _: None)
        client.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)(lambda _: self.refreshed.set())

    @property
    def named(self) -> types.TextDocumentIdentifier:
        """The article, as requests name it."""
        return types.TextDocumentIdentifier(self.uri)

    def open(self, text: str, language: str = "markdown") -> None:
        """Open the article."""
        self.text = text
        self.version = 1
        item = types.TextDocumentItem(self.uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, start: tuple[int, int], end: tuple[int, int], new: str) -> None:
        """Put new text in place of a stretch."""
        where = types.Range(types.Position(*start), types.Position(*end))
        self.change([types.TextDocumentContentChangePartial(where, new)])

    def change(self, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """Tell the server of changes."""
        self.version += 1
        named = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, changes))

    def save(self) -> None:
        """Tell the server that the article was saved."""
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(self.named))

    async def diagnostics(self) -> list[types.Diagnostic]:
        """What is said of the article as it stands now, when the server says it."""
        while True:
            told = await asyncio.wait_for(self.published.get(), _PATIENCE)
            if told.uri == self.uri and told.version in (self.version, None):
                return list(told.diagnostics)

    async def settled(self) -> list[types.Diagnostic]:
        """What is said of the article as it stands now, when there is no more to be said."""
        found = await self.diagnostics()
        # It is answered when all is known, after that is told.
        await self.client.text_document_hover_async(types.HoverParams(self.named, types.Position(0, 0)))
        while not self.published.empty():
            told = self.published.get_nowait()
            if told.uri == self.uri and told.version == self.version:
                found = list(told.diagnostics)
        return found

    async def actions(self, at: types.Range, only: Sequence[str] | None = None) -> dict[str, types.CodeAction]:
        """What can be done there, by title."""
        context = types.CodeActionContext([], only)
        asked = types.CodeActionParams(self.named, at, context)
        found = await self.client.text_document_code_action_async(asked)
        self.commands = [each for each in found or () if isinstance(each, types.Command)]
        return {each.title: each for each in found or () if isinstance(each, types.CodeAction)}

    def after(self, action: types.CodeAction) -> str:
        """The article with an action's edit made, where columns are counted in characters."""
        assert action.edit
        if action.edit.document_changes:
            [change] = action.edit.document_changes
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.version == self.version
            return self.with_edits([each for each in change.edits if isinstance(each, types.TextEdit)])
        assert action.edit.changes
        return self.with_edits(action.edit.changes[self.uri])

    def with_edits(self, edits: Sequence[types.TextEdit]) -> str:
        """The article with edits made."""
        lines = self.text.split("\n")
        starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines) + 1)]
        text = self.text
        for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
            start, end = (starts[at.line] + at.character for at in (edit.range.start, edit.range.end))
            text = text[:start] + edit.new_text + text[end:]
        return text


@asynccontextmanager
async def editing(folder: Path, name: str = "a.md", *arguments: str, **can: Any) -> AsyncIterator[Editor]:
    """An editor with the article ``name`` of a folder, which can do what ``can`` says; columns are characters."""
    client = LanguageClient("tests", "1")
    editor = Editor(client, (folder / name).as_uri())
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    await client.start_io(sys.executable, "-m", "checker", "lsp", *arguments, cwd=folder, env=environment)
    can.setdefault("general", types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf32]))
    capabilities = types.ClientCapabilities(**can)
    folders = [types.WorkspaceFolder(folder.as_uri(), folder.name)]
    initialize = types.InitializeParams(capabilities, root_uri=folder.as_uri(), workspace_folders=folders)
    await asyncio.wait_for(client.initialize_async(initialize), _PATIENCE)
    client.initialized(types.InitializedParams())
    try:
        yield editor
    finally:
        await asyncio.wait_for(client.shutdown_async(None), _PATIENCE)
        client.exit(None)
        stop: Any = client.stop
        await asyncio.wait_for(stop(), _PATIENCE)
