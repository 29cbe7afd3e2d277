"""Time and tense: how long against since when, and the tense that goes with a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import NUMBER_WORDS, is_plural, word_set
from checker.findings import Category, Severity
from checker.text.document import FIGURE, Sentence, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PERIODS = word_set(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades century"
)
_AMOUNTS = NUMBER_WORDS.keys() | word_set("a an many several few some couple hundreds")


_DIGITS_OF_YEAR = 4


def _end_of_period(lowers: Sequence[str], at: int) -> int | None:
    """The place of *years* in a length of time that begins at ``at``: *two years*, *a few long years*."""
    if at >= len(lowers) or not (lowers[at] in _AMOUNTS or grammar.is_figure(lowers[at])):
        return None
    if len(lowers[at]) == _DIGITS_OF_YEAR and lowers[at].isdigit():
        return None
    for end in range(at + 1, min(at + 4, len(lowers))):
        if lowers[end] in _PERIODS:
            return end
        if lowers[end] not in ("few", "long", "whole", "couple", "of", "hundred", "thousand", "or", "full", "three"):
            return None
    return None


# -- How long and since when -------------------------------------------------------------------------------------------

_AFTER_PERIOD = word_set("ago earlier before prior after later old have has had is are passed since when")


def _since_with_length(sentence: Sentence) -> Iterator[Hit]:
    """*Since two years*, *before three days*, *during two weeks*: a length takes *for* or *ago*."""
    lowers = sentence.lowers
    for at in sentence.places({"since", "before", "during"}):
        end = _end_of_period(lowers, at + 1)
        if end is None:
            continue
        after = lowers[end + 1] if end + 1 < len(lowers) else "."
        if after in _AFTER_PERIOD or after in ("'", "’", "of", "in", "-") or grammar.may_be_finite(after):
            continue
        word, period = sentence.tokens[at], sentence.tokens[end]
        if word.lower == "before":
            is_over = after in ".,;!?" or after in ("and", "but", "because", "that", "by")
            if at < 2 or not is_over or lowers[end] in ("second", "seconds"):
                continue
            length = sentence.text[sentence.tokens[at + 1].start - sentence.start : period.end - sentence.start]
            if not grammar.MODALS.isdisjoint(lowers[:at]):  # it is to come
                message = f"Write “within {length}”, or say what it comes before."
                yield flag(join(word, period), message, options=(f"within {length}", f"{length} before"))
                continue
            yield flag(join(word, period), f"Write “{length} ago”.", unsafe=f"{length} ago")
        elif word.lower == "since":
            if at and lowers[at - 1] in ("ever", "long", "first"):
                continue
            if lowers[at + 1] in ("a", "an") and lowers[end - 1] != "few":
                continue
            yield flag(word, "Use “for” with a length of time, “since” with its beginning.", unsafe=word.cased("for"))
        elif lowers[at + 1] not in ("a", "an", "some") and after in ".,;!?":
            yield flag(word, "Use “for” with a length of time.", unsafe=word.cased("for"))


_IN_YEAR = lazy(
    r"\bin\ (?P<the>the\ year\ of\ )(?P<year>1[0-9]\d\d|20[0-4]\d)\b"
    r"|\b(?:born|died|founded|built|married|established|published|opened|started|ended)\ (?P<at>at|on)\ "
    r"(?:1[5-9]\d\d|20[0-4]\d)\b(?=[.,;]|\ (?:in|at|by|and)\b)"
)
_YEAR_YEAR = lazy(
    r"\b(?P<in>in|of|since|from|by|until)\ (?P<the>the\ )?(?P<year>1[89]\d\d|20[0-4]\d)\ (?P<word>years?)\b(?!['’-])"
)


def _year_after_its_number(sentence: Sentence) -> Iterator[Hit]:
    """*In 1990 year*: the number says already that it is a year."""
    for found in sentence.search(_IN_YEAR):
        kind = "at" if found["at"] else "the"
        right = "in" if kind == "at" else found["year"]
        yield flag(
            found.span("at") if kind == "at" else (found.start("the"), found.end()), f"Write “{right}”.", unsafe=right
        )
    for found in sentence.search(_YEAR_YEAR):
        if found["word"] == "year" or (found["in"] in ("since", "by") and not found["year"].endswith("00")):
            where = (found.start("year"), found.end())
            yield flag(where, f"Leave out “{found['word']}”.", unsafe=found["year"])


_AGE = lazy(
    r"""
    \b(?P<before>(?:a|an|the|this|that|his|her|their|one|another|two|three)\ (?:[a-z]+\ )?)
    (?P<age>(?P<number>\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[\ -](?:years|year)[\ -]old)
    \ (?P<noun>[a-z]+)
    """,
    re.VERBOSE,
)
_AT_AGE = lazy(r"\b(?P<at>(?:at|of)\ the\ age\ of|aged?|age\ of|age\ is)\ (?P<number>\d+)(?P<old>\ years?\ old)\b")
_HAVE_AGE = lazy(
    r"\b(?P<subject>I|[Hh]e|[Ss]he|[Tt]hey|who|son|daughter|boy|girl|man|woman|child)\ (?P<have>has|have|had)\ "
    r"(?P<number>\d+)\ years(?P<old>\ old|\ of\ age)?\b"
)


def _age_worded_wrong(sentence: Sentence) -> Iterator[Hit]:
    """*A 5 years old boy*, *at the age of 45 years old*, *has 20 years old*: how English gives an age."""
    for found in sentence.search(_AGE):
        if found["age"] == f"{found['number']}-year-old" or not _is_person_or_thing(found["noun"]):
            continue
        if " years" in found["age"] or "years-" in found["age"]:
            right = f"{found['number']}-year-old"
            yield flag(found.span("age"), f"Before a noun, write “{right}”.", unsafe=right)
    for found in sentence.search(_AT_AGE):
        yield flag(found.span("old"), "Leave out “years old” after “age”.", unsafe="")
    for found in sentence.search(_HAVE_AGE):
        if found["old"] or sentence.doc.masked[found.end() : found.end() + 1] in _ENDS:
            be = {"has": "is", "have": "am" if found["subject"] == "I" else "are", "had": "was"}[found["have"]]
            if found["subject"] == "they" and found["have"] == "had":
                be = "were"
            right = f"{be} {found['number']} years{found['old'] or ' old'}"
            yield flag((found.start("have"), found.end()), "In English one “is” so many years old.", unsafe=right)


_ENDS = frozenset(".,;")


def _is_person_or_thing(noun: str) -> bool:
    return grammar.is_singular_noun(noun) or noun in ("man", "woman", "boy", "girl", "child", "son", "daughter", "baby")


# -- Tense -------------------------------------------------------------------------------------------------------------

_PAST_TIME = lazy(
    r"""
    (?P<time>yesterday
      | last\ (?:week|month|year|night|summer|winter|spring|autumn|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)
      | (?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|several|(?:a\ )?few)
        \ (?:minute|hour|day|week|month|year|decade)s?\ ago)\b(?!['’])
    """,
    re.VERBOSE,
)
_WILL_THEN = lazy(
    r"""\b(?P<finite>will)\ (?P<verb>[a-z]+)(?P<rest>(?:\ [\w-]+){0,4}?)\ """ + _PAST_TIME.pattern.strip(), re.VERBOSE
)
_IS_THEN = lazy(
    r"""\b(?P<finite>is|are)\ (?P<verb>[a-z]+ed|held|built|shot|found|taken|made|sent|sold|won|killed|born)
    (?P<rest>(?:\ \w+){0,4}?)\ """
    + _PAST_TIME.pattern.strip(),
    re.VERBOSE,
)
_COMES_THEN = lazy(
    r"""\b(?P<subject>[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[a-z]+s?)\ (?P<verb>[a-z]+)
    (?P<rest>(?:\ \w+){0,4}?)\ """
    + _PAST_TIME.pattern.strip(),
    re.VERBOSE,
)
_THEN_COMES = lazy(
    r"""
    (?:\A|(?<=[.!?;]\s)|(?<=\n))(?:Yesterday|Last\ (?:week|month|year|night|summer|winter|spring|autumn|\w+day)
      |(?:\d+|Two|Three|Four|Five|Six|Ten|A\ few|Several|Many)\ (?:days|weeks|months|years)\ ago),?
    \ (?P<subject>[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|(?:the|a|my|his|her|their|our)\ [a-z]+)\ (?P<verb>[a-z]+)\b
    """,
    re.VERBOSE,
)
_OTHER_TIME = word_set(
    "since from than of that which who as was were had and said but compared like when after before held made for "
    "about seen found during published taken released over because while where if whether what on by"
)
_STATE_PARTICIPLES = word_set(
    "based based expected supposed believed thought said set known related compared called needed"
)


def _present_with_past_time(sentence: Sentence) -> Iterator[Hit]:
    """*Will visit yesterday*, *are arrested last week*, *goes there two days ago*: what is over has the past tense."""
    for found in sentence.search(_WILL_THEN):
        if grammar.is_base(found["verb"]) and _belongs(found["rest"]):
            right = grammar.verb(found["verb"]).past
            yield flag((found.start("finite"), found.end("verb")), _OVER, unsafe=right)
    for found in sentence.search(_IS_THEN):
        if grammar.is_participle(found["verb"]) and found["verb"] not in _STATE_PARTICIPLES and _belongs(found["rest"]):
            was = "was" if found["finite"] == "is" else "were"
            yield flag((found.start("finite"), found.end("verb")), _OVER, unsafe=f"{was} {found['verb']}")
    for found in sentence.search(_THEN_COMES):
        base = _EVENTS.get(found["verb"])
        if base is not None and _goes_with(found["subject"].lower(), is_third=found["verb"] != base):
            yield flag(found.span("verb"), _OVER, unsafe=grammar.verb(base).past)
    for found in sentence.search(_COMES_THEN):
        verb, subject = found["verb"], found["subject"].lower()
        base = _EVENTS.get(verb)
        if base is None or not _belongs(found["rest"]) or not _goes_with(subject, is_third=verb != base):
            continue
        yield flag(found.span("verb"), _OVER, unsafe=grammar.verb(base).past)


_OVER = "This time is past: write the past tense."
_EVENTS = {
    form: base
    for base in (
        "go come arrive leave return die begin start happen occur win lose buy sell sign open close visit meet give "
        "take send receive become fall rise build kill attack join travel announce decide move"
    ).split()
    for form in (base, grammar.verb(base).third)
}


def _belongs(rest: str) -> bool:
    """Whether the time after ``rest`` is that of the verb before, and of nothing named between."""
    words = rest.lower().split()
    return _OTHER_TIME.isdisjoint(words) and not any(grammar.is_finite(word) or word.endswith("ed") for word in words)


def _goes_with(subject: str, *, is_third: bool) -> bool:
    subject = subject.rsplit(maxsplit=1)[-1]
    if is_third:
        return subject in ("he", "she", "it") or grammar.is_singular_noun(subject)
    return subject in ("they", "we", "i") or grammar.is_plural_noun(subject)


_COMING = lazy(
    r"""
    \b(?P<subject>[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[a-z]+)\ (?P<verb>[a-z]+)(?P<rest>(?:\ [\w-]+){0,4}?)
    \ (?P<time>tomorrow|next\ (?:week|month|year|summer|winter|spring|autumn))\b(?!['’])
    """,
    re.VERBOSE,
)
_CAME = frozenset(past for past in grammar.PASTS if grammar.is_only_past(past)) - word_set("spoke knew")


def _past_with_coming_time(sentence: Sentence) -> Iterator[Hit]:
    """*Went there tomorrow*: what is to come has no past tense."""
    if "if" in sentence.lowers or '"' in sentence.text or "“" in sentence.text:
        return
    for found in sentence.search(_COMING):
        subject = found["subject"].lower()
        if found["verb"] not in _CAME or not _is_near(found["rest"]):
            continue
        if subject in grammar.SUBJECT_PRONOUNS or grammar.is_singular_noun(subject) or grammar.is_plural_noun(subject):
            right = f"will {grammar.PASTS[found['verb']]}"
            yield flag(found.span("verb"), "This time is still to come: write the future.", unsafe=right)


_PLACES_TO = word_set("to in at the there here home back his her their a from")


def _is_near(rest: str) -> bool:
    words = rest.split()
    return all(word in _PLACES_TO or word[0].isupper() or grammar.is_singular_noun(word) for word in words) and (
        not words or words[0] in _PLACES_TO
    )


_TIME_CLAUSE = lazy(
    r"""
    (?:\A|(?<=[.!?,;”"]\s)|(?<=\n)|(?<=\bbut\ )|(?<=\band\ ))
    (?P<word>When|If|Once|After|As\ soon\ as|Before|Until|Unless
      |as\ soon\ as|if|until|unless)
    \ (?P<subject>he|she|it|they|we|you|I|(?:the|a|an|this|his|her|their|its|our)\ (?:[a-z-]+\ ){0,2}?[a-z]+
      |[A-Z][a-z]+)
    \ (?P<will>will)\ (?P<verb>[a-z]+)\b(?=[^?:“”"]{0,80},)
    """,
    re.VERBOSE,
)


_IF_WOULD = lazy(
    r"(?:\A|(?<=[.!?;]\s)|(?<=\n))If\ (?:I|he|she|it|they|we|(?:the|my|his|her)\ [a-z]+)\ (?P<would>would)\ [a-z]+"
    r"[^.?!:;“”]{0,80},\ [^.?!:;“”]{0,40}\bwould\b"
)


def _will_in_time_clause(sentence: Sentence) -> Iterator[Hit]:
    """*When the rain will stop, …*: after *when*, *if*, *until* English says what is to come in the present."""
    for found in sentence.search(_IF_WOULD):
        yield flag(found.span("would"), "After “if”, write the past: “if he were”, “if he had”.")
    if sentence.doc.is_technical:
        return  # “if the template will use it” is how manuals speak
    for found in sentence.search(_TIME_CLAUSE):
        verb, subject = found["verb"], found["subject"].lower()
        if (
            subject.split()[-1] in grammar.SUBJECT_PRONOUNS - {subject}
            or subject == "you"
            or not (verb == "be" or grammar.is_base(verb))
            or verb in ("help", "not")
        ):
            continue
        rest = sentence.text[found.end() - sentence.start :].lower()
        if re.search(r", (?:nobody|no one|it is (?:not|un)|remains)", rest):
            continue
        many = subject in ("they", "we", "i") or is_plural(subject.split()[-1])
        if verb == "be":
            right = "am" if subject == "i" else "are" if many else "is"
        else:
            right = verb if many else grammar.verb(verb).third
        where = (found.start("will"), found.end("verb"))
        yield flag(where, f"After “{found['word'].lower()}”, write the present.", unsafe=right)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"yesterday", "last", "ago", "tomorrow", "next", "will", "would"},
    bad=[
        "The minister [will visit -> visited] the town yesterday.",
        "Two men [are arrested -> were arrested] in the north last week.",
        "She [goes -> went] to the market yesterday.",
        "It rained. Last year we [go -> went] to the sea.",
        "They [arrive -> arrived] there two days ago.",
        "They [went -> will go] to school tomorrow.",
        "The king [came -> will come] to Oslo next week.",
        "When the rain [will stop -> stops], they go home.",
        "If he [would] be rich, he would go.",
        "If they [will come -> come] late, she will leave.",
        "As soon as he [will arrive -> arrives] there, tell me.",
    ],
    good=[
        "He will visit the town that he saw yesterday, and will speak of the fire last week.",
        "The law is based on one from last year. It is known since last year.",
        "The plan is expected to be like that of last year. The fire is said to be ten years ago.",
        "He says he came yesterday. She knows what he did last week.",
        "It looks like yesterday. The price is lower than last year.",
        "They remember yesterday, and it feels like two days ago.",
        "He will tell you what happened yesterday.",
        "They will go to the market tomorrow; he knew of a plan for next week.",
        "He gave up hope for tomorrow. She wrote that they go next year.",
        "They took steps to win next week. He came the next week, if he went tomorrow.",
        "When the rain stops, they will go home. When will he come, they asked.",
        "If you will follow me, we can go. When he will come, nobody knows. If it will help, do so.",
        "She asked if they will come. I know that, when asked, he will come.",
    ],
)
def tense_does_not_fit_time(sentence: Sentence) -> Iterator[Hit]:
    """*Will visit yesterday*, *went there tomorrow*, *when it will stop*: the tense does not fit the time."""
    yield from _present_with_past_time(sentence)
    yield from _past_with_coming_time(sentence)
    yield from _will_in_time_clause(sentence)


_PEOPLE = word_set(
    """
    people person persons child children user users man men woman women student students patient patients boy boys girl
    girls adult adults pupil pupils player players visitor visitors citizen citizens anyone those
    """
)
_SIZES = {"greater": "over", "bigger": "over", "larger": "over", "higher": "over", "lower": "under", "smaller": "under"}
_COMPARED = _SIZES | {"more": "over", "less": "under", "fewer": "under"}
_AFTER_SPAN = word_set("to ago of in after before later for old from since apart earlier")


def _age_as_amount(sentence: Sentence) -> Iterator[Hit]:
    """*Users less than 13 years*: people are under or over an age."""
    lowers, texts = sentence.lowers, sentence.texts
    for at in sentence.places({"than"}):
        if at < 2 or at + 2 >= len(lowers) or lowers[at - 1] not in _COMPARED or not grammar.is_figure(lowers[at + 1]):
            continue
        if lowers[at + 2] not in ("years", "year"):
            continue
        end = at + 2
        after = lowers[end + 1 : end + 2]
        if after == ["old"] and lowers[at - 1] in _SIZES:
            end += 1
        elif lowers[at - 2] not in _PEOPLE or (after and after[0] in _AFTER_SPAN):
            continue
        amount = join(sentence.tokens[at - 1], sentence.tokens[end])
        right = f"{_COMPARED[lowers[at - 1]]} {texts[at + 1]}"
        yield flag(amount, "Use “under” or “over” with an age.", unsafe=right)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"since", "before", "during", "year", "years", "old", "years-old", "age", "at", "on"},
    after=dict.fromkeys(("at", "on"), grammar.is_figure),
    needs=[_AMOUNTS | _PERIODS | {FIGURE, "old", "age", "years-old"}],
    bad=[
        "She has lived there [since -> for] two years.",
        "They met [before three days -> three days ago].",
        "It must be paid [before 3 days -> within 3 days | 3 days before].",
        "He has worked here [since -> for] many years.",
        "It rained [during -> for] two weeks.",
        "It was built in [1990 year -> 1990].",
        "He has lived there since [2005 year -> 2005].",
        "She was born [at -> in] 1978. It was built in [the year of 1950 -> 1950].",
        "He [has 35 years -> is 35 years old].",
        "They found a [5 years old -> 5-year-old] boy.",
        "He died at the age of 45[ years old ->].",
        "She [has 20 years old -> is 20 years old], he [has 30 years of age -> is 30 years of age].",
        "Users [less than 13 years -> under 13] need leave. It is for people [greater than 18 years old -> over 18].",
    ],
    good=[
        "She has lived there for two years, since two years ago, and since 1990.",
        "It is two years since. Since two weeks have passed, we know. It was sold before two days were over.",
        "During two days of talks, before two years of war, since 10 minutes after the start.",
        "It fell before 10 weeks had passed; since a day when it rained.",
        "Leave at least an hour before two hours of play.",
        "It took 2000 years. It was built in 1990. In 2000 years it will be gone.",
        "In the 1990 year-end report; a span of 2000 years, from 2000 years ago.",
        "The boy is 5 years old and was found. She has 20 years of service.",
        "He died at the age of 45; a 5-year-old boy.",
        "The house is 200 years old today. They have 20 years left.",
        "A book that is two years old says so.",
        "It took users less than 13 years to learn. People under 13 need leave. It is less than 13 years old.",
        "She has more than 20 years of practice; people more than 18 years ago knew.",
    ],
)
def time_worded_wrong(sentence: Sentence) -> Iterator[Hit]:
    """*Since two years*, *in 1990 year*, *has 20 years old*: English says how long, when and how old in another way."""
    yield from _since_with_length(sentence)
    yield from _year_after_its_number(sentence)
    yield from _age_worded_wrong(sentence)
    yield from _age_as_amount(sentence)
