"""``copydesk corpus``: from files of many kinds to tables, whatever happens on the way."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
from base64 import b64encode
from contextlib import contextmanager, suppress
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from statistics import fmean, median_low
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pyarrow", reason="copydesk[corpus] is not installed")
pytest.importorskip("fsspec", reason="copydesk[corpus] is not installed")

import pyarrow as pa
from pyarrow import parquet
from typer.testing import CliRunner

from checker.corpus import tables
from checker.corpus.articles import Batch, CorpusError, Made
from checker.corpus.batches import batches
from checker.corpus.bench import Bench, Order
from checker.corpus.keeping import Keeping
from checker.corpus.rows import Fields
from checker.corpus.running import Engine, Run
from checker.corpus.summary import Summary
from checker.corpus.tables import ARTICLES, FINDINGS, KEPT, NAMES
from checker.desk import Desk, DeskConfig
from checker.faces.cli import app
from checker.findings.score import cost
from checker.project.options import Options
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

ROOT = Path(__file__).parent.parent
SELECT = ("wrong-indefinite-article", "doubled-word")
OPTIONS = Options(isolated=True, select=SELECT)
FIELDS = Fields("body", "key")
TEXTS = [
    "She waited a hour.",
    "The ship came in at dawn.",
    "They saw the the harbour, and “a old” mill.\n\nÀ Paris, a hour later.",
    "Nothing is wrong with this one.",
    "The the end came in a hour.",
]
ROWS: list[dict[str, Any]] = [
    {"key": f"k{number}", "body": text, "meta": {"from": "news"}} for number, text in enumerate(TEXTS)
]


class Told:
    """What a run says of its progress."""

    def __init__(self) -> None:
        self.size = 0
        self.new: list[Made] = []
        self.old: list[Made] = []

    def start(self, size: int) -> None:
        self.size = size

    def add(self, made: Made, *, is_new: bool) -> None:
        (self.new if is_new else self.old).append(made)


def here(order: Order, batches: Iterable[Batch], jobs: int) -> Generator[Made]:  # noqa: ARG001
    bench = Bench(order)
    for batch in batches:
        yield bench.made(batch)


def backwards(order: Order, batches: Iterable[Batch], jobs: int) -> Generator[Made]:
    yield from here(order, reversed([*batches]), jobs)


def put(folder: Path, name: str, rows: Sequence[dict[str, Any]] = ROWS) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    match "".join(path.suffixes):
        case ".parquet":
            parquet.write_table(pa.Table.from_pylist([*rows]), path, row_group_size=2)
        case ".jsonl.gz":
            half = len(lines) // 2  # as “cat a.gz b.gz” makes them
            path.write_bytes(gzip.compress(lines[:half]) + gzip.compress(lines[half:]))
        case ".jsonl.zst":
            path.write_bytes(pa.Codec("zstd").compress(lines, asbytes=True))
        case ".jsonl.bz2":
            path.write_bytes(bz2.compress(lines))
        case ".csv" | ".tsv":
            with path.open("w", encoding="utf-8", newline="") as file:
                table = csv.DictWriter(file, [*rows[0]], delimiter="\t" if path.suffix == ".tsv" else ",")
                table.writeheader()
                table.writerows(rows)
        case _:
            path.write_bytes(lines)
    return path


def run(
    output: Path,
    *inputs: Path | str,
    fields: Fields = FIELDS,
    engine: Engine = here,
    part: int = 2,
    sample: int | None = None,
    keep: str = "",
    repair: bool = False,
    options: Options = OPTIONS,
) -> Told:
    told = Told()
    order = Order(options, output, keep, repair)
    Run(order, tuple(map(str, inputs)), fields, part, sample).run(told, engine)
    return told


def rows_of(output: Path, table: str = "articles") -> list[dict[str, Any]]:
    return [row for part in tables.parts_of(output, table) for row in parquet.read_table(part).to_pylist()]


def content(output: Path) -> dict[str, bytes]:
    """All files of a folder but its manifest, which names the inputs."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name not in ("manifest.json", ".lock")
    }


def refusal(output: Path, *inputs: Path | str, **more: Any) -> str:
    with pytest.raises(CorpusError) as raised:
        run(output, *inputs, **more)
    return str(raised.value)


KINDS = ["a.parquet", "a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.jsonl.bz2", "a.ndjson", "a.csv", "a.tsv"]


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_table_is_read(name: str, tmp_path: Path) -> None:
    run(tmp_path / "out", put(tmp_path, name))
    found = rows_of(tmp_path / "out")
    assert [(row["article"], row["id"], row["characters"]) for row in found] == [
        (number, f"k{number}", len(text)) for number, text in enumerate(TEXTS)
    ]
    assert [row["findings"] for row in found] == [1, 0, 3, 0, 2]
    assert [row["trouble"] for row in found] == [None] * len(TEXTS)


def test_a_folder_of_articles_and_a_glob_are_read_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("b/2.md", "A **hour**."), ("b/1.txt", "A hour."), ("a.html", "<p>A hour.</p><code>a hour")):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "in" / ".hidden.md").write_text("A hour.")
    put(tmp_path, "in/c.jsonl", ROWS[:1])
    run(tmp_path / "out", "in")
    found = [(row["id"], row["source"], row["findings"]) for row in rows_of(tmp_path / "out")]
    assert found == [
        ("in/a.html", "in", 1),
        ("in/b/1.txt", "in/b", 1),
        ("in/b/2.md", "in/b", 1),
        ("k0", "in/c.jsonl", 1),
    ]
    run(tmp_path / "globbed", "in/**/*.md", "in/b/1.txt")
    assert [row["id"] for row in rows_of(tmp_path / "globbed")] == ["in/b/2.md", "in/b/1.txt"]


