#!/usr/bin/env bash
# docutils 0.22.4: an inline literal may begin right behind an ideographic comma, and not behind an ASCII one.
#
# "a、``b``" shows b as code; "a,``b``", the same text with its comma translated, shows the four backquotes. The
# specification lists the ASCII characters that may stand before inline markup and adds "similar non-ASCII punctuation
# characters": the comma is not among the first, and its ideographic twin is among the second. So a translation from
# Chinese or Japanese that replaces commas one by one breaks the code behind them, without a warning.
#
# Output seen: a、<span class="docutils literal">b</span> and a,``b``. Exits 1 when either is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet docutils==0.22.4
"$folder/bin/python" - <<'END'
import io

from docutils.core import publish_parts

for text, expected in (
    ("a、``b``", '<p>a、<span class="docutils literal">b</span></p>'),
    ("a,``b``", "<p>a,``b``</p>"),
    ("a, ``b``", '<p>a, <span class="docutils literal">b</span></p>'),
):
    messages = io.StringIO()
    settings = {"report_level": 1, "warning_stream": messages}
    shown = publish_parts(text, writer="html5", settings_overrides=settings)["fragment"].strip()
    print(f"{text:12} {shown} {messages.getvalue() or 'without a message'}")
    assert shown == expected, shown
    assert not messages.getvalue()
END
