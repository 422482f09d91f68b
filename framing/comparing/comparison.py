"""The result of a comparison: a table of estimates, differences and their uncertainty."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from framing.comparing.wording import describe_row
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "Comparison"]

COLUMNS = (
    "measure", "category", "target", "segment", "voice", "group", "reference", "estimate", "low",
    "high", "difference", "difference_low", "difference_high", "hedges_g", "cliffs_delta", "p",
    "p_adjusted", "family", "method", "n_articles", "n_stories", "n_outlets", "status",
)  # fmt: skip
_SHOWN = ("measure", "category", "target", "group", "estimate", "low", "high", "difference",
          "difference_low", "difference_high", "p_adjusted", "n_articles", "status")  # fmt: skip
_SHOWN_ROWS = 40


@dataclass(frozen=True)
class Comparison:
    """Groups of articles set side by side, measure by measure.

    Attributes
    ----------
    table : DataFrame
        One row a key (measure, category, target, segment, voice) and group, with the columns

        - ``estimate, low, high``: the group's value and its 95 % interval;
        - ``difference, difference_low, difference_high``: estimate minus that of the
          ``reference`` (a group, or the rest of the articles), in the measure's own unit;
        - ``hedges_g, cliffs_delta``: the difference in standard deviations between articles, and
          as the chance that an article of the group has the higher value, minus the reverse;
        - ``p, p_adjusted``: of a permutation test, and adjusted within ``family``;
        - ``method``: what interval and p rest on;
        - ``n_articles, n_stories, n_outlets``: what the estimate rests on;
        - ``status``: ``ok``; ``too_few`` (fewer than five clusters: points, no interval);
          ``single`` (one article: the interval is its own variability, no inference);
          ``constant`` (every article has the same value); ``no_evidence`` (nothing to measure).
    by : tuple of str
        The grouping.
    groups : tuple of str
        Names of the groups, in the order of the table.
    level : {"story", "outlet"}
        What was resampled and permuted.
    specs : mapping of str to MeasureSpec
        What each measure is.
    settings : mapping
        The arguments of the comparison.
    recipes : mapping of str to str
        Lexicon or model behind each measure.
    n_articles, n_stories, n_outlets, n_left_out : int
        Articles compared, their stories and outlets; articles without a value in `by`.
    """

    table: pd.DataFrame
    by: tuple[str, ...]
    groups: tuple[str, ...]
    level: str
    specs: Mapping[str, Any] = field(repr=False)
    settings: Mapping[str, Any] = field(repr=False, default_factory=dict)
    recipes: Mapping[str, str] = field(repr=False, default_factory=dict)
    n_articles: int = 0
    n_stories: int = 0
    n_outlets: int = 0
    n_left_out: int = 0

    def sentences(self) -> list[str]:
        """Say each row of the table in a plain sentence."""
        return [
            describe_row(row, self.specs.get(str(row.measure))) for row in self.table.itertuples()
        ]

    def select(
        self, measure: str, *, category: str = "all", target: str | None = None
    ) -> pd.DataFrame:
        """Pick the rows of one measure and category.

        Parameters
        ----------
        measure : str
            A name in ``table["measure"]``.
        category : str, default "all"
            One of the measure's categories.
        target : str, optional
            One target; all by default.

        Raises
        ------
        FramingError
            If there is no such row.
        """
        table = self.table
        known = ", ".join(dict.fromkeys(table["measure"]))
        if measure not in set(table["measure"]):
            raise FramingError(f"measure={measure!r} is not in the comparison; there are: {known}")
        rows = table[(table["measure"] == measure) & (table["category"] == category)]
        if target is not None:
            rows = rows[rows["target"] == target]
        if rows.empty:
            raise FramingError(
                f"{measure!r} has no rows of category={category!r}, target={target!r}"
            )
        return rows.reset_index(drop=True)

    def summary(self) -> str:
        """Say in a line what was compared, over what, and how."""
        reference = self.settings.get("reference")
        against = f"each against {reference}" if reference else "each against the rest"
        plural = {"story": "stories", "outlet": "outlets"}[self.level]
        columns = ", ".join(self.by)
        parts = [
            f"{len(self.groups)} group{'s' * (len(self.groups) != 1)} by {columns}, {against}",
            f"{self.n_articles:,} articles, {self.n_stories:,} stories, {self.n_outlets:,} outlets",
            f"intervals: 95 %, bootstrap of {plural}; p: permutation of {plural}",
        ]
        segment = self.settings.get("segment", "all")
        if segment != "all":
            parts.append(f"only what stands in the {segment}, where a measure tells parts apart")
        if self.n_left_out:
            parts.append(f"{self.n_left_out:,} articles left out for want of {columns}")
        return "; ".join(parts) + "."

    def __repr__(self) -> str:
        return f"Comparison({self.summary()})"

    def _repr_html_(self) -> str:
        shown = self.table.loc[:, list(_SHOWN)].head(_SHOWN_ROWS)
        body = shown.to_html(index=False, float_format=lambda v: f"{v:.3g}", na_rep="", escape=True)
        more = len(self.table) - len(shown)
        rest = f"<p>{more:,} more rows in <code>.table</code>.</p>" if more > 0 else ""
        return f"<div><p>{html.escape(self.summary())}</p>{body}{rest}</div>"
