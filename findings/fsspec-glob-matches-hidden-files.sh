#!/usr/bin/env bash
# fsspec 2026.9.0: glob, said to work as the shell's does, matches names that begin with a dot by “*” and goes down into
# hidden folders by “**”; the shell and Python's glob pass both over unless a dot is written out. So a pattern for the files
# of a data set also takes in what editors and notebooks leave there, such as .ipynb_checkpoints/.
#
# Output seen: “shell and glob: ['a.jsonl', 'parts/b.jsonl']”, “fsspec: 4 files”. Exits 1 when either is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fsspec==2026.9.0
mkdir -p "$folder/data/parts" "$folder/data/.ipynb_checkpoints"
touch "$folder/data/a.jsonl" "$folder/data/.a-old.jsonl" "$folder/data/parts/b.jsonl" "$folder/data/.ipynb_checkpoints/a-checkpoint.jsonl"
cd "$folder/data"
"$folder/venv/bin/python" - <<'PY'
import glob
import os
import subprocess

import fsspec

pattern = "**/*.jsonl"
shell = subprocess.run(["bash", "-O", "globstar", "-c", f"printf '%s\\n' {pattern}"], capture_output=True, text=True)
plain = sorted(glob.glob(pattern, recursive=True))
assert plain == sorted(shell.stdout.split()) == ["a.jsonl", "parts/b.jsonl"], (plain, shell.stdout)
print("shell and glob:", plain)
found = sorted(os.path.relpath(path) for path in fsspec.filesystem("file").glob(os.path.join(os.getcwd(), pattern)))
print("fsspec:", len(found), "files", found)
assert len(found) == 4, found
PY
