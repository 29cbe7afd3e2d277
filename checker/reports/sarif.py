"""SARIF 2.1.0 (OASIS), as GitHub's code scanning and others read it.

GitHub takes 25,000 results a run and no log with more, and keeps 5,000; the worst come first. docs.github.com, "SARIF
results exceed limits".
"""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

from checker import __version__
from checker.findings import Severity
from checker.reports.places import from_root, in_file
from checker.reports.plain_text import as_json
from checker.text.columns import Lines

if TYPE_CHECKING:
    from checker.checking.catalog import Description
    from checker.findings import Finding
    from checker.reports import CheckedArticle, Run

__all__ = ["Report"]

MOST = 25_000
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NEUTRAL: "note",
}


class Report:
    """Writes one log with one run."""

    def __init__(self, out: TextIO, run: Run) -> None:
        self._out = out
        self._run = run
        self._results: list[tuple[int, dict[str, Any]]] = []
        self._artifacts: list[dict[str, Any]] = []

    def add(self, article: CheckedArticle) -> None:
        """Take in the article's findings."""
        place = from_root(article.path)
        uri = _uri(place)
        score = article.score
        scored: dict[str, Any] = {
            "words": score.words,
            "penaltyPerThousand": round(score.per_thousand, 2),
            "readers": list(score.readers),
        }
        if score.band:
            scored |= {"value": score.value, "band": score.band, "grade": score.grade, "quality": score.quality}
        self._artifacts.append({"location": {"uri": uri}, "properties": {"score": scored}})
        lines = Lines(article.text) if any(finding.fix for finding in article.findings) else None
        for finding in article.findings:
            result = _result(uri, lines, finding, in_file(place, finding))
            self._results.append((-finding.severity.value, result))

    def close(self) -> None:
        """Write the log."""
        results = [result for _, result in sorted(self._results, key=lambda item: item[0])[:MOST]]
        notes = []
        if len(self._results) > MOST:
            left_out = f"Only the {MOST:,} worst of {len(self._results):,} findings are in this SARIF log."
            notes.append({"level": "warning", "message": {"text": left_out}})
            self._run.say(left_out)
        used = sorted({result["ruleId"] for result in results})
        numbers = {name: number for number, name in enumerate(used)}
        for result in results:
            result["ruleIndex"] = numbers[result["ruleId"]]
        rules = {rule.name: rule for rule in self._run.rules()}
        described = [_descriptor(name, rules.get(name), self._run.documentation) for name in used]
        driver = {"name": "copydesk", "semanticVersion": __version__, "rules": described}
        run = {
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
            "artifacts": [],
            "columnKind": "unicodeCodePoints",
            "results": [],
        }
        log = as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)
        # An object a line: json takes ten times as long to indent them.
        for name, objects in (("artifacts", self._artifacts), ("results", results)):
            head, opening, log = log.partition(f'"{name}": [')
            lines = ",\n".join(map(as_json, objects))
            self._out.write(f"{head}{opening}\n{lines}\n")
        self._out.write(f"{log}\n")


def _descriptor(name: str, rule: Description | None, documentation: str) -> dict[str, Any]:
    if rule is None:
        return {"id": name}
    # The site has each built-in rule's name as an anchor on the page of all.
    page = f"{documentation.rstrip('/')}/rules/index.html#{name}" if documentation and rule.built_in else ""
    return {
        "id": name,
        **({"helpUri": page} if page else {}),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": rule.explanation},
        "defaultConfiguration": {"level": _LEVELS[Severity.of(rule.severity)]},
        "properties": {"tags": [rule.category]},
    }


def _result(uri: str, lines: Lines | None, finding: Finding, fingerprint: str) -> dict[str, Any]:
    artifact = {"uri": uri}
    region = _region(finding.line, finding.column, finding.end_line, finding.end_column)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"copydesk/v2": fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "physicalLocation": {"artifactLocation": artifact, "region": _region(*place)},
                "message": {"text": message},
            }
            for _, message, *place in finding.related
        ]
    if finding.fix and lines:
        replacements = [
            {
                "deletedRegion": _region(*lines.position(start), *lines.position(end)),
                "insertedContent": {"text": text},
            }
            for start, end, text in finding.fix.edits
        ]
        change = {"artifactLocation": artifact, "replacements": replacements}
        description = f"Repair ({finding.fix.applicability.value})"
        result["fixes"] = [{"description": {"text": description}, "artifactChanges": [change]}]
    return result


def _region(line: int, column: int, end_line: int, end_column: int) -> dict[str, int]:
    # No offsets: SARIF counts them in the file, where a line may end in two characters.
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _uri(place: str) -> str:
    return PurePath(place).as_uri() if PurePath(place).is_absolute() else quote(os.fsencode(place))
