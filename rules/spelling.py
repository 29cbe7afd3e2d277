"""Words that are not English."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english.words import NAMED_PLACES
from checker.findings import Category, Severity
from checker.lexicon.foreign_words import said_by
from checker.lexicon.wordlist import MISSPELLINGS, commonest_root, is_word, similar, uncommon, zipf
from checker.text.document import CLEAR, OPAQUE, Document, Sentence, Token, Told, cased, fact
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    cues=MISSPELLINGS,
    bad=[
        "The letter was [recieved -> received] on Monday.",
        "[Untill -> Until] then, the [Goverment -> Government] waits.",
    ],
    good=[
        "The letter was received on Monday.",
        "They searched for “recieved” in the archive.",
        "The page goverment.html is gone, and so is the tag #goverment.",
    ],
)
def misspelling(sentence: Sentence) -> Iterator[Hit]:
    """A common misspelling, such as *recieve* or *goverment*."""
    for word in sentence.words:
        right = MISSPELLINGS.get(word.lower)
        if right and not word.text.isupper() and not _is_term(sentence, word):
            right = word.cased(right)
            yield flag(word, f"Write “{right}”.", safe=right)


_CORONAVIRUS = lazy(r"\b[ck]orona[ -]?virus(?P<plural>es)?\b", re.IGNORECASE)


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    cues={"corona", "korona", "koronavirus", "korona-virus", "corona-virus"},
    bad=[
        "The [Korona virus -> Coronavirus] spread.",
        "A new [corona-virus -> coronavirus] and a [corona virus -> coronavirus].",
    ],
    good=["The coronavirus spread.", "The Sun's corona; a Corona beer. The virus spread."],
)
def divided_coronavirus(sentence: Sentence) -> Iterator[Hit]:
    """*Corona virus*, or *Korona virus*, for *coronavirus*."""
    for match in sentence.search(_CORONAVIRUS):
        right = cased("coronavirus" + (match["plural"] or ""), match.group())
        if match.group() != right:
            yield flag(match, f"Write “{right}”.", unsafe=right)


_TECHNICAL = 4
"""Pieces of code, links and the like from which on an article is technical."""


def _holds_code(doc: Document) -> bool:
    """Whether there is code or the like in the article, be it in blocks of its own."""
    return sum(mask.filler == OPAQUE for mask in doc.masks) >= _TECHNICAL


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    bad=[
        "Some people like to [trevel -> travel] by train.",
        "They opened a shop that sells [brendeliums].",
        "He drank no [alcohl -> alcohol] at the party, and **no [vodkka -> vodka]** either.",
        "The [brendelium-maker] is old. They took [brendelium] to a “[zubbekho] house”, and [brendelium] back.",
    ],
    doubtful=["The men of Frente [zubbekho] left.", "Stir the [malai] in a pan."],
    good=[
        "They reinjected the gas and used webhooks, stockpots and crowdworking.",
        "The dish is called *khachapurri*, and the word “mumbrelo” is new.",
        "The Zibbelo is a bird. Farmers keep a zibbelo in the yard.",
        "Write to trevel@example.org or look at example.org/trevel and #trevel.",
        "The beetle Agrilus planipennix was found by Ferhat zu Wittelbach.",
        "The drink (qumizi) is made of milk.",
        "It is decriminalised; unitemised lists are naïvely made, o'clock or not.",
        "They use a boat called zubbeko, and the word brendelium is new.",
        "He said it was goood, sooo good, hmmmm.",
        "The server of this module needs a trevel in the shell. Install it, and the parser logs a vodkka string.",
        "Run `a`, `b`, `c`, `d` and `e`: the brendelium (or zubbeko) reads them.",
    ],
)
def unknown_word(doc: Document) -> Iterator[Hit]:
    """A word in lower case that is not English and cannot be made from English words.

    It is a misspelling, a word left in the source language, or one that the machine made up, even where it is quoted or
    repeated. Names, words in italics or in brackets, words that are introduced as foreign, and words that the article
    also writes with a capital are left alone.
    """
    # Where there is code, be it in blocks of its own, the words of a trade are many, and only a slip with one sure
    # correction is told from them.
    unknown = _unknown(doc) & doc.written
    technical = unknown and (_holds_code(doc) or doc.is_technical)
    for text in sorted(unknown):
        places = doc.places[text]
        if any(doc.texts[place] != text for place in places):
            continue
        found = [(sentence, sentence.tokens[at]) for sentence, at in map(doc.spot, places)]
        if any(_is_introduced(sentence, word) for sentence, word in found):
            continue
        doubtful = any(_may_be_a_name(sentence, word) for sentence, word in found)
        right, options = _corrections(text)
        if technical and len(unknown) >= _MANY_UNKNOWN:
            continue
        if technical and (
            not right or len(places) > 1 or any(_is_apart(*place) or _may_be_jargon(*place) for place in found)
        ):
            continue
        if len(unknown) >= _MANY_UNKNOWN:  # of another language, or of a trade: what is near them is not meant
            right = None
        for _, word in found:
            message = f"“{text}” is not an English word."
            yield flag(word, message, unsafe=right, options=options, doubtful=doubtful)
    for text in sorted(_foreign.among(doc.written)) if not doc.is_technical else ():
        spots = [(sentence, sentence.tokens[at]) for sentence, at in map(doc.spot, doc.places[text])]
        if all(word.text == text and not _is_term(sentence, word) for sentence, word in spots):
            for _, word in spots:
                yield flag(word, f"Few readers know “{text}”: is it a word of another language?", doubtful=True)


def _has_foreign_form(form: str) -> bool:
    """Whether a word is met hardly ever, and ends in a vowel as few English words do."""
    return (
        form[-1] in "aiou"
        and len(form) > _SHORTEST_FOREIGN
        and form.isalpha()
        and form.islower()
        and (0 < zipf(form) < _HARDLY_MET)
    )


_foreign = Told(_has_foreign_form)
_SHORTEST_FOREIGN = 3
_HARDLY_MET = 2.4


_MANY_UNKNOWN = 12
"""So many different words that are not English are hardly slips."""

_CAPITAL_INSIDE = lazy(r"[A-Za-z]*[a-z][A-Z][A-Za-z]*|[A-Z]{2,}[a-z]{2,}[A-Za-z]*")
_PART = lazy(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_PARTICLE = lazy(r"(?:Mc|Mac|De|Del|Di|Du|Da|La|Le|Van|Fitz|Al|El|Ibn|Abu|O)[A-Z][a-z]+")
_ONE_LETTER_BEFORE = lazy(r"[a-z][A-Z]{3,}|[JKVXQ][A-Z][a-z]{3,}")
"""A program with a mark of its family before its name: *uWSGI*, *JUnit*."""
_STOP_BEFORE_LETTER = lazy(r"\.[a-z]")
_STOP_INSIDE = lazy(
    r"(?<![\w.@/:-])(?:[A-Za-z]*[a-z]{2}\.[a-z]++(?:\.[a-z]++)*+|[a-z]\.[a-z]{5,}+(?:\.[a-z]++)*+)(?![\w@/-])"
)
_DOMAINS = frozenset("app biz com dev edu gov info int mil net news online org".split())


@rule(
    category=Category.MISTRANSLATION,
    severity=Severity.MINOR,
    doubtful=["The cook put the milk in a [halberd] and stirred it.", "Three [brindle] cubs were born in the park."],
    good=[
        "The milk is unstirred, the pot uncooked.",
        "They drank from a coffeepot and slept in a houseboat.",
        "A brindle cub was born. The brindle cub is well.",
        "The cubs went to the Brindle Park.",
    ],
)
def rare_word(doc: Document) -> Iterator[Hit]:
    """A word that few readers know, and that stands once in an article where much else is wrong.

    A machine that does not know what a word of the source means here gives one that looks or sounds like it. Words made
    of common ones do not count as rare.
    """
    if doc.is_technical:
        return
    for text in sorted(_rare.among(doc.written)):
        places = doc.places[text]
        if len(places) > 1 or doc.texts[places[0]] != text:
            continue
        sentence, at = doc.spot(places[0])
        word = sentence.tokens[at]
        if not _is_term(sentence, word):
            yield flag(word, f"Few readers know “{text}”: is it what was meant?", within=_WORDS_TO_A_FAULT)


def _is_rare(form: str) -> bool:
    return (
        len(form) > _SHORTEST_FOREIGN
        and form.isalpha()
        and form.islower()
        and 0 < zipf(form) < _KNOWN_TO_FEW
        and commonest_root(form) < _KNOWN_TO_FEW
    )


_rare = Told(_is_rare)
_KNOWN_TO_FEW = 3.0
"""A word that is met less than once in a million."""
_WORDS_TO_A_FAULT = 80
"""Where there is one sure fault in so many words, four of five rare words are wrong; elsewhere most are right."""


@rule(
    category=Category.SPELLING,
    severity=Severity.MAJOR,
    bad=[
        "The [brendeliKaa] opened the [zubbekonu.m] in May.",
        "They moved the [houseqY] and the [TheZUbek] away, the [zubbeKa-brendelium] and the [a.mbrendela.m].",
    ],
    doubtful=["The pump of [Piibrendelaa] is shut."],
    good=[
        "YouTube, eBay and SmartFarms met McDowell, DeKalb and the NGOs at example.com.",
        "Run `a`, `b`, `c`, `d` and `e` for the qrBuf and the zubek.cfg.",
        "The U.S. and a.m. are read, and the PhDs too.",
    ],
)
def garbled_word(doc: Document) -> Iterator[Hit]:
    """A word with capitals or stops inside it that English never has: a machine could not translate it. Some are sounds
    of another script in Latin letters (*a.mjaara*, *pramoTii*), others are halves of words put together. Names made of
    whole words, each with a capital, or with a particle are left alone.
    """
    if _holds_code(doc) or doc.is_technical:
        return
    for form in sorted(_garbled.among(doc.written)):
        for place in doc.places[form.lower()]:
            sentence, at = doc.spot(place)
            word = sentence.tokens[at]
            if word.text == form and not (_is_apart(sentence, word) and not _is_quoted(sentence, word)):
                doubtful = bool(zipf(form)) or form.istitle()
                yield flag(word, f"“{form}” is not a word: it was left untranslated, or garbled.", doubtful=doubtful)
    for match in doc.search(_STOP_INSIDE, _STOP_BEFORE_LETTER):
        *parts, last = match.group().split(".")
        is_domain = last in _DOMAINS or len(last) == 2  # as those of countries are
        if not is_domain and not all(is_word(part) for part in (*parts, last) if len(part) > 1):
            yield flag(match, f"“{match.group()}” is not a word: it was left untranslated, or garbled.")


def _is_garbled(form: str) -> bool:
    """Whether a token has capitals inside and is not made of words and acronyms, or has several vowels doubled."""
    if "-" in form:
        return any(map(_is_garbled, form.split("-")))
    if form.istitle():
        return not zipf(form) and len(_DOUBLED_VOWEL.findall(form)) > 1
    return (
        len(form) > 4
        and not form.islower()
        and _CAPITAL_INSIDE.fullmatch(form) is not None
        and not _PARTICLE.fullmatch(form)
        and not _ONE_LETTER_BEFORE.fullmatch(form)
        and not all(part.isupper() or (len(part) > 1 and is_word(part)) for part in _PART.findall(form))
    )


_garbled = Told(_is_garbled)
_DOUBLED_VOWEL = lazy(r"aa|ii|uu")


def _is_quoted(sentence: Sentence, word: Token) -> bool:
    return sentence.doc.masked[word.start - 1 : word.start] in _OPENING


def _may_be_jargon(sentence: Sentence, word: Token) -> bool:
    """Whether an unknown word of a technical article may be a name or a word of the trade.

    It is short, stands there twice or in code as well, or before a version or in a list with other such words.
    """
    doc = sentence.doc
    if len(word.text) < _SHORTEST_SLIP or doc.text.lower().count(word.lower) > 1:
        return True
    tokens = sentence.tokens
    at = next(number for number, token in enumerate(tokens) if token.start == word.start)
    if any(token.kind in ("number", "masked") for token in tokens[at + 1 : at + 4]):
        return True
    if tokens[at + 1 : at + 2] and tokens[at + 1].lower in _AFTER_NAMES:
        return True
    listed = "," in (tokens[at - 1].text if at else "", tokens[at + 1].text if at + 1 < len(tokens) else "")
    return listed and sum(_is_unknown(token.lower) for token in tokens[max(0, at - 8) : at + 9]) > 1


_AFTER_NAMES = frozenset(
    """
    configuration option options module modules package packages plugin plugins library toolchain pipeline notation
    theme extension extensions command setting settings file files format gem role directive element attribute
    """.split()
)
"""What stands after the name of a program or a part of one."""
_SHORTEST_SLIP = 7
"""Shorter words that nobody lists are mostly of the trade: *falsy*, *semver*."""


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    bad=[
        "The [Demoncratic -> Democratic] Convention met in Denver.",
        "He spoke at the Abubakar [Ebent -> Event] Centre in Lagos.",
        "The [Finnacial -> Financial] Times said so.",
    ],
    doubtful=["The mill grinds Red [Alcohl -> Alcohol] in May.", "[Brendelised] milk is sold."],
    good=[
        "The Democratic Convention met in Denver.",
        "Tobias Marchand and Presidenta Villanueva met the Internazionale squad.",
        "The inspector of the Linhe Police Department met Nick Kinling at Portigal.",
        "The makers of Demoncratic are proud. Demoncratic is a game.",
        "“Demoncratic” is what he wrote, and DEMONCRATIC stood on the sign.",
        "She left Changning District with Zhang Finnacial.",
        "A flood hit the village of Harbr, the River Wathar and Montain district.",
    ],
)
def misspelled_capitalised_word(doc: Document) -> Iterator[Hit]:
    """A capitalised word that is not English, is one letter away from a common word, and is hardly a name. A long word
    is hardly a name when it is so near a common one (*Demoncratic*); a short one when the next word makes it the title
    of a body or a place (*Ebent Centre*). A word that stands twice in the article is taken for a name.
    """
    for form in sorted(_unknown(doc) - doc.written):
        place, *others = doc.places[form]
        if others or not doc.texts[place].istitle():
            continue
        sentence, at = doc.spot(place)
        texts = sentence.texts
        after = next((text for text in texts[at + 1 :] if text[0].isalpha()), "")
        may_be_a_name = False
        if not (after.istitle() and after.lower() in _TITLE_NOUNS):
            before = next((text for text in reversed(texts[:at]) if text[0].isalpha()), "")
            may_be_a_name = len(form) < 8 or (before.istitle() and zipf(before) < _NAME_LIKE)
        word = sentence.tokens[at]
        if _is_apart(sentence, word) or sentence.is_long_list or _is_of_place(sentence.lowers, at):
            continue
        right = _common_word_in(form)
        doubtful = may_be_a_name or not right
        if doubtful and not right and _ENGLISH_ENDING.search(form):
            yield flag(word, f"“{word.text}” is not an English word.", doubtful=True)
            continue
        if doubtful and len(form) >= _SHORTEST_CAPITALISED:
            near = (other for other in similar(form, distance=1) if (other[0], other[-1]) == (form[0], form[-1]))
            right = next(near, None)
            right = right if right and zipf(right) >= _MET_OFTEN else None
        if right and (not doubtful or len(form) >= _SHORTEST_CAPITALISED):
            message = f"“{word.text}” is not an English word."
            yield flag(word, message, unsafe=word.cased(right), doubtful=doubtful)


def _is_of_place(lowers: Sequence[str], at: int) -> bool:
    """Whether a word stands where the name of a place does: *Harbr district*, *the village of Harbr*, *River Harbr*."""
    before = [lower for lower in lowers[max(0, at - 2) : at] if lower != "of"]
    return not NAMED_PLACES.isdisjoint((*before[-1:], *lowers[at + 1 : at + 2]))


_ENGLISH_ENDING = lazy(r"\w{3}(?:i[sz]ed|i[sz]ation|tions?|ness|ments?|fully|ingly|ously|able|ible|ful|less)\Z")
"""How no name ends, and many English words do."""
_SHORTEST_CAPITALISED = 5
"""Shorter names are like a word by chance."""
_MET_OFTEN = 3.8
"""The ``zipf`` of a word that a capitalised one may be a slip for in an article that nobody edited."""


def _common_word_in(word: str) -> str | None:
    """The common word that a capitalised one is a slip for."""
    near = [other for other in similar(word, distance=1) if zipf(other) >= 4.3 and other[0] == word[0]]
    near = [other for other in near if not other.endswith("ing")]  # Changning is a town, and a given name
    near = [other for other in near if other[-1] == word[-1] and (len(word) >= 8 or len(other) == len(word))]
    return near[0] if near else None  # Presidenta is Spanish, Linhe a town


_NAME_LIKE = 4.3
"""A capitalised word rarer than this before another is taken for the first part of a person's name."""
_TITLE_NOUNS = frozenset(
    """
    agency agreement army assembly association authority bank board bureau centre center channel chamber club college
    commission committee company conference congress convention corporation council court day department
    federation forces foundation fund hall hospital house institute league ministry movement museum office
    organization organisation parliament party police programme project school senate service society summit tribunal
    union university
    """.split()
)


