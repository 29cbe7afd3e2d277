"""What a verb needs beside it: its ending, its object, its *be*; and what machines put there instead."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import is_plural, word_set
from checker.findings import Category, Severity
from checker.lexicon.wordlist import zipf
from checker.names import gazetteer
from checker.text.document import BlockKind, Sentence, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ONE = word_set("the this that a an each every its another my your his her our their")
_BEFORE_CLAUSE = word_set("and but because if when while that how so where whereas since as")
_DEMANDS = word_set(
    """
    suggest suggests suggested demand demands demanded require requires required recommend recommends recommended ask
    asks asked insist insists insisted propose proposes proposed request requests requested order orders ordered urge
    urges urged essential important necessary vital imperative crucial lest wish
    """
)
_NEED_OBJECT = word_set("a an the this these those it its them him her us you me your their our his to all any")
_OBJECT_BEGINS = _NEED_OBJECT | {"that", "how", "whether"}

_PRESENTS = grammar.BASES - word_set(
    "be have do go say see let make saw may can will like found set put cut hit read cast cost"
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_PRESENTS,
    before=lambda word: word.isalpha(),
    after=_OBJECT_BEGINS,
    bad=[
        "The method name [need -> needs] to be unique.",
        "The reader [use -> uses] the old lamp. My reader [need -> needs] to be oiled.",
        "It depends on how the reader [describe -> describes] the lamp.",
        "This option [help -> helps] us, and that lever [open -> opens] the gate.",
    ],
    good=[
        "The man and the reader use the old lamp. It is kept since your last use the week before.",
        "Let the tool parse the string, and help the reader use the lamp.",
        "They ask that the reader use the lamp. Does the tool parse the string?",
        "The police need to know, and the staff use the gate.",
        "The tools that the reader can use the most are old.",
        "The lamp that the reader knows is new, with the gate open to all.",
        "The rich need the poor, the young help the old and the team want to win.",
    ],
)
def verb_without_s(sentence: Sentence) -> Iterator[Hit]:
    """*The reader use the lamp*: after a singular subject, a verb in the present ends in -s. Flagged where the subject
    opens its clause and is singular by its determiner, and an object or an infinitive follows.
    """
    lowers = sentence.lowers
    for at in sentence.places(_PRESENTS):
        if at < 2 or at + 1 == len(lowers) or lowers[at + 1] not in _OBJECT_BEGINS:
            continue
        if lowers[at] in grammar.PREPOSITIONS or lowers[at] == "near":
            continue
        start = _start_of_singular(lowers, at)
        if start is None or not _may_open_clause(lowers, start):
            continue
        if not grammar.is_verb_only(lowers[at]) and not _is_sure_verb(lowers, at):
            continue
        if sentence.texts[at].islower():
            verb = sentence.tokens[at]
            right = grammar.verb(verb.lower).third
            yield flag(verb, f"After “{sentence.texts[at - 1]}”, write “{right}”.", unsafe=right)


def _start_of_singular(lowers: Sequence[str], verb: int) -> int | None:
    """Where a noun phrase of up to four words begins that ends before ``verb`` and means one thing."""
    noun = lowers[verb - 1]
    if noun in _NO_NOUNS or is_plural(noun) or not (grammar.is_singular_noun(noun) or _has_plural(noun)):
        return None
    for start in range(verb - 2, max(-1, verb - 5), -1):
        if lowers[start] in _ONE:
            return start
        if not lowers[start].isalpha() or grammar.is_finite(lowers[start]) or lowers[start] in _NOT_IN_PHRASE:
            return None
    return None


_GROUPS = word_set(
    """
    police staff team crew family group majority number couple pair rest public government press half lot rich poor
    young old blind deaf sick british irish french english dutch
    """
)
"""Singular in form, and often many."""


_NO_NOUNS = (
    _GROUPS
    | grammar.FUNCTION_WORDS
    | grammar.DETERMINERS
    | grammar.SUBJECT_PRONOUNS
    | grammar.OBJECT_PRONOUNS
    | grammar.AUXILIARIES
    | word_set(
        """
        who which that whom whose what there here not only also just then now ever never always first last next
        other same own
        """
    )
)


@lru_cache(maxsize=5_000)
def _has_plural(word: str) -> bool:
    """Whether a word that is no known noun has a plural that is met, as adjectives have none."""
    return word.isalpha() and zipf(grammar.plural_of(word)) >= _MET and not grammar.is_verb_only(word)


_MET = 3.0
"""The ``zipf`` of what is met once in a million words."""
_NOT_IN_PHRASE = grammar.PREPOSITIONS | grammar.CONJUNCTIONS | grammar.DETERMINERS | grammar.SUBJECT_PRONOUNS


def _may_open_clause(lowers: Sequence[str], start: int) -> bool:
    """Whether a subject at ``start`` has nothing before it that asks for a bare verb."""
    if start == 0:
        return True
    before = lowers[start - 1]
    if before == "and" and "and" not in lowers[: start - 1] and start > 2:
        return lowers[start - 2] in (",", ";") or grammar.is_finite(lowers[start - 2])
    if before == "that":
        return _DEMANDS.isdisjoint(lowers[:start])
    return before in _BEFORE_CLAUSE and before not in ("and", "as")


def _is_sure_verb(lowers: Sequence[str], at: int) -> bool:
    """Whether a word that may be a noun is a verb, by the object or infinitive after it: *use the*, *need to be*."""
    after = lowers[at + 1]
    if after == "to":
        return lowers[at] in ("need", "want", "try", "plan", "hope") and (
            lowers[at + 2 : at + 3] == ["be"] or any(map(grammar.is_base, lowers[at + 2 : at + 3]))
        )
    return after not in ("that", "this", "these", "you", "all", "any", "his", "her")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"to"},
    before=word_set("allow allows allowed allowing enable enables enabled enabling permit permits permitting"),
    after=grammar.is_base,
    bad=[
        "The key [allows to open -> allows you to open | allows opening] the gate.",
        "A new law [enabled to build -> enabled you to build | enabled building] there.",
        "It [permits to sell -> permits you to sell | permits selling] the house.",
    ],
    good=[
        "The key allows us to open the gate. They are allowed to leave, and the allowed to-do list is short.",
        "The switch must be enabled to start the pump. Once enabled to run, it runs.",
        "Those allowed to enter were few. He was not, as is allowed to say, happy.",
    ],
)
def allow_without_object(sentence: Sentence) -> Iterator[Hit]:
    """*It allows to do*: in English a thing allows somebody to do something, or allows doing it."""
    lowers = sentence.lowers
    for at in sentence.places(_TO):
        if not at or at + 1 == len(lowers) or not grammar.is_base(lowers[at + 1]):
            continue
        verb = next((base for base in ("allow", "enable", "permit") if lowers[at - 1] in grammar.verb(base)), None)
        if verb is None or sentence.texts[at + 1] != lowers[at + 1]:
            continue
        if at == 1 or lowers[at - 2] in grammar.DETERMINERS or not lowers[at - 2][0].isalpha():
            continue  # a permit to cut trees; “Allow to cut trees” in a list of what is new
        if lowers[at - 1].endswith("ed") and not _has_plain_subject(lowers, at - 1):
            continue
        allows, base = sentence.tokens[at - 1], sentence.tokens[at + 1]
        yield flag(
            join(allows, base),
            f"“{verb.capitalize()}” needs to say whom: “{allows.text} you to {base.text}”, or “{allows.text} …ing”.",
            options=(f"{allows.text} you to {base.text}", f"{allows.text} {grammar.verb(base.text).ing}"),
        )


_TO = frozenset({"to"})


def _has_plain_subject(lowers: Sequence[str], at: int) -> bool:
    """Whether the form in -ed at ``at`` is a past, told by a noun with its article right before it, or by *has*."""
    if at and lowers[at - 1] in grammar.HAVE:
        return True
    if not grammar.AUXILIARIES.isdisjoint(lowers[:at]) or "be" in lowers[:at]:
        return False
    noun = at - 1
    while noun > 0 and lowers[noun].isalpha() and lowers[noun] not in _NOT_IN_PHRASE and noun > at - 4:
        noun -= 1
    return noun == 0 and lowers[0] in ("the", "this", "a", "an", "it") and at > 1


_NOT_AFTER_BELOW = grammar.PREPOSITIONS | grammar.AUXILIARIES | grammar.CONJUNCTIONS | grammar.DETERMINERS
_BESIDE_BELOW = word_set("the this these those")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"below"},
    before=_BESIDE_BELOW,
    after=lambda word: word.isalpha() and word not in _NOT_AFTER_BELOW,
    bad=[
        "See [the below picture -> the picture below] for it.",
        "Use [these below settings -> these settings below] with care.",
    ],
    good=[
        "See the picture below. The below-zero cold stays.",
        "Things like these below and the ones above are old.",
        "The above picture is known to English.",
        "Of these, below is the first, and those below are next.",
    ],
)
def below_before_noun(sentence: Sentence) -> Iterator[Hit]:
    """*The below picture*: unlike *above*, *below* follows its noun."""
    lowers, texts = sentence.lowers, sentence.texts
    for at in sentence.places({"below"}):
        if not at or at + 1 == len(lowers) or lowers[at - 1] not in _BESIDE_BELOW:
            continue
        end = at + 1
        while end + 1 < len(lowers) and _is_noun(lowers[end + 1]) and end < at + 3:
            end += 1
        if _is_noun(lowers[end]):
            first, last = sentence.tokens[at - 1], sentence.tokens[end]
            right = " ".join([texts[at - 1], *texts[at + 1 : end + 1], texts[at]])
            yield flag(join(first, last), "“Below” follows its noun.", unsafe=right)


def _is_noun(word: str) -> bool:
    return grammar.is_singular_noun(word) or grammar.is_plural_noun(word) or word.endswith(("tion", "ment", "ings"))


_TITLES = frozenset(
    """
    President Vice Prime Minister Premier Chancellor Senator Governor Mayor Secretary Dr Mr Mrs Ms Prof Professor
    General Colonel Major Captain Lieutenant Admiral Sergeant Judge Justice Bishop Archbishop Pope King Queen Prince
    Princess Sheikh Sultan Emir Ambassador PM CM Chief Deputy Congressman Congresswoman
    """.split()
)
_LOWER_TITLES = frozenset(title.lower() for title in _TITLES)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"the"},
    after=lambda word: word in _LOWER_TITLES,
    bad=[
        "[The Prime Minister Anna Berg -> Prime Minister Anna Berg] said so.",
        "He met [the Dr. Zubek -> Dr. Zubek] and [the President Kovac -> President Kovac] in May.",
    ],
    good=[
        "Prime Minister Anna Berg said so. The prime minister, Anna Berg, said so.",
        "He met the Prime Minister in May. The President Hotel is old, and the General Assembly met.",
        "The Minister Council met. The King Street station and the Doctor Who show.",
        "The late President Kovac and the then Minister Berg.",
    ],
)
def the_before_title_and_name(sentence: Sentence) -> Iterator[Hit]:
    """*The Prime Minister Anna Berg*: a title that goes with a name has no article."""
    texts = sentence.texts
    for at in sentence.places({"the"}):
        name = at + 1
        while name < len(texts) and (texts[name] in _TITLES or (texts[name] == "." and name > at + 1)):
            name += 1
        if name == at + 1 or name >= len(texts) or texts[name] == "The":
            continue
        if not _is_person(sentence, name):
            continue
        the, last = sentence.tokens[at], sentence.tokens[name]
        end = name
        while end + 1 < len(texts) and texts[end + 1].istitle() and texts[end + 1].isalpha():
            end += 1
        last = sentence.tokens[end]
        right = sentence.text[sentence.tokens[at + 1].start - sentence.start : last.end - sentence.start]
        yield flag(join(the, last), "A title that goes with a name has no “the”.", unsafe=right)


def _is_person(sentence: Sentence, at: int) -> bool:
    """Whether a person's name begins at ``at``: one or two capitalised words and then a verb, a mark or the end."""
    texts, lowers = sentence.texts, sentence.lowers
    end = at
    while end < len(texts) and texts[end].istitle() and texts[end].isalpha() and end < at + 3:
        if (
            (end == at and texts[end] not in gazetteer.GIVEN and zipf(lowers[end]) >= _MET)
            or lowers[end] in gazetteer.COMMON
            or grammar.is_singular_noun(lowers[end])
            or grammar.is_plural_noun(lowers[end])
        ):
            return False
        end += 1
    if end == at:
        return False
    after = lowers[end] if end < len(lowers) else "."
    return (
        after in ",.;:)"
        or after in grammar.CONJUNCTIONS | grammar.PREPOSITIONS - {"of"}
        or grammar.may_be_finite(after)
    )


