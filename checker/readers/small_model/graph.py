"""The language model as graphs for onnxruntime, made once of the weights in a GGUF file.

The weights have four bits, and the words' vectors eight. An *exact* graph leaves them as they are, and all that is
multiplied with them in float. In a *fast* one both factors are whole numbers, which processors without instructions for
neural networks, too, multiply twice as fast. But where a number lies between two whole ones the last bit of a float
decides, which differs by processor, and the layers above make more of it. Layers above the one that is asked for are
left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import gguf
import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Vectors", "Weights", "WrongWeightsError"]

_BLOCK = 32
_LARGEST = 64
"""Of a whole weight: two products with eight bits that are added in sixteen, as AVX2 does, must not be cut off."""
_MIDDLE = 128
"""What stands for zero in the eight bits of what whole weights are multiplied with; they have no sign."""
_REACH = 127
"""The largest, from there."""
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

    def graph(self, depth: int, *, fast: bool) -> ModelProto:
        """The first ``depth`` layers: tokens' vectors, ``before``, in; what is known after each token, ``after``, out.

        Both are float32 of shape (1, n, width).
        """
        heads, few = self._field("llama.attention.head_count"), self._field("llama.attention.head_count_kv")
        width, base = self._field("llama.embedding_length"), self._field("llama.rope.freq_base")
        graph = (_FastGraph if fast else _ExactGraph)(self._field("llama.attention.layer_norm_rms_epsilon"))
        graph.prepare(width // heads, base)

        def norm(layer: int, part: str) -> str:
            tensor = self._tensor(f"blk.{layer}.{part}_norm.weight", "F32")
            return graph.weight(tensor.name, np.asarray(tensor.data, np.float32))

        def product(value: str, layer: int, *parts: str) -> str:
            matrix = _Matrix.of(self._tensor(f"blk.{layer}.{part}.weight", "Q4_1") for part in parts)
            return graph.product(value, matrix, f"{layer}.{parts[0]}")

        total = "before"
        even = graph.add("SimplifiedLayerNormalization", [total, norm(0, "attn")], "even", **graph.to_last_axis)
        for layer in range(depth):
            asked = product(even, layer, "attn_q", "attn_k", "attn_v")
            attended = product(graph.attention(f"{layer}.attended", asked, heads, few), layer, "attn_output")
            even, total = graph.add_and_norm(attended, total, norm(layer, "ffn"), f"{layer}.middle")
            gate = graph.add("QuickGelu", [product(even, layer, "ffn_gate")], f"{layer}.gate", alpha=1.0)
            wide = graph.add("Mul", [gate, product(even, layer, "ffn_up")], f"{layer}.wide")
            down = product(wide, layer, "ffn_down")
            if layer + 1 < depth:
                even, total = graph.add_and_norm(down, total, norm(layer + 1, "attn"), f"{layer}.out")
        graph.add("Add", [down, total], "after")
        return graph.model(width)


class _Matrix(NamedTuple):
    """A matrix of four bits a weight, with a row for each number that it gives.

    A row is blocks of 32 whole numbers from 0 to 15, which stand for ``lowest`` and so many times ``scale``.
    """

    numbers: NDArray[np.uint8]
    scale: NDArray[np.float32]
    lowest: NDArray[np.float32]

    @classmethod
    def of(cls, tensors: Iterable[gguf.ReaderTensor]) -> _Matrix:
        """The rows of some tensors, one after another.

        A block of Q4_1 is its scale, its lowest value and the numbers, the first sixteen in the lower halves of bytes.
        """
        blocks = np.concatenate(
            [np.asarray(each.data).reshape(int(each.shape[1]), -1, 4 + _BLOCK // 2) for each in tensors]
        )
        scale, lowest = (blocks[..., at : at + 2].copy().view(np.float16)[..., 0].astype(np.float32) for at in (0, 2))
        return cls(np.concatenate([blocks[..., 4:] & 15, blocks[..., 4:] >> 4], axis=-1), scale, lowest)


class _Graph:
    """Nodes and weights as they are added."""

    def __init__(self, epsilon: float) -> None:
        self._epsilon = epsilon
        self.to_last_axis: dict[str, Any] = {"axis": -1, "epsilon": epsilon}
        self._nodes: list[Any] = []
        self._weights: list[Any] = []
        self._made: set[str] = set()

    def add(self, operator: str, inputs: Sequence[str], output: str, *more: str, **attributes: Any) -> str:
        """Add a node; returns the name of its first output."""
        domain = "com.microsoft" if operator in _OF_ONNXRUNTIME else ""
        outputs = [output, *more]
        self._nodes.append(helper.make_node(operator, list(inputs), outputs, output, domain=domain, **attributes))
        return output

    def is_new(self, name: str) -> bool:
        """Whether this is asked for the first time with this name."""
        is_new = name not in self._made
        self._made.add(name)
        return is_new

    def product(self, value: str, matrix: _Matrix, name: str) -> str:
        """``value`` times a matrix; returns the name of what comes out."""
        raise NotImplementedError

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
        self.add("Shape", ["before"], "length-64", start=1, end=2)
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

    def model(self, width: int) -> ModelProto:
        """All of it, from ``before`` to ``after``."""
        taken, given = (
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "n", width]) for name in ("before", "after")
        )
        made = helper.make_graph(self._nodes, "language-model", [taken], [given], self._weights)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(made, opset_imports=opsets, ir_version=_FORMAT, producer_name="copydesk")


class _ExactGraph(_Graph):
    """Four-bit weights as they are, times floats."""

    def product(self, value: str, matrix: _Matrix, name: str) -> str:
        """``value`` times a matrix.

        MatMulNBits has neighbours in one byte, and is fast where a block's zero lies at 8. What is missing from there
        to the lowest value is the same for all 32, so it is multiplied with their sum.
        """
        numbers, scale, lowest = matrix
        rows, blocks, _ = numbers.shape
        packed = self.weight(f"{name}.packed", numbers[..., ::2] | numbers[..., 1::2] << 4)
        inputs = [value, packed, self.weight(f"{name}.scale", scale.reshape(-1))]
        shape = {"K": blocks * _BLOCK, "N": rows, "bits": 4, "block_size": _BLOCK}
        product = self.add("MatMulNBits", inputs, f"{name}.product", **shape)
        offset = self.weight(f"{name}.offset", (lowest + 8 * scale).T)
        rest = self.add("MatMul", [self._sums(value), offset], f"{name}.rest")
        return self.add("Add", [product, rest], f"{name}.whole")

    def _sums(self, value: str) -> str:
        """The sums of each 32 neighbours of ``value``."""
        name = f"{value}.sums"
        if self.is_new(name):
            in_blocks = self.weight(f"{value}.in-blocks", np.array([0, 0, -1, _BLOCK]))
            self.add("Reshape", [value, in_blocks], f"{value}.blocks")
            self.add("ReduceSum", [f"{value}.blocks", "last-axis"], name, keepdims=0)
        return name


class _FastGraph(_Graph):
    """Whole numbers times whole numbers: 64 steps to the largest of a row of weights, 127 to the largest of a token."""

    def product(self, value: str, matrix: _Matrix, name: str) -> str:
        """``value`` times a matrix."""
        weights = (matrix.numbers * matrix.scale[..., None] + matrix.lowest[..., None]).reshape(len(matrix.scale), -1)
        scales = np.abs(weights).max(axis=1) / _LARGEST
        numbers = self.weight(f"{name}.numbers", np.rint(weights / scales[:, None]).astype(np.int8).T)
        ones = self.weight(f"{name}.one-step", np.array(1, np.float32))
        middle = self.weight(f"{name}.middle", np.array(_MIDDLE, np.uint8))
        inputs = [self._in_whole_numbers(value), numbers, ones, self.weight(f"{name}.scales", scales), middle]
        steps = self.add("MatMulIntegerToFloat", inputs, f"{name}.in-steps")
        return self.add("Mul", [steps, f"{value}.step"], f"{name}.product")

    def _in_whole_numbers(self, value: str) -> str:
        """Eight bits for each number of ``value``, in steps that suit the largest of its token."""
        name = f"{value}.whole"
        if self.is_new(name):
            self.add("Abs", [value], f"{value}.sizes")
            self.add("ReduceMax", [f"{value}.sizes", "last-axis"], f"{value}.largest", keepdims=1)
            self.add("Mul", [f"{value}.largest", self._constant(f"{value}.share", 1 / _REACH)], f"{value}.fair-step")
            self.add("Max", [f"{value}.fair-step", self._constant(f"{value}.least-step", 1e-9)], f"{value}.step")
            self.add("Reshape", [f"{value}.step", "last-axis"], f"{value}.steps")
            middle = self.weight(f"{value}.middle", np.array(_MIDDLE, np.uint8))
            self.add("Expand", [middle, "length-64"], f"{value}.middles")
            self.add("QuantizeLinear", [value, f"{value}.steps", f"{value}.middles"], name, axis=1)
        return name

    def _constant(self, name: str, value: float) -> str:
        return self.weight(name, np.array(value, np.float32))


_OF_ONNXRUNTIME = {
    "GroupQueryAttention",
    "MatMulIntegerToFloat",
    "MatMulNBits",
    "QuickGelu",
    "SkipSimplifiedLayerNormalization",
}
"""Operators that onnxruntime has beside the standard's."""
