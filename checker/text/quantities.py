"""Numbers, dates and times of day in a text of any language, with what they come to, so that two texts can be compared.

Where a form may mean two things, as *1.500* does in a text of which nobody knows the language, all are given: what is
not certain differs from nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checker.store import word_lists
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "DECIMAL_COMMA",
    "Clock",
    "Day",
    "Number",
    "clocks",
    "days",
    "in_words",
    "numbers",
    "plain_digits",
    "unit_at",
]

DECIMAL_COMMA = frozenset(
    """
    af az be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl pt ro ru sk sl sq
    sr sv tr uk vi
    """.split()
)
"""Languages that write a comma where English writes a decimal point."""


def plain_digits(text: str) -> str:
    """The text, as long as it is, with the digits of all scripts as 0 to 9 and wide marks as narrow ones."""
    if text.isascii():
        return text
    return text.translate(_DIGITS)


_DIGITS = {
    first + value: str(value)
    for first in (0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xE50, 0xFF10)
    for value in range(10)
    if unicodedata.digit(chr(first + value)) == value
}
_DIGITS |= {ord("．"): ".", ord("，"): ",", ord("："): ":", ord("％"): "%", ord("٫"): ".", ord("٬"): ",", ord("٪"): "%"}


# --- Numbers ----------------------------------------------------------------------------------------------------------


class Number(NamedTuple):
    """A number in figures: where it stands, what it may come to, and what is counted in it, if a table knows.

    ``end`` is behind the figures, ``whole`` behind a word such as *million*. ``is_scaled`` is one with such a word.
    """

    text: str
    start: int
    end: int
    values: frozenset[float]
    whole: int
    is_scaled: bool = False


_FIGURES = lazy(r"(?<![\d_A-Za-z])(?<!\d[.,])(?<!U\+)(?!0x)\d+(?:(?:[.,'’]|[ \u00a0\u202f](?=\d{3}(?!\d)))\d+)*")
_GROUPED = lazy(r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
_NOT_A_MARK = lazy(r"\D")


def numbers(text: str, language: str) -> list[Number]:
    """The numbers in figures of a text in a language (the first part of its tag, empty for one that is not known)."""
    text = plain_digits(text)
    found: list[Number] = []
    factors: list[float] = []
    for figures in _FIGURES.finditer(text):
        start = figures.start()
        written = figures[0]
        if " " in written and not _GROUPED.fullmatch(re.split(r"[.,](?=\d+$)", written)[0]):
            pieces = list(re.finditer(r"\S+", written))
        else:
            pieces = [figures]
        for piece in pieces:
            offset = 0 if piece is figures else start
            first, last = piece.start() + offset, piece.end() + offset
            values = frozenset(_values(piece[0], language))
            factor, whole = _scale(text, last, language)
            if factor:
                scaled = frozenset(round(value * factor, 6) for value in values)
                values = values | scaled if text[last:whole].strip(" .\u00a0") in _UNSURE else scaled
            found.append(Number(piece[0], first, last, values, whole, bool(factor)))
            factors.append(factor)
    for at in range(len(found) - 1, 0, -1):
        one, other = found[at - 1], found[at]
        if (
            factors[at]
            and not factors[at - 1]
            and max(one.values, default=_THOUSAND) < _THOUSAND
            and _BETWEEN.fullmatch(text, one.end, other.start)
        ):
            factors[at - 1] = factors[at]
            shared = frozenset(round(value * factors[at], 6) for value in one.values)
            found[at - 1] = one._replace(values=one.values | shared)
    return list(_joined(text, found)) if language in _WITHOUT_BLANKS else found


_THOUSAND = 1000
_BETWEEN = lazy(r"[ \u00a0]?(?:[^\W\d_]{1,7}|[–—~〜-])[ \u00a0]?")
"""What stands between two numbers of which the second may say what both are counted in: *5.1 to 4.9 million*."""
_UNSURE = frozenset({"m", "k", "M", "K", "割", "成"})
"""Millions and thousands, or metres, months, megabytes and kelvins; tenths as percentages, or the start of a word."""
_WITHOUT_BLANKS = frozenset({"zh", "ja", "ko"})


def _joined(text: str, found: list[Number]) -> Iterator[Number]:
    """Numbers, those that are one together, 3万5000 or 1億2000万, put into one."""
    before: Number | None = None
    for number in found:
        is_next = before and before.is_scaled and not text[before.whole : number.start].strip(" ")
        if before and is_next and before.values and number.values:
            values = frozenset(one + other for one in before.values for other in number.values)
            before = Number(
                text[before.start : number.end], before.start, number.end, values, number.whole, number.is_scaled
            )
            continue
        if before:
            yield before
        before = number
    if before:
        yield before


def _values(written: str, language: str) -> Iterator[float]:
    """What figures can come to; nothing for what is no number, such as a version or the address of a computer."""
    marks = _NOT_A_MARK.findall(written)
    if not marks:
        yield float(written)
        return
    if len(marks) == 3 and set(marks) == {"."}:
        return  # 192.168.100.200
    kinds = list(dict.fromkeys(marks))
    comma_is_decimal = language in DECIMAL_COMMA
    if len(kinds) == 1:
        mark = kinds[0]
        if _GROUPED.fullmatch(written) and not (
            written.startswith("0") or (language and len(marks) == 1 and mark == ("," if comma_is_decimal else "."))
        ):
            if language == "en" and mark == ".":
                return
            yield float(_NOT_A_MARK.sub("", written))
            if language or mark not in ".,":
                return
        if len(marks) == 1 and mark in ".,":
            if language and mark == ("." if comma_is_decimal else ",") and language != "en":
                yield float(written.replace(",", "."))  # as in versions and in sums by programs
            elif not (language == "en" and mark == ","):
                yield float(written.replace(",", "."))
    elif len(kinds) == 2 and marks.count(marks[-1]) == 1 and marks[-1] in ".,":
        head, _, tail = written.rpartition(marks[-1])
        if language == "en" and marks[-1] == ",":
            return
        if _GROUPED.fullmatch(head):
            yield float(f"{_NOT_A_MARK.sub('', head)}.{tail}")


_SCALE = lazy(r"[ \u00a0\u202f-]?(?P<word>[\u0900-\u0963\u0970-\u097f]+|[^\W\d_]+)\.?")


def _scale(text: str, at: int, language: str) -> tuple[float, int]:
    """What a number is counted in by the words behind it, or 0; and where those end."""
    known = _scales(language)
    factor, end = 0.0, at
    while word := _SCALE.match(text, end):
        written = word["word"].lower() if word["word"].istitle() or word["word"].isupper() else word["word"]
        if language in _WITHOUT_BLANKS:
            written = next((written[:size] for size in (2, 1) if written[:size] in known), "")
        value = known.get(written)
        if value is None or (
            word["word"].isupper() and len(word["word"]) == 1 and not factor and text[end : end + 1] == " "
        ):
            break
        factor = (factor or 1) * value
        end = word.start("word") + len(written)
    return factor, end


@lru_cache(maxsize=64)
def _number_words(language: str) -> Mapping[str, float]:
    pairs = (pair.partition("=") for pair in _numerals().get(language, "").split())
    return {word: float(value) for word, _, value in pairs}


@lru_cache(maxsize=1)
def _numerals() -> Mapping[str, str]:
    return word_lists.read(__file__, "numerals")


@lru_cache(maxsize=64)
def _scales(language: str) -> Mapping[str, float]:
    least = 10 if language in _WITHOUT_BLANKS else 100
    return {word: value for word, value in _number_words(language).items() if value >= least and word != "century"}


_LETTERS = lazy(r"[\u0900-\u0963\u0970-\u097f]+|[^\W\d_]+")
_ROMAN = lazy(r"\b(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b")
_OF_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def in_words(text: str, language: str) -> set[float]:
    """What numbers in words, and in Roman figures, can come to: each word, and those beside each other together."""
    known = _number_words(language)
    found = {float(_of_han(numeral[0])) for numeral in _HAN.finditer(text)} if language in {"zh", "ja"} else set()
    last, last_end, single = 0.0, -2, 0.0
    for word in _LETTERS.finditer(text):
        value = known.get(word[0].lower())
        if value is None:
            continue
        found.add(value)
        if word.start() - last_end <= 5 and last:
            found.add(single * value)
            together = last * value if value > last else last + value
            found.add(together)
            single, value = value, together
        else:
            single = value
        last, last_end = value, word.end()
    if language != "en" or any(mark in text for mark in "IVX"):
        for roman in _ROMAN.finditer(text):
            figures = [_OF_ROMAN[letter] for letter in roman[0] or "I"]
            after = [*figures[1:], 0]
            found.add(float(sum(-one if one < other else one for one, other in zip(figures, after, strict=True))))
    return found


_HAN = lazy("[〇零一二两兩三四五六七八九十百千万萬亿億]+")
_HAN_DIGITS = {
    digit: value for value, digits in enumerate("〇零 一 二两兩 三 四 五 六 七 八 九".split()) for digit in digits
}
_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}


def _of_han(numeral: str) -> int:
    """What a numeral of Han characters comes to; one of digits only is read digit by digit."""
    if all(character in _HAN_DIGITS for character in numeral):
        return int("".join(str(_HAN_DIGITS[character]) for character in numeral))
    total = section = digit = 0
    for character in numeral:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif place := _HAN_PLACES.get(character):
            section += (digit or 1) * place
            digit = 0
        else:
            total = (total + section + digit or 1) * _HAN_MYRIADS[character]
            section = digit = 0
    return total + section + digit


# --- What is counted --------------------------------------------------------------------------------------------------

_UNIT = lazy(
    r"[ \u00a0\u202f-]{0,2}(?:de |di |d[’'])?"
    r"(?P<unit>°[CF]\b|US\$|[%€$£₽₹₩¥]|[\u0900-\u0963\u0970-\u097f]+|[^\W\d_]+(?:['’]s)?(?P<per>/[^\W\d_]+|[²³])?)"
)
_SIGN_BEFORE = lazy(r"(US\$|[€$£₹₩¥])[ \u00a0]?\Z")


@lru_cache(maxsize=1)
def _units() -> Mapping[str, str]:
    return {word: unit for unit, words in word_lists.read(__file__, "units").items() for word in words.split()}


def unit_at(text: str, number: Number, language: str) -> str:
    """What a number counts, as a table of units and currencies calls it; empty where it does not know."""
    if sign := _SIGN_BEFORE.search(text, max(0, number.start - 4), number.start):
        return _units().get(sign[1].lower(), "")
    found = _UNIT.match(text, number.whole)
    if not found:
        return ""
    word = found["unit"].lower()
    if language in {"zh", "ja", "ko"} and not word.isascii():
        return next((_units()[word[:size]] for size in range(min(6, len(word)), 0, -1) if word[:size] in _units()), "")
    return _units().get(word) or _units().get(word.removesuffix(found["per"] or ""), "")


# --- Days -------------------------------------------------------------------------------------------------------------


class Day(NamedTuple):
    """A date: what it may mean as (month, day), its year if it has one, and where its parts stand.

    ``day`` is ``None`` where only a month is given, with its year. ``parts`` are the stretches of year, month and day.
    """

    start: int
    end: int
    readings: frozenset[tuple[int, int | None]]
    year: int | None
    parts: tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
    month_in_words: bool


_ISO = lazy(r"(?<![\d.-])(?P<y>[12]\d{3})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?![\d-])")
_NUMERIC = lazy(
    r"(?<![\d./-])(?P<d>\d{1,2})(?P<mark>[./-])[ \u00a0]?(?P<m>\d{1,2})(?P=mark)[ \u00a0]?"
    r"(?P<y>[12]\d{3}|\d\d(?![\d.:]))(?![\d/-])"
)
_IN_HAN = lazy(r"(?:(?P<y>[12]\d{3})[ ]?[年년][ ]?)?(?<!\d)(?P<m>\d{1,2})[ ]?[月월][ ]?(?P<d>\d{1,2})[ ]?[日号號일]")


@lru_cache(maxsize=32)
def _months(language: str) -> tuple[re.Pattern[str] | None, Mapping[str, int]]:
    """An expression for dates with the names of months of a language, and the number of each name."""
    months = word_lists.read(__file__, "months").get(language, "").split()
    if not months:
        return None, {}
    numbers = {
        form.replace("-", " "): number for number, forms in enumerate(months, start=1) for form in forms.split("|")
    }
    names = "|".join(
        rf"{re.escape(name.rstrip('+'))}{chr(92) + 'w*' if name.endswith('+') else ''}"
        for name in sorted(numbers, key=len, reverse=True)
    )
    between = r"(?:\.|er|º|ª|-?(?:го|е)|st|nd|rd|th)?[ \u00a0]{1,2}(?:de |of |the |d[’'])?"
    after = r"\.?,?[ \u00a0](?:de |del |of |do )?"
    names = names.replace(r"\ ", " ")
    pattern = (
        rf"(?<![\w.,/-])(?P<d>\d{{1,2}}){between}(?P<m>{names})\b(?:{after}(?P<y>[12]\d{{3}})(?![\d,.]\d))?"
        rf"|\b(?P<m2>{names})\b(?:\.? (?:the )?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:]|[.,]\d))?"
        rf"(?:{after}(?P<y2>[12]\d{{3}})(?![\d,.]\d))?"
    )
    return re.compile(pattern, re.IGNORECASE), {name.rstrip("+"): each for name, each in numbers.items()}


_DAY_BEFORE = lazy(
    r"(?<![\w.,:])(?P<day>\d{1,2})(?:\.|er|st|nd|rd|th)?"
    r"(?:[ \u00a0]?[–—-][ \u00a0]?|[ \u00a0](?!am|um|on|le|el|il|em|på)[^\W\d_]{1,4}[ \u00a0](?:the )?)\Z"
)
_DAY_AFTER = lazy(
    r"(?:[ \u00a0]?[–—-][ \u00a0]?|[ \u00a0](?:to|and|or|through|until)[ \u00a0])"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?![:.,]\d)(?:,?[ \u00a0][12]\d{3}\b)?"
)
"""The other end of a stretch of days, of which only one stands beside the month: *3. bis 5. Mai*, *May 3 to 5*."""


def days(text: str, language: str) -> list[Day]:
    """The dates of a text, each with a month at least, and a day or a year."""
    text = plain_digits(text)
    found = [*_numeric(text, language)]
    pattern, names = _months(language)
    if pattern:
        lower = text if language != "tr" else text.replace("İ", "I")
        for each in pattern.finditer(lower):
            month = each["m"] or each["m2"]
            day = each["d"] or each["d2"]
            year = each["y"] or each["y2"]
            if not (day or year) or (language == "en" and not month[0].isupper()):
                continue
            number = names.get(month.lower()) or next(
                (value for name, value in names.items() if month.lower().startswith(name)), None
            )
            if not number or (day and not 1 <= int(day) <= 31):
                continue
            parts = tuple(
                each.span(name) if each[name] else each.span(f"{name}2") if each[f"{name}2"] else (-1, -1)
                for name in ("y", "m", "d")
            )
            readings = {(number, int(day) if day else None)}
            start, end = each.span()
            beside = _DAY_BEFORE.search(text, max(0, start - 12), start) if each["d"] else None
            beside = beside or (_DAY_AFTER.match(text, end) if each["d2"] and not year else None)
            if beside and 1 <= int(beside["day"]) <= 31:
                readings.add((number, int(beside["day"])))
                start, end = min(start, beside.start()), max(end, beside.end())
            found.append(Day(start, end, frozenset(readings), int(year) if year else None, parts, True))  # type: ignore[arg-type]
    found.sort(key=lambda day: day.start)
    return [day for at, day in enumerate(found) if not at or found[at - 1].end <= day.start]


def _numeric(text: str, language: str) -> Iterator[Day]:
    """Dates in figures only."""
    patterns = [_ISO, _NUMERIC] if any(mark in text for mark in "./-") else []
    if any(mark in text for mark in "月월"):
        patterns.append(_IN_HAN)
    for pattern in patterns:
        for each in pattern.finditer(text):
            month, day = int(each["m"]), int(each["d"])
            readings = {(month, day)}
            if pattern is _NUMERIC and each["mark"] != ".":
                if language == "en":
                    readings.add((day, month))  # as written in America
                elif not language:
                    continue
            readings = {(one, other) for one, other in readings if 1 <= one <= 12 and 1 <= other <= 31}
            year = int(each["y"]) if each["y"] else None
            if readings:
                written = frozenset(readings)
                yield Day(*each.span(), written, year, (each.span("y"), each.span("m"), each.span("d")), False)


# --- Times of day -----------------------------------------------------------------------------------------------------


class Clock(NamedTuple):
    """A time of day: the minutes since midnight that it may mean, and where it stands."""

    start: int
    end: int
    minutes: frozenset[int]


_BY_CLOCK = lazy(
    r"(?<![\d:.,/-])(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?::[0-5]\d)?(?![\d:]|[.,]\d)(?:[ \u00a0]?(?P<half>[ap]\.?m\b\.?))?",
    re.IGNORECASE,
)
_ENGLISH_HOUR = lazy(
    r"(?<![\d:.,/-])(?P<h>\d{1,2})(?:\.(?P<m>[0-5]\d))?[ \u00a0]?(?P<half>[ap]\.?m\b\.?|o[’']clock)", re.IGNORECASE
)
_HOURS = {
    "de": lazy(r"(?<![\d:.,])(?P<h>\d{1,2})(?:[.:](?P<m>[0-5]\d))?[ \u00a0]Uhr(?:[ \u00a0](?P<m2>[0-5]\d))?"),
    "fr": lazy(r"(?<![\d:.,])(?P<h>\d{1,2})[ \u00a0\u202f]?h(?:[ \u00a0\u202f]?(?P<m>[0-5]\d))?\b(?P<m2>)"),
    "pt": lazy(r"(?<![\d:.,])(?P<h>\d{1,2})h(?P<m>[0-5]\d)?\b(?P<m2>)"),
    "nl": lazy(r"(?<![\d:.,])(?P<h>\d{1,2})(?:[.:](?P<m>[0-5]\d))?[ ]uur(?P<m2>)\b"),
    "pl": lazy(r"\bgodz(?:\.|inie) (?P<h>\d{1,2})(?:[.:](?P<m>[0-5]\d))?(?P<m2>)(?!\d)"),
    "cs": lazy(r"(?<![\d:.,])(?P<h>\d{1,2})(?:[.:](?P<m>[0-5]\d))?[ \u00a0]hod(?:in)?\b(?P<m2>)"),
    "tr": lazy(r"\bsaat (?P<h>\d{1,2})[.:](?P<m>[0-5]\d)(?P<m2>)(?!\d)"),
    "it": lazy(r"\b(?:ore|alle) (?P<h>\d{1,2})[.:](?P<m>[0-5]\d)(?P<m2>)(?!\d)"),
    "es": lazy(r"(?<![\d:.,])(?P<h>\d{1,2})[.:](?P<m>[0-5]\d)[ \u00a0]?h(?:oras|rs)?\b(?P<m2>)"),
    "da": lazy(r"\bkl(?:\.|okken) (?P<h>\d{1,2})(?:[.:](?P<m>[0-5]\d))?(?P<m2>)(?!\d)"),
    "nb": lazy(r"\bkl(?:\.|okken) (?P<h>\d{1,2})(?:[.:](?P<m>[0-5]\d))?(?P<m2>)(?!\d)"),
    "fi": lazy(r"\bk(?:ello|lo) (?P<h>\d{1,2})(?:[.:](?P<m>[0-5]\d))?(?P<m2>)(?!\d)"),
    "sv": lazy(r"\bklockan (?P<h>\d{1,2})(?:[.:](?P<m>[0-5]\d))?(?P<m2>)(?!\d)"),
}
_IN_HAN_HOURS = lazy(
    r"(?P<half>上午|早上|凌晨|下午|晚上|午前|午後|오전|오후)?[ ]?(?<![\d.,:/])(?P<h>\d{1,2})[ ]?"
    r"(?:[点點時时시](?!間|间|간)|:(?=[0-5]\d))[ ]?(?:(?P<m>[0-5]?\d)[ ]?[分분]?|(?P<m2>半))?"
)
_AFTERNOON = frozenset({"下午", "晚上", "午後", "오후"})


def clocks(text: str, language: str) -> list[Clock]:
    """The times of day of a text, in the ways of a language."""
    text = plain_digits(text)
    found: list[Clock] = []
    if language in {"zh", "ja", "ko"}:
        for each in _IN_HAN_HOURS.finditer(text) if any(mark in text for mark in "点點時时시:") else ():
            hour, minute = int(each["h"]), 30 if each["m2"] else int(each["m"] or 0)
            if each["half"] in _AFTERNOON and hour < 12:
                hour += 12
            found += _clock(each, hour, minute, is_exact=bool(each["half"]))
        return found
    pattern = _HOURS.get(language)
    for each in pattern.finditer(text) if pattern else ():
        found += _clock(each, int(each["h"]), int(each["m"] or each["m2"] or 0), is_exact=True)
    for each in _BY_CLOCK.finditer(text) if ":" in text else ():
        half = (each["half"] or "").lower()
        hour = int(each["h"]) % 12 + 12 * half.startswith("p") if half else int(each["h"])
        found += _clock(each, hour, int(each["m"]), is_exact=bool(half) or hour > 12 or language not in {"en", ""})
    if language == "en":
        for each in _ENGLISH_HOUR.finditer(text):
            half = each["half"].lower()
            hour = int(each["h"]) if half.startswith("o") else int(each["h"]) % 12 + 12 * half.startswith("p")
            found += _clock(each, hour, int(each["m"] or 0), is_exact=not half.startswith("o"))
    found.sort()
    return [clock for at, clock in enumerate(found) if not at or found[at - 1].end <= clock.start]


def _clock(found: re.Match[str], hour: int, minute: int, *, is_exact: bool) -> Iterator[Clock]:
    if hour <= 24 and minute < 60:
        minutes = {hour % 24 * 60 + minute}
        if not is_exact:
            minutes.add((hour + 12) % 24 * 60 + minute)
        yield Clock(*found.span(), frozenset(minutes))
