"""The language model as graphs for onnxruntime, made once of the weights in a GGUF file.

The words' vectors stay what they are, eight bits a number. The four-bit weights of the matrices become whole numbers
with a scale for each row, and so does, token by token, what is multiplied with them: processors without instructions
for neural networks, too, multiply these twice as fast as floats. All else is float. Layers above the one that is asked
for are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import gguf
import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Vectors", "Weights", "WrongWeightsError"]

_BLOCK = 32
_LARGEST = 64
"""Of a weight: two products with eight bits that are added in sixteen, as AVX2 does, must not be cut off."""
_MIDDLE = 128
"""What stands for zero in the eight bits of what weights are multiplied with; they have no sign."""
_REACH = 127
_OPSET, _FORMAT = 21, 10
_LONGEST = 1024
"""Tokens of the longest stretch that can be read at once; positions beyond are not prepared for."""


class Vectors(NamedTuple):
    """The vectors of all tokens: int8 of shape (tokens, width), and float16 scales of 32 neighbours each."""

    numbers: NDArray[np.int8]
    scales: NDArray[np.float16]


class WrongWeightsError(ValueError):
    """A GGUF file that holds another kind of model than the one that is known here."""


class Weights:
    """What a GGUF file holds; raises ``WrongWeightsError`` for one of another architecture."""

    def __init__(self, file: Path) -> None:
        try:
            reader = gguf.GGUFReader(file)
        except (ValueError, IndexError, OverflowError) as error:
            raise WrongWeightsError(f"{file.name} is not a GGUF file ({error})") from None
        self._name = file.name
        self._fields = reader.fields
        self._tensors = {tensor.name: tensor for tensor in reader.tensors}
        self._is("general.architecture", "llama")
        self._is("tokenizer.ggml.pre", "smollm")

    def _field(self, name: str) -> Any:
        if name not in self._fields:
            raise WrongWeightsError(f"{self._name} does not say “{name}”")
        return self._fields[name].contents()

    def _is(self, name: str, value: str) -> None:
        if self._field(name) != value:
            raise WrongWeightsError(f"{self._name} has another “{name}” than {value}")

    def _tensor(self, name: str, kind: str) -> gguf.ReaderTensor:
        tensor = self._tensors.get(name)
        if tensor is None or tensor.tensor_type.name != kind:
            raise WrongWeightsError(f"{self._name} has no “{name}” of type {kind}")
        return tensor

    def tokenizer(self) -> Tokenizer:
        """What cuts text into the model's tokens."""
        vocabulary = {token: number for number, token in enumerate(self._field("tokenizer.ggml.tokens"))}
        merges = [tuple(merge.split(" ")) for merge in self._field("tokenizer.ggml.merges")]
        made = Tokenizer(models.BPE(vocabulary, merges))
        digits = pre_tokenizers.Digits(individual_digits=True)
        made.pre_tokenizer = pre_tokenizers.Sequence([digits, pre_tokenizers.ByteLevel(add_prefix_space=False)])
        made.post_processor = processors.ByteLevel(trim_offsets=True)
        return made

    def vectors(self) -> Vectors:
        """The vectors of all tokens, which are what the first layer takes."""
        tensor = self._tensor("token_embd.weight", "Q8_0")
        width = self._field("llama.embedding_length")
        blocks = np.asarray(tensor.data).reshape(int(tensor.shape[1]), width // _BLOCK, 2 + _BLOCK)
        numbers = blocks[..., 2:].copy().view(np.int8).reshape(len(blocks), width)
        return Vectors(numbers, blocks[..., :2].copy().view(np.float16)[..., 0])

    def graph(self, first: int, last: int) -> ModelProto:
        """Layers from ``first`` up to ``last``, which is left out: ``before`` in, ``after`` out.

        Both are float32 of shape (1, n, width).
        """
        heads, few = self._field("llama.attention.head_count"), self._field("llama.attention.head_count_kv")
        width, base = self._field("llama.embedding_length"), self._field("llama.rope.freq_base")
        graph = _Graph(self._field("llama.attention.layer_norm_rms_epsilon"))
        graph.prepare(width // heads, base)

        def norm(layer: int, part: str) -> str:
            tensor = self._tensor(f"blk.{layer}.{part}_norm.weight", "F32")
            return graph.weight(tensor.name, np.asarray(tensor.data, np.float32))

        def product(value: str, layer: int, *parts: str) -> str:
            matrices = [_floats(self._tensor(f"blk.{layer}.{part}.weight", "Q4_1")) for part in parts]
            return graph.product(value, np.concatenate(matrices), f"{layer}.{parts[0]}")

        total = "before"
        even = graph.add("SimplifiedLayerNormalization", [total, norm(first, "attn")], "even", **graph.to_last_axis)
        for layer in range(first, last):
            attended = graph.attention(
                f"{layer}.attended", product(even, layer, "attn_q", "attn_k", "attn_v"), heads, few
            )
            attended = product(attended, layer, "attn_output")
            even, total = graph.add_and_norm(attended, total, norm(layer, "ffn"), f"{layer}.middle")
            gate = graph.add("QuickGelu", [product(even, layer, "ffn_gate")], f"{layer}.gate", alpha=1.0)
            wide = graph.add("Mul", [gate, product(even, layer, "ffn_up")], f"{layer}.wide")
            down = product(wide, layer, "ffn_down")
            if layer + 1 < last:
                even, total = graph.add_and_norm(down, total, norm(layer + 1, "attn"), f"{layer}.out")
        graph.add("Add", [down, total], "after")
        return graph.model(width)


def _floats(tensor: gguf.ReaderTensor) -> NDArray[np.float32]:
    """A matrix of four bits a weight, a row for each number of what it gives.

    A block of Q4_1 is a scale, a lowest value and 32 numbers, the first sixteen in the lower halves of its bytes.
    """
    rows, columns = int(tensor.shape[1]), int(tensor.shape[0])
    blocks = np.asarray(tensor.data).reshape(rows, columns // _BLOCK, 4 + _BLOCK // 2)
    scale, lowest = (blocks[..., at : at + 2].copy().view(np.float16).astype(np.float32) for at in (0, 2))
    numbers = np.concatenate([blocks[..., 4:] & 15, blocks[..., 4:] >> 4], axis=-1)
    found: NDArray[np.float32] = (numbers * scale + lowest).reshape(rows, columns)
    return found


class _Graph:
    """Nodes and weights as they are added."""

    def __init__(self, epsilon: float) -> None:
        self._epsilon = epsilon
        self.to_last_axis: dict[str, Any] = {"axis": -1, "epsilon": epsilon}
        self._nodes: list[Any] = []
        self._weights: list[Any] = []
        self._whole: set[str] = set()

    def add(self, operator: str, inputs: Sequence[str], output: str, *more: str, **attributes: Any) -> str:
        """Add a node; returns the name of its first output."""
        domain = "com.microsoft" if operator in _OF_ONNXRUNTIME else ""
        outputs = [output, *more]
        self._nodes.append(helper.make_node(operator, list(inputs), outputs, output, domain=domain, **attributes))
        return output

    def weight(self, name: str, value: NDArray[Any]) -> str:
        """Add a constant; returns its name."""
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def prepare(self, size: int, base: float) -> None:
        """What all layers share: lengths, and the angles by which positions turn pairs of a head's ``size`` numbers."""
        angles = np.outer(np.arange(_LONGEST), base ** -(np.arange(0, size, 2) / size))
        self.weight("cos", np.cos(angles).astype(np.float32))
        self.weight("sin", np.sin(angles).astype(np.float32))
        self.weight("last-axis", np.array([-1]))
        self.weight("a-step", np.array(1 / _REACH, np.float32))
        self.weight("least-step", np.array(1e-9, np.float32))
        self.weight("one-step", np.array(1, np.float32))
        self.weight("middle", np.array(_MIDDLE, np.uint8))
        self.add("Shape", ["before"], "length-64", start=1, end=2)
        self.add("Expand", ["middle", "length-64"], "middles")
        self.add("Cast", ["length-64"], "length", to=TensorProto.INT32)
        self.add("Sub", ["length", self.weight("one", np.array([1], np.int32))], "last")
        self.add("Squeeze", ["length"], "total-length")

    def attention(self, name: str, asked: str, heads: int, few: int) -> str:
        """What each token takes from those before it; ``asked`` has its queries, keys and values, one after another.

        The weights turn neighbouring numbers, as GGUF has them.
        """
        inputs = [asked, "", "", "", "", "last", "total-length", "cos", "sin"]
        outputs = f"{name}.keys", f"{name}.values"
        turned = {"do_rotary": 1, "rotary_interleaved": 1}
        return self.add("GroupQueryAttention", inputs, name, *outputs, num_heads=heads, kv_num_heads=few, **turned)

    def add_and_norm(self, value: str, total: str, scale: str, name: str) -> tuple[str, str]:
        """The sum of ``value`` and ``total``, made even and as it is."""
        sums = f"{name}.total"
        self.add("SkipSimplifiedLayerNormalization", [value, total, scale], name, "", "", sums, epsilon=self._epsilon)
        return name, sums

    def product(self, value: str, matrix: NDArray[np.float32], name: str) -> str:
        """``value`` times a matrix that has a row for each number of what comes out."""
        scales = np.abs(matrix).max(axis=1) / _LARGEST
        numbers = self.weight(f"{name}.numbers", np.rint(matrix / scales[:, None]).astype(np.int8).T)
        inputs = [self._in_whole_numbers(value), numbers, "one-step", self.weight(f"{name}.scales", scales), "middle"]
        steps = self.add("MatMulIntegerToFloat", inputs, f"{name}.in-steps")
        return self.add("Mul", [steps, f"{value}.step"], f"{name}.product")

    def _in_whole_numbers(self, value: str) -> str:
        """Eight bits for each number of ``value``, in steps that suit the largest of its token."""
        name = f"{value}.whole"
        if name not in self._whole:
            self._whole.add(name)
            self.add("Abs", [value], f"{value}.sizes")
            self.add("ReduceMax", [f"{value}.sizes", "last-axis"], f"{value}.largest", keepdims=1)
            self.add("Mul", [f"{value}.largest", "a-step"], f"{value}.fair-step")
            self.add("Max", [f"{value}.fair-step", "least-step"], f"{value}.step")
            self.add("Reshape", [f"{value}.step", "last-axis"], f"{value}.steps")
            self.add("QuantizeLinear", [value, f"{value}.steps", "middles"], name, axis=1)
        return name

    def model(self, width: int) -> ModelProto:
        """All of it, from ``before`` to ``after``."""
        taken, given = (
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "n", width]) for name in ("before", "after")
        )
        made = helper.make_graph(self._nodes, "language-model", [taken], [given], self._weights)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(made, opset_imports=opsets, ir_version=_FORMAT, producer_name="copydesk")


_OF_ONNXRUNTIME = {"GroupQueryAttention", "MatMulIntegerToFloat", "QuickGelu", "SkipSimplifiedLayerNormalization"}
"""Operators that onnxruntime has beside the standard's."""
