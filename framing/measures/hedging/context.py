"""The neighbourhood of a cue: words of one sentence, their case and the marks between them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

__all__ = ["Context"]

_BREAK = re.compile('[,;:()"—–]')
_LOOKED_AT = 30  # long words from which the setting of a sentence is told
_MOSTLY = 0.7  # share of capitalised long words from which a sentence is set like a headline


class Context:
    """A read-only view of the words of one sentence.

    Parameters
    ----------
    text : str
        Folded text.
    words : sequence of str
        Lower-case words of the text (or of the sentence alone).
    starts, ends : sequence of int
        Their offsets in `text`.
    first, last : int
        The sentence's range in `words`, last exclusive.
    """

    __slots__ = ("text", "words", "starts", "ends", "first", "last", "_set")

    def __init__(
        self,
        text: str,
        words: Sequence[str],
        starts: Sequence[int],
        ends: Sequence[int],
        first: int,
        last: int,
    ) -> None:
        self.text = text
        self.words = words
        self.starts = starts
        self.ends = ends
        self.first = first
        self.last = last
        self._set = ""

    def at(self, index: int) -> str:
        """Give the word at an index, or an empty string outside the sentence."""
        return self.words[index] if self.first <= index < self.last else ""

    def capital(self, index: int) -> bool:
        """Say whether the word at an index begins with a capital."""
        return self.first <= index < self.last and self.text[self.starts[index]].isupper()

    def gap(self, index: int) -> str:
        """Give what stands between a word and the one after it."""
        if not self.first <= index < self.last - 1:
            return ""
        return self.text[self.ends[index] : self.starts[index + 1]]

    def joined(self, left: int, right: int) -> bool:
        """Say whether only blanks stand between the words of a range."""
        return all(self.gap(k) == " " for k in range(left, right - 1))

    def find(self, left: int, right: int, among: Container[str]) -> int:
        """Give the first index in a range whose word is among some words, or -1."""
        words = self.words
        left = left if left > self.first else self.first
        for k in range(left, right if right < self.last else self.last):
            if words[k] in among:
                return k
        return -1

    def clause_left(self, index: int, reach: int) -> int:
        """Give where the clause before an index begins, at most `reach` words back."""
        k = index
        stop = max(self.first, index - reach)
        text, starts, ends = self.text, self.starts, self.ends
        while k > stop:
            left = ends[k - 1]
            if starts[k] - left != 1 and _BREAK.search(text, left, starts[k]):
                break
            k -= 1
        return k

    @property
    def case(self) -> str:
        """Give ``"caps"``, ``"title"`` or ``"plain"``: how the sentence is set."""
        if not self._set:
            self._set = self._how_set()
        return self._set

    def _how_set(self) -> str:
        text, starts = self.text, self.starts
        longer = []
        capitals = 0
        for k in range(self.first, self.last):
            word = self.words[k]
            if len(word) > 3 and word[0].isalpha():
                longer.append(k)
                capitals += text[starts[k]].isupper()
                if len(longer) == 6 and capitals < 3 or len(longer) == _LOOKED_AT:
                    break
        if len(longer) < 3 or capitals < _MOSTLY * len(longer):
            return "plain"
        upper = sum(self.text[self.starts[k] : self.ends[k]].isupper() for k in longer)
        return "caps" if upper >= _MOSTLY * len(longer) else "title"
