"""Bars and dots on two sides of zero, and numbers beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from framing.charts.theme import GREY, INK

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["draw_bars", "draw_intervals", "side_numbers"]


def draw_intervals(
    ax: Axes, rows: pd.DataFrame, places: Sequence[float], above: str, below: str
) -> None:
    """Draw dots with intervals: filled above zero, hollow squares below, so that grey tells."""
    for row, y in zip(rows.itertuples(), places, strict=True):
        value = float(row.estimate)
        colour, up = (above, True) if value > 0 else (below, False)
        low, high = float(getattr(row, "low", math.nan)), float(getattr(row, "high", math.nan))
        if math.isfinite(low) and math.isfinite(high):
            ax.plot([low, high], [y, y], color=colour, lw=1.1, zorder=2)
        ax.plot([value], [y], marker="o" if up else "s", ms=4.0, mec=colour, mew=1.0, ls="none",
                mfc=colour if up else "white", zorder=3)  # fmt: skip


def draw_bars(
    ax: Axes, rows: pd.DataFrame, places: Sequence[float], above: str, below: str
) -> None:
    """Draw bars from zero, hatched below it, with intervals as lines."""
    for row, y in zip(rows.itertuples(), places, strict=True):
        value = float(row.estimate)
        up = value > 0
        ax.barh(y, value, height=0.66, color=above if up else below, lw=0.4, edgecolor="white",
                hatch="" if up else "////", zorder=1.5)  # fmt: skip
        low, high = float(getattr(row, "low", math.nan)), float(getattr(row, "high", math.nan))
        if math.isfinite(low) and math.isfinite(high):
            ax.plot([low, high], [y, y], color=INK, lw=0.9, zorder=3)


def side_numbers(ax: Axes, texts: Sequence[str], places: Sequence[float], head: str) -> None:
    """Write a column of numbers at the right of the axes."""
    if not texts:
        return
    wide = 3.7 * max(map(len, [*texts, head])) + 4
    look: dict[str, Any] = {
        "xycoords": ("axes fraction", "data"), "textcoords": "offset points", "size": 6,
        "color": GREY, "ha": "right", "annotation_clip": False,
    }  # fmt: skip
    for text, y in zip(texts, places, strict=True):
        ax.annotate(text, (1, y), xytext=(wide, 0), va="center", **look)
    if head:
        ax.annotate(head, (1, -0.5), xytext=(wide, 1), va="bottom", **look)
