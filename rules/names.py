"""Names of people, places and organisations: one name, one spelling."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
from itertools import chain, islice, pairwise, takewhile
from typing import TYPE_CHECKING

from checker.checking.forms import Clash, Forms, minority
from checker.checking.rule import WORDS_OF_AN_EDITOR, Hit, Related, flag, rule
from checker.english.grammar import is_label
from checker.english.words import NAMED_PLACES, is_identifier, word_set, words_in
from checker.findings import Category, Severity
from checker.lexicon.wordlist import is_available, zipf
from checker.names import (
    Context,
    Mention,
    Names,
    Use,
    compare,
    edits,
    fold,
    gazetteer,
    heard,
    is_pinyin,
    names_of,
    pairs,
    skeleton,
)
from checker.text.document import Document, Sentence, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet


def _times(wrong: int, right: int) -> str:
    return f"(this way {wrong} of {wrong + right} times)"


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MAJOR,
    bad=[
        "The trainer Pavel Greshnov spoke first. Greshnov smiled. Later [Greshnev -> Greshnov] left the hall.",
        "Ruthie Rousseau won again. Her coach praised Ruthie Rousseau. The hall rose for Ruthie [Russo -> Rousseau].",
        "Shops in Dar al-Nakhil closed. Most of Dar al-Nakhil stayed, but some left Dar [al-Nakheel -> al-Nakhil].",
        "The minister met **Mark Esper** in May. “We agree,” Mark [Asper -> Esper] said.",
        "Tamir Velnikov sings. Tamir [Velnykov -> Velnikov] dances.",
        "Director Anna Tarben came. The hall of [Anny -> Anna] Tarben is new. Anna Tarben smiled.",
        "We saw Meghan leave. They thanked Meghan. At noon, [Megan -> Meghan] smiled.",
    ],
    doubtful=["We met Ahmed. Then Ahmed left. At noon, [Ahmet -> Ahmed] slept."],
    good=[
        "We left Python2 for Python3 on Monday. A HttpsPool is an HTTPSPooling.",
        "Iran borders Iraq. Germany and German firms, Austria and Australia, Niger and Nigeria, Slovakia and Slovenia.",
        "Irina Mezenova is the wife of Pavel Mezenov. Alexei Navalny and Yulia Navalnaya came.",
        "Ali Khamenei followed Ruhollah Khomeini.",
        "Takeshi Morita met Takashi Onoda. Anna Petrova and Inna Petrova are sisters.",
        "Khabarovsk lies in Khabarovsky Krai. Scots and Caledonians love Caledonia.",
        "Elon Musk wrote it. Musk’s mother answered.",
        "Petr Andersen raced Lars Anderson.",
        "The village, once called Roinadevi, became Rainadevi.",
        "Crown Prince Aldemar and Crown Princess Oda. A Madal is a drum; the dancer is a Madale.",
        "Zhang Ying is from the Zhuang region.",
        "Peking University lies in Beijing, the University of Macau in Macao. Beijing and Macao are large.",
        "There were three. These were Thomas’s. Thomas agreed.",
    ],
)  # fmt: skip
def name_spelled_two_ways(doc: Document) -> Iterator[Hit]:
    """One name stands in the article in two spellings.

    A machine guesses names from other scripts anew in each sentence: *Esper* comes back as *Asper*. Two spellings are
    taken for one name when romanisations of one word could give both and the article links them (the same given name,
    the same title), or when they are too rare and too alike for chance. The spelling that is well known or more
    frequent is kept; in a tie, one is only offered.
    """
    names = names_of(doc)
    found = list(pairs(names))
    double = _double_names(names) if found else {}
    for pair in found:
        if doc.is_technical and _may_be_two_things(pair.wrong, pair.right):
            continue
        uses, rights = names.spellings[pair.wrong], names.spellings[pair.right]
        right = double.get(pair.right, pair.right)
        related = [Related(Span(*_word(use)[1:3]), f"“{pair.right}” here") for use in rights[:3]]
        message = f"“{pair.wrong}” is “{pair.right}” elsewhere {_times(len(uses), len(rights))}: {pair.reason}."
        in_its_language = {fold(pair.wrong), fold(pair.right)} in gazetteer.ENDONYMS
        keeps_its_own = in_its_language or {fold(pair.wrong), fold(pair.right)} <= _ACCEPTED
        for mention, number in uses:
            word = mention.words[number]
            if keeps_its_own and (_names_a_body(doc, mention) or (in_its_language and len(mention.words) > 1)):
                continue
            where = (word.start, word.end)
            yield flag(where, message, unsafe=right, decided=pair.decided, related=related, doubtful=pair.doubtful)


def _may_be_two_things(one: str, other: str) -> bool:
    """Whether two spellings of a manual may be two words, or two names: of functions, of errors, of rivals."""
    a, b = fold(one), fold(other)
    return max(zipf(one), zipf(other)) >= _KNOWN_WORD or one[:2].isupper() or edits(a, b) > 1


_KNOWN_WORD = 2.4
"""A technical article has so many names and titles that only what is hardly ever met is taken for a slip there."""


_ACCEPTED = frozenset().union(*gazetteer.ALTERNATES)
_BODIES = word_set(
    "University Institute Academy College Museum Bank Exchange Court Opera Orchestra Polytechnic Post Times Daily "
    "Airport SAR Special Conf Conference Summit Festival Cup Open"
)
_BODY_OF = lazy(r"\b(?P<body>[A-Z]\w+)[ ]of[ ](?:the[ ])?$")


def _names_a_body(doc: Document, mention: Mention) -> bool:
    """Whether a name is part of that of a body, which keeps its own spelling: *Peking University* in Beijing."""
    before = _BODY_OF.search(doc.masked, max(0, mention.start - 20), mention.start)
    return any(word.text in _BODIES for word in mention.words) or bool(before and before["body"] in _BODIES)


def _word(use: tuple[Mention, int]) -> Use:
    mention, number = use
    return mention.words[number]


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MAJOR,
    bad=[
        "Rain stops [Zarkoff -> Zorkov]\n\nA race was called off on Sunday.\n\nIt rained.\n\nMaria Zorkov was first.",
        "Fans greet [Tillo -> Tillič]\n\nA crowd came.\n\nMany sang.\n\nAnte Tillič smiled.",
    ],
    good=[
        "News of PyPI\n\nA race was called off.\n\nIt rained.\n\nPypy was first.",
        "Rain stops Zorkoff\n\nA race was called off.\n\nIt rained.\n\nZorkoff, 30, beat Maria Zorkov.",
        "Rain in Weihai\n\nA race was called off.\n\nIt rained.\n\nWang Weihui was first.",
        "Rain stops Arena\n\nA race was called off.\n\nIt rained.\n\nAneta was first.",
        "Rain stops Zorkoff\n\nMaria Zorkov was first.",
    ],
)
def headline_name_spelled_otherwise(doc: Document) -> Iterator[Hit]:
    """A name in the headline or the lead stands nowhere else, while the article has one that is nearly the same.

    Whoever a headline names, the article names too, so two names need not be as alike here as elsewhere.
    """
    if len(doc.blocks) < 4 or not doc.headline or doc.is_technical or not is_available():
        return
    lead = min(doc.blocks[1].end, _LONGEST_LEAD)
    spellings = names_of(doc).spellings
    # The spellings are in the order in which each stands first.
    begun = [*takewhile(lambda spelling: spellings[spelling][0][0].start < lead, spellings)]
    heading = [spelling for spelling in begun if _ends_by(spellings[spelling], lead) and _may_be_misheard(spelling)]
    if not heading:
        return
    by_initial: dict[str, list[str]] = defaultdict(list)
    initials = {fold(spelling)[0] for spelling in heading}
    for spelling in islice(spellings, len(begun), None):
        initial = fold(spelling)[:1]
        if initial in initials and _may_be_misheard(spelling):
            by_initial[initial].append(spelling)
    for spelling in heading:
        others = by_initial[fold(spelling)[0]][:_MOST_NAMES]
        near = [other for other in others if _nearly_sound_alike(spelling, other)]
        if len(near) == 1 and not compare(spelling, near[0]).is_variant:
            other = near[0]
            place = _word(spellings[other][0])
            message = f"“{spelling}” stands in no other paragraph; the article names “{other}”."
            related = [Related(Span(place.start, place.end), f"“{other}” here")]
            for use in spellings[spelling]:
                word = _word(use)
                sentence = doc.sentence_at(word.start)
                if sentence and len(sentence.words) < _FEWEST_OF_HEADLINE and sentence.text.endswith(("!", ",")):
                    continue  # Hello there!
                yield flag((word.start, word.end), message, options=[other], related=related)


_FEWEST_OF_HEADLINE = 4
_LONGEST_LEAD = 1_000
"""Characters; a headline and its lead are shorter."""

_MOST_NAMES = 1_000
"""Names that start alike; an article that has more is a list."""

_KNOWN = 3.2
"""How common in English (a Zipf value) a spelling is that a machine does not make up."""


def _ends_by(uses: Sequence[tuple[Mention, int]], end: int) -> bool:
    return uses[-1][0].start < end


@lru_cache(maxsize=4096)
def _may_be_misheard(spelling: str) -> bool:
    """Whether a spelling may be one of several guesses at a name: neither well known, nor a word, nor an acronym."""
    return not (
        len(spelling) < 4
        or spelling.isupper()
        or not (fold(spelling).isascii() and spelling[1:].islower())
        or gazetteer.is_known(spelling)
        or is_pinyin(spelling)
        or "-" in spelling
        or zipf(spelling) > _KNOWN
    )


def _nearly_sound_alike(one: str, other: str) -> bool:
    a, b = fold(one), fold(other)
    if a.startswith(b) or b.startswith(a):
        return False
    return 3 * edits(heard(one), heard(other)) <= min(len(a), len(b)) + 1


def _double_names(names: Names) -> dict[str, str]:
    """Double family names by their first part: *Haneke* for *Haneke-Brandt*, borne by somebody with a given name."""
    found: dict[str, str] = {}
    for spelling in [spelling for spelling in names.spellings if "-" in spelling]:
        first, _, second = spelling.partition("-")
        if min(len(first), len(second)) < 4 or not (first.istitle() and second.istitle()):
            continue
        # Both ends of a route stand alone too: the Velm-Daru railway.
        if second in names.spellings or gazetteer.is_known(first) or gazetteer.is_known(second):
            continue
        if any(number and names.is_free(mention, number) for mention, number in names.spellings[spelling]):
            found[first] = spelling
    return found


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=[
        "The Starlight ran late. A Starlight guard said the [StarLight -> Starlight] was full.",
        "Members of al-Nahda and of al-Nahda’s youth left. Then [al Nahda -> al-Nahda] answered.",
        "He lives in Akasakatei. The hotel in Akasakatei is old, unlike that in [Akasaka-tei -> Akasakatei].",
        "The Sana'i family, the Sana'i house and the [Sanai -> Sana'i] garden.",
    ],
    good=[
        "PREMIUM TIMES and Premium Times are one paper.",
        "Al-Nahda spoke. We asked al-Nahda.",
        "The Petersons’ house is Peterson’s.",
        "Old Town is the old town.",
        "It sets the AuthorDate of a commit. The Author Date stays. Wrap it in FastMode; Fast Mode is off.",
    ],
)
def name_written_two_ways(doc: Document) -> Iterator[Hit]:
    """A name stands in the article with and without a hyphen, space, accent, apostrophe or inner capital.

    *al Nahda* and *al-Nahda*, *StarLight* and *Starlight*: the more frequent form is kept.
    """
    names = names_of(doc)
    letters = _letters_of_several(doc, names)
    if not letters:
        return
    forms: Forms[str] = Forms()
    for mention in names.mentions:
        for text, span in _forms(doc, names, mention, letters):
            if not _is_attributive(text):
                forms.add(fold(text), text, span)
    for clash in forms.clashes(known=lambda form: form in gazetteer.BRANDS or _has_its_capitals(doc, forms, form)):
        forms_of_it = clash.wrong, clash.right
        if _differ_in_first_capital(*forms_of_it) or any(map(_is_of_common_words, forms_of_it)):
            continue
        yield from clash.hits(doc, new=_right)


def _has_its_capitals(doc: Document, forms: Forms[str], form: str) -> bool:
    """Whether a name of a technical article has the capitals inside that its owners give it, *RuboCop*.

    Writers leave them out, and nobody puts them in: the form that has them is right though it is rarer.
    """
    others = forms.of(fold(form))
    return doc.is_technical and is_identifier(form) and all(other.lower() == form.lower() for other in others)


def _letters_of_several(doc: Document, names: Names) -> set[str]:
    """The letters that several words of names, or two of them together, may share."""
    forms = [fold(text) for text in names.uses if len(text) >= 5 and not text.isupper()]
    several = [mention.words for mention in names.mentions if len(mention.words) > 1]
    both = {(one.text, two.text) for words in several for one, two in pairwise(words)}
    forms += [fold(one) + fold(two) for one, two in both]
    if _PARTICLE_APART.search(doc.masked):
        forms += [particle + fold(text) for particle in ("al", "el") for text in names.uses]
    if len(set(forms)) == len(forms):
        return set()  # as in most articles
    return {form for form, count in Counter(forms).items() if count > 1}


def _is_attributive(text: str) -> bool:
    """Whether peoples, directions or a participle are joined, which take a hyphen before a noun only."""
    parts = re.split(r"[ -]", text)
    return (len(parts) > 1 and parts[-1].endswith("ed")) or any(
        part in gazetteer.DEMONYMS or part.lower() in gazetteer.COMMON for part in parts
    )


def _is_of_common_words(text: str) -> bool:
    """Whether a name in CamelCase is made of common words, as in code, and no brand that is met elsewhere.

    *AuthorDate* is the name of a field, and *author date* what is in it; *You Tube* is a slip for *YouTube*.
    """
    if not is_identifier(text) or text in gazetteer.BRANDS or zipf(text):
        return False
    words = words_in(text)
    return len(words) > 1 and all(len(word) > 1 and zipf(word) >= _COMMON_WORD for word in words)


_COMMON_WORD = 3.5


def _forms(doc: Document, names: Names, mention: Mention, letters: AbstractSet[str]) -> Iterator[tuple[str, Span]]:
    """Each word of a name, and each two that stand together, of certain letters; headlines in capitals left out."""
    words = mention.words
    for number, word in enumerate(words):
        if len(word.text) < 5 or word.text.isupper():
            continue
        if doc.masked[word.end : word.end + 1] in _ADDRESS_MARKS and _ADDRESS.match(doc.masked, word.end):
            continue
        start = word.start
        text = word.text
        before = doc.masked.endswith("l ", 0, start) and _PARTICLE_BEFORE.search(doc.masked, max(0, start - 4), start)
        if before:
            start, text = before.start(1), f"{before[1]} {text}"
        if fold(text) in letters and (text[:1].islower() or names.is_free(mention, number)):
            yield text, Span(start, word.end)
        following = words[number + 1] if number + 1 < len(words) else None
        if not following or len(following.text) < 3 or following.text.isupper():
            continue
        if fold(word.text) + fold(following.text) in letters and names.is_free(mention, number):
            yield f"{word.text} {following.text}", Span(word.start, following.end)


def _differ_in_first_capital(one: str, other: str) -> bool:
    return one[:1] != other[:1] and one[:1].casefold() == other[:1].casefold() and one[1:] == other[1:]


def _right(_: Span, clash: Clash[str]) -> str:
    return clash.right


_ADDRESS_MARKS = frozenset("./@=")
_ADDRESS = lazy(r"\.\w|[/@=]")
_PARTICLE_BEFORE = lazy(r"(?<!\w)((?:al|el)) $")
_PARTICLE_APART = lazy(r"l (?<=\b[ae]..)")


_PROPER = {name.lower(): name for name in gazetteer.ONLY_PROPER}
_IN_LOWER_CASE = frozenset(_PROPER)
_PROPER_BEFORE = {
    name.lower(): name for name in ("Persian", "Arabic", "English", "French", "Danish", "Dutch", "Afghan", "Swiss")
}
"""Names that also have a meaning in lower case, but none before words of ``_OF_A_PEOPLE``."""
_OF_A_PEOPLE = word_set("language languages literature poetry poet poets government people empire speakers grammar")
_IN_LOWER_CASE |= frozenset(_PROPER_BEFORE)
_NOT_THE_NAME = {
    "english": {"muffin", "muffins", "breakfast", "horn", "setter"},
    "india": {"ink", "rubber"},
    "american": {"cheese"},
    "irish": {"coffee", "stew"},
}


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    local=True,
    cues=_IN_LOWER_CASE,
    bad=[
        "He flew to [america -> America] on [monday -> Monday].",
        "Talks with [iranian -> Iranian] envoys begin in [september -> September].",
        "She writes in the [persian -> Persian] language, and he reads [arabic -> Arabic] poetry.",
    ],
    good=[
        "Give it the label *iranian* or **monday**.",
        "A persian cat, arabic numerals, dutch ovens and a danish.",
        "Fine china, a turkey, swiss cheese, french fries, roman numerals and a brazil nut.",
        "They may march in polish shoes; jordan, chad and georgia are left alone.",
        "See america.example, @america, #america and `america`.",
        "The en-america build and america-first.js were kept.",
        "Set the field to “german” or 'french'. Move the germany branch into the account london.",
        "Thanks go to qwertzo, brazil, and tim-berg. Rename the madrid namespace.",
        "| day |\n|---|\n| tuesday |",
        "- lang: german",
    ],
)
def lower_case_proper_name(doc: Document) -> Iterator[Hit]:
    """The name of a country, people, month or weekday starts with a small letter.

    Words that also have a meaning in lower case (*china*, *turkey*, *polish*, *may*) are left alone.
    """
    for sentence in doc.holding(_IN_LOWER_CASE & doc.written):
        yield from _in_lower_case(sentence)


def _in_lower_case(sentence: Sentence) -> Iterator[Hit]:
    masked = sentence.doc.masked
    for number, word in enumerate(sentence.words):
        following = sentence.words[number + 1].lower if number + 1 < len(sentence.words) else ""
        right = (_PROPER_BEFORE if following in _OF_A_PEOPLE else _PROPER).get(word.text) or _PROPER.get(word.text)
        if not right or masked[word.start - 1 : word.start] in tuple("@#/._-=&") or _JOINED.match(masked, word.end):
            continue
        if is_label(sentence.doc, word):
            continue
        if following not in _NOT_THE_NAME.get(word.text, ()):
            message = f"Write “{right}” with a capital letter."
            if sentence.doc.is_technical:  # it may be what somebody or something is called there
                yield flag(word, message, unsafe=right)
            else:
                yield flag(word, message, safe=right)


_JOINED = lazy(r"[-/=&_@]|\.\w")


_BY_GIVEN = {given: [family for first, family in gazetteer.PEOPLE if first == given] for given, _ in gazetteer.PEOPLE}


@rule(
    category=Category.SPELLING,
    severity=Severity.MAJOR,
    bad=[
        "Talks with Vladimir [Putine -> Putin] ended early.",
        "The city of [Samnan -> Semnan] lies east of Tehran in Iran.",
        "They fled to [Uzbekestan -> Uzbekistan] in May.",
        "Two roads near [al-Masayb -> al-Musayyib] in Iraq were closed.",
    ],
    good=[
        "Vladimir Putin met Vladimir Putilin.",
        "Mark Espera lives in Texas. Donald Trumbo wrote films.",
        "In Iran, Saman Ahmadi and Semnan's mayor met. The Samnan family of Ohio came.",
        "Iran, Isfahan and Esfahan Steel.",
        "He left Granada for the District of Columbia. Hugo Chávez and AMERICA FIRST.",
    ],
)
def misspelt_known_name(doc: Document) -> Iterator[Hit]:
    """A well-known person or place is spelled as nobody spells it.

    The given name (for a person) or the country (for a place in it) tells who or what is meant.
    """
    names = names_of(doc)
    yield from _misspelt_people(names)
    yield from _misspelt_places(doc, names)
    yield from _misspelt_countries(names)


def _misspelt_people(names: Names) -> Iterator[Hit]:
    for given in _BY_GIVEN.keys() & names.uses.keys():
        for mention, number in names.uses[given]:
            if number + 1 == len(mention.words):
                continue
            family = mention.words[number + 1]
            if gazetteer.is_known(family.text) or len(names.spellings.get(family.text, ())) > 2:
                continue
            for right in _BY_GIVEN[given]:
                if right[0] != family.text[0] or right in names.spellings or fold(right) == fold(family.text):
                    continue
                close = abs(len(right) - len(family.text)) <= 1
                if close and compare(family.text, right, Context(shared=given)).is_variant:
                    message = f"{given} “{family.text}” is usually spelled {given} “{right}”."
                    yield flag((family.start, family.end), message, unsafe=right)


def _misspelt_countries(names: Names) -> Iterator[Hit]:
    by_key = _country_keys()
    for spelling, uses in names.spellings.items():
        if len(spelling) < 7 or not (spelling.isascii() and spelling.istitle()):
            continue
        right = by_key.get(_place_key(spelling)[:2])
        if not right or gazetteer.is_known(spelling) or spelling.endswith("s") != right.endswith("s"):
            continue
        alone = all(len(mention.words) == 1 for mention, _ in uses)
        if alone and spelling[0] == right[0] and compare(spelling, right).is_variant and edits(spelling, right) == 1:
            for use in uses:
                word = _word(use)
                yield flag((word.start, word.end), f"The country is spelled “{right}”.", unsafe=right)


@cache
def _country_keys() -> dict[tuple[str, str], str]:
    return {_place_key(country)[:2]: country for country in sorted(gazetteer.COUNTRIES) if len(country) >= 7}


def _misspelt_places(doc: Document, names: Names) -> Iterator[Hit]:
    countries = [country for country in gazetteer.DISTRICTS if country in names.spellings]
    if not countries:
        return
    by_key: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for spelling in names.spellings:
        by_key[_place_key(spelling)].append(spelling)
    for country in countries:
        places = _sounds_of(country)
        for key in places.keys() & by_key.keys():
            right = places[key]
            if right in names.spellings:
                continue
            for spelling in by_key[key]:
                uses = names.spellings[spelling]
                if fold(right) == fold(spelling) or gazetteer.is_known(spelling):
                    continue
                if not any(_stands_as_place(doc, use) for use in uses):
                    continue
                for use in uses:
                    word = _word(use)
                    if len(use[0].words) == 1:
                        message = f"The place in {country} is usually spelled “{right}”."
                        yield flag((word.start, word.end), message, unsafe=right)


@cache
def _sounds_of(country: str) -> dict[tuple[str, str, int], str]:
    return {_place_key(place): place for place in gazetteer.districts(country)}


@lru_cache(maxsize=4096)
def _place_key(name: str) -> tuple[str, str, int]:
    sound = heard(name)
    return skeleton(name), sound[-2:], len(sound)


_LOCATIVE = lazy(r"\b(?:in|at|near|from|around|of|to|northern|southern|eastern|western|central)[ ]$")
_PLACE_NOUN = lazy(r"['’s]*[ ](?:province|city|region|district|governorate|oblast|state|town)\b")


def _stands_as_place(doc: Document, use: tuple[Mention, int]) -> bool:
    mention, number = use
    if len(mention.words) > 1 or mention.titles:
        return False
    word = mention.words[number]
    before, after = (
        _LOCATIVE.search(doc.masked, max(0, word.start - 12), word.start),
        _PLACE_NOUN.match(doc.masked, word.end),
    )
    return bool(before or after)


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=[
        "Amadu Karim Bello spoke. Amadu [K. -> Karim] Bello left, and Amadu Karim Bello came back.",
        "The head of the bank, Olga Tarvenina, spoke. “It is late,” said [O. -> Olga] Tarvenina.",
    ],
    good=[
        "Amadu K. Bello spoke and Amadu Bello left.",
        "John F. Kennedy and John Fitzgerald Smith.",
        "Olga Tarvenina is the sister of P. Tarvenina. O. Tarvenin is their father.",
        "Olga Tarvenina and Oleg Tarvenina came; O. Tarvenina spoke.",
        "## Ada Bridge\n\nAda Bridge came.\n\n## How To Cross A Bridge\n\nCross it.",
    ],
)
def initial_for_name(doc: Document) -> Iterator[Hit]:
    """A given or middle name is an initial in one place and in full elsewhere: *O. Tarvenina*, *Olga Tarvenina*."""
    names = names_of(doc)
    short = [
        (word, following)
        for mention in names.mentions
        for word, following in pairwise(mention.words)
        if len(word.text.rstrip(".")) == 1 and word.text != "A"  # which titles have as an article
    ]
    if not short:
        return
    full: dict[tuple[str, str], dict[str, Use]] = defaultdict(dict)
    for mention in names.mentions:
        for word, following in pairwise(mention.words):
            if len(word.text) > 2 and word.text.istitle():
                full[word.text[0], following.text].setdefault(word.text, word)
    for word, following in short:
        others = full.get((word.text[0], following.text), {})
        if len(others) == 1:
            other = next(iter(others.values()))
            place = Related(Span(other.start, other.end), f"“{other.text}” here")
            message = f"The name is given in full elsewhere: “{other.text}”."
            yield flag((word.start, word.end), message, unsafe=other.text, related=[place])


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=["The painter Wen Daoling came. A hall for Wen Daoling is new, and [Daoling Wen -> Wen Daoling] smiled."],
    good=[
        "Lake Orlem is deep, and Orlem Lake is cold. The ZQB Orlem met the Orlem ZQB.",
        "Nicosia Cyprus and Cyprus Nicosia; the Draft Opinion is an Opinion Draft.",
        "Wen Daoling met Daoling Zhu.",
    ],
)
def name_in_two_orders(doc: Document) -> Iterator[Hit]:
    """A person’s family name stands first in one place and last in another: *Wen Daoling*, *Daoling Wen*."""
    names = names_of(doc)
    pairs_of = {tuple(word.text for word in mention.words) for mention in names.mentions if len(mention.words) == 2}
    turned = {pair for pair in pairs_of if pair[::-1] in pairs_of and pair[0] != pair[1]}
    forms: Forms[tuple[str, ...]] = Forms()
    for mention in names.mentions if turned else ():
        pair = tuple(word.text for word in mention.words)
        if pair in turned and names.spellings.keys() >= set(pair) and _may_be_a_person(*pair):
            forms.add(frozenset(pair), pair, mention)
    for clash in forms.clashes():
        yield from clash.hits(doc, new=lambda _, clash: " ".join(clash.right))


def _may_be_a_person(first: str, second: str) -> bool:
    """Whether neither word names a country, a city or a body, and one is too rare to be anything but a name."""
    if any(word.isupper() or word in gazetteer.COUNTRIES or word in gazetteer.CITIES for word in (first, second)):
        return False
    return min(zipf(first), zipf(second)) < _KNOWN and max(zipf(first), zipf(second)) < _A_WORD


_A_WORD = 5.2
"""How common (a Zipf value) only words are, and no family names."""


_NEXT_LOWER = lazy(r"[ ]([a-z]{4,})\b")
_LAST_WORDS = word_set(
    "Academy Agency Airport Analytics Association Authority Bank Bridge Center Centre College Commission Committee "
    "Corporation Council Federation Festival Foundation Forum Hospital Institute Intelligence League Ministry Movement "
    "Museum Park Party Prefecture Province Stadium Tunnel Union University"
)


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=[
        "The report by [QBN analytics -> QBN Analytics] is out. QBN Analytics is a firm, and QBN Analytics knows.",
        "The hall of Daru Airport is full. Flights to Daru Airport are late. He left [Daru airport -> Daru Airport].",
    ],
    doubtful=["They live in Daru State. A fair in [Daru state -> Daru State] is open."],
    good=[
        "Kano State is large. The Kano state government is not.",
        "The UN Security Council met. A UN security officer left.",
        "The BBC News app is down. BBC news bulletins are not.",
        "The German Council met, and the German Council left. A German council is to be chosen.",
        "The Tomeli Park is shut, and the Tomeli Park keepers left the Tomeli park rangers.",
        "# Letter routing\n\nThe guide to it is called Letter Routing.",
    ],
)
def name_half_in_capitals(doc: Document) -> Iterator[Hit]:
    """The last word of a place's or organisation's name has a small letter here, and more often a capital elsewhere.

    It is doubtful where the name has no such ending, or the capital is not the more frequent.
    """
    whole: Counter[tuple[str, str]] = Counter()
    half: dict[tuple[str, str], list[Span]] = defaultdict(list)
    names = names_of(doc)
    written = doc.written
    for mention in names.mentions:
        last = mention.words[-1].text
        if len(mention.words) > 1 and last.lower() in written and names.is_free(mention, len(mention.words) - 1):
            whole[_joined(mention.words[:-1]), last] += 1
    for mention in names.mentions if whole else ():
        following = _NEXT_LOWER.match(doc.masked, mention.end)
        opens = len(mention.words) == 1 and mention.words[0].opens  # its capital may be that of any first word
        if following and not opens and mention.words[-1].text not in gazetteer.DEMONYMS:
            key = _joined(mention.words), following[1].capitalize()
            if key in whole and not _NEXT_WORD.match(doc.masked, following.end()):
                half[key].append(Span(mention.words[0].start, following.end()))
    for key, spans in half.items():
        name = " ".join(key)
        message = f"The name is “{name}” elsewhere, with a capital for each word."
        is_clear = key[1] in _LAST_WORDS and whole[key] > max(1, len(spans))
        for span in spans:
            yield flag(span, message, unsafe=name, doubtful=not is_clear)


_NEXT_WORD = lazy(r"[ ](?!(?:in|on|at|of|for|to|and|or|with|by|from|as|is|was|are|were|has|had|will|said|says)\b)[a-z]")


def _joined(words: Iterable[Use]) -> str:
    return " ".join(word.text for word in words)


_KINDS_AFTER = ("Fair|Expo|Exposition", "Forum|Conference|Summit|Symposium|Seminar", "Plan|Program|Programme|Scheme",
    "Prize|Award", "Festival|Carnival", "News Agency|News Service", "Power Station|Power Plant",
    "Province|Prefecture|Governorate")  # fmt: skip
_KINDS_BEFORE = ("Order|Medal", "School|College|Faculty", "Institute|Academy")
_NO_NAME_ALONE = word_set(
    """
    National Central State Special Joint General Federal Municipal Provincial New First Second Third International
    World European Supreme High Health Security Public Local City County Medical Technical Business Summer Winter
    Annual Grand Great Royal Peace Economic Climate Youth Tech Women Press Video Action Pilot Training Development
    """
)


@cache
def _named_kinds() -> tuple[tuple[list[str], re.Pattern[str]], ...]:
    """For each group of kinds, the last word of each in lower case, and what finds names of that kind."""
    after = [
        (kinds, rf"(?<![\w'’-])(?P<name>(?:[A-Z][\w'’-]+[ ]){{1,4}})(?P<kind>{kinds})\b(?![ ][A-Z]|[ ]of\b)")
        for kinds in _KINDS_AFTER
    ]
    before = [
        (
            kinds,
            rf"\b(?P<kind>{kinds})[ ](?P<name>of[ ](?:the[ ])?(?!People\b)[A-Z][\w-]+(?:[ ](?:and[ ])?[A-Z][\w-]+)*)",
        )
        for kinds in _KINDS_BEFORE
    ]
    return tuple(
        ([kind.rpartition(" ")[2].lower() for kind in kinds.split("|")], lazy(pattern))
        for kinds, pattern in (*after, *before)
    )


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=[
        "The Order of the Lantern is old. He has the Order of the Lantern, she the [Medal -> Order] of the Lantern.",
        "The Velm Fair opens in May. Crowds love the Velm Fair, but the Velm [Expo -> Fair] is small.",
        "The Daru News Agency wrote so, but the Daru [News Service -> News Agency] denied it.",
    ],
    good=[
        "The German Plan is older than the German Scheme. The Peace Forum and the Peace Conference.",
        "The Order of the Lantern and the Medal of the Bell.",
        "The Velm Fair opens, and the Velm Fair Centre too. The Velm Expo Centre is full.",
        "The Velm Program is a Velm Programme.",
    ],
)
def name_of_two_kinds(doc: Document) -> Iterator[Hit]:
    """One name ends or begins with *Fair* in one place and with *Expo* in another.

    The source language has one word where English has two, such as order and medal, or plan and programme.
    """
    for words, pattern in _named_kinds():
        if sum(map(doc.forms.__contains__, words)) < 2:
            continue
        forms: Forms[str] = Forms()
        for match in pattern.finditer(doc.masked):
            name = match["name"].removeprefix("The ").strip()
            if name and name not in _NO_NAME_ALONE and name not in gazetteer.DEMONYMS:
                forms.add(name, match["kind"].replace("Programme", "Program"), match.span("kind"))
        for clash in forms.clashes():
            yield from clash.hits(doc, new=_right)


def _acronyms(names: Names, shortest: int = 2) -> list[str]:
    return [text for text in names.uses if text.isupper() and shortest <= len(text) <= 7 and text.isalpha()]


_AFTER_SUBJECT = lazy(
    r"[ ](?:said|says|has|had|is|was|will|would|published|added|announced|also|reported|states|stated|did|does)\b"
)
_THE = lazy(r"\b[Tt]he[ ]$")


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=["QBN said so. On Monday, [the QBN -> QBN] published a list. QBN was founded in May."],
    good=[
        "The QBN said so. The QBN list is long.",
        "The QBN said so. QBN said more. The QBN was founded in May.",
        "The EU said so. EU Members agreed, and EU was added.",
        "NATO said so, and the UN said so.",
    ],
)
def acronym_with_and_without_the(doc: Document) -> Iterator[Hit]:
    """An organisation's short name stands with *the* in one place and without it elsewhere."""
    bare: Counter[str] = Counter()
    with_the: dict[str, list[Span]] = defaultdict(list)
    names = names_of(doc)
    acronyms = [text for text in _acronyms(names) if text not in gazetteer.ACRONYMS]
    for mention, number in chain.from_iterable(map(names.uses.__getitem__, acronyms)):
        if number:
            continue
        word = mention.words[0]
        article = _THE.search(doc.masked, max(0, word.start - 4), word.start)
        is_subject = len(mention.words) == 1 and _AFTER_SUBJECT.match(doc.masked, word.end)
        if not is_subject and (article or len(mention.words) == 1):
            continue
        if article:
            with_the[word.text].append(Span(article.start(), word.end))
        else:
            bare[word.text] += 1
    for name, spans in with_the.items():
        if 2 * len(spans) <= bare[name]:
            for span in spans:
                message = f"“{name}” stands without “the” elsewhere ({bare[name]} of {bare[name] + len(spans)} times)."
                yield flag(span, message, unsafe=name)


