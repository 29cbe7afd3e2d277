"""What CommonMark does not know, written for the parser so that it sees the blocks around it as they are.

Modules, components and expressions of MDX, blocks of code of Hugo and Jekyll, admonitions and tabs of MkDocs,
containers of colons, callouts of GitHub and Obsidian, targets of MyST.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from checker.text.formats.html_elements import HIDDEN, OPENED_KINDS
from checker.text.formats.markdown import fences
from checker.text.formats.markdown.braces import Braces
from checker.text.formats.markdown.skeleton import STAND_IN, Rewriting
from checker.text.formats.markdown.stretches import Stretch
from checker.text.formats.markdown.tags import LONGEST_TAG, TAG
from checker.text.formats.markdown.templates import CODE_TEMPLATE, end_of_code
from checker.text.layout import BlockKind, Flaw, FlawKind, Span
from checker.text.pattern import lazy

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
    [ \t>]*
    (?P<container>
        (?: !!! | \?\?\?\+? ) [ ] [\w-]+ (?: [ ] [\w-]+ )* (?: [ ] "(?P<title>[^"\n]*)" )? .* $
      | ===[+!]?[ ] (?P<quote>["']) (?P<tab>[^\n]*) (?P=quote) [ \t]* $
    )
    """,
    re.VERBOSE | re.MULTILINE,
)

