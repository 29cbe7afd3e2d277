"""HTML's elements: which stand in running text, which end a paragraph, and what they make of it."""

from __future__ import annotations

from checker.text.layout import BlockKind

PHRASING = frozenset(
    "a abbr acronym b bdi bdo big cite data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr".split(),
)
"""What only changes the look or the meaning of words, and so stands for nothing."""

BLOCK_LEVEL = frozenset(
    "address article aside blockquote body button caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main "
    "menu menuitem meta nav noscript ol optgroup option p param picture search section source summary table tbody td "
    "template tfoot th thead title tr track ul video audio pre script style".split(),
)
"""What no sentence crosses."""

HIDDEN = frozenset(
    "pre code kbd samp tt var script style xmp iframe noembed noframes textarea svg math template object canvas audio "
    "video select datalist listing rt rp".split(),
)
"""What holds no prose, or is not shown."""

OPENED_KINDS = {
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], BlockKind.HEADING),
    **dict.fromkeys(["td", "th"], BlockKind.CELL),
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
}
"""The kind of block that an element's text is."""
