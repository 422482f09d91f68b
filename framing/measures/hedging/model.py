"""The shipped weights of the hedge classifier, applied without scikit-learn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from framing import models
from framing.measures.hedging.context import Context
from framing.measures.hedging.cues import Cue
from framing.measures.hedging.features import features, hedge_candidates

__all__ = ["THRESHOLD", "HedgeModel"]

THRESHOLD = 0.5


class HedgeModel:
    """A linear model over named features.

    Parameters
    ----------
    weights : mapping of str to float
        Weight of each feature.
    intercept : float
        Log-odds of a sentence with a candidate cue and no known feature.
    base : float
        Probability of a sentence without any candidate cue.
    meta : dict
        Version, training data and settings.
    """

    def __init__(
        self,
        weights: Mapping[str, float],
        intercept: float,
        base: float,
        meta: dict[str, Any] | None = None,
    ) -> None:
        self.weights = dict(weights)
        self.intercept = intercept
        self.base = base
        self.meta = meta or {}

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> HedgeModel:
        """Give the weights that come with the library."""
        return HedgeModel.from_arrays(*models.load("hedging"))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray], meta: dict[str, Any]) -> HedgeModel:
        """Make a model from what :mod:`framing.models` stores."""
        names, values = arrays["names"].tolist(), arrays["weights"].tolist()
        intercept, base = arrays["constants"].tolist()
        return cls(dict(zip(names, values, strict=True)), intercept, base, meta)

    def arrays(self) -> dict[str, np.ndarray]:
        """Give the model as arrays for :func:`framing.models.save`."""
        names = sorted(self.weights)
        return {
            "names": np.array(names, dtype=np.str_),
            "weights": np.array([self.weights[name] for name in names]),
            "constants": np.array([self.intercept, self.base]),
        }

    @property
    def recipe(self) -> str:
        """Name and version, as scores carry it."""
        return f"hedging-model@{self.meta.get('version', 'own')}"

    def probability(self, context: Context, cues: Sequence[Cue]) -> float:
        """Give the probability that a sentence is hedged.

        Without a candidate cue it is :attr:`base`: on the labelled sentences the features of
        such sentences told nothing (see the card).
        """
        if not hedge_candidates(cues):
            return self.base
        return self.chance(features(context, cues))

    def chance(self, found: Mapping[str, float]) -> float:
        """Give the probability for features; the sum is exact, so its order does not matter."""
        weights = self.weights
        total = math.fsum(
            [weights[name] * value for name, value in found.items() if name in weights]
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.intercept + total))))
