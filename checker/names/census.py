"""Slips in names that only very many articles show: spellings of names that nearly all articles write otherwise.

Only names that many articles have are held; all others are gone through one after another, however many they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from checker.lexicon.wordlist import zipf
from checker.names import gazetteer
from checker.names.romanization import fold, heard, skeleton
from checker.names.variants import Context, compare, edits, group_of, is_pinyin, keys_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Counted", "Slip", "slips"]

TIMES = 20
"""A slip stands in so many times fewer articles than the name, as does each of its words in any name."""

_FEWEST = 20
_SHARE = 5_000
"""A name is written often if so many articles have it, and one in so many: the more names there are, the more of them
are alike by chance, and no more than so many times the names of one article are held."""

_MOST = 40
"""Names that share a key; what more of them share tells nothing."""

_LONG = 6
"""Letters of a name that hardly becomes another name by a slip."""

_RARE = 2.5
"""The ``zipf`` of a word of a longer name that English hardly has."""

_ORDINARY = 5.0
"""The ``zipf`` of a word that is hardly ever a name."""


class Counted(NamedTuple):
    """A spelling of a name, in how many articles it stands and how often, and what it names as far as that is told."""

    spelling: str
    articles: int
    uses: int
    kind: str = "term"


class Slip(NamedTuple):
    """A spelling and the one that it is a slip of, with the reason to think so."""

    wrong: Counted
    right: Counted
    reason: str


def slips(names: Callable[[], Iterable[Counted]], articles: int) -> list[Slip]:
    """The slips among all names of so many articles, in the order of their right spellings, the commonest first.

    ``names`` gives all of them, each once, in any order that it likes, each time that it is called.
    """
    fewest = max(_FEWEST, articles // _SHARE)
    common = _Common(name for name in names() if name.articles >= fewest and not name.spelling.isupper())
    found = [slip for name in names() if (slip := common.slip_of(name))]
    are_slips = {slip.wrong.spelling for slip in found}
    found = [slip for slip in found if slip.right.spelling not in are_slips]
    doubted = {fold(word) for slip in found for word in _differing(slip)}
    standing: Counter[str] = Counter()
    for name in names():
        for word in doubted & {fold(word) for word in name.spelling.split()}:
            standing[word] += name.articles
    return sorted(
        (
            slip
            for slip in found
            if all(standing[fold(word)] * TIMES <= slip.right.articles for word in _differing(slip))
        ),
        key=lambda slip: (-slip.right.articles, slip.right.spelling, slip.wrong.spelling),
    )


def _differing(slip: Slip) -> list[str]:
    """The words of the wrong spelling that are not in the right one."""
    pairs = zip(slip.wrong.spelling.split(), slip.right.spelling.split(), strict=True)
    return [wrong for wrong, right in pairs if wrong != right]


_Key = tuple[int, int, str, str]


class _Common:
    """The names that many articles have, by what a slip of one shares with it."""

    def __init__(self, names: Iterable[Counted]) -> None:
        by_key: dict[_Key, list[Counted]] = defaultdict(list)
        for name in names:
            for key in _keys(name.spelling):
                by_key[key].append(name)
        self._by_key = {key: shared for key, shared in by_key.items() if len(shared) <= _MOST}

    def slip_of(self, name: Counted) -> Slip | None:
        """The commonest of the names that this one seems to be a slip of."""
        if name.spelling.isupper() or not name.spelling.isprintable():
            return None
        near = {common for key in _keys(name.spelling) for common in self._by_key.get(key, ())}
        for common in sorted(near, key=lambda common: (-common.articles, common.spelling)):
            if name.articles * TIMES <= common.articles and (reason := _likeness(name, common)):
                return Slip(name, common, reason)
        return None


def _keys(spelling: str) -> Iterator[_Key]:
    """For each word of a name its sounds, where it stands and the words beside it."""
    words = spelling.split()
    if len(words) > 4:
        return
    for at, word in enumerate(words):
        others = " ".join(group_of(other) or fold(other) for other in (*words[:at], *words[at + 1 :]))
        for key in keys_of(word):
            yield len(words), at, others, key


def _likeness(name: Counted, common: Counted) -> str:
    """Why a rare name is a slip of a common one; empty where it may be another name."""
    differing = [
        (wrong, right)
        for wrong, right in zip(name.spelling.split(), common.spelling.split(), strict=True)
        if wrong != right
    ]
    if len(differing) != 1:
        return ""
    wrong, right = differing[0]
    if not _may_be_slip(wrong, right, alone=wrong == name.spelling):
        return ""
    verdict = compare(name.spelling, common.spelling, Context(counts=(name.uses, common.uses)))
    return verdict.reason if verdict.is_variant else ""


def _may_be_slip(wrong: str, right: str, *, alone: bool) -> bool:
    """Whether a word is so near another, and so far from all that English knows, that it is hardly a name of its own.

    What differs in accents and the like alone is a matter of style. In Chinese each syllable is another name.
    """
    a, b = fold(wrong), fold(right)
    if a == b or gazetteer.is_known(wrong) or (is_pinyin(a) and is_pinyin(b)) or frozenset((a, b)) in gazetteer.TWINS:
        return False
    if zipf(b) >= _ORDINARY or zipf(a) > (0 if alone else _RARE):
        return False
    distance = edits(a, b)
    if distance != 1 and not (heard(a) == heard(b) and distance == 2):
        return False
    if not alone:
        return len(a) >= _LONG - 1
    if distance == 1 and (len(a) < len(b) or sorted(a) == sorted(b)):  # left out or swapped: slips of the hand
        return len(a) >= _LONG
    return len(a) > _LONG and skeleton(a) == skeleton(b)
