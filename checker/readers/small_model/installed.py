"""The language model in the user's folder: whether it is there, what it takes up, and how it goes.

It is put there as a whole, under a name that says which weights it was made of and by which form of the converter.
"""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING

from checker.readers import MissingExtraError
from checker.store import data

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "DEPTH",
    "FORM",
    "RECORD",
    "SCALES",
    "TOKENIZER",
    "VECTORS",
    "folder",
    "graph",
    "is_there",
    "remove",
    "require_extra",
    "size",
]

FORM = 2
"""Raised when what the converter makes takes another form: what was made before then counts as not there."""

DEPTH = 18
"""Layers of the model that are kept: what is known after them tells most about errors, and those above cost as much."""

VECTORS, SCALES, TOKENIZER, RECORD = "vectors.npy", "scales.npy", "tokenizer.json", "made.json"
_NEEDED = ("gguf", "numpy", "onnx", "onnxruntime", "tokenizers")


def require_extra() -> None:
    """Raise ``MissingExtraError`` unless all that the language model needs is installed."""
    if not all(map(find_spec, _NEEDED)):
        raise MissingExtraError("the language model's runtime", "reader")


def _parent() -> Path:
    return data.folder() / "reader"


def folder() -> Path:
    """Where the language model is, or would be."""
    return _parent() / f"smollm2-135m-{DEPTH}-{FORM}"


def graph(chosen: str) -> str:
    """The name of the graph by which the reader reads that was chosen."""
    return f"{chosen}.onnx"


def is_there() -> bool:
    """Whether the language model is there, with every file as long as it was made."""
    try:
        sizes: dict[str, int] = json.loads((folder() / RECORD).read_text("utf-8"))
        return all((folder() / name).stat().st_size == length for name, length in sizes.items())
    except (OSError, ValueError, AttributeError):
        return False


def size() -> int:
    """Bytes that the language model takes up, older forms of it included."""
    return sum(file.stat().st_size for file in _parent().rglob("*") if file.is_file())


def remove() -> int:
    """Delete the language model, older forms of it included; returns how many bytes that were."""
    freed = size()
    shutil.rmtree(_parent(), ignore_errors=True)
    return freed
