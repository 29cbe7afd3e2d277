"""What in a Markdown article is prose: CommonMark, GitHub's tables and notes, MDX, Hugo, Jekyll and MkDocs.

The work is done in four steps:

1. *Dialects* (``dialects.py``, ``skeleton.py``). What CommonMark does not know (front matter, admonitions, ``:::``
   fences, modules) is rewritten for the parser as what it does know, and the places in that are kept.
2. *Outline* (``outline.py``). The parser, pyromark, gives the stretches that hold prose, and the markup between them.
3. *Things* (``things.py``). One scan over the stretches finds what is not Markdown proper, or must be known before
   emphasis is: code, formulas, URLs, tags, comments, templates. The leftmost opener wins.
4. *Inline* (``inline.py``). What is left of the stretches, with their things blotted out, goes through the parser
   again: emphasis, links, images, escapes.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from checker.text.formats import attributes, front_matter, languages
from checker.text.formats.assembly import assemble
from checker.text.formats.markdown import anchors, dialects, fences, inline, outline, things
from checker.text.formats.markdown.skeleton import Rewriting, rewritten
from checker.text.formats.markdown.stretches import Stretch
from checker.text.layout import Block, Flaw, FlawKind, Layout, Marked, Mask, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.text.formats.markdown.things import Thing

__all__ = ["layout"]

_Located = TypeVar("_Located", Mask, Block, Span, Marked)


_MOST_ROUNDS = 6
"""Times that the blocks of a text are read, each time with what is indented by four columns taken four to the left."""


def layout(text: str, *, is_mdx: bool = False) -> Layout:
    r"""Say what of a Markdown text is prose, and where its blocks are.

    The text has ``\n`` line ends and no byte order mark. A block reaches from the first to the last character of its
    prose, so emphasis around the whole of a paragraph lies outside. Whatever is neither white space nor in a block is
    masked. With ``is_mdx`` what is indented is no code. Never raises.
    """
    inside = fences.wrapped(text)
    if inside is None:
        return _layout(text, is_mdx=is_mdx)
    made = _layout(text[slice(*inside)], is_mdx=is_mdx)
    flaw = Flaw(0, inside.start, FlawKind.WRAPPER, ((0, inside.start, ""), (inside.end, len(text), "")))
    return _moved(made, text, inside.start)._replace(
        flaws=(flaw, *(_moved_flaw(it, inside.start) for it in made.flaws))
    )


def _moved(made: Layout, text: str, by: int) -> Layout:
    """The layout of a part of a text, as that of the text: the part begins after so many characters."""

    def move(spans: Iterable[_Located]) -> Iterator[_Located]:
        return (span._replace(start=span.start + by, end=span.end + by) for span in spans)

    def encode(span: Span, replacement: str) -> str | None:
        return written(Span(span.start - by, span.end - by), replacement) if written else replacement

    written = made.encode
    return assemble(text, move(made.masks), move(made.blocks), move(made.comments))._replace(
        encode=encode if written else None,
        names=tuple(move(made.names)),
        language=made.language,
        marked=tuple(move(made.marked)),
        beside=made.beside
        and assemble(text, move(made.beside.masks), move(made.beside.blocks))._replace(is_article=False),
    )


def _moved_flaw(flaw: Flaw, by: int) -> Flaw:
    edits = tuple([(start + by, end + by, new) for start, end, new in flaw.edits])
    return flaw._replace(start=flaw.start + by, end=flaw.end + by, edits=edits)


def _layout(text: str, *, is_mdx: bool) -> Layout:
    head = front_matter.read(text)
    found = dialects.read(text, head.end, is_mdx=is_mdx)
    rewritings = [Rewriting(0, head.end, ""), *found.rewritings]
    for _ in range(_MOST_ROUNDS if is_mdx else 1):
        blocks = outline.read(text, rewritten(text, rewritings), found)
        if not blocks.indentation:
            break
        rewritings += blocks.indentation
    stretches = sorted([*(Stretch(*value) for value in head.values), *found.titles, *blocks.stretches])
    page = things.page_of(text, stretches, blocks.continuations)
    hidden, flaws = things.find(text, page, stretches, is_mdx=found.is_mdx)
    pieces = list(_split_at_breaks(stretches, hidden))
    read = inline.read(inline.blot_out(page, hidden), pieces, blocks.labels)
    masks = [*head.escapes, *blocks.masks, *(Mask(thing.start, thing.end, thing.filler) for thing in hidden)]
    made = assemble(
        text,
        [*masks, *read.masks],
        [Block(piece.start, piece.end, piece.kind) for piece in pieces],
        [*blocks.comments, *found.comments, *(thing.comment for thing in hidden if thing.comment)],
    )
    tags = sorted([*found.tags, *(Span(*it[:2]) for it in hidden if text[it.start] == "<")])
    in_images = (Mask(*it[:3]) for alt in read.texts for it in _within(hidden, alt))
    return made._replace(
        encode=anchors.encoder(text, made.blocks, head.encode),
        names=tuple(read.names),
        language=head.language,
        marked=languages.marked(text, tags),
        beside=attributes.beside(text, [*attributes.texts(text, tags), *read.texts], in_images),
        flaws=tuple(sorted([*found.flaws, *blocks.flaws, *flaws, *read.flaws])),
    )


def _within(things: Sequence[Thing], block: Block) -> Iterator[Thing]:
    """The things, sorted, that begin in a block."""
    first = bisect_left(things, block.start, key=attrgetter("start"))
    return takewhile(lambda thing: thing.start < block.end, map(things.__getitem__, range(first, len(things))))


def _split_at_breaks(stretches: Sequence[Stretch], hidden: Sequence[Thing]) -> Iterator[Stretch]:
    """Split stretches at the tags and templates that no sentence crosses."""
    breaks = iter([thing for thing in hidden if thing.breaks])
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