_BRACKETED = lazy(r"[ ]\((?P<acronym>[A-Z]{3,6})\)")
_EXPANSION = lazy(
    r"(?:[^\W\d_a-z][\w'’-]*(?:\s{1,9}(?:of|for|and|the|on|to|in|against|de|du|des|&)){0,3}\s{1,9}){1,8}[^\W\d_a-z][\w'’-]+$"
)
_SMALL = word_set("of for and the on to in against de du des")


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    cues={"("},
    bad=[
        "He leads the [Savanna Herders Union of Foreign Lands (UHSF)].",
        "Fighters of the [River Defence Forces (RDU)] left.",
        "The Board of River Trade [(BTR) -> (BRT)] met.",
        "The [RSB (River Board of Safety)] met in May.",
    ],
    doubtful=["They live by the [River Power Station (ZQTV)]."],
    good=[
        "The Popular Movement for the Liberation of Velm (PMLV), and the MPLV (Popular Movement for Velm Liberation).",
        "RBS (River Board of Safety) and RTBS (River Board) met.",
        "The Popular Mobilization Units (PMU), the Food and Agriculture Organization (FAO) and the World Bank (WB).",
        "The Kurdistan Workers' Party (PKK) and Doctors Without Borders (MSF).",
        "The Nigerian National Petroleum Corporation (NNPC) and the Research Center for Energy (RCE).",
        "Extensible Markup Language (XML) and the District of Columbia (DC).",
        "The Center for High-Tech Research (CHTR) and the Community Development Bank (ComDev).",
        "The Intertropical Convergence Zone (ITCZ), and Imam Khomeini International (IKA).",
        "It uses the X Remote Session Transfer Protocol (XRSTP), Cross-Window Copying (XWC) and Pixel Lines (PXL).",
    ],
)
def acronym_of_another_name(sentence: Sentence) -> Iterator[Hit]:
    """The letters in brackets are nearly, but not quite, those of the name before them.

    A machine translates the name word by word but copies the acronym; the accepted English name has the acronym's
    letters in their order. Acronyms from other languages (*PKK*, *FARC*) share too few letters to be sure of, and are
    doubtful.
    """
    for found in sentence.search(_BRACKETED):
        acronym = found["acronym"]
        expansion = _EXPANSION.search(sentence.doc.masked, max(sentence.start, found.start() - 90), found.start())
        if not expansion or acronym in gazetteer.ACRONYMS:
            continue
        words = [
            word for word in _NAME_WORD.finditer(sentence.doc.masked, *expansion.span()) if word.group() not in _SMALL
        ]
        if right := _in_order(acronym, [word.group() for word in words]):
            yield flag((found.start() + 1, found.end()), f"The letters of the name are “{right}”.", unsafe=f"({right})")
            continue
        if _fits(acronym, expansion.group()):
            continue
        last = words[-len(acronym) :]
        in_place = sum(word.group()[0] == letter for word, letter in zip(last, acronym, strict=False))
        initials = Counter(word.group()[0] for word in words)
        start = expansion.start()
        doubtful = False
        if in_place == len(acronym) - 1 and len(last) == len(acronym):
            start = last[0].start()
        elif len(acronym) < 4 or sum((Counter(acronym) & initials).values()) < len(acronym) - 1:
            doubtful = True  # of another language, it may be kept on purpose
        message = f"“{acronym}” does not fit this name: look up the accepted English name."
        yield flag((start, found.end()), message, doubtful=doubtful, within=_FAULTY)
    for found in sentence.search(_ACRONYM_FIRST):
        if found["acronym"] not in gazetteer.ACRONYMS and _in_order(
            found["acronym"], [word.group() for word in _NAME_WORD.finditer(found["name"])]
        ):
            message = f"“{found['acronym']}” has the letters of this name in another order: look up the English name."
            yield flag(found, message)


