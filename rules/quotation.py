"""Quotation marks and what belongs to them: pairs, speech without marks, attributions, apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from checker.checking.edits import Edit
from checker.checking.rule import Applicability, Hit, Related, flag, rule, span_of
from checker.english.grammar import DETERMINERS, FUNCTION_WORDS
from checker.findings import Category, Severity
from checker.text.care import is_british, lacks_an_editor
from checker.text.document import CLEAR, OPAQUE, TOKEN, Block, BlockKind, Document, Sentence, Span, fact
from checker.text.house_style import ANY
from checker.text.pattern import lazy
from checker.text.quotations import CURLY, MARKS, STRAIGHT, Leftover, Mark, Quotation, Style, quotations_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHORT = 60
"""A quotation of up to so many characters is flagged whole; of a longer one only the ends are."""

_SAID = (
    "said|says|added|adds|explained|explains|noted|stressed|stresses|stated|recalled|concluded|concludes|"
    "continued|emphasized|emphasised|emphasizes|emphasises|warned|warns|argued|argues|insisted|insists|claimed|"
    "told|asked|asks|replied|replies|wrote|writes|declared|declares|remarked|admitted|admits"
)
_NAME = r"""
    (?!(?:which|that|who|as|and|but|or|so|if|when|what|whom|like|because|where|while|than)\b)
    (?!(?:has|have|had|is|was|were|i|we)\b)
    (?:(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|Prof|Sgt|Capt|[A-Z])\.|\w[\w’'-]*)
    (?:\s+(?:(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|Prof|Sgt|Capt|[A-Z])\.|\w[\w’'-]*)){0,4}
"""
_ATTRIBUTION = lazy(
    rf"(?<![\"”’'»]),\s+(?i:(?P<first>{_NAME})\s+(?:{_SAID})|(?:{_SAID})\s+(?P<second>{_NAME}))(?=[\s.,;:]|$)",
    re.VERBOSE,
)
"""The comma after a speech, and who said it: “, the minister said”, “, said Anna Berg”."""

_INTRODUCTION = lazy(rf"(?:[,:]|\b(?:{_SAID}|that|called|titled|as)|[,:]\s*\W)\s*\Z", re.IGNORECASE)


def _both_ends(
    doc: Document,
    opening: tuple[Span, str],
    closing: tuple[Span, str],
    message: str,
    *,
    safe: bool = False,
    missing: bool = False,
) -> Iterator[Hit]:
    """A hit on a short quotation, or on the opening of a long one, whose repair changes both ends.

    Where both marks are ``missing`` from a long one each end has its hit: an editor puts two marks in two places.
    """
    (first, new_first), (last, new_last) = opening, closing
    kind = Applicability.SAFE if safe else Applicability.UNSAFE
    between = doc.masked[first.end : last.start]
    other_end = (Related(last, "the other end of it"),)
    if last.end - first.start <= _SHORT and OPAQUE not in between and CLEAR not in between:
        yield Hit(Span(first.start, last.end), message, (new_first + between + new_last,), kind)
    elif missing:
        yield Hit(first, message, (new_first,), kind, other_end)
        yield Hit(last, "This is the other end of it.", (new_last,), kind, severity=Severity.NEUTRAL)
    else:
        yield Hit(first, message, (new_first,), kind, other_end, also=(Edit(*last, new_last),))


# -- Pairs -------------------------------------------------------------------------------------------------------------


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues=MARKS,
    bad=[
        'The mayor said: "We will rebuild the bridge. It will take a year.[ \' -> "]',
        "“The harvest was good['' -> ”],” no; “it was fair,” she said.",
        'The plan is called [\' -> "]Green Belt" by the council, and nobody says "no".',
    ],
    good=[
        "“We can’t see the boys’ team from here,” he said.",
        '"It was my parents\' house," she said.',
        "\"They told us: 'Wait here.' So we waited,\" she said.",
        'A 6\'2" player and a 12" record.',
        "He loved rock 'n' roll in the '90s, \"more than anything\".",
        "“Nested ‘quotes’ are fine.”",
    ],
)
def mismatched_quotation_marks(doc: Document) -> Iterator[Hit]:
    """A quotation is opened with one kind of mark and closed with another.

    What opens with a double mark closes with a double one, and curly marks close curly ones.
    """
    style = quotations_of(doc).style
    for opening, closing, _, _ in quotations_of(doc).mismatched:
        if (opening.text, closing.text) in _HALF_CURLY:
            continue
        if opening.text == style.opening:
            message = f"“{opening.text}” opens this quotation; close it with “{style.closing}”."
        else:
            message = (
                f"“{opening.text}” and “{closing.text}” are no pair; write “{style.opening}” and “{style.closing}”."
            )
        wrong = [
            (Span(opening.start, opening.end), style.opening, opening.text),
            (_with_space_before(doc, closing), style.closing, doc.masked[slice(*_with_space_before(doc, closing))]),
        ]
        changed = [(span, new) for span, new, old in wrong if new != old]
        if len(changed) == 2:
            yield from _both_ends(doc, changed[0], changed[1], message, safe=True)
        for span, new in changed[:1] if len(changed) == 1 else ():
            yield flag(span, message, safe=new)


_HALF_CURLY = frozenset({("“", '"'), ('"', "”")})
"""Pairs that look alike in many a typeface, and that some programs set right by themselves."""


def _with_space_before(doc: Document, mark: Mark) -> Span:
    start = mark.start
    while start and doc.masked[start - 1] in _BLANKS:
        start -= 1
    return Span(start, mark.end)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues=MARKS,
    bad=[
        'The captain said: "We played well and won [today. -> today."]\n\nThe team flew home.',
        (
            'The captain said: "We played [well. -> well."]\n\n'
            '[We -> "We] hope our friends will see us in the many games of the coming [spring. -> spring."]'
            "\n\nThe team flew home."
        ),
        '"The road is [closed, the -> closed," the] driver said.\n\nNobody came.',
        'He calls the ["green] party of the north a friend of the farmers and of others.\n\nIt was late.',
    ],
    good=[
        '"We began at dawn.\n\n"We ended at dusk," she said.',
        '"We began at dawn.\n\nWe ended at dusk," she said.',
        'The screen is 12" wide.',
        "“It is done.”",
        'She said "no", and "never".',
        'The captain said: "We played well.',
    ],
)
def unclosed_quotation(doc: Document) -> Iterator[Hit]:
    """A quotation is opened and never closed.

    The reader cannot tell where the quoted words end. A quotation of several paragraphs is closed only in the last, but
    opened again in each.
    """
    if len(doc.blocks) < 2:
        return  # a fragment: what it lacks can stand outside it
    for leftover in quotations_of(doc).unclosed:
        mark = leftover.mark
        if mark.text == "''" or mark.text in (
            doc.masked[mark.start - 1 : mark.start],
            doc.masked[mark.end : mark.end + 1],
        ):
            continue  # a string of code with nothing in it
        yield _unclosed(doc, leftover)
        following = bisect_right(doc.blocks, leftover.block)
        if leftover.reach.end == leftover.block.end and following < len(doc.blocks):
            yield from _speech(doc, doc.blocks[following])


def _is_speech_throughout(doc: Document, block: Block) -> bool:
    """Whether a paragraph without marks goes on in the first person."""
    text = doc.masked[block.start : block.end]
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(_FIRST_PERSON.findall(text)) >= 3
        and not MARKS.intersection(text.replace("'", "").replace("’", ""))
        and not any(text[found.end() : found.end() + 1] in ".,;:" for found in _ATTRIBUTION.finditer(text))
        and not _is_first_person(doc)
    )


def _speech(doc: Document, block: Block) -> Iterator[Hit]:
    """Hits on both ends of a paragraph, if it is speech throughout."""
    if not _is_speech_throughout(doc, block):
        return
    house = quotations_of(doc).style
    first = _WORD.match(doc.masked, block.start)
    last = _LAST_WORD.search(doc.masked, max(block.start, block.end - 40), block.end)
    if first and last:
        yield from _both_ends(
            doc,
            (span_of(first), house.opening + first.group()),
            (span_of(last), last.group() + house.closing),
            "The quotation goes on here: add its marks.",
            missing=True,
        )


def _unclosed(doc: Document, leftover: Leftover) -> Hit:
    mark, block, reach = leftover
    closing = CURLY.closing if mark.text == "“" else quotations_of(doc).style.closing
    masked = doc.masked
    attributions = list(islice(_ATTRIBUTION.finditer(masked, reach.start, reach.end), 2))
    if len(attributions) == 1:
        place = attributions[0].start() + 1
        return _insertion(doc, place, closing, f"Close the quotation with “{closing}” before its attribution.")
    before = _clean(masked[max(block.start, mark.start - 200) : mark.start])
    if not attributions and reach.end == block.end and _leads_into_speech(before):
        return _insertion(doc, block.end, closing, f"Close the quotation with “{closing}” where it ends.", after=False)
    word = _FIRST_QUOTED.match(masked, mark.end, block.end)
    return flag((mark.start, word.end() if word else mark.end), "Close this quotation where it ends.")


def _leads_into_speech(before: str) -> bool:
    """Whether what stands before a mark, if anything does, says that somebody speaks."""
    return bool(not before.strip() or _INTRODUCTION.search(before) or _ATTRIBUTED.search(before))


_ATTRIBUTED = lazy(rf"\b(?:{_SAID})[^.]*\.\s*\Z")
_WORD = lazy(r"[\w'’-]+")
_FIRST_QUOTED = lazy(r"\W*\w*")
_LAST_WORD = lazy(r"[\w'’-]+[.!?…]\Z")
_WORD_BEFORE = lazy(r"[^\s\"“”]*\Z")
_BEFORE_COMMA = lazy(r"[^\s,]*,\Z")
_WORD_AFTER = lazy(r"\s*[^\s\"“”.,;:]*")


def _insertion(doc: Document, at: int, mark: str, message: str, *, after: bool = True) -> Hit:
    """A hit on the words around a place where a closing mark is missing."""
    left = _WORD_BEFORE.search(doc.masked, max(0, at - 30), at)
    start = left.start() if left else at
    right = _WORD_AFTER.match(doc.masked, at) if after else None
    end = right.end() if right else at
    return flag((start, end), message, unsafe=_clean(doc.masked[start:at]) + mark + _clean(doc.masked[at:end]))


def _clean(text: str) -> str:
    return text.replace(CLEAR, "")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues=MARKS,
    bad=[
        '[We -> "We] are proud of the team," said the coach.\n\nThe match was long.',
        'The drums were heard. The town was full of people.["]\n\nThe next day was calm.',
        "The coach praised the [players\" -> players'] spirit.\n\nIt was late.",
        'It rained. We left early and saw no one. Then it was over,["] he said.\n\nIt was late.',
    ],
    good=[
        '"We are proud of the team," said the coach.',
        '"We began at dawn.\n\nWe rested.\n\nWe ended at dusk," she said.',
        'The screen is 12" wide.',
        "It was the boys' house.",
        "Read more »",
        'and that is what we wanted," he said.',
    ],
)
def stray_closing_quotation_mark(doc: Document) -> Iterator[Hit]:
    """A quotation is closed that was never opened.

    Either the opening mark was lost, or the closing one is not needed.
    """
    if len(doc.blocks) < 2:
        return  # a fragment: what it lacks can stand outside it
    unopened = quotations_of(doc).unopened
    paragraphs = sum(block.kind is BlockKind.PARAGRAPH for block in doc.blocks) if unopened else 0
    # Elsewhere the quotation can have begun on a line before.
    doubtful = bool(unopened) and not _shows_paragraphs(doc, paragraphs)
    for leftover in unopened:
        yield _unopened(doc, leftover)._replace(doubtful=doubtful)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues=MARKS,
    bad=[
        '"We began at dawn.\n\n[We -> "We] rested at noon.\n\n[We -> "We] ended at dusk," she said.',
    ],
    good=[
        '"We began at dawn.\n\n"We ended at dusk," she said.',
        '"We began at dawn," she said. "We ended at dusk."',
    ],
)
def quotation_not_reopened(doc: Document) -> Iterator[Hit]:
    """A paragraph continues the quotation of the one before and does not open it again.

    In a quotation of several paragraphs each opens it, and only the last closes it.
    """
    quotations = quotations_of(doc)
    blocks = [block for block in doc.prose if block.kind is BlockKind.PARAGRAPH]
    if not quotations.unresumed:
        return
    doubtful = not _shows_paragraphs(doc, len(blocks))
    starts = [block.start for block in blocks]
    for leftover in quotations.unresumed:
        last = bisect_right(starts, leftover.block.start) - 1
        running = [span for span in quotations.running if span.start < leftover.block.start <= span.end]
        if not running:
            continue
        opening = quotations.style.opening
        for block in blocks[bisect_right(starts, running[0].start) : last + 1]:
            word = _WORD.match(doc.masked, block.start, block.end)
            is_plain = doc.masked[block.start - 1 : block.start] in ("", "\n")
            if word and is_plain and CLEAR not in word.group():
                message = f"Open the quotation again with “{opening}”."
                yield flag(word, message, unsafe=opening + word.group(), doubtful=doubtful)


def _shows_paragraphs(doc: Document, paragraphs: int) -> bool:
    """Whether the lines of an article are its paragraphs.

    One that has a line for each sentence was cut so, unless its other marks are as careless.
    """
    sentences = sum(sentence.block.kind is BlockKind.PARAGRAPH for sentence in doc.sentences)
    return paragraphs < _FEW_LINES or sentences > _SENTENCES_IN_LINE * paragraphs or lacks_an_editor(doc)


_FEW_LINES = 4
_SENTENCES_IN_LINE = 1.1


_LED_IN = lazy(rf"\b(?:{_SAID})[:,]\s+(?=[A-Z])")
_OWNER = lazy(r"(?<![\w'’-])[^\W\d_]+s\Z")
_OWNED = lazy(
    r"\s+(?!(?:he|she|they|it|said|says|or|of|in|to|for|is|are|was|were|as|and\s+[a-z])\b)(?:[a-z]|and|[A-Z]\w+\s+\()"
)


def _unopened(doc: Document, leftover: Leftover) -> Hit:
    mark, block, reach = leftover
    masked = doc.masked
    owner = _OWNER.search(masked, max(block.start, mark.start - 40), mark.start)
    if owner and mark.text == '"' and _OWNED.match(masked, mark.end, block.end):
        right = f"{owner.group()}'"
        return flag((owner.start(), mark.end), f"Write an apostrophe: “{right}”.", unsafe=right)
    sentence = doc.sentence_at(mark.start) or doc.sentence_at(mark.start - 1)
    if sentence and sentence.start == block.start == reach.start and masked[block.start].isupper():
        speech = masked[slice(*reach)]
        opening = CURLY.opening if mark.text == "”" else quotations_of(doc).style.opening
        introduction = _LED_IN.search(speech)
        start = block.start + (introduction.end() if introduction else 0)
        first = _WORD.match(masked, start, block.end)
        if first and CLEAR not in first.group():
            return flag(first, f"Open the quotation with “{opening}”.", unsafe=opening + first.group())
    return flag((mark.start, mark.end), "Open this quotation where it begins, or remove its closing mark.")


# -- Speech without marks ----------------------------------------------------------------------------------------------

_FIRST_PERSON = lazy(
    r"""
    (?<!\w)
    (?: I(?:['’](?:m|ve|d|ll))?(?![\w.'’-])
      | [Ww]e(?:['’](?:re|ve|d|ll))? | [Mm]y(?:self)? | me | mine | [Oo]ur(?:s|selves)?
      | us )
    (?![\w'’])
    """,
    re.VERBOSE,
)
_FIRST_PERSONS = frozenset(
    "i i'm i've i'd i'll we we're we've we'd we'll my myself me mine our ours ourselves us".split()
)
_NO_SPEAKER = lazy(
    r"\b(?:War|Part|Chapter|Phase|Type|Class|Volume|Act|Elizabeth|Charles)\s+I\b|\w\ [A-Z][a-z]+\ I\b(?!['’])"
)
_QUOTED = lazy(r"[\"“”«»„‘`]")
_NOT_SPEAKER = lazy(r"\b(?:was|were|is|are|been|my|our)\b")
"""What the words between the speech and its verb hold where nobody speaks: *my mother was asked*."""
_REPORTED = lazy(rf"\b(?:{_SAID})\b|\baccording to\b", re.IGNORECASE)
_TAIL = lazy(
    r"""
    (?: \s+(?:on|in|to|at|during|after|before|when|while|from|via|with|about|yesterday|today|of)\b[^.!?]{0,120}
      | ,[^.!?]{0,120} )?
    [.…]?\s*$
    """,
    re.VERBOSE,
)
"""What may follow an attribution in its sentence: when and where it was said."""


_SPEAKER_TWICE = lazy(
    r"""
    \b(?P<who>[Hh]e|[Ss]he|[Tt]hey)\ (?:also\ )?(?:said|added|stated|noted|explained|stressed|continued|declared)
    (?:\ that)?[,:]?\ ["“](?=[A-Z])[^"“”\n]{5,400}[”"],?
    \ (?P<again>(?i:(?P=who))\ (?:said|added|stated|noted|explained|stressed|concluded))\b(?=[.,;]|\ (?:on|in|at|to)\b)
    """,
    re.VERBOSE,
)


@rule(
    category=Category.ADDITION,
    severity=Severity.MINOR,
    bad=[
        "He added, “We shall open a mill in May,” [he said].",
        'Later she said: "It is late. We must go home," [she added] on Monday.',
    ],
    good=[
        "He added, “We shall open a mill in May.” He said so in June.",
        "He said, “It is late,” she said. He said he was ill. “We are late,” he said.",
        "He said “No”, and “Yes,” he added.",
    ],
)
def speaker_named_twice(doc: Document) -> Iterator[Hit]:
    """*He added, “We shall go,” he said*: who speaks is said before the words and again after them."""
    for found in doc.search(_SPEAKER_TWICE, '"', "“"):
        yield flag(found.span("again"), "Who speaks has been said before the quotation: keep one of the two.")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues=frozenset(_SAID.split("|")),
    needs=[_FIRST_PERSONS, {","}],
    bad=[
        '[We are happy, Ana -> "We are happy," Ana] Silva said.',
        (
            '[I -> "I] was born on this farm '
            'and my children will work on it after me, all their [lives, added -> lives," added] Li.'
        ),
    ],
    good=[
        '"We are happy," Ana Silva said.',
        "We saw our doctor.\n\nWe should rest, he said.\n\nI did as I was told.\n\nWe are well now.",
        "World War I was long, he said.",
        "We waited until noon, which she said was too late.",
        "The US is ready, the envoy said.",
        "I went home, I said.",
        "At the desk I was heard, my mother was asked, and they went on.",
        "Under Ludovic I, the decree was declared void.",
    ],
)
def speech_without_marks(sentence: Sentence) -> Iterator[Hit]:
    """Words that a speaker says in the first person stand without quotation marks.

    *We are happy, she said* needs marks around *We are happy*: without them “we” is the writer.
    """
    text = sentence.text
    if text[-1] in '"“' and text[-2:-1].isspace():
        text = text[:-1].rstrip()  # the mark that opens the next sentence can be counted to this one
    if _QUOTED.search(text) or sentence.is_heading or not text[0].isupper():
        return
    found = next(sentence.search(_ATTRIBUTION), None)
    if not found or not _TAIL.match(sentence.doc.masked, found.end(), sentence.start + len(text)):
        return
    speech = sentence.doc.masked[sentence.start : found.start()]
    if _NOT_SPEAKER.search(found["first"] or found["second"]):
        return
    if not _FIRST_PERSON.search(speech) or _NO_SPEAKER.search(speech) or _REPORTED.search(speech):
        return
    if quotations_of(sentence.doc).holds(sentence.start) or _is_first_person(sentence.doc):
        return
    house = quotations_of(sentence.doc).style
    tokens = sentence.tokens
    first = tokens[0]
    comma = found.start() + 1
    left = _BEFORE_COMMA.search(sentence.doc.masked, max(sentence.start, comma - 30), comma)
    right = _WORD_AFTER.match(sentence.doc.masked, comma)
    if left is None or right is None:
        return
    yield from _both_ends(
        sentence.doc,
        (Span(first.start, first.end), house.opening + first.text),
        (Span(left.start(), right.end()), _clean(left.group()) + house.closing + _clean(right.group())),
        "Put what was said between quotation marks.",
        missing=True,
    )


@fact
def _is_first_person(doc: Document) -> bool:
    """Whether the article is told by an I or a we: many of its paragraphs speak so outside quotations."""
    quotations = quotations_of(doc)
    telling = 0
    for block in doc.blocks:
        for found in _FIRST_PERSON.finditer(doc.masked, block.start, block.end):
            if quotations.holds(found.start()):
                continue
            sentence = doc.sentence_at(found.start())
            if sentence and not any(mark in sentence.text for mark in '"“”') and not _ATTRIBUTION.search(sentence.text):
                telling += 1
                break
    return telling >= 2 and telling > len(doc.blocks) / 5


# -- How marks are set -------------------------------------------------------------------------------------------------

_FOREIGN = frozenset("„«»‹›「『〝‚‟")
_DOUBLED = frozenset({"''", "``", "´´", ",,", '""'})
_BLANKS = frozenset(" \t\N{NO-BREAK SPACE}")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    local=True,
    cues=MARKS,
    bad=[
        'The sign read [" closed for winter " -> "closed for winter"] all year. It is spring.',
        "He wrote [“  -> “]the end” there.",
        'The clerk said:["  ->  "]We will come back tomorrow."',
        '"We will come back tomorrow,[ " -> " ]she said.',
        'He said: "We rest.\n\n"We will come back tomorrow.\n\nAnd then we go.[ " -> "]',
        '"We will come back tomorrow.[ " -> " ]said the clerk.',
    ],
    good=[
        'The sign read "closed for winter" all year.',
        '"Well ..." he began, and "... so it was" he ended.',
        "They are 5 \" and 6 ' long.",
        'It prints "    hello" and "hello    " in turn.',
        'Would it show, "You said so to him"? Or would it show, "He said so"? Ask.',
    ],
)
def space_inside_quotation_marks(doc: Document) -> Iterator[Hit]:
    """A space stands between a quotation mark and the words that it encloses.

    English puts its marks close: “so”, not “ so ”.
    """
    quotations = quotations_of(doc)
    for opening, closing, _, _ in quotations.pairs:
        is_spaced = doc.masked[opening.end] in _BLANKS or doc.masked[closing.start - 1] in _BLANKS
        # Several are shown as they are: what a program prints, or a text that is set in.
        is_shown = "   " in (doc.masked[opening.end : opening.end + 3], doc.masked[closing.start - 3 : closing.start])
        if is_spaced and not is_shown and opening.text not in _FOREIGN:
            yield from _spaces(doc, opening, closing)
    for leftover in _closings_alone(doc):
        before = _with_space_before(doc, leftover.mark)
        if before.start < leftover.mark.start and doc.masked[before.start - 1] in ".,!?…":
            gap = " " if doc.masked[before.end : before.end + 1].isalpha() else ""
            yield flag(before, "Close the space inside the quotation marks.", safe=leftover.mark.text + gap)
    for opening, closing, _, _ in quotations.misplaced:
        wrong = opening if doc.masked[opening.end] == " " else closing
        turned = f" {wrong.text}" if wrong is opening else f"{wrong.text} "
        place = (wrong.start, wrong.end + 1) if wrong is opening else (wrong.start - 1, wrong.end)
        yield flag(place, "The space belongs on the other side of the mark.", unsafe=turned)


def _space_after(doc: Document, mark: Mark) -> Span:
    end = mark.end
    while end < len(doc.masked) and doc.masked[end] in _BLANKS:
        end += 1
    return Span(mark.start, end)


def _spaces(doc: Document, opening: Mark, closing: Mark) -> Iterator[Hit]:
    message = "Close the space inside the quotation marks."
    after, before = _space_after(doc, opening), _with_space_before(doc, closing)
    starts, ends = after.end > opening.end, before.start < closing.start
    if starts and ends:
        if len(doc.sentences) > 1:  # lone sentences are often kept with spaces around each mark
            yield from _both_ends(doc, (after, opening.text), (before, closing.text), message, safe=True)
    elif starts:
        is_glued = doc.masked[opening.start - 1 : opening.start].isalpha() and opening.start > 0
        yield flag(after, message, safe=f" {opening.text}" if is_glued else opening.text)
    elif ends:
        is_glued = doc.masked[closing.end : closing.end + 1].isalpha()
        yield flag(before, message, safe=f"{closing.text} " if is_glued else closing.text)


_WHOLE_WORD_AFTER = lazy(r"[A-Za-z\u00c0-\u024f]{3,}(?![\w'’])")
_WHOLE_WORD_BEFORE = lazy(r"(?<![\w'’])[A-Za-z\u00c0-\u024f]{2,}\Z")
"""Of Latin letters: other scripts set no spaces beside their marks."""


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    local=True,
    cues={'"', "”"},
    bad=['They call it the "quiet[" -> " ]hour.', "We live in the[“ ->  “]green” city."],
    good=['Two "like"s and an "OK"ed plan.', 'The "quiet" hour.', "He wrote “yes”."],
)
def missing_space_beside_quotation_mark(doc: Document) -> Iterator[Hit]:
    """A quotation touches the word before or after it."""
    for opening, closing, _, nested in quotations_of(doc).pairs:
        if opening.is_single or opening.text in _FOREIGN or nested:
            continue
        if doc.masked[closing.end : closing.end + 1] > "\u02af" or doc.masked[opening.start - 1] > "\u02af":
            continue  # beside another script, which may set no spaces
        touches = doc.masked[opening.start - 1 : opening.start].isalnum() and doc.masked[opening.end].isalnum()
        if touches and _WHOLE_WORD_BEFORE.search(doc.masked, max(0, opening.start - 30), opening.start):
            yield flag((opening.start, opening.end), "Put a space before the quotation.", safe=f" {opening.text}")
        if _WHOLE_WORD_AFTER.match(doc.masked, closing.end) and not doc.masked[closing.start - 1].isspace():
            yield flag((closing.start, closing.end), "Put a space after the quotation.", safe=f"{closing.text} ")


@rule(
    category=Category.INCONSISTENT_STYLE,
    severity=Severity.MINOR,
    cues={"'", "‘"},
    bad=[
        (
            '"We will pay," the owner said. "In May."\n\n'
            "She called the deal ['good for the whole town'. -> \"good for the whole town.\"]"
        ),
        (
            '"We will pay," the owner said. "In May."\n\n'
            "She called it ['a -> \"a] plain answer to the questions of all who live in the old {town'. -> town.\"}"
        ),
    ],
    good=[
        '"She said: \'We will pay in the month of May,\' and left," the owner said. "In May."',
        "The plan is 'good for the whole town', she said.",
        '"We will pay," the owner said. "In May."\n\nThe dogs\' owners and the cats\' owners\' friends met.',
        '"We will pay," the owner said. "In May."\n\nThe word \'pay\' is short.',
        '# \'We will pay in May\' says owner\n\n"We will pay," the owner said. "In May."',
    ],
)
def mixed_quotation_styles(doc: Document) -> Iterator[Hit]:
    """Words are quoted in single marks in an article that otherwise uses double ones.

    Single marks are for a quotation inside a quotation, and for headlines.
    """
    if doc.house.quotation_marks != ANY or doc.is_technical:  # there single marks are for what is typed or shown
        return
    quotations = quotations_of(doc)
    outer = [pair for pair in [*quotations.pairs, *quotations.mismatched] if not pair.is_nested and _is_prose(pair)]
    singles = [pair for pair in outer if pair.opening.is_single and pair.closing.is_single and _is_phrase(doc, pair)]
    singles = [pair for pair in singles if not quotations.runs_at(pair.opening.start)]
    if not singles:
        return
    doubles = [pair for pair in outer if not pair.opening.is_single]
    if len(doubles) < 2 or len(singles) * 2 > len(doubles):
        return
    house = quotations.style
    inside = _sets_stops_inside(doc, doubles)
    for pair in singles:
        end, closing = pair.closing.end, house.closing
        stop = doc.masked[end : end + 1]
        if inside and stop in (".", ","):
            end, closing = end + 1, stop + closing
        first = _WORD.match(doc.masked, pair.opening.end)
        last = _WORD_BEFORE.search(doc.masked, max(pair.opening.end, pair.closing.start - 30), pair.closing.start)
        if first is None or last is None or first.end() >= last.start():
            continue
        yield from _both_ends(
            doc,
            (Span(pair.opening.start, first.end()), house.opening + _clean(first.group())),
            (Span(last.start(), end), _clean(last.group()) + closing),
            f"The article quotes in double marks; write “{house.opening}” and “{house.closing}” here too.",
            safe=False,
        )


def _is_prose(pair: Quotation) -> bool:
    return pair.block.kind not in (BlockKind.HEADING, BlockKind.FRONT_MATTER, BlockKind.CELL)


def _is_phrase(doc: Document, pair: Quotation) -> bool:
    """Whether the quoted words are three or more: single words in single marks are often words as such."""
    content = doc.masked[pair.opening.end : pair.closing.start]
    return len(content.split()) >= 3 and pair.closing.role != "close or apostrophe" and not _NOT_PLAIN.search(content)


_NOT_PLAIN = lazy(r"[\"“”\uFFFC<>{}=\\]")


def _sets_stops_inside(doc: Document, doubles: Sequence[Quotation]) -> bool:
    """Whether full stops and commas stand before closing marks wherever the article has both together."""
    inside = outside = 0
    for pair in doubles:
        inside += doc.masked[pair.closing.start - 1] in ".,"
        outside += doc.masked[pair.closing.end : pair.closing.end + 1] in (".", ",")
    return inside > 0 and not outside


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues=_FOREIGN,
    bad=[
        'The poster said [«Welcome home» -> "Welcome home"] in red.',
        'He said [„yes“ -> "yes"] and left.',
        'The film [「Blue Sky」 -> "Blue Sky"] won.',
        'The poster said [« Welcome home » -> "Welcome home"].',
    ],
    good=["The poster said “Welcome home” in red.", "Read more »", "The title is «Добро пожаловать»."],
)
def foreign_quotation_marks(doc: Document) -> Iterator[Hit]:
    """Quotation marks of another language stand in English text.

    English quotes with “ and ”, not with « », „ “ or 「 」.
    """
    house = quotations_of(doc).style
    for opening, closing, _, nested in quotations_of(doc).pairs:
        if opening.text not in _FOREIGN or not _is_latin(doc.masked[opening.end : closing.start]):
            continue
        style = _inner(house) if nested else house
        yield from _both_ends(
            doc,
            (_space_after(doc, opening), style.opening),
            (_with_space_before(doc, closing), style.closing),
            f"Write English quotation marks: “{style.opening}” and “{style.closing}”.",
            safe=True,
        )


def _inner(style: Style) -> Style:
    return Style("‘", "’") if style == CURLY else Style("'", "'")


def _is_latin(content: str) -> bool:
    letters = [character for character in content if character.isalpha()]
    return bool(letters) and sum(letter < "ʰ" for letter in letters) > len(letters) / 2


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    local=True,
    cues={"'", '"', "`", ",", "´"},
    bad=[
        "The road is [''closed'' -> \"closed\"] for now.",
        'He said [""yes"" -> "yes"] and left.',
        "It is [``quite'' -> \"quite\"] new.",
    ],
    good=["An empty name is '' or \"\".", "\"'Yes,' he said,\" she said.", "The 5'' screen."],
)
def doubled_quotation_marks(doc: Document) -> Iterator[Hit]:
    """Two marks are set where one belongs.

    Two single marks only look like a double one; two double ones are left over from a table or a program.
    """
    house = quotations_of(doc).style
    for opening, closing, _, _ in quotations_of(doc).pairs:
        if opening.text in _DOUBLED:
            yield from _both_ends(
                doc,
                (Span(opening.start, opening.end), house.opening),
                (Span(closing.start, closing.end), house.closing),
                f"Write one mark: “{house.opening}”.",
                safe=True,
            )


@rule(
    category=Category.INCONSISTENT_STYLE,
    severity=Severity.NEUTRAL,
    cues={'"', "“"},
    preview=True,  # as often in human translations
    bad=[
        'She said “yes,” he said “no,” and they said ["maybe" -> “maybe”].',
        'She said “yes,” he said “no[" -> ”] twice.',
    ],
    good=["She said “yes” and he said “no”.", 'She said "yes" and it isn’t so.'],
)
def straight_and_curly_marks(doc: Document) -> Iterator[Hit]:
    """Straight and curly quotation marks stand in one article.

    Either is right; a careful article keeps to one.
    """
    quotations = quotations_of(doc)
    style = quotations.style
    other = STRAIGHT if style == CURLY else CURLY
    for opening, closing, _, _ in quotations.mismatched:
        if (opening.text, closing.text) in _HALF_CURLY:
            (mark, right), *_ = [
                pair for pair in ((opening, style.opening), (closing, style.closing)) if pair[0].text != pair[1]
            ]
            yield flag((mark.start, mark.end), f"Most of the article has “{right}”.", safe=right)
    if doc.house.quotation_marks != ANY:
        return
    for opening, closing, _, _ in quotations.pairs:
        if (opening.text, closing.text) == other:
            yield from _both_ends(
                doc,
                (Span(opening.start, opening.end), style.opening),
                (Span(closing.start, closing.end), style.closing),
                f"Most of the article has “{style.opening}” and “{style.closing}”.",
                safe=True,
            )


_WRONG_APOSTROPHE = lazy(
    rf"(?<=[^\W\d_])´(?=[^\W\d_])|(?:(?<=[^\W\d_])[`′]|(?<=[\w{CLEAR}{OPAQUE}”])‘)(?=(?:s|t|re|ve|ll|d|m)\b)"
)
"""A backtick or a prime before an ending only: before other words it is markup, or feet."""


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={"`", "´", "′", "‘"},
    bad=[
        "The country[` -> ']s army",
        "They don[´ -> ']t know.",
        "It isn’t the town[′ -> ’]s fault.",
        "*Norn*[‘ -> ’]s mayor and the [town](a)[‘ -> ’]s people came.",
    ],
    good=[
        "Use `a` here.",
        "It is 5′ long.",
        "The country's army",
        "She said *‘s* is an ending.",
        "Read the\\`Writer\\` page.",
    ],
)
def wrong_apostrophe(sentence: Sentence) -> Iterator[Hit]:
    """A backtick, an accent, a prime or an opening mark stands for an apostrophe."""
    for found in sentence.search(_WRONG_APOSTROPHE):
        is_opening = found[0] == "‘"
        if is_opening and sentence.doc.masked[sentence.start : found.start()].rstrip(CLEAR)[-1:] in ("", " "):
            continue
        right = "’" if is_opening or "’" in sentence.doc.masked else "'"
        yield flag(found, f"Write an apostrophe: “{right}”.", safe=right)


# -- Around a quotation ------------------------------------------------------------------------------------------------


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={'"', "”"},
    bad=[
        "They called it “a bad day[”, -> ,”] and left.",
        'He was asked about the "new road[". -> ."]',
        '"The old road is shut till May[", -> ,"] she said. It was grey in the theatre of the harbour and its colours.',
        'She said: "We will all come back in May."[. ->] Then they left.',
        '"Will it rain?"[. ->] Nobody knew.',
    ],
    good=[
        "They called it “a bad day,” and left.",
        'He called the road of many colours "a disgrace", she said, and the harbour "a dream".',
        "Type “1.2”, then “a_b”, and press Enter.",
        'A screen of 12", or less.',
        "Use `a`, `b`, `c`, `d` and `e`. It is a so-called “flag”, which is off.",
        "He said “wait…”.",
    ],
)
def stop_outside_quotation(doc: Document) -> Iterator[Hit]:
    """A full stop or comma stands after the closing mark of a quotation, where English puts it before.

    American English sets them inside always, British English where they end what is quoted, as before its speaker; an
    article without a word spelled as in Britain is read as American, unless it sets all of more than a few outside. A
    stop after a quotation that has its own is not needed.
    """
    if doc.is_technical or (OPAQUE in doc.masked and any(text[0] == OPAQUE for text in doc.texts)):
        return  # beside code, what is typed or shown must not gain a stop
    opened = {pair.closing: pair for pair in quotations_of(doc).pairs if not pair.is_nested}
    closings = [*opened, *(leftover.mark for leftover in _closings_alone(doc))]
    closings = [mark for mark in closings if not mark.is_single and mark.text not in _FOREIGN]
    outside = [mark for mark in closings if _OUTSIDE.match(doc.masked, mark.end)]
    is_style = len(outside) > _MOST_OUTSIDE and not any(doc.masked[mark.start - 1] in ".," for mark in closings)
    for mark in outside:
        last, stop = doc.masked[mark.start - 1], doc.masked[mark.end]
        where = (mark.start, mark.end + 1)
        if last in ".?!,":
            if not doc.masked.startswith("..", mark.start - 2) and (stop == "." or last == ","):
                yield flag((mark.end, mark.end + 1), "The quotation has its own mark: one is enough.", unsafe="")
        elif ((last.isalnum() and last < _BEYOND_LATIN) or last in ")’'%") and not _is_typed(doc, opened.get(mark)):
            fewest = 1 if stop == "," and _SPEAKER_AFTER.match(doc.masked, mark.end + 1) else _FEWEST_OF_SENTENCE
            if (is_style or is_british(doc)) and not _is_whole_sentence(doc, opened.get(mark), fewest):
                continue
            # What is spoken of as a word is set apart from the sentence, and many a style keeps its stop outside.
            opening = opened[mark].opening.start if mark in opened else 0
            decided = not _SPOKEN_OF.search(doc.masked, max(0, opening - 12), opening)
            message = f"Put the “{stop}” before the closing mark."
            yield flag(where, message, unsafe=stop + mark.text, decided=decided)


_SPEAKER_AFTER = lazy(rf"[ ](?:(?:{_SAID})\b|(?:he|she|they|[A-Z][\w’'-]+(?:[ ][\w’'-]+){{0,2}})[ ](?:{_SAID})\b)")
"""Who said what is quoted, which ends in a comma inside its marks in all English."""
_SPOKEN_OF = lazy(r"\b(?:form of|short for|stands for|called|terms?|words?|phrase|means?|named) \Z")
_BEYOND_LATIN = "\u0370"
_OUTSIDE = lazy(r"[.,](?![^\W_]|\.)")
_MOST_OUTSIDE = 3
"""So many may be slips, though no stop of the article stands inside; of articles with more, editors mark none."""


def _closings_alone(doc: Document) -> list[Leftover]:
    """Closing marks whose quotation began in an earlier paragraph, or nowhere."""
    quotations = quotations_of(doc)
    return [*quotations.unopened, *quotations.unresumed]


def _is_typed(doc: Document, pair: Quotation | None) -> bool:
    """Whether what is quoted is no language: a number, a name of a file, a word with marks in it."""
    if pair is None:
        return False
    content = doc.masked[pair.opening.end : pair.closing.start]
    return OPAQUE in content or CLEAR in content or not _SPOKEN.fullmatch(content)


_SPOKEN = lazy(r"[^_/\\<>{}=@#|~^]*[^\W\d_]{2}[^_/\\<>{}=@#|~^]*")


_FEWEST_OF_SENTENCE = 4


def _is_whole_sentence(doc: Document, pair: Quotation | None, fewest: int) -> bool:
    """Whether ``fewest`` quoted words or more are a sentence of their own, with none of the writer's before them."""
    if pair is None:
        return True
    lead = doc.masked[max(pair.block.start, pair.opening.start - 20) : pair.opening.start].rstrip()
    words = doc.masked[pair.opening.end : pair.closing.start].split()
    return (not lead or lead[-1] in ".?!:,") and len(words) >= fewest and words[0][0].isupper()


_WORDS = lazy(r"[\w'’-]+")
_LEAST_WORDS = 6
_MOST_CHANGED = 3


@rule(
    category=Category.INCONSISTENT_TERM,
    severity=Severity.MINOR,
    cues=MARKS,
    bad=[
        (
            "Mayor: “If the bridge falls tonight, it was a fine bridge”\n\nThe mayor spoke on Monday.\n\n"
            "He wrote: [“If the bridge falls tonight, it may be a fine bridge” -> "
            "“If the bridge falls tonight, it was a fine bridge”]."
        ),
    ],
    good=[
        "“It was a fine old bridge over there,” he said.\n\nIt rained. “It was a fine old bridge over there,” I said.",
        "“What does the mayor think of Velm today?” “What does the mayor think of Daru today?” Two asked this.",
        "The plan went from “Rules for the Sale of Old Boats in May” to “Rules for the Lease of Old Boats in May”.",
    ],
)
def quotation_worded_two_ways(doc: Document) -> Iterator[Hit]:
    """One quotation is worded in two ways: the headline has *it was nice*, the article *it would be nice*.

    Each was translated by itself. Two that differ in a word that carries meaning may be two quotations, unless one is
    in the headline or the lead.
    """
    pairs = [pair for pair in quotations_of(doc).pairs if _is_long(pair)]
    firsts = [_first_word(doc, pair) for pair in pairs]
    times = Counter(firsts)
    by_start: dict[tuple[str, ...], list[tuple[Quotation, list[str]]]] = {}
    lead = doc.blocks[min(1, len(doc.blocks) - 1)].end
    for pair, first in zip(pairs, firsts, strict=True):
        if times[first] == 1:
            continue
        words = _WORDS.findall(doc.masked[pair.opening.end : pair.closing.start].lower().replace("’", "'"))
        if len(words) < _LEAST_WORDS:
            continue
        known = by_start.setdefault(tuple(words[:2]), [])
        for other, others in known[:_MOST_COMPARED]:
            in_lead = other.opening.start < lead <= pair.opening.start
            if not _share_sentence(doc, other, pair) and _is_one_quotation(others, words, in_lead=in_lead):
                yield _in_other_words(doc, pair, other)
                break
        known.append((pair, words))


def _first_word(doc: Document, pair: Quotation) -> str:
    word = _WORDS.search(doc.masked, pair.opening.end, pair.closing.start)
    return word.group().lower().replace("’", "'") if word else ""


def _in_other_words(doc: Document, pair: Quotation, other: Quotation) -> Hit:
    text = doc.text[other.opening.end : other.closing.start].strip(" .,!?")
    place = Related(Span(other.opening.start, other.closing.end), "the other wording")
    where = (pair.opening.start, pair.closing.end)
    option = f"{pair.opening.text}{text}{pair.closing.text}"
    return flag(where, "The article has this quotation in other words elsewhere.", options=[option], related=[place])


_MOST_COMPARED = 10
"""Quotations that begin alike; an article of more is a poem or a list."""

_LONGEST = 400


def _is_long(pair: Quotation) -> bool:
    return 20 <= pair.closing.start - pair.opening.end <= _LONGEST


def _is_one_quotation(one: list[str], other: list[str], *, in_lead: bool) -> bool:
    """Whether two quotations are the same at both ends, and between them a few words stand for a few others."""
    shorter = min(len(one), len(other))
    first = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    last = next((at for at in range(shorter - first) if one[-1 - at] != other[-1 - at]), shorter - first)
    changed, instead = one[first : len(one) - last], other[first : len(other) - last]
    if not (changed and instead) or max(len(changed), len(instead)) > _MOST_CHANGED or not last or first + last < 5:
        return False
    return in_lead or all(word in _SMALL_WORDS for word in (*changed, *instead)) or changed[0][:4] == instead[0][:4]


_SMALL_WORDS = FUNCTION_WORDS | DETERMINERS


def _share_sentence(doc: Document, one: Quotation, other: Quotation) -> bool:
    sentence = doc.sentence_at(one.opening.start)
    return sentence is not None and other.opening.start < sentence.end


# -- Marks that a name does without ------------------------------------------------------------------------------------

_KNOWN_NAMES = "|".join(
    re.escape(name.strip())
    for line in """\
    Interfax | TASS | Kommersant | Izvestia | Vedomosti | RIA Novosti | Lenta.ru | Ukrinform | Reuters | Xinhua
    Al Jazeera | CNN | BBC | Bloomberg | Guardian | Sunday Times | Daily Mail | New York Times | Washington Post
    Wall Street Journal | Financial Times | Le Monde | Der Spiegel | People's Daily
    Spartak | Torpedo | Krasnodar | Rostov | Zenit | Dynamo | Lokomotiv | Shakhtar | CSKA | Torino | Milan | Inter
    Juventus | Bayern | Barcelona | Real Madrid | Chelsea | Liverpool | Arsenal | Manchester United | Manchester City
    Gazprom | Rosneft | Lukoil | Sberbank | Rosatom | Roscosmos | Aeroflot | Naftogaz | Ukrenergo | Yandex | Hamas
    Hezbollah | Boeing | Airbus | Toyota | Huawei | Facebook | Twitter | Google | Telegram | WhatsApp | YouTube
    Microsoft | Samsung
    """.splitlines()
    for name in line.split("|")
    if name.strip()
)
_OUTLETS = (
    r"News\ Agency|News\ Network|Daily\ News|Evening\ News|Daily|Times|Post|Weekly|Herald|Tribune|Telegraph|Gazette"
)
_QUOTED_NAME = lazy(
    rf"""
    ["“](?P<name>(?:[Tt]he\ )?(?: (?P<known>{_KNOWN_NAMES}) | (?:[A-Z][\w’']+\ ){{0,4}}(?:{_OUTLETS}) ))["”]
    """,
    re.VERBOSE,
)
_NAMED_AS_SOURCE = lazy(
    r"""
    (?: \b(?:[Aa]ccording\ to|newspapers?|paper|agency|agencies|told|by|reporters?\ of) | ’s | 's
      | \b[Tt]he\ (?:British|American|French|German|Japanese|Russian|Chinese|Canadian|Australian|Indian|Israeli|Turkish
        |Italian|Spanish|Ukrainian)
    )
    \ (?:the\ )?$
    """,
    re.VERBOSE,
)
_REPORTS_AFTER = lazy(
    r"\ (?:report(?:s|ed|ers?)?|said|says|quoted|quotes|wrote|writes|published|newspaper|website|correspondent|cited)\b"
)
_NAMED_AS_WORD = lazy(
    r"\b(?:called|named|titled|entitled|word|words|term|name|nickname|nicknamed|dubbed|slogan|song|film|series"
    r"|vessel|ship|tanker|ferry|operation|type|marked|reads?|reading)\ (?:the\ )?$"
)


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    cues={TOKEN.findall(name.lower())[-1] for name in f"{_KNOWN_NAMES}|{_OUTLETS}".split("|")},
    after={'"', "”"},
    bad=[
        'He played for ["Torpedo" -> Torpedo], and now for ["Zenit" -> Zenit].',
        'According to the ["Harbour Daily" -> Harbour Daily], it rained.',
        'The British ["Evening Herald" -> Evening Herald] was first.',
        'The ["River Post" -> River Post] reported that it rained.',
    ],
    good=[
        "He played for Torpedo, says the Harbour Daily.",
        'The film "Modern Times" and the show "Hard Times" ran. The ship "Rostov" left.',
        'The word "Times" was red. “Post” is what it said.',
        '"Google", she said, was a word they used.',
        '"Chelsea" is a song.',
    ],
)
def quoted_name(sentence: Sentence) -> Iterator[Hit]:
    """Quotation marks around a newspaper, an agency, a company or a club, as Russian and Chinese have them."""
    if sentence.is_heading or sentence.doc.is_technical:
        return  # in a manual it is what is shown on a screen
    masked = sentence.doc.masked
    for found in sentence.search(_QUOTED_NAME):
        before = masked[max(sentence.start, found.start() - 40) : found.start()]
        if not before.strip() or _NAMED_AS_WORD.search(before):
            continue
        if not found["known"] and not _NAMED_AS_SOURCE.search(before) and not _REPORTS_AFTER.match(masked, found.end()):
            continue
        if CLEAR not in found.group():
            yield flag(found, "A name like this stands without quotation marks.", unsafe=found["name"])
