"""The shipped line model at work: weights in, labels of lines out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from framing.cleaning.context import CONTEXT_NAMES, context, section_cues
from framing.cleaning.evidence import TokenTable
from framing.cleaning.kinds import KINDS
from framing.cleaning.layout import Layout
from framing.cleaning.lines import Lines, part
from framing.cleaning.rules import THRESHOLD, overruled
from framing.cleaning.shapes import SHAPE_NAMES
from framing.cleaning.sorting import REACH, blended, kind_features, softmax
from framing.cleaning.trees import Trees

__all__ = ["LineModel", "Verdict", "bins", "context_features", "cue_features", "judged"]

CHUNK = 3000  # lines judged at once: a longer document is cut, so that memory stays bounded
_OVERLAP = 30  # lines of the chunk before and after that are shown as neighbours
_N_SHAPES, _N_KINDS = len(SHAPE_NAMES), len(KINDS)
_AROUND = 1 + _N_SHAPES  # first row of the surroundings among the features of a line in place
_CUED = _AROUND + len(CONTEXT_NAMES)
_N_FEATURES = _CUED + _N_KINDS + 4


@dataclass(frozen=True)
class Verdict:
    """What the model says of the lines of a document.

    Attributes
    ----------
    content : ndarray of shape (n_lines,)
        Probability of content.
    kinds : ndarray of shape (n_lines, n_kinds)
        Probabilities of the kinds, if the line is residue; zeros where that was not asked.
    """

    content: np.ndarray
    kinds: np.ndarray


@dataclass(frozen=True)
class Alone:
    """What lines say by themselves.

    Attributes
    ----------
    rows, owners : ndarray of int, shape (n_tokens,)
        Rows of the token table, line after line, and the lines they stand in.
    cells : ndarray of int, shape (n_shapes, n_lines)
        Rows of the table of shapes.
    cues : ndarray of shape (n_lines, n_cue_features)
        See :func:`cue_features`.
    """

    rows: np.ndarray
    owners: np.ndarray
    cells: np.ndarray
    cues: np.ndarray


def bins(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Give the bin of each value; `edges` has a row of thresholds for each column."""
    out = np.zeros(values.shape, dtype=np.int64)
    for threshold in edges.T:
        out += values >= threshold
    return out


def cue_features(lines: Lines) -> np.ndarray:
    """Lay out the cues and forms of lines as numbers of about the same size."""
    weight, cover = lines.cues.weight, lines.cues.cover
    out = np.zeros((len(weight), 5, _N_KINDS))
    np.divide(weight, 3.0, out=out[:, 0])
    np.multiply(cover, 2.0, out=out[:, 1])
    out[:, 2] = (weight >= 2) & (cover > 0.4)
    out[:, 3] = weight >= 3
    formed = (lines.forms >= 0).nonzero()[0]
    out[formed, 4, lines.forms[formed]] = 1.0
    return out.reshape(len(weight), -1)


def context_features(lines: Lines, scores: np.ndarray, sizes: Sequence[int]) -> np.ndarray:
    """Join what lines are with what stands around them, a feature a row.

    `sizes` gives the number of lines of each document, one after the other.
    """
    weight, cover = lines.cues.weight, lines.cues.cover
    sections = section_cues(weight, cover, lines.forms)
    out = np.empty((_N_FEATURES, len(scores)))
    out[0] = scores
    out[1:_AROUND] = lines.shape.T
    around = out[_AROUND:_CUED]
    context(scores, lines.chars, out[1], sections, lines.lowers, Layout(sizes), around)
    cued = out[_CUED:]
    cued[:_N_KINDS] = weight.T
    cued[:_N_KINDS].max(axis=0, out=cued[_N_KINDS])
    cover.max(axis=1, out=cued[_N_KINDS + 1])
    cover.sum(axis=1, out=cued[_N_KINDS + 2])
    cued[_N_KINDS + 3] = lines.forms >= 0
    return out