_ACRONYM_FIRST = lazy(
    r"\b(?P<acronym>[A-Z]{3,6})[ ]\((?P<name>[A-Z][\w'’-]+(?:[ ](?:of|for|and|the|[A-Z][\w'’-]+)){1,8})\)"
)


def _in_order(acronym: str, name: Sequence[str]) -> str:
    """The initials of a name's last words, where they are those of ``acronym`` with two neighbours swapped.

    The first letter is the same: an acronym of another language often begins with another one (*OTAN*, *MPLA*).
    """
    initials = "".join(word[0] for word in name if word not in _SMALL)[-len(acronym) :]
    swapped = len(initials) == len(acronym) and initials != acronym and acronym in _neighbours_swapped(initials)
    return initials if swapped and initials[0] == acronym[0] else ""


_NAME_WORD = lazy(r"[^\W_][\w'’]*")


_CROSS = lazy(r"\b(?:[Cc]ross|[Tt]rans)\b-?")
"""What an X stands for: *Cross-Site Scripting*, XSS."""


def _fits(acronym: str, name: str) -> bool:
    """Whether the letters of ``acronym`` stand in ``name`` in order, as in *Intertropical Convergence Zone*, ITCZ."""
    for written in (name, _CROSS.sub("X", name)):
        letters = iter(written.upper())
        if all(letter in letters for letter in acronym):
            return True
    return False


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    cues={"("},
    bad=[
        "The Velm Herders Union (VHU) met. It was late. The Velm Herders Union [(VHU)] left.",
        "Members of the [VHU] came. They were late. The Velm Herders Union (VHU) was sorry.",
    ],
    good=[
        "The Velm Herders Union (VHU) met. The VHU left. The Daru Herders Union (DHU) came.",
        "# VHU at Work\n\nThe Velm Herders Union (VHU) met.",
        "The Velm Herders Union (VHU) met.\n\n# The Velm Herders Union (VHU)",
        "Kole (VHU) met Tolde (VHU).",
    ],
)
def acronym_explained_late_or_twice(doc: Document) -> Iterator[Hit]:
    """An acronym is used before it is explained, or is explained a second time."""
    explained: dict[str, int] = {}
    for found in doc.search(_BRACKETED, _OPEN_BRACKET):
        acronym = found["acronym"]
        sentence = doc.sentence_at(found.start())
        if not sentence or sentence.is_heading or sentence.is_title_case or acronym in gazetteer.ACRONYMS:
            continue
        name = _EXPANSION.search(doc.masked, max(sentence.start, found.start() - 90), found.start())
        if not name or not _fits(acronym, name.group()):
            continue
        if acronym in explained:
            if doc.is_technical:
                continue  # nobody reads a manual from its beginning
            message = f"“{acronym}” has been explained already."
            yield flag((found.start() + 1, found.end()), message)
            continue
        explained[acronym] = sentence.number
        first = doc.places.get(acronym.lower(), ())[:1]
        for earlier, number in map(doc.spot, first):
            token = earlier.tokens[number]
            if (
                earlier.number < sentence.number
                and not doc.is_technical
                and token.text == acronym
                and not (earlier.is_heading or earlier.is_title_case or _is_headline(doc, earlier))
            ):
                place = Related(Span(found.start("acronym"), found.end("acronym")), "explained here")
                yield flag(token, f"“{acronym}” is explained only further down.", related=[place])


