"""What in an HTML page is prose, with the templates that such pages are made of (Jinja, Liquid, PHP and the like).

The tokens are found as the HTML standard's tokenizer finds them (https://html.spec.whatwg.org/#tokenization), by
patterns of our own. No parser at hand would do: selectolax and lxml tell no positions inside a text, and a hundred
thousand characters of ``<!--`` or ``<a`` keep tree-sitter-html and the standard library's ``html.parser`` for half a
minute and more.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from checker.text.formats import addresses, attributes, charsets, escapes, front_matter, languages
from checker.text.formats.assembly import assemble
from checker.text.formats.html_elements import BLOCK_LEVEL, HIDDEN, OPENED_KINDS, PHRASING
from checker.text.layout import CLEAR, OPAQUE, Block, BlockKind, Layout, Mask, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.text.layout import Encoder


class _Token(NamedTuple):
    """Something that is not text: a tag, a comment, a template."""

    start: int
    end: int
    name: str = ""
    """The element's, in lower case; of a tag only."""
    is_end: bool = False
    breaks: bool = False
    filler: str = OPAQUE
    comment: Span | None = None
    is_shown: bool = False
    """Of a tag that was broken, and is seen for what it was meant to be: its characters are read."""


def layout(text: str) -> Layout:
    """Say what of a page is prose, and where its blocks are. Never raises."""
    head = front_matter.read(text)
    scanned = list(_Scanner(text, head.end).tokens())
    tokens = _as_breaks(text, _without_hidden(scanned))
    hidden = [token for token in tokens if not token.is_shown]
    masks = [*head.escapes, *(mask for token in hidden for mask in _masks(token))]
    page = _blot_out(text, hidden, head.end)
    masks += addresses.masks(page)
    for entity in escapes.ENTITY.finditer(page):
        masks += escapes.of_entity(entity)
    pieces = [*head.values, *_pieces(text, tokens, head.end)]
    comments = [token.comment for token in tokens if token.comment]
    made = assemble(text, masks, pieces, comments)
    tags = ((token.start, token.end) for token in tokens if token.name)
    shown = {token.start for token in tokens}
    heads = (Span(token.start, token.end) for token in scanned if token.name and token.start in shown)
    return made._replace(
        encode=partial(_encode, text, head.encode),
        whole_lines=False,
        language=head.language,
        marked=languages.marked(text, tags),
        beside=attributes.beside(text, attributes.texts(text, heads)),
    )


def _masks(token: _Token) -> Iterator[Mask]:
    if token.name == "br" and not token.breaks:
        return escapes.masks(token.start, token.end, " ")
    return iter((Mask(token.start, token.end, token.filler),))


def _encode(text: str, in_head: Encoder | None, span: Span, replacement: str) -> str | None:
    if in_head and (written := in_head(span, replacement)) != replacement:
        return written
    written = encoded(text[slice(*span)], replacement)
    return written if charsets.is_unicode(charsets.of_page(text)) else charsets.as_references(written)


def encoded(old: str, replacement: str) -> str:
    """How new text is written in place of ``old``: as text, but for a broken tag that is made whole."""
    if _TAG_ALONE.fullmatch(replacement) and re.sub(r"\s", "", old) == replacement:
        return replacement
    return replacement.replace("&", "&amp;").replace("<", "&lt;")


# --- Tokens -----------------------------------------------------------------------------------------------------------

_OPENER = lazy(r"<[A-Za-z/!?%]|\{[{%#]")

_TAG = lazy(
    r"""
    < (?P<slash> /? ) (?P<name> [A-Za-z] [^\s/>\0]*+ )
    (?:
        [\s/]++
      | (?: [^\s/>=] | (?<=[\s/]) = ) [^\s/>=]*+                      # an attribute's name
        (?: \s*+ = \s*+ (?: "[^"]*+" | '[^']*+' | [^\s>"'] [^\s>]*+ | (?=>) ) )?+
      | =
    )*+
    >
    """,
    re.VERBOSE,
)

_BROKEN_TAG = lazy(r"<(?P<slash>/?)(?P<name>[A-Za-z][\w:-]{0,30})[^<>\0]{0,2000}>")
"""One with a quotation mark too many or too few."""

_TAG_WITH_BLANKS = lazy(r"</\s+(?P<name>[A-Za-z][A-Za-z0-9]{0,9})\s*+>|<(?P<empty>br|hr|img)(?:\s[^<>]{0,500})?/\s+>")
"""``</ b>`` or ``<br / >``, as translation leaves them."""

