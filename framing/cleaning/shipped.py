"""The shipped weights, loaded once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from framing import models
from framing.cleaning.model import LineModel

__all__ = ["recipe", "shipped_meta", "shipped_model"]


@lru_cache(maxsize=1)
def _loaded() -> tuple[LineModel, dict[str, Any]]:
    arrays, meta = models.load("boilerplate")
    return LineModel(arrays), meta


def shipped_model() -> LineModel:
    """Give the line model with the shipped weights."""
    return _loaded()[0]


def shipped_meta() -> dict[str, Any]:
    """Give version, hashes of the training data and figures of the shipped weights."""
    return _loaded()[1]


def recipe() -> str:
    """Name the model and the cue lexicon with their versions."""
    from framing.lexicon import Lexicon

    return f"boilerplate-model@{shipped_meta()['version']}+{Lexicon.load('boilerplate').recipe}"
