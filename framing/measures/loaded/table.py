"""Numbers of every distinct word met so far, computed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.loaded.lookup import LexiconTable, Phrases
from framing.measures.loaded.words import flags_of, is_content

__all__ = ["CATEGORIES", "NAME", "NUMBER", "WordTable"]

CATEGORIES = (
    "labelling", "derogatory", "presupposing", "hyperbole", "intensifier", "evaluative", "emotive",
    "metaphor", "one_sided", "euphemism", "sarcasm", "commentary", "neutral",
)  # fmt: skip
NAME, NUMBER = "<name>", "<num>"
LOGIT, CONTEXT, CONTENT, KNOWN, CUE, LENGTH, SHAPE = range(7)  # rows; SHAPE holds a bit a flag
_HEIGHT = 7
_PRONOUNS = ("i'",)  # "I'm" is no name
_CAPITALISED = ("labelling", "one_sided")  # entries of these may be proper adjectives: "Marxist"
_NAME_LENGTH = 6.0
_KEEP_WORDS = 300_000  # distinct words remembered; beyond that the memory starts anew


class WordTable:
    """Numbers a word; they depend on nothing but the word.

    Parameters
    ----------
    lexicon : Lexicon
        The loaded lexicon.
    score : callable
        Gives (log-odds that the word is loaded, weight of the word as context).
    known : frozenset of str
        Words that are written small, which a capital does not turn into a name.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        score: Callable[[str], tuple[float, float]],
        known: frozenset[str],
    ) -> None:
        self.lexicon = LexiconTable(lexicon)
        self.category_array = np.array([CATEGORIES.index(c) for c in self.lexicon.categories])
        self.capitalised = [c in _CAPITALISED for c in self.lexicon.categories]
        self._score = score
        self._known = known
        self._forget()

    def _forget(self) -> None:
        self._places: dict[str, int] = {}
        self.entries: list[int] = []
        self.phrases: list[Phrases | None] = []
        self._pending: list[tuple[float, ...]] = []
        self._numbers = np.zeros((_HEIGHT, 0))
        self._filled = 0
        self._new(NAME)

    def places(self, words: Sequence[str]) -> np.ndarray:
        """Give the columns of words, made where they are new; column 0 is a name's."""
        if len(self._places) > _KEEP_WORDS:
            self._forget()
        get = self._places.get
        found = [get(word, -1) for word in words]
        if -1 in found:
            found = [at if at >= 0 else self._place(words[n]) for n, at in enumerate(found)]
        return np.array(found, dtype=np.int64)

    def _place(self, word: str) -> int:
        at = self._places.get(word, -1)
        return at if at >= 0 else self._new(word)

    def _new(self, word: str) -> int:
        """Compute a word's numbers."""
        at = len(self.entries)
        self._places[word] = at
        artificial = word == NAME
        logit, context = self._score(NUMBER if word[0].isdigit() else word)
        entry = -1 if artificial else self.lexicon.entry_of(word)
        phrases = None if artificial else self.lexicon.phrases_of(word)
        self.entries.append(entry)
        self.phrases.append(phrases)
        self._pending.append(
            (
                logit, context, float(not artificial and is_content(word)), self._familiar(word),
                float(entry >= 0 or phrases is not None),
                _NAME_LENGTH if artificial else float(len(word)),
                float(sum(flag << k for k, flag in enumerate(flags_of(word)))),
            )
        )  # fmt: skip
        return at

    def _familiar(self, word: str) -> float:
        """Say whether a capital leaves a word a word (1), turns it into a name (0), or has (2)."""
        if word == NAME:
            return 2.0
        return float(word in self._known or not word[0].isalpha() or word.startswith(_PRONOUNS))

    @property
    def numbers(self) -> np.ndarray:
        """A column a word; the rows are named in this module."""
        n = len(self._pending)
        if n:
            if self._filled + n > self._numbers.shape[1]:
                more = np.zeros((_HEIGHT, max(n, self._numbers.shape[1], 1024)))
                self._numbers = np.hstack([self._numbers, more])
            self._numbers[:, self._filled : self._filled + n] = np.array(self._pending).T
            self._filled += n
            self._pending = []
        return self._numbers
