"""What the words of lines say: cues of the lexicon, and the tokens a model weighs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from framing.cleaning.kinds import KINDS
from framing.cleaning.words import Splitter, spelled
from framing.lexicon import Lexicon
from framing.lexicon.matcher import Matcher

__all__ = ["Cues", "TokenTable", "find_cues", "tokens"]

_HEAD, _TAIL = 70, 40  # characters at both ends of a line whose tokens a model weighs
_WHOLE = 130  # a line up to this length is weighed whole
_MARKS = '.,:;!?"()[]{}|/\\<>@#©®™$€£%&+*=_~-–—…•·»«›‹→'
_FEW_WORDS = 4  # a line of so few is a token as a whole
_DIGITS = "123456789"  # read as 0
_LINE_END = "\0"  # stands between lines that are split at once; no folded line holds one
_SPLITTER = Splitter(_MARKS + _LINE_END, _DIGITS)


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
        Span, in the line, of the heaviest cue of each.
    """

    weight: np.ndarray
    cover: np.ndarray
    hits: np.ndarray
    best: list[tuple[int, int] | None]


@lru_cache(maxsize=1)
def _lexicon() -> tuple[Matcher, list[tuple[int, float, bool]]]:
    """Give the matcher of the cue lexicon; kind, weight and strength of each entry."""
    entries = Lexicon.load("boilerplate").entries
    said = [(KINDS.index(e.category), e.weight, e.weight >= 2) for e in entries]
    return Matcher([e.pattern for e in entries]), said


def find_cues(lower: str, spans: Sequence[tuple[int, int]]) -> Cues:
    """Find the cues of the lexicon in lines of a text.

    Parameters
    ----------
    lower : str
        Folded, lower-case text.
    spans : sequence of (int, int)
        The lines, in order, none empty.
    """
    matcher, entries = _lexicon()
    cells: dict[int, list[float]] = {}  # few lines have cues: their (weight, cover, hits)
    best: list[tuple[int, int] | None] = [None] * len(spans)
    heaviest = 0.0
    begin = stop = at = -1
    for start, end, entry in matcher.find(lower):
        while stop <= start and at + 1 < len(spans):
            at += 1
            begin, stop = spans[at]
            heaviest = 0.0
        if end > stop or start < begin:
            continue
        kind, value, strong = entries[entry]
        size = end - start
        place = at * len(KINDS) + kind
        if place in cells:
            weight, cover, hits = cells[place]
            cells[place] = [value if value > weight else weight, cover + size, hits + strong]
        else:
            cells[place] = [value, size, strong]
        if value * size > heaviest:
            heaviest = value * size
            best[at] = (start - begin, end - begin)
    return _laid_out(cells, spans, best)


def _laid_out(
    cells: dict[int, list[float]],
    spans: Sequence[tuple[int, int]],
    best: list[tuple[int, int] | None],
) -> Cues:
    table = np.zeros((3, len(spans), len(KINDS)))
    if cells:
        places = np.array([*cells])
        table.reshape(3, -1)[:, places] = np.array([*cells.values()]).T
        lengths = np.array(spans)
        table[1] /= (lengths[:, 1] - lengths[:, 0])[:, None]
        np.minimum(table[1], 1.0, out=table[1])
    return Cues(table[0], table[1], table[2], best)


def _weighed(lower: str) -> str:
    """Cut out what of a line is weighed."""
    return lower if len(lower) <= _WHOLE else f"{lower[:_HEAD]}…{lower[-_TAIL:]}"


def _words(text: str) -> list[str]:
    """Split into words and marks."""
    for digit in _DIGITS:
        text = text.replace(digit, "0")
    for mark in _MARKS:
        if mark in text:
            text = text.replace(mark, f" {mark} ")
    return text.split()


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
    words = _words(_weighed(lower))
    if not words:
        return []
    return [*words, *map(" ".join, zip(words, words[1:], strict=False)), *_ends(words)]


def _ends(words: list[str]) -> list[str]:
    """Name the first and the last tokens of a line, and the whole of a short one."""
    first = "^" + words[0]
    out = [first, words[-1] + "$"]
    if len(words) > 1:
        out.append(first + " " + words[1])
    if len(words) <= _FEW_WORDS:
        out.append("=" + " ".join(words))
    return out


