"""The shipped weights of the stance classifier, applied without scikit-learn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from framing import models
from framing.errors import FramingError
from framing.measures.stance.features import mention_features
from framing.measures.stance.roles import Place
from framing.measures.stance.sentence import TaggedSentence

__all__ = ["LABELS", "NAME", "StanceModel"]

LABELS = ("negative", "neutral", "positive")
NAME = "stance"


class StanceModel:
    """A linear model over named features, one column of weights a label.

    Parameters
    ----------
    names : sequence of str
        Feature names.
    weights : ndarray of shape (n_features, 3)
        Weights in the order of :data:`LABELS`.
    intercept : ndarray of shape (3,)
    version : str
        Stands in every score's recipe.
    """

    def __init__(
        self,
        names: Sequence[str],
        weights: np.ndarray,
        intercept: np.ndarray,
        version: str = "",
    ) -> None:
        self.names = list(names)
        self.weights = weights
        self.intercept = [float(value) for value in intercept]
        self.version = version
        rows = weights.astype(float).tolist()
        self._rows = dict(zip(self.names, map(tuple, rows), strict=True))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray], meta: Mapping[str, Any]) -> StanceModel:
        """Make a model of what :func:`framing.models.load` gives.

        Raises
        ------
        FramingError
            If it is no stance model.
        """
        try:
            names = arrays["names"].tobytes().decode("utf-8").split("\n")
            return cls(names, arrays["weights"], arrays["intercept"], str(meta["version"]))
        except (KeyError, ValueError) as error:
            raise FramingError(f"these are no weights of a stance model: {error}") from None

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> StanceModel:
        """Load the weights that come with the library."""
        return StanceModel.from_arrays(*models.load(NAME))

    def arrays(self) -> dict[str, np.ndarray]:
        """Give the arrays to save."""
        return {
            "names": np.frombuffer("\n".join(self.names).encode("utf-8"), np.uint8),
            "weights": self.weights.astype(np.float32),
            "intercept": np.array(self.intercept),
        }

    @property
    def recipe(self) -> str:
        """Name and version, as scores carry it."""
        return f"{NAME}-model@{self.version}"

    def probabilities(
        self, sentence: TaggedSentence, first: int, last: int
    ) -> tuple[float, float, float]:
        """Give the probabilities of negative, neutral and positive for tokens first to last."""
        return self.chances(mention_features(sentence, Place.of(sentence, first, last)))

    def chances(self, features: Mapping[str, float]) -> tuple[float, float, float]:
        """Give the probabilities for features; summed in their order, one row at a time."""
        bad, none, good = self.intercept
        rows = self._rows
        for name, value in features.items():
            row = rows.get(name)
            if row is not None:
                bad += value * row[0]
                none += value * row[1]
                good += value * row[2]
        top = max(bad, none, good)
        bad, none, good = math.exp(bad - top), math.exp(none - top), math.exp(good - top)
        total = bad + none + good
        return bad / total, none / total, good / total

    def leaning(self, name: str) -> float:
        """Give how far a feature speaks for positive against negative, in log odds."""
        row = self._rows.get(name)
        return 0.0 if row is None else row[2] - row[0]
