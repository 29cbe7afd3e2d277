"""The rules themselves as a report: a list, one explained, or a page of Markdown."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from checker.checking import catalog, evidence
from checker.checking.rule import Example
from checker.reports.plain_text import counted
from checker.text.house_style import ANY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from checker.checking.evidence import Evidence, Table
    from checker.checking.rule import Rule

__all__ = ["as_markdown", "borne_out", "by_family", "decided_in", "explain", "list_rules", "section"]


def list_rules(console: Console, rules: Iterable[Rule]) -> None:
    """Print the rules by family, a line each."""
    for family, members in by_family(rules):
        console.print(Text(family, "bold"))
        for rule in members:
            line = Text(f"  {rule.name}", "cyan").append(f"  {rule.severity.word}", "dim")
            if rule.preview:
                line.append("  preview", "magenta")
            console.print(line, soft_wrap=True)
            _print(console, Text(rule.summary), indent="    ")
        console.print()


def _print(console: Console, text: Text, indent: str = "") -> None:
    """Print the text in lines no wider than the console, without the blanks that rich leaves at their ends."""
    for line in text.wrap(console, console.width - len(indent)):
        line.rstrip()
        console.print(Text(indent).append_text(line))


def _print_example(console: Console, mark: Text, text: Text) -> None:
    """Print an example behind its mark, its further lines under the first; of blank lines in a row only one."""
    lead, indent, was_blank = mark, " " * len(mark), False
    for line in text.wrap(console, console.width - len(indent)):
        line.rstrip()
        if line:
            console.print(lead.append_text(line))
            lead = Text(indent)
        elif not was_blank:
            console.print()
        was_blank = not line


def explain(console: Console, rule: Rule) -> None:
    """Print what a rule marks and why, with its examples."""
    _print(console, Text(rule.name, "bold").append(f"  {rule.category}, {rule.severity.word}", "not bold dim"))
    if rule.preview:
        _print(console, Text("In preview: runs only with --preview or when selected by name.", "magenta"))
    if rule.is_doubtful:
        _print(console, Text("Doubtful: heard only where other rules show that nobody edited the article.", "magenta"))
    console.print()
    _print(console, Text(_reflowed(rule.explanation)))
    console.print()
    if decided := decided_in(rule):
        _print(console, Text(f"Where the house style is {decided}:\n", "dim"))
    if rule.files:
        _print(console, Text(f"Only in {', '.join(rule.files)}.\n", "dim"))
    if rule.names:
        listed = ", ".join(
            f"{entry.name} (not {', '.join(entry.variants)})" if entry.variants else entry.name for entry in rule.names
        )
        _print(console, Text(f"Where the names file lists {listed}:\n", "dim"))
    for example in rule.examples:
        if example.original:
            _print_example(console, Text("  "), Text(f"{example.original} →", "dim"))
        _print_example(console, Text("✗ ", "red"), _marked(example, in_colour=bool(console.color_system)))
        if example.repaired is not None:
            _print_example(console, Text("✓ ", "green"), Text(example.repaired))
        elif any(example.suggestions):
            choices = ", ".join(f"“{text}”" for texts in example.suggestions for text in texts)
            _print(console, Text(f"  one of {choices}", "dim"))
    if rule.good:
        _print(console, Text("\nRight as they are:", "dim"))
        for text in rule.good:
            _print_example(console, Text("✓ ", "green"), Text(text))
    if said := borne_out(rule):
        console.print()
        _print(console, Text("\n".join(said), "dim"))
    if rule.sources:
        _print(console, Text("\nAfter: " + "; ".join(rule.sources), "dim"))


def decided_in(rule: Rule) -> str:
    """What a house decided for the examples of a rule to hold; mostly nothing."""
    return ", ".join(
        f"{name.replace('_', '-')} = {value}" for name, value in rule.house._asdict().items() if value != ANY
    )


@cache
def _evidence() -> Table:
    return evidence.read(catalog.BUILTIN / "evidence.tsv")


def borne_out(rule: Rule) -> tuple[str, ...]:
    """What a built-in rule found in real text, and what the score makes of it, a sentence each; of others nothing."""
    if not (found := _evidence().get(rule.name)):
        return ()
    return _found(found), f"The score counts it by {rule.precision}: how often people mark what it finds."


def _found(found: Evidence) -> str:
    if not found.articles:
        return "Found nothing in the translations that rules are tried on."
    where = f"{counted(found.articles, 'article')} translated from {', '.join(sorted(found.languages))}"
    judged = f"; {found.right} of {found.judged} where editors marked an error" if found.judged else ""
    times = counted(found.machine, "time")
    return f"Found {times} in {where}, {counted(found.human, 'time')} in text by people{judged}."


def as_markdown(rules: Sequence[Rule]) -> str:
    """A page of all of them, with an example of each."""
    return "\n".join(_page(rules))


def _page(rules: Sequence[Rule]) -> Iterator[str]:
    phrases = sum(map(_is_phrase, rules))
    preview = sum(rule.preview for rule in rules)
    yield "# Rules"
    yield ""
    yield f"{len(rules)} rules: {len(rules) - phrases} in Python and {phrases} phrases; {preview} of them in preview."
    yield "`copydesk explain NAME` prints one with all its examples."
    for family, members in by_family(rules):
        yield ""
        yield f"## {family}"
        yield ""
        if all(map(_is_phrase, members)):
            yield "| phrase | says | example |"
            yield "|---|---|---|"
            yield from map(_row, members)
        else:
            for rule in members:
                yield from section(rule)
    yield ""


def _is_phrase(rule: Rule) -> bool:
    return rule.origin.endswith(".toml")


def _row(rule: Rule) -> str:
    cells = (
        f"{rule.name}{' (preview)' if rule.preview else ''}",
        rule.explanation,
        *map(_inline, rule.examples[:1] or [Example.parse("")]),
    )
    return f"| {' | '.join(cell.replace('|', '&#124;').replace(chr(10), ' ') for cell in cells)} |"


def _inline(example: Example) -> str:
    """The example with what is wrong struck out, and its repair in bold."""
    pieces: list[str] = [f"{example.original} → "] if example.original else []
    at = 0
    for (start, end), texts in zip(example.spans, example.suggestions, strict=True):
        repair = f" **{' / '.join(texts)}**" if any(texts) else ""
        pieces.append(f"{example.text[at:start]}~~{example.text[start:end].strip()}~~{repair}")
        at = end
    return "".join([*pieces, example.text[at:]])


def section(rule: Rule) -> Iterator[str]:
    """The lines of Markdown about one rule."""
    yield f"### {rule.name}"
    yield ""
    yield f"{rule.category}, {rule.severity.word}{', preview' if rule.preview else ''}"
    yield ""
    yield rule.explanation
    yield ""
    for example in rule.examples[:2]:
        yield from _example(example)
    yield ""


def _example(example: Example) -> Iterator[str]:
    yield "```diff"
    yield from (f"  {line}" for line in example.original.splitlines())
    yield from (f"- {line}" for line in example.text.splitlines())
    if example.repaired is not None:
        yield from (f"+ {line}" for line in example.repaired.splitlines())
    yield "```"


def by_family(rules: Iterable[Rule]) -> Iterator[tuple[str, list[Rule]]]:
    """The families by name, each with its rules."""
    ordered = sorted(rules, key=lambda rule: rule.family)
    for family, members in groupby(ordered, key=lambda rule: rule.family):
        yield family, list(members)


def _reflowed(explanation: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in explanation.split("\n\n"))


def _marked(example: Example, *, in_colour: bool) -> Text:
    """The example with what is wrong in red, or in brackets where there is no colour."""
    if in_colour:
        text = Text(example.text)
        for span in example.spans:
            text.stylize("underline red", *span)
        return text
    pieces: list[str] = []
    at = 0
    for start, end in example.spans:
        pieces += [example.text[at:start], "[", example.text[start:end], "]"]
        at = end
    return Text("".join([*pieces, example.text[at:]]))