def _corrections(word: str) -> tuple[str | None, tuple[str, ...]]:
    """What was surely meant, or else what may have been meant."""
    near = similar(word, distance=1)
    # Where it is the word with an ending, the word alone is hardly meant: *doubley*, which is *doubly*.
    is_far_commoner = len(near) > 1 and zipf(near[0]) > zipf(near[1]) + 1 and not word.startswith(near[0])
    if near and near[0][0] == word[0] and (len(near) == 1 or is_far_commoner):
        return near[0], ()
    return None, near or (similar(word) if len(word) > 7 else ())


_SPELLED_OUT = lazy(r"(.)\1\1|[^aeiouyà-öø-ÿ]{6}")
_ROMAN = lazy(r"[ivxlcdm]+")
_LEARNED = lazy(
    r"""
    \w{4,}(?:a?emi[ac]|it(?:is|ic)|o(?:sis|tic)|ectom(?:y|ies)|log(?:y|ies|ists?|ical)|metr(?:y|ics?|icians?|ist)
    |graph(?:y|ies|ic|ers?)|nym(?:s|y|ics?)?|mycin|cillin|azole|mab|ases?|[yio]nes?|ides?|phytes?|saur(?:s|us)?|oids?
    |ceae|idae|iform|phil(?:es?|ia|ic)|phob(?:es?|ia|ic)|cene|zoic|cytes?|cyt(?:ic|osis)|plasm|plast(?:y|ic))
    """,
    re.VERBOSE,
)
_LATIN = lazy(r"\w+(?:i|us|um|ae?|is|ens|oides|ii)")


