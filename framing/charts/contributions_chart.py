"""Contributions: which cues make the difference between two groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from framing.charts.bars import draw_bars, side_numbers
from framing.charts.dots import label_groups, limits, row_height, style_axis
from framing.charts.layout import Header, finish
from framing.charts.tables import as_percentages, one_group, read_table, spec_of
from framing.charts.theme import COLOURS, SINGLE_COLUMN, chart_axes, styled
from framing.comparing.crediting import NO_CUE, OTHER_CUES
from framing.comparing.wording import amount

if TYPE_CHECKING:
    from framing.measures.specs import MeasureSpec

__all__ = ["contributions"]

_NEEDED = ("measure", "group", "reference", "cue", "contribution")


def contributions(
    table: Any,
    *,
    most: int = 16,
    spec: MeasureSpec | None = None,
    width: float = SINGLE_COLUMN,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how much each cue adds to the difference between two groups.

    Parameters
    ----------
    table : DataFrame
        From `framing.comparing.contributions`. What is not shown is summed as other cues, so the
        bars always add up to the difference.
    most : int, default 16
        Cues shown apart.
    spec : MeasureSpec, optional
        Of the measure, for its label and unit; looked up in the register by default.
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
    rows = one_group(read_table(table, _NEEDED), None)
    measure = str(rows["measure"].iloc[0])
    spec = spec if spec is not None else spec_of(table, measure)
    total = float(rows["contribution"].sum())
    rows = _shortened(rows, most).rename(columns={"contribution": "estimate"})
    name, reference = str(rows["group"].iloc[0]), str(rows["reference"].iloc[0])
    against = "the rest" if reference == "rest" else reference
    with styled():
        axes, fresh = chart_axes(ax, width)
        places = list(range(len(rows)))
        lines = label_groups(axes, [str(c) for c in rows["cue"]], places, width * 72 / 25.4)
        draw_bars(axes, rows, places, COLOURS[0], COLOURS[5])
        side_numbers(axes, [amount(v, spec, signed=True) for v in rows["estimate"]], places, "")
        style_axis(axes, None, limits(rows, None, with_zero=True), len(rows))
        unit = spec.unit_label if spec is not None else measure
        if as_percentages(spec):
            axes.xaxis.set_major_formatter(
                FuncFormatter(lambda v, _: f"{100 * v:g}".replace("-", "\u2212"))
            )
            unit = f"percentage points, {unit}"
        axes.set_xlabel(f"← more in {against}  |  more in {name} →\n{unit}")
        label = spec.label if spec is not None else measure
        if "target" in rows and rows["target"].iloc[0]:
            label = f"{label} of {rows['target'].iloc[0]}"
        header = Header(
            title or f"{label}: what makes the difference", _subtitle(rows, total, spec)
        )
        finish(axes, header, fresh=fresh, body=len(rows) * row_height(lines, 11))
    return axes


def _shortened(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """Keep the largest; what falls away is added to the other cues."""
    fixed = rows["cue"].isin([NO_CUE, OTHER_CUES])
    cues = rows[~fixed]
    kept = cues["contribution"].abs().sort_values(ascending=False, kind="stable").index[:most]
    shown = cues[cues.index.isin(kept)].sort_values("contribution", ascending=False, kind="stable")
    rest = rows[(rows["cue"] == OTHER_CUES) | (~fixed & ~rows.index.isin(kept))]
    parts = [shown]
    if len(rest):
        summed = rest.iloc[-1:].assign(cue=OTHER_CUES, contribution=rest["contribution"].sum())
        if len(rest) > 1 and "low" in summed:
            summed = summed.assign(low=float("nan"), high=float("nan"))
        parts.append(summed)
    parts.append(rows[rows["cue"] == NO_CUE])
    out = pd.concat([part for part in parts if len(part)])
    return out[(out["contribution"] != 0) | ~out["cue"].isin([NO_CUE, OTHER_CUES])]


def _subtitle(rows: pd.DataFrame, total: float, spec: Any) -> str:
    drawn = "low" in rows and bool(rows["low"].notna().any())
    lines = " Black lines: 95 % interval (bootstrap)." if drawn else ""
    return f"The bars add up to the difference, {amount(total, spec, signed=True)}.{lines}"
