"""Coded mentions of general news: numbers alone, joined to the articles that they were read in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from framing.errors import FramingError
from framing.measures.stance.model import LABELS
from framing.text.normalise import normalise

__all__ = ["ARTICLES", "Coded", "coded_rows", "folded_texts", "read_coded", "text_hash"]

ARTICLES = "corpus_outlets/articles.jsonl"
_LABELS = {"--": LABELS[0], "-": LABELS[0], "0": LABELS[1], "+": LABELS[2], "++": LABELS[2]}
_LEANING = 0.5  # what a leaning counts beside a plain portrayal
_DIGITS = 8  # of an article's hash


class Coded(NamedTuple):
    """Coded mentions.

    Attributes
    ----------
    mentions : list of (str, int, int)
        Spans in the article's folded text.
    codes : list of int
        Labels by their place in ``LABELS``.
    groups : list of str
        The article that each is from.
    rounds : list of int
        The round of coding, each with a threshold of its own.
    weights : list of float
        What each counts: leanings half.
    """

    mentions: list[tuple[str, int, int]]
    codes: list[int]
    groups: list[str]
    rounds: list[int]
    weights: list[float]


def read_coded(file: Path, table: str | None = None) -> Coded:
    """Join the rows of ``coded.tsv`` to their articles.

    Parameters
    ----------
    file : Path
        The articles, one JSON object a line.
    table : str, optional
        Other rows in the layout of ``coded.tsv``.

    Returns
    -------
    Coded
        The mentions in the order of the rows.

    Raises
    ------
    FramingError
        If the file is missing, or an article is not the one that was coded.

    Examples
    --------
    >>> read_coded(Path("articles.jsonl"))
    Traceback (most recent call last):
        ...
    framing.errors.FramingError: data: 'articles.jsonl' is missing; what was coded stands in it
    """
    coded = coded_rows(file, "coded.tsv", table)
    lines = [fields for fields, _ in coded]
    texts = folded_texts(coded)
    mentions = [(texts[line[0]], int(line[2]), int(line[3])) for line in lines]
    return Coded(
        mentions,
        [LABELS.index(_LABELS[line[4]]) for line in lines],
        [f"article {line[0]}" for line in lines],
        [int(line[5]) for line in lines],
        [_LEANING if line[4] in "+-" else 1.0 for line in lines],
    )


def text_hash(text: str) -> str:
    """Give the digits by which a coded article is known again."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]


def folded_texts(coded: Sequence[tuple[Sequence[str], Mapping[str, Any]]]) -> dict[str, str]:
    """Give the folded text of each article of :func:`coded_rows`, by its number in the rows."""
    raw = {fields[0]: row["text"] for fields, row in coded}
    return {number: normalise(text).text for number, text in raw.items()}


def coded_rows(
    file: Path, name: str, table: str | None = None
) -> list[tuple[list[str], dict[str, Any]]]:
    """Join the rows of a table that ships to the articles that were coded.

    Parameters
    ----------
    file : Path
        The articles, one JSON object a line.
    name : str
        The table's, beside this module; its rows begin with the article's row, from 0, and hash.
    table : str, optional
        Other rows in its layout.

    Returns
    -------
    list of (list of str, dict)
        Fields and article of each row.

    Raises
    ------
    FramingError
        If the file is missing, or an article is not the one that was coded.
    """
    if not file.is_file():
        raise FramingError(f"data: {str(file)!r} is missing; what was coded stands in it")
    if table is None:
        table = (files("framing") / "measures" / "stance" / name).read_text("utf-8")
    lines = [line.split("\t") for line in table.splitlines() if line[:1].isdigit()]
    wanted = {int(number): digest for number, digest, *_ in lines}
    found = {}
    with file.open(encoding="utf-8") as rows:
        for number, row in enumerate(rows):
            if number in wanted:
                found[number] = json.loads(row)
                if text_hash(found[number]["text"]) != wanted[number]:
                    raise FramingError(f"data: row {number} of {str(file)!r} is another article")
    if len(found) < len(wanted):
        raise FramingError(f"data: {str(file)!r} has fewer articles than were coded")
    return [(line, found[int(line[0])]) for line in lines]
