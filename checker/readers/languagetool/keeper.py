"""The process that keeps a LanguageTool server for another, which holds its standard input open as long as it wants it.

Run as a file, it prints one JSON object a line: the stage it is at, then the server's address or what went wrong. It
imports nothing of this program.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from typing import Any

__all__: list[str] = []


def _end() -> None:
    """End the server and this process at once: on POSIX the whole process group, whatever it is just starting."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    server = sys.modules.get("language_tool_python.server")
    if server:
        server.terminate_server()
    os._exit(0)


def _end_with_owner() -> None:
    sys.stdin.buffer.read()
    _end()


def _main() -> None:
    # What the package may print goes to standard error, where its progress bar is; standard output is for the owner.
    owner = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    # Nor is anything of it to be lost when the process is ended.
    sys.stdout = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")

    def say(**said: Any) -> None:
        owner.write(json.dumps(said) + "\n")
        owner.flush()

    threading.Thread(target=_end_with_owner, daemon=True).start()
    try:
        from language_tool_python import LanguageTool
        from language_tool_python.download_lt import LTP_DOWNLOAD_VERSION, LocalLanguageTool

        say(stage="download")
        LocalLanguageTool.from_version_name(LTP_DOWNLOAD_VERSION).download()
        say(stage="start")
        tool = LanguageTool("en-US")
    except Exception as error:  # noqa: BLE001 -- the owner says it
        say(error=f"{type(error).__name__}: {error}")
        _end()
    say(url=tool.url)
    threading.Event().wait()


if __name__ == "__main__":
    _main()
