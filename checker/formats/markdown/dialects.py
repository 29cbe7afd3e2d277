"""What CommonMark does not know, written for the parser so that it sees the blocks around it as they are.

Modules, components and expressions of MDX, blocks of code of Hugo and Jekyll, admonitions and tabs of MkDocs,
containers of colons, callouts of GitHub and Obsidian, targets of MyST.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from checker.formats.html_elements import HIDDEN, OPENED_KINDS
from checker.formats.layout import BlockKind, Flaw, FlawKind, Span
from checker.formats.markdown import fences
from checker.formats.markdown.braces import Braces
from checker.formats.markdown.skeleton import STAND_IN, Rewriting
from checker.formats.markdown.stretches import Stretch
from checker.formats.markdown.tags import LONGEST_TAG, TAG
from checker.formats.markdown.templates import CODE_TEMPLATE, end_of_code
from checker.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Dialects", "read"]


class Dialects(NamedTuple):
    """What was found in a text.

    ``heads`` has the end of each head of an admonition by its start: to the parser it is the marker of a list item.
    ``titles`` are prose that the parser does not see. ``tags`` are those that it does not see.
    """

    rewritings: list[Rewriting]
    heads: dict[int, int]
    titles: list[Stretch]
    tags: list[Span]
    comments: list[Span]
    is_mdx: bool
    has_definitions: bool
    """Whether lines that begin with a colon define what stands above them."""
    flaws: list[Flaw]


_TITLED = (
    "note tip info warning caution danger important success failure question quote example bug abstract todo hint "
    "seealso error attention details summary tldr check help faq cite missing fail done spoiler collapse admonition"
).replace(" ", "|")

# These hold what is indented by four columns, which a list item does too: so the skeleton has one there.
_CONTAINER = lazy(
    r"""
    ^ [ \t>]*
    (?P<container>
        (?: !!! | \?\?\?\+? ) [ ] [\w-]+ (?: [ ] [\w-]+ )* (?: [ ] "(?P<title>[^"\n]*)" )? .* $
      | ===[+!]?[ ] (?P<quote>["']) (?P<tab>[^\n]*) (?P=quote) [ \t]* $
    )
    """,
    re.VERBOSE | re.MULTILINE,
)

_COLONS = lazy(
    rf"""
    ^ [ \t>]*
    (?P<fence>
        :::+ [ \t]*
        (?:
            \{{? (?P<name> {_TITLED} ) \}}? (?![\w-])
            (?: \[ (?P<label> [^\[\]\n]* ) \] )?
            (?: [ \t]* \{{[^{{}}\n]*\}} )?
            (?: [ \t]+ (?P<title> [^\s{{][^{{}}\n]*? ) )?
            (?: [ \t]* \{{[^{{}}\n]*\}} )? [ \t]* $
          | .*
        )
    )
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)

_CALLOUT = lazy(r"^[ \t>]*>[ \t]*(?P<mark>\[![A-Za-z-]+\][+-]?[ \t]*)(?=\S.*$)", re.MULTILINE)

# To CommonMark these begin HTML that lasts until a blank line. To most readers, and writers, they do not.
_LONE_TAG = lazy(
    r"""
    (?: \A | (?<=\n) ) [ \t]*\n
    (?P<tag> <br[ ]?/?> | <a[ ][^<>\n]*>[ ]*</a> )
    (?= [ \t]*\n )
    """,
    re.VERBOSE,
)

_TAG_AT_START = lazy(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?=</?[A-Za-z>])", re.MULTILINE)
_BREAKS_LINE = lazy(r"\n[ \t]*(?:\n|>)")
_COMPONENT = lazy(r"</?(?:[A-Z][\w$]*[a-z.]|>)")

_MODULE = lazy(
    r"""
    ^
    (?: import \s+ (?: [\w$*{}\s,]+ \s from \s* )? (?P<quote>["']) [^"'\n]+ (?P=quote)
      | export \s+ (?:
            \{ | \*
          | (?: const | let | var ) \s+ [\w${\[]
          | (?: async \s+ )? function\b \*? \s* \w* \(
          | class \s+ \w+ \s* \{
          | default \s+ (?: [({\[] | (?: async \s+ )? function\b | class\b | [\w.]+ \s* (?: [;(] | => ) )
        )
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
_EXPRESSION = lazy(r"^[ \t>]*(?=\{)", re.MULTILINE)
_TEMPLATE = lazy(rf"^[ \t>]*(?={CODE_TEMPLATE.pattern})", re.MULTILINE | re.VERBOSE)
_CLOSED_BELOW = lazy(r"\{\{< [^{}]{0,2000}? \n[ \t]* /?>\}\}", re.VERBOSE)
_HEADING_WITHOUT_BLANK = lazy(r"(?:\A|(?<=\n)[ \t]*\n)(?P<marks>\#{2,6})(?=[A-Za-z0-9*\"“][^\n]*[A-Za-z])")
_TARGET = lazy(r"^[ \t]*\([\w:.-]+\)=[ \t]*$", re.MULTILINE)
_DEFINITION = lazy(r"^ {0,3}:[ \t]+\S", re.MULTILINE)
_COLON = lazy(r"^[ \t>]*(?P<colon>:)(?=[^\s:])", re.MULTILINE)
_REST_OF_LINE = lazy(r"[ \t]*(?=\n|\Z)")


def read(text: str, start: int, *, is_mdx: bool) -> Dialects:
    """Find such constructs in ``text`` from ``start`` on."""
    return _Reader(text, start).read(is_mdx=is_mdx)


class _Reader:
    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start
        self._fenced = fences.find(text, start)
        self._braces = Braces(text)
        self._found = Dialects([], {}, [], [], [], is_mdx=False, has_definitions=False, flaws=[])

    def read(self, *, is_mdx: bool) -> Dialects:
        text, found = self._text, self._found
        if "import" in text or "export" in text:
            self._read_modules()
        is_mdx = is_mdx or bool(found.rewritings)
        if "<" in text:
            is_mdx = self._read_tags(is_mdx=is_mdx)
        if is_mdx and "{" in text:
            self._read_expressions()
        if "{%" in text or "{{" in text:
            self._read_code_templates()
        if ">}}" in text:  # on a line of its own it begins a quotation to the parser
            self._each(_CLOSED_BELOW, lambda code: found.rewritings.append(Rewriting(*code.span(), STAND_IN)))
        if any(mark in text for mark in ("!!!", "???", "===")):
            self._read_containers()
        if ":::" in text:
            self._read_colons()
        if "##" in text:
            self._each(_HEADING_WITHOUT_BLANK, self._read_heading)
        if ")=" in text:
            self._each(_TARGET, lambda line: found.rewritings.append(Rewriting(*line.span(), "")))
        if "[!" in text:
            self._each(_CALLOUT, lambda line: found.rewritings.append(Rewriting(*line.span("mark"), "# ")))
        return found._replace(is_mdx=is_mdx, has_definitions=self._read_definitions())

    def _each(self, pattern: re.Pattern[str], act: Callable[[re.Match[str]], object]) -> None:
        """Go through the matches that stand in no block of code."""
        for found in pattern.finditer(self._text, self._start):
            if not _is_within(found.end(), self._fenced):
                act(found)

    def _read_modules(self) -> None:
        end = self._start
        while module := _MODULE.search(self._text, end):
            at = module.start()
            line_before = self._text[max(self._start, at - 100) : at][:-1].rstrip(" \t")
            if (line_before and not line_before.endswith("\n")) or _is_within(at, self._fenced):
                end = module.end()
            else:
                end = self._braces.end_of_block(at)
                self._found.rewritings.append(Rewriting(at, end, ""))

    def _read_tags(self, *, is_mdx: bool) -> bool:
        """Leave out tags that CommonMark takes for the begin of HTML, and MDX or a fence below them does not.

        Returns whether it is MDX.
        """
        self._each(_LONE_TAG, lambda line: self._leave_out(Span(*line.span("tag"))))
        before_fences = self._html_before_fences()
        text, end = self._text, self._start
        for line in _TAG_AT_START.finditer(self._text, self._start):
            at = line.end()
            if at < end or _is_within(at, self._fenced):
                continue
            is_component = bool(_COMPONENT.match(self._text, at))
            is_mdx = is_mdx or is_component
            tags = list(self._tags_from(at))
            if not tags:
                continue
            end = tags[-1].end()
            names = {(tag["name"] or "").lower() for tag in tags}
            whole = text[at:end]
            if not (is_mdx or is_component or _is_within(at, before_fences) or _BREAKS_LINE.search(whole)):
                continue
            if any((tag["name"] or "").lower() in HIDDEN and text[tag.end() - 2] != "/" for tag in tags):
                continue
            is_alone = bool(_REST_OF_LINE.match(self._text, end))
            if is_alone and names.isdisjoint(OPENED_KINDS):
                for tag in tags:
                    self._leave_out(Span(*tag.span()))
            elif "\n" in whole or _is_within(at, before_fences):
                self._found.rewritings.append(Rewriting(at, end, STAND_IN))
        return is_mdx

    def _tags_from(self, at: int) -> Iterator[re.Match[str]]:
        """The tags that follow one another from a place on, on one line but for line ends in them."""
        while tag := TAG.match(self._text, at, at + LONGEST_TAG):
            yield tag
            at = tag.end()
            while self._text.startswith((" ", "\t"), at):
                at += 1

    def _html_before_fences(self) -> list[Span]:
        """The lines right before a fence, up to a blank one, if they are HTML."""
        found: list[Span] = []
        for fence in self._fenced:
            line = self._text.rfind("\n", self._start, fence.start) + 1
            blank = self._text.rfind("\n\n", self._start, max(line - 1, 0))
            top = self._start if blank < 0 else blank + 2
            if top < line and self._text[top:line].lstrip(" \t>").startswith("<"):
                found.append(Span(top, line))
        return found

    def _leave_out(self, tag: Span) -> None:
        self._found.tags.append(tag)
        self._found.rewritings.append(Rewriting(*tag, ""))

    def _read_expressions(self) -> None:
        """Leave out what stands in braces on lines of its own."""
        end = self._start
        for line in _EXPRESSION.finditer(self._text, self._start):
            at = line.end()
            if at < end or _is_within(at, self._fenced):
                continue
            end = self._braces.end_of_expression(at, len(self._text)) or at
            if end > at and _REST_OF_LINE.match(self._text, end):
                self._found.rewritings.append(Rewriting(at, end, ""))
                if self._text.startswith("{/*", at) and self._text.endswith("*/}", at, end):
                    self._found.comments.append(Span(at + 3, max(at + 3, end - 3)))

    def _read_code_templates(self) -> None:
        """Leave out code between a template and its closing twin, on lines of its own."""
        end = self._start
        for line in _TEMPLATE.finditer(self._text, self._start):
            at = line.end()
            if at < end or _is_within(at, self._fenced):
                continue
            end = end_of_code(self._text, at) or at
            if end > at and _REST_OF_LINE.match(self._text, end):
                self._found.rewritings.append(Rewriting(at, end, ""))

    def _read_containers(self) -> None:
        def act(line: re.Match[str]) -> None:
            start, end = line.span("container")
            self._found.heads[start] = end
            self._found.rewritings.append(Rewriting(start, end, f"- {STAND_IN}"))
            self._add_title(line, "title" if line["title"] else "tab")

        self._each(_CONTAINER, act)

    def _read_colons(self) -> None:
        def act(line: re.Match[str]) -> None:
            self._found.rewritings.append(Rewriting(*line.span("fence"), ""))
            self._add_title(line, "label" if line["label"] else "title")

        self._each(_COLONS, act)

    def _read_heading(self, marks: re.Match[str]) -> None:
        """A heading without a blank behind its marks, which is none to the parser."""
        start, end = marks.span("marks")
        self._found.rewritings.append(Rewriting(end, end, " "))
        self._found.flaws.append(Flaw(start, end, FlawKind.HEADING, ((end, end, " "),)))

    def _read_definitions(self) -> bool:
        """Whether there are lists of definitions; if so, other colons that begin a line are hidden from the parser."""
        has_definitions = bool(_DEFINITION.search(self._text, self._start))
        if has_definitions:
            self._each(_COLON, lambda line: self._found.rewritings.append(Rewriting(*line.span("colon"), STAND_IN)))
        return has_definitions

    def _add_title(self, line: re.Match[str], group: str) -> None:
        if line[group]:
            self._found.titles.append(Stretch(*line.span(group), BlockKind.HEADING))


def _is_within(at: int, spans: list[Span]) -> bool:
    number = bisect_right(spans, at, key=lambda span: span.start) - 1
    return number >= 0 and at < spans[number].end
