"""What programs need of a translation, against its source: placeholders, tags, line ends, addresses, identifiers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from checker.checking.mending import mend, mend_at_end
from checker.checking.rule import Hit, flag, rule
from checker.findings import Category, Severity
from checker.text.directives import addresses, is_for_printf, tags
from checker.text.document import fact
from checker.text.pattern import lazy
from checker.text.translation import Pair, torn_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.text.directives import Directive, Tag


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{text}”" for text in dict.fromkeys(texts))


# --- Placeholders -----------------------------------------------------------------------------------------------------


def _missing(some: Sequence[Directive], others: Sequence[Directive]) -> list[Directive]:
    """Those of some placeholders that are not among others.

    One with a name may stand once or often, and in a message with branches each may.
    """
    by_times = Counter(each.key for each in others if each.is_ordered)
    known = {each.key for each in others}
    left = []
    for each in some:
        if each.is_ordered and each.kind == "brace":
            by_times[each.key] -= 1
            if by_times[each.key] < 0:
                left.append(each)
        elif each.key not in known:
            left.append(each)
    return left


@fact
def _compared(pair: Pair) -> tuple[list[Directive], list[Directive]]:
    """The placeholders that the translation has lost, and those that it has beyond its source."""
    theirs, ours = pair.placeholders
    if not (theirs or ours):
        return [], []
    if any("*" in each.text and each.kind == "printf" for each in (*theirs, *ours)):
        return [], []  # one that takes two arguments, and written with numbers looks like no other
    lost, added = _missing(theirs, ours), _missing(ours, theirs)
    if not is_for_printf(pair.flags):
        # A percentage before a word looks like one: *5 % de rabais*, *10 %d*.
        added = [each for each in added if each.kind != "printf" or theirs]
    if pair.is_one and len(lost) == 1 and not added:
        return [], []
    return lost, added


def _same_kinds(lost: Sequence[Directive], added: Sequence[Directive]) -> bool:
    return Counter(each.key.partition(":")[2] for each in lost) == Counter(each.key.partition(":")[2] for each in added)


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=[
        "Hallo {name}, willkommen zurück! => Hello [{nom} -> {name}], welcome back!",
        "Es fehlen %(count)d Seiten. => [There are pages missing.]",
        "Seite %1$d von %2$d => Page %1$d of [%3$d -> %2$d]",
        "{{ sum }} am Tag => [The sum a day]",
        "Noch {n, plural, one {ein Tag} other {# Tage}} => [Some days left]",
        "%s kopiert %s => [It copies %s]",
    ],
    good=[
        "Hallo {name}, {name}! => Hello {name}!",
        "Seite %d von %d => Page %1$d of %2$d",
        "Es sind {0:N2} Grad. => It is {0} degrees.",
        "100 % der Stimmen => 100% of the votes",
        "Bu ürünlerde bugün %20 indirim var. => There is a 20% discount on these products today.",
        "{{sum}} am Tag => {{ sum }} a day",
        "Noch {n, plural, one {ein Tag} other {# Tage}} => {n, plural, one {One day} other {# days}} left",
    ],
)
def placeholder_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A placeholder of the source that is missing in the translation, or has another name there: `{nom}` for `{name}`.

    The program then has nowhere to put its value. A form for one thing may do without the number.
    """
    lost, added = _compared(pair)
    if not lost or (len(lost) > 1 and _same_kinds(lost, added)):
        return
    torn = [right.strip() for _, right in torn_in(pair)]
    # One in words of another language is explained, not used: *${nombre}*.
    lost = [each for each in lost if each.text not in torn and each.text.isascii()]
    if len(lost) == len(added) == 1 and lost[0].kind == added[0].kind:
        wrong = added[0]
        message = f"The program knows this as “{lost[0].text}”."
        yield mend(pair, wrong.start, wrong.end, lost[0].text, message)
    elif lost:
        yield flag(pair.whole, f"The source has {_quoted(each.text for each in lost)}, and the translation does not.")


