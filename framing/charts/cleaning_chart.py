"""Before and after: what boilerplate would have done to a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from framing.charts.dots import label_groups, limits, row_height, style_axis
from framing.charts.layout import Header, finish
from framing.charts.tables import axis_words, choose_measure, read_table, spec_of
from framing.charts.theme import COLOURS, GREY, SINGLE_COLUMN, chart_axes, styled
from framing.comparing.comparison import Comparison
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["before_after"]

_MOST_ROWS = 40
_FEW_ARTICLES = 20
_NEEDED = ("article_id", "measure", "category", "value", "value_uncleaned")


def before_after(
    scores: Any,
    *,
    measure: str | None = None,
    target: str | None = None,
    voice: str = "all",
    by: str | None = None,
    width: float = SINGLE_COLUMN,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each score with boilerplate left in and taken out.

    Parameters
    ----------
    scores : Scores or DataFrame
        Scored with ``keep_boilerplate=True``, or their ``long`` table.
    measure : str, optional
        By default the one that boilerplate moves most, of those with values between 0 and 1.
    target : str, optional
        For measures with targets; the first by default.
    voice : str, default "all"
        Boilerplate has no voice of its own, so all words by default.
    by : {"article_id", "title", "outlet"} or another column, optional
        One row each; articles where there are at most 20, else outlets, as means.
    width : float, default 84
        Of a new figure, in mm.
    title : str, optional
        Above the chart.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    FramingError
        If the scores were made without ``keep_boilerplate=True``.
    """
    if isinstance(scores, Comparison):
        raise FramingError("before_after reads Scores, no Comparison; pass what framing.score gave")
    long = read_table(getattr(scores, "long", scores), _NEEDED)
    rows = _whole(long, voice)
    name = choose_measure(scores, rows, measure) if measure else _most_moved(scores, rows)
    rows = _of_target(rows[rows["measure"] == name], target)
    means, by = _means(rows, by)
    spec = spec_of(scores, name)
    with styled():
        axes, fresh = chart_axes(ax, width)
        places = list(range(len(means)))
        lines = label_groups(axes, [str(i) for i in means.index], places, width * 72 / 25.4)
        _draw(axes, means, places)
        stacked = means.melt(value_name="estimate")
        style_axis(axes, spec, limits(stacked, spec), len(means))
        axes.set_xlabel(axis_words(spec, name))
        of = f": {rows['target'].iloc[0]}" if rows["target"].iloc[0] else ""
        label = (spec.label if spec is not None else name) + of
        header = Header(
            title or f"{label}, before and after cleaning", _subtitle(rows, by), _handles()
        )
        finish(axes, header, fresh=fresh, body=len(means) * row_height(lines))
    return axes


def _whole(long: pd.DataFrame, voice: str) -> pd.DataFrame:
    rows = long[(long["category"] == "all") & (long["segment"] == "all")]
    rows = rows[rows["value_uncleaned"].notna() & rows["value"].notna()]
    if rows.empty:
        raise FramingError(
            "no value_uncleaned in the scores; score with keep_boilerplate=True to see what "
            "boilerplate would have done"
        )
    own = rows["voice"].astype(str)
    has = rows["measure"].astype(str).isin(rows.loc[own == voice, "measure"].astype(str))
    return rows[np.where(has, own == voice, own == "all")]


def _most_moved(scores: Any, rows: pd.DataFrame) -> str:
    moved = (
        (rows["value_uncleaned"] - rows["value"]).abs().groupby(rows["measure"].astype(str)).mean()
    )
    shares = [
        m for m in moved.index
        if (spec := spec_of(scores, m)) is not None and spec.profile and spec.range == (0.0, 1.0)
    ]  # fmt: skip
    return str((moved[shares] if shares else moved).idxmax())


def _of_target(rows: pd.DataFrame, target: str | None) -> pd.DataFrame:
    known = list(dict.fromkeys(rows["target"].astype(str)))
    if target is not None and target not in known:
        raise FramingError(f"target={target!r} was not scored; there are: {', '.join(known)}")
    return rows[rows["target"].astype(str) == (target if target is not None else known[0])]


def _means(rows: pd.DataFrame, by: str | None) -> tuple[pd.DataFrame, str]:
    if by is None:
        by = "article_id" if rows["article_id"].nunique() <= _FEW_ARTICLES else "outlet"
    if by not in rows:
        raise FramingError(
            f"by={by!r} is no column; there are: {', '.join(map(str, rows.columns))}"
        )
    columns = {"before": rows["value_uncleaned"], "after": rows["value"]}
    names = rows[by].astype(str)
    means = (
        rows.assign(**columns, _name=names).groupby("_name", sort=False)[["before", "after"]].mean()
    )
    moved = (means["before"] - means["after"]).abs()
    return means.loc[moved.sort_values(ascending=False, kind="stable").index[:_MOST_ROWS]], by


def _draw(ax: Axes, means: pd.DataFrame, places: list[int]) -> None:
    for y, before, after in zip(places, means["before"], means["after"], strict=True):
        ax.plot([before, after], [y, y], color=GREY, lw=0.9, zorder=2)
        ax.plot([before], [y], marker="o", ms=4.5, mfc="white", mec=COLOURS[5], mew=1.0, zorder=3)
        ax.plot([after], [y], marker="o", ms=4.5, color=COLOURS[0], mew=1.0, zorder=4)


def _handles() -> list[Any]:
    return [
        Line2D([], [], ls="none", marker="o", ms=4.5, mfc="white", mec=COLOURS[5],
               label="boilerplate left in"),
        Line2D([], [], ls="none", marker="o", ms=4.5, color=COLOURS[0], label="taken out"),
    ]  # fmt: skip


def _subtitle(rows: pd.DataFrame, by: str) -> str:
    n = rows["article_id"].nunique()
    each = "One row an article" if by in ("article_id", "title") else f"Means by {by}"
    return (
        f"{each}, the most changed on top. {n:,} articles. No intervals: the same articles twice."
    )