_ALWAYS_OBJECT = word_set(
    """
    append base configure consider create define deploy design disable enable encode equip execute include
    initialize install invoke list locate make mention name place put reference show situate specify store surround use
    validate
    """
)
"""Verbs that cannot do without an object, so that a form in -ed without one is a participle."""
_PLACED = {word: verb for verb in _ALWAYS_OBJECT for word in grammar.verb(verb)[2:4] if word not in grammar.BASES}
_AFTER_PLACED = grammar.PREPOSITIONS | {"as", "here", "there"}


_FELT = {
    "interest": frozenset({"in"}),
    "concern": frozenset({"about", "that"}),
    "satisfy": frozenset({"with"}),
    "disappoint": frozenset({"with", "that"}),
    "confuse": frozenset({"about"}),
    "excite": frozenset({"about"}),
    "surprise": frozenset({"that"}),
}
"""What is done to somebody, and what stands after it where it says what somebody feels."""
_FELT_FORMS = {form: verb for verb in _FELT for form in (verb, grammar.verb(verb).third)}


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=_PLACED | _FELT_FORMS,
    after=dict.fromkeys(_PLACED, _AFTER_PLACED) | {form: _FELT[verb] for form, verb in _FELT_FORMS.items()},
    bad=[
        "The lamps [located -> are located] as follows.",
        "The old key [stored -> is stored] in the box below.",
        "If you [concern -> are concerned] that the key is lost, or he [interests -> is interested] in it, say so.",
    ],
    good=[
        "The lamps are located as follows. The old key, stored in the box below, is lost.",
        "# The key stored in the box.\n\nThe key stored in the box opens the gate. A key stored in a box!",
        "Photo: the key used in May. Keys made of gold, once used as money.",
        "The firm made in Oslo what it used for years.",
        "They surprise that man. Did you interest in any way those who came? It is of interest in Oslo.",
    ],
)
def be_missing_before_participle(sentence: Sentence) -> Iterator[Hit]:
    """*The key stored in the box*, *if you concern about it*: *is* or *are* is missing, and perhaps the ending of the
    participle. A participle is flagged where the sentence has no other verb.
    """
    yield from _felt_without_be(sentence)
    lowers, texts = sentence.lowers, sentence.texts
    if (
        sentence.doc.is_technical
        or sentence.block.kind is not BlockKind.PARAGRAPH
        or sentence.is_heading
        or sentence.is_title_case
        or texts[-1] != "."
        or lowers[0] not in grammar.DETERMINERS
    ):
        return
    for at in sentence.places(_PLACED.keys()):
        if not 1 < at < len(lowers) - 2 or lowers[at + 1] not in _AFTER_PLACED:
            continue
        subject, rest = lowers[1:at], lowers[at + 1 : -1]
        if not all(map(str.isalpha, subject)) or not _NOT_IN_PHRASE.isdisjoint(subject):
            continue
        if rest[:2] == ["as", "follows"]:
            rest = rest[2:]
        if any(map(_may_be_verb, [*subject, *rest])) or "," in rest or ":" in rest:
            continue
        be = "are" if is_plural(lowers[at - 1]) else "is"
        yield flag(
            sentence.tokens[at], f"The sentence has no verb: write “{be} {texts[at]}”.", unsafe=f"{be} {texts[at]}"
        )


