"""Repair every machine translation of a data folder, plain and wrapped in Markdown, and count what that breaks.

    python scripts/repair_everything.py DATA [--most ROWS] [--jobs N]

DATA holds ``articles.jsonl.gz`` (rows with ``kind`` and ``text``), ``mqm.*.jsonl.gz`` (rows with ``kind``, ``doc_id``,
``system``, ``seg`` and ``mt``, one for each rater), and ``mlqe.*.jsonl.gz`` and ``demetr.jsonl.gz`` (rows with ``mt``).
Each text is checked, repaired safely and unsafely, and the edits are made again: nothing outside them may change, the
Markdown must be the same blocks and the same things, and all must have settled in four rounds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from promises import MOST_ROUNDS, broken_by_checking, broken_by_repair, rules_of  # noqa: E402

from checker.checking import catalog  # noqa: E402
from checker.checking.engine import Engine  # noqa: E402
from checker.repairing import fixing  # noqa: E402
from checker.text.document import Document  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCES_AN_ARTICLE = 20


def main() -> int:
    """Run over the data; returns 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--most", type=int, default=5000, help="rows of each training file")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    broken: list[str] = []
    with ProcessPoolExecutor(asked.jobs) as pool:
        for counts, found in pool.map(tried, [*texts(asked.data, asked.most)], chunksize=4):
            total += counts
            broken += found
    for name, number in sorted(total.items()):
        print(f"{name:40} {number:>9,}")
    for line in broken:
        print(line)
    print(f"{len(broken)} promises broken")
    return bool(broken)


def texts(data: Path, most: int) -> Iterator[tuple[str, str]]:
    """Name and text of every machine translation; sentences are put together to articles of twenty."""
    for number, row in enumerate(rows(data / "articles.jsonl.gz")):
        if row["kind"] == "mt":
            yield f"articles {number}", row["text"]
    for file in sorted(data.glob("mqm.*.jsonl.gz")):
        documents: dict[str, dict[int, str]] = defaultdict(dict)
        for row in rows(file):
            if row["kind"] == "mt":
                documents[f"{row['doc_id']} {row['system']}"][int(row["seg"])] = row["mt"]
        for name, segments in documents.items():
            yield name, "\n\n".join(text for _, text in sorted(segments.items()))
    for file in sorted([*data.glob("mlqe.*.jsonl.gz"), *data.glob("demetr.jsonl.gz")]):
        distinct = dict.fromkeys(row["mt"] for row in rows(file))
        translations = list(islice(distinct, None if ".train." not in file.name else most))
        for number in range(0, len(translations), SENTENCES_AN_ARTICLE):
            name = file.name.removesuffix(".jsonl.gz")
            yield f"{name} {number}", "\n\n".join(translations[number : number + SENTENCES_AN_ARTICLE])


def rows(file: Path) -> Iterator[dict[str, str]]:
    """The rows of a file of JSON lines."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def wrapped(text: str, seed: str) -> str:
    """The text as Markdown: paragraphs become headings, items, quotes; words become emphasis, links and code."""
    dice = random.Random(seed)
    paragraphs = []
    for paragraph in text.split("\n\n"):
        words = paragraph.split(" ")
        for _ in range(len(words) // 8):
            first = dice.randrange(len(words))
            last = min(first + dice.randrange(1, 4), len(words))
            around = dice.choice(["**{}**", "*{}*", "_{}_", "[{}](https://example.org/a_b?c=1)", "<b>{}</b>", "~~{}~~"])
            if all(word.isalpha() for word in words[first:last]):
                words[first:last] = [around.format(" ".join(words[first:last]))]
        start = dice.choice(["", "", "", "## ", "- ", "> ", "1. "])
        paragraphs.append(start + " ".join(words))
        if dice.random() < 0.1:
            paragraphs.append("```\nthe the an code  ,\n```")
    return "---\ntitle: An article\nslug: the-the\n---\n\n" + "\n\n".join(paragraphs) + "\n"


@cache
def engine() -> Engine:
    """All rules that run unasked."""
    return Engine(catalog.select(catalog.load(), catalog.Selection()))


def tried(job: tuple[str, str]) -> tuple[Counter[str], list[str]]:
    """Counts, and the promises that one text breaks."""
    name, text = job
    counts: Counter[str] = Counter()
    broken: list[str] = []
    for path, article in (("a.txt", text), ("a.md", text), ("a.md", wrapped(text, name))):
        form = "wrapped" if article is not text else path[2:]
        doc = Document(article, path)
        counts[f"{form}: words"] += doc.word_count
        found = [*broken_by_checking(doc, engine().check(doc))]
        for unsafe in (False, True):
            word = "unsafe" if unsafe else "safe"
            repair = fixing.repair(Document(article, path), engine(), unsafe=unsafe)
            counts[f"{form}: {word} edits"] += sum(map(len, repair.rounds))
            counts[f"{form}: {word}, {len(repair.rounds)} rounds"] += 1
            found += [f"{word}: {line}" for line in broken_by_repair(article, path, repair, safe=not unsafe)]
            if len(repair.rounds) > MOST_ROUNDS:
                found.append(f"{word}: {len(repair.rounds)} rounds: {rules_of(repair)}")
        counts[f"{form}: articles"] += 1
        broken += [f"{name} ({form}): {line}" for line in dict.fromkeys(found)]
    return counts, broken


if __name__ == "__main__":
    sys.exit(main())
