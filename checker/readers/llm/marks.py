"""What of a model's answer can be trusted: marks at words that are there, and repairs that change no fact."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.checking.edits import changes_facts
from checker.checking.rule import Hit, Rule, flag
from checker.english.words import NUMBER_WORDS
from checker.findings import Category, Severity
from checker.lexicon import wordlist
from checker.names import gazetteer
from checker.readers.llm.client import loaded
from checker.readers.llm.prompt import CATEGORIES, SEVERITIES
from checker.readers.remote import printable
from checker.text import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.readers.llm.pieces import Piece
    from checker.text.document import Document, Span

__all__ = ["FAMILY", "Mark", "Placed", "hit_for", "marks_in", "placed", "rule_for"]

FAMILY = "llm"

MOST_MARKS = 40
"""Marks in a paragraph; a model that finds more has lost its way."""

_LONGEST_QUOTE = 400
_LONGEST_TEXT = 2000
"""Characters of any field of an answer; what is longer is not looked at."""

_LONGEST_REASON = 300


class Mark(NamedTuple):
    """What a model says is wrong: the words, those beside them, and what it makes of them; plain text, all of it."""

    quote: str
    before: str
    after: str
    category: str
    severity: str
    reason: str
    replacement: str


_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL)


def marks_in(text: str) -> list[Mark] | None:
    """The marks of an answer, each as the model gave it; ``None`` where the answer is not in the form asked for.

    A server that knows no schema may have put thoughts before it, or fences around it. A mark that is none stands as
    one without a quote, which no paragraph has.
    """
    text = _THINKING.sub("", text)
    first, last = text.find("{"), text.rfind("}")
    answer = loaded(text[first : last + 1]) if 0 <= first < last else None
    errors = answer.get("errors") if isinstance(answer, dict) else None
    return [_mark(error) for error in errors] if isinstance(errors, list) else None


_NO_MARK = Mark(*[""] * len(Mark._fields))


def _mark(error: Any) -> Mark:
    if not isinstance(error, dict):
        return _NO_MARK
    fields = [error.get(field) or "" for field in Mark._fields]
    return Mark(*fields) if all(map(_is_text, fields)) else _NO_MARK


def _is_text(field: Any) -> bool:
    """Whether a field is a text of some length; an escape of JSON may be half of a character, which is none."""
    return isinstance(field, str) and len(field) <= _LONGEST_TEXT and not _HALF.search(field)


_HALF = re.compile(r"[\ud800-\udfff]")


# -- Places ------------------------------------------------------------------------------------------------------------


class Placed(NamedTuple):
    """A mark where it stands in the article; ``is_exact`` where the quote has the very characters that stand there."""

    span: Span
    mark: Mark
    category: Category
    severity: Severity
    is_exact: bool


def placed(piece: Piece, marks: Iterable[Mark]) -> tuple[list[Placed], list[str]]:
    """The marks that have a place in the paragraph, in reading order; and of each that has none, why it is left out.

    Of marks that share a character, the graver one is kept, then one with a repair, then the shorter.
    """
    found: list[Placed] = []
    left_out: list[str] = []
    for number, mark in enumerate(dict.fromkeys(marks)):
        if number >= MOST_MARKS:
            left_out.append("too many in a paragraph")
            continue
        one = _placed(piece, mark)
        if isinstance(one, str):
            left_out.append(one)
        else:
            found.append(one)
    kept: list[Placed] = []
    for one in sorted(found, key=_rank):
        if any(one.span.start < other.span.end and other.span.start < one.span.end for other in kept):
            if all(one.span != other.span for other in kept):
                left_out.append("overlapping a better one")
        else:
            kept.append(one)
    return sorted(kept, key=lambda one: one.span), left_out


def _rank(one: Placed) -> tuple[int, bool, int, int]:
    return -one.severity.value, not one.mark.replacement, one.span.end - one.span.start, one.span.start


def _placed(piece: Piece, mark: Mark) -> Placed | str:
    """The mark in its place, or why it has none."""
    category = _category(mark.category)
    quote, new = _trimmed(_BLANKS.sub(" ", mark.quote), _BLANKS.sub(" ", mark.replacement))
    if not quote or category is None:
        return "not in the form asked for"
    if len(quote) > _LONGEST_QUOTE:
        return "too long"
    if new == quote:
        return "changing nothing"
    starts = _starts(piece.text.translate(_ALIKE), quote.translate(_ALIKE))
    if not starts:
        return "not in the text"
    start = starts[0] if len(starts) == 1 else _nearest(piece.text, starts, len(quote), mark)
    if start is None:
        return "at one of several places"
    span = piece.span(start, start + len(quote))
    if span is None:
        return "on what is no prose"
    is_exact = piece.text[start : start + len(quote)] == quote
    return Placed(span, mark._replace(quote=quote, replacement=new), category, _severity(mark.severity), is_exact)


_ALIKE = str.maketrans("’‘“”\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", "''\"\"  ")
"""Models write typewriter's marks for an article's own; as many characters either way."""


_BLANKS = re.compile(r"[ \t\r\n]+")
_CLOSING = ",.;:!?)]”’%…"
_OPENING = "([“‘"


def _trimmed(quote: str, new: str) -> tuple[str, str]:
    """Both without blanks at their ends, but for one beside a mark that stands close, which may be what is wrong."""
    if not (quote[:1] == " " and quote[1:2] and quote[1] in _CLOSING):
        quote, new = quote.lstrip(" "), new.lstrip(" ")
    if not (quote[-1:] == " " and quote[-2:-1] and quote[-2] in _OPENING):
        quote, new = quote.rstrip(" "), new.rstrip(" ")
    return quote, new


def _starts(text: str, quote: str) -> list[int]:
    """Where the quote stands in the text, as whole words."""
    before = r"(?<!\w)" if quote[0].isalnum() else ""
    after = r"(?!\w)" if quote[-1].isalnum() else ""
    return [match.start() for match in re.finditer(f"{before}(?={re.escape(quote)}{after})", text)]


def _nearest(text: str, starts: list[int], length: int, mark: Mark) -> int | None:
    """The start with most of the words beside it that the model gave; ``None`` where that decides nothing."""
    text = text.translate(_ALIKE)
    before = _words(mark.before.translate(_ALIKE))[::-1]
    after = _words(mark.after.translate(_ALIKE))

    def alike(start: int) -> int:
        left = _words(text[max(0, start - _LONGEST_QUOTE) : start])[::-1]
        right = _words(text[start + length : start + length + _LONGEST_QUOTE])
        return _shared(before, left) + _shared(after, right)

    (most, at), *others = sorted(((alike(start), start) for start in starts), reverse=True)
    return at if most > others[0][0] else None


def _shared(given: list[str], there: list[str]) -> int:
    """How many words from the first on are the same."""
    count = 0
    for one, other in zip(given, there, strict=False):
        if one.casefold() != other.casefold():
            break
        count += 1
    return count


_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _category(said: str) -> Category | None:
    """The category that a model names, be it without its dimension."""
    said = re.sub(r"[\s_]+", "-", said.strip().lower())
    return next((one for one in CATEGORIES if said in (one.value, one.value.partition("/")[2])), None)


def _severity(said: str) -> Severity:
    """The severity that a model names, or the next below that it may name."""
    known = {severity.word: severity for severity in SEVERITIES} | {"critical": Severity.MAJOR}
    return known.get(said.strip().lower(), Severity.MINOR)


# -- Hits --------------------------------------------------------------------------------------------------------------


@cache
def rule_for(category: Category) -> Rule:
    """The rule that errors of a category are reported under."""
    return Rule(
        name=f"{FAMILY}/{category.value.partition('/')[2]}",
        family=FAMILY,
        category=category,
        severity=Severity.MINOR,
        scope="document",
        look=_nothing,
        explanation=f"What the language model takes for an error of {category.value}.",
    )


def _nothing(_: Document) -> Iterator[Hit]:
    return iter(())


def hit_for(doc: Document, one: Placed) -> Hit:
    """The mark as a hit, whose repair is unsafe at most, and shown only where it could change what the article says."""
    message = _reason(one)
    new = _replacement(one.mark.replacement)
    if new is None:
        return flag(one.span, message, severity=one.severity)
    is_trusted = one.is_exact and _is_small(doc, one.span, new)
    return flag(one.span, message, unsafe=new, decided=is_trusted, severity=one.severity)


_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)|\b\w+://\S+|\b(?:www\.|mailto:)\S+|<[^>\n]*>", re.IGNORECASE)
_MARKUP = "*_`<>[]{}|\\#~$€£¥%°&"
"""Marks of markup and of money, of which a repair adds and takes away none."""


def _reason(one: Placed) -> str:
    """The model's reason as plain words of English, or ours where it has none."""
    text = printable(one.mark.reason, _LONGEST_TEXT)
    text = _LINK.sub(lambda link: link[1] or "", text)
    text = " ".join("".join(character for character in text if character not in "*`<>[]{}|\\#~").split())
    if not any(map(str.isalpha, text)) or languages.look_closely(text).language:
        return f"The language model takes this for an error of {one.category.value}."
    text = printable(text, _LONGEST_REASON)
    return text if text[-1] in ".?!…”" else f"{text}."


