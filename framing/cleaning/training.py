"""Training of the line model: the same data give the same weights, bit for bit."""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from framing import models
from framing.cleaning.evidence import tokens
from framing.cleaning.kinds import KINDS
from framing.cleaning.material import (
    FILES,
    Example,
    fold_of,
    read_examples,
    widened,
)
from framing.cleaning.model import (
    LineModel,
    bins,
    context_features,
    cue_features,
)
from framing.cleaning.shapes import SHAPE_NAMES
from framing.cleaning.sorting import kind_features
from framing.cleaning.trees import grown

__all__ = ["NAME", "fit", "out_of_fold", "train"]

NAME = "boilerplate"
VERSION = "1.0"
FOLDS = 5
_LOG = logging.getLogger(__name__)

# weight of a line by where it comes from: articles are few, yet what users bring
_SOURCES = {"page": 1.0, "segment": 1.0, "article": 5.0, "coded": 1.0, "window": 1.0, "cut": 0.5,
            "extract": 1.0, "snippet": 1.0, "rare": 1.0}  # fmt: skip
_WHOLE = ("page", "segment", "article", "coded")
_COPIES = ("cut", "extract", "snippet")  # lines of these are in other examples already
_SCALE = 0.5  # of tokens against shapes
_ALONE_C = 0.3
_PLACE_C = 0.01
_TREES_SHARE = 0.5  # of the log odds in place: the regression and the trees are averaged
_KIND_C = 1.0
_MIN_DOCUMENTS = 3  # a token of fewer pages says more about a text than about a kind
_SHAPE_BINS, _PLACE_BINS = 10, 14

_CROSSES = (
    ("score", "mean_before_5"), ("score", "mean_after_5"), ("score", "content_share"),
    ("chars", "content_share"), ("chars", "to_block"), ("score", "to_block"),
    ("place", "content_share"), ("mean_before_12", "mean_after_12"), ("chars", "ends_sentence"),
    ("anchor_before", "anchor_after"), ("content_before", "content_after"),
    ("shared_words", "chars"), ("shared_words", "score"), ("shared_words", "from_start"),
    ("score", "comments_before"), ("score", "links_before"), ("lines", "score"),
)  # fmt: skip


def train(data: Path, out: Path | None = None, oof: Path | None = None) -> dict[str, Any]:
    """Train the shipped line model.

    Parameters
    ----------
    data : Path
        The benchmark folder, with ``boilerplate_pages``, ``boilerplate_kinds`` and
        ``corpus_outlets``.
    out : Path, optional
        Folder for the weights; the package's own by default.
    oof : Path, optional
        File for predictions made without the page in training, which the benchmark reads.

    Returns
    -------
    dict
        Figures of the training.
    """
    from threadpoolctl import threadpool_limits

    data = Path(data)
    examples = read_examples(data)
    hashes = _hashes(data, FILES)
    with threadpool_limits(1):  # with more threads the last digits of sums differ
        if oof is not None:
            stored: dict[str, Any] = {**out_of_fold(examples), **_named(hashes)}
            np.savez_compressed(oof, **stored)
        arrays = fit(examples)
    figures = {"tokens": len(arrays["tokens"]), "examples": len(examples)}
    meta = {"version": VERSION, "data": hashes, "kinds": list(KINDS), "figures": figures}
    models.save(NAME, arrays, meta, out)
    return figures


def _hashes(data: Path, names: Sequence[str]) -> dict[str, str]:
    return {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in names}


def _named(hashes: dict[str, str]) -> dict[str, np.ndarray]:
    return {f"sha256 {name}": np.array(value) for name, value in hashes.items()}


