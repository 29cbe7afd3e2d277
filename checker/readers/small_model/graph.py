"""The language model as a graph for onnxruntime, made once of the weights in a GGUF file.

The weights stay what they are: blocks of 32 with a scale and a lowest value, four bits a weight, for the matrices;
eight bits for the words' vectors. What is multiplied with them stays in float, so that results do not hang on how a
processor rounds whole numbers. Layers above the one that is asked for are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gguf
import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Weights", "WrongWeightsError"]

_BLOCK = 32
_OPSET, _FORMAT = 21, 10
_LONGEST = 1024
"""Tokens of the longest stretch that can be read at once; positions beyond are not prepared for."""


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

    def graph(self, depth: int, progress: Callable[[float], None] = lambda _: None) -> ModelProto:
        """The first ``depth`` layers: ``tokens``, int64 of shape (1, n), in; ``states``, float32 of (1, n, width), out.

        ``progress`` is told the share that is done.
        """
        heads, few = self._field("llama.attention.head_count"), self._field("llama.attention.head_count_kv")
        width, base = self._field("llama.embedding_length"), self._field("llama.rope.freq_base")
        graph = _Graph(self._field("llama.attention.layer_norm_rms_epsilon"))
        graph.prepare(width // heads, base)

        def norm(layer: int, part: str) -> str:
            tensor = self._tensor(f"blk.{layer}.{part}_norm.weight", "F32")
            return graph.weight(tensor.name, np.asarray(tensor.data, np.float32))

        def product(value: str, layer: int, part: str) -> str:
            return graph.product(value, self._tensor(f"blk.{layer}.{part}.weight", "Q4_1"))

        total = graph.embedding(self._tensor("token_embd.weight", "Q8_0"), width)
        even = graph.add("SimplifiedLayerNormalization", [total, norm(0, "attn")], "in", axis=-1, epsilon=graph.epsilon)
        for layer in range(depth):
            queries, keys, values = (product(even, layer, f"attn_{part}") for part in "qkv")
            attended = graph.attention(f"{layer}.attended", (queries, keys, values), heads, few)
            attended = product(attended, layer, "attn_output")
            even, total = graph.add_and_norm(attended, total, norm(layer, "ffn"), f"{layer}.middle")
            gate = graph.add("QuickGelu", [product(even, layer, "ffn_gate")], f"{layer}.gate", alpha=1.0)
            wide = graph.add("Mul", [gate, product(even, layer, "ffn_up")], f"{layer}.wide")
            down = product(wide, layer, "ffn_down")
            if layer + 1 < depth:
                even, total = graph.add_and_norm(down, total, norm(layer + 1, "attn"), f"{layer}.out")
            progress((layer + 1) / depth)
        graph.add("Add", [down, total], "states")
        return graph.model(width)


class _Graph:
    """Nodes and weights as they are added."""

    def __init__(self, epsilon: float) -> None:
        self.epsilon = epsilon
        self._nodes: list[Any] = []
        self._weights: list[Any] = []
        self._summed: set[str] = set()

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
        self.weight("in-blocks", np.array([0, 0, -1, _BLOCK]))
        self.weight("last-axis", np.array([-1]))
        self.add("Shape", ["tokens"], "length-64", start=1, end=2)
        self.add("Cast", ["length-64"], "length", to=TensorProto.INT32)
        self.add("Sub", ["length", self.weight("one", np.array([1], np.int32))], "last")
        self.add("Squeeze", ["length"], "total-length")

    def attention(self, name: str, parts: tuple[str, str, str], heads: int, few: int) -> str:
        """What each token takes from those before it; the weights turn neighbouring numbers, as GGUF has them."""
        inputs = [*parts, "", "", "last", "total-length", "cos", "sin"]
        outputs = f"{name}.keys", f"{name}.values"
        turned = {"do_rotary": 1, "rotary_interleaved": 1}
        return self.add("GroupQueryAttention", inputs, name, *outputs, num_heads=heads, kv_num_heads=few, **turned)

    def add_and_norm(self, value: str, total: str, scale: str, name: str) -> tuple[str, str]:
        """The sum of ``value`` and ``total``, made even and as it is."""
        sums = f"{name}.total"
        self.add("SkipSimplifiedLayerNormalization", [value, total, scale], name, "", "", sums, epsilon=self.epsilon)
        return name, sums

    def product(self, value: str, tensor: gguf.ReaderTensor) -> str:
        """``value`` times a matrix of four bits a weight.

        A block of Q4_1 is a scale, a lowest value and 32 numbers, the first sixteen in the lower halves of its bytes.
        MatMulNBits has neighbours in one byte, and is fast where a block's zero lies at 8. What is missing from there
        to the lowest value is the same for all 32, so it is multiplied with their sum.
        """
        rows, columns = int(tensor.shape[1]), int(tensor.shape[0])
        blocks = np.asarray(tensor.data).reshape(rows, columns // _BLOCK, 4 + _BLOCK // 2)
        scale, lowest = (blocks[..., at : at + 2].copy().view(np.float16)[..., 0].astype(np.float32) for at in (0, 2))
        numbers = np.concatenate([blocks[..., 4:] & 15, blocks[..., 4:] >> 4], axis=-1)
        packed = self.weight(f"{tensor.name}.packed", numbers[..., ::2] | numbers[..., 1::2] << 4)
        scales = self.weight(f"{tensor.name}.scale", scale.reshape(-1))
        offset = self.weight(f"{tensor.name}.offset", (lowest + 8 * scale).T)
        shape = {"K": columns, "N": rows, "bits": 4, "block_size": _BLOCK}
        product = self.add("MatMulNBits", [value, packed, scales], f"{tensor.name}.product", **shape)
        rest = self.add("MatMul", [self._sums(value), offset], f"{tensor.name}.rest")
        return self.add("Add", [product, rest], f"{tensor.name}.whole")

    def _sums(self, value: str) -> str:
        """The sums of each 32 neighbours of ``value``."""
        name = f"{value}.sums"
        if name not in self._summed:
            self._summed.add(name)
            self.add("Reshape", [value, "in-blocks"], f"{value}.blocks")
            self.add("ReduceSum", [f"{value}.blocks", "last-axis"], name, keepdims=0)
        return name

    def embedding(self, tensor: gguf.ReaderTensor, width: int) -> str:
        """The vectors of ``tokens``, of a matrix of eight bits a weight."""
        blocks = np.asarray(tensor.data).reshape(int(tensor.shape[1]), width // _BLOCK, 2 + _BLOCK)
        self.weight("words.numbers", blocks[..., 2:].copy().view(np.int8))
        self.weight("words.scale", blocks[..., :2].copy().view(np.float16).astype(np.float32))
        for part in ("numbers", "scale"):
            self.add("Gather", [f"words.{part}", "tokens"], f"token.{part}", axis=0)
        self.add("Cast", ["token.numbers"], "token.floats", to=TensorProto.FLOAT)
        self.add("Mul", ["token.floats", "token.scale"], "token.blocks")
        return self.add("Reshape", ["token.blocks", self.weight("whole", np.array([1, -1, width]))], "token")

    def model(self, width: int) -> ModelProto:
        """All of it, from ``tokens`` to ``states``."""
        taken = helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "n"])
        given = helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "n", width])
        made = helper.make_graph(self._nodes, "language-model", [taken], [given], self._weights)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(made, opset_imports=opsets, ir_version=_FORMAT, producer_name="copydesk")


_OF_ONNXRUNTIME = {"GroupQueryAttention", "MatMulNBits", "QuickGelu", "SkipSimplifiedLayerNormalization"}
"""Operators that onnxruntime has beside the standard's."""
