"""What callers hand in: sentences, or mentions in their texts; checked."""

from __future__ import annotations

from collections.abc import Iterable

from framing.errors import FramingError
from framing.text.sentences import check_mention, sentence_around

__all__ = ["sentence_of", "texts_of"]


def sentence_of(text: str, start: int, end: int) -> tuple[str, int, int, int]:
    """Give the sentence around a mention, the mention's span in it, and where it starts.

    Raises
    ------
    FramingError
        If the span lies outside the text, or the text is none.
    """
    check_mention(text, start, end)
    left, right = sentence_around(text, start, end)
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
