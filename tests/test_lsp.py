"""``copydesk lsp``: what an editor is told and offered, and that it is never kept waiting."""

from __future__ import annotations

import ast
import asyncio
import os
import random
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="copydesk[lsp] is not installed")

from editor import Editor, editing
from hostile import KINDS
from lsprotocol import types

from checker.desk import Desk
from checker.faces.lsp.articles import Article, Checked, path_of
from checker.faces.lsp.diagnostics import diagnostics
from checker.text.columns import Lines, Unit
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

ROOT = Path(__file__).parent.parent
TEXT = "A hour passed in Oslo , and a hour in Bergen.\n\nShe waited a hour.\n"
REPAIRED = "An hour passed in Oslo, and an hour in Bergen.\n\nShe waited an hour.\n"


def spot(line: int, column: int, end: int | None = None) -> types.Range:
    return types.Range(types.Position(line, column), types.Position(line, column if end is None else end))


# -- Without a server ----------------------------------------------------------------------------------------------

UNITS: tuple[Unit, ...] = ("code-points", "utf-8", "utf-16")
TEXTS = st.text(st.sampled_from("ab“😀\n\r\u2028\x0b "), max_size=12)
EDITS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6), TEXTS), max_size=4)


@pytest.mark.parametrize("unit", UNITS)
@given(TEXTS, EDITS)
def test_an_article_is_what_an_editor_that_tells_only_changes_has(
    unit: Unit, text: str, edits: list[tuple[int, int, str]]
) -> None:
    article = Article("file:///a.md", Path("/a.md"), 1, text)
    for at, length, new in edits:
        start, end = min(at, len(text)), min(at + length, len(text))
        if any(text[max(place - 1, 0) : place + 1] == "\r\n" for place in (start, end)):
            continue  # no editor is ever inside a line end
        lines = Lines(text)
        places = [types.Position(*(number - 1 for number in lines.position(place, unit))) for place in (start, end)]
        article.change([types.TextDocumentContentChangePartial(types.Range(*places), new)], unit)
        text = text[:start] + new + text[end:]
    assert article.raw == text


@pytest.mark.parametrize(
    ("uri", "language", "path"),
    [
        ("file:///w/a%20b.md", "markdown", "/w/a b.md"),
        ("file:///w/a.rst", "plaintext", "/w/a.rst"),
        ("file:///w/README", "markdown", "/w/README.md"),
        ("untitled:Untitled-1", "markdown", "/here/untitled-Untitled-1.md"),
        ("file:///w/main.py", "python", None),
        ("untitled:Untitled-2", "typescript", None),
        ("zipfile:///a/../../../etc/x", "plaintext", "/here/zipfile-a-etc-x.txt"),
    ],
)
def test_what_an_article_is_read_as(uri: str, language: str, path: str | None) -> None:
    assert path_of(uri, language, Path("/here")) == (Path(path) if path else None)


@pytest.mark.parametrize(("unit", "start"), [("code-points", 12), ("utf-16", 14), ("utf-8", 18)])
def test_positions_are_in_the_units_that_were_agreed_on(unit: Unit, start: int) -> None:
    text = "\r\nIt cost 😀😀 a hour, she “said”.\r\n"
    findings = Desk().review(Document(text.replace("\r\n", "\n"), "a.md")).findings
    checked = Checked("file:///a.md", text, unit, findings)
    [found] = [each for each in diagnostics(checked) if each.code == "wrong-indefinite-article"]
    assert found.range == spot(1, start - 1, start)
    assert [each.rule for each in checked.at(spot(1, start - 1))] == ["wrong-indefinite-article"]


def test_the_server_says_in_one_line_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError('gone', name='pygls')\n")
    (tmp_path / "lsprotocol.py").write_text("raise ModuleNotFoundError('gone', name='lsprotocol')\n")
    done = subprocess.run(
        [sys.executable, "-m", "checker", "lsp"],
        cwd=ROOT,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "copydesk: the server for editors is not installed; install it with: pip install 'copydesk[lsp]'\n"
    )


# -- With one ------------------------------------------------------------------------------------------------------

slow = pytest.mark.slow


