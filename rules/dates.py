"""Dates, times and stretches of time: their form, and whether the calendar has them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, Related, flag, rule, span_of
from checker.english.grammar import is_figure
from checker.english.words import NUMBER_WORDS, WORD_CLASSES
from checker.findings import Category, Severity
from checker.text.document import FIGURE, Document, Sentence
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = WORD_CLASSES["month"]
_WEEKDAYS = WORD_CLASSES["weekday"]
_MONTH = "(?:" + "|".join(month.capitalize() for month in _MONTHS) + ")"
_WEEKDAY = "(?:" + "|".join(day.capitalize() for day in _WEEKDAYS) + ")"
_DAYS_IN = dict(zip(_MONTHS, (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True))
_ENDING = "(?:st|nd|rd|th)"


# -- Dates -------------------------------------------------------------------------------------------------------------

_DATE = lazy(
    rf"""
    (?: \b(?P<weekday>{_WEEKDAY}),?[ ](?:the[ ])? )?
    (?:
        (?<![\w.,:/$-]) (?P<day>\d{{1,2}}){_ENDING}? (?:[ ]of)? [ ](?P<month>{_MONTH})
        (?:,?[ ](?P<year>[12]\d{{3}}))? (?![\w:-])
      | \b(?P<month2>{_MONTH}) [ ](?P<day2>\d{{1,2}}){_ENDING}? (?:,?[ ](?P<year2>[12]\d{{3}}))?
        (?! [\w:.-]\d | \w | [ ](?:percent|million|{_MONTH}) )
    )
    """,
    re.VERBOSE,
)


def _date_parts(match: re.Match[str]) -> tuple[int, str, int | None]:
    """Day, lower-cased month and year of a match of ``_DATE``."""
    year = match["year"] or match["year2"]
    return int(match["day"] or match["day2"]), (match["month"] or match["month2"]).lower(), int(year) if year else None


@rule(
    category=Category.DATE_FORMAT,
    severity=Severity.MAJOR,
    cues=_MONTHS,
    needs=[{FIGURE}],
    bad=["They met on [31 April], and on [February 30, 2019].", "It was [February 29, 2019]."],
    good=[
        "They met on 30 April and on February 29, 2020.",
        "In May 40 people came; on March 12 it rained.",
        "It opened in April 2019.",
    ],
)
def impossible_date(sentence: Sentence) -> Iterator[Hit]:
    """A day of the month that does not exist."""
    for match in sentence.search(_DATE):
        day, month, year = _date_parts(match)
        longest, in_year = _DAYS_IN[month], ""
        if month == "february" and year and (year % 4 or (not year % 100 and year % 400)):
            longest, in_year = 28, f" {year}"
        if longest < day <= 31:
            yield flag(match, f"{month.capitalize()}{in_year} has only {longest} days.")


@rule(
    category=Category.DATE_FORMAT,
    severity=Severity.MAJOR,
    cues=_WEEKDAYS,
    needs=[{FIGURE}],
    bad=["It opened on [Monday -> Tuesday], July 4, 2023.", "On [Sunday -> Friday] 25 December 2020 it closed."],
    good=["It opened on Tuesday, July 4, 2023.", "It opened on Monday, July 4.", "On Monday, 3 May came."],
)
def weekday_does_not_fit_date(sentence: Sentence) -> Iterator[Hit]:
    """A weekday that the date beside it does not fall on."""
    for match in sentence.search(_DATE):
        day, month, year = _date_parts(match)
        if not match["weekday"] or not year or year < 1900 or day > _DAYS_IN[month]:
            continue
        try:
            actual = _WEEKDAYS[date(year, _MONTHS.index(month) + 1, day).weekday()].capitalize()
        except ValueError:
            continue
        if actual != match["weekday"]:
            yield flag(match.span("weekday"), f"That day was a {actual}.", options=[actual])


_COMMA_IN_DATE = lazy(
    rf"\b(?P<month>{_MONTH}),[ ](?P<year>(?:19|20)\d\d)(?![\w,.]\d|\w|-)(?![ ](?:[a-z]+s|people|men|women|children)\b)"
)


@rule(
    category=Category.DATE_FORMAT,
    severity=Severity.MINOR,
    cues=_MONTHS,
    needs=[{FIGURE}],
    bad=["It opened in [March, 2020 -> March 2020].", "Born on 19 [February, 1930 -> February 1930], he sang."],
    good=["It opened on March 3, 2020.", "It opened in March 2020.", "In March, 2020 people came."],
)
def comma_before_year(sentence: Sentence) -> Iterator[Hit]:
    """A comma between a month and its year."""
    for match in sentence.search(_COMMA_IN_DATE):
        yield flag(match, "No comma between month and year.", safe=f"{match['month']} {match['year']}")


_YEAR_WITHIN = lazy(rf"\b{_MONTH}[ ]\d{{1,2}},[ ](?P<year>(?:1[5-9]|20)\d\d)(?=[ ](?!of\b)[a-z])")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues=_MONTHS,
    needs=[{FIGURE}],
    bad=["The rule of May 3, [2019 -> 2019,] banned it."],
    good=[
        "The rule of May 3, 2019, banned it.",
        "The rule of 3 May 2019 banned it.",
        "It was banned on May 3, 2019.",
        "May 3, 2019 by Anna Berg",
    ],
)
def comma_after_year(sentence: Sentence) -> Iterator[Hit]:
    """A date with its year set off by a comma before it, and none after it."""
    for match in sentence.search(_YEAR_WITHIN):
        if match.start() == sentence.start and _AFTER_A_DATELINE.match(sentence.doc.masked, match.end()):
            continue
        year = match["year"]
        yield flag(match.span("year"), "The year has a comma on both sides or on neither.", unsafe=f"{year},")


_AFTER_A_DATELINE = lazy(r" (?:by|in|at)\b")

_IN_BEFORE_DAY = lazy(
    rf"""
    \b(?P<in>[Ii]n) [ ] (?: {_MONTH}[ ]\d{{1,2}}{_ENDING}? | \d{{1,2}}{_ENDING}?[ ]{_MONTH} )
    (?! [\w:.,]\d | \w | - | [ ][a-z]+(?:s|ople|en)\b )
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_MONTHS,
    bad=["It opened [in -> on] August 15th last year.", "[In -> On] 25 July 306 he died."],
    good=[
        "It opened in August 2015.",
        "In May 15 people came.",
        "It opened on August 15.",
        "In March 12 students left.",
    ],
)
def in_before_day(sentence: Sentence) -> Iterator[Hit]:
    """*In* before a day of the month: days go with *on*."""
    for match in sentence.search(_IN_BEFORE_DAY):
        word = match["in"]
        yield flag(match.span("in"), "Use “on” with a day.", safe="On" if word == "In" else "on")


