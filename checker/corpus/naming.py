"""The names of a corpus: what the parts of their table come to, and the names file that is made of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from checker.corpus.tables import NAMES, NAMES_CUT, parts_of, put_whole
from checker.names.census import Counted, slips
from checker.names.names_file import FILE_NAME, KINDS
from checker.reports.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from checker.names.census import Slip

__all__ = ["Found", "counted_names", "found_in", "put_names_file"]

_SUMS = [(name, "sum") for name in NAMES.names[1:-1]]


class Found(NamedTuple):
    """A slip in a name, and the article that has it first, by its id."""

    slip: Slip
    first: str


def counted_names(folder: Path) -> Iterator[Counted]:
    """All names that were counted, each once; a share of them is held at a time."""
    parts = parts_of(folder, "names")
    for cut in range(NAMES_CUT):
        table = _added_up([_cut_of(part, cut) for part in parts])
        kinds = [table[f"{kind}_sum"] for kind in KINDS[:3]]
        for row in zip(
            *(table[name].to_pylist() for name in ("spelling", "articles_sum", "uses_sum")),
            *(kind.to_pylist() for kind in kinds),
            strict=True,
        ):
            spelling, articles, uses, *of_kind = row
            most = max(of_kind)
            yield Counted(spelling, articles, uses, KINDS[of_kind.index(most)] if most else KINDS[-1])


def _cut_of(part: Path, cut: int) -> pa.Table:
    with parquet.ParquetFile(part) as file:
        return file.read_row_group(cut)


def _added_up(tables: Sequence[pa.Table]) -> pa.Table:
    """The sums for each spelling, which are the same in any order."""
    table = pa.concat_tables([NAMES.empty_table(), *tables])
    return table.group_by("spelling").aggregate([*_SUMS, ("first", "min")])


def found_in(folder: Path, articles: int) -> list[Found]:
    """The slips in the names that were counted in so many articles, the commonest name first."""
    found = slips(lambda: counted_names(folder), articles)
    wrong = pa.array([slip.wrong.spelling for slip in found], pa.string())
    first = _first(folder, wrong)
    ids = _ids(folder, pa.array(sorted(set(first.values())), pa.int64()))
    return [Found(slip, ids[first[slip.wrong.spelling]]) for slip in found]


def _first(folder: Path, spellings: pa.Array) -> dict[str, int]:
    """The first article that has each of some spellings, by number."""
    first: dict[str, int] = {}
    for part in parts_of(folder, "names"):
        table = parquet.read_table(part, columns=["spelling", "first"])
        table = table.filter(pc.is_in(table["spelling"], spellings))
        for spelling, number in zip(table["spelling"].to_pylist(), table["first"].to_pylist(), strict=True):
            first[spelling] = min(number, first.get(spelling, number))
    return first


def _ids(folder: Path, numbers: pa.Array) -> dict[int, str]:
    ids: dict[int, str] = {}
    for part in parts_of(folder, "articles"):
        table = parquet.read_table(part, columns=["article", "id"])
        table = table.filter(pc.is_in(table["article"], numbers))
        ids.update(zip(table["article"].to_pylist(), table["id"].to_pylist(), strict=True))
    return ids


def put_names_file(folder: Path, found: Iterable[Found]) -> Path:
    """Write the names file of a folder, unless it has one, which somebody may have corrected; raises ``OSError``."""
    path = folder / FILE_NAME
    if not path.exists():
        put_whole(path, "".join(_lines(found)).encode())
    return path


_HEAD = """\
# Names that very many articles of a corpus write so, and spellings of them that hardly any has.
# Delete what is wrong: this file is not written again. Then: copydesk corpus INPUT... --names THIS-FILE

"""


def _lines(found: Iterable[Found]) -> Iterator[str]:
    by_right: dict[Counted, list[Found]] = {}
    for each in found:
        by_right.setdefault(each.slip.right, []).append(each)
    yield _HEAD
    for right, wrong in by_right.items():
        yield "[[name]]\n"
        yield f"name = {_quoted(right.spelling)}\n"
        yield "variants = [\n"
        for each in wrong:
            times = f"{each.slip.wrong.articles:,} of {right.articles:,} articles"
            yield f"  {_quoted(each.slip.wrong.spelling)}, # {times}: {one_line(each.slip.reason)}\n"
        yield "]\n"
        yield f'kind = "{right.kind}"\narticles = {right.articles}\n\n'


def _quoted(text: str) -> str:
    """A string as TOML has it, which for what can be printed is that of JSON."""
    return json.dumps(text, ensure_ascii=False)
