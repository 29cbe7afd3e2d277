#!/usr/bin/env bash
# proselint 0.16.0: the spans of its JSON report are one too high for a slice of the text, first line and all.
#
# For "This is very unique." it gives the span [9, 20]. text[9:20] is "ery unique.": the finding stands at [8, 19]. The end
# is exclusive, as it is in a slice, and the offsets begin at one, which holds for all lines; `pos`, a line and a column,
# begins at one as well. A tool that marks or replaces text by the span takes one letter too few and one too many.
#
# Output seen: [9, 20] for text that stands at [8, 19], and the same shift on the third line. Exits 1 when otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet proselint==0.16.0
cd "$folder"
bin/python - <<'END'
import json
import subprocess
from pathlib import Path

TEXT = "This is very unique.\n\nThey have alot of it.\n"
Path("a.md").write_text(TEXT)
command = ["bin/proselint", "check", "--output-format", "json", "a.md"]
report = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
(file,) = report["result"].values()
spans = {each["check_path"]: each["span"] for each in file["diagnostics"]}
for check, words in (("uncomparables", "very unique"), ("spelling.misc", "alot")):
    start, end = spans[check]
    at = TEXT.index(words)
    print(f"{check}: span [{start}, {end}], {TEXT[start:end]!r}; {words!r} stands at [{at}, {at + len(words)}]")
    assert (start, end) == (at + 1, at + 1 + len(words))
END
