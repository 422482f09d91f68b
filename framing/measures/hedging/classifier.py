"""The sentence classifier as a scikit-learn estimator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

from framing import models, neural
from framing.errors import FramingError
from framing.fitted import TakesTexts, require_fitted
from framing.measures.hedging.context import Context
from framing.measures.hedging.cues import Cue, find_cues
from framing.measures.hedging.features import features, hedge_candidates
from framing.measures.hedging.model import THRESHOLD, HedgeModel
from framing.text import tokens
from framing.text.normalise import fold_case, normalise

__all__ = ["HedgeClassifier", "judged", "read"]

_WORD_MARKS = "<>="


class HedgeClassifier(TakesTexts, ClassifierMixin, BaseEstimator):
    """Say of sentences whether they are hedged.

    A logistic regression over the cues of a sentence (accepted and rejected, with the rule that
    decided), their neighbours and the shape of the sentence. Higher probabilities mean that the
    sentence more likely presents a proposition as uncertain or at second hand.

    Parameters
    ----------
    C : float
        Inverse strength of the ridge penalty.
    word_scale : float
        By how much features that name single words are scaled down, so that rules come first.
    min_documents : int
        Features of fewer training sentences are left out.
    shift : float
        Added to the log-odds: the correction from the training sample to natural prevalence.
    doubt : float
        Share of each label that counts for the other class, so that probabilities stay humble
        where the rules were written with the training sentences in view.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
        0 and 1.
    model_ : HedgeModel
        The weights.

    Examples
    --------
    >>> from framing.measures.hedging import HedgeClassifier
    >>> HedgeClassifier.load().predict(["The deal may fail.", "In May the deal failed."]).tolist()
    [1, 0]
    """

    # tuned on hedging_news (778 sentences) by 10-fold cross-validation: see the model's card
    def __init__(
        self,
        C: float = 0.3,
        word_scale: float = 0.3,
        min_documents: int = 3,
        shift: float = 0.0,
        doubt: float = 0.0,
    ) -> None:
        self.C = C
        self.word_scale = word_scale
        self.min_documents = min_documents
        self.shift = shift
        self.doubt = doubt

    @classmethod
    def load(cls, backend: str = "linear") -> Any:
        """Give the classifier with the weights that come with the library.

        Parameters
        ----------
        backend : {"linear", "neural"}
            ``neural`` takes the small transformer (extra ``neural``), a classifier of the same
            methods; without the extra a warning says so and the linear weights stand in.
        """
        if neural.choose(backend):
            return neural.classifier("hedging")
        made = cls()
        made.model_ = HedgeModel.shipped()
        made.classes_ = np.array([0, 1])
        return made

    def fit(self, X: Sequence[str], y: Sequence[int]) -> HedgeClassifier:
        """Learn from sentences.

        Parameters
        ----------
        X : sequence of str
            Sentences.
        y : sequence of int
            1 for hedged, else 0.

        Returns
        -------
        HedgeClassifier
            Itself.

        Raises
        ------
        FramingError
            If X and y differ in length or y does not hold both 0 and 1.
        """
        labels = np.asarray(y, dtype=int)
        if len(X) != len(labels) or set(labels.tolist()) != {0, 1}:
            raise FramingError(
                f"y={sorted(set(labels.tolist()))} for {len(X)} sentences; "
                "give one 0 or 1 for each sentence, and both at least once"
            )
        return self.fit_judged([judged(sentence) for sentence in X], labels)

    def fit_judged(
        self, X: Sequence[tuple[dict[str, float], bool]], labels: np.ndarray
    ) -> HedgeClassifier:
        """Learn from what :func:`judged` gives of each sentence.

        The base rate comes from the sentences without a candidate cue.
        """
        from scipy.sparse import vstack
        from sklearn.feature_extraction import DictVectorizer
        from sklearn.linear_model import LogisticRegression

        found = [one for one, _ in X]
        candidate = np.array([some for _, some in X], dtype=bool)
        counted = Counter(name for one in found for name in one)
        scaled = [
            {
                name: value * self._scale(name)
                for name, value in one.items()
                if counted[name] >= self.min_documents
            }
            for one in found
        ]
        vectors = DictVectorizer()
        matrix = vectors.fit_transform(scaled)
        fitted = LogisticRegression(C=self.C, max_iter=3000, tol=1e-6).fit(
            vstack([matrix, matrix]),
            np.concatenate([labels, 1 - labels]),
            np.repeat([1.0 - self.doubt, self.doubt], len(labels)),
        )
        names = vectors.get_feature_names_out()
        weights = {
            str(name): float(weight) * self._scale(str(name))
            for name, weight in zip(names, fitted.coef_[0], strict=True)
        }
        plain = labels[~candidate]
        base = (float(plain.sum()) + 0.5) / (len(plain) + 1.0)
        self.classes_ = np.array([0, 1])
        self.model_ = HedgeModel(weights, float(fitted.intercept_[0]) + self.shift, base)
        return self

    def _scale(self, name: str) -> float:
        """Give how much a feature counts before fitting."""
        return self.word_scale if any(mark in name for mark in _WORD_MARKS) else 1.0

    def predict_proba(self, X: Sequence[str]) -> np.ndarray:
        """Give the probabilities of not hedged and hedged.

        Returns
        -------
        ndarray of shape (n_sentences, 2)
        """
        require_fitted(self)
        chances = np.array([self._probability(sentence) for sentence in X], dtype=float)
        return np.column_stack([1.0 - chances, chances])

    def predict(self, X: Sequence[str]) -> np.ndarray:
        """Give 1 for each sentence whose probability reaches one half, else 0."""
        return (self.predict_proba(X)[:, 1] >= THRESHOLD).astype(int)

    def save(self, path: str | Path) -> Path:
        """Write the weights as ``.npz`` and ``.json``; no pickle."""
        require_fitted(self)
        file = Path(path)
        meta = {**self.model_.meta, "settings": self.get_params()}
        return models.save(file.stem, self.model_.arrays(), meta, file.parent)

    def _probability(self, sentence: str) -> float:
        context, cues = read(sentence)
        if context is None:
            return self.model_.base
        return self.model_.probability(context, cues)


def read(sentence: str) -> tuple[Context | None, list[Cue]]:
    """Give the words and the cues of a text taken as one sentence."""
    text = normalise(str(sentence)).text
    lower = fold_case(text)
    words, starts, ends = tokens.words(lower)
    if not words:
        return None, []
    cues = find_cues(text, lower, words, starts, ends, [(0, len(words))])[0]
    return Context(text, words, starts, ends, 0, len(words)), cues


def judged(sentence: str) -> tuple[dict[str, float], bool]:
    """Give the features of a sentence, and whether it has a candidate cue at all."""
    context, cues = read(sentence)
    if context is None:
        return {}, False
    return features(context, cues), bool(hedge_candidates(cues))