_YEAR_FIRST = lazy(
    rf"(?<![\w.,-])(?P<year>(?:1[5-9]|20)\d\d)[ ](?P<month>{_MONTH})[ ](?P<day>\d{{1,2}})(?![\w:.,-]\w|\w)"
)


@rule(
    category=Category.DATE_FORMAT,
    severity=Severity.MINOR,
    cues=_MONTHS,
    needs=[{FIGURE}],
    bad=["It opened on [2013 May 8 -> May 8, 2013]."],
    good=["On May 8, 2013 it opened.", "In 2013 May came early."],
)
def year_before_month(sentence: Sentence) -> Iterator[Hit]:
    """A date that starts with its year."""
    for match in sentence.search(_YEAR_FIRST):
        right = f"{match['month']} {int(match['day'])}, {match['year']}"
        yield flag(match, f"Write “{right}”.", unsafe=right)


_ORDINAL = lazy(r"(?<![\w.,-])(?P<number>\d{1,4})[ ]?(?P<ending>st|nd|rd|th)\b")


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MINOR,
    cues={"st", "nd", "rd", "th"},
    bad=["On the [23th -> 23rd] of May it rained.", "His [3000 th -> 3000th] match and [11st -> 11th] goal."],
    good=["The 11th, 12th, 13th, 21st, 22nd, 23rd, 101st and 111th.", "Lot 5 St James, 22 Nd."],
)
def wrong_ordinal(sentence: Sentence) -> Iterator[Hit]:
    """An ordinal with another number's ending, or with a space before it."""
    for match in sentence.search(_ORDINAL):
        right = match["number"] + _ordinal_ending(int(match["number"]))
        if right != match.group():
            yield flag(match, f"Write “{right}”.", safe=right)


def _ordinal_ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


_BARE_DAY = lazy(
    rf"""
    \b(?P<when>
        today | yesterday | tomorrow | (?:yesterday|this|the)[ ](?:morning|afternoon|evening)
      | (?:last|next|on|this)[ ]{_WEEKDAY}
    )
    (?P<day> [ ]\((?:the[ ])?\d{{1,2}}{_ENDING}?\) )
    """,
    re.IGNORECASE | re.VERBOSE,
)


