"""Sentences of general news that readers coded: numbers here, joined to the articles they read.

The tables lie beside this module. The neural model learned from them, and taught the linear one of
loaded language; that of hedging did not see them.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from framing.errors import FramingError
from framing.measures.stance.coded import ARTICLES, coded_rows, folded_texts

__all__ = ["CodedSentences", "read_if_coded", "read_sentences"]


class CodedSentences(NamedTuple):
    """Sentences that were coded yes or no.

    Attributes
    ----------
    texts : list of str
        The sentences.
    labels : list of int
        1 for yes.
    plain : list of bool
        Whether the code is plain, and no leaning.
    groups : list of str
        The article that each is from.
    """

    texts: list[str]
    labels: list[int]
    plain: list[bool]
    groups: list[str]


def read_if_coded(data: Path, measure: str) -> CodedSentences | None:
    """Give a measure's sentences, or None where the folder holds other articles or none."""
    try:
        return read_sentences(data / ARTICLES, measure)
    except FramingError:
        return None


def read_sentences(file: Path, measure: str, table: str | None = None) -> CodedSentences:
    """Join the rows of a measure's table to their articles.

    Parameters
    ----------
    file : Path
        The articles, one JSON object a line.
    measure : {"hedging", "loaded"}
        Whose table.
    table : str, optional
        Other rows in its layout: article, hash, start, end, and one of ``-- - + ++``.

    Raises
    ------
    FramingError
        If the file is missing, or an article is not the one that was coded.
    """
    name = f"{measure}.tsv"
    if table is None:
        table = (Path(__file__).parent / name).read_text("utf-8")
    coded = coded_rows(file, name, table)
    texts = folded_texts(coded)
    return CodedSentences(
        [texts[number][int(start) : int(end)] for (number, _, start, end, _), _ in coded],
        [int("+" in fields[4]) for fields, _ in coded],
        [len(fields[4]) == 2 for fields, _ in coded],
        [f"article {fields[0]}" for fields, _ in coded],
    )
