"""What is in the files: the articles of each, one after another, none of it held."""

from __future__ import annotations

import csv
import io
import json
from contextlib import contextmanager
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
from pyarrow import parquet

from checker.corpus.articles import Article, CorpusError
from checker.project.source import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from checker.corpus.inputs import File

__all__ = ["Fields", "articles_of", "nearest"]

_LONGEST_LINE = 3 * LARGEST
"""Bytes of a line of JSON, escapes and all, in which an article can stand that is not too large."""

_ROWS_AT_ONCE = 64
_BUFFER = 1 << 20


class Fields(NamedTuple):
    """The fields of a row, as in “body” or “meta.title”: its text, what it is known by and where it is from.

    ``suffix`` tells what format the text is in.
    """

    text: str = ""
    id: str = ""
    source: str = ""
    suffix: str = ".txt"


class _Row(NamedTuple):
    """A row, or what is wrong with it; its number counts from 1, ``at`` is how much of the file lies before its end."""

    number: int
    at: int
    values: Mapping[str, Any] | None
    trouble: str = ""


def articles_of(file: File, fields: Fields) -> Iterator[tuple[Article, int]]:
    """The articles of a file, each with how many of its bytes lie before the article's end; raises ``CorpusError``."""
    try:
        if not file.has_rows:
            with file.system.open(file.path, "rb") as opened:
                yield _article_of_file(file, opened.read(LARGEST + 1)), file.size
            return
        if not fields.text:
            raise CorpusError(f"{file.name}: say with --text-field which field holds the articles")
        for row in _READERS[file.suffix](file, fields):
            yield _article(file, fields, row), row.at
    except (OSError, pa.ArrowException, csv.Error, UnicodeError) as error:
        raise CorpusError(f"{file.name}: cannot be read to its end ({error}); repair it, or leave it out") from None


def _article_of_file(file: File, data: bytes) -> Article:
    name = _plain(file.name)
    return Article(name, name.rpartition("/")[0] or ".", data, name)


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about a name that there is not: which is like it, and which there are."""
    known = list(known)
    near = get_close_matches(name, known, 3, 0.5)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    return f"{hint}There {'is' if len(known) == 1 else 'are'} {', '.join(known) or 'none'}"


def _article(file: File, fields: Fields, row: _Row) -> Article:
    path = f"article{fields.suffix}"
    name = f"{file.name}:{row.number}"
    if row.values is None:
        return Article(name, file.name, "", path, row.trouble)
    known = _picked(row.values, fields.id) if fields.id else name
    source = _picked(row.values, fields.source) if fields.source else file.name
    text = _picked(row.values, fields.text)
    trouble = "" if isinstance(text, (str, bytes)) else f"no text in the field “{fields.text}”"
    if trouble:
        text = ""
    return Article(name if known is None else _plain(known), _plain(source), text, path, trouble)


def _plain(value: Any) -> str:
    """A value as a name that can be written: what is no Unicode in it is a question mark."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value).encode("utf-8", "replace").decode()


def _picked(values: Mapping[str, Any], field: str) -> Any:
    """The value of a field: of that very name, or through the tables above it."""
    if field in values:
        return values[field]
    here: Any = values
    for part in field.split("."):
        here = here.get(part) if isinstance(here, dict) else None
    return here


def _check(file: File, fields: Fields, known: Iterable[str]) -> None:
    """Raise ``CorpusError`` where a table has no such field at all."""
    known = list(known)
    for field in (fields.text, fields.id, fields.source):
        if field and field not in known and field.partition(".")[0] not in known:
            raise CorpusError(f"{file.name} has no field “{field}”; {nearest(field, known)}")


def _parquet_rows(file: File, fields: Fields) -> Iterator[_Row]:
    with file.system.open(file.path, "rb") as opened:
        table = parquet.ParquetFile(opened, buffer_size=_BUFFER)  # without a buffer a whole row group is read at once
        known = table.schema_arrow.names
        _check(file, fields, known)
        wanted = {field for field in (fields.text, fields.id, fields.source) if field}
        number = 0
        total = max(1, table.metadata.num_rows)
        for batch in table.iter_batches(_ROWS_AT_ONCE, columns=sorted(wanted), use_threads=False):
            for values in batch.to_pylist():
                number += 1
                yield _Row(number, file.size * number // total, values)


@contextmanager
def _opened(file: File) -> Iterator[tuple[io.BufferedReader, Callable[[], int]]]:
    """The bytes of a file without its compression, and what tells how far it was read."""
    with file.system.open(file.path, "rb") as opened:
        raw = pa.CompressedInputStream(pa.PythonFile(opened, "r"), file.codec) if file.codec else opened
        yield io.BufferedReader(raw, _BUFFER), opened.tell


def _json_rows(file: File, fields: Fields) -> Iterator[_Row]:
    checked = False
    with _opened(file) as (stream, tell):
        for number, line in enumerate(_lines(stream), 1):
            if not line.strip():
                continue
            row = _json_row(number, tell(), line)
            if row.values is not None and not checked:
                _check(file, fields, row.values)
                checked = True
            yield row


def _lines(stream: io.BufferedReader) -> Iterator[bytes]:
    """The lines; of one that is too long as much as shows that it is."""
    while line := stream.readline(_LONGEST_LINE + 1):
        yield line
        while len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(_LONGEST_LINE + 1)


def _json_row(number: int, at: int, line: bytes) -> _Row:
    if len(line) > _LONGEST_LINE:
        return _Row(number, at, None, f"longer than {_LONGEST_LINE // 1_000_000} MB and not read")
    try:
        values = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        return _Row(number, at, None, f"not JSON ({str(error) or 'nested too deep'})")
    if not isinstance(values, dict):
        return _Row(number, at, None, "not an object of JSON")
    return _Row(number, at, values)


def _csv_rows(file: File, fields: Fields) -> Iterator[_Row]:
    before = csv.field_size_limit(LARGEST + 1)
    try:
        with _opened(file) as (stream, tell):
            text = io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="")
            rows = csv.DictReader(text, delimiter="\t" if file.suffix == ".tsv" else ",")
            _check(file, fields, rows.fieldnames or ())
            for number, values in enumerate(rows, 1):
                yield _Row(number, tell(), values)
    finally:
        csv.field_size_limit(before)


_READERS = {
    ".parquet": _parquet_rows,
    ".jsonl": _json_rows,
    ".ndjson": _json_rows,
    ".csv": _csv_rows,
    ".tsv": _csv_rows,
}
