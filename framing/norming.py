"""Compute the reference percentiles again from a folder of benchmark data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing import models
from framing.article import Article, Corpus
from framing.errors import FramingError
from framing.expansion import column_name
from framing.values import VOICES

if TYPE_CHECKING:
    from framing.scores import Scores

__all__ = ["SAMPLE", "compute", "read_sample", "train"]

SAMPLE = "corpus_outlets/articles.jsonl"
# Quantiles are taken at five lengths, each over the articles nearest in length on the scale of
# proportions: 600 of 2,000 leave a standard error of two percentile points at the median.
_AT = (0.05, 0.275, 0.5, 0.725, 0.95)
_NEAREST = 600
_QUANTILES = 51
_FEWEST = 200  # known values among the nearest
_RANGE = (0.01, 0.99)  # shorter and longer articles are too few


def train(data: Path, out: Path | None = None, oof: Path | None = None) -> dict[str, Any]:
    """Score the sample, take the quantiles and save them.

    Parameters
    ----------
    data : path
        The benchmark folder; the sample is ``corpus_outlets/articles.jsonl`` in it.
    out : path, optional
        Folder to save to; the library's own by default.
    oof : ignored
        Nothing is predicted here.

    Returns
    -------
    dict
        What the sample is.
    """
    from framing.scoring import score

    file = data / SAMPLE
    if not file.is_file():
        raise FramingError(f"data={str(data)!r} has no {SAMPLE}, of which the reference is made")
    scores = score(Corpus(read_sample(file)), detail="scores", texts=False)
    arrays, meta = compute(scores)
    meta["data"] = {SAMPLE: hashlib.sha256(file.read_bytes()).hexdigest()}
    models.save("reference", arrays, meta, out)
    return {**meta["about"], "columns": len(arrays["columns"])}


def read_sample(file: Path) -> Iterator[Article]:
    """Read the articles of the sample."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(
                id=row["id"], text=row["text"], title=row["title"], outlet=row["outlet"],
                date=row["date"], meta={"lean": row["lean"]},
            )  # fmt: skip


def compute(scores: Scores) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Take the quantiles of scored articles.

    Parameters
    ----------
    scores : Scores
        Of articles of one genre; those that were not scored are left out.

    Returns
    -------
    arrays : dict of str to ndarray
        ``lengths``, ``columns``, ``quantiles``.
    meta : dict
        Recipes, range of lengths, and what the sample is.
    """
    ok = (scores.articles["status"] == "ok").to_numpy()
    n_words = scores.articles["n_words"].to_numpy(float)[ok]
    if len(n_words) < _FEWEST:
        raise FramingError(f"{len(n_words)} articles are too few; give {_FEWEST} or more")
    columns = _columns(scores)
    values = scores.wide[columns].to_numpy(float)[ok]
    lengths = np.quantile(n_words, _AT)
    quantiles = np.stack([_quantiles(values, n_words, length) for length in lengths])
    shortest, longest = np.quantile(n_words, _RANGE)
    meta = {
        "version": "1.0", "recipes": _recipes(scores),
        "shortest": int(shortest), "longest": int(longest), "about": _about(scores, ok),
    }  # fmt: skip
    arrays = {
        "lengths": lengths.astype(np.float32), "columns": np.array(columns),
        "quantiles": quantiles.astype(np.float32),
    }  # fmt: skip
    return arrays, meta


def _columns(scores: Scores) -> list[str]:
    """Name the values that need no targets."""
    names = [
        column_name(spec.name, category, voice)
        for spec in scores.specs.values()
        if not spec.targets
        for category in spec.all_categories
        for voice in (VOICES if spec.voices else VOICES[:1])
    ]
    return [name for name in names if name in scores.wide]


def _recipes(scores: Scores) -> dict[str, str]:
    return {n: recipe for n, recipe in scores.recipes.items() if not scores.specs[n].targets}


def _quantiles(values: np.ndarray, n_words: np.ndarray, length: float) -> np.ndarray:
    """Take the quantiles of every column over the articles nearest to a length."""
    distance = np.abs(np.log(n_words / length))
    nearest = np.argsort(distance, kind="stable")[:_NEAREST]
    levels = np.linspace(0, 1, _QUANTILES)
    out = np.full((values.shape[1], _QUANTILES), np.nan)
    for at, column in enumerate(values[nearest].T):
        known = column[np.isfinite(column)]
        if len(known) >= _FEWEST:
            out[at] = np.quantile(known, levels)
    return out


def _about(scores: Scores, ok: np.ndarray) -> dict[str, Any]:
    rows = scores.articles[ok]
    years = sorted(set(rows["date"].dropna().astype(str).str[:4]))
    return {
        "genre": "news and comment on politics",
        "country": "mostly United States",
        "articles": len(rows),
        "outlets": int(rows["outlet"].nunique()),
        "years": f"{years[0]} to {years[-1]}" if years else "",
    }
