"""Terms: one thing, one word, and one spelling of it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.document import MARKUP_IN_WORD, Document, Sentence, Span, Token, cased
from checker.english import word_set
from checker.grammar import DETERMINERS, FUNCTION_WORDS, PREPOSITIONS, plural_of
from checker.lexicon import MISSPELLINGS, is_available, is_word, uncommon, zipf
from checker.mqm import Category, Severity
from checker.names import edits, heard, skeleton
from checker.pattern import lazy
from checker.rule import Hit, Related, flag, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


# British first. Only words whose two spellings mean the same and differ in every use; -ise/-ize apart, since -ize is
# British too (Oxford).
_PAIRS = """
    colour/color colours/colors coloured/colored colourful/colorful favour/favor favours/favors favoured/favored
    favourite/favorite favourites/favorites favourable/favorable honour/honor honours/honors honoured/honored
    honourable/honorable labour/labor labours/labors neighbour/neighbor neighbours/neighbors neighbouring/neighboring
    neighbourhood/neighborhood neighbourhoods/neighborhoods behaviour/behavior behaviours/behaviors harbour/harbor
    harbours/harbors humour/humor rumour/rumor rumours/rumors rumoured/rumored vigour/vigor armour/armor
    armoured/armored
    endeavour/endeavor endeavours/endeavors flavour/flavor flavours/flavors tumour/tumor tumours/tumors odour/odor
    splendour/splendor saviour/savior parlour/parlor vapour/vapor
    centre/center centres/centers centred/centered theatre/theater theatres/theaters metre/meter metres/meters
    kilometre/kilometer kilometres/kilometers centimetre/centimeter centimetres/centimeters litre/liter litres/liters
    fibre/fiber fibres/fibers calibre/caliber sombre/somber spectre/specter lustre/luster meagre/meager
    defence/defense defences/defenses offence/offense offences/offenses pretence/pretense licence/license
    travelled/traveled travelling/traveling traveller/traveler travellers/travelers cancelled/canceled
    cancelling/canceling labelled/labeled labelling/labeling modelled/modeled modelling/modeling signalled/signaled
    fuelled/fueled fuelling/fueling counsellor/counselor jewellery/jewelry marvellous/marvelous quarrelled/quarreled
    totalled/totaled channelled/channeled dialled/dialed levelled/leveled fulfil/fulfill fulfilment/fulfillment
    enrol/enroll enrolment/enrollment instalment/installment skilful/skillful wilful/willful
    organise/organize organised/organized organising/organizing organisation/organization organisations/organizations
    organiser/organizer organisers/organizers recognise/recognize recognised/recognized recognising/recognizing
    realise/realize realised/realized realising/realizing criticise/criticize criticised/criticized
    criticising/criticizing emphasise/emphasize emphasised/emphasized emphasising/emphasizing authorise/authorize
    authorised/authorized apologise/apologize apologised/apologized mobilise/mobilize
    mobilised/mobilized mobilisation/mobilization stabilise/stabilize stabilised/stabilized utilise/utilize
    utilised/utilized modernise/modernize modernisation/modernization privatisation/privatization
    globalisation/globalization civilisation/civilization specialise/specialize specialised/specialized
    summarise/summarize prioritise/prioritize finalise/finalize finalised/finalized symbolise/symbolize
    characterise/characterize characterised/characterized neutralise/neutralize neutralised/neutralized
    analyse/analyze analysed/analyzed analysing/analyzing paralyse/paralyze paralysed/paralyzed catalyse/catalyze
    programme/program programmes/programs catalogue/catalog dialogue/dialog aluminium/aluminum grey/gray plough/plow
    tyre/tire tyres/tires cheque/check kerb/curb pyjamas/pajamas sceptical/skeptical sceptic/skeptic mould/mold
    moustache/mustache ageing/aging judgement/judgment acknowledgement/acknowledgment manoeuvre/maneuver
    manoeuvres/maneuvers anaesthetic/anesthetic anaemia/anemia paediatric/pediatric paediatrician/pediatrician
    haemorrhage/hemorrhage leukaemia/leukemia orthopaedic/orthopedic gynaecologist/gynecologist oestrogen/estrogen
    encyclopaedia/encyclopedia archaeology/archeology foetus/fetus diarrhoea/diarrhea oesophagus/esophagus
    mum/mom mums/moms aeroplane/airplane aeroplanes/airplanes
