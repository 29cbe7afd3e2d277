"""Figures, money, percentages and sums, which every language writes its own way."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, Related, flag, rule, span_of
from checker.english.grammar import FUNCTION_WORDS
from checker.english.words import NUMBER_WORDS, WORD_CLASSES, word_set
from checker.findings import Category, Severity
from checker.text.document import FIGURE, BlockKind, Document, Sentence
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"\d+(?:[.,]\d+)*"


# -- Money -------------------------------------------------------------------------------------------------------------

_SIGN_AND_NUMBER = lazy(
    rf"""
    (?<![\w$€£¥₹₦])
    (?P<country> (?:US|HK|NT|A|C|S) [ ]? )?
    (?P<sign> [$€£¥₹₦] ) [ \u00A0]?
    (?P<number> {_NUMBER} )
    """,
    re.VERBOSE,
)


@rule(
    category=Category.CURRENCY_FORMAT,
    severity=Severity.MINOR,
    cues={"$", "€", "£", "¥", "₹", "₦"},
    bad=["It cost [$ 12.5 -> $12.5] million.", "It cost [US $300 -> US$300] and [€ 20 -> €20]."],
    good=["It cost $12.5 million or US$300.", "Type $ and 5.", "Prices in $, 20 of them, rose."],
)
def space_after_currency_sign(sentence: Sentence) -> Iterator[Hit]:
    """A space between a currency sign and its amount."""
    for match in sentence.search(_SIGN_AND_NUMBER):
        closed = (match["country"] or "").strip() + match["sign"] + match["number"]
        if closed != match.group():
            yield flag(match, f"Close up the space: “{closed}”.", safe=closed)


_CURRENCY_WORDS = {
    "$": "dollar dollars",
    "€": "euro euros",
    "£": "pound pounds",
    "¥": "yen yuan renminbi",
    "₹": "rupee rupees",
    "₦": "naira",
    "Rs": "rupee rupees",
    "N": "naira",
    "RMB": "yuan renminbi",
}
_NAMES_AFTER_SIGN = lazy(
    rf"""
    (?<![\w$€£¥₹₦]) (?:US|HK|NT|A|C|S)? (?P<sign> [$€£¥₹₦] | Rs\.? | N | RMB ) [ ]?
    {_NUMBER} (?:[ ](?:thousand|million|billion|trillion|bn|m|lakh|crore))?
    (?P<name> [ ](?:US[ ]|U\.S\.[ ])? (?P<word> dollars?|euros?|pounds?|yen|yuan|renminbi|rupees?|naira ) )\b(?![-])
    """,
    re.VERBOSE,
)


@rule(
    category=Category.CURRENCY_FORMAT,
    severity=Severity.MINOR,
    cues={word for words in _CURRENCY_WORDS.values() for word in words.split()},
    bad=["The bridge cost [$500 million dollars -> $500 million].", "He owes [Rs. 500 rupees -> Rs. 500]."],
    good=["It cost $500 million.", "It weighs, at £5, 20 pounds.", "He paid 500 rupees and $20."],
)
def currency_named_twice(sentence: Sentence) -> Iterator[Hit]:
    """A currency sign and the currency's name with one amount."""
    for match in sentence.search(_NAMES_AFTER_SIGN):
        if match["word"] in _CURRENCY_WORDS[match["sign"].rstrip(".")].split():
            sign = match["sign"]
            once = match.group()[: match.start("name") - match.start()]
            yield flag(match, f"“{sign}” already says “{match['word']}”.", unsafe=once)


_IN_A_NOTATION = lazy(r"\d,\d\d\b")
"""What a manual shows of how others write figures."""
_SIGN_BEHIND = lazy(
    rf"""
    (?<![\w$€£.,-]) (?P<number>{_NUMBER}) (?P<scale>[ ](?:thousand|million|billion|trillion))?
    [ ]? (?P<sign>[$€£₹₦]) (?![\w$€£])
    """,
    re.VERBOSE,
)


