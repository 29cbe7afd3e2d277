"""``copydesk mcp``: a server for agents, by the Model Context Protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.readers import MissingExtraError
from checker.run.exit import OK, ended

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["run"]


def run(folders: Sequence[Path], given: Mapping[str, Any], *, may_write: bool) -> int:
    """Serve an agent by standard input and output, in these folders; returns the exit code."""

    def serve() -> int:
        try:
            from checker.faces.agents.server import AgentServer
        except ModuleNotFoundError as error:
            if error.name not in ("mcp", "mcp.server"):
                raise
            raise MissingExtraError("the server for agents", "mcp") from None
        AgentServer(folders, given, may_write=may_write).server().run()
        return OK

    return ended(serve)