@rule(
    category=Category.MARKUP,
    severity=Severity.CRITICAL,
    bad=[
        "Datei öffnen => Open the file [{path}]",
        "Hallo %(who)s! => Hello %(who)s, it is [%(day)s]!",
    ],
    good=[
        "Datei {path} öffnen => Open {path} or close {path}",
        "Fünf Prozent => Some 5 %d",
    ],
)
def placeholder_without_source(pair: Pair) -> Iterator[Hit]:
    """A placeholder that is not in the source. The program has no value for it, and stops or shows it as it stands."""
    lost, added = _compared(pair)
    if lost:
        return
    for each in added:
        yield flag(
            pair.span(each.start, each.end),
            "This placeholder is not in the source, so the program has no value for it.",
        )


@rule(
    category=Category.MARKUP,
    severity=Severity.CRITICAL,
    bad=["%s hat %d Zeilen. => [There are %d lines in %s.]"],
    good=[
        "%s hat %d Zeilen. => There are %2$d lines in %1$s.",
        "%s hat %d Zeilen. => %s has %d lines.",
        "%(name)s hat %(count)d Zeilen. => There are %(count)d lines in %(name)s.",
    ],
)
def placeholders_in_other_order(pair: Pair) -> Iterator[Hit]:
    """Placeholders without numbers in another order than in the source, so that each gets the value of another."""
    lost, added = _compared(pair)
    if len(lost) > 1 and _same_kinds(lost, added) and all(each.is_ordered for each in (*lost, *added)):
        order = " ".join(each.text for each in pair.placeholders[0])
        yield flag(pair.whole, f"The program fills these in the order {order}: number them, as in “%2$s”.")


# --- Tags -------------------------------------------------------------------------------------------------------------


@fact
def _tags(pair: Pair) -> tuple[list[Tag], list[Tag]]:
    """The tags of the source and those of the translation."""
    return tags(pair.source, pair.text), tags(pair.text, pair.source)


