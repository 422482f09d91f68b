"""Find thousands of phrases in a text at once, on word boundaries, with ``*`` wildcards.

The longest literal piece of every pattern goes into one Aho-Corasick automaton. Each hit is
checked for word boundaries and, where a pattern has wildcards, extended; the overlap policy is
applied last, since leftmost-longest search before the check would lose hits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import ahocorasick_rs

__all__ = ["OVERLAPS", "Matcher"]

OVERLAPS = ("longest", "all", "first")
_WINDOW = 80  # characters to the left in which a pattern may begin
_RUN = re.compile(r"[\w'-]*\Z")


class Matcher:
    """An automaton over patterns.

    Parameters
    ----------
    patterns : sequence of str
        Folded, lower-case patterns; ``*`` stands for any run of word characters in one token.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        needles: dict[str, list[tuple[int, _Wildcard | None]]] = {}
        for number, pattern in enumerate(patterns):
            needle, wildcard = _compiled(pattern)
            needles.setdefault(needle, []).append((number, wildcard))
        self._owners = list(needles.values())
        # whether a needle's first and last characters may not touch another word character
        self._edges = [(_wordly(needle[0]), _wordly(needle[-1])) for needle in needles]
        self._automaton = (
            ahocorasick_rs.AhoCorasick(
                list(needles), implementation=ahocorasick_rs.Implementation.DFA
            )
            if needles
            else None
        )

    def find(self, lower: str, overlap: str = "longest") -> list[tuple[int, int, int]]:
        """Find all patterns.

        Parameters
        ----------
        lower : str
            Folded, lower-case text.
        overlap : {"longest", "all", "first"}
            What becomes of hits that share characters: of each cluster the leftmost and there
            the longest is kept; all are kept; or the leftmost and there the pattern listed first.

        Returns
        -------
        list of (int, int, int)
            Start, end and pattern number, by start, end and number.
        """
        if self._automaton is None:
            return []
        hits = []
        size = len(lower)
        for needle, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            left, right = self._edges[needle]
            whole = not (
                left and start and _wordly(lower[start - 1])
                or right and end < size and _wordly(lower[end])
            )  # fmt: skip
            for number, wildcard in self._owners[needle]:
                if wildcard is None:
                    if whole:
                        hits.append((start, end, number))
                elif span := wildcard.around(lower, start):
                    hits.append((*span, number))
        if overlap == "all":
            return sorted(set(hits))
        return _without_overlaps(hits, by_order=overlap == "first")


class _Wildcard(NamedTuple):
    """A pattern with wildcards, found by its longest literal piece.

    Attributes
    ----------
    head : str
        The literal piece it begins with; empty after a leading wildcard.
    leading : bool
        Whether the needle is that piece.
    regex : re.Pattern
        The whole pattern.
    """

    head: str
    leading: bool
    regex: re.Pattern[str]

    def around(self, lower: str, start: int) -> tuple[int, int] | None:
        """Give the whole span of the pattern around a hit of its needle."""
        if self.leading:
            found = self.regex.match(lower, start)
            return found.span() if found else None
        for begin in self._begins(lower, start):
            found = self.regex.match(lower, begin)
            if found and found.end() > start:
                return found.span()
        return None

    def _begins(self, lower: str, start: int) -> Iterator[int]:
        """Give the places to the left where the pattern may begin."""
        at = max(0, start - _WINDOW)
        if not self.head:
            yield at + _RUN.search(lower[at:start]).start()  # type: ignore[union-attr]
            return
        while (at := lower.find(self.head, at, start)) >= 0:
            yield at
            at += 1


def _compiled(pattern: str) -> tuple[str, _Wildcard | None]:
    """Give the needle of a pattern and, where it has wildcards, what checks its hits."""
    if "*" not in pattern:
        return pattern, None
    pieces = pattern.split("*")
    needle = max(pieces, key=len)
    if not needle.strip():
        raise ValueError(pattern)
    body = r"[\w'-]*".join(re.escape(piece) for piece in pieces)
    regex = re.compile(rf"(?<!\w){body}(?!\w)")
    return needle, _Wildcard(pieces[0], needle is pieces[0], regex)


def _wordly(char: str) -> bool:
    return char.isalnum() or char == "_"


def _without_overlaps(
    hits: list[tuple[int, int, int]], by_order: bool
) -> list[tuple[int, int, int]]:
    """Keep the leftmost of overlapping hits; at one start the longest, or the first listed."""
    if by_order:
        hits.sort(key=lambda hit: (hit[0], hit[2]))
    else:
        hits.sort(key=lambda hit: (hit[0], -hit[1], hit[2]))
    kept = []
    reached = -1
    for hit in hits:
        if hit[0] >= reached:
            kept.append(hit)
            reached = hit[1]
    return kept
