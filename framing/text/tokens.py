"""Words of a folded text, with offsets."""

from __future__ import annotations

import re

__all__ = ["WORD", "words"]

# dotted acronyms with their last dot ("U.S.", "U.S.-led"); numbers; words with inner ' - &
WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*|\d+(?:[.,]\d+)+|[^\W_]+(?:['\-&][^\W_]+)*")

_OUTER = ".,;:!?()[]\"'\n"  # marks that may stand around a word and are no part of it
_REMEMBERED = 200_000  # chunks; only speed depends on it


def words(
    lower: str, start: int = 0, end: int | None = None
) -> tuple[list[str], list[int], list[int]]:
    """Give the words of a span of lower-cased text, with their starts and ends.

    Examples
    --------
    >>> words("the u.s.-led talks didn't end")[0]
    ['the', 'u.s.-led', 'talks', "didn't", 'end']
    """
    found: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = start
    for chunk in lower[start:end].split(" "):
        word = chunk.strip(_OUTER)
        if word.isalpha():  # most are one plain word, and need no pattern
            left = at if chunk is word else at + chunk.index(word)
            found.append(word)
            starts.append(left)
            ends.append(left + len(word))
        elif word:
            for word, left, right in _words_in[chunk]:
                found.append(word)
                starts.append(at + left)
                ends.append(at + right)
        at += len(chunk) + 1
    return found, starts, ends


class _Chunks(dict[str, tuple[tuple[str, int, int], ...]]):
    """The words of what stands between two blanks, with offsets; most chunks come back."""

    def __missing__(self, chunk: str) -> tuple[tuple[str, int, int], ...]:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[chunk] = tuple((m[0], *m.span()) for m in WORD.finditer(chunk))
        return found


_words_in = _Chunks()
