"""What callers hand in: sentences, or mentions in their texts; checked."""

from __future__ import annotations

from collections.abc import Iterable

from framing.errors import FramingError
from framing.text.sentences import sentence_spans

__all__ = ["sentence_of", "texts_of"]


def sentence_of(text: str, start: int, end: int) -> tuple[str, int, int, int]:
    """Give the sentence around a mention, the mention's span in it, and where it starts.

    Raises
    ------
    FramingError
        If the span lies outside the text, or the text is none.
    """
    if not isinstance(text, str):
        raise FramingError(f"X has {text!r} where a text belongs; rows are (text, start, end)")
    if not 0 <= start < end <= len(text):
        raise FramingError(
            f"the span ({start}, {end}) lies outside its text of {len(text)} characters; "
            "0 <= start < end <= len(text) must hold"
        )
    left = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    right = len(text) if stop < 0 else stop
    for first, last in sentence_spans(text, left, right):
        if first <= start < last:
            left, right = first, max(last, end)
            break
    return text[left:right], start - left, end - left, left


def texts_of(X: Iterable[str]) -> list[str]:
    """Give the texts of a list.

    Raises
    ------
    FramingError
        If it is one string, or holds anything else.
    """
    if isinstance(X, str):
        raise FramingError("X is one string; give a list of sentences")
    texts = list(X)
    wrong = sorted({type(text).__name__ for text in texts if not isinstance(text, str)})
    if wrong:
        raise FramingError(f"X holds {', '.join(wrong)}; give a list of sentences")
    return texts