def _left(some: Sequence[Tag], others: Sequence[Tag]) -> list[Tag]:
    if not some:
        return []
    there = Counter(tag.name for tag in others)
    left = []
    for tag in some:
        there[tag.name] -= 1
        if there[tag.name] < 0:
            left.append(tag)
    return left


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=[
        "Drücken Sie <b>Start</b>. => [Press <b>Start.]",
        "Ein <em>Wort</em> => A [<strong> -> <em>]word</em>",
        'msgid "Siehe <link>Hilfe</link>"\nmsgstr "[See the help]"',
        "Zeile eins<br>Zeile zwei => [Line one, line two]",
    ],
    good=[
        "Drücken Sie <b>Start</b>. => Press <b>Start</b>.",
        "Zeile eins<br>Zeile zwei => Line one<br/>line two",
        "git add <Datei> => git add <file>",
        "Ein <em>Wort</em> => A <em lang='en'>word</em>",
        "a < b und c > d => a < b and c > d",
    ],
)
def tag_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A tag of the source that is missing in the translation, or replaced by another."""
    theirs, ours = _tags(pair)
    lost, added = _left(theirs, ours), _left(ours, theirs)
    if len(lost) == len(added) == 1 and lost[0].name.startswith("/") == added[0].name.startswith("/"):
        wrong = added[0]
        yield mend(pair, wrong.start, wrong.end, lost[0].text, f"The source has “{lost[0].text}” here.")
    elif lost:
        yield flag(pair.whole, f"The source has {_quoted(tag.text for tag in lost)}, and the translation does not.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=["Ein Wort => A [<b>]word[</b>]", "Das <i>Wort</i> => The <i>word</i>[</i>]"],
    good=["Das <i>Wort</i> => The <i>word</i>"],
)
def tag_without_source(pair: Pair) -> Iterator[Hit]:
    """A tag that is not in the source."""
    theirs, ours = _tags(pair)
    if ours and not _left(theirs, ours):
        for tag in _left(ours, theirs):
            yield flag(pair.span(tag.start, tag.end), "The source does not have this tag here.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=["Ein <b>Wort</b> => A [</b>]word<b>"],
    good=["Ein <b>Wort</b> => A <b>word</b>", "Ende</b> des <b>Wortes => End</b> of the <b>word"],
)
def tag_closed_before_it_opens(pair: Pair) -> Iterator[Hit]:
    """An element that is closed before it is opened, where the source has them in order."""
    if "</" not in pair.text:
        return
    ours = tags(pair.text, pair.source)
    wrong = _unopened(ours)
    if wrong and not _unopened(tags(pair.source, pair.text)) and any(tag.name == wrong.name[1:] for tag in ours):
        yield flag(pair.span(wrong.start, wrong.end), "This element is closed before it is opened.")


def _unopened(some: Iterable[Tag]) -> Tag | None:
    """The first tag that ends what is not open."""
    is_open: Counter[str] = Counter()
    for tag in some:
        if not tag.name.startswith("/"):
            is_open[tag.name] += 1
        else:
            is_open[tag.name[1:]] -= 1
            if is_open[tag.name[1:]] < 0:
                return tag
    return None


_CODE = lazy(r"""<(?P<name>(?:\w+:)?(?:x|g|ph|pc|bx|ex|bpt|ept|it|sc|ec|cp|sm|em|mrk))\b(?P<attributes>[^<>]*)>""")
_ID = lazy(r"""\b(?:id|startRef|hex)\s*=\s*["']([^"']*)["']""")
_XML = (".xlf", ".xliff", ".tmx")


def _codes(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for code in _CODE.finditer(text):
        if code["name"] != "mrk":
            told = _ID.search(code["attributes"])
            found[f'<{code["name"]} id="{told[1]}"/>' if told else f"<{code['name']}>"] += 1
    return found


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    bad=["Starten Sie `run_all`. => Start [`run-all` -> `run_all`]."],
    good=[
        "Drücken Sie `Start`. => Press `Begin`.",
        "Bei `f (a+b)` => With `f(a + b)`",
        "Mit `a` und `b` => With `b` and `a`",
    ],
)
def code_of_source_changed(pair: Pair) -> Iterator[Hit]:
    """Code, or an inline element of an XML file, that is in the source and not in the translation."""
    if pair.doc.path.endswith(_XML):
        if pair.origin and "<" in (there := pair.doc.text[slice(*pair.origin)]):
            lost = _codes(there) - _codes(pair.doc.text[pair.start : pair.end])
            if lost:
                yield flag(pair.whole, f"The source has {_quoted(lost)}, and the translation does not.")
        return
    if "`" not in pair.source:
        return
    theirs, ours = _spans_of_code(pair.source), _spans_of_code(pair.text)
    if len(theirs) != len(ours):
        return
    lost_code = Counter(code[0] for code in theirs) - Counter(code[0] for code in ours)
    known = {code[0] for code in theirs}
    added = [code for code in ours if code[0] not in known]
    if lost_code.total() == len(added) == 1:
        (right,) = lost_code
        if _is_slip_in_code(right, added[0][0]):
            yield mend(pair, *added[0].span(), right, f"The source has the code {right} here.", safe=False)


_SPAN_OF_CODE = lazy(
    r":[\w:-]+:`[^`\n]+`|`[^`\n]+`__?(?!\w)|(?<!`)(?P<code>(?P<marks>`{1,2})(?!`)[^`\n]+(?P=marks))(?!`)"
)


def _spans_of_code(text: str) -> list[re.Match[str]]:
    """The code between backticks; not the text of a link or a role of reStructuredText."""
    return [code for code in _SPAN_OF_CODE.finditer(text) if code["code"]]


_AROUND_OPERATORS = lazy(r"\s*([+*/=<>!,:;(){}\[\]|&%^])\s*")


def _is_slip_in_code(right: str, wrong: str) -> bool:
    """Whether code is that of the source but for blanks, capitals, wide marks or a letter or two."""
    from rapidfuzz.distance import OSA  # only where code differs

    tight, other = (_AROUND_OPERATORS.sub(r"\1", code.strip("` ")) for code in (right, wrong))
    if right.strip("`").isalpha() or tight == other:
        return False  # blanks around an operator change nothing
    bare_forms = [_SPACES.sub("", code).lower().strip("`") for code in (right, wrong)]
    if bare_forms[0] == bare_forms[1]:
        return True
    return right.isascii() and OSA.distance(*bare_forms, score_cutoff=2) <= min(2, len(bare_forms[0]) // 5)


# --- Ends of strings --------------------------------------------------------------------------------------------------


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=[
        'msgid "Kein Ende\\n"\nmsgstr "No en[d -> d\\n]"',
        'msgid "Kein Ende"\nmsgstr "No end[\\n -> ]"',
        'msgid "\\nKein Ende"\nmsgstr "[N -> \\nN]o end"',
        'msgid "\\nKein Ende"\nmsgstr "[ N -> \\nN]o end"',
    ],
    good=['msgid "\\nKein Ende\\n"\nmsgstr "\\nNo end\\n"', "Kein Ende => No end"],
)
def line_end_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A line break at the beginning or end of a string that only the source or only the translation has.

    gettext refuses a catalogue with such an entry.
    """
    if not pair.doc.path.endswith(".po"):
        return
    source, text = pair.source, pair.text
    if source.endswith("\n") and not text.endswith("\n"):
        yield mend_at_end(pair, "\n", "The source ends with a line break, and so must this.")
    elif text.endswith("\n") and not source.endswith("\n"):
        kept = len(text.rstrip("\n"))
        yield mend(pair, kept, len(text), "", "The source has no line break here, so this must not have one.")
    if source.startswith("\n") and not text.startswith("\n"):
        first = len(text) - len(text.lstrip()) + 1
        yield mend(pair, 0, first, f"\n{text[first - 1]}", "The source begins with a line break, and so must this.")
    elif text.startswith("\n") and not source.startswith("\n"):
        yield mend(pair, 0, len(text) - len(text.lstrip("\n")), "", "The source has no line break here.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    bad=[
        'msgid "Name: "\nmsgstr "Name[: -> : ]"',
        'msgid " von"\nmsgstr "[o ->  o]f"',
        'msgid "Ende."\nmsgstr "End.[  -> ]"',
    ],
    good=['msgid "Name: "\nmsgstr "Name: "', 'msgid "Ende.  "\nmsgstr "End. "', 'msgid "Ende。"\nmsgstr "End. "'],
)
def outer_blank_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A space at the beginning or end of a string that only the source or only the translation has.

    Programs put strings together: without the space words run into each other.
    """
    if not pair.doc.path.endswith((".po", *_XML)):
        return
    source, text = pair.source, pair.text
    if not text.strip() or source.strip("\n") != source or text.strip("\n") != text:
        return
    if source.endswith(" ") and not text[-1].isspace():
        yield mend_at_end(pair, " ", "The source ends with a space, to keep what follows apart.")
    elif text.endswith(" ") and not source[-1].isspace() and source[-1].isascii():
        yield mend(pair, len(text.rstrip(" ")), len(text), "", "The source ends without a space.")
    if source.startswith(" ") and not text[0].isspace():
        yield mend(
            pair, 0, 1, f" {text[0]}", "The source begins with a space, to keep it apart from what comes before."
        )
    elif text.startswith(" ") and not source[0].isspace() and source[0].isascii():
        yield mend(pair, 0, len(text) - len(text.lstrip(" ")), "", "The source begins without a space.")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    bad=[
        'msgid "Die Tür ist zu."\nmsgstr "The door[   ->  ]is shut."',
        'msgid "%s, %s"\nmsgstr "%s,[   ->  ]%s"',
    ],
    good=[
        'msgid "Name   Wert"\nmsgstr "Name   value"',
        'msgid "Die Tür ist zu. Sie klemmt."\nmsgstr "The door is shut.  It is stuck."',
        'msgid "Name\\n%s"\nmsgstr "Name    Value\\n%s"',
        "Die Tür ist zu. => The door  is shut.",
    ],
)
def double_space_without_source(pair: Pair) -> Iterator[Hit]:
    """Two spaces between words of a string whose source has none: a program shows both."""
    if "  " not in pair.text or "  " in pair.source or not pair.doc.laid_out.pairs:
        return
    found = list(_TWO_SPACES.finditer(pair.text))
    if len(found) == 1 and "\n" not in pair.text.strip("\n"):
        yield mend(pair, *found[0].span(), " ", "The source has no two spaces in a row.")


_TWO_SPACES = lazy(r"(?<=[^\s.!?:|]) {2}(?=[^\sA-Z|#])")


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    preview=True,
    bad=[
        'msgid "Fehler!\\nDas Programm wird beendet."\nmsgstr "[Error! The program will end.]"',
        'msgid "Farben:\\n  rot\\n  blau"\nmsgstr "[Colours:\\n  red   blue]"',
    ],
    good=[
        'msgid "Fehler!\\nDas Programm wird beendet."\nmsgstr "Error!\\nThe program will end."',
        'msgid "Ein Satz, der umbrochen\\nauf zwei Zeilen steht."\nmsgstr "A sentence that was broken into two lines."',
    ],
)
def line_break_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A string without the lines of its source, where sentences or items end there and no text is wrapped."""
    source, text = pair.source.strip("\n"), pair.text.strip("\n")
    if "\n" not in source or not pair.doc.path.endswith(".po"):
        return
    meant = len(_LINE_MEANT.findall(source))
    if sum(map(bool, map(str.strip, text.split("\n")))) <= meant:
        yield flag(pair.whole, f"The source breaks the line {'in one place' if meant == 1 else f'in {meant} places'}.")