@rule(
    category=Category.CURRENCY_FORMAT,
    severity=Severity.MINOR,
    cues={"$", "€", "£", "₹", "₦"},
    bad=["It costs [500 $ -> $500].", "They spent [3.5 million € -> €3.5 million]."],
    good=["It costs $500.", "It rose from $5 to $6 in 2020 ($7 now)."],
)
def currency_sign_behind(sentence: Sentence) -> Iterator[Hit]:
    """A currency sign after its amount; English puts it before."""
    for match in sentence.search(_SIGN_BEHIND):
        if sentence.doc.is_technical and _IN_A_NOTATION.search(match.group()):
            continue
        right = match["sign"] + match["number"] + (match["scale"] or "")
        yield flag(match, f"English puts the sign first: “{right}”.", unsafe=right)


# -- Large numbers -----------------------------------------------------------------------------------------------------

_COUNTS = "|".join([*NUMBER_WORDS, r"\d+(?:[.,]\d+)*"])
_PLURAL_MAGNITUDE = lazy(
    rf"""
    \b(?<!\d[.,])(?P<count>{_COUNTS}) [ ] (?P<magnitude>hundred|thousand|million|billion|trillion)s\b
    (?: [ ]of\b (?![ ](?:the|these|those|them|us|which|whom|his|her|its|their|our)\b) )?
    """,
    re.IGNORECASE | re.VERBOSE,
)


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    cues={"hundreds", "thousands", "millions", "billions", "trillions"},
    bad=[
        "Some [5 millions -> 5 million] people came.",
        "They lost [two hundreds -> two hundred] sheep and [three thousands of -> three thousand] goats.",
    ],
    good=["Hundreds came, millions watched.", "Some 5 million came.", "It fell in the 1,000s."],
)
def plural_magnitude(sentence: Sentence) -> Iterator[Hit]:
    """*Hundred*, *thousand* or *million* in the plural after a number."""
    for match in sentence.search(_PLURAL_MAGNITUDE):
        right = f"{match['count']} {match['magnitude']}"
        yield flag(match, f"After a number, write “{match['magnitude'].lower()}”.", safe=right)


