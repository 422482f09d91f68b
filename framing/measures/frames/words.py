"""Find the words of frames in a document: single words by memory, phrases by the matcher."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from framing.lexicon import Lexicon
from framing.lexicon.matcher import Matcher
from framing.text.document import Document

__all__ = ["FRAMES", "FrameHit", "FrameWords"]

FRAMES = ("conflict", "responsibility", "human_interest", "morality", "economic")

FrameHit = tuple[int, int, int]  # start and end in the folded text, number of the entry


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
        self._singles = [n for n, pattern in enumerate(patterns) if " " not in pattern]
        self._single_matcher = Matcher([patterns[n] for n in self._singles])
        self._phrases = [n for n, pattern in enumerate(patterns) if " " in pattern]
        self._phrase_matcher = Matcher([patterns[n] for n in self._phrases])
        self._found: list[tuple[FrameHit, ...]] = [()]
        self._numbers: dict[tuple[FrameHit, ...], int] = {(): 0}

    def hits_numbers(self, words: Sequence[str]) -> list[int]:
        """Give the numbers of what is found in words: 0 for nothing, one for the same entries."""
        starts = [0, *accumulate([len(word) + 1 for word in words])]
        inside: dict[int, list[FrameHit]] = {}
        for start, end, n in self._single_matcher.find("\n".join(words)):
            at = bisect_right(starts, start) - 1
            hit = (start - starts[at], end - starts[at], self._singles[n])
            inside.setdefault(at, []).append(hit)
        numbers = [0] * len(words)
        for at, hits in inside.items():
            found = tuple(hits)
            numbers[at] = self._numbers.setdefault(found, len(self._found))
            if numbers[at] == len(self._found):
                self._found.append(found)
        return numbers

    def find(self, doc: Document, numbers: np.ndarray | None = None) -> list[FrameHit]:
        """Find all frame words of a document's content, in reading order.

        Parameters
        ----------
        doc : Document
            The document.
        numbers : ndarray of int, optional
            What :meth:`hits_numbers` gives for the words, if that is known already.
        """
        if numbers is None:
            numbers = np.array(self.hits_numbers(doc.words), dtype=np.int64)
        hits, frame_of = self._words(doc, numbers), self.frame_of
        if phrases := self._found_phrases(doc):
            hits = _leftmost_longest(hits + phrases)
        return [hit for hit in hits if frame_of[hit[2]] >= 0]

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
    hits.sort()
    kept: list[FrameHit] = []
    reached = -1
    for hit in hits:
        start, end, _ = hit
        if start >= reached:
            kept.append(hit)
            reached = end
        elif end > reached and start == kept[-1][0]:
            kept[-1] = hit
            reached = end
    return kept
