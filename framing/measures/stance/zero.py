"""Where the scale of whole articles has its zero: articles read for their author's stance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from framing.errors import FramingError
from framing.measures.rows import Sink
from framing.measures.stance.coded import coded_rows
from framing.measures.stance.columns import SHARES
from framing.measures.stance.model import LABELS, leant
from framing.text.document import Document
from framing.text.mentions import parse_targets

__all__ = ["Reading", "find_zero", "mean_value", "own_chances", "read_articles"]

_WORDS = 420  # the coders read the paragraphs up to the one in which this word stands
_FARTHEST = 3.0  # log odds
_DECIMALS = 2
_LINES = re.compile(r"[\r\n]+")


class Reading(NamedTuple):
    """An article read for its author's stance toward a person.

    Attributes
    ----------
    title, text : str
        What the coders read.
    target : str
    code : str
        ``--``, ``-``, ``0``, ``+`` or ``++``.
    """

    title: str
    text: str
    target: str
    code: str


def read_articles(file: Path, table: str | None = None) -> list[Reading]:
    """Join the rows of ``coded_articles.tsv`` to their articles.

    Parameters
    ----------
    file : Path
        The articles, one JSON object a line.
    table : str, optional
        Other rows in the layout of ``coded_articles.tsv``.

    Raises
    ------
    FramingError
        If the file is missing, or an article is not the one that was coded.
    """
    return [
        Reading(row["title"], _beginning(row["text"]), target, code)
        for (_, _, target, code), row in coded_rows(file, "coded_articles.tsv", table)
    ]


def _beginning(text: str) -> str:
    """Give the paragraphs that the coders read."""
    taken: list[str] = []
    n = 0
    for part in _LINES.split(text):
        if n >= _WORDS:
            break
        taken.append(part)
        n += len(part.split())
    return "\n".join(taken)


def own_chances(measure: Any, articles: Sequence[Reading]) -> list[np.ndarray]:
    """Give the probabilities of the outlet's own mentions of each article's target.

    Parameters
    ----------
    measure : Measure
        A stance measure.
    articles : sequence of Reading

    Returns
    -------
    list of ndarray of shape (n_mentions, 3)
    """
    return [_own(measure, article) for article in articles]


def _own(measure: Any, article: Reading) -> np.ndarray:
    targets = parse_targets({article.target: article.target.split()[-1:]})
    text = f"{article.title}\n{article.text}"
    doc = Document.from_text(text, title=article.title, targets=targets)
    sink = Sink(doc, evidence=False)
    measure.score([doc], [sink])
    own = [unit for unit in sink.units if unit.voice == "own"]
    found = [[u.numerator for u in own if u.measure == SHARES[name]] for name in LABELS]
    return np.array(found, float).T.reshape(-1, len(LABELS))


def mean_value(chances: np.ndarray) -> float:
    """Give the mean of P(positive) - P(negative), NaN where there is no mention."""
    return float((chances[:, 2] - chances[:, 0]).mean()) if len(chances) else float("nan")


def find_zero(articles: Sequence[Reading], chances: Sequence[np.ndarray]) -> float:
    """Find the log odds of positive that bring articles coded neutral to 0 on average.

    Parameters
    ----------
    articles : sequence of Reading
    chances : sequence of ndarray
        What :func:`own_chances` gives for them.

    Returns
    -------
    float
        Rounded, so that last digits do not matter.
    """
    from scipy.optimize import brentq

    pairs = zip(articles, chances, strict=True)
    neutral = [found for article, found in pairs if article.code == "0" and len(found)]
    if not neutral:
        raise FramingError("data: no coded article is neutral and mentions its target")

    def mean(zero: float) -> float:
        return float(np.mean([mean_value(leant(found, zero)) for found in neutral]))

    return round(float(brentq(mean, -_FARTHEST, _FARTHEST, xtol=1e-6)), _DECIMALS)
