"""What a chart rests on, kept with its figure and written into the saved file."""

from __future__ import annotations

from typing import Any

from framing.charts.theme import ChartFigure
from framing.comparing.comparison import Comparison

__all__ = ["annotate"]


def annotate(ax: Any, data: Any, *measures: str) -> None:
    """Note the recipes of the measures and the settings of the comparison with the figure."""
    figure = ax if isinstance(ax, ChartFigure) else ax.figure
    if not isinstance(figure, ChartFigure):
        return
    if isinstance(data, Comparison):
        recipes = [data.recipes[m] for m in measures if m in data.recipes]
        figure.notes["recipe"] = "; ".join(dict.fromkeys(recipes))
        figure.notes["comparison"] = data.summary()
        figure.notes["settings"] = ", ".join(
            f"{k}={v!r}" for k, v in data.settings.items() if v is not None
        )
    figure.notes["measures"] = ", ".join(dict.fromkeys(measures))
