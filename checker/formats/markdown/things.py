"""Things in Markdown prose: code, formulas, addresses, tags, comments, templates. The leftmost opener wins."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from checker.formats import addresses
from checker.formats.html_elements import BLOCK_LEVEL, OPENED_KINDS, PHRASING
from checker.formats.layout import CLEAR, OPAQUE, BlockKind, Span
from checker.formats.markdown.outline import BLANK_LINE
from checker.formats.markdown.tags import BROKEN_TAG, TAG
from checker.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.formats.markdown.outline import Stretch

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

_OPENER = lazy(
    r"""
    [<&@\[] | `+ | \$\$? | \{\{? | \\[\s\S]? | https?:// | www\. | :(?=[a-z])
    """,
    re.VERBOSE,
)

_AUTOLINK = lazy(
    r"""
    < (?: [A-Za-z][A-Za-z0-9+.-]{1,31} : [^\s<>\0]*+ | [\w.+-]++ @ [\w.-]++ ) >
    """,
    re.VERBOSE,
)

_ENTITY = lazy(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_FOOTNOTE_OR_CITATION = lazy(r"\[(?:\^[^\s\[\]\0]{1,100}|-?@[^\[\]\n\0]{1,200}|![A-Z]+)\]")
_COMMENT_LINE = lazy(r"\[//\]:[ \t]*#[ \t]*\((?P<body>[^\n\0]*)\)[ \t]*(?=[\n\0]|$)")
_EMOJI = lazy(r":[a-z][a-z0-9_+-]{0,40}:(?!\w)")
_ATTRIBUTES = lazy(r"\{(?::|[#.][A-Za-z_-])[^{}\n\0]{0,200}\}")
_ENVIRONMENT = lazy(r"\\begin\{(?P<name>[a-z]{1,20}\*?)\}")
_LONGEST_TEMPLATE = 5_000
"""Characters after which an opener of a template or formula is held to be a stray one."""

_RAW_ELEMENTS = frozenset({"script", "style", "pre", "code", "textarea", "svg", "math", "template", "iframe"})
_RAW_END = {name: lazy(rf"</{name}\s*>", re.IGNORECASE) for name in _RAW_ELEMENTS}

_TEMPLATES = {
    "{{/*": "*/}}",
    "{{<": ">}}",
    "{{%": "%}}",
    "{{": "}}",
    "{%": "%}",
    "{/*": "*/}",
}
"""Openers and closers of Hugo, Liquid and MDX, the longer ones first."""

_TEMPLATE_START = lazy("|".join(map(re.escape, _TEMPLATES)))

_CODE_TEMPLATE = lazy(
    r"""
      \{%-?\s* (?P<liquid> highlight|comment ) \b
    | \{\{[<%]\s* (?P<hugo> highlight|mermaid ) \b
    """,
    re.VERBOSE,
)
"""A template whose content, up to its closing twin, is code or is not shown."""


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


def find(text: str, page: str, stretches: Sequence[Stretch]) -> list[Thing]:
    """The things in the stretches of a text, in order of position; ``page`` is what ``page_of`` made of them."""
    return _Scanner(text, page, stretches).scan()


class _Scanner:
    """Finds the things in the stretches of one text.

    ``page`` is the text with gaps between its stretches. Each ``_find_…`` method is given the start of an opener
    and the stretch that it is in, and gives the thing, or ``None`` if the opener opens nothing. All take time in
    proportion to what they find, or bounded time: closers known to be missing are not searched for again.
    """

    def __init__(self, text: str, page: str, stretches: Sequence[Stretch]) -> None:
        self._text = text
        self._page = page
        self._stretches = stretches
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
            ":": self._find_emoji,
            "h": self._find_url,
            "w": self._find_url,
        }

    def scan(self) -> list[Thing]:
        """List the things in order of position."""
        things: list[Thing] = []
        for stretch in self._stretches:
            self._missing.clear()
            self._backticks = None
            self._position = max(self._position, stretch.start)
            while opener := _OPENER.search(self._page, self._position, stretch.end):
                start = opener.start()
                if thing := self._finders[self._page[start]](start, stretch):
                    things.append(thing)
                    self._position = thing.end
                else:
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
        found = self._page.find(closer, start, start + _LONGEST_TEMPLATE)
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
        return Thing(start, closers[following] + size, OPAQUE) if following < len(closers) else None

    def _find_tag(self, start: int, stretch: Stretch) -> Thing | None:
        if self._page.startswith("<!--", start):
            return self._find_comment(start, stretch)
        if autolink := _AUTOLINK.match(self._page, start, stretch.end):
            return Thing(start, autolink.end(), OPAQUE)
        tag = TAG.match(self._page, start, stretch.end) or BROKEN_TAG.match(self._page, start, stretch.end)
        if tag is None:
            return None
        end = tag.end()
        name = tag["name"] or ""
        lower = name.lower()
        is_opening = self._page[start + 1] != "/"
        if lower in _RAW_ELEMENTS and is_opening and self._page[end - 2] != "/":
            end = self._find_raw_end(lower, end, stretch) or end
        elif lower == name and lower in PHRASING:
            return Thing(start, end, CLEAR)
        breaks = lower in BLOCK_LEVEL or (lower not in _RAW_ELEMENTS | PHRASING and self._is_alone(start, end))
        return Thing(start, end, OPAQUE, breaks, OPENED_KINDS.get(lower) if is_opening else None)

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
        opener = _TEMPLATE_START.match(self._page, start, stretch.end)
        if opener is None:
            attributes = _ATTRIBUTES.match(self._page, start, stretch.end)
            return Thing(start, attributes.end(), CLEAR) if attributes else None
        closer = _TEMPLATES[opener[0]]
        end = self._find_far_closer(closer, opener.end())
        if end is None:
            return None
        if opener[0] in {"{/*", "{{/*"}:
            body = Span(opener.end(), end - len(closer))
            return Thing(start, end, OPAQUE, self._is_alone(start, end), comment=body)
        if self._page.find(opener[0], opener.end(), end) >= 0 or BLANK_LINE.search(self._text, start, end):
            return None
        end = self._find_twin(start, end) or end
        return Thing(start, end, OPAQUE, self._is_alone(start, end))

    def _find_twin(self, start: int, end: int) -> int | None:
        """Find the end of the template that closes this one, if what is between them is not prose."""
        code = _CODE_TEMPLATE.match(self._page, start, end)
        if code is None:
            return None
        name = f"end{code['liquid']}" if code["liquid"] else f"/{code['hugo']}"
        closing = lazy(rf"\{{[{{%][<%-]?\s*{name}\s*[->%]?[%}}]\}}")
        found = closing.search(self._page, end, end + 10 * _LONGEST_TEMPLATE)
        return found.end() if found else None

    def _find_dollar_math(self, start: int, stretch: Stretch) -> Thing | None:
        if self._page.startswith("$$", start):
            end = self._find_far_closer("$$", start + 2)
            return self._as_formula(start, end, 2) if end else None
        end = start + 1
        while end := self._page.find("$", end, min(end + _LONGEST_TEMPLATE, stretch.end)) + 1:
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
        if reference := _FOOTNOTE_OR_CITATION.match(self._page, start, stretch.end):
            end = reference.end() + self._page.startswith(f"{reference[0]}:", start)
            return Thing(start, end, OPAQUE)
        # A body that holds parentheses makes it no definition to the grammar.
        if start == stretch.start and (comment := _COMMENT_LINE.match(self._page, start, stretch.end)):
            return Thing(start, comment.end(), OPAQUE, breaks=True, comment=Span(*comment.span("body")))
        return None

    def _find_entity(self, start: int, stretch: Stretch) -> Thing | None:
        entity = _ENTITY.match(self._page, start, stretch.end)
        return Thing(start, entity.end(), OPAQUE) if entity else None

    def _find_emoji(self, start: int, stretch: Stretch) -> Thing | None:
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