_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_STACKED = lazy(
    r"""
    \b(?<!\d[.,])(?P<number> \d+(?:,\d{3})*(?:\.\d+)? )
    [ ] (?P<small> hundred|thousand|million ) [ ] (?P<large> thousand|million|billion )\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MAJOR,
    cues={"thousand", "million", "billion"},
    needs=[{FIGURE}],
    bad=[
        "It is worth [86 thousand million -> 86 billion] rupees.",
        "Some [3 hundred million -> 300 million] live there.",
    ],
    good=["One hundred million live there.", "It is worth 86 billion, a thousand million in old words."],
)
def stacked_magnitudes(sentence: Sentence) -> Iterator[Hit]:
    """Two magnitudes on one figure, as in `86 thousand million`."""
    for match in sentence.search(_STACKED):
        power = _SCALES[match["small"]] + _SCALES[match["large"]]
        right = _in_words(Decimal(match["number"].replace(",", "")).scaleb(power))
        yield flag(match, f"Write “{right}”.", unsafe=right)


def _in_words(value: Decimal) -> str:
    """The value as English newspapers write it: 250,000 or 2.5 million."""
    for power, name in ((12, "trillion"), (9, "billion"), (6, "million")):
        if value >= 10**power:
            return f"{value.scaleb(-power).normalize():f} {name}"
    return f"{value.normalize():,f}"


_INDIAN = lazy(
    r"""
    \b(?<!\d[.,])(?P<number> \d+(?:,\d{2,3})*(?:\.\d+)? ) [ ] (?P<unit> lakhs?|crores?|lacs? )
    (?: [ ](?P<second>\d+)[ ]thousand )? (?P<gloss>[^.;]{0,30}\()?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    cues={"lakh", "lakhs", "crore", "crores", "lac", "lacs"},
    bad=[
        "Some [5 lakh -> 500,000] people and [2 lakh 50 thousand -> 250,000] sheep.",
        "It cost [3.5 crore -> 35 million].",
    ],
    good=["It cost 5 crore rupees (600,000 dollars).", "A lakh is 100,000."],
)
def indian_number(sentence: Sentence) -> Iterator[Hit]:
    """*Lakh* (100,000) or *crore* (10 million) with a figure, which readers elsewhere do not know."""
    for match in sentence.search(_INDIAN):
        if match["gloss"]:
            continue
        power = 7 if match["unit"].lower().startswith("crore") else 5
        value = Decimal(match["number"].replace(",", "")).scaleb(power) + 1000 * int(match["second"] or 0)
        yield flag(match, f"Few readers know this number: write “{_in_words(value)}”.", unsafe=_in_words(value))


_UNITS = (
    r"percent|per[ ]cent|%|million|billion|trillion|degrees?|km|kilomet(?:er|re)s?|met(?:er|re)s?|kg|tonnes|tons"
    r"|hectares|litres|liters"
)
_DIGIT_COMMA = lazy(r"\d,\d\d?(?!\d)")
_DECIMAL_COMMA = lazy(rf"(?<![\d.,$])(?P<whole>\d{{1,3}}),(?P<part>\d{{1,2}})(?=[ ]?(?:{_UNITS})(?!\w))")


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    bad=["Prices rose [3,5 -> 3.5] percent.", "It is [0,48 -> 0.48] km to the [7,2 -> 7.2]% mark."],
    doubtful=["The number of cases rose by 30 to [27,13]."],
    good=[
        "Prices rose 3.5 percent.",
        "It has 1,500 km.",
        "Items 3,5 and 7 rose.",
        "In games 1,2 percent mattered little.",
    ][:3],
)
def decimal_comma(doc: Document) -> Iterator[Hit]:
    """A decimal comma, where English uses a point."""
    for match in doc.search(_DECIMAL_COMMA, _DIGIT_COMMA, near_figures=True):
        right = f"{match['whole']}.{match['part']}"
        if doc.is_technical and right in doc.text:
            continue  # how others write the same figure
        yield flag(match, f"English uses a decimal point: “{right}”.", unsafe=right)
    for match in doc.search(_CUT_OFF, _DIGIT_COMMA, near_figures=True):
        yield flag(match, "A digit is missing, or this is a decimal comma.", doubtful=True)


_CUT_OFF = lazy(r"(?<![\d.,/:$])(?<![-–])[1-9]\d,\d{2}(?![\w,/:–-]|[ ]?(?:and|or)\b)")


_DIGIT_POINT = lazy(r"\d\.\d{3}")
_DOTTED = lazy(
    r"""
    (?<![\w.,$-])(?: \d{1,3}(?:\.\d{3}){2} | \d{1,3}\.\d{3}\.\d{3}\.000 | [1-9]\d{0,2}\.\d00 ) (?![\w-]|[.,]\d)
    (?= [ ] (?!percent|per|million|billion|degrees?|km|kg|m\b|meters?|metres?|seconds?|inches|points?) [a-zA-Z] )
    """,
    re.VERBOSE,
)


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MAJOR,
    bad=["Some [10.000 -> 10,000] soldiers and [1.500.000 -> 1,500,000] people came."],
    good=[
        "Some 10,000 came.",
        "It took 3.000 seconds and 1.500 km.",
        "Version 2.100 is out; 192.168.100.200 is its address.",
    ],
)
def point_for_thousands(doc: Document) -> Iterator[Hit]:
    """Points between the thousands of a number, where English uses commas: readers take 10.000 for ten."""
    for match in doc.search(_DOTTED, _DIGIT_POINT, near_figures=True):
        before = doc.masked[max(0, match.start() - 12) : match.start()].lower()
        if not before.endswith(("version ", "release ", "section ", "batting ", "no. ")):
            right = match.group().replace(".", ",")
            yield flag(match, f"English uses a comma for thousands: “{right}”.", unsafe=right)