def _is_headline(doc: Document, sentence: Sentence) -> bool:
    return len(doc.blocks) > 1 and sentence.block is doc.blocks[0]


_OPEN_BRACKET = lazy(r"\([A-Z]")


_SPLIT_TITLE = lazy(r"\b(?P<article>The|A)[ ](?P<open>[“\"])(?P<rest>[A-Z]\w+(?:[ ][A-Z]\w+){0,4})[”\"]")


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    cues={"“", '"'},
    bad=["[The “Quiet Harbour” -> The Quiet Harbour] star sings. She won The Quiet Harbour in May."],
    good=[
        "“The Quiet Harbour” is on. The Quiet Harbour won.",
        "The “Quiet Harbour” is a show, and the quiet harbour a place.",
    ],
)
def title_split_by_quotation_mark(doc: Document) -> Iterator[Hit]:
    """The first word of a title stands outside its quotation marks, and the title has none elsewhere."""
    before = {doc.texts[at - 1] for mark in ("“", '"') for at in doc.places.get(mark, ())}
    if before.isdisjoint(("The", "A")):
        return
    for found in _SPLIT_TITLE.finditer(doc.masked):
        title = f"{found['article']} {found['rest']}"
        at = doc.masked.find(title)
        if at >= 0:
            message = f"“{title}” has no quotation marks elsewhere."
            yield flag(found, message, unsafe=title, related=[Related(Span(at, at + len(title)), f"“{title}” here")])


