"""What readers see or hear of a tag: the texts of its attributes, each of them by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.text.formats import escapes
from checker.text.formats.assembly import assemble
from checker.text.formats.languages import of_attributes
from checker.text.layout import OPAQUE, Block, BlockKind, Layout, Mask, Says
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.text.layout import Span

__all__ = ["beside", "texts"]

_READ = frozenset({"alt", "aria-label", "placeholder", "title"})
_MAY_READ = lazy(r"(?:alt|aria-label|placeholder|title)\s*+=\s*+[\"']")
_SILENT = frozenset({"link", "meta", "script", "style", "template"})
"""Elements whose attributes nobody sees."""

_NAME = lazy(r"<(?P<name>[A-Za-z][^\s/>\0\x01{]*+)")
_TEMPLATE = lazy(r"\{\{[^{}]*+\}\}|\{%[^%]*+%\}|<%[^%]*+%>|<\?[^?]*+\?>|\$\{[^{}]*+\}")
_ATTRIBUTE = lazy(
    r"""
    [\s/]*+
    (?:
        \{ [^{}]*+ (?: \{ [^{}]*+ \} [^{}]*+ )*+ \}                         # an expression
      | (?P<name> [^\s"'<>/={}]++ )
        (?: \s*+ = \s*+ (?: "(?P<double>[^"]*+)" | '(?P<single>[^']*+)' | \{ [^{}]*+ (?: \{ [^{}]*+ \} [^{}]*+ )*+ \}
          | (?P<bare>[^\s>"'{}]++) ) )?+
    )
    """,
    re.VERBOSE,
)


def texts(text: str, tags: Iterable[Span]) -> Iterator[Block]:
    """The attributes with prose in them of the tags that begin at ``tags``, in an HTML page or the like.

    What is not English by its own tag is left out.
    """
    if not _MAY_READ.search(text):
        return
    for start, end in tags:
        if not _MAY_READ.search(text, start, end):
            continue
        # What a template puts in may hold quotation marks of its own.
        tag = _TEMPLATE.sub(lambda found: "\x01" * len(found[0]), text[start:end])
        name = _NAME.match(tag)
        if name and name["name"].lower() not in _SILENT:
            yield from _texts_of(tag, name.end(), start)


def _texts_of(tag: str, at: int, start: int) -> Iterator[Block]:
    said: dict[str, str] = {}
    found: list[Block] = []
    while attribute := _ATTRIBUTE.match(tag, at):
        at = attribute.end()
        quoted = "double" if attribute["double"] is not None else "single"
        value = attribute[quoted] or attribute["bare"] or ""
        name = attribute["name"] or ""
        said[name.lower()] = value
        if name in _READ and attribute[quoted] and _is_prose(value):
            first, last = attribute.span(quoted)
            found.append(Block(start + first, start + last, BlockKind.CELL))
    if of_attributes(said) not in (Says.FOREIGN, Says.KEPT):
        yield from found


def _is_prose(value: str) -> bool:
    """Whether there are two words at least; one alone may be a name for something."""
    return sum(word[:1].isalpha() for word in value.split()) > 1


def beside(text: str, blocks: Iterable[Block], masks: Iterable[Mask] = ()) -> Layout | None:
    """The layout in which nothing but ``blocks`` is read, without the ``masks`` in them; ``None`` for no block."""
    pieces = list(blocks)
    if not pieces:
        return None
    hidden = list(masks)
    for start, end, _ in pieces:
        for entity in escapes.ENTITY.finditer(text, start, end):
            hidden += escapes.of_entity(entity)
        hidden += (Mask(*found.span(), OPAQUE) for found in _TEMPLATE.finditer(text, start, end))
    return assemble(text, hidden, pieces)._replace(is_article=False)