_COLONS = lazy(
    rf"""
    [ \t>]*
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

_CALLOUT = lazy(r"[ \t>]*>[ \t]*(?P<mark>\[![A-Za-z-]+\][+-]?[ \t]*)(?=\S.*$)", re.MULTILINE)

_TAG_AT_START = lazy(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?=</?[A-Za-z>])")
_LONE = lazy(r"<br ?/?>|<a [^<>\n]*> *</a>")
"""To CommonMark these begin HTML that lasts until a blank line. To most readers, and writers, they do not."""

_BREAKS_LINE = lazy(r"\n[ \t]*(?:\n|>)")
_COMPONENT = lazy(r"</?(?:[A-Z][\w$]*[a-z.]|>)")

_MODULE = lazy(
    r"""
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
    re.VERBOSE,
)
_EXPRESSION = lazy(r"[ \t>]*(?=\{)")
_TEMPLATE = lazy(rf"[ \t>]*(?={CODE_TEMPLATE.pattern})", re.VERBOSE)
_CLOSED_BELOW = lazy(r"[^\n]*?(?P<code>\{\{<[^{}]{0,2000}?\n[ \t]*/?>\}\})")
_HEADING_WITHOUT_BLANK = lazy(r"(?P<marks>\#{2,6})(?=[A-Za-z0-9*\"“][^\n]*[A-Za-z])")
_TARGET = lazy(r"[ \t]*\([\w:.-]+\)=[ \t]*$", re.MULTILINE)
_COLON = lazy(r"[ \t>]*(?P<colon>:)(?=[^\s:])")
_MOST_BEFORE_FENCE = 2_000
"""Characters of HTML right before a fence that are looked at."""
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
        self._end_of_module = -2
        self._is_mdx = False
        self._before_fences: list[Span] = []
        self._found = Dialects([], {}, [], [], [], is_mdx=False, has_definitions=False, flaws=[])

    def read(self, *, is_mdx: bool) -> Dialects:
        found = self._found
        for mark in ("import", "export"):
            self._each(mark, _MODULE, self._read_module)
        self._is_mdx = is_mdx or bool(found.rewritings)
        self._before_fences = self._html_before_fences()
        self._each("<", _TAG_AT_START, self._read_tags)
        if self._is_mdx:
            self._each("{", _EXPRESSION, self._read_expression)
        for mark in ("{%", "{{"):
            self._each(mark, _TEMPLATE, self._read_code_template)
        # Where its end stands on a line of its own, that begins a quotation to the parser.
        self._each("{{<", _CLOSED_BELOW, lambda line: self._rewrite(line.span("code"), STAND_IN))
        for mark in ("!!!", "???", "==="):
            self._each(mark, _CONTAINER, self._read_container)
        self._each(":::", _COLONS, self._read_colons)
        self._each("##", _HEADING_WITHOUT_BLANK, self._read_heading)
        self._each(")=", _TARGET, lambda line: self._rewrite(line.span(), ""))
        self._each("[!", _CALLOUT, lambda line: self._rewrite(line.span("mark"), "# "))
        has_definitions = "\n: " in self._text or "\n:\t" in self._text
        if has_definitions:  # other colons that begin a line are hidden from the parser
            self._each(":", _COLON, lambda line: self._rewrite(line.span("colon"), STAND_IN))
        return found._replace(is_mdx=self._is_mdx, has_definitions=has_definitions)

    def _each(self, mark: str, pattern: re.Pattern[str], act: Callable[[re.Match[str]], int | None]) -> None:
        """Act on the lines with ``mark`` that ``pattern`` matches from their start on, and that are no code.

        Where ``act`` gives the place up to which it has read, the lines before that are left out.
        """
        text, first = self._text, self._start
        read = first
        at = text.find(mark, first)
        while at >= 0:
            line = max(text.rfind("\n", first, at) + 1, first)
            found = pattern.match(text, line)
            if found and found.end() >= read and not _is_within(found.end(), self._fenced):
                read = act(found) or read
            end = text.find("\n", max(at, found.end() if found else at))
            at = text.find(mark, max(end, read)) if end >= 0 else -1

    def _rewrite(self, span: tuple[int, int], new: str) -> None:
        self._found.rewritings.append(Rewriting(*span, new))

    def _is_after_blank_line(self, at: int) -> bool:
        before = self._text[max(self._start, at - 100) : at][:-1].rstrip(" \t")
        return not before or before.endswith("\n")

    def _read_module(self, module: re.Match[str]) -> int | None:
        at = module.start()
        if not (self._is_after_blank_line(at) or at == self._end_of_module + 1):
            return None
        self._end_of_module = self._braces.end_of_block(at)
        self._rewrite((at, self._end_of_module), "")
        return self._end_of_module

    def _read_tags(self, line: re.Match[str]) -> int | None:
        """Leave out tags that CommonMark takes for the begin of HTML, and MDX or a fence below them does not."""
        at = line.end()
        self._is_mdx = self._is_mdx or bool(_COMPONENT.match(self._text, at))
        tags = list(self._tags_from(at))
        if not tags:
            return None
        end = tags[-1].end()
        whole = self._text[at:end]
        is_alone = bool(_REST_OF_LINE.match(self._text, end))
        names = {(tag["name"] or "").lower() for tag in tags}
        is_lone = is_alone and _LONE.fullmatch(whole) and self._is_after_blank_line(line.start())
        is_before_fence = _is_within(at, self._before_fences)
        if not (self._is_mdx or is_lone or is_before_fence or _BREAKS_LINE.search(whole)):
            return end
        if not any((tag["name"] or "").lower() in HIDDEN and self._text[tag.end() - 2] != "/" for tag in tags):
            if is_alone and names.isdisjoint(OPENED_KINDS):
                for tag in tags:
                    self._found.tags.append(Span(*tag.span()))
                    self._rewrite(tag.span(), "")
            elif "\n" in whole or is_before_fence:
                self._rewrite((at, end), STAND_IN)
        return end

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
            bottom = max(self._start, line - _MOST_BEFORE_FENCE)
            blank = self._text.rfind("\n\n", bottom, max(line - 1, 0))
            top = bottom if blank < 0 else blank + 2
            if top < line and self._text[top:line].lstrip(" \t>").startswith("<"):
                found.append(Span(top, line))
        return found

    def _read_expression(self, line: re.Match[str]) -> int | None:
        """Leave out what stands in braces on lines of its own."""
        at = line.end()
        end = self._braces.end_of_expression(at, len(self._text))
        if end and _REST_OF_LINE.match(self._text, end):
            self._rewrite((at, end), "")
            if self._text.startswith("{/*", at) and self._text.endswith("*/}", at, end):
                self._found.comments.append(Span(at + 3, max(at + 3, end - 3)))
        return end

    def _read_code_template(self, line: re.Match[str]) -> int | None:
        """Leave out code between a template and its closing twin, on lines of its own."""
        at = line.end()
        end = end_of_code(self._text, at)
        if end and _REST_OF_LINE.match(self._text, end):
            self._rewrite((at, end), "")
        return end

    def _read_container(self, line: re.Match[str]) -> None:
        start, end = line.span("container")
        self._found.heads[start] = end
        self._rewrite((start, end), f"- {STAND_IN}")
        self._add_title(line, "title" if line["title"] else "tab")

    def _read_colons(self, line: re.Match[str]) -> None:
        self._rewrite(line.span("fence"), "")
        self._add_title(line, "label" if line["label"] else "title")

    def _read_heading(self, marks: re.Match[str]) -> None:
        """A heading without a blank behind its marks, which is none to the parser."""
        start, end = marks.span("marks")
        if self._is_after_blank_line(start):
            self._rewrite((end, end), " ")
            self._found.flaws.append(Flaw(start, end, FlawKind.HEADING, ((end, end, " "),)))

    def _add_title(self, line: re.Match[str], group: str) -> None:
        if line[group]:
            self._found.titles.append(Stretch(*line.span(group), BlockKind.HEADING))


def _is_within(at: int, spans: list[Span]) -> bool:
    number = bisect_right(spans, at, key=lambda span: span.start) - 1
    return number >= 0 and at < spans[number].end
