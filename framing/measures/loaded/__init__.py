"""Loaded language: sentences with biased wording, and the words that make them so.

`LoadedMeasure` scores documents; `LoadedLanguageClassifier` is the sentence classifier behind it
as a scikit-learn estimator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.measures.loaded.measure import LoadedMeasure

if TYPE_CHECKING:
    from framing.measures.loaded.classifier import LoadedLanguageClassifier

__all__ = ["LoadedLanguageClassifier", "LoadedMeasure"]


def __getattr__(name: str) -> Any:
    """Import the estimator, and with it scikit-learn, when it is asked for."""
    if name == "LoadedLanguageClassifier":
        from framing.measures.loaded.classifier import LoadedLanguageClassifier

        return LoadedLanguageClassifier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
