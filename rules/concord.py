"""Concord at a distance: subjects with more words between them and the verb, and quantities with what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import NUMBER_WORDS, is_plural, word_set
from checker.findings.mqm import Category, Severity
from checker.text.document import Sentence, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MANY = {"is": "are", "was": "were", "has": "have", "isn't": "aren't", "wasn't": "weren't", "hasn't": "haven't"}
_ONE = {many: one for one, many in _MANY.items()}
_FINITE = frozenset({*_MANY, *_ONE})
_COLLECTIVE = word_set(
    """
    team group party family club crew band couple pair company government committee council staff public police army
    cast audience crowd firm board community majority minority number range variety series lot handful host total media
    population generation parliament court jury press union agency coalition set array list bunch collection amount
    kind sort type class half quarter rest part percent percentage proportion share section combination wave string
    dozen hundred thousand million billion plenty fleet chain body mix mixture bulk remainder one any none each
    network league association organisation organization pack flock herd gang trio duo selection fraction succession
    """
)
_NOT_SINGULAR = word_set("data media people police means series species news headquarters")


def _is_one(noun: str) -> bool:
    """Whether a noun is surely one thing."""
    return (
        noun.isalpha()
        and noun not in _COLLECTIVE | _NOT_SINGULAR | grammar.FUNCTION_WORDS | grammar.DETERMINERS
        and not is_plural(noun)
        and (grammar.is_singular_noun(noun) or noun.endswith(_ENDS_OF_NOUNS) or noun in _NOUNS_OF_ONE)
    )


_ENDS_OF_NOUNS = ("tion", "sion", "ment", "ness", "ance", "ence", "ity", "ship", "ism")
_NOUNS_OF_ONE = word_set(
    """
    quality price cost size aim goal use lack level rate growth strength weight length colour color speed safety health
    success failure value purpose origin cause effect impact arrival death loss sale supply increase decrease
    """
)


def _are_many(noun: str) -> bool:
    """Whether a noun is surely many things and no verb."""
    return grammar.is_plural_noun(noun) or (
        is_plural(noun) and noun not in grammar.THIRDS and noun not in _NOT_SINGULAR and noun.isalpha()
    )


# -- Subject, phrase, verb ---------------------------------------------------------------------------------------------

_OPENING = word_set("the this that these those a an his her its their our my your")
_BEFORE_SUBJECT = word_set("that because although but while since if when where")
_LINKS = frozenset({"of", "for", "in", "between", "from", "to", "with"})


def _opens_clause(lowers: Sequence[str], start: int) -> bool:
    if start == 0:
        return True
    before = lowers[start - 1]
    if before in ("and", "but"):
        return start > 2 and lowers[start - 2] in (",", ";")
    return before == ";" or (before in _BEFORE_SUBJECT and (before != "that" or start > 2))


def _phrase_end(lowers: Sequence[str], start: int) -> int | None:
    """The place of the last noun of a noun phrase that begins at ``start``, with its determiner and adjectives."""
    end = start
    while end < len(lowers) and end < start + 4 and lowers[end].isalpha() and not _stops(lowers[end], end == start):
        end += 1
    return end - 1 if end > start else None


def _stops(word: str, is_first: bool) -> bool:
    if is_first and word in grammar.DETERMINERS:
        return False
    return (
        word in grammar.FUNCTION_WORDS
        or word in grammar.DETERMINERS
        or word in grammar.SUBJECT_PRONOUNS
        or word in ("not", "only", "also", "who", "there", "all")
    )


def _distant_verb_disagrees(sentence: Sentence) -> Iterator[Hit]:
    """*The quality of these lamps are*: the verb goes with the first noun, not with the nearest."""
    lowers = sentence.lowers
    for at in sentence.places(_FINITE):
        start = _start_of_subject(sentence, at)
        if start is None:
            continue
        finite = sentence.tokens[at]
        right = _MANY.get(finite.lower) or _ONE[finite.lower]
        yield flag(finite, f"The subject is “{lowers[start]}”: write “{right}”.", unsafe=finite.cased(right))


def _start_of_subject(sentence: Sentence, at: int) -> int | None:
    """The head noun of a subject with a phrase behind it that ends before ``at``, if the verb does not go with it."""
    lowers, texts = sentence.lowers, sentence.texts
    link = at - 1
    while link > 0 and lowers[link] not in _LINKS:
        if at - link > 4 or not lowers[link].isalpha() or (_stops(lowers[link], is_first=True)):
            return None
        link -= 1
    if link < 2 or link == at - 1:
        return None
    inner = _phrase_end(lowers, link + 1)
    if inner != at - 1:
        return None
    start = link - 1
    while start >= 0 and lowers[start] not in _OPENING:
        if link - start > 3 or _stops(lowers[start], is_first=False) or not lowers[start].isalpha():
            return None
        start -= 1
    if start < 0 or link - start < 2 or not _opens_clause(lowers, start):
        return None
    head, near = lowers[link - 1], lowers[at - 1]
    if not texts[link - 1].islower():
        return None
    many = lowers[at] in _ONE
    if lowers[link] in ("with", "to", "in", "from") and (many or not texts[at - 1].islower()):
        return None
    if many:
        wrong = (
            _is_one(head)
            and _are_many(near)
            and lowers[start] in ("the", "this", "that", "a", "an", "its", "his", "her", "their")
            and not (lowers[at] == "were" and start and lowers[start - 1] == "if")
            and not (lowers[at] == "were" and not start and lowers[0] == "if")
        )
    else:
        wrong = (
            _are_many(head)
            and head not in _COLLECTIVE
            and not _are_many(near)
            and lowers[start] in ("the", "these", "those", "his", "her", "their", "its")
            and not lowers[link - 1].endswith("ics")
        )
    return link - 1 if wrong else None


_RELATIVES = frozenset({"who", "which", "that"})
_THIRDS_ONLY = frozenset(third for third, base in grammar.THIRDS.items() if grammar.is_verb_only(base)) | word_set(
    "has is was does goes comes takes gives makes wants needs lives works"
)
_BASES_ONLY = frozenset(base for base in grammar.BASES if grammar.is_verb_only(base)) | word_set(
    "have are were go live"
)


def _relative_verb_disagrees(sentence: Sentence) -> Iterator[Hit]:
    """*The people who lives*, *a farmer who have*: the verb after *who* or *that* goes with what stands before."""
    lowers = sentence.lowers
    for at in sentence.places(_RELATIVES):
        if at < 1 or at + 2 >= len(lowers):
            continue
        noun, finite = lowers[at - 1], lowers[at + 1]
        start = at - 2
        while start > 0 and at - start < 4 and lowers[start].isalpha() and lowers[start] not in grammar.DETERMINERS:
            if lowers[start] in grammar.FUNCTION_WORDS:
                break
            start -= 1
        determiner = lowers[start] if start >= 0 else ""
        if not {"of", "and", "or", "between", "one", "not", "only"}.isdisjoint(lowers[max(0, start - 3) : at]):
            continue
        if noun == "those":
            determiner = "those"
        if lowers[at] == "that" and (start < 0 or (start and lowers[start - 1] in _TOLD) or determiner not in _OPENING):
            continue
        if lowers[at] == "which" and not {"ask", "asked", "know", "see", "decide"}.isdisjoint(lowers[:at]):
            continue
        right = None
        many = noun == "those" or grammar.is_plural_noun(noun)
        if start > 0 and determiner in grammar.DETERMINERS and lowers[start - 1] in grammar.PREPOSITIONS:
            continue  # people from all the country who have
        if many and finite in _THIRDS_ONLY and lowers[at] != "which" and determiner not in ("a", "an", "this"):
            right = _MANY.get(finite) or grammar.THIRDS.get(finite)
        elif (
            not many
            and finite in _BASES_ONLY
            and lowers[at] != "that"
            and grammar.is_singular_noun(noun)
            and noun not in _COLLECTIVE
            and determiner in ("a", "an", "this", "the", "every", "each")
        ) or (
            lowers[at] == "that" and finite in ("are", "have") and _is_one(noun) and determiner in ("a", "an", "this")
        ):
            right = _ONE.get(finite) or grammar.verb(finite).third
        if right and not (finite in _BASES_ONLY and lowers[at] == "who" and lowers[at + 2 : at + 3] == ["?"]):
            token = sentence.tokens[at + 1]
            yield flag(token, f"With “{noun} {lowers[at]}” write “{right}”.", unsafe=right)


_TOLD = grammar.verb("tell") + grammar.verb("inform") + grammar.verb("convince") + ("to", "for", "by", "with", "from")

_AFTER_MANY = frozenset(third for third, base in grammar.THIRDS.items() if grammar.is_verb_only(base)) - word_set(
    "finds sends matches sells keeps lives leaves"
)


def _plural_with_verb_of_one(sentence: Sentence) -> Iterator[Hit]:
    """*The farmers grows rice*: after many things the verb in the present has no *-s*."""
    lowers, texts = sentence.lowers, sentence.texts
    for at in sentence.places(_AFTER_MANY):
        if at < 2 or not texts[at].islower() or not texts[at - 1].islower():
            continue
        noun = lowers[at - 1]
        if not (noun == "people" or grammar.is_plural_noun(noun)) or noun in _NOT_SINGULAR - {"people"}:
            continue
        start = at - 2
        if start and at - start < 4 and lowers[start] not in _PLURAL_STARTS and lowers[start].isalpha():
            start -= 1
        if lowers[start] in _PLURAL_STARTS and _opens_clause(lowers, start):
            right = grammar.THIRDS[lowers[at]]
            yield flag(sentence.tokens[at], f"After “{noun}” write “{right}”.", unsafe=right)


_PLURAL_STARTS = word_set("the these those many most some several few all both his her their its our two three four")


def _each_with_verb_of_many(sentence: Sentence) -> Iterator[Hit]:
    """*Each of the houses have*, *every child have*: *each* and *every* take the verb of one."""
    lowers = sentence.lowers
    for at in sentence.places({"each", "every"}):
        if at + 3 >= len(lowers) or not _opens_clause(lowers, at):
            if at and lowers[at - 1] not in ("and", ","):
                continue
            if at + 3 >= len(lowers):
                continue
        if lowers[at + 1] == "of":
            verb = at + 4
            if lowers[at + 2] not in grammar.DETERMINERS or not is_plural(lowers[at + 3]):
                continue
        else:
            verb = at + 2
            if not grammar.is_singular_noun(lowers[at + 1]) or "and" in lowers[at:verb]:
                continue
        if verb < len(lowers) and lowers[verb] in ("have", "are", "were") and "does" not in lowers[:at]:
            if lowers[at - 1 : at] in (["let"], ["makes"], ["in"]):
                continue
            right = _ONE[lowers[verb]]
            yield flag(sentence.tokens[verb], f"“{sentence.texts[at]}” takes “{right}”.", unsafe=right)


# -- Quantities --------------------------------------------------------------------------------------------------------

_MASS = grammar.UNCOUNTABLE | word_set(
    "money water air food oil gas sand rice bread milk rain snow music luck progress research evidence news pollution "
    "poverty violence traffic weather wealth garbage rubbish trash mud dust blood salt sugar flour butter electricity"
)
_COUNTERS = word_set("many few several fewer numerous these those")


def _quantity_does_not_fit(sentence: Sentence) -> Iterator[Hit]:
    """*Much problems*, *many information*, *an amount of people*: some quantities are counted, others are not."""
    lowers = sentence.lowers
    for at in sentence.places({"much", "amount"} | _COUNTERS):
        if at + 2 >= len(lowers):
            continue
        word, noun = sentence.tokens[at], lowers[at + 1]
        if word.lower == "much":
            is_counted = noun == "people" or (grammar.is_plural_noun(noun) and noun not in grammar.THIRDS)
            is_degree = lowers[at + 2] in ("have", "are") and lowers[at - 1 : at] == ["how"]
            is_degree = is_degree or (lowers[at - 1 : at] == ["how"] and grammar.may_be_finite(lowers[at + 2]))
            if is_counted and not is_degree and lowers[at + 2] != "'":
                yield flag(word, f"Write “many” of what is counted: “many {noun}”.", unsafe=word.cased("many"))
        elif word.lower == "amount":
            if noun == "of" and lowers[at + 2] in grammar.COUNTABLE_PEOPLE - {"cases", "deaths", "injuries"}:
                yield flag(word, "People are counted: write “number”.", unsafe="number")
        elif noun in _MASS and grammar.ends_phrase(sentence.tokens, at + 2) and sentence.texts[at + 1].islower():
            if noun in grammar.BASES and word.lower in ("these", "those", "few", "many", "several"):
                continue
            less = {"many": "much", "few": "little", "fewer": "less"}.get(word.lower)
            message = f"“{noun}” is not counted."
            if less:
                yield flag(word, message, unsafe=word.cased(less))
            else:
                yield flag(join(word, sentence.tokens[at + 1]), message)


_PARTS = word_set("most many some several few each one none both two three four five half")
_SUPERLATIVES = word_set(
    "most biggest largest best oldest greatest highest smallest worst longest strongest youngest richest poorest first "
    "fastest tallest earliest latest finest main few"
)


def _part_without_the(sentence: Sentence) -> Iterator[Hit]:
    """*One of biggest dams*, *most of people*: what a part is taken of has *the*."""
    lowers = sentence.lowers
    for at in sentence.places({"of"}):
        if not at or at + 2 >= len(lowers) or lowers[at - 1] not in _PARTS:
            continue
        part, word, after = lowers[at - 1], lowers[at + 1], lowers[at + 2]
        of = sentence.tokens[at]
        if part == "one" and word in _SUPERLATIVES and not sentence.texts[at + 1][0].isupper():
            if word in ("most", "few", "first") and not any(map(is_plural, lowers[at + 2 : at + 6])):
                continue
            if word == "few" or (word == "first" and not is_plural(after)):
                continue
            yield flag(of, f"Write “of the {word}”.", unsafe="of the")
        elif (
            part in ("most", "many", "some", "several", "few", "each", "none", "both", "one")
            and grammar.is_plural_noun(word)
            and sentence.texts[at + 1].islower()
            and grammar.ends_phrase(sentence.tokens, at + 2)
            and after not in ("'", "’", "-")
        ):
            first, noun = sentence.tokens[at - 1], sentence.tokens[at + 1]
            with_the = f"{first.text} of the {noun.text}"
            bare = () if part in ("each", "none", "one") else (f"{first.text} {noun.text}",)
            yield flag(join(first, noun), "What a part is taken of has “the”.", options=(*bare, with_the))


_NUMBERS_FROM_TWO = frozenset(word for word, number in NUMBER_WORDS.items() if 1 < number < 100)
_PLURAL_OF_COUNTED = word_set("house boat book car child ticket game film song shop bus train room tree table dog cat")


def _number_before_singular(sentence: Sentence) -> Iterator[Hit]:
    """*Two house*, *three book*: what is counted above one is a plural, also where the word may be a verb."""
    lowers = sentence.lowers
    for at in sentence.places(_NUMBERS_FROM_TWO | {"both"}):
        if at + 1 >= len(lowers) or lowers[at + 1] not in _PLURAL_OF_COUNTED:
            continue
        before = lowers[at - 1] if at else ""
        if before in grammar.DETERMINERS | {"phase", "number", "part", "page"} or not sentence.texts[at + 1].islower():
            continue
        after = lowers[at + 2] if at + 2 < len(lowers) else "."
        if after in ".,;!?" or after in grammar.PREPOSITIONS | {"and", "or", "but", "that", "which", "were", "are"}:
            noun = sentence.tokens[at + 1]
            plural = grammar.plural_of(noun.lower)
            yield flag(noun, f"After “{sentence.texts[at]}” write “{plural}”.", unsafe=plural)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_FINITE | _RELATIVES | _AFTER_MANY | {"each", "every"},
    bad=[
        "The quality of these lamps [are -> is] poor.",
        "The reasons for the delay [is -> are] not known.",
        "She said that the price of the tickets [have -> has] risen.",
        "The results of the study [was -> were] a surprise.",
        "The people who [lives -> live] there are old.",
        "He met a farmer who [have -> has] three sons.",
        "The houses that [was -> were] sold are new.",
        "Those who [is -> are] here know.",
        "It is a machine that [are -> is] used on farms.",
        "The farmers [grows -> grow] rice.",
        "Many people [believes -> believe] it, and most students [prefers -> prefer] tea.",
        "They know that the soldiers [remains -> remain] there.",
        "Each of the houses [have -> has] a garden.",
        "Every child [have -> has] a lamp, and every soldier [were -> was] there.",
    ],
    good=[
        "The quality of these lamps is poor, and a group of men are here.",
        "The number of men and the size of the guns are known; the price of oil and gas are up.",
        "The decision of the men who are here, the reason for which the lamps are out.",
        "The man in the streets said they are late. Had the price of the lamps have risen.",
        "The majority of the lamps are new; one of the reasons for the delays is rain.",
        "What the state of the roads is nobody knows. If the price of the lamps were low, they would sell.",
        "The one of the lamps are.",
        "The house with the lamps, and the cars, are sold. The way to the lamps are shut is long.",
        "The number of people who is known; a list of the houses that is long.",
        "One of the farmers who has three sons; the house of farmers which is new.",
        "They fear for the farmer that have come.",
        "The farmer and the driver who have come; he told the driver that are not.",
        "It is clear to the farmers that is right. The news to the farmer that were he here.",
        "He asked the farmers which is best. A farmer who, they say, lives.",
        "One of the farmers grows rice. The man from the islands grows it.",
        "What the farmers lack remains unknown. The United Nations remains there.",
        "The house of the soldiers remains. Playing games requires time.",
        "The list of farmers contains it; the farmers' union grows.",
        "Help for students includes money. One in five students prefers tea.",
        "They each have a garden.",
        "In each house there are two. The houses, each of which have doors.",
        "Does every child have a lamp? Let each child have one.",
    ],
)
def verb_of_other_number(sentence: Sentence) -> Iterator[Hit]:
    """*The quality of the lamps are*, *people who lives*, *each of them have*: verb and subject differ in number."""
    yield from _distant_verb_disagrees(sentence)
    yield from _relative_verb_disagrees(sentence)
    yield from _plural_with_verb_of_one(sentence)
    yield from _each_with_verb_of_many(sentence)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"much", "amount", "of", "both"} | _COUNTERS | _NUMBERS_FROM_TWO,
    before={"of": _PARTS},
    after=dict.fromkeys(_NUMBERS_FROM_TWO | {"both"}, _PLURAL_OF_COUNTED),
    bad=[
        "There are [much -> many] problems, and [much -> many] people left.",
        "They have not [many -> much] information and [few -> little] money.",
        "A large [amount -> number] of people came.",
        "They use [these equipment].",
        "It is one [of -> of the] biggest dams in the north.",
        "[Most of people -> Most people | Most of the people] of the town like tea.",
        "It rained in [some of houses -> some houses | some of the houses].",
        "They sold two [house -> houses], three [book -> books] and five [boat -> boats].",
    ],
    good=[
        "It does much always, and much sports news. How much times have changed!",
        "Many water birds, several food shops, few oil firms, these air forces and those news items.",
        "An amount of goods, of resources and of people-hours. These research the case.",
        "Not much has changed; so much works that it can buy.",
        "In much people's talk there is truth.",
        "It is one of the biggest dams. Most of Europe, some of his friends and many of them.",
        "Each of twelve houses, one of many, most of all.",
        "One of women's rights; three of hearts; some of children's books.",
        "It is one of most importance. A game of four of players’ choice.",
        "A two house deal. The two house the poor, and the five book rooms.",
        "Three book clubs, a three car garage and the four train teams.",
        "Of the two, book one is better. Phase two house.",
    ],
)
def quantity_and_noun_disagree(sentence: Sentence) -> Iterator[Hit]:
    """*Much problems*, *most of people*, *two house*: a quantity does not fit what it is a quantity of."""
    yield from _quantity_does_not_fit(sentence)
    yield from _part_without_the(sentence)
    yield from _number_before_singular(sentence)