def test_an_address_that_fsspec_knows_is_read(tmp_path: Path) -> None:
    import fsspec

    with fsspec.open("memory://corpus/a.jsonl", "wb") as file:
        file.write(put(tmp_path, "a.jsonl").read_bytes())
    run(tmp_path / "out", "memory://corpus/*.jsonl", fields=Fields("body"))
    assert [(row["id"], row["source"]) for row in rows_of(tmp_path / "out")][:2] == [
        ("memory:///corpus/a.jsonl:1", "memory:///corpus/a.jsonl"),
        ("memory:///corpus/a.jsonl:2", "memory:///corpus/a.jsonl"),
    ]


@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl"])
def test_fields_are_found_inside_of_others_and_say_the_source(name: str, tmp_path: Path) -> None:
    rows = [{"n": number, "meta": {"text": text, "from": f"p{number % 2}"}} for number, text in enumerate(TEXTS)]
    run(tmp_path / "out", put(tmp_path, name, rows), fields=Fields("meta.text", "n", "meta.from"))
    found = rows_of(tmp_path / "out")
    assert [(row["id"], row["source"]) for row in found] == [(f"{n}", f"p{n % 2}") for n in range(len(TEXTS))]
    assert [row["findings"] for row in found] == [1, 0, 3, 0, 2]


def test_the_format_of_a_field_is_heeded(tmp_path: Path) -> None:
    rows = [{"body": "A hour.\n\n    She had a hour.\n\n<!-- She had a hour. -->\n"}]
    counts = {}
    for suffix in (".txt", ".md", ".html"):
        run(tmp_path / suffix, put(tmp_path, "a.jsonl", rows), fields=Fields("body", suffix=suffix))
        counts[suffix] = rows_of(tmp_path / suffix)[0]["findings"]
    assert counts == {".txt": 3, ".md": 1, ".html": 2}


def test_the_tables_have_what_the_desk_says(tmp_path: Path) -> None:
    text = "She waited a hour. " * 60 + "The the end came."
    run(tmp_path / "out", put(tmp_path, "a.jsonl", [{"key": 1, "body": text}]))
    review = Desk(DeskConfig(select=SELECT)).review(Document(text, "article.txt"))
    (article,) = rows_of(tmp_path / "out")
    score = review.score
    assert score.band
    assert (article["words"], article["penalty"], article["value"]) == (review.words, score.per_thousand, score.value)
    assert (article["low"], article["high"], article["grade"]) == (*score.band, score.grade)
    assert article["findings"] == article["minor"] + article["major"] == len(review.findings)
    assert article["linguistic_conventions"] == 60
    assert tuple(map(tables.finding_of, rows_of(tmp_path / "out", "findings"))) == review.findings


def test_the_page_describes_the_columns_that_there_are() -> None:
    page = (ROOT / "docs" / "how-to" / "corpus.md").read_text("utf-8")
    for name, schema in (("articles", ARTICLES), ("findings", FINDINGS), ("kept", KEPT), ("names", NAMES)):
        (table,) = re.findall(rf"### `{name}/`\n.*?\n(\|.*?)\n(?:\n|$)", page, re.DOTALL)
        named = [word for row in table.splitlines()[2:] for word in re.findall(r"`(\w+)`", row.split("|")[1])]
        assert named == schema.names


BROKEN: list[tuple[bytes, str]] = [
    (b"{", "not JSON"),
    (b"[1]", "not an object of JSON"),
    (b'{"key": 1}', "no text in the field"),
    (b'{"key": 1, "body": 7}', "no text in the field"),
    (b'{"key": 1, "body": null}', "no text in the field"),
    (b'{"key": 1, "body": "a\\u0000b"}', "not text"),
    (b'{"key": 1, "body": "a \\ud800 b"}', "not UTF-8"),
    (b'{"key": 1, "body": "a \xff b"}', "not JSON"),
    (b'{"key": "\\ud800", "body": 7}', "no text in the field"),
    (b"[" * 100_000, "not JSON"),
]


