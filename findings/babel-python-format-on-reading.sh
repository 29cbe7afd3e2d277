#!/usr/bin/env bash
# Babel 2.19.0 and msgfmt (gettext 0.20 or later): a PO file that msgfmt accepts is refused after Babel read and wrote it.
#
# The string "100% done" has no flag. Babel, as it reads, takes "% d" for a directive of Python (a blank is a valid flag
# of one) and marks the string python-format; so it does with a string that is marked c-format only. Written again, msgfmt
# --check-format demands "% d" in "100 % erledigt" too, finds "% e", and fails. Nobody changed a string.
#
# Output seen: msgfmt exits 0 before and 1 after; "#, python-format" is the one new line. Exits 1 when otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet Babel==2.19.0
cd "$folder"
bin/python - <<'END'
import io
import subprocess
from pathlib import Path

from babel.messages import pofile

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
BEFORE = HEADER + '\nmsgid "100% done"\nmsgstr "100 % erledigt"\n'


def written_again(text: str) -> str:
    """The catalog as Babel writes what it read."""
    file = io.BytesIO()
    pofile.write_po(file, pofile.read_po(io.BytesIO(text.encode())), omit_header=True)
    return file.getvalue().decode().strip()


def accepted(text: str) -> int:
    """The exit status of msgfmt."""
    Path("a.po").write_text(text)
    return subprocess.run(["msgfmt", "--check-format", "-o", "a.mo", "a.po"], check=False).returncode


after = written_again(BEFORE)
print(after)
assert after == '#, python-format\nmsgid "100% done"\nmsgstr "100 % erledigt"', after
marked = written_again(BEFORE.replace("\nmsgid \"100", "\n#, c-format\nmsgid \"100"))
assert "c-format, python-format" in marked, marked
codes = accepted(BEFORE), accepted(f"{HEADER}\n{after}\n")
print("msgfmt before and after:", *codes)
assert codes == (0, 1), codes
END