@rule(
    category=Category.UNTRANSLATED,
    severity=Severity.MINOR,
    doubtful=[
        "The port of Velm is shut. Men of [QZVR] came at noon, and left with [QZVR], the mayor said.",
        "The old power plant (QZVR) is shut. Men of [QZVR] came at noon.",
        "The port of Velm is shut. Men of [CRP] came at noon, and left with CRP, the mayor said.",
    ],
    good=[
        "The QZVR Board met. Its staff (QZVR) left.",
        "The Quiet Zone of Velm River was shut. Men of QZVR came.",
        "NATO and the UN left.",
    ],
)
def unexplained_acronym(doc: Document) -> Iterator[Hit]:
    """An acronym that few readers know and the article does not explain. It was copied from the source, where it stands
    for words of another language.
    """
    names = names_of(doc)
    for text in _acronyms(names, shortest=3):
        common = zipf(text)
        hardly_known = common <= _HARDLY_KNOWN
        if text in gazetteer.ACRONYMS or common > _KNOWN_AS_A_RULE:
            continue
        if not hardly_known and gazetteer.is_known(text.capitalize()):
            continue  # a place in capitals, as at the head of a report
        alone = [
            word for mention, number in names.uses[text] if len(mention.words) == 1 for word in [mention.words[number]]
        ]
        if len(alone) < len(names.uses[text]) or any(_is_explained(doc, word) for word in alone):
            continue
        if any(doc.search(_spelled_out(text))):
            continue
        for word in alone if hardly_known else alone[:1]:
            sentence = doc.sentence_at(word.start)
            if sentence and not sentence.text.isupper() and doc.masked[word.start - 1] != "(":
                message = f"Say what “{text}” stands for, or write its English name."
                yield flag((word.start, word.end), message, within=WORDS_OF_AN_EDITOR if hardly_known else _FAULTY)


