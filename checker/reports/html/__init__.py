"""The review page: one file of HTML with all articles in it, in which an editor decides about what was found.

It needs no network and no server. What stands in an article, its name or its rules is data for the page's program, in
elements that a browser does not run, and a policy in the file lets nothing run but that program.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TextIO

from checker import __version__
from checker.findings.finding import digest
from checker.findings.score import FOUND, GRADES, MOST_REPEATS, READ, REPEAT, SCALE, UNSEEN, cost, points_of
from checker.findings.vocabulary import Severity
from checker.names.repository import Repository
from checker.readers import who_read
from checker.repairing.fixing import allowed
from checker.reports import Drawing

if TYPE_CHECKING:
    from checker.findings import Finding
    from checker.names.repository import Name
    from checker.reports import CheckedArticle, Run

__all__ = ["VERSION", "Report", "as_data", "by_hash"]

VERSION = 1
"""The form of the decisions that the page writes; ``copydesk apply`` reads this one."""

_SCRIPTS = ("words", "score", "decisions", "exports", "drawing", "list", "panel", "names", "page")
"""The page's program, in the order in which its parts need each other."""


class Report:
    """Writes the page, an article at a time; the program comes after the last."""

    def __init__(self, out: TextIO, run: Run) -> None:
        self._out = out
        self._run = run
        self._used: set[str] = set()
        self._names = Repository(run.names_file())
        self._style = _part("page.css")
        self._scripts = [_part(f"{name}.js") for name in _SCRIPTS]
        head, self._body = _part("page.html").split("<!-- articles -->\n")
        policy = (
            "default-src 'none'; base-uri 'none'; form-action 'none'; "
            f"style-src {by_hash(self._style)}; script-src {' '.join(map(by_hash, self._scripts))}"
        )
        self._out.write(head.replace("{policy}", policy).replace("/* style */", self._style))

    def add(self, article: CheckedArticle) -> None:
        """Write the article's text and findings as data."""
        following = article.drawing.following if article.drawing else ()
        if article.drawing and article.drawing.names:
            self._names.add(article.drawing.names)
        self._used.update(finding.rule for finding in (*article.findings, *following))
        self._write("article", _article(article))

    def close(self) -> None:
        """Write what is to be said of rules and scores, and the program."""
        rules = {rule.name: rule.explanation for rule in self._run.rules() if rule.name in self._used}
        about = {"program": f"copydesk {__version__}", "version": VERSION, "rules": rules, **_figures()}
        self._write("about", {**about, "names": [_name(name) for name in self._names.names()]})
        scripts = "".join(f"<script>{script}</script>\n" for script in self._scripts)
        self._out.write(self._body.replace("<!-- scripts -->\n", scripts))

    def _write(self, name: str, data: Any) -> None:
        self._out.write(f'<script type="application/json" class="{name}">{as_data(data)}</script>\n')


def as_data(value: Any) -> str:
    """JSON that may stand in an element ``script`` and ends it nowhere, in ASCII, whatever the page is written as."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def by_hash(text: str) -> str:
    """How a policy names a script or style that may stand in the page."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _figures() -> dict[str, Any]:
    """What the page makes of findings a score with, as they become fewer."""
    return {
        "severities": {severity.word: severity.value for severity in Severity},
        "score": {
            "repeat": REPEAT,
            "mostRepeats": MOST_REPEATS,
            "unseen": UNSEEN,
            "found": FOUND,
            "read": READ,
            "scale": SCALE,
            "grades": [[max(least, 0), grade] for least, grade in GRADES],
        },
    }


def _name(name: Name) -> dict[str, Any]:
    spellings = [{"text": spelling.text, "reason": spelling.reason} for spelling in name.spellings]
    return {"name": name.name, "kind": name.kind, "spellings": spellings}


def _article(article: CheckedArticle) -> dict[str, Any]:
    score, drawing = article.score, article.drawing or Drawing()
    listed = {finding.fingerprint for finding in article.findings}
    return {
        "path": article.path,
        "hash": digest(article.text),
        "text": article.text,
        "words": score.words,
        "withoutValue": score.without_value,
        "readBy": who_read(score.readers),
        "hasSource": article.review.has_source,
        "spread": score.spread if score.band else None,
        "readPoints": None if score.quality is None else points_of(score.quality),
        "blocks": [[block.start, block.end, block.kind.value] for block in drawing.blocks],
        "masks": drawing.masks,
        "isEncoded": drawing.is_encoded,
        "lineEnd": drawing.line_end,
        "findings": [_finding(finding, drawing) for finding in article.findings],
        "following": [_finding(finding, drawing) for finding in drawing.following],
        "names": [use[:3] for use in drawing.names.uses] if drawing.names else [],
        # Of those that are not shown only what they cost.
        "others": [_counted(finding) for finding in article.review.findings if finding.fingerprint not in listed],
    }


def _counted(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category.value,
        "dimension": finding.category.dimension,
        "severity": finding.severity.word,
        "points": cost(finding),
        "excerpt": finding.excerpt,
    }


def _finding(finding: Finding, drawing: Drawing) -> dict[str, Any]:
    edits = drawing.edits.get(finding.fingerprint, ())
    following = finding.fix and [finding.fix.edits]
    return {
        **_counted(finding),
        "fingerprint": finding.fingerprint,
        "start": finding.span.start,
        "end": finding.span.end,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "reader": finding.reader,
        "confidence": finding.confidence,
        "applicability": finding.fix.applicability.value if finding.fix and allowed(finding, unsafe=True) else None,
        "options": [
            {"text": text, "edits": made} for text, made in zip(finding.to_read, edits or following or (), strict=False)
        ],
        "related": [
            {"start": place.span.start, "end": place.span.end, "line": place.line, "message": place.message}
            for place in finding.related
        ],
    }
