"""Find thousands of phrases in a text at once, on word boundaries, with ``*`` wildcards.

The longest literal piece of every pattern goes into one Aho-Corasick automaton. Each hit is
checked for word boundaries and, where a pattern has wildcards, extended; the overlap policy is
applied last, since leftmost-longest search before the check would lose hits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import ahocorasick_rs

__all__ = ["OVERLAPS", "Matcher"]

OVERLAPS = ("longest", "all", "first")
_WINDOW = 80  # characters to the left in which a leading wildcard may begin


class Matcher:
    """An automaton over patterns.

    Parameters
    ----------
    patterns : sequence of str
        Folded, lower-case patterns; ``*`` stands for any run of word characters in one token.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._needles: list[str] = []
        self._owners: list[list[tuple[int, int, re.Pattern[str] | None]]] = []
        known: dict[str, int] = {}
        for number, pattern in enumerate(patterns):
            needle, shift, regex = _compiled(pattern)
            at = known.setdefault(needle, len(known))
            if at == len(self._needles):
                self._needles.append(needle)
                self._owners.append([])
            self._owners[at].append((number, shift, regex))
        self._automaton = ahocorasick_rs.AhoCorasick(self._needles) if self._needles else None

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
        for needle, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            for number, shift, regex in self._owners[needle]:
                if regex is None:
                    if _bounded(lower, start, end):
                        hits.append((start, end, number))
                elif span := _extended(lower, start, shift, regex):
                    hits.append((*span, number))
        if overlap == "all":
            return sorted(set(hits))
        return _without_overlaps(hits, by_order=overlap == "first")


def _compiled(pattern: str) -> tuple[str, int, re.Pattern[str] | None]:
    """Give the needle of a pattern, its offset in the match (-1: unknown) and its check."""
    if "*" not in pattern:
        return pattern, 0, None
    pieces = pattern.split("*")
    needle = max(pieces, key=len)
    if not needle.strip():
        raise ValueError(pattern)
    at = pieces.index(needle)
    shift = 0 if at == 0 else -1
    edge_left = r"(?<!\w)"
    body = r"[\w'-]*".join(re.escape(piece) for piece in pieces)
    return needle, shift, re.compile(f"{edge_left}{body}(?!\\w)")


def _bounded(lower: str, start: int, end: int) -> bool:
    """Say whether a hit begins and ends at word boundaries."""
    if start and _wordly(lower[start - 1]) and _wordly(lower[start]):
        return False
    return not (end < len(lower) and _wordly(lower[end]) and _wordly(lower[end - 1]))


def _wordly(char: str) -> bool:
    return char.isalnum() or char == "_"


def _extended(lower: str, start: int, shift: int, regex: re.Pattern[str]) -> tuple[int, int] | None:
    """Give the whole span of a wildcard pattern around a hit of its needle."""
    if shift == 0:
        found = regex.match(lower, start)
        return found.span() if found else None
    for found in regex.finditer(lower, max(0, start - _WINDOW)):
        if found.start() > start:
            return None
        if found.end() > start:
            return found.span()
    return None


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
