"""StanceClassifier: how a text portrays a target at one mention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from framing import models, neural
from framing.errors import FramingError
from framing.measures.stance.features import mention_features, placed_cues
from framing.measures.stance.model import LABELS, StanceModel
from framing.measures.stance.roles import Place
from framing.measures.stance.sentence import TaggedSentence
from framing.text.sentences import check_mention, sentence_around

__all__ = ["StanceClassifier"]

# spellings of one character, folded without a change of length so that spans stay true
_FOLD = str.maketrans({
    **dict.fromkeys("‘’‚‛′ʼ", "'"), **dict.fromkeys("“”„‟«»″", '"'), "\u00a0": " ", "\u202f": " ",
    "\t": " ", "\r": "\n", "‐": "-", "‑": "-",
})  # fmt: skip


class StanceClassifier(ClassifierMixin, BaseEstimator):
    """Portrayal of a target: negative, neutral or positive.

    A multinomial logistic regression over what stands around the target: words by side, clause
    and position; the word that the target leads to and the one that leads to it; and the cues
    of the lexicon ``valence`` by the target's role, side, distance and negation. The target's own
    words and all other names are hidden from it, so that it cannot learn who is disliked.

    Parameters
    ----------
    C : float
        Inverse strength of the L2 penalty.
    min_df : int
        Features in fewer training mentions are left out.
    n_folds : int
        Folds by which probabilities are calibrated and mislabelled rows are left out; 0: neither.

    Attributes
    ----------
    classes_ : ndarray of str
        ``negative``, ``neutral``, ``positive``.
    model_ : StanceModel
        The weights.

    Examples
    --------
    >>> classifier = StanceClassifier.load()
    >>> text = "Critics slammed Rutte for his disastrous failure."
    >>> classifier.predict([(text, 16, 21)]).tolist()
    ['negative']
    """

    def __init__(self, C: float = 0.012, min_df: int = 3, n_folds: int = 5) -> None:
        self.C = C
        self.min_df = min_df
        self.n_folds = n_folds

    @classmethod
    def load(cls, path: str | Path | None = None, backend: str = "linear") -> Any:
        """Load the shipped weights, or those that :meth:`save` wrote to a path.

        Parameters
        ----------
        path : path, optional
            A saved file; of the neural backend a model folder.
        backend : {"linear", "neural"}
            ``neural`` takes the small transformer (extra ``neural``), a classifier of the same
            methods; without the extra a warning says so and the linear weights stand in.
        """
        if neural.choose(backend):
            return neural.classifier("stance", path)
        found = cls()
        if path is None:
            found.model_ = StanceModel.shipped()
        else:
            file = Path(path)
            found.model_ = StanceModel.from_arrays(*models.load(file.stem, file.parent))
        found.classes_ = np.array(LABELS)
        return found

    def fit(
        self, X: Sequence[tuple[str, int, int]], y: Sequence[str], groups: Any = None
    ) -> StanceClassifier:
        """Learn from mentions.

        Parameters
        ----------
        X : sequence of (str, int, int)
            Texts with the span of the target's mention.
        y : sequence of str
            ``negative``, ``neutral`` or ``positive``.
        groups : sequence, optional
            What must not be split in calibration, such as articles.
        """
        from framing.measures.stance.fitting import Settings, fit_model, make_sample

        labels = list(y)
        unknown = sorted({str(label) for label in labels} - set(LABELS))
        if unknown:
            raise FramingError(f"y has {unknown[0]!r}; labels are {', '.join(LABELS)}")
        if len(labels) != len(X):
            raise FramingError(f"X has {len(X)} rows and y {len(labels)}; give one label a mention")
        codes = [LABELS.index(label) for label in labels]
        settings = Settings(self.C, self.min_df, self.n_folds)
        self.model_ = fit_model(make_sample(X, codes, groups), settings)
        self.classes_ = np.array(LABELS)
        return self

    def predict_proba(self, X: Iterable[tuple[str, int, int]]) -> np.ndarray:
        """Give calibrated probabilities, shape (n, 3), in the order of ``classes_``.

        Raises
        ------
        FramingError
            If a span lies outside its text.
        """
        check_is_fitted(self, "model_")
        tables = self.model_.tables
        judged = []
        for mention in X:
            sentence, place = _placed(*mention)
            cues = placed_cues(sentence, place)
            judged.append(tables.judge(sentence, tables.code(sentence), place, cues))
        return np.array(self.model_.judge(judged), float).reshape(-1, len(LABELS))

    def predict(self, X: Iterable[tuple[str, int, int]]) -> np.ndarray:
        """Give the likeliest label of each mention."""
        chances = self.predict_proba(X)
        return np.array(LABELS)[chances.argmax(axis=1)]

    def save(self, path: str | Path) -> Path:
        """Write the weights as ``.npz`` and ``.json`` (never pickle); give the ``.npz``."""
        check_is_fitted(self, "model_")
        file = Path(path)
        meta = {"version": self.model_.version, "C": self.C, "min_df": self.min_df}
        return models.save(file.stem, self.model_.arrays(), meta, file.parent)


def features_of(text: str, start: int, end: int) -> dict[str, float]:
    """Give the features of a mention in any text: its sentence is what is looked at."""
    return mention_features(*_placed(text, start, end))


def _placed(text: str, start: int, end: int) -> tuple[TaggedSentence, Place]:
    """Find the sentence around a mention, and where the mention stands in it."""
    check_mention(text, start, end)
    folded = text.translate(_FOLD)
    left, right = sentence_around(folded, start, end)
    sentence = TaggedSentence(folded, left, right)
    return sentence, Place.of(sentence, *sentence.tokens_of(start, end))
