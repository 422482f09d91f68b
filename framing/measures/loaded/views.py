"""What the features need of a text, and many texts laid end to end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from framing.text import tokens
from framing.text.normalise import fold_case, normalise
from framing.text.vocabulary import Numbered, joined, numbered

__all__ = ["LONGEST", "Part", "Run", "View", "cut_long", "run_of", "view_of"]

LONGEST = 100  # words; what is longer is judged in stretches of half of that and averaged


class Part(NamedTuple):
    """Stretches of words that are judged together, such as one voice's in a sentence.

    `words` lists their first and last words, last exclusive. What is `quoted` is judged by its
    wording alone, as if no quotation marks stood there.
    """

    words: tuple[tuple[int, int], ...]
    start: int
    end: int
    quoted: bool = False


class View(NamedTuple):
    """An analysed text.

    `bounds` lists the sentences as (first word, last word exclusive, start, end); together they
    hold every word, in order; `quoted` says which of them a source says whole, none by default.
    `parts` are judged besides.
    """

    text: str
    lower: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    bounds: Sequence[tuple[int, int, int, int]]
    parts: Sequence[Part] = ()
    numbered: Numbered | None = None  # the words by number, if they were looked up already
    quoted: Sequence[bool] = ()


class Run(NamedTuple):
    """Views laid end to end: words, sentences and parts under running numbers."""

    text: str
    words: list[str]
    numbered: Numbered
    starts: np.ndarray
    sentences: np.ndarray  # first word, words, start and end of each
    parts: np.ndarray  # words, start and end of each
    stretches: np.ndarray  # of the parts, one after the other: first word, words
    quoted: np.ndarray  # which sentences, then which parts, are judged by their wording alone
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
    shifts = _offsets([len(view.text) + 1 for view in views])
    words = _offsets([len(view.words) for view in views])
    sentences = _offsets([len(view.bounds) for view in views])
    parts = _offsets([len(view.parts) for view in views])
    starts = _joined([view.starts for view in views]) + np.repeat(shifts[:-1], np.diff(words))
    bounds = _joined(chain.from_iterable(view.bounds for view in views)).reshape(-1, 4)
    counts = np.diff(sentences)
    bounds[:, 1] -= bounds[:, 0]
    bounds[:, 0] += np.repeat(words[:-1], counts)
    bounds[:, 2:] += np.repeat(shifts[:-1], counts)[:, None]
    owners = list(zip(views, words.tolist(), shifts.tolist(), strict=False))
    stretches = [
        (a + first, b - a) for v, first, _ in owners for part in v.parts for a, b in part.words
    ]
    spans = [
        (sum([b - a for a, b in part.words]), part.start + shift, part.end + shift)
        for v, _, shift in owners
        for part in v.parts
    ]
    met = list(chain.from_iterable([view.words for view in views]))
    quoted = [flag for view in views for flag in view.quoted or [False] * len(view.bounds)]
    quoted += [part.quoted for view in views for part in view.parts]
    return Run(
        "\n".join([view.text for view in views]), met, _numbered(views, met), starts, bounds,
        _joined(spans).reshape(-1, 3), _joined(stretches).reshape(-1, 2), np.array(quoted, bool),
        words, sentences, parts,
    )  # fmt: skip


def _numbered(views: Sequence[View], words: list[str]) -> Numbered:
    """Put the views' numbers together; look the words up where there are none."""
    found = [view.numbered for view in views if view.numbered is not None]
    return joined(found) if len(found) == len(views) else numbered(words)


def _joined(lists: Iterable[Sequence[int]]) -> np.ndarray:
    """Give the numbers of several lists as one array."""
    return np.fromiter(chain.from_iterable(lists), dtype=np.int64)


def _offsets(sizes: Sequence[int]) -> np.ndarray:
    """Give running sums, beginning with 0."""
    return np.concatenate([[0], np.cumsum(np.array(sizes, dtype=np.int64))]).astype(np.int64)
