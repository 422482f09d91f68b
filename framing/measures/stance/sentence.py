"""A sentence as the stance features see it: tokens, cues, negation, clauses, quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import add
from typing import Any

from framing.measures.stance.cues import Cue, Known, shipped_finder
from framing.measures.stance.words import (
    CLAUSE_CUTS,
    CONTRASTS,
    NEGATIONS,
    PARTICIPLES,
    PRONOUNS,
    TITLES,
)

__all__ = ["NAME", "TaggedSentence", "is_participle", "stem"]

NAME = "NAME"  # stands for every name
# A token with the blanks that follow it, so that the tokens' lengths add up to offsets; the first
# alternatives take most tokens and are quick.
_PIECE = re.compile(r"[a-z]+\s+|[A-Za-z]+\s+|[,\"]\s+|(?:[^\W_]+(?:['.\-][^\W_]+)*|[^\w\s]|_)\s*")
_SCOPE = 4  # tokens after a negation that it turns
_SHORT_QUOTE = 6  # words of a quotation that is woven into a clause
_TITLE_CASE = 0.6  # share of longer words in capitals from which a line is a headline in title case
_REMEMBERED = 100_000  # tokens whose forms are kept; only speed depends on it

_Form = tuple[str, int, bool, int, int, Known | None]
_LONG, _CAPITAL = 1, 2  # a longer word, one with a capital
_NEGATION, _CUT, _CUT_CONTRAST, _CONTRAST = 1, 2, 3, 4
_CUTS = (_CUT, _CUT_CONTRAST)


class _Forms(dict[str, _Form]):
    """What a token is by itself, remembered.

    In lower case; its length; whether it is a name inside a sentence; whether it is long, with or
    without a capital; whether it negates, cuts clauses or contrasts them; its valence.
    """

    def __missing__(self, piece: str) -> _Form:
        raw = piece.rstrip()
        low = raw.lower()
        upper = raw[0].isupper()
        cased = 0
        if len(raw) > 3 and raw[0].isalpha():
            cased = _CAPITAL if upper else _LONG
        cut, contrast = low in CLAUSE_CUTS, low in CONTRASTS
        if low in NEGATIONS or low.endswith("n't"):
            turn = _NEGATION
        elif cut:
            turn = _CUT_CONTRAST if contrast else _CUT
        else:
            turn = _CONTRAST if contrast else 0
        if len(self) >= _REMEMBERED:
            self.clear()
        name = upper and low not in PRONOUNS and low not in TITLES
        found = self[piece] = (low, len(raw), name, cased, turn, shipped_finder().look(low))
        return found


_forms = _Forms()
_NO_TOKENS: tuple[tuple[Any, ...], ...] = ((),) * 6


class TaggedSentence:
    """What all mentions of a sentence share.

    Parameters
    ----------
    text : str
        Folded text.
    start, end : int
        The sentence in it.

    Attributes
    ----------
    starts, ends : list of int
        Token offsets in `text`.
    low, norm : sequence of str
        Tokens in lower case, and as features: stems, names as ``NAME``, numbers as ``#``.
    name, negated, quoted : sequence of bool
        Whether a token is (part of) a name, stands in the scope of a negation, in quotation marks.
    cuts : sequence of bool
        Whether a clause ends at a token.
    cues : list of Cue
        Hits of the valence lexicon.
    contrast : int
        The last word such as "but"; -1 without.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        while start < end and text[start].isspace():
            start += 1
        pieces = _PIECE.findall(text, start, end)
        self.text = text
        self.starts = list(accumulate(map(len, pieces), initial=start))
        self.starts.pop()
        self.n = n = len(pieces)
        forms = zip(*map(_forms.__getitem__, pieces), strict=True) if n else _NO_TOKENS
        self.low: Sequence[str]
        self.low, lengths, nameable, cased, turns, known = forms
        self.ends = list(map(add, self.starts, lengths))
        self.name = _names(nameable, cased)
        self.any_quote = '"' in self.low
        self.negated: Sequence[bool] = [False] * n
        self.quoted = self.cuts = self.negated
        self.contrast = -1
        if any(turns):
            self.cuts = [turn in _CUTS for turn in turns]
            if _NEGATION in turns:
                self.negated = _negated(turns)
            if _CUT_CONTRAST in turns or _CONTRAST in turns:
                self.contrast = max(i for i, turn in enumerate(turns) if turn >= _CUT_CONTRAST)
        if self.any_quote:
            self.quoted = _quoted(text, self.starts, self.low)
            self.cuts = _cuts(self.low, self.cuts)
        self.cues: list[Cue] = shipped_finder().find(self.low, known)

    @cached_property
    def norm(self) -> list[str]:
        """Tokens as features."""
        return [NAME if name else stem(low) for low, name in zip(self.low, self.name, strict=True)]

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Give the tokens that a span meets (last exclusive)."""
        first = last = bisect_right(self.ends, start)
        while last < self.n and self.starts[last] < end:
            last += 1
        return first, last

    def clause(self, first: int, last: int) -> tuple[int, int]:
        """Give the clause around tokens (last exclusive)."""
        cuts = self.cuts
        while first > 0 and not cuts[first - 1]:
            first -= 1
        while last < self.n and not cuts[last]:
            last += 1
        return first, last


def is_participle(word: str) -> bool:
    """Say whether a word looks like a past participle.

    Examples
    --------
    >>> is_participle("accused"), is_participle("praise")
    (True, False)
    """
    return word in PARTICIPLES or (len(word) > 3 and word.endswith(("ed", "en")))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Give the Snowball stem of a lower-case word, ``#`` for a number.

    Examples
    --------
    >>> stem("criticised"), stem("2024")
    ('criticis', '#')
    """
    if word[0].isdigit():
        return "#"
    return str(_stemmer().stem(word)) if word.isalpha() and len(word) > 2 else word


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer()


