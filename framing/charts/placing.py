"""Names beside points, placed so that they neither overlap each other nor hide a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from framing.charts.layout import shorten, text_width
from framing.charts.theme import INK

__all__ = ["place_labels"]

_SIZE = 6.0
_NAME_WIDTH = 80.0
_OFFSETS = ((3, 3, "left", "bottom"), (3, -3, "left", "top"), (-3, 3, "right", "bottom"),
            (-3, -3, "right", "top"), (5, 0, "left", "center"), (-5, 0, "right", "center"),
            (0, 5, "center", "bottom"), (0, -5, "center", "top"),
            (4, 12, "left", "bottom"), (4, -12, "left", "top"),
            (-4, 12, "right", "bottom"), (-4, -12, "right", "top"))  # fmt: skip


def place_labels(ax: Axes, points: Sequence[tuple[float, float, str]]) -> int:
    """Write names beside points where there is room.

    Parameters
    ----------
    ax : Axes
        In its final place and with its final limits.
    points : sequence of (float, float, str)
        Data coordinates and name.

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
        found = _free_place(text, x, y, [box for j, box in enumerate(taken) if j != i], room)
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


def _free_place(text: str, x: float, y: float, taken: list[Bbox], room: Bbox) -> Any:
    lines = text.split("\n")
    width = max(text_width(line, _SIZE) for line in lines)
    height = 1.05 * _SIZE * len(lines)
    for dx, dy, ha, va in _OFFSETS:
        left = x + dx - {"left": 0.0, "right": width, "center": width / 2}[ha]
        bottom = y + dy - {"bottom": 0.0, "top": height, "center": height / 2}[va]
        box = Bbox.from_bounds(left, bottom, width, height)
        inside = room.x0 <= box.x0 and box.x1 <= room.x1 and room.y0 <= box.y0 and box.y1 <= room.y1
        if inside and not any(box.overlaps(other) for other in taken):
            return (dx, dy, ha, va), box
    return None
