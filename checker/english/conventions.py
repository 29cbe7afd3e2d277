"""Where an article takes a side in what English leaves open: how it spells, sets dashes and quotation marks, counts."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from checker.english.grammar import is_sure_plural
from checker.english.varieties import TWO_WORDS, VARIETIES, may_be_a_name
from checker.english.words import NUMBER_WORDS
from checker.text.document import CLEAR, OPAQUE, BlockKind, Span, cased
from checker.text.pattern import lazy
from checker.text.quotations import quotations_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from checker.text.document import Document, Sentence
    from checker.text.quotations import Quotation

__all__ = ["MARKS", "Use", "dashes", "numerals", "quotation_marks", "spellings"]


class Use(NamedTuple):
    """A place where an article takes a side.

    ``form`` is the side, ``written`` what stands there in each style that a house may decide on. ``closing`` is the
    other end, where two places are written together, ``closed`` what stands there.
    """

    span: Span
    form: str
    written: Mapping[str, str]
    closing: Span | None = None
    closed: Mapping[str, str] = MappingProxyType({})

    def suits(self, text: str, style: str) -> bool:
        """Whether a house that decided on ``style`` writes what stands here; ``text`` is that of the article."""
        return self.written.get(style, text[slice(*self.span)]) == text[slice(*self.span)]


def spellings(doc: Document) -> Iterator[Use]:
    """The words that are spelled in one way in Britain and in another in America; names keep their own spelling.

    ``form`` is ``american``, ``british``, ``ise`` or ``ize``.
    """
    found = VARIETIES.among(doc.forms)
    for sentence in doc.holding(found.keys()):
        for number in sentence.places(found.keys()):
            token = sentence.tokens[number]
            variety = found[token.lower]
            if not variety.side or token.lower in TWO_WORDS or may_be_a_name(sentence, number):
                continue
            american, british = cased(variety.american, token.text), cased(variety.british, token.text)
            oxford = american if variety.side in ("ise", "ize") else british
            written = {"american": american, "british": british, "oxford": oxford}
            yield Use(Span(token.start, token.end), variety.side, written)


_DASH = lazy(
    r"(?<=[\w.,!?”\"’')%])(?:(?P<en>[ ]–[ ])|(?P<spaced_em>[ ]—[ ])|(?P<em>—)|(?P<hyphen>[ ]-[ ]))(?=[\w“\"‘'(])"
)
_DASHES = {"en": " – ", "em": "—", "spaced-em": " — "}
_BETWEEN_FIGURES = lazy(r"\d\s?[–—-]\s?\d")


def dashes(doc: Document) -> Iterator[Use]:
    """The dashes between words, and the spaced hyphens that stand for some; those of ranges and of lists are none.

    ``form`` is a style, or ``hyphen``.
    """
    for match in doc.search(_DASH, "–", "—", " - "):
        form = (match.lastgroup or "").replace("_", "-")
        sentence = doc.sentence_at(match.start())
        if sentence is None or sentence.block.kind in (BlockKind.CELL, BlockKind.FRONT_MATTER):
            continue
        if (form == "hyphen" and (doc.is_technical or not _runs_on(doc, match, sentence))) or _BETWEEN_FIGURES.match(
            doc.masked, match.start() - 1
        ):
            continue
        yield Use(Span(*match.span()), form, _DASHES)


def _runs_on(doc: Document, match: re.Match[str], sentence: Sentence) -> bool:
    """Whether words in lower case stand on both sides, as inside a sentence; others are parts of a title or a score."""
    before, after = doc.masked[sentence.start : match.start()], doc.masked[match.end() : sentence.end]
    return before.split(" ")[-1].islower() and after.split(" ")[0].islower()


MARKS = {"double": ('"', '"'), "single": ("'", "'"), "curly-double": ("“", "”"), "curly-single": ("‘", "’")}
_FORM_OF = {pair: form for form, pair in MARKS.items()}


def quotation_marks(doc: Document) -> Iterator[Use]:
    """The quotations that stand in no other; between single marks those of three words or more.

    ``form`` is a style. Nothing is written for what holds the marks of that style, or ends in an apostrophe of its own.
    """
    for pair in quotations_of(doc).pairs:
        form = _FORM_OF.get((pair.opening.text, pair.closing.text))
        if form is None or pair.is_nested or pair.block.kind in (BlockKind.FRONT_MATTER, BlockKind.CELL):
            continue
        content = doc.masked[pair.opening.end : pair.closing.start]
        if pair.opening.is_single and (doc.is_technical or len(content.split()) < _PHRASE):
            continue
        fitting = {style: marks for style, marks in MARKS.items() if _may_take(marks, content, pair)}
        yield Use(
            Span(pair.opening.start, pair.opening.end),
            form,
            {style: opening for style, (opening, _) in fitting.items()},
            Span(pair.closing.start, pair.closing.end),
            {style: closing for style, (_, closing) in fitting.items()},
        )


_PHRASE = 3


def _may_take(marks: tuple[str, str], content: str, pair: Quotation) -> bool:
    """Whether marks may stand around what is quoted: what they stand around has none like them."""
    if pair.closing.role == "close or apostrophe" or OPAQUE in content or CLEAR in content:
        return False
    kind = "'‘’" if marks[0] in "'‘" else '"“”'
    return not any(_MARK_INSIDE[kind].finditer(content))


_MARK_INSIDE = {"'‘’": lazy(r"(?<!\w)['‘’]|['‘’](?!\w)"), '"“”': lazy(r"[\"“”]")}


_FIGURE_OF = {word: str(number) for word, number in NUMBER_WORDS.items() if 1 < number <= 10}
_WORD_OF = {figure: word for word, figure in _FIGURE_OF.items()}
_COUNT = lazy(
    rf"(?<![\w.,:/$€£#&–-])(?P<count>[2-9]|10|(?i:{'|'.join(_FIGURE_OF)}))"
    r"(?=[ ](?P<next>[a-z]{3,})\b(?!-)(?:[ ](?P<second>[a-z]{3,})\b(?!-))?)"
)
_MEASURED = frozenset(
    """
    metres meters kilometres kilometers centimetres centimeters millimetres millimeters miles inches feet yards acres
    hectares degrees grams kilograms kilos pounds ounces tonnes tons litres liters gallons watts kilowatts megawatts
    gigawatts volts percent percents points goals cents dollars euros rupees yuan crores lakhs seconds milliseconds
    minutes hours bytes kilobytes megabytes gigabytes terabytes bits pixels characters digits times
    """.split()
)
"""What is measured rather than counted, and has figures beside it in most houses."""


def numerals(doc: Document) -> Iterator[Use]:
    """The numbers from two to ten that count something in running text.

    Measures, sums, scores and ages have rules of their own, and so has a sentence that counts several things: none of
    their numbers is among them. ``form`` is ``words`` or ``figures``.
    """
    for match in doc.search(_COUNT, *_FIGURE_OF, *_WORD_OF):
        noun = match["next"] if is_sure_plural(match["next"]) or match["next"] in _MEASURED else match["second"]
        sentence = doc.sentence_at(match.start())
        if sentence is None or not noun or not is_sure_plural(noun) or noun in _MEASURED:
            continue
        if sentence.is_heading or sentence.is_title_case or sentence.block.kind is not BlockKind.PARAGRAPH:
            continue
        count = match["count"]
        opens = match.start() == sentence.tokens[0].start
        before = doc.masked[sentence.start : match.start()].split()
        if before and (before[-1][-1] in "(:;" or (before[-1][:1].isupper() and len(before) > 1)):
            continue
        figures = [token.text for token in sentence.tokens if token.kind == "number"]
        if len(figures) > count.isdecimal():
            continue
        word = cased(_WORD_OF[count], "X" if opens else "x") if count.isdecimal() else count
        figure = word if opens else count if count.isdecimal() else _FIGURE_OF[count.lower()]
        number = int(_FIGURE_OF[word.lower()])
        written = {
            "words-to-nine": word if number < _TEN else figure,
            "words-to-ten": word,
            "figures": figure,
        }
        yield Use(Span(*match.span("count")), "figures" if count.isdecimal() else "words", written)


_TEN = 10
