"""Put the tables of a run together from what its batches gave."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from framing.columns import EVIDENCE_NUMBERS, UNIT_NUMBERS, TableBuilder
from framing.measures.rows import EVIDENCE_COLUMNS, UNIT_COLUMNS
from framing.values import SEGMENTS, VOICES

if TYPE_CHECKING:
    from framing.batches import Batch

__all__ = ["FIRST", "Tables", "gather"]

_VALUE_COLUMNS = (
    "article", "measure", "category", "target", "segment", "voice",
    "numerator", "denominator", "n", "spread", "blocks",
)  # fmt: skip
_CODES = ("measure", "category", "target", "segment", "voice")
_VALUE_NUMBERS = {
    "article": np.int64, "numerator": float, "denominator": float,
    "n": np.int32, "spread": np.float32, "blocks": np.int32,
}  # fmt: skip
FIRST = ("article_id", "outlet", "date", "title")  # columns of the articles table
_LAST = ("status", "problem", "n_words", "n_sentences", "signature", "text")


class Tables(NamedTuple):
    """Tables as :class:`framing.scores.Scores` keeps them."""

    articles: pd.DataFrame
    values: pd.DataFrame
    units: pd.DataFrame
    evidence: pd.DataFrame
    uncleaned: pd.DataFrame | None


def gather(batches: Iterable[Batch], texts: bool = True) -> Tables:
    """Put the tables together, batch after batch.

    Parameters
    ----------
    batches : iterable of Batch
        In order of the articles.
    texts : bool
        Whether the articles table keeps the texts.
    """
    rows: list[dict[str, Any]] = []
    values, uncleaned = _value_builder(), _value_builder()
    units = TableBuilder(set(UNIT_COLUMNS) - set(UNIT_NUMBERS), UNIT_NUMBERS)
    evidence = TableBuilder(set(EVIDENCE_COLUMNS) - set(EVIDENCE_NUMBERS), EVIDENCE_NUMBERS)
    twice = False
    for batch in batches:
        _add_values(values, batch.sums, len(rows))
        if batch.uncleaned is not None:
            twice = True
            _add_values(uncleaned, batch.uncleaned, len(rows))
        ids = [row["article_id"] for row in batch.articles]
        if batch.units is not None:
            units.add(ids, batch.units)
        if batch.evidence is not None:
            evidence.add(ids, batch.evidence)
        if not texts:
            for row in batch.articles:
                row.pop("text", None)
        rows += batch.articles
    return Tables(
        _articles(rows), values.frame(_VALUE_COLUMNS), units.frame(UNIT_COLUMNS),
        evidence.frame(EVIDENCE_COLUMNS), uncleaned.frame(_VALUE_COLUMNS) if twice else None,
    )  # fmt: skip


def _value_builder() -> TableBuilder:
    return TableBuilder(_CODES, _VALUE_NUMBERS)


def _add_values(builder: TableBuilder, sums: Any, offset: int) -> None:
    """Add a batch of sums; zeros of categories are left out, they follow from the rest."""
    left = (sums.numerator == 0) & (sums.category != 0)
    if left.any():
        # categories without an "all" row beside them carry their own denominators
        keys = _row_keys(sums)
        left &= np.isin(keys, keys[sums.category == 0])
    rows = np.flatnonzero(~left)
    builder.add_number("article", sums.article[rows] + offset)
    builder.add_coded("measure", sums.measure[rows], sums.measures)
    builder.add_coded("category", sums.category[rows], sums.categories)
    builder.add_coded("target", sums.target[rows], sums.targets)
    builder.add_coded("segment", sums.segment[rows], SEGMENTS)
    builder.add_coded("voice", sums.voice[rows], VOICES)
    for name in ("numerator", "denominator", "n", "blocks"):
        builder.add_number(name, getattr(sums, name)[rows])
    builder.add_number("spread", np.nan_to_num(sums.spread[rows], nan=0.0, posinf=0.0))


def _row_keys(sums: Any) -> np.ndarray:
    """Give one number for article, measure, target, segment and voice together."""
    sizes = (len(sums.measures), len(sums.targets), len(SEGMENTS), len(VOICES))
    key = sums.article.astype(np.int64)
    parts = (sums.measure, sums.target, sums.segment, sums.voice)
    for size, part in zip(sizes, parts, strict=True):
        key = key * size + part
    return key


def _articles(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Make the articles table, well-known columns first and last."""
    table = pd.DataFrame(rows)
    for name in (*FIRST, *_LAST):
        if name not in table and name != "text":
            table[name] = None
    middle = [name for name in table if name not in (*FIRST, *_LAST)]
    last = [name for name in _LAST if name in table]
    return table[[*FIRST, *middle, *last]]
