"""Where lies what the user had installed: unlike the cache, nothing in it goes before they say so."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["folder"]


def folder() -> Path:
    """The user's folder for this program's data: ``COPYDESK_DATA_DIR``, or the system's own place for such things."""
    if chosen := os.environ.get("COPYDESK_DATA_DIR"):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("copydesk", appauthor=False)
