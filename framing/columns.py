"""Build large tables from small batches: text columns as codes of one growing vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["TableBuilder"]


class TableBuilder:
    """Collects batches of columns and gives one DataFrame.

    Parameters
    ----------
    texts : iterable of str
        Columns that are dictionary-encoded.
    numbers : mapping of str to dtype
        Columns of numbers and their types.
    """

    def __init__(self, texts: Iterable[str], numbers: dict[str, Any]) -> None:
        self._texts = tuple(texts)
        self._numbers = numbers
        self._codes: dict[str, list[np.ndarray]] = {name: [] for name in self._texts}
        self._words: dict[str, dict[str, int]] = {name: {} for name in self._texts}
        self._values: dict[str, list[np.ndarray]] = {name: [] for name in numbers}

    def add_text(self, name: str, values: Sequence[str]) -> None:
        """Add a batch of one text column."""
        words = self._words[name]
        codes = [words.setdefault(value, len(words)) for value in values]
        self._codes[name].append(np.array(codes, np.int32))

    def add_coded(self, name: str, codes: np.ndarray, vocabulary: Sequence[str]) -> None:
        """Add a batch of one text column that is encoded already."""
        words = self._words[name]
        table = np.array([words.setdefault(v, len(words)) for v in vocabulary], np.int32)
        self._codes[name].append(table[codes] if len(codes) else np.zeros(0, np.int32))

    def add_number(self, name: str, values: Any) -> None:
        """Add a batch of one column of numbers."""
        self._values[name].append(np.asarray(values, self._numbers[name]))

    def frame(self, order: Sequence[str]) -> pd.DataFrame:
        """Put the table together, columns in the given order."""
        data: dict[str, Any] = {}
        for name in order:
            if name in self._codes:
                codes = _joined(self._codes[name], np.int32)
                words = pd.Index(list(self._words[name]), dtype=object)
                data[name] = pd.Categorical.from_codes(codes, words)
            else:
                data[name] = _joined(self._values[name], self._numbers[name])
        return pd.DataFrame(data)


def _joined(pieces: list[np.ndarray], dtype: Any) -> np.ndarray:
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype)
