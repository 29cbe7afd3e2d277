"""Mentions of names in an article, told from other capitalised words by where and how the article writes them.

No model: a name is a run of capitalised words with the particles that may stand between them (*bin*, *de*, *von*) and
the initials, less the titles before it. A word that is capitalised only where every word would be (at the start of a
sentence, in a headline in title case) is a name if the article or its shape says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property, lru_cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from checker.names import gazetteer
from checker.pattern import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from checker.document import Document, Sentence

__all__ = ["Mention", "Names", "Use", "names_of"]


class Use(NamedTuple):
    """A capitalised word where it stands: ``free`` where nothing but being a name makes it capitalised."""

    text: str
    start: int
    end: int
    free: bool


class Mention(NamedTuple):
    """A name as it stands in one place. Plain data, to be kept for many articles.

    ``text`` is the whole name without titles, ``words`` its capitalised words without the particles between them, and
    ``titles`` are the titles or the role before it; ``sentence`` is the number of its sentence.
    """

    text: str
    words: tuple[Use, ...]
    titles: tuple[str, ...] = ()
    sentence: int = 0

    @property
    def start(self) -> int:
        """Where the name starts, without titles."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where the name ends, without a possessive ending."""
        return self.words[-1].end


_start_of = attrgetter("start")

_PARTICLE = r"(?:al|el|bin|ibn|bint|abu|de|da|do|dos|das|del|della|di|du|la|le|van|von|der|den|ter|ten|zu|af|y)"
_ARTICLE = r"(?:(?:al|el|ul|ar|as|ash|at|an|ad|az|[dl])['’-])"
_GAP = r"[ \t\n\N{NO-BREAK SPACE}\N{WORD JOINER}]{1,5}"
_WORD = rf"(?:{_ARTICLE}?[^\W\d_a-z](?:\.(?=\s?[^\W\d_a-z])|\w*(?:['’-]\w+){{0,4}}))"
_RUN = lazy(rf"(?<![\w'’@#/.&-])(?:{_PARTICLE}{_GAP})?{_WORD}(?:{_GAP}(?:{_PARTICLE}{_GAP}){{0,2}}{_WORD})*")
_ARTICLED = lazy(rf"(?<![^\W]){_ARTICLE}")
_PARTICLES = frozenset(_PARTICLE[3:-1].split("|"))
# A run without particles and Arabic articles: it starts with a capital, which is searched for fast.
_PLAIN_WORD = r"(?:\.(?=\s?[^\W\d_a-z])|\w*(?:['’-]\w+){0,4})"
_PLAIN_RUN = lazy(
    rf"[^\W\d_a-z](?<![\w'’@#/.&-].){_PLAIN_WORD}(?:{_GAP}[^\W\d_a-z]{_PLAIN_WORD})*",
)
_ROLES = (
    "president|minister|chancellor|premier|secretary|senator|governor|mayor|ambassador|judge|general|colonel|captain|commander|"
    "chairman|chief|director|professor|doctor|coach|manager|striker|goalkeeper|midfielder|defender|spokesman|spokeswoman|"
    "spokesperson|king|queen|prince|princess|actor|actress|singer|director|writer|journalist|lawyer|analyst"
)
_ROLE = lazy(rf"\b({_ROLES}) $")
_ROLE_ENDINGS = frozenset(role[-3:] for role in _ROLES.split("|"))
_ABOUT_NAMES = lazy(
    r"\b(?:called|known|named|names?|spell\w*|spelt|written|became|deriv\w+|pronounced|could be|also)\b|[/=]"
)
_FIRST_PARTICLE = lazy(rf"{_PARTICLE}{_GAP}")
_PART = lazy(_WORD)
_STARTERS = frozenset("\"“”‘'«»„([{:;.!?…•*–—-|\N{OBJECT REPLACEMENT CHARACTER}>/\n")
_NO_NAME_ENDINGS = (
    "ing",
    "ly",
    "tion",
    "tions",
    "ness",
    "ment",
    "ments",
    "ful",
    "less",
    "ously",
    "ized",
    "ised",
    "able",
)


