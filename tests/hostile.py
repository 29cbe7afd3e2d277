# ruff: noqa: E501 -- lists of pieces
"""Hostile articles: what to throw together, and articles that are large or deep in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DEEP", "KINDS", "LARGE"]

KINDS: dict[str, tuple[str, ...]] = {
    "prose": (
        "The the", "a hour", "an car", "of of", "He said:", "said that that", "more better", "discuss about", "1 one",
        "the 31st of April", "on 30 February 2021", "5 million million", "$5 dollars", "1:30 pm p.m.", "less people",
        "Mr. Esper", "Asper", "Jarf al-Kheir", "Jarf al-Khair", "informations", "not not", "isn’t not", "did n't",
        "don ' t", "Tskinvali 's", "U.S.", "u.s.", "e.g.", "etc..", "Related Posts", "Read more:", "Share this:",
        "Photo: Reuters", "Subscribe", "1.500,50", "10 000", "3%", "3 %", "50 km / h", "-5°C", "2010-2011", "No. 5",
        "I", "i", "it", "who", "which", "said.", "A", "to to", "because of because", "according to my opinion",
    ),
    "marks": (
        " ", "  ", "\n", "\n\n", ".", "..", "...", "…", ",", " ,", ",,", ";", ":", "!", "?!", "(", ")", "[", "]", "{",
        "}", "<", ">", '"', "'", "“", "”", "‘", "’", "„", "«", "»", "``", "''", "-", "--", "—", " – ", "*", "**", "_",
        "~~", "`", "```", "$", "$$", "|", "\\", "#", "&", "@", "/", "^", "%", "=", "+", "。", "，", "、", "「", "」",
    ),
    "markdown": (
        "# ", "## a hour", "- ", "1. ", "> ", "> > ", "- - - ", "---\n", "+++\n", "***\n", "    ", "\t", "| a | b |\n",
        "|---|---|\n", "[the the](x)", "[a hour][b]", "[b]: http://a.example/1 'x'\n", "![the the](y.png)", "[^1]",
        "[^1]: the the\n", "`the the`", "```\nthe the\n```\n", "~~~\n", "    the the\n", "**the** the", "*a* hour",
        "the **the", "_the_ the", "<b>the</b> the", "<br>", "<div>\n", "</div>\n", "<!--", "-->", "<!-- copydesk: ignore -->",
        "<!-- copydesk: ignore-file doubled-word -->", "<!-- copydesk: ignore", "{{< a >}}", "{% raw %}", "{{ a }}",
        "::: note\n", ":::\n", "!!! note\n", '=== "a"\n', "http://a.example/the the", "www.a.example", "a@b.example",
        "\\*", "\\\n", "&amp;", "&#0;", "&nbsp;", "<http://a.example>", "$x^2$", "$5 and $6", "\\(x\\)", ":smile:",
        "- [ ] a hour", "- [x] the the", "Title\n===\n", "Title\n---\n", "import a from 'b'\n", "<A b={\n", "/>\n", "[//]: # (",
        "Term\n: the the\n", "a hour  \n", "<!DOCTYPE", "<?php", "<![CDATA[", '<a href="the the">',
    ),
    "HTML": (
        "<p>", "</p>", "<p>a hour</p>", "<h1>the the</h1>", "<script>", "</script>", "<style>", "<pre>", "</pre>", "<li>", "<td>",
        "<title>a hour</title>", "<a title='the the'>", "<b", "='", ">", "<br><br>", "<template>", "<textarea>", "<svg>", "</",
        "&lt;", "&quot;", "&#39;", "&#x200b;", "&nbsp", "<?php a ?>", "<% a %>", "<!-- a hour -->", "<![CDATA[", "]]>", "<!doctype html>",
    ),
    "reStructuredText": (
        "a hour\n======\n", "====\nthe the\n====\n", "::\n\n  the the\n", ".. note:: a hour\n", ".. note::\n\n   a hour\n",
        ".. code::\n\n   the the\n", ".. _a: http://a.example\n", ".. |a| replace:: the the\n", ".. [1] a hour\n", ".. a hour\n", ":a: the the\n",
        ":ref:`the the`", "``the the``", "`the the`_", "`a <http://a.example>`__", "|a|", "[1]_", "a_ hour", "* a hour\n", "#. a hour\n",
        "a\n  the the\n", "| a hour\n", ">>> the the\n", "+---+\n| a |\n+---+\n", "=== ===\na   the\n=== ===\n", ".. list-table::\n\n   * - a hour\n",
    ),
    "AsciiDoc": (
        "= a hour\n", "== the the\n", ".a hour\n", "----\nthe the\n----\n", "====\n", "....\n", "****\n", "____\n", "--\n", "++++\n", "////\n",
        "[source]\n", "[NOTE]\n", "NOTE: a hour\n", ":description: a hour\n", ":a: the the\n", "* a hour\n", ". a hour\n", "a:: the the\n", "+\n",
        "|===\n", "|a hour |the the\n", "a|", "link:a[the the]", "http://a.example[a hour]", "<<a,the the>>", "image::a[the the]\n",
        "footnote:[a hour]", "pass:[the the]", "+the the+", "`the the`", '"`a hour`"', "{a}", "[[a]]", "(((the the)))", "// the the\n", "include::a[]\n",
    ),
    "front matter": (
        "---\ntitle: a hour\n---\n", "---\ntitle: 'the the'\n---\n", '---\ntitle: "the the\\n"\n---\n', "---\ntitle: the the\n",
        '+++\ntitle = "a hour"\n+++\n', "---\n", "---\ntitle: |\n  the the\n---\n", "---\ndescription: > the\n...\n", "+++\n",
        "---\ntitle: a # the the\n---\n", "---\n: :\n---\n",
    ),
    "control characters": (
        "\0", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b31m", "\r", "\r\n",
        "\x1c", "\x1d", "\x1e", "\x1f", "\t",
    ),
    "characters beyond ASCII": (
        "😀", "👨‍👩‍👧", "🇺🇸", "𝐀 𝐡𝐨𝐮𝐫", "é", "e\u0301", "\u0301", "a" + "\u0301" * 9, "\u0130", "ı", "ß", "ŉ", "ﬁ", "ǆ", "Σς",
        "م", "العربية", "עברית", "中文", "日本語", "한국어", "ไทย", "हिन्दी", "\u202e", "\u202d", "\u2066", "\u2069", "\u200f",
        "\u200b", "\u200c", "\u200d", "\ufeff", "\u2060", "\ufffc", "\ufffd", "\uffff", "\ufffe", "\u00ad", "\u00a0",
        "\u202f", "\u2009", "\u3000", "\u2028", "\u2029", "²", "½", "①", "Ⅳ", "٣", "３", "𝟓", "᠎", "\U0010ffff", "\U000e0001",
        "’s", "O’Neill", "naïve", "ＡＢＣ", "\u1680",
    ),
}  # fmt: skip
"""Pieces of articles by kind."""

LARGE: dict[str, Callable[[int], str]] = {
    "one long line": lambda size: "The minister said that the the house was sold for $5 million. " * (size // 62),
    "one long word": lambda size: "a" * size,
    "one long word with marks": lambda size: "don't-" * (size // 6),
    "no space": lambda size: "word,word." * (size // 10),
    "figures": lambda size: "1,000.5 " * (size // 8),
    "figures without space": lambda size: "1.000,5" * (size // 7),
    "one long figure": lambda size: f"It cost {'1' * size} million, {'1' * size}% or ${'1' * size} on {'1' * size} May.",
    "white space": lambda size: "a" + " " * size + "b",
    "line feeds": lambda size: "a" + "\n" * size + "b",
    "lines": lambda size: "the the\n" * (size // 8),
    "paragraphs": lambda size: "A hour.\n\n" * (size // 9),
    "opening quotation marks": lambda size: "“a " * (size // 3),
    "straight quotation marks": lambda size: '"a ' * (size // 3),
    "nested quotation marks": lambda size: "“a ‘" * (size // 8) + "’ b”" * (size // 8),
    "apostrophes": lambda size: "'" * size,
    "brackets": lambda size: "[" * size,
    "brackets with words": lambda size: "[a " * (size // 3) + "]" * (size // 3),
    "parentheses": lambda size: "(a " * (size // 6) + "b) " * (size // 6),
    "links": lambda size: "[a](" * (size // 4),
    "asterisks": lambda size: "*" * size,
    "asterisks with words": lambda size: "*a **b " * (size // 7),
    "underscores": lambda size: "_a " * (size // 3),
    "backticks": lambda size: "".join("`" * (n % 50 + 1) + "a " for n in range(size // 27)),
    "backslashes": lambda size: "\\" * size,
    "dollar signs": lambda size: "$a " * (size // 3),
    "angle brackets": lambda size: "<a " * (size // 3),
    "open comments": lambda size: "<!-- " * (size // 5),
    "open tags": lambda size: "<div>\n" * (size // 6),
    "open templates": lambda size: "{{< {% " * (size // 7),
    "ampersands": lambda size: "&a" * (size // 2),
    "at signs": lambda size: "a@" * (size // 2),
    "colons": lambda size: "a:" * (size // 2),
    "nested block quotes": lambda size: "> " * (size // 2) + "a",
    "nested lists": lambda size: "".join("  " * min(n, 200) + "- a\n" for n in range(size // 300)),
    "list markers": lambda size: "- " * (size // 2) + "a",
    "table": lambda size: "| a | b |\n|---|---|\n" + "| the the | a hour |\n" * (size // 21),
    "table without end": lambda size: "|" * size,
    "definitions": lambda size: "[a]: b\n" * (size // 7),
    "footnotes": lambda size: "[^1]: a hour\n" * (size // 13),
    "front matter without end": lambda size: "---\n" + "title: a hour\n" * (size // 14),
    "long front matter": lambda size: "---\n" + "a: b\n" * (size // 5) + "---\n\nA hour.\n",
    "front matter value": lambda size: '---\ntitle: "' + "\\" * size + "\n---\n",
    "NUL bytes": lambda size: "\0" * size,
    "control characters": lambda size: "\x1b[31m " * (size // 6),
    "combining marks": lambda size: "a" + "\u0301" * size,
    "zero width": lambda size: "a\u200b" * (size // 2),
    "emoji": lambda size: "👨‍👩‍👧 " * (size // 6),
    "Arabic": lambda size: "العربية " * (size // 8),
    "Chinese": lambda size: "中文。" * (size // 3),
    "names": lambda size: "".join(f"Mark Esper{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} went. " for n in range(size // 20)),
    "capitals": lambda size: "Mark " * (size // 5),
    "and": lambda size: "and " * (size // 4),
    "commas": lambda size: "a, " * (size // 3),
    "full stops": lambda size: "." * size,
    "dashes": lambda size: "-" * size,
    "dashes between words": lambda size: "a - " * (size // 4),
    "the same sentence": lambda size: "He said so. " * (size // 12),
    "abbreviations": lambda size: "U.S. " * (size // 5),
    "initials": lambda size: "A." * (size // 2),
    "URL": lambda size: "http://a.example/" + "a/" * (size // 2),
    "said": lambda size: "he said, " * (size // 9),
    "dates": lambda size: "1 May 2020 " * (size // 11),
    "word joiners": lambda size: "a\u2060" * (size // 2),
}  # fmt: skip
"""Articles that grow in one way, by length in characters."""

_PROSE = "A hour passed."
_XLIFF = '<xliff version="1.2"><file target-language="en"><body>{}</body></file></xliff>'
_UNIT = f'<trans-unit id="1"><source>x</source><target>{_PROSE}</target></trans-unit>'

DEEP: dict[str, Callable[[int], str]] = {
    "block quotes.md": lambda depth: "> " * depth + _PROSE,
    "lists.md": lambda depth: "- " * depth + _PROSE,
    "numbered lists.md": lambda depth: "1. " * depth + _PROSE,
    "brackets.md": lambda depth: "[" * depth + _PROSE + "]" * depth,
    "links.md": lambda depth: "[" * depth + _PROSE + "](x)" * depth,
    "elements.md": lambda depth: "<div>\n" * depth + _PROSE + "\n</div>" * depth,
    "inline elements.md": lambda depth: "<b>" * depth + _PROSE + "</b>" * depth,
    "value.md": lambda depth: "---\ntitle: " + "[" * depth + "a" + "]" * depth + f"\n---\n\n{_PROSE}",
    "parentheses.txt": lambda depth: "(" * depth + _PROSE + ")" * depth,
    "quotations.txt": lambda depth: "“a ‘" * depth + _PROSE + "’ b”" * depth,
    "elements.html": lambda depth: "<blockquote><p>" * depth + _PROSE + "</p></blockquote>" * depth,
    "lists.html": lambda depth: "<ul><li>" * depth + _PROSE + "</li></ul>" * depth,
    "lists.rst": lambda depth: "* " * depth + _PROSE,
    "lists.adoc": lambda depth: "* a\n+\n" * depth + _PROSE,
    "blocks.adoc": lambda depth: "====\n--\n" * depth + _PROSE,
    "braces.mdx": lambda depth: f"{_PROSE}\n\n" + "<A b={" * depth + "}>" * depth,
    "groups.xlf": lambda depth: _XLIFF.format("<group>" * depth + _UNIT + "</group>" * depth),
    "codes.xlf": lambda depth: _XLIFF.format(_UNIT.replace(_PROSE, "<g>" * depth + _PROSE + "</g>" * depth)),
    "values.json": lambda depth: '{"a": ' + "[" * depth + f'"{_PROSE}"' + "]" * depth + "}",
}
"""Articles with one slip at the bottom of things inside things, by depth."""
