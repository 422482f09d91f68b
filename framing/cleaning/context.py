"""What stands around a line: its neighbours, its place, the block of text it belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

__all__ = ["CONTEXT_NAMES", "context", "section_cues"]

_FAR = 12  # lines: further away counts as this far
_FARTHEST = 40.0  # lines: the same, for sections
_WINDOWS = (1, 2, 5, 12)  # lines before and after, over which neighbours are averaged
_LONG = 120  # characters: a line this long and likely content anchors its surroundings
_NEAR = (-3, -2, -1, 1, 2, 3)
_OUTSIDE = -8.0  # score of a neighbour beyond the ends

_WORD = re.compile(r"[^\W\d_]{4,}")
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
    columns = [_shifted(scores, offset, _OUTSIDE) for offset in _NEAR]
    columns += [_shifted(logs, offset, -1.0) for offset in _NEAR]
    weights = np.minimum(chars, 400.0)
    columns += _means(chance, weights)
    columns += _whole(chance, chars, weights)
    columns += _block(scores, weights)
    content = chance > 0.5
    typical = np.median(chars[content]) if content.any() else 1.0
    columns.append(logs - np.log1p(typical))
    columns.append(_shared_words(lowers, content & (chars > _LONG)))
    columns.append(_after_comments(sections[:, 0], chance * weights))
    marks = np.column_stack([content & (chars > _LONG), sections])
    around = np.hstack([_distance_before(marks), _distance_before(marks[::-1])[::-1]])
    return np.hstack([np.stack(columns, axis=1), around])


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


def _shifted(values: np.ndarray, offset: int, outside: float) -> np.ndarray:
    """Give the value of the line `offset` lines further down."""
    out = np.full(len(values), outside)
    if offset < 0:
        out[-offset:] = values[:offset]
    else:
        out[: max(len(values) - offset, 0)] = values[offset:]
    return out


def _means(chance: np.ndarray, weights: np.ndarray) -> list[np.ndarray]:
    """Average the neighbours' chances over windows before and after, weighed by length."""
    n = len(chance)
    at = np.arange(n)
    width = np.array(_WINDOWS)[:, None]
    run = np.zeros((2, n + 1))
    np.cumsum(chance * weights, out=run[0, 1:])
    np.cumsum(weights, out=run[1, 1:])
    before = run[:, at][:, None] - run[:, np.maximum(at - width, 0)]
    after = run[:, np.minimum(at + 1 + width, n)] - run[:, at + 1][:, None]
    return [*((before[0] + 5.0) / (before[1] + 10.0)), *((after[0] + 5.0) / (after[1] + 10.0))]


def _whole(chance: np.ndarray, chars: np.ndarray, weights: np.ndarray) -> list[np.ndarray]:
    """Describe the document and the line's place in it."""
    n = len(chance)
    at = np.arange(n, dtype=np.float64)
    whole = np.ones(n)
    mass = chance * weights
    run = np.cumsum(mass)
    everything = run[-1] + 1e-9
    return [
        whole * np.log1p(n),
        whole * (everything / weights.sum()),
        whole * chance.mean(),
        whole * np.log1p(np.median(chars)),
        (at + 0.5) / n,
        np.minimum(at, _FAR),
        np.minimum(n - 1 - at, _FAR),
        (run - mass) / everything,
        (everything - run) / everything,
    ]


def _distance_before(marks: np.ndarray) -> np.ndarray:
    """Count the lines back to the last marked line above, at most `_FARTHEST`; a column a mark."""
    at = np.arange(len(marks), dtype=np.float64)[:, None]
    last = np.maximum.accumulate(np.where(marks, at, -1e9), axis=0)
    out = np.empty(marks.shape)
    out[0] = _FARTHEST
    out[1:] = np.minimum(at[1:] - last[:-1], _FARTHEST)
    return out


def _after_comments(mark: np.ndarray, mass: np.ndarray) -> np.ndarray:
    """Give the share of likely content that stands above the last head of a comment section.

    Nothing below such a head is the article's, if most of the article stands above it.
    """
    share = (np.cumsum(mass) - mass) / (mass.sum() + 1e-9)
    out = np.zeros(len(mark))
    out[1:] = np.maximum.accumulate(np.where(mark, share, 0.0))[:-1]
    return out


def _block(scores: np.ndarray, weights: np.ndarray) -> list[np.ndarray]:
    """Find the stretch of lines whose summed scores are highest, and the way to it."""
    n = len(scores)
    gains = (np.clip(scores, -3.0, 3.0) * np.sqrt(weights)).tolist()
    best = total = 0.0
    start = first = last = 0
    for at, gain in enumerate(gains):
        if total <= 0.0:
            total, start = 0.0, at
        total += gain
        if total > best:
            best, first, last = total, start, at + 1
    at = np.arange(n, dtype=np.float64)
    inside = (at >= first) & (at < last)
    away = np.where(at < first, at - first, np.where(at >= last, at - last + 1.0, 0.0))
    share = (weights * inside).sum() / weights.sum()
    return [
        inside.astype(np.float64),
        np.clip(away, -_FAR, _FAR),
        np.full(n, share),
    ]


def _shared_words(lowers: Sequence[str], body: np.ndarray) -> np.ndarray:
    """Give the share of each line's longer words that likely body lines, other than it, use.

    A headline's words come back in its article; those of a link to another one do not.
    """
    words = [set(_WORD.findall(line, 0, _HEAD)) for line in lowers]
    used: Counter[str] = Counter()
    inside = body.tolist()
    for own, counts in zip(words, inside, strict=True):
        if counts:
            used.update(own)
    out = np.zeros(len(words))
    for at, (own, counts) in enumerate(zip(words, inside, strict=True)):
        if own:
            least = 2 if counts else 1
            out[at] = sum(used[word] >= least for word in own) / len(own)
    return out
