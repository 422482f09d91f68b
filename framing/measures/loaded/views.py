"""What the features need of a text, and many texts laid end to end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from framing.text import tokens
from framing.text.normalise import fold_case, normalise

__all__ = ["LONGEST", "Part", "Run", "View", "cut_long", "run_of", "view_of"]

LONGEST = 100  # words; what is longer is judged in stretches of half of that and averaged


class Part(NamedTuple):
    """Some words of a text that are judged together, such as one voice's in a sentence."""

    words: tuple[int, ...]
    start: int
    end: int


class View(NamedTuple):
    """An analysed text.

    `bounds` lists the sentences as (first word, last word exclusive, start, end); together they
    hold every word, in order. `parts` are judged besides.
    """

    text: str
    lower: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    bounds: Sequence[tuple[int, int, int, int]]
    parts: Sequence[Part] = ()


class Run(NamedTuple):
    """Views laid end to end: words, sentences and parts under running numbers."""

    text: str
    lower: str
    words: list[str]
    starts: np.ndarray
    ends: np.ndarray
    firsts: np.ndarray  # of each sentence: first word, words, span
    sizes: np.ndarray
    begins: np.ndarray
    stops: np.ndarray
    parts: list[Part]
    word_offsets: np.ndarray  # where each view's words begin, and their total
    sentence_offsets: np.ndarray
    part_offsets: np.ndarray


def view_of(sentence: str) -> View:
    """Analyse one sentence that comes without a document."""
    text = normalise(sentence).text
    lower = fold_case(text)
    words, starts, ends = tokens.words(lower)
    return View(text, lower, words, starts, ends, [(0, len(words), 0, len(text))])


def cut_long(
    bounds: Sequence[tuple[int, int, int, int]], starts: Sequence[int], ends: Sequence[int]
) -> list[tuple[int, int, int, int]]:
    """Cut sentences of more than :data:`LONGEST` words into stretches."""
    out = []
    for bound in bounds:
        first, last = bound[:2]
        n = last - first
        if n <= LONGEST:
            out.append(bound)
            continue
        parts = -(-n // (LONGEST // 2))
        cuts = [first + n * k // parts for k in range(parts + 1)]
        pairs = zip(cuts, cuts[1:], strict=False)
        out += [(a, b, starts[a], ends[b - 1]) for a, b in pairs]
    return out


def run_of(views: Sequence[View]) -> Run:
    """Lay views end to end, a line break between their texts."""
    text = "\n".join(view.text for view in views)
    lower = "\n".join(view.lower for view in views)
    shifts = _offsets([len(view.text) + 1 for view in views])
    words = _offsets([len(view.words) for view in views])
    sentences = _offsets([len(view.bounds) for view in views])
    parts = _offsets([len(view.parts) for view in views])
    per_word = np.repeat(shifts[:-1], np.diff(words))
    starts = np.array(list(chain.from_iterable(v.starts for v in views)), np.int64) + per_word
    ends = np.array(list(chain.from_iterable(v.ends for v in views)), np.int64) + per_word
    flat = list(chain.from_iterable(v.bounds for v in views))
    bounds = np.array(flat, dtype=np.int64).reshape(-1, 4)
    counts = np.diff(sentences)
    firsts = bounds[:, 0] + np.repeat(words[:-1], counts)
    shift = np.repeat(shifts[:-1], counts)
    moved = [
        Part(tuple(w + first for w in p.words), p.start + shift_by, p.end + shift_by)
        for view, first, shift_by in zip(views, words.tolist(), shifts.tolist(), strict=False)
        for p in view.parts
    ]
    return Run(
        text, lower, list(chain.from_iterable(v.words for v in views)), starts, ends, firsts,
        bounds[:, 1] - bounds[:, 0], bounds[:, 2] + shift, bounds[:, 3] + shift, moved, words,
        sentences, parts,
    )  # fmt: skip


def _offsets(sizes: Sequence[int]) -> np.ndarray:
    """Give running sums, beginning with 0."""
    return np.concatenate([[0], np.cumsum(np.array(sizes, dtype=np.int64))]).astype(np.int64)
