"""A sentence as the stance features see it: tokens, cues, negation, clauses, quotation marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from framing.measures.stance.cues import Cue, shipped_finder
from framing.measures.stance.words import (
    CLAUSE_CUTS,
    CONTRASTS,
    NEGATIONS,
    PRONOUNS,
    TITLES,
)

__all__ = ["TaggedSentence", "is_participle", "stem"]

_TOKEN = re.compile(r"[^\W_]+(?:['.\-][^\W_]+)*|\$|%|[^\w\s]|_")
_SCOPE = 4  # tokens after a negation that it turns
_SHORT_QUOTE = 6  # words of a quotation that is woven into a clause
_TITLE_CASE = 0.6  # share of longer words in capitals from which a line is a headline in title case


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
    low, norm : list of str
        Tokens in lower case, and as features: stems, names as ``NAME``, numbers as ``#``.
    name, negated, quoted : list of bool
        Whether a token is (part of) a name, in the scope of a negation, in quotation marks.
    cues : list of Cue
        Hits of the valence lexicon.
    contrast : int
        The last word such as "but"; -1 without.
    """

    __slots__ = (
        "starts", "ends", "low", "norm", "name", "negated", "quoted", "cues", "contrast", "n",
        "any_quote", "upper", "cuts",
    )  # fmt: skip

    def __init__(self, text: str, start: int, end: int) -> None:
        spans = [found.span() for found in _TOKEN.finditer(text, start, end)]
        raw = [text[left:right] for left, right in spans]
        self.starts = [span[0] for span in spans]
        self.ends = [span[1] for span in spans]
        self.low = [token.lower() for token in raw]
        self.upper = [token[0].isupper() for token in raw]
        self.n = len(raw)
        self.name = _names(raw, self.low)
        self.norm = [
            "NAME" if name else stem(low) for low, name in zip(self.low, self.name, strict=True)
        ]
        self.negated = _negated(self.low)
        self.quoted = _quoted(text, self.starts, self.low)
        self.cuts = _cuts(self.low)
        self.any_quote = '"' in self.low
        self.cues: list[Cue] = shipped_finder().find(self.low)
        self.contrast = max((i for i, low in enumerate(self.low) if low in CONTRASTS), default=-1)

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Give the tokens that a span meets (last exclusive)."""
        first = next((i for i, right in enumerate(self.ends) if right > start), self.n)
        last = first
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
    from framing.measures.stance.words import PARTICIPLES

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


def _names(raw: list[str], low: list[str]) -> list[bool]:
    """Mark names: capitalised inside a sentence; nothing in a headline in title case."""
    longer = [token for token in raw if len(token) > 3 and token[0].isalpha()]
    capitals = sum(token[0].isupper() for token in longer)
    if len(longer) >= 4 and capitals > _TITLE_CASE * len(longer):
        return [False] * len(raw)
    return [
        i > 0 and token[0].isupper() and low[i] not in PRONOUNS and low[i] not in TITLES
        for i, token in enumerate(raw)
    ]


def _negated(low: list[str]) -> list[bool]:
    """Mark what stands in the scope of a negation."""
    marks = []
    left = 0
    for token in low:
        if token in NEGATIONS or token.endswith("n't"):
            left = _SCOPE
            marks.append(False)
        elif token in CLAUSE_CUTS:
            left = 0
            marks.append(False)
        else:
            marks.append(left > 0)
            left -= 1
    return marks


def _quoted(text: str, starts: list[int], low: list[str]) -> list[bool]:
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


def _cuts(low: list[str]) -> list[bool]:
    """Mark where clauses end; the marks of a short quotation are part of the clause around it."""
    cuts = [token in CLAUSE_CUTS for token in low]
    marks = [i for i, token in enumerate(low) if token == '"']
    for left, right in zip(marks, marks[1:], strict=False):
        if right - left - 1 <= _SHORT_QUOTE and low[left - 1 : left] not in ([","], [":"]):
            cuts[left] = cuts[right] = False
    return cuts
