"""The full report: for an editor at a terminal, in colour or not, piped or not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from checker import mqm
from checker.fixing import allowed
from checker.mqm import Severity
from checker.reports.plain_text import one_line, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from checker.document import Document, Span
    from checker.reports.article import CheckedArticle
    from checker.rule import Finding

__all__ = ["article_report", "summary_report"]

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


def article_report(console: Console, article: CheckedArticle) -> None:
    """Print an article's header, its findings, and its score by MQM dimension."""
    console.print(_header(article))
    console.print()
    for finding in article.findings:
        console.print(_finding(article.doc, finding, console.width))
        console.print()
    if article.findings:
        console.print(_breakdown(article.score))
        console.print()


def summary_report(
    console: Console, articles: Sequence[CheckedArticle], *, unsafe: bool, offer_fixes: bool = True
) -> None:
    """Print all articles worst first when there are several, and what ``--fix`` could do."""
    if len(articles) > 1:
        console.print(_table(articles, console.width))
        console.print()
    findings = [finding for article in articles for finding in article.findings]
    fixed = sum(article.fixed for article in articles)
    if fixed:
        console.print(Text(f"Repaired {_count(fixed, 'finding')}."))
    if not findings:
        console.print(Text("Nothing found." if not fixed else "Nothing left.", "green"))
        return
    console.print(Text(f"Found {_count(len(findings), 'finding')} in {_count(len(articles), 'article')}.", "bold"))
    if offer_fixes:
        safe = sum(allowed(finding, unsafe=False) for finding in findings)
        more = sum(allowed(finding, unsafe=True) for finding in findings) - safe
        if safe:
            console.print(Text(f"{_count(safe, 'safe repair')} can be made with --fix."))
        if more and not unsafe:
            console.print(Text(f"{_count(more, 'more')} with --fix --unsafe-fixes: reread what they change."))
    console.print(Text(mqm.NOTE, "dim"))


def _header(article: CheckedArticle) -> Text:
    score = article.score
    text = Text(one_line(article.doc.path), "bold")
    text.append(f"\n{_count(score.words, 'word')}, ", "not bold")
    if score.value is None:
        return text.append("too short to score", "not bold")
    text.append(f"{score.per_thousand:.0f} penalty points per 1,000 words, ", "not bold")
    return text.append(f"value {score.value:.0f} of 100, grade {score.grade}", _GRADE_STYLES[score.grade or "E"])


def _finding(doc: Document, finding: Finding, width: int) -> RenderableType:
    style = _STYLES[finding.severity]
    head = Text(f"{finding.line}:{finding.column}", "cyan")
    head.append(f" {finding.severity.word} ", style).append(finding.rule, "bold")
    parts = [head, *_excerpt(doc, finding.span, width - 2, style), Text(shown(finding.message))]
    if finding.suggestions:
        parts.append(_repair(finding))
    parts += [_related(doc, span, message) for span, message in finding.related[:_MOST_RELATED]]
    if len(finding.related) > _MOST_RELATED:
        parts.append(Text(f"and {len(finding.related) - _MOST_RELATED} more places", "dim"))
    return Group(parts[0], *(Padding(part, (0, 0, 0, 2), expand=False) for part in parts[1:]))


def _excerpt(doc: Document, span: Span, width: int, style: str) -> tuple[Text, Text]:
    """The line that the finding starts in, cut to the width around it, and under it marks for the span."""
    line_start, line_end = doc.line(doc.position(span.start)[0])
    end = min(span.end, line_end)
    start = max(line_start, _word_edge(doc.text, span.start - _CONTEXT, line_start))
    before = ("…" if start > line_start else "") + shown(doc.text[start : span.start]).lstrip()
    room = max(width - cell_len(before), 12)
    found = shown(doc.text[span.start : end])
    if cell_len(found) > room:
        found = found[: room - 1] + "…"
        after = ""
    else:
        after = shown(doc.text[end:line_end])
        left = room - cell_len(found)
        if cell_len(after) > left:
            after = after[: max(left - 1, 0)].rstrip() + "…"
    line = Text(before, no_wrap=True, overflow="ellipsis").append(found or "·", style).append(after)
    return line, Text(" " * cell_len(before)).append(_MARK * max(cell_len(found), 1), style)


def _word_edge(text: str, offset: int, least: int) -> int:
    """The nearest start of a word at or after ``offset``."""
    if offset <= least:
        return least
    space = text.find(" ", offset, offset + _CONTEXT)
    return offset if space < 0 else space + 1


def _repair(finding: Finding) -> Text:
    new = [_quoted(suggestion) for suggestion in finding.suggestions]
    label = "options" if finding.fix is None or finding.fix.applicability == "display" else finding.fix.applicability
    text = Text(f"{label}: ", "dim").append(_quoted(finding.excerpt), "red").append(" → ")
    return text.append(" or ".join(new), "green")


def _quoted(text: str) -> str:
    line = one_line(text) if "\n" in text else shown(text)
    if len(line) > 90:
        line = f"{line[:50]} … {line[-30:]}"
    return f"“{line}”" if line else "nothing"


def _related(doc: Document, span: Span, message: str) -> Text:
    line, column = doc.position(span.start)
    return Text(f"{line}:{column} ", "cyan").append(shown(message), "dim")


def _breakdown(score: mqm.Score) -> Text:
    by_dimension: dict[str, list[str]] = defaultdict(list)
    for (dimension, severity), points in sorted(
        score.penalties.items(), key=lambda item: (item[0][0], -Severity.of(item[0][1]).value)
    ):
        by_dimension[dimension].append(f"{points:.3g} {severity}")
    parts = [f"{dimension.replace('-', ' ')} {' + '.join(points)}" for dimension, points in by_dimension.items()]
    return Text(f"MQM penalty {score.penalty:.1f}: {'; '.join(parts)}", "dim")


def _table(articles: Sequence[CheckedArticle], width: int) -> RenderableType:
    from rich.table import Table  # only for several articles

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", width=min(width, 100))
    table.add_column("article", ratio=1, overflow="fold")
    for name in ("words", "findings", "per 1,000", "value", "grade"):
        table.add_column(name, justify="right", no_wrap=True)
    for article in sorted(articles, key=lambda one: (-one.score.per_thousand, one.doc.path)):
        score = article.score
        short = score.value is None
        table.add_row(
            Text(one_line(article.doc.path)),
            f"{score.words:,}",
            str(len(article.findings)),
            "" if short else f"{score.per_thousand:.1f}",
            "too short" if short else f"{score.value:.0f}",
            Text(score.grade or "", _GRADE_STYLES.get(score.grade or "", "")),
        )
    return table


def _count(number: int, noun: str) -> str:
    if noun == "more" or number == 1:
        return f"{number} {noun}"
    return f"{number:,} {noun}s"
