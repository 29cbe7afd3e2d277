"""Terms: one thing, one word, and one spelling of it."""

from __future__ import annotations

import operator
from collections import defaultdict
from functools import partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from checker.checking.forms import Clash, Forms, minority
from checker.checking.rule import Hit, flag, rule
from checker.english.grammar import DETERMINERS, FUNCTION_WORDS, PREPOSITIONS, singular_of
from checker.english.varieties import TWO_WORDS, VARIETIES, Variety, is_quoted, may_be_a_name
from checker.english.words import is_plural, word_set
from checker.findings import Category, Severity
from checker.lexicon.wordlist import MISSPELLINGS, is_available, is_word, zipf
from checker.names import names_of, nearly_alike, roughly_alike, skeleton
from checker.text.document import Document, Kept, Sentence, Span, Token, Told, cased
from checker.text.house_style import ANY
from checker.text.pattern import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence


@rule(
    category=Category.INCONSISTENT_STYLE,
    severity=Severity.MINOR,
    bad=[
        "The colour of the hall near the centre is a matter of honour and [flavor -> flavour], our neighbours said.",
        "He traveled to the center, favored the color and put it in the [harbour -> harbor].",
        "The gray hall is near a gray wall. The [grey -> gray] door is open.",
        "They organized a fair and realized in time that [organised -> organized] crime was there.",
    ],
    doubtful=["The colour of the hall near the harbour, our neighbours said, suits the [theater -> theatre]."],
    good=[
        "The Labour Party and the Department of Defense; the World Trade Center has a colourful centre for neighbours.",
        "The neighbours organize a colourful tour of the harbour centre.",
        "A programme of talks on the computer program, and advice on exercise.",
        "He refilled it and called for a revised tour of the hours.",
    ],
)
def british_and_american_spelling(doc: Document) -> Iterator[Hit]:
    """The article mixes British and American spelling.

    Either is right, but an article keeps to one. Names keep their own spelling; *-ize* is also British, but not beside
    *-ise*.
    """
    if doc.house.spelling != ANY:
        return  # which of both is right is not the article's to say
    varieties = VARIETIES.among(doc.forms)
    if len({variety.side for variety in varieties.values()}) < 2 and len(
        {variety.american for variety in varieties.values()}
    ) == len(varieties):
        return
    words: dict[str, Forms[bool]] = defaultdict(Forms)
    sides: dict[str, list[Token]] = defaultdict(list)
    for sentence in doc.holding(varieties.keys()):
        for number in sentence.places(varieties.keys()):
            if not may_be_a_name(sentence, number):
                token = sentence.tokens[number]
                variety = varieties[token.lower]
                sides[variety.side].append(token)
                if token.lower not in TWO_WORDS:
                    words[_PAIRS.get(variety.side, "")].add(variety.american, variety.is_american, token)
    american = _prefers_american(sides)
    with_z = american or len(sides["ize"]) > len(sides["ise"])
    said: set[Span] = set()
    for clash in chain(
        words["sides"].clashes(known=american.__eq__),
        words["endings"].clashes(known=with_z.__eq__),
        words[""].clashes(better=american.__eq__),
    ):
        said.update(clash.places)
        yield from clash.hits(doc, new=lambda span, clash: _spelled(doc, varieties, span, american=clash.right))
    most = "American" if american else "British"
    given_up = _given_up(sides, american=american, with_z=with_z)
    for side_given_up, token in [(side, token) for side in given_up for token in sides[side]]:
        span = Span(token.start, token.end)
        if span not in said:
            new = _spelled(doc, varieties, span, american=with_z if side_given_up in _ENDINGS_IN_Z else american)
            message = f"The article has {most} spelling elsewhere: write “{new}”."
            # What is always spelled so may be a message that is cited, or what something is called.
            yield flag(token, message, unsafe=new, decided=len(doc.places[token.lower]) < _OFTEN)
    for token in sides[""] if sides["american" if american else "british"] else ():
        span = Span(token.start, token.end)
        if span not in said and token.lower not in TWO_WORDS and varieties[token.lower].is_american is not american:
            new = _spelled(doc, varieties, span, american=american)
            message = f"The article has {most} spelling elsewhere: write “{new}”."
            yield flag(token, message, unsafe=new, doubtful=True)


def _spelled(doc: Document, varieties: Mapping[str, Variety], span: Span, *, american: bool) -> str:
    text = doc.masked[slice(*span)]
    variety = varieties[text.lower()]
    return cased(variety.american if american else variety.british, text)