def out_of_fold(examples: Sequence[Example]) -> dict[str, np.ndarray]:
    """Judge every page, article and window by a model that saw no line of its page."""
    content: dict[str, list[np.ndarray]] = defaultdict(list)
    order: dict[str, list[int]] = defaultdict(list)
    kinds: dict[str, list[np.ndarray]] = defaultdict(list)
    for fold in range(FOLDS):
        held = [i for i, e in enumerate(examples) if fold_of(e.page, FOLDS) == fold]
        model = LineModel(fit([e for e in examples if fold_of(e.page, FOLDS) != fold]))
        for i in held:
            verdict = model.judge(examples[i].lines)
            source = examples[i].source
            order[source].append(i)
            content[source].append(verdict.content)
            kinds[source].append(verdict.kinds)
        _LOG.info("fold %d of %d done", fold + 1, FOLDS)
    out = {}
    for source, found in order.items():
        turn = np.argsort(found)
        chances = np.concatenate([content[source][i] for i in turn])
        out[f"{source} content"] = chances.astype(np.float32)
        best = np.vstack([kinds[source][i] for i in turn]).argmax(axis=1)
        out[f"{source} kinds"] = best.astype(np.int8)
    return out


def fit(examples: Sequence[Example], seed: int = 0) -> dict[str, np.ndarray]:
    """Fit the weights: lines alone, then in place, then their kinds.

    What a later step sees of an earlier one is made out of fold, by page, so that it learns
    how far to trust it.
    """
    wide = widened(examples, seed)
    alone = _fit_alone(wide)
    scores, sorts = _scores_out_of_fold(wide)
    arrays = {**alone, **_fit_place(wide, scores)}
    model = LineModel({**arrays, **_no_kinds()})
    contents = [model.placed(e.lines, s) for e, s in zip(wide, scores, strict=True)]
    return {**arrays, **_fit_kinds(wide, sorts, contents)}


def _no_kinds() -> dict[str, np.ndarray]:
    return {"kind_weights": np.zeros((1, len(KINDS))), "kind_bias": np.zeros(len(KINDS))}