_LINE_MEANT = lazy(r"(?:[.!?:。！？：]\n\n?(?=\S)|\n\n?(?=[ \t]+\S|[-*•] ))")


# --- Addresses and identifiers ----------------------------------------------------------------------------------------

_LANGUAGE_IN_ADDRESS = lazy(r"(?:^|(?<=[/.=_-]))[a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=[/.&_-]|$)")
_SPACES = lazy(r"[\s\u00a0]+")
_TORN_ADDRESS = lazy(r"https? ?: ?/ ?/ ?[\w.-]+(?: ?[./] ?[\w#?=&%~-]+)*/?", re.IGNORECASE)


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=[
        "Siehe https://example.org/hilfe/a1. => See [https://example.org/hilfe/al -> https://example.org/hilfe/a1].",
        "An post@example.org schreiben => Write to [pots@example.org -> post@example.org]",
        "Siehe https://example.org/a. => See [https: // example.org / a -> https://example.org/a].",
    ],
    good=[
        "Siehe https://de.example.org/wiki/Rad. => See https://en.example.org/wiki/Wheel.",
        "Siehe https://example.org/de/rad. => See https://example.org/en/rad.",
        "Siehe https://example.org/a. => See https://example.org/a and https://example.org/b.",
        "Siehe (https://example.org/a_(b)) => See (https://example.org/a_(b)).",
        "Siehe http://example.org/ => See https://example.org",
    ],
)
def address_of_source_changed(pair: Pair) -> Iterator[Hit]:
    """A URL or an email address that is almost, but not quite, that of the source; a page in another language is
    right.
    """
    theirs = dict(addresses(pair.source))
    if not theirs:
        return
    ours = dict(addresses(pair.text))
    lost = [address for address in theirs if _known_by(address) not in map(_known_by, ours)]
    added = [address for address in ours if _known_by(address) not in map(_known_by, theirs)]
    taken = set()
    for right in lost:
        for wrong in added:
            if wrong not in taken and _is_slip(right, wrong):
                taken.add(wrong)
                start = ours[wrong]
                yield mend(pair, start, start + len(wrong), right, f"The source has “{right}” here.")
                break
        else:
            for torn in _TORN_ADDRESS.finditer(pair.text):
                if " " in torn[0] and _SPACES.sub("", torn[0]).lower() == right.lower():
                    yield mend(pair, *torn.span(), right, "Spaces break this address.")
                    break


