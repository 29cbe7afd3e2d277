"""Places as readers of reports on a repository want them: paths from its root, findings told from those elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from checker.findings.finding import digest

if TYPE_CHECKING:
    from checker.findings import Finding

__all__ = ["from_root", "in_file"]

_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Variables in which GitHub and GitLab say where the repository lies."""


def from_root(path: str) -> str:
    """The path from the repository's root, or from here where no server says where that is; else absolute."""
    root = Path(next((os.environ[name] for name in _ROOTS if os.environ.get(name)), os.curdir))
    whole = Path(os.path.abspath(path))  # noqa: PTH100 -- a link is reported by its own name
    for top in (root.absolute(), Path.cwd()):
        if whole.is_relative_to(top):
            return whole.relative_to(top).as_posix()
    return whole.as_posix()


def in_file(path: str, finding: Finding) -> str:
    """A finding's fingerprint among those of all files."""
    return digest(f"{path}\0{finding.fingerprint}")
