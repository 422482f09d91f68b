"""Saving charts: the same bytes for the same input, with what they rest on in the metadata."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from framing.charts.theme import styled
from framing.errors import FramingError

__all__ = ["FORMATS", "save"]

FORMATS = ("png", "svg", "pdf")


def save(fig: Figure | Axes, path: str | Path, *, dpi: float = 300) -> Path:
    """Write a chart to a PNG, SVG or PDF file.

    The same figure gives the same bytes in one environment: no dates, fixed salts, the fonts that
    come with matplotlib. Recipe and settings stand in the file's metadata.

    Parameters
    ----------
    fig : Figure or Axes
        What a chart function returned.
    path : str or Path
        Its ending names the format: ``.png``, ``.svg`` or ``.pdf``. Folders are made.
    dpi : float, default 300
        Dots per inch of a PNG.

    Returns
    -------
    Path

    Raises
    ------
    FramingError
        If the ending is another one, the folder cannot be written to, or `fig` is no figure.
    """
    figure = fig.figure if isinstance(fig, Axes) else fig
    if not isinstance(figure, Figure):
        raise FramingError(
            f"fig of type {type(fig).__name__} is no figure; pass what a chart returned"
        )
    target = Path(path)
    kind = target.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise FramingError(f"path={str(path)!r}: charts are saved as .png, .svg or .pdf")
    data = _rendered(figure, kind, dpi)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        raise FramingError(f"path={str(path)!r} cannot be written: {error.strerror}") from error
    return target


def _rendered(figure: Figure, kind: str, dpi: float) -> bytes:
    buffer = BytesIO()
    with styled():
        if kind == "png":
            FigureCanvasAgg(figure) if figure.canvas is None else None
        figure.savefig(buffer, format=kind, dpi=dpi, metadata=_metadata(figure, kind))
    return buffer.getvalue()


def _metadata(figure: Figure, kind: str) -> dict[str, Any]:
    notes = {k: v for k, v in getattr(figure, "notes", {}).items() if v}
    text = "; ".join(f"{k}: {v}" for k, v in notes.items())
    if kind == "png":
        return {"Software": "framing", "Description": text} if text else {"Software": "framing"}
    if kind == "svg":
        return {"Date": None, "Creator": "framing", "Description": text or None}
    return {"CreationDate": None, "ModDate": None, "Creator": "framing", "Subject": text or None}
