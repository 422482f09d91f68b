"""Scores: five tables of what was found; everything downstream reads only these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing import storage
from framing.errors import FramingError
from framing.expansion import Grid, column_name, grids, long_rows, wide_columns
from framing.gathering import FIRST, gather
from framing.measures.specs import MeasureSpec
from framing.reference import Reference

if TYPE_CHECKING:
    from framing.batches import Batch
    from framing.highlighting import Explanation

__all__ = ["LONG_COLUMNS", "Scores"]

LONG_COLUMNS = (
    "article_id", "outlet", "date", "title", "measure", "category", "target", "segment", "voice",
    "value", "low", "high", "numerator", "denominator", "unit", "n", "status", "value_uncleaned",
    "percentile", "recipe",
)  # fmt: skip
_SHOWN_ROWS, _SHOWN_COLUMNS = 20, 8


class Scores:
    """The results of :func:`framing.score`.

    Attributes
    ----------
    articles : DataFrame
        One row an input, failed ones too: metadata, ``status``, ``problem``, ``n_words``,
        ``n_sentences``, ``signature``, and ``text`` unless left out.
    units : DataFrame
        One row per thing judged (line, sentence, mention, attribution, article).
    evidence : DataFrame
        One row per span that speaks for a unit; ``text`` is the article's own.
    values : DataFrame
        The sums that :attr:`long` and :attr:`wide` are built from.
    specs : dict of str to MeasureSpec
        What each measure says about itself.
    recipes : dict of str to str
        Lexicon or model, with version, of each measure.
    targets : list of str
        Names of the targets.
    settings : dict
        What the run was asked to do.
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        values: pd.DataFrame,
        units: pd.DataFrame,
        evidence: pd.DataFrame,
        *,
        specs: Mapping[str, MeasureSpec],
        recipes: Mapping[str, str],
        targets: Sequence[str] = (),
        settings: Mapping[str, Any] | None = None,
        uncleaned: pd.DataFrame | None = None,
    ) -> None:
        self.articles = articles
        self.values = values
        self.units = units
        self.evidence = evidence
        self.specs = dict(specs)
        self.recipes = dict(recipes)
        self.targets = list(targets)
        self.settings = dict(settings or {})
        self.uncleaned = uncleaned

    @classmethod
    def from_batches(
        cls,
        batches: Iterable[Batch],
        *,
        specs: Mapping[str, MeasureSpec],
        recipes: Mapping[str, str],
        targets: Sequence[str],
        settings: Mapping[str, Any],
        texts: bool = True,
    ) -> Scores:
        """Put the tables together from what the batches gave."""
        tables = gather(batches, texts)
        return cls(
            tables.articles, tables.values, tables.units, tables.evidence, specs=specs,
            recipes=recipes, targets=targets, settings=settings, uncleaned=tables.uncleaned,
        )  # fmt: skip

    def _grids(self, values: pd.DataFrame) -> Iterable[Grid]:
        return grids(values, len(self.articles), self.specs, self.targets)

    @cached_property
    def long(self) -> pd.DataFrame:
        """One row per article, measure, category, target, segment and voice.

        ``value`` is the score; ``low`` and ``high`` are within-article variability, no inference
        to a population; ``percentile`` is where the value lies among articles of like length in
        the shipped news reference (see :meth:`percentiles`); ``n`` counts the units that could
        carry the measure: with n = 0 the value is NaN and ``status`` says ``no_evidence``; n > 0
        and nothing found is a measured 0.
        """
        status = self.articles["status"].to_numpy(dtype=object)
        again = None if self.uncleaned is None else iter(list(self._grids(self.uncleaned)))
        frames = [
            long_rows(grid, status, next(again) if again is not None else None)
            for grid in self._grids(self.values)
        ]
        if not frames:
            return pd.DataFrame(columns=list(LONG_COLUMNS))
        table = _stacked(frames)
        table = table.iloc[np.argsort(table["article"].to_numpy(), kind="stable")]
        return self._joined(table.reset_index(drop=True))

    def _joined(self, table: pd.DataFrame) -> pd.DataFrame:
        """Join metadata, recipe and percentile to the rows of the long table."""
        at = table["article"].to_numpy()
        for name in FIRST:
            column = pd.Categorical(self.articles[name])
            table[name] = column.take(at)
        table["percentile"] = self._ranked(table, at)
        names = list(table["measure"].cat.categories)
        recipes = pd.Categorical([self.recipes.get(name, "") for name in names])
        table["recipe"] = recipes.take(table["measure"].cat.codes.to_numpy())
        return table[list(LONG_COLUMNS)]

    def _ranked(self, table: pd.DataFrame, at: np.ndarray) -> np.ndarray:
        """Find where values lie in the shipped news reference; NaN outside its genre or length."""
        out = np.full(len(table), np.nan, np.float32)
        fits = Reference.shipped().fitting(self.articles)
        whole = (table["segment"] == "all") & (table["target"] == "")
        rows = np.flatnonzero(whole.to_numpy() & fits[at])
        if not len(rows):
            return out
        n_words = self.articles["n_words"].fillna(0).to_numpy(float)[at]
        value = table["value"].to_numpy(float)
        names = ("measure", "category", "voice")
        groups = table.iloc[rows].groupby(list(names), observed=True, sort=False).indices
        for (measure, category, voice), places in groups.items():
            here = rows[places]
            out[here] = Reference.shipped().percentiles(
                measure, category, voice, self.recipes.get(measure, ""), value[here], n_words[here]
            )
        return out

    def percentiles(self, measures: Iterable[str] | str | None = None) -> pd.DataFrame:
        """Say where each article's values lie in the shipped sample of political news.

        Parameters
        ----------
        measures : iterable of str, optional
            Columns of :attr:`wide`; by default all that the reference has.

        Returns
        -------
        DataFrame
            One row an article, one column a value: its percentile (0 to 100) among articles of
            like length. NaN where there is no value, and for articles outside the genre or the
            lengths of the reference; ``framing/models/reference.md`` describes the sample.

        Raises
        ------
        FramingError
            If a measure is no column of :attr:`wide`.
        """
        long = self.long
        rows = long[(long["segment"] == "all") & (long["target"] == "")]
        known = {
            (m, c, v): column_name(m, c, v)
            for m, c, v in rows[["measure", "category", "voice"]]
            .drop_duplicates()
            .itertuples(index=False, name=None)
        }
        keys = zip(rows["measure"], rows["category"], rows["voice"], strict=True)
        names = [known[key] for key in keys]
        ids = self.articles["article_id"].astype(str)
        table = pd.DataFrame({"id": rows["article_id"].astype(str).to_numpy(), "name": names,
                              "percentile": rows["percentile"].to_numpy()})  # fmt: skip
        out = table.pivot(index="id", columns="name", values="percentile").reindex(ids)
        wanted = [measures] if isinstance(measures, str) else measures
        if wanted is None:
            wanted = [name for name in self.wide if name in Reference.shipped().columns]
        for name in wanted:
            if name not in self.wide:
                some = ", ".join(map(str, self.wide.columns[:8]))
                raise FramingError(
                    f"measures={name!r} is no column of scores.wide; there are: {some}, ..."
                )
        out = out.reindex(columns=list(wanted))
        return out.rename_axis(index="article_id", columns=None)

    @cached_property
    def wide(self) -> pd.DataFrame:
        """One row an article, one column a measure: ``hedging.sentences``, ``stance[NATO].own``."""
        columns = dict(chain.from_iterable(map(wide_columns, self._grids(self.values))))
        index = pd.Index(self.articles["article_id"].astype(str), name="article_id")
        return pd.DataFrame(columns, index=index)

    def article(self, article_id: str) -> pd.Series:
        """Give one row of the articles table.

        Raises
        ------
        FramingError
            If there is no article of that id.
        """
        found = np.flatnonzero(self.articles["article_id"].to_numpy() == article_id)
        if not len(found):
            some = ", ".join(map(repr, self.articles["article_id"].head(5)))
            raise FramingError(f"article {article_id!r} is not among the scores; there are: {some}")
        return self.articles.iloc[found[0]]

    def explain(
        self,
        article_id: str,
        measures: Iterable[str] | str | None = None,
        corpus: Any = None,
    ) -> Explanation:
        """Show an article with its evidence highlighted.

        Parameters
        ----------
        article_id : str
            Which article.
        measures : iterable of str, optional
            Whose evidence; all by default.
        corpus : Corpus, optional
            Needed where the scores were made with ``texts=False``.

        Returns
        -------
        Explanation
            Shows itself in a notebook; ``.to_html(path)`` writes a page.
        """
        from framing.highlighting import explanation

        return explanation(self, article_id, measures=measures, corpus=corpus)

    def kwic(
        self,
        measure: str,
        category: str | None = None,
        target: str | None = None,
        *,
        window: int = 8,
        corpus: Any = None,
    ) -> pd.DataFrame:
        """List the evidence of a measure as a concordance (key word in context).

        Parameters
        ----------
        measure : str
            Name of a measure, or its first part (``"hedging"``).
        category, target : str, optional
            Narrow the list down.
        window : int
            Words of context on each side.

        Returns
        -------
        DataFrame
            ``article_id, left, node, right, measure, category, target, voice, speaker``.
        """
        from framing.highlighting import concordance

        return concordance(self, measure, category, target, window=window, corpus=corpus)

    def speakers_by_target(
        self, by: str | None = None, targets: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Tell how each speaker portrays each target, with the number of mentions.

        See :func:`framing.comparing.speakers_by_target`; higher estimates mean portrayed more
        positively, in [-1, 1], 0 is neutral or balanced.
        """
        from framing.comparing import speakers_by_target

        return speakers_by_target(self, by=by, targets=targets)

    def sourcing(self, by: str = "outlet") -> pd.DataFrame:
        """Tell who gets to speak in each group; see :func:`framing.comparing.sourcing`."""
        from framing.comparing import sourcing

        return sourcing(self, by=by)

    def save(self, path: str | Path, format: str = "parquet") -> Path:
        """Write all tables into a folder.

        Parameters
        ----------
        path : path
            The folder; made if missing.
        format : {"parquet", "csv", "jsonl"}
            File type of the tables.
        """
        tables = {
            "articles": self.articles,
            "values": self.values,
            "units": self.units,
            "evidence": self.evidence,
        }
        if self.uncleaned is not None:
            tables["uncleaned"] = self.uncleaned
        about = {
            "specs": [asdict(spec) for spec in self.specs.values()],
            "recipes": self.recipes,
            "targets": self.targets,
            "settings": self.settings,
        }
        return storage.save(Path(path), tables, about, format)

    @classmethod
    def load(cls, path: str | Path) -> Scores:
        """Read what :meth:`save` wrote.

        Raises
        ------
        FramingError
            If the folder holds no scores.
        """
        tables, about = storage.load(Path(path))
        specs = [
            MeasureSpec(**{**spec, "range": tuple(spec["range"]),
                           "categories": tuple(spec["categories"])})
            for spec in about["specs"]
        ]  # fmt: skip
        return cls(
            tables["articles"], tables["values"], tables["units"], tables["evidence"],
            specs={spec.name: spec for spec in specs}, recipes=about["recipes"],
            targets=about["targets"], settings=about["settings"],
            uncleaned=tables.get("uncleaned"),
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.articles)

    def __repr__(self) -> str:
        counts = self.articles["status"].value_counts()
        states = ", ".join(f"{n} {status}" for status, n in counts.items())
        return f"<Scores of {len(self):,} articles ({states}), {len(self.specs)} measures>"

    def _repr_html_(self) -> str:
        import html

        names = [name for name, spec in self.specs.items() if spec.profile and name in self.wide]
        chosen = names or list(self.wide.columns[:_SHOWN_COLUMNS])
        shown = self.wide[chosen].head(_SHOWN_ROWS).round(3)
        for place, name in enumerate(("outlet", "status")):
            shown.insert(place, name, self.articles[name].head(_SHOWN_ROWS).to_numpy())
        table = shown.to_html(border=0, na_rep="–", escape=True)
        more = len(self) - len(shown)
        rest = f"<p>{more:,} more articles; all values are in <code>.wide</code>.</p>"
        return f"<p>{html.escape(repr(self)[1:-1])}</p>{table}{rest if more > 0 else ''}"


def _stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Concatenate frames whose text columns are categorical, keeping them so."""
    for name in frames[0].columns:
        if not isinstance(frames[0][name].dtype, pd.CategoricalDtype):
            continue
        union = list(dict.fromkeys(chain.from_iterable(f[name].cat.categories for f in frames)))
        for frame in frames:
            frame[name] = frame[name].cat.set_categories(union)
    return pd.concat(frames, ignore_index=True)
