"""The design of a comparison: what is resampled, and how much each article counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.comparing.groups import Grouping
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Design", "plan"]

# An outlet or two whose group changes do not make a grouping of outlets one of articles.
_MOSTLY_CONSTANT = 0.9


@dataclass(frozen=True)
class Design:
    """How articles depend on each other and how they count.

    Attributes
    ----------
    level : {"story", "outlet"}
        What is resampled and permuted.
    group, cluster, story, outlet : arrays of int, shape (n_rows,)
        Codes of each observation; -1 for no group or no outlet.
    weights : array of float, shape (n_rows,)
        Repeats of a story within an outlet and group share the weight of one article.
    """

    level: str
    group: np.ndarray
    cluster: np.ndarray
    story: np.ndarray
    outlet: np.ndarray
    weights: np.ndarray


def plan(rows: pd.DataFrame, stories: pd.Series, grouping: Grouping, weights: Any = None) -> Design:
    """Find the level of inference and the weights.

    Where the grouping, or one of its columns, is constant within outlets (their lean, their
    country), the outlets are the clusters; else, and where the outlets themselves are compared,
    the stories are.

    Parameters
    ----------
    rows : DataFrame
        One row an observation, with ``article_id`` and, if known, ``outlet``.
    stories : Series of str
        The story of each observation.
    grouping : Grouping
        Of the observations.
    weights : None, "outlet", str, mapping or Series
        None: every article counts alike. ``"outlet"``: every outlet of a group counts alike.
        Another string is a column of numbers; a mapping gives numbers by article id. Articles of
        weight 0 are left out, and out of the counts.
    """
    import pandas as pd

    story = pd.factorize(stories, sort=True)[0].astype(np.int64)
    outlet = _outlets(rows)
    # Articles of no known outlet are outlets of their own, as far as dependence goes.
    source = np.where(outlet < 0, outlet.max(initial=-1) + 1 + np.arange(len(rows)), outlet)
    by_outlet = "outlet" not in grouping.by and _of_outlets(grouping, outlet)
    repeats = _share_of_repeats(grouping.codes, source, story, rows)
    weighted = _weighted(repeats, weights, rows, grouping.codes, source)
    return Design(
        level="outlet" if by_outlet else "story",
        group=np.where(weighted > 0, grouping.codes, -1),
        cluster=source if by_outlet else story,
        story=story,
        outlet=outlet,
        weights=weighted,
    )


def _outlets(rows: pd.DataFrame) -> np.ndarray:
    import pandas as pd

    if "outlet" not in rows:
        return np.full(len(rows), -1, dtype=np.int64)
    names = rows["outlet"].astype(object)
    return pd.factorize(names.where(names.notna() & (names != ""), None), sort=True)[0].astype(
        np.int64
    )


def _of_outlets(grouping: Grouping, outlet: np.ndarray) -> bool:
    """Whether the groups, or the values of a column among several, are sets of outlets."""
    if len(grouping.by) == 1:
        return _constant(grouping.codes, outlet)
    return any(c.max(initial=-1) > 0 and _constant(c, outlet) for c in grouping.columns)


def _constant(group: np.ndarray, outlet: np.ndarray) -> bool:
    """Whether nearly all outlets of several articles stand in one group only."""
    import pandas as pd

    inside = (group >= 0) & (outlet >= 0)
    if not inside.any():
        return False
    table = pd.DataFrame({"outlet": outlet[inside], "group": group[inside]}).groupby("outlet")
    several = table.size() > 1
    return bool(
        several.any() and (table["group"].nunique()[several] == 1).mean() >= _MOSTLY_CONSTANT
    )


def _share_of_repeats(
    group: np.ndarray, source: np.ndarray, story: np.ndarray, rows: pd.DataFrame
) -> np.ndarray:
    """One over the number of times that an outlet ran the story, within a group."""
    split = [_codes(rows[name].astype(str)) for name in ("target", "segment") if name in rows]
    parts = [group, source, story, *split]
    _, position, count = np.unique(np.stack(parts), axis=1, return_inverse=True, return_counts=True)
    return 1.0 / count[np.ravel(position)]


def _codes(values: pd.Series) -> np.ndarray:
    import pandas as pd

    return pd.factorize(values)[0].astype(np.int64)


def _weighted(
    repeats: np.ndarray, weights: Any, rows: pd.DataFrame, group: np.ndarray, source: np.ndarray
) -> np.ndarray:
    if weights is None:
        return repeats
    if isinstance(weights, str) and weights == "outlet":
        _, position = np.unique(np.stack((group, source)), axis=1, return_inverse=True)
        position = np.ravel(position)
        shared = repeats / np.bincount(position, weights=repeats)[position]
        return shared * (repeats.sum() / shared.sum())
    numbers = _numbers(weights, rows)
    if not np.isfinite(numbers).all() or (numbers < 0).any() or not numbers.any():
        raise FramingError(
            "weights: some are missing, negative or all zero; give one >= 0 an article"
        )
    return repeats * numbers * (len(numbers) / numbers.sum())


def _numbers(weights: Any, rows: pd.DataFrame) -> np.ndarray:
    import pandas as pd

    if isinstance(weights, str):
        if weights not in rows:
            known = ", ".join(str(c) for c in rows.columns)
            raise FramingError(
                f"weights={weights!r} is neither 'outlet' nor a column; there are: {known}"
            )
        return pd.to_numeric(rows[weights], errors="coerce").to_numpy(dtype=float)
    if not isinstance(weights, Mapping | pd.Series):
        raise FramingError(
            f"weights of type {type(weights).__name__}: give a column or numbers by article id"
        )
    given = pd.Series(dict(weights), dtype=float)
    return given.reindex(rows["article_id"].astype(object)).to_numpy(dtype=float)
