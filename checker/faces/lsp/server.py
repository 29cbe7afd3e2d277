"""The server for editors: keeps the articles that are open, and has the workshop do what an editor asks about them."""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from contextlib import asynccontextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import from_fs_path, to_fs_path

from checker import __version__
from checker.faces.lsp.actions import ADD_NAME, KINDS, Choice, offered, safe
from checker.faces.lsp.articles import UNITS, Article, Checked, path_of
from checker.faces.lsp.diagnostics import diagnostics
from checker.faces.serving.foreman import Foreman, Urgency
from checker.faces.serving.workshop import Text, Workshop, WorkshopError
from checker.findings.finding import digest
from checker.reports.plain_text import shown

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence

    from checker.findings import Edit, Finding
    from checker.text.columns import Unit

__all__ = ["EditorServer"]

_AT_ONCE = 0.03
"""Seconds that a check may take for it to be made at every change, and nothing before it."""
_LONGEST_WAIT = 0.3
"""Seconds without a change, at most, before an article is checked that takes longer; less where that takes less."""
_SLOW = 1.0
"""Seconds after which the editor is told that there is something at work."""
_LOOK_AGAIN = 2.0
"""Seconds between looks at the settings: few editors tell that they changed, and none knows all files they name."""
_NEWS = 30.0
"""Seconds that an editor waits at most for news of the workspace."""
_EXPLAINED = 3
"""Findings at one place whose rules are explained."""

_T = TypeVar("_T")


