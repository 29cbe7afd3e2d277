"""Punctuation marks, spaces, brackets, hyphens and capitals, which machine translation scatters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import chain, pairwise, starmap
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule, span_of
from checker.english import grammar
from checker.english.grammar import ARTICLES, OBJECT_PRONOUNS, POSSESSIVES, PREPOSITIONS, SUBJECT_PRONOUNS
from checker.english.words import NUMBER_WORDS, is_plural
from checker.findings import Category, Severity
from checker.lexicon.wordlist import is_word, zipf
from checker.names import gazetteer
from checker.text.care import headlines_with_stop, lacks_an_editor
from checker.text.document import CLEAR, OPAQUE, Block, BlockKind, Document, Sentence, Token
from checker.text.house_style import ANY
from checker.text.pattern import lazy
from checker.text.quotations import quotations_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_STARTERS = frozenset(
    """
    a after all also although an and any as at be because before both but by despite during each earlier every following
    for from he her here his how however if in is it its last later many meanwhile more most no not now of on one other
    our she since so some such that the their then there these they this those though three to try two under until we
    what when where which while who why with yesterday you your
    """.split()
)
"""Words that sentences often start with, and that names, files and addresses hardly ever end with."""

_ABBREVIATIONS = frozenset(
    """
    abbr adm approx apr apt assn assoc aug ave avg bros brig capt cent cf chap cmdr col comdr corp dec dept dist div
    ed eds eg esp esq est etc ext feb fig figs fri gen gov govt hon hr hrs ibid inc incl intl jan jr jul jun km lat lbs
    lt ltd maj mar max messrs min mins misc mon mph mr mrs ms mt mts nat natl no nos nov oct op orig oz par pg pl plc
    pp prof prov pt pty pvt rd ref rep repr rev sat sec secs sen sep sept sgt sq sr st std tsp sun supt tbsp tel temp
    thu thurs tue tues univ viz vol vols vs wed yrs
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn
    tenn tex va vt wash wis wyo
    """.split()
)
"""Short forms that end in a full stop, lower-cased and without it."""


# -- Spaces ------------------------------------------------------------------------------------------------------------

_SPACE_AND_MARK = lazy(r"[ ][,;:!?.]")  # a single character first: found ten times as fast as one of several
_ODD_SPACE_AND_MARK = lazy(r"[ \u00A0\u202F][,;:!?.]")
_SPACE_BEFORE = lazy(
    r"""
    (?<=[\w)\]”’"'%\u2060]) [ \u00A0\u202F]+
    (?: [,!?] | ; | (?<!\d[ ]): | \.(?![ ]?\.) )
    (?= [\s\u2060] | ["”’'](?:\s|$) | $ )
    """,
    re.VERBOSE,
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    local=True,
    bad=[
        "The harvest failed[ , -> ,] and prices rose.",
        "The miller[ , -> , ]who had waited, left.",
        "Who will pay[ ? -> ?]",
        "The road[ , -> , ]which is old, is shut.",
        "The river rose *again*[ . -> .]",
    ],
    good=[
        "He waited ... and left. Then . . . nothing.",
        "It runs on .NET and edits .md files.",
        "That was fun :) and sad ;) too :-(",
        "The scale was 1 : 500.",
        "Type `ls` and press Enter.",
        "It stands to the left of , and ; but right of a dot . in all.",
        'Write it as "term : key".',
        "It prints NAME ? NAME : '' in the end.",
    ],
)
def space_before_punctuation(doc: Document) -> Iterator[Hit]:
    """A space before a comma, full stop, colon, semicolon, question mark or exclamation mark.

    English puts these marks directly after the word.
    """
    for match in doc.search(_SPACE_ON_WRONG_SIDE, " ,", " ;"):
        if not doc.is_technical:
            mark = match["mark"]
            yield flag(match, f"The space belongs after “{mark}”.", safe=f"{mark} ")
    has_odd_space = "\N{NO-BREAK SPACE}" in doc.masked or "\N{NARROW NO-BREAK SPACE}" in doc.masked
    for match in doc.search(_SPACE_BEFORE, _ODD_SPACE_AND_MARK if has_odd_space else _SPACE_AND_MARK):
        mark = match.group().lstrip()
        if _PATTERN.search(doc.masked, max(0, match.start() - 20), match.start()) and _REST_OF_PATTERN.match(
            doc.masked, match.end()
        ):
            continue
        if mark in "?:" and _is_conditional(doc, match):
            continue
        if not _SPOKEN_OF.search(doc.masked, max(0, match.start() - 20), match.start()):
            yield flag(match, f"Close up the space before “{mark}”.", safe=mark)
    for match in doc.search(_COMMA_TURNED, " ,"):
        yield flag(match, "The space belongs after the comma, not before it.", unsafe=", ")


_COMMA_TURNED = lazy(r"(?<=[a-z]{2})[ ],(?=[a-zA-Z]{2,}[ ,.])")


def _is_conditional(doc: Document, match: re.Match[str]) -> bool:
    """Whether it is the mark of an expression of code, *a ? b : c*."""
    around = doc.masked[max(0, match.start() - _LONGEST_CONDITION) : match.end() + _LONGEST_CONDITION]
    return " ? " in around and " : " in around


_LONGEST_CONDITION = 40
_SPACE_ON_WRONG_SIDE = lazy(r"(?<=[a-z])[ ](?P<mark>[,;])(?=[a-z]{2})")
_SPOKEN_OF = lazy(r"(?:\b(?:of|dot|period|stop|comma|colon|semicolon|mark|sign)|[,.;:][ ](?:and|or))\Z")
"""What stands before a mark that is spoken of: *the dot . is set*, *left of , and ;*."""
_PATTERN, _REST_OF_PATTERN = lazy(r"[\"“][\w-]+\Z"), lazy(r" [\w-]+[\"”]")
"""What is round a mark in what is to be typed: *as "term : key"*."""


_GO_ON = frozenset(
    "if when but because they she he there then the and while although after before however since".split()
)
"""Words that begin a sentence or a clause, and end no address of the web."""
_MARK_AND_LETTER = [
    lazy(rf"\.(?:{'|'.join(sorted(_GO_ON))})[ ]"),
    *(
        lazy(rf"[{mark}]{letter}(?<=[a-z]..)")
        for marks, letter in ((".!?", "[A-Z]"), (",;", "[A-Za-z]"))
        for mark in marks
    ),
]
_NO_SPACE_AFTER = lazy(
    r"""
    (?<![\w/@\#&.,:;=+\\-])
    (?P<before> [A-Za-z]{2,} (?:['’][a-z]{1,2})? )
    (?P<mark> [.,;!?] )
    (?P<after> [A-Za-z]{1,} )
    (?= [\s,;:!?"”’)\u2060] | \.(?:\s|$) | ['’][a-z] | $ )
    """,
    re.VERBOSE,
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    local=True,
    bad=[
        "They fled the [attack.The -> attack. The] army followed.",
        "He [agreed,but -> agreed, but] he did not sign.",
        "Wheat fell; [barley;however -> barley; however] rose.",
        "They drove to the [harbour.when -> harbour. When] the ship left, they wept.",
    ],
    good=[
        "Use `a`, `b`, `c`, `d` and `e`: call server.then or not at all, as in bank.if you like it.",
        "See example.com, Node.js, README.md and Yahoo!News.",
        "J.K. Rowling paid 1,500.50 in the U.S.A. today.",
        "Sort by name,date,size with the flag.",
        "Visit Booking.In for details on ASP.Net, or Who?What.",
        "Sales of AT&T;Verizon is next.",
    ],
)
def missing_space_after_punctuation(doc: Document) -> Iterator[Hit]:
    """No space between a punctuation mark and the next word.

    Addresses, file names, initials and numbers are left alone.
    """
    for match in doc.search(_NO_SPACE_AFTER, *_MARK_AND_LETTER):
        before, mark, after = match["before"], match["mark"], match["after"]
        starter = after.lower() in _STARTERS or before in _STARTERS
        if mark in ",;":
            wrong = before.islower() and (after.islower() or starter) and min(len(before), len(after)) > 1
            wrong = wrong and (starter or min(len(before), len(after)) > 3) and not _is_item(doc, match)
        else:
            wrong = before.islower() and after[0].isupper() and after.lower() in _STARTERS
            if (
                after in _GO_ON
                and zipf(before) > _COMMON
                and len(before) > _SHORT
                and mark == "."
                and _goes_on(doc, match)
            ):
                yield flag(match, f"Put a space after “{mark}”.", unsafe=f"{before}{mark} {after.capitalize()}")
        if wrong:
            yield flag(match, f"Put a space after “{mark}”.", safe=f"{before}{mark} {after}")


_SHORT = 3


def _goes_on(doc: Document, match: re.Match[str]) -> bool:
    """Whether words come after a stop that was run in, in prose that has no names of a program."""
    after = _NEXT_WORD.match(doc.masked, match.end())
    return bool(after) and not doc.is_technical


_NEXT_WORD = lazy(r" [a-z]+ [a-z]+")


def _is_item(doc: Document, match: re.Match[str]) -> bool:
    """Whether the words are items of a list for a machine, or a label."""
    return doc.masked[match.end() : match.end() + 1] in (",", ":", CLEAR)


_SPACE_INSIDE_BRACKETS = lazy(r"(?<=\s)\([ ]+(?=\w)|(?<=[\w.”\"])[ ]+\)(?=[\s.,;:!?]|$)")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"(", ")"},
    bad=["The dam [(  -> (]built in 1950[ ) -> )] broke."],
    good=["The list ( ) is empty.", "Choose a) or b) :)", "The dam (built in 1950) broke."],
)
def space_inside_brackets(sentence: Sentence) -> Iterator[Hit]:
    """A space after an opening bracket or before a closing one."""
    for match in sentence.search(_SPACE_INSIDE_BRACKETS):
        bracket = match.group().strip()
        yield flag(match, f"Close up the space inside “{bracket}”.", safe=bracket)


_TIGHT_BRACKET = lazy(r"[()](?:(?<=[a-z]\()[A-Za-z]|(?<=[a-z]\))[a-z])")
_NO_SPACE_AT_BRACKET = lazy(
    r"""
      (?<![\w/.]) (?P<word>[A-Za-z]?[a-z]{2,}) \(
      (?= (?P<inside> [A-Z]{2,}\) | (?:[A-Za-z]+|[ei]\.[ge])[.,]?[ ][^()=<>{}\[\]]*\) ) )
    | (?<=[a-z]{4}\))[a-z]{3,}(?=[\s.,;])
    """,
    re.VERBOSE,
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"(", ")"},
    bad=[
        "The Grain [Board( -> Board (]GB) met.",
        "Stocks (in silos)[stood ->  stood] at two tonnes.",
        "The silo may be [empty( -> empty (]while it is cleaned), as others [were( -> were (]e.g. in May).",
    ],
    good=[
        "Use `a`, `b`, `c`, `d` and `e`. The command install(TARGETS all) copies them.",
        "The person(s) responsible will call print(x) in two place(s).",
        "It is quiet(er) now, at the fair Harvest(RTM), by expr(LEVEL), at Place(x, y).",
    ],
)
def missing_space_at_bracket(sentence: Sentence) -> Iterator[Hit]:
    """No space between a bracket and the word beside it."""
    if not _TIGHT_BRACKET.search(sentence.doc.masked, sentence.start, sentence.end):
        return
    for match in sentence.search(_NO_SPACE_AT_BRACKET):
        found = match.group()
        if match["inside"] and (sentence.doc.is_technical or not _is_inserted(sentence, match)):
            continue  # the call of a function
        spaced = found.replace("(", " (") if match["inside"] else f" {found}"
        yield flag(match, "Put a space between the word and the bracket.", safe=spaced)


def _is_inserted(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether words stand in the bracket, or what the words before it are called for short."""
    inside = match["inside"].rstrip(")")
    if " " in inside:
        return any(len(part) > _LONGEST_PARAMETER for part in inside.split(", "))
    words = sentence.doc.masked[sentence.start : match.end("word")].split()[-len(inside) :]
    return [word[0].upper() for word in words] == list(inside)


_LONGEST_PARAMETER = 2
"""As in *Point(x, y)* or *add(v1, v2)*."""


_TWO_SPACES = lazy(r"(?<=[^\W\d_]|,)[ \u00A0]{2,}(?=[^\W\d_])")


@rule(
    category=Category.LAYOUT,
    severity=Severity.NEUTRAL,
    local=True,
    doubtful=["The old[   ->  ]bridge is closed,[   ->  ]and the road too."],
    good=["Sentences may be two spaces apart.  This is one style.", "| cell   | cell |"],
)
def several_spaces(doc: Document) -> Iterator[Hit]:
    """Two or more spaces between the words of a sentence.

    Markdown and HTML show them as one, so this is doubtful.
    """
    for match in doc.search(_TWO_SPACES, "  ", "\u00a0"):
        yield flag(match, "One space is enough.", safe=" ")


# -- Marks -------------------------------------------------------------------------------------------------------------

_TWO_MARKS = [lazy(rf"[{mark}](?:(?<=[,.:;?!].)|(?<=[,.:;?!] .))") for mark in ",.:"]
_RUN = lazy(
    r"""
    (?<=[\w)\]”"’%\u2060])
    (?: ,[ ]?,+ | :[ ]: | \.{4,}
      | [ ]?\.[ ]\.(?![ ]?\.) | (?<![”’"'])\.\.(?!\.) | ;[ ]?\. | ,[ ]?\. | [?!]\.(?!\.) | \.[ ]?, )
    (?= \s | ["”’')\u2060] | $ )
    """,
    re.VERBOSE,
)
_LAST_WORD = lazy(r"[\w.-]+$")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    local=True,
    bad=[
        "Fuel was sold nationwide[. . -> .]",
        "He came[,, -> ,] saw and left[;. -> .]",
        "They ran for days[.. -> .]",
        "Ah[.. -> ... | ,] how long it has been.",
        "Will it rain[?. -> ?]",
        "The answer is[: : -> :] it will.",
        "They left at noon[.... -> . | ...]",
        "The lake dried[., -> ,] and fish died.",
        "The lake dried[., -> , | .] Fish died.",
    ],
    good=[
        "He waited... What?! Yes!",
        "Apples, pears, etc., were sold by Smith Co., Ltd., of the U.S., on Jan., and so on.",
        "She read Who's Who?, and the paper.",
        "Then . . . nothing.",
        "Copy it to .. and to ../src, or [..](../).",
    ],
)
def punctuation_run(doc: Document) -> Iterator[Hit]:
    """Two punctuation marks where one is meant, as in `. .` or `,,`.

    Ellipses, `?!` and the comma after an abbreviation are left alone.
    """
    for match in doc.search(_RUN, *_TWO_MARKS):
        if doc.is_set_off(span_of(match)) or {
            doc.masked[match.start() - 1],
            doc.masked[match.end() : match.end() + 1],
        } <= {*'"“”'}:
            continue  # the name of a folder, or what stands for any text
        marks = match.group().replace(" ", "")
        if marks == ".," and _may_be_short(doc, match.start()):
            continue
        if marks.startswith("...."):
            yield flag(match, "An ellipsis has three dots, and a sentence ends with one.", options=[".", "..."])
        elif marks == ".," and not _GOES_ON.match(doc.masked, match.end()):
            yield flag(match, "Use a full stop or a comma, not both.", options=[",", "."])
        elif marks == ".,":
            yield flag(match, "The sentence goes on: a comma is enough.", unsafe=",")
        elif marks == ".." and _GOES_ON.match(doc.masked, match.end()):
            yield flag(match, "The sentence goes on: an ellipsis has three dots.", options=["...", ","])
        else:
            yield flag(match, f"One mark is enough here, not “{match.group().strip()}”.", safe=_kept(marks))


_GOES_ON = lazy(r"\s+[a-z]")


def _kept(marks: str) -> str:
    return marks[0] if marks[0] in ",:?!" and marks != ",." else "."


def _may_be_short(doc: Document, end: int) -> bool:
    """Whether the word before ``end`` may be an abbreviation, so that its full stop is its own."""
    word = _LAST_WORD.search(doc.masked[max(0, end - 30) : end])
    return not word or len(word.group()) < 4 or not word.group().islower() or word.group() in _ABBREVIATIONS


_STOP_AND_SMALL = lazy(r"\. [a-z](?<=[A-Za-z)\u2060]{2}...)")
_STOP_INSIDE = lazy(
    r"""
    (?<![\w.@/'’-]) (?P<before> [A-Za-z]{3,} ) (?P<close>[)\u2060]*) \.[ ]
    (?P<after> [a-z]+(?:[-'’][a-z]+)* )
    (?! [\w@/-] | \.(?:\S|$|[ ]) )
    """,
    re.VERBOSE,
)
_NAME_PARTICLES = frozenset("al el de der den von van bin ibn da di du la le los las dos ben abu".split())


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    local=True,
    bad=[
        "Mills closed near the [coast. rural -> coast, rural | coast. Rural] towns suffered.",
        "Rain fell all [night. the -> night. The | night, the] river rose.",
        'Rain fell, he [said. "the -> said, "the | said. "The] river rose."',
    ],
    good=[
        "Use `a`, `b`, `c`, `d` and `e`. We read the files in chunks. zlib does the rest.",
        "Apples, pears, etc. were sold approx. twice.",
        "The first release. iPhone sales rose. eBay followed.",
        "It runs on the platform. cloud.gov is open.",
        "Many spoke at the meeting. al-Masri left. de Gaulle stayed.",
        "We ran it after every. single. change.",
        "The case of Smith vs. the state of Calif. was heard on No. 12 Elm St. in spring.",
    ],
)
def full_stop_inside_sentence(doc: Document) -> Iterator[Hit]:
    """A full stop with a lower-case word after it: the sentence goes on, or the next lacks its capital."""
    for match in doc.search(_STOP_INSIDE, _STOP_AND_SMALL):
        before, after = match["before"], match["after"]
        if before.lower() in _ABBREVIATIONS or after.split("-")[0] in _NAME_PARTICLES:
            continue
        start = before + match["close"]
        if before[0].isupper() and len(before) < 5:
            continue
        if not is_word(after) or (after not in _STARTERS and (doc.is_technical or _names_something(doc, after))):
            continue  # a name that its owners write so: orjson, npm
        if zipf(before) < _MET:
            continue  # short for something
        options = [f"{start}, {after}", f"{start}. {after[0].upper()}{after[1:]}"]
        if after in _STARTERS:
            options.reverse()
        yield flag(match, "The sentence goes on after its full stop, or the next one lacks a capital.", options=options)
    for match in doc.search(_STOP_AND_QUOTED, '. "', ". “"):
        if match["before"].lower() not in _ABBREVIATIONS:
            mark, first = match["quoted"][0], match["quoted"][1:]
            options = [f"{match['before']}, {match['quoted']}", f"{match['before']}. {mark}{first.capitalize()}"]
            yield flag(
                match, "The sentence goes on in what is quoted, or the quotation lacks a capital.", options=options
            )


_STOP_AND_QUOTED = lazy(r"\b(?P<before>[a-z]{3,})\.[ ](?P<quoted>[\"“][a-z]+)(?=[ ][a-z])")


def _names_something(doc: Document, word: str) -> bool:
    """Whether a rare word stands so often that it may be what the article is about: *pip*."""
    return len(doc.places[word]) > 1 and zipf(word) < _RARE_NAME


_RARE_NAME = 4.0
_MET = 3.0


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    bad=[
        "The town was flooded.\n\n[which -> Which] had been expected.\n\nNobody was hurt.",
        "[farmers -> Farmers] ask for rain\n\nIt is dry.\n\nNobody sows.",
    ],
    good=[
        "The formula is this.\n\niPhone sales doubled in the year after that.",
        "Given is the mean:\n\nwhere the sum is taken over all of the rows.",
        "the town was flooded.\n\nthe river rose again on that very day.\n\nnobody was hurt.",
        "He left.\n\nvan Gogh painted it in the summer of that year.",
        "It rained.\n\nnpm installs it for you.",
        '"It rained.\n\nand it poured," he said.',
        "and then it rained.",
    ],
)
def lower_case_paragraph(doc: Document) -> Iterator[Hit]:
    """A headline, or a paragraph after a finished one, that starts in lower case."""
    paragraphs = [block for block in doc.prose if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)]
    lower = [block for block in paragraphs if doc.masked[block.start].islower()]
    if not lower or 3 * len(lower) > len(paragraphs) or doc.is_technical:
        return
    ends = {block.end for block in paragraphs}
    for block in lower:
        word = _LOWER_WORD.match(doc.masked, block.start, block.end)
        before = _end_of_prose(doc, block.start)
        if not word or not _may_start_in_capital(word.group()) or quotations_of(doc).holds(block.start):
            continue
        if not before or (before in ends and doc.masked[before - 1] in _ENDS_SENTENCE):
            yield flag(word, "Start with a capital.", unsafe=word.group().capitalize())


_LOWER_WORD = lazy(r"[a-z]+(?![\w.@/=(_-])(?=[ ,])")
_ENDS_SENTENCE = frozenset('.!?”"')


def _may_start_in_capital(word: str) -> bool:
    """Whether a word in lower case is no name that its owner writes so, as *npm* or *van*."""
    return word not in _NAME_PARTICLES and (word in _STARTERS or zipf(word) >= _PLAIN)


_PLAIN = 4.0
"""How common a word must be to be taken for no name of a program."""


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    bad=["## Getting started\n\nRead this.\n\n## [before -> Before] you begin\n\nSit.\n\n## Going on\n\nGo."],
    good=[
        "## getting started\n\nRead this.\n\n## before you begin\n\nSit.\n\n## Going on\n\nGo.",
        "## Getting started\n\nRead this.\n\n## npm\n\nSit.\n\n## Going on\n\nGo.",
        "## Getting started\n\nRun `pack up`.\n\n## pack up\n\nSit.\n\n## Going on\n\nGo.",
        "## Getting started\n\nRead this.\n\n## `Foo` and bar\n\nSit.\n\n## Going on\n\nGo.",
        "# npm\n\nUse npm.\n\n## Getting started\n\nRun npm.\n\n## Going on\n\nGo.\n\n## Rest\n\nSit.",
        "---\ntitle: pack up\n---\n\n## Getting started\n\nRead this.\n\n## pack up\n\nSit.\n\n## Going on\n\nGo.",
    ],
)
def lower_case_heading(doc: Document) -> Iterator[Hit]:
    """A heading that starts in lower case, where the others start with a capital.

    One that begins with the name of a command is left alone.
    """
    headings = [block for block in doc.blocks if block.kind is BlockKind.HEADING]
    lower = [block for block in headings if doc.masked[block.start].islower()]
    if not lower or 3 * len(lower) > len(headings):
        return
    in_code = {word for mask in doc.masks if mask.filler == OPAQUE for word in _CODE_WORD.findall(doc.text, *mask[:2])}
    titles = {doc.text[slice(*block[:2])] for block in doc.blocks if block.kind is BlockKind.FRONT_MATTER}
    for block in lower:
        word = _HEADING_WORD.match(doc.masked, block.start, block.end)
        line = doc.line(doc.position(block.start)[0])
        begins_line = OPAQUE not in doc.masked[line.start : block.start] and line.start < block.start
        if not (word and begins_line) or word.group() in in_code or doc.text[slice(*block[:2])] in titles:
            continue
        is_name = zipf(word.group()) < _PLAIN and len(doc.places.get(word.group(), ())) >= _OFTEN
        if word.group() not in _NAME_PARTICLES and zipf(word.group()) >= _KNOWN_WORD and not is_name:
            right = word.group().capitalize()
            yield flag(word, "Start the heading with a capital, as the others do.", unsafe=right)


_CODE_WORD = lazy(r"[a-z]{3,}")
_HEADING_WORD = lazy(r"[a-z]{3,}(?![\w.@/=(_:-])")
_KNOWN_WORD = 2.5
_OFTEN = 3
"""So many times a word in lower case, and no common one, stands in an article that is about it."""


def _end_of_prose(doc: Document, offset: int) -> int:
    """Where the last character before ``offset`` that is no white space ends."""
    while offset and doc.masked[offset - 1].isspace():
        offset -= 1
    return offset


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    bad=[
        "Farmers Ask Ministry for [Seeds. -> Seeds]\n\nFarmers in the south asked for seeds.\n\nThe ministry agreed.",
        'Mayor: "We stay [here". -> here"]\n\nThe mayor of the town spoke on Monday.\n\nShe did not elaborate.',
        "It has changed its mind on [seeds. -> seeds]\n\nAll farmers in the south get some seeds.\n\nIt is so.",
        "# Seeds\n\nFarmers got them.\n\n## How it [began. -> began]\n\nIt was dry.",
    ],
    good=[
        "Farmers Ask Ministry for Seeds\n\nFarmers in the south have asked for seeds.\n\nThe ministry agreed.",
        "The farmers asked. The ministry agreed.\n\nIt took a week.\n\nThen it rained.",
        "Farmers have asked for seeds since the dry season began and got none.\n\nIt agreed.\n\nIt rained.",
        "Talks Continue in the U.S.\n\nThe talks went on.\n\nNobody left.",
        "A Day Like No Other...\n\nIt was a day.\n\nThen it was night.",
        "It rained.\n\nIt did.\n\nIt rained.",
        "# It rained. It poured.\n\nIt did.\n\nIt rained.",
    ],
)
def headline_full_stop(doc: Document) -> Iterator[Hit]:
    """A headline that ends in a full stop."""
    for sentence in headlines_with_stop(doc):
        block = sentence.block
        word = _LAST_PIECE.search(doc.masked, block.start, block.end)
        if word and word.group().strip(".\"”’'").lower() not in _ABBREVIATIONS:
            where, message = (word.start(), block.end), "A headline has no full stop."
            right = re.sub(r"\.([\"”’']?)$", r"\1", word.group())
            if sentence.is_title_case:
                yield flag(where, message, safe=right)
            else:
                yield flag(where, message, unsafe=right)


_LAST_PIECE = lazy(r"\S+$")


_HYPHEN = lazy(r"[ ]-[ ]")
_SPACED_HYPHEN = lazy(r"(?<=[^\W_][ ]|[)”\"'’.!?,%][ ])-(?=[ ][A-Za-zÀ-ɏ]|[ ][(“\"'‘])")
_DASHES = lazy(r"(?<=\w[ ])[–—](?=[ ]\w)|(?<=\w)—(?=\w)")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"-"},
    bad=[
        "The dam – built in 1950 – broke. The village [- -> –] all of it [- -> –] was lost.",
        "Prices will fall.\n\nPrices will fall in the spring [- -> –] all of them.\n\nAll are sure of it.",
        "It is a “plan”.\n\nPrices fall [- -> –] Ministry",
    ],
    doubtful=["The dam [- -> –] built in 1950 [- -> –] broke. “It did,” he said."],
    good=[
        "The dam - built in 1950 - broke. “It did,” he said.",
        "The dam – built in 1950 – broke, 3 - 2.",
        "The years 1950–1960 were dry - very dry.",
        "Prices will fall - Ministry\n\nPrices will fall.\n\nIt is sure.",
    ],
)
def hyphen_for_dash(doc: Document) -> Iterator[Hit]:
    """A hyphen with spaces around it where a dash is meant.

    Many newspapers write all their dashes this way. It is not a style in an article that has real dashes elsewhere, or
    that has other marks no editor would leave: a headline with a full stop, a stop outside a quotation. Otherwise it is
    doubtful.
    """
    hyphens = list(doc.search(_SPACED_HYPHEN, _HYPHEN))
    if not hyphens or doc.is_technical or doc.house.dashes != ANY:
        return
    dashes = Counter(match.group() for match in doc.search(_DASHES, "–", "—"))
    doubtful = False
    if 0 < sum(dashes.values()) >= len(hyphens):
        dash = dashes.most_common(1)[0][0]
        message = f"The article has dashes elsewhere: write “{dash}” here too."
        hyphens = [match for match in hyphens if doc.masked[match.end() + 1].islower()]
    else:
        dash, message = "–", "Put a dash (–) between words, not a hyphen."
        doubtful = bool(dashes) or not lacks_an_editor(doc)
    for match in hyphens:
        yield flag(match, message, unsafe=dash, doubtful=doubtful)


