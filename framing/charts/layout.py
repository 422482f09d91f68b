"""Where things stand in a chart: header, legend, axes, all measured so that nothing overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

from framing.charts.theme import GREY, INK

__all__ = ["Header", "finish", "place_panels", "shorten", "text_width", "upright_words", "wrap"]

TITLE_SIZE, SUBTITLE_SIZE, LEGEND_SIZE = 8.5, 6.5, 6.5
_LABEL_SIZE = 7.0
_LINE = 1.25
_PAD = 4.0  # points between blocks and round the figure
_MOST_LINES = 4
# Letters that are fitted to pixels are up to three per cent wider than their outlines.
_HINTING = 1.03
_EM = 100.0  # size in points at which characters are measured


@dataclass(frozen=True)
class Header:
    """Words above a chart.

    Attributes
    ----------
    title : str
        What is shown.
    subtitle : str
        What the interval is, over what, and n.
    handles : sequence
        Legend entries; none for no legend.
    """

    title: str
    subtitle: str = ""
    handles: Sequence[Any] = field(default_factory=tuple)


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width of one line of text in points, without kerning."""
    return _HINTING * size * sum(_advance(character, weight) for character in text)


@lru_cache(maxsize=8_192)
def _advance(character: str, weight: str) -> float:
    """Give the width of a character in ems."""
    font = _font(weight)
    font.set_size(_EM, 72)
    return float(font.load_char(ord(character)).linearHoriAdvance / 65536 / _EM)


def _font(weight: str) -> Any:
    return get_font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))


@lru_cache(maxsize=8_192)
def _has_glyph(character: str) -> bool:
    return bool(_font("normal").get_char_index(ord(character)))


def drawable(text: str) -> str:
    """Leave out what the bundled font cannot draw (emoji, CJK), so that no chart shows boxes."""
    kept = "".join(c for c in text if c.isspace() or _has_glyph(c))
    return kept if kept.strip() or not text.strip() else "?"


