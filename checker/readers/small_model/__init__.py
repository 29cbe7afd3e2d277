"""A small language model that reads along, on this machine, asked for only when the user wants it.

``installing.py`` gets its weights and has ``graph.py`` make of them what onnxruntime runs. ``reading.py`` is what the
rest of the program sees: it cuts an article into passages (``passages.py``), has ``model.py`` read them and ``head.py``
judge their words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.readers import Reader, Registration, WrongOptionError
from checker.readers.small_model import options

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from checker.option import Values

__all__ = ["READER"]


def _open(values: Values, _: Values, say: Callable[[str], None]) -> AbstractContextManager[Reader, None] | None:
    chosen = values[options.READER]
    if chosen == options.OFF:
        return None
    from contextlib import nullcontext

    from checker.readers.small_model import installed  # only here
    from checker.readers.small_model.reading import LanguageModel

    installed.require_extra()
    if not installed.is_there():
        raise WrongOptionError(
            f"--reader {chosen}: the language model is missing; get it with “copydesk reader install”"
        )
    return nullcontext(LanguageModel(installed.folder(), chosen, say))


def _explained(rule: str) -> str:
    from checker.readers.small_model.reading import ODD_WORDING
    from checker.readers.small_model.sentences import GARBLED_ARTICLE, GARBLED_SENTENCE

    known = {each.name: each.explanation for each in (ODD_WORDING, GARBLED_SENTENCE, GARBLED_ARTICLE)}
    if not rule:
        return "\n\n".join(f"{name}: {explanation}" for name, explanation in known.items())
    return known.get(f"{ODD_WORDING.family}/{rule}", f"the reader has no rule “{rule}”")


_RULES = "odd-wording", "garbled-sentence", "garbled-article"

READER = Registration("reader", (options.READER,), _open, _explained, "the small model", _RULES)
