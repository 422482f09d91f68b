"""Vectors of words from raw news, for words that the labelled mentions lack.

They are needed in training alone: a sum of vectors over a place is linear in its words, so that
what is learned becomes a weight of each word there, and scoring looks up no vector.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import scipy.sparse as sp

from framing.measures.stance.sentence import stem
from framing.measures.vectors import Vectors, learn_vectors
from framing.text.normalise import normalise

__all__ = ["PLACES", "as_names", "stem_vectors", "summed"]

PLACES = (("w:", ""), ("c:", ""), ("c:", "!"))  # what stands before and behind a word's stem
_WORD = re.compile(r"[A-Za-z]+")


def stem_vectors(paragraphs: Iterable[str]) -> Vectors:
    """Learn the vectors of stems; what is mostly written with a capital gets none."""
    return learn_vectors(_stemmed(normalise(raw).text) for raw in dict.fromkeys(paragraphs))


def _stemmed(text: str) -> str:
    stems = []
    for word in _WORD.findall(text):
        short = stem(word.lower())
        stems.append(short.capitalize() if word[0].isupper() else short)
    return " ".join(stems)


def summed(features: Sequence[Mapping[str, float]], vectors: Vectors) -> np.ndarray:
    """Give each mention's sums of vectors, one place beside the other."""
    blocks = []
    for before, behind in PLACES:
        columns, ends = [], [0]
        for row in features:
            for name in row:
                if name.startswith(before) and name.endswith("!") == bool(behind):
                    word = name.removeprefix(before).removesuffix("!")
                    if word in vectors.index:
                        columns.append(vectors.index[word])
            ends.append(len(columns))
        shape = (len(features), len(vectors.words))
        counts = sp.csr_matrix((np.ones(len(columns)), columns, ends), shape=shape)
        blocks.append(counts @ vectors.rows)
    return np.hstack(blocks)


def as_names(weights: np.ndarray, vectors: Vectors) -> tuple[list[str], np.ndarray]:
    """Turn weights of what :func:`summed` gives into weights of words by place."""
    names: list[str] = []
    blocks = []
    for (before, behind), block in zip(PLACES, np.split(weights, len(PLACES)), strict=True):
        names += [before + word + behind for word in vectors.words]
        blocks.append(vectors.rows @ block)
    return names, np.vstack(blocks)