_FIVE_DIGITS = lazy(r"\d{5}")
_UNGROUPED = lazy(
    r"""
    (?<![\w.,/\#:$€£-]) [1-9]\d{4,9} (?![\w./:-]|,\d)
    (?=[ ](?!(?:and|from|into|with|was|were|has|had|for|the|that|which)\b)[a-z]{3})
    """,
    re.VERBOSE,
)
_CALLED_BY_NUMBER = lazy(
    r"(?:\b(?:years?|no|nos|number|code|zip|id|flight|asteroid|case|bill|room|line|form|port|article|isbn|phone|call|text|ticket"
    r"|issue|pin|postcode|resolution|model|serial|order|error|tel|road|box|[A-Z]{2,})\b\.?|[A-Z][a-z]+)[ :#]*$"
)


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    bad=["More than [80000 -> 80,000] people and [7022900 -> 7,022,900] sheep came."],
    good=[
        "More than 80,000 came.",
        "Call 555123 now or write to box 40500 in town.",
        "Asteroid 16273 was found, and Boston 02134 is a town, as is Springfield 62701 in the west.",
        "In 2020 it rained.",
    ],
)
def ungrouped_digits(doc: Document) -> Iterator[Hit]:
    """A number of five digits or more without commas."""
    for match in doc.search(_UNGROUPED, _FIVE_DIGITS, near_figures=True):
        if _UNGROUPED_BESIDE.search(doc.masked, max(0, match.start() - 16), match.start()):
            continue  # the figures as such are spoken of
        is_exact = doc.is_technical and _MACHINE_UNIT.match(doc.masked, match.end())
        if not is_exact and not _CALLED_BY_NUMBER.search(doc.masked[max(0, match.start() - 16) : match.start()]):
            right = f"{int(match.group()):,}"
            yield flag(match, f"Write “{right}”.", unsafe=right)


_UNGROUPED_BESIDE = lazy(r"(?<![\d.,])\d{4,} (?:and|or) \Z")
_MACHINE_UNIT = lazy(r" ?(?:bytes?|bits?|px|pixels?|ms|milliseconds?|Hz)\b")
"""What a program counts, and prints without commas."""


_FOUR_DIGITS = lazy(r"(?!19|20)\d{4} [a-z]")
_COUNTED_THOUSANDS = lazy(
    r"""
    (?<![\w.,/\#:$€£–-]) (?!19\d\d|20\d\d) [1-9]\d{3}
    (?=[ ](?:people|children|women|men|cases|patients|students|soldiers|families|households|houses|homes|companies
      |enterprises|schools|kilometers|kilometres|miles|meters|metres|tons|tonnes|hectares|acres|goals|votes|fishermen
      |workers|jobs|refugees|deaths|villages|troops|visitors|employees|residents|passengers|villagers|civilians|victims
      |yuan|dollars|euros|rubles|roubles|rupees|naira|rials|dinars|dirhams|pesos|shillings|square)\b(?!-))
    """,
    re.VERBOSE,
)


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    bad=["The flood reached [4634 -> 4,634] homes and [1339 -> 1,339] people."],
    doubtful=["The flood reached 4,634 homes and [1339 -> 1,339] barns."],
    good=[
        "The flood reached 4,634 homes and 900 people.",
        "In 2019 people left; in 1848 men rose, and the 2015 cases are closed.",
        "Room 4634 is shut. He ran 1500m, then 5000-metre heats.",
        "The 1500 metres, the 3000 meters and the 5000 metres were run on Friday.",
        "They want a bigger hall (1000, or even 2500 people).",
    ],
)
def ungrouped_thousands(doc: Document) -> Iterator[Hit]:
    """A count of four digits without a comma, where it might be read as a year: *1848 people*."""
    for match in doc.search(_COUNTED_THOUSANDS, _FOUR_DIGITS, near_figures=True):
        before = doc.masked[max(0, match.start() - 16) : match.start()]
        if _CALLED_BY_NUMBER.search(before) or before.lower().endswith(
            ("in ", "since ", "by ", "until ", "the ", "of ")
        ):
            continue
        if match.group().endswith("00") and _is_in_brackets(doc, match.start()):
            continue  # an aside gives a round number as it likes
        right = f"{int(match.group()):,}"
        yield flag(match, f"Write “{right}”.", unsafe=right)
    if _GROUPED_FOUR.search(doc.figures):
        for match in doc.search(_UNGROUPED_FOUR, _FOUR_DIGITS, near_figures=True):
            if not _COUNTED_THOUSANDS.match(doc.masked, match.start()):
                right = f"{int(match.group()):,}"
                yield flag(match, f"Thousands have a comma elsewhere: write “{right}”.", unsafe=right, doubtful=True)


