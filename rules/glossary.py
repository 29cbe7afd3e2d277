"""What a project's glossary says of terms: how those of the source are translated, and how not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.checking.rule import Hit, flag, rule
from checker.findings import Category, Severity
from checker.text.document import cased
from checker.text.glossary import Term
from checker.text.translation import Pair

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEYOND_LATIN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_ENDINGS = 3
"""So many letters more may stand at the end of a word of the source, as its language inflects it."""
_INFLECTED = 4


@lru_cache(maxsize=10_000)
def _in_source(term: str) -> re.Pattern[str]:
    """An expression for a term in a source, in any form that only has another ending."""
    if _BEYOND_LATIN.search(term):
        return re.compile(re.escape(term))
    words = [re.escape(word) + (rf"\w{{0,{_ENDINGS}}}" if len(word) > _INFLECTED else "") for word in term.split()]
    flags = re.NOFLAG if term.isupper() else re.IGNORECASE
    return re.compile("(?<!\\w)" + r"\s+".join(words) + "(?!\\w)", flags)


@lru_cache(maxsize=10_000)
def _in_english(term: str) -> re.Pattern[str]:
    """An expression for a term in English: also in the plural, with hyphens, or as a verb in another form."""
    words = [re.escape(word) for word in re.split(r"[\s-]+", term)]
    last = words[-1]
    if last.isalpha() and len(last) > 1:
        stem = last[:-1] if last[-1] in "ey" else last
        words[-1] = rf"(?:{last}(?:['’]s|e?s|e?d|ing)?|{stem}(?:ies|ied|ing|ed)|{last}{last[-1]}(?:ed|ing))"
    flags = re.NOFLAG if term.isupper() else re.IGNORECASE
    return re.compile("(?<!\\w)" + r"[\s-]+".join(words) + "(?!\\w)", flags)


def _of_source(pair: Pair) -> Iterator[Term]:
    """The terms of the glossary that stand in a source, a longer one rather than what is in it."""
    taken: list[tuple[int, int]] = []
    for term in sorted(pair.doc.glossary, key=lambda term: -len(term.source)):
        for found in _in_source(term.source).finditer(pair.source):
            if not any(start <= found.start() and found.end() <= end for start, end in taken):
                taken.append(found.span())
                yield term
                break


_EXAMPLE = (
    Term("Mühle", ("mill",), ("windmill", "grinder")),
    Term("Stadtrat", ("town council", "council")),
    Term("Heimat", ("Heimat",)),
)


@rule(
    category=Category.WRONG_TERM,
    severity=Severity.MAJOR,
    glossary=_EXAMPLE,
    bad=[
        "Die alte Mühle steht still. => The old [windmill -> mill] stands still.",
        "Die Mühlen stehen still. => The [windmills] stand still.",
    ],
    good=[
        "Die alte Mühle steht still. => The old mill stands still.",
        "Das Windrad steht still. => The windmill stands still.",
    ],
)
def forbidden_term(pair: Pair) -> Iterator[Hit]:
    """A translation of a term that the glossary forbids."""
    if not pair.doc.glossary:
        return
    for term in _of_source(pair):
        for wrong in term.forbidden:
            for found in _in_english(wrong).finditer(pair.text):
                span = pair.span(*found.span())
                message = f"The glossary says “{term.targets[0]}” for “{term.source}”."
                if found[0].lower() == wrong.lower():
                    yield flag(span, message, unsafe=cased(term.targets[0], found[0]))
                else:
                    yield flag(span, message)


@rule(
    category=Category.WRONG_TERM,
    severity=Severity.MAJOR,
    glossary=_EXAMPLE,
    bad=[
        "Der Stadtrat tagt heute. => [The assembly meets today.]",
        "Die Heimat ist fern. => [The homeland is far.]",
    ],
    good=[
        "Der Stadtrat tagt heute. => The town council meets today.",
        "Die Stadträte tagten heute. => The assemblies met today.",
        "Des Stadtrates Sitzung ist heute. => The council’s meeting is today.",
        "Die Mühle steht still. => The windmill stands still.",
    ],
)
def term_of_glossary_missing(pair: Pair) -> Iterator[Hit]:
    """A term of the source that is not translated as the glossary says."""
    if not pair.doc.glossary:
        return
    for term in _of_source(pair):
        known = (*term.targets, *term.forbidden)  # what is forbidden is another finding
        if not any(_in_english(target).search(pair.text) for target in known):
            best = term.targets[0]
            message = (
                f"The glossary says to leave “{term.source}” as it is."
                if best == term.source
                else f"The glossary says “{best}” for “{term.source}”."
            )
            yield flag(pair.whole, message)
            return