def _is_simple_word(token: str) -> bool:
    return token[:1].isalpha() and "-" not in token


_SPACED_COMPOUND = lazy(
    r"""
    (?<![\w-])(?:
      (?:self|non|anti|multi|semi|socio|eco)[ ]-[ ][a-z]{3,}
    | so[ ]-[ ]called | world[ ]-[ ]class | win[ ]-[ ]win | know[ ]-[ ]how | award[ ]-[ ]winning | old[ ]-[ ]age
    | (?:long|short|medium|mid|near)[ ]-[ ]term
    | (?:high|low|top|mid|mid(?:dle)?|senior|grass|working|ministerial|provincial|national)[ ]-[ ]
      (?:level|speed|quality|tech|end|profile|income|carbon|cost|risk|density|altitude|pressure|temperature|roots)
    | (?:large|small|full|medium|mass)[ ]-[ ](?:scale|sized)
    | well[ ]-[ ](?:known|being|off|established|educated|equipped|trained|deserved)
    | (?:right|left|far)[ ]-[ ](?:wing|reaching|right|left)
    | state[ ]-[ ](?:owned|run|funded)
    | (?:full|part|first|real|long|all|half)[ ]-[ ]time
    | cross[ ]-[ ](?:border|strait|regional|country|sector|shareholding|cultural)
    | in[ ]-[ ](?:depth|person|house|flight|law|laws)
    | (?:commander|editor)[ ]-[ ]in[ ]-[ ]chief
    | (?P<pair>face|door|day|step|word|year|side|end|one|month|hand)[ ]-[ ](?:to|on|by|in)[ ]-[ ](?P=pair)
    | \d+[ ]-[ ](?:year|month|day|week|hour|minute|meter|metre|kilometer|kilometre|mile|storey|member)(?:[ ]-[ ]old)?
    | (?:two|three|four|five|six|seven|eight|nine|ten)[ ]-[ ](?:year|day|month|week|way|time|storey|member|hour|thirds)
    | (?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ ]-[ ](?:one|two|three|four|five|six|seven|eight|nine)
    | (?:check|follow|start|build|clean|set|grown|warm)[ ]-[ ]ups?
    | life[ ]-[ ](?:threatening|saving|long)
    | peace[ ]-[ ](?:keeping|loving|building)
    | decision[ ]-[ ](?:making|makers?)
    | post[ ]-[ ](?:war|epidemic|pandemic|disaster|election)
    | pre[ ]-[ ](?:war|school|season|election)
    | re[ ]-[ ](?:elect(?:ed|ion)?|establish(?:ed)?|open(?:ed)?|enter(?:ed)?)
    | co[ ]-[ ](?:founder|operation|operate|sponsored|organi[sz]ed|hosted|produced|ordinat(?:e|ed|ion)|author|existence)
    | up[ ]-[ ]to[ ]-[ ]date
    )(?![\w-])
    """,
    re.VERBOSE | re.IGNORECASE,
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"-"},
    after=_is_simple_word,
    bad=[
        "It is a [large - scale -> large-scale] plan for [self - defence -> self-defence].",
        "The [commander - in - chief -> commander-in-chief] met a [58 - year - old -> 58-year-old] man.",
        "They planned a [3 - day -> 3-day] walk.",
    ],
    good=[
        "A large-scale plan for self-defence.",
        "The plan was large - vast, in fact.",
        "He left for the town - in person - on May 3 - a day later.",
        "The years 1950 - 1960, page 3 - 4.",
    ],
)
def spaced_hyphen(sentence: Sentence) -> Iterator[Hit]:
    """A compound with spaces around its hyphen, as some systems leave it: *self - defence*, *58 - year - old*."""
    for match in sentence.search(_SPACED_COMPOUND):
        right = match.group().replace(" - ", "-")
        yield flag(match, f"Write “{right}”.", unsafe=right)


