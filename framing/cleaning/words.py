"""The words of many lines at once, each as a number that stands for its spelling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

__all__ = ["Splitter", "Words", "spelled"]

_LETTER, _BLANK, _MARK = range(3)
_TABLED = 0x3001  # characters up to the last blank
_LINES, _LONGEST = 800, 200  # lines that are split at once, and their longest
# A word's number is a polynomial hash (Rabin & Karp 1987) modulo 2^64: among the words of one
# document two share theirs by chance once in some 10^13 documents.
_BASE = 0x9E3779B97F4A7C15
_POWERS, _INVERSES = (
    np.cumprod(np.full(_LINES * (_LONGEST + 1), base, np.uint64))
    for base in (_BASE, pow(_BASE, -1, 1 << 64))
)


class Words(NamedTuple):
    """The words of some lines, line after line.

    Attributes
    ----------
    codes : ndarray of int, shape (n_words,)
        The same for words spelled the same, in every process.
    lengths : ndarray of int, shape (n_words,)
        Their characters.
    lines : ndarray of int, shape (n_words,)
        The line of each.
    """

    codes: np.ndarray
    lengths: np.ndarray
    lines: np.ndarray


class Splitter:
    """Splits lines into words, as :meth:`str.split` does.

    Parameters
    ----------
    marks : str
        Characters that are words of their own, whatever they touch.
    zeros : str
        Characters that are read as ``0``.

    Examples
    --------
    >>> words = Splitter(",").of(["red, or", "red"])
    >>> words.lengths.tolist(), words.lines.tolist(), bool(words.codes[0] == words.codes[3])
    ([3, 1, 2, 3], [0, 0, 0, 1], True)
    """

    def __init__(self, marks: str = "", zeros: str = "") -> None:
        self._zeros = zeros
        kinds = [_BLANK if chr(code).isspace() else _LETTER for code in range(_TABLED)]
        self._kinds = np.array([*kinds, _LETTER], np.uint8)
        self._kinds[list(map(ord, marks))] = _MARK

    def of(self, lines: Sequence[str]) -> Words:
        """Split lines of at most 200 characters."""
        parts = [self._split(lines[at : at + _LINES]) for at in range(0, len(lines), _LINES)]
        if len(parts) == 1:
            return parts[0]
        codes, lengths, owners = zip(*parts, strict=True)
        owners = [found + number * _LINES for number, found in enumerate(owners)]
        return Words(*map(np.concatenate, (codes, lengths, owners)))

    def _split(self, lines: Sequence[str]) -> Words:
        text = "\n".join(lines)
        for digit in self._zeros:
            text = text.replace(digit, "0")
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        kinds = np.full(len(points) + 2, _BLANK, np.uint8)
        np.take(self._kinds, points, mode="clip", out=kinds[1:-1])
        letters = kinds == _LETTER
        inside = kinds[1:-1] != _BLANK
        joined = letters[1:] & letters[:-1]
        starts = (inside > joined[:-1]).nonzero()[0]
        ends = (inside > joined[1:]).nonzero()[0] + 1
        sums = np.zeros(len(points) + 1, np.uint64)
        np.cumsum(points * _POWERS[: len(points)], out=sums[1:])
        codes = (sums[ends] - sums[starts]) * _INVERSES[starts]
        sizes = np.fromiter(map(len, lines), np.int64, len(lines))
        counts = np.diff(starts.searchsorted((sizes + 1).cumsum()), prepend=0)
        return Words(codes.view(np.int64), ends - starts, np.arange(len(lines)).repeat(counts))


_WORDS = Splitter()


def spelled(words: Sequence[str]) -> np.ndarray:
    """Give the code of each of some words.

    Examples
    --------
    >>> bool((spelled(["no", "yes"]) == Splitter().of(["no yes"]).codes).all())
    True
    """
    return _WORDS.of(words).codes
