"""Multinomial logistic regression over sparse features beside a dense block."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["solve"]

_TOLERANCE = 1e-7  # relative change of the loss at which to stop
_MOST_STEPS = 300


def solve(
    sparse: Any, dense: np.ndarray, codes: np.ndarray, weights: np.ndarray, C: float, n: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fit by L-BFGS with an L2 penalty on all but the intercepts.

    Parameters
    ----------
    sparse : sparse matrix of shape (n_rows, n_features)
    dense : ndarray of shape (n_rows, n_more)
        Penalised alike.
    codes : ndarray of int
        Labels from 0.
    weights : ndarray of shape (n_rows,)
        What each row counts.
    C : float
        Inverse strength of the penalty.
    n : int
        Labels.

    Returns
    -------
    of_sparse, of_dense, intercept : ndarray
        Coefficients, one column a label.
    """
    from scipy.optimize import minimize

    transposed = sparse.T.tocsr()
    middle, end = sparse.shape[1], sparse.shape[1] + dense.shape[1]
    wanted = np.eye(n)[codes]
    total = weights.sum()

    def parts(flat: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        table = flat.reshape(end + 1, n)
        return table[:middle], table[middle:end], table[end]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        of_sparse, of_dense, intercept = parts(flat)
        logits = sparse @ of_sparse + dense @ of_dense + intercept
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        sums = powers.sum(axis=1, keepdims=True)
        missed = -(weights * ((logits - np.log(sums)) * wanted).sum(axis=1)).sum()
        gap = weights[:, None] * (powers / sums - wanted)
        penalty = flat[: end * n]
        slope = np.vstack([transposed @ gap, dense.T @ gap, gap.sum(axis=0)]).ravel()
        slope[: end * n] += penalty / C
        return (missed + (penalty @ penalty) / (2 * C)) / total, slope / total

    options = {"maxiter": _MOST_STEPS, "ftol": _TOLERANCE, "gtol": 1e-6}
    start = np.zeros((end + 1) * n)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    return parts(found.x)
