"""The full report: for an editor at a terminal, in colour or not, piped or not."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from rich.console import Console

from checker.findings import Severity
from checker.findings.quoting import quoted
from checker.findings.score import together
from checker.readers import who_agrees, who_read
from checker.repairing.fixing import allowed
from checker.reports.plain_text import counted, one_line, shown
from checker.reports.styled_lines import Line, Piece, cells, fitted, printed, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.findings import Finding, Related, Score
    from checker.reports import CheckedArticle, Run

__all__ = ["SEVERITY_STYLES", "Report", "header", "related", "repair"]

SEVERITY_STYLES = {
    Severity.CRITICAL: "bold white on red",
    Severity.MAJOR: "bold red",
    Severity.MINOR: "yellow",
    Severity.NEUTRAL: "cyan",
}
_GRADE_STYLES = {"A": "bold green", "B": "green", "C": "yellow", "D": "red", "E": "bold red"}
_CONTEXT = 30
_MARK = "▔"
_MOST_RELATED = 4
_HEADINGS = ("words", "findings", "per 1,000", "value", "band", "grade")
_TABLE = 100
"""Columns of the terminal that the table of articles takes up at most."""


class Report:
    """Prints each article as it is checked, then all of them worst first, and what ``--fix`` could do."""

    def __init__(self, out: TextIO, run: Run) -> None:
        # A file is never coloured, whatever the environment says of terminals.
        terminal = None if out is sys.stdout else False
        self.console = Console(
            file=out, force_terminal=terminal, highlight=False, markup=False, emoji=False, legacy_windows=False
        )
        # Asked once: otherwise the console asks the terminal for its size hundreds of times for each article.
        self.console.size = self.console.size
        self._run = run
        self._rows: list[_Row] = []
        self._scores: list[Score] = []
        self._has_sources = True
        self._articles = self._findings = self._fixed = self._safe = self._unsafe = self._hidden = 0

    def add(self, article: CheckedArticle) -> None:
        """Print the article, unless it is one of many in which nothing was found."""
        if article.findings or self._run.files == 1:
            self._print(article.worst(self._run.most))
        found = article.all_findings
        self._articles += 1
        self._scores.append(article.score)
        self._has_sources = self._has_sources and article.review.has_source
        if found:
            self._rows.append(_Row(article.path, article.score, len(found)))
        self._findings += len(found)
        self._fixed += article.fixed
        self._hidden += article.hidden
        self._safe += sum(allowed(finding, unsafe=False) for finding in found)
        self._unsafe += sum(allowed(finding, unsafe=True) for finding in found)

    def close(self) -> None:
        """Print the summary."""
        if len(self._rows) > 1:
            self._print_table()
        hidden = f"{counted(self._hidden, 'finding')} known or not on changed lines."
        if not self._findings:
            if self._articles and self._hidden:
                self._say(f"Nothing new; {hidden}", "green")
            elif self._articles:
                repaired = f"Repaired {counted(self._fixed, 'finding')}; nothing left."
                self._say(repaired if self._fixed else "Nothing found.", "green")
            return
        found = f"Found {counted(self._findings + self._fixed, 'finding')} in {counted(self._articles, 'article')}"
        repaired = f": {self._fixed:,} repaired, {self._findings:,} left" if self._fixed else ""
        self._say(f"{found}{repaired}.", "bold")
        if self._hidden:
            self._say(f"Not shown: {hidden}", "dim")
        self._offer_repairs()
        who = who_read(together(self._scores).readers)
        seen = (
            "beside the source: nothing that is"
            if self._has_sources
            else "without the source: nothing that is omitted or"
        )
        self._say(f"This counts what {who} see {seen} fluently mistranslated.", "dim")

    def _offer_repairs(self) -> None:
        more = self._unsafe - self._safe
        if self._safe and not self._run.fixes:
            self._say(f"{counted(self._safe, 'safe repair')} can be made with --fix.")
        if more and not self._run.unsafe:
            self._say(f"{more:,} more with --fix --unsafe-fixes: reread what they change.")

    def _say(self, text: str, style: str = "") -> None:
        printed(self.console, wrapped([Piece(text, style)], self.console.width))

    def _print(self, article: CheckedArticle) -> None:
        width = self.console.width
        lines: list[Line] = [line for part in header(article.path, article.score) for line in wrapped(part, width)]
        lines.append([])
        links = _Links(article.path) if self.console.is_terminal else None
        for finding in article.findings:
            head, *rest = _finding(finding, width, links)
            lines += wrapped(head, width)
            lines += [line for part in rest for line in wrapped(part, width, "  ")]
            lines.append([])
        if article.more:
            more = f"And {len(article.more):,} more, none of them worse; --top 0 shows all."
            lines += [*wrapped([Piece(more, "bold")], width), []]
        if article.findings:
            lines += [*wrapped(_breakdown(article.score), width), []]
        printed(self.console, lines)

    def _print_table(self) -> None:
        rows = sorted(self._rows, key=lambda row: (-row.score.per_thousand, row.path))
        rest = self._articles - len(rows)
        clean = f", {rest:,} without findings" if rest else ""
        rows.append(_Row(f"all {self._articles:,}{clean}", together(self._scores), self._findings))
        columns = [_HEADINGS, *(_columns(row) for row in rows)]
        widths = [max(map(len, column)) for column in zip(*columns, strict=True)]
        room = max(min(self.console.width, _TABLE) - sum(width + 2 for width in widths), 12)
        lines: list[Line] = []
        for path, values, row in zip(
            ["article", *(one_line(row.path) for row in rows)], columns, [None, *rows], strict=True
        ):
            style = "" if row else "dim"
            first, *more = wrapped([Piece(path, style)], room)
            blanks = Piece(" " * (room - sum(cells(piece.text) for piece in first)))
            *aligned, last = (f"  {value:>{width}}" for value, width in zip(values, widths, strict=True))
            grade = Piece(last.rstrip(), _GRADE_STYLES.get(values[-1], style))
            lines += [[*first, blanks, Piece("".join(aligned), style), grade], *more]
        printed(self.console, [*lines, []])


class _Row(NamedTuple):
    """What the table of articles with findings says of one."""

    path: str
    score: Score
    findings: int


def _columns(row: _Row) -> tuple[str, ...]:
    score = row.score
    counts = f"{score.words:,}", str(row.findings)
    if score.value is None:
        return *counts, "", "not scored" if score.not_scored else "too short", _band(score), ""
    return *counts, f"{score.per_thousand:.1f}", f"{score.value:.0f}", _band(score), score.grade or ""


def _band(score: Score) -> str:
    return f"{score.band.low:.0f}–{score.band.high:.0f}" if score.band else ""


def header(path: str, score: Score) -> tuple[Line, Line]:
    """Two lines that name an article and say its score."""
    name = [Piece(one_line(path), "bold")]
    words = counted(score.words, "word")
    if score.not_scored or not score.band:
        return name, [Piece(f"{words}, {score.without_value}")]
    if score.value is None:
        return name, [Piece(f"{words}, value in {_band(score)} of 100, {score.without_value}")]
    found = f"{words}, {score.per_thousand:.0f} penalty points per 1,000 words, "
    return name, [
        Piece(found),
        Piece(f"value {score.value:.0f} of 100", _GRADE_STYLES[score.grade or "E"]),
        Piece(f" ({_band(score)}), "),
        Piece(f"grade {score.grade}", _GRADE_STYLES[score.grade or "E"]),
        Piece(f", as far as {who_read(score.readers)} see"),
    ]


class _Links:
    """Leads from places to an article: terminals open what is written ``path:line:column``, or bears an address."""

    def __init__(self, path: str) -> None:
        self._path = one_line(path)
        whole = Path(os.path.abspath(path))  # noqa: PTH100 -- as it is named
        self._address = whole.as_uri() if whole.is_file() else ""

    def place(self, line: int, column: int) -> Piece:
        """A place to be clicked on."""
        return Piece(f"{self._path}:{line}:{column}", "cyan", self.address(line))

    def address(self, line: int) -> str:
        """The address of a line, as editors take it; none for what is no file."""
        return self._address and f"{self._address}#{line}"


def _finding(finding: Finding, width: int, links: _Links | None) -> Iterator[Line]:
    style = SEVERITY_STYLES[finding.severity]
    place = f"{finding.line}:{finding.column}"
    where = links.place(finding.line, finding.column) if links else Piece(place, "cyan")
    also = f", marked by {who_agrees(finding.agreeing)}, too" if finding.agreeing else ""
    yield [where, Piece(f" {finding.severity.word} ", style), Piece(finding.rule, "bold cyan"), Piece(also)]
    yield from _excerpt(finding, width - 2, style)
    yield [Piece(shown(finding.message))]
    if finding.suggestions:
        yield repair(finding)
    for other in finding.related[:_MOST_RELATED]:
        head, *rest = related(other)
        yield [head._replace(link=links.address(other.line)) if links else head, *rest]
    if len(finding.related) > _MOST_RELATED:
        yield [Piece(f"and {len(finding.related) - _MOST_RELATED} more places", "dim")]


def _excerpt(finding: Finding, width: int, style: str) -> tuple[Line, Line]:
    """The line that the finding starts in, cut to the width around it, and under it marks for the span."""
    context, at = finding.context, finding.context_column - 1
    # What stands in for a line's cut end is not looked at: so much of it is there that it is cut again.
    end = min(at + finding.span.end - finding.span.start, len(context))
    start = max(0, _word_edge(context, at - min(_CONTEXT, width // 2), 0))
    before = ("…" if start else "") + shown(context[start:at]).lstrip()
    indent = cells(before)
    # No more of the line is looked at than may be shown, for it may be the whole file.
    found = fitted(shown(context[at : min(end, at + width + 1)]), width - indent)
    left = width - indent - cells(found)
    after = fitted(shown(context[end : end + width + 1]), left) if left > 0 else ""
    line = [Piece(before), Piece(found or "·", style), Piece(after)]
    return line, [Piece(" " * indent), Piece(_MARK * max(cells(found), 1), style)]


def _word_edge(text: str, offset: int, least: int) -> int:
    """The nearest start of a word at or after ``offset``."""
    if offset <= least:
        return least
    space = text.find(" ", offset, offset + _CONTEXT)
    return offset if space < 0 else space + 1


def repair(finding: Finding) -> Line:
    """A line with what is found and what to put in its place."""
    new = [_quoted(suggestion) for suggestion in finding.to_read]
    label = "option" if len(new) == 1 else "options"
    if finding.fix and finding.fix.applicability != "display":
        label = finding.fix.applicability
    return [
        Piece(f"{label}: ", "dim"),
        Piece(_quoted(finding.excerpt), "red"),
        Piece(" → "),
        Piece(" or ".join(new), "green"),
    ]


def _quoted(text: str) -> str:
    line = one_line(text) if "\n" in text else shown(text)
    if len(line) > 90:
        line = f"{line[:50]} … {line[-30:]}"
    return quoted(line)


def related(place: Related) -> Line:
    """A line about another place that has to do with a finding."""
    return [Piece(f"{place.line}:{place.column} ", "cyan"), Piece(shown(place.message), "dim")]


def _breakdown(score: Score) -> Line:
    by_dimension: dict[str, list[str]] = defaultdict(list)
    for (dimension, severity), points in sorted(
        score.penalties.items(), key=lambda item: (item[0][0], -Severity.of(item[0][1]).value)
    ):
        if points:
            by_dimension[dimension].append(f"{_points(points)} ({severity})")
    parts = [f"{dimension.replace('-', ' ')} {' + '.join(points)}" for dimension, points in by_dimension.items()]
    return [Piece(f"MQM penalty points {_points(score.penalty)}: {'; '.join(parts)}", "dim")]


def _points(points: float) -> str:
    return f"{points:,.1f}" if points >= 0.1 else f"{points:.1g}"
