"""What was asked of a folder of tables, so that a run into it goes on with just that or does not start."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import checker
from checker.corpus.articles import CorpusError
from checker.corpus.inputs import described
from checker.corpus.tables import parts_of, put_whole
from checker.findings.finding import digest
from checker.project.settings import Folders, read_names_file
from checker.run.results import program
from checker.store import cache, plugins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.corpus.bench import Order
    from checker.corpus.rows import Fields

__all__ = ["asked_of", "finish", "finished", "held", "manifest", "settle"]

_ASKED = "manifest.json"
_FINISHED = "finished.json"
_LOCK = ".lock"

_CALLED = {
    "command": "the command",
    "inputs": "the inputs",
    "fields": "the fields",
    "part": "--part",
    "sample": "--sample",
    "keep": "--keep",
    "repair": "--repair",
    "names": "--names",
    "rules": "the rules, readers or configuration",
    "versions": "the versions of Copydesk or pyarrow",
}


def manifest(
    order: Order, inputs: Sequence[str], fields: Fields, *, part: int, sample: int | None, readers: Sequence[str]
) -> dict[str, Any]:
    """What the tables hang on: what was asked, what the inputs are, and by what articles are checked.

    Raises ``CorpusError`` for inputs that cannot be found, ``ConfigError`` for a configuration that is not understood.
    """
    folders = Folders(order.options)
    names = folders.names_path(Path("article"))
    parts = folders.here.fingerprint, program(), sorted(plugins.versions().items()), names and cache.stamp(names)
    return {
        "command": "names" if order.counts_names else "corpus",
        "inputs": described(inputs),
        "fields": fields._asdict(),
        "part": part,
        "sample": sample,
        "keep": order.keep,
        "repair": order.repair,
        "names": order.names and digest(str(read_names_file(order.names).entries)),
        "rules": digest(repr(parts)),
        "readers": list(readers),
        "versions": {"copydesk": checker.__version__, "pyarrow": pa.__version__},
    }


def settle(folder: Path, asked: Mapping[str, Any]) -> None:
    """Write the manifest of a folder that has no tables yet.

    Raises ``CorpusError`` where it has tables of another manifest, or other things.
    """
    path = folder / _ASKED
    if not path.exists():
        if any(not each.name.startswith(".") for each in folder.iterdir()):
            raise CorpusError(f"{folder}: holds something other than tables; name another folder with --output")
        put_whole(path, _as_data(asked))
        return
    found = _read(path)
    differing = [called for key, called in _CALLED.items() if found.get(key) != asked[key]]
    if differing and not parts_of(folder, "articles"):  # what was asked before came to nothing
        put_whole(path, _as_data(asked))
    elif differing:
        raise CorpusError(
            f"{folder}: has the tables of another run ({', '.join(differing)} differ); "
            "name another folder with --output, or delete this one"
        )


def asked_of(folder: Path) -> dict[str, Any]:
    """What was asked of the tables in a folder; raises ``CorpusError`` where “copydesk corpus” wrote none."""
    path = folder / _ASKED
    asked = _read(path) if path.exists() else {}
    if asked.get("command") == "names":
        raise CorpusError(f"{folder}: has names that were counted; name a folder that “copydesk corpus” wrote")
    if not asked:
        raise CorpusError(f"{folder}: there are no tables of “copydesk corpus” here")
    return asked


def finished(folder: Path) -> dict[str, int] | None:
    """What was counted when the tables in a folder were complete; ``None`` where they are not."""
    path = folder / _FINISHED
    return _read(path) if path.exists() else None


def finish(folder: Path, counted: Mapping[str, int]) -> None:
    """Say that the tables are complete, and what was counted; raises ``OSError``."""
    put_whole(folder / _FINISHED, _as_data(counted))


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """A context in which no other run writes into the folder, where the system knows locks.

    Raises ``CorpusError`` where one does.
    """
    try:
        import fcntl
    except ImportError:  # on Windows; two runs at once then do the same work twice
        yield
        return
    with (folder / _LOCK).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CorpusError(f"{folder}: another run is writing there; wait until it is done") from None
        yield


def _as_data(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _read(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: cannot be read ({error}); delete the folder, or name another") from None
    return read if isinstance(read, dict) else {}
