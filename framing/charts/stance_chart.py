"""Stance: how each group portrays a target, with the shares that its mean hides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.charts.dots import draw_dots, label_groups, row_height
from framing.charts.layout import Header, finish
from framing.charts.notes import annotate
from framing.charts.tables import basis, finite, group_order, read_table, rows_of
from framing.charts.theme import GREY, INK, PALE, SINGLE_COLUMN, chart_axes, styled
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["stance"]

NEGATIVE, POSITIVE = "#D55E00", "#56B4E9"
_HEADING = 1.0


def stance(
    comparison: Any,
    *,
    targets: Sequence[str] | str | None = None,
    width: float = SINGLE_COLUMN,
    title: str = "How targets are portrayed",
    ax: Axes | None = None,
) -> Axes:
    """Draw stance toward each target: shares of negative and positive mentions, and the mean.

    Bars to the left are the share of mentions that portray the target negatively, bars to the
    right positively, the number beside is the neutral share; the dot is the mean of positive
    minus negative, in [-1, 1], with its interval.

    Parameters
    ----------
    comparison : Comparison or DataFrame
        From `framing.compare`, with ``stance`` and its shares.
    targets : str or sequence of str, optional
        All by default.
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
        If the table has no stance: the articles were scored without targets.
    """
    table = read_table(comparison, ("measure", "category", "target", "group", "estimate"))
    if "stance" not in set(table["measure"]):
        raise FramingError("the table has no stance; score with targets=[...] and compare again")
    means = rows_of(table, "stance")
    chosen = _chosen_targets(means, targets)
    groups = group_order(means)
    with styled():
        axes, fresh = chart_axes(ax, width)
        places = _places(len(chosen), len(groups))
        names = [name for _ in chosen for name in groups]
        lines = label_groups(axes, names, [y for block in places for y in block], width * 72 / 25.4)
        reach = [0.15]
        for target, block in zip(chosen, places, strict=True):
            reach.append(_draw_target(axes, table, means, target, groups, block))
        _style(axes, max(reach), places)
        handles = _handles(table)
        subtitle = basis(comparison, means[means["target"].isin(chosen)])
        finish(axes, Header(title, subtitle, handles), fresh=fresh,
               body=(places[-1][-1] + 1.2) * row_height(lines, 13.5))  # fmt: skip
        annotate(axes, comparison, "stance")
    return axes


def _chosen_targets(means: pd.DataFrame, targets: Sequence[str] | str | None) -> list[str]:
    known = [str(t) for t in dict.fromkeys(means["target"])]
    given = known if targets is None else [targets] if isinstance(targets, str) else list(targets)
    for target in given:
        if target not in known:
            raise FramingError(f"targets={target!r} was not scored; there are: {', '.join(known)}")
    return given


def _places(n_targets: int, n_groups: int) -> list[list[float]]:
    """Rows of each target's groups, a heading's height above each block."""
    block = n_groups + _HEADING + 0.4
    return [[_HEADING + t * block + g for g in range(n_groups)] for t in range(n_targets)]


def _draw_target(
    ax: Axes,
    table: pd.DataFrame,
    means: pd.DataFrame,
    target: str,
    groups: list[str],
    places: Sequence[float],
) -> float:
    """Draw a target's heading, bars and dots; gives how far they reach from the middle."""
    rows = means[means["target"] == target].set_index("group").reindex(groups).reset_index()
    kinds = ("negative", "neutral", "positive")
    shares = {kind: np.array(_share(table, kind, target, groups)) for kind in kinds}
    unknown = ~np.isfinite(rows["estimate"].to_numpy(dtype=float))
    shares = {kind: np.where(unknown, np.nan, values) for kind, values in shares.items()}
    ax.annotate(target, (0, places[0] - 0.95), xycoords=("axes fraction", "data"), size=7,
                weight="bold", va="center", ha="left", parse_math=False)  # fmt: skip
    look: dict[str, Any] = {"height": 0.62, "lw": 0.4, "edgecolor": "white", "zorder": 1.5}
    ax.barh(places, -shares["negative"], color=NEGATIVE, hatch="////", **look)
    ax.barh(places, shares["positive"], color=POSITIVE, **look)
    draw_dots(ax, rows, places, colour=INK, size=4.0)
    for y, neutral, n in zip(
        places, shares["neutral"], rows.get("n_articles", [0] * len(rows)), strict=True
    ):
        text = f"{100 * neutral:.0f} %" if math.isfinite(neutral) else ""
        _beside(ax, text, y, 26)
        _beside(ax, f"{int(n):,}", y, 46)
    _beside(ax, "neutral", places[0] - 0.95, 26)
    _beside(ax, "n", places[0] - 0.95, 46)
    ends = [rows[name] for name in ("estimate", "low", "high") if name in rows]
    values = [v for column in (*ends, shares["negative"], shares["positive"]) for v in column]
    return max(map(abs, finite(values)), default=0.2)


def _share(table: pd.DataFrame, kind: str, target: str, groups: list[str]) -> list[float]:
    of_target = table[table["target"] == target]
    rows = of_target[(of_target["measure"] == f"stance.{kind}") & (of_target["category"] == "all")]
    if rows.empty:
        rows = of_target[(of_target["measure"] == "stance") & (of_target["category"] == kind)]
    values = rows.drop_duplicates("group").set_index("group")["estimate"].reindex(groups)
    return [float(v) for v in values]


def _beside(ax: Axes, text: str, y: float, offset: float) -> None:
    ax.annotate(text, (1, y), xycoords=("axes fraction", "data"), xytext=(offset, 0),
                textcoords="offset points", size=6, color=GREY, va="center", ha="right",
                annotation_clip=False)  # fmt: skip


def _style(ax: Axes, reach: float, places: list[list[float]]) -> None:
    reach = min(1.0, 1.06 * reach)
    ax.set_xlim(-reach, reach)
    ax.set_ylim(places[-1][-1] + 0.7, -0.5)
    ax.axvline(0, color=INK, lw=0.6, zorder=1.6)
    ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10], symmetric=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:g}".replace("-", "\u2212")))
    ax.grid(axis="x", color=PALE, lw=0.5)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("← portrayed negatively  |  portrayed positively →\nshare of mentions; mean")


def _handles(table: pd.DataFrame) -> list[Any]:
    look: dict[str, Any] = {"lw": 0.4, "edgecolor": "white"}
    dot = Line2D([], [], color=INK, marker="o", ms=4, lw=1.2, label="mean: positive − negative")
    if not {"stance.negative", "stance.positive"} <= set(table["measure"]) and not {
        "negative", "positive"
    } <= set(table.loc[table["measure"] == "stance", "category"]):  # fmt: skip
        return [dot]
    return [
        Patch(facecolor=NEGATIVE, hatch="////", label="negative mentions", **look),
        Patch(facecolor=POSITIVE, label="positive mentions", **look),
        dot,
    ]
