"""Words, phrases and sentences said twice, the commonest accident of machine translation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import accumulate, chain, pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from checker.checking.rule import Hit, Related, flag, rule, span_of
from checker.english import grammar
from checker.english.words import NUMBER_WORDS, is_plural, word_set
from checker.findings import Category, Severity
from checker.lexicon.wordlist import uncommon, zipf
from checker.text.document import CLEAR, OPAQUE, BlockKind, Document, Kept, Sentence, Span, Token, Told, fact, join
from checker.text.pattern import lazy
from checker.text.quotations import quotations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# -- Words -------------------------------------------------------------------------------------------------------------


_NEVER_DOUBLED = word_set(
    """
    the a an and or of from into than their its my our your his this these those we he she they us if because as but i
    between during among until upon
    """
)
"""Words that stand twice in a row only by accident."""

_PARTICLES = word_set("at for with in on up out over by off down about through to around along under back away")
"""Words that a phrasal verb may end with and a preposition start with: *came in in May*."""

_AUXILIARIES = word_set("is was are were be been has have will would can could may might must should shall does did am")
_DOUBLED_RIGHTLY = word_set("had that her do so no not too who such one")
"""Function words that may be doubled: *had had*, *said that that*, *gave her her book*."""

_PRONOUNS = word_set("i you he she it we they me him them us there")
_SUBORDINATORS = word_set(
    """
    what whatever who whoever whom whomever which whichever where wherever how however when whenever why that all those
    if as once because after before until till while although though thing whether
    """
)

_REDUPLICATED = word_set(
    """
    very really much many more long far way big old new little bye no
    yes yeah ok okay oh ah ha he heh hee ho hey hi hello
    hear there now then well please wait stop go come look listen never ever always quick slow hush knock tut chop night
    blah bla yada yadda la na da ta doo dee tra boo choo bling boom bang beep tick tock ding dong click clap pop drip
    yum yak dik mahi ylang aye cha tuk pom tom can beri agar piri peri gado goody fifty same win wee poo mama papa baba
    dada pretty super deep high low soon sorry wow hip ooh aah woof
    meow quack bow moo baa oink nom gogo rah zzz uh um er
    hmm mm mhm my dear only just so too such half bora walla pago woo vroom ra yo jingle bunga
    """
)
"""Words that are doubled for effect, and things whose name is a word said twice."""

_CALLS = word_set("call calls called calling make makes made making name names named consider considered keep spell")
_CONNECTORS = word_set("and or to by after upon on in nor but for over against with behind")
_INTRANSITIVE = word_set(
    """
    go goes went gone come comes came log logs check checks sign signs put puts took take taken get gets got later early
    further carry carries moves move break broke kick kicks turn
    turns set sets fell stay stays live lives look looks call
    calls is was are were be been what where
    """
)
_RHETORICAL_STARTS = word_set(
    "more less better no not never every another again how many much so very i you he she we they it"
)

_FUNCTION_WORDS = (
    _NEVER_DOUBLED | _PARTICLES | _AUXILIARIES | _DOUBLED_RIGHTLY | _PRONOUNS | _CONNECTORS | word_set("any some it's")
)


# -- What stands again right after itself ------------------------------------------------------------------------------


class Echo(NamedTuple):
    """A stretch of a sentence's tokens that says its first ``period`` tokens again and again."""

    sentence: Sentence
    first: int
    period: int
    length: int

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens of the sentence."""
        return self.sentence.tokens

    @property
    def times(self) -> int:
        """How often the unit stands there."""
        return self.length // self.period

    @property
    def unit(self) -> tuple[Token, ...]:
        """What is repeated."""
        return self.tokens[self.first : self.first + self.period]

    @property
    def before(self) -> tuple[Token, ...]:
        """The tokens before the stretch."""
        return self.tokens[: self.first]

    def hit(self, message: str, *, safe: bool = False, decided: bool = True) -> Hit:
        """A hit on all full repeats that puts the unit once."""
        whole = join(self.tokens[self.first], self.tokens[self.first + self.times * self.period - 1])
        once = _text_of(self.unit)
        return flag(whole, message, safe=once) if safe else flag(whole, message, unsafe=once, decided=decided)


_LONGEST_UNIT = 8


@fact
def _echoes(doc: Document) -> tuple[Echo, ...]:
    """What the article's sentences say twice or more in a row, shortest units first; three rules ask for it in turn."""
    echoing = sorted(_echoing(doc).items())
    return tuple(echo for number, periods in echoing for echo in _echoes_in(doc.sentences[number], periods))


def _echoing(doc: Document) -> dict[int, list[int]]:
    """The numbers of the sentences in which a unit follows itself, with the lengths of such units.

    The tokens are bytes, the same for the same form, and all of them one long number: exclusive or with itself moved on
    by some bytes leaves zeros where a token is the same as that so many after it.
    """
    forms = doc.lowers
    whole = int.from_bytes(bytes(map(_byte_of.__getitem__, forms)), "little")
    found: defaultdict[int, list[int]] = defaultdict(list)
    for period in range(1, _LONGEST_UNIT + 1):
        same = (whole ^ whole >> 8 * period).to_bytes(len(forms), "little")
        at = same.find(bytes(period))
        while at >= 0:
            following = at + 1
            if forms[at : at + period] == forms[at + period : at + 2 * period]:  # and not only their bytes
                number = bisect_right(doc.first_tokens, at) - 1
                found[number].append(period)
                following = doc.first_tokens[number + 1]
            at = same.find(bytes(period), following)
    return found


_byte_of = Kept(lambda form: hash(form) % 255 + 1)


def _echoes_in(sentence: Sentence, periods: Iterable[int]) -> list[Echo]:
    forms = sentence.lowers
    found: list[Echo] = []
    for period in periods:
        run = 0
        spans = sorted((echo.first, echo.first + echo.length) for echo in found)
        starts = [start for start, _ in spans]
        ends = list(accumulate((end for _, end in spans), max))
        for at in range(period, len(forms) + 1):
            if at < len(forms) and forms[at] == forms[at - period]:
                run += 1
                continue
            if run >= period:
                echo = Echo(sentence, at - run - period, period, run + period)
                before = bisect_right(starts, echo.first)
                if not before or ends[before - 1] < at:
                    found.append(echo)
            run = 0
    return found