_SPACED_INITIALS = lazy(r"(?<![\w.])U\.[ ](?P<second>[SKN])\.(?=[ ][\w’'(]|[’',;)-])")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    local=True,
    cues={"u"},
    bad=["The [U. S. -> U.S.] Senate met the [U. N. -> U.N.] envoy."],
    good=["The U.S. Senate met.", "It was built by U. S. Okon and M. U. Said."],
)
def spaced_initials(doc: Document) -> Iterator[Hit]:
    """A country's initials with a space in between: *U. S.*"""
    for match in doc.search(_SPACED_INITIALS):
        following = _NAME_AFTER.match(doc.masked, match.end())
        if match["second"] == "S" and following:
            continue  # a person's initials
        right = f"U.{match['second']}."
        yield flag(match, f"Write “{right}”.", safe=right)


_NAME_AFTER = lazy(
    r"[ ](?!Senate|House|President|Congress|Department|Embassy|Army|Navy|Air|Defen|State|Secretary|Trea"
    r"|Supreme|Virgin|Food|Federal|National|Military|Open|Dollar)[A-Z][a-z]+\b(?![ ][A-Z])"
)


_BROKEN_HYPHEN = lazy(
    r"""
    (?<![\w/-]) (?P<first> [^\W\d_][^\W_]*(?:-[^\W_]+)* )
    (?: -[ ] | [ ]-(?=[a-z]{3}) )
    (?P<second> [^\W\d_][^\W_]+ ) (?![\w=/-]|\.\w)
    """,
    re.VERBOSE,
)
_SUSPENDING = frozenset("and or to but nor versus vs over as than through then not rather".split())


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"-"},
    before=lambda word: word[:1].isalpha(),
    after=_is_simple_word,
    bad=[
        "We stay in [court- Adams -> court – Adams | court-Adams], the paper writes.",
        "She is [self -employed -> self-employed | self – employed].",
        "It is a [two- storey -> two-storey | two – storey] house.",
    ],
    good=[
        "Use `a`, `b`, `c`, `d` and `e`. The compiler takes -verbose too.",
        "Short- and long-term loans, low- to middle-income homes, first-, second- and third-grade relics.",
        "Run npm install -g reporter or cp -R now.",
        "Temperatures were below -30 degrees.",
    ],
)
def broken_hyphen(sentence: Sentence) -> Iterator[Hit]:
    """A space on one side of a hyphen: either a compound or a dash."""
    for match in sentence.search(_BROKEN_HYPHEN):
        first, second = match["first"], match["second"]
        if second.lower() in _SUSPENDING:
            continue
        if " -" in match.group() and (first.lower() in _STARTERS or sentence.doc.is_technical):
            continue  # a switch of a program
        dash, compound = f"{first} – {second}", f"{first}-{second}"
        options = [dash, compound] if second[0].isupper() else [compound, dash]
        yield flag(match, "Close up the hyphen, or write a dash.", options=options)


