"""Provisional; the real module is on its way."""
from __future__ import annotations
import re
from checker.formats import plain
from checker.formats.layout import CLEAR, OPAQUE, Layout, Mask
_M = re.compile(r"(?P<code>`[^`\n]+`)|\*+|(?<!\w)_|_(?!\w)|^#+ ", re.M)
def layout(text: str) -> Layout:
    masks = tuple(Mask(*m.span(), OPAQUE if m["code"] else CLEAR) for m in _M.finditer(text))
    return Layout(masks, plain.layout(text).blocks, ())
