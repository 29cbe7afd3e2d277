"""The full report: for an editor at a terminal, in colour or not, piped or not."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TextIO

from rich.cells import cell_len
from rich.console import Console, Group
from rich.text import Text

from checker.findings import Severity
from checker.findings.score import NOTE
from checker.repairing.fixing import allowed
from checker.reports.plain_text import counted, one_line, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.findings import Finding, Related, Score
    from checker.reports import CheckedArticle, Run

__all__ = ["Report"]

_STYLES = {
    Severity.CRITICAL: "bold white on red",
    Severity.MAJOR: "bold red",
    Severity.MINOR: "yellow",
    Severity.NEUTRAL: "cyan",
}
_GRADE_STYLES = {"A": "bold green", "B": "green", "C": "yellow", "D": "red", "E": "bold red"}
_CONTEXT = 30
_MARK = "▔"
_MOST_RELATED = 4


class Report:
    """Prints each article as it is checked, then all of them worst first, and what ``--fix`` could do."""

    def __init__(self, out: TextIO, run: Run) -> None:
        # A file is never coloured, whatever the environment says of terminals.
        terminal = None if out is sys.stdout else False
        self.console = Console(
            file=out, force_terminal=terminal, highlight=False, markup=False, emoji=False, legacy_windows=False
        )
        self._run = run
        self._lines: list[_Line] = []
        self._articles = self._findings = self._fixed = self._safe = self._unsafe = self._hidden = 0

    def add(self, article: CheckedArticle) -> None:
        """Print the article, unless it is one of many in which nothing was found."""
        if article.findings or self._run.files == 1:
            self._print(article.worst(self._run.most))
        found = article.all_findings
        self._articles += 1
        if found:
            self._lines.append(_Line(article.path, article.score, len(found)))
        self._findings += len(found)
        self._fixed += article.fixed
        self._hidden += article.hidden
        self._safe += sum(allowed(finding, unsafe=False) for finding in found)
        self._unsafe += sum(allowed(finding, unsafe=True) for finding in found)

    def close(self) -> None:
        """Print the summary."""
        if len(self._lines) > 1:
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
        self._say(NOTE, "dim")

    def _offer_repairs(self) -> None:
        more = self._unsafe - self._safe
        if self._safe and not self._run.fixes:
            self._say(f"{counted(self._safe, 'safe repair')} can be made with --fix.")
        if more and not self._run.unsafe:
            self._say(f"{more:,} more with --fix --unsafe-fixes: reread what they change.")

    def _say(self, text: str, style: str = "") -> None:
        self.console.print(Text(text, style))

    def _print(self, article: CheckedArticle) -> None:
        blank = Text()
        lines = [_header(article), blank]
        for finding in article.findings:
            head, *rest = _finding(finding, self.console.width)
            lines += [head, *(line for part in rest for line in _wrapped(part, self.console, indent="  ")), blank]
        if article.more:
            more = f"And {len(article.more):,} more, none of them worse; --top 0 shows all."
            lines += [*_wrapped(Text(more, "bold"), self.console), blank]
        if article.findings:
            lines += [*_wrapped(_breakdown(article.score), self.console), blank]
        # One print an article: each costs the console as much as several findings.
        self.console.print(Group(*lines))

    def _print_table(self) -> None:
        from rich.table import Table  # only for several articles

        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", width=min(self.console.width, 100))
        table.add_column("article", ratio=1, overflow="fold")
        for name in ("words", "findings", "per 1,000", "value", "grade"):
            table.add_column(name, justify="right", no_wrap=True)
        for path, score, findings in sorted(self._lines, key=lambda line: (-line.score.per_thousand, line.path)):
            short = score.value is None
            table.add_row(
                Text(one_line(path)),
                f"{score.words:,}",
                str(findings),
                "" if short else f"{score.per_thousand:.1f}",
                ("not scored" if score.not_scored else "too short") if short else f"{score.value:.0f}",
                Text(score.grade or "", _GRADE_STYLES.get(score.grade or "", "")),
            )
        self.console.print(table)
        self.console.print()


def _wrapped(part: Text, console: Console, indent: str = "") -> Iterator[Text]:
    """Lines no wider than the console, without blanks at their ends."""
    for line in part.wrap(console, console.width - len(indent)):
        line.rstrip()
        yield Text(indent).append_text(line)


class _Line(NamedTuple):
    """What the table of articles with findings says of one."""

    path: str
    score: Score
    findings: int


def _header(article: CheckedArticle) -> Text:
    score = article.score
    text = Text(one_line(article.path), "bold")
    text.append(f"\n{counted(score.words, 'word')}, ", "not bold")
    if score.value is None:
        return text.append(score.without_value, "not bold")
    text.append(f"{score.per_thousand:.0f} penalty points per 1,000 words, ", "not bold")
    return text.append(f"value {score.value:.0f} of 100, grade {score.grade}", _GRADE_STYLES[score.grade or "E"])


def _finding(finding: Finding, width: int) -> Iterator[Text]:
    style = _STYLES[finding.severity]
    head = Text(f"{finding.line}:{finding.column}", "cyan")
    head.append(f" {finding.severity.word} ", style).append(finding.rule, "bold")
    yield head
    yield from _excerpt(finding, width - 2, style)
    yield Text(shown(finding.message))
    if finding.suggestions:
        yield _repair(finding)
    yield from map(_related, finding.related[:_MOST_RELATED])
    if len(finding.related) > _MOST_RELATED:
        yield Text(f"and {len(finding.related) - _MOST_RELATED} more places", "dim")


def _excerpt(finding: Finding, width: int, style: str) -> tuple[Text, Text]:
    """The line that the finding starts in, cut to the width around it, and under it marks for the span."""
    context, at = finding.context, finding.context_column - 1
    # What stands in for a line's cut end is not looked at: so much of it is there that it is cut again.
    end = min(at + finding.span.end - finding.span.start, len(context))
    start = max(0, _word_edge(context, at - _CONTEXT, 0))
    before = ("…" if start else "") + shown(context[start:at]).lstrip()
    room = max(width - cell_len(before), 12)
    found = _fitted(context, at, end, room)
    after = _fitted(context, end, len(context), left) if (left := room - cell_len(found)) > 0 else ""
    line = Text(before, no_wrap=True, overflow="ellipsis").append(found or "·", style).append(after)
    return line, Text(" " * cell_len(before)).append(_MARK * max(cell_len(found), 1), style)


def _fitted(text: str, start: int, end: int, room: int) -> str:
    """What of the stretch fits into ``room`` columns; no more of it is looked at, for a line may be the whole file."""
    part = shown(text[start : min(end, start + room + 1)])
    if cell_len(part) <= room and end <= start + room + 1:
        return part
    return part[: room - 1].rstrip() + "…"


def _word_edge(text: str, offset: int, least: int) -> int:
    """The nearest start of a word at or after ``offset``."""
    if offset <= least:
        return least
    space = text.find(" ", offset, offset + _CONTEXT)
    return offset if space < 0 else space + 1


def _repair(finding: Finding) -> Text:
    new = [_quoted(suggestion) for suggestion in finding.to_read]
    label = "options" if finding.fix is None or finding.fix.applicability == "display" else finding.fix.applicability
    text = Text(f"{label}: ", "dim").append(_quoted(finding.excerpt), "red").append(" → ")
    return text.append(" or ".join(new), "green")


def _quoted(text: str) -> str:
    line = one_line(text) if "\n" in text else shown(text)
    if len(line) > 90:
        line = f"{line[:50]} … {line[-30:]}"
    return f"“{line}”" if line else "nothing"


def _related(place: Related) -> Text:
    return Text(f"{place.line}:{place.column} ", "cyan").append(shown(place.message), "dim")


def _breakdown(score: Score) -> Text:
    by_dimension: dict[str, list[str]] = defaultdict(list)
    for (dimension, severity), points in sorted(
        score.penalties.items(), key=lambda item: (item[0][0], -Severity.of(item[0][1]).value)
    ):
        if points:
            shown = f"{points:,.0f}" if points >= 100 else f"{points:.3g}"
            by_dimension[dimension].append(f"{shown} ({severity})")
    parts = [f"{dimension.replace('-', ' ')} {' + '.join(points)}" for dimension, points in by_dimension.items()]
    return Text(f"MQM penalty points {score.penalty:.1f}: {'; '.join(parts)}", "dim")
