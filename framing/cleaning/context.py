"""What stands around a line: its neighbours, its place, the block of text it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

__all__ = ["CONTEXT_NAMES", "context", "section_cues"]

_FAR = 12  # lines: further away counts as this far
_FARTHEST = 40.0  # lines: the same, for sections
_WINDOWS = (1, 2, 5, 12)  # lines before and after, over which neighbours are averaged
_LONG = 120  # characters: a line this long and likely content anchors its surroundings
_NEAR = (-3, -2, -1, 1, 2, 3)
_OFFSETS = np.array(_NEAR)[:, None] + max(_NEAR)
_OUTSIDE = -8.0  # score of a neighbour beyond the ends

_HEAD = 200  # characters of a line whose words are compared with the body's

_SECTIONS = {
    "comments": ("comment_form",),
    "links": ("navigation", "advertisement", "social_share"),
    "offers": ("newsletter_signup", "subscription_offer", "donation_appeal"),
    "notices": ("legal_notice", "byline", "editorial_note"),
}

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
)  # fmt: skip


def context(
    scores: np.ndarray, chars: np.ndarray, sections: np.ndarray, lowers: Sequence[str]
) -> np.ndarray:
    """Describe the surroundings of each line of one document.

    Parameters
    ----------
    scores : ndarray of shape (n_lines,)
        Log odds of content from the line alone.
    chars : ndarray of shape (n_lines,)
        Lengths.
    sections : ndarray of bool, shape (n_lines, n_sections)
        Whether the line bears a strong cue of each section (see ``section_cues``).
    lowers : sequence of str
        The lines in lower case.

    Returns
    -------
    ndarray of shape (n_lines, len(CONTEXT_NAMES))
    """
    chance = 1.0 / (1.0 + np.exp(-scores))
    logs = np.log1p(chars)
    weights = np.minimum(chars, 400.0)
    content = chance > 0.5
    anchors = content & (chars > _LONG)
    typical = np.log1p(_median(chars[content].tolist()))
    marks = np.vstack([anchors, sections.T])
    parts = [
        _shifted(scores, _OUTSIDE),
        _shifted(logs, -1.0),
        _means(chance, weights),
        _whole(chance, chars, weights),
        _block(scores, weights),
        (logs - typical)[None],
        _shared_words(lowers, anchors)[None],
        _after_comments(sections[:, 0], chance * weights)[None],
        _distance_before(marks),
        _distance_before(marks[:, ::-1])[:, ::-1],
    ]
    return np.ascontiguousarray(np.vstack(parts).T)


def section_cues(
    weight: np.ndarray, cover: np.ndarray, forms: np.ndarray, kinds: tuple[str, ...]
) -> np.ndarray:
    """Say which lines bear a strong cue of a section: comments, links, offers, notices."""
    strong = ((weight >= 2) & (cover > 0.25)) | (forms[:, None] == np.arange(len(kinds)))
    return np.column_stack(
        [
            strong[:, [kinds.index(kind) for kind in members]].any(axis=1)
            for members in _SECTIONS.values()
        ]
    )


def _shifted(values: np.ndarray, outside: float) -> np.ndarray:
    """Give the values of the neighbours near by, a row an offset."""
    reach = max(_NEAR)
    padded = np.full(len(values) + 2 * reach, outside)
    padded[reach:-reach] = values
    rows: np.ndarray = padded[np.arange(len(values)) + _OFFSETS]
    return rows


def _median(values: list[float]) -> float:
    """Give the upper median; numpy's is slow on few values."""
    return sorted(values)[len(values) // 2] if values else 1.0


def _means(chance: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Average the neighbours' chances over windows before and after, weighed by length."""
    n = len(chance)
    at = np.arange(n)
    width = np.array(_WINDOWS)[:, None]
    run = np.zeros((2, n + 1))
    np.cumsum(chance * weights, out=run[0, 1:])
    np.cumsum(weights, out=run[1, 1:])
    before = run[:, at][:, None] - run[:, np.maximum(at - width, 0)]
    after = run[:, np.minimum(at + 1 + width, n)] - run[:, at + 1][:, None]
    both = np.concatenate([before, after], axis=1)
    means: np.ndarray = (both[0] + 5.0) / (both[1] + 10.0)
    return means


def _whole(chance: np.ndarray, chars: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Describe the document and the line's place in it."""
    n = len(chance)
    at = np.arange(n, dtype=np.float64)
    mass = chance * weights
    run = np.cumsum(mass)
    everything = float(run[-1]) + 1e-9
    out = np.empty((9, n))
    out[0] = np.log1p(n)
    out[1] = everything / weights.sum()
    out[2] = chance.mean()
    out[3] = np.log1p(_median(chars.tolist()))
    out[4] = (at + 0.5) / n
    np.minimum(at, _FAR, out=out[5])
    np.minimum(n - 1 - at, _FAR, out=out[6])
    out[7] = (run - mass) / everything
    out[8] = (everything - run) / everything
    return out


def _distance_before(marks: np.ndarray) -> np.ndarray:
    """Count the lines back to the last marked line above, at most `_FARTHEST`; a row a mark."""
    at = np.arange(marks.shape[1], dtype=np.float64)
    last = np.maximum.accumulate(np.where(marks, at, -1e9), axis=1)
    out = np.empty(marks.shape)
    out[:, 0] = _FARTHEST
    np.minimum(at[1:] - last[:, :-1], _FARTHEST, out=out[:, 1:])
    return out


def _after_comments(mark: np.ndarray, mass: np.ndarray) -> np.ndarray:
    """Give the share of likely content that stands above the last head of a comment section.

    Nothing below such a head is the article's, if most of the article stands above it.
    """
    share = (np.cumsum(mass) - mass) / (mass.sum() + 1e-9)
    out = np.zeros(len(mark))
    out[1:] = np.maximum.accumulate(np.where(mark, share, 0.0))[:-1]
    return out


def _block(scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Find the stretch of lines whose summed scores are highest, and the way to it."""
    gains = (np.clip(scores, -3.0, 3.0) * np.sqrt(weights)).tolist()
    best = total = 0.0
    start = first = last = 0
    for row, gain in enumerate(gains):
        if total <= 0.0:
            total, start = 0.0, row
        total += gain
        if total > best:
            best, first, last = total, start, row + 1
    at = np.arange(len(scores), dtype=np.float64)
    out = np.zeros((3, len(scores)))
    out[0, first:last] = 1.0
    out[1, :first] = np.maximum(at[:first] - first, -_FAR)
    out[1, last:] = np.minimum(at[last:] - last + 1.0, _FAR)
    out[2] = weights[first:last].sum() / weights.sum()
    return out


def _shared_words(lowers: Sequence[str], body: np.ndarray) -> np.ndarray:
    """Give the share of each line's longer words that likely body lines, other than it, use.

    A headline's words come back in its article; those of a link to another one do not.
    """
    inside = body.tolist()
    words = []
    used: Counter[str] = Counter()
    for line, counts in zip(lowers, inside, strict=True):
        own = {word for word in line[:_HEAD].split() if len(word) > 3}
        words.append(own)
        if counts:
            used.update(own)
    out = np.zeros(len(words))
    for at, (own, counts) in enumerate(zip(words, inside, strict=True)):
        if own:
            found = [*map(used.get, own)]
            missing = found.count(None) + (found.count(1) if counts else 0)
            out[at] = 1.0 - missing / len(own)
    return out
