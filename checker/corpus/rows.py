"""What is in the files: the articles of each, one after another, none of it held."""

from __future__ import annotations

import codecs
import csv
import io
import json
from contextlib import contextmanager
from difflib import get_close_matches
from itertools import chain
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


class _Unreadable(Exception):  # noqa: N818 -- no mistake of ours
    """Why no more articles can be read from a file, in words that may follow its name."""


def articles_of(file: File, fields: Fields, *, is_first: bool) -> Iterator[tuple[Article, int]]:
    """The articles of a file, each with how many of its bytes lie before the article's end.

    Where the rest of a file cannot be read, its last article says so: all other files are read. Raises ``CorpusError``
    where nothing can be read of the first file, which tells that something else was meant, and where a disk or an
    address fails, which may go well the next time.
    """
    if file.has_rows and not fields.text:
        raise CorpusError(f"{file.name}: say with --text-field which field holds the articles")
    is_empty = True
    try:
        if not file.has_rows:
            with file.system.open(file.path, "rb") as opened:
                yield _article_of_file(file, opened.read(LARGEST + 1)), file.size
            return
        for row in _READERS[file.suffix](file, fields):
            yield _article(file, fields, row), row.at
            is_empty = False
    except (OSError, pa.ArrowException, csv.Error, UnicodeError, _Unreadable) as error:
        if isinstance(error, OSError) and error.errno is not None:  # pyarrow's have no number
            raise CorpusError(
                f"{file.name}: cannot be read ({error.strerror}); run the command again to go on"
            ) from None
        why = str(error) if isinstance(error, _Unreadable) else f"cannot be read to its end ({_first_line(error)})"
        if is_first and is_empty:
            raise CorpusError(f"{file.name}: {why}") from None
        yield Article(_plain(file.name), _plain(file.name), "", "", f"the file {why}"), file.size


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def _article_of_file(file: File, data: bytes) -> Article:
    name = _plain(file.name)
    return Article(name, name.rpartition("/")[0] or ".", data, name)


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about a name that there is not: which is like it, and which there are."""
    known = list(known)
    near = get_close_matches(name, known, 3, 0.5)
    hint = f"did you mean {' or '.join(near)}? There" if near else "there"
    return f"{hint} {'is' if len(known) == 1 else 'are'} {', '.join(known) or 'none'}"


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


def _check(fields: Fields, known: Iterable[str]) -> None:
    """Raise ``_Unreadable`` where a table has no such field at all."""
    known = list(known)
    for field in (fields.text, fields.id, fields.source):
        if field and field not in known and field.partition(".")[0] not in known:
            raise _Unreadable(f"has no field “{field}”; {nearest(field, known)}")


def _parquet_rows(file: File, fields: Fields) -> Iterator[_Row]:
    with file.system.open(file.path, "rb") as opened:
        table = parquet.ParquetFile(opened, buffer_size=_BUFFER)  # without a buffer a whole row group is read at once
        _check(fields, table.schema_arrow.names)
        _check_type(fields.text, table.schema_arrow)
        wanted = {field for field in (fields.text, fields.id, fields.source) if field}
        number = 0
        total = max(1, table.metadata.num_rows)
        for batch in table.iter_batches(_ROWS_AT_ONCE, columns=sorted(wanted), use_threads=False):
            for values in batch.to_pylist():
                number += 1
                yield _Row(number, file.size * number // total, values)


def _check_type(field: str, schema: pa.Schema) -> None:
    """Raise ``_Unreadable`` where a field of a table cannot hold text, or is not in the one that its name says."""
    types = dict(_leaves(schema))
    kind = types.get(field)
    if kind is None:
        raise _Unreadable(f"has no text in the field “{field}”; {nearest(field, types)}")
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    is_text = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)
    views = (pa.types.is_string_view, pa.types.is_binary_view, pa.types.is_fixed_size_binary, pa.types.is_null)
    if not any(check(kind) for check in (*is_text, *views)):
        raise _Unreadable(f"has no text in the field “{field}”, which is of the type {kind}")


def _leaves(fields: Iterable[pa.Field], above: str = "") -> Iterator[tuple[str, pa.DataType]]:
    """The fields that have none below them, named through those above, with their types."""
    for field in fields:
        name = f"{above}{field.name}"
        if pa.types.is_struct(field.type):
            yield from _leaves(field.type, f"{name}.")
        else:
            yield name, field.type


@contextmanager
def _opened(file: File) -> Iterator[tuple[io.BufferedReader, Callable[[], int]]]:
    """The bytes of a file without its compression, and what tells how far it was read."""
    with file.system.open(file.path, "rb") as opened:
        raw = pa.CompressedInputStream(pa.PythonFile(opened, "r"), file.codec) if file.codec else opened
        stream = io.BufferedReader(raw, _BUFFER)
        if stream.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise _Unreadable("is in UTF-16; save it as UTF-8")
        yield stream, opened.tell


def _json_rows(file: File, fields: Fields) -> Iterator[_Row]:
    checked = False
    with _opened(file) as (stream, tell):
        for number, line in enumerate(_lines(stream), 1):
            if not line.strip():
                continue
            row = _json_row(number, tell(), line)
            if row.values is not None and not checked:
                _check(fields, row.values)
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
            head = text.readline()
            if not head:
                return
            rows = csv.DictReader(chain([head], text), delimiter=_delimiter(file, head))
            _check(fields, rows.fieldnames or ())
            for number, values in enumerate(rows, 1):
                yield _Row(number, tell(), values)
    finally:
        csv.field_size_limit(before)


def _delimiter(file: File, head: str) -> str:
    """What is between the fields: in many countries’ spreadsheets a semicolon, for their commas stand in numbers."""
    if file.suffix == ".tsv":
        return "\t"
    return ";" if ";" in head and "," not in head else ","


_READERS = {
    ".parquet": _parquet_rows,
    ".jsonl": _json_rows,
    ".ndjson": _json_rows,
    ".csv": _csv_rows,
    ".tsv": _csv_rows,
}
