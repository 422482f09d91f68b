"""Who speaks, for how long, and who portrays whom how: tables over sources and targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["sourcing", "speakers", "speakers_by_target"]

_OTHERS = ("quoted", "reported")
_WORDS, _FIRST = "attribution.words", "attribution.first_source"
_FEWEST = 5  # articles from which an interval is given, as everywhere in the library
_MAIN = 3  # speakers whose share is given
_N_BOOT, _SEED = 1_000, 0
NOBODY = ""  # the speaker of words whose source is not named


def speakers_by_target(
    scores: Any, *, by: str | None = None, targets: Sequence[str] | None = None
) -> pd.DataFrame:
    """Tell how each speaker portrays each target.

    Only mentions in a source's words count, quoted or reported; what the outlet says itself is
    left out, and so are words whose speaker is unknown.

    Parameters
    ----------
    scores : Scores
        With units, and scored with targets.
    by : str, optional
        A column of ``scores.articles``: the table is then made for each of its values.
    targets : sequence of str, optional
        All by default.

    Returns
    -------
    DataFrame
        One row a speaker and target, most mentions first: ``[by,] speaker, target, estimate, low,
        high, negative, neutral, positive, n, n_articles, status``. ``estimate`` is the mean of
        P(positive) - P(negative) over mentions, in [-1, 1]; higher means portrayed more
        positively, 0 neutral or balanced. ``negative``, ``neutral`` and ``positive`` are mean
        probabilities and sum to 1, ``n`` is the number of mentions. The interval is a bootstrap
        over articles (95 %), NaN with status ``too_few`` where there are fewer than five.

    Raises
    ------
    FramingError
        If the scores have no units or no targets, or `by` or a target is unknown.
    """
    import pandas as pd

    known = list(scores.targets)
    if not known:
        raise FramingError("the scores have no targets; score with targets=[...]")
    wanted = known if targets is None else list(targets)
    for target in wanted:
        if target not in known:
            raise FramingError(f"targets={target!r} was not scored; there are: {', '.join(known)}")
    mentions = _mentions(_units(scores))
    mentions = mentions[mentions["target"].isin(wanted)]
    keys = ["speaker", "target"] if by is None else [by, "speaker", "target"]
    if by is not None:
        mentions[by] = mentions["article_id"].map(_groups(scores, by))
    rows = [
        {**dict(zip(keys, key, strict=True)), **_portrayal(part)}
        for key, part in mentions.groupby(keys, sort=False)
    ]
    columns = [*keys, "estimate", "low", "high", "negative", "neutral", "positive", "n",
               "n_articles", "status"]  # fmt: skip
    out = pd.DataFrame(rows, columns=columns)
    order = [*([by] if by is not None else []), "n", "speaker", "target"]
    rising = [name != "n" for name in order]
    return out.sort_values(order, ascending=rising, kind="stable").reset_index(drop=True)


def speakers(scores: Any, *, by: str | None = None) -> pd.DataFrame:
    """Count the words that each speaker has.

    Parameters
    ----------
    scores : Scores
        With evidence.
    by : str, optional
        A column of ``scores.articles``: counted for each of its values.

    Returns
    -------
    DataFrame
        One row a speaker, most words first: ``[by,] speaker, kind, words, share, n,
        n_articles``. ``share`` is of all attributed words (of the group), ``n`` the number of
        stretches. Words of nobody in particular stand under the speaker ``""``.

    Raises
    ------
    FramingError
        If the scores have no evidence, or `by` is unknown.
    """
    import pandas as pd

    said = _said(scores)
    keys = ["speaker"]
    if by is not None:
        said[by] = said["article_id"].map(_groups(scores, by))
        keys = [by, "speaker"]
    grouped = said.groupby(keys, sort=False, observed=True)
    out = pd.DataFrame(
        {
            "kind": grouped["kind"].agg(lambda kinds: kinds.value_counts(sort=True).index[0]),
            "words": grouped["words"].sum(),
            "n": grouped.size(),
            "n_articles": grouped["article_id"].nunique(),
        }
    ).reset_index()
    whole = out.groupby(by)["words"].transform("sum") if by is not None else out["words"].sum()
    out.insert(out.columns.get_loc("words") + 1, "share", out["words"] / whole)
    order = [*([by] if by is not None else []), "words", "speaker"]
    rising = [name != "words" for name in order]
    return out.sort_values(order, ascending=rising, kind="stable").reset_index(drop=True)


def sourcing(scores: Any, *, by: str = "outlet") -> pd.DataFrame:
    """Tell who gets to speak in each group: kinds of sources, how early, how many voices.

    Parameters
    ----------
    scores : Scores
        With units and evidence.
    by : str, default "outlet"
        A column of ``scores.articles``.

    Returns
    -------
    DataFrame
        One row a group: the column `by`; ``attributed``, the share of words that are a source's,
        and ``official``, ``named``, ``unnamed`` and so on, the share of words by kind of source;
        ``first_source``, the mean number of words before the first source; ``n_speakers``;
        ``diversity``, the Shannon index expected of ten words drawn from the speakers' (0: one
        speaker, log(10): nobody twice); ``top3``, the share of the three speakers with most words;
        ``n_articles``, ``n_words``. Diversity and concentration are over known speakers and do
        not grow with the number of articles or words.

    Raises
    ------
    FramingError
        If the scores have no units or evidence, or `by` is unknown.
    """
    units = _units(scores)
    groups = _groups(scores, by)
    rows = _kinds(units, groups).join(_firsts(units, groups)).join(_variety(scores, by))
    rows["n_speakers"] = rows["n_speakers"].fillna(0).astype(int)
    found: pd.DataFrame = rows.rename_axis(by).reset_index()
    return found


# -- parts of the tables -----------------------------------------------------------------------


def _units(scores: Any) -> pd.DataFrame:
    if not len(scores.units):
        raise FramingError('the scores have no units; score with detail="units" or "evidence"')
    units: pd.DataFrame = scores.units
    return units


def _groups(scores: Any, by: str) -> dict[str, Any]:
    """Give each article's group; articles without one are left out."""
    articles = scores.articles
    if by not in articles:
        raise FramingError(
            f"by={by!r} is no column of the articles; there are: {', '.join(articles.columns)}"
        )
    known = articles[articles[by].notna()]
    return dict(zip(known["article_id"].astype(str), known[by], strict=True))


