#!/usr/bin/env bash
# sarif-tools 3.0.5: a result that is gone (baselineState "absent") counts as a finding, and fails a check.
#
# SARIF has a program that compares with a baseline keep the results that are no longer there, as "absent", so that readers
# can show what was mended. `sarif --check warning summary` counts them with the others: a log with nothing but mended
# findings exits 1.
#
# Output seen: "warning: 1" and exit status 1. Exits 1 when otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet sarif-tools==3.0.5
cd "$folder"
bin/python - <<'END'
import json
import subprocess
from pathlib import Path

gone = {
    "ruleId": "A",
    "level": "warning",
    "baselineState": "absent",
    "message": {"text": "Look again."},
    "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.md"}, "region": {"startLine": 1}}}],
}
log = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Tool"}}, "results": [gone]}]}
Path("a.sarif").write_text(json.dumps(log))
done = subprocess.run(["bin/sarif", "--check", "warning", "summary", "a.sarif"], capture_output=True, text=True, check=False)
print(done.stdout)
assert "warning: 1" in done.stdout
assert done.returncode == 1, done.returncode
END
