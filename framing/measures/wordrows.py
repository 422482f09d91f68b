"""Numbers of words, computed once a distinct word and kept as rows of an array."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

__all__ = ["WordRows"]

_REMEMBERED = 200_000  # distinct words; beyond that the memory starts anew
_FIRST = 4_096  # rows to begin with


class WordRows:
    """What a function says of words, remembered.

    Parameters
    ----------
    compute : callable
        Gives the numbers of a word; they depend on nothing else.
    width : int
        How many they are.

    Examples
    --------
    >>> rows = WordRows(lambda word: (len(word), word.count("a")), 2)
    >>> rows.of(["banana", "plum", "banana"]).tolist()
    [[6, 3], [4, 0], [6, 3]]
    """

    def __init__(self, compute: Callable[[str], Sequence[int]], width: int) -> None:
        self._compute = compute
        self._width = width
        self._forget()

    def _forget(self) -> None:
        self._at = _Numbering()
        self._rows = np.zeros((_FIRST, self._width), dtype=np.int64)
        self._filled = 0

    def of(self, words: Iterable[str]) -> np.ndarray:
        """Give a row for each of some words."""
        if len(self._at) > _REMEMBERED:
            self._forget()
        found = np.array(list(map(self._at.__getitem__, words)), dtype=np.int64)
        if self._at.new:
            self._fill(self._at.new)
            self._at.new = []
        return self._rows[found]

    def _fill(self, words: list[str]) -> None:
        """Compute the rows of new words."""
        end = self._filled + len(words)
        if end > len(self._rows):
            more = np.zeros((end, self._width), dtype=np.int64)
            self._rows = np.concatenate([self._rows, more])
        self._rows[self._filled : end] = [self._compute(word) for word in words]
        self._filled = end


class _Numbering(dict[str, int]):
    """Numbers words as they come and lists the new ones."""

    def __init__(self) -> None:
        super().__init__()
        self.new: list[str] = []

    def __missing__(self, word: str) -> int:
        at = self[word] = len(self)
        self.new.append(word)
        return at
