"""Translations beside what they were made from: the entries of a catalogue, or an article beside its source."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from checker.lexicon.foreign_words import said_by
from checker.store.kept import cached_property
from checker.text import formats
from checker.text.alignment import aligned, unlike
from checker.text.directives import bare, directives
from checker.text.document import Document, Span, fact
from checker.text.formats import placeholders
from checker.text.formats.languages import primary
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.text.directives import Directive
    from checker.text.layout import Block

__all__ = ["Pair", "language_of_sources", "pairs", "torn_in", "torn_placeholders"]


class Pair:
    """A translation and its source, as the rules read them.

    ``source`` and ``text`` are both texts as a program reads them: placeholders and tags are in them, escapes are not.
    ``start`` and ``end`` are where the translation stands in ``doc``, ``span`` tells it of a stretch of ``text``.
    ``flags`` are what a catalogue says of the entry, such as ``c-format``; ``is_one`` is a form for one thing, which
    may do without the number, ``is_many`` one for several, ``is_alone`` one whose entry lacks others. ``origin`` is
    where the source stands, if that is in the same file.
    """

    def __init__(
        self,
        doc: Document,
        source: str,
        text: str,
        target: tuple[int, int],
        place: Callable[[int, int], Span],
        *,
        flags: str = "",
        is_one: bool = False,
        is_many: bool = False,
        is_alone: bool = False,
        origin: Span | None = None,
    ) -> None:
        self.doc = doc
        self.source = source
        self.text = text
        self.start, self.end = target
        self.span = place
        self.flags = flags
        self.is_one = is_one
        self.is_many = is_many
        self.is_alone = is_alone
        self.origin = origin
        self._facts: dict[object, object] = {}

    @property
    def language(self) -> str:
        """The language of the source by the first part of its tag, such as ``de``; empty where nobody can tell."""
        return language_of_sources(self.doc)

    @property
    def whole(self) -> Span:
        """Where the translation stands, without the white space around it."""
        stripped = self.text.strip()
        start = self.text.index(stripped)
        return self.span(start, start + len(stripped)) if stripped else Span(self.start, self.end)

    @property
    def is_translated(self) -> bool:
        """Whether both sides have a text, and not the same."""
        return bool(self.source.strip() and self.text.strip()) and self.source != self.text

    @cached_property
    def placeholders(self) -> tuple[list[Directive], list[Directive]]:
        """The placeholders of the source and of the translation."""
        theirs, ours = directives(self.source, self.flags), directives(self.text, self.flags)
        if self.writes_percent_first:
            theirs, ours = ([each for each in some if not _QT.fullmatch(each.text)] for some in (theirs, ours))
        return theirs, ours

    @cached_property
    def writes_percent_first(self) -> bool:
        """Whether ``%20`` is a percentage in the language of the source, and no placeholder."""
        return "%" in self.source and "qt-" not in self.flags and self.language in _PERCENT_FIRST

    @cached_property
    def bare_source(self) -> str:
        """The source, as long as it is, with blanks for placeholders, code, tags and addresses."""
        return bare(self.source, self.placeholders[0])

    @cached_property
    def bare_text(self) -> str:
        """The translation in the same way."""
        return bare(self.text, self.placeholders[1])


@fact
def pairs(doc: Document) -> tuple[Pair, ...]:
    """The translations of an article whose source is known, in reading order; none where it is not in English."""
    if doc.is_beside or doc.not_scored:
        return ()
    if doc.source and not doc.laid_out.pairs:
        return tuple(_paragraphs(doc))
    return tuple(
        [
            Pair(
                doc,
                each.text,
                each.meaning,
                each.target,
                each.place,
                flags=each.flags,
                is_one=each.is_one,
                is_many=each.is_many,
                is_alone=each.is_alone,
                origin=each.source,
            )
            for each in doc.whole_layout.pairs
            if not _FUZZY.search(each.flags)
        ]
    )


_PERCENT_FIRST = frozenset({"tr", "eu", "az", "ku"})
_FUZZY = lazy(r"(?:^|,)\s*fuzzy\s*(?:,|$)")
"""An entry that a program filled in from one like it, and that none uses before somebody has read it."""


def _paragraphs(doc: Document) -> Iterator[Pair]:
    """The paragraphs of an article beside those of its source that they were made from."""
    there = Document(doc.source, layout=formats.layout_of(doc.source, doc.path, doc.fields)).laid_out.blocks
    here = doc.whole_layout.blocks
    spans = _with_markup(doc.text, here)
    sources = [doc.source[slice(*span)] for span in _with_markup(doc.source, there)]
    texts = [doc.text[slice(*span)] for span in spans]
    kinds = [block.kind for block in there], [block.kind for block in here]
    is_alike = kinds[0] == kinds[1]
    for theirs, ours in aligned(sources, texts, kinds):
        if not (theirs and ours):
            continue
        source = "\n\n".join(sources[at] for at in theirs)
        start, end = spans[ours[0]].start, spans[ours[-1]].end
        # Where an article is built otherwise than its source, only what is plainly the same is held against it.
        if is_alike or (
            kinds[0][theirs[0]] is kinds[1][ours[0]]
            and unlike(source, doc.text[start:end]) < _ALIKE
            and all(spans[at + 1].start - spans[at].end < _GAP for at in ours[:-1])
        ):
            yield Pair(doc, source, doc.text[start:end], (start, end), _Shifted(start))


_ALIKE = 1.5
_GAP = 8
"""Characters: what parts two paragraphs, if nothing lies between them."""
_BORDER = lazy(r"\||</?(?:li|ul|ol|td|th|tr|table|p|div|br|h[1-6])\b[^<>]*>", re.IGNORECASE)


def _with_markup(text: str, blocks: Sequence[Block]) -> list[Span]:
    """Where blocks stand with what is no prose at their ends: to the ends of their lines, cells or elements."""
    spans = []
    for number, block in enumerate(blocks):
        before = blocks[number - 1].end if number else 0
        after = blocks[number + 1].start if number + 1 < len(blocks) else len(text)
        start = max(before, text.rfind("\n", 0, block.start) + 1)
        end = text.find("\n", block.end)
        end = min(after, end if end >= 0 else len(text))
        for border in _BORDER.finditer(text, start, block.start):
            start = border.end()
        if after_it := _BORDER.search(text, block.end, end):
            end = after_it.start()
        spans.append(Span(start, end))
    return spans


class _Shifted:
    """Tells where in a document a stretch of a text stands that begins at ``start``."""

    def __init__(self, start: int) -> None:
        self._start = start

    def __call__(self, start: int, end: int) -> Span:
        return Span(self._start + start, self._start + end)


# --- The language of the sources --------------------------------------------------------------------------------------

_SAMPLE = 20_000
"""So many characters of all sources tell their language."""
_SCRIPTS = (
    ("ja", lazy("[\u3040-\u30ff]")), ("ko", lazy("[\uac00-\ud7a3]")), ("zh", lazy("[\u4e00-\u9fff]")),
    ("he", lazy("[\u05d0-\u05ea]")), ("fa", lazy("[\u067e\u0686\u0698\u06af\u06cc]")), ("ar", lazy("[\u0621-\u064a]")),
    ("hi", lazy("[\u0904-\u0939]")), ("el", lazy("[\u03b1-\u03c9]")), ("th", lazy("[\u0e01-\u0e2e]")),
)  # fmt: skip
_WORD_OF_SOURCE = lazy(r"[^\W\d_]+")


@fact
def language_of_sources(doc: Document) -> str:
    """The language of an article's sources by the first part of its tag; empty where nobody can tell."""
    if stated := doc.laid_out.source_language:
        return primary(stated)
    sample = "\n".join(_first(pair.source for pair in pairs(doc)))
    letters = sum(map(str.isalpha, sample)) or 1
    for language, script in _SCRIPTS:
        if len(script.findall(sample)) > letters / 20:
            return language
    said: Counter[str] = Counter()
    words = _WORD_OF_SOURCE.findall(sample.lower())
    for word in words:
        heard = said_by(word)
        said.update({language: score - heard.elsewhere for language, score in heard.by_language})
    if not said:
        return ""
    (language, score), *_ = said.most_common(1)
    return language if score + sum(said_by(word).elsewhere for word in words) > 0 else ""


