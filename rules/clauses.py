"""Clauses: sentences without a subject or a verb, clauses run together, and conjunctions that clash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import is_plural, word_set
from checker.findings import Category, Severity
from checker.lexicon.wordlist import zipf
from checker.text.document import FIGURE, OPAQUE, BlockKind, Document, Sentence, Token, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def _goes_on_after_code(sentence: Sentence) -> bool:
    """Whether the sentence opens its block, and what stands before that is code, which may be its first half."""
    block = sentence.block
    return (
        sentence.start == block.start
        and sentence.doc.masked[max(0, block.start - 200) : block.start].rstrip()[-1:] == OPAQUE
    )


def _is_statement(sentence: Sentence) -> bool:
    """Whether the sentence stands in running text and ends with a full stop."""
    return sentence.block.kind is BlockKind.PARAGRAPH and bool(_STOP.search(sentence.text))


_STOP = lazy(r"\.[\"'”’)\]\s]*$")

_DOUBLED = lazy(
    r"""
    (?P<first>(?<![\w’'])(?:although|though|even\ though|because|despite))\b
    (?P<between>(?:[^,;:.!?—–“”"]|(?<=\d)[.,](?=\d)){3,150}),\ (?P<second>but|yet|so|therefore)\b
    (?!\ (?:that|far|many|much|long|called|too|rare|occasional|few|only|not)\b|,)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"although", "though", "because", "despite"},
    bad=[
        "Although it rained[, but ->,] they played.",
        "Because he was late[, so ->,] he ran.",
        "The price rose, [although less -> less] than last year, but it is still high.",
    ],
    good=[
        "Although it rained, they played, but they lost.",
        "Because he was late, so many left.",
        "It is dear, though, but good.",
        "He came because he had to, but he left soon.",
        "They sang, though badly, yet with joy.",
        "Despite clear, but rare slips, he won.",
    ],
)
def doubled_conjunction(sentence: Sentence) -> Iterator[Hit]:
    """*Although … but*, *because … so*: English joins two clauses with one conjunction, not with two."""
    for found in sentence.search(_DOUBLED):
        first, second = found["first"].lower(), found["second"].lower()
        if (first == "because") != (second in ("so", "therefore")):
            continue
        message = f"“{found['first']} … {found['second']}”: one of the two is enough."
        if found.start() == sentence.start:
            yield flag((found.end("between"), found.end()), message, unsafe=",")
        elif first in ("although", "even though") and len(found["between"].split()) > 2:
            next_word = found["between"].split()[0]
            end = found.start("between") + found["between"].index(next_word) + len(next_word)
            yield flag((found.start(), end), message, unsafe=next_word)


# -- Fragments ---------------------------------------------------------------------------------------------------------

_OPENING_AUXILIARIES = word_set("Will Has Was Were Is Are Had Does Did Would Can Could Should Must")
_EXISTING = word_set("Exist Exists Existed Remain Remains Lack Lacks Arise Arises")
_OPENING_VERBS = frozenset(
    {*(word.lower() for word in _OPENING_AUXILIARIES | _EXISTING), *grammar.THIRDS, *grammar.PASTS}
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    local=True,
    bad=[
        "The plan is clear. [Will take] it to court next week.",
        "[Was born] in a small village near the river.",
        "The envoy is calm. [Believes] that the talks will go on until June.",
        "[Went] to the village to see the old school.",
        "[Is the] smallest of the nine towns on the river.",
        "[Described] the plan as a way out of the crisis.",
        "The tower is new. [Exist also] three older towers in the town.",
        "[Exists a] path that leads along the river.",
        "The talks went on. [Confirmed the] head of the council, Ana Kole, that nobody had left.",
        "On Mondays [will -> it will] be possible to see the mill. Here [is -> it is] not possible to park.",
        "The hall is shut because [is -> it is] necessary to mend the roof.",
    ],
    good=[
        "The switches `a`, `b`, `c`, `d` and `e` are old.\n\nIs true if the end of the file was reached.",
        "Will he take it to court? Was born.",
        "Will Smith was born here. May saw rain.",
        "Were it not for him, they would have lost.",
        "- Will take it to court next week.",
        "Has anyone seen it, he asked.",
        "# Was born in a village\n\nHe left.",
        "Should you take it, tell us in time.",
        "Born in a village, he went to town.",
        "Given a chance, he would go; denied the vote, they left the hall.",
        "Takes one to know one, as they say.",
        "Deletes the keys that were named from all files of the user.",
        "Will is busy trying to mend the roof of the old barn.",
        "Confirmed the next day by the court, the ban on boats means that nobody may fish.",
        "In Oslo tours are possible to arrange. It is, in the town, possible to park, and on Mondays it is possible.",
        "In summer this will be possible to see, and what is possible to see is new.",
        "Exist with the many, live with the few, as they say here.",
    ],
)
def dropped_subject(doc: Document) -> Iterator[Hit]:
    """A statement that starts with its verb.

    Many languages leave the subject out where the verb shows it; English says *we*, *he*, *it*.
    """
    if doc.is_technical:
        return  # what a manual says of a switch: “Is `true` if it is on.”
    lowers = doc.lowers
    for sentence, at in zip(doc.sentences, doc.first_tokens, strict=False):
        if lowers[at] in _OPENING_VERBS and len(sentence.texts) >= 6 and _is_statement(sentence):
            yield from _without_subject(sentence)
    for sentence in doc.holding(_JUDGED):
        yield from _without_it(sentence)


_JUDGED = word_set("possible impossible necessary")


def _without_it(sentence: Sentence) -> Iterator[Hit]:
    """Hits on what is *possible to do* or *necessary that* without an *it* that says so."""
    lowers = sentence.lowers
    for at in sentence.places(_JUDGED):
        verb = at - 1
        while verb > 0 and grammar.is_inside_verb(lowers[verb]):
            verb -= 1
        if verb > 0 and lowers[verb] == "be":
            verb -= 1
            while verb > 0 and grammar.is_inside_verb(lowers[verb]):
                verb -= 1
        is_verb = lowers[verb] in grammar.BE or (lowers[verb] in grammar.MODALS and "be" in lowers[verb:at])
        if not is_verb or verb < 1 or lowers[at + 1 : at + 2] not in (["to"], ["that"]):
            continue
        if lowers[verb - 1] in ("because", "if", "although", "since") or _is_place_or_time(lowers[:verb]):
            word = sentence.tokens[verb]
            message = f"“It” is missing: it {word.text} {lowers[at]}."
            yield flag(word, message, unsafe=f"it {word.text}")


def _is_place_or_time(before: Sequence[str]) -> bool:
    """Whether all that stands before a verb says where or when: *on Sundays*, *in the hall*, *here*."""
    if len(before) == 1:
        return before[0] in ("here", "now", "then", "today", "tomorrow", "thus", "therefore")
    if before[0] not in ("on", "in", "at", "from", "during", "after", "before", "until", "inside", "near"):
        return False
    within = before[2:] if before[1] in grammar.ARTICLES | grammar.POSSESSIVES else before[1:]
    return len(within) == 1 and within[0].isalpha() and within[0] not in grammar.DEMONSTRATIVES | grammar.QUANTIFIERS


def _without_subject(sentence: Sentence) -> Iterator[Hit]:
    """A hit on a statement that opens with what can be its verb."""
    tokens = sentence.tokens
    first, second = tokens[:2]
    message = "The sentence has no subject: say who does it."
    if first.text in _OPENING_AUXILIARIES:
        if second.lower in grammar.AUXILIARIES:
            return  # a name: Will is, Are cannot
        unasked = first.text in ("Is", "Are") and not _is_inverted(tokens)
        if unasked or _continues_verb(sentence):
            yield flag(join(first, second), message)
    elif first.text in _EXISTING and second.lower in ("also", "a", "an", "many", "several", "some", "two", "three"):
        yield flag(join(first, second), f"Begin with “there”: there {first.lower} {second.text} …")
    elif first.lower in _SAYING and second.lower == "the" and _that_follows(sentence.lowers):
        yield flag(join(first, second), "The subject comes before its verb.")
    elif (
        first.text[:1].isupper()
        # “Deletes all keys.” begins what a manual says of a command.
        and (sentence.start > sentence.block.start or first.lower not in grammar.THIRDS)
        and _is_finite_opening(first.lower, second.lower)
        and not _is_inverted(tokens)
    ):
        yield flag(first, message)


def _continues_verb(sentence: Sentence) -> bool:
    """Whether the auxiliary that comes first is followed by the rest of the verb and not by its subject."""
    texts, lowers = sentence.texts, sentence.lowers
    auxiliary = lowers[0]
    place = grammar.skip_adverbs(lowers, 1)
    if place >= len(lowers):
        return False
    word = texts[place]
    if auxiliary in grammar.MODALS:
        return word in ("be", "have", "do") or (grammar.is_base(word) and word not in _NOUN_OR_NAME)
    if auxiliary in ("does", "did"):
        return lowers[1] == "not" and grammar.is_base(word)
    if auxiliary in ("has", "had"):
        return word == "been" or (word in grammar.PARTICIPLES and word not in grammar.BASES) or word[0].isdigit()
    if word in ("a", "an", "also", "not"):
        return True
    return (word in grammar.PARTICIPLES and word not in grammar.BASES) or word in (
        "born",
        "located",
        "situated",
        "known",
    )


def _that_follows(lowers: Sequence[str]) -> bool:
    """Whether nothing but who says it stands between the first verb and *that*."""
    said = lowers[2 : lowers.index("that")] if "that" in lowers[:_LATEST_THAT] else []
    return bool(said) and "by" not in said and grammar.AUXILIARIES.isdisjoint(said)


_NOUN_OR_NAME = word_set("people power")
_SAYING = word_set("confirmed said added stated explained stressed emphasized emphasised noted claimed insisted argued")
_LATEST_THAT = 14
_SURE_OPENINGS = word_set(
    """
    believes considers thinks knows becomes includes consists says tells wants hopes asks receives enjoys seems
    explains describes requires contains provides represents participates belongs went became told knew
    """
)


def _is_finite_opening(first: str, second: str) -> bool:
    if first in _SURE_OPENINGS:
        return second in grammar.DETERMINERS | grammar.PREPOSITIONS | {"that", "how", "it", "him", "them", "not"}
    base = grammar.THIRDS.get(first) or grammar.PASTS.get(first)
    if not base or first in grammar.BASES or base in _TWO_OBJECTS:
        return False
    return second in grammar.ARTICLES | grammar.POSSESSIVES | {"him", "them", "several"}


_TWO_OBJECTS = word_set(
    """
    deny ask give tell offer grant award teach show pay refuse send hand promise consider call name dub elect
    make deem appoint declare allow forbid judge leave lend lose owe sell serve spare bring bear bind find get
    keep vote cost prove rate feed rent provide suppose see put set let
    """
)
"""Verbs whose participle can still have an object (*given a chance, …*), or that open a sentence in some idiom."""


def _is_inverted(tokens: Sequence[Token]) -> bool:
    return any(token.text in ',"“”' for token in tokens[:8])


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"which", "whose", "whom"},
    bad=[
        "The tax rose. [From which] all prices will go up.",
        "He met a farmer. [whose] son had left home.",
        "They built a school. [Which] stands near the river.",
        "They built a school.\n\n[whose] hall stands near the river.",
    ],
    good=[
        "Write this:\n\n```\nlist --all\n```\n\nwhich lists all that is there.",
        "From which town does he come?",
        "Which is why they left. Which means a lot.",
        "In which case they will go. At which point it ended.",
        "# Which stands near the river",
        "Whose son had left? Which of them came first is unknown.",
        "Which team wins remains open.",
        "- which stands near the river.",
        "(Which stands there.)",
        "To which he replied that he would.",
        "Open it with:\n\nlamp --on\n\nwhich gives you some light.",
    ],
)
def relative_clause_alone(sentence: Sentence) -> Iterator[Hit]:
    """A relative clause that stands as a sentence of its own: join it to the sentence before."""
    if "which" not in sentence.lowers[:2] and sentence.lowers[0] not in ("whose", "whom"):
        return
    tokens = sentence.tokens
    if len(tokens) < 6 or not _is_statement(sentence) or _goes_on_after_code(sentence):
        return
    first, second = tokens[0], tokens[1]
    message = "This is only part of a sentence: join it to the one before, or give it a subject."
    if (
        first.lower in ("from", "in", "of", "by", "with", "through", "for", "on", "during", "after")
        and second.text == "which"
    ):
        if tokens[2].lower not in ("case", "point", "time", "event", "he", "she", "i"):
            yield flag(join(first, second), message)
    elif (
        (first.text in ("whose", "whom", "which") and sentence.start > sentence.block.start)
        or first.text == "Whose"
        or (first.text in ("whose", "which") and _follows_a_sentence(sentence))
        or (first.text == "Which" and _finite_but_idiom(second.lower) and not _has_second_finite(tokens[2:]))
    ):
        yield flag(first, message)


def _follows_a_sentence(sentence: Sentence) -> bool:
    """Whether the paragraph before ended with a full stop: after code or a formula a clause may go on."""
    return sentence.doc.masked[max(0, sentence.start - 10) : sentence.start].rstrip().endswith((".", "!", "?"))


def _finite_but_idiom(word: str) -> bool:
    return word not in ("is", "means", "brings", "leads", "makes", "begs", "isn't", "was", "are", "of") and (
        word in grammar.AUXILIARIES or word in grammar.THIRDS or grammar.is_only_past(word)
    )


def _has_second_finite(tokens: Sequence[Token]) -> bool:
    return any(grammar.is_finite(token.lower) for token in tokens)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    bad=[
        "[The main reason] for the long wars of all kings in the north of the city.",
        "Rain. [The only member] of the old council from the town with his family.",
    ],
    good=[
        "The main reason for the delay is the rain in the north of the city.",
        "Not a word, not a sign, not a sound from any of the houses.",
        "# The main reason for the long delay of all works in the north",
        "“A great day for all of us in the north of the city.”",
        "The long list of all kings includes the one in the north of the city.",
        "Set `a`, `b`, `c`, `d` or `e`. The name of the file with the list of all kings in the north.",
    ],
)
def missing_verb(sentence: Sentence) -> Iterator[Hit]:
    """A statement of eight words or more without a verb."""
    if not grammar.none_may_be_finite(sentence.lowers) or not _is_statement(sentence):
        return
    prose = sentence.words
    if len(prose) < 8 or sentence.tokens[0].text in '"“‘(':
        return
    if sentence.doc.is_technical or any(map(_may_be_rare_verb, sentence.lowers)):
        return  # a manual says what a thing is without a verb
    if any(token.kind == "masked" or token.text in ",:;—–-|/%" for token in sentence.tokens):
        return
    if prose[0].lower in ("not", "no", "what", "so", "hence"):
        return
    ends = 2 if prose[0].lower in grammar.DETERMINERS and prose[0].lower != "all" else 0
    yield flag(join(prose[0], prose[ends]), "The sentence seems to have no verb.")


def _may_be_rare_verb(word: str) -> bool:
    """Whether a word in -s may be a verb that is not listed: its past is as common as it is."""
    if not word.endswith("s") or len(word) < _SHORTEST_THIRD:
        return False
    base = word[:-1]
    pasts = (f"{base}d",) if base.endswith("e") else (f"{base}ed", f"{base}{base[-1]}ed")
    return max(map(zipf, pasts)) > zipf(word)


_SHORTEST_THIRD = 4


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    bad=[
        "Rain.\n\nThe new tax will raise the price of bread, oil and many other goods [of]\n\nIt starts in May.",
        "They came from the old villages along the river to see the king and [the]\n\nHe left.",
    ],
    good=[
        "The new tax will raise the price of bread, oil and many other goods we speak of.",
        "# The price of and",
        "- one\n- of",
        "Poem lines of old\nend like this and\nso on to the end.",
    ],
)
def sentence_cut_off(doc: Document) -> Iterator[Hit]:
    """A paragraph that breaks off after a word such as *of*, *the* or *and*."""
    blocks = doc.blocks
    for number, block in enumerate(blocks):
        if doc.masked[block.end - 1] in _ENDS_OF_SENTENCE:
            continue
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or doc.masked.count(" ", *block[:2]) < 10:
            continue
        found = _CUT_OFF.search(doc.masked, max(block.start, block.end - 40), block.end)
        if not found:
            continue
        follows = blocks[number + 1] if number + 1 < len(blocks) else None
        between = doc.masked[block.end : follows.start if follows else len(doc.masked)]
        goes_on = "\n\n" not in between and follows
        if not between.strip() and not goes_on and not (follows and follows.kind is BlockKind.LIST_ITEM):
            yield flag(found, "The sentence breaks off here.")


