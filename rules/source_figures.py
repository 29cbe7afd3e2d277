"""Numbers, dates, times, units and sums of money of a translation against those of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.checking.rule import Hit, flag, rule
from checker.findings import Category, Severity
from checker.text.document import fact
from checker.text.pattern import lazy
from checker.text.quantities import DECIMAL_COMMA, clocks, days, in_words, numbers, plain_digits, unit_at
from checker.text.translation import Pair

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from checker.text.quantities import Clock, Day, Number


class _Compared(NamedTuple):
    """What differs: dates and times side by side, numbers that one side only has; and the numbers both have."""

    days: Sequence[tuple[Day, Day]] = ()
    clocks: Sequence[tuple[Clock, Clock]] = ()
    lost: Sequence[Number] = ()
    added: Sequence[Number] = ()
    same: Sequence[tuple[Number, Number]] = ()
    source: str = ""
    text: str = ""


_DIGIT = lazy(r"\d")
_OTHER_CALENDAR = lazy("令和|平成|昭和|大正|明治|民國|民国|هـ|ه‍|خورشیدی|พ.ศ.")


_YEAR_OF_OTHER_CALENDAR = lazy(
    r"(?:令和|平成|昭和|大正|明治|民國|民国|พ\.ศ\.)[ ]?(?:元|\d{1,4})(?:年)?|\d{3,4}[ ]?(?:هـ|ه‍|خورشیدی|AH\b)"
)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _compared(pair: Pair) -> _Compared:
    if not (_DIGIT.search(pair.source) and _DIGIT.search(pair.text)):
        return _Compared()
    return _compare(pair)


@fact
def _compare(pair: Pair) -> _Compared:
    language = pair.language
    source, text = plain_digits(pair.bare_source), plain_digits(pair.bare_text)
    theirs, ours = days(source, language), days(text, "en")
    other_days = [(one, other) for one, other in zip(theirs, ours, strict=False) if not _same_day(one, other)]
    if len(theirs) != len(ours) or _OTHER_CALENDAR.search(source) or len(other_days) == len(theirs) > 1:
        other_days = []  # in another order, say
    source, text = _without(source, theirs), _without(text, ours)
    times, our_times = clocks(source, language), clocks(text, "en")
    other_times = [
        (one, other) for one, other in zip(times, our_times, strict=False) if not one.minutes & other.minutes
    ]
    if _ZONE.search(source) or _ZONE.search(text) or len(times) != len(our_times) or len(other_times) == len(times) > 1:
        other_times = []
    source, text = _without(source, times), _without(text, our_times)
    source = _YEAR_OF_OTHER_CALENDAR.sub(_blank, source)
    lost, added, same = _numbers(source, text, language)
    return _Compared(other_days, other_times, lost, added, same, source, text)


_ZONE = lazy(r"\b(?:ME[SZ]?Z|CES?T|UTC|GMT|BST|[ECMP][SD]?T|МСК|JST)\b|Ortszeit|heure locale|hora local")


def _without(text: str, some: Sequence[Day] | Sequence[Clock]) -> str:
    for each in some:
        text = f"{text[: each.start]}{' ' * (each.end - each.start)}{text[each.end :]}"
    return text


def _same_day(one: Day, other: Day) -> bool:
    if one.year and other.year and one.year % 100 != other.year % 100:
        return False
    if one.year and other.year and one.year > 99 < other.year and one.year != other.year:
        return False
    months = {month for month, _ in one.readings} & {month for month, _ in other.readings}
    if any(day is None for _, day in (*one.readings, *other.readings)):
        return bool(months)
    return bool(one.readings & other.readings)


def _numbers(source: str, text: str, language: str) -> tuple[list[Number], list[Number], list[tuple[Number, Number]]]:
    """The numbers that only the source has, those that only the translation has, and those of both."""
    theirs, left = numbers(source, language), numbers(text, "en")
    lost: list[Number] = []
    same: list[tuple[Number, Number]] = []
    for number in theirs:
        twin = next((each for each in left if number.values & each.values), None)
        twin = twin or next((each for each in left if not number.values and each.text == number.text), None)
        if twin:
            left.remove(twin)
            same.append((number, twin))
        else:
            lost.append(number)
    if lost:
        words = in_words(text, "en")
        lost = [
            each for each in lost if each.values and not each.values & words and min(each.values) / 100 not in words
        ]
    if left and theirs:
        words = in_words(source, language)
        left = [each for each in left if _is_form(each, lost) or (each.values and not each.values & words)]
    for number in tuple(lost):
        near = next((each for each in left if _is_other_form(number, each)), None)
        if near:
            left.remove(near)
            lost.remove(number)
    ours = numbers(text, "en")
    digits = _figures("".join(each.text for each in theirs)), _figures("".join(each.text for each in ours))
    if digits[0] == digits[1] and len(theirs) != len(ours):
        return [], [], same  # parted in another way, as telephone numbers are
    return lost, left, same


def _figures(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _is_form(number: Number, lost: Sequence[Number]) -> bool:
    """Whether a number of the translation is written as in its source, where that means another."""
    return any(each.text == number.text and not each.text.isdigit() for each in lost)


def _is_other_form(one: Number, other: Number) -> bool:
    """Whether a number may say the same in another way: of a decade, a century, a percentage, or rounded."""
    for value in one.values:
        for said in other.values:
            low, high = sorted((value, said))
            if low == high % 100 and 1000 < high < 2200 and low == int(low):
                return True
            if (
                value * 100 == said
                or said * 100 == value
                or (value - 1) * 100 == said
                or 60 in (value and said / value, said and value / said)
            ):
                return True
            if (one.is_scaled or other.is_scaled) and high and (high - low) / high < _ROUNDED:
                return True
    return False


_ROUNDED = 0.05


def _english(number: Number) -> str:
    """The number as English writes it."""
    (value,) = number.values
    digits = number.text
    if value == int(value) and not digits.isdigit():
        return f"{int(value):,}"
    if value != int(value):
        whole, _, part = digits.replace(",", ".").rpartition(".")
        whole = _figures(whole)
        return f"{int(whole):,}.{part}" if len(whole) > 3 else f"{whole}.{part}"
    return digits


def _pairs_of(compared: _Compared, language: str) -> Iterator[tuple[Number, Number]]:
    """A number that the source has and the one that the translation has instead, where that is certain."""
    lost, added = compared.lost, compared.added
    if len(lost) != len(added) or len(lost) > _FEW:
        return
    for number, other in zip(lost, added, strict=True):
        right, wrong = unit_at(compared.source, number, language), unit_at(compared.text, other, "en")
        if right == wrong == "horsepower" and _is_near(number, other):  # PS, which are a little less
            continue
        # As from miles to kilometres, or to a measure that no table has.
        if right == wrong or not ((right and wrong) or {right, wrong} & _MEASURES):
            yield number, other


def _is_near(one: Number, other: Number) -> bool:
    return any(abs(value - said) <= said * _ROUNDED for value in one.values for said in other.values)


_FEW = 2
_MEASURES = frozenset(
    "kilometre metre mile centimetre millimetre inch kilogram gram tonne litre celsius fahrenheit foot yard hectare "
    "acre jin mu horsepower kilowatt ounce gallon".split()
) | {"kilometre an hour", "mile an hour", "square kilometre", "square metre"}
"""Units that English-speaking readers are told in others."""


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=[
        "Der Preis stieg um 15 Prozent. => The price rose by [51 -> 15] percent.",
        "Il y a 1 200 habitants dans le village. => The village has [2,100 -> 1,200] inhabitants.",
        "Das Werk kostete 3 Milliarden Euro. => The plant cost [3] million euros.",
        "この町には3万人が住んでいます。 => Some [3,000] people live in this town.",
        "Город насчитывает 2,5 млн жителей. => The city has [25] million inhabitants.",
    ],
    good=[
        "Der Preis stieg um 15 Prozent. => The price rose by fifteen percent.",
        "Das Werk kostete 2,5 Mio. Euro. => The plant cost 2.5 million euros.",
        "この町には3万人が住んでいます。 => Some 30,000 people live in this town.",
        "2億3000万人が見ました。 => It was seen by 230 million people.",
        "Im 19. Jahrhundert war die Stadt klein. => In the 1800s the town was small.",
        "Die 90er waren laut. => The 1990s were loud.",
        "Die Strecke ist 100 km lang. => The route is 62 miles long.",
        "Der Wagen hat 150 PS. => The car has 148 hp.",
        "Der Wagen fährt 180 km/h. => The car does 112 mph.",
        "Der Umsatz sank von 5,1 auf 4,9 Millionen Euro. => Sales fell from 5.1 million to 4.9 million euros.",
        "3월 매출은 1억 5천만 원입니다. => Sales in March were 150 million won.",
        "住民の8割が反対した。 => Some 80% of the residents were against it.",
        "昭和20年に終わりました。 => It ended in 1945.",
        "第3回は民國50年に開かれました。 => The 3rd was held in 1961.",
        "Rund 1.234.567 Menschen leben dort. => Some 1.2 million people live there.",
        "जनसंख्या 12 लाख है। => The population is 1.2 million.",
        "المدينة فيها ٢٥ مدرسة. => The town has 25 schools.",
        "Die Nummer ist 030 12 34 56. => The number is 030 123456.",
        "三百五十个学生参加了2场比赛。 => Some 350 students took part in 2 matches.",
    ],
)
def number_of_source_changed(pair: Pair) -> Iterator[Hit]:
    """A number in figures that is not in the source, in place of one that is. A number in words, rounded, or converted
    to another unit counts as the same.
    """
    compared = _compared(pair)
    for number, other in _pairs_of(compared, pair.language):
        if _is_form(other, [number]) and not (number.is_scaled or other.is_scaled):
            continue
        message = f"The source says “{compared.source[number.start : number.whole].strip()}” here."
        sure = len(number.values) == 1 and not number.is_scaled and not other.is_scaled and len(compared.lost) == 1
        span = pair.span(other.start, other.end)
        yield flag(span, message, unsafe=_english(number)) if sure else flag(span, message)


@rule(
    category=Category.NUMBER_FORMAT,
    severity=Severity.MAJOR,
    bad=[
        "Die Stadt hat 1.500 Einwohner. => The town has [1.500 -> 1,500] inhabitants.",
        "Der Fluss ist 2,5 Kilometer breit. => The river is [2,5 -> 2.5] kilometres wide.",
        "Das kostet 1.234,50 Euro im Jahr. => That costs [1.234,50 -> 1,234.50] euros a year.",
        "Das Werk kostete 2,5 Millionen Euro. => The plant cost [2,5 -> 2.5] million euros.",
        "Es kostet 0,50 Euro, nicht 1.200.000. => It costs [0,50 -> 0.50] euros, not [1.200.000 -> 1,200,000].",
    ],
    good=[
        "Die Stadt hat 1.500 Einwohner. => The town has 1,500 inhabitants.",
        "Das Gerät mit der Adresse 192.168.100.200 antwortet nicht. => The device at 192.168.100.200 does not answer.",
        "Sie nutzen die Version 3.10 des Programms. => They use version 3.10 of the program.",
        "Mit 2-3,6-9 wählt man mehrere. => With 2-3,6-9 you choose several.",
        "Das Heft kostet 2 Euro, das Buch 5. => The booklet costs 2 euros, the book 5.",
    ],
)
def number_in_form_of_source(pair: Pair) -> Iterator[Hit]:
    """A number with the points and commas of the source: in English *1.500* is one and a half, and *2,5* is not a
    number.
    """
    if pair.language not in DECIMAL_COMMA:
        return
    compared = _compared(pair)
    for number in compared.lost:
        for other in compared.added:
            if (
                other.text == number.text
                and (len(number.values) == 1 or not number.is_scaled)
                and number.values
                and not _in_list(compared.text, other)
            ):
                message = "This number has the points and commas of the source, which mean something else in English."
                yield flag(pair.span(other.start, other.end), message, safe=_with_english_marks(number.text))
                break


def _with_english_marks(figures: str) -> str:
    """Figures of a language with a decimal comma as English writes them."""
    whole, comma, part = figures.partition(",")
    digits = _figures(whole)
    is_grouped = digits != whole
    return f"{int(digits):,}{'.' if comma else ''}{part}" if is_grouped else f"{digits}.{part}"


_UNSURE = lazy(r"[1-9]\d{0,2},\d{3}|0\d+,\d+")
"""What those who write a decimal comma take over from English as often as not, and pairs of numbers."""


def _in_list(text: str, number: Number) -> bool:
    """Whether it is no number, but a list of some, as of pages."""
    around = text[number.start - 1 : number.start] + text[number.end : number.end + 1]
    return number.text.isdigit() or "-" in around or around in {"[]", "()"} or bool(_UNSURE.fullmatch(number.text))


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    preview=True,
    bad=["Es kamen 250 Gäste zum Fest. => [Many guests came to the party.]"],
    good=["Es kamen 250 Gäste zum Fest. => Two hundred and fifty guests came, 250 in all."],
)
def number_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A number that the translation does not give, neither in figures nor in words."""
    compared = _compare(pair) if _DIGIT.search(pair.source) else _Compared()
    if compared.lost and not compared.added and not compared.days:
        lost = [each for each in compared.lost if each.text not in pair.text and max(each.values, default=0) > _SMALL]
        if lost:
            listed = ", ".join(f"“{each.text}”" for each in lost)
            yield flag(pair.whole, f"The source says {listed}, and the translation does not.")


