"""An article as rules see it: its text, what in it is prose, and its sentences and tokens."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import wraps
from itertools import chain, pairwise, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeVar, cast

from sentencex import get_sentence_boundaries

from checker.store.kept import Kept, Told, cached_property
from checker.text import formats, languages
from checker.text.columns import Lines
from checker.text.formats import things
from checker.text.formats.languages import is_foreign, is_unmistakable, name_of, of_path, primary
from checker.text.house_style import ANY, TECHNICAL, UNDECIDED, HouseStyle
from checker.text.layout import (
    CLEAR,
    OPAQUE,
    Block,
    BlockKind,
    Flaw,
    FlawKind,
    LanguageMark,
    Layout,
    Mask,
    Span,
)
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from checker.text.glossary import Term
    from checker.text.languages import Passage, Reading

__all__ = [
    "CLEAR",
    "FIGURE",
    "MARKUP_IN_WORD",
    "OPAQUE",
    "Block",
    "BlockKind",
    "Document",
    "Flaw",
    "FlawKind",
    "Kept",
    "Layout",
    "Located",
    "Mask",
    "Sentence",
    "Span",
    "Token",
    "Told",
    "Vocabulary",
    "fact",
    "join",
]


_T = TypeVar("_T")

TokenKind = Literal["word", "number", "masked", "mark"]

TOKEN = re.compile(
    r"""
      (?:[^\W\d_]\.){2,}                       # U.S., a.m., e.g.
    | [^\W\d_]                                 # a word: letters, digits and combining marks after a letter,
      (?:[^\W_]|[\u0300-\u036F]                #   apostrophes and hyphens inside (don't, al-Kheir),
        |(?:['’-]|\u2060++){1,4}+(?=[^\W_]))*          #   and markup that starts or ends inside it (un**like**ly)
    | \d+(?:[.,:]\d+)*                         # a number: 1,500.25 or 13:30
    | \uFFFC+                                  # a thing that is not prose
    | [^\s\u2060]                              # a mark
    """,
    re.VERBOSE,
)
"""A word, a number, a masked thing or a mark: all that rules match on, white space and invisible markup left out."""

MARKUP_IN_WORD = lazy(rf"{CLEAR}(?<=[\w\u0300-\u036F'’-]{CLEAR}){CLEAR}*+[\w'’-]")
"""Where the text has no match, each token stands in it as ``texts`` has it."""

FIGURE = "{number}"
"""Stands among the forms of a sentence that holds a number in figures; no token is written so."""

_TECHNICAL = 5
"""So many stretches of code or the like inside sentences make an article technical."""

_OF_COMPUTING = frozenset(
    """
    api apis app array arrays async backend boolean browser bug build cache callback checkbox cli code command compiler
    config configuration container css cursor database debugger default deploy deployed developer developers directory
    docker dropdown endpoint endpoints env file files filename flag folder framework frontend git github html http https
    install installed installs integer javascript json kernel kubernetes library linux localhost log logs metadata
    middleware module modules namespace namespaces node null package packages parameter parameters parse parser payload
    pip plugin plugins port project python query repo repository runtime schema script server servers shell snippet
    source string strings syntax tag tags template terminal timeout token tokens tool toolchain toolkit url urls
    username variable variables version versions widget workflow xml yaml
    """.split()
)
_MANY_COMMAS, _SHARE_OF_COMMAS = 12, 5
_OF_MANUALS = (".rst", ".adoc", ".asciidoc", ".mdx")
"""How files end that are in a format in which manuals are written, and news is not."""
_FEWEST_OF_COMPUTING = 4
"""So many different words of computing, a twenty-fifth of all tokens, make an article technical."""

_DIGIT = re.compile(r"\d")
_FIGURE_AND_AFTER = lazy(r"(?=(\d+.{0,13}))\d+")
_ALL_BUT_NEWLINE = re.compile(r"[^\n]")


def _cut_up(stretch: str) -> list[str]:
    return [stretch] if stretch.isalpha() else [token.replace(CLEAR, "") for token in TOKEN.findall(stretch)]


_tokens_of = Kept(_cut_up)
"""The tokens of a stretch without white space: none has a blank in it, nor hangs on what stands before it."""
_lower_of = Kept(lambda token: token.lower().replace("’", "'"))


class Vocabulary(Protocol):
    """What a project says of names: a file of it, or whatever else knows the words that they are made of."""

    @property
    def words(self) -> frozenset[str]: ...
    def __bool__(self) -> bool: ...


class Located(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def join(first: Located, last: Located) -> Span:
    """The stretch from the start of one thing to the end of another."""
    return Span(first.start, last.end)


class Token(NamedTuple):
    """A word, a number, a mark or a masked thing, and where it stands.

    ``lower`` is the text in lower case, with straight apostrophes. A tuple, since a sentence's tokens are made of
    parallel lists without running Python code for each.
    """

    start: int
    end: int
    text: str
    lower: str

    @property
    def kind(self) -> TokenKind:
        """What the token is, told by its first character."""
        first = self.text[0]
        if first.isalpha():
            return "word"
        if first.isdigit():
            return "number"
        return "masked" if first == OPAQUE else "mark"

    def cased(self, new: str) -> str:
        """``new`` with the case of this token: ALL CAPITALS, Capital or as it is."""
        return cased(new, self.text)

    def __repr__(self) -> str:
        return f"Token({self.start}, {self.end}, {self.text!r})"


_new = tuple.__new__  # a third of the time that the class's own constructor takes


def cased(new: str, old: str) -> str:
    """``new`` with the case of ``old``: ALL CAPITALS (of two letters or more), Capital or as it is."""
    if len(old) > 1 and old.isupper():
        return new.upper()
    if old[:1].isupper():
        return new[:1].upper() + new[1:]
    return new


class _Cut:
    """Sentences of an article, cut into tokens: what ``Document`` says of all of them is made here."""

    def __init__(self, masked: str, spans: list[tuple[int, int, Block]]) -> None:
        self._masked = masked
        self.spans = spans

    @cached_property
    def _texts_and_bounds(self) -> tuple[list[str], list[int]]:
        """``texts`` and ``first_tokens``."""
        masked = self._masked
        texts: list[str] = []
        first_tokens = [0]
        for start, end, _ in self.spans:
            texts += chain.from_iterable(map(_tokens_of.__getitem__, masked[start:end].split()))
            first_tokens.append(len(texts))
        return texts, first_tokens

    @cached_property
    def texts(self) -> list[str]:
        return self._texts_and_bounds[0]

    @cached_property
    def first_tokens(self) -> list[int]:
        return self._texts_and_bounds[1]

    @cached_property
    def lowers(self) -> list[str]:
        return list(map(_lower_of.__getitem__, self.texts))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, lower in enumerate(self.lowers):
            found[lower].append(number)
        return dict(found)


class Sentence:
    """A sentence of a document; its offsets are the document's. ``number`` counts the document's sentences from 0."""

    def __init__(self, doc: Document, number: int, start: int, end: int, block: Block) -> None:
        self.doc = doc
        self.number = number
        self.start = start
        self.end = end
        self.block = block

    @cached_property
    def text(self) -> str:
        """The sentence with what is not prose masked."""
        return self.doc.masked[self.start : self.end]

    @property
    def texts(self) -> list[str]:
        """The tokens as written, less markup inside them, in reading order."""
        return self._own(self.doc.texts)

    @cached_property
    def lowers(self) -> list[str]:
        """The tokens in lower case with straight apostrophes, in reading order."""
        return self._own(self.doc.lowers)

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The words and numbers in lower case with straight apostrophes, in reading order."""
        return tuple([lower for lower in self.lowers if lower[0].isalnum()])

    def _own(self, of_document: list[str]) -> list[str]:
        """What stands in a list of the whole document for the tokens of this sentence."""
        first_tokens, number = self.doc.first_tokens, self.number
        return of_document[first_tokens[number] : first_tokens[number + 1]]

    def places(self, words: AbstractSet[str]) -> list[int]:
        """Where in ``tokens`` a word of ``words`` (lower case, straight apostrophes) stands; mostly nowhere."""
        if words.isdisjoint(self.forms):
            return []
        return [at for at, lower in enumerate(self.lowers) if lower in words]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Words, numbers, marks and masked things in reading order."""
        forms = zip(self.texts, self.lowers, strict=True)
        if MARKUP_IN_WORD.search(self.text):
            found = zip(self.search(TOKEN), forms, strict=True)
            return tuple([_new(Token, (*match.span(), *form)) for match, form in found])
        tokens: list[Token] = []
        find, end = self.doc.masked.index, self.start
        for text, lower in forms:
            start = find(text, end)
            end = start + len(text)
            tokens.append(_new(Token, (start, end, text, lower)))
        return tuple(tokens)

    def pairs(self, words: AbstractSet[str]) -> Iterator[tuple[Token, Token]]:
        """Each word of ``words`` (lower case, straight apostrophes) with the token after it."""
        tokens = self.tokens
        last = len(tokens) - 1
        return ((tokens[at], tokens[at + 1]) for at in self.places(words) if at < last)

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The tokens that are words."""
        return tuple([token for token in self.tokens if token.text[0].isalpha()])

    @cached_property
    def forms(self) -> frozenset[str]:
        """What stands in the sentence, as ``lowers`` has it, and ``FIGURE``: what cues are looked up in."""
        forms = frozenset(self.lowers)
        return forms | {FIGURE} if self.number in self.doc.with_figures else forms

    def holds(self, forms: AbstractSet[str]) -> bool:
        """Whether one of ``forms`` stands in the sentence, of which one may be ``FIGURE``."""
        return not forms.isdisjoint(self.lowers) or (FIGURE in forms and self.number in self.doc.with_figures)

    @property
    def is_heading(self) -> bool:
        """Whether the sentence is a heading or a title, where other rules of style hold."""
        return self.block.kind in (BlockKind.HEADING, BlockKind.FRONT_MATTER)

    @property
    def is_long_list(self) -> bool:
        """Whether it is hardly more than names with commas between them, as of those who took part."""
        commas = self.text.count(",")
        return commas >= _MANY_COMMAS and len(self.texts) < _SHARE_OF_COMMAS * commas

    @cached_property
    def is_title_case(self) -> bool:
        """Whether nearly every longer word of the sentence is capitalised, as in headlines."""
        long_words = [text for text in self.texts if len(text) >= 4 and text[0].isalpha()]
        share = sum(word[0].isupper() for word in long_words) / max(1, len(long_words))
        if self.text[-1] in '.?!”"':
            return len(long_words) >= 5 and share >= 0.75
        return len(long_words) >= 3 and share >= 0.6

    @cached_property
    def is_proven_english(self) -> bool:
        """Whether a repair may be made in the sentence, in an article that ``Document.is_proven_english`` lets pass."""
        text = self.doc.legible[self.start : self.end]
        if self.doc.holds_foreign:
            return languages.look_closely(text).is_english
        return not languages.may_be_foreign(text)

    def search(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches of ``pattern`` inside the sentence, at offsets of the document."""
        return pattern.finditer(self.doc.masked, self.start, self.end)

    def __repr__(self) -> str:
        return f"Sentence({self.start}, {self.end}, {self.text!r})"


class Document:
    """One article.

    ``text`` is what every offset refers to: the file's characters without a byte-order mark and with a line feed for
    every line end. ``path`` names it in reports and tells its format, unless ``layout`` is given. ``names_file`` is
    what the article's project says of names; ``fields`` are those that hold prose, in a format that has fields.
    ``source`` is the article that it was translated from, in the same format, where that is known; ``source_fields``
    are the fields that hold the sources of ``fields``, one by one, and ``glossary`` says how terms are translated.
    ``house`` is what the project decided on where English leaves a choice.
    """

    def __init__(
        self,
        text: str,
        path: str = "",
        *,
        layout: Layout | None = None,
        names_file: Vocabulary | None = None,
        fields: tuple[str, ...] = (),
        language_marks: Collection[str] = tuple(LanguageMark),
        source: str = "",
        source_fields: tuple[str, ...] = (),
        glossary: tuple[Term, ...] = (),
        house: HouseStyle = UNDECIDED,
    ) -> None:
        self.text = text
        self.path = path
        self.names_file = names_file
        self.fields = fields
        self.language_marks = language_marks
        self.source = source
        self.source_fields = source_fields
        self.glossary = glossary
        self.house = house
        self.is_beside = False
        self._layout = layout
        self._given = tuple(self.__dict__)
        self._facts: dict[object, object] = {}

    def with_names(self, names_file: Vocabulary) -> Document:
        """The same article in a project with this names file."""
        return self._anew(names_file=names_file)

    def rewritten(self, text: str) -> Document:
        """The same article with another text."""
        return self._anew(text=text, _layout=None)

    def part(self, blocks: Iterable[Block]) -> Document:
        """The same article as though it had these of its blocks only, in languages and of a kind as it is."""
        layout = self.layout._replace(blocks=tuple(blocks))
        part = self._anew(_layout=layout)
        part.__dict__.update(
            laid_out=layout,
            whole_layout=layout,
            layout=layout,
            masked=self.masked,
            legible=self.masked,
            not_scored=self.not_scored,
            is_technical=self.is_technical,
            _reading=self._reading,
            _lines=self._lines,
        )
        return part

    def _anew(self, **changed: object) -> Document:
        """A document that is like this one but for what changed, and has worked nothing out yet."""
        other = Document.__new__(Document)
        given = {name: self.__dict__[name] for name in self._given}
        other.__dict__.update(given | changed, _given=self._given, _facts={})
        return other

    @cached_property
    def layout(self) -> Layout:
        """What in the text is not English prose, and the blocks that are."""
        return languages.without(self.text, self.whole_layout, self._hidden) if self._hidden else self.whole_layout

    @cached_property
    def _hidden(self) -> list[Span]:
        """The stretches of ``whole_layout`` that are not read, in reading order."""
        if self.not_scored:
            return [Span(0, len(self.text))]
        reading = self._reading
        blocks = self.whole_layout.blocks
        beside = (Span(*blocks[number][:2]) for number in reading.beside)
        return sorted([*(Span(*passage[:2]) for passage in reading.passages), *beside])

    @cached_property
    def laid_out(self) -> Layout:
        """The layout as the format has it, in whatever language."""
        if self._layout:
            return self._layout
        layout = formats.layout_of(self.text, self.path, self.fields, self.source_fields, self.source)
        return things.hidden(self.text, layout, _masked(self.text, layout.masks))

    @cached_property
    def whole_layout(self) -> Layout:
        """The layout without what is marked as foreign, but with what is foreign by its words."""
        hidden = [Span(*mark[:2]) for mark in self.laid_out.marked if mark.is_hidden(self.language_marks)]
        return languages.without(self.text, self.laid_out, hidden) if hidden else self.laid_out

    @cached_property
    def beside(self) -> Document | None:
        """What readers see or hear besides, such as alternative texts, as an article of its own without a headline."""
        layout = self.laid_out.beside
        if layout is None or self.not_scored:
            return None
        layout = things.hidden(self.text, layout, _masked(self.text, layout.masks))
        return self._anew(is_beside=True, _layout=layout._replace(marked=self.laid_out.marked))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What is not English and not marked as such: blocks, and sentences of English blocks; the first of many where
        most of the article is in that language.
        """
        passages = self._reading.passages
        if self.marked_as:
            return ()
        return passages[:1] if self.mostly else passages

    @cached_property
    def mostly(self) -> str:
        """The language that most of the article is in, if that is not English."""
        return "" if self.is_beside else self._reading.mostly

    @property
    def holds_foreign(self) -> bool:
        """Whether some of the article is in another language."""
        return bool(self._reading.foreign)

    def is_proven_english(self, span: Span) -> bool:
        """Whether a repair may be made there: what is found can be left alone, what is changed must be English.

        In an article with a good deal of another language nothing is; beside a little of it, what is English by its
        words; else all but what leans to another language.
        """
        if self._reading.is_partly_foreign:
            return False
        sentence = self.sentence_at(span.start)
        return sentence is None or sentence.is_proven_english

    @cached_property
    def marked_as(self) -> str:
        """The language that the file, or its place, says it is in, if that is not English.

        A place says so only of what is not plainly English: ``it/`` can be a folder of that department.
        """
        stated = self.laid_out.language if LanguageMark.HEADER in self.language_marks else ""
        if stated:
            return name_of(stated) if is_foreign(stated) else ""
        by_path = of_path(self.path) if LanguageMark.PATH in self.language_marks else ""
        if not by_path:
            return ""
        reading = self._reading
        if is_unmistakable(by_path):
            is_believed = not reading.is_plainly_english or languages.glimpsed(primary(by_path), self._all.texts)
        else:
            is_believed = reading.foreign > reading.english
        return name_of(by_path) if is_believed else ""

    @property
    def language(self) -> str:
        """The language that it is marked as or that most of it is in; empty where too little of it tells."""
        return self.marked_as or self.mostly or (languages.ENGLISH if self._reading.english else "")

    @cached_property
    def not_scored(self) -> str:
        """Why the article has no score: it is marked as another language, or most of it is in one; else empty."""
        if self.marked_as:
            return f"marked as {self.marked_as}"
        return f"most of it is {self.mostly}" if self.mostly else ""

    @property
    def masks(self) -> tuple[Mask, ...]:
        """What is not prose, in reading order."""
        return self.layout.masks

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Paragraphs, headings, list items, cells and titles in reading order."""
        return self.layout.blocks

    @cached_property
    def masked(self) -> str:
        """The text with every character that is not English prose replaced by a filler; as long, of as many lines."""
        return self.legible if self.layout is self.whole_layout else _masked(self.text, self.masks)

    @cached_property
    def legible(self) -> str:
        """As ``masked``, but what is foreign by its words can be read."""
        return _masked(self.text, self.whole_layout.masks)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all blocks in reading order."""
        return tuple([Sentence(self, number, *span) for number, span in enumerate(self._cut.spans)])

    # Tokens are cut and put in lower case for the whole article at once; a sentence's own are slices of these.

    @cached_property
    def _all(self) -> _Cut:
        """The sentences of ``whole_layout``."""
        masked = self.legible
        blocks = self.whole_layout.blocks
        return _Cut(masked, [(*span, block) for block in blocks for span in _sentence_spans(masked, block)])

    @cached_property
    def _reading(self) -> Reading:
        """Which languages the article is in."""
        return languages.read(self._all, self.legible, self.whole_layout.blocks)

    @cached_property
    def _cut(self) -> _Cut:
        """The sentences that are read."""
        if self.layout is self.whole_layout:
            return self._all
        hidden = self._hidden
        starts = [span.start for span in hidden]

        def is_read(span: tuple[int, int, Block]) -> bool:
            at = bisect_right(starts, span[0]) - 1
            return at < 0 or hidden[at].end <= span[0]

        return _Cut(self.masked, [span for span in self._all.spans if is_read(span)])

    @cached_property
    def texts(self) -> list[str]:
        """The tokens of all sentences as written, less markup inside them."""
        return self._cut.texts

    @cached_property
    def first_tokens(self) -> list[int]:
        """The number of each sentence's first token among ``texts``, and that after the last."""
        return self._cut.first_tokens

    @cached_property
    def lowers(self) -> list[str]:
        """The tokens of all sentences in lower case with straight apostrophes."""
        return self._cut.lowers

    @cached_property
    def written(self) -> frozenset[str]:
        """All tokens as written."""
        return frozenset(self.texts)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The numbers of the tokens of each form, as ``lowers`` has it."""
        return self._cut.places

    def holding(self, forms: AbstractSet[str]) -> list[Sentence]:
        """The sentences that hold any of ``forms``, in reading order."""
        held = map(self.holders, self.forms.intersection(forms))
        return sorted(set().union(*held), key=attrgetter("number"))

    @cached_property
    def sentence_of(self) -> list[Sentence]:
        """The sentence of each token."""
        tokens = (stop - start for start, stop in pairwise(self.first_tokens))
        return list(chain.from_iterable(map(repeat, self.sentences, tokens)))

    def spot(self, token: int) -> tuple[Sentence, int]:
        """The sentence of a token by the token's number, and the token's number in that."""
        sentence = self.sentence_of[token]
        return sentence, token - self.first_tokens[sentence.number]

    def holders(self, form: str) -> list[Sentence]:
        """The sentences that hold ``form``, which may be ``FIGURE``; one is there as often as the form stands in it."""
        if form == FIGURE:
            return [self.sentences[number] for number in self.with_figures]
        sentence_of = self.sentence_of
        return [sentence_of[token] for token in self.places.get(form, ())]

    @cached_property
    def with_figures(self) -> frozenset[int]:
        """The numbers of the sentences that hold a number in figures."""
        masked = self.masked
        return frozenset(
            number
            for number, sentence in enumerate(self.sentences)
            if _DIGIT.search(masked, sentence.start, sentence.end)
        )

    @cached_property
    def forms(self) -> frozenset[str]:
        """What stands in any of the sentences, as ``Sentence.forms`` has it."""
        forms = frozenset(self.places)
        return forms | {FIGURE} if self.with_figures else forms

    @cached_property
    def figures(self) -> str:
        """The numbers of the text, a line each, with up to 13 characters that follow on its own line.

        A rule about a form that starts with a digit and is no longer than that searches here first.
        """
        sentences = map(self.sentences.__getitem__, self.with_figures)
        found = (_FIGURE_AND_AFTER.findall(self.masked, sentence.start, sentence.end + 14) for sentence in sentences)
        return "\n".join(chain.from_iterable(found))

    @cached_property
    def word_count(self) -> int:
        """How many words of prose the article has; the measure that MQM penalties are normed by."""
        return sum([text[0].isalnum() for text in self.texts])

    @cached_property
    def is_technical(self) -> bool:
        """Whether it is a manual or the like, which has a style of its own.

        Its sentences have code or names for things in them, or the words of computing.
        """
        if self.house.subject != ANY:
            return self.house.subject == TECHNICAL
        if self.path.endswith(_OF_MANUALS):
            return True
        if OPAQUE in self.masked and sum(text[0] == OPAQUE for text in self.texts) >= _TECHNICAL:
            return True
        found = _OF_COMPUTING.intersection(self.places)
        return len(found) >= _FEWEST_OF_COMPUTING and 25 * sum(len(self.places[word]) for word in found) >= len(
            self.texts
        )

    def forget(self) -> None:
        """Drop what was worked out of the text, which is worked out anew if it is asked for again.

        Sentences and their document name each other: what is done with goes at once then, without being looked for.
        """
        for name in self.__dict__.keys() - _GIVEN:
            del self.__dict__[name]
        self._facts = {}

    def is_set_off(self, span: Located) -> bool:
        """Whether markup stands on both sides of a stretch, so that it is spoken of rather than used."""
        return self.masked[span.start - 1 : span.start] == CLEAR == self.masked[span.end : span.end + 1]

    @property
    def headline(self) -> Block | None:
        """The first block, which may be the article's headline; none where the blocks are no one text."""
        return self.blocks[0] if self.blocks and self.layout.is_article else None

    @property
    def prose(self) -> Iterator[Block]:
        """The blocks that are the article's own: not the values of its front matter."""
        return (block for block in self.blocks if block.kind is not BlockKind.FRONT_MATTER)

    def search(
        self, pattern: re.Pattern[str], *gates: re.Pattern[str] | str, near_figures: bool = False
    ) -> Iterator[re.Match[str]]:
        """Matches of ``pattern`` inside blocks of prose.

        ``gates`` find fast in which blocks there can be one, and for ``near_figures`` first, in ``figures``, whether
        there can be one at all. One that is a string stands there as it is, which is found fastest; several that begin
        with a character each are faster than one that begins with a class.
        """
        if near_figures and not any(_find(gate, self.figures, 0) >= 0 for gate in gates):
            return
        gated = chain.from_iterable(map(self._blocks_with, gates))
        for block in sorted(set(gated)) if gates else self.prose:
            yield from pattern.finditer(self.masked, block.start, block.end)

    def _blocks_with(self, gate: re.Pattern[str] | str) -> Iterator[Block]:
        """The blocks of prose in which a match of ``gate`` begins."""
        at = 0
        while (found := _find(gate, self.masked, at)) >= 0:
            number = bisect_right(self._block_starts, found)
            block = self.blocks[number - 1] if number else None
            if block and found < block.end:
                if block.kind is not BlockKind.FRONT_MATTER:
                    yield block
                at = block.end
            elif number < len(self.blocks):
                at = self.blocks[number].start
            else:
                return

    def block_at(self, offset: int) -> Block | None:
        """The block that ``offset`` lies in or at the end of, if there is one."""
        number = bisect_right(self._block_starts, offset) - 1
        return self.blocks[number] if number >= 0 and offset <= self.blocks[number].end else None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds ``offset``, if one does."""
        at = bisect_right(self._sentence_starts, offset) - 1
        if at >= 0 and offset < self.sentences[at].end:
            return self.sentences[at]
        return None

    def touches_mask(self, span: Located) -> bool:
        """Whether ``span`` shares a character with what is not prose."""
        if not self.masks:
            return False
        at = bisect_right(self._mask_starts, span.start) - 1
        near = self.masks[max(at, 0) : at + 2]
        return any(mask.start < max(span.end, span.start + 1) and span.start < mask.end for mask in near)

    def whole(self, span: Located) -> Span:
        """``span``, with the whole of the escape whose last character it begins with."""
        at = bisect_right(self._mask_starts, span.start) - 1
        if at > 0 and self.masks[at].start == span.start and self.masks[at].filler not in (OPAQUE, CLEAR):
            before = self.masks[at - 1]
            if before.end == span.start and before.filler == CLEAR:
                return Span(before.start, span.end)
        return Span(span.start, span.end)

    def holds_escapes_only(self, span: Located) -> bool:
        """Whether whatever is masked in ``span`` are whole escapes, each of a character that is not white space."""
        at = max(bisect_right(self._mask_starts, span.start) - 1, 0)
        is_open = False
        for start, end, filler in self.masks[at:]:
            if end <= span.start:
                continue
            if start >= span.end:
                break
            is_whole = span.start <= start and end <= span.end
            if not is_whole or filler == OPAQUE or filler.isspace() or (is_open and filler == CLEAR):
                return False
            is_open = filler == CLEAR
        return not is_open

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of ``offset``, both counted from 1, the column in characters."""
        return self._lines.position(offset)

    def line(self, number: int) -> Span:
        """Where line ``number`` (from 1) stands, without its line end."""
        return self._lines.line(number)

    @cached_property
    def _block_starts(self) -> Sequence[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _sentence_starts(self) -> Sequence[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _mask_starts(self) -> Sequence[int]:
        return [mask.start for mask in self.masks]

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)


_GIVEN = frozenset(vars(Document("")))


class _Asked(Protocol):
    """What keeps the answers to what is asked of it: an article, or a part of one."""

    _facts: dict[object, object]


_Of = TypeVar("_Of", bound=_Asked)


def fact(work_out: Callable[[_Of], _T]) -> Callable[[_Of], _T]:
    """Let what a function says of an article be worked out once and kept with it: several rules ask in turn."""

    @wraps(work_out)
    def known(asked: _Of) -> _T:
        facts = asked._facts  # noqa: SLF001 -- its own
        if work_out not in facts:
            facts[work_out] = work_out(asked)
        return cast("_T", facts[work_out])

    return known


def _find(gate: re.Pattern[str] | str, text: str, at: int) -> int:
    """Where a gate of ``Document.search`` is first found from ``at`` on; -1 where it is not."""
    if isinstance(gate, str):
        return text.find(gate, at)
    found = gate.search(text, at)
    return found.start() if found else -1


def _masked(text: str, masks: Iterable[Mask]) -> str:
    """``text`` with the filler of each mask for every character of it that is no line feed."""
    pieces: list[str] = []
    at = 0
    for start, end, filler in masks:
        pieces.append(text[at:start])
        hidden = text[start:end]
        pieces.append(_ALL_BUT_NEWLINE.sub(filler, hidden) if "\n" in hidden else filler * (end - start))
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def _sentence_spans(masked: str, block: Block) -> list[tuple[int, int]]:
    """Where the sentences of a block start and end, without the white space around them."""
    text = masked[block.start : block.end]
    ends = [*_boundaries(text), len(text)]
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _cut(ends, text) if len(text) > LONGEST_SENTENCE else ends:
        piece = text[start:end]
        stripped = piece.strip()
        if stripped.replace(CLEAR, "").strip():
            offset = block.start + start + piece.index(stripped)
            spans.append((offset, offset + len(stripped)))
        start = end
    return spans


LONGEST_SENTENCE = 5_000
"""Characters; what goes on for longer is no sentence, and rules that look back and forth in it would take for ever."""


def _cut(ends: list[int], text: str) -> Iterator[int]:
    """The ends of sentences, and ends within those that are too long: at a blank, where there is one."""
    start = 0
    for end in ends:
        while end - start > LONGEST_SENTENCE:
            blank = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
            start = blank + 1 if blank > 0 else start + LONGEST_SENTENCE
            yield start
        yield end
        start = end


_END_INSIDE = re.compile(r"[.!?…][\"'”’»)\]\u2060]*\s+\S")


def _boundaries(text: str) -> list[int]:
    """Offsets at which a new sentence begins; a quotation mark belongs to the sentence that it stands against."""
    if not _END_INSIDE.search(text):
        return []
    # sentencex (1.0.32) panics on a space beyond ASCII between an initial and its full stop.
    plain = text if text.isascii() else _WIDE_SPACE_BEFORE_STOP.sub(" ", text)
    ends = _ends_of_sentences(plain)
    for number, end in enumerate(ends):
        if 8 < end < len(text) and not text[end].isspace() and (opening := _OPENING_MARK.search(text, end - 8, end)):
            ends[number] = opening.start()
    return ends


def _ends_of_sentences(text: str) -> list[int]:
    """What the library says; none for a text on which it panics, so that one block does not end the run."""
    try:
        return [sentence["end_index"] for sentence in get_sentence_boundaries("en", text)]
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # no Exception, and nowhere to be imported from
            raise
        return []


_WIDE_SPACE_BEFORE_STOP = re.compile(r"[^\S\x00-\x7f](?=\s*\.)")
_OPENING_MARK = re.compile(r"(?<=\s)[\"'“‘(\[\u2060]+\Z")
