#!/usr/bin/env bash
# sarif-tools 3.0.5: `sarif --check warning diff OLD NEW` passes however many more findings a rule has with the same words.
#
# It compares kinds of issues, a rule and its message, and not results. One finding before and nine now is "+0" and exit
# status 0, though the text of the report says "1 -> 9"; one of another rule is "+1" and exit status 1. So a repository
# that has one finding of a rule may gain any number of them before the check says so.
#
# Output seen: exit status 0 for eight more of the same, 1 for one of another rule. Exits 1 when otherwise.
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


def log(name: str, *found: tuple[str, int]) -> str:
    """Write a log of SARIF with results of rules at lines; its name."""
    results = [
        {
            "ruleId": rule,
            "level": "warning",
            "message": {"text": "Look again."},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.md"}, "region": {"startLine": line}}}],
        }
        for rule, line in found
    ]
    run = {"tool": {"driver": {"name": "Tool"}}, "results": results}
    Path(name).write_text(json.dumps({"version": "2.1.0", "runs": [run]}))
    return name


def compared(old: str, new: str) -> tuple[int, str]:
    """The exit status and the output of a comparison that is to fail on new warnings."""
    done = subprocess.run(["bin/sarif", "--check", "warning", "diff", old, new], capture_output=True, text=True, check=False)
    print(done.stdout)
    return done.returncode, done.stdout


old = log("old.sarif", ("A", 1))
code, shown = compared(old, log("more.sarif", *(("A", line) for line in range(1, 10))))
assert code == 0, code
assert "all levels: +0 +0" in shown
assert "1 -> 9 (+8)" in shown
code, shown = compared(old, log("other.sarif", ("A", 1), ("B", 2)))
assert code == 1, code
assert "all levels: +1 +0" in shown
END