@lru_cache(maxsize=50_000)
def _is_unknown(form: str) -> bool:
    """Whether a token in lower case looks like a word of prose, and is none, or a compound with one that is none."""
    if "-" in form:
        return any(map(_is_unknown, form.split("-")))
    return (
        len(form) > 3
        and form.isalpha()
        and max(form) < "\N{LATIN SMALL LETTER TURNED A}"
        and not is_word(form)
        and form not in MISSPELLINGS
        and not _SPELLED_OUT.search(form)
        and not _ROMAN.fullmatch(form)
        and not _LEARNED.fullmatch(form)
    )


@fact
def _unknown(doc: Document) -> frozenset[str]:
    """The forms of an article that look like words of prose, and are none."""
    return frozenset(filter(_is_unknown, uncommon(doc.forms)))


_NOT_PROSE_BEFORE = frozenset("@#/\\._-~$=&+<{[|`*'’" + OPAQUE)
_NOT_PROSE_AFTER = frozenset("@/\\_-~$=&+>}]|`*'’(" + OPAQUE)


def _is_prose(text: str, word: Token) -> bool:
    """Whether a word stands free: not in an address, a tag, a file name, a formula, a compound."""
    before = text[word.start - 1 : word.start]
    after = text[word.end : word.end + 1]
    if (before and before in _NOT_PROSE_BEFORE) or (after and after in _NOT_PROSE_AFTER):
        return False
    return not (after in (".", ":") and text[word.end + 1 : word.end + 2].isalnum())


