"""Observations: the articles' scores as matrices, ready to be averaged and resampled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SPLITS", "Observations", "choose_long", "observe"]

KEY_COLUMNS = ("measure", "category", "target", "segment", "voice")
SPLITS = ("target", "segment")
_PARTS = ("headline", "lead", "body")


@dataclass(frozen=True)
class Observations:
    """Scores of articles (rows) by key (columns): a measure, category, target, segment and voice.

    Attributes
    ----------
    rows : DataFrame
        One row an observation, with ``article_id`` and all metadata.
    keys : DataFrame
        One row a column of the matrices: measure, category, target, segment, voice.
    values : array of shape (n_rows, n_keys)
        The articles' own values, NaN where there is nothing to measure.
    amounts, bases : arrays of shape (n_rows, n_keys)
        What is summed and divided to estimate a group: ``sum(amounts) / sum(bases)``; both are 0
        where there is nothing to measure.
    lows, highs : arrays of shape (n_rows, n_keys)
        Within-article interval of each value.
    """

    rows: pd.DataFrame
    keys: pd.DataFrame
    values: np.ndarray
    amounts: np.ndarray
    bases: np.ndarray
    lows: np.ndarray
    highs: np.ndarray


def choose_long(
    long: pd.DataFrame,
    specs: Mapping[str, Any],
    *,
    measures: Sequence[str] | None,
    targets: Sequence[str] | None,
    voice: str,
    segment: str,
    by_segment: bool = False,
) -> pd.DataFrame:
    """Pick the rows of `Scores.long` that a comparison is about.

    Measures that are not split by voice or segment are taken as ``"all"``; where segments are
    compared (`by_segment`), those without them are left out.

    Raises
    ------
    FramingError
        If a measure, target, voice or segment does not occur.
    """
    wanted = _wanted_measures(_values_of(long["measure"]), measures)
    _check_known("voice", voice, {*_values_of(long["voice"]), "own", "reported", "quoted", "all"})
    _check_known(
        "segment", segment, {*_values_of(long["segment"]), "headline", "lead", "body", "all"}
    )
    keep = np.zeros(len(long), dtype=bool)
    for name in wanted:
        spec = specs.get(name)
        segments = _segments(segment, getattr(spec, "segments", True), by_segment)
        keep |= (
            (long["measure"] == name)
            & (long["voice"] == (voice if getattr(spec, "voices", True) else "all"))
            & long["segment"].isin(segments)
        ).to_numpy()
    if by_segment and not keep.any():
        raise FramingError(
            f"by='segment': none of the measures has parts of articles: {', '.join(wanted)}"
        )
    if targets is not None:
        known = {t for t in _values_of(long["target"]) if t}
        given = [targets] if isinstance(targets, str) else list(targets)
        for target in given:
            _check_known("targets", target, known)
        keep &= long["target"].isin([*given, ""]).to_numpy()
    return long[keep]


def observe(
    long: pd.DataFrame,
    articles: pd.DataFrame,
    specs: Mapping[str, Any],
    *,
    pooled: bool,
    split: Sequence[str] = (),
) -> Observations:
    """Lay chosen rows of `Scores.long` out as matrices.

    Parameters
    ----------
    long : DataFrame
        From `choose_long`.
    articles : DataFrame
        One row an article.
    specs : mapping of str to MeasureSpec
        For the scale of each measure.
    pooled : bool
        Whether the units of all articles are pooled; else every article counts alike.
    split : sequence of {"target", "segment"}
        An observation is an article's score for one target, or in one segment, or both; without
        these it is an article.
    """
    key_names = [c for c in KEY_COLUMNS if c not in split]
    if "target" in split:
        long = long[(long["target"] != "").to_numpy()]
    key_code, keys = _sorted_keys(*_factorised(long, key_names), specs)
    row_code, rows = _rows(long, articles, split)
    shape = (len(rows), len(keys))
    values = _placed(shape, row_code, key_code, long["value"])
    if pooled:
        scale = np.array([getattr(specs.get(m), "scale", 1.0) for m in keys["measure"]])
        amounts = _placed(shape, row_code, key_code, long["numerator"]) * scale
        bases = _placed(shape, row_code, key_code, long["denominator"])
    else:
        amounts, bases = values.copy(), np.ones(shape)
    known = np.isfinite(values) & np.isfinite(amounts) & (bases > 0)
    blank = {"target": "", "segment": "all"}
    keys = keys.assign(**{name: blank[name] for name in split})[list(KEY_COLUMNS)]
    return Observations(
        rows=rows,
        keys=keys,
        values=np.where(known, values, np.nan),
        amounts=np.where(known, amounts, 0.0),
        bases=np.where(known, bases, 0.0),
        lows=_placed(shape, row_code, key_code, long["low"]),
        highs=_placed(shape, row_code, key_code, long["high"]),
    )


def _segments(segment: str, has_them: bool, by_segment: bool) -> list[str]:
    """Name the segments that a measure is read in."""
    if by_segment:
        return list(_PARTS) if has_them else []
    return [segment if has_them else "all"]


def _wanted_measures(known: list[str], measures: Sequence[str] | None) -> list[str]:
    if measures is None:
        return known
    given = [measures] if isinstance(measures, str) else list(measures)
    out: list[str] = []
    for name in given:
        matching = [n for n in known if n == name] or [n for n in known if n.split(".")[0] == name]
        if not matching:
            raise FramingError(f"measures={name!r} was not scored; there are: {', '.join(known)}")
        out.extend(n for n in matching if n not in out)
    return out


def _values_of(column: pd.Series) -> list[str]:
    """Values of a text column, dictionary-encoded or not, in order of appearance."""
    return [str(value) for value in column.unique()]


def _check_known(argument: str, value: str, known: set[str]) -> None:
    if value not in known:
        listed = ", ".join(sorted(known)) or "none"
        raise FramingError(
            f"{argument}={value!r} does not occur in the scores; there are: {listed}"
        )


def _factorised(table: pd.DataFrame, names: list[str]) -> tuple[np.ndarray, pd.DataFrame]:
    """Code of each row's combination of columns, and the combinations in order of appearance."""
    import pandas as pd

    code = np.zeros(len(table), dtype=np.int64)
    for name in names:
        column, values = pd.factorize(table[name])
        code = code * (len(values) + 1) + column + 1
    position, _ = pd.factorize(code)
    first = np.unique(position, return_index=True)[1]
    keys = table[names].iloc[first].astype(str).reset_index(drop=True)
    return position, keys


