"""Syllables by hyphenation points, as textstat counts them without a dictionary.

The patterns are pyphen's (Liang 1983). pyphen itself looks up every substring of a word; here one
automaton finds all patterns of a word at once. The counts of common words are shipped, as long as
they were made with the pyphen that is installed; most texts then hardly need the patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import ahocorasick_rs
import numpy as np

from framing import models

__all__ = ["bare_word", "count_syllables", "save_common"]

MODEL = "syllables"
_NO_WORD = re.compile(r"[^\w\s']")
_NO_CONTRACTION = re.compile(r"'(?![tsd]|ve|ll|re)")
_MARGIN = 2  # no syllable at either end is shorter, in letters


def bare_word(word: str) -> str:
    """Take punctuation off a word; of apostrophes only those of contractions stay."""
    return word if word.isalnum() else _NO_WORD.sub("", _NO_CONTRACTION.sub("", word))


def count_syllables(word: str) -> int:
    """Count the syllables of a lower-case word as textstat does with ``set_lang("en-US")``.

    Examples
    --------
    >>> count_syllables("readability"), count_syllables("long-term")
    (4, 1)
    """
    known = common_words().get(word)
    return counted(word) if known is None else known


def counted(word: str) -> int:
    """Count by the patterns, whatever the word."""
    return sum([_points(piece) + 1 for piece in bare_word(word).split()])


def save_common(words: Iterable[str], folder: str | Path | None = None) -> Path:
    """Write the counts of common words; into the package by default."""
    kept = sorted(words)
    arrays = {
        "words": np.frombuffer("\n".join(kept).encode(), dtype=np.uint8),
        "syllables": np.array([counted(word) for word in kept], dtype=np.uint8),
    }
    return models.save(MODEL, arrays, {"pyphen": metadata.version("pyphen")}, folder)


@lru_cache(maxsize=1)
def common_words() -> dict[str, int]:
    """Give the shipped counts; none if another pyphen is installed than made them."""
    arrays, meta = models.load(MODEL)
    if meta["pyphen"] != metadata.version("pyphen"):
        return {}
    words = arrays["words"].tobytes().decode().split("\n")
    return dict(zip(words, arrays["syllables"].tolist(), strict=True))


def _points(word: str) -> int:
    """Count the places where a word may be hyphenated: where the highest level is odd."""
    framed = f".{word.lower()}."
    automaton, levels_of = _patterns()
    levels = [0] * (len(framed) + 1)
    for number, start, _ in automaton.find_matches_as_indexes(framed, overlapping=True):
        for place, level in levels_of[number]:
            if level > levels[start + place]:
                levels[start + place] = level
    return sum([level & 1 for level in levels[_MARGIN + 1 : len(word) - _MARGIN + 2]])


@lru_cache(maxsize=1)
def _patterns() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[tuple[int, int], ...]]]:
    """Give pyphen's patterns as an automaton, and the levels of each by place."""
    from pyphen import Pyphen

    patterns = Pyphen(lang="en_US").hd.patterns
    automaton = ahocorasick_rs.AhoCorasick(
        list(patterns), implementation=ahocorasick_rs.Implementation.ContiguousNFA
    )
    levels = [
        tuple((n, int(level)) for n, level in enumerate(levels, first) if level)
        for first, levels in patterns.values()
    ]
    return automaton, levels
