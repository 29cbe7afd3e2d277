"""``copydesk corpus`` beside datatrove's filters, as its example for FineWeb chains them, on the same articles.

    python benchmarks/corpus.py ARTICLES.jsonl [TEXT_FIELD [SCORE_FIELD]]

Makes an environment of its own with datatrove in a temporary folder, and runs each in one process. Prints articles for
each second of processor time, start included, and what becomes of the articles. Where a field has what people say of
the article, higher for better, prints how often the worse of two articles is told by each; .5 is chance.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path

from pyarrow import parquet

PINNED = ("datatrove[io,processing]==0.10.1", "spacy==3.8.18")  # its English filters cut words with spaCy
FILTERS = """
import sys
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.filters import (
    C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter,
)
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers.jsonl import JsonlWriter

given, out, field = sys.argv[1:]

def dropped(name):
    return JsonlWriter(f"{out}/{name}", compression=None)

LocalPipelineExecutor(
    pipeline=[
        JsonlReader(given, text_key=field, id_key="number"),
        GopherRepetitionFilter(exclusion_writer=dropped("gopher repetition")),
        GopherQualityFilter(exclusion_writer=dropped("gopher quality")),
        C4QualityFilter(filter_no_terminal_punct=False, exclusion_writer=dropped("c4")),
        FineWebQualityFilter(exclusion_writer=dropped("fineweb")),
        JsonlWriter(f"{out}/kept", compression=None),
    ],
    logging_dir=f"{out}/logs",
).run()
"""

HERE = """
from checker.corpus import processes
from checker.corpus.bench import Bench

def here(order, batches, jobs):
    bench = Bench(order)
    yield from map(bench.made, batches)

processes.by_processes = here  # in this process, of which the time is taken
from checker.faces.cli import main
main()
"""


def main(path: str, field: str = "text", score: str = "") -> None:
    """Run both and compare."""
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    rows = [row for row in rows if row.get(field)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "in").mkdir()
        numbered = ({"number": str(number), field: row[field]} for number, row in enumerate(rows))
        given = folder / "in" / "articles.jsonl"
        given.write_text("".join(json.dumps(row) + "\n" for row in numbered), "utf-8")
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PINNED], check=True)
        theirs = _seconds([python, "-c", FILTERS, given.parent, folder / "theirs", field])
        command = [sys.executable, "-c", HERE, "corpus", given, "--isolated", "--text-field", field]
        ours = _seconds([*command, "--id-field", "number", "--output", folder / "ours"])
        for who, seconds in (("datatrove", theirs), ("copydesk", ours)):
            print(f"{who}: {len(rows) / seconds:.0f} articles for each second of processor time")
        _compare(rows, _fates(folder / "theirs"), _values(folder / "ours"), score)


def _seconds(command: list[str | Path]) -> float:
    """The processor time of a command and the processes that it starts."""
    before = os.times()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _fates(folder: Path) -> dict[int, str]:
    """The filter that dropped an article, or “kept”, by the article's number."""
    fates = {}
    for part in folder.glob("*/*.jsonl"):
        for line in part.read_text("utf-8").splitlines():
            fates[int(json.loads(line)["id"])] = part.parent.name
    return fates


def _values(folder: Path) -> dict[int, dict[str, object]]:
    parts = sorted((folder / "articles").glob("*.parquet"))
    return {int(row["id"]): row for part in parts for row in parquet.read_table(part).to_pylist()}


def _compare(
    rows: list[dict[str, object]], fates: dict[int, str], values: dict[int, dict[str, object]], score: str
) -> None:
    grades = [*"ABCDE", None]
    print(f"\n{'':20}{'':>8}" + "".join(f"{grade or 'none':>7}" for grade in grades))
    for fate, count in Counter(fates.values()).most_common():
        of_fate = Counter(values[number]["grade"] for number, each in fates.items() if each == fate)
        print(f"{fate:20}{count:8,}" + "".join(f"{of_fate[grade]:7,}" for grade in grades))
    if score:
        people = {number: row[score] for number, row in enumerate(rows) if row.get(score) is not None}
        told = {
            "datatrove": {number: float(fates[number] == "kept") for number in people if number in fates},
            "copydesk": {number: values[number]["value"] for number in people if values[number]["value"] is not None},
        }
        both = [number for number in people if all(number in each for each in told.values())]
        print(f"\nOf {len(both)} articles that people scored, two at a time, the worse one is told by:")
        for who, given in told.items():
            print(f"{who:20}{_told_apart([(people[number], given[number]) for number in both]):.2f}")


def _told_apart(pairs: list[tuple[float, float]]) -> float:
    """In which share of all pairs the one with the lower first number has the lower second, ties counting half."""
    right = total = 0.0
    for first, second in pairs:
        for other, of_other in pairs:
            if first < other:
                total += 1
                right += 1 if second < of_other else 0.5 if second == of_other else 0
    return right / total


if __name__ == "__main__":
    main(*sys.argv[1:])
