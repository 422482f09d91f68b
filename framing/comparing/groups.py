"""Groups: which articles are set side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MAX_GROUPS", "Grouping", "group_articles", "parse_by"]

MAX_GROUPS = 1_000
PERIODS = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D"}
_JOIN = " · "
_NEVER = ("text", "signature", "problem")


@dataclass(frozen=True)
class Grouping:
    """A partition of the articles.

    Attributes
    ----------
    by : tuple of str
        The columns.
    codes : array of int
        The group of each article, -1 for none.
    labels : tuple of str
        The groups' names, in the order of tables and charts.
    columns : tuple of arrays of int
        The value of each article in each column of `by`, -1 for none.
    """

    by: tuple[str, ...]
    codes: np.ndarray
    labels: tuple[str, ...]
    columns: tuple[np.ndarray, ...] = ()

    @property
    def n_left_out(self) -> int:
        """Articles that have no value in a column of `by`."""
        return int((self.codes < 0).sum())


def parse_by(by: str | Sequence[str]) -> tuple[str, ...]:
    """Give the columns of `by` as a tuple."""
    listed = isinstance(by, Sequence) and not isinstance(by, str)
    names: tuple[Any, ...] = tuple(by) if listed else (by,)
    if not names or not all(isinstance(name, str) for name in names):
        raise FramingError(
            f"by={by!r} names no column; give one such as 'outlet', or a list of them"
        )
    return names


def group_articles(articles: pd.DataFrame, by: tuple[str, ...]) -> Grouping:
    """Group articles by columns, or by a period of their date.

    Parameters
    ----------
    articles : DataFrame
        One row an article, or one an article and target.
    by : tuple of str
        Columns of `articles`; ``year``, ``quarter``, ``month``, ``week`` and ``day`` are made from
        ``date`` where no column has that name.

    Returns
    -------
    Grouping

    Raises
    ------
    FramingError
        If a column is unknown, empty, or has more than `MAX_GROUPS` values.
    """
    encoded = [_encode(_column(articles, name)) for name in by]
    codes = np.zeros(len(articles), dtype=np.int64)
    missing = np.zeros(len(articles), dtype=bool)
    for column_codes, names in encoded:
        missing |= column_codes < 0
        codes = codes * max(len(names), 1) + column_codes
    used, renumbered = np.unique(codes[~missing], return_inverse=True)
    _check_number(len(used), by)
    out = np.full(len(articles), -1, dtype=np.int64)
    out[~missing] = renumbered
    labels = tuple(_label(int(code), [names for _, names in encoded]) for code in used)
    return Grouping(by, out, labels, tuple(column for column, _ in encoded))


def _label(code: int, names: list[list[str]]) -> str:
    parts = []
    for level in reversed(names):
        code, position = divmod(code, len(level))
        parts.append(level[position])
    return _JOIN.join(reversed(parts))


def _check_number(n: int, by: tuple[str, ...]) -> None:
    name = ", ".join(by)
    if n == 0:
        raise FramingError(f"by={name!r}: no article has a value there; group by another column")
    if n > MAX_GROUPS:
        raise FramingError(
            f"by={name!r} makes {n:,} groups, more than {MAX_GROUPS:,}; group by a coarser column"
        )


def _column(articles: pd.DataFrame, name: str) -> pd.Series:
    if name in articles and name not in _NEVER:
        return articles[name]
    if name in PERIODS and "date" in articles:
        return _period(articles["date"], name)
    known = ", ".join(str(c) for c in articles.columns if c not in _NEVER)
    made = f"; and made from date: {', '.join(PERIODS)}" if "date" in articles else ""
    raise FramingError(f"by={name!r} is no column of the scores; there are: {known}{made}")


def _period(dates: pd.Series, name: str) -> pd.Series:
    import pandas as pd

    parsed = pd.to_datetime(dates, errors="coerce", format="ISO8601", utc=True).dt.tz_localize(None)
    if parsed.isna().all():
        example = dates.dropna().iloc[0] if dates.notna().any() else None
        raise FramingError(
            f"by={name!r}: no date can be read (first: {example!r}); write dates as 2025-06-26"
        )
    periods = parsed.dt.to_period(PERIODS[name])
    if name == "week":
        periods = periods.dt.start_time.dt.to_period("D")
    return periods.astype(str).where(parsed.notna())


def _encode(column: pd.Series) -> tuple[np.ndarray, list[str]]:
    """Codes of a column (-1 for missing) and its values' names in order."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype) and column.cat.ordered:
        return column.cat.codes.to_numpy(dtype=np.int64), [_name(v) for v in column.cat.categories]
    values = column.astype(object)
    names = [_name(v) for v in values]
    distinct = {name: value for name, value in zip(names, values, strict=True) if name}
    numeric = all(isinstance(v, int | float | np.number) for v in distinct.values())
    ordered = sorted(distinct, key=(lambda name: float(distinct[name])) if numeric else None)
    rank = {name: i for i, name in enumerate(ordered)}
    return np.array([rank.get(name, -1) for name in names], dtype=np.int64), ordered


def _name(value: Any) -> str:
    """Name a value, "" for a missing value."""
    if value is None or value != value or str(value) in ("", "<NA>", "NaT"):
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value)