def _text_of(tokens: Sequence[Token]) -> str:
    text = " ".join(token.text for token in tokens)
    return re.sub(r" (?=[,.;:!?%’')])|(?<=[(‘-]) | (?=-)", "", text)


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= 40 else text[:38].rstrip() + '…'}”"


def _preceded_by(tokens: Sequence[Token], words: frozenset[str], within: int) -> bool:
    return any(token.lower in words for token in tokens[-within:])


@rule(
    category=Category.ADDITION,
    severity=Severity.MINOR,
    local=True,
    bad=[
        "She put [the the -> the] kettle on.",
        "[The the -> The] kettle boils.",
        "He knows [that that -> that] the kettle boils.",
        "We walked along the [river river -> river].",
        "They asked for [their their -> their] **own** boat.",
        "The bridge [was was -> was] closed to lorries.",
        "The club was founded in May [2014 2014 -> 2014].",
        "The [WHO WHO -> WHO] sent two doctors.",
    ],
    good=[
        "She had had enough, and she said that that was that.",
        "It was a very very long night, and the baby said bye bye.",
        "Duran Duran played in Bora Bora; then Will will sing.",
        "What it is is a question of taste.",
        "The rates that came in in May went on on Monday.",
        "He gave her her coat.",
        "They call the rubbish rubbish.",
        "The man she yelled at at home left.",
        "New York, New York; no, no, never.",
        "Those who have have more.",
        "The red fox is Vulpes vulpes; rows of 12 12 and 7 7.",
        "Use `the` the way it was meant.",
        "When they see it it is gone.",
        "The Who who played there.",
        "Children met the robot “MOP MOP” and its friend DOT DOT.",
        "We want numbers numbers, not word numbers.",
    ],
)
def doubled_word(doc: Document) -> Iterator[Hit]:
    """A word stands twice in a row.

    English doubles a few words rightly (*had had*, *that that*, *very very*), and names may (*Bora Bora*); these are
    left alone.
    """
    for echo in _echoes(doc):
        if echo.period == 1 and echo.times == 2 and _is_slip(echo):
            first = echo.unit[0]
            safe = first.lower in _NEVER_DOUBLED
            # *Sweet sweet fruit*, and in a manual the name of a thing beside what it is: *a template template*.
            decided = safe or not echo.sentence.doc.is_technical or first.lower in _FUNCTION_WORDS
            yield echo.hit(f"{_quoted(first.text)} stands twice.", safe=safe, decided=decided)


def _is_slip(echo: Echo) -> bool:
    """Whether a pair of equal words is an accident."""
    texts = echo.sentence.texts
    text, again = texts[echo.first : echo.first + 2]
    before, word = echo.sentence.lowers[: echo.first], echo.sentence.lowers[echo.first]
    if text[0].isdigit():
        return bool(re.fullmatch(r"(?:19|20)\d\d", word)) and not _YEAR_FOLLOWS.isdisjoint(before[-2:])
    if text == again and _is_acronym(text):
        # DOT DOT is a mascot or a stage name.
        if _BEFORE_ACRONYM.isdisjoint(before[-1:]):
            return False
        return any(text.islower() for text in texts if len(text) > 1)
    if echo.sentence.doc.masked[echo.unit[0].start - 1 : echo.unit[0].start] == ":":
        return False  # the name of a directive and what it is: *rst:directive directive*
    if word == again == "that" and not _BEGINS_CLAUSE.isdisjoint(echo.sentence.lowers[echo.first + 2 :][:1]):
        return True
    if not text[0].isalpha() or word in _DOUBLED_RIGHTLY or word in _REDUPLICATED or word in NUMBER_WORDS:
        return False
    if text != again:
        return not before and again == word and word in _NEVER_DOUBLED | _PARTICLES
    if word not in (text, "i"):
        return False
    if len(word) == 1:
        return word in ("a", "i")
    if word in _NEVER_DOUBLED:
        return True
    if echo.sentence.lowers.count(word) > _TWICE:
        return False  # they were people people, not numbers people
    if word in _PARTICLES:
        return not before or not _may_end_with_particle(before[-1])
    if word in _AUXILIARIES | _PRONOUNS:
        return _SUBORDINATORS.isdisjoint(before[-12:])
    return _CALLS.isdisjoint(before[-4:])


_BEGINS_CLAUSE = word_set("the a an i he she it we they there my his her its our their")
_TWICE = 2
_YEAR_FOLLOWS = word_set(
    "in since until by of from january february march april may june july august september october november december"
)


_BEFORE_ACRONYM = word_set("the a an of by to for with from said and")


def _is_acronym(text: str) -> bool:
    return len(text) > 2 and text.isupper()


def _may_end_with_particle(word: str) -> bool:
    return word in _INTRANSITIVE or word.endswith(("ed", "ing"))


@rule(
    category=Category.ADDITION,
    severity=Severity.MAJOR,
    local=True,
    bad=[
        "He spoke for the good [of the people of the people -> of the people].",
        "The train stops [at the border at the border -> at the border] for an hour.",
        "She praised [his wife his wife -> his wife] Ana.",
        "[Guest: Guest: -> Guest:] When does it open?",
    ],
    good=[
        "What will be will be, and whoever has been there has been there.",
        "They went from farm to farm to find work, step by step by step.",
        "He heard it over and over and over again, and more and more reports came.",
        "Call a spade a spade; they call the Lab *the Lab*, and so on and so on.",
        "They sang New York New York.",
        "It is a friend of a friend of mine.",
        "They lost 6 to 4, 6 to 4, owing to day to day troubles.",
        "If you can you can.",
        "It was late, it was late, and nobody came.",
        "As they say, loved children loved children, and cut stones cut stones.",
        "Help others help others.",
    ],
)
def doubled_phrase(doc: Document) -> Iterator[Hit]:
    """A phrase of two words or more is repeated at once.

    Set phrases (*over and over*, *from place to place*) and clauses that are meant to repeat (*what will be will be*)
    are left alone.
    """
    for echo in _echoes(doc):
        if echo.period > 1 and echo.times == 2 and not _is_meant(echo):
            yield echo.hit(f"{_quoted(_text_of(echo.unit))} is said twice in a row.")