_CJK_DASH = lazy(r"[ ]?(?:—[ ]?—|――)[ ]?")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"—", "―"},
    bad=["The film opened the festival[ —— -> —]it had waited long.", "A prize[—— -> —]the first."],
    good=["The film — it had waited long — opened."],
)
def doubled_dash(sentence: Sentence) -> Iterator[Hit]:
    """Two long dashes in a row, as in Chinese."""
    for match in sentence.search(_CJK_DASH):
        yield flag(match, "One dash is enough.", safe="—")


_LIST_MARK = lazy(r"[•▪▫■□▶►▸▽▼△▲◆◇●○◎♦◦‣※★☆➤]")
_MARK_INSIDE = lazy(r"(?<=[^\s•▪▫■□▶►▸▽▼△▲◆◇●○◦‣※★☆➤][ ])[•▪▫■□▶►▸▽▼△▲◆◇●○◦‣※★☆➤][ ]?(?=[\w\"“‘'(])")
_MARK_BEFORE_SUBHEAD = lazy(r"[■□◆◇●○◎▲△▼▽※☆★▶►♦][ ]?(?=[\w\"“‘'(])")
_FEWEST_BESIDE = 4


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    local=True,
    cues=frozenset("•▪▫■□▶►▸▽▼△▲◆◇●○◎♦◦‣※★☆➤"),
    bad=[
        "The dam broke after eleven days of rain. [•  -> ]The village of Ulm was lost in the night.",
        "The dam broke after eleven days of rain[ ▽  -> . ]The village of Ulm was lost in the night.",
        "The dam broke.\n\n[■  -> ]The village of Ulm\n\nIt was lost in the night.",
    ],
    good=[
        "• The dam broke after eleven days.",
        "May 3 • Ann Lee • 5 minutes",
        "The hotel has four stars: ★★★★ of five.",
    ],
)
def bullet_inside_paragraph(doc: Document) -> Iterator[Hit]:
    """A bullet, a star or a triangle in the middle of a paragraph, left over from a list or a line of headlines.

    Those that Chinese and Japanese newspapers put before subheads may also be left over at the start of a paragraph.
    """
    for block in doc.blocks if any(doc.search(_LIST_MARK)) else ():
        match = _MARK_BEFORE_SUBHEAD.match(doc.masked, block.start, block.end)
        if match and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            yield flag(match, "This mark is left over from a subhead.", unsafe="")
    for match in doc.search(_MARK_INSIDE, _LIST_MARK):
        sentence = doc.sentence_at(match.start()) or doc.sentence_at(match.start() - 2)
        if not sentence or sentence.block.kind is not BlockKind.PARAGRAPH:
            continue
        beside = doc.masked[sentence.block.start : match.start()], doc.masked[match.end() : sentence.block.end]
        if any(len(text.split(None, _FEWEST_BESIDE)) < _FEWEST_BESIDE for text in beside):
            continue  # it parts the items of a line
        message = "A bullet stands at the start of a line, not inside a paragraph."
        if beside[0].rstrip()[-1] in '.!?…:”"':
            yield flag(match, message, unsafe="")
        else:
            yield flag((match.start() - 1, match.end()), message, unsafe=". ")


