"""Time limits: an article that takes too long is given up, with a word on what took so long."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from checker.checking.rule import Expired

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Expired", "limit"]


@contextmanager
def limit(seconds: float | None) -> Iterator[None]:
    """Raise ``Expired`` inside the context once it has lasted for ``seconds``; 0 and ``None`` set no limit.

    It works by a signal, so there is none where those are not to be had: on Windows, and outside the main thread. A
    regular expression is interrupted; a library in C or Rust only when it returns.
    """
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _expire(*_: Any) -> None:
    raise Expired
