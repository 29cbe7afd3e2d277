#!/usr/bin/env bash
# pygls 2.1.1: a document's lines are those of Python's str.splitlines, so that a U+2028 or a U+0085 inside a line starts
# another one. The Language Server Protocol knows three ends of a line, \n, \r\n and \r. An editor's edit in a later line
# therefore lands in another place: here in the line above the one that was meant, and the server's text is no longer the
# editor's from then on. Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pygls==2.1.1 lsprotocol==2025.0.0
"$folder/venv/bin/python" - <<'PY'
from lsprotocol.types import Position, Range, TextDocumentContentChangePartial
from pygls.workspace import TextDocument

TEXT = "first half\u2028second half\nthe last line\n"
document = TextDocument("file:///a.txt", TEXT)
print("lines by the protocol:", TEXT.count("\n"), " by pygls:", len(document.lines))

# What an editor sends when “last” in its line 1 (the second) is replaced.
there = Range(start=Position(1, 4), end=Position(1, 8))
document.apply_change(TextDocumentContentChangePartial(range=there, text="only"))
meant = "first half\u2028second half\nthe only line\n"
print("meant:", ascii(meant))
print("  got:", ascii(document.source))
assert len(document.lines) == 3
assert document.source == "first half\u2028secoonlyalf\nthe last line\n" != meant
PY
