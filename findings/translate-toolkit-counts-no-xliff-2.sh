#!/usr/bin/env bash
# translate-toolkit 3.20.4: pocount dies on a valid XLIFF 2 file, though the toolkit has a reader for XLIFF 2.
#
# `translate.storage.xliff2` reads the file. The tools choose a reader by the ending of the name, and .xlf is XLIFF 1:
# that reader refuses version 2.0. pocount prints the refusal as a warning, goes on without the file, and ends in
# `KeyError: 'filename'`. It does so beside other files, too: one XLIFF 2 file in a folder, and there is no total.
#
# Output seen: "the reader: Haus House", "pocount alone: 1 KeyError: 'filename'", "pocount beside another: 1".
# Exits 1 when otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet translate-toolkit==3.20.4
cat > "$folder/two.xlf" <<'END'
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de" trgLang="en"><file id="f"><unit id="u">
<segment><source>Haus</source><target>House</target></segment></unit></file></xliff>
END
cat > "$folder/one.po" <<'END'
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

msgid "Haus"
msgstr "House"
END
reader=$("$folder/python/bin/python" - "$folder/two.xlf" <<'END'
import sys

from translate.storage.xliff2 import Xliff2File

with open(sys.argv[1], "rb") as file:
    units = Xliff2File.parsefile(file).units
print(*[text for unit in units if unit.source for text in (unit.source, unit.target)])
END
)
echo "the reader: $reader"
status=0
"$folder/python/bin/pocount" "$folder/two.xlf" > "$folder/out" 2>&1 || status=$?
last=$(tail -n 1 "$folder/out")
echo "pocount alone: $status $last"
beside=0
"$folder/python/bin/pocount" "$folder/two.xlf" "$folder/one.po" > "$folder/out" 2>&1 || beside=$?
echo "pocount beside another: $beside"
[ "$reader" = "Haus House" ] && [ "$status" = 1 ] && [ "$last" = "KeyError: 'filename'" ] && [ "$beside" = 1 ]