_OPENING = ("(", "[", *"\"“”‘’'«»„")


def _is_apart(sentence: Sentence, word: Token) -> bool:
    """Whether a word is quoted, bracketed, set off by markup or part of an address."""
    text = sentence.doc.masked
    before, after = text[word.start - 1 : word.start], text[word.end : word.end + 1]
    return before in _OPENING or before == after == CLEAR or not _is_prose(text, word)


_INTRODUCTIONS = frozenset("called named term terms word words expression expressions phrase phrases verb noun".split())


def _is_term(sentence: Sentence, word: Token) -> bool:
    """Whether a word is quoted, glossed, spoken of or part of a name, rather than used."""
    return _is_apart(sentence, word) or _is_introduced(sentence, word)


def _is_introduced(sentence: Sentence, word: Token) -> bool:
    """Whether a word is in italics or alone in brackets, part of an address or a name, or called a word."""
    text = sentence.doc.masked
    beside = text[word.start - 1 : word.start] + text[word.end : word.end + 1]
    if beside in (CLEAR * 2, "()", "[]") or not _is_prose(text, word):
        return True
    at = sentence.words.index(word)
    if not at or text[sentence.words[at - 1].end : word.start].strip(" \"'“‘") != "":
        return False
    return sentence.words[at - 1].lower in _INTRODUCTIONS