def _known_by(address: str) -> str:
    return _LANGUAGE_IN_ADDRESS.sub("", address.partition("//")[2] or address).rstrip("/").removeprefix("www.")


def _is_slip(right: str, wrong: str) -> bool:
    """Whether two addresses differ by a letter or two only, or by their capitals, and by no date or version."""
    from rapidfuzz.distance import OSA  # only where addresses differ

    if ("@" in right) is not ("@" in wrong) or re.sub(r"\D", "", right) != re.sub(r"\D", "", wrong) != "":
        return False
    return right.lower() == wrong.lower() or OSA.distance(right, wrong, score_cutoff=2) <= 2 < len(right) / 5


_IDENTIFIER = lazy(
    r"(?<![\w@/.-])(?: --?[a-z][\w-]+ | \w+\.(?:py|js|json|xml|txt|csv|md|yml|yaml|toml|html|conf|ini|sh"
    r"|exe|pdf|png|jpg|zip|log|cfg) | [A-Za-z]\w*(?:_\w+)+ | [a-z]+[A-Z]\w+ | [A-Z]{2,}-?\d[\w-]* )(?![\w/])",
    re.VERBOSE,
)


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=[
        "Mit --dry-run passiert nichts. => With [--Dry-run -> --dry-run] nothing happens.",
        "Die Datei setup_all.py fehlt. => The file [setup _ all.py -> setup_all.py] is missing.",
        "Siehe getValue und RFC2119. => See [GetValue -> getValue] and [RFC 2119 -> RFC2119].",
    ],
    good=[
        "Mit --dry-run passiert nichts. => With --dry-run nothing happens.",
        "Die Datei setup_all.py fehlt. => The file is missing.",
        "Mit my_file und MyFile => With my_file and MyFile",
    ],
)
def identifier_of_source_changed(pair: Pair) -> Iterator[Hit]:
    """An option, a file or a name in a program that is written with other capitals or with spaces in it."""
    found = {each[0] for each in _IDENTIFIER.finditer(pair.source)}
    for right in sorted(found):
        if right in pair.text:
            continue
        pieces = _WORD_OR_MARK.findall(right)
        torn = re.compile(rf"(?<![\w-]){r'[ ]?'.join(map(re.escape, pieces))}(?![\w-])", re.IGNORECASE)
        places = [each for each in torn.finditer(pair.text) if each[0] not in pair.source]
        if len(places) == 1:
            yield mend(pair, *places[0].span(), right, f"The source has “{right}” here.", safe=False)