def _replacement(text: str) -> str | None:
    """The words to put in place of a quote; ``None`` for what no article should take over unread."""
    is_plain = text == printable(text, _LONGEST_TEXT) and not _LINK.search(text)
    return text if text and is_plain and not languages.look_closely(text).language else None


def _is_small(doc: Document, span: Span, new: str) -> bool:
    """Whether a repair keeps figures, names, what is denied and markup, and most of its sentence."""
    old = doc.text[slice(*span)]
    sentence = doc.sentence_at(span.start)
    if sentence is None or span.end > sentence.end or doc.touches_mask(span):
        return False
    if any(old.count(mark) != new.count(mark) for mark in _MARKUP):
        return False
    before, after = _words(old), _words(new)
    return not (
        changes_facts(old, new)
        or _numbers(before) != _numbers(after)
        or _denies_otherwise(before, after)
        or _names_otherwise(before, after, opens=span.start == sentence.start)
        or 3 * _changed(before, after) > len(sentence.words)
    )


_NUMBERS = frozenset(NUMBER_WORDS) | frozenset(
    "hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens half "
    "quarter first second third fourth fifth sixth seventh eighth ninth tenth once twice thrice double triple "
    "percent".split()
)
_DENIALS = re.compile(r"(?:un|in|im|il|ir|dis|non-?|mis|anti-?)(?=\w{3})")
_DENYING = frozenset(
    "hardly scarcely barely few little only unless except against despite fail fails failed refuse refuses refused "
    "deny denies denied lack lacks lacked".split()
)


