"""The hedging head: what the encoder was trained with, corrected, beside one fitted anew."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from framing.neural.network import Head
from training.neural.calibrating import sum_shift

__all__ = ["Rows", "hedge_head", "out_of_fold"]

_C = 0.003  # log-loss of the coded sets by folds .225, .223, .224, .227 with .001 to .03
_FOLDS = 10
# how much of the vectors may correct the head that the encoder was trained with; 0: slope alone
_CORRECTIONS = (0.0, 0.01, 0.02, 0.05, 0.1)
_FIXED = 30.0  # scale that makes the penalty on the old head's slope negligible


class Rows(NamedTuple):
    """Vectors with the probability that each is hedged, and what each counts."""

    vectors: np.ndarray
    chances: np.ndarray
    weights: np.ndarray


def hedge_head(head: Head, coded: Rows, natural: np.ndarray, others: Rows) -> Head:
    """Give a head whose probabilities sum up to the count of natural sentences.

    It is the mean of two: the one given with its slope, offset and weights corrected a little by
    the coded sentences, and one fitted anew on these and all others.

    Parameters
    ----------
    head : Head
        As trained with the encoder.
    coded : Rows
        Of the coded sets.
    natural : ndarray of bool
        Those of them that were drawn at random from news.
    others : Rows
        What is learned from besides.
    """
    correction = _best_correction(head, coded)
    inside = np.zeros(len(natural))
    for test in _parts(len(natural)):
        made = _both(head, _without(coded, test), others, correction)
        inside[test] = made.logits(coded.vectors[test])[:, 0]
    made = _both(head, coded, others, correction)
    count = np.ones(int(natural.sum()))
    shift = sum_shift(inside[natural], coded.chances[natural], count)
    return Head(made.weight, made.bias + shift)


def out_of_fold(head: Head, coded: Rows, natural: np.ndarray, others: Rows) -> np.ndarray:
    """Give each coded sentence the probability of a head that did not see it."""
    out = np.zeros(len(natural))
    for test in _parts(len(natural)):
        rest = np.setdiff1d(np.arange(len(natural)), test)
        made = hedge_head(head, _without(coded, test), natural[rest], others)
        out[test] = made.chances(made.logits(coded.vectors[test]))[:, 0]
    return out


def _both(head: Head, coded: Rows, others: Rows, correction: float) -> Head:
    """Give the mean of the head corrected and the head fitted anew."""
    one, other = _corrected(head, coded, correction), _fitted(coded, others)
    return Head((one.weight + other.weight) / 2, (one.bias + other.bias) / 2)


def _best_correction(head: Head, coded: Rows) -> float:
    """Choose by folds how much a head may be corrected."""
    losses = {}
    for correction in _CORRECTIONS:
        found = np.zeros(len(coded.chances))
        for test in _parts(len(found)):
            made = _corrected(head, _without(coded, test), correction)
            found[test] = made.chances(made.logits(coded.vectors[test]))[:, 0]
        losses[correction] = round(float(log_loss(coded.chances, found)), 4)
    return min(losses, key=lambda correction: (losses[correction], correction))


def _corrected(head: Head, coded: Rows, correction: float) -> Head:
    """Fit a slope and an offset to a head's logits, and small changes of its weights."""
    centre, spread = coded.vectors.mean(axis=0), coded.vectors.std(axis=0) + 1e-3
    moved = (coded.vectors - centre) / spread * correction
    columns = np.column_stack([head.logits(coded.vectors)[:, 0] * _FIXED, moved])
    learned = LogisticRegression(C=1.0, max_iter=2000).fit(columns, coded.chances)
    slope, change = learned.coef_[0, 0] * _FIXED, learned.coef_[0, 1:] * correction / spread
    bias = slope * head.bias + learned.intercept_ - change @ centre
    return Head(slope * head.weight + change, bias)


def _fitted(coded: Rows, others: Rows) -> Head:
    """Fit a logistic regression; a chance between 0 and 1 counts for both labels."""
    centre, spread = others.vectors.mean(axis=0), others.vectors.std(axis=0) + 1e-3
    vectors, chances, weights = (np.concatenate(part) for part in zip(coded, others, strict=True))
    both = np.concatenate([weights * chances, weights * (1 - chances)])
    labels, used = np.repeat([1, 0], len(chances)), both > 0
    rows = np.tile((vectors - centre) / spread, (2, 1))[used]
    learned = LogisticRegression(C=_C, max_iter=2000).fit(rows, labels[used], both[used])
    weight = learned.coef_ / spread
    return Head(weight, learned.intercept_ - weight @ centre)


def _without(rows: Rows, test: np.ndarray) -> Rows:
    rest = np.setdiff1d(np.arange(len(rows.chances)), test)
    return Rows(*(part[rest] for part in rows))


def _parts(n: int) -> list[np.ndarray]:
    return np.array_split(np.random.default_rng(0).permutation(n), _FOLDS)
