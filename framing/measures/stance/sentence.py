"""A sentence as the stance features see it: tokens, cues, negation, clauses, quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
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
_PIECE = re.compile(
    r"[a-z]++\s++|[A-Za-z]++\s++|[,\"]\s++|(?:[^\W_]++(?:['.\-][^\W_]++)*+|[^\w\s]|_)\s*+"
)
_SCOPE = 4  # tokens after a negation that it turns
_SHORT_QUOTE = 6  # words of a quotation that is woven into a clause
_TITLE_CASE = 0.6  # share of longer words in capitals from which a line is a headline in title case
_REMEMBERED = 100_000  # tokens whose forms are kept; only speed depends on it

_Form = tuple[str, int, int, Known | None]
# bits of what a token is by itself
_NAME, _LONG, _CAPITAL, _NEGATION, _CUT, _CONTRAST = (1 << bit for bit in range(6))


def _table(bits: int) -> bytes:
    """Give the translation of bytes to 1 where any of the bits is set, else 0."""
    return bytes(bool(mark & bits) for mark in range(256))


_IS_NAME, _IS_LONG, _IS_CAPITAL = _table(_NAME), _table(_LONG), _table(_CAPITAL)
_IS_CUT, _IS_CONTRAST = _table(_CUT), _table(_CONTRAST)
_TURNS = _table(_NEGATION)


class _Forms(dict[str, _Form]):
    """What a token is by itself, remembered.

    In lower case; its length; the bits that say whether it is a name inside a sentence, is long,
    and long with a capital, and whether it negates, cuts clauses or contrasts them; its valence.
    """

    def __missing__(self, piece: str) -> _Form:
        raw = piece.rstrip()
        low = raw.lower()
        upper = raw[0].isupper()
        marks = 0
        if upper and low not in PRONOUNS and low not in TITLES:
            marks = _NAME
        if len(raw) > 3 and raw[0].isalpha():
            marks |= _LONG | _CAPITAL if upper else _LONG
        if low in NEGATIONS or low.endswith("n't"):
            marks |= _NEGATION
        else:
            marks |= _CUT * (low in CLAUSE_CUTS) | _CONTRAST * (low in CONTRASTS)
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[piece] = (low, len(raw), marks, shipped_finder().look(low))
        return found


_forms = _Forms()
_NO_TOKENS: tuple[tuple[Any, ...], ...] = ((),) * 4


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
    starts, lengths : sequence of int
        Where tokens begin in `text`, and how long they are.
    low, norm : sequence of str
        Tokens in lower case, and as features: stems, names as ``NAME``, numbers as ``#``.
    negated, quoted : list of bool
        Whether a token stands in the scope of a negation, in quotation marks.
    name, cuts : bytes
        1 for a token that is (part of) a name, where a clause ends.
    any_quote : bool
        Whether there is a quotation mark.
    cues : list of Cue
        Hits of the valence lexicon.
    contrast : int
        The last word such as "but"; -1 without.
    """

    __slots__ = (
        "any_quote", "contrast", "cues", "cuts", "lengths", "low", "n", "name", "negated", "quoted",
        "starts", "text",
    )  # fmt: skip

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
        self.lengths: Sequence[int]
        self.low, self.lengths, forms_marks, known = forms
        marks = bytes(forms_marks)
        self.name = _names(marks)
        self.contrast = marks.translate(_IS_CONTRAST).rfind(1)
        self.cuts = cuts = marks.translate(_IS_CUT)
        turns = marks.translate(_TURNS)
        self.negated = self.quoted = [False] * n
        if 1 in turns:
            self.negated = _negated(turns, cuts)
        self.any_quote = text.find('"', start, end) >= 0
        if self.any_quote:
            self.quoted = _quoted(text, self.starts, self.low)
            self.cuts = _cuts(self.low, cuts)
        self.cues: list[Cue] = shipped_finder().find(self.low, known)

    @property
    def norm(self) -> list[str]:
        """Tokens as features, a new list each time."""
        return [NAME if name else stem(low) for low, name in zip(self.low, self.name, strict=True)]

    @property
    def ends(self) -> list[int]:
        """Where tokens end, a new list each time."""
        return list(map(add, self.starts, self.lengths))

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Give the tokens that a span meets (last exclusive)."""
        first = bisect_right(self.starts, start)
        if first and self.starts[first - 1] + self.lengths[first - 1] > start:
            first -= 1
        last = first
        while last < self.n and self.starts[last] < end:
            last += 1
        return first, last

    def clause(self, first: int, last: int) -> tuple[int, int]:
        """Give the clause around tokens (last exclusive)."""
        end = self.cuts.find(1, last)
        return self.cuts.rfind(1, 0, first) + 1, self.n if end < 0 else end


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


def _names(marks: bytes) -> bytes:
    """Mark names: capitalised inside a sentence; nothing in a headline in title case."""
    capitals = marks.translate(_IS_CAPITAL).count(1)
    longer = marks.translate(_IS_LONG).count(1)
    if longer >= 4 and capitals > _TITLE_CASE * longer:
        return bytes(len(marks))
    return b"\0" + marks[1:].translate(_IS_NAME) if marks else marks


def _negated(turns: bytes, cuts: bytes) -> list[bool]:
    """Mark what stands in the scope of a negation."""
    marks = []
    left = 0
    for turn, cut in zip(turns, cuts, strict=True):
        marks.append(left > 0 and not turn and not cut)
        left = _SCOPE if turn else 0 if cut else left - 1
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


def _cuts(low: Sequence[str], cutting: bytes) -> bytes:
    """Mark where clauses end; the marks of a short quotation are part of the clause around it."""
    cuts = bytearray(cutting)
    marks = [i for i, token in enumerate(low) if token == '"']
    for left, right in zip(marks, marks[1:], strict=False):
        if right - left - 1 <= _SHORT_QUOTE and (not left or low[left - 1] not in ",:"):
            cuts[left] = cuts[right] = 0
    return bytes(cuts)
