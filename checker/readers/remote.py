"""What readers that ask a server share: where texts may go, answers bounded in size and time, text fit to be shown."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from checker.readers import WrongOptionError
from checker.text.pattern import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.option import Option, Values

__all__ = ["AnswerError", "Server", "address", "is_loopback", "permitted", "printable"]

_BLOCK = 1 << 16


class AnswerError(Exception):
    """A server that gives no answer, or none that can be taken; the message says why, and how to mend it.

    ``status`` is that of HTTP, or 0 where it did not come to one; ``headers`` came with it, and ``body`` is how an
    answer that refuses begins. ``is_down`` says that nothing answers there.
    """

    def __init__(
        self,
        message: str,
        status: int = 0,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        *,
        is_down: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}
        self.body = body
        self.is_down = is_down


def address(url: str) -> urllib.parse.SplitResult:
    """A server's address, taken apart; raises ``ValueError`` for what is no address of one."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must start with http:// or https:// and name a host")
    if parts.username or parts.password:
        raise ValueError("it must hold no user name or password")
    _ = parts.port  # raises ValueError for one that is no number
    return parts


def is_loopback(url: str) -> bool:
    """Whether the server at an address is this machine's own."""
    host = urllib.parse.urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def permitted(option: Option[str], url: str, given: Values) -> None:
    """Raise ``WrongOptionError`` where only a configuration has articles sent to another computer.

    It comes with somebody's articles, and does not say where yours go.
    """
    if given.given(option) is None and not is_loopback(url):
        raise WrongOptionError(
            f"the configuration would send the articles to {url}: allow it with --{option.name} {url}, "
            f"or do without by --{option.name} off"
        )


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: a text, and a key, goes where the user said, and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Server:
    """Questions to the server at ``base``, trusted with nothing. May be asked from several threads."""

    def __init__(self, base: str, *, seconds: float, most_bytes: int) -> None:
        self.base = base
        self.seconds = seconds
        self.most_bytes = most_bytes
        handlers: list[urllib.request.BaseHandler] = [_NoRedirects()]
        if is_loopback(base):
            handlers.append(urllib.request.ProxyHandler({}))  # a proxy cannot reach this machine's own servers
        self._opener = urllib.request.build_opener(*handlers)

    def ask(self, path: str, data: bytes | None = None, headers: Mapping[str, str] | None = None) -> bytes:
        """The body of the answer to a GET, or with ``data`` to a POST; raises ``AnswerError``."""
        sent = {"Accept": "application/json", "User-Agent": "copydesk", **(headers or {})}
        request = urllib.request.Request(f"{self.base}{path}", data, sent)  # noqa: S310 -- address
        deadline = time.monotonic() + self.seconds
        try:
            with self._opener.open(request, timeout=self.seconds) as response:
                return self._body(response, deadline)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error) from None
        except TimeoutError:
            raise self._late() from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._late() from None
            raise AnswerError(
                f"nothing answers at {self.base} ({_reason(error)}); start a server there, or give another address",
                is_down=True,
            ) from None
        except (ValueError, http.client.InvalidURL) as error:
            message = f"{self.base} cannot be asked ({_reason(error)}); check the address"
            raise AnswerError(message, is_down=True) from None
        except (OSError, http.client.HTTPException) as error:
            raise AnswerError(
                f"{self.base} broke off its answer ({_reason(error)}); look at the server's log"
            ) from None

    def _body(self, response: http.client.HTTPResponse, deadline: float) -> bytes:
        blocks: list[bytes] = []
        size = 0
        while block := response.read1(_BLOCK):
            blocks.append(block)
            size += len(block)
            if size > self.most_bytes:
                raise AnswerError(
                    f"the answer of {self.base} is longer than {self.most_bytes:,} bytes; "
                    "make sure that it is the right server"
                )
            if time.monotonic() > deadline:
                raise TimeoutError
        return b"".join(blocks)

    def _late(self) -> AnswerError:
        return AnswerError(
            f"{self.base} did not answer within {self.seconds:g} seconds; "
            "give it more memory or processors, or use another"
        )

    def _refused(self, error: urllib.error.HTTPError) -> AnswerError:
        body = b""
        try:
            body = error.read1(_BLOCK)  # of a size and a time that are bounded
        except (OSError, http.client.HTTPException, AttributeError):
            body = b""
        is_redirect = 300 <= error.code < 400
        remedy = "give the address it redirects to" if is_redirect else "look at the server's log"
        message = f"{self.base} answered with status {error.code}; {remedy}"
        return AnswerError(message, error.code, dict(error.headers.items()), body)


def _reason(error: BaseException) -> str:
    reason = getattr(error, "reason", error)
    return printable(str(getattr(reason, "strerror", None) or reason or type(error).__name__))


_LONGEST = 300
_UNPRINTABLE = lazy(
    r"\x1b\[[\d;?]*[A-Za-z]|[^\S ]+|"
    r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff"
    r"\ud800-\uf8ff\U000e0000-\U000e0fff]+"
)


def printable(text: str, most: int = _LONGEST) -> str:
    """The text on one line, cut to so many characters, with blanks for all that cannot be seen or moves the cursor."""
    text = _UNPRINTABLE.sub(" ", text)
    return text if len(text) <= most else text[: most - 1] + "…"
