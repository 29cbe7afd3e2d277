"""Whether something is an English word, and how common it is.

The words and their frequencies are those of the wordfreq package (its English list of 320,000 forms, made from
encyclopedias, subtitles, news, books and the web). Reading that list costs 0.4 seconds and 60 MB, so it is read once
and written to the user's cache as a hash table, which later runs map into memory: opening it costs about a millisecond,
a lookup half a microsecond. Without wordfreq nothing can be said of any word: see ``is_available``.
"""

from __future__ import annotations

import importlib.util
import os
import stat
import struct
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from contextlib import suppress
from functools import cache as once
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from checker.store import cache
from checker.store.kept import Kept, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from mmap import mmap

__all__ = ["UNCOMMON", "commonest_root", "is_available", "is_word", "read_wordfreq", "similar", "uncommon", "zipf"]


def is_available() -> bool:
    """Whether there is a word list; without one every word counts as a word, and none as common."""
    return _lexicon() is not None


def zipf(word: str) -> float:
    """How common a word form is: the logarithm of its occurrences in a billion words, to 0.05; 0 for one not listed.

    *the* has 7.7, *house* 5.4, *lexicon* 3.1; what stands under 1.5 is met once in 30 million words.
    """
    return _zipf_of[word]


def _zipf(word: str) -> float:
    lexicon = _lexicon()
    return lexicon.level(_folded(word)) / _STEPS if lexicon else 0.0


_zipf_of = Kept(_zipf, most=50_000)


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Whether ``word`` is English in any spelling: a listed form, or one made from such by the rules of the language.

    So *reinjecting*, *kitchen-garden's*, *woundedness* and *decriminalised* are words though nobody lists them all. A
    name that is met often in English counts too, a common misspelling does not. Always true without a word list.
    """
    lexicon = _lexicon()
    return not lexicon or _is_word(lexicon, _folded(word), steps=2)


def commonest_root(word: str) -> float:
    """The ``zipf`` of the most common of ``word`` and what it can be made of in one step: *kind* for *unkind*."""
    lexicon = _lexicon()
    if not lexicon:
        return 0.0
    word = _folded(word)
    compounds = (min(lexicon.level(word[:at]), lexicon.level(word[at:])) for at in range(3, len(word) - 2))
    stems = (lexicon.level(stem) for stem, _ in _stems(word)) if len(word) > _SHORTEST_MADE else ()
    return max(chain([lexicon.level(word)], stems, compounds)) / _STEPS


@lru_cache(maxsize=2)
def uncommon(forms: frozenset[str]) -> frozenset[str]:
    """Those of an article's tokens that begin with a letter and are met less than once in four million words."""
    return frozenset(_is_uncommon.among(forms))


UNCOMMON = 2.4
"""The ``zipf`` of a word that is met once in four million."""
_is_uncommon = Told(lambda form: form[0].isalpha() and _zipf_of[form] < UNCOMMON)


@lru_cache(maxsize=10_000)
def similar(word: str, *, distance: int = 2, limit: int = 3) -> tuple[str, ...]:
    """Common words that ``word`` may be a slip for, the nearest and most common first.

    ``distance``, 1 or 2, is how many letters may be wrong, missing, too many or swapped.
    """
    lexicon = _lexicon()
    if not lexicon:
        return ()
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    word = _folded(word)
    lengths = range(len(word) - distance, len(word) + distance + 1)
    choices = set[str]().union(*(_perhaps_near(word, distance, _common_words(length)) for length in lengths))
    found = extract(word, choices, scorer=OSA.distance, score_cutoff=distance, limit=None)
    near = {other: int(slips) for other, slips, _ in found if slips and _is_whole(other)}
    ranked = sorted(near, key=lambda other: (near[other], other[0] != word[0], -lexicon.level(other), other))
    return tuple(ranked[:limit])