def _scores_out_of_fold(
    wide: Sequence[Example],
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Score every example's lines by a model that did not see its page: content, and kinds."""
    scores: list[np.ndarray] = [np.empty(0)] * len(wide)
    sorts: list[np.ndarray] = [np.empty(0)] * len(wide)
    for fold in range(FOLDS):
        rest = [e for e in wide if fold_of(e.page + "'", FOLDS) != fold]
        model = _alone_model(rest if _tells_apart(rest) else wide)
        for i, example in enumerate(wide):
            if fold_of(example.page + "'", FOLDS) == fold:
                said = model.alone(example.lines)
                scores[i] = model.content_scores(said)
                if (example.kinds >= 0).any():
                    sorts[i] = model.kind_scores(said)
    return scores, sorts


def _tells_apart(examples: Sequence[Example]) -> bool:
    """Say whether there is both content and residue to learn from."""
    used = [e.content for e in examples if e.source not in _COPIES]
    return all(any((content == sort).any() for content in used) for sort in (0, 1))


def _alone_model(wide: Sequence[Example]) -> LineModel:
    return LineModel({**_fit_alone(wide), **_no_kinds()})


@cache
def _tokens(lower: str) -> tuple[str, ...]:
    return tuple(tokens(lower))


def _vocabulary(examples: Sequence[Example]) -> list[str]:
    """Name the tokens that occur on enough pages."""
    pages: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        if example.source in _COPIES:
            continue
        for number, lower in enumerate(example.lines.lowers):
            # lines of our own count by themselves: they stand for many outlets
            page = lower if example.source == "rare" and example.content[number] == 0 else ""
            for token in set(_tokens(lower)):
                if len(token) < 40:
                    pages[token].add(page or example.page)
    return sorted(token for token, seen in pages.items() if len(seen) >= _MIN_DOCUMENTS)


def _alone_matrix(
    examples: Sequence[Example], rows: Sequence[np.ndarray], known: dict[str, int], edges: Any
) -> Any:
    """Lay out chosen lines as one sparse matrix: tokens, shape bins, cues."""
    import scipy.sparse as sparse

    columns: list[int] = []
    ends = [0]
    shapes_, cues = [], []
    offsets = np.arange(edges.shape[0]) * (edges.shape[1] + 1)
    for example, chosen in zip(examples, rows, strict=True):
        for row in chosen:
            found = _tokens(example.lines.lowers[row])
            columns += sorted({known[t] for t in found if t in known})
            ends.append(len(columns))
        shapes_.append(bins(example.lines.shape, edges)[chosen] + offsets)
        cues.append(cue_features(example.lines)[chosen])
    n = len(ends) - 1
    said = sparse.csr_matrix((np.full(len(columns), _SCALE), columns, ends), shape=(n, len(known)))
    binned = _one_hot(np.vstack(shapes_), edges.shape[0] * (edges.shape[1] + 1))
    return sparse.hstack([said, binned, sparse.csr_matrix(np.vstack(cues))]).tocsr()


def _one_hot(cells: np.ndarray, width: int) -> Any:
    import scipy.sparse as sparse

    n, k = cells.shape
    ends = np.arange(0, n * k + 1, k)
    return sparse.csr_matrix((np.ones(n * k), cells.ravel(), ends), shape=(n, width))


def _edges(values: np.ndarray, number: int) -> np.ndarray:
    """Set thresholds at the quantiles of each column; spare ones at infinity."""
    places = np.linspace(0.03, 0.97, number)
    out = np.full((values.shape[1], number), np.inf)
    for column in range(values.shape[1]):
        found = np.unique(np.quantile(values[:, column], places))
        out[column, : len(found)] = found
    return out


def _fit_alone(wide: Sequence[Example]) -> dict[str, np.ndarray]:
    """Fit what a line says by itself: content or not, and which kind."""
    from sklearn.linear_model import LogisticRegression

    used = [e for e in wide if e.source not in _COPIES]
    known = {token: i for i, token in enumerate(_vocabulary(used))}
    edges = _edges(np.vstack([e.lines.shape for e in used]), _SHAPE_BINS)
    chosen = [np.flatnonzero(e.content >= 0) for e in used]
    matrix = _alone_matrix(used, chosen, known, edges)
    content = np.concatenate([e.content[c] for e, c in zip(used, chosen, strict=True)])
    weights = np.concatenate(
        [line_weights(e, flat=True)[c] for e, c in zip(used, chosen, strict=True)]
    )
    first = LogisticRegression(C=_ALONE_C, solver="liblinear", random_state=0, tol=1e-3)
    first.fit(matrix, content, sample_weight=weights)
    kinds = np.concatenate([e.kinds[c] for e, c in zip(used, chosen, strict=True)])
    labelled = np.flatnonzero(kinds >= 0)
    table = np.zeros((matrix.shape[1], 1 + len(KINDS)))
    bias = np.full(1 + len(KINDS), -20.0)
    table[:, 0] = first.coef_[0]
    bias[0] = first.intercept_[0]
    _one_by_one(matrix[labelled], kinds[labelled], table, bias)
    cut = len(known)
    cells = edges.shape[0] * (edges.shape[1] + 1)
    padded = np.vstack([table[:cut] * _SCALE, np.zeros((1, table.shape[1]))])
    return {
        "tokens": np.array(list(known)),
        "token_weights": padded.astype(np.float32),
        "shape_edges": edges,
        "shape_weights": table[cut : cut + cells],
        "cue_weights": table[cut + cells :],
        "alone_bias": bias,
    }


def _one_by_one(matrix: Any, kinds: np.ndarray, table: np.ndarray, bias: np.ndarray) -> None:
    """Fit each kind against the others, into the columns after the first."""
    from sklearn.linear_model import LogisticRegression

    used = np.flatnonzero(np.diff(matrix.tocsc().indptr))
    narrow = matrix[:, used]
    weights = _evened(kinds)
    for kind in np.unique(kinds):
        model = LogisticRegression(C=_KIND_C, solver="liblinear", random_state=0, tol=1e-3)
        model.fit(narrow, kinds == kind, sample_weight=weights)
        table[used, 1 + kind] = model.coef_[0]
        bias[1 + kind] = model.intercept_[0]


def line_weights(example: Example, flat: bool = False) -> np.ndarray:
    """Weigh lines by the root of their length, and by where they come from."""
    share = 1.0 if flat else _SOURCES[example.source]
    out: np.ndarray = share * np.sqrt(np.clip(example.lines.chars, 40.0, 400.0)) / 8.0
    return out


def _evened(kinds: np.ndarray, power: float = 0.4) -> np.ndarray:
    """Weigh rare kinds up, not fully."""
    counts = np.bincount(kinds, minlength=len(KINDS))
    out: np.ndarray = (np.median(counts[counts > 0]) / counts[kinds]) ** power
    return out


def _fit_place(wide: Sequence[Example], scores: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """Fit what the surroundings of a line say about content."""
    from sklearn.linear_model import LogisticRegression

    tables = [context_features(e.lines, s, [len(s)]).T for e, s in zip(wide, scores, strict=True)]
    chosen = [np.flatnonzero(e.content >= 0) for e in wide]
    whole = [t for t, e in zip(tables, wide, strict=True) if e.source in _WHOLE]
    edges = _edges(np.vstack(whole), _PLACE_BINS)
    values = np.vstack([t[c] for t, c in zip(tables, chosen, strict=True)])
    found = bins(values, edges)
    pairs = _pairs()
    matrix = _place_matrix(found, edges.shape[1] + 1, pairs)
    content = np.concatenate([e.content[c] for e, c in zip(wide, chosen, strict=True)])
    weights = np.concatenate([line_weights(e)[c] for e, c in zip(wide, chosen, strict=True)])
    model = LogisticRegression(C=_PLACE_C, solver="liblinear", random_state=0, tol=1e-3)
    model.fit(matrix, content, sample_weight=weights)
    trees, base = grown(found, content, weights)
    cut = edges.shape[0] * (edges.shape[1] + 1)
    own = 1.0 - _TREES_SHARE
    return {
        "place_edges": edges,
        "place_weights": own * model.coef_[0][:cut],
        "cross_pairs": pairs,
        "cross_weights": own * model.coef_[0][cut:],
        "place_bias": own * model.intercept_ + _TREES_SHARE * base,
        "tree_features": trees["features"],
        "tree_bins": trees["bins"],
        "tree_leaves": (_TREES_SHARE * trees["leaves"]).astype(np.float32),
    }


def _pairs() -> np.ndarray:
    from framing.cleaning.context import CONTEXT_NAMES

    names = ["score", *SHAPE_NAMES, *CONTEXT_NAMES, *KINDS, "cue_weight", "cue_cover"]
    return np.array([[names.index(a), names.index(b)] for a, b in _CROSSES])


def _place_matrix(found: np.ndarray, width: int, pairs: np.ndarray) -> Any:
    import scipy.sparse as sparse

    single = _one_hot(found + np.arange(found.shape[1]) * width, found.shape[1] * width)
    cells = found[:, pairs[:, 0]] * width + found[:, pairs[:, 1]]
    cells = cells + np.arange(len(pairs)) * width * width
    return sparse.hstack([single, _one_hot(cells, len(pairs) * width * width)]).tocsr()


def _fit_kinds(
    wide: Sequence[Example], sorts: Sequence[np.ndarray], contents: Sequence[np.ndarray]
) -> dict[str, np.ndarray]:
    """Fit the kinds of residue lines, neighbours seen."""
    from sklearn.linear_model import LogisticRegression

    rows, kinds = [], []
    for example, score, content in zip(wide, sorts, contents, strict=True):
        chosen = np.flatnonzero(example.kinds >= 0)
        if len(chosen):
            rows.append(kind_features(example.lines, score, content, chosen))
            kinds.append(example.kinds[chosen])
    labels = np.concatenate(kinds)
    model = LogisticRegression(C=_KIND_C, max_iter=1000, tol=1e-3)
    model.fit(np.vstack(rows), labels, sample_weight=_evened(labels))
    weights = np.zeros((model.coef_.shape[1], len(KINDS)))
    weights[:, model.classes_] = model.coef_.T
    bias = np.full(len(KINDS), -20.0)
    bias[model.classes_] = model.intercept_
    return {"kind_weights": weights, "kind_bias": bias}
