"""A large language model as a reader: asked about paragraphs in the background, the answer to each kept.

What goes wrong with a paragraph costs that alone. What goes wrong for good is said once, and the run goes on with what
was read, of which all is kept: the next run asks only for the rest.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, Self

from checker.checking.rule import Expired
from checker.readers import UnreadError
from checker.readers.background import Background, HungError, Question
from checker.readers.llm import prompt
from checker.readers.llm.client import Chat, ReadError, UnavailableError
from checker.readers.llm.marks import FAMILY, Mark, hit_for, marks_in, placed, rule_for
from checker.readers.llm.options import LLM_URL
from checker.readers.llm.pieces import Piece, pieces_of
from checker.readers.remote import is_loopback
from checker.store import cache

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from checker.checking.rule import Rule
    from checker.findings import Hit
    from checker.option import Values
    from checker.readers.llm.prompt import Message
    from checker.text.document import Document

__all__ = ["LargeLanguageModel"]

_THREADS = 4
"""Requests at a time: what servers of one's own and those of a company take without being told to."""

_CHARACTERS_A_TOKEN = 4

_TELLING = 4
"""After so many answers the time that the others will take can be told: one for each request that runs at a time."""

_VERSION = prompt.told()["version"]

_KEPT = "llm-"
"""How the names of kept answers begin."""


class _Asked(NamedTuple):
    """A paragraph with the conversation about it, and the key that its answer is kept under."""

    piece: Piece
    messages: Sequence[Message]
    key: str

    @property
    def tokens(self) -> int:
        """How many tokens the question and its answer may take, as far as their length tells."""
        characters = sum(len(message["content"]) for message in self.messages)
        return (characters + len(self.piece.text)) // _CHARACTERS_A_TOKEN + 1


_Question = Question[_Asked, list[Mark]]


class _Account:
    """The tokens of a run: what was foreseen, what is out with questions, and what was spent of a budget."""

    def __init__(self, budget: int | None) -> None:
        self._budget = budget
        self._lock = threading.Lock()
        self._out = 0
        self._to_ask = 0
        self._began = 0.0
        self.foreseen = 0
        self.spent = 0
        self.asked = 0

    def ahead(self, paragraphs: int) -> None:
        """So many paragraphs are to be asked about, from now on."""
        self._to_ask = paragraphs
        self._began = time.monotonic()

    def told(self, model: str) -> str:
        """How far it is, in words; empty where nothing is left to ask."""
        with self._lock:
            asked, spent = self.asked, self.spent
        left = self._to_ask - asked
        if left <= 0:
            return ""
        so_far = f"{model}: {asked:,} of {_counted(self._to_ask, 'paragraph')}, {spent:,} tokens"
        if asked < _TELLING:
            return so_far
        seconds = (time.monotonic() - self._began) / asked * left
        return f"{so_far}, about {_duration(seconds)} left"

    def takes(self, tokens: int) -> bool:
        """Whether the budget allows for a question, which then counts as out."""
        with self._lock:
            if self._budget is not None and self.spent + self._out + tokens > self._budget:
                return False
            self._out += tokens
            return True

    def settle(self, foreseen: int, spent: int) -> None:
        """A question that is out has come back, and took so many tokens; none where it was not answered."""
        with self._lock:
            self._out -= foreseen
            if spent:
                self.spent += spent
                self.foreseen += foreseen
                self.asked += 1


