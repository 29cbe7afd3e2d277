"""Findings as diagnostics of the Language Server Protocol."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from checker import readers
from checker.findings import Severity
from checker.reports import MOST_SHOWN
from checker.reports.plain_text import shown

if TYPE_CHECKING:
    from checker.faces.lsp.articles import Checked
    from checker.findings import Finding

__all__ = ["SOURCE", "diagnostic", "diagnostics"]

SOURCE = "copydesk"
_SEVERITIES = {
    Severity.CRITICAL: types.DiagnosticSeverity.Error,
    Severity.MAJOR: types.DiagnosticSeverity.Error,
    Severity.MINOR: types.DiagnosticSeverity.Warning,
    Severity.NEUTRAL: types.DiagnosticSeverity.Information,
}
_ADDRESS = re.compile(r"https?://[^\s<>\"”]*[\w/]")


def diagnostics(checked: Checked) -> list[types.Diagnostic]:
    """The worst of what was found, in reading order; or why nothing could be."""
    if checked.trouble:
        start = types.Range(types.Position(0, 0), types.Position(0, 0))
        return [types.Diagnostic(start, shown(checked.trouble), severity=types.DiagnosticSeverity.Error, source=SOURCE)]
    ranked = sorted(checked.findings, key=lambda finding: -finding.severity.value)[:MOST_SHOWN]
    return [diagnostic(checked, finding) for finding in sorted(ranked, key=lambda finding: finding.span)]


def diagnostic(checked: Checked, finding: Finding) -> types.Diagnostic:
    """One finding; its ``data`` has the MQM category, the fingerprint and how far its repair can be trusted."""
    address = _address(finding)
    return types.Diagnostic(
        checked.range(*finding.span),
        shown(finding.message),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(address) if address else None,
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(
                types.Location(checked.uri, checked.range(*place.span)), shown(place.message)
            )
            for place in finding.related
        ]
        or None,
        data={
            "category": finding.category.value,
            "severity": finding.severity.word,
            "fingerprint": finding.fingerprint,
            "applicability": finding.fix and finding.fix.applicability.value,
        },
    )


def _address(finding: Finding) -> str:
    """Where a reader says that its rule is explained."""
    if finding.reader != finding.rule.partition("/")[0]:
        return ""
    found = _ADDRESS.search(readers.explained(finding.rule))
    return found[0] if found else ""
