"""Write the fine-tuned network as an ONNX graph with 8-bit weights.

Weights are rounded by output, word vectors by word. While running, each token's values are rounded
by that token's own largest value, so that no row of a batch can move another.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

__all__ = ["write"]

# processors without the newer instructions add two products in 16 bits: 7 bits cannot overflow
_WEIGHT_RANGE = 63
_WIDTH, _HEADS, _LAYERS = 384, 12, 6
_MICROSOFT = "com.microsoft"
_OPSETS = [helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)]
_IR = 9


class _Graph:
    """Nodes and stored arrays, named as they come."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.arrays: list[onnx.TensorProto] = []

    def store(self, array: np.ndarray) -> str:
        name = f"a{len(self.arrays)}"
        self.arrays.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def add(
        self, kind: str, *given: str, domain: str = "", outputs: int = 1, **more: object
    ) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(given), [name], domain=domain, **more))
        return name

    def floats(self, *values: float) -> str:
        return self.store(np.array(values, np.float32))

    def whole(self, *values: int) -> str:
        return self.store(np.array(values, np.int64))


def write(weights: dict[str, np.ndarray], file: Path) -> None:
    """Write the graph: ``tokens, kinds, mask`` of a batch to ``vectors``, (rows, 768).

    Parameters
    ----------
    weights : dict of str to ndarray
        The state of a :class:`training.neural.encoder.Encoder`.
    file : Path
        Where it goes.
    """
    graph = _Graph()
    graph.add("Cast", "mask", to=TensorProto.INT32)
    graph.nodes[-1].output[0] = "whole_mask"
    hidden = _embedded(graph, weights)
    for n in range(_LAYERS):
        layer = {
            name.removeprefix(f"layers.{n}."): array
            for name, array in weights.items()
            if name.startswith(f"layers.{n}.")
        }
        hidden = _layer(graph, hidden, layer)
    _pooled(graph, hidden)
    graph.nodes[-1].output[0] = "vectors"
    _save(graph, file)


def _save(graph: _Graph, file: Path) -> None:
    sizes = ["rows", "length"]
    given = [
        helper.make_tensor_value_info("tokens", TensorProto.INT64, sizes),
        helper.make_tensor_value_info("kinds", TensorProto.INT64, sizes),
        helper.make_tensor_value_info("mask", TensorProto.FLOAT, sizes),
    ]
    made = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["rows", 2 * _WIDTH])]
    whole = helper.make_graph(graph.nodes, "framing-neural", given, made, graph.arrays)
    model = helper.make_model(whole, opset_imports=_OPSETS, ir_version=_IR, producer_name="framing")
    file.write_bytes(model.SerializeToString(deterministic=True))


def _embedded(graph: _Graph, own: dict[str, np.ndarray]) -> str:
    """Add the sum of word, place and segment vectors, normed."""
    table, scales = _rounded_rows(own["words.weight"])
    words = graph.add("Gather", graph.store(table), "tokens")
    words = graph.add("Cast", words, to=TensorProto.FLOAT)
    scale = graph.add("Gather", graph.store(scales), "tokens")
    words = graph.add("Mul", words, scale)
    length = graph.add("Slice", graph.add("Shape", "tokens"), graph.whole(1), graph.whole(2))
    places = graph.add(
        "Slice", graph.store(own["places.weight"]), graph.whole(0), length, graph.whole(0)
    )
    kinds = graph.add("Gather", graph.store(own["kinds.weight"]), "kinds")
    hidden = graph.add("Add", graph.add("Add", words, places), kinds)
    return _plain_norm(graph, hidden, own, "norm")