def _first(texts: Iterable[str]) -> Iterator[str]:
    left = _SAMPLE
    for text in texts:
        yield text
        left -= len(text)
        if left < 0:
            return


# --- Placeholders that translation tore -------------------------------------------------------------------------------


def torn_placeholders(doc: Document) -> Iterator[tuple[Span, str]]:
    """Where in the translations stands what was a placeholder of the source, and what that was, with its blanks."""
    if doc.source or doc.laid_out.pairs:
        for pair in pairs(doc):
            yield from torn_in(pair)


_LOOKALIKES = {"%": "[%％٪]", "{": "[{｛]", "}": "[}｝]", "(": "[(（]", ")": "[)）]", "$": "[$＄]"}
_PIECE = lazy(r"\w+|[^\w\s]")
_QT = lazy(r"%\d{1,2}")


def torn_in(pair: Pair) -> Iterator[tuple[Span, str]]:
    """As ``torn_placeholders``, in one translation."""
    doc, source = pair.doc, pair.source
    if not any(mark in source for mark in "%{$"):
        return
    wanted = _placeholders(source)
    if pair.writes_percent_first:
        wanted = [each for each in wanted if not _QT.fullmatch(each[0])]
    there = Counter(directive for directive, _ in _placeholders(doc.text[pair.start : pair.end]))
    taken: set[int] = set()
    for directive, at in wanted:
        if there[directive]:
            there[directive] -= 1
            continue
        for found in re.finditer(_torn_form(directive), doc.masked[pair.start : pair.end], re.IGNORECASE):
            start, end = (offset + pair.start for offset in found.span())
            if found[0] == directive or start in taken:
                continue
            taken.add(start)
            before, after = doc.masked[start - 1 : start], doc.masked[end : end + 1]
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
