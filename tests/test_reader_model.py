"""The reader's model itself: a small one made here against its own arithmetic, and the real one that was installed.

``copydesk reader install`` puts the real one where these tests find it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.checking.engine import Engine
from checker.readers.small_model import installed, options
from checker.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.readers.small_model.reading import LanguageModel

pytestmark = pytest.mark.reader

ROOT = Path(__file__).parent.parent

WIDTH, HEADS, FEW, INNER, VOCABULARY, DEPTH = 64, 2, 1, 96, 300, 3
"""Of the small model: 32 numbers a head, as many as a block of weights."""


def small_weights(file: Path) -> dict[str, Any]:
    """Write a GGUF file with weights by chance; returns what they are once they have been rounded to blocks."""
    import gguf
    import numpy as np

    chance = np.random.default_rng(7)
    kinds = gguf.GGMLQuantizationType
    writer = gguf.GGUFWriter(file, "llama")
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(DEPTH)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(FEW)
    writer.add_rope_freq_base(10_000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_pre("smollm")
    weights: dict[str, Any] = {}

    def add(name: str, rows: int, columns: int, kind: Any) -> None:
        packed = gguf.quants.quantize(chance.normal(0, 0.2, (rows, columns)).astype(np.float32), kind)
        writer.add_tensor(name, packed, raw_dtype=kind)
        weights[name] = gguf.quants.dequantize(packed, kind)

    add("token_embd.weight", VOCABULARY, WIDTH, kinds.Q8_0)
    for layer in range(DEPTH):
        for name, rows, columns in (
            ("attn_q", WIDTH, WIDTH),
            ("attn_k", FEW * WIDTH // HEADS, WIDTH),
            ("attn_v", FEW * WIDTH // HEADS, WIDTH),
            ("attn_output", WIDTH, WIDTH),
            ("ffn_gate", INNER, WIDTH),
            ("ffn_up", INNER, WIDTH),
            ("ffn_down", WIDTH, INNER),
        ):
            add(f"blk.{layer}.{name}.weight", rows, columns, kinds.Q4_1)
        for name in ("attn_norm", "ffn_norm"):
            scale = weights[f"blk.{layer}.{name}.weight"] = chance.normal(1, 0.1, WIDTH).astype(np.float32)
            writer.add_tensor(f"blk.{layer}.{name}.weight", scale)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return weights


def exactly(x: Any, matrix: Any) -> Any:
    """A product in the plainest arithmetic."""
    return x @ matrix.T


def in_whole_numbers(x: Any, matrix: Any) -> Any:
    """A product of whole numbers: 127 steps to the largest of a token's, 64 to the largest of a row of weights."""
    import numpy as np

    steps, scales = (np.abs(each).max(-1, keepdims=True) / most for each, most in ((x, 127), (matrix, 64)))
    return np.rint(x / steps) @ np.rint(matrix / scales).T * steps * scales[:, 0]


