"""LanguageTool as a reader: asked about articles in the background, its answers kept.

One server serves the whole run. What goes wrong is said once; LanguageTool is left out from there on, and the run goes
on without it.
"""

from __future__ import annotations

import json
import os
import threading
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING, Self

from checker.readers import UnreadError
from checker.readers.background import Background, HungError, Question
from checker.readers.languagetool.client import OPTIONS, Client, Limits, Match, UnavailableError
from checker.readers.languagetool.mapping import FAMILY, hit_for, is_let_through, policy, rule_for
from checker.readers.languagetool.options import LANGUAGETOOL
from checker.readers.languagetool.pieces import Piece, pieces_of
from checker.readers.languagetool.server import LocalServer
from checker.store import cache

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from checker.checking.rule import Rule
    from checker.findings import Hit
    from checker.option import Values
    from checker.text.document import Document

__all__ = ["LanguageTool"]

_FORM = 1
"""Raised when what is sent or kept takes another form: older answers in the cache then count as not there."""

_THREADS = min(4, os.cpu_count() or 1)
_AHEAD = 2 * _THREADS
"""Pieces that wait for an answer before their article's turn has come."""

_MOST_CHARACTERS = 1_000_000
"""Length from which on an article is not sent: it is data rather than prose, and would take minutes."""

_KEPT = "languagetool-"
"""How the names of kept answers begin."""


_Question = Question[Piece, list[Match]]


class LanguageTool:
    """One run's LanguageTool: ``where`` is a server's URL, or ``auto`` for a server of this run's own.

    ``say`` is told, once, why it had to be left out; ``problem`` is the same text from then on. Close it, or use it as
    a context, so that no server is left running. Raises ``ValueError`` when ``where`` is neither.
    """

    name = FAMILY
    pure = False
    progress = ""

    def __init__(
        self, where: str, *, say: Callable[[str], None], limits: Limits | None = None, required: bool = False
    ) -> None:
        self.required = required
        self.limits = limits or Limits()
        self.problem = ""
        self._say = say
        self._server = LocalServer(self.limits) if where == "auto" else None
        self._client = None if self._server else Client(where, self.limits)
        self._version = ""
        self._connecting = threading.Lock()
        self._refusal: UnavailableError | None = None
        self._background = Background(self._answer, _THREADS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ask nothing more, and stop the server if it is this run's own; returns when it is gone."""
        self._background.close()
        if self._server:
            self._server.stop()

    def look_ahead(self, docs: Iterable[Document]) -> None:
        """Start asking about articles whose turn will come, a few pieces at a time."""
        threading.Thread(target=self._look_ahead, args=(docs,), daemon=True).start()

    @property
    def version(self) -> str:
        """What its answers are kept under by itself."""
        return f"{_FORM} {self._version}"

    def is_wanted(self, values: Values) -> bool:
        """Whether a folder with these options wants it."""
        return values[LANGUAGETOOL] != "off"

    def begin(self, doc: Document, asked_for: Collection[str] = ()) -> _Pending:
        """Start asking about an article; ``asked_for`` are rules that the user selected by name."""
        return _Pending(doc, self.ask(doc), asked_for)

    def ask(self, doc: Document) -> Iterator[tuple[Piece, Match]]:
        """Start asking about an article; what is returned waits for the answers, all of them before the first."""
        if self.problem:
            return self._answers(None)
        if len(doc.text) > _MOST_CHARACTERS:
            self._leave_out(f"{doc.path} is longer than {_MOST_CHARACTERS:,} characters; split it, or exclude it")
            return self._answers(None)
        return self._answers([(piece, self._background.ask(piece.text, piece)) for piece in pieces_of(doc)])

    def _answers(self, asked: list[tuple[Piece, _Question]] | None) -> Iterator[tuple[Piece, Match]]:
        """What comes back; raises ``UnreadError`` where nothing does, or where nothing was asked."""
        if asked is None:
            raise UnreadError
        try:
            answers = [(piece, question.wait(self.limits.answer_seconds)) for piece, question in asked]
        except UnavailableError as error:
            self._leave_out(str(error))
            raise UnreadError from None
        except HungError:
            self._leave_out(f"no answer within {self.limits.answer_seconds:g} seconds; use another server")
            raise UnreadError from None
        for piece, matches in answers:
            for match in matches:
                yield piece, match

    def _leave_out(self, problem: str) -> None:
        if not self.problem:
            self.problem = problem
            self._say(f"LanguageTool skipped: {problem}")

    # -- In the background ---------------------------------------------------------------------------------------------

    def _look_ahead(self, docs: Iterable[Document]) -> None:
        room = threading.Semaphore(_AHEAD)
        for doc in docs:
            if len(doc.text) > _MOST_CHARACTERS:
                continue
            for piece in pieces_of(doc):
                room.acquire()
                if self._background.closed.is_set() or self.problem:
                    return
                self._background.ask(piece.text, piece, ahead=True).add_done_callback(lambda _: room.release())

    def _answer(self, question: _Question) -> list[Match]:
        if self._background.closed.is_set() or self.problem:
            raise UnavailableError(self.problem or "the run is over")
        annotation = question.about.annotation
        asked = json.dumps([_FORM, self._known_version(), OPTIONS, annotation])
        key = blake2b(asked.encode(), digest_size=20).hexdigest()
        name = f"{_KEPT}{key}"
        if (kept := cache.read(name, key)) is not None:
            return [Match(*fields) for fields in kept]
        client = self._connected()
        question.is_sent()
        matches = client.check(annotation)
        cache.write(name, key, matches)
        return matches

    def _known_version(self) -> str:
        """The version that answers are kept under.

        A server of this run's own need not run for that, so that it is started only for what is not in the cache.
        """
        with self._one_tries():
            if not self._version:
                if self._server:
                    self._version = self._server.version()
                elif self._client:
                    self._version = self._client.version()
            return self._version

    def _connected(self) -> Client:
        with self._one_tries():
            if self._client is None:
                assert self._server
                self._client = Client(self._server.start(), self.limits)
            return self._client

    @contextmanager
    def _one_tries(self) -> Iterator[None]:
        """Let one thread at a time try to reach the server; where it failed, the others fail with the same reason."""
        with self._connecting:
            if self._refusal:
                raise self._refusal
            try:
                yield
            except UnavailableError as error:
                self._refusal = error
                raise


class _Pending:
    """What LanguageTool lets us know of one article, as hits of rules ``languagetool/RULE_ID``.

    A rule that is dropped by default is let through where it was asked for by name.
    """

    def __init__(self, doc: Document, found: Iterator[tuple[Piece, Match]], asked_for: Collection[str]) -> None:
        self._doc = doc
        self._found = found
        self._asked_for = asked_for

    def findings(self) -> Iterator[tuple[Rule, Hit]]:
        for piece, match in self._found:
            span = piece.span(match.offset, match.length)
            rule = rule_for(match)
            if span is None or rule is None:
                continue
            if rule.name in self._asked_for or is_let_through(self._doc, span, match, policy()):
                yield rule, hit_for(self._doc, span, match, policy())

    def quality(self) -> None:
        return None