_HARDLY_KNOWN = 2.0
"""The ``zipf`` of an acronym that few readers have met."""
_KNOWN_AS_A_RULE = 4.5
"""The ``zipf`` of letters that are a word, or an acronym that most readers know."""
_FAULTY = 100
"""In so many words one sure fault is found where those who know an acronym have no editor who asked what it is."""


def _is_explained(doc: Document, word: Use) -> bool:
    """Whether an acronym is quoted or part of a longer word, or stands before brackets or in such after its words."""
    before = doc.masked[word.start - 1 : word.start]
    if before != "(" or doc.masked[word.end : word.end + 1] != ")":
        return before in _GLOSSING or doc.masked.startswith(" (", word.end)
    words = doc.masked[max(0, word.start - 80) : word.start - 1].split()
    initials = Counter(each[0].upper() for each in words[-2 * len(word.text) :])
    return sum((Counter(word.text) & initials).values()) >= len(word.text) - 1


_GLOSSING = tuple("(“\"'‘/-–&@#")


@lru_cache(maxsize=256)
def _spelled_out(acronym: str) -> re.Pattern[str]:
    """Words that begin with the letters of an acronym, one after another."""
    small = r"(?:(?:of|for|and|the|on|to|in|de|du)[ ]){0,2}"
    return re.compile(rf"[\w'’]{{0,30}}[ -]{small}".join(f"[{letter}{letter.lower()}]" for letter in rf"{acronym}"))


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=["The QRNB said so, and the QRNB knows. The [QRBN -> QRNB] denied it.", "Aid came from [UNCIEF -> UNICEF]."],
    good=["The NACA is older than NASA and the NCAA. The SNAP and the PANS; the QRNB and the QRN."],
)
def acronym_letters_swapped(doc: Document) -> Iterator[Hit]:
    """Two acronyms differ only in the order of two neighbouring letters."""
    names = names_of(doc)
    uses = {text: [_word(use) for use in names.uses[text]] for text in _acronyms(names, shortest=4)}
    for wrong, found in uses.items():
        if wrong in gazetteer.ACRONYMS:
            continue
        for right in _neighbours_swapped(wrong):
            if len(wrong) > 4 and right in gazetteer.ACRONYMS and right not in uses:
                for word in found:
                    yield flag((word.start, word.end), f"“{right}” is the known acronym.", unsafe=right)
            elif len(uses.get(right, ())) > len(found):
                written = {form: [Span(word.start, word.end) for word in uses[form]] for form in (wrong, right)}
                for clash in minority(written):
                    yield from clash.hits(doc, new=_right)


def _neighbours_swapped(text: str) -> Iterator[str]:
    for at in range(len(text) - 1):
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]


_MALE = (
    gazetteer.MALE
    - gazetteer.FEMALE
    - word_set("Alex Andrea Jan Jean Jamie Joel Chris Sam Robin Nikita Sasha Michel Said Ali Max Guy")
)
_FEMALE = (
    gazetteer.FEMALE
    - gazetteer.MALE
    - word_set(
        "Andrea Alexandra Rose Grace Lena Ada Isa Joyce Frances Virginia Victoria Charlotte Florence Sharon Mila Nora "
        "Maya Ana Noor Leila Paula Marina Vera"
    )
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"mr", "ms"},
    bad=["We met [Mr -> Ms]. Maria Tolde in Porto.", "Ms. Vera and [Ms -> Mr] David Kole spoke."],
    good=[
        "Mr. Rose and Mr. Maria's lawyer.",
        "Mrs. John Kole, Mr. Jean Dupont and Ms. Michel.", "Mr. David Kole and Ms Maria Tolde."],
)  # fmt: skip
def title_of_other_gender(sentence: Sentence) -> Iterator[Hit]:
    """*Mr.* stands before a woman's given name, or *Ms.* before a man's."""
    for found in sentence.search(_TITLED):
        if found["title"] == "Mr" and found["given"] in _FEMALE:
            yield flag(found.span("title"), f"“{found['given']}” is a woman’s name.", unsafe="Ms")
        elif found["title"] == "Ms" and found["given"] in _MALE:
            yield flag(found.span("title"), f"“{found['given']}” is a man’s name.", unsafe="Mr")


_TITLED = lazy(r"\b(?P<title>Mr|Ms)\.?[ ](?P<given>[A-Z][a-z]+)[ ](?=[A-Z][a-z])(?![A-Z][a-z]+['’]s)")