_WORD_OR_MARK = lazy(r"[A-Z]+(?=-?\d)|\d+(?=\b)|[^\W_]+|[\W_]")


_NUMBERED = lazy(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    bad=["Der Server 192.168.0.17 ist aus. => The server [192.168.0.71 -> 192.168.0.17] is off."],
    good=[
        "Der Server 192.168.0.17 ist aus. => The server 192.168.0.17 is off.",
        "Der Server 192.168.0.17 ist aus. => The server is off.",
    ],
)
def network_address_of_source_changed(pair: Pair) -> Iterator[Hit]:
    """An address of four numbers, or a version, that is another one in the source."""
    if pair.source.count(".") < 3:
        return
    theirs = set(_NUMBERED.findall(pair.source))
    ours = [found for found in _NUMBERED.finditer(pair.text) if found[0] not in theirs]
    lost = theirs.difference(_NUMBERED.findall(pair.text))
    if len(lost) == len(ours) == 1:
        (right,) = lost
        yield mend(pair, *ours[0].span(), right, f"The source has “{right}” here.", safe=False)


_ROLE = lazy(r":(?P<role>[a-zA-Z][\w:+.-]*):`(?:[^`<>\n]*<(?P<target>[^`<>\n]+)>|(?P<name>[^`<>\n]+))`")
_FREE_ROLES = frozenset({"abbr", "command", "dfn", "guilabel", "kbd", "menuselection", "samp", "term", "sub", "sup"})
"""Roles of reStructuredText whose text readers see and translators translate."""


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=[
        "Siehe :ref:`einbau`. => See [:ref:`installation`].",
        "Siehe :doc:`Einbau <einbau>`. => See [:doc:`Installation <installation>`].",
        "Siehe :ref:`einbau`. => [See the installation.]",
    ],
    good=[
        "Siehe :ref:`Einbau <einbau>`. => See :ref:`Installation <einbau>`.",
        "Siehe :term:`Mühle`. => See :term:`mill`.",
        "Siehe :func:`los`. => See :func:`~los`.",
    ],
)
def reference_of_source_changed(pair: Pair) -> Iterator[Hit]:
    """A reference of reStructuredText that leads elsewhere than in the source, or nowhere."""
    if ":`" not in pair.source:
        return
    theirs, ours = _references(pair.source), _references(pair.text)
    lost = [key for key in theirs if key not in ours]
    added = [key for key in ours if key not in theirs]
    if len(lost) == len(added) == 1 and lost[0][0] == added[0][0]:
        yield flag(pair.span(*ours[added[0]]), f"The source refers to “{lost[0][1]}” here.")
    elif lost and not added:
        names = _quoted(f":{role}:`{target}`" for role, target in lost)
        yield flag(pair.whole, f"The source has {names}, and the translation does not.")