class _Protocol(LanguageServerProtocol):
    """The protocol, with articles that are ours: lines end where it says they do, and not at U+2028 and the like."""

    _server: EditorServer

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self._server.opened(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self._server.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._server.closed(params.text_document.uri)


class EditorServer(LanguageServer):
    """Answers one editor."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        """``given`` are options as the command line gave them."""
        super().__init__("copydesk", __version__, protocol_cls=_Protocol)
        logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_trouble)
        self._given = given
        self._articles: dict[str, Article] = {}
        self._folder = Path.cwd()
        self._foreman = Foreman(given, self._folder)
        self._round = 0
        """How often settings have changed."""
        self._news = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()
        for name, handler, options in (
            (types.INITIALIZE, self._initialize, None),
            (types.INITIALIZED, self._initialized, None),
            (types.SHUTDOWN, self._shut_down, None),
            (types.TEXT_DOCUMENT_DID_SAVE, self._saved, None),
            (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._settings_changed, None),
            (types.WORKSPACE_DID_CHANGE_CONFIGURATION, self._settings_changed, None),
            (types.TEXT_DOCUMENT_HOVER, self._hover, None),
            (types.TEXT_DOCUMENT_FORMATTING, self._format, None),
            (
                types.TEXT_DOCUMENT_CODE_ACTION,
                self._code_actions,
                types.CodeActionOptions(code_action_kinds=KINDS, resolve_provider=True),
            ),
            (types.CODE_ACTION_RESOLVE, self._resolve, None),
            (types.TEXT_DOCUMENT_DIAGNOSTIC, self._diagnose, None),
            (types.WORKSPACE_DIAGNOSTIC, self._diagnose_workspace, None),
        ):
            self.feature(name, options)(functools.partial(handler))  # a method takes none of the marks it is given
        self.command(ADD_NAME)(functools.partial(self._add_name))

    # -- Begin and end -----------------------------------------------------------------------------------------------

    def _initialize(self, params: types.InitializeParams) -> None:
        folders = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
        root = to_fs_path(folders[0])
        if root and Path(root).is_dir():
            self._folder = Path(root)
            self._foreman = Foreman(self._given, self._folder)

    def _initialized(self, _params: types.InitializedParams) -> None:
        self._start(self._foreman.ask(Urgency.TYPING, Workshop.ready))
        self._start(self._look_at_settings())

    async def _look_at_settings(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_AGAIN)
            folders = [*{article.path.parent for article in self._articles.values()}]
            with suppress(WorkshopError):
                has_changed = await self._foreman.ask(Urgency.WORKSPACE, Workshop.is_stale, folders)
                if has_changed:
                    self._settings_changed()

    def _shut_down(self, _params: None) -> None:
        for task in self._tasks:
            task.cancel()
        self._foreman.close()

    def _start(self, work: Awaitable[Any]) -> None:
        """Have something done in its own time; what goes wrong with it is told where its outcome is asked for."""

        async def done() -> None:
            with suppress(WorkshopError, JsonRpcContentModified):
                await work

        task = asyncio.get_running_loop().create_task(done())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- Articles ----------------------------------------------------------------------------------------------------

    def opened(self, item: types.TextDocumentItem) -> None:
        """Take an article in."""
        path = path_of(item.uri, item.language_id, self._folder)
        before = self._articles.pop(item.uri, None)
        if before and before.checking:
            before.checking[1].cancel()
        if path:
            self._articles[item.uri] = article = Article(item.uri, path, item.version, item.text)
            self._check(article)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Follow what is typed."""
        article = self._articles.get(params.text_document.uri)
        if article:
            article.change(params.content_changes, self._unit)
            article.version = params.text_document.version
            self._check(article)

    def closed(self, uri: str) -> None:
        """Let an article go."""
        article = self._articles.pop(uri, None)
        if article:
            article.give_up()
            if not self._is_asked:
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
            self._tell_news()

    def _saved(self, params: types.DidSaveTextDocumentParams) -> None:
        article = self._articles.get(params.text_document.uri)
        if article:
            article.is_settled = True
            self._check(article)
        self._tell_news()

    def _settings_changed(self, _params: object = None) -> None:
        self._round += 1
        for article in self._articles.values():
            self._check(article)
        if self._can("workspace.diagnostics.refresh_support"):
            self.workspace_diagnostic_refresh(None)
        self._tell_news()

    def _tell_news(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    @property
    def _unit(self) -> Unit:
        agreed = self.server_capabilities.position_encoding
        return UNITS[_word(agreed or types.PositionEncodingKind.Utf16)]

    @property
    def _is_asked(self) -> bool:
        """Whether the editor asks for diagnostics; else it is told of them."""
        return self._can("text_document.diagnostic") is not None

    # -- Checking ----------------------------------------------------------------------------------------------------

    def _state(self, article: Article) -> tuple[object, ...]:
        return article.version, article.is_settled, self._round, hash(article.raw)

    def _check(self, article: Article) -> None:
        """Have an article checked as it stands now; what is at work on an earlier state of it is given up."""
        state = self._state(article)
        if article.checking:
            if article.checking[0] == state:
                return
            article.give_up()
        create_task = asyncio.get_running_loop().create_task
        wait = 0.0
        if not article.is_settled and article.seconds > _AT_ONCE:
            wait = min(article.seconds, _LONGEST_WAIT)
            if self._can_tell_twice:
                article.glancing, article.is_glanced_at = create_task(self._glanced(article)), False
            else:
                wait = max(wait - article.changed_before, 0.0)
        article.checking = state, create_task(self._checked_after(wait, article))
        if not self._is_asked:
            self._start(self._published(article.glancing, article.checking[1]))

    @property
    def _can_tell_twice(self) -> bool:
        """Whether the editor can be told that there is more to be said of an article that stands as it did."""
        return not self._is_asked or bool(self._can("workspace.diagnostics.refresh_support"))

    async def _published(self, *tasks: Task[Checked | None] | Task[Checked] | None) -> None:
        for task in tasks:
            checked = await _outcome(task) if task else None
            if checked:
                said = types.PublishDiagnosticsParams(checked.uri, diagnostics(checked), checked.version)
                self.text_document_publish_diagnostics(said)

    async def _glanced(self, article: Article) -> Checked | None:
        """What is found right after a change, before the whole article is checked; ``None`` where that is not quick."""
        version, raw = article.version, article.raw
        with suppress(WorkshopError):
            found = await self._foreman.ask(Urgency.TYPING, Workshop.glance, article.text)
            if found is not None:
                return Checked(article.uri, raw, self._unit, found, version=version)
        return None

    async def _checked_after(self, wait: float, article: Article) -> Checked:
        await asyncio.sleep(wait)
        version, raw, text = article.version, article.raw, article.text
        begun = time.monotonic()
        findings: Sequence[Finding] = ()
        trouble = ""
        async with self._told_when_slow(f"Checking {article.path.name}"):
            try:
                found = await self._foreman.ask(Urgency.TYPING, Workshop.review, text, excluded=False)
                findings = found.findings
            except WorkshopError as error:
                trouble = f"{error}".removeprefix(f"{article.path}: ")
        article.seconds = time.monotonic() - begun
        return Checked(article.uri, raw, self._unit, findings, version=version, trouble=trouble)

    async def _checked(self, article: Article) -> Checked:
        """What is found in an article as it stands; raises ``JsonRpcContentModified`` when it is changed meanwhile."""
        if article.checking is None or article.checking[0] != self._state(article):
            self._check(article)
        assert article.checking
        return await _outcome(article.checking[1])

    async def _at_once(self, article: Article) -> Checked:
        """What can be told of an article now; where there will be more, the editor is asked to ask again."""
        if article.checking is None or article.checking[0] != self._state(article):
            self._check(article)
        assert article.checking
        task, glancing = article.checking[1], article.glancing
        if not glancing or article.is_glanced_at:
            return await _outcome(task)
        article.is_glanced_at = True
        glanced = await _outcome(glancing)
        if not glanced or task.done():
            return await _outcome(task)

        async def ask_again() -> None:
            if diagnostics(await _outcome(task)) != diagnostics(glanced):
                self.workspace_diagnostic_refresh(None)

        self._start(ask_again())
        return glanced

    @asynccontextmanager
    async def _told_when_slow(self, title: str) -> AsyncIterator[None]:
        """A context during which the editor shows that there is something at work, where that takes long."""
        if not self._can("window.work_done_progress"):
            yield
            return
        token = uuid4().hex

        async def tell() -> None:
            await asyncio.sleep(_SLOW)
            await self.work_done_progress.create_async(token)
            self.work_done_progress.begin(token, types.WorkDoneProgressBegin(title))

        telling = asyncio.get_running_loop().create_task(tell())
        try:
            yield
        finally:
            telling.cancel()
            if token in self.work_done_progress.tokens:
                self.work_done_progress.end(token, types.WorkDoneProgressEnd())
                del self.work_done_progress.tokens[token]

    async def _diagnose(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        article = self._articles.get(params.text_document.uri)
        if article is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        checked = await self._at_once(article)
        found = diagnostics(checked)
        mark = digest(repr(found))
        if mark == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(mark)
        return types.RelatedFullDocumentDiagnosticReport(found, result_id=mark)

    async def _diagnose_workspace(self, params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        news = self._news
        known = {each.uri: each.value for each in params.previous_result_ids}
        report = await self._workspace_report(known, params.work_done_token)
        if known and all(isinstance(each, types.WorkspaceUnchangedDocumentDiagnosticReport) for each in report.items):
            # An editor asks again at once; until there is news, there is nothing to answer.
            with suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), _NEWS)
            report = await self._workspace_report(known, None)
        return report

    async def _workspace_report(
        self, known: Mapping[str, str], token: types.ProgressToken | None
    ) -> types.WorkspaceDiagnosticReport:
        folders = [Path(to_fs_path(uri) or self._folder) for uri in self.workspace.folders] or [self._folder]
        files: dict[Path, None] = {}
        for folder in folders:
            with suppress(WorkshopError):
                files |= dict.fromkeys(await self._foreman.ask(Urgency.WORKSPACE, Workshop.articles, folder))
        progress = self.work_done_progress
        if token is not None:
            progress.begin(token, types.WorkDoneProgressBegin("Checking articles", percentage=0))
        items: list[types.WorkspaceDocumentDiagnosticReport] = []
        opened = {article.path for article in self._articles.values()}
        try:
            for number, file in enumerate(files):
                uri = from_fs_path(str(file))
                if uri and file not in opened:  # of those that are open the editor asks by themselves
                    items.append(await self._file_report(uri, file, known.get(uri, "")))
                if token is not None:
                    percentage = 100 * number // len(files)
                    progress.report(token, types.WorkDoneProgressReport(message=file.name, percentage=percentage))
        finally:
            if token is not None:
                progress.end(token, types.WorkDoneProgressEnd())
        gone = known.keys() - {item.uri for item in items} - self._articles.keys()
        items += (types.WorkspaceFullDocumentDiagnosticReport(uri, []) for uri in sorted(gone))
        return types.WorkspaceDiagnosticReport(items)

    async def _file_report(self, uri: str, file: Path, known: str) -> types.WorkspaceDocumentDiagnosticReport:
        try:
            mark, found = await self._foreman.ask(Urgency.WORKSPACE, Workshop.review_file, file, known)
        except WorkshopError as error:
            checked = Checked(uri, "", self._unit, trouble=f"{error}".removeprefix(f"{file}: "))
            return types.WorkspaceFullDocumentDiagnosticReport(uri, diagnostics(checked))
        if found is None:
            return types.WorkspaceUnchangedDocumentDiagnosticReport(uri, mark)
        checked = Checked(uri, found.text, self._unit, found.findings)
        return types.WorkspaceFullDocumentDiagnosticReport(uri, diagnostics(checked), result_id=mark)

    # -- What is asked about an article ------------------------------------------------------------------------------

    async def _hover(self, params: types.HoverParams) -> types.Hover | None:
        article = self._articles.get(params.text_document.uri)
        if article is None:
            return None
        checked = await self._checked(article)
        found = checked.at(types.Range(params.position, params.position))[:_EXPLAINED]
        if not found:
            return None
        parts = []
        for finding in found:
            parts.append(f"**{shown(finding.message)}**")
            with suppress(WorkshopError):
                explain = self._foreman.ask(Urgency.EDITOR, Workshop.explain, finding.rule, article.path.parent)
                parts.append(await explain)
        contents = types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(parts))
        return types.Hover(contents, checked.range(*found[0].span))

    async def _format(self, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        article = self._articles.get(params.text_document.uri)
        if article is None:
            return None
        checked = await self._checked(article)
        return checked.text_edits(await self._edits(article, checked, Choice(article.uri, article.version, "all")))

    async def _code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        article = self._articles.get(params.text_document.uri)
        if article is None:
            return None
        checked = await self._checked(article)
        wanted = None if params.context.only is None else [_word(kind) for kind in params.context.only]
        actions = offered(checked, checked.at(params.range), wanted, versioned=self._is_versioned)
        properties = self._can("text_document.code_action.resolve_support.properties") or ()
        if "edit" in properties:
            return actions
        made = [await self._with_edit(action) for action in actions]
        return [action for action in made if action.edit or action.command]

    async def _resolve(self, action: types.CodeAction) -> types.CodeAction:
        made = await self._with_edit(action)
        if Choice.of(action.data) and not made.edit and not made.command:
            self._tell("That would change what the markup means.")
        return made

    async def _with_edit(self, action: types.CodeAction) -> types.CodeAction:
        """The action with its edit, where it has one; raises ``JsonRpcContentModified``."""
        choice = Choice.of(action.data)
        if action.edit or action.command or choice is None:
            return action
        article = self._articles.get(choice.uri)
        if article is None or article.version != choice.version:
            raise JsonRpcContentModified("the article was changed meanwhile")
        checked = await self._checked(article)
        if edits := await self._edits(article, checked, choice):
            action.edit = checked.workspace_edit(edits, versioned=self._is_versioned)
        return action

    async def _edits(self, article: Article, checked: Checked, choice: Choice) -> Sequence[Edit]:
        """What a choice changes in the article as it was checked; raises ``JsonRpcContentModified``."""
        state = self._state(article)
        try:
            async with self._told_when_slow(f"Repairing {article.path.name}"):
                edits = await self._worked_out(article.text, checked, choice)
        except WorkshopError as error:
            self._tell(f"{error}")
            return ()
        if self._state(article) != state:
            raise JsonRpcContentModified("the article was changed meanwhile")
        return edits

    async def _worked_out(self, text: Text, checked: Checked, choice: Choice) -> Sequence[Edit]:
        ask = self._foreman.ask
        if choice.what == "all":
            return (await ask(Urgency.EDITOR, Workshop.repair, text))[0] if safe(checked.findings) else ()
        finding = checked.marked(choice.fingerprint)
        if finding is None:
            return ()
        if choice.what == "repair":
            return finding.fix.edits if finding.fix else ()
        if choice.what == "option":
            new = finding.to_read[choice.number - 1 : choice.number]
            return await ask(Urgency.EDITOR, Workshop.put, text, finding.span, new[0]) if new else ()
        whole_file = choice.what == "file"
        return await ask(Urgency.EDITOR, Workshop.directive, text, finding.span, finding.rule, whole_file=whole_file)

    async def _add_name(self, uri: str, name: str, kind: str) -> None:
        article = self._articles.get(uri)
        folder = article.path.parent if article else self._folder
        try:
            file = await self._foreman.ask(Urgency.EDITOR, Workshop.list_name, name, kind, folder)
        except WorkshopError as error:
            self._tell(f"{error}")
            return
        self._tell(f"{file.name}: “{name}” added.", types.MessageType.Info)
        self._settings_changed()

    # -- What the editor can, and is told ----------------------------------------------------------------------------

    def _tell(self, message: str, kind: types.MessageType = types.MessageType.Warning) -> None:
        self.window_show_message(types.ShowMessageParams(kind, f"Copydesk: {shown(message)}"))

    def _can(self, name: str) -> Any:
        """What the editor says that it can, by the name in its capabilities."""
        found: Any = self.client_capabilities
        for part in name.split("."):
            found = getattr(found, part, None)
        return found

    @property
    def _is_versioned(self) -> bool:
        return bool(self._can("workspace.workspace_edit.document_changes"))


async def _outcome(task: Task[_T]) -> _T:
    """What comes of a task about an article; raises ``JsonRpcContentModified`` when it is given up for a change."""
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        if task.cancelled():
            raise JsonRpcContentModified("the article was changed meanwhile") from None
        raise


def _is_trouble(record: logging.LogRecord) -> bool:
    """Whether a log is to have it; that an answer came too late is no trouble."""
    return not (record.exc_info and isinstance(record.exc_info[1], JsonRpcContentModified))


def _word(kind: str) -> str:
    """A word of the protocol, whether it is one that the library knows or not."""
    return str(kind.value) if isinstance(kind, Enum) else kind
