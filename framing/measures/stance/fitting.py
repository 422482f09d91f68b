"""Fit the weights of the stance classifier: sample, regularisation, calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.measures.stance.model import LABELS, StanceModel
from framing.measures.stance.solving import solve

if TYPE_CHECKING:
    from framing.measures.vectors import Vectors

__all__ = ["Sample", "Settings", "fit_model", "join", "make_sample", "out_of_fold"]

# Strength of the penalty: best of .005 .01 .02 .05 by five folds over the articles of NewsMTSC's
# training half.
C = 0.012
# Features that tell labels apart are penalised less (the log-count ratios of Wang and Manning
# 2012): scaled by (ratio / typical) ** power. On the same folds the log loss falls from .712 to
# .699; macro-F1 .701 without, .704 with.
RATIO_SMOOTHING = 2.0
RATIO_TYPICAL = 0.35
RATIO_POWER = 0.6
DENSE = ("x", "k", "s", "n", "source")  # groups that are not scaled so: few features, in most rows
# How much each group of features is trusted: values are multiplied before fitting (a smaller
# penalty where above 1), the weights after. Chosen together on the same folds: macro-F1 .692 with
# all at 1, .699 with these.
SCALES = {"k": 3.0, "s": 2.0, "x": 2.0, "p": 2.0, "h": 1.5, "g": 1.25, "-1": 2.0, "+1": 2.0}
# Training rows to whose label models without them give less are left out as mislabelled: by nested
# folds macro-F1 .703 against .699 without.
LEAST_LIKELY = 0.05
# What sums of word vectors are multiplied by before fitting; .25 to 2 tried on the same folds.
VECTOR_SCALE = 0.8
# What stands in the rows of a second source, in training alone: the level of each of its rounds of
# coding. The value is large so that the penalty does not bear on it.
SOURCE = "source:"
_SOURCE_VALUE = 5.0
_FEWEST_LEFT = 0.9  # a smaller share left means that the folds, not the labels, are at fault
_DECIMALS = 4  # of the shipped weights: the same bytes whatever the solver's last digits


@dataclass(frozen=True)
class Settings:
    """How to fit.

    Attributes
    ----------
    C : float
        Inverse strength of the L2 penalty.
    min_df : int
        Rows in which a feature must occur.
    n_folds : int
        Folds for calibration and for finding unlikely labels; below 2: neither.
    offsets : tuple of float
        What is added to the log-odds of each label after calibration.
    """

    C: float = C
    min_df: int = 3
    n_folds: int = 5
    offsets: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Sample:
    """Labelled mentions.

    Attributes
    ----------
    features : list of mapping
        Name to value.
    codes : ndarray of int
        Labels by their place in ``LABELS``.
    owners : ndarray of int
        What folds keep whole (articles).
    weights : ndarray
        What each row counts.
    rounds : ndarray of int
        The round of coding of a second source; 0 for the first source.
    vectors : Vectors, optional
        By which words that are alike share what is learned.
    """

    features: list[Mapping[str, float]]
    codes: np.ndarray
    owners: np.ndarray
    weights: np.ndarray
    rounds: np.ndarray
    vectors: Vectors | None = None

    def take(self, rows: np.ndarray) -> Sample:
        """Give some of the rows."""
        features = [self.features[int(i)] for i in rows]
        parts = (self.codes[rows], self.owners[rows], self.weights[rows], self.rounds[rows])
        return Sample(features, *parts, self.vectors)

    @property
    def first(self) -> np.ndarray:
        """The rows of the first source, whose level is the model's."""
        return np.flatnonzero(self.rounds == 0)


def make_sample(
    mentions: Sequence[tuple[str, int, int]],
    codes: Sequence[int],
    groups: Sequence[Any] | None = None,
) -> Sample:
    """Read the features of labelled mentions."""
    from framing.measures.stance.classifier import features_of

    owners = range(len(mentions)) if groups is None else groups
    return Sample(
        [features_of(*mention) for mention in mentions],
        np.asarray(codes),
        np.unique(np.asarray(owners), return_inverse=True)[1],
        np.ones(len(mentions)),
        np.zeros(len(mentions), dtype=int),
    )


def join(
    first: Sample,
    second: Sample,
    weight: float | np.ndarray,
    vectors: Vectors | None = None,
    rounds: Sequence[int] | None = None,
) -> Sample:
    """Put a second source behind the first: its rows count `weight`, its rounds have own levels."""
    of_second = np.ones(len(second.codes), int) if rounds is None else np.asarray(rounds)
    rows = zip(second.features, of_second, strict=True)
    return Sample(
        [
            *first.features,
            *({**row, f"{SOURCE}{number}": _SOURCE_VALUE} for row, number in rows),
        ],
        np.concatenate([first.codes, second.codes]),
        np.concatenate([first.owners, second.owners + first.owners.max() + 1]),
        np.concatenate([first.weights, second.weights * weight]),
        np.concatenate([first.rounds, of_second]),
        vectors,
    )


def fit_model(sample: Sample, settings: Settings, version: str = "fitted") -> StanceModel:
    """Leave out unlikely labels, fit, and calibrate the temperature."""
    temperature = 1.0
    kept = sample
    if settings.n_folds > 1:
        chances = out_of_fold(sample, settings)
        temperature = _temperature(chances[sample.first], sample.codes[sample.first])
        kept = _likely(sample, chances)
    model = _fitted(kept, settings)
    own = [number for number, name in enumerate(model.names) if not name.startswith(SOURCE)]
    return StanceModel(
        [model.names[number] for number in own],
        np.round(model.weights[own] / temperature, _DECIMALS).astype(np.float32),
        np.round(np.array(model.intercept) / temperature + settings.offsets, _DECIMALS),
        version,
    )


