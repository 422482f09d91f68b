"""Fit both stages of the loaded-language model: word scores first, then sentences.

Both are linear. The first learns from the words that coders marked how likely a word is loaded
(its letters, affixes, lexicon entry and vector); scores of the training sentences come from inner
folds. The second weighs what those scores, the lexicon, marks and shapes say of a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from framing.lexicon import Lexicon
from framing.measures.loaded.data import TAUGHT, Sample
from framing.measures.loaded.features import COLUMNS, forms_of, matrix
from framing.measures.loaded.lookup import LexiconTable
from framing.measures.loaded.model import word_features
from framing.measures.loaded.table import WordTable
from framing.measures.loaded.views import View, view_of
from framing.measures.loaded.words import is_content
from framing.measures.vectors import Vectors
from framing.text.normalise import fold_case, normalise

__all__ = ["Fitted", "Trainer", "out_of_fold"]

# Tuned together on loaded_babe train, five folds by article and one outlet held out in turn
# (area under the curve .866 and .841); change none alone.
_WORD_C, _SENTENCE_C = 0.2, 1.0
_VECTOR_SCALE = 1.5  # of word vectors among a word's features
_CONTEXT_SCALE = 0.75  # of word vectors among a sentence's features
_SHAPE_SCALE, _LEXICON_SCALE, _SCORE_SCALE = 0.3, 0.2, 0.5
_OUTLET_POWER = 0.5  # how far the tie between outlet and label is weighted away
_OUTLET_CAP = 4.0
_OWN_WEIGHT = 0.5  # of a sentence written for this project
_TAUGHT_WEIGHT = 0.25  # at most, of a sentence that the neural model labelled
_LEAST = 3  # sentences a feature must occur in
_INNER = 4  # folds that score the training sentences' own words


class Fitted(NamedTuple):
    """Coefficients of both stages."""

    words: tuple[np.ndarray, float]
    weights: np.ndarray
    context: np.ndarray
    intercept: float


class Trainer:
    """Labelled sentences, analysed once, from which models are fitted.

    Parameters
    ----------
    samples : sequence of Sample
        All sentences that any fit may use.
    vectors : Vectors
        Word vectors, learned without labels.
    """

    def __init__(self, samples: Sequence[Sample], vectors: Vectors, lexicon: Lexicon) -> None:
        self.samples = list(samples)
        self.vectors = vectors
        self.known = frozenset(vectors.words)
        self.labels = np.array([s.label for s in samples])
        self.outlets = np.array([s.outlet for s in samples])
        self.groups = np.array([s.group for s in samples])
        self.certainty = np.array([s.weight for s in samples])
        self.views = [view_of(s.text) for s in samples]
        self._lexicon = LexiconTable(lexicon)
        self._table = WordTable(self._lexicon, lambda word, entry: (0.0, 0.0), self.known)
        self._index_words()
        self.context = self._context()

    def _index_words(self) -> None:
        """Give each sentence its word types, the words coders marked, and types their features."""
        types: dict[str, int] = {}
        self.types: list[np.ndarray] = []
        self.marked: list[np.ndarray] = []
        for sample, view in zip(self.samples, self.views, strict=True):
            forms = forms_of(self._table, view)
            self.types.append(np.array([types.setdefault(f, len(types)) for f in forms], dtype=int))
            self.marked.append(_marked(sample, view))
        self.forms = list(types)
        self.content = np.array([not f.startswith("<") and is_content(f) for f in self.forms])
        self._word_matrix = self._type_features()

    def _type_features(self) -> sp.csr_matrix:
        """Give the features of each word type; those of fewer than three sentences fall out."""
        named = [word_features(self._lexicon, form) for form in self.forms]
        seen: Counter[str] = Counter()
        for found, outlet in zip(self.types, self.outlets, strict=True):
            if outlet == TAUGHT:  # they say nothing of words
                continue
            seen.update({name for t in set(found.tolist()) for name, _ in named[t]})
        self.names = sorted(name for name, n in seen.items() if n >= _LEAST)
        index = {name: n for n, name in enumerate(self.names)}
        cells = [
            (row, index[name], size)
            for row, found in enumerate(named)
            for name, size in found
            if name in index
        ]
        rows, columns, sizes = zip(*cells, strict=True)
        shape = (len(self.forms), len(self.names))
        own = sp.csr_matrix((sizes, (rows, columns)), shape=shape)
        learned = sp.csr_matrix(self.vectors.of(self.forms) * _VECTOR_SCALE)
        return sp.hstack([own, learned]).tocsr()

    def _context(self) -> np.ndarray:
        """Give the mean direction of each sentence's words."""
        rows = self.vectors.of(self.forms)
        out = np.zeros((len(self.samples), rows.shape[1]))
        for n, found in enumerate(self.types):
            if len(found):
                out[n] = rows[found].sum(axis=0) / np.sqrt(len(found))
        return out

    def fit_words(self, chosen: np.ndarray) -> tuple[np.ndarray, float]:
        """Learn from marked words; loaded sentences in which none is marked say nothing.

        Nor does a sentence in which nobody was asked to mark any.
        """
        total = np.zeros(len(self.forms))
        loaded = np.zeros(len(self.forms))
        for n in chosen[self.outlets[chosen] != TAUGHT]:
            if self.labels[n] and not self.marked[n].any():
                continue
            np.add.at(total, self.types[n], 1.0)
            np.add.at(loaded, self.types[n], self.marked[n].astype(float))
        total, loaded = total * self.content, loaded * self.content
        plain = total - loaded
        ones, zeros = np.flatnonzero(loaded > 0), np.flatnonzero(plain > 0)
        x = sp.vstack([self._word_matrix[ones], self._word_matrix[zeros]]).tocsr()
        y = np.r_[np.ones(len(ones)), np.zeros(len(zeros))]
        model = LogisticRegression(C=_WORD_C, solver="liblinear", tol=1e-4, random_state=0)
        model.fit(x, y, sample_weight=np.r_[loaded[ones], plain[zeros]])
        return model.coef_[0], float(model.intercept_[0])

    def columns(self, words: tuple[np.ndarray, float], chosen: np.ndarray) -> np.ndarray:
        """Give the raw sentence columns under fitted word scores."""
        scores = self._word_matrix @ words[0] + words[1]
        by_form = dict(zip(self.forms, scores.tolist(), strict=True))

        def score(word: str, entry: int) -> tuple[float, float]:
            return by_form.get(word, words[1]), 0.0

        table = WordTable(self._lexicon, score, self.known)
        return matrix(table, [self.views[n] for n in chosen]).matrix.T

    def fit(self, chosen: np.ndarray) -> Fitted:
        """Fit both stages on chosen sentences."""
        inner = np.zeros((len(chosen), len(COLUMNS)))
        folds = GroupKFold(_INNER).split(chosen, groups=self.groups[chosen])
        for rest, part in folds:
            words = self.fit_words(chosen[rest])
            inner[part] = self.columns(words, chosen[part])
        words = self.fit_words(chosen)
        spread = inner.std(axis=0)
        scale = np.where(spread > 1e-3, _scales() / np.maximum(spread, 1e-3), 0.0)
        x = np.hstack([inner * scale, self.context[chosen] * _CONTEXT_SCALE])
        model = LogisticRegression(C=_SENTENCE_C, solver="liblinear", tol=1e-6, random_state=0)
        model.fit(x, self.labels[chosen], sample_weight=self._weights(chosen))
        k = len(COLUMNS)
        return Fitted(
            words, model.coef_[0][:k] * scale, model.coef_[0][k:] * _CONTEXT_SCALE,
            float(model.intercept_[0]),
        )  # fmt: skip

    def logits(self, fitted: Fitted, chosen: np.ndarray) -> np.ndarray:
        """Give the log-odds of chosen sentences."""
        columns = self.columns(fitted.words, chosen)
        return columns @ fitted.weights + self.context[chosen] @ fitted.context + fitted.intercept

    def _weights(self, chosen: np.ndarray) -> np.ndarray:
        """Weigh the tie between outlet and label away; own sentences count less."""
        outlets, labels = self.outlets[chosen], self.labels[chosen]
        cells = Counter(zip(outlets, labels, strict=True))
        sizes = Counter(outlets)
        pairs = zip(outlets, labels, strict=True)
        even = [min(sizes[o] * 0.5 / cells[o, y], _OUTLET_CAP) for o, y in pairs]
        tie = np.where(outlets == "own", _OWN_WEIGHT, np.array(even) ** _OUTLET_POWER)
        tie[outlets == TAUGHT] = _TAUGHT_WEIGHT
        return tie * self.certainty[chosen]

    def arrays(self, fitted: Fitted) -> tuple[dict[str, np.ndarray], dict[str, float]]:
        """Give what the shipped model needs: two numbers a word instead of its vector."""
        k = len(self.names)
        learned = self.vectors.rows @ fitted.words[0][k:] * _VECTOR_SCALE
        context = self.vectors.rows @ fitted.context
        weights = fitted.weights.copy()
        weights[COLUMNS.index("context")] = 1.0
        arrays = {
            "names": np.array(self.names),
            "values": fitted.words[0][:k].astype(np.float32),
            "words": np.array(self.vectors.words),
            "vectors": np.stack([learned, context], axis=1).astype(np.float32),
            "weights": weights,
        }
        return arrays, {"word_intercept": fitted.words[1], "intercept": fitted.intercept}


