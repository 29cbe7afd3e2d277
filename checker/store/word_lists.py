"""Lists of words that lie beside the modules that use them, as text: files of the folders ``data``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["file_of", "read"]


def file_of(module_file: str, name: str) -> Path:
    """Where the lists called ``name`` lie that go with a module, which gives its ``__file__``."""
    return Path(module_file).parent / "data" / f"{name}.txt"


def read(module_file: str, name: str) -> Mapping[str, str]:
    """The lists of a file by their heads: the words of each, between white space.

    A head stands alone on a line in brackets, ``[cities]``; what stands before the first says where the lists are from.
    """
    _, *parts = f"\n{file_of(module_file, name).read_text('utf-8')}".split("\n[")
    heads_and_words = (part.partition("]\n") for part in parts)
    return {head: words for head, _, words in heads_and_words}
