"""What a large language model of the user's own finds in an article, asked for only when the user wants it.

``reading.py`` is what the rest of the program sees. It has a paragraph of ``pieces.py`` put to the model as
``prompt.py`` says, through ``client.py``, and lets ``marks.py`` make hits of what of the answer can be trusted.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker.findings import Category
from checker.readers import Reader, Registration, WrongOptionError
from checker.readers.llm.options import LLM_BUDGET, LLM_MODEL, LLM_URL, REQUIRE_LLM

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from checker.option import Values

__all__ = ["KEY", "READER"]

KEY = "COPYDESK_LLM_KEY"
"""The environment variable that holds the key to the endpoint, which is read from nowhere else."""


def _open(values: Values, given: Values, say: Callable[[str], None]) -> AbstractContextManager[Reader, None] | None:
    url = values[LLM_URL]
    if url == "off":
        if values[REQUIRE_LLM]:
            raise WrongOptionError("--require-llm needs --llm-url")
        return None
    if not values[LLM_MODEL]:
        raise WrongOptionError("--llm-url needs --llm-model, the name that the model has there")
    from checker.readers.llm.client import Chat  # only here
    from checker.readers.llm.reading import LargeLanguageModel
    from checker.readers.remote import permitted

    key = os.environ.get(KEY, "")
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise WrongOptionError(f"{KEY} contains what no key has: a space, a line break or a character beyond ASCII")
    try:
        chat = Chat(url, values[LLM_MODEL], key)
    except ValueError as error:
        raise WrongOptionError(f"--llm-url is “off” or a URL, not “{url}”: {error}") from None
    permitted(LLM_URL, url, given)
    return LargeLanguageModel(chat, say=say, budget=values[LLM_BUDGET], required=values[REQUIRE_LLM])


def _explained(rule: str) -> str:
    categories = {category.value.partition("/")[2]: category for category in Category}
    if rule and rule not in categories:
        return f"the reader llm has no rule “{rule}”; its rules are called by types of errors, as llm/grammar is"
    said = (
        f"error of {categories[rule].value}"
        if rule
        else "error, by its type: llm/grammar, llm/mistranslation and so on"
    )
    return (
        f"“{f'llm/{rule}' if rule else 'llm'}” is what the language model at --llm-url takes for an {said}. It can be "
        "wrong: that the words are there was checked, the judgement was not, and --fix makes no repair of its without "
        "--unsafe-fixes. docs/how-to/llm.md has more."
    )


READER = Registration("llm", (LLM_URL, LLM_MODEL, LLM_BUDGET, REQUIRE_LLM), _open, _explained, "the language model")
