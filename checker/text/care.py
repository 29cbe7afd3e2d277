"""How carefully an article was set: what its marks tell of the hand that it went through.

A form that many papers choose, such as a hyphen for a dash, is a style in an article that was edited and an accident in
one that was not. The article itself shows which it is, by marks that no editor leaves.
"""

from __future__ import annotations

import re

from checker.lexicon.wordlist import zipf
from checker.store.kept import Told
from checker.text.document import Block, BlockKind, Document, Sentence, fact
from checker.text.languages import ONLY_ENGLISH
from checker.text.pattern import lazy

__all__ = ["headlines_with_stop", "is_british", "lacks_an_editor"]


@fact
def lacks_an_editor(doc: Document) -> bool:
    """Whether the marks of an article show that nobody set them with care.

    Its headline ends in a full stop, a stop stands outside a quotation though no word is spelled as in Britain, or a
    mark has its space on the wrong side.
    """
    if headlines_with_stop(doc) or any(doc.search(_MISPLACED, " ,", " ;", " .", '. "', ', "')):
        return True
    return any(doc.search(_STOP_OUTSIDE, '".', '",', "”.", "”,")) and not is_british(doc)


_STOP_OUTSIDE = lazy(r"[\"”][.,](?![^\W_])")
_MISPLACED = lazy(r"(?<=\w)[ ][,;](?=[ ]\w)|(?<=\w)[ ]\.$|[.,][ ]\"(?:$|(?=[a-z]))")


# -- Headlines ---------------------------------------------------------------------------------------------------------


@fact
def headlines_with_stop(doc: Document) -> tuple[Sentence, ...]:
    """What is marked as a heading, or is the headline by its looks, and ends in a full stop.

    Marked headings most of which end so are set so on purpose.
    """
    headings = [block for block in doc.blocks if block.kind is BlockKind.HEADING]
    stopped = [
        block
        for block in headings
        if _HEADLINE_STOP.search(doc.masked, block.start, block.end)
        and not _QUOTED_SENTENCE.search(doc.masked, block.start, block.end)
        and not doc.text[block.end : block.end + 1].strip()
    ]
    found = stopped if 2 * len(stopped) <= len(headings) else []
    first = doc.headline
    begins = first is not None and first.kind is BlockKind.PARAGRAPH and len(doc.blocks) > 2 and not doc.is_technical
    if first and begins and _is_headline(doc, first):
        found = [first, *found]
    sentences = [(doc.sentence_at(block.start), block) for block in found]
    return tuple([sentence for sentence, block in sentences if sentence and sentence.end == block.end])


_HEADLINE_STOP = lazy(r"""[^\W\d_]{3}(?:\.["”’']?|["”’']\.)\Z""")
_QUOTED_SENTENCE = lazy(r"""["“][A-Z][^"“”]*[ ][^"“”]*[ ][^"“”]*\.["”]\Z""")
"""A message that is quoted whole, with its stop."""
_SMALL = frozenset(
    "a an and as at but by for from in into is of on or over the to up with their them his her its".split()
)
_SPEAKER = lazy(r"[\w .]{2,40}:\s")
_LONGEST_HEADLINE = 20
"""Words; of first lines that end in a stop, all up to this length were headlines, and half of the longer ones leads."""


def _is_headline(doc: Document, first: Block) -> bool:
    """Whether an article's first line is a title: in title case, as in *Name: “words”*, or shorter than a lead."""
    sentence = doc.sentence_at(first.start)
    if not sentence or not _HEADLINE_STOP.search(doc.masked, first.start, first.end):
        return False
    words = [word for word in sentence.words if word.lower not in _SMALL]
    if not words or not 3 <= len(sentence.words) <= _LONGEST_HEADLINE:
        return False
    capitals = sum(word.text[0].isupper() for word in words)
    if capitals >= 0.8 * len(words) or _SPEAKER.match(sentence.text):
        return True
    lengths = [block.end - block.start for block in doc.blocks[1:] if block.kind is BlockKind.PARAGRAPH]
    if not lengths or "\n" in sentence.text:
        return False
    is_short = first.end - first.start < max(lengths[0], sorted(lengths)[len(lengths) // 2])
    return is_short and _is_taken_up(doc, first)


def _is_taken_up(doc: Document, first: Block) -> bool:
    """Whether the paragraphs after an article's first say some of it again, as a lead does with a headline."""
    said = _stems(doc, first)
    told = frozenset[str]().union(*(_stems(doc, block) for block in doc.blocks[1 : 1 + _LEAD]))
    return not said.isdisjoint(told)


def _stems(doc: Document, block: Block) -> frozenset[str]:
    words = _LONGER_WORD.findall(doc.masked, block.start, block.end)
    return frozenset(word[:_STEM].lower() for word in words if word.lower() not in ONLY_ENGLISH)


_LEAD = 3
"""Paragraphs. All headlines with a stop of the annotated articles have a word in them again; of other first paragraphs
that are short three in five."""
_LONGER_WORD = lazy(r"[^\W\d_]{4,}")
_STEM = 5
"""Letters by which forms of a word are one: *minister* and *ministers*."""


# -- Varieties ---------------------------------------------------------------------------------------------------------

_BRITISH_ENDING = lazy(
    r"""
    (?P<our>our) (?:s|ed|ing|ite|ites|able|ful|hood|er|ers)?$ | (?P<re>tre|bre) s?$ | (?P<en>en)ces?$
    | (?P<is>is|ys) (?:e|es|ed|ing|er|ers|ation|ations)$ | (?P<m>mme)s?$
    """,
    re.VERBOSE,
)
_AMERICAN_ENDING = {"our": "or", "tre": "ter", "bre": "ber", "en": "en", "is": "iz", "ys": "yz", "mme": "m"}
_KNOWN = 3.0
_SHORTEST_BRITISH = 6


@fact
def is_british(doc: Document) -> bool:
    """Whether a word of the article, in lower case, is spelled as in Britain alone: *colour*, *centre*, *realise*.

    What tells is that the American spelling of the word is a known word too.
    """
    return any(map(str.islower, _british_forms.among(doc.written)))


def _is_british_form(word: str) -> bool:
    ending = _BRITISH_ENDING.search(word) if len(word) >= _SHORTEST_BRITISH else None
    if not ending or not ending.lastgroup:
        return False
    start, end = ending.span(ending.lastgroup)
    rest = word[end:]
    if ending.lastgroup == "en":
        rest = rest.replace("c", "s")
    return zipf(word[:start] + _AMERICAN_ENDING[word[start:end]] + rest) >= _KNOWN


_british_forms = Told(_is_british_form)