_OFTEN = 3
_ENDINGS_IN_Z = ("ise", "ize")
_PAIRS = {"british": "sides", "american": "sides", "ise": "endings", "ize": "endings"}
"""What the side of a spelling is one of; those of none are of a pair of their own."""


def _prefers_american(sides: Mapping[str, list[Token]]) -> bool:
    count = {side: len(tokens) for side, tokens in sides.items()}
    british = count.get("british", 0) + count.get("ise", 0)
    american = count.get("american", 0) + (0 if count.get("british") and not count.get("ise") else count.get("ize", 0))
    return american >= british


def _given_up(sides: Mapping[str, list[Token]], *, american: bool, with_z: bool) -> Iterator[str]:
    """The sides that an article does not keep to."""
    if american:
        if sides.get("american") or (sides.get("ize") and not sides.get("british")):
            yield from {"british", "ise"} & sides.keys()
    else:
        yield from {"american"} & sides.keys()
        if sides.get("ise"):
            yield from {"ise" if with_z else "ize"} & sides.keys()


_NOT_COMPOUNDS = word_set("""
    all the and any every some no may can be in on to up out off over under down away back day time one thing where
    body how ever while self else way more less much times other what who when there here for not an at by is so as it
    we he log sign set run cut shut break check turn take hand make pick build clean lay roll start stand work hang
    hold fall show left lock knock bring fore with after before until half full well non pre re anti sub inter front
    mean good new high long short key last best near far home fire per cent night year week man men woman women ship
    ness ful able like wise ward ent ant ion her him his our your its ally hood dom ment let
    """)


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=[
        "An airstrike hit the road. The airstrike was the first [air strike -> airstrike] in a year.",
        "The warlord fled. Another warlord hid, and his [war-lord -> warlord] friend too.",
    ],
    doubtful=["They reopened the deoccupied town. A [de-occupied -> deoccupied] town is a deoccupied one."],
    good=[
        "It happens every day; everyday life goes on. We set up the setup and may be late, maybe.",
        "He works long hours on a long-term plan for the long term.",
        "A part time job is a part-time job.",
        "Nobody, no body; into, in to; some time, sometime.",
        "The user name field holds `username`.",
        "The `lookuptable` flag prints a lookup table; a lookuptable is small.",
        "Lookup tables pass through a passthrough.",
        "Write it in lowercase: upper or lower case, upper vs. lower case, lower case or title case.",
    ],
)
def compound_two_ways(doc: Document) -> Iterator[Hit]:
    """A compound is one word in one place and two words, or hyphenated, in another.

    *Airstrike* and *air strike* are both right; an article keeps to one.
    """
    spans: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    long = [form for form in doc.forms if len(form) >= 7]
    single = set(map(_singular, long))
    for sentence in _with_parts(doc, single, [form for form in long if "-" in form]):
        for at, (first, second) in enumerate(pairwise(sentence.tokens)):
            if first.kind == second.kind == "word" and first.end + 1 == second.start and second.text.islower():
                joined = _singular(first.lower + second.lower)
                if (
                    joined in single
                    and _may_join(first.lower, second.lower)
                    and _in_prose(doc, first, second)
                    and not _is_shared(sentence.lowers, at)
                ):
                    spans[joined][f"{first.lower} {_singular(second.lower)}"].append(Span(first.start, second.end))
        for word in sentence.words if "-" in sentence.text else ():
            if "-" in word.text and _singular(word.lower.replace("-", "")) in single and _in_prose(doc, word, word):
                first_part, _, second_part = word.lower.partition("-")
                if _may_join(first_part, second_part):
                    spans[_singular(word.lower.replace("-", ""))][_singular(word.lower)].append(
                        Span(word.start, word.end)
                    )
    either_number = {form + ending for form in spans for ending in ("", "s")}
    for sentence in doc.holding(either_number):
        for word in sentence.words:
            form = _singular(word.lower)
            if form in spans and _in_prose(doc, word, word) and word.text[1:].islower():
                spans[form][form].append(Span(word.start, word.end))
    yield from _hyphened_two_ways(doc, spans)
    for joined, written in spans.items():
        if (
            not zipf(joined)
            or _is_in_code(doc, joined)
            or not all(form == joined or _is_plain(form) for form in written)
        ):
            continue  # no word, or what something is called
        seldom = zipf(joined) < _SELDOM_JOINED
        for clash in minority(written, known=joined.__ne__ if seldom else _not_known, better=joined.__eq__):
            # What is seldom joined may be what something is called in a manual.
            decided = clash.decided and not (seldom and doc.is_technical)
            yield from clash._replace(decided=decided).hits(
                doc, new=lambda span, clash: _in_number(doc.masked[slice(*span)], clash.right)
            )


