"""Inline markup of Markdown: emphasis, links, images and escapes, in stretches whose things are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checker.formats.layout import CLEAR, OPAQUE, Mask
from checker.formats.markdown.skeleton import Skeleton
from checker.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyromark.event import BrokenLink

    from checker.formats.markdown.outline import Stretch
    from checker.formats.markdown.things import Thing

__all__ = ["blot_out", "masks"]

_BLOT = "."
"""Stands for a thing when emphasis is read: punctuation, as is the character that the thing begins with."""

_DELIMITER = lazy(r"[*~\[\\]|(?<![^\W_])_|_(?![^\W_])")
_LINE_END = lazy(r"[\n\r]")
_ASTERISKS = re.compile(rb"\*+")


def blot_out(page: str, things: Iterable[Thing]) -> str:
    """Copy the page with things made unreadable."""
    parts: list[str] = []
    position = 0
    for thing in things:
        parts += page[position : thing.start], _BLOT * (thing.end - thing.start)
        position = thing.end
    parts.append(page[position:])
    return "".join(parts)


def masks(page: str, pieces: Iterable[Stretch], labels: Iterable[str]) -> Iterator[Mask]:
    """Mask the markup in pieces of a page without things; ``labels`` are those of links that are defined.

    The parser gets each piece as a paragraph of one line behind a word, so that nothing in it begins a block.
    """
    parts: list[tuple[int, str]] = []
    for start, end, *_ in pieces:
        if _DELIMITER.search(page, start, end):
            parts += (start, "x "), (start, _LINE_END.sub(" ", page[start:end])), (end, "\n\n")
    if not parts:
        return
    import pyromark

    prose = Skeleton(parts)
    definitions = "".join([f"[{_LINE_END.sub(' ', label)}]: x\n" for label in labels])
    options = pyromark.Options.ENABLE_STRIKETHROUGH
    events = pyromark.events_with_range(
        f"{prose.text}{definitions}", options=options, broken_link_callback=_target_elsewhere
    )
    data = prose.text.encode()
    bare = bytearray(data)
    for start, end, filler in _markup(data, events):
        bare[start:end] = b" " * (end - start)
        if filler:
            yield Mask(prose.place(start), prose.place(end), filler)
    for start, end in _unclosed_emphasis(data, bytes(bare)):
        yield Mask(prose.place(start), prose.place(end), CLEAR)


def _target_elsewhere(link: BrokenLink) -> tuple[str, str] | None:
    """Take ``[text][label]`` and ``[label][]`` for links also where another file defines the label."""
    return None if link["link_type"] == "Shortcut" else ("", "")


_SIZES = {"Emphasis": 1, "Strong": 2, "Strikethrough": 2}


def _markup(data: bytes, events: Iterator[tuple[Any, Any]]) -> Iterator[tuple[int, int, str]]:
    """The markup that the parser found in ``data``, and what masks it; nothing for a character that is escaped."""
    text_end = 0  # of the text before
    links: list[int] = []  # where the text of each open link ends, so far as it is known
    images = 0
    for event, span in events:
        if type(event) is str:
            continue
        ((name, value),) = event.items()
        start, end = span["start"], span["end"]
        is_link = False
        if name == "Text":
            if not images and start > text_end and data[start - 1 : start] == b"\\":
                yield start - 1, start, CLEAR
                yield start, start + 1, ""
            text_end = end
        elif images and value != "Image" and not (name == "Start" and "Image" in value):
            continue
        elif name == "Start":
            kind = value if type(value) is str else next(iter(value))
            if kind == "Image":
                images += 1
                yield start, end, OPAQUE
            elif kind == "Link":
                is_link = True
                links.append(start + 1)
            elif size := _SIZES.get(kind, 0):
                if kind == "Strikethrough" and data[start + 1 : start + 2] != b"~":
                    size = 1
                yield start, start + size, CLEAR
                yield end - size, end, CLEAR
        elif value == "Image":
            images -= 1
        elif value == "Link":
            inner = links.pop()
            yield start, start + 1, CLEAR
            # The brackets at the end of ``[label][]`` are none of the link to pyromark (0.10.3).
            yield inner, end + 2 * (data[end - 1 : end + 2] == b"][]"), CLEAR
        if links and not is_link and end > links[-1]:
            links[-1] = end


def _unclosed_emphasis(data: bytes, bare: bytes) -> Iterator[tuple[int, int]]:
    """Asterisks that are left over: parts of longer runs, and pairs that CommonMark does not let open or close.

    In ``**“Yes.”**she said`` a writer meant them to. ``bare`` is ``data`` without other markup.
    """
    line_end = -1
    opening: re.Match[bytes] | None = None
    for run in _ASTERISKS.finditer(bare):
        start, end = run.span()
        if start > line_end:
            line_end = bare.find(b"\n", start)
            opening = None
        if data[start - 1 : start] == b"*" or data[end : end + 1] == b"*":
            yield start, end
        elif opening and opening[0] == run[0] and _is_meant(data[opening.end() : start], len(run[0])):
            yield opening.span()
            yield start, end
            opening = None
        else:
            opening = run


def _is_meant(inside: bytes, size: int) -> bool:
    text = inside.decode("utf-8", "replace")
    return any(map(str.isalnum, text)) and (size > 1 or text == text.strip())
