"""Sourcing: kinds of sources, how early the first speaks, and how many voices there are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.charts.dots import label_groups, row_height
from framing.charts.layout import Header, finish
from framing.charts.notes import annotate
from framing.charts.stacks import draw_parts
from framing.charts.tables import read_table
from framing.charts.theme import DOUBLE_COLUMN, GREY, PALE, chart_axes, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["sourcing"]

_NUMBERS = ("n_articles", "n_words", "first_source", "n_speakers", "diversity", "top3")
_NEEDED = ("attributed", *_NUMBERS)
_SHOWN = ("official", "named", "unnamed")
# heading, column, how it is written
_BESIDE = (
    ("first\nsource", "first_source", "{:.0f}"),
    ("known\nspeakers", "n_speakers", "{:.0f}"),
    ("diversity", "diversity", "{:.2f}"),
    ("top\nthree", "top3", "{:.0%}"),
    ("articles", "n_articles", "{:.0f}"),
)
_COLUMN = 34.0  # points
# a figure of one column of a paper has room for two of them
_NARROW, _FEWER = 130.0, ("diversity", "n_articles")


def sourcing(
    table: pd.DataFrame,
    *,
    width: float = DOUBLE_COLUMN,
    title: str = "Who gets to speak, and how many voices",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of words by kind of source, with numbers on how sources are spread.

    Parameters
    ----------
    table : DataFrame
        From ``scores.sourcing()``.
    width : float, default 174
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
        If the table lacks columns or has no rows.
    """
    rows = read_table(table, _NEEDED)
    names = [str(name) for name in rows.iloc[:, 0]]
    parts = _parts(rows, names)
    with styled():
        axes, fresh = chart_axes(ax, width)
        places = list(range(len(rows)))
        lines = label_groups(axes, names, places, 0.7 * width * 72 / 25.4)
        handles = draw_parts(axes, parts, places)
        _style(axes, float(parts.sum(axis=1).max()), len(rows))
        narrow = axes.figure.bbox.width / axes.figure.dpi * 25.4 < _NARROW
        beside = [entry for entry in _BESIDE if not narrow or entry[1] in _FEWER]
        for number, (head, column, form) in enumerate(beside):
            _beside(axes, rows[column], places, (number + 1) * _COLUMN, head, form)
        finish(
            axes, Header(title, _subtitle(rows, narrow), handles), fresh=fresh,
            body=len(rows) * row_height(lines, 14) + 10,
        )  # fmt: skip
        annotate(axes, table, "attribution.words")
    return axes


def _subtitle(rows: pd.DataFrame, narrow: bool) -> str:
    """Say what the numbers beside the bars are."""
    about = f"Share of words, {int(rows['n_articles'].sum()):,} articles. "
    diversity = (
        f"Diversity: Shannon index expected of ten words (0 one voice, {math.log(10):.1f} ten)."
    )
    if narrow:
        return about + diversity
    return (
        f"{about}First source: mean words before it. {diversity} Top three: their share of known "
        "speakers' words."
    )


def _parts(rows: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Give the shares that are told apart, the rest as one."""
    shown = [name for name in _SHOWN if name in rows]
    parts = rows[shown].set_axis(list(names), axis=0).fillna(0.0)
    rest = rows["attributed"].to_numpy(dtype=float) - parts.sum(axis=1).to_numpy()
    return parts.assign(other=rest.clip(min=0.0))


def _style(ax: Axes, top: float, n_rows: int) -> None:
    ax.set_xlim(0.0, 1.02 * top or 1.0)
    ax.set_ylim(n_rows - 0.5, -1.2)
    ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{100 * v:g} %"))
    ax.grid(axis="x", color=PALE, lw=0.5)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("← own words  |  words of sources →\nshare of words")


def _beside(
    ax: Axes, values: pd.Series, places: Sequence[int], offset: float, head: str, form: str
) -> None:
    """Write a column of numbers at the right of the axes."""
    cells = [(form.format(v) if math.isfinite(v) else "–", y) for v, y in zip(values, places,
             strict=True)]  # fmt: skip
    for text, y in [*cells, (head, -0.95)]:
        ax.annotate(text, (1, y), xycoords=("axes fraction", "data"), xytext=(offset, 0),
                    textcoords="offset points", size=6, color=GREY, va="center", ha="right",
                    linespacing=1.0, annotation_clip=False)  # fmt: skip