def _is_shared(lowers: Sequence[str], at: int) -> bool:
    """Whether the second word of two at ``at`` belongs to another first word too: *upper or lower case*."""
    before = at - 2 if lowers[max(0, at - 2) : at] == ["vs", "."] else at - 1
    if before > 0 and lowers[before] in _JOINING and lowers[before - 1].isalpha():
        return not is_plural(lowers[before - 1])
    return lowers[at + 2 : at + 3] in (["or"], ["and"]) and lowers[at + 4 : at + 5] == lowers[at + 1 : at + 2]


_JOINING = word_set("and or nor vs versus")


def _not_known(_: str) -> bool:
    return False


_SELDOM_JOINED = 2.0
"""The ``zipf`` of a compound that is met as one word, and written as two: *web server*."""


def _is_plain(form: str) -> bool:
    """Whether the parts of a compound are common words, and not the short forms that names are made of."""
    return all(zipf(part) >= _COMMON_PART for part in _PARTS.split(form))


_PARTS = lazy("[ -]")
_COMMON_PART = 3.0


def _hyphened_two_ways(doc: Document, known: Mapping[str, object]) -> Iterator[Hit]:
    """Words that stand with a hyphen and without, be they none of two words: *de-occupied*, *deoccupied*."""
    if doc.is_technical:
        return
    for form in sorted(doc.written):
        joined = form.replace("-", "")
        if joined == form or not form.islower() or len(joined) < _SHORTEST_JOINED or _singular(joined) in known:
            continue
        if joined in doc.written:
            written = {
                each: [Span(word.start, word.end) for word in map(partial(_token, doc), doc.places[each])]
                for each in (form, joined)
            }
            for clash in minority(written):
                for hit in clash.hits(doc, new=lambda _, clash: clash.right):
                    yield hit._replace(doubtful=True)


_SHORTEST_JOINED = 7


def _in_number(text: str, right: str) -> str:
    """The compound ``right`` in the number and case of ``text``."""
    several = text.endswith("s") and not right.endswith("s")
    return cased(f"{right}s" if several else right, text)


def _in_prose(doc: Document, first: Token, last: Token) -> bool:
    """Whether the words are no part of an address, a file name or a handle."""
    return doc.masked[first.start - 1 : first.start] not in _JOINERS and not _FOLLOWER.match(doc.masked, last.end)


def _is_in_code(doc: Document, word: str) -> bool:
    """Whether a word stands in code or markup too, so that it may be what something is called there."""
    return bool(doc.masks) and doc.text.lower().count(word) > doc.masked.lower().count(word)


_JOINERS = frozenset("/._@#=&\\-:")
_FOLLOWER = lazy(r"[/_@=&\\-]|\.\w")


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _may_join(first: str, second: str) -> bool:
    return (
        min(len(first), len(second)) >= 3
        and first.isalpha()
        and second.isalpha()
        and first not in _NOT_COMPOUNDS
        and _singular(second) not in _NOT_COMPOUNDS
        and second not in _NOT_COMPOUNDS
        and second not in PREPOSITIONS
    )


def _with_parts(doc: Document, single: set[str], hyphened: list[str]) -> list[Sentence]:
    """The sentences that may hold one of the words in two parts or with a hyphen: in most articles none does."""
    places = doc.places
    same = {form for form in hyphened if _singular(form.replace("-", "")) in single}
    parts = (
        (word[:at], second)
        for word in single
        for at in range(3, len(word) - 1)
        if word[:at] in places
        for second in (word[at:], f"{word[at:]}s")
        if second in places and _may_join(word[:at], second)
    )
    rarer = {first if len(places[first]) < len(places[second]) else second for first, second in parts}
    return doc.holding(rarer | same)


