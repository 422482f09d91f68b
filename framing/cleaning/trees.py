"""Boosted trees over the bins of features: small enough to be asked all at once."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["QUESTIONS", "Trees", "grown"]

QUESTIONS = 8  # of one tree at most: the answers are the bits of a byte
_CODES = 1 << QUESTIONS
_NEVER = 255  # above every bin: the question of a tree that asks fewer
_TREES = 200
_GROWTH: dict[str, Any] = {
    "max_iter": _TREES, "max_leaf_nodes": QUESTIONS + 1, "learning_rate": 0.05,
    "min_samples_leaf": 40, "l2_regularization": 5.0, "max_bins": 255, "max_features": 0.3,
    "early_stopping": False, "random_state": 0,
}  # fmt: skip


class Trees:
    """Trees, each a handful of questions and a table with a leaf for every set of answers.

    Parameters
    ----------
    features, bins : ndarray of int, shape (QUESTIONS, n_trees)
        A question is whether the bin of a feature is above a given one.
    leaves : ndarray of shape (n_trees, 2 ** QUESTIONS)
        What a tree says, by its answers as bits, the first question's the lowest.
    """

    def __init__(self, features: np.ndarray, bins: np.ndarray, leaves: np.ndarray) -> None:
        self._features = features.astype(np.int64).ravel()
        self._bins = np.ascontiguousarray(bins.astype(np.uint8).reshape(-1, 1))
        self._leaves = leaves.astype(np.float64).ravel()
        self._offsets = (np.arange(len(leaves)) * _CODES)[:, None]

    def of(self, found: np.ndarray) -> np.ndarray:
        """Give what each tree says of each line.

        Parameters
        ----------
        found : ndarray of int, shape (n_features, n_lines)
            Bins.

        Returns
        -------
        ndarray of shape (n_trees, n_lines)
        """
        asked = found.astype(np.uint8)[self._features] > self._bins
        answers = asked.view(np.uint8).reshape(QUESTIONS, -1, found.shape[1])
        codes = answers[0].copy()
        for bit in range(1, QUESTIONS):
            codes |= answers[bit] << np.uint8(bit)
        said: np.ndarray = self._leaves[codes + self._offsets]
        return said


def grown(
    found: np.ndarray, content: np.ndarray, weights: np.ndarray
) -> tuple[dict[str, np.ndarray], float]:
    """Grow trees that tell content by the bins of features.

    Parameters
    ----------
    found : ndarray of int, shape (n_lines, n_features)
        Bins.
    content : ndarray of int, shape (n_lines,)
        1 content, 0 residue.
    weights : ndarray of shape (n_lines,)
        Weights of the lines.

    Returns
    -------
    dict of str to ndarray, float
        The arrays that :class:`Trees` takes, and the log odds where no tree says anything.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):  # sums over several threads differ in their last bits
        model = HistGradientBoostingClassifier(**_GROWTH)
        model.fit(found.astype(np.float64), content, sample_weight=weights)
    features = np.zeros((QUESTIONS, _TREES), dtype=np.uint8)
    bins = np.full((QUESTIONS, _TREES), _NEVER, dtype=np.uint8)
    leaves = np.zeros((_TREES, _CODES))
    for number, (tree,) in enumerate(model._predictors):
        inner = np.flatnonzero(tree.nodes["is_leaf"] == 0)
        features[: len(inner), number] = tree.nodes["feature_idx"][inner]
        bins[: len(inner), number] = np.floor(tree.nodes["num_threshold"][inner])
        leaves[number] = _laid_out(tree.nodes, inner)
    return {"features": features, "bins": bins, "leaves": leaves}, float(
        model._baseline_prediction.ravel()[0]
    )


def _laid_out(nodes: np.ndarray, inner: np.ndarray) -> np.ndarray:
    """Follow every set of answers down to its leaf."""
    bit = {node: np.int64(1 << place) for place, node in enumerate(inner.tolist())}
    out = np.empty(_CODES)
    for code in range(_CODES):
        node = 0
        while not nodes["is_leaf"][node]:
            node = int(nodes["right" if code & bit[node] else "left"][node])
        out[code] = nodes["value"][node]
    return out
