"""Intervals: a cluster bootstrap with a correction for small samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from framing.comparing.cells import Cells, ClusterCounts

__all__ = ["LEVEL", "ClusterWeights", "Interval", "Sample", "bootstrap_samples", "stretched"]

LEVEL = 0.95
_BLOCK = 2_048
_KEPT_VALUES = 30_000_000


@dataclass(frozen=True)
class Interval:
    """Lower and upper end, one for each key."""

    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Sample:
    """Estimates of a group with their draws.

    Attributes
    ----------
    estimate : array of shape (n_keys,)
        Ratio of sums.
    draws : array of shape (n_draws, n_keys)
        The same of each bootstrap draw.
    n, n_effective : arrays of shape (n_keys,)
        Clusters behind it, and as how many equally large ones they count.
    """

    estimate: np.ndarray
    draws: np.ndarray
    n: np.ndarray
    n_effective: np.ndarray

    def interval(self) -> Interval:
        """95 % interval of the estimate."""
        factor = _t_over_z(self.n_effective - 1) * np.sqrt(self._correction())
        return _scaled_interval(self.estimate, self.draws, factor)

    def difference(self, other: Sample) -> Interval:
        """95 % interval of the difference from another sample's estimate."""
        own, theirs = self._variance(), other._variance()
        total = own + theirs
        with np.errstate(invalid="ignore", divide="ignore"):
            inflation = (own * self._correction() + theirs * other._correction()) / total
            df = total**2 / (own**2 / (self.n_effective - 1) + theirs**2 / (other.n_effective - 1))
        inflation = np.where(total > 0, inflation, 1.0)
        factor = _t_over_z(np.where(total > 0, df, 1.0)) * np.sqrt(inflation)
        return _scaled_interval(self.estimate - other.estimate, self.draws - other.draws, factor)

    def _variance(self) -> np.ndarray:
        return self.draws.var(axis=0)

    def _correction(self) -> np.ndarray:
        # Exponential weights give n - 1 over n + 1 of the unbiased variance of a mean.
        return (self.n + 1) / np.maximum(self.n - 1, 1)


class ClusterWeights:
    """Random weights of clusters: the same for a cluster in whatever group it stands.

    Each draw weighs every cluster by an exponential number, which makes it a draw of the Bayesian
    bootstrap (Rubin 1981): no group is ever empty, and copies of a story move together.

    Parameters
    ----------
    n_clusters : int
        Number of clusters.
    n_draws : int
        Number of draws.
    seed : int
        The same seed gives the same weights, in whatever order they are asked for.
    """

    def __init__(self, n_clusters: int, n_draws: int, seed: int) -> None:
        self.n_draws = n_draws
        self._seed = seed
        self._n_clusters = n_clusters
        self._kept: dict[int, np.ndarray] = {}
        self._keep = n_clusters * n_draws <= _KEPT_VALUES

    def sums(self, clusters: np.ndarray, matrix: np.ndarray) -> np.ndarray:
        """Weighted sums of the rows of a matrix in each draw, shape (n_draws, n_columns)."""
        out = np.zeros((self.n_draws, matrix.shape[1]))
        for block in np.unique(clusters // _BLOCK):
            inside = np.flatnonzero(clusters // _BLOCK == block)
            weights = self._block(int(block))[clusters[inside] % _BLOCK]
            out += weights.T @ matrix[inside]
        return out

    def _block(self, block: int) -> np.ndarray:
        if block in self._kept:
            return self._kept[block]
        width = min(_BLOCK, self._n_clusters - block * _BLOCK)
        weights = np.random.default_rng([self._seed, block]).standard_exponential(
            (width, self.n_draws)
        )
        if self._keep:
            self._kept[block] = weights
        return weights


def bootstrap_samples(
    cells: Cells, counts: ClusterCounts, *, n_draws: int, seed: int, reference: int | None
) -> Iterator[tuple[Sample, Sample]]:
    """Give each group's sample and that of what it is compared with, in turn.

    Parameters
    ----------
    cells : Cells
        Sums by group and cluster.
    counts : ClusterCounts
        From ``cells.counts()``.
    n_draws, seed : int
        Of the bootstrap.
    reference : int or None
        The group to compare with; None for the rest of each group.
    """
    weights = ClusterWeights(int(cells.cluster.max(initial=-1)) + 1, n_draws, seed)
    points = np.stack(cells.totals())

    def drawn(group: int) -> np.ndarray:
        at = cells.of(group)
        both = np.hstack((cells.amounts[at], cells.bases[at]))
        return np.stack(np.hsplit(weights.sums(cells.cluster[at], both), 2))

    def sample(group: int, sums: np.ndarray) -> Sample:
        return Sample(
            _ratio(points[:, group]), _ratio(sums), counts.own[group], counts.own_effective[group]
        )

    if reference is not None:
        other = sample(reference, drawn(reference))
        for g in range(cells.n_groups):
            yield sample(g, drawn(g)), other
        return
    everything = sum(drawn(g) for g in range(cells.n_groups))
    for g in range(cells.n_groups):
        own = drawn(g)
        rest = Sample(
            _ratio(points.sum(axis=1) - points[:, g]),
            _ratio(everything - own),
            counts.rest[g],
            counts.rest_effective[g],
        )
        yield sample(g, own), rest


def _ratio(sums: np.ndarray) -> np.ndarray:
    amounts, bases = sums
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(bases > 1e-9, amounts / bases, np.nan)


def stretched(estimate: np.ndarray, draws: np.ndarray, n: np.ndarray) -> Interval:
    """Give the interval of any estimate from its draws over n clusters."""
    return Sample(estimate, draws, n, n).interval()


def _t_over_z(df: np.ndarray) -> np.ndarray:
    """Quantile of Student's t over that of the normal distribution."""
    from scipy.special import ndtri, stdtrit

    upper = (1 + LEVEL) / 2
    return stdtrit(np.maximum(df, 1.0), upper) / ndtri(upper)


def _scaled_interval(estimate: np.ndarray, draws: np.ndarray, factor: np.ndarray) -> Interval:
    """Percentile interval whose distances from the estimate are stretched by a factor."""
    ordered = np.sort(draws.T, axis=1)
    low, high = (_quantile(ordered, q) for q in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return Interval(
        estimate - factor * np.maximum(estimate - low, 0),
        estimate + factor * np.maximum(high - estimate, 0),
    )


def _quantile(ordered: np.ndarray, q: float) -> np.ndarray:
    position = q * (ordered.shape[1] - 1)
    left = int(position)
    right = min(left + 1, ordered.shape[1] - 1)
    return ordered[:, left] + (position - left) * (ordered[:, right] - ordered[:, left])