_DISEASES = word_set(
    "coronavirus influenza malaria tuberculosis cholera measles polio dengue smallpox typhoid pneumonia diabetes"
)


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    cues=_DISEASES,
    bad=[
        "Schools closed because of [Coronavirus -> coronavirus] cases in May.",
        "They lost two calves to [Cholera -> cholera] last year.",
    ],
    good=[
        "Coronavirus cases rose. The Coronavirus Task Force met, and the National Malaria Institute too.",
        "“Coronavirus: what we know” is a guide.",
        "Coronavirus Cases Rise in the North",
        "The Malaria Atlas is out.",
    ],
)
def capitalised_disease(sentence: Sentence) -> Iterator[Hit]:
    """The name of a disease stands with a capital letter in the middle of a sentence."""
    if sentence.is_heading or sentence.text[-1:] not in '.?!”"':
        return
    words = sentence.tokens
    for number, word in enumerate(words):
        if not (word.text.istitle() and word.lower in _DISEASES and 0 < number < len(words) - 1):
            continue
        before, after = words[number - 1], words[number + 1]
        if before.kind == "word" and before.text.islower() and not after.text[:1].isupper():
            yield flag(word, f"Write “{word.lower}” with a small letter.", safe=word.lower)


_CURRENCY_WORDS = word_set(
    "rupee rupees dollar dollars euro euros naira yuan ruble rubles rouble roubles rial rials shekel shekels rand"
)


@rule(
    preview=True,  # oftener in human translations
    category=Category.SPELLING,
    severity=Severity.MINOR,
    cues=_CURRENCY_WORDS,
    bad=["He paid 500 [Rupees -> rupees] for it.", "The price in [Dollars -> dollars] rose."],
    good=[
        "Rupees are scarce.",
        "The Euro Cup and the Rand Corporation.",
        "Prices In Dollars Rise",
        "He lives in Rand.",
    ],
)
def capitalised_currency(doc: Document) -> Iterator[Hit]:
    """The name of a currency stands with a capital letter in the middle of a sentence."""
    found = _CAPITALISED_CURRENCIES & doc.written
    for sentence in doc.holding(set(map(str.lower, found))):
        if not sentence.is_heading:
            yield from _capitalised_currencies(sentence.tokens)


_CAPITALISED_CURRENCIES = frozenset(map(str.title, _CURRENCY_WORDS))


def _capitalised_currencies(tokens: Sequence[Token]) -> Iterator[Hit]:
    for before, word, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.text not in _CAPITALISED_CURRENCIES:
            continue
        counted = before.kind == "number" or before.lower in ("million", "billion", "trillion", "thousand")
        plural = before.text == "in" and word.lower.endswith("s")
        if (counted or plural) and not after.text[:1].isupper():
            yield flag(word, f"Write “{word.lower}” with a small letter.", safe=word.lower)


_STOPPED = lazy(r"(?<![\w.])(?P<stopped>U\.S\.|U\.K\.|U\.N\.|E\.U\.|U\.A\.E\.)(?!\w|\.?[A-Z])")
_BARE = lazy(r"(?<![\w.$@#-])(?P<bare>US|UK|UN|EU|UAE)(?![\w$.-])(?!\$)")


@rule(
    category=Category.INCONSISTENT_STYLE,
    severity=Severity.MINOR,
    cues={"u.s.", "u.k.", "u.n.", "e.u.", "u.a.e."},
    bad=[
        "A US envoy and a US senator met in the [U.S. -> US] mission.",
        "A UK envoy and a UK judge left the [U.K. -> UK.]",
        "The U.S. envoy met the U.S. senator and a [US -> U.S.] judge.",
    ],
    good=[
        "The U.S. army and the U.S. navy.",
        "US AND U.S. TALKS",
        "He paid US$5 in the U.S. capital.",
        "“The US is big,” he said in the U.S. embassy.",
    ],
)
def stops_in_country_two_ways(doc: Document) -> Iterator[Hit]:
    """*US* has stops in one place and none in another."""
    forms: Forms[bool] = Forms()
    matches: dict[int, re.Match[str]] = {}
    for sentence in doc.sentences:
        if sentence.is_heading or sentence.text.isupper():
            continue
        for pattern in (_STOPPED, _BARE):
            for match in sentence.search(pattern):
                if not is_quoted(sentence, match.start()):
                    matches[match.start()] = match
                    forms.add(match.group().replace(".", ""), pattern is _STOPPED, match)

    def written(span: Span, clash: Clash[bool]) -> str:
        bare = matches[span.start].group().replace(".", "")
        return _with_stop(doc, matches[span.start], ".".join(bare) + "." if clash.right else bare)

    for clash in forms.clashes(better=operator.not_):
        yield from clash.hits(doc, new=written)