_THE_FIGURE = lazy(r"the[ ]\d")
_DAY_ALONE = lazy(
    rf"""
    \b(?:[Oo]n|[Ff]rom|[Uu]ntil|[Bb]y|[Ss]ince|(?:morning|afternoon|evening|night|noon)[ ]of)[ ]
    (?P<day>the[ ](?:[1-9]|[12]\d|3[01]){_ENDING})
    (?= [,.;)] | [ ](?:at|and|in|to|that|after|before|when|he|she|they|it|the|local)\b )
    """,
    re.VERBOSE,
)
_DAY_AND_WEEKDAY = lazy(
    rf"""
    (?<![\w/.,])\d{{1,2}}{_ENDING}[ ]\({_WEEKDAY}\)
    | \b{_WEEKDAY},?[ ](?:the[ ])?\d{{1,2}}{_ENDING}(?=[ ]local|[ ]and|[.,;])
    """,
    re.VERBOSE,
)
_NEXT_FIGURE = lazy(
    r"\b(?P<day>next[ ](?:[1-9]|[12]\d|3[01]))(?=[ ](?:for|will|to|and|at|in|as|when|until)\b|[,.;](?:[ ]|$))"
)
_MONTH_NEAR = lazy(
    rf"\b(?:{_MONTH}|(?:this|last|next|the)[ ]month|each[ ]month|every[ ]month|century|floor|lap|hole)\b"
)


@rule(
    category=Category.DATE_FORMAT,
    severity=Severity.MINOR,
    cues={"(", "today", "yesterday", "tomorrow", "the", "next"},
    needs=[{FIGURE}],
    bad=[
        "They met yesterday[ (26th)] in town.",
        "They meet next Monday[ (1)] to vote.",
        "On [the 9th], the fair began.",
        "A fire broke out at noon on [the 12th].",
        "It rained from the [10th (Friday)] to the [11th (Saturday)].",
        "The hall is shut from [next 4] to rest.",
    ],
    doubtful=["It began in May and ended on [the 9th], they say."],
    good=[
        "They meet next Monday (1 May).",
        "The list of today (12 items) is long.",
        "It began in May and ended on the 9th, they say.",
        "It began on the 9th floor, and on the 9th of each month.",
        "She finished in the 5th, and on the 18th hole.",
    ],
)
def day_without_month(sentence: Sentence) -> Iterator[Hit]:
    """A day given by its number alone, as in Chinese and Japanese newspapers: *on the 9th*, *yesterday (26th)*."""
    for match in sentence.search(_BARE_DAY) if "(" in sentence.lowers else ():
        yield flag(match.span("day"), f"Leave the number out after “{match['when']}”, or add the month.")
    for match in sentence.search(_NEXT_FIGURE) if "next" in sentence.lowers else ():
        yield flag(match.span("day"), "Name the month of this day, or say what is counted.")
    for match in sentence.search(_DAY_AND_WEEKDAY):
        before = sentence.doc.sentences[max(0, sentence.number - 1)].start
        if not _MONTH_NEAR.search(sentence.doc.masked, before, sentence.end):
            yield flag(match, "Name the month, or leave the number out beside the weekday.")
    for match in sentence.search(_DAY_ALONE) if any(sentence.search(_THE_FIGURE)) else ():
        before = sentence.doc.sentences[max(0, sentence.number - 1)].start
        month = _MONTH_NEAR.search(sentence.doc.masked, before, sentence.end)
        if not month or month.group()[0].isupper():
            message = "Name the month: readers cannot tell which one is meant."
            yield flag(match.span("day"), message, doubtful=bool(month))


_WEEKDAY_IN_BRACKETS = lazy(
    rf"""
    \b(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Ll]ast[ ]night|[Tt]his[ ](?:morning|evening))
    (?P<day>[ ]\({_WEEKDAY}\))
    """,
    re.VERBOSE,
)


