"""Wording that takes more than a phrase to find."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import word_set
from checker.findings import Category, Severity
from checker.text.document import OPAQUE, Document, Kept, Sentence, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_RANGE = lazy(
    r"""
    \b(?P<verb>increased?|raised?|rose|risen|cut|reduced?|lowered|fell|fallen|dropped|grew|grown|changed)\b
    [^.;]{0,60}?\s(?P<by>by)\s(?P<one>\d+(?:\.\d+)?)\s?(?:percent|per\ cent|%)
    \ to\ (?P<two>\d+(?:\.\d+)?)\s?(?:percent|per\ cent|%)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"percent", "%", "cent"},
    bad=[
        "The tax was raised [by -> from] 5 percent to 8 percent.",
        "Fees have increased [by -> from] 10% to 15% since May.",
    ],
    good=[
        "The tax was raised by 5 to 8 percent.",
        "The tax rose by 3 percentage points to 8 percent.",
        "Sales rose by 5 percent to 80 million.",
        "The tax was raised from 5 percent to 8 percent.",
        "Output rose by 40 percent to 5 percent of the total.",
    ],
)
def by_for_from(sentence: Sentence) -> Iterator[Hit]:
    """*Raised by 5 percent to 8 percent*: two rates go with *from … to*."""
    for found in sentence.search(_RANGE):
        if float(found["one"]) < float(found["two"]):
            yield flag(found.span("by"), "Write “from … to” with two rates.", unsafe="from")


# -- Small habits of one language that English does not share -------------------------------------------------------

_CAN_NOT = lazy(r"\b(?P<wrong>[Cc]an not)\b(?! (?:only|just|merely|simply|but)\b)")


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    cues={"can"},
    bad=["They [can not -> cannot] cross the river.", "The dam [can not -> cannot] be seen from here."],
    good=[
        "The dam can not only store water but also give power.",
        "They cannot cross the river, nor can nothing be done.",
        "A tin can not far from the door.",
    ],
)
def divided_cannot(sentence: Sentence) -> Iterator[Hit]:
    """*Can not* in two words: English writes *cannot*."""
    for found in sentence.search(_CAN_NOT):
        before = sentence.doc.masked[max(sentence.start, found.start() - 8) : found.start()].split()
        if before and before[-1].lower() in ("a", "the", "tin", "beer", "this", "that", "each"):
            continue
        right = "Cannot" if found["wrong"][0] == "C" else "cannot"
        yield flag(found.span("wrong"), "Write “cannot” in one word.", unsafe=right)


_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_BARE_DAY = lazy(
    r"""
    \b[Oo]n\ the\ (?P<day>\d{1,2}(?:st|nd|rd|th))
    (?= , | \.(?:\s|$) | ;
      | \ (?:local\ time|that|the|it|he|she|they|to|at|in|with|by)\b
    )
    """,
    re.VERBOSE,
)
_MONTH = lazy(rf"\b(?:{_MONTHS})\b")
_NAMED_MONTH = lazy(rf"\b(?:{_MONTHS})\b|\b(?:month|monthly|floor|storey|tee|hole|fairway|lap|moon)\b")


@rule(
    category=Category.DATE_FORMAT,
    severity=Severity.MINOR,
    cues={"st", "nd", "rd", "th"},
    doubtful=[
        "The bank said [on the 12th] that rates would stay.",
        "[On the 9th], the ministry opened a new port.",
    ],
    good=[
        "On May 12, the bank said that rates would stay.",
        "The fair opens on July 3 and ends on the 9th.",
        "He pays his rent on the 1st of every month, and on the 5th floor.",
        "They live on the 5th, the top storey.",
        "The army left on May 8. On the 9th, it reached the river.",
        "OSLO, May 8 – The army left.\n\nOn the 9th, it reached the river.",
    ],
)
def day_of_unnamed_month(sentence: Sentence) -> Iterator[Hit]:
    """A day's number with no month, *on the 12th*, as in Chinese and Japanese news.

    An English reader cannot tell which month it is: write *on May 12*, *on Tuesday*.
    """
    for found in sentence.search(_BARE_DAY):
        masked = sentence.doc.masked
        if not _NAMED_MONTH.search(masked, sentence.block.start, sentence.end) and not _MONTH.search(
            masked, 0, sentence.end
        ):
            yield flag(found, f"Name the month or the weekday of the {found['day']}.")