"""
_NEUTRAL = word_set(
    "program programs check tire tires curb meter meters dialog dialogue catalog catalogue license judgement judgment "
    "acknowledgement acknowledgment ageing aging archaeology archeology encyclopedia encyclopaedia fetus grey gray mum "
    "mom mums moms fulfil airplane authorities practise analog draft story storey mold mould theater theatre "
    "armor armour jewelry"
)
"""Words of the list that one side writes too, or that name things: they take no part in the count."""


def _spellings() -> tuple[dict[str, str], dict[str, str]]:
    british: dict[str, str] = {}
    american: dict[str, str] = {}
    for pair in _PAIRS.split():
        one, other = pair.split("/")
        if one not in _NEUTRAL and other not in _NEUTRAL:
            british[one], american[other] = other, one
    return british, american


_BRITISH, _AMERICAN = _spellings()
_EITHER = frozenset({*_BRITISH, *_AMERICAN})
_OXFORD = frozenset(word for word in _AMERICAN if re.search(r"i[sz](?:e|ed|ing|er|ers|ation|ations)$", word))
_FEWEST = 3
"""Words that an article must spell in one way for that to be its own."""


@rule(
    category=Category.INCONSISTENT_STYLE,
    severity=Severity.MINOR,
    cues=(*_BRITISH, *_AMERICAN),
    bad=[
        "The colour of the theatre near the centre is a matter of honour and [flavor -> flavour], our neighbours said.",
        "He traveled to the center, favored the color and put it in the [harbour -> harbor].",
    ],
    good=[
        "The Labour Party and the Department of Defense; the World Trade Center has a colourful centre for neighbours.",
        "The neighbours organize a colourful tour of the harbour centre.",
        "The center is near; the harbour is not.",
        "“What a colorful favour for our neighbours,” the harbour centre wrote.",
    ],
)
def british_and_american_spelling(doc: Document) -> Iterator[Hit]:
    """The article mixes British and American spelling.

    The few words that are spelled in the other way than most are named. Names and quotations keep their own spelling,
    and *-ize* stands in British texts too.
    """
    ways = [len(doc.forms.intersection(spellings)) for spellings in (_BRITISH, _AMERICAN)]
    if not min(ways) or max(ways) < _FEWEST:
        return
    british: list[Token] = []
    american: list[Token] = []
    for sentence in doc.holding(_EITHER):
        for number in sentence.places(_EITHER):
            if not _may_be_a_name(sentence, number):
                word = sentence.tokens[number]
                (british if word.lower in _BRITISH else american).append(word)
    counted = [word for word in american if word.lower not in _OXFORD]
    if len({word.lower for word in british}) >= _FEWEST and len(british) >= 4 * len(counted) > 0:
        yield from _other_way(counted, _AMERICAN, "British", len(british))
    elif len({word.lower for word in american}) >= _FEWEST and len(american) >= 4 * len(british) > 0:
        yield from _other_way(british, _BRITISH, "American", len(american))


def _may_be_a_name(sentence: Sentence, number: int) -> bool:
    """Whether the word stands in a name or between quotation marks."""
    word = sentence.tokens[number]
    if word.text[:1].isupper() and number:
        return True
    text = sentence.text
    at = word.start - sentence.start
    return bool(re.search(r"[“\"][^”\"]*$", text[:at]) and re.search(r"[”\"]|$", text[at:]))


def _other_way(words: list[Token], spellings: Mapping[str, str], most: str, count: int) -> Iterator[Hit]:
    for word in words:
        right = spellings[word.lower]
        message = f"Most of the article has {most} spelling ({count} of {count + len(words)} words): write “{right}”."
        yield flag(word, message, unsafe=word.cased(right))


_NOT_COMPOUNDS = word_set("""
    all the and any every some no may can be in on to up out off over under down away back day time one thing where
    body how ever while self else way more less much times other what who when there here for not an at by is so as it
    we he log sign set run cut shut break check turn take hand make pick build clean lay roll start stand work hang
    hold fall show left lock knock bring fore with after before until half full well non pre re anti sub inter front
    mean good new high long short last best near far home fire per cent night year week man men woman women ship ness
    ful able like wise ward ent ant ion her him his our your its ally hood dom ment let
    """)


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=[
        "An airstrike hit the road. The airstrike was the first [air strike -> airstrike] in a year.",
        "The warlord fled. Another warlord hid, and his [war-lord -> warlord] friend too.",
    ],
    good=[
        "It happens every day; everyday life goes on. We set up the setup and may be late, maybe.",
        "He works long hours on a long-term plan for the long term.",
        "A part time job is a part-time job.",
        "Nobody, no body; into, in to; some time, sometime.",
        "The user name field holds `username`.",
        "The `lookuptable` flag prints a lookup table; a lookuptable is small.",
        "Lookup tables pass through a passthrough.",
    ],
)
def compound_two_ways(doc: Document) -> Iterator[Hit]:
    """A compound is one word in one place and two words, or hyphened, in another.

    *Airstrike* and *air strike* are both right; an article keeps to one.
    """
    spans: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    long = [form for form in doc.forms if len(form) >= 7]
    single = set(map(_singular, long))
    for sentence in _with_parts(doc, single, [form for form in long if "-" in form]):
        for first, second in pairwise(sentence.tokens):
            if first.kind == second.kind == "word" and first.end + 1 == second.start and second.text.islower():
                joined = _singular(first.lower + second.lower)
                if joined in single and _may_join(first.lower, second.lower) and _in_prose(doc, first, second):
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
    for joined, written in spans.items():
        if len(written) < 2 or not zipf(joined) or _is_in_code(doc, joined):
            continue
        yield from _rarer(doc, joined, written)


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


def _rarer(doc: Document, joined: str, written: dict[str, list[Span]]) -> Iterator[Hit]:
    counted = sorted(written.items(), key=lambda item: (-len(item[1]), item[0] != joined))
    right, places = counted[0]
    for _, found in counted[1:]:
        related = [Related(span, f"“{right}” here") for span in places[:3]]
        share = f"{len(found)} of {len(found) + len(places)}"
        for span in found:
            text = doc.masked[span.start : span.end]
            message = f"“{text}” is “{doc.masked[slice(*places[0])]}” elsewhere ({share})."
            new = right + ("s" if text.endswith("s") and not right.endswith("s") else "")
            new = new[:1].upper() + new[1:] if text[:1].isupper() else new
            yield flag(span, message, unsafe=new, decided=len(found) < len(places), related=related)


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


@rule(
    category=Category.WRONG_TERM,
    severity=Severity.MINOR,
    cues={"korona", "corona-virus"},
    bad=[
        "Many fell ill with the [Korona virus -> coronavirus] in spring.",
        "The [corona-virus -> coronavirus] spread.",
    ],
    good=["Korona is a town.", "The coronavirus spread.", "The solar corona is hot."],
)
def misspelt_coronavirus(sentence: Sentence) -> Iterator[Hit]:
    """*Coronavirus* is one word with a *c*."""
    for found in sentence.search(_KORONA):
        yield flag(found, "Write “coronavirus”.", unsafe="coronavirus")


_KORONA = lazy(r"\b(?:[Kk]orona[- ]?[Vv]irus|[Cc]orona-[Vv]irus)\b")

_CURRENCY_WORDS = word_set(
    "rupee rupees dollar dollars euro euros naira yuan ruble rubles rouble roubles rial rials shekel shekels rand"
)


@rule(
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
    """*US* stands with stops in one place and without in another."""
    found: dict[str, dict[bool, list[re.Match[str]]]] = defaultdict(lambda: defaultdict(list))
    for sentence in doc.sentences:
        if sentence.is_heading or sentence.text.isupper():
            continue
        for pattern in (_STOPPED, _BARE):
            for match in sentence.search(pattern):
                if not _quoted(sentence, match.start()):
                    found[match.group().replace(".", "")][pattern is _STOPPED].append(match)
    for bare, ways in found.items():
        if len(ways) < 2:
            continue
        minority = len(ways[True]) <= len(ways[False])
        wrong, right = ways[minority], ways[not minority]
        text = bare if minority else ".".join(bare) + "."
        related = [Related(Span(*match.span()), f"“{text}” here") for match in right[:3]]
        message = f"Write “{text}” as elsewhere ({len(right)} of {len(wrong) + len(right)})."
        for match in wrong:
            yield flag(match, message, unsafe=_with_stop(doc, match, text), related=related)


def _with_stop(doc: Document, match: re.Match[str], text: str) -> str:
    """``text``, with the full stop of a sentence that ends there and without a second one."""
    if match.group().endswith("."):
        sentence = doc.sentence_at(match.start())
        return f"{text}." if sentence and sentence.end == match.end() else text
    return text[:-1] if doc.masked[match.end() : match.end() + 1] == "." else text


def _quoted(sentence: Sentence, at: int) -> bool:
    before = sentence.doc.masked[sentence.start : at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


_SCALE = "thousand|million|billion|trillion|lakh|crore"
_SIGNS = {"naira": r"(?<!\w)(?:N|₦)", "rupees": r"(?<!\w)(?:Rs\.?|₹)", "euros": "€", "yuan": "¥"}
_CURRENCIES = tuple(
    (name, lazy(rf"{sign}[ ]?(?P<amount>\d[\d.,]*\d|\d)(?P<scale>[ ](?:{_SCALE}))?(?!\w)"))
    for name, sign in _SIGNS.items()
)
_SPELLED = {name: lazy(rf"\d(?:[ ](?:{_SCALE}))?[ ]{name}\b") for name in _SIGNS}


@rule(
    category=Category.CURRENCY_FORMAT,
    severity=Severity.MINOR,
    cues={"naira", "rupees", "euros", "yuan"},
    bad=["It cost 5 million naira, then 7 million naira, and [N9 million -> 9 million naira] at last."],
    good=[
        "It cost N9 million and N7 million.",
        "It cost €5 and €7, or 40 yuan.",
        "The N95 mask cost 5 naira; 5 rupees on N9.",
    ],
)
def currency_two_ways(doc: Document) -> Iterator[Hit]:
    """Sums of one currency stand with a sign in one place and with its name in another."""
    for name, pattern in _CURRENCIES:
        signed = list(pattern.finditer(doc.masked)) if name in doc.masked else []
        spelled = len(_SPELLED[name].findall(doc.masked)) if signed else 0
        if len(signed) >= spelled:
            continue
        for match in signed:
            right = f"{match['amount']}{match['scale'] or ''} {name}"
            if match["scale"] or match["amount"] not in ("95", "99"):
                yield flag(
                    match,
                    f"The article writes out “{name}” elsewhere ({spelled} of {spelled + len(signed)}).",
                    unsafe=right,
                )


# Word-for-word renderings beside the usual term for the same thing; flagged only where the usual term stands too.
_ODD_TERMS = (
    (r"custom taxes", "customs duties", r"customs (?:duty|duties)"),
    (r"legal medicine", "forensic medicine", r"forensic (?:medicine|doctors?|experts?)"),
    (r"rocket launchings?", "rocket launch", r"rocket launch(?:es)?"),
    (r"medical oxygen bottles?", "oxygen cylinder", r"oxygen cylinders?"),
    (r"protection masks?", "face mask", r"face masks?"),
    (r"peace-?keeping powers", "peacekeepers", r"peacekeep(?:ers|ing forces)"),
    (r"unmanned planes?", "drone", r"drones?"),
    (r"pilotless planes?", "drone", r"drones?"),
    (r"suicidal attack(?:er)?s?", "suicide attack", r"suicide (?:attack|bomb)\w*"),
    (r"fire ceases?", "ceasefire", r"cease-?fires?"),
    (r"armistice fire", "ceasefire", r"cease-?fires?"),
    (r"atomic negotiations", "nuclear talks", r"nuclear (?:talks|negotiations)"),
)


@cache
def _odd_terms() -> tuple[tuple[re.Pattern[str], str, re.Pattern[str]], ...]:
    return tuple(
        (lazy(rf"\b(?:{odd})\b", re.IGNORECASE), usual, lazy(rf"\b(?:{proof})\b", re.IGNORECASE))
        for odd, usual, proof in _ODD_TERMS
    )


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    cues=word_set(
        "custom legal rocket oxygen protection peace peacekeeping peace-keeping unmanned pilotless "
        "suicidal fire armistice atomic"
    ),
    bad=[
        "A drone crashed. The [unmanned plane -> drone] was new.",
    ],
    good=[
        "The unmanned plane was new.",
        "The drone crashed near a pilot.",
        "Road accidents rose after the incident.",
    ],
    preview=True,  # nothing bears out its small table yet but the articles it was written with
)
def odd_term_beside_usual_one(doc: Document) -> Iterator[Hit]:
    """One thing has its usual name in one place and a word-for-word rendering in another."""
    for odd, usual, proof in _odd_terms():
        found = list(odd.finditer(doc.masked))
        place = proof.search(doc.masked) if found else None
        if place:
            related = [Related(Span(*place.span()), f"“{place.group()}” here")]
            for match in found:
                new = usual + ("s" if match.group().endswith("s") and usual[-1] in "ketn" else "")
                new = new[:1].upper() + new[1:] if match.group()[:1].isupper() else new
                yield flag(match, f"The article says “{place.group()}” elsewhere.", unsafe=new, related=related)


_YOUNG = {
    animal: young
    for young, animals in {
        "chick": "bird eagle hawk falcon owl penguin stork crane heron flamingo pigeon parrot swan chicken",
        "calf": "whale dolphin elephant giraffe hippo rhino camel cow buffalo bison yak moose elk antelope reindeer",
        "foal": "horse zebra donkey",
        "fawn": "deer gazelle",
        "lamb": "sheep",
        "kid": "goat",
        "piglet": "pig",
        "pup": "shark",
        "joey": "kangaroo koala",
        "hatchling": "turtle tortoise crocodile snake",
        "baby": "monkey ape gorilla chimpanzee orangutan",
    }.items()
    for animal in animals.split()
}
_WRONG_YOUNG = lazy(
    rf"\b(?P<animal>{'|'.join(sorted(_YOUNG))})[ ](?P<young>cubs?|pupp(?:y|ies)|kittens?)\b", re.IGNORECASE
)
_PUPPY = lazy(r"\b(?:pupp(?:y|ies)|kittens?)\b", re.IGNORECASE)
_CUBS = word_set("cub cubs")
_PUPPIES = word_set("puppy puppies kitten kittens")
_PARENTS = word_set("dog dogs cat cats wolf wolves fox foxes seal seals coyote coyotes jackal jackals canine feline")


@rule(
    category=Category.WRONG_TERM,
    severity=Severity.MINOR,
    cues=_CUBS | _PUPPIES,
    bad=[
        "Three [elephant cubs -> elephant calves] were born. A [bird cub -> bird chick] fell from its nest.",
        "The lioness has four cubs. Two of the [puppies -> cubs] are ill, and one [puppy -> cub] is lame.",
    ],
    good=[
        "The bear cubs, wolf pups and rabbit kittens are well.",
        "The lioness has four cubs, and the keeper’s dog has puppies.",
        "Two puppies were found.",
        "In Chicago the fans of the Cubs saw a bird; a puppy ran.",
    ],
)
def young_of_another_animal(doc: Document) -> Iterator[Hit]:
    """The young of one animal is called by the word for another’s: *elephant cubs*, a lioness and her *puppies*.

    Where a language has one word for all young animals, a machine takes now one of the English words, now another.
    """
    if "Chicago" in doc.masked:
        return
    for match in _WRONG_YOUNG.finditer(doc.masked):
        young = _YOUNG[match["animal"].lower()]
        several = match["young"].lower().endswith("s")
        right = f"{match['animal']} {cased(plural_of(young) if several else young, match['young'])}"
        yield flag(match, f"The young of this animal is a {young}.", unsafe=right)
    if not _CUBS.isdisjoint(doc.forms) and _PARENTS.isdisjoint(doc.forms):
        for match in _PUPPY.finditer(doc.masked):
            new = "cubs" if match.group().lower().endswith("s") else "cub"
            yield flag(match, "They are cubs elsewhere in the article.", unsafe=cased(new, match.group()))


_ONLY_AFTER = {
    "mortem": "post ante peri pre intra",
    "versa": "vice",
    "vitae": "curriculum aqua arbor lignum",
    "operandi": "modus",
    "capita": "per",
    "annum": "per",
}
"""Words that English has in one expression only, each with what stands before it there, the usual word first."""

_HALF_EXPRESSION = lazy(rf"(?<![\w-])(?P<before>[a-z]{{2,}})(?P<gap>[ -])(?P<last>{'|'.join(_ONLY_AFTER)})\b")
_ANY_BEFORE = FUNCTION_WORDS | DETERMINERS | word_set("word words term terms phrase expression suffix")


@rule(
    category=Category.SPELLING,
    severity=Severity.MINOR,
    bad=[
        "Doctors did a [poster mortem -> post mortem] in May.",
        "He earns 900 [pr annum -> per annum] and teaches her, [wise versa -> vice versa].",
    ],
    good=[
        "A post-mortem and an ante mortem check; vice versa, per capita and per annum.",
        "Her curriculum vitae and his modus operandi. The word versa and the mortem.",
    ],
)
def half_of_set_expression(doc: Document) -> Iterator[Hit]:
    """A word that stands in one expression only stands beside another word: *porch mortem* for *post-mortem*."""
    if not any(last in doc.masked for last in _ONLY_AFTER):
        return
    for match in _HALF_EXPRESSION.finditer(doc.masked):
        usual = _ONLY_AFTER[match["last"]].split()
        if match["before"] not in usual and match["before"] not in _ANY_BEFORE:
            right = f"{usual[0]}{match['gap']}{match['last']}"
            yield flag(match, f"“{match['last']}” stands after “{usual[0]}”.", unsafe=right)


_MACHINES = """
    systems? manufacturing production equipment factor(?:y|ies) plants? cit(?:y|ies) traffic logistics vehicles? cars?
    driving devices? terminals? technolog(?:y|ies) robots? grids? homes? management agriculture farming workshops?
    stops? stations? lamps? lighting networks? platforms? surgical iron steel sensors? meters? warehouses? parking
    medicine hospitals? monitoring machines? machinery ports? mining buildings?
