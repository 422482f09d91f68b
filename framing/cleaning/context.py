"""What stands around a line: its neighbours, its place, the block of text it belongs to."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain, compress

import numpy as np

from framing.cleaning.kinds import KINDS

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
    out: np.ndarray,
) -> None:
    """Describe the surroundings of each line of one document.

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
    out : ndarray of shape (len(CONTEXT_NAMES), n_lines)
        Filled, a feature a row: in an article of twenty lines each call of numpy counts.
    """
    chance = 1.0 / (1.0 + np.exp(-scores))
    weights = np.minimum(chars, 400.0)
    mass = chance * weights
    content = chance > 0.5
    anchors = content & (chars > _LONG)
    run = _padded_sums(mass, weights, np.logical_or.reduce(sections))
    near = _near_sums(run)
    out[:12] = _shifted(scores, logs)
    out[12:20] = (near[0] + 5.0) / (near[1] + 10.0)  # chances, weighed by length
    _whole(chance, chars, mass, run, out[20:29])
    _block(scores, weights, float(run[1, -1]), out[29:32])
    np.subtract(logs, math.log1p(_median(chars[content].tolist())), out=out[32])
    out[33] = _shared_words(lowers, anchors)
    out[34] = _after_comments(sections[0], mass)
    marks = np.empty((1 + len(sections), len(scores)), dtype=bool)
    marks[0] = anchors
    marks[1:] = sections
    out[35:-3] = _distances(marks)
    # comments and lists of teasers stand between stamps, names and links; a body does not
    out[-3], out[-2] = near[2, len(_WINDOWS) - 1], near[2, -1]
    np.minimum(out[-3], out[-2], out=out[-1])


def section_cues(weight: np.ndarray, cover: np.ndarray, forms: np.ndarray) -> np.ndarray:
    """Say which lines bear a strong cue of a section: comments, links, offers, notices."""
    strong = (weight >= 2) & (cover > 0.25)
    formed = (forms >= 0).nonzero()[0]
    strong[formed, forms[formed]] = True
    said: np.ndarray = (strong @ _MEMBERS).T
    return said


def _shifted(scores: np.ndarray, logs: np.ndarray) -> np.ndarray:
    """Give the scores and lengths of the neighbours near by, a row an offset."""
    n = len(scores)
    padded = np.empty((2, n + 2 * _PAD))
    padded[:] = _OUTSIDE
    padded[0, _PAD:-_PAD] = scores
    padded[1, _PAD:-_PAD] = logs
    rows: np.ndarray = padded[:, np.arange(n) + _OFFSETS].reshape(-1, n)
    return rows


def _padded_sums(*rows: np.ndarray) -> np.ndarray:
    """Give running sums, with as much room at both ends as the widest window takes."""
    first, last = _WIDEST + 1, _WIDEST + 1 + len(rows[0])
    run = np.zeros((len(rows), last + _WIDEST))
    for row, sums in zip(rows, run, strict=True):
        row.cumsum(out=sums[first:last])
    run[:, last:] = run[:, last - 1 : last]
    return run


def _median(values: list[float]) -> float:
    """Give the upper median; numpy's is slow on few values."""
    return sorted(values)[len(values) // 2] if values else 1.0


def _near_sums(run: np.ndarray) -> np.ndarray:
    """Add up each row over the windows before a line, then over those after it."""
    at = np.arange(run.shape[1] - 2 * _WIDEST - 1)
    found: np.ndarray = run[:, at + _HIGH] - run[:, at + _LOW]
    return found


def _whole(
    chance: np.ndarray, chars: np.ndarray, mass: np.ndarray, run: np.ndarray, out: np.ndarray
) -> None:
    """Describe the document and the line's place in it."""
    n = len(chance)
    at = np.arange(n, dtype=np.float64)
    above = run[0, _WIDEST + 1 : _WIDEST + 1 + n]
    everything = float(run[0, -1]) + 1e-9
    out[0] = math.log1p(n)
    out[1] = everything / run[1, -1]
    out[2] = chance.sum() / n
    out[3] = math.log1p(_median(chars.tolist()))
    np.divide(at + 0.5, n, out=out[4])
    np.minimum(at, _FAR, out=out[5])
    out[6] = out[5, ::-1]
    out[7] = (above - mass) / everything
    out[8] = (everything - above) / everything


def _distances(marks: np.ndarray) -> np.ndarray:
    """Count the lines to the last marked line above and the next one below, at most `_FARTHEST`.

    Two rows a mark: all distances above come first.
    """
    n = marks.shape[1]
    both = np.concatenate([marks, marks[:, ::-1]])
    out = np.full(both.shape, _FARTHEST)
    if n > 1:
        at = np.arange(n, dtype=np.float64)
        last = np.maximum.accumulate(np.where(both, at, -1e9), axis=1)
        np.minimum(at[1:] - last[:, :-1], _FARTHEST, out=out[:, 1:])
        out[len(marks) :] = out[len(marks) :, ::-1].copy()
    return out


def _after_comments(mark: np.ndarray, mass: np.ndarray) -> np.ndarray | float:
    """Give the share of likely content that stands above the last head of a comment section.

    Nothing below such a head is the article's, if most of the article stands above it.
    """
    if not mark.any():
        return 0.0
    share = (np.cumsum(mass) - mass) / (mass.sum() + 1e-9)
    out = np.zeros(len(mark))
    out[1:] = np.maximum.accumulate(np.where(mark, share, 0.0))[:-1]
    return out


def _block(scores: np.ndarray, weights: np.ndarray, whole: float, out: np.ndarray) -> None:
    """Find the stretch of lines whose summed scores are highest, and the way to it."""
    gains = (np.maximum(np.minimum(scores, 3.0), -3.0) * np.sqrt(weights)).tolist()
    best = total = 0.0
    start = first = last = 0
    for row, gain in enumerate(gains):
        if total <= 0.0:
            total, start = 0.0, row
        total += gain
        if total > best:
            best, first, last = total, start, row + 1
    out[:2] = 0.0
    out[0, first:last] = 1.0
    out[1, :first] = np.maximum(np.arange(-first, 0), -_FAR)
    out[1, last:] = np.minimum(np.arange(1, len(gains) - last + 1), _FAR)
    out[2] = weights[first:last].sum() / whole


def _shared_words(lowers: Sequence[str], body: np.ndarray) -> list[float]:
    """Give the share of each line's longer words that likely body lines, other than it, use.

    A headline's words come back in its article; those of a link to another one do not.
    """
    inside = body.tolist()
    words = [{word for word in line[:_HEAD].split() if len(word) > 3} for line in lowers]
    used = Counter(chain.from_iterable(compress(words, inside)))
    out = []
    for own, counts in zip(words, inside, strict=True):
        found = [*map(used.get, own)]
        missing = found.count(None) + (found.count(1) if counts else 0)
        out.append(1.0 - missing / len(own) if own else 0.0)
    return out
