"""What stands around a line: its neighbours, its place, the block of text it belongs to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import compress

import numpy as np

from framing.cleaning.kinds import KINDS
from framing.cleaning.layout import Layout
from framing.cleaning.words import Splitter

__all__ = ["CONTEXT_NAMES", "context", "section_cues"]

_FAR = 12  # lines: further away counts as this far
_FARTHEST = 40.0  # lines: the same, for sections
_WINDOWS = (1, 2, 5, 12)  # lines before and after, over which neighbours are averaged
_LONG = 120  # characters: a line this long and likely content anchors its surroundings
_NEAR = (-3, -2, -1, 1, 2, 3)
_PAD = max(_NEAR)
_OFFSETS = np.array(_NEAR)[:, None] + _PAD
_OUTSIDE = np.array([[-8.0], [-1.0]])  # score and length of a neighbour beyond the ends
# where the sums before and after a line begin and end, in running sums padded at both ends
_WIDEST = max(_WINDOWS)
_LOW = np.array([*(_WIDEST - w for w in _WINDOWS), *(_WIDEST + 1 for _ in _WINDOWS)])[:, None]
_HIGH = np.array([*(_WIDEST for _ in _WINDOWS), *(_WIDEST + 1 + w for w in _WINDOWS)])[:, None]

_HEAD = 200  # characters of a line whose words are compared with the body's
_LONG_WORD = 3  # characters: longer words are
_SPLITTER = Splitter()
_APART = 0x5851F42D4C957F2D  # tells the words of one document from those of the next

_SECTIONS = {
    "comments": ("comment_form",),
    "links": ("navigation", "advertisement", "social_share"),
    "offers": ("newsletter_signup", "subscription_offer", "donation_appeal"),
    "notices": ("legal_notice", "byline", "editorial_note"),
}

_MEMBERS = np.array([[kind in members for members in _SECTIONS.values()] for kind in KINDS])

CONTEXT_NAMES = (
    *(f"score{offset:+d}" for offset in _NEAR),
    *(f"chars{offset:+d}" for offset in _NEAR),
    *(f"mean_before_{width}" for width in _WINDOWS),
    *(f"mean_after_{width}" for width in _WINDOWS),
    "lines", "content_share", "content_lines", "median_chars", "place", "from_start", "from_end",
    "content_before", "content_after", "in_block", "to_block",
    "block_share", "relative_chars", "shared_words", "after_comments",
    *(f"{name}_before" for name in ("anchor", *_SECTIONS)),
    *(f"{name}_after" for name in ("anchor", *_SECTIONS)),
    "marks_before", "marks_after", "marks_around",
)  # fmt: skip


def context(
    scores: np.ndarray,
    chars: np.ndarray,
    logs: np.ndarray,
    sections: np.ndarray,
    lowers: Sequence[str],
    layout: Layout,
    out: np.ndarray,
) -> None:
    """Describe the surroundings of each line in its document.

    Parameters
    ----------
    scores : ndarray of shape (n_lines,)
        Log odds of content from the line alone.
    chars, logs : ndarray of shape (n_lines,)
        Lengths, and their logarithms as shapes have them.
    sections : ndarray of bool, shape (n_sections, n_lines)
        Whether the line bears a strong cue of each section (see ``section_cues``).
    lowers : sequence of str
        The lines in lower case.
    layout : Layout
        The documents that the lines belong to.
    out : ndarray of shape (len(CONTEXT_NAMES), n_lines)
        Filled, a feature a row.
    """
    chance = 1.0 / (1.0 + np.exp(-scores))
    weights = np.minimum(chars, 400.0)
    mass = chance * weights
    content = chance > 0.5
    anchors = content & (chars > _LONG)
    sums = _Sums(np.stack([mass, weights, np.logical_or.reduce(sections)]), layout)
    out[:12] = _shifted(scores, logs, layout)
    out[12:20] = (sums.near[0] + 5.0) / (sums.near[1] + 10.0)  # chances, weighed by length
    _whole(chance, chars, sums, layout, out[20:29])
    _block(scores, weights, sums.totals[1], layout, out[29:32])
    lengths = [*map(compress, layout.cut(chars.tolist()), layout.cut(content.tolist()))]
    np.subtract(logs, layout.spread(_median_logs(lengths)), out=out[32])
    out[33] = _shared_words(lowers, anchors, layout)
    out[34] = _after_comments(sections[0], mass, layout)
    marks = np.concatenate([anchors[None], sections])
    out[35:-3] = _distances(marks, layout)
    # comments and lists of teasers stand between stamps, names and links; a body does not
    out[-3], out[-2] = sums.near[2, len(_WINDOWS) - 1], sums.near[2, -1]
    np.minimum(out[-3], out[-2], out=out[-1])


def section_cues(weight: np.ndarray, cover: np.ndarray, forms: np.ndarray) -> np.ndarray:
    """Say which lines bear a strong cue of a section: comments, links, offers, notices."""
    strong = (weight >= 2) & (cover > 0.25)
    formed = (forms >= 0).nonzero()[0]
    strong[formed, forms[formed]] = True
    said: np.ndarray = (strong @ _MEMBERS).T
    return said


def _shifted(scores: np.ndarray, logs: np.ndarray, layout: Layout) -> np.ndarray:
    """Give the scores and lengths of the neighbours near by, a row an offset."""
    n = len(scores)
    at = np.arange(n) + _PAD * layout.owners
    padded = np.empty((2, n + _PAD * (len(layout.slices) + 1)))
    padded[:] = _OUTSIDE
    padded[0, at + _PAD] = scores
    padded[1, at + _PAD] = logs
    rows: np.ndarray = padded[:, at + _OFFSETS].reshape(-1, n)
    return rows


class _Sums:
    """Running sums of rows of numbers over the lines of each document.

    Attributes
    ----------
    rows : ndarray of shape (n_rows, n_lines)
        The numbers.
    reached : ndarray of shape (n_rows, n_lines)
        The sums, each line's own number in them.
    near : ndarray of shape (n_rows, 2 * len(_WINDOWS), n_lines)
        What the windows before a line hold, then those after it.
    totals : ndarray of shape (n_rows, n_documents)
        The sum of each row over each document.
    """

    def __init__(self, rows: np.ndarray, layout: Layout) -> None:
        self.rows = rows
        room = 2 * _WIDEST + 1
        run = np.zeros((len(rows), rows.shape[1] + room * len(layout.slices)))
        first = _WIDEST + 1
        for at in layout.slices:  # at both ends as much room as the widest window takes
            last = first + at.stop - at.start
            rows[:, at].cumsum(axis=1, out=run[:, first:last])
            run[:, last : last + _WIDEST] = run[:, last - 1 : last]
            first = last + room
        begins = np.arange(rows.shape[1]) + room * layout.owners
        self.reached = run[:, begins + _WIDEST + 1]
        self.near = run[:, begins + _HIGH] - run[:, begins + _LOW]
        self.totals = self.reached[:, layout.sizes.cumsum() - 1]


def _median_logs(values: Sequence[Iterable[float]]) -> list[float]:
    """Give the logarithms of upper medians; numpy's is slow on few values."""
    ordered = map(sorted, values)
    return [math.log1p(own[len(own) // 2] if own else 1.0) for own in ordered]


def _whole(
    chance: np.ndarray, chars: np.ndarray, sums: _Sums, layout: Layout, out: np.ndarray
) -> None:
    """Describe the document and the line's place in it."""
    mass, above = sums.rows[0], sums.reached[0]
    everything = sums.totals[0] + 1e-9
    about = np.array([
        [*map(math.log1p, layout.sizes.tolist())],
        everything / sums.totals[1],
        layout.sums(chance) / layout.sizes,
        _median_logs(layout.cut(chars.tolist())),
        everything,
    ])  # fmt: skip
    *out[:4], everything = about[:, layout.owners]
    np.divide(layout.above + 0.5, layout.above + layout.below + 1, out=out[4])
    np.minimum(layout.above, _FAR, out=out[5])
    np.minimum(layout.below, _FAR, out=out[6])
    out[7] = (above - mass) / everything
    out[8] = (everything - above) / everything


def _distances(marks: np.ndarray, layout: Layout) -> np.ndarray:
    """Count the lines to the last marked line above and the next one below, at most `_FARTHEST`.

    Two rows a mark: all distances above come first.
    """
    n = marks.shape[1]
    out = np.full((2, *marks.shape), _FARTHEST)
    _steps(marks, layout.above, out[0])
    _steps(marks[:, ::-1], layout.below[::-1], out[1, :, ::-1])
    return out.reshape(-1, n)


def _steps(marks: np.ndarray, room: np.ndarray, out: np.ndarray) -> None:
    """Count the lines back to the last marked one, where that is in reach."""
    n = marks.shape[1]
    at = np.arange(n)
    last = np.maximum.accumulate(np.where(marks[:, :-1], at[:-1], -n), axis=1)
    found = at[1:] - last
    np.copyto(out[:, 1:], found, where=found <= np.minimum(room[1:], _FARTHEST))


def _after_comments(mark: np.ndarray, mass: np.ndarray, layout: Layout) -> np.ndarray:
    """Give the share of likely content that stands above the last head of a comment section.

    Nothing below such a head is the article's, if most of the article stands above it.
    """
    out = np.zeros(len(mark))
    for at in layout.slices:
        marked, masses = mark[at], mass[at]
        if marked.any():
            share = (np.cumsum(masses) - masses) / (masses.sum() + 1e-9)
            out[at][1:] = np.maximum.accumulate(np.where(marked, share, 0.0))[:-1]
    return out


def _block(
    scores: np.ndarray, weights: np.ndarray, totals: np.ndarray, layout: Layout, out: np.ndarray
) -> None:
    """Find the stretch of lines whose summed scores are highest, and the way to it."""
    gains = (np.maximum(np.minimum(scores, 3.0), -3.0) * np.sqrt(weights)).tolist()
    spans = [*map(_best_stretch, layout.cut(gains))]
    held = [weights[at][slice(*span)].sum() for at, span in zip(layout.slices, spans, strict=True)]
    first, last = layout.spread(spans).T
    before, after = layout.above - first, layout.above - last
    out[0] = (before >= 0) & (after < 0)
    out[1] = np.where(before < 0, np.maximum(before, -_FAR), np.clip(after + 1, 0, _FAR))
    out[2] = layout.spread(held / totals)


def _best_stretch(gains: Sequence[float]) -> tuple[int, int]:
    """Give first and end of the numbers in a row whose sum is highest."""
    best = total = 0.0
    start = first = last = 0
    for row, gain in enumerate(gains):
        if total <= 0.0:
            total, start = 0.0, row
        total += gain
        if total > best:
            best, first, last = total, start, row + 1
    return first, last


def _shared_words(lowers: Sequence[str], body: np.ndarray, layout: Layout) -> np.ndarray:
    """Give the share of each line's longer words that likely body lines, other than it, use.

    A headline's words come back in its article; those of a link to another one do not.
    """
    words = _SPLITTER.of([line[:_HEAD] for line in lowers])
    longer = words.lengths > _LONG_WORD
    lines = words.lines[longer]
    # the same word in another document is another
    codes = words.codes[longer] + layout.owners[lines] * _APART
    order = codes.argsort()
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.diff(codes[order], prepend=0).astype(bool).cumsum()
    n, size = len(lowers), len(numbers) + 1
    keys = lines * size + numbers
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) > 0]  # a word once a line
    lines, numbers = np.divmod(keys, size)
    inside = body[lines]
    used = np.bincount(numbers[inside], minlength=size)
    missing = np.bincount(lines[used[numbers] == inside], minlength=n)
    own = np.bincount(lines, minlength=n)
    return np.where(own > 0, 1.0 - missing / np.maximum(own, 1), 0.0)