_SMALL = 12


@rule(
    category=Category.ADDITION,
    severity=Severity.MAJOR,
    preview=True,
    bad=["Es kamen 250 Gäste zum Fest. => Some 250 guests came to the [3,000] parties."],
    good=["Es kamen 250 Gäste um drei Uhr. => Some 250 guests came at 3 o’clock."],
)
def number_without_source(pair: Pair) -> Iterator[Hit]:
    """A number in figures that is not in the source, neither in figures nor in words."""
    compared = _compared(pair)
    if not compared.lost and not compared.days:
        for number in compared.added:
            if number.values and min(number.values) > _SMALL:
                yield flag(pair.span(number.start, number.end), "This number is not in the source.")


# --- Dates and times --------------------------------------------------------------------------------------------------

_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=[
        "Am 3. Mai 2020 begann der Bau. => On [May 5, 2021 -> May 3, 2020] building began.",
        "Le 14 juillet 1995, la gare a ouvert. => The station opened on [14 June 1995 -> 14 July 1995].",
        "工程于2020年5月3日开始。 => Work began on [5 March 2020 -> 3 May 2020].",
        "Работы начались 3 мая 2020 года. => Work began on [May 3, 2002 -> May 3, 2020].",
        "Der Bau begann am 3.5.2020. => Building began on [March 5, 2020 -> May 3, 2020].",
        "Im Mai 2020 begann der Bau. => Building began in [June 2020 -> May 2020].",
    ],
    good=[
        "Am 3. Mai 2020 begann der Bau. => Building began on May 3, 2020.",
        "Am 3.5.2020 begann der Bau. => Building began on 5/3/2020.",
        "Am 3. Mai begann der Bau. => Building began on May 3, 2020.",
        "Vom 3. bis 5. Mai 2024 wurde gebaut. => They built on May 3–5, 2024.",
        "С 3 по 5 мая шёл дождь. => It rained from May 3 to 5.",
        "Am 30. und 31. Mai 2024 wurde gefeiert. => On May 30 and 31, 2024, they celebrated.",
        "3 Mayıs 2020’de başladı. => It began on 3 May 2020.",
        "Von Mai bis Juni 2020 wurde gebaut. => From May to June 2020 they built.",
        "令和2年5月3日に始まりました。 => It began on May 3, 2020.",
    ],
)
def date_of_source_changed(pair: Pair) -> Iterator[Hit]:
    """A date whose day, month or year is not that of the source, for example because English has the month first."""
    for right, wrong in _compared(pair).days:
        span = pair.span(wrong.start, wrong.end)
        message = f"The source says “{pair.source[right.start : right.end].strip()}” here."
        replaced = _dated(pair.text, right, wrong)
        yield flag(span, message, unsafe=replaced) if replaced else flag(span, message)


