"""Article map: where in each article the evidence stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from framing.charts.dots import label_groups, row_height
from framing.charts.layout import Header, finish
from framing.charts.theme import COLOURS, PALE, SINGLE_COLUMN, chart_axes, styled
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["article_map"]

_MOST_ARTICLES = 20
_MOST_FAMILIES = 6


def article_map(
    scores: Any,
    *,
    articles: Sequence[str] | None = None,
    measures: Sequence[str] | None = None,
    most: int = _MOST_ARTICLES,
    width: float = SINGLE_COLUMN,
    title: str = "Where the evidence stands",
    ax: Axes | None = None,
) -> Axes:
    """Draw where in each article the words stand that its scores rest on.

    One row an article, from its first character to its last; each mark is a span of evidence, in
    a lane of its measure.

    Parameters
    ----------
    scores : Scores
        With ``evidence``, scored with ``detail="evidence"``.
    articles : sequence of str, optional
        Ids; the first `most` that were scored by default.
    measures : sequence of str, optional
        ``"hedging"``, ``"loaded"``, ...; the six with most evidence by default.
    most : int, default 20
        Most articles shown.
    width : float, default 84
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
        If there is no evidence or an article is unknown.
    """
    evidence = getattr(scores, "evidence", None)
    if evidence is None:
        kind = type(scores).__name__
        raise FramingError(f"article_map reads Scores, not {kind}; pass what framing.score gave")
    if not len(evidence):
        raise FramingError("the scores hold no evidence; score with detail='evidence'")
    chosen = _chosen_articles(scores.articles, articles, most)
    families = _families(evidence, measures)
    lengths = _lengths(scores, chosen)
    with styled():
        axes, fresh = chart_axes(ax, width)
        places = list(range(len(chosen)))
        lines = label_groups(axes, _names(scores.articles, chosen), places, width * 72 / 25.4)
        for y, article in zip(places, chosen, strict=True):
            axes.plot([0, 1], [y, y], color=PALE, lw=5.5, solid_capstyle="butt", zorder=1)
            _draw_marks(axes, evidence, article, lengths[article], families, y)
        _style(axes, len(chosen))
        handles = [
            Line2D([], [], color=COLOURS[i], lw=2, label=family)
            for i, family in enumerate(families)
        ]
        subtitle = _subtitle(scores, chosen)
        height = max(row_height(lines), 4.2 * len(families) + 5)
        finish(axes, Header(title, subtitle, handles), fresh=fresh, body=len(chosen) * height)
    return axes


def _chosen_articles(table: pd.DataFrame, articles: Sequence[str] | None, most: int) -> list[str]:
    known = table["article_id"].astype(str)
    if articles is None:
        ok = known[(table["status"] == "ok").to_numpy()] if "status" in table else known
        if not len(ok):
            raise FramingError("no article was scored, so there is nothing to draw")
        return list(ok[:most])
    given = [articles] if isinstance(articles, str) else list(articles)
    for name in given:
        if name not in set(known):
            raise FramingError(
                f"articles={name!r} is no article id; the first is {known.iloc[0]!r}"
            )
    return given[:most]


def _families(evidence: pd.DataFrame, measures: Sequence[str] | None) -> list[str]:
    family = evidence["measure"].astype(str).str.split(".").str[0]
    counts = family.value_counts()
    if measures is None:
        return sorted(counts.index[:_MOST_FAMILIES])
    given = [measures] if isinstance(measures, str) else list(measures)
    names = [str(name).split(".")[0] for name in given]
    for name in names:
        if name not in counts.index:
            raise FramingError(
                f"measures={name!r} has no evidence; there are: {', '.join(counts.index)}"
            )
    return list(dict.fromkeys(names))[: len(COLOURS)]


def _lengths(scores: Any, chosen: Sequence[str]) -> dict[str, float]:
    """Characters of each article: of its text, else up to the last unit."""
    table = scores.articles.set_index(scores.articles["article_id"].astype(str))
    if "text" in table:
        return {a: max(len(str(table.at[a, "text"] or "")), 1) for a in chosen}
    ends = scores.units.groupby(scores.units["article_id"].astype(str))["end"].max()
    return {a: max(float(ends.get(a, 1.0)), 1.0) for a in chosen}


def _names(table: pd.DataFrame, chosen: Sequence[str]) -> list[str]:
    """Name articles by outlet and title, or by id where there is no title."""
    by_id = table.set_index(table["article_id"].astype(str))
    out = []
    for name in chosen:
        outlet, title = (by_id[c].get(name) if c in by_id else None for c in ("outlet", "title"))
        known = title if isinstance(title, str) and title else name
        out.append(f"{outlet}: {known}" if isinstance(outlet, str) and outlet else known)
    return out


def _draw_marks(
    ax: Axes, evidence: pd.DataFrame, article: str, length: float, families: Sequence[str], y: float
) -> None:
    mine = evidence[(evidence["article_id"] == article).to_numpy()]
    family = mine["measure"].astype(str).str.split(".").str[0]
    lane = 0.76 / len(families)
    for i, name in enumerate(families):
        rows = mine[(family == name).to_numpy()]
        middle = (rows["start"].to_numpy(float) + rows["end"].to_numpy(float)) / 2 / length
        low = y - 0.38 + i * lane
        ax.vlines(np.clip(middle, 0, 1), low, low + 0.9 * lane, color=COLOURS[i], lw=1.2, zorder=2)


def _style(ax: Axes, n: int) -> None:
    ax.set_xlim(0, 1)
    ax.set_ylim(n - 0.5, -0.5)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
    ax.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{100 * v:.0f} %"))
    ax.set_xlabel(
        "← beginning of the article  |  end →\nshare of its characters, boilerplate included"
    )
    ax.spines["left"].set_visible(False)


def _subtitle(scores: Any, chosen: Sequence[str]) -> str:
    total = len(scores.articles)
    shown = f"{len(chosen)} of {total:,} articles. " if len(chosen) < total else ""
    return f"{shown}Each mark is a span of evidence, in its measure's lane from top to bottom."