class _Places:
    """Rows by key: most keys are found at their place; those that share one by search."""

    _BITS = 18  # of a place: with 40,000 keys one in fourteen has to be searched

    def __init__(self, keys: np.ndarray, rows: np.ndarray) -> None:
        places = self._places(keys)
        holders = np.full(1 << self._BITS, -1)
        holders[places] = np.arange(len(keys))
        self._keys = np.append(keys, -1)[holders]
        self._rows = np.append(rows, -1)[holders]
        others = np.flatnonzero(self._keys[places] != keys)
        others = others[keys[others].argsort()]
        self._other_keys = np.append(keys[others], np.iinfo(np.int64).max)
        self._other_rows = np.append(rows[others], -1)

    def _places(self, keys: np.ndarray) -> np.ndarray:
        """Spread keys by the middle bits of a product."""
        return (keys * 0x9E3779B1 >> 14) & ((1 << self._BITS) - 1)

    def of(self, keys: np.ndarray) -> np.ndarray:
        """Give the rows of keys, -1 for a key without one."""
        places = self._places(keys)
        found: np.ndarray = self._rows[places]
        others = np.flatnonzero(self._keys[places] != keys)
        wanted = keys[others]
        at = self._other_keys.searchsorted(wanted)
        found[others] = np.where(self._other_keys[at] == wanted, self._other_rows[at], -1)
        return found


class TokenTable:
    """The known tokens, with a row each, found by the numbers of their words.

    Parameters
    ----------
    known : sequence of str
        Tokens as :func:`tokens` names them.
    """

    def __init__(self, known: Sequence[str]) -> None:
        self._size = len(known)
        self._words = {_LINE_END: 0}
        self._whole: dict[str, int] = {}
        singles: dict[tuple[int, ...], int] = {}
        pairs, begun = singles.copy(), singles.copy()
        for row, token in enumerate(known):
            mark, rest = token[0], token[1:]
            if mark == "=" and rest and rest[0] != " ":
                self._whole[rest] = row
            elif " " in token:
                begins = mark == "^" and rest[0] != " "
                (begun if begins else pairs)[self._numbered(rest if begins else token)] = row
            elif mark == "^" and rest:  # the first word follows a line's end
                pairs[self._numbered(f"{_LINE_END} {rest}")] = row
            elif rest and token[-1] == "$":
                pairs[self._numbered(f"{token[:-1]} {_LINE_END}")] = row
            else:
                singles[self._numbered(token)] = row
        self._numbers = _Places(spelled([*self._words]), np.array([*self._words.values()]))
        self._row = np.full(len(self._words) + 1, -1)  # the last is any word that no token holds
        for (number,), row in singles.items():
            self._row[number] = row
        self._pairs, self._begun = map(self._keyed, (pairs, begun))

    def __len__(self) -> int:
        return self._size

    def _numbered(self, text: str) -> tuple[int, ...]:
        words = self._words
        return tuple(words.setdefault(word, len(words)) for word in text.split(" "))

    def _keyed(self, pairs: dict[tuple[int, ...], int]) -> _Places:
        keys = np.array([a * len(self._row) + b for a, b in pairs], np.int64)
        return _Places(keys, np.array([*pairs.values()], np.int64))

    def rows(self, lowers: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Find the known tokens of lines.

        Returns
        -------
        rows, lines : ndarray of int
            Row and line of each token found, once a line, by line.
        """
        weighed = list(map(_weighed, lowers))
        words = _SPLITTER.of([*map(_LINE_END.__add__, weighed), _LINE_END])
        numbers = self._numbers.of(words.codes)
        first, line = numbers[:-1], words.lines[:-1]
        starts = (first == 0).nonzero()[0]
        pairs = first * len(self._row) + numbers[1:]
        found = np.concatenate([
            self._row[first], self._pairs.of(pairs), self._begun.of(pairs[starts + 1]),
            self._whole_lines(weighed, np.diff(starts, append=len(first)).tolist()),
        ])  # fmt: skip
        every = np.arange(len(lowers))
        keys = np.concatenate([line, line, every, every])
        keys *= self._size
        keys += found
        keys = keys[found >= 0]
        keys.sort()
        keys = keys[_news(keys)]
        lines = keys // self._size
        return keys - lines * self._size, lines

    def _whole_lines(self, weighed: list[str], sizes: list[int]) -> list[int]:
        """Look up lines of few words as a whole; sizes count their ends."""
        return [
            self._whole.get(" ".join(_words(line)), -1) if size <= _FEW_WORDS + 1 else -1
            for line, size in zip(weighed, sizes, strict=True)
        ]


def _news(ordered: np.ndarray) -> np.ndarray:
    """Say which of sorted numbers differ from the one before."""
    out = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=out[1:])
    return out
