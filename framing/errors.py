"""Errors and warnings of the library."""

from __future__ import annotations

__all__ = ["FramingError", "FramingWarning"]


class FramingError(ValueError):
    """Something the caller can mend: the message names the input and the remedy."""


class FramingWarning(UserWarning):
    """A result that stands, with a limit the caller should know."""
