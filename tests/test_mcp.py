"""``copydesk mcp``: what an agent can ask, and where it cannot look. By the SDK's own client over standard input."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

pytest.importorskip("mcp", reason="copydesk[mcp] is not installed")

from mcp import Client
from mcp.client.stdio import StdioServerParameters

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))
TEXT = "A hour passed in Oslo , and a hour in Bergen.\n\nShe waited a hour.\n"
REPAIRED = "An hour passed in Oslo, and an hour in Bergen.\n\nShe waited an hour.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for the server, and beside it what is none of its business."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.md").write_text(TEXT)
    (tmp_path / "secret.md").write_text("She kept a hour.\n")
    return inside


def agent(folder: Path, steps: Callable[[Client], Awaitable[None]], *arguments: str) -> None:
    """What an agent does with a server that was started in a folder."""

    async def main() -> None:
        command = ["-m", "checker", "mcp", *arguments]
        server = StdioServerParameters(
            command=sys.executable, args=command, cwd=folder, env={"PYTHONPATH": str(ROOT), **_environment()}
        )
        async with Client(server) as client:
            await steps(client)

    asyncio.run(asyncio.wait_for(main(), 180))


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(("COPYDESK", "PYTHON", "HOME"))}


async def given(client: Client, tool: str, **arguments: Any) -> Any:
    """What a tool gives; the client holds it against the tool's schema."""
    result: Any = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    if tool != "explain":
        assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    """Why a tool gives nothing."""
    result: Any = await client.call_tool(tool, arguments)
    assert result.is_error
    said: str = result.content[0].text
    return said


@pytest.mark.slow
def test_articles_are_checked_and_scored_by_our_schema(folder: Path) -> None:
    async def steps(client: Client) -> None:
        tools: Any = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == ["check", "repair", "score", "names", "explain"]
        assert all(tool.annotations.read_only_hint for tool in tools)
        [article] = (await given(client, "check", path="a.md"))["articles"]
        jsonschema.validate([article], SCHEMA)
        assert [finding["line"] for finding in article["findings"]] == [1, 1, 1, 3]
        [article] = (await given(client, "check", text="She waited a hour.\n", name="b.txt", top=0))["articles"]
        assert article["path"] == "b.txt"
        assert [finding["rule"] for finding in article["findings"]] == ["wrong-indefinite-article"]
        (folder / "c.md").write_text("She waited.\n")
        articles = (await given(client, "score", path="."))["articles"]
        assert [Path(article["path"]).name for article in articles] == ["a.md", "c.md"]
        assert {"value", "band", "grade", "penalties"} <= articles[0].keys()
        names = await given(client, "names", text="Mark Esper spoke. Mark Esper left. Mark Asper sat.\n")
        assert names["articles"] == 1

        (folder / "d.md").write_bytes(b"\xff\xfe")
        found = await given(client, "check", path=".")
        assert [len(article["findings"]) for article in found["articles"]] == [4, 0]
        assert [trouble.partition(": ")[2] for trouble in found["troubles"]] == [
            "not UTF-8 (byte 0); save it as UTF-8 and try again"
        ]
        assert "not UTF-8" in await refused(client, "check", path="d.md")

    agent(folder, steps)


@pytest.mark.slow
def test_what_is_repaired_is_what_was_asked_for(folder: Path) -> None:
    async def steps(client: Client) -> None:
        done = await given(client, "repair", text=TEXT)
        assert (done["text"], done["written"], len(done["fixed"]), done["left"]["findings"]) == (REPAIRED, False, 4, [])
        [article] = (await given(client, "check", path="a.md"))["articles"]
        marks = [finding["fingerprint"] for finding in article["findings"]]
        done = await given(client, "repair", path="a.md", apply=[marks[3], f"{marks[1]}:1"])
        assert done["text"] == TEXT.replace("waited a", "waited an").replace("Oslo ,", "Oslo,")
        assert "fingerprint" in await refused(client, "repair", path="a.md", apply=["0123"])
        assert "no repair number 7" in await refused(client, "repair", path="a.md", apply=[f"{marks[0]}:7"])
        assert "from 1" in await refused(client, "repair", path="a.md", apply=[f"{marks[0]}:0"])
        assert "without --write" in await refused(client, "repair", path="a.md", write=True)
        assert (folder / "a.md").read_text() == TEXT

    agent(folder, steps)


@pytest.mark.slow
def test_files_are_written_where_that_was_allowed(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())

    async def steps(client: Client) -> None:
        done = await given(client, "repair", path="a.md", write=True)
        assert (done["text"], done["written"]) == (None, True)
        done = await given(client, "repair", path="a.md", write=True)
        assert (done["fixed"], done["written"]) == ([], False)
        assert "no path" in await refused(client, "repair", text=TEXT, write=True)

    agent(folder, steps, "--write", ".")
    assert (folder / "a.md").read_bytes() == b"\xef\xbb\xbf" + REPAIRED.replace("\n", "\r\n").encode()


