"""The tuned encoder as an ONNX graph of whole numbers, for one text at a time.

Weights are whole numbers of 7 bits with one scale for each number that comes out; what flows between is
rounded to 8 bits as it comes. Seven bits, since some processors add two products in 16 bits: so all of them
compute the same. The operators of the domain `com.microsoft` are onnxruntime's own.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from benchmarks.tune.encoder import Encoder, Layer
from benchmarks.tune.source import Shape

OWN: Final = "com.microsoft"
HIGHEST: Final = 63
"""Of a weight: 7 bits."""
HIGHEST_OF_A_WORD: Final = 127
"""Of a number of the word table, which is not multiplied: 8 bits."""


class Graph:
    """Collects nodes and their numbers; each method adds some and gives the name of what comes out."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.nodes: list[onnx.NodeProto] = []
        self.numbers: list[onnx.TensorProto] = []

    def constant(self, values: Any) -> str:
        name = f"c{len(self.numbers)}"
        array = np.ascontiguousarray(values)
        array = array.astype(np.float32) if array.dtype == np.float64 else array
        self.numbers.append(numpy_helper.from_array(array, name))
        return name

    def node(self, kind: str, *inputs: str, own: bool = False, outputs: int = 1, **how: Any) -> str:
        first = f"n{len(self.nodes)}"
        names = [first, *(f"{first}_{n}" for n in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=OWN if own else "", **how))
        return first

    def embedding(self, encoder: Encoder, pieces: str) -> str:
        table, scales = in_whole_numbers(plain(encoder.word.weight), HIGHEST_OF_A_WORD)
        words = self.node("Cast", self.node("Gather", self.constant(table), pieces), to=TensorProto.FLOAT)
        scale = self.node("Gather", self.constant(scales), pieces)
        words = self.node("Mul", words, self.node("Unsqueeze", scale, self.constant(np.array([-1]))))
        length = self.node("Shape", pieces, start=1)
        places = self.node(
            "Slice", self.constant(plain(encoder.position.weight)), self.constant(np.array([0])), length
        )
        norm = self.constant(plain(encoder.norm.weight)), self.constant(plain(encoder.norm.bias))
        return self.node(
            "LayerNormalization", self.node("Add", words, places), *norm, epsilon=self.shape.epsilon
        )

    def linear(self, state: str, weight: NDArray[Any], bias: NDArray[Any] | None = None) -> str:
        """`weight` as torch holds it: a row for each number that comes out."""
        whole, scales = in_whole_numbers(weight, HIGHEST)
        zeros = np.zeros(len(scales), np.int8)
        parts = [self.constant(whole.T), self.constant(scales), self.constant(zeros)]
        if bias is not None:
            parts.append(self.constant(bias))
        return self.node("DynamicQuantizeMatMul", state, *parts, own=True)

    def layer(self, layer: Any, state: str) -> str:
        parts = (layer.query, layer.key, layer.value)
        three = self.linear(
            state,
            np.concatenate([plain(part.weight) for part in parts]),
            np.concatenate([plain(part.bias) for part in parts]),
        )
        query = self.node("Split", three, outputs=3, axis=-1, num_outputs=3)
        seen = self.node(
            "MultiHeadAttention", query, f"{query}_1", f"{query}_2", own=True, num_heads=layer.heads
        )
        seen = self.linear(seen, plain(layer.out.weight))
        state = self.added(layer.after_attention, seen, state, layer.out.bias)
        inner = self.linear(state, plain(layer.wider.weight), plain(layer.wider.bias))
        inner = self.linear(self.node("Gelu", inner, own=True), plain(layer.narrower.weight))
        return self.added(layer.after_inner, inner, state, layer.narrower.bias)

    def added(self, norm: Any, new: str, state: str, bias: Any) -> str:
        numbers = [self.constant(plain(values)) for values in (norm.weight, norm.bias, bias)]
        return self.node("SkipLayerNormalization", new, state, *numbers, own=True, epsilon=self.shape.epsilon)

    def heads(self, encoder: Encoder, state: str) -> None:
        """Each head's probabilities, under its name."""
        mean = self.node("ReduceMean", state, self.constant(np.array([1])), keepdims=0)
        most = self.node("ReduceMax", state, self.constant(np.array([1])), keepdims=0)
        pooled = self.node("Concat", mean, most, axis=1)
        for name, head in encoder.heads.items():
            numbers = self.constant(plain(head.weight)), self.constant(plain(head.bias))
            scores = self.node("Gemm", pooled, *numbers, transB=1)
            last = "Sigmoid" if head.out_features == 1 else "Softmax"
            self.nodes.append(helper.make_node(last, [scores], [name]))


def built(encoder: Encoder, shape: Shape) -> onnx.ModelProto:
    """The graph: `pieces` (1, n) in; for each head a row of probabilities out."""
    graph = Graph(shape)
    state = graph.embedding(encoder, "pieces")
    for layer in encoder.layers:
        assert isinstance(layer, Layer)
        state = graph.layer(layer, state)
    graph.heads(encoder, state)
    made = helper.make_graph(
        graph.nodes,
        "ear",
        [helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "length"])],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, head.out_features])
            for name, head in encoder.heads.items()
        ],
        graph.numbers,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(OWN, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="benchmarks.tune")


def in_whole_numbers(rows: NDArray[Any], highest: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Each row as whole numbers of at most `highest`, and its scale."""
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-9) / highest
    whole = np.rint(rows / scales[:, None]).clip(-highest, highest)
    return whole.astype(np.int8), scales.astype(np.float32)


def plain(values: Any) -> NDArray[Any]:
    return np.asarray(values.detach().numpy(), dtype=np.float32)
