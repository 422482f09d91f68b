"""Articles whose lines were coded for this project: the coding ships, their texts do not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.cleaning.kinds import CONTENT, KINDS
from framing.errors import FramingError

__all__ = ["CODED", "Coding", "coded_lines", "read_codings"]

CODED = Path(__file__).parent / "coded_lines.tsv"
_FEED = re.compile(r"\r\n|\r|\n")
_DIGITS = 16
_REMEDY = "--data takes the folder with the edition of corpus_outlets that was coded"


@dataclass(frozen=True)
class Coding:
    """What was coded of one article.

    Attributes
    ----------
    article : str
        Its id in ``corpus_outlets``.
    digest : str
        SHA-256 of its text, the first 16 digits.
    n_lines : int
        Its lines that are not blank.
    kinds : dict of int to str
        Number and kind of each that is no content; "mixed:" and "unsure:" may stand before it.
    """

    article: str
    digest: str
    n_lines: int
    kinds: dict[int, str]


def read_codings(file: Path = CODED) -> list[Coding]:
    """Read a table of coded articles.

    Parameters
    ----------
    file : Path, optional
        The table; by default the one that ships.
    """
    rows = file.read_text(encoding="utf-8").splitlines()
    return [_coding(row, f"{file.name}, line {at}") for at, row in enumerate(rows, 1) if _told(row)]


def _told(row: str) -> bool:
    return bool(row.strip()) and not row.startswith("#")


def _coding(row: str, where: str) -> Coding:
    article, digest, size, *rest = row.split("\t")
    kinds = {}
    for pair in rest[0].split() if rest else []:
        number, kind = pair.split("=")
        if kind.rpartition(":")[2] not in KINDS or not 0 <= int(number) < int(size):
            raise FramingError(f"{where}: {pair!r} names no line of the article or no known kind")
        kinds[int(number)] = kind
    return Coding(article, digest, int(size), kinds)


def coded_lines(
    codings: Sequence[Coding], articles: Sequence[dict[str, Any]]
) -> list[tuple[str, list[str], list[str]]]:
    """Join codings to the articles' texts.

    Parameters
    ----------
    codings : sequence of Coding
        What was coded.
    articles : sequence of dict
        Rows of ``corpus_outlets``, with ``id`` and ``text``.

    Returns
    -------
    list of (str, list of str, list of str)
        Id, lines and the kind of each line of every coded article.

    Raises
    ------
    FramingError
        Where an article is missing, or its text is not the one that was coded.
    """
    texts = {row["id"]: row["text"] for row in articles}
    out = []
    for coding in codings:
        if coding.article not in texts:
            raise FramingError(f"article {coding.article!r} was coded and is missing; {_REMEDY}")
        text = texts[coding.article]
        if hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS] != coding.digest:
            raise FramingError(
                f"article {coding.article!r} has another text than the one coded; {_REMEDY}"
            )
        lines = [line for line in _FEED.split(text) if line.strip()]
        if len(lines) != coding.n_lines:
            raise FramingError(
                f"article {coding.article!r} has {len(lines)} lines, {coding.n_lines} were coded"
            )
        out.append(
            (coding.article, lines, [coding.kinds.get(i, CONTENT) for i in range(len(lines))])
        )
    return out
