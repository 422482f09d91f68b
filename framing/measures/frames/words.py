"""Find the words of frames in a document: single words by memory, phrases by the matcher."""

from __future__ import annotations

from framing.lexicon import Lexicon
from framing.lexicon.matcher import Matcher
from framing.text.document import Document

__all__ = ["FRAMES", "FrameHit", "FrameWords"]

FRAMES = ("conflict", "responsibility", "human_interest", "morality", "economic")
_REMEMBERED = 100_000  # distinct words whose entries are remembered; others are looked up again

FrameHit = tuple[int, int, int]  # start and end in the folded text, number of the entry


class _Memory(dict[str, tuple[FrameHit, ...]]):
    """Remembers the entries that single words match, at offsets within the word."""

    def __init__(self, matcher: Matcher, numbers: list[int]) -> None:
        super().__init__()
        self._matcher = matcher
        self._numbers = numbers

    def __missing__(self, word: str) -> tuple[FrameHit, ...]:
        found = self._matcher.find(word, "longest")
        hits = tuple((start, end, self._numbers[n]) for start, end, n in found)
        if len(self) < _REMEMBERED:
            self[word] = hits
        return hits


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
        self._memory = _Memory(Matcher([patterns[n] for n in singles]), singles)

    def find(self, doc: Document) -> list[FrameHit]:
        """Find all frame words of a document's content, in reading order."""
        hits = self._words(doc)
        phrases = self._found_phrases(doc)
        if not phrases:
            return hits
        frame_of = self.frame_of
        return [hit for hit in _leftmost_longest(hits + phrases) if frame_of[hit[2]] >= 0]

    def _words(self, doc: Document) -> list[FrameHit]:
        """Find the single words."""
        starts = doc.word_starts
        hits = []
        for at, found in enumerate(map(self._memory.__getitem__, doc.words)):
            if found:
                start = starts[at]
                for left, right, entry in found:
                    hits.append((start + left, start + right, entry))
        return hits

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
