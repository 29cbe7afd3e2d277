#!/usr/bin/env bash
# pandoc 3.9 (of pypandoc_binary 1.17) and cmark-gfm (of cmarkgfm 2025.10.22): text in single tildes is struck out in one.
#
# GitHub's specification has "one or two tildes" for text that is struck out. pandoc's reader `gfm` knows two only and
# leaves "~old~" as it stands, so tildes appear on the page; its reader `commonmark_x` makes a subscript of it. The three
# show "H~2~O" as an H and an O with a 2 struck out, as five letters, and as the formula of water.
#
# Output seen: <del>2</del>, ~2~ and <sub>2</sub>. Exits 1 when otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet cmarkgfm==2025.10.22 pypandoc_binary==1.17
"$folder/bin/python" - <<'END'
import cmarkgfm
import pypandoc

for mark, expected in (("~", ("H<del>2</del>O", "H~2~O", "H<sub>2</sub>O")), ("~~", ("H<del>2</del>O",) * 3)):
    text = f"H{mark}2{mark}O"
    shown = (
        cmarkgfm.github_flavored_markdown_to_html(text),
        *(pypandoc.convert_text(text, "html", format=reader) for reader in ("gfm", "commonmark_x")),
    )
    shown = tuple(page.strip().removeprefix("<p>").removesuffix("</p>") for page in shown)
    print(pypandoc.get_pandoc_version(), text, *shown)
    assert shown == expected, shown
END
