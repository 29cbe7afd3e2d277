"""Facts about English that several rules need: sounds, word classes, plurals, numbers, how common a word is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Occurrences in 10,000 words of running text, rounded; after the Brown and British National corpora's published counts.
_PER_TEN_THOUSAND: Mapping[str, int] = {
    **dict.fromkeys((",", ".", "the"), 600),
    **dict.fromkeys(("of", "and", "to", "a", "in"), 250),
    **dict.fromkeys(("is", "that", "for", "it", "i", "was", "on", "with", "as", "he", "be", "you"), 80),
    **dict.fromkeys(
        "by at this had not are but from or have an they which one were all her she there would their we".split(), 40
    ),
    **dict.fromkeys(
        "been has when who will no more if out so up said what its about than into them can only other time new some "
        "could these two may first then do any like my now over such our him me even most made also after did".split(),
        18,
    ),
    **dict.fromkeys(
        "many off before must well back through years where much your way down should because long each just state "
        "people those too mr how little good world make very year still see work men day get here being between under "
        "never same us another know while last might great old go come since against own take three between".split(),
        8,
    ),
}


def commonness(words: Iterable[str]) -> int:
    """How often one of ``words`` is met in 10,000 words of English: small for words worth looking for."""
    return sum(_PER_TEN_THOUSAND.get(word, 1) for word in words)


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as text, with spaces and line ends between them."""
    return frozenset(text.split())


NAMED_PLACES = word_set(
    "village town city district river lake mountain island street settlement valley province county"
)
"""What stands before or after the name of a place and says what it is."""


