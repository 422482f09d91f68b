"""From units to values: sums per article, measure, category, target, segment and voice.

Every value is ``scale * numerator / denominator``. The interval is within-article variability:
Wilson's for shares, else the large-sample form of a bootstrap over blocks of neighbouring
sentences (the linearised variance of a ratio, Student's t over the blocks), which needs no
random numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from framing.measures.rows import MIXED, PART, Unit
from framing.measures.specs import MeasureSpec

__all__ = ["SEGMENTS", "VOICES", "Sums", "intervals", "sum_units"]

SEGMENTS = ("all", "headline", "lead", "body")
VOICES = ("all", "own", "reported", "quoted")
# units of a measure without segments or voices leave them empty
_SEGMENT = {"": 0, **{name: code for code, name in enumerate(SEGMENTS)}}
_VOICE = {"": len(VOICES), **{name: code for code, name in enumerate((*VOICES, MIXED))}}
_SUM_COLUMNS = (
    "article", "measure", "category", "target", "segment", "voice",
    "numerator", "denominator", "n", "spread", "blocks",
)  # fmt: skip
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


@dataclass
class _Columns:
    """Units of a batch as arrays."""

    article: np.ndarray
    measure: np.ndarray
    category: np.ndarray
    target: np.ndarray
    segment: np.ndarray
    voice: np.ndarray
    part: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    block: np.ndarray

    def take(self, rows: np.ndarray) -> _Columns:
        return _Columns(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


def sum_units(
    units: Sequence[Sequence[Unit]], n_sentences: Sequence[int], specs: Mapping[str, MeasureSpec]
) -> Sums:
    """Sum the units of a batch of articles.

    Parameters
    ----------
    units : sequence of sequences of Unit
        One sequence an article.
    n_sentences : sequence of int
        How many sentences each article has; blocks are as long as its cube root.
    specs : mapping of str to MeasureSpec
        The measures.
    """
    measures = list(specs)
    categories = {"all": 0, "labelled": 1}
    targets: dict[str, int] = {"": 0}
    columns = _columns(units, n_sentences, measures, categories, targets)
    columns = _with_labels(columns, units, specs, measures)
    rows = _split(columns, specs, measures)
    shape = (len(units), len(measures), len(categories), len(targets), len(SEGMENTS), len(VOICES))
    key = (
        np.ravel_multi_index(
            (rows.article, rows.measure, rows.category, rows.target, rows.segment, rows.voice),
            shape,
        )
        if len(rows.article)
        else np.zeros(0, np.int64)
    )
    keys, at = np.unique(key, return_inverse=True)
    sums = _ratio_sums(rows, keys, at, shape)
    codes = np.unravel_index(keys, shape) if len(keys) else [np.zeros(0, np.int64)] * 6
    columns_of_sums: dict[str, Any] = dict(zip(_SUM_COLUMNS, (*codes, *sums), strict=True))
    return Sums(
        **columns_of_sums,
        measures=measures,
        categories=list(categories),
        targets=list(targets),
    )


def _columns(
    units: Sequence[Sequence[Unit]],
    n_sentences: Sequence[int],
    measures: list[str],
    categories: dict[str, int],
    targets: dict[str, int],
) -> _Columns:
    """Turn units into arrays of codes; new categories and targets enter the vocabularies."""
    code = {name: n for n, name in enumerate(measures)}
    flat = [unit for found in units for unit in found]
    sizes = [len(found) for found in units]
    article = np.repeat(np.arange(len(units)), sizes)
    length = np.maximum(1, np.rint(np.cbrt(np.asarray(n_sentences, float)))).astype(np.int64)
    columns = zip(*flat, strict=True) if flat else [()] * len(Unit._fields)
    fields = dict(zip(Unit._fields, columns, strict=True))
    sentence = np.array(fields["sentence"], np.int64)
    return _Columns(
        article,
        np.array([code[m] for m in fields["measure"]], np.int64),
        np.array([categories.setdefault(c, len(categories)) for c in fields["category"]], np.int64),
        np.array([targets.setdefault(t, len(targets)) for t in fields["target"]], np.int64),
        np.array([_SEGMENT[s] for s in fields["segment"]], np.int64),
        np.array([_VOICE[v] for v in fields["voice"]], np.int64),
        np.array([u == PART for u in fields["unit"]], bool),
        np.array(fields["numerator"], float),
        np.array(fields["denominator"], float),
        np.maximum(sentence, 0) // length[article],
    )


def _with_labels(
    columns: _Columns,
    units: Sequence[Sequence[Unit]],
    specs: Mapping[str, MeasureSpec],
    measures: list[str],
) -> _Columns:
    """Add the rows of the category ``labelled``: the marks of all units of shares."""
    share = np.array([specs[name].share for name in measures], bool)
    if not len(columns.article) or not share.any():
        return columns
    labels = [unit.label for unit in chain.from_iterable(units)]
    marked = np.array([label == "1" for label in labels], bool)
    rows = np.flatnonzero(share[columns.measure] & (columns.category == 0) & marked)
    extra = columns.take(rows)
    extra.category = np.ones(len(rows), np.int64)
    extra.numerator = np.ones(len(rows))
    extra.denominator = np.zeros(len(rows))
    return _Columns(
        *(
            np.concatenate([getattr(columns, name), getattr(extra, name)])
            for name in columns.__dataclass_fields__
        )
    )


def _split(columns: _Columns, specs: Mapping[str, MeasureSpec], measures: list[str]) -> _Columns:
    """Let every row count for itself and for "all": segments and voices."""
    by_segment = np.array([specs[name].segments for name in measures], bool)[columns.measure]
    by_voice = np.array([specs[name].voices for name in measures], bool)[columns.measure]
    whole = np.flatnonzero(~columns.part)
    voiced = np.flatnonzero(by_voice & (columns.voice > 0) & (columns.voice < len(VOICES)))
    pieces = []
    for rows, keeps_voice in ((whole, False), (voiced, True)):
        for keeps_segment in (False, True):
            kept = rows
            if keeps_segment:
                kept = rows[by_segment[rows] & (columns.segment[rows] > 0)]
            piece = columns.take(kept)
            if not keeps_voice:
                piece.voice = np.zeros(len(kept), np.int64)
            if not keeps_segment:
                piece.segment = np.zeros(len(kept), np.int64)
            pieces.append(piece)
    return _Columns(
        *(
            np.concatenate([getattr(piece, name) for piece in pieces])
            for name in columns.__dataclass_fields__
        )
    )


def _ratio_sums(
    rows: _Columns, keys: np.ndarray, at: np.ndarray, shape: tuple[int, ...]
) -> tuple[np.ndarray, ...]:
    """Give numerator, denominator, n, standard error and number of blocks for every key."""
    size = len(keys)
    numerator = np.bincount(at, rows.numerator, size)
    own = np.bincount(at, rows.denominator, size)
    counted = np.bincount(at, rows.denominator > 0, size)
    whole = _key_of_all(keys, shape)
    # categories that no "all" row stands beside keep their own denominators
    base = np.where(whole >= 0, whole, np.arange(size))
    denominator, n = own[base], counted[base]
    n_blocks = int(rows.block.max(initial=0)) + 1
    pair, pair_at = np.unique(at * n_blocks + rows.block, return_inverse=True)
    top = np.bincount(pair_at, rows.numerator, len(pair))
    bottom = np.bincount(pair_at, rows.denominator, len(pair))
    owner, block = pair // n_blocks, pair % n_blocks
    twin = base[owner] * n_blocks + block
    found = np.minimum(np.searchsorted(pair, twin), max(len(pair) - 1, 0))
    base_bottom = np.where(pair[found] == twin, bottom[found], 0.0) if len(pair) else bottom
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = numerator / denominator
        square = (
            np.bincount(owner, top * top, size)
            - 2 * ratio * np.bincount(owner, top * base_bottom, size)
            + ratio**2 * np.bincount(owner, bottom * bottom, size)[base]
        )
        blocks = np.bincount(owner, bottom > 0, size)[base]
        spread = np.sqrt(np.maximum(square, 0) * blocks / (blocks - 1)) / denominator
    return numerator, denominator, n, spread, blocks.astype(float)


def _key_of_all(keys: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Give for every key the position of its measure's "all" row, -1 where there is none."""
    if not len(keys):
        return np.zeros(0, np.int64)
    codes = list(np.unravel_index(keys, shape))
    codes[2] = np.zeros(len(keys), np.int64)
    wanted = np.ravel_multi_index(tuple(codes), shape)
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[found] == wanted, found, -1)


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