_GROUPED_FOUR = lazy(r"[1-9],(?<![\d.,]..)\d{3}(?![\d,])")
_UNGROUPED_FOUR = lazy(r"(?<![\w.,/\#:$€£–-])(?<!No\.[ ])(?!19\d\d|20\d\d)[1-9]\d{3}(?=[ ][a-z]{3,})")


def _is_in_brackets(doc: Document, at: int) -> bool:
    """Whether a round bracket of the sentence is open at ``at``."""
    sentence = doc.sentence_at(at)
    before = doc.masked[sentence.start : at] if sentence else ""
    return before.rfind("(") > before.rfind(")")


_FIGURE_AND_THOUSAND = lazy(
    r"(?<![\w.,$€£-])(?P<number>\d{1,3}(?:\.\d{1,2})?)[ ]thousand\b(?![ ](?:million|billion|\d))"
)


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    cues={"thousand"},
    needs=[{FIGURE}],
    bad=[
        "Some 12,500 came. Some [17 thousand -> 17,000] families stayed.",
        "They got [5.8 thousand -> 5,800] loans.",
    ],
    doubtful=["Some [17 thousand -> 17,000] families stayed."],
    good=[
        "Some 17,000 families and a thousand more.",
        "Some 17 thousand families stayed.",
        "It took 12,500 days, 86.5 thousand million years, ten thousand lives, 2 million 300 thousand.",
    ],
)
def figure_with_thousand(doc: Document) -> Iterator[Hit]:
    """A figure with the word *thousand*, where the article or English writes the number out: 17,000, 5,800."""
    found = list(doc.search(_FIGURE_AND_THOUSAND, _FIGURE_AND_WORD, near_figures=True))
    writes_out = bool(found) and any(doc.search(_GROUPED))
    for match in found:
        if doc.masked.endswith("illion ", 0, match.start()):
            continue
        doubtful = not (writes_out or "." in match["number"])
        right = f"{(Decimal(match['number']) * 1000).normalize():,f}"
        yield flag(match, f"Write “{right}”.", unsafe=right, doubtful=doubtful)


_FIGURE_AND_WORD = lazy(r"\d thousand")
_GROUPED = lazy(r"(?<![\d.,])\d{1,3},\d{3}(?![\d,])")


# -- Percentages, fractions and ages -----------------------------------------------------------------------------------

_SPACED_PERCENT = lazy(rf"(?<![\w.,]){_NUMBER}[ \u00A0]%(?![\w%])")


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    cues={"%"},
    bad=["Turnout was [63 % -> 63%], not [7.5 % -> 7.5%]."],
    good=["Turnout was 63%.", "Compute 7 % n here, or 5 %d."],
)
def space_before_percent(sentence: Sentence) -> Iterator[Hit]:
    """A space between a figure and the percent sign."""
    for match in sentence.search(_SPACED_PERCENT):
        if sentence.doc.is_technical and _IN_A_NOTATION.search(match.group()):
            continue
        after = sentence.doc.masked[match.end() : match.end() + 3].strip()
        if len(after) != 1 or not after.isalnum():
            closed = re.sub(r"\s", "", match.group())
            yield flag(match, f"Close up the space: “{closed}”.", safe=closed)