def _names(nameable: Sequence[bool], cased: Sequence[int]) -> Sequence[bool]:
    """Mark names: capitalised inside a sentence; nothing in a headline in title case."""
    capitals = cased.count(_CAPITAL)
    longer = capitals + cased.count(_LONG)
    if longer >= 4 and capitals > _TITLE_CASE * longer:
        return [False] * len(nameable)
    return (False, *nameable[1:]) if nameable else nameable


def _negated(turns: Sequence[int]) -> list[bool]:
    """Mark what stands in the scope of a negation."""
    marks = []
    left = 0
    for turn in turns:
        if turn == _NEGATION:
            left = _SCOPE
            marks.append(False)
        elif turn in _CUTS:
            left = 0
            marks.append(False)
        else:
            marks.append(left > 0)
            left -= 1
    return marks


def _quoted(text: str, starts: Sequence[int], low: Sequence[str]) -> list[bool]:
    """Mark what stands between quotation marks; one without partner reaches to the sentence's edge.

    A mark opens after a blank, a bracket or a dash, else it closes.
    """
    inside = [False] * len(low)
    opened: int | None = None
    for i, token in enumerate(low):
        if token != '"':
            continue
        before = text[starts[i] - 1 : starts[i]] if starts[i] else ""
        if opened is None and (i == 0 or not before or before in " \n([—–-"):
            opened = i
        else:
            left = 0 if opened is None and not any(inside) else i if opened is None else opened
            inside[left : i + 1] = [True] * (i + 1 - left)
            opened = None
    if opened is not None:
        inside[opened:] = [True] * (len(low) - opened)
    return inside


def _cuts(low: Sequence[str], cutting: Sequence[bool]) -> list[bool]:
    """Mark where clauses end; the marks of a short quotation are part of the clause around it."""
    cuts = list(cutting)
    marks = [i for i, token in enumerate(low) if token == '"']
    for left, right in zip(marks, marks[1:], strict=False):
        if right - left - 1 <= _SHORT_QUOTE and (not left or low[left - 1] not in ",:"):
            cuts[left] = cuts[right] = False
    return cuts
