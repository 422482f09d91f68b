"""Words of a folded text, with offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

__all__ = ["WORD", "words"]

# dotted acronyms with their last dot ("U.S.", "U.S.-led"); numbers; words with inner ' - &
WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*|\d+(?:[.,]\d+)+|[^\W_]+(?:['\-&][^\W_]+)*")

_OUTSIDE, _IN_WORD, _JOINER, _POINT = range(4)
_BLANK = np.uint8(ord(" "))  # all characters of words come after it
_OFTEN_BEYOND = "—–…•"  # the usual characters beyond Latin-1; none belongs to a word
_BEYOND = re.compile(r"[^\x00-\xff]")


def _kind(char: str) -> int:
    if char.isalnum():
        return _IN_WORD
    return _JOINER if char in "'-&" else _POINT if char in ".," else _OUTSIDE


_KINDS = bytes(map(_kind, map(chr, range(256))))


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
    coded, exact = _coded(lower)
    kinds = np.zeros(len(coded) + 2, np.uint8)  # an outer one at both ends
    kinds[1:-1] = np.frombuffer(coded.translate(_KINDS), np.uint8)
    if spans is not None:
        reached = 0
        for start, end in (*spans, (len(lower), 0)):
            if reached < start and not lower[reached:start].isspace():
                kinds[reached + 1 : start + 1] = _OUTSIDE
            reached = end
    inside = kinds == _IN_WORD
    marks = np.flatnonzero(kinds > _IN_WORD)
    between = marks[inside[marks - 1] & inside[marks + 1]]
    joining = kinds[between] == _JOINER
    inside[between[joining]] = True
    dotted = _runs(kinds, between[~joining])
    for start, end in dotted:
        inside[start + 1 : end + 1] = False
    edges = np.flatnonzero(inside[1:] != inside[:-1]).tolist()
    starts, ends = edges[::2], edges[1::2]
    if exact:
        codes = np.frombuffer(coded, np.uint8) * inside[1:-1]
        found = np.maximum(codes, _BLANK).tobytes().decode("latin-1").split()
    else:
        found = [lower[start:end] for start, end in zip(starts, ends, strict=True)]
    for start, end in dotted:
        for hit in WORD.finditer(lower, start, end):
            at = bisect_left(starts, hit.start())
            found.insert(at, hit[0])
            starts.insert(at, hit.start())
            ends.insert(at, hit.end())
    return found, starts, ends


def _coded(lower: str) -> tuple[bytes, bool]:
    """Give a text with one byte a character, and whether all characters of words are their own."""
    for char in _OFTEN_BEYOND:
        lower = lower.replace(char, " ")
    try:
        return lower.encode("latin-1"), True
    except UnicodeEncodeError:
        stand_ins = _BEYOND.sub(lambda found: "a" if found[0].isalnum() else " ", lower)
        return stand_ins.encode("latin-1"), False


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