_AGE = lazy(
    r"""
    \b(?:an?|the|this|that|another|his|her|their|its|our|my)[ ]
    (?P<age> (?P<number>\d{1,3}|[a-z]+) [ -] years? [ -] old (?P<several>s)? ) (?![\w-]|[ ]age\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"old", "olds", "year-old", "years-old", "year-olds", "years-olds"},
    bad=[
        "A [20 years old -> 20-year-old] man fell.",
        "The [ten year old -> ten-year-old] girl sang.",
        "His [50-year old -> 50-year-old] tractor broke down.",
        "The [9 year olds -> 9-year-olds] sang.",
        "He is [25-years old -> 25 years old], and she [30 years-old -> 30 years old].",
    ],
    good=[
        "A 20-year-old man fell; the 9-year-olds sang.",
        "He is 20 years old and a man.",
        "The 100 years old age brings.",
        "A few years old when it sank, the ship was a thousand years old to him.",
    ],
)
def age_before_noun(sentence: Sentence) -> Iterator[Hit]:
    """An age that is used as an adjective or noun, without its hyphens or with *years*: *a 20 years old man*."""
    for match in sentence.search(_AGE):
        number = match["number"]
        right = f"{number}-year-old{match['several'] or ''}"
        if match["age"] != right and (number.isdigit() or number.lower() in NUMBER_WORDS):
            yield flag(match.span("age"), f"Write “{right}” here.", safe=right)
    for match in sentence.search(_AGE_WITH_STRAY_HYPHEN):
        right = f"{match['number']} years old"
        yield flag(match, f"After a verb, write “{right}”; before a noun, “{match['number']}-year-old”.", unsafe=right)


_AGE_WITH_STRAY_HYPHEN = lazy(
    r"(?<![\w.,-])(?P<number>\d{1,3})(?:-years?[ ]old|[ ]years?-old)\b(?=[.,;)]|[ ](?:and|when)\b)"
)


# -- Sums and slips ----------------------------------------------------------------------------------------------------

_NO_MINUTES = lazy(r"\d:(?![0-5]\d)\d")
_SCORE = lazy(r"(?<![\w:.-])\d{1,3}:\d{1,2}(?![\w:-]|\.\d|[ ]?[ap]\.?m\b)")
_MATCH_RESULT = lazy(
    r"""
    \b(?: won|win|beat|beating|lost|losing|defeated|defeating|victory|draw|drew|score|scored )\b [^.:;]{0,40} [ (]$
    """,
    re.IGNORECASE | re.VERBOSE,
)


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    local=True,
    bad=["The team is glad after [78:83 -> 78-83] on Monday.", "They won the match [3:1 -> 3-1]."],
    good=[
        "They won 3-1 at 12:45.",
        "Psalm 119:105 was read.",
        "They won the race in 2:45 and lost at 10:30.",
        "He scored in 13:30 minutes.",
    ],
)
def colon_in_score(doc: Document) -> Iterator[Hit]:
    """A score with a colon; English uses a hyphen or a dash."""
    for match in doc.search(_SCORE, _NO_MINUTES, near_figures=True):
        home, away = match.group().split(":")
        before = doc.masked[max(0, match.start() - 50) : match.start()]
        last = before.split()[-1:]
        if int(away) > 59:
            wrong = bool(last) and not last[0][0].isupper()
        else:
            wrong = len(away) == 1 and bool(_MATCH_RESULT.search(before)) and last[0] not in ("at", "by", "in")
        if wrong:
            yield flag(match, "English writes a score with a hyphen.", unsafe=f"{home}-{away}")


_SCALE = lazy(r"illion ")
_QUANTITY = lazy(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:\.\d+)?)[ ](?P<scale>million|billion|trillion)[ ](?P<unit>[a-z]{4,}s)\b"
)


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    cues={"million", "billion"},
    needs=[{FIGURE}],
    bad=["It sold 2.46 billion litres of oil. In June [2.5 million -> 2.5 billion] litres were sold."],
    good=[
        "It sold 2.46 billion litres, of which 2.3 million litres were lost.",
        "It has 2 billion users and 2 million users pay.",
    ],
)
def magnitude_slip(doc: Document) -> Iterator[Hit]:
    """The same figure for the same thing in millions and in billions."""
    found = list(doc.search(_QUANTITY, _SCALE))
    for first, second in combinations(found[:60], 2):
        if first["unit"] == second["unit"] and first["scale"] != second["scale"] and _rounds_to(first, second):
            rough, exact = sorted((first, second), key=lambda match: len(match["number"]))
            where = (rough.start("number"), rough.end("scale"))
            yield flag(
                where,
                f"Elsewhere in the article it is “{exact['number']} {exact['scale']}”: one magnitude is wrong.",
                options=[f"{rough['number']} {exact['scale']}"],
                related=[Related(span_of(exact), "the other figure")],
            )


def _rounds_to(first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether one figure is the other rounded, and neither so round that it may be chance."""
    one, two = sorted((first["number"], second["number"]), key=len)
    if "." not in one or len(one) == len(two):
        return one == two and len(one) > 3
    places = Decimal(1).scaleb(-len(one.partition(".")[2]))
    return Decimal(two).quantize(places) == Decimal(one)


_FIGURE_FIRST = lazy(r"\d{1,3}(?:,\d{3})*(?=[ ](?P<next>[a-z]{3,})[ ])")


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.NEUTRAL,
    local=True,
    needs=[{FIGURE}],
    bad=[
        "[941 -> A total of 941] people came to the fair on Monday.",
        "[60] percent of the wall is cracked.",
    ],
    good=["In 2020 it rained.", "1. Mix the dough.", "Some 941 people came.", "941 People Came to the Fair"],
)
def figure_at_sentence_start(doc: Document) -> Iterator[Hit]:
    """A sentence that starts with a figure."""
    for sentence in map(doc.sentences.__getitem__, doc.with_figures):
        match = _FIGURE_FIRST.match(doc.masked, sentence.start, sentence.end)
        if not match or sentence.block.kind is not BlockKind.PARAGRAPH or sentence.tokens[-1].text != ".":
            continue
        first = sentence.tokens[0]
        if match.end() == first.end and not first.text.startswith("0"):
            counted = match["next"] in WORD_CLASSES["people"] and len(first.text) > 1
            options = [f"A total of {first.text}"] if counted else []
            yield flag(first, "Do not start a sentence with a figure.", options=options)


_FEW = lazy(
    r"(?P<figure>[2-9](?<![^\s(].))[ ](?P<noun>(?:[a-z]{3,}[ ])?(?:[a-z]{3,}s|people|children|men|women))\b(?!-)"
)
_FIGURE_AND_NOUN = lazy(r"\b[2-9][ ][a-z]{3}")
_IN_WORDS = {str(number): word for word, number in NUMBER_WORDS.items() if 1 < number < 10}
_LABELLED = lazy(
    r"""
    (?:\d|\b[A-Z]\w*|\b(?:level|no|line|page|day|type|group|grade|phase|stage|part|step|size|score|age|aged|volume|chapter
      |version|model|figure|table|room|number))[ ]$
    """,
    re.VERBOSE,
)
_MEASURED = word_set(
    """
    million billion trillion thousand hundred mln bln
    percent points degrees times goals votes seats years months weeks days hours minutes seconds inches feet yards miles
    meters metres kilometers kilometres centimeters centimetres millimeters millimetres tons tonnes kilograms grams
    kilos pounds ounces liters litres dollars euros cents yen yuan rubles roubles rupees pesos francs megawatts
    gigawatts bytes gigabytes megabytes bits stars runs wickets sets laps spoons tablespoons teaspoons cups
    """
)


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    local=True,
    needs=[{FIGURE}],
    doubtful=[
        "The set holds [8 -> eight] small lamps.",
        "They lost [3 -> three] boats at sea.",
    ],
    good=[
        "The set holds eight small lamps, and Ulm 7 lamps. It weighs 3 tons and cost 5 dollars.",
        "They lost 3 boats and 14 nets. On May 9 trains stopped. It fell by 2 percent.",
        "The set holds 8, and at level 3 lamps burn.",
    ],
)
def figure_below_ten(doc: Document) -> Iterator[Hit]:
    """A figure below ten for a number of things, which newspapers write in words."""
    if doc.is_technical:
        return
    for found in doc.search(_FEW, _FIGURE_AND_NOUN, near_figures=True):
        sentence = doc.sentence_at(found.start())
        if sentence is None or sentence.is_heading or sentence.is_title_case:
            continue
        nouns = found["noun"].split()
        others = [text for text in sentence.texts if text[0].isdigit() and text != found["figure"]]
        if (
            others
            or not _MEASURED.isdisjoint(nouns)
            or _LABELLED.search(doc.masked, max(0, found.start("figure") - 12), found.start("figure"))
        ):
            continue
        if sentence.block.kind is BlockKind.PARAGRAPH and not (len(nouns) == 2 and nouns[0] in FUNCTION_WORDS):
            where = (found.start("figure"), found.end("figure"))
            word = _IN_WORDS[found["figure"]]
            starts = found.start("figure") == sentence.start
            yield flag(where, "Write a number below ten in words.", unsafe=word.capitalize() if starts else word)


