"""Phrases by the column of their telling word, tried only where a fitting word stands beside it.

Telling words are common, phrases rare. Every word that stands beside some telling word owns one
of a few bits; a telling word keeps the bits of the words that it needs before or after it, so that
a batch of texts is sifted at once. What passes is then compared word by word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from framing.measures.loaded.lookup import LexiconTable, Phrases

__all__ = ["PhraseColumns"]

_BITS = 62
_ANY = 1 << _BITS  # every word has this bit; telling words need it beside which anything may stand
_OWN, _BEFORE, _AFTER = range(3)


class PhraseColumns:
    """The phrases of a lexicon for words that are numbered as they come.

    Parameters
    ----------
    lexicon : LexiconTable
        The lexicon.
    """

    def __init__(self, lexicon: LexiconTable) -> None:
        self._lexicon = lexicon
        self._bit = {w: 1 << n % _BITS for n, w in enumerate(sorted(lexicon.neighbours))}
        self._phrases: dict[int, Phrases] = {}
        self._bits = np.zeros((3, 0), dtype=np.int64)
        self._filled = 0

    def add(self, words: Sequence[str], telling: np.ndarray) -> None:
        """Take in more words; `telling` says which are the telling word of a phrase."""
        first, last = self._filled, self._filled + len(words)
        if last > self._bits.shape[1]:
            self._bits = np.hstack([self._bits, np.zeros((3, max(last, 1024)), dtype=np.int64)])
        get = self._bit.get
        self._bits[_OWN, first:last] = [_ANY | get(word, 0) for word in words]
        for n in np.flatnonzero(telling).tolist():
            found = self._lexicon.phrases_of(words[n])
            if found is not None:
                self._phrases[first + n] = found
                self._bits[_BEFORE, first + n] = self._needed(found.before, found)
                self._bits[_AFTER, first + n] = self._needed(found.after, found)
        self._filled = last

    def _needed(self, words: Iterable[str], found: Phrases) -> int:
        bits = _ANY if found.always else 0
        for word in words:
            bits |= self._bit[word]
        return bits

    def likely(self, places: np.ndarray, telling: np.ndarray) -> list[tuple[int, Phrases]]:
        """Give those telling words of a text that stand beside a fitting word, with their phrases.

        Parameters
        ----------
        places : ndarray of int
            The number of each word.
        telling : ndarray of int
            Where telling words stand.
        """
        own, before, after = self._bits
        held = places[telling]
        left = own[places[telling - 1]]  # of the first word the last: compared later, in vain
        right = own[places[np.minimum(telling + 1, len(places) - 1)]]
        fits = ((before[held] & left) | (after[held] & right)) != 0
        pairs = zip(telling[fits].tolist(), held[fits].tolist(), strict=True)
        return [(n, self._phrases[place]) for n, place in pairs]