def _dated(text: str, right: Day, wrong: Day) -> str:
    """The date of the translation with the parts of the source's; empty where its parts are not plain."""
    if len(right.readings) != 1 or len(wrong.readings) != 1 or not wrong.month_in_words:
        return ""
    ((month, day),) = right.readings
    new = (str(right.year) if right.year else None, _MONTHS[month - 1], str(day) if day else None)
    written = text[wrong.start : wrong.end]
    for (start, end), part in sorted(zip(wrong.parts, new, strict=True), reverse=True):
        if start < 0:
            continue
        old = text[start:end]
        if part is None or (part in _MONTHS and len(old) <= 4 and old not in _MONTHS and not part.startswith(old[:3])):
            return ""
        if part in _MONTHS and part.startswith(old[:3]):
            continue
        written = f"{written[: start - wrong.start]}{part}{written[end - wrong.start :]}"
    return written


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=[
        "Der Zug fährt um 15.30 Uhr ab. => The train leaves at [5:30 p.m.]",
        "Le train part à 15h30. => The train leaves at [3:30 a.m.]",
        "Поезд отходит в 9:45. => The train leaves at [9:15].",
        "会议下午3点30分开始。 => The meeting begins at [4:30 p.m.]",
    ],
    good=[
        "Der Zug fährt um 15.30 Uhr ab. => The train leaves at 3:30 p.m.",
        "Le train part à 15h30. => The train leaves at 15:30.",
        "会议下午3点30分开始。 => The meeting begins at 3:30.",
        "Der Zug fährt um 15 Uhr ab. => The train leaves at 3 p.m.",
        "Das Spiel endete 2:1. => The match ended 2:1.",
        "Das Spiel begann um 20.45 Uhr (MEZ). => The match began at 7:45 p.m. GMT.",
        "O godz. 15.30 było 20 osób. => At 3:30 p.m. there were 20 people.",
        "Der Zug fährt um 12 Uhr ab. => The train leaves at noon.",
    ],
)
def time_of_source_changed(pair: Pair) -> Iterator[Hit]:
    """A time of day that is not that of the source, even if only by twelve hours."""
    for right, wrong in _compared(pair).clocks:
        message = f"The source says “{pair.source[right.start : right.end].strip()}” here."
        yield flag(pair.span(wrong.start, wrong.end), message)


