"""``copydesk lsp``: a server that shows findings and makes repairs in an editor, by the Language Server Protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.readers import MissingExtraError
from checker.run.exit import OK, ended

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["run"]


def run(given: Mapping[str, Any]) -> int:
    """Serve an editor by standard input and output, with options as the command line gave them; returns the code."""

    def serve() -> int:
        try:
            from checker.faces.lsp.server import EditorServer
        except ModuleNotFoundError as error:
            if error.name not in ("pygls", "lsprotocol"):
                raise
            raise MissingExtraError("the server for editors", "lsp") from None
        EditorServer(given).start_io()
        return OK

    return ended(serve)
