#!/usr/bin/env bash
# lsprotocol 2025.0.0: what a server answers to textDocument/codeAction is a list of Command or CodeAction, told apart by
# “command”: a string in a Command, an object in a CodeAction. A code action that has a command is read as a Command: its
# “command” becomes the text of the object as Python writes it, and its kind is gone, so that a client which runs it asks
# the server for a command of that name. One without a command is read as what it is. Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check lsprotocol==2025.0.0 cattrs==25.3.0
"$folder/venv/bin/python" - <<'PY'
from lsprotocol import converters, types

answer = {
    "jsonrpc": "2.0",
    "id": 1,
    "result": [
        {"title": "Add it to the names", "kind": "quickfix", "command": {"title": "Add", "command": "names.add"}},
    ],
}
read = converters.get_converter().structure(answer, types.CodeActionResponse)
(action,) = read.result
print(type(action).__name__, repr(action.command))
assert isinstance(action, types.Command), "a CodeAction, as sent"
assert action.command == str(answer["result"][0]["command"])

# Without a command the same action is read as what it is.
del answer["result"][0]["command"]
(action,) = converters.get_converter().structure(answer, types.CodeActionResponse).result
print(type(action).__name__, action.kind)
assert isinstance(action, types.CodeAction)
PY
