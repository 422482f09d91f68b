"""The valence lexicon over the tokens of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.lexicon import Entry, Lexicon
from framing.measures.stance.words import PREPOSITIONS

__all__ = ["Cue", "CueFinder", "shipped_finder"]

_Phrase = tuple[tuple[str, ...], int]  # words and entry number
_STEM = 3  # characters by which phrases are looked up
_REMEMBERED = 100_000  # words whose entries are kept; only speed depends on it


class Cue(NamedTuple):
    """A hit: tokens first to last (exclusive) and the entries that match there."""

    first: int
    last: int
    entries: tuple[int, ...]


class CueFinder:
    """Finds the entries of a lexicon in tokenised sentences, phrases before words.

    Parameters
    ----------
    lexicon : Lexicon
        Patterns; ``*`` only at the end of a word.

    Attributes
    ----------
    entries : tuple of Entry
        The lexicon's entries.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.entries: tuple[Entry, ...] = lexicon.entries
        self._words: dict[str, list[int]] = {}
        self._stems: dict[str, list[tuple[str, int]]] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        self._known: dict[str, tuple[int, ...]] = {}
        self._openings: dict[str, dict[str, list[_Phrase]]] = {}
        for number, entry in enumerate(self.entries):
            self._add(entry.pattern, number)

    def _add(self, pattern: str, number: int) -> None:
        words = tuple(re.findall(r"[^\s$]+|\$", pattern))
        if len(words) > 1:
            self._phrases.setdefault(words[0].rstrip("*")[:_STEM], []).append((words, number))
        elif pattern.endswith("*"):
            self._stems.setdefault(pattern[:2], []).append((pattern[:-1], number))
        else:
            self._words.setdefault(pattern, []).append(number)

    def find(self, tokens: Sequence[str]) -> list[Cue]:
        """Find cues in lower-case tokens; where phrases overlap the longest counts."""
        cues = []
        at, n = 0, len(tokens)
        while at < n:
            token = tokens[at]
            size, entries = self._phrase(tokens, at, n) if token[:1].isalpha() else (1, ())
            if not entries:
                size, entries = 1, self.of_word(token)
            if entries:
                cues.append(Cue(at, at + size, entries))
            at += size
        return cues

    def of_word(self, word: str) -> tuple[int, ...]:
        """Give the entries of one word: for each category and role the exact one, else a stem's."""
        known = self._known.get(word)
        if known is not None:
            return known
        found = list(self._words.get(word, ()))
        for stem, number in sorted(self._stems.get(word[:2], ()), key=lambda item: -len(item[0])):
            if word.startswith(stem):
                found.append(number)
        if not found and word.endswith("'s"):
            found = list(self.of_word(word[:-2]))
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        entries = self._known[word] = self._one_each(found)
        return entries

    def _one_each(self, numbers: Sequence[int]) -> tuple[int, ...]:
        first: dict[tuple[str, str], int] = {}
        for number in numbers:
            entry = self.entries[number]
            first.setdefault((entry.category, entry.note), number)
        return tuple(first.values())

    def _phrase(self, tokens: Sequence[str], at: int, n: int) -> tuple[int, tuple[int, ...]]:
        """Find the longest phrase that begins at a token."""
        token = tokens[at]
        openings = self._openings.get(token)
        if openings is None:
            openings = self._opened(token)
        if not openings or at + 1 >= n:
            return 1, ()
        size, found = 1, list[int]()
        for words, number in openings.get(tokens[at + 1][:_STEM], ()):
            length = len(words)
            if length < size or at + length > n:
                continue
            if all(_fits(words[k], tokens[at + k]) for k in range(1, length)):
                if length > size:
                    size, found = length, []
                found.append(number)
        if size == 2 and tokens[at + 1] in PREPOSITIONS:
            found += self.of_word(token)  # "invasion of": who invades is in the word alone
        return size, self._one_each(found) if found else ()

    def _opened(self, token: str) -> dict[str, list[_Phrase]]:
        """Give the phrases that a token opens, by the beginning of their second word."""
        openings: dict[str, list[_Phrase]] = {}
        for words, number in self._phrases.get(token[:_STEM], ()):
            if _fits(words[0], token):
                openings.setdefault(words[1].rstrip("*")[:_STEM], []).append((words, number))
        if len(self._openings) >= _REMEMBERED:
            self._openings.clear()
        self._openings[token] = openings
        return openings


def _fits(word: str, token: str) -> bool:
    return token.startswith(word[:-1]) if word[-1] == "*" else token == word


@lru_cache(maxsize=1)
def shipped_finder() -> CueFinder:
    """Give the finder of the shipped lexicon ``valence``."""
    return CueFinder(Lexicon.load("valence"))
