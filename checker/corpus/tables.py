"""The tables: their columns, and their parts on disk, each of which is there whole or not at all.

docs/how-to/corpus.md describes the columns to those who read them. A batch is done when its part of the articles is
there, which is written last.
"""

from __future__ import annotations

import os
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
from pyarrow import parquet

from checker.findings import Category, Severity
from checker.names.names_file import KINDS
from checker.reports.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from checker.corpus.articles import Article
    from checker.findings import Finding, Review
    from checker.names.repository import NamesOfOne

__all__ = [
    "ARTICLES",
    "DIMENSIONS",
    "FINDINGS",
    "KEPT",
    "NAMES",
    "NAMES_CUT",
    "Rows",
    "counts",
    "finding_of",
    "made_of",
    "numbers_in",
    "parts_of",
    "put_whole",
    "tidied",
    "write",
]

_COLUMNS = {category.dimension: category.dimension.replace("-", "_") for category in Category}
DIMENSIONS = tuple(_COLUMNS.values())
"""Columns that count the findings of a dimension of MQM."""

_TEXTS = pa.list_(pa.string())

ARTICLES = pa.schema(
    [
        pa.field("article", pa.int64(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("characters", pa.int32(), nullable=False),
        ("words", pa.int32()),
        ("penalty", pa.float64()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("grade", pa.string()),
        ("quality", pa.float64()),
        ("findings", pa.int32()),
        *((severity.word, pa.int32()) for severity in Severity),
        *((name, pa.int32()) for name in DIMENSIONS),
        ("not_scored", pa.string()),
        ("readers", _TEXTS),
        ("trouble", pa.string()),
        ("language", pa.string()),
    ]
)

_PLACE = [(name, pa.int32()) for name in ("start", "end", "line", "column", "end_line", "end_column")]
_EDIT = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])

FINDINGS = pa.schema(
    [
        pa.field("article", pa.int64(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        ("rule", pa.string()),
        ("entry", pa.string()),
        ("category", pa.string()),
        ("severity", pa.string()),
        *_PLACE,
        ("excerpt", pa.string()),
        ("context", pa.string()),
        ("context_column", pa.int32()),
        ("message", pa.string()),
        ("suggestions", _TEXTS),
        ("shown", _TEXTS),
        ("fix", pa.struct([("applicability", pa.string()), ("edits", pa.list_(_EDIT))])),
        ("related", pa.list_(pa.struct([*_PLACE, ("message", pa.string())]))),
        ("fingerprint", pa.string()),
        ("reader", pa.string()),
        ("confidence", pa.float64()),
        ("precision", pa.float64()),
        ("agreeing", _TEXTS),
    ]
)

KEPT = pa.schema(
    [
        pa.field("article", pa.int64(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
    ]
)

NAMES = pa.schema(
    [
        pa.field("spelling", pa.string(), nullable=False),
        *(pa.field(name, pa.int64(), nullable=False) for name in ("articles", "uses", *KINDS[:3], "first")),
    ]
)

NAMES_CUT = 16
"""Row groups of each part of that table. A spelling is in the same one everywhere: each can be added up alone."""


class Rows(NamedTuple):
    """What tables have of an article: a row, those of its findings, its text where that is to be kept, its names."""

    article: dict[str, Any]
    findings: list[dict[str, Any]]
    kept: dict[str, Any] | None = None
    names: NamesOfOne | None = None

    @classmethod
    def of(cls, number: int, article: Article, characters: int, review: Review, language: str) -> Rows:
        """The rows of an article that was reviewed; ``language`` is empty where it could not be told."""
        score, found = review.score, review.findings
        dimensions = Counter(finding.category.dimension for finding in found)
        severities = Counter(finding.severity for finding in found)
        band = score.band
        return cls(
            {
                **_known(number, article, characters),
                "words": review.words,
                "penalty": score.per_thousand,
                "value": score.value,
                "low": band.low if band else None,
                "high": band.high if band else None,
                "grade": score.grade,
                "quality": review.quality.value if review.quality else None,
                "findings": len(found),
                **{severity.word: severities[severity] for severity in Severity},
                **{column: dimensions[dimension] for dimension, column in _COLUMNS.items()},
                "not_scored": score.without_value or None,
                "readers": list(review.readers),
                "trouble": one_line("; ".join(f"{who}: {message}" for who, message in review.troubles)) or None,
                "language": language or None,
            },
            [{"article": number, "id": article.id, **finding.to_dict()} for finding in found],
        )

    @classmethod
    def named(cls, number: int, article: Article, characters: int, names: NamesOfOne) -> Rows:
        """The rows of an article of which the names are counted."""
        return cls(_known(number, article, characters), [], names=names)

    @classmethod
    def troubled(cls, number: int, article: Article, characters: int, trouble: str) -> Rows:
        """The row of an article that could not be checked."""
        return cls({**_known(number, article, characters), "trouble": one_line(trouble)}, [])


def _known(number: int, article: Article, characters: int) -> dict[str, Any]:
    """What is known of an article before it is checked."""
    return {"article": number, "id": article.id, "source": article.source, "characters": characters}


def finding_of(row: dict[str, Any]) -> Finding:
    """The finding in a row of the table."""
    from checker.findings import Finding  # not where tables are only written

    return Finding.from_dict(row)


def counts(folder: Path) -> dict[str, int]:
    """How many articles the tables in a folder have, in how many parts, and how many of them have a trouble."""
    parts = parts_of(folder, "articles")
    articles = troubled = 0
    for part in parts:
        column = parquet.read_table(part, columns=["trouble"])["trouble"]
        articles += len(column)
        troubled += len(column) - column.null_count
    return {"articles": articles, "parts": len(parts), "troubled": troubled}


def parts_of(folder: Path, table: str) -> list[Path]:
    """The parts of a table, in the order of their articles."""
    return sorted((folder / table).glob("part-*.parquet"))


def numbers_in(folder: Path) -> frozenset[int]:
    """The numbers of the parts that the tables in a folder have."""
    return frozenset(int(path.stem.rpartition("-")[2]) for path in parts_of(folder, "articles"))


def names_of_all(rows: Sequence[Rows]) -> dict[str, bytes]:
    """A part of the table of names, and of that of articles, which is last."""
    found: dict[str, list[int]] = {}
    for each in rows:
        seen = set()
        for use in each.names.uses if each.names else ():
            counts = found.setdefault(use.spelling, [0, 0, 0, 0, 0, each.article["article"]])
            counts[0] += use.spelling not in seen
            counts[1] += 1
            if use.kind is not None:
                counts[2 + use.kind] += 1
            seen.add(use.spelling)
    cut: list[list[dict[str, Any]]] = [[] for _ in range(NAMES_CUT)]
    for spelling in sorted(found):
        row = dict(zip(NAMES.names, (spelling, *found[spelling]), strict=True))
        cut[zlib.crc32(spelling.encode()) % NAMES_CUT].append(row)
    return {"names": _part_of(cut, NAMES), "articles": _part_of([[each.article for each in rows]], ARTICLES)}


def made_of(rows: Sequence[Rows], *, with_kept: bool) -> dict[str, bytes]:
    """A part of each table, by the table's name; the articles are last."""
    kept = {"kept": _part_of([[each.kept for each in rows if each.kept is not None]], KEPT)} if with_kept else {}
    return {
        "findings": _part_of([[row for each in rows for row in each.findings]], FINDINGS),
        **kept,
        "articles": _part_of([[each.article for each in rows]], ARTICLES),
    }


def write(folder: Path, number: int, parts: Mapping[str, bytes]) -> None:
    """Write the parts of this number in their order; raises ``OSError``."""
    for table, data in parts.items():
        put_whole(_part(folder, table, number), data)


def _part(folder: Path, table: str, number: int) -> Path:
    return folder / table / f"part-{number:06}.parquet"


def _part_of(groups: Iterable[list[dict[str, Any]]], schema: pa.Schema) -> bytes:
    """A file with a row group of each group of rows."""
    sink = pa.BufferOutputStream()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        for rows in groups:
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
    data: bytes = sink.getvalue().to_pybytes()
    return data


def put_whole(path: Path, data: bytes) -> None:
    """Put a file there that reaches the disk before it gets its name; raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


_UNFINISHED = ".unfinished"


def tidied(folder: Path) -> None:
    """Delete what killed runs left unfinished in a folder."""
    for path in (*folder.glob(f".*{_UNFINISHED}"), *folder.glob(f"*/.*{_UNFINISHED}")):
        path.unlink(missing_ok=True)
