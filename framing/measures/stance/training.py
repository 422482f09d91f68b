"""Train the stance classifier: `framing train stance --data FOLDER`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from framing import models
from framing.errors import FramingError
from framing.measures.stance.model import LABELS, NAME, StanceModel

__all__ = ["C", "FOLDS", "fit_weights", "out_of_fold", "read_set", "train"]

VERSION = "1.0"
FILE = "stance_newsmtsc/train.jsonl"
C = 0.02  # best of .005 .01 .02 .05 by five folds over the articles of the training set
FOLDS = 5
_DECIMALS = 4  # of the shipped weights: the same bytes whatever the solver's last digits


def train(data: Path, out: Path | None = None, oof: Path | None = None) -> dict[str, float]:
    """Train the shipped weights again.

    Parameters
    ----------
    data : Path
        Folder with ``stance_newsmtsc/train.jsonl``.
    out : Path, optional
        Where to write ``stance.npz`` and ``stance.json``; the package by default.
    oof : Path, optional
        Folder for the out-of-fold probabilities of the training rows.

    Returns
    -------
    dict of str to float
        Accuracy and macro-F1 out of fold, rows and features.
    """
    import hashlib

    from framing.measures.stance.classifier import features_of

    file = Path(data) / FILE
    mentions, codes, groups = read_set(file)
    features = [features_of(*mention) for mention in mentions]
    chances = out_of_fold(features, codes, groups)
    model = fit_weights(features, codes, groups, chances=chances, version=VERSION)
    figures = {**_figures(codes, chances), "rows": len(codes), "features": len(model.names)}
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    meta = {"version": VERSION, "data": {FILE: digest}, "figures": figures, "C": C}
    models.save(NAME, model.arrays(), meta, out)
    if oof is not None:
        Path(oof).mkdir(parents=True, exist_ok=True)
        np.savez_compressed(Path(oof) / f"{NAME}.npz", **{digest: chances.astype(np.float32)})
    return figures


def read_set(file: Path) -> tuple[list[tuple[str, int, int]], np.ndarray, list[str]]:
    """Read labelled mentions: spans, label codes, and the article each is from.

    Raises
    ------
    FramingError
        If the file is missing.
    """
    if not file.is_file():
        raise FramingError(f"data: {str(file)!r} is missing; give the folder that holds {FILE}")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    mentions = [(row["text"], *map(int, row["target"])) for row in rows]
    codes = np.array([LABELS.index(row["label"]) for row in rows])
    groups = ["_".join(str(row.get("id", n)).split("_")[:3]) for n, row in enumerate(rows)]
    return mentions, codes, groups  # type: ignore[return-value]


def fit_weights(
    features: Sequence[Mapping[str, float]],
    codes: np.ndarray,
    groups: Sequence[Any] | None = None,
    *,
    C: float = C,
    min_df: int = 3,
    n_folds: int = FOLDS,
    chances: np.ndarray | None = None,
    version: str = "fitted",
) -> StanceModel:
    """Fit the logistic regression and calibrate its temperature.

    Parameters
    ----------
    features : sequence of mapping
        Of each mention.
    codes : ndarray of int
        Labels by their place in ``LABELS``.
    groups : sequence, optional
        Articles, which folds keep whole.
    chances : ndarray, optional
        Out-of-fold probabilities at temperature 1, if known.
    """
    if chances is None and n_folds > 1:
        chances = out_of_fold(features, codes, groups, C=C, min_df=min_df, n_folds=n_folds)
    temperature = 1.0 if chances is None else _temperature(chances, codes)
    names, matrix = _matrix(features, min_df)
    weights, intercept = _fitted(matrix, codes, C)
    return StanceModel(
        names,
        np.round(weights / temperature, _DECIMALS).astype(np.float32),
        np.round(intercept / temperature, _DECIMALS),
        version,
    )


def out_of_fold(
    features: Sequence[Mapping[str, float]],
    codes: np.ndarray,
    groups: Sequence[Any] | None = None,
    *,
    C: float = C,
    min_df: int = 3,
    n_folds: int = FOLDS,
) -> np.ndarray:
    """Give probabilities of each row from a model that has not seen its article."""
    from sklearn.model_selection import GroupKFold

    owners = np.arange(len(codes)) if groups is None else np.unique(groups, return_inverse=True)[1]
    chances = np.zeros((len(codes), len(LABELS)))
    for seen, unseen in GroupKFold(n_folds).split(codes, codes, owners):
        names, matrix = _matrix([features[i] for i in seen], min_df)
        model = StanceModel(names, *_fitted(matrix, codes[seen], C))
        chances[unseen] = [model.chances(features[i]) for i in unseen]
    return chances


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


def _fitted(matrix: Any, codes: np.ndarray, strength: float) -> tuple[np.ndarray, np.ndarray]:
    """Fit weights (features by labels) and intercepts; labels that do not occur get none."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=300, tol=1e-4).fit(matrix, codes)
    weights = np.zeros((matrix.shape[1], len(LABELS)))
    intercept = np.full(len(LABELS), -30.0)
    if len(model.classes_) == 2:
        weights[:, model.classes_[1]] = model.coef_[0]
        intercept[model.classes_] = [0.0, model.intercept_[0]]
    else:
        weights[:, model.classes_] = model.coef_.T
        intercept[model.classes_] = model.intercept_
    return weights, intercept


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


def _figures(codes: np.ndarray, chances: np.ndarray) -> dict[str, float]:
    from sklearn.metrics import accuracy_score, f1_score

    found = chances.argmax(axis=1)
    return {
        "accuracy": round(float(accuracy_score(codes, found)), 4),
        "macro_f1": round(float(f1_score(codes, found, average="macro")), 4),
    }