def _references(text: str) -> dict[tuple[str, str], tuple[int, int]]:
    """What roles refer to, with where that stands."""
    return {
        (found["role"], (found["target"] or found["name"]).lstrip("~.").strip()): found.span()
        for found in _ROLE.finditer(text)
        if found["role"].rpartition(":")[2] not in _FREE_ROLES and "`!" not in found[0]
    }


_LINK = lazy(r"(?<![\w\]])!?\[[^\[\]\n]+\]\((?P<target>[^()\s]+)\)")


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    bad=[
        "Siehe [die Hinweise](hinweise.html). => [See the notes (hinweise.html).]",
        "Siehe [Hilfe](a.html) und [Preise](b.html). => [See \\[help\\](a.html) and prices.]",
    ],
    good=[
        "Siehe [die Hinweise](hinweise.html). => See [the notes](notes.html).",
        "Siehe die Hinweise. => See the notes.",
        "Feld a[i](x) => Field a\\[i\\](x)",
    ],
)
def link_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A link of Markdown that is no link in the translation."""
    if "](" not in pair.source:
        return
    theirs, ours = ([link["target"] for link in _LINK.finditer(text)] for text in (pair.source, pair.text))
    lost = [target for target in theirs if target not in ours]
    if len(ours) < len(theirs) and lost:
        yield flag(pair.whole, f"The source has a link to {_quoted(lost)}, and the translation does not.")


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    bad=["Siehe **Hilfe**. => See Help[**].", "Siehe **Hilfe** und **Preise**. => See **help** and [**]prices."],
    good=["Siehe **Hilfe**. => See **help**.", "2 ** 3 ist 8. => 2 ** 3 is 8.", "Siehe **Hilfe**. => See help."],
)
def emphasis_of_source_torn(pair: Pair) -> Iterator[Hit]:
    """Two asterisks without the two that end what they begin, where the source has both."""
    if "**" not in pair.text or "**" not in pair.source:
        return
    theirs, ours = _EMPHASIS.findall(pair.source), list(_EMPHASIS.finditer(pair.text))
    if len(theirs) % 2 == 0 and len(ours) % 2:
        yield flag(pair.span(*ours[-1].span()), "The marks around emphasis go in pairs, as in the source.")


_EMPHASIS = lazy(r"(?<![*\\])\*\*(?!\*)")


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MINOR,
    bad=["Die Marke Wiesengrün® gehört dem Verein. => [The brand Wiesengrün belongs to the club.]"],
    good=["Die Marke Wiesengrün® gehört dem Verein. => The brand Wiesengrün (R) belongs to the club."],
)
def sign_of_source_lost(pair: Pair) -> Iterator[Hit]:
    """A sign of the law, as of a trademark or copyright, that is missing in the translation."""
    for sign, forms in _SIGNS.items():
        if sign in pair.source and not any(form in pair.text.lower() for form in forms):
            yield flag(pair.whole, f"The source has “{sign}”, and the translation does not.")


_SIGNS = {"®": ("®", "(r)", "registered"), "™": ("™", "(tm)", "trademark"), "©": ("©", "(c)", "copyright")}
