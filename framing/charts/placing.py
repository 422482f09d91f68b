"""Names beside points, placed so that they neither overlap each other nor hide a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from framing.charts.layout import shorten, text_width
from framing.charts.theme import GREY, INK

__all__ = ["place_labels"]

_SIZE = 6.0
_NAME_WIDTH = 80.0
_NEAR = 12  # points
_LEADER: dict[str, Any] = {"arrowstyle": "-", "color": GREY, "lw": 0.5, "shrinkA": 0, "shrinkB": 2}
_OFFSETS = ((3, 3, "left", "bottom"), (3, -3, "left", "top"), (-3, 3, "right", "bottom"),
            (-3, -3, "right", "top"), (5, 0, "left", "center"), (-5, 0, "right", "center"),
            (0, 5, "center", "bottom"), (0, -5, "center", "top"),
            (4, 12, "left", "bottom"), (4, -12, "left", "top"),
            (-4, 12, "right", "bottom"), (-4, -12, "right", "top"))  # fmt: skip
# farther away a thin line leads from the name to its point
_FAR = tuple((x * d, y * d, ha, va) for d in (20, 32, 46) for x, y, ha, va in (
    (1, 0.7, "left", "bottom"), (1, -0.7, "left", "top"), (-1, 0.7, "right", "bottom"),
    (-1, -0.7, "right", "top"), (0, 1, "center", "bottom"), (0, -1, "center", "top")))  # fmt: skip


def place_labels(ax: Axes, points: Sequence[tuple[float, float, str]], *, far: bool = False) -> int:
    """Write names beside points where there is room.

    Parameters
    ----------
    ax : Axes
        In its final place and with its final limits.
    points : sequence of (float, float, str)
        Data coordinates and name.
    far : bool
        Whether a name without room beside its point may stand farther away, with a line.

    Returns
    -------
    int
        How many names found no room.
    """
    scale = ax.figure.dpi / 72
    pixels = [ax.transData.transform((x, y)) / scale for x, y, _ in points]
    taken = [Bbox.from_bounds(x - 3, y - 3, 6, 6) for x, y in pixels]
    frame = ax.get_window_extent()
    room = Bbox(frame.get_points() / scale)
    hidden = 0
    for i, ((x, y), (data_x, data_y, name)) in enumerate(zip(pixels, points, strict=True)):
        text = shorten(name, _NAME_WIDTH, _SIZE, 3)
        others = [box for j, box in enumerate(taken) if j != i]
        found = _free_place(text, x, y, others, room, (*_OFFSETS, *_FAR) if far else _OFFSETS)
        if found is None:
            hidden += 1
            continue
        (dx, dy, ha, va), box = found
        taken.append(box)
        _write(ax, text, (data_x, data_y), dx, dy, ha, va)
    return hidden


def _write(ax: Axes, text: str, at: Any, dx: float, dy: float, ha: str, va: str) -> None:
    ax.annotate(text, at, xytext=(dx, dy), textcoords="offset points", size=_SIZE, color=INK,
                ha=ha, va=va, linespacing=1.0, parse_math=False, zorder=4,
                path_effects=[withStroke(linewidth=1.5, foreground="white")])  # fmt: skip
    if max(abs(dx), abs(dy)) > _NEAR:
        ax.annotate("", at, xytext=(dx, dy), textcoords="offset points", arrowprops=_LEADER)


def _free_place(
    text: str, x: float, y: float, taken: list[Bbox], room: Bbox, offsets: Sequence[Any]
) -> Any:
    lines = text.split("\n")
    width = max(text_width(line, _SIZE) for line in lines)
    height = 1.17 * _SIZE * len(lines)
    for dx, dy, ha, va in offsets:
        left = x + dx - {"left": 0.0, "right": width, "center": width / 2}[ha]
        bottom = y + dy - {"bottom": 0.0, "top": height, "center": height / 2}[va]
        box = Bbox.from_bounds(left, bottom, width, height)
        inside = room.x0 <= box.x0 and box.x1 <= room.x1 and room.y0 <= box.y0 and box.y1 <= room.y1
        if inside and not any(box.overlaps(other) for other in taken):
            return (dx, dy, ha, va), box
    return None
