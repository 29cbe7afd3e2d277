"""What a reader is to the engine: someone who finds things in articles beside the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from checker.checking.rule import Rule
    from checker.findings import Hit
    from checker.findings.review import Quality
    from checker.option import Values
    from checker.text.document import Document

__all__ = ["Pending", "Reader", "UnreadError"]


class UnreadError(Exception):
    """An article that a reader has not read, or not to its end, for a reason that the user was told."""


class Pending(Protocol):
    """What a reader will say of one article, once it has read it."""

    def findings(self) -> Iterable[tuple[Rule, Hit]]:
        """What it found, each under a rule that may be made up as it comes; going through them waits for it.

        Raises ``UnreadError`` after the last where it has not read all of the article.
        """

    def quality(self) -> Quality | None:
        """What it thinks of the article as a whole, if it has a say in that."""


class Reader(Protocol):
    """Someone who finds things in articles.

    ``name`` is the family of its rules, ``version`` whatever its findings depend on, for the key that they are kept
    under. One that is ``pure`` says the same of the same article each time and holds nothing that processes cannot
    share: what it says may be kept, and each process may open one of its own. ``progress`` says in a few words how far
    it is, where one article may take it long; it is empty where that of articles tells enough. ``problem`` says why it
    had to be left out for the rest of the run, where it was; ``required`` that the run counts as failed then.
    """

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def pure(self) -> bool: ...
    @property
    def progress(self) -> str: ...
    @property
    def problem(self) -> str: ...
    @property
    def required(self) -> bool: ...

    def begin(self, doc: Document, asked_for: Collection[str] = ()) -> Pending:
        """Start reading an article; ``asked_for`` are rules that the user selected by name."""

    def look_ahead(self, docs: Iterable[Document]) -> None:
        """Start reading articles whose turn will come, if that helps."""

    def is_wanted(self, values: Values) -> bool:
        """Whether a folder with these options wants it."""
