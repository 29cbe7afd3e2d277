"""Lists: what joins their last item, and items that stand in them twice."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.english import grammar
from checker.english.words import is_plural, word_set
from checker.findings import Category, Severity
from checker.text.document import BlockKind, Document, Sentence, Token, join
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# -- The last item -----------------------------------------------------------------------------------------------------

_OPENED_LIST = lazy(
    r"""
    \b(?:such\ as|namely|including|includes?|included)
    \ (?P<items>[^,.:;()“”"—–]{1,60}(?:,\ [^,.:;()“”"—–]{1,60}){2,20})\.$
    """,
    re.VERBOSE,
)
_JOINS_OR_ENDS = word_set(
    """
    and or & etc nor but plus also then respectively amongst among others both not too alike with without
    who which that whose where when while as because if so than
    """
)
_MOST_WORDS_IN_ITEM = 4


@rule(
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    cues={"such", "namely", "including", "include", "includes", "included"},
    needs=[{","}],
    bad=[
        "They grow many herbs, such as mint, basil, [parsley -> and parsley].",
        "Talks were held with many states, including Peru, Chile, Cuba, [Panama -> and Panama].",
    ],
    good=[
        "They grow many herbs, such as mint, basil, and parsley.",
        "They grow many herbs, such as mint, basil, parsley etc.",
        "Many towns, including Ulm, on the Danube, were hit.",
        "They grow many herbs, such as mint, basil, which is rare, parsley.",
        "It has many ends, including Ulm, Germany, Europe.",
        "They sell some herbs, such as mint, he said, unlike us.",
        "It includes all, naturally, of course, as it has to.",
        "- Fruit, such as apples, pears, plums.",
    ],
)
def list_ends_without_and(sentence: Sentence) -> Iterator[Hit]:
    """*Such as mint, basil, parsley*: the last item of a list is joined with *and* or *or*."""
    if sentence.block.kind is not BlockKind.PARAGRAPH:
        return
    for found in sentence.search(_OPENED_LIST):
        items = [item.split() for item in found["items"].split(",")]
        if all(map(_is_item, items)) and not _is_address(items):
            last = found["items"].rpartition(", ")[2]
            where = (found.end("items") - len(last), found.end("items"))
            yield flag(where, "Join the last item of the list with “and”.", unsafe=f"and {last}")


def _is_item(words: Sequence[str]) -> bool:
    """Whether the words may be an item of a list: a name or a noun with what belongs to it, and no clause or aside."""
    lower = [word.lower() for word in words]
    return (
        0 < len(words) <= _MOST_WORDS_IN_ITEM
        and lower[0] not in grammar.PREPOSITIONS | grammar.SUBJECT_PRONOUNS
        and _JOINS_OR_ENDS.isdisjoint(lower)
        and not any(map(grammar.is_finite, lower))
        and not lower[-1].endswith("ly")
        and all(word[0].isalnum() for word in words)
    )


def _is_address(items: Sequence[Sequence[str]]) -> bool:
    """Whether three names may be a place and where it lies: *Ulm, Germany, Europe*."""
    return len(items) == 3 and all(words[0][0].isupper() for words in items[1:])


# -- Items that stand twice --------------------------------------------------------------------------------------------

_JOINTS = frozenset({"and", "or"})
_SAID_AGAIN_ON_PURPOSE = word_set(
    """
    very really never ever much many more most long again same such please yeah okay wait every everything nothing
    other others less some only even down back right left here there home next
    """
)


@rule(
    category=Category.ADDITION,
    severity=Severity.MINOR,
    local=True,
    cues=_JOINTS,
    needs=[{","}],
    bad=[
        "They want an open, [fair, fair -> fair] and free vote.",
        "A treaty between [France, Spain, France] and Italy was signed.",
        "She sells [apples, plums and apples].",
        "It is about the [friendship, trust and friendship] between two towns.",
    ],
    good=[
        "They want an open, fair and free vote.",
        "It is very, very cold and wet.",
        "He saw red cars, bikes, blue cars and buses.",
        "They need old schools, hospitals and schools for girls.",
        "She moved to New York, New York and stayed.",
        "He likes work, and work likes him.",
        "She was silent, silent, and left. He saw bikes, cars, and",
        "They ran, sang, ran and slept.",
        "They ask for peace and bread, bread and peace.",
        "You may make, use, offer to sell, sell, and import it.",
    ],
)
def list_item_said_twice(doc: Document) -> Iterator[Hit]:
    """*Fair, fair and free*: an item stands twice in a list.

    The source had two words of nearly the same meaning, and the translation has one word for both.
    """
    lowers = doc.lowers
    for joint in (place for word in _JOINTS for place in doc.places.get(word, ())):
        if "," not in lowers[joint - 2 : joint]:
            continue
        sentence, at = doc.spot(joint)
        forms = sentence.lowers
        if not 3 <= at < len(forms) - 1 or "," not in forms[at - 2 : at]:
            continue
        places = _items_before(forms, at)
        if len(places) < 2 or (len(places) == 2 and forms[at - 1] == ","):
            continue
        after = forms[at + 2] if at + 2 < len(forms) else "."
        if after in _ENDS_ITEM or (after in ("of", "between") and forms[places[0] - 1] == "the"):
            places.append(at + 1)
        if len({forms[place] for place in places}) < len(places):
            yield from _doubled(sentence.tokens, places, at)


def _doubled(tokens: Sequence[Token], places: Sequence[int], joint: int) -> Iterator[Hit]:
    """Hits on the items at ``places`` that are one and the same."""
    for first, second in combinations(places, 2):
        one, other = tokens[first], tokens[second]
        if one.text != other.text or not _is_content(one):
            continue
        message = f"“{one.text}” stands twice in the list."
        if second != first + 2:
            if _is_noun(tokens, first) and (first != places[0] or _opens_list(tokens, first)):
                yield flag(join(one, other), message)
        elif one.text.islower() and second < joint and not (first and tokens[first - 1].lower == "to"):
            yield flag(join(one, other), message, unsafe=one.text)


_ENDS_ITEM = frozenset(".,;:!?)…")
_ABSTRACT = ("tion", "ment", "ness", "ity", "ance", "ence", "ship", "ism")


def _items_before(forms: Sequence[str], at: int) -> list[int]:
    """Where the single words stand that come before the joint at ``at`` with commas between them."""
    place = at - 2 if at > 1 and forms[at - 1] == "," else at - 1
    places: list[int] = []
    while place >= 0 and forms[place][0].isalpha():
        places.insert(0, place)
        if place < 2 or forms[place - 1] != ",":
            break
        place -= 2
    return [] if place > 0 and forms[place - 1] in _JOINTS else places


def _is_content(word: Token) -> bool:
    return len(word.text) > 3 and word.lower not in _SAID_AGAIN_ON_PURPOSE and not word.lower.endswith("ly")


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at]
    return (
        word.text.istitle()
        or is_plural(word.lower)
        or word.lower.endswith(_ABSTRACT)
        or (at > 0 and tokens[at - 1].lower in grammar.PREPOSITIONS | grammar.ARTICLES)
    )


def _opens_list(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at ``at`` is the whole of the list's first item."""
    before = tokens[at - 1].lower if at else ""
    return before in grammar.PREPOSITIONS | grammar.ARTICLES or grammar.may_be_finite(before)
