"""The shipped line model at work: weights in, labels of lines out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.cleaning.context import context, section_cues
from framing.cleaning.evidence import Cues, find_cues, tokens
from framing.cleaning.kinds import KINDS
from framing.cleaning.shapes import shapes
from framing.text.normalise import fold_case, normalise

__all__ = ["Lines", "LineModel", "Verdict", "bins", "context_features", "read_lines"]

CHUNK = 3000  # lines judged at once: a longer document is cut, so that memory stays bounded
_OVERLAP = 30  # lines of the chunk before and after that are shown as neighbours
_REACH = 3  # neighbours on each side whose kinds count


@dataclass(frozen=True)
class Lines:
    """The lines of a document, with what can be said of each alone.

    Attributes
    ----------
    texts : list of str
        Folded lines, none empty.
    chars : ndarray of shape (n_lines,)
        Lengths.
    shape : ndarray of shape (n_lines, n_shapes)
        See :data:`framing.cleaning.shapes.SHAPE_NAMES`.
    cues : Cues
        Hits of the cue lexicon.
    """

    texts: list[str]
    lowers: list[str]
    chars: np.ndarray
    shape: np.ndarray
    cues: Cues


@dataclass(frozen=True)
class Verdict:
    """What the model says of the lines of a document.

    Attributes
    ----------
    content : ndarray of shape (n_lines,)
        Probability of content.
    kinds : ndarray of shape (n_lines, n_kinds)
        Probabilities of the kinds, if the line is residue.
    """

    content: np.ndarray
    kinds: np.ndarray


def read_lines(lines: Sequence[str]) -> Lines:
    """Fold lines and describe each alone."""
    texts = [" ".join(normalise(line).text.split("\n")).strip() or "." for line in lines]
    return describe(texts, [fold_case(text) for text in texts])


def describe(texts: list[str], lowers: list[str]) -> Lines:
    """Describe folded lines."""
    chars = np.fromiter(map(len, texts), dtype=np.float64, count=len(texts))
    ends = np.cumsum(chars + 1).astype(np.int64) - 1
    starts = ends - chars.astype(np.int64)
    spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    cues = find_cues("\n".join(lowers), spans)
    return Lines(texts, lowers, chars, shapes(texts, lowers), cues)


def bins(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Number the bin of each value; `edges` has a row of thresholds for each column."""
    return (values[:, :, None] >= edges[None, :, :]).sum(axis=2)