def table_rows(table: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The rows of a table that is written as text, ``head: right right < wrong wrong``: head, right and wrong words."""
    for row in table.strip().splitlines():
        head, _, rest = row.partition(":")
        right, _, wrong = rest.partition("<")
        yield head.strip(), tuple(right.split()), tuple(wrong.split())


# -- Sounds ------------------------------------------------------------------------------------------------------------

_UNSAYABLE = lazy(
    r"(?![bcfgklpsv]l|[bcdfgkpstvw]r|[cgkprstwxz]h|[dgkst]w|[gkmps]n|[cstp][sz]|p[ft]|s[cfkmpqtv]|[df]j|ll|mc|tc)"
    r"[bcdfghjklmnpqrstvwxz]{2}",
    re.IGNORECASE,
)
"""No word begins so; what does may be spelled out: *an rlib*, *an lcov report*."""

_SILENT_H = lazy(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_CONSONANT_SOUND = lazy(
    r"""
      (?:eu|ew|urls?\b|uk[eru]|ur[aeio]|ut[eio]|uvu|ubi|ufo|una(?:nim|ry)|usu|use|usa[gb]|usurp|u(?=-))  # ewe, user
    | uni(?!n(?!g\b)|m[ap]|d(?!ir)) | unicorn | union
    | on(?:e|ce)(?:\b|-|s\b|self) | ouija | ouagadougou
    """,
    re.IGNORECASE | re.VERBOSE,
)
_VOWELS = lazy(r"[aeiouyAEIOUY]")
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
_EIGHTS = lazy(r"8|1[18](?!\d)(?:\D|$)|1[18][,.]?\d{3}(?!\d)")
_HUNDREDS = lazy(r"1[18](?:\d\d|,?[1-9]00)(?!\d)")
"""Read as *eighteen hundred*, or *one thousand eight hundred*."""
_FIRST_HUMP = lazy(r"[A-Z]{2,}(?=s?$|[A-Z][a-z])|[A-Z]?[a-z]+(?=[A-Z])")
"""How an identifier of several words begins: *URL* in URLParser, *One* in OneDrive."""


@lru_cache(maxsize=4096)
def starts_with_vowel_sound(word: str) -> bool | None:
    """Whether ``a`` or ``an`` is said before ``word``: the sound decides, as in *an hour*, *a university*, *an MP*.

    ``None`` where usage is divided (*historic*) or nobody can tell from the letters (*FAQ*, *Ube*).
    """
    first = word[:1]
    if first.isdigit():
        return None if _HUNDREDS.match(word) else bool(_EIGHTS.match(word))
    letters = re.match(r"[^\W\d_]+", word)
    if not letters or not first.isascii():
        return None
    head = letters.group()
    if head.startswith("SQL"):
        return None  # S, Q, L to some, a sequel to others
    if head[0] in "xX" and len(head) > 1 and head[1:2].islower():
        return None  # a xylophone, an xemacs window
    if len(head) > 2 and (hump := _FIRST_HUMP.match(head)):
        head = word = hump.group()
    if head[0].islower() and head[1:2].isupper():
        return first.upper() in _VOWEL_LETTERS  # an mRNA vaccine, an iPhone, a pH value
    if len(head) == 1 or (head.isupper() and not _VOWELS.search(head[1:4])):
        return first.upper() in _VOWEL_LETTERS  # an X-ray, an MP, a US, a UN, an NGO
    if (
        head.isupper()
        or not _VOWELS.search(head)
        or _UNSAYABLE.match(head)
        or re.match(r"(?i)h(?:istor|abitu|otel|erb|ysteri|allucin|egemon|u[nm]b)", head)
    ):
        return None
    if _SILENT_H.match(head):
        return True
    if _CONSONANT_SOUND.match(word):
        return False
    if first in "uU" and not re.match(r"(?i)u[nmplbgrtsch]", head):
        return None
    return first.lower() in "aeiou"


@lru_cache(maxsize=4096)
def is_identifier(form: str) -> bool:
    """Whether a word has a capital or a digit inside, as names in code and of products have: *authorDate*, *OneDrive*.

    It may also be a person's or a place's (*McDonald*), but is no word of prose: no half of it is changed.
    """
    return bool(_IDENTIFIER.fullmatch(form))


_IDENTIFIER = lazy(r"[^\W_]*(?:[^\W\d_A-Z][A-Z]|[A-Z]{2}[a-z]{2}|[^\W\d_]\d)[^\W_]*")


def words_in(identifier: str) -> list[str]:
    """The words that an identifier in CamelCase is made of, in lower case: *author*, *date*."""
    return [part.lower() for part in _PART_OF_IDENTIFIER.findall(identifier)]


_PART_OF_IDENTIFIER = lazy(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


# -- Numbers -----------------------------------------------------------------------------------------------------------

NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty"
        ).split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
"""Number words and what they stand for."""

COUNTS_IN_WORDS = frozenset(word for word, number in NUMBER_WORDS.items() if 2 <= number <= 12)
"""The numbers of several things that are written as words."""

# -- Nouns -------------------------------------------------------------------------------------------------------------

IRREGULAR_PLURALS = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "geese": "goose",
    "policemen": "policeman",
    "policewomen": "policewoman",
    "servicemen": "serviceman",
    "fishermen": "fisherman",
    "businessmen": "businessman",
    "businesswomen": "businesswoman",
    "gunmen": "gunman",
    "lawmakers": "lawmaker",
    "wives": "wife",
    "lives": "life",
    "knives": "knife",
    "halves": "half",
    "leaves": "leaf",
    "wolves": "wolf",
    "thieves": "thief",
    "shelves": "shelf",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "analyses": "analysis",
    "crises": "crisis",
    "hypotheses": "hypothesis",
    "bases": "basis",
}
"""Plurals that are not made with -s, or whose singular cannot be told by spelling, and their singulars."""

NOT_PLURAL = frozenset(
    """
    always news series species headquarters crossroads means politics economics physics mathematics athletics
    gymnastics statistics ethics diabetes measles rabies gas bus virus campus census bonus status focus consensus
    coronavirus crisis basis analysis thesis emphasis oasis class mass pass loss boss cross process access success
    progress address business illness witness press stress dress glass grass business less unless this his its was has
    does us as is across perhaps towards besides sometimes thus plus yes else chess christmas texas
    alias bias atlas canvas pancreas chaos cosmos ethos pathos caries biceps triceps corps mumps herpes molasses
    innings rhinoceros aids sars explanans pyjamas
    """.split()
)
"""Words that end in -s and are no plurals."""


def is_plural(word: str) -> bool:
    """Whether ``word`` (in lower case) has the form of a plural noun; verbs in -s have it too."""
    if word in IRREGULAR_PLURALS:
        return True
    return (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and word not in NOT_PLURAL
    )


# -- Word classes ------------------------------------------------------------------------------------------------------


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ORGANISATIONS = _words(
    """
    organization organisation company corporation firm bank ministry agency department committee commission council
    party government university institute association federation union movement militia army navy police-force
    club league alliance coalition airline newspaper broadcaster court parliament senate cabinet authority bureau
    foundation charity regiment battalion brigade embassy consulate airport hospital school college factory
    manufacturer publisher retailer startup start-up conglomerate consortium syndicate cartel nonprofit non-profit
    NGO regulator watchdog think-tank
    """
)

WORD_CLASSES: Mapping[str, tuple[str, ...]] = {
    "reporting-verb": _words(
        "said says say told tells tell added adds stated states announced announces reported reports noted notes "
        "explained explains claimed claims stressed stresses insisted insists argued argues warned warns confirmed "
        "confirms emphasized emphasised emphasizes emphasises declared declares"
    ),
    "organisation": tuple(word.lower() for word in _ORGANISATIONS),
    "organisations": _words(
        "organizations organisations companies corporations firms banks ministries agencies departments committees "
        "commissions councils parties governments universities institutes associations federations unions movements "
        "militias armies clubs leagues alliances coalitions airlines newspapers broadcasters courts parliaments "
        "authorities foundations charities battalions brigades hospitals schools colleges factories"
    ),
    "possessive": _words("my your his her its our their"),
    "pronoun": _words("i you he she it we they"),
    "be": _words("be is are was were been being am"),
    "have": _words("have has had having"),
    "do": _words("do does did doing done"),
    "make": _words("make makes made making"),
    "take": _words("take takes took taken taking"),
    "give": _words("give gives gave given giving"),
    "modal": _words("can could may might must shall should will would"),
    "weekday": _words("monday tuesday wednesday thursday friday saturday sunday"),
    "month": _words("january february march april may june july august september october november december"),
    "number-word": tuple(NUMBER_WORDS),
    "people": _words(
        "people men women children soldiers civilians workers students officials residents voters patients refugees "
        "protesters passengers players fans tourists visitors teachers farmers doctors nurses journalists lawmakers "
        "members citizens employees migrants prisoners victims casualties deaths fighters troops officers militants"
    ),
    "definite": _words("the this that these those my your his her its our their"),
    "question-word": _words("how what why whether where when which who"),
    "event": _words(
        "meeting meetings conference ceremony summit talks event events competition tournament war election elections "
        "protest protests demonstration demonstrations festival exhibition forum session debate race project programme "
        "program march rally funeral contest championship workshop seminar congress discussion discussions"
    ),
    "place": _words(
        "city town village country capital airport hospital island house school university building station border "
        "region province camp court scene port office headquarters hotel centre center palace stadium room hall "
        "mosque church temple area district market site"
    ),
    "crime": _words(
        "murder manslaughter theft fraud rape robbery corruption assault arson espionage treason blackmail bribery "
        "terrorism kidnapping burglary genocide embezzlement perjury blasphemy extortion attempted conspiracy "
        "possessing smuggling killing stealing plotting spying"
    ),
    "disease": _words(
        "cancer coronavirus covid covid-19 malaria cholera tuberculosis pneumonia diabetes hiv aids ebola flu "
        "influenza hepatitis typhoid dengue measles polio leprosy leukemia leukaemia meningitis"
    ),
    "gerund": _words(
        "improving reducing increasing creating making helping ending preventing promoting building developing "
        "strengthening protecting supporting providing ensuring achieving bringing giving finding getting stopping "
        "fighting combating encouraging expanding raising solving training educating"
    ),
    "speaker": _words(
        "spokesman spokeswoman spokesperson minister official officials police source sources president governor "
        "director witness witnesses authorities mayor ambassador commander"
    ),
    "period": _words("years months weeks days hours decades centuries"),
    "small-number": tuple(str(number) for number in range(1, 101)),
    "year": tuple(str(year) for year in range(1900, 2041)),
    "day-ordinal": tuple(
        f"{day}{'th' if 10 < day < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}" for day in range(1, 32)
    ),
}
"""Words by the classes that phrase tables can name in braces."""
