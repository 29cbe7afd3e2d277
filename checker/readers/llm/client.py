"""A chat endpoint in OpenAI's form: asked again where that helps, and by other forms where it knows no schema."""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.parse
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.readers.llm.prompt import schema
from checker.readers.remote import AnswerError, Server, address, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.readers.llm.prompt import Message

__all__ = ["Answer", "Chat", "Limits", "ReadError", "UnavailableError", "endpoint", "loaded"]


class UnavailableError(Exception):
    """The model cannot be had for the rest of a run; the message says why, and how to mend it."""


class ReadError(Exception):
    """One paragraph could not be read, others may be; the message says why."""


@dataclass(frozen=True)
class Limits:
    """Seconds to wait for an answer, its bytes and tokens, how often to try, and how long to pause before the next try.

    ``failures`` is how many paragraphs one after another may fail until the model is left out.
    """

    answer_seconds: float = 180
    answer_bytes: int = 1_000_000
    answer_tokens: int = 4096
    tries: int = 4
    pause_seconds: float = 1
    longest_pause: float = 60
    failures: int = 3


class Answer(NamedTuple):
    """What a model says, and the tokens that it took with the question; 0 where the server does not tell."""

    text: str
    tokens: int


def endpoint(url: str) -> str:
    """The endpoint's address less ``/chat/completions``; raises ``ValueError`` for what is no address.

    ``/v1`` is where servers have it of which only the host is given.
    """
    parts = address(url)
    if parts.query:
        raise ValueError("it must not have a query; a key goes into COPYDESK_LLM_KEY")
    path = parts.path.rstrip("/").removesuffix("/chat/completions").rstrip("/") or "/v1"
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _forms(tokens: int) -> tuple[dict[str, Any], ...]:
    """How a question can be put, the best first; a server that refuses one is asked by the next.

    Some models take no temperature, and call the limit otherwise; some servers know no schema, some no JSON at all.
    """
    by_schema = {"type": "json_schema", "json_schema": {"name": "errors", "strict": True, "schema": schema()}}
    return (
        {"temperature": 0, "max_tokens": tokens, "response_format": by_schema},
        {"max_completion_tokens": tokens, "response_format": by_schema},
        {"temperature": 0, "max_tokens": tokens, "response_format": {"type": "json_object"}},
        {"temperature": 0, "max_tokens": tokens},
        {},
    )


_REFUSES_FORM = {400, 415, 422, 501}
_AGAIN = {408, 425, 429, 500, 502, 503, 504, 529}
_REMEDIES = {
    401: "give the right key in COPYDESK_LLM_KEY",
    403: "give a key in COPYDESK_LLM_KEY that may use this model",
    404: "check the address, which mostly ends in /v1, and the name of the model",
}


class Chat:
    """Questions to one model. May be asked from several threads."""

    def __init__(self, url: str, model: str, key: str = "", limits: Limits | None = None) -> None:
        self.base = endpoint(url)
        self.model = model
        self.limits = limits or Limits()
        self._key = key
        self._server = Server(self.base, seconds=self.limits.answer_seconds, most_bytes=self.limits.answer_bytes)
        self._forms = _forms(self.limits.answer_tokens)
        self._form = 0
        self._is_settled = False
        self._choosing = threading.Lock()

    @property
    def host(self) -> str:
        """The host's name as it may be shown."""
        return printable(urllib.parse.urlsplit(self.base).netloc)

    @property
    def exposes_key(self) -> bool:
        """Whether a key goes out that others on the way can read."""
        return bool(self._key) and self.base.startswith("http:")

    def ask(self, messages: Sequence[Message], sending: Callable[[], None], closed: threading.Event) -> Answer:
        """The model's answer; ``sending`` is called before each try, and none is made once ``closed`` is set.

        Raises ``ReadError`` where this question has none, ``UnavailableError`` where no other will have one either.
        """
        tried = 0
        while True:
            if closed.is_set():
                raise UnavailableError("the run is over")
            form = self._form
            sending()
            try:
                answer = self._asked(messages, self._forms[form])
            except AnswerError as error:
                if error.status in _REFUSES_FORM and self._steps_down(form):
                    continue
                tried += 1
                pause = self._pause(error, tried)
                if pause is None:
                    raise self._failure(error) from None
                closed.wait(pause)
                continue
            self._is_settled = True
            return answer

    def _steps_down(self, form: int) -> bool:
        """Whether there is another form to ask by, as long as none was taken."""
        with self._choosing:
            if self._form == form:
                if self._is_settled or form + 1 == len(self._forms):
                    return False
                self._form += 1
            return True

    def _pause(self, error: AnswerError, tried: int) -> float | None:
        """Seconds until the next try; ``None`` where there is to be none."""
        if error.status not in _AGAIN or tried >= self.limits.tries:
            return None
        asked = _seconds(error.headers)
        if asked is None:
            return min(self.limits.pause_seconds * 2.0 ** (tried - 1), self.limits.longest_pause)
        return asked if asked <= self.limits.longest_pause else None

    def _failure(self, error: AnswerError) -> Exception:
        status = error.status
        if status in _REMEDIES:
            return UnavailableError(
                f"{self.base} answered with status {status}; {_REMEDIES[status]}{self._said(error)}"
            )
        if status in _REFUSES_FORM:
            message = f"{self.base} refused the question with status {status}{self._said(error)}"
            return ReadError(message) if self._is_settled else UnavailableError(message)
        if status in _AGAIN:
            waits = _seconds(error.headers)
            asked = f" and asks to wait for {waits:,.0f} seconds" if waits else ""
            return ReadError(f"{self.base} answered with status {status}{asked}; ask it later, or less of it")
        return UnavailableError(str(error)) if status or error.is_down else ReadError(str(error))

    def _said(self, error: AnswerError) -> str:
        """What a server says of its refusal, but of a key, which it might repeat."""
        if error.status in (401, 403) or (self._key and self._key.encode() in error.body):
            return ""
        try:
            said = json.loads(error.body)["error"]
            text = said["message"] if isinstance(said, dict) else said
        except (ValueError, KeyError, TypeError, RecursionError):
            return ""
        return f": {printable(text, 200)}" if isinstance(text, str) and text else ""

    def _asked(self, messages: Sequence[Message], form: Mapping[str, Any]) -> Answer:
        body = {"model": self.model, "messages": list(messages), "stream": False, **form}
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        answer = loaded(self._server.ask("/chat/completions", data, headers))
        try:
            choice = answer["choices"][0]
            text = choice["message"]["content"]
            is_cut = choice.get("finish_reason") == "length"
            usage = answer.get("usage") or {}
            tokens = usage.get("total_tokens") or 0
        except (KeyError, IndexError, TypeError, AttributeError):
            text, tokens, is_cut = None, 0, False
        if not isinstance(text, str):
            raise AnswerError(f"{self.base} did not answer as a chat endpoint does; check the address")
        if is_cut:
            text = ""  # what is left out of it cannot be known
        return Answer(text, tokens if type(tokens) is int and 0 < tokens <= _MOST_TOKENS else 0)


_MOST_TOKENS = 10_000_000
"""More than any question takes; a server that says so counts wrongly."""


def loaded(data: bytes | str) -> Any:
    """JSON that a stranger wrote, or ``None`` for what is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?")


def _seconds(headers: Mapping[str, str]) -> float | None:
    """What ``Retry-After`` asks for, in seconds, whether it gives those or a date."""
    value = next((value for name, value in headers.items() if name.lower() == "retry-after"), "").strip()
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
