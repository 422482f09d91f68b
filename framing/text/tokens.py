"""Words of a folded text, with offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

__all__ = ["WORD", "words"]

# dotted acronyms with their last dot ("U.S.", "U.S.-led"); numbers; words with inner ' - &
WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*|\d+(?:[.,]\d+)+|[^\W_]+(?:['\-&][^\W_]+)*")

_OUTSIDE, _IN_WORD, _JOINER, _POINT, _UNKNOWN = range(5)
_TABLED = 0x2100  # characters up to the general punctuation; rarer ones are asked one by one


def _kind(char: str) -> int:
    if char.isalnum():
        return _IN_WORD
    return _JOINER if char in "'-&" else _POINT if char in ".," else _OUTSIDE


_KINDS = np.array([*(_kind(chr(code)) for code in range(_TABLED)), _UNKNOWN], np.uint8)


def words(
    lower: str, spans: Sequence[tuple[int, int]] | None = None
) -> tuple[list[str], list[int], list[int]]:
    """Give the words of a lower-cased text, with their starts and ends.

    The same as :data:`WORD` finds, by a look at all characters at once.

    Parameters
    ----------
    lower : str
        Folded text in lower case.
    spans : sequence of (int, int), optional
        Where to look, in order; everywhere by default.

    Examples
    --------
    >>> words("the u.s.-led talks didn't end")[0]
    ['the', 'u.s.-led', 'talks', "didn't", 'end']
    """
    codes = np.frombuffer(lower.encode("utf-32-le", "surrogatepass"), "<u4")
    kinds = _kinds(lower, codes, spans)
    inside = kinds == _IN_WORD
    between = np.flatnonzero(inside[:-2] & inside[2:] & (kinds[1:-1] > _IN_WORD)) + 1
    joining = kinds[between] == _JOINER
    inside[between[joining]] = True
    dotted = _runs(kinds, between[~joining])
    for start, end in dotted:
        inside[start + 1 : end + 1] = False
    edges = np.flatnonzero(inside[1:] != inside[:-1]).tolist()
    starts, ends = edges[::2], edges[1::2]
    found = np.where(inside[1:-1], codes, ord(" ")).tobytes().decode("utf-32-le").split()
    for start, end in dotted:
        at = bisect_left(starts, start)
        hits = list(WORD.finditer(lower, start, end))
        found[at:at] = [hit[0] for hit in hits]
        starts[at:at] = [hit.start() for hit in hits]
        ends[at:at] = [hit.end() for hit in hits]
    return found, starts, ends


def _kinds(lower: str, codes: np.ndarray, spans: Sequence[tuple[int, int]] | None) -> np.ndarray:
    """Give the kinds of characters, an outer one added at both ends."""
    padded = np.zeros(len(codes) + 2, np.uint8)
    kinds = padded[1:-1]
    np.take(_KINDS, codes, mode="clip", out=kinds)
    for at in np.flatnonzero(kinds == _UNKNOWN).tolist():
        kinds[at] = _kind(lower[at])
    if spans is not None:
        reached = 0
        for start, end in spans:
            kinds[reached:start] = _OUTSIDE
            reached = end
        kinds[reached:] = _OUTSIDE
    return padded


def _runs(kinds: np.ndarray, points: np.ndarray) -> list[tuple[int, int]]:
    """Give the runs without a blank or the like that hold points between letters or digits."""
    if not len(points):
        return []
    coded = kinds.tobytes()
    runs = []
    reached = 0
    for point in points.tolist():
        if point > reached:
            start = coded.rfind(_OUTSIDE, 0, point)
            reached = coded.find(_OUTSIDE, point)
            runs.append((start, reached - 1))
    return runs
