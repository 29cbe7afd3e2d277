"""Things in Markdown prose: code, formulas, addresses, tags, comments, templates. The leftmost opener wins."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from checker.text.formats import addresses, escapes
from checker.text.formats.html_elements import BLOCK_LEVEL, HIDDEN, OPENED_KINDS, PHRASING
from checker.text.formats.markdown import flaws
from checker.text.formats.markdown.braces import Braces
from checker.text.formats.markdown.stretches import BLANK_LINE
from checker.text.formats.markdown.tags import BROKEN_TAG, LONGEST_TAG, TAG
from checker.text.formats.markdown.templates import LONGEST_TEMPLATE, TEMPLATE_START, TEMPLATES, end_of_code
from checker.text.layout import CLEAR, OPAQUE, BlockKind, Flaw, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.text.formats.markdown.stretches import Stretch

__all__ = ["Thing", "find", "page_of"]


class Thing(NamedTuple):
    """Something found inside a stretch that is not prose, and that hides whatever Markdown it holds."""

    start: int
    end: int
    filler: str
    breaks: bool = False
    """Whether it ends a block, as ``</p>`` does."""
    opens: BlockKind | None = None
    """The kind of the block that it begins, where it says so: ``<h2>``."""
    comment: Span | None = None


_GAP = "\0"
"""Stands in the page for whatever lies between stretches. (One in the text itself ends what is open, too.)"""

_CONDITIONS = r"""
    (?: (?<=[<&@\[]) | (?<=`)`* | (?<=\$)\$? | (?<=\{)\{? | (?<=\\)[\s\S]? | (?<=:)(?=[a-z]|//) | (?<=!)(?=[ \t]+\[)
      | (?<=w)ww\. )
"""
# An expression that begins with one class of characters is looked for many times as fast as one with alternatives.
_OPENER = lazy(rf"[<&@\[`$\\{{:!] {_CONDITIONS}", re.VERBOSE)
_OPENER_OR_WWW = lazy(rf"[<&@\[`$\\{{:!w] {_CONDITIONS}", re.VERBOSE)
_SCHEME_BEFORE = lazy(r"(?<![^\W_])https?\Z")

_AUTOLINK = lazy(
    r"""
    < (?: [A-Za-z][A-Za-z0-9+.-]{1,31} : [^\s<>\0]*+ | [\w.+-]++ @ [\w.-]++ ) >
    """,
    re.VERBOSE,
)

_FOOTNOTE_OR_CITATION = lazy(r"\[(?:\^[^\s\[\]\0]{1,100}|-?@[^\[\]\n\0]{1,200}|![A-Z]+)\]")
_COMMENT_LINE = lazy(r"\[//\]:[ \t]*#[ \t]*\((?P<body>[^\n\0]*)\)[ \t]*(?=[\n\0]|$)")
_EMOJI = lazy(r":[a-z][a-z0-9_+-]{0,40}:(?!\w)")
_PAIR = r"""[\w:-]+ = (?: "[^"\n\0]{0,200}" | '[^'\n\0]{0,200}' | [^\s"'{}\0]{1,200} )"""
_ATTRIBUTES = lazy(
    rf"""
    \{{ (?:
        : [^{{}}\n\0]{{0,300}}                                                      # kramdown
      | [ \t]* (?: [#.][\w:-]+ | {_PAIR} ) (?: [ \t]+ (?: [#.][\w:-]+ | {_PAIR} | [\w-]+ ) ){{0,30}} [ \t]*
    ) \}}
    """,
    re.VERBOSE,
)
_WIKI_LINK = lazy(
    r"(?<!\[)\[\[(?P<target>[^\[\]|\n\0]{1,300})(?P<bar>\|)?(?(bar)(?P<shown>[^\[\]\n\0]{0,300}))\]\](?!\])"
)
_KRAMDOWN_COMMENT = lazy(r"\{::comment\}")
_KRAMDOWN_END = lazy(r"\{:/(?:comment)?\}")
_BLANK = (" ", "\t")
_BLANKS = lazy(r"[ \t]")
_LONGEST_TARGET = 400
_BEFORE_TARGET = (" ", "\t", "\N{FULLWIDTH LEFT PARENTHESIS}")
_ROLE = lazy(r"\{[A-Za-z][\w:+-]{0,40}\}(?=`)")  # of MyST
_ENVIRONMENT = lazy(r"\\begin\{(?P<name>[a-z]{1,20}\*?)\}")
_RAW_END = {name: lazy(rf"<[ ]*/[ ]*{name}\s*>", re.IGNORECASE) for name in HIDDEN}
_CODE_COMPONENTS = frozenset({"code", "pre", "script", "style", "svg", "math", "kbd", "samp", "template", "textarea"})
"""Elements that hold code also where their name is written as that of a component."""


def page_of(text: str, stretches: Sequence[Stretch], continuations: Sequence[Span]) -> str:
    """Copy the stretches to their places on an empty page, without the block quote markers of their later lines."""
    parts: list[str] = []
    position = 0
    pending = iter([*continuations, Span(len(text), len(text))])
    continuation = next(pending)
    for stretch in stretches:
        parts.append(_GAP * (stretch.start - position))
        position = max(position, stretch.start)
        while continuation.start < stretch.end:
            if continuation.start >= position and continuation.end <= stretch.end:
                parts += text[position : continuation.start], " " * (continuation.end - continuation.start)
                position = continuation.end
            continuation = next(pending, Span(len(text), len(text)))
        parts.append(text[position : stretch.end])
        position = max(position, stretch.end)
    parts.append(_GAP * (len(text) - position))
    return "".join(parts)


def find(text: str, page: str, stretches: Sequence[Stretch], *, is_mdx: bool) -> tuple[list[Thing], list[Flaw]]:
    """The things in the stretches of a text, in order of position, and what is wrong with their markup.

    ``page`` is what ``page_of`` made of the stretches.
    """
    scanner = _Scanner(text, page, stretches, is_mdx=is_mdx)
    return scanner.scan(), scanner.flaws


class _Scanner:
    """Finds the things in the stretches of one text.

    ``page`` is the text with gaps between its stretches. Each ``_find_…`` method is given the start of an opener
    and the stretch that it is in, and gives the thing, or ``None`` if the opener opens nothing. All take time in
    proportion to what they find, or bounded time: closers known to be missing are not searched for again.
    """

    def __init__(self, text: str, page: str, stretches: Sequence[Stretch], *, is_mdx: bool) -> None:
        self._text = text
        self._page = page
        self._stretches = stretches
        self._braces = Braces(page) if is_mdx else None
        self._opener = _OPENER_OR_WWW if "www." in page else _OPENER
        self._tail: Span | None = None  # the end of the last markup whose text is prose
        self.flaws: list[Flaw] = []
        self._position = 0
        self._missing: set[str] = set()
        self._missing_everywhere: set[str] = set()
        self._backticks: dict[int, list[int]] | None = None
        self._finders: dict[str, Callable[[int, Stretch], Thing | None]] = {
            "`": self._find_code,
            "<": self._find_tag,
            "$": self._find_dollar_math,
            "\\": self._find_backslash_math,
            "{": self._find_template,
            "[": self._find_reference,
            "&": self._find_entity,
            "@": self._find_email,
            ":": self._find_address_or_emoji,
            "!": self._find_link,
            "w": self._find_url,
        }

    def scan(self) -> list[Thing]:
        """List the things in order of position."""
        things: list[Thing] = []
        for stretch in self._stretches:
            self._missing.clear()
            self._backticks = None
            self._position = max(self._position, stretch.start)
            self._tail = None
            while (opener := self._opener.search(self._page, self._position, stretch.end)) or self._tail:
                if self._tail and (opener is None or opener.start() >= self._tail.start):
                    things.append(Thing(*self._tail, CLEAR))
                    self._position, self._tail = self._tail.end, None
                elif opener and (thing := self._finders[self._page[opener.start()]](opener.start(), stretch)):
                    things.append(thing)
                    self._position = thing.end
                elif opener:
                    self._position = opener.end()
        return things

    def _find_closer(self, closer: str, start: int, stretch: Stretch) -> int | None:
        """Find the end of the next closer in the stretch."""
        if closer in self._missing:
            return None
        found = self._page.find(closer, start, stretch.end)
        if found < 0:
            self._missing.add(closer)
            return None
        return found + len(closer)

    def _find_far_closer(self, closer: str, start: int) -> int | None:
        """Find the end of the next closer, in this stretch or a later one, but not far away."""
        found = self._page.find(closer, start, start + LONGEST_TEMPLATE)
        return None if found < 0 else found + len(closer)

    def _find_code(self, start: int, stretch: Stretch) -> Thing | None:
        if self._backticks is None:
            self._backticks = {}
            for run in re.finditer("`+", self._page[stretch.start : stretch.end]):
                self._backticks.setdefault(len(run[0]), []).append(stretch.start + run.start())
        size = 1
        while self._page.startswith("`", start + size):
            size += 1
        closers = self._backticks.get(size, [])
        following = bisect_left(closers, start + size)
        if following < len(closers):
            end = closers[following] + size
            flaw = flaws.damaged_span(self._page, start, end)
        else:
            end = 0
            flaw = flaws.backquote(self._page, start, is_after_code=len(closers) > 2) if size == 1 else None
        if flaw:
            self.flaws.append(flaw)
        return Thing(start, end, OPAQUE) if end else None

    def _find_tag(self, start: int, stretch: Stretch) -> Thing | None:
        if self._page.startswith("<!--", start):
            return self._find_comment(start, stretch)
        if autolink := _AUTOLINK.match(self._page, start, stretch.end):
            return Thing(start, autolink.end(), OPAQUE)
        if template := self._find_template(start, stretch):
            return template
        end_of_tag = min(stretch.end, start + LONGEST_TAG)
        tag = TAG.match(self._page, start, end_of_tag) or BROKEN_TAG.match(self._page, start, end_of_tag)
        if tag is None:
            tag = self._find_spaced_tag(start, stretch)
            if tag is None:
                return None
        end = tag.end()
        name = tag["name"] or ""
        lower = name.lower()
        is_opening = not self._page[start + 1 : start + 3].lstrip(" ").startswith("/")
        is_raw = lower in (HIDDEN if lower == name else _CODE_COMPONENTS)
        if is_raw and is_opening and self._page[end - 2] != "/":
            end = self._find_raw_end(lower, end, stretch) or end
        elif lower == name and lower in PHRASING and not is_raw:
            return Thing(start, end, CLEAR)
        breaks = lower in BLOCK_LEVEL or (not is_raw and lower not in PHRASING and self._is_alone(start, end))
        return Thing(start, end, OPAQUE, breaks, OPENED_KINDS.get(lower) if is_opening else None)

    def _find_spaced_tag(self, start: int, stretch: Stretch) -> re.Match[str] | None:
        """A tag with blanks where none may be; ``a < b >`` is none unless it is closed."""
        tag = flaws.SPACED_TAG.match(self._page, start, stretch.end)
        flaw = flaws.tag(tag) if tag else None
        if not tag or not flaw:
            return None
        if tag["one"] and not tag["slash"] and not tag["attributes"] and len(tag["name"]) == 1:
            return None
        self.flaws.append(flaw)
        return tag

    def _find_raw_end(self, name: str, start: int, stretch: Stretch) -> int | None:
        """Find the end of an element whose content is not prose; in HTML blocks, also beyond a blank line."""
        is_far = stretch.is_html and name != "code"
        missing = self._missing_everywhere if is_far else self._missing
        if name in missing:
            return None
        closing = _RAW_END[name].search(self._page, start, len(self._page) if is_far else stretch.end)
        if closing is None:
            missing.add(name)
            return None
        if (tag := flaws.SPACED_TAG.match(self._page, closing.start())) and (flaw := flaws.tag(tag)):
            self.flaws.append(flaw)
        return closing.end()

    def _find_comment(self, start: int, stretch: Stretch) -> Thing | None:
        end = self._find_closer("-->", start + 2, stretch)
        if end is None and stretch.is_html:
            return Thing(start, stretch.end, OPAQUE, breaks=True, comment=Span(start + 4, stretch.end))
        if end is None:
            return None
        body = Span(min(start + 4, end - 3), end - 3)
        return Thing(start, end, OPAQUE, breaks=stretch.is_html, comment=body)

    def _find_template(self, start: int, stretch: Stretch) -> Thing | None:
        if (comment := _KRAMDOWN_COMMENT.match(self._page, start)) and (
            closing := _KRAMDOWN_END.search(self._page, comment.end(), comment.end() + LONGEST_TEMPLATE)
        ):
            body = Span(comment.end(), closing.start())
            return Thing(start, closing.end(), OPAQUE, self._is_alone(start, closing.end()), comment=body)
        if attributes := _ATTRIBUTES.match(self._page, start, stretch.end):
            return Thing(start, attributes.end(), CLEAR)
        if role := _ROLE.match(self._page, start, stretch.end):
            return Thing(start, role.end(), CLEAR)
        if not self._braces and (placeholder := self._find_placeholder(start, stretch)):
            return placeholder
        opener = TEMPLATE_START.match(self._page, start, stretch.end)
        if opener is None:
            return self._find_expression(start, stretch)
        closer = TEMPLATES[opener[0]]
        end = self._find_far_closer(closer, opener.end())
        if end is None:
            return self._find_expression(start, stretch)
        if opener[0] in {"{/*", "{{/*"}:
            body = Span(opener.end(), end - len(closer))
            return Thing(start, end, OPAQUE, self._is_alone(start, end), comment=body)
        if self._page.find(opener[0], opener.end(), end) >= 0 or BLANK_LINE.search(self._text, start, end):
            return None
        end = end_of_code(self._page, start) or end
        return Thing(start, end, OPAQUE, self._is_alone(start, end))

    def _find_expression(self, start: int, stretch: Stretch) -> Thing | None:
        """An expression of MDX."""
        if self._braces is None or self._page[start] != "{":
            return None
        end = self._braces.end_of_expression(start, stretch.end)
        return Thing(start, end, OPAQUE, self._is_alone(start, end)) if end and end - start > len("{}") else None

    def _find_placeholder(self, start: int, stretch: Stretch) -> Thing | None:
        """A placeholder into which blanks were put."""
        found = flaws.BROKEN_PLACEHOLDER.match(self._page, start, stretch.end)
        if found is None:
            return None
        self.flaws.append(flaws.placeholder(found))
        return Thing(*found.span(), OPAQUE)

    def _find_dollar_math(self, start: int, stretch: Stretch) -> Thing | None:
        if placeholder := self._find_placeholder(start, stretch):
            return placeholder
        if self._page.startswith("$$", start):
            end = self._find_far_closer("$$", start + 2)
            return self._as_formula(start, end, 2) if end else None
        end = start + 1
        while end := self._page.find("$", end, min(end + LONGEST_TEMPLATE, stretch.end)) + 1:
            if self._page[end - 2] != "\\":
                break
        content = self._page[start + 1 : end - 1] if end else ""
        is_word_before = start > stretch.start and (self._page[start - 1].isalnum() or self._page[start - 1] == "$")
        if not content or is_word_before or content[0].isspace() or content[-1].isspace():
            return None
        if self._page[end : end + 1].isdigit() or _is_money(content):
            return None
        return self._as_formula(start, end, 1)

    def _find_backslash_math(self, start: int, _: Stretch) -> Thing | None:
        opener = self._page[start : start + 2]
        if opener == "\\\n":  # a line break
            return Thing(start, start + 1, CLEAR)
        if opener == "\\(":
            end = self._find_far_closer("\\)", start + 2)
        elif opener == "\\[":
            end = self._find_far_closer("\\]", start + 2)
        elif environment := _ENVIRONMENT.match(self._page, start):
            end = self._find_far_closer(f"\\end{{{environment['name']}}}", environment.end())
            return None if end is None or BLANK_LINE.search(self._text, start, end) else Thing(start, end, OPAQUE)
        else:
            return None
        return self._as_formula(start, end, 2) if end else None

    def _as_formula(self, start: int, end: int, fence: int) -> Thing | None:
        """Take the span for a formula, unless it holds a blank line or reads like prose."""
        content = self._text[start + fence : end - fence]
        if not content.strip() or BLANK_LINE.search(content) or not _looks_like_math(content):
            return None
        return Thing(start, end, OPAQUE)

    def _find_reference(self, start: int, stretch: Stretch) -> Thing | None:
        if link := _WIKI_LINK.match(self._page, start, stretch.end):
            if not link["shown"]:
                return Thing(start, link.end(), OPAQUE)
            self._tail = Span(link.end("shown"), link.end())
            return Thing(start, link.start("shown"), CLEAR)
        if broken := self._find_link(start, stretch):
            return broken
        if reference := _FOOTNOTE_OR_CITATION.match(self._page, start, stretch.end):
            end = reference.end() + self._page.startswith(f"{reference[0]}:", start)
            return Thing(start, end, OPAQUE)
        # A body that holds parentheses makes it no definition to the grammar.
        if start == stretch.start and (comment := _COMMENT_LINE.match(self._page, start, stretch.end)):
            return Thing(start, comment.end(), OPAQUE, breaks=True, comment=Span(*comment.span("body")))
        return None

    def _find_link(self, start: int, stretch: Stretch) -> Thing | None:
        """The first part of a link that is written so that it is none."""
        page = self._page
        after = self._find_closer("]", start, stretch)
        if after is None:
            return None
        if page.startswith("([", after) and (flaw := flaws.wrapped_target(page, start, after)):
            self.flaws.append(flaw)
            return None
        if not (
            page[start] == "!"
            or page.startswith(_BLANK, start + 1)
            or page.startswith(_BLANK, after - 2)
            or page.startswith(_BEFORE_TARGET, after)
        ):
            return self._find_spaced_link(start, after)
        found = flaws.BROKEN_LINK.match(page, start, stretch.end)
        flaw = flaws.link(found) if found else None
        if not found or not flaw:
            return self._find_spaced_link(start, after)
        self.flaws.append(flaw)
        if not flaws.is_broken(found):
            return None
        if found["image"]:
            return Thing(*found.span(), OPAQUE)
        self._tail = Span(found.end("after"), found.end())
        return Thing(start, found.start("before"), CLEAR)

    def _find_spaced_link(self, start: int, target: int) -> Thing | None:
        """The first part of a link whose target has a blank in it; ``target`` is behind the text of what may be one."""
        if not self._page.startswith("(", target):
            return None
        end = self._page.find(")", target, target + _LONGEST_TARGET)
        if end < 0 or not _BLANKS.search(self._page, target, end):
            return None
        found = flaws.SPACED_LINK.match(self._page, start, end + 1)
        if found is None:
            return None
        if flaw := flaws.spaced_link(found):
            self.flaws.append(flaw)
        if self._page.startswith("!", start - 1):
            return Thing(*found.span(), OPAQUE)
        self._tail = Span(found.end("text"), found.end())
        return Thing(start, start + 1, CLEAR)

    def _find_entity(self, start: int, stretch: Stretch) -> Thing | None:
        entity = escapes.ENTITY.match(self._page, start, stretch.end)
        return Thing(start, entity.end(), OPAQUE) if entity else None

    def _find_address_or_emoji(self, start: int, stretch: Stretch) -> Thing | None:
        if self._page.startswith("://", start):
            first = max(self._position, stretch.start)
            scheme = _SCHEME_BEFORE.search(self._page[max(first, start - 6) : start])
            return self._find_url(start - len(scheme[0]), stretch) if scheme else None
        before = self._page[start - 1 : start] if start > stretch.start else ""
        emoji = _EMOJI.match(self._page, start, stretch.end)
        return Thing(start, emoji.end(), OPAQUE) if emoji and not before.isalnum() and before != ":" else None

    def _find_email(self, start: int, stretch: Stretch) -> Thing | None:
        span = addresses.email_at(self._page, start, max(self._position, stretch.start), stretch.end)
        return Thing(*span, OPAQUE) if span else None

    def _find_url(self, start: int, stretch: Stretch) -> Thing | None:
        span = addresses.url_at(self._page, start, stretch.start, stretch.end)
        return Thing(*span, OPAQUE) if span else None

    def _is_alone(self, start: int, end: int) -> bool:
        """Tell whether nothing else is on the lines of a thing."""
        before = self._page[max(0, start - 40) : start].rstrip(" \t")
        after = self._page[end : end + 40].lstrip(" \t")
        return before[-1:] in {"", "\n", _GAP} and after[:1] in {"", "\n", _GAP}


_PLAIN_WORDS = lazy(r"(?<![\\\w])[^\W\d_]{2,}[,;]?\s+[^\W\d_]{2,}(?!\w)")
_PLAIN_WORD = lazy(r"(?<![\\\w])[^\W\d_]{3,}")
_CURRENCY_AT_END = lazy(r"\s\(?[A-Z]{1,3}$")
_MATH_SIGN = lazy(r"[\\^_={}]")


def _looks_like_math(content: str) -> bool:
    r"""Tell a formula from words in escaped brackets: ``\(see below\)``, ``\[sic\]``."""
    return bool(_MATH_SIGN.search(content)) or not (_PLAIN_WORD.search(content) or _PLAIN_WORDS.search(content))


def _is_money(content: str) -> bool:
    """Tell prices with words between them from a formula in dollar signs."""
    if not content[0].isdigit() or re.search(r"[\\^_]", content):
        return False
    return bool(_PLAIN_WORD.search(content) or _CURRENCY_AT_END.search(content))
