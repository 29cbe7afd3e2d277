"""Stretches of a Markdown text that hold prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.text.pattern import lazy

if TYPE_CHECKING:
    from checker.text.layout import BlockKind

__all__ = ["BLANK_LINE", "Stretch"]

BLANK_LINE = lazy(r"\n(?:[ \t>]*\n)+")


class Stretch(NamedTuple):
    """A stretch of the text that holds prose and inline markup, and nothing else."""

    start: int
    end: int
    kind: BlockKind
    is_html: bool = False
