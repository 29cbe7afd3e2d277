#!/usr/bin/env bash
# pycld2 0.42 (Chromium's Compact Language Detector 2): plain Dutch sentences are English, and it says that this is reliable.
#
# "De man was in het water." shares its letters with many English words, but "de" and "het" are the commonest words of
# Dutch. The answer is English with 96 per cent and the flag for a reliable answer set; so it is for each of the four below.
# With a word such as "trein" in it a sentence is Dutch. So the flag cannot tell which short passages of an English article
# were left untranslated.
#
# Output seen: True and ENGLISH four times, True and DUTCH once. Exits 1 when otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet pycld2==0.42
"$folder/bin/python" - <<'END'
import pycld2

for text, expected in (
    ("De brug over de rivier is gesloten.", "ENGLISH"),
    ("Het water is in de winter warm.", "ENGLISH"),
    ("We gaan in de zomer over de brug.", "ENGLISH"),
    ("De man was in het water.", "ENGLISH"),
    ("De trein van Amsterdam is te laat.", "DUTCH"),
):
    is_reliable, _, details = pycld2.detect(text)
    print(is_reliable, details[0][0], details[0][2], text)
    assert is_reliable
    assert details[0][0] == expected, details
END
