"""Frames by the linear model and the encoder together.

The encoder reads the sentences one by one; what an article's sentences say is pooled, weighed, and
added to the log-odds of the linear model, which reads its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

from framing.errors import FramingError
from framing.fitted import TakesTexts, require_fitted
from framing.measures.frames.classifier import FrameClassifier
from framing.measures.frames.features import analysed
from framing.measures.frames.words import FRAMES
from framing.neural.mentions import texts_of
from framing.neural.network import WIDTH, Network, log_odds
from framing.text.document import Document

__all__ = ["POOLED", "FrameHead", "NeuralFrameClassifier", "pooled"]

TASK = "frames"
POOLED = 3 * WIDTH  # mean, highest value and spread of each number over the sentences


@dataclass(frozen=True)
class FrameHead:
    """Weights of the linear model's log-odds and of the pooled sentences, a row a frame.

    Attributes
    ----------
    linear, bias, threshold : ndarray of shape (5,)
        Weight of the linear model's log-odds; what is added; probability from which a frame is
        called present.
    weight : ndarray of shape (5, 2304)
        Weights of the pooled sentences.
    """

    linear: np.ndarray
    weight: np.ndarray
    bias: np.ndarray
    threshold: np.ndarray

    @classmethod
    def of(cls, arrays: dict[str, np.ndarray]) -> FrameHead:
        """Take the head from a model's arrays.

        Raises
        ------
        FramingError
            If there is none, or one of another shape.
        """
        found = {name: arrays.get(f"{TASK}.{name}") for name in cls.__dataclass_fields__}
        shapes = {name: (len(FRAMES),) for name in found} | {"weight": (len(FRAMES), POOLED)}
        parts: dict[str, np.ndarray] = {}
        for name, array in found.items():
            if array is None or array.shape != shapes[name]:
                raise FramingError(f"the model has no usable head {TASK!r}: another architecture?")
            parts[name] = array.astype(np.float64)
        return cls(**parts)

    def arrays(self) -> dict[str, np.ndarray]:
        """Give what :meth:`of` takes."""
        return {
            f"{TASK}.{name}": getattr(self, name).astype(np.float32)
            for name in self.__dataclass_fields__
        }

    def chances(self, known: np.ndarray, said: np.ndarray) -> np.ndarray:
        """Give the probability of each frame.

        Parameters
        ----------
        known : ndarray of shape (5,)
            The linear model's probabilities.
        said : ndarray of shape (2304,)
            The article's sentences, :func:`pooled`.
        """
        scores = self.linear * log_odds(known) + self.weight @ said + self.bias
        out: np.ndarray = 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))
        return out


def pooled(network: Network, documents: Sequence[Document]) -> list[np.ndarray | None]:
    """Pool the vectors of each document's sentences; None where it has none.

    Means, highest values and spreads do not change when a text stands there twice. Of a sentence
    longer than the window, every window counts as a sentence.
    """
    texts = [[doc.text[s.start : s.end] for s in doc.sentences] for doc in documents]
    windows = iter(network.inputs.sentences([text for some in texts for text in some]))
    rows = [list(chain.from_iterable(next(windows) for _ in some)) for some in texts]
    vectors = network.vectors([row for some in rows for row in some])
    ends = np.cumsum([len(some) for some in rows], dtype=int).tolist()
    return [
        _pooled(vectors[end - len(some) : end].astype(np.float64)) if some else None
        for some, end in zip(rows, ends, strict=True)
    ]


def _pooled(vectors: np.ndarray) -> np.ndarray:
    return np.concatenate([vectors.mean(axis=0), vectors.max(axis=0), vectors.std(axis=0)])


class NeuralFrameClassifier(TakesTexts, ClassifierMixin, BaseEstimator):
    """Says which generic frames an article carries, by its words and by the encoder.

    Higher probabilities mean that the article more probably carries the frame; range [0, 1].

    Parameters
    ----------
    C : float
        Inverse strength of the penalty on the weights of the pooled sentences.
    seed : int
        Of the folds.

    Attributes
    ----------
    classes_ : ndarray of str
        The frames, in order of the columns.
    """

    def __init__(self, C: float = 30.0, seed: int = 0) -> None:
        self.C = C
        self.seed = seed

    @classmethod
    def load(cls, folder: str | Path | None = None) -> NeuralFrameClassifier:
        """Load the shipped model, or one from a folder; the linear part is the shipped one.

        Raises
        ------
        FramingError
            If the extra ``neural`` is not installed, or the files are damaged or of another kind.
        """
        made = cls()
        made._take(Network.load(folder), FrameClassifier.load())
        made.head_ = FrameHead.of(made.network_.arrays)
        return made

    def fit(self, X: Sequence[str], y: Any) -> NeuralFrameClassifier:
        """Learn both parts and their weights from articles; the encoder stays as it is.

        Parameters
        ----------
        X : sequence of str
            Article texts.
        y : array-like of shape (n_articles, 5)
            1 where an article carries a frame; columns in the order of ``classes_``.
        """
        from framing.neural.framefit import fit_head, material_of

        texts = texts_of(X)
        self._take(Network.load(), FrameClassifier(seed=self.seed).fit(texts, y))
        given = material_of(self.network_, texts)
        self.head_ = fit_head(given, np.asarray(y).astype(int), self.C, self.seed)
        return self

    def predict_proba(self, X: Sequence[str]) -> np.ndarray:
        """Give calibrated probabilities, shape (n_articles, 5); a row depends on its text only."""
        require_fitted(self, "head_")
        texts = texts_of(X)
        known = self.linear_.predict_proba(texts)
        said = pooled(self.network_, [analysed(text) for text in texts])
        rows = [self.chances(*pair) for pair in zip(known, said, strict=True)]
        return np.array(rows).reshape(len(rows), len(FRAMES))

    def predict(self, X: Sequence[str]) -> np.ndarray:
        """Give 0 or 1 for every article and frame, shape (n_articles, 5)."""
        return (self.predict_proba(X) >= self.head_.threshold).astype(int)

    def chances(self, known: np.ndarray, said: np.ndarray | None) -> np.ndarray:
        """Weigh one article's sentences in; without any, the linear model's word stands."""
        return known if said is None else self.head_.chances(known, said)

    def _take(self, network: Network, linear: FrameClassifier) -> None:
        self.network_ = network
        self.linear_ = linear
        self.classes_ = np.array(FRAMES)
