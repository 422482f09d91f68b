"""From stored sums to the ``long`` and ``wide`` tables: measured zeros, NaN with a reason.

Only sums that are not zero are stored. Which categories, targets and voices a measure has is in
its specification, so the rest follows: where units could carry the measure and nothing was found
the value is 0, where nothing could carry it the value is NaN and the status says ``no_evidence``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.measures.specs import MeasureSpec
from framing.values import SEGMENTS, VOICES, intervals

__all__ = ["Grid", "column_name", "grids", "long_rows", "wide_columns"]


@dataclass
class Grid:
    """All values of one measure; arrays have the axes article, category, target, segment, voice."""

    spec: MeasureSpec
    categories: list[str]
    targets: list[str]
    segments: Sequence[str]
    voices: Sequence[str]
    numerator: np.ndarray
    denominator: np.ndarray
    n: np.ndarray
    spread: np.ndarray
    blocks: np.ndarray

    @property
    def value(self) -> np.ndarray:
        """The values; NaN where no unit could carry the measure."""
        with np.errstate(divide="ignore", invalid="ignore"):
            value = self.spec.scale * self.numerator / self.denominator
        return np.where((self.n > 0) & (self.denominator > 0), value, np.nan)


def grids(
    values: pd.DataFrame,
    n_articles: int,
    specs: Mapping[str, MeasureSpec],
    targets: Sequence[str],
) -> Iterator[Grid]:
    """Give the grid of every measure.

    Parameters
    ----------
    values : DataFrame
        Sums as :class:`framing.scores.Scores` stores them; `article` counts from 0.
    n_articles : int
        Length of the first axis.
    specs : mapping
        The measures, in the order wanted.
    targets : sequence of str
        Names of all targets.
    """
    order = {name: code for code, name in enumerate(values["measure"].cat.categories)}
    codes = values["measure"].cat.codes.to_numpy()
    for name, spec in specs.items():
        rows = values.iloc[np.flatnonzero(codes == order.get(name, -2))]
        yield _grid(rows, n_articles, spec, targets)


def _grid(rows: pd.DataFrame, n_articles: int, spec: MeasureSpec, targets: Sequence[str]) -> Grid:
    """Fill one measure's grid from its stored rows."""
    seen = list(dict.fromkeys(rows["category"].astype(str)))
    categories = [*spec.all_categories, *(c for c in seen if c not in spec.all_categories)]
    if rows.size and "all" not in seen:
        categories = [c for c in categories if c != "all"]
    names = list(targets) if spec.targets else [""]
    segments = SEGMENTS if spec.segments else SEGMENTS[:1]
    voices = VOICES if spec.voices else VOICES[:1]
    shape = (n_articles, len(categories), len(names), len(segments), len(voices))
    at = (
        rows["article"].to_numpy(),
        _position(rows["category"], categories),
        _position(rows["target"], names),
        _position(rows["segment"], segments),
        _position(rows["voice"], voices),
    )
    filled = {}
    for column in ("numerator", "denominator", "n", "spread", "blocks"):
        filled[column] = np.zeros(shape)
        filled[column][at] = rows[column].to_numpy()
    if "all" in categories:
        whole = categories.index("all")
        missing = filled["n"] == 0
        for column in ("denominator", "n", "blocks"):
            base = np.broadcast_to(filled[column][:, whole : whole + 1], shape)
            filled[column] = np.where(missing, base, filled[column])
    return Grid(spec, categories, names, segments, voices, **filled)


def _position(column: pd.Series, names: Sequence[str]) -> np.ndarray:
    """Give the place of every value of a categorical column in a list."""
    place = {name: n for n, name in enumerate(names)}
    table = np.array([place.get(str(c), -1) for c in column.cat.categories], np.int64)
    codes = column.cat.codes.to_numpy()
    return table[codes] if len(codes) else np.zeros(0, np.int64)


def long_rows(grid: Grid, status: np.ndarray, uncleaned: Grid | None = None) -> pd.DataFrame:
    """Give one measure's rows of the long table, `article` as a code.

    Parameters
    ----------
    grid : Grid
        The measure.
    status : ndarray of str
        Status of each article.
    uncleaned : Grid, optional
        The same measure with the residue left in.
    """
    kept = grid.n > 0
    kept[:, :, :, 0, :] = True
    article, category, target, segment, voice = np.nonzero(kept)
    low, high = intervals(grid.spec, grid.numerator, grid.denominator, grid.spread, grid.blocks)
    n = grid.n[kept]
    value = grid.value[kept]
    reason = np.where((n == 0) & (status[article] == "ok"), "no_evidence", status[article])
    before = np.full(len(n), np.nan)
    if uncleaned is not None and uncleaned.numerator.shape == grid.numerator.shape:
        before = uncleaned.value[kept]
    nothing = np.isnan(value)
    return pd.DataFrame(
        {
            "article": article,
            "measure": _coded(np.zeros(len(n), np.int64), [grid.spec.name]),
            "category": _coded(category, grid.categories),
            "target": _coded(target, grid.targets),
            "segment": _coded(segment, grid.segments),
            "voice": _coded(voice, grid.voices),
            "value": value,
            "low": np.where(nothing, np.nan, low[kept]).astype(np.float32),
            "high": np.where(nothing, np.nan, high[kept]).astype(np.float32),
            "numerator": np.where(nothing, np.nan, grid.numerator[kept]),
            "denominator": grid.denominator[kept],
            "unit": _coded(np.zeros(len(n), np.int64), [grid.spec.unit]),
            "n": n.astype(np.int32),
            "status": pd.Categorical(reason),
            "value_uncleaned": before,
        }
    )


def _coded(codes: np.ndarray, names: Sequence[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes.astype(np.int32), pd.Index(list(names), dtype=object))


def wide_columns(grid: Grid) -> Iterator[tuple[str, np.ndarray]]:
    """Give name and values of one measure's columns of the wide table."""
    values = grid.value[:, :, :, 0, :]
    for c, category in enumerate(grid.categories):
        for t, target in enumerate(grid.targets):
            for v, voice in enumerate(grid.voices):
                name = column_name(grid.spec.name, category, voice, target)
                yield name, values[:, c, t, v]


def column_name(measure: str, category: str, voice: str, target: str = "") -> str:
    """Name a column of the wide table: ``stance[NATO].own``."""
    inner = ",".join(x for x in ("" if category == "all" else category, target) if x)
    return (f"{measure}[{inner}]" if inner else measure) + ("" if voice == "all" else f".{voice}")
