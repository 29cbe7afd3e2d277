"""Batches checked by Ray, on one machine or many: it places them and tries again; what they become is as elsewhere.

Each of Ray's processes has one desk, in a process of its own that an article may kill. Inputs are read and tables
written where the run was started, so that what a lost machine had is given out again. (Ray Data, which streams what one
task reads through a pool of actors, waits for ever when the machine of that task is lost.)
"""

from __future__ import annotations

import logging
import os
import pickle
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ray

from checker.corpus.articles import CorpusError
from checker.corpus.processes import Hand
from checker.project.config import ConfigError
from checker.project.options import JOBS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from checker.corpus.articles import Batch, Made
    from checker.corpus.bench import Order

__all__ = ["by_ray"]

_TRIES = 20
"""Times that a batch is given to another machine, when the one that has it is lost."""

_AHEAD = 2
"""Batches given out for each processor: one that it checks, and one that it need not wait for."""

_GLANCE = 5.0
"""Seconds after which, where nothing was done, is looked whether anybody is there to do it."""

_PATIENCE = 120.0
"""Seconds that a cluster may be without a processor, as while a machine is replaced."""

_STORE = 64_000_000
"""Bytes of shared memory for each processor: several of the largest batches. Ray would take a third of the memory."""


def by_ray(order: Order, batches: Iterable[Batch], jobs: int) -> Generator[Made]:
    """What is made of the batches, in any order, by the cluster that ``RAY_ADDRESS`` names, or by one on this machine.

    It uses all processors of the cluster, also those that join later, unless ``jobs`` were asked for. Raises
    ``CorpusError``.
    """
    is_ours = not ray.is_initialized()
    if is_ours:
        _start()
    checked = ray.remote(_checked_there).options(num_cpus=1, max_retries=_TRIES)
    asked = pickle.dumps((order, str(Path.cwd())))
    most = jobs if order.options[JOBS] or jobs == 1 else None
    running: list[ray.ObjectRef[Made]] = []
    try:
        for batch in batches:
            running.append(checked.remote(asked, batch))
            while len(running) >= (most or _AHEAD * _processors()):
                done, running = _some(running)
                yield from ray.get(done)
        while running:
            done, running = _some(running)
            yield from ray.get(done)
    except ray.exceptions.RayError as error:
        raise _told(error) from None
    finally:
        if is_ours:
            ray.shutdown()


def _start() -> None:
    """Join the cluster that ``RAY_ADDRESS`` names, or start one."""
    local: dict[str, Any] = {}
    if "RAY_ADDRESS" not in os.environ:
        size = _STORE * ((os.cpu_count() or 1) + 1)
        local = {"address": "local", "include_dashboard": False, "object_store_memory": size}
    ray.init(log_to_driver=False, logging_level=logging.ERROR, **local)


def _processors() -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 0)))


def _some(running: list[Any]) -> tuple[list[Any], list[Any]]:
    """Those that are done, at least one, and those that are not; ``CorpusError`` where nobody is there to do them."""
    lonely = 0.0
    before = time.monotonic()
    while True:
        done, left = ray.wait(running, timeout=_GLANCE)
        if done:
            return done, left
        now = time.monotonic()
        lonely = 0.0 if ray.cluster_resources().get("CPU", 0) >= 1 else lonely + now - before
        before = now
        if lonely > _PATIENCE:
            raise CorpusError(
                "no machine of the Ray cluster has a processor; add one, and run the command again to go on"
            )


def _told(error: Exception) -> Exception:
    """What to say of an error of Ray's: what a machine of the cluster raised, if that is meant for people."""
    cause: BaseException | None = error
    while cause is not None:
        for kind in (CorpusError, ConfigError):
            if isinstance(cause, kind) and not isinstance(cause, ray.exceptions.RayError):
                return kind(str(cause))
        cause = getattr(cause, "cause", None) or cause.__cause__
    return CorpusError(f"Ray gave up ({str(error).strip().rpartition(chr(10))[2]}); run the command again to go on")


def _checked_there(asked: bytes, batch: Batch) -> Made:
    """What is made of a batch, in one of Ray's processes, which has been given the same order before, or none."""
    return _hand(asked).serve(batch)


@lru_cache(maxsize=1)
def _hand(asked: bytes) -> Hand:
    order, folder = pickle.loads(asked)  # noqa: S301 -- what the run wrote
    if Path(folder).is_dir():  # paths and configuration may be relative
        os.chdir(folder)
    return Hand(order)
