"""The words around mentions of a batch, against slices of each sentence."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from framing.measures.stance.features import NEAR
from framing.measures.stance.windows import PLACES, Coded, windows


def sliced(coded, place):
    """Give what stands around one mention, by place, each number once."""
    first, last = place.first, place.last
    words, turned, pairs, _ = coded
    found = {
        "w": words[:first] + words[last:],
        "c": turned[place.left : first] + turned[last : place.right],
        "R": turned[last : last + NEAR],
        "r": pairs[last : last + NEAR + 1],
        "L": turned[max(0, first - NEAR) : first],
        "l": pairs[max(0, first - NEAR - 1) : max(0, first - 1)],
    }
    return {name: list(dict.fromkeys(numbers)) for name, numbers in found.items()}


def test_windows_are_the_slices_of_each_mention():
    rng = np.random.default_rng(0)
    mentions = []
    for _ in range(300):
        size = int(rng.integers(1, 14))
        numbers = [rng.integers(0, 5, n).tolist() for n in (size, size, size - 1)]
        coded = Coded(*numbers, [])
        for _ in range(int(rng.integers(1, 4))):
            first = int(rng.integers(0, size))
            last = int(rng.integers(first + 1, size + 1))
            left, right = int(rng.integers(0, first + 1)), int(rng.integers(last, size + 1))
            place = SimpleNamespace(first=first, last=last, left=left, right=right)
            mentions.append((coded, place))
    found = {window.place: window for window in windows(mentions)}
    assert tuple(found) == PLACES
    for n, (coded, place) in enumerate(mentions):
        for name, numbers in sliced(coded, place).items():
            window = found[name]
            assert window.numbers[window.whose == n].tolist() == numbers, (name, coded, place)