_TAG_ALONE = lazy(r"</?[A-Za-z][A-Za-z0-9]*/?>")

_MOST_BROKEN_TAGS = 20
"""After so many, each next one is looked at for a bounded length only: a hostile page is to take no quadratic time."""

_LONGEST_TEMPLATE = 2_000

_TEMPLATE = lazy(
    r"""
      \{\{ (?! \{ ) [^{}]{0,500}+ (?: \{ [^{}]{0,500}+ \} [^{}]{0,500}+ )?+ \}\}
    | \{% [^%]{0,500}+ %\}
    | \{\# [^#\n]{0,500}+ \#\}
    """,
    re.VERBOSE,
)


_RAW = frozenset("script style xmp iframe noembed noframes title textarea".split())
"""Elements whose content holds no tags."""

_RAW_END = {name: lazy(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}

_GLOSSES = frozenset({"rt", "rp"})
"""What stands above a word and not beside it."""


class _Scanner:
    """Finds the tokens of one page from the first to the last."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._position = start
        self._missing: set[str] = set()
        self._broken_tags = 0
        self._page, self._templates = _cut_templates(text, start)

    def tokens(self) -> Iterator[_Token]:
        """All tokens in reading order."""
        templates = iter(self._templates)
        template = next(templates, None)
        while opener := _OPENER.search(self._page, self._position):
            start = opener.start()
            # Where a tag or a comment has a template inside, it is one token with it.
            while template and template.start < start:
                if template.start >= self._position:
                    yield template
                template = next(templates, None)
            token = self._token_at(start)
            self._position = token.end if token else opener.end()
            if token:
                yield token
                if token.name in _RAW and not token.is_end:
                    self._skip_raw(token.name)
        while template:
            if template.start >= self._position:
                yield template
            template = next(templates, None)

    def _token_at(self, start: int) -> _Token | None:
        page = self._page
        if page.startswith("<!--", start):
            return self._comment_at(start)
        if page.startswith("<![CDATA[", start):
            return _Token(start, self._closed("]]>", start) or len(page))
        if page.startswith("<?", start):
            closer = "?>" if page.startswith(("<?php", "<?="), start) else ">"
            return self._island(start, self._closed(closer, start))
        if page.startswith("<%", start):
            return self._island(start, self._closed("%>", start))
        if (broken := _TAG_WITH_BLANKS.match(page, start)) and not (
            broken["name"] and broken["name"].lower() not in PHRASING | HIDDEN
        ):
            return _Token(start, broken.end(), (broken["name"] or "").lower(), is_end=True, is_shown=True)
        if page.startswith("<!", start) or (page.startswith("</", start) and not page[start + 2 : start + 3].isalpha()):
            end = self._closed(">", start)
            return _Token(start, end, breaks=page[start + 1] == "!") if end else None
        if page.startswith("{", start):
            return None
        tag = self._tag_at(start)
        if tag is None:
            return None
        name = tag["name"].lower()
        filler = CLEAR if name in PHRASING else OPAQUE
        return _Token(start, tag.end(), name, bool(tag["slash"]), name in BLOCK_LEVEL, filler)

    def _tag_at(self, start: int) -> re.Match[str] | None:
        if self._broken_tags < _MOST_BROKEN_TAGS:
            if tag := _TAG.match(self._page, start):
                return tag
            self._broken_tags += 1
        else:
            tag = _TAG.match(self._page, start, start + _LONGEST_TEMPLATE)
        return tag or _BROKEN_TAG.match(self._page, start)

    def _comment_at(self, start: int) -> _Token:
        if self._page.startswith(("<!-->", "<!--->"), start):
            return _Token(start, self._page.index(">", start) + 1, filler=CLEAR)
        end = self._closed("-->", start)
        if end is None:
            return _Token(start, len(self._page), comment=Span(start + 4, len(self._page)))
        return _Token(start, end, filler=CLEAR, comment=Span(start + 4, end - 3))

    def _island(self, start: int, end: int | None) -> _Token | None:
        if end is None:
            return None
        return _Token(start, end, breaks=_is_alone(self._text, start, end))

    def _skip_raw(self, name: str) -> None:
        """Go to the end tag of an element that holds no tags, if it has one."""
        if name in self._missing:
            return
        if end := _RAW_END[name].search(self._page, self._position):
            self._position = end.start()
        else:
            self._missing.add(name)

    def _closed(self, closer: str, start: int) -> int | None:
        if closer in self._missing:
            return None
        at = self._page.find(closer, start + 2)
        if at < 0:
            self._missing.add(closer)
            return None
        return at + len(closer)


def _cut_templates(text: str, start: int) -> tuple[str, list[_Token]]:
    """The text with templates made unreadable, with the quotation marks and tags in them; and the templates."""
    templates = []
    parts = [text[:start]]
    for found in _TEMPLATE.finditer(text, start):
        parts += text[start : found.start()], "\x01" * len(found[0])
        start = found.end()
        templates.append(_Token(*found.span(), breaks=_is_alone(text, *found.span())))
    parts.append(text[start:])
    return "".join(parts), templates


def _is_alone(text: str, start: int, end: int) -> bool:
    """Tell whether nothing else is on the lines of a token."""
    before = text[max(0, start - 40) : start].rstrip(" \t")
    after = text[end : end + 40].lstrip(" \t")
    return before[-1:] in {"", "\n"} and after[:1] in {"", "\n"}


def _without_hidden(tokens: list[_Token]) -> list[_Token]:
    """The tokens, with an element that is not to be read as one of them."""
    ends: dict[int, int] = {}
    opened: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        if token.name in HIDDEN:
            if not token.is_end:
                opened.setdefault(token.name, []).append(at)
            elif starts := opened.get(token.name):
                ends[starts.pop()] = at
    kept: list[_Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if at in ends:
            last = tokens[ends[at]]
            end = last.start if last.is_shown else last.end
            filler = CLEAR if token.name in _GLOSSES else OPAQUE
            kept.append(_Token(token.start, end, breaks=token.breaks, filler=filler))
            if last.is_shown:
                kept.append(last)
            at = ends[at]
        else:
            kept.append(token)
        at += 1
    return kept


def _as_breaks(text: str, tokens: list[_Token]) -> list[_Token]:
    """The tokens, with two line breaks in a row made the end of a paragraph, as many pages have it."""
    made = list(tokens)
    for at in range(1, len(made)):
        before, token = made[at - 1], made[at]
        if token.name == before.name == "br" and not text[before.end : token.start].strip():
            made[at] = token._replace(breaks=True)
    return made


# --- Text -------------------------------------------------------------------------------------------------------------

_KINDS = {
    **OPENED_KINDS,
    "title": BlockKind.FRONT_MATTER,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    # What holds the others again from the start: a list in a cell, a table in an item.
    **dict.fromkeys(["ul", "ol", "dl", "table"], BlockKind.PARAGRAPH),
}

_CLOSED_BY = {
    **dict.fromkeys(["td", "th"], frozenset({"td", "th"})),
    **dict.fromkeys(["dt", "dd"], frozenset({"dt", "dd"})),
    "tr": frozenset({"td", "th"}),
    "li": frozenset({"li"}),
}
"""What an element closes that was not closed, by the name of its start tag."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def _pieces(text: str, tokens: list[_Token], start: int) -> Iterator[Block]:
    """The stretches of text between the tokens that no sentence crosses."""
    opened: list[str] = []
    counts: Counter[str] = Counter()
    for token in tokens:
        if not token.breaks:
            continue
        if start < token.start:
            yield Block(start, token.start, _KINDS[opened[-1]] if opened else BlockKind.PARAGRAPH)
        start = token.end
        if token.is_end:
            name = token.name
            if name in _HEADINGS and opened and opened[-1] in _HEADINGS:
                name = opened[-1]
            while counts[name]:
                closed = opened.pop()
                counts[closed] -= 1
                if closed == name:
                    break
        elif token.name in _KINDS or token.name in _CLOSED_BY:
            if opened and opened[-1] in _CLOSED_BY.get(token.name, ()):
                counts[opened.pop()] -= 1
            if token.name in _KINDS:
                opened.append(token.name)
                counts[token.name] += 1
    if start < len(text):
        yield Block(start, len(text), _KINDS[opened[-1]] if opened else BlockKind.PARAGRAPH)


def _blot_out(text: str, tokens: list[_Token], start: int) -> str:
    """The text with nothing to be read in the place of the tokens and the front matter."""
    parts = ["\0" * start]
    for token in tokens:
        parts += text[start : token.start], "\0" * (token.end - token.start)
        start = token.end
    parts.append(text[start:])
    return "".join(parts)