def binned_rows(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Number the weight of each value's bin in one flat table."""
    width = edges.shape[1] + 1
    return bins(values, edges) + np.arange(edges.shape[0]) * width


def cue_features(cues: Cues) -> np.ndarray:
    """Lay out the cues of lines as numbers of about the same size."""
    strong = (cues.weight >= 2) & (cues.cover > 0.4)
    return np.hstack([cues.weight / 3.0, cues.cover * 2.0, strong, cues.weight >= 3])


def context_features(lines: Lines, scores: np.ndarray) -> np.ndarray:
    """Join what a line is with what stands around it."""
    weight, cover = lines.cues.weight, lines.cues.cover
    sections = section_cues(weight, cover, KINDS)
    around = context(scores, lines.chars, sections, lines.lowers)
    summary = [weight.max(axis=1), cover.max(axis=1), cover.sum(axis=1)]
    return np.hstack([scores[:, None], lines.shape, around, weight, np.column_stack(summary)])


def neighbours(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Average rows over the lines before and after each line."""
    n = len(values)
    at = np.arange(n)
    zero = np.zeros((1, values.shape[1]))
    total = np.vstack([zero, np.cumsum(values * weights[:, None], axis=0)])
    mass = np.concatenate([[0.0], np.cumsum(weights)])
    low, high = np.maximum(at - _REACH, 0), np.minimum(at + 1 + _REACH, n)
    before = (total[at] - total[low]) / (mass[at] - mass[low] + 0.5)[:, None]
    after = (total[high] - total[at + 1]) / (mass[high] - mass[at + 1] + 0.5)[:, None]
    return np.hstack([before, after])


def softmax(scores: np.ndarray) -> np.ndarray:
    """Turn rows of scores into probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


class LineModel:
    """Linear scores of lines, of their surroundings and of their kinds.

    Parameters
    ----------
    arrays : dict of str to ndarray
        The weights as :func:`framing.cleaning.training.fit` makes them.
    """

    def __init__(self, arrays: dict[str, np.ndarray]) -> None:
        self.arrays = arrays
        self._known = {token: row for row, token in enumerate(arrays["tokens"].tolist())}
        # one row a token: the weight for content first, then those for the kinds
        self._token_weights = np.ascontiguousarray(arrays["token_weights"], dtype=np.float64)

    def alone(self, lines: Lines) -> np.ndarray:
        """Score each line by itself: content first, then the kinds."""
        weights = self.arrays
        known = self._known
        rows: list[int] = []
        starts = []
        for lower in lines.lowers:
            starts.append(len(rows))
            rows += sorted({known[token] for token in tokens(lower, known)})
        rows.append(len(known))  # an all-zero row ends the table, so that no slice is empty
        picked = self._token_weights[rows]
        run = np.add.reduceat(picked, starts, axis=0)
        empty = np.diff([*starts, len(rows) - 1]) == 0
        run[empty] = 0.0
        binned = weights["shape_weights"][binned_rows(lines.shape, weights["shape_edges"])]
        cues = cue_features(lines.cues)
        said = (cues[:, :, None] * weights["cue_weights"][None]).sum(axis=1)
        return run + binned.sum(axis=1) + said + weights["alone_bias"]

    def judge(self, lines: Lines) -> Verdict:
        """Judge lines with their neighbours."""
        scores = self.alone(lines)
        content = self.placed(lines, scores[:, 0])
        return Verdict(content, self.sorted(lines, scores[:, 1:], content))

    def placed(self, lines: Lines, scores: np.ndarray) -> np.ndarray:
        """Give the probability of content, surroundings seen."""
        features = context_features(lines, scores)
        return 1.0 / (1.0 + np.exp(-self._place_score(features)))

    def _place_score(self, features: np.ndarray) -> np.ndarray:
        weights = self.arrays
        edges = weights["place_edges"]
        found = bins(features, edges)
        width = edges.shape[1] + 1
        total = weights["place_weights"][found + np.arange(edges.shape[0]) * width].sum(axis=1)
        left, right = weights["cross_pairs"].T
        cells = found[:, left] * width + found[:, right] + np.arange(len(left)) * width * width
        crossed: np.ndarray = weights["cross_weights"][cells].sum(axis=1)
        return total + crossed + weights["place_bias"][0]

    def sorted(self, lines: Lines, scores: np.ndarray, content: np.ndarray) -> np.ndarray:
        """Give the probabilities of the kinds, neighbours seen."""
        features = kind_features(lines, scores, content)
        weights = self.arrays["kind_weights"]
        total = (features[:, :, None] * weights[None]).sum(axis=1)
        return softmax(total + self.arrays["kind_bias"])


def kind_features(lines: Lines, scores: np.ndarray, content: np.ndarray) -> np.ndarray:
    """Lay out what tells the kind of a residue line: its own scores and its neighbours'."""
    own = softmax(scores)
    residue = 1.0 - content
    around = neighbours(own, residue)
    strong = np.minimum(lines.cues.weight * (lines.cues.cover > 0.2), 2.0)
    cued = neighbours(strong, np.ones(len(own)))
    n = len(own)
    at = np.arange(n)
    place = np.column_stack(
        [at == 0, at == n - 1, (at + 0.5) / n, np.minimum(at, 6) / 6.0, residue]
    )
    return np.hstack([np.clip(scores, -8.0, 8.0), own, around, cued / 2.0, place])


def judge_long(model: LineModel, lines: Lines) -> Verdict:
    """Judge a document of any length, chunk by chunk where it is long."""
    n = len(lines.texts)
    if n <= CHUNK:
        return model.judge(lines)
    contents, kinds = [], []
    for start in range(0, n, CHUNK):
        low, high = max(0, start - _OVERLAP), min(n, start + CHUNK + _OVERLAP)
        verdict = model.judge(part(lines, low, high))
        inner = slice(start - low, min(start + CHUNK, n) - low)
        contents.append(verdict.content[inner])
        kinds.append(verdict.kinds[inner])
    return Verdict(np.concatenate(contents), np.vstack(kinds))


def part(lines: Lines, low: int, high: int) -> Lines:
    """Cut a stretch of lines out of a document."""
    cues = Cues(lines.cues.weight[low:high], lines.cues.cover[low:high], lines.cues.best[low:high])
    return Lines(
        lines.texts[low:high], lines.lowers[low:high], lines.chars[low:high],
        lines.shape[low:high], cues,
    )  # fmt: skip