def _is_meant(echo: Echo) -> bool:
    """Whether a phrase said twice is an idiom, a name or a turn of speech."""
    unit = echo.unit
    start, after_start = unit[0].lower, unit[1].lower
    if start.isalpha() and after_start == ":" and not echo.before:
        return False  # who speaks, or what a paragraph is, said twice
    if any(token.kind != "word" for token in unit) or all(token.text[0].isupper() for token in unit):
        return True
    if echo.period == 2 and _is_clause_of_its_own(start, after_start):
        return True
    if echo.period == 2:
        if after_start in _CONNECTORS or start in ("and", "or", "nor", "after", "upon"):
            return True
        if start in ("to", "by") and after_start not in _FUNCTION_WORDS:
            return True
    if _preceded_by(echo.before, _CALLS, 2):
        return True
    if any(token.lower == "of" for token in unit) and any(token.lower in _KIN for token in unit):
        return True
    if all(token.lower in _FUNCTION_WORDS for token in unit) and any(token.lower in ("and", "or") for token in unit):
        return True
    if start in _NEVER_DOUBLED - _PRONOUNS or start in _PARTICLES:
        return False
    return _preceded_by(echo.before, _SUBORDINATORS, 6)


def _is_clause_of_its_own(first: str, second: str) -> bool:
    """Whether a word and a noun said twice are verb, or subject, and object: *hurt people hurt people*."""
    return (second in _PERSONS and first in grammar.BASES) or (
        is_plural(second)
        and first not in _FUNCTION_WORDS
        and first in grammar.PARTICIPLES
        and (first in grammar.BASES or first in grammar.PASTS)
    )


_PERSONS = word_set("people children kids men women others")

_KIN = word_set("friend friends son daughter father mother child children brother sister wife husband king kings")


@rule(
    category=Category.ADDITION,
    severity=Severity.CRITICAL,
    bad=[
        "The priest said the [prayer prayer prayer prayer -> prayer].",
        "It is part [of the house of the house of the house -> of the house].",
        "They came [, and with great joy, and with great joy, and with great joy -> , and with great joy].",
    ],
    good=[
        "It was a very very very long way, ha ha ha, and so on, blah blah blah.",
        "Location, location, location. No, no, no, no.",
        "They went on and on and on and on.",
        "The row reads 0 0 0 0 and ends in - - - -.",
        "Trackers upon trackers upon trackers upon trackers.",
        "It was A or `a` or `b` or `c` or `d`.",
    ],
)
def repeated_loop(doc: Document) -> Iterator[Hit]:
    """The translation got stuck: the same words three times or more in a row."""
    for echo in _echoes(doc):
        if echo.times > 2 and _is_stuck(echo):
            yield echo.hit(f"{_quoted(_text_of(echo.unit))} is said {echo.times} times in a row.")


def _is_stuck(echo: Echo) -> bool:
    unit = echo.unit
    words = [token for token in unit if token.kind == "word"]
    if not any(len(token.text) > 1 for token in words):
        return bool(re.fullmatch(r"(?:19|20)\d\d", unit[0].text)) and echo.period == 1
    if any(token.kind == "masked" for token in unit) or all(token.lower in _REDUPLICATED for token in words):
        return False
    if len(words) == 1 and echo.period > 1:
        return echo.times > 5
    if echo.period == 2 and not _CONNECTORS.isdisjoint(token.lower for token in words):
        return echo.times > 4
    return True


# -- Joined to itself --------------------------------------------------------------------------------------------------

_IDIOMS_WITH_AND = word_set(
    """
    again over on through up down out by round around so such half on-and-on more less this that these those you him
    them her his their what who where here there then now one two yes no not blah on off in to at of for with from
    """
)
_AMOUNTS = word_set(
    """
    years months weeks days hours minutes seconds decades centuries ages miles kilometers kilometres meters metres acres
    hundreds thousands millions billions trillions dozens tons tonnes lots loads piles pages rows layers reams heaps
    stacks scores oceans bags boxes books lists buckets mountains mounds streets stories generations yards blocks
    lies times bottles rounds tears waves crowds fields words nights mornings summers winters
    rains talks waits grows goes runs keeps works tries fights writes reads looks laughs cries falls rises drinks
    eats sings walks sleeps says thinks plays spins turns
    """
)
"""Plurals that are doubled for *very many*, and verbs that are doubled for *on and on*."""

_ADJECTIVE = lazy(
    r"""
    \w{3,}(?:ional|cial|[tg]ical|tural|ederal|ntral|ous|ful|able|ible|less|worthy|[^s]istic|[lct]ive|ficent)
    | rural | secondary | primary | solemn | stable | calm | fair | happy | strict | precise | urgent | excellent
    | creative | talented | physical | state-owned | artistic | romantic | scientific | public | private | important
    | ancient | modern | brave | honest | beautiful | poor | rich | clean | strong | weak | young | safe | simple
    """,
    re.VERBOSE,
)
_NOUNS_LIKE_ADJECTIVES = word_set("official commercial special professional cable vegetable handful spoonful")
_ABSTRACT = lazy(r"\b\w{3,}(?:tion|ment|ness|ity|ance|ence|ship|ism|ude|ology)")
_SHARED_TOPIC = word_set("views opinions ideas thoughts experiences information knowledge discussions concerns advice")
_CLAUSE_ENDS = frozenset(".,;:!?)…")
_FINITE = _AUXILIARIES | word_set("not said says say")


