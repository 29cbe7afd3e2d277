"""A string of a data file as a program reads it, and where in the file each of its characters stands."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from checker.text.formats import escapes
from checker.text.layout import CLEAR, OPAQUE, Mask, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class _Run(NamedTuple):
    """Part of a string: where it begins in ``text``, where it stands in the file, and whether as it is."""

    at: int
    start: int
    end: int
    is_escape: bool


class Decoded:
    """The meaning of a string, put together from its first part to its last.

    What means no character, such as markup, is a part that means ``""``; a thing that is not text is one ``OPAQUE``.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[_Run] = []
        self._length = 0

    def copy(self, text: str, start: int, end: int) -> None:
        """Add ``text[start:end]`` as it is."""
        if start < end:
            self._add(text[start:end], start, end, is_escape=False)

    def escape(self, meaning: str, start: int, end: int) -> None:
        """Add what a stretch of the file means."""
        self._add(meaning, start, end, is_escape=True)

    def _add(self, meaning: str, start: int, end: int, *, is_escape: bool) -> None:
        self._runs.append(_Run(self._length, start, end, is_escape))
        self._parts.append(meaning)
        self._length += len(meaning)

    @property
    def text(self) -> str:
        """What a program reads."""
        return "".join(self._parts)

    @property
    def span(self) -> Span:
        """Where in the file the string stands; it has a part at least."""
        return Span(self._runs[0].start, self._runs[-1].end)

    def span_of(self, start: int, end: int) -> Span:
        """Where in the file ``text[start:end]`` stands; that is not empty."""
        first = self._run(start)
        last = self._run(end - 1)
        return Span(
            first.start if first.is_escape else first.start + start - first.at,
            last.end if last.is_escape else last.start + end - last.at,
        )

    def _run(self, at: int) -> _Run:
        # Of several parts that begin there, all but the last mean nothing.
        return self._runs[bisect_right(self._runs, at, key=lambda run: run.at) - 1]

    def meaning_of(self, span: Span) -> str:
        """What a stretch of the file means; of an escape that lies in it in part, the whole."""
        meaning = []
        for run, part in zip(self._runs, self._parts, strict=True):
            if run.start < span.end and span.start < run.end:
                first, last = max(span.start - run.start, 0), max(run.end - span.end, 0)
                meaning.append(part if run.is_escape else part[first : len(part) - last])
        return "".join(meaning)

    def masks(self, inside: Iterable[Mask]) -> Iterator[Mask]:
        """The masks in the file: of what is masked ``inside`` the text, of its escapes, and of what means nothing."""
        for start, end, filler in inside:
            span = self.span_of(start, end)
            if filler in (OPAQUE, CLEAR):
                yield Mask(*span, filler)
            else:
                yield from escapes.masks(*span, filler)
        before = self._runs[0].start if self._runs else 0
        for run, part in zip(self._runs, self._parts, strict=True):
            if before < run.start:
                yield Mask(before, run.start, CLEAR)
            before = run.end
            if not run.is_escape or run.start == run.end:
                continue
            if part == OPAQUE:
                yield Mask(run.start, run.end, OPAQUE)
            else:
                yield from escapes.masks(run.start, run.end, " " if part.isspace() else part)
