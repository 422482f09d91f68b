"""The shipped weights of the stance classifier, applied without scikit-learn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from framing import models
from framing.errors import FramingError
from framing.measures.stance.weights import Judged, Weights

__all__ = ["LABELS", "NAME", "StanceModel", "leant"]

Row = tuple[float, float, float]
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
    zero : float
        What the measure adds to the log odds of positive, so that articles whose author's stance
        readers call neutral stand at 0 on average.
    """

    def __init__(
        self,
        names: Sequence[str],
        weights: np.ndarray,
        intercept: np.ndarray,
        version: str = "",
        zero: float = 0.0,
    ) -> None:
        self.names = list(names)
        self.weights = weights
        self.intercept = [float(value) for value in intercept]
        self.version = version
        self.zero = zero
        rows = weights.astype(float).tolist()
        self._rows: dict[str, Row] = dict(zip(self.names, map(tuple, rows), strict=True))
        self.tables = Weights(self.names, weights)

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
            zero = float(arrays["zero"]) if "zero" in arrays else 0.0
            return cls(names, arrays["weights"], arrays["intercept"], str(meta["version"]), zero)
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
            "zero": np.array(self.zero),
        }

    @property
    def recipe(self) -> str:
        """Name and version, as scores carry it."""
        return f"{NAME}-model@{self.version}"

    def judge(self, mentions: Sequence[Judged], zero: float = 0.0) -> list[Row]:
        """Give the probabilities of negative, neutral and positive for mentions.

        Parameters
        ----------
        mentions : sequence of Judged
            What ``tables.judge`` gives for each.
        zero : float
            Added to the log odds of positive.
        """
        if not mentions:
            return []
        return [self._softmax((bad, 0.0, good + zero)) for bad, good in self.tables.sums(mentions)]

    def chances(self, features: Mapping[str, float]) -> Row:
        """Give the probabilities for named features, as in training."""
        bad = none = good = 0.0
        rows = self._rows
        for name, value in features.items():
            row = rows.get(name)
            if row is not None:
                bad += value * row[0]
                none += value * row[1]
                good += value * row[2]
        return self._softmax((bad, none, good))

    def _softmax(self, sums: Row) -> Row:
        bad, none, good = (a + b for a, b in zip(sums, self.intercept, strict=True))
        top = max(bad, none, good)
        bad, none, good = math.exp(bad - top), math.exp(none - top), math.exp(good - top)
        total = bad + none + good
        return bad / total, none / total, good / total

    def leaning(self, name: str) -> float:
        """Give how far a feature speaks for positive against negative, in log odds."""
        row = self._rows.get(name)
        return 0.0 if row is None else row[2] - row[0]


def leant(chances: np.ndarray, zero: float) -> np.ndarray:
    """Add to the log odds of positive, as :meth:`StanceModel.judge` does.

    Parameters
    ----------
    chances : ndarray of shape (n, 3)
        Probabilities in the order of :data:`LABELS`.
    zero : float
    """
    odds = chances * np.exp([0.0, 0.0, zero])
    out: np.ndarray = odds / odds.sum(axis=1, keepdims=True)
    return out
