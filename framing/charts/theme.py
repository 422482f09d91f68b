"""The look of the charts: sizes, colours, marks, and figures that show themselves in a notebook.

Nothing here changes matplotlib's global settings: they are set within `styled` and restored.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from framing.errors import FramingError

__all__ = [
    "COLOURS",
    "DASHED",
    "DOUBLE_COLUMN",
    "GREY",
    "HATCHES",
    "INK",
    "MARKERS",
    "PALE",
    "SINGLE_COLUMN",
    "ChartAxes",
    "ChartFigure",
    "chart_axes",
    "new_figure",
    "styled",
]

SINGLE_COLUMN = 84
"""Width of one column of a paper, in mm."""
DOUBLE_COLUMN = 174
"""Width of two columns of a paper, in mm."""

# Okabe & Ito (2008), ordered so that neighbours differ in lightness as well as in hue.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#555555")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "----", "||||", "++++")
INK, GREY, PALE = "#222222", "#767676", "#E3E3E3"
DASHED = (0, (2, 1.5))  # the spread within a single article

_RC: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 7.0,
    "axes.titlesize": 8.0,
    "axes.labelsize": 7.0,
    "xtick.labelsize": 6.5,
    "ytick.labelsize": 7.0,
    "legend.fontsize": 6.5,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 0.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "hatch.linewidth": 0.5,
    "lines.linewidth": 1.0,
    "figure.dpi": 150,
    "savefig.dpi": 300,
    "savefig.facecolor": "white",
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "text.usetex": False,
    "svg.hashsalt": "framing",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "path.simplify": True,
}


@contextmanager
def styled() -> Iterator[None]:
    """Draw with the look of the charts, whatever the user's settings are; these are restored."""
    with style.context(_RC, after_reset=True):
        yield


class ChartFigure(Figure):
    """A Figure outside pyplot that shows itself in a notebook.

    Attributes
    ----------
    notes : dict of str to str
        What the chart rests on, for the metadata of saved files.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes: dict[str, str] = {}

    def _repr_png_(self) -> bytes:
        return _png(self)


class ChartAxes(Axes):
    """Axes that show their figure when a notebook cell ends with them."""

    def _repr_png_(self) -> bytes | None:
        return _png(self.figure) if isinstance(self.figure, ChartFigure) else None


def _png(figure: Figure) -> bytes:
    buffer = BytesIO()
    with styled():
        figure.savefig(buffer, format="png", dpi=figure.dpi)
    return buffer.getvalue()


def new_figure(width: float, height: float) -> ChartFigure:
    """Make a figure outside pyplot.

    Parameters
    ----------
    width : float
        In mm.
    height : float
        In mm.
    """
    if not 30 <= width <= 1_000:
        raise FramingError(
            f"width={width!r} mm is out of range; one column of a paper is 84, two 174"
        )
    figure = ChartFigure(figsize=(width / 25.4, height / 25.4))
    FigureCanvasAgg(figure)
    return figure


def chart_axes(ax: Any, width: float) -> tuple[Axes, bool]:
    """Give the Axes to draw on, and whether they are fresh ones that the chart may lay out.

    Raises
    ------
    FramingError
        If `ax` is given and is no matplotlib Axes in a figure, with straight axes.
    """
    if ax is None:
        figure = new_figure(width, width)
        return figure.add_subplot(axes_class=ChartAxes), True
    if not isinstance(ax, Axes):
        raise FramingError(
            f"ax of type {type(ax).__name__} is no matplotlib Axes; pass one or None"
        )
    if ax.figure is None:
        raise FramingError("ax was removed from its figure; pass another or None")
    if ax.name != "rectilinear":
        raise FramingError(
            f"ax has the projection {ax.name!r}; charts need straight axes: plt.subplots() makes "
            "them, or pass None"
        )
    return ax, False