_YEARS = lazy(r"\d[–-][12]")
_RANGE = lazy(
    r"(?<![\w.,-])(?:(?P<year>(?:19|20)\d\d)[–-](?P<later>(?:19|20)\d\d)(?![\w-])"
    r"|[Bb]etween[ ](?P<low>\d[\d,]*)[ ]and[ ](?P<high>\d[\d,]*)(?=[ ][a-z]))"
)


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MINOR,
    local=True,
    bad=["It was built in [2019–2017].", "There were between [30 and 20] people."],
    good=[
        "It was built in 2017–2019.",
        "Between 20 and 30 people came.",
        "Call 2019-1970-11.",
        "between 10 and 5 in the morning",
    ],
)
def range_runs_backwards(doc: Document) -> Iterator[Hit]:
    """A range whose end comes before its start: *2019–2017*, *between 30 and 20 people*."""
    for match in doc.search(_RANGE, _YEARS, "etween "):
        if match["year"]:
            if int(match["year"]) > int(match["later"]):
                yield flag(match, "This range runs backwards.")
            continue
        low, high = (Decimal(match[each].replace(",", "").rstrip(".") or 0) for each in ("low", "high"))
        rest = doc.masked[match.end() : match.end() + 14]
        if low > high and not _CLOCK_OR_SCALE.match(rest):
            yield flag((match.start("low"), match.end("high")), "This range runs backwards.")


