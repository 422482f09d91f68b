"""Stance: how a text portrays a target, mention by mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.measures.stance.measure import StanceMeasure

if TYPE_CHECKING:
    from framing.measures.stance.classifier import StanceClassifier

__all__ = ["StanceClassifier", "StanceMeasure"]


def __getattr__(name: str) -> Any:
    """Load the estimator on first use: scikit-learn is slow to import."""
    if name == "StanceClassifier":
        from framing.measures.stance.classifier import StanceClassifier

        return StanceClassifier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
