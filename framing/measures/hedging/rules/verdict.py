"""What a context rule answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from framing.measures.hedging.context import Context

__all__ = ["Rule", "Verdict", "no", "yes"]


class Verdict(NamedTuple):
    """Whether a cue counts where it stands, and the reading that decided it."""

    accepted: bool
    reading: str


Rule = Callable[[Context, int, int], Verdict]


@lru_cache(maxsize=256)
def yes(reading: str) -> Verdict:
    """Accept the cue under a reading."""
    return Verdict(True, reading)


@lru_cache(maxsize=256)
def no(reading: str) -> Verdict:
    """Reject the cue under a reading."""
    return Verdict(False, reading)
