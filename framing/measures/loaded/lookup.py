"""The lexicon over words instead of characters: which entries a word, or a phrase, belongs to.

Every measure gets the document's words anyway, so a dictionary look-up a word is all that the
4,000 entries cost. A pattern's words are compared with the document's words; a hyphenated word
that is no entry as a whole is looked up by its parts, and a possessive without its ending.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.loaded.words import STOP_WORDS

__all__ = ["Found", "LexiconTable", "Phrases", "longest"]

_SHORTEST_STEM = 3  # a shorter part of a hyphenated word is a prefix, not a word

# words of every news text: a phrase is looked up by another of its words where it has one
_COMMON = STOP_WORDS | frozenset(
    "their trump will over new house state people republican republicans democrats democratic all "
    "just could campaign against media election only before time last political support security "
    "rule under government back took group through power think party another issue war very told "
    "washington gun police between don't voters americans down control without women much right "
    "again economic groups nation second good world leader nothing believe force enough like "
    "themselves because being going other really every there first american country national "
    "president public while percent during money years works know want needs made make take".split()
)


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


class Phrases:
    """The phrases that one word may be the most telling part of, by the word beside it.

    Attributes
    ----------
    before, after : dict of str to list
        Phrases that need this word before it, or after it.
    always : list
        Phrases whose word beside it has a wildcard.
    """

    __slots__ = ("after", "always", "before")

    def __init__(self, phrases: Sequence[_Phrase]) -> None:
        self.before: dict[str, list[_Phrase]] = {}
        self.after: dict[str, list[_Phrase]] = {}
        self.always: list[_Phrase] = []
        for phrase in phrases:
            at, words = phrase.before, phrase.words
            if at and "*" not in words[at - 1]:
                self.before.setdefault(words[at - 1], []).append(phrase)
            elif at + 1 < len(words) and "*" not in words[at + 1]:
                self.after.setdefault(words[at + 1], []).append(phrase)
            else:
                self.always.append(phrase)

    def around(self, words: Sequence[str], at: int, first: int, last: int) -> list[Found]:
        """Give the phrases that stand around a word, between two indices."""
        candidates = self.always
        if self.before and at > first and words[at - 1] in self.before:
            candidates = candidates + self.before[words[at - 1]]
        if self.after and at + 1 < last and words[at + 1] in self.after:
            candidates = candidates + self.after[words[at + 1]]
        found = []
        for before, pattern, entry in candidates:
            start = at - before
            end = start + len(pattern)
            if start >= first and end <= last and _stands(words, start, pattern):
                found.append(Found(start, end, entry))
        return found


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
        self.weight_array = np.array(self.weights)
        self.categories = [entry.category for entry in lexicon.entries]
        self.rules = [f"lexicon: {entry.pattern}" for entry in lexicon.entries]
        self._single: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._ends: list[tuple[str, int]] = []
        self._anchors: dict[str, list[_Phrase]] = {}
        self._anchor_stems: dict[str, list[_Phrase]] = {}
        for number, entry in enumerate(lexicon.entries):
            self._add(number, tuple(word.strip(",") for word in entry.pattern.split()))
        self._all_ends = tuple(end for end, _ in self._ends)
        self._stem_sizes = _sizes(stem for stem in self._stems if len(stem) > 1)
        self._anchor_sizes = _sizes(self._anchor_stems)

    def _add(self, number: int, words: tuple[str, ...]) -> None:
        """Index one pattern."""
        if len(words) > 1:
            tells = [(word not in _COMMON, len(word.replace("*", ""))) for word in words]
            at = tells.index(max(tells))
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
        if found >= 0 or word.isalpha():
            return found
        if word.endswith("'s"):
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
        for size in reversed(self._stem_sizes.get(word[:2], ())):
            found = self._stems.get(word[:size], -1)
            if found >= 0:
                return found
        if not word.endswith(self._all_ends):
            return -1
        return next(n for end, n in self._ends if word.endswith(end))

    @property
    def neighbours(self) -> set[str]:
        """The words that stand beside the telling word of some phrase."""
        groups = (*self._anchors.values(), *self._anchor_stems.values())
        found = [Phrases(group) for group in groups]
        return set().union(*(beside for f in found for beside in (f.before, f.after)))

    def has_phrases(self, word: str) -> bool:
        """Say whether a word may be the most telling part of a phrase."""
        if word in self._anchors:
            return True
        sizes = self._anchor_sizes.get(word[:2])
        return sizes is not None and any(word[:size] in self._anchor_stems for size in sizes)

    def phrases_of(self, word: str) -> Phrases | None:
        """Give the phrases that a word may be the most telling part of, None if there are none."""
        if not self.has_phrases(word):
            return None
        found = list(self._anchors.get(word, ()))
        for size in self._anchor_sizes.get(word[:2], ()):
            found += self._anchor_stems.get(word[:size], ()) if size <= len(word) else ()
        return Phrases(found)


def _sizes(stems: Iterable[str]) -> dict[str, list[int]]:
    """Give, by their first two letters, how long stems are, in ascending order."""
    found: dict[str, set[int]] = {}
    for stem in stems:
        found.setdefault(stem[:2], set()).add(len(stem))
    return {letters: sorted(sizes) for letters, sizes in found.items()}


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
    at = start
    for wanted in pattern:
        word = words[at]
        if word != wanted and ("*" not in wanted or not _same(word, wanted)):
            return False
        at += 1
    return True


def _same(word: str, wanted: str) -> bool:
    """Compare one word with one word of a pattern, which has a wildcard."""
    if wanted.startswith("*"):
        return word.endswith(wanted.strip("*"))
    return word.startswith(wanted.rstrip("*"))
