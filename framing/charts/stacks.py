"""Stacked bars: what a whole is made of, one bar a group."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from framing.charts.bars import side_numbers
from framing.charts.dots import label_groups, row_height, style_axis
from framing.charts.layout import Header, finish
from framing.charts.tables import group_order
from framing.charts.theme import COLOURS, DASHED, GREY, HATCHES, INK

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["draw_parts", "draw_stacks", "make_up"]

OTHER = "other"


def make_up(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """Lay categories out as columns, the largest first; what is beyond `most` becomes "other".

    Returns
    -------
    DataFrame
        One row a group in the table's order, one column a category.
    """
    parts = rows[~rows["category"].isin(["all", "labelled"])]
    wide = parts.pivot_table(index="group", columns="category", values="estimate", dropna=False,
                             aggfunc="first", observed=True)  # fmt: skip
    wide = wide.reindex(group_order(rows))
    wide.columns = [str(c) for c in wide.columns]
    order = wide.mean().fillna(0).sort_values(ascending=False, kind="stable")
    order = order[order > 0]
    kept = list(order.index[:most] if len(order) > most + 1 else order.index)
    out = wide[kept].copy()
    beyond = [name for name in order.index if name not in kept]
    if beyond:
        out[OTHER] = wide[beyond].sum(axis=1, min_count=1)
    return out


def draw_stacks(
    ax: Axes,
    parts: pd.DataFrame,
    totals: pd.DataFrame,
    spec: Any,
    *,
    fresh: bool,
    width: float,
    title: str,
    subtitle: str,
    words: str,
) -> None:
    """Draw one bar a group, its parts told apart by colour and hatching, its total at the right.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    parts : DataFrame
        From `make_up`.
    totals : DataFrame
        Rows of the category ``"all"``, in the same order: the interval of the total is a line.
    spec : MeasureSpec or None
        For the axis.
    fresh, width, title, subtitle, words
        Of the layout: whether the figure is the chart's own, its width in mm, what stands above
        and under the axis.
    """
    places = list(range(len(parts)))
    lines = label_groups(ax, list(parts.index), places, width * 72 / 25.4)
    handles = draw_parts(ax, parts, places)
    top = _draw_totals(ax, parts, totals, places)
    style_axis(ax, spec, (0.0, top), len(parts))
    ax.set_xlabel(words)
    finish(
        ax, Header(title, subtitle, handles), fresh=fresh, body=len(parts) * row_height(lines, 14)
    )


def draw_parts(ax: Axes, parts: pd.DataFrame, places: Sequence[int]) -> list[Patch]:
    """Draw the bars, one column of `parts` after the other; gives the legend's patches."""
    left = np.zeros(len(parts))
    handles = []
    for i, name in enumerate(parts.columns):
        look = _look(i, str(name))
        values = parts[name].fillna(0.0).to_numpy(dtype=float)
        ax.barh(list(places), values, left=left, height=0.62, lw=0.4, edgecolor="white", **look)
        handles.append(Patch(label=str(name).replace("_", " "), lw=0.4, edgecolor="white", **look))
        left += values
    return handles


def _look(i: int, name: str) -> dict[str, Any]:
    if name == OTHER:
        return {"facecolor": "#BDBDBD", "hatch": ""}
    return {"facecolor": COLOURS[i % len(COLOURS)], "hatch": HATCHES[i % len(HATCHES)]}


def _draw_totals(
    ax: Axes, parts: pd.DataFrame, totals: pd.DataFrame, places: Sequence[int]
) -> float:
    """Draw the intervals of the totals, and write these at the right; gives the axis' end."""
    by_group = totals.set_index("group").reindex(list(parts.index))
    ends, written = [0.0], []
    for y, row, sums in zip(places, by_group.itertuples(), parts.sum(axis=1), strict=True):
        total = float(row.estimate)
        known = math.isfinite(total)
        written.append(f"{100 * total:.0f} %" if known else "")
        if not known:
            ax.text(0, y, " nothing to measure", size=6, color=GREY, style="italic", va="center")
            continue
        low, high = float(getattr(row, "low", math.nan)), float(getattr(row, "high", math.nan))
        end = max(total, float(sums))
        if math.isfinite(low) and math.isfinite(high):
            dashed = getattr(row, "status", "ok") == "single"
            ax.plot([low, high], [y, y], color=INK, lw=0.9, ls=DASHED if dashed else "-",
                    zorder=3)  # fmt: skip
            end = max(end, high)
        ends.append(end)
    side_numbers(ax, written, places, "total")
    return 1.03 * max(ends) or 1.0