def _with_stop(doc: Document, match: re.Match[str], text: str) -> str:
    """``text``, with the full stop of a sentence that ends there and without a second one."""
    if match.group().endswith("."):
        sentence = doc.sentence_at(match.start())
        return f"{text}." if sentence and sentence.end == match.end() else text
    return text[:-1] if doc.masked[match.end() : match.end() + 1] == "." else text


_SENSES = tuple(
    map(
        word_set,
        """
        duty charge tariff levy; region area zone; district area; merchant trader businessman dealer; job position post
        dismissal redundancy layoff; fridge refrigerator freezer; exam examination test; factory plant mill
        firm company enterprise corporation; road highway street; eradication alleviation reduction elimination
        fair festival carnival exhibition; committee commission board council panel; emirate empire sultanate kingdom
        prize award; plan program programme scheme project; negotiation consultation
        agreement deal accord contract treaty pact; law act statute; regulation rule; minister secretary
        department ministry directorate bureau; prosecutor procurator; court tribunal; strike raid assault attack
        fighter militant rebel insurgent; missile rocket; plane aircraft airplane jet; ship vessel boat
        epidemic pandemic; disease illness sickness; hospital clinic; medicine drug; pupil student
        university college institute; school academy; competition contest tournament; match game; coach trainer
        wage salary pay; income earning revenue; growth increase rise; decline drop fall decrease
        resident inhabitant citizen; refugee migrant; worker employee; manufacturer producer maker
        consumer customer client buyer; power electricity energy; plant station; village hamlet settlement
        province oblast governorate prefecture; pig hog swine; sow pig; garbage waste rubbish trash; fire blaze
        earthquake quake; storm typhoon hurricane; car vehicle automobile; truck lorry; railway railroad; movie film
        song track tune; exhibition exhibit display; square plaza; temple shrine; holiday vacation; ballot poll
        deputy lawmaker parliamentarian legislator; shop store; photo picture photograph image
        reporter journalist correspondent; loan credit; fund foundation; share stock; owner proprietor holder
        apartment flat; border frontier boundary; war conflict; weapon armament arm; explosion blast detonation
        shelling bombardment; victim casualty; murder homicide; prison jail; lawyer attorney advocate
        investigation inquiry probe; meeting session gathering conference assembly; visit trip tour
        opening inauguration; protest demonstration rally; measure step; standard norm criterion
        subsidy grant allowance; aid assistance help; cooperation collaboration; quantity volume amount
        goal target objective aim; achievement accomplishment; shortage deficit scarcity; good product commodity
        technology technique; heritage legacy; puppy cub; pension retirement; fine penalty; skull head
        nation tribe people community; smart intelligent; theme thematic themed; memorial commemorative
        transport transportation; foreign external overseas; agricultural farm farming; nuclear atomic; criminal penal
        electric electrical electronic; north northern; south southern; east eastern; west western
        """.strip()
        .replace("\n", ";")
        .split(";"),
    )
)
"""Words that a dictionary of another language gives for one of its words; of a noun, the singular."""


