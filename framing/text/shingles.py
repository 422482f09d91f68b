"""Sketches of word shingles, by which texts that share their wording are recognised.

A signature keeps the `k` smallest hashes of a text's word shingles (a bottom-k sketch; Broder 1997,
Cohen & Kaplan 2007) and the number of its shingles. Two signatures are enough to estimate how much
of their wording two texts share, whatever their lengths.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np

from framing.errors import FramingError
from framing.text.vocabulary import Numbered, numbered
from framing.text.wordrows import WordRows

__all__ = ["SHINGLE_SIZE", "SKETCH_SIZE", "containment", "n_shingles", "signature", "similarity"]

SHINGLE_SIZE = 5
SKETCH_SIZE = 128

# Odd multiplier of the golden ratio; its powers are the multipliers of the shingle's positions.
_GOLDEN = 0x9E3779B97F4A7C15
_HALF = np.uint64(32)
_CHECKSUMS = WordRows(
    lambda words: [(crc32(word.encode("utf-8", "surrogatepass")),) for word in words], 1
)


def signature(
    words: Sequence[str] | Numbered, size: int = SHINGLE_SIZE, k: int = SKETCH_SIZE
) -> bytes:
    """Sketch of a text's word shingles.

    Parameters
    ----------
    words : sequence of str or Numbered
        The words of the text, lower case, in reading order.
    size : int, default 5
        Words per shingle. A text of fewer words is one shingle.
    k : int, default 128
        Hashes that are kept. The standard error of an estimated similarity of .5 is about .04.

    Returns
    -------
    bytes
        Number of distinct shingles, then the smallest hashes in ascending order, each as
        little-endian unsigned 32-bit; `b""` for no words. The same in every process and on
        every machine.

    Raises
    ------
    FramingError
        If `size` or `k` is not positive.

    Examples
    --------
    >>> words = "the ministers met in the capital on monday to discuss the treaty".split()
    >>> len(signature(words)), signature(words) == signature(list(words))
    (36, True)
    """
    if size < 1 or k < 1:
        raise FramingError(f"size={size} and k={k}: both must be at least 1")
    found = words if isinstance(words, Numbered) else numbered(words)
    if not len(found.numbers):
        return b""
    hashes = np.sort(_shingle_hashes(found, min(size, len(found.numbers))))
    # np.unique does the same seven times as slowly on a few hundred values.
    distinct = hashes[np.concatenate(([True], hashes[1:] != hashes[:-1]))]
    return len(distinct).to_bytes(4, "little") + distinct[:k].astype("<u4").tobytes()


def similarity(a: bytes, b: bytes) -> float:
    """Estimate the share of shingles that two texts have in common (Jaccard).

    Higher means more of the wording is shared; from 0 (none, or an empty text) to 1 (all).

    Parameters
    ----------
    a, b : bytes
        Signatures, made with the same `size` and `k`.

    Returns
    -------
    float
        Exact where both texts have no more than `k` shingles.

    Examples
    --------
    >>> similarity(signature(["a", "b", "c"], size=1), signature(["b", "c", "d"], size=1))
    0.5
    """
    _, left = _unpack(a)
    _, right = _unpack(b)
    if not len(left) or not len(right):
        return 0.0
    limit = _union_limit(a, b, left, right)
    union = np.union1d(left, right)[:limit]
    shared = np.intersect1d(left, right, assume_unique=True)
    return float(np.isin(union, shared, assume_unique=True).sum() / len(union))


def containment(a: bytes, b: bytes) -> float:
    """Estimate how much of the shorter text stands in the longer one.

    Higher means more of the shorter text is found in the other; from 0 to 1. A brief cut from a
    long report has a containment near 1 although its `similarity` is small.

    Parameters
    ----------
    a, b : bytes
        Signatures, made with the same `size` and `k`.

    Returns
    -------
    float

    Examples
    --------
    >>> containment(signature(["a", "b"], size=1), signature(["b", "c", "d", "a"], size=1))
    1.0
    """
    smaller = min(n_shingles(a), n_shingles(b))
    if not smaller:
        return 0.0
    jaccard = similarity(a, b)
    shared = jaccard / (1 + jaccard) * (n_shingles(a) + n_shingles(b))
    return float(min(1.0, shared / smaller))


def n_shingles(sketch: bytes) -> int:
    """Count the distinct shingles of the text behind a signature."""
    return _unpack(sketch)[0]


def _shingle_hashes(words: Numbered, size: int) -> np.ndarray:
    # Multiply-shift hashing (Dietzfelbinger et al. 1997) of the words' checksums.
    hashed = _CHECKSUMS.of(words)[:, 0].astype(np.uint64)
    total = np.correlate(hashed, _position_factors(size))
    return (total >> _HALF).astype(np.uint32)


@lru_cache(maxsize=16)
def _position_factors(size: int) -> np.ndarray:
    return np.array([pow(_GOLDEN, power, 2**64) for power in range(1, size + 1)], np.uint64)


def _unpack(sketch: bytes) -> tuple[int, np.ndarray]:
    if len(sketch) % 4:
        raise FramingError(f"a signature of {len(sketch)} bytes: none made by signature()")
    values = np.frombuffer(sketch, dtype="<u4")
    return (int(values[0]), values[1:]) if len(values) else (0, values)


def _union_limit(a: bytes, b: bytes, left: np.ndarray, right: np.ndarray) -> int:
    """How many of the smallest hashes of the union both sketches are sure to know."""
    complete_left, complete_right = n_shingles(a) == len(left), n_shingles(b) == len(right)
    if complete_left and complete_right:
        return len(left) + len(right)
    return min(len(x) for x, done in ((left, complete_left), (right, complete_right)) if not done)
