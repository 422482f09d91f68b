"""Effect sizes: how far two groups of articles lie apart, free of the measure's unit."""

from __future__ import annotations

import numpy as np

__all__ = ["cliffs_delta", "hedges_g"]


def hedges_g(a: np.ndarray, b: np.ndarray) -> float:
    """Difference of two means in pooled standard deviations, corrected for small samples.

    Higher means that `a` lies further above `b`; 0 means equal means. Hedges (1981), with the exact
    correction.

    Parameters
    ----------
    a, b : array of float
        Values of the articles of each group; NaN are left out.

    Returns
    -------
    float
        NaN where a group has fewer than two values or nothing varies.

    Examples
    --------
    >>> round(hedges_g([2.0, 4.0, 6.0], [1.0, 3.0, 5.0]), 3)
    0.399
    """
    x, y = _finite(a), _finite(b)
    values = np.concatenate((x, y))[:, None]
    inside = np.arange(len(values)) < len(x)
    return float(weighted_g(values, np.ones(len(values)), inside, ~inside)[0])


def cliffs_delta(a: np.ndarray, b: np.ndarray) -> float:
    """Probability that a value of `a` is above one of `b`, minus the reverse (Cliff 1993).

    Higher means that `a` lies above `b` more often; from -1 to 1, 0 for neither.

    Parameters
    ----------
    a, b : array of float
        Values of the articles of each group; NaN are left out.

    Returns
    -------
    float
        NaN where a group is empty.

    Examples
    --------
    >>> cliffs_delta([2.0, 3.0], [1.0, 2.0])
    0.75
    """
    x, y = _finite(a), _finite(b)
    values = np.concatenate((x, y))[:, None]
    inside = np.arange(len(values)) < len(x)
    weights = np.ones(len(values))
    return float(weighted_delta(dominance(values, weights), weights, values, inside, ~inside)[0])


def weighted_g(
    values: np.ndarray, weights: np.ndarray, group: np.ndarray, reference: np.ndarray
) -> np.ndarray:
    """Hedges' g of each column; weights count as numbers of articles."""
    n1, mean1, squares1 = _moments(values[group], weights[group])
    n2, mean2, squares2 = _moments(values[reference], weights[reference])
    df = n1 + n2 - 2
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.sqrt((squares1 + squares2) / df)
        g = (mean1 - mean2) / spread * _correction(df)
    return np.where((n1 >= 2) & (n2 >= 2) & (spread > 0), g, np.nan)


def dominance(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weight of the values below each value, minus that above it, column by column."""
    out = np.full(values.shape, np.nan)
    for column in range(values.shape[1]):
        known = np.isfinite(values[:, column])
        if known.any():
            out[known, column] = _dominance(values[known, column], weights[known])
    return out


def weighted_delta(
    below: np.ndarray,
    weights: np.ndarray,
    values: np.ndarray,
    group: np.ndarray,
    reference: np.ndarray,
) -> np.ndarray:
    """Cliff's delta of each column, from the `dominance` within the two groups together.

    Inside the group the wins and losses cancel, so its sum holds those against the reference only.
    """
    known = np.isfinite(values)
    w = weights[:, None]
    won = np.where(known[group], w[group] * below[group], 0.0).sum(axis=0)
    pairs = (w[group] * known[group]).sum(axis=0) * (w[reference] * known[reference]).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(pairs > 0, won / pairs, np.nan)


def _finite(values: np.ndarray) -> np.ndarray:
    array = np.asarray(values, dtype=float)
    return array[np.isfinite(array)]


def _moments(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    known = np.isfinite(values)
    w = weights[:, None] * known
    filled = np.where(known, values, 0.0)
    n = w.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (w * filled).sum(axis=0) / n
    return n, mean, (w * (filled - mean) ** 2).sum(axis=0)


def _correction(df: np.ndarray) -> np.ndarray:
    from scipy.special import gammaln

    safe = np.maximum(df, 2.0)
    return np.exp(gammaln(safe / 2) - gammaln((safe - 1) / 2)) / np.sqrt(safe / 2)


def _dominance(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    distinct, position = np.unique(values, return_inverse=True)
    mass = np.bincount(position, weights=weights, minlength=len(distinct))
    below = np.cumsum(mass) - mass
    return (below - (mass.sum() - below - mass))[position]