def _by_word() -> Mapping[str, Sequence[int]]:
    """For each word the numbers of the senses that it is one of."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(_SENSES):
        for word in words:
            found[word].append(number)
    return found


_SENSES_OF = _by_word()


def _lemma(form: str) -> str | None:
    """The word of several senses that a form is of, in whatever number."""
    for ending, singular in (("", ""), ("ies", "y"), ("es", ""), ("s", ""), ("men", "man")):
        word = form.removesuffix(ending) + singular
        if form.endswith(ending) and word in _SENSES_OF:
            return word
    return None


_lemmas = Told(_lemma)
_KEPT = frozenset({"duty", "emirate"})
"""Words that are kept though others stand oftener: duty on goods is never a charge."""
_TELLING = 5.2
"""The ``zipf`` of words so common that they stand beside anything."""


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    doubtful=[
        "Import duty on tea fell, and import duty on oil. The [import charges -> import duty] on rice did not.",
        "A smart factory needs smart grids. The [intelligent factory -> smart factory] is in Velm.",
        "He left for Northern Velmia. In Northern Velmia it rained. [North Velmia -> Northern Velmia] is cold.",
        "The Emirate of Daru is old. The lord of the Emirate of Daru likes the [Empire of Daru -> Emirate of Daru].",
    ],
    good=[
        "A smart child with an intelligent dog. Smart grids and intelligent factories.",
        "The import charges were high. Customs duty is not.",
        "The tea company and the tea shop; the new road and the new street.",
        "The company of the year and the firm of Kole.",
    ],
)
def term_rendered_two_ways(doc: Document) -> Iterator[Hit]:
    """One term is translated in two ways in one article: *smart factory* and *intelligent factory*. Two words that can
    both translate one foreign word, beside the same third word, hardly mean two things. The more frequent one is kept.
    """
    lemmas = _lemmas.among(doc.forms)
    present = set(lemmas.values())
    senses = {number for number, words in enumerate(_SENSES) if len(words & present) > 1}
    if not senses:
        return
    forms: Forms[str] = Forms()
    terms: dict[tuple[Span, str], str] = {}
    for form, lemma in sorted(lemmas.items()):
        here = senses.intersection(_SENSES_OF[lemma])
        for place in doc.places[form] if here else ():
            sentence, at = doc.spot(place)
            for beside, first, last in _neighbours(sentence, at):
                for number in here:
                    place_of_term = forms.add((*beside, number), lemma, (first.start, last.end))
                    terms[place_of_term, lemma] = sentence.tokens[at].text
    found: set[Span] = set()
    for clash in forms.clashes(known=_KEPT.__contains__):
        fresh = [place for place in clash.places if place not in found]
        found.update(fresh)
        yield from clash._replace(places=fresh).hits(doc, new=partial(_with_term, doc, terms))


def _neighbours(sentence: Sentence, at: int) -> Iterator[tuple[tuple[str, str], Token, Token]]:
    """The words that make a term of the one at ``at``, each with the side it stands on, and the ends of the term."""
    tokens = sentence.tokens
    term = tokens[at]
    if at:
        before = tokens[at - 1]
        if _makes_a_term(before) and before.end + 1 == term.start and before.lower not in DETERMINERS:
            yield ("before", before.lower), before, term
    if at + 1 < len(tokens):
        after = tokens[at + 1]
        if _makes_a_term(after) and term.end + 1 == after.start and not after.lower.endswith(("ed", "ly")):
            yield ("after", _singular(after.lower)), term, after
    if at + 2 < len(tokens) and tokens[at + 1].lower == "of" and tokens[at + 2].text.istitle():
        yield ("of", tokens[at + 2].lower), term, tokens[at + 2]


def _with_term(doc: Document, terms: Mapping[tuple[Span, str], str], span: Span, clash: Clash[str]) -> str:
    """The place with the term that is kept, as that stands first."""
    wrong, right = terms[span, clash.wrong], terms[clash.kept[0], clash.right]
    return doc.masked[slice(*span)].replace(wrong, cased(right.lower(), wrong))


def _makes_a_term(token: Token) -> bool:
    return (
        token.kind == "word"
        and len(token.text) >= _SHORTEST_TERM
        and token.lower not in FUNCTION_WORDS
        and zipf(token.lower) < _TELLING
    )


_BEFORE_TERM = word_set("a an the each every this that its their his her our your new of any no")
_STEM = 5
"""Letters that two modifiers of one term have in common."""


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=[
        "A custom widget is new. Put the custom widget there. The [customized -> custom] widget is listed.",
        "The radiant point is high. Find the radiant point, not a [radiation -> radiant] point, they said.",
    ],
    good=[
        "The central office and a centralized service; a large project and the larger project.",
        "The published book is a publisher book. The customised widget is a customized widget.",
        "The economy minister and an economic plan.",
        "Set `a`, `b`, `c`, `d`, `e`: the config file. The configuration file is new. The configuration file is read.",
    ],
)
def modifier_in_two_forms(doc: Document) -> Iterator[Hit]:
    """One noun has two modifiers from the same stem: *a custom widget*, *the customized widget*. Readers take them for
    two things.
    """
    lowers, last = doc.lowers, len(doc.lowers) - 2
    found: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for before in _BEFORE_TERM & doc.forms:
        for at in doc.places[before]:
            if at < last and len(lowers[at + 1]) >= _STEM and _modifiers[lowers[at + 1]]:
                modifier, head = lowers[at + 1], _singular(lowers[at + 2])
                found[modifier[:_STEM], head][modifier].append(at + 1)
    for (_, head), modifiers in found.items():
        if len(modifiers) < 2 or len(head) < _SHORTEST_TERM or not head.isalpha() or head in FUNCTION_WORDS:
            continue
        written: dict[str, list[int]] = defaultdict(list)
        for modifier, places in modifiers.items():
            written[_WITH_Z.sub("s", modifier)] += places
        tokens = {form: [_token(doc, at) for at in sorted(places)] for form, places in written.items()}
        for clash in minority({form: [Span(each.start, each.end) for each in found] for form, found in tokens.items()}):
            if doc.is_technical and not _mean_the_same(clash.wrong, clash.right):
                continue
            if not _is_participle_of(clash.wrong, clash.right) and not _is_participle_of(clash.right, clash.wrong):
                yield from clash.hits(doc, new=partial(_as_it_stands_first, doc))


def _token(doc: Document, number: int) -> Token:
    sentence, at = doc.spot(number)
    return sentence.tokens[at]


def _may_be_a_modifier(form: str) -> bool:
    return form.isalpha() and form not in _NO_MODIFIERS and not form.endswith(("ing", "ly", "s", "er", "est"))


def _as_it_stands_first(doc: Document, span: Span, clash: Clash[str]) -> str:
    """The form that is kept, in the case of the place."""
    return cased(doc.masked[slice(*clash.kept[0])], doc.masked[slice(*span)])


_NO_MODIFIERS = FUNCTION_WORDS | DETERMINERS
_modifiers = Kept(_may_be_a_modifier)


def _mean_the_same(one: str, other: str) -> bool:
    """Whether two adjectives of one stem are one to all readers: *custom* and *customised*, *classical*."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    if (one[:-2], {one[-2:], other[-2:]}) == (other[:-2], {"al", "um"}):
        return True
    return (long == f"{short}ised" and not short.endswith("al")) or (long == f"{short}al" and short.endswith("ic"))


