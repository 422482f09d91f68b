"""The error of an estimator that was asked before it learned anything."""

from __future__ import annotations

from typing import Any

from sklearn.exceptions import NotFittedError

from framing.errors import FramingError

__all__ = ["UnfittedError", "require_fitted"]


class UnfittedError(FramingError, NotFittedError):
    """An estimator holds no weights yet; scikit-learn's NotFittedError among the library's."""


def require_fitted(estimator: Any, attribute: str = "model_") -> None:
    """Raise unless an estimator was fitted or loaded.

    Raises
    ------
    UnfittedError
        If it has no such attribute.
    """
    if not hasattr(estimator, attribute):
        name = type(estimator).__name__
        raise UnfittedError(
            f"this {name} holds no weights yet: call fit, or {name}.load() for the shipped ones"
        )