@pytest.mark.parametrize(("line", "trouble"), BROKEN, ids=lambda value: str(value)[:24])
def test_an_article_that_cannot_be_read_costs_that_article(line: bytes, trouble: str, tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    path.write_bytes(path.read_bytes() + line + b"\n" + path.read_bytes())
    run(tmp_path / "out", path)
    found = rows_of(tmp_path / "out")
    assert len(found) == 2 * len(TEXTS) + 1
    assert trouble in found[len(TEXTS)]["trouble"]
    assert [row["findings"] for row in found] == [1, 0, 3, 0, 2, None, 1, 0, 3, 0, 2]
    assert json.loads((tmp_path / "out" / "finished.json").read_bytes())["troubled"] == 1


def test_a_line_or_a_text_that_is_too_long_costs_that_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.corpus.rows._LONGEST_LINE", 1000)
    monkeypatch.setattr("checker.corpus.bench.LARGEST", 500)
    rows = [{"body": "A hour."}, {"body": "x" * 5000}, {"body": "A hour. " * 70}, {"body": "A hour."}]
    run(tmp_path / "out", put(tmp_path, "a.jsonl", rows), fields=Fields("body"))
    troubles = [row["trouble"] for row in rows_of(tmp_path / "out")]
    assert troubles[0] is troubles[3] is None
    assert "not read" in troubles[1]
    assert "split it" in troubles[2]


def test_what_is_wrong_in_a_csv_costs_that_article(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('key,body\n1,"A hour,\nand “on”"\n2\n3,bad \xff\n4,A hour.,more\n'.encode("latin-1", "replace"))
    run(tmp_path / "out", path)
    found = rows_of(tmp_path / "out")
    assert [(row["id"], row["findings"]) for row in found] == [("1", 1), ("2", None), ("3", None), ("4", 1)]


OWN_RULES = '''
import os, time
from checker.checking.rule import flag, rule
from checker.findings import Category, Severity
from checker.text.document import Sentence

@rule(category=Category.GRAMMAR, severity=Severity.MINOR, cues={"fumble", "sleep", "explode", "stall"},
      bad=["They [fumble]."], good=["Fine."])
def own_trouble(sentence: Sentence):
    """Trouble."""
    for word in sentence.words:
        if word.lower == "fumble":
            raise RuntimeError("fumbled")
        if word.lower == "sleep":
            time.sleep(60)
        if word.lower == "explode":
            os.kill(os.getpid(), 9)
        if word.lower == "stall":
            sum(range(10 ** 14))  # neither a signal nor another thread interrupts it
        yield flag(word, "Trouble.")
'''


def own_rules(tmp_path: Path) -> Path:
    path = tmp_path / "own_trouble.py"
    path.write_text(OWN_RULES)
    return path


def test_an_article_that_fails_or_takes_too_long_costs_that_article(tmp_path: Path) -> None:
    select = ("own-trouble", *SELECT)
    options = Options(isolated=True, rules=(own_rules(tmp_path),), timeout_per_file=0.3, select=select)
    rows = [{"body": text} for text in ("A hour.", "They fumble.", "They sleep.", "In a hour.")]
    run(tmp_path / "out", put(tmp_path, "a.jsonl", rows), fields=Fields("body"), options=options)
    found = rows_of(tmp_path / "out")
    assert [bool(row["trouble"]) for row in found] == [False, True, True, False]
    assert "own-trouble" in found[1]["trouble"]
    assert found[2]["trouble"] == "given up after 0.3 s in the rule “own-trouble”"
    assert [row["findings"] for row in found] == [1, 0, None, 1]


def test_what_no_input_has_is_named_with_what_there_is(tmp_path: Path) -> None:
    for name in ("a.parquet", "a.jsonl", "a.csv"):
        told = refusal(tmp_path / "out", put(tmp_path, name), fields=Fields("bdy"))
        assert re.search(r"a\.\w+: has no field “bdy”; did you mean body\? There are key, body, meta", told)
    assert "--text-field" in refusal(tmp_path / "out", tmp_path / "a.csv", fields=Fields())
    assert "there is no such file" in refusal(tmp_path / "out", tmp_path / "nothing.csv")
    assert "nothing there to read" in refusal(tmp_path / "out", f"{tmp_path}/*.tsv")
    (tmp_path / "a.docx").write_bytes(b"PK")
    assert "this kind of file is not read" in refusal(tmp_path / "out", tmp_path / "a.docx")
    assert "cannot be read" in refusal(tmp_path / "out", "no-such-protocol://bucket/a.jsonl")


@pytest.mark.parametrize(
    ("name", "data", "trouble"),
    [
        ("b.jsonl.gz", gzip.compress(b'{"body": "A hour."}\n' * 9)[:-12], "the file cannot be read to its end"),
        ("b.jsonl.zst", b"no zst", "the file cannot be read to its end"),
        ("b.parquet", b"PAR1 and no more", "the file cannot be read to its end"),
        ("b.parquet", b"", "the file cannot be read to its end"),
        ("b.csv", "body,key\nA hour.,1\n".encode("utf-16"), "the file is in UTF-16; save it as UTF-8"),
        ("b.csv", b"text,key\nA hour.,1\n", "the file has no field “body”; there are text, key"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_file_that_cannot_be_read_costs_that_file(name: str, data: bytes, trouble: str, tmp_path: Path) -> None:
    broken, whole = tmp_path / name, put(tmp_path, "a.jsonl")
    broken.write_bytes(data)
    last = put(tmp_path, "c.jsonl")
    run(tmp_path / "out", whole, broken, last)
    (told,) = [row for row in rows_of(tmp_path / "out") if row["trouble"]]
    assert told["trouble"].startswith(trouble)
    assert told["id"] == told["source"] == str(broken)
    assert [row["findings"] for row in rows_of(tmp_path / "out")][-5:] == [1, 0, 3, 0, 2]
    if name != "b.jsonl.gz":  # of which some can be read
        assert trouble.removeprefix("the file ") in refusal(tmp_path / "none", broken, last)


def test_where_an_article_cannot_be_text_the_run_does_not_start(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"doc": {"text": "A hour.", "at": {"url": "u"}}, "tags": ["a"], "n": 7, "none": None},
        {"doc": None},
    ]
    path = put(tmp_path, "a.parquet", rows)
    for field, told in {
        "doc": "no text in the field “doc”; did you mean doc.text",
        "doc.txt": "no text in the field “doc.txt”; did you mean doc.text",
        "tags": "no text in the field “tags”, which is of the type list",
        "n": "no text in the field “n”, which is of the type int64",
    }.items():
        assert told in refusal(tmp_path / "out", path, fields=Fields(field))
    run(tmp_path / "out", path, fields=Fields("doc.text", "doc.at.url"))
    assert [(row["id"][-11:], row["findings"]) for row in rows_of(tmp_path / "out")] == [
        ("u", 1),
        ("a.parquet:2", None),
    ]


def test_inputs_without_articles_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "b.csv").write_bytes(b"body,key\n")
    (tmp_path / "c.jsonl").write_bytes(b"\n \n")
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b""))
    parquet.write_table(pa.table({"body": pa.array([], pa.string())}), tmp_path / "e.parquet")
    told = CliRunner().invoke(
        app,
        [
            "corpus",
            "--isolated",
            "--jobs",
            "1",
            "--text-field",
            "body",
            "--output",
            str(tmp_path / "out"),
            f"{tmp_path}/*.*",
        ],
    )
    assert (told.exit_code, told.output) == (0, "There are no articles in the inputs.\n")


def test_a_csv_with_semicolons_and_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('\ufeffbody;key\r\n"A hour, a day; and\r\na hour";k1\r\n'.encode())
    run(tmp_path / "out", path)
    assert [(row["id"], row["findings"]) for row in rows_of(tmp_path / "out")] == [("k1", 2)]


def test_an_output_that_cannot_be_a_folder_is_named(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    (tmp_path / "out").write_text("a file")
    assert "--output" in refusal(tmp_path / "out", path)


def test_a_folder_with_other_tables_or_other_things_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    out = tmp_path / "out"
    run(out, path)
    before = content(out)
    assert re.search(r"\(--sample, --keep differ\).*--output", refusal(out, path, sample=2, keep="words > 1"))
    assert "the rules" in refusal(out, path, options=Options(isolated=True))
    assert "the fields" in refusal(out, path, fields=Fields("body"))
    path.write_bytes(path.read_bytes() + b"{}\n")
    assert "the inputs" in refusal(out, path)
    assert content(out) == before
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("Dear all")
    assert "something other than tables" in refusal(other, path)


def test_tables_are_not_written_where_they_would_be_read(tmp_path: Path) -> None:
    put(tmp_path, "in/a.jsonl")
    for given in (tmp_path, tmp_path / "in", f"{tmp_path}/**/*.parquet"):
        told = refusal(tmp_path / "in" / "out", given)
        assert "of which it would become part" in told
    run(tmp_path / "out", tmp_path / "in", f"{tmp_path}/in/*.jsonl")
    assert len(rows_of(tmp_path / "out")) == 2 * len(ROWS)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files that are no Unicode, and pipes")
def test_odd_names_pipes_and_links_in_a_folder_do_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("A hour.")
    os.mkfifo(folder / "pipe.txt")
    (folder / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    (folder / "up").symlink_to(folder)
    run(tmp_path / "out", folder)
    (row,) = rows_of(tmp_path / "out")
    assert (row["id"].endswith("/caf?.txt"), row["findings"]) == (True, 1)


def test_a_finished_run_has_nothing_to_do(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    run(tmp_path / "out", path)
    told = run(tmp_path / "out", path)
    assert (told.new, told.old) == ([], [])


def test_a_run_goes_on_where_another_ended_and_the_order_of_batches_is_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    run(tmp_path / "whole", path, keep="findings > 0")
    whole = content(tmp_path / "whole")
    assert len([name for name in whole if name.startswith("articles/")]) == 3
    run(tmp_path / "backwards", path, keep="findings > 0", engine=backwards)
    assert content(tmp_path / "backwards") == whole
    part = tmp_path / "backwards"
    (part / "articles" / "part-000001.parquet").unlink()
    (part / "finished.json").unlink()
    (part / "findings" / ".part-000001.parquet.77.unfinished").write_bytes(b"PAR1")
    told = run(part, path, keep="findings > 0")
    assert ([done.number for done in told.new], [done.number for done in told.old]) == ([1], [0, 2])
    assert sum(done.size for done in (*told.new, *told.old)) == told.size
    assert content(part) == whole


def test_a_sample_is_spaced_over_all(tmp_path: Path) -> None:
    first, second = (put(tmp_path, name, [{"body": f"{n}"} for n in range(50)]) for name in ("a.jsonl", "b.parquet"))
    inputs = [str(first), str(second)]
    taken = [article.id for batch in batches(inputs, Fields("body"), 3, 4) for article in batch.articles]
    assert [name.rpartition("/")[2] for name in taken] == ["a.jsonl:1", "a.jsonl:26", "b.parquet:1", "b.parquet:26"]
    (batch,) = batches(inputs, Fields("body"), 1000, 1000)
    assert len(batch.articles) == 100


def test_a_batch_ends_before_it_is_too_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("checker.corpus.batches.LARGEST_BATCH", 100)
    path = put(tmp_path, "a.jsonl", [{"body": "x" * 40} for _ in range(7)])
    assert [len(batch.articles) for batch in batches([str(path)], Fields("body"), 500)] == [3, 3, 1]


ROW = {"words": 200, "value": 81.5, "grade": "B", "findings": 4, "major": 0, "id": "k", "source": "x", "penalty": 2.5}


@pytest.mark.parametrize(
    ("condition", "passes"),
    [
        ("value >= 80", True),
        ("value >= 80 and words > 200", False),
        ("value < 80 or words >= 200", True),
        ("not (value < 80)", True),
        ("70 < value < 80", False),
        ("70 < value < 90", True),
        ("grade in ('A', 'B')", True),
        ("grade not in ['A', 'B']", False),
        ("grade == 'B' and source != 'y'", True),
        ("quality > 1", False),
        ("not quality > 1", False),
        ("quality is None and trouble is None", True),
        ("value is not None", True),
        ("findings / words < 0.03", True),
        ("1000 * findings / words == 20", True),
        ("3 / 4 < 0.8", None),
        ("penalty - 2 > 0.4 and penalty > -1", True),
        ("wrds > 3", None),
        ("value >= 'x'", None),
        ("value", None),
        ("value and words", None),
        ("value >= 80 and (words)", None),
        ("__import__('os').system('true')", None),
        ("value.real > 3", None),
        ("value >= ", None),
        ("", None),
        ("value > True", None),
        ("value ** 2 > 3", None),
        ("(" * 500 + "value" + ")" * 500 + " > 1", None),
        ("value > 1" + " and value > 1" * 400, None),
        ("value if words else 3", None),
        ("[x for x in id]", None),
        ("lambda: value > 1", None),
        ("value > 99999999999999999999999", None),
    ],
)
def test_a_condition_is_understood_or_refused(condition: str, passes: bool | None) -> None:
    if passes is None:
        with pytest.raises(CorpusError, match="--keep"):
            Keeping(condition)
    else:
        assert Keeping(condition).passes(ROW) is passes


def test_a_condition_names_the_columns_that_are_near() -> None:
    with pytest.raises(CorpusError, match="there is no column “wrds”; did you mean words"):
        Keeping("wrds > 3")


def test_what_passes_is_kept_and_repaired(tmp_path: Path) -> None:
    rows = [{"body": "A hour.\r\nFine."}, {"body": "Fine."}, {"body": "The the end, in a hour."}]
    path = put(tmp_path, "a.jsonl", rows)
    kept = {}
    for name, more in {
        "kept": {"keep": "findings > 0"},
        "repaired": {"keep": "findings > 0", "repair": True},
        "all": {"repair": True},
    }.items():
        run(tmp_path / name, path, fields=Fields("body"), **more)  # type: ignore[arg-type]
        kept[name] = [(row["article"], row["text"]) for row in rows_of(tmp_path / name, "kept")]
    assert kept["kept"] == [(0, rows[0]["body"]), (2, rows[2]["body"])]
    assert kept["repaired"] == [(0, "An hour.\r\nFine."), (2, "The end, in an hour.")]
    assert kept["all"] == [(0, "An hour.\r\nFine."), (1, "Fine."), (2, "The end, in an hour.")]
    run(tmp_path / "none", path, fields=Fields("body"))
    assert not (tmp_path / "none" / "kept").exists()


LONG = "The ship came in at dawn, and the harbour was quiet then. " * 15


@pytest.fixture
def reported(tmp_path: Path) -> Path:
    """Tables of articles of three kinds from two sources, with a short one and one without a text."""
    rows: list[dict[str, Any]] = []
    for number in range(12):
        slips = "".join(f"She waited a hour{number}{slip}, a hour. " for slip in range(number % 3 * 5))
        rows.append({"key": f"k{number}", "body": f"{LONG}{slips}", "from": f"s{number % 2}"})
    rows += [{"key": "short", "body": "A hour.", "from": "s0"}, {"key": "none", "body": None, "from": "s1"}]
    run(tmp_path / "out", put(tmp_path, "a.jsonl", rows), fields=Fields("body", "key", "from"), part=5)
    return tmp_path / "out"


def test_the_report_counts_what_the_tables_have(reported: Path) -> None:
    summary = Summary.of(reported, 3)
    rows = rows_of(reported)
    scored = [row for row in rows if row["value"] is not None]
    told = summary.to_dict(10)
    assert told["complete"]
    assert (told["articles"], told["troubled"], told["not_scored"]) == (14, 1, {"too short to score": 1})
    assert told["words"] == sum(row["words"] or 0 for row in rows)
    assert told["median"] == median_low(row["value"] for row in scored)
    assert told["mean"] == round(fmean(row["value"] for row in scored), 1)
    assert sum(each["articles"] for each in told["values"]) == sum(told["grades"].values()) == 12
    assert all(
        each["articles"] == sum(each["from"] <= row["value"] < each["to"] for row in scored) for each in told["values"]
    )
    worst = sorted(scored, key=lambda row: (row["value"], row["article"]))[:3]
    assert [row["id"] for row in told["worst"]] == [row["id"] for row in worst]
    (rule,) = told["rules"]
    found = [tables.finding_of(row) for row in rows_of(reported, "findings")]
    assert (rule["rule"], rule["findings"], rule["articles"]) == (SELECT[0], len(found), 9)
    assert rule["points"] == round(sum(map(cost, found)), 1)
    assert [(each["source"], each["articles"]) for each in told["sources"]] == [("s0", 7), ("s1", 7)]
    of_first = [row for row in rows if row["source"] == "s0" and row["words"]]
    points = sum(row["penalty"] * row["words"] for row in of_first)
    assert told["sources"][0]["penalty"] == round(points / sum(row["words"] for row in of_first), 2)


def test_the_report_is_printed_and_says_what_is_missing(reported: Path) -> None:
    printed = CliRunner().invoke(app, ["report", str(reported), "--top", "2"]).output
    for told in (
        "14 articles",
        "1 article with trouble",
        "1 article: too short to score",
        "k1",
        SELECT[0],
        "s1",
        "English",
    ):
        assert told in printed
    assert "Not complete" not in printed
    as_json = CliRunner().invoke(app, ["report", str(reported), "--top", "2", "--output-format", "json"]).output
    assert json.loads(as_json) == Summary.of(reported, 2).to_dict(2)
    (reported / "finished.json").unlink()
    for path in tables.parts_of(reported, "articles"):
        path.unlink()
    done = CliRunner().invoke(app, ["report", str(reported)])
    assert (done.exit_code, "Not complete" in done.output) == (0, True)
    done = CliRunner().invoke(app, ["report", str(reported.parent)])
    assert (done.exit_code, "there are no tables" in done.output) == (2, True)


def test_the_report_says_what_changed_since_an_earlier_run(reported: Path, tmp_path: Path) -> None:
    rows = [{"key": f"k{number}", "body": f"{LONG}The the end.", "from": "s0"} for number in range(4)]
    run(tmp_path / "earlier", put(tmp_path, "b.jsonl", rows), fields=Fields("body", "key", "from"))
    earlier, now = Summary.of(tmp_path / "earlier", 0), Summary.of(reported, 3)
    told = now.since(earlier, "earlier", 10)
    assert {row["what"]: (row["before"], row["now"]) for row in told["figures"][:3]} == {
        "articles": (4, 14),
        "words": (earlier.words, now.words),
        "articles with trouble": (0, 1),
    }
    assert {row["what"]: row["change"] for row in told["rules"]} == {
        "wrong-indefinite-article": round(1000 * now.rules[SELECT[0]].points / now.words, 2),
        "doubled-word": -round(1000 * earlier.rules[SELECT[1]].points / earlier.words, 2),
    }
    (source,) = told["sources"]
    assert (source["what"], source["before"]) == ("s0", earlier.mean)
    arguments = ["report", str(reported), "--against", str(tmp_path / "earlier")]
    printed = CliRunner().invoke(app, arguments).output
    assert "doubled-word" in printed
    assert "change" in printed
    as_json = json.loads(CliRunner().invoke(app, [*arguments, "--output-format", "json", "--top", "10"]).output)
    assert as_json["against"]["rules"] == told["rules"]
    done = CliRunner().invoke(app, ["report", str(reported), "--against", str(tmp_path / "nothing")])
    assert (done.exit_code, "nothing: there are no tables" in done.output) == (2, True)


def test_the_queries_of_the_page_can_be_asked(reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    (queries,) = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "how-to" / "corpus.md").read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "checked").symlink_to(reported)
    (tmp_path / "earlier").symlink_to(reported)
    counting = Order(OPTIONS, tmp_path / "names", counts_names=True)
    Run(counting, (str(put(tmp_path, "b.jsonl")),), FIELDS, 500).run(Told(), here)
    put(tmp_path, "crawl/a.parquet", [{"url": f"k{number}", "body": "A hour."} for number in range(14)])
    told = [duckdb.sql(query) for query in queries.split(";") if query.strip()]
    assert len(told) == 5
    by_source, by_rule, mended, names = (each.fetchall() for each in told[:4])
    assert sorted((source, articles) for source, articles, _ in by_source) == [("s0", 7), ("s1", 7)]
    (rule,) = Summary.of(reported, 1).to_dict(1)["rules"]
    assert by_rule == [(rule["rule"], rule["findings"], rule["articles"], "a")]
    assert mended == []
    assert names == []
    kept = [row["url"] for row in parquet.read_table(tmp_path / "good.parquet").to_pylist()]
    assert kept == [row["id"] for row in rows_of(reported) if (row["value"] or 0) >= 80]


class Page(HTMLParser):
    """What a page has: its elements, and the text of each table."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[str]] = []
        self.style = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] == "style" and not self.style:
            self.style = data
        if self.tables and data.strip():
            self.tables[-1].append(data)


def test_the_report_is_a_page_on_which_nothing_runs(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;\u202e"
    rows = [{"key": f"{evil}{number}", "body": f"{LONG}A hour.", "from": evil} for number in range(3)]
    run(tmp_path / "out", put(tmp_path, "a.jsonl", rows), fields=Fields("body", "key", "from"))
    page = tmp_path / "pages" / "page.html"
    arguments = ["report", str(tmp_path / "out"), "--against", str(tmp_path / "out"), "--output", str(page)]
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, done.output) == (0, "")
    text = page.read_text("utf-8")
    read = Page(text)
    tags = {tag for tag, _ in read.elements}
    assert tags.isdisjoint({"script", "img", "link", "iframe", "a"})
    assert not any(name.startswith("on") or name == "style" for _, attributes in read.elements for name in attributes)
    (policy,) = [each["content"] for tag, each in read.elements if each.get("http-equiv") == "Content-Security-Policy"]
    digest = b64encode(sha256(read.style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    assert "\u202e" not in text
    titles = [table[0] for table in read.tables]
    assert titles[1:] == ["Values", "Worst articles", "Dearest rules", "Kinds of errors", "Sources", "Languages"]
    assert titles[0].startswith("Since ")
    assert f"{evil[:-1]}<U+202E>0" in read.tables[2]
    assert [each.get("scope") for tag, each in read.elements if tag == "th"].count(None) == 0
    assert (
        CliRunner().invoke(app, ["report", str(tmp_path / "out"), "--output-format", "html"]).output.startswith("<!DOC")
    )
    done = CliRunner().invoke(app, ["report", str(tmp_path / "out"), "--output", str(tmp_path)])
    assert (done.exit_code, "cannot be written" in done.output) == (2, True)


def test_the_language_of_an_article_is_told(tmp_path: Path) -> None:
    german = "Das Schiff kam bei Tagesanbruch in den Hafen, und die Leute standen still am Ufer. " * 8
    rows: list[dict[str, Any]] = [{"body": LONG}, {"body": german}, {"body": "7 8"}, {"body": None}]
    run(tmp_path / "out", put(tmp_path, "a.jsonl", rows), fields=Fields("body"))
    assert [row["language"] for row in rows_of(tmp_path / "out")] == ["English", "German", None, None]
    told = Summary.of(tmp_path / "out", 1).to_dict(5)["languages"]
    assert {row["language"]: row["articles"] for row in told} == {"English": 1, "German": 1, "not told": 2}


def command(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["corpus", "--isolated", *map(str, arguments)])
    return done.exit_code, done.output


def test_the_command_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl")
    for arguments, told in {
        ("--as", "docx"): "there is no such format",
        ("--keep", "wrds > 1"): "did you mean words",
        ("--select", "no-such-rule"): "no-such-rule",
        ("--text-field", "bdy"): "did you mean body",
    }.items():
        more = () if "--text-field" in arguments else ("--text-field", "body")
        code, output = command(path, "--output", tmp_path / "out", "--jobs", 1, *more, *arguments)
        assert code == 2
        assert told in output
        assert output.count("\n") == 1


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    program = "import sys; sys.modules['pyarrow'] = None; from checker.faces.cli import main; main()"
    arguments = ["corpus", put(tmp_path, "a.jsonl"), "--text-field", "body", "--output", tmp_path / "out"]
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "pip install 'copydesk[corpus]'" in done.stderr


def program(*arguments: object, code: str = "from checker.faces.cli import main; main()") -> subprocess.Popen[str]:
    """The command as a process of its own, and of a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, "corpus", "--isolated", "--select", ",".join(SELECT), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def ended(started: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = started.communicate(timeout=300)
    return started.returncode, out, err


def members(session: int) -> list[int]:
    """The processes of a session that are still there."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, of = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(of) == session and state != "Z":
            found.append(int(entry.name))
    return found


ARGUMENTS = ("--text-field", "body", "--id-field", "key", "--part", "2", "--repair", "safe")

DIES = """
import os, signal
from functools import partial
from pathlib import Path
from checker.corpus import processes
from test_corpus import here

processes.by_processes = here  # in this process, which is to die
left = {left}
whole = Path.replace

def replace(path, target):
    global left
    left -= 1
    if left == 0 and {before}:
        os.kill(os.getpid(), signal.SIGKILL)
    whole(path, target)
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

Path.replace = replace
from checker.faces.cli import main
main()
"""


@pytest.mark.slow
def test_a_run_killed_at_any_file_that_it_writes_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    """Two batches of three parts each, the manifest and the word that all is there: eight files, before and after."""
    path = put(tmp_path, "a.jsonl", ROWS[:4])
    arguments = (path, "--output", tmp_path / "whole", *ARGUMENTS)
    assert ended(program(*arguments))[0] == 0
    whole = content(tmp_path / "whole")
    assert len(whole) == 7
    for left in range(1, 9):
        for before in (True, False):
            out = tmp_path / f"{left}{before}"
            arguments = (path, "--output", out, *ARGUMENTS)
            code, _, told = ended(program(*arguments, code=DIES.format(left=left, before=before)))
            assert code == -signal.SIGKILL, told
            run(out, path, repair=True)
            assert content(out) == whole, (left, before)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_run_killed_with_its_processes_at_work_goes_on_and_leaves_none_behind(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl.gz", [{**row, "body": row["body"] * 40} for row in ROWS * 40])
    started = program(path, "--output", tmp_path / "whole", *ARGUMENTS, "--jobs", 1)
    assert ended(started)[0] == 0
    whole = content(tmp_path / "whole")
    out = tmp_path / "out"
    for parts in (1, 20, 40, 70, 98):
        started = program(path, "--output", out, *ARGUMENTS, "--jobs", 3)
        while len(tables.parts_of(out, "articles")) < parts and started.poll() is None:
            time.sleep(0.01)
        started.kill()
        assert ended(started)[0] == -signal.SIGKILL
        patience = time.monotonic() + 60
        while members(started.pid) and time.monotonic() < patience:
            time.sleep(0.1)
        assert members(started.pid) == []
    code, told, _ = ended(program(path, "--output", out, *ARGUMENTS, "--jobs", 2))
    assert code == 0
    assert "were checked before" in told
    assert content(out) == whole


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_what_is_stopped_from_the_keyboard_ends_soon_and_goes_on(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", [*ROWS, {"key": "s", "body": "They sleep."}] * 4)
    arguments = (path, "--output", tmp_path / "out", *ARGUMENTS, "--rules", own_rules(tmp_path))
    started = program(*arguments, "--jobs", 2, "--select", "own-trouble")
    while len(tables.parts_of(tmp_path / "out", "articles")) < 2 and started.poll() is None:
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGINT)
    code, _, told = ended(started)
    assert (code, told) == (2, "copydesk: stopped\n")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_article_that_kills_its_process_or_cannot_be_interrupted_is_named(tmp_path: Path) -> None:
    rows = [*ROWS, {"key": "x", "body": "They explode."}, *ROWS, {"key": "y", "body": "They stall."}, *ROWS]
    path = put(tmp_path, "a.parquet", rows)
    more = ("--rules", own_rules(tmp_path), "--select", "own-trouble", "--timeout-per-file", 5)
    for jobs in (1, 3):
        out = tmp_path / f"out{jobs}"
        code, told, _ = ended(program(path, "--output", out, *ARGUMENTS, "--jobs", jobs, *more))
        assert code == 0
        assert "With 2 articles there was trouble" in told
        found = rows_of(out)
        assert [row["id"] for row in found if row["trouble"]] == ["x", "y"]
        assert {row["trouble"] for row in found} == {None, "the process that checks it dies each time"}
        assert [row["findings"] for row in found if row["id"] == "k2"] == [3, 3, 3]
    assert content(tmp_path / "out1") == content(tmp_path / "out3")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")
def test_two_runs_do_not_write_into_one_folder(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", ROWS * 100)
    arguments = (path, "--output", tmp_path / "out", *ARGUMENTS, "--jobs", 1)
    first = program(*arguments)
    while not tables.parts_of(tmp_path / "out", "articles"):
        time.sleep(0.05)
    code, _, told = ended(program(*arguments))
    assert (code, told.count("\n")) == (2, 1)
    assert "another run is writing there" in told
    assert ended(first)[0] == 0


CLUSTER = """
import sys
from ray.cluster_utils import Cluster

small = {"object_store_memory": 80_000_000}
cluster = Cluster(initialize_head=True, head_node_args={**small, "num_cpus": 0, "include_dashboard": False})
machines = [cluster.add_node(**small, num_cpus=1) for _ in range(2)]
print(cluster.address, flush=True)
for _ in sys.stdin:
    cluster.remove_node(machines.pop(), allow_graceful=False)
    print("lost", flush=True)
cluster.shutdown()
"""


@contextmanager
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """A cluster of Ray's on the loopback address that commands join: a head and two machines, which can be lost."""
    pytest.importorskip("ray", reason="copydesk[ray] is not installed")
    for name, value in {
        "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),
    }.items():
        monkeypatch.setenv(name, value)
    started = subprocess.Popen(
        [sys.executable, "-c", CLUSTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    )
    assert started.stdin
    assert started.stdout
    stdin, stdout = started.stdin, started.stdout
    watch = threading.Timer(500, os.killpg, (started.pid, signal.SIGKILL))  # whatever Ray waits for
    watch.start()

    def lose() -> None:
        stdin.write("\n")
        stdin.flush()
        assert stdout.readline() == "lost\n"

    try:
        address = stdout.readline().strip()
        assert address.startswith("127.0.0.1:")
        monkeypatch.setenv("RAY_ADDRESS", address)
        yield lose
        stdin.close()
        started.wait(timeout=120)
    finally:
        watch.cancel()
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait(timeout=60)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="Ray knows clusters of one machine on Linux alone")
def test_a_cluster_that_loses_a_machine_makes_the_same_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "a.jsonl.gz", [{**row, "body": row["body"] * 40} for row in ROWS * 20])
    assert ended(program(path, "--output", tmp_path / "whole", *ARGUMENTS, "--jobs", 1))[0] == 0
    with cluster(monkeypatch) as lose:
        out = tmp_path / "out"
        started = program(path, "--output", out, *ARGUMENTS, "--engine", "ray")
        while not tables.parts_of(out, "articles") and started.poll() is None:
            time.sleep(0.05)
        assert started.poll() is None
        lose()
        code, _, told = ended(started)
        assert code == 0, told
        assert content(out) == content(tmp_path / "whole")
        lose()
        impatient = (
            "from checker.corpus import cluster; cluster._PATIENCE = 6.0; from checker.faces.cli import main; main()"
        )
        code, _, told = ended(
            program(path, "--output", tmp_path / "none", *ARGUMENTS, "--engine", "ray", code=impatient)
        )
        assert (code, "no machine of the Ray cluster has a processor" in told) == (2, True), told


@pytest.mark.slow
def test_ray_makes_the_same_tables(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="copydesk[ray] is not installed")
    path = put(tmp_path, "a.jsonl", [*ROWS, {"key": "x", "body": "They explode."}, *ROWS])
    more = ("--rules", own_rules(tmp_path), "--select", "own-trouble")
    assert ended(program(path, "--output", tmp_path / "whole", *ARGUMENTS, *more, "--jobs", 1))[0] == 0
    code, _, told = ended(program(path, "--output", tmp_path / "out", *ARGUMENTS, *more, "--engine", "ray"))
    assert code == 0, told
    assert rows_of(tmp_path / "out")[5]["trouble"]
    assert content(tmp_path / "out") == content(tmp_path / "whole")
    code, _, told = ended(program(path, "--output", tmp_path / "other", "--text-field", "bdy", "--engine", "ray"))
    assert (code, "did you mean body" in told) == (2, True), told