def _perhaps_near(word: str, distance: int, common: _CommonWords) -> Iterable[str]:
    """Those of ``common`` that share with ``word`` a part without a slip, and so all that are so few slips away."""
    middle = len(word) // 2
    if distance == 1:
        # The slip is in one half, or it swaps the letters at which the halves meet.
        swapped = word[: middle - 1] + word[middle : middle + 1] + word[middle - 1 : middle] + word[middle + 1 :]
        return [*common.starting(word[:middle]), *common.ending(word[middle:]), *common.starting(swapped)]
    # No slip is in the first letters or none in the last, or one is in each, and goes at most a letter beyond.
    side = max(2, len(word) // 4)
    inside = word[side + 1 : -side - 1]
    if not inside:
        return common.words
    return [*common.starting(word[:side]), *common.ending(word[-side:]), *common.holding(inside)]


def _is_whole(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word not in MISSPELLINGS


def _folded(word: str) -> str:
    return word.lower().replace("’", "'")


# -- How English makes words -------------------------------------------------------------------------------------------

_STEPS = 20
"""Frequencies are kept as twentieths of a Zipf unit, which fit a byte."""

_SHORTEST_MADE = 4
"""Letters; what is no longer is its own root."""

_INFLECTED_STEM, _DERIVED_STEM, _COMPOUND_PART = 34, 58, 74
"""Least frequency of a stem: the freer the rule, the more common its stem must be, or any slip could be a new word."""

_INFLECTIONS = (
    ("s", ("",)),
    ("es", ("",)),
    ("ies", ("y",)),
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("ing", ("", "e")),
    ("er", ("", "e")),
    ("ers", ("", "e")),
    ("ier", ("y",)),
    ("iest", ("y",)),
    ("est", ("", "e")),
    ("ly", ("",)),
    ("ally", ("",)),
    ("ily", ("y",)),
    ("ness", ("",)),
    ("iness", ("y",)),
)
"""Endings that nearly every word of the right class takes, and how its stem ends instead."""

_DERIVATIONS = (
    ("able", ("", "e", "ate")),
    ("ability", ("able",)),
    ("ize", ("", "y", "e")),
    ("ise", ("", "y", "e")),
    ("ization", ("ize", "", "y")),
    ("isation", ("ise", "ize", "", "y")),
    ("izer", ("ize",)),
    ("iser", ("ise", "ize")),
    ("ify", ("", "y")),
    ("ity", ("e", "")),
    ("ial", ("", "y")),
    ("ic", ("y", "ics")),
    ("ically", ("ic", "ics")),
    ("ism", ("", "ize")),
    ("ist", ("", "y", "ism")),
    ("less", ("",)),
    ("like", ("",)),
    ("wise", ("",)),
    ("ful", ("",)),
    ("fold", ("",)),
    ("ish", ("", "e")),
    ("hood", ("",)),
    ("ship", ("",)),
    ("dom", ("",)),
    ("ward", ("",)),
    ("wards", ("",)),
    ("wide", ("",)),
    ("ment", ("",)),
    ("ative", ("e", "", "ate")),
    ("ator", ("ate",)),
)
"""Endings that make a new word; its stem has to be a common one."""

_FREE_PREFIXES = ("un", "re", "non")
_PREFIXES = (
    *("pre", "anti", "co", "over", "under", "out", "mis", "dis", "de", "sub", "super", "inter"),
    *("multi", "micro", "macro", "mini", "mega", "nano", "bio", "geo", "eco", "cyber", "neo", "post", "pro", "semi"),
    *("hyper", "ultra", "counter", "trans", "pseudo", "auto", "electro", "photo", "thermo", "tele", "socio", "psycho"),
    *("neuro", "cardio", "hydro", "radio", "techno", "ethno", "petro", "agro", "aero", "proto", "quasi", "crypto"),
    *("extra", "intra", "infra", "meta", "poly", "mono", "mid", "up", "fore", "self", "ante", "arch", "euro", "pan"),
)

_VARIANTS = (("ise", "ize"), ("isa", "iza"), ("isi", "izi"), ("yse", "yze"), ("our", "or"), ("ae", "e"), ("oe", "e"))
"""British spellings, and the American ones that may be listed in their place."""

MISSPELLINGS = {
    wrong: right
    for pair in """
    abscence:absence accidently:accidentally accomodate:accommodate accomodation:accommodation accross:across
    acheive:achieve acheived:achieved acknowlege:acknowledge acommodate:accommodate aggresive:aggressive
    agressive:aggressive agression:aggression alledged:alleged alledgedly:allegedly allmost:almost amoung:among
    anual:annual apparantly:apparently appearence:appearance arguement:argument assasination:assassination
    assasinated:assassinated assistence:assistance athiest:atheist attendence:attendance basicly:basically
    beautifull:beautiful becomming:becoming becuase:because begining:beginning beleive:believe beleived:believed
    belive:believe benifit:benefit betwen:between buisness:business catagory:category
    cemetary:cemetery changable:changeable charachter:character cheif:chief collegue:colleague collegues:colleagues
    comming:coming commision:commission commited:committed commitee:committee comittee:committee
    completly:completely concensus:consensus concious:conscious condemmed:condemned consious:conscious
    controlls:controls convienient:convenient definate:definite definately:definitely definatly:definitely
    definitly:definitely dependance:dependence desparate:desperate develope:develop developement:development
    diferent:different dilemna:dilemma dissapear:disappear dissapeared:disappeared dissapointed:disappointed
    ecstacy:ecstasy efficency:efficiency embarass:embarrass embarassed:embarrassed embarassing:embarrassing
    emmigrated:emigrated enviroment:environment enviromental:environmental equiped:equipped equipement:equipment
    essense:essence exagerate:exaggerate exagerated:exaggerated excede:exceed excercise:exercise existance:existence
    experiance:experience extremly:extremely facist:fascist familar:familiar finaly:finally foriegn:foreign
    fourty:forty fundemental:fundamental futher:further garantee:guarantee goverment:government
    govermental:governmental govenment:government governer:governor grammer:grammar greatful:grateful
    gaurd:guard guidence:guidance happend:happened harrass:harass harrassed:harassed harrassment:harassment
    hieght:height hierachy:hierarchy humourous:humorous hygeine:hygiene immediatly:immediately
    imediately:immediately incidently:incidentally independance:independence independant:independent
    indispensible:indispensable inteligence:intelligence intresting:interesting interupted:interrupted
    irresistable:irresistible knowlege:knowledge lenght:length liason:liaison libary:library lisence:license
    maintainance:maintenance maintenence:maintenance managment:management millenium:millennium miltary:military
    mischievious:mischievous mispell:misspell mispelled:misspelled neccesary:necessary neccessary:necessary
    necesary:necessary negociate:negotiate negociations:negotiations neice:niece nieghbor:neighbor
    ninty:ninety noticable:noticeable occassion:occasion occassionally:occasionally occured:occurred
    occurence:occurrence occurences:occurrences occuring:occurring offical:official oppurtunity:opportunity
    opportunites:opportunities orginal:original orignal:original parliment:parliament particurlarly:particularly
    peacefull:peaceful peice:piece perminent:permanent persistant:persistent personel:personnel
    persue:pursue persued:pursued playwrite:playwright politican:politician politicans:politicians
    posession:possession possesion:possession potatoe:potato powerfull:powerful preceed:precede
    prefered:preferred presance:presence privelege:privilege priviledge:privilege probaly:probably
    proffesional:professional profesional:professional proffesor:professor pronounciation:pronunciation
    prosecuter:prosecutor publically:publicly publicaly:publicly quater:quarter realy:really reccomend:recommend
    reccommend:recommend recieve:receive recieved:received recieves:receives recieving:receiving recomend:recommend
    recomended:recommended refered:referred refering:referring relevent:relevant religous:religious
    remeber:remember reponse:response represenative:representative resistence:resistance responsability:responsibility
    responsable:responsible restaraunt:restaurant rythm:rhythm sacrafice:sacrifice saftey:safety
    seige:siege sieze:seize sentance:sentence seperate:separate seperated:separated seperately:separately
    seperation:separation seperatist:separatist seperatists:separatists sergent:sergeant similiar:similar
    sincerly:sincerely speach:speech speical:special strenght:strength strenghten:strengthen stregth:strength
    succeded:succeeded succesful:successful succesfully:successfully successfull:successful sucess:success
    sucessful:successful supercede:supersede suprise:surprise suprised:surprised surveilance:surveillance
    temperture:temperature tendancy:tendency territorry:territory threshhold:threshold
    tommorow:tomorrow tommorrow:tomorrow tomorow:tomorrow tounge:tongue transfered:transferred
    transfering:transferring truely:truly twelth:twelfth tyrany:tyranny unfortunatly:unfortunately untill:until
    usefull:useful vaccum:vacuum vegtable:vegetable vehical:vehicle visable:visible
    wich:which writting:writing yeild:yield
    teh:the thier:their adress:address apparant:apparent arrangment:arrangement
    attemps:attempts brillant:brilliant ceasfire:ceasefire
    conferance:conference explaination:explanation higly:highly
    infomation:information intially:initially investigaton:investigation mantain:maintain ministery:ministry
    ocurred:occurred particulary:particularly poisonus:poisonous presidental:presidential previosly:previously
    reguarly:regularly reknown:renown reknowned:renowned secratary:secretary sovereignity:sovereignty
    thousend:thousand throught:through togather:together tradional:traditional tution:tuition unnecesary:unnecessary
    varius:various volonteer:volunteer whith:with
    """.split()
    for wrong, right in [pair.split(":")]
}
"""Misspellings that are common enough for the word list to hold them, and what was meant."""


def _is_word(lexicon: _Lexicon, word: str, steps: int) -> bool:
    if word in MISSPELLINGS:
        return False
    if lexicon.level(word) or len(word) == 1:
        return True
    for ending in ("'s", "'", "s'"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return _is_word(lexicon, word.removesuffix(ending), steps)
    if "-" in word or "'" in word:
        return all(_is_word(lexicon, part, steps) for part in word.replace("'", "-").split("-") if part)
    return not word.isalpha() or _is_made(lexicon, word, steps, _INFLECTED_STEM)


def _is_made(lexicon: _Lexicon, word: str, steps: int, least: int) -> bool:
    """Whether ``word`` is listed and common enough, or is made of such a word in at most so many steps."""
    if lexicon.level(word) >= least:
        return word not in MISSPELLINGS
    if not steps or len(word) < 5:
        return False
    plain = _without_accents(word)
    if plain != word and lexicon.level(plain) >= least:
        return True
    return any(_is_made(lexicon, stem, steps - 1, max(needed, least)) for stem, needed in _stems(word)) or _is_compound(
        lexicon, word
    )


def _stems(word: str) -> Iterator[tuple[str, int]]:
    """What ``word`` may be made of, and how common that must be."""
    for british, american in _VARIANTS:
        if british in word:
            yield word.replace(british, american), _INFLECTED_STEM
    for endings, needed in ((_INFLECTIONS, _INFLECTED_STEM), (_DERIVATIONS, _DERIVED_STEM)):
        for ending, replaced in endings:
            if word.endswith(ending) and len(word) >= len(ending) + 3:
                stem = word.removesuffix(ending)
                for end in replaced:
                    yield stem + end, needed
                if ending[0] in "aei" and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
                    yield stem[:-1], needed
    for prefixes, needed in ((_FREE_PREFIXES, _INFLECTED_STEM), (_PREFIXES, _DERIVED_STEM)):
        for prefix in prefixes:
            if word.startswith(prefix) and len(word) >= len(prefix) + 3:
                yield word.removeprefix(prefix), needed


_LONGEST_COMPOUND = 60
"""Characters; twice the longest words that are common. What is longer would be cut up at thousands of places."""


def _is_compound(lexicon: _Lexicon, word: str) -> bool:
    """Whether ``word`` is two common words in one, such as *webhook*."""
    return len(word) <= _LONGEST_COMPOUND and any(
        lexicon.level(word[:at]) >= _COMPOUND_PART and lexicon.level(word[at:]) >= _COMPOUND_PART
        for at in range(3, len(word) - 3)
    )


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    import unicodedata

    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


# -- The table ---------------------------------------------------------------------------------------------------------

_FORMAT = b"CDLEX\0\0\1"
"""Changes whenever anything about the table does, or about how it is made."""

_HEADER = struct.Struct("=8s8sIIII")
"""Format; which source it was made from; slots; bytes of all words; bytes of the common words; checksum of the rest."""

_LONGEST_PROBE = 400
_COMMON = 60
"""Words of this frequency or more are offered as corrections: some 30,000."""


class _Lexicon:
    """A hash table with open addressing, in memory or mapped from a file.

    After the header come, for each slot, where its word stands among the words (4 bytes, 0 for none), then for each
    slot its word's frequency (1 byte), then all words, the most common first, each between newlines. Slices cannot
    reach outside the data, whatever the numbers in it say. Raises ``ValueError`` when the data is not what was written.
    """

    def __init__(self, data: bytes | mmap, source: bytes) -> None:
        if len(data) < _HEADER.size:
            raise ValueError("too short")
        kind, made_from, slots, size, common, checksum = _HEADER.unpack(data[: _HEADER.size])
        view = memoryview(data)
        body = view[_HEADER.size :]
        if (kind, made_from) != (_FORMAT, source) or len(body) != 5 * slots + size or common > size:
            raise ValueError("of another format, source or size")
        if slots & (slots - 1) or not slots or crc32(body) != checksum:
            raise ValueError("damaged")
        self._last_slot = slots - 1
        self._places = body[: 4 * slots].cast("I")
        self._levels = body[4 * slots : 5 * slots]
        self._data = data  # a slice of it is compared faster than one of a view
        self._words = _HEADER.size + 5 * slots
        self._common = common

    def level(self, word: str) -> int:
        """The frequency of a word in lower case, in twentieths of a Zipf unit; 0 when it is not listed."""
        key = f"\n{word}\n".encode("utf-8", "surrogatepass")
        slot = crc32(key)
        places, last_slot, before, data = self._places, self._last_slot, self._words - 1, self._data
        for _ in range(_LONGEST_PROBE):
            slot &= last_slot
            place = places[slot]
            if not place:
                return 0
            start = before + place
            if data[start : start + len(key)] == key:
                return int(self._levels[slot])
            slot += 1
        return 0

    def common_words(self) -> list[str]:
        """The words that are common, the most common first."""
        return self._data[self._words + 1 : self._words + self._common].decode().split("\n")


class _CommonWords:
    """Words of one length, to be looked up by what they begin or end with or hold."""

    def __init__(self, words: list[str]) -> None:
        self.words = sorted(words)
        self._reversed = sorted(word[::-1] for word in words)
        self._joined = "\n".join(["", *words, ""])

    def starting(self, part: str) -> list[str]:
        """Those that begin with ``part``."""
        return _starting(self.words, part)

    def ending(self, part: str) -> list[str]:
        """Those that end with ``part``."""
        return [word[::-1] for word in _starting(self._reversed, part[::-1])]

    def holding(self, part: str) -> Iterator[str]:
        """Those that hold ``part``, of a letter or more."""
        text = self._joined
        at = text.find(part)
        while at >= 0:
            end = text.find("\n", at)
            yield text[text.rfind("\n", 0, at) + 1 : end]
            at = text.find(part, end)


def _starting(words: list[str], part: str) -> list[str]:
    """Those of sorted words that begin with ``part``."""
    return words[bisect_left(words, part) : bisect_left(words, part + chr(sys.maxunicode))]


@once
def _common_words(length: int) -> _CommonWords:
    """The common words of so many letters."""
    return _CommonWords(_common_by_length().get(length, []))


@once
def _common_by_length() -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    lexicon = _lexicon()
    for word in lexicon.common_words() if lexicon else ():
        found[len(word)].append(word)
    return found


@once
def _lexicon() -> _Lexicon | None:
    """The table from the cache, or made now; ``None`` when there is nothing to make it from."""
    spec = importlib.util.find_spec("wordfreq")
    if not spec or not spec.origin:
        return None
    origin = Path(spec.origin).parent / "data" / "large_en.msgpack.gz"
    try:
        with origin.open("rb") as file:
            file.seek(-8, os.SEEK_END)
            source = file.read(8)  # a gzip file ends with the checksum and length of what is in it
    except OSError:
        return None
    path = cache.folder() / f"english-{source.hex()}.words"
    return _mapped(path, source) or _made(path, origin, source)


def _mapped(path: Path, source: bytes) -> _Lexicon | None:
    """The table in a file; ``None`` when there is none, or one that is damaged or that others could have written."""
    from mmap import ACCESS_READ, mmap

    with suppress(OSError, ValueError), path.open("rb") as file:
        status = os.fstat(file.fileno())
        if hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
            return None
        return _Lexicon(mmap(file.fileno(), 0, access=ACCESS_READ), source)
    return None


def _made(path: Path, origin: Path, source: bytes) -> _Lexicon | None:
    """The table made anew and, where that can be done, kept in a file."""
    if sys.stderr.isatty():
        print("copydesk: making the word list, this once …", file=sys.stderr)  # noqa: T201
    try:
        words = _read(origin)
    except (ImportError, OSError, EOFError, ValueError):
        return None
    data = _table(words, source)
    with suppress(OSError):
        cache.put(path, data)
    return _Lexicon(data, source)


def _read(origin: Path) -> list[tuple[int, str]]:
    """Frequency and form of each word in wordfreq's list, the most common first."""
    return [
        (max(round(_STEPS * frequency), 1), word)
        for frequency, word in read_wordfreq(origin)
        if word.replace("'", "").replace(".", "").isalpha() and max(word) < "\N{LATIN SMALL LETTER TURNED A}"
    ]


def read_wordfreq(file: Path) -> Iterator[tuple[float, str]]:
    """Each word in a list of wordfreq's with its frequency as ``zipf`` has it, the most common first.

    The list is of lists: the one at place n holds the words that have a frequency of 10 to the power of -n/100. Raises
    ``ImportError``, ``OSError``, ``EOFError`` or ``ValueError`` where it cannot be read.
    """
    import gzip

    import msgpack  # type: ignore[import-untyped]

    with gzip.open(file) as data:
        header, *lists = msgpack.load(data, raw=False)
    if header != {"format": "cB", "version": 1}:
        raise ValueError("unknown format")
    for place, words in enumerate(lists):
        for word in words:
            yield 9 - place / 100, word


def _table(words: list[tuple[int, str]], source: bytes) -> bytes:
    slots = 1 << (3 * len(words) // 2).bit_length()
    places = array("I", bytes(4 * slots))
    levels = bytearray(slots)
    text = bytearray(b"\n")
    common = 0
    for level, word in words:
        place = len(text)
        text += word.encode() + b"\n"
        slot = crc32(text[place - 1 :]) & (slots - 1)
        while places[slot]:
            slot = (slot + 1) & (slots - 1)
        places[slot] = place
        levels[slot] = level
        if level >= _COMMON:
            common = len(text) - 1
    body = b"".join((places.tobytes(), levels, text))
    return _HEADER.pack(_FORMAT, source, slots, len(text), common, crc32(body)) + body