def _is_participle_of(one: str, other: str) -> bool:
    return one.endswith("ed") and not one.endswith("ised") and (one[:-2], one[:-1])[other.endswith("e")] == other


_SHORTEST_TERM = 4
_MOST_UNKNOWN = 60
"""Unknown words of an article that are compared each with each; a list of names or code has more."""


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=[
        "Doctors treat keratoconus early. Many have keratoconus, and [cartoconus -> keratoconus] is rare in children.",
        "The ghirlapana is danced in May. This [girlapana -> ghirlapana] is old, but the ghirlapana lives.",
        "Cool the gulfiya, cut the gulfiya and serve it. The [kulfia -> gulfiya] melts.",
        "Fans of the Zharpanos sang. Some bet on “[zharpanoz -> Zharpanos]”, as Zharpanos coaches do.",
    ],
    good=[
        "A uuencoded line is encoded, and gconvert is there to convert it.",
        "The lyophilised and lyophilized goods; adipose and adiposity; one snorkeller and two snorkellers.",
        "The plaza, the piazza and the plazas.",
        "Set `keratoconus` or cartoconus.js here.",
        "The Zharpanos and the zharpanos.",
        "Zharpanos’s coach sang for zharpanoz.",
    ],
)
def term_spelled_two_ways(doc: Document) -> Iterator[Hit]:
    """Two rare words in one article are nearly the same: one term, spelled by ear. The spelling that is known, or more
    frequent, is kept.
    """
    if not is_available():
        return
    terms = set(_terms.among(doc.written))
    rare = set(filter(_is_rare, terms))
    if not rare:
        return
    unknown = {term for term in rare if not is_word(term)}
    names = {name for name in names_of(doc).spellings if name.istitle() and _may_be_a_term(name.lower())}
    lower = {name.lower(): name for name in names if name.lower() not in terms}
    hardly = {term for term in terms | lower.keys() if zipf(term) < _HARDLY_MET}
    alike: Forms[str] = Forms()
    sure = set(nearly_alike(terms | lower.keys(), unknown if len(unknown) <= _MOST_UNKNOWN else ()))
    doubtful = set(roughly_alike(hardly)) - sure if len(hardly) <= _MOST_UNKNOWN and not doc.is_technical else set()
    for one, other in sorted(sure | doubtful):
        if {one, other} <= lower.keys() or rare.isdisjoint((one, other)) or not _are_one_term(one, other):
            continue
        if doc.is_technical and is_word(one) and is_word(other):
            continue
        if doc.is_technical and (not (zipf(one) or zipf(other)) or _is_in_code(doc, one) or _is_in_code(doc, other)):
            continue  # what programs and their parts are called
        for form in (one, other):
            for at in doc.places.get(form, ()):  # a name may stand here with ’s only
                sentence, number = doc.spot(at)
                token = sentence.tokens[number]
                if _in_prose(doc, token, token):
                    alike.add(min(one, other), lower.get(form, form), token)
    for clash in alike.clashes(known=lambda form: form.istitle() or is_word(form)):
        pair = tuple(sorted((clash.wrong.lower(), clash.right.lower())))
        for hit in clash.hits(
            doc, new=lambda span, clash: cased(clash.right, doc.masked[slice(*span)]), message=_SOUNDS_LIKE
        ):
            yield hit._replace(doubtful=pair in doubtful)


