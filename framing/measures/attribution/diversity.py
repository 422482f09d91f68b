"""Diversity of sources that does not grow with the length of a text."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, log

__all__ = ["DRAWS", "rarefied_shannon"]

DRAWS = 10  # words drawn; more sources than this cannot show
# k draws of a source and the others; in how many orders; what k of the draws add to the index
_TERMS = [(k, DRAWS - k, comb(DRAWS, k), -(k / DRAWS) * log(k / DRAWS)) for k in range(1, DRAWS)]


def rarefied_shannon(amounts: Sequence[float]) -> float:
    """Give the Shannon index expected of ten draws (with replacement) from shares.

    An observed Shannon index grows with the number of words looked at; the index expected of a
    fixed number of draws does not, and depends on the shares alone.

    Parameters
    ----------
    amounts : sequence of float
        Words of each source.

    Returns
    -------
    float
        In nats, from 0 (one source) to log(10).

    Examples
    --------
    >>> rarefied_shannon([30])
    0.0
    >>> rarefied_shannon([1, 1]) == rarefied_shannon([50, 50])
    True
    >>> round(rarefied_shannon([1, 1]), 3)
    0.64
    """
    total = sum(amounts)
    expected = 0.0
    for amount in amounts:
        p = amount / total
        if 0.0 < p < 1.0:
            q = 1.0 - p
            expected += sum([ways * p**k * q**others * adds for k, others, ways, adds in _TERMS])
    return expected
