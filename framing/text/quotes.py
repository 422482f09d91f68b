"""Pairs of quotation marks in folded text; unmatched marks are counted, never raised."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Quote", "find_quotes"]

_MARK = re.compile('"')
# A single mark opens after a blank or bracket and before a letter; contractions that begin with
# an apostrophe do not open.
_SINGLE_OPEN = re.compile(
    r"'(?:(?<=[\s(\[—–]')|(?<=^'))(?=[^\W_])(?!(?:\d\ds|em|til|tis|twas|n|cause|round)\b)"
)
_SINGLE_CLOSE = re.compile(r"'(?<=[^\s']')(?![\w'])")
_LONGEST_SINGLE = 400  # characters; longer pairs of single marks were apostrophes in news text


class Quote(NamedTuple):
    """A quotation, its marks included; `inner_*` is what stands between them."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def find_quotes(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[list[Quote], int]:
    """Find quotations paragraph by paragraph.

    A quotation left open at the end of a paragraph goes on in the next one if that begins with
    a mark, as printed English does; each paragraph's part is one :class:`Quote`.

    Parameters
    ----------
    text : str
        Folded text.
    paragraphs : sequence of (int, int)
        Spans to search, in order.

    Returns
    -------
    quotes : list of Quote
    unmatched : int
        Marks without a partner.

    Examples
    --------
    >>> text = 'They want "peace," not "war'
    >>> quotes, unmatched = find_quotes(text, [(0, len(text))])
    >>> [text[q.inner_start:q.inner_end] for q in quotes], unmatched
    (['peace,'], 1)
    """
    if '"' not in text and "'" not in text:
        return [], 0
    quotes: list[Quote] = []
    unmatched = 0
    for at, (start, end) in enumerate(paragraphs):
        doubles: list[Quote] = []
        if text.find('"', start, end) >= 0:
            following = paragraphs[at + 1][0] if at + 1 < len(paragraphs) else -1
            goes_on = following >= 0 and text[following] == '"'
            doubles, missing = _doubles(text, start, end, goes_on)
            unmatched += missing
        singles = text.find("'", start, end) >= 0
        quotes += _with_singles(text, start, end, doubles) if singles else doubles
    return quotes, unmatched


def _doubles(text: str, start: int, end: int, goes_on: bool) -> tuple[list[Quote], int]:
    """Pair the double marks of one paragraph."""
    quotes: list[Quote] = []
    unmatched = 0
    opened = -1
    for found in _MARK.finditer(text, start, end):
        at = found.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if opened < 0:
            if after.isspace() and not before.isspace():
                unmatched += not before.isdigit()  # a closing mark with no opening; 6" is inches
            else:
                opened = at
        elif before.isspace() and not after.isspace() and at > opened + 1:
            unmatched += 1
            opened = at
        else:
            quotes.append(Quote(opened, at + 1, opened + 1, at))
            opened = -1
    if opened >= 0:
        if goes_on:
            quotes.append(Quote(opened, end, opened + 1, end))
        else:
            unmatched += 1
    return quotes, unmatched


def _with_singles(text: str, start: int, end: int, doubles: list[Quote]) -> list[Quote]:
    """Add pairs of single marks that stand outside double ones."""
    singles: list[Quote] = []
    begins = [quote.start for quote in doubles]
    at = start
    while found := _SINGLE_OPEN.search(text, at, end):
        opened = found.start()
        after = bisect_right(begins, opened)
        if after and doubles[after - 1].end > opened:
            at = doubles[after - 1].end
            continue
        limit = min(end, opened + _LONGEST_SINGLE)
        if after < len(doubles):
            limit = min(limit, begins[after])
        closed = _single_close(text, opened, limit)
        at = opened + 1
        if closed >= 0:
            singles.append(Quote(opened, closed + 1, opened + 1, closed))
            at = closed + 1
    return sorted(doubles + singles) if singles else doubles


def _single_close(text: str, opened: int, limit: int) -> int:
    """Give the closing single mark, a plural possessive passed over where a later mark closes."""
    marks = [m.start() for m in _SINGLE_CLOSE.finditer(text, opened + 1, limit)]
    again = _SINGLE_OPEN.search(text, opened + 1, limit)
    for n, at in enumerate(marks):
        last = n + 1 == len(marks) or (again is not None and marks[n + 1] > again.start())
        if last or text[at - 1] != "s" or not text[at + 1 : at + 3].strip().islower():
            return at
    return -1
