"""A LanguageTool server over HTTP, whose answers are validated."""

from __future__ import annotations

import json
import urllib.parse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.readers.remote import AnswerError, Server, address

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["OPTIONS", "Client", "Limits", "Match", "UnavailableError", "base_of"]

OPTIONS = {"language": "en-US"}
"""What is asked of the server beside the text. Other spellings than American ones are let through by ``mapping.py``."""


class UnavailableError(Exception):
    """LanguageTool cannot be had; the message says why, and how to mend it."""


@dataclass(frozen=True)
class Limits:
    """How long to wait for an answer and for a server to start, in seconds, and how many bytes an answer may have."""

    answer_seconds: float = 60
    start_seconds: float = 60
    answer_bytes: int = 8_000_000


class Match(NamedTuple):
    """One thing that LanguageTool found; offset and length in UTF-16 units of the text sent."""

    rule: str
    category: str
    issue: str
    message: str
    offset: int
    length: int
    replacements: Sequence[str]


def base_of(url: str) -> str:
    """The server's address without the path of its interface; raises ``ValueError`` for what is no address of one."""
    parts = address(url)
    path = parts.path.rstrip("/").removesuffix("/check").removesuffix("/v2").rstrip("/")
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc, path, "", ""))


class Client:
    """Questions to one server. Methods may be called from several threads; they raise ``UnavailableError``."""

    def __init__(self, url: str, limits: Limits) -> None:
        self.base = base_of(url)
        self._server = Server(self.base, seconds=limits.answer_seconds, most_bytes=limits.answer_bytes)

    def version(self) -> str:
        """The server's version with its build, which answers are cached by; also the test of its health."""
        answer = self._ask("info")
        software = answer.get("software") if isinstance(answer, dict) else None
        if not isinstance(software, dict) or not isinstance(software.get("version"), str):
            raise self._not_languagetool()
        return f"{software['version']} {software.get('commit') or software.get('buildDate') or ''}".strip()

    def check(self, annotation: list[dict[str, str]]) -> list[Match]:
        """What the server finds in an annotated text."""
        data = json.dumps({"annotation": annotation}, ensure_ascii=False)
        answer = self._ask("check", {**OPTIONS, "data": data})
        try:
            return [_match(match) for match in answer["matches"]]
        except (KeyError, TypeError, IndexError, AttributeError):
            raise self._not_languagetool() from None

    def _ask(self, what: str, form: dict[str, str] | None = None) -> Any:
        try:
            return json.loads(self._server.ask(f"/v2/{what}", urllib.parse.urlencode(form).encode() if form else None))
        except AnswerError as error:
            if remedy := _REMEDIES.get(error.status):
                message = f"{self.base} answered with status {error.status}; {remedy}"
                raise UnavailableError(message) from None
            raise UnavailableError(str(error)) from None
        except (ValueError, RecursionError):
            raise self._not_languagetool() from None

    def _not_languagetool(self) -> UnavailableError:
        return UnavailableError(
            f"{self.base} did not answer as LanguageTool does; "
            "make sure that it is a LanguageTool server, version 6 or later"
        )


_REMEDIES = {
    404: "give the address without a path, as in http://127.0.0.1:8081",
    413: "raise its maxTextLength",
    429: "it allows fewer requests; use a server of your own",
}
"""What to do about a server that refuses, by the status that it answers with."""


def _match(match: dict[str, Any]) -> Match:
    rule = match["rule"]
    found = Match(
        rule=rule["id"],
        category=rule["category"]["id"],
        issue=rule.get("issueType") or "",
        message=match["message"],
        offset=match["offset"],
        length=match["length"],
        replacements=[replacement["value"] for replacement in match["replacements"][:5]],
    )
    texts = (found.rule, found.category, found.issue, found.message, *found.replacements)
    if (
        not all(isinstance(text, str) for text in texts)
        or type(found.offset) is not int
        or type(found.length) is not int
    ):
        raise TypeError
    return found
