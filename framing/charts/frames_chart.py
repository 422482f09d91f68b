"""Frames: a heat map of groups and frames."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from framing.charts.dots import label_groups, row_height
from framing.charts.layout import Header, finish, shorten, text_width
from framing.charts.notes import annotate
from framing.charts.tables import basis, choose_measure, group_order, read_table, rows_of, spec_of
from framing.charts.theme import GREY, INK, SINGLE_COLUMN, chart_axes, styled

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frames"]

# One hue from light to dark: its order survives in grey and for every kind of colour vision.
_BLUES = LinearSegmentedColormap.from_list("framing", ["#F7FBFF", "#9ECAE1", "#3182BD", "#08306B"])


def frames(
    comparison: Any,
    *,
    measure: str = "frames.presence",
    width: float = SINGLE_COLUMN,
    title: str = "Frames",
    ax: Axes | None = None,
) -> Axes:
    """Draw how present each frame is in each group, darker for more.

    Parameters
    ----------
    comparison : Comparison or DataFrame
        From `framing.compare`, with the measure.
    measure : str, default "frames.presence"
        Or ``frames.prominence``, or any measure with categories.
    width : float, default 84
        Of a new figure, in mm.
    title : str
        Above the chart.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
    """
    table = read_table(comparison)
    choose_measure(comparison, table, measure)
    rows = rows_of(table, measure, category=None)
    rows = rows[~rows["category"].isin(["all", "labelled"])]
    grid = _grid(rows)
    spec = spec_of(comparison, measure)
    with styled():
        axes, fresh = chart_axes(ax, width)
        lines = label_groups(axes, list(grid.index), range(len(grid)), width * 72 / 25.4)
        _draw_cells(axes, grid)
        _style(axes, grid, width)
        unit = spec.unit_label if spec is not None else measure
        subtitle = f"Numbers and shade: {unit}, in %. " if _in_percent(spec) else f"{unit}. "
        subtitle += basis(comparison, rows, interval="", few="")
        finish(axes, Header(title, subtitle), fresh=fresh, body=len(grid) * row_height(lines, 14))
        annotate(axes, comparison, measure)
    return axes


def _grid(rows: pd.DataFrame) -> pd.DataFrame:
    categories = list(dict.fromkeys(rows["category"].astype(str)))
    wide = rows.pivot_table(index="group", columns="category", values="estimate", aggfunc="first",
                            dropna=False, observed=True)  # fmt: skip
    return wide.reindex(index=group_order(rows), columns=categories)


def _in_percent(spec: Any) -> bool:
    return spec is not None and tuple(spec.range) == (0.0, 1.0)


def _draw_cells(ax: Axes, grid: pd.DataFrame) -> None:
    values = grid.to_numpy(dtype=float)
    top = float(np.nanmax(values)) if np.isfinite(values).any() else 1.0
    scale = 100 if top <= 1 else 1
    for (row, column), value in np.ndenumerate(values):
        known = math.isfinite(value)
        shade = value / top if known and top > 0 else 0.0
        box = Rectangle((column - 0.5, row - 0.5), 1, 1, lw=0.8, edgecolor="white",
                        facecolor=_BLUES(shade) if known else "#EEEEEE")  # fmt: skip
        ax.add_patch(box)
        ax.text(column, row, f"{scale * value:.0f}" if known else "–", size=6.5, ha="center",
                va="center", color="white" if shade > 0.55 else INK if known else GREY)  # fmt: skip


def _style(ax: Axes, grid: pd.DataFrame, width: float) -> None:
    n_rows, n_columns = grid.shape
    ax.set_xlim(-0.5, n_columns - 0.5)
    ax.set_ylim(n_rows - 0.5, -0.5)
    room = 0.55 * width * 72 / 25.4 / max(n_columns, 1)
    names = [shorten(str(c).replace("_", " "), max(room, 30), 6.5) for c in grid.columns]
    whole = [str(c).replace("_", " ") for c in grid.columns]
    slanted = any(text_width(word, 6.5) > room for name in whole for word in name.split())
    if slanted:
        ax.set_xticks(range(n_columns), whole, rotation=40, ha="left", rotation_mode="anchor",
                      parse_math=False)  # fmt: skip
    else:
        ax.set_xticks(range(n_columns), names, parse_math=False)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
