"""Pronouns that do not fit the one person or body they can stand for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.document import Document, Span
from checker.mqm import Category, Severity
from checker.names import Mention, gazetteer, names_of
from checker.pattern import lazy
from checker.rule import Hit, Related, flag, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Block, Sentence
    from checker.names import Names

_PRONOUN = lazy(r"(?<![\w'’-])(?:he|him|his|himself|she|hers?|herself)(?![\w-])", re.IGNORECASE)
_MASCULINE = frozenset({"he", "him", "his", "himself"})
_QUOTED = lazy(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|(?<!\w)['‘][^\n]*?['’](?!\w)", re.MULTILINE)
_PEOPLE = lazy(
    r"""
    (?<!\w)(?:man|woman|wife|husband|mother|father|parent|son|daughter|sister|brother|sibling|girl|boy|lady|child|baby|kid
    |aunt|uncle|cousin|nephew|niece|twin|widow\w*|bride|groom|couple|girlfriend|boyfriend|grand\w+|mum|dad|mom|queen|king
    |prince|princess|person|everyone|everybody|someone|somebody|anyone|anybody|nobody|whoever|one[ ]of|guy|friend
    |colleague|victim|patient|partner|neighbou?r|guest|hero|heroine|youth|teen|saint|god|goddess|nurse|mr|mrs|ms|miss|sir|dame|chief
    |head|agent|guard|judge|pilot|thief|cook|host|captain|general|president|premier|candidate|resident|student|opponent
    |defendant|secretary|relative|heir|individual|official|client|monarch|coach|athlete|rival|nun|monk|priest|pope|ship
    |vessel|boat|country|nation|dog|cat|horse|cow|animal|earth|moon|deputy|envoy|diplomat|aide|spouse|fianc\w+|infant
    |half|other
    |(?<!\bto[ ])(?<!will[ ])(?<!would[ ])(?<!can[ ])(?<!could[ ])(?<!should[ ])(?<!may[ ])(?<!must[ ])(?<!not[ ])
    [a-z]{2,}(?:woman|man|er|or|ist|ian|ee|ess|ant|mate))(?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words for one person, and for what is called *he* or *she* like one."""

_NOT_PEOPLE = frozenset(
    """
    after over under other another never ever however whether either neither rather together number quarter water
    matter paper power order letter computer summer winter september october november december weather former latter
    later earlier better greater higher lower longer larger smaller further proper super river border center corner
    answer cover offer consider remember deliver discover enter wonder suffer differ refer prefer transfer shoulder
    finger tower laser easter register theater chapter disaster anger danger hunger manner dinner per her user floor
    door poor for nor or major minor factor sector color labor harbor favor error terror horror motor interior
    exterior prior superior tour hour your our committee coffee degree fee see agree three free guarantee tree knee
    process success access progress address business press stress less unless illness across loss pass important
    significant restaurant distant constant instant elephant plant want grant relevant reluctant dominant vacant list
    exist consist resist assist insist persist human ban can plan than ran fan van
    """.split()
)
"""Words with such an ending that are no people."""


@rule(
    category=Category.COHESION,
    severity=Severity.MINOR,
    cues={"her", "hers", "she", "herself"},
    bad=[
        "Tamir Velnikov came home late. He was tired. [Her -> His] knee hurt. He had won.",
        "Ylva Torrenholt hurt her arm. [He -> She] was in pain. She went on and smiled.",
    ],
    good=[
        "Tamir Velnikov came home late. His wife was tired, and her knee hurt.",
        "Tamir Velnikov met Irina Morosova. He smiled, and she left.",
        "Tamir Velnikov came home. He said: “She saw her house.”",
        "He came to the cottage after dark, but Maryna Veldt slept. He left. She dreamt.",
        "Tamir Velnikov came. He saw her house. Nobody slept.",
        "Tamir Velnikov steered the ship. He saw her bow rise.",
    ],
)  # fmt: skip
def pronoun_of_other_gender(doc: Document) -> Iterator[Hit]:
    """The one person in a paragraph is *he* in one place and *she* in another.

    Many languages have one word for both. A paragraph that names one person, and nobody else who could be meant, has
    one or the other.
    """
    if not any(form.partition("'")[0] in _MASCULINE for form in doc.forms):
        return
    names = names_of(doc)
    totals = Counter(_is_masculine(found.group()) for found in _PRONOUN.finditer(doc.masked))
    if len(totals) < 2:
        return
    for block in doc.blocks:
        found = _pronouns(doc, block)
        if len({_is_masculine(match.group()) for match in found}) < 2 or _disagree_in_a_sentence(doc, found):
            continue
        if not _names_one_person(doc, names, block, found[0].start()):
            continue
        here = Counter(_is_masculine(match.group()) for match in found)
        wrong = min((False, True), key=lambda masculine: (here[masculine], totals[masculine], masculine))
        clear = here[wrong] < here[not wrong]
        others = [match for match in found if _is_masculine(match.group()) is not wrong]
        related = [Related(Span(*match.span()), f"“{match.group()}” here") for match in others[:3]]
        for match in found:
            if _is_masculine(match.group()) is wrong:
                options = [_cased(word, match.group()) for word in _counterparts(doc, match)]
                message = f"The one person in this paragraph is “{others[0].group().lower()}” elsewhere in it."
                if clear and len(options) == 1:
                    yield flag(match, message, unsafe=options[0], related=related)
                else:
                    yield flag(match, message, options=options, related=related)


def _is_masculine(pronoun: str) -> bool:
    return pronoun.lower() in _MASCULINE


def _counterparts(doc: Document, match: re.Match[str]) -> list[str]:
    word = match.group().lower()
    if word == "her":
        return ["his" if _NOUN_FOLLOWS.match(doc.masked, match.end()) else "him"]
    if word == "his":
        return ["her" if _NOUN_FOLLOWS.match(doc.masked, match.end()) else "hers"]
    return {
        "he": ["she"],
        "she": ["he"],
        "him": ["her"],
        "himself": ["herself"],
        "herself": ["himself"],
        "hers": ["his"],
    }[word]


_NOUN_FOLLOWS = lazy(
    r"[ ](?!(?:to|in|on|at|of|by|for|from|with|and|or|but|that|when|while|as|was|is|will|has|had|after|before)\b)\w"
)


def _cased(new: str, old: str) -> str:
    return new.capitalize() if old[0].isupper() else new


def _pronouns(doc: Document, block: Block) -> list[re.Match[str]]:
    """The pronouns of a block outside of what is quoted."""
    quoted = [match.span() for match in _QUOTED.finditer(doc.masked, block.start, block.end)]
    return [
        match
        for match in _PRONOUN.finditer(doc.masked, block.start, block.end)
        if not any(start <= match.start() < end for start, end in quoted)
    ]


def _names_one_person(doc: Document, names: Names, block: Block, first: int) -> bool:
    """Whether a block names one person, before ``first``, and nobody and nothing else that could be *he* or *she*."""
    if any(match.group().lower() not in _NOT_PEOPLE for match in _PEOPLE.finditer(doc.masked, block.start, block.end)):
        return False
    people: set[str] = set()
    for mention in names.between(block.start, block.end):
        if not _is_thing(mention) and not _stands_with_article(doc, mention):
            if not people and mention.start > first:
                return False
            people.add(mention.words[-1].text)
    return len(people) == 1


def _disagree_in_a_sentence(doc: Document, found: list[re.Match[str]]) -> bool:
    """Whether *he* and *she* stand in one sentence, where they mostly are two people."""
    by_sentence: dict[int, set[bool]] = defaultdict(set)
    for match in found:
        sentence = doc.sentence_at(match.start())
        by_sentence[sentence.start if sentence else -1].add(_is_masculine(match.group()))
    return any(len(genders) > 1 for genders in by_sentence.values())


def _stands_with_article(doc: Document, mention: Mention) -> bool:
    return len(mention.words) == 1 and bool(_ARTICLE.search(doc.masked, max(0, mention.start - 5), mention.start))


_ARTICLE = lazy(r"\b(?:the|an?|his|her|its|this)[ ]$", re.IGNORECASE)


def _is_thing(mention: Mention) -> bool:
    """Whether a name is surely no person's."""
    return all(
        word.text in _THINGS or word.text.lower() in gazetteer.COMMON or (word.text.isupper() and len(word.text) > 1)
        for word in mention.words
    )


_THINGS = gazetteer.COUNTRIES | gazetteer.CITIES | gazetteer.DEMONYMS | gazetteer.MONTHS | gazetteer.TITLES


_HE = lazy(r"(?:He|She)(?=[ ](?!who\b)[a-z])")
_BODY = lazy(
    r"""
    (?!(?:While|If|As|When|Although|Though|Since|After|Before|Because|Where)\b)
    (?:The[ ]|A[ ])?(?:[\w'’-]+[ ]){0,4}?
    (?P<body>Pentagon|Kremlin|ministry|company|agency|organi[sz]ation|government|parliament|commission|committee|court
    |bank|firm|statement|report|university|department|institute|council|association|White[ ]House|State[ ]Department
    |party|group|club|airline|newspaper|embassy|bureau|corporation|foundation|federation|union|movement|militia)
    [ ](?:said|says|added|announced|stated|reported|noted|stressed|confirmed|denied|explained|claimed|warned|declared
    |also|has|had|is|was|will|would)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


@rule(
    category=Category.COHESION,
    severity=Severity.MINOR,
    cues={"he", "she"},
    bad=["The Pentagon said that its bases were hit. [He -> It] called the strike an answer."],
    good=[
        "The Pentagon said so. Its spokesman was brief. He called the strike an answer.",
        "Tamir Velnikov sued. The ministry said it knew. He called that an answer.\n\nThe bank’s owner left.",
        "The ministry said that Velnikov lied. He denied it.",
        "Tamir Velnikov wrote.\n\nHe said it was late.\n\nThe government will act in May.\n\nHe urged all to wait.",
        "While the government said so, help was slow. He urged all to wait.",
    ],
)
def organisation_called_he(doc: Document) -> Iterator[Hit]:
    """A sentence goes on with *he* after one about an organisation, with no person anywhere near.

    Languages in which every noun is *he* or *she* have no *it*.
    """
    names = names_of(doc)
    for at, (before, sentence) in enumerate(pairwise(doc.sentences)):
        found = _HE.match(doc.masked, sentence.start, sentence.end)
        if not found:
            continue
        body = _BODY.match(doc.masked, before.start, before.end)
        if body and not before.is_heading and not _somebody_is_near(doc, names, at, sentence):
            yield flag(found, f"“{body['body']}” is what this must stand for: an organisation is “it”.", unsafe="It")


def _somebody_is_near(doc: Document, names: Names, at: int, sentence: Sentence) -> bool:
    """Whether ``sentence`` or the ones before it, of which the last is number ``at``, speak of a person."""
    start = doc.sentences[max(0, at - _FAR)].block.start
    if any(match.group().lower() not in _NOT_PEOPLE for match in _PEOPLE.finditer(doc.masked, start, sentence.start)):
        return True
    pronoun = _PRONOUN.search(doc.masked, start, sentence.start)
    return bool(pronoun) or any(
        not _is_thing(mention) and not _is_body(mention) for mention in names.between(start, sentence.end)
    )


_FAR = 3
"""How many sentences back a person may have been named whom *he* takes up."""


def _is_body(mention: Mention) -> bool:
    words = [word.text for word in mention.words]
    return all(gazetteer.is_known(word) or word in ("Pentagon", "Kremlin") for word in words) and not any(
        word in gazetteer.GIVEN for word in words
    )
