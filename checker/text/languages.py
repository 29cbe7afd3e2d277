"""Which language a passage is in: English, another one, or too short to say.

A sentence with enough small words that only English has is English at once, which settles most; what the others are is
told by how common each word is in English and elsewhere, as ``foreign_words`` has it. Scripts other than Latin speak
for themselves.

Names, titles and words in capitals say nothing; what stands in quotation marks or is set off by markup speaks for a
sentence only where the rest of the sentence agrees. So a list of names, a quotation in an English sentence, a title in
French, verse and dialect are no other language.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol

from checker.lexicon.foreign_words import STRANGE, is_of_small_words_only, said_by
from checker.text.formats.languages import name_of
from checker.text.layout import CLEAR, OPAQUE, Mask, Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from checker.text.layout import Block, Layout

__all__ = [
    "ENGLISH", "ONLY_ENGLISH", "UNKNOWN", "Passage", "Reading", "Verdict", "glimpsed", "look_closely", "may_be_foreign",
    "read", "without",
]  # fmt: skip

ONLY_ENGLISH = frozenset(
    """
    the of and with are it you has have
    that this not from your his they if about what when were who their there which been would she people how some them
    now other its our than only him into know see two make think then could back these because said way much where
    should here need really did right being too going before why made still got many never those down great through
    while such something used both every three around between always better another does own things during thing again
    each without against found must feel ever keep might money someone left until doing few called different having
    thought done however getting looking women already anything nothing
    """.split()
)
"""The small words by which an English sentence is told at once: those that other languages have seldom, or not at all.
*To*, *for*, *an*, *on*, *be* and *was* are common elsewhere too, and left out."""

ENOUGH_SMALL = 2
"""Of the words above, a sentence that is English at once has so many at least …"""
SMALL_SHARE = 8
"""… and one in so many tokens."""

UNKNOWN = "another language"
"""Stands in place of a name where all that can be said is that a passage is not English."""


class Verdict(NamedTuple):
    """What a sentence is: English, foreign (``language`` names it), or neither for certain; and its words."""

    words: int
    is_english: bool = False
    language: str = ""


class Passage(NamedTuple):
    """A stretch that is not English: a whole block, or sentences in one that is."""

    start: int
    end: int
    language: str
    is_block: bool


# -- A sentence --------------------------------------------------------------------------------------------------------

_FEWEST_WORDS = 4
_LETTERS_IN_A_WORD = 2
"""Of scripts that set no blanks between words."""

_IS_FOREIGN, _IS_ENGLISH = 1.0, -0.5
"""What a word speaks for another language, in decimal orders of magnitude, on average over a sentence."""

_WORD = lazy(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f]|['’ʼ-](?=[^\W\d_]))*")
_SET_OFF = lazy(
    rf"“[^“”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)|«[^«»]*(?:»|\Z)|„[^“”]*(?:[“”]|\Z)|{CLEAR}+[^{CLEAR}]+(?:{CLEAR}+|\Z)"
)
_BEYOND_LATIN = lazy(r"[^\W\d_\u0000-\u036f\u1d00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06\uff21-\uff5a]")
_CODE_MARKS = frozenset("{}<>=|\\_")


def look_closely(text: str, words: Sequence[str] | None = None) -> Verdict:
    """What the sentence ``text`` is, as masked; ``words`` are its words as written, where they are at hand."""
    if not text.isascii() and _BEYOND_LATIN.search(text) and (verdict := _by_script(text)):
        return verdict
    if words is None:
        words = _WORD.findall(text)
    is_english, language = _told_by(words)
    if not is_english:
        rest = _SET_OFF.sub(" ", text)
        left = _WORD.findall(rest) if len(rest) < len(text) else []
        if len(left) >= _FEWEST_WORDS:
            is_english, language = _told_by(left)
        elif len(left) >= _REST and not _leans(left):
            language = ""
        if not language and not is_english and _is_unknown(words, text):
            language = UNKNOWN
    return Verdict(len(words), is_english, language)


_REST = 2
"""What is neither quoted nor set off by markup has a say from so many words on."""


def _told_by(words: Sequence[str]) -> tuple[bool, str]:
    """Whether the words of a sentence are English, and in which other language they are, if that can be told."""
    if len(words) < _FEWEST_WORDS:
        return False, ""
    common = list(dict.fromkeys(_no_names(words)))
    if sum(said.at_most for said in map(said_by, common)) <= _IS_ENGLISH * len(common):
        return True, ""
    language, score, telling = _best(common)
    is_foreign = score >= _IS_FOREIGN and telling >= _FEWEST_TELLING and 2 * len(common) > len(set(words))
    return score <= _IS_ENGLISH, _name_of(language) if is_foreign else ""


def _leans(words: Sequence[str], at_least: float = _IS_FOREIGN) -> bool:
    """Whether words too few to be told are foreign if those beside them are."""
    _, score, telling = _best(_no_names(words)) if words else ("", 0.0, 0)
    return score >= at_least and telling > 0


def may_be_foreign(text: str) -> bool:
    """Whether a sentence or block leans to another language, be it too little to be called foreign."""
    words = _WORD.findall(text)
    known = sum(map(ONLY_ENGLISH.__contains__, map(str.lower, words)))
    if known >= ENOUGH_SMALL and known * SMALL_SHARE >= len(words):
        return False
    return not look_closely(text, words).is_english and _leans(words, at_least=0.0)


_FEWEST_TELLING = 2
"""So many words must speak for the language: one can be a name, or borrowed."""


def _name_of(language: str) -> str:
    return "Croatian or Serbian" if language == "sh" else name_of(language)  # wordfreq has one list of both


def _no_names(words: Sequence[str]) -> list[str]:
    """The words that are not capitalised inside the sentence, nor begin a name at its start, of one at least."""
    common = [words[0].lower(), *(word for word in words[1:] if word[0].islower())]
    if len(words) > 1 and words[0][0].isupper():
        begins_name = words[1][0].isupper() and said_by(common[0]).at_most < _NO_NAME
        if begins_name or words[0] in words[1:]:
            del common[0]
    return common


_NO_NAME = 1.5


def _best(words: Sequence[str], letters: AbstractSet[str] = frozenset()) -> tuple[str, float, int]:
    """The language other than English that the words are most likely of; how likely, on average; how many tell.

    ``letters`` are those that stand in the sentence, where its script has letters that only some languages have.
    """
    english = 0.0
    scores: dict[str, float] = defaultdict(float)
    telling: Counter[str] = Counter()
    strange = accented = 0
    for word in words:
        said = said_by(word)
        english += said.elsewhere
        if not said.is_known:
            strange += 1
            accented += not word.isascii()
        for language, score in said.by_language:
            scores[language] += score - said.elsewhere
            telling[language] += score >= _TELLING
    if not scores or not words:
        return "", english / max(len(words), 1), 0
    for language, count in telling.items():
        if count:
            scores[language] += STRANGE * accented
            telling[language] += accented
        if count >= _FEWEST_TELLING and is_of_small_words_only(language):
            scores[language] += strange - accented
    if letters:
        scores = {
            name: score for name, score in scores.items() if not letters.isdisjoint(_OWN_LETTERS.get(name, letters))
        }
    best = max(scores, key=lambda language: (scores[language], language), default="")
    if not best:
        return "", english / len(words), 0
    return best, (english + scores[best]) / len(words), telling[best]


_TELLING = 0.7


_FEWEST_UNKNOWN = 8


def _is_unknown(words: Sequence[str], text: str) -> bool:
    """Whether hardly a word is English, and most are met nowhere in English, in a sentence long enough to say so.

    A list, told by its commas, is of names for things.
    """
    from checker.lexicon.wordlist import UNCOMMON, is_available, zipf

    if not text.endswith(_ENDS) or not _CODE_MARKS.isdisjoint(text) or not is_available():
        return False
    common = set(_no_names(words)) if words else set()
    if (
        len(common) < _FEWEST_UNKNOWN
        or _LIST_SHARE * text.count(",") > len(common)
        or 2 * len(common) <= len(set(words))
    ):
        return False
    small = sum(word in ONLY_ENGLISH or zipf(word) > _VERY_COMMON for word in common)
    rare = sum(zipf(word) < _RARE for word in common)
    unknown = sum(zipf(word) < UNCOMMON for word in common)
    return 10 * small <= len(common) and 4 * rare > 3 * len(common) and 5 * unknown > 3 * len(common)


_ENDS = (".", "!", "?", "…")
_RARE, _VERY_COMMON = 3.6, 6.5
_LIST_SHARE = 5
"""Of so many words, a list has a comma or more."""


# -- Scripts -----------------------------------------------------------------------------------------------------------

_BY_SCRIPT = {
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "TIBETAN": "bo",
    "GREEK": "el",
    "CYRILLIC": "ru",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "HEBREW": "he",
    "ARABIC": "ar",
    "ETHIOPIC": "am",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "ORIYA": "or",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "THAANA": "dv",
    "MONGOLIAN": "mn",
}
"""The language that is written most in a script, by the first word of the names of its letters."""

_WITHOUT_BLANKS = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo"})


def _by_script(text: str) -> Verdict | None:
    """What a sentence is that has many letters beyond Latin; ``None`` where they are few, or names, or quoted."""
    told = _IN_BRACKETS.sub("", text)
    rest = _SET_OFF.sub(" ", told)
    if len(_WORD.findall(rest)) >= _REST:
        told = rest
    letters = _BEYOND_LATIN.findall(told)
    if not letters or len(letters) < _SHARE_OF_LETTERS * sum(map(str.isalpha, told)):
        return None
    scripts = Counter(unicodedata.name(letter, "").split(" ")[0].split("-")[0] for letter in letters)
    script = "HIRAGANA" if scripts["HIRAGANA"] else scripts.most_common(1)[0][0]
    usual = _BY_SCRIPT.get(script, "")
    words = [word.strip("".join(_AROUND)).lower() for word in told.split()]
    theirs = [word for word in words if _BEYOND_LATIN.search(word)]
    count = (len(letters) + 1) // _LETTERS_IN_A_WORD if usual in _WITHOUT_BLANKS else len(theirs)
    if count < _FEWEST_WORDS or len(letters) < _FEWEST_LETTERS:
        return Verdict(count)
    if _WEIGHT_OF_ENGLISH * sum(word in ONLY_ENGLISH for word in words) > count:
        return None
    best = "" if usual in _WITHOUT_BLANKS else _best(theirs, set(told.lower()))[0]
    return Verdict(count, language=_name_of(best or usual) or UNKNOWN)


_SHARE_OF_LETTERS = 0.3
"""Terms, names and commands are in Latin letters in many languages that have others."""
_WEIGHT_OF_ENGLISH = 3
_IN_BRACKETS = lazy(r"[(（][^()（）]*[)）]")
_OWN_LETTERS = {"sr": "ђјљњћџ", "mk": "јљњџѓќѕ", "uk": "іїєґ", "be": "іў", "fa": "پچژگکی", "ur": "ٹڈڑںےہ"}
"""Letters of which a sentence in a language has one at least, where its neighbours do without."""
_AROUND = frozenset(".,;:!?…\"'“”‘’«»()[]{}*_-–—،؛؟।॥·") | {CLEAR, OPAQUE}
_FEWEST_LETTERS = 7


# -- An article --------------------------------------------------------------------------------------------------------


class Sentences(Protocol):
    """The sentences of an article, in reading order: spans, each with its block, and the tokens of all."""

    spans: list[tuple[int, int, Block]]

    @property
    def texts(self) -> list[str]: ...
    @property
    def lowers(self) -> list[str]: ...
    @property
    def first_tokens(self) -> list[int]: ...


class _Part(NamedTuple):
    """A sentence and what it is."""

    start: int
    end: int
    block: Block
    verdict: Verdict


_PLAINLY, _PARTLY = 10, 4


class Reading(NamedTuple):
    """What an article is in.

    ``passages`` are not English; of the blocks that nobody can tell, ``beside`` are the numbers of those among foreign
    ones. ``mostly`` names the language that most of the article is in, if that is not English.
    """

    passages: tuple[Passage, ...] = ()
    beside: frozenset[int] = frozenset()
    mostly: str = ""
    english: int = 0
    foreign: int = 0

    @property
    def is_partly_foreign(self) -> bool:
        """Whether so much is in another language that what is left may be quotations in an article of that language."""
        return bool(self.foreign) and _PARTLY * self.foreign >= self.english

    @property
    def is_plainly_english(self) -> bool:
        """Whether hardly anything is in another language: a page that was never translated, not one with quotations."""
        return self.english > _PLAINLY * self.foreign


def read(sentences: Sentences, masked: str, blocks: Sequence[Block]) -> Reading:
    """What an article with such blocks, of such sentences, is in."""
    texts, first_tokens = sentences.texts, sentences.first_tokens
    small = bytes(map(ONLY_ENGLISH.__contains__, sentences.lowers))
    verdicts: list[Verdict] = []
    is_foreign = False
    for number, (start, end, _) in enumerate(sentences.spans):
        first, after = first_tokens[number], first_tokens[number + 1]
        known = small.count(1, first, after)
        if known >= ENOUGH_SMALL and known * SMALL_SHARE >= after - first:
            verdicts.append(Verdict(after - first, is_english=True))
        else:
            # Where a block begins with a link or the like, the mark that opens it stands before the block.
            text = masked[start - 1 : end] if start and masked[start - 1] == CLEAR else masked[start:end]
            if after - first < _FEWEST_WORDS and text.isascii():
                verdicts.append(Verdict(after - first))
            else:
                words = [word for word in texts[first:after] if word[0].isalpha()]
                verdicts.append(look_closely(text, words))
            is_foreign = is_foreign or bool(verdicts[-1].language)
    if not is_foreign:
        return Reading(english=sum(verdict.words for verdict in verdicts if verdict.is_english))
    parts = [_Part(*span, verdict) for span, verdict in zip(sentences.spans, verdicts, strict=True)]
    return _summed_up(parts, blocks, masked)


def _summed_up(parts: Sequence[_Part], blocks: Sequence[Block], masked: str) -> Reading:
    passages: list[Passage] = []
    words: Counter[str] = Counter()
    by_block: dict[Block, str] = {}
    for block, group in groupby(parts, key=lambda part: part.block):
        within = list(group)
        of_block = _words_of(within)
        words += of_block
        language = by_block[block] = _language_of(of_block)
        if language == _MIXED:
            passages += _sentences_in(within, masked)
        elif language not in ("", ENGLISH):
            passages.append(Passage(block.start, block.end, language, is_block=True))
    english = words.pop(ENGLISH, 0)
    undecided = words.pop("", 0)
    foreign = words.total()
    language, most = words.most_common(1)[0]
    is_mostly = 2 * most > english + foreign and 3 * foreign > undecided
    beside = frozenset(_beside([by_block.get(block, "") for block in blocks]))
    return Reading(tuple(passages), beside, language if is_mostly else "", english, foreign)


ENGLISH, _MIXED = "English", "mixed"


def _words_of(parts: Iterable[_Part]) -> Counter[str]:
    """How many words are of which language; those of which nobody can tell are under the empty name."""
    words: Counter[str] = Counter()
    for part in parts:
        words[ENGLISH if part.verdict.is_english else part.verdict.language] += part.verdict.words
    return words


def _language_of(words: Counter[str]) -> str:
    """The language of a block with such words; that it is mixed, or nothing where it cannot be told."""
    foreign = [(count, name) for name, count in words.items() if name not in ("", ENGLISH)]
    if not foreign:
        return ENGLISH if words[ENGLISH] else ""
    count = sum(count for count, _ in foreign)
    is_whole = 2 * count >= words[""] and count >= _NEARLY_ALL * words[ENGLISH]
    return max(foreign)[1] if is_whole else _MIXED


_NEARLY_ALL = 4
"""Times as many words are foreign as are English where a whole block is."""


def _sentences_in(parts: Sequence[_Part], masked: str) -> Iterator[Passage]:
    """The sentences of a block that are foreign, those beside each other as one, with short ones that go with them."""
    joined = [bool(part.verdict.language) for part in parts]
    for numbers in (range(1, len(parts)), range(len(parts) - 2, -1, -1)):
        for at in numbers:
            part = parts[at]
            if not joined[at] and joined[at - numbers.step] and not part.verdict.is_english:
                joined[at] = _leans(_WORD.findall(masked[part.start : part.end]))
    for is_foreign, group in groupby(zip(parts, joined, strict=True), key=lambda pair: pair[1]):
        if is_foreign:
            run = [part for part, _ in group]
            words = _words_of(run)
            del words[""]
            yield Passage(run[0].start, run[-1].end, words.most_common(1)[0][0], is_block=False)


def _beside(languages: Sequence[str]) -> Iterator[int]:
    """The numbers of the blocks that nobody can tell, where those that somebody can on either side are foreign."""
    runs = [(language, list(group)) for language, group in groupby(enumerate(languages), key=lambda pair: pair[1])]
    for at, (language, run) in enumerate(runs):
        around = [other for other, _ in (*runs[max(at - 1, 0) : at], *runs[at + 1 : at + 2])]
        if not language and around and not {ENGLISH, _MIXED}.intersection(around):
            yield from (number for number, _ in run)


def glimpsed(language: str, tokens: Iterable[str]) -> bool:
    """Whether several words of a language, or of one that is not written in Latin letters, stand among tokens.

    So a glossary, or what is said about translating into that language, is told from a page of English.
    """
    words = {token for token in tokens if token[0].islower() or token[0] > "\u0370"}
    theirs = sum(_speaks_for(language, word) for word in words)
    return theirs >= _GLIMPSES and _GLIMPSED_SHARE * theirs >= len(words)


def _speaks_for(language: str, word: str) -> bool:
    if _BEYOND_LATIN.match(word):
        return True
    return any(name == language and score >= _CLEARLY for name, score in said_by(word).by_language)


_GLIMPSES, _GLIMPSED_SHARE, _CLEARLY = 4, 100, 2.0
"""So many different words of the language, one in so many, each a hundred times as common in it as in English."""


def without(text: str, layout: Layout, spans: Iterable[Span]) -> Layout:
    """The layout of a text with ``spans``, in reading order, masked: what lies in them is no prose and no block."""
    hidden = [_trimmed(text, span) for span in spans]
    starts = [span.start for span in hidden]

    def is_hidden(span: Span | Block) -> bool:
        at = bisect_right(starts, span.start) - 1
        return at >= 0 and span.end <= hidden[at].end

    masks = [*_outside(layout.masks, hidden), *(Mask(*span, OPAQUE) for span in hidden if span.start < span.end)]
    return layout._replace(
        masks=tuple(sorted(masks)),
        blocks=tuple([block for block in layout.blocks if not is_hidden(block)]),
        pairs=tuple([pair for pair in layout.pairs if not is_hidden(pair.target)]),
    )


def _trimmed(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    shown = text[span.start : span.end].lstrip()
    start = span.end - len(shown)
    return Span(start, start + len(shown.rstrip()))


def _outside(masks: Iterable[Mask], hidden: Sequence[Span]) -> Iterator[Mask]:
    """What is left of masks without the hidden spans; both are sorted and disjoint."""
    at = 0
    for first, end, filler in masks:
        start = first
        while at < len(hidden) and hidden[at].end <= start:
            at += 1
        beyond = at
        while beyond < len(hidden) and hidden[beyond].start < end:
            if start < hidden[beyond].start:
                yield Mask(start, hidden[beyond].start, filler)
            start = max(start, hidden[beyond].end)
            beyond += 1
        if start < end:
            yield Mask(start, end, filler)