_ENDS_OF_SENTENCE = frozenset(".!?:,;”\"’')")
_CUT_OFF = lazy(r"(?<=[a-z,] )(?:of|the|a|an|and|or|with|from|than|because|his|their|its)(?=\s*\Z)")

# -- Clauses run together ----------------------------------------------------------------------------------------------

_COMMA = frozenset({","})
_SPLICED = lazy(r"(?P<before>(?<![\w’'])[\w’']+), (?P<subject>I|you|he|she|it|we|they)\b")
_SUBORDINATING = word_set(
    """
    if when as because although though while since once until till unless after before whatever whenever
    wherever whether where whoever however had should were more less like not never let imagine suppose how what
    why no matter the-more way
    """
)


_ASIDES = word_set(
    """
    said says say told tells added adds think thinks thought believe believes believed know knows knew guess
    hope hoped hopes explained wrote suppose argued claimed insisted feel felt mean fear feared noted recalled
    asked stated announced warned admitted suggested imagine swear promise agree agreed see continued concluded
    reckon reported warn argue call called
    """
)


def _may_be_main_verb(word: str) -> bool:
    return grammar.is_inside_verb(word) or (grammar.may_be_finite(word) and word not in _ASIDES)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues=grammar.SUBJECT_PRONOUNS,
    before={","},
    after=_may_be_main_verb,
    bad=[
        "“They want peace for the whole [region, we -> region. We | region, and we | region; we] will not give up.”",
        "They must hold the thief to [account, he -> account. He | account, and he | account; he] cannot hide from us.",
    ],
    good=[
        "If they want peace, we will not give up.",
        "They want peace, he said.",
        "In all the years of war, we were brave.",
        "As the man said to us, they will win.",
        "It's not a bug, it's a feature.",
        "He came, he saw, he won.",
        "They had one aim, they told us.",
        "The truth is, we are late.",
        "The aim, they thought, was clear.",
        "Among the things we want, it is the first.",
        "He is good, isn't he? You know it, you do.",
        "“This is a fine day,” he told us.",
        "The same way you can open a door, you can close it again.",
        "The lamp burns if:\n\n- the man of the house has no aim, it is the day of the feast.",
    ],
)
def comma_splice(sentence: Sentence) -> Iterator[Hit]:
    """Two main clauses with nothing but a comma between them.

    English ends the sentence there, or joins the clauses with *and*, *but* or a semicolon.
    """
    lowers = sentence.lowers
    if "?" in lowers or (sentence.block.kind is BlockKind.LIST_ITEM and sentence.texts[0].islower()):
        return  # a question, or an item that goes on with what leads the list in: “if …”
    subjects = [comma + 1 for comma in sentence.places(_COMMA) if _joins_main_clauses(lowers, comma)]
    if not subjects:
        return
    starts = {sentence.tokens[at].start for at in subjects}
    for found in sentence.search(_SPLICED):
        if found.start("subject") not in starts:
            continue
        before, subject = found["before"], found["subject"]
        options = (f"{before}. {subject[0].upper()}{subject[1:]}", f"{before}, and {subject}", f"{before}; {subject}")
        yield flag(found, "A comma alone does not join two main clauses.", options=options)