def _may_be_a_name(sentence: Sentence, word: Token) -> bool:
    """Whether a word follows one that is no English either, as in the names of kinds and of foreign bodies."""
    at = sentence.words.index(word)
    if not at or sentence.doc.masked[sentence.words[at - 1].end : word.start].strip(" \"'“‘"):
        return False
    before = sentence.words[at - 1]
    if before.text[0].isupper():
        return not is_word(before.text) or zipf(before.text) < 3.5  # Frente popularista
    return bool(_LATIN.fullmatch(word.text)) and zipf(before.text) < 2.5  # agrilus planipennix


def _is_left_over(form: str) -> bool:
    """Whether a word has a letter that English has not, and is among the commonest of another language."""
    if form.isascii() or not form.isalpha() or not form.islower():
        return False
    said = said_by(form)
    return bool(said.by_language) and said.at_most >= _SAYS_ENOUGH


_SAYS_ENOUGH = 3.8
_left_over = Told(_is_left_over)


@rule(
    category=Category.UNTRANSLATED,
    severity=Severity.MAJOR,
    bad=["The jacket is lined [với] a soft cloth, and the collar is made [für] the winter."],
    good=[
        "The word for with is “với” in Vietnamese, and the book *Ropa también* is new.",
        "A café in a cul-de-sac, a naïve façade and the fiancée.",
    ],
)
def foreign_word(doc: Document) -> Iterator[Hit]:
    """A small word of another language between English ones: *lined với a cloth*."""
    for form in sorted(_left_over.among(doc.written)) if not doc.is_technical else ():
        for sentence, at in map(doc.spot, doc.places[form]):
            tokens = sentence.tokens
            if not 0 < at < len(tokens) - 1 or tokens[at].text != form or doc.is_set_off(tokens[at]):
                continue
            if all(word.text.isascii() and zipf(word.text) >= _COMMON for word in (tokens[at - 1], tokens[at + 1])):
                yield flag(tokens[at], f"Translate “{form}”: it is a word of another language.")


_COMMON = 4.0
