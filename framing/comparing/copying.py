"""Stories as a table: who ran whose text, and what the edit did to the scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.comparing.clustering import STORY_THRESHOLD, assign_stories
from framing.errors import FramingError
from framing.text.shingles import containment, n_shingles, similarity

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["stories"]

_CHANGE = "change in "


def stories(
    scores: Any,
    *,
    measures: Sequence[str] | None = None,
    threshold: float = STORY_THRESHOLD,
) -> pd.DataFrame:
    """List the stories that stand in several articles, and how each article edited them.

    The source of a story is its earliest article, of equal dates the longest; every other article
    is set against it. That one was earlier does not prove that the other copied it: both may have
    run an agency's text.

    Parameters
    ----------
    scores : Scores
        With signatures.
    measures : sequence of str, optional
        Columns of ``scores.wide`` whose change is told; none by default.
    threshold : float, default 0.5
        See `assign_stories`.

    Returns
    -------
    DataFrame
        One row an article, stories of most outlets first: ``story_id, article_id, outlet, date,
        title, is_source, similarity, kept, added, n_words, n_articles, n_outlets``. ``similarity``
        is the share of wording in common with the source, ``kept`` the share of the source's
        wording that the article keeps, ``added`` the share of the article's that is new; all
        estimated from signatures, in [0, 1]. For each measure ``change in MEASURE`` is the
        article's value minus the source's.

    Raises
    ------
    FramingError
        If a measure is no column of ``scores.wide``.
    """
    import pandas as pd

    articles = scores.articles.reset_index(drop=True)
    found = assign_stories(articles, threshold)
    table = _described(articles, found)
    several = table.groupby("story_id")["article_id"].transform("size") > 1
    table = table[several]
    rows = [_edited(story, articles) for _, story in table.groupby("story_id", sort=False)]
    columns = [*table.columns, "is_source", "similarity", "kept", "added"]
    out = pd.concat(rows) if rows else pd.DataFrame(columns=columns)
    for name in measures or ():
        out[_CHANGE + name] = _changes(scores, out, name)
    order = ["n_outlets", "n_articles", "story_id", "is_source", "date", "article_id"]
    out = out.sort_values(order, ascending=[False, False, True, False, True, True], kind="stable")
    first = ["story_id", "article_id", "outlet", "date", "title", "is_source", "similarity",
             "kept", "added", "n_words", "n_articles", "n_outlets"]  # fmt: skip
    return out[[*first, *(_CHANGE + name for name in measures or ())]].reset_index(drop=True)


def _described(articles: pd.DataFrame, found: pd.Series) -> pd.DataFrame:
    names = ("article_id", "outlet", "date", "title", "n_words")
    table = articles.reindex(columns=list(names)).assign(story_id=found.to_numpy())
    by_story = table.groupby("story_id")
    return table.assign(
        n_articles=by_story["article_id"].transform("size"),
        n_outlets=by_story["outlet"].transform("nunique"),
    )


def _edited(story: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Set the articles of one story against its source."""
    signatures = articles.loc[story.index, "signature"]
    order = story.assign(_size=[-n_shingles(s) for s in signatures])
    source = order.sort_values(["date", "_size", "article_id"], na_position="last").index[0]
    base = signatures[source]
    shared = [containment(s, base) * min(n_shingles(s), n_shingles(base)) for s in signatures]
    sizes = np.array([n_shingles(s) for s in signatures])
    return story.assign(
        is_source=story.index == source,
        similarity=[similarity(s, base) for s in signatures],
        kept=np.minimum(np.array(shared) / n_shingles(base), 1.0),
        added=np.clip(1 - np.array(shared) / sizes, 0.0, 1.0),
    )


def _changes(scores: Any, table: pd.DataFrame, name: str) -> np.ndarray:
    import pandas as pd

    wide = scores.wide
    if name not in wide:
        some = ", ".join(map(str, list(wide.columns)[:12]))
        raise FramingError(f"measures={name!r} is no column of scores.wide; there are: {some}, ...")
    values = wide[name]
    own = values.reindex(table["article_id"].astype(str)).to_numpy(dtype=float)
    sources = table[table["is_source"].astype(bool)].set_index("story_id")["article_id"].astype(str)
    base = values.reindex(pd.Index(table["story_id"].map(sources))).to_numpy(dtype=float)
    return own - base