def _marked(sample: Sample, view: View) -> np.ndarray:
    """Say of each word of a view whether coders marked it."""
    marked = np.zeros(len(view.words), dtype=bool)
    for raw in sample.loaded_words:
        phrase = fold_case(normalise(raw).text).strip().strip("\"'")
        at = view.lower.find(phrase) if phrase else -1
        while at >= 0:
            for n, (start, end) in enumerate(zip(view.starts, view.ends, strict=True)):
                if start >= at and end <= at + len(phrase):
                    marked[n] = True
            at = view.lower.find(phrase, at + len(phrase))
    return marked


def _scales() -> np.ndarray:
    """Give the scale of each column: learned scores lead, shapes follow."""
    first_lexicon, first_score = COLUMNS.index("count_labelling"), COLUMNS.index("all_first")
    scales = np.full(len(COLUMNS), _SHAPE_SCALE)
    scales[first_lexicon:first_score] = _LEXICON_SCALE
    scales[first_score:] = _SCORE_SCALE
    return scales


def out_of_fold(trainer: Trainer, chosen: np.ndarray, folds: Sequence[np.ndarray]) -> np.ndarray:
    """Give the log-odds of each fold's sentences, fitted without it; NaN outside the folds.

    Parameters
    ----------
    trainer : Trainer
        The sentences.
    chosen : ndarray of int
        Those a fit may use, the folds' included; own sentences are added to every fit.
    folds : sequence of ndarray of int
        Which sentences are held out together.
    """
    own = np.flatnonzero(trainer.outlets == "own")
    out = np.full(len(trainer.samples), np.nan)
    for part in folds:
        rest = np.union1d(np.setdiff1d(chosen, part), own)
        out[part] = trainer.logits(trainer.fit(rest), part)
    return out