def _slices(sizes: Sequence[int]) -> Iterator[slice]:
    start = 0
    for size in sizes:
        yield slice(start, start + size)
        start += size


def _added(table: np.ndarray) -> np.ndarray:
    """Add up rows, in their order: numpy adds a single column up in another one."""
    if table.shape[1] == 1:
        table = table.repeat(2, axis=1)
        out: np.ndarray = table.sum(axis=0)[:1]
    else:
        out = table.sum(axis=0)
    return out


class LineModel:
    """Scores of lines, of their surroundings and of their kinds.

    Parameters
    ----------
    arrays : dict of str to ndarray
        The weights as :func:`framing.cleaning.training.fit` makes them.
    """

    def __init__(self, arrays: dict[str, np.ndarray]) -> None:
        self.arrays = arrays
        self._known = TokenTable(arrays["tokens"].tolist())
        # one row a token: the weight for content first, then those for the kinds
        table = arrays["token_weights"].astype(np.float64)
        self._token_content = np.ascontiguousarray(table[:, 0])
        self._token_kinds = np.ascontiguousarray(table[:, 1:])
        self._shape_content = np.ascontiguousarray(arrays["shape_weights"][:, 0])
        self._shape_kinds = np.ascontiguousarray(arrays["shape_weights"][:, 1:])
        self._cue_content = np.ascontiguousarray(arrays["cue_weights"][:, 0])
        self._cue_kinds = np.ascontiguousarray(arrays["cue_weights"][:, 1:])
        self._shape_bins = _Bins(arrays["shape_edges"])
        if "place_edges" in arrays:
            self._place_bins = _Bins(arrays["place_edges"])
            width = arrays["place_edges"].shape[1] + 1
            self._left, self._right = np.ascontiguousarray(arrays["cross_pairs"].T)
            self._crossed = (np.arange(len(self._left)) * width * width)[:, None]
            self._width = width
            self._trees = Trees(arrays["tree_features"], arrays["tree_bins"], arrays["tree_leaves"])

    def alone(self, lines: Lines) -> Alone:
        """Lay out what each line says by itself, ready to be weighed."""
        rows, owners = self._known.rows(lines.lowers)
        cells = self._shape_bins.cells(lines.shape.T)
        return Alone(rows, owners, cells, cue_features(lines))

    def content_scores(self, said: Alone) -> np.ndarray:
        """Give the log odds of content, each line by itself."""
        run = _added(self._shape_content[said.cells])
        run += np.bincount(said.owners, self._token_content[said.rows], len(run))
        run += (said.cues * self._cue_content).sum(axis=1)
        run += self.arrays["alone_bias"][0]
        return run

    def kind_scores(self, said: Alone, near: np.ndarray | None = None) -> np.ndarray:
        """Give the scores of the kinds, each line by itself; zeros where not `near`."""
        n = len(said.cues)
        at = np.arange(n) if near is None else near.nonzero()[0]
        held = slice(None) if near is None else near[said.owners]
        rows, owners = said.rows[held], said.owners[held]
        run = np.zeros((n, _N_KINDS))
        run[at] = _added(self._shape_kinds[said.cells[:, at]])
        run[at] += np.einsum("ij,jk->ik", said.cues[at], self._cue_kinds)
        run[at] += self.arrays["alone_bias"][1:]
        if len(rows):
            starts = (np.diff(owners, prepend=-1) != 0).nonzero()[0]
            run[owners[starts]] += np.add.reduceat(self._token_kinds[rows], starts, axis=0)
        return run

    def judge(self, lines: Lines, kinds: str = "always", sizes: Sequence[int] = ()) -> Verdict:
        """Judge lines with their neighbours.

        Parameters
        ----------
        lines : Lines
            A document, or several, one after the other.
        kinds : {"always", "residue", "never"}
            Of which lines to tell the kinds: of all, of residue, of none.
        sizes : sequence of int, optional
            Lines of each document; one document if not given.
        """
        sizes = sizes or [len(lines.texts)]
        said = self.alone(lines)
        content = self.placed(lines, self.content_scores(said), sizes)
        asked = content < THRESHOLD if kinds == "residue" else np.ones(len(content), dtype=bool)
        out = np.zeros((len(content), _N_KINDS))
        if kinds != "never" and asked.any():
            scores = self.kind_scores(said, _near(asked, sizes))
            rows = asked.nonzero()[0]
            out[rows] = self.sorted(lines, scores, content, rows, sizes)
        return Verdict(content, out)

    def placed(self, lines: Lines, scores: np.ndarray, sizes: Sequence[int] = ()) -> np.ndarray:
        """Give the probability of content, surroundings seen."""
        sizes = sizes or [len(scores)]
        features = context_features(lines, scores, sizes)
        chance = 1.0 / (1.0 + np.exp(-self._place_score(features)))
        return overruled(lines, chance, sizes)

    def _place_score(self, features: np.ndarray) -> np.ndarray:
        weights = self.arrays
        found = self._place_bins.of(features)
        total = _added(weights["place_weights"][found + self._place_bins.offsets])
        cells = found[self._left] * self._width + found[self._right] + self._crossed
        total += _added(weights["cross_weights"][cells])
        total += _added(self._trees.of(found))
        out: np.ndarray = total + weights["place_bias"][0]
        return out

    def sorted(
        self,
        lines: Lines,
        scores: np.ndarray,
        content: np.ndarray,
        rows: np.ndarray,
        sizes: Sequence[int] = (),
    ) -> np.ndarray:
        """Give the probabilities of the kinds of some lines, neighbours seen."""
        features = kind_features(lines, scores, content, rows, sizes)
        total = np.einsum("ij,jk->ik", features, self.arrays["kind_weights"])
        found = softmax(total + self.arrays["kind_bias"])
        return blended(lines, found, content, rows, sizes)


