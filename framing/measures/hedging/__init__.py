"""Hedging: sentences that present a proposition as uncertain or at second hand, and boosters.

`HedgingMeasure` scores documents; `HedgeClassifier` is the sentence classifier behind it as a
scikit-learn estimator; `judge` gives the cues of one sentence with the rule that decided each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.measures.hedging.cues import Cue, judge
from framing.measures.hedging.measure import HedgingMeasure

if TYPE_CHECKING:
    from framing.measures.hedging.classifier import HedgeClassifier

__all__ = ["Cue", "HedgeClassifier", "HedgingMeasure", "judge"]


def __getattr__(name: str) -> Any:
    """Import the estimator, and with it scikit-learn, when it is asked for."""
    if name == "HedgeClassifier":
        from framing.measures.hedging.classifier import HedgeClassifier

        return HedgeClassifier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