def _joins_main_clauses(lowers: Sequence[str], comma: int) -> bool:
    """Whether a main clause ends before the comma, and one with a pronoun for its subject begins after it."""
    subject = "".join(lowers[comma + 1 : comma + 2])
    return (
        subject.partition("'")[0] in grammar.SUBJECT_PRONOUNS
        and _finite_after(lowers, comma + 1)
        and _is_main_clause(lowers[:comma], subject)
    )


def _finite_after(lowers: Sequence[str], at: int) -> bool:
    place = grammar.skip_adverbs(lowers, at + 1)
    if place + 1 >= len(lowers) or lowers[place] in _ASIDES or not grammar.may_be_finite(lowers[place]):
        return False
    rest = [lower for lower in lowers[place + 1 :] if lower[0].isalpha()]
    return len(rest) >= 2 and "," not in lowers[place : place + 5]


def _is_main_clause(lowers: Sequence[str], next_subject: str) -> bool:
    """Whether the tokens make a main clause that could stand alone, with another subject than the next clause has."""
    start = 0
    for place, lower in enumerate(lowers):
        if lower in ',;:."“—–-(' or lower in ("but", "and"):
            start = place + 1
    clause = [lower for lower in lowers[start:] if lower[0].isalpha()]
    if start and lowers[start - 1] in "-—–(,":
        return False
    if len(clause) < 4 or not _SUBORDINATING.isdisjoint(lowers) or clause[-1] in grammar.BE | _ASIDES:
        return False
    return clause[0].partition("'")[0] != next_subject and _opens_with_subject(clause)