def edited(folder: Path, steps: Callable[[Editor], Awaitable[None]], *arguments: str, **more: Any) -> None:
    async def main() -> None:
        async with editing(folder, more.pop("name", "a.md"), *arguments, **more) as editor:
            await steps(editor)

    asyncio.run(asyncio.wait_for(main(), 180))


@slow
def test_what_is_found_is_shown_and_follows_what_is_typed(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        editor.open(TEXT)
        found = await editor.diagnostics()
        assert [(each.code, each.range.start.line, each.range.start.character) for each in found] == [
            ("wrong-indefinite-article", 0, 0),
            ("space-before-punctuation", 0, 21),
            ("wrong-indefinite-article", 0, 28),
            ("wrong-indefinite-article", 2, 11),
        ]
        assert {each.severity for each in found} == {types.DiagnosticSeverity.Warning}
        assert found[0].source == "copydesk"
        data: Any = found[0].data
        assert (data["category"], data["severity"]) == ("linguistic-conventions/grammar", "minor")
        for at, character in enumerate("n"):
            editor.type((0, 1 + at), (0, 1 + at), character)
        editor.type((2, 11), (2, 12), "one")
        assert len(await editor.settled()) == 2

    edited(tmp_path, steps)


@slow
def test_marks_come_at_once_and_are_those_of_a_fresh_check_in_the_end(tmp_path: Path) -> None:
    text = "\n\n".join(path.read_text("utf-8") for path in sorted((ROOT / "seeds" / "flawed").glob("*[a-z].md")))
    chance = random.Random(20)

    async def steps(editor: Editor) -> None:
        editor.open(text)
        await editor.diagnostics()
        lines = text.split("\n")
        numbers = [number for number, line in enumerate(lines) if len(line) > 80]
        for new in ("x", ".", " a hour", "", "**", "\n\n", "`"):
            number = chance.choice(numbers)
            column = chance.randrange(len(lines[number]) - 10)
            length = chance.choice((0, 4))
            editor.text = editor.with_edits([types.TextEdit(spot(number, column, column + length), new)])
            editor.type((number, column), (number, column + length), new)
            found = await editor.settled()
            expected = Desk().review(Document(editor.text, "a.md")).findings
            assert [each.code for each in found] == [each.rule for each in expected]
            lines = editor.text.split("\n")
            numbers = [at for at, line in enumerate(lines) if len(line) > 80]
        end = len(lines) - 1
        editor.type((end, 0), (end, 0), "\n\nShe waited a hour.")
        assert ("wrong-indefinite-article", end + 2) in [
            (each.code, each.range.start.line) for each in await editor.diagnostics()
        ]

    edited(tmp_path, steps)


@slow
@pytest.mark.parametrize(
    ("encodings", "start"), [(["utf-8", "utf-16"], 21), (["utf-32"], 14), (["utf-16", "utf-8"], 15), (None, 15)]
)
def test_columns_are_those_that_the_editor_counts(tmp_path: Path, encodings: list[str] | None, start: int) -> None:
    known = [types.PositionEncodingKind(each) for each in encodings] if encodings else None

    async def steps(editor: Editor) -> None:
        editor.open("It is “😀” and a hour.\r\n")
        [found] = await editor.diagnostics()
        assert found.range == spot(0, start, start + 1)
        editor.type((0, start), (0, start + 1), "an")
        assert await editor.settled() == []

    edited(tmp_path, steps, general=types.GeneralClientCapabilities(position_encodings=known))


@slow
def test_other_places_are_shown_with_a_finding(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        editor.open((ROOT / "seeds" / "flawed" / "pentagon-airstrike.md").read_text("utf-8"))
        found = await editor.diagnostics()
        headline = next(each for each in found if each.code == "duplicate-headline")
        [related] = headline.related_information or []
        assert related.message == "the headline"
        assert related.location == types.Location(editor.uri, related.location.range)
        assert related.location.range.start == types.Position(0, 2)

    edited(tmp_path, steps)


@slow
def test_repairs_options_and_directives_are_offered_and_made(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        editor.open(TEXT)
        await editor.diagnostics()
        actions = await editor.actions(spot(2, 11))
        assert [*actions] == [
            "Write “an”",
            "Ignore wrong-indefinite-article here",
            "Ignore wrong-indefinite-article in this file",
            "Make 4 safe repairs in this file",
        ]
        assert actions["Write “an”"].is_preferred
        assert editor.after(actions["Write “an”"]) == TEXT.replace("waited a hour", "waited an hour")
        assert editor.after(actions["Make 4 safe repairs in this file"]) == REPAIRED
        here = editor.after(actions["Ignore wrong-indefinite-article here"])
        assert here == TEXT.replace("She", "<!-- copydesk: ignore wrong-indefinite-article -->\nShe")
        editor.change([types.TextDocumentContentChangeWholeDocument(here)])
        assert len(await editor.settled()) == 3
        only = await editor.actions(spot(0, 0), [types.CodeActionKind.SourceFixAll])
        assert [*only] == ["Make 3 safe repairs in this file"]
        edits = await editor.client.text_document_formatting_async(
            types.DocumentFormattingParams(editor.named, types.FormattingOptions(2, insert_spaces=True))
        )
        editor.text = here
        assert "waited a hour" in editor.with_edits(edits or ())
        assert editor.with_edits(edits or ()).startswith("An hour passed in Oslo, and an hour")

    edited(tmp_path, steps)


@slow
def test_an_action_is_worked_out_when_it_is_chosen_and_not_for_another_version(tmp_path: Path) -> None:
    lazily = types.CodeActionClientCapabilities(
        resolve_support=types.ClientCodeActionResolveOptions(["edit"]), data_support=True
    )
    versioned = types.WorkspaceEditClientCapabilities(document_changes=True)

    async def steps(editor: Editor) -> None:
        editor.open(TEXT)
        await editor.diagnostics()
        action = (await editor.actions(spot(0, 0)))["Make 4 safe repairs in this file"]
        assert action.edit is None
        assert editor.after(await editor.client.code_action_resolve_async(action)) == REPAIRED
        editor.type((2, 0), (2, 0), "Well. ")
        with pytest.raises(Exception, match="changed meanwhile"):
            await editor.client.code_action_resolve_async(action)

    edited(
        tmp_path,
        steps,
        text_document=types.TextDocumentClientCapabilities(code_action=lazily),
        workspace=types.WorkspaceClientCapabilities(workspace_edit=versioned),
    )


@slow
def test_the_rule_is_explained_where_something_is_found(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        editor.open(TEXT)
        hover = await editor.client.text_document_hover_async(types.HoverParams(editor.named, types.Position(0, 22)))
        assert hover
        assert isinstance(hover.contents, types.MarkupContent)
        assert "### space-before-punctuation" in hover.contents.value
        assert hover.range == spot(0, 21, 23)
        assert not await editor.client.text_document_hover_async(types.HoverParams(editor.named, types.Position(0, 12)))

    edited(tmp_path, steps)


@slow
def test_names_go_into_the_names_file_and_are_right_then(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        editor.open("Mark Esper spoke. Mark Esper sat down. Later Mark Asper left.\n")
        found = await editor.diagnostics()
        for name in ("Asper", "Esper"):  # by the first alone, the other would be wrong
            await editor.actions(found[0].range)
            [action] = editor.commands
            assert action.title == f"Add “{name}” to the names file"
            command: Any = ast.literal_eval(action.command)
            await editor.client.workspace_execute_command_async(
                types.ExecuteCommandParams(command["command"], command["arguments"])
            )
            found = await editor.diagnostics()
        assert found == []
        assert editor.told == [f"Copydesk: copydesk.names.toml: “{name}” added." for name in ("Asper", "Esper")]

    edited(tmp_path, steps)
    assert 'name = "Asper"\nkind = "term"\n' in (tmp_path / "copydesk.names.toml").read_text("utf-8")


@slow
def test_settings_are_those_of_the_files_and_are_read_again_when_they_change(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        editor.open(TEXT)
        assert len(await editor.diagnostics()) == 4
        (tmp_path / "copydesk.toml").write_text('ignore = ["wrong-indefinite-article"]\n')
        assert [each.code for each in await editor.diagnostics()] == ["space-before-punctuation"]
        (tmp_path / "copydesk.toml").write_text('ignore = ["no-such-rule"]\n')
        [trouble] = await editor.diagnostics()
        assert "no-such-rule" in trouble.message
        assert trouble.severity is types.DiagnosticSeverity.Error
        (tmp_path / "copydesk.toml").unlink()
        assert len(await editor.diagnostics()) == 4

    edited(tmp_path, steps)


@slow
def test_an_article_that_is_excluded_or_known_has_no_marks_and_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    (tmp_path / "copydesk.toml").write_text('exclude = ["a.*"]\n')

    async def steps(editor: Editor) -> None:
        editor.open(TEXT)
        assert await editor.diagnostics() == []
        asked = types.DocumentFormattingParams(editor.named, types.FormattingOptions(2, insert_spaces=True))
        assert not await editor.client.text_document_formatting_async(asked)
        assert await editor.actions(spot(0, 0)) == {}
        arguments = "check", "--write-baseline", "--baseline", "known.json", "a.md"
        command = [sys.executable, "-m", "checker", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        await asyncio.to_thread(subprocess.run, command, cwd=tmp_path, env=environment, check=True)
        (tmp_path / "copydesk.toml").write_text('baseline = "known.json"\n')
        editor.type((2, 0), (2, 0), "A hour passed. ")
        assert [each.range.start.line for each in await editor.settled()] == [2]
        edits = await editor.client.text_document_formatting_async(asked)
        assert [each.range for each in edits or ()] == [spot(2, 0, 1)]

    edited(tmp_path, steps)


@slow
def test_an_editor_that_watches_files_says_when_settings_changed(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        editor.open(TEXT)
        assert len(await editor.diagnostics()) == 4
        config = tmp_path / "copydesk.toml"
        config.write_text('select = ["space-before-punctuation"]\n')
        event = types.FileEvent(config.as_uri(), types.FileChangeType.Created)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        assert len(await editor.diagnostics()) == 1

    edited(tmp_path, steps)


@slow
def test_an_editor_that_asks_is_answered_and_not_told(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("\n\n“😀” waited a hour.\n", "utf-8")
    (tmp_path / "c.md").write_text("She waited.\n")

    async def steps(editor: Editor) -> None:
        editor.open(TEXT)
        asked = types.DocumentDiagnosticParams(editor.named)
        report = await editor.client.text_document_diagnostic_async(asked)
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        assert len(report.items) == 4
        asked.previous_result_id = report.result_id
        again = await editor.client.text_document_diagnostic_async(asked)
        assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
        everywhere = types.WorkspaceDiagnosticParams([], work_done_token="t")
        items = (await editor.client.workspace_diagnostic_async(everywhere)).items
        assert [(item.uri.rpartition("/")[2], len(getattr(item, "items", ()))) for item in items] == [
            ("b.md", 1),
            ("c.md", 0),
        ]
        assert [each.range for each in getattr(items[0], "items", [])] == [spot(2, 11, 12)]
        assert [value["kind"] for value in editor.progress] == ["begin", "report", "report", "end"]
        known = [types.PreviousResultId(item.uri, item.result_id or "") for item in items]
        (tmp_path / "b.md").write_text("She waited an hour.\n")
        (tmp_path / "c.md").unlink()
        items = (await editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(known))).items
        assert [len(getattr(item, "items", ())) for item in items] == [0, 0]
        (tmp_path / "copydesk.toml").write_text('ignore = ["wrong-indefinite-article"]\n')
        await asyncio.wait_for(editor.refreshed.wait(), 30)
        report = await editor.client.text_document_diagnostic_async(asked)
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        assert [each.code for each in report.items] == ["space-before-punctuation"]
        assert editor.published.empty()

    refreshes = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    edited(
        tmp_path,
        steps,
        text_document=types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities()),
        workspace=types.WorkspaceClientCapabilities(diagnostics=refreshes),
    )


@slow
def test_what_an_editor_does_not_want_any_more_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("She waited a hour.\n")

    async def steps(editor: Editor) -> None:
        protocol = editor.client.protocol
        everywhere = types.WorkspaceDiagnosticParams([])
        items = (await editor.client.workspace_diagnostic_async(everywhere)).items
        everywhere.previous_result_ids = [types.PreviousResultId(each.uri, each.result_id or "") for each in items]
        waiting = protocol.send_request_async(types.WORKSPACE_DIAGNOSTIC, everywhere, msg_id="waits-for-news")
        await asyncio.sleep(1)
        protocol.notify(types.CANCEL_REQUEST, types.CancelParams("waits-for-news"))
        with pytest.raises(Exception, match="cancel"):
            await asyncio.wait_for(waiting, 20)

    edited(
        tmp_path,
        steps,
        text_document=types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities()),
    )


@slow
def test_an_editor_that_asks_is_answered_at_once_and_told_to_ask_again_when_there_is_more(tmp_path: Path) -> None:
    text = "Ingrid Halvorsen spoke. Ingrid Halvorsen sat.\n\n" + "\n\n".join(
        path.read_text("utf-8") for path in sorted((ROOT / "seeds" / "flawed").glob("*[a-z].md"))
    )
    refresh = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)

    async def found(editor: Editor) -> set[object]:
        report = await editor.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(editor.named))
        return {each.code for each in getattr(report, "items", ()) if each.range.start.line == 0}

    async def steps(editor: Editor) -> None:
        editor.open(text)
        assert await found(editor) == set()
        editor.type((0, 45), (0, 45), " She waited a hour. Ingrid Halvarsen left.")
        assert await found(editor) == {"wrong-indefinite-article"}
        await asyncio.wait_for(editor.refreshed.wait(), 30)
        assert await found(editor) == {"wrong-indefinite-article", "name-spelled-two-ways"}

    edited(
        tmp_path,
        steps,
        text_document=types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities()),
        workspace=types.WorkspaceClientCapabilities(diagnostics=refresh),
    )


@slow
def test_an_editor_is_told_when_something_takes_long(tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        editor.open("She waited a hour, and nobody came to the harbour.\n\n" * 10_000)
        assert len(await editor.diagnostics()) == 500  # the worst of very many
        await asyncio.sleep(0.5)
        assert [value["kind"] for value in editor.progress] == ["begin", "end"]
        assert editor.progress[0]["title"] == "Checking a.md"

    edited(tmp_path, steps, window=types.WindowClientCapabilities(work_done_progress=True))


HOSTILE = {
    "one line": "She waited “a” hour 😀 and a hour. " * 60_000,
    "many lines": "She waited a hour , and <script>alert(1)</script> the the end.\n\n" * 60_000,
    "bidi": "\u202eShe waited\u2066 a hour\u2069 .\u2028The the\x0b end\x85 of \ud800 it.\r\rA hour.\r\n" * 500,
    "markup": "<!-- " * 3_000 + "[](" * 3_000 + "`" * 3_001 + "| a " * 3_000,
}


@slow
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_in_an_article_keeps_an_editor_waiting_or_the_server_from_the_next(tmp_path: Path, name: str) -> None:
    async def steps(editor: Editor) -> None:
        editor.open(HOSTILE[name])
        editor.type((0, 4), (0, 4), "x")  # the check at work is given up
        hover = types.HoverParams(editor.named, types.Position(0, 3))
        asking = asyncio.ensure_future(editor.client.text_document_hover_async(hover))
        await asyncio.sleep(0.5)
        other = Editor.__new__(Editor)
        other.__dict__ |= editor.__dict__ | {"uri": (tmp_path / "b.md").as_uri()}
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.named))
        other.open(TEXT)
        assert len(await other.diagnostics()) == 4
        await asyncio.wait([asking])  # answered or refused

    edited(tmp_path, steps)


@slow
@pytest.mark.parametrize("suffix", ["md", "html", "rst", "adoc", "txt"])
def test_an_editor_is_told_what_the_desk_finds_and_given_what_it_repairs(tmp_path: Path, suffix: str) -> None:
    async def steps(editor: Editor) -> None:
        for kind, pieces in KINDS.items():
            chosen = random.Random(kind).choices(pieces, k=150)
            text = re.sub("[\ud800-\udfff]", "\ufffd", " ".join(chosen))
            editor.open(text)
            plain = text.replace("\r\n", "\n").replace("\r", "\n")
            doc = Document(plain, f"a.{suffix}")
            lines = Lines(plain)
            expected = [(each.rule, lines.position(each.span.start)) for each in Desk().review(doc).findings]
            found = [
                (each.code, (each.range.start.line + 1, each.range.start.character + 1))
                for each in await editor.diagnostics()
            ]
            assert sorted(found) == sorted(expected), kind
            format_ = types.DocumentFormattingParams(editor.named, types.FormattingOptions(2, insert_spaces=True))
            edits = await editor.client.text_document_formatting_async(format_)
            editor.text = plain
            assert editor.with_edits(edits or ()) == Desk().repair(doc).text, kind

    edited(tmp_path, steps, name=f"a.{suffix}")


@slow
def test_the_process_that_checks_is_started_again_where_it_fell_over(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.py").write_text(
        textwrap.dedent("""
            import os
            from collections.abc import Iterator
            from checker.checking.rule import Hit, flag, rule
            from checker.findings import Category, Severity
            from checker.text.document import Sentence

            @rule(category=Category.GRAMMAR, severity=Severity.MINOR, cues={"boom"}, bad=["[boom]"], good=["bang"])
            def falls_over(sentence: Sentence) -> Iterator[Hit]:
                \"\"\"Falls over.\"\"\"
                os._exit(3)
        """)
    )

    async def steps(editor: Editor) -> None:
        editor.open("It went boom.\n")
        [trouble] = await editor.diagnostics()
        assert "ended; it is started again" in trouble.message
        editor.change([types.TextDocumentContentChangeWholeDocument(TEXT)])
        assert len(await editor.diagnostics()) == 4

    edited(tmp_path, steps, "--rules", str(rules))


@slow
def test_modules_beside_an_article_are_not_run(tmp_path: Path) -> None:
    for name in ("checker", "pickle", "pygls"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")

    async def steps(editor: Editor) -> None:
        editor.open(TEXT)
        assert len(await editor.diagnostics()) == 4

    # The program itself is started as a script is, which does not look where it was started.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONSAFEPATH", "1")
        edited(tmp_path, steps)
    assert not (tmp_path / "ran").exists()


# -- With a real editor --------------------------------------------------------------------------------------------

SCRIPT = """
local function wait(what, ready)
  if not vim.wait(60000, ready, 50) then error('no ' .. what) end
end

local client = vim.lsp.start_client({
  name = 'copydesk', cmd = { COMMAND }, root_dir = vim.fn.getcwd(),
})
vim.cmd('edit a.md')
vim.lsp.buf_attach_client(0, client)
wait('marks', function() return #vim.diagnostic.get(0) > 0 end)
for _, each in ipairs(vim.diagnostic.get(0)) do
  print(string.format('%d:%d %s %s', each.lnum + 1, each.col + 1, each.code or '', each.message))
end

local params = vim.lsp.util.make_range_params()
params.range = { start = { line = 0, character = 0 }, ['end'] = { line = 0, character = 1 } }
params.context = { diagnostics = {} }
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 60000)
for _, action in ipairs(answers[client].result) do
  if action.title == 'Write “An”' then
    vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(client).offset_encoding)
  end
end
wait('fewer marks', function() return #vim.diagnostic.get(0) == 3 end)
print('then ' .. vim.api.nvim_buf_get_lines(0, 0, 1, true)[1])
vim.lsp.buf.formatting_sync(nil, 60000)
vim.cmd('write')
vim.cmd('qall!')
"""


@pytest.mark.neovim
@pytest.mark.skipif(not shutil.which("nvim"), reason="Neovim is not installed")
def test_neovim_shows_the_marks_and_takes_repairs(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A hour 😀 passed , and a hour.\n\nShe “waited” a hour.\n", "utf-8")
    command = f"{sys.executable!r}, '-m', 'checker', 'lsp'"
    (tmp_path / "try.lua").write_text(SCRIPT.replace("COMMAND", command), "utf-8")
    done = subprocess.run(
        ["nvim", "--headless", "-u", "NONE", "-n", "-c", "luafile try.lua"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=True,
    )
    said = done.stderr.replace("\r\n", "\n")
    assert "1:1 wrong-indefinite-article Write “an” before “hour”." in said
    assert "then An hour 😀 passed , and a hour." in said
    assert (tmp_path / "a.md").read_text("utf-8") == "An hour 😀 passed, and an hour.\n\nShe “waited” an hour.\n"