def _numbers(words: list[str]) -> list[str]:
    return [part for word in words for part in word.lower().split("-") if part in _NUMBERS]


def _denies_otherwise(before: list[str], after: list[str]) -> bool:
    """Whether words of denial differ, or a word stands on one side and its opposite on the other: *able*, *unable*."""
    one, other = ({word.lower() for word in words} for words in (before, after))
    if one & _DENYING != other & _DENYING:
        return True
    return any(
        (opposite := _DENIALS.match(word)) and word[opposite.end() :] in without and word not in without
        for within, without in ((one, other), (other, one))
        for word in within
    )


def _names_otherwise(before: list[str], after: list[str], *, opens: bool) -> bool:
    """Whether what may be a name is changed, moved, added or gone; a word that ``opens`` a sentence may be none."""
    forms = {_bare(word) for words in (before, after) for word in _capitalised(words, opens=opens)}
    one, other = ([form for form in map(_bare, words) if form in forms] for words in (before, after))
    return one != other


def _bare(word: str) -> str:
    return re.sub(r"['’]s?\Z", "", word).casefold()


def _capitalised(words: list[str], *, opens: bool) -> Iterator[str]:
    for number, word in enumerate(words):
        if word.islower() or not any(map(str.isupper, word)) or word == "I":
            continue
        if number == 0 and opens and wordlist.is_word(word.lower()) and not gazetteer.is_known(word):
            continue
        yield word


def _changed(before: list[str], after: list[str]) -> int:
    """How many words a repair changes, adds or takes away."""
    from difflib import SequenceMatcher  # slow to import

    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return sum(max(j - i, m - k) for kind, i, j, k, m in matcher.get_opcodes() if kind != "equal")
