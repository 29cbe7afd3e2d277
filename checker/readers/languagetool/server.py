"""A LanguageTool server of this run's own: started in a process that ends it, and itself, when this one ends.

language-tool-python starts the server, and stops it when Python exits in an orderly way; killed, it would leave it
running. So it is used in a process apart (``keeper.py``) that holds one end of a pipe: when the other end closes, for
whatever reason this process ended, that process kills its whole group.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from checker.readers import MissingExtraError
from checker.readers.languagetool.client import Limits, UnavailableError

__all__ = ["LocalServer"]

_DOWNLOAD_SECONDS = 1800
_STOP_SECONDS = 5
_REMEDY = "or start a server yourself and give its URL"


class LocalServer:
    """A server on this machine, started when first asked for its address."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._keeper: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._stopped = False

    @staticmethod
    def version() -> str:
        """What stands for the server's version before it runs: that of the package and folder it comes from."""
        folder = os.environ.get("LTP_PATH", "")
        changed = Path(folder).stat().st_mtime_ns if folder and Path(folder).exists() else 0
        try:
            package = importlib.metadata.version("language-tool-python")
        except importlib.metadata.PackageNotFoundError:
            package = ""
        return f"language-tool-python {package} {folder} {changed}"

    def start(self) -> str:
        """The address of the server once it answers; raises ``UnavailableError`` when there can be none."""
        if importlib.util.find_spec("language_tool_python") is None:
            raise UnavailableError(f"{MissingExtraError('language-tool-python', 'languagetool')}, {_REMEDY}")
        if shutil.which("java") is None:
            raise UnavailableError(f"there is no Java on this machine; install Java 17 or later, {_REMEDY}")
        keeper = self._start_keeper()
        lines: SimpleQueue[str] = SimpleQueue()
        threading.Thread(target=_read, args=(keeper, lines), daemon=True).start()
        deadline = time.monotonic() + self.limits.start_seconds
        while True:
            try:
                line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                self.stop()
                raise UnavailableError(
                    f"LanguageTool did not start within {self.limits.start_seconds:g} seconds; try again, {_REMEDY}"
                ) from None
            said = _said(line)
            if "url" in said:
                return str(said["url"])
            if said.get("stage") == "download":
                deadline = time.monotonic() + _DOWNLOAD_SECONDS
            elif said.get("stage") == "start":
                deadline = time.monotonic() + self.limits.start_seconds
            else:
                self.stop()
                raise UnavailableError(
                    f"LanguageTool did not start ({said.get('error', 'no reason given')}); {_REMEDY}"
                )

    def stop(self) -> None:
        """End the server and its keeper, at whatever stage they are; returns when they are gone."""
        with self._lock:
            self._stopped = True
            keeper = self._keeper
        if keeper is None:
            return
        assert keeper.stdin
        with suppress(OSError):
            keeper.stdin.close()
        try:
            keeper.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            _kill(keeper)
            keeper.wait()

    def _start_keeper(self) -> subprocess.Popen[str]:
        with self._lock:
            if self._stopped:
                raise UnavailableError("it was stopped")
            # -P: neither the article's folder nor that of the program's own modules is searched for packages.
            command = [sys.executable, "-P", str(Path(__file__).with_name("keeper.py"))]
            self._keeper = subprocess.Popen(  # noqa: S603 -- our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                # A session of its own: Ctrl-C reaches this process alone, which then ends the other in good order.
                start_new_session=True,
            )
            return self._keeper


def _read(keeper: subprocess.Popen[str], lines: SimpleQueue[str]) -> None:
    assert keeper.stdout
    for line in keeper.stdout:
        lines.put(line)
    lines.put("{}")


def _said(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        said = {}
    return said if isinstance(said, dict) else {}


def _kill(keeper: subprocess.Popen[str]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(keeper.pid, signal.SIGKILL)
        else:
            keeper.kill()
