"""What a context rule answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from framing.measures.hedging.context import Context

__all__ = ["Rule", "Verdict", "no", "yes"]


class Verdict(NamedTuple):
    """Whether a cue counts where it stands, and the reading that decided it."""

    accepted: bool
    reading: str


Rule = Callable[[Context, int, int], Verdict]


def yes(reading: str) -> Verdict:
    """Accept the cue under a reading."""
    return Verdict(True, reading)


def no(reading: str) -> Verdict:
    """Reject the cue under a reading."""
    return Verdict(False, reading)