@rule(
    category=Category.ADDITION,
    severity=Severity.MINOR,
    local=True,
    cues={"and", "or"},
    bad=[
        "The committees exchanged [views and views -> views] on farming.",
        "They waited for the central, [regional and regional -> and regional] councils.",
        "It was [the museum's and the museum's -> the museum's] own fault.",
        "The loan covers [the first half of May and the first half of May -> the first half of May].",
        "It is sold under few [brands or brands -> brands].",
        "They carry out the [inspection and inspection -> inspection] of farms.",
        "All this cannot be [ignored and ignored -> ignored] by us.",
        "She led the city's [Health and Health -> Health] Bureau.",
        "They keep to the [rent and rent -> rent]. They eased the [growth and growth -> growth] of prices.",
        "Work is [tiring and tiring -> tiring], said an [aged and aged -> aged] driver.",
        "It was a [solemn and solemn -> solemn] day in a [stable and stable -> stable] town.",
        "She bought [the old barn, or the old barn, or the old barn -> the old barn].",
        "Mud, branches and [stones and stones and stones -> stones] hid the road.",
        "They sell maps and [lamps and lamps -> lamps].",
    ],
    good=[
        "They waited for years and years, again and again, and walked on and on.",
        "More and more people, better and better roads, thousands and thousands of them.",
        "These are war crimes and crimes against humanity.",
        "They sell fish and fish products in Moscow and Moscow Region.",
        "He wrote and wrote, and it rains and rains.",
        "It may or may not work, and they are and are not at home.",
        "There are doctors and doctors.",
        "The agreement between state and state holds.",
        "She met her and her friend; he loved cats and cats loved him.",
        "We ran and we ran.",
        "They teach people and people with talent.",
        "He took over the Old Farmers' League, and the Old Farmers' League won.",
        "The drums were beaten, and the roads were walked and danced on and on.",
        "They ask for work and work for pay, for growth and growth for all.",
        "It is about regional integration and integration of the poor, and crimes and crimes against all.",
        "The song was played and played.",
        "The roads were longer and longer, and a longer and longer list of fish and fish shops.",
        "A key or key sequence, a stage and stage manager.",
        "It rained for hours and hours and hours, and he saw cats and dogs and dogs saw him.",
    ],
)
def joined_to_itself(doc: Document) -> Iterator[Hit]:
    """*And* or *or* joins a word or phrase to itself.

    The source had two words of the same meaning, and the translation has one word for both.
    """
    lowers = [*doc.lowers, ""]
    done = 0
    for place in sorted(place for word in _JOINTS for place in doc.places.get(word, ())):
        if place < done or lowers[place + 1] not in lowers[max(0, place - _LONGEST_UNIT - 1) : place]:
            continue
        sentence, at = doc.spot(place)
        forms = sentence.lowers
        left = at - 1 if at > 1 and forms[at - 1] == "," else at
        for length in range(min(_LONGEST_UNIT, left, len(forms) - at - 1), 0, -1):
            if forms[left - length : left] != forms[at + 1 : at + 1 + length]:
                continue
            tokens = sentence.tokens
            joint = tokens[at]
            end = _end_of_chain(forms, forms[left - length : left], at)
            first, before, after = tokens[left - length : left], tokens[: left - length], tokens[end : end + 1]
            thrice = end > at + length + 1
            if _is_joined_by_accident(first, before, after[0] if after else None, comma=left < at, thrice=thrice):
                once = _text_of(first)
                if length == 1 and before and before[-1].text == ",":
                    once = f"{joint.text} {once}"
                done = place + end - at
                yield flag(
                    join(first[0], tokens[end - 1]),
                    f"“{joint.text}” joins {_quoted(_text_of(first))} to itself.",
                    unsafe=once,
                )
            break


_JOINTS = frozenset({"and", "or"})


def _end_of_chain(forms: list[str], unit: list[str], at: int) -> int:
    """Where the last ``unit`` ends of those joined to one another from the joint at ``at`` on."""
    end = at
    while end < len(forms):
        joint = end + (forms[end] == ",")
        after = joint + 1 + len(unit)
        if forms[joint : joint + 1] != [forms[at]] or forms[joint + 1 : after] != unit:
            break
        end = after
    return end


def _is_joined_by_accident(
    unit: tuple[Token, ...], before: tuple[Token, ...], after: Token | None, *, comma: bool, thrice: bool
) -> bool:
    if any(token.kind != "word" for token in unit) or _preceded_by(before, _BETWEEN, 3):
        return False
    at_end = after is None or after.text in _CLAUSE_ENDS
    if len(unit) > 1:
        if unit[-1].lower.endswith(("'s", "s'")):
            return True
        if unit[0].lower in _RHETORICAL_STARTS or all(token.lower in _FUNCTION_WORDS for token in unit):
            return False
        starts_clause = comma or (after is not None and after.lower in _FINITE)
        return at_end or (len(unit) > 3 and not starts_clause)
    word = unit[0].lower
    if word in _IDIOMS_WITH_AND or word in _AMOUNTS or word in _FUNCTION_WORDS or not before:
        return False
    if unit[0].text != word:
        return word in _DEPARTMENTS and unit[0].text.istitle()
    if _ADJECTIVE.fullmatch(word) and word not in _NOUNS_LIKE_ADJECTIVES:
        return after is None or after.lower not in ("not", "enough")
    if word in _SHARED_TOPIC and after is not None and after.lower in ("on", "about"):
        return True
    if before[-1].lower == "and" and is_plural(word):
        return at_end or thrice
    if before[-1].lower in _SUBJECTS or before[-1].text[0].isupper():
        return False
    if at_end and (is_plural(word) or _ABSTRACT.fullmatch(word)):
        return True
    return (
        _is_passive(word, before)
        or _is_doubled_action(word, before[-1], after)
        or _is_doubled_noun(before[-1], at_end, after)
        or _is_doubled_quality(word, before[-1], at_end, after)
    )


def _is_passive(word: str, before: tuple[Token, ...]) -> bool:
    """Whether something *is* done and done: *the market is inspected and inspected*."""
    return word not in _GRADUAL and grammar.is_participle(word) and _preceded_by(before, _BE, 2)


def _is_doubled_action(word: str, before: Token, after: Token | None) -> bool:
    """Whether an abstract noun stands twice before what it is about: *the inspection and inspection of the market*."""
    if not _ABSTRACT.fullmatch(word) or after is None or after.lower == before.lower:
        return False
    if after.lower not in grammar.PREPOSITIONS or after.lower == "against":
        return False
    return (
        before.lower in grammar.DETERMINERS | grammar.PREPOSITIONS
        or before.lower.endswith(("'s", "’s"))
        or grammar.is_verb_only(before.lower)
    )


def _is_doubled_noun(before: Token, at_end: bool, after: Token | None) -> bool:
    """Whether what has a determiner is a noun and itself: *the ethics and ethics*, *the rent and rent of*."""
    if before.lower not in grammar.ARTICLES | grammar.POSSESSIVES:
        return False
    return at_end or (after is not None and after.lower in _AFTER_NOUN)


