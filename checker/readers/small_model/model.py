"""The language model at work: what it knows after each word of a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from checker.readers.small_model import installed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Model"]

_BEGIN = 0
"""The token that stands before each text the model learnt from."""

_AT_ONCE = 1000
"""Tokens that are read at once: more than prose of a passage has, but marks of other scripts can be four each, and the
time and memory that a text takes grow with the square of its length."""


class Model:
    """A language model in a folder of the store, ready to read by one of its graphs.

    ``chosen`` is ``options.FAST`` or ``options.DEEP``, ``threads`` how many work for one passage.
    """

    def __init__(self, folder: Path, chosen: str, threads: int) -> None:
        # Left in the file: of all tokens a text has few.
        self._vectors = np.load(folder / installed.VECTORS, mmap_mode="r")
        self._scales = np.load(folder / installed.SCALES, mmap_mode="r")
        self._tokenizer: Any = Tokenizer.from_file(str(folder / installed.TOKENIZER))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # A thread that waits for another leaves its processor to whoever has work.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / installed.graph(chosen)), options, providers=["CPUExecutionProvider"]
        )

    def read(self, text: str, ends: Sequence[int]) -> NDArray[np.float32]:
        """What is known after each of some words, a row each, given where in ``text`` the words end."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        states = np.concatenate(
            [self._states(encoding.ids[at : at + _AT_ONCE]) for at in range(0, max(1, len(encoding.ids)), _AT_ONCE)]
        )
        starts = [start for start, _ in encoding.offsets]
        last: NDArray[np.float32] = states[np.searchsorted(starts, ends) - 1]  # of the tokens that start before an end
        return last

    def _states(self, tokens: list[int]) -> NDArray[np.float32]:
        """What is known after each of some tokens."""
        (states,) = self._session.run(None, {"before": self._begun([_BEGIN, *tokens])[None]})
        own: NDArray[np.float32] = states[0, 1:]
        return own

    def _begun(self, tokens: list[int]) -> NDArray[np.float32]:
        """The vectors of tokens, a row each: whole numbers, of which neighbours share a scale."""
        scales = self._scales[tokens].astype(np.float32)
        numbers = self._vectors[tokens].reshape(*scales.shape, -1)
        vectors: NDArray[np.float32] = (numbers * scales[..., None]).reshape(len(tokens), -1)
        return vectors