_HARDLY_MET = 2.8
"""The ``zipf`` of a word that hardly a reader has met; a name of a dish, a plant or the like."""
_SOUNDS_LIKE = "“{wrong}” is nearly “{right}”, which stands elsewhere ({share})."


def _may_be_a_term(form: str) -> bool:
    if len(form) < _SHORTEST_TERM or not form.isalpha() or not form.islower() or form in MISSPELLINGS:
        return False
    return zipf(form) < (_RARE if len(form) < _LONG_TERM else _UNCOMMON)


def _is_rare(form: str) -> bool:
    return zipf(form) < _RARE


_terms = Told(_may_be_a_term)
_RARE = 2.2
"""The ``zipf`` of a word that hardly any article has."""
_UNCOMMON = 3.3
_LONG_TERM = 7
"""Letters of a term that may be known better and still be meant by a rare word."""
_ENDINGS = lazy(r"(?:s|es|e|ed|ing|ings|ers?|ors?|ly|d|al|ists?|ism|y|n|ions?|able|ment|r|rs|i)?")


def _are_one_term(one: str, other: str) -> bool:
    """Whether two words are one term, and no forms of one word: inflected, derived, or British and American."""
    if one in other or other in one or (is_word(one) and is_word(other) and min(zipf(one), zipf(other)) >= _HARDLY_MET):
        return False
    if singular_of(one) == singular_of(other):
        return False
    if "z" in one + other and _WITH_Z.sub("s", one) == _WITH_Z.sub("s", other):
        return False
    if skeleton(one)[:1] != skeleton(other)[:1]:
        return False
    stem = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return not any(
        _ENDINGS.fullmatch(one[at:]) and _ENDINGS.fullmatch(other[at:]) for at in range(_SHORTEST_TERM, stem + 1)
    )


_WITH_Z = lazy("(?<=[iy])z(?=[aei])")


_HEADLINE_WORD = lazy(r"[^\W\d_][\w’'-]{3,}")
_LONGEST_HEADLINE = 20
_BODY = 80
"""Words of an article that takes up what its headline says; a shorter one may have no room for it."""


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    doubtful=[
        (
            "[Fridge Before the Wall] Opened\n\nThe museum opened its new door on Monday. Hundreds of people came, and "
            "the mayor spoke of the years in which it was built.\n\n" + 8 * "They all were glad, and sang songs there. "
        ),
    ],
    good=[
        (
            "Museum Opens Doors at Last\n\nThe museum opened its new door on Monday. Hundreds of people came, and the "
            "mayor spoke of the years in which it was built.\n\n" + 8 * "They all were glad, and sang songs there. "
        ),
        "Fridge Before the Wall Opened\n\nThe museum opened its door.\n\nThey were glad.",
    ],
)
def headline_in_other_words(doc: Document) -> Iterator[Hit]:
    """Most words of the headline stand nowhere in the article.

    A headline gives a machine little context, so it chooses other words there than in the text below.
    """
    first = doc.headline
    if first is None or doc.is_technical or len(doc.blocks) < _FEWEST_BLOCKS:
        return
    headline, body = doc.masked[first.start : first.end], doc.masked[first.end :].lower()
    if len(headline.split()) > _LONGEST_HEADLINE or body.count(" ") < _BODY:
        return
    words = [word for word in _HEADLINE_WORD.finditer(headline) if word.group().lower() not in _SMALL]
    nowhere = [word for word in words if _stem(word.group().lower()) not in body]
    if len(nowhere) > 1 and 2 * len(nowhere) >= len(words):
        where = first.start + nowhere[0].start(), first.start + nowhere[-1].end()
        yield flag(where, "The article below has other words for this: is it what was meant?")


def _stem(word: str) -> str:
    return word[: max(4, len(word) - 3)]


_FEWEST_BLOCKS = 3
_SMALL = FUNCTION_WORDS | DETERMINERS