def _is_doubled_quality(word: str, before: Token, at_end: bool, after: Token | None) -> bool:
    """Whether something is called one thing twice: *it is tiring and tiring*, *an aged and aged driver*."""
    if word in _GRADUAL or word.endswith("er") or after is None:
        return False
    if before.lower in _BE | _FEEL:
        return at_end or after.lower in _AFTER_NOUN
    return before.lower in ("a", "an", "most") and word.endswith(_OF_ADJECTIVES) and after.text.islower()


_BE = word_set("is are was were be been being")
_FEEL = word_set("feel feels felt very too most")
_OF_ADJECTIVES = ("ed", "ing", "ent", "ant", "ult", "ary", "ual")
_AFTER_NOUN = grammar.PREPOSITIONS | grammar.BE | grammar.HAVE | grammar.MODALS
_GRADUAL = word_set("grown risen fallen come gone tired used sung played told said done tried loved")
_DEPARTMENTS = word_set(
    """
    health finance agriculture agricultural management economic economy environment safety security planning medical
    medicine construction industry industrial technology commerce education culture tourism travel
    """
)
"""Subjects of offices, of which the name of one has two different ones."""


_BETWEEN = word_set("between there there's")
_SUBJECTS = _PRONOUNS | word_set("who which that and")


# -- Glued to itself ---------------------------------------------------------------------------------------------------

# Python's `re` skips fast to the class of characters with which one begins, and faster to the letter.
_GLUED = tuple(
    lazy(pattern)
    for pattern in (
        *(rf"{capital}(?<=[a-z\d’')\]”].)" for capital in ("[A-Z]", "“")),
        *(rf"{mark}(?<=[^\s(\[].)[A-Za-z\"“]" for mark in '"”'),
    )
)
_FIGURE_AT_WORD = lazy(r"\d(?:(?!st|nd|rd|th)[a-z]{3}|(?<=[a-z]{3}.))")
_GLUED_FIGURE = lazy(r"\d(?!st|nd|rd|th)[a-z]{3}|[a-z]{3}\d")
_SHORTEST_GLUED = 5
_LONGEST_GLUED = 80


