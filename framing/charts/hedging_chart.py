"""Hedging against stance: do groups that portray a target badly commit themselves less, too."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.charts.dots import limits
from framing.charts.layout import Header, finish, upright_words
from framing.charts.notes import annotate
from framing.charts.placing import place_labels
from framing.charts.tables import (
    as_percentages,
    axis_words,
    basis,
    choose_measure,
    not_measurable,
    read_table,
    rows_of,
    spec_of,
)
from framing.charts.theme import (
    COLOURS,
    DASHED,
    GREY,
    INK,
    PALE,
    SINGLE_COLUMN,
    chart_axes,
    styled,
)
from framing.errors import FramingError

__all__ = ["hedging_stance"]

_MOST_CROSSES = 15
_ALL_NAMED, _SHORT_NAME = 8, 25


def hedging_stance(
    comparison: Any,
    *,
    target: str | None = None,
    hedging: str = "hedging.sentences",
    width: float = SINGLE_COLUMN,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each group's hedging against its stance toward a target.

    Parameters
    ----------
    comparison : Comparison or DataFrame
        From `framing.compare`, with ``stance`` and a measure of hedging.
    target : str, optional
        The first by default.
    hedging : str, default "hedging.sentences"
        What the upright axis shows; any measure without targets.
    width : float, default 84
        Of a new figure, in mm.
    title : str, optional
        Above the chart.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
    """
    table = read_table(comparison, ("measure", "category", "target", "group", "estimate"))
    if "stance" not in set(table["measure"]):
        raise FramingError("the table has no stance; score with targets=[...] and compare again")
    target = target if target is not None else str(rows_of(table, "stance")["target"].iloc[0])
    across = rows_of(table, "stance", target=target)
    upright = rows_of(table, choose_measure(comparison, table, hedging))
    points = across.merge(upright, on="group", suffixes=("_x", "_y"), how="outer", sort=False)
    spec_x, spec_y = spec_of(comparison, "stance"), spec_of(comparison, hedging)
    with styled():
        axes, fresh = chart_axes(ax, width)
        left_out = _draw_points(axes, points)
        body = 0.62 * width * 72 / 25.4
        _style(axes, across, upright, spec_x, spec_y)
        upright_words(axes, axis_words(spec_y, hedging), body)
        subtitle = _subtitle(comparison, points, pd.concat([across, upright]), left_out)
        finish(axes, Header(title or f"Hedging and stance: {target}", subtitle), fresh=fresh,
               body=body)  # fmt: skip
        labels = _labels(points)
        place_labels(axes, labels, far=len(labels) <= _MOST_CROSSES)
        annotate(axes, comparison, "stance", hedging)
    return axes


def _draw_points(ax: Axes, points: pd.DataFrame) -> list[str]:
    """Draw dots with crosses of intervals; gives the groups that have no place."""
    missing = []
    crosses = len(points) <= _MOST_CROSSES
    for row in points.itertuples():
        x, y = float(row.estimate_x), float(row.estimate_y)
        if not (math.isfinite(x) and math.isfinite(y)):
            missing.append(str(row.group))
            continue
        if crosses:
            _cross(ax, row, x, y)
        sure = {str(getattr(row, f"status_{a}", "ok")) for a in "xy"} <= {"ok", "constant"}
        single = "single" in {getattr(row, f"status_{a}", "ok") for a in "xy"}
        ax.plot([x], [y], marker="D" if single else "o", ms=4.5, mew=1.0, mec=COLOURS[0], ls="none",
                mfc=COLOURS[0] if sure else "white", zorder=3)  # fmt: skip
    return missing


def _cross(ax: Axes, row: Any, x: float, y: float) -> None:
    for axis, xs, ys in (
        ("x", [row.low_x, row.high_x], [y, y]),
        ("y", [x, x], [row.low_y, row.high_y]),
    ):
        if all(map(math.isfinite, [*xs, *ys])):
            line = DASHED if getattr(row, f"status_{axis}", "ok") == "single" else "-"
            ax.plot(xs, ys, color=GREY, lw=0.6, ls=line, zorder=2, alpha=0.8)


def _labels(points: pd.DataFrame) -> list[tuple[float, float, str]]:
    return [
        (float(r.estimate_x), float(r.estimate_y), str(r.group))
        for r in points.itertuples()
        if math.isfinite(r.estimate_x) and math.isfinite(r.estimate_y)
    ]


def _style(ax: Axes, across: pd.DataFrame, upright: pd.DataFrame, spec_x: Any, spec_y: Any) -> None:
    drop = ["low", "high"] if len(across) > _MOST_CROSSES else []
    columns = [c for c in drop if c in across]
    ax.set_xlim(*limits(across.drop(columns=columns), spec_x, from_zero=False))
    ax.set_ylim(*limits(upright.drop(columns=columns), spec_y, from_zero=False))
    if as_percentages(spec_y):
        ax.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{100 * v:g} %"))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    low, high = ax.get_xlim()
    if low < 0 < high:
        ax.axvline(0, color=INK, lw=0.6, zorder=1)
    ax.grid(color=PALE, lw=0.5)
    ax.set_xlabel(axis_words(spec_x, "stance"))


def _subtitle(comparison: Any, points: pd.DataFrame, rows: pd.DataFrame, missing: list[str]) -> str:
    lines = "Crosses" if len(points) <= _MOST_CROSSES else ""
    text = basis(comparison, rows, interval=lines)
    text += not_measurable(missing)
    if len(points) > _ALL_NAMED or points["group"].astype(str).str.len().max() > _SHORT_NAME:
        text += " Names where there is room."
    return text
