"""Pronouns that do not fit the one person or body they can stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, Related, flag, rule
from checker.english.words import is_plural, word_set
from checker.findings import Category, Severity
from checker.names import Mention, gazetteer, names_of
from checker.text.document import Document, Span, Token
from checker.text.pattern import lazy
from checker.text.quotations import quotations_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.names import Names
    from checker.text.document import Block, Sentence

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
        "Torrenholt hurt her arm. She was in pain.\n\nIt rained.\n\nOn Sunday Torrenholt lost [his -> her] race.",
    ],
    good=[
        "Tamir Velnikov came home late. His wife was tired, and her knee hurt.",
        "Tamir Velnikov met Irina Morosova. He smiled, and she left.",
        "Tamir Velnikov came home. He said: “She saw her house.”",
        "He came to the cottage after dark, but Maryna Veldt slept. He left. She dreamt.",
        "Tamir Velnikov came. He saw her house. Nobody slept.",
        "Tamir Velnikov steered the ship. He saw her bow rise.",
        "Tamir Holt hurt his arm. He fell.\n\nIt rained.\n\nYlva Holt hurt her arm.",
    ],
)  # fmt: skip
def pronoun_of_other_gender(doc: Document) -> Iterator[Hit]:
    """The only person in a paragraph is *he* in one place and *she* in another. Many languages have one word for both.
    Only paragraphs in which nobody else can be meant are looked at.
    """
    if _MASCULINE.isdisjoint(doc.forms) and not any(form.partition("'")[0] in _MASCULINE for form in doc.forms):
        return
    pronouns = list(_PRONOUN.finditer(doc.masked))
    totals = _genders(pronouns)
    if len(set(totals)) < 2:
        return
    names = names_of(doc)
    alone: dict[bool, list[_Paragraph]] = defaultdict(list)
    for block, found in _by_block(doc, pronouns):
        here = _genders(found)
        if len(set(here)) == 1:
            alone[here[0]].append((block, found))
            continue
        if _disagree_in_a_sentence(doc, found):
            continue
        if not _one_person(doc, names, block, found[0].start()) or _others_may_be_meant(doc, block):
            continue
        wrong = min((False, True), key=lambda masculine: (here.count(masculine), totals.count(masculine), masculine))
        clear = here.count(wrong) < here.count(not wrong)
        others = [match for match in found if _is_masculine(match.group()) is not wrong]
        message = f"The person in this paragraph is “{others[0].group().lower()}” elsewhere in it."
        for match in found:
            if _is_masculine(match.group()) is wrong:
                yield _other_gender(doc, match, others, message, clear=clear)
    if len(alone) == 2:
        rarer, usual = sorted(alone.values(), key=len)
        yield from _between_paragraphs(doc, names, rarer, usual)


_Paragraph = tuple["Block", "list[re.Match[str]]"]
"""A block and its pronouns."""


def _between_paragraphs(doc: Document, names: Names, rarer: list[_Paragraph], usual: list[_Paragraph]) -> Iterator[Hit]:
    """Hits on the pronouns of paragraphs of one gender, where other paragraphs about the same person have the other."""
    pronouns = _by_person(doc, names, rarer)
    if not pronouns:
        return
    elsewhere = _by_person(doc, names, usual, among=set(pronouns))
    for person in pronouns.keys() & elsewhere.keys():
        if _has_one_bearer(names, person):
            fewer, others = sorted((pronouns[person], elsewhere[person]), key=len)
            message = f"“{person}” is “{others[0].group().lower()}” in another paragraph."
            for match in fewer:
                yield _other_gender(doc, match, others, message, clear=len(fewer) < len(others))


def _by_person(
    doc: Document, names: Names, paragraphs: list[_Paragraph], among: set[str] | None = None
) -> dict[str, list[re.Match[str]]]:
    """The pronouns of paragraphs about one person, for each person; only for those ``among`` which somebody is."""
    pronouns: dict[str, list[re.Match[str]]] = defaultdict(list)
    for block, found in paragraphs:
        person = _one_person(doc, names, block, found[0].start())
        if person and (among is None or person in among) and not _others_may_be_meant(doc, block):
            pronouns[person] += found
    return pronouns


def _has_one_bearer(names: Names, person: str) -> bool:
    """Whether the article gives the name no two given names or titles, as it would to a couple."""
    uses = names.spellings.get(person, ())
    before = {mention.words[number - 1].text if number else " ".join(mention.titles) for mention, number in uses}
    return len(before - {""}) <= 1


def _other_gender(
    doc: Document, match: re.Match[str], others: list[re.Match[str]], message: str, *, clear: bool
) -> Hit:
    related = [Related(Span(*other.span()), f"“{other.group()}” here") for other in others[:3]]
    options = [_cased(word, match.group()) for word in _counterparts(doc, match)]
    if clear and len(options) == 1:
        return flag(match, message, unsafe=options[0], related=related)
    return flag(match, message, options=options, related=related)


def _is_masculine(pronoun: str) -> bool:
    return pronoun.lower() in _MASCULINE


def _genders(pronouns: list[re.Match[str]]) -> list[bool]:
    """Of each pronoun whether it is masculine."""
    return [pronoun.group().lower() in _MASCULINE for pronoun in pronouns]


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


def _by_block(doc: Document, pronouns: list[re.Match[str]]) -> Iterator[_Paragraph]:
    """The blocks that have pronouns outside of what is quoted, and those."""
    starts = [match.start() for match in pronouns]
    for block in doc.blocks:
        inside = pronouns[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        if not inside:
            continue
        quoted = [match.span() for match in _QUOTED.finditer(doc.masked, block.start, block.end)]
        found = [match for match in inside if not any(start <= match.start() < end for start, end in quoted)]
        if found:
            yield block, found


def _one_person(doc: Document, names: Names, block: Block, first: int) -> str:
    """The last name of the one person that a block names, before ``first``; empty where it names none or others."""
    people: set[str] = set()
    for mention in names.between(block.start, block.end):
        if not _is_thing(mention) and not _stands_with_article(doc, mention):
            if not people and mention.start > first:
                return ""
            people.add(mention.words[-1].text)
    return people.pop() if len(people) == 1 else ""


def _others_may_be_meant(doc: Document, block: Block) -> bool:
    """Whether a block speaks of somebody, or of something that can be *he* or *she*, without a name."""
    people = _PEOPLE.finditer(doc.masked, block.start, block.end)
    return any(match.group().lower() not in _NOT_PEOPLE for match in people)


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


_OWN = word_set("our my")
_PLACES = word_set("country province city county prefecture municipality")
_OWN_PLACE = lazy(
    r"(?P<whose>[OoMm](?<![\w-].)(?:ur|y))[ ]"
    r"(?P<place>country|province|city|county|prefecture|municipality)(?P<of>['’]s)?\b(?!-)"
)
_WE_MUST = lazy(r"We[ ](?:will|should|must|shall|need[ ]to|have[ ]to)\b")
_TELLER = lazy(
    r"""
    (?<![\w'’.-])(?:I|[Ww]e|me|us|[Mm]y|[Oo]ur|mine|ours|myself|ourselves)\b
    (?![ ](?:own[ ])?(?:reporter|correspondent|newspaper|country|province|city|county|prefecture|municipality)\b)
    """,
    re.VERBOSE,
)
_REPORTING = word_set(
    "said says reported according announced stated noted stressed emphasized emphasised learned introduced pointed "
    "showed shows revealed published held"
)
_SPOKEN = lazy(r"[:]|\b(?:said|says|added|told|asked|replied|wrote|concluded|stressed|emphasi[sz]ed|noted|explained)\b")


@rule(
    category=Category.COHESION,
    severity=Severity.MINOR,
    cues={"our", "my", "we"},
    bad=[
        "The office said that rain fell. Rice in [our province -> the province] is safe.",
        "The yearly report shows growth. [My country's -> The country's] foreign trade grew.",
        "The meeting set a target, the office said. [We must] see to it soon.",
    ],
    good=[
        "“Rice in our province is safe,” the office said. “We must look after it.”",
        "The office said that rain fell. We saw it in our city.",
        "Our city is old. I love it, said the mayor.",
        "The meeting set a target. We must reach it, the mayor said.",
    ],
)  # fmt: skip
def reporter_speaks_as_we(doc: Document) -> Iterator[Hit]:
    """A report in the third person has *our province*, *my country* or *We will* outside quotations. Some newspapers
    call their country “our country”, and a machine makes up a “we” where a sentence has no subject. The reader of the
    translation cannot tell who is speaking.
    """
    if doc.is_technical or _REPORTING.isdisjoint(doc.forms):
        return  # a manual is told by those who wrote it
    after_own = chain.from_iterable(
        doc.lowers[place + 1 : place + 2] for own in _OWN for place in doc.places.get(own, ())
    )
    has_places = any(form.partition("'")[0] in _PLACES for form in after_own)
    found = [*(_OWN_PLACE.finditer(doc.masked) if has_places else ()), *_sentences_of_we(doc)]
    if not found:
        return
    quotations = quotations_of(doc)
    found = [match for match in found if not quotations.holds(match.start())]
    if not found:
        return
    allowed = {match.start() for match in found}
    if any(
        match.start() not in allowed and not quotations.holds(match.start()) for match in _TELLER.finditer(doc.masked)
    ):
        return
    for match in found:
        sentence = doc.sentence_at(match.start())
        if not sentence or _SPOKEN.search(doc.masked, sentence.start, _reach(sentence, match)):
            continue
        if match.group().startswith("We"):
            yield flag(match, "The article has no “we” elsewhere: say who is meant, or quote the speaker.")
        else:
            right = "The" if match["whose"][0].isupper() else "the"
            right = f"{right} {match['place']}{match['of'] or ''}"
            yield flag(match, "The article has no “we” elsewhere: say whose, or name it.", unsafe=right)


def _sentences_of_we(doc: Document) -> Iterator[re.Match[str]]:
    for sentence in doc.holding({"we"}):
        if not sentence.is_heading and sentence.text[-1:] in ".;":
            yield from _WE_MUST.finditer(doc.masked, sentence.start, sentence.start + 12)


def _reach(sentence: Sentence, match: re.Match[str]) -> int:
    """How far to look for somebody who says the sentence: behind *We must*, and before the rest."""
    return sentence.end if match.group().startswith("We") else match.start()


_BEFORE_THEY = word_set("after when because before although though while since until once if as")
_SEVERAL = word_set(
    """
    and or both we us each all some many most several few others they them their everyone everybody who which someone
    anyone person two three four five six seven eight nine ten people men women children police team family couple group
    company government party staff crew army public crowd audience youth media club committee council ministry side
    administration population community majority pair military union opposition leadership management board parliament
    senate house congress federation association agency firm organisation organization court band duo trio jury bank
    """
)
"""Words that *they* may stand for, or that join what it may stand for."""


@rule(
    category=Category.COHESION,
    severity=Severity.MINOR,
    cues={"they"},
    doubtful=["President Ada Velm moved the talk to Daru after [they -> she] had quarrelled with a guest. She left."],
    good=[
        "President Ada Velm met two guests. President Velm moved the talk after they had quarrelled. She left.",
        "President Ada Velm moved the talk of the Democrats after they had quarrelled. She left.",
        "President Ada Velm moved the talk after they had quarrelled with a guest.",
        "The talk was moved after they had quarrelled with President Ada Velm. She left.",
    ],
)
def they_for_one_person(doc: Document) -> Iterator[Hit]:
    """*They* in a sentence about one person, with nobody near it who could be *they*.

    Some languages have one pronoun for both, or use a plural of respect. It is flagged only where the article also has
    *he* or *she* for the person.
    """
    singular = [pronoun for pronoun in ("he", "she") if pronoun in doc.forms]
    if not singular:
        return
    names = names_of(doc)
    before: Sentence | None = None
    for sentence in doc.sentences:
        previous, before = before, sentence
        for at in sentence.places({"they"}):
            they = sentence.tokens[at]
            if not at or sentence.lowers[at - 1] not in _BEFORE_THEY:
                continue
            subject = next(iter(names.between(sentence.start, they.start)), None)
            if not subject or not _is_person(subject) or doc.masked[sentence.start : subject.start].count(" ") > 3:
                continue
            near = [token for token in sentence.tokens[:at] if token.start >= subject.end]
            if any(map(_may_be_several, (*near, *(previous.tokens if previous else ())))):
                continue
            if not quotations_of(doc).holds(they.start):
                message = f"The sentence is about one person: “{subject.text}”."
                if len(singular) == 1:
                    yield flag(they, message, unsafe=they.cased(singular[0]))
                else:
                    yield flag(they, message, options=singular)


def _is_person(mention: Mention) -> bool:
    return bool(mention.titles) or mention.words[0].text in gazetteer.GIVEN


def _may_be_several(token: Token) -> bool:
    return token.lower in _SEVERAL or token.text[0].isdigit() or (token.lower.endswith("s") and is_plural(token.lower))