_EQUALS = lazy(r"(?<=[\w)])[ ]=[ ](?=[A-Z][a-z]{2,}\b)")


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    cues={"="},
    bad=["Most of the rain fell in the south. Class 4[ =  -> :  | , ]Ulm and all the villages of the upper valley."],
    good=["Use `a`, `b`, `c`, `d` and `e`. Here x = Vector and so on.", "Let n = 5.", "Sum = Price × Pieces"],
)
def equals_sign_in_prose(sentence: Sentence) -> Iterator[Hit]:
    """An equals sign instead of a colon or a word, as in headlines and lists of other languages."""
    is_prose = sentence.block.kind is BlockKind.PARAGRAPH and len(sentence.words) > 2 * _FEWEST_BESIDE
    for match in sentence.search(_EQUALS) if is_prose and not sentence.doc.is_technical else ():
        yield flag(match, "Write a colon or a word instead of the equals sign.", options=[": ", ", "])


_GLOSSED = lazy(r"[^\W\d_][ ]\([ ]?[A-Z][\w ]{1,20}\)(?=[ ][A-Z][a-z])")
_FEWEST_GLOSSED = 3


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"("},
    bad=[
        (
            "It rained in Ulm [Mitte (Baden) -> Mitte (Baden);] Hof [Nord (Franken) -> Nord (Franken);] "
            "Jena [West (Harz) -> West (Harz);] Bonn Süd."
        )
    ],
    good=["It rained in Ulm (Baden), Hof (Franken) and Jena (Thüringen).", "He met Ann (Ulm) Lee."],
)
def items_run_together(sentence: Sentence) -> Iterator[Hit]:
    """The items of a list have no mark between them: each ends in a bracket, and the next begins at once."""
    found = list(sentence.search(_GLOSSED))
    for match in found if len(found) >= _FEWEST_GLOSSED else ():
        word = _LAST_PIECE.search(sentence.doc.masked, sentence.start, match.start() + 1)
        start = word.start() if word else match.start()
        text = sentence.doc.masked[start : match.end()]
        yield flag((start, match.end()), "Put a comma or a semicolon after this item.", unsafe=f"{text};")


_SENTENCE_STARTS = "This|These|It|He|She|They|We|There|However|According|On|In|The"
_START_AFTER_WORD = lazy(rf"[AHIOSTW](?<=[\w’')-][ ].)(?:{re.sub(r'[A-Z]', '', _SENTENCE_STARTS)})[ ][a-z\d]")
_NO_STOP_BEFORE = lazy(
    rf"""
    (?<![\w’'-]) (?P<last>[A-Za-z][\w’'-]+|[\w’'-]+\)) [ ]
    (?P<first>{_SENTENCE_STARTS})
    (?=[ ](?P<next>[a-z]{{2,}}|\d+(?:th|st|nd|rd)))
    """,
    re.VERBOSE,
)
_NAMED = frozenset(
    "the a an of and or by in for to with from on at as film song book album called named titled".split()
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"this", "these", "it", "he", "she", "they", "we", "there", "however", "according", "on", "in", "the"},
    bad=[
        "They sell [Harvest This -> Harvest. This] is a bread from old times.",
        "(Our reporter in [Ulm) The -> Ulm). The] mayor of the town has said that the road will be shut.",
    ],
    good=[
        "They sell Harvest. This is a bread.",
        "The band The Who met The mayor of Ulm.",
        "# They sell Harvest This is It and More",
        "(It was wet!) In this town it rained.",
        "[A walk](a.md) In this text it rains.",
        "He read The old man of the sea.",
        ": (string) The name of the file.",
    ],
)
def sentences_run_together(sentence: Sentence) -> Iterator[Hit]:
    """A new sentence begins without a full stop before it."""
    if not any(sentence.search(_START_AFTER_WORD)) or sentence.is_heading or sentence.is_title_case:
        return
    for match in sentence.search(_NO_STOP_BEFORE):
        last, first = match["last"], match["first"]
        is_word = not last.endswith(")")
        if is_word and (
            last.islower() or last.lower() in _NAMED or last in _CAPITAL_SMALL_WORDS or first in _OF_TITLES
        ):
            continue
        if not _is_sentence_case(sentence) or match.start("last") == sentence.start:
            continue
        if sentence.doc.masked[sentence.start : match.end("last")].lstrip(": ") == f"({last}":
            continue  # the type of a parameter
        yield flag((match.start("last"), match.end()), "Two sentences run together here.", unsafe=f"{last}. {first}")


_OF_TITLES = frozenset(["The", "In", "On"])
"""Words with which the second part of a title may begin, as in *Emperor The great*."""


