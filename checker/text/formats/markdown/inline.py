"""Inline markup of Markdown: emphasis, links, images and escapes, in stretches whose things are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from checker.text.formats.markdown import flaws
from checker.text.formats.markdown.skeleton import Skeleton
from checker.text.layout import CLEAR, OPAQUE, Block, BlockKind, Mask, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyromark.event import BrokenLink

    from checker.text.formats.markdown.stretches import Stretch
    from checker.text.formats.markdown.things import Thing
    from checker.text.layout import Flaw

__all__ = ["Inline", "blot_out", "read"]

_BLOT = "."
"""Stands for a thing when emphasis is read: punctuation, as is the character that the thing begins with."""

_DELIMITER = lazy(r"[*~\[\\_](?:(?<!_)|(?<![^\W_]_)|(?![^\W_]))")
_LINE_END = lazy(r"[\n\r]")
_MARKUP = lazy(r"[*_~`\\\[]")
_ASTERISKS = lazy(r"\*+")
_STRONG = lazy(r"(?<![*\\])\*\*(?!\*)")


def blot_out(page: str, things: Iterable[Thing]) -> str:
    """Copy the page with things made unreadable."""
    parts: list[str] = []
    position = 0
    for thing in things:
        parts += page[position : thing.start], _BLOT * (thing.end - thing.start)
        position = thing.end
    parts.append(page[position:])
    return "".join(parts)


class Inline(NamedTuple):
    """What was found: masks of markup, text that must match the name of a link's target, broken emphasis, and the
    alternative texts of images.
    """

    masks: list[Mask]
    names: list[Span]
    flaws: list[Flaw]
    texts: list[Block]


def read(page: str, pieces: Iterable[Stretch], labels: Iterable[str]) -> Inline:
    """Find the markup in pieces of a page without things; ``labels`` are those of links that are defined.

    The parser gets each piece as a paragraph of one line behind a word, so that nothing in it begins a block.
    """
    parts: list[tuple[int, str]] = []
    for start, end, *_ in pieces:
        if _DELIMITER.search(page, start, end):
            parts += (start, _LEAD), (start, _LINE_END.sub(" ", page[start:end])), (end, "\n\n")
    if not parts:
        return Inline([], [], [], [])
    import pyromark

    prose = Skeleton(parts)
    definitions = "".join([f"[{_LINE_END.sub(' ', label)}]: x\n" for label in labels])
    options = pyromark.Options.ENABLE_STRIKETHROUGH
    events = pyromark.events_with_range(
        f"{prose.text}{definitions}", options=options, broken_link_callback=_target_elsewhere
    )
    reader = _Reader(page, prose)
    reader.read(events)
    reader.read_asterisks()
    return reader.found


_BACKSLASH = ord("\\")
_LEAD = "x "
_SIZES = {"Emphasis": 1, "Strong": 2, "Strikethrough": 2}
_NAMED_BY_TEXT = frozenset({"Collapsed", "CollapsedUnknown", "Shortcut"})


def _target_elsewhere(link: BrokenLink) -> tuple[str, str] | None:
    """Take ``[text][label]`` and ``[label][]`` for links also where another file defines the label."""
    return None if link["link_type"] == "Shortcut" else ("", "")


class _Link(NamedTuple):
    start: int
    text: int
    kind: str
    is_image: bool


class _Reader:
    """Goes through what the parser says; places of its own are bytes of ``prose``."""

    def __init__(self, page: str, prose: Skeleton) -> None:
        self.found = Inline([], [], [], [])
        self._page = page
        self._place = prose.place
        self._data = prose.text.encode()
        self._bare = bytearray(self._data)  # less the markup that was found
        self._links: list[_Link] = []

    def read(self, events: Iterator[tuple[Any, Any]]) -> None:
        images = text_end = 0
        data, links = self._data, self._links
        for event, span in events:
            if type(event) is str:
                continue
            ((name, value),) = event.items()
            start, end = span["start"], span["end"]
            if name == "Text":
                # The parser leaves out the backslash of an escape.
                if start > text_end and data[start - 1] == _BACKSLASH and not images:
                    self._mask(start - 1, start, CLEAR)
                    self._mask(start, start + 1, "")
                text_end = end
            elif name == "Start":
                kind = value if type(value) is str else next(iter(value))
                if kind == "Link" and not images:
                    links.append(_Link(start, start + 1, value["Link"]["link_type"], is_image=False))
                elif kind == "Image":
                    images += 1
                    if images == 1:
                        links.append(_Link(start, start + 2, "", is_image=True))
                elif not images and (size := _SIZES.get(kind, 0)):
                    self._mask_pair(start, end, size)
                continue
            elif value == "Image":
                images -= 1
                if not images:
                    self._mask_link(links.pop(), end)
            elif value == "Link" and not images:
                self._mask_link(links.pop(), end)
            if links and end > links[-1].text:
                links[-1] = links[-1]._replace(text=end)

    def _mask(self, start: int, end: int, filler: str) -> None:
        self._bare[start:end] = b" " * (end - start)
        if filler and start < end:
            self.found.masks.append(Mask(self._place(start), self._place(end), filler))

    def _mask_pair(self, start: int, end: int, size: int) -> None:
        if self._data[start : start + 1] == b"~" != self._data[start + 1 : start + 2]:
            size = 1
        self._mask(start, start + size, CLEAR)
        self._mask(end - size, end, CLEAR)

    def _mask_link(self, link: _Link, end: int) -> None:
        start, text_end, kind, is_image = link
        # The brackets at the end of ``[label][]`` are none of the link to pyromark (0.10.3).
        end += 2 * (self._data[end - 1 : end + 2] == b"][]")
        opening = start + 1 + is_image
        if is_image and not _is_foreign(alternative := self._data[opening:text_end].decode("utf-8", "replace")):
            self._mask(start, end, OPAQUE)
            if " " in alternative and not _MARKUP.search(alternative):
                self.found.texts.append(Block(self._place(opening), self._place(text_end), BlockKind.CELL))
            return
        self._mask(start, opening, CLEAR)
        self._mask(text_end, end, CLEAR)
        if kind in _NAMED_BY_TEXT and opening < text_end:
            self.found.names.append(Span(self._place(opening), self._place(text_end)))

    def read_asterisks(self) -> None:
        """Mask asterisks that are left over: parts of longer runs, and pairs that may not open or close emphasis.

        In ``**“Yes.”**she said`` a writer meant them to.
        """
        if b"*" not in self._bare:
            return
        data, bare = self._data.decode("latin-1"), self._bare.decode("latin-1")  # a character for each byte
        line_end = 0
        while (at := bare.find("*", line_end)) >= 0:
            line_start, line_end = data.rfind("\n", 0, at) + 1 + len(_LEAD), data.find("\n", at)
            left = [run.span() for run in _ASTERISKS.finditer(bare, at, line_end)]
            # Where one is left over, the parser may also have put others together that were not meant to be.
            strong = [run.span() for run in _STRONG.finditer(data, line_start, line_end)]
            others = left if not self._pair(strong, line_start, line_end) else sorted(set(left).difference(strong))
            self._pair(others, line_start, line_end)
            for start, end in left:
                if data[start - 1] == "*" or data[end] == "*":
                    self.found.masks.append(Mask(self._place(start), self._place(end), CLEAR))

    def _pair(self, runs: list[tuple[int, int]], start: int, end: int) -> bool:
        """Take each two runs for the ends of emphasis, if all can be; returns whether they are."""
        spans = [(self._place(first), self._place(last)) for first, last in runs]
        pairs = list(zip(spans[::2], spans[1::2], strict=False))
        found = [flaws.emphasis(self._page, *pair, self._place(start), self._place(end)) for pair in pairs]
        if len(runs) % 2 or not all(found):
            return False
        self.found.masks.extend(Mask(*span, CLEAR) for span in spans)
        self.found.flaws.extend(flaw for flaw in found if flaw and flaw.edits)
        return True


def _is_foreign(text: str) -> bool:
    """Whether most letters of a text are of another script: a reader who hears it is to be told."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter > "\u024f" and not "\u1e00" <= letter <= "\u1eff" for letter in letters) * 2 > len(letters)
