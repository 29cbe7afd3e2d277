"""Words that go together: the verb for a noun, the preposition before one, and pairs of conjunctions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import WORD_CLASSES, table_rows, word_set
from checker.findings import Category, Severity
from checker.text.document import Sentence, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# -- The verb for a noun -----------------------------------------------------------------------------------------------

_VERB_FOR = """
decision decisions: make < do give
mistake mistakes error errors: make < do
progress: make < do
effort efforts: make < do
homework housework: do < make
research: do < make
favour favor: do < make
crime crimes suicide murder: commit < make do
speech speeches: give make < say do
photo photos picture pictures photograph photographs: take < make do pull
shower bath: take < make do
break: take < do
exam exams: take < make give
trip trips: take < do
question questions: ask < make do
attention: pay < make put do
joke jokes: tell < say do
lie lies: tell < say speak make
truth: tell < say
story stories: tell < say
role: play < make do
measures steps: take < do make
action: take < do
influence: have < make do
conclusion conclusions: draw < do take
contract contracts: sign < do close
experience experiences: have gain < make do
interview interviews: give < do say
ceremony elections: hold < make do
noise: make < do
promise promises: make < do say
appointment appointments: make < do
attempt attempts: make < do
weight: gain < take
sport sports: do < make
money: make earn < do gain
friends: make < do
peace: make < do
medicine medicines pills tablets: take < eat drink
light lights television tv radio lamp lamps computer: turn*on switch*on < open
exercise exercises: do < make
business: do < make
harm: do < make give
opponent opponents rival rivals enemy enemies: beat < win
seat: take < sit
advice: give < make say
help: give < do make
permission: give < do make
birth: give < make do
party parties: have throw < make
conversation conversations: have < make do
discussion discussions: have < make do
war: wage < do
opinion opinions: give express < say tell make
language languages: speak < talk
cold: catch < take
calm: keep < hold
goal goals: score < make put
record: set < put
part: take < make
turn: take < make
care: take < make do
advantage: take < make do
place: take < make
notice: take < make
possession: take < make
"""


def _read() -> Iterator[tuple[str, tuple[tuple[str, ...], Mapping[str, int]]]]:
    for nouns, right, wrong in table_rows(_VERB_FOR):
        forms = {form: slot for base in wrong for slot, form in reversed([*enumerate(grammar.verb(base))])}
        for noun in nouns.split():
            yield noun, (right, forms)


_RIGHT_VERB = dict(_read())
_BEFORE_NOUN = word_set(
    "a an the his her their our my your its any no some this that these two three many several more"
)
_ONLY_WITH_ARTICLE = word_set(
    """
        speech question story joke promise photo picture party break trip role contract interview fire war
        part seat
        """
)
_AFTER_ADJECTIVE = word_set("big great important new good bad serious small long short final difficult right wrong")


@rule(
    category=Category.UNIDIOMATIC,
    severity=Severity.MINOR,
    cues=_RIGHT_VERB,
    bad=[
        "They [did -> made] a mistake and [do -> make] a big effort.",
        "She [made -> did] her homework and [said -> told] the truth.",
        "He [ate -> took] his medicine, [opened -> turned on | switched on] the light and [made -> took] a photo.",
        "The team [won -> beat] its rival.",
    ],
    good=[
        "They made a mistake. He did the best he could to make progress.",
        "She said the question was hard, and made the light bright. The story they say is old.",
        "They made the business a success; he opened the radio station. They make party politics dull.",
        "It did a lot; a decision was made. What he did, decisions or not, is known.",
        "He won, an opponent said. They made research a priority.",
        "They did exercise care. She made peace. It takes care of money.",
        "He wants to make a part of the house warmer.",
    ],
)
def wrong_verb_for_noun(sentence: Sentence) -> Iterator[Hit]:
    """*Do a mistake*, *say the truth*, *open the light*: a noun goes with one verb and not with a similar one."""
    lowers = sentence.lowers
    for at in sentence.places(_RIGHT_VERB.keys()):
        noun = lowers[at]
        right, forms = _RIGHT_VERB[noun]
        verb = at - 1
        while verb >= 0 and verb > at - 4 and lowers[verb] in _BEFORE_NOUN | _AFTER_ADJECTIVE:
            verb -= 1
        if (
            verb < 0
            or lowers[verb] not in forms
            or not sentence.texts[verb].islower()
            or not sentence.texts[at].islower()
        ):
            continue
        has_article = verb + 1 < at and lowers[verb + 1] in _BEFORE_NOUN
        if not has_article and (noun in _ONLY_WITH_ARTICLE or lowers[verb] in ("do", "does", "did")):
            continue
        if not _ends_here(lowers, at + 1) or _is_auxiliary(lowers, verb):
            continue
        if has_article and lowers[verb] in _MAKING and lowers[at + 1 : at + 2] == ["of"]:
            continue  # make a part of it new
        token = sentence.tokens[verb]
        ways = tuple(_in_form(way, forms[token.lower]) for way in right)
        message = f"“{noun}” goes with “{' or '.join(way.replace('*', ' ') for way in right)}”."
        if len(ways) == 1:
            yield flag(token, message, unsafe=ways[0])
        else:
            yield flag(token, message, options=ways)


_MAKING = frozenset(grammar.verb("make"))


def _in_form(way: str, slot: int) -> str:
    base, _, particle = way.partition("*")
    return f"{grammar.verb(base)[slot]} {particle}".strip()


def _ends_here(lowers: Sequence[str], at: int) -> bool:
    after = lowers[at] if at < len(lowers) else "."
    return after in ".,;!?" or after in grammar.PREPOSITIONS | grammar.CONJUNCTIONS | {
        "because",
        "when",
        "that",
        "to",
        "as",
    }


def _is_auxiliary(lowers: Sequence[str], verb: int) -> bool:
    """Whether a form of *do* or *say* has another job: *did*, of a question; *said the man*, who spoke."""
    before = lowers[verb - 1] if verb else ""
    return (lowers[verb] in ("said", "says") and before in ('"', "”", ",", "’")) or before in ("the", "a", "an", "of")


# -- Words that are taken for one another ------------------------------------------------------------------------------

_RISE = {form: grammar.verb("raise")[slot] for slot, form in enumerate(grammar.verb("rise"))}
_RAISED = word_set(
    """
    price prices tax taxes salary salaries wage wages question questions awareness level levels rate rates
    money funds flag child children issue issues limit hand hands voice standard standards
    """
)
_FEELINGS = {
    "interesting": ("interested", word_set("in")),
    "exciting": ("excited", word_set("about")),
    "boring": ("bored", word_set("with of")),
    "worrying": ("worried", word_set("about that")),
    "surprising": ("surprised", word_set("by at")),
    "disappointing": ("disappointed", word_set("with by in")),
    "shocking": ("shocked", word_set("by at")),
    "confusing": ("confused", word_set("about by")),
    "tiring": ("tired", word_set("of")),
    "frightening": ("frightened", word_set("of")),
    "satisfying": ("satisfied", word_set("with")),
}
_FEELING = word_set("he she i we they people")
_DOING_WELL = frozenset(
    form for base in ("play", "perform", "speak", "sing", "swim", "cook", "sleep") for form in grammar.verb(base)
)
_GROWING = frozenset(
    form
    for base in ("increase", "rise", "fall", "decrease", "drop", "decline", "grow")
    for form in grammar.verb(base)[1:]
)
_HAVE_A_NEIGHBOUR = frozenset(_RISE.keys() | _FEELINGS.keys() | _GROWING | {"good", "because", "who"})


def _word_for_its_neighbour(sentence: Sentence) -> Iterator[Hit]:
    """*Rise the taxes*, *he is interesting in it*, *plays good*: a word is mistaken for a similar one."""
    lowers = sentence.lowers
    for at in sentence.places(_HAVE_A_NEIGHBOUR):
        if at + 2 >= len(lowers):
            break
        word, after, then = lowers[at : at + 3]
        tokens = sentence.tokens
        token = tokens[at]
        if (
            word in _RISE
            and after in ("the", "their", "its", "his", "our")
            and then in _RAISED
            and token.text.islower()
        ):
            yield flag(token, f"With an object, write “{_RISE[word]}”.", unsafe=_RISE[word])
        elif word in _FEELINGS and after in _FEELINGS[word][1] and _is_felt(lowers, at):
            right = _FEELINGS[word][0]
            yield flag(token, f"Write “{right}” for what somebody feels.", unsafe=right)
        elif (
            word == "good"
            and at
            and lowers[at - 1] in _DOING_WELL
            and (after in ".,;" or after in ("and", "but", "in", "at"))
        ):
            yield flag(token, "Write “well” for how something is done.", unsafe="well")
        elif word in _GROWING and after in ("of", "with") and grammar.is_figure(then) and _is_share(lowers, at):
            yield flag(tokens[at + 1], "Use “by” with an amount of change.", unsafe="by")
        elif (
            word == "because"
            and after == "of"
            and then in ("it", "he", "she", "they", "we")
            and _has_verb(lowers, at + 3)
        ):
            yield flag(join(token, tokens[at + 1]), "Before a clause, write “because”.", unsafe=token.text)
        elif word == "who" and after in ("he", "she", "they") and at and _is_doubled(lowers, at):
            yield flag(join(token, tokens[at + 1]), f"“Who” is the subject: leave out “{after}”.", unsafe=token.text)


def _is_felt(lowers: Sequence[str], at: int) -> bool:
    """Whether a person is what a word in -ing at ``at`` is said of."""
    be = at - 1
    while be > 0 and lowers[be] in ("very", "so", "not", "really", "also", "quite", "always", "more"):
        be -= 1
    return be > 0 and lowers[be] in grammar.BE | {"been", "be"} and lowers[be - 1] in _FEELING


def _is_share(lowers: Sequence[str], at: int) -> bool:
    """Whether a form of *increase* is a verb, and what follows says by how much."""
    before = lowers[at - 1] if at else ""
    is_verb = (
        before in grammar.HAVE | grammar.BE | {"been"} or grammar.is_plural_noun(before) or lowers[at].endswith("ed")
    )
    return is_verb and not {"percent", "per", "%", "percentage"}.isdisjoint(lowers[at + 3 : at + 5])


def _has_verb(lowers: Sequence[str], at: int) -> bool:
    return at < len(lowers) and grammar.may_be_finite(lowers[at]) and lowers[at] not in grammar.BASES


_SAYING = frozenset(
    form
    for base in ("say", "think", "believe", "know", "claim", "hope", "feel", "tell", "meet")
    for form in grammar.verb(base)
)


def _is_doubled(lowers: Sequence[str], at: int) -> bool:
    """Whether the pronoun after *who* says the subject again: *who he lives there*, not *who he met*."""
    verb = lowers[at + 2]
    if verb in _SAYING or not (grammar.is_singular_noun(lowers[at - 1]) or grammar.is_plural_noun(lowers[at - 1])):
        return False
    is_finite = verb in (
        "lives",
        "works",
        "is",
        "was",
        "has",
        "went",
        "came",
        "became",
        "wants",
        "likes",
        "lived",
        "worked",
    )
    return (
        is_finite
        and "," not in lowers[at : at + 3]
        and (verb not in ("is", "was", "has") or lowers[at + 3 : at + 4] != ["with"])
    )


# -- The preposition before a noun -------------------------------------------------------------------------------------

_WEEKDAYS = frozenset(WORD_CLASSES["weekday"])
_PREPOSITION_BEFORE: tuple[tuple[str, frozenset[str], frozenset[str], frozenset[str]], ...] = (
    # right, wrong, what may stand between, nouns
    ("on", word_set("in at"), frozenset({""}), _WEEKDAYS),
    ("in", word_set("at"), word_set("the"), word_set("morning evening afternoon past future world country sky")),
    ("at", word_set("in"), frozenset({""}), word_set("night noon midnight")),
    ("in", word_set("on at"), frozenset({""}), word_set("summer winter spring autumn")),
    (
        "on",
        word_set("in"),
        word_set("the a this our their") | {""},
        word_set("internet facebook twitter instagram youtube tv television website beach island islands planet radio"),
    ),
    (
        "on",
        word_set("in"),
        word_set("the his her their its my"),
        word_set("birthday anniversary weekend floor farm eve"),
    ),
    (
        "at",
        word_set("on"),
        word_set("the a this"),
        word_set("university conference meeting party airport beginning age speed"),
    ),
    ("at", word_set("in"), word_set("the a this"), word_set("concert funeral")),
    ("at", word_set("in"), word_set("the"), word_set("beginning same end age")),
    (
        "in",
        word_set("on"),
        word_set("the this a"),
        word_set("world sky picture photo photograph country city region village town century"),
    ),
    ("on", word_set("from"), word_set("the"), word_set("contrary")),
)
_OF_AFTER = word_set("end beginning age eve floor speed")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=frozenset().union(*(row[3] for row in _PREPOSITION_BEFORE)),
    bad=[
        "They met [in -> on] Monday and left [at -> in] the morning.",
        "It rains [in -> at] night and [on -> in] summer.",
        "She saw it [in -> on] the internet, [on -> in] this picture.",
        "He stayed [in -> on] the beach, and it is the best [on -> in] the world.",
        "They met [in -> at] the end of May, [on -> at] the conference in Oslo.",
    ],
    good=[
        "They met on Monday, in Monday's talks.",
        "At the morning meeting, in the end, on the summer solstice and in the beginning.",
        "In night clothes; in weekend traffic; on the world stage and on the country's roads.",
        "Attacks on the city, the focus on the world, a tax on the country; based on the picture.",
        "In Facebook's view, in internet cafes, in television news. She believed in the internet.",
        "A report on the meeting, news in the past; a look at the past.",
        "It hangs on the university wall. They agreed on the speed.",
    ],
)
def preposition_before_noun(sentence: Sentence) -> Iterator[Hit]:
    """*In Monday*, *at the morning*, *in the internet*, *on the picture*: a noun has the wrong preposition before
    it.
    """
    if sentence.is_heading or sentence.is_title_case:
        return
    lowers, texts = sentence.lowers, sentence.texts
    for right, wrongs, between, nouns in _PREPOSITION_BEFORE:
        for at in sentence.places(nouns):
            noun = lowers[at]
            first = at - 1
            middle = ""
            if first > 0 and lowers[first] in between:
                middle, first = lowers[first], first - 1
            elif "" not in between:
                continue
            if first < 1 or lowers[first] not in wrongs or not texts[first].islower():
                continue
            after = lowers[at + 1] if at + 1 < len(lowers) else "."
            ends = after in ".,;!?" or after in grammar.PREPOSITIONS - {"of"} | _FOLLOWS
            if not ends and not (after == "of" and noun in _OF_AFTER):
                continue
            if not _is_adverbial(lowers, first, noun, middle):
                continue
            token = sentence.tokens[first]
            yield flag(token, f"Before “{noun}”, write “{right}”.", unsafe=right)


_FOLLOWS = word_set("and or but he she they it we because when where while")
_TAKES_ON = frozenset(
    form
    for base in (
        """
        base focus depend rely insist agree look work concentrate call attack tax report act comment impose
        decide vote reflect have build draw touch carry put lie sit stand hang spend turn bet count live
        arrive aim point laugh shoot stare throw glance believe trust invest interest confide rejoice write
        place keep end result begin go move open close hold start pass embark walk step enter wage effect
        urge press border tread speak lecture read talk
        """
    ).split()
    for form in grammar.verb(base)
)
_NOUNS_ON = word_set(
    """
        attack attacks tax focus impact effect effects influence war report reports look view views
        information pressure eye eyes sanctions research book books article articles work law laws debate
        discussion emphasis data light opinion opinions ban strike strikes assault raid study studies
        statement statements restrictions dependence reliance foothold hold decision dependent based later
        early late interest confidence belief faith role rise fall drop change increase trust hope times
        mark perspective emphasis spotlight stress burden toll news only even up down out back and are is
        was were be been
        """
)


def _is_adverbial(lowers: Sequence[str], preposition: int, noun: str, middle: str) -> bool:
    """Whether the phrase says when or where, and no word before it asks for its preposition."""
    before = lowers[preposition - 1]
    if (
        noun in ("internet", "tv", "facebook", "twitter", "instagram", "youtube", "website")
        and lowers[preposition] == "in"
    ):
        return before not in ("believe", "believes", "believed", "trust", "interest", "interested", "invest", "change")
    if (
        noun in _WEEKDAYS
        or noun in ("summer", "winter", "spring", "autumn", "night", "noon", "midnight")
        or middle == ""
    ):
        return before not in ("arrive", "late", "early", "later", "look", "aimed", "work", "focus", "based", "day")
    if lowers[preposition] == "on":
        return before not in _TAKES_ON and before not in _NOUNS_ON and (before.isalpha() or before == ",")
    if lowers[preposition] == "at":
        return before not in _TAKES_ON and before.isalpha()
    if noun == "end":
        return lowers[preposition + 3 : preposition + 4] == ["of"]
    if noun in ("beginning", "same"):
        return (
            noun == "beginning" and lowers[preposition + 3 : preposition + 4] == ["of"] and before not in ("be", "is")
        )
    return True


# -- Conjunctions in pairs ---------------------------------------------------------------------------------------------

_AFTER_THAN = (
    r"(?:the|a|an|his|her|their|my|our|it|he|she|they|you|we|in|this|that|ever|any|\d+|one|two|three|before)\b"
)
_PAIRS = lazy(
    rf"""
      \b[Nn]either\ (?:[\w’'-]+\ ){{1,6}}?(?P<or>or)\ (?!else)
    | \b[Ee]ither\ (?:[\w’'-]+\ ){{1,6}}?(?P<nor>nor)\b
    | \b(?:more|less|better|worse|rather|higher|lower|bigger|larger|smaller|faster|older|younger|longer|greater)
      \ (?P<then>then)\ (?={_AFTER_THAN})
    | \bprefer(?:s|red)?\ (?!to\b)(?!(?:[\w’'-]+\ ){{0,3}}(?:rather|more|other|better|less)\b)
      (?:[\w’'-]+\ ){{1,3}}?(?P<to>than)\b
    | \bsame\ (?P<like>like|than)\ (?={_AFTER_THAN}|hers\b|mine\b|theirs\b)
    | \bas\ (?P<adj>big|small|old|good|fast|high|large|long|strong|important|many|much|well|tall|rich|easy)
      \ (?P<than>than)\b
    | \b[Nn]ot\ only\ (?:[\w’'-]+\ ){{1,8}}?(?P<and>and\ also)\b
    | \b[Tt]he\ reason\ (?:why\ )?(?:[\w’'-]+\ ){{0,8}}?(?:is|was)\ (?P<because>because)\b(?!\ of)
    """,
    re.VERBOSE,
)
_RIGHT = {
    "or": "nor",
    "nor": "or",
    "then": "than",
    "like": "as",
    "than": "as",
    "and": "but also",
    "because": "that",
    "to": "to",
}


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"neither", "either", "then", "same", "than", "as", "only", "reason"},
    needs=[{"or", "nor", "also", "then", "than", "like", "with", "because"}],
    bad=[
        "Neither the mayor [or -> nor] his aide came.",
        "It is older [then -> than] the mill, and as big [than -> as] a house.",
        "His coat is the same [like -> as] hers, and he prefers tea [than -> to] milk.",
        "The reason why he left is [because -> that] it rained.",
    ],
    good=[
        "Neither came, or so they say. He neither ate nor drank, nor did she.",
        "It got bigger, then the roof fell. He works as well as he can, and as much as he likes.",
        "The same with others is true. The reason is because of the rain.",
        "Either of them came, nor did he. Do as many like to do.",
        "It is neither here nor there, or is it?",
    ],
)
def broken_pair(sentence: Sentence) -> Iterator[Hit]:
    """*Neither … or*, *older then*, *same like*, *the reason is because*: the second half of a pair is the wrong
    word.
    """
    for found in sentence.search(_PAIRS):
        kind = next(name for name in _RIGHT if found[name])
        if kind == "or" and ("nor" in found.group().split() or "neither" in found.group()[7:]):
            continue
        yield flag(found.span(kind), f"Write “{_RIGHT[kind]}”.", unsafe=_RIGHT[kind])


# -- A pronoun in the wrong case ---------------------------------------------------------------------------------------

_GIVING = frozenset(
    form
    for base in (
        "tell",
        "ask",
        "give",
        "help",
        "invite",
        "meet",
        "visit",
        "marry",
        "kill",
        "arrest",
        "thank",
        "send",
        "teach",
    )
    for form in grammar.verb(base)[:4]
) - {"help", "visit"}
_CASES = {"he": "him", "she": "her", "they": "them", "we": "us"}


def _subject_as_object(sentence: Sentence) -> Iterator[Hit]:
    lowers = sentence.lowers
    for at in sentence.places(_CASES.keys()):
        if at < 2 or lowers[at - 1] not in _GIVING or lowers[at - 2] in grammar.BE | {"been", "when", "what"}:
            continue
        after = lowers[at + 1] if at + 1 < len(lowers) else "."
        if after not in (".", "about", "to", "that", "the", "a", "how", "if", "in", "at", "with", "for"):
            continue
        if {"what", "who", "which", "when", "as", "that", "if", "because"}.intersection(lowers[max(0, at - 6) : at]):
            continue
        word = sentence.tokens[at]
        yield flag(word, f"As an object, write “{_CASES[word.lower]}”.", unsafe=_CASES[word.lower])


_SELVES = {
    "hisself": "himself", "theirself": "themselves", "theirselves": "themselves", "themself": "themselves",
    "thiefs": "thieves", "wifes": "wives", "lifes": "lives", "knifes": "knives", "shelfs": "shelves",
    "childs": "children", "womans": "women", "mouses": "mice", "gooses": "geese", "tooths": "teeth",
    "ourself": "ourselves", "themselfs": "themselves", "ourselfs": "ourselves", "themselve": "themselves",
}  # fmt: skip
_ALIKE = {
    "its": (
        word_set("a an the been not very also important possible necessary clear difficult better easy true known"),
        "it's",
    ),
    "it's": (
        word_set(
            """
    own name members citizens people history population leader leaders capital headquarters first borders
    territory employees users customers products policy role position economy government own influence future
    """
        ),
        "its",
    ),
    "their": (word_set("is are was were will has have"), "there"),
    "there": (word_set("own families children parents lives homes houses names friends country jobs"), "their"),
    "your": (word_set("welcome not going a the being very"), "you're"),
    "you're": (word_set("own name house children life country account phone"), "your"),
    "who's": (word_set("name children father mother son daughter house home family work life members"), "whose"),
    "others": (
        word_set("people countries things words cities places words members companies parts reasons states"),
        "other",
    ),
    "less": (frozenset[str](), "fewer"),
}
"""Words that sound or look alike, what shows that the other one is meant, and that one."""

_MISTAKEN = frozenset(_ALIKE.keys() | _SELVES.keys())


def _word_mistaken_for_another(sentence: Sentence) -> Iterator[Hit]:
    """*It's capital*, *there homes*, *others people*, *told he*: a word that sounds or looks alike is meant."""
    lowers = sentence.lowers
    for at in sentence.places(_MISTAKEN):
        if lowers[at] in _SELVES:
            word = sentence.tokens[at]
            yield flag(word, f"Write “{_SELVES[word.lower]}”.", unsafe=word.cased(_SELVES[word.lower]))
            continue
        shows, right = _ALIKE[lowers[at]]
        if at + 2 >= len(lowers) or lowers[at + 1] not in shows:
            continue
        word = sentence.tokens[at]
        if sentence.doc.is_set_off(word):
            continue
        if word.lower in ("its", "their", "your") and not _opens(lowers, at):
            continue
        if word.lower == "its" and lowers[at + 1] == "very":
            continue  # its very own
        if word.lower == "its" and lowers[at + 1] in _JUDGED and lowers[at + 2] not in ("to", "that", "for", "."):
            continue
        if word.lower in ("there", "others", "it's", "you're") and not grammar.ends_phrase(sentence.tokens, at + 2):
            continue
        if word.lower == "there" and (
            not at or not any(lowers[at - 1] in words for words in (grammar.PASTS, grammar.PREPOSITIONS, grammar.BASES))
        ):
            continue
        if (word.lower == "your" and lowers[at + 1] in ("not", "being")) or (
            word.lower == "its" and lowers[at + 1] == "first"
        ):
            continue
        if word.lower == "their" and lowers[at + 1] in ("have", "will"):
            right = "they"
        yield flag(word, f"Write “{right}”.", unsafe=word.cased(right))
    yield from _subject_as_object(sentence)


_JUDGED = word_set("important possible necessary clear difficult better easy true known")


def _opens(lowers: Sequence[str], at: int) -> bool:
    """Whether a clause begins at ``at``."""
    return at == 0 or lowers[at - 1] in ("that", "because", "but", ",", "and", "think", "so", "if")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues=_RISE.keys()
    | _FEELINGS.keys()
    | {"good", "because", "who"}
    | _GROWING
    | (_ALIKE.keys() - {"less"})
    | _SELVES.keys()
    | _CASES.keys(),
    bad=[
        "They will [rise -> raise] the taxes. He is very [interesting -> interested] in the town.",
        "She sings [good -> well], and prices have fallen [of -> by] 20 percent.",
        "It was shut [because of -> because] it rained. The man [who he -> who] lives next door is ill.",
        "The country lost [it's -> its] capital, and [its -> it's] a pity.",
        "They sold [there -> their] homes to [others -> other] people.",
        "He hurt [hisself -> himself], and she told [he -> him] about it.",
    ],
    good=[
        "They will raise the taxes. It is interesting in itself, and he is an interesting man.",
        "It tastes good; a fall of 20 percent. It was shut because of it.",
        "Prices rise the next day. The man who he says is ill lives there.",
        "A sharp rise of 3 percent, and it was because of her that they left.",
        "Because of her work she left. A man who she knew left.",
        "The country lost its capital. It's own-brand tea, and there is a way.",
        "He told the men they are late. What he asked he got. There own what they own.",
        "Some like others people hate; in their will they say so.",
        "The people you're named after; your not being there.",
    ],
)
def word_taken_for_another(sentence: Sentence) -> Iterator[Hit]:
    """*Rise the taxes*, *he is interesting in it*, *it's capital*: a word is mistaken for a similar one."""
    yield from _word_for_its_neighbour(sentence)
    yield from _word_mistaken_for_another(sentence)
