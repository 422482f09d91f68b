"""Literal marks in lines: all of them found in one pass, before any pattern is tried."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

import ahocorasick_rs

__all__ = ["Marks"]


class Marks:
    """Groups of marks; a line bears a group if one of the group's marks stands in it.

    Parameters
    ----------
    groups : iterable of sequence of str
        The marks of each group.

    Examples
    --------
    >>> Marks([("(", "["), ("%",)]).of(["A (small) rise", "Up 5 %", "[2 %]", "None"])
    [1, 2, 3, 0]
    """

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        bits: dict[str, int] = {}
        for number, group in enumerate(groups):
            for mark in group:
                bits[mark] = bits.get(mark, 0) | 1 << number
        self._bits = list(bits.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(bits), implementation=ahocorasick_rs.Implementation.DFA
        )

    def of(self, lines: Sequence[str]) -> list[int]:
        """Give a number for each line whose bits say which groups it bears."""
        out = [0] * len(lines)
        hits = self._automaton.find_matches_as_indexes("\n".join(lines), overlapping=True)
        if hits:
            ends = list(accumulate(len(line) + 1 for line in lines))
            for mark, start, _ in hits:
                out[bisect_right(ends, start)] |= self._bits[mark]
        return out
