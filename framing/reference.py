"""Reference percentiles: where a value lies among articles of a described news sample.

Only numbers are shipped: quantiles of each measure at several lengths, because most measures
change with length. Recompute them with ``framing train reference --data FOLDER``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from framing import models
from framing.expansion import column_name

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Reference", "other_genre"]

_SHIPPED = "reference"
_SAID_IN = ("genre", "section", "type", "kind", "format", "category")
# The reference is political news; what metadata calls one of these is none.
_OTHER_GENRES = (
    "advert", "blog", "celebrit", "column", "comment", "cooking", "editorial", "entertainment",
    "essay", "fiction", "horoscope", "interview", "letter", "lifestyle", "obituar", "op-ed", "oped",
    "opinion", "podcast", "poem", "press release", "recipe", "review", "satire", "sponsored",
    "sport", "transcript", "travel", "tweet", "weather",
)  # fmt: skip


@dataclass(frozen=True)
class Reference:
    """Quantiles of each measure at several lengths of article.

    Attributes
    ----------
    lengths : ndarray of shape (n_lengths,)
        Words of an article, ascending.
    columns : list of str
        Names as in ``Scores.wide``, without targets.
    quantiles : ndarray of shape (n_lengths, n_columns, n_quantiles)
        From the lowest value to the highest; NaN where too few articles had one.
    recipes : dict of str to str
        Lexicon or model that each measure was made by.
    shortest, longest : int
        Articles of fewer or more words have no percentile.
    about : dict
        What the sample is.
    """

    lengths: np.ndarray
    columns: list[str]
    quantiles: np.ndarray
    recipes: dict[str, str]
    shortest: int
    longest: int
    about: dict[str, Any] = field(default_factory=dict)

    @classmethod
    @lru_cache(maxsize=1)
    def shipped(cls) -> Reference:
        """Give the reference that comes with the library."""
        arrays, meta = models.load(_SHIPPED)
        return cls(
            arrays["lengths"].astype(float), [str(name) for name in arrays["columns"]],
            arrays["quantiles"], dict(meta["recipes"]), int(meta["shortest"]),
            int(meta["longest"]), meta["about"],
        )  # fmt: skip

    def fitting(self, articles: pd.DataFrame) -> np.ndarray:
        """Say of each article whether it is of the sample's kind: scored, news, of its lengths."""
        n_words = articles["n_words"].fillna(0).to_numpy(float)
        inside = (n_words >= self.shortest) & (n_words <= self.longest)
        ok = (articles["status"] == "ok").to_numpy()
        return inside & ok & ~other_genre(articles)

    def percentiles(
        self, measure: str, category: str, voice: str, recipe: str, values: Any, n_words: Any
    ) -> np.ndarray:
        """Give the percentile of each value of one measure, category and voice.

        Parameters
        ----------
        measure, category, voice : str
            What was measured.
        recipe : str
            What made the values; another one than the reference's gives NaN.
        values, n_words : array of float
            Of each article.

        Returns
        -------
        ndarray
            From 0 to 100; values that many articles share lie in the middle of them.
        """
        numbers = np.asarray(values, np.float32)
        out = np.full(len(numbers), np.nan)
        column = column_name(measure, category, voice)
        if column not in self.columns or self.recipes.get(measure) != recipe:
            return out
        quantiles = self.quantiles[:, self.columns.index(column)]
        upper, share = self._between(np.asarray(n_words, float))
        known = np.isfinite(numbers)
        below = np.full(len(numbers), np.nan)
        for n in np.unique(upper[known]):
            here = known & (upper == n)
            below[here] = _ranks(quantiles[n - 1], numbers[here])
            out[here] = _ranks(quantiles[n], numbers[here])
        return share * out + (1 - share) * below

    def _between(self, n_words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the next longer length, and how near it is on the scale of proportions."""
        log, lengths = np.log(np.maximum(n_words, 1.0)), np.log(self.lengths)
        upper = np.clip(np.searchsorted(lengths, log), 1, len(lengths) - 1)
        span = lengths[upper] - lengths[upper - 1]
        return upper, np.clip((log - lengths[upper - 1]) / span, 0.0, 1.0)


def other_genre(articles: pd.DataFrame) -> np.ndarray:
    """Say of which articles the metadata names a genre that is no news."""
    found = np.zeros(len(articles), bool)
    for name in _SAID_IN:
        if name in articles:
            said = articles[name].astype(object).map(lambda v: str(v).lower())
            found |= said.map(_names_other).to_numpy(bool)
    return found


def _names_other(said: str) -> bool:
    return any(genre in said for genre in _OTHER_GENRES)


def _ranks(quantiles: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Give the percentile of values among quantiles, the middle one among equal quantiles."""
    if np.isnan(quantiles).any():
        return np.full(len(values), np.nan)
    levels = np.linspace(0, 100, len(quantiles))
    first = np.minimum(np.searchsorted(quantiles, values, "left"), len(levels) - 1)
    last = np.maximum(np.searchsorted(quantiles, values, "right") - 1, 0)
    tied = (levels[first] + levels[last]) / 2
    return np.where(quantiles[first] == values, tied, np.interp(values, quantiles, levels))
