"""Small multiples: panels of dots with the groups in the same rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.charts.dots import draw_dots, label_groups, limits, row_height, style_axis
from framing.charts.layout import Header, place_panels
from framing.charts.notes import annotate
from framing.charts.tables import basis
from framing.charts.theme import ChartAxes, ChartFigure, new_figure, styled
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Panel", "panel_grid"]

_LEAST_WIDTH = 42  # mm of a panel with its share of the names


@dataclass(frozen=True)
class Panel:
    """One measure's rows, one a group."""

    rows: pd.DataFrame
    spec: Any
    measure: str
    title: str


def panel_grid(
    data: Any,
    panels: Sequence[Panel],
    *,
    groups: Sequence[str],
    columns: int | None,
    width: float,
    title: str,
) -> ChartFigure:
    """Lay panels out in a grid; names stand at the left of each row of panels."""
    import pandas as pd

    if not panels:
        raise FramingError(
            "no measure of the table has a value for the whole; there is nothing to draw"
        )
    n_columns = min(columns or max(1, int(width // _LEAST_WIDTH) - 1), len(panels))
    with styled():
        figure = new_figure(width, width)
        n_rows = math.ceil(len(panels) / n_columns)
        places = list(range(len(groups)))
        lines = 1
        axes = []
        for i, panel in enumerate(panels):
            ax = figure.add_subplot(n_rows, n_columns, i + 1, axes_class=ChartAxes)
            rows = panel.rows.set_index("group").reindex(groups).reset_index()
            draw_dots(ax, rows, places, size=3.5)
            style_axis(ax, panel.spec, limits(rows, panel.spec), len(groups))
            if i % n_columns == 0:
                lines = max(lines, label_groups(ax, groups, places, 0.75 * width * 72 / 25.4))
            else:
                ax.set_yticks(places, [])
                ax.tick_params(axis="y", length=0)
            axes.append(ax)
        header = Header(title, basis(data, pd.concat([p.rows for p in panels])))
        place_panels(
            figure, axes, header, n_columns=n_columns, body=len(groups) * row_height(lines, 11),
            titles=[p.title for p in panels], words=[_axis(p) for p in panels],
        )  # fmt: skip
        annotate(figure, data, *(p.measure for p in panels))
    return figure


def _axis(panel: Panel) -> str:
    if panel.spec is None:
        return ""
    return f"← {panel.spec.low_label} | {panel.spec.high_label} →, {panel.spec.unit_label}"
