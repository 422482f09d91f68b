"""Any Hugging Face sequence classifier on disk, with the interface of the library's classifiers."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

from framing.errors import FramingError
from framing.fitted import require_fitted
from framing.neural.mentions import sentence_of, texts_of

__all__ = ["TransformersClassifier"]

MENTIONS = ("none", "pair", "brackets")
_NEEDED = ("torch", "transformers")
_OVERLAP = 32  # tokens that neighbouring windows of a long text share


class TransformersClassifier(ClassifierMixin, BaseEstimator):
    """A sequence classifier in the format of Hugging Face, read from a folder, never downloaded.

    It needs torch and transformers, the extra ``transformers``. Rows are run one at a time, so that
    a row gives the same result in any batch.

    Parameters
    ----------
    folder : path
        With ``config.json``, weights and tokenizer.
    labels : mapping of str to str, optional
        New names of the model's labels, such as ``{"LABEL_0": "negative"}``.
    mention : {"none", "pair", "brackets"}
        What X holds: sentences (``none``), or ``(text, start, end)``, whose mention is given as a
        second segment (``pair``) or between brackets too (``brackets``).

    Attributes
    ----------
    classes_ : ndarray of str
        The labels, in the order of the model's outputs.
    """

    def __init__(
        self,
        folder: str | Path,
        labels: Mapping[str, str] | None = None,
        mention: str = "none",
    ) -> None:
        self.folder = folder
        self.labels = labels
        self.mention = mention

    def load(self) -> TransformersClassifier:
        """Read the folder.

        Raises
        ------
        FramingError
            If the extra is not installed, or the folder holds no usable classifier.
        """
        place = self._checked()
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        try:
            self.tokenizer_ = AutoTokenizer.from_pretrained(place, local_files_only=True)
            model, told = AutoModelForSequenceClassification.from_pretrained(
                place, local_files_only=True, output_loading_info=True
            )
        except Exception as error:  # whatever the many architectures raise
            raise FramingError(f"folder={str(place)!r} cannot be loaded: {error}") from None
        if told["missing_keys"]:
            raise FramingError(
                f"folder={str(place)!r} holds no trained sequence classifier: "
                f"{sorted(told['missing_keys'])} are missing"
            )
        self.model_ = model.eval()
        self.classes_ = np.array(self._named(model.config))
        return self

    def fit(self, X: Any = None, y: Any = None) -> TransformersClassifier:
        """Load the folder; nothing is learned here."""
        del X, y
        return self.load()

    def predict_proba(self, X: Iterable[Any]) -> np.ndarray:
        """Give probabilities, shape (n, n_classes); windows of a long text are averaged."""
        require_fitted(self)
        rows = [self._chances(first, second) for first, second in self._given(X)]
        return np.array(rows, float).reshape(len(rows), len(self.classes_))

    def predict(self, X: Iterable[Any]) -> np.ndarray:
        """Give the likeliest label of each row."""
        best = self.predict_proba(X).argmax(axis=1)
        return self.classes_[best]

    def _checked(self) -> Path:
        """Check the parameters before anything heavy is imported."""
        missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
        if missing:
            raise FramingError(
                f"{' and '.join(missing)} are needed: pip install 'framing[transformers]'"
            )
        if self.mention not in MENTIONS:
            allowed = ", ".join(MENTIONS)
            raise FramingError(f"mention={self.mention!r} is not known; there are: {allowed}")
        place = Path(self.folder)
        if not (place / "config.json").is_file():
            raise FramingError(
                f"folder={str(place)!r} holds no config.json; give the folder of a Hugging Face "
                "model on this machine (nothing is downloaded)"
            )
        return place

    def _named(self, config: Any) -> list[str]:
        """Give the labels by their new names."""
        own = [str(config.id2label[n]) for n in range(config.num_labels)]
        unknown = sorted(set(self.labels or ()) - set(own))
        if unknown:
            raise FramingError(f"labels has {unknown[0]!r}; the model's are {', '.join(own)}")
        return [(self.labels or {}).get(name, name) for name in own]

    def _given(self, X: Iterable[Any]) -> Sequence[tuple[str, str | None]]:
        """Give each row's text and second segment."""
        if self.mention == "none":
            return [(text, None) for text in texts_of(X)]
        found = []
        for text, start, end in X:
            sentence, first, last, _ = sentence_of(text, start, end)
            inner = sentence[first:last]
            if self.mention == "brackets":
                sentence = f"{sentence[:first]}[ {inner} ]{sentence[last:]}"
            found.append((sentence, inner))
        return found

    def _chances(self, first: str, second: str | None) -> np.ndarray:
        """Average the probabilities of a row's windows."""
        import torch

        longest = min(self.tokenizer_.model_max_length, self._positions())
        encoded = self.tokenizer_(
            first, second, truncation="only_first", max_length=longest, padding=False,
            stride=min(_OVERLAP, longest // 4), return_overflowing_tokens=True,
        )  # fmt: skip
        names = [name for name in self.tokenizer_.model_input_names if name in encoded]
        total = np.zeros(len(self.classes_))
        for n in range(len(encoded["input_ids"])):
            window = {name: torch.tensor([encoded[name][n]]) for name in names}
            with torch.no_grad():
                total += self.model_(**window).logits[0].double().softmax(-1).numpy()
        return total / len(encoded["input_ids"])

    def _positions(self) -> int:
        """Give the tokens that the model holds; some architectures keep two places for padding."""
        found = int(getattr(self.model_.config, "max_position_embeddings", 512))
        pad = getattr(self.model_.config, "pad_token_id", None) or 0
        return found - (
            pad + 1 if self.model_.config.model_type in ("roberta", "xlm-roberta") else 0
        )
