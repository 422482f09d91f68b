"""What estimators share: texts as their X, and the error of one asked before it learned."""

from __future__ import annotations

from typing import Any

from sklearn.exceptions import NotFittedError

from framing.errors import FramingError

__all__ = ["TakesTexts", "UnfittedError", "require_fitted"]


class TakesTexts:
    """Says to scikit-learn that X holds texts, not numbers."""

    def __sklearn_tags__(self) -> Any:
        """Give the tags of the other bases, with X as texts."""
        tags = super().__sklearn_tags__()  # type: ignore[misc]
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


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