def _sorted_keys(
    code: np.ndarray, keys: pd.DataFrame, specs: Mapping[str, Any]
) -> tuple[np.ndarray, pd.DataFrame]:
    """Put measures and categories in the order of the register, targets in that of the scores."""
    measures = list(dict.fromkeys([*specs, *keys["measure"]]))
    targets = list(dict.fromkeys(keys["target"])) if "target" in keys else [""]
    rank = []
    for row in keys.itertuples():
        categories = getattr(specs.get(str(row.measure)), "all_categories", ("all",))
        place = categories.index(row.category) if row.category in categories else len(categories)
        rank.append((measures.index(row.measure), targets.index(getattr(row, "target", "")), place))
    order = sorted(range(len(keys)), key=rank.__getitem__)
    position = np.empty(len(keys), dtype=np.int64)
    position[order] = np.arange(len(keys))
    return position[code], keys.iloc[order].reset_index(drop=True)


def _rows(
    long: pd.DataFrame, articles: pd.DataFrame, split: Sequence[str]
) -> tuple[np.ndarray, pd.DataFrame]:
    import pandas as pd

    place = pd.Index(articles["article_id"]).get_indexer(
        pd.Index(long["article_id"].astype(object))
    )
    if (place < 0).any():
        raise FramingError(
            "scores.long has articles that scores.articles lacks; score them together"
        )
    if not split:
        return place, articles.reset_index(drop=True)
    code = place.astype(np.int64)
    for name in split:
        part, values = pd.factorize(long[name].astype(str))
        code = code * max(len(values), 1) + part
    row_code, _ = pd.factorize(code)
    first = np.unique(row_code, return_index=True)[1]
    rows = articles.iloc[place[first]].reset_index(drop=True)
    return row_code, rows.assign(**{name: _named(long, name, first) for name in split})


def _named(long: pd.DataFrame, name: str, at: np.ndarray) -> Any:
    """Give the targets or segments of some rows, segments in reading order."""
    import pandas as pd

    values = long[name].astype(str).to_numpy(dtype=object)[at]
    return pd.Categorical(values, _PARTS, ordered=True) if name == "segment" else values


def _placed(
    shape: tuple[int, int], rows: np.ndarray, columns: np.ndarray, values: pd.Series
) -> np.ndarray:
    out = np.full(shape, np.nan)
    out[rows, columns] = values.to_numpy(dtype=float, na_value=np.nan)
    return out
