"""Keyness: the words that set one group of articles apart from the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.comparing.cells import Cells, make_cells
from framing.comparing.clustering import STORY_THRESHOLD
from framing.comparing.design import plan
from framing.comparing.estimating import MIN_CLUSTERS, REST, reference_code, stories_of
from framing.comparing.groups import Grouping, group_articles, parse_by
from framing.comparing.intervals import ClusterWeights, stretched
from framing.errors import FramingError
from framing.text.tokens import words

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix

__all__ = ["KEYNESS_COLUMNS", "concordance", "keyness"]

KEYNESS_COLUMNS = (
    "group", "reference", "word", "log_odds", "low", "high", "z", "count", "count_reference",
    "per_1000", "per_1000_reference", "n_documents", "n_documents_reference",
)  # fmt: skip
# Words of the prior, as many as a long article has: rare words are drawn toward the whole corpus.
_PRIOR_WORDS = 500.0
_BOILERPLATE = "boilerplate.share"


def keyness(
    scores: Any,
    by: str | Sequence[str] = "outlet",
    *,
    group: str | Sequence[str] | None = None,
    reference: str | None = None,
    of: str = "words",
    min_documents: int = 3,
    most: int = 50,
    prior: float = _PRIOR_WORDS,
    n_boot: int = 500,
    seed: int = 0,
    story_threshold: float = STORY_THRESHOLD,
) -> pd.DataFrame:
    """Find the words that a group uses more, or less, than its reference.

    Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008,
    section 3.5.1): rare words are drawn toward the whole corpus, so neither the rarest nor the
    commonest words come out on top. Intervals are made by resampling documents (stories, or
    outlets where the grouping is one of outlets), because words of one document come together;
    ``z`` is of the published formula, which takes words as independent, and only ranks.

    Parameters
    ----------
    scores : Scores
        With texts; with units of boilerplate, words of residue are left out.
    by : str or sequence of str, default "outlet"
        See `compare`.
    group : str or sequence of str, optional
        One group, or some; each in turn by default.
    reference : str, optional
        The group to compare with; the rest by default.
    of : str, default "words"
        ``"words"``, or a measure such as ``"hedging"``: its evidence is counted instead.
    min_documents : int, default 3
        Words of fewer documents are left out.
    most : int, default 50
        Words on each side, by |z|.
    prior : float, default 500
        Weight of the whole corpus, in words.
    n_boot, seed : int
        Of the resampling; 0 for no intervals.
    story_threshold : float
        See `assign_stories`.

    Returns
    -------
    DataFrame
        Columns ``group, reference, word, log_odds, low, high, z, count, count_reference, per_1000,
        per_1000_reference, n_documents, n_documents_reference``; highest z first. ``log_odds`` is
        above 0 for words that the group uses more. Repeats of a story within an outlet share the
        count of one article.

    Raises
    ------
    FramingError
        If the scores hold no texts, or a name is unknown.
    """
    import pandas as pd

    articles = scores.articles.reset_index(drop=True)
    grouping = group_articles(articles, parse_by(by))
    at = reference_code(reference, grouping)
    counts, vocabulary = _counted_evidence(scores, of) if of != "words" else _counted_words(scores)
    kept = np.flatnonzero(np.asarray((counts > 0).sum(axis=0)).ravel() >= min_documents)
    if not len(kept):
        raise FramingError(f"min_documents={min_documents}: no word occurs in as many; lower it")
    totals = np.asarray(counts.sum(axis=1)).ravel() if of == "words" else _n_words(articles)
    design = plan(articles, stories_of(articles, articles, story_threshold), grouping)
    material = _Material(
        counts[:, kept], totals, [vocabulary[i] for i in kept], design.group, design.cluster,
        design.weights, prior,
    )  # fmt: skip
    tables = [
        material.compared(grouping, g, at, most=most, n_boot=n_boot, seed=seed)
        for g in _asked(grouping, group, at)
    ]
    return pd.concat(tables, ignore_index=True)


def concordance(
    scores: Any, word: str, *, by: str = "outlet", group: str | None = None, window: int = 8
) -> pd.DataFrame:
    """List the places where a word stands, with the words around it (KWIC).

    Parameters
    ----------
    scores : Scores
        With texts.
    word : str
        As `keyness` writes it: lower case.
    by, group : str
        Only articles of one group.
    window : int, default 8
        Words on each side.

    Returns
    -------
    DataFrame
        ``article_id, left, node, right, start, end``; offsets are into the article's text.
    """
    import pandas as pd

    articles = scores.articles.reset_index(drop=True)
    chosen = np.ones(len(articles), dtype=bool)
    if group is not None:
        grouping = group_articles(articles, parse_by(by))
        chosen = grouping.codes == reference_code(group, grouping, "group")
    rows = []
    for i, text, spans in _contents(scores):
        if not chosen[i]:
            continue
        folded = _folded(text)
        for start, end in spans:
            line = text[start:end]
            found, starts, ends = words(folded[start:end])
            for k in (k for k, token in enumerate(found) if token == word):
                left, right = max(0, k - window), min(len(found), k + window + 1)
                rows.append((
                    articles["article_id"].iloc[i], line[starts[left] : starts[k]].strip(),
                    line[starts[k] : ends[k]], line[ends[k] : ends[right - 1]].strip(),
                    start + starts[k], start + ends[k],
                ))  # fmt: skip
    return pd.DataFrame(rows, columns=["article_id", "left", "node", "right", "start", "end"])


@dataclass(frozen=True)
class _Material:
    """Counts by article and word, and how articles hang together."""

    counts: csr_matrix
    totals: np.ndarray
    vocabulary: list[str]
    group: np.ndarray
    cluster: np.ndarray
    weights: np.ndarray
    prior: float

    def compared(
        self,
        grouping: Grouping,
        g: int,
        reference: int | None,
        *,
        most: int,
        n_boot: int,
        seed: int,
    ) -> pd.DataFrame:
        import pandas as pd

        own = self.group == g
        other = (self.group == reference) if reference is not None else (self.group >= 0) & ~own
        y, n = self._sums(own)
        y_other, n_other = self._sums(other)
        alpha = self.prior * (y + y_other) / max(n + n_other, 1.0)
        log_odds = _log_odds(y, n, y_other, n_other, alpha, self.prior)
        with np.errstate(divide="ignore"):
            z = log_odds / np.sqrt(1 / (y + alpha) + 1 / (y_other + alpha))
        z = np.where(y + y_other > 0, z, 0.0)
        order = np.argsort(-z, kind="stable")
        top = [i for i in order[:most] if z[i] > 0] + [
            i for i in order[::-1][:most][::-1] if z[i] < 0
        ]
        chosen = np.array(top, dtype=int)
        low, high = self._interval(
            own, other, chosen, log_odds[chosen], alpha[chosen], n_boot, seed
        )
        label = REST if reference is None else grouping.labels[reference]
        documents = [
            np.asarray((self.counts[side] > 0).sum(axis=0)).ravel() for side in (own, other)
        ]
        columns = (
            grouping.labels[g], label, [self.vocabulary[i] for i in chosen], log_odds[chosen], low,
            high, z[chosen], y[chosen], y_other[chosen], 1000 * y[chosen] / max(n, 1.0),
            1000 * y_other[chosen] / max(n_other, 1.0), documents[0][chosen], documents[1][chosen],
        )  # fmt: skip
        return pd.DataFrame(dict(zip(KEYNESS_COLUMNS, columns, strict=True)))

    def _sums(self, side: np.ndarray) -> tuple[np.ndarray, float]:
        w = self.weights * side
        return np.asarray(self.counts.T @ w).ravel(), float(self.totals @ w)

    def _interval(
        self,
        own: np.ndarray,
        other: np.ndarray,
        chosen: np.ndarray,
        log_odds: np.ndarray,
        alpha: np.ndarray,
        n_boot: int,
        seed: int,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Resample the clusters of both sides together."""
        side = np.where(own, 0, np.where(other, 1, -1))
        dense = np.column_stack((self.counts[:, chosen].toarray(), self.totals))
        ones = np.ones_like(dense)
        cells = make_cells(side, self.cluster, self.weights, dense, ones, 2)
        smaller = min(np.diff(cells.starts))
        if not n_boot or smaller < MIN_CLUSTERS:
            return np.full(len(chosen), np.nan), np.full(len(chosen), np.nan)
        sums = _drawn(cells, n_boot, seed)
        (y, n), (y_other, n_other) = ((s[:, :-1], s[:, -1:]) for s in sums)
        draws = _log_odds(y, n, y_other, n_other, alpha, self.prior)
        interval = stretched(log_odds, draws, np.full(len(chosen), float(smaller)))
        return interval.low, interval.high


