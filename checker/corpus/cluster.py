"""Batches checked by Ray, on one machine or many: it places them and tries again; what they become is as elsewhere.

An actor has one desk, in a process of its own that an article may kill. Tables are written where the run was started.
"""

from __future__ import annotations

import logging
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import ray
import ray.data
from ray.data.block import BlockMetadata
from ray.data.datasource import Datasource, ReadTask

from checker.corpus.articles import CorpusError
from checker.corpus.processes import Hand
from checker.project.options import JOBS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from checker.corpus.articles import Batch, Made
    from checker.corpus.bench import Order

__all__ = ["by_ray"]

_READING = 0.01
"""The share of a processor that reading asks for, which waits most of the time."""


def by_ray(order: Order, batches: Iterable[Batch], jobs: int) -> Generator[Made]:
    """What is made of the batches, in any order, by the cluster that ``RAY_ADDRESS`` names, or by one on this machine.

    It has as many actors as the cluster has processors, unless ``jobs`` were asked for. Raises ``CorpusError``.
    """
    is_ours = not ray.is_initialized()
    if is_ours:
        _start()
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.target_max_block_size = 1  # so that each batch goes to whoever is free
    pool = {"size": jobs} if order.options[JOBS] or jobs == 1 else {"min_size": 1}
    here = str(Path.cwd())
    try:
        read = ray.data.read_datasource(_Batches(batches, here), override_num_blocks=1, num_cpus=_READING)
        made = read.map(
            _Checking,
            fn_constructor_args=(order, here),
            compute=ray.data.ActorPoolStrategy(**pool),
            num_cpus=1,
        )
        for row in made.iter_rows():
            yield pickle.loads(row["made"])  # noqa: S301 -- what an actor of ours wrote
    except ray.exceptions.RayError as error:
        raise CorpusError(_told(error)) from None
    finally:
        if is_ours:
            ray.shutdown()


def _start() -> None:
    """Join the cluster that ``RAY_ADDRESS`` names, or start one."""
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    local = {} if "RAY_ADDRESS" in os.environ else {"address": "local", "include_dashboard": False}
    ray.init(log_to_driver=False, logging_level=logging.ERROR, **local)


def _told(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, CorpusError) and not isinstance(cause, ray.exceptions.RayError):
            return str(cause)
        cause = getattr(cause, "cause", None) or cause.__cause__
    return f"Ray gave up ({str(error).strip().rpartition(chr(10))[2]}); run the command again to go on"


class _Batches(Datasource):
    """The batches, read by one task one after another, so that they have the same numbers wherever it runs."""

    def __init__(self, batches: Iterable[Batch], folder: str) -> None:
        super().__init__()
        self._batches = batches
        self._folder = folder

    def estimate_inmemory_data_size(self) -> None:
        """Nobody knows beforehand."""

    def get_read_tasks(self, *_: Any, **__: Any) -> list[ReadTask]:
        """The one task that reads."""
        batches, folder = self._batches, self._folder

        def read() -> Iterator[pa.Table]:
            _go_to(folder)
            for batch in batches:
                yield pa.table({"batch": pa.array([pickle.dumps(batch)], pa.binary())})

        unknown = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)
        return [ReadTask(read, unknown)]


class _Checking:
    """An actor: checks batches."""

    def __init__(self, order: Order, folder: str) -> None:
        _go_to(folder)
        self._hand = Hand(order)

    def __call__(self, row: Mapping[str, bytes]) -> dict[str, bytes]:
        """What is made of a batch."""
        made = self._hand.serve(pickle.loads(row["batch"]))  # noqa: S301 -- what a task of ours wrote
        return {"made": pickle.dumps(made)}


def _go_to(folder: str) -> None:
    """Work where the run was started, if that is here: paths and configuration may be relative."""
    if Path(folder).is_dir():
        os.chdir(folder)
