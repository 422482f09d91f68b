"""Timelines: a measure over days, weeks, months, quarters or years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.charts.dots import limits
from framing.charts.layout import Header, finish, shorten, text_width, upright_words
from framing.charts.notes import annotate
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
    GREY,
    INK,
    MARKERS,
    PALE,
    SINGLE_COLUMN,
    chart_axes,
    styled,
)
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["timeline"]

_MOST_COLOURED = 8
_MOST_INTERVALS = 4
_JOIN = " · "
_FORMS = (
    ("Y", r"\d{4}"),
    ("Q", r"\d{4}Q[1-4]"),
    ("M", r"\d{4}-\d{2}"),
    ("D", r"\d{4}-\d{2}-\d{2}"),
)
_LINES = ("-", "--", "-.", ":")


def timeline(
    comparison: Any,
    *,
    measure: str | None = None,
    category: str = "all",
    target: str | None = None,
    width: float = SINGLE_COLUMN,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a measure over time, one line a group.

    Periods without articles interrupt a line. Up to eight lines have colours and markers of their
    own; more are grey, with their median in black.

    Parameters
    ----------
    comparison : Comparison or DataFrame
        From ``framing.compare(scores, by="month")`` or ``by=["outlet", "month"]``; periods are
        ``year``, ``quarter``, ``month``, ``week`` and ``day``.
    measure : str, optional
        By default the first that belongs into a profile.
    category, target : str
        Of the measure.
    width : float, default 84
        Of a new figure, in mm.
    title : str, optional
        Instead of the measure's label.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    FramingError
        If the groups are no periods.
    """
    table = read_table(comparison)
    measure = choose_measure(comparison, table, measure)
    rows = rows_of(table, measure, category=category)
    if "target" in rows:
        rows = rows_of(rows, measure, category=None, target=target or str(rows["target"].iloc[0]))
    rows, form = _dated(_points_of_few(rows))
    spec = spec_of(comparison, measure)
    known = rows["estimate"].notna()
    names = list(dict.fromkeys(rows.loc[known, "line"]))
    empty = [name for name in dict.fromkeys(rows["line"]) if name not in names]
    with styled():
        axes, fresh = chart_axes(ax, width)
        handles = _draw_lines(axes, rows, names)
        _style(axes, rows, spec, form, width)
        body = 0.5 * width * 72 / 25.4
        upright_words(axes, axis_words(spec, measure), body)
        label = spec.label if spec is not None else measure
        of = f": {rows['target'].iloc[0]}" if "target" in rows and rows["target"].iloc[0] else ""
        interval = "Lines" if len(names) <= _MOST_INTERVALS else ""
        subtitle = basis(comparison, rows, interval=interval and "Upright lines")
        subtitle += not_measurable(empty)
        if len(names) > _MOST_COLOURED:
            subtitle = f"Grey: {len(names)} groups; black: their median. {subtitle}"
        finish(axes, Header(title or f"{label}{of}", subtitle, handles), fresh=fresh,
               body=body)  # fmt: skip
        annotate(axes, comparison, measure)
    return axes


def _points_of_few(rows: pd.DataFrame) -> pd.DataFrame:
    """Take the interval from periods of one article: it is not about the period."""
    if "status" not in rows:
        return rows
    single = rows["status"] == "single"
    return rows.assign(
        low=rows["low"].mask(single), high=rows["high"].mask(single),
        status=rows["status"].mask(single, "too_few"),
    )  # fmt: skip


