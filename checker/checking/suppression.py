"""Directives in comments that keep findings from being reported, and those that kept none.

``<!-- copydesk: ignore NAME, NAME -->`` speaks for the block it stands in or, alone, for the next block;
``<!-- copydesk: ignore-file NAME -->`` for the article. Without a name it speaks for every rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from checker.checking.edits import Edit, apply_edits
from checker.findings import Category, Finding, Severity
from checker.text.document import CLEAR, OPAQUE, Document, Span
from checker.text.layout import BlockKind
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.checking.rule import Rule

__all__ = ["UNUSED", "apply", "written"]

UNUSED = "unused-ignore"
"""The name that a finding about a directive without effect bears."""

_DIRECTIVE = lazy(r"\s*copydesk:\s*(?P<verb>[\w-]+)(?P<names>[^\n]*?)\s*", re.DOTALL)


@dataclass
class _Directive:
    comment: Span
    reach: Span
    names: tuple[str, ...]
    used: set[str] = field(default_factory=set)


def apply(
    doc: Document, found: Iterable[Finding], rules: Iterable[Rule], unknown: Callable[[str], str] = lambda _: ""
) -> list[Finding]:
    """Findings that no directive suppresses, and one for each directive, or name in it, that suppressed nothing.

    A name is reported as unused only when a rule that it calls has run, and as unknown where ``unknown`` says what to
    tell of it.
    """
    comments = doc.layout.comments
    if not any("copydesk:" in doc.text[comment.start : comment.end] for comment in comments):
        return list(found)
    directives, broken = _read(doc)
    by_name = {rule.name: rule for rule in rules}
    kept = [finding for finding in found if not _suppressed(finding, directives, by_name)]
    return kept + broken + list(_unused(doc, directives, by_name, unknown))


def _read(doc: Document) -> tuple[list[_Directive], list[Finding]]:
    directives: list[_Directive] = []
    broken: list[Finding] = []
    for comment in doc.layout.comments:
        match = _DIRECTIVE.fullmatch(doc.text, comment.start, comment.end)
        if not match:
            continue
        names = tuple(re.findall(r"[\w/-]+", match["names"])) or ("all",)
        if match["verb"] == "ignore":
            directives.append(_Directive(comment, _reach(doc, comment), names))
        elif match["verb"] == "ignore-file":
            directives.append(_Directive(comment, Span(0, len(doc.text)), names))
        else:
            message = f"There is no directive “{match['verb']}”; there are “ignore” and “ignore-file”."
            broken.append(_about(doc, comment, message))
    return directives, broken


def _reach(doc: Document, comment: Span) -> Span:
    line_start = doc.line(doc.position(comment.start)[0]).start
    for block in doc.whole_layout.blocks:
        if line_start < block.end:
            return doc.whole(block)
    return Span(comment.end, comment.end)


def _suppressed(finding: Finding, directives: list[_Directive], rules: dict[str, Rule]) -> bool:
    hidden = False
    for directive in directives:
        if directive.reach.start <= finding.span.start < directive.reach.end:
            rule = rules.get(finding.rule)
            calling = [
                name for name in directive.names if (rule.is_called(name) if rule else name in (finding.rule, "all"))
            ]
            directive.used.update(calling)
            hidden = hidden or bool(calling)
    return hidden


def _unused(
    doc: Document, directives: list[_Directive], rules: dict[str, Rule], unknown: Callable[[str], str]
) -> Iterator[Finding]:
    for directive in directives:
        idle = []
        for name in directive.names:
            if name in directive.used:
                continue
            if any(rule.is_called(name) for rule in rules.values()):
                idle.append(name)
            elif message := unknown(name):
                yield _about(doc, directive.comment, f"{message[0].upper()}{message[1:]}.".replace("?.", "?"))
        if idle:
            quoted = ", ".join(f"“{name}”" for name in idle)
            yield _about(doc, directive.comment, f"Nothing here is found by {quoted}: take it out of the directive.")


def _about(doc: Document, comment: Span, message: str) -> Finding:
    excerpt = doc.text[comment.start : comment.end].strip()
    return Finding.at(doc, UNUSED, Category.MARKUP, Severity.NEUTRAL, comment, excerpt=excerpt, message=message)


# -- Directives to be written ------------------------------------------------------------------------------------------

_COMMENTS = {
    "{/* %s */}": (".mdx",),
    "<!-- %s -->": (".md", ".markdown", ".html", ".htm", ".njk", ".xlf", ".xliff", ".tmx"),
    ".. %s\n": (".rst",),
    "// %s": (".adoc", ".asciidoc"),
    "# %s": (".po",),
}
"""How a comment is written, by the suffixes of the files; one that ends in a line end wants a blank line after it."""
_INLINE = frozenset({".md", ".markdown", ".mdx", ".html", ".htm", ".njk"})
_BEFORE_BLOCK = lazy(r"[ \t]*(?:[#=]{1,6} )?")


def written(doc: Document, span: Span, name: str, *, whole_file: bool = False) -> tuple[Edit, ...]:
    """The edit that writes a directive against ``name`` for the block that ``span`` begins in, or for the file.

    None where the format has no comments, or where the article would be read otherwise with one there.
    """
    suffix = PurePath(doc.path).suffix.lower()
    form = next((form for form, suffixes in _COMMENTS.items() if suffix in suffixes), "")
    if not form:
        return ()
    comment = form % f"copydesk: {'ignore-file' if whole_file else 'ignore'} {name}"
    places = _places_in_file(doc, comment) if whole_file else _places_near(doc, span, comment, suffix)
    return next(((edit,) for edit in places if _speaks_for(doc, edit, span, name)), ())


def _places_near(doc: Document, span: Span, comment: str, suffix: str) -> Iterator[Edit]:
    for block in doc.whole_layout.blocks:
        if block.start <= span.start < block.end:
            break
    else:
        return
    if block.kind is BlockKind.FRONT_MATTER:
        return
    line = doc.line(doc.position(block.start)[0])
    before = doc.text[line.start : block.start]
    if suffix == ".po":
        head = doc.text.rfind("\n\n", 0, block.start)
        yield Edit(head + 2 if head >= 0 else 0, head + 2 if head >= 0 else 0, f"{comment}\n")
    elif _BEFORE_BLOCK.fullmatch(before) or suffix not in _INLINE:
        indent = before[: len(before) - len(before.lstrip())]
        yield Edit(line.start, line.start, f"{indent}{comment}\n")
    if suffix in _INLINE:
        end = block.start + len(doc.text[block.start : block.end].rstrip())
        yield Edit(end, end, f" {comment}")


def _places_in_file(doc: Document, comment: str) -> Iterator[Edit]:
    first = next((block for block in doc.whole_layout.blocks if block.kind is not BlockKind.FRONT_MATTER), None)
    if first:
        start = doc.line(doc.position(first.start)[0]).start
        yield Edit(start, start, f"{comment}\n" if comment.endswith("\n") else f"{comment}\n\n")
    end = len(doc.text)
    yield Edit(end, end, f"{'' if doc.text.endswith(chr(10)) else chr(10)}\n{comment.rstrip()}\n")


def _speaks_for(doc: Document, edit: Edit, span: Span, name: str) -> bool:
    """Whether the new comment is read as a directive that reaches ``span``, and all else as it was."""
    new = doc.rewritten(apply_edits(doc.text, [edit]))
    added = len(edit.text)
    if _hidden(new.masked[: edit.start] + new.masked[edit.start + added :]) != _hidden(doc.masked):
        return False
    if [block.kind for block in new.blocks] != [block.kind for block in doc.blocks]:
        return False
    at = span.start + (added if edit.start <= span.start else 0)
    return any(
        edit.start <= directive.comment.start < edit.start + added
        and directive.names == (name,)
        and directive.reach.start <= at < directive.reach.end
        for directive in _read(new)[0]
    )


def _hidden(masked: str) -> str:
    return masked.replace(CLEAR, OPAQUE)
