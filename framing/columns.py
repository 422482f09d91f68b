"""Build large tables from small batches: text columns as codes of one growing vocabulary."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from framing.measures.rows import PLACE_FIELDS, ROW_FIELDS, SPAN_FIELDS, Sink

__all__ = ["EVIDENCE_NUMBERS", "UNIT_NUMBERS", "Columns", "TableBuilder", "evidence_of", "units_of"]

UNIT_NUMBERS: dict[str, Any] = {
    "start": np.int32, "end": np.int32, "probability": float,
    "numerator": float, "denominator": float, "sentence": np.int32,
}  # fmt: skip
EVIDENCE_NUMBERS: dict[str, Any] = {
    "start": np.int32, "end": np.int32, "weight": np.float32, "negated": bool,
}  # fmt: skip


class _Vocabulary(dict[str, int]):
    """Codes of words; a new word takes the next code."""

    def __missing__(self, word: str) -> int:
        code = self[word] = len(self)
        return code


@dataclass
class Columns:
    """Columns of equal length: numbers as they are, texts as codes of a vocabulary.

    Attributes
    ----------
    article : ndarray of int
        Whose row, counted from 0 within the batch.
    numbers : dict of str to ndarray
        Numeric columns.
    codes : dict of str to ndarray
        Text columns.
    words : dict of str to list of str
        The vocabulary of each text column, in order of first use.
    """

    article: np.ndarray
    numbers: dict[str, np.ndarray] = field(default_factory=dict)
    codes: dict[str, np.ndarray] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.article)

    def add(self, names: Sequence[str], rows: Iterable[Iterable[Any]], dtypes: Any) -> None:
        """Add fields of rows; those without a dtype are texts."""
        fields: list[Any] = []
        deque(map(fields.extend, rows), 0)  # one pass over the rows; a column is a slice of it
        for at, name in enumerate(names):
            column = fields[at :: len(names)]
            if name in dtypes:
                self.numbers[name] = _packed(column, dtypes[name])
            else:
                self.text(name, column)

    def text(self, name: str, column: Iterable[str]) -> None:
        """Add a text column."""
        words = _Vocabulary()
        self.codes[name] = _packed(list(map(words.__getitem__, column)), np.int32)
        self.words[name] = list(words)


def units_of(sinks: Sequence[Sink | None]) -> Columns:
    """Give the units of a batch of documents; None stands for an article without one."""
    places = [[] if sink is None else sink.places for sink in sinks]
    rows = [[] if sink is None else sink.rows for sink in sinks]
    found = Columns(_owners(rows))
    found.add(ROW_FIELDS, chain.from_iterable(rows), {"place": np.int32, **UNIT_NUMBERS})
    where = Columns(_owners(places))
    where.add(PLACE_FIELDS, chain.from_iterable(places), UNIT_NUMBERS)
    _translate(where, sinks, [len(one) for one in places])
    offsets = np.cumsum([0, *(len(one) for one in places[:-1])])
    at = found.numbers.pop("place") + offsets[found.article]
    found.numbers |= {name: column[at] for name, column in where.numbers.items()}
    found.codes |= {name: column[at] for name, column in where.codes.items()}
    found.words |= where.words
    return found


def evidence_of(sinks: Sequence[Sink | None]) -> Columns:
    """Give the evidence of a batch of documents; None stands for an article without one."""
    spans = [[] if sink is None else sink.spans for sink in sinks]
    found = Columns(_owners(spans))
    found.add(SPAN_FIELDS, chain.from_iterable(spans), EVIDENCE_NUMBERS)
    _translate(found, sinks, [len(one) for one in spans])
    starts, ends = found.numbers["start"].tolist(), found.numbers["end"].tolist()
    sources = ["" if sink is None else sink.doc.folded.source for sink in sinks]
    spanned = zip(found.article.tolist(), starts, ends, strict=True)
    found.text("text", [sources[n][start:end] for n, start, end in spanned])
    return found


def _packed(column: Sequence[Any], dtype: Any) -> np.ndarray:
    """Give numbers as an array; struct takes half as long as np.array and np.fromiter."""
    code = "d" if np.dtype(dtype).kind == "f" else np.dtype(dtype).char
    return np.frombuffer(struct.pack(f"{len(column)}{code}", *column), code).astype(dtype)


def _owners(rows: Sequence[Sequence[Any]]) -> np.ndarray:
    return np.repeat(np.arange(len(rows)), [len(found) for found in rows])


def _translate(columns: Columns, sinks: Sequence[Sink | None], sizes: Sequence[int]) -> None:
    """Turn offsets of the folded texts into those of the articles' own."""
    starts, ends = columns.numbers["start"], columns.numbers["end"]
    first = 0
    for sink, size in zip(sinks, sizes, strict=True):
        if sink is not None and size:
            here = slice(first, first + size)
            starts[here], ends[here] = sink.doc.folded.to_sources(starts[here], ends[here])
        first += size


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

    def add(self, ids: Sequence[str], columns: Columns) -> None:
        """Add a batch of all columns; `ids` names the articles."""
        self.add_coded("article_id", columns.article, ids)
        for name, codes in columns.codes.items():
            self.add_coded(name, codes, columns.words[name])
        for name, values in columns.numbers.items():
            self.add_number(name, values)

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
        return pd.DataFrame(data, copy=False)


def _joined(pieces: list[np.ndarray], dtype: Any) -> np.ndarray:
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype)
