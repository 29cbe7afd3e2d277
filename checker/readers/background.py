"""Questions that a reader asks in the background, by a few threads, each of them once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from itertools import count
from queue import PriorityQueue
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Background", "HungError", "Question"]

_About = TypeVar("_About")
_Answer = TypeVar("_Answer")


class HungError(Exception):
    """A server keeps the line busy without coming to an end."""


class Question(Future[_Answer], Generic[_About, _Answer]):
    """What is asked about and, in time, the answer. ``sent`` is when it was last sent, 0 before."""

    def __init__(self, about: _About) -> None:
        super().__init__()
        self.about = about
        self.sent = 0.0

    def is_sent(self) -> None:
        """Note that it is sent now."""
        self.sent = time.monotonic()

    def wait(self, seconds: float) -> _Answer:
        """The answer; raises what answering raised, and ``HungError`` where it takes far more than ``seconds``."""
        while True:
            try:
                return self.result(timeout=0.5)
            except NotYet:
                if self.sent and time.monotonic() > self.sent + 1.5 * seconds + 1:
                    raise HungError from None


class Background(Generic[_About, _Answer]):
    """Answers questions by ``answer``, so many at a time; what that raises is raised where the answer is waited for."""

    def __init__(self, answer: Callable[[Question[_About, _Answer]], _Answer], threads: int) -> None:
        self._answer = answer
        self._questions: dict[str, Question[_About, _Answer]] = {}
        self._asking = threading.Lock()
        self._order = count()
        self._queue: PriorityQueue[tuple[int, int, Question[_About, _Answer] | None]] = PriorityQueue()
        self.closed = threading.Event()
        # Daemons: a server that hangs must not keep the program from ending.
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    def ask(self, key: str, about: _About, *, ahead: bool = False) -> Question[_About, _Answer]:
        """The question known by ``key``, asked now unless it was before; one asked ``ahead`` lets others go first."""
        with self._asking:
            question = self._questions.get(key)
            if question is None:
                question = self._questions[key] = Question(about)
                self._queue.put((1 if ahead else 0, next(self._order), question))
            return question

    def close(self) -> None:
        """Answer no more; does not wait for what is being answered."""
        self.closed.set()
        for _ in self._threads:
            self._queue.put((-1, next(self._order), None))

    def _work(self) -> None:
        while question := self._queue.get()[2]:
            try:
                question.set_result(self._answer(question))
            except Exception as error:  # noqa: BLE001 -- whoever waits for the answer gets it
                question.set_exception(error)
