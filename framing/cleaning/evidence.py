"""What the words of lines say: cues of the lexicon, and the tokens a model weighs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from framing.cleaning.kinds import KINDS
from framing.lexicon import Lexicon

__all__ = ["Cues", "find_cues", "tokens"]

_HEAD, _TAIL = 70, 40  # characters at both ends of a line whose tokens a model weighs
_WHOLE = 130  # a line up to this length is weighed whole
_SPACED = str.maketrans(
    {**{mark: f" {mark} " for mark in ".,:;!?\"()[]{}|/\\<>@#©®™$€£%&+*=_~-–—…•·»«›‹→"},
     **dict.fromkeys("0123456789", "0")}
)  # fmt: skip


class Cues(NamedTuple):
    """The cues of some lines.

    Attributes
    ----------
    weight : ndarray of shape (n_lines, n_kinds)
        Weight of the heaviest cue of each kind.
    cover : ndarray of shape (n_lines, n_kinds)
        Share of the line's characters inside cues of the kind.
    hits : ndarray of shape (n_lines, n_kinds)
        Number of the kind's cues of weight 2 or more.
    best : list of (int, int) or None
        Span, in the joined text, of the heaviest cue of each line.
    """

    weight: np.ndarray
    cover: np.ndarray
    hits: np.ndarray
    best: list[tuple[int, int] | None]


@lru_cache(maxsize=1)
def _lexicon() -> tuple[Lexicon, list[int], list[float]]:
    """Give the cue lexicon with the kind and the weight of each entry."""
    lexicon = Lexicon.load("boilerplate")
    kinds = [KINDS.index(entry.category) for entry in lexicon.entries]
    return lexicon, kinds, [entry.weight for entry in lexicon.entries]


def find_cues(lower: str, spans: Sequence[tuple[int, int]]) -> Cues:
    """Find the cues of the lexicon in lines of a text.

    Parameters
    ----------
    lower : str
        Folded, lower-case text.
    spans : sequence of (int, int)
        The lines, in order, none empty.
    """
    lexicon, kinds, weights = _lexicon()
    weight = np.zeros((len(spans), len(KINDS)))
    cover = np.zeros((len(spans), len(KINDS)))
    hits = np.zeros((len(spans), len(KINDS)))
    best: list[tuple[int, int] | None] = [None] * len(spans)
    found = [0.0] * len(spans)
    at = 0
    for start, end, entry in lexicon.match(lower, overlap="longest"):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at == len(spans):
            break
        if end > spans[at][1] or start < spans[at][0]:
            continue
        kind, value = kinds[entry], weights[entry]
        cover[at, kind] += end - start
        hits[at, kind] += value >= 2
        if value > weight[at, kind]:
            weight[at, kind] = value
        if value * (end - start) > found[at]:
            found[at], best[at] = value * (end - start), (start, end)
    lengths = np.array([end - start for start, end in spans], dtype=np.float64)
    cover /= lengths[:, None]
    return Cues(weight, np.minimum(cover, 1.0), hits, best)


def tokens(lower: str) -> list[str]:
    """Name the tokens of a line: words, pairs, the first and the last; digits as ``0``.

    Parameters
    ----------
    lower : str
        A lower-case line.

    Examples
    --------
    >>> tokens("read more:")
    ['read', 'more', ':', 'read more', 'more :', '^read', ':$', '^read more', '=read more :']
    """
    if len(lower) <= _WHOLE:
        words = lower.translate(_SPACED).split()
    else:
        words = lower[:_HEAD].translate(_SPACED).split()
        words.append("…")
        words += lower[-_TAIL:].translate(_SPACED).split()
    if not words:
        return []
    out = [*words, *map(" ".join, zip(words, words[1:], strict=False))]
    out += ("^" + words[0], words[-1] + "$")
    if len(words) > 1:
        out.append("^" + words[0] + " " + words[1])
    if len(words) <= 4:
        out.append("=" + " ".join(words))
    return out
