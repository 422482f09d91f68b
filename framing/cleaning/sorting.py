"""The kind of a residue line: what it says itself, and what stands around it."""

from __future__ import annotations

import numpy as np

from framing.cleaning.kinds import KINDS
from framing.cleaning.lines import Lines
from framing.cleaning.rules import THRESHOLD

__all__ = ["REACH", "blended", "kind_features", "softmax"]

REACH = 3  # neighbours on each side whose kinds count


def softmax(scores: np.ndarray) -> np.ndarray:
    """Turn rows of scores into probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def kind_features(
    lines: Lines, scores: np.ndarray, content: np.ndarray, rows: np.ndarray
) -> np.ndarray:
    """Lay out what tells the kind of some residue lines: their own scores, their neighbours'.

    Parameters
    ----------
    lines : Lines
        A document.
    scores : ndarray of shape (n_lines, n_kinds)
        Scores of the kinds, each line by itself; needed of `rows` and their neighbours.
    content : ndarray of shape (n_lines,)
        Probability of content.
    rows : ndarray of int, shape (n_rows,)
        The lines asked for.

    Returns
    -------
    ndarray of shape (n_rows, n_features)
    """
    weight, cover = lines.cues.weight, lines.cues.cover
    own = softmax(scores)
    n = len(own)
    around = np.empty((n, 2, len(KINDS)))
    np.multiply(own, (1.0 - content)[:, None], out=around[:, 0])
    np.minimum(weight * (cover > 0.2), 2.0, out=around[:, 1])
    masses = np.ones((n, 2, 1))
    masses[:, 0, 0] -= content
    before, after = _neighbours(around, masses, rows)
    place = np.empty((len(rows), 5))
    place[:, 0] = rows == 0
    place[:, 1] = rows == n - 1
    place[:, 2] = (rows + 0.5) / n
    place[:, 3] = np.minimum(rows, 6) / 6.0
    place[:, 4] = 1.0 - content[rows]
    formed = lines.forms[rows, None] == np.arange(len(KINDS))
    parts = [
        np.minimum(np.maximum(scores[rows], -8.0), 8.0), own[rows],
        *(before[:, 0], after[:, 0], before[:, 1] / 2.0, after[:, 1] / 2.0),
        place, formed, (weight[rows] >= 2) * cover[rows],
    ]  # fmt: skip
    return np.concatenate(parts, axis=1)


def blended(lines: Lines, kinds: np.ndarray, content: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Let the residue around decide on the kind of a line that says little itself.

    The paragraphs of an appeal, or the blurbs of a list of links, read like any other prose.
    """
    weight, cover = lines.cues.weight[rows], lines.cues.cover[rows]
    silent = (lines.forms[rows] < 0) & ((weight >= 2) * cover < 0.2).all(axis=1)
    if not silent.any():
        return kinds
    residue = (content < THRESHOLD).astype(np.float64)[:, None]
    every = np.zeros((len(content), kinds.shape[1]))
    every[rows] = kinds * residue[rows]
    before, after = _neighbours(every, residue, rows)
    mean = (before + after) / 2.0
    out: np.ndarray = np.where(
        silent[:, None], (kinds + mean) / (1.0 + mean.sum(axis=1))[:, None], kinds
    )
    return out


def _neighbours(
    values: np.ndarray, masses: np.ndarray, rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Average weighed values of the lines before and after each of some lines."""
    n = len(values)
    total = np.zeros((n + 1, *values.shape[1:]))
    mass = np.zeros((n + 1, *masses.shape[1:]))
    values.cumsum(axis=0, out=total[1:])
    masses.cumsum(axis=0, out=mass[1:])
    low, high, after = np.maximum(rows - REACH, 0), np.minimum(rows + 1 + REACH, n), rows + 1
    return (
        (total[rows] - total[low]) / (mass[rows] - mass[low] + 0.5),
        (total[high] - total[after]) / (mass[high] - mass[after] + 0.5),
    )