@pytest.mark.slow
def test_nothing_outside_the_folders_is_read(folder: Path) -> None:
    (folder / "link.md").symlink_to(folder.parent / "secret.md")
    (folder / "up").symlink_to(folder.parent)
    (folder / "loop.md").symlink_to("loop.md")

    async def steps(client: Client) -> None:
        for path in (
            "../secret.md",
            str(folder.parent / "secret.md"),
            "link.md",
            "up/secret.md",
            "up",
            "a/../../x",
            "/",
        ):
            for tool in ("check", "repair", "score", "names"):
                assert "not in the folders" in await refused(client, tool, path=path)
        assert "not in the folders" in await refused(client, "check", path="../no-such-file.md")
        assert "not a path" in await refused(client, "check", path="a\0.md")
        assert "too long" in await refused(client, "check", path="a" * 5000)
        assert "loop.md" in await refused(client, "check", path="loop.md")
        assert "No such file" in await refused(client, "check", path="b.md")
        [article] = (await given(client, "check", text="A hour.\n", name="../../secret.md"))["articles"]
        assert [finding["excerpt"] for finding in article["findings"]] == ["A"]
        articles = (await given(client, "check", path="."))["articles"]
        assert [Path(article["path"]).name for article in articles] == ["a.md"]

    agent(folder, steps)


@pytest.mark.slow
def test_rules_are_explained_and_can_be_read(folder: Path) -> None:
    async def steps(client: Client) -> None:
        said = await given(client, "explain", rule="doubled-word")
        assert said["markdown"].startswith("### doubled-word")
        assert "did you mean “doubled-word”?" in await refused(client, "explain", rule="dubled-word")
        page: Any = await client.read_resource("copydesk://rules")
        assert "### doubled-word" in page.contents[0].text
        page = await client.read_resource("copydesk://rules/wrong-preposition/rely-to")
        assert "wrong-preposition/rely-to" in page.contents[0].text
        with pytest.raises(Exception, match="no rule"):
            await client.read_resource("copydesk://rules/no-such-thing")

    agent(folder, steps)


@pytest.mark.slow
def test_settings_are_those_of_the_folder_and_mistakes_in_them_are_told(folder: Path) -> None:
    (folder / "copydesk.toml").write_text('ignore = ["wrong-indefinite-article"]\nexclude = ["a.md"]\n')

    async def steps(client: Client) -> None:
        [article] = (await given(client, "check", path="a.md"))["articles"]
        assert [finding["rule"] for finding in article["findings"]] == ["space-before-punctuation"]
        assert "no articles" in await refused(client, "check", path=".")  # excluded, unless it is named
        (folder / "copydesk.toml").write_text("no-such-option = 1\n")
        assert "no-such-option" in await refused(client, "check", path="a.md")

    agent(folder, steps)


@pytest.mark.slow
def test_whatever_the_text_holds_the_server_answers(folder: Path) -> None:
    hostile = "She waited\u202e a hour\u2066 , <script>alert(1)</script> the the \u2028end\x85.\n\n" * 2_000

    async def steps(client: Client) -> None:
        result: Any = await client.call_tool("check", {"text": hostile, "top": 5})
        assert len(result.structured_content["articles"][0]["findings"]) == 5
        assert "\u202e" not in result.content[0].text
        assert "no format" in await refused(client, "check", text="x", name="a.exe")
        assert "either path or text" in await refused(client, "check")
        assert "either path or text" in await refused(client, "check", text="x", path="a.md")
        big = asyncio.ensure_future(client.call_tool("check", {"text": hostile * 40}))
        await asyncio.sleep(1)
        big.cancel()
        assert await given(client, "repair", text=TEXT)

    agent(folder, steps)


@pytest.mark.slow
def test_the_server_says_in_one_line_what_to_install_or_that_a_folder_is_not_there(tmp_path: Path) -> None:
    def said(*arguments: str, path: Path = ROOT) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "checker", "mcp", *arguments],
            cwd=ROOT,
            env={"PYTHONPATH": str(path), "PATH": ""},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        return done.stderr

    assert said("no-such-folder") == "copydesk: no-such-folder: no such folder\n"
    (tmp_path / "mcp").mkdir()
    (tmp_path / "mcp" / "__init__.py").write_text("raise ModuleNotFoundError('gone', name='mcp')\n")
    assert said(path=tmp_path) == (
        "copydesk: the server for agents is not installed; install it with: pip install 'copydesk[mcp]'\n"
    )
