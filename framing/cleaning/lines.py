"""The lines of a document, with what can be said of each alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from framing.cleaning.evidence import Cues, find_cues
from framing.cleaning.forms import forms_of
from framing.cleaning.shapes import shapes
from framing.text.normalise import fold_case, normalise

__all__ = ["Lines", "describe", "describe_many", "part", "read_lines", "repaired"]

_DAMAGED = 0.2  # share of the marks of a wrong encoding: nobody can read the line
_HINTS = ("\u00e2\u0080", "\u00e2\u20ac", "Ã", "Ð")


@dataclass(frozen=True)
class Lines:
    """The lines of a document, with what can be said of each alone.

    Attributes
    ----------
    texts, lowers : list of str
        Folded lines, none empty; the same in lower case.
    chars : ndarray of shape (n_lines,)
        Lengths.
    shape : ndarray of shape (n_lines, n_shapes)
        See :data:`framing.cleaning.shapes.SHAPE_NAMES`.
    cues : Cues
        Hits of the cue lexicon.
    forms : ndarray of int, shape (n_lines,)
        Kind whose form the line has, -1 where none.
    garbled : ndarray of bool, shape (n_lines,)
        Whether the line is so damaged in its encoding that nobody can read it.
    """

    texts: list[str]
    lowers: list[str]
    chars: np.ndarray
    shape: np.ndarray
    cues: Cues
    forms: np.ndarray
    garbled: np.ndarray


def read_lines(lines: Sequence[str]) -> Lines:
    """Fold lines and describe each alone."""
    texts = [" ".join(normalise(line).text.split("\n")).strip() or "." for line in lines]
    return describe(texts)


def describe(texts: list[str]) -> Lines:
    """Describe the folded lines of one document."""
    return describe_many([texts])


def describe_many(documents: Sequence[list[str]]) -> Lines:
    """Describe the folded lines of several documents, one after the other."""
    damaged = [text for texts in documents for text in texts]
    texts = [text for found in documents for text in repaired(found)]
    lowers = list(map(fold_case, texts))
    lengths = list(map(len, texts))
    ends = list(accumulate(lengths, lambda end, size: end + 1 + size))
    spans = [(end - size, end) for end, size in zip(ends, lengths, strict=True)]
    cues = find_cues("\n".join(lowers), spans)
    return Lines(
        texts, lowers, np.array(lengths, dtype=np.float64),
        shapes(texts, lowers, list(map(len, documents))), cues,
        np.array(forms_of(texts), dtype=np.int64),
        np.array(list(map(_garbled, damaged)), dtype=bool),
    )  # fmt: skip


def _garbled(text: str) -> bool:
    """Say whether a line consists of letters of another script, read as Latin-1."""
    if text.isascii():
        return False
    return sum(map(text.count, "ÐÑÃÂâ")) > _DAMAGED * len(text) and len(text) > 10


def repaired(texts: list[str]) -> list[str]:
    """Undo UTF-8 read as Latin-1 or cp1252, for judging alone: the text itself is left as it is."""
    whole = "\n".join(texts)
    if whole.isascii() or not any(hint in whole for hint in _HINTS):
        return texts
    return [_repaired(text) for text in texts]


def _repaired(text: str) -> str:
    for encoding in ("latin-1", "cp1252"):
        try:
            again = normalise(text.encode(encoding).decode("utf-8")).text.strip()
        except UnicodeError:
            continue
        return again.replace("\n", " ") or text
    return text


def part(lines: Lines, low: int, high: int) -> Lines:
    """Cut a stretch of lines out of a document."""
    found = lines.cues
    cues = Cues(
        found.weight[low:high],
        found.cover[low:high],
        found.hits[low:high],
        found.best[low:high],
    )
    return Lines(
        lines.texts[low:high], lines.lowers[low:high],
        lines.chars[low:high], lines.shape[low:high], cues, lines.forms[low:high],
        lines.garbled[low:high],
    )  # fmt: skip
