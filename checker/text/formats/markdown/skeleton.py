"""The text of an article as the Markdown parser is to see it, and the way back from its places to ours."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STAND_IN = "\x01"
"""Neither a letter, a digit, a space nor punctuation of Markdown: a word character that begins no construct."""

_NOT_ASCII = lazy(r"[^\x00-\x7f]")
_SURROGATE = lazy(r"[\ud800-\udfff]")


class Rewriting(NamedTuple):
    """What stands in the skeleton for a stretch of the text."""

    start: int
    end: int
    new: str


class Skeleton:
    """A text put together for the parser, which counts in bytes of UTF-8.

    ``parts`` are pairs: where in the article a part stands, and what the parser is to read there. A part that is not
    a copy of the article must be no longer than what it stands for.
    """

    def __init__(self, parts: Iterable[tuple[int, str]]) -> None:
        strings: list[str] = []
        # From which byte on the distance to the place in the article is another, and which.
        self._bytes: list[int] = []
        self._distances: list[int] = []
        size = 0
        for at, string in parts:
            strings.append(string)
            self._bytes.append(size)
            self._distances.append(at - size)
            rest = 0
            if not string.isascii():
                for found in _NOT_ASCII.finditer(string):
                    size += found.start() - rest + len(found[0].encode("utf-8", "surrogatepass"))
                    rest = found.end()
                    self._bytes.append(size)
                    self._distances.append(at + rest - size)
            size += len(string) - rest
        self.text = "".join(strings)
        try:
            self.text.encode()
        except UnicodeEncodeError:
            self.text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", self.text)  # as many bytes

    def place(self, at: int) -> int:
        """The offset in the article of a byte of the skeleton."""
        return at + self._distances[bisect_right(self._bytes, at) - 1]


def rewritten(text: str, rewritings: Iterable[Rewriting]) -> Skeleton:
    """The text with some stretches written otherwise; of two that overlap, the earlier."""
    return Skeleton(_parts(text, rewritings))


def _parts(text: str, rewritings: Iterable[Rewriting]) -> Iterator[tuple[int, str]]:
    position = 0
    for start, end, new in sorted(rewritings):
        if start >= position:
            yield position, text[position:start]
            yield start, new
            position = end
    yield position, text[position:]
