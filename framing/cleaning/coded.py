"""Articles and pages whose lines were coded for this project: the coding ships, no text does."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.cleaning.kinds import CONTENT, KINDS
from framing.errors import FramingError

__all__ = ["ARTICLES", "PAGES", "REMEDY", "Coding", "coded_lines", "read_codings"]

ARTICLES = Path(__file__).parent / "coded_lines.tsv"
PAGES = Path(__file__).parent / "coded_pages.tsv"
_FEED = re.compile(r"\r\n|\r|\n")
_PAIR = re.compile(r"(\d+)(?:-(\d+))?=(\S+)")
_DIGITS = 16
REMEDY = "--data takes the folder with the edition of the data that was coded"


@dataclass(frozen=True)
class Coding:
    """What was coded of one text.

    Attributes
    ----------
    name : str
        Id of the article or page.
    digest : str
        SHA-256 of its text, the first 16 digits.
    n_lines : int
        Its lines that are not blank.
    kinds : dict of int to str
        Number and kind of each that is no content; "mixed:" and "unsure:" may stand before it.
    """

    name: str
    digest: str
    n_lines: int
    kinds: dict[int, str]


def read_codings(file: Path) -> list[Coding]:
    """Read a table of coded texts.

    Parameters
    ----------
    file : Path
        One row a text: id, digest, lines, then ``7=kind`` or ``7-9=kind`` for what is no content.
    """
    rows = file.read_text(encoding="utf-8").splitlines()
    return [_coding(row, f"{file.name}, line {at}") for at, row in enumerate(rows, 1) if _told(row)]


def _told(row: str) -> bool:
    return bool(row.strip()) and not row.startswith("#")


def _coding(row: str, where: str) -> Coding:
    name, digest, size, *rest = row.split("\t")
    kinds = {}
    for pair in rest[0].split() if rest else []:
        found = _PAIR.fullmatch(pair)
        first, last, kind = found.groups() if found else ("0", "0", "")
        numbers = range(int(first), int(last or first) + 1)
        if kind.rpartition(":")[2] not in KINDS or not numbers or numbers[-1] >= int(size):
            raise FramingError(f"{where}: {pair!r} names no line of the text or no known kind")
        kinds.update(dict.fromkeys(numbers, kind))
    return Coding(name, digest, int(size), kinds)


def coded_lines(
    codings: Sequence[Coding], texts: Mapping[str, str]
) -> list[tuple[str, list[str], list[str]]]:
    """Join codings to the texts.

    Parameters
    ----------
    codings : sequence of Coding
        What was coded.
    texts : mapping of str to str
        Text of each id.

    Returns
    -------
    list of (str, list of str, list of str)
        Id, lines and the kind of each line of every coded text.

    Raises
    ------
    FramingError
        Where a text is missing, or is not the one that was coded.
    """
    out = []
    for coding in codings:
        if coding.name not in texts:
            raise FramingError(f"text {coding.name!r} was coded and is missing; {REMEDY}")
        text = texts[coding.name]
        if hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS] != coding.digest:
            raise FramingError(f"text {coding.name!r} is not the one that was coded; {REMEDY}")
        lines = [line for line in _FEED.split(text) if line.strip()]
        if len(lines) != coding.n_lines:
            raise FramingError(
                f"text {coding.name!r} has {len(lines)} lines, {coding.n_lines} were coded"
            )
        kinds = [coding.kinds.get(i, CONTENT) for i in range(len(lines))]
        out.append((coding.name, lines, kinds))
    return out
