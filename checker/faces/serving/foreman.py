"""The foreman: sends to the workshop what a server is asked, the most urgent first, and never waits in between.

What nobody wants any more is given up at once, and so, for a while, is what can wait when something urgent comes.
"""

from __future__ import annotations

import asyncio
import heapq
import pickle
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import checker
from checker.faces.serving.workshop import LENGTH, STOPPED, SetUp, Workshop, WorkshopError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["Foreman", "Urgency"]

P = ParamSpec("P")
T = TypeVar("T")

_PROGRAM = f"""
import sys
sys.path.append({str(PurePath(checker.__file__).parent.parent)!r})
from checker.faces.serving import workshop
workshop.main()
"""
_COMMAND = (sys.executable, "-P", "-c", _PROGRAM)
"""What lies in the folder where an editor was started is not to be run: it is not looked for modules."""
_PATIENCE = 3.0
"""Seconds after which a workshop that does not give up is ended: a library may not listen."""
_TRIES = 15
"""How often it is told within these."""


class Urgency(IntEnum):
    """Who waits for it."""

    EDITOR = 0
    """Somebody who asked for this very thing."""
    TYPING = 1
    """Somebody who looks at the article."""
    WORKSPACE = 2
    """Nobody in particular."""


@dataclass(order=True)
class _Job:
    urgency: Urgency
    number: int
    message: tuple[Any, ...] = field(compare=False)
    answer: asyncio.Future[Any] = field(compare=False)
    is_put_off: bool = field(default=False, compare=False)


class Foreman:
    """Has a workshop, started when first needed and again where it fell over, and what waits for it."""

    def __init__(self, given: Mapping[str, Any], folder: Path) -> None:
        self._set_up = SetUp(dict(given), folder)
        self._waiting: list[_Job] = []
        self._number = 0
        self._now: _Job | None = None
        self._workshop: asyncio.subprocess.Process | None = None
        self._worker: asyncio.Task[None] | None = None
        self._hurry: asyncio.TimerHandle | None = None

    async def ask(
        self, urgency: Urgency, method: Callable[Concatenate[Workshop, P], T], *args: P.args, **more: P.kwargs
    ) -> T:
        """What a method of the workshop gives; raises ``WorkshopError``. A task that is cancelled gives the work up."""
        loop = asyncio.get_running_loop()
        self._number += 1
        job = _Job(urgency, self._number, (method.__name__, args, more), loop.create_future())
        heapq.heappush(self._waiting, job)
        if self._worker is None or self._worker.done():
            self._worker = loop.create_task(self._work())
        elif self._now and self._now.urgency > urgency:
            self._now.is_put_off = True
            self._give_up()
        try:
            answer: T = await job.answer
        finally:
            if not job.answer.done() or job.answer.cancelled():
                job.answer.cancel()
                if self._now is job:
                    self._give_up()
        return answer

    def close(self) -> None:
        """End the workshop, whatever it is at."""
        if self._worker:
            self._worker.cancel()
        self._end()

    def _end(self) -> None:
        if self._workshop and self._workshop.returncode is None:
            with suppress(ProcessLookupError):
                self._workshop.kill()
        self._workshop = None

    async def _work(self) -> None:
        while self._waiting:
            self._now = job = heapq.heappop(self._waiting)
            if job.answer.done():
                continue
            try:
                outcome, answer = await self._asked(job.message)
            except (OSError, EOFError):
                self._end()
                outcome, answer = STOPPED, "the process that checks articles ended; it is started again"
            except Exception as error:  # noqa: BLE001 -- what comes after must not wait for ever
                self._end()
                outcome, answer = "failed", f"{type(error).__name__}: {error}"
            finally:
                self._now = None
                if self._hurry:
                    self._hurry.cancel()
                    self._hurry = None
            if job.answer.done():
                continue
            if outcome == "done":
                job.answer.set_result(answer)
            elif outcome == STOPPED and job.is_put_off:
                job.is_put_off = False
                heapq.heappush(self._waiting, job)
            else:
                job.answer.set_exception(WorkshopError(answer))

    async def _asked(self, message: tuple[Any, ...]) -> Any:
        workshop = self._workshop
        if workshop is None or workshop.returncode is not None:
            pipe = asyncio.subprocess.PIPE
            workshop = await asyncio.create_subprocess_exec(*_COMMAND, stdin=pipe, stdout=pipe)
            self._workshop = workshop
            _send(workshop, self._set_up)
        assert workshop.stdin
        assert workshop.stdout
        _send(workshop, message)
        await workshop.stdin.drain()
        head = await workshop.stdout.readexactly(LENGTH.size)
        return pickle.loads(await workshop.stdout.readexactly(*LENGTH.unpack(head)))  # noqa: S301 -- from our own process

    def _give_up(self, tries: int = _TRIES) -> None:
        """Have the workshop give up what it is at; where that cannot be, or does not help, end it."""
        workshop = self._workshop
        if workshop is None or workshop.returncode is not None or (self._hurry and tries == _TRIES):
            return
        with suppress(ProcessLookupError):
            if not tries:
                workshop.kill()
                return
            if hasattr(signal, "SIGALRM"):  # where there is none, what is at work may come to its end in time
                workshop.send_signal(signal.SIGALRM)
            # One that is still being told what to do does not hear it.
            self._hurry = asyncio.get_running_loop().call_later(_PATIENCE / _TRIES, self._give_up, tries - 1)


def _send(workshop: asyncio.subprocess.Process, message: object) -> None:
    assert workshop.stdin
    data = pickle.dumps(message)
    workshop.stdin.write(LENGTH.pack(len(data)) + data)
