"""Lines of a folded text, and the labelled segments that cleaning makes of them."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["CONTENT", "Segment", "line_spans"]

CONTENT = "content"
_LINE = re.compile(r"\S(?:[^\n]*\S)?")


class Segment(NamedTuple):
    """A labelled span of the folded text: a whole line, or a part of a mixed one."""

    start: int
    end: int
    kind: str = CONTENT
    probability: float = 1.0
    cue: tuple[int, int] | None = None


def line_spans(text: str) -> list[tuple[int, int]]:
    """Give the spans of all non-blank lines, blanks at both ends cut off.

    Examples
    --------
    >>> line_spans("One \\n\\n  two")
    [(0, 3), (8, 11)]
    """
    return [found.span() for found in _LINE.finditer(text)]