# --- Units and money --------------------------------------------------------------------------------------------------


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=[
        "Die Strecke ist 40 Kilometer lang. => The route is [40 miles] long.",
        "Die Brücke kostete 20 Millionen Euro. => The bridge cost [20 million dollars].",
        "Der Urlaub dauert 3 Wochen. => The holiday takes [3 months].",
        "工厂花了20万日元。 => The plant cost [200,000 dollars].",
    ],
    good=[
        "Die Strecke ist 40 Kilometer lang. => The route is 40 km long.",
        "Die Brücke kostete 20 € im Monat. => The bridge cost 20 euros a month.",
        "Es dauert 3 Tage, also 72 Stunden. => It takes 3 days, that is 72 hours.",
        "Der Preis stieg um 5 %. => The price rose by 5 percent.",
        "Nach 3 Minuten ist die 3. Seite fertig. => After 3 minutes the 3rd page is done.",
    ],
)
def unit_of_source_changed(pair: Pair) -> Iterator[Hit]:
    """A figure of the source with another unit or currency."""
    compared = _compared(pair)
    theirs = [unit_at(compared.source, number, pair.language) for number, _ in compared.same]
    ours = [unit_at(compared.text, number, "en") for _, number in compared.same]
    for at, (right, wrong) in enumerate(compared.same):
        unit, other = theirs[at], ours[at]
        if not unit or not other or unit == other or other in theirs:
            continue
        word = _UNIT_AFTER.match(compared.text, wrong.whole)
        sign = compared.source[max(right.start - 1, 0) : right.start]
        there = _UNIT_AFTER.match(compared.source, right.whole)
        said = there[0].strip() if there else sign
        end = word.end() if word else wrong.whole
        start = wrong.start - (compared.text[max(0, wrong.start - 1) : wrong.start] in tuple("$€£₹¥"))
        yield flag(pair.span(start, end), f"The source gives this in “{said}”.")


_UNIT_AFTER = lazy(r"[ \u00a0\u202f-]{0,2}(?:[^\W\d_]+|[%€$£])")
