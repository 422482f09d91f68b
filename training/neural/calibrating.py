"""Heads whose probabilities mean what they say, from vectors of rows held out."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq, minimize, minimize_scalar

from framing.neural.network import Head, log_odds

__all__ = ["at_prevalence", "beside", "sum_shift", "tempered", "told"]


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


def _log_loss(chances: np.ndarray, targets: np.ndarray) -> float:
    if chances.shape[1] > 1:
        given = chances[np.arange(len(targets)), targets.astype(int)]
    else:
        given = np.where(targets > 0.5, chances[:, 0], 1 - chances[:, 0])
    return float(-np.log(np.clip(given, 1e-9, 1.0)).mean())
