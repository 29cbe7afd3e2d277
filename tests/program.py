"""The program as a process of its own, for tests that talk with it while it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["copydesk"]

_ROOT = Path(__file__).parent.parent


def copydesk(*arguments: object, folder: Path, **environment: str) -> subprocess.Popen[str]:
    """``copydesk check``, started in ``folder``, with a line a finding."""
    return subprocess.Popen(
        [sys.executable, "-m", "checker", "check", "--output-format", "concise", *map(str, arguments)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8", **environment},
    )