@rule(
    category=Category.ADDITION,
    severity=Severity.MAJOR,
    local=True,
    bad=[
        "The [Market BureauMarket Bureau -> Market Bureau] said so.",
        "They saw “[Red Harbour”Red Harbour” -> Red Harbour”] in May.",
        "It fell into the [valleyvalley -> valley].",
        "The cost was [3000 euros a day3000 euros a day -> 3000 euros a day].",
        "Copy the [files-files -> files] to it.",
    ],
    good=[
        "Use `a`, `b`, `c`, `d` and `e`. The type is longlong or harbourharbour.",
        "DanDan ate couscous and used JavaScript in McDonald's.",
        "“Yes,” he said. “Yes.” The “A”A is rated.",
        "She is called Shanshan, and he has beriberi.",
        "Model T3000a and T3000b.",
        "It is hush-hush, a goody-goody in Baden-Baden, with a cell-cell bond.",
    ],
)
def glued_to_itself(doc: Document) -> Iterator[Hit]:
    """A word or phrase follows itself without a space, as when two versions of one line were stuck together."""
    masked = doc.masked
    end = 0
    joints = chain(
        chain.from_iterable(pattern.finditer(masked) for pattern in _GLUED),
        doc.search(_GLUED_FIGURE, _FIGURE_AT_WORD, near_figures=True),
    )
    for at in sorted(_second(masked, found) for found in joints):
        start = masked.rfind(masked[at : at + _SHORTEST_GLUED], max(end, at - _LONGEST_GLUED), at)
        unit = masked[start:at]
        if start < 0 or len(unit) < _SHORTEST_GLUED or not masked.startswith(unit, at) or not doc.sentence_at(start):
            continue
        if _is_whole(masked[max(0, start - 1) : start], unit, masked[at + len(unit) : at + len(unit) + 1]):
            end = at + len(unit)
            yield flag((start, end), f"{_quoted(unit)} stands twice, without a space.", unsafe=unit)
    for form in filter(_is_twin, uncommon(doc.forms)):
        if doc.is_technical and "-" not in form:
            continue  # a type may be called longlong
        once = form[: len(form) // 2]
        for sentence in dict.fromkeys(doc.holders(form)):
            for word in sentence.words:
                if word.text == form:
                    yield flag(word, f"{_quoted(once)} stands twice, without a space.", unsafe=once)


def _second(masked: str, joint: re.Match[str]) -> int:
    """Where the second of two glued stretches begins."""
    start = joint.start() + 1
    return start if masked[joint.start()].isdigit() else joint.end() - 1


def _is_twin(form: str) -> bool:
    """Whether a word is a common word written twice: *harbourharbour*, or a plural: *books-books*."""
    half = len(form) // 2
    if form[half] == "-":
        return half > 3 and form[:half] == form[half + 1 :] and is_plural(form[:half])
    return half > 3 and form[:half] == form[half:] and zipf(form[:half]) >= _COMMON and not zipf(form)


_COMMON = 4.0


def _is_whole(before: str, unit: str, after: str) -> bool:
    """Whether a unit between two characters begins and ends with whole words, of which it has some letters."""
    return (
        (unit[0].isalnum() or (unit[0] in '"“' and unit[1].isalnum()))
        and not (unit[0].isalnum() and (before.isalnum() or before in ("'", "’", "_")))
        and not (unit[-1].isalnum() and (after.isalnum() or after == "_"))
        and "\n" not in unit
        and sum(character.isalpha() for character in unit) > 3
    )


# -- Said again a few words later --------------------------------------------------------------------------------------

_SAME_AGAIN = lazy(
    r"""
    \b(?P<first>the[ ]same[ ](?P<noun>\w{4,}))
    [ ](?:in|of|during|at|on|for)[ ]the[ ](?:same[ ])?(?P=noun)\b
    (?P<figure>(?=[ ]\d))?
    """,
    re.IGNORECASE | re.VERBOSE,
)


@rule(
    category=Category.AWKWARD,
    severity=Severity.MINOR,
    cues={"same"},
    bad=[
        "Sales were higher than in [the same month in the month -> the same month of] 2012.",
        "They came in [the same week of the week -> the same week].",
    ],
    good=["They did it in the same week of the year.", "The same rule holds for the rules of chess."],
)
def same_noun_said_again(sentence: Sentence) -> Iterator[Hit]:
    """*The same month in the month*: the noun is said twice."""
    for match in sentence.search(_SAME_AGAIN):
        is_figure = match["figure"] is not None
        yield flag(match, f"“{match['noun']}” is said twice.", unsafe=match["first"] + (" of" if is_figure else ""))


@rule(
    category=Category.AWKWARD,
    severity=Severity.MINOR,
    local=True,
    doubtful=[
        "The planes bombed four camps that [bombed] the bridges of the town.",
        "They hope that a new harbour will help to [harbour] more boats.",
        "After that the talk turns to the [talks] of the day.",
    ],
    good=[
        "It rains in one valley after another, day by day and week after week.",
        "The boats of the north, boats from Velm and boats of the south; house by house, from house to house.",
        "The harbour is old. The harbour is small.",
        "They thanked the man who was seldom heard to have thanked them.",
    ],
)
def word_said_again(doc: Document) -> Iterator[Hit]:
    """A word comes again after one to four others, with no comma or *and* between, as no writer would put it.

    A machine renders one word of the source twice, or loses the thread and starts again with its last word.
    """
    if doc.is_technical:
        return
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for form, stem in _telling_stems.among(doc.written).items():
        forms[stem].append(form)
    places = doc.places
    for of_stem in [each for each in forms.values() if len(each) > 1 or len(places[each[0]]) > 1]:
        for first, again in pairwise(sorted(chain.from_iterable(map(places.__getitem__, of_stem)))):
            if not 1 < again - first <= _WITHIN or not (doc.texts[first].islower() and doc.texts[again].islower()):
                continue
            between = doc.lowers[first + 1 : again]
            if not _PARTING.isdisjoint(between) or not all(map(str.isalpha, between)):
                continue
            if len(between) == 1 and between[0] in grammar.PREPOSITIONS:
                continue  # day by day
            sentence, at = doc.spot(again)
            if doc.sentence_of[first] is sentence:
                said, word = sentence.tokens[at - again + first], sentence.tokens[at]
                message = f"“{said.text}” is repeated a few words on: one of the two is wrong, or not needed."
                related = [Related(Span(said.start, said.end), "first said here")]
                yield flag(word, message, related=related, within=_WORDS_TO_A_FAULT)


def _telling_stem(form: str) -> str | None:
    """The stem of a word that is worth saying once; none of small words, and of those that come again as they must."""
    if len(form) < 4 or not form.isalpha() or not form.islower() or form in _SAID_OFTEN or form in _SMALL:
        return None
    ending = next((end for end in _ENDINGS if form.endswith(end) and len(form) - len(end) >= 4), "")
    return form.removesuffix(ending)


_telling_stems = Told(_telling_stem)
_ENDINGS = ("ing", "ed", "es", "s", "ly", "ion")
_SMALL = grammar.FUNCTION_WORDS | grammar.DETERMINERS | grammar.SUBJECT_PRONOUNS | grammar.OBJECT_PRONOUNS
_SAID_OFTEN = word_set(
    """
    same some each such even just only much many well then still last next part time times people day days week weeks
    month months year years percent million billion thousand hundred trillion both every there also than most more very
    said says other first make made been being have what when where like good high great must they them their
    """
)
_PARTING = word_set("and or but nor than not as")
_WITHIN = 5
_WORDS_TO_A_FAULT = 60
"""Where there is one sure fault in so many words, three of four such words are wrong; elsewhere, hardly half."""


_INCLUDE_AGAIN = lazy(r"\b(?P<verb>includ(?:es?|ed))[ ](?:[\w'’-]+[ ]){0,3}[\w'’-]+(?P<again>, including)\b")


@rule(
    category=Category.AWKWARD,
    severity=Severity.MINOR,
    cues={"including"},
    doubtful=["The figures [include night trains, including] those to Vienna."],
    good=["The figures include trains to Vienna and buses to Prague, and much else, including ferries."],
)
def included_twice(sentence: Sentence) -> Iterator[Hit]:
    """*Include … including*: one of the two can go."""
    for match in sentence.search(_INCLUDE_AGAIN):
        yield flag(match, f"“{match['verb']}” and “including” say the same.")


_OFTEN_TWICE = lazy(
    r"""
    \b(?:many[ ]times|sometimes|usually|generally|often|frequently|always)[ ]
    (?:[a-z]+[ ]){0,3}?
    (?P<again>often|usually|frequently|many[ ]times|generally)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOT_AGAIN = lazy(r"(?i)\b(?:and|or|but|not|more|less|as|than|very|who|that|which|when|if|too|quite)\b")


@rule(
    category=Category.AWKWARD,
    severity=Severity.MINOR,
    cues={"often", "usually", "frequently", "many", "generally"},
    bad=["[Many times it is often] closed.", "He [usually often] came late."],
    good=[
        "It often happens, and it is usually over soon.",
        "Sometimes, often at night, it rains.",
        "As often as not it usually rains.",
    ],
)
def frequency_said_twice(sentence: Sentence) -> Iterator[Hit]:
    """Two adverbs in one clause say how often."""
    for match in sentence.search(_OFTEN_TWICE):
        if not _NOT_AGAIN.search(match.group()):
            yield flag(match, f"“{match['again']}” says again how often.")


# -- Sentences and headlines -------------------------------------------------------------------------------------------

_PROSE = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_FEWEST_WORDS = 8
"""Words from which on a sentence said twice is no chance."""
_SHINGLE = 4
"""Words in a row that make two sentences worth comparing, unless _COMMON_SHINGLE sentences have them."""
_NEAR = 2
_COMMON_SHINGLE = 6
_ALIKE = 92
"""Least likeness of two sentences, of 100, that are one and the same."""


@rule(
    category=Category.ADDITION,
    severity=Severity.MAJOR,
    bad=[
        "The bridge was closed to cars on Monday.\n\nOh?\n\n[The bridge was closed to cars on Monday. -> ]",
        "We thanked all of them for their help at sea. [We thanked all of them for their kind help at sea. -> ]",
    ],
    good=[
        (
            "Run this:\n\n    a\n    b\n\nFor more about how this works, see the long page of the manual.\n\n"
            "Run that:\n\n    c\n    d\n\nFor more about how this works, see the long page of the manual."
        ),
        (
            "Use `a`, `b`, `c`, `d` and `e`. This setting will go in the next version of the program. It is old. It is "
            "slow. It is kept for some. This setting will go in the next version of the program."
        ),
        "The bridge in town was closed on 3 May.\n\nThe bridge in town was closed on 4 May.",
        "Yes, of course. Yes, of course.",
        "- The door is opened with the small key on the left.\n- The door is opened with the small key on the left.",
        "The Reds beat the champions at home by two goals. The Blues beat the champions at home by two goals.",
        (
            "[Ulla](https://example.com/u) sorts rows. The manual of it is found on the page of its maker.\n\n"
            "[Ivo](https://example.com/i) counts them. The manual of it is found on the page of its maker."
        ),
        (
            "**With the first switch**\n\nWhat will people see when they turn the switch on?\n\n"
            "**With the second switch**\n\nWhat will people see when they turn the switch on?"
        ),
        "They sang.\n\n“We shall go on to the end, come what may.”\n\n“We shall go on to the end, come what may.”",
    ],
)
def duplicate_sentence(doc: Document) -> Iterator[Hit]:
    """A sentence of the article is there a second time, word for word or nearly.

    Sentences that differ in a figure, a name or a *not* are not duplicates.
    """
    sentences = [sentence for sentence in doc.sentences if sentence.block.kind is BlockKind.PARAGRAPH]
    shingled = _shingles_of(doc, sentences)
    if not _may_recur(shingled.values()):
        return
    at_shingle: dict[tuple[str, ...], list[int]] = defaultdict(list)
    headings = _headings(doc)
    section = 0
    for number, shingles in shingled.items():
        sentence = sentences[number]
        heading = bisect_right(headings, sentence.start)
        if heading != section:
            # A manual says under each heading what holds there, be it the same.
            section = heading
            at_shingle.clear()
        shared = Counter(
            earlier
            for shingle in shingles
            if len(at_shingle[shingle]) < _COMMON_SHINGLE
            for earlier in at_shingle[shingle]
        )
        for earlier, count in shared.most_common(2):
            if doc.is_technical and number - earlier > _NEAR:
                continue  # a manual says of each thing what holds of it
            if OPAQUE in doc.masked[sentences[earlier].start : sentence.end]:
                continue  # and of each piece of code
            if _closes_entry(sentences[earlier]) and _closes_entry(sentence):
                continue  # and a catalogue at the end of each of its entries
            if doc.touches_mask(sentence):
                continue  # and links to each
            if 2 * count >= len(shingles) and _says_the_same(sentences[earlier], sentence):
                first = Related(join(sentences[earlier], sentences[earlier]), "said here first")
                message = "The article already has this sentence."
                # In a manual what is said of each of two things may be the same.
                yield flag(sentence, message, unsafe="", decided=not doc.is_technical, related=[first])
                break
        for shingle in shingles:
            at_shingle[shingle].append(number)


def _closes_entry(sentence: Sentence) -> bool:
    """Whether a sentence comes last of two or three in a block that begins with a name in markup: a link, code."""
    doc, block = sentence.doc, sentence.block
    near = doc.sentences[max(0, sentence.number - 3) : sentence.number + 2]
    own = [other for other in near if other.block == block]
    is_last = 2 <= len(own) <= _LONGEST_ENTRY and own[-1] is sentence
    return is_last and doc.masked[max(0, block.start - 2) : block.start].strip()[-1:] in (CLEAR, OPAQUE)


_LONGEST_ENTRY = 3

_HEADING_LINE = lazy(r"^ {0,3}(?:#{1,6}[ \t]|\*\*[^*\n]+\*\*:?[ \t]*$)", re.MULTILINE)
"""A Markdown heading, of which one that is all code has no block, or a line in bold that stands for one."""


def _headings(doc: Document) -> list[int]:
    """Where the article's headings start."""
    blocks = (block.start for block in doc.blocks if block.kind is BlockKind.HEADING)
    return sorted([*blocks, *(match.start() for match in _HEADING_LINE.finditer(doc.text))])


def _shingles_of(doc: Document, sentences: list[Sentence]) -> dict[int, list[tuple[str, ...]]]:
    """Each few words in a row of the sentences that can have a duplicate, by their numbers in ``sentences``.

    One with a number or a capitalised word that the article has nowhere else has none.
    """
    texts = doc.texts
    once = [places[0] for places in doc.places.values() if len(places) == 1]
    unique = {doc.sentence_of[place] for place in once if texts[place][0].isupper() or texts[place][0].isdigit()}
    found: dict[int, list[tuple[str, ...]]] = {}
    for number, sentence in enumerate(sentences):
        if sentence not in unique:
            words = sentence.said
            if len(words) >= _FEWEST_WORDS and sentence.text[0] not in "\"'“‘":
                found[number] = list(zip(*(words[at:] for at in range(_SHINGLE)), strict=False))
    return found


def _may_recur(shingled: Iterable[list[tuple[str, ...]]]) -> bool:
    """Whether half of the shingles of any sentence stand in others before it: in most articles none does."""
    seen: set[tuple[str, ...]] = set()
    for shingles in shingled:
        before = len(seen)
        seen.update(shingles)
        if 2 * (len(seen) - before) <= len(shingles):
            return True
    return False


def _says_the_same(one: Sentence, other: Sentence) -> bool:
    from rapidfuzz import fuzz

    if fuzz.ratio(_folded(one.text), _folded(other.text)) < _ALIKE:
        return False
    return not any(_is_telling(token) for token in _only_in(one, other) + _only_in(other, one))


def _only_in(one: Sentence, other: Sentence) -> list[Token]:
    theirs = {token.lower for token in other.tokens}
    return [token for token in one.tokens if token.lower not in theirs]


def _is_telling(token: Token) -> bool:
    """Whether a sentence with this word instead of another says another thing."""
    return (
        token.kind in ("number", "masked")
        or (token.kind == "word" and token.text[0].isupper())
        or token.lower in NUMBER_WORDS
        or token.lower in ("not", "no", "never", "nor")
        or token.lower.endswith("n't")
    )


_WORD = lazy(r"\w+")


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


@rule(
    category=Category.LAYOUT,
    severity=Severity.MAJOR,
    bad=[
        "# Bridge closed after the storm in Ulm\n\n[Bridge closed after the storm in Ulm -> ]\n\nThe bridge is closed.",
        "Bridge closed after the storm in Ulm\n\n[Bridge Closed After the Storm in Ulm. -> ]\n\nIt is closed.",
    ],
    good=[
        "---\ntitle: Bridge closed after the storm\n---\n\n# Bridge closed after the storm\n\nIt is closed.",
        "---\ntitle: Ulm\nexcerpt: The bridge is closed.\n---\n\nThe bridge is closed.",
        "# Bridge closed after the storm\n\nThe bridge in Ulm was closed after the storm.\n\nIt is closed.",
        "Contents\n\nContents",
        "# Use it with the `a` statement\n\nUse it with the `b` statement\n\nIt is new.",
    ],
)
def duplicate_headline(doc: Document) -> Iterator[Hit]:
    """The headline stands twice: again as the first paragraph."""
    blocks = [block for block in doc.blocks if block.kind is not BlockKind.FRONT_MATTER][:2]
    if doc.headline and len(blocks) == 2 and all(block.kind in _PROSE for block in blocks):
        first, second = blocks
        if OPAQUE in doc.masked[slice(*first[:2])] and doc.text[slice(*first[:2])] != doc.text[slice(*second[:2])]:
            return
        title, again = (_WORD.finditer(doc.masked, block.start, block.end) for block in blocks)
        words = 0
        for word, other in zip_longest(title, again):
            if not (word and other and word.group().lower() == other.group().lower()):
                return
            words += 1
        if words > 2:
            message = "The headline stands here a second time."
            related = [Related(join(first, first), "the headline")]
            if doc.text[first.end - 1] == "." or doc.text[second.end - 1] != ".":
                yield flag((second.start, second.end), message, safe="", related=related)
            else:  # the lead may have to be written anew
                yield flag((second.start, second.end), message, unsafe="", related=related)


@rule(
    category=Category.LAYOUT,
    severity=Severity.MINOR,
    bad=[
        "It sank.\n\nGet our letter!\n\nOh!\n\n[Get our letter! -> ]\n\nWhy?\n\n[Get our letter! -> ]\n\nThe end.",
        "Read on! It sank.\n\n[Read on!  -> ]All were saved.\n\nThe end.\n\n[Read on!  -> ]It was late.",
        "We have no plans yet. [We have no plans yet.  -> ]Ask us in May.",
        "[It is a long way to the sea.  -> ]It is a long way to the sea, and we walk.",
    ],
    good=[
        (
            "Nothing is printed here.\n\n    a\n    b\n\nNothing is printed here.\n\n    c\n    d\n\n"
            "Nothing is printed here."
        ),
        "The settings are as follows:\n\na\n\nThe settings are as follows:\n\nb\n\nThe settings are as follows:\n\nc",
        "Yes, of course.\n\nWhy?\n\nYes, of course.",
        "- Get our letter.\n- Get our letter.\n- Get our letter.",
        "“We shall overcome.” They sang. “We shall overcome.” And again. “We shall overcome.”",
        "No. No. No. It was not so.",
        "It is late. It is late in May.",
        "## Why is it so?\n\nA.\n\n## Why is it so?\n\nB.\n\n## Why is it so?\n\nC.",
    ],
)
def line_repeated_through_article(doc: Document) -> Iterator[Hit]:
    """The same words stand as a line or a sentence again: an advertisement, a link, a translation that began anew.

    A longer sentence need be there only twice, one of two or three words three times.
    """
    if doc.is_technical or not doc.layout.is_article:
        return  # a manual says under many headings what holds there, and a program in many places
    said: dict[tuple[str, ...], list[Sentence]] = defaultdict(list)
    before: tuple[tuple[str, ...], Sentence] | None = None
    for sentence in doc.sentences:
        words = sentence.said
        if not _may_be_superfluous(sentence) or len(words) < 2:
            continue
        said[words].append(sentence)
        if before and before[1].block is sentence.block and _begins_anew(before[0], words):
            yield _superfluous(doc, before[1], "The next sentence begins with the same words.")
        before = words, sentence
    repeated = {words: same for words, same in said.items() if len(same) > 1}
    headings = len(_HEADING_LINE.findall(doc.text)) if repeated else 0
    for words, same in repeated.items():
        if len(same) < 3 and len(words) < _FEWEST_AGAIN:
            continue
        is_of_page = headings < len(same) or same[0].block is same[-1].block
        if is_of_page and OPAQUE not in doc.masked[same[0].start : same[-1].end]:
            message = f"These words stand {len(same)} times in the article."
            first = Related(span_of(same[0]), "said here first")
            for sentence in same[1:]:
                if not quotations_of(doc).holds(sentence.start):
                    yield _superfluous(doc, sentence, message, first)


_FEWEST_AGAIN = 4
"""Words of a sentence that stands twice; in 38,000 words of edited news none does but by mistake."""


def _may_be_superfluous(sentence: Sentence) -> bool:
    """Whether a sentence is prose of the article's own: no item, no link, nothing that leads to something else."""
    is_prose = sentence.block.kind is BlockKind.PARAGRAPH and sentence.text[-1] not in ':"”'
    return is_prose and not sentence.doc.touches_mask(Span(sentence.start - 1, sentence.end + 1))


def _begins_anew(one: tuple[str, ...], following: tuple[str, ...]) -> bool:
    """Whether a sentence says the one before it once more, and goes on."""
    return _FEWEST_AGAIN < len(one) < len(following) and following[: len(one)] == one


def _superfluous(doc: Document, sentence: Sentence, message: str, *related: Related) -> Hit:
    """A hit on a sentence that takes it out, with the blank after it."""
    end = sentence.end
    while end < sentence.block.end and doc.masked[end] == " ":
        end += 1
    return flag((sentence.start, end), message, unsafe="", related=related)
