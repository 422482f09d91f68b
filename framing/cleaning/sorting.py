"""The kind of a residue line: what it says itself, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.cleaning.kinds import KINDS
from framing.cleaning.layout import Layout
from framing.cleaning.lines import Lines
from framing.cleaning.rules import THRESHOLD

__all__ = ["REACH", "blended", "kind_features", "softmax"]

REACH = 3  # neighbours on each side whose kinds count


def softmax(scores: np.ndarray) -> np.ndarray:
    """Turn rows of scores into probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def kind_features(
    lines: Lines,
    scores: np.ndarray,
    content: np.ndarray,
    rows: np.ndarray,
    sizes: Sequence[int] = (),
) -> np.ndarray:
    """Lay out what tells the kind of some residue lines: their own scores, their neighbours'.

    Parameters
    ----------
    lines : Lines
        A document, or several, one after the other.
    scores : ndarray of shape (n_lines, n_kinds)
        Scores of the kinds, each line by itself; needed of `rows` and their neighbours.
    content : ndarray of shape (n_lines,)
        Probability of content.
    rows : ndarray of int, shape (n_rows,)
        The lines asked for.
    sizes : sequence of int, optional
        Lines of each document; one document if not given.

    Returns
    -------
    ndarray of shape (n_rows, n_features)
    """
    weight, cover = lines.cues.weight, lines.cues.cover
    own = softmax(scores)
    n = len(own)
    layout = Layout(sizes or [n])
    around = np.empty((n, 2, len(KINDS)))
    np.multiply(own, (1.0 - content)[:, None], out=around[:, 0])
    np.minimum(weight * (cover > 0.2), 2.0, out=around[:, 1])
    masses = np.ones((n, 2, 1))
    masses[:, 0, 0] -= content
    before, after = _neighbours(around, masses, rows, layout)
    place = np.empty((len(rows), 5))
    above, below = layout.above[rows], layout.below[rows]
    place[:, 0] = above == 0
    place[:, 1] = below == 0
    place[:, 2] = (above + 0.5) / (above + below + 1)
    place[:, 3] = np.minimum(above, 6) / 6.0
    place[:, 4] = 1.0 - content[rows]
    formed = lines.forms[rows, None] == np.arange(len(KINDS))
    parts = [
        np.minimum(np.maximum(scores[rows], -8.0), 8.0), own[rows],
        *(before[:, 0], after[:, 0], before[:, 1] / 2.0, after[:, 1] / 2.0),
        place, formed, (weight[rows] >= 2) * cover[rows],
    ]  # fmt: skip
    return np.concatenate(parts, axis=1)


def blended(
    lines: Lines,
    kinds: np.ndarray,
    content: np.ndarray,
    rows: np.ndarray,
    sizes: Sequence[int] = (),
) -> np.ndarray:
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
    before, after = _neighbours(every, residue, rows, Layout(sizes or [len(content)]))
    mean = (before + after) / 2.0
    out: np.ndarray = np.where(
        silent[:, None], (kinds + mean) / (1.0 + mean.sum(axis=1))[:, None], kinds
    )
    return out


def _neighbours(
    values: np.ndarray, masses: np.ndarray, rows: np.ndarray, layout: Layout
) -> tuple[np.ndarray, np.ndarray]:
    """Average weighed values of the lines before and after each of some lines."""
    total, mass = _running(values, layout), _running(masses, layout)
    at = rows + layout.owners[rows]
    low = at - np.minimum(layout.above[rows], REACH)
    after = at + 1
    high = after + np.minimum(layout.below[rows], REACH)
    return (
        (total[at] - total[low]) / (mass[at] - mass[low] + 0.5),
        (total[high] - total[after]) / (mass[high] - mass[after] + 0.5),
    )


def _running(values: np.ndarray, layout: Layout) -> np.ndarray:
    """Give running sums over the lines of each document, a zero before each of them."""
    out = np.zeros((len(values) + len(layout.slices), *values.shape[1:]))
    for number, at in enumerate(layout.slices, 1):
        values[at].cumsum(axis=0, out=out[at.start + number : at.stop + number])
    return out
