"""What LanguageTool finds in an article, asked for only when the user wants it.

``adviser.py`` is what the rest of the program sees. It sends ``pieces.py`` of an article through ``client.py`` to a
server, one of the user's or one of ``server.py``, and makes hits of the answers by ``mapping.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.readers import Reader, Registration, WrongOptionError
from checker.readers.languagetool.options import LANGUAGETOOL, REQUIRE_LANGUAGETOOL

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from checker.option import Values

__all__ = ["READER"]


def _open(values: Values, given: Values, say: Callable[[str], None]) -> AbstractContextManager[Reader, None] | None:
    where = values[LANGUAGETOOL]
    if where == "off":
        if values[REQUIRE_LANGUAGETOOL]:
            raise WrongOptionError("--require-languagetool goes with --languagetool auto or a URL")
        return None
    from checker.readers.languagetool.adviser import LanguageTool  # only here
    from checker.readers.remote import permitted

    try:
        languagetool = LanguageTool(where, say=say, required=values[REQUIRE_LANGUAGETOOL])
    except ValueError as error:
        raise WrongOptionError(f"--languagetool is “auto”, “off” or a URL, not “{where}”: {error}") from None
    if where != "auto":
        permitted(LANGUAGETOOL, where, given)
    return languagetool


def _explained(rule: str) -> str:
    return f"“languagetool/{rule}” is explained at https://community.languagetool.org/rule/show/{rule}?lang=en"


READER = Registration("languagetool", (LANGUAGETOOL, REQUIRE_LANGUAGETOOL), _open, _explained, "LanguageTool")
