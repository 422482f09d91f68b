"""Agreement between coders, people or programs, with intervals over the things coded."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from framing.errors import FramingError

__all__ = ["LEVELS", "agreement", "krippendorff_alpha"]

LEVELS = ("nominal", "ordinal", "interval")


def agreement(
    codes: pd.DataFrame,
    *,
    unit: str = "unit",
    coder: str = "coder",
    label: str = "label",
    level: str = "nominal",
    n_boot: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how far coders agree.

    Parameters
    ----------
    codes : DataFrame
        One row a code: which thing, which coder, which label.
    unit, coder, label : str
        Names of the columns.
    level : {"nominal", "ordinal", "interval"}
        Level of measurement of the labels.
    n_boot : int
        Resamples of the things coded, for the 95 % interval.
    seed : int
        Seed of the resampling.

    Returns
    -------
    DataFrame
        ``measure, coders, value, low, high, n``: Krippendorff's alpha over all coders, and for
        every pair percent agreement and Cohen's kappa. 1 is full agreement, 0 what chance gives
        (for alpha and kappa).

    Raises
    ------
    FramingError
        If a column is missing, a coder coded a thing twice, or nothing was coded by two.

    Examples
    --------
    >>> codes = pd.DataFrame({"unit": [1, 1, 2, 2], "coder": list("abab"), "label": list("xxyy")})
    >>> float(agreement(codes, n_boot=10).value[0])
    1.0
    """
    matrix = _matrix(codes, unit, coder, label, level)
    rng = np.random.default_rng(seed)
    values, kinds = _coded(matrix, level)
    draws = rng.integers(0, len(values), (n_boot, len(values)))
    rows = [("alpha", "all", *_with_interval(values, draws, kinds, level), _pairable(values))]
    for a, b in combinations(range(values.shape[1]), 2):
        both = values[~np.isnan(values[:, [a, b]]).any(axis=1)][:, [a, b]]
        if not len(both):
            continue
        name = f"{matrix.columns[a]} / {matrix.columns[b]}"
        pair_draws = rng.integers(0, len(both), (n_boot, len(both)))
        for measure, figure in (("percent", _percent), ("kappa", _kappa)):
            sample = [figure(both[d]) for d in pair_draws]
            low, high = _quantiles(sample)
            rows.append((measure, name, figure(both), low, high, len(both)))
    return pd.DataFrame(rows, columns=["measure", "coders", "value", "low", "high", "n"])


def krippendorff_alpha(values: np.ndarray, kinds: np.ndarray, level: str = "nominal") -> float:
    """Compute Krippendorff's alpha (Krippendorff 2019, ch. 12).

    Parameters
    ----------
    values : ndarray (n_units, n_coders)
        Codes as numbers; NaN where a coder gave none.
    kinds : ndarray
        The distinct codes, in order.
    level : {"nominal", "ordinal", "interval"}
        Level of measurement.
    """
    counts = (values[:, :, None] == kinds[None, None, :]).sum(axis=1).astype(float)
    coded = counts.sum(axis=1)
    counts, coded = counts[coded >= 2], coded[coded >= 2]
    if not len(coded):
        return float("nan")
    weights = 1 / (coded - 1)
    coincidence = (counts * weights[:, None]).T @ counts - np.diag(
        (counts * weights[:, None]).sum(0)
    )
    totals = coincidence.sum(axis=1)
    distance = _distance(kinds, totals, level)
    expected = (np.outer(totals, totals) * distance).sum() / (totals.sum() - 1)
    return 1.0 - float((coincidence * distance).sum() / expected) if expected else 1.0


def _distance(kinds: np.ndarray, totals: np.ndarray, level: str) -> np.ndarray:
    """Give the squared distance between every two codes."""
    if level == "nominal":
        return 1.0 - np.eye(len(kinds))
    if level == "interval":
        return (kinds[:, None] - kinds[None, :]) ** 2
    ranks = np.cumsum(totals) - totals / 2
    return (ranks[:, None] - ranks[None, :]) ** 2


def _matrix(codes: pd.DataFrame, unit: str, coder: str, label: str, level: str) -> pd.DataFrame:
    """Lay the codes out, a row a thing, a column a coder."""
    if level not in LEVELS:
        raise FramingError(f"level={level!r} is not known; there are: {', '.join(LEVELS)}")
    for name, column in (("unit", unit), ("coder", coder), ("label", label)):
        if column not in codes:
            there = ", ".join(map(str, codes.columns))
            raise FramingError(f"{name}={column!r} is no column of the codes; there are: {there}")
    codes = codes.dropna(subset=[unit, coder, label])
    twice = codes.duplicated([unit, coder])
    if twice.any():
        row = codes[twice].iloc[0]
        raise FramingError(f"{row[coder]!r} coded {row[unit]!r} twice; keep one code of each")
    matrix = codes.pivot(index=unit, columns=coder, values=label)
    if matrix.shape[1] < 2 or (matrix.notna().sum(axis=1) < 2).all():
        raise FramingError(
            "nothing was coded by two coders; agreement needs codes of the same things"
        )
    return matrix


def _coded(matrix: pd.DataFrame, level: str) -> tuple[np.ndarray, np.ndarray]:
    """Turn labels into numbers; nominal ones by their order, others must be numbers."""
    if level == "nominal":
        names = sorted({str(v) for v in matrix.to_numpy().ravel() if not pd.isna(v)})
        place = {name: float(n) for n, name in enumerate(names)}
        values = matrix.map(lambda v: np.nan if pd.isna(v) else place[str(v)]).to_numpy(float)
        return values, np.arange(len(names), dtype=float)
    try:
        values = matrix.astype(float).to_numpy()
    except ValueError as error:
        raise FramingError(f"level={level!r} needs numbers as labels: {error}") from None
    return values, np.unique(values[~np.isnan(values)])


def _with_interval(
    values: np.ndarray, draws: np.ndarray, kinds: np.ndarray, level: str
) -> tuple[float, float, float]:
    sample = [krippendorff_alpha(values[d], kinds, level) for d in draws]
    return krippendorff_alpha(values, kinds, level), *_quantiles(sample)


def _quantiles(sample: list[float]) -> tuple[float, float]:
    kept = [v for v in sample if v == v]
    if not kept:
        return float("nan"), float("nan")
    low, high = np.quantile(kept, [0.025, 0.975])
    return float(low), float(high)


def _pairable(values: np.ndarray) -> int:
    return int(((~np.isnan(values)).sum(axis=1) >= 2).sum())


def _percent(pair: np.ndarray) -> float:
    return float((pair[:, 0] == pair[:, 1]).mean())


def _kappa(pair: np.ndarray) -> float:
    """Cohen's kappa of two coders (Cohen 1960)."""
    observed = _percent(pair)
    kinds = np.unique(pair)
    expected = sum(float((pair[:, 0] == k).mean() * (pair[:, 1] == k).mean()) for k in kinds)
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)
