"""Fuzz the repair of data: what is put into a field of JSON or CSV, or a translation, and what must stay beside it.

    python scripts/fuzz_data.py SECONDS [--seed N]

Each text of ``scripts/fuzz.py`` is written once where prose is read and once where it is not. After safe and unsafe
repairs the file must be well-formed to another reader, and hold the same where no prose is read.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
import time
from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import polib
from fuzz import articles, everything, made, sort_of

from checker.repairing import fixing
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_PO = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


def main() -> int:
    """Fuzz for as long as asked; returns 1 when something was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("seconds", type=float)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    engine = everything()
    seeds = list(articles(None))
    tried: Counter[str] = Counter()
    found: set[str] = set()
    end = time.monotonic() + asked.seconds
    while time.monotonic() < end:
        path = dice.choice(["a.json", "a.jsonl", "a.csv", "a.po", "a.xlf"])
        values = [made(dice, seeds)[1][: dice.choice([30, 200, 800])] for _ in range(3)]
        values = [value.replace("\r", "").encode("utf-8", "ignore").decode() for value in values]
        text = written(path, values, dice)
        tried[path] += 1
        for unsafe in (False, True):
            try:
                beside = not_read(path, text)
                done = fixing.repair(Document(text, path, fields=("read",)), engine, unsafe=unsafe)
                failure = "" if not_read(path, done.doc.text) == beside else "what is not read has changed"
            except Exception as error:  # noqa: BLE001 -- whatever it is, it is what we look for
                failure = f"raises {type(error).__name__}: {error}"
            if failure and f"{path}: {sort_of(failure)}" not in found:
                found.add(f"{path}: {sort_of(failure)}")
                print(f"--- {path}: {failure}\n{text!r}", flush=True)
    for kind, number in sorted(tried.items()):
        print(f"{kind:10} {number:>9,}")
    print(f"{tried.total():,} inputs, {len(found)} sorts of failure")
    return bool(found)


def written(path: str, values: Sequence[str], dice: random.Random) -> str:
    """A file of the kind that ``path`` says, with the values where prose is read and where it is not."""
    match path:
        case "a.json":
            return json.dumps([{"not": value, "read": value} for value in values], ensure_ascii=dice.random() < 0.5)
        case "a.jsonl":
            rows = ({"not": value, "read": value} for value in (_LINE_ENDS.sub(" ", value) for value in values))
            return "".join(json.dumps(row, ensure_ascii=dice.random() < 0.5) + "\n" for row in rows)
        case "a.csv":
            out = StringIO()
            table = csv.writer(out, lineterminator="\n", quoting=dice.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
            table.writerows([("not", "read"), *((value.replace("\0", ""),) * 2 for value in values)])
            return out.getvalue()
        case "a.po":
            entries = [polib.POEntry(msgid=f"{at} {value}", msgstr=value) for at, value in enumerate(clean(values))]
            return 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n' + "\n".join(
                map(str, entries)
            )
    units = "".join(
        f"<trans-unit id='{at}'><source>{text}</source><target>{text}</target></trans-unit>"
        for at, text in enumerate(escape(_NOT_XML.sub("", value)) for value in values)
    )
    return f"<xliff version='1.2'><file target-language='en'><body>{units}</body></file></xliff>"


def clean(values: Sequence[str]) -> list[str]:
    """The values without what polib itself does not write and read back."""
    return [_NOT_PO.sub("", value) for value in values]


def not_read(path: str, text: str) -> list[Any]:
    """What another reader finds in the file where no prose is read; raises what that reader raises."""
    match path:
        case "a.json":
            return [row["not"] for row in json.loads(text)]
        case "a.jsonl":
            return [json.loads(line)["not"] for line in text.split("\n") if line]
        case "a.csv":
            return [row[0] for row in csv.reader(StringIO(text, newline=""))]
        case "a.po":
            return [entry.msgid for entry in polib.pofile(text)]
    return [unit[0].text for unit in ET.fromstring(text).iter("trans-unit")]


if __name__ == "__main__":
    sys.exit(main())