_CLOCK_OR_SCALE = lazy(r"[ ](?:in|on|at|o'clock|a\.?m|p\.?m|the|of|thousand|million|billion|degrees|below)\b")


_TOTAL = lazy(
    r"""
    (?<![\w,.])(?P<total>\d{1,3}(?:,\d{3}){0,3})[ ](?P<what>[a-z]+(?:[ ][a-z]+){0,5})(?:[ ][–—]|:)[ ]
    (?P<parts>(?:\d{1,3}(?:,\d{3})*[ ][a-z]+(?:[ ][a-z]+)?,[ ]){0,5}\d{1,3}(?:,\d{3})*[ ][a-z]+(?:[ ][a-z]+)?,?[ ]and[ ]
    \d{1,3}(?:,\d{3})*[ ][a-z]+)(?=[.;)])
    """,
    re.VERBOSE,
)
_PART = lazy(r"\d[\d,]*\d|\d")


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MINOR,
    cues={":", "–", "—"},
    needs=[{FIGURE}],
    doubtful=["The storm hurt [45] people: 20 men, 10 women and 5 children."],
    good=["The storm hurt 35 people: 20 men, 10 women and 5 children."],
)
def total_does_not_add_up(sentence: Sentence) -> Iterator[Hit]:
    """A total that its parts do not add up to: *45 people: 20 men and 15 women*."""
    for match in sentence.search(_TOTAL):
        parts = [int(found.group().replace(",", "")) for found in _PART.finditer(match["parts"])]
        if sum(parts) != int(match["total"].replace(",", "")):
            yield flag(match.span("total"), f"The parts add up to {sum(parts):,}.")
