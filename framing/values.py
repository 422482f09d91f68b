"""From units to values: sums per article, measure, category, target, segment and voice.

Every value is ``scale * numerator / denominator``. The interval is within-article variability:
Wilson's for shares, else the large-sample form of a bootstrap over blocks of neighbouring
sentences (the linearised variance of a ratio, Student's t over the blocks), which needs no
random numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.columns import Columns
from framing.measures.rows import MIXED, PART
from framing.measures.specs import MeasureSpec

__all__ = ["SEGMENTS", "VOICES", "Sums", "intervals", "sum_units"]

SEGMENTS = ("all", "headline", "lead", "body")
VOICES = ("all", "own", "reported", "quoted")
_CATEGORIES = ("all", "labelled")
# 0: counts for "all" only; units of a measure without segments or voices leave them empty
_SEGMENT = {"": 0, **{name: code for code, name in enumerate(SEGMENTS)}}
_VOICE = {"": 0, MIXED: 0, **{name: code for code, name in enumerate(VOICES)}}
_SUM_COLUMNS = (
    "article", "measure", "category", "target", "segment", "voice",
    "numerator", "denominator", "n", "spread", "blocks",
)  # fmt: skip
_LARGEST = 1 << 24  # codes that a table is made for
_Z = 1.959963984540054  # two-sided 95 % normal quantile


@dataclass
class Sums:
    """Sums of units as columns of equal length; codes lead into the vocabularies.

    Attributes
    ----------
    article, measure, category, target, segment, voice : ndarray of int
        Codes; articles count from 0 within the batch.
    numerator, denominator, n : ndarray of float
        Sums, and the number of units; for categories those of the measure's ``"all"`` rows.
    spread, blocks : ndarray of float
        Standard error of the ratio over blocks of sentences, and how many blocks there are.
    measures, categories, targets : list of str
        Vocabularies.
    """

    article: np.ndarray
    measure: np.ndarray
    category: np.ndarray
    target: np.ndarray
    segment: np.ndarray
    voice: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    n: np.ndarray
    spread: np.ndarray
    blocks: np.ndarray
    measures: list[str]
    categories: list[str]
    targets: list[str]


def sum_units(units: Columns, n_sentences: Sequence[int], specs: Mapping[str, MeasureSpec]) -> Sums:
    """Sum the units of a batch of articles.

    Parameters
    ----------
    units : Columns
        The units, as :func:`framing.columns.units_of` gives them.
    n_sentences : sequence of int
        How many sentences each article has; blocks are as long as its cube root.
    specs : mapping of str to MeasureSpec
        The measures.
    """
    measures = list(specs)
    categories = list(dict.fromkeys((*_CATEGORIES, *units.words["category"])))
    targets = list(dict.fromkeys(("", *units.words["target"])))
    shape = (
        len(n_sentences), len(measures), len(categories), len(targets), len(SEGMENTS), len(VOICES),
    )  # fmt: skip
    rows = _with_labels(_rows(units, n_sentences, specs, categories, targets), len(targets))
    keys, sums = _ratio_sums(rows, shape)
    columns: dict[str, Any] = dict(zip(_SUM_COLUMNS, (*_codes(keys, shape), *sums), strict=True))
    return Sums(**columns, measures=measures, categories=categories, targets=targets)


def _codes(keys: np.ndarray, shape: tuple[int, ...]) -> list[np.ndarray]:
    """Give the codes that each key was made of."""
    found: list[np.ndarray] = []
    for size in shape[:0:-1]:
        keys, code = _divided(keys, size)
        found.append(code)
    return [keys, *found[::-1]]


def _divided(numbers: np.ndarray, by: int) -> tuple[np.ndarray, np.ndarray]:
    """Give quotients and remainders; np.divmod and np.unravel_index take five times as long."""
    quotients = numbers // by
    return quotients, numbers - quotients * by


@dataclass
class _Rows:
    """Units of a batch as arrays.

    Attributes
    ----------
    article : ndarray of int
        Whose row.
    kind : ndarray of int
        Measure, category and target as one number.
    segment, voice : ndarray of int
        What the unit counts for besides "all"; 0 for nothing.
    whole : ndarray of bool
        Whether it counts for all voices; the part of one voice does not.
    marked : ndarray of bool
        Whether it is a unit of a share that is labelled.
    block : ndarray of int
        Block of neighbouring sentences.
    numerator, denominator : ndarray of float
        What it adds.
    """

    article: np.ndarray
    kind: np.ndarray
    segment: np.ndarray
    voice: np.ndarray
    whole: np.ndarray
    marked: np.ndarray
    block: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray

    def take(self, at: np.ndarray) -> _Rows:
        return _Rows(*(getattr(self, name)[at] for name in self.__dataclass_fields__))


def _rows(
    units: Columns,
    n_sentences: Sequence[int],
    specs: Mapping[str, MeasureSpec],
    categories: Sequence[str],
    targets: Sequence[str],
) -> _Rows:
    """Turn units into arrays of codes."""
    measure = _recoded(units, "measure", _places(specs))
    category = _recoded(units, "category", _places(categories))
    target = _recoded(units, "target", _places(targets))
    length = np.maximum(1, np.rint(np.cbrt(np.asarray(n_sentences, float)))).astype(np.int64)
    share, by_segment, by_voice = (
        np.array([getattr(spec, name) for spec in specs.values()], bool)[measure]
        for name in ("share", "segments", "voices")
    )
    labels = _recoded(units, "label", {word: int(word == "1") for word in units.words["label"]})
    parts = _recoded(units, "unit", {word: int(word == PART) for word in units.words["unit"]})
    return _Rows(
        units.article,
        (measure * len(categories) + category) * len(targets) + target,
        _recoded(units, "segment", _SEGMENT) * by_segment,
        _recoded(units, "voice", _VOICE) * by_voice,
        parts == 0,
        share & (category == 0) & (labels == 1),
        np.maximum(units.numbers["sentence"], 0) // length[units.article],
        units.numbers["numerator"],
        units.numbers["denominator"],
    )


def _places(words: Iterable[str]) -> dict[str, int]:
    return {word: n for n, word in enumerate(words)}


def _recoded(units: Columns, name: str, codes: Mapping[str, int]) -> np.ndarray:
    """Give the codes that a column's words have elsewhere."""
    table = np.array([codes[word] for word in units.words[name]], np.int64)
    return table[units.codes[name]]


