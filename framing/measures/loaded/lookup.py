"""The lexicon over words instead of characters: which entries a word, or a phrase, belongs to.

Every measure gets the document's words anyway, so a dictionary look-up a word is all that the
4,000 entries cost. A pattern's words are compared with the document's words; a hyphenated word
that is no entry as a whole is looked up by its parts, and a possessive without its ending.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from framing.lexicon import Lexicon

__all__ = ["Found", "LexiconTable", "longest"]

_SHORTEST_STEM = 3  # a shorter part of a hyphenated word is a prefix, not a word


class Found(NamedTuple):
    """An entry met in a sequence of words; `last` is exclusive."""

    first: int
    last: int
    entry: int


class _Phrase(NamedTuple):
    """A pattern of several words, found by its most telling one."""

    before: int
    words: tuple[str, ...]
    entry: int


class LexiconTable:
    """Entries of a lexicon by word.

    Parameters
    ----------
    lexicon : Lexicon
        Its patterns may have ``*`` at either end of any word.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.weights = [entry.weight for entry in lexicon.entries]
        self.categories = [entry.category for entry in lexicon.entries]
        self._single: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._ends: list[tuple[str, int]] = []
        self._anchors: dict[str, list[_Phrase]] = {}
        self._anchor_stems: dict[str, list[_Phrase]] = {}
        for number, entry in enumerate(lexicon.entries):
            self._add(number, tuple(word.strip(",") for word in entry.pattern.split()))

    def _add(self, number: int, words: tuple[str, ...]) -> None:
        """Index one pattern."""
        if len(words) > 1:
            sizes = [len(word.replace("*", "")) for word in words]
            at = sizes.index(max(sizes))
            phrase = _Phrase(at, words, number)
            anchors = self._anchor_stems if "*" in words[at] else self._anchors
            anchors.setdefault(words[at].strip("*"), []).append(phrase)
        elif words[0].startswith("*"):
            self._ends.append((words[0].strip("*"), number))
        elif "*" in words[0]:
            self._stems.setdefault(words[0].rstrip("*"), number)
        else:
            self._single.setdefault(words[0], number)

    def entry_of(self, word: str) -> int:
        """Give the number of the entry that a single word belongs to, -1 if none."""
        found = self._whole(word)
        if found < 0 and word.endswith("'s"):
            found = self._whole(word[:-2])
        if found < 0 and "-" in word:
            parts = [self._whole(part) for part in word.split("-") if len(part) > _SHORTEST_STEM]
            known = [entry for entry in parts if entry >= 0]
            found = max(known, key=lambda entry: self.weights[entry], default=-1)
        return found

    def _whole(self, word: str) -> int:
        """Look up one word as it stands: exact, then by its longest stem, then by its end."""
        found = self._single.get(word, -1)
        if found >= 0:
            return found
        for size in range(len(word), 1, -1):
            found = self._stems.get(word[:size], -1)
            if found >= 0:
                return found
        return next((n for end, n in self._ends if word.endswith(end)), -1)

    def phrases_of(self, word: str) -> tuple[_Phrase, ...]:
        """Give the phrases that a word may be the most telling part of."""
        found = list(self._anchors.get(word, ()))
        for size in range(1, len(word) + 1):
            found += self._anchor_stems.get(word[:size], ())
        return tuple(found)

    def phrases_at(
        self, words: Sequence[str], at: int, phrases: Sequence[_Phrase], first: int, last: int
    ) -> Iterator[Found]:
        """Check which phrases of the word at an index stand there, between two indices."""
        for before, pattern, entry in phrases:
            start = at - before
            stop = start + len(pattern)
            if start >= first and stop <= last and _stands(words, start, pattern):
                yield Found(start, stop, entry)


def longest(found: list[Found]) -> list[Found]:
    """Keep, of hits that share words, the leftmost and there the longest."""
    kept: list[Found] = []
    end = 0
    for hit in sorted(found, key=lambda hit: (hit.first, -hit.last)):
        if hit.first >= end:
            kept.append(hit)
            end = hit.last
    return kept


def _stands(words: Sequence[str], start: int, pattern: tuple[str, ...]) -> bool:
    """Compare words with a pattern's words."""
    return all(_same(words[start + n], wanted) for n, wanted in enumerate(pattern))


def _same(word: str, wanted: str) -> bool:
    """Compare one word with one word of a pattern."""
    if "*" not in wanted:
        return word == wanted
    if wanted.startswith("*"):
        return word.endswith(wanted.strip("*"))
    return word.startswith(wanted.rstrip("*"))
