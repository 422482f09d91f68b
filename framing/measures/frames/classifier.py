"""The frame classifier as a scikit-learn estimator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import NotFittedError

from framing import neural
from framing.errors import FramingError
from framing.lexicon import Lexicon
from framing.measures.frames.features import Reading, analysed, read
from framing.measures.frames.fitting import FrameSettings, fit_weights
from framing.measures.frames.weights import FrameWeights
from framing.measures.frames.words import FRAMES, FrameWords

__all__ = ["FrameClassifier"]


class FrameClassifier(ClassifierMixin, BaseEstimator):
    """Says which generic frames an article carries.

    One regularised logistic regression a frame over the shares of the frame's word groups
    (lexicon ``frames``), shares of pronouns, numbers, money and quotes, and TF-IDF of words;
    calibrated, with thresholds for the highest Matthews correlation, both out of fold.

    Parameters
    ----------
    C : float
        Inverse strength of the penalty.
    dense_weight : float
        Weight of the standardised shares beside the word vector of length 1.
    min_documents : int
        Documents a word must occur in to enter the vocabulary.
    seed : int
        Of the folds.

    Attributes
    ----------
    classes_ : ndarray of str
        The frames, in order of the columns.
    weights_ : FrameWeights
        Everything that was learned.

    Examples
    --------
    >>> model = FrameClassifier.load()
    >>> model.classes_.tolist()
    ['conflict', 'responsibility', 'human_interest', 'morality', 'economic']
    >>> model.predict(["Prices and taxes rise; jobs and profits fall, banks lose $3 billion."])
    array([[0, 0, 0, 0, 1]])
    """

    def __init__(
        self,
        C: float = 1.0,
        dense_weight: float = 0.08,
        min_documents: int = 3,
        seed: int = 0,
    ) -> None:
        self.C = C
        self.dense_weight = dense_weight
        self.min_documents = min_documents
        self.seed = seed

    @classmethod
    def load(cls, folder: str | Path | None = None, backend: str = "linear") -> Any:
        """Load weights.

        Parameters
        ----------
        folder : path, optional
            Where :meth:`save` wrote them, the shipped ones by default; of the neural backend a
            model folder.
        backend : {"linear", "neural"}
            ``neural`` weighs in what a small transformer reads (extra ``neural``), a classifier of
            the same interface.
        """
        if neural.choose(backend):
            return neural.classifier("frames", folder)
        weights = FrameWeights.shipped() if folder is None else FrameWeights.load(folder)
        model = cls(**weights.meta.get("settings", {}))
        model._take(weights)
        return model

    def save(self, folder: str | Path) -> Path:
        """Write the weights as ``frames.npz`` and ``frames.json`` into a folder."""
        return self._fitted().save(folder)

    def fit(self, X: Sequence[str], y: Any) -> FrameClassifier:
        """Learn from articles.

        Parameters
        ----------
        X : sequence of str
            Article texts.
        y : array-like of shape (n_articles, 5)
            1 where an article carries a frame; columns in the order of ``classes_``.
        """
        labels = np.asarray(y)
        if labels.shape != (len(X), len(FRAMES)):
            raise FramingError(
                f"y has the shape {labels.shape}; one row an article and one column a frame "
                f"({', '.join(FRAMES)}) are needed: {(len(X), len(FRAMES))}"
            )
        documents = [analysed(text) for text in _texts(X)]
        words = _frame_words()
        readings = [read(document, words) for document in documents]
        settings = FrameSettings(**self.get_params())
        self._take(fit_weights(readings, names_in(documents), labels.astype(int), words, settings))
        return self

    def predict_proba(self, X: Sequence[str]) -> np.ndarray:
        """Give calibrated probabilities, shape (n_articles, 5); a row depends on its text only."""
        return self._fitted().all_probabilities(_readings(X))

    def predict(self, X: Sequence[str]) -> np.ndarray:
        """Give 0 or 1 for every article and frame, shape (n_articles, 5)."""
        return (self.predict_proba(X) >= self._fitted().threshold).astype(int)

    def _take(self, weights: FrameWeights) -> None:
        self.weights_ = weights
        self.classes_ = np.array(weights.classes)

    def _fitted(self) -> FrameWeights:
        if not hasattr(self, "weights_"):
            raise NotFittedError("this FrameClassifier is not fitted; call fit, or take load()")
        return self.weights_


def names_in(documents: Sequence[Any]) -> set[str]:
    """Find the words that mostly stand capitalised inside sentences: names, which are no cues."""
    capital: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    for doc in documents:
        first = {sentence.first for sentence in doc.sentences}
        for n, (word, start) in enumerate(zip(doc.words, doc.word_starts, strict=True)):
            if n not in first:
                inner[word] += 1
                capital[word] += doc.text[start].isupper()
    return {word for word, count in capital.items() if count > 0.6 * inner[word]}


def _frame_words() -> FrameWords:
    return FrameWords(Lexicon.load("frames"))


def _readings(X: Sequence[str]) -> list[Reading]:
    words = _frame_words()
    return [read(analysed(text), words) for text in _texts(X)]


def _texts(X: Sequence[str]) -> list[str]:
    """Check that a sequence of texts was given."""
    if isinstance(X, str):
        raise FramingError("X is one str; give a list of article texts")
    texts = list(X)
    wrong = {type(text).__name__ for text in texts if not isinstance(text, str)}
    if wrong:
        raise FramingError(f"X holds {', '.join(sorted(wrong))}; give a list of article texts")
    return texts
