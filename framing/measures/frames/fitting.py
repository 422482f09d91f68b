"""Learn the weights of the frame classifier: vocabulary, regressions, calibration, thresholds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from framing.errors import FramingError
from framing.measures.frames.features import SHAPES, Reading, dense_names
from framing.measures.frames.weights import FrameWeights
from framing.measures.frames.words import FRAMES, FrameWords

__all__ = ["FrameSettings", "best_threshold", "fit_weights"]

_FOLDS = 5
_REPEATS = 5


@dataclass(frozen=True)
class FrameSettings:
    """Parameters of :class:`framing.measures.frames.FrameClassifier`.

    Chosen by five-fold cross-validation on the 277 training articles of frames_narrative: mean
    AUROC .833 (dense_weight .05 to .1 and C 1 to 3 lie within .004 of it).
    """

    C: float = 1.0
    dense_weight: float = 0.08
    min_documents: int = 3
    seed: int = 0


def fit_weights(
    readings: Sequence[Reading],
    names: set[str],
    labels: np.ndarray,
    words: FrameWords,
    settings: FrameSettings,
) -> FrameWeights:
    """Fit one logistic regression a frame, calibrate it and choose its threshold.

    Parameters
    ----------
    readings : sequence of Reading
        The documents.
    names : set of str
        Words left out of the vocabulary.
    labels : ndarray of shape (n_documents, 5)
        1 where a document carries a frame.
    words : FrameWords
        The lexicon that the readings were made with.
    settings : FrameSettings
        Strength of the penalty and so on.
    """
    counts = [Counter(reading.words) for reading in readings]
    vocabulary, idf = _vocabulary(counts, names, settings.min_documents)
    dense = np.array([reading.dense for reading in readings])
    mean, scale = dense.mean(0), np.where(dense.std(0) > 0, dense.std(0), 1.0)
    word_part = _word_matrix(counts, vocabulary, idf)
    dense_part = settings.dense_weight * (dense - mean) / scale
    frames = [
        _fit_frame(frame, word_part, dense_part, labels[:, n], words, settings)
        for n, frame in enumerate(FRAMES)
    ]
    stacked = {key: np.array([frame[key] for frame in frames]).T for key in frames[0]}
    return FrameWeights(
        words=list(vocabulary), idf=idf, dense_names=dense_names(words), mean=mean, scale=scale,
        top=dense.max(0), classes=list(FRAMES), meta={"settings": asdict(settings)}, **stacked,
    )  # fmt: skip


def best_threshold(labels: np.ndarray, probabilities: np.ndarray) -> float:
    """Give the probability that separates best by Matthews correlation, midway between rows."""
    order = np.argsort(-probabilities, kind="stable")
    ranked, hits = probabilities[order], labels[order].astype(float)
    n, positives = len(hits), hits.sum()
    called = np.arange(1, n + 1)
    right = np.cumsum(hits)
    spread = positives * (n - positives) * called * (n - called)
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = (right * n - called * positives) / np.sqrt(spread)
    correlation[(spread <= 0) | np.append(ranked[:-1] == ranked[1:], True)] = -1
    best = int(np.argmax(correlation))
    return float(ranked[best] + ranked[min(best + 1, n - 1)]) / 2


def _vocabulary(
    counts: Sequence[Counter[str]], names: set[str], fewest: int
) -> tuple[dict[str, int], np.ndarray]:
    """Give the words of at least `fewest` documents, and their inverse document frequencies."""
    frequency = Counter(word for found in counts for word in found)
    kept = sorted(
        word
        for word, documents in frequency.items()
        if documents >= fewest and word not in names and word.isascii() and word[0].isalpha()
    )
    if not kept:
        raise FramingError(f"no word occurs in {fewest} documents; give more documents to X")
    documents = np.array([frequency[word] for word in kept])
    return {w: n for n, w in enumerate(kept)}, np.log((len(counts) + 1) / (documents + 1)) + 1


def _word_matrix(
    counts: Sequence[Counter[str]], vocabulary: dict[str, int], idf: np.ndarray
) -> sparse.csr_matrix:
    """Give the word vectors, each of length 1."""
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for found in counts:
        known = sorted(word for word in found if word in vocabulary)
        at = [vocabulary[word] for word in known]
        values = np.sqrt([found[word] for word in known]) * idf[at]
        data += list(values / max(float(np.sqrt(values @ values)), 1e-12))
        columns += at
        ends.append(len(columns))
    return sparse.csr_matrix((data, columns, ends), shape=(len(counts), len(vocabulary)))


def _fit_frame(
    frame: str,
    word_part: sparse.csr_matrix,
    dense_part: np.ndarray,
    labels: np.ndarray,
    words: FrameWords,
    settings: FrameSettings,
) -> dict[str, Any]:
    """Fit one frame on the words, the frame's own groups of the lexicon, and the shapes."""
    if min(np.bincount(labels, minlength=2)) < 2:
        raise FramingError(f"y needs at least two articles with and two without {frame!r}")
    own = _own_columns(frame, words)
    matrix = sparse.hstack([word_part, sparse.csr_matrix(dense_part[:, own])]).tocsr()
    model = _regression(settings).fit(matrix, labels)
    scores = _out_of_fold(matrix, labels, lambda: _regression(settings), settings.seed)
    platt = LogisticRegression(C=1e6).fit(scores[:, None], labels)
    n_words = word_part.shape[1]
    dense_coef = np.zeros(dense_part.shape[1])
    # the scale of the dense features is kept in FrameWeights; the weight moves into the weights
    dense_coef[own] = model.coef_[0, n_words:] * settings.dense_weight
    return {
        "word_coef": model.coef_[0, :n_words],
        "dense_coef": dense_coef,
        "intercept": float(model.intercept_[0]),
        "slope": float(platt.coef_[0, 0]),
        "offset": float(platt.intercept_[0]),
        "threshold": best_threshold(labels, platt.predict_proba(scores[:, None])[:, 1]),
    }


def _own_columns(frame: str, words: FrameWords) -> np.ndarray:
    """Give the dense columns that a frame's regression sees."""
    first = len(FRAMES)
    groups = [first + n for n, (owner, _) in enumerate(words.groups) if owner == frame]
    shapes = first + len(words.groups) + np.arange(len(SHAPES))
    return np.array([FRAMES.index(frame), *groups, *shapes])


def _regression(settings: FrameSettings) -> LogisticRegression:
    return LogisticRegression(C=settings.C, max_iter=1000)


def _out_of_fold(
    matrix: sparse.csr_matrix, labels: np.ndarray, fresh: Callable[[], Any], seed: int
) -> np.ndarray:
    """Give each row's score from models that did not see it, averaged over repeats."""
    folds = min(_FOLDS, int(np.bincount(labels, minlength=2).min()))
    scores = np.zeros(len(labels))
    for repeat in range(_REPEATS):
        split = StratifiedKFold(folds, shuffle=True, random_state=seed + repeat)
        for train, test in split.split(scores, labels):
            scores[test] += (
                fresh().fit(matrix[train], labels[train]).decision_function(matrix[test])
            )
    return scores / _REPEATS