_AS_FOLLOWS = lazy(r"\b(?:as follows|the following)(?P<stop>\.)$")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"follows", "following"},
    bad=["The rules are as follows[. -> :]\n\nEat. Sleep."],
    good=[
        "The rules are as follows:\n\nEat.",
        "It is not as follows.",
        "The answer is the following. Read it twice.\n\nEat.",
    ],
)
def stop_before_list(sentence: Sentence) -> Iterator[Hit]:
    """*As follows.*: a colon introduces what follows."""
    for match in sentence.search(_AS_FOLLOWS):
        if sentence.end == sentence.block.end and sentence is not sentence.doc.sentences[-1]:
            yield flag(match.span("stop"), "Introduce what follows with a colon.", unsafe=":")


_CAPITAL_AFTER = lazy(r"(?P<mark>;)[ ](?P<word>(?:I[tn]|[A-HJ-Z][a-z]{1,9}))(?=[ ][a-z])")


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    cues={";"},
    bad=[
        "It rained; [The -> the] river rose.",
        "If the river rises[; The -> , the] town is lost. When it falls[; Open -> , open] the gate.",
        "She sold two barns; [Three -> three] more are left.",
    ],
    good=[
        "It rained; the river rose.",
        "They met Ann; Marie was ill. When it rains; Bill sings.",
        "- It rained; Then we left;",
    ],
)
def capital_after_semicolon(sentence: Sentence) -> Iterator[Hit]:
    """A capital after a semicolon, or a semicolon after a subordinate clause that takes a comma."""
    if sentence.block.kind is not BlockKind.PARAGRAPH:
        return
    start = sentence.start
    for match in sentence.search(_CAPITAL_AFTER):
        word = match["word"].lower()
        before = sentence.doc.masked[start : match.start()]
        clause = before.split(None, 2)
        is_subordinate = bool(clause) and clause[0].lower() in _SUBORDINATING and ", " not in before
        if (
            word in _STARTERS
            or word in NUMBER_WORDS
            or word in _NEVER_NAMES
            or (is_subordinate and word in grammar.BASES and _HAS_OBJECT.match(sentence.doc.masked, match.end()))
        ):
            if is_subordinate:
                yield flag(match, "Put a comma between the clauses here.", unsafe=f", {word}")
            else:
                yield flag(match.span("word"), "After a semicolon the sentence goes on: no capital.", unsafe=word)
        start = match.end() - len(word)


_HAS_OBJECT = lazy(rf"[ ](?:{'|'.join(sorted(ARTICLES | POSSESSIVES | OBJECT_PRONOUNS))})[ ]")
"""After a verb: it tells an imperative from a name, *Mark the day* from *Mark goes*."""

_SUBORDINATING = frozenset("if when since because although though while unless until after before as once due".split())


_SMALL_I = lazy(r"(?<![\w.’'/-])i(?:(?=[ ][a-z])|(?=['’](?:m|ve|ll|d)\b))")


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    cues={"i", "i'm", "i've", "i'll", "i'd"},
    bad=["She said that [i -> I] was late, and [i -> I]’m not."],
    good=["The index i is large, as is the row i of the table.", "Use `a`, `b`, `c`, `d` and `e` when i is 5."],
)
def lower_case_i(sentence: Sentence) -> Iterator[Hit]:
    """The pronoun *I* in lower case."""
    for match in sentence.search(_SMALL_I) if not sentence.doc.is_technical else ():
        before = sentence.doc.masked[sentence.start : match.start()].split()[-1:]
        if not before or before[0].lower() not in _COUNTED_BY_LETTER:
            yield flag(match, "Write “I”.", safe="I")


_COUNTED_BY_LETTER = frozenset(
    "index row column the a of each variable for letter vowel capital item case part".split()
)


# -- Ends and brackets -------------------------------------------------------------------------------------------------


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    bad=[
        (
            "Seeds at last.\n\nFarmers got seeds.\n\nThe ministry said that it had sent forty lorries with seeds to "
            "the south, where it had not rained for more than eleven [months -> months.]\n\nThat was all."
        ),
        (
            "Seeds at last.\n\nFarmers got seeds.\n\nThe ministry said that it had sent forty lorries with seeds to "
            "the south, where it had not rained for eleven months [and]\n\nThat was all."
        ),
        "Rain.\n\nIt rained.\n\nThe road was shut for [days -> days.]\n\nThat was all.",
    ],
    doubtful=[
        (
            "Rain.\n\nIt rained.\n\nThe road was shut for [days -> days.]\n\nIt was wet.\n\nThe tram was late for "
            "[days -> days.]\n\nThat was all."
        )
    ],
    good=[
        (
            "Seeds at last\n\nThe ministry has sent forty lorries with seeds to the south of the country, where it has "
            "not rained for eleven months\n\nFarmers got seeds.\n\nIt rained.\n\nThat was all."
        ),
        "Rain.\n\nIt rained.\n\nIt was wet.\n\nPhoto: A lorry on the road\n\nThat was all.",
        "Rain.\n\nIt rained.\n\nIt was wet.\n\n## The road is shut\n\nThat was all.",
    ],
)
def missing_full_stop(doc: Document) -> Iterator[Hit]:
    """A paragraph without a mark at its end: it is longer than headings and captions, or the only one that has none."""
    unfinished = [pair for pair in pairwise(doc.blocks[2:]) if doc.masked[pair[0].end - 1].isalnum()]
    if not unfinished or _few_are_finished(doc):
        return
    for block, following in unfinished:
        text = doc.masked[block.start : block.end]
        word = _LAST_WORD_OF_BLOCK.search(text, max(0, len(text) - 40))
        if not word or _NOT_A_SENTENCE.search(text) or not _stands_alone(doc, block, following):
            continue
        is_long = block.kind is BlockKind.PARAGRAPH and len(text.split()) > _LONGEST_LINE
        if is_long or _is_statement(doc, block):
            doubtful = not is_long and len(unfinished) > 1
            where = (block.start + word.start(), block.end)
            if word.group() in _JOINING_WORDS:
                yield flag(where, "The paragraph breaks off here.", doubtful=doubtful)
            else:
                message = "The paragraph has no full stop."
                yield flag(where, message, unsafe=f"{word.group()}.", doubtful=doubtful)


def _few_are_finished(doc: Document) -> bool:
    """Whether so many paragraphs have no mark at their ends that it may be the article's way."""
    paragraphs = [block for block in doc.prose if block.kind is BlockKind.PARAGRAPH]
    return 2 * sum(doc.masked[block.end - 1] in _ENDS_SENTENCE for block in paragraphs) < len(paragraphs)


def _stands_alone(doc: Document, block: Block, following: Block) -> bool:
    """Whether a block without markup of its own stands before a paragraph, with nothing but blank lines between."""
    is_plain = doc.masked[block.start - 1 : block.start] in ("", "\n")
    between = doc.masked[block.end : following.start]
    return is_plain and following.kind is BlockKind.PARAGRAPH and between.isspace()


def _is_statement(doc: Document, block: Block) -> bool:
    """Whether a line is a sentence by its looks: no title, and with a finite verb."""
    sentence = doc.sentence_at(block.end - 1)
    return (
        sentence is not None
        and not sentence.is_title_case
        and doc.masked[block.start].isupper()
        and len(sentence.words) >= _FEWEST_WORDS
        and ":" not in sentence.text
        and any(map(grammar.is_finite, sentence.lowers))
    )


_FEWEST_WORDS = 5


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    bad=[
        "It rained.\n\nThe farmers of the upper valley\n\n[asked] for seeds.\n\nThey got them.",
        "It rained.\n\nThe farmers, who were late,\n\n[asked] for seeds.\n\nThey got them.",
    ],
    good=[
        "It rained.\n\nThe farmers asked:\n\nwhere are the seeds?\n\nThey got them.",
        "farmers ask\n\nthey asked for seeds.\n\nthey got them.\n\nall of them",
        "It rained.\n\n- mint\n- basil\n\nand more.",
        "It is given by\n\n    a = b\n\nwhere a is a number.",
        "# Use\n\nnpm installs it.\n\nIt is small.",
    ],
)
def sentence_broken_by_line(doc: Document) -> Iterator[Hit]:
    """A sentence breaks off at the end of a paragraph and goes on, in lower case, in the next."""
    if doc.is_technical:
        return
    prose = [block for block in doc.prose if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)]
    lower = [block for block in prose if doc.masked[block.start].islower()]
    if not lower or 3 * len(lower) > len(prose):
        return
    for before, block in pairwise(doc.blocks):
        word = _LOWER_WORD.match(doc.masked, block.start, block.end)
        last = doc.masked[before.end - 1]
        if not word or not (last.isalnum() or last == ",") or not _may_start_in_capital(word.group()):
            continue
        if before in prose and block in prose and doc.masked[before.end : block.start].isspace():
            yield flag(word, "The last sentence goes on here: join the two paragraphs.")


