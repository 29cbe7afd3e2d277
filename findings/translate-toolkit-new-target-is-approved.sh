#!/usr/bin/env bash
# translate-toolkit 3.20.4: who gives an XLIFF unit a new target approves it, even where the new target is thrown away.
#
# A unit with approved="no" and the state needs-review-translation has approved="yes" and the state translated after
# `unit.target = "House"`. So a program that mends a letter in a machine's translation takes it out of the reviewers'
# queue. Where old and new differ in blanks only ("House " and "House"), the old text stays as it was, without an error,
# and is approved all the same. An edit of the <target> element itself changes the text and leaves both attributes alone.
#
# Output seen: yes translated 'House', yes translated 'House ', no needs-review-translation 'House'. Exits 1 when otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet translate-toolkit==3.20.4
"$folder/bin/python" - <<'END'
from translate.storage import xliff

TEXT = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="de" target-language="en" datatype="plaintext"><body>
<trans-unit id="1" approved="no"><source>Haus</source><target state="needs-review-translation">{}</target></trans-unit>
</body></file></xliff>"""


def edited(old: str, *, by_element: bool = False) -> tuple[str, str, str]:
    """What is approved, its state and its text when "House" takes the place of a target."""
    unit = xliff.xlifffile.parsestring(TEXT.format(old).encode()).units[0]
    target = unit.xmlelement.find("{*}target")
    if by_element:
        target.text = "House"
    else:
        unit.target = "House"
        target = unit.xmlelement.find("{*}target")
    return unit.xmlelement.get("approved"), target.get("state"), target.text


for found, expected in (
    (edited("Hause"), ("yes", "translated", "House")),
    (edited("House "), ("yes", "translated", "House ")),
    (edited("House ", by_element=True), ("no", "needs-review-translation", "House")),
):
    print(*found[:2], repr(found[2]))
    assert found == expected, found
END
