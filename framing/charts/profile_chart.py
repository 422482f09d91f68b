"""Profiles: what each group scores in a measure, as dots with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from framing.charts.dots import draw_dots, label_groups, limits, row_height, style_axis
from framing.charts.layout import Header, finish
from framing.charts.notes import annotate
from framing.charts.tables import (
    axis_words,
    basis,
    choose_measure,
    group_order,
    read_table,
    rows_of,
    spec_of,
)
from framing.charts.theme import GREY, SINGLE_COLUMN, ChartFigure, chart_axes, styled

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["profile", "profile_grid"]


def profile(
    comparison: Any,
    *,
    measure: str | None = None,
    category: str = "all",
    target: str | None = None,
    sort: bool = False,
    width: float = SINGLE_COLUMN,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw what each group scores in one measure, with its interval.

    Parameters
    ----------
    comparison : Comparison or DataFrame
        From `framing.compare`, or its table.
    measure : str, optional
        By default the first that belongs into a profile.
    category : str, default "all"
        One of the measure's categories.
    target : str, optional
        For measures with targets; the first by default.
    sort : bool, default False
        From the highest to the lowest, instead of the table's order.
    width : float, default 84
        Of a new figure, in mm: 84 for one column of a paper, 174 for two.
    title : str, optional
        Instead of the measure's label.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        Its ``figure`` goes to `save`; in a notebook it shows itself.
    """
    table = read_table(comparison)
    measure = choose_measure(comparison, table, measure)
    rows = _one_target(rows_of(table, measure, category=category), target)
    if sort:
        rows = rows.sort_values("estimate", ascending=False, kind="stable", na_position="last")
    spec = spec_of(comparison, measure)
    with styled():
        axes, fresh = chart_axes(ax, width)
        places = list(range(len(rows)))
        lines = label_groups(axes, [str(g) for g in rows["group"]], places, width * 72 / 25.4)
        _mean_line(axes, rows)
        draw_dots(axes, rows, places)
        style_axis(axes, spec, limits(rows, spec), len(rows))
        axes.set_xlabel(axis_words(spec, measure))
        _numbers_beside(axes, rows, places)
        header = Header(title or _title(rows, spec, measure), _subtitle(comparison, rows))
        finish(axes, header, fresh=fresh, body=len(rows) * row_height(lines))
        annotate(axes, comparison, measure)
    return axes


def profile_grid(
    comparison: Any,
    *,
    measures: Sequence[str] | None = None,
    columns: int | None = None,
    width: float = 174,
    title: str = "Profile",
) -> ChartFigure:
    """Draw a panel of `profile` for each measure, groups in the same rows.

    Parameters
    ----------
    comparison : Comparison or DataFrame
        From `framing.compare`, or its table.
    measures : sequence of str, optional
        By default all that belong into a profile; measures with targets have a panel for each.
    columns : int, optional
        Panels in a row; as many as fit by default.
    width : float, default 174
        In mm.
    title : str
        Above the panels.

    Returns
    -------
    ChartFigure
        A matplotlib Figure that shows itself in a notebook.
    """
    from framing.charts.panels import Panel, panel_grid

    table = read_table(comparison)
    names = list(measures) if measures is not None else _profile_measures(comparison, table)
    panels = []
    for name in names:
        choose_measure(comparison, table, name)
        rows = rows_of(table, name)
        spec = spec_of(comparison, name)
        for target in _targets(rows):
            chosen = _one_target(rows, target)
            panels.append(Panel(chosen, spec, name, _title(chosen, spec, name)))
    return panel_grid(
        comparison, panels, groups=group_order(table), columns=columns, width=width, title=title
    )


def _profile_measures(comparison: Any, table: pd.DataFrame) -> list[str]:
    names = [str(name) for name in dict.fromkeys(table["measure"])]
    return [n for n in names if getattr(spec_of(comparison, n), "profile", True)
            and ((table["measure"] == n) & (table["category"] == "all")).any()]  # fmt: skip


def _targets(rows: pd.DataFrame) -> list[str]:
    return [str(t) for t in dict.fromkeys(rows["target"])] if "target" in rows else [""]


def _one_target(rows: pd.DataFrame, target: str | None) -> pd.DataFrame:
    if "target" not in rows:
        return rows
    chosen = target if target is not None else _targets(rows)[0]
    return rows_of(rows, str(rows["measure"].iloc[0]), category=None, target=chosen)


def _title(rows: pd.DataFrame, spec: Any, measure: str) -> str:
    first = rows.iloc[0]
    label = spec.label if spec is not None else measure
    category = "" if first["category"] == "all" else f": {str(first['category']).replace('_', ' ')}"
    target = f": {first['target']}" if first.get("target", "") else ""
    return label + category + target


def _subtitle(comparison: Any, rows: pd.DataFrame) -> str:
    grey = " Grey line: mean of all articles." if _overall(rows) is not None else ""
    return basis(comparison, rows) + grey


def _overall(rows: pd.DataFrame) -> float | None:
    """Mean over all articles, where it can be told from the groups' means."""
    if "n_articles" not in rows or len(rows) < 2:
        return None
    known = rows[rows["estimate"].notna() & (rows["n_articles"] > 0)]
    if len(known) < 2:
        return None
    n = known["n_articles"]
    return float((known["estimate"] * n).sum() / n.sum())


def _mean_line(ax: Axes, rows: pd.DataFrame) -> None:
    mean = _overall(rows)
    if mean is not None:
        ax.axvline(mean, color=GREY, lw=0.8, ls="-", zorder=1)


def _numbers_beside(ax: Axes, rows: pd.DataFrame, places: Sequence[float]) -> None:
    """Write the number of articles of each group at the right."""
    if "n_articles" not in rows:
        return
    for n, y in zip(rows["n_articles"], places, strict=True):
        ax.annotate(f"{int(n):,}", (1, y), xycoords=("axes fraction", "data"), xytext=(4, 0),
                    textcoords="offset points", size=6, color=GREY, va="center", ha="left",
                    annotation_clip=False)  # fmt: skip
    ax.annotate("n", (1, -0.5), xycoords=("axes fraction", "data"), xytext=(4, 1),
                textcoords="offset points", size=6, color=GREY, va="bottom", ha="left",
                style="italic", annotation_clip=False)  # fmt: skip