_SUBJECTS = (
    "defen[cs]e|finance|health|education|justice|interior|science|technology|culture|transport|transportation|works|housing|"
    "agriculture|labou?r|economy|trade|commerce|energy|tourism|sports?|environment|communications?|information|medicine|arts|"
    "industry|planning|development|internal[ ]affairs|foreign[ ]affairs|home[ ]affairs|women|youth|religious[ ]affairs"
)
_HALF = lazy(
    rf"""
    \b(?P<head>Ministry|University|Academy|Commissioner|Department)[ ](?P<link>of|for)[ ]
    (?P<tail>(?:{_SUBJECTS})(?:,?[ ]and[ ](?:{_SUBJECTS}))?)\b(?!-)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    cues={"ministry", "university", "academy", "commissioner", "department"},
    bad=[
        "He sued the Ministry of [works and housing -> Works and Housing].",
        "She left the University of [science and technology -> Science and Technology] in Daru.",
    ],
    good=[
        "The ministry of works and the Ministry of Works agreed.",
        "Commissioner of health services; the department of health.",
        "She teaches at the University of Oslo.",
    ],
)
def body_half_in_capitals(sentence: Sentence) -> Iterator[Hit]:
    """The name of a ministry or university starts with a capital letter and goes on in lower case."""
    for found in sentence.search(_HALF):
        if found["head"] in ("Commissioner", "Department") and found.start() == sentence.start:
            continue
        if found["head"] == "Commissioner" and found["link"] != "for":
            continue
        right = " ".join(word if word == "and" else word.capitalize() for word in found["tail"].split())
        yield flag(found.span("tail"), "Write the whole name with capital letters.", unsafe=right)


_OFFICES = (
    "president minister head governor director chairman chairwoman mayor ambassador leader commissioner secretary "
    "chief commander spokesman spokeswoman spokesperson representative king queen emir rector speaker chancellor"
)
_OF_WHAT = "|".join(sorted(map(re.escape, gazetteer.COUNTRIES | gazetteer.CITIES), key=len, reverse=True))

_GIVEN = "|".join(sorted(gazetteer.GIVEN))


@cache
def _office_and_name() -> re.Pattern[str]:
    """What finds an office with the country, city or field that it is in, and right after that two words of a name."""
    return lazy(
        rf"""
        \b(?P<the>[Tt]he[ ]|[Aa][ ]|[Ff]ormer[ ])?
        (?i:(?:prime|deputy|vice|first)[ -])*(?i:{"|".join(_OFFICES.split())})[ ](?:of|for)[ ]
        (?P<what>
          (?:the[ ](?:[A-Z][\w-]+[ ]of[ ])?)?(?:{_OF_WHAT})
          | (?P<field>(?i:{_SUBJECTS})(?:[ ]and[ ](?i:{_SUBJECTS}))?)
          | the[ ](?:[A-Z][\w-]+[ ](?:(?:of|for|and)[ ](?:the[ ])?)?){{1,7}}?[A-Z][\w-]+(?=[ ](?:{_GIVEN})[ ])
        )
        (?P<join>[ ])(?P<name>[A-Z][a-zà-ÿ]+[ ][A-Z][a-zà-ÿ-]+)\b(?P<end>[ ](?=[a-z]))?
        """,
        re.VERBOSE,
    )


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues=frozenset(_OFFICES.split()),
    after={"of", "for"},
    bad=[
        "The president of [Peru Olga Velm -> Peru, Olga Velm,] spoke first.",
        "It was shut by the minister of [health Olga Velm -> health, Olga Velm].",
        "The director of the League of Safe [Rivers Olga Velm -> Rivers, Olga Velm,] spoke.",
    ],
    good=[
        "The president of Peru, Olga Velm, spoke first.",
        "Secretary of Defense Olga Velm spoke.",
        "The head of Paris City Council spoke.",
        "The Mayor of London Olga Velm Prize is new.",
    ],
)
def name_after_office_without_commas(sentence: Sentence) -> Iterator[Hit]:
    """A name stands without commas after an office and its country: *the president of Peru Olga Velm*.

    Slavic languages and others write them so. English has *the president of Peru, Olga Velm,* or *Peruvian President
    Olga Velm*.
    """
    for match in sentence.search(_office_and_name()):
        if sentence.is_title_case or sentence.is_heading or (match["field"] and not match["the"]):
            continue
        if any(word.lower() in gazetteer.COMMON or word in gazetteer.MONTHS for word in match["name"].split()):
            continue
        if _CAPITAL_NEXT.match(sentence.doc.masked, match.end("name")):
            continue
        country = match["what"].rpartition(" ")[2]
        where = match.start("join") - len(country), match.end("name")
        right = f"{country}, {match['name']}{',' if match['end'] else ''}"
        yield flag(where, "Set the name off with commas.", unsafe=right)


_CAPITAL_NEXT = lazy(r"[ -][A-Z]")


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    doubtful=["Ruth Haneke-Brandt spoke first. It rained. At noon [Haneke -> Haneke-Brandt] left."],
    good=["Ruth Haneke-Brandt met Peter Haneke. Haneke left.", "The Velm-Daru railway runs to Velm."],
)
def half_of_double_name(doc: Document) -> Iterator[Hit]:
    """A person with a double family name is called by half of it."""
    names = names_of(doc)
    for half, whole in _double_names(names).items():
        uses = names.spellings.get(half, ())
        if any(len(mention.words) > 1 for mention, _ in uses):
            continue  # somebody else, or a name that is written so too
        for use in uses:
            word = _word(use)
            yield flag((word.start, word.end), f"The name is “{whole}” elsewhere.", unsafe=whole)


@rule(
    category=Category.NAME_FORMAT,
    severity=Severity.MINOR,
    doubtful=["We met David [KOLE -> Kole] Tolde in May."],
    good=["We met David NATO Tolde in May.", "AMADU KOLE TOLDE", "The Velm KOLE met Olga."],
)
def name_part_in_capitals(doc: Document) -> Iterator[Hit]:
    """Part of a person's name is in capitals, as family names are in French and other languages."""
    for mention in names_of(doc).mentions:
        words = mention.words
        for number, word in enumerate(words[1:], 1):
            if not word.text.isupper() or len(word.text) < _SHORTEST_IN_CAPITALS or word.text in gazetteer.ACRONYMS:
                continue
            last = number + 1 == len(words)
            beside = [words[number - 1], *([] if last else [words[number + 1]])]
            is_person = words[0].text in gazetteer.GIVEN or bool(mention.titles)
            if is_person and all(each.text.istitle() for each in beside):
                yield flag(
                    (word.start, word.end), "Write only the first letter as a capital.", unsafe=word.text.title()
                )


_SHORTEST_IN_CAPITALS = 4


@rule(
    category=Category.UNTRANSLATED,
    severity=Severity.MINOR,
    doubtful=["The decree of [Gorzdravnadzorkom] was read. The men of the [Flugvallafélagið] left."],
    good=["They live in Llanfairpwllgwyn. The village of Llanfairpwllgwyn is old.", "Olga Jóhannsdóttirova left."],
)
def name_left_in_source(doc: Document) -> Iterator[Hit]:
    """A long capitalised word that is not used in English: a compound of another language, left as it was."""
    names = names_of(doc)
    for text, uses in names.spellings.items():
        if len(text) < _LONG_COMPOUND or "-" in text or not text[1:].islower() or zipf(text):
            continue
        words = [mention.words[0] for mention, _ in uses if len(mention.words) == 1 and not mention.titles]
        if len(words) < len(uses) or any(
            _OF_PLACE.search(doc.masked, max(0, word.start - 40), word.start) for word in words
        ):
            continue
        for word in words:
            yield flag((word.start, word.end), f"Say in English what “{text}” is.")


_LONG_COMPOUND = 13
"""Letters; family names are seldom so long."""
_OF_PLACE = lazy(
    rf"\b(?:(?:{'|'.join(sorted(NAMED_PLACES))})[ ](?:of[ ])?"
    r"|(?:in|near|from|to|around|southern|northern|eastern|western)[ ])\Z"
)


_KINDS_OF_BODY = (
    "Ministry|University|Bank|Department|Institute|Province|District|Region|City|State|Academy|Embassy|Museum"
)
_KIND_FIRST = lazy(rf"\b(?P<kind>{_KINDS_OF_BODY})[ ]of[ ](?:the[ ])?(?P<name>[A-Z][\w’'-]+)\b(?![ ](?:and[ ])?[A-Z])")
_KIND_LAST = lazy(
    rf"(?P<name>[A-Z](?<![\w’'-].)(?<!of[ ].)[\w’'-]+)[ ](?P<kind>{_KINDS_OF_BODY})\b(?![ ][A-Z]|[ ]of\b)"
)


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    cues=frozenset(_KINDS_OF_BODY.lower().split("|")),
    doubtful=[
        "The Ministry of Health shut it. The Ministry of Health slept. The [Health Ministry -> Ministry of Health] met."
    ],
    good=["The Ministry of Health shut it. The Defense Ministry left.", "The State of Velm and the Daru State."],
)
def body_in_two_orders(doc: Document) -> Iterator[Hit]:
    """A ministry, university or province is named in two orders: *the Ministry of Health*, *the Health Ministry*."""
    kinds = [kind for kind in _KINDS_OF_BODY.split("|") if kind in doc.written and len(doc.places[kind.lower()]) > 1]
    if not kinds or "of" not in doc.forms:
        return
    forms: Forms[bool] = Forms()
    patterns = ((True, _KIND_FIRST), (False, _KIND_LAST))
    found = [(match, first) for first, pattern in patterns for match in pattern.finditer(doc.masked)]
    for match, first in sorted(found, key=lambda each: each[0].start()):
        forms.add((match["kind"], match["name"]), first, match)
    for clash in forms.clashes():
        yield from clash.hits(doc, new=lambda _, clash: doc.masked[slice(*clash.kept[0])])


