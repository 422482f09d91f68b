"""Keep the word pieces that English news needs, so that the shipped model stays small."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from framing.neural.inputs import Inputs

__all__ = ["prune", "read_pruned"]

_COMMON = 10_000  # the original order is by frequency: the first stay whatever the news sample says
_SEEN = 2  # rarer pieces stay if they occur so often in the sample
_LATIN = re.compile(r"(##)?[ -~\u00a1-\u024f\u2013-\u203a\u20ac]+")
_SHORT = re.compile(r"(##)?[a-z0-9]{1,2}")
_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_SOURCES = (
    "corpus_outlets/articles.jsonl", "stance_newsmtsc/train.jsonl", "loaded_babe/train.jsonl",
    "frames_narrative/train.jsonl",
)  # fmt: skip


def read_pruned(published: Path, data: Path) -> tuple[np.ndarray, list[str]]:
    """Read the published pieces, and give numbers and texts of those that stay.

    Parameters
    ----------
    published : Path
        The folder of the published model.
    data : Path
        The folder of data sets; only texts are read.
    """
    pieces = (published / "vocab.txt").read_text(encoding="utf-8").splitlines()
    keep = prune(pieces, data)
    return keep, [pieces[n] for n in keep]


def prune(pieces: list[str], data: Path) -> np.ndarray:
    """Give the numbers of the pieces that stay, in their old order.

    Parameters
    ----------
    pieces : list of str
        The vocabulary as published.
    data : Path
        The folder of data sets; only texts are read.
    """
    seen: Counter[int] = Counter()
    inputs = Inputs(pieces)
    for texts in _texts(data):
        for found in inputs.pieces(texts):
            seen.update(found)
    return np.array([n for n, piece in enumerate(pieces) if _stays(n, piece, seen[n])])


def _stays(number: int, piece: str, count: int) -> bool:
    if piece in _MARKS or _SHORT.fullmatch(piece):
        return True
    if piece.startswith("[unused") or not _LATIN.fullmatch(piece):
        return False
    return number < _COMMON or count >= _SEEN or len(piece) == 1


def _texts(data: Path) -> Iterator[list[str]]:
    for source in _SOURCES:
        lines = (data / source).read_text(encoding="utf-8").splitlines()
        for start in range(0, len(lines), 200):
            yield [json.loads(line)["text"] for line in lines[start : start + 200]]
