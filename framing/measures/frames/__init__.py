"""Generic frames: conflict, responsibility, human interest, morality, economic consequences.

`FramesMeasure` scores documents; `FrameClassifier` is the article classifier behind it as a
scikit-learn estimator; `FrameWords` finds the words of the lexicon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.measures.frames.measure import FramesMeasure
from framing.measures.frames.words import FRAMES, FrameWords

if TYPE_CHECKING:
    from framing.measures.frames.classifier import FrameClassifier

__all__ = ["FRAMES", "FrameClassifier", "FrameWords", "FramesMeasure"]


def __getattr__(name: str) -> Any:
    """Import the estimator, and with it scikit-learn, when it is asked for."""
    if name == "FrameClassifier":
        from framing.measures.frames.classifier import FrameClassifier

        return FrameClassifier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