def _drawn(cells: Cells, n_boot: int, seed: int) -> list[np.ndarray]:
    weights = ClusterWeights(int(cells.cluster.max(initial=-1)) + 1, n_boot, seed)
    return [
        weights.sums(cells.cluster[cells.of(side)], cells.amounts[cells.of(side)])
        for side in range(2)
    ]


def _log_odds(
    y: np.ndarray, n: Any, y_other: np.ndarray, n_other: Any, alpha: np.ndarray, prior: float
) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.log((y + alpha) / (n + prior - y - alpha))
        return own - np.log((y_other + alpha) / (n_other + prior - y_other - alpha))


def _asked(
    grouping: Grouping, group: str | Sequence[str] | None, reference: int | None
) -> list[int]:
    if group is not None:
        names = [group] if isinstance(group, str) else list(group)
        codes = [reference_code(name, grouping, "group") for name in names]
        return [code for code in codes if code is not None]
    if len(grouping.labels) < 2:
        raise FramingError(
            "keyness compares groups, and there is only one; group by another column"
        )
    return [g for g in range(len(grouping.labels)) if g != reference]


def _folded(text: str) -> str:
    """Lower-case text with straight apostrophes, letter for letter."""
    folded = text.lower()
    if len(folded) != len(text):  # a few letters, such as "İ", have longer small ones
        folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return folded.replace("\u2019", "'").replace("\u02bc", "'")


