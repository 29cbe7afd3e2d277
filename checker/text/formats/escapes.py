r"""Escapes: several characters of a file, such as ``\u2019`` or ``&rsquo;``, that its reader sees as one."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from checker.text.layout import CLEAR, OPAQUE, Mask
from checker.text.pattern import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

ENTITY = lazy(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
"""A character reference of HTML, which Markdown has too."""


def masks(start: int, end: int, meaning: str) -> Iterator[Mask]:
    """Masks that show an escape as the one character that it means, or as a thing where that is not one to be read."""
    if len(meaning) == 1 and (meaning.isprintable() or unicodedata.category(meaning) == "Zs"):
        if end - start > 1:
            yield Mask(start, end - 1, CLEAR)
        yield Mask(end - 1, end, meaning)
    else:
        yield Mask(start, end, CLEAR if meaning in _NOTHING else OPAQUE)


def of_entity(entity: re.Match[str]) -> Iterator[Mask]:
    """Masks that show a match of ``ENTITY`` as what it means; one that HTML does not know is a thing."""
    from html import unescape  # a table of some thousand names

    meaning = unescape(entity[0])
    return masks(*entity.span(), OPAQUE if meaning == entity[0] else meaning)


_NOTHING = frozenset({"", "\N{SOFT HYPHEN}", "\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}", "\N{WORD JOINER}"})
