"""The article as tokens with word classes, quotations masked, cut into units."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from framing.text.attributions.grammar import PIECE, lowered, tagger

if TYPE_CHECKING:
    from framing.text.document import Document

__all__ = ["Tokens"]

# "... right?" Clinton remarked; "... why?" asked the judge
_NAMED = re.compile("[DhNMSx]{1,6}v?[PE]|[PE][DhNMSx]")

_ACCORDING = "according to"


class Tokens:
    """Tokens of a document's text.

    Attributes
    ----------
    tags : str
        One class a token; a quotation's tokens are all ``"``.
    plain : str
        The same before quotations were masked.
    units : list of (int, int)
        Ranges of tokens: a sentence, or several that a quotation holds together.
    """

    __slots__ = (
        "_lower",
        "_according",
        "lower_text",
        "paragraphs",
        "pieces",
        "plain",
        "quotes",
        "starts",
        "tags",
        "text",
        "units",
    )

    def __init__(self, doc: Document) -> None:
        self._lower = lowered()
        self.text = doc.text
        self.lower_text = doc.lower
        self._according = _places(_ACCORDING, doc.lower)
        self.pieces = PIECE.findall(doc.text)
        self.starts = list(accumulate(map(len, self.pieces), initial=0))
        self.plain = "".join(map(tagger().__getitem__, self.pieces))
        self.quotes = [self.range_of(q.start, q.end) for q in doc.quotes]
        self.tags = _masked(self.plain, self.quotes)
        self.units, self.paragraphs = self._units(doc)

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """Give the tokens that begin inside a span."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def is_open(self, first: int) -> bool:
        """Say whether the quotation before a token was left open at its paragraph's end."""
        at = bisect_left(self.quotes, (first, 0)) - 1
        if at < 0:
            return False
        last = self.quotes[at][1] - 1
        return not self.pieces[last].startswith('"') and self.quotes[at][1] >= first - 1

    def lower(self, at: int) -> str:
        """Give a token without its blanks, in lower case."""
        return self._lower[self.pieces[at]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give the characters of tokens ``first`` to ``last`` (exclusive)."""
        return self.starts[first], self.starts[last - 1] + len(self.pieces[last - 1].rstrip())

    def according_in(self, first: int, last: int) -> list[tuple[int, int]]:
        """Give the tokens of every "according to" that stands among tokens first to last."""
        if not self._according:
            return []
        start, end = self.starts[first], self.starts[last]
        return [
            self.range_of(at, at + len(_ACCORDING))
            for at in self._according
            if start <= at <= end - len(_ACCORDING)
        ]

    def _units(self, doc: Document) -> tuple[list[tuple[int, int]], list[int]]:
        """Join sentences of one paragraph whose border a quotation crosses."""
        units: list[tuple[int, int]] = []
        paragraphs: list[int] = []
        starts = self.starts
        quotes = doc.quotes
        quote_starts = [q.start for q in quotes]
        marked = '"' in self.tags
        last = 0
        before = -1
        for sentence in doc.sentences:
            start = sentence.start
            end = last
            first = bisect_left(starts, start, end)
            last = bisect_left(starts, sentence.end, first)
            if sentence.paragraph == before and marked:
                at = bisect_left(quote_starts, start) - 1
                inside = at >= 0 and quotes[at].end > start
                if inside or self.tags[end - 1] == '"' and self._asked(end, first, last):
                    units[-1] = (units[-1][0], last)
                    continue
            units.append((first, last))
            paragraphs.append(sentence.paragraph)
            before = sentence.paragraph
        return units, paragraphs

    def _asked(self, end: int, first: int, last: int) -> bool:
        """Say whether a unit's quotation ends in a question and its speaker is named after it."""
        return self.plain[end - 2] in "?!" and _NAMED.match(self.tags, first, last) is not None


def _places(phrase: str, text: str) -> list[int]:
    """Give where a phrase stands."""
    places = []
    at = text.find(phrase)
    while at >= 0:
        places.append(at)
        at = text.find(phrase, at + len(phrase))
    return places


def _masked(tags: str, quotes: list[tuple[int, int]]) -> str:
    """Put ``"`` for every token inside a quotation."""
    if not quotes:
        return tags
    pieces = []
    at = 0
    for first, last in quotes:
        if first < at:
            continue
        pieces.append(tags[at:first])
        pieces.append('"' * (last - first))
        at = last
    pieces.append(tags[at:])
    return "".join(pieces)