def _dated(rows: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Split groups into a line's name and a period, as a running number."""
    import pandas as pd

    parts = [str(group).split(_JOIN) for group in rows["group"]]
    for place in range(min(map(len, parts))):
        for code, pattern in _FORMS:
            if all(re.fullmatch(pattern, part[place]) for part in parts):
                when = [pd.Period(part[place], freq=code).ordinal for part in parts]
                lines = [_JOIN.join([*part[:place], *part[place + 1 :]]) for part in parts]
                return rows.assign(line=lines, when=when).sort_values("when", kind="stable"), code
    raise FramingError(
        f"the groups are no periods (the first is {rows['group'].iloc[0]!r}); compare by='month', "
        "or by=['outlet', 'month']"
    )


def _draw_lines(ax: Axes, rows: pd.DataFrame, names: Sequence[str]) -> list[Any]:
    if len(names) > _MOST_COLOURED:
        for name in names:
            of_line = rows[rows["line"] == name]
            ax.plot(*_with_gaps(of_line), color="#BBBBBB", lw=0.6, marker=".", ms=1.5, zorder=2)
        middle = rows.groupby("when", as_index=False)["estimate"].median()
        ax.plot(*_with_gaps(middle), color=INK, lw=1.4, marker="o", ms=2.5, zorder=3)
        return []
    handles = []
    for i, name in enumerate(names):
        look: dict[str, Any] = {
            "color": COLOURS[i],
            "marker": MARKERS[i],
            "ms": 3.5,
            "ls": _LINES[i % 4],
        }
        of_line = rows[rows["line"] == name]
        shift = 0.12 * (i - (len(names) - 1) / 2) / max(len(names) - 1, 1)
        x, y = _with_gaps(of_line)
        ax.plot(x + shift, y, lw=1.0, mec="white", mew=0.4, zorder=3, **look)
        _hollow(ax, of_line, shift, look)
        if len(names) <= _MOST_INTERVALS:
            _uprights(ax, of_line, shift, COLOURS[i])
        if name:
            handles.append(Line2D([], [], lw=1.0, label=shorten(name, 150, 6.5, 2), **look))
    return handles


def _hollow(ax: Axes, rows: pd.DataFrame, shift: float, look: dict[str, Any]) -> None:
    """Draw periods of too few articles as hollow marks."""
    if "status" in rows:
        few = rows[rows["status"] == "too_few"]
        ax.plot(few["when"] + shift, few["estimate"], ls="none", marker=look["marker"],
                ms=look["ms"], mfc="white", mec=look["color"], mew=0.8, zorder=4)  # fmt: skip


def _with_gaps(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Give the points of a line with a NaN wherever a period is missing."""
    when = rows["when"].to_numpy(dtype=float)
    value = rows["estimate"].to_numpy(dtype=float)
    gaps = np.flatnonzero(np.diff(when) > 1) + 1
    return np.insert(when, gaps, np.nan), np.insert(value, gaps, np.nan)


def _uprights(ax: Axes, rows: pd.DataFrame, shift: float, colour: str) -> None:
    known = rows["low"].notna() & rows["high"].notna()
    ax.vlines(rows.loc[known, "when"] + shift, rows.loc[known, "low"], rows.loc[known, "high"],
              color=colour, lw=0.8, zorder=2)  # fmt: skip


def _style(ax: Axes, rows: pd.DataFrame, spec: Any, form: str, width: float) -> None:
    import pandas as pd

    ax.set_ylim(*limits(rows, spec))
    ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    if as_percentages(spec):
        ax.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{100 * v:g} %"))
    first, last = int(rows["when"].min()), int(rows["when"].max())
    longest = text_width(str(pd.Period(ordinal=first, freq=form)), 6.5) + 8
    fits = max(2, int(0.75 * width * 72 / 25.4 / longest))
    step = max(1, -(-(last - first + 1) // fits))
    ticks = list(range(first, last + 1, step))
    ax.set_xticks(ticks, [str(pd.Period(ordinal=t, freq=form)) for t in ticks])
    ax.set_xlim(first - 0.4, last + 0.4)
    ax.grid(axis="y", color=PALE, lw=0.5)
    low, high = ax.get_ylim()
    if low < 0 < high and (spec is None or spec.range[0] < 0):
        ax.axhline(0, color=GREY, lw=0.6, zorder=1)
