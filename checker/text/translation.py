"""Translations held against the source text that their file has beside them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from checker.text.document import Document, Span
from checker.text.formats import placeholders
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.text.layout import Pair

__all__ = ["torn_placeholders"]


def torn_placeholders(doc: Document) -> Iterator[tuple[Span, str]]:
    """Where in the translations stands what was a placeholder of the source, and what that was, with its blanks."""
    for pair in doc.layout.pairs:
        yield from _torn(doc, pair)


_LOOKALIKES = {"%": "[%％٪]", "{": "[{｛]", "}": "[}｝]", "(": "[(（]", ")": "[)）]", "$": "[$＄]"}
_PIECE = lazy(r"\w+|[^\w\s]")
_QT = lazy(r"%\d{1,2}")


def _torn(doc: Document, pair: Pair) -> Iterator[tuple[Span, str]]:
    """As ``torn_placeholders``, in one translation."""
    source = pair.text
    if not any(mark in source for mark in "%{$"):
        return
    wanted = _placeholders(source)
    there = Counter(directive for directive, _ in _placeholders(doc.text[slice(*pair.target)]))
    taken: set[int] = set()
    for directive, at in wanted:
        if there[directive]:
            there[directive] -= 1
            continue
        for found in re.finditer(_torn_form(directive), doc.masked[slice(*pair.target)], re.IGNORECASE):
            start, end = (offset + pair.target.start for offset in found.span())
            if found[0] == directive or start in taken:
                continue
            taken.add(start)
            before, after = doc.masked[start - 1], doc.masked[end : end + 1]
            left = " " if before.isalpha() and source[at - 1 : at] == " " else ""
            right = " " if after.isalpha() and source[at + len(directive) :][:1] == " " else ""
            yield Span(start, end), f"{left}{directive}{right}"
            break


def _torn_form(directive: str) -> str:
    pieces = _PIECE.findall(directive)
    form = r"[ \u00a0]?".join(_LOOKALIKES.get(piece, re.escape(piece)) for piece in pieces)
    if _QT.fullmatch(directive):
        form = rf"{form}(?!\d)|(?<!\d){directive[1:]}[ ]?%"
    return rf"(?:{form})(?!\w)" if directive[-1].isalpha() else form


def _placeholders(text: str) -> list[tuple[str, int]]:
    """The placeholders in a text, as written, and where they begin."""
    spans: Iterable[tuple[int, int]] = {*placeholders.find(text), *placeholders.find_percent(text)}
    found = [(text[start:end], start) for start, end in sorted(spans)]
    return [(directive, at) for directive, at in found if "%%" not in directive and " " not in directive]
