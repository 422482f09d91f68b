"""The classifiers of the library over the small transformer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

from framing.errors import FramingError
from framing.fitted import TakesTexts, require_fitted
from framing.neural.inputs import Row
from framing.neural.mentions import sentence_of, texts_of
from framing.neural.network import Head, Network, log_odds

__all__ = ["NeuralHedgeClassifier", "NeuralLoadedClassifier", "NeuralStanceClassifier", "Word"]

STANCES = ("negative", "neutral", "positive")


class Word(NamedTuple):
    """A word and how much the decision leans on it.

    Attributes
    ----------
    start, end : int
        Span in the text given.
    weight : float
        How much the log-odds fall when the word is hidden: toward yes, or toward positive from
        negative.
    """

    start: int
    end: int
    weight: float


class _Neural(TakesTexts, ClassifierMixin, BaseEstimator):
    """What the classifiers share: loading, and a new head by fitting."""

    task: ClassVar[str]
    beside_: float = 0.0  # weight of what the linear model says

    def __init__(self, C: float = 1.0) -> None:
        self.C = C

    @classmethod
    def load(cls, folder: str | Path | None = None) -> Any:
        """Load the shipped model, or one from a folder of the same layout.

        A linear model that is weighed in is the shipped one, whatever the folder.

        Raises
        ------
        FramingError
            If the extra ``neural`` is not installed, or the files are damaged or of another kind.
        """
        made = cls()
        made.network_ = Network.load(folder)
        if cls.task not in made.network_.heads:
            raise FramingError(f"the model in {str(folder)!r} has no head {cls.task!r}")
        made.head_ = made.network_.heads[cls.task]
        made.classes_ = made._classes()
        found = made.network_.arrays.get(f"{cls.task}.beside")
        if found is not None:
            made.beside_, made.linear_ = float(found[0]), made._linear()
        return made

    def fit(self, X: Sequence[Any], y: Sequence[Any]) -> Any:
        """Learn a new linear layer over the shipped encoder, which stays as it is.

        No linear model is weighed in then.

        Parameters
        ----------
        X : sequence
            What `predict` takes.
        y : sequence
            Labels, each of ``classes_`` at least once.
        """
        from sklearn.linear_model import LogisticRegression

        self.network_ = Network.load()
        self.classes_ = self._classes()
        labels = np.asarray(y)
        if len(labels) != len(X) or set(labels.tolist()) != set(self.classes_.tolist()):
            raise FramingError(
                f"y has {len(labels)} labels {sorted(set(labels.tolist()))} for {len(X)} rows; "
                f"give one a row, and each of {self.classes_.tolist()} at least once"
            )
        vectors = self.network_.vectors(self._rows(X)).astype(float)
        learned = LogisticRegression(C=self.C, max_iter=2000).fit(vectors, labels)
        self.head_ = Head(learned.coef_, learned.intercept_)
        self.beside_ = 0.0
        return self

    def _linear(self) -> Any:
        """Load the linear model that may be weighed in."""
        raise NotImplementedError

    def _classes(self) -> np.ndarray:
        return np.array([0, 1])

    def _rows(self, X: Sequence[Any]) -> list[Row]:
        """Give one row for each of X, the first window of a long one."""
        return [rows[0] for rows in self.network_.inputs.sentences(texts_of(X))]


class _SentenceClassifier(_Neural):
    """Yes or no of a sentence."""

    def predict_proba(self, X: Sequence[str]) -> np.ndarray:
        """Give the probabilities of 0 and 1, shape (n_sentences, 2).

        A sentence longer than the window is cut into overlapping windows, of which the highest
        counts.
        """
        require_fitted(self, "head_")
        texts = texts_of(X)
        known = self.linear_.predict_proba(texts)[:, 1] if texts and self.beside_ else ()
        chances = self.chances(texts, known)
        return np.column_stack([1.0 - chances, chances])

    def chances(self, texts: Sequence[str], known: Sequence[float] | np.ndarray) -> np.ndarray:
        """Give the probability of 1 for each sentence.

        Parameters
        ----------
        texts : sequence of str
            Sentences.
        known : sequence of float
            What the linear model says of each; of no account where it is not weighed in.
        """
        logits = self._logits(self.network_.inputs.sentences(texts))
        if len(texts) and self.beside_:
            said = log_odds(np.asarray(known, float)) - log_odds(self.linear_.threshold_)
            logits = logits + self.beside_ * said
        return self.head_.chances(logits)

    def predict(self, X: Sequence[str]) -> np.ndarray:
        """Give 1 for each sentence whose probability reaches the threshold, else 0."""
        chances = self.predict_proba(X)[:, 1]
        return (chances >= self.head_.threshold).astype(int)

    def evidence(self, sentence: str) -> list[Word]:
        """Give the words of a sentence, each with what hiding it takes from the log-odds.

        What a linear model that is weighed in leans on plays no part here.
        """
        require_fitted(self, "head_")
        inputs = self.network_.inputs
        found = inputs.parsed(sentence)
        hidden = _hidden(found.numbers, found.words, len(found.spans), inputs.mask)
        logits = self._logits([inputs.windows(pieces) for pieces in [found.numbers, *hidden]])
        return _words(found.spans, logits[0] - logits[1:])

    def _logits(self, windows: Sequence[Sequence[Row]]) -> np.ndarray:
        rows = [row for some in windows for row in some]
        found = self.head_.logits(self.network_.vectors(rows))[:, 0]
        ends = np.cumsum([len(some) for some in windows], dtype=int).tolist()
        pairs = zip(windows, ends, strict=True)
        return np.array([found[end - len(some) : end].max() for some, end in pairs], float)


class NeuralLoadedClassifier(_SentenceClassifier):
    """Say of sentences whether their wording is biased.

    Higher probabilities mean that the wording is more likely loaded; range [0, 1], at the
    estimated prevalence of natural news. The shipped model weighs the linear model's log-odds in;
    one that was fitted does not. Source: Spinde et al. 2021 (BABE).

    Parameters
    ----------
    C : float
        Inverse strength of the penalty when a new linear layer is fitted.
    """

    task = "loaded"

    def _linear(self) -> Any:
        from framing.measures.loaded import LoadedLanguageClassifier

        return LoadedLanguageClassifier.load()


class NeuralHedgeClassifier(_SentenceClassifier):
    """Say of sentences whether they are hedged.

    Higher probabilities mean that the sentence more likely presents a proposition as uncertain
    or at second hand; range [0, 1].

    Parameters
    ----------
    C : float
        Inverse strength of the penalty when a new linear layer is fitted.
    """

    task = "hedging"


class NeuralStanceClassifier(_Neural):
    """Portrayal of a target at one mention: negative, neutral or positive.

    It reads the sentence of the mention, the mention between brackets and once more after it.
    Of a sentence longer than the window, what stands nearest to the mention is read. The shipped
    model weighs the linear model's probabilities in; one that was fitted does not.

    Parameters
    ----------
    C : float
        Inverse strength of the penalty when a new linear layer is fitted.
    """

    task = "stance"
    _least = 1e-6  # probability of the linear model that counts

    def _linear(self) -> Any:
        from framing.measures.stance import StanceClassifier

        return StanceClassifier.load()

    def predict_proba(self, X: Iterable[tuple[str, int, int]]) -> np.ndarray:
        """Give calibrated probabilities, shape (n, 3), in the order of ``classes_``.

        Raises
        ------
        FramingError
            If a span lies outside its text.
        """
        require_fitted(self, "head_")
        mentions = list(X)
        logits = self.head_.logits(self.network_.vectors(self._rows(mentions)))
        if mentions and self.beside_:
            known = self.linear_.predict_proba(mentions)
            logits = logits + self.beside_ * np.log(np.maximum(known, self._least))
        return self.head_.chances(logits)

    def predict(self, X: Iterable[tuple[str, int, int]]) -> np.ndarray:
        """Give the likeliest label of each mention."""
        return np.array(STANCES)[self.predict_proba(X).argmax(axis=1)]

    def evidence(self, text: str, start: int, end: int) -> list[Word]:
        """Give the words around a mention, each with what hiding it takes from positive.

        What the linear model leans on plays no part here.
        """
        require_fitted(self, "head_")
        inputs = self.network_.inputs
        sentence, first, last, shift = sentence_of(text, start, end)
        inner = inputs.pieces([sentence[first:last]])[0]
        left, right = (inputs.parsed(part) for part in (sentence[:first], sentence[last:]))
        rows = [inputs.marked(left.numbers, inner, right.numbers)]
        for pieces in _hidden(left.numbers, left.words, len(left.spans), inputs.mask):
            rows.append(inputs.marked(pieces, inner, right.numbers))
        for pieces in _hidden(right.numbers, right.words, len(right.spans), inputs.mask):
            rows.append(inputs.marked(left.numbers, inner, pieces))
        logits = self.head_.logits(self.network_.vectors(rows))
        values = logits[:, 2] - logits[:, 0]
        spans = [(s + shift, e + shift) for s, e in left.spans]
        spans += [(s + shift + last, e + shift + last) for s, e in right.spans]
        return _words(spans, values[0] - values[1:])

    def _classes(self) -> np.ndarray:
        return np.array(STANCES)

    def _rows(self, X: Sequence[Any]) -> list[Row]:
        found = [sentence_of(*mention)[:3] for mention in X]
        return self.network_.inputs.mentions(found)


def _hidden(pieces: list[int], words: list[int], n_words: int, mask: int) -> list[list[int]]:
    """Give the pieces once for each word, with that word's pieces masked."""
    pairs = list(zip(pieces, words, strict=True))
    return [[mask if word == n else piece for piece, word in pairs] for n in range(n_words)]


def _words(spans: Sequence[tuple[int, int]], weights: np.ndarray) -> list[Word]:
    pairs = zip(spans, weights.tolist(), strict=True)
    return [Word(start, end, weight) for (start, end), weight in pairs]