class Names:
    """The names of one article."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All names in reading order."""
        numbered = enumerate(self._doc.sentences)
        return tuple(mention for number, sentence in numbered for mention in _mentions(sentence, number))

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The names that start in a stretch of the text."""
        first, last = (bisect_left(self.mentions, offset, key=_start_of) for offset in (start, end))
        return self.mentions[first:last]

    @cached_property
    def spellings(self) -> Mapping[str, tuple[tuple[Mention, int], ...]]:
        """For each word that is part of a name: the mentions it stands in, and the number of the word in each."""
        found: dict[str, list[tuple[Mention, int]]] = defaultdict(list)
        for mention in self.mentions:
            for number, word in enumerate(mention.words):
                found[word.text].append((mention, number))
        return {text: tuple(uses) for text, uses in found.items() if self._is_name(text, uses)}

    def _is_name(self, text: str, uses: list[tuple[Mention, int]]) -> bool:
        if len(text) < 3 or not any(mention.words[number].free for mention, number in uses):
            if len(text) < 3 or text.lower().endswith(_NO_NAME_ENDINGS):
                return False
            if any(mention.words[number].text.isupper() for mention, number in uses) and len(text) > 5:
                return False
        lower = text.lower()
        if text in gazetteer.TITLES:
            return False
        return lower not in gazetteer.COMMON and not (lower in self._doc.written and not gazetteer.is_known(text))

    @property
    def listed(self) -> frozenset[str]:
        """The words of the names that the project lists, as they should be written."""
        return self._doc.names_file.words if self._doc.names_file else frozenset()

    def speaks_of_names(self, sentence: int) -> bool:
        """Whether a sentence, by its number, says how something is called or spelled."""
        return bool(_ABOUT_NAMES.search(self._doc.sentences[sentence].text))


@lru_cache(maxsize=2)
def names_of(doc: Document) -> Names:
    """The names of ``doc``; several rules ask for them in turn."""
    return Names(doc)


def _mentions(sentence: Sentence, sentence_number: int) -> Iterator[Mention]:
    masked, first = sentence.doc.masked, sentence.start
    for run in sentence.search(_run_pattern(sentence)):
        run_start, run_end = run.span()
        is_word = run.group().isalpha()  # most runs are one word, which need not be looked for
        words: list[Use] = []
        titles: list[str] = []
        for part in (run,) if is_word else _PART.finditer(masked, run_start, run_end):
            text = part.group()
            if not (text[0].isupper() or _is_upper(text)):
                continue
            start, end = (run_start, run_end) if is_word else part.span()
            if text.endswith(("'s", "’s", "'S", "’S")):
                end -= 2
                text = text[:-2]
            free = True
            if not words:
                if text in gazetteer.TITLES:
                    titles.append(text)
                    continue
                free = bool(titles) or not _starts(masked, start, first)
                if not free and text.lower() in gazetteer.COMMON:
                    if is_word:
                        break
                    free = False
            if free and sentence.is_title_case:
                free = False
            words.append(_new_use((text.replace("’", "'"), start, end, free)))
        if words and not words[0].free and words[0].text.lower() in gazetteer.COMMON:
            words = words[1:]
        if words:
            role = "" if titles else _role_before(masked, max(first, run_start - 16), words[0].start)
            whole = words[0].text if is_word else _whole(masked, run, words)
            yield _new_mention((whole, tuple(words), tuple(titles) or ((role,) if role else ()), sentence_number))


_new_use = partial(tuple.__new__, Use)
_new_mention = partial(tuple.__new__, Mention)


def _run_pattern(sentence: Sentence) -> re.Pattern[str]:
    """What finds the names of a sentence: the fast pattern, where no particle or Arabic article can be."""
    text = sentence.text
    if not _PARTICLES.isdisjoint(sentence.forms) or "\N{WORD JOINER}" in text:
        return _RUN
    if "-" in text or "'" in text or "’" in text:
        return _RUN if _ARTICLED.search(text) else _PLAIN_RUN
    return _PLAIN_RUN


def _role_before(masked: str, start: int, end: int) -> str:
    """The role that ends right before ``end``, in lower case as written; empty if none does."""
    if masked[end - 4 : end - 1] not in _ROLE_ENDINGS:
        return ""
    role = _ROLE.search(masked, start, end)
    return role[1] if role else ""


def _whole(masked: str, run: re.Match[str], words: list[Use]) -> str:
    """The name with its particles, on one line and without markup."""
    particle = _FIRST_PARTICLE.match(masked, run.start(), words[0].start)
    start = run.start() if particle and particle.end() == words[0].start else words[0].start
    return " ".join(masked[start : words[-1].end].replace("\N{WORD JOINER}", "").split())


def _is_upper(text: str) -> bool:
    head = text.rpartition("-")[2] if text[:1].islower() and "-" in text else text
    return any(letter.isupper() for letter in head[:3])


def _starts(masked: str, start: int, sentence_start: int) -> bool:
    """Whether what stands at ``start`` would be capitalised whatever it is."""
    if start == sentence_start:
        return True
    if masked[start - 1] == " " and masked[start - 2].isalnum():
        return False
    before = masked[max(sentence_start, start - 8) : start].rstrip(" \t\N{WORD JOINER}\N{NO-BREAK SPACE}")
    return not before or before[-1] in _STARTERS
