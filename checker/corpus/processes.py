"""Batches checked by processes: one that dies is replaced, and the article that kills it is found and named.

Each process stands behind an executor of its own, so that a death is that of one batch.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from checker.corpus.articles import CorpusError
from checker.corpus.bench import Bench, put_together
from checker.corpus.tables import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from checker.corpus.articles import Article, Batch, Made
    from checker.corpus.bench import Order

__all__ = ["Hand", "by_processes"]

_TRIES = 2
"""Times that a batch is checked as a whole: a process may also die of what is none of its articles' doing."""


def by_processes(order: Order, batches: Iterable[Batch], jobs: int) -> Generator[Made]:
    """What is made of the batches, in any order, by so many processes; at most one batch more is held.

    Raises ``CorpusError`` where no process can be started, and what a process raises that is not an article's trouble.
    """
    hands = [Hand(order) for _ in range(jobs)]
    free: SimpleQueue[Hand] = SimpleQueue()
    for hand in hands:
        free.put(hand)

    def serve(batch: Batch) -> Made:
        hand = free.get()
        try:
            return hand.serve(batch)
        finally:
            free.put(hand)

    threads = ThreadPoolExecutor(jobs)
    running = set()
    try:
        for batch in batches:
            running.add(threads.submit(serve, batch))
            if len(running) > jobs:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from [future.result() for future in done]
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from [future.result() for future in done]
    finally:
        for hand in hands:
            hand.stop()
        threads.shutdown(cancel_futures=True)


class Hand:
    """A process that checks, replaced when it dies."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._executor: ProcessPoolExecutor | None = None
        self._process = 0
        self._stopped = False

    def serve(self, batch: Batch) -> Made:
        """What is made of a batch: checked as a whole, and where that kills the process again, article by article."""
        for _ in range(_TRIES):
            with suppress(BrokenProcessPool):
                made: Made = self._do(_made, batch)
                return made
        rows = [self._alone(batch.first + place, article) for place, article in enumerate(batch.articles)]
        return put_together(self._order, batch, rows)

    def _alone(self, number: int, article: Article) -> Rows:
        try:
            rows: Rows = self._do(_checked, number, article)
        except BrokenProcessPool:
            return Rows.troubled(number, article, len(article.text), "the process that checks it dies each time")
        return rows

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._stopped = True
        if self._executor:
            if self._process:
                with suppress(ProcessLookupError):
                    os.kill(self._process, signal.SIGTERM)
            self._executor.shutdown(wait=False)

    def _do(self, task: Callable[..., Any], *arguments: Any) -> Any:
        if self._executor is None:
            self._start()
        assert self._executor
        try:
            return self._executor.submit(task, *arguments).result()
        except BrokenProcessPool:
            self._executor.shutdown(wait=False)
            self._executor, self._process = None, 0
            if self._stopped:
                raise CorpusError("stopped") from None
            raise

    def _start(self) -> None:
        # Forking a process that has threads is not safe; a server that has none forks them, with all imported.
        how = "forkserver" if sys.platform == "linux" else "spawn"
        context = multiprocessing.get_context(how)
        context.set_forkserver_preload([__name__])
        self._executor = ProcessPoolExecutor(1, context)
        try:
            self._process = self._executor.submit(_ready, self._order).result()
        except BrokenProcessPool:
            raise CorpusError(
                "a checking process died as it started; is there enough memory? Try fewer --jobs"
            ) from None


_OBJECTS = 200_000
"""Objects made after which those are looked for that name each other and are done with."""

_bench: Bench | None = None
"""What a process works with; it has no other place for that."""


def _ready(order: Order) -> int:
    """Make this process ready; returns its number."""
    global _bench  # noqa: PLW0603
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends this
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bench = Bench(order)
    gc.freeze()  # rules stay, and what articles leave behind hardly names anything that names it
    gc.set_threshold(_OBJECTS)
    return os.getpid()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: it would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _made(batch: Batch) -> Made:
    assert _bench
    return _bench.made(batch)


def _checked(number: int, article: Article) -> Rows:
    assert _bench
    return _bench.checked(number, article)