class _Bins:
    """Thresholds of features, ready for many look-ups; features are rows here."""

    def __init__(self, edges: np.ndarray) -> None:
        self._edges = np.ascontiguousarray(edges.T)[:, :, None]
        self.offsets = (np.arange(edges.shape[0]) * (edges.shape[1] + 1))[:, None]

    def of(self, values: np.ndarray) -> np.ndarray:
        """Give the bin of each value, as :func:`bins` does."""
        above = (values >= self._edges).view(np.int8)
        found: np.ndarray = np.add.reduce(above, axis=0, dtype=np.int8).astype(np.int64)
        return found

    def cells(self, values: np.ndarray) -> np.ndarray:
        """Give the row of each value's bin in one flat table of weights."""
        found: np.ndarray = self.of(values) + self.offsets
        return found


def _near(asked: np.ndarray, sizes: Sequence[int]) -> np.ndarray:
    """Say which lines stand so near to one asked for that their kinds tell of it."""
    out = asked.copy()
    for at in _slices(sizes):
        for row in asked[at].nonzero()[0].tolist():
            out[at][max(row - REACH, 0) : row + REACH + 1] = True
    return out


def judged(
    model: LineModel, lines: Lines, kinds: str = "always", sizes: Sequence[int] = ()
) -> Verdict:
    """Judge documents of any length, chunk by chunk where one is long."""
    sizes = sizes or [len(lines.texts)]
    if max(sizes) <= CHUNK:
        return model.judge(lines, kinds, sizes)
    contents, sorts = [], []
    for at in _slices(sizes):
        for start in range(at.start, at.stop, CHUNK):
            low, high = max(at.start, start - _OVERLAP), min(at.stop, start + CHUNK + _OVERLAP)
            verdict = model.judge(part(lines, low, high), kinds)
            inner = slice(start - low, min(start + CHUNK, at.stop) - low)
            contents.append(verdict.content[inner])
            sorts.append(verdict.kinds[inner])
    return Verdict(np.concatenate(contents), np.vstack(sorts))