def _mentions(units: pd.DataFrame) -> pd.DataFrame:
    """Give one row a mention in a known source's words, its three probabilities beside it."""
    others = units["voice"].isin(_OTHERS) & (units["unit"] == "mention")
    rows = units[others & (units["speaker"].astype(str) != NOBODY)]
    place = ["article_id", "target", "start", "end"]
    parts = []
    for kind in ("negative", "neutral", "positive"):
        chosen = rows[rows["measure"] == f"stance.{kind}"]
        parts.append(chosen.set_index(place)["probability"].rename(kind))
    mentions = rows[rows["measure"] == "stance"].set_index(place)[["speaker", "numerator"]]
    found = mentions.join(parts).reset_index()
    for name in ("article_id", "target", "speaker"):
        found[name] = found[name].astype(str)
    return found


def _portrayal(part: pd.DataFrame) -> dict[str, Any]:
    """Average the mentions of a target by a speaker."""
    low, high, n_articles = _interval(part)
    means = {kind: float(part[kind].mean()) for kind in ("negative", "neutral", "positive")}
    return {
        "estimate": float(part["numerator"].mean()), "low": low, "high": high, **means,
        "n": len(part), "n_articles": n_articles,
        "status": "ok" if n_articles >= _FEWEST else "too_few",
    }  # fmt: skip


def _interval(part: pd.DataFrame) -> tuple[float, float, int]:
    """Bootstrap a mean over articles."""
    sums = part.groupby("article_id")["numerator"].agg(["sum", "size"]).to_numpy(float)
    if len(sums) < _FEWEST:
        return float("nan"), float("nan"), len(sums)
    rng = np.random.default_rng(_SEED)
    drawn = sums[rng.integers(0, len(sums), (_N_BOOT, len(sums)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])
    return float(low), float(high), len(sums)


def _said(scores: Any) -> pd.DataFrame:
    """Give one row a stretch of attributed content, with its words."""
    from framing.text.normalise import fold_case, normalise
    from framing.text.tokens import words

    evidence = scores.evidence
    if not len(evidence):
        raise FramingError('the scores have no evidence; score with detail="evidence"')
    rows = evidence[(evidence["measure"] == _WORDS) & (evidence["rule"] == "content")]
    said = rows[["article_id", "speaker", "category"]].astype(str)
    counts = [len(words(fold_case(normalise(text).text))[0]) for text in rows["text"].astype(str)]
    return said.rename(columns={"category": "kind"}).assign(words=counts)


def _kinds(units: pd.DataFrame, groups: dict[str, Any]) -> pd.DataFrame:
    """Give each group's share of attributed words, all and by kind of source."""
    rows = units[units["measure"] == _WORDS]
    rows = rows.assign(group=rows["article_id"].astype(str).map(groups))
    sums = rows.groupby(["group", "category"], observed=True)[["numerator", "denominator"]].sum()
    by_kind = sums["numerator"].unstack(fill_value=0.0)
    total = sums.xs("all", level="category")["denominator"]
    shares = by_kind.div(total, axis=0).rename(columns={"all": "attributed"})
    shares.columns = [str(name) for name in shares.columns]
    order = sorted(shares.columns, key=lambda name: (name != "attributed", -shares[name].mean()))
    out = shares[order]
    articles = rows.groupby("group", observed=True)["article_id"].nunique()
    return out.assign(n_articles=articles.astype(int), n_words=total.astype(int))


def _firsts(units: pd.DataFrame, groups: dict[str, Any]) -> pd.Series:
    """Give the mean number of words before the first source, over articles that have one."""
    rows = units[units["measure"] == _FIRST]
    means: pd.Series = rows.groupby(rows["article_id"].astype(str).map(groups))["numerator"].mean()
    return means.rename("first_source")


def _variety(scores: Any, by: str) -> pd.DataFrame:
    """Give how many known speakers a group has, and how its attributed words are spread."""
    import pandas as pd

    from framing.measures.attribution.diversity import rarefied_shannon

    table = speakers(scores, by=by)
    table = table[(table["speaker"] != NOBODY) & (table["words"] > 0)]
    rows = {}
    for group, part in table.groupby(by, sort=False):
        amounts = sorted(part["words"].astype(float), reverse=True)
        rows[group] = (
            len(amounts), rarefied_shannon(amounts), sum(amounts[:_MAIN]) / sum(amounts)
        )  # fmt: skip
    names = ["n_speakers", "diversity", "top3"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)
