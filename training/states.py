"""What the language model knows after each word of some texts, read once and kept in files.

    python training/states.py TEXTS.jsonl … --out FOLDER [--reader fast|deep]

A line of TEXTS is an object with ``id``, ``text`` and, for another format than plain text, ``suffix``. The states are
kept in FOLDER, a file for each of TEXTS; one that is there is not made again. Some 600 words a second on one core.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from checker.readers.small_model import installed, options
from checker.readers.small_model.model import Model
from checker.readers.small_model.passages import passages_of
from checker.text.document import Document

__all__ = ["document", "rows"]


def rows(file: Path) -> list[dict[str, Any]]:
    """The objects of a file that has one a line."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def document(row: dict[str, Any]) -> Document:
    """The article of a line of texts."""
    return Document(row["text"], path=f"text{row.get('suffix', '.txt')}")


def main() -> None:
    """Read each file's texts, unless that was done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reader", choices=(options.FAST, options.DEEP), default=options.FAST)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    model = Model(installed.folder(), asked.reader, asked.threads)
    for file in asked.texts:
        out = asked.out / f"{file.stem}.npy"
        if out.exists():
            continue
        begun = time.monotonic()
        found = [
            model.read(passage.text, [word.end for word in passage.words]).astype(np.float16)
            for row in rows(file)
            for passage in passages_of(document(row))
            if passage.words
        ]
        words = sum(map(len, found))
        temporary = out.with_suffix(".part.npy")
        np.save(temporary, np.concatenate(found))
        temporary.replace(out)
        print(f"{file.stem}: {words:,} words, {words / (time.monotonic() - begun):.0f} a second", file=sys.stderr)


if __name__ == "__main__":
    main()
