"""Syllables by hyphenation points, as textstat counts them without a dictionary.

The patterns are pyphen's (Liang 1983). pyphen itself looks up every substring of a word; here a
trie of the patterns tells after a few letters that none goes on, which takes a third of the time.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

__all__ = ["bare_word", "count_syllables"]

_NO_WORD = re.compile(r"[^\w\s']")
_NO_CONTRACTION = re.compile(r"'(?![tsd]|ve|ll|re)")
_MARGIN = 2  # no syllable at either end is shorter, in letters
_LEVELS = ""  # the key of a node's levels; all other keys are letters


def bare_word(word: str) -> str:
    """Take punctuation off a word; of apostrophes only those of contractions stay."""
    return word if word.isalpha() else _NO_WORD.sub("", _NO_CONTRACTION.sub("", word))


def count_syllables(word: str) -> int:
    """Count the syllables of a lower-case word as textstat does with ``set_lang("en-US")``.

    Examples
    --------
    >>> count_syllables("readability"), count_syllables("long-term")
    (4, 1)
    """
    return sum(_points(piece) + 1 for piece in bare_word(word).split())


def _points(word: str) -> int:
    """Count the places where a word may be hyphenated: where the highest level is odd."""
    framed = f".{word.lower()}."
    size = len(framed)
    levels = [0] * (size + 1)
    root = _trie()
    for start in range(size - 1):
        at = start
        node: Any = root
        while at < size and (node := node.get(framed[at])):
            at += 1
            for place, level in node.get(_LEVELS, ()):
                if level > levels[start + place]:
                    levels[start + place] = level
    return sum(level & 1 for level in levels[_MARGIN + 1 : len(word) - _MARGIN + 2])


@lru_cache(maxsize=1)
def _trie() -> dict[str, Any]:
    """Give pyphen's patterns letter by letter; each ends in its levels by place."""
    from pyphen import Pyphen

    root: dict[str, Any] = {}
    for letters, (first, levels) in Pyphen(lang="en_US").hd.patterns.items():
        node = root
        for letter in letters:
            node = node.setdefault(letter, {})
        node[_LEVELS] = tuple((n, int(level)) for n, level in enumerate(levels, first) if level)
    return root
