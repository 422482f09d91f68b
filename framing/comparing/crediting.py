"""Contributions: which cues make the difference between two groups in a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.comparing.cells import make_cells
from framing.comparing.clustering import STORY_THRESHOLD
from framing.comparing.design import Design, plan
from framing.comparing.estimating import MIN_CLUSTERS, REST, reference_code, stories_of
from framing.comparing.groups import group_articles, parse_by
from framing.comparing.intervals import bootstrap_samples
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix

__all__ = ["CONTRIBUTION_COLUMNS", "NO_CUE", "OTHER_CUES", "contributions"]

CONTRIBUTION_COLUMNS = (
    "measure", "target", "group", "reference", "cue", "contribution", "low", "high", "mean",
    "mean_reference", "n_articles", "n_articles_reference",
)  # fmt: skip
NO_CUE, OTHER_CUES = "(no cue)", "(other cues)"
_PART = "part"
_MENTION = "mention"
# Cues of a share of sentences stand under other measures of its family; not all of the family
# are cues of it: boosters hedge no sentence.
_CUES_OF = {
    "hedging.sentences": ("hedging.epistemic", "hedging.shields", "hedging.cues"),
    "hedging.cues": ("hedging.epistemic", "hedging.shields", "hedging.cues"),
    "loaded.sentences": ("loaded.sentences", "loaded.words"),
}
_NEAR = 300  # characters from a cue to its mention, where sentences are not known


def contributions(
    scores: Any,
    measure: str,
    by: str | Sequence[str] = "outlet",
    *,
    group: str,
    reference: str | None = None,
    target: str | None = None,
    voice: str = "own",
    most: int = 20,
    n_boot: int = 1_000,
    seed: int = 0,
    story_threshold: float = STORY_THRESHOLD,
) -> pd.DataFrame:
    """Say which cues make the difference between two groups in a score.

    Each unit's amount (the probability of a sentence, the count of cues, the stance of a mention)
    is shared among the cues in it. A sentence is hedged if any of its cues hedges it, so its cues
    have equal Shapley values (Shapley 1953): each gets an equal share. For amounts with a sign only
    cues of that sign share. What has no cue is credited to ``"(no cue)"``. The parts add up to the
    difference between the groups' means.

    Parameters
    ----------
    scores : Scores
        With units and evidence.
    measure : str
        Such as ``"hedging.sentences"``.
    by : str or sequence of str, default "outlet"
        See `compare`.
    group : str
        The group.
    reference : str, optional
        The group to compare with; the rest by default.
    target : str, optional
        For measures with targets.
    voice : {"own", "reported", "quoted", "all"}
        Whose words count.
    most : int, default 20
        Cues shown apart; the others are summed.
    n_boot, seed : int
        Of the resampling; 0 for no intervals.
    story_threshold : float
        See `assign_stories`.

    Returns
    -------
    DataFrame
        One row a cue, the largest contribution first: ``measure, target, group, reference, cue,
        contribution, low, high, mean, mean_reference, n_articles, n_articles_reference``.
        ``contribution`` is ``mean - mean_reference``: the difference in what the cue adds to the
        score, in the score's unit. The column sums to the difference.

    Raises
    ------
    FramingError
        If the measure has no units, or a name is unknown.
    """
    articles = scores.articles.reset_index(drop=True)
    grouping = group_articles(articles, parse_by(by))
    own = reference_code(group, grouping, "group")
    other = reference_code(reference, grouping)
    if own == other:
        raise FramingError(f"group={group!r} and reference are the same; name two groups")
    spec = scores.specs.get(measure)
    wanted = voice if getattr(spec, "voices", True) else "all"
    units = _units(scores.units, measure, target, wanted)
    evidence = _evidence(scores.evidence, measure, target, wanted)
    credit = _credited(units, evidence, _sentences(scores.units), articles, spec)
    design = plan(articles, stories_of(articles, articles, story_threshold), grouping)
    side = np.where(design.group == own, 0, np.where(
        (design.group == other) if other is not None else design.group >= 0, 1, -1))  # fmt: skip
    table = _table(credit, design, np.where(credit.known, side, -1), most, n_boot, seed)
    label = REST if reference is None else reference
    names = {"measure": measure, "target": target or "", "group": group, "reference": label}
    return table.assign(**names)[list(CONTRIBUTION_COLUMNS)]


@dataclass(frozen=True)
class _Credit:
    """What each cue adds to the score of each article."""

    values: csr_matrix
    cues: list[str]
    known: np.ndarray


def _units(units: pd.DataFrame, measure: str, target: str | None, voice: str) -> pd.DataFrame:
    if units.empty:
        raise FramingError("the scores hold no units; score with detail='evidence'")
    keep = (units["measure"] == measure) & (units["category"] == "all")
    if not keep.any():
        known = ", ".join(str(m) for m in units["measure"].unique())
        raise FramingError(f"measure={measure!r} has no units in the scores; there are: {known}")
    if target is not None:
        keep &= units["target"] == target
    elif (units.loc[keep, "target"] != "").any():
        raise FramingError(f"measure={measure!r} has targets; name one with target=")
    keep &= (units["unit"] != _PART) if voice == "all" else (units["voice"] == voice)
    chosen = units[keep.to_numpy()]
    if chosen.empty:
        raise FramingError(f"{measure!r} has no units of target={target!r}, voice={voice!r}")
    return chosen


def _evidence(evidence: pd.DataFrame, measure: str, target: str | None, voice: str) -> pd.DataFrame:
    """Give the cues of the measure, or of its family where it has none of its own."""
    if evidence.empty:
        raise FramingError("the scores hold no evidence; score with detail='evidence'")
    name = evidence["measure"].astype(str)
    own = name.isin(_CUES_OF.get(measure, (measure,)))
    keep = own if own.any() else name.str.split(".").str[0] == measure.split(".")[0]
    if target is not None:
        keep = keep & evidence["target"].isin([target, ""])
    if voice != "all":
        keep = keep & (evidence["voice"] == voice)
    keep = keep & ~evidence["negated"].astype(bool)
    return evidence[keep.to_numpy()].drop_duplicates(["article_id", "start", "end"])


def _sentences(units: pd.DataFrame) -> pd.DataFrame:
    """Give where each sentence stands, as far as the units tell."""
    if "sentence" not in units:
        return units.iloc[:0]
    rows = units[((units["unit"] == "sentence") & (units["category"] == "all")).to_numpy()]
    return rows.drop_duplicates(["article_id", "sentence"])


def _credited(
    units: pd.DataFrame,
    evidence: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    spec: Any,
) -> _Credit:
    """Share each unit's amount among the cues in it, over the article's denominator."""
    import pandas as pd
    from scipy.sparse import csr_matrix

    n = len(articles)
    order = pd.Index(articles["article_id"].astype(str))
    at = order.get_indexer(pd.Index(units["article_id"].astype(str)))
    amount = units["numerator"].to_numpy(dtype=float)
    base = np.bincount(at, weights=units["denominator"].to_numpy(dtype=float), minlength=n)
    found, unit = _pairs(units, at, evidence, sentences, order)
    weight = evidence["weight"].to_numpy(dtype=float)[found]
    shares = np.sign(weight) * np.sign(amount[unit]) > 0
    unit, cue = unit[shares], _cue_names(evidence["text"].astype(str).to_numpy()[found][shares])
    n_cues = np.bincount(unit, minlength=len(units))
    bare = np.flatnonzero((n_cues == 0) & (amount != 0))
    names = [NO_CUE, *sorted(set(cue))]
    place = {name: i for i, name in enumerate(names)}
    rows = np.concatenate((at[unit], at[bare]))
    columns = np.array([place[c] for c in cue] + [0] * len(bare), dtype=np.int64)
    values = np.concatenate((amount[unit] / n_cues[unit], amount[bare]))
    with np.errstate(divide="ignore", invalid="ignore"):
        values = getattr(spec, "scale", 1.0) * values / base[rows]
    matrix = csr_matrix((values, (rows, columns)), shape=(n, len(names)))
    return _Credit(matrix, names, base > 0)


def _pairs(
    units: pd.DataFrame,
    at: np.ndarray,
    evidence: pd.DataFrame,
    sentences: pd.DataFrame,
    order: pd.Index,
) -> tuple[np.ndarray, np.ndarray]:
    """Positions of cues and of the units that they speak for.

    A cue speaks for the unit that it stands in. No cue stands in a mention, which is a name: it
    speaks for the mentions of its sentence.
    """
    import pandas as pd

    if not (units["unit"] == _MENTION).all():
        unit = _unit_of(units, at, evidence, order)
        return np.flatnonzero(unit >= 0), unit[unit >= 0]
    if sentences.empty:
        return _nearest(units, at, evidence, order)
    owners = order.get_indexer(pd.Index(sentences["article_id"].astype(str)))
    place = _unit_of(sentences, owners, evidence, order)
    inside = np.flatnonzero(place >= 0)
    cues = pd.DataFrame({
        "article": owners[place[inside]],
        "sentence": sentences["sentence"].to_numpy()[place[inside]], "cue": inside,
    })  # fmt: skip
    mentions = pd.DataFrame(
        {"article": at, "sentence": units["sentence"].to_numpy(), "unit": np.arange(len(units))}
    )
    both = cues.merge(mentions, on=["article", "sentence"])
    return both["cue"].to_numpy(), both["unit"].to_numpy()


def _nearest(
    units: pd.DataFrame, at: np.ndarray, evidence: pd.DataFrame, order: pd.Index
) -> tuple[np.ndarray, np.ndarray]:
    """Pair each cue with the nearest mention, where there is one near."""
    import pandas as pd

    owner = order.get_indexer(pd.Index(evidence["article_id"].astype(str)))
    starts, spots = units["start"].to_numpy(np.int64), evidence["start"].to_numpy(np.int64)
    cues, mentions = [], []
    for i, (article, spot) in enumerate(zip(owner, spots, strict=True)):
        mine = np.flatnonzero(at == article)
        gaps = np.abs(starts[mine] - spot)
        if len(mine) and gaps.min() <= _NEAR:
            cues.append(i)
            mentions.append(mine[gaps.argmin()])
    return np.array(cues, dtype=np.int64), np.array(mentions, dtype=np.int64)


def _unit_of(
    units: pd.DataFrame, at: np.ndarray, evidence: pd.DataFrame, order: pd.Index
) -> np.ndarray:
    """Position of the unit that each cue stands in, -1 for none."""
    import pandas as pd

    start, end = units["start"].to_numpy(np.int64), units["end"].to_numpy(np.int64)
    owner = order.get_indexer(pd.Index(evidence["article_id"].astype(str))).astype(np.int64)
    spot = evidence["start"].to_numpy(np.int64)
    width = int(max(end.max(initial=0), spot.max(initial=0))) + 1
    ranked = np.argsort(at * width + start, kind="stable")
    before = np.searchsorted((at * width + start)[ranked], owner * width + spot, side="right") - 1
    found = ranked[np.maximum(before, 0)]
    inside = (before >= 0) & (at[found] == owner) & (spot < end[found])
    return np.where(inside, found, -1)


def _cue_names(texts: np.ndarray) -> list[str]:
    return [" ".join(text.lower().replace("\u2019", "'").split()) for text in texts]


def _table(
    credit: _Credit, design: Design, side: np.ndarray, most: int, n_boot: int, seed: int
) -> pd.DataFrame:
    import pandas as pd

    for wanted, name in ((0, "group"), (1, "reference")):
        if not (side == wanted).any():
            raise FramingError(f"the {name} has no article with this measure")
    means = [_means(credit.values, design.weights, side == s) for s in (0, 1)]
    difference = means[0] - means[1]
    largest = np.argsort(-np.abs(difference[1:]), kind="stable")[:most] + 1
    shown = largest[np.argsort(-difference[largest], kind="stable")]
    others = np.setdiff1d(np.arange(1, len(credit.cues)), shown)
    columns: list[Any] = [*([i] for i in shown), others, [0]]
    names = [*(credit.cues[i] for i in shown), OTHER_CUES, NO_CUE]
    dense = np.column_stack([np.asarray(credit.values[:, c].sum(axis=1)).ravel() for c in columns])
    low, high = _intervals(dense, design, side, n_boot, seed)
    used = [(dense[side == s] != 0).sum(axis=0) for s in (0, 1)]
    mean, mean_reference = ([m[c].sum() for c in columns] for m in means)
    return pd.DataFrame({
        "cue": names, "contribution": np.subtract(mean, mean_reference), "low": low, "high": high,
        "mean": mean, "mean_reference": mean_reference, "n_articles": used[0],
        "n_articles_reference": used[1],
    })  # fmt: skip


def _means(values: csr_matrix, weights: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    w = weights * chosen
    return np.asarray(values.T @ w).ravel() / w.sum()


def _intervals(
    dense: np.ndarray, design: Design, side: np.ndarray, n_boot: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    nothing = np.full(dense.shape[1], np.nan)
    cells = make_cells(side, design.cluster, design.weights, dense, np.ones_like(dense), 2)
    if not n_boot or min(np.diff(cells.starts)) < MIN_CLUSTERS:
        return nothing, nothing
    samples = bootstrap_samples(cells, cells.counts(), n_draws=n_boot, seed=seed, reference=1)
    own, other = next(iter(samples))
    interval = own.difference(other)
    return interval.low, interval.high
