#!/usr/bin/env bash
# cmark-gfm (of cmarkgfm 2025.10.22): a footnote whose label has a blank becomes a link to its own text.
#
# "a[^two words]" with "[^two words]: Text." shows a link "^two words" with the address "Text."; nothing is left over that
# a reader of the page would take for a mistake in a footnote. With several words behind the colon it is no definition,
# and the brackets show as they stand. pandoc, told that the text is GitHub's, makes a footnote of both.
#
# Output seen: <p>a<a href="Text.">^two words</a></p>. Exits 1 when that, or what pandoc does, is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet cmarkgfm==2025.10.22 pypandoc_binary==1.17
"$folder/bin/python" - <<'END'
import cmarkgfm
import pypandoc
from cmarkgfm.cmark import Options

for text, expected in (
    ("a[^two words]\n\n[^two words]: Text.\n", '<p>a<a href="Text.">^two words</a></p>\n'),
    ("a[^two words]\n\n[^two words]: More text.\n", "<p>a[^two words]</p>\n<p>[^two words]: More text.</p>\n"),
):
    shown = cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_FOOTNOTES)
    other = pypandoc.convert_text(text, "plain", format="gfm")
    print(f"{text!r}\n    cmark-gfm: {shown!r}\n    pandoc:    {other!r}")
    assert shown == expected, shown
    assert other.startswith("a[1]"), other
END
