"""What stands around a line: its neighbours, its place, the block of text it belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

__all__ = ["CONTEXT_NAMES", "context", "section_cues"]

_FAR = 12  # lines: further away counts as this far
_WINDOWS = (1, 2, 5, 12)  # lines before and after, over which neighbours are averaged
_LONG = 120  # characters: a line this long and likely content anchors its surroundings
_NEAR = (-3, -2, -1, 1, 2, 3)
_OUTSIDE = -8.0  # score of a neighbour beyond the ends

_WORD = re.compile(r"[^\W\d_]{4,}")
_HEAD = 300  # characters of a line whose words are compared with the body's

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
    "content_before", "content_after", "anchor_before", "anchor_after", "in_block", "to_block",
    "block_share", "relative_chars", "shared_words",
    *(f"{name}_before" for name in _SECTIONS),
    *(f"{name}_after" for name in _SECTIONS),
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
    n = len(scores)
    chance = 1.0 / (1.0 + np.exp(-scores))
    logs = np.log1p(chars)
    columns = [_shifted(scores, offset, _OUTSIDE) for offset in _NEAR]
    columns += [_shifted(logs, offset, -1.0) for offset in _NEAR]
    weights = np.minimum(chars, 400.0)
    columns += _means(chance, weights)
    columns += _whole(chance, chars, weights)
    columns += _anchors(chance, chars)
    columns += _block(scores, weights)
    content = chance > 0.5
    typical = np.median(chars[content]) if content.any() else 1.0
    columns.append(logs - np.log1p(typical))
    columns.append(_shared_words(lowers, content & (chars > _LONG)))
    for mark in sections.T:
        columns.append(_distance_before(mark, n))
    for mark in sections.T:
        columns.append(_distance_before(mark[::-1], n)[::-1])
    return np.column_stack(columns)


def section_cues(weight: np.ndarray, cover: np.ndarray, kinds: tuple[str, ...]) -> np.ndarray:
    """Say which lines bear a strong cue of a section: comments, links, offers, notices."""
    strong = (weight >= 2) & (cover > 0.25)
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
    total = np.concatenate([[0.0], np.cumsum(chance * weights)])
    mass = np.concatenate([[0.0], np.cumsum(weights)])
    before = []
    after = []
    for width in _WINDOWS:
        low = np.maximum(at - width, 0)
        high = np.minimum(at + 1 + width, n)
        before.append((total[at] - total[low] + 5.0) / (mass[at] - mass[low] + 10.0))
        after.append((total[high] - total[at + 1] + 5.0) / (mass[high] - mass[at + 1] + 10.0))
    return before + after


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


def _anchors(chance: np.ndarray, chars: np.ndarray) -> list[np.ndarray]:
    """Count the lines to the next long, likely content line on both sides."""
    mark = (chance > 0.5) & (chars > _LONG)
    n = len(chance)
    return [_distance_before(mark, n), _distance_before(mark[::-1], n)[::-1]]


def _distance_before(mark: np.ndarray, n: int) -> np.ndarray:
    """Count the lines back to the last marked line above, at most `_FAR`."""
    at = np.arange(n, dtype=np.float64)
    last = np.maximum.accumulate(np.where(mark, at, -1e9))
    above = np.concatenate([[-1e9], last[:-1]])
    return np.minimum(at - above, _FAR + 1.0)


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
