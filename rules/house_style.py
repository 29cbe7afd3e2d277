"""House style: spelling, dashes, quotation marks and numbers, each as the configuration decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checking.rule import Applicability, Edit, Hit, Related, flag, rule
from checker.english import conventions
from checker.findings import Category, Severity
from checker.text.document import Document
from checker.text.house_style import ANY, HouseStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.english.conventions import Use

_CALLED = {
    "american": "American spelling",
    "british": "British spelling",
    "oxford": "British spelling with “-ize”",
    "en": "an en dash with spaces",
    "em": "an em dash without spaces",
    "spaced-em": "an em dash with spaces",
    "double": "double quotation marks, straight ones",
    "single": "single quotation marks, straight ones",
    "curly-double": "curly double quotation marks",
    "curly-single": "curly single quotation marks",
    "words-to-nine": "words for numbers up to nine, and figures from 10 on",
    "words-to-ten": "words for numbers up to ten",
    "figures": "figures for what is counted",
}


def _against(doc: Document, style: str, uses: Callable[[Document], Iterable[Use]]) -> Iterator[Hit]:
    """Hits where an article takes another side than the house."""
    if style == ANY:
        return
    for use in uses(doc):
        if use.suits(doc.masked, style):
            continue
        message, new, ends = f"House style is {_CALLED[style]}.", use.written[style], use.closing
        if ends is None:
            yield flag(use.span, message, unsafe=new)
        elif ends.end - use.span.start <= _SHORT:
            between = doc.masked[use.span.end : ends.start]
            yield flag((use.span.start, ends.end), message, unsafe=f"{new}{between}{use.closed[style]}")
        else:
            also = (Edit(*ends, use.closed[style]),)
            yield Hit(
                use.span, message, (new,), Applicability.UNSAFE, (Related(ends, "the other end of it"),), also=also
            )


_SHORT = 60
"""A quotation of up to so many characters is flagged whole; of a longer one only the ends are."""


@rule(
    category=Category.ORGANIZATIONAL_STYLE,
    severity=Severity.MINOR,
    house=HouseStyle(spelling="british"),
    bad=["The [color -> colour] of the [center -> centre] was [realized -> realised] late."],
    good=["The colour of the Defense Department; a program for the theater, and a metre.", "The centre is grey."],
)
def spelling_not_of_house_style(doc: Document) -> Iterator[Hit]:
    """A word is spelled as on the other side of the Atlantic, where `spelling` decides on one.

    Names keep their own spelling, and so does what both sides write.
    """
    yield from _against(doc, doc.house.spelling, conventions.spellings)


@rule(
    category=Category.ORGANIZATIONAL_STYLE,
    severity=Severity.MINOR,
    house=HouseStyle(dashes="em"),
    cues={"–", "—", "-"},
    bad=["The dam[ –  -> —]built in 1950[ —  -> —]broke. It was old[ -  -> —]very old."],
    good=["The dam—built in 1950—broke after the 1950–1960 works.", "They won 3 – 2. The Paris–London train left."],
)
def dash_not_of_house_style(doc: Document) -> Iterator[Hit]:
    """A dash between words is longer or shorter, or has other spaces, than `dashes` decides.

    Dashes of ranges, scores and tables are left alone.
    """
    yield from _against(doc, doc.house.dashes, conventions.dashes)


@rule(
    category=Category.ORGANIZATIONAL_STYLE,
    severity=Severity.MINOR,
    house=HouseStyle(quotation_marks="curly-double"),
    bad=["[\"We will pay,\" -> “We will pay,”] he said. ['We can pay in May,' -> “We can pay in May,”] she said."],
    good=[
        "“We will pay,” he said, “in ‘the month’ of May.”",
        "The word 'pay' is short, and it is the boys' own.",
        'The 6" nail is long.',
    ],
)
def quotation_marks_not_of_house_style(doc: Document) -> Iterator[Hit]:
    """Quotation marks are not those that `quotation-marks` decides on.

    Quotations inside others, and single words between single marks, are left alone.
    """
    yield from _against(doc, doc.house.quotation_marks, conventions.quotation_marks)


@rule(
    category=Category.ORGANIZATIONAL_STYLE,
    severity=Severity.MINOR,
    house=HouseStyle(numerals="words-to-nine"),
    bad=["They sent [3 -> three] boats and a plane.", "The farmers lost [ten -> 10] cows."],
    good=[
        "They sent three boats.",
        "It is 3 kilometers long and holds 3 boats and 12 crews.",
        "See chapter 3 or Python 3.",
    ],
)
def number_not_of_house_style(doc: Document) -> Iterator[Hit]:
    """Something is counted in figures where `numerals` wants words, or in words where it wants figures.

    Measures, sums and percentages keep their figures, and so does a sentence that counts several things.
    """
    yield from _against(doc, doc.house.numerals, conventions.numerals)
