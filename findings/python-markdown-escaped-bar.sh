#!/usr/bin/env bash
# Python-Markdown 3.11.3 and cmark-gfm (of cmarkgfm 2025.10.22) differ in code with a bar in a cell of a table.
#
# GitHub's Markdown takes the backslash away before it reads the code: `x \| y` shows x | y, and a bar without a backslash
# ends the cell. Python-Markdown, and so MkDocs, leaves the backslash in the code, and a bare bar does no harm there.
# So no way of writing it shows x | y in both.
#
# Output seen: <code>x | y</code> against <code>x \| y</code>. Exits 1 when either is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet Markdown==3.11.3 cmarkgfm==2025.10.22
"$folder/bin/python" - <<'END'
import re

import cmarkgfm
import markdown


def cell(page: str) -> str:
    """The first cell of the second row."""
    found = re.search(r"<td>(.*?)</td>", page, re.DOTALL)
    assert found
    return found[1]


for code, github, mkdocs in (
    (r"`x \| y`", "<code>x | y</code>", r"<code>x \| y</code>"),
    ("`x | y`", "`x", "<code>x | y</code>"),
):
    text = f"| A | B |\n|---|---|\n| {code} | z |\n"
    shown = cell(cmarkgfm.github_flavored_markdown_to_html(text)), cell(markdown.markdown(text, extensions=["tables"]))
    print(f"{code:10} cmark-gfm: {shown[0]:22} Python-Markdown: {shown[1]}")
    assert shown == (github, mkdocs), shown
END