def out_of_fold(sample: Sample, settings: Settings, whole: bool = False) -> np.ndarray:
    """Give probabilities of each row from a model that has not seen its article.

    Parameters
    ----------
    whole : bool
        Fit each fold as :func:`fit_model` does, by folds within the fold; else plainly.
    """
    from sklearn.model_selection import GroupKFold

    chances = np.zeros((len(sample.codes), len(LABELS)))
    folds = GroupKFold(settings.n_folds)
    for seen, unseen in folds.split(sample.codes, sample.codes, sample.owners):
        part = sample.take(seen)
        model = fit_model(part, settings) if whole else _fitted(part, settings)
        chances[unseen] = [model.chances(sample.features[int(i)]) for i in unseen]
    return chances


def _likely(sample: Sample, chances: np.ndarray) -> Sample:
    """Leave out the rows whose label the other rows make very unlikely, if few are."""
    own = chances[np.arange(len(sample.codes)), sample.codes]
    kept = np.flatnonzero(own >= LEAST_LIKELY)
    return sample.take(kept) if len(kept) >= _FEWEST_LEFT * len(own) else sample


def _matrix(features: Sequence[Mapping[str, float]], min_df: int) -> tuple[list[str], Any]:
    """Put features into a sparse matrix, those of at least `min_df` rows."""
    from scipy.sparse import csr_matrix

    counts = Counter(name for row in features for name in row)
    names = sorted(name for name, count in counts.items() if count >= min_df)
    column = {name: n for n, name in enumerate(names)}
    values, columns, ends = [], [], [0]
    for row in features:
        for name, value in row.items():
            if name in column:
                columns.append(column[name])
                values.append(value)
        ends.append(len(columns))
    matrix = csr_matrix((values, columns, ends), shape=(len(features), len(names)))
    matrix.sort_indices()
    return names, matrix


def _fitted(sample: Sample, settings: Settings) -> StanceModel:
    """Fit weights and intercepts; labels that do not occur get none.

    Labels count alike, so that a mention that tells nothing leans neither way.
    """
    from scipy.sparse import diags

    from framing.measures.stance.vectors import as_names, summed

    names, matrix = _matrix(sample.features, settings.min_df)
    classes, codes = np.unique(sample.codes, return_inverse=True)
    counts = np.bincount(codes[sample.first], minlength=len(classes))
    row_weights = sample.weights * (counts.sum() / len(classes) / np.maximum(counts, 1))[codes]
    scale = _scale(names, matrix, codes, row_weights)
    dense = np.zeros((len(codes), 0))
    if sample.vectors is not None:
        dense = summed(sample.features, sample.vectors) * VECTOR_SCALE
    found = solve(matrix @ diags(scale), dense, codes, row_weights, settings.C, len(classes))
    of_sparse, of_dense, of_none = found
    weights = np.zeros((len(names), len(LABELS)))
    weights[:, classes] = of_sparse * scale[:, None]
    intercept = np.full(len(LABELS), -30.0)
    intercept[classes] = of_none
    if sample.vectors is not None:
        more = np.zeros((of_dense.shape[0], len(LABELS)))
        more[:, classes] = of_dense * VECTOR_SCALE
        names, weights = _added(names, weights, *as_names(more, sample.vectors))
    return StanceModel(names, weights, intercept)


def _added(
    names: list[str], weights: np.ndarray, more: list[str], of_more: np.ndarray
) -> tuple[list[str], np.ndarray]:
    """Add up weights by name."""
    number = {name: n for n, name in enumerate(names)}
    new = [name for name in more if name not in number]
    number |= {name: n for n, name in enumerate(new, len(names))}
    table = np.vstack([weights, np.zeros((len(new), len(LABELS)))])
    table[[number[name] for name in more]] += of_more
    return [*names, *new], table


def _scale(names: Sequence[str], matrix: Any, codes: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Give how much each feature is trusted: by its group, and by how it tells labels apart."""
    from scipy.sparse import diags

    groups = [_group(name) for name in names]
    size = diags(weights) @ abs(matrix)
    total = np.asarray(size.sum(axis=0)).ravel()
    ratio = np.zeros(len(names))
    for label in np.unique(codes):
        share = float(weights[codes == label].sum() / weights.sum())
        own = np.asarray(size[codes == label].sum(axis=0)).ravel()
        smooth = RATIO_SMOOTHING * share
        ratio = np.maximum(ratio, np.abs(np.log((own + smooth) / (total * share + smooth))))
    told = (ratio / RATIO_TYPICAL) ** RATIO_POWER
    told[np.isin(groups, DENSE)] = 1.0
    return told * np.array([SCALES.get(group, 1.0) for group in groups])


def _group(name: str) -> str:
    """Give the group of a feature: its prefix, the first letter where roles follow."""
    prefix = name.partition(":")[0]
    return prefix[0] if prefix[:1] in "hgvxe" else prefix


def _temperature(chances: np.ndarray, codes: np.ndarray) -> float:
    """Give the temperature that makes out-of-fold probabilities likeliest."""
    from scipy.optimize import minimize_scalar

    logits = np.log(np.maximum(chances, 1e-12))

    def loss(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        scaled -= scaled.max(axis=1, keepdims=True)
        total = np.log(np.exp(scaled).sum(axis=1))
        return float((total - scaled[np.arange(len(codes)), codes]).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x))
