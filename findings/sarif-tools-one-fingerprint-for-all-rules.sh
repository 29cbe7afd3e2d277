#!/usr/bin/env bash
# sarif-tools 3.0.5: `sarif codeclimate` gives two rules that say the same of one line the same fingerprint.
#
# Its fingerprint is made of the message, the file and the line; the rule is not in it. GitLab, which the format is for,
# tells findings apart by their fingerprints, so of two rules with a common wording ("Write this in lower case.") one is
# lost, and a finding that passes to another rule counts as the old one.
#
# Output seen: rules A and B with one fingerprint, a second line and a second message with others. Exits 1 when otherwise.
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


def result(rule: str, message: str = "Look again.", line: int = 1) -> dict:
    """A result of SARIF."""
    place = {"artifactLocation": {"uri": "a.md"}, "region": {"startLine": line}}
    return {"ruleId": rule, "message": {"text": message}, "locations": [{"physicalLocation": place}]}


results = [result("A"), result("B"), result("A", line=2), result("A", message="Look twice.")]
log = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Tool"}}, "results": results}]}
Path("a.sarif").write_text(json.dumps(log))
subprocess.run(["bin/sarif", "codeclimate", "--output", "a.json", "a.sarif"], check=True)
issues = json.loads(Path("a.json").read_text())
for issue in issues:
    print(issue["check_name"], issue["description"], issue["location"]["lines"]["begin"], issue["fingerprint"])
same, other, line, message = (issue["fingerprint"] for issue in issues)
assert [issue["check_name"] for issue in issues] == ["A", "B", "A", "A"]
assert same == other
assert len({same, line, message}) == 3
END
