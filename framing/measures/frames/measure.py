"""Frames of articles, of paragraphs, and the words that carry them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.frames.features import read, shapes_of
from framing.measures.frames.weights import FrameWeights
from framing.measures.frames.words import FRAMES, FrameHit, FrameWords
from framing.measures.rows import MIXED, PART, Sink
from framing.measures.specs import MeasureSpec
from framing.text.document import Document
from framing.text.vocabulary import joined
from framing.text.wordrows import WordRows

__all__ = ["CARRIES", "FramesMeasure"]

_NAN = float("nan")
_FEWEST_DISTINCT = 15  # distinct words; with fewer, shares of words say nothing about an article

# Weighted frame words per 100 words from which a paragraph carries a frame. Tuned on the training
# articles of frames_narrative, cut into runs of two sentences: the share of runs over the mark
# tells articles coded with the frame from others with an AUROC of .72, .67, .73, .87 and .83.
CARRIES = {
    "conflict": 3.0,
    "responsibility": 5.0,
    "human_interest": 4.0,
    "morality": 3.0,
    "economic": 5.0,
}

_LEAST = min(CARRIES.values())

_SOURCE = "Semetko & Valkenburg (2000), Journal of Communication 50(2)"

PRESENCE = MeasureSpec(
    name="frames.presence",
    label="Frames",
    unit="article",
    unit_label="probability",
    range=(0.0, 1.0),
    null="0: the article certainly does not carry the frame",
    higher="Higher means that the article more probably carries the frame.",
    low_label="frame less likely",
    high_label="more likely",
    source=_SOURCE,
    interval="none",
    categories=FRAMES,
    voices=False,
    segments=False,
    profile=False,
)
PROMINENCE = MeasureSpec(
    name="frames.prominence",
    label="Prominence of frames",
    unit="paragraph",
    unit_label="share of paragraphs",
    range=(0.0, 1.0),
    null="0: no paragraph carries the frame",
    higher="Higher means that more of the paragraphs carry the frame.",
    low_label="in fewer paragraphs",
    high_label="in more",
    source=_SOURCE,
    interval="wilson",
    categories=FRAMES,
    voices=False,
    profile=False,
)
WORDS = MeasureSpec(
    name="frames.words",
    label="Frame words",
    unit="voice",
    unit_label="per 1,000 words",
    scale=1000.0,
    range=(0.0, 1000.0),
    null="0: no word of the frame's list occurs",
    higher="Higher means that more of the words belong to the frame's word list.",
    low_label="fewer frame words",
    high_label="more",
    source=_SOURCE,
    interval="none",
    categories=FRAMES,
    segments=False,
    profile=False,
)


class FramesMeasure:
    """Scores generic frames.

    ``frames.presence`` is the calibrated probability that an article carries a frame (``all``:
    the mean of the five); ``frames.prominence`` the share of paragraphs that carry it (``all``:
    at least one frame), by segment; ``frames.words`` counts the lexicon's words, by voice.
    """

    name = "frames"
    specs = (PRESENCE, PROMINENCE, WORDS)

    def __init__(self) -> None:
        self._weights = FrameWeights.shipped()
        self._words = FrameWords(Lexicon.load("frames"))
        self._rows = WordRows(self._facts, 3)
        self.recipe = f"{self._weights.recipe}+{self._words.lexicon.recipe}"

    def _facts(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """Give all that is asked of words: entries, column of the weights, shape."""
        columns, shapes = self._weights.columns_of(words), shapes_of(words)
        return list(zip(self._words.hits_numbers(words), columns, shapes, strict=True))

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put units and evidence of each document into its sink."""
        facts = self._rows.of(joined([doc.numbered for doc in docs])).T.copy()
        ends = np.cumsum([doc.n_words for doc in docs]).tolist()
        parts = [facts[:, end - doc.n_words : end] for doc, end in zip(docs, ends, strict=True)]
        # step by step, not document by document: what a step needs is large, and stays at hand so
        found = [self._words.find(doc, part[0]) for doc, part in zip(docs, parts, strict=True)]
        judged = [n for n, doc in enumerate(docs) if doc.sentences and not _repeats_few_words(doc)]
        readings = [read(docs[n], self._words, found[n], parts[n][2]) for n in judged]
        chances = self._weights.all_probabilities(readings, [parts[n][1] for n in judged])
        for n, row in zip(judged, chances.tolist(), strict=True):
            self._presence(docs[n], row, sinks[n])
        for doc, sink, hits in zip(docs, sinks, found, strict=True):
            if doc.sentences:
                places = _sentences_of(doc, hits)
                self._prominence(doc, hits, places, sink)
                self._counts(doc, hits, places, sink)

    def _presence(self, doc: Document, chances: list[float], sink: Sink) -> None:
        """Add the probability of each frame."""
        start, end = doc.sentences[0].start, doc.sentences[-1].end
        mean = sum(chances) / len(chances)
        marks = self._weights.threshold.tolist()
        labels = [str(int(chance >= mark)) for chance, mark in zip(chances, marks, strict=True)]
        place = sink.place("article", start, end, "all", "all")
        sink.rows.append((place, PRESENCE.name, "all", "", mean, "", mean, 1.0))
        sink.rows += [
            (place, PRESENCE.name, frame, "", chance, label, chance, 0.0)
            for frame, chance, label in zip(FRAMES, chances, labels, strict=True)
        ]

    def _prominence(
        self, doc: Document, hits: list[FrameHit], places: list[int], sink: Sink
    ) -> None:
        """Add one unit a paragraph, and one for each frame that it carries."""
        name, rows, sentences = PROMINENCE.name, sink.rows, doc.sentences
        end = 0
        for paragraph in doc.paragraphs:
            first, last = paragraph.first, paragraph.last
            if first == last:
                continue
            place = sink.place(
                "paragraph", paragraph.start, paragraph.end, paragraph.segment, "all", "", first
            )
            begin, end = end, bisect_left(places, last, end)
            n_words = sentences[last - 1].last - sentences[first].first
            carried = self._carried(hits[begin:end], n_words) if begin < end else ()
            if not carried:
                rows.append((place, name, "all", "", _NAN, "0", 0.0, 1.0))
                continue
            rows.append((place, name, "all", "", _NAN, "1", 1.0, 1.0))
            rows += [(place, name, frame, "", _NAN, "1", 1.0, 0.0) for frame in carried]

    def _carried(self, hits: list[FrameHit], n_words: int) -> list[str]:
        """Give the frames whose words weigh enough in a paragraph."""
        mass = [0.0] * len(FRAMES)
        frame_of, weight_of = self._words.frame_of, self._words.weight_of
        for _, _, entry in hits:
            mass[frame_of[entry]] += weight_of[entry]
        if max(mass) * 100 < _LEAST * n_words:
            return []
        return [f for f, m in zip(FRAMES, mass, strict=True) if m * 100 >= CARRIES[f] * n_words]

    def _counts(self, doc: Document, hits: list[FrameHit], places: list[int], sink: Sink) -> None:
        """Count frame words by voice, with each word as evidence."""
        frame_of, sentences = self._words.frame_of, doc.sentences
        tallies = {MIXED: _Tally(doc.n_words)}
        for sentence in sentences:
            for part in sentence.parts:
                if part.voice not in tallies:
                    tallies[part.voice] = _Tally()
                tallies[part.voice].n_words += part.n_words
        said = _said(doc, hits, places)
        whole = tallies[MIXED].counts
        for (_, _, entry), (voice, _), at in zip(hits, said, places, strict=True):
            frame = frame_of[entry]
            whole[frame] += 1
            parts = sentences[at].parts
            if len(parts) == 1 or voice in [part.voice for part in parts]:
                tallies[voice].counts[frame] += 1
        if sink.wants_evidence:
            self._evidence(hits, said, sink)
        self._emit(doc, tallies, sink)

    def _evidence(self, hits: list[FrameHit], said: list[tuple[str, str]], sink: Sink) -> None:
        """Add words with their voices and speakers."""
        entries, name = self._words.entries, WORDS.name
        for (start, end, n), (voice, speaker) in zip(hits, said, strict=True):
            _, category, weight, note = entries[n]
            sink.spans.append((name, category, "", start, end, weight, False, voice, speaker, note))

    def _emit(self, doc: Document, tallies: dict[str, _Tally], sink: Sink) -> None:
        """Add a unit with the words as denominator for each voice, and one a frame."""
        start, end = doc.sentences[0].start, doc.sentences[-1].end
        for voice, tally in tallies.items():
            unit = "voice" if voice == MIXED else PART
            place = sink.place(unit, start, end, "all", voice)
            sink.row(place, WORDS.name, sum(tally.counts), tally.n_words)
            for frame, count in zip(FRAMES, tally.counts, strict=True):
                if count:
                    sink.row(place, WORDS.name, count, 0, frame)


@dataclass(slots=True)
class _Tally:
    """Words, and frame words by frame, of one voice; the voice ``mixed`` stands for all."""

    n_words: int = 0
    counts: list[int] = field(default_factory=lambda: [0] * len(FRAMES))


def _repeats_few_words(doc: Document) -> bool:
    """Say whether a document has too few distinct words; its beginning mostly tells."""
    beginning = set(doc.words[: 2 * _FEWEST_DISTINCT])
    return len(beginning) < _FEWEST_DISTINCT and len(set(doc.words)) < _FEWEST_DISTINCT


def _sentences_of(doc: Document, hits: list[FrameHit]) -> list[int]:
    """Give the sentence that each hit stands in."""
    ends = [sentence.end for sentence in doc.sentences]
    return [bisect_right(ends, start) for start, _, _ in hits]


def _said(doc: Document, hits: list[FrameHit], places: list[int]) -> list[tuple[str, str]]:
    """Give the voice and the speaker of each hit, whose sentence is known."""
    parts = [sentence.parts for sentence in doc.sentences]
    alone = [(p[0].voice, p[0].speaker) if len(p) == 1 else None for p in parts]
    return [alone[at] or doc.voice_at(hit[0]) for hit, at in zip(hits, places, strict=True)]
