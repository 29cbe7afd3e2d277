"""Concord: subjects and their verbs, side by side and at a distance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import COUNTS_IN_WORDS, is_plural, word_set
from checker.findings import Category, Severity
from checker.text.document import Sentence, Token

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


_NEVER_ONE = _COLLECTIVE | _NOT_SINGULAR | grammar.FUNCTION_WORDS | grammar.DETERMINERS


def _is_one(noun: str) -> bool:
    """Whether a noun is surely one thing."""
    return (
        noun.isalpha()
        and noun not in _NEVER_ONE
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
    if not grammar.INGS.keys().isdisjoint(lowers[start:link]):
        return None  # the row causing changes to the table is kept
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
    "have are were go live lose give get know think take make come sing bring buy sell speak write eat"
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
        if not {"and", "or", "between", "one", "not", "only"}.isdisjoint(lowers[max(0, start - 3) : at]):
            continue
        if "of" in lowers[max(0, start - 3) : at] and (lowers[at] != "who" or not is_plural(noun)):
            continue
        if noun == "those":
            determiner = "those"
        if lowers[at] == "that" and (start < 0 or (start and lowers[start - 1] in _TOLD) or determiner not in _OPENING):
            continue
        if lowers[at] == "which" and not {"ask", "asked", "know", "see", "decide"}.isdisjoint(lowers[:at]):
            continue
        right = None
        many = noun == "those" or grammar.is_plural_noun(noun)
        if (
            start > 0
            and lowers[start - 1] in grammar.PREPOSITIONS
            and (determiner not in ("a", "an") or lowers[at] == "that")
        ):
            continue  # people from all the country who have, components in a tree that are
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
            yield flag(token, f"With “{noun} {lowers[at]}”, write “{right}”.", unsafe=right)


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
            yield flag(sentence.tokens[at], f"After “{noun}”, write “{right}”.", unsafe=right)


_PLURAL_STARTS = word_set("the these those many most some several few all both his her their its our two three four")


def _each_with_verb_of_many(sentence: Sentence) -> Iterator[Hit]:
    """*Each of the houses have*, *every child have*: *each* and *every* take the verb of one."""
    lowers = sentence.lowers
    for at in sentence.places({"each", "every"}):
        if at + 3 >= len(lowers) or not _opens_clause(lowers, at):
            if (at and lowers[at - 1] not in ("and", ",")) or "both" in lowers[:at]:
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
            yield flag(sentence.tokens[verb], f"“{sentence.texts[at]}” is singular: write “{right}”.", unsafe=right)


# -- Subject beside its verb ------------------------------------------------------------------------------------------

_FOR_ONE = {
    "have": "has",
    "are": "is",
    "do": "does",
    "don't": "doesn't",
    "haven't": "hasn't",
    "aren't": "isn't",
    "am": "is",
}
_FOR_MANY = {"has": "have", "is": "are", "was": "were", "does": "do", "hasn't": "haven't", "isn't": "aren't"} | {
    "wasn't": "weren't",
    "doesn't": "don't",
}
_FOR_I = {"is": "am", "are": "am", "has": "have", "does": "do"}


def _pronoun_and_verb_disagree(sentence: Sentence) -> Iterator[Hit]:
    """A pronoun with a verb of the wrong person: *he have*, *they is*, *she want*."""
    lowers = sentence.lowers
    for at in sentence.places(grammar.SUBJECT_PRONOUNS):
        if at == len(lowers) - 1 or not lowers[at + 1][0].isalpha() or "-" in lowers[at + 1]:
            continue
        subject = sentence.texts[at]
        right = _right_form(subject, lowers[at + 1])
        if right and _is_subject(sentence.tokens, at):
            finite = sentence.tokens[at + 1]
            yield flag(finite, f"After “{subject}”, write “{right}”.", unsafe=finite.cased(right))


def _right_form(subject: str, finite: str) -> str | None:
    """The form of the verb that goes with the pronoun, if ``finite`` does not."""
    match subject.lower():
        case "he" | "she" | "it":
            return _FOR_ONE.get(finite) or (grammar.verb(finite).third if finite in _SURE_BASES else None)
        case "they" | "we" | "you":
            return _FOR_MANY.get(finite) or grammar.THIRDS.get(finite)
        case "i" if subject == "I":
            return _FOR_I.get(finite) or grammar.THIRDS.get(finite)
    return None


_SURE_BASES = frozenset(base for base in grammar.BASES if grammar.verb(base).past != base) - word_set(
    "become come run overcome found fell saw felt lay left bound wound ground shed"
)
"""Verbs whose base form is no past: *he go*, not *he put* or *he found*."""


_NO_SUBJUNCTIVE = word_set("because although though while when where but whether since so")


def _is_subject(tokens: Sequence[Token], at: int) -> bool:
    """Whether the pronoun at ``at`` surely opens a clause, and no subjunctive or question is near."""
    if at == 0:
        return True
    before = tokens[at - 1]
    if tokens[at].lower in ("they", "we", "you"):
        return before.lower in _NO_SUBJUNCTIVE | {"that", "if"} or (before.text in ',;"“' and not _in_aside(tokens, at))
    if before.lower in _NO_SUBJUNCTIVE:
        return True
    return before.text in ",;" and at > 2 and not _in_aside(tokens, at)


def _in_aside(tokens: Sequence[Token], at: int) -> bool:
    """Whether an auxiliary before the comma may reach over to the verb, or the pronoun is within commas."""
    return any(
        token.lower in grammar.MODALS | grammar.DO | {"let", "that", "and", "nor"}
        for token in tokens[max(0, at - 12) : at]
    ) or (at + 2 < len(tokens) and tokens[at + 2].text == ",")


_FINITES = frozenset({*_FOR_MANY, *_FOR_ONE, "were"})


_PLURAL_ALONE = frozenset({"people", "police"})


_SINGULAR_IN_S = (
    word_set(
        """
    arts lens odds thanks works sports games sciences studies affairs rights relations services systems states
    nations times means data media criteria barracks gallows premises lyrics finals playoffs elections talks
    proceeds surroundings rest lives
    """
    )
    | grammar.MEASURES
)


def _may_be_plural(noun: str) -> bool:
    """Whether ``noun`` before a finite verb is a plural, if it has no capital: those not in a short list are names."""
    return (
        noun in _PLURAL_ALONE
        or grammar.is_sure_plural(noun)
        or (noun not in _SINGULAR_IN_S and is_plural(noun) and noun.isalpha())
    )


def _is_sure_singular(noun: str) -> bool:
    return grammar.is_singular_noun(noun) and noun not in grammar.COLLECTIVE


def _noun_and_verb_disagree(sentence: Sentence) -> Iterator[Hit]:
    """A subject at the start of its clause with a verb of the wrong number: *the soldiers is*."""
    texts, lowers = sentence.texts, sentence.lowers
    for at in sentence.places(_FINITES):
        finite = lowers[at]
        right = _FOR_MANY.get(finite) or _FOR_ONE.get(finite) or ("was" if finite == "were" else None)
        if not right or not at or finite in ("am", "don't", "doesn't"):
            continue
        noun = lowers[at - 1]
        start = at - 2 if at > 1 and lowers[at - 2] in _STARTERS else at - 1
        starter = lowers[start]
        if finite in _FOR_MANY:
            plural = grammar.is_sure_plural(noun) or (texts[at - 1].islower() and _may_be_plural(noun))
            wrong = noun in _PLURAL_ALONE or (plural and start < at - 1)
            wrong = wrong and starter not in ("this", "that", "a", "an")
        else:
            wrong = start < at - 1 and starter in ("the", "this", "a", "an") and _is_sure_singular(noun)
        if wrong and (_may_open(lowers, start, finite) or (noun == "people" and _follows_a_time(lowers, at - 1))):
            token = sentence.tokens[at]
            yield flag(token, f"After “{texts[at - 1]}”, write “{right}”.", unsafe=token.cased(right))


_MASS = word_set("news mathematics physics economics furniture information advice equipment knowledge homework luggage")


def _mass_with_verb_of_many(sentence: Sentence) -> Iterator[Hit]:
    """*The news are*: hits on the verb after what is not counted."""
    lowers = sentence.lowers
    for at in sentence.places(_MASS):
        if at + 2 >= len(lowers) or lowers[at + 1] not in ("are", "were", "have"):
            continue
        start = at - 1 if at and lowers[at - 1] in ("the", "this", "all", "his", "her", "their", "our", "its") else at
        if start == 0 or lowers[start - 1] in _BEFORE_SUBJECT:
            finite = sentence.tokens[at + 1]
            right = _ONE[finite.lower]
            yield flag(finite, f"“{lowers[at]}” is singular: write “{right}”.", unsafe=finite.cased(right))


def _follows_a_time(lowers: Sequence[str], at: int) -> bool:
    """Whether what stands before ``at`` is one phrase that says when or where: *in the past people was*."""
    return (
        1 < at < _LONGEST_PHRASE
        and lowers[0] in grammar.PREPOSITIONS
        and lowers[1] in grammar.DETERMINERS | {"ancient", "many"}
        and not any(word in grammar.PREPOSITIONS or grammar.may_be_finite(word) for word in lowers[1:at])
        and not lowers[at - 1].endswith(("ing", "al", "ic", "ous"))
    )


_LONGEST_PHRASE = 6
_STARTERS = word_set("the these those this a an many some several most")


def _may_open(lowers: Sequence[str], start: int, finite: str) -> bool:
    if start == 0:
        return True
    before = lowers[start - 1]
    return before in ("because", "although", "but") or (
        before == "that" and finite not in ("have", "were", "do") and start > 2
    )


def _there_is_disagrees(sentence: Sentence) -> Iterator[Hit]:
    """*There is* before a plural, or *there are* before a singular."""
    texts, lowers = sentence.texts, sentence.lowers
    for at in sentence.places(_THERE):
        after = at + 3 if lowers[at + 2 : at + 3] == ["been"] else at + 2
        if after + 1 >= len(lowers):
            continue
        finite = lowers[at + 1]
        if finite in ("is", "was") and lowers[after : after + 3] == ["a", "lot", "of"]:
            if lowers[after + 3 : after + 4] and grammar.is_sure_plural(lowers[after + 3]):
                right = _FOR_MANY[finite]
                yield flag(
                    sentence.tokens[at + 1], f"Before “a lot of {lowers[after + 3]}”, write “{right}”.", unsafe=right
                )
            continue
        if (
            finite in ("is", "was", "has")
            and _starts_plural(*lowers[after : after + 2])
            and (finite == "has") == (after == at + 3)
        ):
            right = _FOR_MANY[finite]
        elif (
            finite in ("are", "were")
            and lowers[after] in ("a", "an")
            and not (finite == "were" and at and lowers[at - 1] in _BEFORE_WISH)
            and _starts_singular(sentence.tokens, after)
        ):
            right = "is" if finite == "are" else "was"
        else:
            continue
        message = f"Write “{texts[at]} {right}” before “{texts[after]} {texts[after + 1]}”."
        yield flag(sentence.tokens[at + 1], message, unsafe=right)


_THERE = frozenset({"there"})
_BEFORE_WISH = word_set("if though wish unless that suppose")


def _starts_plural(first: str, second: str) -> bool:
    if first == "lots" and second == "of":
        return True
    if first in ("many", "several", "various", "numerous"):
        return second not in ("a", "an") and second not in grammar.MEASURES and is_plural(second)
    if first in COUNTS_IN_WORDS or first == "some":
        return grammar.is_sure_plural(second) and second not in grammar.MEASURES
    return grammar.is_sure_plural(first) and first not in grammar.MEASURES


def _starts_singular(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single thing follows the article at ``at``."""
    if not _is_sure_singular(tokens[at + 1].lower) or not grammar.ends_phrase(tokens, at + 2):
        return False
    return not any(token.lower in ("and", "or", ",") for token in tokens[at + 2 :])


