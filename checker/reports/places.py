"""Places as readers of reports on a repository want them: paths from its root, findings told from those elsewhere."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker.findings.finding import digest

if TYPE_CHECKING:
    from checker.findings import Finding

__all__ = ["from_root", "in_file"]

_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Variables in which GitHub and GitLab say where the repository lies."""


def from_root(path: str) -> str:
    """The path from the repository's root, or from here where no server says where that is; else absolute."""
    root = next((os.environ[name] for name in _ROOTS if os.environ.get(name)), os.curdir)
    whole = os.path.abspath(path)  # noqa: PTH100 -- a link is reported by its own name; pathlib takes twenty times as long
    for top in (os.path.abspath(root), os.getcwd()):  # noqa: PTH100, PTH109
        if whole.startswith(os.path.join(top, "")):  # noqa: PTH118
            whole = whole[len(os.path.join(top, "")) :]  # noqa: PTH118
            break
    return whole.replace(os.sep, "/")


def in_file(path: str, finding: Finding) -> str:
    """A finding's fingerprint among those of all files."""
    return digest(f"{path}\0{finding.fingerprint}")