def _opens_with_subject(clause: Sequence[str]) -> bool:
    first = clause[0]
    if not {"that", "who", "which"}.isdisjoint(clause[1:]):
        return False
    if first in grammar.SUBJECT_PRONOUNS or first in grammar.CONTRACTED:
        return first in grammar.CONTRACTED or grammar.may_be_finite(clause[1]) or grammar.may_be_finite(clause[2])
    if first not in grammar.DETERMINERS - {"all", "each", "every", "no", "most", "more", "some", "both"}:
        return False
    return any(map(grammar.is_finite, clause[1:6]))


_WHO = frozenset({"who"})
_NAME_BEFORE_RELATIVE = lazy(
    r"""
    (?P<lead>(?<![\w’',.\"“(])[\w’',.\"“(]+)\ (?P<name>(?:[A-Z][a-z’'-]+\ ){1,3})(?P<last>[A-Z][a-z’'-]+)
    \ (?P<relative>who)\ (?P<finite>[a-z]+)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"who"},
    before=lambda word: word[:1].isalpha() or word in ("'", "-"),
    after=grammar.may_be_finite,
    bad=[
        "They praised coach Maria [Lopez who -> Lopez, who] won the cup.",
        "He spoke to Peter [Brown who -> Brown, who] is ill.",
    ],
    good=[
        "It was Maria Lopez who won the cup, and it is Peter Brown who lost.",
        "The Peter Brown who lost is my friend.",
        "They spoke to Black Americans who voted and to a Prime Minister who fell.",
        "He knew Peter Brown, who is ill.",
        "She asked Peter Brown who was ill.",
        "A White House aide who fell ill and a Nobel Laureate who won.",
        "Not Maria Lopez who won but Ann.",
    ],
)
def missing_comma_before_who(sentence: Sentence) -> Iterator[Hit]:
    """No comma between a person's full name and *who*.

    The name already says who is meant, so what *who* adds is an aside and takes a comma.
    """
    texts = sentence.texts
    if not any(texts[at - 1][0].isupper() or texts[at - 1] in "'’-" for at in sentence.places(_WHO)):
        return
    for found in sentence.search(_NAME_BEFORE_RELATIVE):
        words = {word.lower() for word in found["name"].split()} | {found["last"].lower()}
        lead = found["lead"].lower()
        earlier = sentence.doc.masked[max(sentence.start, found.start() - 25) : found.start("name")].lower().split()
        if (
            words & _TITLES
            or found["last"].endswith(("ans", "ers", "ists", "crats", "ian", "ese", "ish"))
            or lead in _BLOCKING_LEADS
        ):
            continue
        if not grammar.may_be_finite(found["finite"]) or any(
            word in ("the", "a", "an", "it", "that") for word in earlier[-3:]
        ):
            continue
        where = (found.start("last"), found.end("relative"))
        yield flag(where, "A comma sets off what “who” adds to a name.", unsafe=f"{found['last']}, who")


_TITLES = grammar.COUNT_NOUNS | word_set(
    """
    president minister secretary general prime street league cup house party police church bible nobel laureate
    mayor senator congresswoman congressman royal highness guard saint prize mp act day games world star winner
    hero king queen prince princess the new north south west east black white native young old first first-lady
    lady sir actor bank
    """
)
_BLOCKING_LEADS = word_set(
    """
    the a an is was be it's not asked ask told tell tells know knows knew see wonder isn't wasn't that's of and
    or any every like
    """
)

_DATE_BEFORE_WHICH = lazy(
    r"""
    (?P<last>(?:January|February|March|April|May|June|July|August|September|October|November|December)\ \d{4}
      |(?:[A-Z][a-z]+\ )?(?:Delhi|London|Paris|China|India|Russia|America|Africa|Europe|Israel|Iran|Iraq|Nigeria|Germany
        |Japan))
    \ which\ (?P<finite>is|was|has|had|will|were|are)\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"which"},
    bad=[
        "It fell, compared to [March 2011 which -> March 2011, which] was a good month.",
        "They met in [New Delhi which -> New Delhi, which] is the seat of power.",
    ],
    good=[
        "It is the India which was lost.",
        "The visit to India which was long planned.",
        "They met in New Delhi, which is the seat of power.",
    ],
)
def missing_comma_before_which(sentence: Sentence) -> Iterator[Hit]:
    """No comma between a place or a date and *which*: the name already says what is meant."""
    for found in sentence.search(_DATE_BEFORE_WHICH):
        before = sentence.doc.masked[sentence.start : found.start()].lower().split()[-5:]
        if (
            before
            and before[-1] in ("to", "in", "with", "than", "from", "for", "of")
            and not {"the", "a", "an"} & set(before[-4:])
        ):
            where = (found.start("last"), found.end("last") + len(" which"))
            yield flag(
                where, "A comma sets off what “which” adds to a name or a date.", unsafe=f"{found['last']}, which"
            )