def _layer(graph: _Graph, hidden: str, own: dict[str, np.ndarray]) -> str:
    """Add a layer: attention, feed-forward, each with residual and norm."""
    mixed = _Rounded(graph, hidden)
    parts = [slice(n * _WIDTH, (n + 1) * _WIDTH) for n in range(3)]
    query, key, value = (mixed.times(own["mixed.weight"][part]) for part in parts)
    found = graph.add(
        "MultiHeadAttention", query, key, value, graph.store(own["mixed.bias"]), "whole_mask",
        domain=_MICROSOFT, num_heads=_HEADS,
    )  # fmt: skip
    joined = _Rounded(graph, found).times(own["joined.weight"])
    hidden = _norm(graph, hidden, joined, own, "joined.bias", "norm")
    inner = _Rounded(graph, hidden).times(own["up.weight"])
    inner = graph.add("BiasGelu", inner, graph.store(own["up.bias"]), domain=_MICROSOFT)
    inner = _Rounded(graph, inner).times(own["down.weight"])
    return _norm(graph, hidden, inner, own, "down.bias", "last_norm")


def _pooled(graph: _Graph, hidden: str) -> None:
    """Add the first token's vector beside the mean over the second segment, or over the mask."""
    first = graph.add("Gather", hidden, graph.store(np.array(0, np.int64)), axis=1)
    second = graph.add("Cast", "kinds", to=TensorProto.FLOAT)
    length = graph.add("ReduceSum", second, graph.whole(1), keepdims=1)
    one = graph.store(np.array(1.0, np.float32))
    none = graph.add("Sub", one, graph.add("Min", length, one))
    chosen = graph.add("Add", second, graph.add("Mul", "mask", none))
    counts = graph.add("ReduceSum", chosen, graph.whole(1), keepdims=1)
    shares = graph.add("Unsqueeze", graph.add("Div", chosen, counts), graph.whole(1))
    mean = graph.add("Squeeze", graph.add("MatMul", shares, hidden), graph.whole(1))
    graph.add("Concat", first, mean, axis=1)


def _norm(
    graph: _Graph, hidden: str, change: str, own: dict[str, np.ndarray], bias: str, name: str
) -> str:
    """Add a residual: what changes, its bias, and the norm over both."""
    total = graph.add("Add", graph.add("Add", change, graph.store(own[bias])), hidden)
    return _plain_norm(graph, total, own, name)


def _plain_norm(graph: _Graph, hidden: str, own: dict[str, np.ndarray], name: str) -> str:
    scale, shift = graph.store(own[f"{name}.weight"]), graph.store(own[f"{name}.bias"])
    return graph.add("LayerNormalization", hidden, scale, shift, axis=-1, epsilon=1e-12)


class _Rounded:
    """Values in 8 bits, each token by its own largest value, ready to be multiplied."""

    def __init__(self, graph: _Graph, hidden: str) -> None:
        self._graph = graph
        largest = graph.add("ReduceMax", graph.add("Abs", hidden), axes=[-1], keepdims=1)
        largest = graph.add("Max", largest, graph.store(np.array(1e-9, np.float32)))
        self._scale = graph.add("Mul", largest, graph.store(np.array(1 / 127, np.float32)))
        scaled = graph.add("Div", hidden, self._scale)
        # a cast cuts the fraction off: half a step more makes it round
        shifted = graph.add("Add", scaled, graph.store(np.array(128.5, np.float32)))
        self._values = graph.add("Cast", shifted, to=TensorProto.UINT8)

    def times(self, weight: np.ndarray) -> str:
        """Add the product, in whole numbers, with a weight, (outputs, inputs)."""
        graph = self._graph
        rounded, scales = _rounded_rows(weight, _WEIGHT_RANGE)
        product = graph.add(
            "MatMulIntegerToFloat", self._values, graph.store(rounded.T),
            graph.store(np.array(1.0, np.float32)), graph.store(scales.ravel()),
            graph.store(np.array(128, np.uint8)), domain=_MICROSOFT,
        )  # fmt: skip
        return graph.add("Mul", product, self._scale)


def _rounded_rows(table: np.ndarray, largest: int = 127) -> tuple[np.ndarray, np.ndarray]:
    """Give a table in whole numbers up to `largest` and the scale of each row."""
    scales = np.abs(table).max(axis=1, keepdims=True) / largest
    rounded = np.rint(table / np.maximum(scales, 1e-12))
    return rounded.clip(-largest, largest).astype(np.int8), scales.astype(np.float32)
