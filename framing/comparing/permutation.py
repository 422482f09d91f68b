"""Permutation tests: group labels shuffled at the level of the design."""

from __future__ import annotations

import numpy as np

from framing.comparing.cells import Cells, sum_by

__all__ = ["adjusted", "permutation_p"]

# Above this many cells a shuffle tells no more than the t distribution, and takes minutes.
MAX_SHUFFLED = 20_000
_VALUES_AT_ONCE = 6_000_000
_TOLERANCE = 1e-9


def permutation_p(cells: Cells, *, n_perm: int, seed: int, reference: int | None) -> np.ndarray:
    """Give the two-sided p of each group's difference from its reference.

    The labels of clusters are shuffled (for a story that several groups ran: within the story),
    and the difference of the means is divided by its cluster-robust standard error, so that
    groups of unequal size and spread are compared fairly (Janssen 1997; Chung & Romano 2013).

    Parameters
    ----------
    cells : Cells
        Sums by group and cluster.
    n_perm : int
        Number of shuffles.
    seed : int
        Of the shuffles.
    reference : int or None
        The group to compare with; None for the rest of each group.

    Returns
    -------
    array of shape (n_groups, n_keys)
        NaN where a group or its reference has no value.
    """
    if reference is None:
        return _p_against_rest(cells, n_perm, seed)
    out = np.full((cells.n_groups, cells.amounts.shape[1]), np.nan)
    for g in range(cells.n_groups):
        if g != reference:
            out[g] = _p_against_rest(cells.within([g, reference]), n_perm, seed)[0]
    return out


def adjusted(p: np.ndarray, family: np.ndarray) -> np.ndarray:
    """Adjust p for the false discovery rate within each family (Benjamini & Hochberg 1995).

    Parameters
    ----------
    p : array of float
        NaN stand for no test and stay.
    family : array
        The family of each test.
    """
    from scipy.stats import false_discovery_control

    out = np.full(len(p), np.nan)
    for name in dict.fromkeys(family):
        tests = np.flatnonzero((family == name) & np.isfinite(p))
        if len(tests):
            out[tests] = false_discovery_control(p[tests])
    return out


def _p_against_rest(cells: Cells, n_perm: int, seed: int) -> np.ndarray:
    stacked = _moments(cells)
    total = stacked.sum(axis=0)
    observed = _statistic(sum_by(cells.group, stacked, cells.n_groups), total)
    if len(cells.group) > MAX_SHUFFLED:
        return _p_of_t(observed, cells)
    exceeded = np.zeros(observed.shape)
    at_least = np.abs(observed) * (1 - _TOLERANCE)
    counted = np.zeros(observed.shape)
    per_shuffle = max(1, cells.n_groups * stacked.shape[1])
    step = max(1, min(n_perm, _VALUES_AT_ONCE // per_shuffle))
    shuffler = _Shuffler(cells, seed)
    for done in range(0, n_perm, step):
        sums = shuffler.group_sums(min(step, n_perm - done), stacked)
        shuffled = _statistic(sums, total)
        exceeded += (np.abs(shuffled) >= at_least).sum(axis=0)
        counted += (~np.isnan(shuffled)).sum(axis=0)
    return np.where(~np.isnan(observed), (1 + exceeded) / (1 + counted), np.nan)


def _moments(cells: Cells) -> np.ndarray:
    """Columns that add up to a mean and its cluster-robust variance in any set of cells."""
    bases = cells.bases
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = cells.amounts.sum(axis=0) / bases.sum(axis=0)
    spread = np.abs(cells.amounts).max(axis=0, initial=0.0)
    amounts = cells.amounts - np.nan_to_num(centre) * bases
    # What is left of a constant measure after rounding must not pass for a difference.
    amounts[np.abs(amounts) <= 1e-12 * spread] = 0.0
    return np.hstack((amounts, bases, amounts**2, amounts * bases, bases**2))


def _statistic(sums: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Difference from the rest over its standard error; sums of shape (..., 5 * n_keys)."""
    mean, variance = _mean_and_variance(sums)
    rest_mean, rest_variance = _mean_and_variance(total - sums)
    difference = mean - rest_mean
    error = np.sqrt(variance + rest_variance)
    with np.errstate(invalid="ignore", divide="ignore"):
        t = difference / error
    return np.where(difference == 0, 0.0, t)


def _mean_and_variance(sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    s, n, ss, sn, nn = np.split(sums, 5, axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(n > _TOLERANCE, s / n, np.nan)
        squares = ss - 2 * mean * sn + mean**2 * nn
        return mean, np.maximum(squares, 0.0) / n**2


def _p_of_t(t: np.ndarray, cells: Cells) -> np.ndarray:
    from scipy.stats import t as student

    n = sum_by(cells.group, (cells.bases > 0).astype(float), cells.n_groups)
    df = np.maximum(np.minimum(n, n.sum(axis=0) - n) - 1, 1)
    return 2 * student.sf(np.abs(t), df)


class _Shuffler:
    """Deals the cells out to the groups' places at random."""

    def __init__(self, cells: Cells, seed: int) -> None:
        self._random = np.random.default_rng([seed, 1])
        self._cells = cells
        size = np.bincount(cells.cluster)[cells.cluster]
        self._single = np.flatnonzero(size == 1)
        self._shared = [
            self._by_cluster(np.flatnonzero(size == n), n) for n in np.unique(size[size > 1])
        ]

    def _by_cluster(self, cells: np.ndarray, size: int) -> np.ndarray:
        order = np.argsort(self._cells.cluster[cells], kind="stable")
        return cells[order].reshape(-1, size)

    def group_sums(self, n: int, matrix: np.ndarray) -> np.ndarray:
        """Sum the groups' rows in each of n shuffles, shape (n, n_groups, n_columns)."""
        from scipy.sparse import csr_matrix

        dealt = np.empty((n, len(self._cells.group)), dtype=np.int32)
        dealt[:, self._single] = self._random.permuted(np.tile(self._single, (n, 1)), axis=1)
        for places in self._shared:
            mixed = self._random.permuted(np.tile(places, (n, 1, 1)), axis=2)
            dealt[:, places.ravel()] = mixed.reshape(n, -1)
        starts = self._cells.starts
        offsets = (np.arange(n)[:, None] * dealt.shape[1] + starts[:-1]).ravel()
        pointers = np.append(offsets, dealt.size)
        shape = (n * self._cells.n_groups, dealt.shape[1])
        chooser = csr_matrix((np.ones(dealt.size), dealt.ravel(), pointers), shape=shape)
        return np.asarray(chooser @ matrix).reshape(n, self._cells.n_groups, -1)
