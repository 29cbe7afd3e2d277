"""The prose in values of data files: each line of a value is a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.formats.assembly import assemble, blank
from checker.formats.layout import Block, BlockKind, Layout, Mask
from checker.formats.plain import kind_of
from checker.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.formats.layout import Span

_TITLES = lazy(r"(?:.*[._ -])?(?:title|headline|heading|subtitle)", re.IGNORECASE | re.DOTALL)


def layout_of_values(text: str, values: Iterable[tuple[str, Sequence[Span]]], masks: Sequence[Mask]) -> Layout:
    """The layout of a text whose only prose are values: each is the name of its field, and the spans of its lines.

    ``masks`` are those inside the lines.
    """
    bare = blank(text, masks)
    pieces = []
    for name, lines in values:
        is_title = bool(_TITLES.fullmatch(name))
        shown = [bare[line.start : line.end].strip() for line in lines]
        for at, line in enumerate(lines):
            alone = (at == 0 or not shown[at - 1]) and (at + 1 == len(lines) or not shown[at + 1])
            pieces.append(Block(*line, BlockKind.HEADING if is_title else kind_of(shown[at], alone=alone)))
    return assemble(text, masks, pieces)._replace(whole_lines=False)