"""
_EVENTS = "education exhibitions? activit(?:y|ies) events? lectures? campaigns? tours? meetings? reports? evenings?"
_PLACES = "facilit(?:y|ies) halls? activit(?:y|ies) events? coins? stamps? meetings? sites?"
_CARRIERS = "compan(?:y|ies) enterprises? hubs? networks? infrastructure facilities sector industry capacity department"
_ALL = r"(?:[Tt]he|[Tt]hese|[Aa]ll)[ ](?:three|four|five|six|seven|eight|nine|ten|[3-9]|1\d)"


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_RENDERINGS = tuple(
    (tuple(frozenset(side.split("/")) for side in sides.split()), lazy(rf"\b(?<!['’-])(?:{pattern})(?![\w'’-])"))
    for sides, pattern in (
        ("smart intelligent", rf"(?P<term>smart|intelligent)[ ](?P<slot>{_any(_MACHINES)})"),
        ("theme thematic", rf"(?P<term>theme|thematic)[ ](?P<slot>{_any(_EVENTS)})"),
        ("memorial commemorative", rf"(?P<term>memorial|commemorative)[ ](?P<slot>{_any(_PLACES)})"),
        ("transport transportation", rf"(?P<term>transport|transportation)[ ](?P<slot>{_any(_CARRIERS)})"),
        ("share stock", r"(?P<term>share|stock)[ ](?P<slot>repurchases?|buy-?backs?)"),
        ("duty/duties charge/charges", r"(?P<slot>[Ii]mport|[Cc]ustoms|[Ee]xcise)[ ](?P<term>dut(?:y|ies)|charges?)"),
        ("nations communities/tribes/peoples", rf"(?P<slot>{_ALL})[ ](?P<term>communities|tribes|peoples|nations)"),
    )
)
"""Each with the words of which there must be one on either side."""

_BETTER = ("duty", "community", "tribe")
"""Stems that are kept, if both stand equally often; *duty* even if it stands more seldom."""


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    cues=word_set(
        "smart intelligent theme thematic memorial commemorative transport transportation share stock duty duties "
        "charge charges nations communities tribes peoples"
    ),
    bad=[
        "Import duty on tea fell. The [import charges -> import duty] on rice did not.",
        "A smart factory needs smart grids. The [intelligent factory -> smart factory] is in Velm.",
        "All three tribes met, sang a song of all three tribes and ate. [All three nations -> All three tribes] sat.",
    ],
    good=[
        "A smart child with an intelligent dog. Smart grids and intelligent factories.",
        "The import charges were high. Customs duty is not.",
        "The three nations met the four communities.",
        "A theme park with thematic gardens.",
    ],
)
def term_rendered_two_ways(doc: Document) -> Iterator[Hit]:
    """One term has two renderings in one article: *smart factory* and *intelligent factory*.

    Only where the words beside them are the same, so that there are not two things. The one that stands oftener is
    kept; duty on goods is never a charge.
    """
    for sides, pattern in _RENDERINGS:
        if any(side.isdisjoint(doc.forms) for side in sides):
            continue
        found: dict[str, dict[str, list[re.Match[str]]]] = defaultdict(lambda: defaultdict(list))
        for match in pattern.finditer(doc.masked):
            found[_stem(match["slot"])][_stem(match["term"])].append(match)
        for called in found.values():
            if len(called) > 1:
                yield from _rarer_renderings(called)


def _stem(phrase: str) -> str:
    singular = _singular(phrase.lower())
    return singular[:-2] + "y" if singular.endswith("ie") else singular


def _rarer_renderings(called: dict[str, list[re.Match[str]]]) -> Iterator[Hit]:
    usual, *rarer = sorted(called, key=lambda term: (term != "duty", -len(called[term]), term not in _BETTER))
    right = called[usual][0]["term"]
    related = [Related(Span(*match.span()), f"“{match.group()}” here") for match in called[usual][:3]]
    for term in rarer:
        for match in called[term]:
            message = f"“{match.group()}” is “{called[usual][0].group()}” elsewhere in the article."
            new = match.group().replace(match["term"], right)
            decided = usual == "duty" or len(called[term]) < len(called[usual])
            yield flag(match, message, unsafe=new, decided=decided, related=related)


_TERM = lazy(r"(?<![\w@#/.&=_'’-])[^\W\d_A-Z]{7,}(?![\w@/=_'’-]|\.\w)")


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    bad=[
        "Doctors treat keratoconus early. Many have keratoconus, and [cartoconus -> keratoconus] is rare in children.",
        "The ghirlapana is danced in May. This [girlapana -> ghirlapana] is old, but the ghirlapana lives.",
    ],
    good=[
        "A uuencoded line is encoded, and gconvert is there to convert it.",
        "The carburettor and the carburetor; lyophilised and lyophilized goods; adipose and adiposity.",
        "The plaza, the piazza and the plazas.",
        "Set `keratoconus` or cartoconus.js here.",
        "The girlapana dancers met the ghurlipena players and the garlapini.",
    ],
)
def term_spelled_two_ways(doc: Document) -> Iterator[Hit]:
    """A word that English does not know stands beside one that sounds the same: one term, spelled by ear.

    The spelling that is known, or stands oftener, is the one to keep.
    """
    if not is_available():
        return
    if not MARKUP_IN_WORD.search(doc.masked) and not _may_sound_alike(doc):
        return
    written = dict.fromkeys(_TERM.findall(doc.masked))
    unknown = {word for word in written if not is_word(word) and word not in MISSPELLINGS}
    endings = {word[-2:] for word in unknown}
    by_sound: dict[str, list[str]] = defaultdict(list)
    for word in written:
        if word[-2:] in endings:
            by_sound[skeleton(word)].append(word)
    if len(by_sound) == sum(map(len, by_sound.values())):
        return
    places: dict[str, list[Span]] = defaultdict(list)
    for match in _TERM.finditer(doc.masked):
        places[match.group()].append(Span(*match.span()))
    for wrong in sorted(unknown):
        others = [
            other
            for other in by_sound[skeleton(wrong)]
            if other != wrong and not wrong.endswith(other) and _is_one_term(wrong, other)
        ]
        right = max(others, key=lambda other: (other not in unknown, len(places[other])), default=None)
        if right is None or (right in unknown and len(places[right]) <= len(places[wrong])):
            continue
        related = [Related(span, f"“{right}” here") for span in places[right][:3]]
        message = f"“{wrong}” sounds like “{right}”, which stands elsewhere ({len(places[right])} times)."
        for span in places[wrong]:
            yield flag(span, message, unsafe=right, related=related)


def _may_sound_alike(doc: Document) -> bool:
    """Whether an unknown long token may sound like another; only markup can make a term of less than a token."""
    if not any(
        len(form) >= 7 and not is_word(form)
        for form in uncommon(doc.forms)
        if form in doc.written or not form.isascii()
    ):
        return False
    terms = [text for text in doc.written if len(text) >= 7 and not "A" <= text[0] <= "Z"]
    endings = {term[-2:] for term in terms if not is_word(term)}
    sounds = [skeleton(term) for term in terms if term[-2:] in endings]
    return len(set(sounds)) < len(sounds)


def _is_one_term(one: str, other: str) -> bool:
    if len(skeleton(one)) < 4 or one.replace("z", "s") == other.replace("z", "s") or heard(one) == heard(other) + "e":
        return False
    if one[-2:] != other[-2:] or min(len(one), len(other)) < 7:
        return False
    return edits(heard(one), heard(other)) <= (2 if len(skeleton(one)) >= 5 else 1)