_LAST_WORD_OF_BLOCK = lazy(r"(?<![\w'’.@/-])[a-z]{2,}$")
_JOINING_WORDS = _STARTERS | _SUSPENDING | grammar.BE | grammar.HAVE | grammar.MODALS | grammar.PREPOSITIONS
_LONGEST_LINE = 16
# Lines of a list or a table, and captions with their source.
_NOT_A_SENTENCE = lazy(r"[\n•|<>\uFFFC]|[—–-][ ]?[A-Z][\w ]+$|\b(?:Photo|Image|Picture|Source|Credit)s?\b")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"(", ")"},
    bad=["The dam [(]built in 1950 broke.", "The dam built in 1950[)] broke."],
    good=[
        "The dam (built in 1950) broke (after 90 + 8) again.",
        "Choose a) or b) or 1). That was fun :) and sad :(",
        "The dam (built in 1950.\n\nIt was old) broke.",
        "The `f(` call.",
        "A number in [0, 1) or (0, 1] is drawn.",
    ],
)
def unpaired_bracket(doc: Document) -> Iterator[Hit]:
    """A bracket that is opened and never closed, or closed and never opened."""
    open_at: list[int] = []
    lonely: list[int] = []
    sentences = (sentence for sentence in doc.holding({"(", ")"}) if sentence.block.kind is not BlockKind.FRONT_MATTER)
    for match in chain.from_iterable(sentence.search(_ROUND_BRACKET) for sentence in sentences):
        at = match.start()
        if _INTERVAL.match(doc.masked, at) or _END_OF_INTERVAL.search(doc.masked, max(0, at - 30), at + 1):
            continue
        before = doc.masked[max(0, at - 6) : at]
        if not _EYES.isdisjoint(before) and _EMOTICON.search(before):
            continue
        if match.group() == "(":
            open_at.append(at)
        elif open_at:
            open_at.pop()
        elif not _ITEM_NUMBER.search(before):
            lonely.append(at)
    for at in (*open_at, *lonely):
        yield flag((at, at + 1), "This bracket has no partner.")


_INTERVAL = lazy(r"\([^()\[\],]{1,12},[^()\[\],]{1,12}\]")
_END_OF_INTERVAL = lazy(r"\[[^()\[\],]{1,12},[^()\[\],]{1,12}\)\Z")
_ROUND_BRACKET = lazy(r"[()]")
_EYES = frozenset(":;=")
_EMOTICON = lazy(r"(?:^|\s)[:;=][-o']?[()]*$")
_ITEM_NUMBER = lazy(r"(?:^|[^\w])(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})$")


# -- Capitals ----------------------------------------------------------------------------------------------------------


_NEVER_NAMES = frozenset(
    """
    he she it they them his hers their theirs its we our ours you your these those this that whom whose which is are was
    were be been being am has have had having do does did doing would could should shall might
    must cannot because although though whereas unless until than then there when if and or but nor so yet also even
    very too not never
    always often already only just
    asked told said stated added announced claimed warned called explained invaded attacked killed wounded injured
    arrested launched fired targeted destroyed captured carried occurred happened became became began decided wanted
    refused agreed reached received returned arrived went came took gave made got found seen known given taken
    held met visited increased decreased continued started stopped ended won lost played worked lived died born
    according during between against
    """.split()
)
"""Words that are hardly ever part of a name when a lower-case word stands on either side."""
_CAPITAL_SMALL_WORDS = frozenset(map(str.capitalize, _NEVER_NAMES))


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    bad=[
        "The soldiers who [Invaded -> invaded] the island left on Friday.",
        "They asked whether [She -> she] would come to town.",
    ],
    good=[
        (
            "We give this to You now. What is owed to You is fixed. If this harms You we say so at once. "
            "We may ask that You agree with it."
        ),
        "He Said She Said Is a Film",
        "The band The Who were late, and the WHO is not.",
        'She read “What Is to Be Done” on Monday and "the film And then" on Tuesday.',
        "Note: He was not there. The rules: No one may enter.",
        "Warnings are given for Is, As and Unwrap, and the tests in If...Then are run with Is and As.",
        "In May he will march; in March he may.",
        "Warnings are given for Is, Not and Or operators; look into Was and Has. The And type is new.",
    ],
)
def stray_capital(doc: Document) -> Iterator[Hit]:
    """A capital on a verb, a pronoun or another small word in the middle of a sentence."""
    found: dict[str, list[Token]] = defaultdict(list)
    for sentence in _with_capital_inside(doc, _CAPITAL_SMALL_WORDS):
        found_here = [places for places in _suspect_capitals(sentence) if places[1].lower in _NEVER_NAMES]
        suspects = [word for _, word, _ in found_here if not any(starmap(_is_used_as_noun, found_here))]
        if doc.is_technical and any(
            _NAMED_BEFORE.search(doc.masked, max(0, word.start - 40), word.start) for word in suspects
        ):
            continue  # the title of a page
        if suspects and len(suspects) < 3 and _is_sentence_case(sentence):
            for word in suspects:
                found[word.text].append(word)
    addressed = sum(len(words) for text, words in found.items() if text in _ADDRESSING)
    for text, words in found.items():
        for word in words if (addressed if text in _ADDRESSING else len(words)) < _MEANT else ():
            yield flag(word, f"“{word.lower}” is not a name: no capital.", unsafe=word.lower)


_NAMED_BEFORE = lazy(r"[A-Z]\w+[ ]\w{1,3}[ ]\Z")
_ADDRESSING = frozenset({"You", "Your", "Yours"})
_MEANT = 4
"""A word that has its capital so often is meant to, as “You” in a licence."""


_PLAIN_NOUNS = frozenset(
    """
    accident agreement airport animal area army article attack award baby ball bank bird body book border boy building
    bus business camp campaign car case cause chance child children citizens claim coach company conflict country
    crime crisis cup damage danger data day death debt decision disease district doctor doctors economy effort election
    elections employee enemy event expert experts export exports fact factory family farmers fight film fire flood food
    future gas girl goal goods ground group growth gun hand harvest head health heart help history hope hospital
    idea incident increase industry infection injury investigation issue job journalist knee labor land language leader
    leaders life line loan loss man market match meeting member members men message method money month morning
    mother murder nation night number officer officials oil operation patient patients peace people person place plan
    plant player players police policy politician population power pressure price prices prison problem process product
    production program project protest question rate reason refugees religion report reporter residents result road role
    scene season sector situation soldier soldiers source statement story student students support system target
    tax teacher teachers team terrorist terrorists thing threat tourists trade training treatment troops truth
    vehicle victim victims victory village violence virus visit visitors voters war water weapon weapons week woman
    women work workers year years youth
    """.split()
)
"""Nouns that hardly ever have a capital when they stand alone."""


_JOINING = frozenset({"of", "for", "and", "or"})
"""Words that tie the parts of a name together."""
_JOINING_BEFORE = _JOINING | {"against", "on", "to", "with", "in", "between", "among"}


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    bad=[
        "Doctors examined the knee on Monday. They do not know how the [Knee -> knee] will heal.",
        "The law of this country is old. Nobody knows the law of the [Country -> country]. It is a good country.",
    ],
    doubtful=["The curtain fell. When it rose again, the [Curtain -> curtain] was red."],
    good=[
        "It says in the Act that the Government shall act and a government may fall. The Government did.",
        "She joined the Department of Rivers and Canals, where rivers and time are short.",
        "He read it in the Time article some time ago, at the Code for America event on code.",
        "Work in a team. He thanked the Team of the Year and the Story of Ours, a good story.",
        "They left the Treaty on Crime against Children. The children know nothing of it.",
    ],
)
def capital_on_common_noun(doc: Document) -> Iterator[Hit]:
    """A capital on a noun that is in lower case elsewhere in the article, where no name can be meant. It is doubtful on
    nouns that are parts of many names.
    """
    if doc.is_technical:
        return  # there a Number is a type
    seen: Counter[str] | None = None
    written = doc.written
    both = frozenset(text for text in written if text.istitle() and text.lower() in written)
    for sentence in _with_capital_inside(doc, both):
        suspects = [
            word
            for before, word, after in _suspect_capitals(sentence)
            if word.text in both
            and (word.lower in _PLAIN_NOUNS or _may_lose_its_capital(word))
            and before.text not in _JOINING_BEFORE
            and not (after and after.text in _JOINING)
        ]
        if len(suspects) != 1 or sentence.is_heading or not _is_sentence_case(sentence):
            continue
        if seen is None:
            seen = Counter(word.text for other in doc.sentences for word in other.words)
        word = suspects[0]
        if _NAMED_BEFORE.search(doc.masked, max(0, word.start - 40), word.start):
            continue  # part of a title
        if seen[word.lower] and seen[word.text] == 1:
            message = f"“{word.lower}” is not a name here: no capital."
            yield flag(word, message, unsafe=word.lower, doubtful=word.lower not in _PLAIN_NOUNS)


