"""Speakers: whose words fill the articles besides the outlet's own."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from framing.charts.notes import annotate
from framing.charts.stacks import draw_stacks, make_up
from framing.charts.tables import basis, choose_measure, read_table, rows_of, spec_of
from framing.charts.theme import SINGLE_COLUMN, chart_axes, styled

__all__ = ["speakers"]

_MEASURE = "attribution.words"


def speakers(
    comparison: Any,
    *,
    width: float = SINGLE_COLUMN,
    title: str = "Who gets to speak",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of words that each kind of source has in each group.

    Parameters
    ----------
    comparison : Comparison or DataFrame
        From `framing.compare`, with the measure ``attribution.words``.
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
    rows, totals = rows_of(table, _MEASURE, category=None), rows_of(table, _MEASURE)
    with styled():
        axes, fresh = chart_axes(ax, width)
        draw_stacks(
            axes, make_up(rows, 7), totals, spec_of(comparison, _MEASURE), fresh=fresh,
            width=width, title=title,
            subtitle=basis(comparison, totals, interval="Black lines", few="Without line"),
            words="← own words  |  words of sources →\nshare of words",
        )  # fmt: skip
        annotate(axes, comparison, _MEASURE)
    return axes
