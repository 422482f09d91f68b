"""The linear model behind the loaded-language scores."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ahocorasick_rs
import numpy as np

from framing import models
from framing.lexicon import Lexicon
from framing.measures.loaded.features import Batch, matrix
from framing.measures.loaded.lookup import LexiconTable
from framing.measures.loaded.shipped import packed, unpacked
from framing.measures.loaded.table import WordTable
from framing.measures.loaded.views import View
from framing.measures.loaded.words import LETTERS_SIZE, affixes, intrinsic

__all__ = ["LoadedModel", "WordScorer", "with_common", "word_features"]


class WordScorer:
    """Learned log-odds and context weight of single words.

    Parameters
    ----------
    lexicon : LexiconTable
        The loaded lexicon.
    names : list of str
        The intrinsic features of words, in alphabetical order.
    values : list of float
        Their coefficients.
    vectors : mapping of str to (float, float)
        What a word's distribution adds to its log-odds, and its weight as context.
    intercept : float
        Log-odds of a word without any feature.
    """

    def __init__(
        self,
        lexicon: LexiconTable,
        names: list[str],
        values: list[float],
        vectors: dict[str, tuple[float, float]],
        intercept: float,
    ) -> None:
        self._lexicon = lexicon
        # runs of letters, by far the most features of a word, are all found in one pass
        first, last = bisect_left(names, "c="), bisect_left(names, "c>")
        self._runs = [name[2:] for name in names[first:last]]
        self._letters = _automaton(self._runs)
        self._letter_values = [value * LETTERS_SIZE for value in values[first:last]]
        self._features = dict(zip(names[:first], values[:first], strict=True))
        self._features.update(zip(names[last:], values[last:], strict=True))
        self._vectors = vectors
        self._intercept = intercept

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the automaton, which cannot be pickled, so that estimators can be."""
        return {name: value for name, value in vars(self).items() if name != "_letters"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._letters = _automaton(self._runs)

    def __call__(self, word: str, entry: int) -> tuple[float, float]:
        """Give log-odds and context weight of a lower-case word with a lexicon entry or -1.

        The sum of :func:`word_features` times their coefficients, in that order.
        """
        learned, context = self._vectors.get(word, (0.0, 0.0))
        get = self._features.get
        total = self._intercept + learned
        total += get("w=" + word, 0.0)
        if word.startswith("<"):
            return total, context
        found = self._letters.find_matches_as_indexes(f"^{word}$", overlapping=True)
        for gram in sorted({number for number, _, _ in found}):
            total += self._letter_values[gram]
        for name in affixes(word):
            total += get(name, 0.0)
        for name, size in entry_features(self._lexicon, entry):
            total += get(name, 0.0) * size
        return total, context


def _automaton(runs: list[str]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        runs, implementation=ahocorasick_rs.Implementation.ContiguousNFA
    )


def word_features(table: LexiconTable, word: str) -> list[tuple[str, float]]:
    """Give all named features of a word: its own, and its lexicon entry's."""
    if word.startswith("<"):
        return [("w=" + word, 1.0)]
    return [*intrinsic(word), *entry_features(table, table.entry_of(word))]


def entry_features(table: LexiconTable, entry: int) -> list[tuple[str, float]]:
    """Give the named features of a lexicon entry, none for -1."""
    if entry < 0:
        return []
    return [
        ("lexicon", 1.0),
        ("lexicon weight", 2 * table.weights[entry]),
        ("category " + table.categories[entry], 1.0),
    ]


class LoadedModel:
    """Word scores, sentence weights and calibration.

    Parameters
    ----------
    table : WordTable
        Numbers of single words.
    weights : ndarray of shape (len(COLUMNS),)
        Sentence weights, over the raw columns.
    intercept : float
        Log-odds of a sentence whose columns are all 0, at the prevalence of the training data.
    shift : float
        Added to the log-odds to get to natural prevalence.
    slope, offset : float
        Calibration of the log-odds (Platt), from out-of-fold predictions.
    """

    def __init__(
        self,
        table: WordTable,
        weights: np.ndarray,
        intercept: float,
        *,
        slope: float = 1.0,
        offset: float = 0.0,
        shift: float = 0.0,
        version: str = "",
    ) -> None:
        self.table = table
        self.weights = weights
        self.intercept = intercept
        self.slope, self.offset, self.shift = slope, offset, shift
        self.version = version

    @classmethod
    def load(cls, folder: str | Path | None = None) -> LoadedModel:
        """Load the weights that come with the library, or those saved in a folder."""
        return cls.from_arrays(*models.load("loaded", folder))

    @classmethod
    def from_arrays(cls, arrays: dict[str, np.ndarray], meta: dict[str, Any]) -> LoadedModel:
        """Make a model of what is stored."""
        listed = Lexicon.load("loaded")
        lexicon, common = LexiconTable(listed), unpacked(arrays, meta, listed)
        vectors: dict[str, tuple[float, float]] = {}
        if common is None:  # the common words, if there are any, are all that have vectors
            learned = map(tuple, arrays["vectors"].astype(float).tolist())
            vectors = dict(zip(arrays["words"].tolist(), learned, strict=True))
        scorer = WordScorer(
            lexicon, arrays["names"].tolist(), arrays["values"].astype(float).tolist(), vectors,
            meta["word_intercept"],
        )  # fmt: skip
        table = WordTable(lexicon, scorer, frozenset(vectors), common)
        return cls(
            table, arrays["weights"], meta["intercept"], slope=meta["slope"],
            offset=meta["offset"], shift=meta["shift"], version=meta["version"],
        )  # fmt: skip

    @property
    def floor(self) -> float:
        """Probability of a sentence of which nothing can be said: half the threshold."""
        return self.threshold / 2

    @property
    def threshold(self) -> float:
        """Probability above which a sentence is labelled: even odds in the balanced data."""
        return float(1.0 / (1.0 + np.exp(-self.shift)))

    def judge(self, views: Sequence[View]) -> tuple[np.ndarray, Batch]:
        """Give the probability of every sentence, then of every part, and their features."""
        batch = matrix(self.table, views)
        logits = self.logits(batch.matrix)
        return 1.0 / (1.0 + np.exp(-(logits * self.slope + self.offset + self.shift))), batch

    def logits(self, columns: np.ndarray) -> np.ndarray:
        """Add up columns times weights one after the other: each for itself."""
        total = np.full(columns.shape[1], self.intercept)
        for weight, column in zip(self.weights, columns, strict=True):
            if weight:
                total += weight * column
        return total


def with_common(
    arrays: dict[str, np.ndarray], meta: dict[str, Any], words: list[str], lexicon: Lexicon
) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Give what is stored of a model, the numbers of common words added.

    Parameters
    ----------
    arrays, meta : dict
        What makes the model.
    words : list of str
        The common words, those with vectors first.
    lexicon : Lexicon
        The loaded lexicon.
    """
    bare = {name: array for name, array in arrays.items() if not name.startswith("common")}
    rest = {name: value for name, value in meta.items() if not name.startswith("common")}
    common = LoadedModel.from_arrays(bare, rest).table.common(words)
    more, marks = packed(common, lexicon)
    return bare | more, rest | marks