# -- Order and doubling ------------------------------------------------------------------------------------------------

_INVERTED = word_set("is are was were did does do can could will should has have")
_QUESTION_INSIDE = lazy(
    rf"""
    \b(?:(?P<that>that\ (?:how|why|where|when|what))
      |(?:know|knows|knew|asked?|asks|wonder(?:ed|s)?|understand|understood|explain(?:ed|s)?|see|learn(?:ed|t)?|tells?|told)
       \ (?:(?:me|him|her|us|them)\ )?(?P<word>how|why|where|when))
    \ (?P<verb>{"|".join(sorted(_INVERTED))})
    \ (?P<subject>the|this|that|these|his|her|their|its|he|she|it|they|we|i)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"how", "why", "where", "when", "what"},
    after=_INVERTED,
    bad=[
        "The puzzle is [that why did] the king leave.",
        "He asked [why is] she late.",
        "They explained to us that it works and told him [how does] it work.",
    ],
    good=[
        "“How was the man found?” he asked. “Why is she late?”",
        "He asked why she is late, and they asked: why is she late?",
        "He knew that what he did was wrong.",
        "I know when is the time to leave, they ask how.",
        "She asked what is the reason.",
    ],
)
def question_order_in_statement(sentence: Sentence) -> Iterator[Hit]:
    """The order of a question inside a statement: *he asked why is she late*.

    Inside another sentence the subject comes before the verb: *he asked why she is late*.
    """
    for found in sentence.search(_QUESTION_INSIDE):
        if found["verb"] in ("is", "are") and found["subject"].lower() in ("the", "this", "that") and found["word"]:
            continue
        start = found.start("that") if found["that"] else found.start("word")
        yield flag((start, found.end("verb")), "Inside a sentence the subject comes before the verb.")


_COMPARATIVES = {
    "better": "best", "worse": "worst", "easier": "easiest", "cheaper": "cheapest", "stronger": "strongest",
    "faster": "fastest", "harder": "hardest", "bigger": "biggest", "safer": "safest", "cleaner": "cleanest",
    "higher": "highest", "lower": "lowest", "larger": "largest", "smaller": "smallest", "older": "oldest",
    "richer": "richest", "poorer": "poorest", "happier": "happiest", "healthier": "healthiest", "closer": "closest",
    "wider": "widest", "deeper": "deepest", "greater": "greatest", "longer": "longest", "shorter": "shortest",
    "younger": "youngest", "smarter": "smartest", "heavier": "heaviest", "earlier": "earliest", "quicker": "quickest",
    "hotter": "hottest", "colder": "coldest", "clearer": "clearest", "simpler": "simplest", "tougher": "toughest",
    "taller": "tallest", "slower": "slowest", "weaker": "weakest", "warmer": "warmest", "busier": "busiest",
}  # fmt: skip
_SUPERLATIVES = frozenset(_COMPARATIVES.values())


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={*_COMPARATIVES, *_SUPERLATIVES},
    before={"more", "most"},
    bad=["This road is [more better -> better].", "It is the [most biggest -> biggest] dam."],
    good=[
        "There are more older people and more better schools.",
        "Most best films are short.",
        "It is all the more better-known.",
        "No more, better luck then.",
    ],
)
def doubled_comparative(sentence: Sentence) -> Iterator[Hit]:
    """*More better*, *most biggest*: the ending already says *more* or *most*."""
    tokens = sentence.tokens
    for at in range(len(tokens) - 1):
        more, word = tokens[at], tokens[at + 1]
        doubled = more.lower == "more" and word.lower in _COMPARATIVES and grammar.ends_phrase(tokens, at + 2)
        doubled |= (
            more.lower == "most"
            and word.lower in _SUPERLATIVES
            and at > 0
            and tokens[at - 1].lower in ("the", "its", "their")
        )
        if doubled:
            yield flag(join(more, word), f"Leave out “{more.text}”.", unsafe=more.cased(word.text))


_NOBODY_NOT = lazy(
    r"\b(?:[Nn]obody|[Nn]o\ one|[Nn]othing)\ "
    r"(?P<not>(?:did|does|has|have|is|was|could)\ not|(?:did|does|have|has|is|was|could)n['’]t)\b(?=\ [a-z])"
)
_DOUBLE_NEGATIVE = lazy(
    r"""
    \b(?P<not>(?:did|do|does|could|will|has|have)\ not|(?:did|do|does)n['’]t|cannot|can['’]t)
    \ (?P<verb>[a-z]+)\ (?:(?:to|with|about|for)\ )?(?P<none>nothing|nobody|no\ one|none|nowhere)\b
    (?!\ (?:but|else|other))
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"nothing", "nobody", "none", "nowhere", "one"},
    bad=["He did not say [nothing -> anything] about it.", "They cannot trust [nobody -> anybody]."],
    good=[
        "It was not nothing, and not for nothing.",
        "He did not say that nothing had changed.",
        "They do not want nothing but the best.",
    ],
)
def double_negative(sentence: Sentence) -> Iterator[Hit]:
    """*Did not say nothing*: one negation is enough in English."""
    for found in sentence.search(_DOUBLE_NEGATIVE):
        right = {"nothing": "anything", "nobody": "anybody", "no one": "anyone", "none": "any", "nowhere": "anywhere"}
        yield flag(found.span("none"), "There are two negations here.", unsafe=right[found["none"]])
    for found in sentence.search(_NOBODY_NOT):
        yield flag(found.span("not"), "There are two negations here.")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"well"},
    bad=["They asked for a new road, [as well as praised -> and praised] the mayor."],
    good=[
        "She wrote as well as directed the film.",
        "They sell bread, as well as baked goods.",
        "He praised the mayor, as well as his staff.",
        "The road was wide as well as paved the whole way.",
    ],
)
def verb_after_as_well_as(sentence: Sentence) -> Iterator[Hit]:
    """*…, as well as praised the mayor*: *as well as* joins nouns; a second verb is joined with *and*."""
    for found in sentence.search(_AS_WELL_AS):
        if found["verb"] in grammar.PASTS and found["verb"] not in grammar.BASES:
            yield flag(found.span("phrase"), "Join the second verb with “and”.", unsafe=f"and {found['verb']}")