def _number_of_disagrees(sentence: Sentence) -> Iterator[Hit]:
    """*The number of … have*, or *a number of … is*.

    *The number* is one thing and takes *has*; *a number of people* are many and take *have*.
    """
    lowers = sentence.lowers
    for at in sentence.places({"number"}):
        if not 1 <= at < len(lowers) - 3 or lowers[at + 1] != "of":
            continue
        tokens = sentence.tokens
        article = tokens[at - 1].lower
        first = at - 1
        if article in ("large", "great", "small", "huge") and at > 1 and tokens[at - 2].lower == "a":
            article, first = "a", at - 2
        if first and tokens[first - 1].lower == "quite":
            first -= 1
        if article == "the" and not _opens_clause(sentence.lowers, first) and tokens[first - 1].lower != ",":
            continue  # those that exceed the number of functions are kept
        if article == "a" and first and tokens[first - 1].lower in grammar.PREPOSITIONS:
            continue  # memory for a number of objects is kept
        noun = next((place for place in (at + 2, at + 3) if is_plural(tokens[place].lower)), None)
        if (
            noun is None
            or noun + 1 >= len(tokens)
            or any(tokens[place].kind != "word" for place in range(at + 2, noun))
        ):
            continue
        finite = tokens[noun + 1]
        right = (
            _FOR_MANY.get(finite.lower) if article == "a" else _FOR_ONE.get(finite.lower) if article == "the" else None
        )
        if right and finite.lower not in ("do", "don't", "am"):
            yield flag(finite, f"After “{article} number of”, write “{right}”.", unsafe=right)


