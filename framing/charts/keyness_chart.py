"""Keyness: the words that set a group apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from framing.charts.bars import draw_intervals, side_numbers
from framing.charts.dots import label_groups, limits, row_height, style_axis
from framing.charts.layout import Header, finish
from framing.charts.tables import one_group, read_table
from framing.charts.theme import COLOURS, SINGLE_COLUMN, chart_axes, styled

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["keyness"]

_NEEDED = ("group", "reference", "word", "log_odds", "z")


def keyness(
    table: Any,
    *,
    group: str | None = None,
    most: int = 12,
    width: float = SINGLE_COLUMN,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the words that a group uses more, and less, than its reference.

    Parameters
    ----------
    table : DataFrame
        From `framing.comparing.keyness`.
    group : str, optional
        The first in the table by default.
    most : int, default 12
        Words on each side.
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
    rows = one_group(read_table(table, _NEEDED), group)
    rows = _strongest(rows, most)
    name, reference = str(rows["group"].iloc[0]), str(rows["reference"].iloc[0])
    against = "the rest" if reference == "rest" else reference
    with styled():
        axes, fresh = chart_axes(ax, width)
        places = list(range(len(rows)))
        lines = label_groups(axes, [str(w) for w in rows["word"]], places, width * 72 / 25.4)
        shown = rows.rename(columns={"log_odds": "estimate"})
        draw_intervals(axes, shown, places, COLOURS[0], COLOURS[5])
        side_numbers(axes, _counts(rows), places, "count")
        style_axis(axes, None, limits(shown, None, with_zero=True), len(rows))
        axes.set_xlabel(f"← {against}  |  {name} →\nlog-odds ratio, weighted")
        header = Header(title or f"Words that set {name} apart", _subtitle(rows))
        finish(axes, header, fresh=fresh, body=len(rows) * row_height(lines, 10.5))
    return axes


def _strongest(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    ordered = rows.sort_values("z", ascending=False, kind="stable")
    top = ordered[ordered["z"] > 0].head(most)
    return ordered.loc[[*top.index, *ordered[ordered["z"] < 0].tail(most).index]]


def _counts(rows: pd.DataFrame) -> list[str]:
    if "count" not in rows:
        return []
    pairs = zip(rows["count"], rows["count_reference"], strict=True)
    return [f"{a:,.0f} : {b:,.0f}" for a, b in pairs]


def _subtitle(rows: pd.DataFrame) -> str:
    drawn = "low" in rows and bool(rows["low"].notna().any())
    lines = "Lines: 95 % interval (bootstrap). " if drawn else ""
    return (
        f"{lines}Words ranked by z, prior from the whole corpus. Right: how often, here and there."
    )