def states_by_hand(weights: dict[str, Any], tokens: Any, depth: int, product: Callable[[Any, Any], Any]) -> Any:
    """What a model of this architecture knows after ``depth`` layers."""
    import numpy as np

    def even(x: Any, scale: Any) -> Any:
        return x / np.sqrt((x**2).mean(-1, keepdims=True) + 1e-5) * scale

    def turned(x: Any) -> Any:
        size = x.shape[-1]
        angles = np.outer(np.arange(len(x)), 10_000.0 ** -(np.arange(0, size, 2) / size))[:, None]
        left, right = x[..., ::2], x[..., 1::2]
        both = left * np.cos(angles) - right * np.sin(angles), left * np.sin(angles) + right * np.cos(angles)
        return np.stack(both, -1).reshape(x.shape)

    x = weights["token_embd.weight"][tokens].astype(np.float64)
    count, size = len(tokens), WIDTH // HEADS
    for layer in range(depth):
        own = {name.split(".")[2]: value for name, value in weights.items() if name.startswith(f"blk.{layer}.")}
        stream = even(x, own["attn_norm"])
        queries = turned((product(stream, own["attn_q"])).reshape(count, HEADS, size))
        keys = turned((product(stream, own["attn_k"])).reshape(count, FEW, size)).repeat(HEADS // FEW, 1)
        values = (product(stream, own["attn_v"])).reshape(count, FEW, size).repeat(HEADS // FEW, 1)
        weight = np.einsum("ihd,jhd->hij", queries, keys) / np.sqrt(size)
        weight = np.exp(np.where(np.tri(count, dtype=bool), weight, -np.inf))
        weight /= weight.sum(-1, keepdims=True)
        attended = np.einsum("hij,jhd->ihd", weight, values).reshape(count, WIDTH)
        x = x + product(attended, own["attn_output"])
        stream = even(x, own["ffn_norm"])
        gate = product(stream, own["ffn_gate"])
        x = x + product(gate / (1 + np.exp(-gate)) * product(stream, own["ffn_up"]), own["ffn_down"])
    return x


@pytest.mark.parametrize("depth", [1, DEPTH])
def test_the_graph_computes_what_the_weights_mean(depth: int, tmp_path: Path) -> None:
    import numpy as np
    import onnxruntime

    from checker.readers.small_model.graph import Weights

    weights = small_weights(tmp_path / "small.gguf")
    read = Weights(tmp_path / "small.gguf")
    vectors = read.vectors()
    for count in (1, 2, 50):
        tokens = np.random.default_rng(count).integers(0, VOCABULARY, count)
        scales = vectors.scales[tokens].astype(np.float32).repeat(32, axis=1)
        before = (vectors.numbers[tokens] * scales)[None]
        assert np.allclose(before[0], weights["token_embd.weight"][tokens])
        deep, fast = (
            onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"]).run(
                None, {"before": before}
            )[0][0]
            for graph in (read.graph(depth, fast=False), read.graph(depth, fast=True))
        )
        exact = states_by_hand(weights, tokens, depth, exactly)
        assert np.allclose(deep, exact, atol=1e-4)
        # Where a number lies between two whole ones, the last bit of a sum decides which it becomes.
        assert np.isclose(fast, states_by_hand(weights, tokens, depth, in_whole_numbers), atol=1e-3).mean() > 0.9
        assert np.linalg.norm(fast - exact) < 0.15 * np.linalg.norm(exact)


def test_products_of_the_largest_numbers_are_not_cut_off() -> None:
    import numpy as np
    import onnxruntime

    from checker.readers.small_model.graph import _FastGraph, _Matrix

    graph = _FastGraph(1e-5)
    graph.prepare(32, 10_000.0)
    blocks = WIDTH, WIDTH // 32
    threes = _Matrix(np.zeros((*blocks, 32), np.uint8), np.ones(blocks, np.float32), np.full(blocks, 3, np.float32))
    graph.add("Identity", [graph.product("before", threes, "threes")], "after")
    session = onnxruntime.InferenceSession(graph.model(WIDTH).SerializeToString(), providers=["CPUExecutionProvider"])
    for sign in (1, -1):
        before = np.full((1, 5, WIDTH), 7.0 * sign, np.float32)
        (after,) = session.run(None, {"before": before})
        assert np.allclose(after, before @ np.full((WIDTH, WIDTH), 3.0))


def test_weights_of_another_kind_are_refused(tmp_path: Path) -> None:
    from checker.readers.small_model.graph import Weights, WrongWeightsError

    (tmp_path / "no.gguf").write_bytes(b"no weights, and long enough to be read as if there were some " * 9)
    with pytest.raises(WrongWeightsError, match=r"no\.gguf is not a GGUF file"):
        Weights(tmp_path / "no.gguf")


# -- The real one ------------------------------------------------------------------------------------------------------

TEXT = (
    "The harbour master had not slept. “Two boats,” he said, “and neither with a light!” By 04:30 on 17 March 2021 the "
    "café’s owner, Mr. Okonkwo-Reyes, had counted 1,250 cups.\n\nIt was, the council admitted, a decision that it has "
    "made a big influence of the people which are living here since long time."
)
PLACES = [1, 7, 100, 233, 400, 575]
STATES = {
    "slept": [-3.056, -2.418, -16.677, 3.118, 0.676, 8.772],
    "light": [0.384, 4.208, -10.111, 4.708, 2.367, 2.55],
    "café": [-3.845, 2.033, -22.968, 0.872, 2.872, -2.347],
    "1,250": [-3.393, -2.342, -10.392, 4.115, 2.273, -8.264],
    "influence": [-3.899, 1.45, -16.693, -0.105, 2.358, 1.23],
    "time": [-0.972, 4.983, -7.871, 0.887, 0.934, 0.908],
}
"""Some of what transformers 5, with torch in float32, has for these words of the text after layer 18."""


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    from checker.readers.small_model.reading import LanguageModel

    assert installed.is_there(), "the language model is missing; get it with “copydesk reader install”"
    return LanguageModel(installed.folder(), options.DEEP, print)


def test_the_model_knows_what_the_reference_does(model: LanguageModel) -> None:
    import numpy as np

    states = model._model.read(TEXT, [TEXT.index(word) + len(word) for word in STATES])
    assert np.allclose(states[:, PLACES], list(STATES.values()), atol=0.01)


def test_a_text_of_many_tokens_is_read_in_parts(model: LanguageModel) -> None:
    text = "\N{EGYPTIAN HIEROGLYPH A001}" * 4000 + " and so it goes on"
    states = model._model.read(text, [1, len(text)])
    assert states.shape == (2, 576)
    assert not (states[0] == states[1]).all()


GARBLED = """\
The ministry of the health has made yesterday a meeting for to speak on the matter of the hospitals that are in the bad
situation since long time, and the minister he has told that the problem it is very big and it must be solved fastly.

The people of the city are waiting since the morning in front of the gate for taking the water, because the water of the
pipes has been cut from three days and nobody from the responsible has come to explain to them the cause of it.
"""
CLEAN = """\
The city council voted on Tuesday to close the old bridge for six months while engineers replace the cables that hold up
its eastern span. Residents who use it to get to work will have to take a ferry, which will run every fifteen minutes.

“We know this will be hard on people,” the mayor said, “but the bridge has carried four times the traffic it was built
for, and we would rather close it a year too soon than a day too late.”
"""


@pytest.mark.usefixtures("own_cache")
def test_it_marks_garbled_text_and_leaves_clean_text_alone(model: LanguageModel) -> None:
    engine = Engine([], [model])
    found = engine.check(Document(GARBLED))
    odd = [finding for finding in found if finding.rule == "reader/odd-wording"]
    assert odd
    assert all(1 <= len(finding.excerpt.split()) <= 6 for finding in odd)
    assert all(finding.confidence is not None and finding.confidence > 0.5 for finding in found)
    assert engine.check(Document(CLEAN)) == []


def test_processes_say_the_same_as_one(model: LanguageModel, tmp_path: Path) -> None:
    assert model.pure
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text(GARBLED if number % 2 else CLEAN, "utf-8")
    said = []
    for jobs in "1", "2":
        command = [sys.executable, "-m", "checker", "check", "--isolated", "--reader", "deep", "--jobs", jobs]
        done = subprocess.run(
            [*command, "--select", "reader", "--output-format", "json-lines", tmp_path],
            cwd=ROOT,
            env={**os.environ, "COPYDESK_CACHE_DIR": str(tmp_path / f"cache{jobs}")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 1, done.stderr
        said.append(done.stdout)
    assert said[0] == said[1]
