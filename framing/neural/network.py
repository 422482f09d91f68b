"""The encoder in onnxruntime, and the linear heads over its vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from framing.errors import FramingError
from framing.neural.files import NAME, Stored, installed, read
from framing.neural.inputs import LONGEST, Inputs, Row

__all__ = ["Head", "Network", "log_odds"]

WIDTH = 768
_STEP = 8  # rows are padded to a multiple of this length
_BATCH = 32  # rows a call: more are no quicker, and take more memory
_KEPT = 4096  # vectors, 12 MB: a batch of articles is read by several measures one after the other


class Head:
    """A linear layer over vectors, calibrated.

    Parameters
    ----------
    weight : ndarray of shape (n_outputs, 768)
        One row an output; a single output stands for yes.
    bias : ndarray of shape (n_outputs,)
        Added to it.
    threshold : float
        Probability from which a single output means yes.
    """

    def __init__(self, weight: np.ndarray, bias: np.ndarray, threshold: float = 0.5) -> None:
        self.weight = np.asarray(weight, np.float64)
        self.bias = np.asarray(bias, np.float64)
        self.threshold = threshold

    def logits(self, vectors: np.ndarray) -> np.ndarray:
        """Give (n, n_outputs), row by row: products of one shape give the same bits."""
        rows = [self.weight @ vector for vector in vectors.astype(np.float64)]
        return np.array(rows).reshape(len(vectors), len(self.bias)) + self.bias

    def chances(self, logits: np.ndarray) -> np.ndarray:
        """Give probabilities: over the outputs, or of yes where there is one."""
        if len(self.bias) == 1:
            return 1.0 / (1.0 + np.exp(-logits))
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        return raised / raised.sum(axis=1, keepdims=True)


class Network:
    """A loaded model: texts to rows, rows to vectors, vectors to probabilities.

    Parameters
    ----------
    stored : Stored
        What the folder holds.

    Attributes
    ----------
    inputs : Inputs
        Turns texts into rows.
    heads : dict of str to Head
        By task.
    arrays : dict of str to ndarray
        All weights that stand beside the graph.
    meta : dict
        Version, data, figures.
    """

    def __init__(self, stored: Stored) -> None:
        self.inputs = Inputs(stored.vocabulary)
        self.arrays = stored.arrays
        self.meta = stored.meta
        self.heads = _heads(stored)
        self._session = _session(stored.graph)
        self._recent: dict[Row, np.ndarray] = {}

    @classmethod
    def load(cls, folder: str | Path | None = None) -> Network:
        """Load the shipped model, or one from a folder.

        Raises
        ------
        FramingError
            If the extra is not installed, or the files are missing, damaged or of another kind.
        """
        if not installed():
            raise FramingError(
                "backend='neural' needs onnxruntime and tokenizers: pip install 'framing[neural]'"
            )
        return _shipped() if folder is None else cls(read(folder))

    @property
    def recipe(self) -> str:
        """Name and version, as scores carry it."""
        return f"{NAME}-model@{self.meta.get('version', 'own')}"

    def vectors(self, rows: Sequence[Row]) -> np.ndarray:
        """Give (n, 768); a row's vector depends on that row alone, to the last bit.

        A row that was read lately is not read again.
        """
        kept = self._recent  # never changed, only replaced: threads may share a model
        found = {row: kept[row] for row in rows if row in kept}
        new = [row for row in dict.fromkeys(rows) if row not in found]
        found.update(zip(new, self._read(new), strict=True))
        if len(kept) + len(new) > _KEPT:
            kept = {}
        self._recent = {**kept, **found} if len(found) <= _KEPT else {}
        return np.array([found[row] for row in rows], np.float32).reshape(len(rows), WIDTH)

    def _read(self, rows: Sequence[Row]) -> np.ndarray:
        """Run rows, put together by padded length, which a row's own length decides; one thread."""
        out = np.zeros((len(rows), WIDTH), np.float32)
        groups: dict[int, list[int]] = {}
        for n, row in enumerate(rows):
            groups.setdefault(-(-len(row.tokens) // _STEP) * _STEP, []).append(n)
        for length, members in groups.items():
            for start in range(0, len(members), _BATCH):
                index = members[start : start + _BATCH]
                out[index] = self._run([rows[n] for n in index], length)
        return out

    def _run(self, rows: Sequence[Row], length: int) -> np.ndarray:
        """Run rows of one padded length."""
        tokens = np.zeros((len(rows), length), np.int64)
        kinds = np.zeros((len(rows), length), np.int64)
        mask = np.zeros((len(rows), length), np.float32)
        for n, row in enumerate(rows):
            size = len(row.tokens)
            tokens[n, :size] = row.tokens
            mask[n, :size] = 1.0
            kinds[n, size - row.second : size] = 1
        fed = {"tokens": tokens, "kinds": kinds, "mask": mask}
        return self._session.run(["vectors"], fed)[0]


def log_odds(chances: np.ndarray) -> np.ndarray:
    """Give the log-odds of probabilities, which are kept off 0 and 1."""
    kept = np.clip(chances, 1e-9, 1 - 1e-9)
    out: np.ndarray = np.log(kept / (1 - kept))
    return out


@lru_cache(maxsize=1)
def _shipped() -> Network:
    return Network(read())


def _heads(stored: Stored) -> dict[str, Head]:
    """Give the heads by task, their sizes checked."""
    heads = {}
    for task, threshold in stored.meta.get("thresholds", {}).items():
        weight, bias = (stored.arrays.get(f"{task}.{part}") for part in ("weight", "bias"))
        if weight is None or bias is None or weight.shape != (len(bias), WIDTH):
            raise FramingError(f"the model has no usable head {task!r}: another architecture?")
        heads[task] = Head(weight, bias, threshold)
    return heads


def _session(graph: bytes) -> Any:
    """Make the session: one thread, so that sums have one order."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        made = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its exceptions share no base of their own
        raise FramingError(
            f"onnxruntime {onnxruntime.__version__} cannot load the neural model: {error}"
        ) from None
    given = {one.name for one in made.get_inputs()}
    shape = made.get_outputs()[0].shape
    if given != {"tokens", "kinds", "mask"} or list(shape[1:]) != [WIDTH]:
        raise FramingError(
            f"the graph takes {sorted(given)} and gives {shape}: another architecture; "
            f"['kinds', 'mask', 'tokens'] to ['rows', {WIDTH}] is needed"
        )
    return made


assert LONGEST % _STEP == 0  # the longest row pads to itself
