"""Names that the project lists in ``copydesk.names.toml``, written otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.findings import Category, Severity
from checker.lexicon.wordlist import is_word
from checker.names import Context, Mention, Names, compare, edits, fold, gazetteer, names_of, skeleton
from checker.names.names_file import Entry, Listed, listed_in, names_file_of
from checker.text.document import Document
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LISTED = (
    Entry("Mark Esper", ("Asper", "Esber"), "person"),
    Entry("Asper Valley", (), "place"),
    Entry("Jurf al-Sakhar", ("Jarf al-Khair", "Jarf al-Kheir"), "place"),
    Entry("keratoconus", ("cartoconus",), "term"),
    Entry("Free Harbour Movement", ("FHB",), "organisation"),
    Entry("Tarvenholm", ("Tarvenhlom",), "place", articles=2_310),
)


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MAJOR,
    names=_LISTED,
    bad=[
        "“We agree,” Mark [Asper -> Esper] said. Secretary [Asper -> Esper]’s visit ended.",
        "They left [Jarf al-Kheir -> Jurf al-Sakhar] and came to [JARF AL-KHAIR -> JURF AL-SAKHAR].",
        "[Cartoconus -> Keratoconus] is treated. Many have [cartoconus -> keratoconus].",
        "Members of the [FHB -> Free Harbour Movement] left.",
        "Nobody lives in [Tarvenhlom -> Tarvenholm] in winter.",
    ],
    good=[
        "Mark Esper and his guests met in the Asper Valley. Esper’s aides did too.",
        "The singer Jane Asper came. Asper sang.",
        "They live in Asper Street and read https://asper.example and `Asper`.",
        "Jurf al-Sakhar is a town.",
    ],
)
def name_not_as_listed(doc: Document) -> Iterator[Hit]:
    """A name is spelled in a way that the project's names file lists as wrong.

    The repair is the spelling that the file gives. Where another given name stands with a listed family name, another
    person is meant. A file that was counted over a corpus says how many articles write the name so.
    """
    found = [listed for listed in listed_in(doc) if listed.variant]
    if not found:
        return
    names = names_of(doc)
    for listed in found:
        entry = listed.entry
        longer = _mentions_of(names, listed.variant)
        others = [other for mention in longer for other in _others(names, mention, listed.variant)]
        own = _mention_at(names, listed)
        beside = _others(names, own, listed.variant) if own else []
        if entry.kind == "person" and any(_is_another(word, entry) for word in (*others, *beside)):
            continue
        right, sure = entry.instead_of(listed.variant)
        if not sure and own:
            there = {fold(word.text) for word in own.words}
            right = " ".join(word for word in entry.words if fold(word) not in there) or right
        text = doc.masked[listed.start : listed.end]
        new = _cased(right, text, listed.variant)
        message = f"The names file has “{entry.name}”."
        if entry.articles:
            message = f"“{entry.name}” is how {entry.articles:,} other articles write it."
        about_names = own is not None and names.speaks_of_names(own.sentence)
        if sure and not entry.articles and not about_names and not any(_is_another(word, entry) for word in beside):
            yield flag((listed.start, listed.end), message, safe=new)
        else:
            yield flag((listed.start, listed.end), message, unsafe=new)


def _mentions_of(names: Names, variant: str) -> list[Mention]:
    """The mentions in which the last word of a variant is part of a longer name."""
    uses = names.spellings.get(variant.rsplit(maxsplit=1)[-1], ())
    return [mention for mention, _ in uses if len(mention.words) > 1]


def _mention_at(names: Names, listed: Listed) -> Mention | None:
    return next(
        (mention for mention in names.mentions if mention.start < listed.end and listed.start < mention.end), None
    )


def _others(names: Names, mention: Mention, variant: str) -> list[str]:
    """The words of a mention that are no part of the variant, less those that say nothing about who is meant."""
    own = {fold(word) for word in variant.split()}
    return [
        word.text
        for number, word in enumerate(mention.words)
        if fold(word.text) not in own
        and (number or names.is_free(mention, 0) or word.text in gazetteer.GIVEN or not _opens(word.text))
    ]


def _opens(word: str) -> bool:
    """Whether a word at the start of a sentence is one that any sentence may start with."""
    return is_word(word.lower()) or word.lower() in gazetteer.COMMON


def _is_another(word: str, entry: Entry) -> bool:
    """Whether ``word``, beside a variant of the listed name, tells that something else is named."""
    if word.endswith(".") or len(word) == 1 or word in gazetteer.TITLES:
        return False
    return not any(
        fold(word) == fold(own) or compare(word, own, Context(shared=entry.name)).is_variant for own in entry.words
    )


def _cased(right: str, text: str, variant: str) -> str:
    if text.isupper() and not variant.isupper():
        return right.upper()
    if text[0].isupper() and variant[0].islower():
        return right[0].upper() + right[1:]
    return right


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MAJOR,
    names=(
        Entry("Pavel Greshnov", (), "person"),
        Entry("Akhmarovsk", (), "place"),
        Entry("keratoconus", (), "term"),
        Entry("Iskra Foundation", (), "organisation"),
    ),
    bad=[
        "“We agree,” Pavel [Grishnov -> Greshnov] said. [Greshnow -> Greshnov] smiled.",
        "The road to [Ahmarovsk -> Akhmarovsk] is long.",
        "Many have [keratoconos -> keratoconus].",
    ],
    good=[
        "Irina Grishnova, the wife of Pavel Greshnov, met Oleg Grishnov. The Iskara river is near.",
        "Pavel Gershkov came to Ahmadabad; the keratoconuses are several.",
        "Akhmarovsk’s mayor and the Akhmarovski family.",
    ],
)
def near_listed_name(doc: Document) -> Iterator[Hit]:
    """A name is nearly, but not exactly, one that the project's names file lists.

    The given name beside it, or a likeness too close for chance, shows who is meant. If it is a name of its own, list
    it too.
    """
    listed = names_file_of(doc)
    if not listed:
        return
    names = names_of(doc)
    for spelling, uses in names.spellings.items():
        if spelling in listed.words or gazetteer.is_known(spelling):
            continue
        for entry, at in listed.near(spelling):
            places = [mention.words[number] for mention, number in uses if _is_meant(names, mention, number, entry, at)]
            if len(places) < len(uses) and entry.kind == "person":
                continue
            shared = _shared(uses, entry, at)
            verdict = compare(spelling, entry.words[at], Context(shared=shared))
            if (
                places
                and verdict.is_variant
                and (shared or at == len(entry.words) - 1)
                and _is_close(spelling, entry, at)
            ):
                for word in places:
                    if not _is_listed_at(doc, word.start, word.end):
                        message = f"“{spelling}” is near “{entry.name}” of the names file: {verdict.reason}."
                        yield flag((word.start, word.end), message, unsafe=entry.words[at])
                break
    yield from _near_terms(doc)


def _is_close(spelling: str, entry: Entry, at: int) -> bool:
    """Whether a spelling is near enough where not the article but a list says that there is such a name."""
    return skeleton(spelling) == skeleton(entry.words[at]) or edits(fold(spelling), fold(entry.words[at])) <= 1


def _is_listed_at(doc: Document, start: int, end: int) -> bool:
    return any(found.start < end and start < found.end for found in listed_in(doc))


def _is_meant(names: Names, mention: Mention, number: int, entry: Entry, at: int) -> bool:
    """Whether the words beside a spelling fit the words beside the listed one, or there are none."""
    words, own = mention.words, entry.words
    before = words[number - 1] if number else None
    after = words[number + 1] if number + 1 < len(words) else None
    if (
        before
        and (names.is_free(mention, number - 1) or before.text in gazetteer.GIVEN)
        and not (at and fold(before.text) == fold(own[at - 1]))
    ):
        return False
    return not (after and not (at + 1 < len(own) and fold(after.text) == fold(own[at + 1])))


def _shared(uses: Sequence[tuple[Mention, int]], entry: Entry, at: int) -> str:
    """A word of the listed name that stands beside the spelling as it does beside the listed one."""
    own = entry.words
    for mention, number in uses:
        if number and at and fold(mention.words[number - 1].text) == fold(own[at - 1]):
            return own[at - 1]
        following = mention.words[number + 1].text if number + 1 < len(mention.words) else ""
        if following and at + 1 < len(own) and fold(following) == fold(own[at + 1]):
            return own[at + 1]
    return ""


def _near_terms(doc: Document) -> Iterator[Hit]:
    listed = names_file_of(doc)
    if not listed or not any(entry.kind == "term" for entry in listed.entries):
        return
    for found in _LOWER.finditer(doc.masked):
        word = found.group()
        if word in listed.words:
            continue
        for entry, at in listed.near(word):
            right = entry.words[at]
            if entry.kind != "term" or not right.islower() or is_word(word) or edits(word, right) > 2:
                continue
            is_variant = compare(word, right, Context(shared=entry.name)).is_variant
            if is_variant and not _is_listed_at(doc, *found.span()):
                yield flag(found, f"“{word}” is near “{entry.name}” of the names file.", unsafe=right)
                break


_LOWER = lazy(r"(?<![\w@#/.&-])[a-z]{6,}(?![\w@/=-]|\.\w)")