_ADJECTIVE_OF_PLACE = lazy(
    r"""
    \b(?P<stem>[A-Z][a-z]{3,}?)(?:skaya|skoye|skoe|skiy|skyi|skyy|skii|ska|ske|sky)
    (?=[ ](?:reservoir|hydro\w*|nuclear|power|regions?|oblasts?|districts?|station|dam|plant|bridge|railway|forest
      |highway|front|direction|province|city|town|territory|community|village|HPP|NPP|TPP)\b)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.NAME_FORMAT,
    severity=Severity.MINOR,
    cues=word_set(
        "reservoir hydroelectric hydropower nuclear power region regions oblast oblasts district districts station dam "
        "plant bridge railway forest highway front direction province city town territory community village hpp npp tpp"
    ),
    doubtful=["Fires burn in the [Velmanskaya] region. The [Tarbinsky] reservoir is low."],
    good=["Roman Velmansky spoke of the region.", "The Velman region is old."],
)
def slavic_adjective_for_place(sentence: Sentence) -> Iterator[Hit]:
    """A place has the ending of a Slavic adjective, *Velmanskaya region*, where English uses the name: *Velman*."""
    for match in sentence.search(_ADJECTIVE_OF_PLACE):
        yield flag(match, "Use the name of the place here, without the ending of a Slavic adjective.")


_SHORT_AFTER_TITLE = lazy(
    r"\b(?P<title>Mr|Mrs|Ms|Dr|Prof|Professor|Master)\.?[ ](?P<name>[A-Z][a-z]{1,4})\b(?!-|[ ][A-Z])"
)


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    cues={"mr", "mrs", "ms", "dr", "prof", "professor", "master"},
    doubtful=["We met Mr. Lee. Mr. Lee spoke. At noon Mr. [Li -> Lee] left."],
    good=["We met Mr. Lee and Mr. Low.", "We met Mr. Lee and Mr. Li Wen."],
)
def short_name_spelled_two_ways(doc: Document) -> Iterator[Hit]:
    """A short name after one title has two spellings that sound the same: *Mr. Li*, *Mr. Lee*."""
    forms: Forms[str] = Forms()
    for match in doc.search(_SHORT_AFTER_TITLE):
        forms.add((match["title"], heard(match["name"])), match["name"], match.span("name"))
    for clash in forms.clashes():
        yield from clash.hits(doc, new=_right)


_COUNTRY_BEFORE = lazy(
    rf"""
    \b[Tt]he[ ](?P<country>{"|".join(sorted(gazetteer.COUNTRIES - word_set("Congo Gambia Sudan Arabia Antarctica")))})
    [ ](?P<whose>government|authorities|parliament|president|people|citizens|poets?|writers?|artists?|constitution)\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=word_set(
        "government authorities parliament president people citizens poet poets writer writers artist artists"
    )
    | {"constitution"},
    before={country.lower() for country in gazetteer.COUNTRIES},
    bad=[
        "It is paid by the [Jordan] government.",
        "He met the [Iran] poets of his day. The [Peru] parliament is closed.",
    ],
    good=[
        "It is paid by the Jordanian government and by Jordan. The Sudan government is new.",
        "The US government and the Peru correspondent met. Iran poets are known.",
    ],
)
def country_for_its_adjective(sentence: Sentence) -> Iterator[Hit]:
    """*The Jordan government*: before who governs, lives or writes in a country stands its adjective, *Jordanian*."""
    for found in sentence.search(_COUNTRY_BEFORE):
        message = f"Use the adjective of “{found['country']}” before “{found['whose']}”."
        yield flag(found.span("country"), message)


_LONG_TITLES = {
    "Dr": "Doctor", "Prof": "Professor", "Mr": "Mister", "Gen": "General", "Capt": "Captain", "Col": "Colonel",
    "Sen": "Senator", "Gov": "Governor",
}  # fmt: skip
_BEFORE_NAMES = (
    "King|Queen|Prince|Princess|Sultan|Emir|Sheikh|Emperor|President|Minister|Professor|Doctor|Mayor|Governor|"
    "Ambassador|Bishop|Archbishop|Cardinal|Chancellor|Commissioner|General|Colonel"
)
_SAID_TWICE = lazy(
    rf"""
    \b(?P<title>{_BEFORE_NAMES})[ ](?P<name>(?:[A-Z][\w-]+[ ](?:ad-|al-)?){{1,4}}
    (?:[A-Z][\w-]+[ ])?)(?P<again>(?P=title))\b(?![ ](?:of|for)\b|[ ]?[A-Z'’])
    | \b(?P<office>(?:{_BEFORE_NAMES}))[ ](?:of|for)[ ]
    (?:(?:the|and|of|[A-Z][\w-]+)[ ]){{0,4}}?[A-Z][\w-]+[ ]
    (?P<office_again>(?P=office))[ ](?=[A-Z])(?!Street|Road|Avenue|Square|Hospital|House|Palace|Park|Cup|Prize|Award)
    """,
    re.VERBOSE,
)
_ABBREVIATED_TWICE = lazy("|".join(rf"\b{short}\.?[ ]{long}(?=[ ][A-Z])" for short, long in _LONG_TITLES.items()))
_SUFFIXED = lazy(
    r"""
    \b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Doctor|Minister|President|Director|Mayor|Mount|Mt|Lake|River|Cape|Island)\.?[ ]
    [A-Z]\w+(?:[ ][A-Z]\w+)?(?P<suffix>-(?:san|sama|sensei|kun|chan|ssi|nim|ji))\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.ADDITION,
    severity=Severity.MINOR,
    cues=word_set(_BEFORE_NAMES.replace("|", " ").lower()) | word_set("mr mrs ms dr prof director mount mt lake river"),
    bad=[
        "We asked [Dr. Doctor -> Dr.] Ana Velm.",
        "We asked the Minister of Health [Minister] Olga Velm to come in May.",
        "They met the President of the Velm Council [President] Kole at noon and left.",
        "He met King Velm Daru[ King ->] in May.",
        "Professor Orino[-san ->] climbed Mount Tarbu[-san ->].",
    ],
    good=[
        "Dr. Ana Velm and the Doctor met. The Minister of Health met Minister Olga Velm.",
        "President Velm, President Kole and King Daru, King of Velm. President Velm and President Kole met.",
        "The King of Velm and King Daru met President Kole President Day was cold. Mayor Velm Mayor Kole.",
        "The King of Velm King Street, Orino-san and General Velm's General Store.",
    ],
)
def title_said_twice(sentence: Sentence) -> Iterator[Hit]:
    """*Dr. Doctor Velm*, *Minister of Health Minister Velm*, *Professor Orino-san*: one title is enough."""
    for found in sentence.search(_ABBREVIATED_TWICE):
        short = found.group().split()[0]
        yield flag(found, "The title stands twice.", unsafe=short)
    for found in sentence.search(_SAID_TWICE):
        if found["title"]:
            yield flag((found.start("again") - 1, found.end()), f"“{found['title']}” stands twice.", unsafe="")
        else:  # what remains may lack commas: the Minister of Health, Ana Velm,
            yield flag(found.span("office_again"), f"“{found['office']}” stands twice.")
    for found in sentence.search(_SUFFIXED):
        message = f"“{found['suffix']}” is a title, or says what the place is: English has said it before the name."
        yield flag(found.span("suffix"), message, unsafe="")