_BRACKETED_REPORTER = lazy(
    r"""
    \((?:[Ff]ull[- ]media\ |[Oo]ur\ |[Ss]taff\ |[Tt]rainee\ )?
    (?:[Rr]eporters?|[Jj]ournalists?|[Cc]orrespondents?)\ ?:?\ (?=[A-Z])
    [^()\n]{3,80}\)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    cues={"reporter", "reporters", "journalist", "journalists", "correspondent", "correspondents"},
    bad=[
        "LAGOS, May 4 [(reporter Ada Obi)] – The port opened.",
        "Daily Post, Lagos, May 4 [(Reporters: Ada Obi, Uche Eze)] The port opened.",
    ],
    good=[
        "By Ada Obi, reporter. The port opened.",
        "She asked a friend (a reporter in Lagos) to come.",
        "The prize (Reporter of the Year) is old.",
        "Ada Obi (reporter for the Post) wrote it.",
    ],
)
def reporter_in_brackets(sentence: Sentence) -> Iterator[Hit]:
    """*(reporter Wang Li)* in a dateline: English names the reporter in a byline above the article."""
    for found in sentence.search(_BRACKETED_REPORTER):
        if "Year" not in found.group() and " of the " not in found.group():
            yield flag(found, "Move the reporter's name to a byline, “By …”, above the article.")


_DATELINE = lazy(
    rf"""
    (?P<line>
      (?:[A-Z][\w’']+\ ){{1,4}}(?:Agency|Service|Network|Daily),?\ (?!on\b|in\b)(?:[A-Z][\w’']+,?\ ){{1,3}}
      (?:{_MONTHS})\.?\ \d{{1,2}}(?:st|nd|rd|th)?
    )
    (?=,?\ (?:\(|[-–—]|[A-Z]|on\b|in\b|the\b)|:|,)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    cues={"agency", "service", "network", "daily"},
    bad=[
        "[Andes News Agency, Quito, May 20] (Ana Ruiz) The port opened.",
        "[Andes News Agency Quito May 20th] The port opened.",
    ],
    good=[
        "QUITO, May 20 (Andes News Agency) – The port opened.",
        "The Space Agency in Quito said on May 20 that the port opened.",
        "The Andes News Agency reported on May 20 that the port opened.",
        "He told the National Weather Service on May 20 that it rained.",
    ],
)
def dateline_word_for_word(sentence: Sentence) -> Iterator[Hit]:
    """A dateline that starts with the agency, *X News Agency, Quito, May 20*.

    English datelines start with the place: *QUITO, May 20 (X)*.
    """
    found = _DATELINE.match(sentence.doc.masked, sentence.start, sentence.end)
    if found and sentence.start == sentence.block.start and not found.group().startswith("The "):
        yield flag(found.span("line"), "Begin the dateline with the place, and put the agency after the date.")


_TOLD_ABOUT = lazy(
    r"""
    \b(?P<subject>[Hh]e|[Ss]he|[Tt]hey|who|also|expert|doctor|scientist|minister|specialist|author|director|head
      |[A-Z][a-z]+)\ (?P<verb>told|tells)\ about\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"told", "tells"},
    bad=[
        "She [told about -> spoke about] her years at sea.",
        "The expert [tells about -> speaks about] winter tyres.",
    ],
    good=[
        "She told us about her years at sea.",
        "She was told about it; they had been told about it.",
        "Those told about it left.",
        "What he told about himself was untrue.",
    ],
)
def told_about_without_hearer(sentence: Sentence) -> Iterator[Hit]:
    """*She told about her years*: *tell* must say who is told; *speak* or *talk* need not."""
    for found in sentence.search(_TOLD_ABOUT):
        if found["subject"] not in ("Those", "People") and not {"what", "that", "stories"} & sentence.forms:
            right = "spoke about" if found["verb"] == "told" else "speaks about"
            yield flag((found.start("verb"), found.end()), "Say who is told, or write “spoke about”.", unsafe=right)


_AGE_SPAN = lazy(r"\b(?P<lead>(?:before|at|by|in) the age of) (?P<low>\d{1,2}) (?:to|and|-) (?P<high>\d{1,2})\b")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"age"},
    bad=["Girls [at the age of 12 to 25 -> between the ages of 12 and 25] were asked."],
    good=["Girls between the ages of 12 and 25 were asked.", "At the age of 12 he left.", "In the age of 4 to 2 odds."],
)
def age_of_before_range(sentence: Sentence) -> Iterator[Hit]:
    """*At the age of 12 to 25*: write *between the ages of 12 and 25*."""
    for found in sentence.search(_AGE_SPAN):
        if int(found["low"]) < int(found["high"]):
            right = f"between the ages of {found['low']} and {found['high']}"
            yield flag(found, f"Write “{right}”.", unsafe=right)


_ALSO_AS_WELL = lazy(r"\b(?:[Aa]lso) (?:[^\W\d_][\w'’-]* ){1,8}(?P<again>as well)\b(?! as\b)")
_SUCH_AS_ETC = lazy(r"\bsuch as [^.;:\n()]{3,90}?(?P<etc>,? (?:and )?etc\b\.?)")


@rule(
    category=Category.AWKWARD,
    severity=Severity.MINOR,
    cues={"well"},
    bad=["She also wrote two plays [as well]."],
    good=[
        "She also wrote plays as well as songs.",
        "She also cooks; her brother does as well.",
        "She also sings as well as anyone.",
    ],
)
def also_and_as_well(sentence: Sentence) -> Iterator[Hit]:
    """*Also … as well* in one clause: one of the two is enough."""
    for found in sentence.search(_ALSO_AS_WELL):
        yield flag(found.span("again"), "Leave out “as well” or “also”: they say the same.")


@rule(
    category=Category.AWKWARD,
    severity=Severity.MINOR,
    cues={"etc"},
    preview=True,  # as often in human translations and post-edits
    bad=["They grow fruit such as figs, dates[, etc.]", "Tools such as saws, files[, etc] are sold."],
    good=["They grow figs, dates, etc.", "They grow fruit such as figs. Saws, files, etc. are sold."],
)
def such_as_with_etc(sentence: Sentence) -> Iterator[Hit]:
    """*Such as figs, dates, etc.*: *such as* already says that the list is not complete."""
    for found in sentence.search(_SUCH_AS_ETC):
        yield flag(found.span("etc"), "Leave out “etc.” after “such as”, and put “and” before the last item.")


_STRUNG = lazy(r"n{5,}")
_SMALL = (
    grammar.FUNCTION_WORDS
    | grammar.DETERMINERS
    | grammar.QUANTIFIERS
    | grammar.SUBJECT_PRONOUNS
    | grammar.OBJECT_PRONOUNS
    | word_set(
        """
        said more very one two who which what there also than most own people new other time says first such as well ago
        later away back together instead still yet next last here now soon again even just full up down only joint five
        days weeks months years year today including make use not
        """
    )
)


def _kind_of_word(text: str) -> str:
    """``n`` for what can be a noun or stand before one; a blank for small words, verbs, adverbs, names and marks."""
    may_be = (
        len(text) > 2
        and text.isalpha()
        and text.islower()
        and text not in _SMALL
        and not text.endswith(("ly", "ed", "ing"))
        and not grammar.is_verb_only(text)
        and text not in grammar.PASTS
        and (text not in grammar.THIRDS or grammar.is_plural_noun(text))
    )
    return "n" if may_be else " "


_kinds = Kept(_kind_of_word)


@rule(
    category=Category.AWKWARD,
    severity=Severity.MINOR,
    doubtful=[
        "The office has new plans for [city transport worker safety insurance] in May.",
        "They met at the [village water pipe service development fair].",
    ],
    good=[
        "The office has new plans for the insurance of transport workers.",
        "They met at the village water supply fair, city transport, and a service station.",
        "The deputy minister of transport for the city visited village water works.",
    ],
)
def words_strung_together(doc: Document) -> Iterator[Hit]:
    """Five nouns or more in a row, without a small word to say how they belong together. Chinese and German put so many
    together; English says *the safety of workers in city transport*.
    """
    if doc.is_technical:
        return
    for run in _STRUNG.finditer("".join(map(_kinds.__getitem__, doc.texts))):
        sentence, at = doc.spot(run.start())
        if doc.sentence_of[run.end() - 1] is sentence:
            where = join(sentence.tokens[at], sentence.tokens[at + run.end() - run.start() - 1])
            if OPAQUE not in doc.masked[where.start : where.end]:
                message = "Show how these belong together with small words: “of”, “for”, “in”."
                yield flag(where, message, within=_WORDS_TO_A_FAULT)


_WORDS_TO_A_FAULT = 150
