"""The linear model behind the loaded-language scores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from framing import models
from framing.lexicon import Lexicon
from framing.measures.loaded.features import Batch, matrix
from framing.measures.loaded.lookup import LexiconTable
from framing.measures.loaded.table import WordTable
from framing.measures.loaded.views import View
from framing.measures.loaded.words import intrinsic

__all__ = ["LoadedModel", "WordScorer", "word_features"]


class WordScorer:
    """Learned log-odds and context weight of single words.

    Parameters
    ----------
    lexicon : Lexicon
        The loaded lexicon.
    features : mapping of str to float
        Coefficient of each intrinsic feature of a word.
    vectors : mapping of str to (float, float)
        What a word's distribution adds to its log-odds, and its weight as context.
    intercept : float
        Log-odds of a word without any feature.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        features: dict[str, float],
        vectors: dict[str, tuple[float, float]],
        intercept: float,
    ) -> None:
        self._table = LexiconTable(lexicon)
        self._features = features
        self._vectors = vectors
        self._intercept = intercept

    def __call__(self, word: str) -> tuple[float, float]:
        """Give log-odds and context weight of a lower-case word."""
        learned, context = self._vectors.get(word, (0.0, 0.0))
        get = self._features.get
        total = self._intercept + learned
        for name, size in word_features(self._table, word):
            total += get(name, 0.0) * size
        return total, context


def word_features(table: LexiconTable, word: str) -> list[tuple[str, float]]:
    """Give all named features of a word: its own, and its lexicon entry's."""
    if word.startswith("<"):
        return [("w=" + word, 1.0)]
    found = list(intrinsic(word))
    entry = table.entry_of(word)
    if entry >= 0:
        found += [
            ("lexicon", 1.0),
            ("lexicon weight", 2 * table.weights[entry]),
            ("category " + table.categories[entry], 1.0),
        ]
    return found


class LoadedModel:
    """Word scores, sentence weights and calibration.

    Parameters
    ----------
    scorer : WordScorer
        Scores of single words.
    known : frozenset of str
        Words that are written small.
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
        lexicon: Lexicon,
        scorer: WordScorer,
        known: frozenset[str],
        weights: np.ndarray,
        intercept: float,
        *,
        slope: float = 1.0,
        offset: float = 0.0,
        shift: float = 0.0,
        version: str = "",
    ) -> None:
        self.table = WordTable(lexicon, scorer, known)
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
        names, values = arrays["names"].tolist(), arrays["values"].astype(float).tolist()
        words = arrays["words"].tolist()
        learned, context = arrays["vectors"].astype(float).T.tolist()
        lexicon = Lexicon.load("loaded")
        scorer = WordScorer(
            lexicon,
            dict(zip(names, values, strict=True)),
            dict(zip(words, zip(learned, context, strict=True), strict=True)),
            meta["word_intercept"],
        )
        return cls(
            lexicon, scorer, frozenset(words), arrays["weights"], meta["intercept"],
            slope=meta["slope"], offset=meta["offset"], shift=meta["shift"],
            version=meta["version"],
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
