"""The words around mentions, by side and clause, for all mentions of a batch at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from framing.measures.stance.features import NEAR
from framing.measures.stance.roles import Place

__all__ = ["PLACES", "Coded", "Window", "windows"]

# In the order of the sums: words of the sentence, of the clause, on the right, on the left, and
# pairs of neighbours on either side.
PLACES = ("w", "c", "R", "r", "L", "l")


class Coded(NamedTuple):
    """A sentence as numbers: its words, the same where negated, pairs of neighbours.

    A word or pair that no feature has is 0. `common` is the rows that all its mentions have.
    """

    words: list[int]
    turned: list[int]
    pairs: list[int]
    common: list[int]


class Window(NamedTuple):
    """What stands in one place around all mentions: numbers, and the mentions that they belong to.

    Those of a mention stand in their order, each number once.
    """

    place: str
    whose: np.ndarray
    numbers: np.ndarray


class _Flat(NamedTuple):
    """Numbers of all sentences, and where the sentence of each mention begins and ends.

    `earlier` is for each number the last place before it of the same one in its sentence, or -1.
    """

    numbers: np.ndarray
    earlier: np.ndarray
    begin: np.ndarray
    end: np.ndarray


def windows(mentions: Sequence[tuple[Coded, Place]]) -> Iterator[Window]:
    """Give the words around mentions, place by place in the order of :data:`PLACES`.

    Parameters
    ----------
    mentions : sequence of (Coded, Place)
        Sentences and places of the mentions in them.
    """
    position: dict[int, int] = {}
    sentences: list[Coded] = []
    for coded, _ in mentions:
        if position.setdefault(id(coded), len(position)) == len(sentences):
            sentences.append(coded)
    mine = np.array([position[id(coded)] for coded, _ in mentions], np.intp)
    spans = np.array([(p.first, p.last, p.left, p.right) for _, p in mentions], np.intp)
    first, last, left, right = spans.reshape(-1, 4).T
    words = _flat([coded.words for coded in sentences], mine)
    turned = _flat([coded.turned for coded in sentences], mine)
    pairs = _flat([coded.pairs for coded in sentences], mine)
    begin, end = words.begin, words.end
    target = first + begin, last + begin
    near_left, near_right = np.maximum(target[0] - NEAR, begin), np.minimum(target[1] + NEAR, end)
    paired = pairs.begin
    yield _window("w", words, begin, end, target)
    yield _window("c", turned, left + begin, right + begin, target)
    yield _window("R", turned, target[1], near_right)
    yield _window("r", pairs, last + paired, np.minimum(last + paired + NEAR + 1, pairs.end))
    yield _window("L", turned, near_left, target[0])
    yield _window(
        "l", pairs, np.maximum(first - NEAR - 1, 0) + paired, np.maximum(first - 1, 0) + paired
    )


def _flat(sentences: Sequence[Sequence[int]], mine: np.ndarray) -> _Flat:
    """Put the numbers of sentences into one array; `mine` is the sentence of each mention."""
    sizes = np.array([len(sentence) for sentence in sentences], np.intp)
    ends = np.cumsum(sizes)
    numbers = np.fromiter(chain.from_iterable(sentences), np.intp, int(sizes.sum()))
    of_sentence = np.repeat(np.arange(len(sizes)), sizes)
    keys = of_sentence * (numbers.max(initial=0) + 1) + numbers
    order = keys.argsort(kind="stable")
    again = np.flatnonzero(np.diff(keys[order]) == 0)
    earlier = np.full(len(numbers), -1)
    earlier[order[again + 1]] = order[again]
    return _Flat(numbers, earlier, (ends - sizes)[mine], ends[mine])


def _window(
    place: str,
    flat: _Flat,
    begin: np.ndarray,
    end: np.ndarray,
    target: tuple[np.ndarray, np.ndarray] | None = None,
) -> Window:
    """Give what stands from `begin` to `end` of each mention, without the target's own words."""
    sizes = np.maximum(end - begin, 0)
    whose = np.repeat(np.arange(len(sizes)), sizes)
    at = np.arange(len(whose)) + np.repeat(begin + sizes - np.cumsum(sizes), sizes)
    earlier = flat.earlier[at]
    if target is None:
        new = earlier < begin[whose]
    else:
        first, last = target[0][whose], target[1][whose]
        while (own := (earlier >= first) & (earlier < last)).any():
            earlier = np.where(own, flat.earlier[earlier], earlier)
        new = (earlier < begin[whose]) & ((at < first) | (at >= last))
    return Window(place, whose[new], flat.numbers[at[new]])