def _with_labels(rows: _Rows, n_targets: int) -> _Rows:
    """Add the rows of the category ``labelled``: one for every labelled unit of a share."""
    extra = rows.take(np.flatnonzero(rows.marked))
    extra.kind = extra.kind + n_targets * _CATEGORIES.index("labelled")
    extra.numerator = np.ones(len(extra.kind))
    extra.denominator = np.zeros(len(extra.kind))
    return _Rows(
        *(
            np.concatenate([getattr(rows, name), getattr(extra, name)])
            for name in rows.__dataclass_fields__
        )
    )


def _numbered(codes: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Give the codes that occur, in order, and each one's place among them; np.unique sorts."""
    if size > _LARGEST:
        return np.unique(codes, return_inverse=True)
    occurs = np.zeros(size, bool)
    occurs[codes] = True
    found = np.flatnonzero(occurs)
    places = np.empty(size, np.int64)
    places[found] = np.arange(len(found))
    return found, places[codes]


def _split(rows: _Rows, whose: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Let every row count for itself and for "all" segments and voices; give keys and rows."""
    whole, voiced = np.flatnonzero(rows.whole), np.flatnonzero(rows.voice)
    at = np.concatenate([whole, voiced])
    voice = np.concatenate([np.zeros(len(whole), np.int64), rows.voice[voiced]])
    key = whose[at] * (len(SEGMENTS) * len(VOICES)) + voice
    segment = rows.segment[at]
    placed = np.flatnonzero(segment)
    key = np.concatenate([key, key[placed] + segment[placed] * len(VOICES)])
    return key, np.concatenate([at, at[placed]])


def _ratio_sums(rows: _Rows, shape: tuple[int, ...]) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """Give the keys, and for each numerator, denominator, n, standard error, number of blocks."""
    inner = shape[4] * shape[5]
    n_kinds = shape[1] * shape[2] * shape[3]
    kinds, kind = _numbered(rows.kind, n_kinds)
    key, at = _split(rows, rows.article * len(kinds) + kind)
    keys, key_at = _numbered(key, shape[0] * len(kinds) * inner)
    size, n_blocks = len(keys), int(rows.block.max(initial=0)) + 1
    pair, pair_at = _numbered(key_at * n_blocks + rows.block[at], size * n_blocks)
    owner, block = _divided(pair, n_blocks)
    whose, rest = _divided(keys, inner)
    article, kind = _divided(whose, max(1, len(kinds)))
    keys = (article * n_kinds + kinds[kind]) * inner + rest
    below = rows.denominator[at]
    top = np.bincount(pair_at, rows.numerator[at], len(pair))
    bottom = np.bincount(pair_at, below, len(pair))
    positive = np.bincount(pair_at, below > 0, len(pair))
    numerator = np.bincount(owner, top, size)
    own, counted = np.bincount(owner, bottom, size), np.bincount(owner, positive, size)
    base = _key_of_all(keys, shape)
    denominator, n = own[base], counted[base]
    base_bottom = bottom.copy()
    apart = np.flatnonzero((base != np.arange(size))[owner])
    wanted = base[owner[apart]] * n_blocks + block[apart]
    base_bottom[apart] = _bottom_of(wanted, pair, bottom)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = numerator / denominator
        square = (
            np.bincount(owner, top * top, size)
            - 2 * ratio * np.bincount(owner, top * base_bottom, size)
            + ratio**2 * np.bincount(owner, bottom * bottom, size)[base]
        )
        blocks = np.bincount(owner, bottom > 0, size)[base]
        spread = np.sqrt(np.maximum(square, 0) * blocks / (blocks - 1)) / denominator
    return keys, (numerator, denominator, n, spread, blocks.astype(float))


def _bottom_of(wanted: np.ndarray, pair: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    """Give the denominators of some pairs of key and block; 0 where there is none."""
    if not len(pair):
        return bottom
    found = np.minimum(np.searchsorted(pair, wanted), len(pair) - 1)
    return np.where(pair[found] == wanted, bottom[found], 0.0)


def _key_of_all(keys: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Give for every key the position of its measure's "all" row, its own where there is none."""
    inner = shape[3] * shape[4] * shape[5]
    category = _divided(keys // inner, shape[2])[1]
    whole = np.arange(len(keys))
    of_category = np.flatnonzero(category)
    wanted = keys[of_category] - category[of_category] * inner
    found = np.searchsorted(keys, wanted)
    beside = keys[found] == wanted
    whole[of_category[beside]] = found[beside]
    return whole


def intervals(
    spec: MeasureSpec,
    numerator: np.ndarray,
    denominator: np.ndarray,
    spread: np.ndarray,
    blocks: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Give the 95 % interval of within-article variability.

    Parameters
    ----------
    spec : MeasureSpec
        Says which interval, scale and range.
    numerator, denominator, spread, blocks : ndarray
        As in :class:`Sums`.

    Returns
    -------
    low, high : ndarray
        In the unit of the value; NaN where there is too little for one.
    """
    nothing = np.full(numerator.shape, np.nan)
    if spec.interval == "none":
        return nothing, nothing.copy()
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = numerator / denominator
        if spec.interval == "wilson":
            low, high = _wilson(ratio, denominator)
        else:
            low, high = _over_blocks(ratio, denominator, spread, blocks, spec.range[0] >= 0)
    bottom, top = spec.range
    return np.clip(low * spec.scale, bottom, top), np.clip(high * spec.scale, bottom, top)


def _wilson(share: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's score interval (Wilson 1927)."""
    share = np.clip(share, 0, 1)
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    low = np.where(share > 0, np.maximum(middle - half, 0.0), np.where(n > 0, 0.0, np.nan))
    return low, np.minimum(middle + half, 1.0)


def _over_blocks(
    ratio: np.ndarray, denominator: np.ndarray, spread: np.ndarray, blocks: np.ndarray, counts: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Student's t over blocks; nothing found in n words may be up to 3 in n (rule of three)."""
    from scipy.special import stdtrit

    half = stdtrit(np.maximum(blocks - 1, 1), 0.975) * spread
    half = np.where(blocks >= 2, half, np.nan)
    low, high = ratio - half, ratio + half
    if counts:
        none = ratio == 0
        low = np.where(none, 0.0, low)
        high = np.where(none, 3.0 / denominator, high)
    return low, high
