"""A LanguageTool server over HTTP, trusted with nothing: every answer is bounded in size and time, and validated."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["OPTIONS", "Client", "Limits", "Match", "UnavailableError", "base_of", "is_loopback", "redirected_away"]

OPTIONS = {"language": "en-US"}
"""What is asked of the server beside the text. Other spellings than American ones are let through by ``mapping.py``."""

_BLOCK = 1 << 16


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
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must start with http:// or https:// and name a host")
    if parts.username or parts.password:
        raise ValueError("it must hold no user name or password")
    _ = parts.port  # raises ValueError for one that is no number
    path = parts.path.rstrip("/").removesuffix("/check").removesuffix("/v2").rstrip("/")
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def redirected_away(request: Any, *_: Any) -> None:
    """Follow no redirection: a text goes where the user said, and nowhere else."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    redirect_request = redirected_away  # type: ignore[assignment]


class Client:
    """Questions to one server. Methods may be called from several threads; they raise ``UnavailableError``."""

    def __init__(self, url: str, limits: Limits) -> None:
        self.base = base_of(url)
        self.limits = limits
        handlers: list[urllib.request.BaseHandler] = [_NoRedirects()]
        if is_loopback(self.base):
            handlers.append(urllib.request.ProxyHandler({}))  # a proxy cannot reach this machine's own servers
        self._opener = urllib.request.build_opener(*handlers)

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
        url = f"{self.base}/v2/{what}"
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(url, data, {"Accept": "application/json", "User-Agent": "copydesk"})  # noqa: S310 -- base_of
        seconds = self.limits.answer_seconds
        deadline = time.monotonic() + seconds
        try:
            with self._opener.open(request, timeout=seconds) as response:
                body = self._body(response, deadline)
            return json.loads(body)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error.code) from None
        except TimeoutError:
            raise self._late() from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._late() from None
            raise UnavailableError(
                f"nothing answers at {self.base} ({_reason(error)}); start a server there, or give another address"
            ) from None
        except (OSError, http.client.HTTPException) as error:
            raise UnavailableError(
                f"{self.base} broke off its answer ({_reason(error)}); look at the server's log"
            ) from None
        except (ValueError, RecursionError):
            raise self._not_languagetool() from None

    def _body(self, response: http.client.HTTPResponse, deadline: float) -> bytes:
        blocks: list[bytes] = []
        size = 0
        while block := response.read1(_BLOCK):
            blocks.append(block)
            size += len(block)
            if size > self.limits.answer_bytes:
                raise UnavailableError(
                    f"the answer of {self.base} is longer than {self.limits.answer_bytes:,} bytes; "
                    "make sure that it is a LanguageTool server"
                )
            if time.monotonic() > deadline:
                raise TimeoutError
        return b"".join(blocks)

    def _late(self) -> UnavailableError:
        return UnavailableError(
            f"{self.base} did not answer within {self.limits.answer_seconds:g} seconds; "
            "give it more memory or processors, or use another"
        )

    def _refused(self, code: int) -> UnavailableError:
        remedy = {
            404: "give the address without a path, as in http://127.0.0.1:8081",
            413: "raise its maxTextLength",
            429: "it allows fewer requests; use a server of your own",
        }.get(code, "give the address it redirects to" if 300 <= code < 400 else "look at the server's log")
        return UnavailableError(f"{self.base} answered with status {code}; {remedy}")

    def _not_languagetool(self) -> UnavailableError:
        return UnavailableError(
            f"{self.base} did not answer as LanguageTool does; "
            "make sure that it is a LanguageTool server, version 6 or later"
        )


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


def is_loopback(base: str) -> bool:
    """Whether the server at an address is this machine's own."""
    host = urllib.parse.urlsplit(base).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _reason(error: BaseException) -> str:
    reason = getattr(error, "reason", error)
    return str(getattr(reason, "strerror", None) or reason or type(error).__name__)