def wrap(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Break text into lines of at most `width` points; words longer than a line are cut."""
    lines, line = [], ""
    for word in drawable(text).split():
        trial = f"{line} {word}" if line else word
        if text_width(trial, size, weight) <= width:
            line = trial
            continue
        if line:
            lines.append(line)
        while text_width(word, size, weight) > width and len(word) > 1:
            fits = max(
                n
                for n in range(1, len(word))
                if n == 1 or text_width(word[:n], size, weight) <= width
            )
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return [*lines, line] if line or not lines else lines


def shorten(text: str, width: float, size: float, most_lines: int = _MOST_LINES) -> str:
    """Break a name into at most `most_lines` lines; what is too long loses its middle.

    The end stays, because long names of a kind often differ only there. Whole words go where
    that is enough.
    """
    words = text.split()
    lines = wrap(text, width, size)
    for kept in range(len(words) - 1, 1, -1):
        if len(lines) <= most_lines:
            break
        head, tail = words[: (kept + 1) // 2], words[len(words) - kept // 2 :]
        lines = wrap(" ".join([*head, "…", *tail]), width, size)
    kept = len(text)
    while len(lines) > most_lines and kept > 2:
        kept -= 1
        start, end = text[: (kept + 1) // 2].rstrip(), text[len(text) - kept // 2 :].lstrip()
        lines = wrap(f"{start}… {end}", width, size)
    return "\n".join(lines)


def upright_words(ax: Axes, text: str, room: float) -> None:
    """Label the upright axis, in as many lines as its height in points asks for."""
    lines = [line for part in text.split("\n") for line in _halved(part, room)]
    ax.set_ylabel("\n".join(lines), size=_LABEL_SIZE, linespacing=1.1)


def finish(ax: Axes, header: Header, *, fresh: bool, body: float) -> None:
    """Put the header and legend in place.

    On a fresh figure, its height and the place of the axes follow from what is in it. On the
    user's own axes the header stands above them and their place is left alone.

    Parameters
    ----------
    ax : Axes
        Drawn already, with all labels.
    header : Header
        Words and legend entries.
    fresh : bool
        Whether the figure is the chart's own.
    body : float
        Height of the axes in points, on a fresh figure.
    """
    if fresh:
        _lay_out(ax, header, body)
    else:
        _above(ax, header)


def _lay_out(ax: Axes, header: Header, body: float) -> None:
    figure = ax.figure
    assert isinstance(figure, Figure)
    width = figure.get_size_inches()[0] * 72
    words = _across_lines(ax, width - 2 * _PAD)
    left, right, top, ticks = _decorations(ax)
    bottom = ticks + (len(words) * _LABEL_SIZE * _LINE + _PAD if words else 0.0)
    lines = _header_lines(header, width - 2 * _PAD)
    legend = _legend(figure, header.handles, width)
    head = _PAD + sum(size * _LINE for _, size, _, _ in lines) + _PAD
    legend_height = _legend_height(legend, figure)
    height = head + legend_height + top + body + bottom + _PAD
    figure.set_size_inches(width / 72, height / 72)
    x0 = left + _PAD
    span = max(width - right - _PAD - x0, 10.0)
    ax.set_position((x0 / width, (bottom + _PAD) / height, span / width, body / height))
    _write_across(ax, words, x0, span, width, -(ticks + _PAD / 2) / body)
    _write_header(figure, lines, height)
    if legend is not None:
        legend.set_bbox_to_anchor((_PAD / width, 1 - head / height), figure.transFigure)


def _across_lines(ax: Axes, room: float) -> list[str]:
    """Take the words under the axis away, to be placed when its size is known."""
    text = ax.get_xlabel()
    ax.set_xlabel("")
    return [line for part in text.split("\n") if part for line in _halved(part, room)]


def _halved(text: str, room: float) -> list[str]:
    """Break "← less | more →" between its halves where it is too long for a line."""
    if text_width(text, _LABEL_SIZE) <= room:
        return [text]
    halves = text.split("  |  ")
    return [line for half in halves for line in wrap(half, room, _LABEL_SIZE)]


def _write_across(
    ax: Axes, lines: list[str], x0: float, span: float, width: float, y: float
) -> None:
    """Write the words under the middle of the axis, or as near as the figure's edge allows."""
    if not lines:
        return
    half = max(text_width(line, _LABEL_SIZE) for line in lines) / 2 + _PAD
    centre = min(max(x0 + span / 2, half), width - half)
    ax.set_xlabel("\n".join(lines), size=_LABEL_SIZE, linespacing=1.15, va="top",
                  parse_math=False)  # fmt: skip
    ax.xaxis.set_label_coords((centre - x0) / span, y)


def _decorations(ax: Axes) -> tuple[float, float, float, float]:
    """How far labels reach out of the axes on each side, in points."""
    figure = ax.figure
    canvas = figure.canvas
    renderer = canvas.get_renderer() if isinstance(canvas, FigureCanvasAgg) else None
    ax.set_position((0.4, 0.2, 0.45, 0.6))
    outer, inner = ax.get_tightbbox(renderer), ax.get_window_extent(renderer)
    assert outer is not None
    scale = 72 / figure.dpi
    sides = (
        inner.x0 - outer.x0, outer.x1 - inner.x1, outer.y1 - inner.y1, inner.y0 - outer.y0
    )  # fmt: skip
    left, right, top, bottom = (max(side, 0.0) * scale for side in sides)
    return left, max(right, 6.0), top, bottom


def _header_lines(header: Header, width: float) -> list[tuple[str, float, str, str]]:
    title = wrap(header.title, width, TITLE_SIZE, "bold") if header.title else []
    subtitle = wrap(header.subtitle, width, SUBTITLE_SIZE) if header.subtitle else []
    return [(line, TITLE_SIZE, "bold", INK) for line in title] + [
        (line, SUBTITLE_SIZE, "normal", GREY) for line in subtitle
    ]


def _write_header(figure: Figure, lines: list[tuple[str, float, str, str]], height: float) -> None:
    width = figure.get_size_inches()[0] * 72
    y = height - _PAD
    for text, size, weight, colour in lines:
        figure.text(
            _PAD / width, y / height, text, size=size, weight=weight, color=colour, ha="left",
            va="top", parse_math=False,
        )  # fmt: skip
        y -= size * _LINE


def _legend(figure: Figure, handles: Sequence[Any], width: float) -> Any:
    if not handles:
        return None
    for columns in range(min(len(handles), 5), 0, -1):
        legend = figure.legend(
            handles=list(handles), loc="upper left", ncols=columns, frameon=False,
            fontsize=LEGEND_SIZE, handlelength=1.6, handleheight=1.0, columnspacing=1.2,
            borderpad=0.0, borderaxespad=0.0, labelspacing=0.35, handletextpad=0.5,
        )  # fmt: skip
        if _extent(legend, figure)[0] <= width - 2 * _PAD or columns == 1:
            return legend
        legend.remove()
    return None


def _extent(artist: Any, figure: Figure) -> tuple[float, float]:
    canvas = figure.canvas
    renderer = canvas.get_renderer() if isinstance(canvas, FigureCanvasAgg) else None
    box = artist.get_window_extent(renderer)
    return box.width * 72 / figure.dpi, box.height * 72 / figure.dpi


def _legend_height(legend: Any, figure: Figure) -> float:
    return 0.0 if legend is None else _extent(legend, figure)[1] + 1.5 * _PAD


def _above(ax: Axes, header: Header) -> None:
    width = ax.get_window_extent().width * 72 / ax.figure.dpi
    lines = _header_lines(header, max(width, 60.0))
    offset = _PAD
    for text, size, weight, colour in reversed(lines):
        ax.annotate(
            text, (0, 1), xycoords="axes fraction", xytext=(0, offset),
            textcoords="offset points", size=size, weight=weight, color=colour, ha="left",
            va="bottom", parse_math=False, annotation_clip=False,
        )  # fmt: skip
        offset += size * _LINE
    if header.handles:
        ax.legend(handles=list(header.handles), frameon=False, fontsize=LEGEND_SIZE, loc="best")


def place_panels(
    figure: Figure,
    axes: Sequence[Axes],
    header: Header,
    *,
    n_columns: int,
    body: float,
    titles: Sequence[str],
    words: Sequence[str],
) -> None:
    """Lay out panels under a header, each with its own title and words under its axis.

    Parameters
    ----------
    figure : Figure
        Whose height follows.
    axes : sequence of Axes
        Drawn already, row by row.
    header : Header
        Above all panels.
    n_columns : int
        Panels in a row.
    body : float
        Height of a panel in points.
    titles, words : sequence of str
        Of each panel: above it, and under its axis.
    """
    width = figure.get_size_inches()[0] * 72
    left = max(_decorations(ax)[0] for ax in axes) + _PAD
    gap = 20.0  # room for the outermost labels of two neighbours
    panel = (width - left - _PAD - 8 - gap * (n_columns - 1)) / n_columns
    heads = [wrap(t, panel, _PANEL_TITLE, "bold") for t in titles]
    feet = [wrap(w, panel, _PANEL_WORDS) for w in words]
    lines = _header_lines(header, width - 2 * _PAD)
    legend = _legend(figure, header.handles, width)
    top = 2 * _PAD + sum(size * _LINE for _, size, _, _ in lines) + _legend_height(legend, figure)
    above = [max(map(len, heads[i : i + n_columns])) * _PANEL_TITLE * _LINE + 3
             for i in range(0, len(axes), n_columns)]  # fmt: skip
    below = [max(map(len, feet[i : i + n_columns])) * _PANEL_WORDS * _LINE + 16
             for i in range(0, len(axes), n_columns)]  # fmt: skip
    height = top + sum(above) + sum(below) + body * len(above) + 8.0 * (len(above) - 1) + _PAD
    figure.set_size_inches(width / 72, height / 72)
    y = height - top
    for row in range(len(above)):
        y -= above[row] + body
        for i in range(row * n_columns, min((row + 1) * n_columns, len(axes))):
            x = left + (i % n_columns) * (panel + gap)
            axes[i].set_position((x / width, y / height, panel / width, body / height))
            _around(axes[i], heads[i], feet[i])
        y -= below[row] + 8.0
    _write_header(figure, lines, height)
    if legend is not None:
        head = 2 * _PAD + sum(size * _LINE for _, size, _, _ in lines)
        legend.set_bbox_to_anchor((_PAD / width, 1 - head / height), figure.transFigure)


_PANEL_TITLE, _PANEL_WORDS = 7.0, 6.0


def _around(ax: Axes, head: list[str], foot: list[str]) -> None:
    """Write a panel's title above it and its axis' words under the tick labels."""
    ax.annotate("\n".join(head), (0, 1), xycoords="axes fraction", xytext=(0, 3), va="bottom",
                textcoords="offset points", size=_PANEL_TITLE, weight="bold", ha="left",
                linespacing=1.1, parse_math=False, annotation_clip=False)  # fmt: skip
    ax.annotate("\n".join(foot), (0, 0), xycoords="axes fraction", xytext=(0, -14), va="top",
                textcoords="offset points", size=_PANEL_WORDS, color=GREY, ha="left",
                linespacing=1.1, parse_math=False, annotation_clip=False)  # fmt: skip
