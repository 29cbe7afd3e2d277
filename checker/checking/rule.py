"""What a rule is, and the examples that prove it: Rule, Example; and how it says what it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, cast

from checker.findings.finding import WORDS_OF_AN_EDITOR, Edit, Finding, Fix, Hit, Related
from checker.findings.vocabulary import Applicability
from checker.text.document import FIGURE
from checker.text.house_style import UNDECIDED, HouseStyle
from checker.text.layout import Span
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.findings.vocabulary import Category, Severity
    from checker.names.names_file import Entry
    from checker.text.document import Located
    from checker.text.glossary import Term

__all__ = [
    "WORDS_OF_AN_EDITOR",
    "Applicability",
    "Beside",
    "Edit",
    "Example",
    "Expired",
    "Finding",
    "Fix",
    "Hit",
    "Related",
    "Rule",
    "RuleError",
    "Tokens",
    "beside_each",
    "flag",
    "parted",
    "rule",
    "span_of",
]


def span_of(where: Located | re.Match[str] | tuple[int, int]) -> Span:
    """The stretch that a token, a sentence, a match or a pair of offsets stands for."""
    if isinstance(where, Span):
        return where
    if isinstance(where, re.Match):
        return Span(*where.span())
    if type(where) is tuple:
        return Span(*where)
    located = cast("Located", where)
    return Span(located.start, located.end)


def flag(
    where: Located | re.Match[str] | tuple[int, int],
    message: str,
    *,
    safe: str | None = None,
    unsafe: str | None = None,
    options: Iterable[str] = (),
    decided: bool = True,
    related: Iterable[Related] = (),
    severity: Severity | None = None,
    doubtful: bool = False,
    within: int = WORDS_OF_AN_EDITOR,
) -> Hit:
    """A hit on ``where``; the keyword that brings the replacement says how far to trust it.

    ``options`` are repairs to choose from. An ``unsafe`` repair that is not ``decided``, since as much speaks for what
    stands there, is only shown. What is ``doubtful`` may be right in an edited article, and is heard only in one where
    other rules found enough: one thing ``within`` so many words, 250 at most, the fewer the oftener it is right. At
    most one of ``safe``, ``unsafe`` and ``options`` may be given; raises
    ``ValueError`` otherwise.
    """
    given = [
        (Applicability.SAFE, () if safe is None else (safe,)),
        (Applicability.UNSAFE if decided else Applicability.DISPLAY, () if unsafe is None else (unsafe,)),
        (Applicability.DISPLAY, tuple(options)),
    ]
    chosen = [(applicability, texts) for applicability, texts in given if texts]
    if len(chosen) > 1:
        raise ValueError("a hit has one kind of repair: safe, unsafe or options")
    applicability, replacements = chosen[0] if chosen else (Applicability.DISPLAY, ())
    return Hit(
        span_of(where), message, replacements, applicability, tuple(related), severity, doubtful=doubtful, within=within
    )


class RuleError(Exception):
    """A rule that failed on an article; the message names both."""


class Expired(BaseException):
    """The time for an article is over; ``rule`` is what was at work, if a rule was. A signal raises it."""

    rule: str = ""


class Example(NamedTuple):
    """A text with its errors marked in place, read from ``She waited [a -> an] hour.``

    ``repaired`` is the text after all repairs, or ``None`` when a mark gives none or a choice, and where there is no
    mark. Braces instead of brackets, ``{wrong -> right}``, are a place that the repair of a finding changes elsewhere.
    What stands before an arrow, ``Sie wartete. => She waited.``, is ``original``: the text that it was translated from.
    """

    source: str
    text: str
    spans: tuple[Span, ...]
    suggestions: tuple[tuple[str, ...], ...]
    repaired: str | None
    original: str = ""

    @classmethod
    def parse(cls, source: str) -> Example:
        r"""Read ``[wrong]``, ``[wrong -> right]`` and ``[wrong -> right | or right]``; ``\[`` is a bracket."""
        original, marked = parted(source)
        pieces: list[str] = []
        repaired: list[str] = []
        spans: list[Span] = []
        suggestions: list[tuple[str, ...]] = []
        at = length = 0
        for mark in _MARK.finditer(marked):
            before = _unescaped(marked[at : mark.start()])
            wrong = _unescaped(mark["wrong"] or mark["elsewhere"])
            right = mark["right"] if mark["wrong"] else mark["there"]
            options = () if right is None else tuple(_unescaped(option) for option in right.split(" | "))
            pieces += [before, wrong]
            repaired += [before, options[0] if options else wrong]
            length += len(before)
            if mark["wrong"]:
                spans.append(Span(length, length + len(wrong)))
                suggestions.append(options)
            length += len(wrong)
            at = mark.end()
        rest = _unescaped(marked[at:])
        settled = bool(spans) and all(len(options) == 1 for options in suggestions)
        return cls(
            source,
            "".join([*pieces, rest]),
            tuple(spans),
            tuple(suggestions),
            "".join([*repaired, rest]) if settled else None,
            original,
        )


_ARROW = " => "


def parted(example: str) -> tuple[str, str]:
    """The source of an example, if it has one, and the text that was made from it."""
    original, arrow, text = example.partition(_ARROW)
    return (original, text) if arrow else ("", example)


_MARK = lazy(
    r"""
    (?<!\\)(?<!!)\[                       # neither an escaped bracket nor an image
    (?P<wrong>(?:[^\[\]\\]|\\.)+?)
    (?:[ ]->[ ]?(?P<right>(?:[^\[\]\\]|\\.)*))?
    \](?!\()                              # nor a link
  | \{(?P<elsewhere>[^{}]+?)[ ]->[ ]?(?P<there>[^{}]*)\}
    """,
    re.VERBOSE | re.DOTALL,
)


def _unescaped(source: str) -> str:
    return re.sub(r"\\([\[\]])", r"\1", source)


class Tokens(Protocol):
    """Tokens in lower case with straight apostrophes: a set, as far as the engine asks it."""

    def __contains__(self, token: str) -> bool: ...
    def isdisjoint(self, tokens: Iterable[str]) -> bool: ...


_Words = Iterable[str] | Callable[[str], bool]
Beside = _Words | Mapping[str, _Words]
"""What a rule says of the tokens beside its cues: which they are, or a function that tells, of all cues or of each."""

Scope = Literal["sentence", "document", "pair"]
_SCOPES: dict[str, Scope] = {"Sentence": "sentence", "Document": "document", "Pair": "pair"}


class Rule(NamedTuple):
    """One thing that can be wrong, how to find it, and the examples that prove it.

    ``cues`` are lower-case tokens of which a sentence (or, for a document rule, the article) must hold one for the rule
    to look at it; without cues it looks at every one. ``needs`` are further sets, of each of which one must be there
    too: words, or ``FIGURE`` for a number in figures. ``before`` and ``after`` have for a cue of a sentence rule which
    tokens must stand beside it; at an end of the sentence stands ``""``. A document rule is ``local`` where it finds in
    each block what it would find if the article had no other. ``names`` is what the names file of a project would list
    for the examples to hold, ``glossary`` what its glossary would say, ``house`` what its house decided. ``doubtful``
    are examples as ``bad`` ones are, of what is heard only in an article that nobody edited; of a rule without any
    other, all is doubtful. ``precision`` is how often people mark what it finds (``evidence.precision_of``), from 0 to
    1; what your own rules find counts in full. ``files`` are globs of the articles that it holds for; it holds for all
    where there are none.
    """

    name: str
    family: str
    category: Category
    severity: Severity
    scope: Scope
    look: Callable[[Any], Iterable[Hit]]
    explanation: str
    cues: frozenset[str] = frozenset()
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    preview: bool = False
    sources: tuple[str, ...] = ()
    names: tuple[Entry, ...] = ()
    origin: str = ""
    needs: tuple[frozenset[str], ...] = ()
    before: Mapping[str, Tokens] = MappingProxyType({})
    after: Mapping[str, Tokens] = MappingProxyType({})
    doubtful: tuple[str, ...] = ()
    precision: float = 1.0
    glossary: tuple[Term, ...] = ()
    files: tuple[str, ...] = ()
    house: HouseStyle = UNDECIDED
    local: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether all that the rule finds is doubtful."""
        return bool(self.doubtful) and not self.bad

    @property
    def is_local(self) -> bool:
        """Whether what it finds in a block hangs on that block, and hardly on others."""
        return self.scope == "sentence" or self.local

    @property
    def summary(self) -> str:
        """The first sentence of the explanation."""
        return self.explanation.partition("\n\n")[0].replace("\n", " ")

    @property
    def examples(self) -> tuple[Example, ...]:
        """The bad examples and the doubtful ones, parsed."""
        return tuple(map(Example.parse, (*self.bad, *self.doubtful)))

    def is_called(self, selector: str) -> bool:
        """Whether ``selector`` is this rule's name, family, category or MQM dimension, or ``all``.

        A row is also called by the name of its rule, and by its own, which it had before it was a row.
        """
        return selector in (
            self.name, *self.name.split("/"), self.family, self.category.value, self.category.dimension, "all"
        )  # fmt: skip


def rule(
    *,
    category: Category,
    severity: Severity,
    bad: Sequence[str] = (),
    good: Sequence[str] = (),
    doubtful: Sequence[str] = (),
    cues: Iterable[str] = (),
    needs: Iterable[Iterable[str]] = (),
    before: Beside = (),
    after: Beside = (),
    preview: bool = False,
    sources: Sequence[str] = (),
    names: Sequence[Entry] = (),
    glossary: Sequence[Term] = (),
    house: HouseStyle = UNDECIDED,
    local: bool = False,
) -> Callable[[Callable[[Any], Iterable[Hit]]], Rule]:
    """Make a rule of a function that takes a ``Sentence``, a ``Document`` or a ``Pair`` and yields hits.

    The function's name becomes the rule's, its docstring the explanation, its file the family. ``before`` and ``after``
    say what must stand beside a cue for the rule to look at a sentence: words, or a function of one; or a mapping of
    cues to such, where a cue that is left out asks for nothing. A rule that reads a ``Document`` is ``local`` where it
    looks at each block by itself: an editor hears of it at once. Raises ``TypeError`` when the parameter's type is
    none of these, and ``ValueError`` when there is no docstring or no bad example, or a word beside what is no cue.
    """
    cued = frozenset(cue.replace("’", "'") for cue in cues)
    beside_cue = beside_each(cued, before), beside_each(cued, after)

    def decorate(function: Callable[[Any], Iterable[Hit]]) -> Rule:
        annotation = next(iter(function.__annotations__.values()), None)
        kind = getattr(annotation, "__name__", str(annotation))
        if kind not in _SCOPES:
            raise TypeError(f"{function.__name__}: the parameter must be a Sentence, a Document or a Pair, not {kind}")
        if not function.__doc__ or not (bad or doubtful):
            raise ValueError(f"{function.__name__}: a rule needs a docstring and a bad example")
        scope = _SCOPES[kind]
        written = cued - {FIGURE} if scope == "sentence" else set()
        if strangers := {cue for asked in beside_cue for cue in asked} - written:
            raise ValueError(
                f"{function.__name__}: asks for something beside {sorted(strangers)}, no cue of a sentence"
            )
        return Rule(
            name=function.__name__.replace("_", "-"),
            family=function.__module__.rpartition(".")[2].replace("_", "-"),
            category=category,
            severity=severity,
            scope=scope,
            look=function,
            explanation=_dedented(function.__doc__),
            cues=cued,
            needs=tuple(map(frozenset, needs)),
            before=beside_cue[0],
            after=beside_cue[1],
            bad=tuple(bad),
            good=tuple(good),
            doubtful=tuple(doubtful),
            preview=preview,
            sources=tuple(sources),
            names=tuple(names),
            glossary=tuple(glossary),
            house=house,
            local=local,
            origin=function.__code__.co_filename,
        )

    return decorate


def beside_each(cues: Iterable[str], wanted: Beside) -> Mapping[str, Tokens]:
    """For each cue that asks for something, the tokens that can stand beside it."""
    if isinstance(wanted, Mapping):
        made = {id(words): _tokens(words) for words in wanted.values()}  # several cues mostly ask for the same
        return {cue: made[id(words)] for cue, words in wanted.items()}
    return dict.fromkeys(cues, _tokens(wanted)) if wanted else {}


def _tokens(wanted: _Words) -> Tokens:
    return _Such(wanted) if callable(wanted) else frozenset(wanted)


class _Such:
    """The tokens for which a function holds, to be asked like a set."""

    def __init__(self, holds: Callable[[str], bool]) -> None:
        self._holds = lru_cache(maxsize=1024)(holds)

    def __contains__(self, token: str) -> bool:
        return self._holds(token)

    def isdisjoint(self, tokens: Iterable[str]) -> bool:
        return not any(map(self._holds, tokens))


def _dedented(docstring: str) -> str:
    return "\n".join(line.strip() for line in docstring.strip().split("\n"))
