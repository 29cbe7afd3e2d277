"""Plain text: every character is prose; lines and blank lines tell the blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.text.layout import Block, BlockKind, Layout, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST_MARKER = lazy(r"\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+")
_SENTENCE_END = tuple(".!?…:;,\"'”’»)")

# Editors and mail programs wrap at 60 to 80 columns; a paragraph on one line is mostly longer, a heading shorter.
_WRAPPED_LINE = range(45, 100)
_HEADING_WORDS = 16
"""Of lines without a final mark inside 437 articles, those of more words were sentences that lack it."""
_HEADLINE_WORDS = 40


def layout(text: str) -> Layout:
    """The blocks of a plain text; nothing is masked."""
    return Layout((), tuple(_blocks(text)), ())


def _blocks(text: str) -> Iterator[Block]:
    words = _HEADLINE_WORDS
    for lines in _chunks(text):
        for start, end in [(lines[0].start, lines[-1].end)] if _is_wrapped(lines) else lines:
            yield Block(start, end, kind_of(text[start:end], alone=len(lines) == 1, words=words))
            words = _HEADING_WORDS


def _chunks(text: str) -> Iterator[list[Span]]:
    """Lines between blank lines, each without the white space around it."""
    lines: list[Span] = []
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            lines.append(Span(start, start + len(stripped)))
        elif lines:
            yield lines
            lines = []
        at += len(line) + 1
    if lines:
        yield lines


def _is_wrapped(lines: list[Span]) -> bool:
    """Whether the lines were broken to fit a width, so that they are one paragraph."""
    lengths = sorted(end - start for start, end in lines[:-1])
    return bool(lengths) and lengths[len(lengths) // 2] in _WRAPPED_LINE and lengths[-1] < _WRAPPED_LINE.stop


def kind_of(block: str, *, alone: bool, words: int = _HEADING_WORDS) -> BlockKind:
    """What a paragraph is, told by its looks.

    ``alone`` when blank lines part it from others; a heading has ``words`` words at most.
    """
    if _LIST_MARKER.match(block):
        return BlockKind.LIST_ITEM
    if alone and "\n" not in block and not block.endswith(_SENTENCE_END) and len(block.split()) <= words:
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH
