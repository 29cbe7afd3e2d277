"""Forms: dates, times, figures, sums and titles, each written in one way throughout an article."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from checker.checking.forms import Forms
from checker.checking.rule import Hit, rule
from checker.english.words import NUMBER_WORDS, WORD_CLASSES, word_set
from checker.findings import Category, Severity
from checker.text.document import FIGURE, BlockKind, Document
from checker.text.house_style import ANY
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from checker.text.layout import Span

_Parts = dict[str, str]
"""The named groups of a match, empty where they took no part."""


class _Way(NamedTuple):
    """One way to write a thing: what finds it, and how to write it, from the parts that all ways of it have."""

    pattern: re.Pattern[str]
    text: str


def _in_several_ways(
    doc: Document,
    ways: Sequence[_Way],
    cues: AbstractSet[str],
    *,
    thing: Callable[[_Parts], object] = lambda _: "",
    complete: Callable[[_Parts], _Parts] = lambda parts: parts,
    known: Callable[[_Way], bool] = lambda _: False,
    in_prose: bool = False,
) -> Iterator[Hit]:
    """Hits where the article leaves its usual way to write a thing.

    Only sentences that hold one of ``cues`` are looked at. ``thing`` tells from the parts what is written, ``complete``
    makes the parts that the ways are written with, a ``known`` way is kept before the commonest, and ``in_prose``
    leaves out headings and what stands in brackets, where there is less room.
    """
    sentences = [sentence for sentence in doc.holding(cues) if sentence.block.kind is not BlockKind.FRONT_MATTER]
    found = [(match, way) for sentence in sentences for way in ways for match in sentence.search(way.pattern)]
    if len({way for _, way in found}) < 2:
        return
    forms: Forms[_Way] = Forms()
    parts: dict[Span, _Parts] = {}
    for match, way in sorted(found, key=lambda each: each[0].start()):
        if not (in_prose and _is_short_of_room(doc, match)):
            read = complete(match.groupdict(default=""))
            parts[forms.add(thing(read), way, match)] = read
    for clash in forms.clashes(known=known):
        yield from clash.hits(
            doc,
            new=lambda span, clash: clash.right.text.format_map(parts[span]),
            message="The article has “{right}” elsewhere: keep to one form ({share}).",
        )


_CLOSING = frozenset(".!?…:;”\"’'")


def _is_short_of_room(doc: Document, match: re.Match[str]) -> bool:
    sentence = doc.sentence_at(match.start())
    return (
        not sentence
        or sentence.is_heading
        or sentence.is_title_case
        or sentence.text[-1] not in _CLOSING
        or "(" in doc.masked[sentence.start : match.start()].rpartition(")")[2]
    )


_MONTH_WORDS = frozenset(WORD_CLASSES["month"])
_MONTH = "|".join(map(str.capitalize, WORD_CLASSES["month"]))
_DAY = r"(?P<day>[12]?\d|3[01])"
_YEAR = r"(?:,?[ ](?P<year>[12]\d{3})(?![\w%–-]|[.,]\d))?"
_MONTH_AND_ORDINAL = _Way(
    lazy(rf"\b(?P<month>{_MONTH})[ ]{_DAY}(?:st|nd|rd|th)\b{_YEAR}"), "{month} {day}{ending}{after_day}"
)
"""*May 3rd*, as it is said; it is written *May 3*, so that this way is never the one to keep."""
_DATES = (
    _Way(lazy(rf"\b(?<!\d )(?P<month>{_MONTH})[ ]{_DAY}(?![\w:%–-]|[.,]\d){_YEAR}"), "{month} {day}{after_day}"),
    _Way(lazy(rf"(?<![\w.,:/$€£–-]){_DAY}[ ](?P<month>{_MONTH})\b{_YEAR}"), "{day} {month}{after_month}"),
    _MONTH_AND_ORDINAL,
    _Way(
        lazy(rf"\b(?:[Tt]he[ ])?(?!4th){_DAY}(?:st|nd|rd|th)[ ](?:of[ ])?(?P<month>{_MONTH})\b{_YEAR}"),
        "{day} {month}{after_month}",
    ),
)


def _with_ending(parts: _Parts) -> _Parts:
    day, year = int(parts["day"]), parts["year"]
    ending = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return {**parts, "ending": ending, "after_day": year and f", {year}", "after_month": year and f" {year}"}


@rule(
    category=Category.DATE_FORMAT,
    severity=Severity.MINOR,
    cues=_MONTH_WORDS,
    bad=[
        "It began on 19 June. On 3 August it rained, and on [August 17 -> 17 August] it snowed.",
        "The fair opens on January 10, and ends on January 12. [The 11th of January -> January 11] is a holiday.",
        "On July 20 it began, on July 27 it paused, and it ended on [1 August 1987 -> August 1, 1987].",
        "On 20 July it began, on 27 July it paused, and it ended on [August 1, 1987 -> 1 August 1987].",
        "It began on [June 3rd -> June 3], stopped on [June 5th -> June 5] and ended on June 7.",
    ],
    good=[
        "It began on 19 June and ended on 3 August 2021, or in August 2022.",
        "Crowds came for the 4th of July. They left on August 2.",
        "It began on June 3. On July 4 it ended. On May 18th & 19th it rained.",
    ],
)
def date_two_ways(doc: Document) -> Iterator[Hit]:
    """Dates are written *17 August* in one place and *August 17* or *August 17th* in another."""
    plain = _MONTH_AND_ORDINAL.__ne__
    for hit in _in_several_ways(doc, _DATES, _MONTH_WORDS, complete=_with_ending, known=plain):
        if not _BESIDE_A_DAY.match(doc.masked, hit.span.end):
            yield hit


_BESIDE_A_DAY = lazy(r" ?(?:&|and|to|or|[–-]) ?\d")
"""What follows a day that is written as the next one is: *May 18th & 19th*."""


_NEVER_SHORT = ("March", "April", "May", "June", "July")  # as the Associated Press has it
_FULL = {month[:3]: month for month in map(str.capitalize, WORD_CLASSES["month"]) if month not in _NEVER_SHORT}
_SHORT = "|".join(_FULL)
_FULL_MONTH = "|".join(_FULL.values())
_SHORT_WORDS = {month.lower() + stop for month in (*_FULL, "Sept") for stop in ("", ".")}
_MONTHS = (
    _Way(lazy(rf"\b(?:(?<=\d[ ])|(?=\w+[ ]\d))(?P<month>{_FULL_MONTH})\b"), "{full}"),
    _Way(lazy(rf"\b(?:(?<=\d[ ])|(?=\w+\.?[ ]\d))(?P<month>{_SHORT})(?:t\b)?(?:\.|\b)"), "{short}."),
)


def _full_and_short(parts: _Parts) -> _Parts:
    short = parts["month"][:3]
    return {"full": _FULL[short], "short": short}


@rule(
    category=Category.DATE_FORMAT,
    severity=Severity.MINOR,
    cues=_SHORT_WORDS,
    bad=["It began on October 3, went on till October 9, and ended on [Nov. -> November] 12 at last."],
    good=["It began on Oct. 3 and ended in November.", "It began on July 3 and ended on Oct. 12."],
)
def month_two_ways(doc: Document) -> Iterator[Hit]:
    """The month of a date is shortened in one place and written out in another."""
    yield from _in_several_ways(doc, _MONTHS, _MONTH_WORDS | _SHORT_WORDS, complete=_full_and_short, in_prose=True)


_HALVES = frozenset({"am", "pm", "a.m.", "p.m."})
_CLOCK = r"(?<![\w.,:$-])(?P<time>(?:1[0-2]|[1-9])(?:[:.][0-5]\d)?)[ ]?"
_TIMES = (
    _Way(lazy(rf"{_CLOCK}(?P<half>[ap])\.m\."), "{time} {half}.m."),
    _Way(lazy(rf"{_CLOCK}(?P<half>[ap])m\b"), "{time} {half}m"),
    _Way(lazy(rf"{_CLOCK}(?P<half>[AP])M\b"), "{time} {HALF}M"),
)


@rule(
    category=Category.TIME_FORMAT,
    severity=Severity.MINOR,
    cues=_HALVES,
    bad=["Doors open at 9 a.m. and close at 5 p.m., but on Sunday at [1 PM -> 1 p.m.] already."],
    good=["Doors open at 9 a.m. and close at 5 p.m.", "The PM came at 5 p.m. and left at 6 p.m."],
)
def time_two_ways(doc: Document) -> Iterator[Hit]:
    """Times of day have *a.m.* in one place and *am* or *AM* in another."""
    yield from _in_several_ways(
        doc,
        _TIMES,
        _HALVES,
        complete=lambda parts: {**parts, "half": parts["half"].lower(), "HALF": parts["half"].upper()},
    )


_UNITS = {"m": "met{re}", "km": "kilomet{re}", "cm": "centimet{re}", "mm": "millimet{re}", "kg": "kilogram",
    "ha": "hectare", "kW": "kilowatt", "MW": "megawatt", "GW": "gigawatt"}  # fmt: skip
_NAMES_OF_UNITS = "|".join(unit.format(re="(?:er|re)") for unit in _UNITS.values())
_SHORT_UNITS = {unit.format(re=re): short for short, unit in _UNITS.items() for re in ("er", "re")}
_UNIT_WORDS = {form.lower() for short, name in _SHORT_UNITS.items() for form in (short, f"{short}s", name)}
_MEASURES = (
    _Way(lazy(rf"(?<![\w.,])(?P<number>\d[\d.,]*)[ ]?(?P<unit>{'|'.join(_UNITS)})\b(?![²³/^-])"), "{number} {short}"),
    _Way(lazy(rf"(?<![\w.,])(?P<number>\d[\d.,]*)[ ](?P<unit>{_NAMES_OF_UNITS})s?\b"), "{number} {name}"),
)


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    cues=_UNIT_WORDS,
    bad=["The lake is 14 meters deep, at most 16 meters, and [9 m -> 9 meters] at the shore."],
    good=["The lake is 14 metres deep and 2 km long.", "The 5-meter boat sank 20 m from the shore (60 m deep)."],
)
def unit_two_ways(doc: Document) -> Iterator[Hit]:
    """A unit of measurement is shortened in one place and written out in another."""
    british = not doc.forms.isdisjoint(("metre", "metres", "kilometre", "kilometres", "centimetres", "millimetres"))

    def complete(parts: _Parts) -> _Parts:
        short = _SHORT_UNITS.get(parts["unit"], parts["unit"])
        name = _UNITS[short].format(re="re" if british else "er")
        return {"number": parts["number"], "short": short, "name": name if parts["number"] == "1" else f"{name}s"}

    yield from _in_several_ways(
        doc, _MEASURES, _UNIT_WORDS, thing=lambda parts: parts["short"], complete=complete, in_prose=True
    )


_DESIGNATION = r"\b(?P<name>[A-Z]{2,6}){}(?P<mark>\d{1,3}|[A-Z])\b(?![\w-])"
_DESIGNATIONS = (
    _Way(lazy(_DESIGNATION.replace("{}", "-", 1)), "{name}-{mark}"),
    _Way(lazy(_DESIGNATION.replace("{}", "[ ]", 1)), "{name} {mark}"),
)


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=["The QZB-C port is new. It is charged at the [QZB C -> QZB-C] port, and has two QZB-C plugs."],
    good=["The QZB-C port is new, and so is the QZB-A port. They fly the MD 11 and the MD-12."],
)
def designation_two_ways(doc: Document) -> Iterator[Hit]:
    """An acronym and its letter or number are joined with a hyphen in one place and stand apart in another: *USB-C*."""
    joined = {form.lower() for form in doc.written if "-" in form and _DESIGNATIONS[0].pattern.fullmatch(form)}
    cues = joined | {form.partition("-")[0] for form in joined}
    if len(doc.forms & cues) > len(joined):
        yield from _in_several_ways(doc, _DESIGNATIONS, cues, thing=lambda parts: (parts["name"], parts["mark"]))


_TITLES = "Mr|Mrs|Ms|Dr|Prof|St"
_TITLE_WORDS = {title.lower() for title in _TITLES.split("|")}
_TITLED = (
    _Way(lazy(rf"\b(?P<title>{_TITLES})\.(?=[ ][A-Z])"), "{title}."),
    _Way(lazy(rf"\b(?P<title>{_TITLES})(?=[ ][A-Z])"), "{title}"),
)


@rule(
    category=Category.INCONSISTENT_STYLE,
    severity=Severity.MINOR,
    cues=_TITLE_WORDS,
    bad=["Mr. Kole came with Mr. Tolde, and [Dr -> Dr.] Vell with [Mr -> Mr.] Ode."],
    good=["Mr. Kole came with Dr. Vell.", "Mr Kole came with Dr Vell."],
)
def title_with_and_without_stop(doc: Document) -> Iterator[Hit]:
    """*Mr.* has a full stop in one place and *Mr* or *Dr* none in another."""
    yield from _in_several_ways(doc, _TITLED, _TITLE_WORDS)


_OFFICE_WORDS = word_set(
    "president minister chancellor premier governor mayor secretary senator commissioner ambassador chairman director "
    "king queen prince princess emir sultan colonel captain judge professor coach"
)
_BODY_WORDS = word_set(
    "government ministry parliament senate cabinet court republic constitution army navy church council commission "
    "committee federation kingdom university party department agency board internet"
)
_OFFICE = lazy(
    rf"""
    (?<=[A-Za-z,][ ]) (?P<article>the[ ]|an?[ ])?
    (?P<thing>(?i:(?:vice|prime|foreign|defen[cs]e|finance|health|interior|chief|deputy)[ ])?
    (?i:{"|".join(sorted(_OFFICE_WORDS))}))
    \b(?![-–'’]) (?=[ .,](?P<name>[A-Z][a-z])?)
    """,
    re.VERBOSE,
)
_BODY = lazy(
    rf"""
    (?<=\b[Tt]he[ ])
    (?P<thing>(?i:{"|".join(sorted(_BODY_WORDS))}))
    \b(?![-–'’]|[ ](?:of|for|and)\b|[ ][A-Z]|[ ]?\()
    """,
    re.VERBOSE,
)


@rule(
    category=Category.INCONSISTENT_STYLE,
    severity=Severity.MINOR,
    bad=[
        "Then president Kole met the judge. On Monday president Kole left, and [President -> president] Kole is ill.",
        "He knew that a president has guards, that a [President -> president] has a car, and a president a house.",
        "He told the government so. Then the [Government -> government] fell, and the government sued.",
    ],
    good=[
        "He told President Kole so, and the president left. The Government of Velm fell.",
        "The talks of the Supreme Court and the court in Velm; the Court of Appeal and the court.",
        "The Talks of the Government Begin Today\n\nHe told the government so.",
    ],
)
def office_with_and_without_capital(doc: Document) -> Iterator[Hit]:
    """An office or a body has a capital letter in one place and a small one in a similar place.

    *President Kole* beside *the president* is right: before a name an office has a capital letter.
    """
    if doc.is_technical:
        return  # there a Board is a part of a program
    for words, pattern in ((_OFFICE_WORDS, _OFFICE), (_BODY_WORDS, _BODY)):
        if not any(word in doc.written and word.capitalize() in doc.written for word in words & doc.forms):
            continue
        forms: Forms[bool] = Forms()
        for match in doc.search(pattern, *{doc.texts[at] for word in words & doc.forms for at in doc.places[word]}):
            if not _stands_in_title(doc, match):
                parts = match.groupdict()
                thing = parts["thing"].lower(), parts.get("article"), bool(parts.get("name"))
                forms.add(thing, parts["thing"][0].isupper(), match.span("thing"))
        for clash in forms.clashes():
            yield from clash.hits(doc, new=lambda span, clash: _with_capitals(doc.masked[slice(*span)], clash.right))


def _with_capitals(text: str, capital: bool) -> str:
    return text.title() if capital else text.lower()


def _stands_in_title(doc: Document, match: re.Match[str]) -> bool:
    sentence = doc.sentence_at(match.start())
    return not sentence or sentence.is_heading or sentence.is_title_case


_SMALL = {word: str(number) for word, number in NUMBER_WORDS.items() if 1 < number < 10}
_WORD_OF = {figure: word for word, figure in _SMALL.items()}
_COUNTED = r"[ ](?P<noun>[a-z]{3,}s|people|children|men|women)\b(?!-)"
_COUNTS = (
    _Way(lazy(rf"(?<![\w.,:/$€£–-])(?<![A-Z]\w\w[ ])(?P<count>[2-9]){_COUNTED}"), "{figure} {noun}"),
    _Way(lazy(rf"(?<![\w-])(?P<count>{'|'.join(_SMALL)}){_COUNTED}"), "{word} {noun}"),
)


@rule(
    category=Category.INCONSISTENT_STYLE,
    severity=Severity.MINOR,
    bad=["The six boats came late. Of the [6 boats -> six boats], three boats were new."],
    good=[
        "Six Boats Lost: 6 boats and 12 crews",
        "The six boats came with 6 tons of fish.",
        "The six boats lost 12 crews, and three crews 4 of them.",
    ],
)
def count_in_figures_and_words(doc: Document) -> Iterator[Hit]:
    """One thing is counted in figures in one place and in words in another: *6 boats*, *six boats*."""
    if doc.house.numerals != ANY:
        return
    if _counted(doc, _SMALL.keys()).isdisjoint(_counted(doc, _WORD_OF.keys())):
        return
    yield from _in_several_ways(
        doc,
        _COUNTS,
        _SMALL.keys() | {FIGURE},
        thing=lambda parts: parts["noun"],
        complete=lambda parts: {
            "noun": parts["noun"],
            "figure": _SMALL.get(parts["count"], parts["count"]),
            "word": _WORD_OF.get(parts["count"], parts["count"]),
        },
        in_prose=True,
    )


def _counted(doc: Document, numbers: AbstractSet[str]) -> set[str]:
    """What stands right after one of ``numbers``."""
    lowers = doc.lowers
    places = chain.from_iterable(map(doc.places.__getitem__, numbers & doc.forms))
    return {lowers[at + 1] for at in places if at + 1 < len(lowers)}


_AMOUNT = r"(?P<number>\d[\d.,]*\d|\d)(?P<scale>[ ](?:thousand|million|billion|trillion|lakh|crore))?"
_CURRENCIES = (
    ("dollars", r"(?:US)?\$", "$"),
    ("euros", "€", "€"),
    ("naira", r"₦|N(?=\d{3}|\d[\d.,]*[ ][mbt]\w+illion)", "N"),
    ("rupees", r"Rs\.?|₹", "Rs "),
    ("yuan", "RMB|¥|CNY", "RMB "),
    ("yen", "¥|JPY", "¥"),
)
_SUMS = {
    name: (
        _Way(
            lazy(rf"(?<![\w$])(?:{signs})[ ]?{_AMOUNT}(?![\w-]|[.,]\d|[ ](?:[MBTmbt]\w*illion|US|{name}))"),
            f"{sign}{{number}}{{scale}}",
        ),
        _Way(
            lazy(rf"(?<![\w$€₦₹¥.,])(?<![$€₦₹¥sB][ ]){_AMOUNT}[ ](?:US[ ]|U\.S\.[ ])?{name}\b"),
            f"{{number}}{{scale}} {name}",
        ),
    )
    for name, signs, sign in _CURRENCIES
}


@rule(
    category=Category.CURRENCY_FORMAT,
    severity=Severity.MINOR,
    cues=_SUMS,
    bad=[
        "Sales were 13 billion naira, then 14 billion naira, and over the year [N2.2 trillion -> 2.2 trillion naira].",
        "It cost €3, then €4, then [5 euros -> €5].",
        "They got $6 million, then $8 million, and [2 million US dollars -> $2 million] in May.",
    ],
    good=[
        "Sales were 13 billion naira and 14 billion naira.",
        "It cost €3, then €4, a few euros more.",
        "It cost 3 million naira and $4.",
        "It cost 3 yuan, then 4 yuan; RMB50 Million was lent, and RMB 60 yuan spent.",
        "The N95 mask cost 5 naira; 5 rupees on N9.",
        "A sum of $5 million (or 4 million dollars) was paid.",
    ],
)
def mixed_currency_format(doc: Document) -> Iterator[Hit]:
    """Sums in one currency have its sign in one place and its name in another."""
    for name in _SUMS.keys() & doc.forms:
        yield from _in_several_ways(doc, _SUMS[name], {name, FIGURE}, in_prose=True)


_PERCENT = r"(?<![\w.,–-])(?P<number>\d+(?:[.,]\d+)*)"
_PERCENTS = (
    _Way(lazy(rf"{_PERCENT}%"), "{number}%"),
    _Way(lazy(rf"{_PERCENT}[ ]percent\b"), "{number} percent"),
    _Way(lazy(rf"{_PERCENT}[ ]per[ ]cent\b"), "{number} per cent"),
)


@rule(
    category=Category.INCONSISTENT_STYLE,
    severity=Severity.MINOR,
    cues={"percent", "cent"},
    bad=["It rose 5 percent, then 6 percent, then [7% -> 7 percent] in all."],
    good=[
        "Sales Up 5%\n\nSales rose 5 percent in the year.",
        "It rose 5 percent, then six percent.",
        "It rose 5 percent (that is, 2% a month).",
    ],
)
def mixed_percent_style(doc: Document) -> Iterator[Hit]:
    """*Percent*, *per cent* and *%* side by side in one article."""
    yield from _in_several_ways(doc, _PERCENTS, {"%", "percent", "cent"}, in_prose=True)