_SINGULAR_OF_FINITE = {"are": "is", "have": "has", "were": "was"}
_INDEFINITE = word_set(
    """
    everyone everybody someone somebody anyone anybody nobody everything nothing one
    """
)


def _indefinite_pronoun_disagrees(sentence: Sentence) -> Iterator[Hit]:
    """*Everyone are*, *nobody have*, *one of them were*: these take the verb of one."""
    lowers = sentence.lowers
    for at in sentence.places(_INDEFINITE):
        if at == len(lowers) - 1 or _SINGULAR_OF_FINITE.keys().isdisjoint(lowers[at + 1 : at + 5]):
            continue
        tokens = sentence.tokens
        subject = tokens[at]
        if not grammar.starts_clause(tokens, at):
            continue
        verb_at = at + 1
        if subject.lower == "one":
            if at or len(tokens) < 6 or tokens[1].lower != "of" or not is_plural(tokens[3].lower):
                continue
            verb_at = 4
        finite = tokens[verb_at]
        right = _SINGULAR_OF_FINITE.get(finite.lower)
        if right:
            yield flag(finite, f"“{subject.text}” is singular: write “{right}”.", unsafe=right)


def _verb_of_other_number(sentence: Sentence) -> Iterator[Hit]:
    """*The quality of the lamps are*, *people who lives*, *each of them have*: verb and subject differ in number."""
    yield from _distant_verb_disagrees(sentence)
    yield from _relative_verb_disagrees(sentence)
    yield from _plural_with_verb_of_one(sentence)
    yield from _each_with_verb_of_many(sentence)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_FINITES
    | _FINITE
    | _RELATIVES
    | _AFTER_MANY
    | _INDEFINITE
    | {"each", "every", "there", "number"}
    | (grammar.SUBJECT_PRONOUNS - {"you"}),
    after={
        **dict.fromkeys(("he", "she", "it"), _FOR_ONE.keys() | grammar.VERBS_ONLY),
        **dict.fromkeys(("they", "we"), frozenset(_FOR_MANY)),
        "i": frozenset(_FOR_I),
        "there": word_set("is was has are were"),
        "number": frozenset({"of"}),
    },
    bad=[
        "He [have -> has] three sons.",
        "They [is -> are] here because she [seem -> seems] glad.",
        "We [was -> were] late.",
        "It failed, but it [remain -> remains] useful.",
        "I [is -> am] sure.",
        "The news [are -> is] good. There [is -> are] a lot of problems.",
        "The soldiers [is -> are] ready. In the past people [was -> were] glad.",
        "The lanterns [was -> were] lit.",
        "People [has -> have] the right to know.",
        "She said that the police [was -> were] late.",
        "The soldier [were -> was] hurt.",
        "These soldiers [has -> have] been heard.",
        "There [is -> are] many reasons for it.",
        "There [was -> were] three soldiers at the gate.",
        "There [are -> is] a problem with it.",
        "There [has -> have] been several attacks.",
        "The number of soldiers [have -> has] grown.",
        "A large number of people [was -> were] hurt.",
        "Everyone [are -> is] happy.",
        "He thinks that nobody [have -> has] seen it.",
        "One of the soldiers [were -> was] hurt.",
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
        "Does he have time? Should it remain so, they will go.",
        "They demanded that he have a lawyer and that it remain so.",
        "If he were rich, it would help him go.",
        "Neither he nor she have come, and you and he have lost.",
        "World War I is over, and Elizabeth I has died.",
        "He, they say, is late. Did she, want it or not, come?",
        "How many of them are here? Only one of those who help it have come.",
        "What they need is help; all they want is peace.",
        "It was he who they are after.",
        "One of the soldiers is ready.",
        "Help for the people is near, and killing people is a crime.",
        "The United States is large, and the team are ready.",
        "The man and the soldier were hurt.",
        "Where the soldiers is the front.",
        "The people's right is clear; three years is long.",
        "The news is bad, the lens is old and the basis is lost.",
        "An alias is a name; the atlas is new, the pancreas was hurt and the bias has grown.",
        "The six months was long.",
        "If the soldier were ready, he would go.",
        "Neither the man nor the soldier have come.",
        "Did the soldier have a gun?",
        "There is two minutes left and there was 20 percent more.",
        "There are a lot of reasons and a number of ways.",
        "There is many a reason.",
        "There are a man and a woman.",
        "There is one soldier; there is no reason.",
        "There are an estimated 30 attacks.",
        "Those out there is what matters to many.",
        "There is several years' worth of work.",
        "If there were a way, and as though there were an end to it, they would go.",
        "The number of people who have left has grown.",
        "A number of reasons were given.",
        "The number of soldiers and guns have both grown.",
        "A number of this size is rare.",
        "A growing number of people is fine, and the number of people was small.",
        "Help for quite a number of victims is late.",
        "Does everyone have one? Let everybody do it.",
        "One of the soldiers who were hurt has died.",
        "She is one of the women.",
        "Not one of the children were hurt, said one of the men who have fled.",
        "Will everything do?",
        "The quality of these lamps is poor, and a group of men are here.",
        "The number of men and the size of the guns are known; the price of oil and gas are up.",
        "The decision of the men who are here, the reason for which the lamps are out.",
        "The man in the streets said they are late. Had the price of the lamps have risen.",
        "The majority of the lamps are new; one of the reasons for the delays is rain.",
        "What the state of the roads is nobody knows. If the price of the lamps were low, they would sell.",
        "The one of the lamps are.",
        "The house with the lamps, and the cars, are sold. The way to the lamps are shut is long.",
        "A list of the houses that is long.",
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
def subject_and_verb_disagree(sentence: Sentence) -> Iterator[Hit]:
    """*He have*, *the quality of the lamps are*, *people who lives*: subject and verb differ in number."""
    yield from _pronoun_and_verb_disagree(sentence)
    yield from _noun_and_verb_disagree(sentence)
    yield from _there_is_disagrees(sentence)
    yield from _number_of_disagrees(sentence)
    yield from _indefinite_pronoun_disagrees(sentence)
    yield from _verb_of_other_number(sentence)
    yield from _mass_with_verb_of_many(sentence)
