"""Word vectors from co-occurrence: what stands for a word that the labelled data lack.

Positive pointwise mutual information within four words, contexts smoothed with the power .75,
reduced by singular value decomposition (Levy, Goldberg and Dagan 2015). Only training needs them:
the model keeps two numbers a word, the vectors' products with its coefficients.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import svds

from framing.text import tokens
from framing.text.normalise import fold_case, normalise

__all__ = ["DIMENSIONS", "Vectors", "learn_vectors"]

DIMENSIONS = 100  # 200 reached the same on loaded_babe train, out of fold
_WINDOW = 4  # words; 2 and 10 reached the same within .003
_LEAST_COUNT = 4
_LEAST_DOCUMENTS = 3
_SMALL_SHARE = 0.2  # of its uses; a word written small more rarely is a name ("Trump")
_SMOOTHING = 0.75
_BLOCK = 14_000  # paragraphs counted at once, for memory


class Vectors:
    """Rows of unit length, for words that are often enough written small to be no names.

    Attributes
    ----------
    words : list of str
        Words that have a row.
    common : list of str
        Those, then the other words of at least three texts, the commonest first.
    rows : ndarray of shape (n_words, n_dimensions)
        The vectors.
    """

    def __init__(self, words: list[str], rows: np.ndarray, others: Iterable[str] = ()) -> None:
        self.words = words
        self.common = [*words, *others]
        self.rows = rows
        self.index = {word: n for n, word in enumerate(words)}

    def of(self, words: Iterable[str]) -> np.ndarray:
        """Give the rows of words, zeros for unknown ones."""
        at = np.array([self.index.get(word, -1) for word in words], dtype=np.int64)
        rows = self.rows[np.maximum(at, 0)]
        return np.where(at[:, None] >= 0, rows, 0.0)


def learn_vectors(paragraphs: Iterable[str]) -> Vectors:
    """Learn vectors from raw paragraphs; repeated ones count once."""
    counts: Counter[str] = Counter()
    small: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    texts = []
    for raw in dict.fromkeys(paragraphs):
        text = normalise(raw).text
        words, starts, _ = tokens.words(fold_case(text))
        counts.update(words)
        documents.update(set(words))
        small.update(w for w, a in zip(words, starts, strict=True) if text[a].islower())
        texts.append(words)
    kept = [
        word
        for word, n in counts.items()
        if n >= _LEAST_COUNT and documents[word] >= _LEAST_DOCUMENTS and word[0].isalpha()
    ]
    kept.sort(key=lambda word: (-counts[word], word))
    rows = _reduced(_co_occurrence(texts, {word: n for n, word in enumerate(kept)}))
    common = [
        n
        for n, word in enumerate(kept)
        if small[word] >= max(_LEAST_DOCUMENTS, _SMALL_SHARE * counts[word])
    ]
    words = [kept[n] for n in common]
    others = {word for word, n in documents.items() if n >= _LEAST_DOCUMENTS} - set(words)
    return Vectors(words, rows[common], sorted(others, key=lambda w: (-documents[w], w)))


def _co_occurrence(texts: list[list[str]], index: dict[str, int]) -> sp.csr_matrix:
    """Count how often words stand near each other, weighted by one over their distance."""
    n = len(index)
    total = sp.csr_matrix((n, n))
    for block in range(0, len(texts), _BLOCK):
        left, right, size = [], [], []
        for words in texts[block : block + _BLOCK]:
            at = np.array([index.get(word, -1) for word in words], dtype=np.int64)
            for distance in range(1, _WINDOW + 1):
                a, b = at[:-distance], at[distance:]
                both = (a >= 0) & (b >= 0)
                left.append(a[both])
                right.append(b[both])
                size.append(np.full(int(both.sum()), 1 / distance))
        pairs = (np.concatenate(left), np.concatenate(right))
        total = total + sp.coo_matrix((np.concatenate(size), pairs), shape=(n, n)).tocsr()
    return total + total.T


def _reduced(counts: sp.csr_matrix) -> np.ndarray:
    """Turn counts into positive mutual information and that into rows of unit length."""
    sums = np.asarray(counts.sum(axis=1)).ravel() + 1e-9
    contexts = sums**_SMOOTHING
    contexts /= contexts.sum()
    found = counts.tocoo()
    information = np.log(found.data / (sums[found.row] * contexts[found.col]))
    positive = information > 0
    matrix = sp.csr_matrix(
        (information[positive], (found.row[positive], found.col[positive])), shape=counts.shape
    )
    left, sizes, _ = svds(matrix, k=DIMENSIONS, random_state=0)
    order = np.argsort(-sizes)
    rows = left[:, order] * np.sqrt(sizes[order])
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)
