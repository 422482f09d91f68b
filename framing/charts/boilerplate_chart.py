"""Boilerplate: how much of what was read is residue, and of which kinds."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from framing.charts.notes import annotate
from framing.charts.stacks import draw_stacks, make_up
from framing.charts.tables import basis, choose_measure, read_table, rows_of, spec_of
from framing.charts.theme import SINGLE_COLUMN, chart_axes, styled

__all__ = ["boilerplate"]

_MEASURE = "boilerplate.share"


def boilerplate(
    comparison: Any,
    *,
    most_kinds: int = 6,
    width: float = SINGLE_COLUMN,
    title: str = "What was taken out before scoring",
    ax: Axes | None = None,
) -> Axes:
    """Draw how much of each group's text is boilerplate, by kind.

    Parameters
    ----------
    comparison : Comparison or DataFrame
        From `framing.compare`, with the measure ``boilerplate.share``.
    most_kinds : int, default 6
        Kinds shown apart; the rest is "other".
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
    choose_measure(comparison, table, _MEASURE)
    rows = rows_of(table, _MEASURE, category=None)
    totals = rows_of(table, _MEASURE)
    with styled():
        axes, fresh = chart_axes(ax, width)
        draw_stacks(
            axes, make_up(rows, most_kinds), totals, spec_of(comparison, _MEASURE), fresh=fresh,
            width=width, title=title,
            subtitle=basis(comparison, totals, interval="Black lines", few="Without line"),
            words="← less boilerplate  |  more →\nshare of characters",
        )  # fmt: skip
        annotate(axes, comparison, _MEASURE)
    return axes
