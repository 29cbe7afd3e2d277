"""Articles, which many source languages do without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english.grammar import FUNCTION_WORDS, OBJECT_PRONOUNS, SUBJECT_PRONOUNS, THIRDS, is_base
from checker.english.words import is_plural, starts_with_vowel_sound, word_set
from checker.findings import Category, Severity
from checker.text.document import CLEAR, Document, Sentence, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator


_BEFORE_ARTICLE = " \n\t\u00a0(\"'“‘[—–" + CLEAR
"""What an article stands after; after anything else it is part of a name."""


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    local=True,
    cues={"a", "an"},
    bad=["She waited [a -> an] hour.", "[An -> A] useful tool.", "**[An -> A]** *new* friend came."],
    good=[
        "It is a unary operator.",
        "Make an rlib or an lcov report; a llama and a Nguyen song.",
        "A European had an honest answer.",
        "Vitamin A is vital.",
        "Use a `int` here.",
        "Group A and Group B met an MP, a US envoy and an 8-year-old.",
        "He got an A in maths.",
        "An npm package, a jpg file.",
        "An mRNA vaccine, an eBay seller, a pH value, an NBA team and a NATO ally; a historic day, an historic day.",
        "Sections a and b apply, as does the schedule_a endpoint.",
        "It was painted by An Jun.",
        "Send a SQL query through an SQL driver; a OneNote page, an SSHAgent, a URLPattern and an HTMLCanvas.",
        "Repeat step a if item a applies, and let a equal b. An 1800-page book, a 1100-page one.",
        "The a index counts rows, and your an token is read.",
        "Go to point a again, and call the flag -a or --a.",
    ],
)
def wrong_indefinite_article(doc: Document) -> Iterator[Hit]:
    """`a` before a vowel sound, or `an` before a consonant sound.

    Sound decides, not spelling: *an hour*, *a university*.
    """
    texts = [*doc.texts, ""]
    for place in (place for article in ("a", "an") for place in doc.places.get(article, ())):
        vowel = starts_with_vowel_sound(texts[place + 1])
        if vowel is None or vowel == (len(texts[place]) == 2):
            continue
        sentence, at = doc.spot(place)
        tokens = sentence.tokens
        if at == len(tokens) - 1:
            continue
        article, word = tokens[at : at + 2]
        is_letter = article.text in ("A", "An") and at > 0 and tokens[0].kind == "word"
        if (
            is_letter
            or word.lower in _NEVER_AFTER_ARTICLE
            or (at > 0 and tokens[at - 1].lower in _NEVER_BEFORE_ARTICLE)
            or (article.lower == "a" and at > 0 and _names_a_letter(tokens[at - 1].lower, word.lower))
            or not (article.start == 0 or doc.masked[article.start - 1] in _BEFORE_ARTICLE)
        ):
            continue
        right = "an" if vowel else "a"
        yield flag(article, f"Write “{right}” before “{word.text}”.", safe=article.cased(right))


_NEVER_AFTER_ARTICLE = (
    FUNCTION_WORDS
    | SUBJECT_PRONOUNS
    | OBJECT_PRONOUNS
    | word_set("a an again itself is each either every any all another other")
)
_NEVER_BEFORE_ARTICLE = word_set("the its their your my our every")
"""After these it is the letter or the word that is spoken of, or an article too many."""
_LETTERED = word_set(
    """
    step steps point points item items part parts section sections option options case cases figure figures table
    tables appendix paragraph paragraphs clause clauses type class variable variables letter letters column row group
    phase level side node key value vitamin plan point vertex matrix vector let if where when and or both between
    parameter argument constant label line question answer
    """
)
"""What is numbered by letters, or says that a letter is meant."""


def _names_a_letter(before: str, after: str) -> bool:
    """Whether an *a* between two words is the letter: *step a again*, *let a equal b*."""
    return before in _LETTERED and (
        after in THIRDS or after == "equal" or is_base(after) or after.endswith("ly") or is_plural(after)
    )


_FIRST_DETERMINERS = word_set("the a an my")


_SECOND_DETERMINERS = word_set("his its their my our your these those a an the")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"the", "a", "an", "my"},
    after=_SECOND_DETERMINERS,
    bad=[
        "He lost [the his -> his] keys.",
        "It is [the a -> the | a] new road.",
        "They read [the these -> these] books.",
    ],
    good=[
        "The *a* stands for *atomic*.",
        "The The are a band; the A team; the a cappella choir.",
        "All the his-and-hers towels.",
        "She gave them the an-swer.",
        "He is the, a, an expert.",
        "In the Their Finest poster.",
    ],
)
def clashing_determiners(sentence: Sentence) -> Iterator[Hit]:
    """*The his office*, *the a*: a noun takes only one determiner."""
    for first, second in sentence.pairs(_FIRST_DETERMINERS):
        if second.text not in _SECOND_DETERMINERS or first.text == "A" or sentence.doc.is_set_off(second):
            continue
        where, message = join(first, second), f"“{first.text} {second.text}”: a noun takes only one determiner."
        if second.text in ("a", "an", "the"):
            following = sentence.doc.masked[second.end : second.end + 3].strip().lower()
            if first.lower != second.text and not following.startswith(("la", "ca", "po", "pr")):
                yield flag(where, message, options=(first.text, first.cased(second.text)))
        else:
            yield flag(where, message, unsafe=first.cased(second.text))


_NEVER_AFTER_THE = word_set(
    """
    of in and with for at from on to by that as is was were are has had have been than which
    """
)


_NEVER_AFTER_A = word_set("of with for from on that which as than was were has been in")


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    cues={"the", "a", "an", "its", "their", "our", "your"},
    after=_NEVER_AFTER_THE | _NEVER_AFTER_A,
    bad=[
        "It was [the of] end the war.",
        "They saw [the] was old.",
        "He gave [their for] the money.",
    ],
    good=[
        "Look for the word *the* in the text.",
        "The will is lost, the must of the wine, the in-house team.",
        "A to Z, and plan a and plan b.",
        "The above and the under-fives.",
        "The `of` operator and the “and” key.",
        "All the haves and the might of kings.",
        "The as yet unknown, the by now familiar, the to be announced.",
        "It is theirs and its own.",
        "Is it the or a?",
    ],
)
def determiner_without_noun(sentence: Sentence) -> Iterator[Hit]:
    """*The of*, *their is*: after *the* or *their* a noun is missing, or the words are out of order."""
    tokens = sentence.tokens
    for at in sentence.places(_DETERMINERS_BEFORE_NOUN):
        determiner, word = tokens[at], tokens[min(at + 1, len(tokens) - 1)]
        if determiner.text not in _DETERMINERS_BEFORE_NOUN or not word.text.islower():
            continue
        if sentence.doc.is_set_off(determiner):
            continue
        never = _NEVER_AFTER_A if determiner.text == "a" else _NEVER_AFTER_THE
        if word.text not in never or (at + 2 < len(tokens) and tokens[at + 2].lower in ("yet", "now", "be", "-", "a")):
            continue
        if word.text in ("is", "was", "are", "were", "has", "had", "have"):
            yield flag(determiner, f"A noun is missing after “{determiner.text}”.")
        else:
            yield flag(
                join(determiner, word), f"A noun is missing after “{determiner.text}”, or the words are out of order."
            )


_DETERMINERS_BEFORE_NOUN = word_set("the a an its their our your")

# -- Names with and without an article ---------------------------------------------------------------------------------

_NO_ARTICLE = (
    "Pakistan|India|China|Russia|Iran|Iraq|Syria|Israel|Turkey|Egypt|Nigeria|Kenya|Ethiopia|Afghanistan|Japan|France|Germany|Italy|Spain"
    "|Poland|Romania|Bulgaria|Hungary|Greece|Sweden|Norway|Finland|Estonia|Latvia|Lithuania|Nepal|Bangladesh|Indonesia|Malaysia|Vietnam"
    "|Thailand|Mexico|Brazil|Argentina|Chile|Peru|Colombia|Cuba|Canada|Australia|Belarus|Moldova|Armenia|Azerbaijan|Kazakhstan|Jordan"
    "|Lebanon|Qatar|Kuwait|Yemen|Oman|Libya|Tunisia|Algeria|Morocco|Somalia|Uganda|Tanzania|Ghana|Senegal|Mali|Zimbabwe|Islamabad|Kabul"
    "|Tehran|Baghdad|Damascus|Beirut|Amman|Riyadh|Doha|Ankara|Istanbul|Cairo|Moscow|Beijing|Tokyo|Delhi|Mumbai|Karachi|Lahore|Kathmandu"
    "|Dhaka|Bucharest|Budapest|Berlin|Paris|London|Madrid|Rome|Athens|Warsaw|Kyiv|Kiev|Tallinn|Riga|Vilnius|Oslo|Stockholm|Helsinki|Nairobi"
    "|Abuja|Lagos|Europe|Africa|Asia|South\\ America|North\\ America|Latin\\ America"
)
_ARTICLE_BEFORE_NAME = lazy(
    rf"""
    (?P<before>(?<![\w’'])[\w’']+\ )?(?<![\w’'-])(?P<article>[Tt]he)\ (?P<name>{_NO_ARTICLE})
    (?=[.;!?](?!\w)
      |\ (?:in|on|at|to|from|for|with|by|is|was|has|had|will|would|could|should|during|after|before|since|as)\b)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={name.split("\\")[0].lower() for name in _NO_ARTICLE.split("|")},
    before={"the"},
    bad=[
        "He flew from Oman to [the Pakistan -> Pakistan] in May.",
        "It was made in [the Germany -> Germany].",
    ],
    good=[
        "The Iran deal and the Pakistan of old.",
        "It is the Paris of the East, and he missed the Jordan.",
        "He sailed on the Jordan in May, and on the India from Hull.",
        "Neither the Israel that was nor the Congo is here.",
        "The Netherlands is flat, and the Russia.example site is down.",
    ],
)
def article_before_place(sentence: Sentence) -> Iterator[Hit]:
    """*The Pakistan*, *the London*: names of most countries and cities take no article."""
    for found in sentence.search(_ARTICLE_BEFORE_NAME):
        if found["name"] in ("Jordan", "Lebanon") or (found["before"] or "").strip().lower() in (
            "on",
            "aboard",
            "of",
            "all",
            "than",
            "not",
        ):
            continue
        where = (found.start("article"), found.end())
        name = found["name"]
        yield flag(where, f"“{name}” takes no article.", unsafe=name)


_BEFORE_NAME = "in|of|to|from|by|with|for|at|into|against|across|and|that|left|visit|visited|join|joined"
_NEEDS_ARTICLE = lazy(
    rf"""
    (?P<before>\b(?:{_BEFORE_NAME})\ )
    (?P<name>United\ (?:States|Kingdom|Nations|Arab\ Emirates)|European\ (?:Union|Commission|Parliament)
      |Soviet\ Union|(?:Ottoman|Roman)\ Empire|White\ House|Middle\ East|West\ Bank|Gaza\ Strip|Supreme\ Court
      |Netherlands|Philippines|(?:Black|Red|Mediterranean)\ Sea|(?:Pacific|Atlantic|Indian)\ Ocean|Red\ Army
      |Security\ Council|General\ Assembly|Middle\ Ages|Persian\ Gulf
      |Cold\ War|First\ World\ War|Second\ World\ War|Vietnam\ War)
    (?=[.,;!?]
      |\ (?:in|on|at|to|from|for|with|by|is|was|has|had|will|would|during|after|before|since|as|that|which|who)\b)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={
        "united",
        "european",
        "soviet",
        "ottoman",
        "roman",
        "white",
        "middle",
        "west",
        "gaza",
        "supreme",
        "netherlands",
    }
    | {
        "philippines",
        "black",
        "mediterranean",
        "pacific",
        "atlantic",
        "indian",
        "red",
        "security",
        "general",
        "persian",
    }
    | {"cold", "first", "second", "vietnam"},
    before=_BEFORE_NAME.split("|"),
    bad=[
        "He lives in [United States -> the United States].",
        "He is the head of [European Union -> the European Union].",
        "It began before dawn at [White House -> the White House].",
    ],
    good=[
        "He flew with United States Airways and in United States history.",
        "The head of the European Union spoke, with European Union money.",
        "A city in White House, Tennessee.",
        "Cold War; between India and Pakistan.",
    ],
)
def missing_the_before_name(sentence: Sentence) -> Iterator[Hit]:
    """*In United States*: names made of common words, and some others, take *the*."""
    for found in sentence.search(_NEEDS_ARTICLE):
        comma = sentence.doc.masked[found.end() : found.end() + 3]
        if comma[:2] == ", " and comma[2:].isupper():
            continue
        yield flag(found.span("name"), f"Write “the {found['name']}”.", unsafe=f"the {found['name']}")
