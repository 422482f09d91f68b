"""The valence lexicon over the tokens of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from framing.lexicon import Entry, Lexicon
from framing.measures.stance.words import PREPOSITIONS

__all__ = ["Cue", "CueFinder", "Known", "shipped_finder"]

_Phrase = tuple[tuple[str, ...], int]  # words and entry number
_Openings = dict[str, list[_Phrase]]  # by the beginning of their second word
Known = tuple[_Openings, tuple[int, ...]]
_STEM = 3  # characters by which stems and phrases are looked up


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
        Patterns; ``*`` only at the end of a word, behind three characters or more.

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
        self._phrase_stems: dict[str, list[_Phrase]] = {}
        for number, entry in enumerate(self.entries):
            self._add(entry.pattern, number)
        for stems in self._stems.values():
            stems.sort(key=lambda item: -len(item[0]))  # the longest stem counts

    def _add(self, pattern: str, number: int) -> None:
        words = tuple(re.findall(r"[^\s$]+|\$", pattern))
        if len(words) > 1 and words[0].endswith("*"):
            self._phrase_stems.setdefault(words[0][:-1][:_STEM], []).append((words, number))
        elif len(words) > 1:
            self._phrases.setdefault(words[0], []).append((words, number))
        elif pattern.endswith("*"):
            self._stems.setdefault(pattern[:-1][:_STEM], []).append((pattern[:-1], number))
        else:
            self._words.setdefault(pattern, []).append(number)

    def find(self, tokens: Sequence[str], known: Sequence[Known | None] | None = None) -> list[Cue]:
        """Find cues in lower-case tokens; where phrases overlap the longest counts.

        `known` is what :meth:`look` gives for each token, if that was asked already.
        """
        cues: list[Cue] = []
        free, n = 0, len(tokens)
        if known is None:
            known = [self.look(token) for token in tokens]
        told = zip(compress(range(n), known), filter(None, known), strict=True)
        for at, (openings, entries) in told:
            size = 1
            if openings and at + 1 < n:
                opened = openings.get(tokens[at + 1][:_STEM])
                if opened and at >= free:
                    longest, phrases = self._phrase(opened, entries, tokens, at)
                    size, entries = (longest, phrases) if phrases else (1, entries)
            if entries and at >= free:
                free = at + size
                cues.append(Cue(at, free, entries))
        return cues

    def look(self, word: str) -> Known | None:
        """Give the phrases that a word opens and its entries; None for most words."""
        openings, entries = self._opened(word), self.of_word(word)
        return (openings, entries) if openings or entries else None

    def of_word(self, word: str) -> tuple[int, ...]:
        """Give the entries of one word: for each category and role the exact one, else a stem's."""
        found = list(self._words.get(word, ()))
        found += [n for stem, n in self._stems.get(word[:_STEM], ()) if word.startswith(stem)]
        if not found and word.endswith("'s"):
            return self.of_word(word[:-2])
        return self._one_each(found) if found else ()

    def _one_each(self, numbers: Sequence[int]) -> tuple[int, ...]:
        first: dict[tuple[str, str], int] = {}
        for number in numbers:
            entry = self.entries[number]
            first.setdefault((entry.category, entry.note), number)
        return tuple(first.values())

    def _phrase(
        self, opened: list[_Phrase], entries: tuple[int, ...], tokens: Sequence[str], at: int
    ) -> tuple[int, tuple[int, ...]]:
        """Find the longest phrase that begins at a token."""
        size, n, following = 1, len(tokens), tokens[at + 1]
        found: list[int] = []
        for words, number in opened:
            length = len(words)
            if length < size or at + length > n or not _fits(words[1], following):
                continue
            if length == 2 or all(map(_fits, words[2:], tokens[at + 2 : at + length])):
                if length > size:
                    size, found = length, []
                found.append(number)
        if size == 2 and tokens[at + 1] in PREPOSITIONS:
            found += entries  # "invasion of": who invades is in the word alone
        return size, self._one_each(found) if found else ()

    def _opened(self, token: str) -> _Openings:
        """Give the phrases that a token opens, by the beginning of their second word."""
        openings: _Openings = {}
        phrases = self._phrases.get(token, [])
        stems = self._phrase_stems.get(token[:_STEM], ())
        if not (phrases or stems) or not token[0].isalpha():
            return openings
        if stems:
            stemmed = [phrase for phrase in stems if token.startswith(phrase[0][0][:-1])]
            phrases = sorted(phrases + stemmed, key=lambda phrase: phrase[1])
        for words, number in phrases:
            openings.setdefault(words[1].rstrip("*")[:_STEM], []).append((words, number))
        return openings


def _fits(word: str, token: str) -> bool:
    return token.startswith(word[:-1]) if word[-1] == "*" else token == word


@lru_cache(maxsize=1)
def shipped_finder() -> CueFinder:
    """Give the finder of the shipped lexicon ``valence``."""
    return CueFinder(Lexicon.load("valence"))