_AS_WELL_AS = lazy(r", (?P<phrase>as well as (?P<verb>[a-z]+)) (?:the|a|an|various|his|her|their|its|many|all|those)\b")

_COUNTED_TWICE = lazy(
    r"""
    (?P<one>\d(?<![\w,]\d)[\d,]*\ [a-z]+(?:s|men)),\ (?P<two>\d[\d,]*\ [a-z]+(?:s|men|people))
    \ (?P<verb>have|has|had|were|are|was|will|died|took|left|came)\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"have", "has", "had", "were", "are", "was", "will", "died", "took", "left", "came"},
    needs=[{","}, {FIGURE}],
    before=lambda word: word.endswith(("s", "men", "people")),
    bad=[
        "In all, 40 [cows, 12 -> cows and 12] goats were sold.",
        "They say 80 [guards, 30 -> guards and 30] rebels have died.",
    ],
    good=[
        "In 3 years, 12 goats were sold.",
        "Of 40 cows, 12 calves were sold.",
        "After 40 days, 12 goats were sold, and among 20 men, 3 women were hurt.",
        "It has 20 cows, 30 sheep and 12 goats; 30 were sold.",
        "The load was 90 sacks, 20 bags were sold.",
    ],
)
def list_without_and(sentence: Sentence) -> Iterator[Hit]:
    """Two counted things joined by a comma alone: *40 cows, 12 goats were sold*."""
    for found in sentence.search(_COUNTED_TWICE):
        noun = found["one"].split()[1]
        before = sentence.doc.masked[sentence.start : found.start()].lower().split()
        after_preposition = bool(before) and before[-1] in grammar.PREPOSITIONS
        if noun in _PERIODS or after_preposition or not is_plural(noun) or before[:1] == ["of"]:
            continue
        if any(word in grammar.BE or word == "=" for word in before):
            continue  # a clause of its own: the load was 90 sacks, 20 bags were sold
        number = found["two"].split()[0]
        where = (found.end("one") - len(noun), found.start("two") + len(number))
        yield flag(where, "Two things are joined with “and”.", unsafe=f"{noun} and {number}")


_PERIODS = word_set("years days months weeks hours minutes decades seasons games matches")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"very"},
    before=lambda word: bool(word) and word not in grammar.DETERMINERS | {"very", "same"},
    after=is_plural,
    bad=["They live in [very conditions].", "He spoke of [very soldiers]."],
    good=[
        "These very circumstances helped; their very lives were at stake; the very people came.",
        "It is very serious and very obvious.",
        "Very few were hurt, and very sometimes is no phrase.",
        "At its very borders, and in those very streets.",
    ],
)
def very_before_noun(sentence: Sentence) -> Iterator[Hit]:
    """*Very* directly before a noun: an adjective is missing."""
    tokens = sentence.tokens
    for at in range(1, len(tokens) - 1):
        very, noun = tokens[at], tokens[at + 1]
        if (
            very.text != "very"
            or tokens[at - 1].lower in grammar.DETERMINERS | {"very", "same"}
            or tokens[at - 1].text.endswith("s")
        ):
            continue
        if (
            noun.text.islower()
            and is_plural(noun.text)
            and noun.text not in ("sometimes", "overseas", "besides", "nowadays")
        ):
            yield flag(join(very, noun), "“Very” needs an adjective after it.")


_COMMA_THAT = lazy(
    r"""
    \b(?P<verb>said|says|say|saying|told|stated|states|stating|believes?|believed|thinks?|thought|knows?|knew|known|understood|means?|meant|claims?
      |claimed|announced|reported|explained|argued|noted|showed|shows?|shown|found|revealed|confirmed|concluded|agreed|fears?|feared|hopes?|hoped
      |clear|true|possible|likely|obvious|evident|important|necessary|considered|indicates?|indicated|suggests?|suggested|proves?|proved|felt
      |learned|assumed|imagine|aware|sure|convinced|ensure|such\ a\ way
      |(?:stress|emphasi[sz]|underlin|warn|add|insist|admitt|declar|recall|complain|remind|point)ed(?:\ out)?)
    ,\ that\ (?P<subject>the|he|she|it|they|we|there|this|these|his|her|their|its|all|if|in|a|an|no|you|I|most|some|many
      |both|each|every|everyone|nobody|people|not|after|when|until|because|since|our|my|your|what|whenever)\b
    """,
    re.VERBOSE,
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"that"},
    before={","},
    bad=[
        "He [said, that -> said that] the road was shut.",
        "It is [clear, that -> clear that] they will lose.",
        "She [thinks, that -> thinks that] it was late.",
        "The keeper [stressed, that -> stressed that] most of the birds had left.",
    ],
    good=[
        "It is, he said, that the road was shut.",
        "Kim, he thinks, that it is.",
        "They know, that's all, and he said so, that day.",
        "He said it, that the road was shut.",
        "It was shut, he says, that the city may rest.",
    ],
)
def comma_before_that(sentence: Sentence) -> Iterator[Hit]:
    """A comma between a verb and the *that* that follows it.

    German and the Slavic languages put a comma there; English does not.
    """
    for found in sentence.search(_COMMA_THAT) if ", that " in sentence.text else ():
        before = sentence.doc.masked[sentence.start : found.start()]
        if "," in before[-22:] or (found["verb"] == "thought" and before.endswith((" the ", " a "))):
            continue
        where = (found.start("verb"), found.start("subject") - 1)
        yield flag(where, "English puts no comma before “that”.", unsafe=f"{found['verb']} that")


# -- Speech ------------------------------------------------------------------------------------------------------------

_SPEAKING = (
    "said|says|say|noted|notes|added|adds|wrote|writes|explained|explains|stressed|stresses|told|emphasi[sz]ed|stated"
    "|believes|declared|commented|concluded|reported|reports|recalled|admitted|insisted|replied|answered"
)
_DASHED_SPEECH = lazy(
    rf"""
    (?P<end> (?:["”],|,["”]|[!?]["”]) (?P<dash>\ [-–—]) | (?<=[a-z]), (?P<bare>\ [-–—]) )
    (?=\ (?:(?:he|she|they)\ )?(?:{_SPEAKING}|quotes|share|shares|quoted)\b)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"-", "–", "—"},
    bad=[
        '"The road is shut,"[ - ->] said the mayor.',
        '"Will they come?"[ — ->] she added.',
        "We will build two schools,[ – ->] said the mayor.",
    ],
    good=[
        '"The road is shut," said the mayor.',
        'The word "road" - said to be Old English - is short.',
        "The mayor, - as some say - a rich man.",
    ],
)
def dash_before_speaker(sentence: Sentence) -> Iterator[Hit]:
    """*“We will come”, - said he*: English puts no dash between what is said and who says it."""
    for found in sentence.search(_DASHED_SPEECH):
        where = found.span("dash") if found["dash"] else found.span("bare")
        yield flag(where, "Leave out the dash between the speech and the speaker.", unsafe="")


_STARTING_SUBORDINATE = word_set("although though whereas because")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues=_STARTING_SUBORDINATE,
    before={""},
    bad=[
        "They left the town. [Because] the floods of the river had reached the upper quarters of the town.",
        "It rained. [Although] the mayor of the town had asked for help from the army.",
        "[Though] most of the grain in the north is used as feed.",
        "[Whereas] the people of the north were never asked for their opinion.",
    ],
    good=[
        "Although the mayor had asked for help, none came.",
        "Although the mayor had asked for help none came.",
        "Although he lives in the north he works in the south of the country.",
        "Though not for long.",
        "Because of the floods of the river the whole town had to leave.",
        "Why did they go? Because the floods of the river had reached the town.",
        "It rained, although it was May.",
        "“Although the mayor of the town had asked for help from the army.”",
        "Although hurt in the leg by a stone the boy ran home.",
        "- Although the mayor of the town had asked for help.",
        "We do not write\n\n    x = *p\n\nbecause the reader of the text takes the mark for a product.",
    ],
)
def subordinate_clause_alone(sentence: Sentence) -> Iterator[Hit]:
    """A clause with *although*, *because* or *whereas* that stands as a sentence of its own, without a main clause."""
    tokens = sentence.tokens
    first = tokens[0]
    if first.lower not in _STARTING_SUBORDINATE or first.text.islower():
        return  # in lower case it goes on with what stands before: code, say
    if len(tokens) < 8 or not _is_statement(sentence):
        return
    if first.lower == "because" and (tokens[1].lower == "of" or _follows_question(sentence)):
        return
    if any(token.kind == "masked" or token.text in _CLAUSE_MARKS for token in tokens[:-1]):
        return
    if sum(_may_open_predicate(sentence.lowers, at) for at in range(1, len(tokens) - 1)) == 1:
        yield flag(first, f"This clause with “{first.text}” has no main clause: join it to a sentence beside it.")


_CLAUSE_MARKS = frozenset(",;:—–-()“”\"'…?!")


def _follows_question(sentence: Sentence) -> bool:
    return sentence.doc.masked[max(0, sentence.start - 20) : sentence.start].rstrip().endswith("?")


_NOT_BEFORE_PREDICATE = grammar.DETERMINERS | grammar.PREPOSITIONS | {"to", "as"}


def _may_open_predicate(lowers: Sequence[str], at: int) -> bool:
    """Whether the word at ``at`` could be the finite verb of a clause; of *has been asked*, only *has* is."""
    word, before = lowers[at], lowers[at - 1]
    if not grammar.may_be_finite(word) or before in _NOT_BEFORE_PREDICATE:
        return False
    start = at
    while start > 1 and (grammar.is_inside_verb(lowers[start - 1]) or lowers[start - 1] in ("be", "been", "being")):
        start -= 1
    return lowers[start - 1] not in grammar.AUXILIARIES


# -- Small words that are missing --------------------------------------------------------------------------------------
