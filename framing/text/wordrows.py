"""What a measure knows of words: computed once a distinct word, kept as rows of an array."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock

import numpy as np
from numpy.typing import ArrayLike

from framing.text.vocabulary import Numbered, Vocabulary

__all__ = ["WordRows"]

# threads share what is remembered; one lock for all, as what has one cannot be copied
_growing = RLock()


class WordRows:
    """What a function says of words, remembered by their numbers.

    Parameters
    ----------
    compute : callable
        Gives the row of each of some words; it depends on nothing else.
    width : int
        How many numbers a row holds.

    Examples
    --------
    >>> from framing.text.vocabulary import numbered
    >>> rows = WordRows(lambda words: [(len(word), word.count("a")) for word in words], 2)
    >>> rows.of(numbered(["banana", "plum", "banana"])).tolist()
    [[6, 3], [4, 0], [6, 3]]
    """

    def __init__(self, compute: Callable[[list[str]], ArrayLike], width: int) -> None:
        self._compute = compute
        self._width = width
        self._begin(Vocabulary())

    def _begin(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._rows = np.zeros((0, self._width), dtype=np.int64)
        self._known = np.zeros(0, dtype=bool)

    def of(self, found: Numbered) -> np.ndarray:
        """Give a row for each of some words."""
        with _growing:
            return self._of(found)

    def _of(self, found: Numbered) -> np.ndarray:
        if found.vocabulary is not self._vocabulary:
            self._begin(found.vocabulary)
        numbers = found.numbers
        if len(self._known) < len(self._vocabulary):
            more = len(self._vocabulary) + 1024
            self._rows = np.concatenate([self._rows, np.zeros((more, self._width), np.int64)])
            self._known = np.concatenate([self._known, np.zeros(more, bool)])
        known = self._known.take(numbers)
        if not known.all():
            words = self._vocabulary.words
            new = list(set(numbers[~known].tolist()))
            self._rows[new] = self._compute([words[number] for number in new])
            self._known[new] = True
        return self._rows.take(numbers, axis=0)  # several times quicker than an index
