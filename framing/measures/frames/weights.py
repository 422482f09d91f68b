"""The linear model behind the frame classifier, applied without scikit-learn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from framing import models
from framing.errors import FramingError
from framing.measures.frames.features import Reading

__all__ = ["MODEL", "FrameWeights"]

MODEL = "frames"


@dataclass
class FrameWeights:
    """Weights, calibration and thresholds; one column a frame.

    Attributes
    ----------
    words : list of str
        Vocabulary.
    idf : ndarray of shape (n_words,)
        Inverse document frequencies.
    word_coef : ndarray of shape (n_words, n_frames)
        Weights of words; a document's word vector has length 1.
    dense_names : list of str
        Names of the dense features.
    mean, scale, top : ndarray of shape (n_dense,)
        Mean, standard deviation and highest value of the dense features in training; higher
        values are cut to `top`.
    dense_coef : ndarray of shape (n_dense, n_frames)
        Weights of the standardised dense features.
    intercept, slope, offset, threshold : ndarray of shape (n_frames,)
        Intercept of the score; Platt calibration of the score; probability from which a frame
        is called present.
    classes : list of str
        Frames, in order of the columns.
    meta : dict
        Version, settings, data.
    """

    words: list[str]
    idf: np.ndarray
    word_coef: np.ndarray
    dense_names: list[str]
    mean: np.ndarray
    scale: np.ndarray
    top: np.ndarray
    dense_coef: np.ndarray
    intercept: np.ndarray
    slope: np.ndarray
    offset: np.ndarray
    threshold: np.ndarray
    classes: list[str]
    meta: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._column = {word: n for n, word in enumerate(self.words)}

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> FrameWeights:
        """Give the weights that come with the library."""
        return FrameWeights.load()

    @classmethod
    def load(cls, folder: str | Path | None = None) -> FrameWeights:
        """Read weights; the shipped ones by default."""
        arrays, meta = models.load(MODEL, folder)
        try:
            columns: dict[str, Any] = {name: arrays[name].tolist() for name in _TEXTS}
            columns |= {name: arrays[name].astype(float) for name in _NUMBERS}
        except KeyError as error:
            raise FramingError(f"the model of frames lacks {error}; train it again") from None
        return cls(**columns, meta=meta)

    def save(self, folder: str | Path | None = None) -> Path:
        """Write the weights; into the package by default."""
        numbers = {name: getattr(self, name).astype(np.float32) for name in _NUMBERS}
        texts = {name: np.array(getattr(self, name), dtype=np.str_) for name in _TEXTS}
        return models.save(MODEL, {**texts, **numbers}, self.meta, folder)

    @property
    def recipe(self) -> str:
        """Name and version, as scores carry it."""
        return f"{MODEL}-model@{self.meta.get('version', 'own')}"

    def columns_of(self, words: Sequence[str]) -> list[int]:
        """Give the column of each word, one past the last for words outside the vocabulary."""
        get, none = self._column.get, len(self.words)
        return [get(word, none) for word in words]

    def probabilities(self, reading: Reading) -> np.ndarray:
        """Give the calibrated probability of each frame; a document stands for itself."""
        return self.all_probabilities([reading])[0]

    def all_probabilities(
        self, readings: Sequence[Reading], columns: Sequence[np.ndarray] | None = None
    ) -> np.ndarray:
        """Give the calibrated probability of each frame of several documents, a row each.

        Parameters
        ----------
        readings : sequence of Reading
            The documents.
        columns : sequence of ndarray of int, optional
            What :meth:`columns_of` gives for the words of each, if that is known already.
        """
        held = columns or [np.array(self.columns_of(r.words), np.int64) for r in readings]
        rows = [self._scores(r, own) for r, own in zip(readings, held, strict=True)]
        scores = np.array(rows).reshape(len(rows), len(self.classes))
        return _logistic(scores * self.slope + self.offset)

    def _scores(self, reading: Reading, held: np.ndarray) -> np.ndarray:
        """Give the linear scores of one document, whose words have the columns `held`."""
        dense = (np.minimum(reading.dense, self.top) - self.mean) / self.scale
        return self.intercept + dense @ self.dense_coef + self._word_scores(held)

    def _word_scores(self, held: np.ndarray) -> np.ndarray | float:
        """Give the part of the scores that comes from the TF-IDF vector."""
        counts = np.bincount(held, minlength=1)
        columns = np.flatnonzero(counts[: len(self.words)] > 0)
        if not len(columns):
            return 0.0
        values = np.sqrt(counts[columns]) * self.idf[columns]
        return values @ self.word_coef[columns] / math.sqrt(float(values @ values))


def _logistic(scores: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))


_TEXTS = ("words", "dense_names", "classes")
_NUMBERS = (
    "idf", "word_coef", "mean", "scale", "top", "dense_coef", "intercept", "slope", "offset",
    "threshold",
)  # fmt: skip