def _contents(scores: Any) -> Iterator[tuple[int, str, list[tuple[int, int]]]]:
    """Give each article's text and its spans that are no boilerplate."""
    articles = scores.articles
    if "text" not in articles:
        raise FramingError("the scores hold no texts; score with texts=True")
    units = scores.units
    lines = units[((units["measure"] == _BOILERPLATE) & (units["category"] == "all")).to_numpy()]
    content = lines[(lines["label"] == "content").to_numpy()]
    spans: dict[str, list[tuple[int, int]]] = {str(a): [] for a in lines["article_id"].unique()}
    places = zip(content["article_id"].astype(str), content["start"], content["end"], strict=True)
    for article, start, end in places:
        spans[article].append((int(start), int(end)))
    for i, (article, text) in enumerate(zip(articles["article_id"], articles["text"], strict=True)):
        if isinstance(text, str):
            yield i, text, spans.get(str(article), [(0, len(text))])


def _counted_words(scores: Any) -> tuple[csr_matrix, list[str]]:
    counts: list[Counter[str]] = [Counter() for _ in range(len(scores.articles))]
    for i, text, spans in _contents(scores):
        counts[i].update(words(_folded(text), sorted(spans))[0])
    return _as_matrix(counts)


def _counted_evidence(scores: Any, measure: str) -> tuple[csr_matrix, list[str]]:
    evidence = scores.evidence
    name = evidence["measure"].astype(str)
    if evidence.empty:
        raise FramingError(f"of={measure!r}: the scores hold no evidence; use detail='evidence'")
    rows = evidence[((name == measure) | (name.str.split(".").str[0] == measure)).to_numpy()]
    if rows.empty:
        known = ", ".join(sorted(set(name.str.split(".").str[0])))
        raise FramingError(f"of={measure!r} has no evidence; there are: words, {known}")
    place = {str(article): i for i, article in enumerate(scores.articles["article_id"])}
    counts: list[Counter[str]] = [Counter() for _ in range(len(place))]
    spots = rows.drop_duplicates(["article_id", "start", "end"])
    for article, text in zip(spots["article_id"].astype(str), spots["text"], strict=True):
        counts[place[article]][" ".join(_folded(str(text)).split())] += 1
    return _as_matrix(counts)


def _as_matrix(counts: list[Counter[str]]) -> tuple[csr_matrix, list[str]]:
    from scipy.sparse import csr_matrix

    vocabulary = sorted(set().union(*counts)) if counts else []
    place = {word: i for i, word in enumerate(vocabulary)}
    rows = np.repeat(np.arange(len(counts)), [len(c) for c in counts])
    columns = np.array([place[word] for c in counts for word in c], dtype=np.int64)
    values = np.array([n for c in counts for n in c.values()], dtype=float)
    return csr_matrix((values, (rows, columns)), shape=(len(counts), len(vocabulary))), vocabulary


def _n_words(articles: pd.DataFrame) -> np.ndarray:
    return articles["n_words"].fillna(0).to_numpy(dtype=float)
