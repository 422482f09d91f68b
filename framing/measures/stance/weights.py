"""The model's weights by place and word, so that judging mentions builds no feature names.

The features are those of :mod:`framing.measures.stance.features`: here the words of a sentence
become numbers once, and all mentions of a batch are added up together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, pairwise, repeat
from operator import add
from typing import NamedTuple

import numpy as np

from framing.measures.stance.features import (
    HARM,
    LEAST_SUM,
    NEAR,
    SUMS,
    Bearing,
    PlacedCue,
    bearing_of,
    cue_sums,
    entry_numbers,
    harm_suffered,
    items_of,
    kind_names,
    led_how,
    scaled,
    sentence_names,
    shape_names,
)
from framing.measures.stance.roles import Place
from framing.measures.stance.sentence import NAME, TaggedSentence, stem
from framing.measures.stance.windows import PLACES, Coded, windows

__all__ = ["Coded", "Judged", "Weights"]

_WORDS = ("w", "c", "L", "R", "-1", "-2", "-3", "+1", "+2", "+3", "h", "g")
_PAIRS = ("l", "r", "h2", "g2", "-21", "+12", "-+")
_HEADS = ("h", "g", "h2", "g2")
_AROUND = ("-1", "-2", "-3", "+1", "+2", "+3", "-21", "+12", "-+")
_REMEMBERED = 100_000  # words whose numbers are kept; only speed depends on it


class Judged(NamedTuple):
    """One mention: its sentence, in words and in numbers, its place in it, and the cues there."""

    sentence: TaggedSentence
    coded: Coded
    place: Place
    cues: list[PlacedCue]


class _Leanings(NamedTuple):
    """By number how far a word speaks for positive against negative, in log odds.

    Anywhere, as the head, and what is added where it stands near by on either side.
    """

    anywhere: list[float]
    at_head: list[float]
    on_left: list[float]
    on_right: list[float]


class Weights:
    """Weights by the place of a word, by pairs of words, and by cue.

    Parameters
    ----------
    names : sequence of str
        Feature names.
    weights : ndarray of shape (n_features, 3)
        Their weights for negative, neutral and positive.
    """

    def __init__(self, names: Sequence[str], weights: np.ndarray) -> None:
        self._rows: dict[str, int] = {}  # what is looked up by name; row 0 is zeros
        over = weights.astype(float)
        self._bad = np.concatenate(([0.0], over[:, 0] - over[:, 1]))
        self._good = np.concatenate(([0.0], over[:, 2] - over[:, 1]))
        self._numbers: dict[str, int] = {"": 0}
        self._pairs: dict[tuple[int, int], int] = {}
        self._sparse: dict[str, dict[int, int]] = {}  # by place, then number
        self._entries: dict[tuple[str, bool], dict[int, int]] = {}  # by role or rule, then entry
        for row, name in enumerate(names, 1):
            self._add(name, row)
        columns = {prefix: self._column(prefix) for prefix in (*_WORDS, *_PAIRS)}
        self._columns = {prefix: columns[prefix].__getitem__ for prefix in _HEADS}
        self._windows = {prefix: np.array(columns[prefix], np.intp) for prefix in PLACES}
        self._around = [np.array(columns[prefix], np.intp) for prefix in _AROUND]
        self._sums = {name: at for at, name in enumerate(SUMS)}
        self._amounts, self._above, self._below = (
            np.array(self._named([prefix + name for name in SUMS]), np.intp)
            for prefix in ("x:", "x+:", "x-:")
        )
        self._of_low = _Numbers(self._numbers)
        self._leanings = self._lean((over[:, 2] - over[:, 0]).tolist())
        self._kinds: dict[Bearing, tuple[dict[str, list[int]], dict[int, int]]] = {}
        number = self._numbers.get
        self._name = number(NAME, 0)
        self._harm, self._turned_harm = number(HARM, 0), number(HARM + "!", 0)
        self._start, self._end = number("<s>", 0), number("<e>", 0)
        self._turns = {n: number(word + "!", 0) for word, n in self._numbers.items() if n}

    def _add(self, name: str, row: int) -> None:
        """Sort a feature under its place."""
        prefix, _, words = name.partition(":")
        if prefix in _PAIRS:
            left, _, right = words.partition(" ")
            pair = (self._number(left), self._number(right))
            number = self._pairs.setdefault(pair, len(self._pairs) + 1)
            self._sparse.setdefault(prefix, {})[number] = row
        elif prefix in _WORDS or prefix[0] in "hg":
            self._sparse.setdefault(prefix, {})[self._number(words)] = row
        elif prefix[0] == "e":
            negated = words.endswith("!")
            entries = self._entries.setdefault((prefix[1:], negated), {})
            for number in entry_numbers(words.removesuffix("!")):
                entries[number] = row
        else:
            self._rows[name] = row

    def _number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers))

    def _column(self, prefix: str) -> list[int]:
        """Give the rows of a place by number."""
        rows = [0] * (len(self._pairs) + 1 if prefix in _PAIRS else len(self._numbers))
        for number, row in self._sparse.get(prefix, {}).items():
            rows[number] = row
        return rows

    def _lean(self, of_row: list[float]) -> _Leanings:
        """Give how far words speak for positive against negative, by place and number."""
        of_row.insert(0, 0.0)
        places = ("w", "g", "h", "L", "R")
        by_word, by_before, by_head, *sides = (
            [of_row[row] for row in self._column(prefix)] for prefix in places
        )
        return _Leanings(
            list(map(add, by_word, by_before)), list(map(add, by_word, by_head)), *sides
        )

    def code(self, sentence: TaggedSentence) -> Coded:
        """Turn a sentence into numbers, once for all its mentions."""
        of_low, name = self._of_low, self._name
        words = [
            name if is_name else of_low[low]
            for low, is_name in zip(sentence.low, sentence.name, strict=True)
        ]
        turned = words
        if True in sentence.negated:
            turned = [
                self._turns.get(word, 0) if negated else word
                for word, negated in zip(words, sentence.negated, strict=True)
            ]
        return Coded(words, turned, self._paired(words), self._named(sentence_names(sentence)))

    def _paired(self, words: list[int]) -> list[int]:
        return list(map(self._pairs.get, pairwise(words), repeat(0)))

    def _named(self, names: Sequence[str]) -> list[int]:
        """Give the rows of features by name."""
        get = self._rows.get
        return [get(name, 0) for name in names]

    def judge(
        self, sentence: TaggedSentence, coded: Coded, place: Place, cues: list[PlacedCue]
    ) -> Judged:
        """Say what a mention is judged by; what the target suffered counts as one word."""
        harmed = harm_suffered(cues)
        if harmed:
            coded = self._with_harm(sentence, coded, harmed)
        return Judged(sentence, coded, place, cues)

    def sums(self, judged: Sequence[Judged]) -> list[tuple[float, float]]:
        """Add up the weights of mentions for negative and positive, each over that for neutral.

        Each mention's are added in their order, so that the sum does not depend on the others.
        """
        sentences, coded, places, cues = zip(*judged, strict=True)
        whose, which, values = self._valence(cues)
        signs = np.where(values > LEAST_SUM, self._above[which], 0)
        signs = np.where(values < -LEAST_SUM, self._below[which], signs)
        found = [
            _owned(list(map(self._common, coded, sentences, places))),
            _owned(list(map(self._cue_rows, sentences, places, cues))),
            (whose, signs),
            _owned(list(map(self._heads, coded, places))),
        ]
        for place, mine, numbers in windows(list(zip(coded, places, strict=True))):
            found.append((mine, self._windows[place][numbers]))
        found.append(self._nearest(coded, places))
        mine, rows = map(np.concatenate, zip(*found, strict=True))
        by = np.fromiter(map(scaled, values.tolist()), float, len(values))
        return list(zip(*(
            (
                np.bincount(mine, weights[rows], len(judged))
                + np.bincount(whose, by * weights[self._amounts[which]], len(judged))
            ).tolist()
            for weights in (self._bad, self._good)
        ), strict=True))  # fmt: skip

    def _valence(
        self, cues: Sequence[list[PlacedCue]]
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give the sums of the lexicon's weights: whose each is, which one, and how large."""
        sums = list(map(cue_sums, cues))
        whose, which = _owned([list(map(self._sums.__getitem__, mine)) for mine in sums])
        values = chain.from_iterable(mine.values() for mine in sums)
        return whose, which, np.fromiter(values, float, len(whose))

    def _common(self, coded: Coded, sentence: TaggedSentence, place: Place) -> list[int]:
        """Give the rows of what kind of mention it is and of its sentence."""
        return coded.common + self._named(shape_names(sentence, place))

    def leanings(self, coded: Coded, place: Place) -> list[float]:
        """Give how far each word speaks for positive against negative, in log odds."""
        anywhere, at_head, on_left, on_right = self._leanings
        words, turned = coded.words, coded.turned
        first, last, head = place.first, place.last, place.head
        found = [anywhere[word] for word in words]
        if head < len(words):
            found[head] = at_head[words[head]]
        for i in range(max(0, first - NEAR), first):
            found[i] += on_left[turned[i]]
        for i in range(last, min(len(words), last + NEAR)):
            found[i] += on_right[turned[i]]
        return found

    def _with_harm(self, sentence: TaggedSentence, coded: Coded, harmed: list[int]) -> Coded:
        """Put one word for all that says what the target suffered."""
        words, turned = coded.words.copy(), coded.turned.copy()
        for at in harmed:
            words[at] = self._harm
            turned[at] = self._turned_harm if sentence.negated[at] else self._harm
        return Coded(words, turned, self._paired(words), coded.common)

    def _heads(self, coded: Coded, place: Place) -> list[int]:
        """Give the rows of the word that the target leads to and of the word that leads to it."""
        words, columns, sparse = coded.words, self._columns, self._sparse
        preposition, head, at = place.preposition, place.head, place.before
        rows = [self._rows.get("p:" + preposition, 0)]
        if head < len(words):
            word = words[head]
            rows += columns["h"](word), sparse.get(led_how(place), {}).get(word, 0)
            if head + 1 < len(words):
                rows.append(columns["h2"](coded.pairs[head]))
        if at >= 0:
            word = words[at]
            rows.append(columns["g"](word))
            if preposition:
                rows.append(sparse.get("g" + preposition, {}).get(word, 0))
            if at:
                rows.append(columns["g2"](coded.pairs[at - 1]))
        return rows

    def _nearest(
        self, coded: Sequence[Coded], places: Sequence[Place]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Give the rows of the words next to the targets, by their position, and whose they are."""
        start, end, pair = [self._start] * 3, [self._end] * 3, self._pairs.get
        found = []
        for (words, *_), (first, last, *_) in zip(coded, places, strict=True):
            edged = start + words + end
            found.append(edged[first : first + 3] + edged[last + 3 : last + 6])
        third, second, before, after, next_, beyond = zip(*found, strict=True)
        pairs = (
            [pair(both, 0) for both in zip(left, right, strict=True)]
            for left, right in ((second, before), (after, next_), (before, after))
        )
        numbers = map(list, (before, second, third, after, next_, beyond, *pairs))
        rows = [column[of] for column, of in zip(self._around, numbers, strict=True)]
        return np.repeat(np.arange(len(coded)), len(rows)), np.stack(rows, axis=1).ravel()

    def _cue_rows(self, sentence: TaggedSentence, place: Place, cues: list[PlacedCue]) -> list[int]:
        """Give the rows of the lexicon's entries and categories by role, side and distance."""
        rows: list[int] = []
        for placed in cues:
            bearing = bearing_of(sentence, place, placed)
            known = self._kinds.get(bearing)
            if known is None:
                entries = self._entries.get((placed.role or placed.rule, placed.negated), {})
                known = self._kinds[bearing] = {}, entries
            kinds, entries = known
            for number, kind, _, _, fresh in items_of(placed.cue.entries):
                if number in entries:
                    rows.append(entries[number])
                if fresh:
                    if kind not in kinds:
                        kinds[kind] = self._named(kind_names(kind, bearing))
                    rows += kinds[kind]
        return rows


def _owned(rows: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Give the mention of each row, and the rows, of all mentions."""
    whose = np.repeat(np.arange(len(rows)), list(map(len, rows)))
    return whose, np.fromiter(chain.from_iterable(rows), np.intp, len(whose))


class _Numbers(dict[str, int]):
    """The numbers of lower-case tokens by their stems."""

    def __init__(self, of_stem: Mapping[str, int]) -> None:
        self._of_stem = of_stem

    def __missing__(self, low: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[low] = self._of_stem.get(stem(low), 0)
        return found
