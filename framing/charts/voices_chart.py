"""Who portrays whom how: a map of speakers and targets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Patch, Rectangle

from framing.charts.dots import label_groups, row_height
from framing.charts.layout import Header, finish
from framing.charts.notes import annotate
from framing.charts.tables import read_table
from framing.charts.theme import GREY, INK, SINGLE_COLUMN, chart_axes, styled
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["speakers_by_target"]

_NEEDED = ("speaker", "target", "estimate", "n")
# Orange to white to blue, as in the chart of stance; the sign is written, too, for grey.
_COLOURS = LinearSegmentedColormap.from_list("portrayal", ["#D55E00", "#FFFFFF", "#56B4E9"])
_MARKED = -0.15  # from here down cells have an edge, so that grey tells negative from positive


def speakers_by_target(
    table: pd.DataFrame,
    *,
    targets: Sequence[str] | None = None,
    most: int = 12,
    least: int = 1,
    width: float = SINGLE_COLUMN,
    title: str = "Who portrays whom how",
    ax: Axes | None = None,
) -> Axes:
    """Draw how each speaker portrays each target, with the number of mentions.

    Parameters
    ----------
    table : DataFrame
        From ``scores.speakers_by_target()``, of one group.
    targets : sequence of str, optional
        The columns; all by default, those with most mentions first.
    most : int, default 12
        Speakers drawn: those with most mentions.
    least : int, default 1
        Mentions of a target that a speaker must have for a cell.
    width : float, default 84
        Of a new figure, in mm.
    title : str
        Above the chart.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    FramingError
        If the table lacks columns or has no rows, a speaker stands twice for a target (several
        groups), or a target is unknown.
    """
    rows = read_table(table, _NEEDED)
    if rows.duplicated(["speaker", "target"]).any():
        raise FramingError("the table has a speaker twice; take the rows of one group")
    values, counts = _grids(rows[rows["n"] >= least], _columns(rows, targets), most)
    with styled():
        axes, fresh = chart_axes(ax, width)
        lines = label_groups(axes, list(values.index), range(len(values)), width * 72 / 25.4)
        _draw_cells(axes, values, counts)
        _style(axes, list(values.columns), values.shape)
        finish(
            axes, Header(title, _subtitle(rows, values, counts), _handles()), fresh=fresh,
            body=len(values) * row_height(lines, 15),
        )  # fmt: skip
        annotate(axes, table, "stance")
    return axes


def _columns(rows: pd.DataFrame, targets: Sequence[str] | None) -> list[str]:
    known = [str(t) for t in rows.groupby("target")["n"].sum().sort_values(ascending=False).index]
    for target in targets or ():
        if target not in known:
            raise FramingError(f"targets={target!r} is not in the table; there are: {known}")
    return known if targets is None else list(targets)


def _grids(rows: pd.DataFrame, targets: list[str], most: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Lay estimates and numbers out: one row a speaker, those with most mentions on top."""
    rows = rows[rows["target"].isin(targets)]
    if rows.empty:
        raise FramingError("no speaker has so many mentions of a target; lower least")
    order = rows.groupby("speaker")["n"].sum().sort_values(ascending=False, kind="stable")
    names = list(order.index[:most])
    values = rows.pivot(index="speaker", columns="target", values="estimate")
    counts = rows.pivot(index="speaker", columns="target", values="n")
    return (
        values.reindex(index=names, columns=targets),
        counts.reindex(index=names, columns=targets).fillna(0).astype(int),
    )


def _draw_cells(ax: Axes, values: pd.DataFrame, counts: pd.DataFrame) -> None:
    for (row, column), value in np.ndenumerate(values.to_numpy(dtype=float)):
        known = math.isfinite(value)
        ax.add_patch(
            Rectangle(
                (column - 0.5, row - 0.5), 1, 1, lw=1.0, edgecolor="white",
                facecolor=_COLOURS((value + 1) / 2) if known else "#F5F5F5",
            )
        )  # fmt: skip
        if known and value <= _MARKED:
            ax.plot([column - 0.5] * 2, [row - 0.46, row + 0.46], color=INK, lw=2.2, zorder=3,
                    solid_capstyle="butt", clip_on=False)  # fmt: skip
        if known:
            number = f"{value:+.2f}".replace("-", "\u2212")
            ax.text(column, row - 0.14, number, size=6.5, ha="center", va="center", color=INK)
            ax.text(column, row + 0.26, f"n = {counts.iat[row, column]}", size=4.8, ha="center",
                    va="center", color=INK)  # fmt: skip
        else:
            ax.text(column, row, "–", size=6.5, ha="center", va="center", color=GREY)


def _style(ax: Axes, targets: list[str], shape: tuple[int, ...]) -> None:
    n_rows, n_columns = shape
    ax.set_xlim(-0.5, n_columns - 0.5)
    ax.set_ylim(n_rows - 0.5, -0.5)
    slanted = n_columns > 4 or max(map(len, targets)) > 12
    if slanted:
        ax.set_xticks(range(n_columns), targets, rotation=40, ha="left", rotation_mode="anchor",
                      parse_math=False)  # fmt: skip
    else:
        ax.set_xticks(range(n_columns), targets, parse_math=False)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set_xlabel("mean over mentions: −1 portrayed negatively, +1 positively")


def _handles() -> list[Any]:
    look: dict[str, Any] = {"edgecolor": "white", "lw": 0.4}
    return [
        Patch(facecolor=_COLOURS(0.1), label="negatively (black edge)", **look),
        Patch(facecolor=_COLOURS(0.9), label="positively", **look),
    ]


def _subtitle(rows: pd.DataFrame, values: pd.DataFrame, counts: pd.DataFrame) -> str:
    drawn, whole = len(values), rows["speaker"].nunique()
    some = f"{drawn} of {whole} speakers" if drawn < whole else f"{drawn} speakers"
    return (
        f"In sources' words, quoted or reported. {some}, {int(counts.to_numpy().sum()):,} "
        "mentions; small numbers are single remarks, no intervals."
    )
