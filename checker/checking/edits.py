"""Edits: new text for stretches of a document, made so that what is not prose stays as it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING

from checker.findings.finding import Edit
from checker.text.layout import CLEAR, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.text.document import Document

__all__ = ["Edit", "along", "apply_edits", "changes_facts", "composed", "edits_for", "encoded", "without_empty_lines"]


def apply_edits(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """``text[start:end]`` with sorted, disjoint ``edits`` made in it."""
    pieces: list[str] = []
    for edit in edits:
        pieces += [text[start : edit.start], edit.text]
        start = edit.end
    return "".join([*pieces, text[start : len(text) if end is None else end]])


def composed(text: str, rounds: Iterable[Sequence[Edit]]) -> tuple[Edit, ...]:
    """The sorted, disjoint edits that make of ``text`` at once what ``rounds`` make of it one after another."""
    pieces = [Edit(0, len(text), "")]  # a stretch of the text, or new text where the stretch is empty
    for edits in rounds:
        ends = list(accumulate((len(piece.text) or piece.end - piece.start for piece in pieces), initial=0))
        new: list[Edit] = []
        at = 0
        for start, end, put in edits:
            new += _stretch(pieces, ends, at, start)
            new.append(Edit(0, 0, put))
            at = end
        pieces = [*new, *_stretch(pieces, ends, at, ends[-1])]
    made: list[Edit] = []
    at, put = 0, ""
    for piece in (*pieces, Edit(len(text), len(text) + 1, "")):
        if piece.start == piece.end:
            put += piece.text
            continue
        if text[at : piece.start] != put:
            made.append(Edit(at, piece.start, put))
        at, put = piece.end, ""
    return tuple(made)


def _stretch(pieces: Sequence[Edit], ends: Sequence[int], start: int, end: int) -> Iterator[Edit]:
    """What of the pieces, each of which ends where ``ends`` says, lies from ``start`` to ``end`` of what they make."""
    for number in range(bisect_right(ends, start) - 1, len(pieces)):
        first = ends[number]
        if first >= end:
            return
        since, until = max(start - first, 0), min(end - first, ends[number + 1] - first)
        piece = pieces[number]
        if piece.text:
            yield Edit(0, 0, piece.text[since:until])
        elif since < until:
            yield Edit(piece.start + since, piece.start + until, "")


_DIGITS = re.compile(r"\d")
_NEGATIONS = re.compile(r"\b(?:not?|never|none|nor|neither|nothing|nobody|without|cannot)\b|n['’]t\b", re.IGNORECASE)


def changes_facts(old: str, new: str) -> bool:
    """Whether a figure or a negation of ``old`` is another in ``new``, or not there, or has come to it."""
    return any(pattern.findall(old) != pattern.findall(new) for pattern in (_DIGITS, _NEGATIONS))


def edits_for(doc: Document, span: Span, replacement: str) -> tuple[Edit, ...] | None:
    """Edits that turn the prose of ``span`` into ``replacement`` and leave what is masked as it stands.

    ``None`` when a masked character would have to change, or the format cannot take the new text. An escape that means
    a character other than white space is changed as a whole.
    """
    if not doc.touches_mask(span):
        return encoded(doc, [Edit(*span, replacement)])
    if _TAG.fullmatch(replacement) and doc.holds_escapes_only(whole := doc.whole(span)):
        return encoded(doc, [Edit(*whole, replacement)])  # what is to be a tag becomes one as a whole
    edits = _edits_around_masks(doc, span, replacement)
    return None if edits is None else encoded(doc, edits)


def encoded(doc: Document, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """The edits as the format writes their text; ``None`` when it cannot write one, or one would change a name."""
    encode = doc.layout.encode
    if doc.layout.names and any(_is_in_name(doc, edit) for edit in edits):
        return None
    if encode is None:
        return tuple(edits)
    written_edits: list[Edit] = []
    for edit in edits:
        written = encode(Span(edit.start, edit.end), edit.text)
        if written is None:
            return None
        written_edits.append(edit._replace(text=written))
    return tuple(written_edits)


def _is_in_name(doc: Document, edit: Edit) -> bool:
    names = doc.layout.names
    at = bisect_left(names, edit.end, key=attrgetter("start")) - 1
    return at >= 0 and edit.start < names[at].end


def along(doc: Document, edits: Iterable[Edit]) -> tuple[Edit, ...] | None:
    """The edits with those of markup that must go with them, as of the line under a title; ``None`` for a refusal."""
    made = sorted(edits)
    drawn = doc.layout.redraw(made) if doc.layout.redraw else ()
    return None if drawn is None else tuple(sorted([*made, *(Edit(*edit) for edit in drawn)]))


_TAG = re.compile(r"</?\w+/?>")
_PIECE = re.compile(r"\s(?:[\s\u2060]*\s)?|\u2060+|\uFFFC+|\w+|[^\w\s]")
_LINE_END = re.compile(r"[\n\u2060]")


def _edits_around_masks(doc: Document, span: Span, replacement: str) -> list[Edit] | None:
    from difflib import SequenceMatcher  # seldom needed, and slow to import

    masked = doc.masked
    pieces = [match for match in _PIECE.finditer(masked, *span) if match.group()[0] != CLEAR]
    # To its reader a line end with the markup of the next line, such as that of a quote, is a blank.
    old = [" " if _LINE_END.search(piece.group()) else piece.group() for piece in pieces]
    new = _PIECE.findall(replacement)
    edits: list[Edit] = []
    for operation, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            continue
        if i < j:
            start, end = pieces[i].start(), pieces[j - 1].end()
        else:
            at = pieces[i - 1].end() if i else span.start
            start = end = doc.whole(Span(at, at)).start
        if start < end and doc.touches_mask(Span(start, end)):
            start = doc.whole(Span(start, end)).start
            if not doc.holds_escapes_only(Span(start, end)):
                return None
        edits.append(Edit(start, end, "".join(new[k:m])))
    return edits


_SEEN = re.compile(rf"[^\s{CLEAR}]")
_NOT_SPACE = re.compile(r"\S")


def without_empty_lines(doc: Document, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits, where one that empties its lines takes the lines along, their markup and the blank ones after them.

    A removed paragraph or heading leaves one blank line between its neighbours, and no ``#`` or ``-`` of its own.
    """
    if len(edits) != 1 or edits[0].text or not doc.layout.whole_lines:
        return edits
    edit = edits[0]
    first, _ = doc.position(edit.start)
    last, _ = doc.position(edit.end)
    start, end = doc.line(first).start, doc.line(last).end
    if _SEEN.search(doc.masked, start, edit.start) or _SEEN.search(doc.masked, edit.end, end):
        return edits
    if more := _NOT_SPACE.search(doc.text, end):
        after = next(at for at in range(end, more.end()) if doc.text[at] != "\n")
        return (Edit(start, after, ""),)
    # The last lines go with the blank ones before them; the file keeps its final newline if it has one.
    return (Edit(len(doc.text[:start].rstrip("\n")), end, ""),)