def _may_lose_its_capital(word: Token) -> bool:
    """Whether a word is common in lower case and no name of a person, place or time."""
    return (
        len(word.text) >= _SHORTEST_NOUN
        and word.lower not in grammar.FUNCTION_WORDS
        and not gazetteer.is_known(word.text)
        and zipf(word.lower) >= _COMMON
    )


_SHORTEST_NOUN = 4
_COMMON = 3.5
"""The ``zipf`` of words that hardly anybody is called by."""


_SUBJECTS = (
    "agriculture|arts|aviation|commerce|communications?|culture|defen[cs]e|economics|economy|education|energy|engineering"
    "|environment|finance|fisheries|forestry|health|housing|industry|information|interior|justice|labou?r|medicine|mines|mining"
    "|petroleum|planning|power|science|sciences|sports?|technology|tourism|trade|transport|transportation|water|works|youth"
)
_INSTITUTION = lazy(
    rf"\b(?:Ministry|Department|University|Institute|Faculty|Academy|Commissioner)[ ](?:of|for)[ ](?:the[ ])?"
    rf"(?P<subject>(?:{_SUBJECTS})(?:(?:,[ ]|[ ]and[ ])(?:{_SUBJECTS}))*)(?![\w-])"
)


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    cues={"ministry", "department", "university", "institute", "faculty", "academy", "commissioner"},
    bad=[
        "The Ministry of [works and housing -> Works and Housing] paid.",
        "She left the University of [science -> Science].",
    ],
    good=[
        "The Ministry of Works paid.",
        "The ministry of works paid.",
        "The Department of English and science fiction.",
        "The Institute of energy-saving homes.",
    ],
)
def lower_case_institution(sentence: Sentence) -> Iterator[Hit]:
    """A ministry, department or university with a capital only on the first part of its name."""
    for match in sentence.search(_INSTITUTION):
        subject = match["subject"]
        right = " ".join(word if word == "and" else word.capitalize() for word in subject.split(" "))
        yield flag(match.span("subject"), f"Capitalise the whole name: “{right}”.", unsafe=right)


def _suspect_capitals(sentence: Sentence) -> Iterator[tuple[Token, Token, Token | None]]:
    """Words with a stray-looking capital, outside of quotes, between the tokens before and after them."""
    tokens = sentence.tokens
    text = sentence.doc.masked
    quotes = 0
    for before, word, after in zip(tokens, tokens[1:], (*tokens[2:], None), strict=False):
        quotes += before.text in '"“”'
        if (
            word.kind == "word"
            and word.text[0].isupper()
            and word.text[1:].islower()
            and before.text.islower()
            and not quotes % 2
            and text[before.end : word.start] == " "
            and (
                after is None
                or after.text.islower()
                or (after.text in ".,;" and word.end == after.start)
                or _is_verb(before, word)
            )
            and not (after is None and sentence.is_heading)
        ):
            yield before, word, after


def _is_used_as_noun(before: Token, word: Token, after: Token | None) -> bool:
    """Whether a small word stands where only a noun can, so that it is the name of something: *for Is, As and Or*."""
    if word.lower in _PRONOUNS or before.lower not in _BEFORE_NOUN:
        return False
    return after is None or after.text in (",", ".", ";", "and", "or")


_PRONOUNS = SUBJECT_PRONOUNS | OBJECT_PRONOUNS | POSSESSIVES | {"hers", "theirs", "ours", "yours"}
_BEFORE_NOUN = PREPOSITIONS | ARTICLES | {"and", "or"}


def _is_verb(before: Token, word: Token) -> bool:
    """Whether the word before shows that this one is a verb, whatever comes after."""
    return before.text in ("who", "which", "has", "have", "had", "was", "were") and word.lower in _NEVER_NAMES


def _with_capital_inside(doc: Document, words: frozenset[str]) -> list[Sentence]:
    """The sentences that hold one of ``words``, as written, after a word in lower case."""
    texts = doc.texts
    words &= doc.written
    places = chain.from_iterable(doc.places[word.lower()] for word in words)
    inside = (at for at in places if at and texts[at] in words and texts[at - 1].islower())
    numbers = {bisect_right(doc.first_tokens, at) - 1 for at in inside}
    return [doc.sentences[number] for number in sorted(numbers)]


def _is_sentence_case(sentence: Sentence) -> bool:
    """Whether most of the longer words have no capital, so that the sentence is not a title."""
    long = [word.text for word in sentence.words[1:] if len(word.text) > 3]
    return sum(word[0].islower() for word in long) >= max(1, 0.5 * len(long))


# -- Lists and labels --------------------------------------------------------------------------------------------------

_LABELLED = lazy(r"(?P<label>[A-Z][\w.’'-]*(?:[ ][A-Z][\w.’'-]*){0,2}):[ ](?P<first>[a-z]+)(?=[ ,])")


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    cues={":"},
    bad=[
        "A talk about rain.\n\nVelm: [there -> There] was none.\n\nKole: And now?\n\nVelm: [it -> It] rains at last.",
    ],
    good=[
        "A talk about rain.\n\nVelm: There was none.\n\nKole: And now?",
        "What we need.\n\nVersion: the one you have\n\nServer: any",
        "Velm: it rains again",
    ],
)
def lower_case_after_speaker(doc: Document) -> Iterator[Hit]:
    """What somebody says in an interview begins in lower case after the name: *Kole: it rains*."""
    labelled = [(block, _LABELLED.match(doc.masked, block.start, block.end)) for block in doc.prose]
    found = [match for block, match in labelled if match and doc.masked[block.end - 1] in _ENDS_SENTENCE]
    for match in found if len(found) > 1 and not doc.is_technical else ():
        yield flag(match.span("first"), "Start with a capital.", unsafe=match["first"].capitalize())


_LISTED_NUMBERS = lazy(
    r"""
    \b(?P<no>[Nn]o\.)[ ]\d+
    (?: (?:,[ ]\d+)+ ,?[ ](?:and|or)[ ]\d+ | (?:,[ ]\d+){2,} | [ ](?:and|or|to)[ ]\d+ | –\d+ )
    \b (?![,.]\d|[ ](?:other|more|people|points|of)\w*)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"no"},
    bad=["Units [No. -> Nos.] 3, 4 and 5 are shut.", "See rooms [No. -> Nos.] 3–5."],
    good=["Room No. 3 is shut.", "He ranked No. 3, 4 points behind her.", "Units Nos. 3, 4 and 5 are shut."],
)
def number_sign_for_several(sentence: Sentence) -> Iterator[Hit]:
    """*No.* before several numbers; its plural is *Nos.*"""
    for match in sentence.search(_LISTED_NUMBERS):
        yield flag(match.span("no"), "Write “Nos.” before several numbers.", unsafe=f"{match['no'][0]}os.")


_AMPERSAND = lazy(r"(?<=[a-z][ ])&(?=[ ][a-z])")


@rule(
    category=Category.REGISTER,
    severity=Severity.MINOR,
    cues={"&"},
    doubtful=["They sell tea [& -> and] coffee."],
    good=["They shop at Kole & Velm."],
)
def ampersand_in_prose(sentence: Sentence) -> Iterator[Hit]:
    """*&* between common words, where prose uses *and*."""
    for match in sentence.search(_AMPERSAND) if not sentence.doc.is_technical else ():
        yield flag(match, "Write “and”.", unsafe="and")


_MORE_OF_THEM = lazy(
    r"""
    (?<=[a-z]{3})(?<!ly)[ ](?P<word>including|especially|particularly)
    (?=[ ](?:the|an?|in|on|at|those|many|some|among|\d+|[A-Z]\w+)\b)
    """,
    re.VERBOSE,
)


@rule(
    preview=True,  # oftener in human translations
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"including", "especially", "particularly"},
    doubtful=["They lost forty [cows including -> cows, including] the oldest."],
    good=["They lost forty cows, including the oldest.", "It is especially the cows that they lost."],
)
def missing_comma_before_including(sentence: Sentence) -> Iterator[Hit]:
    """No comma before *including* or *especially*, where they add an example to a complete statement."""
    for match in sentence.search(_MORE_OF_THEM):
        before = sentence.doc.masked[sentence.start : match.start()].rpartition(" ")[2]
        if before.lower() in grammar.FUNCTION_WORDS or not is_plural(before.lower()):
            continue
        start = match.start() - len(before)
        yield flag((start, match.end("word")), "Put a comma here.", unsafe=f"{before}, {match['word']}")
