"""Passages of an article, as the language model reads them: blocks as a reader sees them, and their words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from checker.text.document import CLEAR, OPAQUE, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.document import Document, Sentence

__all__ = ["Passage", "Word", "passages_of"]

_SHORTEST, _LONGEST = 800, 1600
"""Characters that are read at once, if the blocks are not longer: some 180 to 350 tokens."""
_LANDMARKS = 3
"""One of so many blocks, by its text, begins a passage that is long enough: where passages begin hangs on what stands
there and not on all before it, so that a changed paragraph leaves those that follow as they were."""
_LONGEST_BLOCK = 3000
_LEAD_IN = 500
"""Characters of the block before that a passage begins with, if it is no longer: for what is spoken of."""
_LONGEST_THING = 40
"""Characters that are read of what is not prose, such as code or an address."""

_BETWEEN = "\n\n"
_NOT_PROSE = re.compile(f"{OPAQUE}+|{CLEAR}+|\\s+")
_READ = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE)


class Word(NamedTuple):
    """A word or a number: its span in the document, its end in the passage, how it is written, and its sentence."""

    span: Span
    end: int
    text: str
    sentence: Sentence


@dataclass(frozen=True)
class Passage:
    """Some blocks of an article: ``text`` is what the model reads, ``words`` those that are judged or stand beside one.

    The first ``known`` of them are there for what follows only; another passage has its say on them.
    """

    text: str
    words: tuple[Word, ...]
    known: int


class _Part(NamedTuple):
    """A block, or a part of one, as a reader sees it, with the offsets of its words there."""

    text: str
    words: list[Word]


def passages_of(doc: Document) -> Iterator[Passage]:
    """The article's prose in passages, each beginning with the block before it where that is short."""
    held: list[_Part] = []
    known = size = 0
    for part in _parts(doc):
        is_full = size + len(part.text) > _LONGEST or (size >= _SHORTEST and _is_landmark(part))
        if len(held) > known and is_full:
            yield _passage(held, known)
            lead = held[-1]
            held = [lead] if len(lead.text) <= _LEAD_IN else []
            known, size = len(held), sum(len(each.text) for each in held)
        held.append(part)
        size += len(part.text)
    if len(held) > known:
        yield _passage(held, known)


def _is_landmark(part: _Part) -> bool:
    return blake2b(part.text.encode("utf-8", "replace"), digest_size=4).digest()[0] % _LANDMARKS == 0


def _passage(parts: list[_Part], known: int) -> Passage:
    words: list[Word] = []
    at = 0
    for part in parts:
        words += [word._replace(end=word.end + at) for word in part.words]
        at += len(part.text) + len(_BETWEEN)
    return Passage(
        _BETWEEN.join(part.text for part in parts), tuple(words), sum(len(part.words) for part in parts[:known])
    )


def _parts(doc: Document) -> Iterator[_Part]:
    sentences = doc.sentences
    starts = [sentence.start for sentence in sentences]
    for block in doc.blocks:
        if block.kind not in _READ:
            continue
        inside = sentences[bisect_right(starts, block.start - 1) : bisect_right(starts, block.end - 1)]
        held: list[Sentence] = []
        for sentence in inside:
            if held and sentence.end - held[0].start > _LONGEST_BLOCK:
                yield _part(doc, held)
                held = []
            held.append(sentence)
        if held:
            yield _part(doc, held)


def _part(doc: Document, sentences: list[Sentence]) -> _Part:
    """Neighbouring sentences of one block as they are read."""
    start, end = sentences[0].start, sentences[-1].end
    texts: list[str] = []
    ends: list[tuple[int, int]] = []  # where each stretch that is read as it stands ends in the document, and is read
    at, size = start, 0
    for match in _NOT_PROSE.finditer(doc.masked, start, end):
        texts.append(doc.masked[at : match.start()])
        size += len(texts[-1])
        ends.append((match.start(), size))
        kind = match.group()[0]
        if kind != CLEAR:
            texts.append(doc.text[match.start() : match.end()][:_LONGEST_THING] if kind == OPAQUE else " ")
            size += len(texts[-1])
        at = match.end()
    texts.append(doc.masked[at:end])
    ends.append((end, size + len(texts[-1])))
    words: list[Word] = []
    number = 0
    for sentence in sentences:
        for token in sentence.tokens:
            if not token.text[0].isalnum():
                continue
            while ends[number][0] < token.end:
                number += 1
            there, read = ends[number]
            words.append(Word(Span(token.start, token.end), read - (there - token.end), token.text, sentence))
    return _Part("".join(texts), words)
