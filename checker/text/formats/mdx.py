"""What in an MDX article is prose: Markdown in which what is indented is no code."""

from __future__ import annotations

from functools import partial

from checker.text.formats import markdown

__all__ = ["layout"]

layout = partial(markdown.layout, is_mdx=True)