@rule(
    category=Category.DATE_FORMAT,
    severity=Severity.MINOR,
    cues={day.lower() for day in _WEEKDAYS},
    needs=[{"("}],
    bad=["They met yesterday[ (Friday) -> ] in town.", "It rained last night[ (Monday) -> ]."],
    good=["They met on Friday (yesterday).", "They met yesterday (Friday was wet)."],
)
def weekday_in_brackets(sentence: Sentence) -> Iterator[Hit]:
    """A weekday in brackets after *yesterday* or the like, as in Hebrew and other newspapers."""
    for match in sentence.search(_WEEKDAY_IN_BRACKETS):
        yield flag(match.span("day"), "Write the weekday alone, or leave it out.", unsafe="")


# -- Times -------------------------------------------------------------------------------------------------------------

_SPACED_COLON = lazy(r"\d(?: :|: )")
_SPACED_TIME = lazy(
    r"""
    (?<![\w:.,-])
    (?P<hour>[01]?\d|2[0-4]) (?: [ ]:[ ]? | :[ ] ) (?P<minute>[0-5]\d)
    (?![\w:.%]|,\d)
    """,
    re.VERBOSE,
)
_TIME_BEFORE = lazy(
    r"(?:\b(?:at|from|to|until|till|after|before|around|about|by|since|of|and|time|between)|[-–])[ ]?$", re.IGNORECASE
)


@rule(
    category=Category.TIME_FORMAT,
    severity=Severity.MINOR,
    local=True,
    cues={":"},
    needs=[{FIGURE}],
    bad=["It opens at [15: 30 -> 15:30] and [9: 05 -> 9:05] a.m. on Sundays."],
    good=["It opens at 15:30.", "See Luke 3: 16 and John 3 : 16.", "Scale 1: 50 or so.", "Chapter 12: 10 rules."],
)
def space_in_time(doc: Document) -> Iterator[Hit]:
    """A space inside a time of day."""
    for match in doc.search(_SPACED_TIME, _SPACED_COLON, near_figures=True):
        before = doc.masked[max(0, match.start() - 10) : match.start()]
        after = doc.masked[match.end() : match.end() + 10]
        if _TIME_BEFORE.search(before) or re.match(r"[ ]?[ap]\.?m\b", after, re.IGNORECASE):
            closed = f"{match['hour']}:{match['minute']}"
            yield flag(match, f"Close up the space: “{closed}”.", safe=closed)


_DIGIT_H = lazy(r"\d[hH]\d\d")
_H_TIME = lazy(r"(?<![\w.,-])(?P<hour>[01]?\d|2[0-4])[hH](?P<minute>[0-5]\d)(?![\w])")


@rule(
    category=Category.TIME_FORMAT,
    severity=Severity.MINOR,
    bad=["It opens at [08H00 -> 08:00] and shuts at [17h30 -> 17:30]."],
    good=["It opens at 08:00.", "The H20 pump has 2h of fuel."],
)
def letter_in_time(doc: Document) -> Iterator[Hit]:
    """A time of day with an *h* instead of a colon."""
    for match in doc.search(_H_TIME, _DIGIT_H, near_figures=True):
        right = f"{match['hour']}:{match['minute']}"
        yield flag(match, f"Write “{right}”.", unsafe=right)


_HALF_DAY = lazy(
    r"(?<![\w:.,-])(?P<hour>1[3-9]|2[0-4])(?P<minute>[:.][0-5]\d)?[ ]?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE
)
_AT_NO_TIME = lazy(
    r"\bat[ ](?P<time>(?:2[5-9]|[3-9]\d):[0-5]\d|[01]?\d:[6-9]\d)(?=[ ](?:on|local|o'clock|hours|GMT)\b)"
)


@rule(
    category=Category.TIME_FORMAT,
    severity=Severity.MAJOR,
    cues={"am", "pm", "a.m.", "p.m.", "a", "p", "at"},
    needs=[{FIGURE}],
    before=dict.fromkeys(("am", "pm", "a.m.", "p.m.", "a", "p"), is_figure),
    after={"at": is_figure},
    bad=["It starts at [13:30 pm -> 13:30 | 1:30 p.m.] sharp.", "It starts at [25:10] on Sunday."],
    good=["It starts at 1:30 p.m. or 13:30.", "They led at 25:19 of the set.", "It stood at 1,565 am Markt."],
)
def impossible_time(sentence: Sentence) -> Iterator[Hit]:
    """A time of day that no clock shows, such as `13:30 pm` or `25:10`."""
    for match in sentence.search(_HALF_DAY):
        hour, minute, half = int(match["hour"]), match["minute"] or "", match["half"].lower()
        plain = f"{hour}{minute or ':00'}"
        options = [plain, f"{hour - 12}{minute} p.m."] if half == "p" and hour < 24 else [plain]
        yield flag(match, "Use the 24-hour clock or “p.m.”, not both.", options=options)
    for match in sentence.search(_AT_NO_TIME):
        yield flag(match.span("time"), "No clock shows this time.")


