"""Rows of dots with intervals: one row a group."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.charts.layout import shorten
from framing.charts.tables import as_percentages, finite
from framing.charts.theme import COLOURS, DASHED, GREY, INK, PALE

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["draw_dots", "label_groups", "limits", "row_height", "style_axis"]

_LABEL_SIZE = 7.0
_NAME_SHARE = 0.36
_LINE = 1.28  # of the font's size; less and names of four lines touch the next row's
_STYLES: dict[str, dict[str, Any]] = {
    "ok": {"marker": "o", "filled": True, "line": "-", "width": 1.3},
    "constant": {"marker": "o", "filled": True, "line": "-", "width": 1.3},
    "too_few": {"marker": "o", "filled": False, "line": "-", "width": 1.0},
    "single": {"marker": "D", "filled": False, "line": DASHED, "width": 0.9},
}


def draw_dots(
    ax: Axes,
    rows: pd.DataFrame,
    places: Sequence[float],
    *,
    colour: str = COLOURS[0],
    size: float = 4.5,
) -> None:
    """Draw estimate and interval of each row at its place; the shape tells the status.

    Filled dots with a line have an interval; hollow ones have too few articles for it; diamonds
    with a dashed line are single articles; "not measurable" stands where there is no estimate.
    """
    for row, y in zip(rows.itertuples(), places, strict=True):
        estimate = float(row.estimate)
        if not math.isfinite(estimate):
            ax.annotate(
                "nothing to measure", (0.02, y), xycoords=("axes fraction", "data"), size=6,
                color=GREY, style="italic", va="center", ha="left",
            )  # fmt: skip
            continue
        look = _STYLES.get(str(getattr(row, "status", "ok")), _STYLES["ok"])
        low, high = float(getattr(row, "low", math.nan)), float(getattr(row, "high", math.nan))
        if math.isfinite(low) and math.isfinite(high):
            ax.plot([low, high], [y, y], color=colour, lw=look["width"], ls=look["line"], zorder=2,
                    solid_capstyle="butt")  # fmt: skip
        ax.plot(
            [estimate], [y], marker=look["marker"], ms=size, mec=colour, mew=1.0, ls="none",
            mfc=colour if look["filled"] else "white", zorder=3,
        )  # fmt: skip


def label_groups(ax: Axes, names: Sequence[str], places: Sequence[float], width: float) -> int:
    """Write the groups' names beside their rows; gives the lines of the longest.

    Parameters
    ----------
    ax : Axes
        Whose y axis is labelled.
    names : sequence of str
        Broken into lines, so that they take about a third of the width.
    places : sequence of float
        Where the rows are.
    width : float
        Of the figure, in points.
    """
    broken = [shorten(name, _NAME_SHARE * width, _LABEL_SIZE) for name in names]
    ax.set_yticks(list(places), broken, parse_math=False, linespacing=1.1)
    ax.tick_params(axis="y", length=0, pad=4)
    return max((text.count("\n") + 1 for text in broken), default=1)


def row_height(lines: int, least: float = 12.5) -> float:
    """Height of a row in points, for names of so many lines."""
    return max(least, lines * _LABEL_SIZE * _LINE + 4.5)


def limits(
    rows: pd.DataFrame, spec: Any, *, from_zero: bool = True, with_zero: bool = False
) -> tuple[float, float]:
    """Give axis limits that hold all estimates and intervals, and 0 where it is near or asked."""
    columns = [rows[name] for name in ("estimate", "low", "high") if name in rows]
    values = finite(v for column in columns for v in column) or [0.0, 1.0]
    values += [0.0] * with_zero
    low, high = min(values), max(values)
    floor, ceiling = spec.range if spec is not None else (-math.inf, math.inf)
    if from_zero and floor == 0.0 and low < 0.75 * high:
        low = 0.0
    room = 0.05 * ((high - low) or abs(high) or 1.0)
    left = low - (room if low > floor else 0.4 * room)
    return left, high + (room if high < ceiling else 0.4 * room)


def style_axis(ax: Axes, spec: Any, span: tuple[float, float], n_rows: int) -> None:
    """Set limits, ticks and grid of a chart of rows, first row on top."""
    ax.set_xlim(*span)
    ax.set_ylim(n_rows - 0.5, -0.5)
    ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    if as_percentages(spec):
        ax.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{100 * v:g} %"))
    ax.grid(axis="x", color=PALE, lw=0.5)
    if span[0] < 0 < span[1] and (spec is None or spec.range[0] < 0):
        ax.axvline(0, color=INK, lw=0.6, zorder=1)
    ax.spines["left"].set_visible(False)
