"""Numbers of words: each distinct word gets one as it comes, so that measures can use arrays.

A word is looked up once a document; whatever a measure knows of words is then one index into an
array. Numbers mean nothing outside the vocabulary that gave them, and no score depends on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

__all__ = ["Numbered", "Vocabulary", "numbered"]

_LARGEST = 300_000  # distinct words, after which a new vocabulary is begun, for memory


class Vocabulary(dict[str, int]):
    """The number of each word, and the words by number."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def __missing__(self, word: str) -> int:
        at = self[word] = len(self.words)
        self.words.append(word)
        return at


class Numbered(NamedTuple):
    """Words by number."""

    vocabulary: Vocabulary
    numbers: np.ndarray


_open = [Vocabulary()]  # the one that new documents use


def numbered(words: Sequence[str]) -> Numbered:
    """Give the numbers of words, with the vocabulary that they belong to.

    Examples
    --------
    >>> vocabulary, numbers = numbered(["a", "rose", "is", "a", "rose"])
    >>> [vocabulary.words[n] for n in numbers.tolist()]
    ['a', 'rose', 'is', 'a', 'rose']
    """
    if len(_open[0]) > _LARGEST:
        _open[0] = Vocabulary()
    vocabulary = _open[0]
    numbers = np.fromiter(map(vocabulary.__getitem__, words), np.int64, len(words))
    return Numbered(vocabulary, numbers)
