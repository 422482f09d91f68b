"""Texts whose lines were broken at a fixed width: a paragraph is then several lines."""

from __future__ import annotations

from statistics import median

__all__ = ["paragraphs"]

_NARROW, _WIDE = 40, 110  # characters: widths at which mail and archives break lines
_LEAST_LINES = 4
_FULL = 0.7  # of the middle length: a line that was broken, not ended
_RUNNING_ON = 0.4  # share of such lines that end without a stop
_ENDS = ".!?:;\"')…"


def paragraphs(text: str, spans: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Group the lines of a text into paragraphs.

    Parameters
    ----------
    text : str
        Folded text.
    spans : list of (int, int)
        Its lines.

    Returns
    -------
    list of list of (int, int)
        Each paragraph's lines: one, unless the text is broken at a fixed width.

    Examples
    --------
    >>> text = "One line.\\nAnother line."
    >>> paragraphs(text, [(0, 9), (10, 23)])
    [[(0, 9)], [(10, 23)]]
    """
    follows = [
        text.count("\n", one[1], after[0]) == 1
        for one, after in zip(spans, spans[1:], strict=False)
    ]
    if not _broken(text, spans, follows):
        return [[span] for span in spans]
    out = [[spans[0]]]
    for span, joined in zip(spans[1:], follows, strict=True):
        if joined:
            out[-1].append(span)
        else:
            out.append([span])
    return out


def _broken(text: str, spans: list[tuple[int, int]], follows: list[bool]) -> bool:
    """Say whether the lines of a text were broken at a fixed width."""
    inner = [span for span, joined in zip(spans, follows, strict=False) if joined]
    if len(inner) < _LEAST_LINES or 2 * len(inner) < len(spans):
        return False
    middle = median([end - start for start, end in inner])
    if not _NARROW <= middle <= _WIDE:
        return False
    if max(end - start for start, end in inner) > 1.6 * middle:
        return False
    full = [end for start, end in inner if end - start >= _FULL * middle]
    running = sum(text[end - 1] not in _ENDS for end in full)
    return running >= _RUNNING_ON * len(full)