class LargeLanguageModel:
    """One run's model. ``say`` is told what goes on, a line each; ``budget`` is the most tokens that it may spend.

    Close it, or use it as a context, to have told what it took.
    """

    name = FAMILY
    pure = False

    def __init__(
        self, chat: Chat, *, say: Callable[[str], None], budget: int | None = None, required: bool = False
    ) -> None:
        self.required = required
        self._chat = chat
        self._say = say
        self._budget = budget
        self._account = _Account(budget)
        self._left_out = ""
        self._telling = threading.Lock()
        self._failures = 0
        self._unread: dict[str, str] = {}
        self._kept: set[str] = set()
        self._dropped: dict[str, list[str]] = {}
        self._has_told_host = False
        self._background = Background(self._answer, _THREADS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ask nothing more, and tell what it all took."""
        if not self._background.closed.is_set():
            self._background.close()
            self._sum_up()

    @property
    def version(self) -> str:
        """What its answers are kept under by itself."""
        return f"{_VERSION} {self._chat.model}"

    @property
    def problem(self) -> str:
        """Why not everything could be read; empty where it could."""
        return self._left_out or next(iter(self._unread.values()), "")

    def is_wanted(self, values: Values) -> bool:
        """Whether a folder with these options wants it."""
        return values[LLM_URL] != "off"

    def look_ahead(self, docs: Iterable[Document]) -> None:
        """Start asking about articles whose turn will come, and tell how much that will be."""
        asked = {one.key: one for doc in docs for one in self._asked(doc)}
        missing = [one for one in asked.values() if cache.read(f"{_KEPT}{one.key}", one.key) is None]
        if missing:
            tokens = sum(one.tokens for one in missing)
            is_short = self._budget is not None and self._budget < tokens
            allowed = f"; the budget allows for {self._budget:,}" if is_short else ""
            self._say(
                f"{self._chat.model} will read {_counted(len(missing), 'paragraph')} at {self._chat.host}, "
                f"which takes about {tokens:,} tokens{allowed}"
            )
        for one in missing:
            self._background.ask(one.key, one, ahead=True)
        self._account.ahead(len(missing))

    @property
    def progress(self) -> str:
        """How many paragraphs are answered, what that took and, as far as these tell, how long the others will."""
        return "" if self._left_out else self._account.told(self._chat.model)

    def begin(self, doc: Document, asked_for: Collection[str] = ()) -> _Pending:  # noqa: ARG002 -- it drops no rule
        """Start asking about an article."""
        return _Pending(self, doc, [self._background.ask(one.key, one) for one in self._asked(doc)])

    def _asked(self, doc: Document) -> Iterator[_Asked]:
        for piece in pieces_of(doc):
            messages = prompt.messages_for(piece)
            parts = json.dumps([_VERSION, self._chat.model, messages])
            yield _Asked(piece, messages, blake2b(parts.encode(), digest_size=20).hexdigest())

    def read(self, doc: Document, questions: Iterable[_Question]) -> Iterator[tuple[Rule, Hit]]:
        """What the answers find in an article, as they come.

        A paragraph without an answer is passed over; after all others that raises ``UnreadError``.
        """
        is_late = is_unread = False
        for question in questions:
            asked = question.about
            try:
                marks = None if is_late and not question.done() else self._waited_for(question)
            except Expired:
                # The time for an article is over: what the model has not said by now is left out, and no more.
                is_late, marks = True, None
            if marks is None:
                self._unread.setdefault(asked.key, _LATE)
                is_unread = True
                continue
            found, self._dropped[asked.key] = placed(asked.piece, marks)
            for one in found:
                yield rule_for(one.category), hit_for(doc, one)
        if is_unread:
            raise UnreadError

    def _waited_for(self, question: _Question) -> list[Mark] | None:
        """The marks of an answer; ``None`` where there is none, and why is noted."""
        seconds = self._chat.limits.answer_seconds
        try:
            return question.wait(seconds)
        except HungError:
            self._leave_out(f"no answer within {seconds:g} seconds; use another server")
            self._unread.setdefault(question.about.key, self._left_out)
        except (UnavailableError, ReadError) as error:
            self._unread.setdefault(question.about.key, str(error))
        return None

    def _leave_out(self, problem: str) -> None:
        with self._telling:
            if not self._left_out:
                self._left_out = problem
                self._say(f"{self._chat.model} skipped from here on: {problem}")

    def _sum_up(self) -> None:
        account = self._account
        unread = len(self._unread)
        if unread and not self._left_out:
            self._say(f"{_counted(unread, 'paragraph')} could not be read: {self.problem}")
        dropped = Counter(why for reasons in self._dropped.values() for why in reasons)
        parts: list[str] = []
        if account.asked:
            asked = _counted(account.asked, "paragraph")
            parts.append(f"{account.spent:,} tokens for {asked} (about {account.foreseen:,} foreseen)")
            if self._kept:
                parts.append(f"{len(self._kept):,} more known from before")
        if dropped:
            why = ", ".join(f"{count:,} {reason}" for reason, count in dropped.most_common())
            parts.append(f"{_counted(dropped.total(), 'mark')} left out: {why}")
        if parts:
            self._say(f"{self._chat.model}: {'; '.join(parts)}")

    # -- In the background ---------------------------------------------------------------------------------------------

    def _answer(self, question: _Question) -> list[Mark]:
        asked = question.about
        name = f"{_KEPT}{asked.key}"
        if (kept := cache.read(name, asked.key)) is not None:
            self._kept.add(asked.key)
            return [Mark(*fields) for fields in kept]
        if self._left_out or self._background.closed.is_set():
            raise UnavailableError(self._left_out or "the run is over")
        if not self._account.takes(asked.tokens):
            self._leave_out(
                f"the budget of {self._budget or 0:,} tokens is spent; what was read is kept, and a run with a new "
                "--llm-budget goes on from there"
            )
            raise UnavailableError(self._left_out)
        self._tell_host()
        try:
            marks = self._marks(question)
        except UnavailableError as error:
            self._leave_out(str(error))
            raise
        except ReadError as error:
            self._failures += 1
            if self._failures >= self._chat.limits.failures:
                self._leave_out(str(error))
            raise
        self._failures = 0
        cache.write(name, asked.key, marks)
        return marks

    def _marks(self, question: _Question) -> list[Mark]:
        """What the model says of a paragraph that the budget allows for."""
        asked = question.about
        spent = 0
        try:
            answer = self._chat.ask(asked.messages, question.is_sent, self._background.closed)
            spent = answer.tokens or asked.tokens
        finally:
            self._account.settle(asked.tokens, spent)
        marks = marks_in(answer.text)
        if marks is None:
            raise ReadError("an answer is not in the form asked for; use a model that can write JSON")
        return marks

    def _tell_host(self) -> None:
        """Say where articles go, once for each host that is not this machine."""
        with self._telling:
            if self._has_told_host or is_loopback(self._chat.base):
                return
            self._has_told_host = True
            name = f"llm-host-{blake2b(self._chat.base.encode(), digest_size=8).hexdigest()}"
            if cache.read(name, self._chat.base):
                return
            with_key = ", and your key with them unencrypted" if self._chat.exposes_key else ""
            self._say(f"paragraphs of the articles leave this machine for {self._chat.host}{with_key}")
            cache.write(name, self._chat.base, 1)


def _duration(seconds: float) -> str:
    """Roughly how long something takes, as one says it."""
    minutes = round(seconds / 60)
    return f"{round(seconds)} s" if seconds < 100 else f"{minutes} min" if minutes < 100 else f"{minutes / 60:.0f} h"


_LATE = "the model did not answer in the time for an article; allow more with --timeout-per-file"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number != 1 else ''}"


class _Pending:
    """What the model will say of one article."""

    def __init__(self, reader: LargeLanguageModel, doc: Document, questions: list[_Question]) -> None:
        self._reader = reader
        self._doc = doc
        self._questions = questions

    def findings(self) -> Iterator[tuple[Rule, Hit]]:
        return self._reader.read(self._doc, self._questions)

    def quality(self) -> None:
        return None