# -- Stretches of time -------------------------------------------------------------------------------------------------

_COUNT = "|".join(list(NUMBER_WORDS)[1:13])
_UNIT_AND_START = lazy(r"s[ ,(–-]{1,3}(?:from|between) ")
_SPAN = lazy(
    rf"""
    \b(?P<count>{_COUNT}|\d{{1,2}})[ ](?P<unit>months|years)\b[ ,(–-]{{0,3}}
    (?:from|between)[ ](?P<first>{_MONTH}|(?:19|20)\d\d)
    [ ](?:to|until|till|and|through)[ ](?P<last>{_MONTH}|(?:19|20)\d\d)
    (?![ ]\d|,[ ]\d|\w)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    cues={"months", "years"},
    needs=[{"from", "between"}],
    bad=[
        "They sold it all in [two months], from April to August.",
        "He served [five years], from 2010 to 2019.",
        "It rained for [two months -> three months], from April to June. It was wet in all of these three months.",
    ],
    good=[
        "They sold it all in three months, from April to June.",
        "He served five years, from 2010 to 2015, and six months, from January to July.",
        "It rained for two months, from April to June.",
        "It took four months, from November to February.",
    ],
)
def time_span_does_not_fit(doc: Document) -> Iterator[Hit]:
    """A number of months or years that the dates beside it do not span.

    *From April to June* may be two months or three; where the article has both, one is wrong.
    """
    for match in doc.search(_SPAN, _UNIT_AND_START):
        unit = match["unit"]
        stated = NUMBER_WORDS.get(match["count"].lower()) or int(match["count"])
        between = _distance(match["first"].lower(), match["last"].lower(), unit)
        if between is None:
            continue
        where = (match.start("count"), match.end("unit"))
        if stated not in (between, between + 1):
            yield flag(where, f"From {match['first']} to {match['last']} is not {match['count']} {unit}.")
        elif stated == between and (other := _mention(doc, between + 1, unit)):
            yield flag(
                where,
                f"From {match['first']} to {match['last']} is {other.group()}, as the article says elsewhere.",
                options=[other.group()],
                related=[Related(span_of(other), "the other number")],
            )


def _distance(first: str, last: str, unit: str) -> int | None:
    """Whole months or years from one to the other, neither end counted twice; ``None`` when they are of other kinds."""
    if unit == "years":
        return int(last) - int(first) if first.isdigit() and last.isdigit() else None
    if first.isdigit() or last.isdigit():
        return None
    return (_MONTHS.index(last) - _MONTHS.index(first)) % 12


def _mention(doc: Document, number: int, unit: str) -> re.Match[str] | None:
    words = [word for word, value in NUMBER_WORDS.items() if value == number]
    pattern = lazy(rf"\b(?:{'|'.join([*words, str(number)])}) {unit}\b(?! (?:ago|later|earlier|before|after))")
    return next(doc.search(pattern), None)


_OTHER_HALF = lazy(
    r"""
    \b(?:morning|dawn|(?P<late>evening|afternoon))\b [^.;,\n]{0,20}? \b\d{1,2}(?:[:.][ ]?\d\d)?[ ]? (?(late)a|p)\.?m\b
    | \b\d{1,2}(?:[:.][ ]?\d\d)?[ ]? (?:p\.?m\.?[ ]in[ ]the[ ]morning | a\.?m\.?[ ]in[ ]the[ ](?:evening|afternoon))\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MINOR,
    cues={"am", "pm", "a.m", "p.m", "a.m.", "p.m."},
    needs=[{"morning", "dawn", "evening", "afternoon"}],
    bad=[
        "He came on Sunday [morning at 9:30 pm].",
        "They left at [7 a.m. in the evening].",
    ],
    good=[
        "He came on Sunday morning at 9:30 am.",
        "They left on Sunday evening, at 7 pm.",
        "It was shut all morning, till 9 pm.",
    ],
)
def time_contradicts_part_of_day(sentence: Sentence) -> Iterator[Hit]:
    """A time of day that is not in the part of the day beside it: *in the morning at 9 pm*."""
    for match in sentence.search(_OTHER_HALF):
        yield flag(match, "The time and the part of the day do not agree.")