def _felt_without_be(sentence: Sentence) -> Iterator[Hit]:
    lowers = sentence.lowers
    for at in sentence.places(_FELT_FORMS.keys()):
        verb = _FELT_FORMS[lowers[at]]
        if at + 2 >= len(lowers) or lowers[at + 1] not in _FELT[verb] or not _DOING.isdisjoint(lowers[:at]):
            continue
        if lowers[at + 1] == "that" and lowers[at + 2] not in _NEED_OBJECT | grammar.SUBJECT_PRONOUNS:
            continue
        subject = lowers[at - 1] if at else ""
        if subject not in grammar.SUBJECT_PRONOUNS - {"it"} or (lowers[at] == verb) is (subject in ("he", "she")):
            continue
        be = {"i": "am", "he": "is", "she": "is"}.get(subject, "are")
        right = f"{be} {grammar.verb(verb).participle}"
        yield flag(sentence.tokens[at], f"Write “{right}”.", unsafe=right)


_DOING = grammar.DO | grammar.MODALS | {"to"}


def _may_be_verb(word: str) -> bool:
    return (
        word in grammar.AUXILIARIES
        or word in grammar.THIRDS
        or grammar.is_only_past(word)
        or word.endswith(("ed", "n't"))
        or grammar.is_verb_only(word)
    )


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"to"},
    after=lambda word: word.endswith("ed") and grammar.is_verb_only(grammar.PASTS.get(word, "")),
    bad=[
        "Write `true` to [enabled -> enable] the lamp, `false` to [disabled -> disable] it.",
        "A law to [provided -> provide] the town with water.",
    ],
    good=[
        "Those he spoke to provided the town with water, and so did the one he sold it to.",
        "It is close to completed. The man he listened to described the town, due to described needs.",
    ],
)
def past_after_to(sentence: Sentence) -> Iterator[Hit]:
    """*To enabled the lamp*: the infinitive has no ending."""
    lowers = sentence.lowers
    for at in sentence.places(_TO):
        verb = grammar.PASTS.get(lowers[at + 1], "") if at + 2 < len(lowers) else ""
        if not grammar.is_verb_only(verb) or lowers[at + 2] not in _NEED_OBJECT - {"to"}:
            continue
        before = sentence.texts[at - 1] if at else ""
        # What a relative clause ends with (“the man he spoke to described it”) stands behind a verb.
        if grammar.may_be_finite(before.lower()) or before.lower() in _BEFORE_NOUNS:
            continue
        word = sentence.tokens[at + 1]
        yield flag(word, f"After “to”, write “{verb}”.", unsafe=verb)


_BEFORE_NOUNS = word_set(
    "due according thanks next close related prior owing similar compared contrary back up down in on"
)
