"""Heads whose probabilities mean what they say, from vectors of rows held out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq, minimize, minimize_scalar

from framing.neural.network import Head, log_odds

__all__ = ["at_prevalence", "beside", "hedge_head", "out_of_fold", "tempered", "told"]

_FOLDS = 10
# how much of the vectors may correct the head that the encoder was trained with; 0: slope alone
_CORRECTIONS = (0.0, 0.01, 0.02, 0.05, 0.1)
_FIXED = 30.0  # scale that makes the penalty on the old head's slope negligible


def tempered(head: Head, vectors: np.ndarray, targets: np.ndarray) -> Head:
    """Divide a head's logits by the temperature that fits rows held out best.

    Parameters
    ----------
    head : Head
        As trained.
    vectors, targets : ndarray
        Of rows that were held out; class numbers, or 0.0 and 1.0.
    """
    logits = head.logits(vectors)

    def loss(log_temperature: float) -> float:
        return _log_loss(head.chances(logits / np.exp(log_temperature)), targets)

    heat = float(np.exp(minimize_scalar(loss, bounds=(-2, 3), method="bounded").x))
    return Head(head.weight / heat, head.bias / heat)


def beside(
    head: Head, vectors: np.ndarray, targets: np.ndarray, known: np.ndarray
) -> tuple[Head, float]:
    """Give a head, and the weight of another model's log-probabilities (yes or no: log-odds).

    The head gets a temperature and, with several classes, an offset for each: training weighs the
    classes alike, so that rare ones come out too often, which no temperature mends (Alexandari,
    Kundaje and Shrikumar 2020).

    Parameters
    ----------
    head : Head
        As trained.
    vectors, targets : ndarray
        Of rows that were held out; class numbers, or 0.0 and 1.0.
    known : ndarray of shape (n_rows, n_classes), or (n_rows,) for a head of one output
        Probabilities of a model that did not see the rows either.
    """
    logits = head.logits(vectors)
    said = told(head, known)
    free = len(head.bias) - 1

    def made(at: np.ndarray) -> tuple[float, float, np.ndarray]:
        return float(np.exp(at[0])), float(at[1]), np.append(at[2:], 0.0)

    def loss(at: np.ndarray) -> float:
        slope, weight, offsets = made(at)
        return _log_loss(head.chances(logits * slope + weight * said + offsets), targets)

    slope, weight, offsets = made(minimize(loss, np.zeros(2 + free), method="BFGS").x)
    return Head(head.weight * slope, head.bias * slope + offsets - offsets.mean()), weight


def told(head: Head, known: np.ndarray) -> np.ndarray:
    """Give what another model's probabilities add to the logits of a head, before their weight."""
    return np.log(known) if len(head.bias) > 1 else log_odds(known)[:, None]


def at_prevalence(
    head: Head,
    vectors: np.ndarray,
    targets: np.ndarray,
    weights: np.ndarray,
    said: np.ndarray | float = 0.0,
) -> Head:
    """Shift a yes-or-no head so that its probabilities sum up to the count in a natural sample.

    The threshold moves along: what was over one half stays a yes.

    Parameters
    ----------
    head : Head
        With one output.
    vectors, targets, weights : ndarray
        Of the natural sample; inverse chances to be drawn.
    said : ndarray or float
        What another model adds to the logits.
    """
    logits = head.logits(vectors)[:, 0] + said
    shift = sum_shift(logits, targets, weights)
    return Head(head.weight, head.bias + shift, float(1 / (1 + np.exp(-shift))))


def sum_shift(logits: np.ndarray, targets: np.ndarray, weights: np.ndarray) -> float:
    """Find what to add to logits so that probabilities sum up to the weighted count."""
    wanted = float((targets * weights).sum())

    def excess(shift: float) -> float:
        return float((weights / (1 + np.exp(-(logits + shift)))).sum()) - wanted

    return float(brentq(excess, -8, 8))


def hedge_head(head: Head, vectors: np.ndarray, targets: np.ndarray, natural: np.ndarray) -> Head:
    """Correct the hedging head by the coded news sentences.

    How much it may be corrected is chosen by cross-validation inside the rows given; its
    probabilities sum up to the count of the natural ones.

    Parameters
    ----------
    head : Head
        As trained, on rows labelled by rules and on sentences written for the library.
    vectors, targets : ndarray
        Of the coded sentences.
    natural : ndarray of bool
        Those drawn at random from news.
    """
    losses = {}
    chances = {}
    for correction in _CORRECTIONS:
        found = _crossed(lambda *rows, c=correction: _corrected(head, *rows, c), vectors, targets)
        losses[correction] = round(_log_loss(found[:, None], targets), 4)
        chances[correction] = found
    best = min(_CORRECTIONS, key=lambda correction: (losses[correction], correction))
    made = _corrected(head, vectors, targets, best)
    inside = np.clip(chances[best][natural], 1e-6, 1 - 1e-6)
    logits = np.log(inside / (1 - inside))
    shift = sum_shift(logits, targets[natural], np.ones(len(logits)))
    return Head(made.weight, made.bias + shift)


def out_of_fold(
    head: Head, vectors: np.ndarray, targets: np.ndarray, natural: np.ndarray
) -> np.ndarray:
    """Give each coded sentence the probability of a head that did not see it."""
    rows = np.arange(len(targets))
    out = np.zeros(len(targets))
    for test in _parts(len(targets)):
        fit = np.setdiff1d(rows, test)
        made = hedge_head(head, vectors[fit], targets[fit], natural[fit])
        out[test] = made.chances(made.logits(vectors[test]))[:, 0]
    return out


def _corrected(head: Head, vectors: np.ndarray, targets: np.ndarray, correction: float) -> Head:
    """Fit a slope and an offset to a head's logits, and small changes of its weights."""
    from sklearn.linear_model import LogisticRegression

    centre, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-3
    moved = (vectors - centre) / spread * correction
    columns = np.column_stack([head.logits(vectors)[:, 0] * _FIXED, moved])
    learned = LogisticRegression(C=1.0, max_iter=2000).fit(columns, targets)
    slope, change = learned.coef_[0, 0] * _FIXED, learned.coef_[0, 1:] * correction / spread
    bias = slope * head.bias + learned.intercept_ - change @ centre
    return Head(slope * head.weight + change, bias)


def _crossed(
    fitted: Callable[[np.ndarray, np.ndarray], Head], vectors: np.ndarray, targets: np.ndarray
) -> np.ndarray:
    """Give each row the probability of a head fitted without its fold."""
    out = np.zeros(len(targets))
    rows = np.arange(len(targets))
    for test in _parts(len(targets)):
        fit = np.setdiff1d(rows, test)
        made = fitted(vectors[fit], targets[fit])
        out[test] = made.chances(made.logits(vectors[test]))[:, 0]
    return out


def _parts(n: int) -> list[np.ndarray]:
    return np.array_split(np.random.default_rng(0).permutation(n), _FOLDS)


def _log_loss(chances: np.ndarray, targets: np.ndarray) -> float:
    if chances.shape[1] > 1:
        given = chances[np.arange(len(targets)), targets.astype(int)]
    else:
        given = np.where(targets > 0.5, chances[:, 0], 1 - chances[:, 0])
    return float(-np.log(np.clip(given, 1e-9, 1.0)).mean())
