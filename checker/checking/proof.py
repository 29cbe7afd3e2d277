"""A rule's own examples, tried: what it must find, how that is repaired, and what it must leave alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checking.edits import apply_edits
from checker.checking.engine import Engine
from checker.checking.rule import Example, parted
from checker.names.names_file import NamesFile
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.checking.house import Accepted
    from checker.checking.rule import Rule

__all__ = ["article", "failures", "failures_of_accepted"]


def article(text: str, rule: Rule | None = None, original: str = "") -> Document:
    """The text as an article of a project that lists the names that the rule's examples need.

    ``original`` is what it was translated from. An entry of a catalogue is read as such.
    """
    path = "example.po" if text.startswith(("msgid ", "#, ")) else "example.md"
    names = NamesFile(rule.names) if rule and rule.names else None
    if not rule:
        return Document(text, path, names_file=names, source=original)
    return Document(text, path, names_file=names, source=original, glossary=rule.glossary, house=rule.house)


def failures(rule: Rule) -> Iterator[str]:
    """What its examples show to be wrong with a rule: a sentence each, and none where all is right."""
    for sources, doubtful in ((rule.bad, False), (rule.doubtful, True)):
        engine = Engine([rule], doubtful=doubtful)
        for source in sources:
            yield from _failures_on(rule, source, engine)
    alone = Engine([rule])
    for source in rule.doubtful:
        example = Example.parse(source)
        if alone.check(article(example.text, rule, example.original)):
            yield f"it finds something in “{source}” where nothing else shows that nobody edited the article"
    hearing = Engine([rule], doubtful=rule.is_doubtful)
    for text in rule.good:
        original, made = parted(text)
        for finding in hearing.check(article(made, rule, original)):
            yield f"it finds “{finding.excerpt}” in “{text}”, which is given as right"


def _failures_on(rule: Rule, source: str, engine: Engine) -> Iterator[str]:
    example = Example.parse(source)
    doc = article(example.text, rule, example.original)
    found = engine.check(doc)
    if not example.spans:  # a sentence that is wrong somewhere, as one who writes no marks gives it
        if not found:
            yield f"it finds nothing in “{source}”, which is given as wrong"
    elif not found and rule.cues and rule.cues.isdisjoint(form for each in doc.sentences for form in each.forms):
        yield f"none of its cues stands in “{source}”"
    elif [tuple(finding.span) for finding in found] != [tuple(span) for span in example.spans]:
        marked = ", ".join(f"“{finding.excerpt}”" for finding in found) or "nothing"
        yield f"in “{source}” it finds {marked}"
    elif [finding.suggestions for finding in found] != list(example.suggestions):
        offered = "; ".join(" | ".join(finding.suggestions) or "no repair" for finding in found)
        yield f"in “{source}” it offers: {offered}"
    elif example.repaired is not None:
        edits = sorted(edit for finding in found if finding.fix for edit in finding.fix.edits)
        repaired = apply_edits(doc.text, edits)
        if _settled(repaired) != _settled(example.repaired):
            yield f"its repair of “{source}” makes “{repaired}”"
        elif engine.check(article(example.repaired, rule, example.original)):
            yield f"it finds something in its own repair of “{source}”"


def failures_of_accepted(words: Accepted, rules: Sequence[Rule]) -> Iterator[str]:
    """What the examples show to be wrong with words that a house style accepts: a sentence each.

    Each example must hold one of them, and none of ``rules`` may mark it there.
    """
    vocabulary = NamesFile.accepting(None, words.words)
    for text in words.right:
        doc = Document(text, "example.md", names_file=vocabulary)
        places = vocabulary.find(doc.masked)
        if not places:
            yield f"it does not stand in “{text}”"
        for finding in Engine(rules).check(doc) if places else ():
            if any(place.start < finding.span.end and finding.span.start < place.end for place in places):
                yield f"{finding.rule} marks “{finding.excerpt}” in “{text}”, which is given as right"


def _settled(text: str) -> str:
    """The text without the blank lines that a removed paragraph would leave in an example."""
    return re.sub(r"\n{2,}", "\n\n", text).strip("\n")
