"""Where documents stand among lines that are judged together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

_T = TypeVar("_T")

__all__ = ["Layout"]


class Layout:
    """Documents, one after the other: in short ones each call of numpy counts.

    Parameters
    ----------
    sizes : sequence of int
        Lines of each document, none without.

    Attributes
    ----------
    slices : list of slice
        The lines of each document.
    starts, sizes : ndarray of int, shape (n_documents,)
        The first of them, and how many they are.
    owners : ndarray of int, shape (n_lines,)
        The number of each line's document.
    above, below : ndarray of int, shape (n_lines,)
        How many lines stand above and below each in its document.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = np.array(sizes)
        ends = self.sizes.cumsum()
        self.starts = ends - self.sizes
        self.slices = list(map(slice, self.starts.tolist(), ends.tolist()))
        self.owners = np.arange(len(sizes)).repeat(self.sizes)
        at = np.arange(len(self.owners))
        self.above = at - self.starts[self.owners]
        self.below = ends[self.owners] - 1 - at

    def cut(self, values: Sequence[_T]) -> list[Sequence[_T]]:
        """Give the part of each document."""
        return [values[at] for at in self.slices]

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Add up numbers over each document."""
        add = np.add.reduce  # an array's own method takes twice as long
        return np.array([add(values[at]) for at in self.slices])

    def spread(self, values: ArrayLike) -> np.ndarray:
        """Give each line what is said of its document."""
        found: np.ndarray = np.asarray(values)[self.owners]
        return found

    def from_above(self, mark: np.ndarray, steps: int = 1) -> np.ndarray:
        """Say of each line whether the one so many lines above bears a mark; not if none does."""
        out = np.zeros(len(mark), dtype=bool)
        out[steps:] = mark[:-steps]
        out &= self.above >= steps
        return out

    def from_below(self, mark: np.ndarray, steps: int = 1) -> np.ndarray:
        """Say of each line whether the one so many lines below bears a mark."""
        out = np.zeros(len(mark), dtype=bool)
        out[:-steps] = mark[steps:]
        out &= self.below >= steps
        return out
