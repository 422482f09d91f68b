"""Stories: articles of one body, found by the word shingles they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError
from framing.text.shingles import SKETCH_SIZE

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["STORY_THRESHOLD", "assign_stories"]

# Share of the shorter body that must stand in the longer one.
STORY_THRESHOLD = 0.5
# A body that is a small part of a long one is a quotation of it, not the same story.
_LEAST_SIMILARITY = 0.1
# Below this many shingles, bodies are one story only if they are equal.
_LEAST_SHINGLES = 20
_LEAST_SHARED = 3
_PAIRS_AT_ONCE = 20_000
_EMPTY = np.uint64(2**63)


def assign_stories(articles: pd.DataFrame, threshold: float = STORY_THRESHOLD) -> pd.Series:
    """Give every article the id of its story: articles whose bodies are near duplicates.

    Two articles are of one story where at least `threshold` of the shorter body's word shingles
    stand in the longer one, and also articles that a chain of such pairs connects. The bodies are
    compared after boilerplate removal, by their signatures.

    Parameters
    ----------
    articles : DataFrame
        With the columns ``article_id`` and ``signature`` (bytes).
    threshold : float, default 0.5
        In (0, 1]. Higher means that more must be shared.

    Returns
    -------
    Series of str
        Named ``story_id``, on the index of `articles`: the smallest article id of the story, so
        the order of the articles changes nothing. An article without text is a story of its own.

    Raises
    ------
    FramingError
        If `threshold` is out of range or there is no column ``signature``.
    """
    import pandas as pd

    if not 0 < threshold <= 1:
        raise FramingError(
            f"story_threshold={threshold!r} is out of range; give more than 0, up to 1"
        )
    if "signature" not in articles:
        raise FramingError("articles have no column 'signature'; take them from Scores.articles")
    ids = articles["article_id"].astype(str).to_numpy(dtype=object)
    order = np.argsort(ids, kind="stable")
    labels = np.empty(len(ids), dtype=np.int64)
    labels[order] = _components([articles["signature"].iloc[i] for i in order], threshold)
    return pd.Series(ids[order][labels], index=articles.index, name="story_id", dtype=object)


def _components(signatures: list[Any], threshold: float) -> np.ndarray:
    """Give each body the number of the first body of its story."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    sketches = [
        bytes(s) if isinstance(s, bytes | bytearray | memoryview) else b"" for s in signatures
    ]
    first_of: dict[bytes, int] = {}
    same = np.array(
        [first_of.setdefault(s, i) if s else i for i, s in enumerate(sketches)], dtype=int
    )
    distinct = np.array(sorted(first_of.values()), dtype=int)
    left, right = _near_pairs([sketches[i] for i in distinct], threshold)
    edges = (
        np.concatenate((distinct[left], same)),
        np.concatenate((distinct[right], np.arange(len(same)))),
    )
    n = len(sketches)
    graph = coo_matrix((np.ones(len(edges[0])), edges), shape=(n, n))
    _, component = connected_components(graph, directed=False)
    first = np.full(component.max(initial=-1) + 1, n)
    np.minimum.at(first, component, np.arange(n))
    return first[component]


def _near_pairs(sketches: list[bytes], threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """Find pairs of distinct bodies that are of one story."""
    hashes, counts = _padded(sketches)
    left, right = _candidates(hashes, counts)
    keep = [
        _alike(
            hashes, counts, left[i : i + _PAIRS_AT_ONCE], right[i : i + _PAIRS_AT_ONCE], threshold
        )
        for i in range(0, len(left), _PAIRS_AT_ONCE)
    ]
    near = np.concatenate(keep) if keep else np.zeros(0, dtype=bool)
    return left[near], right[near]


def _padded(sketches: list[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """Hashes as a matrix, one row a body, and the number of shingles of each body."""
    rows = [np.frombuffer(sketch, dtype="<u4") for sketch in sketches]
    width = max((len(row) - 1 for row in rows), default=0)
    hashes = np.full((len(rows), max(width, 1)), _EMPTY, dtype=np.uint64)
    for i, row in enumerate(rows):
        hashes[i, : len(row) - 1] = row[1:]
    return hashes, np.array([row[0] for row in rows], dtype=np.int64)


def _candidates(hashes: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find pairs that share several hashes; of many bodies with one hash, a chain and a star."""
    n = max(len(hashes), 1)
    owner, column = np.nonzero((hashes != _EMPTY) & (counts >= _LEAST_SHINGLES)[:, None])
    values = hashes[owner, column]
    order = np.lexsort((owner, values))
    values, owner = values[order], owner[order]
    again = np.flatnonzero(values[1:] == values[:-1]) + 1
    _, first, position = np.unique(values, return_index=True, return_inverse=True)
    leader, previous, own = owner[first[position[again]]], owner[again - 1], owner[again]
    chained = previous != leader
    left = np.concatenate((leader, previous[chained]))
    right = np.concatenate((own, own[chained]))
    codes, shared = np.unique(left * np.int64(n) + right, return_counts=True)
    codes = codes[shared >= _LEAST_SHARED]
    return codes // n, codes % n


def _alike(
    hashes: np.ndarray, counts: np.ndarray, left: np.ndarray, right: np.ndarray, threshold: float
) -> np.ndarray:
    """Whether each pair is of one story; the estimates of `shingles`, many pairs at once."""
    jaccard = _similarities(hashes, counts, left, right)
    shared = jaccard / (1 + jaccard) * (counts[left] + counts[right])
    contained = shared / np.minimum(counts[left], counts[right])
    return (contained >= threshold) & (jaccard >= _LEAST_SIMILARITY)


def _similarities(
    hashes: np.ndarray, counts: np.ndarray, left: np.ndarray, right: np.ndarray
) -> np.ndarray:
    union = np.sort(np.concatenate((hashes[left], hashes[right]), axis=1), axis=1)
    known = union != _EMPTY
    repeated = np.zeros_like(known)
    repeated[:, 1:] = (union[:, 1:] == union[:, :-1]) & known[:, 1:]
    rank = np.cumsum(known & ~repeated, axis=1)
    kept = (hashes != _EMPTY).sum(axis=1)
    limit = np.where(counts > kept, kept, 2 * max(SKETCH_SIZE, hashes.shape[1]))
    inside = rank <= np.minimum(limit[left], limit[right])[:, None]
    return (repeated & inside).sum(axis=1) / np.maximum((known & ~repeated & inside).sum(axis=1), 1)
