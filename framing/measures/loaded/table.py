"""Numbers of every distinct word met so far, computed once; those of common words are shipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from framing.measures.loaded.lookup import LexiconTable, Phrases
from framing.measures.loaded.neighbours import PhraseColumns
from framing.measures.loaded.words import flags_of, is_content
from framing.text.vocabulary import Numbered, Vocabulary, numbered

__all__ = ["CATEGORIES", "HEIGHT", "NAME", "NUMBER", "Common", "Score", "WordTable"]

CATEGORIES = (
    "labelling", "derogatory", "presupposing", "hyperbole", "intensifier", "evaluative", "emotive",
    "metaphor", "one_sided", "euphemism", "sarcasm", "commentary", "neutral",
)  # fmt: skip
NAME, NUMBER = "<name>", "<num>"
# rows; ENTRY is -1 without one, PHRASES is 1 for the telling word of any, LETTER is the code of the
# first letter, SHAPE holds a bit a flag
LOGIT, CONTEXT, CONTENT, KNOWN, ENTRY, PHRASES, LENGTH, LETTER, SHAPE = range(9)
HEIGHT = 9
_PRONOUNS = ("i'",)  # "I'm" is no name
_CAPITALISED = ("labelling", "one_sided")  # entries of these may be proper adjectives: "Marxist"
_NAME_LENGTH = 6.0
_KEEP_WORDS = 300_000  # distinct words remembered; beyond that the memory starts anew
_UNSCORED = float("nan")

Score = Callable[[str, int], tuple[float, float]]


class Common(NamedTuple):
    """Words and their numbers, as a table computed them: a column a word."""

    words: list[str]
    numbers: np.ndarray


class WordTable:
    """Numbers a word; they depend on nothing but the word.

    Parameters
    ----------
    lexicon : LexiconTable
        The loaded lexicon.
    score : callable
        Gives (log-odds that a word is loaded, weight of the word as context) for a word and the
        number of its lexicon entry.
    known : frozenset of str
        Words that are written small, which a capital does not turn into a name.
    common : Common, optional
        Words whose numbers need not be computed again.

    Attributes
    ----------
    numbers : ndarray
        A column a word; the rows are named in this module.
    """

    def __init__(
        self,
        lexicon: LexiconTable,
        score: Score,
        known: frozenset[str],
        common: Common | None = None,
    ) -> None:
        self.lexicon = lexicon
        self.category_array = np.array([CATEGORIES.index(c) for c in lexicon.categories])
        self.capitalised = [c in _CAPITALISED for c in lexicon.categories]
        self._score = score
        self._known = known
        self._common = common or Common([], np.zeros((HEIGHT, 0)))
        self._forget()

    def _forget(self) -> None:
        """Begin with the name that stands for all names, and the common words."""
        words, numbers = self._common
        self._columns = Vocabulary([NAME, *words])
        self._vocabulary = Vocabulary()
        self._by_number = np.zeros(0, dtype=np.int64)
        self._filled = 1 + len(words)
        self.numbers = np.hstack([np.array([self._name()]).T, numbers])
        self._phrases = PhraseColumns(self.lexicon)
        self._phrases.add(self._columns.words, self.numbers[PHRASES])

    def places(self, found: Numbered) -> np.ndarray:
        """Give the columns of words, made where they are new; column 0 is a name's."""
        vocabulary, numbers = found
        if len(self._columns) > _KEEP_WORDS:
            self._forget()
        if vocabulary is not self._vocabulary:
            self._vocabulary, self._by_number = vocabulary, np.zeros(0, dtype=np.int64)
        if len(self._by_number) < len(vocabulary):
            more = np.full(len(vocabulary) + 1024, -1)
            self._by_number = np.concatenate([self._by_number, more])
        places = self._by_number[numbers]
        if (places < 0).any():
            new = list(dict.fromkeys(numbers[places < 0].tolist()))
            self._by_number[new] = [self._columns[vocabulary.words[number]] for number in new]
            self._fill(self._columns.words[self._filled :])
            places = self._by_number[numbers]
        return places

    def _fill(self, words: list[str]) -> None:
        """Add columns for new words; their scores wait until somebody asks for them."""
        if not words:
            return
        first, last = self._filled, self._filled + len(words)
        if last > self.numbers.shape[1]:
            more = np.zeros((HEIGHT, max(last, 1024)))
            self.numbers = np.hstack([self.numbers, more])
        self._describe(self.numbers[:, first:last], words)
        self._phrases.add(words, self.numbers[PHRASES, first:last])
        self._filled = last

    def _describe(self, numbers: np.ndarray, words: list[str]) -> None:
        """Fill the columns of words, not yet scored."""
        numbers[LOGIT : CONTEXT + 1] = _UNSCORED
        numbers[CONTENT] = list(map(is_content, words))
        numbers[KNOWN] = [
            word in self._known or not word[0].isalpha() or word.startswith(_PRONOUNS)
            for word in words
        ]
        numbers[ENTRY] = list(map(self.lexicon.entry_of, words))
        numbers[PHRASES] = list(map(self.lexicon.has_phrases, words))
        numbers[LENGTH] = list(map(len, words))
        numbers[LETTER] = [ord(word[0]) for word in words]
        numbers[SHAPE] = list(map(flags_of, words))

    def _name(self) -> tuple[float, ...]:
        """Give the numbers of a name; KNOWN is 2 where a name has been put."""
        return *self._score(NAME, -1), 0, 2, -1, 0, _NAME_LENGTH, ord(NAME[0]), flags_of(NAME)

    def phrases(self, places: np.ndarray) -> list[tuple[int, Phrases]]:
        """Give the words of a text that may be the telling part of a phrase, and its phrases."""
        return self._phrases.likely(places, np.flatnonzero(self.numbers[PHRASES, places]))

    def score(self, places: np.ndarray) -> None:
        """Score the words of some columns that are not scored yet.

        Names are not asked for: a name's own letters play no part, and rare words are mostly
        names.
        """
        waiting = places[np.isnan(self.numbers[LOGIT, places])]
        for at in set(waiting.tolist()):
            word = self._columns.words[at]
            asked = NUMBER if word[0].isdigit() else word
            entry = int(self.numbers[ENTRY, at])
            self.numbers[LOGIT : CONTEXT + 1, at] = self._score(asked, entry)

    def common(self, words: list[str]) -> Common:
        """Compute the numbers of words, to be shipped."""
        places = self.places(numbered(words))
        self.score(places)
        return Common(words, self.numbers[:, places])
