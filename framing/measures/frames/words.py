"""Find the words of frames in a document: single words by memory, phrases by the matcher."""

from __future__ import annotations

import numpy as np

from framing.lexicon import Lexicon
from framing.lexicon.matcher import Matcher
from framing.text.document import Document

__all__ = ["FRAMES", "FrameHit", "FrameWords", "SingleWords"]

FRAMES = ("conflict", "responsibility", "human_interest", "morality", "economic")

FrameHit = tuple[int, int, int]  # start and end in the folded text, number of the entry


class SingleWords:
    """The patterns of one word, looked up word by word."""

    def __init__(self, patterns: list[str], numbers: list[int]) -> None:
        self._matcher = Matcher(patterns)
        self._numbers = numbers
        self._whole: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._ends: list[tuple[str, int]] = []
        sizes: dict[str, set[int]] = {}
        for pattern, number in zip(patterns, numbers, strict=True):
            if pattern.startswith("*"):
                self._ends.append((pattern[1:], number))
            elif pattern.endswith("*"):
                self._stems.setdefault(pattern[:-1], number)
                sizes.setdefault(pattern[:2], set()).add(len(pattern) - 1)
            else:
                self._whole.setdefault(pattern, number)
        self._sizes = {letters: tuple(found) for letters, found in sizes.items()}

    def __call__(self, word: str) -> tuple[FrameHit, ...]:
        """Give the entries of a word, at offsets within it."""
        if not word.isalpha():
            return tuple((a, b, self._numbers[n]) for a, b, n in self._matcher.find(word))
        # a word of letters is met as a whole, and of its patterns the first listed counts
        found = [self._whole[word]] if word in self._whole else []
        for size in self._sizes.get(word[:2], ()):
            if word[:size] in self._stems and size <= len(word):
                found.append(self._stems[word[:size]])
        found += [number for end, number in self._ends if word.endswith(end)]
        return ((0, len(word), min(found)),) if found else ()


class FrameWords:
    """The frame lexicon, arranged for documents whose words are known.

    Of hits that share characters the leftmost and there the longest counts, as in
    :meth:`framing.lexicon.Lexicon.match`; a pattern stands under one frame only. Entries of the
    category ``none`` take their words out ("justice" in "Justice Department").

    Parameters
    ----------
    lexicon : Lexicon
        Categories are frames; the notes name groups of words within a frame.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.entries = lexicon.entries
        self.groups = tuple(
            dict.fromkeys((e.category, e.note) for e in self.entries if e.category in FRAMES)
        )
        number = {group: n for n, group in enumerate(self.groups)}
        self.group_of = [number.get((e.category, e.note), -1) for e in self.entries]
        self.frame_of = [
            FRAMES.index(e.category) if e.category in FRAMES else -1 for e in self.entries
        ]
        self.weight_of = [entry.weight for entry in self.entries]
        patterns = [entry.pattern for entry in self.entries]
        singles = [n for n, pattern in enumerate(patterns) if " " not in pattern]
        self._phrases = [n for n, pattern in enumerate(patterns) if " " in pattern]
        self._phrase_matcher = Matcher([patterns[n] for n in self._phrases])
        self._singles = SingleWords([patterns[n] for n in singles], singles)
        self._found: list[tuple[FrameHit, ...]] = [()]
        self._numbers: dict[tuple[FrameHit, ...], int] = {(): 0}

    def hits_number(self, word: str) -> int:
        """Give the number of what is found in a word: 0 for nothing, one for the same entries."""
        found = self._singles(word)
        number = self._numbers.setdefault(found, len(self._found))
        if number == len(self._found):
            self._found.append(found)
        return number

    def find(self, doc: Document, numbers: np.ndarray | None = None) -> list[FrameHit]:
        """Find all frame words of a document's content, in reading order.

        Parameters
        ----------
        doc : Document
            The document.
        numbers : ndarray of int, optional
            What :meth:`hits_number` gives for each word, if that is known already.
        """
        if numbers is None:
            numbers = np.array([self.hits_number(word) for word in doc.words], dtype=np.int64)
        hits = self._words(doc, numbers)
        phrases = self._found_phrases(doc)
        if not phrases:
            return hits
        frame_of = self.frame_of
        return [hit for hit in _leftmost_longest(hits + phrases) if frame_of[hit[2]] >= 0]

    def _words(self, doc: Document, numbers: np.ndarray) -> list[FrameHit]:
        """Find the single words."""
        starts = doc.word_starts
        at = np.flatnonzero(numbers)
        return [
            (starts[n] + left, starts[n] + right, entry)
            for n, number in zip(at.tolist(), numbers[at].tolist(), strict=True)
            for left, right, entry in self._found[number]
        ]

    def _found_phrases(self, doc: Document) -> list[FrameHit]:
        """Find the phrases that stand inside sentences of the content."""
        hits = []
        for start, end, n in self._phrase_matcher.find(doc.lower, "all"):
            at = doc.sentence_at(start)
            if at is not None and end <= doc.sentences[at].end:
                hits.append((start, end, self._phrases[n]))
        return hits


def _leftmost_longest(hits: list[FrameHit]) -> list[FrameHit]:
    """Drop hits that share characters with an earlier, or at one start a longer one."""
    hits.sort(key=lambda hit: (hit[0], -hit[1], hit[2]))
    kept = []
    reached = -1
    for hit in hits:
        if hit[0] >= reached:
            kept.append(hit)
            reached = hit[1]
    return kept
