"""Cells: the sums of each cluster in each group, from which estimates and draws are made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Cells", "make_cells", "sum_by"]


@dataclass(frozen=True)
class Cells:
    """Sums over the articles of one cluster (story or outlet) in one group, sorted by group.

    Attributes
    ----------
    group, cluster : arrays of int, shape (n_cells,)
        Codes of the cell's group and cluster.
    amounts, bases : arrays of float, shape (n_cells, n_keys)
        A group's estimate is the sum of its amounts over the sum of its bases.
    n_groups : int
        Number of groups.
    """

    group: np.ndarray
    cluster: np.ndarray
    amounts: np.ndarray
    bases: np.ndarray
    n_groups: int

    @property
    def starts(self) -> np.ndarray:
        """First cell of each group, and the number of cells."""
        return np.searchsorted(self.group, np.arange(self.n_groups + 1))

    def of(self, group: int) -> slice:
        """Where a group's cells stand."""
        starts = self.starts
        return slice(int(starts[group]), int(starts[group + 1]))

    def within(self, groups: list[int]) -> Cells:
        """Keep the cells of some groups, numbered as listed."""
        rank = np.full(self.n_groups, -1)
        rank[groups] = np.arange(len(groups))
        chosen = np.flatnonzero(rank[self.group] >= 0)
        order = chosen[np.argsort(rank[self.group[chosen]], kind="stable")]
        _, cluster = np.unique(self.cluster[order], return_inverse=True)
        return Cells(
            rank[self.group[order]], cluster, self.amounts[order], self.bases[order], len(groups)
        )

    def totals(self) -> tuple[np.ndarray, np.ndarray]:
        """Sum amounts and bases by group, each of shape (n_groups, n_keys)."""
        return (
            sum_by(self.group, self.amounts, self.n_groups),
            sum_by(self.group, self.bases, self.n_groups),
        )

    def counts(self) -> ClusterCounts:
        """Count the clusters that carry each key, by group and for the rest of each group."""
        n_clusters = int(self.cluster.max(initial=-1)) + 1
        present = (self.bases > 0).astype(float)
        cluster_bases = sum_by(self.cluster, self.bases, n_clusters)[self.cluster]
        cluster_cells = sum_by(self.cluster, present, n_clusters)
        alone = present * (cluster_cells[self.cluster] == 1)
        own = sum_by(self.group, present, self.n_groups)
        rest = (cluster_cells > 0).sum(axis=0) - sum_by(self.group, alone, self.n_groups)
        squares = sum_by(self.group, self.bases**2, self.n_groups)
        lost = cluster_bases**2 - (cluster_bases - self.bases) ** 2
        all_squares = (sum_by(self.cluster, self.bases, n_clusters) ** 2).sum(axis=0)
        rest_squares = all_squares - sum_by(self.group, lost, self.n_groups)
        bases = sum_by(self.group, self.bases, self.n_groups)
        return ClusterCounts(
            own, rest, _kish(bases, squares), _kish(bases.sum(axis=0) - bases, rest_squares)
        )


@dataclass(frozen=True)
class ClusterCounts:
    """Numbers of clusters, each of shape (n_groups, n_keys).

    The effective numbers are those of equally large clusters that would carry the same
    information about a mean (Kish 1965).
    """

    own: np.ndarray
    rest: np.ndarray
    own_effective: np.ndarray
    rest_effective: np.ndarray


def make_cells(
    group: np.ndarray,
    cluster: np.ndarray,
    weights: np.ndarray,
    amounts: np.ndarray,
    bases: np.ndarray,
    n_groups: int,
) -> Cells:
    """Sum weighted observations by group and cluster; observations of group -1 are left out."""
    inside = np.flatnonzero(group >= 0)
    width = int(cluster.max(initial=0)) + 1
    codes, position = np.unique(group[inside] * width + cluster[inside], return_inverse=True)
    _, renumbered = np.unique(codes % width, return_inverse=True)
    w = weights[inside, None]
    return Cells(
        group=codes // width,
        cluster=renumbered,
        amounts=sum_by(position, w * amounts[inside], len(codes)),
        bases=sum_by(position, w * bases[inside], len(codes)),
        n_groups=n_groups,
    )


def sum_by(codes: np.ndarray, matrix: np.ndarray, n: int) -> np.ndarray:
    """Sum the rows of a matrix by code."""
    from scipy.sparse import csr_matrix

    one_hot = csr_matrix(
        (np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(n, len(codes))
    )
    return np.asarray(one_hot @ matrix)


def _kish(total: np.ndarray, squares: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(squares > 1e-12, total**2 / squares, 0.0)
