"""The line classifier as a scikit-learn estimator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

from framing import models
from framing.cleaning.kinds import CONTENT, KINDS, LABELS
from framing.cleaning.labelling import decide
from framing.cleaning.lines import read_lines
from framing.cleaning.model import LineModel, Verdict, judged
from framing.cleaning.shipped import shipped_meta, shipped_model
from framing.errors import FramingError
from framing.fitted import require_fitted

__all__ = ["BoilerplateClassifier"]


class BoilerplateClassifier(ClassifierMixin, BaseEstimator):
    """Tell the lines of a text that are no part of the article, and of which kind they are.

    Parameters
    ----------
    seed : int
        For the training documents that ``fit`` composes.

    Attributes
    ----------
    classes_ : ndarray of str
        ``"content"`` and the kinds of residue, in the order of the columns of probabilities.
    model_ : LineModel
        The weights at work.

    Examples
    --------
    >>> article = ["Minister resigns over leak", "The minister resigned on Monday, she said.",
    ...            "Sign up for our newsletter"]
    >>> BoilerplateClassifier.load().predict([article])
    [['content', 'content', 'newsletter_signup']]
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    @classmethod
    def load(cls, path: str | Path | None = None) -> BoilerplateClassifier:
        """Load the shipped weights, or those saved under a path.

        Parameters
        ----------
        path : path, optional
            What :meth:`save` was given.

        Raises
        ------
        FramingError
            If the file holds another model, or one that an earlier version saved.
        """
        out = cls()
        if path is None:
            return out._with(shipped_model(), shipped_meta())
        arrays, meta = models.load(Path(path).stem, Path(path).parent)
        try:
            return out._with(LineModel(arrays), meta)
        except KeyError as error:
            raise FramingError(
                f"{str(path)!r} lacks {error}: it is no line model, or one of an earlier version; "
                "fit it and save it again"
            ) from None

    def _with(self, model: LineModel, meta: dict[str, Any]) -> BoilerplateClassifier:
        self.model_ = model
        self.meta_ = meta
        self.classes_ = np.array(LABELS)
        return self

    def fit(self, X: Sequence[Sequence[str]], y: Sequence[Sequence[str]]) -> BoilerplateClassifier:
        """Learn from labelled documents.

        Parameters
        ----------
        X : sequence of sequence of str
            Documents, each a list of its lines.
        y : sequence of sequence of str
            A label for each line: ``"content"`` or a kind; others are passed over.

        Returns
        -------
        BoilerplateClassifier
            Itself.

        Raises
        ------
        FramingError
            Where a document has not as many labels as lines, or none has a line of content.
        """
        from framing.cleaning.material import Example
        from framing.cleaning.training import fit

        examples = []
        for number, (lines, labels) in enumerate(zip(X, y, strict=True)):
            if len(_checked(lines, number)) != len(labels):
                raise FramingError(
                    f"X[{number}] has {len(lines)} lines and y[{number}] {len(labels)} labels; "
                    "give each line one"
                )
            if not len(labels):
                continue
            content = [int(k == CONTENT) if k in LABELS else -1 for k in labels]
            kinds = [KINDS.index(k) if k in KINDS else -1 for k in labels]
            examples.append(
                Example("article", str(number), read_lines(_checked(lines, number)),
                        np.array(content), np.array(kinds))
            )  # fmt: skip
        if not any((example.content == 1).any() for example in examples):
            raise FramingError(
                'y labels no line "content"; the model learns residue beside the content it '
                "stands in: give documents with both"
            )
        return self._with(LineModel(fit(examples, self.seed)), {"version": "own"})

    def predict(self, X: Sequence[Sequence[str]]) -> list[list[str]]:
        """Label every line of every document.

        Parameters
        ----------
        X : sequence of sequence of str
            Documents, each a list of its lines: a whole article, or a window of it.

        Returns
        -------
        list of list of str
            ``"content"`` or a kind of residue for each line.
        """
        require_fitted(self)
        return [
            decide(verdict) if verdict else []
            for verdict in (self._judged(lines, i) for i, lines in enumerate(X))
        ]

    def predict_proba(self, X: Sequence[Sequence[str]]) -> list[np.ndarray]:
        """Give the probability of each label for each line.

        Parameters
        ----------
        X : sequence of sequence of str
            Documents, each a list of its lines.

        Returns
        -------
        list of ndarray of shape (n_lines, n_classes)
            Columns in the order of ``classes_``.
        """
        require_fitted(self)
        out = []
        for number, lines in enumerate(X):
            verdict = self._judged(lines, number)
            if verdict is None:
                out.append(np.zeros((0, len(LABELS))))
                continue
            residue = (1.0 - verdict.content)[:, None] * verdict.kinds
            out.append(np.hstack([verdict.content[:, None], residue]))
        return out

    def score(
        self, X: Sequence[Sequence[str]], y: Sequence[Sequence[str]], sample_weight: Any = None
    ) -> float:
        """Give the share of lines whose label is right; higher is better, in [0, 1].

        Lines whose true label is neither ``"content"`` nor a kind are passed over, as in `fit`.
        """
        right, weights = [], []
        ones = np.ones(len(X)) if sample_weight is None else np.asarray(sample_weight, float)
        for found, true, weight in zip(self.predict(X), y, ones, strict=True):
            known = [(a == b) for a, b in zip(found, true, strict=True) if b in LABELS]
            right += known
            weights += [weight] * len(known)
        return float(np.average(right, weights=weights)) if right else float("nan")

    def save(self, path: str | Path) -> Path:
        """Write the weights as ``.npz`` and ``.json``, without pickle."""
        require_fitted(self)
        target = Path(path)
        return models.save(target.stem, self.model_.arrays, self.meta_, target.parent)

    def _judged(self, lines: Sequence[str], number: int) -> Verdict | None:
        checked = _checked(lines, number)
        return judged(self.model_, read_lines(checked)) if checked else None


def _checked(lines: Sequence[str], number: int) -> list[str]:
    if isinstance(lines, str):
        raise FramingError(
            f"X[{number}] is a str; each document is a list of its lines: text.splitlines()"
        )
    return list(lines)
