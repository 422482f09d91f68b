"""The sentence classifier as a scikit-learn estimator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

from framing import models, neural
from framing.errors import FramingError
from framing.fitted import require_fitted
from framing.lexicon import Lexicon
from framing.measures.loaded.data import Sample, own_sentences
from framing.measures.loaded.model import LoadedModel
from framing.measures.loaded.trainer import Trainer
from framing.measures.loaded.views import cut_long, view_of
from framing.measures.vectors import learn_vectors

__all__ = ["LoadedLanguageClassifier"]


class LoadedLanguageClassifier(ClassifierMixin, BaseEstimator):
    """Say of sentences whether their wording is biased.

    A linear model over learned scores of single words, lexicon hits by category, quotation marks,
    marks and word shapes; names and numbers are masked. Higher probabilities mean that the
    wording is more likely loaded; range [0, 1], at the estimated prevalence of natural news, so
    that the threshold between 0 and 1 lies below one half (:attr:`threshold_`). Source: Spinde et
    al. 2021 (BABE).

    Parameters
    ----------
    prevalence : float or None
        Share of loaded sentences in the texts to be scored, that probabilities are corrected to
        when fitting; None leaves them at the training data's.
    own : bool
        Whether `fit` adds the sentences that come with the library.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
        0 and 1.
    threshold_ : float
        Probability above which `predict` gives 1.
    model_ : LoadedModel
        The weights.

    Examples
    --------
    >>> from framing.measures.loaded import LoadedLanguageClassifier
    >>> model = LoadedLanguageClassifier.load()
    >>> model.predict(["The council met on Monday.", "The spineless council caved to the mob."])
    array([0, 1])
    """

    def __init__(self, prevalence: float | None = None, own: bool = True) -> None:
        self.prevalence = prevalence
        self.own = own

    @classmethod
    def load(cls, folder: str | Path | None = None, backend: str = "linear") -> Any:
        """Load the weights that come with the library, or those saved in a folder.

        Parameters
        ----------
        folder : path, optional
            Where they were saved.
        backend : {"linear", "neural"}
            ``neural`` takes the small transformer (extra ``neural``), a classifier of the same
            methods; without the extra a warning says so and the linear weights stand in.
        """
        if neural.choose(backend):
            return neural.classifier("loaded", folder)
        made = cls()
        made.classes_ = np.array([0, 1])
        made.model_ = LoadedModel.load(folder)
        made.threshold_ = made.model_.threshold
        return made

    def fit(
        self,
        X: Sequence[str],
        y: Sequence[int],
        words: Sequence[Sequence[str]] | None = None,
        groups: Sequence[str] | None = None,
    ) -> LoadedLanguageClassifier:
        """Learn from labelled sentences.

        Parameters
        ----------
        X : sequence of str
            Sentences.
        y : sequence of int
            1 where the wording is loaded, else 0.
        words : sequence of sequence of str, optional
            The words that load each sentence; without them only the library's own sentences
            teach which words are loaded.
        groups : sequence of str, optional
            Article of each sentence, kept together in inner folds; each its own by default.
        """
        labels = [int(label) for label in y]
        if len(X) != len(labels) or set(labels) != {0, 1}:
            raise FramingError("y must hold one label a sentence, and both 0 and 1")
        marked = words if words is not None else [()] * len(labels)
        articles = groups if groups is not None else [str(n) for n in range(len(labels))]
        samples = [
            Sample(text, label, tuple(found), "given", str(group))
            for text, label, found, group in zip(X, labels, marked, articles, strict=True)
        ]
        samples += own_sentences() if self.own else []
        vectors = learn_vectors(sample.text for sample in samples)
        trainer = Trainer(samples, vectors, Lexicon.load("loaded"))
        fitted = trainer.fit(np.arange(len(samples)))
        self.arrays_, numbers = trainer.arrays(fitted)
        shift = 0.0
        if self.prevalence is not None:
            share = float(np.mean(labels))
            shift = float(np.log(self.prevalence / (1 - self.prevalence) * (1 - share) / share))
        self.meta_ = {**numbers, "slope": 1.0, "offset": 0.0, "shift": shift, "version": "own"}
        self.classes_ = np.array([0, 1])
        self.model_ = LoadedModel.from_arrays(self.arrays_, self.meta_)
        self.threshold_ = self.model_.threshold
        return self

    def predict_proba(self, X: Sequence[str]) -> np.ndarray:
        """Give the probabilities of 0 and 1 for each sentence.

        Returns
        -------
        ndarray of shape (n_sentences, 2)
        """
        if isinstance(X, str):
            raise FramingError("X is one string; give a list of sentences")
        require_fitted(self)
        views = [view_of(sentence) for sentence in X]
        views = [v._replace(bounds=cut_long(v.bounds, v.starts, v.ends)) for v in views]
        chances, batch = self.model_.judge(views)
        offsets = batch.run.sentence_offsets.tolist()
        out = np.full(len(views), self.model_.floor)
        for n, view in enumerate(views):
            if view.words:
                found = chances[offsets[n] : offsets[n + 1]]
                out[n] = found.sum() / len(found)
        return np.stack([1.0 - out, out], axis=1)

    def predict(self, X: Sequence[str]) -> np.ndarray:
        """Give 1 for each sentence whose probability is above the threshold, else 0."""
        return (self.predict_proba(X)[:, 1] > self.threshold_).astype(int)

    def save(self, folder: str | Path) -> Path:
        """Write the weights of a fitted classifier; `load` reads them."""
        if not hasattr(self, "arrays_"):
            raise FramingError("nothing was fitted here: call fit before save")
        return models.save("loaded", self.arrays_, self.meta_, folder)
