"""What in a Markdown article is prose: CommonMark, GitHub's tables and notes, MDX, Hugo, Jekyll and MkDocs.

The work is done in four steps, none of which changes the length of the text, so that every offset stays good:

1. *Skeleton.* A copy of the text in ASCII, one character for each, is what tree-sitter parses: its byte offsets are our
   character offsets. Constructs that its grammar does not know (front matter, footnotes, admonitions, ``:::`` fences)
   are rewritten there as ones that it does.
2. *Outline.* The block grammar gives the stretches that hold prose, and the markup between them. It does not see the
   middle of plain paragraphs, or of plain words, on which no block hangs.
3. *Things.* One scan over the stretches finds what is not Markdown proper, or must be known before emphasis is: code,
   formulas, URLs, tags, comments, templates. The leftmost opener wins.
4. *Inline.* What is left of a stretch, with its things blotted out, goes through the inline grammar: emphasis, links,
   images, escapes, again without the middle of plain words. Where there are only emphasis and links of plain words,
   one expression does instead.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import tree_sitter_markdown
from tree_sitter import Language, Parser, Query, QueryCursor

from checker.formats import addresses, front_matter, languages
from checker.formats.assembly import assemble
from checker.formats.html_elements import BLOCK_LEVEL, OPENED_KINDS, PHRASING
from checker.formats.layout import CLEAR, OPAQUE, Block, BlockKind, Layout, Mask, Span
from checker.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCK_LANGUAGE = Language(tree_sitter_markdown.language())
_INLINE_LANGUAGE = Language(tree_sitter_markdown.inline_language())

_BLOCK_QUERY = Query(
    _BLOCK_LANGUAGE,
    """
    [(atx_heading) (setext_heading)] @heading
    (list_item) @item
    (block_quote) @quote
    (inline) @inline
    (pipe_table_cell) @cell
    (html_block) @html
    (indented_code_block) @indented
    (link_reference_definition) @definition
    [(block_quote_marker) (block_continuation)] @continuation
    [
      (list_marker_minus) (list_marker_plus) (list_marker_star) (list_marker_dot) (list_marker_parenthesis)
      (atx_h1_marker) (atx_h2_marker) (atx_h3_marker) (atx_h4_marker) (atx_h5_marker) (atx_h6_marker)
    ] @clear
    (pipe_table_header "|" @clear)
    (pipe_table_row "|" @clear)
    [
      (fenced_code_block) (thematic_break) (setext_h1_underline) (setext_h2_underline)
      (pipe_table_delimiter_row) (task_list_marker_checked) (task_list_marker_unchecked)
    ] @opaque
    """,
)

_INLINE_QUERY = Query(
    _INLINE_LANGUAGE,
    """
    (emphasis_delimiter) @delimiter
    [(backslash_escape) (hard_line_break)] @escape
    (image) @image
    [(inline_link) (full_reference_link) (collapsed_reference_link)] @link
    (shortcut_link) @shortcut
    (link_text) @text
    """,
)


class _Stretch(NamedTuple):
    """A stretch of the text that holds prose and inline markup, and nothing else."""

    start: int
    end: int
    kind: BlockKind
    is_html: bool = False


class _Thing(NamedTuple):
    """Something found inside a stretch that is not prose, and that hides whatever Markdown it holds."""

    start: int
    end: int
    filler: str
    breaks: bool = False
    """Whether it ends a block, as ``</p>`` does."""
    opens: BlockKind | None = None
    """The kind of the block that it begins, where it says so: ``<h2>``."""
    comment: Span | None = None


class _Outline(NamedTuple):
    """The blocks of a text: stretches of prose, and the markup around them."""

    stretches: list[_Stretch]
    masks: list[Mask]
    continuations: list[Span]
    comments: list[Span]
    labels: frozenset[str]
    """The labels of links that are defined somewhere in the text, each as ``_normalise_label`` has it."""


def layout(text: str) -> Layout:
    r"""Say what of a Markdown text is prose, and where its blocks are.

    The text has ``\n`` line ends and no byte order mark. A block reaches from the first to the last character of its
    prose, so emphasis around the whole of a paragraph lies outside. Whatever is neither white space nor in a block is
    masked. Never raises.
    """
    head = front_matter.read(text)
    skeleton, containers = _draw_skeleton(text, head.end)
    outline = _read_outline(text, skeleton, containers)
    stretches = [*(_Stretch(*value) for value in head.values), *outline.stretches]
    page = _cut_out(text, stretches, outline.continuations)
    things = _Scanner(text, page, stretches).scan()
    pieces = list(_split_at_breaks(stretches, things))
    masks = [*head.escapes, *outline.masks]
    masks += (Mask(thing.start, thing.end, thing.filler) for thing in things)
    masks += _mask_inline(_blot_out(page, things), text, pieces, outline.labels)
    comments = [*outline.comments, *(thing.comment for thing in things if thing.comment)]
    blocks = [Block(piece.start, piece.end, piece.kind) for piece in pieces]
    marked = languages.marked(text, (thing[:2] for thing in things))
    return assemble(text, masks, blocks, comments)._replace(encode=head.encode, language=head.language, marked=marked)


# --- Skeleton ---------------------------------------------------------------------------------------------------------

_STAND_IN_LETTER = "\x01"
"""Neither a letter, a digit, a space nor punctuation of Markdown: a word character that begins no construct."""

_STAND_IN_PUNCTUATION = ","
"""Decides what may open or close emphasis, and begins no construct."""


_NOT_ASCII = lazy(r"[^\x01-\x7f]")


# Both hold what is indented by four columns, which a list item does too: so the skeleton has one here.
_CONTAINER = lazy(
    r"""
    ^ [ >]*
    (?P<container>
        \[\^ [^\s\[\]]+ \]: (?=[ \t])                                       # a footnote, up to its text
      | (?: !!! | \?\?\?\+? ) [ ] [\w-]+ .* $ | ===[+!]?[ ] ["'] .* $       # an admonition or tab of MkDocs
    )
    """,
    re.VERBOSE | re.MULTILINE,
)

# To CommonMark these begin HTML that lasts until a blank line. To most readers, and writers, they do not.
_LONE_TAG = lazy(
    r"""
    (?: \A | (?<=\n) ) [ \t]*\n
    (?P<tag> <br[ ]?/?> | <a[ ][^<>\n]*>[ ]*</a> )
    (?= [ \t]*\n )
    """,
    re.VERBOSE,
)

_COLON_FENCE = lazy(r"^[ \t>]*(?P<fence>:::.*)$", re.MULTILINE)
_COMPONENT_START = lazy(r"^[ \t]*(?=<[A-Z][\w.]*[^<>\n]*$)", re.MULTILINE)
_NOT_LINE_END = lazy(r"[^\n]")


def _ascii_lookalike(text: str) -> str:
    """Copy the text in ASCII, character for character, each as Markdown should treat it.

    CommonMark's rules of emphasis ask for Unicode's punctuation and white space; tree-sitter-markdown knows ASCII's.
    """
    return text if text.isascii() and "\0" not in text else _NOT_ASCII.sub(_lookalike, text)


def _lookalike(found: re.Match[str]) -> str:
    character = found.group()
    like_punctuation = character.isspace() or unicodedata.category(character)[0] in "PS"
    return _STAND_IN_PUNCTUATION if like_punctuation else _STAND_IN_LETTER


def _erase(found: re.Match[str], group: str) -> str:
    """Write spaces for a group that ends a match."""
    size = len(found[group])
    return found[0][:-size] + " " * size


def _flatten_components(text: str, skeleton: str) -> str:
    """Write plain words for the tags of MDX that go over several lines: ``>`` on one of its own is no block quote."""
    parts: list[str] = []
    position = 0
    for start in _COMPONENT_START.finditer(skeleton):
        tag = _TAG.match(text, start.end()) if start.end() >= position else None
        if tag:
            parts += skeleton[position : tag.start()], _NOT_LINE_END.sub(_STAND_IN_LETTER, tag[0])
            position = tag.end()
    parts.append(skeleton[position:])
    return "".join(parts)


def _draw_skeleton(text: str, front_matter_end: int) -> tuple[str, list[Span]]:
    """Write the text as tree-sitter is to see it; also give the heads of containers that now look like list items."""
    head, body = text[:front_matter_end], _ascii_lookalike(text[front_matter_end:])
    # After the head of the text, the grammar would take a thematic break for front matter.
    head = _NOT_LINE_END.sub(" ", head) if head else ""
    if not head and body.startswith(("---", "+++")):
        body = body.replace("-", "*", 3) if body.startswith("---") else "," * 3 + body[3:]
    skeleton = head + body
    if ":::" in skeleton:
        skeleton = _COLON_FENCE.sub(lambda line: _erase(line, "fence"), skeleton)
    if "<" in skeleton:
        skeleton = _LONE_TAG.sub(lambda line: _erase(line, "tag"), skeleton)
        skeleton = _flatten_components(text, skeleton)
    containers: list[Span] = []

    def as_list_item(line: re.Match[str]) -> str:
        containers.append(Span(*line.span("container")))
        size = len(line["container"])
        return line[0][:-size] + "- " + _STAND_IN_LETTER * (size - 2)

    if any(mark in skeleton for mark in ("[^", "!!!", "???", "===")):
        skeleton = _CONTAINER.sub(as_list_item, skeleton)
    return skeleton, containers


# --- Outline ----------------------------------------------------------------------------------------------------------

_CONTAINER_KINDS = {"heading": BlockKind.HEADING, "item": BlockKind.LIST_ITEM, "quote": BlockKind.QUOTE}
_CLOSING_HASHES = lazy(r"(?<![^ \t])#+[ \t]*$")
_DEFINITION = lazy(r"[ \t>]*\[(?P<label>(?:[^\[\]\\]|\\.)+)\]:", re.DOTALL)

_SIMPLE_TAG = lazy(r"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)[^<>]*>")

_COMMENT_DEFINITION = lazy(
    r"""
    [ \t]* \[//\]: \s* (?:\#|<>|<\#>) \s+
    (?P<opening> [("'] ) (?P<body> .* ) [)"'] \s* $
    """,
    re.VERBOSE | re.DOTALL,
)

_IMPORT_OR_EXPORT = lazy(
    r"""
    import \s+ (?: [\w$*{}\s,]+ \s from \s* )? (?P<quote>["']) [^"'\n]+ (?P=quote)
  | export \s+ (?:
        \{ | \*
      | (?: const | let | var ) \s+ [\w${\[]
      | (?: async \s+ )? function\b \*? \s* \w* \(
      | class \s+ \w+ \s* \{
      | default \s+ (?: [({\[] | (?: async \s+ )? function\b | class\b | [\w.]+ \s* (?: [;(] | => ) )
    )
    """,
    re.VERBOSE,
)


def _read_outline(text: str, skeleton: str, heads: list[Span]) -> _Outline:
    """Parse the blocks of the skeleton and sort them into prose and markup."""
    limit = len(text)
    short, place = _shorten(skeleton, _TEXT_TO_BLOCKS)
    root = Parser(_BLOCK_LANGUAGE).parse(f"{short}\n".encode("ascii")).root_node
    nodes = [
        (place(node.start_byte), min(place(node.end_byte), limit), name)
        for name, found in QueryCursor(_BLOCK_QUERY).captures(root).items()
        for node in found
    ]
    nodes.sort(key=lambda node: (node[0], -node[1]))
    outline = _Outline([], [Mask(*head, OPAQUE) for head in heads], [], [], frozenset())
    head_starts = {head.start for head in heads}
    head_ends = {head.start + len("- "): head.end for head in heads}
    labels: set[str] = set()
    # The containers around the place we are at, outermost first.
    containers: list[tuple[int, BlockKind]] = []
    for start, end, name in nodes:
        while containers and containers[-1][0] <= start:
            containers.pop()
        kind = containers[-1][1] if containers else BlockKind.PARAGRAPH
        if name in _CONTAINER_KINDS:
            is_head = name == "item" and not head_starts.isdisjoint(range(start, start + 4))
            containers.append((end, BlockKind.PARAGRAPH if is_head else _CONTAINER_KINDS[name]))
        elif name == "definition":
            labels.update(_normalise_label(found["label"]) for found in [_DEFINITION.match(text, start, end)] if found)
            outline.masks.append(Mask(start, _strip_end(text, start, end), OPAQUE))
            if comment := _COMMENT_DEFINITION.match(text, start, end):
                outline.comments.append(Span(*comment.span("body")))
        else:
            _sort_leaf(outline, text, _Stretch(min(head_ends.get(start, start), end), end, kind), name)
    return outline._replace(labels=frozenset(labels))


_PLAIN = r"""
    (?<=[A-Za-z][ ]) (?P<words> [A-Za-z0-9\x01 ,.;:?!-]{12,} ) (?= [ ][A-Za-z] )
  | (?<=[A-Za-z.]) (?P<address> [A-Za-z0-9./:?-]{8,} ) (?= [A-Za-z.] )
  | < [^<>\n]*                                                           # what makes a tag of this stays there
"""
"""Words between words and the middle of addresses: text to both grammars, or in code, a title or a target."""

_TEXT_TO_BLOCKS = lazy(
    rf"""
    (?: \A | (?<=\n\n) ) [A-Za-z]{{2}}
    (?P<lines> [\x01 -;=?-{{}}~]{{8,}} (?: \n [A-Za-z] [\x01 -;=?-{{}}~]* )* )
    (?= [!-;=?-{{}}~] $ )
  | {_PLAIN}
    """,
    re.VERBOSE | re.MULTILINE,
)
"""Also lines after a blank one that begin with a letter: on them no block hangs."""

_TEXT_IN_LINE = lazy(_PLAIN, re.VERBOSE)


def _shorten(source: str, text: re.Pattern[str]) -> tuple[str, Callable[[int], int]]:
    """Leave out what is text to a grammar, which takes as long as what it reads; also give what finds a place again."""
    parts: list[str] = []
    # Where in what is left something is missing, and how much is missing up to there.
    cuts, left_out = [0], [0]
    position = 0
    for found in text.finditer(source):
        if found.lastindex:
            start, end = found.span(found.lastindex)
            parts.append(source[position:start])
            cuts.append(start - left_out[-1])
            left_out.append(left_out[-1] + end - start)
            position = end
    parts.append(source[position:])
    return "".join(parts), lambda at: at + left_out[bisect_right(cuts, at) - 1]


def _sort_leaf(outline: _Outline, text: str, leaf: _Stretch, name: str) -> None:
    """Enter a block that holds no others into the outline."""
    start, end, kind, _ = leaf
    if name == "continuation":
        outline.continuations.append(Span(start, end))
        marker_end = _strip_end(text, start, end)
        if marker_end > start:
            outline.masks.append(Mask(start, marker_end, CLEAR))
        return
    end = _strip_end(text, start, end)
    if name in {"clear", "opaque"}:
        outline.masks.append(Mask(start, end, CLEAR if name == "clear" else OPAQUE))
    elif name == "html":
        outline.stretches.append(_Stretch(start, end, BlockKind.PARAGRAPH, is_html=True))
    elif name == "indented":
        if outline.stretches and outline.stretches[-1].is_html and _closes_html(text[start:end]):
            outline.stretches.extend(_split_at_blank_lines(text, start, end))
        else:
            outline.masks.append(Mask(start, end, OPAQUE))
    elif name == "cell":
        outline.stretches.append(_Stretch(start, end, BlockKind.CELL))
    elif kind is BlockKind.PARAGRAPH and _IMPORT_OR_EXPORT.match(text, start, end):
        outline.masks.append(Mask(start, end, OPAQUE))
    elif kind is BlockKind.HEADING and (hashes := _CLOSING_HASHES.search(text, start, end)):
        outline.masks.append(Mask(hashes.start(), hashes.end(), CLEAR))
        outline.stretches.append(_Stretch(start, hashes.start(), kind))
    else:
        outline.stretches.append(_Stretch(start, end, kind))


def _closes_html(code: str) -> bool:
    """Tell whether indented code is the rest of the HTML before it: CommonMark ends HTML at the first blank line."""
    depth = 0
    for tag in _SIMPLE_TAG.finditer(code):
        if tag["name"].lower() in BLOCK_LEVEL:
            depth += -1 if tag["slash"] else 1
    return depth < 0


def _split_at_blank_lines(text: str, start: int, end: int) -> Iterator[_Stretch]:
    """Make a stretch of HTML of each run of lines."""
    for blank in _BLANK_LINE.finditer(text, start, end):
        yield _Stretch(start, blank.start(), BlockKind.PARAGRAPH, is_html=True)
        start = blank.end()
    yield _Stretch(start, end, BlockKind.PARAGRAPH, is_html=True)


def _strip_end(text: str, start: int, end: int) -> int:
    """Leave white space out of the end of a span: the grammar has line ends, and even indentation, in its nodes."""
    while end > start and text[end - 1] in " \t\n":
        end -= 1
    return end


def _normalise_label(label: str) -> str:
    """Write a link label in the way in which CommonMark compares them."""
    return " ".join(label.split()).casefold()


# --- Things -----------------------------------------------------------------------------------------------------------

_GAP = "\0"
"""Stands in the page for whatever lies between stretches. (One in the text itself ends what is open, too.)"""

_OPENER = lazy(
    r"""
    [<&@\[] | `+ | \$\$? | \{\{? | \\(?:[^\n])? | https?:// | www\. | :(?=[a-z])
    """,
    re.VERBOSE,
)

_BRACES = r"\{ (?: [^{}\0] | \{ (?: [^{}\0] | \{ [^{}\0]*+ \} )*+ \} )*+ \}"
_TEMPLATE = r"\{\{ [^{}\0]{0,200}+ \}\} | \{% [^%\0]{0,200}+ %\}"

_TAG = lazy(
    rf"""
    </? (?P<name> [A-Za-z] [\w.:-]*+ )
    (?:
        \s++ [^\s"'<>/={{}}\0]++                        # an attribute
        (?: \s*+ = \s*+ (?:
            " (?: {_TEMPLATE} | [^"\0] )*+ "
          | ' (?: {_TEMPLATE} | [^'\0] )*+ '
          | {_BRACES}
          | [^\s"'=<>`{{}}\0]++
        ) )?+
      | \s*+ {_BRACES}                                  # spread or templated attributes
    )*+
    \s*+ /? >
  | < (?: /? > | [!?] [^<>\0]{{0,1000}}+ > )            # <>, </>, <!DOCTYPE html>
    """,
    re.VERBOSE,
)

_BROKEN_TAG = lazy(r"<(?P<name>[A-Za-z][\w-]{0,30})\s+[\w:-]{1,50}=[^<>\0]{0,1000}>")
"""One with a quotation mark too many or too few."""

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
_BLANK_LINE = lazy(r"\n(?:[ \t>]*\n)+")
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


def _cut_out(text: str, stretches: list[_Stretch], continuations: list[Span]) -> str:
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


class _Scanner:
    """Finds the things in the stretches of one text.

    ``page`` is the text with gaps between its stretches. Each ``_find_…`` method is given the start of an opener
    and the stretch that it is in, and gives the thing, or ``None`` if the opener opens nothing. All take time in
    proportion to what they find, or bounded time: closers known to be missing are not searched for again.
    """

    def __init__(self, text: str, page: str, stretches: list[_Stretch]) -> None:
        self._text = text
        self._page = page
        self._stretches = stretches
        self._position = 0
        self._missing: set[str] = set()
        self._missing_everywhere: set[str] = set()
        self._backticks: dict[int, list[int]] | None = None
        self._finders: dict[str, Callable[[int, _Stretch], _Thing | None]] = {
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

    def scan(self) -> list[_Thing]:
        """List the things in order of position."""
        things: list[_Thing] = []
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

    def _find_closer(self, closer: str, start: int, stretch: _Stretch) -> int | None:
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

    def _find_code(self, start: int, stretch: _Stretch) -> _Thing | None:
        if self._backticks is None:
            self._backticks = {}
            for run in re.finditer("`+", self._page[stretch.start : stretch.end]):
                self._backticks.setdefault(len(run[0]), []).append(stretch.start + run.start())
        size = 1
        while self._page.startswith("`", start + size):
            size += 1
        closers = self._backticks.get(size, [])
        following = bisect_left(closers, start + size)
        return _Thing(start, closers[following] + size, OPAQUE) if following < len(closers) else None

    def _find_tag(self, start: int, stretch: _Stretch) -> _Thing | None:
        if self._page.startswith("<!--", start):
            return self._find_comment(start, stretch)
        if autolink := _AUTOLINK.match(self._page, start, stretch.end):
            return _Thing(start, autolink.end(), OPAQUE)
        tag = _TAG.match(self._page, start, stretch.end) or _BROKEN_TAG.match(self._page, start, stretch.end)
        if tag is None:
            return None
        end = tag.end()
        name = tag["name"] or ""
        lower = name.lower()
        is_opening = self._page[start + 1] != "/"
        if lower in _RAW_ELEMENTS and is_opening and self._page[end - 2] != "/":
            end = self._find_raw_end(lower, end, stretch) or end
        elif lower == name and lower in PHRASING:
            return _Thing(start, end, CLEAR)
        breaks = lower in BLOCK_LEVEL or (lower not in _RAW_ELEMENTS | PHRASING and self._is_alone(start, end))
        return _Thing(start, end, OPAQUE, breaks, OPENED_KINDS.get(lower) if is_opening else None)

    def _find_raw_end(self, name: str, start: int, stretch: _Stretch) -> int | None:
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

    def _find_comment(self, start: int, stretch: _Stretch) -> _Thing | None:
        end = self._find_closer("-->", start + 2, stretch)
        if end is None and stretch.is_html:
            return _Thing(start, stretch.end, OPAQUE, breaks=True, comment=Span(start + 4, stretch.end))
        if end is None:
            return None
        body = Span(min(start + 4, end - 3), end - 3)
        return _Thing(start, end, OPAQUE, breaks=stretch.is_html, comment=body)

    def _find_template(self, start: int, stretch: _Stretch) -> _Thing | None:
        opener = _TEMPLATE_START.match(self._page, start, stretch.end)
        if opener is None:
            attributes = _ATTRIBUTES.match(self._page, start, stretch.end)
            return _Thing(start, attributes.end(), CLEAR) if attributes else None
        closer = _TEMPLATES[opener[0]]
        end = self._find_far_closer(closer, opener.end())
        if end is None:
            return None
        if opener[0] in {"{/*", "{{/*"}:
            body = Span(opener.end(), end - len(closer))
            return _Thing(start, end, OPAQUE, self._is_alone(start, end), comment=body)
        if self._page.find(opener[0], opener.end(), end) >= 0 or _BLANK_LINE.search(self._text, start, end):
            return None
        end = self._find_twin(start, end) or end
        return _Thing(start, end, OPAQUE, self._is_alone(start, end))

    def _find_twin(self, start: int, end: int) -> int | None:
        """Find the end of the template that closes this one, if what is between them is not prose."""
        code = _CODE_TEMPLATE.match(self._page, start, end)
        if code is None:
            return None
        name = f"end{code['liquid']}" if code["liquid"] else f"/{code['hugo']}"
        closing = lazy(rf"\{{[{{%][<%-]?\s*{name}\s*[->%]?[%}}]\}}")
        found = closing.search(self._page, end, end + 10 * _LONGEST_TEMPLATE)
        return found.end() if found else None

    def _find_dollar_math(self, start: int, stretch: _Stretch) -> _Thing | None:
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

    def _find_backslash_math(self, start: int, _: _Stretch) -> _Thing | None:
        opener = self._page[start : start + 2]
        if opener == "\\(":
            end = self._find_far_closer("\\)", start + 2)
        elif opener == "\\[":
            end = self._find_far_closer("\\]", start + 2)
        elif environment := _ENVIRONMENT.match(self._page, start):
            end = self._find_far_closer(f"\\end{{{environment['name']}}}", environment.end())
            return None if end is None or _BLANK_LINE.search(self._text, start, end) else _Thing(start, end, OPAQUE)
        else:
            return None
        return self._as_formula(start, end, 2) if end else None

    def _as_formula(self, start: int, end: int, fence: int) -> _Thing | None:
        """Take the span for a formula, unless it holds a blank line or reads like prose."""
        content = self._text[start + fence : end - fence]
        if not content.strip() or _BLANK_LINE.search(content) or not _looks_like_math(content):
            return None
        return _Thing(start, end, OPAQUE)

    def _find_reference(self, start: int, stretch: _Stretch) -> _Thing | None:
        if reference := _FOOTNOTE_OR_CITATION.match(self._page, start, stretch.end):
            end = reference.end() + self._page.startswith(f"{reference[0]}:", start)
            return _Thing(start, end, OPAQUE)
        # A body that holds parentheses makes it no definition to the grammar.
        if start == stretch.start and (comment := _COMMENT_LINE.match(self._page, start, stretch.end)):
            return _Thing(start, comment.end(), OPAQUE, breaks=True, comment=Span(*comment.span("body")))
        return None

    def _find_entity(self, start: int, stretch: _Stretch) -> _Thing | None:
        entity = _ENTITY.match(self._page, start, stretch.end)
        return _Thing(start, entity.end(), OPAQUE) if entity else None

    def _find_emoji(self, start: int, stretch: _Stretch) -> _Thing | None:
        before = self._page[start - 1 : start] if start > stretch.start else ""
        emoji = _EMOJI.match(self._page, start, stretch.end)
        return _Thing(start, emoji.end(), OPAQUE) if emoji and not before.isalnum() and before != ":" else None

    def _find_email(self, start: int, stretch: _Stretch) -> _Thing | None:
        span = addresses.email_at(self._page, start, max(self._position, stretch.start), stretch.end)
        return _Thing(*span, OPAQUE) if span else None

    def _find_url(self, start: int, stretch: _Stretch) -> _Thing | None:
        span = addresses.url_at(self._page, start, stretch.start, stretch.end)
        return _Thing(*span, OPAQUE) if span else None

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


# --- Inline markup ----------------------------------------------------------------------------------------------------

_BLOT = "."
"""Stands for a thing when emphasis is read: punctuation, as is the character that the thing begins with."""

_DELIMITER = lazy(r"[*~\[\\]|(?<![^\W_])_|_(?![^\W_])")
_ASTERISKS = lazy(r"(?<!\\)\*+")
_MOST_DELIMITERS = 400
"""In one parse. The inline grammar takes quadratic time where thousands of them open and none closes."""


def _blot_out(page: str, things: list[_Thing]) -> str:
    """Copy the page with things made unreadable, in ASCII."""
    parts: list[str] = []
    position = 0
    for thing in things:
        parts += page[position : thing.start], _BLOT * (thing.end - thing.start)
        position = thing.end
    parts.append(page[position:])
    # A dollar sign that is left over is no formula, but the inline grammar might take it for one.
    return _ascii_lookalike("".join(parts)).replace("$", _BLOT)


def _split_at_breaks(stretches: list[_Stretch], things: list[_Thing]) -> Iterator[_Stretch]:
    """Split stretches at the tags and templates that no sentence crosses."""
    breaks = iter([thing for thing in things if thing.breaks])
    following = next(breaks, None)
    for stretch in stretches:
        start, kind = stretch.start, stretch.kind
        while following is not None and following.start < stretch.end:
            if following.start > start:
                yield stretch._replace(start=start, end=following.start, kind=kind)
            start, kind = max(start, following.end), following.opens or stretch.kind
            following = next(breaks, None)
        if start < stretch.end:
            yield stretch._replace(start=start, kind=kind)


def _mask_inline(ascii_page: str, text: str, pieces: list[_Stretch], labels: frozenset[str]) -> Iterator[Mask]:
    """Mask emphasis, links, images and escapes."""
    parser = Parser(_INLINE_LANGUAGE)
    for piece in pieces:
        if not _DELIMITER.search(ascii_page, piece.start, piece.end):
            continue
        source = ascii_page[piece.start : piece.end]
        simple = _mask_simple(source, piece.start)
        if simple is not None:
            yield from simple
            continue
        # Cut where a hostile text is densest; honest paragraphs are far below the limit.
        delimiters = [found.start() for found in _DELIMITER.finditer(ascii_page, piece.start, piece.end)]
        cuts = [piece.start, *delimiters[_MOST_DELIMITERS::_MOST_DELIMITERS], piece.end]
        for start, end in pairwise(cuts):
            yield from _parse_inline(parser, ascii_page[start:end], text, start, labels)


_MARKUP = lazy(r"[*_~\[\]\\`<&]")
_SIMPLE_MARKUP = lazy(
    r"""
    (?<![^ \t\n("',/-]) (?P<run> \*\*? | __? ) (?=[A-Za-z0-9\x01])          # this can open and not close
    [^*_~\[\]\\`<&]++
    (?:
        (?<=[A-Za-z0-9\x01]) (?P=run) (?= [ \t\n.,;:!?)"'/-] | \Z )       # this can close and not open
        (?<![0-9]_) (?<![0-9]__)                                          # after a digit the grammar closes nothing
      | (?<=[.,;:!?)"']) (?P=run) (?= [ \t\n] | \Z )
    )
  | (?<!!) \[ [^*_~\[\]\\`<&]++ (?P<target> \]\( [^\s()<>\[\]\\*~`&"']++ \) )
    """,
    re.VERBOSE,
)
"""Emphasis and links with plain words inside; where a text has no other markup, nothing else can be meant."""


def _mask_simple(source: str, offset: int) -> list[Mask] | None:
    """Mask simple markup as the inline grammar does, which takes thirty times as long; nothing where there is other."""
    masks: list[Mask] = []

    def mask(found: re.Match[str]) -> str:
        start, end = offset + found.start(), offset + found.end()
        opener, closer = found["run"] or "[", found["run"] or found["target"]
        masks.append(Mask(start, start + len(opener), CLEAR))
        masks.append(Mask(end - len(closer), end, CLEAR))
        return " "

    return None if _MARKUP.search(_SIMPLE_MARKUP.sub(mask, source)) else masks


def _parse_inline(parser: Parser, source: str, text: str, offset: int, labels: frozenset[str]) -> Iterator[Mask]:
    """Mask the markup of one source that stands at this offset of the text."""
    short, place = _shorten(source, _TEXT_IN_LINE)
    captures = QueryCursor(_INLINE_QUERY).captures(parser.parse(short.encode("ascii")).root_node)
    spans = {
        name: [(place(node.start_byte), place(node.end_byte)) for node in nodes] for name, nodes in captures.items()
    }
    yield from _mask_delimiters(source, offset, {start for start, _ in spans.get("delimiter", ())})
    for start, _ in spans.get("escape", ()):
        if source.startswith("\\", start):
            yield Mask(offset + start, offset + start + 1, CLEAR)
    for start, end in spans.get("image", ()):
        has_target = source[end - 1] == ")" or "][" in source[start:end]
        if has_target or _normalise_label(text[offset + start + 2 : offset + end - 1]) in labels:
            yield Mask(offset + start, offset + end, OPAQUE)
    text_ends = dict(spans.get("text", ()))
    for start, end in spans.get("link", ()):
        text_end = text_ends.get(start + 1, start + 1)
        yield Mask(offset + start, offset + start + 1, CLEAR)
        yield Mask(offset + text_end, offset + end, CLEAR)
    for start, end in spans.get("shortcut", ()):
        if _normalise_label(text[offset + start + 1 : offset + end - 1]) in labels:
            yield Mask(offset + start, offset + start + 1, CLEAR)
            yield Mask(offset + end - 1, offset + end, CLEAR)


def _mask_delimiters(source: str, offset: int, delimiters: set[int]) -> Iterator[Mask]:
    """Mask delimiters of emphasis, and whole runs of asterisks where the grammar has only some of a run.

    It splits runs that CommonMark does not let close, as in ``**“Yes.”**she said``, where a writer meant them to.
    """
    # Where delimiters are tangled, the grammar has some that lie beyond the end.
    starts = {start for start in delimiters if start < len(source)}
    if starts and "*" in source:
        for run in _ASTERISKS.finditer(source):
            if not starts.isdisjoint(range(*run.span())):
                yield Mask(offset + run.start(), offset + run.end(), CLEAR)
    for start in starts:
        if source[start] != "*":
            yield Mask(offset + start, offset + start + 1, CLEAR)
